"""A setting as people read it: a text, a list or a small table, never a word of the program."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from subsidie.kern.geld import euro_kort
from subsidie.kern.tekst import getal, opsomming
from subsidie.kern.tijd import datum_nl
from subsidie.register.gemeenten import gemeenten
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.schema import Niveau, zoek
from subsidie.tranches.waarden import (
    Afwijzingsgrond,
    Betaaltermijn,
    Bijlage,
    Categorie,
    Controlepunt,
    Criterium,
    Doelgroep,
    Eenheid,
    Gevraagd,
    Groepsaantal,
    Kenmerk,
    Samenloop,
    Sisaindicator,
    Typekeuze,
    VastBedrag,
    Verklaring,
    Verplichting,
    Voorwaarde,
    Vraag,
)
from subsidie.tranches.woorden import in_woorden

_VAST = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Waardebeeld:
    """What a page shows of a value: ``tekst``, or ``punten`` as a list, or ``rijen`` under ``koppen``.

    ``getallen`` are the positions of the columns with numbers.
    """

    tekst: str = ""
    punten: tuple[str, ...] = ()
    koppen: tuple[str, ...] = ()
    rijen: tuple[tuple[str, ...], ...] = ()
    getallen: frozenset[int] = frozenset()

    @property
    def in_een_regel(self) -> str:
        """The value as one text, for an export."""
        if self.rijen:
            return "; ".join(", ".join(cel for cel in rij if cel) for rij in self.rijen)
        return "; ".join(self.punten) if self.punten else self.tekst


@dataclass(frozen=True, slots=True)
class Namen:
    """What people call the codes that values refer to."""

    doelgroepen: Mapping[str, str]
    potten: Mapping[str, str]


def waardebeeld(niveau: Niveau, instelling: Instelling[Any], namen: Namen) -> Waardebeeld:
    """The value of ``instelling``; ``onbekend`` or ``geen`` in so many words."""
    if instelling.is_onbekend:
        return Waardebeeld("onbekend")
    if instelling.waarde is None:
        return Waardebeeld("geen")
    sleutel = zoek(niveau, instelling.sleutel)
    if sleutel is not None and sleutel.is_bedrag():
        return Waardebeeld(_geld(instelling.waarde))
    if sleutel is not None and sleutel.naam == "restant_naar":
        return Waardebeeld(namen.potten.get(instelling.waarde, instelling.waarde))
    return _beeld(instelling.waarde, namen)


def _geld(cent: int) -> str:
    return euro_kort(cent).replace(" ", _VAST)


def _beeld(waarde: Any, namen: Namen) -> Waardebeeld:
    if not isinstance(waarde, tuple):
        return Waardebeeld(_tekst(waarde, namen))
    if not waarde:
        return Waardebeeld("geen")
    soort = type(waarde[0])
    if soort in _TABELLEN:
        koppen, getallen, cellen = _TABELLEN[soort]
        return Waardebeeld(
            koppen=koppen, rijen=tuple(cellen(deel, namen) for deel in waarde), getallen=frozenset(getallen)
        )
    if isinstance(waarde[0], StrEnum) and all(len(_tekst(deel, namen)) < 20 for deel in waarde):
        return Waardebeeld(opsomming([_tekst(deel, namen) for deel in waarde]))
    return Waardebeeld(punten=tuple(_tekst(deel, namen) for deel in waarde))


def _tekst(waarde: Any, namen: Namen) -> str:
    match waarde:
        case bool():
            return "ja" if waarde else "nee"
        case StrEnum():
            return in_woorden(waarde)
        case int():
            return getal(waarde)
        case Fraction():
            return _aandeel(waarde)
        case date():
            return datum_nl(waarde)
        case Verplichting():
            return _verplichting(waarde)
        case Doelgroep() | Samenloop() | Typekeuze():
            return waarde.naam
        case Verklaring():
            return waarde.tekst
        case Betaaltermijn():
            return f"{_aandeel(waarde.deel)} na {in_woorden(waarde.na)}"
        case _:
            tekst = str(waarde)
            return namen.doelgroepen.get(tekst, tekst)


def _aandeel(aandeel: Fraction) -> str:
    procent = aandeel * 100
    if procent.denominator == 1:
        return f"{procent.numerator}{_VAST}%"
    return f"{float(procent):.4f}".rstrip("0").replace(".", ",") + f"{_VAST}%"


def _verplichting(een: Verplichting) -> str:
    termijn = []
    if een.jaren is not None and een.vanaf is not None:
        termijn.append(f"{een.jaren} jaar vanaf {in_woorden(een.vanaf)}")
    if een.uiterste_datum is not None:
        termijn.append(f"uiterlijk {datum_nl(een.uiterste_datum)}")
    return f"{een.tekst} ({', '.join(termijn)})" if termijn else een.tekst


def _voorwaarde(een: Voorwaarde, namen: Namen) -> str:
    grenzen = [
        f"{woord} {_aandeel(grens)}"
        for woord, grens in (
            ("minstens", een.minstens),
            ("meer dan", een.meer_dan),
            ("hoogstens", een.hoogstens),
            ("minder dan", een.minder_dan),
        )
        if grens is not None
    ]
    return f"{opsomming(grenzen)} {_kenmerk(een.deel, namen)}"


def _kenmerk(deel: Kenmerk, namen: Namen) -> str:
    delen = [
        opsomming([in_woorden(woord) for woord in woorden], voegwoord="of")
        for woorden in (deel.soorten, deel.aarden)
        if woorden
    ]
    if deel.doelgroepen:
        wie = opsomming([namen.doelgroepen.get(code, code) for code in deel.doelgroepen], voegwoord="of")
        delen.append(f"voor {wie}")
    if deel.toegang_gemeenschappelijke_ruimte is not None:
        met = "met" if deel.toegang_gemeenschappelijke_ruimte else "zonder"
        delen.append(f"{met} toegang tot een gemeenschappelijke ruimte")
    return ", ".join(delen) or "van alle woonruimten"


def _treden(een: Criterium) -> str:
    return " ".join(f"{score}: {tekst}" for score, tekst in enumerate(een.treden))


def _gemeente(gm_code: str) -> str:
    gegevens = gemeenten().get(gm_code)
    return gegevens.naam if gegevens else gm_code


_Cellen = Callable[[Any, Namen], tuple[str, ...]]
_TABELLEN: Mapping[type, tuple[tuple[str, ...], Sequence[int], _Cellen]] = {
    Eenheid: (
        ("Eenheid", "Soorten woonruimte"),
        (),
        lambda een, _: (een.naam, opsomming([in_woorden(soort) for soort in een.soorten])),
    ),
    Categorie: (
        ("Categorie", "Wat erin valt", "Voorwaarden"),
        (),
        lambda een, namen: (
            een.code, een.naam, "; ".join(_voorwaarde(deel, namen) for deel in een.voorwaarden) or "de rest",
        ),
    ),
    Criterium: (
        ("Criterium", "Gewicht", "Hoogste score", "Wat een score betekent"),
        (1, 2),
        lambda een, _: (een.naam, getal(een.gewicht), getal(een.hoogste_score), _treden(een)),
    ),
    Controlepunt: (
        ("Punt", "Deel", "Nodig om volledig te zijn"),
        (),
        lambda een, _: (een.naam, in_woorden(een.deel), "ja" if een.raakt_volledigheid else "nee"),
    ),
    Afwijzingsgrond: (
        ("Grond", "Zin in de brief", "Artikel"),
        (),
        lambda een, _: (een.naam, een.zin, een.artikel),
    ),
    Bijlage: (
        ("Bijlage", "Verplicht"),
        (),
        lambda een, _: (een.naam, "ja" if een.verplicht else "nee"),
    ),
    Gevraagd: (
        ("Gegeven", "Verplicht"),
        (),
        lambda een, _: (in_woorden(een.code), in_woorden(een.eis)),
    ),
    Vraag: (
        ("Vraag", "Stap", "Antwoord", "Verplicht"),
        (),
        lambda een, _: (
            een.vraag, in_woorden(een.deel), opsomming(een.opties, voegwoord="of") or in_woorden(een.soort),
            "ja" if een.verplicht else "nee",
        ),
    ),
    Sisaindicator: (
        ("Nummer", "Indicator", "Aard van de controle"),
        (),
        lambda een, _: (een.code, een.naam, een.aard_controle),
    ),
    VastBedrag: (
        ("Gemeente", "Bedrag"),
        (1,),
        lambda een, _: (_gemeente(een.gemeente), _geld(een.bedrag_cent)),
    ),
    Groepsaantal: (
        ("Doelgroep", "Aantal"),
        (1,),
        lambda een, namen: (namen.doelgroepen.get(een.doelgroep, een.doelgroep), getal(een.aantal)),
    ),
}  # fmt: skip
"""The values that are shown as a table: heads, which columns are numbers, and the cells of one row."""
