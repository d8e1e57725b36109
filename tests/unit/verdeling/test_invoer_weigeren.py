"""Bad input is refused: every rule of the tables, every fault at once, each with its place."""

from __future__ import annotations

import pytest

from subsidie.kern.fouten import Rekenfout
from subsidie.kern.strikte_json import MAX_GEHEEL, ontleed_json
from subsidie.verdeling.engine import verdeel
from subsidie.verdeling.invoer import lees_invoer
from tests.unit.verdeling.hulp import (
    GEEN_GETALLEN,
    GEEN_TEKSTEN,
    GEHEEL,
    HALF,
    MIST,
    Rij,
    fouten,
    invoer,
    kandidaat,
    met_regels,
    pot,
)

# --- the whole ---


@pytest.mark.parametrize("gegevens", [None, [], "x", 1, True])
def test_de_invoer_is_een_object(gegevens: object) -> None:
    assert fouten(gegevens) == ["de invoer moet een JSON-object zijn"]


def test_potten_en_kandidaten_zijn_verplicht_ook_als_null() -> None:
    assert fouten({}) == [f"potten: {MIST}", f"kandidaten: {MIST}"]
    assert fouten({"potten": None, "kandidaten": None}) == [f"potten: {MIST}", f"kandidaten: {MIST}"]


def test_zonder_pot_valt_er_niets_te_verdelen_zonder_kandidaat_wel() -> None:
    assert fouten({"potten": [], "kandidaten": []}) == ["potten: er moet minstens één pot zijn"]
    lees_invoer({"potten": [pot()], "kandidaten": []})


@pytest.mark.parametrize("geen_lijst", [{}, "x", 1, True])
def test_potten_en_kandidaten_zijn_lijsten_van_objecten(geen_lijst: object) -> None:
    assert fouten({"potten": geen_lijst, "kandidaten": geen_lijst}) == [
        "potten: moet een lijst zijn",
        "kandidaten: moet een lijst zijn",
    ]
    assert fouten({"potten": [geen_lijst] if geen_lijst != {} else [[]], "kandidaten": [None, 3]}) == [
        "potten[0]: moet een object zijn",
        "kandidaten[0]: moet een object zijn",
        "kandidaten[1]: moet een object zijn",
    ]


@pytest.mark.parametrize("waarde", [1, None, "", []])
def test_een_onbekend_veld_wordt_geweigerd_wat_er_ook_in_staat(waarde: object) -> None:
    assert fouten(invoer(opmerking=waarde)) == ["opmerking: dit veld is onbekend"]
    assert fouten(invoer(potten=[pot(naaam=waarde)])) == ["pot A, naaam: dit veld is onbekend"]
    assert fouten(met_regels(methode="binnenkomst", greens=waarde)) == [
        "pot A, regels.greens: dit veld is onbekend"
    ]
    assert fouten(invoer(kandidaat("R1") | {"Nummer": waarde})) == [
        "kandidaat R1, Nummer: dit veld is onbekend"
    ]


def test_een_onbekend_veld_met_vreemde_tekens_blijft_een_regel() -> None:
    assert fouten(invoer() | {"a\nb\ud800" + "x" * 100: 1}) == [
        f"a\\u000ab\\ud800{'x' * 55}…: dit veld is onbekend"
    ]


def test_afwezig_en_null_zijn_hetzelfde() -> None:
    leeg = dict.fromkeys(["categorie", "score", "minimum_cent", "afwijzingsgrond", "reeds_verleend_cent"])
    regels: Rij = {"methode": "naar_rato"} | dict.fromkeys(
        ["categorieen", "drempelscore", "gelijke_stand", "binnen_groep", "grens"]
    )
    met_null: Rij = {
        "seed": None,
        "gemeentemaximum_cent": None,
        "gemeentemaximum_telt": None,
        "potten": [pot(regels=regels, restant_naar=None, overgeheveld_cent=None)],
        "kandidaten": [kandidaat("R1") | leeg],
    }
    assert lees_invoer(met_null) == lees_invoer(
        invoer(kandidaat("R1"), potten=[pot(regels={"methode": "naar_rato"})], seed=None)
    )


