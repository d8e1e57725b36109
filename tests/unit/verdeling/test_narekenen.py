"""``subsidie narekenen``: anyone recomputes a published allocation, offline."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from subsidie.cli.narekenen import narekenen
from subsidie.verdeling.invoer import bevroren
from tests.unit.verdeling.hulp import invoer, kandidaat, pot

GEVALLEN = Path(__file__).parents[2] / "gevallen"
ALLE = sorted((GEVALLEN / "verdeling").glob("*.json"))


def _roep(*argumenten: str) -> Result:
    return CliRunner().invoke(narekenen, argumenten)


def _geweigerd(*argumenten: str) -> list[str]:
    resultaat = _roep(*argumenten)
    assert resultaat.exit_code == 2, resultaat.output
    assert resultaat.stdout == ""
    assert isinstance(resultaat.exception, SystemExit), "no traceback"
    regels = resultaat.stderr.splitlines()
    assert regels
    assert all(regel.isprintable() for regel in regels)
    return regels


def _bestand(map_: Path, inhoud: bytes | object) -> str:
    pad = map_ / "invoer.json"
    pad.write_bytes(inhoud if isinstance(inhoud, bytes) else json.dumps(inhoud).encode())
    return str(pad)


@pytest.mark.parametrize("geval", ALLE, ids=lambda pad: pad.stem)
def test_elk_geval_komt_er_precies_zo_uit(geval: Path) -> None:
    resultaat = _roep("verdeling", str(geval))
    assert (resultaat.exit_code, resultaat.stderr) == (0, "")
    assert json.loads(resultaat.stdout) == json.loads(geval.read_bytes())["verwacht"]


def test_de_invoer_zelf_mag_ook(tmp_path: Path) -> None:
    geval = json.loads(ALLE[0].read_bytes())
    kaal, omhuld = _roep("verdeling", _bestand(tmp_path, geval["invoer"])), _roep("verdeling", str(ALLE[0]))
    assert kaal.stdout == omhuld.stdout


def test_wat_bevroren_is_gepubliceerd_is_na_te_rekenen_met_de_seed_erbij(tmp_path: Path) -> None:
    gegevens = invoer(kandidaat("R1", 60), kandidaat("R2", 60), seed=None)
    met_seed = json.loads(bevroren(gegevens)) | {"seed": "notaris"}
    uitkomsten = json.loads(_roep("verdeling", _bestand(tmp_path, met_seed)).stdout)["uitkomsten"]
    assert sorted(rij["uitkomst"] for rij in uitkomsten) == ["afgewezen", "toegekend"]


def test_een_object_met_invoer_en_potten_is_niet_eenduidig(tmp_path: Path) -> None:
    gegevens = invoer(kandidaat("R1"))
    assert _geweigerd("verdeling", _bestand(tmp_path, gegevens | {"invoer": gegevens})) == [
        "invoer: dit veld is onbekend"
    ]


def test_met_uitleg_komt_de_toelichting_erbij() -> None:
    resultaat = _roep("verdeling", str(ALLE[1]), "--uitleg")
    assert resultaat.exit_code == 0
    assert "Op 2 juni 2023 zou het uitkeringsplafond worden overschreden." in resultaat.stdout
    assert "€ 700" in resultaat.stdout, "people read it: not escaped"


def test_de_uitvoer_is_json_met_een_spatie_per_niveau() -> None:
    resultaat = _roep("verdeling", str(ALLE[0]))
    assert resultaat.stdout == json.dumps(json.loads(resultaat.stdout), indent=1, ensure_ascii=False) + "\n"


def test_een_termijn_narekenen() -> None:
    resultaat = _roep("termijn", str(GEVALLEN / "termijnen.json"))
    verwacht = [geval["verwacht"] for geval in json.loads((GEVALLEN / "termijnen.json").read_bytes())]
    assert (resultaat.exit_code, json.loads(resultaat.stdout)) == (0, verwacht)


def test_alle_fouten_staan_elk_op_een_regel(tmp_path: Path) -> None:
    gegevens = invoer(
        kandidaat("R1", 0), kandidaat("R2", gemeente="x", score="\ud800"), potten=[pot(-1)], kleur=None
    )
    for inhoud in (gegevens, {"titel": "x", "invoer": gegevens}):
        assert _geweigerd("verdeling", _bestand(tmp_path, inhoud)) == [
            "kandidaat R2, score: deze tekst bevat een half teken (los surrogaat)",
            "kleur: dit veld is onbekend",
            "pot A, plafond_cent: moet minstens 0 zijn",
            "kandidaat R1, gevraagd_cent: moet minstens 1 zijn",
            "kandidaat R2, gemeente: moet GM met vier cijfers zijn",
        ]


def test_een_dubbele_sleutel_en_de_andere_fouten_komen_samen(tmp_path: Path) -> None:
    inhoud = b"""{"titel": 1, "titel": 2, "invoer": {"potten": [{"pot": "A", "plafond_cent": 10, "plafond_cent": 1.5,
        "regels": {"methode": "loting"}}], "kandidaten": []}}"""
    assert _geweigerd("verdeling", _bestand(tmp_path, inhoud)) == [
        "titel: deze sleutel staat er meer dan één keer",
        "pot A, plafond_cent: deze sleutel staat er meer dan één keer",
        "pot A, plafond_cent: moet een geheel getal zijn, zonder aanhalingstekens, punt of exponent",
    ]


def test_wat_pas_bij_het_rekenen_blijkt_staat_alleen_met_dezelfde_status(tmp_path: Path) -> None:
    potten = [pot(5, naam="O", restant_naar="A"), pot(0)]
    gegevens = invoer(kandidaat("R1", 10, reeds_verleend_cent=10), potten=potten)
    (regel,) = _geweigerd("verdeling", _bestand(tmp_path, gegevens))
    assert regel.startswith("pot A, plafond_cent: er is al € 0,10 verleend")


@pytest.mark.parametrize("opdracht", ["verdeling", "termijn"])
@pytest.mark.parametrize(
    ("inhoud", "melding"),
    [
        (b"", "het bestand is leeg"),
        (b"\xef\xbb\xbf{}", "het bestand begint met een byte order mark"),
        (b"\xff{}", "het bestand is geen UTF-8"),
        (b"{", "regel 1, kolom 2: geen geldige JSON"),
        (b"[" * 100_000, "de JSON is te diep genest"),
        (b"[" * 200 + b"]" * 200, "de JSON is te diep genest"),
        (b"1" * 10_000, "dit getal is te groot"),
    ],
)
def test_een_onleesbaar_bestand(tmp_path: Path, opdracht: str, inhoud: bytes, melding: str) -> None:
    assert _geweigerd(opdracht, _bestand(tmp_path, inhoud))[0].startswith(melding)


@pytest.mark.parametrize("waarde", [[], "x", 1, None, True, {}, {"invoer": None}, {"invoer": []}])
def test_json_die_geen_invoer_is(tmp_path: Path, waarde: object) -> None:
    _geweigerd("verdeling", _bestand(tmp_path, waarde))


@pytest.mark.parametrize("opdracht", ["verdeling", "termijn"])
def test_een_bestand_dat_er_niet_is_of_geen_bestand_is(tmp_path: Path, opdracht: str) -> None:
    assert _geweigerd(opdracht, str(tmp_path / "weg.json"))[0].endswith("weg.json: dit bestand bestaat niet")
    assert _geweigerd(opdracht, str(tmp_path))[0].endswith(": dit is een map, geen bestand")
    assert _geweigerd(opdracht, str(Path(_bestand(tmp_path, b"{}")) / "x"))[0].endswith(
        ": dit bestand bestaat niet"
    )
    assert _geweigerd(opdracht) == ["geef de naam van het bestand dat moet worden nagerekend"]


def test_een_onleesbare_naam_breekt_de_melding_niet(tmp_path: Path) -> None:
    assert _geweigerd("verdeling", os.fsdecode(os.fsencode(tmp_path) + b"/\xff\n"))[0].endswith(
        "dit bestand bestaat niet"
    )


def _als_programma(*argumenten: str, **omgeving: str) -> subprocess.CompletedProcess[bytes]:
    code = "import sys; from subsidie.cli import main; sys.argv[0] = 'subsidie'; main()"
    return subprocess.run(
        [sys.executable, "-c", code, "narekenen", *argumenten],
        capture_output=True,
        check=False,
        env={**os.environ, **omgeving},
    )


def test_de_uitvoer_is_utf_8_ook_op_een_terminal_die_dat_niet_kent(tmp_path: Path) -> None:
    goed = _als_programma("verdeling", str(ALLE[0]), "--uitleg", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (goed.returncode, goed.stderr) == (0, b"")
    assert "€ 100" in goed.stdout.decode()
    fout = _als_programma("verdeling", _bestand(tmp_path, {"é": 1}), PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (fout.returncode, fout.stdout) == (2, b"")
    assert "é: dit veld is onbekend" in fout.stderr.decode().splitlines()


def test_narekenen_werkt_zonder_flask_en_zonder_database() -> None:
    code = f"""
import runpy, sys
for naam in ("flask", "sqlalchemy", "werkzeug", "jinja2", "weasyprint"):
    sys.modules[naam] = None  # an import of it fails
sys.argv = ["subsidie", "narekenen", "verdeling", {str(ALLE[0])!r}]
runpy.run_module("subsidie.cli", run_name="__main__")
"""
    gedaan = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (gedaan.returncode, gedaan.stderr) == (0, b"")
