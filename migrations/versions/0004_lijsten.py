"""Indexes for the sums above a list: the amounts stand in them, so that no row with its long values is read.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_aanvraag_versie_bedragen",
        "aanvraag_versie",
        ["aanvraag_id", "volgnummer", "gevraagd_cent", "subsidiabel_cent"],
    )
    op.create_index(
        "ix_beschikking_bedragen", "beschikking", ["status", "aanvraag_id", "verleend_cent", "vervangt_id"]
    )
    op.drop_index("ix_beschikking_status", table_name="beschikking")  # it is the beginning of the new one


def downgrade() -> None:
    op.create_index("ix_beschikking_status", "beschikking", ["status"])
    op.drop_index("ix_beschikking_bedragen", table_name="beschikking")
    op.drop_index("ix_aanvraag_versie_bedragen", table_name="aanvraag_versie")
