"""The page with applications, and the file of the same list."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from flask import Flask

from subsidie.accounts.models import Rol
from subsidie.tranches.models import Trancheaard
from tests.fabrieken import rijen
from tests.fabrieken.lijsten import ANDERE, EIGEN, aanvraag, keten, lees_nummers, vraag, zet_gemeenten
from tests.fabrieken.rijen import NU
from tests.fabrieken.vandaag import persoon

Schrijf = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def gemeenten(schrijf: Schrijf) -> None:
    with schrijf():
        zet_gemeenten()


@pytest.mark.parametrize(
    "adres",
    [
        "sorteer=foo", "sorteer=permanent", "pagina=-1", "pagina=99999999999999", "pagina=1e3", "zoek=%25", "zoek=_",
        "zoek=%FF%FE", "zoek=%ED%A0%80", "zoek=" + "x" * 5000, "zoek=" + "a+" * 60, "stand=xyz",
        "stand=verleend&stand=afgewezen", "zoek=a&zoek=b", "pot=...", "pot=.", "gemeente=%27", "uitvoer=pdf",
        "onbekend=1", "&".join(f"k{n}=1" for n in range(500)),
    ],
)  # fmt: skip
def test_een_vreemd_adres_geeft_altijd_een_lijst(
    app: Flask, schrijf: Schrijf, gemeenten: None, adres: str
) -> None:
    with schrijf():
        aanvraag()
        wie = persoon(Rol.BEHANDELAAR)
    assert vraag(app, wie, f"/aanvragen?{adres}").status_code == 200


def test_een_nulteken_bereikt_de_database_nooit(app: Flask, schrijf: Schrijf, gemeenten: None) -> None:
    with schrijf():
        wie = persoon(Rol.BEHANDELAAR)
    assert vraag(app, wie, "/aanvragen?zoek=a%00b&stand=%00").status_code < 500


def test_de_bladzijde_noemt_wat_zij_niet_begreep_zonder_het_te_herhalen(
    app: Flask, schrijf: Schrijf, gemeenten: None
) -> None:
    with schrijf():
        aanvraag()
        wie = persoon(Rol.BEHANDELAAR)
    tekst = vraag(app, wie, "/aanvragen?stand=<b>raar</b>&sorteer=raar").text
    assert "vraagt het adres een keuze die er niet is" in tekst
    assert "raar" not in tekst


def test_niets_is_iets_anders_dan_niets_gevonden(app: Flask, schrijf: Schrijf, gemeenten: None) -> None:
    with schrijf():
        wie = persoon(Rol.BEHANDELAAR)
    assert "Er zijn nog geen aanvragen" in vraag(app, wie, "/aanvragen").text
    with schrijf():
        aanvraag()
    tekst = vraag(app, wie, "/aanvragen?zoek=bestaatniet&sorteer=-gevraagd").text
    assert "Geen aanvragen gevonden" in tekst
    assert 'href="?sorteer=-gevraagd">Wis filters</a>' in tekst


def test_de_uitvoer_is_de_hele_gefilterde_lijst_in_dezelfde_volgorde(
    app: Flask, schrijf: Schrijf, gemeenten: None
) -> None:
    with schrijf():
        for plaats in range(30):
            aanvraag(nummer=f"A-{plaats:02d}", cent=1_000_001 + 100 * (plaats * 7 % 30))
        aanvraag(ANDERE, nummer="B-1")
        wie = persoon(Rol.BEHANDELAAR)
    antwoord = vraag(app, wie, "/aanvragen?gemeente=GM0193&sorteer=-gevraagd&pagina=2&uitvoer=csv")
    regels = list(csv.DictReader(io.StringIO(antwoord.text)))
    assert [regel["nummer"] for regel in regels] == lees_nummers(wie, gemeente=EIGEN, sorteer="-gevraagd")
    assert regels[0]["gevraagd"] == "10029.01"
    assert {regel["let_op"] for regel in regels} == {"VOORBEELD – verzonnen gegevens"}
    assert "attachment" in antwoord.headers["Content-Disposition"]
    werkmap = vraag(app, wie, "/aanvragen?uitvoer=xlsx")
    assert werkmap.data.startswith(b"PK")


def test_een_echte_tranche_krijgt_geen_voorbeeldregel(app: Flask, schrijf: Schrijf, gemeenten: None) -> None:
    with schrijf():
        aanvraag(tranche=rijen.tranche(aard=Trancheaard.ECHT), ontvangen_op=NU - timedelta(days=1))
        wie = persoon(Rol.BEHANDELAAR)
    assert "VOORBEELD" not in vraag(app, wie, "/aanvragen?uitvoer=csv").text
    assert "voorbeeldband" not in vraag(app, wie, "/aanvragen").text


def test_de_uitvoer_van_een_gemeente_heeft_alleen_haar_eigen_aanvragen(
    app: Flask, schrijf: Schrijf, gemeenten: None
) -> None:
    with schrijf():
        keten(aanvraag(nummer="A-1", status="beoordeeld"), "verlening:getekend")
        aanvraag(ANDERE, nummer="B-1")
        wie = persoon(Rol.OPSTELLER, gm_code=EIGEN)
    (regel,) = csv.DictReader(io.StringIO(vraag(app, wie, "/aanvragen?uitvoer=csv").text))
    assert (regel["nummer"], regel["stand"], regel["verleend"]) == ("A-1", "in beoordeling", "")
