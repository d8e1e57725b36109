"""The steps of an allocation through the pages, on a clock that a test moves."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from subsidie.accounts.models import Gebruiker
from subsidie.kern.tijd import in_amsterdam
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import aannames
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.queries import get_verdeling_nummer
from subsidie.web import klok
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.bevestigen import bevestig_alle
from tests.fabrieken.inloggen import als
from tests.fabrieken.verdelingen import DAG, lees


def zet_klok(monkeypatch: pytest.MonkeyPatch, wanneer: Verdeelpaginas) -> None:
    """Every page thinks that it is ``wanneer.nu``."""
    echt = klok.nu
    for naam, module in list(sys.modules.items()):
        if naam.startswith("subsidie.") and getattr(module, "nu", None) is echt:
            monkeypatch.setattr(module, "nu", lambda: wanneer.nu)


def als_veld(moment: datetime) -> str:
    """A moment as a field for a day and a time holds it."""
    return in_amsterdam(moment).strftime("%Y-%m-%dT%H:%M")


@dataclass
class Verdeelpaginas:
    """The pages of one tranche for its people; ``nu`` is what the clock shows."""

    app: Flask
    tranche: Tranche
    personen: dict[str, Gebruiker]
    nu: datetime = DAG[0]
    code: str = field(init=False)

    def __post_init__(self) -> None:
        self.app.config["WTF_CSRF_ENABLED"] = False
        self.code = self.tranche.code

    def client(self, wie: str) -> FlaskClient:
        return als(self.app.test_client(), db.session.merge(self.personen[wie]), self.nu)

    def html(self, wie: str, adres: str, status: int = 200) -> str:
        antwoord = self.client(wie).get(f"/tranches/{self.code}{adres}")
        assert antwoord.status_code == status, antwoord.text
        return antwoord.text

    def tekst(self, wie: str, adres: str, status: int = 200) -> str:
        return lees(self.html(wie, adres, status)).tekst

    def post(self, wie: str, adres: str, **velden: str) -> tuple[int, str]:
        """Where it leads, as people read it."""
        antwoord = self.client(wie).post(f"/tranches/{self.code}{adres}", data=velden, follow_redirects=True)
        return antwoord.status_code, lees(antwoord.text).tekst

    def verborgen(self, wie: str, adres: str) -> dict[str, str]:
        """The hidden fields of the last form of a page."""
        gevonden = re.findall(
            r'<input id="(\w+)" name="\1" type="hidden" value="([^"]*)"', self.html(wie, adres)
        )
        return {naam: unescape(waarde) for naam, waarde in gevonden}

    def bevries(self, *, seed: bool = True) -> None:
        velden = self.verborgen("beslisser", "/verdelen/bevriezen")
        if seed:
            velden |= {"seed_bron": "de trekking van de proef", "seed_verwacht_op": als_veld(DAG[1])}
        status, tekst = self.post("beslisser", "/verdelen/bevriezen", **velden)
        assert status == 200, tekst

    def trek(self, n: int = 1, *, seed: str = "proef") -> None:
        self.nu = max(self.nu + timedelta(minutes=1), DAG[2])
        velden = {"seed": seed, "seed_bekend_op": als_veld(DAG[1])} if seed else {}
        status, tekst = self.post("beslisser", f"/verdelingen/{n}/trekken", **velden)
        assert status == 200, tekst

    def bevestig(self, n: int = 1) -> None:
        alle = aannames(db.session.merge(self.tranche))
        eerste = alle[0]
        status, _ = self.post("beslisser", f"/verdelingen/{n}/akkoord/aanname", sleutel=eerste.sleutel)
        assert status == 200
        with schrijfgrens():  # the others without their pages: each is a page of some tens of assumptions
            bevestig_alle(
                self.verdeling(n), alle, door=db.session.merge(self.personen["beslisser"]), nu=self.nu
            )

    def akkoord(self, wie: str, n: int = 1) -> tuple[int, str]:
        adres = f"/verdelingen/{n}/akkoord"
        return self.post(wie, adres, **self.verborgen(wie, adres))

    def stel_vast(self, n: int = 1) -> None:
        self.bevestig(n)
        for wie in ("beslisser", "tweede_beslisser"):
            status, tekst = self.akkoord(wie, n)
            assert status == 200, tekst
        assert "De verdeling staat vast" in tekst

    def verdeling(self, n: int = 1) -> Verdeling:
        return get_verdeling_nummer(db.session.merge(self.tranche), n)
