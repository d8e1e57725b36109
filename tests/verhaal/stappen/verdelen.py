"""What the two deciders do with the money: look where it ends, freeze, draw, and fix the allocation together."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from subsidie.kern.tijd import in_amsterdam
from tests.verhaal.bladeraar import Bladeraar
from tests.verhaal.spel import Spel
from tests.verhaal.wereld import AANNAMES, CODE, GELIJK, NAAM

BRON = "de trekking van de Staatsloterij van april 2026, eerste zes cijfers"
SEED = "483920"
TREKKEN = f"/tranches/{CODE}/verdelingen/1/trekken"
DAG = timedelta(days=1)


def bevries(spel: Spel) -> None:
    bekijk_stand(spel.als("ans"))
    vraag_wat_als(spel.als("ans"))
    bevries_lijst(spel.als("ans"), spel)


def bekijk_stand(b: Bladeraar) -> None:
    """Before anything is frozen the ranking shows where the money ends, and that two have the same place there."""
    b.volg("Tranches").volg(NAAM).volg("Rangschikking").leest("Waar het geld nu eindigt", "Past 3 € 270.000")
    b.leest("Nog te loten 2 aanvragen", *(f"{nummer} {plaats}" for nummer, plaats in GELIJK.items())).bekijk()


def vraag_wat_als(b: Bladeraar) -> None:
    """Without one that is above the line, both that would be drawn fit."""
    b.volg("Tranches").volg(NAAM).volg("Rangschikking").volg("wat als niet : zonder OEFEN-0002")
    b.leest("SIMULATIE", "Past 4 € 360.000").leest_niet("Nog te loten 2 aanvragen").bekijk()


def bevries_lijst(b: Bladeraar, spel: Spel) -> None:
    """Freezing publishes the hash; the text of the draw cannot be entered before the moment that was named."""
    b.open(TREKKEN, status=404)
    b.vandaag().volg(f"Verdelen: {NAAM}").leest("Er moet worden geloot onder").volg("Lijst bevriezen")
    b.vul("Uit welke openbare bron komt de tekst voor de loting?", BRON)
    b.vul("Wanneer wordt die tekst bekend?", als_veld(spel.nu + DAG)).druk("Bevries deze lijst")
    hash_ = re.findall(r"[0-9a-f]{64}", b.tekst)[0]
    b.leest("Het moment van de trekking is er nog niet")
    assert not b.heeft_knop("Trek en bereken de verdeling")
    b.open(f"/openbaar/{CODE}").leest(hash_, BRON).leest_niet(*GELIJK)


def als_veld(moment: datetime) -> str:
    """A moment as a field for a day and a time holds it, on the clock of Amsterdam."""
    return in_amsterdam(moment).strftime("%Y-%m-%dT%H:%M")


def trek_en_stel_vast(spel: Spel) -> None:
    trek(spel.als("ans"), spel)
    spel.nu += timedelta(hours=1)
    geef_eerste_akkoord(spel.als("ans"))
    geef_tweede_akkoord(spel.als("otto"))


def trek(b: Bladeraar, spel: Spel) -> None:
    b.volg("Verdeling oefen-V1").leest(BRON).vul("De tekst van de trekking", SEED)
    b.vul("Wanneer werd deze tekst bekend?", als_veld(spel.nu - timedelta(hours=1)))
    b.druk("Trek en bereken de verdeling").leest("Toegekend 4 € 360.000", "Over € 0 van € 360.000")


def geef_eerste_akkoord(b: Bladeraar) -> None:
    """Each assumption by name first; the second agreement is not for the same person."""
    b.volg("Verdeling oefen-V1").leest("nagerekend: gelijk", "Bevestig eerst de aannames hierboven.").bekijk()
    for _ in AANNAMES:
        b.druk("Bevestig de aanname")
    b.druk("Akkoord, als eerste").leest("Uw akkoord is vastgelegd.", "Dit akkoord is niet aan u")
    assert not b.heeft_knop("Akkoord")
    b.vandaag().leest("het tweede is aan een ander")


def geef_tweede_akkoord(b: Bladeraar) -> None:
    b.leest("Met uw akkoord staat de verdeling vast.").volg("Verdeling oefen-V1").leest(
        "A. Beslisser gaf op"
    ).bekijk()
    b.druk("Akkoord: stel de verdeling vast").leest("De verdeling staat vast")
