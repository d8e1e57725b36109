"""``subsidie audit``: what an auditor types, and what comes back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from subsidie import create_app
from subsidie.audit.service import leg_vast
from subsidie.audit.sleutel import maak_sleutel
from subsidie.cli import main
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.aanvaller import Aanvaller
from tests.integratie.audit.conftest import Spoor


@dataclass(frozen=True)
class Uit:
    status: int
    stdout: str
    stderr: str


Opdracht = Callable[..., Uit]


@pytest.fixture
def audit(
    app: Flask, omgeving: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Opdracht:
    """Run ``subsidie audit ...`` as it is run from the command line, with the settings of ``app``."""

    def draai(*woorden: str, **anders: str) -> Uit:
        db.session.remove()
        toepassing = create_app({**omgeving, **anders}) if anders else app
        with monkeypatch.context() as opdrachtregel:
            for naam, waarde in {**omgeving, **anders}.items():
                opdrachtregel.setenv(naam, waarde)
            opdrachtregel.setattr("sys.argv", ["subsidie", "audit", *woorden])
            opdrachtregel.setattr("subsidie.cli.audit.create_app", lambda: toepassing)
            status = 0
            try:
                main()
            except SystemExit as einde:
                status = int(einde.code or 0)
        return Uit(status, *capsys.readouterr())

    return draai


def test_van_sleutel_tot_controle(audit: Opdracht, leeg_spoor: Spoor) -> None:
    leeg_spoor.gebeur(5)

    zonder = audit("controleer")
    assert (zonder.status, zonder.stdout) == (0, "In orde: 5 gebeurtenissen.\n")
    assert "LET OP: er is geen enkel ijkpunt" in zonder.stderr

    gezet = audit("ijkpunt")
    assert gezet.status == 0, gezet.stderr
    assert gezet.stdout.startswith("Ijkpunt gezet tot en met gebeurtenis 5; nieuw ondertekend: 5;")
    assert audit("ijkpunt").stdout == "Er zijn geen nieuwe gebeurtenissen sinds het laatste ijkpunt.\n"

    met = audit("controleer")
    assert (met.status, met.stderr) == (0, "")
    assert met.stdout.splitlines() == [
        "In orde: 6 gebeurtenissen.",
        f"Ondertekend tot en met gebeurtenis 5; ijkpunten: 1; sleutel: {leeg_spoor.sleutel.id}.",
        "Nog niet ondertekend: 1; daarvan is alleen de keten zelf gecontroleerd.",
    ]


@pytest.mark.parametrize("databasesoort", ["sqlite"])
def test_een_sleutel_maken_kan_een_keer(audit: Opdracht, tmp_path: Path) -> None:
    pad = tmp_path / "kluis" / "sleutel.pem"
    eerste = audit("sleutel", SUBSIDIE_AUDITSLEUTEL=str(pad))
    assert eerste.status == 0, eerste.stderr
    assert f"{pad}.pub" in eerste.stdout
    tweede = audit("sleutel", SUBSIDIE_AUDITSLEUTEL=str(pad))
    assert (tweede.status, tweede.stdout) == (1, "")
    assert tweede.stderr == f"{pad} bestaat al en wordt niet overschreven.\n"


@pytest.mark.parametrize("databasesoort", ["sqlite"])
def test_een_ijkpunt_zonder_sleutel_zegt_wat_te_doen(audit: Opdracht) -> None:
    uit = audit("ijkpunt")
    assert (uit.status, uit.stdout) == (1, "")
    assert "Maak er een met ‘subsidie audit sleutel’" in uit.stderr


def test_de_eerste_foute_gebeurtenis_wordt_genoemd_met_status_1(
    audit: Opdracht, spoor: Spoor, aanvaller: Aanvaller
) -> None:
    aanvaller("UPDATE gebeurtenis SET gegevens = '{}' WHERE volgnummer = 4")
    uit = audit("controleer")
    assert (uit.status, uit.stdout) == (1, "")
    assert uit.stderr.splitlines()[-3:] == [
        "NIET IN ORDE",
        "Gebeurtenis 4: de inhoud is veranderd: die past niet meer bij de vastgelegde hash.",
        "Wel in orde, van voren af: 3 gebeurtenissen; ondertekend tot en met gebeurtenis 3.",
    ]


@pytest.mark.parametrize("databasesoort", ["sqlite"])
def test_een_auditor_gebruikt_zijn_eigen_kopieen(audit: Opdracht, spoor: Spoor, tmp_path: Path) -> None:
    """The one who changed the database also put other files beside the program."""
    kluis = tmp_path / "kluis"
    kluis.mkdir()
    eigen = kluis / "ijkpunten.jsonl", kluis / "sleutel.pub"
    shutil.copy(spoor.bestand, eigen[0])
    publiek = spoor.instellingen.auditsleutel.with_name("auditsleutel.pem.pub")
    shutil.copy(publiek, eigen[1])
    spoor.bestand.unlink()
    publiek.write_bytes(maak_sleutel(tmp_path / "vals.pem").publiek.pem())

    assert audit("controleer").status == 1
    goed = audit("controleer", "--ijkpunten", str(eigen[0]), "--sleutel", str(eigen[1]))
    assert goed.status == 0, goed.stderr
    vals = audit("controleer", "--ijkpunten", str(eigen[0]))
    assert vals.status == 1
    assert "IJkpuntbestand, regel 1: ondertekend met een andere sleutel" in vals.stderr


@pytest.mark.parametrize("databasesoort", ["sqlite"])
@pytest.mark.parametrize(
    ("optie", "melding"), [("--ijkpunten", "bestaat niet"), ("--sleutel", "geen publieke sleutel")]
)
def test_een_opgegeven_bestand_dat_er_niet_is_is_nooit_in_orde(
    audit: Opdracht, leeg_spoor: Spoor, tmp_path: Path, optie: str, melding: str
) -> None:
    leeg_spoor.gebeur()
    uit = audit("controleer", optie, str(tmp_path / "weg"))
    assert (uit.status, uit.stdout) == (1, "")
    assert melding in uit.stderr


@pytest.mark.parametrize("databasesoort", ["sqlite"])
def test_een_database_die_er_niet_is_geeft_een_melding(audit: Opdracht, tmp_path: Path) -> None:
    leeg = {"SUBSIDIE_DATABASE_URL": f"sqlite:///{tmp_path / 'leeg.db'}"}
    for opdracht in ("controleer", "toon"):
        uit = audit(opdracht, **leeg)
        assert (uit.status, uit.stdout) == (1, "")
        assert (
            "kan niet worden gelezen (no such table" in uit.stderr
            or "kunnen niet worden gelezen" in uit.stderr
        )
        assert "Draai eerst: subsidie db upgrade" in uit.stderr
        assert "Traceback" not in uit.stderr


def test_tonen_van_een_object_en_vanaf_een_nummer(audit: Opdracht, spoor: Spoor) -> None:
    alles = audit("toon").stdout.splitlines()
    assert len(alles) == 14
    assert alles[0] == (
        "1  2023-07-07 10:01:00+02:00  aanvraag:ingediend  aanvraag:0801  " + "a" * 32 + "  "
        '{"gevraagd_cent":123400,"titel":"Tiny houses ‘De Buut’\\n\\"2\\""}'
    )
    assert alles[5].startswith("6  2023-07-07 10:06:00+02:00  audit:ijkpunt_gezet  ijkpunt:5  programma  {")
    assert audit("toon", "--vanaf", "13").stdout.splitlines() == alles[12:]
    assert audit("toon", "--object", "aanvraag:0803").stdout.splitlines() == [alles[2]]
    assert audit("toon", "--object", "aanvraag:bestaat-niet").stdout == ""


@pytest.mark.parametrize("databasesoort", ["sqlite"])
def test_een_object_zonder_dubbele_punt_is_foute_invoer(audit: Opdracht) -> None:
    uit = audit("toon", "--object", "aanvraag")
    assert (uit.status, uit.stdout) == (2, "")
    assert uit.stderr == "--object: geef soort en id op, met een dubbele punt: aanvraag:12\n"


@pytest.mark.parametrize("databasesoort", ["sqlite"])
def test_wat_vastgelegd_is_stuurt_de_terminal_niet_aan(audit: Opdracht, leeg_spoor: Spoor) -> None:
    with schrijfgrens():
        leg_vast(
            "proef:stap", object_soort="proef", object_id="\x1b[2J\u202e1", door=None, nu=leeg_spoor.nu,
            gegevens={"tekst": "\x9b2J"},
        )  # fmt: skip
    uit = audit("toon").stdout
    assert uit.rstrip("\n").isprintable()
    assert "\\u001b[2J\\u202e1" in uit
