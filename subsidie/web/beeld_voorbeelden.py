"""Invented figures for the pictures on the living component page, every picture in each of its states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from subsidie.web.beeld import (
    Balk,
    Balkgegevens,
    Balksegment,
    Kaart,
    Lijnen,
    Lijnreeks,
    Punt,
    Staaf,
    Staven,
    Vlak,
    balk,
    gebruik,
    kaart,
    kort_geld,
    lijnen,
    staven,
    vast_geld,
)  # fmt: skip

_EURO: Final = 100


@dataclass(frozen=True, slots=True)
class Voorbeelden:
    """The pictures per macro, in the order in which the page shows them."""

    balken: tuple[Balk, ...]
    staven: tuple[Staven, ...]
    lijnen: tuple[Lijnen, ...]
    kaarten: tuple[Kaart, ...]


def voorbeelden() -> Voorbeelden:
    """All of them; nothing in it is about a real municipality."""
    return Voorbeelden(_balken(), _staven(), _lijnen(), _kaarten())


def _bedrag(nummer: int) -> int:
    """An amount between € 55.000 and € 705.000 that looks arbitrary and is always the same."""
    return (55_000 + nummer * nummer * 7_919 % 650_000) * _EURO


def _segmenten(
    hoeveel: int,
    plafond_cent: int | None,
    *,
    loting: range = range(0),
    deels: bool = False,
    beslist: bool = True,
) -> tuple[Balksegment, ...]:
    over, dicht, gevonden = plafond_cent or 0, False, []
    for nummer in range(1, hoeveel + 1):
        bedrag = _bedrag(nummer)
        dicht = dicht or bedrag > over
        rest = over if deels else 0
        gekregen = rest if dicht else bedrag
        deels = deels and not dicht
        over -= gekregen
        label = f"VB-{nummer:04d} Voorbeeldstad {nummer}"
        gevonden.append(
            Balksegment(label, bedrag, gekregen if beslist else None, "#plafondbalk", nummer in loting)
        )
    return tuple(gevonden)


def _balken() -> tuple[Balk, ...]:
    plafond = 3_470_500_000
    gewoon = Balkgegevens(
        _segmenten(131, plafond, loting=range(83, 113)), plafond, "Met loting op de dag van overschrijding",
        "30 mei", "7 juli", "15 juni 2023: loting onder 30 aanvragen",
    )  # fmt: skip
    ruim = Balkgegevens(_segmenten(12, 900_000_000), 900_000_000, "Alles past", "3 april", "28 april")
    pot_a = Balkgegevens(
        _segmenten(24, 500_000_000, deels=True), 500_000_000, "Pot 1: de laatste krijgt een deel"
    )
    pot_b = Balkgegevens(
        _segmenten(9, 60_000_000), 60_000_000, "Pot 2: plafond links in de balk", "1 maart", "9 maart"
    )
    onbekend = Balkgegevens(
        _segmenten(18, None, beslist=False), None, "Plafond onbekend, nog niets beslist", "1 mei"
    )
    een = Balkgegevens(_segmenten(1, 90_000_000), 90_000_000, "Een aanvraag", "4 juni", "4 juni")
    leeg = Balkgegevens((), 250_000_000, "Nog geen aanvragen")
    veel = Balkgegevens(
        _segmenten(300, 7_500_000_000), 7_500_000_000, "Driehonderd aanvragen", "1 mei", "30 juni"
    )
    alle = (gewoon, ruim, pot_a, pot_b, onbekend, een, leeg, veel)
    return tuple(
        balk(gegevens, kenmerk=f"voorbeeld-balk-{nummer}") for nummer, gegevens in enumerate(alle, start=1)
    )


def _staven() -> tuple[Staven, ...]:
    groepen = [
        Staaf("Mensen die een opvang of instelling verlaten en zelfstandig gaan wonen", (312, 640)),
        Staaf("Ouderen", (428, 96)),
        Staaf("Studenten", (120, 705)),
        Staaf("Arbeidsmigranten", (0, 811)),
        Staaf("Woonwagenbewoners", (61, 0)),
        Staaf("Dakloze mensen", (0, 0)),
    ]
    potten: list[tuple[str, int, int | None]] = [
        ("Pot 1", 3_462_148_000, 3_470_500_000),
        ("Pot 2", 612_000_000, 1_900_000_000),
        ("Pot 3", 90_000_000, None),
    ]
    provincies = [Staaf("Noordland", (125_000_000,)), Staaf("Zuidland", (8_400_000,))]
    return (
        staven("Woonruimten per doelgroep", ("permanent", "flexibel"), groepen, kenmerk="voorbeeld-staven-1",
               categorie="Doelgroep"),
        gebruik("Geld gebruikt", potten, kenmerk="voorbeeld-staven-2"),
        staven("Gevraagd per provincie", ("gevraagd",), provincies,
               kenmerk="voorbeeld-staven-3", schrijf=vast_geld, categorie="Provincie"),
        staven("Nog zonder gegevens", ("woonruimten",), (), kenmerk="voorbeeld-staven-4"),
    )  # fmt: skip


def _lijnen() -> tuple[Lijnen, ...]:
    beloofd = Lijnreeks("beloofd", (
        Punt(date(2024, 1, 1), 0), Punt(date(2024, 7, 1), 380), Punt(date(2025, 1, 1), 1210),
        Punt(date(2026, 1, 1), 2890), Punt(date(2027, 1, 1), 4010), Punt(date(2028, 10, 1), 4365),
    ))  # fmt: skip
    geleverd = Lijnreeks("opgeleverd", (
        Punt(date(2024, 1, 1), 0), Punt(date(2024, 9, 12), 210), Punt(date(2025, 2, 3), 702),
        Punt(date(2025, 10, 20), 1_544), Punt(date(2026, 3, 12), 1_731),
    ))  # fmt: skip
    geld = tuple(
        Lijnreeks(naam, tuple(Punt(date(2024 + stap, 1, 1), keer * stap * 100_000_000) for stap in range(5)))
        for naam, keer in (("toegekend", 9), ("betaald", 7), ("gebouwd", 5), ("vastgesteld", 2))
    )  # fmt: skip
    een = Lijnreeks(
        "ingediend", (Punt(date(2026, 3, 2), 1), Punt(date(2026, 3, 9), 14), Punt(date(2026, 3, 20), 15))
    )
    return (
        lijnen("Beloofd en opgeleverd", (beloofd, geleverd), kenmerk="voorbeeld-lijnen-1", vandaag=date(2026, 3, 12)),
        lijnen("Van toekenning naar vaststelling", geld, kenmerk="voorbeeld-lijnen-2", trap=False, eenheid="euro",
               schrijf=vast_geld, schrijf_as=kort_geld, vandaag=date(2024, 5, 1)),
        lijnen("Aanvragen in drie weken", (een,), kenmerk="voorbeeld-lijnen-3", eenheid="aanvragen"),
    )  # fmt: skip


def _hoek(kolom: int, rij: int) -> str:
    """A corner in the invented country, a little off the grid."""
    return f"{40 + kolom * 150 + (kolom * 7 + rij * 5) % 11 * 4} {30 + rij * 115 + (kolom * 5 + rij * 3) % 7 * 5}"


def _vierhoek(kolom: int, rij: int) -> str:
    hoeken = ((kolom, rij), (kolom + 1, rij), (kolom + 1, rij + 1), (kolom, rij + 1))
    return f"M{'L'.join(_hoek(*hoek) for hoek in hoeken)}z"


def _kaarten() -> tuple[Kaart, ...]:
    """A country of six by four invented municipalities: real outlines belong to the register, above this layer."""
    namen = [f"{deel}{eind}" for eind in ("dam", "veld", "huizen", "meer") for deel in ("Ooster", "Wester", "Noorder",
             "Zuider", "Midden", "Nieuw")]  # fmt: skip
    vlakken = [
        Vlak(f"VB{nummer:02d}", naam, "Noordland" if nummer < 12 else "Zuidland",
             _vierhoek(nummer % 6, nummer // 6))
        for nummer, naam in enumerate(namen)
    ]  # fmt: skip
    waarden = {vlak.code: nummer * nummer % 97 for nummer, vlak in enumerate(vlakken) if nummer % 4}
    grens = "M" + "L".join(_hoek(kolom, 2) for kolom in range(7))
    return (
        kaart("Woonruimten per gemeente (verzonnen land)", vlakken, waarden, kenmerk="voorbeeld-kaart-1",
              formaat=(1000, 530), grenzen=(grens,), href=lambda code: "#voorbeeld-kaart-1"),
        kaart("Nog geen woonruimten", vlakken, {}, kenmerk="voorbeeld-kaart-2", formaat=(1000, 530)),
    )  # fmt: skip
