"""A small tranche with its people, and the page of one of its applications as somebody gets it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import time_machine
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import ken_rol_toe, maak_gebruiker
from subsidie.documenten.models import Document
from subsidie.platform.opslag import LokaleOpslag
from subsidie.tranches.models import Tranche
from subsidie.verdeling.models import Verdeling
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.inloggen import als
from tests.fabrieken.tranches import START, besluit, verdeel
from tests.fabrieken.verdelingen import (
    BEKENDMAKING,
    Gelezen,
    bekende_tranche,
    beoordeelde_tranche,
    lees,
    maak_bekend,
)

NU = BEKENDMAKING + timedelta(days=6)
EIGEN, ANDER = "GM0193", "GM0363"
TOEGEKEND, AFGEWEZEN = "A-01", "C-01"
"""A-01 and A-02 are of EIGEN and ANDER and get their money; C-01 came when it was over."""
PDF = b"%PDF-1.7 verzonnen"


@dataclass
class Wereld:
    """A tranche with its people, and who looks at it."""

    app: Flask
    tranche: Tranche
    personen: dict[str, Gebruiker]

    def met_rol(self, rol: Rol, gm_code: str | None = None) -> Gebruiker:
        with schrijfgrens():
            gebruiker = maak_gebruiker(
                naam=f"G. {rol.value}", email=f"g.{rol.value}.{gm_code}@voorbeeld.invalid", functie="", door=None,
                nu=START,
            )  # fmt: skip
            ken_rol_toe(gebruiker, rol, vanaf=START.date(), gm_code=gm_code, door=None, nu=START)
        return gebruiker

    def gemeente(self, gm_code: str = EIGEN) -> Gebruiker:
        return self.met_rol(Rol.OPSTELLER, gm_code)

    def haal(self, wie: Gebruiker, pad: str = f"/aanvragen/{TOEGEKEND}") -> TestResponse:
        with time_machine.travel(NU, tick=False):
            return als(self.app.test_client(), wie, NU).get(pad)

    def kijk(self, wie: Gebruiker, nummer: str = TOEGEKEND) -> Gelezen:
        antwoord = self.haal(wie, f"/aanvragen/{nummer}")
        assert antwoord.status_code == 200, antwoord.text
        return lees(antwoord.text)

    def verdeel(self) -> Verdeling:
        return verdeel(self.tranche, self.personen)

    def besluit(self, *, bekend: bool = True) -> Verdeling:
        verdeling = self.verdeel()
        besluit(verdeling, self.personen)
        if bekend:
            maak_bekend(verdeling)
        return verdeling

    @property
    def opslag(self) -> LokaleOpslag:
        return LokaleOpslag(self.app.extensions["instellingen"].opslag)

    def maak_brief(self, kenmerk: str, inhoud: bytes = PDF) -> Document:
        sha256 = self.opslag.bewaar(inhoud)
        with schrijfgrens():
            document: Document = db.session.scalars(select(Document).where(Document.kenmerk == kenmerk)).one()
            document.bestand_sha256, document.grootte, document.gemaakt_op = sha256, len(inhoud), BEKENDMAKING
            document.sjabloon_versie, document.toolchain = "1", "{}"
        return document


def richt_wereld_in(app: Flask) -> Wereld:
    """Ten applications, received and assessed; nothing is divided yet."""
    tranche, personen = beoordeelde_tranche()
    return Wereld(app, tranche, personen)


def richt_bekende_wereld_in(app: Flask) -> Wereld:
    """The same after ``besluit()``: divided, signed and notified."""
    tranche, personen, _verdeling = bekende_tranche()
    return Wereld(app, tranche, personen)
