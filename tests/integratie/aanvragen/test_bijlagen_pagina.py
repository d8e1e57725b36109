"""Attachments: what comes in is what it says it is, is kept once and whole, and goes out to who may see it."""

from __future__ import annotations

import hashlib
import io
import os
import re
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from subsidie.aanvragen.bijlagemodellen import Aanvraagbijlage, Bijlagestand
from subsidie.aanvragen.bijlagen import Grenzen, InhoudWeg, voeg_toe
from subsidie.aanvragen.bijlagen_vegen import BEWAARD, ruim_inhoud_op, scan_wachtende
from subsidie.aanvragen.bijlagenopslag import bijlagenopslag
from subsidie.aanvragen.indienen import Onvolledig
from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.berichten.models import Bericht
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.platform.opslag import LokaleOpslag
from subsidie.platform.virusscan import Scanstand, Scanuitslag
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import regels
from subsidie.web import klok
from subsidie.web.db import db
from tests.fabrieken.concepten import DEVENTER, begin_vandaag, gemeentepersoon
from tests.fabrieken.indieningen import (
    PDF,
    RUIM,
    bestand,
    dien_in,
    hang_aan,
    indienbaar,
    stuk_van,
    werkmap,
    zipbom,
)
from tests.fabrieken.inloggen import als
from tests.fabrieken.vandaag import persoon

Schrijf = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def tranche(app: Flask) -> Tranche:
    app.config["WTF_CSRF_ENABLED"] = False
    return begin_vandaag()


@pytest.fixture
def tess(tranche: Tranche, schrijf: Schrijf) -> Gebruiker:
    with schrijf():
        return gemeentepersoon("Tess", rol=Rol.TEKENBEVOEGDE)


@pytest.fixture
def aanvraag(tranche: Tranche, tess: Gebruiker, schrijf: Schrijf) -> Aanvraag:
    with schrijf():
        return indienbaar(tranche, tess, nu=klok.nu())


@pytest.fixture
def client(app: Flask, tess: Gebruiker) -> FlaskClient:
    return als(app.test_client(), tess, klok.nu())


@pytest.fixture
def opslag(app: Flask) -> LokaleOpslag:
    return bijlagenopslag(app.extensions["instellingen"])


def stuur(
    client: FlaskClient, aanvraag: Aanvraag, *bestanden: tuple[bytes, str], soort: str = "begroting"
) -> TestResponse:
    delen = [(io.BytesIO(inhoud), naam) for inhoud, naam in bestanden]
    return client.post(
        f"/aanvragen/{aanvraag.nummer}/invullen/bijlagen", data={"soort": soort, "bestand": delen}
    )


def rijen_van(aanvraag: Aanvraag) -> list[Aanvraagbijlage]:
    db.session.rollback()
    vraag = (
        select(Aanvraagbijlage).where(Aanvraagbijlage.aanvraag_id == aanvraag.id).order_by(Aanvraagbijlage.id)
    )
    return list(db.session.scalars(vraag))


def bestanden_in(opslag: LokaleOpslag) -> list[Path]:
    return [pad for pad in opslag.map.rglob("*") if pad.is_file()]


def tekst_van(antwoord: TestResponse) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", antwoord.text.partition("<main")[2]).split())


def test_meer_bestanden_tegelijk_worden_bewaard_met_hun_hash(
    client: FlaskClient, aanvraag: Aanvraag, opslag: LokaleOpslag, tess: Gebruiker
) -> None:
    boek = werkmap()
    assert stuur(client, aanvraag, (PDF, "begroting.pdf"), (boek, "som.xlsx")).status_code == 302
    rijen = rijen_van(aanvraag)
    assert [(een.naam, een.grootte, een.sha256, een.stand) for een in rijen] == [
        ("begroting.pdf", len(PDF), hashlib.sha256(PDF).hexdigest(), Bijlagestand.NIET_GESCAND),
        ("som.xlsx", len(boek), hashlib.sha256(boek).hexdigest(), Bijlagestand.NIET_GESCAND),
    ]
    assert opslag.lees(rijen[1].sha256) == boek
    pagina = client.get(f"/aanvragen/{aanvraag.nummer}/invullen/bijlagen")
    assert "begroting.pdf" in tekst_van(pagina)
    assert f"door {tess.naam}" in tekst_van(pagina)


