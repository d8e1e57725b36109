"""The pages of scoring: who sees what and when, what is kept, and what is refused."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from subsidie.aanvragen.belang import zoek_verklaring
from subsidie.aanvragen.models import Aanvraagstatus
from subsidie.aanvragen.service import get_aanvraag, get_versie
from subsidie.accounts.models import Gebruiker, Rol, Roltoekenning
from subsidie.audit.models import Gebeurtenis
from subsidie.beoordeling.kaarten import lopende_kaarten, regels_van, zoek_beoordeling
from subsidie.beoordeling.spreiden import maak_voorstel
from subsidie.tranches.models import Tranche
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.inloggen import als
from tests.fabrieken.kaarten import (
    CRITERIA,
    HOOG,
    LAAG,
    beoordeel,
    invoer,
    verdeel_werk,
    verklaar_vrij,
    wereld,
)
from tests.fabrieken.tranches import definitie


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser; what a token is for is tested elsewhere."""
    app.config["WTF_CSRF_ENABLED"] = False
    return app.test_client()


GEHEIM = "Dit mag de ander niet zien."


def _scorers(nummer: str) -> list[Gebruiker]:
    return [kaart.beoordelaar for kaart in lopende_kaarten(get_versie(get_aanvraag(nummer)))]


def _uitgedeeld(**anders: Any) -> tuple[Tranche, dict[str, Gebruiker], Gebruiker, Gebruiker, Gebruiker]:
    """The tranche, its people, the two reviewers of A1 and one who is not."""
    tranche, personen = wereld(**anders)
    verdeel_werk(tranche, personen, nu())
    een, twee = _scorers("A1")
    derde = next(
        wie for sleutel, wie in personen.items() if sleutel[1:].isdigit() and wie.id not in (een.id, twee.id)
    )
    return tranche, personen, een, twee, derde


def _velden(scores: dict[str, int], reden: str = "Zie de planning.", **anders: str) -> dict[str, str]:
    uit = {"voldoet": "ja", "revisie": "1", "toelichting": "", "stap": "bewaar"}
    for code, score in scores.items():
        uit |= {f"score_{code}": str(score), f"reden_{code}": reden, f"revisie_{code}": "0"}
    return uit | anders


def _post(client: FlaskClient, adres: str, **velden: str) -> Any:
    return client.post(adres, data=velden)


def test_voor_de_verklaring_is_van_de_aanvraag_niets_te_zien(app: Flask, client: FlaskClient) -> None:
    _, _, een, _, _ = _uitgedeeld()
    als(client, een, nu())
    for adres in ("/beoordelen", "/beoordelen/A1"):
        pagina = client.get(adres)
        assert pagina.status_code == 200
        assert "Project A1" not in pagina.text
    assert client.get("/aanvragen/A1").status_code == 404
    assert _post(client, "/beoordelen/A1", belang="nee").status_code == 302
    assert "Project A1" in client.get("/beoordelen/A1").text
    assert client.get("/aanvragen/A1").status_code == 200
    assert get_aanvraag("A1").status is Aanvraagstatus.IN_BEOORDELING


def test_een_belang_melden_vraagt_welk_en_sluit_de_aanvraag(app: Flask, client: FlaskClient) -> None:
    _, _, een, _, _ = _uitgedeeld()
    als(client, een, nu())
    assert _post(client, "/beoordelen/A1").status_code == 422
    assert _post(client, "/beoordelen/A1", belang="ja").status_code == 422
    assert _post(client, "/beoordelen/A1", belang="ja", toelichting="Mijn zus bouwt.").status_code == 302
    verklaring = zoek_verklaring(get_aanvraag("A1"), een)
    assert verklaring is not None
    assert verklaring.heeft_belang
    pagina = client.get("/beoordelen/A1")
    assert "Uw kaart is vervallen" in pagina.text
    assert "Project A1" not in pagina.text
    assert client.get("/aanvragen/A1").status_code == 404


def test_een_kaart_heeft_geen_adres_voor_een_ander(app: Flask, client: FlaskClient) -> None:
    _, personen, een, _, derde = _uitgedeeld()
    verklaar_vrij("A1", een, nu())
    als(client, derde, nu())
    for adres in ("/beoordelen/A1", "/beoordelen/A1/inleveren", "/aanvragen/A1/oordeel", "/aanvragen/A1/moderatie",
                  "/beoordelen/BESTAATNIET", "/beoordelen/1"):  # fmt: skip
        assert client.get(adres).status_code == 404, adres
    assert _post(client, "/beoordelen/A1", **_velden(HOOG)).status_code == 404
    assert _post(client, "/beoordelen/A1/vastleggen").status_code == 404
    for rol in ("behandelaar", "beslisser", "auditor", "beheerder", "tekenbevoegde"):
        als(client, personen[rol], nu())
        assert client.get("/beoordelen/A1").status_code == 403, rol
        assert _post(client, "/beoordelen/A1", **_velden(HOOG)).status_code == 403, rol


