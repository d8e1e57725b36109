"""The script that travels in a package: what it calls right, and what it names when somebody touched the package."""

from __future__ import annotations

import ast
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from subsidie.audit.keten import BEGIN, Schakel
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.verantwoording import dossiercontrole
from subsidie.verantwoording.dossiercontrole import Onleesbaar, controleer
from subsidie.verantwoording.pakketschrijver import Pakketschrijver

MOMENT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
VERSIE = canonieke_json({"gevraagd_cent": 100_000_00, "naam": "Hof van Oefening é"})
BRIEF = b"%PDF-1.7 geen echte brief"
STAPPEN = [
    ("aanvraag:ontvangen", {"versie": 1, "sha256": sha256_hex(VERSIE)}),
    ("aanvraag:elders", {}),  # of another application: only its hash is in the package
    ("document:gemaakt", {"bestand_sha256": sha256_hex(BRIEF)}),
    ("aanvraag:volledig_verklaard", {"tekst": "goed ‘zo’\u2028"}),
]
Ingreep = Callable[[dict[str, bytes]], None]


def keten() -> list[dict[str, object]]:
    regels: list[dict[str, object]] = []
    vorige = BEGIN
    for nummer, (soort, gegevens) in enumerate(STAPPEN, start=1):
        schakel = Schakel(
            nummer, MOMENT + timedelta(minutes=nummer), soort, "aanvraag", "A1", None,
            canonieke_json(gegevens).decode(), vorige,
        )  # fmt: skip
        regels.append({**json.loads(schakel.tekst()), "hash": schakel.hash()})
        vorige = schakel.hash()
    return regels


