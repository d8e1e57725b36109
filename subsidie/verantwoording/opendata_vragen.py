"""What is asked of the database for the open data; each collection is one query, in a fixed order.

An award is open from the notification of its first decision (Awb 3:40) and stays: what was decided later stands beside
it. A decision that is drawn up or signed, or was taken back, is nowhere in here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    false,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus
from subsidie.audit.models import Gebeurtenis
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.beschikkingen.schakels import is_bekende_opvolger, is_schakel
from subsidie.kern.tijd import AMSTERDAM
from subsidie.realisatie.leveringmodellen import Bestemmingseinde, Levering, Woonruimte
from subsidie.realisatie.planmodellen import Meldingstand, Planregel, Realisatieplan
from subsidie.register.models import Gemeente
from subsidie.register.opvolging import list_voorgangers
from subsidie.tranches.keuzen import Woonruimteaard
from subsidie.tranches.models import Pot, Tranche, Trancheaard
from subsidie.tranches.overzicht import list_overzicht
from subsidie.verantwoording.opendata import Waarde
from subsidie.web.db import db

PER_BLOK: Final = 200
"""Rows that are held at once while a whole collection is read."""
_BEGIN: Final = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Stempel:
    """Where the data stand: ``merk`` changes with every change, ``moment`` (aware) is when the last one was."""

    merk: str
    moment: datetime


def lees_stempel() -> Stempel:
    """The end of the trail: every step that changes anything leaves an event (docs/audit.md)."""
    rij = db.session.execute(
        select(Gebeurtenis.hash, Gebeurtenis.moment).order_by(Gebeurtenis.volgnummer.desc()).limit(1)
    ).first()
    return Stempel(rij.hash, rij.moment) if rij else Stempel("leeg", _BEGIN)


def tel(naam: str, filters: Mapping[str, str], *, nu: datetime) -> int:
    """How many records the collection ``naam`` has within ``filters``."""
    if naam == "tranches":
        return len(_tranches(nu))
    return int(db.session.scalar(select(func.count()).select_from(_open(naam, filters, nu).subquery())) or 0)


def lees_blad(
    naam: str, filters: Mapping[str, str], *, eerste: int, aantal: int, nu: datetime
) -> list[tuple[Waarde, ...]]:
    """``aantal`` records from the ``eerste`` (0 is the first)."""
    if naam == "tranches":
        return _tranches(nu)[eerste : eerste + aantal]
    vraag = _open(naam, filters, nu).limit(aantal).offset(eerste)
    return [_als_waarden(rij) for rij in db.session.execute(vraag)]


def stroom(naam: str, filters: Mapping[str, str], *, nu: datetime) -> Iterator[tuple[Waarde, ...]]:
    """Every record within ``filters``, read from the database block by block."""
    if naam == "tranches":
        yield from _tranches(nu)
        return
    rijen = db.session.execute(_open(naam, filters, nu).execution_options(yield_per=PER_BLOK))
    for rij in rijen:
        yield _als_waarden(rij)


def zoek_een(naam: str, sleutel: str, *, nu: datetime) -> tuple[Waarde, ...] | None:
    """The one record with this key; ``None`` when there is none that is open."""
    if naam == "tranches":
        return next((rij for rij in _tranches(nu) if rij[0] == sleutel), None)
    vraag = _open(naam, {}, nu)
    if naam == "toekenningen":
        vraag = vraag.where(Aanvraag.nummer == sleutel)
    else:
        levering, _, regel = sleutel.rpartition("-")
        if not regel.isdecimal() or len(regel) > 6:
            return None
        vraag = vraag.where(Levering.kenmerk == levering, Woonruimte.regel == int(regel))
    rij = db.session.execute(vraag).first()
    return _als_waarden(rij) if rij else None


def _open(naam: str, filters: Mapping[str, str], nu: datetime) -> Select[*tuple[Any, ...]]:
    """The records of a collection; of a practice tranche nothing is told outside.

    A municipality is asked for with all that went up in it by ``nu``; each record keeps the name and code of then.
    """
    if gemeente := filters.get("gemeente"):
        eerder = list_voorgangers(gemeente, nu.astimezone(AMSTERDAM).date())
        filters = {**filters, "gemeente": " ".join([gemeente, *(een.gm_code for een in eerder)])}
    return _VRAGEN[naam](filters).where(Tranche.aard != Trancheaard.OEFEN)


def _als_waarden(rij: Any) -> tuple[Waarde, ...]:
    return tuple(waarde.astimezone(AMSTERDAM) if isinstance(waarde, datetime) else waarde for waarde in rij)


def _waar(filters: Mapping[str, str], doelgroep: Any = None) -> list[ColumnElement[bool]]:
    gevonden: list[ColumnElement[bool]] = []
    if tranche := filters.get("tranche"):
        gevonden.append(Tranche.code == tranche)
    if gemeente := filters.get("gemeente"):
        gevonden.append(Aanvraag.gm_code.in_(gemeente.split()))
    if groep := filters.get("doelgroep"):
        gevonden.append(false() if doelgroep is None else doelgroep == groep)
    return gevonden


def _is_voorbeeld() -> ColumnElement[bool]:
    return Tranche.aard != Trancheaard.ECHT


_NIET_GEKOPPELD: Final = (Besluitsoort.TERUGVORDERING,)
"""Decisions that leave what was awarded or settled as it is."""


def _eerste_toekenning() -> Any:
    """Per application the first notified decision that awarded something."""
    return (
        select(func.min(Beschikking.id).label("id"), Beschikking.aanvraag_id.label("aanvraag_id"))
        .where(Beschikking.status == Besluitstatus.BEKENDGEMAAKT, Beschikking.verleend_cent > 0)
        .group_by(Beschikking.aanvraag_id)
        .subquery()
    )


def toekenningen(filters: Mapping[str, str]) -> Select[*tuple[Any, ...]]:
    """Every award that was notified, a row for each, with the columns of the collection in its order."""
    eerste, begin = _eerste_toekenning(), aliased(Beschikking, name="begin")
    geldend, opvolger = aliased(Beschikking, name="geldend"), aliased(Beschikking, name="opvolger")
    vervangen = (
        select(opvolger.id)
        .where(is_bekende_opvolger(opvolger, geldend), opvolger.soort.not_in(_NIET_GEKOPPELD))
        .exists()
    )
    schakel = is_schakel(geldend)
    laatste = (
        select(func.max(geldend.id))
        .where(
            geldend.aanvraag_id == Aanvraag.id, geldend.status == Besluitstatus.BEKENDGEMAAKT,
            geldend.soort.not_in(_NIET_GEKOPPELD), or_(schakel, geldend.verleend_cent > 0), ~vervangen,
        )
        .correlate(Aanvraag)
        .scalar_subquery()
    )  # fmt: skip
    nu_geldend = aliased(Beschikking, name="nu_geldend")
    weg = Aanvraag.status == Aanvraagstatus.INGETROKKEN
    plan = _planaantallen()
    return (
        select(
            Aanvraag.nummer, Tranche.code, Pot.code, _is_voorbeeld(), Aanvraag.gm_code, Gemeente.naam,
            Gemeente.provincie, begin.bekendgemaakt_op, begin.verleend_cent,
            case((weg, "ingetrokken"), else_=nu_geldend.soort), nu_geldend.bekendgemaakt_op,
            case((weg, 0), else_=nu_geldend.verleend_cent), func.coalesce(plan.c.permanent, 0),
            func.coalesce(plan.c.flexibel, 0),
        )
        .join(eerste, eerste.c.aanvraag_id == Aanvraag.id)
        .join(begin, begin.id == eerste.c.id)
        .join(nu_geldend, nu_geldend.id == laatste)
        .join(Tranche, Tranche.id == Aanvraag.tranche_id)
        .join(Pot, Pot.id == Aanvraag.pot_id)
        .join(Gemeente, Gemeente.gm_code == Aanvraag.gm_code)
        .outerjoin(plan, plan.c.aanvraag_id == Aanvraag.id)
        .where(*_waar(filters))
        .order_by(Tranche.code, Aanvraag.nummer)
    )  # fmt: skip


def geldende_plannen() -> Any:
    """Per application the number of the plan that holds, as a subquery with ``aanvraag_id`` and ``volgnummer``."""
    return (
        select(
            Realisatieplan.aanvraag_id.label("aanvraag_id"), func.max(Realisatieplan.volgnummer).label("volgnummer")
        )
        .group_by(Realisatieplan.aanvraag_id)
        .subquery()
    )  # fmt: skip


def _planaantallen() -> Any:
    geldend = geldende_plannen()
    som = {
        aard.value: func.sum(case((Planregel.aard == aard, Planregel.aantal), else_=0)).label(aard.value)
        for aard in Woonruimteaard
    }
    return (
        select(Realisatieplan.aanvraag_id.label("aanvraag_id"), *som.values())
        .join(
            geldend,
            and_(
                geldend.c.aanvraag_id == Realisatieplan.aanvraag_id,
                geldend.c.volgnummer == Realisatieplan.volgnummer,
            ),
        )
        .join(Planregel, Planregel.plan_id == Realisatieplan.id)
        .group_by(Realisatieplan.aanvraag_id)
        .subquery()
    )


def _aanvaard() -> ColumnElement[bool]:
    return and_(Levering.stand == Meldingstand.AANVAARD, ~Woonruimte.vervallen)


def _realisaties(filters: Mapping[str, str]) -> Select[*tuple[Any, ...]]:
    geldend, nul = geldende_plannen(), literal(0)
    wijze = ("aanvraag_id", "doelgroep", "aard", "soort")
    beloofd = (
        select(
            Realisatieplan.aanvraag_id.label("aanvraag_id"), Planregel.doelgroep.label("doelgroep"),
            Planregel.aard.label("aard"), Planregel.soort.label("soort"), Planregel.aantal.label("beloofd"),
            nul.label("geleverd"), nul.label("in_gebruik"), nul.label("niet_gehouden"), null().label("dag"),
        )
        .join(
            geldend,
            and_(
                geldend.c.aanvraag_id == Realisatieplan.aanvraag_id,
                geldend.c.volgnummer == Realisatieplan.volgnummer,
            ),
        )
        .join(Planregel, Planregel.plan_id == Realisatieplan.id)
    )  # fmt: skip
    weg = Bestemmingseinde.id.is_not(None)
    geleverd = (
        select(
            Woonruimte.aanvraag_id, Woonruimte.doelgroep, Woonruimte.aard, Woonruimte.soort, nul, literal(1),
            case((Woonruimte.in_gebruik_op.is_not(None) & ~weg, 1), else_=0), case((weg, 1), else_=0),
            Levering.opgeleverd_op,
        )
        .join(Levering, Levering.id == Woonruimte.levering_id)
        .outerjoin(Bestemmingseinde, Bestemmingseinde.woonruimte_id == Woonruimte.id)
        .where(_aanvaard())
    )  # fmt: skip
    alles = union_all(beloofd, geleverd).subquery("alles")
    sleutels = [alles.c[naam] for naam in wijze]
    return (
        select(
            Aanvraag.nummer, Tranche.code, _is_voorbeeld(), Aanvraag.gm_code, Gemeente.naam, Gemeente.provincie,
            *sleutels[1:], func.sum(alles.c.beloofd), func.sum(alles.c.geleverd), func.sum(alles.c.in_gebruik),
            func.sum(alles.c.niet_gehouden), func.min(alles.c.dag), func.max(alles.c.dag),
        )
        .join(Aanvraag, Aanvraag.id == alles.c.aanvraag_id)
        .join(Tranche, Tranche.id == Aanvraag.tranche_id)
        .join(Gemeente, Gemeente.gm_code == Aanvraag.gm_code)
        .where(*_waar(filters, alles.c.doelgroep))
        .group_by(
            Aanvraag.nummer, Tranche.code, Tranche.aard, Aanvraag.gm_code, Gemeente.naam, Gemeente.provincie,
            *sleutels[1:],
        )
        .order_by(Tranche.code, Aanvraag.nummer, *sleutels[1:])
    )  # fmt: skip


def _woonruimten(filters: Mapping[str, str]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Levering.kenmerk + "-" + cast(Woonruimte.regel, String), Aanvraag.nummer, Tranche.code,
            _is_voorbeeld(), Aanvraag.gm_code, Woonruimte.doelgroep, Woonruimte.aard, Woonruimte.soort,
            Levering.opgeleverd_op, Woonruimte.in_gebruik_op, Bestemmingseinde.per,
        )
        .join(Levering, Levering.id == Woonruimte.levering_id)
        .join(Aanvraag, Aanvraag.id == Woonruimte.aanvraag_id)
        .join(Tranche, Tranche.id == Aanvraag.tranche_id)
        .outerjoin(Bestemmingseinde, Bestemmingseinde.woonruimte_id == Woonruimte.id)
        .where(_aanvaard(), *_waar(filters, Woonruimte.doelgroep))
        .order_by(Woonruimte.id)
    )  # fmt: skip


def _tranches(nu: datetime) -> list[tuple[Waarde, ...]]:
    toegekend, plannen = toekenningen({}).subquery(), _realisaties({}).subquery()
    t, p = list(toegekend.c), list(plannen.c)
    per_tranche = {
        rij[0]: (rij[1], int(rij[2]))
        for rij in db.session.execute(select(t[1], func.count(), func.sum(t[11])).group_by(t[1]))
    }
    gebouwd = {
        rij[0]: (int(rij[1]), int(rij[2]))
        for rij in db.session.execute(select(p[1], func.sum(p[9]), func.sum(p[10])).group_by(p[1]))
    }
    return [
        (
            een.code, een.naam, een.is_voorbeeld, _plaatselijk(een.opent), _plaatselijk(een.sluit), een.plafond_cent,
            *per_tranche.get(een.code, (0, 0)), *gebouwd.get(een.code, (0, 0)),
        )
        for een in list_overzicht(nu=nu)
        if een.aard is not Trancheaard.OEFEN
    ]  # fmt: skip


def _plaatselijk(moment: datetime | None) -> datetime | None:
    return moment.astimezone(AMSTERDAM) if moment else None


_VRAGEN: Final = {"toekenningen": toekenningen, "realisaties": _realisaties, "woonruimten": _woonruimten}
