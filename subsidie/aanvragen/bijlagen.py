"""Attachments of an application: adding one, taking it out of the working copy, and who may fetch it.

The content is kept before the row is written, so a row never points at nothing; content that no row came to is
taken away by the sweeper (``bijlagen_vegen``). It is stored once under its SHA-256, whoever sent it how often.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select, text
from sqlalchemy.orm import joinedload

from subsidie.aanvragen.bijlagemodellen import Aanvraagbijlage, Bijlagestand
from subsidie.aanvragen.concept import vereis_bewerkbaar, vergrendel_concept
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.models import Aanvraag, AanvraagVersie
from subsidie.aanvragen.quarantaine import eerste_stand, vereis_leesbaar
from subsidie.aanvragen.toegang import niet_gevonden
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Gebruiker
from subsidie.audit.service import leg_vast
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer
from subsidie.kern.tekst import getal
from subsidie.platform.opslag import Opslag
from subsidie.tranches.regels import Regels
from subsidie.tranches.waarden import Bijlage
from subsidie.web.db import db

OVERIG: Final = Bijlage("overig", "Andere bijlage", False)
"""What a tranche does not ask for but may be useful."""

HOOGSTENS_BIJLAGEN: Final = 100
"""Files of one application: a limit against a script, far above what anyone needs."""

MEGABYTE: Final = 1024 * 1024

_OPSLAGSLOT: Final = 7_203_005
"""Advisory lock: who adds a row about content shares it, who takes content away has it alone."""


@dataclass(frozen=True, slots=True)
class Grenzen:
    """The largest file and the largest sum of all files of one application, in bytes."""

    per_bestand: int
    totaal: int


@dataclass(frozen=True, slots=True)
class Bestand:
    """A file whose content is in the storage: its safe name, media type, size in bytes and SHA-256."""

    naam: str
    mediatype: str
    grootte: int
    sha256: str


class InhoudWeg(Domeinfout):
    """The content is not in the storage any more (it waited there too long); store it again and try again."""

    def __init__(self) -> None:
        super().__init__("Het bestand is niet goed opgeslagen. Stuur het nog een keer.")


def bijlagesoorten(regelset: Regels) -> tuple[Bijlage, ...]:
    """The documents that the tranche asks, in its order, and ``OVERIG``."""
    gevraagd = regelset.bijlagen.waarde or ()
    return (*gevraagd, OVERIG)


def grenzen_van(regelset: Regels, *, per_bestand: int, totaal: int) -> Grenzen:
    """The limits that hold: the lower of the tranche's and those of the program (bytes)."""
    return Grenzen(
        min(per_bestand, (regelset.bijlage_per_bestand_mb.waarde or per_bestand) * MEGABYTE),
        min(totaal, (regelset.bijlage_totaal_mb.waarde or totaal) * MEGABYTE),
    )


def list_bijlagen(aanvraag: Aanvraag) -> list[Aanvraagbijlage]:
    """The attachments in the working copy with who sent them, in the order in which they came."""
    return list(
        db.session.scalars(
            select(Aanvraagbijlage)
            .options(joinedload(Aanvraagbijlage.geupload_door))
            .where(Aanvraagbijlage.aanvraag_id == aanvraag.id, Aanvraagbijlage.verwijderd_op.is_(None))
            .order_by(Aanvraagbijlage.id)
        )
    )


def list_verwijderde(aanvraag: Aanvraag, *, sinds: datetime) -> list[Aanvraagbijlage]:
    """What was taken out of the working copy since ``sinds`` and is not in it again, newest first."""
    rijen = db.session.scalars(
        select(Aanvraagbijlage)
        .where(Aanvraagbijlage.aanvraag_id == aanvraag.id, Aanvraagbijlage.verwijderd_op >= sinds)
        .order_by(Aanvraagbijlage.verwijderd_op.desc(), Aanvraagbijlage.id.desc())
    )
    aanwezig = {(een.soort, een.sha256) for een in list_bijlagen(aanvraag)}
    gevonden: dict[tuple[str, str], Aanvraagbijlage] = {}
    for rij in rijen:
        if (rij.soort, rij.sha256) not in aanwezig and rij.stand is not Bijlagestand.BESMET:
            gevonden.setdefault((rij.soort, rij.sha256), rij)
    return list(gevonden.values())


