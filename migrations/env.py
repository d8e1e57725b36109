"""Runs the migrations over the engine of the application, inside one writing transaction."""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app

from subsidie.web.db import db, schrijvend
from subsidie.web.typen import UtcMoment


def render_item(soort: str, object_: Any, autogen_context: Any) -> str | bool:
    """Keep the program's own column types out of the migrations: those must not change with it."""
    if soort == "type" and isinstance(object_, UtcMoment):
        return "sa.DateTime(timezone=True)"
    return False


def run_migrations_online() -> None:
    with current_app.app_context():
        merk = schrijvend.set(True)
        try:
            with db.engine.connect() as verbinding:
                context.configure(
                    connection=verbinding,
                    target_metadata=db.metadata,
                    render_as_batch=verbinding.dialect.name == "sqlite",
                    render_item=render_item,
                    compare_type=True,
                )
                with context.begin_transaction():
                    context.run_migrations()
                verbinding.commit()
        finally:
            schrijvend.reset(merk)


if context.is_offline_mode():
    raise SystemExit("Migraties zonder database worden niet ondersteund.")
run_migrations_online()
