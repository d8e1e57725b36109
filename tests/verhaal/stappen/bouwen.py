"""What is built: the municipality reports milestones and homes, the ministry asks or accepts, and only that counts."""

from __future__ import annotations

from tests.verhaal.bladeraar import Bladeraar
from tests.verhaal.bouwwereld import NUMMER
from tests.verhaal.spel import Spel

PROJECT = "Twaalf standplaatsen in Deventer"
STAP = "De koop van de grond. De akte is gepasseerd en ingeschreven."
VRAAG = "Op welke dag is de akte gepasseerd? Volgens het Kadaster was dat in februari."
ANTWOORD = (
    "Dat klopt: de akte is op 3 februari 2027 gepasseerd. Op 20 januari was de handtekening van de raad."
)
HUIS, STANDPLAATS = "01", "03"
"""What the fifth and sixth digit of a BAG number say of it."""
OPGELEVERD = 5
WAARDOOR = "De netbeheerder sluit de standplaatsen later aan."


def meld(spel: Spel) -> None:
    meld_mijlpalen(spel.als("dora"))
    verwacht_later(spel.als("dora"))


def meld_mijlpalen(b: Bladeraar) -> None:
    """From the home page to three milestones; a day that is still to come is told at the field."""
    b.volg(f"{NUMMER} · {PROJECT}").leest("Wat u nu kunt doen", "uiterlijk op 14 april 2028")
    b.volg("Melden: de vergunning").vul("Op welke dag?", "2027-06-01")
    b.vul("Welke vergunning is het?", "Omgevingsvergunning Z-2026-117").druk("Melden", status=422)
    b.leest("1 juni 2027 moet nog komen.").vul("Op welke dag?", "2026-12-01").druk("Melden")
    b.volg("Terug naar de realisatie").volg("Melden: de eerste onomkeerbare stap")
    b.vul("Op welke dag?", "2027-01-20").vul("Welke stap is gezet", STAP).druk("Melden")
    b.volg("Terug naar de realisatie").volg("Melden: de start van de bouw").vul("Op welke dag?", "2027-02-15")
    b.vul("Waarmee is de bouw begonnen?", "Met het grondwerk.").druk("Melden")


def verwacht_later(b: Bladeraar) -> None:
    """Her own forecast: later than planned, and still in time."""
    b.volg(f"{NUMMER} · {PROJECT}").volg("Verwachting geven: de oplevering").leest(
        "Uiterste dag 14 april 2031"
    )
    b.vul("Wanneer verwacht u dit?", "2029-03-01").vul("Toelichting", WAARDOOR).druk("Verwachting bewaren")
    b.leest("verwacht 1 maart 2029")


def beoordeel(spel: Spel) -> None:
    """One question and two that are right; the municipality repairs what was asked, and then that counts too."""
    stel_vraag(spel.als("bea"))
    beantwoord(spel.als("dora"))
    aanvaard_mijlpalen(spel.als("bea"))
    spel.als("dora").volg(f"{NUMMER} · {PROJECT}").leest(
        "3 februari 2027 aanvaard", "15 februari 2027 aanvaard"
    )


def stel_vraag(b: Bladeraar) -> None:
    b.volg("Meldingen").volg(f"Eerste onomkeerbare stap, {PROJECT}").leest(STAP, "20 januari 2027")
    b.kies("Een vraag stellen").druk("Oordeel vastleggen", status=422).leest("Schrijf wat u wilt weten.")
    b.vul("Vraag of toelichting", VRAAG).druk("Oordeel vastleggen").leest("De vraag is gesteld.")


def beantwoord(b: Bladeraar) -> None:
    """The question is what the home page leads to; the milestone can be repaired there."""
    b.leest("Het ministerie heeft 1 vraag over wat u meldde.").volg(f"{NUMMER} · {PROJECT}")
    b.volg("Beantwoord de vraag over: eerste onomkeerbare stap").leest(VRAAG)
    b.vul("Op welke dag?", "2027-02-03").vul("Welke stap is gezet", f"{STAP} {ANTWOORD}")
    b.druk("Antwoord versturen").leest("3 februari 2027")


def aanvaard_mijlpalen(b: Bladeraar) -> None:
    for wat in ("Vergunning", "Eerste onomkeerbare stap", "Start van de bouw"):
        b.volg("Meldingen").volg("Wat op ons wacht").volg(f"{wat}, {PROJECT}")
        b.kies("Aanvaarden").druk("Oordeel vastleggen").leest("De melding is aanvaard.")
    b.vandaag().leest_niet("Meldingen van gemeenten")


def lever_op(spel: Spel) -> None:
    """Five of the twelve; one number is that of a house, and is refused at its own row."""
    meld_oplevering(spel.als("dora"))
    aanvaard_oplevering(spel.als("bea"))
    spel.als("dora").volg(f"{NUMMER} · {PROJECT}").leest("Opgeleverd 5 aanvaard", "5 van 12")


def meld_oplevering(b: Bladeraar) -> None:
    b.volg(f"{NUMMER} · {PROJECT}").volg("Oplevering melden").vul("Opgeleverd op", "2028-08-28")
    for nummer in range(1, OPGELEVERD + 1):
        soort = HUIS if nummer == 3 else STANDPLAATS
        bij = f"Woonruimte {nummer}"
        b.vul("BAG-nummer", f"0150{soort}000000000{nummer}", bij=bij)
        b.vul("Postcode", "7411 AB", bij=bij).vul("Huisnummer", str(nummer), bij=bij)
    b.druk("Controleren", status=422).bekijk()
    b.leest("Woonruimte 3, BAG-nummer: Dit BAG-nummer is van een verblijfsobject (01).").leest_niet(
        "Woonruimte 4, BAG"
    )
    b.vul("BAG-nummer", f"0150{STANDPLAATS}0000000003", bij="Woonruimte 3").druk("Controleren")
    b.leest("Kijk uw melding na", "Er is nog niets gemeld.").bekijk().druk("Melden").leest(
        "wacht op het ministerie"
    )


def aanvaard_oplevering(b: Bladeraar) -> None:
    b.volg("Meldingen").volg(f"Oplevering, {PROJECT}").volg("De woonruimten in deze oplevering")
    b.leest("0150030000000003").kies("Aanvaarden").druk("Oordeel vastleggen").leest("De melding is aanvaard.")
