"""The colours of the brand can be read on each other (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re

import pytest

from tests.infra.bestanden import WORTEL

CSS = (WORTEL / "static/css/huisstijl.css").read_text(encoding="utf-8")
KLEUREN = dict(re.findall(r"--loket-([a-z-]+):\s*(#[0-9a-f]{3,6});", CSS))
TEKST, RAND = 4.5, 3.0


def helderheid(kleur: str) -> float:
    """Relative luminance of ``#rgb`` or ``#rrggbb``."""
    cijfers = kleur[1:] if len(kleur) == 7 else "".join(2 * cijfer for cijfer in kleur[1:])
    delen = [int(cijfers[plek : plek + 2], 16) / 255 for plek in (0, 2, 4)]
    rood, groen, blauw = (
        deel / 12.92 if deel <= 0.04045 else ((deel + 0.055) / 1.055) ** 2.4 for deel in delen
    )
    return 0.2126 * rood + 0.7152 * groen + 0.0722 * blauw


def verhouding(een: str, ander: str) -> float:
    """How far two colours are apart, from 1 to 21."""
    donker, licht = sorted((helderheid(een), helderheid(ander)))
    return (licht + 0.05) / (donker + 0.05)


def test_de_maat_zelf_klopt() -> None:
    assert verhouding("#000", "#ffffff") == pytest.approx(21)
    assert verhouding("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("voor", "achter", "minstens"),
    [
        *((tekst, grond, TEKST) for tekst in ("inkt", "zacht", "actie", "fout") for grond in ("wit", "vlak")),
        *((tekst, "wit", TEKST) for tekst in ("goed", "let-op", "info", "actie-donker")),
        *(("wit", grond, TEKST) for grond in ("actie", "actie-donker", "goed", "fout", "inkt")),
        *((soort, f"{soort}-licht", TEKST) for soort in ("goed", "let-op", "fout", "info", "actie")),
        *(
            ("inkt", grond, TEKST)
            for grond in ("let-op-streep", "let-op-licht", "goed-licht", "fout-licht", "info-licht")
        ),
        ("zacht", "actie-licht", TEKST),
        *(("rand", grond, RAND) for grond in ("wit", "vlak")),
        ("let-op-rand", "wit", RAND),
    ],
)
def test_wat_men_moet_kunnen_lezen_steekt_genoeg_af(voor: str, achter: str, minstens: float) -> None:
    assert verhouding(KLEUREN[voor], KLEUREN[achter]) >= minstens


def test_goed_fout_en_let_op_zijn_ook_zonder_kleur_te_onderscheiden() -> None:
    """Colour never speaks alone: these three states have a sign of their own."""
    teken = (WORTEL / "templates/onderdelen/teken.html").read_text(encoding="utf-8")
    vormen = re.findall(r"naam == '(\w+)' -%}(.+?)\n", teken)
    assert len({vorm for _, vorm in vormen}) == len(vormen) >= 7
    assert {"goed", "fout", "let_op"} <= {naam for naam, _ in vormen}
