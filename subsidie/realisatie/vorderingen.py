"""Claims: what is open of each, when it must be paid, which interest ran.

Every amount is computed from the claim, what an objection left of it, its arrangements, receipts and set interest
(``rente``): nothing is kept twice. What is decided about paying it is in ``vorderingbesluiten``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from subsidie.aanvragen.models import Aanvraag
from subsidie.kern.fouten import NietGevonden
from subsidie.kern.termijnen import jaren
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.realisatie.rente import (
    Bedragdag,
    Openstand,
    Regeling,
    Rentesom,
    Schuld,
    bereken_rente,
    eerste_verzuimdag,
    openstand,
)
from subsidie.realisatie.rentebeheer import lees_tabel
from subsidie.realisatie.rentetabel import Rentetabel
from subsidie.realisatie.vorderingmodellen import (
    Ontvangst,
    Rentevaststelling,
    Vordering,
    Vorderingherziening,
    Vorderingstermijn,
)
from subsidie.web.db import db

VERJARING_JAREN: Final = 5
"""Awb 4:104(1): five years after the last day to pay."""


@dataclass(frozen=True, slots=True)
class Vorderingstand:
    """A claim as it is on a day. ``termijnen``: of the arrangement that holds; ``verjaart_op``: Awb 4:104;
    ``herziening``: what the newest decision on an objection left of it."""

    vordering: Vordering
    schuld: Schuld
    open: Openstand
    termijnen: tuple[Vorderingstermijn, ...]
    uiterlijk: date
    """The first instalment that is not paid, or the last one when all is."""
    verjaart_op: date
    verzuim_vanaf: date | None
    ontvangsten: tuple[Ontvangst, ...] = ()
    renten: tuple[Rentevaststelling, ...] = ()
    regelingen: int = 1
    herziening: Vorderingherziening | None = None

    @property
    def hoofdsom_cent(self) -> int:
        """The principal that counts: of the recovery, or what a decision on an objection left of it."""
        return self.schuld.hoofdsom_cent

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be paid."""
        return self.open.totaal_cent > 0

    @property
    def is_te_laat(self) -> bool:
        """Whether the last day of something that is open is over."""
        return self.open.te_laat_cent > 0

    @property
    def ontvangen_cent(self) -> int:
        """What came in."""
        return sum(een.bedrag_cent for een in self.ontvangsten)


@dataclass(slots=True)
class _Rijen:
    termijnen: list[Vorderingstermijn] = field(default_factory=list)
    ontvangsten: list[Ontvangst] = field(default_factory=list)
    renten: list[Rentevaststelling] = field(default_factory=list)
    herzieningen: list[Vorderingherziening] = field(default_factory=list)

    @property
    def herziening(self) -> Vorderingherziening | None:
        return self.herzieningen[-1] if self.herzieningen else None


def get_vordering(kenmerk: str) -> Vordering:
    """The claim with this mark; raises ``NietGevonden``."""
    gevonden: Vordering | None = db.session.scalar(select(Vordering).where(Vordering.kenmerk == kenmerk))
    if gevonden is None:
        raise NietGevonden("Deze vordering is er niet.")
    return gevonden


def list_van(aanvraag: Aanvraag, dag: date) -> list[Vorderingstand]:
    """The claims on one application as they are on ``dag``, the oldest first."""
    vraag = select(Vordering).where(Vordering.aanvraag_id == aanvraag.id).order_by(Vordering.id)
    return lees_standen(list(db.session.scalars(vraag)), dag)


def list_alle(dag: date) -> list[Vorderingstand]:
    """Every claim as it is on ``dag``, overdue first, then by the day that something must be paid."""
    vraag = select(Vordering).options(
        joinedload(Vordering.aanvraag).joinedload(Aanvraag.gemeente),
        joinedload(Vordering.aanvraag).joinedload(Aanvraag.tranche),
    )
    standen = lees_standen(list(db.session.scalars(vraag)), dag)
    return sorted(
        standen, key=lambda een: (not een.is_open, not een.is_te_laat, een.uiterlijk, een.vordering.kenmerk)
    )


