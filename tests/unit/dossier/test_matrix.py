"""The homes of an application as a table: nothing counted twice, nothing left out."""

from __future__ import annotations

from subsidie.aanvragen.invoer import Woonruimteinvoer
from subsidie.dossier.matrix import SOORTNAMEN, Matrix, maak_matrix
from subsidie.tranches.keuzen import Woonruimteaard, Woonruimtesoort

NAMEN = {"statushouders": "Statushouders", "studenten": "Uitwonende studenten"}


def regel(
    doelgroep: str, aard: str, soort: str, aantal: int, huur: int | None = 500_00, *, gedeeld: bool = False
) -> Woonruimteinvoer:
    return Woonruimteinvoer(doelgroep, Woonruimteaard(aard), Woonruimtesoort(soort), aantal, huur, gedeeld)


def cellen(matrix: Matrix) -> list[tuple[str, str, int, int, str]]:
    return [
        (deel.naam, rij.soort, rij.permanent, rij.flexibel, rij.huur)
        for deel in matrix.delen
        for rij in deel.regels
    ]


def test_elke_regel_komt_in_de_cel_van_zijn_doelgroep_soort_en_aard() -> None:
    matrix = maak_matrix(
        [
            regel("statushouders", "permanent", "zelfstandig", 8),
            regel("studenten", "flexibel", "onzelfstandig", 5),
            regel("statushouders", "flexibel", "zelfstandig", 2),
            regel("statushouders", "permanent", "standplaats", 1),
        ],
        NAMEN,
    )
    assert cellen(matrix) == [
        ("Statushouders", "zelfstandig", 8, 2, "€ 500"),
        ("Statushouders", "standplaats", 1, 0, "€ 500"),
        ("Uitwonende studenten", "onzelfstandig", 0, 5, "€ 500"),
    ]
    assert (matrix.permanent, matrix.flexibel, matrix.samen) == (9, 7, 16)
    assert matrix.per_soort == "10 zelfstandig, 5 onzelfstandig en 1 standplaats"


def test_gelijke_regels_tellen_op_en_hun_huren_staan_er_alle_een_keer() -> None:
    matrix = maak_matrix(
        [
            regel("studenten", "flexibel", "zelfstandig", 1, 400_00),
            regel("studenten", "flexibel", "zelfstandig", 2, 450_50),
            regel("studenten", "flexibel", "zelfstandig", 3, 400_00),
            regel("studenten", "flexibel", "zelfstandig", 4, None),
        ],
        NAMEN,
    )
    assert cellen(matrix) == [
        ("Uitwonende studenten", "zelfstandig", 0, 10, "€ 400, € 450,50 en niet ingevuld")
    ]


def test_verschilt_de_huur_tussen_permanent_en_flexibel_dan_staat_erbij_welke_van_welke_is() -> None:
    regels = [
        regel("studenten", "permanent", "zelfstandig", 1, 635_00),
        regel("studenten", "flexibel", "zelfstandig", 1, 441_00),
    ]
    assert cellen(maak_matrix(regels, NAMEN))[0][4] == "permanent € 635, flexibel € 441"


def test_een_gemeenschappelijke_ruimte_maakt_een_eigen_regel() -> None:
    regels = [
        regel("studenten", "permanent", "onzelfstandig", 3),
        regel("studenten", "permanent", "onzelfstandig", 4, gedeeld=True),
    ]
    assert [cel[1:3] for cel in cellen(maak_matrix(regels, NAMEN))] == [
        ("onzelfstandig", 3),
        ("onzelfstandig, met gemeenschappelijke ruimte", 4),
    ]


def test_een_doelgroep_die_de_tranche_niet_noemt_heet_naar_haar_code() -> None:
    assert cellen(maak_matrix([regel("oud_studenten", "permanent", "standplaats", 2)], NAMEN))[0][0] == (
        "oud studenten"
    )


def test_elke_soort_heeft_een_naam() -> None:
    assert set(SOORTNAMEN) == set(Woonruimtesoort)
