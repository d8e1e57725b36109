"""The penalty for a decision that comes too late (Awb 4:17): from which day, how much per day, how much so far. Pure.

The amounts come from a dated table; how sure they are goes with them. Whether a penalty is due at all is found by a
person: this is the sum that the law gives.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.tranches.keuzen import Zekerheid

BESTAND: Final = Path(__file__).with_name("data") / "dwangsommen.toml"

WACHTTIJD: Final = timedelta(weeks=2)
"""Awb 4:17(3): two weeks after the term passed and the notice was received."""

HOOGSTENS_DAGEN: Final = 42
"""Awb 4:17(1). The Algemene termijnenwet does not apply to these days."""


@dataclass(frozen=True, slots=True)
class Periode:
    """So many ``dagen`` at ``cent_per_dag`` eurocents each."""

    dagen: int
    cent_per_dag: int


@dataclass(frozen=True, slots=True)
class Dwangsomtabel:
    """The amounts that hold from ``vanaf``, with their source and how sure they are."""

    vanaf: date
    perioden: tuple[Periode, ...]
    zekerheid: Zekerheid
    bron: str
    toelichting: str


@dataclass(frozen=True, slots=True)
class Dwangsomdeel:
    """One period of the sum: its days, the amount per day, how many of its days passed, and what they come to."""

    van: date
    tot: date
    cent_per_dag: int
    verstreken: int

    @property
    def som_cent(self) -> int:
        """What the days that passed come to, in eurocents."""
        return self.verstreken * self.cent_per_dag


@dataclass(frozen=True, slots=True)
class Dwangsom:
    """The sum on one day. ``te_vroeg``: the notice came before the term was over, and a person judges what it is
    worth; ``eerste_dag`` and ``laatste_dag``: of the penalty; ``delen``: empty where no amounts are known."""

    eerste_dag: date
    laatste_dag: date
    te_vroeg: bool
    delen: tuple[Dwangsomdeel, ...]
    tabel: Dwangsomtabel | None

    @property
    def verstreken(self) -> int:
        """For how many days it is due by now."""
        return sum(deel.verstreken for deel in self.delen)

    @property
    def som_cent(self) -> int:
        """What it comes to by now, in eurocents."""
        return sum(deel.som_cent for deel in self.delen)

    @property
    def hoogstens_cent(self) -> int:
        """The most that it can become, in eurocents."""
        return sum(((deel.tot - deel.van).days + 1) * deel.cent_per_dag for deel in self.delen)


@cache
def tabellen() -> tuple[Dwangsomtabel, ...]:
    """Every table that is known, oldest first."""
    inhoud = tomllib.loads(BESTAND.read_text(encoding="utf-8"))
    return tuple(
        sorted(
            (
                Dwangsomtabel(
                    vanaf=een["vanaf"], zekerheid=Zekerheid(een["zekerheid"]), bron=een["bron"],
                    toelichting=een["toelichting"],
                    perioden=tuple(Periode(deel["dagen"], deel["cent_per_dag"]) for deel in een["perioden"]),
                )
                for een in inhoud["tabel"]
            ),
            key=lambda tabel: tabel.vanaf,
        )
    )  # fmt: skip


def tabel_op(dag: date, alle: Sequence[Dwangsomtabel] | None = None) -> Dwangsomtabel | None:
    """The table that holds on ``dag``; ``None`` before the first one that is known."""
    geldig = [tabel for tabel in (tabellen() if alle is None else alle) if tabel.vanaf <= dag]
    return geldig[-1] if geldig else None


def bereken_dwangsom(
    ontvangen_op: date,
    laatste_dag: date,
    *,
    vandaag: date,
    besloten_op: date | None = None,
    alle: Sequence[Dwangsomtabel] | None = None,
) -> Dwangsom:
    """The penalty after a notice received on ``ontvangen_op``, for a term that ended with ``laatste_dag``.

    Two weeks pass after the later of the two; the day after these is the first one (Awb 4:17(3)), whatever day of the
    week it is. It counts up to and including ``vandaag``, or to the day on which the decision was notified, that day
    not included. The amounts are those of the table that holds on the first day. Raises ``OngeldigeInvoer`` for a
    notice received after ``vandaag``.
    """
    if ontvangen_op > vandaag:
        raise OngeldigeInvoer.van("ontvangen_op", "ligt na vandaag")
    eerste = max(ontvangen_op, laatste_dag) + WACHTTIJD + timedelta(days=1)
    tot_en_met = vandaag if besloten_op is None else min(vandaag, besloten_op - timedelta(days=1))
    tabel = tabel_op(eerste, alle)
    delen, van = [], eerste
    for periode in tabel.perioden if tabel else ():
        tot = van + timedelta(days=periode.dagen - 1)
        verstreken = min(max((tot_en_met - van).days + 1, 0), periode.dagen)
        delen.append(Dwangsomdeel(van, tot, periode.cent_per_dag, verstreken))
        van = tot + timedelta(days=1)
    return Dwangsom(
        eerste_dag=eerste, laatste_dag=eerste + timedelta(days=HOOGSTENS_DAGEN - 1),
        te_vroeg=ontvangen_op <= laatste_dag, delen=tuple(delen), tabel=tabel,
    )  # fmt: skip