def voeg_toe(
    nummer: str, bestand: Bestand, *, soort: str, regelset: Regels, grenzen: Grenzen, opslag: Opslag,
    gescand: bool, door: Gebruiker, nu: datetime,
) -> tuple[Aanvraagbijlage, bool]:  # fmt: skip
    """Put a stored file into the working copy; answers the attachment and whether it is new.

    The same content under the same ``soort`` again is the one that is there. ``gescand``: a virus scanner is set,
    so it waits in quarantine. Raises ``NietGevonden`` (not of the municipality of ``door``), ``NietBewerkbaar``,
    ``OngeldigeInvoer`` at ``bestand`` or ``soort``, and ``InhoudWeg`` when the content must be stored again.
    """
    aanvraag = vergrendel_concept(nummer, door=door, nu=nu, alleen=True)
    vereis_bewerkbaar(aanvraag, Aanvraagdeel.BIJLAGEN, nu=nu)
    vereis_soort(soort, regelset)
    aanwezig = list_bijlagen(aanvraag)
    for een in aanwezig:
        if (een.soort, een.sha256) == (soort, bestand.sha256):
            return een, False
    vereis_past(bestand.naam, bestand.grootte, [een.grootte for een in aanwezig], grenzen)
    vergrendel_inhoud(alleen=False)
    if not opslag.bestaat(bestand.sha256):
        raise InhoudWeg
    bijlage = Aanvraagbijlage(
        aanvraag=aanvraag, soort=soort, naam=bestand.naam, mediatype=bestand.mediatype, grootte=bestand.grootte,
        sha256=bestand.sha256, stand=eerste_stand(Aanvraagbijlage, bestand.sha256, gescand=gescand), geupload_op=nu,
        geupload_door=door,
    )  # fmt: skip
    db.session.add(bijlage)
    db.session.flush()
    leg_vast(
        "aanvraag:bijlage_toegevoegd", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={"bijlage": bijlage.kenmerk, "soort": soort, "grootte": bestand.grootte, "sha256": bestand.sha256},
    )  # fmt: skip
    return bijlage, True


def verwijder(nummer: str, kenmerk: str, *, door: Gebruiker, nu: datetime) -> Aanvraagbijlage:
    """Take an attachment out of the working copy; a version that cites it keeps it.

    Taking it out twice changes nothing. Raises ``NietGevonden`` and ``NietBewerkbaar``.
    """
    aanvraag = vergrendel_concept(nummer, door=door, nu=nu, alleen=True)
    vereis_bewerkbaar(aanvraag, Aanvraagdeel.BIJLAGEN, nu=nu)
    bijlage = _get(aanvraag, kenmerk)
    if bijlage.verwijderd_op is None:
        bijlage.verwijderd_op, bijlage.verwijderd_door_id = nu, door.id
        db.session.flush()
        leg_vast(
            "aanvraag:bijlage_verwijderd", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
            gegevens={"bijlage": bijlage.kenmerk, "sha256": bijlage.sha256},
        )  # fmt: skip
    return bijlage


def zet_terug(
    nummer: str, kenmerk: str, *, regelset: Regels, grenzen: Grenzen, opslag: Opslag, gescand: bool,
    door: Gebruiker, nu: datetime,
) -> Aanvraagbijlage:  # fmt: skip
    """Undo ``verwijder``: the same file under the same kind, as a new attachment. Raises as ``voeg_toe``."""
    aanvraag = vergrendel_concept(nummer, door=door, nu=nu, alleen=True)
    weg = _get(aanvraag, kenmerk)
    if weg.verwijderd_op is None:
        return weg
    if weg.stand is Bijlagestand.BESMET:
        raise OngeldigeInvoer.van("bestand", f"In ‘{weg.naam}’ zit een virus. Dat bestand kan niet terug.")
    bestand = Bestand(weg.naam, weg.mediatype, weg.grootte, weg.sha256)
    terug, _ = voeg_toe(
        nummer, bestand, soort=weg.soort, regelset=regelset, grenzen=grenzen, opslag=opslag, gescand=gescand,
        door=door, nu=nu,
    )  # fmt: skip
    return terug


