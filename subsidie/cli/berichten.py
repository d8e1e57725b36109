"""``subsidie berichten``: what the mail server says about mail that was sent."""

from __future__ import annotations

import sys

import click

from subsidie import create_app
from subsidie.cli.nederlands import Groep

HOOGSTENS_BYTES = 5 * 1024 * 1024
"""A report quotes the mail it is about; ours are small."""


@click.group(cls=Groep)
def berichten() -> None:
    """Mail over berichten."""


@berichten.command()
def terugmelding() -> None:
    """Lees van de invoer een mail die zegt dat een mail niet aankwam, en noteer dat.

    Voor de mailserver, die zo'n mail aan deze opdracht doorgeeft. Wat geen terugmelding is, of er een over
    andermans mail, wordt overgeslagen.
    """
    from subsidie.berichten.verzenden import meld_teruggekomen
    from subsidie.kern.fouten import NietGevonden
    from subsidie.platform.post import lees_terugmelding
    from subsidie.web.klok import nu
    from subsidie.web.transactie import schrijfgrens

    gelezen = lees_terugmelding(sys.stdin.buffer.read(HOOGSTENS_BYTES))
    if gelezen is None:
        click.echo("Dit is geen terugmelding; er is niets genoteerd.")
        return
    with create_app().app_context():
        try:
            with schrijfgrens():
                bezorging = meld_teruggekomen(gelezen, nu=nu())
                nummer = bezorging.id
        except NietGevonden as fout:
            # Not an error for the mail server: that would only send a report about the report.
            click.echo(str(fout))
            return
        click.echo(f"Mail {nummer} kwam terug; dat is genoteerd.")
