"""Tranches with awards of which every home was delivered and accepted, for measuring what reads them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import flask_migrate
from flask import Flask
from sqlalchemy import select, update

from bench._lijstwereld import BEGIN, DAG, MODELLEN, Bouwer
from subsidie import create_app
from subsidie.aanvragen.models import Betrokkenheid, Functiegroep
from subsidie.accounts.aanmelden import begin_sessie
from subsidie.accounts.models import Gebruiker, Mandaat, Mandaathandeling, Rol, Roltoekenning
from subsidie.beschikkingen.models import Besluitstatus
from subsidie.realisatie.leveringmodellen import Levering, Woonruimte
from subsidie.realisatie.planmodellen import Meldingstand, Planregel, Projectdeel, Realisatieplan
from subsidie.register.models import Gemeente
from subsidie.register.service import laad_gemeenten
from subsidie.tranches.definitie import alle_tranches
from subsidie.tranches.keuzen import Woonruimteaard, Woonruimtesoort
from subsidie.tranches.models import Pot, Trancheaard
from subsidie.tranches.service import laad_tranche, pots
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens

_STAPEL = 250
GEMELD = BEGIN + timedelta(days=1200)
"""When every delivery was reported and accepted, after the last of them."""


@contextmanager
def bouwwereld(map_: Path, *, tranches: int, projecten: int, woonruimten: int) -> Iterator[tuple[Flask, str]]:
    """The application on a database in ``map_``, and the session of a behandelaar.

    ``projecten`` in each of ``tranches``, with ``woonruimten`` homes in each project; ``tranches`` is at most seven.
    """
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
            token = _vul(tranches, projecten, woonruimten)
        db.session.remove()
    # Outside the context: a request inside it would find its session and its user ready.
    try:
        yield app, token
    finally:
        with app.app_context():
            db.engine.dispose()


def _vul(tranches: int, projecten: int, woonruimten: int) -> str:
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
    gekozen = [
        pots(laad_tranche(bron, aard=Trancheaard.VOORBEELD, door=None, nu=nu()))[0]
        for bron in alle_tranches()
    ][:tranches]
    if len(gekozen) < tranches:
        raise ValueError(f"there are only {len(gekozen)} tranches to fill")
    gemeenten = db.session.scalars(
        select(Gemeente.gm_code).where(Gemeente.geldig_tot.is_(None)).order_by(Gemeente.gm_code)
    ).all()
    db.session.flush()
    bouwer = _Bouwplaats(gekozen, gemeenten, mensen, mandaat, woonruimten)
    for plek in range(tranches * projecten):
        bouwer.project(plek)
        if plek % _STAPEL == _STAPEL - 1:
            bouwer.schrijf()
    bouwer.schrijf()
    return begin_sessie(mensen[0], nu=nu())


class _Bouwplaats(Bouwer):
    """Awards that were notified, with a plan of homes that all stand."""

    def __init__(
        self, potten: list[Pot], gemeenten: Any, mensen: list[Gebruiker], mandaat: Mandaat, woonruimten: int
    ) -> None:
        super().__init__(potten, gemeenten, mensen, mandaat)
        self.woonruimten = woonruimten
        nieuw = (Realisatieplan, Planregel, Projectdeel, Levering, Woonruimte)
        self.rijen = {model: [] for model in (*MODELLEN, *nieuw)}

    def schrijf(self) -> None:
        """To the database, and accepted: homes belong to a delivery before anyone judges it."""
        super().schrijf()
        db.session.execute(
            update(Levering)
            .where(Levering.stand == Meldingstand.GEMELD)
            .values(
                stand=Meldingstand.AANVAARD, beoordeeld_op=GEMELD, beoordeeld_door_id=self.mensen[0].id,
                als=Functiegroep.BEHANDELING,
            )
        )  # fmt: skip

    def project(self, plek: int) -> None:
        """One award; half of its homes permanent, half flexible, delivered in one go."""
        sleutel, moment = plek + 1, BEGIN + timedelta(minutes=plek)
        pot, _ = self.kop(plek, moment, versies=1)
        self.versie(plek, 1, moment, 10_000_000 + plek)
        self.besluit(plek, 1, moment, 10_000_000 + plek, Besluitstatus.BEKENDGEMAAKT, verleend=True)
        behandelaar, gemeente = self.mensen[0].id, self.mensen[2].id
        self.rijen[Betrokkenheid].append(
            {
                "aanvraag_id": sleutel, "gebruiker_id": behandelaar, "functiegroep": Functiegroep.BEHANDELING,
                "sinds": moment,
            }
        )  # fmt: skip
        self.rijen[Realisatieplan].append(
            {
                "id": sleutel, "aanvraag_id": sleutel, "volgnummer": 1, "beschikking_id": 2 * plek + 1,
                "vastgelegd_op": moment,
            }
        )  # fmt: skip
        aantallen = (self.woonruimten - self.woonruimten // 2, self.woonruimten // 2)
        self.rijen[Planregel].extend(
            {
                "plan_id": sleutel, "regel": regel, "doelgroep": "statushouders", "aard": aard,
                "soort": Woonruimtesoort.ZELFSTANDIG, "aantal": aantal,
            }
            for regel, (aard, aantal) in enumerate(zip(Woonruimteaard, aantallen, strict=True), start=1)
            if aantal
        )  # fmt: skip
        self.rijen[Projectdeel].append(
            {
                "id": sleutel, "aanvraag_id": sleutel, "volgnummer": 1, "naam": "Geheel", "aantal": self.woonruimten,
                "toegevoegd_op": moment, "door_id": None, "vervallen_op": None,
            }
        )  # fmt: skip
        self.rijen[Levering].append(
            {
                "id": sleutel, "kenmerk": f"MET-{plek}-L1", "aanvraag_id": sleutel, "deel_id": sleutel,
                "opgeleverd_op": DAG + timedelta(days=30 + plek % 900), "toelichting": "", "gemeld_op": GEMELD,
                "gemeld_door_id": gemeente, "stand": Meldingstand.GEMELD, "oordeel": "",
            }
        )  # fmt: skip
        for regel in range(1, self.woonruimten + 1):
            permanent = regel <= aantallen[0]
            self.rijen[Woonruimte].append(
                {
                    "levering_id": sleutel, "aanvraag_id": sleutel, "tranche_id": pot.tranche_id, "regel": regel,
                    "doelgroep": "statushouders", "soort": Woonruimtesoort.ZELFSTANDIG,
                    "aard": Woonruimteaard.PERMANENT if permanent else Woonruimteaard.FLEXIBEL,
                    "bag_id": f"019301{sleutel * 1000 + regel:010d}", "postcode": "8011 AB", "huisnummer": regel,
                    "toevoeging": "", "ruimte": "", "in_gebruik_op": DAG + timedelta(days=930), "vervallen": False,
                }
            )  # fmt: skip
