"""A small tranche that is divided, and a browser of the behandelaar that looks at it."""

from __future__ import annotations

import pytest
from flask import Flask

from subsidie.verdeling.models import Verdeling
from subsidie.web.klok import nu
from tests.fabrieken.inloggen import als
from tests.fabrieken.tranches import richt_in, verdeel
from tests.fabrieken.verdelingen import STANDAARD, Wereld, krappe_tranche, neem_op_en_beoordeel


@pytest.fixture
def wereld(app: Flask) -> Wereld:
    """Ten applications, assessed; more is asked than there is. The behandelaar looks."""
    tranche, personen = richt_in(krappe_tranche())
    neem_op_en_beoordeel(tranche, STANDAARD, personen)
    return Wereld(tranche, personen, als(app.test_client(), personen["behandelaar"], nu()))


@pytest.fixture
def verdeeld(wereld: Wereld) -> tuple[Wereld, Verdeling]:
    return wereld, verdeel(wereld.tranche, wereld.personen)
