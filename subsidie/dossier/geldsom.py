"""The money of an application: costs, request, what counts and why, and what its municipality has left. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from subsidie.aanvragen.models import Herkomst
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.geld import euro_kort
from subsidie.kern.verdeelwoorden import GemeentemaximumTelt
from subsidie.tranches.bedragen import Aantallen, Bedraggrens, Subsidiabel, subsidiabel
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.regels import Regels

_GRENZEN: Final = {
    Bedraggrens.GEVRAAGD: "wat is gevraagd",
    Bedraggrens.TEKORT: "het tekort",
    Bedraggrens.MAXIMUM: "het maximum voor deze aantallen",
}


@dataclass(frozen=True, slots=True)
class Gemeenteruimte:
    """What a municipality may get in a tranche (eurocents): its maximum, what counts already, and what is left.

    ``andere_cent``: what its other applications count for; ``over_cent`` is below zero when it asks too much.
    """

    maximum_cent: int
    andere_cent: int
    over_cent: int
    bron: str
    zekerheid: Zekerheid


@dataclass(frozen=True, slots=True)
class Geldsom:
    """Amounts in eurocents; ``som`` the sum of what counts in lines; ``opmerkingen``: what is to be known of it."""

    kosten_cent: int | None
    dekking_cent: int | None
    gevraagd_cent: int
    telt_cent: int
    som: tuple[str, ...]
    bepaald_door: str
    opmerkingen: tuple[str, ...]
    gemeente: Gemeenteruimte | None

    @property
    def tekort_cent(self) -> int | None:
        """Costs less cover; ``None`` while one of them is not known."""
        if self.kosten_cent is None or self.dekking_cent is None:
            return None
        return self.kosten_cent - self.dekking_cent


def maak_geldsom(
    regels: Regels,
    woonruimten: Iterable[Aantallen],
    *,
    herkomst: Herkomst,
    kosten_cent: int | None,
    dekking_cent: int | None,
    gevraagd_cent: int,
    telt_cent: int,
    gemeente_telt_cent: int,
) -> Geldsom:
    """The money of one version (eurocents); ``telt_cent`` as it was recorded.

    ``gemeente_telt_cent``: what all applications of the municipality in this tranche count for, this one included.
    The sum is computed again under the rules of now; where that gives another amount, the page says so.
    """
    tekort_cent = None if kosten_cent is None or dekking_cent is None else kosten_cent - dekking_cent
    som: tuple[str, ...] = ()
    bepaald_door = ""
    opmerkingen: tuple[str, ...] = ()
    if herkomst is Herkomst.BIJLAGE:
        opmerkingen = ("Dit bedrag staat vast in de regeling. Er is niets om het mee te vergelijken.",)
    else:
        gerekend = _reken(regels, woonruimten, tekort_cent=tekort_cent, gevraagd_cent=gevraagd_cent)
        if gerekend is None:
            opmerkingen = ("De som is met de regels van nu niet na te rekenen.",)
        else:
            opmerkingen = gerekend.weggelaten
            som, bepaald_door = gerekend.som(), _GRENZEN[gerekend.bepaald_door]
            if gerekend.subsidiabel_cent != telt_cent:
                opmerkingen += (
                    f"Vastgelegd is {euro_kort(telt_cent)}. De regels zijn daarna gewijzigd; deze som is van nu.",
                )
    return Geldsom(
        kosten_cent, dekking_cent, gevraagd_cent, telt_cent, som, bepaald_door, opmerkingen,
        _gemeenteruimte(regels, telt_cent, gemeente_telt_cent),
    )  # fmt: skip


def _reken(
    regels: Regels, woonruimten: Iterable[Aantallen], *, tekort_cent: int | None, gevraagd_cent: int
) -> Subsidiabel | None:
    eenheden = regels.eenheden.waarde
    if eenheden is None:
        return None
    try:
        return subsidiabel(
            woonruimten, eenheden=eenheden, maxima=regels.maximum_per_eenheid, tekort_cent=tekort_cent,
            gevraagd_cent=gevraagd_cent,
        )  # fmt: skip
    except OngeldigeInvoer:
        return None  # a kind that this tranche does not have (any more)


def _gemeenteruimte(regels: Regels, telt_cent: int, gemeente_telt_cent: int) -> Gemeenteruimte | None:
    if "gemeentemaximum" not in regels.instellingen:
        return None
    maximum = regels.gemeentemaximum
    maximum_cent = maximum.waarde_cent
    # What is awarded shows only as the allocation goes on: then there is no room to speak of beforehand.
    if maximum_cent is None or regels.gemeentemaximum_telt.waarde is not GemeentemaximumTelt.GEVRAAGD:
        return None
    return Gemeenteruimte(
        maximum_cent, gemeente_telt_cent - telt_cent, maximum_cent - gemeente_telt_cent,
        maximum.bron, maximum.zekerheid,
    )  # fmt: skip
