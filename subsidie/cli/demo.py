"""``subsidie demo``: the example tranches of 2022 and 2023, from their rules to the homes that were built."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import click
import flask_migrate
from flask import Flask

from subsidie import create_app
from subsidie.cli.nederlands import Opdracht
from subsidie.cli.serveer import ADRES, draai_samen
from subsidie.config import VAR, Omgeving
from subsidie.kern.fouten import Domeinfout

if TYPE_CHECKING:
    from subsidie.voorbeeld.jaargang import Voortgang

DEMOMAP = VAR / "demo"
MERK = "VOORBEELD – verzonnen gegevens"


def demo_omgeving(omgeving: Mapping[str, str]) -> dict[str, str]:
    """The environment of the example: its own database and storage, unless they are named; always as demo.

    What goes with a database that is named (key, checkpoints, files) is not that of the example's own database.
    """
    map_ = DEMOMAP
    if url := omgeving.get("SUBSIDIE_DATABASE_URL"):
        map_ /= f"bij-{sha256(url.encode()).hexdigest()[:12]}"
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
    """Draai de voorbeeldtranches: van regels tot brieven, betalingen, woonruimten en wat wordt teruggevorderd."""
    from subsidie.voorbeeld.verhaal import NietAf

    omgeving = demo_omgeving(os.environ)
    eigen = "SUBSIDIE_DATABASE_URL" not in os.environ
    if eigen:
        DEMOMAP.mkdir(parents=True, exist_ok=True)
        with _als_enige(DEMOMAP / "bezig"):
            if not _maak(omgeving, uitvoer):
                click.echo("De vorige keer is de demo niet afgemaakt: zij begint opnieuw.")
                for pad in (*DEMOMAP.glob("demo.db*"), DEMOMAP / "ijkpunten.jsonl"):
                    pad.unlink(missing_ok=True)
                _maak(omgeving, uitvoer)
    elif not _maak(omgeving, uitvoer):
        raise NietAf
    if not zonder_server:
        _serveer(omgeving, adres)


@contextmanager
def _als_enige(pad: Path) -> Iterator[None]:
    """Nobody else makes the demo in this folder meanwhile; raises ``Domeinfout`` when somebody does."""
    with pad.open("w") as bestand:
        try:
            fcntl.flock(bestand, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Domeinfout("De demo wordt op dit moment al gemaakt. Wacht tot die klaar is.") from None
        yield


def _maak(omgeving: dict[str, str], uitvoer: Path) -> bool:
    """Everything in the database and the folder; ``False``, and nothing done, when an earlier run was cut short."""
    from subsidie.voorbeeld.verhaal import NietAf
    from subsidie.web.db import db

    app = create_app(omgeving)
    with app.app_context():
        flask_migrate.upgrade()
        try:
            _vertel(app)
        except NietAf:
            db.session.remove()
            for motor in db.engines.values():
                motor.dispose()
            return False
        _toon_accounts()
        _schrijf_uitvoer(app, uitvoer)
        _noem_oefeningen()
        _onderteken(app)
    return True


def _vertel(app: Flask) -> None:
    """The whole story once; after that only the window of the practice tranche moves."""
    from subsidie.voorbeeld.verhaal import houd_open, is_verteld, vertel
    from subsidie.web.app import instellingen_van
    from subsidie.web.klok import nu

    click.echo(MERK)
    if is_verteld():
        houd_open(nu=nu())
        return
    with Voortgangsmelder() as melder:
        vertel(instellingen_van(app), nu=nu(), melden=melder.meld)


def _schrijf_uitvoer(app: Flask, uitvoer: Path) -> None:
    """The letters and papers of 2023, and its outcome beside what was published."""
    from subsidie.platform.opslag import LokaleOpslag
    from subsidie.tranches.lezen import get_tranche
    from subsidie.verdeling.samenvatting import samenvatting
    from subsidie.verdeling.service import zoek_verdeling
    from subsidie.voorbeeld.rha2023 import CODE
    from subsidie.voorbeeld.uitvoer import schrijf_uitvoer
    from subsidie.voorbeeld.vergelijking import als_tekst, in_een_zin, vergelijk
    from subsidie.web.app import instellingen_van

    verdeling = zoek_verdeling(get_tranche(CODE))
    if verdeling is None:
        raise Domeinfout("De tranche van 2023 is in deze database niet verdeeld.")
    aantal = schrijf_uitvoer(verdeling, LokaleOpslag(instellingen_van(app).opslag), uitvoer)
    cijfers = samenvatting(verdeling)
    click.echo(f"\n{in_een_zin(cijfers)}\n")
    click.echo(als_tekst(vergelijk(cijfers, verdeling.tranche)))
    click.echo(f"\n{aantal} brieven en de stukken van de verdeling staan in {uitvoer}")
    click.echo("De besluiten dragen een vast moment (4 december 2023): dat hoort bij het voorbeeld.")


def _noem_oefeningen() -> None:
    """Which practice tranches there are, and for what."""
    from subsidie.kern.tijd import moment_nl
    from subsidie.tranches.lezen import get_tranche, list_tijdvakken, zoek_tranche
    from subsidie.tranches.oefening import CODE
    from subsidie.voorbeeld import oefenrealisatie
    from subsidie.voorbeeld.oefenwerk import OEFENINGEN

    sluit = list_tijdvakken(get_tranche(CODE))[-1].sluit
    if sluit is not None:
        click.echo(
            f"\nOefenen: tranche ‘{CODE}’ is open tot en met {moment_nl(sluit)}, met aanvragen in elke stand."
        )
    click.echo("Werk voor het ministerie staat klaar in:")
    for code, waarvoor in (
        *((een.code, een.waarvoor) for een in OEFENINGEN),
        (oefenrealisatie.CODE, oefenrealisatie.WAARVOOR),
    ):
        if zoek_tranche(code) is not None:  # a demo of before does not have them all
            click.echo(f"  {code:<18} {waarvoor}")


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
        self._sluit()

    def meld(self, voortgang: Voortgang) -> None:
        """Show ``voortgang``."""
        if voortgang.totaal is None:
            self._sluit()
            click.echo(f"{voortgang.stap} ...")
        elif voortgang.gedaan:
            self.balk.update(1)
        elif voortgang.totaal:
            self._sluit()
            self.balk = click.progressbar(length=voortgang.totaal, label=voortgang.stap)
            self.balk.__enter__()

    def _sluit(self) -> None:
        if self.balk is not None:
            self.balk.__exit__(None, None, None)
            self.balk = None


def _serveer(omgeving: dict[str, str], adres: str) -> None:
    """The web server and the worker, on the database of the example, until Ctrl-C."""
    click.echo(f"\nDe webserver draait op http://{adres}. Stop met Ctrl-C.")
    sys.stdout.flush()
    sys.exit(draai_samen(omgeving, adres))
