"""What was paid too much comes back: decided, claimed, received in two parts, with interest over what was late."""

from __future__ import annotations

from tests.verhaal.bladeraar import Bladeraar
from tests.verhaal.bouwwereld import NUMMER
from tests.verhaal.spel import Spel
from tests.verhaal.stappen.geld import toon_geld
from tests.verhaal.stappen.tekenen import open_brief, teken_en_maak_bekend

BESLUIT, VORDERING, RENTEBESLUIT = f"{NUMMER}-B4", f"{NUMMER}-V1", f"{NUMMER}-B5"
RENTE, REST = "€ 349,09", "31.126,44"
"""Over € 30.777,35 from 2 October to and including 9 December 2029: 69 days of 6 % a year; and what is owed with it."""
FONDS_CENT = 1_722_65
"""What the BTW-compensatiefonds got too much: not of the municipality, and so no claim on it."""
KOP = "vordering,bedrag,ontvangen_op,omschrijving\r\n"


def vorder_terug(spel: Spel) -> None:
    stel_op(spel.als("bea"))
    teken_en_maak_bekend(
        spel, BESLUIT, wie="otto",
        leest=("U moet € 50.777,35 terugbetalen", "uiterlijk op 1 oktober 2029", "artikel 4:87"),
    )  # fmt: skip
    lees_terugvordering(spel.als("deventer"))
    lees_vordering(spel.als("frits"))
    toon_geld(spel.als("fien"), te_betalen=270_000_00, vastgesteld=37_500_00, terug_open=52_500_00)


def stel_op(b: Bladeraar) -> None:
    b.volg("Aanvragen").volg(NUMMER).volg("Vaststelling").leest("De gemeente moet € 50.777,35 terugbetalen")
    b.druk("Terugvordering opstellen").leest("De terugvordering is opgesteld. Een beslisser tekent haar.")


def lees_terugvordering(b: Bladeraar) -> None:
    open_brief(b, BESLUIT)
    b.volg("Aanvragen").volg(NUMMER).volg("Vaststelling").leest(
        "U moet nog € 50.777,35 terugbetalen", "uiterlijk op 1 oktober 2029"
    )


def lees_vordering(b: Bladeraar) -> None:
    b.volg("Vorderingen").leest("Open € 50.777,35", "Te laat € 0").volg(VORDERING).leest(
        "er loopt geen rente"
    )


def ontvang_eerste(spel: Spel) -> None:
    """The first instalment comes in time."""
    boek_eerste(spel.als("fien"))
    toon_geld(
        spel.als("fien"), te_betalen=270_000_00, vastgesteld=37_500_00, terug_open=32_500_00,
        terug_ontvangen=20_000_00,
    )  # fmt: skip


def boek_eerste(b: Bladeraar) -> None:
    """More than is owed is refused at its row, and then nothing is booked."""
    te_veel = f'{KOP}{VORDERING},"60.000,00",2029-09-28,Deventer {BESLUIT}\r\n'
    lees_in(b, te_veel, status=422).leest("Er is niets geboekt.", "ontvangsten, rij 2, kolom bedrag")
    lees_in(b, te_veel.replace("60.000,00", "20.000,00")).leest("Geboekt: 1 ontvangst, samen € 20.000.")
    b.volg(VORDERING).leest("Open € 30.777,35", "Te laat € 0", "er loopt geen rente")


def lees_in(b: Bladeraar, inhoud: str, *, status: int = 200) -> Bladeraar:
    b.volg("Vorderingen").laad_op("Bestand met ontvangsten", "bank.csv", inhoud.encode())
    return b.druk("Inlezen", status=status)


def stel_rente_vast(spel: Spel) -> None:
    """What was late costs interest: one draws up the decision, another signs it (Awb 4:99)."""
    stel_rente_op(spel.als("fien"))
    teken_en_maak_bekend(
        spel,
        RENTEBESLUIT,
        wie="ans",
        leest=(f"U moet {RENTE} wettelijke rente betalen", "4:97, 4:98 en 4:99"),
    )
    lees_rente(spel.als("deventer"))


def stel_rente_op(b: Bladeraar) -> None:
    b.volg("Vorderingen").volg(VORDERING).leest("te laat", "In verzuim sinds 2 oktober 2029")
    b.vul("Rente tot en met", "2029-12-09").druk("Rentebesluit opstellen").leest(
        "Het rentebesluit is opgesteld."
    )
    assert not b.heeft_knop("Rentebesluit opstellen")


def lees_rente(b: Bladeraar) -> None:
    open_brief(b, RENTEBESLUIT)
    b.volg("Aanvragen").volg(NUMMER).volg("Vaststelling").leest(RENTE)


def ontvang_rest(spel: Spel) -> None:
    """The second instalment, with the interest: the claim is paid."""
    boek_rest(spel.als("fien"))
    toon_geld(
        spel.als("fien"), te_betalen=270_000_00, vastgesteld=37_500_00, terug_open=FONDS_CENT,
        terug_ontvangen=50_777_35,
    )  # fmt: skip


def boek_rest(b: Bladeraar) -> None:
    lees_in(b, f'{KOP}{VORDERING},"{REST}",2029-12-10,Deventer {BESLUIT} slot\r\n')
    b.leest("Geboekt: 1 ontvangst").volg(VORDERING).leest("voldaan", "Open € 0")
    assert not b.heeft_knop("Ontvangst boeken")
