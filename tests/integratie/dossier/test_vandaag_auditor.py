"""Home of whoever checks it all: what changed since the last visit, and how old the last checkpoint is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from flask import Flask

from subsidie.accounts.aanmelden import begin_sessie
from subsidie.accounts.models import Rol
from subsidie.audit.ijkpunten import zet_ijkpunt
from subsidie.audit.service import leg_vast
from subsidie.audit.sleutel import maak_sleutel
from subsidie.dossier.vandaag.vorm import Status
from subsidie.web.app import instellingen_van
from tests.fabrieken.vandaag import NU, blok, deel, persoon

Schrijf = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def grens(app: Flask, schrijf: Schrijf) -> Schrijf:
    """The commit boundary, on a database with the application open."""
    return schrijf


def test_de_auditor_ziet_wat_er_veranderde_sinds_het_vorige_bezoek(grens: Schrijf) -> None:
    with grens():
        wie = persoon(Rol.AUDITOR)
        leg_vast("tranche:gesloten", object_soort="tranche", object_id="t", door=None, nu=NU)
        begin_sessie(wie, nu=NU)
    titel = "Wat er veranderde sinds uw vorige bezoek"
    eerste = blok(deel(wie), titel)
    assert "nog niet eerder" in eerste.tekst
    assert [(post.titel, post.hoeveel) for post in eerste.posten] == [
        ("Tranche gesloten", "1 keer"),
        ("Ingelogd", "1 keer"),
    ]
    with grens():
        for _ in range(3):
            # Recorded later with an earlier moment: what counts is the order in which things were recorded.
            leg_vast(
                "aanvraag:ontvangen",
                object_soort="aanvraag",
                object_id="a",
                door=None,
                nu=NU - timedelta(days=9),
            )
        begin_sessie(wie, nu=NU + timedelta(hours=1))
    tweede = blok(deel(wie), titel)
    assert "7 juli 2023 om 10.00.00 uur" in tweede.tekst
    assert [(post.titel, post.hoeveel) for post in tweede.posten] == [
        ("Aanvraag ontvangen", "3 keer"),
        ("Ingelogd", "1 keer"),
    ]
    assert tweede.cijfers[0].waarde == "4"
    assert tweede.posten[0].naar is not None
    assert tweede.posten[0].naar.waarden == {"na": 2, "soort": "aanvraag:ontvangen"}


def test_de_auditor_ziet_hoe_oud_het_laatste_ijkpunt_is(app: Flask, grens: Schrijf) -> None:
    with grens():
        wie = persoon(Rol.AUDITOR)
        leg_vast("tranche:gesloten", object_soort="tranche", object_id="t", door=None, nu=NU)
    (post,) = blok(deel(wie), "De keten").posten
    assert post.status == Status("niet ondertekend", "let_op")
    maak_sleutel(instellingen_van(app).auditsleutel)
    zet_ijkpunt(instellingen_van(app), nu=NU)
    (post,) = blok(deel(wie, NU + timedelta(days=3)), "De keten").posten
    assert post.titel == "Laatste ijkpunt: tot en met gebeurtenis 1"
    assert post.status == Status("bijgewerkt", "goed")
    with grens():
        leg_vast("tranche:gesloten", object_soort="tranche", object_id="t", door=None, nu=NU)
    (post,) = blok(deel(wie, NU + timedelta(days=3)), "De keten").posten
    assert "3 dagen geleden. Daarna: 1 gebeurtenis, nog niet ondertekend." in post.tekst
    assert post.status == Status("oud ijkpunt", "let_op")