def test_de_scores_van_een_ander_staan_nergens_tot_alle_kaarten_binnen_zijn(
    app: Flask, client: FlaskClient
) -> None:
    tranche, personen, een, twee, _ = _uitgedeeld()
    verklaar_vrij("A1", een, nu())
    als(client, een, nu())
    assert _post(client, "/beoordelen/A1", **_velden(HOOG, GEHEIM)).status_code == 302
    assert _post(client, "/beoordelen/A1/inleveren").status_code == 302
    als(client, twee, nu())
    assert _post(client, "/beoordelen/A1", belang="nee").status_code == 302
    adressen = ["/vandaag", "/beoordelen", "/beoordelen/A1", "/beoordelen/A1/inleveren", "/aanvragen/A1",
                "/aanvragen/A1/oordeel", "/aanvragen"]  # fmt: skip
    for adres in adressen:
        antwoord = client.get(adres)
        assert antwoord.status_code == 200, adres
        assert GEHEIM not in antwoord.text, adres
        assert "400,00" not in antwoord.text, adres
        assert "410" not in antwoord.text or adres == "/aanvragen", adres
    bewaard = _post(client, "/beoordelen/A1", **_velden({"zekerheid": 4}, stap="auto"))
    assert set(bewaard.get_json()) == {"bewaard", "om", "revisies"}
    for rol in ("behandelaar", "beslisser"):
        als(client, personen[rol], nu())
        for adres in ("/aanvragen/A1/oordeel", "/aanvragen/A1", f"/tranches/{tranche.code}/beoordeling"):
            assert GEHEIM not in client.get(adres).text, (rol, adres)
    als(client, personen["auditor"], nu())
    assert GEHEIM in client.get("/aanvragen/A1/oordeel").text
    # In what the audit trail keeps there is no score either: only that there was one.
    for gebeurtenis in db.session.scalars(select(Gebeurtenis).where(Gebeurtenis.object_id == "A1")):
        assert GEHEIM not in gebeurtenis.gegevens
        assert "score" not in json.loads(gebeurtenis.gegevens)
    als(client, twee, nu())
    volledig = _velden(HOOG, revisie="2", revisie_zekerheid="1")
    assert _post(client, "/beoordelen/A1", **volledig).status_code == 302
    assert _post(client, "/beoordelen/A1/inleveren").status_code == 302
    for wie in (een, twee, personen["behandelaar"]):
        als(client, wie, nu())
        assert GEHEIM in client.get("/aanvragen/A1/oordeel").text
    als(client, personen["tekenbevoegde"], nu())
    for adres in ("/aanvragen/A1/oordeel", "/aanvragen/A1/moderatie", "/beoordelen"):
        assert client.get(adres).status_code == 403, adres
    dossier = client.get("/aanvragen/A1").text
    assert GEHEIM not in dossier
    assert "410,00" not in dossier


def test_wie_de_rol_verliest_verliest_de_pagina_en_er_wordt_niets_half_bewaard(
    app: Flask, client: FlaskClient
) -> None:
    _, personen, een, _, _ = _uitgedeeld()
    verklaar_vrij("A1", een, nu())
    als(client, een, nu())
    assert client.get("/beoordelen/A1").status_code == 200
    with schrijfgrens():
        toekenning = db.session.scalars(
            select(Roltoekenning).where(
                Roltoekenning.gebruiker_id == een.id, Roltoekenning.rol == Rol.BEOORDELAAR
            )
        ).one()
        toekenning.tot = (nu() - timedelta(days=1)).date()
    assert client.get("/beoordelen/A1").status_code == 403
    assert _post(client, "/beoordelen/A1", **_velden(HOOG)).status_code == 403
    kaart = next(
        een_ for een_ in lopende_kaarten(get_versie(get_aanvraag("A1"))) if een_.beoordelaar_id == een.id
    )
    assert regels_van([kaart])[kaart.id] == {}
    assert kaart.voldoet is None
    als(client, personen["behandelaar"], nu())
    assert "is geen beoordelaar meer" in client.get("/tranches/oefen/beoordeling").text


