"""The state of an application in words: what works is what was notified."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from subsidie.aanvragen.models import Aanvraagstatus
from subsidie.beschikkingen.models import Besluitsoort, Besluitstatus
from subsidie.dossier.bouwvragen import oudste_in_termijn
from subsidie.dossier.stand import (
    GELDEND,
    ONDERWEG,
    TOEGEKEND,
    Besluit,
    Bouw,
    Standsoort,
    met_bouw,
    stand_van,
)
from subsidie.tranches.keuzen import Verplichtingsbegin
from subsidie.tranches.waarden import Verplichting

BEKEND, GETEKEND, CONCEPT = Besluitstatus.BEKENDGEMAAKT, Besluitstatus.GETEKEND, Besluitstatus.CONCEPT
BEOORDEELD = Aanvraagstatus.BEOORDEELD


def besluit(soort: str, status: Besluitstatus = BEKEND, cent: int = 0, **anders: Any) -> Besluit:
    return Besluit(Besluitsoort(soort), status, cent, **anders)


@pytest.mark.parametrize("status", list(Aanvraagstatus))
def test_zonder_besluit_is_de_stand_de_eigen_stap(status: Aanvraagstatus) -> None:
    assert stand_van(status).soort.value == status.value


@pytest.mark.parametrize(
    ("soort", "cent", "stand"),
    [
        ("verlening", 1, Standsoort.VERLEEND),
        ("deelverlening", 1, Standsoort.DEELS_VERLEEND),
        ("afwijzing", 0, Standsoort.AFGEWEZEN),
        ("buiten_behandeling", 0, Standsoort.BUITEN_BEHANDELING),
        ("intrekking", 0, Standsoort.VERLENING_INGETROKKEN),
        ("vaststelling", 1, Standsoort.VASTGESTELD),
        ("terugvordering", 1, Standsoort.TERUGGEVORDERD),
        ("beslissing_op_bezwaar", 1, Standsoort.VERLEEND),
        ("beslissing_op_bezwaar", 0, Standsoort.AFGEWEZEN),
    ],
)
def test_een_bekendgemaakt_besluit_bepaalt_de_stand(soort: str, cent: int, stand: Standsoort) -> None:
    assert stand_van(BEOORDEELD, [besluit(soort, cent=cent)]).soort is stand


def test_na_bezwaar_staat_erbij_hoe_het_zo_kwam() -> None:
    stand = stand_van(BEOORDEELD, [besluit("afwijzing"), besluit("beslissing_op_bezwaar", cent=5)])
    assert (stand.tekst, stand.bij) == ("verleend", "na bezwaar")


def test_een_ongegrond_bezwaar_laat_de_stand_zoals_die_was() -> None:
    ongegrond = Besluit(Besluitsoort.BESLISSING_OP_BEZWAAR, BEKEND, 0, vervangt=None)
    for soort, cent in (("verlening", 5), ("afwijzing", 0)):
        keten = [besluit(soort, cent=cent), ongegrond]
        assert stand_van(BEOORDEELD, keten) == stand_van(BEOORDEELD, keten[:1])


def test_een_besluit_dat_niet_bekend_is_werkt_nog_niet() -> None:
    assert stand_van(BEOORDEELD, [besluit("verlening", CONCEPT, 1)]).soort is Standsoort.BESLUIT_IN_CONCEPT
    assert stand_van(BEOORDEELD, [besluit("verlening", GETEKEND, 1)]).soort is Standsoort.BESLUIT_GETEKEND


@pytest.mark.parametrize("status", [CONCEPT, GETEKEND])
def test_tot_het_nieuwe_besluit_bekend_is_geldt_het_oude(status: Besluitstatus) -> None:
    stand = stand_van(BEOORDEELD, [besluit("afwijzing"), besluit("verlening", status, 1)])
    assert (stand.soort, stand.bij) == (Standsoort.AFGEWEZEN, ONDERWEG)


def test_het_laatste_bekende_besluit_vervangt_het_vorige() -> None:
    stand = stand_van(BEOORDEELD, [besluit("afwijzing"), besluit("verlening", cent=1)])
    assert (stand.soort, stand.bij) == (Standsoort.VERLEEND, "")


def test_wie_zich_terugtrekt_is_ingetrokken_wat_er_ook_was_besloten() -> None:
    stand = stand_van(Aanvraagstatus.INGETROKKEN, [besluit("verlening", cent=1)])
    assert stand.soort is Standsoort.INGETROKKEN


def test_een_gemeente_ziet_niet_dat_de_beoordeling_klaar_is() -> None:
    assert stand_van(BEOORDEELD, gemeentekant=True).soort is Standsoort.IN_BEOORDELING
    assert stand_van(BEOORDEELD, gemeentekant=False).soort is Standsoort.BEOORDEELD


def test_een_afwijzing_is_niet_rood_want_zij_is_geen_fout() -> None:
    assert {soort.kleur for soort in Standsoort} == {"goed", "let_op", "info", "neutraal"}


WIJZIGING = Besluitsoort.WIJZIGING


def test_een_gewijzigde_deelverlening_blijft_een_deelverlening() -> None:
    stand = stand_van(BEOORDEELD, [besluit("deelverlening", cent=5), besluit("wijziging", cent=3)])
    assert (stand.soort, stand.bij) == (Standsoort.DEELS_VERLEEND, "na een wijziging")


def test_een_geweigerde_wijziging_verandert_niets() -> None:
    eerst = [besluit("verlening", cent=5), besluit("wijziging", cent=5, geweigerd=True)]
    assert stand_van(BEOORDEELD, eerst) == stand_van(BEOORDEELD, eerst[:1])
    na_een_andere = [eerst[0], besluit("wijziging", cent=4), besluit("wijziging", cent=4, geweigerd=True)]
    assert stand_van(BEOORDEELD, na_een_andere).bij == "na een wijziging"


@pytest.mark.parametrize(
    ("wat", "cent", "stand"),
    [
        ("deelverlening", 9, Standsoort.VERLEEND),
        ("deelverlening", 7, Standsoort.DEELS_VERLEEND),
        ("afwijzing", 7, Standsoort.DEELS_VERLEEND),
        ("afwijzing", 9, Standsoort.VERLEEND),
        ("vaststelling", 7, Standsoort.VASTGESTELD),
        ("vaststelling", 0, Standsoort.VASTGESTELD),
        ("terugvordering", 7, Standsoort.TERUGGEVORDERD),
    ],
)
def test_na_bezwaar_zegt_het_bedrag_of_alles_is_verleend_en_een_afrekening_blijft(
    wat: str, cent: int, stand: Standsoort
) -> None:
    op_bezwaar = besluit("beslissing_op_bezwaar", cent=cent, telt_cent=9, vervangt_soort=Besluitsoort(wat))
    gevonden = stand_van(BEOORDEELD, [besluit(wat, cent=5), op_bezwaar])
    assert (gevonden.soort, gevonden.bij) == (stand, "na bezwaar")


def test_bezwaar_tegen_een_wijziging_laat_de_soort_van_de_verlening_staan() -> None:
    keten = [
        besluit("verlening", cent=9), besluit("wijziging", cent=3),
        besluit("beslissing_op_bezwaar", cent=4, telt_cent=9, vervangt_soort=WIJZIGING),
    ]  # fmt: skip
    assert stand_van(BEOORDEELD, keten).soort is Standsoort.VERLEEND


# --- what was built

BOUW = {
    "niets": Bouw(),
    "begonnen": Bouw(begonnen=True),
    "alles": Bouw(begonnen=True, gerealiseerd=True, bestemd=True),
    "alles, tien jaar voorbij": Bouw(begonnen=True, gerealiseerd=True),
}


@pytest.mark.parametrize(
    ("soort", "bouw", "stand", "bij"),
    [
        ("verlening", "niets", Standsoort.VERLEEND, ""),
        ("verlening", "begonnen", Standsoort.IN_UITVOERING, ""),
        ("verlening", "alles", Standsoort.GEREALISEERD, ""),
        ("deelverlening", "begonnen", Standsoort.IN_UITVOERING, "deels verleend"),
        ("deelverlening", "alles", Standsoort.GEREALISEERD, "deels verleend"),
        ("vaststelling", "begonnen", Standsoort.VASTGESTELD, ""),
        ("vaststelling", "alles", Standsoort.BESTEMMINGSTERMIJN, "vastgesteld"),
        ("vaststelling", "alles, tien jaar voorbij", Standsoort.VASTGESTELD, ""),
        ("terugvordering", "alles", Standsoort.BESTEMMINGSTERMIJN, "vastgesteld en teruggevorderd"),
        ("terugvordering", "begonnen", Standsoort.TERUGGEVORDERD, ""),
        ("afwijzing", "alles", Standsoort.AFGEWEZEN, ""),
        ("intrekking", "alles", Standsoort.VERLENING_INGETROKKEN, ""),
    ],
)
def test_wat_is_gebouwd_bepaalt_de_stand_van_een_toekenning(
    soort: str, bouw: str, stand: Standsoort, bij: str
) -> None:
    cent = 0 if soort in ("afwijzing", "intrekking") else 5
    gevonden = stand_van(BEOORDEELD, [besluit(soort, cent=cent)], bouw=BOUW[bouw])
    assert (gevonden.soort, gevonden.bij) == (stand, bij)


def test_een_nieuw_besluit_in_de_maak_staat_bij_wat_is_gebouwd() -> None:
    keten = [besluit("deelverlening", cent=5), besluit("wijziging", CONCEPT, 4)]
    stand = stand_van(BEOORDEELD, keten, bouw=BOUW["begonnen"])
    assert (stand.soort, stand.bij) == (Standsoort.IN_UITVOERING, ONDERWEG)


def test_alleen_een_toekenning_kan_gebouwd_zijn() -> None:
    uit_de_keten = set(GELDEND.values())
    gebouwd = {met_bouw(soort, bouw) for soort in uit_de_keten & TOEGEKEND for bouw in BOUW.values()}
    assert gebouwd == TOEGEKEND
    zonder = uit_de_keten - TOEGEKEND
    assert {met_bouw(soort, bouw) for soort in zonder for bouw in BOUW.values()} == zonder


# --- the years for the target group

TIEN_JAAR = {"bestemming": Verplichting("Tien jaar voor de doelgroep.", Verplichtingsbegin.OPLEVERING, 10)}
VANDAAG = date(2034, 2, 28)


def test_de_oudste_oplevering_die_nog_behouden_moet_blijven() -> None:
    assert oudste_in_termijn(TIEN_JAAR, VANDAAG) == date(2024, 2, 28)
    assert oudste_in_termijn(TIEN_JAAR, date(2034, 3, 1)) == date(2024, 3, 1)


def test_zonder_jaren_of_na_de_vaste_dag_hoeft_er_niets_te_blijven() -> None:
    assert oudste_in_termijn({}, VANDAAG) is None
    assert oudste_in_termijn({"gereed": TIEN_JAAR["bestemming"]}, VANDAAG) is None
    vast = Verplichting("Tot een vaste dag.", None, None, date(2030, 12, 31))
    assert oudste_in_termijn({"bestemming": vast}, VANDAAG) is None
    assert oudste_in_termijn({"bestemming": vast}, date(2030, 12, 31)) == date.min
