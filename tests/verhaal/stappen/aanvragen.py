"""What the municipalities do: file, and supplement when they are asked to."""

from __future__ import annotations

from datetime import timedelta

from tests.verhaal.bladeraar import Bladeraar
from tests.verhaal.spel import Spel
from tests.verhaal.wereld import AANVRAGEN, ZWOLS

STAP, ANTWOORD = "1-9-2026", "De koop van de grond, op 1 september 2026."
"""The day of the first step that cannot be undone, which Zwolle forgot."""


def allen_dienen_in(spel: Spel) -> None:
    for nummer, wie in AANVRAGEN.items():
        spel.nu += timedelta(minutes=7)
        dien_in(spel.als(wie), nummer)


def dien_in(b: Bladeraar, nummer: str) -> None:
    """From the home page to the receipt."""
    b.leest("Nog niet ingediend").volg(nummer)
    b.volg("Naar indienen").druk("Dien de aanvraag in")
    b.leest("Wij hebben uw aanvraag ontvangen")
    b.vandaag().leest(f"{nummer} ·", "ingediend").leest_niet("Nog niet ingediend")


def vul_aan(spel: Spel) -> None:
    """Olaf prepares what is missing, Tess files it."""
    bereid_aanvulling_voor(spel.als("olaf"))
    spel.nu += timedelta(hours=1)
    dien_aanvulling_in(spel.als("tess"))


def bereid_aanvulling_voor(b: Bladeraar) -> None:
    """What is asked is one click from the home page; the part that it is about is open again."""
    b.volg(ZWOLS).leest("U kunt aanvullen tot en met 18 maart 2026")
    b.leest("Noem in de planning de eerste onomkeerbare stap en de oplevering.")
    b.volg("Naar het onderdeel Planning")
    b.vul("Eerste onomkeerbare stap", STAP).druk("Opslaan en naar het verzoek")
    b.vul("Uw antwoord op punt 1", ANTWOORD).druk("Bewaren en bekijken wat u indient")
    assert not b.heeft_knop("Aanvulling indienen")
    b.leest("Alleen iemand die voor uw gemeente mag tekenen, kan de aanvulling indienen.")


def dien_aanvulling_in(b: Bladeraar) -> None:
    b.volg(ZWOLS).druk("Bewaren en bekijken wat u indient").leest(ANTWOORD)
    b.druk("Aanvulling indienen").leest("ontvangen")
