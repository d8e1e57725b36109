"""The registry of every setting: its key, what it is called, what type it has and where it belongs.

A key that is not here does not exist. A key with ``verzameling`` is a family: ``verplichtingen`` stands for
``verplichtingen.begin``, ``verplichtingen.gereed`` and so on, each a setting with its own source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar

from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.verdeelwoorden import BinnenGroep, GelijkeStand, GemeentemaximumTelt, Grens
from subsidie.tranches import samengesteld
from subsidie.tranches.keuzen import (
    Bouwvorm,
    Correctiewachtrij,
    Huureis,
    TeLaat,
    Termijnbegin,
    Terugvorderwijze,
    Verdeelwijze,
    Woonruimteaard,
    Woonruimtesoort,
)
from subsidie.tranches.waardetypen import (
    CODE,
    Aandeel,
    Bedrag,
    Datum,
    Decimaal,
    Getal,
    JaNee,
    Keuze,
    Lijst,
    Tekst,
    Waardetype,
)

T = TypeVar("T")


class Niveau(StrEnum):
    """Whether a setting belongs to the whole tranche or to one pot."""

    TRANCHE = "tranche"
    POT = "pot"


@dataclass(frozen=True, slots=True)
class Sleutel(Generic[T]):
    """One key of the registry."""

    naam: str
    label: str
    type: Waardetype[T]
    niveau: Niveau
    mag_geen: bool = False
    """``geen`` is a possible answer: there is no such maximum, date, ..."""
    verzameling: bool = False
    verplicht: bool = True
    is_regel: bool = True
    """An unknown rule blocks the opening; what is only told (a published outcome) does not."""
    bij_aanvragen: bool = False
    """Only where municipalities apply: absent in a tranche of which every pot is ``vast``."""
    methoden: frozenset[Verdeelwijze] | None = None
    """Only in a pot with one of these methods (verdeling.md: a key that does not belong is refused)."""

    def is_bedrag(self) -> bool:
        """Whether the value is an amount in eurocents."""
        return isinstance(self.type, Bedrag)


TRANCHE_SLEUTELS: Final[dict[str, Sleutel[Any]]] = {}
POT_SLEUTELS: Final[dict[str, Sleutel[Any]]] = {}
_code = attrgetter("code")


def _tranche(
    naam: str, label: str, type: Waardetype[T], *, mag_geen: bool = False, verzameling: bool = False,
    verplicht: bool = True, is_regel: bool = True, bij_aanvragen: bool = False,
) -> Sleutel[T]:  # fmt: skip
    sleutel = Sleutel(
        naam, label, type, Niveau.TRANCHE, mag_geen=mag_geen, verzameling=verzameling, verplicht=verplicht,
        is_regel=is_regel, bij_aanvragen=bij_aanvragen,
    )  # fmt: skip
    TRANCHE_SLEUTELS[naam] = sleutel
    return sleutel


def _pot(
    naam: str,
    label: str,
    type: Waardetype[T],
    *methoden: Verdeelwijze,
    mag_geen: bool = False,
    verplicht: bool = True,
) -> Sleutel[T]:
    sleutel = Sleutel(
        naam, label, type, Niveau.POT, mag_geen=mag_geen, verplicht=verplicht,
        methoden=frozenset(methoden) if methoden else None,
    )  # fmt: skip
    POT_SLEUTELS[naam] = sleutel
    return sleutel


# The tranche ---------------------------------------------------------------------------------------------

VOLGNUMMER = _tranche("volgnummer", "Volgnummer", Getal(1, 1000), is_regel=False)
NAAM = _tranche("naam", "Naam van de regeling", Tekst())
REGELINGEN: Sleutel[tuple[str, ...]] = _tranche(
    "regelingen", "Regelingen in de Staatscourant",
    Lijst(Tekst(r"Stcrt [0-9]{4}, [0-9]{1,6}", "bijvoorbeeld “Stcrt 2022, 18345”"), minstens=1),
)  # fmt: skip
GRONDSLAG = _tranche("grondslag", "Wettelijke grondslag van de regeling", Tekst())
GROND_VERLENING = _tranche("rechtsgrond.verlening", "Rechtsgrond van een verlening", Tekst())
GROND_PLAFOND = _tranche("rechtsgrond.plafond", "Rechtsgrond van het uitkeringsplafond", Tekst())
GROND_WEIGERING = _tranche("rechtsgrond.weigering", "Rechtsgrond van een afwijzing", Tekst())
GROND_INTREKKING = _tranche("rechtsgrond.intrekking", "Rechtsgrond van wijzigen en intrekken", Tekst())
GROND_VASTSTELLING = _tranche(
    "rechtsgrond.vaststelling", "Rechtsgrond van een vaststelling", Tekst(), verplicht=False
)
BUDGET = _tranche("budget", "Budget dat is aangekondigd", Bedrag(), is_regel=False)
AANVRAGER = _tranche("aanvrager", "Wie aanvraagt", Tekst())
UITVOERDER = _tranche("uitvoerder", "Wie uitvoert", Tekst())
ONDERTEKENAAR = _tranche("ondertekenaar", "Namens wie een besluit wordt genomen", Tekst())

DOELGROEPEN = _tranche("doelgroepen", "Doelgroepen", Lijst(samengesteld.DOELGROEP, minstens=1, uniek=_code))
SOORTEN: Sleutel[tuple[Woonruimtesoort, ...]] = _tranche(
    "soorten", "Soorten woonruimte die mogen", Lijst(Keuze(Woonruimtesoort), minstens=1)
)
AARDEN: Sleutel[tuple[Woonruimteaard, ...]] = _tranche(
    "aarden", "Permanent of flexibel", Lijst(Keuze(Woonruimteaard), minstens=1)
)
BOUWVORMEN: Sleutel[tuple[Bouwvorm, ...]] = _tranche(
    "bouwvormen", "Nieuwbouw of transformatie", Lijst(Keuze(Bouwvorm), minstens=1)
)
EENHEDEN = _tranche("eenheden", "Soorten eenheden", Lijst(samengesteld.EENHEID, minstens=1, uniek=_code))
MAXIMUM_PER_EENHEID = _tranche(
    "maximum_per_eenheid",
    "Maximum per eenheid",
    Bedrag(),
    mag_geen=True,
    verzameling=True,
    bij_aanvragen=True,
)
BEDRAGEN_INCLUSIEF_BTW_COMPENSATIE = _tranche(
    "bedragen_inclusief_btw_compensatie", "Plafond en maxima zijn inclusief btw-compensatie", JaNee()
)
GEMEENTEMAXIMUM = _tranche(
    "gemeentemaximum", "Maximum per gemeente", Bedrag(), mag_geen=True, bij_aanvragen=True
)
GEMEENTEMAXIMUM_TELT = _tranche(
    "gemeentemaximum_telt", "Waar het maximum per gemeente naar kijkt", Keuze(GemeentemaximumTelt),
    mag_geen=True, bij_aanvragen=True,
)  # fmt: skip
SLUIT_BIJ_PLAFOND = _tranche(
    "sluit_bij_plafond", "De regeling sluit zodra het plafond is bereikt", JaNee(), bij_aanvragen=True
)
VOORWAARDEN = _tranche("voorwaarden", "Voorwaarden aan een project", Tekst(), verzameling=True)
BIJLAGEN = _tranche(
    "bijlagen", "Bijlagen bij de aanvraag", Lijst(samengesteld.BIJLAGE, uniek=_code), bij_aanvragen=True
)
BIJLAGE_PER_BESTAND_MB = _tranche(
    "bijlage.per_bestand_mb", "Hoogste grootte van één bijlage, in MB", Getal(1, 1000), bij_aanvragen=True
)
BIJLAGE_TOTAAL_MB = _tranche(
    "bijlage.totaal_mb", "Hoogste grootte van alle bijlagen samen, in MB", Getal(1, 10_000),
    bij_aanvragen=True,
)  # fmt: skip
AANVRAAG_VELDEN = _tranche(
    "aanvraag.velden", "Wat een aanvraag vraagt", Lijst(samengesteld.GEVRAAGD, uniek=_code),
    bij_aanvragen=True,
)  # fmt: skip
AANVRAAG_VRAGEN = _tranche(
    "aanvraag.vragen", "Eigen vragen van deze tranche", Lijst(samengesteld.VRAAG, uniek=_code),
    bij_aanvragen=True,
)  # fmt: skip
AANVRAAG_VERKLARINGEN = _tranche(
    "aanvraag.verklaringen", "Verklaringen bij de aanvraag",
    Lijst(samengesteld.VERKLARING, minstens=1, uniek=_code), bij_aanvragen=True,
)  # fmt: skip
WONINGTYPEN = _tranche(
    "woningtypen", "Woningtypen", Lijst(samengesteld.TYPEKEUZE, minstens=1, uniek=_code), bij_aanvragen=True
)
CORRECTIE_WACHTRIJ: Sleutel[Correctiewachtrij] = _tranche(
    "correctie.wachtrij", "Plaats in de rij na een verbetering vóór de sluiting", Keuze(Correctiewachtrij),
    bij_aanvragen=True,
)  # fmt: skip
SAMENLOOP = _tranche("samenloop", "Gaat niet samen met", Lijst(samengesteld.SAMENLOOP, uniek=_code))

HUUR_EISEN: Sleutel[tuple[Huureis, ...]] = _tranche(
    "huur.eisen", "Grenzen aan de huur", Lijst(Keuze(Huureis))
)
HUUR_VERBLIJFSRUIMTE = _tranche(
    "huur.verblijfsruimte_per_week", "Hoogste prijs van een verblijfsruimte per persoon per week", Bedrag(),
    mag_geen=True,
)  # fmt: skip

BESLISTERMIJN_WEKEN = _tranche(
    "beslistermijn.weken", "Beslistermijn in weken", Getal(1, 104), bij_aanvragen=True
)
BESLISTERMIJN_BEGIN = _tranche(
    "beslistermijn.begin", "Begin van de beslistermijn", Keuze(Termijnbegin), bij_aanvragen=True
)
BESLISTERMIJN_ATW = _tranche(
    "beslistermijn.atw", "De Algemene termijnenwet geldt voor de beslistermijn", JaNee(), bij_aanvragen=True
)
BESLISTERMIJN_VERDAGING_WEKEN = _tranche(
    "beslistermijn.verdaging_weken", "Verdaging van de beslistermijn in weken", Getal(0, 52),
    bij_aanvragen=True,
)  # fmt: skip
AANVULTERMIJN_WEKEN = _tranche(
    "aanvultermijn.weken", "Termijn om aan te vullen in weken", Getal(1, 26), bij_aanvragen=True
)

CONTROLELIJST = _tranche(
    "controlelijst", "Waarop de volledigheid wordt gecontroleerd", Lijst(samengesteld.CONTROLEPUNT, uniek=_code),
    verplicht=False, bij_aanvragen=True,
)  # fmt: skip
AFWIJZINGSGRONDEN = _tranche(
    "afwijzingsgronden", "Gronden om af te wijzen", Lijst(samengesteld.AFWIJZINGSGROND, uniek=_code),
    verplicht=False, bij_aanvragen=True,
)  # fmt: skip
ZIENSWIJZE_WEKEN = _tranche(
    "zienswijze.weken", "Termijn voor een zienswijze in weken", Getal(1, 26), verplicht=False, bij_aanvragen=True,
)  # fmt: skip
BEOORDELAARS = _tranche(
    "beoordeling.beoordelaars", "Beoordelaars per aanvraag", Getal(1, 5), verplicht=False, bij_aanvragen=True
)
BEZWAAR_COMMISSIE = _tranche(
    "bezwaar.commissie", "Een adviescommissie kijkt naar bezwaren (Awb 7:13)", JaNee(), verplicht=False
)
BEZWAAR_BOVEN_PLAFOND = _tranche(
    "bezwaar.boven_plafond", "Toekennen na bezwaar kan boven het plafond", JaNee(), verplicht=False
)
BEROEP_BIJ = _tranche("beroep.bij", "Rechtbank voor beroep na bezwaar", Tekst(), verplicht=False)

VERPLICHTINGEN = _tranche("verplichtingen", "Verplichtingen", samengesteld.VERPLICHTING, verzameling=True)
WIJZIGING_MOGELIJK = _tranche("wijziging.mogelijk", "Een project wijzigen kan op verzoek", JaNee())
# Early warning; what holds where these are absent stands in ``subsidie/realisatie/drempels.py``.
REALISATIE_VERHOOGD = _tranche(
    "realisatie.verhoogd_dagen", "Risico verhoogd: dagen voor een uiterste dag", Getal(1, 1830), verplicht=False
)  # fmt: skip
REALISATIE_HOOG = _tranche(
    "realisatie.hoog_dagen", "Risico hoog: dagen voor een uiterste dag", Getal(1, 1830), verplicht=False
)
REALISATIE_HERINNER: Sleutel[tuple[int, ...]] = _tranche(
    "realisatie.herinner_dagen", "Herinneren: dagen voor een uiterste dag", Lijst(Getal(1, 1830)), verplicht=False
)  # fmt: skip
REALISATIE_ESCALEER: Sleutel[tuple[int, ...]] = _tranche(
    "realisatie.escaleer_dagen", "Aanspreken: dagen na een uiterste dag", Lijst(Getal(1, 1830)), verplicht=False
)  # fmt: skip

BETALING_AANDEEL: Sleutel[Fraction] = _tranche(
    "betaling.aandeel_bij_verlening", "Deel dat na de verlening wordt betaald", Aandeel()
)
# Absent: whatever is not paid at the award is paid at the settlement.
BETALING_TERMIJNEN = _tranche(
    "betaling.termijnen", "Latere termijnen van de betaling", Lijst(samengesteld.BETAALTERMIJN, uniek=attrgetter("na")),
    verplicht=False,
)  # fmt: skip
BETALING_BINNEN_WEKEN = _tranche(
    "betaling.binnen_weken", "Betalen binnen, in weken na de bekendmaking", Getal(1, 52)
)
BETALING_UITERLIJK: Sleutel[date] = _tranche(
    "betaling.uiterlijk", "Uiterste dag van betaling", Datum(), mag_geen=True
)
BETALING_ZONDER_BTW = _tranche(
    "betaling.verminderd_met_compensabele_btw", "Compensabele btw wordt niet aan de gemeente betaald", JaNee()
)

BEZWAAR_POSTADRES = _tranche("bezwaar.postadres", "Postadres voor bezwaar", Tekst())
BEZWAAR_LOKET = _tranche("bezwaar.loket", "Bezwaar maken via het loket", Tekst())
SISA_CODE = _tranche("sisa.code", "Code van de uitkering in SiSa", Tekst())
# What holds where it is absent stands in ``subsidie/verantwoording/sisa_indicatoren.py``.
SISA_INDICATOREN = _tranche(
    "sisa.indicatoren", "Indicatoren in de SiSa-bijlage",
    Lijst(samengesteld.SISAINDICATOR, minstens=1, uniek=_code), verplicht=False,
)  # fmt: skip
TERUGVORDERING_GROND = _tranche("terugvordering.grond", "Rechtsgrond van terugvordering", Tekst())
TERUGVORDERING_BEREKENING = _tranche(
    "terugvordering.berekening", "Hoe een terugvordering wordt berekend", Keuze(Terugvorderwijze)
)
TERUGVORDERING_REKENING = _tranche(
    "terugvordering.rekening", "Rekening om terug te betalen", Tekst(), verplicht=False
)
# Absent: such homes count (``subsidie/realisatie/vaststelgegevens.py``).
TERUGVORDERING_TE_LAAT: Sleutel[TeLaat] = _tranche(
    "terugvordering.te_laat", "Te laat opgeleverde woonruimten bij de vaststelling", Keuze(TeLaat), verplicht=False
)  # fmt: skip


def _uitkomst(naam: str, label: str, type: Waardetype[T]) -> Sleutel[T]:
    """A published figure: for comparison only, never a rule."""
    return _tranche(
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
TEGENSTRIJDIGHEDEN = _tranche(
    "tegenstrijdigheden", "Bronnen die elkaar tegenspreken", Tekst(),
    verzameling=True, verplicht=False, is_regel=False,
)  # fmt: skip

# A pot ---------------------------------------------------------------------------------------------------

_GEORDEND: Final = (Verdeelwijze.BINNENKOMST, Verdeelwijze.CATEGORIE, Verdeelwijze.SCORE, Verdeelwijze.LOTING)

POT_NAAM = _pot("naam", "Naam van de pot", Tekst())
POT_DOELGROEPEN: Sleutel[tuple[str, ...]] = _pot(
    "doelgroepen", "Doelgroepen van de pot", Lijst(CODE, minstens=1)
)
RESTANT_NAAR = _pot(
    "restant_naar", "Pot waar het restant naartoe gaat", Tekst(r"[A-Za-z0-9_-]{1,40}", "de code van een pot"),
    mag_geen=True,
)  # fmt: skip
METHODE: Sleutel[Verdeelwijze] = _pot("methode", "Wijze van verdelen", Keuze(Verdeelwijze))
BINNEN_GROEP: Sleutel[BinnenGroep] = _pot(
    "binnen_groep", "Volgorde binnen een groep", Keuze(BinnenGroep), *_GEORDEND
)
GRENS: Sleutel[Grens] = _pot("grens", "Wat er gebeurt als een aanvraag niet past", Keuze(Grens), *_GEORDEND)
CATEGORIEEN = _pot(
    "categorieen", "Categorieën van de rangschikking", Lijst(samengesteld.CATEGORIE, minstens=1, uniek=_code),
    Verdeelwijze.CATEGORIE,
)  # fmt: skip
CRITERIA = _pot(
    "criteria", "Criteria en gewichten", Lijst(samengesteld.CRITERIUM, minstens=1, uniek=_code), Verdeelwijze.SCORE,
)  # fmt: skip
DREMPELSCORE = _pot("drempelscore", "Drempelscore", Decimaal(), Verdeelwijze.SCORE, mag_geen=True)
GELIJKE_STAND: Sleutel[tuple[GelijkeStand, ...]] = _pot(
    "gelijke_stand", "Wat beslist bij een gelijke score", Lijst(Keuze(GelijkeStand)), Verdeelwijze.SCORE
)
VERSCHILGRENS = _pot(
    "verschilgrens", "Verschil in score waarboven beoordelaars overleggen", Decimaal(), Verdeelwijze.SCORE,
    mag_geen=True, verplicht=False,
)  # fmt: skip
SCORE_DECIMALEN = _pot(
    "score_decimalen", "Decimalen van de score", Getal(0, 6), Verdeelwijze.SCORE, verplicht=False
)
VASTE_BEDRAGEN = _pot(
    "vaste_bedragen", "Vast bedrag per gemeente",
    Lijst(samengesteld.VAST_BEDRAG, minstens=1, uniek=attrgetter("gemeente")), Verdeelwijze.VAST,
)  # fmt: skip


def sleutels(niveau: Niveau) -> Mapping[str, Sleutel[Any]]:
    """Every key of a level, in the order of this file."""
    return TRANCHE_SLEUTELS if niveau is Niveau.TRANCHE else POT_SLEUTELS


def zoek(niveau: Niveau, sleutel: str) -> Sleutel[Any] | None:
    """The key of the registry that ``sleutel`` (as in a file) belongs to; ``None`` when there is none."""
    gevonden = sleutels(niveau).get(sleutel)
    if gevonden is not None:
        return None if gevonden.verzameling else gevonden
    familie, punt, lid = sleutel.rpartition(".")
    gevonden = sleutels(niveau).get(familie)
    if punt and gevonden is not None and gevonden.verzameling and _is_code(lid):
        return gevonden
    return None


def label_van(niveau: Niveau, sleutel: str) -> str:
    """What people call the setting; the key itself when it does not exist."""
    gevonden = zoek(niveau, sleutel)
    if gevonden is None:
        return sleutel
    return f"{gevonden.label}: {sleutel.rpartition('.')[2]}" if gevonden.verzameling else gevonden.label


def _is_code(tekst: str) -> bool:
    try:
        CODE.lees(tekst, "")
    except OngeldigeInvoer:
        return False
    return True
