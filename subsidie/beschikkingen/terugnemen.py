"""A decision that was drawn up and cannot or should not be signed as it is: taken back, or drawn up once more.

Nothing was decided yet, so the municipality knows of neither. What came out of an allocation is drawn up again from
that allocation; what was drawn up beside it (Awb 4:5, outside the window, a change, a settlement, a recovery) is taken
back, and what it rests on goes on as if it had never been drawn up. Its row stays, with all that was frozen in it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from subsidie.aanvragen.aanvultekst import schoon, tekstgebreken
from subsidie.aanvragen.belang import vereis_vrij
from subsidie.aanvragen.models import Functiegroep
from subsidie.aanvragen.service import betrek, vergrendel
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.beschikkingen.ondertekenen import PRIMAIR, waarom_niet_verder
from subsidie.beschikkingen.service import stel_regel_op
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer
from subsidie.kern.tijd import moment_nl
from subsidie.verdeling.models import Verdelingsregel, Verdelingstatus
from subsidie.web.db import db

LANGSTE_REDEN: Final = 500

Terughaak = Callable[[Beschikking, Gebruiker, datetime], dict[str, Any]]
"""Puts what a decision rests on back to where it was: the decision, who takes it back, the moment (aware UTC).

Answers what the event says beside the reason. What it raises undoes the taking back.
"""

_HAKEN: dict[Besluitsoort, Terughaak | None] = {}


def registreer_terug(soort: Besluitsoort, haak: Terughaak | None = None) -> None:
    """Let drafts of this kind be taken back; ``haak`` runs in the same transaction, before the event.

    For packages above this one, in their ``opzet``. Without ``haak`` nothing else remembers the draft. Registering
    again replaces it.
    """
    _HAKEN[soort] = haak


def kan_terug(soort: Besluitsoort) -> bool:
    """Whether a draft of this kind is taken back or drawn up once more on the page here."""
    return soort in PRIMAIR or soort in _HAKEN


def waarom_niet_terug(beschikking: Beschikking) -> str:
    """Why this cannot be taken back or drawn up once more; empty when it can."""
    wat = f"Besluit {beschikking.kenmerk}"
    if beschikking.soort is Besluitsoort.BESLISSING_OP_BEZWAAR:
        return f"{wat} is een beslissing op bezwaar. Neem die terug op de pagina van het bezwaar."
    if beschikking.getekend_op is not None:
        return (
            f"{wat} is getekend op {moment_nl(beschikking.getekend_op)} en kan niet meer worden teruggenomen."
        )
    if reden := waarom_niet_verder([beschikking]).get(beschikking.id):
        return f"{wat} is al {reden}." if reden.startswith(("vervangen", "terug")) else f"{wat}: {reden}."
    if not kan_terug(beschikking.soort):
        return f"{wat} kan hier niet worden teruggenomen."
    if beschikking.verdeling is None:
        return ""
    if beschikking.verdeling.status is not Verdelingstatus.VASTGESTELD:
        return f"De verdeling waarop {wat.lower()} rust, geldt niet meer. Er komt geen nieuw besluit uit."
    if beschikking.versie.volgnummer != beschikking.aanvraag.huidige_versie:
        return (
            f"{wat} rust op versie {beschikking.versie.volgnummer} van de aanvraag, zoals de verdeling. Nu geldt "
            f"versie {beschikking.aanvraag.huidige_versie}. Opnieuw opstellen verandert dat niet: overleg met een "
            "beslisser."
        )
    return ""


def neem_terug(beschikking: Beschikking, *, reden: str, door: Gebruiker, nu: datetime) -> None:
    """Take back what was drawn up beside every allocation and not signed; what it answers is handled again.

    By a behandelaar without an interest. Raises ``NietBevoegd``, ``OngeldigeInvoer`` at ``reden``, and ``Domeinfout``
    for what was signed, replaced or taken back before, for what came out of an allocation, and for what who
    registered for its kind refuses.
    """
    tekst = _begin(beschikking, reden, door=door, nu=nu)
    if beschikking.verdeling is not None:
        raise Domeinfout(
            f"Besluit {beschikking.kenmerk} komt uit een verdeling die vaststaat. Stel het opnieuw op."
        )
    beschikking.status = Besluitstatus.TERUGGENOMEN
    db.session.flush()
    haak = _HAKEN.get(beschikking.soort)
    erbij = haak(beschikking, door, nu) if haak is not None else {}
    leg_vast(
        "beschikking:teruggenomen", object_soort="beschikking", object_id=beschikking.kenmerk, door=door, nu=nu,
        gegevens={**erbij, "reden": tekst, "gegevens_sha256": beschikking.gegevens_sha256},
    )  # fmt: skip


def stel_concept_opnieuw_op(
    beschikking: Beschikking, *, reden: str, door: Gebruiker, nu: datetime
) -> Beschikking:
    """Draw up anew, from its allocation, what was drawn up and not signed; the new one takes its place, with ``reden``.

    Raises as ``neem_terug``; ``Domeinfout`` for what came out of no allocation.
    """
    tekst = _begin(beschikking, reden, door=door, nu=nu)
    if beschikking.verdeling is None:
        raise Domeinfout(f"Besluit {beschikking.kenmerk} komt niet uit een verdeling. Neem het terug.")
    regel = db.session.scalars(
        select(Verdelingsregel).where(
            Verdelingsregel.verdeling_id == beschikking.verdeling_id,
            Verdelingsregel.aanvraag_id == beschikking.aanvraag_id,
        )
    ).one()
    return stel_regel_op(
        beschikking.verdeling, regel, door=door, nu=nu,
        inhoud={"vervangt": beschikking.kenmerk, "vervangt_omdat": tekst},
    )  # fmt: skip


def _begin(beschikking: Beschikking, reden: str, *, door: Gebruiker, nu: datetime) -> str:
    aanvraag = beschikking.aanvraag
    vergrendel(aanvraag)
    db.session.refresh(beschikking)
    vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
    vereis_vrij(aanvraag, door, nu=nu)
    if waarom := waarom_niet_terug(beschikking):
        raise Domeinfout(waarom)
    tekst = schoon(reden)
    if gebreken := tekstgebreken("reden", tekst, hoogstens=LANGSTE_REDEN, leeg="Schrijf waarom."):
        raise OngeldigeInvoer(gebreken)
    betrek(aanvraag, door, Functiegroep.BEHANDELING, nu=nu)
    return tekst
