"""Who agrees to an allocation: on a mandate of their own for all of it, with no interest and no other function."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from subsidie.accounts.models import Mandaat, Mandaathandeling
from tests.fabrieken import beoordeelrijen, rijen
from tests.fabrieken.rijen import BEDRAG_CENT, DAG, FABRIEKEN, GETROKKEN_OP
from tests.integratie.databank.test_onveranderlijk import Een
from tests.integratie.databank.weigering import TABELLEN, geweigerd_door, voeg_toe

pytestmark = pytest.mark.usefixtures("transactie")

PAST_NIET = "verdeling: het mandaat past niet"
BELANG = "verdeling: er is een belang"
FUNCTIE = "verdeling: wie akkoord geeft heeft een andere functie"
VASTSTELLEN = Mandaathandeling.VERDELING_VASTSTELLEN


class Getrokken:
    """An allocation with one line of ``BEDRAG_CENT``, drawn, and somebody who agrees to it."""

    def __init__(self, welk: str) -> None:
        self.welk = welk
        self.een = Een("verdeling", {"status": "getrokken"})
        self.aanvraag = rijen.verdelingsregel(verdeling=self.een.rij).aanvraag
        self.mandaat: Mandaat = rijen.mandaat(handeling=VASTSTELLEN)
        if welk == "tweede":
            eerste = rijen.mandaat(handeling=VASTSTELLEN)
            self.een.wijzig(
                eerste_akkoord_door_id=eerste.gebruiker_id,
                eerste_akkoord_op=GETROKKEN_OP,
                eerste_mandaat_id=eerste.id,
            )

    def geef(self, mandaat: Mandaat | None = None) -> None:
        self.een.wijzig(**akkoord(self.welk, self.mandaat.gebruiker_id, (mandaat or self.mandaat).id))


def akkoord(welk: str, wie: int, mandaat: int) -> dict[str, Any]:
    if welk == "eerste":
        return {
            "eerste_akkoord_door_id": wie,
            "eerste_akkoord_op": GETROKKEN_OP,
            "eerste_mandaat_id": mandaat,
        }
    return {
        "status": "vastgesteld", "tweede_akkoord_door_id": wie, "tweede_mandaat_id": mandaat,
        "vastgesteld_op": GETROKKEN_OP,
    }  # fmt: skip


@pytest.fixture(params=["eerste", "tweede"])
def getrokken(request: pytest.FixtureRequest, transactie: None) -> Getrokken:
    return Getrokken(request.param)


def test_op_een_eigen_mandaat_voor_precies_het_bedrag_kan_het(getrokken: Getrokken) -> None:
    rijen.betrokkenheid(
        aanvraag=getrokken.aanvraag, gebruiker_id=getrokken.mandaat.gebruiker_id, functiegroep="beslissing"
    )
    precies = rijen.mandaat(
        gebruiker_id=getrokken.mandaat.gebruiker_id, handeling=VASTSTELLEN, tot_bedrag_cent=BEDRAG_CENT
    )
    getrokken.geef(precies)


@pytest.mark.parametrize(
    "anders",
    [
        {"tot_bedrag_cent": BEDRAG_CENT - 1},
        {"handeling": Mandaathandeling.BESCHIKKING_TEKENEN},
        {"vanaf": DAG + timedelta(days=3)},
        {"tot": DAG + timedelta(days=2)},
        {"gebruiker_id": None},
    ],
    ids=["te laag", "andere handeling", "nog niet", "niet meer", "van een ander"],
)
def test_op_een_ander_mandaat_kan_het_niet(getrokken: Getrokken, anders: dict[str, Any]) -> None:
    basis = {"gebruiker_id": getrokken.mandaat.gebruiker_id, "handeling": VASTSTELLEN} | anders
    if basis["gebruiker_id"] is None:
        del basis["gebruiker_id"]
    with geweigerd_door(PAST_NIET):
        getrokken.geef(rijen.mandaat(**basis))


def test_ook_een_nieuwe_verdeling_komt_er_niet_op_een_mandaat_van_een_ander() -> None:
    for welk in ("eerste", "tweede"):
        goed = FABRIEKEN["verdeling"].waarden(status="vastgesteld")
        voeg_toe(TABELLEN["verdeling"], goed)
        anders = FABRIEKEN["verdeling"].waarden(status="vastgesteld")
        with geweigerd_door(PAST_NIET):
            voeg_toe(
                TABELLEN["verdeling"],
                anders | {f"{welk}_mandaat_id": rijen.mandaat(handeling=VASTSTELLEN).id},
            )


STAAT_IN_DE_WEG: dict[str, Callable[[Getrokken], object]] = {
    BELANG: lambda een: rijen.belang(
        gebruiker_id=een.mandaat.gebruiker_id, gm_code=een.aanvraag.gm_code, vanaf=DAG
    ),
    f"{BELANG}, verklaard": lambda een: beoordeelrijen.belangverklaring(
        aanvraag=een.aanvraag, gebruiker_id=een.mandaat.gebruiker_id, heeft_belang=True
    ),
    FUNCTIE: lambda een: rijen.betrokkenheid(
        aanvraag=een.aanvraag, gebruiker_id=een.mandaat.gebruiker_id, functiegroep="beoordeling"
    ),
}


@pytest.mark.parametrize("wat", STAAT_IN_DE_WEG)
def test_wie_een_belang_of_een_andere_functie_heeft_geeft_geen_akkoord(
    getrokken: Getrokken, wat: str
) -> None:
    STAAT_IN_DE_WEG[wat](getrokken)
    with geweigerd_door(wat.split(",", maxsplit=1)[0]):
        getrokken.geef()


def test_na_het_eerste_akkoord_komt_er_geen_regel_bij() -> None:
    een = Getrokken("tweede")
    with geweigerd_door("verdelingsregel: er is al akkoord gegeven"):
        voeg_toe(TABELLEN["verdelingsregel"], FABRIEKEN["verdelingsregel"].waarden(verdeling=een.een.rij))
