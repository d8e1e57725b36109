"""One home: its number in the BAG, its address, and what is wrong with what was typed."""

from __future__ import annotations

from datetime import date

import pytest

from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.realisatie.bag import lees_bag_id, over_gemeente, past_bij
from subsidie.realisatie.einde import laatste_bestemmingsdag
from subsidie.realisatie.woonruimten import Adres, Opgave, Wijzekeuze, keuzen_van, lees_woonruimte
from subsidie.register.gemeenten import gemeenten
from subsidie.tranches.keuzen import Verplichtingsbegin, Woonruimteaard, Woonruimtesoort
from subsidie.tranches.waarden import Verplichting

DAG = date(2026, 3, 1)
FLEX = ("statushouders", Woonruimteaard.FLEXIBEL, Woonruimtesoort.ZELFSTANDIG)
WAGEN = ("woonwagenbewoners", Woonruimteaard.PERMANENT, Woonruimtesoort.STANDPLAATS)
KEUZEN = keuzen_van([FLEX, WAGEN], {"statushouders": "statushouders"})
GOED = {"wijze": "1", "bag_id": "0193010000000001", "postcode": "8011 ab", "huisnummer": "12"}


def lees(ruw: dict[str, str], keuzen: tuple[Wijzekeuze, ...] = KEUZEN) -> tuple[Opgave | None, list[Gebrek]]:
    gebreken: list[Gebrek] = []
    gelezen = lees_woonruimte(ruw, keuzen, waar=lambda veld: f"{veld}7", noem="rij 7", gebreken=gebreken)
    return gelezen, gebreken


@pytest.mark.parametrize("tekst", ["0193010000000001", "0193 0100 0000 0001"])
def test_een_bag_nummer_heeft_zestien_cijfers(tekst: str) -> None:
    assert lees_bag_id(tekst) == "0193010000000001"


@pytest.mark.parametrize(
    "tekst",
    ["", "193010000000001", "01930100000000012", "019301000000000A", "0193990000000001", "0000010000000001",
     "0193010000000000", "-193010000000001", "٠١٩٣٠١٠٠٠٠٠٠٠٠٠١"],
)  # fmt: skip
def test_wat_geen_bag_nummer_is_wordt_geweigerd(tekst: str) -> None:
    with pytest.raises(OngeldigeInvoer):
        lees_bag_id(tekst)


@pytest.mark.parametrize(
    ("code", "soort", "past"),
    [
        ("01", Woonruimtesoort.ZELFSTANDIG, True), ("01", Woonruimtesoort.ONZELFSTANDIG, True),
        ("01", Woonruimtesoort.VERBLIJFSRUIMTE, True), ("03", Woonruimtesoort.STANDPLAATS, True),
        ("02", Woonruimtesoort.STANDPLAATS, True), ("01", Woonruimtesoort.STANDPLAATS, False),
        ("03", Woonruimtesoort.ZELFSTANDIG, False), ("10", Woonruimtesoort.ZELFSTANDIG, False),
    ],
)  # fmt: skip
def test_het_soort_object_past_bij_het_soort_woonruimte(
    code: str, soort: Woonruimtesoort, past: bool
) -> None:
    assert (past_bij(f"0193{code}0000000001", soort) == "") is past


def test_een_nummer_van_een_opgegane_gemeente_past_bij_haar_opvolger() -> None:
    weesp = "0457010000000001"
    assert over_gemeente(weesp, "GM0363", DAG, gemeenten()) == ""
    # A file of Weesp itself, reported by Amsterdam: numbers of both fit.
    assert over_gemeente("0363010000000001", "GM0457", DAG, gemeenten()) == ""
    assert "Weesp" in over_gemeente(weesp, "GM0363", date(2021, 6, 1), gemeenten())
    assert "Zwolle" in over_gemeente("0193010000000001", "GM0363", DAG, gemeenten())
    assert "kent het register niet" in over_gemeente("0099010000000001", "GM0363", DAG, gemeenten())


def test_een_woonruimte_wordt_gelezen_zoals_zij_er_staat() -> None:
    gelezen, gebreken = lees(
        GOED | {"toevoeging": "b", "ruimte": "kamer  3", "wijze": "Statushouders, Flexibel, zelfstandig"}
    )
    assert gebreken == []
    assert gelezen is not None
    assert gelezen.wijze == FLEX
    assert gelezen.adres == Adres("0193010000000001", "8011 AB", 12, "B", "kamer 3")
    assert str(gelezen.adres) == "8011 AB 12 B, kamer 3"


def test_met_een_soort_hoeft_niets_gekozen() -> None:
    gelezen, gebreken = lees({k: v for k, v in GOED.items() if k != "wijze"}, KEUZEN[:1])
    assert gebreken == []
    assert gelezen is not None
    assert gelezen.wijze == FLEX


@pytest.mark.parametrize(
    ("anders", "waar", "zegt"),
    [
        ({"wijze": ""}, "wijze7", "Kies wat voor woonruimte"),
        ({"wijze": "3"}, "wijze7", "staat niet in het besluit"),
        ({"wijze": "2"}, "bag_id7", "verblijfsobject"),
        ({"bag_id": "123"}, "bag_id7", "16 cijfers"),
        ({"postcode": ""}, "postcode7", "Vul de postcode in"),
        ({"postcode": "0123 AB"}, "postcode7", "geen postcode"),
        ({"huisnummer": "-3"}, "huisnummer7", "heel getal"),
        ({"huisnummer": "1,5"}, "huisnummer7", "heel getal"),
        ({"huisnummer": "12a"}, "huisnummer7", "kolom daarnaast"),
        ({"toevoeging": "=1+1"}, "toevoeging7", "geen toevoeging"),
        ({"ruimte": "x" * 41}, "ruimte7", "te lang"),
    ],
)
def test_elke_fout_staat_bij_haar_veld(anders: dict[str, str], waar: str, zegt: str) -> None:
    gelezen, gebreken = lees(GOED | anders)
    assert gelezen is None
    assert [een.waar for een in gebreken] == [waar]
    assert zegt in gebreken[0].melding


def test_alle_fouten_in_een_regel_worden_genoemd() -> None:
    _, gebreken = lees({"bag_id": "x", "huisnummer": "nul"})
    assert [een.waar for een in gebreken] == ["wijze7", "bag_id7", "postcode7", "huisnummer7"]


def test_de_bestemming_telt_vanaf_de_oplevering_van_deze_woonruimte() -> None:
    plicht = Verplichting("Tien jaar.", vanaf=Verplichtingsbegin.OPLEVERING, jaren=10)
    assert laatste_bestemmingsdag(DAG, {"bestemming": plicht, "begin": None}) == date(2036, 3, 1)
    assert laatste_bestemmingsdag(DAG, {"gereed": plicht}) is None
