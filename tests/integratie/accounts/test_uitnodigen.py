"""A link to choose a password: shown once, works once, for three days, and says nothing when it does not."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from subsidie.accounts.aanmeldmodellen import Uitnodiging
from subsidie.accounts.beheren import blokkeer
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.uitnodigen import gebruik, nodig_uit
from subsidie.audit.models import Gebeurtenis
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Domeinfout, NietBevoegd, NietGevonden
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.integratie.accounts.conftest import NU, WACHTWOORD, Browser, MaakAccount, Schrijf

Nieuw = Callable[[], Browser]
Link = Callable[[], str]


@pytest.fixture
def beheerder(maak: MaakAccount) -> Gebruiker:
    return maak("beheerder", Rol.BEHEERDER)


@pytest.fixture
def anna(maak: MaakAccount) -> Gebruiker:
    return maak("anna", Rol.BEHANDELAAR, wachtwoord=None)


@pytest.fixture
def link(anna: Gebruiker, beheerder: Gebruiker, schrijf: Schrijf) -> Link:
    """Make a link for Anna; returns its path."""

    def nieuw() -> str:
        with schrijf():
            return f"/uitnodiging/{nodig_uit(anna, door=beheerder, nu=NU)}"

    return nieuw


def _kies(mijn: Browser, pad: str, wachtwoord: str = WACHTWOORD) -> int:
    return mijn.verstuur(pad, wachtwoord=wachtwoord, nogmaals=wachtwoord).status_code


def test_met_de_link_kiest_iemand_een_wachtwoord_en_is_meteen_ingelogd(browser: Nieuw, link: Link) -> None:
    mijn, pad = browser(), link()
    assert "anna@voorbeeld.test" in mijn.open(pad).text
    assert _kies(mijn, pad) == 302
    assert mijn.is_ingelogd()
    assert browser().log_in("anna@voorbeeld.test").status_code == 302
    soorten = list(db.session.scalars(select(Gebeurtenis.soort)))
    assert soorten[-4:-1] == ["gebruiker:uitgenodigd", "gebruiker:wachtwoord_gezet", "gebruiker:aangemeld"]


def test_bekijken_verbruikt_de_link_niet_en_een_te_makkelijk_wachtwoord_ook_niet(
    browser: Nieuw, link: Link
) -> None:
    mijn, pad = browser(), link()
    for _ in range(3):
        assert mijn.open(pad).status_code == 200
    assert _kies(mijn, pad, "kort") == 422
    assert "Kies minstens 12 tekens" in mijn.verstuur(pad, wachtwoord="kort", nogmaals="kort").text
    assert _kies(mijn, pad) == 302


def test_een_link_die_niet_werkt_zegt_altijd_hetzelfde(
    browser: Nieuw, link: Link, anna: Gebruiker, beheerder: Gebruiker, schrijf: Schrijf,
    klok: time_machine.Traveller,
) -> None:  # fmt: skip
    gebruikt, vervangen = link(), ""
    assert _kies(browser(), gebruikt) == 302
    vervangen, verlopen = link(), link()
    antwoorden = [browser().open(pad) for pad in (gebruikt, vervangen, "/uitnodiging/verzonnen")]
    klok.shift(timedelta(hours=72))
    antwoorden.append(browser().open(verlopen))
    geblokkeerd = link()
    with schrijf():
        blokkeer(anna, door=beheerder, nu=NU)
    antwoorden.append(browser().open(geblokkeerd))
    assert {antwoord.status_code for antwoord in antwoorden} == {404}
    assert len({antwoord.text for antwoord in antwoorden}) == 1
    assert "vraagt u de beheerder om een nieuwe link" in antwoorden[0].text


@pytest.mark.parametrize("databasesoort", ["sqlite"])
def test_tot_de_laatste_seconde_werkt_de_link(
    browser: Nieuw, link: Link, klok: time_machine.Traveller
) -> None:
    pad = link()
    klok.shift(timedelta(hours=72) - timedelta(seconds=1))
    assert _kies(browser(), pad) == 302


def test_een_nieuwe_link_vervangt_de_vorige(browser: Nieuw, link: Link) -> None:
    eerste, tweede = link(), link()
    assert browser().open(eerste).status_code == 404
    assert browser().open(tweede).status_code == 200


def test_een_nieuw_wachtwoord_met_een_link_beeindigt_de_sessies_van_wie_het_oude_had(
    browser: Nieuw, link: Link, maak: MaakAccount, schrijf: Schrijf
) -> None:
    dief = browser()
    pad = link()
    assert _kies(dief, pad) == 302
    assert _kies(browser(), link(), "zeven groene olifanten") == 302
    assert not dief.is_ingelogd()
    assert browser().log_in("anna@voorbeeld.test").status_code == 422


@pytest.mark.parametrize("databasesoort", ["sqlite"])
def test_wie_de_link_in_de_browser_van_een_ander_opent_logt_die_ander_uit(
    browser: Nieuw, link: Link, beheerder: Gebruiker
) -> None:
    mijn, dief = browser(), browser()
    mijn.log_in("beheerder@voorbeeld.test")
    dief.kopieer_van(mijn)
    assert _kies(mijn, link()) == 302
    assert "Anna" in mijn.open("/account").text
    assert not dief.is_ingelogd()


def test_van_de_link_staat_alleen_de_hash_in_de_database(link: Link) -> None:
    token = link().rsplit("/", 1)[1]
    uitnodiging = db.session.scalars(select(Uitnodiging)).one()
    assert uitnodiging.token_sha256 == sha256_hex(token.encode())
    assert len(token) >= 43
    alles = " ".join(str(rij) for rij in db.session.execute(select(Gebeurtenis.gegevens)))
    assert token not in alles


def test_niemand_maakt_een_link_voor_zichzelf_of_zonder_beheerder_te_zijn(
    maak: MaakAccount, beheerder: Gebruiker, anna: Gebruiker, schrijf: Schrijf
) -> None:
    with pytest.raises(NietBevoegd), schrijf():
        nodig_uit(beheerder, door=beheerder, nu=NU)
    with pytest.raises(NietBevoegd), schrijf():
        nodig_uit(beheerder, door=anna, nu=NU)


def test_voor_een_geblokkeerd_account_komt_er_geen_link(
    beheerder: Gebruiker, anna: Gebruiker, schrijf: Schrijf
) -> None:
    with schrijf():
        blokkeer(anna, door=beheerder, nu=NU)
    with pytest.raises(Domeinfout, match="geblokkeerd"), schrijf():
        nodig_uit(anna, door=beheerder, nu=NU)


def test_van_twee_die_tegelijk_dezelfde_link_gebruiken_kiest_er_een(app: Flask, link: Link) -> None:
    token = link().rsplit("/", 1)[1]
    start, uitkomsten = threading.Barrier(4), []

    def kies(nummer: int) -> None:
        with app.app_context():
            start.wait()
            try:
                with schrijfgrens():
                    gebruik(token, f"{WACHTWOORD} {nummer}", nu=NU)
                uitkomsten.append("gekozen")
            except NietGevonden:
                uitkomsten.append("te laat")

    draden = [threading.Thread(target=kies, args=(nummer,)) for nummer in range(4)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sorted(uitkomsten) == ["gekozen", "te laat", "te laat", "te laat"]


@pytest.mark.parametrize("databasesoort", ["sqlite"])
def test_het_adres_van_de_link_komt_uit_de_instellingen_en_anders_uit_het_verzoek(
    app: Flask, browser: Nieuw, anna: Gebruiker, beheerder: Gebruiker
) -> None:
    mijn = browser()
    mijn.log_in("beheerder@voorbeeld.test")
    pad = f"/beheer/accounts/{anna.sleutel}"
    gezien = []
    for adres in (None, "https://loket.example.nl"):
        app.extensions["instellingen"] = replace(app.extensions["instellingen"], adres=adres)
        assert mijn.verstuur(f"{pad}/link").location == pad
        gezien.append(re.search(r"<code>(https://[^/]+)/uitnodiging/[\w-]{43}</code>", mijn.open(pad).text))
    assert [een[1] for een in gezien if een] == ["https://localhost", "https://loket.example.nl"]


@pytest.mark.parametrize("databasesoort", ["sqlite"])
def test_de_beheerder_ziet_de_link_een_keer(
    browser: Nieuw, anna: Gebruiker, beheerder: Gebruiker, maak: MaakAccount
) -> None:
    ander = maak("ander")
    mijn = browser()
    mijn.log_in("beheerder@voorbeeld.test")
    pad = f"/beheer/accounts/{anna.sleutel}"
    mijn.verstuur(f"{pad}/link")
    assert "/uitnodiging/" not in mijn.open(f"/beheer/accounts/{ander.sleutel}").text
    mijn.verstuur(f"{pad}/link")
    assert "/uitnodiging/" in mijn.open(pad).text
    assert "/uitnodiging/" not in mijn.open(pad).text
