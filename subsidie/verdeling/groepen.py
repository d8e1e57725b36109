"""Step 5 of an allocation: the candidates of a pot in groups with an equal key, first group first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from subsidie.verdeling.invoer import GelijkeStand, Kandidaat, Methode, Regels


def groepeer(regels: Regels, kandidaten: Iterable[Kandidaat]) -> list[list[Kandidaat]]:
    """The groups under ``regels`` in order of processing, each in the order of ``kandidaten``."""
    sleutel = _sleutel(regels)
    groepen: dict[Any, list[Kandidaat]] = {}
    for een in kandidaten:
        waarde = sleutel(een)
        if waarde in groepen:
            groepen[waarde].append(een)
        else:
            groepen[waarde] = [een]
    return [groepen[waarde] for waarde in sorted(groepen)]


def haalt_drempel(regels: Regels, kandidaat: Kandidaat) -> bool:
    """Step 3: whether the score reaches the threshold of the pot, if it has one; equal is enough."""
    if regels.methode is not Methode.SCORE or regels.drempelscore is None:
        return True
    return Decimal(kandidaat.score or "") >= Decimal(regels.drempelscore)


def _sleutel(regels: Regels) -> Callable[[Kandidaat], Any]:
    match regels.methode:
        case Methode.BINNENKOMST:
            return lambda een: een.volledig_op.dag
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


_GELIJKE_STAND: dict[GelijkeStand, Callable[[Kandidaat], Any]] = {
    GelijkeStand.KOSTEN_PER_EENHEID: lambda een: Fraction(een.gevraagd_cent, een.eenheden),
    GelijkeStand.EENHEDEN: lambda een: -een.eenheden,
    GelijkeStand.BINNENKOMST: lambda een: een.volledig_op.dag,
}
