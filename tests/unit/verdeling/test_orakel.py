"""The engine beside a second implementation that was written from the text alone (``orakel``)."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings

from subsidie.kern.fouten import OngeldigeInvoer, Rekenfout
from subsidie.verdeling.engine import als_json, verdeel
from subsidie.verdeling.invoer import lees_invoer
from tests.unit.verdeling import orakel
from tests.unit.verdeling.strategieen import invoeren


def _engine(invoer: dict[str, Any]) -> object:
    try:
        return als_json(verdeel(lees_invoer(invoer)))
    except (OngeldigeInvoer, Rekenfout) as fout:
        assert "er is al" in str(fout), "only step 1 can still be impossible"
        return "plafond onder wat is verleend"


def _orakel(invoer: dict[str, Any]) -> object:
    try:
        return orakel.verdeel(invoer)
    except orakel.PlafondOnderVerleend:
        return "plafond onder wat is verleend"


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(invoeren())
def test_de_engine_geeft_hetzelfde_als_een_tweede_lezing_van_de_regels(invoer: dict[str, Any]) -> None:
    assert _engine(invoer) == _orakel(invoer)
