"""What the command line says when the database refuses."""

from __future__ import annotations

import sys

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from subsidie import cli


def _meldt(fout: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    def valt_om(**_: object) -> None:
        raise fout

    monkeypatch.setattr(sys, "argv", ["subsidie"])
    monkeypatch.setattr(cli, "groep", valt_om)
    with pytest.raises(SystemExit) as einde:
        cli.main()
    assert einde.value.code == 1
    uit = capsys.readouterr()
    assert uit.out == ""
    return uit.err


def test_wie_tweede_is_hoort_dat_er_niets_is_opgeslagen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    melding = _meldt(IntegrityError("INSERT", {}, Exception("UNIQUE")), monkeypatch, capsys)
    assert melding == (
        "Een ander deed dit tegelijk of het is al gedaan; er is niets opgeslagen. Probeer het opnieuw.\n"
    )


@pytest.mark.parametrize("soort", [OperationalError, ProgrammingError])
def test_een_database_die_er_niet_is_heet_niet_bereikbaar(
    soort: type[OperationalError], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    melding = _meldt(soort("SELECT", {}, Exception("no such table")), monkeypatch, capsys)
    assert melding.startswith("De database is niet bereikbaar of niet bijgewerkt.")
