"""Evidence with a report: adding a file, who may read it, and scanning it for viruses.

As with documents with an objection the content is kept before the row is written, once under its SHA-256, in a folder
of its own. What was received stays: nothing is replaced or removed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from subsidie.aanvragen.bijlagemodellen import Bijlagestand
from subsidie.aanvragen.bijlagen import Bestand, Grenzen, InhoudWeg, NietTeLezen, vereis_past
from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.service import vergrendel
from subsidie.accounts.models import Gebruiker
from subsidie.audit.service import leg_vast
from subsidie.config import Instellingen
from subsidie.kern.fouten import Domeinfout, NietGevonden
from subsidie.platform.opslag import LokaleOpslag, Opslag, Opslagfout
from subsidie.platform.virusscan import Scanstand, scan
from subsidie.realisatie.leveringmodellen import Bewijsstuk
from subsidie.realisatie.oordelen import STANDWOORDEN, Melding, Meldingsoort, soort_van, vereis_gemeente
from subsidie.realisatie.planmodellen import Meldingstand
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens

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
        sha256=bestand.sha256, stand=_eerste_stand(bestand.sha256, gescand=gescand), geupload_op=nu,
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


def tel_bewijs(aanvraag: Aanvraag) -> dict[tuple[Meldingsoort, int], int]:
    """Per report of an application how many files stand with it; one query."""
    tellers: dict[tuple[Meldingsoort, int], int] = defaultdict(int)
    kolommen = [getattr(Bewijsstuk, naam) for naam in KOLOM.values()]
    vraag = select(*kolommen).where(Bewijsstuk.aanvraag_id == aanvraag.id)
    for rij in db.session.execute(vraag):
        for soort, id_ in zip(KOLOM, rij, strict=True):
            if id_ is not None:
                tellers[soort, id_] += 1
    return dict(tellers)


def get_bewijs(aanvraag: Aanvraag, kenmerk: str) -> Bewijsstuk:
    """One file to be fetched; raises ``NietGevonden``, and ``NietTeLezen`` while a virus may be in it."""
    stuk: Bewijsstuk | None = db.session.scalar(
        select(Bewijsstuk).where(Bewijsstuk.aanvraag_id == aanvraag.id, Bewijsstuk.kenmerk == kenmerk)
    )
    if stuk is None:
        raise NietGevonden("Dit bewijsstuk is er niet.")
    if stuk.stand is Bijlagestand.QUARANTAINE:
        raise NietTeLezen(
            f"‘{stuk.naam}’ wordt nog op virussen gecontroleerd. Probeer het over een paar minuten opnieuw."
        )
    if stuk.stand is Bijlagestand.BESMET:
        raise NietTeLezen(f"In ‘{stuk.naam}’ zit een virus. Het bestand is niet te openen.")
    return stuk


def scan_bewijs(instellingen: Instellingen, klok: Callable[[], datetime]) -> int:
    """Scan what waits in quarantine; how many files got an answer. Without a scanner nothing happens."""
    if instellingen.clamd is None:
        return 0
    opslag = bewijsopslag(instellingen)
    wachtend = set(
        db.session.scalars(select(Bewijsstuk.sha256).where(Bewijsstuk.stand == Bijlagestand.QUARANTAINE))
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
                select(Bewijsstuk)
                .where(Bewijsstuk.sha256 == sha256, Bewijsstuk.stand != Bijlagestand.BESMET)
                .order_by(Bewijsstuk.id)
                .with_for_update()
            )
        )
        for stuk in stukken:
            stuk.stand = stand
            leg_vast(
                "aanvraag:bewijs_gescand", object_soort="aanvraag", object_id=stuk.aanvraag.nummer, door=None, nu=nu,
                gegevens={"bijlage": stuk.kenmerk, "sha256": sha256, "uitslag": stand.value},
            )  # fmt: skip
    return len(stukken)


def _eerste_stand(sha256: str, *, gescand: bool) -> Bijlagestand:
    besmet = select(Bewijsstuk.id).where(Bewijsstuk.sha256 == sha256, Bewijsstuk.stand == Bijlagestand.BESMET)
    if db.session.scalar(besmet.limit(1)) is not None:
        return Bijlagestand.BESMET
    return Bijlagestand.QUARANTAINE if gescand else Bijlagestand.NIET_GESCAND
