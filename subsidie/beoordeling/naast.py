"""Applications side by side: what is about the same place elsewhere, and which other support was stated.

Two awards for one place is what nobody wants (regeling: not beside other support), but only a person can tell whether
it is so: these are signals, no findings. Every tranche and every municipality counts; what was withdrawn does not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Select, and_, select

from subsidie.aanvragen.indieningmodellen import Indiening
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, AanvraagVersie
from subsidie.beoordeling.plaatsen import GEEN, Kenmerken, Plaatssleutel, kenmerken_van
from subsidie.web.db import db

ONTHOUDEN: Final = 50_000
"""The features of so many versions are kept by the process: a version never changes, and they are small."""
_PER_KEER: Final = 400
"""SQLite takes a limited number of values in one statement."""


@dataclass(frozen=True, slots=True)
class Samenval:
    """Another application about the same place, and by what that is known."""

    aanvraag_id: int
    plaatsen: tuple[Plaatssleutel, ...]


@dataclass(frozen=True, slots=True)
class Signalen:
    """What of one application asks for a look beside it."""

    elders: tuple[Samenval, ...]
    kenmerken: Kenmerken

    @property
    def aantal(self) -> int:
        """How many there are: other applications at the same place, and other support that was stated."""
        return len(self.elders) + len(self.kenmerken.steun)


_GELEZEN: Final[dict[str, Kenmerken]] = {}
"""By the SHA-256 of a version: the same content says the same in every database."""
_NIETS: Final = Signalen((), GEEN)


def signalen_van(aanvraag_ids: Collection[int]) -> Mapping[int, Signalen]:
    """Per application id its signals. Two queries, and one more for each 400 versions that were never read before.

    Asks nothing about what was imported, since that names no place.
    """
    if not aanvraag_ids:
        return {}
    eigen = _lees(db.session.execute(_huidige().where(Aanvraag.id.in_(aanvraag_ids))))
    if not any(een.plaatsen for een in eigen.values()):
        return {id_: Signalen((), eigen.get(id_, GEEN)) for id_ in aanvraag_ids}
    alle = _lees(db.session.execute(_huidige().where(Aanvraag.status != Aanvraagstatus.INGETROKKEN)))
    op_plaats: dict[Plaatssleutel, list[int]] = {}
    for id_, een in alle.items():
        for plaats in een.plaatsen:
            op_plaats.setdefault(plaats, []).append(id_)
    return {id_: _signalen(id_, eigen.get(id_, GEEN), op_plaats) for id_ in aanvraag_ids}


def get_signalen(aanvraag: Aanvraag) -> Signalen:
    """The signals of one application."""
    return signalen_van([aanvraag.id]).get(aanvraag.id, _NIETS)


def _signalen(id_: int, eigen: Kenmerken, op_plaats: Mapping[Plaatssleutel, list[int]]) -> Signalen:
    elders: dict[int, list[Plaatssleutel]] = {}
    for plaats in sorted(eigen.plaatsen):
        for ander in op_plaats.get(plaats, ()):
            if ander != id_:
                elders.setdefault(ander, []).append(plaats)
    return Signalen(
        tuple(Samenval(ander, tuple(plaatsen)) for ander, plaatsen in sorted(elders.items())), eigen
    )


def _huidige() -> Select[int, int, str]:
    """Application, version and hash of the newest versions that were filed here."""
    huidig = and_(
        AanvraagVersie.aanvraag_id == Aanvraag.id, AanvraagVersie.volgnummer == Aanvraag.huidige_versie
    )
    return (
        select(Aanvraag.id, AanvraagVersie.id, AanvraagVersie.sha256)
        .join(AanvraagVersie, huidig)
        .join(Indiening, Indiening.versie_id == AanvraagVersie.id)
        .order_by(Aanvraag.id)
    )


def _lees(rijen: Iterable[tuple[int, int, str]]) -> dict[int, Kenmerken]:
    """Per application id what its version says, from memory where the same content was read before."""
    gelezen = list(rijen)
    onbekend = [versie_id for _, versie_id, sha in gelezen if sha not in _GELEZEN]
    te_lezen = sorted(onbekend)
    for begin in range(0, len(te_lezen), _PER_KEER):
        deel = te_lezen[begin : begin + _PER_KEER]
        vraag = select(AanvraagVersie.sha256, AanvraagVersie.gegevens).where(AanvraagVersie.id.in_(deel))
        for sha, gegevens in db.session.execute(vraag):
            if len(_GELEZEN) >= ONTHOUDEN:
                _GELEZEN.clear()
            _GELEZEN[sha] = kenmerken_van(gegevens)
    return {id_: _GELEZEN.get(sha, GEEN) for id_, _, sha in gelezen}
