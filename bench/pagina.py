"""How long the page of an application takes, beside a bare Flask page with one template under the same server.

Both run in a gunicorn of their own with the same settings, and are asked for in turns over a connection
that stays open: the server and the network are on both sides of the ratio, and so is whatever else the
machine is doing. ``pagina`` goes round a number of applications, as people who work on them do: what is kept of a
page that was seen before counts. ``pagina_eerste`` is for information: each page for the first time.
"""

from __future__ import annotations

import http.client
import time
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import flask_migrate

from bench import Meting, maak_meting
from bench._server import TOEPASSING, WACHT_S, koekje_van, server
from subsidie import create_app
from subsidie.accounts.aanmelden import begin_sessie
from subsidie.beschikkingen.service import list_beschikkingen
from subsidie.documenten.service import maak_wachtende
from subsidie.kern.canoniek import sha256_hex
from subsidie.platform.opslag import LokaleOpslag
from subsidie.voorbeeld.rha2023 import JAARGANG, besluit, voorbeeldbestanden
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens

GRENS = 6
RONDGANG = 30
"""So many applications are gone round; the others are seen once."""
BLOK = 10
BRIEVEN = 5
"""So many letters are made, which takes long; a page without one is as good as the same."""
OPTIES = ("--worker-class", "gthread", "--threads", "2", "--keep-alive", "60")


def meet(rondes: int = 60) -> list[Meting]:
    """Milliseconds of a page as a behandelaar sees it; the round with the median ratio."""
    with TemporaryDirectory() as map_:
        omgeving = {
            "SUBSIDIE_DATABASE_URL": f"sqlite:///{Path(map_) / 'bench.db'}",
            "SUBSIDIE_OPSLAG": str(Path(map_) / "opslag"),
            "SUBSIDIE_GEHEIME_SLEUTEL": "alleen-voor-deze-meting-en-nergens-anders",
        }
        koekje, nummers = _richt_in(omgeving)
        vaak, eens = nummers[:RONDGANG], nummers[RONDGANG:]
        with ExitStack() as stapel:
            kaal, wij = (
                _verbinding(stapel.enter_context(server(toepassing, voor, OPTIES)))
                for toepassing, voor in (("bench._kaal:create_app()", {}), (TOEPASSING, omgeving))
            )

            def paren(rij: Sequence[str], blokken: int) -> list[tuple[float, float]]:
                """Of each block the median of the bare page and of ours, going round the numbers in ``rij``."""
                rond = cycle(rij)
                delen = ([next(rond) for _ in range(BLOK)] for _ in range(blokken))
                return [(_blok(kaal, {}, deel), _blok(wij, koekje, deel)) for deel in delen]

            paren(vaak, 2 * RONDGANG // BLOK)  # both servers warm, and every page of the round seen
            gewoon, eerste = paren(vaak, rondes), paren(eens, len(eens) // BLOK)
    return [_meting("pagina", gewoon, grens=GRENS), _meting("pagina_eerste", eerste, grens=None)]


def _meting(naam: str, paren: list[tuple[float, float]], *, grens: float | None) -> Meting:
    """The block with the median ratio: both figures of one moment."""
    referentie, waarde = sorted(paren, key=lambda paar: paar[1] / paar[0])[len(paren) // 2]
    return maak_meting(naam, waarde * 1000, referentie * 1000, eenheid="ms", grens=grens)


def _richt_in(omgeving: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    """The example up to its signed decisions with some letters; the header of who is logged in, and all numbers.

    The numbers are in an order of their own, so that awarded, drawn and rejected are among each other.
    """
    app = create_app(omgeving)
    with app.app_context():
        flask_migrate.upgrade()
        verdeling, personen = besluit(voorbeeldbestanden())
        besluiten = sorted(list_beschikkingen(verdeling), key=lambda een: sha256_hex(een.kenmerk.encode()))
        nummers = [een.aanvraag.nummer for een in besluiten]
        brieven = [een.kenmerk for een in besluiten[:BRIEVEN]]
        db.session.rollback()
        opslag = LokaleOpslag(Path(omgeving["SUBSIDIE_OPSLAG"]))
        if maak_wachtende(opslag, werkers=1, klok=lambda: JAARGANG.gemaakt, kenmerken=brieven) != BRIEVEN:
            raise RuntimeError("the letters were not made")
        with schrijfgrens():
            token = begin_sessie(personen["behandelaar"], nu=nu())
        koekje = {"Cookie": koekje_van(app, token)}
        db.session.remove()
        db.engine.dispose()
    return koekje, nummers


def _verbinding(poort: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", poort, timeout=WACHT_S)


def _blok(verbinding: http.client.HTTPConnection, kop: dict[str, str], nummers: Sequence[str]) -> float:
    """The median seconds of a request, over the pages of these applications."""
    tijden = []
    for nummer in nummers:
        begin = time.perf_counter()
        verbinding.request("GET", f"/aanvragen/{nummer}", headers=kop)
        antwoord = verbinding.getresponse()
        inhoud = antwoord.read()
        tijden.append(time.perf_counter() - begin)
        if antwoord.status != 200 or nummer.encode() not in inhoud:
            raise RuntimeError(f"the page of {nummer} answers {antwoord.status}")
    return median(tijden)
