"""``subsidie ...`` inside the process of the test: what it starts is cleared up when the test is over."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

import pytest
from flask import Flask

from subsidie import cli
from subsidie.web.db import db


@contextmanager
def in_dit_proces(module: ModuleType) -> Iterator[None]:
    """While it lasts the commands in ``module`` make their program as ever; after it no connection is left open."""
    gemaakt: list[Flask] = []
    maak_app = module.create_app

    def onthoud() -> Flask:
        gemaakt.append(maak_app())
        return gemaakt[-1]

    with pytest.MonkeyPatch.context() as zolang:
        zolang.setattr(module, "create_app", onthoud)
        yield
    for app in gemaakt:
        with app.app_context():
            for motor in db.engines.values():
                motor.dispose()


def roep_aan(*argumenten: str) -> int:
    """Call ``subsidie`` with these arguments; the status with which it ends."""
    with pytest.MonkeyPatch.context() as zolang, pytest.raises(SystemExit) as einde:
        zolang.setattr(sys, "argv", ["subsidie", *argumenten])
        cli.main()
    return int(einde.value.code or 0)
