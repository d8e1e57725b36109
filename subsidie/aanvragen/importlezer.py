"""From two tables to applications: all faults at once, nothing guessed, nothing half read.

What is asked above a maximum or above the deficit is no fault: it is recorded as asked, and what counts is
the lowest (product.md, "The life of an application"). Neither is an application from outside the window.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from subsidie.aanvragen.bronbestand import AANVRAGEN, WOONRUIMTEN, Bron
from subsidie.aanvragen.bronlezer import Gebrekenlijst, Kolommen, Rijlezer, lees_rijen
from subsidie.aanvragen.importrijen import Maatstaf, Woorden, lees_aanvraag, lees_pot, lees_woonruimte
from subsidie.aanvragen.invoer import Aanvraaginvoer, Woonruimteinvoer
from subsidie.aanvragen.kolommen import (
    AANVRAAGKOLOMMEN,
    AANVRAAGKOLOMMEN_VRIJ,
    HOOGSTE_AANTAL,
    WOONRUIMTEKOLOMMEN,
    WOONRUIMTEKOLOMMEN_VRIJ,
    bedoeld,
    geheel,
    projectnaam,
    tekst,
    toon_cel,
)
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.tekst import getal, opsomming
from subsidie.register.gemeenten import Bestaan
from subsidie.tranches.regels import Regels

NUMMER: Final = "aanvraagnummer"
REGEL: Final = "regel"

HOOGSTE_VOOR_VOORSTEL: Final = 500
"""Comparing each lost number with more applications than this takes longer than finding it by hand."""

_AANVRAGEN: Final = Kolommen(AANVRAAGKOLOMMEN, AANVRAAGKOLOMMEN_VRIJ, WOONRUIMTEN, WOONRUIMTEKOLOMMEN)
_WOONRUIMTEN: Final = Kolommen(WOONRUIMTEKOLOMMEN, WOONRUIMTEKOLOMMEN_VRIJ, AANVRAGEN, AANVRAAGKOLOMMEN)

_regelnummer = geheel(1, HOOGSTE_AANTAL)


@dataclass(frozen=True, slots=True)
class _Regel:
    """A line of woonruimten: its own number, where it stands, and its values if these were right."""

    nummer: int | None
    rij: Rijlezer
    invoer: Woonruimteinvoer | None


def lees_import(
    bron: Bron,
    *,
    regels: Regels,
    register: Mapping[str, Bestaan],
    nu: datetime,
    ontbrekende_tekens: Callable[[str], Collection[str]],
) -> list[Aanvraaginvoer]:
    """The applications in ``bron``, in the order of the file; lines in the order of their number.

    ``regels`` are the settings of the tranche, ``register`` the municipalities by code, ``nu`` an aware
    moment after which nothing can have been received, ``ontbrekende_tekens`` what the fonts of the letters
    lack. Raises ``OngeldigeInvoer`` with every fault in both tables: table, row as in a spreadsheet, column,
    and what would be right.
    """
    if not regels.kent_aanvragen:
        raise OngeldigeInvoer.van(
            "tranche", "Hier vragen gemeenten niet aan: de bedragen per gemeente staan vast."
        )
    woorden = Woorden.van(regels)
    maatstaf = Maatstaf.van(woorden, register, nu, projectnaam(ontbrekende_tekens))
    aanvraaggebreken, regelgebreken = Gebrekenlijst(AANVRAGEN), Gebrekenlijst(WOONRUIMTEN)

    aanvraagrijen = lees_rijen(bron.aanvragen, _aanvraagkolommen(woorden), aanvraaggebreken)
    aanvragen = [lees_aanvraag(rij, maatstaf) for rij in aanvraagrijen if not rij.scheef]
    _vereis_eigen_nummers(aanvraagrijen)

    regelrijen = lees_rijen(bron.woonruimten, _WOONRUIMTEN, regelgebreken)
    potten = {_nummer(rij): lees_pot(rij, woorden) for rij in aanvraagrijen if not rij.scheef}
    per_aanvraag: dict[str, list[_Regel]] = {}
    for rij in regelrijen:
        regel = _lees_regel(rij, potten.get(_nummer(rij)), woorden)
        if _nummer(rij):
            per_aanvraag.setdefault(_nummer(rij), []).append(regel)
    _vereis_bij_elkaar(bron, aanvraagrijen, per_aanvraag)
    for nummer, groep in per_aanvraag.items():
        _vereis_volgorde(nummer, groep)

    gebreken = [*aanvraaggebreken.lijst(), *regelgebreken.lijst()]
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    return [
        replace(aanvraag, woonruimten=_op_volgorde(per_aanvraag[aanvraag.nummer]))
        for aanvraag in aanvragen
        if aanvraag is not None
    ]


def rijen_van(bron: Bron) -> dict[str, int]:
    """The row of each application in ``bron``, by its number."""
    rijen = lees_rijen(bron.aanvragen, _AANVRAGEN, Gebrekenlijst(AANVRAGEN))
    return {_nummer(rij): rij.nummer for rij in rijen}


def _aanvraagkolommen(woorden: Woorden) -> Kolommen:
    """With more than one pot every application must name its own."""
    if len(woorden.potten) == 1:
        return _AANVRAGEN
    return replace(_AANVRAGEN, verplicht=(*AANVRAAGKOLOMMEN, *AANVRAAGKOLOMMEN_VRIJ), vrij=())


def _lees_regel(rij: Rijlezer, pot: str | None, woorden: Woorden) -> _Regel:
    if rij.scheef:
        return _Regel(None, rij, None)
    rij.lees(NUMMER, tekst)
    return _Regel(rij.lees(REGEL, _regelnummer), rij, lees_woonruimte(rij, pot, woorden))


def _nummer(rij: Rijlezer) -> str:
    """The cell with the number as text, right or not: a fault in it is reported once, not at every line."""
    return toon_cel(rij.cel(NUMMER))


def _vereis_eigen_nummers(rijen: Sequence[Rijlezer]) -> None:
    eerste: dict[str, int] = {}
    for rij in rijen:
        nummer = _nummer(rij)
        if not nummer or rij.scheef:
            continue
        eerder = eerste.setdefault(nummer, rij.nummer)
        if eerder != rij.nummer:
            rij.meld(NUMMER, f"‘{nummer}’ staat ook in rij {eerder}. Geef elke aanvraag een eigen nummer.")


def _vereis_bij_elkaar(
    bron: Bron, rijen: Sequence[Rijlezer], per_aanvraag: Mapping[str, list[_Regel]]
) -> None:
    """No application without lines and no lines without one; a table that lacks rows proves nothing."""
    nummers = {_nummer(rij): rij for rij in rijen if _nummer(rij)}
    if nummers and bron.aanvragen.leesbaar:
        for nummer, groep in per_aanvraag.items():
            if nummer not in nummers:
                melding = f"‘{nummer}’ staat niet in de tabel {AANVRAGEN}."
                if len(nummers) <= HOOGSTE_VOOR_VOORSTEL:
                    melding += bedoeld(nummer, nummers)
                for regel in groep:
                    regel.rij.meld(NUMMER, melding)
    if per_aanvraag and bron.woonruimten.leesbaar:
        for nummer, rij in nummers.items():
            if nummer not in per_aanvraag:
                rij.meld(
                    NUMMER,
                    f"Bij ‘{nummer}’ staan geen woonruimten."
                    f" Zet ze in de tabel {WOONRUIMTEN}, met dit nummer.",
                )


def _vereis_volgorde(nummer: str, groep: Sequence[_Regel]) -> None:
    """Lines are numbered 1, 2, 3: a gap or a double one means that a line was lost or came twice."""
    eerste: dict[int, int] = {}
    for regel in groep:
        if regel.nummer is None:
            continue
        eerder = eerste.setdefault(regel.nummer, regel.rij.nummer)
        if eerder != regel.rij.nummer:
            regel.rij.meld(
                REGEL,
                f"Regel {regel.nummer} van ‘{nummer}’ staat ook in rij {eerder}. Nummer ze 1, 2, 3.",
            )
    if len(eerste) == len(groep) and sorted(eerste) != list(range(1, len(groep) + 1)):
        genummerd = opsomming([str(regel) for regel in sorted(eerste)[:20]])
        groep[0].rij.meld(
            REGEL,
            f"De regels van ‘{nummer}’ hebben de nummers {genummerd}. Nummer ze vanaf 1 en sla er geen over.",
        )
    samen = sum(regel.invoer.aantal for regel in groep if regel.invoer is not None)
    if samen > HOOGSTE_AANTAL:
        groep[0].rij.meld(
            "aantal",
            f"Bij ‘{nummer}’ staan samen {getal(samen)} woonruimten."
            f" Meer dan {getal(HOOGSTE_AANTAL)} kan niet.",
        )


def _op_volgorde(groep: Sequence[_Regel]) -> tuple[Woonruimteinvoer, ...]:
    gesorteerd = sorted(groep, key=lambda regel: regel.nummer or 0)
    return tuple(regel.invoer for regel in gesorteerd if regel.invoer is not None)
