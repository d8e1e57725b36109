"""Logging in: who gets in, who does not, and that nobody learns more from a refusal than that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import func, select

from subsidie.accounts import pogingen, wachtwoorden
from subsidie.accounts.aanmelden import AanmeldenMislukt, meld_aan
from subsidie.accounts.aanmeldmodellen import Aanmeldpoging, Sessie, Wachtwoord
from subsidie.accounts.beheren import blokkeer
from subsidie.accounts.models import Rol
from subsidie.audit.models import Gebeurtenis
from subsidie.kern.fouten import TeVeelPogingen
from subsidie.web.db import db
from tests.integratie.accounts.conftest import NU, WACHTWOORD, Browser, MaakAccount, Schrijf

Nieuw = Callable[[], Browser]
MISLUKT = "Dit e-mailadres en wachtwoord horen niet bij elkaar."


def test_wie_het_wachtwoord_weet_komt_op_vandaag(browser: Nieuw, maak: MaakAccount) -> None:
    maak("anna", Rol.BEHANDELAAR)
    mijn = browser()
    antwoord = mijn.log_in("anna@voorbeeld.test")
    assert (antwoord.status_code, antwoord.location) == (302, "/vandaag")
    assert mijn.is_ingelogd()
    assert db.session.scalars(select(Gebeurtenis.soort)).all()[-1] == "gebruiker:aangemeld"


@pytest.mark.parametrize(
    "geschreven", ["ANNA@Voorbeeld.Test", "  anna@voorbeeld.test ", "ａnna@voorbeeld.test"]
)
def test_hoe_het_adres_is_getypt_maakt_niet_uit(browser: Nieuw, maak: MaakAccount, geschreven: str) -> None:
    maak("anna")
    assert browser().log_in(geschreven).status_code == 302


def test_een_letter_met_een_streepje_is_een_letter_hoe_hij_ook_is_getypt(
    browser: Nieuw, maak: MaakAccount
) -> None:
    maak("anna", wachtwoord="caf\u00e9 met regen en wind")
    assert browser().log_in("anna@voorbeeld.test", "cafe\u0301 met regen en wind").status_code == 302


def test_een_weigering_zegt_niet_of_het_account_bestaat(
    browser: Nieuw, maak: MaakAccount, schrijf: Schrijf
) -> None:
    beheerder, weg = maak("beheerder", Rol.BEHEERDER), maak("weg")
    maak("anna")
    maak("uitgenodigd", wachtwoord=None)
    with schrijf():
        blokkeer(weg, door=beheerder, nu=NU)
    antwoorden = {
        (antwoord.status_code, antwoord.text.replace(wie, "").split("<form", 1)[0])
        for wie, wachtwoord in (
            ("anna@voorbeeld.test", "verkeerd wachtwoord"),
            ("niemand@voorbeeld.test", WACHTWOORD),
            ("weg@voorbeeld.test", WACHTWOORD),
            ("uitgenodigd@voorbeeld.test", WACHTWOORD),
        )
        for antwoord in [browser().log_in(wie, wachtwoord)]
    }
    assert len(antwoorden) == 1
    ((status, tekst),) = antwoorden
    assert status == 422
    assert MISLUKT in tekst


def test_bij_een_weigering_blijft_het_adres_staan_en_het_wachtwoord_niet(
    browser: Nieuw, maak: MaakAccount
) -> None:
    maak("anna")
    tekst = browser().log_in("anna@voorbeeld.test", "verkeerd wachtwoord").text
    assert 'value="anna@voorbeeld.test"' in tekst
    assert "verkeerd wachtwoord" not in tekst


class _Meelezer:
    """Argon2, that remembers which hashes it had to compute."""

    def __init__(self) -> None:
        self.argon2 = wachtwoorden._argon2
        self.gevraagd: list[str] = []

    def hash(self, wachtwoord: str) -> str:
        return self.argon2.hash(wachtwoord)

    def verify(self, opgeslagen: str, wachtwoord: str) -> bool:
        self.gevraagd.append(opgeslagen.rsplit("$", 2)[0])
        return self.argon2.verify(opgeslagen, wachtwoord)


def test_elke_poging_kost_evenveel_werk(maak: MaakAccount, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the clock but the cause: a hash of the same settings is computed, whoever is asked for."""
    maak("anna")
    maak("uitgenodigd", wachtwoord=None)
    meelezer = _Meelezer()
    monkeypatch.setattr(wachtwoorden, "_argon2", meelezer)
    for wie in ("anna", "uitgenodigd", "niemand"):
        with pytest.raises(AanmeldenMislukt):
            meld_aan(f"{wie}@voorbeeld.test", "verkeerd", herkomst="10.0.0.1", sleutel="s", nu=NU)
    assert len(meelezer.gevraagd) == 3
    assert len(set(meelezer.gevraagd)) == 1


