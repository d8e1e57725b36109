"""A database with made applications in every state, the same ones every time, for measuring lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import flask_migrate
from flask import Flask
from sqlalchemy import insert, select

from subsidie import create_app
from subsidie.aanvragen.models import (
    Aanvraag,
    Aanvraagstatus,
    AanvraagVersie,
    Betrokkenheid,
    Functiegroep,
    Project,
    Versiesoort,
    Woonruimteregel,
)
from subsidie.accounts.aanmelden import begin_sessie
from subsidie.accounts.models import Gebruiker, Mandaat, Mandaathandeling, Rol, Roltoekenning
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.documenten.models import Document
from subsidie.kern.canoniek import sha256_hex
from subsidie.register.models import Gemeente
from subsidie.register.service import laad_gemeenten
from subsidie.tranches.definitie import alle_tranches
from subsidie.tranches.keuzen import Bouwvorm, Woonruimteaard, Woonruimtesoort
from subsidie.tranches.models import Pot, Trancheaard
from subsidie.tranches.service import laad_tranche, pots
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens

BEGIN = datetime(2023, 5, 30, 7, 0, tzinfo=UTC)
DAG = date(2023, 12, 4)
GEGEVENS = '{"verzonnen":"' + "x" * 600 + '"}'
"""As long as the version of a real application is on average."""
HASH = sha256_hex(GEGEVENS.encode())
_STAPEL = 1000
MODELLEN = (Project, Aanvraag, AanvraagVersie, Woonruimteregel, Betrokkenheid, Document, Beschikking)
"""In the order in which they point at each other."""
BESLUITSTATUSSEN = [Besluitstatus.BEKENDGEMAAKT] * 7 + [
    Besluitstatus.GETEKEND,
    Besluitstatus.CONCEPT,
    Besluitstatus.CONCEPT,
]
"""By the last digit of the place; who is at nine has no decision yet."""


@contextmanager
def wereld(map_: Path, aantal: int) -> Iterator[tuple[Flask, str]]:
    """The application on a database in ``map_`` with ``aantal`` applications, and the session of a behandelaar."""
    map_.mkdir(parents=True, exist_ok=True)
    app = create_app(
        {
            "SUBSIDIE_DATABASE_URL": f"sqlite:///{map_ / 'bench.db'}",
            "SUBSIDIE_OPSLAG": str(map_ / "opslag"),
            "SUBSIDIE_GEHEIME_SLEUTEL": "alleen-om-te-meten-" + "x" * 32,
        }
    )
    with app.app_context():
        flask_migrate.upgrade()
        with schrijfgrens():
            token = _vul(aantal)
        db.session.remove()
    # Outside the context: a request inside it would find its session and its user ready.
    try:
        yield app, token
    finally:
        with app.app_context():
            db.engine.dispose()


def _vul(aantal: int) -> str:
    laad_gemeenten(db.session())
    mensen = [
        Gebruiker(naam=f"Persoon {i}", email=f"p{i}@voorbeeld.invalid", aangemaakt_op=BEGIN) for i in range(3)
    ]
    db.session.add_all(mensen)
    db.session.flush()
    db.session.add(Roltoekenning(gebruiker_id=mensen[0].id, rol=Rol.BEHANDELAAR, vanaf=BEGIN.date()))
    mandaat = Mandaat(
        registernummer="M-1", gebruiker_id=mensen[1].id, handeling=Mandaathandeling.BESCHIKKING_TEKENEN,
        tot_bedrag_cent=10**12, vanaf=BEGIN.date(),
    )  # fmt: skip
    db.session.add(mandaat)
    potten = [
        pot
        for bron in alle_tranches()
        for pot in pots(laad_tranche(bron, aard=Trancheaard.VOORBEELD, door=None, nu=nu()))
    ]
    gemeenten = db.session.scalars(
        select(Gemeente.gm_code).where(Gemeente.geldig_tot.is_(None)).order_by(Gemeente.gm_code)
    ).all()
    db.session.flush()
    bouwer = Bouwer(potten, gemeenten, mensen, mandaat)
    for begin in range(0, aantal, _STAPEL):
        for plek in range(begin, min(begin + _STAPEL, aantal)):
            bouwer.aanvraag(plek)
        bouwer.schrijf()
    return begin_sessie(mensen[0], nu=nu())


class Bouwer:
    """Collects the rows of some applications, and writes them table by table."""

    def __init__(
        self, potten: list[Pot], gemeenten: Sequence[str], mensen: list[Gebruiker], mandaat: Mandaat
    ) -> None:
        self.potten, self.gemeenten, self.mensen, self.mandaat = potten, gemeenten, mensen, mandaat
        self.rijen: dict[type[Any], list[dict[str, Any]]] = {model: [] for model in MODELLEN}

    def schrijf(self) -> None:
        """To the database; what was collected is gone."""
        for model, waarden in self.rijen.items():
            if waarden:
                db.session.execute(insert(model), waarden)
                waarden.clear()

    def aanvraag(self, plek: int) -> None:
        """One application; in four of which one was supplemented, nine of ten have a decision, some a second one."""
        moment = BEGIN + timedelta(minutes=plek * 7919 % 100_000)
        versies = 2 if plek % 4 == 1 else 1
        self.kop(plek, moment, versies=versies)
        gevraagd = 10_000_000 + plek * 104_729 % 90_000_000
        for volgnummer in range(1, versies + 1):
            self.versie(plek, volgnummer, moment, gevraagd)
        if plek % 10 != 9:
            verleend = plek % 3 != 0
            self.besluit(plek, 1, moment, gevraagd, BESLUITSTATUSSEN[plek % 10], verleend=verleend)
            if plek % 20 == 0:
                self.besluit(plek, 2, moment, gevraagd, BESLUITSTATUSSEN[plek // 20 % 10], verleend=verleend)

    def kop(self, plek: int, moment: datetime, *, versies: int) -> tuple[Pot, str]:
        """The application itself and its project; in which pot and of which municipality it is."""
        sleutel, pot = plek + 1, self.potten[plek % len(self.potten)]
        gm_code = self.gemeenten[plek * 37 % len(self.gemeenten)]
        naam = f"Woongebouw Zuiderhaven, fase {plek * 31 % 997}"
        self.rijen[Project].append({"id": sleutel, "gm_code": gm_code, "naam": naam})
        self.rijen[Aanvraag].append(
            {
                "id": sleutel, "nummer": f"MET-{plek * 7 % 100_000:05d}-{plek}", "tranche_id": pot.tranche_id,
                "pot_id": pot.id, "project_id": sleutel, "gm_code": gm_code, "status": Aanvraagstatus.BEOORDEELD,
                "ontvangen_op": moment, "volledig_op": moment, "buiten_tijdvak": plek % 50 == 0,
                "huidige_versie": versies,
            }
        )  # fmt: skip
        return pot, gm_code

    def versie(self, plek: int, volgnummer: int, moment: datetime, gevraagd: int) -> None:
        """One version, with a line of each kind."""
        sleutel = 2 * plek + volgnummer
        self.rijen[AanvraagVersie].append(
            {
                "id": sleutel, "aanvraag_id": plek + 1, "volgnummer": volgnummer, "soort": Versiesoort.IMPORT,
                "gegevens": GEGEVENS, "sha256": HASH, "vastgelegd_op": moment, "bouwvorm": list(Bouwvorm)[plek % 2],
                "gevraagd_cent": gevraagd, "subsidiabel_cent": gevraagd - plek % 1000, "eenheden": 10 + plek % 60,
            }
        )  # fmt: skip
        self.rijen[Woonruimteregel].extend(
            {
                "versie_id": sleutel, "regel": regel, "doelgroep": "statushouders", "aard": aard,
                "soort": Woonruimtesoort.ZELFSTANDIG, "aantal": 5 + plek % 30,
            }
            for regel, aard in enumerate(Woonruimteaard, start=1)
        )  # fmt: skip

    def besluit(
        self,
        plek: int,
        volgnummer: int,
        moment: datetime,
        gevraagd: int,
        status: Besluitstatus,
        *,
        verleend: bool,
    ) -> None:
        """One decision: an award, or a rejection."""
        sleutel = 2 * plek + volgnummer
        besluit = {
            "id": sleutel, "kenmerk": f"BES-{plek:06d}-B{volgnummer}", "aanvraag_id": plek + 1,
            "versie_id": 2 * plek + 1, "vervangt_id": sleutel - 1 if volgnummer > 1 else None, "status": status,
            "soort": Besluitsoort.VERLENING if verleend else Besluitsoort.AFWIJZING,
            "verleend_cent": gevraagd - plek % 1000 if verleend else 0, "gegevens": GEGEVENS, "gegevens_sha256": HASH,
            "opgesteld_op": moment, "opgesteld_door_id": self.mensen[0].id,
            **dict.fromkeys(("dagtekening", "getekend_op", "getekend_door_id", "getekend_als", "mandaat_id")),
            "document_id": None, "bekendgemaakt_op": DAG if status is Besluitstatus.BEKENDGEMAAKT else None,
        }  # fmt: skip
        if status is not Besluitstatus.CONCEPT:
            besluit |= self._getekend(plek, sleutel, str(besluit["kenmerk"]), moment, eerste=volgnummer == 1)
        self.rijen[Beschikking].append(besluit)

    def _getekend(
        self, plek: int, sleutel: int, kenmerk: str, moment: datetime, *, eerste: bool
    ) -> dict[str, Any]:
        beslisser = self.mensen[1].id
        if eerste:
            self.rijen[Betrokkenheid].append(
                {
                    "aanvraag_id": plek + 1, "gebruiker_id": beslisser, "functiegroep": Functiegroep.BESLISSING,
                    "sinds": moment,
                }
            )  # fmt: skip
        self.rijen[Document].append(
            {
                "id": sleutel, "kenmerk": kenmerk, "titel": "Besluit", "sjabloon": "beschikkingen/verlening",
                "gegevens": GEGEVENS * 4, "gegevens_sha256": HASH, "peilmoment": moment, "aangevraagd_op": moment,
            }
        )  # fmt: skip
        return {
            "dagtekening": DAG, "getekend_op": moment, "getekend_door_id": beslisser,
            "getekend_als": Functiegroep.BESLISSING, "mandaat_id": self.mandaat.id, "document_id": sleutel,
        }  # fmt: skip
