"""The import page: a check that stores nothing, an import that is whole or not at all, and files that are not."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from subsidie.aanvragen.bronbestand import HOOGSTE_BESTAND
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, AanvraagVersie, Project, Woonruimteregel
from subsidie.aanvragen.service import get_aanvraag
from subsidie.accounts.models import Rol
from subsidie.audit.models import Gebeurtenis
from subsidie.web.db import db
from subsidie.web.klok import nu
from tests.fabrieken.geladen import begin_met_tranches
from tests.fabrieken.importbestanden import NU, aanvraag, als_csv, als_xlsx, regel
from tests.fabrieken.inloggen import als
from tests.fabrieken.vandaag import persoon
from tests.fabrieken.vragentellen import geteld

Schrijf = Callable[[], AbstractContextManager[None]]
TABELLEN = (Aanvraag, AanvraagVersie, Woonruimteregel, Project, Gebeurtenis)
EEN, TWEE = "A-1", "A-2"


@pytest.fixture
def tranches(app: Flask) -> None:
    """The register and three tranches: of fixed amounts, with one pot and with two."""
    begin_met_tranches("rha-2020", "rha-2022", "rha-2023", nu=NU)


@pytest.fixture
def client(app: Flask, schrijf: Schrijf, tranches: None) -> FlaskClient:
    """A browser of a manager; the form is not protected, that is for the test that is about it."""
    app.config["WTF_CSRF_ENABLED"] = False
    with schrijf():
        beheerder = persoon(Rol.BEHEERDER)
    return als(app.test_client(), beheerder, nu())


def bestanden(aanvragen: list[dict[str, Any]], woonruimten: list[dict[str, Any]]) -> dict[str, Any]:
    return {"bestand": als_csv(aanvragen), "woonruimten": als_csv(woonruimten)}


def verstuur(client: FlaskClient, stap: str, tranche: str = "rha-2023", **velden: Any) -> TestResponse:
    """Send the form with these files (bytes) and fields."""
    gegevens = {"tranche": tranche, "stap": stap} | {
        naam: FileStorage(io.BytesIO(waarde), f"{naam}.bestand") if isinstance(waarde, bytes) else waarde
        for naam, waarde in velden.items()
    }
    grens, inhoud = encode_multipart(gegevens)  # in one piece: the client itself would leave a file open
    return client.post("/importeren", data=inhoud, content_type=f"multipart/form-data; boundary={grens}")


def stand() -> dict[str, int]:
    """How many rows there are of everything that an import can write."""
    db.session.rollback()
    return {
        tabel.__tablename__: db.session.scalars(select(func.count()).select_from(tabel)).one()
        for tabel in TABELLEN
    }


def tekst_van(antwoord: TestResponse) -> str:
    """What a person reads."""
    midden = antwoord.text.partition("<main")[2]
    return " ".join(re.sub(r"<[^>]*>", " ", midden).split())


GOED = bestanden([aanvraag()], [regel()])
FOUT = bestanden([aanvraag(gm_code="GM9999", gevraagd_eur="1,5,5")], [regel()])


def test_controleren_slaat_niets_op_en_zegt_wat_er_zou_gebeuren(client: FlaskClient) -> None:
    ervoor = stand()
    with geteld() as vragen:
        antwoord = verstuur(client, "controleer", **GOED)
    assert antwoord.status_code == 200
    assert "Er zijn geen fouten gevonden" in antwoord.text
    assert "Er is nog niets opgeslagen." in antwoord.text
    assert stand() == ervoor
    assert all(vraag.startswith("SELECT") for vraag in vragen)


def test_importeren_slaat_op_en_wijst_de_lijst_aan(client: FlaskClient) -> None:
    antwoord = verstuur(client, "importeer", **GOED)
    assert (antwoord.status_code, antwoord.location) == (302, "/importeren/gelukt")
    assert stand()["aanvraag"] == 1
    pagina = client.get("/importeren/gelukt")
    assert "De aanvragen zijn geïmporteerd" in pagina.text
    assert "/aanvragen?tranche=rha-2023" in pagina.text
    assert "Nieuw 1 Gewijzigd 0 Ongewijzigd 0" in tekst_van(pagina)


def test_wie_importeerde_staat_in_het_controlespoor_en_op_de_pagina(client: FlaskClient) -> None:
    verstuur(client, "importeer", **GOED)
    gebeurtenis = db.session.scalars(
        select(Gebeurtenis).where(Gebeurtenis.soort == "tranche:aanvragen_geimporteerd")
    ).one()
    assert gebeurtenis.door_sleutel is not None
    assert "Eerdere imports" in client.get("/importeren").text
    assert "1 nieuw, 0 gewijzigd, 0 ongewijzigd." in client.get("/importeren").text


def test_hetzelfde_nog_een_keer_verandert_niets_en_zegt_dat(client: FlaskClient) -> None:
    verstuur(client, "importeer", **GOED)
    ervoor = stand()
    assert verstuur(client, "importeer", **GOED).status_code == 302
    assert stand() == ervoor
    assert "Er is niets veranderd" in client.get("/importeren/gelukt").text


def test_zonder_import_is_er_geen_uitkomst(client: FlaskClient) -> None:
    assert client.get("/importeren/gelukt").location == "/importeren"


@pytest.mark.parametrize("stap", ["controleer", "importeer"])
def test_elke_fout_staat_er_met_bestand_rij_en_kolom_en_er_gaat_niets_in(
    client: FlaskClient, stap: str
) -> None:
    ervoor = stand()
    antwoord = verstuur(client, stap, **FOUT)
    assert antwoord.status_code == 422
    tekst = tekst_van(antwoord)
    assert "Er zijn 2 fouten" in tekst
    assert "aanvragen 2 gm_code ‘GM9999’ is geen bekende gemeentecode" in tekst
    assert "aanvragen 2 gevraagd_eur" in tekst
    assert stand() == ervoor


def test_een_fout_naast_een_goede_rij_laat_ook_de_goede_niet_toe(client: FlaskClient) -> None:
    rijen = bestanden(
        [aanvraag(), aanvraag(aanvraagnummer=TWEE, gm_code="GM9999")], [regel(), regel(aanvraagnummer=TWEE)]
    )
    assert verstuur(client, "importeer", **rijen).status_code == 422
    assert stand()["aanvraag"] == 0


@pytest.mark.parametrize("stap", ["controleer", "importeer"])
def test_wat_niet_meer_mag_veranderen_zegt_de_pagina_zelf(
    client: FlaskClient, schrijf: Schrijf, stap: str
) -> None:
    """From the assessment on, so also while a list is frozen for a draw."""
    verstuur(client, "importeer", **GOED)
    with schrijf():
        get_aanvraag(EEN).status = Aanvraagstatus.BEOORDEELD
    ervoor = stand()
    antwoord = verstuur(client, stap, **bestanden([aanvraag(gevraagd_eur="1")], [regel()]))
    assert antwoord.status_code == 422
    assert "Aanvraag A-1 heeft de status ‘beoordeeld’ en kan niet meer worden gewijzigd." in antwoord.text
    assert stand() == ervoor


def test_een_tranche_met_vaste_bedragen_is_niet_te_kiezen(client: FlaskClient) -> None:
    assert "rha-2020" not in client.get("/importeren").text
    antwoord = verstuur(client, "importeer", "rha-2020", **GOED)
    assert antwoord.status_code == 422
    assert stand()["aanvraag"] == 0


def test_na_een_controle_gaan_alleen_dezelfde_bestanden_erin(client: FlaskClient) -> None:
    merk = re.search(
        r'name="gecontroleerd" type="hidden" value="([0-9a-f]{64})"',
        verstuur(client, "controleer", **GOED).text,
    )
    assert merk is not None
    ander = bestanden([aanvraag(gevraagd_eur="9")], [regel()])
    antwoord = verstuur(client, "importeer", **ander, gecontroleerd=merk[1])
    assert antwoord.status_code == 422
    assert "Dit zijn niet de bestanden die u net controleerde" in antwoord.text
    assert verstuur(client, "importeer", "rha-2022", **GOED, gecontroleerd=merk[1]).status_code == 422
    assert stand()["aanvraag"] == 0
    assert verstuur(client, "importeer", **GOED, gecontroleerd=merk[1]).status_code == 302


# --- what a file is follows from what is in it


def test_een_werkmap_met_de_naam_van_iets_anders_is_een_werkmap(client: FlaskClient) -> None:
    werkmap = als_xlsx([aanvraag(gevraagd_eur=85000)], [regel(aantal=10)])
    assert verstuur(client, "importeer", bestand=werkmap).status_code == 302
    assert stand()["aanvraag"] == 1


def test_een_werkmap_met_een_tweede_bestand_is_te_veel(client: FlaskClient) -> None:
    antwoord = verstuur(
        client, "controleer", bestand=als_xlsx([aanvraag()], [regel()]), woonruimten=als_csv([regel()])
    )
    assert antwoord.status_code == 422
    assert "daar staan de woonruimten al in" in antwoord.text


def test_een_csv_bestand_vraagt_om_het_tweede(client: FlaskClient) -> None:
    antwoord = verstuur(client, "controleer", bestand=als_csv([aanvraag()]))
    assert antwoord.status_code == 422
    assert "hoort een CSV-bestand met woonruimten" in antwoord.text


@pytest.mark.parametrize(
    ("bestand", "melding"),
    [
        (b"", "leeg"),
        (b"PK\x03\x04 geen zip", "beschadigd"),
        (b"PK\x03\x04" + b"\0" * 5000, "beschadigd"),
        (als_csv([aanvraag(projectnaam="Café")]).decode().encode("cp1252"), "UTF-8"),
        (als_csv([aanvraag(projectnaam="a\0b")]), "onzichtbaar teken"),
        (als_csv([aanvraag(projectnaam="=1+1"), aanvraag()]), "staat ook in rij"),
        ("aanvraagnummer;gm_code".encode("utf-16"), "UTF-16"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "XLS"),
        (b"%PDF-1.7", "kopregel"),
        (b'"a\n' * 10, "aanhalingstekens"),
    ],
)
def test_een_bestand_dat_niet_deugt_krijgt_een_zin_en_geen_fout_van_het_programma(
    client: FlaskClient, bestand: bytes, melding: str
) -> None:
    is_werkmap = bestand[:2] == b"PK"
    tweede: dict[str, Any] = {} if is_werkmap else {"woonruimten": als_csv([regel()])}
    antwoord = verstuur(client, "importeer", bestand=bestand, **tweede)
    assert antwoord.status_code == 422
    assert melding in tekst_van(antwoord)
    assert stand()["aanvraag"] == 0


def test_een_bestand_boven_de_grens_krijgt_een_zin(client: FlaskClient) -> None:
    antwoord = verstuur(
        client, "controleer", bestand=b"a" * (HOOGSTE_BESTAND + 1), woonruimten=als_csv([regel()])
    )
    assert antwoord.status_code == 422
    assert "Het bestand is te groot. Het mag ten hoogste 10 MB zijn." in antwoord.text


def test_een_verzoek_boven_de_grens_krijgt_de_pagina_met_een_uitleg(client: FlaskClient) -> None:
    antwoord = verstuur(client, "controleer", bestand=b"a" * (2 * HOOGSTE_BESTAND + 100_000))
    assert antwoord.status_code == 413
    assert "De bestanden zijn te groot" in antwoord.text
    assert 'name="bestand"' in antwoord.text


# --- who may send how much


def test_een_groot_bestand_komt_ook_langs_de_controle_op_het_formulier(
    app: Flask, client: FlaskClient
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    pagina = client.get("/importeren").text
    token = re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', pagina)
    assert token is not None
    groot = als_csv(
        [aanvraag(aanvraagnummer=f"A-{nummer}", projectnaam="x" * 100_000) for nummer in range(30)]
    )
    antwoord = verstuur(
        client, "controleer", bestand=groot, woonruimten=als_csv([regel()]), csrf_token=token[1]
    )
    assert len(groot) > 3_000_000
    assert antwoord.status_code == 422
    assert "De naam is te lang" in antwoord.text
    assert verstuur(client, "importeer", **GOED).status_code == 400
    assert stand()["aanvraag"] == 0


def test_alleen_de_beheerder_mag_veel_sturen(app: Flask, schrijf: Schrijf, tranches: None) -> None:
    groot = b"a" * 3_000_000
    niemand = verstuur(app.test_client(), "controleer", bestand=groot)
    assert niemand.status_code == 400
    assert "/inloggen" in niemand.text
    with schrijf():
        behandelaar = persoon(Rol.BEHANDELAAR)
    ander = als(app.test_client(), behandelaar, nu())
    assert verstuur(ander, "controleer", bestand=groot).status_code == 403
    assert ander.get("/importeren").status_code == 403


def test_andere_paginas_nemen_niet_meer_aan_dan_eerst(client: FlaskClient) -> None:
    assert client.post("/inloggen", data={"email": "x" * 2_000_000}).status_code == 413


# --- the faults as a file


def _verzegeld(pagina: str) -> str:
    gevonden = re.search(r'name="fouten" value="([^"]+)"', pagina)
    assert gevonden is not None
    return gevonden[1]


def test_tienduizend_fouten_zijn_een_korte_pagina_en_een_heel_bestand(client: FlaskClient) -> None:
    nummers = [f"A-{nummer}" for nummer in range(2500)]
    veel = bestanden(
        [aanvraag(aanvraagnummer=nummer, gm_code="GM9999", gevraagd_eur="x") for nummer in nummers],
        [regel(aanvraagnummer=nummer, aantal="0", soort=f"kasteel {nummer}") for nummer in nummers],
    )
    antwoord = verstuur(client, "controleer", **veel)
    assert antwoord.status_code == 422
    assert "Er zijn 10.000 fouten" in antwoord.text
    assert antwoord.text.count("<tr>") < 70
    assert len(antwoord.data) < 500_000
    csv = client.post("/importeren/fouten", data={"fouten": _verzegeld(antwoord.text), "vorm": "csv"})
    assert csv.headers["Content-Disposition"].startswith("attachment")
    regels = csv.text.splitlines()
    assert len(regels) == 10_001
    assert regels[1].startswith("aanvragen,2,gm_code,")
    xlsx = client.post("/importeren/fouten", data={"fouten": _verzegeld(antwoord.text), "vorm": "xlsx"})
    blad = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.data)).get_sheet_by_index(0).to_python()
    assert len(blad) == 10_004


def test_een_fout_met_een_formule_erin_is_in_het_bestand_tekst(client: FlaskClient) -> None:
    antwoord = verstuur(client, "controleer", **bestanden([aanvraag(gm_code="=HYPERLINK(1)")], [regel()]))
    csv = client.post("/importeren/fouten", data={"fouten": _verzegeld(antwoord.text), "vorm": "csv"})
    assert "‘=HYPERLINK(1)’" in csv.text
    assert "\n=" not in csv.text
    assert ",=" not in csv.text


@pytest.mark.parametrize("fouten", ["", "x", "W10.verzonnen"])
def test_een_lijst_met_fouten_die_niet_van_hier_is_wordt_geweigerd(client: FlaskClient, fouten: str) -> None:
    assert client.post("/importeren/fouten", data={"fouten": fouten, "vorm": "csv"}).status_code == 422


# --- empty files to fill in


def test_de_lege_werkmap_past_bij_de_tranche_en_is_zo_te_importeren(client: FlaskClient) -> None:
    antwoord = client.get("/importeren/sjabloon/rha-2022.xlsx")
    boek = CalamineWorkbook.from_filelike(io.BytesIO(antwoord.data))
    assert boek.sheet_names == ["aanvragen", "woonruimten", "uitleg"]
    kop = boek.get_sheet_by_name("aanvragen").to_python()[0]
    ingevuld = [aanvraag(pot="gemengd_wonen") if "pot" in kop else aanvraag()]
    assert set(kop) == set(ingevuld[0])
    leeg = verstuur(client, "controleer", "rha-2022", bestand=antwoord.data)
    assert leeg.status_code == 422
    assert "Onder de kopregel staat niets" in leeg.text


def test_de_lege_csv_bestanden_hebben_de_kolommen_van_de_import(client: FlaskClient) -> None:
    kop = client.get("/importeren/sjabloon/aanvragen.csv").data
    regels = client.get("/importeren/sjabloon/woonruimten.csv").data
    antwoord = verstuur(client, "controleer", bestand=kop, woonruimten=regels)
    assert antwoord.text.count("Onder de kopregel staat niets") == 2
    assert "Er zijn 2 fouten" in antwoord.text
    assert client.get("/importeren/sjabloon/iets.csv").status_code == 404
    assert client.get("/importeren/sjabloon/bestaat-niet.xlsx").status_code == 404
