"""An upload that stops halfway, as a real server sees it."""

from __future__ import annotations

import socket
import threading
from dataclasses import replace
from http.client import HTTPConnection

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from subsidie.aanvragen.models import Aanvraag
from subsidie.platform.opslag import LokaleOpslag
from tests.fabrieken.indieningen import PDF
from tests.integratie.aanvragen.test_bijlagen_pagina import (  # noqa: F401
    aanvraag,
    bestanden_in,
    client,
    opslag,
    rijen_van,
    tess,
    tranche,
)


@pytest.mark.parametrize("databasesoort", ["sqlite"])
@pytest.mark.parametrize("deel", [0, 10_000, 900_000])
def test_een_half_verstuurd_bestand_laat_niets_achter(
    app: Flask,
    client: FlaskClient,  # noqa: F811
    aanvraag: Aanvraag,  # noqa: F811
    opslag: LokaleOpslag,  # noqa: F811
    deel: int,
) -> None:
    """The sender goes away after so many bytes of a file of a megabyte; a real server sees it and goes on."""
    koekje = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert koekje is not None
    pad, grens = f"/aanvragen/{aanvraag.nummer}/invullen/bijlagen", "proefgrens"
    kop = (
        f'--{grens}\r\nContent-Disposition: form-data; name="soort"\r\n\r\nbegroting\r\n--{grens}\r\n'
        'Content-Disposition: form-data; name="bestand"; filename="a.pdf"\r\n\r\n'
    ).encode()
    verzoek = (
        f"POST {pad} HTTP/1.1\r\nHost: localhost\r\nCookie: {koekje.key}={koekje.value}\r\n"
        f"Content-Type: multipart/form-data; boundary={grens}\r\nContent-Length: {len(kop) + 1_000_000}\r\n\r\n"
    ).encode()
    # One request at a time: when the next one is answered, this one is over.
    server = make_server("127.0.0.1", 0, app, threaded=False)
    draad = threading.Thread(target=server.serve_forever)
    draad.start()
    try:
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as verbinding:
            verbinding.sendall(verzoek + kop + PDF + b" " * deel)
        na = HTTPConnection("127.0.0.1", server.port, timeout=20)
        na.request("GET", "/inloggen", headers={"Host": "localhost"})
        assert na.getresponse().status == 200
        na.close()
    finally:
        server.shutdown()
        draad.join()
        server.server_close()
    assert rijen_van(aanvraag) == []
    assert bestanden_in(opslag) == []


def test_veel_te_veel_tegelijk_wordt_op_de_pagina_gezegd_en_zonder_inloggen_niet_gelezen(
    app: Flask,
    client: FlaskClient,  # noqa: F811
    aanvraag: Aanvraag,  # noqa: F811
    opslag: LokaleOpslag,  # noqa: F811
) -> None:
    app.extensions["instellingen"] = replace(app.extensions["instellingen"], bijlage_bytes=1024)
    pad = f"/aanvragen/{aanvraag.nummer}/invullen/bijlagen"
    kop = {"CONTENT_TYPE": "multipart/form-data; boundary=g", "CONTENT_LENGTH": str(3 * 1024 * 1024)}
    for wie, tekst in ((client, "te veel tegelijk"), (app.test_client(), "te groot")):
        antwoord = wie.post(pad, environ_overrides=kop)
        assert (antwoord.status_code, tekst in antwoord.text) == (413, True)
    vreemd = client.post("/aanvragen/OEFEN-9999/invullen/bijlagen", environ_overrides=kop)
    assert vreemd.status_code == 413
    assert (rijen_van(aanvraag), bestanden_in(opslag)) == ([], [])
