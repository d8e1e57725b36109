"""The state of an application in words: what works is what was notified."""

from __future__ import annotations

import pytest

from subsidie.aanvragen.models import Aanvraagstatus
from subsidie.beschikkingen.models import Besluitsoort, Besluitstatus
from subsidie.dossier.stand import ONDERWEG, Besluit, Standsoort, stand_van

BEKEND, GETEKEND, CONCEPT = Besluitstatus.BEKENDGEMAAKT, Besluitstatus.GETEKEND, Besluitstatus.CONCEPT
BEOORDEELD = Aanvraagstatus.BEOORDEELD


def besluit(soort: str, status: Besluitstatus = BEKEND, cent: int = 0) -> Besluit:
    return Besluit(Besluitsoort(soort), status, cent)


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
        ("wijziging", 1, Standsoort.VERLEEND),
        ("wijziging", 0, Standsoort.AFGEWEZEN),
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
