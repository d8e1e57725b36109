"""Who looks afterwards: the auditor who verifies alone, who may read but not press, and who may not know of it."""

from __future__ import annotations

from tests.verhaal.bladeraar import Bladeraar
from tests.verhaal.bouwwereld import NUMMER
from tests.verhaal.stappen import betalen, terugbetalen, wijzigen
from tests.verhaal.stappen.bouwen import PROJECT
from tests.verhaal.wereld import CODE, NAAM

VAN_DE_GEMEENTE = (
    "",
    "/realisatie",
    "/realisatie/delen",
    "/realisatie/mijlpalen/1/vergunning",
    "/realisatie/prognose/1/oplevering",
    "/realisatie/melding/mijlpaal/2",
    "/leveringen",
    "/leveringen/nieuw",
    "/woonruimten",
    "/wijzigen",
    f"/wijziging/{wijzigen.VERZOEK}",
    "/zienswijze",
    "/vaststelling",
)
"""Below the address of the application: every page of this story on which Deventer did something."""
VAN_HET_MINISTERIE = (
    f"/tranches/{CODE}/geld",
    f"/tranches/{CODE}/sisa",
    f"/tranches/{CODE}/realisatie",
    f"/tranches/{CODE}/betalingen/opstellen",
    f"/betalingen/{betalen.GEMEENTE}",
    "/betalingen/bestanden",
    "/realisatie/meldingen",
    f"/wijzigingen/{wijzigen.VERZOEK}",
    f"/vorderingen/{terugbetalen.VORDERING}",
    f"/aanvragen/{NUMMER}/dossier",
)
LEESBAAR = (
    f"/aanvragen/{NUMMER}/realisatie",
    f"/aanvragen/{NUMMER}/leveringen",
    f"/aanvragen/{NUMMER}/vaststelling",
    f"/tranches/{CODE}/geld",
    f"/tranches/{CODE}/sisa",
    f"/betalingen/{betalen.GEMEENTE}",
    f"/wijzigingen/{wijzigen.VERZOEK}",
    f"/vorderingen/{terugbetalen.VORDERING}",
)
"""What everyone of the ministry with the whole tranche may read."""
KNOPPEN = (
    "Oordeel",
    "Berekening",
    "Terugvordering",
    "Ontvangst",
    "Rentebesluit",
    "Regeling",
    "Inlezen",
    "Keur",
    "Stel",
    "Verzoek",
)
"""How the buttons of the story begin: who only reads has none of them."""


def haal_dossier(b: Bladeraar) -> bytes:
    """The auditor finds everything from the application, changes nothing, and takes the package along."""
    b.volg("Aanvragen").volg(NUMMER).volg("Dossierpakket").leest("Het pakket bevat persoonsgegevens").bekijk()
    return b.haal("Download het pakket (ZIP)")


def controleer(b: Bladeraar) -> None:
    """The chain holds, the money adds up, and of nothing is there a button."""
    b.volg("Keten controleren").leest("De keten klopt in zichzelf")
    b.volg("Tranches").volg(NAAM).volg("Geld").leest("Dat is gelijk", "€ 50.777,35 terugontvangen")
    b.volg(NUMMER).leest("vastgesteld")
    lees_zonder_knoppen(b)


def lees_zonder_knoppen(b: Bladeraar) -> None:
    for pad in LEESBAAR:
        b.open(pad).leest(
            NUMMER if pad.startswith(("/aanvragen", "/betalingen", "/vorderingen")) else "Deventer"
        )
        for knop in KNOPPEN:
            assert not b.heeft_knop(knop), f"{pad}: ‘{knop}’"


def is_er_niet(b: Bladeraar) -> None:
    """For another municipality nothing of it exists, and what is of the ministry is refused."""
    b.vandaag().leest_niet(NUMMER, PROJECT)
    for deel in VAN_DE_GEMEENTE:
        b.open(f"/aanvragen/{NUMMER}{deel}", status=404).leest_niet("Deventer", PROJECT)
    for pad in VAN_HET_MINISTERIE:
        b.open(pad, status=403).leest_niet("Deventer", PROJECT)


def is_niet_van_hem(b: Bladeraar) -> None:
    """Who only judges applications sees nothing of what was paid or came back."""
    b.leest_niet(PROJECT)
    for pad in VAN_HET_MINISTERIE:
        b.open(pad, status=403)
    b.open(f"/aanvragen/{NUMMER}/vaststelling", status=403)
