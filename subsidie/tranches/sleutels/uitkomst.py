"""What was published of a tranche afterwards, and where its sources contradict each other."""

from __future__ import annotations

from operator import attrgetter
from typing import TypeVar

from subsidie.tranches import samengesteld
from subsidie.tranches.sleutels.sleutel import Sleutel, tranchesleutel
from subsidie.tranches.waardetypen import Bedrag, Getal, Lijst, Tekst, Waardetype

T = TypeVar("T")


def _uitkomst(naam: str, label: str, type: Waardetype[T]) -> Sleutel[T]:
    """A published figure: for comparison only, never a rule."""
    return tranchesleutel(
        f"gepubliceerde_uitkomst.{naam}", f"Gepubliceerd: {label}", type, verplicht=False, is_regel=False
    )


UITKOMST_INGEDIEND = _uitkomst("ingediende_aanvragen", "aanvragen ingediend", Getal())
UITKOMST_GEMEENTEN_INGEDIEND = _uitkomst("ingediend_door_gemeenten", "gemeenten die aanvroegen", Getal())
UITKOMST_GEVRAAGD = _uitkomst("gevraagd", "bedrag gevraagd", Bedrag())
UITKOMST_PROJECTEN = _uitkomst("projecten", "projecten toegekend", Getal())
UITKOMST_GEMEENTEN = _uitkomst("gemeenten", "gemeenten die kregen", Getal())
UITKOMST_WOONRUIMTEN = _uitkomst("woonruimten", "woonruimten", Getal())
UITKOMST_VERBLIJFSRUIMTEN = _uitkomst("verblijfsruimten", "verblijfsruimten", Getal())
UITKOMST_PERMANENT = _uitkomst("permanent", "permanente woonruimten", Getal())
UITKOMST_FLEXIBEL = _uitkomst("flexibel", "flexibele woonruimten", Getal())
UITKOMST_DOELGROEPEN = _uitkomst(
    "doelgroepen",
    "woonruimten per doelgroep",
    Lijst(samengesteld.GROEPSAANTAL, minstens=1, uniek=attrgetter("doelgroep")),
)
UITKOMST_OMSCHRIJVING = _uitkomst("omschrijving", "in woorden", Tekst())
UITKOMST_BEKENDGEMAAKT = _uitkomst("bekendgemaakt", "bekendgemaakt", Tekst())
TEGENSTRIJDIGHEDEN = tranchesleutel(
    "tegenstrijdigheden", "Bronnen die elkaar tegenspreken", Tekst(),
    verzameling=True, verplicht=False, is_regel=False,
)  # fmt: skip