def _mislukt(browser: Browser, wie: str, keer: int, herkomst: str = "10.0.0.1") -> list[int]:
    merk = browser.merk("/inloggen")
    return [
        browser.stuur(
            "/inloggen", {"email": wie, "wachtwoord": "verkeerd wachtwoord", "csrf_token": merk},
            environ_base={"REMOTE_ADDR": herkomst},
        ).status_code
        for _ in range(keer)
    ]  # fmt: skip


@pytest.mark.parametrize("wie", ["anna@voorbeeld.test", "niemand@voorbeeld.test"])
def test_na_vijf_keer_mislukken_moet_iemand_wachten_of_het_account_bestaat_of_niet(
    browser: Nieuw, maak: MaakAccount, klok: time_machine.Traveller, wie: str
) -> None:
    maak("anna")
    mijn = browser()
    assert _mislukt(mijn, wie, 6) == [422] * 5 + [429]
    antwoord = mijn.log_in(wie)
    # The browser of the helper asks from another address: that one may still try.
    assert antwoord.status_code == (302 if wie.startswith("anna") else 422)


def test_de_pagina_zegt_hoe_lang_het_wachten_duurt(
    browser: Nieuw, maak: MaakAccount, klok: time_machine.Traveller
) -> None:
    maak("anna")
    mijn = browser()
    for _ in range(5):
        mijn.log_in("anna@voorbeeld.test", "verkeerd wachtwoord")
        klok.shift(timedelta(minutes=1))
    antwoord = mijn.log_in("anna@voorbeeld.test")
    assert antwoord.status_code == 429
    assert antwoord.headers["Retry-After"] == "600"
    assert "Wacht 10 minuten en probeer het dan opnieuw." in antwoord.text
    klok.shift(timedelta(seconds=599))
    assert mijn.log_in("anna@voorbeeld.test").status_code == 429
    klok.shift(timedelta(seconds=1))
    assert mijn.log_in("anna@voorbeeld.test").status_code == 302


def test_wachten_wordt_niet_langer_door_te_blijven_proberen(
    browser: Nieuw, maak: MaakAccount, klok: time_machine.Traveller
) -> None:
    maak("anna")
    mijn = browser()
    _mislukt(mijn, "anna@voorbeeld.test", 5)
    klok.shift(timedelta(minutes=14))
    assert _mislukt(mijn, "anna@voorbeeld.test", 3) == [429] * 3
    klok.shift(timedelta(minutes=1))
    assert mijn.log_in("anna@voorbeeld.test").status_code == 302


def test_een_ander_houdt_niemand_buiten_zijn_eigen_account(browser: Nieuw, maak: MaakAccount) -> None:
    maak("anna")
    assert _mislukt(browser(), "anna@voorbeeld.test", 8)[-1] == 429
    assert browser().log_in("anna@voorbeeld.test").status_code == 302