def lees_stand(vordering: Vordering, dag: date) -> Vorderingstand:
    """One claim as it is on ``dag``."""
    return lees_standen([vordering], dag)[0]


def lees_standen(vorderingen: Sequence[Vordering], dag: date) -> list[Vorderingstand]:
    """Claims as they are on ``dag``, in their order. Four queries."""
    rijen = _lees_rijen([een.id for een in vorderingen])
    return [_stand(een, rijen[een.id], dag) for een in vorderingen]


def bereken(stand: Vorderingstand, tot: date, *, tabel: Rentetabel | None = None) -> Rentesom:
    """The interest from where it was set last (or the default began) up to and including ``tot``.

    Raises ``Domeinfout`` for days that the table of rates does not know.
    """
    begin = rente_vanaf(stand)
    if begin is None or tot < begin:
        return Rentesom(())
    return bereken_rente(stand.schuld, vanaf=begin, tot=tot, tabel=tabel or lees_tabel())


def rente_op_te_veel(stand: Vorderingstand, tot: date, *, tabel: Rentetabel | None = None) -> int:
    """The statutory interest (eurocents) that the ministry owes up to and including ``tot`` over what it received
    above what an objection left of a claim, from the day after each payment (Awb 4:102(1)).

    The last that came in was too much first. Raises ``Domeinfout`` for days that the table does not know.
    """
    over, samen = stand.open.te_veel_cent, 0
    for een in reversed(stand.ontvangsten):
        deel, begin = min(over, een.bedrag_cent), een.ontvangen_op + timedelta(days=1)
        over -= deel
        if deel and begin <= tot:
            schuld = Schuld(deel, (Regeling(begin, ()),))
            samen += bereken_rente(schuld, vanaf=begin, tot=tot, tabel=tabel or lees_tabel()).berekend_cent
    return samen


def opbouw_van(rente: Rentevaststelling) -> list[dict[str, Any]]:
    """The sum of set interest, line by line; days as ``date``."""
    regels: list[dict[str, Any]] = json.loads(rente.opbouw)
    return [
        {**een, "vanaf": date.fromisoformat(een["vanaf"]), "tot": date.fromisoformat(een["tot"])}
        for een in regels
    ]


def lees_beweging(waar: ColumnElement[bool]) -> dict[int, tuple[int, int]]:
    """By application what is claimed and what came back on it (eurocents), interest left out.

    ``waar``: a condition on ``Aanvraag``. What came back above what an objection left of a claim counts as claimed:
    it was, and it goes out again as a payment.
    """
    vorderingen = list(
        db.session.scalars(select(Vordering).join(Aanvraag, Aanvraag.id == Vordering.aanvraag_id).where(waar))
    )
    rijen = _lees_rijen([een.id for een in vorderingen])
    uit: dict[int, tuple[int, int]] = {}
    for een in vorderingen:
        schuld = _schuld(een, rijen[een.id], ())
        ontvangen = openstand(schuld, date.max).op_hoofdsom_cent
        gevorderd, terug = uit.get(een.aanvraag_id, (0, 0))
        uit[een.aanvraag_id] = (gevorderd + max(schuld.hoofdsom_cent, ontvangen), terug + ontvangen)
    return uit


def met_open_vordering(vorderingen: Sequence[Vordering]) -> set[int]:
    """The applications (ids) of those of these claims on which anything is still to be paid."""
    rijen = _lees_rijen([een.id for een in vorderingen])
    return {
        een.aanvraag_id
        for een in vorderingen
        if openstand(_schuld(een, rijen[een.id], ()), date.max).totaal_cent
    }


def restant_van(rente: Rentevaststelling, herziening: Vorderingherziening | None) -> int:
    """What counts of set interest (eurocents): all of it, or what a decision on an objection left."""
    if herziening is None:
        return rente.bedrag_cent
    return int(json.loads(herziening.renten).get(str(rente.id), rente.bedrag_cent))


