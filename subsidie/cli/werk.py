"""``subsidie werk``: makes documents and sends messages beside the web server."""

from __future__ import annotations

import logging

import click

from subsidie import create_app
from subsidie.cli.nederlands import Opdracht
from subsidie.kern.fouten import Domeinfout


@click.command(cls=Opdracht)
@click.option("--eenmaal", is_flag=True, help="Doe wat er nu wacht en stop daarna.")
def werk(eenmaal: bool) -> None:
    """Maak documenten en verstuur berichten, zolang het programma draait."""
    from subsidie.platform.taken import Werker, veeg_alles
    from subsidie.web.klok import nu

    app = create_app()
    if eenmaal:
        with app.app_context():
            for naam, aantal in veeg_alles().items():
                click.echo(f"{naam}: {aantal} gedaan")
        return
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    werker = Werker(app, nu)
    try:
        werker.ronde()  # what waits is done first, and a queue that is not there is known now
    except Exception as fout:
        raise Domeinfout(f"De wachtrij is niet bereikbaar. Kijk naar SUBSIDIE_TAKEN. ({fout})") from fout
    click.echo("Het werkproces draait. Stop met Ctrl-C.")
    werker.draai()
