"""Drawing up the decisions, looking at what is odd, signing them in one go and making them known."""

from __future__ import annotations

import re

from tests.verhaal.bladeraar import Bladeraar
from tests.verhaal.spel import Spel
from tests.verhaal.wereld import AANVRAGEN, NAAM, ZWOLS

AANTAL = len(AANVRAGEN)
BRIEVEN = tuple(f"{nummer}-B1" for nummer in AANVRAGEN)


def stel_op(spel: Spel) -> None:
    stel_besluiten_op(spel.als("bea"))


def stel_besluiten_op(b: Bladeraar) -> None:
    """Who drew them up sees what is odd about them, and cannot sign."""
    b.leest("Besluiten om op te stellen").volg("Verdeling oefen-V1").druk("Besluiten opstellen")
    b.leest("Opgesteld: 8 besluiten. Getekend is er nog niets.", "Het beslisadvies was: toekennen.")
    assert not b.heeft_link("Tekenen")


def teken_en_maak_bekend(spel: Spel) -> None:
    """Between the signature and the notification the municipality sees nothing new."""
    teken(spel.als("ans"))
    spel.laat_werken(brieven=BRIEVEN)
    assert bekijk_ronde(spel.als("ans")) == AANTAL
    b = spel.als("tess").leest_niet("afgewezen", "getekend")
    b.volg(ZWOLS).leest("De beoordeling van de aanvraag loopt.").leest_niet(
        "afgewezen", "getekend", "Bezwaar"
    )
    maak_bekend(spel.als("ans"))


def teken(b: Bladeraar) -> None:
    """One letter as it would be; then everything in one go."""
    b.volg(f"Tekenen: {NAAM}").leest("Wat opvalt, voordat er wordt getekend")
    b.volg(f"Lees de brief van {BRIEVEN[0]}").leest("Zwolle", "250")
    b.vandaag().volg(f"Tekenen: {NAAM}").volg("Tekenen").druk(f"Teken {AANTAL} besluiten")
    b.leest(f"0 van {AANTAL} besluiten gedaan")


def bekijk_ronde(b: Bladeraar) -> int:
    """How many decisions the round signed."""
    b.volg("Tranches").volg(NAAM).volg("Besluiten maken").volg("oefen-T1")
    return int(re.findall(r"(\d+) getekend", b.tekst)[0])


def maak_bekend(b: Bladeraar) -> None:
    b.volg(f"Bekendmaken: {NAAM}").volg(f"Alles van vandaag bekendmaken ({AANTAL})")
    b.leest("Dit kan niet ongedaan worden gemaakt.", "26 mei 2026").druk(f"{AANTAL} besluiten bekendmaken")
    b.leest(f"{AANTAL} besluiten zijn bekendgemaakt.")
