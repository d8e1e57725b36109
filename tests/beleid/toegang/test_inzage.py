"""Who of the ministry saw whom is written down: every page and file that shows people is in the list of what counts."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.models import Gebruiker, Roltoekenning
from subsidie.verantwoording.inzage import PLEKKEN
from subsidie.web.db import db
from tests.beleid.toegang.hulp import ALLEEN_FORMULIER, EINDPUNTEN, Clients
from tests.beleid.toegang.tabel import MINISTERIE, TOEGANG
from tests.browser.paginas import DOWNLOADS, PAGINAS, voor
from tests.browser.wereld import email_van
from tests.fabrieken.concepten import PROJECT

MAILADRES = re.compile(r"[a-z0-9._+-]+@[a-z0-9-]+\.(?:invalid|nl)")
VAN_HET_PROGRAMMA = {"noreply@voorbeeld.invalid"}
ZONDER_MENSEN = {
    # Not in the filled program, or not to be read here: figures, homes, rules and outcomes, and nobody's name.
    "aanvragen.geimporteerd": "alleen aantallen en nummers",
    "betaalbestanden.stuk": "bedragen en rekeningnummers van gemeenten",
    "bewaren.besluiten": "een lijst van nummers en maanden",
    "bewaren.lijst": "een lijst van nummers en maanden",
    "cijfers.stuk": "de cijfers van een tranche",
    "leveringen.lijst": "leveringen met aantallen",
    "openbaar.protocol_pdf": "openbaar",
    "openbaar.ranglijst_pdf": "openbaar",
    "rapporten.alles_stuk": "cijfers",
    "rapporten.jaar_stuk": "cijfers",
    "steekproeven.werkpapier_pdf": "wat de auditor zelf opschreef bij nummers",
    "tekenronde.stand": "aantallen",
    "verdeling.protocol_pdf": "de loting",
    "verdeling.ranglijst_pdf": "projecten van gemeenten",
    "woonruimten.lijst": "woonruimten, zonder bewoners",
    "woonruimten.pagina": "een woonruimte, zonder bewoners",
}


def _leesbaar(antwoord: TestResponse) -> str | None:
    """What stands in an answer, that of a workbook or a ZIP included; ``None`` for a file that shows nothing here."""
    if antwoord.data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(antwoord.data)) as map_:
            return "\n".join(map_.read(naam).decode("utf-8", "replace") for naam in map_.namelist())
    return None if antwoord.data.startswith(b"%PDF") else antwoord.text


def _namen(app: Flask) -> set[str]:
    """How the people outside the ministry are called."""
    with app.app_context():
        rol = select(Roltoekenning.gebruiker_id).where(Roltoekenning.rol.in_(GEMEENTE))
        van_gemeenten = set(db.session.scalars(select(Gebruiker.naam).where(Gebruiker.id.in_(rol))))
    return van_gemeenten | {str(PROJECT["contact_naam"])}


def _antwoorden(app: Flask, clients: Clients) -> Iterator[tuple[str, str, TestResponse]]:
    """Who, which endpoint and what they got: each address once, of what is not written down already."""
    gevraagd: set[str] = set()
    for wie in sorted(MINISTERIE):
        for pagina in voor(app, wie, (*PAGINAS, *DOWNLOADS)):
            if pagina.eindpunt in PLEKKEN or pagina.status != 200 or pagina.adres in gevraagd:
                continue
            gevraagd.add(pagina.adres)
            antwoord = clients[wie].get(pagina.adres, buffered=True)
            if antwoord.status_code == 200:
                yield wie, pagina.eindpunt, antwoord


def test_elke_pagina_en_elk_bestand_met_mensen_erin_wordt_bijgehouden(app: Flask, clients: Clients) -> None:
    namen, gelezen, gevonden = _namen(app), set(), {}
    for wie, eindpunt, antwoord in _antwoorden(app, clients):
        tekst = _leesbaar(antwoord)
        if tekst is None:
            continue
        gelezen.add(eindpunt)
        adressen = set(MAILADRES.findall(tekst)) - {email_van(wie)} - VAN_HET_PROGRAMMA
        if wat := adressen | {naam for naam in namen if naam in tekst}:
            gevonden[eindpunt] = sorted(wat)
    assert gevonden == {}, "zet deze in PLEKKEN (subsidie/verantwoording/inzage.py)"
    te_zien = {een for een in EINDPUNTEN if TOEGANG[een] & MINISTERIE} - ALLEEN_FORMULIER
    assert te_zien - gelezen - set(PLEKKEN) <= set(ZONDER_MENSEN), "zet deze in PLEKKEN of ZONDER_MENSEN"
    assert set(ZONDER_MENSEN).isdisjoint(gelezen | set(PLEKKEN))