def als_regel(gebeurtenis: dict[str, object]) -> bytes:
    return json.dumps(gebeurtenis, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def maak(doel: Path) -> Path:
    """A package of four events, of which three are of this application."""
    with doel.open("wb") as uit:
        schrijver = Pakketschrijver(uit)
        schrijver.voeg_toe("inhoud/versie-1.json", (VERSIE,), vastgelegd=sha256_hex(VERSIE))
        schrijver.voeg_toe("documenten/A1-B1.pdf", (BRIEF[:5], BRIEF[5:]), vastgelegd=sha256_hex(BRIEF))
        eigen = [een for een in keten() if een["soort"] != "aanvraag:elders"]
        schrijver.voeg_toe("keten/gebeurtenissen.jsonl", map(als_regel, eigen))
        schrijver.voeg_toe(
            "keten/schakels.txt", [f"{een['volgnummer']} {een['hash']}\n".encode() for een in keten()]
        )
        schrijver.sluit_af({"formaat": dossiercontrole.FORMAAT, "aanvraag": "A1", "gebeurtenissen": 3})
    return doel


@pytest.fixture
def pakket(tmp_path: Path) -> Path:
    return maak(tmp_path / "dossier.zip")


def met(pakket: Path, ingreep: Ingreep, *, manifest: bool = False) -> list[str]:
    """The faults that are named after ``ingreep``; ``manifest``: whoever did it also wrote a new manifest."""
    with zipfile.ZipFile(pakket) as bron:
        inhoud = {naam: bron.read(naam) for naam in bron.namelist()}
    ingreep(inhoud)
    if manifest:
        lijst = json.loads(inhoud["manifest.json"])
        for een in lijst["bestanden"]:
            data = inhoud[een["pad"]]
            een.update(sha256=sha256_hex(data), grootte=len(data), vastgelegd=sha256_hex(data))
        inhoud["manifest.json"] = json.dumps(lijst).encode()
    with zipfile.ZipFile(pakket, "w") as doel:
        for naam, data in inhoud.items():
            doel.writestr(naam, data)
    return controleer(pakket).fouten


def anders(naam: str, oud: bytes, nieuw: bytes) -> Ingreep:
    def doe(inhoud: dict[str, bytes]) -> None:
        assert oud in inhoud[naam]
        inhoud[naam] = inhoud[naam].replace(oud, nieuw)

    return doe


def wissel(inhoud: dict[str, bytes]) -> None:
    eerste, tweede, *rest = inhoud["keten/gebeurtenissen.jsonl"].splitlines(keepends=True)
    inhoud["keten/gebeurtenissen.jsonl"] = b"".join([tweede, eerste, *rest])


def zonder_laatste(inhoud: dict[str, bytes]) -> None:
    regels = inhoud["keten/gebeurtenissen.jsonl"].splitlines(keepends=True)
    inhoud["keten/gebeurtenissen.jsonl"] = b"".join(regels[:-1])


def hergehasht(inhoud: dict[str, bytes]) -> None:
    """The first event changed and hashed anew, as who knows how it is done would."""
    eerste, *rest = inhoud["keten/gebeurtenissen.jsonl"].splitlines(keepends=True)
    een = json.loads(eerste) | {"moment": "2026-01-04T09:00:00.000000+00:00"}
    kern = {naam: waarde for naam, waarde in een.items() if naam != "hash"}
    een["hash"] = sha256_hex(canonieke_json(kern))
    inhoud["keten/schakels.txt"] = inhoud["keten/schakels.txt"].replace(
        json.loads(eerste)["hash"].encode(), een["hash"].encode()
    )
    inhoud["keten/gebeurtenissen.jsonl"] = b"".join([als_regel(een), *rest])


def test_een_heel_pakket_is_in_orde_als_zip_en_als_map(pakket: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(pakket) as bron:
        bron.extractall(tmp_path / "uit")
    for bron_ in (pakket, tmp_path / "uit"):
        verslag = controleer(bron_)
        assert verslag.fouten == []
        assert "4 bestanden vergeleken" in verslag.goed[1]
        assert "3 gebeurtenissen opnieuw berekend, in een stuk keten van 4 schakels" in verslag.goed[2]
        assert "noemen 2 keer de hash" in verslag.goed[2]


@pytest.mark.parametrize(
    ("ingreep", "genoemd"),
    [
        (anders("inhoud/versie-1.json", b"100", b"900"), "inhoud/versie-1.json is veranderd"),
        (anders("documenten/A1-B1.pdf", b"geen", b"GEEN"), "documenten/A1-B1.pdf is veranderd"),
        (lambda inhoud: inhoud.pop("documenten/A1-B1.pdf"), "documenten/A1-B1.pdf ontbreekt."),
        (lambda inhoud: inhoud.update({"erbij.txt": b"x"}), "erbij.txt staat niet in manifest.json"),
        (lambda inhoud: inhoud.pop("keten/schakels.txt"), "De keten is niet te lezen"),
    ],
)
def test_wat_veranderd_ontbrekend_of_toegevoegd_is_wordt_genoemd(
    pakket: Path, ingreep: Ingreep, genoemd: str
) -> None:
    assert any(fout.startswith(genoemd) for fout in met(pakket, ingreep))


@pytest.mark.parametrize(
    ("ingreep", "genoemd"),
    [
        (wissel, "Gebeurtenis 1 (aanvraag:ontvangen): staat niet op haar plaats, na gebeurtenis 3."),
        (zonder_laatste, "Er horen 3 gebeurtenissen te zijn; er zijn er 2."),
        (
            anders("keten/gebeurtenissen.jsonl", b"document:gemaakt", b"document:gestolen"),
            "Gebeurtenis 3 (document:gestolen): veranderd, de hash past niet bij de inhoud.",
        ),
        (
            anders("keten/schakels.txt", str(keten()[1]["hash"]).encode(), b"0" * 64),
            "Gebeurtenis 3 (document:gemaakt): sluit niet aan op gebeurtenis 2.",
        ),
        (anders("keten/schakels.txt", b"\n3 ", b"\n7 "), "keten/schakels.txt, regel 3: na 2 komt 7."),
        (
            anders("inhoud/versie-1.json", b"100", b"900"),
            f"Gebeurtenis 1 (aanvraag:ontvangen): noemt sha256 {sha256_hex(VERSIE)[:12]}…, en dat bestand is niet "
            "(meer) zo in het pakket.",
        ),
        (
            anders("inhoud/versie-1.json", b'{"gevraagd', b'{ "gevraagd'),
            "inhoud/versie-1.json is geen canonieke JSON (RFC 8785).",
        ),
    ],
)
def test_ook_wie_het_manifest_opnieuw_maakt_valt_op(pakket: Path, ingreep: Ingreep, genoemd: str) -> None:
    assert genoemd in met(pakket, ingreep, manifest=True)


def test_een_herberekend_stuk_keten_valt_op_bij_de_eigen_ijkpunten(pakket: Path, tmp_path: Path) -> None:
    hashes = [een["hash"] for een in keten()]
    punt = {"volgnummer": 4, "aantal": 4, "hashes": hashes, "vorige": BEGIN}
    ijkpunten = tmp_path / "ijkpunten.jsonl"
    ijkpunten.write_bytes(canonieke_json(punt) + b"\n")
    goed = controleer(pakket, ijkpunten)
    assert goed.fouten == []
    assert goed.goed[-1] == "4 schakels zijn gelijk aan die in de ijkpunten."
    met(pakket, hergehasht, manifest=True)
    assert "Gebeurtenis 1 is een andere dan in het ijkpunt." in controleer(pakket, ijkpunten).fouten


@pytest.mark.parametrize("inhoud", [b"", b"PK geen zip", b"\x00" * 100])
def test_wat_geen_pakket_is_wordt_gezegd(tmp_path: Path, inhoud: bytes) -> None:
    pad = tmp_path / "iets.zip"
    pad.write_bytes(inhoud)
    with pytest.raises(Onleesbaar, match="geen heel ZIP-bestand"):
        controleer(pad)
    with pytest.raises(Onleesbaar, match="manifest"):
        controleer(tmp_path)


@pytest.mark.parametrize("tekst", ["[]", "{", '{"formaat":"anders/9"}', '{"formaat":"subsidie-dossier/1"}'])
def test_een_vreemd_manifest_geeft_een_zin_en_geen_fout(pakket: Path, tekst: str) -> None:
    with pytest.raises(Onleesbaar):
        met(pakket, lambda inhoud: inhoud.update({"manifest.json": tekst.encode()}))


def test_dezelfde_inhoud_geeft_dezelfde_bytes(tmp_path: Path) -> None:
    assert maak(tmp_path / "een.zip").read_bytes() == maak(tmp_path / "twee.zip").read_bytes()


def test_een_naam_kan_maar_een_keer() -> None:
    schrijver = Pakketschrijver(io.BytesIO())
    schrijver.voeg_toe("a.txt", (b"a",))
    with pytest.raises(ValueError, match="twice"):
        schrijver.voeg_toe("a.txt", (b"b",))


def test_het_script_draait_los_met_niets_dan_python_38(pakket: Path, tmp_path: Path) -> None:
    bron = Path(dossiercontrole.__file__).read_text(encoding="utf-8")
    boom = ast.parse(bron, feature_version=(3, 8))
    modules = {
        naam.split(".")[0]
        for knoop in ast.walk(boom)
        for naam in (
            [een.name for een in knoop.names]
            if isinstance(knoop, ast.Import)
            else [knoop.module or ""]
            if isinstance(knoop, ast.ImportFrom)
            else []
        )
    }
    assert modules <= sys.stdlib_module_names
    script = tmp_path / "controleer.py"
    script.write_text(bron, encoding="utf-8")
    gedaan = subprocess.run(
        [sys.executable, "-I", "-S", str(script), str(pakket)], capture_output=True, check=False
    )
    assert (gedaan.returncode, gedaan.stderr) == (0, b"")
    assert "IN ORDE: alles wat in dit pakket is na te gaan, klopt." in gedaan.stdout.decode()
    met(pakket, wissel)
    gedaan = subprocess.run(
        [sys.executable, "-I", "-S", str(script), str(pakket)], capture_output=True, check=False
    )
    assert gedaan.returncode == 1
    assert "NIET IN ORDE" in gedaan.stdout.decode()
