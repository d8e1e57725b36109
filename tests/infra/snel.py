"""What every application of a test run would make again, and always the same, is made once per process.

A test has an application of its own on a database of its own. The code that builds addresses, the compiled templates
and the SQL of a statement do not depend on either; making those was most of the time of a small test.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Engine
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

OPDRACHTEN_ONTHOUDEN = 4000


class _Sjablonen(BytecodeCache):
    """Compiled templates by name, file and content: a template that changed has another checksum."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key, bucket.checksum] = bucket.code

    def clear(self) -> None:
        self._code.clear()


class _Opdrachten(LRUCache[Any, Any]):
    """Compiled statements of all engines of one kind: the dialect in a key counts by its kind, not as the object."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get((type(key[0]), *key[1:]), default)

    def __setitem__(self, key: Any, waarde: Any) -> None:
        super().__setitem__((type(key[0]), *key[1:]), waarde)


_OPDRACHTEN = _Opdrachten(OPDRACHTEN_ONTHOUDEN)


def deel_opdrachten(motor: Engine) -> None:
    """Let ``motor`` use the statements that an engine of an earlier test compiled.

    The kinds of database have different dialects, and all engines of one kind the same settings and the same server.
    """
    motor._compiled_cache = _OPDRACHTEN


def onthoud(patch: pytest.MonkeyPatch) -> None:
    """From now on in this process; ``patch`` undoes it."""
    patch.setattr(Flask, "jinja_options", {**Flask.jinja_options, "bytecode_cache": _Sjablonen()})
    patch.setattr(Rule, "_compile_builder", _een_keer(Rule._compile_builder))


def _een_keer(bouw: Callable[[Rule, bool], Any]) -> Callable[[Rule, bool], Any]:
    """The function that builds an address gets the rule as argument: the same parts, the same function."""
    gebouwd: dict[tuple[Any, ...], Any] = {}

    def haal(regel: Rule, onbekende_erbij: bool = True) -> Any:
        if regel.defaults:
            return bouw(regel, onbekende_erbij)
        sleutel = (regel.rule, onbekende_erbij, *regel._trace)
        if sleutel not in gebouwd:
            gebouwd[sleutel] = bouw(regel, onbekende_erbij)
        return gebouwd[sleutel]

    return haal
