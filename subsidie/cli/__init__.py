"""The ``subsidie`` command. Each subcommand lives in a module of its own, loaded when it is called.

So ``subsidie narekenen`` starts without Flask or a database: anyone can recompute an allocation.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

from subsidie.cli.nederlands import Groep
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer

OPDRACHTEN = {
    "audit": "subsidie.cli.audit:audit",
    "berichten": "subsidie.cli.berichten:berichten",
    "db": "subsidie.cli.database:database",
    "demo": "subsidie.cli.demo:demo",
    "documenten": "subsidie.cli.documenten:documenten",
    "gebruiker": "subsidie.cli.gebruiker:gebruiker",
    "gemeente": "subsidie.cli.gemeente:gemeente",
    "herinneren": "subsidie.cli.herinneren:herinneren",
    "importeer": "subsidie.cli.importeren:importeer",
    "narekenen": "subsidie.cli.narekenen:narekenen",
    "oefen": "subsidie.cli.oefen:oefen",
    "serveer": "subsidie.cli.serveer:serveer",
    "steekproef": "subsidie.cli.steekproef:steekproef",
    "tranche": "subsidie.cli.tranche:tranche",
    "werk": "subsidie.cli.werk:werk",
}


GEWEIGERD = "Een ander deed dit tegelijk of het is al gedaan; er is niets opgeslagen. Probeer het opnieuw."
"""Two rows that cannot both be, or a row that never changes: the database kept the first."""


class LuieGroep(Groep):
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
    """Entry point: what is wrong is a message in Dutch, never a traceback.

    Status 2 for bad input (a wrong call included), 1 for anything else that the domain refuses.
    """
    try:
        sys.exit(groep(prog_name="subsidie", standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as fout:
        click.echo(fout.format_message(), err=True)
        sys.exit(2)
    except click.UsageError as fout:
        click.echo(f"{_in_het_nederlands(fout)} Hulp: subsidie --help", err=True)
        sys.exit(2)
    except click.Abort:
        click.echo("Afgebroken.", err=True)
        sys.exit(130)
    except OngeldigeInvoer as fout:
        for gebrek in fout.gebreken:
            click.echo(str(gebrek), err=True)
        sys.exit(2)
    except Domeinfout as fout:
        click.echo(str(fout), err=True)
        sys.exit(1)
    except Exception as fout:
        # By name, so that commands without a database never load SQLAlchemy.
        if not type(fout).__module__.startswith("sqlalchemy.exc"):
            raise
        if type(fout).__name__ == "IntegrityError":
            click.echo(GEWEIGERD, err=True)
            sys.exit(1)
        click.echo(
            "De database is niet bereikbaar of niet bijgewerkt. Kijk naar SUBSIDIE_DATABASE_URL en draai eerst: "
            f"subsidie db upgrade\n({str(fout).splitlines()[0]})",
            err=True,
        )
        sys.exit(1)


def _in_het_nederlands(fout: click.UsageError) -> str:
    if isinstance(fout, click.NoSuchOption):
        return f"De optie ‘{fout.option_name}’ bestaat niet."
    if isinstance(fout, click.MissingParameter) and fout.param is not None:
        return f"Er ontbreekt iets in de opdracht: {fout.param.human_readable_name}."
    if isinstance(fout, click.BadParameter) and fout.param is not None:
        return f"De waarde van ‘{fout.param.human_readable_name}’ klopt niet."
    return "Deze opdracht bestaat niet of klopt niet."
