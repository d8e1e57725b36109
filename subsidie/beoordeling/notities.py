"""Notes among colleagues, and the advice to whoever decides (beslisadvies): for the ministry, never for a municipality.

Nothing is changed or taken away: who thinks otherwise adds a note, and the newest advice is the one that counts. Who
writes does so in the function in which they act on the application.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from subsidie.aanvragen.belang import vereis_vrij
from subsidie.aanvragen.models import Aanvraag, Betrokkenheid, Functiegroep
from subsidie.aanvragen.service import betrek, vergrendel
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.beoordeling.behandelmodellen import Adviesstrekking, Notitie, Notitiesoort
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import NietBevoegd, OngeldigeInvoer
from subsidie.kern.tekst import verboden_tekens
from subsidie.web.db import db

LANGSTE_TEKST: Final = 10_000

SCHRIJVERS: Final[Mapping[Rol, Functiegroep]] = {
    Rol.BEHANDELAAR: Functiegroep.BEHANDELING,
    Rol.BESLISSER: Functiegroep.BESLISSING,
    Rol.BEZWAARBEHANDELAAR: Functiegroep.BEZWAAR,
}
"""Who writes notes, and in which function; a beoordelaar writes reasons with scores, which others may not see yet."""


def list_notities(aanvraag: Aanvraag) -> list[Notitie]:
    """Everything that was noted about an application, the newest first."""
    return list(
        db.session.scalars(
            select(Notitie).where(Notitie.aanvraag_id == aanvraag.id).order_by(Notitie.id.desc())
        )
    )


def advies_van(aanvraag_ids: Collection[int]) -> dict[int, Notitie]:
    """Per application id its newest advice; absent where nobody gave one. One query."""
    if not aanvraag_ids:
        return {}
    laatste = (
        select(func.max(Notitie.id))
        .where(Notitie.soort == Notitiesoort.BESLISADVIES, Notitie.aanvraag_id.in_(aanvraag_ids))
        .group_by(Notitie.aanvraag_id)
    )
    rijen = db.session.scalars(select(Notitie).where(Notitie.id.in_(laatste)))
    return {rij.aanvraag_id: rij for rij in rijen}


def schrijf_notitie(aanvraag: Aanvraag, *, tekst: str, door: Gebruiker, nu: datetime) -> Notitie:
    """Add a note. Raises ``NietBevoegd`` (role, interest, another function) and ``OngeldigeInvoer`` at ``tekst``."""
    vergrendel(aanvraag)
    vereis_rol(door, *SCHRIJVERS, nu=nu)
    als = _functie(aanvraag, door, nu=nu)
    return _voeg_toe(aanvraag, Notitiesoort.NOTITIE, None, tekst, als, door=door, nu=nu)


def geef_advies(
    aanvraag: Aanvraag, *, strekking: Adviesstrekking, tekst: str, door: Gebruiker, nu: datetime
) -> Notitie:
    """Advise whoever decides, with the reasons; an earlier advice stays and does not count any more.

    Raises ``NietBevoegd`` (role, interest, another function) and ``OngeldigeInvoer`` at ``tekst``.
    """
    vergrendel(aanvraag)
    vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
    return _voeg_toe(
        aanvraag, Notitiesoort.BESLISADVIES, strekking, tekst, Functiegroep.BEHANDELING, door=door, nu=nu
    )


def _functie(aanvraag: Aanvraag, door: Gebruiker, *, nu: datetime) -> Functiegroep:
    """In which function ``door`` writes: the one in which they act on it already, else that of a role of theirs."""
    al = db.session.scalar(
        select(Betrokkenheid.functiegroep).where(
            Betrokkenheid.aanvraag_id == aanvraag.id, Betrokkenheid.gebruiker_id == door.id
        )
    )
    for rol, groep in SCHRIJVERS.items():
        if al not in (None, groep):
            continue
        try:
            vereis_rol(door, rol, nu=nu)
        except NietBevoegd:
            continue
        return groep
    raise NietBevoegd(
        f"{door.naam} is bij aanvraag {aanvraag.nummer} al betrokken als ‘{al}’ en schrijft er geen notities bij."
    )


def _voeg_toe(
    aanvraag: Aanvraag, soort: Notitiesoort, strekking: Adviesstrekking | None, tekst: str, als: Functiegroep, *,
    door: Gebruiker, nu: datetime,
) -> Notitie:  # fmt: skip
    vereis_vrij(aanvraag, door, nu=nu)
    inhoud = tekst.replace("\r\n", "\n").strip()
    if not inhoud:
        raise OngeldigeInvoer.van("tekst", "Schrijf hier iets.")
    if len(inhoud) > LANGSTE_TEKST or verboden_tekens(inhoud, hoogstens=1):
        raise OngeldigeInvoer.van("tekst", "Schrijf hoogstens 10.000 gewone tekens.")
    betrek(aanvraag, door, als, nu=nu)
    notitie = Notitie(
        aanvraag_id=aanvraag.id,
        soort=soort,
        strekking=strekking,
        tekst=inhoud,
        door_id=door.id,
        als=als,
        op=nu,
    )
    db.session.add(notitie)
    db.session.flush()
    leg_vast(
        "aanvraag:notitie" if strekking is None else "aanvraag:beslisadvies",
        object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={"tekst_sha256": sha256_hex(inhoud.encode())}
        | ({} if strekking is None else {"strekking": strekking.value}),
    )  # fmt: skip
    return notitie
