"""The rows of a list: narrowed, in one order whatever the page, and the whole of them in a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, insert, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from subsidie.platform.lijst import (
    Filter,
    Lijst,
    Lijstkolom,
    Pagina,
    bepaal,
    bestand_van,
    lees_staat,
    pagina_van,
)
from subsidie.platform.tabel import Kolom, Kolomsoort

DIEREN = Table(
    "dier", MetaData(), Column("nummer", String, primary_key=True), Column("soort", String),
    Column("poten", Integer), Column("prijs_cent", Integer),
)  # fmt: skip
LIJST = Lijst(
    titel="Dieren",
    kolommen=(
        Lijstkolom(Kolom("nummer", "Nummer"), DIEREN.c.nummer),
        Lijstkolom(Kolom("soort", "Soort"), DIEREN.c.soort),
        Lijstkolom(Kolom("poten", "Poten", Kolomsoort.GETAL), DIEREN.c.poten),
        Lijstkolom(Kolom("prijs", "Prijs", Kolomsoort.EURO), DIEREN.c.prijs_cent),
    ),
    uniek=DIEREN.c.nummer,
    filters=(
        Filter("soort", "Soort", (("koe", "Koe"), ("kip", "Kip")), lambda w: DIEREN.c.soort == w),
        Filter("poten", "Poten", (("2", "Twee"), ("4", "Vier")), lambda w: DIEREN.c.poten == int(w)),
    ),
    zoek=lambda tekst: DIEREN.c.nummer.contains(tekst, autoescape=True),
    per_pagina=4,
)
VRAAG = select(DIEREN)


@pytest.fixture
def sessie() -> Iterator[Session]:
    """Ten animals; of every third nothing is known but its number."""
    motor = create_engine("sqlite://")
    DIEREN.metadata.create_all(motor)
    with Session(motor) as open_sessie:
        for plek in range(10):
            bekend = {
                "soort": "koe" if plek % 2 else "kip",
                "poten": 4 if plek % 2 else 2,
                "prijs_cent": 12_345,
            }
            open_sessie.execute(insert(DIEREN).values(nummer=f"D{plek}", **({} if plek % 3 == 2 else bekend)))
        yield open_sessie
    motor.dispose()


def pagina(sessie: Session, **args: str | list[str]) -> Pagina:
    return pagina_van(sessie, LIJST, lees_staat(LIJST, MultiDict(args)), VRAAG)


def nummers(van: Pagina) -> list[str]:
    return [rij.nummer for rij in van.rijen]


def test_een_bladzijde_zegt_welk_deel_zij_is(sessie: Session) -> None:
    tweede = pagina(sessie, pagina="2")
    assert nummers(tweede) == ["D4", "D5", "D6", "D7"]
    assert (tweede.van, tweede.tot, tweede.totaal, tweede.pagina, tweede.paginas) == (5, 8, 10, 2, 3)
    assert not tweede.is_laatste_gegeven


@pytest.mark.parametrize("gevraagd", ["4", "99999999999999"])
def test_voorbij_de_laatste_bladzijde_komt_de_laatste(sessie: Session, gevraagd: str) -> None:
    laatste = pagina(sessie, pagina=gevraagd)
    assert nummers(laatste) == ["D8", "D9"]
    assert (laatste.van, laatste.tot, laatste.pagina, laatste.is_laatste_gegeven) == (9, 10, 3, True)


def test_niets_gevonden_is_een_lege_eerste_bladzijde(sessie: Session) -> None:
    leeg = pagina(sessie, zoek="X")
    assert (nummers(leeg), leeg.totaal, leeg.pagina, leeg.paginas, leeg.van, leeg.tot) == ([], 0, 1, 1, 0, 0)


@pytest.mark.parametrize(
    "sorteer", ["nummer", "-nummer", "soort", "-soort", "poten", "-poten", "prijs", "-prijs"]
)
def test_wie_alle_bladzijden_omslaat_ziet_elke_rij_een_keer_in_de_volgorde_van_de_uitvoer(
    sessie: Session, sorteer: str
) -> None:
    bladzijden = [
        nummer for p in ("1", "2", "3") for nummer in nummers(pagina(sessie, sorteer=sorteer, pagina=p))
    ]
    staat = lees_staat(LIJST, MultiDict({"sorteer": sorteer, "pagina": "2"}))
    uitvoer = [rij.nummer for rij in sessie.execute(bepaal(LIJST, staat, VRAAG))]
    assert bladzijden == uitvoer
    assert sorted(bladzijden) == [f"D{plek}" for plek in range(10)]


@pytest.mark.parametrize("sorteer", ["soort", "-soort"])
def test_wat_niet_bekend_is_staat_achteraan_hoe_er_ook_is_gesorteerd(sessie: Session, sorteer: str) -> None:
    assert nummers(pagina(sessie, sorteer=sorteer, pagina="3"))[-2:] == ["D5", "D8"]


def test_gelijken_staan_op_volgorde_van_hun_nummer(sessie: Session) -> None:
    assert nummers(pagina(sessie, sorteer="-poten")) == ["D1", "D3", "D7", "D9"]


def test_waarden_van_een_filter_verruimen_en_filters_samen_vernauwen(sessie: Session) -> None:
    assert pagina(sessie, soort=["koe", "kip"]).totaal == 7
    assert nummers(pagina(sessie, soort="koe", poten="4")) == ["D1", "D3", "D7", "D9"]
    assert pagina(sessie, soort="koe", poten="2").totaal == 0
    assert nummers(pagina(sessie, soort="koe", zoek="3")) == ["D3"]


def test_wie_zelf_al_telde_laat_niet_nog_eens_tellen(sessie: Session) -> None:
    staat = lees_staat(LIJST, MultiDict({"pagina": "2"}))
    assert pagina_van(sessie, LIJST, staat, VRAAG, totaal=5).paginas == 2


def test_de_uitvoer_als_csv_is_heel_en_exact(sessie: Session) -> None:
    staat = lees_staat(LIJST, MultiDict({"uitvoer": "csv", "soort": "koe"}))
    rijen = [tuple(rij) for rij in sessie.execute(bepaal(LIJST, staat, VRAAG))]
    inhoud = bestand_van(LIJST, staat, rijen, let_op="VERZONNEN", nu=datetime(2023, 7, 7, tzinfo=UTC))
    gelezen = list(csv.DictReader(io.StringIO(inhoud.decode())))
    assert [rij["nummer"] for rij in gelezen] == ["D1", "D3", "D7", "D9"]
    assert {(rij["prijs"], rij["let_op"]) for rij in gelezen} == {("123.45", "VERZONNEN")}


def test_de_uitvoer_als_xlsx_heeft_dezelfde_rijen(sessie: Session) -> None:
    staat = lees_staat(LIJST, MultiDict({"uitvoer": "xlsx", "soort": "koe"}))
    rijen = [tuple(rij) for rij in sessie.execute(bepaal(LIJST, staat, VRAAG))]
    inhoud = bestand_van(LIJST, staat, rijen, nu=datetime(2023, 7, 7, tzinfo=UTC))
    cellen = CalamineWorkbook.from_filelike(io.BytesIO(inhoud)).get_sheet_by_index(0).to_python()
    assert cellen[3] == ["Nummer", "Soort", "Poten", "Prijs"]
    assert cellen[4:] == [[nummer, "koe", 4, 123.45] for nummer in ("D1", "D3", "D7", "D9")]
