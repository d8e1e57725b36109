"""What is done behind the program's back up to the last checkpoint is found, and the first event is named."""

from __future__ import annotations

from typing import Any

import pytest

from subsidie.audit.controle import controleer
from subsidie.web.db import db
from tests.fabrieken.aanvaller import Aanvaller
from tests.integratie.audit.conftest import Spoor

LAATSTE_ONDERTEKENDE = 10
LAATSTE = 14


def test_een_gaaf_spoor_is_in_orde_en_ondertekend_tot_het_laatste_ijkpunt(spoor: Spoor) -> None:
    bevinding = spoor.controleer()
    assert bevinding.goed
    assert (bevinding.aantal, bevinding.ondertekend_tot, bevinding.ijkpunten) == (
        LAATSTE,
        LAATSTE_ONDERTEKENDE,
        2,
    )
    assert bevinding.waarschuwingen == ()


def test_zonder_gebeurtenissen_is_er_niets_mis(leeg_spoor: Spoor) -> None:
    bevinding = leeg_spoor.controleer()
    assert bevinding.goed
    assert (bevinding.aantal, bevinding.ondertekend_tot) == (0, 0)


def test_zonder_ijkpunt_is_alleen_de_keten_gecontroleerd(leeg_spoor: Spoor) -> None:
    leeg_spoor.gebeur(3)
    bevinding = controleer(db.engine, None, [])
    assert bevinding.goed
    assert (bevinding.aantal, bevinding.ondertekend_tot, bevinding.ijkpunten) == (3, 0, 0)


WIJZIGINGEN = {
    "gegevens": "gegevens = '{\"gevraagd_cent\":999}'",
    "soort": "soort = 'aanvraag:ingetrokken'",
    "object_soort": "object_soort = 'tranche'",
    "object": "object_id = '9999'",
    "door": "door_sleutel = 'b'",
    "door_niemand": "door_sleutel = NULL",
    "moment": "moment = '2023-07-07 08:00:00.000001+00'",
}


@pytest.mark.parametrize("wijziging", WIJZIGINGEN.values(), ids=WIJZIGINGEN)
def test_een_gewijzigd_veld_valt_op(spoor: Spoor, aanvaller: Aanvaller, wijziging: str) -> None:
    if aanvaller.soort == "sqlite":
        wijziging = wijziging.replace("+00'", "'")
    aanvaller(f"UPDATE gebeurtenis SET {wijziging} WHERE volgnummer = 3")
    gebeurtenis, melding = spoor.eerste_fout()
    assert gebeurtenis == 3
    assert "inhoud is veranderd" in melding


@pytest.mark.parametrize("nummer", [1, 10])
def test_ook_de_eerste_en_de_laatste_van_een_ijkpunt_zijn_bewaakt(
    spoor: Spoor, aanvaller: Aanvaller, nummer: int
) -> None:
    aanvaller(f"UPDATE gebeurtenis SET gegevens = '{{}}' WHERE volgnummer = {nummer}")
    assert spoor.eerste_fout()[0] == nummer


def test_ook_na_het_laatste_ijkpunt_valt_een_gewijzigde_gebeurtenis_op(
    spoor: Spoor, aanvaller: Aanvaller
) -> None:
    aanvaller("UPDATE gebeurtenis SET door_sleutel = 'b' WHERE volgnummer = 13")
    gebeurtenis, melding = spoor.eerste_fout()
    assert (gebeurtenis, "inhoud is veranderd" in melding) == (13, True)


def test_alleen_de_hash_gewijzigd_wordt_gezegd_zoals_het_is(spoor: Spoor, aanvaller: Aanvaller) -> None:
    aanvaller(f"UPDATE gebeurtenis SET hash = '{'f' * 64}' WHERE volgnummer = 3")
    gebeurtenis, melding = spoor.eerste_fout()
    assert (gebeurtenis, "inhoud klopt nog" in melding) == (3, True)


def test_een_hash_in_hoofdletters_is_ook_gewijzigd(spoor: Spoor, aanvaller: Aanvaller) -> None:
    aanvaller("UPDATE gebeurtenis SET hash = upper(hash) WHERE volgnummer = 13")
    assert spoor.eerste_fout()[0] == 13


@pytest.mark.parametrize("nummer", [1, 10, 13])
def test_een_andere_vorige_hash_valt_op(spoor: Spoor, aanvaller: Aanvaller, nummer: int) -> None:
    aanvaller(f"UPDATE gebeurtenis SET vorige_hash = '{'f' * 64}' WHERE volgnummer = {nummer}")
    assert spoor.eerste_fout()[0] == nummer


