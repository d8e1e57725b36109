"""The archive of a tranche: asked on a page, made by the worker, every file with its hash and its MDTO."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from xml.etree.ElementTree import Element, fromstring

from flask import Flask
from sqlalchemy import select

from subsidie.accounts.models import Rol
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.platform.opslag import LokaleOpslag
from subsidie.platform.taken import veeg
from subsidie.verantwoording.bewaarmodellen import Archiefpakket
from subsidie.verantwoording.mdto import NAAMRUIMTE
from subsidie.web.app import instellingen_van
from subsidie.web.db import db
from subsidie.web.klok import nu as echt_nu
from tests.fabrieken import indienrijen, rijen
from tests.fabrieken.inloggen import als
from tests.fabrieken.vandaag import persoon

Schrijf = Callable[[], AbstractContextManager[None]]

VERSIE = canonieke_json({"gevraagd_cent": 100})
ADRES = "/tranches/proef/archief"
VOLGORDE = {
    "informatieobject": (
        "identificatie", "naam", "aggregatieniveau", "omschrijving", "dekkingInRuimte", "taal", "waardering",
        "bewaartermijn", "isOnderdeelVan", "heeftRepresentatie", "archiefvormer", "beperkingGebruik",
    ),
    "bestand": ("identificatie", "naam", "omvang", "bestandsformaat", "checksum", "isRepresentatieVan"),
}  # fmt: skip
"""The order of the schema of MDTO 1.0.1, of the elements that are used here."""
VERPLICHT = {
    "informatieobject": {"identificatie", "naam", "waardering", "archiefvormer", "beperkingGebruik"},
    "bestand": set(VOLGORDE["bestand"]),
}


def _kaal(een: Element) -> str:
    assert een.tag.startswith(f"{{{NAAMRUIMTE}}}")
    return een.tag.rpartition("}")[2]


def _lees(xml: bytes) -> tuple[str, dict[str, Element]]:
    """What it is, with its parts; every one in its place and nothing required missing."""
    wortel = fromstring(xml)  # noqa: S314 - what the program itself made
    assert _kaal(wortel) == "MDTO"
    (een,) = wortel
    soort, delen = _kaal(een), [_kaal(deel) for deel in een]
    assert delen == sorted(delen, key=VOLGORDE[soort].index)
    assert VERPLICHT[soort] <= set(delen)
    return soort, {_kaal(deel): deel for deel in een}


def test_het_archief_heeft_van_elk_bestand_hash_en_metagegevens(app: Flask, schrijf: Schrijf) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    opslag = LokaleOpslag(instellingen_van(app).opslag / "bijlagen")
    with schrijf():
        beheerder, auditor = persoon(Rol.BEHEERDER), persoon(Rol.AUDITOR)
        tranche = rijen.tranche(code="proef")
        for sleutel in ("uitvoerder", "naam"):
            rijen.instelling_waarde(tranche=tranche, sleutel=sleutel, waarde='"Proef"')
        een = rijen.aanvraag(tranche=tranche, nummer="P-1")
        rijen.aanvraag_versie(aanvraag=een, gegevens=VERSIE.decode(), sha256=sha256_hex(VERSIE))
        indienrijen.aanvraagbijlage(
            aanvraag=een,
            naam="plan & <tekening>.pdf",
            sha256=opslag.bewaar(b"een plan"),
            stand="schoon",
            grootte=8,
        )
        rijen.aanvraag(tranche=tranche, nummer="P-2", status="concept")
        rijen.aanvraag(nummer="ELDERS-1")
    client = als(app.test_client(), beheerder, echt_nu())
    assert client.post(f"{ADRES}/maken").status_code == 302
    assert client.post(f"{ADRES}/maken").status_code == 302  # asked twice: one is made
    assert veeg("archief") == 1
    (pakket,) = db.session.scalars(select(Archiefpakket)).all()
    zip_ = als(app.test_client(), auditor, echt_nu()).get(f"{ADRES}/{pakket.kenmerk}.zip")
    assert zip_.status_code == 200
    assert sha256_hex(zip_.data) == pakket.sha256
    with zipfile.ZipFile(io.BytesIO(zip_.data)) as archief:
        namen = archief.namelist()
        regels = [regel.split("  ", 1) for regel in archief.read("manifest-sha256.txt").decode().splitlines()]
        sommen = {naam: som for som, naam in regels}
        assert set(sommen) == set(namen) - {"manifest.json", "manifest-sha256.txt"}
        assert all(hashlib.sha256(archief.read(naam)).hexdigest() == som for naam, som in sommen.items())
        assert not any("P-2" in naam or "ELDERS" in naam for naam in namen)
        assert json.loads(archief.read("manifest.json"))["ontbrekend"] == []
        for naam in (naam for naam in namen if naam.endswith(".mdto.xml")):
            _lees(archief.read(naam))
        stuk = next(naam for naam in namen if naam.endswith(".pdf"))
        soort, delen = _lees(archief.read(f"{stuk}.bestand.mdto.xml"))
        assert soort == "bestand"
        assert delen["omvang"].text == "8"
        assert sha256_hex(b"een plan") in "".join(delen["checksum"].itertext())
        _, dossier = _lees(archief.read("dossiers/P-1/dossier.mdto.xml"))
        assert "proef" in "".join(dossier["isOnderdeelVan"].itertext())


def test_een_mislukt_archief_zegt_dat_en_kan_opnieuw(app: Flask, schrijf: Schrijf) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    with schrijf():
        beheerder = persoon(Rol.BEHEERDER)
        rijen.tranche(code="proef")  # without its settings
    client = als(app.test_client(), beheerder, echt_nu())
    client.post(f"{ADRES}/maken")
    assert veeg("archief") == 0
    assert "kon niet worden gemaakt" in client.get(ADRES).text
    client.post(f"{ADRES}/maken")
    assert len(db.session.scalars(select(Archiefpakket)).all()) == 2
