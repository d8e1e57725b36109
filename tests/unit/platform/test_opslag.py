"""A file is stored once, under the hash of what is in it, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import stat
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.kern.fouten import Domeinfout
from subsidie.platform.opslag import LokaleOpslag, Opslag, Opslagfout

BRIEF = b"%PDF-1.7 een brief"


@pytest.fixture
def opslag(tmp_path: Path) -> LokaleOpslag:
    return LokaleOpslag(tmp_path / "nog" / "niet" / "daar")


def _bestanden(opslag: LokaleOpslag) -> list[str]:
    return sorted(pad.name for pad in opslag.map.rglob("*") if pad.is_file())


def test_wat_bewaard_is_komt_gelijk_terug(opslag: Opslag) -> None:
    for data in (BRIEF, b"", bytes(range(256)) * 5000):
        sha256 = opslag.bewaar(data)
        assert sha256 == hashlib.sha256(data).hexdigest()
        assert opslag.bestaat(sha256)
        assert opslag.lees(sha256) == data
        assert opslag.pad(sha256).read_bytes() == data


def test_dezelfde_inhoud_wordt_een_keer_bewaard(opslag: LokaleOpslag) -> None:
    eerste = opslag.bewaar(BRIEF)
    inode = opslag.pad(eerste).stat().st_ino
    assert opslag.bewaar(BRIEF) == eerste
    assert _bestanden(opslag) == [eerste]
    assert opslag.pad(eerste).stat().st_ino == inode


def test_een_bewaard_bestand_kan_niet_zomaar_worden_overschreven(opslag: LokaleOpslag) -> None:
    rechten = stat.S_IMODE(opslag.pad(opslag.bewaar(BRIEF)).stat().st_mode)
    assert rechten == 0o440


def test_een_bestand_dat_er_niet_is(opslag: LokaleOpslag) -> None:
    sha256 = hashlib.sha256(b"nooit bewaard").hexdigest()
    assert not opslag.bestaat(sha256)
    with pytest.raises(Opslagfout, match="ontbreekt"):
        opslag.lees(sha256)


@pytest.mark.parametrize("inhoud", [b"", BRIEF[:-1], BRIEF + b"\n", BRIEF.replace(b"een", b"EEN")])
def test_een_veranderd_bestand_wordt_niet_gelezen(opslag: LokaleOpslag, inhoud: bytes) -> None:
    sha256 = opslag.bewaar(BRIEF)
    opslag.pad(sha256).chmod(0o600)
    opslag.pad(sha256).write_bytes(inhoud)
    with pytest.raises(Opslagfout, match="beschadigd"):
        opslag.lees(sha256)


def test_een_beschadigd_bestand_wordt_door_opnieuw_bewaren_hersteld(opslag: LokaleOpslag) -> None:
    sha256 = opslag.bewaar(BRIEF)
    opslag.pad(sha256).chmod(0o600)
    opslag.pad(sha256).write_bytes(b"half")
    assert opslag.bewaar(BRIEF) == sha256
    assert opslag.lees(sha256) == BRIEF


@given(st.text(max_size=80) | st.from_regex(r"(\.\./)*[0-9a-f]{60,66}/?", fullmatch=True))
def test_alleen_een_sha256_is_een_kenmerk(kenmerk: str) -> None:
    opslag = LokaleOpslag(Path("map"))
    if len(kenmerk) == 64 and set(kenmerk) <= set("0123456789abcdef"):
        assert opslag.pad(kenmerk).is_relative_to("map")
        return
    for vraag in (opslag.pad, opslag.lees, opslag.bestaat):
        with pytest.raises(Domeinfout, match="geen kenmerk"):
            vraag(kenmerk)


@pytest.mark.parametrize("kenmerk", ["A" * 64, "a" * 64 + "\n", "../" + "a" * 61, "/" + "a" * 63, "٠" * 64])
def test_wat_op_een_sha256_lijkt_wordt_geweigerd(opslag: LokaleOpslag, kenmerk: str) -> None:
    with pytest.raises(Opslagfout, match="geen kenmerk"):
        opslag.lees(kenmerk)


@pytest.mark.parametrize("stap", ["fsync", "replace", "fchmod"])
def test_een_mislukte_opslag_laat_niets_achter(
    opslag: LokaleOpslag, monkeypatch: pytest.MonkeyPatch, stap: str
) -> None:
    def vol(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as schijf:
        schijf.setattr(os, stap, vol)
        with pytest.raises(Opslagfout, match="No space left on device"):
            opslag.bewaar(BRIEF)
    assert _bestanden(opslag) == []
    assert opslag.lees(opslag.bewaar(BRIEF)) == BRIEF


def test_een_onderbreking_laat_niets_achter(opslag: LokaleOpslag, monkeypatch: pytest.MonkeyPatch) -> None:
    def onderbreek(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", onderbreek)
    with pytest.raises(KeyboardInterrupt):
        opslag.bewaar(BRIEF)
    assert _bestanden(opslag) == []


def test_eerst_de_inhoud_op_de_schijf_dan_de_naam_dan_de_map(
    opslag: LokaleOpslag, monkeypatch: pytest.MonkeyPatch
) -> None:
    stappen: list[str] = []
    echt = os.replace

    def fsync(nummer: int) -> None:
        is_map = stat.S_ISDIR(os.fstat(nummer).st_mode)
        stappen.append("map" if is_map else f"bestand van {os.fstat(nummer).st_size}")

    def replace(van: str, naar: Path) -> None:
        stappen.append("naam")
        assert Path(van).parent == naar.parent  # a rename within one folder is atomic
        echt(van, naar)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    opslag.bewaar(BRIEF)
    assert stappen == [f"bestand van {len(BRIEF)}", "naam", "map", "map"]


def test_gelijktijdig_bewaren_geeft_een_heel_bestand(opslag: LokaleOpslag) -> None:
    data = BRIEF * 50_000
    start = threading.Barrier(8)
    uitkomsten: list[str] = []

    def bewaar() -> None:
        start.wait()
        uitkomsten.append(opslag.bewaar(data))

    draden = [threading.Thread(target=bewaar) for _ in range(8)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert len(uitkomsten) == 8
    assert _bestanden(opslag) == [uitkomsten[0]]
    assert opslag.lees(uitkomsten[0]) == data


def test_een_bestand_op_de_plaats_van_de_map_wordt_gemeld(tmp_path: Path) -> None:
    (tmp_path / "bestand").touch()
    with pytest.raises(Opslagfout, match="kan niet worden opgeslagen"):
        LokaleOpslag(tmp_path / "bestand").bewaar(BRIEF)
