"""One separation of duties, with somebody who tries to break it: through the page, the service and the database."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from flask import Flask
from sqlalchemy import func, insert, select, update
from werkzeug.test import TestResponse

from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.aanvragen.service import betrek
from subsidie.accounts.belangregister import registreer_belang
from subsidie.accounts.models import Gebruiker, Mandaathandeling, Rol
from subsidie.accounts.service import geef_mandaat, ken_rol_toe, maak_gebruiker
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.inloggen import als
from tests.fabrieken.rijen import FABRIEKEN
from tests.integratie.databank.weigering import TABELLEN

BEGIN = date(2026, 1, 1)
"""The first day of every role, mandate and interest that a case gives."""

Opdracht = Callable[[], object]


@dataclass(frozen=True)
class Kan:
    """Says why the database cannot refuse it; the statement goes through, so that it shows when that changes."""

    waarom: str


Weigeringen = Sequence[tuple[str | Kan, Opdracht]]


class Geval(ABC):
    """A world in which one rule is tried."""

    regel: ClassVar[str]
    """The rule, as an auditor would ask after it."""
    bron: ClassVar[str]
    """What it rests on."""

    def __init__(self, app: Flask) -> None:
        app.config["WTF_CSRF_ENABLED"] = False
        self.app = app
        self.richt_in()

    @abstractmethod
    def richt_in(self) -> None:
        """Make the world, up to the step that must be refused."""

    @abstractmethod
    def scherm(self) -> TestResponse:
        """What is sent when somebody makes up the form of the page."""

    @abstractmethod
    def dienst(self) -> object:
        """The same step at the service, inside the commit boundary."""

    @abstractmethod
    def databank(self) -> Weigeringen:
        """The same step in bare SQL: what the database says, or why it cannot, with the statement."""

    def post(self, wie: Gebruiker, adres: str, **velden: str) -> TestResponse:
        return als(self.app.test_client(), wie, nu()).post(adres, data=velden)


def belang_in(wie: Gebruiker, gm_code: str, moment: datetime | None = None) -> None:
    """Register an interest of ``wie`` in a municipality."""
    op = moment or nu()
    with schrijfgrens():
        registreer_belang(
            wie,
            gm_code=gm_code,
            omschrijving="woont er",
            vanaf=op.date(),
            door=wie,
            nu=op - timedelta(hours=1),
        )


def geef_rol(wie: Gebruiker, rol: Rol) -> Gebruiker:
    """A further role, given by the program."""
    with schrijfgrens():
        ken_rol_toe(wie, rol, vanaf=BEGIN, door=None, nu=nu())
    return wie


def geef_mandaten(wie: Gebruiker, *, tot_cent: int = 10**12) -> Gebruiker:
    """A mandate for every act, up to ``tot_cent``."""
    with schrijfgrens():
        for handeling in Mandaathandeling:
            geef_mandaat(
                wie, handeling, registernummer=f"SCHEIDING-{wie.id}", tot_bedrag_cent=tot_cent, vanaf=BEGIN,
                door=None, nu=nu(),
            )  # fmt: skip
    return wie


def nieuwe_beslisser(*, tot_cent: int = 10**12) -> Gebruiker:
    """Someone who decides and did nothing yet."""
    with schrijfgrens():
        wie = maak_gebruiker(
            naam="N. Nieuw", email="nieuw@voorbeeld.invalid", functie="beslisser", door=None, nu=nu()
        )
    return geef_mandaten(geef_rol(wie, Rol.BESLISSER), tot_cent=tot_cent)


def betrokken(aanvraag: Aanvraag, wie: Gebruiker, functie: Functiegroep) -> None:
    """``wie`` acted on the application in this function."""
    with schrijfgrens():
        betrek(aanvraag, wie, functie, nu=nu())


def mandaat_van(wie: Gebruiker, handeling: Mandaathandeling) -> int:
    """Id of the mandate of ``wie`` for this act."""
    tabel = TABELLEN["mandaat"]
    vraag = select(tabel.c.id).where(tabel.c.gebruiker_id == wie.id, tabel.c.handeling == handeling)
    return int(db.session.scalars(vraag.order_by(tabel.c.id)).all()[-1])


def wijzig(tabel: str, rij: int, **kolommen: Any) -> Opdracht:
    """The statement that changes one row."""
    van = TABELLEN[tabel]
    return lambda: db.session.execute(update(van).where(van.c.id == rij).values(**kolommen))


def voeg_in(tabel: str, **velden: Any) -> Opdracht:
    """The statement that adds one row, valid but for what is tried."""
    return lambda: db.session.execute(insert(TABELLEN[tabel]).values(FABRIEKEN[tabel].waarden(**velden)))


GETELD = (
    "behandeltoewijzing", "beoordeling", "beschikking", "betaalopdracht", "bezwaar", "controleuitkomst", "mandaat",
    "moderatie", "roltoekenning", "scorekaart", "tekenronde", "verdeling",
)  # fmt: skip
STANDEN = {
    "aanvraag": "status", "beschikking": "status", "betaalopdracht": "status", "bezwaar": "status",
    "levering": "stand", "scorekaart": "ingeleverd_op", "scoreregel": "score", "verdeling": "status",
}  # fmt: skip


def stand() -> list[object]:
    """What a step that is refused leaves as it was."""
    db.session.rollback()
    geteld: list[object] = [
        db.session.scalar(select(func.count()).select_from(TABELLEN[een])) for een in GETELD
    ]
    for tabel, kolom in STANDEN.items():
        van = TABELLEN[tabel]
        geteld.append([str(een) for een in db.session.scalars(select(van.c[kolom]).order_by(van.c.id))])
    db.session.rollback()
    return geteld
