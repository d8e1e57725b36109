"""Decisions: drawn up from a fixed allocation, signed on a mandate, notified."""

from __future__ import annotations

import json
from datetime import date, datetime

from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.aanvragen.service import betrek
from subsidie.accounts.models import Gebruiker, Mandaat, Mandaathandeling, Rol
from subsidie.accounts.service import vereis_geen_belang, vereis_mandaat, vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.beschikkingen.models import OVERGANGEN, Beschikking, Besluitsoort, Besluitstatus
from subsidie.beschikkingen.samenstellen import Briefschrijver
from subsidie.documenten.service import vraag_aan
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeOvergang
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
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


def opstellen(verdeling: Verdeling, *, door: Gebruiker, nu: datetime) -> list[Beschikking]:
    """Draw up one decision per application from a fixed allocation, each as ``concept``.

    What is decided and what it rests on (version, allocation, rank, lot, room) is frozen with its
    hash. Raises ``OngeldigeOvergang`` while the allocation is not fixed, ``NietBevoegd``.
    """
    vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
    if verdeling.status is not Verdelingstatus.VASTGESTELD:
        raise OngeldigeOvergang(
            wat=f"Verdeling {kenmerk_van(verdeling)}", van=verdeling.status, naar="besluiten opstellen"
        )
    vereis_geen_belang(door, {regel.aanvraag.gm_code for regel in list_regels(verdeling)}, nu=nu)
    bestaand = set(
        db.session.scalars(select(Beschikking.aanvraag_id).where(Beschikking.verdeling_id == verdeling.id))
    )
    return [
        _stel_op(verdeling, regel, door=door, nu=nu)
        for regel in sorted(list_regels(verdeling), key=lambda regel: regel.aanvraag.nummer)
        if regel.uitkomst in SOORT_BIJ_UITKOMST and regel.aanvraag_id not in bestaand
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


def tekenen(verdeling: Verdeling, *, dagtekening: date, door: Gebruiker, nu: datetime) -> int:
    """Sign every drawn-up decision of the allocation; returns how many.

    Each asks a mandate for its amount on the day of the letter, no interest, no other function on
    the application, and not having drawn it up (database: CHECK and key to ``betrokkenheid``). The
    letter is asked for in the same transaction and made after it. ``dagtekening``: the date that
    the letters carry, not before today.
    """
    vereis_rol(door, Rol.BESLISSER, nu=nu)
    if dagtekening < dag_in_amsterdam(nu):
        raise Domeinfout(f"De dagtekening {datum_nl(dagtekening)} ligt voor de dag van ondertekening.")
    te_tekenen = [b for b in list_beschikkingen(verdeling) if b.status is Besluitstatus.CONCEPT]
    if not te_tekenen:
        return 0
    vereis_geen_belang(door, {beschikking.aanvraag.gm_code for beschikking in te_tekenen}, nu=nu)
    schrijver = Briefschrijver(verdeling)
    for beschikking in te_tekenen:
        mandaat = vereis_mandaat(
            door, Mandaathandeling.BESCHIKKING_TEKENEN, bedrag_cent=beschikking.verleend_cent, nu=nu
        )
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


def bekendmaken(verdeling: Verdeling, *, door: Gebruiker, nu: datetime) -> int:
    """Notify every signed decision of the allocation at once (Awb 3:41); returns how many.

    The day of ``nu`` is the day of sending, from which the objection term runs (Awb 6:8). Raises
    ``Domeinfout`` when a letter is not there yet or is dated later.
    """
    vereis_rol(door, Rol.BESLISSER, nu=nu)
    getekend = [b for b in list_beschikkingen(verdeling) if b.status is Besluitstatus.GETEKEND]
    zonder_brief = [b.kenmerk for b in getekend if b.document is None or b.document.bestand_sha256 is None]
    if zonder_brief:
        raise Domeinfout(f"Van deze besluiten is de brief nog niet gemaakt: {', '.join(zonder_brief)}.")
    dag = dag_in_amsterdam(nu)
    for beschikking in getekend:
        if beschikking.dagtekening is not None and dag < beschikking.dagtekening:
            raise Domeinfout(
                f"De brieven zijn gedateerd op {datum_nl(beschikking.dagtekening)}; eerder bekendmaken kan niet."
            )
        beschikking.bekendgemaakt_op, beschikking.status = dag, Besluitstatus.BEKENDGEMAAKT
        leg_vast(
            "beschikking:bekendgemaakt", object_soort="beschikking", object_id=beschikking.kenmerk, door=door, nu=nu,
            gegevens={"op": dag.isoformat()},
        )  # fmt: skip
    db.session.flush()
    return len(getekend)
