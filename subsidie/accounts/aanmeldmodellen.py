"""How someone gets in: a password, a session that can be ended, an invitation, and the tries."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.accounts.models import Gebruiker
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment


class Wachtwoord(Model):
    """The password of a local account, as argon2 keeps it. Without one nobody logs in as this user."""

    __tablename__ = "wachtwoord"

    gebruiker_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"), primary_key=True)
    hash: Mapped[str] = mapped_column(String(255))
    gezet_op: Mapped[datetime] = mapped_column(UtcMoment)

    gebruiker: Mapped[Gebruiker] = relationship()

    __table_args__ = (CheckConstraint("hash LIKE '$argon2id$%'", name="is_argon2"),)


class Sessie(Model):
    """One time that someone logged in. The cookie holds a token, the database only its hash."""

    __tablename__ = "sessie"

    id: Mapped[int] = mapped_column(primary_key=True)
    gebruiker_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    begonnen_op: Mapped[datetime] = mapped_column(UtcMoment)
    verloopt_op: Mapped[datetime] = mapped_column(UtcMoment)
    beeindigd_op: Mapped[datetime | None] = mapped_column(UtcMoment)

    gebruiker: Mapped[Gebruiker] = relationship()

    __table_args__ = (
        CheckConstraint("length(token_sha256) = 64", name="hash_is_sha256"),
        CheckConstraint("verloopt_op > begonnen_op", name="verloopt_na_begin"),
        CheckConstraint("beeindigd_op IS NULL OR beeindigd_op >= begonnen_op", name="eindigt_na_begin"),
    )


class Uitnodiging(Model):
    """A link with which someone chooses a password: it works once, and for a limited time."""

    __tablename__ = "uitnodiging"

    id: Mapped[int] = mapped_column(primary_key=True)
    gebruiker_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    aangemaakt_op: Mapped[datetime] = mapped_column(UtcMoment)
    verloopt_op: Mapped[datetime] = mapped_column(UtcMoment)
    gebruikt_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    ingetrokken_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    """Who made it; none: the program (first set-up)."""

    gebruiker: Mapped[Gebruiker] = relationship(foreign_keys=[gebruiker_id])
    door: Mapped[Gebruiker | None] = relationship(foreign_keys=[door_id])

    __table_args__ = (
        CheckConstraint("length(token_sha256) = 64", name="hash_is_sha256"),
        CheckConstraint("verloopt_op > aangemaakt_op", name="verloopt_na_begin"),
        CheckConstraint(
            "gebruikt_op IS NULL OR (gebruikt_op >= aangemaakt_op AND gebruikt_op < verloopt_op)",
            name="gebruikt_op_tijd",
        ),
        CheckConstraint("gebruikt_op IS NULL OR ingetrokken_op IS NULL", name="gebruikt_of_ingetrokken"),
        CheckConstraint(
            "ingetrokken_op IS NULL OR ingetrokken_op >= aangemaakt_op", name="ingetrokken_na_begin"
        ),
        CheckConstraint("door_id IS NULL OR door_id <> gebruiker_id", name="niet_door_zichzelf"),
        # One link at a time opens an account: a new one takes the place of the one before.
        Index(
            "uq_uitnodiging_open", "gebruiker_id", unique=True,
            sqlite_where=text("gebruikt_op IS NULL AND ingetrokken_op IS NULL"),
            postgresql_where=text("gebruikt_op IS NULL AND ingetrokken_op IS NULL"),
        ),
    )  # fmt: skip


class Aanmeldpoging(Model):
    """A try to log in, counted before the password is looked at. No address, no name: keyed hashes."""

    __tablename__ = "aanmeldpoging"

    id: Mapped[int] = mapped_column(primary_key=True)
    moment: Mapped[datetime] = mapped_column(UtcMoment)
    account: Mapped[str] = mapped_column(String(64))
    herkomst: Mapped[str] = mapped_column(String(64))
    gelukt: Mapped[bool] = mapped_column(Boolean, default=False)

    __table_args__ = (
        CheckConstraint("length(account) = 64 AND length(herkomst) = 64", name="hash_is_sha256"),
        Index("ix_aanmeldpoging_account", "account", "moment"),
        Index("ix_aanmeldpoging_herkomst", "herkomst", "moment"),
    )
