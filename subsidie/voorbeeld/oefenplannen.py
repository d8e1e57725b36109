"""The invented plans of the practice tranches in which the ministry has work; one line for each.

Every plan, amount and name is made up; the municipalities exist. What a plan costs follows from its homes, and what it
asks is exactly what is short.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from subsidie.voorbeeld.oefenpersonen import BREDA, DEVENTER, GRONINGEN, NIJMEGEN, TILBURG
from subsidie.voorbeeld.oefenprojecten import VERZONNEN, Oefenproject, Woonregel
from subsidie.voorbeeld.personen import GEMEENTECODE

ZWOLLE: Final = "tekenbevoegde"
GEMEENTEN: Final[Mapping[str, tuple[str, str]]] = {
    ZWOLLE: ("Zwolle", GEMEENTECODE),
    **{een.sleutel: (een.gemeente, een.gm_code) for een in (TILBURG, NIJMEGEN, GRONINGEN, DEVENTER, BREDA)},
}
"""By the key of who signs: the name of the municipality and its code."""

_WONING: Final[Mapping[str, tuple[str, str, str, str, str, str, int]]] = {
    "uitwonende_studenten": ("permanent", "onzelfstandig", "kamers", "1", "410,00", "ja", 52_000),
    "statushouders": ("flexibel", "zelfstandig", "regulier", "3", "640,00", "nee", 61_000),
    "dak_en_thuisloze_mensen": ("permanent", "zelfstandig", "regulier", "1", "580,00", "nee", 88_000),
    "uitstroom_intramuraal": ("permanent", "zelfstandig", "geclusterd", "1", "615,00", "ja", 94_000),
    "arbeidsmigranten": ("flexibel", "onzelfstandig", "short_midstay", "1", "455,00", "ja", 45_000),
    "woonwagenbewoners": ("permanent", "standplaats", "woonwagen", "3", "350,00", "nee", 53_000),
    "sociale_of_medische_urgentie": ("permanent", "zelfstandig", "regulier", "2", "625,00", "nee", 97_000),
    "oekraiense_ontheemden": ("flexibel", "zelfstandig", "regulier", "3", "630,00", "nee", 58_000),
}
"""Per target group: how its homes are (in the words of the form), and what one costs in euros."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One application to be; ``gemeente``: the key of who signs for it, ``gevraagd`` in euros."""

    gemeente: str
    naam: str
    straat: str
    doelgroep: str
    aantal: int
    gevraagd: int
    omschrijving: str

    @property
    def gm_code(self) -> str:
        """The code of the municipality."""
        return GEMEENTEN[self.gemeente][1]

    def als_project(self) -> Oefenproject:
        """As somebody would type it."""
        aard, soort, woningtype, bewoners, huur, samen, per_stuk = _WONING[self.doelgroep]
        kosten = self.aantal * per_stuk
        return Oefenproject(
            naam=self.naam, plaats=GEMEENTEN[self.gemeente][0], straat=self.straat,
            bouwvorm="nieuwbouw" if aard == "flexibel" else "transformatie",
            regels=(
                Woonregel(self.doelgroep, aard, soort, woningtype, str(self.aantal), bewoners, huur, samen),
            ),
            kosten=_getypt(kosten), btw="0", dekking=_getypt(kosten - self.gevraagd), gevraagd=_getypt(self.gevraagd),
            omschrijving=f"{self.omschrijving} {VERZONNEN}",
        )  # fmt: skip


def _getypt(euro: int) -> str:
    return f"{euro:,}".replace(",", ".") + ",00"


TE_BEOORDELEN: Final = (
    Plan(ZWOLLE, "Kamers aan de Proefhaven", "Proefhaven", "uitwonende_studenten", 48, 408_000,
         "Een pakhuis wordt een huis met achtenveertig kamers en een grote keuken."),
    Plan(TILBURG.sleutel, "Wonen op het Testveld", "Testveld", "statushouders", 30, 255_000,
         "Dertig verplaatsbare woningen op een veld dat vijftien jaar vrij blijft."),
    Plan(NIJMEGEN.sleutel, "Kade van Voorbeeld", "Voorbeeldkade", "oekraiense_ontheemden", 40, 340_000,
         "Veertig tijdelijke woningen voor gezinnen, dicht bij school en winkels."),
    Plan(GRONINGEN.sleutel, "Oefenstee", "Oefenstee", "woonwagenbewoners", 10, 85_000,
         "Tien standplaatsen naast een bestaande locatie."),
    Plan(BREDA.sleutel, "Hof van Proef", "Proefhof", "uitstroom_intramuraal", 26, 221_000,
         "Zesentwintig woningen rond een huiskamer, met begeleiding uit de wijk."),
    Plan(DEVENTER.sleutel, "De Oefenpoort", "Oefenpoort", "dak_en_thuisloze_mensen", 22, 187_000,
         "Een schoolgebouw wordt tweeëntwintig kleine woningen."),
    Plan(ZWOLLE, "Testhuis aan het Spoor", "Testspoor", "sociale_of_medische_urgentie", 45, 382_500,
         "Vijfenveertig woningen voor een en twee personen in een leeg kantoor."),
    Plan(TILBURG.sleutel, "Short-stay Voorbeeldweg", "Voorbeeldweg", "arbeidsmigranten", 50, 425_000,
         "Vijftig kamers voor mensen die tijdelijk in de regio werken."),
    Plan(NIJMEGEN.sleutel, "Het Proefkwartier", "Proefkwartier", "uitwonende_studenten", 64, 544_000,
         "Vierenzestig kamers in een voormalig ziekenhuis."),
    Plan(GRONINGEN.sleutel, "Noorderoefening", "Noorderoefenweg", "statushouders", 28, 238_000,
         "Achtentwintig flexwoningen voor gezinnen."),
    Plan(BREDA.sleutel, "Kwartier Test", "Testkwartier", "dak_en_thuisloze_mensen", 20, 170_000,
         "Twintig woningen met een beheerder in huis."),
)  # fmt: skip
"""The first five are for whoever handles applications, the other six for the reviewers."""

