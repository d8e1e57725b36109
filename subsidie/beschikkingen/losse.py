"""One decision beside an allocation: out of consideration, on an objection, a replacement of another decision.

Whoever makes such a decision registers once, in the ``opzet`` of its package, who writes the letter of that kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import func, select

from subsidie.aanvragen.models import Aanvraag, AanvraagVersie, Functiegroep
from subsidie.aanvragen.service import betrek, get_versie, vergrendel
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.beschikkingen.bekend import maak_bekend
from subsidie.beschikkingen.heropening import is_afgedaan
from subsidie.beschikkingen.models import NAAST_DE_KETEN, Beschikking, Besluitsoort, Besluitstatus
from subsidie.beschikkingen.ondertekenen import (
    PRIMAIR,
    Brief,
    Schrijver,
    is_ingetrokken,
    teken_een,
    waarom_niet_verder,
)
from subsidie.beschikkingen.samenstellen import Briefschrijver
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout, NietBevoegd
from subsidie.verdeling.models import Verdeling
from subsidie.web.db import db

__all__ = [
    "Brief",
    "Schrijver",
    "maak_bekend",
    "registreer_brief",
    "schrijver_voor",
    "stel_los_op",
    "teken_los",
]

_OPSTELLER: Final[Mapping[Functiegroep, Rol]] = {
    Functiegroep.BEHANDELING: Rol.BEHANDELAAR,
    Functiegroep.BEZWAAR: Rol.BEZWAARBEHANDELAAR,
    Functiegroep.BETALING: Rol.FINANCIEEL,
}
"""In which function a decision is drawn up, and the role that goes with it."""

_SCHRIJVERS: dict[Besluitsoort, Schrijver] = {}


def registreer_brief(soort: Besluitsoort, schrijver: Schrijver) -> None:
    """Let ``schrijver`` write the letters of this kind; again with the same one changes nothing.

    Raises ``ValueError`` when another one writes them.
    """
    al = _SCHRIJVERS.get(soort)
    if al is not None and al is not schrijver:
        raise ValueError(f"there is a writer of {soort} already")
    _SCHRIJVERS[soort] = schrijver


def schrijver_voor(beschikking: Beschikking) -> Schrijver:
    """Who writes the letter of this decision: the allocation it rests on, else who registered for its kind.

    A decision on an objection rests on an allocation too, and is written by who registered.

    Raises ``Domeinfout`` when nobody can.
    """
    los = beschikking.verdeling is None or beschikking.soort is Besluitsoort.BESLISSING_OP_BEZWAAR
    if los and beschikking.soort in _SCHRIJVERS:
        return _SCHRIJVERS[beschikking.soort]
    if beschikking.verdeling is None:
        raise Domeinfout(f"Voor een besluit van de soort ‘{beschikking.soort}’ is er nog geen brief.")
    return Briefschrijver(beschikking.verdeling).schrijf


def stel_los_op(
    aanvraag: Aanvraag,
    *,
    soort: Besluitsoort,
    verleend_cent: int,
    inhoud: dict[str, Any],
    door: Gebruiker,
    nu: datetime,
    vervangt: Beschikking | None = None,
    als: Functiegroep = Functiegroep.BEHANDELING,
    versie: AanvraagVersie | None = None,
    verdeling: Verdeling | None = None,
) -> Beschikking:
    """Draw up one decision as ``concept``; what it decides and rests on is frozen with its hash.

    ``verleend_cent``: the award it leaves, in eurocents. ``inhoud``: JSON values that the letter needs (amounts in
    ``_cent``, days and moments as text), beside the number, the version, the kind and the amount. ``vervangt``: the
    decision on the same application that this takes the place of. ``als``: handling or objection, each with its
    role. ``versie``: what it rests on, the newest unless said. ``verdeling``: what it rests on too, if anything.
    Raises ``NietBevoegd``, and ``Domeinfout`` for an application that was withdrawn or is decided on already, and
    for a ``vervangt`` of another application or that was replaced before.
    """
    vergrendel(aanvraag)
    vereis_rol(door, _OPSTELLER[als], nu=nu)
    if (soort in NAAST_DE_KETEN) != (als is Functiegroep.BETALING):
        raise NietBevoegd(
            "Besluiten over het betalen van een vordering stelt financieel op, bij de vordering."
        )
    if soort in PRIMAIR and is_ingetrokken(aanvraag):
        raise Domeinfout(f"Aanvraag {aanvraag.nummer} is ingetrokken: daarop komt geen besluit meer.")
    vervangt = _na_teruggenomen(vervangt)
    _vereis_plaats(aanvraag, soort, vervangt)
    betrek(aanvraag, door, als, nu=nu)
    rust_op = versie or get_versie(aanvraag)
    gegevens = canonieke_json(
        {
            **inhoud, "aanvraag": aanvraag.nummer, "versie_sha256": rust_op.sha256, "soort": soort.value,
            "verleend_cent": verleend_cent,
            **({"uitkomst_sha256": verdeling.uitkomst_sha256} if verdeling is not None else {}),
        }
    )  # fmt: skip
    beschikking = Beschikking(
        kenmerk=volgend_kenmerk(aanvraag), aanvraag=aanvraag, versie=rust_op, verdeling=verdeling,
        vervangt_id=vervangt.id if vervangt else None, soort=soort, verleend_cent=verleend_cent,
        gegevens=gegevens.decode(), gegevens_sha256=sha256_hex(gegevens), opgesteld_op=nu, opgesteld_door=door,
    )  # fmt: skip
    db.session.add(beschikking)
    db.session.flush()
    leg_vast(
        "beschikking:opgesteld", object_soort="beschikking", object_id=beschikking.kenmerk, door=door, nu=nu,
        gegevens={
            "soort": soort.value, "verleend_cent": verleend_cent, "gegevens_sha256": beschikking.gegevens_sha256,
            **({"vervangt": vervangt.kenmerk} if vervangt else {}),
        },
    )  # fmt: skip
    return beschikking


def volgend_kenmerk(aanvraag: Aanvraag) -> str:
    """The mark of the next decision on an application: ``OEFEN-2026-0007-B2``."""
    vraag = select(func.count()).select_from(Beschikking).where(Beschikking.aanvraag_id == aanvraag.id)
    return f"{aanvraag.nummer}-B{(db.session.scalar(vraag) or 0) + 1}"


def teken_los(beschikking: Beschikking, *, dagtekening: date, door: Gebruiker, nu: datetime) -> None:
    """Sign one decision, dated ``dagtekening``; the letter is made after the commit.

    On an objection: role ``bezwaarbehandelaar``, mandate ``bezwaar_beslissen``, function ``bezwaar``; else
    ``beslisser``, ``beschikking_tekenen``, ``beslissing``. Raises as ``ondertekenen.teken_een``.
    """
    teken_een(beschikking, schrijver_voor(beschikking), dagtekening=dagtekening, door=door, nu=nu)


def _na_teruggenomen(vervangt: Beschikking | None) -> Beschikking | None:
    """``vervangt``, or the draft that was to take its place and was taken back: its place is taken and stays taken."""
    while vervangt is not None:
        draft: Beschikking | None = db.session.scalar(
            select(Beschikking).where(
                Beschikking.vervangt_id == vervangt.id, Beschikking.status == Besluitstatus.TERUGGENOMEN
            )
        )
        if draft is None:
            return vervangt
        vervangt = draft
    return None


def _vereis_plaats(aanvraag: Aanvraag, soort: Besluitsoort, vervangt: Beschikking | None) -> None:
    """``vervangt`` can be replaced; and a first decision is the only one, save what it replaces."""
    besluiten = list(
        db.session.scalars(
            select(Beschikking)
            .where(Beschikking.aanvraag_id == aanvraag.id, ~is_afgedaan(Beschikking))
            .order_by(Beschikking.id)
        )
    )
    if vervangt is not None:
        if vervangt.id not in {een.id for een in besluiten}:
            raise Domeinfout(
                f"Besluit {vervangt.kenmerk} gaat niet over aanvraag {aanvraag.nummer} en kan hier niet worden "
                "vervangen."
            )
        opvolger = next((een for een in besluiten if een.vervangt_id == vervangt.id), None)
        if opvolger is not None:
            raise Domeinfout(f"Besluit {vervangt.kenmerk} is al vervangen door {opvolger.kenmerk}.")
    if soort in PRIMAIR:
        weg = waarom_niet_verder(besluiten)
        geldend = [een for een in besluiten if een.id not in weg and een is not vervangt]
        if geldend:
            raise Domeinfout(f"Op aanvraag {aanvraag.nummer} ligt al besluit {geldend[0].kenmerk}.")
