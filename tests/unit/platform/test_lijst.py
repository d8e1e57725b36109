"""The address of a list: what it asks, what in it is not understood, and the addresses that a page links to."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, String, Table
from werkzeug.datastructures import MultiDict
from werkzeug.urls import iri_to_uri

from subsidie.platform.lijst import (
    HOOGSTE_PAGINA,
    LANGSTE_ZOEKTEKST,
    Filter,
    Lijst,
    Lijstkolom,
    Pagina,
    Staat,
    lees_staat,
)
from subsidie.platform.tabel import Kolom, Kolomsoort

TABEL = Table(
    "dier", MetaData(), Column("nummer", String, primary_key=True), Column("soort", String), Column("poten", Integer)
)  # fmt: skip
LIJST = Lijst(
    titel="Dieren",
    kolommen=(
        Lijstkolom(Kolom("nummer", "Nummer"), TABEL.c.nummer),
        Lijstkolom(Kolom("poten", "Poten", Kolomsoort.GETAL), TABEL.c.poten),
        Lijstkolom(Kolom("foto", "Foto"), in_uitvoer=False),
        Lijstkolom(Kolom("stal", "Stal"), op_scherm=False),
    ),
    uniek=TABEL.c.nummer,
    filters=(
        Filter("soort", "Soort", (("koe", "Koe"), ("kip", "Kip"), ("geit", "Geit")), lambda w: TABEL.c.soort == w),
        Filter("stal", "Stal", (("1", "Stal 1"),), lambda w: TABEL.c.soort == w),
    ),
    zoek=lambda tekst: TABEL.c.nummer.contains(tekst, autoescape=True),
)  # fmt: skip


def lees(adres: str = "") -> Staat:
    """What this query string asks of ``LIJST``."""
    return lees_staat(
        LIJST, MultiDict((s, w) for s, ws in parse_qs(adres, keep_blank_values=True).items() for w in ws)
    )


def test_een_kaal_adres_vraagt_de_eerste_bladzijde_in_de_gewone_volgorde() -> None:
    staat = lees()
    assert (staat.zoek, dict(staat.gekozen), staat.sorteer, staat.pagina, staat.uitvoer) == (
        "",
        {},
        "nummer",
        1,
        "",
    )
    assert not staat.is_gefilterd
    assert staat.meldingen == ()


def test_alles_wat_de_lijst_kan_staat_in_het_adres() -> None:
    staat = lees("zoek=ka&soort=koe&soort=kip&sorteer=-poten&pagina=3&uitvoer=csv")
    assert (staat.zoek, dict(staat.gekozen)) == ("ka", {"soort": ("koe", "kip")})
    assert (staat.sorteer, staat.pagina, staat.uitvoer) == ("-poten", 3, "csv")
    assert staat.is_gefilterd
    assert staat.meldingen == ()


@pytest.mark.parametrize(
    "adres", ["soort=", "zoek=", "zoek=++", "sorteer=", "pagina=", "uitvoer=", "soort=&soort="]
)
def test_een_leeg_veld_van_het_formulier_vraagt_niets(adres: str) -> None:
    assert lees(adres) == lees()


@pytest.mark.parametrize(
    ("adres", "melding"),
    [
        ("soort=olifant", "het filter Soort"),
        ("soort=koe&soort=olifant", "het filter Soort"),
        ("soort=KOE", "het filter Soort"),
        ("sorteer=kleur", "een volgorde die deze lijst niet heeft"),
        ("sorteer=--nummer", "een volgorde die deze lijst niet heeft"),
        ("sorteer=-", "een volgorde die deze lijst niet heeft"),
        ("sorteer=foto", "een volgorde die deze lijst niet heeft"),
        ("pagina=-1", "een bladzijde die er niet is"),
        ("pagina=0", "een bladzijde die er niet is"),
        ("pagina=000", "een bladzijde die er niet is"),
        ("pagina=1.5", "een bladzijde die er niet is"),
        ("pagina=%D9%A3", "een bladzijde die er niet is"),
        ("pagina=twee", "een bladzijde die er niet is"),
        ("uitvoer=pdf", "XLSX of CSV"),
        ("kleur=rood", "iets dat deze lijst niet kent"),
        ("zoek=a&zoek=b", "iets dubbel"),
        ("pagina=1&pagina=2", "iets dubbel"),
        ("zoek=a%00b", "tekens die niemand kan zien"),
        ("zoek=" + "x" * 101, "hoogstens 100 tekens"),
    ],
)
def test_wat_niet_te_begrijpen_is_wordt_met_een_zin_overgeslagen(adres: str, melding: str) -> None:
    (gelezen,) = lees(adres).meldingen
    assert melding in gelezen


def test_van_een_onbekende_keuze_blijft_over_wat_wel_bestaat() -> None:
    assert dict(lees("soort=kip&soort=olifant&soort=koe&soort=koe").gekozen) == {"soort": ("koe", "kip")}


def test_een_melding_herhaalt_nooit_wat_in_het_adres_staat() -> None:
    staat = lees("soort=KLIKHIER&sorteer=KLIKHIER&pagina=KLIKHIER&uitvoer=KLIKHIER&KLIKHIER=1")
    assert len(staat.meldingen) == 5
    assert "KLIKHIER" not in " ".join(staat.meldingen)


@pytest.mark.parametrize(
    ("tekst", "zoek"),
    [
        ("%25", "%"),
        ("_", "_"),
        ("++twee+++woorden+", "twee woorden"),
        ("a%00b", "ab"),
        ("%E2%80%AEmo", "mo"),
        ("a%0Ab%09c", "a b c"),
        ("x" * 5000, "x" * LANGSTE_ZOEKTEKST),
    ],
)
def test_de_zoektekst_is_altijd_een_korte_regel_zonder_stuurtekens(tekst: str, zoek: str) -> None:
    assert lees(f"zoek={tekst}").zoek == zoek


@pytest.mark.parametrize(
    ("gevraagd", "pagina"),
    [("2", 2), ("007", 7), ("99999999999999", HOOGSTE_PAGINA), ("9" * 5000, HOOGSTE_PAGINA)],
)
def test_een_bladzijde_is_hoe_groot_ook_een_getal_waarmee_een_database_kan_tellen(
    gevraagd: str, pagina: int
) -> None:
    assert lees(f"pagina={gevraagd}").pagina == pagina


def test_een_lijst_zonder_zoekveld_zoekt_niet() -> None:
    zonder = Lijst(titel="Dieren", kolommen=LIJST.kolommen, uniek=LIJST.uniek)
    assert lees_staat(zonder, MultiDict({"zoek": "koe"})).zoek == ""


# --- addresses on the page


def test_wie_bladert_houdt_zijn_filters() -> None:
    assert lees("zoek=a&soort=koe&soort=kip&sorteer=-poten").args(pagina=2) == {
        "zoek": "a", "soort": ("koe", "kip"), "sorteer": "-poten", "pagina": 2,
    }  # fmt: skip


def test_wie_iets_anders_kiest_begint_weer_vooraan() -> None:
    staat = lees("pagina=4&soort=koe")
    assert staat.args() == {"soort": ("koe",), "pagina": 4}
    assert staat.args(sorteer="poten") == {"soort": ("koe",), "sorteer": "poten"}
    assert staat.args(soort=None) == {}


def test_de_uitvoer_is_de_hele_lijst_en_nooit_een_bladzijde() -> None:
    assert lees("pagina=4&zoek=a&uitvoer=xlsx").args(uitvoer="csv") == {"zoek": "a", "uitvoer": "csv"}


def test_de_gewone_volgorde_staat_niet_in_het_adres() -> None:
    assert lees("sorteer=nummer&zoek=a").adres() == "?zoek=a"
    assert lees("sorteer=-poten").args(sorteer="nummer") == {}


def test_een_kop_keert_de_volgorde_om() -> None:
    staat = lees("sorteer=poten&soort=koe")
    assert staat.richting("poten") == "ascending"
    assert staat.richting("nummer") == ""
    assert staat.sorteeradres("poten") == "?soort=koe&sorteer=-poten"
    omgekeerd = lees("sorteer=-poten")
    assert omgekeerd.richting("poten") == "descending"
    assert omgekeerd.sorteeradres("poten") == "?sorteer=poten"


def test_elk_gekozen_filter_is_apart_weg_te_halen() -> None:
    staat = lees("zoek=a&soort=koe&soort=kip&sorteer=-poten")
    assert [(een.label, een.waarde, een.zonder) for een in staat.actief(LIJST)] == [
        ("Gezocht", "a", "?soort=koe&soort=kip&sorteer=-poten"),
        ("Soort", "Koe", "?zoek=a&soort=kip&sorteer=-poten"),
        ("Soort", "Kip", "?zoek=a&soort=koe&sorteer=-poten"),
    ]
    assert staat.schoon() == "?sorteer=-poten"
    assert lees("zoek=a").schoon() == "?"


def test_elke_vorm_heeft_zijn_eigen_kolommen() -> None:
    assert [kolom.sleutel for kolom in LIJST.op_scherm] == ["nummer", "poten", "foto"]
    assert [kolom.sleutel for kolom in LIJST.in_uitvoer] == ["nummer", "poten", "stal"]
    assert [kolom.is_getal for kolom in LIJST.op_scherm] == [False, True, False]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["zoek", "soort", "stal", "sorteer", "pagina", "uitvoer", "x"]),
            st.one_of(st.text(max_size=150), st.sampled_from(["koe", "kip", "1", "poten", "-poten", "csv", "7"])),
        ),
        max_size=8,
    )
)  # fmt: skip
def test_het_adres_van_een_lijst_leest_terug_als_dezelfde_lijst(paren: list[tuple[str, str]]) -> None:
    staat = lees_staat(LIJST, MultiDict(paren))
    terug = lees(urlsplit(iri_to_uri(staat.adres())).query)
    assert (terug.zoek, terug.gekozen, terug.sorteer, terug.pagina) == (
        staat.zoek, staat.gekozen, staat.sorteer, staat.pagina,
    )  # fmt: skip
    assert terug.meldingen == ()
    assert "\x00" not in staat.zoek


@pytest.mark.parametrize(
    ("pagina", "paginas", "nummers"),
    [
        (1, 1, (1,)),
        (1, 2, (1, 2)),
        (1, 40, (1, 2, 3, None, 40)),
        (4, 40, (1, 2, 3, 4, 5, 6, None, 40)),
        (5, 40, (1, 2, 3, 4, 5, 6, 7, None, 40)),
        (6, 40, (1, None, 4, 5, 6, 7, 8, None, 40)),
        (20, 40, (1, None, 18, 19, 20, 21, 22, None, 40)),
        (40, 40, (1, None, 38, 39, 40)),
    ],
)
def test_een_gat_in_de_bladzijden_slaat_er_minstens_twee_over(
    pagina: int, paginas: int, nummers: tuple[int | None, ...]
) -> None:
    assert Pagina((), 0, pagina, paginas, 0, 0).nummers == nummers
