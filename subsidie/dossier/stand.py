"""The state of an application as people see it: computed from its own steps, its chain of decisions and what was built.

Never typed (product.md, "The life of an application"). What wins, from strong to weak:

1. ``ingetrokken``: the municipality withdrew it, whatever was decided.
2. What the chain says. A decision works from its notification (Awb 3:40), so what is drawn up or signed does not
   count yet. A change, and a decision on an objection against one, leave the kind of award as it was: a partial
   award that was changed is still a partial award. Any other decision on an objection says by its amount what there
   is now, and one against a settlement or a recovery leaves that.
3. What was built, of an award that was not settled: ``gerealiseerd`` once every home of the plan was accepted, before
   that ``in_uitvoering`` from the first accepted irreversible step, start or delivery. What a municipality reported
   and the ministry did not accept counts for nothing.
4. Of an award that was settled (also when a part was reclaimed): ``bestemmingstermijn`` as long as a home that was
   kept is within its years for the target group; after that again what the chain says.

What is lost of the chain in 3 and 4 stands beside it (``Stand.bij``), as does how the award came to be what it is. A
municipality does not see that an assessment is finished before it is told what was decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    IN_UITVOERING = "in_uitvoering"
    GEREALISEERD = "gerealiseerd"
    AFGEWEZEN = "afgewezen"
    BUITEN_BEHANDELING = "buiten_behandeling"
    VASTGESTELD = "vastgesteld"
    TERUGGEVORDERD = "teruggevorderd"
    BESTEMMINGSTERMIJN = "bestemmingstermijn"
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
    Standsoort.BESTEMMINGSTERMIJN: "in de bestemmingstermijn",
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
    Standsoort.IN_UITVOERING: "goed",
    Standsoort.GEREALISEERD: "goed",
    Standsoort.VASTGESTELD: "goed",
    Standsoort.BESTEMMINGSTERMIJN: "goed",
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
    """What the state needs to know of one decision; amounts in eurocents."""

    soort: Besluitsoort
    status: Besluitstatus
    verleend_cent: int
    vervangt: str | None = ""
    """What it replaces; ``None`` for nothing. Only of a decision on an objection it matters."""
    vervangt_soort: Besluitsoort | None = None
    """The kind of what it replaces."""
    telt_cent: int = 0
    """What counted of the application, which an award after an objection is measured by."""
    geweigerd: bool = False
    """It refuses a change, so it changes nothing."""


@dataclass(frozen=True, slots=True)
class Bouw:
    """What was built, as far as the state needs it: only what the ministry accepted counts."""

    begonnen: bool = False
    """A part passed its irreversible step or its start, or homes were delivered."""
    gerealiseerd: bool = False
    """Every home of the plan that holds was delivered; also what was not kept afterwards."""
    bestemd: bool = False
    """A home that was kept is still within its years for the target group."""


NIETS_GEBOUWD: Final = Bouw()

GELDEND: Final = {
    Besluitsoort.VERLENING: Standsoort.VERLEEND,
    Besluitsoort.DEELVERLENING: Standsoort.DEELS_VERLEEND,
    Besluitsoort.AFWIJZING: Standsoort.AFGEWEZEN,
    Besluitsoort.BUITEN_BEHANDELING: Standsoort.BUITEN_BEHANDELING,
    Besluitsoort.INTREKKING: Standsoort.VERLENING_INGETROKKEN,
    Besluitsoort.VASTSTELLING: Standsoort.VASTGESTELD,
    Besluitsoort.TERUGVORDERING: Standsoort.TERUGGEVORDERD,
}
"""Per kind of decision the state that it leaves, before anything is built."""
AFREKENEND: Final = (Besluitsoort.VASTSTELLING, Besluitsoort.TERUGVORDERING)
"""A decision on an objection against one of these leaves its state."""
IN_AANBOUW: Final = (Standsoort.VERLEEND, Standsoort.DEELS_VERLEEND)
"""Of these what was built makes another state."""
AFGEREKEND: Final = (Standsoort.VASTGESTELD, Standsoort.TERUGGEVORDERD)
"""Of these only whether homes must still be kept does."""
TOEGEKEND: Final = frozenset(
    {
        *IN_AANBOUW,
        Standsoort.IN_UITVOERING,
        Standsoort.GEREALISEERD,
        *AFGEREKEND,
        Standsoort.BESTEMMINGSTERMIJN,
    }
)
"""Every state of an application that has an award: whoever means that, asks for these and not for one of them."""

HOE: Final = {
    Besluitsoort.WIJZIGING: "na een wijziging",
    Besluitsoort.BESLISSING_OP_BEZWAAR: "na bezwaar",
}
"""How the award or the rejection came to be what it is; a change that was refused is none."""
_BIJ: Final = {
    Standsoort.DEELS_VERLEEND: "deels verleend",
    Standsoort.VASTGESTELD: "vastgesteld",
    Standsoort.TERUGGEVORDERD: "vastgesteld en teruggevorderd",
}
"""What the chain says, where what was built has taken its place."""

ONDERWEG: Final = "Er is een nieuw besluit in voorbereiding."


def stand_van(
    status: Aanvraagstatus,
    besluiten: Iterable[Besluit | Beschikking | Row[Any]] = (),
    *,
    gemeentekant: bool = False,
    bouw: Bouw = NIETS_GEBOUWD,
) -> Stand:
    """The state of an application with this ``status`` and these decisions, oldest first, and what was built.

    ``besluiten`` are those that the viewer may see (``beschikkingen.toegang``; rows with the fields of ``Besluit``
    do); ``gemeentekant``: the viewer works for the municipality. A decision on an objection that left what was
    decided as it is, is no link of the chain.
    """
    alle = list(besluiten)
    keten = [een for een in na_heropening(alle) if not _laat_staan(een)]
    bekend = [een for een in keten if een.status is Besluitstatus.BEKENDGEMAAKT]
    laatste = keten[-1] if keten else None
    if status is Aanvraagstatus.INGETROKKEN:
        return als_stand(Standsoort.INGETROKKEN)
    if bekend and laatste is not None:
        volgens_keten = _volgens_keten(bekend, alle)
        hoe = next((een.soort for een in reversed(bekend) if not getattr(een, "geweigerd", False)), None)
        bij = bij_van(volgens_keten, met_bouw(volgens_keten, bouw), hoe, laatste.status)
        return als_stand(met_bouw(volgens_keten, bouw), bij)
    if laatste is not None:
        getekend = laatste.status is Besluitstatus.GETEKEND
        return als_stand(Standsoort.BESLUIT_GETEKEND if getekend else Standsoort.BESLUIT_IN_CONCEPT)
    if gemeentekant and status is Aanvraagstatus.BEOORDEELD:
        return als_stand(Standsoort.IN_BEOORDELING)
    return als_stand(Standsoort(status.value))


def als_stand(soort: Standsoort, bij: str = "") -> Stand:
    """A state with its words and colour."""
    return Stand(soort, soort.tekst, soort.kleur, bij)


def met_bouw(volgens_keten: Standsoort, bouw: Bouw) -> Standsoort:
    """What the chain says, with what was built (3 and 4 above)."""
    if volgens_keten in IN_AANBOUW and bouw.gerealiseerd:
        return Standsoort.GEREALISEERD
    if volgens_keten in IN_AANBOUW and bouw.begonnen:
        return Standsoort.IN_UITVOERING
    if volgens_keten in AFGEREKEND and bouw.bestemd:
        return Standsoort.BESTEMMINGSTERMIJN
    return volgens_keten


def bij_van(
    volgens_keten: Standsoort | None,
    soort: Standsoort,
    hoe: Besluitsoort | None,
    laatste: Besluitstatus | None,
) -> str:
    """What stands beside the state ``soort``.

    ``volgens_keten``: what the chain alone says; ``hoe``: the kind of the newest notified decision that changed
    something; ``laatste``: the status of the newest decision, if there is one. Empty without a notified decision.
    """
    if volgens_keten is None or hoe is None:
        return ""
    if laatste is not Besluitstatus.BEKENDGEMAAKT:
        return ONDERWEG
    eerst = _BIJ.get(volgens_keten, "") if soort is not volgens_keten else ""
    return ", ".join(deel for deel in (eerst, HOE.get(hoe, "")) if deel)


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


def _volgens_keten(bekend: Sequence[Any], alle: Sequence[Any]) -> Standsoort:
    """What the notified links ``bekend`` say; ``alle``: every decision, to look up what one replaces."""
    for een in reversed(bekend):
        vervangen = _vervangen_soort(een, alle)
        if een.soort is Besluitsoort.WIJZIGING:
            continue
        if een.soort is not Besluitsoort.BESLISSING_OP_BEZWAAR:
            return GELDEND[een.soort]
        if vervangen in AFREKENEND:
            return GELDEND[vervangen]
        if vervangen is not Besluitsoort.WIJZIGING:
            return _naar_bedrag(een)
    return Standsoort.VERLEEND  # changes only: an award of which the viewer does not see the first decision


def _naar_bedrag(besluit: Any) -> Standsoort:
    telt_cent = besluit.versie.subsidiabel_cent if isinstance(besluit, Beschikking) else besluit.telt_cent
    if not besluit.verleend_cent:
        return Standsoort.AFGEWEZEN
    return Standsoort.DEELS_VERLEEND if besluit.verleend_cent < telt_cent else Standsoort.VERLEEND


def _vervangen_soort(besluit: Any, alle: Sequence[Any]) -> Besluitsoort | None:
    if not isinstance(besluit, Beschikking):
        soort: Besluitsoort | None = besluit.vervangt_soort
        return soort
    return next((een.soort for een in alle if een.id == besluit.vervangt_id), None)
