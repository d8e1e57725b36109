"""Two tranches on one database, one with few and one with many applications: assessed, and divided or not yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
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
from subsidie.accounts.models import Gebruiker, Rol, Roltoekenning
from subsidie.beoordeling.models import Beoordeling
from subsidie.kern.canoniek import sha256_hex
from subsidie.register.models import Gemeente
from subsidie.register.service import laad_gemeenten
from subsidie.tranches.definitie import alle_tranches
from subsidie.tranches.keuzen import Bouwvorm, Woonruimteaard, Woonruimtesoort, Zekerheid
from subsidie.tranches.models import Plafond, Regelherkomst, Tranche, Trancheaard, Tranchestatus
from subsidie.tranches.service import laad_tranche, pots
from subsidie.verdeling.service import bevriezen, trekken
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens

BEGIN = datetime(2023, 5, 30, 7, 0, tzinfo=UTC)
BEDRAG = 10_000_000
GEGEVENS = '{"verzonnen":true}'
HASH = sha256_hex(GEGEVENS.encode())
PROEF = "rha-2022"
VERDEELD = "rha-2023"
CODES = (PROEF, VERDEELD)
"""The first is not divided yet, the second is: both with the same applications, in order of receipt."""


@dataclass(frozen=True, slots=True)
class Rangwereld:
    """The program with a tranche of each kind, the session of a behandelaar, and who decides."""

    app: Flask
    token: str
    beslisser: int


@contextmanager
def wereld(map_: Path, aantal: int) -> Iterator[Rangwereld]:
    """Both tranches with ``aantal`` applications each."""
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
            token, beslisser = _vul(aantal)
        with schrijfgrens():
            _verdeel(beslisser)
        gevonden = Rangwereld(app, token, beslisser.id)
        db.session.remove()
    # Outside the context: a request inside it would find its session and its user ready.
    try:
        yield gevonden
    finally:
        with app.app_context():
            db.engine.dispose()


def _vul(aantal: int) -> tuple[str, Gebruiker]:
    laad_gemeenten(db.session())
    rollen = (Rol.BEHANDELAAR, Rol.BESLISSER, Rol.BEOORDELAAR)
    mensen = [
        Gebruiker(naam=f"Persoon {rol}", email=f"{rol}@voorbeeld.invalid", aangemaakt_op=BEGIN)
        for rol in rollen
    ]
    db.session.add_all(mensen)
    db.session.flush()
    for mens, rol in zip(mensen, rollen, strict=True):
        db.session.add(Roltoekenning(gebruiker_id=mens.id, rol=rol, vanaf=BEGIN.date()))
    codes = db.session.scalars(
        select(Gemeente.gm_code).where(Gemeente.geldig_tot.is_(None)).order_by(Gemeente.gm_code)
    ).all()
    for nummer, bron in enumerate(een for een in alle_tranches() if een.code in CODES):
        tranche = laad_tranche(bron, aard=Trancheaard.VOORBEELD, door=None, nu=BEGIN)
        tranche.status, tranche.opengesteld_op, tranche.gesloten_op = (
            Tranchestatus.GESLOTEN,
            BEGIN,
            BEGIN + timedelta(40),
        )
        _aanvragen(tranche, aantal, codes, mensen[2].id, nummer * aantal)
    db.session.flush()
    return begin_sessie(mensen[0], nu=nu()), mensen[1]


def _aanvragen(tranche: Tranche, aantal: int, codes: Sequence[str], beoordelaar: int, vanaf: int) -> None:
    pot = pots(tranche)[0]
    db.session.add(
        Plafond(
            pot_id=pot.id, volgnummer=99, versie=1, bedrag_cent=aantal * BEDRAG * 6 // 10, geldt_vanaf=None,
            bron="meting", zekerheid=Zekerheid.AANNAME, toelichting="om te meten", herkomst=Regelherkomst.BEHEER,
            vanaf=BEGIN, door_id=None,
        )
    )  # fmt: skip
    db.session.flush()
    rijen: dict[type[Any], list[dict[str, Any]]] = {
        model: []
        for model in (Project, Aanvraag, AanvraagVersie, Woonruimteregel, Betrokkenheid, Beoordeling)
    }
    for plek in range(aantal):
        sleutel, moment = vanaf + plek + 1, BEGIN + timedelta(minutes=plek * 40_000 // aantal)
        gevraagd = BEDRAG - 1_000_000 + plek * 7919 % 2_000_000
        gm_code = codes[plek % len(codes)]
        rijen[Project].append({"id": sleutel, "gm_code": gm_code, "naam": f"Woongebouw {plek}"})
        rijen[Aanvraag].append(
            {
                "id": sleutel, "nummer": f"{tranche.code.upper()}-{plek:05d}", "tranche_id": tranche.id,
                "pot_id": pot.id, "project_id": sleutel, "gm_code": gm_code, "status": Aanvraagstatus.BEOORDEELD,
                "ontvangen_op": moment, "volledig_op": moment, "huidige_versie": 1,
            }
        )  # fmt: skip
        rijen[AanvraagVersie].append(
            {
                "id": sleutel, "aanvraag_id": sleutel, "volgnummer": 1, "soort": Versiesoort.IMPORT,
                "gegevens": GEGEVENS, "sha256": HASH, "vastgelegd_op": moment, "bouwvorm": Bouwvorm.NIEUWBOUW,
                "gevraagd_cent": gevraagd, "subsidiabel_cent": gevraagd, "eenheden": 10 + plek % 60,
            }
        )  # fmt: skip
        rijen[Woonruimteregel].extend(
            {
                "versie_id": sleutel, "regel": regel, "doelgroep": "statushouders", "aard": aard,
                "soort": Woonruimtesoort.ZELFSTANDIG, "aantal": 5 + plek % 30,
            }
            for regel, aard in enumerate(Woonruimteaard, start=1)
        )  # fmt: skip
        rijen[Betrokkenheid].append(
            {
                "aanvraag_id": sleutel, "gebruiker_id": beoordelaar, "functiegroep": Functiegroep.BEOORDELING,
                "sinds": moment,
            }
        )  # fmt: skip
        rijen[Beoordeling].append(
            {
                "aanvraag_id": sleutel, "versie_id": sleutel, "voldoet": True, "door_id": beoordelaar,
                "als": Functiegroep.BEOORDELING, "vastgelegd_op": moment,
            }
        )  # fmt: skip
    for model, waarden in rijen.items():
        db.session.execute(insert(model), waarden)


def _verdeel(beslisser: Gebruiker) -> None:
    tranche = db.session.scalars(select(Tranche).where(Tranche.code == VERDEELD)).one()
    moment, seed_op = nu() - timedelta(days=2), nu() - timedelta(days=1)
    verdeling = bevriezen(
        tranche, door=beslisser, nu=moment, seed_bron="een meting", seed_verwacht_op=seed_op
    )
    trekken(verdeling, door=beslisser, nu=nu(), seed="meting|1", seed_bekend_op=seed_op)
