"""The clock of the examples: whoever is first in time goes first, and nobody goes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from subsidie.voorbeeld.agenda import Agenda, Draad

NUL = datetime(2026, 1, 1, tzinfo=UTC)


def op(dag: int) -> datetime:
    return NUL + timedelta(days=dag)


def verhaal(naam: str, dagen: tuple[int, ...], gebeurd: list[tuple[str, int]]) -> Draad[None]:
    for dag in dagen:
        yield op(dag)
        gebeurd.append((naam, dag))


@pytest.fixture
def gebeurd(app: Flask) -> list[tuple[str, int]]:
    return []


def test_verhalen_lopen_door_elkaar_op_volgorde_van_tijd(gebeurd: list[tuple[str, int]]) -> None:
    agenda = Agenda(op(9))
    agenda.volg(verhaal("a", (1, 4, 5), gebeurd))
    agenda.volg(verhaal("b", (2, 4, 8), gebeurd))

    def drie(nu: datetime) -> None:
        gebeurd.append(("stap", 3))
        agenda.zet(nu + timedelta(days=3), lambda _: gebeurd.append(("gevolg", 6)))

    agenda.zet(op(3), drie)
    agenda.draai()
    assert gebeurd == [
        ("a", 1), ("b", 2), ("stap", 3), ("a", 4), ("b", 4), ("a", 5), ("gevolg", 6), ("b", 8),
    ]  # fmt: skip


def test_wat_na_het_laatste_moment_komt_gebeurt_niet(gebeurd: list[tuple[str, int]]) -> None:
    agenda = Agenda(op(5))
    agenda.volg(verhaal("a", (4, 5, 6), gebeurd))
    agenda.zet(op(5), lambda _: gebeurd.append(("stap", 5)))
    agenda.draai()
    assert gebeurd == [("a", 4)]


def test_een_verhaal_dat_teruggaat_in_de_tijd_wordt_geweigerd(gebeurd: list[tuple[str, int]]) -> None:
    agenda = Agenda(op(9))
    agenda.volg(verhaal("a", (4, 3), gebeurd))
    with pytest.raises(RuntimeError, match="after one at"):
        agenda.draai()
