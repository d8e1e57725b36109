"""The text of a letter: who writes it, when it counts, what it leaves in a letter that was signed."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from subsidie.audit.models import Gebeurtenis
from subsidie.beschikkingen import ronde as ronden
from subsidie.beschikkingen.brieftekst import bewaar_tekst, zet_terug
from subsidie.beschikkingen.ronde import list_te_tekenen, start_ronde, vingerafdruk
from subsidie.beschikkingen.rondewerk import teken_wachtende
from subsidie.documenten.briefsoorten import BRIEFSOORTEN, get_soort, standaardtekst
from subsidie.documenten.models import Document
from subsidie.documenten.sjablonen import maak_html
from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeInvoer
from subsidie.tranches.briefteksten import list_versies
from subsidie.tranches.models import Tranche
from subsidie.tranches.tekstmodellen import Brieftekst
from subsidie.web import klok
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.besluiten import DAG, MOMENT, Personen, begin_ronde, opgestelde_tranche
from tests.fabrieken.besluitrijen import brieftekst
from tests.fabrieken.inloggen import als
from tests.fabrieken.verdelingen import lees

VERLENING = get_soort("verlening")
STANDAARD = standaardtekst(VERLENING).inhoud
STRAKS = MOMENT + timedelta(minutes=1)
NIEUW = STANDAARD.replace("Geacht college,", "Beste leden van het college,")


def bewaar(
    tranche: Tranche, personen: Personen, tekst: str = NIEUW, *, gezien: int = 0, wie: str = "beheerder"
) -> Brieftekst:
    with schrijfgrens():
        return bewaar_tekst(
            tranche, VERLENING, tekst, toelichting="Vriendelijker.", gezien=gezien, door=personen[wie], nu=MOMENT
        )  # fmt: skip


def getekend() -> dict[str, Document]:
    db.session.expire_all()
    return {een.kenmerk: een for een in db.session.scalars(select(Document).order_by(Document.kenmerk))}


def test_een_brief_houdt_de_tekst_waarmee_hij_is_getekend(app: Flask) -> None:
    tranche, personen, _ = opgestelde_tranche(2)
    begin_ronde(tranche, personen["beslisser"], alleen=("B001-B1",))
    teken_wachtende(lambda: STRAKS)
    versie = bewaar(tranche, personen)
    begin_ronde(tranche, personen["beslisser"], alleen=("B002-B1",))
    teken_wachtende(lambda: STRAKS)
    eerste, tweede = (json.loads(een.gegevens) for een in getekend().values())
    assert (eerste["tekst"]["bron"], eerste["tekst"]["versie"]) == ("standaard", 0)
    assert tweede["tekst"] == {
        "soort": "verlening", "bron": "tranche", "versie": 1, "sha256": versie.sha256, "inhoud": NIEUW
    }  # fmt: skip
    assert "<p>Geacht college,</p>" in maak_html("beschikkingen/verlening", eerste)
    assert "<p>Beste leden van het college,</p>" in maak_html("beschikkingen/verlening", tweede)


def test_wat_de_beslisser_bekeek_wordt_niet_met_een_andere_tekst_getekend(app: Flask) -> None:
    tranche, personen, _ = opgestelde_tranche(2)
    gekozen = list_te_tekenen(tranche)
    gezien, kenmerken = vingerafdruk(gekozen), [een.kenmerk for een in gekozen]
    bewaar(tranche, personen)
    with pytest.raises(Domeinfout, match="teksten van de brieven zijn veranderd"), schrijfgrens():
        start_ronde(tranche, kenmerken, gezien=gezien, dagtekening=DAG, door=personen["beslisser"], nu=MOMENT)
    # Nor may a text change while the signatures are being put.
    ronde = begin_ronde(tranche, personen["beslisser"])
    with pytest.raises(Domeinfout, match="Zolang die tekenronde loopt"):
        bewaar(tranche, personen, STANDAARD, gezien=1)
    with schrijfgrens():
        ronden.stop(ronde, door=personen["beslisser"], nu=STRAKS)
    assert bewaar(tranche, personen, STANDAARD, gezien=1).volgnummer == 2


def test_alleen_een_beheerder_bewaart_en_niemand_schrijft_over_een_ander_heen(app: Flask) -> None:
    tranche, personen, _ = opgestelde_tranche(1)
    with pytest.raises(NietBevoegd):
        bewaar(tranche, personen, wie="behandelaar")
    bewaar(tranche, personen)
    with pytest.raises(Domeinfout, match=r"versie 1 van deze tekst bewaard: ‘Vriendelijker\.’"):
        bewaar(tranche, personen, STANDAARD)
    with pytest.raises(OngeldigeInvoer, match="dezelfde als nu"):
        # What only differs in line ends is the same text.
        bewaar(tranche, personen, NIEUW.replace("\n", "\r\n") + "\r\n", gezien=1)
    with pytest.raises(OngeldigeInvoer, match=r"Regel \d+: \[\[bezwaar\]\] ontbreekt"):
        bewaar(tranche, personen, NIEUW.replace("[[bezwaar]]", ""), gezien=1)
    assert [een.volgnummer for een in list_versies(tranche, VERLENING)] == [1]


def test_terugzetten_is_een_nieuwe_versie_en_staat_in_het_controlespoor(app: Flask) -> None:
    tranche, personen, _ = opgestelde_tranche(1)
    bewaar(tranche, personen)
    with schrijfgrens():
        terug = zet_terug(
            tranche, VERLENING, 0, toelichting="Toch niet.", gezien=1, door=personen["beheerder"], nu=STRAKS
        )
    assert (terug.volgnummer, terug.tekst) == (2, STANDAARD)
    spoor = db.session.scalars(
        select(Gebeurtenis).where(Gebeurtenis.soort == "tranche:brieftekst_bewaard").order_by(Gebeurtenis.volgnummer)
    )  # fmt: skip
    inhoud = [(een.object_id, json.loads(een.gegevens)) for een in spoor]
    assert [(waar, wat["versie"], wat["toelichting"]) for waar, wat in inhoud] == [
        (tranche.code, 1, "Vriendelijker."), (tranche.code, 2, "Toch niet."),
    ]  # fmt: skip
    assert inhoud[1][1]["sha256"] == terug.sha256


def test_een_tekst_die_het_programma_niet_meer_kent_wordt_niet_getekend(app: Flask) -> None:
    tranche, personen, _ = opgestelde_tranche(1)
    with schrijfgrens():
        brieftekst(tranche=tranche, soort="verlening", volgnummer=1, tekst="# Kop\n{{ vroeger_veld }}")
    begin_ronde(tranche, personen["beslisser"])
    teken_wachtende(lambda: STRAKS)
    assert getekend() == {}


def test_de_schrijver_probeert_bewaart_en_vergelijkt_op_de_paginas(app: Flask) -> None:
    tranche, personen, _ = opgestelde_tranche(1)
    app.config["WTF_CSRF_ENABLED"] = False
    client = als(app.test_client(), personen["beheerder"], klok.nu())
    basis = f"/tranches/{tranche.code}/brieven"
    assert client.get(basis).text.count("standaardtekst") >= len(BRIEFSOORTEN)
    fout = client.post(
        f"{basis}/verlening/wijzigen",
        data={"tekst": NIEUW.replace("{{ project }}", "{{ projekt }}"), "gezien": "0", "actie": "bewaren"},
    )
    assert fout.status_code == 422
    assert "Het veld ‘projekt’ bestaat niet. Bedoelt u {{ project }}?" in lees(fout.text).tekst
    assert "Beste leden van het college" in fout.text, "what was typed is still there"
    velden = {"tekst": NIEUW, "gezien": "0", "aanvraag": "B001", "toelichting": "Vriendelijker."}
    proef = client.post(f"{basis}/verlening/wijzigen", data=velden | {"actie": "bekijken"})
    assert proef.status_code == 200
    assert "de tekst op aanvraag B001" in lees(proef.text).tekst
    assert "nog niet getekend" in lees(proef.text).tekst
    assert not list_versies(tranche, VERLENING)
    pdf = client.post(f"{basis}/verlening/wijzigen", data=velden | {"actie": "pdf"})
    assert (pdf.mimetype, pdf.data[:5]) == ("application/pdf", b"%PDF-")
    zonder = client.post(f"{basis}/verlening/wijzigen", data=velden | {"actie": "bewaren", "toelichting": ""})
    assert "Schrijf wat u veranderde en waarom." in lees(zonder.text).tekst
    ander = client.post(f"{basis}/afwijzing_plafond/wijzigen", data={
        "tekst": standaardtekst(get_soort("afwijzing_plafond")).inhoud, "gezien": "0",
        "aanvraag": "B001", "actie": "bekijken",
    })  # fmt: skip
    assert "Bij aanvraag B001 hoort een andere brief: ‘Verlening’." in lees(ander.text).tekst
    bewaard = client.post(
        f"{basis}/verlening/wijzigen", data=velden | {"actie": "bewaren"}, follow_redirects=True
    )
    assert "Versie 1 is bewaard" in bewaard.text
    tekst = lees(client.get(f"{basis}/verlening/versies").text).tekst
    assert "Vriendelijker." in tekst
    assert "vervalt Geacht college," in tekst
    assert "nieuw Beste leden van het college," in tekst
    assert client.get(f"{basis}/verlening/versies?van=7").status_code == 404
    terug = f"{basis}/verlening/versies/0/terugzetten"
    assert client.post(terug, data={"gezien": "1"}).status_code == 422
    assert "als versie 2" in client.post(
        terug, data={"gezien": "1", "toelichting": "Toch niet."}, follow_redirects=True
    ).text  # fmt: skip
    # Who did not see that version is told, and can then save over it on purpose.
    te_laat = client.post(f"{basis}/verlening/wijzigen", data=velden | {"actie": "bewaren"})
    assert te_laat.status_code == 422
    assert "Bewaart u nog een keer, dan geldt uw tekst. Versie 2 blijft te lezen." in lees(te_laat.text).tekst
    assert 'name="gezien" type="hidden" value="2"' in te_laat.text
