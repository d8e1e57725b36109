"""Searching in names as people type them: without capitals and accents, the same on both databases.

``%`` and ``_`` in what is typed are just characters. Of two words both must be found, each anywhere.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import ColumnElement, Engine, String, and_, event, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import FunctionElement

HOOGSTENS_WOORDEN: Final = 8
"""What comes after is searched as one piece: each word is a pass over the names."""

_ZONDER_ACCENT: Final = {
    "a": "áàâäãå", "c": "ç", "e": "éèêë", "i": "íìîï", "n": "ñ", "o": "óòôöõø", "u": "úùûü", "y": "ýÿ",
    "'": "’‘´`", "-": "‐‑–",
}  # fmt: skip
_VAN: Final = "".join(variant for varianten in _ZONDER_ACCENT.values() for variant in varianten)
_NAAR: Final = "".join(letter * len(varianten) for letter, varianten in _ZONDER_ACCENT.items())
_HOOFD: Final = [(van.upper(), naar) for van, naar in zip(_VAN, _NAAR, strict=True) if len(van.upper()) == 1]
_PAREN: Final = tuple(dict.fromkeys([*zip(_VAN, _NAAR, strict=True), *_HOOFD]))
_TABEL: Final = str.maketrans(dict(_PAREN))


def vouw(tekst: str) -> str:
    """``tekst`` in small letters without accents: ``Súdwest-Fryslân`` becomes ``sudwest-fryslan``."""
    if tekst.isascii():  # most names are, and the database asks this of every row
        return tekst.replace("`", "'").lower()
    return unicodedata.normalize("NFC", tekst).translate(_TABEL).lower()


class gevouwen(FunctionElement[str]):  # noqa: N801, a function of SQL
    """What ``vouw`` does, in the database; for a column with text."""

    type = String()
    inherit_cache = True
    name = "gevouwen"


@compiles(gevouwen)
def _translate(element: gevouwen, compiler: SQLCompiler, **kw: Any) -> str:
    """Most names have no accents, and translate is slow: those have as many bytes as letters."""
    tekst = compiler.process(element.clauses, **kw)
    van, naar = ("".join(deel) for deel in zip(*_PAREN, strict=True))
    return (
        f"lower(CASE WHEN octet_length({tekst}) = char_length({tekst}) THEN replace({tekst}, '`', {_citeer(chr(39))})"
        f" ELSE translate({tekst}, {_citeer(van)}, {_citeer(naar)}) END)"
    )


@compiles(gevouwen, "sqlite")
def _functie(element: gevouwen, compiler: SQLCompiler, **kw: Any) -> str:
    """SQLite has no translate, and its lower knows the letters a to z only: there it is ``vouw`` itself."""
    return f"gevouwen({compiler.process(element.clauses, **kw)})"


@event.listens_for(Engine, "connect")
def _ken_vouw(verbinding: Any, _record: Any) -> None:
    """Every connection to SQLite knows ``gevouwen``, whichever program opened it."""
    if isinstance(verbinding, sqlite3.Connection):
        verbinding.create_function(
            "gevouwen", 1, lambda tekst: None if tekst is None else vouw(tekst), deterministic=True
        )


def _citeer(tekst: str) -> str:
    return "'" + tekst.replace("'", "''") + "'"


def bevat(kolom: ColumnElement[str] | Any, woord: str) -> ColumnElement[bool]:
    """Whether a column with text holds ``woord`` somewhere, as people type it."""
    return gevouwen(kolom).contains(vouw(woord), autoescape=True)


def alle_woorden(tekst: str, een: Callable[[str], ColumnElement[bool]]) -> ColumnElement[bool]:
    """``een`` for every word of ``tekst``, all of which must hold."""
    woorden = tekst.split(maxsplit=HOOGSTENS_WOORDEN - 1)
    return and_(*map(een, woorden)) if woorden else true()
