"""The file of checkpoints cannot be altered, cut, swapped or taken away without that being found."""

from __future__ import annotations

from pathlib import Path

import pytest

from subsidie.audit.controle import controleer
from subsidie.audit.ijkpuntbestand import maak_regel
from subsidie.audit.keten import BEGIN
from subsidie.audit.sleutel import maak_sleutel
from subsidie.web.db import db
from tests.fabrieken.aanvaller import Aanvaller, verbind
from tests.integratie.audit.conftest import Spoor


def _regels(spoor: Spoor) -> list[bytes]:
    return spoor.bestand.read_bytes().splitlines(keepends=True)


def test_een_bestand_dat_is_weggehaald_valt_op(spoor: Spoor) -> None:
    spoor.bestand.unlink()
    gebeurtenis, melding = spoor.eerste_fout()
    assert (gebeurtenis, "niet in het ijkpuntbestand" in melding) == (6, True)


def test_een_leeggemaakt_bestand_valt_op(spoor: Spoor) -> None:
    spoor.bestand.write_bytes(b"")
    assert spoor.eerste_fout()[0] == 6


def test_een_ingekort_bestand_valt_op(spoor: Spoor) -> None:
    spoor.bestand.write_bytes(_regels(spoor)[0])
    gebeurtenis, melding = spoor.eerste_fout()
    assert (gebeurtenis, "ingekort" in melding) == (11, True)
    assert spoor.controleer().ondertekend_tot == 5


def test_een_halve_laatste_regel_valt_op(spoor: Spoor) -> None:
    spoor.bestand.write_bytes(spoor.bestand.read_bytes()[:-40])
    (fout,) = spoor.controleer().fouten
    assert (fout.regel, fout.melding) == (2, "de regel is niet af.")


@pytest.mark.parametrize("plek", range(0, 1200, 171))
def test_elke_gewijzigde_byte_valt_op(spoor: Spoor, plek: int) -> None:
    inhoud = bytearray(spoor.bestand.read_bytes())
    inhoud[plek] ^= 1
    spoor.bestand.write_bytes(inhoud)
    (fout,) = spoor.controleer().fouten
    assert fout.regel == (1 if plek < len(_regels(spoor)[0]) else 2)


def test_een_weggehaalde_eerste_regel_valt_op(spoor: Spoor) -> None:
    spoor.bestand.write_bytes(_regels(spoor)[1])
    (fout,) = spoor.controleer().fouten
    assert (fout.regel, "sluit niet aan" in fout.melding) == (1, True)


def test_verwisselde_of_herhaalde_regels_vallen_op(spoor: Spoor) -> None:
    een, twee = _regels(spoor)
    spoor.bestand.write_bytes(een + een + twee)
    (fout,) = spoor.controleer().fouten
    assert (fout.regel, "sluit niet aan" in fout.melding) == (2, True)


def test_een_andere_sleutel_valt_op(spoor: Spoor, tmp_path: Path) -> None:
    ander = maak_sleutel(tmp_path / "ander.pem")
    (fout,) = controleer(db.engine, spoor.bestand, [ander.publiek]).fouten
    assert fout.regel == 1
    assert spoor.sleutel.id in fout.melding
    assert ander.id in fout.melding


def test_zonder_publieke_sleutel_telt_een_ijkpunt_niet(spoor: Spoor) -> None:
    bevinding = controleer(db.engine, spoor.bestand, [])
    assert (bevinding.fouten[0].regel, bevinding.ondertekend_tot) == (1, 0)


def test_ondertekend_met_een_eigen_sleutel_onder_het_nummer_van_de_echte_valt_op(
    spoor: Spoor, tmp_path: Path
) -> None:
    ander = maak_sleutel(tmp_path / "ander.pem")
    with verbind(db.engine) as lezer:
        hashes = [rij["hash"] for rij in lezer.rijen()[:5]]
    regel = maak_regel(volgnummer=5, hashes=hashes, gemaakt_op=spoor.nu, vorige=BEGIN, sleutel=ander)
    spoor.bestand.write_bytes(regel.replace(ander.id.encode(), spoor.sleutel.id.encode()))
    (fout,) = spoor.controleer().fouten
    assert (fout.regel, "handtekening klopt niet" in fout.melding) == (1, True)


def test_bestand_en_gebeurtenis_fout_worden_allebei_gemeld(spoor: Spoor, aanvaller: Aanvaller) -> None:
    aanvaller("UPDATE gebeurtenis SET object_id = 'x' WHERE volgnummer = 3")
    spoor.bestand.write_bytes(spoor.bestand.read_bytes()[:-1])
    fouten = spoor.controleer().fouten
    assert [(fout.gebeurtenis, fout.regel) for fout in fouten] == [(3, None), (None, 2)]