def test_twee_vensters_zien_elkaar_en_wat_getypt_is_blijft_staan(app: Flask, client: FlaskClient) -> None:
    _, _, een, _, _ = _uitgedeeld()
    verklaar_vrij("A1", een, nu())
    als(client, een, nu())
    assert _post(client, "/beoordelen/A1", **_velden({"zekerheid": 3})).status_code == 302
    botst = _post(client, "/beoordelen/A1", **_velden({"zekerheid": 5}, "Uit het andere venster."))
    assert botst.status_code == 422
    assert "in een ander venster bewaard, met score 3" in botst.text
    assert "Uit het andere venster." in botst.text
    assert 'name="revisie_zekerheid" type="hidden" value="1"' in botst.text
    opnieuw = _velden({"zekerheid": 5}, "Uit het andere venster.", revisie="2", revisie_zekerheid="1")
    assert _post(client, "/beoordelen/A1", **opnieuw).status_code == 302
    stil = _post(client, "/beoordelen/A1", **_velden({"zekerheid": 1}, stap="auto"))
    assert stil.status_code == 422
    assert stil.get_json()["bewaard"] is False


def test_twee_keer_inleveren_is_een_keer(app: Flask, client: FlaskClient) -> None:
    _, _, een, _, _ = _uitgedeeld()
    verklaar_vrij("A1", een, nu())
    als(client, een, nu())
    assert _post(client, "/beoordelen/A1/inleveren").status_code == 422
    assert (
        _post(client, "/beoordelen/A1", **_velden(HOOG, stap="inleveren")).location
        == "/beoordelen/A1/inleveren"
    )
    assert "Uw totaal" in client.get("/beoordelen/A1/inleveren").text
    assert _post(client, "/beoordelen/A1/inleveren").status_code == 302
    assert _post(client, "/beoordelen/A1/inleveren").status_code == 302
    te_laat = _post(client, "/beoordelen/A1", **_velden(LAAG, "Bij nader inzien minder."))
    assert te_laat.status_code == 422
    assert "U hebt deze kaart op" in te_laat.text
    assert "Bij nader inzien minder." in te_laat.text
    ingeleverd = db.session.scalars(
        select(Gebeurtenis).where(Gebeurtenis.soort == "aanvraag:scorekaart_ingeleverd")
    ).all()
    assert len(ingeleverd) == 1


def test_een_voorzitter_verklaart_eerst_en_legt_het_overleg_vast(app: Flask, client: FlaskClient) -> None:
    _, _, een, twee, derde = _uitgedeeld()
    beoordeel("A1", een, invoer(HOOG), nu())
    als(client, derde, nu())
    assert client.get("/aanvragen/A1/moderatie").status_code == 404
    beoordeel("A1", twee, invoer(LAAG), nu())
    assert "A1" in client.get("/beoordelen").text
    adres = "/aanvragen/A1/moderatie"
    assert "Project A1" not in client.get(adres).text
    assert _post(client, adres, belang="nee").status_code == 302
    pagina = client.get(adres)
    assert "De totalen verschillen 290,00; de grens is 100." in pagina.text
    assert "Reden bij zekerheid." in pagina.text
    velden = {"gezien_versie": "1", "voldoet": "ja"} | {f"score_{code}": "3" for code in CRITERIA}
    half = _post(client, adres, **velden)
    assert half.status_code == 422
    assert "Schrijf het verslag van het overleg." in half.text
    assert "checked" in half.text
    velden |= {f"reden_{code}": "Samen bepaald." for code in CRITERIA} | {
        "verslag": "Op 7 januari besproken."
    }
    assert _post(client, adres, **velden | {"gezien_versie": "9"}).status_code == 422
    assert _post(client, adres, **velden).location == "/aanvragen/A1/oordeel"
    uitkomst = client.get("/aanvragen/A1/oordeel")
    for tekst in ("300,00", "Op 7 januari besproken.", "Samen bepaald.", "Reden bij zekerheid."):
        assert tekst in uitkomst.text
    assert _post(client, adres, **velden).status_code == 302  # it is settled: to how it came about
    for wie in (een, twee):
        als(client, wie, nu())
        assert client.get(adres).status_code == 403