def get_bijlage(aanvraag: Aanvraag, kenmerk: str, *, voor: Kijker) -> Aanvraagbijlage:
    """The attachment of an application that ``voor`` may see, to be fetched.

    The municipality sees what is in its working copy and what it filed; everyone else only what was filed. Raises
    ``NietGevonden``, and ``NietTeLezen`` while it is not certain that there is no virus in it.
    """
    bijlage = _get(aanvraag, kenmerk)
    eigen = aanvraag.gm_code in voor.gemeenten and bijlage.verwijderd_op is None
    if not eigen and (bijlage.soort, bijlage.naam, bijlage.sha256) not in geciteerd(aanvraag):
        raise niet_gevonden()
    vereis_leesbaar(bijlage)
    return bijlage


def geciteerd(aanvraag: Aanvraag) -> set[tuple[str, str, str]]:
    """Kind, name and SHA-256 of every attachment that a version of the application cites."""
    versies = db.session.scalars(
        select(AanvraagVersie.gegevens).where(AanvraagVersie.aanvraag_id == aanvraag.id)
    )
    return {
        (een["soort"], een["naam"], een["sha256"])
        for gegevens in versies
        for een in json.loads(gegevens).get("bijlagen", ())
    }


def totale_grootte(bijlagen: Iterable[Aanvraagbijlage]) -> int:
    """The size of these attachments together, in bytes; the same content counts each time."""
    return sum(een.grootte for een in bijlagen)


def vergrendel_inhoud(*, alleen: bool) -> None:
    """Hold the storage of attachments until the end of the transaction: shared, or for who takes content away alone.

    On SQLite there is one writer at a time already.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        functie = "pg_advisory_xact_lock" if alleen else "pg_advisory_xact_lock_shared"
        db.session.execute(text(f"SELECT {functie}(:slot)"), {"slot": _OPSLAGSLOT})


def vereis_soort(soort: str, regelset: Regels) -> None:
    """Raises ``OngeldigeInvoer`` at ``soort`` unless the tranche asks this kind of document."""
    if soort not in {een.code for een in bijlagesoorten(regelset)}:
        raise OngeldigeInvoer.van(
            "soort", "Deze soort bijlage vraagt deze tranche niet. Kies een soort uit de lijst."
        )


def vereis_past(naam: str, grootte: int, aanwezig: Sequence[int], grenzen: Grenzen) -> None:
    """Raises ``OngeldigeInvoer`` at ``bestand`` when a file of ``grootte`` bytes is too much beside ``aanwezig``.

    Also for before it is stored: what is refused anyway should not lie on the disk for a day.
    """
    if grootte > grenzen.per_bestand:
        raise OngeldigeInvoer.van("bestand", te_groot(naam, grenzen.per_bestand))
    if len(aanwezig) >= HOOGSTENS_BIJLAGEN:
        raise OngeldigeInvoer.van(
            "bestand",
            f"Er zijn al {HOOGSTENS_BIJLAGEN} bijlagen. Verwijder eerst een bijlage die niet nodig is.",
        )
    if sum(aanwezig) + grootte > grenzen.totaal:
        raise OngeldigeInvoer.van(
            "bestand",
            f"‘{naam}’ past er niet meer bij: alle bijlagen samen mogen hoogstens "
            f"{getal(grenzen.totaal // MEGABYTE)} MB zijn. Verwijder een bijlage of maak dit bestand kleiner.",
        )


def te_groot(naam: str, grens: int) -> str:
    """What to say of a file that is larger than ``grens`` bytes."""
    return (
        f"‘{naam}’ is te groot: een bijlage mag hoogstens {getal(grens // MEGABYTE)} MB zijn. Maak het bestand kleiner "
        "of splits het."
    )


def _get(aanvraag: Aanvraag, kenmerk: str) -> Aanvraagbijlage:
    bijlage = db.session.scalar(
        select(Aanvraagbijlage)
        .where(Aanvraagbijlage.aanvraag_id == aanvraag.id, Aanvraagbijlage.kenmerk == kenmerk)
        .execution_options(populate_existing=True)
    )
    if bijlage is None:
        raise niet_gevonden()
    return bijlage
