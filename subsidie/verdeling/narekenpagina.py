"""The sum of one application in words, with everything to compute it again oneself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from subsidie.kern.fouten import NietGevonden
from subsidie.verdeling.lotingpagina import Lotbeeld, Loting, lotingen_van, opdracht_voor_lot
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.narekening import Narekening
from subsidie.verdeling.rangpagina import lees_rijen
from subsidie.verdeling.rangrijen import Rangrij
from subsidie.verdeling.uitleg import grondslag, toelichting
from subsidie.verdeling.uitslag import Uitkomst
from subsidie.verdeling.woorden import Woord, uitkomst_in_woorden

BUREN = 2
"""How many lots before and after its own are shown."""


@dataclass(frozen=True, slots=True)
class Narekenpagina:
    """One application: the sentences of the letter, the rule they rest on, its lot and those around it.

    ``berekend`` is the outcome as it was computed now, ``None`` where nothing can be computed; ``rij`` is what
    is stored. ``eerder`` and ``later`` are the numbers next to it in the ranking.
    """

    rij: Rangrij
    uitkomst: Woord
    berekend: Uitkomst | None
    zinnen: tuple[str, ...]
    grondslag: str
    loting: Loting | None
    lot: Lotbeeld | None
    buren: tuple[Lotbeeld, ...]
    opdracht: str
    narekening: Narekening
    eerder: str
    later: str

    @property
    def gelijk(self) -> bool | None:
        """Whether this row is what the computation gives; ``None`` while there is nothing to compare."""
        if self.narekening.gelijk is None or self.berekend is None:
            return None if self.narekening.gelijk is None else False
        een = self.berekend
        berekend = (str(een.uitkomst), str(een.reden), een.bedrag_cent, een.rang, een.lotnummer)
        rij = self.rij
        return berekend == (rij.uitkomst, rij.reden, rij.bedrag_cent, rij.rang, rij.lotnummer)


def narekenpagina(verdeling: Verdeling, nummer: str, potnamen: Mapping[str, str]) -> Narekenpagina:
    """The sum of application ``nummer``; raises ``NietGevonden`` when it took no part in ``verdeling``."""
    rijen, narekening = lees_rijen(verdeling)
    plaats = next((plek for plek, rij in enumerate(rijen) if rij.nummer == nummer), None)
    if plaats is None:
        raise NietGevonden(f"Aanvraag {nummer} deed niet mee aan deze verdeling.")
    rij, uitslag = rijen[plaats], narekening.uitslag
    berekend, regel, loting = None, "", None
    zinnen: tuple[str, ...] = ()
    if uitslag is not None and narekening.invoer is not None:
        try:
            berekend = uitslag.van(nummer)
        except KeyError:
            pass
        else:
            zinnen = tuple(toelichting(narekening.invoer, uitslag, nummer, potnamen=potnamen))
            regel = grondslag(uitslag, berekend)
            loting = _loting_met(lotingen_van(verdeling, uitslag, rijen, potnamen), nummer)
    eigen = next((een for een in loting.loten if een.nummer == nummer), None) if loting else None
    return Narekenpagina(
        rij=rij,
        uitkomst=uitkomst_in_woorden(rij.uitkomst, rij.reden, voorlopig=verdeling.uitkomst is None),
        berekend=berekend,
        zinnen=zinnen,
        grondslag=regel,
        loting=loting,
        lot=eigen,
        buren=_buren(loting, eigen),
        opdracht=opdracht_voor_lot(eigen.tekst) if eigen else "",
        narekening=narekening,
        eerder=_buur(rijen, plaats - 1, rij.pot),
        later=_buur(rijen, plaats + 1, rij.pot),
    )


def _loting_met(lotingen: Sequence[Loting], nummer: str) -> Loting | None:
    return next((een for een in lotingen if any(lot.nummer == nummer for lot in een.loten)), None)


def _buren(loting: Loting | None, eigen: Lotbeeld | None) -> tuple[Lotbeeld, ...]:
    if loting is None or eigen is None:
        return ()
    plek = eigen.lotnummer - 1
    return loting.loten[max(plek - BUREN, 0) : plek + BUREN + 1]


def _buur(rijen: Sequence[Rangrij], plaats: int, pot: str) -> str:
    return rijen[plaats].nummer if 0 <= plaats < len(rijen) and rijen[plaats].pot == pot else ""
