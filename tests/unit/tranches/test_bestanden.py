"""The six files hold what was published, say where it comes from, and admit what was not found."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from importlib.resources import files
from typing import Any

import pytest

from subsidie.kern.canoniek import canonieke_json
from subsidie.kern.tijd import in_amsterdam
from subsidie.kern.verdeelwoorden import BinnenGroep
from subsidie.tranches.bronnen import alle_bronnen, verwijzingen
from subsidie.tranches.definitie import Instelling, alle_tranches
from subsidie.tranches.keuzen import Huureis, Verdeelwijze, Verplichtingsbegin, Woonruimtesoort, Zekerheid
from subsidie.tranches.schema import Niveau, zoek
from tests.unit.tranches.hulp import CODES, tekst, tranche

MILJOEN_CENT = 1_000_000_00


def op_de_klok(moment: datetime | None) -> str | None:
    """The moment as the clock in Amsterdam shows it."""
    return None if moment is None else in_amsterdam(moment).strftime("%Y-%m-%d %H:%M:%S")


def alles(code: str) -> Iterator[tuple[Niveau, Instelling[Any]]]:
    definitie = tranche(code)
    yield from ((Niveau.TRANCHE, een) for een in definitie.instellingen.values())
    for pot in definitie.potten:
        yield from ((Niveau.POT, een) for een in pot.instellingen.values())


def test_er_zijn_zes_tranches_op_volgorde() -> None:
    assert tuple(definitie.code for definitie in alle_tranches()) == CODES
    assert [definitie.regels.volgnummer.waarde for definitie in alle_tranches()] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("code", CODES)
def test_geen_feit_zonder_bron(code: str) -> None:
    definitie = tranche(code)
    feiten = [een for _, een in alles(code)]
    bronnen = [een.bron for een in feiten]
    bronnen += [een.bron for een in definitie.tijdvakken]
    bronnen += [een.bron for pot in definitie.potten for een in pot.plafonds]
    assert len(bronnen) > 30
    for bron in bronnen:
        assert set(verwijzingen(bron)) <= set(alle_bronnen())
        assert verwijzingen(bron)


@pytest.mark.parametrize("code", CODES)
def test_wat_niet_zeker_is_zegt_waarom_en_wat_onbekend_is_heeft_geen_waarde(code: str) -> None:
    for _, een in alles(code):
        if een.zekerheid is not Zekerheid.GEVERIFIEERD:
            assert een.toelichting, een.sleutel
        if een.is_onbekend:
            assert een.waarde is None, een.sleutel


@pytest.mark.parametrize("code", CODES)
def test_geverifieerd_rust_op_iets_dat_is_gelezen(code: str) -> None:
    for _, een in alles(code):
        if een.zekerheid is Zekerheid.GEVERIFIEERD:
            assert any(alle_bronnen()[bron].gelezen for bron in verwijzingen(een.bron)), een.sleutel


@pytest.mark.parametrize("code", CODES)
def test_bedragen_staan_leesbaar_in_het_bestand(code: str) -> None:
    assert "_cent" not in tekst(code)
    plafonds = [rij for pot in tomllib.loads(tekst(code))["potten"] for rij in pot["plafonds"]]
    assert all(rij["bedrag"].startswith("€ ") for rij in plafonds if "bedrag" in rij)


@pytest.mark.parametrize("code", CODES)
def test_elke_waarde_overleeft_de_weg_naar_json_en_terug(code: str) -> None:
    for niveau, een in alles(code):
        sleutel = zoek(niveau, een.sleutel)
        assert sleutel is not None
        if een.waarde is not None:
            json = sleutel.type.naar_json(een.waarde)
            assert sleutel.type.van_json(json) == een.waarde
            canonieke_json(json)  # raises for what has no canonical form


@pytest.mark.parametrize("code", CODES)
def test_nergens_zijn_adres_sisa_code_of_grond_van_terugvordering_verzonnen(code: str) -> None:
    regels = tranche(code).regels
    for een in (regels.bezwaar_postadres, regels.sisa_code, regels.terugvordering_grond):
        assert een.is_onbekend


@pytest.mark.parametrize("code", CODES)
def test_de_ondertekenaar_is_algemene_kennis(code: str) -> None:
    ondertekenaar = tranche(code).regels.ondertekenaar
    assert ondertekenaar.eis().startswith("minister v")
    assert ondertekenaar.zekerheid is Zekerheid.AANNAME


PLAFONDS = {
    "rha-2020": [50 * MILJOEN_CENT],
    "rha-2021": [46 * MILJOEN_CENT, None],
    "rha-2022": [37_100_000_00, 52_135_000_00],
    "rha-2023": [34_705_000_00],
    "rha-2024-studenten": [20 * MILJOEN_CENT, 31_500_000_00],
    "rha-2025": [30 * MILJOEN_CENT, 30 * MILJOEN_CENT],
}


@pytest.mark.parametrize("code", CODES)
def test_de_plafonds_zijn_de_gepubliceerde(code: str) -> None:
    plafonds = [plafond.bedrag_cent for pot in tranche(code).potten for plafond in pot.plafonds]
    assert plafonds == PLAFONDS[code]


def test_het_plafond_van_2022_is_verhoogd_bij_wijzigingsregeling() -> None:
    eerste, tweede = tranche("rha-2022").potten[0].plafonds
    assert "Stcrt 2022, 18345" in eerste.bron
    assert "Stcrt 2022, 25169" in tweede.bron
    assert tweede.bedrag_cent is not None
    assert eerste.bedrag_cent is not None
    assert tweede.bedrag_cent - eerste.bedrag_cent == 15_035_000_00


def test_de_extra_ruimte_van_2021_is_onbekend_en_niet_geraden() -> None:
    extra = tranche("rha-2021").potten[0].plafonds[1]
    assert (extra.bedrag_cent, extra.zekerheid) == (None, Zekerheid.ONBEKEND)


TIJDVAKKEN = {
    "rha-2020": [],
    "rha-2021": [("2021-10-28 00:00:00", None)],
    "rha-2022": [
        ("2022-09-19 09:00:00", "2022-10-24 17:00:00"),
        ("2022-09-19 09:00:00", "2022-11-28 17:00:00"),
    ],
    "rha-2023": [("2023-05-30 09:00:00", "2023-07-07 17:00:00")],
    "rha-2024-studenten": [("2024-08-26 09:00:00", "2024-10-04 17:00:00")],
    "rha-2025": [("2025-06-10 00:00:00", "2025-09-19 23:59:59")],
}


@pytest.mark.parametrize("code", CODES)
def test_de_tijdvakken_staan_er_tot_op_de_seconde_op_de_klok_van_amsterdam(code: str) -> None:
    tijdvakken = [(op_de_klok(een.opent), op_de_klok(een.sluit)) for een in tranche(code).tijdvakken]
    assert tijdvakken == TIJDVAKKEN[code]


def test_de_verlenging_van_2022_sluit_in_de_wintertijd() -> None:
    # 24 October is summer time (15.00 UTC), 28 November winter time (16.00 UTC): both 17.00 in Amsterdam.
    uren = [een.sluit.hour for een in tranche("rha-2022").tijdvakken if een.sluit is not None]
    assert uren == [15, 16]


@pytest.mark.parametrize(
    ("code", "gemeente_cent", "per_eenheid_cent"),
    [
        ("rha-2021", 1 * MILJOEN_CENT, {"woonruimte": 5_000_00, "verblijfsruimte": 2_500_00}),
        ("rha-2022", 2 * MILJOEN_CENT, {"woonruimte": 7_000_00}),
        ("rha-2023", 2 * MILJOEN_CENT, {"woonruimte": 8_500_00}),
        ("rha-2024-studenten", 3 * MILJOEN_CENT, {"woonruimte": 8_500_00}),
        ("rha-2025", 5 * MILJOEN_CENT, {"woonruimte": None}),
    ],
)
def test_de_maxima_zijn_de_gepubliceerde(
    code: str, gemeente_cent: int, per_eenheid_cent: dict[str, int | None]
) -> None:
    regels = tranche(code).regels
    assert regels.gemeentemaximum.waarde_cent == gemeente_cent
    assert {naam: een.waarde_cent for naam, een in regels.maximum_per_eenheid.items()} == per_eenheid_cent


def test_het_onbevestigde_maximum_van_2025_is_een_aanname_en_dat_per_woonruimte_onbekend() -> None:
    regels = tranche("rha-2025").regels
    assert regels.gemeentemaximum.is_aanname
    assert regels.maximum_per_eenheid["woonruimte"].is_onbekend


@pytest.mark.parametrize(
    ("code", "methoden"),
    [
        ("rha-2020", [Verdeelwijze.VAST]),
        ("rha-2021", [Verdeelwijze.BINNENKOMST]),
        ("rha-2022", [Verdeelwijze.BINNENKOMST]),
        ("rha-2023", [Verdeelwijze.BINNENKOMST]),
        ("rha-2024-studenten", [Verdeelwijze.CATEGORIE]),
        ("rha-2025", [Verdeelwijze.CATEGORIE, Verdeelwijze.BINNENKOMST]),
    ],
)
def test_elke_pot_heeft_zijn_wijze_van_verdelen(code: str, methoden: list[Verdeelwijze]) -> None:
    assert [pot.methode.waarde for pot in tranche(code).regels.potten] == methoden


def test_de_loting_op_de_dag_van_overschrijding_is_voor_2022_gelezen_en_voor_2023_aangenomen() -> None:
    gelezen, aangenomen = (tranche(code).regels.potten[0].binnen_groep for code in ("rha-2022", "rha-2023"))
    assert (gelezen.waarde, gelezen.zekerheid) == (BinnenGroep.LOTING, Zekerheid.GEVERIFIEERD)
    assert (aangenomen.waarde, aangenomen.zekerheid) == (BinnenGroep.LOTING, Zekerheid.AANNAME)


@pytest.mark.parametrize("code", CODES[1:])
def test_verblijfsruimten_mogen_alleen_in_2021(code: str) -> None:
    soorten = tranche(code).regels.soorten.eis()
    assert (Woonruimtesoort.VERBLIJFSRUIMTE in soorten) == (code == "rha-2021")


def test_een_verblijfsruimte_kostte_in_2021_ten_hoogste_100_euro_per_week() -> None:
    assert tranche("rha-2021").regels.huur_verblijfsruimte_per_week.waarde_cent == 100_00


@pytest.mark.parametrize("code", ["rha-2021", "rha-2022"])
def test_de_huur_heeft_drie_grenzen(code: str) -> None:
    eisen = tranche(code).regels.huur_eisen
    assert eisen.zekerheid is Zekerheid.GEVERIFIEERD
    assert set(eisen.eis()) == set(Huureis)


@pytest.mark.parametrize(
    ("code", "begin"),
    [
        ("rha-2021", Verplichtingsbegin.BETALING),
        ("rha-2022", Verplichtingsbegin.BETALING),
        ("rha-2023", Verplichtingsbegin.VERLENING),
    ],
)
def test_binnen_twee_jaar_beginnen_vijf_jaar_klaar_tien_jaar_houden(
    code: str, begin: Verplichtingsbegin
) -> None:
    verplichtingen = tranche(code).regels.verplichtingen
    termijnen = {naam: (een.eis().vanaf, een.eis().jaren) for naam, een in verplichtingen.items()}
    assert termijnen == {
        "begin": (begin, 2),
        "gereed": (Verplichtingsbegin.VERLENING, 5),
        "bestemming": (Verplichtingsbegin.OPLEVERING, 10),
    }


def test_een_project_van_2022_is_uiterlijk_in_2027_gerealiseerd() -> None:
    uiterlijk = tranche("rha-2022").regels.verplichtingen["gereed"].eis().uiterste_datum
    assert uiterlijk is not None
    assert uiterlijk.isoformat() == "2027-12-31"


def test_2020_is_in_een_keer_betaald_uiterlijk_op_1_december() -> None:
    regels = tranche("rha-2020").regels
    assert regels.betaling_aandeel_bij_verlening.waarde == Fraction(1)
    assert regels.betaling_uiterlijk.eis().isoformat() == "2020-12-01"
    assert not regels.kent_aanvragen
    assert regels.potten[0].vaste_bedragen.is_onbekend


@pytest.mark.parametrize("code", CODES[1:])
def test_een_termijn_uit_een_ministeriele_regeling_kent_geen_atw(code: str) -> None:
    assert tranche(code).regels.beslistermijn_atw.waarde is False


def test_de_doelgroepen_van_2023_zijn_die_van_de_voorbeeldaanvragen() -> None:
    bestand = files("subsidie.voorbeeld") / "data" / "rha2023_woonruimten.csv"
    rijen = list(csv.DictReader(bestand.read_text(encoding="utf-8").splitlines()))
    regels = tranche("rha-2023").regels
    assert {groep.code for groep in regels.doelgroepen.eis()} == {rij["doelgroep"] for rij in rijen}
    assert set(regels.soorten.eis()) >= {rij["soort"] for rij in rijen}


UITKOMSTEN = {
    "rha-2021": {"projecten": 124, "gemeenten": 83, "woonruimten": 6_335, "verblijfsruimten": 1_751},
    "rha-2022": {"projecten": 107, "gemeenten": 76, "permanent": 2_959, "flexibel": 4_766},
    "rha-2023": {
        "ingediende_aanvragen": 131, "ingediend_door_gemeenten": 85, "gevraagd": 49_160_354_00,
        "projecten": 97, "gemeenten": 66, "permanent": 1_432, "flexibel": 2_933,
    },
}  # fmt: skip


@pytest.mark.parametrize("code", UITKOMSTEN)
def test_de_gepubliceerde_uitkomst(code: str) -> None:
    uitkomst = tranche(code).regels.gepubliceerde_uitkomst
    for naam, waarde in UITKOMSTEN[code].items():
        assert uitkomst[naam].waarde == waarde


@pytest.mark.parametrize(("code", "som"), [("rha-2022", 7_725), ("rha-2023", 4_365)])
def test_permanent_en_flexibel_zijn_samen_alle_woonruimten_en_alle_doelgroepen(code: str, som: int) -> None:
    uitkomst = tranche(code).regels.gepubliceerde_uitkomst
    assert uitkomst["permanent"].eis() + uitkomst["flexibel"].eis() == som
    assert sum(groep.aantal for groep in uitkomst["doelgroepen"].eis()) == som
    assert uitkomst["woonruimten"].waarde == som


def test_wat_elkaar_tegenspreekt_blijft_naast_elkaar_staan() -> None:
    regels = tranche("rha-2021").regels
    som = sum(groep.aantal for groep in regels.gepubliceerde_uitkomst["doelgroepen"].eis())
    assert (som, regels.gepubliceerde_uitkomst["woonruimten"].waarde) == (6_337, 6_335)
    assert "6.337" in regels.tegenstrijdigheden["som_doelgroepen"].eis()
    assert {"budget", "telling", "totaal"} <= tranche("rha-2023").regels.tegenstrijdigheden.keys()
    assert {"kwart", "tijdvak"} <= tranche("rha-2025").regels.tegenstrijdigheden.keys()


@pytest.mark.parametrize("code", CODES)
def test_de_grond_is_de_regeling_en_nooit_titel_4_2_van_de_awb(code: str) -> None:
    # Awb 4:21(3): title 4.2 does not apply to a regeling for public bodies only.
    regels = tranche(code).regels
    for grond in (
        regels.grond_verlening,
        regels.grond_plafond,
        regels.grond_weigering,
        regels.grond_intrekking,
    ):
        assert "regeling" in grond.eis()
        assert "Awb" not in grond.eis()
