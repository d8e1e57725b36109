"""Vooroverleg: a municipality asks to talk about a plan before it applies; what is said binds nobody (domein 2.3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import select

from subsidie.aanvragen.vooroverlegmodellen import Vooroverleg, Vooroverlegstand
from subsidie.accounts.kijker import Kijker, kijker_van
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.namen import gebreken_van_tekst, normale_tekst
from subsidie.accounts.service import vereis_geen_belang, vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.berichten.models import Berichtgroep, Berichtrichting
from subsidie.berichten.service import stel_bericht
from subsidie.kern.fouten import (
    Domeinfout,
    Gebrek,
    NietBevoegd,
    NietGevonden,
    OngeldigeInvoer,
    OngeldigeOvergang,
)
from subsidie.register.service import get_gemeente
from subsidie.tranches.models import Tranche, Trancheaard, Tranchestatus
from subsidie.tranches.service import regels
from subsidie.tranches.vraagtekst import gebreken_van_regels, normale_regels
from subsidie.web.db import db

LANGSTE_ONDERWERP: Final = 200
LANGSTE_TOELICHTING: Final = 4_000
LANGSTE_VOORKEUR: Final = 300
LANGSTE_VERSLAG: Final = 9_000
_KENMERK: Final = re.compile(r"[0-9a-f]{32}")

S = Vooroverlegstand
UIT, IN = Berichtrichting.UIT, Berichtrichting.IN
OVERGANGEN: Final[Mapping[Vooroverlegstand, frozenset[Vooroverlegstand]]] = {
    S.AANGEVRAAGD: frozenset({S.OPGEPAKT, S.INGETROKKEN}),
    # Taken up by somebody else: a hand-over, on record as such.
    S.OPGEPAKT: frozenset({S.OPGEPAKT, S.AFGEROND, S.INGETROKKEN}),
    S.AFGEROND: frozenset(),
    S.INGETROKKEN: frozenset(),
}


def zoek_vooroverleg(kenmerk: str, *, voor: Kijker) -> Vooroverleg:
    """The request with this key, as far as it exists for ``voor``; raises ``NietGevonden``.

    For a municipality that is its own; for behandelaar and auditor every request.
    """
    gevonden: Vooroverleg | None = None
    if _KENMERK.fullmatch(kenmerk):
        gevonden = db.session.scalar(select(Vooroverleg).where(Vooroverleg.kenmerk == kenmerk))
    if gevonden is None or not (
        voor.heeft(Rol.BEHANDELAAR, Rol.AUDITOR) or gevonden.gm_code in voor.gemeenten
    ):
        raise NietGevonden("Dit verzoek is er niet.")
    return gevonden


def staat_open_voor_overleg(tranche: Tranche) -> bool:
    """Whether one can still ask to talk: until the tranche is closed, where there is something to apply for."""
    voor_sluiting = tranche.status in (Tranchestatus.VOORBEREIDING, Tranchestatus.OPEN)
    return voor_sluiting and regels(tranche).kent_aanvragen


def vraag_aan(
    tranche: Tranche, *, gm_code: str, onderwerp: str, toelichting: str, voorkeur: str, door: Gebruiker, nu: datetime
) -> Vooroverleg:  # fmt: skip
    """Ask to talk about a plan; ``voorkeur`` says in words when it suits, or nothing.

    ``nu``: aware. Raises ``NietBevoegd`` unless ``door`` works for the municipality today, ``Domeinfout`` when the
    tranche takes no applications (any more) or the same request still waits, and ``OngeldigeInvoer`` at ``onderwerp``,
    ``toelichting`` or ``voorkeur``.
    """
    _vereis_gemeente(door, gm_code, nu=nu)
    if not staat_open_voor_overleg(tranche):
        raise Domeinfout("Voor deze tranche kunt u geen vooroverleg meer vragen.")
    get_gemeente(gm_code)
    onderwerp, toelichting = normale_tekst(onderwerp), normale_regels(toelichting)
    voorkeur = normale_tekst(voorkeur)
    gebreken: list[Gebrek] = gebreken_van_regels(
        onderwerp, "onderwerp", wat="in waarover u wilt praten", hoogstens=LANGSTE_ONDERWERP
    )
    gebreken += gebreken_van_regels(
        toelichting, "toelichting", wat="uw toelichting", hoogstens=LANGSTE_TOELICHTING
    )
    if voorkeur:
        gebreken += gebreken_van_tekst(voorkeur, "voorkeur", wat="uw voorkeur", hoogstens=LANGSTE_VOORKEUR)
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    zelfde = select(Vooroverleg.id).where(
        Vooroverleg.tranche_id == tranche.id,
        Vooroverleg.gm_code == gm_code,
        Vooroverleg.onderwerp == onderwerp,
        Vooroverleg.toelichting == toelichting,
        Vooroverleg.afgerond_op.is_(None),
    )
    if db.session.scalar(zelfde) is not None:
        raise Domeinfout("Dit verzoek staat er al en is nog niet afgerond.")
    rij = Vooroverleg(
        tranche=tranche, gm_code=gm_code, onderwerp=onderwerp, toelichting=toelichting, voorkeur=voorkeur,
        stand=S.AANGEVRAAGD, gevraagd_op=nu, gevraagd_door=door,
    )  # fmt: skip
    db.session.add(rij)
    db.session.flush()
    _leg_vast("vooroverleg:aangevraagd", rij, door=door, nu=nu)
    _meld(rij, "aangevraagd", IN, "Verzoek om vooroverleg", toelichting, door=door, nu=nu)
    return rij


def pak_op(verzoek: Vooroverleg, *, door: Gebruiker, nu: datetime) -> None:
    """Take up a request, or take it over from a colleague.

    Raises ``NietBevoegd`` for who is no behandelaar or has an interest in the municipality (Awb 2:4), and
    ``OngeldigeOvergang`` when it is over; ``Domeinfout`` when ``door`` has it already.
    """
    vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
    _vergrendel(verzoek)
    vereis_geen_belang(door, {verzoek.gm_code}, nu=nu)
    van = verzoek.opgepakt_door
    if verzoek.stand is S.OPGEPAKT and verzoek.opgepakt_door_id == door.id:
        raise Domeinfout("U hebt dit verzoek al opgepakt.")
    _ga_naar(verzoek, S.OPGEPAKT)
    verzoek.opgepakt_op, verzoek.opgepakt_door = nu, door
    db.session.flush()
    if van is None:
        _leg_vast("vooroverleg:opgepakt", verzoek, door=door, nu=nu)
        tekst = "Uw verzoek is opgepakt. U hoort van ons wanneer we elkaar spreken."
        _meld(verzoek, "opgepakt", UIT, "Uw vooroverleg is opgepakt", tekst, door=None, nu=nu)
    else:
        _leg_vast("vooroverleg:overgenomen", verzoek, door=door, nu=nu, van=van.sleutel)


def rond_af(verzoek: Vooroverleg, *, verslag: str, door: Gebruiker, nu: datetime) -> None:
    """Finish with a report that the municipality reads; by who took it up.

    Raises ``NietBevoegd``, ``OngeldigeOvergang`` and ``OngeldigeInvoer`` at ``verslag``.
    """
    vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
    _vergrendel(verzoek)
    vereis_geen_belang(door, {verzoek.gm_code}, nu=nu)
    _vereis_overgang(verzoek, S.AFGEROND)
    if verzoek.opgepakt_door_id != door.id:
        raise NietBevoegd("Een collega heeft dit verzoek opgepakt. Neem het eerst over.")
    verslag = normale_regels(verslag)
    if gebreken := gebreken_van_regels(verslag, "verslag", wat="het verslag", hoogstens=LANGSTE_VERSLAG):
        raise OngeldigeInvoer(gebreken)
    verzoek.stand, verzoek.afgerond_op, verzoek.verslag = S.AFGEROND, nu, verslag
    db.session.flush()
    _leg_vast("vooroverleg:afgerond", verzoek, door=door, nu=nu)
    tekst = f"Het vooroverleg is afgerond. Aan dit verslag kan niemand rechten ontlenen.\n\n{verslag}"
    # The report fits in a message with room to spare (LANGSTE_VERSLAG).
    _meld(verzoek, "afgerond", UIT, "Verslag van uw vooroverleg", tekst, door=None, nu=nu)


def trek_in(verzoek: Vooroverleg, *, door: Gebruiker, nu: datetime) -> None:
    """The municipality does not need it any more. Raises ``NietBevoegd`` and ``OngeldigeOvergang``."""
    _vereis_gemeente(door, verzoek.gm_code, nu=nu)
    _vergrendel(verzoek)
    _ga_naar(verzoek, S.INGETROKKEN)
    verzoek.afgerond_op = nu
    db.session.flush()
    _leg_vast("vooroverleg:ingetrokken", verzoek, door=door, nu=nu)
    tekst = "De gemeente heeft dit verzoek ingetrokken."
    _meld(verzoek, "ingetrokken", IN, "Vooroverleg ingetrokken", tekst, door=door, nu=nu)


def _vereis_gemeente(door: Gebruiker, gm_code: str, *, nu: datetime) -> None:
    vereis_rol(door, Rol.OPSTELLER, Rol.TEKENBEVOEGDE, nu=nu)
    if gm_code not in kijker_van(door, nu=nu).gemeenten:
        raise NietBevoegd("U werkt niet voor deze gemeente.")


def _vergrendel(verzoek: Vooroverleg) -> None:
    """Hold the row until the end of the transaction, and read it as it is now."""
    db.session.refresh(verzoek, with_for_update={"key_share": True})


def _vereis_overgang(verzoek: Vooroverleg, naar: Vooroverlegstand) -> None:
    if naar not in OVERGANGEN[verzoek.stand]:
        raise OngeldigeOvergang(wat="Dit vooroverleg", van=verzoek.stand, naar=naar)


def _ga_naar(verzoek: Vooroverleg, naar: Vooroverlegstand) -> None:
    _vereis_overgang(verzoek, naar)
    verzoek.stand = naar


def _meld(
    verzoek: Vooroverleg, stap: str, richting: Berichtrichting, kop: str, tekst: str, *, door: Gebruiker | None,
    nu: datetime,
) -> None:  # fmt: skip
    stel_bericht(
        sleutel=f"vooroverleg:{verzoek.kenmerk}:{stap}", groep=Berichtgroep.VRAAG, richting=richting,
        gm_code=verzoek.gm_code, object_soort="vooroverleg", object_id=verzoek.kenmerk, onderwerp=kop,
        tekst=f"Over: {verzoek.onderwerp}\n\n{tekst}", voorbeeld=verzoek.tranche.aard is not Trancheaard.ECHT,
        door=door, nu=nu,
    )  # fmt: skip


def _leg_vast(
    soort: str, verzoek: Vooroverleg, *, door: Gebruiker, nu: datetime, van: str | None = None
) -> None:
    gegevens = {"tranche": verzoek.tranche.code, "gm_code": verzoek.gm_code}
    if van is not None:
        gegevens["van"] = van
    leg_vast(
        soort, object_soort="vooroverleg", object_id=verzoek.kenmerk, door=door, nu=nu, gegevens=gegevens
    )
