"""A session ends: by logging out, by doing nothing, after a working day, and when somebody ends it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from subsidie.accounts.aanmeldmodellen import Sessie
from subsidie.accounts.beheren import beeindig_rol, blokkeer, deblokkeer, log_overal_uit
from subsidie.accounts.models import Gebruiker, Rol, Roltoekenning
from subsidie.accounts.service import get_gebruiker_op_email
from subsidie.audit.models import Gebeurtenis
from subsidie.web.db import db
from tests.integratie.accounts.conftest import NU, WACHTWOORD, Browser, MaakAccount, Schrijf

pytestmark = pytest.mark.parametrize("databasesoort", ["sqlite"])

Nieuw = Callable[[], Browser]
ADRES = "anna@voorbeeld.test"


@pytest.fixture
def anna(browser: Nieuw, maak: MaakAccount) -> Browser:
    """The browser of somebody who logged in."""
    maak("anna", Rol.BEHANDELAAR)
    mijn = browser()
    assert mijn.log_in(ADRES).location == "/vandaag"
    return mijn


def _anna() -> Gebruiker:
    gebruiker = get_gebruiker_op_email(ADRES)
    assert gebruiker is not None
    return gebruiker


def test_na_uitloggen_helpt_een_gekopieerd_koekje_niet_meer(browser: Nieuw, anna: Browser) -> None:
    dief = browser()
    dief.kopieer_van(anna)
    assert dief.is_ingelogd()
    assert anna.verstuur("/uitloggen", op="/account").location == "/inloggen"
    assert not anna.is_ingelogd()
    assert not dief.is_ingelogd()
    assert db.session.scalars(select(Gebeurtenis.soort)).all()[-1] == "gebruiker:afgemeld"


def test_wie_uitlogt_blijft_elders_ingelogd(browser: Nieuw, anna: Browser) -> None:
    ander = browser()
    ander.log_in(ADRES)
    anna.verstuur("/uitloggen", op="/account")
    assert ander.is_ingelogd()


def test_uitloggen_gaat_alleen_met_het_merk_van_de_eigen_pagina(anna: Browser) -> None:
    assert anna.stuur("/uitloggen", {}).status_code == 400
    assert anna.client.get("/uitloggen", base_url="https://localhost").status_code == 405
    assert anna.is_ingelogd()


def test_na_een_uur_niets_doen_moet_iemand_opnieuw_inloggen(
    anna: Browser, klok: time_machine.Traveller
) -> None:
    for _ in range(3):
        klok.shift(timedelta(minutes=59))
        assert anna.is_ingelogd()
    klok.shift(timedelta(minutes=60, seconds=1))
    assert anna.open("/account").location == "/inloggen?volgende=/account"


def test_een_bestand_ophalen_is_niets_doen(anna: Browser, klok: time_machine.Traveller) -> None:
    voor = anna.koekje.value
    klok.shift(timedelta(minutes=40))
    antwoord = anna.open("/static/css/basis.css")
    assert antwoord.status_code == 200
    assert "Set-Cookie" not in antwoord.headers
    assert "Vary" not in antwoord.headers
    assert anna.koekje.value == voor


def test_na_tien_uur_moet_iemand_opnieuw_inloggen_hoe_druk_ook(
    anna: Browser, klok: time_machine.Traveller
) -> None:
    for _ in range(11):
        klok.shift(timedelta(minutes=54))
        assert anna.is_ingelogd()
    klok.shift(timedelta(minutes=6))
    assert not anna.is_ingelogd()


def test_wie_overal_uitlogt_is_overal_uitgelogd(browser: Nieuw, anna: Browser) -> None:
    ander = browser()
    ander.log_in(ADRES)
    assert anna.verstuur("/account/overal-uitloggen", op="/account").location == "/inloggen"
    assert not anna.is_ingelogd()
    assert not ander.is_ingelogd()
    assert "2 sessies beëindigd" in anna.open("/inloggen").text


def test_een_ander_wachtwoord_beeindigt_alle_andere_sessies(browser: Nieuw, anna: Browser) -> None:
    ander, dief = browser(), browser()
    ander.log_in(ADRES)
    dief.kopieer_van(anna)
    antwoord = anna.verstuur(
        "/account/wachtwoord",
        huidig=WACHTWOORD,
        nieuw="zeven groene olifanten",
        nogmaals="zeven groene olifanten",
    )
    assert antwoord.location == "/account"
    assert anna.is_ingelogd()
    assert not ander.is_ingelogd()
    assert not dief.is_ingelogd()
    assert browser().log_in(ADRES).status_code == 422
    assert browser().log_in(ADRES, "zeven groene olifanten").status_code == 302


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"huidig": "verkeerd wachtwoord"}, "Dit is niet uw wachtwoord van nu."),
        ({"nogmaals": "acht groene olifanten"}, "Dit is iets anders dan u hierboven typte."),
        ({"nieuw": WACHTWOORD, "nogmaals": WACHTWOORD}, "Dit is uw wachtwoord van nu al."),
        ({"nieuw": "kort", "nogmaals": "kort"}, "Kies minstens 12 tekens"),
        ({"huidig": ""}, "Vul uw wachtwoord van nu in."),
    ],
)
def test_een_wachtwoord_wijzigen_dat_niet_kan_verandert_niets(
    anna: Browser, velden: dict[str, str], melding: str
) -> None:
    goed = {"huidig": WACHTWOORD, "nieuw": "zeven groene olifanten", "nogmaals": "zeven groene olifanten"}
    antwoord = anna.verstuur("/account/wachtwoord", **(goed | velden))
    assert antwoord.status_code == 422
    assert melding in antwoord.text
    assert "olifanten" not in antwoord.text
    assert anna.is_ingelogd()


def test_wie_een_open_browser_vindt_mag_het_wachtwoord_niet_raden(anna: Browser) -> None:
    poging = {
        "huidig": "verkeerd wachtwoord",
        "nieuw": "zeven groene olifanten",
        "nogmaals": "zeven groene olifanten",
    }
    statussen = [anna.verstuur("/account/wachtwoord", **poging).status_code for _ in range(6)]
    assert statussen == [422] * 5 + [429]


def test_een_geblokkeerd_account_is_meteen_overal_uitgelogd(
    browser: Nieuw, anna: Browser, maak: MaakAccount, schrijf: Schrijf
) -> None:
    beheerder = maak("beheerder", Rol.BEHEERDER)
    gebruiker = _anna()
    with schrijf():
        blokkeer(gebruiker, door=beheerder, nu=NU)
    assert not anna.is_ingelogd()
    assert browser().log_in(ADRES).status_code == 422
    with schrijf():
        deblokkeer(gebruiker, door=beheerder, nu=NU)
    assert not anna.is_ingelogd()  # the session of before stays over
    assert browser().log_in(ADRES).status_code == 302


def test_een_beheerder_logt_een_ander_overal_uit(anna: Browser, maak: MaakAccount, schrijf: Schrijf) -> None:
    beheerder, gebruiker = maak("beheerder", Rol.BEHEERDER), _anna()
    with schrijf():
        assert log_overal_uit(gebruiker, door=beheerder, nu=NU) == 1
    assert not anna.is_ingelogd()


def test_een_rol_die_vandaag_stopt_werkt_meteen_niet_meer(
    browser: Nieuw, maak: MaakAccount, schrijf: Schrijf
) -> None:
    beheerder, bert = maak("beheerder", Rol.BEHEERDER), maak("bert", Rol.AUDITOR)
    mijn = browser()
    mijn.log_in("bert@voorbeeld.test")
    assert mijn.open("/beheer/accounts").status_code == 200
    with schrijf():
        rol = db.session.scalars(select(Roltoekenning).where(Roltoekenning.gebruiker_id == bert.id)).one()
        beeindig_rol(rol, tot=NU.date(), door=beheerder, nu=NU)
    assert mijn.open("/beheer/accounts").status_code == 403
    assert "U hebt vandaag geen rol" in mijn.open("/account").text


def test_wie_niet_meer_is_ingelogd_en_een_formulier_verstuurt_krijgt_terug_wat_was_ingevuld(
    browser: Nieuw, maak: MaakAccount, klok: time_machine.Traveller
) -> None:
    maak("beheerder", Rol.BEHEERDER)
    mijn = browser()
    mijn.log_in("beheerder@voorbeeld.test")
    velden = {
        "csrf_token": mijn.merk("/beheer/accounts/nieuw"), "naam": "S. de Wit", "functie": "adviseur\nregel twee",
        "email": "s@voorbeeld.test", "mijn_wachtwoord": "geheim",
    }  # fmt: skip
    klok.shift(timedelta(hours=2))
    koppen = {"Sec-Fetch-Site": "same-origin", "Referer": "https://localhost/beheer/accounts/nieuw"}
    antwoord = mijn.stuur("/beheer/accounts/nieuw", velden, headers=koppen)
    assert antwoord.status_code == 400
    assert "U bent niet meer ingelogd" in antwoord.text
    assert "/inloggen?volgende=/beheer/accounts/nieuw" in antwoord.text
    for getypt in ("S. de Wit", "adviseur<br>regel twee", "s@voorbeeld.test"):
        assert getypt in antwoord.text
    assert "geheim" not in antwoord.text
    assert antwoord.headers["Cache-Control"] in {"no-store", "no-cache"}
    # What another site typed is not shown as if the user had.
    vreemd = mijn.stuur("/beheer/accounts/nieuw", velden, headers={"Origin": "https://elders.example"})
    assert "S. de Wit" not in vreemd.text


def test_ook_wie_elders_is_uitgelogd_raakt_niet_kwijt_wat_was_ingevuld(
    browser: Nieuw, maak: MaakAccount, schrijf: Schrijf
) -> None:
    beheerder = maak("beheerder", Rol.BEHEERDER)
    mijn = browser()
    mijn.log_in("beheerder@voorbeeld.test")
    velden = {"csrf_token": mijn.merk("/beheer/accounts/nieuw"), "naam": "S. de Wit"}
    with schrijf():
        log_overal_uit(beheerder, door=beheerder, nu=NU)
    antwoord = mijn.stuur("/beheer/accounts/nieuw", velden, headers={"Sec-Fetch-Site": "same-origin"})
    assert antwoord.status_code == 400
    assert "S. de Wit" in antwoord.text
    assert "niet opgeslagen" in antwoord.text


def test_wie_al_is_uitgelogd_en_op_uitloggen_drukt_is_gewoon_uitgelogd(
    anna: Browser, klok: time_machine.Traveller
) -> None:
    merk = anna.merk("/account")
    klok.shift(timedelta(hours=2))
    antwoord = anna.stuur("/uitloggen", {"csrf_token": merk})
    assert (antwoord.status_code, antwoord.location) == (302, "/inloggen")
    assert "U was al uitgelogd." in anna.open("/inloggen").text


def test_mijn_account_toont_waar_ik_ben_ingelogd(browser: Nieuw, anna: Browser) -> None:
    browser().log_in(ADRES)
    tekst = anna.open("/account").text
    assert tekst.count("(deze browser)") == 1
    assert tekst.count("1 juni 2023 om 10.00.00 uur") >= 2


def test_van_een_sessie_staat_alleen_de_hash_in_de_database(anna: Browser) -> None:
    with anna.client.session_transaction(base_url="https://localhost") as koekje:
        token = koekje["_user_id"]
    sessie = db.session.scalars(select(Sessie)).one()
    assert token not in sessie.token_sha256
    assert len(token) >= 43
