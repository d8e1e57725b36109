"""``subsidie documenten``: make what is asked for and not there yet (also after a crash)."""

from __future__ import annotations

import click
from flask import current_app

from subsidie import create_app
from subsidie.cli.nederlands import Groep


@click.group(cls=Groep)
def documenten() -> None:
    """Brieven en andere documenten maken."""


@documenten.command()
def maak() -> None:
    """Maak alle documenten die zijn aangevraagd en er nog niet zijn."""
    from subsidie.documenten.service import maak_wachtende, tel_wachtende
    from subsidie.platform.opslag import LokaleOpslag
    from subsidie.web.app import instellingen_van
    from subsidie.web.klok import nu

    with create_app().app_context():
        instellingen = instellingen_van(current_app)
        te_maken = tel_wachtende()
        with click.progressbar(length=te_maken, label="Documenten") as balk:
            aantal = maak_wachtende(
                LokaleOpslag(instellingen.opslag), werkers=instellingen.werkers, klok=nu,
                gemaakt=lambda _: balk.update(1),
            )  # fmt: skip
        click.echo(f"{aantal} van {te_maken} documenten gemaakt.")
