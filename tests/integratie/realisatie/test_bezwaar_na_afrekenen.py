"""An objection against a settlement, a recovery or interest: claims become lower or void, and the money adds up."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from subsidie.accounts.models import Mandaathandeling, Rol
from subsidie.accounts.service import geef_mandaat, ken_rol_toe, maak_gebruiker
from subsidie.beschikkingen.bezwaar import maak_bezwaar
from subsidie.beschikkingen.bezwaarbehandeling import oordeel_tijdigheid, pak_op
from subsidie.beschikkingen.bezwaarbeslissing import (
    maak_beslissing_bekend,
    stel_beslissing_op,
    teken_beslissing,
)
from subsidie.beschikkingen.bezwaarhoren import zie_af_van_horen
from subsidie.beschikkingen.bezwaarinhoud import Beslispunten
from subsidie.beschikkingen.bezwaarmodellen import Bezwaaruitkomst, Hoorgrond, Tijdigheid
from subsidie.beschikkingen.models import Beschikking, Besluitsoort
from subsidie.documenten.service import maak_wachtende
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.platform.opslag import LokaleOpslag
from subsidie.realisatie.afrekenketen import lees_keten
from subsidie.realisatie.betaalvoorstel import lees_voorstellen
from subsidie.realisatie.geldstand import lees_delen, lees_geld
from subsidie.realisatie.ontvangsten import Boeking, boek
from subsidie.realisatie.plan import geldend_plan
from subsidie.realisatie.rentetabel import maak_tabel
from subsidie.realisatie.terugvorderen import terugstand
from subsidie.realisatie.vorderingen import lees_stand, rente_op_te_veel
from subsidie.realisatie.vorderingmodellen import Vordering
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.afrekenen import Afrekenwereld, afrekenwereld, verantwoord
from tests.fabrieken.concepten import gemeentepersoon
from tests.fabrieken.geldrijen import betaalopdracht

pytestmark = pytest.mark.usefixtures("papier_hier")
TABEL = maak_tabel(
    'bekend_tot = 2035-12-31\npercentages = [{ vanaf = 2020-01-01, procent = 4, bron = "x", zekerheid = "aanname" }]'
)
DAG = timedelta(days=1)
START = datetime.fromisoformat("2026-01-05T09:00:00+00:00")


class Bezwaarkant:
    """Who objects and who decides on it, beside the people of the settlement."""

    def __init__(self, wereld: Afrekenwereld, opslag: Path) -> None:
        self.wereld, self.opslag = wereld, opslag
        with schrijfgrens():
            self.tess = gemeentepersoon(
                "Tess", gm_code=wereld.aanvraag.gm_code, rol=Rol.TEKENBEVOEGDE, nu=START
            )
            self.bas = wereld.personen["bezwaarbehandelaar"]
            self.bo = maak_gebruiker(
                naam="B. Tweede", email="bo@voorbeeld.invalid", functie="jurist", door=None, nu=START
            )
            ken_rol_toe(self.bo, Rol.BEZWAARBEHANDELAAR, vanaf=date(2026, 1, 1), door=None, nu=START)
            for wie in (self.bas, self.bo):
                geef_mandaat(
                    wie, Mandaathandeling.BEZWAAR_BESLISSEN, registernummer=f"PROEF-{wie.id}",
                    tot_bedrag_cent=10**12, vanaf=date(2026, 1, 1), door=None, nu=START,
                )  # fmt: skip

    def beslis(self, soort: Besluitsoort, nieuw_cent: int | None, *, nu: datetime) -> Beschikking:
        """From the objection against the decision of this kind to the notification: well-founded."""
        besluit = db.session.scalars(
            select(Beschikking).where(
                Beschikking.soort == soort, Beschikking.aanvraag_id == self.wereld.aanvraag.id
            )
        ).one()
        with schrijfgrens():
            bezwaar = maak_bezwaar(besluit, gronden="Dit klopt niet.", ontvangen_op=nu, door=self.tess, nu=nu)
        with schrijfgrens():
            pak_op(bezwaar, door=self.bas, nu=nu)
            oordeel_tijdigheid(bezwaar, Tijdigheid.TIJDIG, motivering="Zie de som.", door=self.bas, nu=nu)
            zie_af_van_horen(bezwaar, Hoorgrond.AFGEZIEN, toelichting="Zo is het.", door=self.bas, nu=nu)
        with schrijfgrens():
            beslissing = stel_beslissing_op(
                bezwaar, Bezwaaruitkomst.GEGROND, overwegingen="Het klopt niet.", door=self.bas, nu=nu,
                punten=Beslispunten(nieuw_bedrag_cent=nieuw_cent),
            )  # fmt: skip
        with schrijfgrens():
            teken_beslissing(bezwaar, dagtekening=dag_in_amsterdam(nu), door=self.bo, nu=nu)
        opslag = LokaleOpslag(self.opslag)
        maak_wachtende(opslag, werkers=1, klok=lambda: nu)
        with schrijfgrens():
            maak_beslissing_bekend(bezwaar, opslag=opslag, door=self.bo, nu=nu)
        return beslissing


@pytest.fixture
def wereld(app: Flask) -> Afrekenwereld:
    return afrekenwereld()


@pytest.fixture
def gevorderd(wereld: Afrekenwereld, tmp_path: Path) -> tuple[Vordering, datetime]:
    """€ 100.000 awarded and paid, settled at € 75.000, € 25.000 claimed."""
    verantwoord(wereld)
    wereld.bereken()
    moment = wereld.zienswijze_voorbij()
    wereld.stel_vast(nu=moment, opslag=tmp_path)
    return wereld.vorder_terug(nu=moment, opslag=tmp_path), moment


def klopt(wereld: Afrekenwereld, nu: datetime) -> bool:
    stand = lees_geld(wereld.tranche, nu)
    assert stand is not None
    return stand.klopt


def test_een_hogere_vaststelling_na_bezwaar_verlaagt_de_vordering_en_betaalt_terug_wat_te_veel_kwam(
    wereld: Afrekenwereld, gevorderd: tuple[Vordering, datetime], tmp_path: Path
) -> None:
    vordering, moment = gevorderd
    financieel, id_ = wereld.personen["financieel"], wereld.aanvraag.id
    with schrijfgrens():
        boek(vordering, Boeking(25_000_00, date(2029, 4, 3), "alles"), door=financieel, nu=moment + 3 * DAG)
    plan = geldend_plan(wereld.aanvraag)
    kant = Bezwaarkant(wereld, tmp_path)
    # The recovery took the place of the settlement in the chain; the objection is against the settlement.
    beslissing = kant.beslis(Besluitsoort.VASTSTELLING, 85_000_00, nu=moment + 10 * DAG)
    assert beslissing.verleend_cent == 85_000_00
    assert geldend_plan(wereld.aanvraag) is plan, "the homes stay as they are"
    stand = lees_stand(vordering, date(2029, 4, 12))
    assert (stand.hoofdsom_cent, stand.open.totaal_cent, stand.open.te_veel_cent) == (15_000_00, 0, 10_000_00)
    # € 10.000 at 4% over the 31 days of 4 April up to and including 4 May (Awb 4:102).
    assert rente_op_te_veel(stand, date(2029, 5, 4), tabel=TABEL) == 33_97
    delen = lees_delen([id_])[id_]
    assert (delen.te_betalen_cent, delen.vastgesteld_cent, delen.terug_ontvangen_cent) == (
        10_000_00, 75_000_00, 15_000_00,
    )  # fmt: skip
    assert klopt(wereld, moment + 11 * DAG)
    (voorstel,) = lees_voorstellen(wereld.tranche, moment + 11 * DAG, alleen=[id_])
    assert (voorstel.bedrag_cent, voorstel.uiterlijk) == (10_000_00, date(2029, 5, 23))
    with schrijfgrens():
        betaalopdracht(aanvraag_id=id_, beschikking_id=beslissing.id, status="betaald", bedrag_cent=10_000_00)
    assert not lees_voorstellen(wereld.tranche, moment + 12 * DAG, alleen=[id_])
    keten = lees_keten(wereld.aanvraag)
    assert terugstand(wereld.aanvraag, keten).te_vorderen_cent == 0
    assert klopt(wereld, moment + 12 * DAG)


def test_een_vordering_die_in_bezwaar_vervalt_neemt_haar_rente_mee(
    wereld: Afrekenwereld, gevorderd: tuple[Vordering, datetime], tmp_path: Path
) -> None:
    vordering, moment = gevorderd
    juni = moment + 90 * DAG
    wereld.stel_rente_vast(vordering, date(2029, 6, 29), tabel=TABEL, nu=juni, opslag=tmp_path)
    assert lees_stand(vordering, date(2029, 6, 30)).open.rente_cent > 0
    kant = Bezwaarkant(wereld, tmp_path)
    beslissing = kant.beslis(Besluitsoort.TERUGVORDERING, 0, nu=moment + 20 * DAG)
    stand = lees_stand(vordering, date(2029, 7, 1))
    assert (stand.hoofdsom_cent, stand.is_open, stand.verzuim_vanaf) == (0, False, None)
    # The settlement stays: what was paid too much can be claimed once more, on a better decision.
    assert beslissing.verleend_cent == 75_000_00
    assert terugstand(wereld.aanvraag, lees_keten(wereld.aanvraag)).te_vorderen_cent == 25_000_00
    assert klopt(wereld, juni + DAG)


def test_rente_die_in_bezwaar_lager_wordt_laat_de_vordering_staan(
    wereld: Afrekenwereld, gevorderd: tuple[Vordering, datetime], tmp_path: Path
) -> None:
    vordering, moment = gevorderd
    juni = moment + 90 * DAG
    wereld.stel_rente_vast(vordering, date(2029, 6, 29), tabel=TABEL, nu=juni, opslag=tmp_path)
    kant = Bezwaarkant(wereld, tmp_path)
    kant.beslis(Besluitsoort.RENTE, 50_00, nu=juni + DAG)
    stand = lees_stand(vordering, date(2029, 7, 2))
    assert (stand.open.hoofdsom_cent, stand.open.rente_cent) == (25_000_00, 50_00)
    keten = lees_keten(wereld.aanvraag)
    assert keten is not None
    assert keten.geldend.soort is Besluitsoort.TERUGVORDERING


@pytest.mark.parametrize("cent", [None, 75_000_00, 100_000_01])
def test_een_bezwaar_maakt_een_vaststelling_niet_lager_en_niet_hoger_dan_is_verleend(
    wereld: Afrekenwereld, gevorderd: tuple[Vordering, datetime], tmp_path: Path, cent: int | None
) -> None:
    _, moment = gevorderd
    with pytest.raises(OngeldigeInvoer) as fout:
        Bezwaarkant(wereld, tmp_path).beslis(Besluitsoort.VASTSTELLING, cent, nu=moment + 10 * DAG)
    assert {een.waar for een in fout.value.gebreken} == {"nieuw_bedrag"}
