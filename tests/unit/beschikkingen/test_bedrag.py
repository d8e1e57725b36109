"""The amount that a decision is about: for it one needs a mandate, and lists show it."""

from __future__ import annotations

import pytest

from subsidie.beschikkingen.models import Beschikking, Besluitsoort


@pytest.mark.parametrize(
    ("soort", "gegevens", "verwacht"),
    [
        (Besluitsoort.VERLENING, "{}", 37_500_00),
        (Besluitsoort.VASTSTELLING, '{"hoofdsom_cent": 1}', 37_500_00),
        (Besluitsoort.TERUGVORDERING, '{"hoofdsom_cent": 5077735}', 50_777_35),
        (Besluitsoort.RENTE, '{"bedrag_cent": 39682}', 396_82),
        (Besluitsoort.BETALINGSREGELING, '{"bedrag_cent": 5100000}', 51_000_00),
    ],
)
def test_een_besluit_over_geld_dat_terugkomt_gaat_over_dat_bedrag(
    soort: Besluitsoort, gegevens: str, verwacht: int
) -> None:
    besluit = Beschikking(soort=soort, verleend_cent=37_500_00, gegevens=gegevens)
    assert besluit.bedrag_cent == verwacht
