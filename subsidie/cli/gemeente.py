"""``subsidie gemeente``: who a municipality code is on a day; needs no database."""

from __future__ import annotations

from datetime import date

import click

from subsidie.cli.nederlands import Opdracht
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.tijd import lees_datum
from subsidie.register.gemeenten import is_gm_code, wie_is


@click.command(cls=Opdracht)
@click.argument("gm_code")
@click.argument("dag", metavar="JJJJ-MM-DD")
def gemeente(gm_code: str, dag: str) -> None:
    """Zeg wie GM_CODE op een dag is: bestaat, opgeheven (met opvolger), nog niet of onbekend."""
    if not is_gm_code(gm_code):
        raise OngeldigeInvoer.van("gm_code", f"‘{gm_code}’ is geen gemeentecode. Schrijf GM en vier cijfers.")
    op: date = lees_datum(dag, waar="dag")
    click.echo(str(wie_is(gm_code, op)))
