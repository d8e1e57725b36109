"""Two versions of one part that people made at once, side by side: what differs, and one made of both by choice. Pure.

A page carries a mark per field of what it began with (``merken``). So who saves second is not asked about what only
one of the two touched: that is chosen already, and can be changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from subsidie.aanvragen.inhoud.opzet import Deelopzet, Lijst, Veld
from subsidie.aanvragen.inhoud.ruw import Ruw
from subsidie.aanvragen.inhoud.soorten import Keuze
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.tekst import aantal

_LANGSTE_MERKEN: Final = 20_000

Regels = Sequence[Mapping[str, str]]


class Kant(StrEnum):
    """Whose version of one field is kept; ``allebei`` only of a whole list: theirs, and what only I have."""

    MIJ = "mij"
    HEN = "hen"
    ALLEBEI = "allebei"


@dataclass(frozen=True, slots=True)
class Verschilpunt:
    """One field, one line or one list that is not the same in both; texts in lines for people.

    ``voorkeur`` is what was only changed on one side, ``None`` when both changed it (or nobody knows).
    """

    sleutel: str
    label: str
    van_mij: tuple[str, ...]
    van_hen: tuple[str, ...]
    voorkeur: Kant | None
    is_lijst: bool = False


def merken(opzet: Deelopzet, ruw: Mapping[str, Any]) -> str:
    """A short mark per field, and per line of a list, of what stood there; as text for a hidden field."""
    uit: dict[str, Any] = {veld.naam: _merk(ruw.get(veld.naam, "")) for veld in opzet.velden}
    uit |= {lijst.naam: [_merk(rij) for rij in ruw.get(lijst.naam, ())] for lijst in opzet.lijsten}
    return json.dumps({naam: merk for naam, merk in uit.items() if merk}, separators=(",", ":"))


def vergelijk(
    opzet: Deelopzet, mij: Mapping[str, Any], hen: Mapping[str, Any], begin: str
) -> tuple[Verschilpunt, ...]:
    """What is not the same in ``mij`` and ``hen``, in the order of the part.

    ``begin`` are the ``merken`` of what ``mij`` was made from. It comes from a browser: what is no mark at all only
    means that nothing is chosen beforehand.
    """
    bekend = _lees_merken(begin)
    punten: list[Verschilpunt] = []
    for onderdeel in opzet.onderdelen:
        if isinstance(onderdeel, Veld):
            een, ander = mij.get(onderdeel.naam, ""), hen.get(onderdeel.naam, "")
            if een != ander:
                punten.append(
                    Verschilpunt(
                        onderdeel.naam, onderdeel.label, _tekst(onderdeel, een), _tekst(onderdeel, ander),
                        _voorkeur(_merk(een), _merk(ander), _of_leeg(bekend, onderdeel.naam, "")),
                    )
                )  # fmt: skip
        else:
            punten += _lijstpunten(onderdeel, mij, hen, bekend)
    return tuple(punten)


def voeg_samen(
    opzet: Deelopzet, mij: Mapping[str, Any], hen: Mapping[str, Any], begin: str, keuzen: Mapping[str, str]
) -> Ruw:
    """One part of both: theirs, with what ``keuzen`` (per ``sleutel`` a ``Kant``) takes from mine.

    What is not chosen stays theirs; ``open_punten`` says what must still be chosen.
    """
    uit: Ruw = {**hen}
    for punt in vergelijk(opzet, mij, hen, begin):
        kant = keuzen.get(punt.sleutel)
        if kant not in (Kant.MIJ, Kant.ALLEBEI):
            continue
        if punt.is_lijst:
            mijn = list(mij.get(punt.sleutel, ()))
            hunne = list(hen.get(punt.sleutel, ()))
            uit[punt.sleutel] = mijn if kant == Kant.MIJ else [*hunne, *_alleen_in(mijn, hunne)]
        elif opzet.veld(punt.sleutel) is not None:
            uit[punt.sleutel] = mij.get(punt.sleutel, "")
        else:
            naam, _, nummer = punt.sleutel.partition("-")
            rijen = list(uit[naam])
            rijen[int(nummer)] = mij[naam][int(nummer)]
            uit[naam] = rijen
    return {naam: waarde for naam, waarde in uit.items() if waarde}


def open_punten(punten: Sequence[Verschilpunt], keuzen: Mapping[str, str]) -> tuple[Verschilpunt, ...]:
    """The points about which nothing (valid) was chosen."""
    return tuple(
        punt
        for punt in punten
        if keuzen.get(punt.sleutel) not in (Kant.MIJ, Kant.HEN, *((Kant.ALLEBEI,) if punt.is_lijst else ()))
    )


def _lijstpunten(
    lijst: Lijst, mij: Mapping[str, Any], hen: Mapping[str, Any], bekend: Mapping[str, Any] | None
) -> list[Verschilpunt]:
    mijn: Regels = mij.get(lijst.naam, ())
    hunne: Regels = hen.get(lijst.naam, ())
    if list(mijn) == list(hunne):
        return []
    begon = _of_leeg(bekend, lijst.naam, [])
    begon = begon if isinstance(begon, list) else None
    if len(mijn) == len(hunne) and (begon is None or len(begon) == len(mijn)):
        return [
            Verschilpunt(
                f"{lijst.naam}-{nummer}", f"{lijst.label}: {lijst.enkelvoud} {nummer + 1}",
                _rij(lijst, een), _rij(lijst, ander),
                _voorkeur(_merk(een), _merk(ander), begon[nummer] if begon is not None else None),
            )
            for nummer, (een, ander) in enumerate(zip(mijn, hunne, strict=True))
            if een != ander
        ]  # fmt: skip
    voorkeur = None
    if begon is not None:
        voorkeur = _voorkeur([_merk(rij) for rij in mijn], [_merk(rij) for rij in hunne], begon)
    return [
        Verschilpunt(
            lijst.naam, lijst.label, _lijsttekst(lijst, mijn, hunne), _lijsttekst(lijst, hunne, mijn),
            voorkeur, is_lijst=True,
        )
    ]  # fmt: skip


def _voorkeur(mij: object, hen: object, begin: object) -> Kant | None:
    if begin is None:
        return None
    if mij == begin:
        return Kant.HEN
    return Kant.MIJ if hen == begin else None


def _lijsttekst(lijst: Lijst, rijen: Regels, andere: Regels) -> tuple[str, ...]:
    """How many lines, and those that the other has not."""
    eigen = [", ".join(_rij(lijst, rij)) for rij in _alleen_in(rijen, andere)]
    return (f"{aantal(len(rijen), 'regel', 'regels')}, waarvan alleen hier: {len(eigen)}", *eigen)


def _alleen_in(rijen: Regels, andere: Regels) -> list[Mapping[str, str]]:
    over = list(andere)
    alleen = []
    for rij in rijen:
        if rij in over:
            over.remove(rij)
        else:
            alleen.append(rij)
    return alleen


def _rij(lijst: Lijst, rij: Mapping[str, str]) -> tuple[str, ...]:
    delen = [
        f"{veld.kop}: {' '.join(_tekst(veld, rij[veld.naam]))}" for veld in lijst.velden if rij.get(veld.naam)
    ]
    return tuple(delen) or ("leeg",)


def _tekst(veld: Veld, getypt: str) -> tuple[str, ...]:
    if not getypt:
        return ("leeg",)
    if isinstance(veld.waardesoort, Keuze):
        return (veld.waardesoort.toon(getypt),)
    return tuple(getypt.split("\n"))


def _merk(waarde: object) -> str:
    return sha256_hex(canonieke_json(waarde))[:10] if waarde else ""


def _lees_merken(tekst: str) -> Mapping[str, Any] | None:
    """What ``merken`` wrote; ``None`` for anything else."""
    if not tekst or len(tekst) > _LANGSTE_MERKEN:
        return None
    try:
        gelezen = json.loads(tekst)
    except (ValueError, RecursionError):
        return None
    return gelezen if isinstance(gelezen, dict) else None


def _of_leeg(bekend: Mapping[str, Any] | None, naam: str, leeg: object) -> Any:
    return None if bekend is None else bekend.get(naam, leeg)
