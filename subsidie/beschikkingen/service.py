"""Decisions: drawn up from a fixed allocation, signed on a mandate, notified."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import select

from subsidie.aanvragen.belang import vereis_alle_vrij
from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.aanvragen.service import betrek
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.beschikkingen.bekend import maak_bekend
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus, laat_staan
from subsidie.beschikkingen.ondertekenen import (
    is_ingetrokken,
    teken_een,
    vereis_dagtekening,
    waarom_niet_verder,
)
from subsidie.beschikkingen.samenstellen import Briefschrijver
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeOvergang
from subsidie.platform.opslag import Opslag
from subsidie.tranches.service import vergrendel_tranche
from subsidie.verdeling.models import Verdeling, Verdelingsregel, Verdelingstatus
from subsidie.verdeling.service import kenmerk_van, list_regels
from subsidie.web.db import db

SOORT_BIJ_UITKOMST = {
    "toegekend": Besluitsoort.VERLENING,
    "gedeeltelijk": Besluitsoort.DEELVERLENING,
    "afgewezen": Besluitsoort.AFWIJZING,
}
"""``reeds_verleend`` is not in it: that was decided before and stays as it is."""


def list_beschikkingen(verdeling: Verdeling) -> list[Beschikking]:
    """Every decision that rests on this allocation, by number of the application."""
    return list(
        db.session.scalars(
            select(Beschikking)
            .join(Aanvraag, Beschikking.aanvraag_id == Aanvraag.id)
            .where(Beschikking.verdeling_id == verdeling.id)
            .order_by(Aanvraag.nummer)
        )
    )


def opstellen(
    verdeling: Verdeling, *, door: Gebruiker, nu: datetime, wat_kan: bool = False
) -> list[Beschikking]:
    """Draw up one decision per application from a fixed allocation, each as ``concept``.

    What is decided and what it rests on (version, allocation, rank, lot, room) is frozen with its
    hash. An application that was withdrawn asks for nothing any more and gets no decision; one on which
    a later allocation already decided keeps that decision. ``wat_kan``: leave what is not for ``door`` (an
    interest, another function) to a colleague, instead of doing nothing at all. Raises ``OngeldigeOvergang``
    while the allocation is not fixed, ``NietBevoegd``.
    """
    vergrendel_tranche(verdeling.tranche)
    vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
    if verdeling.status is not Verdelingstatus.VASTGESTELD:
        raise OngeldigeOvergang(
            wat=f"Verdeling {kenmerk_van(verdeling)}", van=verdeling.status, naar="besluiten opstellen"
        )
    if not wat_kan:
        vereis_alle_vrij([regel.aanvraag for regel in list_regels(verdeling)], door, nu=nu)
    bestaand = set(
        db.session.scalars(
            select(Beschikking.aanvraag_id)
            .join(Verdeling, Beschikking.verdeling_id == Verdeling.id)
            .where(
                Verdeling.tranche_id == verdeling.tranche_id,
                Verdeling.volgnummer >= verdeling.volgnummer,
                Beschikking.status != Besluitstatus.TERUGGENOMEN,
            )
        )
    )
    gedaan = []
    for regel in sorted(list_regels(verdeling), key=lambda regel: regel.aanvraag.nummer):
        if regel.uitkomst not in SOORT_BIJ_UITKOMST or regel.aanvraag_id in bestaand:
            continue
        if is_ingetrokken(regel.aanvraag):
            continue
        try:
            gedaan.append(stel_regel_op(verdeling, regel, door=door, nu=nu))
        except NietBevoegd:
            if not wat_kan:
                raise
    return gedaan


def stel_regel_op(
    verdeling: Verdeling,
    regel: Verdelingsregel,
    *,
    door: Gebruiker,
    nu: datetime,
    inhoud: Mapping[str, str] | None = None,
) -> Beschikking:
    """Draw up the decision of one outcome; it takes the place of the last one on the application.

    ``inhoud``: what else is frozen with it. The caller holds the lock and looked at the role and the allocation.
    """
    aanvraag = regel.aanvraag
    betrek(aanvraag, door, Functiegroep.BEHANDELING, nu=nu)
    eerdere = db.session.scalars(
        select(Beschikking).where(Beschikking.aanvraag_id == aanvraag.id).order_by(Beschikking.id)
    ).all()
    keten = [een for een in eerdere if not laat_staan(een.soort, een.vervangt_id)]
    if keten and keten[-1].soort is Besluitsoort.BESLISSING_OP_BEZWAAR and not keten[-1].bekendgemaakt_op:
        raise Domeinfout(
            f"Op aanvraag {aanvraag.nummer} ligt beslissing op bezwaar {keten[-1].kenmerk}, die nog niet is "
            "bekendgemaakt. Laat die eerst bekendmaken of terugnemen."
        )
    soort = SOORT_BIJ_UITKOMST[regel.uitkomst]
    gegevens = canonieke_json(
        {
            "aanvraag": aanvraag.nummer, "versie_sha256": regel.versie.sha256, "soort": soort.value,
            "verleend_cent": regel.bedrag_cent, "verdeling": kenmerk_van(verdeling),
            "uitkomst_sha256": verdeling.uitkomst_sha256, "uitkomst": regel.uitkomst, "reden": regel.reden,
            "rang": regel.rang, "lotnummer": regel.lotnummer, "ruimte_voor_cent": regel.ruimte_voor_cent,
            **(inhoud or {}),
        }
    )  # fmt: skip
    beschikking = Beschikking(
        kenmerk=f"{aanvraag.nummer}-B{len(eerdere) + 1}", aanvraag=aanvraag, versie=regel.versie, verdeling=verdeling,
        vervangt_id=keten[-1].id if keten else None, soort=soort, verleend_cent=regel.bedrag_cent,
        gegevens=gegevens.decode(), gegevens_sha256=sha256_hex(gegevens), opgesteld_op=nu, opgesteld_door=door,
    )  # fmt: skip
    db.session.add(beschikking)
    db.session.flush()
    leg_vast(
        "beschikking:opgesteld", object_soort="beschikking", object_id=beschikking.kenmerk, door=door, nu=nu,
        gegevens={
            "soort": soort.value, "verleend_cent": regel.bedrag_cent, "gegevens_sha256": beschikking.gegevens_sha256,
        },
    )  # fmt: skip
    return beschikking


def _uitvoerbaar(
    verdeling: Verdeling, status: Besluitstatus, overslaan: Collection[str], *, wat: str
) -> list[Beschikking]:
    """The decisions of the allocation with this status, without those that are left out by name.

    A decision that a newer one replaces, or on an application that was withdrawn, can go no further. It
    is not skipped in silence: raises ``Domeinfout`` naming every one that ``overslaan`` does not name, and
    every name in ``overslaan`` that could go on, because that is not for the signer to leave out.
    """
    kandidaten = [b for b in list_beschikkingen(verdeling) if b.status is status]
    redenen = waarom_niet_verder(kandidaten)
    bezwaren = {b.kenmerk: redenen[b.id] for b in kandidaten if b.id in redenen}
    if genoemd := [f"{kenmerk} ({reden})" for kenmerk, reden in bezwaren.items() if kenmerk not in overslaan]:
        raise Domeinfout(
            f"Deze besluiten kunt u niet meer {wat}: {', '.join(genoemd)}. Sla ze met naam over."
        )
    if gewoon := sorted(set(overslaan) - set(bezwaren)):
        raise Domeinfout(f"Deze besluiten kunt u niet overslaan: {', '.join(gewoon)}.")
    return [b for b in kandidaten if b.kenmerk not in bezwaren]


def tekenen(
    verdeling: Verdeling,
    *,
    dagtekening: date,
    door: Gebruiker,
    nu: datetime,
    overslaan: Collection[str] = (),
) -> int:
    """Sign every drawn-up decision of the allocation; returns how many.

    Each asks a mandate for its amount, today and on the day of the letter, no interest, no other function
    on the application, and not having drawn it up (database: CHECK and key to ``betrokkenheid``). The
    letter is asked for in the same transaction and made after it. ``dagtekening``: the date that the
    letters carry, from today to ``DAGTEKENING_HOOGSTENS_VOORUIT`` from now. ``overslaan``: the marks of
    decisions that stay unsigned because a newer one replaces them or the application was withdrawn;
    raises ``Domeinfout`` when there is such a decision and it is not named.
    """
    vereis_rol(door, Rol.BESLISSER, nu=nu)
    vereis_dagtekening(dagtekening, nu=nu)
    te_tekenen = _uitvoerbaar(verdeling, Besluitstatus.CONCEPT, overslaan, wat="tekenen")
    if not te_tekenen:
        return 0
    vereis_alle_vrij([beschikking.aanvraag for beschikking in te_tekenen], door, nu=nu)
    schrijver = Briefschrijver(verdeling)
    for beschikking in te_tekenen:
        teken_een(beschikking, schrijver.schrijf, dagtekening=dagtekening, door=door, nu=nu)
    return len(te_tekenen)


def bekendmaken(
    verdeling: Verdeling, *, opslag: Opslag, door: Gebruiker, nu: datetime, overslaan: Collection[str] = ()
) -> int:
    """Notify every signed decision of the allocation at once (Awb 3:41); returns how many.

    The day of ``nu`` is the day of sending, from which the objection term runs (Awb 6:8). It is the day
    that the letters carry, because the obligations in them count from that day. ``overslaan``: as in
    ``tekenen``. Raises ``Domeinfout`` on another day, for a decision that was replaced or withdrawn, and
    when a letter is not there yet or cannot be read from ``opslag``.
    """
    vereis_rol(door, Rol.BESLISSER, nu=nu)
    getekend = _uitvoerbaar(verdeling, Besluitstatus.GETEKEND, overslaan, wat="bekendmaken")
    return maak_bekend(getekend, opslag=opslag, door=door, nu=nu)
