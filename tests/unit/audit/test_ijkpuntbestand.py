"""The file of checkpoints by itself: what is in it, and two writers that do not get in each other's way."""

from __future__ import annotations

import fcntl
import os
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from subsidie.audit.ijkpuntbestand import (
    Ijkpuntbestand,
    Ijkpuntfout,
    lees_ijkpunten,
    maak_regel,
    open_om_te_lezen,
    regel_sha256,
)
from subsidie.audit.keten import BEGIN
from subsidie.audit.ketenlezer import Ketenfout
from subsidie.audit.sleutel import Sleutel, maak_sleutel

NU = datetime(2023, 7, 7, 8, 0, tzinfo=UTC)


@pytest.fixture
def sleutel(tmp_path: Path) -> Sleutel:
    return maak_sleutel(tmp_path / "sleutel.pem")


@pytest.fixture
def bestand(tmp_path: Path) -> Path:
    return tmp_path / "ver" / "weg" / "ijkpunten.jsonl"


def _regel(sleutel: Sleutel, *, volgnummer: int = 2, aantal: int = 2, vorige: str = BEGIN) -> bytes:
    hashes = [f"{nummer:064x}" for nummer in range(volgnummer - aantal + 1, volgnummer + 1)]
    return maak_regel(volgnummer=volgnummer, hashes=hashes, gemaakt_op=NU, vorige=vorige, sleutel=sleutel)


def test_wat_erin_gaat_komt_eruit(sleutel: Sleutel, bestand: Path) -> None:
    een = _regel(sleutel)
    twee = _regel(sleutel, volgnummer=5, aantal=3, vorige=regel_sha256(een))
    for regel in (een, twee):
        with Ijkpuntbestand.open(bestand) as open_bestand:
            open_bestand.voeg_toe(regel)
    with open_om_te_lezen(bestand) as regels:
        assert regels is not None
        ijkpunten = list(lees_ijkpunten(regels, [sleutel.publiek]))
    assert [(ijkpunt.regel, ijkpunt.vanaf, ijkpunt.volgnummer) for ijkpunt in ijkpunten] == [
        (1, 1, 2),
        (2, 3, 5),
    ]
    assert ijkpunten[1].hash == f"{5:064x}"
    with Ijkpuntbestand.open(bestand) as open_bestand:
        assert open_bestand.laatste([sleutel.publiek]) == (ijkpunten[1], b"")


def test_een_nieuw_bestand_is_leeg(sleutel: Sleutel, bestand: Path) -> None:
    with open_om_te_lezen(bestand) as regels:
        assert regels is None
    with Ijkpuntbestand.open(bestand) as open_bestand:
        assert open_bestand.laatste([sleutel.publiek]) == (None, b"")


def test_een_halve_regel_wordt_vervangen_en_wat_ervoor_staat_blijft(sleutel: Sleutel, bestand: Path) -> None:
    een = _regel(sleutel)
    twee = _regel(sleutel, volgnummer=3, aantal=1, vorige=regel_sha256(een))
    bestand.parent.mkdir(parents=True)
    bestand.write_bytes(een + twee[:50])
    with Ijkpuntbestand.open(bestand) as open_bestand:
        laatste, staart = open_bestand.laatste([sleutel.publiek])
        assert laatste is not None
        assert (laatste.volgnummer, staart) == (2, twee[:50])
        open_bestand.voeg_toe(twee, over=staart)
    assert bestand.read_bytes() == een + twee


@pytest.mark.parametrize(
    "regel",
    [
        b"\n",
        b"{}\n",
        b"[]\n",
        b"null\n",
        b"geen json\n",
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
        b'{"aantal":1e999}\n',
    ],
)
def test_wat_geen_ijkpunt_is_wordt_als_zodanig_gemeld(sleutel: Sleutel, regel: bytes) -> None:
    with pytest.raises(Ketenfout, match="regel 1: dit is geen ijkpunt"):
        list(lees_ijkpunten([regel], [sleutel.publiek]))


def test_een_regel_die_eerder_hoort_kan_niet_later(sleutel: Sleutel) -> None:
    een = _regel(sleutel)
    for fout in (
        _regel(sleutel, volgnummer=3, aantal=1, vorige=BEGIN),
        _regel(sleutel, volgnummer=2, aantal=1, vorige=regel_sha256(een)),
        _regel(sleutel, volgnummer=9, aantal=1, vorige=regel_sha256(een)),
    ):
        with pytest.raises(Ketenfout, match="regel 2: sluit niet aan"):
            list(lees_ijkpunten([een, fout], [sleutel.publiek]))


def test_een_tweede_schrijver_wacht_op_de_eerste(sleutel: Sleutel, bestand: Path) -> None:
    """Each adds a line that rests on the last: if they did not wait, both would rest on the same one."""

    def voeg_toe() -> None:
        with Ijkpuntbestand.open(bestand) as open_bestand:
            laatste, _ = open_bestand.laatste([sleutel.publiek])
            volgnummer, vorige = (laatste.volgnummer, laatste.regel_sha256) if laatste else (0, BEGIN)
            open_bestand.voeg_toe(_regel(sleutel, volgnummer=volgnummer + 1, aantal=1, vorige=vorige))

    draden = [threading.Thread(target=voeg_toe) for _ in range(10)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    ijkpunten = list(lees_ijkpunten(bestand.read_bytes().splitlines(keepends=True), [sleutel.publiek]))
    assert [ijkpunt.volgnummer for ijkpunt in ijkpunten] == list(range(1, 11))


def test_zolang_iemand_schrijft_kan_niemand_anders_erbij(bestand: Path) -> None:
    with Ijkpuntbestand.open(bestand), bestand.open("rb") as ander, pytest.raises(BlockingIOError):
        fcntl.flock(ander, fcntl.LOCK_SH | fcntl.LOCK_NB)
    with open_om_te_lezen(bestand), bestand.open("rb") as ander:
        fcntl.flock(ander, fcntl.LOCK_SH | fcntl.LOCK_NB)
        with pytest.raises(BlockingIOError):
            fcntl.flock(ander, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_een_toegevoegde_regel_is_op_de_schijf(
    sleutel: Sleutel, bestand: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gesynct: list[int] = []
    with Ijkpuntbestand.open(bestand) as open_bestand:
        monkeypatch.setattr(os, "fsync", lambda nummer: gesynct.append(os.fstat(nummer).st_size))
        regel = _regel(sleutel)
        open_bestand.voeg_toe(regel)
    assert gesynct == [len(regel)]


def test_een_volle_schijf_wordt_gemeld_met_wat_te_doen(
    sleutel: Sleutel, bestand: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vol(_nummer: int) -> None:
        raise OSError(28, "No space left on device")

    with Ijkpuntbestand.open(bestand) as open_bestand:
        monkeypatch.setattr(os, "fsync", vol)
        with pytest.raises(Ijkpuntfout, match=r"No space left.*opnieuw uit"):
            open_bestand.voeg_toe(_regel(sleutel))


def test_een_map_in_plaats_van_een_bestand_wordt_gemeld(tmp_path: Path) -> None:
    with pytest.raises(Ijkpuntfout, match="kan niet worden"), Ijkpuntbestand.open(tmp_path):
        pass
    with pytest.raises(Ijkpuntfout, match="kan niet worden gelezen"), open_om_te_lezen(tmp_path):
        pass
