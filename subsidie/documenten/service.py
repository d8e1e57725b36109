"""Asking for documents inside a transaction, and making them after it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime

from sqlalchemy import func, select

from subsidie.audit.service import Handelende, leg_vast
from subsidie.documenten.models import Document
from subsidie.documenten.render import Gerenderd, Taak, render_parallel
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout, NietGevonden
from subsidie.platform.opslag import Opslag
from subsidie.platform.taken import na_commit
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens

VEGER = "documenten"
"""The sweeper that makes what is asked for (``opzet``)."""

PORTIE = 16
"""Documents recorded per transaction: few enough to lose little in a crash, many enough to be fast."""


class MakenMislukt(Domeinfout):
    """One or more documents could not be made; the others were. ``fouten``: kenmerk and reason."""

    def __init__(self, fouten: list[tuple[str, str]]) -> None:
        self.fouten = fouten
        regels = "\n".join(f"{kenmerk}: {reden}" for kenmerk, reden in fouten)
        super().__init__(f"{len(fouten)} document(en) konden niet worden gemaakt:\n{regels}")


def vraag_aan(
    *, kenmerk: str, titel: str, sjabloon: str, gegevens: dict[str, object], peilmoment: datetime,
    door: Handelende | None, nu: datetime,
) -> Document:  # fmt: skip
    """Record that this document must exist; its values are frozen here and never change.

    Rendering happens after the commit (``maak_wachtende``), by whoever comes first; the worker is woken.
    """
    inhoud = canonieke_json(gegevens)
    document = Document(
        kenmerk=kenmerk, titel=titel, sjabloon=sjabloon, gegevens=inhoud.decode(), gegevens_sha256=sha256_hex(inhoud),
        peilmoment=peilmoment, aangevraagd_op=nu,
    )  # fmt: skip
    db.session.add(document)
    db.session.flush()
    leg_vast(
        "document:aangevraagd", object_soort="document", object_id=kenmerk, door=door, nu=nu,
        gegevens={"sjabloon": sjabloon, "gegevens_sha256": document.gegevens_sha256},
    )  # fmt: skip
    na_commit(VEGER)
    return document


def get_document(kenmerk: str) -> Document:
    """The document with this mark; raises ``NietGevonden``."""
    document = db.session.scalar(select(Document).where(Document.kenmerk == kenmerk))
    if document is None:
        raise NietGevonden(f"Er is geen document {kenmerk}.")
    return document


def tel_wachtende() -> int:
    """How many documents must still be made."""
    return db.session.scalar(select(func.count()).where(Document.bestand_sha256.is_(None))) or 0


def maak_wachtende(
    opslag: Opslag,
    *,
    werkers: int,
    klok: Callable[[], datetime],
    gemaakt: Callable[[str], None] = lambda _: None,
    kenmerken: Collection[str] | None = None,
) -> int:
    """Make every document that is asked for and not there yet; returns how many were made.

    Renders in ``werkers`` processes (0: in this one), outside any transaction, and records the files in portions:
    the file is stored first, so a row never points at nothing. Can run twice, or after a crash:
    what was made stays, what was not is made now. ``gemaakt`` hears of each one; ``kenmerken``
    limits it to these. Raises ``MakenMislukt`` at the end, naming what could not be made.
    """
    # One short read: no transaction is open while the processes work.
    vraag = select(Document).where(Document.bestand_sha256.is_(None)).order_by(Document.id)
    if kenmerken is not None:
        vraag = vraag.where(Document.kenmerk.in_(kenmerken))
    taken = [
        Taak(
            kenmerk=document.kenmerk, sjabloon=document.sjabloon, gegevens=json.loads(document.gegevens),
            moment=document.peilmoment,
        )
        for document in db.session.scalars(vraag)
    ]  # fmt: skip
    db.session.rollback()
    aantal, fouten, portie = 0, [], []
    for uitkomst in render_parallel(taken, werkers=werkers):
        if uitkomst.gerenderd is None:
            fouten.append((uitkomst.kenmerk, uitkomst.fout or "onbekende fout"))
            continue
        opslag.bewaar(uitkomst.gerenderd.pdf)
        portie.append((uitkomst.kenmerk, uitkomst.gerenderd))
        if len(portie) == PORTIE:
            aantal += _leg_gemaakt_vast(portie, nu=klok())
            portie = []
        gemaakt(uitkomst.kenmerk)
    if portie:
        aantal += _leg_gemaakt_vast(portie, nu=klok())
    if fouten:
        raise MakenMislukt(fouten)
    return aantal


def _leg_gemaakt_vast(portie: Iterable[tuple[str, Gerenderd]], *, nu: datetime) -> int:
    bestanden = dict(portie)
    aantal = 0
    with schrijfgrens():
        for document in _vergrendeld(bestanden):
            if document.bestand_sha256 is not None:
                continue  # another worker was first; the values are the same, so is the letter
            bestand = bestanden[document.kenmerk]
            document.bestand_sha256 = bestand.sha256
            document.grootte = len(bestand.pdf)
            document.sjabloon_versie = bestand.sjabloon_versie
            document.toolchain = canonieke_json(bestand.toolchain).decode()
            document.gemaakt_op = nu
            leg_vast(
                "document:gemaakt", object_soort="document", object_id=document.kenmerk, door=None, nu=nu,
                gegevens={"bestand_sha256": bestand.sha256, "sjabloon_versie": bestand.sjabloon_versie},
            )  # fmt: skip
            aantal += 1
    return aantal


def _vergrendeld(kenmerken: Iterable[str]) -> Iterator[Document]:
    vraag = (
        select(Document).where(Document.kenmerk.in_(list(kenmerken))).order_by(Document.id).with_for_update()
    )
    yield from db.session.scalars(vraag)


def lees_bestand(document: Document, opslag: Opslag) -> bytes:
    """The stored file of a document that was made; raises ``NietGevonden`` while it is not."""
    if document.bestand_sha256 is None:
        raise NietGevonden(f"Document {document.kenmerk} is nog niet gemaakt.")
    return opslag.lees(document.bestand_sha256)
