"""A project that gets smaller: the municipality asks, the ministry decides, and the first award stays beside it."""

from __future__ import annotations

from tests.verhaal.bladeraar import Bladeraar
from tests.verhaal.bouwwereld import NUMMER
from tests.verhaal.spel import Spel
from tests.verhaal.stappen.bouwen import PROJECT
from tests.verhaal.stappen.geld import toon_geld
from tests.verhaal.stappen.tekenen import open_brief, teken_en_maak_bekend

VERZOEK, BESLUIT = f"{NUMMER}-W1", f"{NUMMER}-B2"
REDEN = "Onder twee van de plaatsen ligt een hoofdleiding. Die kan niet weg."
ADVIES = "Toestaan: de tekening van de leiding klopt."
OVERWEGING = "De leiding was bij de aanvraag niet bekend. Tien standplaatsen passen wel."
SOORT = "Woonwagenbewoners, permanent, standplaats"


def vraag(spel: Spel) -> None:
    reken_uit(spel.als("dora"))
    dien_in(spel.als("deventer"))


def reken_uit(b: Bladeraar) -> None:
    """Who may not sign sees what it would cost, and cannot ask it."""
    b.volg(f"{NUMMER} · {PROJECT}").volg("Een wijziging vragen").vul(SOORT, "10")
    b.vul("Waarom wilt u het project veranderen?", REDEN).druk("Toon wat dit betekent")
    b.leest("Bedrag nu € 90.000 Bedrag na de wijziging € 75.000", "Alleen een tekenbevoegde kan dit indienen")
    assert not b.heeft_knop("Verzoek indienen")


def dien_in(b: Bladeraar) -> None:
    """Fewer than stand there already cannot be asked; nothing changes by asking."""
    b.volg(f"{NUMMER} · {PROJECT}").volg("Een wijziging vragen").vul(SOORT, "4")
    b.vul("Waarom wilt u het project veranderen?", REDEN).druk("Toon wat dit betekent", status=422)
    b.leest("Van deze woonruimten zijn er al 5 gemeld of opgeleverd. Minder kan niet meer.")
    b.vul(SOORT, "10").druk("Toon wat dit betekent").leest("Het bedrag wordt € 75.000.").bekijk()
    b.druk("Verzoek indienen").leest(f"Het kenmerk is {VERZOEK}.", "Tot dan verandert er niets")
    b.volg("Terug naar de realisatie").leest("Toegekend 12 woonruimten")


def stel_op(b: Bladeraar) -> None:
    """Advice is for who signs; who draws up cannot sign."""
    b.volg("Wijzigingen").volg(VERZOEK).leest(REDEN).druk("Verzoek oppakken")
    b.vul("Uw advies", ADVIES).druk("Advies bewaren").leest("Uw advies is bewaard.")
    b.kies("De wijziging toestaan").vul("Uw overwegingen", OVERWEGING).druk("Besluit opstellen")
    b.leest(f"Besluit {BESLUIT} is opgesteld. Een beslisser tekent het.").leest_niet("Het plan is gewijzigd")


def besluit(spel: Spel) -> None:
    """Until it is notified nothing changes; then the plan has two numbers, and what was paid too much is named."""
    stel_op(spel.als("bea"))
    teken_en_maak_bekend(
        spel, BESLUIT, wie="ans", leest=("Dat sta ik toe.", "van € 90.000 naar € 75.000", REDEN, OVERWEGING)
    )
    lees_besluit(spel.als("deventer"))
    toon_geld(spel.als("fien"), te_betalen=270_000_00, betaald=72_046_88, bcf=2_953_12, terug_open=15_000_00)


def lees_besluit(b: Bladeraar) -> None:
    """The letter, and beside what holds now what was awarded first; the advice is not for her."""
    open_brief(b, BESLUIT)
    b.vandaag().volg(f"{NUMMER} · {PROJECT}").leest("Toegekend 10 woonruimten, eerst 12").leest_niet(ADVIES)
    b.volg(f"Verzoek {VERZOEK}").leest("toegestaan").leest_niet(ADVIES)
