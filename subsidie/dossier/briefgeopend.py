"""A letter that the receiving side opens on the page of its application counts as its message being opened."""

from __future__ import annotations

from sqlalchemy import exists, select

from subsidie.accounts.kijker import Kijker
from subsidie.berichten.models import Bericht, Berichtlezing
from subsidie.berichten.toegang import is_voor
from subsidie.documenten.models import Document
from subsidie.web.db import db


def list_ongeopend(nummer: str, kenmerk: str, ik: Kijker) -> list[Bericht]:
    """The messages to the side of ``ik`` that brought this document of an application, not opened by them yet."""
    gelezen = exists().where(
        Berichtlezing.bericht_id == Bericht.id, Berichtlezing.gebruiker_id == ik.gebruiker.id
    )
    return list(
        db.session.scalars(
            select(Bericht)
            .join(Document, Bericht.document_id == Document.id)
            .where(
                Document.kenmerk == kenmerk, Bericht.object_soort == "aanvraag", Bericht.object_id == nummer,
                is_voor(ik), ~gelezen,
            )
        )
    )  # fmt: skip
