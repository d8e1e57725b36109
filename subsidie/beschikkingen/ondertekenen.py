"""Signing one decision: by whom it may be, what is checked at that very moment, and what it leaves.

Every way to sign (all of an allocation, a round of the worker, one loose decision) ends here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final, Protocol

from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, Functiegroep
from subsidie.aanvragen.service import betrek, vergrendel
from subsidie.accounts.models import Gebruiker, Mandaat, Mandaathandeling, Rol
from subsidie.accounts.service import vereis_mandaat, vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.beschikkingen.models import (
    OVERGANGEN,
    Beschikking,
    Besluitsoort,
    Besluitstatus,
)
from subsidie.documenten.service import vraag_aan
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeOvergang
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl, moment_in_amsterdam, moment_nl
from subsidie.tranches.briefteksten import met_tekst
from subsidie.web.db import db

DAGTEKENING_HOOGSTENS_VOORUIT: Final = timedelta(days=30)
"""A letter can only be sent on the day it carries, and what it rests on must still be so by then: time
enough to make and check the letters of a tranche, too short to sign a decision about the future."""

PRIMAIR: Final = frozenset(
    {
        Besluitsoort.VERLENING, Besluitsoort.DEELVERLENING, Besluitsoort.AFWIJZING, Besluitsoort.BUITEN_BEHANDELING,
    }
)  # fmt: skip
"""The first decision on an application: it answers what was asked, so not one that was withdrawn."""


class Brief(Protocol):
    """The values of a letter: the name of its template, and what it shows."""

    @property
    def sjabloon(self) -> str: ...

    def als_json(self) -> dict[str, Any]: ...


class Schrijver(Protocol):
    """Writes the letter of a decision, dated ``dagtekening``, signed by ``door`` on ``mandaat``."""

    def __call__(
        self, beschikking: Beschikking, mandaat: Mandaat, *, dagtekening: date, door: Gebruiker, nu: datetime
    ) -> Brief: ...


@dataclass(frozen=True, slots=True)
class Bevoegdheid:
    """As what somebody signs: the role, the act that the mandate must name, and the function on the application."""

    rol: Rol
    handeling: Mandaathandeling
    groep: Functiegroep


_BESLUIT: Final = Bevoegdheid(Rol.BESLISSER, Mandaathandeling.BESCHIKKING_TEKENEN, Functiegroep.BESLISSING)
_BEZWAAR: Final = Bevoegdheid(
    Rol.BEZWAARBEHANDELAAR, Mandaathandeling.BEZWAAR_BESLISSEN, Functiegroep.BEZWAAR
)


def bevoegdheid_voor(soort: Besluitsoort) -> Bevoegdheid:
    """As what a decision of this kind is signed: on an objection by somebody else than before (Awb 10:3(3))."""
    return _BEZWAAR if soort is Besluitsoort.BESLISSING_OP_BEZWAAR else _BESLUIT


def vereis_dagtekening(dagtekening: date, *, nu: datetime) -> None:
    """Raises ``Domeinfout`` unless it is from today to ``DAGTEKENING_HOOGSTENS_VOORUIT`` from now."""
    vandaag = dag_in_amsterdam(nu)
    if dagtekening < vandaag:
        raise Domeinfout(f"De dagtekening {datum_nl(dagtekening)} ligt voor de dag van ondertekening.")
    if dagtekening > vandaag + DAGTEKENING_HOOGSTENS_VOORUIT:
        raise Domeinfout(
            f"De dagtekening {datum_nl(dagtekening)} ligt te ver vooruit: hoogstens "
            f"{DAGTEKENING_HOOGSTENS_VOORUIT.days} dagen na de dag van ondertekening."
        )


def vereis_mandaat_voor(
    beschikking: Beschikking, door: Gebruiker, *, dagtekening: date, nu: datetime
) -> Mandaat:
    """The mandate for this amount that holds from today to the date that the letter carries (Awb 10:3).

    Raises ``NietBevoegd``.
    """
    dag = dag_in_amsterdam(nu)
    handeling = bevoegdheid_voor(beschikking.soort).handeling
    gevonden = [
        vereis_mandaat(door, handeling, bedrag_cent=beschikking.bedrag_cent, nu=moment)
        for moment in (nu, moment_in_amsterdam(dagtekening, time(12)))
    ]
    for mandaat in gevonden:
        if mandaat.vanaf <= dag and (mandaat.tot is None or mandaat.tot > dagtekening):
            return mandaat
    raise NietBevoegd(
        f"{door.naam} heeft geen mandaat dat geldt van de dag van ondertekening tot en met de dagtekening "
        f"({datum_nl(dagtekening)})."
    )


def waarom_niet_verder(beschikkingen: Iterable[Beschikking]) -> dict[int, str]:
    """Per id why a decision is not signed or notified any more: replaced, or what it answers was withdrawn."""
    alle = list(beschikkingen)
    opvolgers = {
        rij.vervangt_id: rij.kenmerk
        for rij in db.session.execute(
            select(Beschikking.vervangt_id, Beschikking.kenmerk).where(
                Beschikking.vervangt_id.in_([een.id for een in alle])
            )
        )
    }
    redenen = {een.id: f"vervangen door {opvolgers[een.id]}" for een in alle if een.id in opvolgers}
    for een in alle:
        if een.status is Besluitstatus.TERUGGENOMEN:
            redenen.setdefault(een.id, "teruggenomen")
        if een.id not in redenen and is_ingetrokken(een.aanvraag) and een.soort in PRIMAIR:
            redenen[een.id] = "aanvraag ingetrokken"
    return redenen


def is_ingetrokken(aanvraag: Aanvraag) -> bool:
    """Whether the municipality withdrew it."""
    return aanvraag.status is Aanvraagstatus.INGETROKKEN


def teken_een(
    beschikking: Beschikking, schrijf: Schrijver, *, dagtekening: date, door: Gebruiker, nu: datetime
) -> None:
    """Sign one decision, with everything that must hold checked anew behind the lock of the tranche.

    That is: the role, the mandate for its amount today and on the date of the letter, no interest, no other
    function on the application, not drawn up by the signer, not replaced or withdrawn, and still what it was
    when it was drawn up. The letter is asked for in the same transaction and made after it. Raises
    ``NietBevoegd``, ``OngeldigeOvergang`` (signed before: by whom and when) and ``Domeinfout``.
    """
    vergrendel(beschikking.aanvraag)
    db.session.refresh(beschikking)
    bevoegdheid = bevoegdheid_voor(beschikking.soort)
    vereis_rol(door, bevoegdheid.rol, nu=nu)
    vereis_dagtekening(dagtekening, nu=nu)
    _vereis_concept(beschikking)
    if reden := waarom_niet_verder([beschikking]).get(beschikking.id):
        raise Domeinfout(f"Dit besluit kunt u niet meer tekenen: {beschikking.kenmerk} ({reden}).")
    mandaat = vereis_mandaat_voor(beschikking, door, dagtekening=dagtekening, nu=nu)
    if beschikking.opgesteld_door_id == door.id:
        raise NietBevoegd(
            f"{door.naam} heeft besluit {beschikking.kenmerk} op {moment_nl(beschikking.opgesteld_op)} opgesteld "
            "en kan het niet ook tekenen."
        )
    vereis_onveranderd(beschikking)
    betrek(beschikking.aanvraag, door, bevoegdheid.groep, nu=nu)
    brief = met_tekst(
        schrijf(beschikking, mandaat, dagtekening=dagtekening, door=door, nu=nu), beschikking.aanvraag.tranche
    )
    document = vraag_aan(
        kenmerk=beschikking.kenmerk, titel=f"Besluit {beschikking.kenmerk}", sjabloon=brief.sjabloon,
        gegevens=brief.als_json(), peilmoment=nu, door=door, nu=nu,
    )  # fmt: skip
    beschikking.dagtekening, beschikking.getekend_op, beschikking.getekend_door = dagtekening, nu, door
    beschikking.getekend_als, beschikking.mandaat, beschikking.document = (
        bevoegdheid.groep,
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


def _vereis_concept(beschikking: Beschikking) -> None:
    if Besluitstatus.GETEKEND in OVERGANGEN[beschikking.status]:
        return
    if beschikking.status is Besluitstatus.TERUGGENOMEN:
        raise Domeinfout(f"Besluit {beschikking.kenmerk} is teruggenomen en kan niet meer worden getekend.")
    if beschikking.getekend_door is None or beschikking.getekend_op is None:
        raise OngeldigeOvergang(
            wat=f"Besluit {beschikking.kenmerk}", van=beschikking.status, naar=Besluitstatus.GETEKEND
        )
    raise Domeinfout(
        f"Besluit {beschikking.kenmerk} is al getekend door {beschikking.getekend_door.naam}, op "
        f"{moment_nl(beschikking.getekend_op)}."
    )


def vereis_onveranderd(beschikking: Beschikking) -> None:
    """What was drawn up still is what the allocation and the version say: else raises ``Domeinfout``."""
    gegevens = json.loads(beschikking.gegevens)
    verdeling, versie = beschikking.verdeling, beschikking.versie
    if (
        sha256_hex(beschikking.gegevens.encode()) != beschikking.gegevens_sha256
        or gegevens.get("versie_sha256") != versie.sha256
        or gegevens.get("verleend_cent") != beschikking.verleend_cent
        or (verdeling is not None and gegevens.get("uitkomst_sha256") != verdeling.uitkomst_sha256)
        or (beschikking.soort in PRIMAIR and versie.volgnummer != beschikking.aanvraag.huidige_versie)
    ):
        raise Domeinfout(
            f"Besluit {beschikking.kenmerk} past niet meer bij de gegevens waarop het rust; stel het opnieuw op."
        )
