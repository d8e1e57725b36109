"""The ceiling bar of one pot of a ranking: its segments, and fewer of them where nobody could tell them apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Final

from subsidie.kern.tekst import getal
from subsidie.kern.tijd import datum_nl
from subsidie.verdeling.rangrijen import Rangrij
from subsidie.verdeling.uitslag import Afloop, Groep, Verdelingsuitslag
from subsidie.verdeling.woorden import ONBESLIST, loting_in_het_kort
from subsidie.web.beeld import Balk, Balkgegevens, Balksegment, balk

MEESTE_SEGMENTEN: Final = 400
"""Above this a segment would be a few pixels wide: neighbours that fared alike are drawn as one."""
_DEEL: Final = 100
"""About so many segments then remain."""


@dataclass(frozen=True, slots=True)
class Rangbalk:
    """The bar of a pot as its rows have it. ``geheel`` is drawn already where no segment leads to a row."""

    nummers: tuple[str, ...]
    gegevens: Balkgegevens
    kenmerk: str
    geheel: Balk | None

    def teken(self, op_blad: Callable[[str], bool]) -> Balk:
        """The picture, with a link to each row that is ``op_blad`` (by number)."""
        if self.geheel is not None:
            return self.geheel
        segmenten = tuple(
            replace(segment, href=f"#rij-{nummer}") if op_blad(nummer) else segment
            for nummer, segment in zip(self.nummers, self.gegevens.segmenten, strict=True)
        )
        return balk(replace(self.gegevens, segmenten=segmenten), kenmerk=self.kenmerk)


def rangbalk(
    geordend: Sequence[Rangrij],
    zonder: Sequence[Rangrij],
    plafond_cent: int | None,
    uitslag: Verdelingsuitslag | None,
    pot: str,
    *,
    titel: str,
    nummer: int,
    voorlopig: bool,
) -> Rangbalk:
    """The bar of ``pot``. What was granted before comes first: it takes its part of the ceiling off before anything."""
    groepen = [groep for groep in uitslag.groepen if groep.pot == pot] if uitslag is not None else []
    # At most one is pointed out: where the money ran out, rather than where only a municipality reached its maximum.
    loterijen = [groep for groep in groepen if groep.beslissende_loting or groep.afloop is Afloop.TE_LOTEN]
    geloot = min(loterijen, key=lambda groep: groep.afloop is Afloop.GEMEENTEMAXIMUM, default=None)
    in_loting = _leden(uitslag, geloot)
    dagen = [groep.dag for groep in groepen if groep.dag is not None]
    van, tot = (_kort(min(dagen)), _kort(max(dagen))) if dagen else ("", "")
    rijen = (*(rij for rij in zonder if rij.uitkomst == "reeds_verleend"), *geordend)
    segmenten = tuple(
        Balksegment(
            label=f"{rij.nummer} {rij.gemeente}",
            # A row that was tampered with must not keep anybody from seeing the page.
            bedrag_cent=max(rij.telt_mee_cent, rij.bedrag_cent, 0),
            toegekend_cent=None if voorlopig or rij.uitkomst in ONBESLIST else max(rij.bedrag_cent, 0),
            in_loting=rij.nummer in in_loting,
        )
        for rij in rijen
    )
    te_veel = len(segmenten) > MEESTE_SEGMENTEN
    gegevens = Balkgegevens(
        segmenten=tuple(_bijeen(segmenten)) if te_veel else segmenten,
        plafond_cent=plafond_cent,
        titel=titel or "Aanvragen in volgorde van rang, tegen het uitkeringsplafond",
        van=van,
        tot=tot if tot != van else "",
        loting=loting_in_het_kort(geloot) if geloot is not None else "",
    )
    kenmerk = f"balk-{nummer}"
    return Rangbalk(
        nummers=() if te_veel else tuple(rij.nummer for rij in rijen),
        gegevens=gegevens,
        kenmerk=kenmerk,
        geheel=balk(gegevens, kenmerk=kenmerk) if te_veel else None,
    )


def _leden(uitslag: Verdelingsuitslag | None, groep: Groep | None) -> frozenset[str]:
    if uitslag is None or groep is None:
        return frozenset()
    plek = uitslag.groepen.index(groep)
    return frozenset(een.nummer for een in uitslag.uitkomsten if een.groep == plek)


def _bijeen(segmenten: Sequence[Balksegment]) -> Iterable[Balksegment]:
    """Neighbours that fared alike as one segment, with the same sums to the cent."""
    per_keer = -(-len(segmenten) // _DEEL)
    for _, groep in groupby(enumerate(segmenten, start=1), key=lambda paar: _soort(paar[1])):
        leden = list(groep)
        for begin in range(0, len(leden), per_keer):
            stuk = leden[begin : begin + per_keer]
            eerste, (plaats, segment) = stuk[0][0], stuk[-1]
            if len(stuk) == 1:
                yield segment
                continue
            gekregen = [een.toegekend_cent for _, een in stuk]
            yield Balksegment(
                label=f"plaats {getal(eerste)} tot en met {getal(plaats)}: {getal(len(stuk))} aanvragen",
                bedrag_cent=sum(een.bedrag_cent for _, een in stuk),
                toegekend_cent=None if gekregen[0] is None else sum(cent or 0 for cent in gekregen),
                in_loting=segment.in_loting,
            )


def _soort(segment: Balksegment) -> tuple[bool, int]:
    if segment.toegekend_cent is None:
        return segment.in_loting, 0
    if segment.toegekend_cent in (0, segment.bedrag_cent):
        return segment.in_loting, 1 if segment.toegekend_cent else 2
    return segment.in_loting, 3


def _kort(dag: date) -> str:
    """A day without its year, as there is little room under a picture."""
    return datum_nl(dag).rpartition(" ")[0]
