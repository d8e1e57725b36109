"""Terms from a file: the worked cases, and every fault at once with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.strikte_json import GeenGeheelGetal, lees_json
from subsidie.kern.termijnen_json import bereken, lees_en_bereken

GEVALLEN = Path(__file__).parents[2] / "gevallen" / "termijnen.json"
BESLISTERMIJN: dict[str, Any] = {"start": "2023-06-01", "weken": 13}
OPSCHORTING: dict[str, Any] = {"uitgenodigd_op": "2023-06-20", "termijn_tot": "2023-07-04"}


def gebreken_van(gegevens: object) -> list[str]:
    with pytest.raises(OngeldigeInvoer) as fout:
        bereken(gegevens)
    return [str(gebrek) for gebrek in fout.value.gebreken]


def plaatsen_van(gegevens: object) -> list[str]:
    return [regel.split(":")[0] for regel in gebreken_van(gegevens)]


def beslis(**invoer: object) -> dict[str, object]:
    return {"soort": "beslistermijn", "invoer": BESLISTERMIJN | invoer}


@pytest.mark.parametrize("geval", json.loads(GEVALLEN.read_bytes()), ids=lambda geval: geval["titel"])
def test_de_uitgewerkte_gevallen(geval: dict[str, Any]) -> None:
    assert bereken(geval) == [geval["verwacht"]]


def test_een_lijst_geeft_een_lijst_in_dezelfde_volgorde() -> None:
    gevallen = lees_json(GEVALLEN.read_bytes())
    assert isinstance(gevallen, list)
    assert bereken(gevallen) == [geval["verwacht"] for geval in gevallen]
    assert lees_en_bereken(GEVALLEN.read_bytes()) == bereken(gevallen)
    assert bereken([]) == []


def test_null_is_hetzelfde_als_afwezig() -> None:
    leeg = {"opschortingen": None, "verdaging_weken": None, "atw": None, "vandaag": None}
    assert bereken(beslis(**leeg, gelijkgestelde_dagen=None)) == bereken(beslis()) == ["2023-08-31"]
    assert bereken(beslis(opschortingen=[OPSCHORTING])) == bereken(
        beslis(opschortingen=[OPSCHORTING | {"aangevuld_op": None}])
    )
    assert plaatsen_van(beslis(start=None, weken=None)) == ["start", "weken"]


def test_titel_en_verwacht_worden_genegeerd_en_iets_anders_niet() -> None:
    assert bereken(beslis() | {"titel": 3, "verwacht": {"iets": "anders"}}) == ["2023-08-31"]
    assert plaatsen_van(beslis() | {"toelichting": None}) == ["toelichting"]


@pytest.mark.parametrize(
    ("soort", "invoer", "onbekend"),
    [
        ("beslistermijn", BESLISTERMIJN, "bekendgemaakt_op"),
        ("bezwaartermijn", {"bekendgemaakt_op": "2023-12-01"}, "vandaag"),
        ("betaaltermijn", {"bekendgemaakt_op": "2023-12-01"}, "weken"),
        ("jaren", {"vanaf": "2023-12-01", "jaren": 2}, "gelijkgestelde_dagen"),
    ],
)
def test_een_onbekend_veld_wordt_geweigerd_ook_als_het_null_is(
    soort: str, invoer: dict[str, object], onbekend: str
) -> None:
    assert len(bereken({"soort": soort, "invoer": invoer})) == 1
    assert plaatsen_van({"soort": soort, "invoer": invoer | {onbekend: None}}) == [onbekend]


def test_een_onbekend_veld_van_een_opschorting_wordt_geweigerd() -> None:
    assert plaatsen_van(beslis(opschortingen=[OPSCHORTING | {"reden": "x"}])) == ["opschortingen[0].reden"]


@pytest.mark.parametrize("fout", [None, "", "termijn", "Jaren", 3, ["jaren"], GeenGeheelGetal("1.0")])
def test_een_soort_die_niet_bestaat_wordt_geweigerd(fout: object) -> None:
    assert plaatsen_van({"soort": fout, "invoer": BESLISTERMIJN}) == ["soort"]


def test_een_soort_die_niet_bestaat_noemt_de_keuzes() -> None:
    (regel,) = gebreken_van({"soort": "x\ny", "invoer": {}})
    assert (
        regel == "soort: ‘x\\u000ay’ bestaat niet; kies beslistermijn, bezwaartermijn, betaaltermijn of jaren"
    )


@pytest.mark.parametrize(
    "fout", [True, False, "13", GeenGeheelGetal("13.0"), GeenGeheelGetal("1e1"), [13], 13.0]
)
def test_een_aantal_is_een_heel_getal(fout: object) -> None:
    assert plaatsen_van(beslis(weken=fout)) == ["weken"]
    assert plaatsen_van(beslis(verdaging_weken=fout)) == ["verdaging_weken"]
    assert plaatsen_van({"soort": "jaren", "invoer": {"vanaf": "2023-12-01", "jaren": fout}}) == ["jaren"]


def test_aantallen_hebben_een_ondergrens() -> None:
    assert plaatsen_van(beslis(weken=0)) == ["weken"]
    assert plaatsen_van(beslis(verdaging_weken=-1)) == ["verdaging_weken"]
    assert bereken(beslis(verdaging_weken=0)) == ["2023-08-31"]
    assert plaatsen_van({"soort": "jaren", "invoer": {"vanaf": "2023-12-01", "jaren": 0}}) == ["jaren"]


@pytest.mark.parametrize(
    "fout",
    [
        "",
        "2023-02-29",
        "2023-6-1",
        "01-06-2023",
        "2023-06-01T00:00",
        "2023-06-01\n",
        "٢٠٢٣-06-01",
        20230601,
        True,
        [],
    ],
)
def test_een_datum_is_jaar_maand_dag_en_bestaat(fout: object) -> None:
    assert plaatsen_van(beslis(start=fout)) == ["start"]
    assert plaatsen_van(beslis(vandaag=fout)) == ["vandaag"]
    assert plaatsen_van(beslis(gelijkgestelde_dagen=["2023-06-02", fout])) == ["gelijkgestelde_dagen[1]"]
    assert plaatsen_van({"soort": "bezwaartermijn", "invoer": {"bekendgemaakt_op": fout}}) == [
        "bekendgemaakt_op"
    ]


@pytest.mark.parametrize("fout", [1, 0, "true", [], GeenGeheelGetal("1.0")])
def test_atw_is_waar_of_niet_waar(fout: object) -> None:
    assert plaatsen_van(beslis(atw=fout)) == ["atw"]


@pytest.mark.parametrize("fout", [{}, "2023-06-01", 3, True])
def test_een_lijst_is_een_lijst(fout: object) -> None:
    assert plaatsen_van(beslis(opschortingen=fout)) == ["opschortingen"]
    assert plaatsen_van(beslis(gelijkgestelde_dagen=fout)) == ["gelijkgestelde_dagen"]


@pytest.mark.parametrize("fout", [None, "x", 3, [], True])
def test_een_opschorting_is_een_object(fout: object) -> None:
    assert plaatsen_van(beslis(opschortingen=[OPSCHORTING, fout])) == ["opschortingen[1]"]


def test_een_dag_voor_de_uitnodiging_wordt_geweigerd() -> None:
    voor = {"termijn_tot": "2023-06-19", "aangevuld_op": "2023-06-18"}
    assert gebreken_van([beslis(), beslis(), beslis(opschortingen=[OPSCHORTING | voor])]) == [
        "termijn 3, opschortingen[0].termijn_tot: ligt voor uitgenodigd_op (2023-06-20)",
        "termijn 3, opschortingen[0].aangevuld_op: ligt voor uitgenodigd_op (2023-06-20)",
    ]


def test_ook_zonder_goede_termijn_tot_wordt_de_aanvulling_gecontroleerd() -> None:
    kapot = OPSCHORTING | {"termijn_tot": "morgen", "aangevuld_op": "2023-06-18"}
    assert plaatsen_van(beslis(opschortingen=[kapot])) == [
        "opschortingen[0].termijn_tot",
        "opschortingen[0].aangevuld_op",
    ]


@pytest.mark.parametrize("geen_termijn", [None, "jaren", 3, True, [[]], [None]])
def test_wat_geen_termijn_is_wordt_geweigerd(geen_termijn: object) -> None:
    (regel,) = gebreken_van(geen_termijn)
    assert regel.endswith("dit moet een object zijn met soort en invoer")


@pytest.mark.parametrize("invoer", [None, [], "x", 3])
def test_invoer_is_een_object(invoer: object) -> None:
    assert plaatsen_van({"soort": "jaren", "invoer": invoer}) == ["invoer"]


def test_een_termijn_voorbij_de_kalender_noemt_de_termijn() -> None:
    voorbij = {"soort": "jaren", "invoer": {"vanaf": "2023-12-01", "jaren": 2**53 - 1}}
    assert gebreken_van([beslis(), voorbij, beslis(weken=2**53 - 1)]) == [
        "termijn 2: de termijn eindigt na 31 december 9999: dat kan niet",
        "termijn 3: de termijn eindigt na 31 december 9999: dat kan niet",
    ]
    assert gebreken_van(voorbij) == ["de termijn eindigt na 31 december 9999: dat kan niet"]


def test_alle_fouten_van_alle_termijnen_komen_tegelijk() -> None:
    assert plaatsen_van(
        [
            {"soort": "jaren", "invoer": {"vanaf": "2024-02-30", "jaren": True, "x": None}},
            {"soort": "foo", "extra": 1},
            beslis(),
            beslis(opschortingen=[{"uitgenodigd_op": "2023-06-20"}, {}], atw="nee", vandaag=5),
        ]
    ) == [
        "termijn 1, x",
        "termijn 1, vanaf",
        "termijn 1, jaren",
        "termijn 2, extra",
        "termijn 2, soort",
        "termijn 2, invoer",
        "termijn 4, opschortingen[0].termijn_tot",
        "termijn 4, opschortingen[1].uitgenodigd_op",
        "termijn 4, opschortingen[1].termijn_tot",
        "termijn 4, atw",
        "termijn 4, vandaag",
    ]


def test_fouten_in_de_vorm_en_in_de_inhoud_komen_samen() -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        lees_en_bereken(
            b'[{"soort": "jaren", "soort": "jaren", "invoer": {"vanaf": "2024-01-01", "jaren": NaN}},'
            b' {"soort": "jaren", "invoer": {"vanaf": "x", "jaren": 1.0}}]'
        )
    assert [gebrek.waar for gebrek in fout.value.gebreken] == [
        "termijn 1, soort",
        "termijn 1, jaren",
        "termijn 2, vanaf",
        "termijn 2, jaren",
    ]
    with pytest.raises(OngeldigeInvoer) as fout:
        lees_en_bereken(b'{"soort": "jaren", "invoer": {"vanaf": "2024-01-01", "jaren": 1, "jaren": 2}}')
    assert [gebrek.waar for gebrek in fout.value.gebreken] == ["jaren"]


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 200 + b"]" * 200])
def test_wat_geen_json_is_wordt_geweigerd(data: bytes) -> None:
    with pytest.raises(OngeldigeInvoer):
        lees_en_bereken(data)


WAARDEN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from(["beslistermijn", "jaren", "bezwaartermijn", "2023-06-20", "2024-02-29", "x"])
    | st.builds(GeenGeheelGetal, st.just("1.5")),
    lambda kinderen: (
        st.lists(kinderen, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "soort",
                    "invoer",
                    "start",
                    "weken",
                    "opschortingen",
                    "uitgenodigd_op",
                    "termijn_tot",
                    "vanaf",
                    "jaren",
                ]
            ),
            kinderen,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(WAARDEN, st.sampled_from(["beslistermijn", "bezwaartermijn", "jaren"]))
def test_wat_er_ook_wordt_aangeboden_er_komt_een_antwoord_of_een_nette_weigering(
    waarde: object, soort: str
) -> None:
    for gegevens in (waarde, {"soort": soort, "invoer": waarde}):
        regels: list[str] = []
        try:
            antwoorden = bereken(gegevens)
        except OngeldigeInvoer as fout:
            regels = [str(gebrek) for gebrek in fout.gebreken]
        if regels:
            assert not any("\n" in regel for regel in regels)
        else:
            assert len(antwoorden) == (len(gegevens) if isinstance(gegevens, list) else 1)