def test_verdelen_toont_een_voorstel_en_deelt_precies_dat_uit(app: Flask, client: FlaskClient) -> None:
    tranche, personen = wereld(aantal=4)
    als(client, personen["behandelaar"], nu())
    adres = "/tranches/oefen/beoordeling/verdelen"
    pagina = client.get(adres)
    assert "Zo uitdelen: 8 kaarten" in pagina.text
    assert _post(client, adres, gezien="iets anders").status_code == 422
    gezien = maak_voorstel(tranche, nu=nu()).sha256
    assert gezien in pagina.text
    assert _post(client, adres, gezien=gezien).status_code == 302
    overzicht = client.get("/tranches/oefen/beoordeling")
    assert overzicht.text.count("nog niet begonnen") == 8
    assert _post(client, adres, gezien=gezien).status_code == 422
    assert client.get("/tranches/oefen/beoordeling?uitvoer=csv").status_code == 200
    for rol, status in (("beslisser", 200), ("auditor", 200), ("b1", 403), ("opsteller", 403)):
        als(client, personen[rol], nu())
        assert client.get("/tranches/oefen/beoordeling").status_code == status, rol
        assert client.get(adres).status_code == 403, rol


def test_overdragen_kan_tot_de_kaart_is_ingeleverd(app: Flask, client: FlaskClient) -> None:
    _, personen, een, twee, derde = _uitgedeeld()
    beoordeel("A1", een, invoer(HOOG), nu())
    als(client, personen["behandelaar"], nu())
    assert client.get(f"/aanvragen/A1/kaarten/{een.sleutel}/overdragen").status_code == 404
    adres = f"/aanvragen/A1/kaarten/{twee.sleutel}/overdragen"
    assert _post(client, adres, aan=derde.sleutel).status_code == 422
    assert _post(client, adres, aan="niemand", reden="ziek").status_code == 422
    assert _post(client, adres, aan=een.sleutel, reden="ziek").status_code == 422
    assert _post(client, adres, aan=derde.sleutel, reden="ziek").status_code == 302
    assert {wie.id for wie in _scorers("A1")} == {een.id, derde.id}


def test_een_afwijzing_heeft_een_grond_met_artikel(app: Flask, client: FlaskClient) -> None:
    _, _, een, twee, _ = _uitgedeeld()
    anders = {"voldoet": "nee", "grond": "anders", "toelichting": "Er is geen grond."}
    for wie in (een, twee):
        verklaar_vrij("A1", wie, nu())
        als(client, wie, nu())
        kaal = _post(client, "/beoordelen/A1", **_velden({}, **anders))
        assert kaal.status_code == 422
        for melding in ("Vul de zin voor de brief in.", "Vul het artikel in.", "Kies of dit afwijkt"):
            assert melding in kaal.text
        vol = _velden({}, **anders, zin="Er is geen grond", artikel="artikel 3 (nieuw)", wijkt_af="nee")
        assert _post(client, "/beoordelen/A1", **vol).status_code == 302
        assert "artikel 3 (nieuw)" in client.get("/beoordelen/A1").text
        assert _post(client, "/beoordelen/A1/inleveren").status_code == 302
    oordeel = zoek_beoordeling(get_versie(get_aanvraag("A1")))
    assert oordeel is not None
    assert (oordeel.afwijzingsgrond, oordeel.grond_code) == ("Er is geen grond (artikel 3 (nieuw)).", None)


def test_een_tranche_met_categorieen_toont_de_categorie_en_waarom(app: Flask, client: FlaskClient) -> None:
    tranche, personen = wereld(definitie("rha-2024-studenten"), pot="studenten")
    verdeel_werk(tranche, personen, nu())
    (een,) = _scorers("A1")
    verklaar_vrij("A1", een, nu())
    als(client, een, nu())
    pagina = client.get("/beoordelen/A1").text
    assert "Categorie van de rangschikking" in pagina
    assert "score_" not in pagina


def test_wie_als_tweede_het_overleg_vastlegt_leest_wie_eerder_was_en_wat_zelf_was_getypt(
    app: Flask, client: FlaskClient
) -> None:
    _, personen, een, twee, _ = _uitgedeeld(beoordelaars=4)
    anderen = (personen[f"b{nummer}"] for nummer in range(1, 5))
    vierde, vijfde, *_ = (wie for wie in anderen if wie.id not in (een.id, twee.id))
    beoordeel("A1", een, invoer(HOOG), nu())
    beoordeel("A1", twee, invoer(LAAG), nu())
    overleg = _velden(HOOG, "Samen bekeken.", verslag="Zo is het besproken.", gezien_versie="1")
    for wie in (vierde, vijfde):
        als(client, wie, nu())
        assert _post(client, "/aanvragen/A1/moderatie", belang="nee").status_code == 302
    als(client, vierde, nu())
    assert _post(client, "/aanvragen/A1/moderatie", **overleg).status_code == 302
    als(client, vijfde, nu())
    te_laat = _post(client, "/aanvragen/A1/moderatie", **overleg)
    assert te_laat.status_code == 422
    assert f"{vierde.naam} legde het oordeel over deze versie vast" in te_laat.text
    assert "Zo is het besproken." in te_laat.text
