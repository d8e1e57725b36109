"""The draws of an allocation as a page shows them: who took part, with which lot, and how to check it."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from subsidie.verdeling.loting import lot, lot_tekst
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.narekening import Narekening
from subsidie.verdeling.publicatie import kwam_na_sluiting
from subsidie.verdeling.rangpagina import lees_rijen
from subsidie.verdeling.rangrijen import Rangrij
from subsidie.verdeling.uitslag import Afloop, Groep, Reden, Uitkomst, Verdelingsuitslag
from subsidie.verdeling.woorden import Woord, groep_in_woorden, uitkomst_in_woorden


@dataclass(frozen=True, slots=True)
class Lotbeeld:
    """One lot: the text that was hashed, its SHA-256, and what came of it.

    ``ruimte_cent``: what was left at its turn, ``None`` after the pot was closed.
    """

    lotnummer: int
    nummer: str
    gemeente: str
    tekst: str
    sha256: str
    uitkomst: Woord
    kreeg: bool
    telt_mee_cent: int
    ruimte_cent: int | None


@dataclass(frozen=True, slots=True)
class Loting:
    """One draw: ``soort`` is ``beslissend``, ``gemeentemaximum`` or ``reserve``.

    ``lijn_na``: after how many lots an application did not fit for the first time, in a deciding draw.
    """

    pot: str
    omschrijving: str
    soort: str
    eerste_rang: int
    loten: tuple[Lotbeeld, ...]
    lijn_na: int | None


@dataclass(frozen=True, slots=True)
class Lotingpagina:
    """Every draw of an allocation; ``te_loten`` describes the groups that still wait for one."""

    lotingen: tuple[Loting, ...]
    te_loten: tuple[str, ...]
    narekening: Narekening
    deelnemers: int
    gevraagd_cent: int


def lotingpagina(verdeling: Verdeling, potnamen: Mapping[str, str]) -> Lotingpagina:
    """The draws of ``verdeling``, the deciding ones first; ``potnamen`` names pots where there are several."""
    rijen, narekening = lees_rijen(verdeling)
    uitslag = narekening.uitslag
    groepen = uitslag.groepen if uitslag is not None else ()
    lotingen = lotingen_van(verdeling, uitslag, rijen, potnamen) if uitslag is not None else []
    return Lotingpagina(
        lotingen=tuple(sorted(lotingen, key=lambda een: een.soort == "reserve")),
        te_loten=tuple(groep_in_woorden(groep) for groep in groepen if groep.afloop is Afloop.TE_LOTEN),
        narekening=narekening,
        deelnemers=len(rijen),
        gevraagd_cent=sum(rij.gevraagd_cent for rij in rijen),
    )


def lotingen_van(
    verdeling: Verdeling, uitslag: Verdelingsuitslag, rijen: Sequence[Rangrij], potnamen: Mapping[str, str]
) -> list[Loting]:
    """Every draw of ``verdeling`` in order of processing; none while there is no seed."""
    if verdeling.seed is None:
        return []
    per_groep: dict[int, list[Uitkomst]] = {}
    for een in uitslag.uitkomsten:
        if een.groep is not None and een.lotnummer is not None:
            per_groep.setdefault(een.groep, []).append(een)
    per_nummer = {rij.nummer: rij for rij in rijen}
    return [
        _loting(verdeling.seed, groep, per_groep.get(plaats, []), per_nummer, potnamen)
        for plaats, groep in enumerate(uitslag.groepen)
        if groep.geloot
    ]


def _loting(
    seed: str,
    groep: Groep,
    leden: Sequence[Uitkomst],
    rijen: Mapping[str, Rangrij],
    potnamen: Mapping[str, str],
) -> Loting:
    op_volgorde = sorted(leden, key=lambda een: een.lotnummer or 0)
    soort = "reserve"
    if groep.beslissende_loting:
        soort = "gemeentemaximum" if groep.afloop is Afloop.GEMEENTEMAXIMUM else "beslissend"
    past_niet = (plaats for plaats, een in enumerate(op_volgorde) if een.reden is Reden.PLAFOND)
    return Loting(
        pot=potnamen.get(groep.pot, groep.pot) if len(potnamen) > 1 else "",
        omschrijving=groep_in_woorden(groep),
        soort=soort,
        eerste_rang=groep.eerste_rang,
        loten=tuple(_lot(seed, groep, een, rijen.get(een.nummer)) for een in op_volgorde),
        lijn_na=next(past_niet, None) if soort == "beslissend" else None,
    )


def _lot(seed: str, groep: Groep, uitkomst: Uitkomst, rij: Rangrij | None) -> Lotbeeld:
    return Lotbeeld(
        lotnummer=uitkomst.lotnummer or 0,
        nummer=uitkomst.nummer,
        gemeente=rij.gemeente if rij else "",
        tekst=lot_tekst(seed, uitkomst.nummer),
        sha256=lot(seed, uitkomst.nummer),
        uitkomst=uitkomst_in_woorden(str(uitkomst.uitkomst), str(uitkomst.reden)),
        kreeg=uitkomst.bedrag_cent > 0,
        telt_mee_cent=rij.telt_mee_cent if rij else 0,
        ruimte_cent=None if kwam_na_sluiting(groep, uitkomst) else uitkomst.ruimte_voor_cent,
    )


def opdracht_voor_lot(tekst: str) -> str:
    """The command with which anyone computes one lot."""
    return f"printf '%s' {shlex.quote(tekst)} | sha256sum"
