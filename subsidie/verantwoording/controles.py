"""Verifications that the auditor asks for and the worker does: asked and answered are events, so nothing else is kept.

Long work does not keep a page waiting, and who verified what, when, and with which outcome stands in the audit trail
itself. A capability adds a kind with ``registreer_controle`` (in an ``opzet.py``).
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.gegevens import lees_gegevens
from subsidie.audit.models import Gebeurtenis
from subsidie.audit.service import leg_vast, vergrendel_keten
from subsidie.config import Instellingen
from subsidie.kern.fouten import Domeinfout, NietGevonden
from subsidie.platform.taken import na_commit
from subsidie.platform.tussenstand import Meld, Tussenstand
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens

VEGER: Final = "controles"
MAP: Final = "controles"
OBJECT: Final = "controle"
GEVRAAGD: Final = "controle:gevraagd"
UITGEVOERD: Final = "controle:uitgevoerd"
HOOGSTENS_GENOEMD: Final = 50
"""So many faults are kept by name; of the rest only how many there are."""
HOOGSTENS_GETOOND: Final = 100
KENMERK_LENGTE: Final = 12

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Bevinding:
    """One thing that a verification says: a fault, or something to look at (``is_fout`` False)."""

    tekst: str
    is_fout: bool = True


@dataclass(frozen=True, slots=True)
class Controlesoort:
    """A kind of verification.

    ``voer_uit`` yields ``None`` for every thing found right and a finding otherwise; on the way it tells how far it is.
    """

    code: str
    naam: str
    uitleg: str
    eenheid: tuple[str, str]
    voer_uit: Callable[[Meld], Iterable[Bevinding | None]]


@dataclass(frozen=True, slots=True)
class Controle:
    """One verification: who asked for it and when, and what came of it (``klaar_op`` is ``None`` until then)."""

    kenmerk: str
    soort: str
    gevraagd_op: datetime
    door_sleutel: str
    gebeurtenis: int
    klaar_op: datetime | None = None
    goed: bool = False
    onderzocht: int = 0
    fouten: tuple[str, ...] = ()
    opmerkingen: tuple[str, ...] = ()
    aantal_fouten: int = 0
    aantal_opmerkingen: int = 0


_SOORTEN: dict[str, Controlesoort] = {}


def registreer_controle(soort: Controlesoort) -> None:
    """Make ``soort`` known; again under the same code replaces it (the program is built more than once in tests)."""
    _SOORTEN[soort.code] = soort


def soorten() -> tuple[Controlesoort, ...]:
    """Every kind, in the order of registration."""
    return tuple(_SOORTEN.values())


def vraag_controle(code: str, *, door: Gebruiker, nu: datetime, kenmerk: str = "") -> str:
    """Ask for a verification; gives its mark (``kenmerk``, or one made here).

    Raises ``NietBevoegd``, ``NietGevonden`` for an unknown kind, and ``Domeinfout`` while one of this kind waits.
    """
    if code not in _SOORTEN:
        raise NietGevonden("Deze controle is er niet.")
    vergrendel_keten(db.session())
    vereis_rol(door, Rol.AUDITOR, nu=nu)
    if any(een.soort == code and een.klaar_op is None for een in list_controles()):
        raise Domeinfout("Deze controle is al gevraagd. De uitkomst komt op deze pagina te staan.")
    kenmerk = kenmerk or secrets.token_hex(KENMERK_LENGTE // 2)
    leg_vast(
        GEVRAAGD, object_soort="controle", object_id=kenmerk, door=door, nu=nu, gegevens={"controle": code}
    )
    na_commit(VEGER)
    return kenmerk


def list_controles() -> list[Controle]:
    """The last verifications, newest first, each with its outcome; one query."""
    return _lees(
        select(Gebeurtenis)
        .where(Gebeurtenis.object_soort == OBJECT)
        .order_by(Gebeurtenis.volgnummer.desc())
        .limit(2 * HOOGSTENS_GETOOND)
    )


def get_controle(kenmerk: str) -> Controle:
    """One verification; raises ``NietGevonden``."""
    if not (len(kenmerk) == KENMERK_LENGTE and kenmerk.isascii() and kenmerk.isalnum()):
        raise NietGevonden("Er is geen controle met dit kenmerk.")
    gevonden = _lees(
        select(Gebeurtenis)
        .where(Gebeurtenis.object_soort == OBJECT, Gebeurtenis.object_id == kenmerk)
        .order_by(Gebeurtenis.volgnummer.desc())
    )
    if not gevonden:
        raise NietGevonden("Er is geen controle met dit kenmerk.")
    return gevonden[0]


def _lees(vraag: object) -> list[Controle]:
    klaar: dict[str, Gebeurtenis] = {}
    gelezen = []
    for een in db.session.scalars(vraag):  # type: ignore[call-overload]
        if een.soort == UITGEVOERD:
            klaar[een.object_id] = een
        elif een.soort == GEVRAAGD:
            gelezen.append(_controle(een, klaar.get(een.object_id)))
    return gelezen


def _controle(gevraagd: Gebeurtenis, klaar: Gebeurtenis | None) -> Controle:
    soort = str(lees_gegevens(gevraagd.gegevens).get("controle", ""))
    kop = (gevraagd.object_id, soort, gevraagd.moment, gevraagd.door_sleutel or "", gevraagd.volgnummer)
    if klaar is None:
        return Controle(*kop)
    wat = lees_gegevens(klaar.gegevens)
    return Controle(
        *kop, klaar_op=klaar.moment, goed=wat.get("goed") is True, onderzocht=int(wat.get("onderzocht", 0)),
        fouten=tuple(wat.get("fouten", ())), opmerkingen=tuple(wat.get("opmerkingen", ())),
        aantal_fouten=int(wat.get("aantal_fouten", 0)), aantal_opmerkingen=int(wat.get("aantal_opmerkingen", 0)),
    )  # fmt: skip


def tussenstand_van(kenmerk: str, instellingen: Instellingen) -> Tussenstand:
    """Where a verification that runs says how far it is."""
    return Tussenstand(instellingen.opslag / MAP / f"{kenmerk}.voortgang")


def voer_wachtende_uit(instellingen: Instellingen, klok: Callable[[], datetime]) -> int:
    """Do every verification that waits; how many were done. Reads outside any writing transaction.

    Run twice at the same time both verify, and the first to be done is recorded.
    """
    gedaan = 0
    for een in [controle for controle in list_controles() if controle.klaar_op is None]:
        soort = _SOORTEN.get(een.soort)
        if soort is None:
            continue  # of a later version of the program
        db.session.rollback()
        tussenstand = tussenstand_van(een.kenmerk, instellingen)
        try:
            uitkomst = _onderzoek(soort, tussenstand.meld)
        finally:
            tussenstand.wis()
        with schrijfgrens():
            vergrendel_keten(db.session())
            if get_controle(een.kenmerk).klaar_op is not None:
                continue
            leg_vast(
                UITGEVOERD, object_soort="controle", object_id=een.kenmerk, door=None, nu=klok(),
                gegevens={"controle": een.soort, **uitkomst},
            )  # fmt: skip
        gedaan += 1
    db.session.rollback()
    return gedaan


def _onderzoek(soort: Controlesoort, meld: Meld) -> dict[str, object]:
    """Run one; what the domain cannot read is a fault of what was verified, not of the verification."""
    fouten: list[str] = []
    opmerkingen: list[str] = []
    onderzocht = aantal_fouten = aantal_opmerkingen = 0
    try:
        for bevinding in soort.voer_uit(meld):
            if bevinding is None:
                onderzocht += 1
            elif bevinding.is_fout:
                aantal_fouten += 1
                fouten += [bevinding.tekst][: HOOGSTENS_GENOEMD - len(fouten)]
            else:
                aantal_opmerkingen += 1
                opmerkingen += [bevinding.tekst][: HOOGSTENS_GENOEMD - len(opmerkingen)]
    except Domeinfout as fout:
        aantal_fouten += 1
        fouten.append(str(fout))
    finally:
        db.session.rollback()
    return {
        "goed": not aantal_fouten, "onderzocht": onderzocht, "fouten": fouten, "opmerkingen": opmerkingen,
        "aantal_fouten": aantal_fouten, "aantal_opmerkingen": aantal_opmerkingen,
    }  # fmt: skip
