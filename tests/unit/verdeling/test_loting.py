"""The draw: anyone can check it, and nobody else's presence changes an order."""

from __future__ import annotations

import subprocess

from hypothesis import given
from hypothesis import strategies as st

from subsidie.verdeling.loting import lot, lot_tekst, lotvolgorde
from tests.unit.verdeling.hulp import invoer, kandidaat, pot, rangen, reken

SEEDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
NUMMERS = st.lists(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,6}", fullmatch=True), unique=True, max_size=30)


def test_het_lot_is_dat_van_de_opdracht_in_het_protocol() -> None:
    opdracht = "printf '%s' 'RHA2023-oefentrekking-1|RHA23-0042' | sha256sum"
    uitvoer = subprocess.run(["bash", "-c", opdracht], capture_output=True, check=True).stdout.decode()
    assert lot("RHA2023-oefentrekking-1", "RHA23-0042") == uitvoer.split()[0]


def test_een_seed_met_een_streep_of_accent_wordt_niet_veranderd() -> None:
    assert lot_tekst("a|é ", "R1") == "a|é |R1"
    assert lot("a|é ", "R1") != lot("a|é", "R1")


@given(SEEDS, NUMMERS)
def test_de_volgorde_is_die_van_de_loten_in_hexadecimale_cijfers(seed: str, nummers: list[str]) -> None:
    getrokken = [nummers[plek] for plek in lotvolgorde(seed, nummers)]
    assert getrokken == sorted(nummers, key=lambda nummer: lot(seed, nummer))


@given(SEEDS, NUMMERS, st.data())
def test_wie_wegvalt_verandert_de_volgorde_van_de_anderen_niet(
    seed: str, nummers: list[str], data: st.DataObject
) -> None:
    blijft = data.draw(st.sets(st.sampled_from(nummers) if nummers else st.nothing()))
    overgebleven = [nummer for nummer in nummers if nummer in blijft]
    allen = [nummers[plek] for plek in lotvolgorde(seed, nummers)]
    assert [overgebleven[plek] for plek in lotvolgorde(seed, overgebleven)] == [
        n for n in allen if n in blijft
    ]


def test_lotnummers_schuiven_op_maar_de_volgorde_blijft_in_een_nieuwe_verdeling() -> None:
    regels = {"methode": "loting"}
    allen = [kandidaat(f"R{plek}") for plek in range(12)]
    loten = {
        n: lotnummer or 0
        for n, (_, lotnummer) in rangen(reken(invoer(*allen, potten=[pot(50, regels=regels)]))).items()
    }
    volgorde = sorted(loten, key=loten.__getitem__)
    zonder = [rij for rij in allen if rij["nummer"] not in volgorde[:3]]
    opnieuw = {
        n: lotnummer or 0
        for n, (_, lotnummer) in rangen(reken(invoer(*zonder, potten=[pot(50, regels=regels)]))).items()
    }
    assert sorted(opnieuw, key=opnieuw.__getitem__) == volgorde[3:]
    assert sorted(opnieuw.values()) == list(range(1, 10))
