"""The settings are right from the start, or the program says what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from subsidie.config import VAR, Configuratiefout, lees_instellingen
from subsidie.web.app import maak_app

URL = "SUBSIDIE_DATABASE_URL"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://gebruiker@server:poort/subsidie",
        "postgresql://gebruiker@server:/x:y/subsidie",
        "postgresql://[::1/subsidie",
        "geen url",
    ],
)
def test_een_url_die_niet_klopt_geeft_een_melding_met_een_voorbeeld(url: str) -> None:
    try:
        lees_instellingen({URL: url})
    except Configuratiefout as fout:
        assert [gebrek.waar for gebrek in fout.gebreken] == [URL]
    else:
        pytest.fail(f"{url} is geaccepteerd")


def test_een_verkeerd_getypt_pad_maakt_geen_mappen(tmp_path: Path) -> None:
    with pytest.raises(Configuratiefout, match=rf"de map {tmp_path}/vra bestaat niet"):
        maak_app({URL: f"sqlite:///{tmp_path}/vra/subsidie.db"})
    assert list(tmp_path.iterdir()) == []


def test_een_map_is_geen_database(tmp_path: Path) -> None:
    with pytest.raises(Configuratiefout, match="is een map"):
        lees_instellingen({URL: f"sqlite:///{tmp_path}"})


def test_een_los_pad_telt_vanaf_de_map_waarin_u_werkt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert lees_instellingen({URL: "sqlite:///mijn.db"}).database_url == f"sqlite:///{tmp_path}/mijn.db"


@pytest.mark.parametrize("is_er_al", [False, True])
def test_alleen_de_gewone_map_maakt_het_programma_zelf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_er_al: bool
) -> None:
    gewoon = tmp_path / "var"
    if is_er_al:
        gewoon.mkdir()
    assert lees_instellingen({}).database_url == f"sqlite:///{VAR}/subsidie.db"
    monkeypatch.setattr("subsidie.config.VAR", gewoon)
    monkeypatch.setattr("subsidie.web.app.VAR", gewoon)
    maak_app({})
    assert gewoon.is_dir()
