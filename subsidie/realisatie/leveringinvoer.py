"""What a municipality reports of deliveries, from a form or a worksheet: rows of text to reports with homes. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from subsidie.aanvragen.bronbestand import toon as citeer
from subsidie.aanvragen.inhoud.ruw import gewoon
from subsidie.aanvragen.inhoud.soorten import Dag
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.tekst import getal, opsomming
from subsidie.realisatie.woonruimten import NAMEN, Opgave, Wijzekeuze, lees_woonruimte

MEESTE_WOONRUIMTEN: Final = 2_000
"""Homes in one go: more is split over more reports."""
MEESTE_IN_FORMULIER: Final = 50
"""Lines that one types; more come from a worksheet."""
LANGSTE_CEL: Final = 200

DEEL, DAG = "deel", "opgeleverd_op"
VELDEN: Final = (DEEL, DAG, *NAMEN)
_DAG: Final = Dag()

Plaats = Callable[[int, str], str]
"""Where a field of a row is: the number of the row and the name of the field, to the place in a fault."""


@dataclass(frozen=True, slots=True)
class Deelkeuze:
    """A part that homes can belong to; ``code`` in a form is its number."""

    id: int
    code: str
    naam: str

    @property
    def volledig(self) -> str:
        """As it stands in a list of choices: ``1. Parkzicht``."""
        return f"{self.code}. {self.naam}"


@dataclass(frozen=True, slots=True)
class Ruwerij:
    """One row as it was typed: its number (as people see it), and text by name of the field; empty ones left out."""

    nummer: int
    waarden: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Leveringsmelding:
    """Homes of one part that were delivered on one day."""

    deel: Deelkeuze
    opgeleverd_op: date
    opgaven: tuple[Opgave, ...]
    waar_dag: str
    """The place of its day, for a fault that shows later."""


@dataclass(frozen=True, slots=True)
class Gelezen:
    """What was understood; ``gebreken`` are all faults, and then nothing is stored."""

    meldingen: tuple[Leveringsmelding, ...]
    gebreken: tuple[Gebrek, ...] = ()

    @property
    def opgaven(self) -> tuple[Opgave, ...]:
        """Every home, in the order of the reports."""
        return tuple(opgave for melding in self.meldingen for opgave in melding.opgaven)


@dataclass(slots=True)
class _Groep:
    waar: str
    opgaven: list[Opgave] = field(default_factory=list)


def lees_meldingen(
    rijen: Sequence[Ruwerij], delen: Sequence[Deelkeuze], keuzen: Sequence[Wijzekeuze], *, plaats: Plaats,
    woord: str,
) -> Gelezen:  # fmt: skip
    """The reports in ``rijen``: one for each part and day, in the order in which they first come.

    ``woord``: what a row is called (``regel`` in a form, ``rij`` in a worksheet). Never raises.
    """
    if not rijen:
        return Gelezen((), (Gebrek("", "Er staat geen enkele woonruimte in. Vul er ten minste één in."),))
    if len(rijen) > MEESTE_WOONRUIMTEN:
        return Gelezen((), (Gebrek("", te_veel(len(rijen))),))
    gebreken: list[Gebrek] = []
    groepen: dict[tuple[Deelkeuze, date], _Groep] = {}
    dagen: dict[str, date | str] = {}  # a worksheet repeats few days many times
    for rij in rijen:
        waar = _waar(plaats, rij.nummer)
        deel = lees_deel(rij.waarden.get(DEEL, ""), delen, waar(DEEL), gebreken)
        dag = _lees_dag(rij.waarden.get(DAG, ""), waar(DAG), dagen, gebreken)
        opgave = lees_woonruimte(
            rij.waarden, keuzen, waar=waar, noem=f"{woord} {getal(rij.nummer)}", gebreken=gebreken
        )
        if deel is not None and dag is not None and opgave is not None:
            groepen.setdefault((deel, dag), _Groep(waar(DAG))).opgaven.append(opgave)
    meldingen = tuple(
        Leveringsmelding(deel, dag, tuple(groep.opgaven), groep.waar)
        for (deel, dag), groep in groepen.items()
    )
    return Gelezen(meldingen, tuple(dict.fromkeys(gebreken)))


def te_veel(hoeveel: int) -> str:
    """The message about more homes than go in one go."""
    return (
        f"Dit zijn {getal(hoeveel)} woonruimten. Meld er ten hoogste {getal(MEESTE_WOONRUIMTEN)} tegelijk: verdeel ze "
        "over meer meldingen."
    )


def lees_deel(tekst: str, delen: Sequence[Deelkeuze], waar: str, gebreken: list[Gebrek]) -> Deelkeuze | None:
    """The part that was meant, by number or name; with one part nothing needs to be said."""
    if not tekst and len(delen) == 1:
        return delen[0]
    gelijk = " ".join(tekst.casefold().split())
    passend = [een for een in delen if gelijk in (een.code, een.naam.casefold(), een.volledig.casefold())]
    if len(passend) == 1:
        return passend[0]
    namen = opsomming([f"‘{een.volledig}’" for een in delen], voegwoord="of")
    if passend:
        gebreken.append(Gebrek(waar, f"Er zijn meer delen die ‘{citeer(tekst)}’ heten. Schrijf het nummer."))
    elif tekst:
        gebreken.append(Gebrek(waar, f"‘{citeer(tekst)}’ is geen deel van dit project. Kies uit: {namen}."))
    else:
        gebreken.append(Gebrek(waar, f"Kies bij welk deel dit hoort: {namen}."))
    return None


def met_codes(
    rijen: Sequence[Ruwerij], delen: Sequence[Deelkeuze], keuzen: Sequence[Wijzekeuze]
) -> list[Ruwerij]:
    """The same rows with short codes for what was chosen from a list, so that thousands fit in a form."""
    kort = {
        DEEL: {een.volledig.casefold(): een.code for een in delen},
        "wijze": {een.naam.casefold(): een.code for een in keuzen},
    }
    return [
        Ruwerij(
            rij.nummer,
            {
                naam: kort[naam].get(tekst.casefold(), tekst) if naam in kort else tekst
                for naam, tekst in rij.waarden.items()
            },
        )
        for rij in rijen
    ]


def pak_in(rijen: Sequence[Ruwerij]) -> str:
    """The rows as text for a form: a line each, fields parted by tabs, the number of the row first."""
    return "\n".join(
        "\t".join([str(rij.nummer), *(rij.waarden.get(naam, "") for naam in VELDEN)]) for rij in rijen
    )


def pak_uit(tekst: str) -> list[Ruwerij]:
    """The rows of ``pak_in``; whatever a browser sent becomes rows of plain text, or ``OngeldigeInvoer``."""
    uit = []
    for regel in tekst.splitlines()[: MEESTE_WOONRUIMTEN + 1]:
        nummer, *cellen = regel.split("\t")
        if not (nummer.isascii() and nummer.isdigit() and len(nummer) < 7) or len(cellen) != len(VELDEN):
            raise OngeldigeInvoer.van("", "De regels zijn onderweg beschadigd. Vul ze opnieuw in.")
        uit.append(ruwe_rij(int(nummer), dict(zip(VELDEN, cellen, strict=True))))
    return uit


def ruwe_rij(nummer: int, waarden: Mapping[str, str]) -> Ruwerij:
    """A row of what was typed: known names only, spaces and signs that part rows taken out, empty ones left out."""
    schoon = {naam: gewoon(" ".join(waarden.get(naam, "").split()))[:LANGSTE_CEL] for naam in VELDEN}
    return Ruwerij(nummer, {naam: tekst for naam, tekst in schoon.items() if tekst})


def _waar(plaats: Plaats, nummer: int) -> Callable[[str], str]:
    return lambda veld: plaats(nummer, veld)


def _lees_dag(tekst: str, waar: str, dagen: dict[str, date | str], gebreken: list[Gebrek]) -> date | None:
    if not tekst:
        gebreken.append(Gebrek(waar, "Vul in wanneer de woonruimten zijn opgeleverd."))
        return None
    if tekst not in dagen:
        try:
            dagen[tekst] = _DAG.lees(tekst)
        except OngeldigeInvoer as fout:
            dagen[tekst] = fout.gebreken[0].melding
    gelezen = dagen[tekst]
    if isinstance(gelezen, str):
        gebreken.append(Gebrek(waar, gelezen))
        return None
    return gelezen
