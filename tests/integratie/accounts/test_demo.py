"""The demo lets anyone in as anybody of the example; nothing else does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from subsidie import create_app
from subsidie.accounts.aanmeldmodellen import Wachtwoord
from subsidie.accounts.beheren import blokkeer
from subsidie.accounts.kijker import kijker_van
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import get_gebruiker_op_email
from subsidie.accounts.wachtwoorden import klopt
from subsidie.cli.demo import _toon_accounts, demo_omgeving
from subsidie.register.service import laad_gemeenten
from subsidie.voorbeeld.personen import GEMEENTECODE, PERSONEN, geef_wachtwoorden, laad_personen
from subsidie.voorbeeld.rha2023 import INGERICHT
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.integratie.accounts.conftest import NU, Browser, MaakAccount, Schrijf

Nieuw = Callable[[], Browser]


@pytest.fixture
def databasesoort() -> str:
    """The demo runs on SQLite."""
    return "sqlite"


@pytest.fixture
def app(omgeving: dict[str, str]) -> Iterator[Flask]:
    """The demo, with the people of the example, who have a password."""
    toepassing = create_app({**omgeving, "SUBSIDIE_OMGEVING": "demo"})
    with toepassing.app_context():
        with schrijfgrens():
            laad_gemeenten(db.session())
            laad_personen(nu=INGERICHT)
            geef_wachtwoorden(nu=NU)
        yield toepassing
        db.session.remove()
        for motor in db.engines.values():
            motor.dispose()


def _wie(sleutel: str) -> Gebruiker:
    gebruiker = get_gebruiker_op_email(f"{sleutel}@voorbeeld.invalid")
    assert gebruiker is not None
    return gebruiker


def _word(browser: Browser, sleutel: str, **ook: str) -> int:
    return browser.verstuur(
        "/inloggen/demo", op="/inloggen", sleutel=_wie(sleutel).sleutel, **ook
    ).status_code


@pytest.fixture
def demo(browser: Nieuw) -> Browser:
    """A browser of the demo, which speaks HTTP."""
    return browser()


def test_er_is_een_persoon_voor_elke_rol() -> None:
    assert {persoon.rol for persoon in PERSONEN} == set(Rol)
    assert len({persoon.naam for persoon in PERSONEN}) == len(PERSONEN)


def test_de_inlogpagina_biedt_iedereen_uit_het_voorbeeld_aan(demo: Browser) -> None:
    tekst = demo.open("/inloggen").text
    for persoon in PERSONEN:
        assert f"Verder als {persoon.naam}" in tekst
    assert "Opsteller (Zwolle)" in tekst


def test_met_een_klik_is_iemand_ingelogd(browser: Nieuw) -> None:
    for persoon in PERSONEN:
        mijn = browser()
        assert _word(mijn, persoon.sleutel) == 302
        assert persoon.naam in mijn.open("/account").text


def test_de_gemeente_van_het_voorbeeld_is_van_de_opsteller_en_de_tekenbevoegde(demo: Browser) -> None:
    for sleutel in ("opsteller", "tekenbevoegde"):
        assert kijker_van(_wie(sleutel), nu=NU).gemeenten == {GEMEENTECODE}


def test_wie_wisselt_van_persoon_is_als_de_vorige_uitgelogd(demo: Browser, browser: Nieuw) -> None:
    _word(demo, "beslisser")
    dief = browser()
    dief.client.set_cookie("subsidie", demo.client.get_cookie("subsidie").value)
    merk = demo.merk("/account")
    demo.stuur("/inloggen/demo", {"csrf_token": merk, "sleutel": _wie("auditor").sleutel})
    assert "F. Auditor" in demo.open("/account").text
    assert not dief.is_ingelogd()


def test_alleen_wie_bij_het_voorbeeld_hoort_is_zo_te_worden(
    demo: Browser, maak: MaakAccount, schrijf: Schrijf
) -> None:
    echt = maak("anna", Rol.BEHEERDER)
    merk = demo.merk("/inloggen")
    for sleutel in (echt.sleutel, "", "bestaat-niet"):
        assert demo.stuur("/inloggen/demo", {"csrf_token": merk, "sleutel": sleutel}).status_code == 404
    with schrijf():
        blokkeer(_wie("auditor"), door=_wie("beheerder"), nu=NU)
    assert _word(demo, "auditor") == 404
    assert not demo.is_ingelogd()


def test_zonder_merk_van_de_inlogpagina_gaat_het_niet(demo: Browser) -> None:
    assert demo.stuur("/inloggen/demo", {"sleutel": _wie("auditor").sleutel}).status_code == 400
    assert not demo.is_ingelogd()


def test_ook_zo_komt_iemand_waar_hij_heen_wilde(demo: Browser) -> None:
    wie = {"csrf_token": demo.merk("/inloggen"), "sleutel": _wie("auditor").sleutel}
    assert (
        demo.stuur("/inloggen/demo", {**wie, "volgende": "/beheer/mandaten"}).location == "/beheer/mandaten"
    )
    wie["csrf_token"] = demo.merk("/account")
    assert demo.stuur("/inloggen/demo", {**wie, "volgende": "//elders.example"}).location == "/vandaag"


@pytest.mark.parametrize("soort", ["productie", "ontwikkeling"])
def test_buiten_de_demo_bestaat_het_niet(omgeving: dict[str, str], app: Flask, soort: str) -> None:
    ander = create_app({**omgeving, "SUBSIDIE_OMGEVING": soort})
    ander.config["WTF_CSRF_ENABLED"] = False
    with time_machine.travel(NU):
        antwoord = ander.test_client().post("/inloggen/demo", data={"sleutel": _wie("auditor").sleutel})
        tekst = ander.test_client().get("/inloggen").text
    assert antwoord.status_code == 404
    assert "Verder als" not in tekst
    assert "voorbeeld.invalid" not in tekst


def test_een_wachtwoord_van_de_demo_wordt_een_keer_gegeven(app: Flask, schrijf: Schrijf) -> None:
    with schrijf():
        db.session.delete(db.session.get_one(Wachtwoord, _wie("auditor").id))
    with schrijf():
        ((persoon, wachtwoord),) = geef_wachtwoorden(nu=NU)
    assert persoon.sleutel == "auditor"
    assert klopt(wachtwoord, db.session.get_one(Wachtwoord, _wie("auditor").id).hash)
    with schrijf():
        assert geef_wachtwoorden(nu=NU) == []


def test_een_oudere_demo_krijgt_de_nieuwe_personen_erbij(app: Flask, schrijf: Schrijf) -> None:
    voor = list(db.session.scalars(select(Gebruiker.id).order_by(Gebruiker.id)))
    with schrijf():
        laad_personen(nu=INGERICHT)
    assert list(db.session.scalars(select(Gebruiker.id).order_by(Gebruiker.id))) == voor


def test_de_opdracht_drukt_de_accounts_een_keer_af(
    app: Flask, schrijf: Schrijf, capsys: pytest.CaptureFixture[str]
) -> None:
    with schrijf():
        for rij in db.session.scalars(select(Wachtwoord)):
            db.session.delete(rij)
    _toon_accounts()
    eerste = capsys.readouterr().out
    for persoon in PERSONEN:
        assert f"{persoon.sleutel}@voorbeeld.invalid" in eerste
    _toon_accounts()
    tweede = capsys.readouterr().out
    assert "De demo-accounts zijn er al." in tweede
    assert "@" not in tweede


@pytest.mark.parametrize("gezet", ["", "productie", "ontwikkeling"])
def test_de_opdracht_draait_altijd_als_demo(gezet: str) -> None:
    assert demo_omgeving({"SUBSIDIE_OMGEVING": gezet})["SUBSIDIE_OMGEVING"] == "demo"


def test_een_eigen_database_krijgt_ook_een_eigen_sleutel_en_eigen_ijkpunten() -> None:
    gewoon, ander = (
        demo_omgeving({"SUBSIDIE_DATABASE_URL": url} if url else {}) for url in ("", "sqlite:///ander.db")
    )
    for naam in ("SUBSIDIE_OPSLAG", "SUBSIDIE_AUDITSLEUTEL", "SUBSIDIE_IJKPUNTEN"):
        assert gewoon[naam] != ander[naam]
    assert demo_omgeving({"SUBSIDIE_IJKPUNTEN": "elders.jsonl"})["SUBSIDIE_IJKPUNTEN"] == "elders.jsonl"
