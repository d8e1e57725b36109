"""The ``subsidie`` command. Each subcommand lives in a module of its own, loaded when it is called.

So ``subsidie narekenen`` starts without Flask or a database: anyone can recompute an allocation.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer

OPDRACHTEN = {
    "audit": "subsidie.cli.audit:audit",
    "db": "subsidie.cli.database:database",
    "demo": "subsidie.cli.demo:demo",
    "documenten": "subsidie.cli.documenten:documenten",
    "importeer": "subsidie.cli.importeren:importeer",
    "narekenen": "subsidie.cli.narekenen:narekenen",
    "tranche": "subsidie.cli.tranche:tranche",
}


class LuieGroep(click.Group):
    """A group whose commands are imported only when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(OPDRACHTEN)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in OPDRACHTEN:
            return None
        module, _, naam = OPDRACHTEN[cmd_name].partition(":")
        opdracht: click.Command = getattr(import_module(module), naam)
        return opdracht


@click.group(cls=LuieGroep, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="subsidie", message="%(prog)s %(version)s")
def groep() -> None:
    """Tranches van de Regeling huisvesting aandachtsgroepen uitvoeren en narekenen."""


def main() -> None:
    """Entry point: an error of the domain is a message and status 2 (bad input) or 1, never a traceback."""
    try:
        groep(prog_name="subsidie")
    except OngeldigeInvoer as fout:
        for gebrek in fout.gebreken:
            click.echo(str(gebrek), err=True)
        sys.exit(2)
    except Domeinfout as fout:
        click.echo(str(fout), err=True)
        sys.exit(1)
