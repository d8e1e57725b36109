"""The audit trail on the screen: everything, for the auditor alone, found, exported and recomputed."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from subsidie.accounts.models import Gebruiker, Rol
from subsidie.audit.ijkpunten import zet_ijkpunt
from subsidie.audit.models import Gebeurtenis
from subsidie.audit.service import leg_vast
from subsidie.audit.sleutel import maak_sleutel
from subsidie.audit.woorden import OBJECTSOORTEN
from subsidie.kern.canoniek import sha256_hex
from subsidie.verantwoording.plekken import plek_van
from subsidie.web.app import instellingen_van
from subsidie.web.db import db
from subsidie.web.klok import nu as echt_nu
from tests.fabrieken.aanvaller import verbind
from tests.fabrieken.inloggen import als
from tests.fabrieken.vandaag import persoon
from tests.fabrieken.vragentellen import geteld

Schrijf = Callable[[], AbstractContextManager[None]]

NU = datetime(2023, 7, 7, 8, 0, tzinfo=UTC)
LIJST = "/controle/gebeurtenissen"


@pytest.fixture
def mensen(app: Flask, schrijf: Schrijf) -> dict[str, Gebruiker]:
    with schrijf():
        return {"auditor": persoon(Rol.AUDITOR), "behandelaar": persoon(Rol.BEHANDELAAR)}


@pytest.fixture
def spoor(schrijf: Schrijf, mensen: dict[str, Gebruiker]) -> None:
    """Five events; the sixth is that the auditor logs in."""
    with schrijf():
        for soort, object_soort, object_id, door, minuten, gegevens in (
            ("tranche:geladen", "tranche", "rha-2023", None, 0, {"aard": "voorbeeld", "gewijzigd": ["naam"]}),
            (
                "aanvraag:ontvangen",
                "aanvraag",
                "RHA23-0001",
                "behandelaar",
                1,
                {"versie": 1, "gevraagd_cent": 12300},
            ),
            (
                "aanvraag:ontvangen",
                "aanvraag",
                "RHA23-0002",
                "behandelaar",
                2,
                {"versie": 1, "gevraagd_cent": 100},
            ),
            ("beschikking:getekend", "beschikking", "RHA23-0001-B1", "behandelaar", 3, {"mandaat": "=1+1"}),
            (
                "verdeling:vervallen",
                "verdeling",
                "rha-2023-V2",
                None,
                60 * 14,
                {"reden": "100% mis_gerekend"},
            ),
        ):
            leg_vast(
                soort, object_soort=object_soort, object_id=object_id, door=mensen[door] if door else None,
                nu=NU + timedelta(minutes=minuten), gegevens=gegevens,
            )  # fmt: skip


@pytest.fixture
def client(app: Flask, mensen: dict[str, Gebruiker], spoor: None) -> FlaskClient:
    """A browser of the auditor."""
    return als(app.test_client(), mensen["auditor"], echt_nu())


def nummers(pagina: str) -> list[int]:
    """The numbers of the events on a page of the list, in order."""
    return [
        int(getal.replace(".", ""))
        for getal in re.findall(r'<th scope="row" class="getal"><a [^>]*>([0-9.]+)', pagina)
    ]


def tekst_van(pagina: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", pagina.partition("<main")[2]).split())


@pytest.mark.parametrize("pad", [LIJST, f"{LIJST}/1", f"{LIJST}/1.json", "/controle/keten"])
def test_alleen_de_auditor_ziet_het_controlespoor(
    app: Flask, client: FlaskClient, mensen: dict[str, Gebruiker], pad: str
) -> None:
    assert client.get(pad).status_code == 200
    assert app.test_client().get(pad).location.startswith("/inloggen")
    assert als(app.test_client(), mensen["behandelaar"], echt_nu()).get(pad).status_code == 403


def test_elke_gebeurtenis_staat_er_met_moment_woorden_object_en_wie(
    client: FlaskClient, mensen: dict[str, Gebruiker]
) -> None:
    pagina = client.get(LIJST).text
    assert nummers(pagina) == [6, 5, 4, 3, 2, 1]
    tekst = tekst_van(pagina)
    assert "7 juli 2023 om 10.01.00 uur Aanvraag ontvangen Versie 1, gevraagd € 123." in tekst
    assert f"Aanvraag RHA23-0001 {mensen['behandelaar'].naam}" in tekst
    assert "Tranche rha-2023 het programma" in tekst
    assert 'href="/aanvragen/RHA23-0001"' in pagina


@pytest.mark.parametrize(
    ("vraag", "gevonden"),
    [
        ("soort=aanvraag:ontvangen", [3, 2]),
        ("soort=aanvraag:ontvangen&soort=tranche:geladen", [3, 2, 1]),
        ("objectsoort=beschikking", [4]),
        ("object=RHA23-0001", [2]),
        ("object=RHA23-000", []),
        ("objectsoort=aanvraag&object=RHA23-0002", [3]),
        ("door=programma", [5, 1]),
        ("na=4", [6, 5]),
        ("tot=2023-07-07", [4, 3, 2, 1]),
        ("vanaf=2023-07-08&tot=2023-07-08", [5]),  # midnight in Amsterdam is ten in the evening in UTC
        ("vanaf=2023-07-08&tot=2023-07-07", []),
        ("sorteer=nummer&na=3", [4, 5, 6]),
        ("zoek=rha23-0001", [4, 2]),
        ("zoek=Mis_gerekend", [5]),
        ("zoek=100%", [5]),
        ("zoek=_", [5, 4, 3, 2, 1]),
        ("zoek=3", [6, 5, 4, 3, 2, 1]),
    ],
)
def test_het_controlespoor_is_te_doorzoeken(client: FlaskClient, vraag: str, gevonden: list[int]) -> None:
    if vraag in ("zoek=_", "zoek=3"):
        gevonden = [
            n for n in gevonden if n in nummers(client.get(f"{LIJST}?{vraag}").text)
        ]  # keys are random
    assert nummers(client.get(f"{LIJST}?{vraag}").text) == gevonden


def test_zoeken_op_naam_en_op_hash_vindt_precies_dat(
    client: FlaskClient, mensen: dict[str, Gebruiker]
) -> None:
    assert nummers(client.get(LIJST, query_string={"zoek": mensen["behandelaar"].naam.upper()}).text) == [
        4,
        3,
        2,
    ]
    assert nummers(client.get(LIJST, query_string={"door": mensen["behandelaar"].sleutel}).text) == [4, 3, 2]
    hash_ = db.session.scalars(select(Gebeurtenis.hash).where(Gebeurtenis.volgnummer == 3)).one()
    assert nummers(client.get(f"{LIJST}?zoek={hash_}").text) == [3]


@pytest.mark.parametrize(
    "vraag",
    [
        "soort=bestaat:niet", "vanaf=gisteren", "vanaf=2023-02-30", "vanaf=0001-01-01", "tot=9999-12-31", "na=abc",
        "na=-1", "na=99999999999", "na=²", "object=%01", "object=" + "x" * 101, "door=niemand", "pagina=99",
        "uitvoer=pdf", "zoek=%01", "sorteer=wachtwoord", "onbekend=1", "soort=" + "x" * 5000,
    ],
)  # fmt: skip
def test_wat_een_adres_niet_goed_vraagt_wordt_gezegd_en_breekt_niets(client: FlaskClient, vraag: str) -> None:
    antwoord = client.get(f"{LIJST}?{vraag}")
    assert antwoord.status_code == 200
    assert "Niet alles in het adres klopt" in antwoord.text
    assert nummers(antwoord.text) == [6, 5, 4, 3, 2, 1]


def test_meer_gebeurtenissen_zijn_niet_meer_vragen(client: FlaskClient, schrijf: Schrijf) -> None:
    client.get(LIJST)  # the first look of a day is written down, once
    with geteld() as weinig:
        client.get(LIJST)
    with schrijf():
        for nummer in range(80):
            leg_vast("tranche:gesloten", object_soort="tranche", object_id=f"t{nummer}", door=None, nu=NU)
    with geteld() as veel:
        assert len(nummers(client.get(LIJST).text)) == 25
    assert len(veel) == len(weinig)
    assert all(vraag.startswith("SELECT") for vraag in veel)


def test_de_uitvoer_is_heel_en_zonder_formules(client: FlaskClient, schrijf: Schrijf) -> None:
    with schrijf():
        for _ in range(30):
            leg_vast("tranche:gesloten", object_soort="tranche", object_id="=cmd", door=None, nu=NU)
    antwoord = client.get(f"{LIJST}?uitvoer=csv&sorteer=nummer")
    rijen = list(csv.DictReader(io.StringIO(antwoord.text)))
    assert [int(rij["nummer"]) for rij in rijen] == list(range(1, 37))
    tweede = rijen[1]
    assert (tweede["gebeurtenis"], tweede["soort"]) == ("Aanvraag ontvangen", "aanvraag:ontvangen")
    assert json.loads(tweede["gegevens"]) == {"gevraagd_cent": 12300, "versie": 1}
    assert tweede["vorige_hash"] == rijen[0]["hash"]
    assert rijen[-1]["object"] == "'=cmd"
    assert antwoord.headers["Content-Disposition"].startswith("attachment")
    blad = (
        CalamineWorkbook.from_filelike(
            io.BytesIO(client.get(f"{LIJST}?uitvoer=xlsx&soort=aanvraag:ontvangen").data)
        )
        .get_sheet_by_index(0)
        .to_python()
    )
    assert [rij[0] for rij in blad[4:]] == [3.0, 2.0]


def test_wie_een_gebeurtenis_narekent_krijgt_de_hash(client: FlaskClient) -> None:
    hashes = {rij.volgnummer: rij.hash for rij in db.session.scalars(select(Gebeurtenis))}
    for nummer in (1, 2, 5):
        tekst = client.get(f"{LIJST}/{nummer}.json").data
        assert sha256_hex(tekst) == hashes[nummer]
        assert json.loads(tekst)["vorige"] == hashes.get(nummer - 1, "0" * 64)
        pagina = client.get(f"{LIJST}/{nummer}").text
        assert hashes[nummer] in pagina
        assert "hash klopt" in pagina
        assert f"sha256sum gebeurtenis-{nummer}.json" in pagina


@pytest.mark.parametrize("nummer", ["0", "7", "99", "2147483646", "2147483647", "-1", "abc"])
def test_een_gebeurtenis_die_er_niet_is(client: FlaskClient, nummer: str) -> None:
    assert client.get(f"{LIJST}/{nummer}").status_code == 404


def test_een_gebeurtenis_die_is_veranderd_zegt_dat(client: FlaskClient) -> None:
    with verbind(db.engine) as aanvaller:
        aanvaller.zonder_wachters()
        aanvaller("UPDATE gebeurtenis SET object_id = 'RHA23-0009' WHERE volgnummer = 2")
    pagina = client.get(f"{LIJST}/2").text
    assert "hash klopt niet" in pagina
    assert "past niet bij de inhoud" in pagina
    assert "hash klopt niet" not in client.get(f"{LIJST}/3").text


def test_een_gebeurtenis_waarvan_de_vorige_weg_is_zegt_dat(client: FlaskClient) -> None:
    with verbind(db.engine) as aanvaller:
        aanvaller.zonder_wachters()
        aanvaller("DELETE FROM gebeurtenis WHERE volgnummer = 2")
    assert "De gebeurtenis ervoor ontbreekt." in client.get(f"{LIJST}/3").text


# --- the chain


def test_zonder_ijkpunt_klopt_de_keten_alleen_in_zichzelf(client: FlaskClient) -> None:
    tekst = tekst_van(client.get("/controle/keten").text)
    assert "De keten klopt in zichzelf, maar er is geen ijkpunt" in tekst
    assert "Goed bevonden, van voren af 6 gebeurtenissen" in tekst


def test_met_een_ijkpunt_is_de_keten_in_orde_tot_en_met_daar(
    app: Flask, client: FlaskClient, schrijf: Schrijf
) -> None:
    sleutel = maak_sleutel(instellingen_van(app).auditsleutel)
    zet_ijkpunt(instellingen_van(app), nu=NU)
    with schrijf():
        leg_vast("tranche:gesloten", object_soort="tranche", object_id="t", door=None, nu=NU)
    tekst = tekst_van(client.get("/controle/keten").text)
    assert "De keten is in orde" in tekst
    assert "Ondertekend tot en met 6 gebeurtenis" in tekst
    assert "Alleen door de keten bewaakt 2 na het laatste ijkpunt" in tekst
    assert sleutel.id in tekst


@pytest.mark.parametrize(
    ("opdracht", "melding"),
    [
        (
            "UPDATE gebeurtenis SET soort = 'tranche:afgerond' WHERE volgnummer = 3",
            "Gebeurtenis 3: de inhoud is veranderd",
        ),
        ("DELETE FROM gebeurtenis WHERE volgnummer = 3", "Gebeurtenis 3: ontbreekt"),
        ("DELETE FROM gebeurtenis", "Gebeurtenis 1: ontbreekt"),
    ],
)
def test_een_gebroken_keten_noemt_de_eerste_fout(
    app: Flask, client: FlaskClient, opdracht: str, melding: str
) -> None:
    maak_sleutel(instellingen_van(app).auditsleutel)
    zet_ijkpunt(instellingen_van(app), nu=NU)
    with verbind(db.engine) as aanvaller:
        aanvaller.zonder_wachters()
        aanvaller(opdracht)
    antwoord = client.get("/controle/keten")
    assert antwoord.status_code == 200
    tekst = tekst_van(antwoord.text)
    assert "De keten is niet in orde" in tekst
    assert melding in tekst
    assert "Een wachter ontbreekt" in tekst


def test_een_ijkpuntbestand_dat_niet_te_lezen_is_zegt_dat(app: Flask, client: FlaskClient) -> None:
    instellingen_van(app).ijkpunten.mkdir()
    tekst = tekst_van(client.get("/controle/keten").text)
    assert "Er kon niet worden gecontroleerd" in tekst


def test_de_ketencontrole_schrijft_niets(client: FlaskClient) -> None:
    with geteld() as vragen:
        client.get("/controle/keten")
    assert {vraag.split()[0] for vraag in vragen} == {"SELECT"}


# --- where an object is found


def test_een_concept_heeft_voor_de_auditor_geen_pagina(
    client: FlaskClient, mensen: dict[str, Gebruiker], schrijf: Callable[[], AbstractContextManager[None]]
) -> None:
    """Also what was thrown away since; what was filed has one."""
    with schrijf():
        leg_vast(
            "aanvraag:concept_begonnen",
            object_soort="aanvraag",
            object_id="RHA23-0999",
            door=None,
            nu=echt_nu(),
        )
    pagina = client.get(LIJST).text
    assert "RHA23-0999" in pagina
    assert 'href="/aanvragen/RHA23-0999"' not in pagina
    assert 'href="/aanvragen/RHA23-0001"' in pagina


@pytest.mark.parametrize("soort", sorted(OBJECTSOORTEN))
def test_elke_soort_object_is_te_vinden_op_een_pagina_die_bestaat(app: Flask, soort: str) -> None:
    voorbeelden = {
        "beschikking": "RHA23-0001-B1",
        "document": "RHA23-0001-B2",
        "verdeling": "rha-2023-V1",
        "ijkpunt": "12",
        "rekeningnummer": "12",
        "rentepercentage": "1",
        "scenario": "rha-2023-S3",
        "archief": "rha-2023-archief-1",
    }
    plek = plek_van(soort, voorbeelden.get(soort, "RHA23-0001"))
    assert plek is not None
    assert plek[0] in app.view_functions


@pytest.mark.parametrize(
    ("soort", "sleutel", "waarden"),
    [
        ("beschikking", "RHA23-B1-B2", {"nummer": "RHA23-B1"}),
        ("document", "rha-2023-V1-protocol", {"code": "rha-2023", "volgnummer": 1}),
        ("verdeling", "rha-2024-studenten-V12", {"code": "rha-2024-studenten", "volgnummer": 12}),
    ],
)
def test_een_kenmerk_wijst_de_juiste_plek_aan(soort: str, sleutel: str, waarden: dict[str, object]) -> None:
    plek = plek_van(soort, sleutel)
    assert plek is not None
    assert plek[1] == waarden


@pytest.mark.parametrize(
    ("soort", "sleutel"),
    [
        ("beschikking", "geen"),
        ("document", "../x"),
        ("verdeling", "V1"),
        ("ijkpunt", "-1"),
        ("ijkpunt", "²"),
        ("proef", "1"),
    ],
)
def test_wat_geen_kenmerk_is_wijst_nergens_heen(soort: str, sleutel: str) -> None:
    assert plek_van(soort, sleutel) is None
