"""Large files go in and out in pieces: whole or not at all, and what is not needed any more can go."""

from __future__ import annotations

import hashlib
import io
import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from subsidie.platform.opslag import LokaleOpslag, Opslagfout

GROOT = bytes(range(256)) * 4096 + b"einde"
METEEN = timedelta(0)


@pytest.fixture
def opslag(tmp_path: Path) -> LokaleOpslag:
    return LokaleOpslag(tmp_path / "opslag")


def _bestanden(opslag: LokaleOpslag) -> list[str]:
    return sorted(pad.name for pad in opslag.map.rglob("*") if pad.is_file())


@pytest.mark.parametrize("data", [b"", b"x", GROOT])
def test_wat_in_stukken_komt_is_daarna_hetzelfde_als_in_een_keer(opslag: LokaleOpslag, data: bytes) -> None:
    sha256, grootte = opslag.bewaar_stroom(io.BytesIO(data))
    assert (sha256, grootte) == (hashlib.sha256(data).hexdigest(), len(data))
    assert opslag.bewaar(data) == sha256
    assert opslag.bewaar_stroom(io.BytesIO(data)) == (sha256, grootte)
    assert _bestanden(opslag) == [sha256]
    assert stat.S_IMODE(opslag.pad(sha256).stat().st_mode) == 0o440
    with opslag.open_lezen(sha256) as stroom:
        assert stroom.grootte == len(data)
        assert b"".join(stroom) == opslag.lees(sha256) == data


class Afgebroken(io.BytesIO):
    """The sender goes away after the first piece."""

    def read(self, aantal: int | None = -1) -> bytes:
        if self.tell():
            raise ConnectionResetError("the sender is gone")
        return super().read(aantal)


def test_een_half_bestand_laat_niets_achter(opslag: LokaleOpslag) -> None:
    with pytest.raises(Opslagfout):
        opslag.bewaar_stroom(Afgebroken(GROOT))
    assert _bestanden(opslag) == []


def test_een_volle_schijf_laat_niets_achter(opslag: LokaleOpslag, monkeypatch: pytest.MonkeyPatch) -> None:
    def vol(_nummer: int) -> None:
        raise OSError(28, "geen ruimte meer")

    monkeypatch.setattr(os, "fsync", vol)
    with pytest.raises(Opslagfout, match="geen ruimte meer"):
        opslag.bewaar_stroom(io.BytesIO(GROOT))
    assert _bestanden(opslag) == []


def test_wie_een_beschadigd_bestand_leest_krijgt_het_nooit_heel(opslag: LokaleOpslag) -> None:
    sha256, _ = opslag.bewaar_stroom(io.BytesIO(GROOT))
    os.chmod(opslag.pad(sha256), 0o640)
    opslag.pad(sha256).write_bytes(GROOT[:-1] + b"x")
    gekregen = b""
    with pytest.raises(Opslagfout, match="beschadigd"):
        for stuk in opslag.open_lezen(sha256):
            gekregen += stuk
    assert len(gekregen) < len(GROOT)
    # Stored again: what belongs under a hash is known exactly.
    opslag.bewaar_stroom(io.BytesIO(GROOT))
    assert opslag.lees(sha256) == GROOT


def test_wat_ontbreekt_is_meteen_bekend(opslag: LokaleOpslag) -> None:
    with pytest.raises(Opslagfout, match="ontbreekt"):
        opslag.open_lezen("0" * 64)
    with pytest.raises(Opslagfout, match="kenmerk"):
        opslag.open_lezen("../../etc/passwd")
    with pytest.raises(Opslagfout, match="kenmerk"):
        opslag.verwijder("../../etc/passwd")


def test_wat_niemand_meer_nodig_heeft_gaat_weg(opslag: LokaleOpslag) -> None:
    sha256, _ = opslag.bewaar_stroom(io.BytesIO(GROOT))
    assert opslag.verwijder(sha256, minstens_oud=METEEN)
    assert not opslag.bestaat(sha256)
    assert opslag.verwijder(sha256)  # gone is gone


def _maak_oud(opslag: LokaleOpslag, sha256: str) -> None:
    os.utime(opslag.pad(sha256), (0, 0))


def test_wat_pas_is_bewaard_of_opnieuw_gevraagd_blijft(opslag: LokaleOpslag) -> None:
    sha256, _ = opslag.bewaar_stroom(io.BytesIO(GROOT))
    assert not opslag.verwijder(sha256)
    for bewaar in (opslag.bewaar, lambda data: opslag.bewaar_stroom(io.BytesIO(data))):
        _maak_oud(opslag, sha256)
        bewaar(GROOT)
        assert not opslag.verwijder(sha256)
        assert opslag.lees(sha256) == GROOT
    _maak_oud(opslag, sha256)
    assert opslag.verwijder(sha256)


def test_wie_op_het_laatste_moment_hetzelfde_bewaart_houdt_het(
    opslag: LokaleOpslag, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256, _ = opslag.bewaar_stroom(io.BytesIO(GROOT))
    _maak_oud(opslag, sha256)
    verplaats = os.replace

    def net_ervoor(van: Path, naar: Path) -> None:
        monkeypatch.undo()
        opslag.bewaar(GROOT)
        verplaats(van, naar)

    monkeypatch.setattr(os, "replace", net_ervoor)
    assert not opslag.verwijder(sha256)
    assert opslag.lees(sha256) == GROOT
    assert _bestanden(opslag) == [sha256]
