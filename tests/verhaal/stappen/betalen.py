"""From a bank account that is missing to a payment: two people make it, the ledger says that it was done."""

from __future__ import annotations

import csv
import io

from tests.verhaal.bladeraar import Bladeraar
from tests.verhaal.bouwwereld import NUMMER, laat_meedoen
from tests.verhaal.spel import Spel
from tests.verhaal.stappen.geld import toon_geld
from tests.verhaal.wereld import NAAM

IBAN = "NL91 ABNA 0417 1643 00"
GEMEENTE, FONDS = f"{NUMMER}-P1", f"{NUMMER}-P2"
"""The two orders: to the municipality, and the part for VAT to the BTW-compensatiefonds."""
KOP = "opdracht,bedrag,resultaat,betaald_op,reden\r\n"


def maak_betaalbaar(spel: Spel) -> None:
    """Without an account nothing can be paid: it is asked, entered, confirmed by a colleague and accepted."""
    laat_meedoen()
    vraag_rekening(spel.als("fien"))
    voer_rekening_in(spel.als("dora"))
    bevestig_rekening(spel.als("deventer"))
    aanvaard_rekening(spel.als("fien"))


def vraag_rekening(b: Bladeraar) -> None:
    b.volg(f"{NAAM}: € 360.000")
    b.leest("Van de gemeente is geen goedgekeurd rekeningnummer bekend.", "€ 87.046,88", "€ 2.953,12")
    assert not b.heeft_knop("Stel op")
    b.druk("Vraag 4 gemeenten om een rekeningnummer").leest("Gevraagd om een rekeningnummer: 4 gemeenten.")


def voer_rekening_in(b: Bladeraar) -> None:
    """A digit that is wrong is told at the field, with everything typed still there."""
    b.volg("Gemeente").leest("Er is nog geen goedgekeurd rekeningnummer").volg("Rekeningnummer invoeren")
    b.vul("IBAN", "NL81 ABNA 0417 1643 00").vul("Op welke naam staat de rekening?", "Gemeente Deventer")
    b.druk("Rekeningnummer invoeren", status=422).leest("Dit is geen IBAN: het controlegetal klopt niet.")
    b.vul("IBAN", IBAN).druk("Rekeningnummer invoeren").leest(
        "Nu moet een andere tekenbevoegde het bevestigen."
    )
    assert not b.heeft_link("Nakijken en bevestigen")


def bevestig_rekening(b: Bladeraar) -> None:
    b.volg("Rekeningnummer van Deventer bevestigen").leest(IBAN).druk("Rekeningnummer bevestigen")
    b.leest("Wacht op het ministerie")


def aanvaard_rekening(b: Bladeraar) -> None:
    b.volg("Rekeningnummer van Deventer").volg("Goedkeuren").leest(IBAN, "D. Opsteller", "D. Deventer")
    b.druk("Goedkeuren").leest("Het rekeningnummer van Deventer is goedgekeurd.")


def betaal(spel: Spel) -> None:
    """One draws up, another approves, the ledger pays; at every stop the money of the tranche adds up."""
    toon_geld(spel.als("fien"), te_betalen=360_000_00)
    stel_op(spel.als("fien"))
    keur_goed(spel.als("frits"))
    bied_aan(spel.als("fien"))
    toon_geld(spel.als("fien"), te_betalen=360_000_00)
    lees_terugmelding(spel.als("fien"))
    toon_geld(spel.als("fien"), te_betalen=270_000_00, betaald=87_046_88, bcf=2_953_12)


def stel_op(b: Bladeraar) -> None:
    """Only what has an account; and not to be approved by who drew it up."""
    b.volg(f"{NAAM}: € 360.000").leest("Nog niet op te stellen").druk("Stel op voor 1 aanvraag")
    b.leest("Opgesteld: 2 betaalopdrachten. Een collega keurt ze goed.")
    b.volg(GEMEENTE).leest("Een collega keurt deze opdracht goed")
    assert not b.heeft_knop("Keur deze opdracht goed")
    b.vandaag().volg("2 opdrachten van u, een collega keurt ze goed").bekijk()
    b.volg("Betalingen").volg("Opdrachten goedkeuren").leest(
        "Er is niets dat u kunt goedkeuren", "Door u opgesteld"
    )
    assert not b.heeft_knop("Keur")


def keur_goed(b: Bladeraar) -> None:
    b.volg("2 opdrachten om goed te keuren").leest(IBAN, "F. Betaler", "Samen € 90.000")
    b.vink(GEMEENTE).vink(FONDS).druk("Keur de gekozen opdrachten goed").leest("Goedgekeurd: 2 opdrachten.")


def bied_aan(b: Bladeraar) -> None:
    """The file for the ledger: what is on the page, and nothing else."""
    b.volg("2 opdrachten goedgekeurd, nog in geen bestand").druk("Maak het bestand")
    b.leest("€ 90.000 in 2 opdrachten")
    rijen = list(csv.DictReader(io.StringIO(b.haal("Download als CSV").decode("utf-8-sig"))))
    assert [(rij["opdracht"], rij["iban"], rij["bedrag_eur"]) for rij in rijen] == [
        (GEMEENTE, IBAN.replace(" ", ""), "87046.88"),
        (FONDS, "", "2953.12"),
    ]
    assert b.haal("Download als XLSX").startswith(b"PK")


def lees_terugmelding(b: Bladeraar) -> None:
    """A cent too little and nothing is read at all; the right file is read once."""
    te_weinig = (
        f'{KOP}{GEMEENTE},"87.046,87",betaald,2026-04-21,\r\n{FONDS},"2.953,12",betaald,2026-04-21,\r\n'
    )
    b.volg("Betalingen").volg("Terugmelding inlezen")
    b.laad_op("Bestand met de terugmelding", "april.csv", te_weinig.encode()).druk("Lees in", status=422)
    b.leest("Er is niets veranderd.", "rij 2, kolom bedrag")
    b.laad_op("Bestand met de terugmelding", "april.csv", te_weinig.replace('87"', '88"', 1).encode())
    b.druk("Lees in").leest("Ingelezen: 2 betalingen, samen € 90.000.")