def test_hetzelfde_bestand_nog_eens_wordt_gezegd_en_een_keer_bewaard(
    client: FlaskClient, aanvraag: Aanvraag, opslag: LokaleOpslag
) -> None:
    stuur(client, aanvraag, (PDF, "begroting.pdf"))
    stuur(client, aanvraag, (PDF, "kopie.pdf"))
    assert "stond er al" in tekst_van(client.get(f"/aanvragen/{aanvraag.nummer}/invullen/bijlagen"))
    stuur(client, aanvraag, (PDF, "kopie.pdf"), soort="overig")
    assert [een.soort for een in rijen_van(aanvraag)] == ["begroting", "overig"]
    assert len(bestanden_in(opslag)) == 1


PNG_MET_ZIP = b"\x89PNG\r\n\x1a\n" + b"PK\x03\x04" * 8


@pytest.mark.parametrize(
    ("inhoud", "naam", "melding"),
    [
        (b"", "leeg.pdf", "leeg"),
        (b"<script>alert(1)</script>", "pagina.pdf", "PDF, XLSX, DOCX, PNG of JPG"),
        (b"MZ\x90\x00", "begroting.pdf", "programma"),
        (PDF, "begroting.xlsx", "de inhoud is een PDF"),
        (PDF + b"PK\x05\x06" + b"\0" * 18, "twee.pdf", "niet heel"),
        (PNG_MET_ZIP, "plaatje.png", "PNG"),
        (zipbom(), "bom.xlsx", ""),
        (b"PK\x03\x04kapot", "kapot.docx", ""),
    ],
    ids=["leeg", "html", "programma", "naam klopt niet", "pdf en zip", "png en zip", "zipbom", "kapot"],
)
def test_wat_geen_goed_bestand_is_wordt_gezegd_bij_het_veld_en_niet_bewaard(
    client: FlaskClient, aanvraag: Aanvraag, opslag: LokaleOpslag, inhoud: bytes, naam: str, melding: str
) -> None:
    antwoord = stuur(client, aanvraag, (inhoud, naam))
    assert antwoord.status_code == 422
    assert 'id="bestand-begroting-fout"' in antwoord.text
    assert melding in tekst_van(antwoord)
    assert rijen_van(aanvraag) == []
    assert bestanden_in(opslag) == []


def test_een_fout_bestand_houdt_de_andere_niet_tegen(client: FlaskClient, aanvraag: Aanvraag) -> None:
    antwoord = stuur(client, aanvraag, (b"niets", "fout.pdf"), (PDF, "goed.pdf"))
    assert antwoord.status_code == 422
    assert "fout.pdf" in tekst_van(antwoord)
    assert [een.naam for een in rijen_van(aanvraag)] == ["goed.pdf"]


