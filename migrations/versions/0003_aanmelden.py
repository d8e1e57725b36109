"""Logging in: passwords, sessions, invitations, tries; and blocking a user.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

VASTE_KOLOMMEN = {
    "sessie": ("gebruiker_id", "token_sha256", "begonnen_op", "verloopt_op"),
    "uitnodiging": ("gebruiker_id", "token_sha256", "aangemaakt_op", "verloopt_op", "door_id"),
}
EENMAAL = {
    "sessie": ("beeindigd_op",),
    "uitnodiging": ("gebruikt_op", "ingetrokken_op"),
}
"""Columns that are empty first and never change once filled."""


def upgrade() -> None:
    op.add_column("gebruiker", sa.Column("geblokkeerd_op", sa.DateTime(timezone=True)))
    op.create_table(
        "wachtwoord",
        sa.Column("gebruiker_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(255), nullable=False),
        sa.Column("gezet_op", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("hash LIKE '$argon2id$%'", name=op.f("ck_wachtwoord_is_argon2")),
        sa.ForeignKeyConstraint(["gebruiker_id"], ["gebruiker.id"], name=op.f("fk_wachtwoord_gebruiker_id")),
        sa.PrimaryKeyConstraint("gebruiker_id", name=op.f("pk_wachtwoord")),
    )
    op.create_table(
        "sessie",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gebruiker_id", sa.Integer(), nullable=False),
        sa.Column("token_sha256", sa.String(64), nullable=False),
        sa.Column("begonnen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verloopt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("beeindigd_op", sa.DateTime(timezone=True)),
        sa.CheckConstraint("length(token_sha256) = 64", name=op.f("ck_sessie_hash_is_sha256")),
        sa.CheckConstraint("verloopt_op > begonnen_op", name=op.f("ck_sessie_verloopt_na_begin")),
        sa.CheckConstraint(
            "beeindigd_op IS NULL OR beeindigd_op >= begonnen_op", name=op.f("ck_sessie_eindigt_na_begin")
        ),
        sa.ForeignKeyConstraint(["gebruiker_id"], ["gebruiker.id"], name=op.f("fk_sessie_gebruiker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessie")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_sessie_token_sha256")),
    )
    op.create_index("ix_sessie_gebruiker_id", "sessie", ["gebruiker_id"])
    op.create_table(
        "uitnodiging",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gebruiker_id", sa.Integer(), nullable=False),
        sa.Column("token_sha256", sa.String(64), nullable=False),
        sa.Column("aangemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verloopt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gebruikt_op", sa.DateTime(timezone=True)),
        sa.Column("ingetrokken_op", sa.DateTime(timezone=True)),
        sa.Column("door_id", sa.Integer()),
        sa.CheckConstraint("length(token_sha256) = 64", name=op.f("ck_uitnodiging_hash_is_sha256")),
        sa.CheckConstraint("verloopt_op > aangemaakt_op", name=op.f("ck_uitnodiging_verloopt_na_begin")),
        sa.CheckConstraint(
            "gebruikt_op IS NULL OR (gebruikt_op >= aangemaakt_op AND gebruikt_op < verloopt_op)",
            name=op.f("ck_uitnodiging_gebruikt_op_tijd"),
        ),
        sa.CheckConstraint(
            "gebruikt_op IS NULL OR ingetrokken_op IS NULL", name=op.f("ck_uitnodiging_gebruikt_of_ingetrokken")
        ),
        sa.CheckConstraint(
            "ingetrokken_op IS NULL OR ingetrokken_op >= aangemaakt_op",
            name=op.f("ck_uitnodiging_ingetrokken_na_begin"),
        ),
        sa.CheckConstraint(
            "door_id IS NULL OR door_id <> gebruiker_id", name=op.f("ck_uitnodiging_niet_door_zichzelf")
        ),
        sa.ForeignKeyConstraint(["gebruiker_id"], ["gebruiker.id"], name=op.f("fk_uitnodiging_gebruiker_id")),
        sa.ForeignKeyConstraint(["door_id"], ["gebruiker.id"], name=op.f("fk_uitnodiging_door_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uitnodiging")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_uitnodiging_token_sha256")),
    )
    op.create_index("ix_uitnodiging_gebruiker_id", "uitnodiging", ["gebruiker_id"])
    op.create_index(
        "uq_uitnodiging_open", "uitnodiging", ["gebruiker_id"], unique=True,
        sqlite_where=sa.text("gebruikt_op IS NULL AND ingetrokken_op IS NULL"),
        postgresql_where=sa.text("gebruikt_op IS NULL AND ingetrokken_op IS NULL"),
    )
    op.create_table(
        "aanmeldpoging",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("herkomst", sa.String(64), nullable=False),
        sa.Column("gelukt", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "length(account) = 64 AND length(herkomst) = 64", name=op.f("ck_aanmeldpoging_hash_is_sha256")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aanmeldpoging")),
    )
    op.create_index("ix_aanmeldpoging_account", "aanmeldpoging", ["account", "moment"])
    op.create_index("ix_aanmeldpoging_herkomst", "aanmeldpoging", ["herkomst", "moment"])
    for tabel, kolommen in VASTE_KOLOMMEN.items():
        _trigger(tabel, "inhoud_staat_vast", _anders(kolommen, gevuld=False), f"{tabel}: de inhoud staat vast")
    for tabel, kolommen in EENMAAL.items():
        _trigger(tabel, "eenmaal_gevuld", _anders(kolommen, gevuld=True), f"{tabel}: wat is ingevuld verandert niet")


def downgrade() -> None:
    for tabel in ("aanmeldpoging", "uitnodiging", "sessie", "wachtwoord"):
        op.drop_table(tabel)
    op.drop_column("gebruiker", "geblokkeerd_op")


def _is_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _anders(kolommen: tuple[str, ...], *, gevuld: bool) -> str:
    anders = "IS DISTINCT FROM" if _is_postgres() else "IS NOT"
    eerst = "OLD.{0} IS NOT NULL AND " if gevuld else ""
    return " OR ".join(f"({eerst.format(kolom)}OLD.{kolom} {anders} NEW.{kolom})" for kolom in kolommen)


def _trigger(tabel: str, wat: str, voorwaarde: str, melding: str) -> None:
    kop = f"CREATE TRIGGER {tabel}_{wat} BEFORE UPDATE ON {tabel} FOR EACH ROW WHEN ({voorwaarde})"
    if _is_postgres():
        op.execute(f"{kop} EXECUTE FUNCTION weiger('{melding}')")
    else:
        op.execute(f"{kop} BEGIN SELECT RAISE(ABORT, '{melding}'); END")
