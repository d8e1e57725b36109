"""Every endpoint is really called, as every role and as nobody: the table is what happens, not what is meant."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter

from subsidie.verantwoording.inzage import PLEKKEN
from tests.beleid.toegang.hulp import (
    ALLEEN_FORMULIER,
    BESTAAT,
    BESTAAT_NIET,
    EINDPUNTEN,
    Clients,
    Inhoud,
    adres_van,
    geweigerd,
    mag,
    methoden,
    rij_van,
    zonder_wat_wisselt,
)
from tests.beleid.toegang.tabel import TOEGANG

LEESBAAR = [naam for naam in EINDPUNTEN if naam not in ALLEEN_FORMULIER]


def test_van_elk_eindpunt_is_gezegd_of_het_alleen_een_formulier_neemt(app: Flask) -> None:
    assert {naam for naam in EINDPUNTEN if "GET" not in methoden(app, naam)} == ALLEEN_FORMULIER


@pytest.mark.parametrize("eindpunt", LEESBAAR)
def test_wie_het_mag_komt_erin_wie_niet_komt_er_niet_in_en_kijken_verandert_niets(
    app: Flask, clients: Clients, inhoud: Inhoud, eindpunt: str
) -> None:
    adres = adres_van(app, eindpunt, BESTAAT)
    if eindpunt in PLEKKEN:
        for client in clients.values():
            client.get(adres, buffered=True)  # the first look of a day is written down, and nothing else is
    voor = inhoud()
    antwoorden = {wie: client.get(adres, buffered=True) for wie, client in clients.items()}
    assert {wie for wie, antwoord in antwoorden.items() if not geweigerd(antwoord)} == {
        wie for wie in clients if mag(eindpunt, wie)
    }
    assert {wie: a.status_code for wie, a in antwoorden.items() if a.status_code >= 500} == {}
    assert inhoud() == voor


MET_OBJECT = [naam for naam in EINDPUNTEN if naam not in {"static", "accounts.uitnodiging"}]


@pytest.mark.parametrize("eindpunt", MET_OBJECT)
def test_een_weigering_verraadt_niet_of_er_iets_is(app: Flask, clients: Clients, eindpunt: str) -> None:
    if not rij_van(app, eindpunt).arguments:
        return
    adressen = [adres_van(app, eindpunt, waarden) for waarden in (BESTAAT, BESTAAT_NIET)]
    for wie, client in clients.items():
        if wie and not mag(eindpunt, wie):
            is_er, is_er_niet = (zonder_wat_wisselt(client.get(adres, buffered=True)) for adres in adressen)
            assert is_er == is_er_niet, wie
            assert is_er[0] in {403, 405}, wie


VAN_EEN_ANDER = "RHA23-0001"
PER_AANVRAAG = [
    "aanvraagberichten.nieuw", "aanvullen.indienen", "aanvullen.pagina", "belangverklaringen.pagina",
    "bezwaren.intrekken", "bezwaren.maken", "bijlagen.bestand", "zienswijze.pagina",
    "bezwaarstukken.eigen_stuk", "bezwaarstukken.gemeente",
    "beoordelen.inleveren", "beoordelen.kaart", "beoordelen.modereren", "beoordelen.oordeel",
    "bijlagen.stap", "concept.verwijderen", "dossier.aanvraag", "dossier.document", "indienen.bevestiging",
    "indienen.corrigeren", "indienen.ontvangst", "indienen.pagina", "intrekken.pagina", "invullen.invullen",
    "invullen.overzicht", "invullen.stap", "invulregels.importeren", "invulregels.werkmap",
    "verschillen.pagina",
    "bewijs.bestand", "bewijs.toevoegen", "levering.pagina", "leveringen.importeren", "leveringen.lijst",
    "leveringen.nieuw", "leveringen.opnieuw_importeren", "leveringen.sjabloon", "leveringen.sjabloon_van",
    "leveringen.verbeteren", "meldingen.intrekken", "meldingen.melding", "realisatie.bevestigen",
    "realisatie.deel", "realisatie.delen", "realisatie.mijlpaal", "realisatie.pagina",
    "realisatie.prognose", "realisatie.vervallen", "vaststelling.pagina", "wijzigingen.intrekken",
    "wijzigingen.verzoek", "wijzigingen.vragen", "woonruimten.einde", "woonruimten.gebruik",
    "woonruimten.lijst", "woonruimten.pagina", "woonruimten.vervolg",
]  # fmt: skip


@pytest.mark.parametrize(
    ("eindpunt", "wie"),
    [
        (eindpunt, wie)
        for eindpunt in PER_AANVRAAG
        for wie in ("opsteller", "tekenbevoegde", "beoordelaar")
        if mag(eindpunt, wie)
    ],
)
def test_de_aanvraag_van_een_ander_bestaat_niet(
    app: Flask, clients: Clients, eindpunt: str, wie: str
) -> None:
    nummer = VAN_EEN_ANDER if wie != "beoordelaar" else "RHA21-0002"
    van_een_ander, verzonnen = (
        zonder_wat_wisselt(clients[wie].get(adres_van(app, eindpunt, {**BESTAAT, "nummer": een})))
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
    # What takes a form only is tried beside its service: there is nothing to look at.
    assert voor_allen - ALLEEN_FORMULIER == set(PER_AANVRAAG)


@pytest.mark.parametrize("eindpunt", EINDPUNTEN)
def test_andere_methoden_doen_niets(app: Flask, clients: Clients, inhoud: Inhoud, eindpunt: str) -> None:
    adres, voor = adres_van(app, eindpunt, BESTAAT), inhoud()
    toegestaan = rij_van(app, eindpunt).methods or set()
    for methode in {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE"} - toegestaan:
        antwoord = clients["beheerder"].open(adres, method=methode, buffered=True)
        assert antwoord.status_code == 405, methode
        assert {een.strip() for een in antwoord.headers["Allow"].split(",")} == toegestaan
    opties = clients[""].options(adres, buffered=True)
    assert (opties.status_code, opties.data) == (200, b"")
    assert inhoud() == voor


@pytest.mark.parametrize("eindpunt", sorted(set(LEESBAAR) - {"static"}))
def test_wie_alleen_de_kop_vraagt_krijgt_dezelfde_toegang(
    app: Flask, clients: Clients, eindpunt: str
) -> None:
    adres = adres_van(app, eindpunt, BESTAAT)
    for wie in ("", "beheerder", "opsteller"):
        kop, geheel = clients[wie].head(adres, buffered=True), clients[wie].get(adres, buffered=True)
        assert (kop.status_code, kop.data) == (geheel.status_code, b""), wie
