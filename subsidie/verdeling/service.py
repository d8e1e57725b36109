"""Dividing the money: freeze, publish, draw; fixing it is in ``vaststellen`` (verdeling.md)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select

from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.service import get_versies
from subsidie.accounts.models import Gebruiker
from subsidie.audit.service import leg_vast
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer
from subsidie.kern.tijd import als_utc
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import vergrendel_tranche
from subsidie.verdeling.engine import ENGINE_VERSIE, Verdelingsuitslag, als_json, verdeel
from subsidie.verdeling.invoer import bevroren, lees_invoer
from subsidie.verdeling.models import Verdeling, Verdelingsregel, Verdelingstatus
from subsidie.verdeling.queries import (
    Herrekening,
    get_verdeling,
    kenmerk_van,
    list_regels,
    list_verdelingen,
    reken_na,
    uitkomst_van,
    zoek_verdeling,
)
from subsidie.verdeling.samenstellen import NietTeVerdelen, invoer_van, stel_invoer_samen, zoek_vastgesteld
from subsidie.verdeling.toegang import vereis_beslisser, vereis_open, vereis_overgang
from subsidie.verdeling.vaststellen import bevestig_aanname, vaststellen, waarom_vervalt
from subsidie.web.db import db

SEED_HOOGSTENS_VOORUIT: Final = timedelta(days=366)
"""A draw is announced weeks ahead; a year is a mistake, and nobody could draw until then."""

__all__ = [
    "SEED_HOOGSTENS_VOORUIT",
    "Herrekening",
    "NietTeVerdelen",
    "bevestig_aanname",
    "bevriezen",
    "get_verdeling",
    "invoer_van",
    "kenmerk_van",
    "laten_vervallen",
    "list_regels",
    "list_verdelingen",
    "reken_na",
    "stel_invoer_samen",
    "trekken",
    "uitkomst_van",
    "vaststellen",
    "zoek_verdeling",
]


def bevriezen(
    tranche: Tranche,
    *,
    door: Gebruiker,
    nu: datetime,
    seed_bron: str | None = None,
    seed_verwacht_op: datetime | None = None,
) -> Verdeling:
    """Freeze the whole input; its SHA-256 is published before the seed exists.

    ``seed_bron``: the public source that will give the seed at ``seed_verwacht_op`` (after ``nu``, by
    ``SEED_HOOGSTENS_VOORUIT`` at most). A run after one that was fixed keeps the seed of that one, so that the reserve
    list keeps its order (verdeling.md, "The draw"); it takes neither. Raises ``NietTeVerdelen`` when something is still
    open or another allocation is on its way, ``NietBevoegd``, and ``OngeldigeInvoer`` without a source.
    """
    vergrendel_tranche(tranche)
    vereis_beslisser(tranche, door, nu=nu)
    vereis_open(tranche)
    lopend = zoek_verdeling(tranche)
    if lopend is not None and lopend.status is not Verdelingstatus.VASTGESTELD:
        raise NietTeVerdelen(f"Er loopt al een verdeling van {tranche.naam} ({lopend.status}).")
    inhoud = bevroren(lees_invoer(stel_invoer_samen(tranche, moment=nu)))
    eerder = zoek_seed_van(tranche, sha256_hex(inhoud))
    if eerder is not None:
        if seed_bron is not None or seed_verwacht_op is not None:
            raise OngeldigeInvoer.van("seed", "een volgende verdeling houdt de seed van de eerste.")
        seed_bron, seed_verwacht_op = eerder.seed_bron, eerder.seed_verwacht_op
    elif not seed_bron or seed_verwacht_op is None:
        raise OngeldigeInvoer.van(
            "seed_bron", "noem de openbare bron van de seed en het moment van de trekking."
        )
    elif seed_verwacht_op <= nu:
        raise OngeldigeInvoer.van(
            "seed_verwacht_op", "het moment van de trekking moet na het bevriezen liggen."
        )
    elif seed_verwacht_op > nu + SEED_HOOGSTENS_VOORUIT:
        raise OngeldigeInvoer.van(
            "seed_verwacht_op",
            "het moment van de trekking ligt meer dan een jaar vooruit. Controleer het jaar.",
        )
    verdeling = Verdeling(
        tranche=tranche, volgnummer=_volgend_nummer(tranche), bevroren=inhoud.decode(),
        bevroren_sha256=sha256_hex(inhoud), bevroren_op=nu, bevroren_door_id=door.id, seed_bron=seed_bron,
        seed_verwacht_op=seed_verwacht_op, seed_van_id=eerder.id if eerder is not None else None,
    )  # fmt: skip
    db.session.add(verdeling)
    db.session.flush()
    leg_vast(
        "verdeling:bevroren", object_soort="verdeling", object_id=kenmerk_van(verdeling), door=door, nu=nu,
        gegevens={
            "bevroren_sha256": verdeling.bevroren_sha256, "seed_bron": seed_bron,
            "seed_verwacht_op": als_utc(seed_verwacht_op).isoformat(),
        },
    )  # fmt: skip
    return verdeling


def zoek_seed_van(tranche: Tranche, sha256: str) -> Verdeling | None:
    """The allocation whose seed one that is frozen now, with this hash, keeps (decision 0006); ``None``: its own.

    That is the last one that was fixed with a seed. Else the newest one, where it lapsed after its draw, froze the
    very same and its outcome is what its seed gives: nobody draws again by having an agreement lapse.
    """
    vast = zoek_vastgesteld(tranche)
    if vast is not None and vast.seed is not None:
        return vast
    laatste: Verdeling | None = db.session.scalar(
        select(Verdeling)
        .where(Verdeling.tranche_id == tranche.id)
        .order_by(Verdeling.volgnummer.desc())
        .limit(1)
    )
    if (
        laatste is None
        or laatste.status is not Verdelingstatus.VERVALLEN
        or laatste.seed is None
        or laatste.bevroren_sha256 != sha256
    ):
        return None
    try:
        reken_na(laatste)
    except (Domeinfout, ValueError):
        return None
    return laatste


def _volgend_nummer(tranche: Tranche) -> int:
    vraag = select(func.max(Verdeling.volgnummer)).where(Verdeling.tranche_id == tranche.id)
    return 1 + (db.session.scalar(vraag) or 0)


def trekken(
    verdeling: Verdeling,
    *,
    door: Gebruiker,
    nu: datetime,
    seed: str | None = None,
    seed_bekend_op: datetime | None = None,
) -> Verdelingsuitslag:
    """Enter the seed and draw. Without a seed only where nothing has to be drawn, or where the run keeps
    the seed of the one before.

    Raises ``NietTeVerdelen`` when the seed was known before the announced moment, when another seed is
    given than the one that is kept, or when a draw is still needed.
    """
    vergrendel_tranche(verdeling.tranche)
    db.session.refresh(verdeling)
    vereis_beslisser(verdeling.tranche, door, nu=nu)
    vereis_overgang(verdeling, Verdelingstatus.GETROKKEN)
    if verdeling.seed_van is not None:
        if seed not in (None, verdeling.seed_van.seed):
            raise NietTeVerdelen("Deze verdeling houdt de seed van de vorige; een andere seed kan niet.")
        seed, seed_bekend_op = verdeling.seed_van.seed, verdeling.seed_van.seed_bekend_op
    elif seed is not None and (
        seed_bekend_op is None or not verdeling.seed_verwacht_op <= seed_bekend_op <= nu
    ):
        raise NietTeVerdelen("De seed kan pas bekend zijn op het aangekondigde moment, en uiterlijk nu.")
    verdeling.seed, verdeling.seed_bekend_op = seed, seed_bekend_op if seed is not None else None
    uitslag = verdeel(lees_invoer(invoer_van(verdeling)))
    if uitslag.is_tussenstand:
        raise NietTeVerdelen("Er moet worden geloot: voer de seed van de trekking in.")
    inhoud = canonieke_json(als_json(uitslag))
    verdeling.engine_versie = ENGINE_VERSIE
    verdeling.uitkomst, verdeling.uitkomst_sha256 = inhoud.decode(), sha256_hex(inhoud)
    verdeling.getrokken_op, verdeling.getrokken_door_id = nu, door.id
    verdeling.status = Verdelingstatus.GETROKKEN
    _leg_regels_vast(verdeling, uitslag)
    leg_vast(
        "verdeling:getrokken", object_soort="verdeling", object_id=kenmerk_van(verdeling), door=door, nu=nu,
        gegevens={"uitkomst_sha256": verdeling.uitkomst_sha256, "engine_versie": ENGINE_VERSIE}
        | ({"seed": seed, "seed_bekend_op": als_utc(seed_bekend_op).isoformat()} if seed and seed_bekend_op else {}),
    )  # fmt: skip
    return uitslag


def _leg_regels_vast(verdeling: Verdeling, uitslag: Verdelingsuitslag) -> None:
    ids = dict(
        db.session.execute(
            select(Aanvraag.nummer, Aanvraag.id).where(Aanvraag.tranche_id == verdeling.tranche_id)
        ).all()
    )
    versies = get_versies(verdeling.tranche)
    for uitkomst in uitslag.uitkomsten:
        aanvraag_id = ids[uitkomst.nummer]
        db.session.add(
            Verdelingsregel(
                verdeling_id=verdeling.id, aanvraag_id=aanvraag_id, versie_id=versies[aanvraag_id].id,
                uitkomst=uitkomst.uitkomst, reden=uitkomst.reden, bedrag_cent=uitkomst.bedrag_cent, rang=uitkomst.rang,
                lotnummer=uitkomst.lotnummer, ruimte_voor_cent=uitkomst.ruimte_voor_cent,
                ruimte_na_cent=uitkomst.ruimte_na_cent,
            )
        )  # fmt: skip
    db.session.flush()


def laten_vervallen(verdeling: Verdeling, *, reden: str, door: Gebruiker, nu: datetime) -> None:
    """Give up an allocation that is not fixed; the trail keeps it, with ``reden``.

    After the draw only when it cannot be fixed any more (a withdrawal, a rule that changed, a first agreement that
    counts no more, a row that does not fit): an outcome that somebody dislikes is no reason to draw again. Raises
    ``NietTeVerdelen``.
    """
    vergrendel_tranche(verdeling.tranche)
    db.session.refresh(verdeling)
    vereis_beslisser(verdeling.tranche, door, nu=nu)
    vereis_overgang(verdeling, Verdelingstatus.VERVALLEN)
    if not reden.strip():
        raise OngeldigeInvoer.van("reden", "schrijf waarom deze verdeling vervalt.")
    if verdeling.status is Verdelingstatus.GETROKKEN and not waarom_vervalt(verdeling, nu=nu):
        raise NietTeVerdelen(
            "Na de trekking vervalt een verdeling alleen als zij niet meer kan worden vastgesteld: als de aanvragen "
            "of de regels veranderd zijn, of als het eerste akkoord niet meer telt."
        )
    verdeling.status = Verdelingstatus.VERVALLEN
    db.session.flush()
    leg_vast(
        "verdeling:vervallen", object_soort="verdeling", object_id=kenmerk_van(verdeling), door=door, nu=nu,
        gegevens={"reden": reden},
    )  # fmt: skip
