"""``subsidie oefen``: a decided tranche under other rules, beside what was decided; nothing changes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from subsidie.audit.models import Gebeurtenis
from subsidie.cli import oefen
from subsidie.verdeling.rangrijen import list_rangrijen
from subsidie.web.db import db
from tests.fabrieken.opdrachten import in_dit_proces, roep_aan
from tests.fabrieken.verdelingen import beoordeelde_tranche, verdeelde_tranche

REGELS = files("subsidie.tranches").joinpath("data", "rha-2023.toml").read_text()


@pytest.fixture
def omgeving_aan(app: Flask, omgeving: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for sleutel, waarde in omgeving.items():
        monkeypatch.setenv(sleutel, waarde)
    with in_dit_proces(oefen):
        yield


def _bestand(tmp_path: Path, *, plafond: str = "€ 500.000", grens: str = "stop") -> str:
    tekst = re.sub(r'bedrag = "€ [0-9.]+"', f'bedrag = "{plafond}"', REGELS)
    tekst = tekst.replace('[potten.grens]\nwaarde = "stop"', f'[potten.grens]\nwaarde = "{grens}"')
    pad = tmp_path / "andere regels.toml"
    pad.write_text(tekst)
    return str(pad)


@pytest.mark.usefixtures("omgeving_aan")
def test_dezelfde_regels_geven_dezelfde_uitkomst_en_andere_regels_wie_wint(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _, _, verdeling = verdeelde_tranche()
    gebeurtenissen = db.session.scalar(select(func.count()).select_from(Gebeurtenis))
    assert roep_aan("oefen", "rha-2023", "--regels", _bestand(tmp_path)) == 0
    uit = capsys.readouterr().out
    assert uit.startswith("SIMULATIE")
    assert "De uitkomst is voor iedere aanvraag dezelfde." in uit
    argumenten = ("rha-2023", "--regels", _bestand(tmp_path, plafond="€ 600.000"), "--json")
    assert roep_aan("oefen", *argumenten) == 0
    verschil = json.loads(capsys.readouterr().out)
    eerste_af = min(
        (rij for rij in list_rangrijen(verdeling) if rij.reden == "plafond"), key=lambda rij: rij.rang or 0
    )
    assert [een["nummer"] for een in verschil["erbij"]] == [eerste_af.nummer]
    assert verschil["eraf"] == []
    assert (
        verschil["oefening"]["bedrag_cent"] - verschil["besloten"]["bedrag_cent"] == eerste_af.telt_mee_cent
    )
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Gebeurtenis)) == gebeurtenissen


@pytest.mark.usefixtures("omgeving_aan")
def test_slechte_invoer_noemt_elke_fout_met_status_2_en_zonder_uitvoer(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    verdeelde_tranche()
    fout = tmp_path / "fout.toml"
    fout.write_text("schema = 2\ngek = 1\n")
    assert roep_aan("oefen", "rha-2023", "--regels", str(fout)) == 2
    gelezen = capsys.readouterr()
    assert gelezen.out == ""
    assert f"{fout}: schema:" in gelezen.err
    assert f"{fout}: gek:" in gelezen.err
    assert roep_aan("oefen", "rha-2023", "--regels", str(tmp_path / "weg.toml")) == 2
    anders = tmp_path / "andere potten.toml"
    anders.write_text(files("subsidie.tranches").joinpath("data", "rha-2025.toml").read_text())
    assert roep_aan("oefen", "rha-2023", "--regels", str(anders)) == 2
    gelezen = capsys.readouterr()
    assert "heeft rha, het bestand heeft" in gelezen.err
    assert gelezen.out == ""


@pytest.mark.usefixtures("omgeving_aan")
def test_zonder_vastgestelde_verdeling_is_er_niets_om_mee_te_vergelijken(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    beoordeelde_tranche()
    assert roep_aan("oefen", "rha-2023", "--regels", _bestand(tmp_path)) == 1
    assert "geen vastgestelde verdeling" in capsys.readouterr().err


@pytest.mark.usefixtures("omgeving_aan")
def test_een_ander_maximum_per_woonruimte_verandert_wat_meetelt_en_een_onbekend_wordt_geweigerd(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _, _, verdeling = verdeelde_tranche()
    was = {rij.nummer: rij for rij in list_rangrijen(verdeling)}
    db.session.rollback()
    pad = Path(_bestand(tmp_path))
    lager = pad.read_text().replace('waarde = "€ 8.500"', 'waarde = "€ 1.000"')
    pad.write_text(lager)
    assert roep_aan("oefen", "rha-2023", "--regels", str(pad), "--json") == 0
    verschil = json.loads(capsys.readouterr().out)
    assert verschil["bedragen_herrekend"] is True
    assert verschil["bedragen"]
    for een in verschil["bedragen"]:
        assert een["naar_cent"] <= was[een["nummer"]].eenheden * 100_000
    onbekend = re.sub(
        r'(\[maximum_per_eenheid\.woonruimte\]\n)waarde = "€ 1.000"\n(bron = .*\n)zekerheid = "geverifieerd"',
        r'\1\2zekerheid = "onbekend"',
        lager,
    )
    assert onbekend != lager
    pad.write_text(onbekend)
    assert roep_aan("oefen", "rha-2023", "--regels", str(pad)) == 2
    assert "maximum_per_eenheid.woonruimte: Dit maximum is niet bekend." in capsys.readouterr().err
