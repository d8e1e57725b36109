"""A file that belongs to an application, for who may see both; never another one, and never one that was altered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from subsidie.aanvragen.aanvulmodellen import Aanvulverzoek
from subsidie.aanvragen.indieningmodellen import Indiening
from subsidie.aanvragen.models import Aanvraag, AanvraagVersie
from subsidie.aanvragen.toegang import niet_gevonden, vereis_nummer, zichtbaar_voor
from subsidie.accounts.kijker import Kijker
from subsidie.beoordeling.klokmodellen import Termijnopschorting, Uitstelbericht
from subsidie.beoordeling.zienswijzemodellen import Zienswijze
from subsidie.beschikkingen.bezwaarmodellen import Bezwaar
from subsidie.beschikkingen.models import Beschikking
from subsidie.beschikkingen.toegang import zichtbaar_besluit_voor
from subsidie.documenten.models import Document
from subsidie.documenten.service import lees_bestand
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Domeinfout
from subsidie.platform.opslag import Opslag, Opslagfout
from subsidie.web.db import db

_KENMERK: Final = re.compile(r"[A-Za-z0-9._-]{1,80}")
_VERSIE: Final = re.compile(r"versie-([1-9][0-9]{0,4})")


@dataclass(frozen=True, slots=True)
class Download:
    """A file to save: its bytes, its name, and its kind as ``web.antwoord`` knows it."""

    inhoud: bytes
    naam: str
    soort: str


class NietTeGeven(Domeinfout):
    """The document exists and is for who asks, but its file is not there or is not what it was.

    ``wordt_gemaakt``: the file is still to be made. ``oorzaak`` is for the log, not for the page.
    """

    def __init__(self, kenmerk: str, *, oorzaak: str = "", wordt_gemaakt: bool = False) -> None:
        self.kenmerk, self.oorzaak, self.wordt_gemaakt = kenmerk, oorzaak, wordt_gemaakt
        super().__init__(f"Document {kenmerk} is er nu niet.")


def versiekenmerk(volgnummer: int) -> str:
    """Under which mark a version of an application can be fetched."""
    return f"versie-{volgnummer}"


def get_download(nummer: str, kenmerk: str, *, voor: Kijker, opslag: Opslag) -> Download:
    """The file ``kenmerk`` of the application ``nummer``: a letter, or ``versie-1`` (what was submitted, as JSON).

    Raises ``NietGevonden`` when there is no such document of this very application that ``voor`` may see, and
    ``NietTeGeven`` when there is but its file cannot be given as it was made.
    """
    vereis_nummer(nummer)
    if (versie := _VERSIE.fullmatch(kenmerk)) is not None:
        return _versie(nummer, int(versie.group(1)), voor=voor)
    if _KENMERK.fullmatch(kenmerk) is None:
        raise niet_gevonden()
    document = _zoek(nummer, kenmerk, voor=voor)
    if document is None:
        raise niet_gevonden()
    if document.bestand_sha256 is None:
        raise NietTeGeven(kenmerk, wordt_gemaakt=True)
    try:
        inhoud = lees_bestand(document, opslag)
    except Opslagfout as fout:
        raise NietTeGeven(kenmerk, oorzaak=str(fout)) from fout
    return Download(inhoud, f"{kenmerk}.pdf", "pdf")


def _zoek(nummer: str, kenmerk: str, *, voor: Kijker) -> Document | None:
    """The letter of a decision that ``voor`` may see, a receipt, a request, or a letter about the term."""
    besluit = (
        select(Document)
        .join(Beschikking, Beschikking.document_id == Document.id)
        .join(Aanvraag, Beschikking.aanvraag_id == Aanvraag.id)
        .where(Aanvraag.nummer == nummer, Document.kenmerk == kenmerk, zichtbaar_besluit_voor(voor))
    )
    gevonden = db.session.scalar(besluit)
    for model in (Indiening, Aanvulverzoek, Bezwaar, Termijnopschorting, Uitstelbericht, Zienswijze):
        if gevonden is None:
            gevonden = db.session.scalar(
                select(Document)
                .join(model, model.document_id == Document.id)
                .join(Aanvraag, model.aanvraag_id == Aanvraag.id)
                .where(Aanvraag.nummer == nummer, Document.kenmerk == kenmerk, zichtbaar_voor(voor))
            )
    if gevonden is None:  # a suspension has a second letter, when it ended
        gevonden = db.session.scalar(
            select(Document)
            .join(Termijnopschorting, Termijnopschorting.einde_document_id == Document.id)
            .join(Aanvraag, Termijnopschorting.aanvraag_id == Aanvraag.id)
            .where(Aanvraag.nummer == nummer, Document.kenmerk == kenmerk, zichtbaar_voor(voor))
        )
    return gevonden


def _versie(nummer: str, volgnummer: int, *, voor: Kijker) -> Download:
    rij = db.session.execute(
        select(AanvraagVersie.gegevens, AanvraagVersie.sha256)
        .join(Aanvraag, AanvraagVersie.aanvraag_id == Aanvraag.id)
        .where(Aanvraag.nummer == nummer, AanvraagVersie.volgnummer == volgnummer, zichtbaar_voor(voor))
    ).first()
    if rij is None:
        raise niet_gevonden()
    inhoud = rij.gegevens.encode()
    if sha256_hex(inhoud) != rij.sha256:
        raise NietTeGeven(
            versiekenmerk(volgnummer), oorzaak=f"versie {volgnummer} van {nummer} past niet bij haar hash"
        )
    return Download(inhoud, f"{nummer}-{versiekenmerk(volgnummer)}.json", "json")