def rente_vanaf(stand: Vorderingstand) -> date | None:
    """The first day of which no interest was set, from the default on; ``None`` without a default."""
    if stand.verzuim_vanaf is None:
        return None
    gezet = [een.tot + timedelta(days=1) for een in stand.renten]
    return max([stand.verzuim_vanaf, *gezet])


def _stand(vordering: Vordering, rijen: _Rijen, dag: date) -> Vorderingstand:
    per_regeling: dict[int, list[Vorderingstermijn]] = defaultdict(list)
    for termijn in rijen.termijnen:
        per_regeling[termijn.regeling].append(termijn)
    regelingen = tuple(
        Regeling(
            dag_in_amsterdam(termijnen[0].vastgelegd_op),
            tuple(Bedragdag(een.uiterlijk, een.bedrag_cent) for een in termijnen),
        )
        for _, termijnen in sorted(per_regeling.items())
    )
    schuld = _schuld(vordering, rijen, regelingen)
    open_ = openstand(schuld, dag)
    laatste = max(per_regeling)
    termijnen = tuple(per_regeling[laatste])
    return Vorderingstand(
        vordering, schuld, open_, termijnen, _eerste_open(termijnen, open_.hoofdsom_cent),
        jaren(termijnen[-1].uiterlijk, VERJARING_JAREN), eerste_verzuimdag(schuld, dag), tuple(rijen.ontvangsten),
        tuple(rijen.renten), laatste, rijen.herziening,
    )  # fmt: skip


def _schuld(vordering: Vordering, rijen: _Rijen, regelingen: tuple[Regeling, ...]) -> Schuld:
    herziening = rijen.herziening
    return Schuld(
        vordering.hoofdsom_cent if herziening is None else herziening.hoofdsom_cent, regelingen,
        tuple(Bedragdag(een.ontvangen_op, een.bedrag_cent) for een in rijen.ontvangsten),
        tuple(
            Bedragdag(dag_in_amsterdam(een.vastgesteld_op), restant_van(een, herziening)) for een in rijen.renten
        ),
    )  # fmt: skip


def _eerste_open(termijnen: Sequence[Vorderingstermijn], open_cent: int) -> date:
    """The day of the first instalment that what is open does not cover any more from behind."""
    rest = open_cent
    for termijn in reversed(termijnen):
        if rest <= termijn.bedrag_cent:
            return termijn.uiterlijk
        rest -= termijn.bedrag_cent
    return termijnen[0].uiterlijk


def _lees_rijen(ids: Iterable[int]) -> dict[int, _Rijen]:
    gevraagd = list(ids)
    rijen: dict[int, _Rijen] = defaultdict(_Rijen)
    if not gevraagd:
        return rijen
    for termijn in db.session.scalars(
        select(Vorderingstermijn)
        .where(Vorderingstermijn.vordering_id.in_(gevraagd))
        .order_by(Vorderingstermijn.regeling, Vorderingstermijn.volgnummer)
    ):
        rijen[termijn.vordering_id].termijnen.append(termijn)
    for ontvangst in db.session.scalars(
        select(Ontvangst)
        .where(Ontvangst.vordering_id.in_(gevraagd))
        .order_by(Ontvangst.ontvangen_op, Ontvangst.id)
    ):
        rijen[ontvangst.vordering_id].ontvangsten.append(ontvangst)
    for rente in db.session.scalars(
        select(Rentevaststelling)
        .where(Rentevaststelling.vordering_id.in_(gevraagd))
        .order_by(Rentevaststelling.vanaf)
    ):
        rijen[rente.vordering_id].renten.append(rente)
    for herziening in db.session.scalars(
        select(Vorderingherziening)
        .where(Vorderingherziening.vordering_id.in_(gevraagd))
        .order_by(Vorderingherziening.id)
    ):
        rijen[herziening.vordering_id].herzieningen.append(herziening)
    return rijen
