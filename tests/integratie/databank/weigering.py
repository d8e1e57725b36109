"""What the database refuses, and by which of its rules."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, Dialect, MetaData, Table, insert, text
from sqlalchemy.exc import IntegrityError

from subsidie.web.app import VERMOGENS
from subsidie.web.db import db

for _naam in VERMOGENS:
    for _module in pkgutil.iter_modules(importlib.import_module(f"subsidie.{_naam}").__path__):
        if _module.name.endswith(("models", "modellen")):
            importlib.import_module(f"subsidie.{_naam}.{_module.name}")

TABELLEN = db.metadata.tables
"""Every table of the program, also one that no test knows of yet."""


def voeg_toe(tabel: Table, waarden: Mapping[str, Any]) -> None:
    """Insert a row as it is; an SQL expression as value passes by what the program itself would check."""
    db.session.execute(insert(tabel).values(dict(waarden)))


def wordt_aangenomen(tabel: Table, waarden: Mapping[str, Any]) -> None:
    """Insert a row and take it back; raises ``IntegrityError`` when the database refuses it."""
    with db.session.begin_nested() as punt:
        voeg_toe(tabel, waarden)
        punt.rollback()


@contextmanager
def geweigerd_door(*namen: str) -> Iterator[None]:
    """The database refuses what happens inside, by one of these rules; what was tried is undone.

    A rule is a name, ``dubbel(...)``, ``leeg(...)``, ``VERWIJZING`` or what a trigger says.
    """
    with pytest.raises(IntegrityError) as fout, db.session.begin_nested():
        yield
    assert _regel(fout.value) in namen


def _regel(fout: IntegrityError) -> str:
    """The rule that was broken: its name where the database gives one, else what a trigger or SQLite says.

    SQLite names the columns of a unique key, and nothing at all of a reference (``VERWIJZING``).
    """
    diagnose = getattr(fout.orig, "diag", None)
    if diagnose is None:
        return str(fout.orig).removeprefix("CHECK constraint failed: ")
    if diagnose.column_name:
        return leeg(diagnose.table_name, diagnose.column_name)
    return str(diagnose.constraint_name or diagnose.message_primary)


VERWIJZING = "FOREIGN KEY constraint failed"


def dubbel(tabel: str, kolommen: Iterable[str]) -> str:
    """How SQLite says that these columns together occur already."""
    return "UNIQUE constraint failed: " + ", ".join(f"{tabel}.{kolom}" for kolom in kolommen)


def leeg(tabel: str, kolom: str) -> str:
    """That a column is empty which may not be."""
    return f"NOT NULL constraint failed: {tabel}.{kolom}"


def checks_van(tabel: Table) -> list[CheckConstraint]:
    """The CHECKs of a table, those of its words included."""
    return [regel for regel in tabel.constraints if isinstance(regel, CheckConstraint)]


_LOS = {naam: tabel.to_metadata(MetaData(), name=f"los_{naam}") for naam, tabel in TABELLEN.items()}


def maak_losse_tabellen() -> None:
    """Beside each table one with the same columns and no rules at all, for ``geschonden_checks``."""
    for naam, los in _LOS.items():
        db.session.execute(text(f"CREATE TABLE {los.name} AS SELECT * FROM {naam} WHERE 1 = 0"))


def geschonden_checks(tabel: Table, waarden: Mapping[str, Any]) -> set[str]:
    """Every CHECK that the row breaks, each asked on its own; the database names only the first."""
    los = _LOS[tabel.name]
    with db.session.begin_nested() as punt:
        voeg_toe(los, waarden)
        vraag = f"SELECT {_alle_checks(tabel, db.engine.dialect)} FROM {los.name}"
        antwoord = db.session.execute(text(vraag)).mappings().one()
        punt.rollback()
    # An answer that is neither true nor false lets the row in.
    return {naam for naam, klopt in antwoord.items() if klopt is not None and not klopt}


@cache
def _alle_checks(tabel: Table, dialect: Dialect) -> str:
    als_in_de_tabel = {"literal_binds": True, "include_table": False}
    return ", ".join(
        f"({check.sqltext.compile(dialect=dialect, compile_kwargs=als_in_de_tabel)}) AS {check.name}"
        for check in checks_van(tabel)
    )
