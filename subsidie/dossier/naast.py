"""What stands beside an application: the version before, others of the municipality, the same place, other support."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, select

from subsidie.aanvragen.models import Aanvraag, AanvraagVersie, Project
from subsidie.aanvragen.toegang import zichtbaar_voor
from subsidie.aanvragen.versielezer import Vergelijking, vergelijk
from subsidie.accounts.kijker import Kijker
from subsidie.beoordeling.naast import Signalen, get_signalen
from subsidie.dossier.aanvragenkolommen import HUIDIG
from subsidie.dossier.bouwvragen import bestemmingsgrenzen
from subsidie.dossier.stand import Stand, Standsoort, als_stand
from subsidie.dossier.standvragen import ALLES, standkolommen
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.register.models import Gemeente
from subsidie.register.opvolging import list_voorgangers, opvolgers_van
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import regels
from subsidie.web.db import db


@dataclass(frozen=True, slots=True)
class Andere:
    """Another application; ``rij`` has its columns, amounts in eurocents, ``zinnen`` what is the same."""

    rij: Row[Any]
    stand: Stand
    zinnen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Steunregel:
    """Other state support that was stated, with the name of the scheme."""

    naam: str
    stand: str
    toelichting: str


@dataclass(frozen=True, slots=True)
class Naast:
    """Everything that stands beside one application."""

    vergelijking: Vergelijking | None
    """The newest version against the one before; ``None`` when there is only one."""
    elders: tuple[Andere, ...]
    van_gemeente: tuple[Andere, ...]
    steun: tuple[Steunregel, ...]
    kent_plaatsen: bool
    """Whether the application names a place to compare."""
    aantal: int
    """How many signals there are."""


def zet_naast(aanvraag: Aanvraag, *, voor: Kijker, nu: datetime) -> Naast:
    """What stands beside ``aanvraag``, as far as ``voor`` may see it; a constant number of queries."""
    regelset = regels(aanvraag.tranche)
    signalen = get_signalen(aanvraag)
    gelijk = {een.aanvraag_id: tuple(plaats.zin for plaats in een.plaatsen) for een in signalen.elders}
    dag = dag_in_amsterdam(nu)
    codes = {aanvraag.gm_code, *opvolgers_van(aanvraag.gm_code, dag)}
    codes |= {een.gm_code for code in sorted(codes) for een in list_voorgangers(code, dag)}
    rijen = db.session.execute(
        _andere(dag).where(
            Aanvraag.id != aanvraag.id,
            zichtbaar_voor(voor),
            Aanvraag.id.in_(sorted(gelijk)) | Aanvraag.gm_code.in_(sorted(codes)),
        )
    ).all()
    andere = [Andere(rij, als_stand(Standsoort(rij.stand)), gelijk.get(rij.id, ())) for rij in rijen]
    return Naast(
        vergelijking=vergelijk(aanvraag, aanvraag.huidige_versie, regelset)
        if aanvraag.huidige_versie > 1
        else None,
        elders=tuple(een for een in andere if een.zinnen),
        van_gemeente=tuple(een for een in andere if een.rij.gm_code in codes),
        steun=_steun(signalen, {een.code: een.naam for een in regelset.samenloop.waarde or ()}),
        kent_plaatsen=bool(signalen.kenmerken.plaatsen),
        aantal=signalen.aantal,
    )


def _steun(signalen: Signalen, namen: dict[str, str]) -> tuple[Steunregel, ...]:
    return tuple(
        Steunregel(namen.get(een.code, een.code), een.stand, een.toelichting)
        for een in signalen.kenmerken.steun
    )


def _andere(dag: date) -> Select[*tuple[Any, ...]]:
    stand = standkolommen((), ALLES, bestemmingsgrenzen(dag))
    return (
        select(
            Aanvraag.id, Aanvraag.nummer, Aanvraag.gm_code, Aanvraag.ontvangen_op, Gemeente.naam.label("gemeente"),
            Project.naam.label("project"), Tranche.code.label("tranche"), Tranche.aard, AanvraagVersie.eenheden,
            AanvraagVersie.gevraagd_cent, stand.sleutel.label("stand"), stand.verleend_cent.label("verleend_cent"),
        )
        .select_from(Aanvraag)
        .join(AanvraagVersie, HUIDIG)
        .join(Aanvraag.gemeente)
        .join(Aanvraag.project)
        .join(Aanvraag.tranche)
        .order_by(Aanvraag.ontvangen_op.desc(), Aanvraag.nummer)
    )  # fmt: skip
