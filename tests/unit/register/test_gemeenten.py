"""Who a municipality is on a day, according to the file in the package."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.register.gemeenten import Stand, gemeenten, is_gm_code, lees_gemeenten, wie_is

KOP = (
    "gm_code,naam,naam_kort,provincie_code,provincie,corop_code,corop,geldig_van,geldig_tot,opvolger_gm_code,"
    "inwoners_2021_01_01,inwoners_2023_01_01,lat,lon"
)


def rij(
    gm_code: str = "GM0001",
    *,
    naam: str = "Voorbeeldstad",
    van: str = "<=2021-01-01",
    tot: str = "",
    opvolger: str = "",
    inwoners: str = "100",
) -> str:
    gebied = "PV20,Groningen,CR01,Oost-Groningen"
    return f"{gm_code},{naam},{naam},{gebied},{van},{tot},{opvolger},{inwoners},,52.1,5.2"


def lees(*rijen: str) -> dict[str, object]:
    data = "\r\n".join([KOP, *rijen, ""]).encode()
    return {gemeente.gm_code: gemeente for gemeente in lees_gemeenten(data)}


def plaatsen_van(*rijen: str) -> list[str]:
    with pytest.raises(OngeldigeInvoer) as fout:
        lees(*rijen)
    return [gebrek.waar for gebrek in fout.value.gebreken]


def bestaande_op(dag: date) -> list[str]:
    return [code for code in gemeenten() if wie_is(code, dag).stand is Stand.BESTAAT]


# The file


def test_het_bestand_kent_356_gemeenten_waarvan_14_opgeheven() -> None:
    alle = gemeenten().values()
    assert len(alle) == 356
    assert sum(gemeente.geldig_tot is not None for gemeente in alle) == 14
    assert all(gemeente.opvolger_gm_code for gemeente in alle if gemeente.geldig_tot)


def test_de_inwoners_tellen_op_tot_het_land() -> None:
    assert sum(gemeente.inwoners_2021 or 0 for gemeente in gemeenten().values()) == 17_475_415
    assert sum(gemeente.inwoners_2023 or 0 for gemeente in gemeenten().values()) == 17_811_291


@pytest.mark.parametrize(
    ("dag", "aantal"),
    [
        (date(2021, 1, 1), 352),
        (date(2021, 12, 31), 352),
        (date(2022, 1, 1), 345),
        (date(2022, 3, 24), 344),
        (date(2023, 1, 1), 342),
    ],
)
def test_het_aantal_gemeenten_op_een_dag(dag: date, aantal: int) -> None:
    assert len(bestaande_op(dag)) == aantal


def test_namen_houden_hun_letters_en_komma() -> None:
    assert gemeenten()["GM1900"].naam == "Súdwest-Fryslân"
    assert gemeenten()["GM0820"].naam == "Nuenen, Gerwen en Nederwetten"
    assert (gemeenten()["GM0164"].naam, gemeenten()["GM0164"].naam_kort) == ("Hengelo (O.)", "Hengelo")


# Who is it on that day


def test_weesp_is_sinds_24_maart_2022_amsterdam() -> None:
    antwoord = wie_is("GM0457", date(2022, 5, 1))
    assert antwoord.stand is Stand.OPGEHEVEN
    assert antwoord.gemeente is gemeenten()["GM0457"]
    assert antwoord.gemeente.geldig_tot == date(2022, 3, 24)
    assert antwoord.opvolger is gemeenten()["GM0363"]
    assert str(antwoord) == (
        "De gemeente Weesp (GM0457) bestaat niet meer sinds 24 maart 2022."
        " Op 1 mei 2022 hoort het gebied bij Amsterdam (GM0363)."
    )


def test_op_de_dag_van_opheffing_bestaat_een_gemeente_niet_meer() -> None:
    assert wie_is("GM0457", date(2022, 3, 24)).stand is Stand.OPGEHEVEN
    dag_ervoor = wie_is("GM0457", date(2022, 3, 23))
    assert dag_ervoor.stand is Stand.BESTAAT
    assert dag_ervoor.opvolger is None
    assert str(dag_ervoor) == "Op 23 maart 2022 is GM0457 de gemeente Weesp."


def test_een_nieuwe_gemeente_bestaat_vanaf_haar_eerste_dag() -> None:
    ervoor = wie_is("GM1980", date(2021, 12, 31))
    assert ervoor.stand is Stand.NOG_NIET
    assert str(ervoor) == "De gemeente Dijk en Waard (GM1980) bestaat pas vanaf 1 januari 2022."
    assert wie_is("GM1980", date(2022, 1, 1)).stand is Stand.BESTAAT


@pytest.mark.parametrize("code", ["GM9999", "", "gm0363", "0363", "GM0363 "])
def test_een_code_die_er_niet_is_is_onbekend(code: str) -> None:
    antwoord = wie_is(code, date(2022, 5, 1))
    assert (antwoord.stand, antwoord.gemeente) == (Stand.ONBEKEND, None)
    assert str(antwoord) == f"Het register kent geen gemeente met de code {code}."


@pytest.mark.parametrize("code", ["GM0457", "GM0363", "GM1980"])
def test_over_dagen_voor_2021_zegt_het_register_niets(code: str) -> None:
    antwoord = wie_is(code, date(2020, 12, 31))
    assert antwoord.stand is Stand.BUITEN_BEREIK
    assert str(antwoord) == "Het register begint op 1 januari 2021 en zegt niets over 31 december 2020."


def test_opvolgers_van_opvolgers_worden_gevolgd_tot_wie_er_op_die_dag_is() -> None:
    register = lees(
        rij("GM0001", tot="2022-01-01", opvolger="GM0002"),
        rij("GM0002", van="2022-01-01", tot="2024-01-01", opvolger="GM0003"),
        rij("GM0003", van="2024-01-01"),
    )

    def opvolger(dag: date) -> str | None:
        gevonden = wie_is("GM0001", dag, register).opvolger  # type: ignore[arg-type]
        return gevonden.gm_code if gevonden else None

    assert opvolger(date(2021, 12, 31)) is None
    assert opvolger(date(2022, 1, 1)) == opvolger(date(2023, 12, 31)) == "GM0002"
    assert opvolger(date(2024, 1, 1)) == "GM0003"


def test_wie_zonder_opvolger_ophield_heeft_er_geen() -> None:
    register = lees(rij("GM0001", tot="2022-01-01"))
    antwoord = wie_is("GM0001", date(2022, 1, 1), register)  # type: ignore[arg-type]
    assert (antwoord.stand, antwoord.opvolger) == (Stand.OPGEHEVEN, None)
    assert str(antwoord) == "De gemeente Voorbeeldstad (GM0001) bestaat niet meer sinds 1 januari 2022."


def test_elke_opgeheven_gemeente_leidt_op_elke_wisseldag_naar_een_die_bestaat() -> None:
    # On each day of a change and the day before it, every code that ceased leads to one that exists.
    wisseldagen = {gemeente.geldig_tot for gemeente in gemeenten().values() if gemeente.geldig_tot}
    for dag in sorted(wisseldagen | {dag - timedelta(days=1) for dag in wisseldagen}):
        bestaand = set(bestaande_op(dag))
        for code in gemeenten():
            antwoord = wie_is(code, dag)
            if antwoord.stand is Stand.OPGEHEVEN:
                assert antwoord.opvolger is not None
                assert antwoord.opvolger.gm_code in bestaand


# Reading


@pytest.mark.parametrize(
    ("code", "goed"),
    [
        ("GM0363", True),
        ("GM036", False),
        ("GM03630", False),
        ("gm0363", False),
        ("GM٠٣٦٣", False),
        ("XX0363", False),
    ],
)
def test_een_code_is_gm_en_vier_cijfers(code: str, goed: bool) -> None:
    assert is_gm_code(code) is goed


def test_alle_fouten_in_het_bestand_komen_tegelijk_met_hun_plaats() -> None:
    assert plaatsen_van(
        rij("GM1"),
        rij("GM0002", naam=""),
        rij("GM0003", van="2022-13-01", inwoners="veel"),
        rij("GM0004", van="2022-01-01", tot="2022-01-01"),
        rij("GM0005", opvolger="GM0001"),
        rij("GM0006", tot="2022-01-01", opvolger="GM9999"),
        rij("GM0006"),
        rij("GM0007", van=""),
        rij("GM0008", naam="a\u202eb"),
        rij("GM0009") + ",te veel",
    ) == [
        "rij 2, gm_code",
        "rij 3, naam",
        "rij 3, naam_kort",
        "rij 4, geldig_van",
        "rij 4, inwoners_2021_01_01",
        "rij 5, geldig_tot",
        "rij 6, opvolger_gm_code",
        "rij 9, geldig_van",
        "rij 10, naam",
        "rij 10, naam_kort",
        "rij 11",
        "rij 8, gm_code",
        "rij 6, opvolger_gm_code",
        "rij 7, opvolger_gm_code",
    ]


def test_opvolgers_in_een_kring_worden_geweigerd() -> None:
    kring = [
        rij("GM0001", tot="2022-01-01", opvolger="GM0002"),
        rij("GM0002", tot="2023-01-01", opvolger="GM0001"),
        rij("GM0003", tot="2022-01-01", opvolger="GM0001"),  # leads into the ring without being part of it
        rij("GM0004", tot="2022-01-01", opvolger="GM0004"),
    ]
    assert plaatsen_van(*kring) == [
        "rij 2, opvolger_gm_code",
        "rij 3, opvolger_gm_code",
        "rij 5, opvolger_gm_code",
    ]


@pytest.mark.parametrize(
    "data", [b"\xff\xfe", b"", b"gm_code,naam\r\nGM0001,X\r\n", f'{KOP}\r\n"GM0001'.encode()]
)
def test_wat_geen_register_is_wordt_geweigerd(data: bytes) -> None:
    with pytest.raises(OngeldigeInvoer):
        lees_gemeenten(data)
