"""Every endpoint is really called, as every role and as nobody: the table is what happens, not what is meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import IntegerConverter, Rule
from werkzeug.test import TestResponse

from tests.beleid.toegang.tabel import ALLEEN_IN, TOEGANG
from tests.browser.wereld import ACCOUNTS, UITNODIGING, sleutel_van

Inhoud = Callable[[], str]
Inloggen = Callable[[str], FlaskClient]
Clients = dict[str, FlaskClient]

EINDPUNTEN = [naam for naam in TOEGANG if ALLEEN_IN.get(naam, "demo") == "demo"]
ALLEEN_FORMULIER = {
    "accounts.overal_uitloggen", "accounts.uitloggen", "aanvragen.fouten", "beheer.overal_uitloggen",
    "demo.inloggen",
}  # fmt: skip
NEEMT_FORMULIER = {
    *ALLEEN_FORMULIER, "accounts.inloggen", "accounts.uitnodiging", "accounts.wachtwoord", "aanvragen.importeren",
    "beheer.belang_beeindigen", "beheer.blokkeren", "beheer.deblokkeren", "beheer.mandaat_beeindigen",
    "beheer.nieuw_account", "beheer.nieuw_belang", "beheer.nieuw_mandaat", "beheer.nieuwe_link",
    "beheer.nieuwe_rol", "beheer.rol_beeindigen", "beheer.wijzig",
}  # fmt: skip
NIET_INGELOGD = "U bent niet meer ingelogd"

BESTAAT: dict[str, Any] = {
    "code": "rha-2023", "volgnummer": 1, "nummer": "RHA23-0002", "kenmerk": "bestaat-niet", "token": UITNODIGING,
    "sleutel": sleutel_van("behandelaar"), "naam": "aanvragen", "filename": "css/basis.css",
}  # fmt: skip
BESTAAT_NIET: dict[str, Any] = {
    "code": "bestaat-niet", "volgnummer": 999, "nummer": "RHA99-9999", "kenmerk": "bestaat-niet",
    "token": "bestaat-niet", "sleutel": "0" * 32, "naam": "bestaat-niet", "filename": "bestaat-niet.css",
}  # fmt: skip


def _rij(app: Flask, eindpunt: str) -> Rule:
    (rij,) = app.url_map.iter_rules(eindpunt)
    return rij


def _adres(app: Flask, eindpunt: str, waarden: Mapping[str, Any]) -> str:
    rij = _rij(app, eindpunt)
    ingevuld = {}
    for naam in rij.arguments:
        is_getal = isinstance(rij._converters[naam], IntegerConverter)
        ingevuld[naam] = (
            (999_999 if waarden is BESTAAT_NIET else 1) if is_getal and naam == "nummer" else waarden[naam]
        )
    with app.test_request_context():
        return app.url_for(eindpunt, **ingevuld)


def _mag(eindpunt: str, wie: str) -> bool:
    rollen = TOEGANG[eindpunt]
    return "openbaar" in rollen or wie in rollen or ("ingelogd" in rollen and wie != "")


def _geweigerd(antwoord: TestResponse) -> bool:
    """The role does not fit (403), or nobody is logged in: to the login page, or told so about a form."""
    naar_inloggen = antwoord.status_code == 302 and antwoord.location.startswith("/inloggen?volgende=")
    return (
        antwoord.status_code == 403
        or naar_inloggen
        or (antwoord.status_code == 400 and NIET_INGELOGD in antwoord.text)
    )


def _methoden(app: Flask, eindpunt: str) -> set[str]:
    return (_rij(app, eindpunt).methods or set()) & {"GET", "POST"}


LEESBAAR = [naam for naam in EINDPUNTEN if naam not in ALLEEN_FORMULIER]


def test_van_elk_eindpunt_is_gezegd_of_het_alleen_een_formulier_neemt(app: Flask) -> None:
    assert {naam for naam in EINDPUNTEN if "GET" not in _methoden(app, naam)} == ALLEEN_FORMULIER


@pytest.mark.parametrize("eindpunt", LEESBAAR)
def test_wie_het_mag_komt_erin_wie_niet_komt_er_niet_in_en_kijken_verandert_niets(
    app: Flask, clients: Clients, inhoud: Inhoud, eindpunt: str
) -> None:
    adres, voor = _adres(app, eindpunt, BESTAAT), inhoud()
    antwoorden = {wie: client.get(adres) for wie, client in clients.items()}
    assert {wie for wie, antwoord in antwoorden.items() if not _geweigerd(antwoord)} == {
        wie for wie in clients if _mag(eindpunt, wie)
    }
    assert {wie: a.status_code for wie, a in antwoorden.items() if a.status_code >= 500} == {}
    assert inhoud() == voor


def test_van_elk_eindpunt_is_gezegd_of_het_een_formulier_neemt(app: Flask) -> None:
    assert {naam for naam in EINDPUNTEN if "POST" in _methoden(app, naam)} == NEEMT_FORMULIER


@pytest.mark.parametrize("eindpunt", sorted(NEEMT_FORMULIER))
def test_een_formulier_neemt_het_programma_alleen_van_wie_het_mag(
    app: Flask, inloggen: Inloggen, inhoud: Inhoud, eindpunt: str
) -> None:
    """Who may is tried on what does not exist, so that nothing happens; who may not on what does."""
    bestaat, bestaat_niet = (_adres(app, eindpunt, waarden) for waarden in (BESTAAT, BESTAAT_NIET))
    for wie in ("", *ACCOUNTS):
        client = inloggen(wie)  # anew: some forms log out
        voor = inhoud()
        if _mag(eindpunt, wie):
            antwoord = client.post(bestaat_niet)
            assert not _geweigerd(antwoord), wie
            assert antwoord.status_code < 500, wie
        else:
            assert _geweigerd(client.post(bestaat)), wie
            assert inhoud() == voor, wie


def _zonder_wat_wisselt(antwoord: TestResponse) -> tuple[int, str]:
    return antwoord.status_code, re.sub(r'name="csrf_token" value="[^"]*"', "", antwoord.text)


MET_OBJECT = [naam for naam in EINDPUNTEN if naam not in {"static", "accounts.uitnodiging"}]


@pytest.mark.parametrize("eindpunt", MET_OBJECT)
def test_een_weigering_verraadt_niet_of_er_iets_is(app: Flask, clients: Clients, eindpunt: str) -> None:
    if not _rij(app, eindpunt).arguments:
        return
    adressen = [_adres(app, eindpunt, waarden) for waarden in (BESTAAT, BESTAAT_NIET)]
    for wie, client in clients.items():
        if wie and not _mag(eindpunt, wie):
            is_er, is_er_niet = (_zonder_wat_wisselt(client.get(adres)) for adres in adressen)
            assert is_er == is_er_niet, wie
            assert is_er[0] in {403, 405}, wie


VAN_EEN_ANDER = "RHA23-0001"
PER_AANVRAAG = ["dossier.aanvraag", "dossier.document"]


@pytest.mark.parametrize("wie", ["opsteller", "tekenbevoegde", "beoordelaar"])
@pytest.mark.parametrize("eindpunt", PER_AANVRAAG)
def test_de_aanvraag_van_een_ander_bestaat_niet(
    app: Flask, clients: Clients, eindpunt: str, wie: str
) -> None:
    nummer = VAN_EEN_ANDER if wie != "beoordelaar" else "RHA21-0002"
    van_een_ander, verzonnen = (
        _zonder_wat_wisselt(clients[wie].get(_adres(app, eindpunt, {**BESTAAT, "nummer": een})))
        for een in (nummer, "RHA99-9999")
    )
    assert van_een_ander == verzonnen
    assert van_een_ander[0] == 404


def test_elk_eindpunt_met_een_aanvraag_is_zo_geprobeerd(app: Flask) -> None:
    """Also for a new one: whose application it is, is not in the table but in the query."""
    met_nummer = {
        rij.endpoint
        for rij in app.url_map.iter_rules()
        if "nummer" in rij.arguments and not isinstance(rij._converters["nummer"], IntegerConverter)
    }
    voor_allen = {
        naam for naam in met_nummer if TOEGANG[naam] & {"opsteller", "tekenbevoegde", "beoordelaar"}
    }
    assert voor_allen == set(PER_AANVRAAG)


@pytest.mark.parametrize("eindpunt", EINDPUNTEN)
def test_andere_methoden_doen_niets(app: Flask, clients: Clients, inhoud: Inhoud, eindpunt: str) -> None:
    adres, voor = _adres(app, eindpunt, BESTAAT), inhoud()
    toegestaan = _rij(app, eindpunt).methods or set()
    for methode in {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE"} - toegestaan:
        antwoord = clients["beheerder"].open(adres, method=methode)
        assert antwoord.status_code == 405, methode
        assert {een.strip() for een in antwoord.headers["Allow"].split(",")} == toegestaan
    opties = clients[""].options(adres)
    assert (opties.status_code, opties.data) == (200, b"")
    assert inhoud() == voor


@pytest.mark.parametrize("eindpunt", sorted(set(LEESBAAR) - {"static"}))
def test_wie_alleen_de_kop_vraagt_krijgt_dezelfde_toegang(
    app: Flask, clients: Clients, eindpunt: str
) -> None:
    adres = _adres(app, eindpunt, BESTAAT)
    for wie in ("", "beheerder", "opsteller"):
        kop, geheel = clients[wie].head(adres), clients[wie].get(adres)
        assert (kop.status_code, kop.data) == (geheel.status_code, b""), wie


@pytest.mark.parametrize("eindpunt", sorted(NEEMT_FORMULIER))
def test_een_formulier_zonder_geldig_merk_doet_niets(
    app: Flask, clients: Clients, inhoud: Inhoud, eindpunt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    adres, voor = _adres(app, eindpunt, BESTAAT), inhoud()
    for gegevens in ({}, {"csrf_token": "verzonnen"}):
        antwoord = clients["beheerder"].post(adres, data=gegevens)
        assert antwoord.status_code == 400
        assert "verlopen" in antwoord.text or "stond te lang open" in antwoord.text
    assert inhoud() == voor


@pytest.mark.parametrize("waar", ["cross-site", "same-site"])
def test_een_formulier_van_een_andere_site_wordt_niet_aangenomen(
    clients: Clients, inhoud: Inhoud, waar: str
) -> None:
    voor = inhoud()
    antwoord = clients["beheerder"].post("/account/overal-uitloggen", headers={"Sec-Fetch-Site": waar})
    assert antwoord.status_code == 400
    assert inhoud() == voor
