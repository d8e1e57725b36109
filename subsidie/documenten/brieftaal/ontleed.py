"""From the text of a letter, as somebody typed it, to its lines and conditions, with every fault at its line.

A line is a line of the letter: lines without an empty line between them make one paragraph. ``# ``, ``## `` and
``### `` begin a heading, ``- `` a point of a list. ``[[naam]]`` on a line of its own puts a part there. ``[als x]``,
``[anders als y]``, ``[anders]`` and ``[einde]``, each on its own line, make lines conditional and break no paragraph.
Within a line: ``{{ veld }}``, ``**vet**`` and ``*schuin*``. There is nothing else: no HTML, no computation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from subsidie.documenten.brieftaal.boom import Als, Deel, Fout, Knoop, Regel, Regelsoort

LANGSTE_TEKST: Final = 20_000
LANGSTE_REGEL: Final = 2_000
DIEPSTE: Final = 5
"""How many conditions may stand inside each other: more, and nobody can read what the letter will say."""

_BLOK: Final = re.compile(r"\[\[([^\[\]]*)\]\]")
_HAAK: Final = re.compile(r"\[([^\[\]]*)\]")
_LOS: Final = re.compile(r"\[\[|\]\]|\[ *(?:als|anders|einde)\b", re.IGNORECASE)
_KOPPEN: Final = {"#": Regelsoort.KOP, "##": Regelsoort.TUSSENKOP, "###": Regelsoort.KOPJE}
_TEKEN: Final = re.compile(r"\{\{([^{}]*)\}\}|\*\*|\*|[{}]")


def naam_van(ruw: str) -> str:
    """A name as the lists have it: ``Bedrag verleend`` is ``bedrag_verleend``."""
    return "_".join(ruw.lower().replace("_", " ").split())


def schoon(tekst: str) -> str:
    """The text as it is kept and hashed: one kind of line end, nothing at the end of a line, one empty line at most.

    What a browser or a word processor adds makes no new version.
    """
    regels = [regel.rstrip() for regel in tekst.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(regels)).strip("\n") + "\n"


@dataclass
class _Open:
    """A condition that waits for its end; ``keten``: how many close together at one ``[einde]``."""

    nummer: int
    voorwaarde: str
    niet: bool
    keten: int = 1
    dan: list[Knoop] = field(default_factory=list)
    anders: list[Knoop] | None = None

    @property
    def hier(self) -> list[Knoop]:
        return self.dan if self.anders is None else self.anders

    def dicht(self) -> Als:
        return Als(self.nummer, self.voorwaarde, self.niet, tuple(self.dan), tuple(self.anders or ()))


class _Lezer:
    def __init__(self) -> None:
        self.boven: list[Knoop] = []
        self.open: list[_Open] = []
        self.fouten: list[Fout] = []
        self.gestopt = False
        """Too deep to go on: what comes after would only give faults about this."""

    @property
    def hier(self) -> list[Knoop]:
        return self.open[-1].hier if self.open else self.boven

    def fout(self, nummer: int, melding: str) -> None:
        self.fouten.append(Fout(nummer, melding))

    def lees(self, nummer: int, regel: str) -> None:
        tekst = regel.strip()
        if len(tekst) > LANGSTE_REGEL:
            self.fout(
                nummer, f"Deze regel is langer dan {LANGSTE_REGEL} tekens. Verdeel hem over meer regels."
            )
            return
        if not tekst:
            self.hier.append(Regel(nummer, Regelsoort.LEEG))
        elif (blok := _BLOK.fullmatch(tekst)) is not None:
            self.hier.append(Regel(nummer, Regelsoort.BLOK, blok=naam_van(blok[1])))
        elif (haak := _HAAK.fullmatch(tekst)) is not None:
            self._haak(nummer, naam_van(haak[1]), tekst)
        else:
            self._woorden(nummer, tekst)

    def _haak(self, nummer: int, woorden: str, tekst: str) -> None:
        if woorden == "einde":
            self._einde(nummer)
        elif woorden == "anders":
            self._anders(nummer)
        elif woorden.startswith("anders_als_"):
            if self._anders(nummer):
                self._als(nummer, woorden.removeprefix("anders_als_"), keten=self.open[-1].keten + 1)
        elif woorden.startswith("als_"):
            self._als(nummer, woorden.removeprefix("als_"))
        else:
            self.fout(
                nummer,
                f"‘{tekst}’ ken ik niet. Tussen rechte haken staat [als ...], [anders], [einde] of [[onderdeel]].",
            )

    def _als(self, nummer: int, woorden: str, *, keten: int = 1) -> None:
        if len(self.open) == DIEPSTE:
            self.fout(
                nummer, f"Er staan meer dan {DIEPSTE} voorwaarden in elkaar. Maak de tekst eenvoudiger."
            )
            self.gestopt = True
            return
        niet = woorden.startswith("niet_")
        self.open.append(_Open(nummer, woorden.removeprefix("niet_"), niet, keten))

    def _anders(self, nummer: int) -> bool:
        if not self.open:
            self.fout(nummer, "Hier staat [anders], maar er staat geen [als ...] boven.")
            return False
        if self.open[-1].anders is not None:
            self.fout(nummer, f"Bij de [als ...] van regel {self.open[-1].nummer} staat al een [anders].")
            return False
        self.open[-1].anders = []
        return True

    def _einde(self, nummer: int) -> None:
        if not self.open:
            self.fout(nummer, "Hier staat [einde], maar er is geen [als ...] die nog open is.")
            return
        for _ in range(self.open[-1].keten):
            gesloten = self.open.pop().dicht()
            self.hier.append(gesloten)

    def _woorden(self, nummer: int, tekst: str) -> None:
        if _LOS.search(tekst):
            self.fout(
                nummer,
                "Zet [als ...], [anders], [einde] en [[onderdeel]] alleen op een regel, zonder andere tekst.",
            )
            return
        begin, _, rest = tekst.partition(" ")
        soort = Regelsoort.ALINEA
        if begin in _KOPPEN:
            soort, tekst = _KOPPEN[begin], rest.strip()
        elif begin == "-":
            soort, tekst = Regelsoort.PUNT, rest.strip()
        elif begin.startswith("#"):
            self.fout(nummer, "Een kop begint met #, ## of ### en dan een spatie.")
            return
        elif begin in ("*", "•", "–"):
            self.fout(nummer, "Begin een punt van een lijst met een streepje en een spatie: ‘- ’.")
            return
        if not tekst:
            self.fout(nummer, "Hier staat het begin van een kop of een punt, maar geen tekst erachter.")
            return
        self.hier.append(Regel(nummer, soort, self._delen(nummer, tekst)))

    def _delen(self, nummer: int, tekst: str) -> tuple[Deel, ...]:
        delen: list[Deel] = []
        vet = schuin = False
        plaats = 0
        for teken in _TEKEN.finditer(tekst):
            if teken.start() > plaats:
                delen.append(Deel(tekst[plaats : teken.start()], vet=vet, schuin=schuin))
            plaats = teken.end()
            match teken[0]:
                case "**":
                    vet = not vet
                case "*":
                    schuin = not schuin
                case "{" | "}":
                    self.fout(nummer, "Een veld staat tussen dubbele accolades, zo: {{ naam_van_het_veld }}.")
                    return ()
                case _:
                    delen.append(Deel(naam_van(teken[1]), veld=True, vet=vet, schuin=schuin))
        if plaats < len(tekst):
            delen.append(Deel(tekst[plaats:], vet=vet, schuin=schuin))
        if vet:
            self.fout(nummer, "Vette tekst begint en eindigt met ** op dezelfde regel. Hier mist er een.")
        if schuin:
            self.fout(nummer, "Schuine tekst begint en eindigt met * op dezelfde regel. Hier mist er een.")
        return tuple(delen)


@lru_cache(maxsize=128)
def ontleed(tekst: str) -> tuple[tuple[Knoop, ...], tuple[Fout, ...]]:
    """The lines and conditions of a text, and what is wrong with how it is written, by line.

    With faults the first part is as far as it could be read. A text that is too long is not read at all.
    """
    if len(tekst) > LANGSTE_TEKST:
        te_veel = len(tekst) - LANGSTE_TEKST
        return (), (Fout(1, f"De tekst is {te_veel} tekens te lang: hoogstens {LANGSTE_TEKST} tekens."),)
    lezer = _Lezer()
    for nummer, regel in enumerate(tekst.split("\n"), start=1):
        lezer.lees(nummer, regel)
        if lezer.gestopt:
            break
    for vergeten in lezer.open:
        if vergeten.keten == 1 and not lezer.gestopt:
            lezer.fout(vergeten.nummer, "Deze [als ...] heeft geen [einde].")
    while lezer.open:
        gesloten = lezer.open.pop().dicht()
        lezer.hier.append(gesloten)
    return tuple(lezer.boven), tuple(lezer.fouten)
