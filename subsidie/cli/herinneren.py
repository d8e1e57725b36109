"""``subsidie herinneren``: the reminders about obligations, now or as a rehearsal for another day."""

from __future__ import annotations

from datetime import date

import click

from subsidie import create_app
from subsidie.cli.nederlands import Opdracht
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl, lees_datum


@click.command(cls=Opdracht)
@click.option("--op", "dag", metavar="JJJJ-MM-DD", help="Voor een andere dag; alleen met --droog.")
@click.option("--droog", is_flag=True, help="Toon wat er verstuurd zou worden. Er gaat niets uit.")
def herinneren(dag: str | None, *, droog: bool) -> None:
    """Herinner gemeenten aan verplichtingen die naderen of voorbij zijn.

    Het werkproces (subsidie werk) doet dit zelf, elke dag één keer. Wat al verstuurd is, gaat niet nog eens uit.
    """
    from subsidie.realisatie.opzet import waarschuw
    from subsidie.realisatie.waarschuwen import list_voorstellen
    from subsidie.realisatie.waarschuwregels import onderwerp
    from subsidie.web.klok import nu

    if dag is not None and not droog:
        raise OngeldigeInvoer.van("--op", "Versturen kan alleen vandaag. Gebruik --op samen met --droog.")
    op: date | None = lees_datum(dag, waar="--op") if dag is not None else None
    with create_app().app_context():
        if not droog:
            click.echo(f"{aantal(waarschuw(), 'bericht', 'berichten')} verstuurd.")
            return
        op = op or dag_in_amsterdam(nu())
        voorstellen = list_voorstellen(op)
        for een in voorstellen:
            click.echo(
                f"{een.project.gemeente}: {onderwerp(een.wat, een.project.nummer)} ({een.wat.soort.value})"
            )
        click.echo(
            f"{aantal(len(voorstellen), 'bericht', 'berichten')} op {datum_nl(op)}. Er is niets verstuurd."
        )
