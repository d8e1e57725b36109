"""What the reviewers do: declare, score without seeing each other, agree in a talk, and record the outcome."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta

from tests.verhaal.bladeraar import Bladeraar
from tests.verhaal.spel import Spel
from tests.verhaal.stappen.behandelen import spreid
from tests.verhaal.wereld import ANDERE_FEITEN, BEOORDELAARS, SCORES, ZWOLS

CRITERIA = (
    "Hoe zeker het is dat het project op tijd klaar is",
    "Hoe groot de behoefte van de doelgroepen in de regio is",
    "Kwaliteit van de woonruimten en van de begeleiding",
    "Samenwerking en regionale afspraken",
)
MET_BELANG = "OEFEN-0004"
"""The application of which one of its reviewers turns out to know the builder."""
BELANG = "Mijn zus werkt bij de bouwer."
ZWOLLE_EERST, ZWOLLE_DAARNA, AFGESPROKEN = (5, 4, 4, 3), (1, 1, 2, 1), (2, 2, 2, 2)
"""What the two reviewers of Zwolle give (415 and 125 points), and what comes out of their talk (200 points)."""
VERSLAG = "De grond is nog niet gekocht. Daarom is de planning niet zeker, en is de behoefte te algemeen onderbouwd."
ANDERS = "De woonruimten zijn volgens het kadaster een hotel."
NIET_VOOR = "De woonruimten zijn niet voor een doelgroep van de regeling"

Punten = tuple[int, int, int, int]


def scoor(spel: Spel) -> None:
    """One declares an interest and is replaced; then each fills in all cards they have."""
    gemeld = next(wie for wie in BEOORDELAARS if MET_BELANG in te_doen(spel.als(wie)))
    meld_belang(spel.als(gemeld))
    spreid(spel.als("bea"), kaarten=1)
    eerder: Counter[str] = Counter()
    for wie in BEOORDELAARS:
        b = spel.als(wie)
        assert (wie == gemeld) <= (MET_BELANG not in te_doen(b))
        for nummer in te_doen(b):
            spel.nu += timedelta(minutes=10)
            b.volg("Beoordelen").volg(nummer)
            beoordeel(b, nummer, wie, als_eerste=not eerder[nummer])
            eerder[nummer] += 1
    assert set(eerder.values()) == {2}


def te_doen(b: Bladeraar) -> list[str]:
    """The applications on which somebody still has a card to hand in."""
    tekst = b.volg("Beoordelen").tekst.partition("Te beoordelen")[2]
    tekst = tekst.partition("Overleg te leiden")[0].partition("Ingeleverd")[0]
    return sorted(set(re.findall(r"OEFEN-\d{4}", tekst)))


def meld_belang(b: Bladeraar) -> None:
    """From then on the application is not there for this reviewer, in the list nor by its address."""
    b.volg("Beoordelen").volg(MET_BELANG)
    b.leest("Hebt u een belang bij deze aanvraag?").leest_niet("Twaalf standplaatsen in Nijmegen")
    b.kies("Ja, ik heb een belang").vul("Welk belang is dat?", BELANG).druk("Verklaren en openen")
    b.leest("Uw belang is vastgelegd.")
    assert MET_BELANG not in te_doen(b)
    b.open(f"/beoordelen/{MET_BELANG}").leest("Deze kaart telt niet meer").leest_niet(
        "Twaalf standplaatsen"
    ).bekijk()
    assert not b.heeft_knop("Bewaren en inleveren")


def beoordeel(b: Bladeraar, nummer: str, wie: str, *, als_eerste: bool) -> None:
    """Declare, score with a reason per criterion, hand in; of the other card nothing is to be seen."""
    b.leest("Hebt u een belang bij deze aanvraag?").leest_niet("Reden van")
    b.kies("Nee, ik heb geen belang bij deze aanvraag").druk("Verklaren en openen")
    b.leest("Uw kaart", "Twaalf standplaatsen").leest_niet("Reden van")
    if nummer == ANDERE_FEITEN:
        wijs_af(b)
    else:
        scores = SCORES.get(nummer) or (ZWOLLE_EERST if als_eerste else ZWOLLE_DAARNA)
        vul_scores(b, scores, wie)
        b.kies("Ja", bij="Voldoet de aanvraag aan de voorwaarden?")
    b.druk("Bewaren en inleveren").leest("Daarna verandert uw kaart niet meer.").bekijk().druk("Inleveren")
    b.leest(f"Uw kaart van aanvraag {nummer} is ingeleverd.")


def vul_scores(b: Bladeraar, scores: Punten, wie: str) -> None:
    for criterium, score in zip(CRITERIA, scores, strict=True):
        b.kies(str(score), bij=criterium).vul(f"Reden bij ‘{criterium}’", f"Reden van {wie}.")


def wijs_af(b: Bladeraar) -> None:
    b.kies("Nee, wijs de aanvraag af").klap_uit("Invullen bij afwijzen")
    b.selecteer("Op welke grond?", NIET_VOOR).kies("Ja: de gemeente mag eerst haar zienswijze geven")
    b.vul("Toelichting bij uw oordeel", ANDERS)


def kom_tot_een_oordeel(spel: Spel) -> None:
    """Zwolle: a third reviewer leads the talk. Breda: its view is asked, and then the outcome is recorded."""
    voorzitter = next(wie for wie in BEOORDELAARS if leidt_overleg(spel.als(wie)))
    modereer(spel.als(voorzitter))
    vraag_zienswijze(spel.als("bea"))
    spel.nu += timedelta(days=5)
    geef_geen_zienswijze(spel.als("breda"))
    spel.nu += timedelta(days=1)
    sluit_zienswijze(spel.als("bea"))
    lezer = next(wie for wie in BEOORDELAARS if las_andere_feiten(spel.als(wie)))
    leg_oordeel_vast(spel.als(lezer))


def leidt_overleg(b: Bladeraar) -> bool:
    """Whether the home page asks to lead the talk on Zwolle."""
    return "Overleg te leiden" in b.tekst


def las_andere_feiten(b: Bladeraar) -> bool:
    """Whether this reviewer is one of the two who want to refuse Breda."""
    return ANDERE_FEITEN in b.volg("Beoordelen").tekst


def modereer(b: Bladeraar) -> None:
    b.volg(ZWOLS).kies("Nee, ik heb geen belang bij deze aanvraag").druk("Verklaren en openen")
    b.leest("Waarom overleg nodig is", "Reden van").bekijk().vul("Verslag van het overleg", VERSLAG)
    for criterium, score in zip(CRITERIA, AFGESPROKEN, strict=True):
        b.kies(str(score), bij=criterium).vul(f"Reden bij ‘{criterium}’", "Zo afgesproken.")
    b.kies("Ja", bij="Voldoet de aanvraag aan de voorwaarden?").druk("Vastleggen")
    b.leest("Het overleg over aanvraag OEFEN-0001 is vastgelegd", "Score 200", VERSLAG)


def vraag_zienswijze(b: Bladeraar) -> None:
    b.volg("Werklijst").volg(ANDERE_FEITEN).volg("Zienswijze")
    b.kies(NIET_VOOR).vul("Op welke feiten rust het voornemen?", ANDERS).druk("Zienswijze vragen")
    b.leest("De zienswijze is gevraagd. De gemeente heeft een brief gekregen.")


def geef_geen_zienswijze(b: Bladeraar) -> None:
    b.volg(ANDERE_FEITEN).leest("Het ministerie is van plan de aanvraag af te wijzen")
    b.volg("Zienswijze geven").leest(ANDERS).leest_niet("Reden van", "R. Lezer", "score").bekijk()
    b.vink("Wij geven geen zienswijze").druk("Reactie insturen").leest("Uw reactie is ontvangen.")


def sluit_zienswijze(b: Bladeraar) -> None:
    b.volg("Werklijst").volg(ANDERE_FEITEN).volg("Zienswijze")
    b.druk("Zienswijze afhandelen").leest("De zienswijze is afgehandeld.")


def leg_oordeel_vast(b: Bladeraar) -> None:
    b.volg("Beoordelen").volg(ANDERE_FEITEN).druk("Oordeel vastleggen")
    b.leest(f"Het oordeel over aanvraag {ANDERE_FEITEN} is vastgelegd.")
