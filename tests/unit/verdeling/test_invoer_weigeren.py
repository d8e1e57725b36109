"""Bad input is refused: every rule of the tables, every fault at once, each with its place."""

from __future__ import annotations

from typing import Any

import pytest

from subsidie.kern.fouten import Rekenfout
from subsidie.kern.strikte_json import MAX_GEHEEL, GeenGeheelGetal, ontleed_json
from subsidie.verdeling.engine import verdeel
from subsidie.verdeling.invoer import lees_invoer
from tests.unit.verdeling.hulp import Rij, fouten, invoer, kandidaat, pot

GEHEEL = "moet een geheel getal zijn, zonder aanhalingstekens, punt of exponent"
MIST = "dit veld ontbreekt"
GEEN_GETALLEN = [True, False, "1", 1.0, GeenGeheelGetal("1.0"), GeenGeheelGetal("1e3"), [], {}]
GEEN_TEKSTEN = [True, 1, GeenGeheelGetal("1.0"), [], {}]
HALF = "deze tekst bevat een half teken (los surrogaat)"


def _met_regels(**regels: Any) -> Rij:
    return invoer(kandidaat("R1", categorie="X", score="1"), potten=[pot(regels=regels)])


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
    assert fouten(_met_regels(methode="binnenkomst", greens=waarde)) == [
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


# --- rules ---


def test_de_regels_zijn_een_object_met_een_methode() -> None:
    assert fouten(invoer(potten=[pot(regels=[])])) == ["pot A, regels: moet een object zijn"]
    assert fouten(_met_regels()) == [f"pot A, regels.methode: {MIST}"]
    fout: list[object] = ["", "Loting", "vast", 1, []]
    for methode in fout:
        assert fouten(_met_regels(methode=methode)) == [
            "pot A, regels.methode: moet een van deze zijn: binnenkomst, categorie, score, loting, naar_rato"
        ]


SLEUTELS: dict[str, Any] = {
    "categorieen": ["X"],
    "drempelscore": "1",
    "gelijke_stand": ["eenheden"],
    "binnen_groep": "loting",
    "grens": "stop",
}
HOORT_BIJ: dict[str, set[str]] = {
    "binnenkomst": {"binnen_groep", "grens"},
    "categorie": {"categorieen", "binnen_groep", "grens"},
    "score": {"drempelscore", "gelijke_stand", "binnen_groep", "grens"},
    "loting": {"binnen_groep", "grens"},
    "naar_rato": set(),
}


@pytest.mark.parametrize("sleutel", sorted(SLEUTELS))
@pytest.mark.parametrize("methode", sorted(HOORT_BIJ))
def test_een_sleutel_die_niet_bij_de_methode_hoort_wordt_geweigerd(methode: str, sleutel: str) -> None:
    regels: Rij = {"methode": methode, sleutel: SLEUTELS[sleutel]}
    if methode == "categorie":
        regels["categorieen"] = ["X"]
    if sleutel in HOORT_BIJ[methode]:
        lees_invoer(_met_regels(**regels))
    else:
        assert fouten(_met_regels(**regels)) == [
            f"pot A, regels.{sleutel}: dit veld hoort niet bij de methode {methode}"
        ]
        # Absent and null are the same, also for a key that belongs to another method.
        lees_invoer(_met_regels(**regels | {sleutel: None}))


@pytest.mark.parametrize(
    ("sleutel", "keuzes"),
    [("binnen_groep", "loting, tijdstip"), ("grens", "stop, doorschuiven, gedeeltelijk")],
)
@pytest.mark.parametrize("waarde", ["", "STOP", "x", 1, True, [], {}])
def test_binnen_groep_en_grens_zijn_een_keuze(sleutel: str, keuzes: str, waarde: object) -> None:
    assert fouten(_met_regels(methode="binnenkomst", **{sleutel: waarde})) == [
        f"pot A, regels.{sleutel}: moet een van deze zijn: {keuzes}"
    ]


def test_een_loting_over_alles_gaat_niet_op_tijdstip() -> None:
    assert fouten(_met_regels(methode="loting", binnen_groep="tijdstip")) == [
        "pot A, regels.binnen_groep: bij de methode loting kan dit alleen loting zijn"
    ]


def test_categorieen_zijn_verplicht_niet_leeg_en_niet_dubbel() -> None:
    waar = "pot A, regels.categorieen"
    assert fouten(_met_regels(methode="categorie")) == [f"{waar}: {MIST}"]
    assert fouten(_met_regels(methode="categorie", categorieen="X")) == [f"{waar}: moet een lijst zijn"]
    assert fouten(_met_regels(methode="categorie", categorieen=[])) == [
        f"{waar}: er moet minstens één categorie zijn"
    ]
    assert fouten(_met_regels(methode="categorie", categorieen=["X", "", 1, "X", None, "\ud800"])) == [
        f"{waar}[1]: mag niet leeg zijn",
        f"{waar}[2]: moet een tekst zijn",
        f"{waar}[3]: X komt meer dan één keer voor",
        f"{waar}[4]: moet een tekst zijn",
        f"{waar}[5]: {HALF}",
    ]


def test_gelijke_stand_kent_drie_sleutels_elk_hoogstens_een_keer() -> None:
    waar = "pot A, regels.gelijke_stand"
    lees_invoer(_met_regels(methode="score", gelijke_stand=[]))
    lees_invoer(_met_regels(methode="score", gelijke_stand=["binnenkomst", "eenheden", "kosten_per_eenheid"]))
    assert fouten(_met_regels(methode="score", gelijke_stand={})) == [f"{waar}: moet een lijst zijn"]
    assert fouten(_met_regels(methode="score", gelijke_stand=["eenheden", "eenheden", "", "prijs", 1])) == [
        f"{waar}[1]: eenheden komt meer dan één keer voor",
        f"{waar}[2]: mag niet leeg zijn",
        f"{waar}[3]: moet een van deze zijn: kosten_per_eenheid, eenheden, binnenkomst",
        f"{waar}[4]: moet een tekst zijn",
    ]


GEEN_SCORES = ["", " 1", "1 ", "+1", ".5", "1.", "1,5", "1e3", "--1", "0x1", "١", "1.٥", "NaN", "1\n", 1, 1.5, True, [],
               GeenGeheelGetal("1.5")]  # fmt: skip


@pytest.mark.parametrize("waarde", GEEN_SCORES)
def test_een_score_is_een_decimaal_getal_als_tekst(waarde: object) -> None:
    melding = 'moet een decimaal getal als tekst zijn, zoals "8.5"'
    assert fouten(_met_regels(methode="score", drempelscore=waarde)) == [
        f"pot A, regels.drempelscore: {melding}"
    ]
    potten = [pot(regels={"methode": "score"})]
    assert fouten(invoer(kandidaat("R1", score=waarde), potten=potten)) == [f"kandidaat R1, score: {melding}"]


# --- candidates ---


def test_de_verplichte_velden_van_een_kandidaat() -> None:
    assert fouten(invoer({})) == [
        f"kandidaten[0], {veld}: {MIST}"
        for veld in ("nummer", "gemeente", "pot", "gevraagd_cent", "eenheden", "volledig_op")
    ]


@pytest.mark.parametrize(
    "nummer", ["", ".a", "-a", "_a", "a b", "a/b", "a|b", "é", "١", "a\n", "a\ud800", 1, True, [], {}]
)
def test_een_nummer_bestaat_uit_gewone_tekens(nummer: object) -> None:
    (regel,) = fouten(invoer(kandidaat("R1"), kandidaat("R2") | {"nummer": nummer}))
    assert regel.startswith("kandidaten[1], nummer: moet een tekst zijn van letters, cijfers")


@pytest.mark.parametrize("nummer", ["0", "a", "RHA23-0001", "A._-", "x" * 500])
def test_deze_nummers_mogen(nummer: str) -> None:
    assert lees_invoer(invoer(kandidaat(nummer))).kandidaten[0].nummer == nummer


def test_een_nummer_komt_een_keer_voor() -> None:
    assert fouten(invoer(kandidaat("R1"), kandidaat("R2"), kandidaat("R1"), kandidaat("R1"))) == [
        "kandidaat R1, nummer: dit nummer komt 3 keer voor"
    ]
    lees_invoer(invoer(kandidaat("R1"), kandidaat("r1")))


@pytest.mark.parametrize(
    "gemeente",
    ["", "GM036", "GM03630", "gm0363", "0363", "GM٠٣٦٣", "GM0363 ", "GM0363\n", "Amsterdam", 363, True, []],
)
def test_een_gemeente_is_gm_met_vier_cijfers(gemeente: object) -> None:
    assert fouten(invoer(kandidaat("R1", gemeente=gemeente))) == [
        "kandidaat R1, gemeente: moet GM met vier cijfers zijn"
    ]


def test_een_kandidaat_staat_in_een_pot_die_er_is() -> None:
    assert fouten(invoer(kandidaat("R1", pot="B"))) == ["kandidaat R1, pot: de pot B bestaat niet"]
    assert fouten(invoer(kandidaat("R1", pot="a"))) == ["kandidaat R1, pot: de pot a bestaat niet"]
    assert fouten(invoer(kandidaat("R1", pot=""))) == ["kandidaat R1, pot: mag niet leeg zijn"]
    assert fouten(invoer(kandidaat("R1", pot=1))) == ["kandidaat R1, pot: moet een tekst zijn"]


def test_een_foute_pot_geeft_geen_valse_fouten_bij_zijn_kandidaten() -> None:
    assert fouten({"potten": {}, "kandidaten": [kandidaat("R1")]}) == ["potten: moet een lijst zijn"]
    fout = [pot(-1, regels={"methode": "categorie", "categorieen": 1})]
    assert fouten(invoer(kandidaat("R1", categorie="Z"), potten=fout)) == [
        "pot A, plafond_cent: moet minstens 0 zijn",
        "pot A, regels.categorieen: moet een lijst zijn",
    ]


@pytest.mark.parametrize("veld", ["gevraagd_cent", "eenheden", "minimum_cent", "reeds_verleend_cent"])
@pytest.mark.parametrize("waarde", GEEN_GETALLEN)
def test_bedragen_en_eenheden_zijn_gehele_getallen(veld: str, waarde: Any) -> None:
    assert fouten(invoer(kandidaat("R1", **{veld: waarde}))) == [f"kandidaat R1, {veld}: {GEHEEL}"]


@pytest.mark.parametrize("veld", ["gevraagd_cent", "eenheden", "minimum_cent", "reeds_verleend_cent"])
@pytest.mark.parametrize("waarde", [0, -1, -(10**30)])
def test_bedragen_en_eenheden_zijn_minstens_een(veld: str, waarde: int) -> None:
    assert fouten(invoer(kandidaat("R1", **{veld: waarde}))) == [
        f"kandidaat R1, {veld}: moet minstens 1 zijn"
    ]


@pytest.mark.parametrize("veld", ["gevraagd_cent", "eenheden"])
def test_bedragen_en_eenheden_kennen_een_hoogste_waarde(veld: str) -> None:
    lees_invoer(invoer(kandidaat("R1", **{veld: MAX_GEHEEL})))
    assert fouten(invoer(kandidaat("R1", **{veld: MAX_GEHEEL + 1}))) == [
        f"kandidaat R1, {veld}: moet hoogstens {MAX_GEHEEL} zijn"
    ]


@pytest.mark.parametrize("veld", ["minimum_cent", "reeds_verleend_cent"])
def test_een_minimum_en_wat_is_verleend_gaan_niet_boven_wat_is_gevraagd(veld: str) -> None:
    lees_invoer(invoer(kandidaat("R1", 10, **{veld: 10})))
    lees_invoer(invoer(kandidaat("R1", 10, **{veld: 1})))
    assert fouten(invoer(kandidaat("R1", 10, **{veld: 11}))) == [
        f"kandidaat R1, {veld}: mag niet hoger zijn dan gevraagd_cent (10)"
    ]


@pytest.mark.parametrize("waarde", [1, True, [], 1685613600])
def test_volledig_op_is_een_moment_als_tekst(waarde: object) -> None:
    assert fouten(invoer(kandidaat("R1", volledig_op=waarde))) == [
        "kandidaat R1, volledig_op: moet een moment als tekst zijn"
    ]


@pytest.mark.parametrize(
    ("tekst", "melding"),
    [
        ("2023-06-01", "moet een moment zijn in de vorm"),
        ("2023-06-31T10:00Z", "dit moment bestaat niet"),
        ("0000-06-01T10:00Z", "dit moment valt buiten de kalender"),
    ],
)
def test_een_fout_moment_zegt_wat_eraan_mankeert(tekst: str, melding: str) -> None:
    (regel,) = fouten(invoer(kandidaat("R1", volledig_op=tekst)))
    assert regel.startswith(f"kandidaat R1, volledig_op: {melding}")


def test_een_afwijzingsgrond_is_een_tekst_die_iets_zegt() -> None:
    assert fouten(invoer(kandidaat("R1", afwijzingsgrond=""))) == [
        "kandidaat R1, afwijzingsgrond: mag niet leeg zijn"
    ]
    assert fouten(invoer(kandidaat("R1", afwijzingsgrond=1))) == [
        "kandidaat R1, afwijzingsgrond: moet een tekst zijn"
    ]
    assert fouten(invoer(kandidaat("R1", afwijzingsgrond="\udc00"))) == [
        f"kandidaat R1, afwijzingsgrond: {HALF}"
    ]


def test_afgewezen_en_al_verleend_gaan_nooit_samen() -> None:
    assert fouten(invoer(kandidaat("R1", afwijzingsgrond="te duur", reeds_verleend_cent=1))) == [
        "kandidaat R1, afwijzingsgrond en reeds_verleend_cent: kunnen niet samen voorkomen"
    ]


@pytest.mark.parametrize("extra", [{}, {"afwijzingsgrond": "x"}, {"reeds_verleend_cent": 1}])
def test_iedereen_in_een_pot_met_categorie_of_score_heeft_er_een(extra: Rij) -> None:
    potten = [
        pot(regels={"methode": "categorie", "categorieen": ["X"]}),
        pot(naam="S", regels={"methode": "score"}),
    ]
    kandidaten = [kandidaat("R1", score="1", **extra), kandidaat("R2", pot="S", categorie="X", **extra)]
    assert fouten(invoer(*kandidaten, potten=potten)) == [
        f"kandidaat R1, categorie: {MIST}",
        f"kandidaat R2, score: {MIST}",
    ]


def test_een_categorie_is_er_een_van_de_pot() -> None:
    potten = [pot(regels={"methode": "categorie", "categorieen": ["X", "Y"]})]
    lees_invoer(invoer(kandidaat("R1", categorie="Y"), potten=potten))
    assert fouten(invoer(kandidaat("R1", categorie="y"), potten=potten)) == [
        "kandidaat R1, categorie: y is geen categorie van deze pot"
    ]
    assert fouten(invoer(kandidaat("R1", categorie=""), potten=potten)) == [
        "kandidaat R1, categorie: mag niet leeg zijn"
    ]
    assert fouten(invoer(kandidaat("R1", categorie=1), potten=potten)) == [
        "kandidaat R1, categorie: moet een tekst zijn"
    ]


@pytest.mark.parametrize(
    "waarde", ["", "wat dan ook", 7, 7.5, True, ["a"], {"b": None}, GeenGeheelGetal("7.5")]
)
def test_categorie_en_score_in_een_pot_die_ze_niet_gebruikt_worden_genegeerd(waarde: object) -> None:
    lees_invoer(invoer(kandidaat("R1", categorie=waarde, score=waarde)))
    potten = [pot(regels={"methode": "score"})]
    lees_invoer(invoer(kandidaat("R1", categorie=waarde, score="1"), potten=potten))


@pytest.mark.parametrize("waarde", ["\ud800", ["\ud800"], 2**53, float("nan"), object()])
def test_ook_wat_genegeerd_wordt_moet_vast_te_leggen_zijn(waarde: object) -> None:
    (regel,) = fouten(invoer(kandidaat("R1", score=waarde)))
    assert regel.startswith("kandidaat R1, score: deze ")


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
