"""What holds after the award: obligations, early warning, payment, accounting and recovery."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from operator import attrgetter

from subsidie.tranches import samengesteld
from subsidie.tranches.keuzen import TeLaat, Terugvorderwijze
from subsidie.tranches.sleutels.sleutel import Sleutel, tranchesleutel
from subsidie.tranches.waardetypen import Aandeel, Datum, Getal, JaNee, Keuze, Lijst, Tekst

_code = attrgetter("code")

VERPLICHTINGEN = tranchesleutel(
    "verplichtingen", "Verplichtingen", samengesteld.VERPLICHTING, verzameling=True
)
WIJZIGING_MOGELIJK = tranchesleutel("wijziging.mogelijk", "Een project wijzigen kan op verzoek", JaNee())
# Early warning; what holds where these are absent stands in ``subsidie/realisatie/drempels.py``.
REALISATIE_VERHOOGD = tranchesleutel(
    "realisatie.verhoogd_dagen", "Risico verhoogd: dagen voor een uiterste dag", Getal(1, 1830), verplicht=False
)  # fmt: skip
REALISATIE_HOOG = tranchesleutel(
    "realisatie.hoog_dagen", "Risico hoog: dagen voor een uiterste dag", Getal(1, 1830), verplicht=False
)
REALISATIE_HERINNER: Sleutel[tuple[int, ...]] = tranchesleutel(
    "realisatie.herinner_dagen", "Herinneren: dagen voor een uiterste dag", Lijst(Getal(1, 1830)), verplicht=False
)  # fmt: skip
REALISATIE_ESCALEER: Sleutel[tuple[int, ...]] = tranchesleutel(
    "realisatie.escaleer_dagen", "Aanspreken: dagen na een uiterste dag", Lijst(Getal(1, 1830)), verplicht=False
)  # fmt: skip

BETALING_AANDEEL: Sleutel[Fraction] = tranchesleutel(
    "betaling.aandeel_bij_verlening", "Deel dat na de verlening wordt betaald", Aandeel()
)
# Absent: whatever is not paid at the award is paid at the settlement.
BETALING_TERMIJNEN = tranchesleutel(
    "betaling.termijnen", "Latere termijnen van de betaling", Lijst(samengesteld.BETAALTERMIJN, uniek=attrgetter("na")),
    verplicht=False,
)  # fmt: skip
BETALING_BINNEN_WEKEN = tranchesleutel(
    "betaling.binnen_weken", "Betalen binnen, in weken na de bekendmaking", Getal(1, 52)
)
BETALING_UITERLIJK: Sleutel[date] = tranchesleutel(
    "betaling.uiterlijk", "Uiterste dag van betaling", Datum(), mag_geen=True
)
BETALING_ZONDER_BTW = tranchesleutel(
    "betaling.verminderd_met_compensabele_btw", "Compensabele btw wordt niet aan de gemeente betaald", JaNee()
)

BEZWAAR_POSTADRES = tranchesleutel("bezwaar.postadres", "Postadres voor bezwaar", Tekst())
BEZWAAR_LOKET = tranchesleutel("bezwaar.loket", "Bezwaar maken via het loket", Tekst())
SISA_CODE = tranchesleutel("sisa.code", "Code van de uitkering in SiSa", Tekst())
# What holds where it is absent stands in ``subsidie/verantwoording/sisa_indicatoren.py``.
SISA_INDICATOREN = tranchesleutel(
    "sisa.indicatoren", "Indicatoren in de SiSa-bijlage",
    Lijst(samengesteld.SISAINDICATOR, minstens=1, uniek=_code), verplicht=False,
)  # fmt: skip
TERUGVORDERING_GROND = tranchesleutel("terugvordering.grond", "Rechtsgrond van terugvordering", Tekst())
TERUGVORDERING_BEREKENING = tranchesleutel(
    "terugvordering.berekening", "Hoe een terugvordering wordt berekend", Keuze(Terugvorderwijze)
)
TERUGVORDERING_REKENING = tranchesleutel(
    "terugvordering.rekening", "Rekening om terug te betalen", Tekst(), verplicht=False
)
# Absent: such homes count (``subsidie/realisatie/vaststelgegevens.py``).
TERUGVORDERING_TE_LAAT: Sleutel[TeLaat] = tranchesleutel(
    "terugvordering.te_laat", "Te laat opgeleverde woonruimten bij de vaststelling", Keuze(TeLaat), verplicht=False
)  # fmt: skip
