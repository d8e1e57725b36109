"""The form of a delivery: part and day once, a line for each home. What was typed stays, whatever is wrong with it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from subsidie.aanvragen.inhoud.ruw import gewoon
from subsidie.kern.fouten import Gebrek
from subsidie.realisatie.leveringinvoer import (
    DAG,
    DEEL,
    LANGSTE_CEL,
    MEESTE_IN_FORMULIER,
    Deelkeuze,
    Ruwerij,
    ruwe_rij,
)
from subsidie.realisatie.woonruimten import KOLOMMEN, NAMEN, Kolom, Wijzekeuze

EERST: Final = 5
"""Lines of a form that is still empty, and how many a button adds."""
LANGSTE_TOELICHTING: Final = 10_000

_VELD: Final = re.compile(r"regels-(?P<rij>[0-9]{1,4})-(?P<veld>[a-z_]{1,20})")


@dataclass(frozen=True, slots=True)
class Regelveld:
    """One input of a line as a page shows it."""

    naam: str
    kolom: Kolom
    waarde: str
    fouten: tuple[str, ...]


@dataclass(slots=True)
class Leveringformulier:
    """What was typed; ``regels`` are the lines in order, also empty ones (so that a fault stays at its line)."""

    deel: str = ""
    opgeleverd_op: str = ""
    toelichting: str = ""
    regels: list[dict[str, str]] = field(default_factory=list)
    fouten: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    algemeen: list[str] = field(default_factory=list)

    @classmethod
    def uit(cls, getypt: Mapping[str, str]) -> Leveringformulier:
        """The form that was sent; names that it does not have are ignored."""
        rijen: dict[int, dict[str, str]] = {}
        for naam, tekst in getypt.items():
            gevonden = _VELD.fullmatch(naam)
            if gevonden and gevonden["veld"] in NAMEN:
                rijen.setdefault(int(gevonden["rij"]), {})[gevonden["veld"]] = gewoon(tekst)[:LANGSTE_CEL]
        return cls(
            deel=gewoon(getypt.get(DEEL, ""))[:LANGSTE_CEL],
            opgeleverd_op=gewoon(getypt.get(DAG, ""))[:LANGSTE_CEL],
            toelichting=gewoon(getypt.get("toelichting", ""))[:LANGSTE_TOELICHTING],
            regels=[rijen[nummer] for nummer in sorted(rijen)][:MEESTE_IN_FORMULIER],
        )

    @classmethod
    def van_rijen(cls, rijen: Sequence[Ruwerij], toelichting: str = "") -> Leveringformulier:
        """The form of rows that were read before: of one part and day."""
        eerste: Mapping[str, str] = rijen[0].waarden if rijen else {}
        return cls(
            deel=eerste.get(DEEL, ""),
            opgeleverd_op=eerste.get(DAG, ""),
            toelichting=toelichting,
            regels=[{naam: rij.waarden.get(naam, "") for naam in NAMEN} for rij in rijen][
                :MEESTE_IN_FORMULIER
            ],
        )

    def gevuld(self) -> list[Ruwerij]:
        """The lines in which something was typed; a kind alone is not: the form fills it in when there is one."""
        return [
            ruwe_rij(nummer, {**regel, DEEL: self.deel, DAG: self.opgeleverd_op})
            for nummer, regel in enumerate(self.regels, start=1)
            if any(tekst for naam, tekst in regel.items() if naam != "wijze")
        ]

    def maak_ruimte(self, erbij: int = 0) -> None:
        """At least ``EERST`` lines, and ``erbij`` more than there are, up to what a form can hold."""
        hoeveel = min(MEESTE_IN_FORMULIER, max(EERST, len(self.regels) + erbij))
        while len(self.regels) < hoeveel:
            vorige = self.regels[-1] if self.regels else {}
            self.regels.append({"wijze": vorige.get("wijze", "")})

    def toon(self, gebreken: Sequence[Gebrek]) -> None:
        """Put each fault at its field; what belongs to no field stands above the form."""
        bekend = {DEEL, DAG, "toelichting"}
        for gebrek in gebreken:
            if gebrek.waar in bekend or _VELD.fullmatch(gebrek.waar):
                self.fouten[gebrek.waar].append(gebrek.melding)
            else:
                self.algemeen.append(gebrek.melding)

    @property
    def kan_erbij(self) -> bool:
        """Whether another line fits."""
        return len(self.regels) < MEESTE_IN_FORMULIER

    def velden(self, nummer: int) -> tuple[Regelveld, ...]:
        """The inputs of the line ``nummer`` (from 1)."""
        regel = self.regels[nummer - 1] if nummer <= len(self.regels) else {}
        return tuple(
            Regelveld(
                plaats_in_formulier(nummer, kolom.naam), kolom, regel.get(kolom.naam, ""),
                tuple(self.fouten.get(plaats_in_formulier(nummer, kolom.naam), ())),
            )
            for kolom in KOLOMMEN
        )  # fmt: skip

    def foutregels(self, koppen: Mapping[str, str]) -> list[tuple[str, str]]:
        """Every fault as the name of its field and a sentence, for the list above the form."""
        uit = [("", melding) for melding in self.algemeen]
        for naam, meldingen in self.fouten.items():
            gevonden = _VELD.fullmatch(naam)
            kop = (
                f"Woonruimte {int(gevonden['rij'])}, {_in_een_zin(koppen[gevonden['veld']])}"
                if gevonden
                else koppen.get(naam, "Toelichting")
            )
            uit += [(naam, f"{kop}: {melding}") for melding in meldingen]
        return uit


def plaats_in_formulier(nummer: int, veld: str) -> str:
    """The name of the input of a field of line ``nummer``; part and day stand once, above the lines."""
    return veld if veld in (DEEL, DAG) else f"regels-{nummer}-{veld}"


def _in_een_zin(kop: str) -> str:
    """A label within a sentence: small, but for what is written in capitals (BAG-nummer)."""
    return kop if kop[:2].isupper() else kop[:1].lower() + kop[1:]


def kies_vooraf(
    formulier: Leveringformulier, delen: Sequence[Deelkeuze], keuzen: Sequence[Wijzekeuze]
) -> None:
    """Where there is one part or one kind, it is chosen."""
    if len(delen) == 1 and not formulier.deel:
        formulier.deel = delen[0].code
    if len(keuzen) == 1:
        for regel in formulier.regels:
            regel["wijze"] = regel.get("wijze") or keuzen[0].code
