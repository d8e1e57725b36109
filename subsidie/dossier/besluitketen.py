"""The decisions on an application as a chain, their letters, and the place in the allocation they rest on. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from subsidie.beschikkingen.models import Besluitsoort, Besluitstatus, laat_staan
from subsidie.dossier.aanvraagvragen import Rij
from subsidie.verdeling.models import Verdelingstatus
from subsidie.verdeling.woorden import uitkomst_in_woorden

_STATUSSEN: Final[Mapping[Besluitstatus, tuple[str, str]]] = {
    Besluitstatus.CONCEPT: ("concept", "neutraal"),
    Besluitstatus.GETEKEND: ("getekend, nog niet bekendgemaakt", "info"),
    Besluitstatus.BEKENDGEMAAKT: ("bekendgemaakt", "goed"),
    Besluitstatus.TERUGGENOMEN: ("teruggenomen, nooit getekend", "neutraal"),
}

REDENEN: Final[Mapping[str, str]] = {
    "past": "De aanvraag paste in het geld dat er was.",
    "restant": "De aanvraag kreeg wat er nog over was. Dat is minder dan waarvoor zij meetelt.",
    "naar_rato": "Het geld is naar verhouding verdeeld over alle aanvragen.",
    "plafond": "De aanvraag viel buiten het uitkeringsplafond.",
    "inhoudelijk": "De aanvraag voldoet niet aan de voorwaarden en deed niet mee aan de verdeling.",
    "drempelscore": "De score van de aanvraag is lager dan de drempelscore.",
    "gemeentemaximum": "Met deze aanvraag erbij kwam de gemeente boven het maximum per gemeente.",
    "reeds_verleend": "Dit bedrag was al eerder verleend en blijft zo.",
}
"""The reasons of an allocation, each in one sentence; a test keeps it the same as what the database allows."""


@dataclass(frozen=True, slots=True)
class Besluitregel:
    """One decision; ``verleend_cent`` in eurocents. ``vervangen_door``: the mark of what replaced it, if anything."""

    kenmerk: str
    soort: str
    status: str
    kleur: str
    verleend_cent: int
    dagtekening: date | None
    bekendgemaakt_op: date | None
    getekend_door: str
    vervangt: str
    vervangen_door: str
    document: str
    """Mark of the letter once its file is there; empty before."""
    laat_staan: bool = False
    """It is a decision on an objection that leaves what was decided as it is: it awards nothing itself."""


@dataclass(frozen=True, slots=True)
class Bestand:
    """A stored file; ``grootte`` in bytes."""

    kenmerk: str
    naam: str
    grootte: int
    sha256: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What the allocation with number ``volgnummer`` gave (eurocents); ``brief``: the reasons as the letter gives them.

    ``vastgesteld`` False: it is drawn but not fixed, and can still lapse.
    """

    volgnummer: int
    vastgesteld: bool
    tekst: str
    kleur: str
    reden: str
    bedrag_cent: int
    rang: int | None
    lotnummer: int | None
    ruimte_voor_cent: int | None
    brief: tuple[str, ...]


def maak_keten(besluiten: Sequence[Rij]) -> tuple[Besluitregel, ...]:
    """The chain of the decisions that the viewer may see, oldest first."""
    vervangt = _vervangt(besluiten)
    opvolgers = {oud: nieuw for nieuw, oud in vervangt.items()}
    return tuple(
        Besluitregel(
            een.kenmerk, soort_in_woorden(een.soort), *_STATUSSEN[een.status], een.verleend_cent, een.dagtekening,
            een.bekendgemaakt_op, een.getekend_door or "", vervangt.get(een.kenmerk, ""),
            opvolgers.get(een.kenmerk, ""), een.document if een.bestand_sha256 is not None else "",
            laat_staan(een.soort, een.vervangt),
        )
        for een in besluiten
    )  # fmt: skip


def _vervangt(besluiten: Sequence[Rij]) -> dict[str, str]:
    """Per mark the mark that it takes the place of, or the last one before that the viewer may see.

    What lies between two decisions and was never notified, a municipality does not see.
    """
    uit: dict[str, str] = {}
    gezien: list[str] = []
    for een in besluiten:
        if laat_staan(een.soort, een.vervangt):
            continue
        if een.vervangt is not None and gezien:
            uit[een.kenmerk] = een.vervangt if een.vervangt in gezien else gezien[-1]
        gezien.append(een.kenmerk)
    return uit


def maak_bestanden(besluiten: Sequence[Rij]) -> tuple[Bestand, ...]:
    """The letters of these decisions whose file was made, oldest first."""
    return tuple(
        Bestand(een.document, een.titel, een.grootte, een.bestand_sha256, een.gemaakt_op)
        for een in besluiten
        if een.bestand_sha256 is not None
    )


def maak_uitkomst(rij: Rij, besluiten: Sequence[Rij]) -> Uitkomst:
    """The outcome in ``rij``, with the reasons of the newest of these letters that rests on it."""
    woord = uitkomst_in_woorden(rij.uitkomst, rij.reden)
    brieven = [
        een.brief for een in besluiten if een.brief is not None and een.verdeling_id == rij.verdeling_id
    ]
    return Uitkomst(
        volgnummer=rij.verdeling,
        vastgesteld=rij.verdeling_status is Verdelingstatus.VASTGESTELD,
        tekst=woord.tekst,
        kleur=woord.kleur,
        reden=REDENEN[rij.reden],
        bedrag_cent=rij.bedrag_cent,
        rang=rij.rang,
        lotnummer=rij.lotnummer,
        ruimte_voor_cent=rij.ruimte_voor_cent,
        brief=_motivering(brieven[-1]) if brieven else (),
    )


def soort_in_woorden(soort: Besluitsoort) -> str:
    """``beslissing_op_bezwaar`` as ``Beslissing op bezwaar``."""
    return soort.value.replace("_", " ").capitalize()


def _motivering(brief: str) -> tuple[str, ...]:
    """The reasons in the values of a letter; none when it is of another form than this version knows."""
    try:
        zinnen = json.loads(brief)["motivering"]
    except (ValueError, KeyError, TypeError):
        return ()
    return tuple(str(zin) for zin in zinnen) if isinstance(zinnen, list) else ()