def test_van_veel_plaatsen_tegelijk_raden_helpt_niet(
    app: Flask, maak: MaakAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    maak("anna")
    monkeypatch.setattr("subsidie.accounts.aanmelden.klopt", lambda *_: False)
    for poging in range(pogingen.PER_ACCOUNT):
        with pytest.raises(AanmeldenMislukt):
            meld_aan("anna@voorbeeld.test", "x", herkomst=f"10.0.{poging}.1", sleutel="s", nu=NU)
    with pytest.raises(TeVeelPogingen):
        meld_aan("anna@voorbeeld.test", "x", herkomst="10.1.0.1", sleutel="s", nu=NU)


@pytest.mark.parametrize("herkomst", ["10.0.0.1", "2001:db8:1:2::{0:x}", "::ffff:10.0.0.1"])
def test_van_een_plaats_ieders_wachtwoord_raden_helpt_niet(
    app: Flask, monkeypatch: pytest.MonkeyPatch, herkomst: str
) -> None:
    monkeypatch.setattr("subsidie.accounts.aanmelden.klopt", lambda *_: False)
    for poging in range(pogingen.PER_HERKOMST):
        with pytest.raises(AanmeldenMislukt):
            meld_aan(f"p{poging}@voorbeeld.test", "x", herkomst=herkomst.format(poging), sleutel="s", nu=NU)
    with pytest.raises(TeVeelPogingen):
        meld_aan("nog.een@voorbeeld.test", "x", herkomst=herkomst.format(999), sleutel="s", nu=NU)


def test_wie_goed_inlogt_telt_niet_mee(browser: Nieuw, maak: MaakAccount) -> None:
    maak("anna")
    assert [browser().log_in("anna@voorbeeld.test").status_code for _ in range(8)] == [302] * 8


def test_een_poging_bewaart_geen_adres_en_verdwijnt_na_twee_dagen(
    browser: Nieuw, maak: MaakAccount, klok: time_machine.Traveller
) -> None:
    maak("anna")
    browser().log_in("anna@voorbeeld.test", "verkeerd wachtwoord")
    poging = db.session.scalars(select(Aanmeldpoging)).one()
    assert not {"anna", "127"} & {poging.account[:4], poging.herkomst[:3]}
    klok.shift(timedelta(days=2, seconds=1))
    browser().log_in("anna@voorbeeld.test")
    assert db.session.scalar(select(func.count()).select_from(Aanmeldpoging)) == 1


@pytest.mark.parametrize(
    ("volgende", "waarheen"),
    [
        ("/aanvragen?zoek=a&pagina=2", "/aanvragen?zoek=a&pagina=2"),
        ("https://elders.example/", "/vandaag"),
        ("//elders.example/", "/vandaag"),
        ("/\\elders.example/", "/vandaag"),
        ("/\t/elders.example/", "/vandaag"),
        ("javascript:alert(1)", "/vandaag"),
        ("", "/vandaag"),
    ],
)
def test_na_het_inloggen_naar_waar_iemand_heen_wilde_maar_nooit_naar_een_andere_site(
    browser: Nieuw, maak: MaakAccount, volgende: str, waarheen: str
) -> None:
    maak("anna")
    mijn = browser()
    vraag = f"?volgende={quote(volgende, safe='')}"
    assert mijn.log_in("anna@voorbeeld.test", volgende=vraag).location == waarheen
    assert mijn.open(f"/inloggen{vraag}").location == waarheen


def test_een_afgewezen_inlogpoging_onthoudt_waar_iemand_heen_wilde(browser: Nieuw, maak: MaakAccount) -> None:
    maak("anna")
    mijn = browser()
    naar_login = mijn.open("/account/wachtwoord").location
    assert naar_login == "/inloggen?volgende=/account/wachtwoord"
    tekst = mijn.stuur(naar_login, {"csrf_token": mijn.merk(naar_login), "email": "", "wachtwoord": ""}).text
    assert "Vul uw e-mailadres in." in tekst
    assert "op de pagina die u wilde openen" in tekst


def test_inloggen_begint_een_nieuwe_sessie(browser: Nieuw, maak: MaakAccount) -> None:
    """Nothing of before: a cookie that somebody else put there is worth nothing afterwards."""
    maak("anna")
    mijn, dief = browser(), browser()
    dief.open("/inloggen")
    mijn.kopieer_van(dief)
    mijn.log_in("anna@voorbeeld.test")
    assert mijn.is_ingelogd()
    assert not dief.is_ingelogd()


def test_zonder_merk_van_de_inlogpagina_logt_niemand_in(browser: Nieuw, maak: MaakAccount) -> None:
    maak("anna")
    mijn = browser()
    velden = {"email": "anna@voorbeeld.test", "wachtwoord": WACHTWOORD}
    antwoord = mijn.stuur("/inloggen", velden)
    assert antwoord.status_code == 400
    assert "De inlogpagina stond te lang open" in antwoord.text
    ander = browser().merk("/inloggen")
    assert mijn.stuur("/inloggen", {**velden, "csrf_token": ander}).status_code == 400
    assert db.session.scalar(select(func.count()).select_from(Sessie)) == 0


def test_een_oude_hash_wordt_bij_het_inloggen_vernieuwd(
    browser: Nieuw, maak: MaakAccount, schrijf: Schrijf
) -> None:
    anna = maak("anna")
    oud = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash(WACHTWOORD)
    with schrijf():
        db.session.get_one(Wachtwoord, anna.id).hash = oud
    assert browser().log_in("anna@voorbeeld.test").status_code == 302
    db.session.expire_all()
    nieuw = db.session.get_one(Wachtwoord, anna.id).hash
    assert nieuw != oud
    assert browser().log_in("anna@voorbeeld.test").status_code == 302


def test_een_account_van_het_voorbeeld_werkt_alleen_in_de_demo(
    app: Flask, maak: MaakAccount, schrijf: Schrijf, browser: Nieuw
) -> None:
    demo = maak("demo")
    with schrijf():
        demo.email = "demo@voorbeeld.invalid"
    antwoord = browser().log_in("demo@voorbeeld.invalid")
    assert antwoord.status_code == 422
    assert MISLUKT in antwoord.text
