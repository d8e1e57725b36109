"""The scheme itself: on which law it rests, for whom it is, and what a project may be and may cost."""

from __future__ import annotations

from operator import attrgetter

from subsidie.kern.verdeelwoorden import GemeentemaximumTelt
from subsidie.tranches import samengesteld
from subsidie.tranches.keuzen import Bouwvorm, Woonruimteaard, Woonruimtesoort
from subsidie.tranches.sleutels.sleutel import Sleutel, tranchesleutel
from subsidie.tranches.waardetypen import Bedrag, Getal, JaNee, Keuze, Lijst, Tekst

_code = attrgetter("code")

VOLGNUMMER = tranchesleutel("volgnummer", "Volgnummer", Getal(1, 1000), is_regel=False)
NAAM = tranchesleutel("naam", "Naam van de regeling", Tekst())
REGELINGEN: Sleutel[tuple[str, ...]] = tranchesleutel(
    "regelingen", "Regelingen in de Staatscourant",
    Lijst(Tekst(r"Stcrt [0-9]{4}, [0-9]{1,6}", "bijvoorbeeld “Stcrt 2022, 18345”"), minstens=1),
)  # fmt: skip
GRONDSLAG = tranchesleutel("grondslag", "Wettelijke grondslag van de regeling", Tekst())
GROND_VERLENING = tranchesleutel("rechtsgrond.verlening", "Rechtsgrond van een verlening", Tekst())
GROND_PLAFOND = tranchesleutel("rechtsgrond.plafond", "Rechtsgrond van het uitkeringsplafond", Tekst())
GROND_WEIGERING = tranchesleutel("rechtsgrond.weigering", "Rechtsgrond van een afwijzing", Tekst())
GROND_INTREKKING = tranchesleutel("rechtsgrond.intrekking", "Rechtsgrond van wijzigen en intrekken", Tekst())
GROND_VASTSTELLING = tranchesleutel(
    "rechtsgrond.vaststelling", "Rechtsgrond van een vaststelling", Tekst(), verplicht=False
)
BUDGET = tranchesleutel("budget", "Budget dat is aangekondigd", Bedrag(), is_regel=False)
AANVRAGER = tranchesleutel("aanvrager", "Wie aanvraagt", Tekst())
UITVOERDER = tranchesleutel("uitvoerder", "Wie uitvoert", Tekst())
ONDERTEKENAAR = tranchesleutel("ondertekenaar", "Namens wie een besluit wordt genomen", Tekst())

DOELGROEPEN = tranchesleutel(
    "doelgroepen", "Doelgroepen", Lijst(samengesteld.DOELGROEP, minstens=1, uniek=_code)
)
SOORTEN: Sleutel[tuple[Woonruimtesoort, ...]] = tranchesleutel(
    "soorten", "Soorten woonruimte die mogen", Lijst(Keuze(Woonruimtesoort), minstens=1)
)
AARDEN: Sleutel[tuple[Woonruimteaard, ...]] = tranchesleutel(
    "aarden", "Permanent of flexibel", Lijst(Keuze(Woonruimteaard), minstens=1)
)
BOUWVORMEN: Sleutel[tuple[Bouwvorm, ...]] = tranchesleutel(
    "bouwvormen", "Nieuwbouw of transformatie", Lijst(Keuze(Bouwvorm), minstens=1)
)
EENHEDEN = tranchesleutel(
    "eenheden", "Soorten eenheden", Lijst(samengesteld.EENHEID, minstens=1, uniek=_code)
)
MAXIMUM_PER_EENHEID = tranchesleutel(
    "maximum_per_eenheid",
    "Maximum per eenheid",
    Bedrag(),
    mag_geen=True,
    verzameling=True,
    bij_aanvragen=True,
)
BEDRAGEN_INCLUSIEF_BTW_COMPENSATIE = tranchesleutel(
    "bedragen_inclusief_btw_compensatie", "Plafond en maxima zijn inclusief btw-compensatie", JaNee()
)
GEMEENTEMAXIMUM = tranchesleutel(
    "gemeentemaximum", "Maximum per gemeente", Bedrag(), mag_geen=True, bij_aanvragen=True
)
GEMEENTEMAXIMUM_TELT = tranchesleutel(
    "gemeentemaximum_telt", "Waar het maximum per gemeente naar kijkt", Keuze(GemeentemaximumTelt),
    mag_geen=True, bij_aanvragen=True,
)  # fmt: skip
SLUIT_BIJ_PLAFOND = tranchesleutel(
    "sluit_bij_plafond", "De regeling sluit zodra het plafond is bereikt", JaNee(), bij_aanvragen=True
)
VOORWAARDEN = tranchesleutel("voorwaarden", "Voorwaarden aan een project", Tekst(), verzameling=True)
