"""Payment orders: drawn up by one person of ``financieel``, approved by another, or withdrawn with a reason.

Nothing is paid on one person's word (four eyes, in the database too), nothing on an account that the municipality and
the ministry did not both agree to, and nothing above what was granted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from subsidie.aanvragen.aanvultekst import schoon, tekstgebreken
from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.aanvragen.service import betrek
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.berichten.models import Berichtgroep, Berichtrichting
from subsidie.berichten.service import stel_bericht
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout, NietBevoegd, NietGevonden, OngeldigeInvoer, OngeldigeOvergang
from subsidie.kern.tekst import verboden_tekens
from subsidie.kern.tijd import dag_in_amsterdam, moment_nl
from subsidie.realisatie.betaalmodellen import (
    OPDRACHT_OVERGANGEN,
    Betaalopdracht,
    Betaalsoort,
    Opdrachtstatus,
)
from subsidie.realisatie.betaalplan import Betaling
from subsidie.realisatie.betaalvoorstel import Beletsel, Voorstel, lees_rekeningen, lees_voorstellen
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.service import vergrendel_tranche
from subsidie.web.db import db

LANGSTE_REDEN: Final = 300


@dataclass(frozen=True, slots=True)
class Opgesteld:
    """What drawing up for a tranche did: the orders, and by number who could not be done and why."""

    opdrachten: tuple[Betaalopdracht, ...]
    overgeslagen: tuple[tuple[str, str], ...]


def get_opdracht(kenmerk: str) -> Betaalopdracht:
    """The order with this mark; raises ``NietGevonden``."""
    gevonden = None
    if not verboden_tekens(kenmerk, hoogstens=1):
        gevonden = db.session.scalar(select(Betaalopdracht).where(Betaalopdracht.kenmerk == kenmerk))
    if gevonden is None:
        raise NietGevonden("Deze betaalopdracht is er niet.")
    return gevonden


def vingerafdruk(voorstellen: Iterable[Voorstel]) -> str:
    """SHA-256 of what a preview shows: who gets how much on which account, so that nothing else is drawn up."""
    gezien = [
        [
            een.aanvraag.nummer, een.rekening.id if een.rekening is not None else None,
            [
                [deel.soort.value, deel.termijn, deel.bedrag_cent, deel.uiterlijk.isoformat()]
                for deel in een.plan.betalingen
            ],
        ]
        for een in voorstellen
    ]  # fmt: skip
    return sha256_hex(canonieke_json({"voorstellen": gezien}))


def kan_nu(voorstel: Voorstel, *, zonder_btw_akkoord: bool) -> bool:
    """Whether orders can be drawn up: something is due and nothing stands in the way.

    ``zonder_btw_akkoord``: a person says that nothing goes to the fund where the application does not tell.
    """
    open_ = voorstel.beletsel is None or (zonder_btw_akkoord and voorstel.beletsel is Beletsel.BTW_ONBEKEND)
    return open_ and bool(voorstel.plan.betalingen)


def stel_op(
    tranche: Tranche,
    *,
    gezien: str,
    door: Gebruiker,
    nu: datetime,
    zonder_btw_akkoord: bool = False,
    alleen: Collection[int] | None = None,
) -> Opgesteld:
    """Draw up what is due in ``tranche`` now; ``alleen``: on these applications (ids).

    ``gezien``: ``vingerafdruk`` of the proposals that can be drawn up, as the preview showed them. Applications on
    which ``door`` may not act (another function, an interest) are left out and named. Raises ``NietBevoegd`` without
    the role, and ``Domeinfout`` when there is nothing to draw up or when something else is due than was shown.
    """
    vergrendel_tranche(tranche)
    vereis_rol(door, Rol.FINANCIEEL, nu=nu)
    voorstellen = [
        een
        for een in lees_voorstellen(tranche, nu, alleen=alleen)
        if kan_nu(een, zonder_btw_akkoord=zonder_btw_akkoord)
    ]
    if not voorstellen:
        raise Domeinfout("Er is nu niets waarvoor een betaalopdracht kan worden opgesteld.")
    if vingerafdruk(voorstellen) != gezien:
        raise Domeinfout(
            "Er is iets veranderd sinds u deze pagina opende. Kijk het overzicht nog eens na en stel dan op."
        )
    opdrachten: list[Betaalopdracht] = []
    overgeslagen: list[tuple[str, str]] = []
    for voorstel in voorstellen:
        try:
            betrek(voorstel.aanvraag, door, Functiegroep.BETALING, nu=nu)
        except NietBevoegd as fout:
            overgeslagen.append((voorstel.aanvraag.nummer, str(fout)))
            continue
        opdrachten += [_maak(voorstel, een, door=door, nu=nu) for een in voorstel.plan.betalingen]
    return Opgesteld(tuple(opdrachten), tuple(overgeslagen))


def _maak(voorstel: Voorstel, betaling: Betaling, *, door: Gebruiker, nu: datetime) -> Betaalopdracht:
    besluit, aanvraag = voorstel.verleend.geldend, voorstel.aanvraag
    naar_gemeente = betaling.soort is Betaalsoort.GEMEENTE
    if besluit is None or (naar_gemeente and voorstel.rekening is None):
        raise RuntimeError(f"order without a decision or an account: {aanvraag.nummer}")
    opdracht = Betaalopdracht(
        kenmerk=_volgend_kenmerk(aanvraag), aanvraag=aanvraag, beschikking_id=besluit.id, soort=betaling.soort,
        termijn=betaling.termijn, bedrag_cent=betaling.bedrag_cent, uiterlijk=betaling.uiterlijk,
        rekening=voorstel.rekening if naar_gemeente else None, status=Opdrachtstatus.OPGESTELD, opgesteld_op=nu,
        opgesteld_door=door, als=Functiegroep.BETALING,
    )  # fmt: skip
    db.session.add(opdracht)
    db.session.flush()
    onbekend = voorstel.beletsel is Beletsel.BTW_ONBEKEND
    noteer(
        "aanvraag:betaling_opgesteld", opdracht, door=door, nu=nu, besluit=besluit.kenmerk, termijn=betaling.termijn,
        betaal_uiterlijk=betaling.uiterlijk.isoformat(), **({"btw_onbekend": True} if onbekend else {}),
    )  # fmt: skip
    return opdracht


def keur_goed(opdrachten: Sequence[Betaalopdracht], *, door: Gebruiker, nu: datetime) -> int:
    """Approve these orders, all of them or none; returns how many.

    Raises ``NietBevoegd`` for one that ``door`` drew up or may not act on; ``OngeldigeOvergang`` for one that is
    approved or withdrawn already; ``Domeinfout`` when the account is another by now or the decision asks less.
    """
    vereis_rol(door, Rol.FINANCIEEL, nu=nu)
    vergrendel_en_lees(opdrachten)
    for een in opdrachten:
        vereis_overgang(een, Opdrachtstatus.GOEDGEKEURD)
        if een.opgesteld_door_id == door.id:
            raise NietBevoegd(
                f"U hebt opdracht {een.kenmerk} zelf opgesteld op {moment_nl(een.opgesteld_op)}. Iemand anders van "
                "financieel keurt haar goed."
            )
    vereis_nog_zo(opdrachten, nu=nu)
    for een in opdrachten:
        betrek(een.aanvraag, door, Functiegroep.BETALING, nu=nu)
        een.status, een.goedgekeurd_op = Opdrachtstatus.GOEDGEKEURD, nu
        een.goedgekeurd_door, een.goedgekeurd_als = door, Functiegroep.BETALING
        db.session.flush()
        noteer("aanvraag:betaling_goedgekeurd", een, door=door, nu=nu)
    return len(opdrachten)


def laat_vervallen(opdracht: Betaalopdracht, *, reden: str, door: Gebruiker, nu: datetime) -> None:
    """Withdraw an order that is in no file yet; what it was for can be drawn up again.

    Raises ``NietBevoegd``, ``OngeldigeOvergang``, and ``OngeldigeInvoer`` at ``reden``.
    """
    vereis_rol(door, Rol.FINANCIEEL, nu=nu)
    vergrendel_en_lees([opdracht])
    vereis_overgang(opdracht, Opdrachtstatus.VERVALLEN)
    reden = schoon(reden)
    if gebreken := tekstgebreken(
        "reden", reden, hoogstens=LANGSTE_REDEN, leeg="Schrijf waarom deze opdracht vervalt."
    ):
        raise OngeldigeInvoer(gebreken)
    betrek(opdracht.aanvraag, door, Functiegroep.BETALING, nu=nu)
    opdracht.status, opdracht.reden = Opdrachtstatus.VERVALLEN, reden
    db.session.flush()
    noteer("aanvraag:betaling_vervallen", opdracht, door=door, nu=nu, reden=reden)


def vraag_rekeningen(tranche: Tranche, *, door: Gebruiker, nu: datetime) -> int:
    """Ask every municipality that is to be paid and has no accepted account for one; how many are asked.

    One message for each application and day: asking twice on a day asks once. Raises ``NietBevoegd``.
    """
    vergrendel_tranche(tranche)
    vereis_rol(door, Rol.FINANCIEEL, nu=nu)
    gevraagd: set[str] = set()
    dag = dag_in_amsterdam(nu)
    for een in lees_voorstellen(tranche, nu):
        if een.beletsel is not Beletsel.GEEN_REKENING or een.ontvanger in gevraagd:
            continue
        gevraagd.add(een.ontvanger)
        nummer = een.aanvraag.nummer
        stel_bericht(
            sleutel=f"rekening:{een.ontvanger}:gevraagd:{dag.isoformat()}", groep=Berichtgroep.FORMEEL,
            richting=Berichtrichting.UIT, gm_code=een.ontvanger, object_soort="aanvraag", object_id=nummer,
            onderwerp="Wij kunnen nog niet betalen: uw rekeningnummer ontbreekt",
            tekst=f"Er is geld toegekend op aanvraag {nummer} ({een.aanvraag.project.naam}). Wij kunnen het nog niet "
            "betalen: van uw gemeente is geen goedgekeurd rekeningnummer bekend.\n\nVoer het rekeningnummer in bij "
            "‘Uw gemeente’. Een tekenbevoegde van uw gemeente bevestigt het. Daarna kijken wij het na.",
            voorbeeld=tranche.aard is not Trancheaard.ECHT, door=None, nu=nu,
        )  # fmt: skip
        leg_vast(
            "aanvraag:rekening_gevraagd", object_soort="aanvraag", object_id=nummer, door=door, nu=nu,
            gegevens={"gm_code": een.ontvanger},
        )  # fmt: skip
    return len(gevraagd)


def vergrendel_en_lees(opdrachten: Iterable[Betaalopdracht]) -> None:
    """Lock the tranches of these orders, always in the same order, and see the orders as they are now."""
    alle = list(opdrachten)
    tranches = {een.aanvraag.tranche_id: een.aanvraag.tranche for een in alle}
    for id_ in sorted(tranches):
        vergrendel_tranche(tranches[id_])
    ids = sorted(een.id for een in alle)
    list(
        db.session.scalars(
            select(Betaalopdracht)
            .options(joinedload(Betaalopdracht.aanvraag))
            .where(Betaalopdracht.id.in_(ids))
            .order_by(Betaalopdracht.id)
            .execution_options(populate_existing=True)
        )
    )


def vereis_overgang(opdracht: Betaalopdracht, naar: Opdrachtstatus) -> None:
    """Raises ``OngeldigeOvergang`` where the table of transitions does not allow it."""
    if naar not in OPDRACHT_OVERGANGEN[opdracht.status]:
        raise OngeldigeOvergang(wat=f"Betaalopdracht {opdracht.kenmerk}", van=opdracht.status, naar=naar)


def vereis_nog_zo(opdrachten: Sequence[Betaalopdracht], *, nu: datetime) -> None:
    """Raises ``Domeinfout`` for an order to an account that no longer holds, or above what the decisions ask now."""
    rekeningen = lees_rekeningen(nu)
    for een in opdrachten:
        if een.rekening is not None and rekeningen.get(een.rekening.gm_code) is not een.rekening:
            raise Domeinfout(
                f"Opdracht {een.kenmerk} gaat naar een rekeningnummer dat intussen is vervangen. Laat haar vervallen "
                "en stel haar opnieuw op."
            )
    per_tranche: dict[int, tuple[Tranche, set[int]]] = {}
    for een in opdrachten:
        per_tranche.setdefault(een.aanvraag.tranche_id, (een.aanvraag.tranche, set()))[1].add(een.aanvraag_id)
    te_veel = {
        voorstel.aanvraag.id
        for tranche, ids in per_tranche.values()
        for voorstel in lees_voorstellen(tranche, nu, alleen=ids)
        if voorstel.plan.te_veel_cent
    }
    if genoemd := sorted(een.kenmerk for een in opdrachten if een.aanvraag_id in te_veel):
        raise Domeinfout(
            f"Sinds deze opdrachten zijn opgesteld, is er minder te betalen: {', '.join(genoemd)}. Laat ze vervallen "
            "en stel op wat er nu nog te betalen is."
        )


def noteer(
    soort: str, opdracht: Betaalopdracht, *, door: Gebruiker, nu: datetime, **ook: str | int | bool
) -> None:
    """Record a step of an order (``aanvraag:betaling_betaald``), at its application."""
    leg_vast(
        soort, object_soort="aanvraag", object_id=opdracht.aanvraag.nummer, door=door, nu=nu,
        gegevens={
            "opdracht": opdracht.kenmerk, "soort": opdracht.soort.value, "bedrag_cent": opdracht.bedrag_cent, **ook,
        },
    )  # fmt: skip


def _volgend_kenmerk(aanvraag: Aanvraag) -> str:
    """The mark of the next order on an application: ``OEFEN-2026-0007-P2``."""
    vraag = select(func.count()).select_from(Betaalopdracht).where(Betaalopdracht.aanvraag_id == aanvraag.id)
    return f"{aanvraag.nummer}-P{(db.session.scalar(vraag) or 0) + 1}"
