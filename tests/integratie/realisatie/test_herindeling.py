"""A municipality goes up in another after the award: the successor goes on, letters of then stay what they were.

Wet algemene regels herindeling, article 44: rights and obligations pass on the day itself, and procedures go on.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from subsidie.accounts.models import Gebruiker, Rol
from subsidie.beschikkingen.bezwaar import maak_bezwaar
from subsidie.beschikkingen.proef import doe_proef
from subsidie.documenten.models import Document
from subsidie.documenten.service import maak_wachtende
from subsidie.documenten.sjablonen import maak_html
from subsidie.kern.fouten import Domeinfout, NietBevoegd
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.platform.opslag import LokaleOpslag
from subsidie.realisatie.vaststellen import stel_vaststelling_op
from subsidie.register.models import Gemeente
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.afrekenen import NU, Afrekenwereld, afrekenwereld, verantwoord
from tests.fabrieken.concepten import gemeentepersoon
from tests.fabrieken.inloggen import als
from tests.fabrieken.wijzigingen import ingediend

pytestmark = pytest.mark.usefixtures("papier_hier")
ZWOLLE, DEVENTER, KAMPEN = "GM0193", "GM0150", "GM0166"
HERINDELING = date(2029, 3, 20)
VOOR, NA = NU, datetime(2029, 4, 1, 9, 0, tzinfo=UTC)
REGEL = "rechtsopvolger van de gemeente Zwolle"


def ga_op_in(oud: str, nieuw: str | None, dag: date) -> None:
    with schrijfgrens():
        gemeente = db.session.get_one(Gemeente, oud)
        gemeente.geldig_tot, gemeente.opvolger_gm_code = dag, nieuw


@pytest.fixture
def wereld(app: Flask) -> Afrekenwereld:
    wereld = afrekenwereld()
    verantwoord(wereld)
    ga_op_in(ZWOLLE, DEVENTER, HERINDELING)
    return wereld


def tekenaar(naam: str, gm_code: str) -> Gebruiker:
    with schrijfgrens():
        return gemeentepersoon(naam, gm_code=gm_code, rol=Rol.TEKENBEVOEGDE)


def aan_wie(kenmerk: str) -> tuple[str, list[str]]:
    """The municipality and the address lines in the document with this mark, as its text shows them."""
    document = db.session.scalars(select(Document).where(Document.kenmerk == kenmerk)).one()
    gegevens = json.loads(document.gegevens)
    naar = gegevens.get("geadresseerde", gegevens)
    html = maak_html(document.sjabloon, gegevens)
    assert all(
        f"<br>{regel}" in html for regel in (f"van de gemeente {naar['gemeente']}", *naar["adresregels"])[1:]
    )
    assert f"van de gemeente {naar['gemeente']}" in html
    return naar["gemeente"], naar["adresregels"]


def test_brieven_gaan_naar_de_rechtsopvolger_en_die_van_toen_blijven(
    wereld: Afrekenwereld, tmp_path: Path
) -> None:
    wereld.bereken()
    later = wereld.zienswijze_voorbij()  # the intention is of before the merger, all else of after it
    assert aan_wie("A1-Z1") == ("Zwolle", [])
    voornemen = db.session.scalars(select(Document).where(Document.kenmerk == "A1-Z1")).one()
    maak_wachtende(LokaleOpslag(tmp_path), werkers=1, klok=lambda: later)
    db.session.refresh(voornemen)
    bewaard = (voornemen.gegevens_sha256, voornemen.bestand_sha256)
    with schrijfgrens():
        db.session.get_one(Gemeente, DEVENTER).postadres = "Postbus 5000\n7400 GC Deventer"
    vaststelling = wereld.stel_vast(nu=later, opslag=tmp_path)
    assert aan_wie(vaststelling.kenmerk) == ("Deventer", [REGEL, "Postbus 5000", "7400 GC Deventer"])
    tess = tekenaar("Tess Tekenaar", DEVENTER)
    with schrijfgrens():
        bezwaar = maak_bezwaar(
            vaststelling, gronden="Het zijn er 16.", ontvangen_op=later, door=tess, nu=later
        )
    assert bezwaar.namens == "het college van burgemeester en wethouders van Deventer"
    assert aan_wie(f"{bezwaar.kenmerk}-O")[0] == "Deventer"
    # Again: Deventer goes up in Kampen. The letter names the municipality of the application.
    ga_op_in(DEVENTER, KAMPEN, later.date() + timedelta(days=1))
    wereld.vorder_terug(nu=later + timedelta(days=2), opslag=tmp_path)
    assert aan_wie("A1-B3") == ("Kampen", [REGEL, "Verzonden via het loket"])
    db.session.refresh(voornemen)
    assert (voornemen.gegevens_sha256, voornemen.bestand_sha256) == bewaard
    assert aan_wie("A1-Z1") == ("Zwolle", [])


def test_wie_voor_de_opvolger_werkt_doet_wat_de_oude_gemeente_deed(wereld: Afrekenwereld) -> None:
    oud, nieuw = tekenaar("Olaf Oud", ZWOLLE), tekenaar("Nina Nieuw", DEVENTER)
    with pytest.raises(NietBevoegd):
        ingediend(wereld, nieuw, nu=VOOR)
    with pytest.raises(NietBevoegd):
        ingediend(wereld, oud, nu=NA)
    assert ingediend(wereld, nieuw, nu=NA).ingediend_door_id == nieuw.id


def test_de_pagina_van_de_aanvraag_zegt_wat_er_gebeurde(app: Flask, wereld: Afrekenwereld) -> None:
    oud, nieuw = tekenaar("Olaf Oud", ZWOLLE), tekenaar("Nina Nieuw", DEVENTER)
    zin = "Haar rechten en verplichtingen zijn overgegaan op de gemeente Deventer"
    with time_machine.travel(NA, tick=False):
        pagina = als(app.test_client(), nieuw, NA).get("/aanvragen/A1").text
        assert zin in pagina
        assert "gemeente Zwolle" in pagina, "de naam van toen blijft"
        for pad in ("/aanvragen/A1", "/aanvragen/A1/realisatie", "/aanvragen/A1/wijzigingen/nieuw"):
            assert als(app.test_client(), oud, NA).get(pad).status_code == 404
    with time_machine.travel(VOOR, tick=False):
        assert zin not in als(app.test_client(), oud, VOOR).get("/aanvragen/A1").text
        assert als(app.test_client(), nieuw, VOOR).get("/aanvragen/A1").status_code == 404


def test_zonder_bekende_opvolger_kan_er_geen_brief_weg(wereld: Afrekenwereld, tmp_path: Path) -> None:
    """A split over two municipalities has one successor by law too; which, a person records first."""
    wereld.bereken()
    later = wereld.zienswijze_voorbij()
    ga_op_in(ZWOLLE, None, HERINDELING)
    with schrijfgrens():
        besluit = stel_vaststelling_op(
            wereld.aanvraag, toelichting="", reactie="", door=wereld.personen["behandelaar"], nu=later
        )
    dag = dag_in_amsterdam(later)
    (regel,) = doe_proef(
        wereld.tranche, [besluit], ondertekenaar=wereld.personen["beslisser"], dagtekening=dag, nu=later
    ).regels
    assert regel.geblokkeerd
    assert "bestaat niet meer sinds 20 maart 2029. Het register kent geen" in regel.opvallend[0].tekst
    with pytest.raises(Domeinfout, match="artikel 44 van de Wet algemene regels herindeling"):
        wereld.maak_bekend(besluit, nu=later, opslag=tmp_path)
