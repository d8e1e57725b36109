"""The pages about money over HTTP: what a form adds to the rules, and what each side may see."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from subsidie.accounts.models import Gebruiker
from subsidie.realisatie.betaalmodellen import Opdrachtstatus
from subsidie.web import klok
from subsidie.web.db import db
from tests.fabrieken.betalingen import MOMENT, Betaalwereld, betaalwereld, terugmelding
from tests.fabrieken.inloggen import als
from tests.fabrieken.pdf import tekst


@pytest.fixture
def wereld(app: Flask) -> Betaalwereld:
    return betaalwereld()


@pytest.fixture
def als_wie(
    app: Flask, wereld: Betaalwereld, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Gebruiker], FlaskClient]:
    app.config["WTF_CSRF_ENABLED"] = False
    for naam, module in _modules_met_nu():
        monkeypatch.setattr(module, naam, lambda: MOMENT)
    return lambda wie: als(app.test_client(), wie, MOMENT)


def _modules_met_nu() -> list[tuple[str, object]]:
    import sys

    return [
        ("nu", module)
        for naam, module in list(sys.modules.items())
        if naam.startswith("subsidie.") and getattr(module, "nu", None) is klok.nu
    ]


def _plat(html: str) -> str:
    kaal = re.sub(r"<[^>]+>", " ", html).replace("\N{NO-BREAK SPACE}", " ")
    return " ".join(kaal.split())


def _verborgen(html: str, naam: str, *, keer: int = 0) -> str:
    return re.findall(rf'name="{naam}"[^>]*value="([^"]*)"', html)[keer]


def test_van_voorstel_tot_terugmelding_in_de_browser(
    wereld: Betaalwereld, als_wie: Callable[[Gebruiker], FlaskClient]
) -> None:
    """Two people, six pages: each shows what is done next and nothing is done that was not shown."""
    een = als_wie(wereld.een)
    opstellen = "/tranches/rha-2023/betalingen/opstellen"
    pagina = een.get(opstellen).text
    assert "De btw is niet bekend" in pagina
    assert "geen goedgekeurd rekeningnummer" in pagina
    gezien = _verborgen(pagina, "gezien")

    zonder = een.post(opstellen, data={"groep": "btw", "gezien": gezien})
    assert zonder.status_code == 422
    assert "Zonder dit vinkje" in zonder.text
    oud = een.post(opstellen, data={"groep": "btw", "gezien": "0" * 64, "zonder_btw": "y"})
    assert (oud.status_code, "Er is iets veranderd" in oud.text) == (422, True)
    goed = een.post(
        opstellen, data={"groep": "btw", "gezien": gezien, "zonder_btw": "y"}, follow_redirects=True
    )
    assert "Opgesteld: 4 betaalopdrachten" in goed.text

    assert "Door u opgesteld" in een.get("/betalingen/goedkeuren").text
    zelf = een.post("/betalingen/goedkeuren", data={"opdracht": "A-01-P1"})
    assert (zelf.status_code, "zelf opgesteld op" in _plat(zelf.text)) == (422, True)

    twee = als_wie(wereld.twee)
    niets = twee.post("/betalingen/goedkeuren", data={})
    assert (niets.status_code, "Kies ten minste één" in niets.text) == (422, True)
    kenmerken = re.findall(r'name="opdracht" value="([^"]+)"', twee.get("/betalingen/goedkeuren").text)
    assert twee.post("/betalingen/goedkeuren", data={"opdracht": kenmerken}).status_code == 302

    nieuw = twee.get("/betalingen/bestanden/nieuw").text
    gemaakt = twee.post("/betalingen/bestanden/nieuw", data={"gezien": _verborgen(nieuw, "gezien")})
    adres = gemaakt.headers["Location"]
    assert adres.endswith("/betalingen/bestanden/BETAAL-2026-001")
    csv = twee.get(f"{adres}/opdrachten.csv").text
    assert "A-01-P1,gemeente,'=Gemeente GM0193,NL91ABNA0417164300,100000.00,2026-03-03" in csv
    assert twee.get(f"{adres}/opdrachten.xlsx").data.startswith(b"PK")
    assert twee.get(f"{adres}/terugmelding.xlsx").data.startswith(b"PK")

    fout = terugmelding(wereld.opdrachten(), op=MOMENT.date()).replace("betaald", "misschien", 2)
    antwoord = twee.post("/betalingen/inlezen", data={"bestand": (io.BytesIO(fout.encode()), "t.csv")})
    assert antwoord.status_code == 422
    assert "terugmelding, rij 2, kolom resultaat" in antwoord.text or "geen kolom" in antwoord.text
    heel = terugmelding(wereld.opdrachten(), op=MOMENT.date()).encode()
    antwoord = twee.post("/betalingen/inlezen", data={"bestand": (io.BytesIO(heel), "t.csv")})
    assert antwoord.status_code == 302

    geld = _plat(twee.get("/tranches/rha-2023/geld").text)
    assert "De bedragen kloppen niet" not in geld
    assert "Samen € 500.000" in geld
    deel = _plat(twee.get("/tranches/rha-2023/geld?deel=te_betalen").text)
    assert "A-02" in deel
    assert "A-01" not in deel


def test_een_rekeningnummer_is_alleen_heel_voor_wie_betaalt_of_controleert(
    wereld: Betaalwereld, als_wie: Callable[[Gebruiker], FlaskClient]
) -> None:
    wereld.stel_op()

    auditor = als_wie(wereld.personen["auditor"]).get("/betalingen/A-01-P1").text
    behandelaar = als_wie(wereld.personen["behandelaar"]).get("/betalingen/A-01-P1").text

    assert "NL91 ABNA 0417 1643 00" in auditor
    assert "Laat vervallen" not in auditor
    assert "NL91 ABNA" not in behandelaar
    assert "43 00" in behandelaar


def test_wat_er_niet_is_geeft_een_404_en_een_vreemd_adres_geen_500(
    wereld: Betaalwereld, als_wie: Callable[[Gebruiker], FlaskClient]
) -> None:
    client = als_wie(wereld.een)
    for adres in (
        "/betalingen/X", "/betalingen/bestanden/X", "/betalingen/bestanden/X/opdrachten.csv",
        "/betalingen/X/vervallen", "/tranches/nergens/geld", "/tranches/nergens/betalingen/opstellen",
    ):  # fmt: skip
        assert client.get(adres).status_code == 404, adres
    assert client.get("/betalingen/%00").status_code == 400
    assert client.post("/betalingen/goedkeuren", data={"opdracht": ["\0", "x"]}).status_code == 422
    assert client.get("/tranches/rha-2023/geld?deel=gek&uitvoer=exe").status_code == 200
    assert client.get("/betalingen?status=gek&tot=morgen&te_laat=ja").status_code == 200
    leeg = client.get("/tranches/rha-2023/betalingen/opstellen?aanvraag=X&aanvraag=niets")
    assert "Er is nu niets te betalen" in leeg.text
    kapot = client.post("/betalingen/inlezen", data={"bestand": (io.BytesIO(b"PK\x03\x04kapot"), "t.xlsx")})
    assert (kapot.status_code, "beschadigd" in kapot.text) == (422, True)


def test_het_aantal_vragen_hangt_niet_af_van_het_aantal_opdrachten(
    wereld: Betaalwereld, als_wie: Callable[[Gebruiker], FlaskClient]
) -> None:
    client = als_wie(wereld.een)
    adressen = (
        "/betalingen", "/betalingen/goedkeuren", "/tranches/rha-2023/betalingen/opstellen", "/tranches/rha-2023/geld",
    )  # fmt: skip

    def tel() -> list[int]:
        aantallen = []
        for adres in adressen:
            gezien: list[str] = []

            def noteer(*alles: object, gezien: list[str] = gezien) -> None:
                gezien.append(str(alles[2]))

            event.listen(db.engine, "before_cursor_execute", noteer)
            client.get(adres)
            event.remove(db.engine, "before_cursor_execute", noteer)
            aantallen.append(len(gezien))
        return aantallen

    tel()
    eerst = tel()
    wereld.stel_op()
    daarna = tel()
    assert all(later <= eerder + 3 for eerder, later in zip(eerst, daarna, strict=True)), (eerst, daarna)
    assert max(daarna) < 60


@pytest.mark.usefixtures("papier_hier")
def test_de_opdrachtlijst_op_papier(
    wereld: Betaalwereld, als_wie: Callable[[Gebruiker], FlaskClient], app: Flask
) -> None:
    from subsidie.documenten.service import maak_wachtende
    from subsidie.platform.opslag import LokaleOpslag

    wereld.stel_op()
    wereld.keur_goed()
    bestand = wereld.maak_bestand()
    opslag = LokaleOpslag(Path(app.extensions["instellingen"].opslag))
    maak_wachtende(opslag, werkers=1, klok=lambda: MOMENT, kenmerken=[f"{bestand.kenmerk}-lijst"])

    pdf = als_wie(wereld.twee).get(f"/betalingen/bestanden/{bestand.kenmerk}/opdrachtlijst.pdf").data

    gelezen = " ".join(tekst(pdf).split())
    assert "Q. Kwitantie" in gelezen
    assert bestand.sha256 in gelezen.replace(" ", "")
    assert len(wereld.opdrachten(Opdrachtstatus.AANGEBODEN)) == bestand.aantal