# --- the head ---


@pytest.mark.parametrize("seed", GEEN_TEKSTEN)
def test_een_seed_is_een_tekst(seed: object) -> None:
    assert fouten(invoer(seed=None) | {"seed": seed}) == ["seed: moet een tekst zijn"]


def test_een_seed_zonder_vaste_bytes_wordt_geweigerd() -> None:
    assert fouten(invoer(seed="a\udfff")) == [f"seed: {HALF}"]


@pytest.mark.parametrize(
    "regels",
    [
        {"methode": "binnenkomst"},
        {"methode": "binnenkomst", "binnen_groep": None},
        {"methode": "categorie", "categorieen": ["X"], "binnen_groep": "loting"},
        {"methode": "score"},
        {"methode": "loting"},
    ],
)
def test_een_lege_seed_mag_niet_als_er_geloot_kan_worden(regels: Rij) -> None:
    (regel,) = fouten(
        invoer(potten=[pot(naam="N", regels={"methode": "naar_rato"}), pot(regels=regels)], seed="")
    )
    assert regel.startswith("seed: mag niet leeg zijn")


@pytest.mark.parametrize(
    "regels",
    [
        {"methode": "naar_rato"},
        {"methode": "binnenkomst", "binnen_groep": "tijdstip"},
        {"methode": "score", "binnen_groep": "tijdstip"},
        {"methode": "categorie", "categorieen": ["X"], "binnen_groep": "tijdstip"},
    ],
)
def test_een_lege_seed_mag_als_er_niet_geloot_kan_worden(regels: Rij) -> None:
    assert lees_invoer(invoer(potten=[pot(regels=regels)], seed="")).seed == ""


@pytest.mark.parametrize("waarde", GEEN_GETALLEN)
def test_een_gemeentemaximum_is_een_geheel_getal(waarde: object) -> None:
    assert fouten(invoer(gemeentemaximum_cent=waarde)) == [f"gemeentemaximum_cent: {GEHEEL}"]


def test_de_grenzen_van_het_gemeentemaximum() -> None:
    lees_invoer(invoer(gemeentemaximum_cent=0))
    lees_invoer(invoer(gemeentemaximum_cent=MAX_GEHEEL))
    assert fouten(invoer(gemeentemaximum_cent=-1)) == ["gemeentemaximum_cent: moet minstens 0 zijn"]
    assert fouten(invoer(gemeentemaximum_cent=MAX_GEHEEL + 1)) == [
        f"gemeentemaximum_cent: moet hoogstens {MAX_GEHEEL} zijn"
    ]


@pytest.mark.parametrize("waarde", ["", "Verleend", "beide", 1, True, []])
def test_wat_telt_voor_het_gemeentemaximum_is_een_van_twee(waarde: object) -> None:
    assert fouten(invoer(gemeentemaximum_telt=waarde)) == [
        "gemeentemaximum_telt: moet een van deze zijn: gevraagd, verleend"
    ]


@pytest.mark.parametrize("maximum", [None, 10])
def test_verleend_kan_niet_samen_met_naar_rato(maximum: int | None) -> None:
    potten = [
        pot(),
        pot(naam="N", regels={"methode": "naar_rato"}),
        pot(naam="M", regels={"methode": "naar_rato"}),
    ]
    assert fouten(invoer(potten=potten, gemeentemaximum_telt="verleend", gemeentemaximum_cent=maximum)) == [
        "gemeentemaximum_telt: verleend kan niet samen met de methode naar_rato (pot N, pot M)"
    ]
    lees_invoer(invoer(potten=potten, gemeentemaximum_telt="gevraagd", gemeentemaximum_cent=maximum))


# --- pots ---


def test_de_verplichte_velden_van_een_pot() -> None:
    assert fouten(invoer(potten=[{}])) == [
        f"potten[0], pot: {MIST}",
        f"potten[0], plafond_cent: {MIST}",
        f"potten[0], regels: {MIST}",
    ]


