"""What an objection does to the money: computed again, granted under and above the ceiling, and nobody else loses."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from subsidie.aanvragen.service import get_aanvraag
from subsidie.beschikkingen.bezwaarbeslissing import geldend_besluit, geldgevolg, stel_beslissing_op
from subsidie.beschikkingen.bezwaarherrekening import Correctie, list_na_bezwaar, ruimte_cent, verschuivingen
from subsidie.beschikkingen.bezwaarmodellen import Bezwaaruitkomst
from subsidie.beschikkingen.models import Beschikking
from subsidie.beschikkingen.service import opstellen
from subsidie.documenten.models import Document
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer
from subsidie.verdeling.engine import verdeel as reken
from subsidie.verdeling.invoer import lees_invoer
from subsidie.verdeling.samenstellen import invoer_van, stel_invoer_samen
from subsidie.verdeling.service import bevriezen, trekken, vaststellen
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.bezwaren import AFGEWEZEN, DAG, NU, Bezwaarwereld, bezwaarwereld, mislukt

pytestmark = pytest.mark.usefixtures("papier_hier")
TIENDUIZEND = 10_000_00


@pytest.fixture
def wereld(app: Flask) -> Bezwaarwereld:
    return bezwaarwereld()


def verleend(wereld: Bezwaarwereld) -> dict[str, int]:
    """What holds for each application of the tranche, in eurocents."""
    nummers = [een["nummer"] for een in invoer_van(wereld.verdeling)["kandidaten"]]
    geldend = {nummer: geldend_besluit(get_aanvraag(nummer)) for nummer in nummers}
    return {nummer: een.verleend_cent for nummer, een in geldend.items() if een is not None}


def test_de_verdeling_wordt_herberekend_met_alleen_deze_aanvraag_anders(wereld: Bezwaarwereld) -> None:
    bezwaar = wereld.bereid_voor()
    herrekening = wereld.herreken(bezwaar)
    oud, nieuw = invoer_van(wereld.verdeling), json.loads(herrekening.invoer)
    anders = [een for een in nieuw["kandidaten"] if een not in oud["kandidaten"]]
    assert [een["nummer"] for een in anders] == [AFGEWEZEN]
    assert {sleutel: nieuw[sleutel] for sleutel in ("seed", "potten")} == {
        sleutel: oud[sleutel] for sleutel in ("seed", "potten")
    }
    assert reken(lees_invoer(nieuw)).van(AFGEWEZEN).bedrag_cent == herrekening.krijgt_cent == 9 * TIENDUIZEND
    # With it in the first group the draw of the second day has room for one less, who keeps what was decided.
    (ander,) = verschuivingen(herrekening, wereld.verdeling)
    assert (ander.was_cent, ander.zou_cent) == (10 * TIENDUIZEND, 0)


def test_toekennen_gaat_tot_de_ruimte_en_daarboven_apart(wereld: Bezwaarwereld, tmp_path: Path) -> None:
    voor = verleend(wereld)
    bezwaar = wereld.beslis(tmp_path)
    gevolg = json.loads(bezwaar.beslissing.gegevens)
    assert (gevolg["was_cent"], gevolg["erbij_cent"], gevolg["boven_plafond_cent"]) == (
        0,
        9 * TIENDUIZEND,
        5 * TIENDUIZEND,
    )
    assert bezwaar.boven_plafond_cent == 5 * TIENDUIZEND
    assert ruimte_cent(bezwaar.aanvraag, nu=NU + 5 * DAG) == 0
    na = verleend(wereld)
    assert na.pop(AFGEWEZEN) == 9 * TIENDUIZEND
    assert na == {nummer: cent for nummer, cent in voor.items() if nummer != AFGEWEZEN}
    (toegekend,) = list_na_bezwaar(wereld.tranche.id)
    assert (toegekend.binnen_cent, toegekend.boven_cent) == (4 * TIENDUIZEND, 5 * TIENDUIZEND)
    kenmerk = wereld.besluit().kenmerk
    document = db.session.scalars(select(Document).where(Document.kenmerk == kenmerk)).one()
    brief = json.loads(document.gegevens)
    assert brief["geld"]["boven_plafond_cent"] == 5 * TIENDUIZEND
    assert brief["verplichtingen"]


def test_zonder_de_instelling_komt_er_niets_boven_het_plafond(app: Flask) -> None:
    wereld = bezwaarwereld(boven_plafond=False)
    bezwaar = wereld.bereid_voor()
    wereld.herreken(bezwaar)
    gevolg = geldgevolg(bezwaar, nu=NU)
    assert (gevolg.wordt_cent, gevolg.boven_cent, gevolg.tekort_cent) == (4 * TIENDUIZEND, 0, 5 * TIENDUIZEND)
    assert wereld.stel_op(bezwaar).verleend_cent == 4 * TIENDUIZEND


def test_een_volgende_verdeling_houdt_wat_onder_het_plafond_kwam_en_telt_precies_op(
    wereld: Bezwaarwereld, tmp_path: Path
) -> None:
    wereld.beslis(tmp_path)
    invoer = stel_invoer_samen(wereld.tranche, moment=NU + 5 * DAG)
    eigen = next(een for een in invoer["kandidaten"] if een["nummer"] == AFGEWEZEN)
    assert eigen["reeds_verleend_cent"] == 4 * TIENDUIZEND
    assert "afwijzingsgrond" not in eigen
    uitslag = reken(lees_invoer({"seed": wereld.verdeling.seed, **invoer}))
    assert sum(een.bedrag_cent for een in uitslag.uitkomsten) == 54 * TIENDUIZEND
    assert sum(uitslag.restant_cent.values()) == 0
    # Run again for real: nobody gets another decision, and the award on the objection stays as it is.
    een, twee = wereld.personen["beslisser"], wereld.personen["tweede_beslisser"]
    with schrijfgrens():
        tweede = bevriezen(wereld.tranche, door=een, nu=NU + 5 * DAG)
    with schrijfgrens():
        trekken(tweede, door=een, nu=NU + 6 * DAG)
    from subsidie.tranches.service import aannames
    from subsidie.verdeling.service import bevestig_aanname

    with schrijfgrens():
        for aanname in aannames(wereld.tranche):
            bevestig_aanname(tweede, aanname.sleutel, door=een, nu=NU + 7 * DAG)
        vaststellen(tweede, door=een, nu=NU + 7 * DAG)
    with schrijfgrens():
        vaststellen(tweede, door=twee, nu=NU + 8 * DAG)
    with schrijfgrens():
        nieuw = opstellen(tweede, door=wereld.personen["behandelaar"], nu=NU + 9 * DAG)
    assert AFGEWEZEN not in {besluit.aanvraag.nummer for besluit in nieuw}
    assert ruimte_cent(get_aanvraag(AFGEWEZEN), nu=NU + 9 * DAG) == 0


def test_wat_geheel_boven_het_plafond_kwam_staat_buiten_elke_verdeling(app: Flask, tmp_path: Path) -> None:
    wereld = bezwaarwereld(euro=500_000)
    bezwaar = wereld.beslis(tmp_path)
    assert bezwaar.boven_plafond_cent == 9 * TIENDUIZEND
    invoer = stel_invoer_samen(wereld.tranche, moment=NU + 5 * DAG)
    assert AFGEWEZEN not in {een["nummer"] for een in invoer["kandidaten"]}
    reken(lees_invoer({"seed": wereld.verdeling.seed, **invoer}))


def test_een_hoger_bedrag_dan_gevraagd_breekt_een_volgende_verdeling_niet(
    wereld: Bezwaarwereld, tmp_path: Path
) -> None:
    wereld.beslis(tmp_path, correctie=Correctie(toegelaten=True, gevraagd_cent=12 * TIENDUIZEND))
    invoer = stel_invoer_samen(wereld.tranche, moment=NU + 5 * DAG)
    eigen = next(een for een in invoer["kandidaten"] if een["nummer"] == AFGEWEZEN)
    assert (eigen["gevraagd_cent"], eigen["reeds_verleend_cent"]) == (12 * TIENDUIZEND, 4 * TIENDUIZEND)


def test_ongegrond_verandert_geen_bedrag_en_vervangt_niets(wereld: Bezwaarwereld, tmp_path: Path) -> None:
    voor = verleend(wereld)
    bezwaar = wereld.beslis(tmp_path, Bezwaaruitkomst.ONGEGROND)
    assert (bezwaar.beslissing.vervangt_id, bezwaar.beslissing.verleend_cent) == (None, 0)
    assert verleend(wereld) == voor
    assert geldend_besluit(bezwaar.aanvraag) == bezwaar.beschikking
    assert list_na_bezwaar(wereld.tranche.id) == []


def test_wie_al_geld_kreeg_kan_er_na_bezwaar_niet_op_achteruitgaan(wereld: Bezwaarwereld) -> None:
    with schrijfgrens():
        from subsidie.beschikkingen.bezwaar import maak_bezwaar

        bezwaar = maak_bezwaar(
            wereld.besluit("A-01"), gronden="Het had meer moeten zijn.", ontvangen_op=NU,
            door=wereld.personen["tekenbevoegde"], nu=NU,
        )  # fmt: skip
    wereld.pak_op(bezwaar)
    wereld.herreken(bezwaar, Correctie(gevraagd_cent=5 * TIENDUIZEND))
    gevolg = geldgevolg(bezwaar, nu=NU)
    assert (gevolg.was_cent, gevolg.krijgt_cent, gevolg.wordt_cent) == (
        10 * TIENDUIZEND,
        5 * TIENDUIZEND,
        10 * TIENDUIZEND,
    )


@pytest.mark.parametrize(
    ("correctie", "waar"),
    [
        (Correctie(), ""),
        (Correctie(toegelaten=True, gevraagd_cent=0), "gevraagd_cent"),
        (Correctie(toegelaten=True, eenheden=-1), "eenheden"),
        (Correctie(toegelaten=True, score="zeven"), "score"),
    ],
)
def test_een_correctie_die_de_regels_niet_kennen_wordt_geweigerd(
    wereld: Bezwaarwereld, correctie: Correctie, waar: str
) -> None:
    bezwaar = wereld.bereid_voor()
    with pytest.raises(OngeldigeInvoer) as fout:
        wereld.herreken(bezwaar, correctie)
    assert [gebrek.waar for gebrek in fout.value.gebreken] == [waar]


def test_is_de_ruimte_weg_voor_het_tekenen_dan_wordt_er_niet_getekend(wereld: Bezwaarwereld) -> None:
    eerste = wereld.bereid_voor()
    wereld.herreken(eerste)
    wereld.stel_op(eerste)
    # What is drawn up keeps its room: the next one finds nothing left.
    assert ruimte_cent(eerste.aanvraag, nu=NU + 4 * DAG) == 0
    assert ruimte_cent(eerste.aanvraag, nu=NU + 4 * DAG, behalve=eerste) == 4 * TIENDUIZEND
    beslissing = db.session.get_one(Beschikking, eerste.beslissing_id)
    with schrijfgrens():
        from subsidie.tranches.models import Plafond

        oud = db.session.scalars(select(Plafond).order_by(Plafond.id.desc())).first()
        assert oud is not None
        db.session.add(
            Plafond(
                pot_id=beslissing.aanvraag.pot_id, versie=oud.versie + 1, bedrag_cent=52 * TIENDUIZEND,
                geldt_vanaf=NU, bron="proef", zekerheid=oud.zekerheid, toelichting="proef", herkomst=oud.herkomst,
                vanaf=NU, volgnummer=oud.volgnummer,
            )
        )  # fmt: skip
    assert "rekende op € 40.000" in mislukt(lambda: _teken(wereld, eerste))


def _teken(wereld: Bezwaarwereld, bezwaar: object) -> None:
    from subsidie.beschikkingen.bezwaarbeslissing import teken_beslissing
    from subsidie.beschikkingen.bezwaarmodellen import Bezwaar

    assert isinstance(bezwaar, Bezwaar)
    moment = NU + 4 * DAG
    teken_beslissing(bezwaar, dagtekening=moment.date(), door=wereld.bo, nu=moment)


def test_een_besluit_dat_onderweg_is_gaat_voor(wereld: Bezwaarwereld) -> None:
    bezwaar = wereld.bereid_voor()
    from subsidie.beschikkingen.losse import stel_los_op
    from subsidie.beschikkingen.models import Besluitsoort

    with schrijfgrens():
        stel_los_op(
            bezwaar.aanvraag, soort=Besluitsoort.WIJZIGING, verleend_cent=0, inhoud={},
            door=wereld.personen["behandelaar"], nu=NU + timedelta(hours=1), vervangt=bezwaar.beschikking,
        )  # fmt: skip
    with pytest.raises(Domeinfout, match="6:19"), schrijfgrens():
        stel_beslissing_op(
            bezwaar, Bezwaaruitkomst.GEGROND, overwegingen="Treft doel.", door=wereld.bas, nu=NU + 3 * DAG
        )
