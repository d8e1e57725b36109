"""The working copy as a page needs it: the application, the rules of its tranche, its parts and its attachments.

A handful of queries however long the application is: many people save in the last minutes of a window.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Label, Select, bindparam, case, func, literal_column, select
from sqlalchemy.orm import aliased, joinedload

from subsidie.aanvragen.aftelling import tijdvak_van
from subsidie.aanvragen.bijlagemodellen import Aanvraagbijlage
from subsidie.aanvragen.concept import open_delen
from subsidie.aanvragen.conceptmodellen import Conceptdeel
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, AanvraagVersie, Project
from subsidie.aanvragen.toegang import niet_gevonden, vereis_nummer
from subsidie.accounts.kijker import Kijker
from subsidie.register.models import Gemeente
from subsidie.tranches.definitie import TijdvakDefinitie
from subsidie.tranches.models import Tranche, Trancheaard, Tranchestatus
from subsidie.tranches.onthouden import STAND, Regelstand, regelstand_van
from subsidie.tranches.regels import Regels
from subsidie.web.db import db

_ander = aliased(Aanvraag)
_andere_versie = aliased(AanvraagVersie)
_GEMEENTE_TELT: Final[Label[int]] = (
    select(func.coalesce(func.sum(_andere_versie.subsidiabel_cent), literal_column("0")))
    .join(_ander, _andere_versie.aanvraag_id == _ander.id)
    .where(
        _ander.gm_code == Aanvraag.gm_code,
        _ander.tranche_id == Aanvraag.tranche_id,
        _ander.id != Aanvraag.id,
        _ander.status != Aanvraagstatus.INGETROKKEN,
        _andere_versie.volgnummer == _ander.huidige_versie,
    )
    .correlate(Aanvraag)
    .scalar_subquery()
    .label("anderen_cent")
)

# Made once: every page of filling in asks these.
_AANVRAAG: Final[Select[Any]] = (
    select(Aanvraag, _GEMEENTE_TELT, *STAND)
    .options(
        joinedload(Aanvraag.tranche), joinedload(Aanvraag.pot), joinedload(Aanvraag.project),
        joinedload(Aanvraag.gemeente),
    )
    .where(
        Aanvraag.nummer == bindparam("nummer"), Aanvraag.gm_code.in_(bindparam("gemeenten", expanding=True))
    )
)  # fmt: skip
_DELEN: Final = (
    select(Conceptdeel)
    .options(joinedload(Conceptdeel.gewijzigd_door))
    .where(Conceptdeel.aanvraag_id == bindparam("aanvraag_id"))
)
_BIJLAGEN: Final = (
    select(Aanvraagbijlage)
    .where(Aanvraagbijlage.aanvraag_id == bindparam("aanvraag_id"), Aanvraagbijlage.verwijderd_op.is_(None))
    .order_by(Aanvraagbijlage.id)
)


@dataclass(frozen=True, slots=True)
class Werkkopie:
    """An application that is being filled in. ``anderen_cent``: what counts of the other applications that the
    municipality filed in this tranche; they share its maximum."""

    aanvraag: Aanvraag
    regelstand: Regelstand
    tijdvak: TijdvakDefinitie | None
    delen: Mapping[Aanvraagdeel, Conceptdeel]
    bijlagen: tuple[Aanvraagbijlage, ...]
    open: frozenset[Aanvraagdeel]
    anderen_cent: int

    @property
    def regels(self) -> Regels:
        """The settings of the tranche as they hold now."""
        return self.regelstand.regels

    @property
    def is_aanvulling(self) -> bool:
        """Whether what is changed answers a request to supplement (Awb 4:5): filed there, whatever the window does."""
        return self.aanvraag.status is Aanvraagstatus.AANVULLING_GEVRAAGD

    @property
    def is_concept(self) -> bool:
        """Whether nothing was submitted yet."""
        return self.aanvraag.status is Aanvraagstatus.CONCEPT

    @property
    def is_voorbeeld(self) -> bool:
        """Whether the tranche is no real one."""
        return self.aanvraag.tranche.aard is not Trancheaard.ECHT


def get_werkkopie(nummer: str, *, voor: Kijker, nu: datetime) -> Werkkopie:
    """The working copy of an application of the own municipality of ``voor``.

    Raises ``NietGevonden``, the same for another's, for none, and for one that was not filled in here (imported).
    """
    waarden = {"nummer": vereis_nummer(nummer), "gemeenten": sorted(voor.gemeenten)}
    rij: Any = db.session.execute(_AANVRAAG, waarden).one_or_none()
    if rij is None:
        raise niet_gevonden()
    aanvraag: Aanvraag = rij[0]
    delen = {deel.deel: deel for deel in db.session.scalars(_DELEN, {"aanvraag_id": aanvraag.id})}
    if len(delen) < len(Aanvraagdeel):
        raise niet_gevonden()
    bijlagen = db.session.scalars(_BIJLAGEN, {"aanvraag_id": aanvraag.id})
    regelstand = regelstand_van(aanvraag.tranche_id, rij[2:])
    return Werkkopie(
        aanvraag=aanvraag,
        regelstand=regelstand,
        tijdvak=tijdvak_van(regelstand.definitie, nu),
        delen=delen,
        bijlagen=tuple(bijlagen),
        open=open_delen(aanvraag, nu=nu),
        anderen_cent=int(rij[1]),
    )


def list_open_tranches() -> list[Tranche]:
    """The tranches that were opened and not closed, by code; whether their window passed is for the caller."""
    return list(
        db.session.scalars(select(Tranche).where(Tranche.status == Tranchestatus.OPEN).order_by(Tranche.code))
    )


@dataclass(frozen=True, slots=True)
class Voorganger:
    """An application of the own municipality that can be copied."""

    nummer: str
    project: str
    tranche: str
    gm_code: str
    is_concept: bool


def list_kopieerbaar(ik: Kijker) -> list[Voorganger]:
    """The applications of the own municipality, drafts first, then the newest; withdrawn ones too."""
    vraag = (
        select(Aanvraag.nummer, Project.naam, Tranche.naam, Aanvraag.gm_code, Aanvraag.status)
        .join(Project, Aanvraag.project_id == Project.id)
        .join(Tranche, Aanvraag.tranche_id == Tranche.id)
        .where(Aanvraag.gm_code.in_(sorted(ik.gemeenten)))
        .order_by(case((Aanvraag.status == Aanvraagstatus.CONCEPT, 0), else_=1), Aanvraag.id.desc())
    )
    return [
        Voorganger(nummer, project, tranche, gm_code, status is Aanvraagstatus.CONCEPT)
        for nummer, project, tranche, gm_code, status in db.session.execute(vraag)
    ]


def list_gemeentenamen(ik: Kijker) -> list[tuple[str, str]]:
    """Code and name of the municipalities that ``ik`` works for, by name."""
    vraag = select(Gemeente.gm_code, Gemeente.naam).where(Gemeente.gm_code.in_(sorted(ik.gemeenten)))
    return [(gm_code, naam) for gm_code, naam in db.session.execute(vraag.order_by(Gemeente.naam))]


def list_concepten(aanvraag_ids: Sequence[int]) -> dict[int, Werkkopie]:
    """The working copies of these drafts, by id of the application, in four queries however many there are.

    Without what other applications of the municipality count: for saying what is missing that is not needed.
    """
    if not aanvraag_ids:
        return {}
    vraag = (
        select(Aanvraag, *STAND)
        .options(joinedload(Aanvraag.tranche))
        .where(Aanvraag.id.in_(aanvraag_ids), Aanvraag.status == Aanvraagstatus.CONCEPT)
    )
    delen: dict[int, dict[Aanvraagdeel, Conceptdeel]] = {}
    for deel in db.session.scalars(select(Conceptdeel).where(Conceptdeel.aanvraag_id.in_(aanvraag_ids))):
        delen.setdefault(deel.aanvraag_id, {})[deel.deel] = deel
    bijlagen: dict[int, list[Aanvraagbijlage]] = {}
    for bijlage in db.session.scalars(
        select(Aanvraagbijlage).where(
            Aanvraagbijlage.aanvraag_id.in_(aanvraag_ids), Aanvraagbijlage.verwijderd_op.is_(None)
        )
    ):
        bijlagen.setdefault(bijlage.aanvraag_id, []).append(bijlage)
    uit = {}
    for rij in db.session.execute(vraag):
        aanvraag: Aanvraag = rij[0]
        if len(delen.get(aanvraag.id, ())) == len(Aanvraagdeel):
            uit[aanvraag.id] = Werkkopie(
                aanvraag, regelstand_van(aanvraag.tranche_id, rij[1:]), None, delen[aanvraag.id],
                tuple(bijlagen.get(aanvraag.id, ())), frozenset(Aanvraagdeel), 0,
            )  # fmt: skip
    return uit
