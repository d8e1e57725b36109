"""From the last home to the last euro: settled on SiSa, the view asked, reclaimed on an article, paid back."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from subsidie.beoordeling.zienswijze import list_zienswijzen
from subsidie.berichten.models import Bericht
from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeInvoer
from subsidie.realisatie.afrekenketen import lees_keten
from subsidie.realisatie.leveringmodellen import Woonruimte
from subsidie.realisatie.meldwerk import list_meldwerk
from subsidie.realisatie.ontvangsten import Boeking, boek
from subsidie.realisatie.ontvangsten import lees_in as lees_ontvangsten
from subsidie.realisatie.projectbeeld import lees_beeld as lees_projectbeeld
from subsidie.realisatie.rentetabel import maak_tabel
from subsidie.realisatie.terugvorderen import stel_terugvordering_op, terugstand
from subsidie.realisatie.vaststellen import (
    leg_berekening_vast,
    list_berekeningen,
    reken_na,
    stel_vaststelling_op,
)
from subsidie.realisatie.vorderingbesluiten import stel_regeling_op
from subsidie.realisatie.vorderingen import lees_stand
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.afrekenen import GELEVERD, NU, VERLEEND_CENT, Afrekenwereld, afrekenwereld, verantwoord
from tests.fabrieken.realisatierijen import bestemmingseinde, geleverd

pytestmark = pytest.mark.usefixtures("papier_hier")
TABEL = maak_tabel(
    'bekend_tot = 2035-12-31\npercentages = [{ vanaf = 2020-01-01, procent = 4, bron = "x", zekerheid = "aanname" }]'
)


@pytest.fixture
def wereld(app: Flask) -> Afrekenwereld:
    return afrekenwereld()


def test_zonder_eindverantwoording_hoort_bij_de_berekening_een_reden(wereld: Afrekenwereld) -> None:
    verantwoord(wereld, eindverantwoording=False)
    with pytest.raises(OngeldigeInvoer, match="zonder eindverantwoording"):
        wereld.bereken()
    wereld.bereken(zonder_sisa="De gemeente meldde dat het project is gestopt.")
    (berekening,) = list_berekeningen(wereld.aanvraag)
    assert (berekening.vastgesteld_cent, berekening.terug_cent) == (75_000_00, 25_000_00)
    assert "gestopt" in json.loads(berekening.invoer)["zonder_sisa"]


def test_een_vastgelegde_berekening_is_na_te_rekenen(wereld: Afrekenwereld) -> None:
    verantwoord(wereld)
    for _ in range(2):  # the same once more is the one that is there
        wereld.bereken()
    (berekening,) = list_berekeningen(wereld.aanvraag)
    assert reken_na(berekening).vastgesteld_cent == 75_000_00
    berekening.opbouw = berekening.opbouw.replace("7500000", "7600000")
    with pytest.raises(Domeinfout, match="niet wat er is vastgelegd"):
        reken_na(berekening)
    db.session.rollback()


def test_wie_lager_vaststelt_vraagt_eerst_de_zienswijze(wereld: Afrekenwereld) -> None:
    verantwoord(wereld)
    wereld.bereken()
    behandelaar = wereld.personen["behandelaar"]
    with pytest.raises(Domeinfout, match="Vraag eerst de zienswijze"), schrijfgrens():
        stel_vaststelling_op(wereld.aanvraag, toelichting="", reactie="", door=behandelaar, nu=NU)
    later = wereld.zienswijze_voorbij()
    (zienswijze,) = list_zienswijzen(wereld.aanvraag)
    assert "Van de 20 woonruimten in de verlening tellen er 15 mee." in zienswijze.voornemen
    with schrijfgrens():
        besluit = stel_vaststelling_op(
            wereld.aanvraag, toelichting="", reactie="", door=behandelaar, nu=later
        )
    assert besluit.verleend_cent == 75_000_00


def test_wat_daarna_verandert_vraagt_een_nieuwe_berekening(wereld: Afrekenwereld) -> None:
    verantwoord(wereld)
    wereld.bereken()
    later = wereld.zienswijze_voorbij()
    with schrijfgrens():
        geleverd(wereld.aanvraag, aantal=5, doelgroep="statushouders", opgeleverd_op=GELEVERD)
    with pytest.raises(Domeinfout, match="veranderd sinds"), schrijfgrens():
        stel_vaststelling_op(
            wereld.aanvraag, toelichting="", reactie="", door=wereld.personen["behandelaar"], nu=later
        )
    wereld.bereken(nu=later)
    with schrijfgrens():  # as awarded: no view is needed
        besluit = stel_vaststelling_op(
            wereld.aanvraag, toelichting="", reactie="", door=wereld.personen["behandelaar"], nu=later
        )
    assert besluit.verleend_cent == VERLEEND_CENT


def test_een_terugvordering_rust_op_een_bekende_grond(app: Flask, tmp_path: Path) -> None:
    wereld = afrekenwereld(grond=None)
    verantwoord(wereld)
    wereld.bereken()
    wereld.stel_vast(nu=wereld.zienswijze_voorbij(), opslag=tmp_path)
    stand = terugstand(wereld.aanvraag, lees_keten(wereld.aanvraag))
    assert stand.te_vorderen_cent == 25_000_00
    with (
        pytest.raises(Domeinfout, match="rechtsgrond van een terugvordering"),
        schrijfgrens(),
    ):
        stel_terugvordering_op(
            wereld.aanvraag, toelichting="", door=wereld.personen["behandelaar"], nu=NU + timedelta(days=40)
        )


def test_van_vaststelling_tot_de_laatste_euro_terug(wereld: Afrekenwereld, tmp_path: Path) -> None:
    verantwoord(wereld)
    wereld.bereken()
    moment = wereld.zienswijze_voorbij()
    wereld.stel_vast(nu=moment, opslag=tmp_path)
    vordering = wereld.vorder_terug(nu=moment, opslag=tmp_path)
    # Notified on 1 April 2029: six weeks later is 13 May, a Sunday (Awb 4:87, Atw 1).
    assert (vordering.hoofdsom_cent, vordering.ontstaan_op) == (25_000_00, date(2029, 4, 1))
    stand = lees_stand(vordering, date(2029, 5, 15))
    assert (stand.uiterlijk, stand.open.te_laat_cent) == (date(2029, 5, 14), 25_000_00)
    assert stand.verjaart_op == date(2034, 5, 14)
    financieel = wereld.personen["financieel"]
    juni = moment + timedelta(days=90)
    wereld.stel_rente_vast(vordering, date(2029, 6, 30), tabel=TABEL, nu=juni, opslag=tmp_path)
    (rente,) = lees_stand(vordering, date(2029, 6, 30)).renten
    # € 25.000 at 4% over 47 days.
    assert (rente.vanaf, rente.bedrag_cent) == (date(2029, 5, 15), 128_76)
    with schrijfgrens():
        regeling = stel_regeling_op(
            vordering, [(12_500_00, date(2029, 9, 1)), (12_500_00, date(2029, 12, 1))], door=financieel, nu=juni
        )  # fmt: skip
    assert lees_stand(vordering, date(2029, 6, 30)).is_te_laat, "an arrangement works from its notification"
    with pytest.raises(Domeinfout, match="is al opgesteld"), schrijfgrens():
        stel_regeling_op(vordering, [(25_000_00, date(2029, 9, 1))], door=financieel, nu=juni)
    wereld.maak_bekend(regeling, nu=juni, opslag=tmp_path)
    keten = lees_keten(wereld.aanvraag)
    assert keten is not None
    assert (keten.geldend.soort, keten.onderweg) == ("terugvordering", None)
    with pytest.raises(OngeldigeInvoer, match=r"Er staat nog € 25\.128,76 open"), schrijfgrens():
        boek(vordering, Boeking(25_128_77, date(2029, 6, 30), "te veel"), door=financieel, nu=juni)
    with schrijfgrens():
        boek(
            vordering,
            Boeking(12_628_76, date(2029, 6, 30), "eerste termijn en rente"),
            door=financieel,
            nu=juni,
        )
    stand = lees_stand(vordering, date(2029, 9, 2))
    assert (stand.open.hoofdsom_cent, stand.open.rente_cent, stand.is_te_laat) == (12_500_00, 0, False)
    bestand = b"vordering;bedrag;ontvangen_op;omschrijving\nA1-V1;12.500,00;2029-07-01;slot\n"
    augustus = moment + timedelta(days=120)
    with schrijfgrens():
        assert lees_ontvangsten("bank.csv", bestand, door=financieel, nu=augustus).totaal_cent == 12_500_00
    assert not lees_stand(vordering, date(2029, 9, 2)).is_open
    with pytest.raises(Domeinfout, match="al ingelezen"), schrijfgrens():
        lees_ontvangsten("bank.csv", bestand, door=financieel, nu=augustus)
    onderwerpen = set(db.session.scalars(select(Bericht.onderwerp)))
    assert "Ontvangen op vordering A1-V1" in onderwerpen


def test_na_de_vaststelling_vraagt_niemand_meer_om_wat_er_niet_kwam(
    wereld: Afrekenwereld, tmp_path: Path
) -> None:
    gemeente, aanvraag, dag = [wereld.aanvraag.gm_code], wereld.aanvraag, date(2029, 4, 2)

    def gevraagd() -> tuple[bool, list[str]]:
        (werk,), beeld = list_meldwerk(gemeente, dag), lees_projectbeeld(aanvraag, dag)
        assert beeld is not None
        return werk.te_bouwen, [een.eindpunt for een in beeld.volgende]

    te_bouwen, stappen = gevraagd()
    assert te_bouwen
    assert "leveringen.nieuw" in stappen
    verantwoord(wereld)
    wereld.bereken()
    wereld.stel_vast(nu=wereld.zienswijze_voorbij(), opslag=tmp_path)
    te_bouwen, stappen = gevraagd()
    assert not te_bouwen
    assert not {"leveringen.nieuw", "realisatie.prognose"} & set(stappen)


def test_een_bestand_met_een_fout_boekt_niets(wereld: Afrekenwereld, tmp_path: Path) -> None:
    verantwoord(wereld)
    wereld.bereken()
    moment = wereld.zienswijze_voorbij()
    wereld.stel_vast(nu=moment, opslag=tmp_path)
    vordering = wereld.vorder_terug(nu=moment, opslag=tmp_path)
    bestand = (
        b"vordering,bedrag,ontvangen_op,omschrijving\n"
        b'A1-V1,"20.000,00",2029-04-01,een\nA1-V1,"20.000,00",2029-04-01,twee\nX-V9,"1,00",2019-01-01,drie\n'
    )
    with pytest.raises(OngeldigeInvoer) as fout, schrijfgrens():
        lees_ontvangsten("bank.csv", bestand, door=wereld.personen["financieel"], nu=moment)
    assert [(een.waar, een.melding) for een in fout.value.gebreken] == [
        (
            "ontvangsten, rij 3, kolom bedrag",
            "Er staat nog € 5.000,00 open. Wat meer is betaald, hoort niet bij deze vordering.",
        ),
        ("ontvangsten, rij 4, kolom vordering", "Er is geen vordering ‘X-V9’."),
    ]
    assert lees_stand(vordering, date(2029, 4, 1)).ontvangen_cent == 0


def test_wie_niet_behoudt_krijgt_een_nieuwe_vaststelling_en_een_nieuwe_vordering(
    wereld: Afrekenwereld, tmp_path: Path
) -> None:
    verantwoord(wereld)
    wereld.bereken()
    moment = wereld.zienswijze_voorbij()
    wereld.stel_vast(nu=moment, opslag=tmp_path)
    wereld.vorder_terug(nu=moment, opslag=tmp_path)
    with schrijfgrens():
        kwijt = geleverd_woonruimte(wereld)
        bestemmingseinde(woonruimte_id=kwijt, per=date(2030, 1, 1))
    volgend_jaar = NU.replace(year=2030, month=3)
    wereld.bereken(nu=volgend_jaar)
    later = wereld.zienswijze_voorbij(nu=volgend_jaar)
    besluit = wereld.stel_vast(nu=later, opslag=tmp_path)
    assert besluit.verleend_cent == 70_000_00
    keten = lees_keten(wereld.aanvraag)
    assert terugstand(wereld.aanvraag, keten).te_vorderen_cent == 5_000_00


def test_alleen_een_behandelaar_rekent_en_wie_rekent_tekent_niet(wereld: Afrekenwereld) -> None:
    verantwoord(wereld)
    with pytest.raises(NietBevoegd):
        leg_vast_als(wereld, "financieel")
    with pytest.raises(NietBevoegd):
        leg_vast_als(wereld, "beslisser")
    assert not list_berekeningen(wereld.aanvraag)


def leg_vast_als(wereld: Afrekenwereld, wie: str) -> None:
    with schrijfgrens():
        leg_berekening_vast(wereld.aanvraag, door=wereld.personen[wie], nu=NU)


def geleverd_woonruimte(wereld: Afrekenwereld) -> int:
    """The id of an accepted home of the application."""
    vraag = select(Woonruimte.id).where(Woonruimte.aanvraag_id == wereld.aanvraag.id).limit(1)
    return int(db.session.scalars(vraag).one())
