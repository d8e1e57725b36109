"""How long the page of an application takes, beside a bare Flask page with one template under the same server.

Both run in a gunicorn of their own with the same settings, and are asked for in turns over a connection
that stays open: the server and the network are on both sides of the ratio, and so is whatever else the
machine is doing.
"""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import flask_migrate
from flask import Flask

from bench import Meting, maak_meting
from subsidie import create_app
from subsidie.accounts.aanmelden import begin_sessie
from subsidie.beschikkingen.service import list_beschikkingen
from subsidie.documenten.service import maak_wachtende
from subsidie.platform.opslag import LokaleOpslag
from subsidie.voorbeeld.rha2023 import GEMAAKT, besluit, voorbeeldbestanden
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens

GRENS = 6
NUMMER = "RHA23-0074"
"""Drawn, rejected, signed, with a letter: a page with every part on it."""
BLOK = 10
WACHT_S = 60.0
_ADRES = f"/aanvragen/{NUMMER}"


def meet(rondes: int = 60) -> list[Meting]:
    """Milliseconds of one page as a behandelaar sees it; the round with the median ratio."""
    with TemporaryDirectory() as map_:
        omgeving = {
            "SUBSIDIE_DATABASE_URL": f"sqlite:///{Path(map_) / 'bench.db'}",
            "SUBSIDIE_OPSLAG": str(Path(map_) / "opslag"),
            "SUBSIDIE_GEHEIME_SLEUTEL": "alleen-voor-deze-meting-en-nergens-anders",
        }
        koekje = _richt_in(omgeving)
        with ExitStack() as stapel:
            kaal = stapel.enter_context(_server("bench._kaal:create_app()", {}))
            wij = stapel.enter_context(_server("subsidie:create_app()", omgeving))
            for verbinding, kop in ((kaal, {}), (wij, koekje)):
                _blok(verbinding, kop, aantal=50)
            paren = [(_blok(kaal, {}), _blok(wij, koekje)) for _ in range(rondes)]
    referentie, waarde = sorted(paren, key=lambda paar: paar[1] / paar[0])[len(paren) // 2]
    return [maak_meting("pagina", waarde * 1000, referentie * 1000, eenheid="ms", grens=GRENS)]


def _richt_in(omgeving: dict[str, str]) -> dict[str, str]:
    """The example up to its signed decisions, the letter of ``NUMMER`` made; the header of who is logged in."""
    app = create_app(omgeving)
    with app.app_context():
        flask_migrate.upgrade()
        verdeling, personen = besluit(voorbeeldbestanden())
        brieven = [een.kenmerk for een in list_beschikkingen(verdeling) if een.aanvraag.nummer == NUMMER]
        db.session.rollback()
        opslag = LokaleOpslag(Path(omgeving["SUBSIDIE_OPSLAG"]))
        if maak_wachtende(opslag, werkers=1, klok=lambda: GEMAAKT, kenmerken=brieven) != 1:
            raise RuntimeError("the letter was not made")
        with schrijfgrens():
            token = begin_sessie(personen["behandelaar"], nu=nu())
        koekje = _koekje(app, token)
        db.session.remove()
        db.engine.dispose()
    return koekje


def _koekje(app: Flask, token: str) -> dict[str, str]:
    with app.test_client() as client:
        with client.session_transaction() as sessie:
            sessie["_user_id"] = token
            sessie.permanent = True
        naam = app.config["SESSION_COOKIE_NAME"]
        gezet = client.get_cookie(naam)
    if gezet is None:
        raise RuntimeError("no session cookie")
    return {"Cookie": f"{naam}={gezet.value}"}


@contextmanager
def _server(toepassing: str, omgeving: dict[str, str]) -> Iterator[http.client.HTTPConnection]:
    """A gunicorn with one application, and an open connection to it."""
    gunicorn = Path(sys.executable).with_name("gunicorn")
    with socket.create_server(("127.0.0.1", 0)) as luisteraar:
        # As gunicorn does with a socket that it opens itself: otherwise every answer waits 40 ms for the network.
        luisteraar.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        poort = luisteraar.getsockname()[1]
        proces = subprocess.Popen(
            [
                str(gunicorn), "--bind", f"fd://{luisteraar.fileno()}", "--worker-class", "gthread",
                "--threads", "2", "--keep-alive", "60", "--log-level", "error", toepassing,
            ],
            pass_fds=[luisteraar.fileno()], env={**os.environ, **omgeving},
        )  # fmt: skip
    verbinding = http.client.HTTPConnection("127.0.0.1", poort, timeout=WACHT_S)
    try:
        _wacht_op(verbinding)
        yield verbinding
    finally:
        verbinding.close()
        proces.terminate()
        proces.wait(timeout=WACHT_S)


def _wacht_op(verbinding: http.client.HTTPConnection) -> None:
    eind = time.monotonic() + WACHT_S
    while True:
        try:
            verbinding.request("GET", "/static/css/basis.css")
            verbinding.getresponse().read()
            return
        except OSError:
            verbinding.close()
            if time.monotonic() > eind:
                raise
            time.sleep(0.1)


def _blok(verbinding: http.client.HTTPConnection, kop: dict[str, str], aantal: int = BLOK) -> float:
    """The median seconds of some requests in a row."""
    tijden = []
    for _ in range(aantal):
        begin = time.perf_counter()
        verbinding.request("GET", _ADRES, headers=kop)
        antwoord = verbinding.getresponse()
        inhoud = antwoord.read()
        tijden.append(time.perf_counter() - begin)
        if antwoord.status != 200 or NUMMER.encode() not in inhoud:
            raise RuntimeError(f"the page answers {antwoord.status}")
    return median(tijden)
