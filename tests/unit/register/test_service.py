"""The register in the database: filled from the file, asked by day, guarded by its CHECKs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import event, func, select, update
from sqlalchemy.exc import IntegrityError

from subsidie.kern.fouten import NietGevonden
from subsidie.register.gemeenten import Stand, gemeenten, wie_is
from subsidie.register.models import Gemeente
from subsidie.register.service import gemeente_op, get_gemeente, laad_gemeenten
from subsidie.web.db import db

Schrijf = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def geladen(schrijf: Schrijf) -> None:
    """The file of the package in the database."""
    with schrijf():
        laad_gemeenten(db.session())


def voorbeeld(**anders: object) -> Gemeente:
    waarden: dict[str, object] = {
        "gm_code": "GM9001", "naam": "Voorbeeldstad", "naam_kort": "Voorbeeldstad", "provincie_code": "PV20",
        "provincie": "Groningen", "corop_code": "CR01", "corop": "Oost-Groningen",
    }  # fmt: skip
    return Gemeente(**(waarden | anders))


def test_laden_zet_het_hele_bestand_in_de_database(app: Flask, schrijf: Schrijf) -> None:
    with schrijf():
        assert laad_gemeenten(db.session()) == 356
    assert db.session.scalar(select(func.count()).select_from(Gemeente)) == 356
    gemeente = get_gemeente("GM0457")
    assert (gemeente.naam, gemeente.geldig_van, gemeente.geldig_tot, gemeente.opvolger_gm_code) == (
        "Weesp", None, date(2022, 3, 24), "GM0363",
    )  # fmt: skip
    assert (gemeente.inwoners_2021, gemeente.inwoners_2023, gemeente.lat) == (20445, None, None)
    assert get_gemeente("GM1980").geldig_van == date(2022, 1, 1)


@pytest.mark.usefixtures("app", "geladen")
def test_nog_eens_laden_verandert_niets(schrijf: Schrijf) -> None:
    geschreven: list[str] = []

    def luister(_verbinding: object, _cursor: object, opdracht: str, *_rest: object) -> None:
        if opdracht.split(maxsplit=1)[0] in {"INSERT", "UPDATE", "DELETE"}:
            geschreven.append(opdracht)

    event.listen(db.engine, "before_cursor_execute", luister)
    try:
        with schrijf():
            assert laad_gemeenten(db.session()) == 356
    finally:
        event.remove(db.engine, "before_cursor_execute", luister)
    assert geschreven == []


@pytest.mark.usefixtures("app", "geladen")
def test_nog_eens_laden_herstelt_het_bestand_en_laat_eigen_gegevens_staan(schrijf: Schrijf) -> None:
    with schrijf():
        db.session.execute(
            update(Gemeente)
            .where(Gemeente.gm_code == "GM0363")
            .values(naam="Mokum", postadres="Postbus 1\n1000 AA Voorbeeld")
        )
        db.session.add(voorbeeld())
    with schrijf():
        laad_gemeenten(db.session())
    amsterdam = get_gemeente("GM0363")
    assert (amsterdam.naam, amsterdam.postadres) == ("Amsterdam", "Postbus 1\n1000 AA Voorbeeld")
    assert get_gemeente("GM9001").naam == "Voorbeeldstad"


@pytest.mark.usefixtures("app", "geladen")
def test_een_onbekende_code_wordt_niet_gevonden() -> None:
    with pytest.raises(NietGevonden, match="GM9999"):
        get_gemeente("GM9999")


@pytest.mark.usefixtures("app", "geladen")
def test_weesp_is_ook_in_de_database_sinds_24_maart_2022_amsterdam() -> None:
    antwoord = gemeente_op("GM0457", date(2022, 5, 1))
    assert antwoord.stand is Stand.OPGEHEVEN
    assert antwoord.opvolger is get_gemeente("GM0363")
    assert gemeente_op("GM0457", date(2022, 3, 23)).stand is Stand.BESTAAT


@pytest.mark.usefixtures("app", "geladen")
@pytest.mark.parametrize("dag", [date(2020, 12, 31), date(2021, 12, 31), date(2022, 3, 24), date(2026, 1, 1)])
def test_de_database_antwoordt_als_het_bestand(dag: date) -> None:
    codes = [*gemeenten(), "GM9999"]
    assert [str(gemeente_op(code, dag)) for code in codes] == [str(wie_is(code, dag)) for code in codes]


@pytest.mark.usefixtures("app", "geladen")
def test_een_kring_van_opvolgers_in_de_database_loopt_niet_vast(schrijf: Schrijf) -> None:
    with schrijf():
        db.session.add(voorbeeld(gm_code="GM9001", geldig_tot=date(2022, 1, 1)))
        db.session.flush()
        db.session.add(voorbeeld(gm_code="GM9002", geldig_tot=date(2022, 1, 1), opvolger_gm_code="GM9001"))
        db.session.flush()
        get_gemeente("GM9001").opvolger_gm_code = "GM9002"
    antwoord = gemeente_op("GM9001", date(2023, 1, 1))
    assert (antwoord.stand, antwoord.opvolger) == (Stand.OPGEHEVEN, None)


@pytest.mark.usefixtures("app", "geladen")
@pytest.mark.parametrize(
    ("anders", "regel"),
    [
        ({"gm_code": "GM001"}, "code_is_gm_en_vier_cijfers"),
        ({"gm_code": "gm9001"}, "code_is_gm_en_vier_cijfers"),
        ({"gm_code": "GM90A1"}, "code_is_gm_en_vier_cijfers"),
        ({"gm_code": "GM900²"}, "code_is_gm_en_vier_cijfers"),
        ({"gm_code": "9001GM"}, "code_is_gm_en_vier_cijfers"),
        ({"naam": ""}, "heeft_naam"),
        ({"naam_kort": ""}, "heeft_naam"),
        ({"geldig_van": date(2022, 1, 1), "geldig_tot": date(2022, 1, 1)}, "eindigt_na_begin"),
        ({"geldig_van": date(2022, 1, 2), "geldig_tot": date(2022, 1, 1)}, "eindigt_na_begin"),
        ({"opvolger_gm_code": "GM0363"}, "alleen_wie_ophield_heeft_opvolger"),
        ({"geldig_tot": date(2022, 1, 1), "opvolger_gm_code": "GM9001"}, "volgt_zichzelf_niet_op"),
        ({"inwoners_2021": -1}, "inwoners_niet_negatief"),
        ({"inwoners_2023": -1}, "inwoners_niet_negatief"),
        ({"geldig_tot": date(2022, 1, 1), "opvolger_gm_code": "GM9999"}, "foreign key"),
        ({"gm_code": "GM0363"}, "unique"),
    ],
)
def test_de_database_weigert_wat_niet_kan(schrijf: Schrijf, anders: dict[str, object], regel: str) -> None:
    with pytest.raises(IntegrityError) as fout, schrijf():
        db.session.add(voorbeeld(**anders))
    assert regel in str(fout.value).lower()


@pytest.mark.usefixtures("app", "geladen")
def test_de_database_aanvaardt_wat_wel_kan(schrijf: Schrijf) -> None:
    with schrijf():
        db.session.add(voorbeeld(gm_code="GM9001"))
        db.session.add(
            voorbeeld(
                gm_code="GM9002",
                geldig_van=date(2022, 1, 1),
                geldig_tot=date(2022, 1, 2),
                opvolger_gm_code="GM0363",
                inwoners_2023=0,
            )
        )
    opvolger = gemeente_op("GM9002", date(2022, 1, 2)).opvolger
    assert opvolger is get_gemeente("GM0363")
