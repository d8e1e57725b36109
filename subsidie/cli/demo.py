"""``subsidie demo``: the example tranches of 2022 and 2023, from their rules to the homes that were built."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import click
import flask_migrate
from flask import Flask, current_app

from subsidie import create_app
from subsidie.cli.nederlands import Opdracht
from subsidie.cli.serveer import ADRES, draai_samen
from subsidie.config import VAR, Omgeving

if TYPE_CHECKING:
    from subsidie.voorbeeld.jaargang import Voortgang

DEMOMAP = VAR / "demo"
MERK = "VOORBEELD – verzonnen gegevens"


def demo_omgeving(omgeving: Mapping[str, str]) -> dict[str, str]:
    """The environment of the example: its own database and storage, unless they are named; always as demo."""
    map_ = DEMOMAP
    standaard = {
        "SUBSIDIE_DATABASE_URL": f"sqlite:///{map_ / 'demo.db'}",
        "SUBSIDIE_OPSLAG": str(map_ / "opslag"),
        "SUBSIDIE_AUDITSLEUTEL": str(map_ / "auditsleutel.pem"),
        "SUBSIDIE_IJKPUNTEN": str(map_ / "ijkpunten.jsonl"),
    }
    gezet = {naam: waarde for naam, waarde in omgeving.items() if waarde}
    return {**standaard, **gezet, "SUBSIDIE_OMGEVING": Omgeving.DEMO.value}


@click.command(cls=Opdracht)
@click.option(
    "--uitvoer", metavar="MAP", type=click.Path(file_okay=False, path_type=Path), default=VAR / "voorbeeld",
    help="Map waarin de brieven en stukken komen.", show_default="var/voorbeeld",
)  # fmt: skip
@click.option(
    "--adres", metavar="HOST:POORT", default=ADRES, show_default=True, help="Waarop de webserver luistert."
)
@click.option("--zonder-server", is_flag=True, help="Alles behalve de webserver starten.")
def demo(uitvoer: Path, adres: str, zonder_server: bool) -> None:
    """Draai de voorbeeldtranches 2022 en 2023: van regels tot brieven, betalingen en woonruimten."""
    omgeving = demo_omgeving(os.environ)
    if "SUBSIDIE_DATABASE_URL" not in os.environ:
        DEMOMAP.mkdir(parents=True, exist_ok=True)
    app = create_app(omgeving)
    with app.app_context():
        flask_migrate.upgrade()
        _draai(app, uitvoer)
        _voer_uit(app)
        _oefen(app)
        _toon_accounts()
        _onderteken(app)
    if not zonder_server:
        _serveer(omgeving, adres)


def _draai(app: Flask, uitvoer: Path) -> None:
    from subsidie.platform.opslag import LokaleOpslag
    from subsidie.verdeling.samenvatting import samenvatting
    from subsidie.voorbeeld import rha2022
    from subsidie.voorbeeld.rha2023 import draai
    from subsidie.voorbeeld.uitvoer import schrijf_uitvoer
    from subsidie.voorbeeld.vergelijking import als_tekst, in_een_zin, vergelijk
    from subsidie.web.app import instellingen_van

    instellingen = instellingen_van(current_app)
    opslag = LokaleOpslag(instellingen.opslag)
    click.echo(MERK)
    click.echo("\nTranche van 2022")
    with Voortgangsmelder() as melder:
        rha2022.draai(opslag, werkers=instellingen.werkers, melden=melder.meld)
    click.echo("\nTranche van 2023")
    with Voortgangsmelder() as melder:
        verdeling = draai(opslag, werkers=instellingen.werkers, melden=melder.meld)
    aantal = schrijf_uitvoer(verdeling, opslag, uitvoer)
    cijfers = samenvatting(verdeling)
    click.echo(f"\n{in_een_zin(cijfers)}\n")
    click.echo(als_tekst(vergelijk(cijfers, verdeling.tranche)))
    click.echo(f"\n{aantal} brieven en de stukken van de verdeling staan in {uitvoer}")
    click.echo("De besluiten dragen een vast moment (4 december 2023): dat hoort bij het voorbeeld.")


def _voer_uit(app: Flask) -> None:
    """What came after the awards: payments, reports and homes."""
    from subsidie.platform.opslag import LokaleOpslag
    from subsidie.voorbeeld.personen import laad_personen
    from subsidie.voorbeeld.uitvoering import richt_uitvoering_in
    from subsidie.web.app import instellingen_van
    from subsidie.web.klok import nu
    from subsidie.web.transactie import schrijfgrens

    instellingen = instellingen_van(app)
    with schrijfgrens():
        personen = laad_personen(nu=nu())
    with Voortgangsmelder() as melder:
        richt_uitvoering_in(
            personen,
            LokaleOpslag(instellingen.opslag),
            werkers=instellingen.werkers,
            nu=nu(),
            melden=melder.meld,
        )


def _oefen(app: Flask) -> None:
    """The practice tranches: one that is open today, and three with work for every role of the ministry.

    Their letters wait for the worker, which begins with the web server.
    """
    from subsidie.kern.tijd import moment_nl
    from subsidie.tranches.service import list_tijdvakken
    from subsidie.voorbeeld.oefening import richt_oefening_in
    from subsidie.voorbeeld.oefenwerk import OEFENINGEN, richt_werk_in
    from subsidie.voorbeeld.personen import laad_personen
    from subsidie.web.app import instellingen_van
    from subsidie.web.klok import nu
    from subsidie.web.transactie import schrijfgrens

    instellingen = instellingen_van(app)
    with schrijfgrens():
        personen = laad_personen(nu=nu())
    click.echo("\nOefentranches maken ...")
    richt_werk_in(personen, instellingen=instellingen, nu=nu())
    tranche = richt_oefening_in(personen, instellingen=instellingen, nu=nu())
    sluit = list_tijdvakken(tranche)[-1].sluit
    if sluit is not None:
        click.echo(
            f"Oefenen: tranche ‘{tranche.code}’ is open tot en met {moment_nl(sluit)}, met aanvragen in elke stand."
        )
    click.echo("Werk voor het ministerie staat klaar in:")
    for oefening in OEFENINGEN:
        click.echo(f"  {oefening.code:<18} {oefening.waarvoor}")


def _toon_accounts() -> None:
    """Each account with its password, once: only its hash is kept."""
    from subsidie.voorbeeld.personen import geef_wachtwoorden
    from subsidie.web.klok import nu
    from subsidie.web.transactie import schrijfgrens

    with schrijfgrens():
        gegeven = geef_wachtwoorden(nu=nu())
    if not gegeven:
        click.echo(
            "\nDe demo-accounts zijn er al. Op de inlogpagina van de demo kiest u er een, zonder wachtwoord."
        )
        return
    click.echo(
        "\nDemo-accounts. De wachtwoorden ziet u alleen nu; op de inlogpagina kiest u er ook een zonder."
    )
    breedte = max(len(persoon.email) for persoon, _ in gegeven)
    for persoon, wachtwoord in gegeven:
        click.echo(f"  {persoon.email:<{breedte}}  {wachtwoord}  {persoon.rol}")


def _onderteken(app: Flask) -> None:
    """A checkpoint over what was made, and none when nothing was."""
    from subsidie.audit.ijkpunten import zet_ijkpunt
    from subsidie.audit.sleutel import maak_sleutel
    from subsidie.web.app import instellingen_van
    from subsidie.web.klok import nu

    instellingen = instellingen_van(app)
    if not instellingen.auditsleutel.exists():
        maak_sleutel(instellingen.auditsleutel)  # of the example alone: a ministry makes its own
    zet_ijkpunt(instellingen, nu=nu())


class Voortgangsmelder:
    """Names each step as it begins; a step with a count gets a bar."""

    def __init__(self) -> None:
        self.balk: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fout: object) -> None:
        if self.balk is not None:
            self.balk.__exit__(None, None, None)

    def meld(self, voortgang: Voortgang) -> None:
        """Show ``voortgang``."""
        if voortgang.totaal is None:
            click.echo(f"{voortgang.stap} ...")
        elif self.balk is None:
            if voortgang.totaal:
                self.balk = click.progressbar(length=voortgang.totaal, label=voortgang.stap)
                self.balk.__enter__()
        else:
            self.balk.update(1)


def _serveer(omgeving: dict[str, str], adres: str) -> None:
    """The web server and the worker, on the database of the example, until Ctrl-C."""
    click.echo(f"\nDe webserver draait op http://{adres}. Stop met Ctrl-C.")
    sys.stdout.flush()
    sys.exit(draai_samen(omgeving, adres))
