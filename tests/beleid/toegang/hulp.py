"""Addresses of every endpoint, of what exists and of what does not, and what a refusal looks like."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import IntegerConverter, Rule
from werkzeug.test import TestResponse

from tests.beleid.toegang.tabel import ALLEEN_IN, TOEGANG
from tests.browser.wereld import UITNODIGING, sleutel_van

Inhoud = Callable[[], str]
Inloggen = Callable[[str], FlaskClient]
Clients = dict[str, FlaskClient]

EINDPUNTEN = [naam for naam in TOEGANG if ALLEEN_IN.get(naam, "demo") == "demo"]
ALLEEN_FORMULIER = {
    "betalingen.rekeningen",
    "levering.gebruik",
    "beoordelen.vastleggen",
    "accounts.overal_uitloggen", "accounts.uitloggen", "aanvragen.fouten", "beheer.overal_uitloggen",
    "akkoord.aanname", "akkoord.stukken", "cijfers.vraag", "rapporten.alles_vragen", "rapporten.jaar_vragen",
    "regios.inlezen",
    "controles.vraag", "steekproeven.werkpapier", "archief.vraag",
    "besluiten.stel_op", "tekenronde.hervat", "tekenronde.opnieuw", "tekenronde.pauze",
    "meldingen.oordeel",
    "wijzigingen.advies", "wijzigingen.besluit", "wijzigingen.oppakken",
    "sisa.inlezen", "vaststelling.doe", "vorderingen.inlezen", "vorderingen.ontvangst", "vorderingen.regeling",
    "vorderingen.rente", "vorderingen.terugnemen",
    "rentetabel.bevestigen", "rentetabel.invoeren", "rentetabel.vervallen",
    "demo.inloggen", "uitgaand.opnieuw", "bijlagen.verwijderen", "bijlagen.terugzetten", "indienen.vragen",
}  # fmt: skip
NEEMT_FORMULIER = {
    "betaalbestanden.inlezen", "betaalbestanden.nieuw", "betalingen.goedkeuren", "betalingen.opstellen",
    "betalingen.vervallen",
    "leveringen.importeren", "leveringen.nieuw", "leveringen.opnieuw_importeren",
    "leveringen.verbeteren", "woonruimten.einde", "woonruimten.gebruik", "woonruimten.vervolg",
    "beoordelen.inleveren", "beoordelen.kaart", "beoordelen.modereren", "beoordeling.overdragen",
    "beoordeling.verdelen", "scenarios.nieuw",
    "bezwaren.intrekken", "bezwaren.maken", "bezwaren.stap", "bezwaren.vastleggen",
    "bezwaarstukken.gemeente", "bezwaarstukken.ministerie",
    "steekproeven.item", "steekproeven.trekken",
    "bewaren.besluiten", "bewaren.naam_vervangen", "bewaren.voorstellen",
    "bewijs.toevoegen", "meldingen.intrekken", "meldingen.melding", "realisatie.bevestigen", "realisatie.deel",
    "wijzigingen.intrekken", "wijzigingen.vragen",
    "realisatie.delen", "realisatie.mijlpaal", "realisatie.prognose", "realisatie.vervallen",
    "buiten.pagina", "klokpagina.bij_een", "klokpagina.nieuw", "zienswijze.pagina",
    "akkoord.akkoord", "verdelen.bevriezen", "verdelen.trek", "verdelen.vervallen",
    *ALLEEN_FORMULIER, "aanvraagberichten.nieuw", "accounts.inloggen", "accounts.uitnodiging",
    "accounts.wachtwoord", "aanvragen.importeren", "belangen.beeindigen", "belangen.nieuw",
    "belangverklaringen.pagina", "beheer.partijbelang_beeindigen", "bijlagen.stap", "indienen.pagina",
    "aanvullen.indienen", "aanvullen.pagina", "behandeling.aanvulling_vragen", "behandeling.verzoek_sluiten",
    "besluiten.tekenen", "tekenronde.stoppen", "bekendmaken.bevestigen", "bekendmaken.opnieuw_opstellen",
    "terug.pagina", "brieven.terugzetten", "brieven.wijzigen",
    "behandeling.volledigheid", "concept.nieuw", "concept.verwijderen", "intrekken.pagina",
    "behandelpagina.advies", "behandelpagina.notitie", "werklijst.toewijzen",
    "invullen.stap", "invulregels.importeren",
    "beheer.belang_beeindigen", "beheer.blokkeren", "beheer.deblokkeren", "beheer.mandaat_beeindigen",
    "beheer.nieuw_account", "beheer.nieuw_belang", "beheer.nieuw_mandaat", "beheer.nieuwe_link",
    "beheer.nieuwe_rol", "beheer.rol_beeindigen", "beheer.wijzig", "berichten.voorkeuren",
    "vooroverleg.afronden", "vooroverleg.intrekken", "vooroverleg.nieuw", "vooroverleg.oppakken",
    "vragen.beantwoorden", "vragen.publiceren", "vragen.stellen", "vragen.verbeteren",
    "gemeente.adres", "gemeente.collega_link", "gemeente.collega_rol", "gemeente.collega_rol_beeindigen",
    "gemeente.collega_verwijderen", "gemeente.rekening", "gemeente.rekening_bevestigen",
    "gemeente.rekening_intrekken", "gemeente.uitnodigen", "rekeningen.afwijzen", "rekeningen.goedkeuren",
}  # fmt: skip
LEEST_EN_WEIGERT = {"zienswijze.pagina"}
"""Pages that others send a form to and that the auditor only reads."""
NIET_INGELOGD = "U bent niet meer ingelogd"

BESTAAT: dict[str, Any] = {
    "code": "rha-2023", "volgnummer": 1, "nummer": "RHA23-0002", "kenmerk": "bestaat-niet", "token": UITNODIGING,
    "sleutel": sleutel_van("behandelaar"), "naam": "aanvragen", "filename": "css/basis.css",
    "versie": 1, "regel": 1, "deel": "project", "waarin": "gemeente", "stap": "uitstel", "id_": 1,
    "soort": "verlening", "stuk": "bestaat-niet", "verzameling": "tranches",
    "melding_id": 1, "mijlpaal": "vergunning", "deelnummer": 1, "jaar": 2026, "vorm": "xlsx",
}  # fmt: skip
BESTAAT_NIET: dict[str, Any] = {
    "code": "bestaat-niet", "volgnummer": 999, "nummer": "RHA99-9999", "kenmerk": "bestaat-niet",
    "token": "bestaat-niet", "sleutel": "0" * 32, "naam": "bestaat-niet", "filename": "bestaat-niet.css",
    "versie": 999, "deel": "bestaat-niet", "waarin": "gemeente", "stap": "bestaat-niet", "id_": 999_999,
    "soort": "bestaat-niet", "stuk": "bestaat-niet", "verzameling": "bestaat-niet",
    "regel": 999_999, "melding_id": 999_999, "mijlpaal": "bestaat-niet", "deelnummer": 999_999, "jaar": 1900,
    "vorm": "xlsx",
}  # fmt: skip


def rij_van(app: Flask, eindpunt: str) -> Rule:
    """The rule of an endpoint; each has one address."""
    (rij,) = app.url_map.iter_rules(eindpunt)
    return rij


def adres_van(app: Flask, eindpunt: str, waarden: Mapping[str, Any]) -> str:
    """The address of an endpoint with these values; what is a number counts from 1 in the database."""
    rij = rij_van(app, eindpunt)
    ingevuld: dict[str, Any] = {}
    for naam in rij.arguments:
        is_getal = isinstance(rij._converters[naam], IntegerConverter)
        ingevuld[naam] = (
            (999_999 if waarden is BESTAAT_NIET else 1) if is_getal and naam == "nummer" else waarden[naam]
        )
    with app.test_request_context():
        return app.url_for(eindpunt, **ingevuld)


def mag(eindpunt: str, wie: str) -> bool:
    """Whether the table lets ``wie`` (nobody: empty) in."""
    rollen = TOEGANG[eindpunt]
    return "openbaar" in rollen or wie in rollen or ("ingelogd" in rollen and wie != "")


def geweigerd(antwoord: TestResponse) -> bool:
    """The role does not fit (403), or nobody is logged in: to the login page, or told so about a form."""
    naar_inloggen = antwoord.status_code == 302 and antwoord.location.startswith("/inloggen?volgende=")
    return (
        antwoord.status_code == 403
        or naar_inloggen
        or (antwoord.status_code == 400 and NIET_INGELOGD in antwoord.text)
    )


def methoden(app: Flask, eindpunt: str) -> set[str]:
    """What the endpoint takes, of GET and POST."""
    return (rij_van(app, eindpunt).methods or set()) & {"GET", "POST"}


def zonder_wat_wisselt(antwoord: TestResponse) -> tuple[int, str]:
    """Status and text of an answer, without the token that is another every time."""
    return antwoord.status_code, re.sub(r'name="csrf_token" value="[^"]*"', "", antwoord.text)
