"""The world of the closing minute: every municipality with drafts of 30 lines and 3 attachments, logged in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import flask_migrate
from flask import Flask
from sqlalchemy import select

from bench._server import koekje_van
from subsidie import create_app
from subsidie.aanvragen.bijlagen import Bestand, grenzen_van, voeg_toe
from subsidie.aanvragen.bijlagenopslag import bijlagenopslag
from subsidie.aanvragen.concept import begin_concept
from subsidie.accounts.aanmelden import begin_sessie
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import ken_rol_toe, maak_gebruiker
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.platform.bestandssoort import Bestandssoort
from subsidie.register.models import Gemeente
from subsidie.register.service import laad_gemeenten
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.oefening import oefentranche
from subsidie.tranches.service import get_tranche, laad_tranche, openstellen, regels
from subsidie.voorbeeld.oefenprojecten import Oefenproject, Woonregel, bijlage, inhoud_van
from subsidie.web.app import instellingen_van
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens

GEMEENTEN: Final = 342
RUSTIG: Final = 40
"""So many municipalities have a draft more, to measure a submit when nothing else happens."""
SLUITEND, TEGELIJK, RUST = "SLUITEND", "TEGELIJK", "RUST"
PORTIE: Final = 20
_GROEPEN: Final = ("statushouders", "uitwonende_studenten", "dak_en_thuisloze_mensen")
PROJECT: Final = Oefenproject(
    naam="Meting", plaats="Zwolle", straat="Meetweg", bouwvorm="nieuwbouw",
    regels=tuple(
        Woonregel(_GROEPEN[n % 3], "permanent", "zelfstandig", "regulier", str(1 + n % 4), "2", f"{540 + n},00")
        for n in range(30)
    ),
    kosten="3.400.000,00", btw="0", dekking="2.890.000,00", gevraagd="510.000,00", omschrijving="Een meting.",
    bijlagen=("begroting", "planning", "overig"),
)  # fmt: skip


@dataclass(slots=True)
class Concept:
    """A draft, who may submit it, and what its pages gave to send back."""

    nummer: str
    koekje: str
    formulier: list[tuple[str, str]] = field(default_factory=list)
    bewaarvelden: list[tuple[str, str]] = field(default_factory=list)

    @property
    def indienpad(self) -> str:
        """Of the page to submit."""
        return f"/aanvragen/{self.nummer}/indienen"

    @property
    def bewaarpad(self) -> str:
        """Of the step that is saved."""
        return f"/aanvragen/{self.nummer}/invullen/planning"


@dataclass(frozen=True, slots=True)
class Wereld:
    """An application with its database, and the drafts per tranche, one per municipality in the same order."""

    omgeving: dict[str, str]
    app: Flask
    concepten: dict[str, list[Concept]]

    def sluit_op(self, eind: datetime) -> None:
        """Let the window of the closing tranche end at ``eind``, its last second included."""
        with self.app.app_context(), schrijfgrens():
            _laad(SLUITEND, eind)


@contextmanager
def wereld(url: str, map_: Path, gemeenten: int = GEMEENTEN) -> Iterator[Wereld]:
    """Three tranches of the practice rules that are open, and drafts of everyone in two of them."""
    omgeving = {
        "SUBSIDIE_OMGEVING": "productie",
        "SUBSIDIE_ADRES": "https://loket.example.nl",
        "SUBSIDIE_PROXIES": "1",
        "SUBSIDIE_VERTROUW_X_REQUEST_START": "ja",
        "SUBSIDIE_DATABASE_URL": url,
        "SUBSIDIE_OPSLAG": str(map_ / "opslag"),
        "SUBSIDIE_GEHEIME_SLEUTEL": "alleen-voor-deze-meting-en-nergens-anders",
    }
    app = create_app(omgeving)
    with app.app_context():
        flask_migrate.upgrade()
        moment = nu()
        with schrijfgrens():
            laad_gemeenten(db.session())
            ver = moment + timedelta(days=1)
            for code in (SLUITEND, TEGELIJK, RUST):
                openstellen(_laad(code, ver), door=None, nu=moment - timedelta(days=1))
            mensen = [_mens(app, gm_code, moment) for gm_code in _gemeenten(gemeenten)]
        concepten = {
            code: _concepten(app, code, mensen[:hoeveel], moment)
            for code, hoeveel in (
                (SLUITEND, gemeenten),
                (TEGELIJK, gemeenten),
                (RUST, min(RUSTIG, gemeenten)),
            )
        }
        db.session.remove()
        db.engine.dispose()
    try:
        yield Wereld(omgeving, app, concepten)
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def _laad(code: str, sluit: datetime) -> Tranche:
    definitie = oefentranche(dag_in_amsterdam(nu()))
    tijdvak = replace(definitie.tijdvakken[0], sluit=sluit)
    return laad_tranche(
        replace(definitie, code=code, tijdvakken=(tijdvak,)), aard=Trancheaard.OEFEN, door=None, nu=nu()
    )


def _gemeenten(hoeveel: int) -> Sequence[str]:
    vraag = select(Gemeente.gm_code).where(Gemeente.geldig_tot.is_(None)).order_by(Gemeente.gm_code)
    codes = list(db.session.scalars(vraag))
    if len(codes) < hoeveel:
        raise RuntimeError(f"the register has {len(codes)} municipalities")
    return codes[:hoeveel]


def _mens(app: Flask, gm_code: str, moment: datetime) -> tuple[str, Gebruiker, str]:
    gebruiker = maak_gebruiker(
        naam=f"Meting {gm_code}", email=f"{gm_code.lower()}@example.nl", functie="", door=None, nu=moment
    )
    ken_rol_toe(
        gebruiker, Rol.TEKENBEVOEGDE, gm_code=gm_code, vanaf=dag_in_amsterdam(moment), door=None, nu=moment
    )
    return gm_code, gebruiker, koekje_van(app, begin_sessie(gebruiker, nu=moment))


def _project_van(gm_code: str) -> Oefenproject:
    """Nobody files the same as another: what the program remembers of one is of no use for the next."""
    eigen = f"{int(gm_code[2:]) % 100:02d}"
    return replace(
        PROJECT, naam=f"Meting {gm_code}", omschrijving=f"Een meting van {gm_code}.", straat=f"Meetweg {gm_code}",
        regels=tuple(replace(regel, huur=regel.huur[:-2] + eigen) for regel in PROJECT.regels),
        kosten=f"3.4{eigen}.000,00", dekking=f"2.8{eigen}.000,00",
    )  # fmt: skip


def _concepten(
    app: Flask, code: str, mensen: Sequence[tuple[str, Gebruiker, str]], moment: datetime
) -> list[Concept]:
    instellingen, klaar = instellingen_van(app), []
    opslag, tranche = bijlagenopslag(instellingen), get_tranche(code)
    regelset, vandaag = regels(tranche), dag_in_amsterdam(moment)
    grenzen = grenzen_van(
        regelset, per_bestand=instellingen.bijlage_bytes, totaal=instellingen.bijlagen_totaal_bytes
    )
    stukken = {soort: bijlage(PROJECT, soort) for soort in PROJECT.bijlagen}
    bestanden = {
        soort: Bestand(naam, Bestandssoort.XLSX.mediatype, len(data), opslag.bewaar(data))
        for soort, (naam, data) in stukken.items()
    }
    for begin in range(0, len(mensen), PORTIE):
        with schrijfgrens():
            tranche = get_tranche(code)
            for gm_code, gebruiker, koekje in mensen[begin : begin + PORTIE]:
                project = _project_van(gm_code)
                aanvraag = begin_concept(
                    tranche, pot="A", gm_code=gm_code, projectnaam=project.naam,
                    delen=inhoud_van(project, regelset, vandaag=vandaag), door=gebruiker, nu=moment,
                )  # fmt: skip
                for soort, bestand in bestanden.items():
                    voeg_toe(
                        aanvraag.nummer, bestand, soort=soort, regelset=regelset, grenzen=grenzen, opslag=opslag,
                        gescand=False, door=gebruiker, nu=moment,
                    )  # fmt: skip
                klaar.append(Concept(aanvraag.nummer, koekje))
    return klaar
