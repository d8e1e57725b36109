"""The objection of Zwolle: filed, judged in time, not heard, computed again, decided by one and signed by another."""

from __future__ import annotations

from datetime import timedelta

from tests.verhaal.bladeraar import Bladeraar
from tests.verhaal.spel import Spel
from tests.verhaal.stappen.behandelen import ADVIES, NOTITIE
from tests.verhaal.stappen.beoordelen import BELANG, VERSLAG
from tests.verhaal.wereld import BEOORDELAARS, MENSEN, ZWOLS

KENMERK, BESLISSING = f"{ZWOLS}-BZ1", f"{ZWOLS}-B2"
GRONDEN = "De koop van de grond is zeker: de raad stemde ermee in. De score voor zekerheid is daarom te laag."
OVERWEGINGEN = "De gemeente heeft gelijk: met het besluit van de raad is de koop van de grond zeker."
DAG = timedelta(days=1)
GEHEIM = ("Reden van", NOTITIE, ADVIES, BELANG, VERSLAG, *(MENSEN[wie].naam for wie in BEOORDELAARS))
"""What a municipality never reads anywhere: reasons, notes, advice, interests, minutes, and who scored."""


def maak_bezwaar(spel: Spel) -> None:
    open_besluit(spel.als("tess"))
    dien_bezwaar_in(spel.als("tess"))


def open_besluit(b: Bladeraar) -> None:
    """The municipality reads what was decided, and nothing of who judged its application, or of notes and advice."""
    b.volg(ZWOLS).leest("afgewezen", "U kunt bezwaar maken tot en met 26 mei 2026.").leest_niet(*GEHEIM)
    b.volg("Besluit OEFEN-0001-B1 op uw aanvraag").leest("bezwaar").leest_niet(*GEHEIM)


def dien_bezwaar_in(b: Bladeraar) -> None:
    b.volg(ZWOLS).volg("Bezwaar").vul("Waarom bent u het niet eens met het besluit?", GRONDEN)
    b.vink("Ik dien dit bezwaar in namens").druk("Bezwaar indienen")
    b.leest(f"Uw bezwaar {KENMERK} is ontvangen op")


def beslis(spel: Spel) -> None:
    behandel(spel.als("bas"))
    spel.nu += DAG
    teken(spel.als("bo"))
    spel.laat_werken(brieven=(BESLISSING,))
    maak_bekend(spel.als("bo"))


def behandel(b: Bladeraar) -> None:
    b.volg(KENMERK).volg("Oppakken").druk("Oppakken")
    b.volg("Beoordelen of het op tijd is").kies("Op tijd")
    b.vul("Waarop rust dit oordeel?", "Ontvangen in de eerste week.").druk("Oordeel vastleggen")
    b.volg("Afzien van horen").kies("De gemeente wil niet worden gehoord (7:3 c)")
    b.vul("Waarom geldt deze grond?", "Zo is het per telefoon afgesproken.").druk("Vastleggen")
    b.volg("Verdeling opnieuw berekenen").vul("Score", "350")
    b.vul("Waarom zijn dit de juiste gegevens?", OVERWEGINGEN).druk("Berekenen").leest("€ 90.000")
    b.volg("Beslissing opstellen").leest("boven het plafond").bekijk().kies("Gegrond")
    b.vul("Waarom beslist u zo?", OVERWEGINGEN).druk("Beslissing opstellen")
    b.leest("De beslissing is opgesteld. Een ander kan haar nu tekenen.")
    assert not b.heeft_link("Beslissing tekenen")


def teken(b: Bladeraar) -> None:
    b.volg(KENMERK).volg("Beslissing tekenen").bekijk().druk("Tekenen").leest("De beslissing is getekend.")


def maak_bekend(b: Bladeraar) -> None:
    b.volg(KENMERK).volg("Beslissing bekendmaken").druk("Bekendmaken").leest(
        "De beslissing is bekendgemaakt."
    )
