"""What a delivery may hold: within the plan, on a day that can be; and how rows of text become reports."""

from __future__ import annotations

from datetime import date

import pytest

from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.realisatie.leveringinvoer import (
    MEESTE_WOONRUIMTEN,
    Deelkeuze,
    Gelezen,
    Ruwerij,
    lees_meldingen,
    pak_in,
    pak_uit,
    ruwe_rij,
)
from subsidie.realisatie.leveringregels import (
    boven_plan,
    gedeelde_nummers,
    over_dag,
    over_deel,
    over_start,
    planstanden,
)
from subsidie.realisatie.woonruimten import Adres, Opgave, keuzen_van
from subsidie.tranches.keuzen import Woonruimteaard, Woonruimtesoort

PERMANENT = ("statushouders", Woonruimteaard.PERMANENT, Woonruimtesoort.ZELFSTANDIG)
FLEX = ("statushouders", Woonruimteaard.FLEXIBEL, Woonruimtesoort.ZELFSTANDIG)
VERLEEND, VANDAAG = date(2023, 9, 1), date(2026, 1, 15)
DELEN = (Deelkeuze(7, "1", "Blok A"), Deelkeuze(9, "2", "Blok B"))
KEUZEN = keuzen_van([PERMANENT, FLEX], {"statushouders": "Statushouders"})


def opgaven(wijze: tuple[str, Woonruimteaard, Woonruimtesoort], aantal: int) -> list[Opgave]:
    return [
        Opgave(wijze, Adres(None, "8011 AB", nummer), lambda veld, nummer=nummer: f"{veld}-{nummer}", "")  # type: ignore[misc]
        for nummer in range(1, aantal + 1)
    ]


@pytest.mark.parametrize(
    ("bezet", "nieuw", "waar", "zegt"),
    [
        ((0, 0), 11, "wijze-11", "nog 10 melden, en dit zijn er 11"),
        ((4, 3), 5, "wijze-4", "7 daarvan zijn al gemeld. U kunt er nog 3 melden"),
        ((10, 0), 1, "wijze-1", "U kunt er geen meer melden"),
    ],
)
def test_boven_het_plan_zegt_hoeveel_er_nog_kunnen(
    bezet: tuple[int, int], nieuw: int, waar: str, zegt: str
) -> None:
    lijst = opgaven(PERMANENT, nieuw)
    standen = planstanden({PERMANENT: 10, FLEX: 5}, {PERMANENT: bezet}, lijst, {PERMANENT: "Permanent"})
    (gebrek,) = boven_plan(standen, lijst)
    assert gebrek.waar == waar
    assert zegt in gebrek.melding


def test_precies_het_plan_mag_en_een_soort_buiten_het_plan_niet() -> None:
    lijst = opgaven(PERMANENT, 10)
    assert boven_plan(planstanden({PERMANENT: 10}, {}, lijst, {}), lijst) == []
    anders = opgaven(FLEX, 1)
    (gebrek,) = boven_plan(planstanden({PERMANENT: 10}, {}, anders, {}), anders)
    assert "staan er geen" in gebrek.melding


@pytest.mark.parametrize(
    ("dag", "zegt"),
    [
        (date(2026, 1, 16), "in de toekomst"), (date(2023, 8, 31), "voor de dag waarop de subsidie is verleend"),
        (VERLEEND, ""), (VANDAAG, ""),
    ],
)  # fmt: skip
def test_een_levering_ligt_na_de_verlening_en_niet_in_de_toekomst(dag: date, zegt: str) -> None:
    melding = over_dag(dag, verleend_op=VERLEEND, vandaag=VANDAAG)
    assert (zegt in melding) if zegt else melding == ""


def test_wat_opvalt_aan_een_levering_houdt_haar_niet_tegen() -> None:
    assert "start van de bouw" in over_start(date(2024, 1, 1), date(2024, 6, 1))
    assert over_start(date(2024, 1, 1), None) == over_start(date(2024, 6, 1), date(2024, 6, 1)) == ""
    assert "gepland waren er 10" in over_deel("Blok A", 10, 8, 3)
    assert over_deel("Blok A", 10, 8, 2) == ""


def test_zelfstandige_woonruimten_met_een_nummer_vallen_op_en_kamers_niet() -> None:
    def met_nummer(soort: Woonruimtesoort) -> list[Opgave]:
        return [
            Opgave(
                ("studenten", Woonruimteaard.PERMANENT, soort), Adres("0193010000000001", "8011 AB", 1, "", naam),
                lambda veld: veld, naam,
            )
            for naam in ("kamer 1", "kamer 2")
        ]  # fmt: skip

    (opmerking,) = gedeelde_nummers(met_nummer(Woonruimtesoort.ZELFSTANDIG))
    assert opmerking.waar == "kamer 1 en kamer 2"
    assert gedeelde_nummers(met_nummer(Woonruimtesoort.ONZELFSTANDIG)) == []


def rij(nummer: int, **anders: str) -> Ruwerij:
    gewoon = {
        "deel": "1",
        "opgeleverd_op": "1-12-2025",
        "wijze": "1",
        "postcode": "8011AB",
        "huisnummer": str(nummer),
    }
    return ruwe_rij(nummer, gewoon | anders)


def lees(*rijen: Ruwerij) -> Gelezen:
    return lees_meldingen(
        rijen, DELEN, KEUZEN, plaats=lambda nummer, veld: f"{veld}{nummer}", woord="rij"
    )  # fmt: skip


def test_rijen_worden_een_melding_per_deel_en_dag() -> None:
    gelezen = lees(
        rij(2), rij(3), rij(4, deel="Blok B"), rij(5, opgeleverd_op="2025-12-02"), rij(6, deel="1. blok a")
    )
    assert gelezen.gebreken == ()
    assert [(een.deel.naam, een.opgeleverd_op.day, len(een.opgaven)) for een in gelezen.meldingen] == [
        ("Blok A", 1, 3), ("Blok B", 1, 1), ("Blok A", 2, 1),
    ]  # fmt: skip


def test_elke_fout_van_elke_rij_wordt_genoemd() -> None:
    gelezen = lees(
        rij(2, deel="C"), rij(3, opgeleverd_op=""), rij(4, opgeleverd_op="31-2-2025", huisnummer="-1")
    )
    assert [een.waar for een in gelezen.gebreken] == [
        "deel2",
        "opgeleverd_op3",
        "opgeleverd_op4",
        "huisnummer4",
    ]


def test_niets_en_te_veel_woonruimten_worden_geweigerd() -> None:
    assert "geen enkele" in lees().gebreken[0].melding
    (gebrek,) = lees(*(rij(nummer) for nummer in range(MEESTE_WOONRUIMTEN + 1))).gebreken
    assert "2.001 woonruimten" in gebrek.melding


def test_regels_gaan_heel_heen_en_weer_door_een_formulier() -> None:
    rijen = [rij(2, ruimte="unit\t3\nlinks"), rij(30)]
    assert rijen[0].waarden["ruimte"] == "unit 3 links"
    assert pak_uit(pak_in(rijen)) == rijen


@pytest.mark.parametrize("tekst", ["x", "1\t2", "a" + "\t" * 8, "-1" + "\t" * 8])
def test_een_beschadigde_regel_wordt_geweigerd(tekst: str) -> None:
    with pytest.raises(OngeldigeInvoer):
        pak_uit(tekst)
