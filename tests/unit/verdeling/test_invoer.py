"""What the input becomes, and the form of it that is frozen before the draw."""

from __future__ import annotations

import dataclasses
import json
from datetime import date

import pytest

from subsidie.kern.strikte_json import GeenGeheelGetal, lees_json
from subsidie.kern.verdeelwoorden import BinnenGroep, Grens
from subsidie.verdeling.engine import als_json as uitslag_als_json
from subsidie.verdeling.engine import verdeel
from subsidie.verdeling.invoer import als_json, bevroren, lees_invoer
from tests.unit.verdeling.hulp import invoer, kandidaat, pot


def test_wat_niet_genoemd_is_krijgt_zijn_standaardwaarde() -> None:
    gelezen = lees_invoer(invoer())
    assert gelezen.gemeentemaximum_telt == "gevraagd"
    assert gelezen.potten[0].overgeheveld_cent == 0
    assert gelezen.potten[0].regels.binnen_groep is BinnenGroep.LOTING
    assert gelezen.potten[0].regels.grens is Grens.STOP


def test_een_kandidaat_weet_zijn_dag() -> None:
    gelezen = lees_invoer(invoer(kandidaat("R1", volledig_op="2023-06-01T22:00:00Z"))).kandidaat("R1")
    assert (gelezen.dag, gelezen.volledig_op) == (date(2023, 6, 2), "2023-06-01T22:00:00Z")


def test_een_pot_of_kandidaat_die_er_niet_is() -> None:
    gelezen = lees_invoer(invoer(kandidaat("R1")))
    uitslag = verdeel(gelezen)
    for zoek in (gelezen.pot, gelezen.kandidaat, uitslag.van, uitslag.potuitslag):
        for naam in ("", "R0", "R11", "Z"):
            with pytest.raises(KeyError):
                zoek(naam)


def test_wat_bevroren_wordt_is_de_hele_invoer_zonder_seed() -> None:
    gegevens = invoer(
        kandidaat("R2", categorie="één", score="8.50", minimum_cent=None),
        kandidaat("R10", afwijzingsgrond='te "duur"'),
        potten=[pot(overgeheveld_cent=0, restant_naar=None)],
        gemeentemaximum_cent=0,
    )
    verwacht = (
        '{"gemeentemaximum_cent":0,"kandidaten":['
        '{"afwijzingsgrond":"te \\"duur\\"","eenheden":1,"gemeente":"GM0363","gevraagd_cent":10,"nummer":"R10",'
        '"pot":"A","volledig_op":"2023-06-01T10:00:00+02:00"},'
        '{"categorie":"één","eenheden":1,"gemeente":"GM0363","gevraagd_cent":10,"nummer":"R2","pot":"A",'
        '"score":"8.50","volledig_op":"2023-06-01T10:00:00+02:00"}],'
        '"potten":[{"overgeheveld_cent":0,"plafond_cent":100,"pot":"A","regels":{"methode":"binnenkomst"}}]}'
    )
    assert bevroren(gegevens).decode() == verwacht
    assert bevroren(lees_invoer(gegevens)).decode() == verwacht
    assert bevroren(json.loads(verwacht)).decode() == verwacht


def test_een_standaardwaarde_wordt_niet_ingevuld_in_wat_bevroren_wordt() -> None:
    kaal = invoer(potten=[pot(regels={"methode": "score"})])
    vol = invoer(
        potten=[
            pot(regels={"methode": "score", "binnen_groep": "loting", "grens": "stop", "gelijke_stand": []})
        ],
        gemeentemaximum_telt="gevraagd",
    )
    assert lees_invoer(kaal) == lees_invoer(vol)
    assert bevroren(kaal) != bevroren(vol)
    assert als_json(lees_invoer(vol)) == vol


def test_ook_wat_genegeerd_wordt_hoort_bij_de_hele_invoer() -> None:
    gegevens = invoer(kandidaat("R1", score={"a": None, "b": [None, GeenGeheelGetal("1.50")]}, categorie=7))
    rij = json.loads(bevroren(gegevens))["kandidaten"][0]
    assert (rij["score"], rij["categorie"]) == ({"b": [None, 1.5]}, 7)
    assert bevroren(lees_json(bevroren(gegevens))) == bevroren(gegevens)


def test_de_invoer_en_haar_delen_veranderen_niet_meer() -> None:
    gelezen = lees_invoer(invoer(kandidaat("R1")))
    with pytest.raises(dataclasses.FrozenInstanceError):
        gelezen.seed = "ander"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        gelezen.kandidaten[0].gevraagd_cent = 1  # type: ignore[misc]


def test_ook_wie_de_invoer_zelf_samenstelt_krijgt_dezelfde_volgorde() -> None:
    gelezen = lees_invoer(invoer(*(kandidaat(f"R{plek}") for plek in range(30))))
    omgekeerd = dataclasses.replace(gelezen, kandidaten=gelezen.kandidaten[::-1])
    assert omgekeerd == gelezen
    assert uitslag_als_json(verdeel(omgekeerd)) == uitslag_als_json(verdeel(gelezen))


def test_nummers_staan_op_volgorde_van_code_punt() -> None:
    nummers = ["a", "B", "10", "9", "A-", "A.", "A_", "A"]
    uitslag = verdeel(lees_invoer(invoer(*(kandidaat(nummer) for nummer in nummers))))
    assert [een.nummer for een in uitslag.uitkomsten] == ["10", "9", "A", "A-", "A.", "A_", "B", "a"]
