"""What must exist as a document, and what was made: the row comes before the file.

The row is written in the transaction of the decision; making the file is done after the commit
and can be done again by whoever comes next, so a crash in between loses nothing.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment


class Document(Model):
    """A document: its values are frozen, its file is stored once under its SHA-256."""

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(primary_key=True)
    kenmerk: Mapped[str] = mapped_column(String(80), unique=True)
    titel: Mapped[str] = mapped_column(String(300))
    sjabloon: Mapped[str] = mapped_column(String(80))
    gegevens: Mapped[str] = mapped_column(Text)
    """Canonical JSON of the plain values that the document shows."""
    gegevens_sha256: Mapped[str] = mapped_column(String(64))
    peilmoment: Mapped[datetime] = mapped_column(UtcMoment)
    """The moment that the file carries as its date, so that making it again gives the same bytes."""
    aangevraagd_op: Mapped[datetime] = mapped_column(UtcMoment)
    bestand_sha256: Mapped[str | None] = mapped_column(String(64))
    grootte: Mapped[int | None] = mapped_column(Integer)
    sjabloon_versie: Mapped[str | None] = mapped_column(String(64))
    toolchain: Mapped[str | None] = mapped_column(Text)
    gemaakt_op: Mapped[datetime | None] = mapped_column(UtcMoment)

    __table_args__ = (
        CheckConstraint(
            "(bestand_sha256 IS NULL) = (gemaakt_op IS NULL)"
            " AND (bestand_sha256 IS NULL) = (sjabloon_versie IS NULL)"
            " AND (bestand_sha256 IS NULL) = (toolchain IS NULL)"
            " AND (bestand_sha256 IS NULL) = (grootte IS NULL)",
            name="bestand_geheel_of_niet",
        ),
        CheckConstraint(
            "bestand_sha256 IS NULL OR (length(bestand_sha256) = 64 AND grootte > 0)", name="bestand_heeft_inhoud"
        ),
        CheckConstraint("length(gegevens_sha256) = 64", name="hash_is_sha256"),
        Index(
            "ix_document_te_maken", "id",
            sqlite_where=text("bestand_sha256 IS NULL"), postgresql_where=text("bestand_sha256 IS NULL"),
        ),
    )  # fmt: skip
