"""Step 5 of an allocation: the candidates of a pot in groups with an equal key, first group first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from typing import Any

from subsidie.kern.verdeelwoorden import GelijkeStand
from subsidie.verdeling.invoer import Kandidaat, Methode, Regels

_Sleutel = Callable[[Kandidaat], Any]
_dag: _Sleutel = attrgetter("dag")


def groepeer(regels: Regels, kandidaten: Sequence[Kandidaat], plekken: Iterable[int]) -> list[list[int]]:
    """The groups under ``regels`` in order of processing, as positions in ``kandidaten``."""
    sleutel = _sleutel(regels)
    groepen: dict[Any, list[int]] = {}
    for plek in plekken:
        waarde = sleutel(kandidaten[plek])
        if waarde in groepen:
            groepen[waarde].append(plek)
        else:
            groepen[waarde] = [plek]
    return [groepen[waarde] for waarde in sorted(groepen)]


def haalt_drempel(regels: Regels, kandidaat: Kandidaat) -> bool:
    """Step 3: whether the score reaches the threshold of the pot, if it has one; equal is enough."""
    if regels.drempelscore is None:
        return True
    return Decimal(kandidaat.score or "") >= Decimal(regels.drempelscore)


def _sleutel(regels: Regels) -> _Sleutel:
    match regels.methode:
        case Methode.BINNENKOMST:
            return _dag
        case Methode.CATEGORIE:
            plaats = {naam: plek for plek, naam in enumerate(regels.categorieen)}
            return lambda een: plaats[een.categorie or ""]
        case Methode.SCORE:
            staarten = [_GELIJKE_STAND[sleutel] for sleutel in regels.gelijke_stand]
            return lambda een: (_hoogste_eerst(een), *(staart(een) for staart in staarten))
        case _:
            return lambda een: 0


def _hoogste_eerst(een: Kandidaat) -> Decimal:
    # copy_negate is exact; a minus sign would round to the precision of the context.
    return Decimal(een.score or "").copy_negate()


_GELIJKE_STAND: dict[GelijkeStand, _Sleutel] = {
    GelijkeStand.KOSTEN_PER_EENHEID: lambda een: Fraction(een.gevraagd_cent, een.eenheden),
    GelijkeStand.EENHEDEN: lambda een: -een.eenheden,
    GelijkeStand.BINNENKOMST: _dag,
}
