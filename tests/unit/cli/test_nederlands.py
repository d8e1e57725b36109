"""Whoever asks for help is answered in Dutch, by every command."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from subsidie.cli import groep

ENGELS = ("Usage", "Options", "Commands", "OPTIONS", "COMMAND", "ARGS", "Show", "default:", "INTEGER", "PATH")


def _opdrachten(opdracht: click.Command, *namen: str) -> Iterator[tuple[str, ...]]:
    yield namen
    if isinstance(opdracht, click.Group):
        for naam in opdracht.list_commands(click.Context(opdracht)):
            onder = opdracht.get_command(click.Context(opdracht), naam)
            assert onder is not None
            yield from _opdrachten(onder, *namen, naam)


@pytest.mark.parametrize("namen", list(_opdrachten(groep)), ids=lambda namen: " ".join(("subsidie", *namen)))
def test_elke_opdracht_legt_zich_in_het_nederlands_uit(namen: tuple[str, ...]) -> None:
    uitleg = CliRunner().invoke(groep, [*namen, "--help"], prog_name="subsidie").output
    assert uitleg.startswith(f"Gebruik: {' '.join(('subsidie', *namen))} [OPTIES]")
    assert "Toon deze uitleg." in uitleg
    assert [woord for woord in ENGELS if woord in uitleg] == []


def test_een_groep_noemt_haar_opdrachten() -> None:
    uitleg = CliRunner().invoke(groep, ["--help"]).output
    assert "Opdrachten:" in uitleg
    assert "Toon de versie." in uitleg
