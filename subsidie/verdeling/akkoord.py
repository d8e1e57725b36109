"""What who agrees to an allocation looks at, and agreeing to exactly that (four eyes; product.md, "Rollen")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from subsidie.accounts.models import Gebruiker, Mandaathandeling
from subsidie.accounts.service import vereis_mandaat
from subsidie.kern.fouten import Domeinfout, NietBevoegd
from subsidie.kern.tekst import opsomming
from subsidie.kern.tijd import moment_nl
from subsidie.tranches.service import aannames, vergrendel_tranche
from subsidie.verdeling.bestanden import get_stukken
from subsidie.verdeling.models import BevestigdeAanname, Verdeling, Verdelingstatus
from subsidie.verdeling.publicatie import vraag_stukken_aan
from subsidie.verdeling.queries import kenmerk_van
from subsidie.verdeling.toegang import vereis_beslisser
from subsidie.verdeling.vaststellen import bedrag_van, vaststellen, waarom_vervalt
from subsidie.web.db import db

EERSTE = "eerste"
TWEEDE = "tweede"


@dataclass(frozen=True, slots=True)
class Aannamestand:
    """An assumption in the rules, and who accepted it when; ``door`` is empty while nobody did."""

    sleutel: str
    label: str
    bron: str
    toelichting: str
    raakt_verdeling: bool
    door: str
    op: datetime | None


@dataclass(frozen=True, slots=True)
class Akkoordbeeld:
    """Where the agreement stands. ``stap``: the agreement that is asked now; ``waarom_niet``: why not of this viewer.

    ``vervalt``: why nobody can fix it any more, each in a sentence.
    """

    stap: str
    bedrag_cent: int
    aannames: tuple[Aannamestand, ...]
    vervalt: tuple[str, ...]
    waarom_niet: str
    mandaat: str

    @property
    def open_aannames(self) -> tuple[Aannamestand, ...]:
        """Those that nobody accepted yet."""
        return tuple(een for een in self.aannames if not een.door)


def lees_akkoord(verdeling: Verdeling, *, voor: Gebruiker, nu: datetime) -> Akkoordbeeld:
    """What ``voor`` must know before agreeing to ``verdeling``; reads only."""
    bedrag_cent = bedrag_van(verdeling)
    waarom_niet, mandaat = _van(verdeling, voor, bedrag_cent, nu=nu)
    return Akkoordbeeld(
        stap=stap_van(verdeling),
        bedrag_cent=bedrag_cent,
        aannames=_aannames(verdeling),
        vervalt=waarom_vervalt(verdeling, nu=nu) if verdeling.status is Verdelingstatus.GETROKKEN else (),
        waarom_niet=waarom_niet,
        mandaat=mandaat,
    )


def stap_van(verdeling: Verdeling) -> str:
    """The agreement that is asked now."""
    return EERSTE if verdeling.eerste_akkoord_door_id is None else TWEEDE


def geef_akkoord(verdeling: Verdeling, *, stap: str, gezien: str, door: Gebruiker, nu: datetime) -> Verdeling:
    """Agree as ``vaststellen`` does, to what ``door`` looked at: the agreement asked then and the outcome by its hash.

    Who comes second of two at the same time reads who was first, and when. Raises ``NietTeVerdelen``, ``NietBevoegd``,
    ``OngeldigeOvergang`` or ``Domeinfout``.
    """
    vergrendel_tranche(verdeling.tranche)
    db.session.refresh(verdeling)
    if verdeling.status is not Verdelingstatus.GETROKKEN or stap != stap_van(verdeling):
        raise Domeinfout(_iemand_was_eerder(verdeling))
    if gezien != verdeling.uitkomst_sha256:
        raise Domeinfout("Deze uitkomst is niet wat u hebt bekeken. Bekijk de verdeling opnieuw.")
    return vaststellen(verdeling, door=door, nu=nu)


def vraag_ontbrekende_stukken_aan(verdeling: Verdeling, *, door: Gebruiker, nu: datetime) -> bool:
    """Ask for the protocol and the ranking list, unless somebody did already; returns whether it was needed."""
    vergrendel_tranche(verdeling.tranche)
    if get_stukken(verdeling).ranglijst is not None:
        return False
    vraag_stukken_aan(verdeling, door=door, nu=nu)
    return True


def _iemand_was_eerder(verdeling: Verdeling) -> str:
    wat = f"verdeling {kenmerk_van(verdeling)}"
    if verdeling.status is Verdelingstatus.VASTGESTELD:
        namen = [
            een.naam
            for een in (verdeling.eerste_akkoord_door, verdeling.tweede_akkoord_door)
            if een is not None
        ]
        op = f" op {moment_nl(verdeling.vastgesteld_op)}" if verdeling.vastgesteld_op else ""
        return f"Uw akkoord is niet meer nodig: {opsomming(namen)} stelden {wat}{op} vast."
    if verdeling.status is Verdelingstatus.GETROKKEN and verdeling.eerste_akkoord_door is not None:
        op = f" op {moment_nl(verdeling.eerste_akkoord_op)}" if verdeling.eerste_akkoord_op else ""
        return (
            f"{verdeling.eerste_akkoord_door.naam} ging{op} al akkoord met {wat}. Met uw akkoord staat de verdeling "
            "nu vast. Kijk opnieuw en geef dan pas uw akkoord."
        )
    return f"Er valt nu niets vast te stellen: {wat} is inmiddels {verdeling.status}."


def _van(verdeling: Verdeling, voor: Gebruiker, bedrag_cent: int, *, nu: datetime) -> tuple[str, str]:
    """Why ``voor`` may not agree (or empty), and the mandate on which they do."""
    try:
        vereis_beslisser(verdeling.tranche, voor, nu=nu)
        mandaat = vereis_mandaat(
            voor, Mandaathandeling.VERDELING_VASTSTELLEN, bedrag_cent=bedrag_cent, nu=nu
        ).registernummer
    except NietBevoegd as fout:
        return str(fout), ""
    if verdeling.eerste_akkoord_door_id == voor.id and verdeling.eerste_akkoord_op is not None:
        return (
            f"U gaf op {moment_nl(verdeling.eerste_akkoord_op)} het eerste akkoord. Een ander geeft het tweede.",
            mandaat,
        )
    return "", mandaat


def _aannames(verdeling: Verdeling) -> tuple[Aannamestand, ...]:
    wie: Mapping[str, tuple[str, datetime]] = {
        sleutel: (naam, op)
        for sleutel, naam, op in db.session.execute(
            select(BevestigdeAanname.instelling, Gebruiker.naam, BevestigdeAanname.bevestigd_op)
            .join(Gebruiker, BevestigdeAanname.door_id == Gebruiker.id)
            .where(BevestigdeAanname.verdeling_id == verdeling.id)
        )
    }
    return tuple(
        Aannamestand(
            een.sleutel, een.label, een.bron, een.toelichting, een.raakt_verdeling,
            *wie.get(een.sleutel, ("", None)),
        )
        for een in aannames(verdeling.tranche)
    )  # fmt: skip
