"""Drawing a sample: what always holds, whatever is drawn from, and one case written out by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.verantwoording.steekproef_regels import (
    ASELECT,
    GELDEENHEID,
    Item,
    Opdracht,
    begin_van,
    lees_opdracht,
    lees_uitkomst,
    lot_van,
    trek,
    uitkomst_als_json,
)

BEDRAGEN = st.lists(st.integers(0, 5_000_000_00), min_size=1, max_size=60)
ZADEN = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=20)


def opdracht(bedragen: list[int], omvang: int, wijze: str = GELDEENHEID, zaad: str = "zaad") -> Opdracht:
    items = tuple(Item(f"A-{nummer:04d}", bedrag) for nummer, bedrag in enumerate(bedragen))
    return Opdracht(wijze, omvang, zaad, "verleningen", "proef", items)


@given(bedragen=BEDRAGEN.filter(any), omvang=st.integers(1, 100), zaad=ZADEN)
def test_geldeenheid_raakt_zo_vaak_als_gevraagd_en_wie_groter_is_dan_het_interval_altijd(
    bedragen: list[int], omvang: int, zaad: str
) -> None:
    een = opdracht(bedragen, min(omvang, sum(bedragen)), zaad=zaad)
    treffers = trek(een)
    raakpunten = [punt for treffer in treffers for punt in treffer.raakpunten]
    assert len(raakpunten) == een.omvang == len(set(raakpunten))
    assert all(0 <= punt < een.totaal_cent for punt in raakpunten)
    getrokken = {treffer.nummer for treffer in treffers}
    zeker = {item.nummer for item in een.items if item.bedrag_cent * een.omvang >= een.totaal_cent}
    assert zeker <= getrokken
    assert not any(treffer.bedrag_cent == 0 for treffer in treffers)
    for eerste, tweede in pairwise(raakpunten):
        assert (tweede - eerste) in {een.totaal_cent // een.omvang, een.totaal_cent // een.omvang + 1}


@given(bedragen=BEDRAGEN, omvang=st.integers(1, 60), zaad=ZADEN)
def test_aselect_trekt_precies_zoveel_verschillende_items(
    bedragen: list[int], omvang: int, zaad: str
) -> None:
    een = opdracht(bedragen, min(omvang, len(bedragen)), ASELECT, zaad)
    treffers = trek(een)
    assert len({treffer.nummer for treffer in treffers}) == een.omvang
    hoogste = max(treffer.lot for treffer in treffers)
    rest = {item.nummer for item in een.items} - {treffer.nummer for treffer in treffers}
    assert all(lot_van(zaad, nummer) > hoogste for nummer in rest)


@given(bedragen=BEDRAGEN.filter(any), data=st.data(), wijze=st.sampled_from([ASELECT, GELDEENHEID]))
def test_de_volgorde_van_wat_erin_gaat_maakt_niet_uit_en_hetzelfde_zaad_geeft_hetzelfde(
    bedragen: list[int], data: st.DataObject, wijze: str
) -> None:
    een = opdracht(bedragen, 1, wijze)
    door_elkaar = replace(een, items=tuple(data.draw(st.permutations(een.items))))
    assert trek(door_elkaar) == trek(een) == trek(een)
    assert door_elkaar.als_populatie() == een.als_populatie()
    assert lees_uitkomst(uitkomst_als_json(trek(een)).decode()) == trek(een)


def test_met_de_hand_nagerekend() -> None:
    een = opdracht([100, 0, 250, 650], 4, zaad="2026-01-15")
    begin = int(sha256_hex(b"2026-01-15|begin"), 16) % 1000
    assert begin_van("2026-01-15", 1000) == begin
    punten = [begin // 4, (1000 + begin) // 4, (2000 + begin) // 4, (3000 + begin) // 4]
    verwacht = {
        nummer: tuple(punt for punt in punten if van <= punt < tot)
        for nummer, van, tot in (("A-0000", 0, 100), ("A-0002", 100, 350), ("A-0003", 350, 1000))
    }
    assert {t.nummer: t.raakpunten for t in trek(een)} == {n: p for n, p in verwacht.items() if p}


def test_een_ander_zaad_geeft_een_andere_trekking() -> None:
    bedragen = [1000 + nummer for nummer in range(200)]
    for wijze in (ASELECT, GELDEENHEID):
        assert len({trek(opdracht(bedragen, 20, wijze, f"z{nummer}")) for nummer in range(10)}) == 10


@pytest.mark.parametrize(
    ("bedragen", "omvang", "wijze", "veld"),
    [
        ([], 1, ASELECT, "soort"),
        ([1, 2], 3, ASELECT, "omvang"),
        ([1, 2], 0, ASELECT, "omvang"),
        ([1, 2], 4, GELDEENHEID, "omvang"),
        ([0, 0], 1, GELDEENHEID, "wijze"),
        ([-1, 5], 1, GELDEENHEID, "items"),
        ([1], 1, "anders", "wijze"),
    ],
)
def test_wat_niet_kan_wordt_gezegd_bij_het_veld(
    bedragen: list[int], omvang: int, wijze: str, veld: str
) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        trek(opdracht(bedragen, omvang, wijze))
    assert veld in {gebrek.waar for gebrek in fout.value.gebreken}


@pytest.mark.parametrize("zaad", ["", "x" * 121, "a\nb"])
def test_een_zaad_is_een_tekst_die_men_kan_overtypen(zaad: str) -> None:
    with pytest.raises(OngeldigeInvoer):
        trek(opdracht([1], 1, ASELECT, zaad))


@pytest.mark.parametrize(
    "waarden",
    [
        None, [], {}, {"wijze": ASELECT},
        {"wijze": ASELECT, "omvang": "3", "zaad": "z", "soort": "s", "tranche": "t", "items": []},
        {"wijze": ASELECT, "omvang": True, "zaad": "z", "soort": "s", "tranche": "t", "items": []},
        {"wijze": ASELECT, "omvang": 1, "zaad": "z", "soort": "s", "tranche": "t", "items": [{"nummer": 1}]},
        {"wijze": ASELECT, "omvang": 1, "zaad": 1, "soort": "s", "tranche": "t", "items": {}},
    ],
)  # fmt: skip
def test_een_bestand_dat_geen_steekproef_is_wordt_geweigerd_met_wat_eraan_schort(waarden: object) -> None:
    with pytest.raises(OngeldigeInvoer):
        lees_opdracht(waarden)
