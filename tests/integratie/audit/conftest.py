"""A short history: five events, a checkpoint, four events, a checkpoint, three events not signed yet.

1-5 | 6 records the checkpoint over 1-5 | 7-10 | 11 records the checkpoint over 6-10 | 12-14
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from subsidie.audit.controle import Bevinding, controleer
from subsidie.audit.ijkpunten import Uitkomst, zet_ijkpunt
from subsidie.audit.service import leg_vast
from subsidie.audit.sleutel import Sleutel, maak_sleutel
from subsidie.config import Instellingen
from subsidie.web.app import instellingen_van
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.aanvaller import Aanvaller, verbind


@dataclass
class Spoor:
    """The audit trail of one test."""

    instellingen: Instellingen
    sleutel: Sleutel
    nu: datetime
    door: Door | None = None

    @property
    def bestand(self) -> Path:
        return self.instellingen.ijkpunten

    def gebeur(self, aantal: int = 1) -> None:
        """So many events, a minute after each other."""
        with schrijfgrens():
            for _ in range(aantal):
                self.nu += timedelta(minutes=1)
                leg_vast(
                    "aanvraag:ingediend",
                    object_soort="aanvraag",
                    object_id=f"{self.nu:%H%M}",
                    door=self.door,
                    nu=self.nu,
                    gegevens={"gevraagd_cent": 123_400, "titel": 'Tiny houses ‘De Buut’\n"2"'},
                )

    def ijk(self) -> Uitkomst:
        self.nu += timedelta(minutes=1)
        return zet_ijkpunt(self.instellingen, nu=self.nu)

    def controleer(self) -> Bevinding:
        return controleer(db.engine, self.bestand, [self.sleutel.publiek])

    def eerste_fout(self) -> tuple[int | None, str]:
        """Number and message of the only fault that is found."""
        bevinding = self.controleer()
        assert len(bevinding.fouten) == 1, bevinding
        (fout,) = bevinding.fouten
        return fout.gebeurtenis, fout.melding


@dataclass
class Door:
    """Whoever acts, as far as the trail knows."""

    sleutel: str


@pytest.fixture
def leeg_spoor(app: Flask, nu: datetime) -> Spoor:
    instellingen = instellingen_van(app)
    return Spoor(instellingen, maak_sleutel(instellingen.auditsleutel), nu, Door("a" * 32))


@pytest.fixture
def spoor(leeg_spoor: Spoor) -> Spoor:
    for aantal in (5, 4):
        leeg_spoor.gebeur(aantal)
        leeg_spoor.ijk()
    leeg_spoor.door = None
    leeg_spoor.gebeur(3)
    return leeg_spoor


@pytest.fixture
def aanvaller(app: Flask) -> Iterator[Aanvaller]:
    """Someone who has taken the triggers away first."""
    with verbind(db.engine) as aanvaller:
        aanvaller.zonder_wachters()
        yield aanvaller
