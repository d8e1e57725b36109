"""The key that signs: for its owner only, never overwritten, and what it signed can be checked by anyone."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from subsidie.audit.sleutel import (
    Sleutelfout,
    laad_publieke_sleutels,
    laad_sleutel,
    maak_sleutel,
    pad_publiek,
)


@pytest.fixture
def pad(tmp_path: Path) -> Path:
    return tmp_path / "map" / "auditsleutel.pem"


def test_een_nieuwe_sleutel_is_alleen_voor_de_eigenaar(pad: Path) -> None:
    maak_sleutel(pad)
    assert stat.S_IMODE(pad.stat().st_mode) == 0o600
    assert stat.S_IMODE(pad_publiek(pad).stat().st_mode) == 0o644
    assert b"PRIVATE" not in pad_publiek(pad).read_bytes()


def test_een_geladen_sleutel_is_dezelfde(pad: Path) -> None:
    gemaakt = maak_sleutel(pad)
    (publiek,) = laad_publieke_sleutels(pad_publiek(pad))
    assert laad_sleutel(pad).id == gemaakt.id == publiek.id
    assert laad_sleutel(pad).onderteken(b"tekst") == gemaakt.onderteken(b"tekst")


def test_een_handtekening_past_bij_een_tekst_en_een_sleutel(pad: Path, tmp_path: Path) -> None:
    sleutel, ander = maak_sleutel(pad), maak_sleutel(tmp_path / "ander.pem")
    handtekening = sleutel.onderteken(b"tekst")
    assert sleutel.publiek.klopt(b"tekst", handtekening)
    assert not sleutel.publiek.klopt(b"Tekst", handtekening)
    assert not ander.publiek.klopt(b"tekst", handtekening)
    assert sleutel.id != ander.id


@pytest.mark.parametrize("handtekening", ["", "00", "z" * 128, "A" * 128, "0" * 127, "é" * 128])
def test_wat_geen_handtekening_is_klopt_niet(pad: Path, handtekening: str) -> None:
    assert not maak_sleutel(pad).publiek.klopt(b"tekst", handtekening)


def test_een_sleutel_wordt_nooit_overschreven(pad: Path) -> None:
    maak_sleutel(pad)
    voor = pad.read_bytes()
    with pytest.raises(Sleutelfout, match="niet overschreven"):
        maak_sleutel(pad)
    assert pad.read_bytes() == voor


def test_ook_de_publieke_helft_wordt_niet_overschreven(pad: Path) -> None:
    maak_sleutel(pad)
    pad.unlink()
    with pytest.raises(Sleutelfout, match="niet overschreven"):
        maak_sleutel(pad)
    assert not pad.exists()


def test_een_sleutel_die_er_niet_is(pad: Path) -> None:
    with pytest.raises(Sleutelfout, match="subsidie audit sleutel"):
        laad_sleutel(pad)
    with pytest.raises(Sleutelfout, match="geen publieke sleutel"):
        laad_publieke_sleutels(pad_publiek(pad))


def test_een_sleutel_in_een_map_waar_niet_geschreven_kan_worden(tmp_path: Path) -> None:
    (tmp_path / "bestand").touch()
    with pytest.raises(Sleutelfout, match=r"map .* kan niet worden gemaakt"):
        maak_sleutel(tmp_path / "bestand" / "sleutel.pem")


@pytest.mark.parametrize("rechten", [0o640, 0o604, 0o644, 0o660])
def test_een_sleutel_die_anderen_kunnen_lezen_wordt_geweigerd(pad: Path, rechten: int) -> None:
    maak_sleutel(pad)
    pad.chmod(rechten)
    with pytest.raises(Sleutelfout, match="chmod 600"):
        laad_sleutel(pad)


def _schrijf(pad: Path, inhoud: bytes) -> None:
    pad.parent.mkdir(exist_ok=True)
    pad.touch(0o600)
    pad.write_bytes(inhoud)


@pytest.mark.parametrize(
    "inhoud", [b"", b"geen pem", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"]
)
def test_wat_geen_sleutel_is_wordt_geweigerd(pad: Path, inhoud: bytes) -> None:
    _schrijf(pad, inhoud)
    with pytest.raises(Sleutelfout, match="geen geheime sleutel"):
        laad_sleutel(pad)


def test_een_sleutel_van_een_andere_soort_wordt_geweigerd(pad: Path) -> None:
    ander = generate_private_key(SECP256R1())
    _schrijf(pad, ander.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(Sleutelfout, match="geen Ed25519"):
        laad_sleutel(pad)
    _schrijf(
        pad_publiek(pad), ander.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    with pytest.raises(Sleutelfout, match="geen Ed25519"):
        laad_publieke_sleutels(pad_publiek(pad))


def test_de_geheime_sleutel_als_publieke_opgeven_wordt_uitgelegd(pad: Path) -> None:
    maak_sleutel(pad)
    with pytest.raises(Sleutelfout, match=r"eindigt op \.pub"):
        laad_publieke_sleutels(pad)


def test_een_beschadigde_publieke_sleutel_wordt_geweigerd(pad: Path) -> None:
    _schrijf(pad_publiek(pad), b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")
    with pytest.raises(Sleutelfout, match="beschadigd"):
        laad_publieke_sleutels(pad_publiek(pad))


def test_een_bestand_met_twee_publieke_sleutels_geeft_ze_allebei(pad: Path, tmp_path: Path) -> None:
    een, twee = maak_sleutel(pad), maak_sleutel(tmp_path / "twee.pem")
    pad_publiek(pad).write_bytes(een.publiek.pem() + twee.publiek.pem())
    assert [sleutel.id for sleutel in laad_publieke_sleutels(pad_publiek(pad))] == [een.id, twee.id]
