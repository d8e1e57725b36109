"""What every application of a test run would make again, and always the same, is made once per process.

A test has an application of its own on a database of its own. The code that builds addresses, the compiled templates
and the SQL of a statement do not depend on either; making those was most of the time of a small test.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from functools import cache
from pkgutil import ModuleInfo, iter_modules
from typing import Any

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Engine
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from subsidie.web import app

OPDRACHTEN_ONTHOUDEN = 4000
AFVAL_DREMPELS = (5_000, 20, 10)
"""When Python looks for what holds itself (``gc.set_threshold``): seven times less often than by itself."""


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
    patch.setattr(app, "iter_modules", _modules)
    patch.setattr(Rule, "compile", _ontleed_een_keer(Rule.compile))


def laat_het_geladene_met_rust() -> None:
    """Look for garbage in what tests make, not in the program and the thousands of tests, which stay to the end.

    Call it once all tests are known. Each application is full of circles, so that Python looks often, and the longest
    look went through everything that was ever loaded.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*AFVAL_DREMPELS)


_gezocht = cache(lambda *paden: tuple(iter_modules(paden)))


def _modules(paden: Iterable[str]) -> tuple[ModuleInfo, ...]:
    """Which modules a package has does not change during a run."""
    return _gezocht(*paden)


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


def _ontleed_een_keer(ontleed: Callable[[Rule], None]) -> Callable[[Rule], None]:
    """The parts of an address depend on how it is written and on the kinds of value that its map knows."""
    ontleed_als: dict[tuple[Any, ...], tuple[Any, ...]] = {}

    def compileer(regel: Rule) -> None:
        kaart = regel.map
        if kaart is None or regel.defaults or kaart.host_matching:
            ontleed(regel)
            return
        soorten = tuple(kaart.converters.items())
        sleutel = (regel.rule, regel.subdomain, regel.merge_slashes, soorten)
        if sleutel not in ontleed_als:
            ontleed(regel)
            ontleed_als[sleutel] = (regel._parts, regel._trace, regel._converters, frozenset(regel.arguments))
            return
        regel._parts, regel._trace, regel._converters, namen = ontleed_als[sleutel]
        regel.arguments = set(namen)
        regel._build = regel._compile_builder(False).__get__(regel, None)
        regel._build_unknown = regel._compile_builder(True).__get__(regel, None)

    return compileer