TE_VERDELEN: Final = (
    Plan(ZWOLLE, "Studentenhuis Proefpark", "Proefparkweg", "uitwonende_studenten", 60, 510_000,
         "Zestig kamers boven winkels die leeg staan."),
    Plan(TILBURG.sleutel, "Hof aan de Oefenlaan", "Oefenlaan", "sociale_of_medische_urgentie", 40, 340_000,
         "Veertig woningen in een voormalig klooster."),
    Plan(NIJMEGEN.sleutel, "Voorbeeldeiland", "Voorbeeldeiland", "statushouders", 50, 425_000,
         "Vijftig flexwoningen voor vijftien jaar."),
    Plan(GRONINGEN.sleutel, "De Proefstee", "Proefstee", "uitstroom_intramuraal", 30, 255_000,
         "Dertig geclusterde woningen met een gezamenlijke tuin."),
    Plan(BREDA.sleutel, "Huis Halfweg", "Halfwegtest", "dak_en_thuisloze_mensen", 24, 204_000,
         "Vierentwintig woningen voor mensen die uit de opvang komen."),
    Plan(DEVENTER.sleutel, "Werkhotel Voorbeeld", "Voorbeeldstraat", "arbeidsmigranten", 24, 204_000,
         "Vierentwintig kamers bij een bedrijventerrein."),
    Plan(ZWOLLE, "Standplaatsen Oefenrand", "Oefenrand", "woonwagenbewoners", 12, 102_000,
         "Twaalf standplaatsen aan de rand van de stad."),
    Plan(TILBURG.sleutel, "Testblok Zuid", "Testblok", "oekraiense_ontheemden", 36, 288_000,
         "Zesendertig tijdelijke woningen; over het beheer is nog niets afgesproken."),
    Plan(NIJMEGEN.sleutel, "Kamers Proefstraat", "Proefstraat", "uitwonende_studenten", 16, 136_000,
         "Zestien kamers die nu al worden verhuurd, worden opgeknapt."),
)  # fmt: skip

BESLIST: Final = (
    Plan(NIJMEGEN.sleutel, "Campus Voorbeeld", "Campusproef", "uitwonende_studenten", 70, 595_000,
         "Zeventig kamers op een campus."),
    Plan(BREDA.sleutel, "Singel van Test", "Testsingel", "sociale_of_medische_urgentie", 40, 340_000,
         "Veertig woningen in een oud belastingkantoor."),
    Plan(GRONINGEN.sleutel, "Oefenborg", "Oefenborg", "uitstroom_intramuraal", 30, 255_000,
         "Dertig woningen rond een gezamenlijke huiskamer."),
    Plan(TILBURG.sleutel, "Proeflokaal", "Proeflokaal", "dak_en_thuisloze_mensen", 24, 204_000,
         "Vierentwintig woningen in een voormalige school."),
    Plan(ZWOLLE, "Buurt aan het Oefenkanaal", "Oefenkanaal", "oekraiense_ontheemden", 36, 306_000,
         "Zesendertig tijdelijke woningen langs het kanaal."),
    Plan(ZWOLLE, "Standplaatsen Proefdijk", "Proefdijk", "woonwagenbewoners", 12, 102_000,
         "Twaalf standplaatsen met aansluitingen."),
    Plan(DEVENTER.sleutel, "Kamers Voorbeeldplein", "Voorbeeldplein", "uitwonende_studenten", 20, 170_000,
         "Twintig kamers boven een bibliotheek."),
    Plan(TILBURG.sleutel, "Testhof", "Testhof", "statushouders", 18, 153_000,
         "Achttien flexwoningen; de grond is nog niet aangekocht."),
)  # fmt: skip

FLEXWONINGEN: Final = Plan(
    ZWOLLE, "Flexwoningen Proefweide", "Proefweide", "statushouders", 24, 204_000,
    "Vierentwintig verplaatsbare woningen op een weide van de gemeente.",
)  # fmt: skip
KLOOSTER: Final = Plan(
    NIJMEGEN.sleutel, "Het Oefenklooster", "Oefenklooster", "sociale_of_medische_urgentie", 36, 306_000,
    "Zesendertig woningen in een leegstaand klooster.",
)  # fmt: skip
GRACHT: Final = Plan(
    TILBURG.sleutel, "Kamers aan de Testgracht", "Testgracht", "uitwonende_studenten", 40, 340_000,
    "Veertig kamers in een oud postkantoor.",
)  # fmt: skip
HAVEN: Final = Plan(
    GRONINGEN.sleutel, "Wonen aan de Proefkade", "Proefkade", "oekraiense_ontheemden", 28, 238_000,
    "Achtentwintig tijdelijke woningen aan het water.",
)  # fmt: skip
POORT: Final = Plan(
    BREDA.sleutel, "De Testpoort", "Testpoort", "dak_en_thuisloze_mensen", 22, 187_000,
    "Tweeëntwintig kleine woningen met een beheerder in huis.",
)  # fmt: skip
HOF: Final = Plan(
    DEVENTER.sleutel, "Hof van Voorbeeld", "Voorbeeldhof", "uitstroom_intramuraal", 20, 170_000,
    "Twintig geclusterde woningen rond een tuin.",
)  # fmt: skip
REALISEREN: Final = (FLEXWONINGEN, KLOOSTER, GRACHT, HAVEN, POORT, HOF)
"""Of these the money was granted years ago."""
