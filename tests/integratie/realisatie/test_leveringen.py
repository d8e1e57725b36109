"""Deliveries as a municipality reports them: stored whole or not at all, judged, corrected, taken back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from functools import partial

import pytest
from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeInvoer
from subsidie.realisatie import delen, einde, gebruik, levering, oordelen, vervolg
from subsidie.realisatie.leveringmodellen import Eindereden, Levering
from subsidie.realisatie.leveringqueries import list_woonruimten
from subsidie.realisatie.planmodellen import Meldingstand
from subsidie.realisatie.stand import PerAard, lees_stand
from subsidie.web.db import db
from tests.fabrieken import rijen
from tests.fabrieken.leveringen import NU, behandelaar, gemeenteambtenaar, meld, meldingen, verleend
from tests.fabrieken.vragentellen import geteld

Schrijf = Callable[[], AbstractContextManager[None]]


def test_een_levering_telt_pas_als_zij_is_aanvaard(schrijf: Schrijf) -> None:
    with schrijf():
        aanvraag = verleend()
        gemeld = meld(aanvraag, gemeenteambtenaar(aanvraag), {}, {}, {"wijze": "2"})
    assert gemeld.kenmerk == f"{aanvraag.nummer}-L1"
    assert (lees_stand(aanvraag.id).gemeld, lees_stand(aanvraag.id).geleverd) == (PerAard(2, 1), PerAard())
    with schrijf():
        oordelen.beoordeel(gemeld, Meldingstand.AANVAARD, door=behandelaar(), nu=NU)
    assert (lees_stand(aanvraag.id).gemeld, lees_stand(aanvraag.id).geleverd) == (PerAard(), PerAard(2, 1))


def test_boven_het_plan_en_dubbel_wordt_niets_bewaard(schrijf: Schrijf) -> None:
    with schrijf():
        aanvraag = verleend()
        ambtenaar = gemeenteambtenaar(aanvraag)
        meld(aanvraag, ambtenaar, *[{"huisnummer": str(nummer)} for nummer in range(1, 19)])
    with pytest.raises(OngeldigeInvoer) as fout, schrijf():
        meld(aanvraag, ambtenaar, {"huisnummer": "18"}, {"huisnummer": "21"}, {"huisnummer": "22"})
    boven, dubbel = fout.value.gebreken
    assert (boven.waar, "nog 2 melden, en dit zijn er 3" in boven.melding) == ("wijze3", True)
    assert (dubbel.waar, f"levering {aanvraag.nummer}-L1, regel 18" in dubbel.melding) == ("postcode1", True)
    assert len(list(db.session.scalars(select(Levering)))) == 1


@pytest.mark.parametrize(
    ("dag", "zegt"),
    [("3-6-2025", "in de toekomst"), ("1-7-2023", "voor de dag waarop de subsidie is verleend")],
)
def test_voor_de_verlening_en_in_de_toekomst_kan_niet(schrijf: Schrijf, dag: str, zegt: str) -> None:
    with schrijf():
        aanvraag = verleend()
        ambtenaar = gemeenteambtenaar(aanvraag)
    with pytest.raises(OngeldigeInvoer, match=zegt), schrijf():
        meld(aanvraag, ambtenaar, {"opgeleverd_op": dag})


def test_op_een_deel_dat_intussen_is_vervallen_wordt_niets_gemeld(schrijf: Schrijf) -> None:
    with schrijf():
        aanvraag = verleend()
        ambtenaar = gemeenteambtenaar(aanvraag)
        (deel,) = delen.list_delen(aanvraag)
        nieuw = delen.voeg_deel_toe(aanvraag, naam="Oost", aantal=3, van=deel, door=ambtenaar, nu=NU)
        gelezen = meldingen(aanvraag, {"deel": str(nieuw.volgnummer)})
    with schrijf():
        delen.laat_vervallen(nieuw, door=ambtenaar, nu=NU)
    with pytest.raises(OngeldigeInvoer, match="Deel ‘Oost’ is intussen vervallen"), schrijf():
        levering.meld(aanvraag, gelezen, toelichting="", door=ambtenaar, nu=NU)


def test_zonder_verlening_kan_niets_gemeld(schrijf: Schrijf) -> None:
    with schrijf():
        zonder = rijen.aanvraag(status="beoordeeld")
    with pytest.raises(Domeinfout, match="geen subsidie verleend"):
        levering.controleer(zonder, [], nu=NU, gemeenten_van=None)


def test_een_andere_gemeente_en_een_behandelaar_melden_niets(schrijf: Schrijf) -> None:
    with schrijf():
        aanvraag, andere = verleend(), verleend()
        mensen = [behandelaar(), gemeenteambtenaar(andere)]
    for ander in mensen:
        with pytest.raises(NietBevoegd), schrijf():
            meld(aanvraag, ander, {})


def test_de_opvolger_van_een_opgegane_gemeente_meldt(schrijf: Schrijf) -> None:
    with schrijf():
        nieuw = rijen.gemeente()
        oud = rijen.gemeente(geldig_tot=date(2024, 1, 1), opvolger_gm_code=nieuw.gm_code)
        aanvraag = verleend(gemeente=oud)
        opvolger = rijen.roltoekenning(rol="opsteller", gemeente=nieuw).gebruiker
        assert meld(aanvraag, opvolger, {}).gemeld_door_id == opvolger.id


@pytest.mark.parametrize("hoe", ["afgewezen", "ingetrokken"])
def test_na_afwijzen_en_intrekken_zijn_de_adressen_vrij(schrijf: Schrijf, hoe: str) -> None:
    with schrijf():
        aanvraag = verleend()
        ambtenaar = gemeenteambtenaar(aanvraag)
        eerste = meld(aanvraag, ambtenaar, {"bag_id": "0193010000000001"})
    with schrijf():
        if hoe == "afgewezen":
            oordelen.beoordeel(
                eerste, Meldingstand.AFGEWEZEN, oordeel="Dit adres is een school.", door=behandelaar(), nu=NU
            )
        else:
            oordelen.trek_in(eerste, door=ambtenaar, nu=NU)
    assert list_woonruimten(eerste) == []
    assert len(list_woonruimten(eerste, ook_vervallen=True)) == 1  # what was reported stays to be read
    with schrijf():
        assert meld(aanvraag, ambtenaar, {"bag_id": "0193010000000001"}).kenmerk.endswith("-L2")


def test_na_een_vraag_blijft_wat_gelijk_is_en_vervalt_wat_verandert(schrijf: Schrijf) -> None:
    with schrijf():
        aanvraag = verleend()
        ambtenaar = gemeenteambtenaar(aanvraag)
        gemeld = meld(aanvraag, ambtenaar, {}, {}, {})
    regels = meldingen(aanvraag, {"huisnummer": "1"})  # read before anything is asked
    with pytest.raises(Domeinfout, match="niets gevraagd"), schrijf():
        levering.verbeter(gemeld, regels[0], toelichting="", door=ambtenaar, nu=NU)
    with schrijf():
        oordelen.beoordeel(gemeld, Meldingstand.VRAAG, oordeel="Klopt nummer 3?", door=behandelaar(), nu=NU)
    (nieuw,) = meldingen(aanvraag, {}, {}, {"huisnummer": "5", "bag_id": "0193010000000005"})
    with schrijf():
        assert levering.verbeter(gemeld, nieuw, toelichting="Het was 5.", door=ambtenaar, nu=NU) == (1, 1)
    assert gemeld.stand is Meldingstand.GEMELD
    assert [(een.regel, een.huisnummer) for een in list_woonruimten(gemeld)] == [(1, 1), (2, 2), (4, 5)]
    alle = list_woonruimten(gemeld, ook_vervallen=True)
    assert [een.regel for een in alle if een.vervallen] == [3]


def test_een_andere_tranche_is_een_waarschuwing_zonder_de_aanvraag_van_een_ander(schrijf: Schrijf) -> None:
    nummer = {"bag_id": "0193010000000001"}
    with schrijf():
        elders, aanvraag = verleend(), verleend()
        assert elders.tranche_id != aanvraag.tranche_id
        meld(elders, gemeenteambtenaar(elders), nummer)
        gemeld = meld(aanvraag, gemeenteambtenaar(aanvraag), nummer)
    controle = levering.controleer(
        aanvraag, meldingen(aanvraag, nummer), nu=NU, gemeenten_van=(aanvraag.gm_code,), zonder=gemeld
    )
    teksten = [een.melding for een in controle.waarschuwingen if "staat ook in" in een.melding]
    assert len(teksten) == 1
    assert elders.tranche.naam in teksten[0]
    assert elders.nummer not in teksten[0]
    voor_ministerie = [een.melding for een in levering.waarschuwingen_van(gemeld, nu=NU)]
    assert any(elders.nummer in tekst for tekst in voor_ministerie)


def aanvaarde(aanvraag: Aanvraag, ambtenaar: Gebruiker, *regels: dict[str, str]) -> Levering:
    gemeld = meld(aanvraag, ambtenaar, *regels)
    oordelen.beoordeel(gemeld, Meldingstand.AANVAARD, door=behandelaar(), nu=NU)
    return gemeld


def test_in_gebruik_telt_tot_de_woonruimte_niet_meer_voor_de_doelgroep_is(schrijf: Schrijf) -> None:
    with schrijf():
        aanvraag = verleend()
        ambtenaar = gemeenteambtenaar(aanvraag)
        gemeld = aanvaarde(aanvraag, ambtenaar, {}, {}, {"wijze": "2"})
        assert gebruik.meld_gebruik(gemeld, date(2025, 5, 10), door=ambtenaar, nu=NU) == 3
    assert lees_stand(aanvraag.id).in_gebruik == PerAard(2, 1)
    eerste = list_woonruimten(gemeld)[0]
    weg = partial(
        einde.meld_einde, eerste, reden=Eindereden.VERKOCHT, toelichting="Verkocht aan een belegger.", door=ambtenaar,
        nu=NU,
    )  # fmt: skip
    with pytest.raises(OngeldigeInvoer, match="de bewoners er kwamen"), schrijf():
        weg(per=date(2025, 5, 10))
    with schrijf():
        weg(per=date(2025, 6, 1))
    stand = lees_stand(aanvraag.id)
    assert (stand.geleverd, stand.in_gebruik, stand.niet_gehouden) == (
        PerAard(2, 1),
        PerAard(1, 1),
        PerAard(1, 0),
    )
    with pytest.raises(Domeinfout, match="al gemeld"), schrijf():
        weg(per=date(2025, 6, 2))


def test_voor_het_oordeel_kan_er_niets_over_een_woonruimte_gemeld(schrijf: Schrijf) -> None:
    with schrijf():
        aanvraag = verleend()
        ambtenaar = gemeenteambtenaar(aanvraag)
        gemeld = meld(aanvraag, ambtenaar, {})
    with pytest.raises(Domeinfout, match="heeft aanvaard"), schrijf():
        gebruik.meld_gebruik(gemeld, date(2025, 5, 10), door=ambtenaar, nu=NU)


def test_alleen_een_flexibele_woonruimte_verhuist_en_niet_naar_een_bezette_plek(schrijf: Schrijf) -> None:
    with schrijf():
        aanvraag = verleend()
        ambtenaar = gemeenteambtenaar(aanvraag)
        gemeld = aanvaarde(aanvraag, ambtenaar, {}, {"wijze": "2"})
    vast, flexibel = list_woonruimten(gemeld)
    nieuw = vervolg.lees_plek({"postcode": "8012 CD", "huisnummer": "7"})
    with pytest.raises(Domeinfout, match="Alleen een flexibele"), schrijf():
        vervolg.meld_vervolg(vast, nieuw, date(2025, 6, 1), door=ambtenaar, nu=NU)
    bezet = vervolg.lees_plek({"postcode": "8011 AB", "huisnummer": "1"})
    with pytest.raises(OngeldigeInvoer, match="staat er al"), schrijf():
        vervolg.meld_vervolg(flexibel, bezet, date(2025, 6, 1), door=ambtenaar, nu=NU)
    with schrijf():
        for _ in range(2):  # the same once more changes nothing
            plek = vervolg.meld_vervolg(flexibel, nieuw, date(2025, 6, 1), door=ambtenaar, nu=NU)
    assert [een.volgnummer for een in vervolg.list_vervolglocaties(flexibel)] == [plek.volgnummer] == [1]
    with pytest.raises(OngeldigeInvoer, match="vorige plek"), schrijf():
        vervolg.meld_vervolg(flexibel, bezet, date(2025, 5, 31), door=ambtenaar, nu=NU)


def test_het_aantal_vragen_hangt_niet_af_van_het_aantal_woonruimten(schrijf: Schrijf) -> None:
    with schrijf():
        aanvraag = verleend()
        ambtenaar = gemeenteambtenaar(aanvraag)
        een, meer = (
            meldingen(aanvraag, {}),
            meldingen(aanvraag, *[{"huisnummer": str(n)} for n in range(2, 20)]),
        )
        with geteld() as eerst:
            levering.controleer(aanvraag, een, nu=NU, gemeenten_van=None)
        with geteld() as daarna:
            levering.controleer(aanvraag, meer, nu=NU, gemeenten_van=None)
        assert len(eerst) == len(daarna)
        with geteld() as bewaard:
            levering.meld(aanvraag, meer, toelichting="", door=ambtenaar, nu=NU)
    assert sum("INSERT INTO woonruimte" in vraag for vraag in bewaard) == 1