@pytest.mark.parametrize("nummer", [1, 10, 13])
def test_een_verwijderde_gebeurtenis_wordt_genoemd(spoor: Spoor, aanvaller: Aanvaller, nummer: int) -> None:
    aanvaller(f"DELETE FROM gebeurtenis WHERE volgnummer = {nummer}")
    gebeurtenis, melding = spoor.eerste_fout()
    assert (gebeurtenis, melding) == (nummer, f"ontbreekt: na {nummer - 1} komt {nummer + 1}.")


@pytest.mark.parametrize("vanaf", [1, 6, 10])
def test_het_einde_tot_voor_het_ijkpunt_verwijderd_valt_op(
    spoor: Spoor, aanvaller: Aanvaller, vanaf: int
) -> None:
    aanvaller(f"DELETE FROM gebeurtenis WHERE volgnummer >= {vanaf}")
    gebeurtenis, melding = spoor.eerste_fout()
    assert gebeurtenis == vanaf
    assert "ontbreekt, en alles erna ook" in melding


def test_alles_na_het_ijkpunt_verwijderd_valt_op_want_het_ijkpunt_was_zelf_vastgelegd(
    spoor: Spoor, aanvaller: Aanvaller
) -> None:
    aanvaller("DELETE FROM gebeurtenis WHERE volgnummer > 10")
    gebeurtenis, melding = spoor.eerste_fout()
    assert (gebeurtenis, "ontbreekt" in melding) == (11, True)


def test_de_vastlegging_van_het_ijkpunt_vervangen_valt_op(spoor: Spoor, aanvaller: Aanvaller) -> None:
    rijen = aanvaller.rijen()
    rijen[10]["gegevens"] = '{"regel_sha256":"' + "0" * 64 + '"}'
    aanvaller.schrijf(rijen)
    gebeurtenis, melding = spoor.eerste_fout()
    assert (gebeurtenis, "is vervangen" in melding) == (11, True)


def test_de_vastlegging_van_het_ijkpunt_onleesbaar_gemaakt_valt_op(
    spoor: Spoor, aanvaller: Aanvaller
) -> None:
    rijen = aanvaller.rijen()
    rijen[10]["gegevens"] = "geen json"
    aanvaller.schrijf(rijen)
    assert spoor.eerste_fout()[0] == 11


def _wijzig(rijen: list[dict[str, Any]], nummer: int) -> None:
    rijen[nummer - 1]["gegevens"] = '{"gevraagd_cent":1}'


def _verwijder(rijen: list[dict[str, Any]], nummer: int) -> None:
    del rijen[nummer - 1]


def _voeg_in(rijen: list[dict[str, Any]], nummer: int) -> None:
    rijen.insert(nummer - 1, {**rijen[0], "object_id": "ingevoegd"})


def _verwissel(rijen: list[dict[str, Any]], nummer: int) -> None:
    rijen[nummer - 1], rijen[nummer] = rijen[nummer], rijen[nummer - 1]


@pytest.mark.parametrize("daad", [_wijzig, _verwijder, _voeg_in, _verwissel])
@pytest.mark.parametrize("nummer", [1, 8])
def test_ook_als_de_hele_keten_opnieuw_is_berekend_wordt_de_eerste_genoemd(
    spoor: Spoor, aanvaller: Aanvaller, daad: Any, nummer: int
) -> None:
    rijen = aanvaller.rijen()
    daad(rijen, nummer)
    aanvaller.schrijf(rijen)
    assert controleer(db.engine, None, []).fouten[0].gebeurtenis != nummer  # the chain alone does not show it
    gebeurtenis, melding = spoor.eerste_fout()
    assert gebeurtenis == nummer
    assert "opnieuw berekend" in melding


def test_na_het_laatste_ijkpunt_bewijst_de_keten_zichzelf_tot_het_volgende(
    spoor: Spoor, aanvaller: Aanvaller
) -> None:
    """What a checkpoint does not cover yet can be rewritten: hence a checkpoint every day (docs/audit.md)."""
    rijen = aanvaller.rijen()
    _wijzig(rijen, 13)
    aanvaller.schrijf(rijen)
    assert spoor.controleer().goed
    spoor.ijk()
    _wijzig(rijen, 12)
    aanvaller.schrijf(rijen)
    assert spoor.eerste_fout()[0] == 12