@pytest.mark.parametrize("naam", GEEN_TEKSTEN)
def test_de_naam_van_een_pot_is_een_tekst(naam: object) -> None:
    assert fouten(invoer(potten=[pot() | {"pot": naam}])) == ["potten[0], pot: moet een tekst zijn"]


def test_de_naam_van_een_pot_is_niet_leeg_niet_half_en_niet_dubbel() -> None:
    assert fouten(invoer(potten=[pot(naam="")])) == ["potten[0], pot: mag niet leeg zijn"]
    assert fouten(invoer(potten=[pot(naam="\ud800")])) == [f"potten[0], pot: {HALF}"]
    assert fouten(invoer(potten=[pot(), pot(), pot()])) == [
        "pot A, pot: deze naam komt meer dan één keer voor"
    ]


@pytest.mark.parametrize("waarde", GEEN_GETALLEN)
def test_plafond_en_overgeheveld_zijn_gehele_getallen(waarde: object) -> None:
    assert fouten(invoer(potten=[pot(waarde)])) == [f"pot A, plafond_cent: {GEHEEL}"]  # type: ignore[arg-type]
    assert fouten(invoer(potten=[pot(overgeheveld_cent=waarde)])) == [f"pot A, overgeheveld_cent: {GEHEEL}"]


def test_de_grenzen_van_plafond_en_overgeheveld() -> None:
    lees_invoer(invoer(potten=[pot(0), pot(MAX_GEHEEL, naam="B", overgeheveld_cent=-MAX_GEHEEL)]))
    assert fouten(invoer(potten=[pot(-1)])) == ["pot A, plafond_cent: moet minstens 0 zijn"]
    assert fouten(invoer(potten=[pot(MAX_GEHEEL + 1)])) == [
        f"pot A, plafond_cent: moet hoogstens {MAX_GEHEEL} zijn"
    ]
    assert fouten(invoer(potten=[pot(overgeheveld_cent=MAX_GEHEEL + 1)])) == [
        f"pot A, overgeheveld_cent: moet hoogstens {MAX_GEHEEL} zijn"
    ]
    assert fouten(invoer(potten=[pot(overgeheveld_cent=-MAX_GEHEEL - 1)])) == [
        f"pot A, overgeheveld_cent: moet minstens {-MAX_GEHEEL} zijn"
    ]


def test_een_restant_gaat_alleen_naar_een_latere_pot() -> None:
    lees_invoer(invoer(potten=[pot(restant_naar="B"), pot(naam="B")]))
    te_vroeg = "moet een pot zijn die later aan de beurt is"
    assert fouten(invoer(potten=[pot(), pot(naam="B", restant_naar="A")])) == [
        f"pot B, restant_naar: {te_vroeg}"
    ]
    assert fouten(invoer(potten=[pot(restant_naar="A")])) == [f"pot A, restant_naar: {te_vroeg}"]
    assert fouten(invoer(potten=[pot(restant_naar="C"), pot(naam="B")])) == [
        "pot A, restant_naar: de pot C bestaat niet"
    ]
    assert fouten(invoer(potten=[pot(restant_naar="")])) == ["pot A, restant_naar: mag niet leeg zijn"]
    assert fouten(invoer(potten=[pot(restant_naar=1), pot(naam="B")])) == [
        "pot A, restant_naar: moet een tekst zijn"
    ]


def test_een_plafond_onder_wat_al_is_verleend_valt_meteen_op() -> None:
    verleend = [kandidaat("R1", 60, reeds_verleend_cent=60), kandidaat("R2", 50, reeds_verleend_cent=41)]
    assert fouten(invoer(*verleend, kandidaat("R3", 0))) == [
        "kandidaat R3, gevraagd_cent: moet minstens 1 zijn",
        "pot A, plafond_cent: er is al € 1,01 verleend; dat is meer dan het plafond met wat er is overgeheveld (€ 1)",
    ]
    assert (
        "pot A, plafond_cent: er is al"
        in fouten(invoer(*verleend, potten=[pot(200, overgeheveld_cent=-100)]))[0]
    )
    lees_invoer(invoer(*verleend, potten=[pot(101)]))
    lees_invoer(invoer(*verleend, potten=[pot(0, overgeheveld_cent=101)]))


