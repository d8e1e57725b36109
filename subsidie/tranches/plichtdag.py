"""The last day of an obligation, counted from the day of its event: one rule for the letters and for the watch on it.

termijnen.md, "Obligations in years": the years and the fixed last date are both settings, and the earlier holds. The
Algemene termijnenwet does not apply to terms in years (Atw 4(a)), so a last day can be a Sunday.
"""

from __future__ import annotations

from datetime import date

from subsidie.kern.termijnen import jaren
from subsidie.tranches.waarden import Verplichting


def laatste_dag(verplichting: Verplichting, vanaf: date | None) -> date | None:
    """The last day on which ``verplichting`` is met in time; ``None`` when it has none, or none that is known yet.

    ``vanaf``: the day of the event that its years count from, ``None`` while that did not happen (a payment, a
    delivery): then only its fixed last date is known.
    """
    vast = verplichting.uiterste_datum
    if verplichting.jaren is None or vanaf is None:
        return vast
    berekend = jaren(vanaf, verplichting.jaren)
    return min(berekend, vast) if vast else berekend
