"""The list of decisions: for whom what is in it, what was replaced, its sum, and the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask

from subsidie.accounts.models import Gebruiker, Rol
from subsidie.beschikkingen.queries import Besluitregel, besluitenlijst
from tests.fabrieken import rijen
from tests.fabrieken.lijsten import ANDERE, EIGEN, aanvraag, kijker, staat, vraag, zet_gemeenten
from tests.fabrieken.vandaag import persoon
from tests.fabrieken.vragentellen import geteld

Schrijf = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def gemeenten(schrijf: Schrijf) -> None:
    with schrijf():
        zet_gemeenten()


def besluit(kenmerk: str, status: str, gm_code: str = EIGEN, **velden: Any) -> Any:
    """A decision on an application of its own, or on the one that is given."""
    if "aanvraag" not in velden:
        velden["aanvraag"] = aanvraag(gm_code, status="beoordeeld")
    return rijen.beschikking(kenmerk=kenmerk, status=status, **velden)


def alles(wie: Gebruiker, **args: Any) -> list[Besluitregel]:
    overzicht = besluitenlijst(kijker(wie))
    return overzicht.alles(staat(overzicht.lijst, **args))


def kenmerken(wie: Gebruiker, **args: Any) -> list[str]:
    return [regel.rij.kenmerk for regel in alles(wie, **args)]


@pytest.fixture
def drie_standen(schrijf: Schrijf, gemeenten: None) -> None:
    """A decision in every state, and a notified one of another municipality."""
    with schrijf():
        besluit("B-1", "concept")
        besluit("B-2", "getekend")
        besluit("B-3", "bekendgemaakt")
        besluit("B-4", "bekendgemaakt", ANDERE, soort="afwijzing")


@pytest.mark.parametrize(
    ("rol", "ziet"),
    [
        (Rol.OPSTELLER, ["B-3"]),
        (Rol.TEKENBEVOEGDE, ["B-3"]),
        (Rol.BEHANDELAAR, ["B-1", "B-2", "B-3", "B-4"]),
        (Rol.BESLISSER, ["B-1", "B-2", "B-3", "B-4"]),
        (Rol.AUDITOR, ["B-1", "B-2", "B-3", "B-4"]),
        (Rol.FINANCIEEL, ["B-2", "B-3", "B-4"]),
    ],
)
def test_wie_welke_besluiten_ziet(schrijf: Schrijf, drie_standen: None, rol: Rol, ziet: list[str]) -> None:
    with schrijf():
        wie = persoon(rol, **({"gm_code": EIGEN} if rol in (Rol.OPSTELLER, Rol.TEKENBEVOEGDE) else {}))
    assert kenmerken(wie) == ziet
    overzicht = besluitenlijst(kijker(wie))
    _, totalen = overzicht.pagina(staat(overzicht.lijst))
    assert totalen.aantal == len(ziet)
    (status,) = [f for f in overzicht.lijst.filters if f.sleutel == "status"]
    staat_er = {regel.rij.status.value for regel in alles(wie)}
    assert {waarde for waarde, _ in status.opties} - {"teruggenomen"} == staat_er
    assert ("teruggenomen" in dict(status.opties)) == ("concept" in staat_er)


def test_wie_ook_bij_de_gemeente_werkt_ziet_van_haar_alleen_wat_bekend_is(
    schrijf: Schrijf, drie_standen: None
) -> None:
    with schrijf():
        wie = persoon(Rol.BEHANDELAAR)
        rijen.roltoekenning(gebruiker_id=wie.id, rol=Rol.OPSTELLER, gm_code=EIGEN)
    assert kenmerken(wie) == ["B-3", "B-4"]


@pytest.mark.parametrize(
    ("args", "gevonden"),
    [
        ({"soort": "afwijzing"}, ["B-4"]),
        ({"status": ["concept", "getekend"]}, ["B-1", "B-2"]),
        ({"zoek": "b-2"}, ["B-2"]),
        ({"zoek": "’s-gravenhage"}, ["B-4"]),
        ({"zoek": "zwolle b-3"}, ["B-3"]),
        ({"sorteer": "-bedrag"}, ["B-1", "B-2", "B-3", "B-4"]),
        ({"sorteer": "bedrag"}, ["B-4", "B-1", "B-2", "B-3"]),
        ({"sorteer": "gemeente"}, ["B-4", "B-1", "B-2", "B-3"]),
        ({"sorteer": "dagtekening"}, ["B-2", "B-3", "B-4", "B-1"]),
        ({"sorteer": "-kenmerk"}, ["B-4", "B-3", "B-2", "B-1"]),
    ],
)
def test_zoeken_filteren_en_sorteren(
    schrijf: Schrijf, drie_standen: None, args: dict[str, Any], gevonden: list[str]
) -> None:
    with schrijf():
        wie = persoon(Rol.BEHANDELAAR)
    assert kenmerken(wie, **args) == gevonden


def test_op_elke_kolom_is_te_sorteren(schrijf: Schrijf, drie_standen: None) -> None:
    with schrijf():
        wie = persoon(Rol.BEHANDELAAR)
    kolommen = [
        kolom.sleutel for kolom in besluitenlijst(kijker(wie)).lijst.kolommen if kolom.sorteer is not None
    ]
    assert len(kolommen) == 10
    for sleutel in kolommen:
        for sorteer in (sleutel, f"-{sleutel}"):
            assert sorted(kenmerken(wie, sorteer=sorteer)) == ["B-1", "B-2", "B-3", "B-4"], sorteer


def test_een_besluit_is_pas_vervangen_als_zijn_opvolger_bekend_is(schrijf: Schrijf, gemeenten: None) -> None:
    with schrijf():
        een, ander = aanvraag(status="beoordeeld"), aanvraag(status="beoordeeld")
        eerste = besluit("B-1", "bekendgemaakt", aanvraag=een, verleend_cent=500)
        besluit("B-2", "concept", aanvraag=een, verleend_cent=700, vervangt=eerste)
        tweede = besluit("C-1", "bekendgemaakt", aanvraag=ander, verleend_cent=30)
        besluit("C-2", "bekendgemaakt", aanvraag=ander, verleend_cent=40, vervangt=tweede)
        ministerie, gemeente = persoon(Rol.BEHANDELAAR), persoon(Rol.OPSTELLER, gm_code=EIGEN)
    assert {regel.rij.kenmerk: regel.status for regel in alles(ministerie)} == {
        "B-1": "bekendgemaakt", "B-2": "concept", "C-1": "bekendgemaakt, vervangen", "C-2": "bekendgemaakt",
    }  # fmt: skip
    assert kenmerken(ministerie, vervangen="ja") == ["C-1"]
    assert kenmerken(ministerie, vervangen="nee") == ["B-1", "B-2", "C-2"]
    overzicht = besluitenlijst(kijker(gemeente))
    _, totalen = overzicht.pagina(staat(overzicht.lijst))
    assert (totalen.aantal, totalen.verleend_cent) == (3, 540)


def test_een_concept_met_een_opvolger_kan_niet_verder(schrijf: Schrijf, gemeenten: None) -> None:
    with schrijf():
        een = aanvraag(status="beoordeeld")
        eerste = besluit("B-1", "concept", aanvraag=een)
        besluit("B-2", "concept", aanvraag=een, vervangt=eerste)
        behandelaar, financieel = persoon(Rol.BEHANDELAAR), persoon(Rol.FINANCIEEL)
    assert [regel.status for regel in alles(behandelaar)] == ["concept, vervangen", "concept"]
    assert alles(financieel) == []


def test_meer_besluiten_kosten_geen_vraag_meer(schrijf: Schrijf, gemeenten: None) -> None:
    with schrijf():
        wie = persoon(Rol.BEHANDELAAR)
        besluit("B-0", "bekendgemaakt")

    def tel() -> int:
        with geteld() as vragen:
            overzicht = besluitenlijst(kijker(wie))
            overzicht.pagina(staat(overzicht.lijst))
        return len(vragen)

    tel()
    een = tel()
    with schrijf():
        tranche = rijen.tranche()
        for plaats in range(30):
            besluit(f"C-{plaats}", "bekendgemaakt", aanvraag=aanvraag(status="beoordeeld", tranche=tranche))
    tel()
    assert tel() == een


def test_een_beoordelaar_heeft_geen_lijst_van_besluiten(
    app: Flask, schrijf: Schrijf, drie_standen: None
) -> None:
    with schrijf():
        wie = persoon(Rol.BEOORDELAAR)
    antwoord = vraag(app, wie, "/besluiten")
    assert antwoord.status_code == 403
    assert "B-3" not in antwoord.text


def test_de_brief_is_te_halen_zodra_hij_er_is(app: Flask, schrijf: Schrijf, gemeenten: None) -> None:
    with schrijf():
        een = aanvraag(nummer="A-1", status="beoordeeld")
        brief = rijen.document(kenmerk="B-1", bestand_sha256="a" * 64)
        besluit("B-1", "bekendgemaakt", aanvraag=een, document=brief)
        besluit("B-2", "getekend")
        wie = persoon(Rol.BESLISSER)
    tekst = vraag(app, wie, "/besluiten").text
    assert 'href="/aanvragen/A-1/documenten/B-1"' in tekst
    assert "documenten/B-2" not in tekst
    assert "wordt gemaakt" in tekst


@pytest.mark.parametrize(
    "adres",
    ["sorteer=brief", "pagina=99999999999999", "zoek=%25", "status=xyz", "soort=%27", "zoek=" + "x" * 5000],
)
def test_een_vreemd_adres_geeft_altijd_een_lijst(
    app: Flask, schrijf: Schrijf, drie_standen: None, adres: str
) -> None:
    with schrijf():
        wie = persoon(Rol.BEHANDELAAR)
    assert vraag(app, wie, f"/besluiten?{adres}").status_code == 200


def test_de_uitvoer_is_de_hele_lijst_van_wie_haar_vraagt(
    app: Flask, schrijf: Schrijf, drie_standen: None
) -> None:
    with schrijf():
        wie = persoon(Rol.OPSTELLER, gm_code=EIGEN)
    (regel,) = csv.DictReader(io.StringIO(vraag(app, wie, "/besluiten?uitvoer=csv").text))
    assert (regel["kenmerk"], regel["status"], regel["bedrag"]) == ("B-3", "bekendgemaakt", "170000.00")
    assert regel["let_op"] == "VOORBEELD – verzonnen gegevens"


def test_niets_is_iets_anders_dan_niets_gevonden(app: Flask, schrijf: Schrijf, gemeenten: None) -> None:
    with schrijf():
        wie = persoon(Rol.BEHANDELAAR)
    assert "Er zijn nog geen besluiten" in vraag(app, wie, "/besluiten").text
    with schrijf():
        besluit("B-1", "concept")
    assert "Geen besluiten gevonden" in vraag(app, wie, "/besluiten?zoek=bestaatniet").text
