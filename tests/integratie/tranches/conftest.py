"""A manager of tranches, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime

import pytest

from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import ken_rol_toe, maak_gebruiker

TOEN = datetime(2020, 1, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
def beheerder(schrijf: Callable[[], AbstractContextManager[None]]) -> Gebruiker:
    """Someone with the role ``beheerder`` since 2020."""
    with schrijf():
        gebruiker = maak_gebruiker(
            naam="B. Beheerder", email="beheerder@voorbeeld.invalid", functie="", door=None, nu=TOEN
        )
        ken_rol_toe(gebruiker, Rol.BEHEERDER, vanaf=date(2020, 1, 1), door=None, nu=TOEN)
    return gebruiker


@pytest.fixture
def behandelaar(schrijf: Callable[[], AbstractContextManager[None]]) -> Gebruiker:
    """Someone who handles applications and has nothing to say about tranches."""
    with schrijf():
        gebruiker = maak_gebruiker(
            naam="C. de Behandelaar", email="behandelaar@voorbeeld.invalid", functie="", door=None, nu=TOEN
        )
        ken_rol_toe(gebruiker, Rol.BEHANDELAAR, vanaf=date(2020, 1, 1), door=None, nu=TOEN)
    return gebruiker
