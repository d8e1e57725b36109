"""What anyone may know of the tranches: ceilings, window, the commitment before a draw, the outcome."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus
from subsidie.beschikkingen.models import Beschikking, Besluitstatus
from subsidie.kern.tijd import moment_nl
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.models import Plafond, Tranche, Trancheaard
from subsidie.tranches.service import list_plafonds, list_tijdvakken, list_tranches, pots, regels
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.samenvatting import Samenvatting, samenvatting
from subsidie.verdeling.service import kenmerk_van, list_verdelingen, zoek_verdeling
from subsidie.web.db import db


@dataclass(frozen=True, slots=True)
class OpenbaarPlafond:
    """One ceiling in the history of a pot; the amount is empty where it is not known."""

    pot: str
    bedrag_cent: int | None
    bron: str
    zekerheid: Zekerheid


@dataclass(frozen=True, slots=True)
class Vastlegging:
    """The commitment before a draw (verdeling.md): published when the list is frozen, and kept when it lapsed."""

    kenmerk: str
    status: str
    sha256: str
    bevroren_op: str
    seed_bron: str
    seed_verwacht_op: str


@dataclass(frozen=True, slots=True)
class OpenbareTranche:
    """A tranche as anyone may see it; ``uitkomst`` only when every decision has been notified."""

    code: str
    naam: str
    voorbeeld: bool
    status: str
    tijdvak: str
    plafonds: tuple[OpenbaarPlafond, ...]
    vastleggingen: tuple[Vastlegging, ...]
    uitkomst: Samenvatting | None


def list_openbaar() -> list[OpenbareTranche]:
    """Every tranche, by code. No personal data, and nothing of what is not notified yet."""
    return [_openbaar(tranche) for tranche in list_tranches()]


def _openbaar(tranche: Tranche) -> OpenbareTranche:
    verdeling = zoek_verdeling(tranche)
    return OpenbareTranche(
        code=tranche.code,
        naam=tranche.naam,
        voorbeeld=tranche.aard is not Trancheaard.ECHT,
        status=tranche.status.value,
        tijdvak=_tijdvak(tranche),
        plafonds=tuple(_plafonds(tranche)),
        vastleggingen=tuple(_vastlegging(een) for een in list_verdelingen(tranche)),
        uitkomst=samenvatting(verdeling) if verdeling and _is_bekend(verdeling) else None,
    )


def _tijdvak(tranche: Tranche) -> str:
    tijdvakken = list_tijdvakken(tranche)
    if not tijdvakken:
        return "geen"
    laatste = tijdvakken[-1]
    van = moment_nl(laatste.opent) if laatste.opent else "onbekend"
    tot = moment_nl(laatste.sluit) if laatste.sluit else "onbekend"
    return f"{van} tot en met {tot}"


def _plafonds(tranche: Tranche) -> Iterable[OpenbaarPlafond]:
    namen = {pot.code: pot.naam.waarde for pot in regels(tranche).potten}
    for pot in pots(tranche):
        for plafond in list_plafonds(pot):
            yield _plafond(namen.get(pot.code) or pot.code, plafond)


def _plafond(pot: str, plafond: Plafond) -> OpenbaarPlafond:
    return OpenbaarPlafond(pot, plafond.bedrag_cent, plafond.bron, plafond.zekerheid)


def _vastlegging(verdeling: Verdeling) -> Vastlegging:
    return Vastlegging(
        kenmerk=kenmerk_van(verdeling),
        status=verdeling.status.value,
        sha256=verdeling.bevroren_sha256, bevroren_op=moment_nl(verdeling.bevroren_op), seed_bron=verdeling.seed_bron,
        seed_verwacht_op=moment_nl(verdeling.seed_verwacht_op),
    )  # fmt: skip


def _is_bekend(verdeling: Verdeling) -> bool:
    """Whether every decision that will ever be sent of this allocation has been notified."""
    vervangen = select(Beschikking.vervangt_id).where(Beschikking.vervangt_id.is_not(None))
    statussen = set(
        db.session.scalars(
            select(Beschikking.status)
            .join(Aanvraag, Beschikking.aanvraag_id == Aanvraag.id)
            .where(
                Beschikking.verdeling_id == verdeling.id,
                Beschikking.id.not_in(vervangen),
                Aanvraag.status != Aanvraagstatus.INGETROKKEN,
            )
            .distinct()
        )
    )
    return statussen == {Besluitstatus.BEKENDGEMAAKT}
