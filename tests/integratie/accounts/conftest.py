"""People with a password, and a browser that fills in forms as people do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from subsidie.accounts import wachtwoorden
from subsidie.accounts.aanmelden import zet_wachtwoord
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import ken_rol_toe, maak_gebruiker
from tests.fabrieken.geladen import begin_met_gemeenten

Schrijf = Callable[[], AbstractContextManager[None]]
MaakAccount = Callable[..., Gebruiker]

NU = datetime(2023, 6, 1, 8, 0, tzinfo=UTC)
VANAF = date(2023, 1, 1)
WACHTWOORD = "paard accu nietje batterij"
HUIS = "https://localhost"


@pytest.fixture(autouse=True)
def snel(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A password costs as little work as argon2 allows; what it costs really is in tests/unit/accounts."""
    monkeypatch.setattr(wachtwoorden, "_argon2", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    wachtwoorden._hash_van_niemand.cache_clear()
    yield
    wachtwoorden._hash_van_niemand.cache_clear()


class Browser:
    """A browser with its own cookies; a form is sent with the token that stands on the page."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def open(self, pad: str, **ook: Any) -> TestResponse:
        return self.client.get(pad, base_url=HUIS, buffered=True, **ook)

    def merk(self, pad: str) -> str:
        """The token against forged requests on the page at ``pad``."""
        gevonden = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.open(pad).text)
        assert gevonden is not None, f"{pad} heeft geen formulier"
        return gevonden[1]

    def verstuur(self, pad: str, *, op: str | None = None, **velden: Any) -> TestResponse:
        """Fill in the form on the page ``op`` (that at ``pad`` itself when not given) and send it."""
        velden["csrf_token"] = self.merk(op or pad)
        return self.stuur(pad, velden)

    def stuur(self, pad: str, velden: dict[str, Any], **ook: Any) -> TestResponse:
        """Send exactly these fields."""
        return self.client.post(pad, data=velden, base_url=HUIS, buffered=True, **ook)

    def log_in(self, email: str, wachtwoord: str = WACHTWOORD, *, volgende: str = "") -> TestResponse:
        return self.verstuur(f"/inloggen{volgende}", email=email, wachtwoord=wachtwoord)

    @property
    def koekje(self) -> Any:
        return self.client.get_cookie("__Host-subsidie")

    def kopieer_van(self, ander: Browser) -> None:
        """Take the cookie of another browser, as a thief would."""
        self.client.set_cookie(
            "__Host-subsidie", ander.koekje.value, secure=True, domain="localhost", path="/"
        )

    def is_ingelogd(self) -> bool:
        return self.open("/account").status_code == 200


@pytest.fixture
def klok() -> Iterator[time_machine.Traveller]:
    """The clock stands still at ``NU`` until it is moved."""
    with time_machine.travel(NU, tick=False) as reis:
        yield reis


@pytest.fixture
def browser(app: Flask, klok: time_machine.Traveller) -> Callable[[], Browser]:
    """``browser()`` opens a new one."""
    return lambda: Browser(app.test_client())


@pytest.fixture
def maak(app: Flask, schrijf: Schrijf) -> MaakAccount:
    """Make somebody with a password and these roles, as the program does at the first set-up."""

    def _maak(
        naam: str, *rollen: Rol, gm_code: str | None = None, wachtwoord: str | None = WACHTWOORD
    ) -> Gebruiker:
        with schrijf():
            gebruiker = maak_gebruiker(
                naam=naam.title(), email=f"{naam}@voorbeeld.test", functie="", door=None, nu=NU
            )
            for rol in rollen:
                ken_rol_toe(gebruiker, rol, vanaf=VANAF, gm_code=gm_code, door=None, nu=NU)
            if wachtwoord is not None:
                zet_wachtwoord(gebruiker, wachtwoord, door=None, nu=NU)
        return gebruiker

    return _maak


@pytest.fixture
def gemeenten(app: Flask) -> None:
    """The register of municipalities."""
    begin_met_gemeenten()
