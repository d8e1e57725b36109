"""The limits to the rent, per year and by the number of residents (domein 8)."""

from __future__ import annotations

import pytest

from subsidie.kern.fouten import NietGevonden
from subsidie.tranches.huurgrenzen import huurgrenzen
from subsidie.tranches.keuzen import Zekerheid


@pytest.mark.parametrize(("bewoners", "grens_cent"), [(1, 633_25), (2, 633_25), (3, 678_66), (7, 678_66)])
def test_het_aantal_bewoners_bepaalt_de_aftoppingsgrens(bewoners: int, grens_cent: int) -> None:
    assert huurgrenzen(2022).aftoppingsgrens_cent(bewoners) == grens_cent


def test_zonder_aantal_bewoners_geldt_de_laagste_grens() -> None:
    assert huurgrenzen(2022).aftoppingsgrens_cent(None) == 633_25


@pytest.mark.parametrize("jaar", [2022, 2023, 2024, 2025])
def test_alleen_2022_is_gelezen(jaar: int) -> None:
    grenzen = huurgrenzen(jaar)
    assert (grenzen.zekerheid is Zekerheid.GEVERIFIEERD) == (jaar == 2022)
    assert grenzen.bron
    assert (
        grenzen.kwaliteitskorting_cent
        < grenzen.aftopping_laag_cent
        < grenzen.aftopping_hoog_cent
        < grenzen.maximum_cent
    )


def test_een_jaar_dat_niet_bekend_is_wordt_niet_geraden() -> None:
    with pytest.raises(NietGevonden):
        huurgrenzen(2031)