@pytest.mark.parametrize(
    ("naam", "wordt"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("gpj.\u202efdp.pdf", "gpj.fdp.pdf"),
        ("lach 😀.pdf", "lach _.pdf"),
        ("begroting", "begroting.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_een_naam_misleidt_niet_en_breekt_niets(
    client: FlaskClient, aanvraag: Aanvraag, naam: str, wordt: str
) -> None:
    assert stuur(client, aanvraag, (PDF, naam)).status_code == 302
    (bijlage,) = rijen_van(aanvraag)
    assert bijlage.naam.replace(" .pdf", ".pdf") == wordt
    antwoord = client.get(f"/aanvragen/{aanvraag.nummer}/bijlagen/{bijlage.kenmerk}", buffered=True)
    assert antwoord.status_code == 200
    assert antwoord.headers["Content-Disposition"].startswith("attachment; ")


@pytest.mark.parametrize("soort", ["", "bestaat_niet", "é" * 100])
def test_een_soort_die_de_tranche_niet_vraagt_wordt_geweigerd(
    client: FlaskClient, aanvraag: Aanvraag, soort: str
) -> None:
    assert stuur(client, aanvraag, (PDF, "a.pdf"), soort=soort).status_code == 422
    assert client.post(f"/aanvragen/{aanvraag.nummer}/invullen/bijlagen", data={}).status_code == 422
    assert rijen_van(aanvraag) == []


def test_een_te_groot_bestand_wordt_gezegd_en_niet_bewaard(
    app: Flask,
    client: FlaskClient,
    aanvraag: Aanvraag,
    opslag: LokaleOpslag,
    schrijf: Schrijf,
    tess: Gebruiker,
) -> None:
    app.extensions["instellingen"] = replace(app.extensions["instellingen"], bijlage_bytes=300 * 1024)
    groot = PDF + b" " * 300 * 1024
    antwoord = stuur(client, aanvraag, (groot, "groot.pdf"))
    assert antwoord.status_code == 422
    assert "300 kB" in tekst_van(antwoord)
    assert (rijen_van(aanvraag), bestanden_in(opslag)) == ([], [])
    with schrijf():
        hang_aan(aanvraag, tess, opslag, nu=klok.nu())
    with schrijf(), pytest.raises(OngeldigeInvoer, match="alle bijlagen samen"):
        hang_aan(
            aanvraag,
            tess,
            opslag,
            nu=klok.nu(),
            inhoud=PDF + b"\n",
            grenzen=Grenzen(RUIM.per_bestand, 2 * len(PDF)),
        )


def test_verwijderen_kan_ongedaan_worden_gemaakt(client: FlaskClient, aanvraag: Aanvraag) -> None:
    stuur(client, aanvraag, (PDF, "begroting.pdf"))
    (bijlage,) = rijen_van(aanvraag)
    adres = f"/aanvragen/{aanvraag.nummer}/bijlagen/{bijlage.kenmerk}"
    for _ in range(2):
        assert client.post(f"{adres}/verwijderen").status_code == 302
    assert client.get(adres).status_code == 404
    assert "Terugzetten" in client.get(f"/aanvragen/{aanvraag.nummer}/invullen/bijlagen").text
    for _ in range(2):
        assert client.post(f"{adres}/terugzetten").status_code == 302
    assert [een.verwijderd_op is None for een in rijen_van(aanvraag)] == [False, True]
    assert "Terugzetten" not in client.get(f"/aanvragen/{aanvraag.nummer}/invullen/bijlagen").text


def test_een_ander_kan_niet_bij_een_bijlage_van_een_concept(
    app: Flask, client: FlaskClient, aanvraag: Aanvraag, tess: Gebruiker, tranche: Tranche, schrijf: Schrijf
) -> None:
    stuur(client, aanvraag, (PDF, "begroting.pdf"))
    (bijlage,) = rijen_van(aanvraag)
    with schrijf():
        vreemden = [
            gemeentepersoon("Ander", gm_code=DEVENTER, rol=Rol.TEKENBEVOEGDE),
            persoon(Rol.BEHANDELAAR),
        ]
        eigen_ander = indienbaar(tranche, tess, nu=klok.nu())
    adres = f"/aanvragen/{aanvraag.nummer}/bijlagen/{bijlage.kenmerk}"
    for vreemde in vreemden:
        ander = als(app.test_client(), vreemde, klok.nu())
        assert ander.get(adres).status_code == 404
        for doe in ("verwijderen", "terugzetten"):
            assert ander.post(f"{adres}/{doe}").status_code in (403, 404)
    assert stuur(als(app.test_client(), vreemden[0], klok.nu()), aanvraag, (PDF, "a.pdf")).status_code == 404
    # Of another application of one's own: the mark alone is not enough.
    assert client.get(f"/aanvragen/{eigen_ander.nummer}/bijlagen/{bijlage.kenmerk}").status_code == 404
    assert (
        client.post(f"/aanvragen/{eigen_ander.nummer}/bijlagen/{bijlage.kenmerk}/verwijderen").status_code
        == 404
    )
    assert rijen_van(aanvraag)[0].verwijderd_op is None


def test_het_ministerie_haalt_wat_is_ingediend_en_niet_wat_er_daarna_bij_kwam(
    app: Flask, client: FlaskClient, aanvraag: Aanvraag, tess: Gebruiker, schrijf: Schrijf
) -> None:
    stuur(client, aanvraag, (PDF, "begroting.pdf"))
    dien_in(aanvraag, tess, ontvangen_op=klok.nu())
    stuur(client, aanvraag, (PDF + b"\n", "nieuw.pdf"))
    oud, nieuw = rijen_van(aanvraag)
    client.post(f"/aanvragen/{aanvraag.nummer}/bijlagen/{oud.kenmerk}/verwijderen")
    with schrijf():
        behandelaar = persoon(Rol.BEHANDELAAR)
    ministerie = als(app.test_client(), behandelaar, klok.nu())
    antwoord = ministerie.get(f"/aanvragen/{aanvraag.nummer}/bijlagen/{oud.kenmerk}", buffered=True)
    assert (antwoord.status_code, antwoord.data, antwoord.mimetype) == (200, PDF, "application/pdf")
    assert antwoord.headers["X-Content-Type-Options"] == "nosniff"
    assert antwoord.headers["Content-Disposition"].startswith("attachment; ")
    assert ministerie.get(f"/aanvragen/{aanvraag.nummer}/bijlagen/{nieuw.kenmerk}").status_code == 404


def test_een_bestand_dat_is_veranderd_komt_niet_heel_naar_buiten(
    client: FlaskClient, aanvraag: Aanvraag, opslag: LokaleOpslag
) -> None:
    stuur(client, aanvraag, (PDF, "begroting.pdf"))
    (bijlage,) = rijen_van(aanvraag)
    pad = opslag.pad(bijlage.sha256)
    adres = f"/aanvragen/{aanvraag.nummer}/bijlagen/{bijlage.kenmerk}"
    pad.chmod(0o640)
    pad.write_bytes(PDF.replace(b"obj", b"OBJ"))
    with pytest.raises(Exception, match="beschadigd"):
        client.get(adres, buffered=True)
    pad.unlink()
    assert client.get(adres).status_code == 500


def test_wat_er_toch_niet_bij_mag_komt_niet_eens_in_de_opslag(
    client: FlaskClient, aanvraag: Aanvraag, opslag: LokaleOpslag, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert stuur(client, aanvraag, (PDF, "a.pdf"), soort="verzonnen").status_code == 422
    monkeypatch.setattr("subsidie.aanvragen.bijlagen.HOOGSTENS_BIJLAGEN", 0)
    assert stuur(client, aanvraag, (PDF, "a.pdf")).status_code == 422
    assert bestanden_in(opslag) == []


def test_van_veel_bestanden_tegelijk_wordt_het_aantal_genoemd(
    client: FlaskClient, aanvraag: Aanvraag
) -> None:
    """What is said afterwards travels in a cookie: with every name it would be lost, or the answer refused."""
    namen = [hashlib.sha256(bytes([nummer])).hexdigest() for nummer in range(60)]
    antwoord = stuur(
        client, aanvraag, *((PDF + b"\n" * nummer, f"{naam}.pdf") for nummer, naam in enumerate(namen))
    )
    assert len(antwoord.headers["Set-Cookie"]) < 1_000
    assert "60 bestanden zijn toegevoegd." in tekst_van(client.get(antwoord.location))


@pytest.mark.parametrize(("uitslag", "stand"), [(Scanstand.SCHOON, "schoon"), (Scanstand.BESMET, "besmet")])
def test_met_een_scanner_wacht_een_bestand_tot_het_schoon_is(
    app: Flask, client: FlaskClient, aanvraag: Aanvraag, tess: Gebruiker, opslag: LokaleOpslag, schrijf: Schrijf,
    monkeypatch: pytest.MonkeyPatch, uitslag: Scanstand, stand: str,
) -> None:  # fmt: skip
    with schrijf():
        bijlage = hang_aan(aanvraag, tess, opslag, nu=klok.nu(), gescand=True)
    adres = f"/aanvragen/{aanvraag.nummer}/bijlagen/{bijlage.kenmerk}"
    assert client.get(adres).status_code == 409
    instellingen = replace(app.extensions["instellingen"], clamd="tcp://localhost:1")
    monkeypatch.setattr(
        "subsidie.aanvragen.quarantaine.scan", lambda *_: Scanuitslag(Scanstand.ONBEREIKBAAR, "weg")
    )
    assert scan_wachtende(instellingen, klok.nu) == 0
    monkeypatch.setattr("subsidie.aanvragen.quarantaine.scan", lambda *_: Scanuitslag(uitslag, "proef"))
    assert (scan_wachtende(instellingen, klok.nu), scan_wachtende(instellingen, klok.nu)) == (1, 0)
    db.session.rollback()
    assert rijen_van(aanvraag)[0].stand == stand
    assert client.get(adres, buffered=True).status_code == (200 if stand == "schoon" else 409)
    berichten = db.session.scalars(select(Bericht)).all()
    if stand == "schoon":
        assert berichten == []
        return
    assert "virus" in berichten[0].tekst
    assert berichten[0].object_soort == "concept"
    with pytest.raises(Onvolledig):
        dien_in(aanvraag, tess, ontvangen_op=klok.nu())
    assert any("virus" in een.melding for een in stuk_van(aanvraag, tess, nu=klok.nu()).hard)


def _maak_oud(opslag: LokaleOpslag, sha256: str) -> None:
    toen = time.time() - BEWAARD.total_seconds() - 60
    os.utime(opslag.pad(sha256), (toen, toen))


def test_opruimen_neemt_alleen_wat_niemand_nodig_heeft(
    aanvraag: Aanvraag, tess: Gebruiker, opslag: LokaleOpslag, schrijf: Schrijf, tranche: Tranche
) -> None:
    nu = klok.nu()
    with schrijf():
        in_concept = hang_aan(aanvraag, tess, opslag, nu=nu)
        ander = indienbaar(tranche, tess, nu=nu)
        geciteerd = hang_aan(ander, tess, opslag, nu=nu, inhoud=PDF + b"\n")
        weg = hang_aan(aanvraag, tess, opslag, nu=nu, inhoud=PDF + b"\n\n", soort="overig")
    dien_in(ander, tess, ontvangen_op=nu)
    lang_geleden = nu - BEWAARD - timedelta(hours=1)
    with schrijf():
        for een in (geciteerd, weg):
            rij = db.session.get_one(Aanvraagbijlage, een.id)
            rij.verwijderd_op, rij.verwijderd_door_id = lang_geleden, tess.id
    zonder_rij, vers = opslag.bewaar(PDF + b" "), opslag.bewaar(PDF + b"  ")
    for sha256 in (in_concept.sha256, geciteerd.sha256, weg.sha256, zonder_rij):
        _maak_oud(opslag, sha256)
    assert ruim_inhoud_op(opslag, nu=nu) == 2
    assert {pad.name for pad in bestanden_in(opslag)} == {in_concept.sha256, geciteerd.sha256, vers}


def test_wie_toevoegt_wat_net_is_opgeruimd_hoort_dat(
    aanvraag: Aanvraag, tess: Gebruiker, opslag: LokaleOpslag, schrijf: Schrijf
) -> None:
    with schrijf(), pytest.raises(InhoudWeg):
        voeg_toe(
            aanvraag.nummer, bestand(), soort="begroting", regelset=regels(aanvraag.tranche), grenzen=RUIM,
            opslag=opslag, gescand=False, door=tess, nu=klok.nu(),
        )  # fmt: skip
    assert rijen_van(aanvraag) == []
