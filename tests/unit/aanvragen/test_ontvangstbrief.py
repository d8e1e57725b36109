"""A receipt does not contradict itself, and says what moment counts."""

from __future__ import annotations

from typing import Any

import pytest

from subsidie.documenten.sjablonen import maak_html
from subsidie.kern.fouten import OngeldigeInvoer
from tests.fabrieken.ontvangsten import alle_ontvangsten, ontvangst

VROEGER, LATER = "2023-12-01T09:00:00+01:00", "2023-12-05T09:00:00+01:00"


@pytest.mark.parametrize(
    "fout",
    [
        {"eerste_ontvangst": VROEGER},
        {"soort": "aanvulling", "eerste_ontvangst": LATER},
        {"soort": "bezwaar"},
        {"ontvangen_op": "gisteren"},
        {"datum": "2023-02-30"},
    ],
)
def test_wat_elkaar_tegenspreekt_wordt_geen_ontvangstbevestiging(fout: dict[str, Any]) -> None:
    with pytest.raises(OngeldigeInvoer):
        ontvangst(**fout)


def test_een_aanvulling_zegt_dat_de_eerste_ontvangst_blijft() -> None:
    brief = alle_ontvangsten()["ontvangst_aanvulling"]
    html = maak_html(brief.sjabloon, brief.als_json())
    assert "Dat moment verandert niet." in html
    assert "buiten het aanvraagtijdvak" in html


def test_een_eerste_indiening_noemt_moment_nummer_en_hash() -> None:
    html = maak_html("indienen/ontvangstbevestiging", ontvangst().als_json()).replace(
        "\N{NO-BREAK SPACE}", " "
    )
    for deel in (
        "4 december 2023 om 16.59.59 uur",
        "OEFEN-0007",
        "ab" * 32,
        "cd" * 32,
        "(aanname; bron: Oefening)",
    ):
        assert deel in html
    assert "buiten het aanvraagtijdvak" not in html
