"""What changed between two versions, in words for a screen. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud.geheel import FORMULIERDELEN, Delen
from subsidie.aanvragen.inhoud.opzet import Lijst
from subsidie.aanvragen.inhoud.ruw import Deelinhoud
from subsidie.aanvragen.inhoud.tekst import toon_grootte
from subsidie.aanvragen.inhoud.versie import lees_versie
from subsidie.tranches.regels import Regels

LEEG: Final = "(niet ingevuld)"
_SLEUTELS: Final[Mapping[str, tuple[str, ...]]] = {
    "regels": ("doelgroep", "aard", "soort", "woningtype"),
    "plaatsen": ("straat", "huisnummer", "woonplaats"),
    "kosten": ("omschrijving",),
    "dekking": ("omschrijving",),
    "partners": ("naam",),
    "flexlocaties": ("plek",),
}
"""By what two lines are the same one, of which something else changed."""


@dataclass(frozen=True, slots=True)
class Verschil:
    """One difference. ``veld`` is its label; an empty side reads ``LEEG``. ``waar``: the name in the form."""

    deel: Aanvraagdeel
    veld: str
    oud: str
    nieuw: str
    waar: str = ""


def verschillen(oud: Mapping[str, Any], nieuw: Mapping[str, Any], regels: Regels) -> tuple[Verschil, ...]:
    """The differences between two versions (``AanvraagVersie.gegevens`` as JSON values), in order of the parts.

    Equal versions give none, and so do two ways of writing one value.
    """
    return (
        *delen_verschillen(lees_versie(oud, regels), lees_versie(nieuw, regels)),
        *_bijlagen(oud.get("bijlagen", ()), nieuw.get("bijlagen", ()), regels),
    )


def delen_verschillen(oud: Delen, nieuw: Delen) -> tuple[Verschil, ...]:
    """The differences between two sets of parts (a version and a working copy, for instance)."""
    return tuple(
        verschil
        for deel in FORMULIERDELEN
        for verschil in deel_verschillen(oud.inhoud[deel], nieuw.inhoud[deel])
    )


def deel_verschillen(oud: Deelinhoud, nieuw: Deelinhoud) -> Iterator[Verschil]:
    """The differences in one part: also for two people who edited it at once."""
    for veld in nieuw.opzet.velden:
        een = _toon(oud, veld.naam)
        twee = _toon(nieuw, veld.naam)
        if een != twee:
            yield Verschil(nieuw.deel, veld.label, een or LEEG, twee or LEEG, veld.naam)
    for lijst in nieuw.opzet.lijsten:
        yield from _lijst(lijst, oud, nieuw)


def _toon(inhoud: Deelinhoud, naam: str) -> str:
    veld = inhoud.opzet.veld(naam)
    waarde = inhoud.waarden.get(naam)
    if veld is None or waarde is None:
        return inhoud.getypt(naam)
    return veld.waardesoort.toon(waarde)


def _lijst(lijst: Lijst, oud: Deelinhoud, nieuw: Deelinhoud) -> Iterator[Verschil]:
    voor, na = _rijen(lijst, oud), _rijen(lijst, nieuw)
    for links, rechts in _paren(voor, na, _SLEUTELS.get(lijst.naam, ())):
        if links is None or rechts is None:
            nummer = voor.index(links) if links is not None else _plaats(na, rechts)
            wat = _omschrijf(lijst, links if links is not None else rechts or {})
            yield Verschil(
                nieuw.deel, lijst.enkelvoud.capitalize() + f" {nummer + 1}",
                wat if links is not None else LEEG, wat if rechts is not None else LEEG, lijst.naam,
            )  # fmt: skip
            continue
        nummer = _plaats(na, rechts)
        for veld in lijst.velden:
            een, twee = links.get(veld.naam, ""), rechts.get(veld.naam, "")
            if een != twee:
                yield Verschil(
                    nieuw.deel, f"{veld.kop} ({lijst.enkelvoud} {nummer + 1}: {_naam(lijst, rechts)})",
                    een or LEEG, twee or LEEG, f"{lijst.naam}-{nummer}-{veld.naam}",
                )  # fmt: skip


class _Rij(dict[str, str]):
    """A line as people read it; two equal ones are still two."""

    def __hash__(self) -> int:  # type: ignore[override]
        return id(self)

    def __eq__(self, ander: object) -> bool:
        return self is ander


def _rijen(lijst: Lijst, inhoud: Deelinhoud) -> list[_Rij]:
    waarden = inhoud.waarden.get(lijst.naam, ())
    ruw = inhoud.ruw.get(lijst.naam, ())
    uit = []
    for waarde, rij in zip(waarden, ruw, strict=True):
        getoond = _Rij()
        for veld in lijst.velden:
            gelezen = waarde.get(veld.naam)
            tekst = rij.get(veld.naam, "") if gelezen is None else veld.waardesoort.toon(gelezen)
            if tekst:
                getoond[veld.naam] = tekst
        uit.append(getoond)
    return uit


def _plaats(rijen: Sequence[_Rij], rij: _Rij | None) -> int:
    return next((plaats for plaats, een in enumerate(rijen) if een is rij), 0)


def _paren(
    voor: Sequence[_Rij], na: Sequence[_Rij], sleutel: tuple[str, ...]
) -> Iterator[tuple[_Rij | None, _Rij | None]]:
    """Lines that belong together: first equal ones, then by key, then by the same place; the rest alone."""
    links, rechts = list(voor), list(na)
    paren: dict[int, tuple[_Rij, _Rij]] = {}

    def verbind(passend: Any) -> None:
        for rij in list(rechts):
            gevonden = next((een for een in links if passend(een, rij)), None)
            if gevonden is not None:
                links.remove(gevonden)
                rechts.remove(rij)
                paren[id(rij)] = (gevonden, rij)

    verbind(lambda een, twee: dict(een) == dict(twee))
    verbind(lambda een, twee: [een.get(naam) for naam in sleutel] == [twee.get(naam) for naam in sleutel])
    if len(voor) == len(na):
        plaats_voor = {id(rij): plaats for plaats, rij in enumerate(voor)}
        plaats_na = {id(rij): plaats for plaats, rij in enumerate(na)}
        verbind(lambda een, twee: plaats_voor[id(een)] == plaats_na[id(twee)])
    for rij in na:
        yield paren.get(id(rij), (None, rij))
    for rij in links:
        yield rij, None


def _omschrijf(lijst: Lijst, rij: Mapping[str, str]) -> str:
    return ", ".join(f"{veld.kop}: {rij[veld.naam]}" for veld in lijst.velden if rij.get(veld.naam))


def _naam(lijst: Lijst, rij: Mapping[str, str]) -> str:
    delen = [rij[naam] for naam in _SLEUTELS.get(lijst.naam, ())[:3] if rij.get(naam)]
    return ", ".join(delen) or "zonder naam"


def _bijlagen(
    oud: Sequence[Mapping[str, Any]], nieuw: Sequence[Mapping[str, Any]], regels: Regels
) -> Iterator[Verschil]:
    namen = {een.code: een.naam for een in (regels.bijlagen.waarde or ())} if regels.heeft("bijlagen") else {}

    def omschrijf(een: Mapping[str, Any]) -> str:
        return f"{een['naam']} ({toon_grootte(een['grootte'])})"

    def sleutel(een: Mapping[str, Any]) -> tuple[str, str, str]:
        return een["soort"], een["naam"], een["sha256"]

    voor, na = {sleutel(een) for een in oud}, {sleutel(een) for een in nieuw}
    for een in oud:
        if sleutel(een) not in na:
            yield Verschil(
                Aanvraagdeel.BIJLAGEN, namen.get(een["soort"], "Overige bijlage"), omschrijf(een), LEEG,
                een["soort"],
            )  # fmt: skip
    for een in nieuw:
        if sleutel(een) not in voor:
            yield Verschil(
                Aanvraagdeel.BIJLAGEN, namen.get(een["soort"], "Overige bijlage"), LEEG, omschrijf(een),
                een["soort"],
            )  # fmt: skip
