"""The home page itself: for every role, with links that lead somewhere and figures that are right."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from subsidie.accounts.models import Gebruiker, Rol
from subsidie.audit.service import leg_vast
from subsidie.register.service import laad_gemeenten
from subsidie.tranches.definitie import alle_tranches
from subsidie.tranches.models import Trancheaard, Tranchestatus
from subsidie.tranches.service import laad_tranche, pots
from subsidie.web.db import db
from tests.fabrieken import rijen
from tests.fabrieken.inloggen import als
from tests.fabrieken.vandaag import NU, VANDAAG, ontvangen, persoon
from tests.fabrieken.vragentellen import geteld

Schrijf = Callable[[], AbstractContextManager[None]]

ZWOLLE = "GM0193"
GEEN_TELLING = ("Woonruimten te beoordelen", "Documenten te maken")
"""Figures that are no count of the rows behind them."""


@pytest.fixture
def mensen(app: Flask, schrijf: Schrijf) -> Iterator[dict[Rol | None, Gebruiker]]:
    """Someone of every role and someone without, with something to do for each of them."""
    with time_machine.travel(NU, tick=False), schrijf():
        laad_gemeenten(db.session())
        van_gemeente = {"gm_code": ZWOLLE}
        wie = {
            rol: persoon(rol, **(van_gemeente if rol in (Rol.OPSTELLER, Rol.TEKENBEVOEGDE) else {}))
            for rol in Rol
        } | {None: rijen.gebruiker()}
        _vul(wie)
    with time_machine.travel(NU, tick=False):
        yield wie


def _vul(wie: dict[Rol | None, Gebruiker]) -> None:
    rijen.tijdvak(tranche=rijen.tranche(), opent=NU - timedelta(days=1), sluit=NU + timedelta(days=3))
    rijen.tranche(status="voorbereiding")
    definitie = next(een for een in alle_tranches() if een.code == "rha-2023")
    tranche = laad_tranche(definitie, aard=Trancheaard.VOORBEELD, door=None, nu=NU)
    tranche.status, tranche.opengesteld_op, tranche.gesloten_op = Tranchestatus.GESLOTEN, NU, NU
    waar = {"pot": pots(tranche)[0], "gm_code": ZWOLLE}
    for status in (
        "ingediend",
        "aanvulling_gevraagd",
        "volledig",
        "in_beoordeling",
        "beoordeeld",
        "ingetrokken",
    ):
        aanvraag = ontvangen(tranche, 9, status=status, **waar)
        rijen.betrokkenheid(aanvraag=aanvraag, gebruiker=wie[Rol.BEOORDELAAR], functiegroep="beoordeling")
        ontvangen(tranche, 9, status=status, buiten_tijdvak=True, **waar)
    for status, hoeveel in (("concept", 1), ("getekend", 2), ("bekendgemaakt", 3)):
        for _ in range(hoeveel):
            aanvraag = ontvangen(tranche, 9, status="beoordeeld", **waar)
            brief = rijen.document(kenmerk=f"{aanvraag.nummer}-B1", bestand_sha256="a" * 64)
            bij = {} if status == "concept" else {"document": brief}
            rijen.beschikking(aanvraag=aanvraag, kenmerk=f"{aanvraag.nummer}-B1", status=status, **bij)
    verdeling = rijen.verdeling(tranche=tranche, status="getrokken")
    rijen.verdelingsregel(verdeling=verdeling, aanvraag=ontvangen(tranche, 9, status="beoordeeld", **waar))
    rijen.verdeling(status="vastgesteld", eerste_akkoord_door=rijen.gebruiker())
    rijen.mandaat(gebruiker=wie[Rol.BESLISSER], vanaf=VANDAAG, tot=VANDAAG + timedelta(days=20))
    for gm_code in (ZWOLLE, "GM0363"):
        rijen.belang(gebruiker=wie[Rol.BESLISSER], gm_code=gm_code)
    rijen.gebruiker(geblokkeerd_op=NU)
    rijen.document()
    for door in (None, wie[Rol.BEHANDELAAR]):
        leg_vast("tranche:gesloten", object_soort="tranche", object_id=tranche.code, door=door, nu=NU)


def _pagina(client: FlaskClient) -> str:
    antwoord = client.get("/vandaag")
    assert antwoord.status_code == 200
    return antwoord.text.partition("<main")[2].partition("</main>")[0]


def _links(pagina: str) -> list[str]:
    return sorted({html.unescape(adres) for adres in re.findall(r'href="(/[^"]*)"', pagina)})


@pytest.mark.parametrize("rol", sorted(Rol))
def test_elke_link_op_de_pagina_van_elke_rol_leidt_ergens_heen(
    app: Flask, mensen: dict[Rol | None, Gebruiker], rol: Rol
) -> None:
    client = als(app.test_client(), mensen[rol], NU)
    links = _links(_pagina(client))
    assert links or rol is Rol.BEOORDELAAR  # nobody gave this one a card
    for adres in links:
        if "/documenten/" in adres or "/verdelingen/" in adres:
            continue  # the letters and allocations of this test were never made
        antwoord = client.get(adres)
        assert antwoord.status_code == 200, adres
        assert "Niet alles in het adres klopt" not in antwoord.text, adres


@pytest.mark.parametrize("rol", sorted(Rol))
def test_een_cijfer_is_het_aantal_regels_in_de_lijst_erachter(
    app: Flask, mensen: dict[Rol | None, Gebruiker], rol: Rol
) -> None:
    client = als(app.test_client(), mensen[rol], NU)
    cijfers = re.findall(
        r'<dt>([^<]*)</dt>\s*<dd><a class="kerncijfers__waarde" href="([^"]*)">([0-9.]+)</a>', _pagina(client)
    )
    for label, adres, waarde in cijfers:
        if label not in GEEN_TELLING:
            assert _aantal(client, html.unescape(adres)) == int(waarde.replace(".", "")), label


@pytest.mark.parametrize("rol", [Rol.BEZWAARBEHANDELAAR])
def test_een_aantal_besluiten_is_het_aantal_in_de_lijst_erachter(
    app: Flask, mensen: dict[Rol | None, Gebruiker], rol: Rol
) -> None:
    client = als(app.test_client(), mensen[rol], NU)
    posten = re.findall(r'<li class="post">.*?</li>', _pagina(client), re.DOTALL)
    geteld_ = 0
    for post in posten:
        aantal = re.search(r"([0-9.]+) besluit", re.sub(r"<[^>]*>", " ", post))
        adres = re.search(r'href="(/besluiten[^"]*)"', post)
        if aantal and adres:
            assert _aantal(client, html.unescape(adres[1])) == int(aantal[1]), post
            geteld_ += 1
    assert geteld_


def _aantal(client: FlaskClient, adres: str) -> int:
    """How many rows the list at ``adres`` says that it has."""
    pagina = client.get(adres).text
    telling = re.search(r'class="datatabel__telling">(.*?)</p>', pagina, re.DOTALL)
    if telling is None:
        assert "Geen " in pagina or "leeg__titel" in pagina, adres
        return 0
    return int(re.findall(r"<strong>([0-9.]+)</strong>", telling[1])[-1].replace(".", ""))


def test_zonder_rol_zegt_de_pagina_aan_wie_u_er_een_vraagt(
    app: Flask, mensen: dict[Rol | None, Gebruiker]
) -> None:
    pagina = _pagina(als(app.test_client(), mensen[None], NU))
    assert "U hebt vandaag geen rol" in pagina
    assert "Vraag de beheerder" in pagina
    assert mensen[None].email in pagina


def test_wie_meer_rollen_heeft_ziet_een_kop_per_rol(
    app: Flask, schrijf: Schrijf, mensen: dict[Rol | None, Gebruiker]
) -> None:
    with schrijf():
        rijen.roltoekenning(gebruiker=mensen[Rol.FINANCIEEL], rol=Rol.BEHANDELAAR, vanaf=VANDAAG)
    pagina = _pagina(als(app.test_client(), mensen[Rol.FINANCIEEL], NU))
    assert re.findall(r"<h2>([^<]*)</h2>", pagina) == ["Behandelaar", "Financieel"]


def test_niemand_ziet_zijn_dag_zonder_in_te_loggen(app: Flask) -> None:
    assert app.test_client().get("/vandaag").location.startswith("/inloggen")


@pytest.mark.parametrize("rol", sorted(Rol))
def test_de_pagina_leest_alleen(app: Flask, mensen: dict[Rol | None, Gebruiker], rol: Rol) -> None:
    client = als(app.test_client(), mensen[rol], NU)
    with geteld() as vragen:
        _pagina(client)
    assert {vraag.split()[0] for vraag in vragen} == {"SELECT"}
    assert len(vragen) <= 17
