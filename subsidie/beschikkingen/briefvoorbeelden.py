"""One made-up letter of each kind, to see a text at work where no real application has such a letter yet."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from subsidie.beoordeling.aanvulbrief import AanvulbriefGegevens, Briefpunt
from subsidie.beschikkingen.afrekenbrief import Afrekenbedragen, AfrekenBrief, Afrekenlijn
from subsidie.beschikkingen.bezwaarbrief import BezwaarAdvies, BezwaarbeslissingGegevens, BezwaarGeld
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
    Woonruimteregel,
    lot_hash,
)
from subsidie.beschikkingen.buitenbrief import BuitenBrief
from subsidie.beschikkingen.vorderingbrief import Betaaldeel, Renteregel, VorderingBrief
from subsidie.beschikkingen.wijzigingbrief import WijzigingBrief, Wijzigingsdag, Wijzigingsrij
from subsidie.documenten.brieftaal.soort import Briefsoort

GEMEENTE: Final = "Voorbeeldstad"
NUMMER: Final = "VOORBEELD-0007"
PROJECT: Final = "Woonhof Noord"
DATUM: Final = "2030-12-04"
ONTVANGEN: Final = "2030-06-17T14:02:11+02:00"
MINISTER: Final = "de minister"
ORGANISATIE: Final = "De uitvoerder van de regeling"
REGELING: Final = RegelingGegevens("Regeling van het voorbeeld", bron="Stcrt. 2030, 1")
ONDERTEKENING: Final = Ondertekening(MINISTER, "nog niet getekend", "beslisser")
GRONDSLAG: Final = ("Ik neem dit besluit op grond van artikel 5 van de Regeling van het voorbeeld.",)
_WOONRUIMTEN: Final = (
    Woonruimteregel("studenten", "permanent", "onzelfstandig", 30),
    Woonruimteregel("mensen met sociale urgentie", "flexibel", "zelfstandig", 12),
)
_MAXIMA: Final = (Maximumregel("woonruimten", 42, 8_500_00),)
_SEED: Final = "trekking-van-het-voorbeeld"
_LOTING: Final = VerdelingGegevens(
    plafond_cent=34_000_000_00, rang=97, gerangschikt=131, ruimte_cent=404_000_00, lotnummer=17, deelnemers=30,
    seed=_SEED, lot_hash=lot_hash(_SEED, NUMMER),
)  # fmt: skip
_VERPLICHTINGEN: Final = (
    Verplichting("De bouw is begonnen", "2032-12-04"),
    Verplichting("De woonruimten blijven bestemd voor de doelgroep", termijn="10 jaar na de oplevering"),
)
_BETALING: Final = (
    "U krijgt het bedrag in één keer, binnen 6 weken na de dag waarop deze brief is verzonden.",
)


def _verlening(**anders: Any) -> BeschikkingGegevens:
    waarden: dict[str, Any] = {
        "soort": "verlening", "kenmerk": f"{NUMMER}-B1", "datum": DATUM, "afzender": Afzender(ORGANISATIE),
        "geadresseerde": Geadresseerde(GEMEENTE), "regeling": REGELING,
        "aanvraag": AanvraagGegevens(NUMMER, PROJECT, ONTVANGEN, ONTVANGEN), "woonruimten": _WOONRUIMTEN,
        "bedrag": BedragGegevens(400_000_00, 357_000_00, 357_000_00, _MAXIMA, 380_000_00, 56_000_00),
        "verdeling": _LOTING, "grondslag": GRONDSLAG, "verplichtingen": _VERPLICHTINGEN, "betaling": _BETALING,
        "motivering": ("Uw aanvraag trok lotnummer 17 en staat op rang 97 van 131.",),
        "bezwaar": BezwaarGegevens(MINISTER, ("Postbus 1", "1000 AA Voorbeeldstad")), "ondertekening": ONDERTEKENING,
        "voorbeeld": True,
    }  # fmt: skip
    return BeschikkingGegevens(**(waarden | anders))


def _vast() -> BeschikkingGegevens:
    return _verlening(
        methode="vast", aanvraag=None, project=PROJECT, verdeling=None,
        bedrag=BedragGegevens(None, 1_250_000_00, 1_250_000_00),
        motivering=("Uw gemeente staat met dit bedrag in de bijlage bij de regeling.",),
    )  # fmt: skip


def _afwijzing(grond: str, verdeling: VerdelingGegevens | None, *motivering: str) -> BeschikkingGegevens:
    return _verlening(
        soort="afwijzing", grond=grond, verdeling=verdeling, motivering=motivering, verplichtingen=(), betaling=(),
        bedrag=BedragGegevens(400_000_00, 357_000_00, 0, _MAXIMA, 380_000_00),
    )  # fmt: skip


def _buiten(soort: str, feiten: tuple[str, ...], *motivering: str) -> BuitenBrief:
    return BuitenBrief(
        soort=soort, kenmerk=f"{NUMMER}-B1", datum=DATUM, afzender=Afzender(ORGANISATIE),
        geadresseerde=Geadresseerde(GEMEENTE), regeling=REGELING, nummer=NUMMER, project=PROJECT,
        ontvangen_op=ONTVANGEN, feiten=feiten, motivering=motivering, grondslag=GRONDSLAG,
        bezwaar=BezwaarGegevens(MINISTER, ("Postbus 1", "1000 AA Voorbeeldstad")), ondertekening=ONDERTEKENING,
        voorbeeld=True,
    )  # fmt: skip


def _aanvulverzoek() -> AanvulbriefGegevens:
    return AanvulbriefGegevens(
        kenmerk=f"{NUMMER}-A1", datum=DATUM, organisatie=ORGANISATIE, gemeente=GEMEENTE, adresregels=(),
        regeling=REGELING.naam, nummer=NUMMER, project=PROJECT, ontvangen_op=ONTVANGEN,
        toelichting="De begroting is niet volledig.",
        punten=(
            Briefpunt("Kosten en dekking", "Waar rust het tekort op?", raakt_volledigheid=True),
            Briefpunt("Bijlagen", "Welke tekening hoort bij fase 2?", raakt_volledigheid=False),
        ),
        termijn_tot="2030-12-31", stil_vanaf="2030-12-05", al_volledig=False, minister=MINISTER,
        naam=ONDERTEKENING.naam, functie="behandelaar", voorbeeld=True,
    )  # fmt: skip


def _bezwaar() -> BezwaarbeslissingGegevens:
    return BezwaarbeslissingGegevens(
        kenmerk=f"{NUMMER}-B2", datum="2031-03-12", organisatie=ORGANISATIE, gemeente=GEMEENTE, adresregels=(),
        regeling=REGELING.naam, nummer=NUMMER, project=PROJECT, bezwaar=f"{NUMMER}-BZ1",
        ontvangen_op="2031-01-14T16:59:59+01:00",
        namens=f"het college van burgemeester en wethouders van {GEMEENTE}", besluit=f"{NUMMER}-B1",
        besluit_soort="de deelverlening", besluit_datum=DATUM, uitkomst="gedeeltelijk",
        tijdigheid=("De termijn om bezwaar te maken liep tot en met 15 januari 2031.", "Uw bezwaar is op tijd."),
        gehoord=("U heeft uw bezwaar toegelicht op 14 februari 2031.",),
        overwegingen=("De score op één criterium klopt niet.", "De rest van het besluit blijft zoals het is."),
        grondslag=("Ik neem deze beslissing op grond van artikel 7:11 van de Algemene wet bestuursrecht.",),
        beroep=(
            "Dan kunt u beroep instellen bij de bestuursrechter.",
            "Uw beroepschrift moet binnen zes weken na de dag van verzending van deze brief zijn ingediend.",
        ),
        ondertekening=ONDERTEKENING,
        geld=BezwaarGeld(83_000_00, 120_000_00, 120_000_00, 0, ("Met de verbeterde score krijgt u meer.",)),
        verplichtingen=_VERPLICHTINGEN, betaling=_BETALING,
        advies=BezwaarAdvies(
            "2031-02-20", "het bezwaar is voor een deel gegrond", ("De commissie hoorde de gemeente.",),
            ("Criterium 2 is juist gescoord.",),
        ),
        kosten=("U vroeg om vergoeding van kosten.", "Ik vergoed € 500."), voorbeeld=True,
    )  # fmt: skip


def _afrekening(soort: str, **anders: Any) -> AfrekenBrief:
    waarden: dict[str, Any] = {
        "soort": soort, "kenmerk": f"{NUMMER}-B3", "datum": "2036-03-10", "afzender": Afzender(ORGANISATIE),
        "geadresseerde": Geadresseerde(GEMEENTE), "regeling": REGELING, "nummer": NUMMER, "project": PROJECT,
        "besluit": f"{NUMMER}-B1", "besluit_datum": DATUM,
        "bedragen": Afrekenbedragen(357_000_00, 306_000_00, 357_000_00, 51_000_00),
        "stappen": (
            "Verleend is € 357.000.", "Van de 42 woonruimten in de verlening tellen er 36 mee.",
            "De uitkering wordt vastgesteld op € 306.000.",
        ),
        "lijnen": (
            Afrekenlijn("Studenten, permanent, onzelfstandig", 30, 30, 255_000_00, 255_000_00),
            Afrekenlijn("Mensen met sociale urgentie, flexibel, zelfstandig", 12, 6, 102_000_00, 51_000_00),
        ),
        "grondslag": GRONDSLAG, "ondertekening": ONDERTEKENING,
        "bezwaar": BezwaarGegevens(MINISTER, ("Postbus 1", "1000 AA Voorbeeldstad")), "voorbeeld": True,
    }  # fmt: skip
    return AfrekenBrief(**(waarden | anders))


def _wijziging(soort: str, **anders: Any) -> WijzigingBrief:
    waarden: dict[str, Any] = {
        "soort": soort, "kenmerk": f"{NUMMER}-B2", "datum": "2032-06-14", "afzender": Afzender(ORGANISATIE),
        "geadresseerde": Geadresseerde(GEMEENTE), "regeling": REGELING, "nummer": NUMMER, "project": PROJECT,
        "besluit": f"{NUMMER}-B1", "besluit_datum": DATUM, "verzoek": f"{NUMMER}-W1", "verzoek_datum": "2032-05-03",
        "gevraagd": ("Meer tijd voor: het project is klaar.",),
        "reden": ("De netbeheerder kan pas een jaar later aansluiten.",),
        "was_cent": 357_000_00, "wordt_cent": 357_000_00, "grondslag": GRONDSLAG, "ondertekening": ONDERTEKENING,
        "bezwaar": BezwaarGegevens(MINISTER, ("Postbus 1", "1000 AA Voorbeeldstad")),
        "dagen": (Wijzigingsdag("Het project is klaar", "2035-12-04", "2036-12-04"),),
        "voorwaarden": ("U meldt elk half jaar hoe ver u bent.",), "voorbeeld": True,
    }  # fmt: skip
    return WijzigingBrief(**(waarden | anders))


def _vordering(soort: str, **anders: Any) -> VorderingBrief:
    waarden: dict[str, Any] = {
        "soort": soort, "kenmerk": f"{NUMMER}-B4", "datum": "2036-07-02", "afzender": Afzender(ORGANISATIE),
        "geadresseerde": Geadresseerde(GEMEENTE), "regeling": REGELING, "nummer": NUMMER, "project": PROJECT,
        "vordering": f"{NUMMER}-V1", "besluit": f"{NUMMER}-B3", "besluit_datum": "2036-03-10",
        "hoofdsom_cent": 51_000_00, "bedrag_cent": 51_000_00, "rekening": "NL00 VOOR 0000 0000 00",
        "grondslag": GRONDSLAG, "ondertekening": ONDERTEKENING,
        "bezwaar": BezwaarGegevens(MINISTER, ("Postbus 1", "1000 AA Voorbeeldstad")), "voorbeeld": True,
    }  # fmt: skip
    return VorderingBrief(**(waarden | anders))


Voorbeeldbrief = (
    AfrekenBrief | BeschikkingGegevens | BuitenBrief | AanvulbriefGegevens | BezwaarbeslissingGegevens
    | VorderingBrief | WijzigingBrief
)  # fmt: skip


def voorbeeld_van(soort: Briefsoort) -> Voorbeeldbrief:
    """A made-up letter of this kind, with as many of its conditions holding as can at once."""
    return _VOORBEELDEN[soort.code]


_VOORBEELDEN: Final[dict[str, Voorbeeldbrief]] = {
    "verlening": _verlening(),
    "deelverlening": _verlening(
        soort="deelverlening", bedrag=BedragGegevens(400_000_00, 357_000_00, 83_000_00, _MAXIMA, 380_000_00)
    ),
    "verlening_vast": _vast(),
    "afwijzing_plafond": _afwijzing(
        "plafond_in_loting", replace(_LOTING, rang=98, lotnummer=18, ruimte_cent=83_000_00, reserveplaats=1),
        "Uw aanvraag trok lotnummer 18 en staat op rang 98 van 131.",
        "Toen uw aanvraag aan de beurt was, was er nog € 83.000.",
    ),
    "afwijzing_inhoudelijk": _afwijzing(
        "inhoudelijk", None, "De woonruimten in uw project worden niet toegevoegd aan de bestaande voorraad."
    ),
    "afwijzing_drempelscore": _afwijzing(
        "drempelscore", VerdelingGegevens(score="6.25", drempelscore="7"),
        "Uw aanvraag kreeg de score 6,25. Minimaal is 7 nodig.",
    ),
    "afwijzing_gemeentemaximum": _afwijzing(
        "gemeentemaximum",
        VerdelingGegevens(gemeentemaximum_cent=2_000_000_00, gemeente_geteld_cent=1_800_000_00),
        "Met deze aanvraag zou meer dan € 2.000.000 meetellen voor uw gemeente.",
    ),
    "buiten_behandeling": _buiten(
        "buiten_behandeling", ("Op 1 november 2030 vroeg ik u de aanvraag aan te vullen.", "Dat heeft u niet gedaan."),
        "De begroting ontbreekt.",
    ),
    "buiten_tijdvak": _buiten(
        "buiten_tijdvak", ("Ik ontving uw aanvraag na het einde van het aanvraagtijdvak, dat liep tot 15 juni 2030.",)
    ),
    "beslissing_op_bezwaar": _bezwaar(),
    "aanvulverzoek": _aanvulverzoek(),
    "voornemen_vaststelling": _afrekening("voornemen", bezwaar=None, uiterlijk="2036-03-24"),
    "vaststelling": _afrekening(
        "vaststelling",
        reactie=("Op 20 februari 2036 gaf u uw zienswijze.", "Zij leidt niet tot een ander bedrag."),
        toelichting=("De zes woonruimten aan de Voorbeeldkade zijn niet gebouwd.",),
    ),
    "wijziging": _wijziging(
        "inwilliging", wordt_cent=306_000_00,
        gevraagd=("Een ander aantal woonruimten: van 42 naar 36.", "Meer tijd voor: het project is klaar."),
        rijen=(
            Wijzigingsrij("Studenten, permanent, onzelfstandig", 30, 30),
            Wijzigingsrij("Mensen met sociale urgentie, flexibel, zelfstandig", 12, 6),
        ),
        stappen=("Naar verhouding hoort bij 36 woonruimten € 306.000.", "Het bedrag wordt € 306.000."),
        motivering=("Het project blijft passen bij het doel van de regeling.",),
    ),
    "wijziging_uitstel": _wijziging("uitstel", motivering=("De vertraging ligt niet aan u.",)),
    "wijziging_afgewezen": _wijziging(
        "afwijzing", voorwaarden=(), motivering=("Het project kan ook zonder meer tijd op tijd klaar zijn.",)
    ),
    "terugvordering": _afrekening("terugvordering", uiterlijk="2036-04-21", rekening="NL00 VOOR 0000 0000 00"),
    "rente": _vordering(
        "rente", bedrag_cent=396_82, uiterlijk="2036-08-13",
        regels=(Renteregel("2036-04-22", "2036-07-01", 71, 51_000_00, 4, 396_82),),
        toelichting=("U liet weten dat de betaling door een fout is blijven liggen.",),
    ),
    "betalingsregeling": _vordering(
        "betalingsregeling",
        delen=(Betaaldeel("2036-09-01", 25_500_00), Betaaldeel("2036-12-01", 25_500_00)),
        voorschriften=(
            "Betaalt u elke termijn op tijd, dan bent u over het uitstel geen wettelijke rente verschuldigd.",
            "Betaalt u een termijn te laat, dan loopt daarover wettelijke rente vanaf de dag erna.",
        ),
        toelichting=("U liet weten dat het geld dit jaar niet in uw begroting staat.",),
    ),
}  # fmt: skip
