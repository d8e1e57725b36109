"""The state of an application as people see it: computed from its own status and its chain of decisions, never typed.

A decision works from its notification (Awb 3:40): until then the state is the earlier one. The newest decision that
was notified is the one that holds; what is drawn up or signed after it is on its way (product.md, "The life of an
application"). A municipality does not see that an assessment is finished before it is told what was decided.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Row

from subsidie.aanvragen.models import Aanvraagstatus
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus, laat_staan


class Standsoort(StrEnum):
    """Every state that people can see, in the order of the life of an application."""

    CONCEPT = "concept"
    INGEDIEND = "ingediend"
    AANVULLING_GEVRAAGD = "aanvulling_gevraagd"
    VOLLEDIG = "volledig"
    IN_BEOORDELING = "in_beoordeling"
    BEOORDEELD = "beoordeeld"
    BESLUIT_IN_CONCEPT = "besluit_in_concept"
    BESLUIT_GETEKEND = "besluit_getekend"
    VERLEEND = "verleend"
    DEELS_VERLEEND = "deels_verleend"
    AFGEWEZEN = "afgewezen"
    BUITEN_BEHANDELING = "buiten_behandeling"
    VASTGESTELD = "vastgesteld"
    TERUGGEVORDERD = "teruggevorderd"
    VERLENING_INGETROKKEN = "verlening_ingetrokken"
    INGETROKKEN = "ingetrokken"

    @property
    def tekst(self) -> str:
        """What people read."""
        return _TEKST.get(self, self.value.replace("_", " "))

    @property
    def kleur(self) -> str:
        """The colour of its badge; a rejection is not an error, so it is not red."""
        return _KLEUR.get(self, "neutraal")


_TEKST: Final = {
    Standsoort.INGETROKKEN: "ingetrokken door de gemeente",
}
_KLEUR: Final = {
    Standsoort.INGEDIEND: "info",
    Standsoort.AANVULLING_GEVRAAGD: "let_op",
    Standsoort.VOLLEDIG: "info",
    Standsoort.IN_BEOORDELING: "info",
    Standsoort.BEOORDEELD: "info",
    Standsoort.BESLUIT_IN_CONCEPT: "info",
    Standsoort.BESLUIT_GETEKEND: "info",
    Standsoort.VERLEEND: "goed",
    Standsoort.DEELS_VERLEEND: "goed",
    Standsoort.VASTGESTELD: "goed",
    Standsoort.TERUGGEVORDERD: "let_op",
}


@dataclass(frozen=True, slots=True)
class Stand:
    """A state in words; ``bij`` says what is on its way or how it came, and may be empty."""

    soort: Standsoort
    tekst: str
    kleur: str
    bij: str = ""


@dataclass(frozen=True, slots=True)
class Besluit:
    """What the state needs to know of one decision."""

    soort: Besluitsoort
    status: Besluitstatus
    verleend_cent: int
    vervangt: str | None = ""
    """What it replaces; ``None`` for nothing. Only of a decision on an objection it matters."""


GELDEND: Final = {
    Besluitsoort.VERLENING: Standsoort.VERLEEND,
    Besluitsoort.DEELVERLENING: Standsoort.DEELS_VERLEEND,
    Besluitsoort.AFWIJZING: Standsoort.AFGEWEZEN,
    Besluitsoort.BUITEN_BEHANDELING: Standsoort.BUITEN_BEHANDELING,
    Besluitsoort.INTREKKING: Standsoort.VERLENING_INGETROKKEN,
    Besluitsoort.VASTSTELLING: Standsoort.VASTGESTELD,
    Besluitsoort.TERUGVORDERING: Standsoort.TERUGGEVORDERD,
}
HANGT_AF_VAN_BEDRAG: Final = {
    Besluitsoort.WIJZIGING: "na een wijziging",
    Besluitsoort.BESLISSING_OP_BEZWAAR: "na bezwaar",
}
"""Decisions that leave an award or a rejection behind."""

ONDERWEG: Final = "Er is een nieuw besluit in voorbereiding."


def stand_van(
    status: Aanvraagstatus,
    besluiten: Iterable[Besluit | Beschikking | Row[Any]] = (),
    *,
    gemeentekant: bool = False,
) -> Stand:
    """The state of an application with this ``status`` and these decisions, oldest first.

    ``besluiten`` are those that the viewer may see (``beschikkingen.toegang``; rows
    with ``soort``, ``status``, ``verleend_cent`` and ``vervangt`` do); ``gemeentekant``: the viewer works
    for the municipality. A decision on an objection that left what was decided as it is, is no link of the chain.
    """
    keten = [een for een in na_heropening(besluiten) if not _laat_staan(een)]
    geldend = next((een for een in reversed(keten) if een.status is Besluitstatus.BEKENDGEMAAKT), None)
    laatste = keten[-1] if keten else None
    if status is Aanvraagstatus.INGETROKKEN:
        return _stand(Standsoort.INGETROKKEN)
    if geldend is not None:
        bij = HANGT_AF_VAN_BEDRAG.get(geldend.soort, "")
        return _stand(_van_besluit(geldend), ONDERWEG if laatste is not geldend else bij)
    if laatste is not None:
        getekend = laatste.status is Besluitstatus.GETEKEND
        return _stand(Standsoort.BESLUIT_GETEKEND if getekend else Standsoort.BESLUIT_IN_CONCEPT)
    if gemeentekant and status is Aanvraagstatus.BEOORDEELD:
        return _stand(Standsoort.IN_BEOORDELING)
    return _stand(Standsoort(status.value))


def na_heropening(besluiten: Iterable[Any]) -> list[Any]:
    """Of a chain, oldest first, what counts: all of it, or what came since the application was taken up again.

    The same as ``beschikkingen.heropening`` asks of the database; of ``Besluit`` that was looked at there.
    """
    alle = list(besluiten)
    buiten = {_naam(een) for een in alle if een.soort is Besluitsoort.BUITEN_BEHANDELING} - {None}
    for plaats in range(len(alle) - 1, -1, -1):
        een = alle[plaats]
        vervangt = een.vervangt_id if isinstance(een, Beschikking) else een.vervangt
        if (
            een.soort is Besluitsoort.BESLISSING_OP_BEZWAAR and een.status is Besluitstatus.BEKENDGEMAAKT
            and vervangt in buiten and not een.verleend_cent and een.verdeling_id is None
        ):  # fmt: skip
            return alle[plaats + 1 :]
    return alle


def _naam(besluit: Any) -> Any:
    """What another decision calls it when it replaces it."""
    return besluit.id if isinstance(besluit, Beschikking) else getattr(besluit, "kenmerk", None)


def _laat_staan(besluit: Besluit | Beschikking | Row[Any]) -> bool:
    vervangt = besluit.vervangt_id if isinstance(besluit, Beschikking) else besluit.vervangt
    if besluit.status is Besluitstatus.TERUGGENOMEN:
        return True
    return laat_staan(besluit.soort, vervangt) and not besluit.verleend_cent


def _stand(soort: Standsoort, bij: str = "") -> Stand:
    return Stand(soort, soort.tekst, soort.kleur, bij)


def _van_besluit(besluit: Besluit | Beschikking | Row[Any]) -> Standsoort:
    if besluit.soort in HANGT_AF_VAN_BEDRAG:
        return Standsoort.VERLEEND if besluit.verleend_cent > 0 else Standsoort.AFGEWEZEN
    return GELDEND[besluit.soort]
