"""The rules on lines of woonruimten, and on the pot that an application goes to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from subsidie.tranches.keuzen import Woonruimtesoort
from tests.fabrieken.importbestanden import aanvraag, gebrek_in, gebreken_in, lees_rijen, regel

# Lines


def test_elke_aanvraag_heeft_woonruimten_en_elke_regel_een_aanvraag() -> None:
    gebreken = gebreken_in(
        [aanvraag(), aanvraag(aanvraagnummer="RHA-22")], [regel(), regel(aanvraagnummer="RHA-23")]
    )

    assert gebreken == [
        "aanvragen, rij 3, kolom aanvraagnummer: Bij ‘RHA-22’ staan geen woonruimten."
        " Zet ze in de tabel woonruimten, met dit nummer.",
        "woonruimten, rij 3, kolom aanvraagnummer: ‘RHA-23’ staat niet in de tabel aanvragen."
        " Bedoelt u ‘RHA-22’?",
    ]


def test_regels_tellen_door_zonder_dubbele_of_ontbrekende() -> None:
    dubbel = gebrek_in([aanvraag()], [regel(), regel()])
    gat = gebrek_in([aanvraag()], [regel(), regel(regel="3")])

    assert dubbel.startswith("woonruimten, rij 3, kolom regel: Regel 1 van ‘A-1’ staat ook in rij 2.")
    assert gat.startswith("woonruimten, rij 2, kolom regel: De regels van ‘A-1’ hebben de nummers 1 en 3.")


def test_samen_te_veel_woonruimten() -> None:
    gebrek = gebrek_in([aanvraag()], [regel(aantal="60000"), regel(regel="2", aantal="60000")])

    assert gebrek.startswith("woonruimten, rij 2, kolom aantal: Bij ‘A-1’ staan samen 120.000 woonruimten.")


@pytest.mark.parametrize(
    ("kolom", "waarde"),
    [
        ("doelgroep", "overige_spoedzoekers"),  # of 2021
        ("soort", "verblijfsruimte"),  # of 2021
        ("aard", "Permanent"),
        ("aantal", "0"),
        ("huurprijs_per_maand_eur", "0"),
        ("huurprijs_per_maand_eur", "60000"),
        ("regel", "een"),
        ("doelgroep", ""),
        ("regel", ""),
        ("aanvraagnummer", ""),
    ],
)
def test_een_regel_met_een_waarde_die_niet_kan(kolom: str, waarde: str) -> None:
    regels = [regel(), regel(regel="2") | {kolom: waarde}]

    assert gebrek_in([aanvraag()], regels).startswith(f"woonruimten, rij 3, kolom {kolom}: ")


def test_een_verblijfsruimte_mag_in_de_tranche_van_2021() -> None:
    (gelezen,) = lees_rijen(
        [aanvraag(ontvangen_op="2021-11-01T09:00:00+01:00", volledig_op="")],
        [regel(doelgroep="arbeidsmigranten", soort="verblijfsruimte")],
        tranche="rha-2021",
    )

    assert gelezen.woonruimten[0].soort is Woonruimtesoort.VERBLIJFSRUIMTE


# Pots


def _van_2025(**anders: Any) -> dict[str, Any]:
    return aanvraag(ontvangen_op="2025-06-11T09:00:00+02:00", volledig_op="", pot="O") | anders


LATER = datetime(2025, 9, 20, tzinfo=UTC)


def test_met_meer_potten_kiest_elke_aanvraag_er_een() -> None:
    (gelezen,) = lees_rijen([_van_2025()], [regel()], tranche="rha-2025", nu=LATER)
    assert gelezen.pot == "O"

    assert gebrek_in([_van_2025(pot="")], [regel()], tranche="rha-2025", nu=LATER) == (
        "aanvragen, rij 2, kolom pot: Deze tranche heeft meer dan één pot. Vul in: S of O."
    )
    assert gebrek_in([_van_2025(pot="s")], [regel()], tranche="rha-2025", nu=LATER) == (
        "aanvragen, rij 2, kolom pot: ‘s’ is geen pot van deze tranche. Kies uit: S of O. Bedoelt u ‘S’?"
    )
    zonder = _van_2025()
    del zonder["pot"]
    assert gebrek_in([zonder], [regel()], tranche="rha-2025", nu=LATER) == (
        "aanvragen, rij 1: De kolom ‘pot’ ontbreekt. Voeg hem toe."
    )


def test_een_doelgroep_hoort_bij_de_pot() -> None:
    gebrek = gebrek_in([_van_2025(pot="S")], [regel()], tranche="rha-2025", nu=LATER)

    assert gebrek == (
        "woonruimten, rij 2, kolom doelgroep: ‘statushouders’ is geen doelgroep van pot ‘S’."
        " Kies uit: uitwonende_studenten."
    )


def test_toegang_tot_een_gemeenschappelijke_ruimte_is_ja_of_nee() -> None:
    studenten = regel(doelgroep="uitwonende_studenten", toegang_gemeenschappelijke_ruimte="ja")
    regels = [studenten, studenten | {"regel": "2", "toegang_gemeenschappelijke_ruimte": "nee"}]
    regels.append(regels[1] | {"regel": "3", "toegang_gemeenschappelijke_ruimte": ""})

    (gelezen,) = lees_rijen([_van_2025(pot="S")], regels, tranche="rha-2025", nu=LATER)

    assert [een.toegang_gemeenschappelijke_ruimte for een in gelezen.woonruimten] == [True, False, False]


def test_een_tranche_met_vaste_bedragen_neemt_geen_aanvragen() -> None:
    gebrek = gebrek_in([aanvraag()], [regel()], tranche="rha-2020")

    assert gebrek == "tranche: Hier vragen gemeenten niet aan: de bedragen per gemeente staan vast."