@pytest.mark.parametrize("nummer", [0, -3])
def test_een_gebeurtenis_voor_de_eerste_valt_op(spoor: Spoor, aanvaller: Aanvaller, nummer: int) -> None:
    _sta_alles_toe(aanvaller)
    aanvaller(
        "INSERT INTO gebeurtenis SELECT "
        f"{nummer}, moment, soort, object_soort, object_id, door_sleutel, gegevens, vorige_hash, '{'e' * 64}'"
        " FROM gebeurtenis WHERE volgnummer = 1"
    )
    gebeurtenis, melding = spoor.eerste_fout()
    assert (gebeurtenis, melding) == (nummer, "hoort niet te bestaan: nummers beginnen bij 1.")


def test_een_dubbel_nummer_valt_op(spoor: Spoor, aanvaller: Aanvaller) -> None:
    _sta_alles_toe(aanvaller)
    aanvaller("INSERT INTO gebeurtenis SELECT * FROM gebeurtenis WHERE volgnummer = 4")
    gebeurtenis, melding = spoor.eerste_fout()
    assert (gebeurtenis, melding) == (4, "komt meer dan een keer voor.")


@pytest.mark.parametrize("kolom", ["volgnummer", "moment", "gegevens", "hash"])
def test_een_leeg_veld_valt_op(spoor: Spoor, aanvaller: Aanvaller, kolom: str) -> None:
    _sta_alles_toe(aanvaller)
    aanvaller(f"UPDATE gebeurtenis SET {kolom} = NULL WHERE volgnummer = 4")
    gebeurtenis, _ = spoor.eerste_fout()
    assert gebeurtenis == (1 if kolom == "volgnummer" and aanvaller.soort == "sqlite" else 4)


def _sta_alles_toe(aanvaller: Aanvaller) -> None:
    """The same table with the same events, without any key or check."""
    aanvaller("CREATE TABLE kopie AS SELECT * FROM gebeurtenis", "DROP TABLE gebeurtenis")
    aanvaller("ALTER TABLE kopie RENAME TO gebeurtenis")


def test_een_tabel_die_er_niet_meer_is_valt_op(spoor: Spoor, aanvaller: Aanvaller) -> None:
    aanvaller("DROP TABLE gebeurtenis")
    assert "kan niet worden gelezen" in spoor.eerste_fout()[1]


@pytest.mark.parametrize("databasesoort", ["sqlite"])
@pytest.mark.parametrize(
    "wijziging",
    [
        "moment = 'gisteren'",
        "moment = replace(moment, ' ', 'T')",  # the same moment, but the program reads midnight
        "moment = substr(moment, 1, 19)",
        "moment = CAST(moment AS BLOB)",
        "gegevens = CAST(gegevens AS BLOB)",
        "soort = 5",
        "gegevens = CAST(x'ff' AS TEXT)",  # not UTF-8: the driver cannot even hand it over
    ],
)
def test_op_sqlite_valt_ook_op_wat_niet_te_lezen_is(
    spoor: Spoor, aanvaller: Aanvaller, wijziging: str
) -> None:
    _sta_alles_toe(aanvaller)
    aanvaller(f"UPDATE gebeurtenis SET {wijziging} WHERE volgnummer = 4")
    assert spoor.eerste_fout()[0] == 4


@pytest.mark.parametrize("databasesoort", ["postgresql"])
@pytest.mark.parametrize("moment", ["infinity", "-infinity", "12023-07-07 08:01:00+00"])
def test_op_postgresql_valt_ook_een_onmogelijk_moment_op(
    spoor: Spoor, aanvaller: Aanvaller, moment: str
) -> None:
    aanvaller(f"UPDATE gebeurtenis SET moment = '{moment}' WHERE volgnummer = 4")
    assert spoor.eerste_fout()[0] == 4


@pytest.mark.parametrize("databasesoort", ["postgresql"])
def test_op_postgresql_valt_een_jaar_voor_christus_op(spoor: Spoor, aanvaller: Aanvaller) -> None:
    aanvaller("UPDATE gebeurtenis SET moment = (to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')"
              " || '+00 BC')::timestamptz WHERE volgnummer = 4")  # fmt: skip
    assert spoor.eerste_fout()[0] == 4


def test_van_twee_foute_gebeurtenissen_wordt_de_eerste_genoemd(spoor: Spoor, aanvaller: Aanvaller) -> None:
    aanvaller("UPDATE gebeurtenis SET object_id = 'x' WHERE volgnummer IN (4, 9)")
    assert spoor.eerste_fout()[0] == 4
    assert spoor.controleer().aantal == 3
