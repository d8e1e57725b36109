"""Valid letters, a protocol and a ranking list; a test states only what it is about.

The municipalities exist, everything else is made up.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from subsidie.beschikkingen.brief import (
    AanvraagGegevens,
    Afzender,
    BedragGegevens,
    BeschikkingGegevens,
    BezwaarGegevens,
    Geadresseerde,
    Maximumregel,
    Ondertekening,
    RegelingGegevens,
    VerdelingGegevens,
    Verplichting,
    VoorlopigeInstelling,
    Woonruimteregel,
    lot_hash,
)

MOMENT = datetime(2023, 12, 4, 9, 0, tzinfo=UTC)
SEED = "RHA2023-oefentrekking-1"
MINISTER = "de minister voor Volkshuisvesting en Ruimtelijke Ordening"

_BASIS: dict[str, Any] = {
    "kenmerk": "RHA23-0107 · besluit 2023-097",
    "datum": "2023-12-04",
    "afzender": Afzender(
        "Ministerie van Binnenlandse Zaken en Koninkrijksrelaties",
        "Regeling huisvesting aandachtsgroepen",
        contact="Heeft u een vraag over deze brief? Stel die in het loket bij uw aanvraag.",
    ),
    "geadresseerde": Geadresseerde("Terneuzen"),
    "regeling": RegelingGegevens("Regeling huisvesting aandachtsgroepen", "RHA 2023"),
    "bezwaar": BezwaarGegevens(MINISTER),
    "ondertekening": Ondertekening(MINISTER, "A. de Beslisser", "directeur", "M-2023-04"),
    "voorbeeld": True,
}

AANVRAAG = AanvraagGegevens(
    "RHA23-0107", "De Campus Terneuzen", "2023-06-15T14:02:11+02:00", "2023-06-15T14:02:11+02:00"
)
GRONDSLAG = (
    "Dit besluit berust op de Regeling huisvesting aandachtsgroepen en op artikel 17, tweede lid, van de"
    " Financiële-verhoudingswet.",
)
VERPLICHTINGEN = (
    Verplichting("U zet een onomkeerbare stap voor de bouw", "2025-12-04", "binnen twee jaar na dit besluit"),
    Verplichting("Alle woonruimten zijn opgeleverd", "2028-12-04", "binnen vijf jaar na dit besluit"),
    Verplichting("De woonruimten blijven bestemd voor de doelgroep", termijn="tien jaar na oplevering"),
    Verplichting("U meldt een wijziging zodra u die weet", termijn="meteen"),
)
BETALING = ("U ontvangt het bedrag in één keer, binnen zes weken na de bekendmaking van dit besluit.",)
VOORLOPIG = (
    VoorlopigeInstelling("De uitkering wordt in één keer betaald", "aanname"),
    VoorlopigeInstelling(
        "Het deel voor btw loopt via het BTW-compensatiefonds", "aanname", "algemene kennis"
    ),
)
MOTIVERING = (
    "Uw aanvraag was volledig op 15 juni 2023 en voldoet aan de voorwaarden van de regeling.",
    "Op die dag zou het uitkeringsplafond van € 34.705.000 worden overschreden.",
    "Daarom is geloot onder de 30 aanvragen die op die dag volledig waren.",
    "Uw aanvraag trok lotnummer 17 en staat op rang 97 van 131.",
    "Toen uw aanvraag aan de beurt was, was er nog € 404.190.",
)


def _loting(nummer: str, **velden: Any) -> VerdelingGegevens:
    gewoon: dict[str, Any] = {
        "plafond_cent": 34_705_000_00,
        "gerangschikt": 131,
        "deelnemers": 30,
        "seed": SEED,
        "lot_hash": lot_hash(SEED, nummer),
    }
    return VerdelingGegevens(**{**gewoon, **velden})


def verlening(**velden: Any) -> BeschikkingGegevens:
    """An award from the deciding draw."""
    gewoon: dict[str, Any] = {
        **_BASIS,
        "soort": "verlening",
        "aanvraag": AANVRAAG,
        "woonruimten": (Woonruimteregel("uitwonende studenten", "permanent", "onzelfstandig", 42),),
        "bedrag": BedragGegevens(
            320_670_00,
            320_670_00,
            320_670_00,
            (Maximumregel("woonruimten", 42, 8_500_00),),
            412_000_00,
            56_000_00,
        ),
        "verdeling": _loting("RHA23-0107", rang=97, lotnummer=17, ruimte_cent=404_190_00),
        "motivering": MOTIVERING,
        "grondslag": GRONDSLAG,
        "verplichtingen": VERPLICHTINGEN,
        "betaling": BETALING,
        "voorlopig": VOORLOPIG,
    }
    return BeschikkingGegevens(**{**gewoon, **velden})


def deelverlening(**velden: Any) -> BeschikkingGegevens:
    """A partial award: the room that was left."""
    gewoon: dict[str, Any] = {
        "soort": "deelverlening",
        "kenmerk": "RHA23-0100 · besluit 2023-098",
        "geadresseerde": Geadresseerde("Purmerend", ("Postbus 00000", "0000 AA Purmerend")),
        "aanvraag": replace(
            AANVRAAG, nummer="RHA23-0100", project="Waterlandse Hof", ontvangen_op="2023-06-12T09:10:00+02:00"
        ),
        "woonruimten": (
            Woonruimteregel("dak- en thuisloze mensen", "permanent", "zelfstandig", 31),
            Woonruimteregel("mensen met sociale urgentie", "flexibel", "zelfstandig", 12),
        ),
        "bedrag": BedragGegevens(
            333_435_00, 333_435_00, 83_520_00, (Maximumregel("woonruimten", 43, 8_500_00),), 333_435_00
        ),
        "verdeling": _loting("RHA23-0100", rang=98, lotnummer=18, ruimte_cent=83_520_00),
        "motivering": (
            *MOTIVERING[:3],
            "Toen uw aanvraag aan de beurt was, was er nog € 83.520.",
            "U heeft aangegeven dat u ook met dat bedrag wilt bouwen.",
        ),
    }
    return verlening(**{**gewoon, **velden})


def verlening_vast(**velden: Any) -> BeschikkingGegevens:
    """A fixed amount from the annex; nobody applied."""
    gewoon: dict[str, Any] = {
        "kenmerk": "RHA20-GM0363 · besluit 2020-001",
        "datum": "2020-11-16",
        "methode": "vast",
        "aanvraag": None,
        "project": "Tijdelijke woonunits Zeeburg",
        "geadresseerde": Geadresseerde("Amsterdam"),
        "regeling": RegelingGegevens(
            "Regeling eenmalige specifieke uitkering huisvesting kwetsbare doelgroepen",
            "RHA 2020",
            "Stcrt. 2020, 58877",
        ),
        "woonruimten": (Woonruimteregel("dak- en thuisloze mensen", "flexibel", "", 120),),
        "bedrag": BedragGegevens(None, 1_250_000_00, 1_250_000_00),
        "verdeling": None,
        "motivering": ("In de bijlage bij de regeling staat voor uw gemeente een bedrag van € 1.250.000.",),
        "grondslag": ("Dit besluit berust op artikel 2 van de regeling (Stcrt. 2020, 58877).",),
        "verplichtingen": VERPLICHTINGEN[2:],
        "betaling": ("U ontvangt het bedrag in één keer, uiterlijk op 1 december 2020.",),
        "voorlopig": (),
    }
    return verlening(**{**gewoon, **velden})


def afwijzing(grond: str, **velden: Any) -> BeschikkingGegevens:
    """A rejection; ``grond`` is a value of ``brief.Grond``."""
    gewoon: dict[str, Any] = {
        "soort": "afwijzing",
        "grond": grond,
        "kenmerk": "RHA23-0100 · besluit 2023-098",
        "geadresseerde": Geadresseerde("Purmerend"),
        "aanvraag": replace(AANVRAAG, nummer="RHA23-0100", project="Waterlandse Hof"),
        "woonruimten": (
            Woonruimteregel("dak- en thuisloze mensen", "permanent", "zelfstandig", 31),
            Woonruimteregel("mensen met sociale urgentie", "flexibel", "zelfstandig", 12),
        ),
        "bedrag": BedragGegevens(
            333_435_00, 333_435_00, 0, (Maximumregel("woonruimten", 43, 8_500_00),), 333_435_00
        ),
        "verplichtingen": (),
        "betaling": (),
        "voorlopig": (),
        **_PER_GROND[grond],
    }
    return verlening(**{**gewoon, **velden})


_PER_GROND: dict[str, dict[str, Any]] = {
    "plafond_in_loting": {
        "verdeling": _loting("RHA23-0100", rang=98, lotnummer=18, ruimte_cent=83_520_00, reserveplaats=1),
        "motivering": (
            *MOTIVERING[:3],
            "Uw aanvraag trok lotnummer 18 en staat op rang 98 van 131.",
            "Toen uw aanvraag aan de beurt was, was er nog € 83.520.",
            "Dat is minder dan de € 333.435 die u vroeg.",
        ),
    },
    "plafond_na_loting": {
        "verdeling": _loting("RHA23-0100", rang=120, lotnummer=3, deelnemers=9, reserveplaats=23),
        "motivering": (
            "Uw aanvraag was volledig op 19 juni 2023.",
            "Het uitkeringsplafond van € 34.705.000 was bereikt bij de aanvragen van 15 juni 2023.",
            "Voor de aanvragen van 19 juni 2023 is de volgorde van de reservelijst geloot.",
        ),
    },
    "plafond": {
        "verdeling": VerdelingGegevens(
            plafond_cent=34_705_000_00, rang=98, gerangschikt=131, ruimte_cent=83_520_00
        ),
        "motivering": ("Toen uw aanvraag aan de beurt was, was er nog € 83.520.",),
    },
    "inhoudelijk": {
        "verdeling": None,
        "motivering": (
            "De woonruimten in uw project worden niet toegevoegd aan de bestaande voorraad.",
            "Daarmee voldoet uw aanvraag niet aan de regeling.",
        ),
        "gevolgen": ("U kunt in een volgende tranche een nieuwe aanvraag doen.",),
    },
    "drempelscore": {
        "verdeling": VerdelingGegevens(score="6.25", drempelscore="7"),
        "motivering": ("Uw aanvraag kreeg de score 6,25. Minimaal is 7 nodig.",),
    },
    "gemeentemaximum": {
        "verdeling": VerdelingGegevens(gemeentemaximum_cent=2_000_000_00, gemeente_geteld_cent=1_800_000_00),
        "motivering": (
            "Voor uw gemeente telde al € 1.800.000 mee.",
            "Met deze aanvraag zou dat € 2.133.435 worden. Het maximum per gemeente is € 2.000.000.",
        ),
        "bedrag": BedragGegevens(
            400_000_00, 333_435_00, 0, (Maximumregel("woonruimten", 43, 8_500_00),), 333_435_00
        ),
    },
}

GRONDEN = tuple(_PER_GROND)


def alle_brieven() -> dict[str, BeschikkingGegevens]:
    """One letter of each kind, by name."""
    return {
        "verlening": verlening(),
        "deelverlening": deelverlening(),
        "verlening_vast": verlening_vast(),
        **{f"afwijzing_{grond}": afwijzing(grond) for grond in GRONDEN},
    }
