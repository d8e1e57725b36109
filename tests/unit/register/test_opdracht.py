"""``subsidie gemeente`` answers without a database."""

from __future__ import annotations

from click.testing import CliRunner

from subsidie.cli.gemeente import gemeente


def test_weesp_ging_op_24_maart_2022_op_in_amsterdam() -> None:
    antwoord = CliRunner().invoke(gemeente, ["GM0457", "2022-05-01"]).output
    assert "bestaat niet meer sinds 24 maart 2022" in antwoord
    assert "Amsterdam (GM0363)" in antwoord


def test_de_dag_ervoor_was_weesp_nog_een_gemeente() -> None:
    assert "is GM0457 de gemeente Weesp" in CliRunner().invoke(gemeente, ["GM0457", "2022-03-23"]).output
