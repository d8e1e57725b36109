"""Every form, sent by everyone: only who may do something gets through, and only from a page of our own."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.beleid.toegang.hulp import (
    BESTAAT,
    BESTAAT_NIET,
    EINDPUNTEN,
    LEEST_EN_WEIGERT,
    NEEMT_FORMULIER,
    Clients,
    Inhoud,
    Inloggen,
    adres_van,
    geweigerd,
    mag,
    methoden,
)
from tests.browser.wereld import ACCOUNTS


def test_van_elk_eindpunt_is_gezegd_of_het_een_formulier_neemt(app: Flask) -> None:
    assert {naam for naam in EINDPUNTEN if "POST" in methoden(app, naam)} == NEEMT_FORMULIER


def test_dat_er_iets_verandert_valt_op(inloggen: Inloggen, inhoud: Inhoud) -> None:
    voor = inhoud()
    assert inhoud() == voor
    inloggen("beheerder")
    assert inhoud() != voor


@pytest.mark.parametrize("eindpunt", sorted(NEEMT_FORMULIER))
def test_een_formulier_neemt_het_programma_alleen_van_wie_het_mag(
    app: Flask, inloggen: Inloggen, inhoud: Inhoud, eindpunt: str
) -> None:
    """Who may is tried on what does not exist, so that nothing happens; who may not on what does."""
    bestaat, bestaat_niet = (adres_van(app, eindpunt, waarden) for waarden in (BESTAAT, BESTAAT_NIET))
    for wie in ("", *ACCOUNTS):
        client = inloggen(wie)  # anew: some forms log out
        voor = inhoud()
        if mag(eindpunt, wie):
            antwoord = client.post(bestaat_niet)
            assert not geweigerd(antwoord), wie
            assert antwoord.status_code < 500, wie
        else:
            assert geweigerd(client.post(bestaat)), wie
            assert inhoud() == voor, wie


@pytest.mark.parametrize("eindpunt", sorted(NEEMT_FORMULIER))
def test_een_formulier_zonder_geldig_merk_doet_niets(
    app: Flask, clients: Clients, inhoud: Inhoud, eindpunt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    adres, voor = adres_van(app, eindpunt, BESTAAT), inhoud()
    # Somebody who may, where it is not the manager: a page that takes files refuses others before it reads a form.
    wie = next((een for een in ("beheerder", *ACCOUNTS) if mag(eindpunt, een)), "beheerder")
    for gegevens in ({}, {"csrf_token": "verzonnen"}):
        antwoord = clients[wie].post(adres, data=gegevens)
        assert antwoord.status_code == 400
        assert "verlopen" in antwoord.text or "stond te lang open" in antwoord.text
    assert inhoud() == voor


def test_een_formulier_dat_de_auditor_alleen_leest_neemt_niets_van_hem_aan(
    app: Flask, inloggen: Inloggen, inhoud: Inhoud
) -> None:
    for eindpunt in LEEST_EN_WEIGERT:
        client, adres = inloggen("auditor"), adres_van(app, eindpunt, BESTAAT)
        voor = inhoud()
        assert client.post(adres, data={"stap": "sluiten", "tekst": "Iets."}).status_code in {400, 403, 404}
        assert inhoud() == voor


@pytest.mark.parametrize("waar", ["cross-site", "same-site"])
def test_een_formulier_van_een_andere_site_wordt_niet_aangenomen(
    clients: Clients, inhoud: Inhoud, waar: str
) -> None:
    voor = inhoud()
    antwoord = clients["beheerder"].post("/account/overal-uitloggen", headers={"Sec-Fetch-Site": waar})
    assert antwoord.status_code == 400
    assert inhoud() == voor