def test_meer_weggehaald_dan_er_was_is_ook_te_weinig() -> None:
    (regel,) = fouten(invoer(potten=[pot(10, overgeheveld_cent=-11)]))
    assert regel.startswith("pot A, plafond_cent: er is al € 0 verleend")


def test_wat_een_restant_nog_kan_goedmaken_blijkt_pas_bij_het_rekenen() -> None:
    potten = [pot(50, naam="O", restant_naar="A"), pot(50)]
    goed = invoer(kandidaat("R1", 100, reeds_verleend_cent=100), potten=potten)
    assert verdeel(lees_invoer(goed)).restant_cent == {"O": 0, "A": 0}
    fout = invoer(*goed["kandidaten"], kandidaat("R2", 1, pot="O"), potten=potten)
    with pytest.raises(Rekenfout, match=r"^pot A, plafond_cent: er is al € 1 verleend.*€ 0,99\)$"):
        verdeel(lees_invoer(fout))


# --- all at once ---


def test_alle_fouten_komen_tegelijk() -> None:
    regels = fouten(
        {
            "seed": "",
            "extra": None,
            "potten": [
                pot(-1),
                pot(naam="B", regels={"methode": "naar_rato", "grens": "stop"}, restant_naar="A"),
            ],
            "kandidaten": [
                kandidaat("R1", 0, eenheden=0),
                kandidaat("R2", pot="C", gemeente="x"),
                kandidaat("R2"),
            ],
        }
    )
    assert [regel.split(":")[0] for regel in regels] == [
        "extra",
        "pot A, plafond_cent",
        "pot B, regels.grens",
        "pot B, restant_naar",
        "seed",
        "kandidaat R1, gevraagd_cent",
        "kandidaat R1, eenheden",
        "kandidaat R2, gemeente",
        "kandidaat R2, pot",
        "kandidaat R2, nummer",
    ]


def test_vormfouten_in_de_json_staan_er_met_dezelfde_namen_bij() -> None:
    gegevens, vormfouten = ontleed_json(
        b"""{"seed": "x", "potten": [{"pot": "A", "plafond_cent": NaN, "plafond_cent": -1, "regels":
        {"methode": "binnenkomst", "grens": "stop", "grens": "stop"}}], "kandidaten": [{"nummer": "R1", "nummer":
        "R1", "gemeente": "GM0363", "pot": "A", "gevraagd_cent": 99999999999999999999, "eenheden": 1, "volledig_op":
        "2023-06-01T10:00Z", "score": Infinity}, {"nummer": "?", "pot": "\\ud800"}]}"""
    )
    with pytest.raises(Exception, match="A") as gevangen:
        lees_invoer(gegevens, vormfouten)
    dubbel, groot = "deze sleutel staat er meer dan één keer", "dit getal is te groot"
    regels = str(gevangen.value).splitlines()
    assert [
        regel.removesuffix(f": hoogstens {MAX_GEHEEL} en minstens -{MAX_GEHEEL}") for regel in regels[:7]
    ] == [
        f"pot A, plafond_cent: {dubbel}",
        f"pot A, regels.grens: {dubbel}",
        f"kandidaat R1, nummer: {dubbel}",
        f"kandidaat R1, gevraagd_cent: {groot}",
        "kandidaat R1, score: Infinity is geen JSON",
        f"kandidaten[1], pot: {HALF}",
        "pot A, plafond_cent: moet minstens 0 zijn",
    ]
    assert [regel.split(":")[0] for regel in regels[7:]] == [
        f"kandidaten[1], {veld}"
        for veld in ("nummer", "gemeente", "gevraagd_cent", "eenheden", "volledig_op")
    ]
