"""Signing one decision after the award and making it known; until then the municipality reads nothing new."""

from __future__ import annotations

from datetime import timedelta

from tests.verhaal.bladeraar import Bladeraar
from tests.verhaal.bouwwereld import NUMMER
from tests.verhaal.spel import Spel
from tests.verhaal.wereld import NAAM


def teken_en_maak_bekend(spel: Spel, kenmerk: str, *, wie: str, leest: tuple[str, ...]) -> None:
    """``wie`` reads the letter (it says ``leest``), signs it and makes it known."""
    teken(spel.als(wie), kenmerk, leest)
    spel.nu += timedelta(minutes=1)
    spel.laat_werken(brieven=(kenmerk,))
    spel.als("deventer").volg("Aanvragen").volg(NUMMER).leest_niet(kenmerk)
    maak_bekend(spel.als(wie), kenmerk)


def teken(b: Bladeraar, kenmerk: str, leest: tuple[str, ...]) -> None:
    b.volg(f"Tekenen: {NAAM}").volg(f"Lees de brief van {kenmerk}").leest(*leest)
    b.vandaag().volg(f"Tekenen: {NAAM}").volg("Tekenen").druk("Teken 1 besluit")
    b.leest("0 van 1 besluiten getekend")


def maak_bekend(b: Bladeraar, kenmerk: str) -> None:
    b.volg(f"Bekendmaken: {NAAM}").leest(kenmerk).leest_niet("te laat").volg(
        "Alles van vandaag bekendmaken (1)"
    )
    b.leest("Dit kan niet ongedaan worden gemaakt.").druk("1 besluit bekendmaken")
    b.leest("1 besluit is bekendgemaakt.")


def open_brief(b: Bladeraar, kenmerk: str) -> None:
    """From the home page to the letter itself: a PDF, by the message that brings it."""
    b.volg("Berichten").volg(f"Besluit {kenmerk} op uw aanvraag").leest(kenmerk)
    brief = next(link for link in b.links if link.startswith(f"Besluit {kenmerk}") and "PDF" in link)
    assert b.haal(brief).startswith(b"%PDF-")
