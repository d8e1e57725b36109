"""Samples of the auditor: drawn once and for all, findings that replace but never erase, and drawn again offline."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from subsidie.accounts.models import Rol
from subsidie.audit.models import Gebeurtenis
from subsidie.beschikkingen.models import Besluitsoort
from subsidie.cli import main
from subsidie.documenten.models import Document
from subsidie.documenten.service import maak_wachtende
from subsidie.kern.fouten import NietBevoegd
from subsidie.platform.opslag import LokaleOpslag
from subsidie.verantwoording.controlemodellen import Steekproef, Steekproefbevinding, Steekproefwijze
from subsidie.verantwoording.steekproef import trek_steekproef
from subsidie.verantwoording.steekproefpopulatie import SOORTEN
from subsidie.web.app import instellingen_van
from subsidie.web.db import db
from subsidie.web.klok import nu as echt_nu
from tests.fabrieken import rijen
from tests.fabrieken.inloggen import als
from tests.fabrieken.vandaag import persoon

Schrijf = Callable[[], AbstractContextManager[None]]

LIJST = "/controle/steekproeven"
INVOER = {
    "tranche": "proef", "soort": "verleningen", "wijze": "geldeenheid", "omvang": "4", "zaad": "appel",
    "doel": "Kloppen de verleningen?",
}  # fmt: skip


@pytest.fixture
def wereld(app: Flask, schrijf: Schrijf) -> dict[str, Any]:
    """Five awards of one tranche (one much larger), a rejection, an award that was not notified, one elsewhere."""
    app.config["WTF_CSRF_ENABLED"] = False
    with schrijf():
        mensen = {"auditor": persoon(Rol.AUDITOR), "behandelaar": persoon(Rol.BEHANDELAAR)}
        tranche = rijen.tranche(code="proef")
        for sleutel in ("uitvoerder", "naam"):
            rijen.instelling_waarde(tranche=tranche, sleutel=sleutel, waarde='"Proef"')
        for nummer, cent in enumerate((100_00, 200_00, 300_00, 400_00, 9_000_00), start=1):
            een = rijen.aanvraag(tranche=tranche, nummer=f"P-{nummer}")
            rijen.beschikking(aanvraag=een, status="bekendgemaakt", verleend_cent=cent)
        af = rijen.aanvraag(tranche=tranche, nummer="P-6")
        rijen.beschikking(aanvraag=af, status="bekendgemaakt", soort=Besluitsoort.AFWIJZING, verleend_cent=0)
        open_ = rijen.aanvraag(tranche=tranche, nummer="P-7")
        rijen.beschikking(aanvraag=open_, status="getekend", verleend_cent=5_00)
        rijen.beschikking(status="bekendgemaakt", verleend_cent=7_00)
    return {**mensen, "tranche": tranche}


@pytest.fixture
def client(app: Flask, wereld: dict[str, Any]) -> FlaskClient:
    return als(app.test_client(), wereld["auditor"], echt_nu())


def trek(client: FlaskClient, **anders: str) -> str:
    antwoord = client.post(f"{LIJST}/trekken", data={**INVOER, **anders})
    assert antwoord.status_code == 302, antwoord.text
    return str(antwoord.location).rsplit("/", 1)[1]


def test_alleen_wat_is_bekendgemaakt_en_in_deze_tranche_zit_in_de_populatie(wereld: dict[str, Any]) -> None:
    bedragen = {item.nummer: item.bedrag_cent for item in SOORTEN["verleningen"].lees(wereld["tranche"])}
    assert bedragen == {"P-1": 100_00, "P-2": 200_00, "P-3": 300_00, "P-4": 400_00, "P-5": 9_000_00}
    besluiten = SOORTEN["besluiten"].lees(wereld["tranche"])
    assert len(besluiten) == 6
    assert all(SOORTEN[soort].lees(wereld["tranche"]) == [] for soort in ("betalingen", "leveringen"))


def test_een_steekproef_trekken_vastleggen_en_bekijken(client: FlaskClient, wereld: dict[str, Any]) -> None:
    kenmerk = trek(client)
    assert kenmerk == "proef-SP1"
    bladzijde = client.get(f"{LIJST}/{kenmerk}").text
    assert "opnieuw getrokken: gelijk" in bladzijde
    assert "P-5" in bladzijde  # larger than the interval of € 2.500: certainly in
    assert kenmerk in client.get(LIJST).text
    antwoord = client.post(
        f"{LIJST}/{kenmerk}/items/P-5", data={"oordeel": "fout", "tekst": "Bedrag <b>klopt</b> niet"}
    )
    assert antwoord.status_code == 302
    assert client.post(f"{LIJST}/{kenmerk}/items/P-5", data={"oordeel": "in_orde"}).status_code == 302
    item = client.get(f"{LIJST}/{kenmerk}/items/P-5").text
    assert "Bedrag &lt;b&gt;klopt" in item
    rijen_ = db.session.scalars(select(Steekproefbevinding).order_by(Steekproefbevinding.volgnummer)).all()
    assert [(een.volgnummer, een.oordeel.value) for een in rijen_] == [(1, "fout"), (2, "in_orde")]
    soorten = db.session.scalars(
        select(Gebeurtenis.soort)
        .where(Gebeurtenis.object_soort == "steekproef")
        .order_by(Gebeurtenis.volgnummer)
    ).all()
    assert list(soorten) == ["steekproef:getrokken", "steekproef:bevinding", "steekproef:bevinding"]
    boek = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{LIJST}/{kenmerk}?uitvoer=xlsx").data))
    assert any("P-5" in str(rij) for rij in boek.get_sheet_by_index(0).to_python())


@pytest.mark.parametrize(
    ("anders", "melding"),
    [
        ({"omvang": "0"}, "Schrijf een heel getal van 1 tot en met 5000."),
        ({"omvang": "veel"}, "heel getal"),
        ({"omvang": "6", "wijze": "aselect"}, "Er zijn 5 items. Trek er niet meer dan dat."),
        ({"soort": "leveringen"}, "Er is niets om uit te trekken."),
        ({"soort": "alles"}, "Kies waaruit u trekt."),
        ({"wijze": "gok"}, "Kies een van de twee."),
        ({"zaad": "x" * 121}, "Houd het korter: hoogstens 120 tekens."),
        ({"doel": " "}, "Schrijf in hoogstens 500 tekens waarvoor u trekt."),
        ({"tranche": ""}, "Kies een tranche."),
    ],
)
def test_wat_niet_kan_wordt_bij_het_veld_gezegd_en_wat_u_typte_blijft(
    client: FlaskClient, anders: dict[str, str], melding: str
) -> None:
    antwoord = client.post(f"{LIJST}/trekken", data={**INVOER, **anders})
    assert antwoord.status_code == 422
    assert melding in antwoord.text
    assert anders.get("zaad", "appel") in antwoord.text
    assert db.session.scalar(select(func.count()).select_from(Steekproef)) == 0


def test_met_hetzelfde_zaad_nog_eens_trekken_heeft_geen_zin_en_wordt_gezegd(client: FlaskClient) -> None:
    trek(client)
    antwoord = client.post(f"{LIJST}/trekken", data=INVOER)
    assert antwoord.status_code == 422
    assert "Met dit zaad is al getrokken: proef-SP1." in antwoord.text
    assert trek(client, zaad="") == "proef-SP2"  # the program makes a seed of its own
    zaad = db.session.scalar(select(Steekproef.zaad).where(Steekproef.kenmerk == "proef-SP2"))
    assert re.fullmatch("[0-9a-f]{32}", zaad or "")


def test_alleen_de_auditor_trekt_en_alleen_wat_erin_zit_krijgt_een_bevinding(
    app: Flask, schrijf: Schrijf, client: FlaskClient, wereld: dict[str, Any]
) -> None:
    kenmerk = trek(client, omvang="1", wijze="aselect")
    erin = {een["nummer"] for een in json.loads(db.session.scalars(select(Steekproef.uitkomst)).one())}
    buiten = next(nummer for nummer in ("P-1", "P-2") if nummer not in erin)
    assert client.get(f"{LIJST}/{kenmerk}/items/{buiten}").status_code == 404
    assert client.post(f"{LIJST}/{kenmerk}/items/{buiten}", data={"oordeel": "in_orde"}).status_code == 404
    (nummer,) = erin
    leeg = client.post(f"{LIJST}/{kenmerk}/items/{nummer}", data={"oordeel": "onzeker", "tekst": " "})
    assert leeg.status_code == 422
    assert "Schrijf wat u vond." in leeg.text
    behandelaar = als(app.test_client(), wereld["behandelaar"], echt_nu())
    assert behandelaar.post(f"{LIJST}/trekken", data=INVOER).status_code == 403
    assert client.get(f"{LIJST}/bestaat-niet").status_code == 404
    with pytest.raises(NietBevoegd), schrijf():
        trek_steekproef(
            wereld["tranche"], soort="verleningen", wijze=Steekproefwijze.ASELECT, omvang=1, zaad="z", doel="d",
            door=wereld["behandelaar"], nu=echt_nu(),
        )  # fmt: skip


def test_het_bestand_is_zonder_database_na_te_trekken_en_elke_verandering_valt_op(
    client: FlaskClient, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kenmerk = trek(client)
    inhoud = client.get(f"{LIJST}/{kenmerk}.json").data
    pad = tmp_path / "steekproef.json"

    def narekenen(data: bytes) -> tuple[int, str, str]:
        pad.write_bytes(data)
        monkeypatch.setattr("sys.argv", ["subsidie", "steekproef", "narekenen", str(pad)])
        with pytest.raises(SystemExit) as einde:
            main()
        uit, fout = capsys.readouterr()
        return int(einde.value.code or 0), uit, fout

    assert narekenen(inhoud)[0] == 0
    assert "Gelijk: dit is de steekproef die uit dit zaad volgt." in narekenen(inhoud)[1]
    anders = inhoud.replace(b'"bedrag_cent":10000,"nummer":"P-1"', b'"bedrag_cent":10001,"nummer":"P-1"')
    assert anders != inhoud
    status, _, fout = narekenen(anders)
    assert status == 1
    assert "De hash van de populatie is niet gelijk" in fout
    for kapot in (b"", b"[]", b"{}", b'{"items":1}', inhoud.replace(b'"omvang":4', b'"omvang":"4"')):
        status, _, fout = narekenen(kapot)
        assert status == 2
        assert fout.strip()


def test_het_werkpapier_bevriest_de_bevindingen_van_dat_moment(
    app: Flask, client: FlaskClient, papier_hier: None
) -> None:
    kenmerk = trek(client)
    client.post(
        f"{LIJST}/{kenmerk}/items/P-5", data={"oordeel": "fout", "tekst": "Besluit mist in het dossier."}
    )
    for _ in range(2):  # the second time nothing changed: the same paper
        gevraagd = client.post(f"{LIJST}/{kenmerk}/werkpapier", follow_redirects=True)
        assert "wordt gemaakt" in gevraagd.text, gevraagd.text
    stuk = "proef-SP1-werkpapier-1"
    opslag = LokaleOpslag(instellingen_van(app).opslag)
    assert maak_wachtende(opslag, werkers=1, klok=echt_nu, kenmerken=[stuk]) == 1
    antwoord = client.get(f"{LIJST}/{kenmerk}/werkpapier/{stuk}.pdf")
    assert antwoord.data.startswith(b"%PDF")
    assert client.get(f"{LIJST}/{kenmerk}/werkpapier/DOC-1.pdf").status_code == 404
    client.post(f"{LIJST}/{kenmerk}/items/P-5", data={"oordeel": "in_orde"})
    client.post(f"{LIJST}/{kenmerk}/werkpapier")
    papieren = db.session.scalars(
        select(Document.kenmerk).where(Document.sjabloon == "verantwoording/werkpapier")
    )
    assert set(papieren) == {stuk, "proef-SP1-werkpapier-2"}
