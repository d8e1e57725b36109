"""Homes out of a worksheet (XLSX) or a CSV file: rows of text, and every fault with its cell. Pure.

The reader of applications does the dangerous part (``aanvragen.bronwerkmap``): what is too large, damaged or merged is
refused before anything is laid out in memory.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from subsidie.aanvragen.bronbestand import WOONRUIMTEN, Celwaarde, Foutcel, Rij, Tabel, lees_csv
from subsidie.aanvragen.bronbestand import toon as citeer
from subsidie.aanvragen.bronwerkmap import lees_woonruimten
from subsidie.aanvragen.kolommen import bedoeld, toon_cel
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.tekst import getal, kolomletter, opsomming
from subsidie.realisatie.leveringinvoer import (
    DAG,
    DEEL,
    MEESTE_WOONRUIMTEN,
    VELDEN,
    Plaats,
    Ruwerij,
    ruwe_rij,
    te_veel,
)
from subsidie.realisatie.verborgen import verborgen_rijen
from subsidie.realisatie.woonruimten import KOLOMMEN

HOOGSTE_BESTAND: Final = 2_000_000
"""Bytes; 2,000 homes are 120 kB."""
BLAD: Final = "Woonruimten"
MEESTE_GEBREKEN: Final = 200
"""Faults that a page shows; the first ones explain the rest."""

KOPPEN: Final[Mapping[str, str]] = {
    DEEL: "Deel",
    DAG: "Opgeleverd op",
    **{kolom.naam: kolom.label for kolom in KOLOMMEN},
}
"""The heading of every column, in the order of the template."""

VOORAF_INGEVULD: Final = frozenset({DEEL, "wijze"})
"""What the template fills in: a row with nothing else was not filled in, and is left out."""

_VERPLICHT: Final = (DAG, "postcode", "huisnummer")
_WAAR: Final = re.compile(r"[^,]+, rij (?P<rij>[0-9]+)(?:, kolom (?P<kolom>[A-Z]+))?")


@dataclass(frozen=True, slots=True)
class Bestandsinhoud:
    """The rows of a file. With ``gebreken`` nothing of it is used; ``opmerkingen`` are to look at."""

    rijen: tuple[Ruwerij, ...] = ()
    plaats: Plaats = lambda nummer, veld: f"rij {nummer}"
    gebreken: tuple[Gebrek, ...] = ()
    opmerkingen: tuple[Gebrek, ...] = ()


def lees_bestand(inhoud: bytes) -> Bestandsinhoud:
    """The rows of homes in a file; never raises: what is wrong is in ``gebreken``, at its cell."""
    if not inhoud:
        return _weiger("Het bestand is leeg. Kies het bestand dat u hebt ingevuld.")
    if len(inhoud) > HOOGSTE_BESTAND:
        return _weiger(f"Het bestand is te groot: ten hoogste {HOOGSTE_BESTAND // 10**6} MB.")
    is_werkmap = inhoud.startswith((b"PK", b"\xd0\xcf\x11\xe0"))
    verborgen: Sequence[int] = ()
    if not is_werkmap:
        tabel = lees_csv(b"", inhoud).woonruimten
    else:
        try:
            tabel = lees_woonruimten(inhoud)
        except OngeldigeInvoer as fout:
            return _weiger(*(een.melding for een in fout.gebreken))
        verborgen = verborgen_rijen(inhoud, WOONRUIMTEN)
    blad = BLAD if is_werkmap else ""
    if tabel.gebreken:
        return Bestandsinhoud(gebreken=tuple(_tabelgebrek(een, blad, tabel) for een in tabel.gebreken))
    return _lees_tabel(tabel.rijen, blad, frozenset(verborgen))


def _lees_tabel(rijen: Sequence[Rij], blad: str, verborgen: frozenset[int]) -> Bestandsinhoud:
    if not rijen:
        return _weiger(f"Er staat niets in. Zet in de eerste rij: {', '.join(KOPPEN.values())}.")
    gebreken: list[Gebrek] = []
    kolommen = _lees_kop(rijen[0], blad, gebreken)
    if gebreken or not kolommen:
        return Bestandsinhoud(gebreken=tuple(gebreken))

    def plaats(nummer: int, veld: str) -> str:
        return _cel(blad, kolommen.get(veld, 0) + 1, nummer)

    gevuld: list[Ruwerij] = []
    leeg, verstopt = 0, []
    for rij in rijen[1:]:
        if len(gevuld) > MEESTE_WOONRUIMTEN:
            break
        gelezen = _lees_rij(rij, kolommen, blad, gebreken)
        if gelezen.waarden.keys() <= VOORAF_INGEVULD:
            leeg += 1
            continue
        gevuld.append(gelezen)
        if rij.nummer in verborgen:
            verstopt.append(rij.nummer)
    if len(gevuld) > MEESTE_WOONRUIMTEN:
        over = sum(1 for rij in rijen if rij.nummer > gevuld[-1].nummer)
        return _weiger(te_veel(len(gevuld) + over))
    if not gevuld and not gebreken:
        return _weiger("Er is nog geen woonruimte ingevuld. Vul per woonruimte ten minste datum en adres in.")
    opmerkingen = []
    if leeg:
        wat = (
            "1 rij zonder datum en adres is"
            if leeg == 1
            else f"{getal(leeg)} rijen zonder datum en adres zijn"
        )
        opmerkingen.append(Gebrek("", f"{wat} overgeslagen."))
    if verstopt:
        noem = opsomming([getal(nummer) for nummer in verstopt[:10]])
        meer = f" en nog {getal(len(verstopt) - 10)}" if len(verstopt) > 10 else ""
        opmerkingen.append(
            Gebrek(f"rij {noem}{meer}", "Deze rijen zijn in uw werkblad verborgen. Ze tellen wel mee.")
        )
    return Bestandsinhoud(tuple(gevuld), plaats, tuple(gebreken), tuple(opmerkingen))


def _lees_kop(rij: Rij, blad: str, gebreken: list[Gebrek]) -> dict[str, int]:
    namen = {kop.casefold(): naam for naam, kop in KOPPEN.items()} | {naam: naam for naam in VELDEN}
    kolommen: dict[str, int] = {}
    for plaats, cel in enumerate(rij.cellen):
        tekst = toon_cel(cel).rstrip(" *")
        if not tekst:
            continue
        waar = _cel(blad, plaats + 1, rij.nummer)
        naam = namen.get(tekst.casefold())
        if naam is None:
            raad = bedoeld(tekst, [kop for veld, kop in KOPPEN.items() if veld not in kolommen])
            gebreken.append(Gebrek(waar, f"‘{citeer(tekst)}’ is geen kolom van deze lijst.{raad}"))
        elif naam in kolommen:
            gebreken.append(Gebrek(waar, f"De kolom ‘{citeer(tekst)}’ staat er twee keer. Haal er één weg."))
        else:
            kolommen[naam] = plaats
    if weg := [f"‘{KOPPEN[veld]}’" for veld in _VERPLICHT if veld not in kolommen]:
        gebreken.insert(
            0,
            Gebrek(
                _cel(blad, 1, rij.nummer),
                f"In de kopregel {'ontbreekt' if len(weg) == 1 else 'ontbreken'} {opsomming(weg)}. Gebruik het"
                f" sjabloon: de kopregel is {', '.join(KOPPEN.values())}.",
            ),
        )
    return kolommen


def _lees_rij(rij: Rij, kolommen: Mapping[str, int], blad: str, gebreken: list[Gebrek]) -> Ruwerij:
    waarden = {}
    for veld, kolom in kolommen.items():
        cel = rij.cellen[kolom] if kolom < len(rij.cellen) else ""
        if cel == "":
            continue
        try:
            waarden[veld] = _als_getypt(cel, veld)
        except OngeldigeInvoer as fout:
            gebreken.append(Gebrek(_cel(blad, kolom + 1, rij.nummer), fout.gebreken[0].melding))
    bekend = kolommen.values()
    for kolom, cel in enumerate(rij.cellen):
        if cel != "" and kolom not in bekend:
            gebreken.append(
                Gebrek(
                    _cel(blad, kolom + 1, rij.nummer),
                    "Hier staat iets, maar de kopregel heeft er geen naam. Haal het weg.",
                )
            )
    return ruwe_rij(rij.nummer, waarden)


def _als_getypt(cel: Celwaarde, veld: str) -> str:
    """What a person would have typed for a cell with a value of its own. Raises ``OngeldigeInvoer``."""
    if isinstance(cel, str):
        return cel
    if isinstance(cel, Foutcel):
        raise OngeldigeInvoer.van("", cel.melding)
    if isinstance(cel, datetime):
        if veld == DAG and cel.time() == time(0):
            return cel.date().isoformat()
        raise OngeldigeInvoer.van("", f"‘{toon_cel(cel)}’ heeft een tijd. Vul alleen de datum in.")
    if isinstance(cel, date):
        if veld == DAG:
            return cel.isoformat()
        raise OngeldigeInvoer.van(
            "", f"Het rekenprogramma maakte hier een datum van ({toon_cel(cel)}). Maak de cel op als tekst."
        )
    if isinstance(cel, Decimal) and veld == DAG:
        raise OngeldigeInvoer.van(
            "", f"‘{toon_cel(cel)}’ is geen datum. Schrijf dag, maand en jaar: 1-7-2027."
        )
    return toon_cel(cel)


def _tabelgebrek(gebrek: Gebrek, blad: str, tabel: Tabel) -> Gebrek:
    """A fault of the reader at its cell as people know it: ``Blad Woonruimten, cel D7``."""
    plek = _WAAR.fullmatch(gebrek.waar)
    melding = gebrek.melding
    if plek is None:
        if not tabel.leesbaar and "rijen" in melding:
            melding += f" Meld ten hoogste {getal(MEESTE_WOONRUIMTEN)} woonruimten tegelijk."
        return Gebrek(f"Blad {blad}" if blad else "", melding)
    rij, kolom = plek["rij"], plek["kolom"]
    if kolom and not tabel.leesbaar:
        # A number of sixteen digits that the spreadsheet took for an amount: it keeps fifteen of them.
        melding += " Is dit een BAG-nummer? Maak de kolom dan op als tekst en vul de 16 cijfers opnieuw in."
    waar = f"cel {kolom}{rij}" if kolom else f"rij {rij}"
    return Gebrek(f"Blad {blad}, {waar}" if blad else waar, melding)


def _cel(blad: str, kolom: int, rij: int) -> str:
    cel = f"cel {kolomletter(kolom)}{rij}"
    return f"Blad {blad}, {cel}" if blad else cel


def _weiger(*meldingen: str) -> Bestandsinhoud:
    return Bestandsinhoud(gebreken=tuple(Gebrek("", melding) for melding in meldingen))
