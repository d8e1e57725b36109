"""The package of an application: everything that is about it, right, the same every time, and for the auditor only."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from subsidie.accounts.models import Gebruiker, Rol
from subsidie.audit.service import leg_vast
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.platform.opslag import LokaleOpslag
from subsidie.verantwoording.dossiercontrole import controleer
from subsidie.verantwoording.dossiertabellen import OVERGESLAGEN, dossiertabellen
from subsidie.web.app import instellingen_van
from subsidie.web.db import db
from subsidie.web.klok import nu as echt_nu
from tests.fabrieken import conceptrijen, indienrijen, rijen
from tests.fabrieken.aanvaller import verander_buiten_om
from tests.fabrieken.inloggen import als
from tests.fabrieken.vandaag import persoon

Schrijf = Callable[[], AbstractContextManager[None]]

BRIEF = b"%PDF-1.7 geen echte brief"
STUK = b"een begroting"
VERSIE = canonieke_json({"gevraagd_cent": 100})


@pytest.fixture
def dossier(app: Flask, schrijf: Schrijf) -> dict[str, Any]:
    """An application with a version, a made letter, two uploads of which one is infected, and events between others."""
    opslag = instellingen_van(app).opslag
    with schrijf():
        mensen = {"auditor": persoon(Rol.AUDITOR), "behandelaar": persoon(Rol.BEHANDELAAR)}
        een = rijen.aanvraag(nummer="PROEF-1")
        rijen.aanvraag(nummer="PROEF-2")
        concept = rijen.aanvraag(nummer="PROEF-3", status="concept")
        rijen.aanvraag_versie(aanvraag=een, gegevens=VERSIE.decode(), sha256=sha256_hex(VERSIE))
        brief = rijen.document(bestand_sha256=LokaleOpslag(opslag).bewaar(BRIEF), grootte=len(BRIEF))
        rijen.beschikking(aanvraag=een, document=brief, status="getekend")
        stukken = LokaleOpslag(opslag / "bijlagen")
        for naam, inhoud, stand in (
            ("begroting ../=x.xlsx", STUK, "schoon"),
            ("virus.pdf", b"virus", "besmet"),
        ):
            indienrijen.aanvraagbijlage(
                aanvraag=een, naam=naam, sha256=stukken.bewaar(inhoud), grootte=len(inhoud), stand=stand
            )
        conceptrijen.conceptdeel(aanvraag=concept)
    for soort, nummer, gegevens in (
        ("aanvraag:ontvangen", "PROEF-1", {"versie": 1, "sha256": sha256_hex(VERSIE), "gevraagd_cent": 100}),
        ("aanvraag:ontvangen", "PROEF-2", {"versie": 1}),
        ("aanvraag:volledig_verklaard", "PROEF-1", {}),
    ):
        with schrijf():
            leg_vast(
                soort, object_soort="aanvraag", object_id=nummer, door=mensen["behandelaar"], nu=rijen.NU,
                gegevens=gegevens,
            )  # fmt: skip
    return {**mensen, "brief": brief.bestand_sha256, "opslag": opslag}


@pytest.fixture
def client(app: Flask, dossier: dict[str, Any]) -> FlaskClient:
    return als(app.test_client(), dossier["auditor"], echt_nu())


def haal(client: FlaskClient, nummer: str = "PROEF-1") -> bytes:
    antwoord = client.get(f"/aanvragen/{nummer}/dossier.zip")
    assert antwoord.status_code == 200
    assert antwoord.headers["Content-Disposition"].startswith(f'attachment; filename="dossier-{nummer}.zip"')
    assert int(antwoord.headers["Content-Length"]) == len(antwoord.data)
    return antwoord.data


def test_het_pakket_bevat_alles_en_controleert_zichzelf(client: FlaskClient, tmp_path: Path) -> None:
    pad = tmp_path / "dossier.zip"
    pad.write_bytes(haal(client))
    verslag = controleer(pad)
    assert verslag.fouten == []
    assert verslag.opmerkingen == ["Niet in het pakket: virus.pdf (niet vrijgegeven door de viruscontrole)."]
    with zipfile.ZipFile(pad) as pakket:
        inhoud = {naam: pakket.read(naam) for naam in pakket.namelist()}
    assert VERSIE in inhoud.values()
    assert BRIEF in inhoud.values()
    (stuk,) = [naam for naam, data in inhoud.items() if data == STUK]
    assert stuk.startswith("stukken/aanvraagbijlage-")
    assert ".." not in stuk
    gebeurd = [json.loads(regel) for regel in inhoud["keten/gebeurtenissen.jsonl"].splitlines()]
    assert {een["object_id"] for een in gebeurd} == {"PROEF-1"}
    assert b"PROEF-2" not in b"".join(inhoud.values())
    bladzijde = inhoud["index.html"].decode()
    assert "Aanvraag ontvangen. Versie 1, gevraagd" in bladzijde
    assert "<script" not in bladzijde
    assert "http" not in bladzijde


def test_namen_van_gebruikers_staan_alleen_bij_de_sleutels_en_in_het_overzicht(
    client: FlaskClient, dossier: dict[str, Any]
) -> None:
    naam = dossier["behandelaar"].naam.encode()
    with zipfile.ZipFile(io.BytesIO(haal(client))) as pakket:
        met_naam = {een for een in pakket.namelist() if naam in pakket.read(een)}
    assert met_naam == {"personen.jsonl", "index.html"}


def test_zolang_er_niets_met_de_aanvraag_gebeurt_is_het_pakket_hetzelfde(
    client: FlaskClient, schrijf: Schrijf
) -> None:
    eerste = haal(client)
    with schrijf():
        leg_vast("aanvraag:x", object_soort="aanvraag", object_id="PROEF-2", door=None, nu=rijen.NU)
    assert haal(client) == eerste
    with schrijf():
        leg_vast("aanvraag:x", object_soort="aanvraag", object_id="PROEF-1", door=None, nu=rijen.NU)
    assert haal(client) != eerste


def test_een_beschadigd_of_weg_bestand_staat_niet_half_in_het_pakket_maar_wordt_genoemd(
    client: FlaskClient, dossier: dict[str, Any], tmp_path: Path
) -> None:
    pad = LokaleOpslag(dossier["opslag"]).pad(dossier["brief"])
    pad.chmod(0o640)
    pad.write_bytes(b"iets anders")
    doel = tmp_path / "dossier.zip"
    doel.write_bytes(haal(client))
    verslag = controleer(doel)
    assert any("beschadigd" in een for een in verslag.opmerkingen)
    with zipfile.ZipFile(doel) as pakket:
        assert not any(naam.endswith(".pdf") for naam in pakket.namelist())
    pad.unlink()
    doel.write_bytes(haal(client))
    assert any("ontbreekt in de opslag" in een for een in controleer(doel).opmerkingen)


def test_een_buiten_het_programma_om_veranderde_versie_valt_op_in_het_pakket(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    """Who changes the row past the guards changes the text; the hash beside it, and the event, still tell."""
    verander_buiten_om("UPDATE aanvraag_versie SET gegevens = '{\"gevraagd_cent\":999}'", "aanvraag_versie")
    doel = tmp_path / "dossier.zip"
    doel.write_bytes(haal(client))
    fouten = controleer(doel).fouten
    assert any("is niet wat de database ervan vastlegde" in fout for fout in fouten)
    assert any(fout.startswith("Gebeurtenis 1 (aanvraag:ontvangen): noemt sha256") for fout in fouten)


def test_de_pagina_zegt_eerst_wat_erin_zit_en_alleen_de_auditor_krijgt_het(
    app: Flask, client: FlaskClient, dossier: dict[str, Gebruiker]
) -> None:
    bladzijde = client.get("/aanvragen/PROEF-1/dossier").text
    assert "aanvraagbijlage" in bladzijde
    assert "dossier.zip" in bladzijde
    behandelaar = als(app.test_client(), dossier["behandelaar"], echt_nu())
    for wat in ("dossier", "dossier.zip"):
        assert behandelaar.get(f"/aanvragen/PROEF-1/{wat}").status_code == 403
        assert client.get(f"/aanvragen/PROEF-3/{wat}").status_code == 404  # never submitted
        assert client.get(f"/aanvragen/PROEF-9/{wat}").status_code == 404


def test_elke_tabel_die_over_een_aanvraag_gaat_zit_erin_of_is_met_reden_overgeslagen(app: Flask) -> None:
    genoemd = {deel.naam for deel in dossiertabellen()} | set(OVERGESLAGEN)
    eigen = {tabel.name for tabel in db.metadata.sorted_tables if "aanvraag_id" in tabel.c}
    assert eigen <= genoemd
    assert {"woonruimteregel", "scoreregel", "ontvangst", "bezwaarstuk"} <= genoemd
    assert not {"gebruiker", "tranche", "gemeente", "wachtwoord", "sessie", "rekeningnummer"} & genoemd
