"""The settlement: what SiSa says, what stands there, what the municipality thinks of it, and what is decided."""

from __future__ import annotations

from datetime import timedelta

from tests.verhaal.bladeraar import Bladeraar
from tests.verhaal.bouwwereld import NUMMER
from tests.verhaal.spel import Spel
from tests.verhaal.stappen.geld import toon_geld
from tests.verhaal.stappen.tekenen import open_brief, teken_en_maak_bekend
from tests.verhaal.wereld import NAAM

BESLUIT = f"{NUMMER}-B3"
KOP = "gm_code,besteding,zelfstandige_uitvoering,correctie,cumulatief,eindverantwoording"
ZIENSWIJZE = "De overige vijf standplaatsen komen er niet: de buurt ging naar de rechter en kreeg gelijk."
REACTIE = "Dat er een uitspraak is, maakt niet dat de standplaatsen er zijn. Het bedrag blijft zoals het was."


def verantwoord(spel: Spel) -> None:
    """The accountant's annex of 2028, in which Deventer says that this is the last time."""
    lees_sisa(spel.als("bea"))
    leg_berekening_vast(spel.als("bea"))


def lees_sisa(b: Bladeraar) -> None:
    """A fault is named with its row and column, and then nothing is read."""
    rij = "GM0150,{besteding},ja,0,60000,ja"
    b.volg("Tranches").volg(NAAM).volg("SiSa").leest("Gemeenten niet ontvangen 4").vul(
        "Verantwoording over het jaar", "2028"
    )
    b.laad_op("Bestand", "sisa2028.csv", f"{KOP}\r\n{rij.format(besteding='-60000')}\r\n".encode())
    b.druk("Inlezen", status=422).leest("Er is niets vastgelegd.", "sisa, rij 2, kolom besteding")
    b.vul("Verantwoording over het jaar", "2028")
    b.laad_op("Bestand", "sisa2028.csv", f"{KOP}\r\n{rij.format(besteding='60000')}\r\n".encode())
    b.druk("Inlezen").leest("De verantwoording over 2028 is ingelezen.", "Gemeenten niet ontvangen 3")
    b.leest("De verantwoording is de laatste, maar 5 van 10 woonruimten zijn aanvaard.")


def leg_berekening_vast(b: Bladeraar) -> None:
    """The sum is on the page, with what it rests on, before anybody fixes it."""
    b.volg("Aanvragen").volg(NUMMER).volg("Vaststelling").leest(
        "Vast te stellen € 37.500", "Te veel betaald € 52.500"
    )
    b.leest("5 van 10. Daarvoor telt € 37.500 van € 75.000.", "Eindverantwoording ja").bekijk()
    assert not b.heeft_knop("Vaststelling opstellen")
    b.druk("Berekening vastleggen").leest("De berekening is vastgelegd.")


def hoor(spel: Spel) -> None:
    """Lower than was awarded: her view first (Awb 4:8)."""
    vraag_zienswijze(spel.als("bea"))
    spel.nu += timedelta(days=6)
    geef_zienswijze(spel.als("deventer"))
    sluit_zienswijze(spel.als("bea"))


def vraag_zienswijze(b: Bladeraar) -> None:
    b.volg("Aanvragen").volg(NUMMER).volg("Vaststelling").leest("Voordat u beslist, mag de gemeente reageren")
    b.druk("Zienswijze vragen").leest("De zienswijze is gevraagd. De gemeente heeft een brief gekregen.")
    assert not b.heeft_knop("Vaststelling opstellen")


def geef_zienswijze(b: Bladeraar) -> None:
    b.volg("Aanvragen").volg(NUMMER).volg("Zienswijze geven")
    b.leest("Het voornemen om lager vast te stellen", "Daarvoor telt € 37.500 van € 75.000.").bekijk()
    b.vul("Uw zienswijze", ZIENSWIJZE).druk("Reactie insturen").leest("Uw reactie is ontvangen.")


def sluit_zienswijze(b: Bladeraar) -> None:
    b.volg("Aanvragen").volg(NUMMER).volg("Vaststelling").volg("Naar de zienswijze").leest(ZIENSWIJZE)
    b.druk("Zienswijze afhandelen").leest("De zienswijze is afgehandeld.")


def stel_vast(spel: Spel) -> None:
    stel_op(spel.als("bea"))
    teken_en_maak_bekend(
        spel, BESLUIT, wie="ans",
        leest=("Ik stel uw specifieke uitkering vast op € 37.500,00", ZIENSWIJZE, REACTIE, "€ 50.777,35 te veel"),
    )  # fmt: skip
    lees_vaststelling(spel.als("deventer"))
    toon_geld(spel.als("fien"), te_betalen=270_000_00, vastgesteld=37_500_00, terug_open=52_500_00)


def stel_op(b: Bladeraar) -> None:
    b.volg("Aanvragen").volg(NUMMER).volg("Vaststelling").leest(ZIENSWIJZE)
    b.vul("Wat heeft u met de zienswijze gedaan?", REACTIE).druk("Vaststelling opstellen")
    b.leest("De vaststelling is opgesteld. Een beslisser tekent haar.")


def lees_vaststelling(b: Bladeraar) -> None:
    open_brief(b, BESLUIT)
    b.volg("Aanvragen").volg(NUMMER).leest(
        "vastgesteld", "U kunt bezwaar maken tot en met 17 september 2029."
    )
    b.volg("Vaststelling").leest("Vastgesteld € 37.500").leest_niet("U moet nog")
