"""The figures for parliament: counted from the data, for everyone once all of it was notified, frozen in the PDF."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook

from subsidie.accounts.models import Gebruiker
from subsidie.documenten.models import Document
from subsidie.documenten.service import maak_wachtende
from subsidie.platform.opslag import LokaleOpslag
from subsidie.web.app import instellingen_van
from subsidie.web.beeld.basis import deel_van
from subsidie.web.db import db
from subsidie.web.klok import nu
from tests.fabrieken.inloggen import als
from tests.fabrieken.pdf import tekst as pdftekst
from tests.fabrieken.tranches import richt_in, verdeel
from tests.fabrieken.verdelingen import (
    STANDAARD,
    Gelezen,
    bekende_tranche,
    krappe_tranche,
    lees,
    neem_op_en_beoordeel,
    verdeelde_tranche,
)

pytestmark = pytest.mark.usefixtures("papier_hier")

MINISTERIE = "/tranches/rha-2023/cijfers"
OPENBAAR = "/openbaar/rha-2023/cijfers"


def open_als(app: Flask, wie: Gebruiker | None, adres: str = MINISTERIE, status: int = 200) -> Gelezen:
    client = app.test_client() if wie is None else als(app.test_client(), wie, nu())
    antwoord = client.get(adres)
    assert antwoord.status_code == status
    return lees(antwoord.text)


def provincie(pagina: Gelezen, naam: str) -> list[str]:
    tabel = pagina.tabel("Gevraagd en toegekend per provincie")
    return next(rij.cellen for rij in tabel.rijen if rij.cellen[0] == naam)


def test_voor_de_bekendmaking_ziet_alleen_het_ministerie_de_cijfers(app: Flask) -> None:
    _, personen, _ = verdeelde_tranche()
    pagina = open_als(app, personen["behandelaar"])
    assert "Deze cijfers zijn nog niet openbaar" in pagina.tekst
    assert "10 aanvragen van 10 gemeenten" in pagina.tekst
    open_als(app, personen["tekenbevoegde"], status=403)
    open_als(app, None, OPENBAAR, status=404)


def test_na_de_bekendmaking_ziet_iedereen_ze_zonder_aanvragen_en_namen(app: Flask) -> None:
    _, personen, verdeling = bekende_tranche()
    pagina = open_als(app, None, OPENBAAR)
    assert provincie(pagina, "Samen") == provincie(open_als(app, personen["behandelaar"]), "Samen")
    assert not [vraag.nummer for vraag in STANDAARD if vraag.nummer in pagina.tekst]
    assert verdeling.eerste_akkoord_door is not None
    assert verdeling.eerste_akkoord_door.naam not in pagina.tekst
    assert "Cijfers" in open_als(app, None, "/openbaar/rha-2023").tekst


def test_een_andere_aanvraag_geeft_andere_cijfers(app: Flask) -> None:
    """A-01 of Zwolle moves to Assen and asks half: the sums and the provinces follow."""
    tranche, personen = richt_in(krappe_tranche())
    eerste, *andere = STANDAARD
    neem_op_en_beoordeel(tranche, [replace(eerste, gm_code="GM0106", euro=50_000), *andere], personen)
    verdeel(tranche, personen)
    anders = open_als(app, personen["behandelaar"])
    assert provincie(anders, "Drenthe")[1:4] == ["1", "€ 50.000", "1"]
    gevraagd = 50_000 + sum(vraag.euro for vraag in andere)
    assert provincie(anders, "Samen")[2] == f"€ {gevraagd:,}".replace(",", ".")


def test_wat_niet_gelijk_is_aan_wat_is_gepubliceerd_staat_er_met_het_verschil(app: Flask) -> None:
    _, personen, _ = verdeelde_tranche()
    tabel = open_als(app, personen["auditor"]).tabel("Cijfers die anders zijn dan gepubliceerd")
    aanvragen = next(rij.cellen for rij in tabel.rijen if rij.cellen[0] == "Aanvragen")
    assert aanvragen[1:4] == ["10", "131", "-121"]


def test_de_pdf_houdt_de_cijfers_van_het_moment_waarop_iemand_erom_vroeg(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    _, personen, verdeling = verdeelde_tranche()
    client = als(app.test_client(), personen["behandelaar"], nu())
    for _ in range(2):
        assert client.post(f"{MINISTERIE}/pdf").status_code == 302
    (stuk,) = db.session.query(Document).filter(Document.kenmerk.like("%-cijfers-%"))
    opslag = LokaleOpslag(instellingen_van(app).opslag)
    maak_wachtende(opslag, werkers=1, klok=nu, kenmerken=[stuk.kenmerk])
    antwoord = client.get(f"{MINISTERIE}/{stuk.kenmerk}.pdf")
    assert antwoord.content_type == "application/pdf"
    inhoud = " ".join(pdftekst(antwoord.data).split())
    assert str(verdeling.uitkomst_sha256) in inhoud
    deel = deel_van(sum(vraag.euro for vraag in STANDAARD), 500_000)
    assert f"Er is {deel} van het uitkeringsplafond gevraagd" in inhoud
    assert client.get(f"{MINISTERIE}/rha-2023-V1-protocol.pdf").status_code == 404


def test_de_xlsx_heeft_dezelfde_som_per_provincie_als_in_totaal(app: Flask) -> None:
    _, personen, _ = verdeelde_tranche()
    client = als(app.test_client(), personen["behandelaar"], nu())
    blad = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{MINISTERIE}?uitvoer=xlsx").data))
    rijen = blad.get_sheet_by_index(0).to_python()
    totaal = next(rij for rij in rijen if rij[0] == "Totaal")
    per_provincie = [rij for rij in rijen if rij[0] == "Provincie"]
    for kolom in (2, 4, 5, 7, 9, 10, 11):
        assert sum(float(str(rij[kolom])) for rij in per_provincie) == pytest.approx(totaal[kolom])


def test_voor_de_trekking_zijn_er_geen_cijfers(app: Flask) -> None:
    _, personen = richt_in(krappe_tranche())
    assert "Er zijn nog geen cijfers" in open_als(app, personen["behandelaar"]).tekst
