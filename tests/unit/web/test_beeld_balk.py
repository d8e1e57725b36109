"""The ceiling bar: widths that add up, order that is kept, and a line where the money ends."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.kern.geld import HOOGSTE_CENT
from subsidie.web.beeld import Balkgegevens, Balksegment, balk
from subsidie.web.beeld.balk import vakken
from subsidie.web.beeld.basis import BREED, plaats

BEDRAGEN = st.integers(0, 10**12)
PLAFONDS = st.none() | st.integers(0, 10**14)


@st.composite
def segmenten(draw: st.DrawFn) -> Balksegment:
    bedrag = draw(BEDRAGEN)
    toegekend = draw(st.none() | st.just(0) | st.just(bedrag) | st.integers(0, bedrag))
    return Balksegment("RHA23-0001 Meppel", bedrag, toegekend, in_loting=draw(st.booleans()))


@st.composite
def potten(draw: st.DrawFn) -> Balkgegevens:
    rij = draw(st.lists(segmenten(), max_size=40))
    loting = draw(st.sampled_from(["", "15 juni 2023: loting onder 30 aanvragen"]))
    return Balkgegevens(tuple(rij), draw(PLAFONDS), van="30 mei", tot="7 juli", loting=loting)


def pot(
    *bedragen: tuple[int, int | None], plafond: int | None = 1000, loting: tuple[int, ...] = ()
) -> Balkgegevens:
    rij = [
        Balksegment(f"A{nummer}", bedrag, gekregen, f"#rij-{nummer}", nummer in loting)
        for nummer, (bedrag, gekregen) in enumerate(bedragen, start=1)
    ]
    return Balkgegevens(tuple(rij), plafond, loting="2 juni 2023: loting" if loting else "")


def gedekt(pad: str) -> list[tuple[int, int]]:
    """From where to where the rectangles of a path go."""
    return [(int(x), int(x) + int(w)) for x, w in re.findall(r"M(\d+) 0h(\d+)v\d+h-\d+z", pad)]


def deel(lengte: str) -> int:
    return round(float(lengte.rstrip("%")) * 1000)


@given(potten())
def test_de_segmenten_zijn_samen_precies_zo_breed_als_wat_is_gevraagd(gegevens: Balkgegevens) -> None:
    schaal = gegevens.schaal_cent
    verwacht = plaats(gegevens.gevraagd_cent, schaal) if schaal else 0
    assert sum(vak.breed for vak in vakken(gegevens)) == verwacht
    if gegevens.gevraagd_cent >= (gegevens.plafond_cent or 0) and schaal:
        assert verwacht == BREED


@given(potten())
def test_de_volgorde_blijft_en_geen_segment_is_smaller_dan_niets(gegevens: Balkgegevens) -> None:
    gelegd = vakken(gegevens)
    assert len(gelegd) == len(gegevens.segmenten)
    assert all(0 <= vak.toegekend <= vak.breed for vak in gelegd)
    assert all(eerder.x + eerder.breed == later.x for eerder, later in pairwise(gelegd))
    assert not gelegd or gelegd[0].x == 0


@given(potten())
def test_een_segment_wijkt_hoogstens_een_eenheid_af_van_zijn_bedrag(gegevens: Balkgegevens) -> None:
    for vak, segment in zip(vakken(gegevens), gegevens.segmenten, strict=True):
        assert abs(vak.breed * gegevens.schaal_cent - segment.bedrag_cent * BREED) <= max(
            gegevens.schaal_cent, 1
        )


@given(potten())
def test_de_lijn_staat_waar_het_plafond_ligt(gegevens: Balkgegevens) -> None:
    beeld = balk(gegevens)
    if gegevens.plafond_cent is None:
        assert beeld.lijn == ""
        assert beeld.plafond is None
    elif gegevens.schaal_cent:
        fout = abs(deel(beeld.lijn) * gegevens.schaal_cent - gegevens.plafond_cent * BREED)
        assert 2 * fout <= gegevens.schaal_cent


@given(potten())
def test_wat_getekend_is_ligt_binnen_de_balk_en_niet_over_elkaar(gegevens: Balkgegevens) -> None:
    stukken = sorted(stuk for _, pad in balk(gegevens).paden for stuk in gedekt(pad))
    assert all(0 <= van <= tot <= BREED for van, tot in stukken)
    assert all(eerder[1] <= later[0] for eerder, later in pairwise(stukken))


@given(potten())
def test_tabel_en_doelen_noemen_elke_aanvraag_in_volgorde(gegevens: Balkgegevens) -> None:
    beeld = balk(gegevens)
    assert [rij.cellen[0] for rij in beeld.tabel.rijen] == [segment.label for segment in gegevens.segmenten]
    assert [doel.breed for doel in beeld.doelen] == [vak.breed for vak in vakken(gegevens) if vak.breed]


def test_een_stuk_dat_wordt_toegekend_staat_vooraan_in_het_segment() -> None:
    beeld = balk(pot((600, 600), (800, 400), plafond=1000))
    paden = dict(beeld.paden)
    eerste, tweede = gedekt(paden["toegekend"])
    (rest,) = gedekt(paden["afgewezen"])
    assert eerste[0] == 0
    assert tweede[0] == plaats(600, 1400)
    assert rest[0] == plaats(1000, 1400)
    assert deel(beeld.lijn) == plaats(1000, 1400)


def test_wie_meeloot_ligt_boven_de_haak() -> None:
    beeld = balk(pot((200, 200), (300, 300), (500, 0), (1000, 0), loting=(2, 3)))
    assert beeld.haak is not None
    assert (deel(beeld.haak.x), deel(beeld.haak.eind)) == (10_000, 50_000)
    assert [regel.tekst for regel in beeld.legenda] == [
        "toegekend", "toegekend na loting", "meegeloot, niet toegekend", "niet toegekend",
    ]  # fmt: skip


def test_blijft_er_geld_over_dan_eindigt_de_balk_voor_de_lijn() -> None:
    beeld = balk(pot((100, 100), (300, 300), plafond=1600))
    assert beeld.over is not None
    assert (beeld.over.x, beeld.over.breed, beeld.lijn) == ("25%", "75%", "100%")
    assert beeld.legenda[-1].tekst == "niet gevraagd: €\N{NO-BREAK SPACE}12"


def test_zonder_aanvragen_staat_er_alleen_een_plafond() -> None:
    beeld = balk(pot(plafond=250_000_000))
    assert beeld.paden == ()
    assert beeld.lijn == "100%"
    assert beeld.omschrijving.startswith("Er zijn geen aanvragen.")


def test_zonder_aanvragen_en_zonder_plafond_kan_het_ook() -> None:
    beeld = balk(Balkgegevens((), None))
    assert beeld.lijn == ""
    assert beeld.gevraagd is None
    assert "onbekend" in beeld.omschrijving


def test_een_onbekend_plafond_wordt_gezegd_en_niet_verzonnen() -> None:
    beeld = balk(pot((100, None), plafond=None))
    assert beeld.gevraagd is not None
    assert beeld.gevraagd.tekst.endswith("uitkeringsplafond onbekend")
    assert [regel.tekst for regel in beeld.legenda] == ["nog niet beslist"]


def test_een_plafond_van_nul_laat_alles_rechts_van_de_lijn() -> None:
    beeld = balk(pot((100, 0), plafond=0))
    assert beeld.lijn == "0%"
    assert beeld.plafond is not None
    assert beeld.plafond.anker == "start"


def test_toekennen_na_een_afwijzing_rechts_van_de_lijn_krijgt_uitleg() -> None:
    assert balk(pot((600, 600), (600, 0), (300, 300))).noot.startswith("Ook rechts van de lijn")
    assert balk(pot((600, 600), (600, 0), (300, 0))).noot == ""


def test_een_bedrag_dat_samenvalt_met_het_plafond_heeft_geen_uitleg_nodig() -> None:
    assert balk(pot((333, 333), (333, 333), (334, 334), (7, 0))).noot == ""


def test_duizend_aanvragen_met_de_grootste_bedragen_vullen_precies_de_balk() -> None:
    hoog = HOOGSTE_CENT // 1000
    gegevens = pot(*[(hoog, 0)] * 1000, plafond=HOOGSTE_CENT // 2)
    gelegd = vakken(gegevens)
    assert sum(vak.breed for vak in gelegd) == BREED
    assert len({vak.breed for vak in gelegd}) <= 2


@pytest.mark.parametrize("plafond", [1, 100, 250, 500, 750, 900, 1000])
def test_de_woorden_bij_de_lijn_blijven_binnen_het_beeld(plafond: int) -> None:
    beeld = balk(pot((1000, 0), plafond=plafond))
    assert beeld.plafond is not None
    x, breedte = deel(beeld.plafond.x) * 640 // BREED, 8 + len(beeld.plafond.tekst) * 15 // 2
    van, tot = (x - breedte, x) if beeld.plafond.anker == "end" else (x, x + breedte)
    assert van >= 0
    assert tot <= 640


@pytest.mark.parametrize(("bedrag", "toegekend"), [(-1, None), (100, 101), (100, -1)])
def test_een_onmogelijk_bedrag_wordt_geweigerd(bedrag: int, toegekend: int | None) -> None:
    with pytest.raises(ValueError, match="awarded"):
        balk(pot((bedrag, toegekend)))


@pytest.mark.parametrize("kenmerk", ["", "Pot", "1-pot", "pot 1", "pot_1", 'x"y', "pot-"])
def test_een_kenmerk_dat_geen_id_kan_zijn_wordt_geweigerd(kenmerk: str) -> None:
    with pytest.raises(ValueError, match="no id"):
        balk(pot((1, 1)), kenmerk=kenmerk)
