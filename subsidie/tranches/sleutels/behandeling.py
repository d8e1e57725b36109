"""How an application is judged: what it may not go with, within which terms, and the objection to it."""

from __future__ import annotations

from operator import attrgetter

from subsidie.tranches import samengesteld
from subsidie.tranches.keuzen import Huureis, Termijnbegin
from subsidie.tranches.sleutels.sleutel import Sleutel, tranchesleutel
from subsidie.tranches.waardetypen import Bedrag, Getal, JaNee, Keuze, Lijst, Tekst

_code = attrgetter("code")

SAMENLOOP = tranchesleutel("samenloop", "Gaat niet samen met", Lijst(samengesteld.SAMENLOOP, uniek=_code))

HUUR_EISEN: Sleutel[tuple[Huureis, ...]] = tranchesleutel(
    "huur.eisen", "Grenzen aan de huur", Lijst(Keuze(Huureis))
)
HUUR_VERBLIJFSRUIMTE = tranchesleutel(
    "huur.verblijfsruimte_per_week", "Hoogste prijs van een verblijfsruimte per persoon per week", Bedrag(),
    mag_geen=True,
)  # fmt: skip

BESLISTERMIJN_WEKEN = tranchesleutel(
    "beslistermijn.weken", "Beslistermijn in weken", Getal(1, 104), bij_aanvragen=True
)
BESLISTERMIJN_BEGIN = tranchesleutel(
    "beslistermijn.begin", "Begin van de beslistermijn", Keuze(Termijnbegin), bij_aanvragen=True
)
BESLISTERMIJN_ATW = tranchesleutel(
    "beslistermijn.atw", "De Algemene termijnenwet geldt voor de beslistermijn", JaNee(), bij_aanvragen=True
)
BESLISTERMIJN_VERDAGING_WEKEN = tranchesleutel(
    "beslistermijn.verdaging_weken", "Verdaging van de beslistermijn in weken", Getal(0, 52),
    bij_aanvragen=True,
)  # fmt: skip
AANVULTERMIJN_WEKEN = tranchesleutel(
    "aanvultermijn.weken", "Termijn om aan te vullen in weken", Getal(1, 26), bij_aanvragen=True
)

CONTROLELIJST = tranchesleutel(
    "controlelijst", "Waarop de volledigheid wordt gecontroleerd", Lijst(samengesteld.CONTROLEPUNT, uniek=_code),
    verplicht=False, bij_aanvragen=True,
)  # fmt: skip
AFWIJZINGSGRONDEN = tranchesleutel(
    "afwijzingsgronden", "Gronden om af te wijzen", Lijst(samengesteld.AFWIJZINGSGROND, uniek=_code),
    verplicht=False, bij_aanvragen=True,
)  # fmt: skip
ZIENSWIJZE_WEKEN = tranchesleutel(
    "zienswijze.weken", "Termijn voor een zienswijze in weken", Getal(1, 26), verplicht=False, bij_aanvragen=True,
)  # fmt: skip
BEOORDELAARS = tranchesleutel(
    "beoordeling.beoordelaars", "Beoordelaars per aanvraag", Getal(1, 5), verplicht=False, bij_aanvragen=True
)
BEZWAAR_COMMISSIE = tranchesleutel(
    "bezwaar.commissie", "Een adviescommissie kijkt naar bezwaren (Awb 7:13)", JaNee(), verplicht=False
)
BEZWAAR_BOVEN_PLAFOND = tranchesleutel(
    "bezwaar.boven_plafond", "Toekennen na bezwaar kan boven het plafond", JaNee(), verplicht=False
)
BEROEP_BIJ = tranchesleutel("beroep.bij", "Rechtbank voor beroep na bezwaar", Tekst(), verplicht=False)
