"""What an award letter says of its payment: all that follows later too, and never a day that nobody knows."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from subsidie.beschikkingen.betaalzinnen import NA, betaalzinnen, deel_in_woorden
from subsidie.tranches.keuzen import Betaalmoment
from subsidie.tranches.waarden import Betaaltermijn


def test_wie_in_een_keer_betaalt_noemt_een_termijn() -> None:
    assert betaalzinnen(Fraction(1), (), 6, date(2020, 12, 1), zonder_btw=False) == (
        "U krijgt het bedrag in één keer, binnen 6 weken na de dag waarop deze brief is verzonden.",
        "De betaling volgt uiterlijk op 1 december 2020.",
    )


def test_de_brief_noemt_elke_latere_termijn_en_wat_na_de_vaststelling_overblijft() -> None:
    later = (Betaaltermijn(Fraction(3, 10), Betaalmoment.OPLEVERING),)
    zinnen = betaalzinnen(Fraction(1, 2), later, 6, None, zonder_btw=True)
    assert zinnen[:4] == (
        "U krijgt het bedrag in 3 termijnen.",
        "U krijgt 50% van het bedrag, binnen 6 weken na de dag waarop deze brief is verzonden.",
        "30% volgt als u alle woonruimten heeft opgeleverd en ik dat heb aanvaard.",
        "20% volgt als ik de uitkering heb vastgesteld.",
    )
    assert zinnen[4] == "Ik betaal zo'n termijn binnen 6 weken daarna."
    assert "BTW-compensatiefonds" in zinnen[5]


def test_wat_de_tranche_niet_weet_staat_niet_in_de_brief() -> None:
    assert betaalzinnen(None, (), None, None, zonder_btw=False) == ()
    assert betaalzinnen(Fraction(2, 3), (), None, None, zonder_btw=False) == (
        "U krijgt het bedrag in 2 termijnen.",
        "U krijgt 2/3 deel van het bedrag na deze brief.",
        "1/3 deel volgt als ik de uitkering heb vastgesteld.",
    )
    assert deel_in_woorden(Fraction(4, 5)) == "80%"


def test_elk_moment_heeft_woorden() -> None:
    assert NA.keys() == set(Betaalmoment)
