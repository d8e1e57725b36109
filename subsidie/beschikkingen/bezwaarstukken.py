"""Documents with an objection: adding one, who may read it, and scanning it for viruses.

As with the attachments of an application the content is kept before the row is written, once under its SHA-256, in a
folder of its own. What was received stays: nothing is replaced or removed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from subsidie.aanvragen.bijlagemodellen import Bijlagestand
from subsidie.aanvragen.bijlagen import Bestand, Grenzen, InhoudWeg, NietTeLezen, vereis_past
from subsidie.aanvragen.models import Functiegroep
from subsidie.aanvragen.service import betrek, vergrendel
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.beschikkingen.bezwaar import OPEN, noteer
from subsidie.beschikkingen.bezwaarbehandeling import vereis_behandelaar
from subsidie.beschikkingen.bezwaarmodellen import Bezwaar, Bezwaarstatus
from subsidie.beschikkingen.bezwaarstukmodellen import Bezwaarstuk, Bezwaarstuksoort
from subsidie.beschikkingen.models import Besluitstatus
from subsidie.config import Instellingen
from subsidie.kern.fouten import Domeinfout, NietBevoegd, NietGevonden
from subsidie.platform.opslag import LokaleOpslag, Opslag, Opslagfout
from subsidie.platform.virusscan import Scanstand, scan
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens

MAP: Final = "bezwaarstukken"
VEGER: Final = "bezwaarstukken"


def stukkenopslag(instellingen: Instellingen) -> LokaleOpslag:
    """Where the content of these documents is kept."""
    return LokaleOpslag(instellingen.opslag / MAP)


def waarom_geen_stuk(bezwaar: Bezwaar) -> str:
    """Why nothing can be added any more, in plain Dutch; empty when it can."""
    if bezwaar.status not in OPEN:
        return f"Bezwaar {bezwaar.kenmerk} is afgerond: er kan niets meer bij."
    if bezwaar.beslissing is not None and bezwaar.beslissing.status is not Besluitstatus.CONCEPT:
        return "Op dit bezwaar is al beslist. Er kan niets meer bij."
    return ""


def voeg_stuk_toe(
    bezwaar: Bezwaar, bestand: Bestand, soort: Bezwaarstuksoort, *, grenzen: Grenzen, opslag: Opslag, gescand: bool,
    gemeentekant: bool, door: Gebruiker, nu: datetime,
) -> tuple[Bezwaarstuk, bool]:  # fmt: skip
    """Keep a stored file with an objection; answers the document and whether it is new.

    By the municipality with its own objection (``gemeentekant``), else by who handles it: for what came by post, and
    of the committee. The same content again is the one that is there. Raises ``NietBevoegd``, ``Domeinfout`` when
    nothing can be added, ``OngeldigeInvoer`` at ``bestand`` and ``InhoudWeg``.
    """
    vergrendel(bezwaar.aanvraag)
    db.session.refresh(bezwaar)
    if reden := waarom_geen_stuk(bezwaar):
        raise Domeinfout(reden)
    if gemeentekant:
        _vereis_bezwaarmaker(bezwaar, soort, door, nu=nu)
    else:
        vereis_behandelaar(bezwaar, door, nu=nu)
    if soort is Bezwaarstuksoort.COMMISSIE and not bezwaar.commissie:
        raise Domeinfout("Bij dit bezwaar adviseert geen commissie.")
    aanwezig = list_stukken(bezwaar)
    for een in aanwezig:
        if (een.soort, een.sha256) == (soort, bestand.sha256):
            return een, False
    vereis_past(bestand.naam, bestand.grootte, [een.grootte for een in aanwezig], grenzen)
    if not opslag.bestaat(bestand.sha256):
        raise InhoudWeg
    stuk = Bezwaarstuk(
        bezwaar=bezwaar, soort=soort, naam=bestand.naam, mediatype=bestand.mediatype, grootte=bestand.grootte,
        sha256=bestand.sha256, stand=_eerste_stand(bestand.sha256, gescand=gescand), toegevoegd_op=nu, door=door,
    )  # fmt: skip
    db.session.add(stuk)
    db.session.flush()
    noteer(
        "aanvraag:bezwaar_stuk_toegevoegd", bezwaar, door=door, nu=nu, bijlage=stuk.kenmerk, soort=soort.value,
        grootte=bestand.grootte, sha256=bestand.sha256,
    )  # fmt: skip
    return stuk, True


def _vereis_bezwaarmaker(bezwaar: Bezwaar, soort: Bezwaarstuksoort, door: Gebruiker, *, nu: datetime) -> None:
    vereis_rol(door, Rol.TEKENBEVOEGDE, nu=nu, gm_code=bezwaar.aanvraag.gm_code)
    if bezwaar.adres is not None or soort is not Bezwaarstuksoort.BEZWAARMAKER:
        raise NietBevoegd("Bij dit bezwaar kan de gemeente geen stukken toevoegen.")
    betrek(bezwaar.aanvraag, door, Functiegroep.AANVRAGER, nu=nu)


def list_stukken(bezwaar: Bezwaar, *, gemeentekant: bool = False) -> list[Bezwaarstuk]:
    """The documents, in the order in which they came; ``gemeentekant``: only what the municipality may see.

    That is its own, and what the committee wrote once the decision was notified (Awb 7:13(7)).
    """
    vraag = (
        select(Bezwaarstuk)
        .options(joinedload(Bezwaarstuk.door))
        .where(Bezwaarstuk.bezwaar_id == bezwaar.id)
        .order_by(Bezwaarstuk.id)
    )
    alle = list(db.session.scalars(vraag))
    if not gemeentekant:
        return alle
    if bezwaar.adres is not None:
        return []
    beslist = bezwaar.status is Bezwaarstatus.BESLIST
    return [een for een in alle if een.soort is Bezwaarstuksoort.BEZWAARMAKER or beslist]


def get_stuk(bezwaar: Bezwaar, kenmerk: str, *, gemeentekant: bool) -> Bezwaarstuk:
    """One document to be fetched; raises ``NietGevonden``, and ``NietTeLezen`` while a virus may be in it."""
    stuk = next(
        (een for een in list_stukken(bezwaar, gemeentekant=gemeentekant) if een.kenmerk == kenmerk), None
    )
    if stuk is None:
        raise NietGevonden("Dit stuk is er niet.")
    if stuk.stand is Bijlagestand.QUARANTAINE:
        raise NietTeLezen(
            f"‘{stuk.naam}’ wordt nog op virussen gecontroleerd. Probeer het over een paar minuten opnieuw."
        )
    if stuk.stand is Bijlagestand.BESMET:
        raise NietTeLezen(f"In ‘{stuk.naam}’ zit een virus. Het bestand is niet te openen.")
    return stuk


def kwam_na(bezwaar: Bezwaar, moment: datetime) -> Bezwaarstuk | None:
    """The last document that was added after ``moment``, if any."""
    return next((een for een in reversed(list_stukken(bezwaar)) if een.toegevoegd_op > moment), None)


def scan_stukken(instellingen: Instellingen, klok: Callable[[], datetime]) -> int:
    """Scan what waits in quarantine; how many documents got an answer. Without a scanner nothing happens."""
    if instellingen.clamd is None:
        return 0
    opslag = stukkenopslag(instellingen)
    wachtend = set(
        db.session.scalars(select(Bezwaarstuk.sha256).where(Bezwaarstuk.stand == Bijlagestand.QUARANTAINE))
    )
    db.session.rollback()
    aantal = 0
    for sha256 in sorted(wachtend):
        try:
            with opslag.pad(sha256).open("rb") as bestand:
                uitslag = scan(bestand, instellingen.clamd)
        except (Opslagfout, OSError):
            continue  # what cannot be read stays closed
        if uitslag.stand is Scanstand.ONBEREIKBAAR:
            break  # the next round; what waits keeps waiting
        stand = Bijlagestand.SCHOON if uitslag.stand is Scanstand.SCHOON else Bijlagestand.BESMET
        aantal += _leg_uitslag_vast(sha256, stand, nu=klok())
    return aantal


def _leg_uitslag_vast(sha256: str, stand: Bijlagestand, *, nu: datetime) -> int:
    with schrijfgrens():
        stukken = list(
            db.session.scalars(
                select(Bezwaarstuk)
                .where(Bezwaarstuk.sha256 == sha256, Bezwaarstuk.stand != Bijlagestand.BESMET)
                .order_by(Bezwaarstuk.id)
                .with_for_update()
            )
        )
        for stuk in stukken:
            stuk.stand = stand
            noteer(
                "aanvraag:bezwaar_stuk_gescand", stuk.bezwaar, door=None, nu=nu, bijlage=stuk.kenmerk, sha256=sha256,
                uitslag=stand.value,
            )  # fmt: skip
    return len(stukken)


def _eerste_stand(sha256: str, *, gescand: bool) -> Bijlagestand:
    besmet = select(Bezwaarstuk.id).where(
        Bezwaarstuk.sha256 == sha256, Bezwaarstuk.stand == Bijlagestand.BESMET
    )
    if db.session.scalar(besmet.limit(1)) is not None:
        return Bijlagestand.BESMET
    return Bijlagestand.QUARANTAINE if gescand else Bijlagestand.NIET_GESCAND
