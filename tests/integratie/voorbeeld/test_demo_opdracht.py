"""``subsidie demo``: one command gives the letters, the papers and the outcome, and twice is no harm."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from subsidie.verdeling.engine import als_json, verdeel
from subsidie.verdeling.invoer import lees_invoer
from tests import verapdf
from tests.fabrieken.pdf import tekst_per_bladzijde
from tests.integratie.voorbeeld.oefenwerk import controleer_werk
from tests.integratie.voorbeeld.uitvoering import controleer_uitvoering

MERK = "VOORBEELD – verzonnen gegevens"


def subsidie(omgeving: dict[str, str], *argumenten: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "subsidie.cli", *argumenten],
        env={**os.environ, **omgeving}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def vingerafdruk(map_: Path) -> dict[str, str]:
    """SHA-256 of every file by its path."""
    return {
        str(pad.relative_to(map_)): hashlib.sha256(pad.read_bytes()).hexdigest()
        for pad in sorted(map_.rglob("*"))
        if pad.is_file()
    }


@pytest.mark.parametrize("databasesoort", ["sqlite"])
def test_een_opdracht_van_regels_tot_brieven(omgeving: dict[str, str], tmp_path: Path) -> None:
    uit = tmp_path / "uit"
    eerste = subsidie(omgeving, "demo", "--uitvoer", str(uit), "--zonder-server")
    assert (eerste.returncode, eerste.stderr) == (0, "")
    for zin in (
        MERK,
        "131 aanvragen van 85 gemeenten vroegen samen € 49.160.354; het plafond is € 34.705.000.",
        "97 aanvragen in 66 gemeenten zijn toegekend: 1.432 permanente en 2.933 flexibele woonruimten.",
    ):
        assert zin in eerste.stdout
    assert "wijkt af" not in eerste.stdout
    uitvoering = controleer_uitvoering(omgeving)
    werk = controleer_werk(omgeving)

    brieven = sorted((uit / "brieven").glob("*.pdf"))
    assert len(brieven) == 131
    uitkomst, invoer = (json.loads((uit / naam).read_text()) for naam in ("uitkomst.json", "invoer.json"))
    assert uitkomst == {"let_op": MERK, **als_json(verdeel(lees_invoer(invoer["invoer"])))}
    assert _kern_van_de_stukken(uit) == 131

    afdruk = vingerafdruk(uit)
    tweede = subsidie(omgeving, "demo", "--uitvoer", str(uit), "--zonder-server")
    assert tweede.returncode == 0
    assert vingerafdruk(uit) == afdruk
    # Who looked in after the first run logged in: the second run signs that, and adds nothing else.
    assert controleer_werk(omgeving) == {**werk, "Gebeurtenis": werk["Gebeurtenis"] + 1}
    assert controleer_uitvoering(omgeving) == uitvoering
    controle = subsidie(omgeving, "audit", "controleer")
    assert (controle.returncode, controle.stderr) == (0, "")

    verapdf.vereist()
    for pad in (brieven[0], brieven[-1], uit / "protocol-trekking.pdf", uit / "ranglijst.pdf"):
        inhoud = pad.read_bytes()
        assert all(MERK in pagina for pagina in tekst_per_bladzijde(inhoud)), pad.name
        for niveau in verapdf.NIVEAUS:
            assert verapdf.fouten(inhoud, niveau) == [], pad.name


def _kern_van_de_stukken(uit: Path) -> int:
    """The ranking list as CSV and XLSX say the same, both marked as an example; the number of rows."""
    rijen = list(csv.DictReader(io.StringIO((uit / "ranglijst.csv").read_text(encoding="utf-8"))))
    assert {rij["let_op"] for rij in rijen} == {MERK}
    assert [int(rij["rang"]) for rij in rijen] == sorted(int(rij["rang"]) for rij in rijen)
    blad = CalamineWorkbook.from_path(str(uit / "ranglijst.xlsx")).get_sheet_by_index(0).to_python()
    assert blad[1][0] == MERK
    assert [rij[3] for rij in blad[4:]] == [rij["aanvraag"] for rij in rijen]
    bevroren = hashlib.sha256((uit / "bevroren-invoer.json").read_bytes()).hexdigest()
    protocol = " ".join(tekst_per_bladzijde((uit / "protocol-trekking.pdf").read_bytes()))
    assert bevroren in protocol.replace("\n", "").replace(" ", "")
    return len(rijen)
