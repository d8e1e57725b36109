"""Evidence with a report: adding a file, who may read it, and scanning it for viruses.

As with documents with an objection the content is kept before the row is written, once under its SHA-256, in a folder
of its own. What was received stays: nothing is replaced or removed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from subsidie.aanvragen.bijlagen import Bestand, Grenzen, InhoudWeg, vereis_past
from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.quarantaine import eerste_stand, scan_quarantaine, vereis_leesbaar
from subsidie.aanvragen.service import vergrendel
from subsidie.accounts.models import Gebruiker
from subsidie.audit.service import leg_vast
from subsidie.config import Instellingen
from subsidie.kern.fouten import Domeinfout, NietGevonden
from subsidie.platform.opslag import LokaleOpslag, Opslag
from subsidie.realisatie.leveringmodellen import Bewijsstuk
from subsidie.realisatie.oordelen import STANDWOORDEN, Melding, Meldingsoort, soort_van, vereis_gemeente
from subsidie.realisatie.planmodellen import Meldingstand
from subsidie.web.db import db

MAP: Final = "bewijsstukken"
VEGER: Final = "bewijsstukken"
KOLOM: Final = {
    Meldingsoort.MIJLPAAL: "mijlpaalmelding_id",
    Meldingsoort.LEVERING: "levering_id",
    Meldingsoort.BEVESTIGING: "bevestiging_id",
}
OPEN: Final = (Meldingstand.GEMELD, Meldingstand.VRAAG)


def bewijsopslag(instellingen: Instellingen) -> LokaleOpslag:
    """Where the content of evidence is kept."""
    return LokaleOpslag(instellingen.opslag / MAP)


def waarom_geen_bewijs(melding: Melding) -> str:
    """Why nothing can be added any more, in plain Dutch; empty when it can."""
    if melding.stand in OPEN:
        return ""
    return f"Deze melding is {STANDWOORDEN[melding.stand]}: er kan geen bewijs meer bij."


def voeg_bewijs_toe(
    melding: Melding, bestand: Bestand, *, grenzen: Grenzen, opslag: Opslag, gescand: bool, door: Gebruiker,
    nu: datetime,
) -> tuple[Bewijsstuk, bool]:  # fmt: skip
    """Keep a stored file with a report of one's own municipality; answers the evidence and whether it is new.

    The same content again is the one that is there. ``gescand``: a virus scanner is set, so it waits in quarantine.
    Raises ``NietBevoegd``, ``Domeinfout`` for a report that was judged, ``OngeldigeInvoer`` at ``bestand`` and
    ``InhoudWeg`` when the content must be stored again.
    """
    vergrendel(melding.aanvraag)
    db.session.refresh(melding)
    vereis_gemeente(melding, door, nu=nu)
    if reden := waarom_geen_bewijs(melding):
        raise Domeinfout(reden)
    aanwezig = list_bewijs(melding)
    for een in aanwezig:
        if een.sha256 == bestand.sha256:
            return een, False
    vereis_past(bestand.naam, bestand.grootte, [een.grootte for een in aanwezig], grenzen)
    if not opslag.bestaat(bestand.sha256):
        raise InhoudWeg
    stuk = Bewijsstuk(
        aanvraag_id=melding.aanvraag_id, naam=bestand.naam, mediatype=bestand.mediatype, grootte=bestand.grootte,
        sha256=bestand.sha256, stand=eerste_stand(Bewijsstuk, bestand.sha256, gescand=gescand), geupload_op=nu,
        geupload_door_id=door.id, **{KOLOM[soort_van(melding)]: melding.id},
    )  # fmt: skip
    db.session.add(stuk)
    db.session.flush()
    leg_vast(
        "aanvraag:bewijs_toegevoegd", object_soort="aanvraag", object_id=melding.aanvraag.nummer, door=door, nu=nu,
        gegevens={
            "bijlage": stuk.kenmerk, "meldingsoort": soort_van(melding).value, "nummer": melding.id,
            "grootte": bestand.grootte, "sha256": bestand.sha256,
        },
    )  # fmt: skip
    return stuk, True


def list_bewijs(melding: Melding) -> list[Bewijsstuk]:
    """The evidence with a report, in the order in which it came."""
    kolom = getattr(Bewijsstuk, KOLOM[soort_van(melding)])
    vraag = select(Bewijsstuk).options(joinedload(Bewijsstuk.geupload_door)).where(kolom == melding.id)
    return list(db.session.scalars(vraag.order_by(Bewijsstuk.id)))


def get_bewijs(aanvraag: Aanvraag, kenmerk: str) -> Bewijsstuk:
    """One file to be fetched; raises ``NietGevonden``, and ``NietTeLezen`` while a virus may be in it."""
    stuk: Bewijsstuk | None = db.session.scalar(
        select(Bewijsstuk).where(Bewijsstuk.aanvraag_id == aanvraag.id, Bewijsstuk.kenmerk == kenmerk)
    )
    if stuk is None:
        raise NietGevonden("Dit bewijsstuk is er niet.")
    vereis_leesbaar(stuk)
    return stuk


def scan_bewijs(instellingen: Instellingen, klok: Callable[[], datetime]) -> int:
    """Scan what waits in quarantine; how many files got an answer. Without a scanner nothing happens."""
    return scan_quarantaine(
        Bewijsstuk, bewijsopslag(instellingen), instellingen.clamd, klok=klok, gescand=_na_scan
    )


def _na_scan(stuk: Bewijsstuk, nu: datetime) -> None:
    leg_vast(
        "aanvraag:bewijs_gescand", object_soort="aanvraag", object_id=stuk.aanvraag.nummer, door=None, nu=nu,
        gegevens={"bijlage": stuk.kenmerk, "sha256": stuk.sha256, "uitslag": stuk.stand.value},
    )  # fmt: skip
