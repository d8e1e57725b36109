"""Files that come in: as large as their page takes, for who is logged in, and nothing left when they stop halfway."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from subsidie.accounts.toegang import openbaar
from subsidie.config import MEGABYTE
from subsidie.kern.fouten import NietBevoegd, OngeldigeInvoer
from subsidie.web import uploads
from subsidie.web.app import csrf
from subsidie.web.uploads import Begrensd, controleer_grootte, is_te_groot, neemt_bestanden, noem_grootte

GRENS = 2 * MEGABYTE
TITEL = b'--g\r\nContent-Disposition: form-data; name="titel"\r\n\r\nPlan\r\n'
BESTAND = b'--g\r\nContent-Disposition: form-data; name="bijlage"; filename="plan.pdf"\r\n\r\n'


@pytest.fixture
def databasesoort() -> str:
    """Nothing is asked of the database."""
    return "sqlite"


@pytest.fixture
def stromen(monkeypatch: pytest.MonkeyPatch) -> list[Begrensd]:
    """Every place that a file came into."""
    gemaakt: list[Begrensd] = []

    class Onthouden(Begrensd):
        def __init__(self, grens: int) -> None:
            super().__init__(grens)
            gemaakt.append(self)

    monkeypatch.setattr(uploads, "Begrensd", Onthouden)
    return gemaakt


@pytest.fixture(autouse=True)
def vrijstelling_voorbij(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test here takes outside the check on where a form comes from is inside it again afterwards."""
    monkeypatch.setattr(csrf, "_exempt_views", set(csrf._exempt_views))


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    """A page that takes two files, and one that takes what every page takes."""

    def ontvang() -> dict[str, Any]:
        bestand = request.files["bijlage"]
        try:
            controleer_grootte(bestand, waar="bijlage")
        except OngeldigeInvoer as fout:
            return {"melding": str(fout), "titel": request.form["titel"], "over": len(bestand.read())}
        return {"grootte": len(bestand.read()), "titel": request.form["titel"]}

    def ontvang_ruim() -> dict[str, Any]:
        return ontvang()

    ruim = neemt_bestanden(lambda _instellingen: GRENS)(openbaar(ontvang_ruim))
    for naam, view in (("ruim", ruim), ("gewoon", openbaar(ontvang))):
        app.add_url_rule(f"/{naam}", naam, csrf.exempt(view), methods=["POST"])
    app.config["SESSION_COOKIE_SECURE"] = False
    client = app.test_client()
    with client.session_transaction() as sessie:
        sessie["_user_id"] = "iemand"
    with client:
        yield client


def _stuur(client: FlaskClient, grootte: int, pad: str = "/ruim") -> Any:
    return client.post(
        pad, input_stream=io.BytesIO(TITEL + BESTAND + b"x" * grootte + b"\r\n--g--\r\n"),
        content_type="multipart/form-data; boundary=g", content_length=len(TITEL + BESTAND) + grootte + 9,
    )  # fmt: skip


def test_tot_en_met_de_grens_komt_een_bestand_heel_binnen(client: FlaskClient) -> None:
    assert _stuur(client, GRENS).json == {"grootte": GRENS, "titel": "Plan"}


def test_een_te_groot_bestand_geeft_een_melding_bij_het_veld_en_de_rest_is_er_nog(
    client: FlaskClient, stromen: list[Begrensd]
) -> None:
    antwoord = _stuur(client, GRENS + 1).json
    assert antwoord["titel"] == "Plan"
    assert "groter dan 2 MB" in antwoord["melding"]
    assert antwoord["over"] == 0
    assert all(stroom.closed for stroom in stromen)


def test_ver_boven_de_grens_wordt_het_niet_eens_gelezen(client: FlaskClient, stromen: list[Begrensd]) -> None:
    antwoord = _stuur(client, 3 * GRENS)
    assert (antwoord.status_code, stromen) == (413, [])
    assert "Dit is te groot" in antwoord.text


def test_andere_paginas_en_wie_niet_is_ingelogd_krijgen_die_ruimte_niet(
    app: Flask, client: FlaskClient
) -> None:
    assert _stuur(client, GRENS, "/gewoon").status_code == 413
    assert _stuur(app.test_client(), GRENS).status_code == 413
    assert _stuur(client, 1000, "/gewoon").json["grootte"] == 1000


def test_een_pagina_kan_zelf_zeggen_wie_ruimte_krijgt(
    app: Flask, client: FlaskClient, stromen: list[Begrensd]
) -> None:
    def mag() -> None:
        raise NietBevoegd("Dit mag u niet.")

    view = neemt_bestanden(GRENS, mag=mag)(openbaar(lambda: ""))
    app.add_url_rule("/streng", "streng", csrf.exempt(view), methods=["POST"])
    assert _stuur(client, 1000, "/streng").status_code == 403
    assert stromen == []


@pytest.mark.parametrize("aantal", [100, MEGABYTE])
def test_wie_halverwege_weggaat_laat_niets_achter(
    client: FlaskClient, stromen: list[Begrensd], aantal: int
) -> None:
    antwoord = client.post(
        "/ruim", input_stream=io.BytesIO(BESTAND + b"x" * aantal), content_length=GRENS,
        content_type="multipart/form-data; boundary=g",
    )  # fmt: skip
    assert antwoord.status_code == 400
    assert len(stromen) == 1
    assert stromen[0].closed


def test_ook_een_groot_bestand_heeft_nooit_een_naam_op_de_schijf(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Begrensd(GRENS) as stroom:
        stroom.write(b"x" * MEGABYTE)
        assert list(tmp_path.iterdir()) == []
        assert not stroom.te_groot


def test_een_grootte_wordt_genoemd_zoals_mensen_dat_doen() -> None:
    genoemd = {1: "1 kB", 2048: "2 kB", MEGABYTE: "1 MB", MEGABYTE * 3 // 2: "1,5 MB", 25 * MEGABYTE: "25 MB"}
    assert {aantal: noem_grootte(aantal) for aantal in genoemd} == genoemd


def test_een_bestand_dat_van_elders_komt_is_nooit_te_groot() -> None:
    from werkzeug.datastructures import FileStorage

    assert not is_te_groot(FileStorage(io.BytesIO(b"x")))
