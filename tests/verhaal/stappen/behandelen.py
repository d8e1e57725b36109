"""What who handles the applications does: take them, check them, ask what is missing, give out the assessing."""

from __future__ import annotations

from datetime import timedelta

from subsidie.tranches.service import get_tranche, sluiten
from subsidie.web.transactie import schrijfgrens
from tests.verhaal.bladeraar import Bladeraar
from tests.verhaal.spel import Spel
from tests.verhaal.wereld import AANVRAGEN, CODE, NAAM, SLUITING, ZWOLS

PUNTEN = (
    "Het project is duidelijk omschreven, met de plaats",
    "De woonruimten zijn per doelgroep opgegeven",
    "De planning noemt de onomkeerbare stap en de oplevering",
    "De begroting klopt met de bedragen in de aanvraag",
    "De verplichte bijlagen zijn er en zijn leesbaar",
)
NOTITIE = "Zwolle belde: de grond is nog niet gekocht."
ADVIES = "De planning is krap; let op de koop van de grond."


def neem_in(spel: Spel) -> None:
    b = spel.als("bea")
    pak_op(b)
    for nummer in AANVRAGEN:
        spel.nu += timedelta(minutes=5)
        if nummer == ZWOLS:
            vraag_aanvulling(b)
        else:
            bevind_volledig(b, nummer)
    schrijf_notitie(b)


def pak_op(b: Bladeraar) -> None:
    """Everything that is of nobody, in one go."""
    b.volg("Werklijst").volg("Van niemand")
    for nummer in AANVRAGEN:
        b.vink(f"Kies {nummer}")
    b.druk("Zelf oppakken").leest("8 aanvragen")
    b.volg("Werklijst").volg("Van mij").leest(*AANVRAGEN, "B. Behandelaar (u)")


def vraag_aanvulling(b: Bladeraar) -> None:
    """The point that is missing becomes the question; the letter is looked at before it goes."""
    b.volg("Werklijst").volg(ZWOLS).volg("Volledigheid controleren")
    b.leest("‘Eerste onomkeerbare stap’ is nog niet ingevuld.")
    for punt in PUNTEN:
        b.kies("Ontbreekt" if "planning" in punt else "In orde", bij=punt)
    b.druk("Bewaren en een aanvulling vragen")
    b.druk("Bekijk de brief").leest("Noem in de planning de eerste onomkeerbare stap en de oplevering.")
    b.druk("Versturen").leest("18 maart 2026")


def bevind_volledig(b: Bladeraar, nummer: str) -> None:
    b.volg("Werklijst").volg(nummer).volg("Volledigheid controleren")
    if b.heeft_knop("Controlelijst bewaren"):
        for punt in PUNTEN:
            b.kies("In orde", bij=punt)
        b.druk("Controlelijst bewaren")
    b.vink("Ik heb de aanvraag bekeken").druk("Volledig verklaren").leest("volledig")


def schrijf_notitie(b: Bladeraar) -> None:
    """A note and the advice: for colleagues, never for the municipality."""
    b.volg("Werklijst").volg(ZWOLS).volg("Behandelaar, advies en notities")
    b.volg("Notitie schrijven").vul("Notitie", NOTITIE).druk("Notitie bewaren").leest(NOTITIE)
    b.volg("Advies geven").kies("Toekennen").vul("Waarom adviseert u dit?", ADVIES).druk(
        "Advies geven"
    ).leest(ADVIES)


def deel_uit(spel: Spel) -> None:
    b = spel.als("bea")
    bevind_aangevuld(b)
    with schrijfgrens():
        sluiten(get_tranche(CODE), door=spel.wie("beheer"), nu=SLUITING)
    spreid(b)


def bevind_aangevuld(b: Bladeraar) -> None:
    """What Zwolle added is in order; the clock says how long it stood still."""
    b.leest("Aanvullingen").volg("Werklijst").leest("Aanvulling binnen").volg(ZWOLS)
    b.volg("De klok van deze aanvraag").leest(
        "De termijn staat stil: Verzoek om aanvulling 1 van 4 maart 2026"
    )
    b.leest("Tot en met 8 maart 2026: 4 dagen")
    bevind_volledig(b, ZWOLS)
    b.leest("Volledig 9 maart 2026")


def spreid(b: Bladeraar, *, kaarten: int = 16) -> None:
    """Give out the cards that are proposed."""
    b.volg("Tranches").volg(NAAM).volg("Beoordeling").volg("Werk verdelen")
    b.leest("Een voorstel: er is nog niets uitgedeeld.")
    b.druk(f"Zo uitdelen: {kaarten} {'kaart' if kaarten == 1 else 'kaarten'}").leest(
        "Scores staan hier niet."
    )
