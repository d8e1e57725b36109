"""What every answer carries, what no request gets away with, and that a mistake never shows how it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError, OperationalError

from subsidie import create_app
from subsidie.accounts.models import Rol
from subsidie.accounts.service import ken_rol_toe, maak_gebruiker
from subsidie.accounts.toegang import ingelogd, openbaar
from subsidie.web import foutpaginas
from subsidie.web.beveiliging import KOPPEN
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.inloggen import als

HUIS = "https://localhost"


@pytest.fixture
def databasesoort() -> str:
    """Answers are the same on both databases; where they may differ a test says so."""
    return "sqlite"


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def ingelogde(app: Flask, client: FlaskClient) -> FlaskClient:
    """The browser of a manager of accounts."""
    with schrijfgrens():
        gebruiker = maak_gebruiker(naam="B. de Wit", email="b@voorbeeld.test", functie="", door=None, nu=nu())
        ken_rol_toe(gebruiker, Rol.BEHEERDER, vanaf=nu().date(), door=None, nu=nu())
    app.config["SESSION_COOKIE_SECURE"] = False  # the helper speaks HTTP
    return als(client, gebruiker, nu())


def _stuk(app: Flask, eindpunt: Callable[[], Any], pad: str = "/proef", *, ook: tuple[str, ...] = ()) -> None:
    app.add_url_rule(pad, "proef", openbaar(eindpunt), methods=["GET", *ook])


@pytest.mark.parametrize(
    "pad",
    ["/", "/inloggen", "/bestaat-niet", "/account", "/static/css/basis.css", "/static/bestaat-niet.css"],
)
@pytest.mark.parametrize("methode", ["GET", "HEAD", "OPTIONS", "POST"])
def test_elk_antwoord_draagt_de_koppen(client: FlaskClient, pad: str, methode: str) -> None:
    antwoord = client.open(pad, method=methode, base_url=HUIS, buffered=True)
    for naam, waarde in KOPPEN.items():
        assert antwoord.headers[naam] == waarde
    assert antwoord.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_de_pagina_mag_niets_van_elders_en_niets_uit_de_tekst_zelf(client: FlaskClient) -> None:
    regels = dict(
        deel.strip().split(" ", 1) for deel in client.get("/").headers["Content-Security-Policy"].split(";")
    )
    assert regels["default-src"] == "'none'"
    assert all(
        "unsafe" not in waarde and "http" not in waarde and "*" not in waarde for waarde in regels.values()
    )
    assert {"frame-ancestors", "form-action", "base-uri"} <= set(regels)
    for pad in ("/", "/inloggen", "/bestaat-niet"):
        tekst = client.get(pad).text
        assert "style=" not in tekst
        assert "<style" not in tekst
        assert " onclick" not in tekst
        assert tekst.count("<script") == tekst.count("<script src=")


def test_het_koekje_is_alleen_van_deze_site_en_alleen_voor_de_server(client: FlaskClient) -> None:
    koekje = client.get("/inloggen", base_url=HUIS).headers["Set-Cookie"]
    naam, *delen = (deel.strip() for deel in koekje.split(";"))
    assert naam.startswith("__Host-subsidie=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(delen)
    assert not any(deel.startswith("Domain") for deel in delen)


def test_zonder_https_heeft_een_ontwikkelaar_een_gewoon_koekje(omgeving: dict[str, str]) -> None:
    app = create_app({**omgeving, "SUBSIDIE_OMGEVING": "ontwikkeling"})
    antwoord = app.test_client().get("/inloggen")
    assert antwoord.headers["Set-Cookie"].startswith("subsidie=")
    assert "Secure" not in antwoord.headers["Set-Cookie"]
    assert "Strict-Transport-Security" not in antwoord.headers


def test_een_openbare_pagina_zet_geen_koekje(client: FlaskClient) -> None:
    for pad in ("/", "/bestaat-niet"):
        antwoord = client.get(pad, base_url=HUIS)
        assert "Set-Cookie" not in antwoord.headers
        assert "no-store" not in antwoord.headers["Cache-Control"]
        assert antwoord.headers["Vary"] == "Cookie"


def test_een_pagina_die_bewaard_mag_worden_geldt_niet_voor_wie_is_ingelogd(
    app: Flask, ingelogde: FlaskClient
) -> None:
    def zichtbaar() -> Response:
        return Response("voor iedereen", headers={"Cache-Control": "public, max-age=3600"})

    _stuk(app, zichtbaar)
    assert app.test_client().get("/proef").headers["Cache-Control"] == "public, max-age=3600"
    assert ingelogde.get("/proef").headers["Cache-Control"] == "no-store"


def test_wat_iemand_persoonlijk_ziet_blijft_in_geen_enkele_opslag(ingelogde: FlaskClient) -> None:
    for pad in ("/account", "/bestaat-niet", "/beheer/accounts"):
        antwoord = ingelogde.get(pad)
        assert antwoord.headers["Cache-Control"] == "no-store"
        assert antwoord.headers["Vary"] == "Cookie"


def test_een_bestand_van_de_site_mag_bewaard_worden_en_draagt_daarom_geen_koekje(
    ingelogde: FlaskClient,
) -> None:
    antwoord = ingelogde.get("/static/css/basis.css", buffered=True)
    assert "public" in antwoord.headers["Cache-Control"]
    assert "Set-Cookie" not in antwoord.headers
    assert "Vary" not in antwoord.headers


def test_een_verzoek_voor_een_andere_host_wordt_niet_beantwoord(omgeving: dict[str, str]) -> None:
    app = create_app({**omgeving, "SUBSIDIE_ADRES": "https://loket.example.nl"})
    client = app.test_client()
    assert client.get("/inloggen", base_url="https://loket.example.nl").status_code == 200
    for vreemd in ("https://elders.example", "https://loket.example.nl.elders.example", "https://127.0.0.1"):
        for pad in ("/", "/inloggen", "/bestaat-niet"):
            antwoord = client.get(pad, base_url=vreemd)
            assert antwoord.status_code == 400
            assert "elders" not in antwoord.text
            assert "Content-Security-Policy" in antwoord.headers


def test_zonder_adres_antwoordt_productie_alleen_op_de_eigen_machine(omgeving: dict[str, str]) -> None:
    client = create_app(omgeving).test_client()
    assert client.get("/inloggen", base_url="https://127.0.0.1:8000").status_code == 200
    antwoord = client.get("/openbaar//rha-2023", base_url="https://elders.example")
    assert antwoord.status_code == 400
    assert "elders" not in antwoord.text + antwoord.headers.get("Location", "")


def test_wat_een_proxy_zegt_telt_alleen_als_er_een_proxy_is(omgeving: dict[str, str]) -> None:
    gezien: list[tuple[str | None, str]] = []
    koppen = {
        "X-Forwarded-For": "203.0.113.7",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "loket.example.nl",
    }
    for proxies in ("0", "1"):
        app = create_app({**omgeving, "SUBSIDIE_PROXIES": proxies, "SUBSIDIE_OMGEVING": "ontwikkeling"})

        def zie() -> str:
            gezien.append((request.remote_addr, request.host_url))
            return "gezien"

        _stuk(app, zie)
        app.test_client().get("/proef", headers=koppen, base_url="http://localhost")
    assert gezien == [("127.0.0.1", "http://localhost/"), ("203.0.113.7", "https://loket.example.nl/")]


NUL = "a\0b"


@pytest.mark.parametrize("databasesoort", ["sqlite", "postgresql"])
def test_een_nulteken_is_nergens_een_fout_van_het_programma(client: FlaskClient) -> None:
    for pad in ("/inloggen?volgende=%00", "/?zoek=%00", "/?%00=1", "/uitnodiging/a%00b", "/openbaar/a%00b"):
        assert client.get(pad).status_code == 400, pad
    for velden in ({"email": NUL, "wachtwoord": "x"}, {"email": "x", "wachtwoord": NUL}, {NUL: "x"}):
        assert client.post("/inloggen", data=velden).status_code == 400


@pytest.mark.parametrize("databasesoort", ["sqlite", "postgresql"])
def test_wat_geen_tekst_is_is_nergens_een_fout_van_het_programma(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    for pad in ("/openbaar/%ff%fe", "/uitnodiging/%ff", "/inloggen?volgende=%ff", "/openbaar/%ed%a0%80"):
        assert client.get(pad).status_code in {200, 404}, pad
    antwoord = client.post(
        "/inloggen",
        data=b"email=%ff%fe%ed%a0%80&wachtwoord=%ff",
        content_type="application/x-www-form-urlencoded",
    )
    assert antwoord.status_code == 422
    rommel = client.post("/inloggen", data=b"\xff\x00{", content_type="multipart/form-data; boundary=x")
    assert rommel.status_code == 422


@pytest.mark.parametrize("koekje", ["rommel", "a.b.c", "\xff\xfe", "eyJfdXNlcl9pZCI6MX0.aaaa.bbbb"])
def test_een_koekje_dat_niet_klopt_is_geen_koekje(client: FlaskClient, koekje: str) -> None:
    client.set_cookie("__Host-subsidie", koekje, secure=True, domain="localhost", path="/")
    assert client.get("/account", base_url=HUIS).status_code == 302


@pytest.mark.parametrize("waarde", [1, None, ["x"], {"a": 1}, "x" * 3000, "é"])
def test_een_koekje_met_iets_anders_dan_een_sessie_is_niemand(client: FlaskClient, waarde: Any) -> None:
    """Signed by us all the same: of an earlier version, or of another program with the same key."""
    with client.session_transaction(base_url=HUIS) as koekje:
        koekje["_user_id"] = waarde
    assert client.get("/account", base_url=HUIS).status_code == 302


def test_een_te_groot_verzoek_wordt_niet_gelezen(client: FlaskClient) -> None:
    antwoord = client.post("/inloggen", data={"email": "a" * 2_000_000})
    assert antwoord.status_code == 413
    assert "Dit is te groot" in antwoord.text


def test_een_veld_dat_te_lang_is_staat_bij_het_veld(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    antwoord = client.post("/inloggen", data={"email": "a" * 300, "wachtwoord": "b" * 1001})
    assert antwoord.status_code == 422
    assert "Dit e-mailadres is te lang." in antwoord.text
    assert "Dit wachtwoord is te lang." in antwoord.text


def test_veel_velden_tegelijk_is_geen_fout_van_het_programma(client: FlaskClient) -> None:
    antwoord = client.post("/inloggen", data={f"veld{nummer}": "x" for nummer in range(2000)},
                           content_type="multipart/form-data")  # fmt: skip
    assert antwoord.status_code == 413


@pytest.fixture
def kapot(app: Flask) -> Flask:
    def stuk() -> str:
        raise RuntimeError("geheime gegevens van iemand")

    _stuk(app, stuk)
    return app


def test_een_fout_van_het_programma_zegt_niet_wat_er_mis_is_maar_wel_het_kenmerk(
    kapot: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    antwoord = client.get("/proef?naam=geheim")
    assert antwoord.status_code == 500
    assert "Er ging iets mis" in antwoord.text
    assert "RuntimeError" not in antwoord.text
    assert "geheim" not in antwoord.text
    (regel,) = (een for een in caplog.records if een.levelname == "ERROR")
    kenmerk = regel.getMessage().split()[1]
    assert kenmerk in antwoord.text
    assert "naam=geheim" not in regel.getMessage()


def test_wie_is_ingelogd_blijft_dat_op_de_foutpagina(kapot: Flask, ingelogde: FlaskClient) -> None:
    stuk: Callable[[], str] = kapot.view_functions["proef"]  # type: ignore[assignment]
    kapot.view_functions["proef"] = ingelogd(stuk)
    tekst = ingelogde.get("/proef").text
    assert "Er ging iets mis" in tekst
    assert "B. de Wit" in tekst
    assert "/beheer/accounts" in tekst


def test_de_foutpagina_vraagt_niets_van_een_database_die_weg_is(
    app: Flask, ingelogde: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    gevraagd: list[str] = []

    def weg(*_args: Any, **_kwargs: Any) -> Any:
        gevraagd.append("vraag")
        raise OperationalError("SELECT 1", {}, Exception("weg"))

    monkeypatch.setattr(db.session, "execute", weg)
    monkeypatch.setattr(db.session, "scalars", weg)
    monkeypatch.setattr(db.session, "rollback", weg)
    antwoord = ingelogde.get("/account")
    assert antwoord.status_code == 500
    assert "Er ging iets mis" in antwoord.text
    assert gevraagd.count("vraag") == 2  # who is this; and letting go of the transaction


def test_ook_een_pagina_die_er_niet_is_heeft_geen_database_nodig(
    ingelogde: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def weg(*_args: Any, **_kwargs: Any) -> Any:
        raise OperationalError("SELECT 1", {}, Exception("weg"))

    monkeypatch.setattr(db.session, "execute", weg)
    monkeypatch.setattr(db.session, "rollback", weg)
    antwoord = ingelogde.get("/bestaat-niet")
    assert antwoord.status_code == 404
    assert "Deze pagina is er niet" in antwoord.text
    assert "Content-Security-Policy" in antwoord.headers


def test_ook_als_de_foutpagina_zelf_niet_lukt_komt_er_een_antwoord(
    kapot: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foutpaginas, "render_template", lambda *_, **__: 1 / 0)
    antwoord = client.get("/proef")
    assert antwoord.status_code == 500
    assert "<h1>Er ging iets mis</h1>" in antwoord.text
    assert "Content-Security-Policy" in antwoord.headers


def test_wie_tegelijk_hetzelfde_deed_hoort_dat_en_het_logboek_niet_wie(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    def dubbel() -> str:
        raise IntegrityError(
            "INSERT", {}, Exception("UNIQUE constraint failed: Key (email)=(iemand@example.nl)")
        )

    _stuk(app, dubbel)
    antwoord = client.get("/proef")
    assert antwoord.status_code == 409
    assert "Iemand was u voor" in antwoord.text
    assert "UNIQUE" not in antwoord.text
    assert "iemand@example.nl" not in caplog.text


@pytest.mark.parametrize(
    ("pad", "methode", "status", "titel"),
    [
        ("/bestaat-niet", "GET", 404, "Deze pagina is er niet"),
        ("/uitloggen", "GET", 405, "Dit kan hier niet"),
        ("/", "DELETE", 405, "Dit kan hier niet"),
    ],
)
def test_elke_fout_heeft_een_pagina_die_verder_helpt(
    client: FlaskClient, pad: str, methode: str, status: int, titel: str
) -> None:
    antwoord = client.open(pad, method=methode)
    assert antwoord.status_code == status
    assert f"<h1>{titel}</h1>" in antwoord.text
    assert "Naar het begin" in antwoord.text


def test_het_adres_in_de_foutpagina_wordt_niet_uitgevoerd(client: FlaskClient) -> None:
    antwoord = client.get("/<script>alert(1)</script>?x=<img src=x onerror=alert(1)>")
    assert antwoord.status_code == 404
    assert "alert(1)" not in antwoord.text


def test_een_andere_rol_krijgt_een_403_met_uitleg(ingelogde: FlaskClient) -> None:
    antwoord = ingelogde.get("/controle/gebeurtenissen")
    assert antwoord.status_code == 403
    assert "Deze pagina hoort bij een andere rol" in antwoord.text


def test_de_instellingen_van_de_server_staan_in_geen_enkel_antwoord(app: Flask, client: FlaskClient) -> None:
    instellingen = app.extensions["instellingen"]
    assert replace(instellingen, adres=None) == instellingen
    for pad in ("/", "/inloggen", "/bestaat-niet"):
        tekst = client.get(pad).text
        assert str(app.config["SECRET_KEY"]) not in tekst
        assert instellingen.database_url not in tekst
