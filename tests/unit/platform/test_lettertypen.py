"""Characters outside the bundled fonts are found before a document is made."""

from __future__ import annotations

import pytest

from subsidie.platform.lettertypen import MAP, TEKST, VAST, hashes, noem_tekens, ontbrekende_tekens


@pytest.mark.parametrize(
    "tekst",
    [
        "De snelle bruine vos springt over de luie hond.\n\t1234567890",
        "€ 1.234,56 – ‘enkel’ “dubbel” … · • → ≤ ≥ × − ½ ² № ✓",
        "Súdwest-Fryslân, Noardeast-Fryslân, ’s-Hertogenbosch, Łódź, Žižkov, Straße, Ñuñoa, İzmir, ẞ",
        "e\N{COMBINING ACUTE ACCENT}e\N{COMBINING DIAERESIS}n",
        "Київ Ελλάδα",
        "&lt;b&gt; &amp; &#39;",
    ],
)
def test_gewone_europese_tekst_kan(tekst: str) -> None:
    assert ontbrekende_tekens(tekst) == []


@pytest.mark.parametrize(
    ("tekst", "tekens"),
    [
        ("huis 😀 en 🏠😀", ["🏠", "😀"]),
        ("住宅", ["住", "宅"]),
        ("&#128512;", ["😀"]),
        ("a\x00b\x07c", ["\x00", "\x07"]),
        ("links\N{RIGHT-TO-LEFT OVERRIDE}rechts", ["\N{RIGHT-TO-LEFT OVERRIDE}"]),
    ],
)
def test_wat_niet_kan_wordt_een_keer_genoemd(tekst: str, tekens: list[str]) -> None:
    # A NUL and other control characters cannot be written as a reference in HTML, only as themselves.
    assert ontbrekende_tekens(tekst) == tekens


def test_een_mens_kan_het_teken_terugvinden() -> None:
    assert noem_tekens(["😀"]) == "‘😀’ (U+1F600, GRINNING FACE)"
    assert noem_tekens([chr(0x1F600 + i) for i in range(10)]).endswith(" en nog 2")


def test_elk_lettertype_heeft_zijn_licentie_en_zijn_hash() -> None:
    assert set(hashes()) == {*TEKST, VAST} == {pad.name for pad in MAP.glob("*.ttf")}
    assert {pad.name for pad in MAP.glob("OFL-*.txt")} == {"OFL-source-sans.txt", "OFL-source-code-pro.txt"}
