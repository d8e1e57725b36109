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

from subsidie.aanvragen.bijlagen import Bestand, Grenzen, InhoudWeg, vereis_past
from subsidie.aanvragen.models import Functiegroep
from subsidie.aanvragen.quarantaine import eerste_stand, scan_quarantaine, vereis_leesbaar
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
from subsidie.platform.opslag import LokaleOpslag, Opslag
from subsidie.web.db import db

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
        sha256=bestand.sha256, stand=eerste_stand(Bezwaarstuk, bestand.sha256, gescand=gescand),
        toegevoegd_op=nu, door=door,
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
    vereis_leesbaar(stuk)
    return stuk


def kwam_na(bezwaar: Bezwaar, moment: datetime) -> Bezwaarstuk | None:
    """The last document that was added after ``moment``, if any."""
    return next((een for een in reversed(list_stukken(bezwaar)) if een.toegevoegd_op > moment), None)


def scan_stukken(instellingen: Instellingen, klok: Callable[[], datetime]) -> int:
    """Scan what waits in quarantine; how many documents got an answer. Without a scanner nothing happens."""
    return scan_quarantaine(
        Bezwaarstuk, stukkenopslag(instellingen), instellingen.clamd, klok=klok, gescand=_na_scan
    )


def _na_scan(stuk: Bezwaarstuk, nu: datetime) -> None:
    noteer(
        "aanvraag:bezwaar_stuk_gescand", stuk.bezwaar, door=None, nu=nu, bijlage=stuk.kenmerk, sha256=stuk.sha256,
        uitslag=stuk.stand.value,
    )  # fmt: skip
