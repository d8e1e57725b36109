"""A small tranche that is divided, and a browser of the behandelaar that looks at it."""

from __future__ import annotations

import pytest
from flask import Flask

from subsidie.verdeling.models import Verdeling
from subsidie.web.klok import nu
from tests.fabrieken.inloggen import als
from tests.fabrieken.verdelingen import Wereld, beoordeelde_tranche, verdeelde_tranche


@pytest.fixture
def wereld(app: Flask) -> Wereld:
    """Ten applications, assessed; more is asked than there is. The behandelaar looks."""
    tranche, personen = beoordeelde_tranche()
    return Wereld(tranche, personen, als(app.test_client(), personen["behandelaar"], nu()))


@pytest.fixture
def verdeeld(app: Flask) -> tuple[Wereld, Verdeling]:
    tranche, personen, verdeling = verdeelde_tranche()
    return Wereld(tranche, personen, als(app.test_client(), personen["behandelaar"], nu())), verdeling
