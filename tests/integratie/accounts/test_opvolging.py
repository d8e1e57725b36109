"""A municipality that ceases hands its files to its successor: they are seen there, and stay what they were."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.toegang import get_aanvraag, zichtbaar_voor
from subsidie.accounts.kijker import kijker_van
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import ken_rol_toe, vereis_rol
from subsidie.berichten.ontvangers import list_van_gemeente
from subsidie.kern.fouten import NietBevoegd, NietGevonden
from subsidie.register.models import Gemeente
from subsidie.register.opvolging import Voorganger, list_voorgangers, opvolgers_van
from subsidie.web.db import db
from tests.fabrieken import rijen
from tests.integratie.accounts.conftest import Browser, MaakAccount, Schrijf

pytestmark = pytest.mark.usefixtures("gemeenten")
WEESP, AMSTERDAM, ZWOLLE = "GM0457", "GM0363", "GM0193"
VOOR, NA = datetime(2022, 3, 23, 22, 59, tzinfo=UTC), datetime(2022, 3, 23, 23, 0, tzinfo=UTC)
"""Around midnight in Amsterdam, when Weesp went into it (24 March 2022)."""
BEGIN = date(2022, 1, 1)


@pytest.fixture
def iemand(app: Flask, schrijf: Schrijf) -> Callable[..., Gebruiker]:
    def _iemand(gm_code: str, rol: Rol = Rol.TEKENBEVOEGDE) -> Gebruiker:
        with schrijf():
            gebruiker = rijen.gebruiker()
            ken_rol_toe(gebruiker, rol, vanaf=BEGIN, gm_code=gm_code, door=None, nu=VOOR)
        return gebruiker

    return _iemand


@pytest.fixture
def aanvraag(app: Flask, schrijf: Schrijf) -> str:
    """An application of Weesp."""
    with schrijf():
        nieuw = rijen.aanvraag(nummer="WEESP-1", gm_code=WEESP, status="ingediend")
        rijen.aanvraag_versie(aanvraag=nieuw)
        return str(nieuw.nummer)


def _ziet(wie: Gebruiker, nu: datetime) -> set[str]:
    return set(db.session.scalars(select(Aanvraag.nummer).where(zichtbaar_voor(kijker_van(wie, nu=nu)))))


def test_de_opvolger_ziet_de_dossiers_vanaf_de_dag_van_de_herindeling(
    iemand: Callable[..., Gebruiker], aanvraag: str
) -> None:
    amsterdam, weesp, zwolle = iemand(AMSTERDAM), iemand(WEESP), iemand(ZWOLLE)
    assert _ziet(amsterdam, VOOR) == set()
    assert _ziet(amsterdam, NA) == {aanvraag}
    assert (_ziet(weesp, VOOR), _ziet(weesp, NA)) == ({aanvraag}, set()), "de gemeente bestaat niet meer"
    assert _ziet(zwolle, NA) == set()
    with pytest.raises(NietGevonden):
        get_aanvraag(aanvraag, voor=kijker_van(zwolle, nu=NA))
    assert get_aanvraag(aanvraag, voor=kijker_van(amsterdam, nu=NA)).gm_code == WEESP, (
        "er wordt niets herschreven"
    )


def test_een_rol_bij_de_opvolger_geldt_voor_de_dossiers_van_de_voorganger(
    iemand: Callable[..., Gebruiker],
) -> None:
    tekent, schrijft, zwolle = iemand(AMSTERDAM), iemand(AMSTERDAM, Rol.OPSTELLER), iemand(ZWOLLE)
    weesp = iemand(WEESP)
    vereis_rol(tekent, Rol.TEKENBEVOEGDE, nu=NA, gm_code=WEESP)
    vereis_rol(weesp, Rol.TEKENBEVOEGDE, nu=VOOR, gm_code=WEESP)
    for wie, nu in ((tekent, VOOR), (schrijft, NA), (zwolle, NA), (weesp, NA)):
        with pytest.raises(NietBevoegd):
            vereis_rol(wie, Rol.TEKENBEVOEGDE, nu=nu, gm_code=WEESP)
    with pytest.raises(NietBevoegd):
        vereis_rol(tekent, Rol.TEKENBEVOEGDE, nu=NA, gm_code=WEESP, ook_als_opvolger=False)
    ik = kijker_van(tekent, nu=NA)
    assert ik.heeft_voor(WEESP, Rol.TEKENBEVOEGDE)
    assert not ik.heeft_bij(WEESP, Rol.TEKENBEVOEGDE)
    assert not ik.heeft_voor(WEESP, Rol.OPSTELLER)
    assert ik.eigen_gemeenten == (AMSTERDAM,)
    assert ik.gemeenten == {AMSTERDAM, WEESP}


def test_een_opvolger_van_een_opvolger_heeft_alles(
    iemand: Callable[..., Gebruiker], schrijf: Schrijf, aanvraag: str
) -> None:
    zwolle, amsterdams = iemand(ZWOLLE), iemand(AMSTERDAM)
    with schrijf():  # people change the register: Amsterdam ceases too
        amsterdam = db.session.get_one(Gemeente, AMSTERDAM)
        amsterdam.geldig_tot, amsterdam.opvolger_gm_code = date(2023, 1, 1), ZWOLLE
    assert _ziet(zwolle, NA) == set()
    later = datetime(2023, 1, 1, tzinfo=UTC)
    assert (_ziet(zwolle, later), _ziet(amsterdams, later)) == ({aanvraag}, set())
    assert [een.id for een in list_van_gemeente(WEESP, nu=later)] == [zwolle.id], (
        "de post volgt tot het einde"
    )
    assert list_voorgangers(ZWOLLE, date(2023, 1, 1)) == (
        Voorganger(WEESP, "Weesp", date(2022, 3, 24)), Voorganger(AMSTERDAM, "Amsterdam", date(2023, 1, 1)),
    )  # fmt: skip
    assert opvolgers_van(WEESP, date(2023, 1, 1)) == {AMSTERDAM, ZWOLLE}
    assert opvolgers_van(AMSTERDAM, date(2022, 12, 31)) == set()


def test_van_wie_zonder_opvolger_ophield_blijven_de_dossiers_waar_ze_waren(
    iemand: Callable[..., Gebruiker], schrijf: Schrijf, aanvraag: str
) -> None:
    """Nobody may be left without: which municipality it is to be, a person records (Wet arhi 44(1))."""
    with schrijf():
        db.session.get_one(Gemeente, WEESP).opvolger_gm_code = None
    assert _ziet(iemand(WEESP), NA) == {aanvraag}
    assert _ziet(iemand(AMSTERDAM), NA) == set()


def test_een_kring_in_het_register_loopt_niet_vast_en_is_van_niemand(
    iemand: Callable[..., Gebruiker], schrijf: Schrijf, aanvraag: str
) -> None:
    with schrijf():
        amsterdam = db.session.get_one(Gemeente, AMSTERDAM)
        amsterdam.geldig_tot, amsterdam.opvolger_gm_code = date(2022, 3, 24), WEESP
    assert _ziet(iemand(AMSTERDAM), NA) == set()
    assert [een.gm_code for een in list_voorgangers(AMSTERDAM, date(2022, 3, 24))] == [WEESP]


def test_meer_voorgangers_geven_geen_dubbele_rollen(iemand: Callable[..., Gebruiker]) -> None:
    ik = kijker_van(iemand("GM1982"), nu=NA)  # Land van Cuijk, from five municipalities
    assert ik.gemeenten == {"GM1982", "GM0756", "GM0786", "GM0815", "GM1684", "GM1702"}
    assert ik.rollen == {Rol.TEKENBEVOEGDE}
    assert ik.bij == {(Rol.TEKENBEVOEGDE, "GM1982")}


def test_de_pagina_zegt_van_wie_de_dossiers_kwamen(
    maak: MaakAccount, aanvraag: str, browser: Callable[[], Browser], klok: time_machine.Traveller
) -> None:
    for naam, gm_code in (("amsterdam", AMSTERDAM), ("weesp", WEESP)):
        maak(naam, Rol.TEKENBEVOEGDE, gm_code=gm_code)
    mijn = browser()
    mijn.log_in("amsterdam@voorbeeld.test")
    pagina = mijn.open("/gemeente").text
    assert "Dossiers van voorgangers" in pagina
    assert f"/aanvragen?gemeente={WEESP}" in pagina
    assert aanvraag in mijn.open(f"/aanvragen?gemeente={WEESP}").text
    ander = browser()
    ander.log_in("weesp@voorbeeld.test")
    pagina = ander.open("/gemeente").text
    assert "Deze gemeente bestaat niet meer" in pagina
    assert "heeft Amsterdam alle rechten en plichten van Weesp" in pagina
    assert aanvraag not in ander.open("/aanvragen").text
    assert "Uw gemeente bestaat niet meer" in ander.open("/vandaag").text
    assert "Collega uitnodigen" not in pagina


@pytest.mark.parametrize("databasesoort", ["sqlite"])
def test_de_beheerder_vindt_wie_een_rol_heeft_voor_een_gemeente_die_niet_meer_bestaat(
    maak: MaakAccount, browser: Callable[[], Browser], klok: time_machine.Traveller
) -> None:
    maak("beheerder", Rol.BEHEERDER)
    for naam, gm_code in (("amsterdam", AMSTERDAM), ("weesp", WEESP)):
        maak(naam, Rol.OPSTELLER, gm_code=gm_code)
    mijn = browser()
    mijn.log_in("beheerder@voorbeeld.test")
    gevonden = mijn.open("/beheer/accounts?let_op=opgeheven").text
    assert "weesp@voorbeeld.test" in gevonden
    assert "amsterdam@voorbeeld.test" not in gevonden
