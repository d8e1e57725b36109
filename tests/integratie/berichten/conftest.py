"""Two municipalities with people, a few of the ministry, and a message between them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from subsidie.accounts.models import Gebruiker, Rol
from subsidie.berichten.models import Bericht, Berichtgroep, Berichtrichting
from subsidie.berichten.service import stel_bericht
from subsidie.config import Instellingen, Smtpserver
from tests.fabrieken import rijen
from tests.fabrieken.geladen import begin_met_gemeenten

Schrijf = Callable[[], AbstractContextManager[None]]
Stel = Callable[..., Bericht]

NU = datetime(2023, 7, 10, 8, 0, tzinfo=UTC)
ZWOLLE, AMSTERDAM, WEESP = "GM0193", "GM0363", "GM0457"
NUMMER = "RHA23-0002"

WIE: dict[str, tuple[Rol, str | None]] = {
    "opsteller": (Rol.OPSTELLER, ZWOLLE),
    "tekenbevoegde": (Rol.TEKENBEVOEGDE, ZWOLLE),
    "amsterdam": (Rol.TEKENBEVOEGDE, AMSTERDAM),
    "behandelaar": (Rol.BEHANDELAAR, None),
    "beoordelaar": (Rol.BEOORDELAAR, None),
    "beheerder": (Rol.BEHEERDER, None),
    "auditor": (Rol.AUDITOR, None),
}


@pytest.fixture
def personen(app: Flask, schrijf: Schrijf) -> dict[str, Gebruiker]:
    """One person for each of ``WIE``."""
    begin_met_gemeenten()
    with schrijf():
        mensen = {}
        for naam, (rol, gm_code) in WIE.items():
            mensen[naam] = rijen.gebruiker(naam=f"G. {naam.title()}", email=f"{naam}@voorbeeld.test")
            rijen.roltoekenning(gebruiker=mensen[naam], rol=rol, gm_code=gm_code)
    return mensen


@pytest.fixture
def stel(personen: dict[str, Gebruiker], schrijf: Schrijf) -> Stel:
    """Write a message to Zwolle in a transaction of its own; what is given replaces what is usual."""

    def _stel(**anders: Any) -> Bericht:
        waarden: dict[str, Any] = {
            "sleutel": "proef:1", "groep": Berichtgroep.VOORTGANG, "richting": Berichtrichting.UIT, "gm_code": ZWOLLE,
            "object_soort": "aanvraag", "object_id": NUMMER, "onderwerp": "Uw aanvraag is in behandeling",
            "tekst": "Wij behandelen uw aanvraag.\n\nDit is geheim.", "door": None, "nu": NU,
        }  # fmt: skip
        with schrijf():
            return stel_bericht(**(waarden | anders))

    return _stel


@pytest.fixture
def met_smtp(app: Flask) -> Callable[[int], Instellingen]:
    """``met_smtp(poort)``: the settings of the program with a mail server on this machine."""

    def _met(poort: int) -> Instellingen:
        basis: Instellingen = app.extensions["instellingen"]
        app.extensions["instellingen"] = nieuw = replace(
            basis, smtp=Smtpserver(host="127.0.0.1", poort=poort), afzender="noreply@loket.voorbeeld.nl",
            adres="https://loket.voorbeeld.nl",
        )  # fmt: skip
        return nieuw

    return _met
