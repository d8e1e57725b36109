"""Decisions: drawn up from a fixed allocation, signed on a mandate, notified."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, Functiegroep
from subsidie.aanvragen.service import betrek
from subsidie.accounts.models import Gebruiker, Mandaat, Mandaathandeling, Rol
from subsidie.accounts.service import vereis_geen_belang, vereis_mandaat, vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.beschikkingen.models import OVERGANGEN, Beschikking, Besluitsoort, Besluitstatus
from subsidie.beschikkingen.samenstellen import Briefschrijver
from subsidie.documenten.service import lees_bestand, vraag_aan
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeOvergang
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl, moment_in_amsterdam
from subsidie.platform.opslag import Opslag
from subsidie.verdeling.models import Verdeling, Verdelingsregel, Verdelingstatus
from subsidie.verdeling.service import kenmerk_van, list_regels
from subsidie.web.db import db

SOORT_BIJ_UITKOMST = {
    "toegekend": Besluitsoort.VERLENING,
    "gedeeltelijk": Besluitsoort.DEELVERLENING,
    "afgewezen": Besluitsoort.AFWIJZING,
}
"""``reeds_verleend`` is not in it: that was decided before and stays as it is."""

DAGTEKENING_HOOGSTENS_VOORUIT = timedelta(days=30)
"""A letter can only be sent on the day it carries, and what it rests on must still be so by then: time
enough to make and check the letters of a tranche, too short to sign a decision about the future."""


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


def opstellen(verdeling: Verdeling, *, door: Gebruiker, nu: datetime) -> list[Beschikking]:
    """Draw up one decision per application from a fixed allocation, each as ``concept``.

    What is decided and what it rests on (version, allocation, rank, lot, room) is frozen with its
    hash. An application that was withdrawn asks for nothing any more and gets no decision; one on which
    a later allocation already decided keeps that decision. Raises ``OngeldigeOvergang`` while the
    allocation is not fixed, ``NietBevoegd``.
    """
    vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
    if verdeling.status is not Verdelingstatus.VASTGESTELD:
        raise OngeldigeOvergang(
            wat=f"Verdeling {kenmerk_van(verdeling)}", van=verdeling.status, naar="besluiten opstellen"
        )
    vereis_geen_belang(door, {regel.aanvraag.gm_code for regel in list_regels(verdeling)}, nu=nu)
    bestaand = set(
        db.session.scalars(
            select(Beschikking.aanvraag_id)
            .join(Verdeling, Beschikking.verdeling_id == Verdeling.id)
            .where(Verdeling.tranche_id == verdeling.tranche_id, Verdeling.volgnummer >= verdeling.volgnummer)
        )
    )
    return [
        _stel_op(verdeling, regel, door=door, nu=nu)
        for regel in sorted(list_regels(verdeling), key=lambda regel: regel.aanvraag.nummer)
        if regel.uitkomst in SOORT_BIJ_UITKOMST
        and regel.aanvraag_id not in bestaand
        and regel.aanvraag.status is not Aanvraagstatus.INGETROKKEN
    ]


def _stel_op(verdeling: Verdeling, regel: Verdelingsregel, *, door: Gebruiker, nu: datetime) -> Beschikking:
    aanvraag = regel.aanvraag
    betrek(aanvraag, door, Functiegroep.BEHANDELING, nu=nu)
    eerdere = db.session.scalars(
        select(Beschikking).where(Beschikking.aanvraag_id == aanvraag.id).order_by(Beschikking.id)
    ).all()
    soort = SOORT_BIJ_UITKOMST[regel.uitkomst]
    gegevens = canonieke_json(
        {
            "aanvraag": aanvraag.nummer, "versie_sha256": regel.versie.sha256, "soort": soort.value,
            "verleend_cent": regel.bedrag_cent, "verdeling": kenmerk_van(verdeling),
            "uitkomst_sha256": verdeling.uitkomst_sha256, "uitkomst": regel.uitkomst, "reden": regel.reden,
            "rang": regel.rang, "lotnummer": regel.lotnummer, "ruimte_voor_cent": regel.ruimte_voor_cent,
        }
    )  # fmt: skip
    beschikking = Beschikking(
        kenmerk=f"{aanvraag.nummer}-B{len(eerdere) + 1}", aanvraag=aanvraag, versie=regel.versie, verdeling=verdeling,
        vervangt_id=eerdere[-1].id if eerdere else None, soort=soort, verleend_cent=regel.bedrag_cent,
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
    opvolgers = {
        b.vervangt_id: b.kenmerk
        for b in db.session.scalars(
            select(Beschikking).where(Beschikking.vervangt_id.in_([een.id for een in kandidaten]))
        )
    }
    bezwaren = {
        b.kenmerk: f"vervangen door {opvolgers[b.id]}" if b.id in opvolgers else "aanvraag ingetrokken"
        for b in kandidaten
        if b.id in opvolgers or b.aanvraag.status is Aanvraagstatus.INGETROKKEN
    }
    if genoemd := [f"{kenmerk} ({reden})" for kenmerk, reden in bezwaren.items() if kenmerk not in overslaan]:
        raise Domeinfout(
            f"Deze besluiten kunt u niet meer {wat}: {', '.join(genoemd)}. Sla ze met naam over."
        )
    if gewoon := sorted(set(overslaan) - set(bezwaren)):
        raise Domeinfout(f"Deze besluiten kunt u niet overslaan: {', '.join(gewoon)}.")
    return [b for b in kandidaten if b.kenmerk not in bezwaren]


def _mandaat(beschikking: Beschikking, door: Gebruiker, *, dagtekening: date, nu: datetime) -> Mandaat:
    """The mandate for this amount that holds both today and on the date that the letter carries."""
    dag = dag_in_amsterdam(nu)
    gevonden = [
        vereis_mandaat(
            door, Mandaathandeling.BESCHIKKING_TEKENEN, bedrag_cent=beschikking.verleend_cent, nu=moment
        )
        for moment in (nu, moment_in_amsterdam(dagtekening, time(12)))
    ]
    for mandaat in gevonden:
        if mandaat.vanaf <= dag and (mandaat.tot is None or mandaat.tot > dagtekening):
            return mandaat
    raise NietBevoegd(
        f"{door.naam} heeft geen mandaat dat geldt van de dag van ondertekening tot en met de dagtekening "
        f"({datum_nl(dagtekening)})."
    )


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
    vandaag = dag_in_amsterdam(nu)
    if dagtekening < vandaag:
        raise Domeinfout(f"De dagtekening {datum_nl(dagtekening)} ligt voor de dag van ondertekening.")
    if dagtekening > vandaag + DAGTEKENING_HOOGSTENS_VOORUIT:
        raise Domeinfout(
            f"De dagtekening {datum_nl(dagtekening)} ligt te ver vooruit: hoogstens "
            f"{DAGTEKENING_HOOGSTENS_VOORUIT.days} dagen na de dag van ondertekening."
        )
    te_tekenen = _uitvoerbaar(verdeling, Besluitstatus.CONCEPT, overslaan, wat="tekenen")
    if not te_tekenen:
        return 0
    vereis_geen_belang(door, {beschikking.aanvraag.gm_code for beschikking in te_tekenen}, nu=nu)
    schrijver = Briefschrijver(verdeling)
    for beschikking in te_tekenen:
        mandaat = _mandaat(beschikking, door, dagtekening=dagtekening, nu=nu)
        _teken(beschikking, schrijver, mandaat, dagtekening=dagtekening, door=door, nu=nu)
    return len(te_tekenen)


def _teken(
    beschikking: Beschikking, schrijver: Briefschrijver, mandaat: Mandaat, *, dagtekening: date, door: Gebruiker,
    nu: datetime,
) -> None:  # fmt: skip
    if Besluitstatus.GETEKEND not in OVERGANGEN[beschikking.status]:
        raise OngeldigeOvergang(
            wat=f"Besluit {beschikking.kenmerk}", van=beschikking.status, naar=Besluitstatus.GETEKEND
        )
    if beschikking.opgesteld_door_id == door.id:
        raise NietBevoegd(
            f"{door.naam} heeft besluit {beschikking.kenmerk} opgesteld en kan het niet ook tekenen."
        )
    _vereis_onveranderd(beschikking)
    betrek(beschikking.aanvraag, door, Functiegroep.BESLISSING, nu=nu)
    brief = schrijver.schrijf(beschikking, mandaat, dagtekening=dagtekening, door=door, nu=nu)
    document = vraag_aan(
        kenmerk=beschikking.kenmerk, titel=f"Besluit {beschikking.kenmerk}", sjabloon=brief.sjabloon,
        gegevens=brief.als_json(), peilmoment=nu, door=door, nu=nu,
    )  # fmt: skip
    beschikking.dagtekening, beschikking.getekend_op, beschikking.getekend_door = dagtekening, nu, door
    beschikking.getekend_als, beschikking.mandaat, beschikking.document = (
        Functiegroep.BESLISSING,
        mandaat,
        document,
    )
    beschikking.status = Besluitstatus.GETEKEND
    db.session.flush()
    leg_vast(
        "beschikking:getekend", object_soort="beschikking", object_id=beschikking.kenmerk, door=door, nu=nu,
        gegevens={
            "gegevens_sha256": beschikking.gegevens_sha256, "document_gegevens_sha256": document.gegevens_sha256,
            "mandaat": mandaat.registernummer, "dagtekening": dagtekening.isoformat(),
        },
    )  # fmt: skip


def _vereis_onveranderd(beschikking: Beschikking) -> None:
    """What was drawn up still is what the allocation and the version say: else nothing is signed."""
    gegevens = json.loads(beschikking.gegevens)
    verdeling = beschikking.verdeling
    if (
        sha256_hex(beschikking.gegevens.encode()) != beschikking.gegevens_sha256
        or gegevens["versie_sha256"] != beschikking.versie.sha256
        or gegevens["verleend_cent"] != beschikking.verleend_cent
        or (verdeling is not None and gegevens["uitkomst_sha256"] != verdeling.uitkomst_sha256)
    ):
        raise Domeinfout(
            f"Besluit {beschikking.kenmerk} past niet meer bij de gegevens waarop het rust; stel het opnieuw op."
        )


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
    vereis_geen_belang(door, {beschikking.aanvraag.gm_code for beschikking in getekend}, nu=nu)
    zonder_brief = [b.kenmerk for b in getekend if b.document is None or b.document.bestand_sha256 is None]
    if zonder_brief:
        raise Domeinfout(f"Van deze besluiten is de brief nog niet gemaakt: {', '.join(zonder_brief)}.")
    dag = dag_in_amsterdam(nu)
    andere_dagen = sorted({b.dagtekening for b in getekend if b.dagtekening not in (None, dag)})
    if andere_dagen:
        raise Domeinfout(
            f"De brieven zijn gedateerd op {' en '.join(datum_nl(een) for een in andere_dagen)}. Bekendmaken kan "
            f"alleen op die dag, niet op {datum_nl(dag)}: de termijnen in de brief tellen vanaf de dagtekening."
        )
    _vereis_leesbaar(getekend, opslag)
    for beschikking in getekend:
        beschikking.bekendgemaakt_op, beschikking.status = dag, Besluitstatus.BEKENDGEMAAKT
        leg_vast(
            "beschikking:bekendgemaakt", object_soort="beschikking", object_id=beschikking.kenmerk, door=door, nu=nu,
            gegevens={"op": dag.isoformat()},
        )  # fmt: skip
    db.session.flush()
    return len(getekend)


def _vereis_leesbaar(beschikkingen: list[Beschikking], opslag: Opslag) -> None:
    """Nothing is notified while the letter of one decision is missing or damaged; names each of them."""
    fouten = []
    for beschikking in beschikkingen:
        if beschikking.document is not None:
            try:
                lees_bestand(beschikking.document, opslag)
            except Domeinfout as fout:
                fouten.append(f"{beschikking.kenmerk}: {fout}")
    if fouten:
        raise Domeinfout("\n".join(["De brief van deze besluiten is niet te lezen.", *fouten]))
