"""Two people of one municipality at the same moment: somebody always stays, and nothing is there twice."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from subsidie.accounts.gemeente_adres import wijzig_postadres
from subsidie.accounts.gemeente_collegas import nodig_collega_uit, verwijder_collega
from subsidie.accounts.gemeente_rekening import voer_rekening_in
from subsidie.accounts.gemeentemodellen import Postadres, Rekeningnummer
from subsidie.accounts.models import Gebruiker, Rol, Roltoekenning
from subsidie.accounts.service import get_gebruiker
from subsidie.kern.fouten import Domeinfout
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.integratie.accounts.conftest import NU, MaakAccount

pytestmark = pytest.mark.usefixtures("gemeenten")
ZWOLLE = "GM0193"
IBAN = "NL91ABNA0417164300"


@pytest.fixture
def twee(maak: MaakAccount) -> tuple[Gebruiker, Gebruiker]:
    """Both sign for Zwolle."""
    een, ander = (maak(naam, Rol.TEKENBEVOEGDE, gm_code=ZWOLLE) for naam in ("een", "ander"))
    return een, ander


def _tegelijk(
    app: Flask, stap: Callable[[Gebruiker, Gebruiker], object], twee: tuple[Gebruiker, Gebruiker]
) -> list[str]:
    """``stap(door, ander)`` by both at once: what came of each."""
    start, uitkomsten = threading.Barrier(2), []
    sleutels = [een.sleutel for een in twee]
    db.session.rollback()

    def doe(door: str, ander: str) -> None:
        with app.app_context():
            start.wait()
            try:
                with schrijfgrens():
                    stap(get_gebruiker(door), get_gebruiker(ander))
                uitkomsten.append("gelukt")
            except Domeinfout:
                uitkomsten.append("geweigerd")

    draden = [threading.Thread(target=doe, args=paar) for paar in (sleutels, sleutels[::-1])]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    db.session.expire_all()
    return sorted(uitkomsten)


def test_van_twee_die_elkaar_verwijderen_blijft_er_een(app: Flask, twee: tuple[Gebruiker, Gebruiker]) -> None:
    assert _tegelijk(app, lambda door, ander: verwijder_collega(ZWOLLE, ander, door=door, nu=NU), twee) == [
        "gelukt",
        "geweigerd",
    ]
    open_ = select(func.count()).select_from(Roltoekenning).where(Roltoekenning.tot.is_(None))
    assert db.session.scalar(open_) == 1


def test_van_twee_die_dezelfde_collega_uitnodigen_maakt_er_een_het_account(
    app: Flask, twee: tuple[Gebruiker, Gebruiker]
) -> None:
    def nodig_uit(door: Gebruiker, _ander: Gebruiker) -> object:
        return nodig_collega_uit(
            ZWOLLE,
            naam="Nieuw",
            functie="",
            email="nieuw@voorbeeld.test",
            rol=Rol.OPSTELLER,
            door=door,
            nu=NU,
        )

    assert _tegelijk(app, nodig_uit, twee) == ["gelukt", "geweigerd"]
    assert db.session.scalar(select(func.count()).select_from(Gebruiker)) == 3


def test_van_twee_die_een_rekeningnummer_invoeren_loopt_er_een(
    app: Flask, twee: tuple[Gebruiker, Gebruiker]
) -> None:
    assert _tegelijk(
        app,
        lambda door, _: voer_rekening_in(ZWOLLE, iban=IBAN, tenaamstelling="Zwolle", door=door, nu=NU),
        twee,
    ) == ["gelukt", "geweigerd"]
    assert db.session.scalar(select(func.count()).select_from(Rekeningnummer)) == 1


def test_twee_adressen_tegelijk_krijgen_elk_een_volgnummer(
    app: Flask, twee: tuple[Gebruiker, Gebruiker]
) -> None:
    def wijzig(door: Gebruiker, _ander: Gebruiker) -> object:
        return wijzig_postadres(
            ZWOLLE, ter_attentie=door.naam, adresregel="Postbus 1", postcode="8000 GA", plaats="Zwolle",
            door=door, nu=NU,
        )  # fmt: skip

    assert _tegelijk(app, wijzig, twee) == ["gelukt", "gelukt"]
    assert db.session.scalars(select(Postadres.volgnummer).order_by(Postadres.id)).all() == [1, 2]
