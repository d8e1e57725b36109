"""What the pages with messages show; reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, case, func, select
from sqlalchemy.orm import aliased

from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Gebruiker
from subsidie.berichten.models import Bericht, Berichtlezing, Berichtrichting, Bezorging, Bezorgstand
from subsidie.berichten.toegang import CONCEPT, is_ontvanger, is_voor, zichtbaar_voor
from subsidie.documenten.models import Document
from subsidie.register.models import Gemeente
from subsidie.web.db import db


@dataclass(frozen=True, slots=True)
class Berichtregel:
    """One message in a list. ``geopend_op``: when its receiving side first opened it; ``nieuw``: not yet by me."""

    kenmerk: str
    onderwerp: str
    groep: str
    richting: Berichtrichting
    gemeente: str
    object_soort: str
    object_id: str
    gemaakt_op: datetime
    geopend_op: datetime | None
    nieuw: bool
    document: str | None
    voorbeeld: bool
    intern: bool
    """Whether a colleague wrote it: inside the municipality, about a draft."""

    @property
    def van_gemeente(self) -> bool:
        """Whether the municipality wrote it."""
        return self.richting is Berichtrichting.IN


@dataclass(frozen=True, slots=True)
class Leesmoment:
    """When somebody of the receiving side first opened a message; ``naam`` only for that side itself."""

    geopend_op: datetime
    naam: str


def kolommen_van_regel() -> Select[*tuple[Any, ...]]:
    """A question with what ``als_regels`` needs; the caller adds which messages."""
    geopend = (
        select(func.min(Berichtlezing.geopend_op))
        .where(Berichtlezing.bericht_id == Bericht.id)
        .correlate(Bericht)
    ).scalar_subquery()
    return (
        select(
            Bericht.id, Bericht.kenmerk, Bericht.onderwerp, Bericht.groep, Bericht.richting, Bericht.gm_code,
            Gemeente.naam_kort.label("gemeente"), Bericht.object_soort, Bericht.object_id, Bericht.gemaakt_op,
            geopend.label("geopend_op"),
            case((Document.bestand_sha256.is_not(None), Document.kenmerk)).label("document"), Bericht.voorbeeld,
            and_(Bericht.object_soort == CONCEPT, Bericht.door_id.is_not(None)).label("intern"),
        )
        .join(Gemeente, Gemeente.gm_code == Bericht.gm_code)
        .outerjoin(Document, Document.id == Bericht.document_id)
    )  # fmt: skip


def als_regels(rijen: Sequence[Row[Any]], *, voor: Kijker) -> list[Berichtregel]:
    """Rows of ``kolommen_van_regel`` as ``voor`` sees them; one query more, however many there are."""
    gelezen = set(
        db.session.scalars(
            select(Berichtlezing.bericht_id).where(
                Berichtlezing.gebruiker_id == voor.gebruiker.id,
                Berichtlezing.bericht_id.in_([rij.id for rij in rijen]),
            )
        )
    )
    return [
        Berichtregel(
            kenmerk=rij.kenmerk, onderwerp=rij.onderwerp, groep=rij.groep, richting=rij.richting, gemeente=rij.gemeente,
            object_soort=rij.object_soort, object_id=rij.object_id, gemaakt_op=rij.gemaakt_op,
            geopend_op=rij.geopend_op, nieuw=is_ontvanger(rij.richting, rij.gm_code, voor) and rij.id not in gelezen,
            document=rij.document, voorbeeld=rij.voorbeeld, intern=bool(rij.intern),
        )
        for rij in rijen
    ]  # fmt: skip


def list_voor_object(object_soort: str, object_id: str, voor: Kijker) -> list[Berichtregel]:
    """The messages about one thing that ``voor`` may see, newest first; two queries.

    For the page of an application: ``list_voor_object("aanvraag", nummer, ik)``, shown with the macro ``lijstje``
    of ``berichten/lijstje.html``. To a municipality this adds what is about the draft of that number.
    """
    soorten = {object_soort, "concept"} if object_soort == "aanvraag" else {object_soort}
    rijen = db.session.execute(
        kolommen_van_regel()
        .where(Bericht.object_soort.in_(soorten), Bericht.object_id == object_id, zichtbaar_voor(voor))
        .order_by(Bericht.gemaakt_op.desc(), Bericht.id.desc())
    ).all()
    return als_regels(rijen, voor=voor)


def tel_nieuw(voor: Kijker) -> int:
    """How many messages wait to be opened: by ``voor`` at a municipality, by anybody at the ministry."""
    gelezen = select(Berichtlezing.id).where(Berichtlezing.bericht_id == Bericht.id)
    if voor.is_gemeente:
        gelezen = gelezen.where(Berichtlezing.gebruiker_id == voor.gebruiker.id)
    return db.session.scalar(select(func.count()).where(is_voor(voor), ~gelezen.exists())) or 0


def list_leesmomenten(bericht: Bericht, voor: Kijker) -> list[Leesmoment]:
    """Who of the receiving side opened it when, earliest first.

    The other side sees only that it was opened and when first, not by whom; an auditor sees all.
    """
    rijen = db.session.execute(
        select(Berichtlezing.geopend_op, Gebruiker.naam)
        .join(Gebruiker, Gebruiker.id == Berichtlezing.gebruiker_id)
        .where(Berichtlezing.bericht_id == bericht.id)
        .order_by(Berichtlezing.geopend_op, Berichtlezing.id)
    ).all()
    if is_ontvanger(bericht.richting, bericht.gm_code, voor) or (
        voor.is_ministerie and bericht.richting is Berichtrichting.IN
    ):
        return [Leesmoment(moment, naam) for moment, naam in rijen]
    return [Leesmoment(rijen[0][0], "")] if rijen else []


def list_bezorgingen(bericht: Bericht, voor: Kijker) -> list[Bezorging]:
    """The mails about a message to people of the side of ``voor``; to a municipality all of them for the ministry."""
    if not (voor.is_ministerie or bericht.richting is Berichtrichting.UIT):
        return []
    return list(
        db.session.scalars(
            select(Bezorging)
            .where(Bezorging.bericht_id == bericht.id)
            .join(Bezorging.gebruiker)
            .order_by(Gebruiker.naam, Bezorging.id)
        )
    )


def list_teruggekomen(voor: Kijker) -> list[tuple[str, str]]:
    """Colleagues at the municipalities of ``voor`` whose newest mail came back: name and address.

    Only for as long as the account still has that address: a corrected one gets the benefit of the doubt.
    """
    if not voor.gemeenten:
        return []
    later = aliased(Bezorging)
    nieuwste = (
        select(func.max(later.id))
        .where(later.gebruiker_id == Bezorging.gebruiker_id, later.stand != Bezorgstand.WACHT)
        .correlate(Bezorging)
        .scalar_subquery()
    )
    rijen = db.session.execute(
        select(Gebruiker.naam, Bezorging.adres)
        .join(Gebruiker, Gebruiker.id == Bezorging.gebruiker_id)
        .join(Bericht, Bericht.id == Bezorging.bericht_id)
        .where(
            Bezorging.stand == Bezorgstand.TERUGGEKOMEN,
            Bezorging.adres == Gebruiker.email,
            Bezorging.id == nieuwste,
            and_(Bericht.richting == Berichtrichting.UIT, Bericht.gm_code.in_(sorted(voor.gemeenten))),
        )
        .order_by(Gebruiker.naam)
    ).all()
    return [(naam, adres) for naam, adres in rijen]


def tel_mails(*standen: Bezorgstand) -> int:
    """How many mails are in one of these states."""
    return db.session.scalar(select(func.count()).where(Bezorging.stand.in_(standen))) or 0


def heeft_geopend(bericht: Bericht, gebruiker: Gebruiker) -> bool:
    """Whether ``gebruiker`` opened this message before."""
    vraag = select(Berichtlezing.id).where(
        Berichtlezing.bericht_id == bericht.id, Berichtlezing.gebruiker_id == gebruiker.id
    )
    return db.session.scalar(vraag) is not None
