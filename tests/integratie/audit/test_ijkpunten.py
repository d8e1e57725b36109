"""A checkpoint signs what is right, once, and is itself recorded; cut short it is finished by the next."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from subsidie.audit.controle import controleer
from subsidie.audit.ijkpuntbestand import Ijkpuntbestand, Ijkpuntfout
from subsidie.audit.ijkpunten import onderteken_keten
from subsidie.audit.ketenlezer import Ketenfout
from subsidie.audit.models import Gebeurtenis
from subsidie.audit.sleutel import Sleutelfout, laad_publieke_sleutels, maak_sleutel, pad_publiek
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.aanvaller import Aanvaller
from tests.integratie.audit.conftest import Spoor


def _regels(spoor: Spoor) -> list[dict[str, Any]]:
    return [json.loads(regel) for regel in spoor.bestand.read_bytes().splitlines()]


def _gebeurtenis(volgnummer: int) -> Gebeurtenis:
    return db.session.scalars(select(Gebeurtenis).where(Gebeurtenis.volgnummer == volgnummer)).one()


def test_een_regel_houdt_alle_hashes_sinds_het_vorige_ijkpunt(spoor: Spoor) -> None:
    een, twee = _regels(spoor)
    hashes = list(db.session.scalars(select(Gebeurtenis.hash).order_by(Gebeurtenis.volgnummer)))
    assert (een["volgnummer"], een["aantal"], een["hashes"], een["hash"]) == (5, 5, hashes[:5], hashes[4])
    assert (twee["volgnummer"], twee["aantal"], twee["hashes"]) == (10, 5, hashes[5:10])
    assert twee["vorige"] == sha256_hex(canonieke_json(een))
    assert een["gemaakt_op"] == "2023-07-07T08:06:00.000000+00:00"
    assert {een["sleutel_id"], twee["sleutel_id"]} == {spoor.sleutel.id}


def test_de_handtekening_staat_over_de_canonieke_regel_zonder_de_handtekening(spoor: Spoor) -> None:
    for regel in _regels(spoor):
        handtekening = regel.pop("handtekening")
        assert spoor.sleutel.publiek.klopt(canonieke_json(regel), handtekening)


def test_de_gebeurtenis_na_het_ijkpunt_legt_de_hash_van_de_regel_vast(spoor: Spoor) -> None:
    vastgelegd = _gebeurtenis(11)
    assert (vastgelegd.soort, vastgelegd.door_sleutel, vastgelegd.object_id) == (
        "audit:ijkpunt_gezet", None, "10",
    )  # fmt: skip
    regel = spoor.bestand.read_bytes().splitlines()[1]
    assert json.loads(vastgelegd.gegevens)["regel_sha256"] == sha256_hex(regel)


def test_zonder_nieuwe_gebeurtenissen_komt_er_geen_ijkpunt_bij(spoor: Spoor) -> None:
    assert spoor.ijk().gezet is not None
    assert spoor.ijk().gezet is None
    assert len(_regels(spoor)) == 3


def test_zonder_gebeurtenissen_is_er_niets_te_ondertekenen(leeg_spoor: Spoor) -> None:
    with pytest.raises(Domeinfout, match="nog geen gebeurtenissen"):
        leeg_spoor.ijk()
    leeg_spoor.gebeur()
    leeg_spoor.ijk()
    assert leeg_spoor.controleer().goed


def test_zonder_sleutel_wordt_gezegd_hoe_die_te_maken_is(spoor: Spoor) -> None:
    spoor.instellingen.auditsleutel.unlink()
    with pytest.raises(Sleutelfout, match="subsidie audit sleutel"):
        spoor.ijk()


def test_een_ijkpunt_binnen_een_schrijvende_transactie_wordt_geweigerd(spoor: Spoor) -> None:
    with pytest.raises(RuntimeError, match="inside the commit boundary"), schrijfgrens():
        spoor.ijk()


def _niets_veranderd_na(spoor: Spoor, doe: Callable[[], object]) -> None:
    voor = (spoor.bestand.read_bytes(), db.session.scalars(select(Gebeurtenis.hash)).all())
    db.session.remove()
    doe()
    assert (spoor.bestand.read_bytes(), db.session.scalars(select(Gebeurtenis.hash)).all()) == voor


@pytest.mark.parametrize(
    ("daad", "nummer"),
    [
        ("UPDATE gebeurtenis SET object_id = 'x' WHERE volgnummer = 13", 13),
        ("DELETE FROM gebeurtenis WHERE volgnummer = 12", 12),
        ("DELETE FROM gebeurtenis WHERE volgnummer >= 11", 11),
        ("DELETE FROM gebeurtenis WHERE volgnummer >= 10", 10),
        ("UPDATE gebeurtenis SET object_id = 'x' WHERE volgnummer = 10", 10),
    ],
)
def test_een_gebroken_keten_wordt_niet_ondertekend(
    spoor: Spoor, aanvaller: Aanvaller, daad: str, nummer: int
) -> None:
    aanvaller(daad)

    def ijk() -> None:
        with pytest.raises(Ketenfout) as fout:
            spoor.ijk()
        assert fout.value.fout.gebeurtenis == nummer

    _niets_veranderd_na(spoor, ijk)


def test_een_vervangen_vastlegging_van_het_vorige_ijkpunt_wordt_niet_ondertekend(
    spoor: Spoor, aanvaller: Aanvaller
) -> None:
    rijen = aanvaller.rijen()
    rijen[10]["soort"] = "aanvraag:ingediend"
    aanvaller.schrijf(rijen)
    with pytest.raises(Ketenfout, match="Gebeurtenis 11: is vervangen"):
        spoor.ijk()


def test_een_veranderd_bestand_wordt_niet_verlengd(spoor: Spoor) -> None:
    spoor.bestand.write_bytes(spoor.bestand.read_bytes().replace(b'"aantal":5', b'"aantal":6', 1))
    with pytest.raises(Ketenfout, match="regel 1: de handtekening klopt niet"):
        spoor.ijk()


# --- cut short ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("geschreven", [0, 1, 300, -1], ids=["niets", "een_byte", "half", "alles_op_een_na"])
def test_een_onderbroken_ijkpunt_valt_op_en_wordt_door_het_volgende_precies_hersteld(
    spoor: Spoor, geschreven: int
) -> None:
    spoor.ijk()
    heel = spoor.bestand.read_bytes()
    kort = b"".join(heel.splitlines(keepends=True)[:2])
    spoor.bestand.write_bytes(kort + heel[len(kort) :][:geschreven])
    assert not spoor.controleer().goed
    uitkomst = spoor.ijk()
    assert uitkomst.hersteld is not None
    assert (uitkomst.hersteld.volgnummer, uitkomst.gezet) == (14, None)
    assert spoor.bestand.read_bytes() == heel
    assert spoor.controleer().goed


def test_een_volle_schijf_bij_het_eerste_ijkpunt_is_later_te_herstellen(
    leeg_spoor: Spoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vol(*_: object, **__: object) -> None:
        raise Ijkpuntfout("schijf vol")

    leeg_spoor.gebeur(3)
    with monkeypatch.context() as schijf:
        schijf.setattr(Ijkpuntbestand, "voeg_toe", vol)
        with pytest.raises(Ijkpuntfout):
            leeg_spoor.ijk()
    assert leeg_spoor.eerste_fout()[0] == 4
    leeg_spoor.gebeur(2)
    uitkomst = leeg_spoor.ijk()
    assert uitkomst.hersteld is not None
    assert uitkomst.gezet is not None
    assert (uitkomst.hersteld.volgnummer, uitkomst.gezet.volgnummer) == (3, 6)
    assert leeg_spoor.controleer().goed


def test_een_ingekort_bestand_wordt_niet_hersteld_als_de_gebeurtenissen_veranderd_zijn(
    spoor: Spoor, aanvaller: Aanvaller
) -> None:
    rijen = aanvaller.rijen()
    rijen[7]["gegevens"] = "{}"
    aanvaller.schrijf(rijen)
    spoor.bestand.write_bytes(spoor.bestand.read_bytes().splitlines(keepends=True)[0])

    def ijk() -> None:
        with pytest.raises(Ketenfout, match="Gebeurtenis 11: legt een ijkpunt vast dat niet in"):
            spoor.ijk()

    _niets_veranderd_na(spoor, ijk)


def test_meer_dan_een_ontbrekende_regel_is_geen_onderbreking(spoor: Spoor) -> None:
    spoor.bestand.unlink()
    with pytest.raises(Ketenfout, match="Zet de bewaarde kopie terug"):
        spoor.ijk()


def test_een_half_geschreven_regel_zonder_vastlegging_is_geen_onderbreking(spoor: Spoor) -> None:
    with spoor.bestand.open("ab") as bestand:
        bestand.write(b'{"aantal":')
    with pytest.raises(Ketenfout, match="regel 3: de regel is niet af"):
        spoor.ijk()


# --- another key -------------------------------------------------------------------------------------


def test_na_een_nieuwe_sleutel_blijven_oude_ijkpunten_te_controleren(spoor: Spoor, tmp_path: Path) -> None:
    pad = tmp_path / "nieuw.pem"
    nieuw = maak_sleutel(pad)
    with pytest.raises(Ketenfout, match="andere sleutel"):
        onderteken_keten(spoor.bestand, nieuw, nu=spoor.nu)
    with pad_publiek(pad).open("ab") as publiek:
        publiek.write(spoor.sleutel.publiek.pem())
    spoor.instellingen = dataclasses.replace(spoor.instellingen, auditsleutel=pad)
    spoor.ijk()
    bevinding = controleer(db.engine, spoor.bestand, laad_publieke_sleutels(pad_publiek(pad)))
    assert (bevinding.goed, bevinding.ondertekend_tot) == (True, 14)
