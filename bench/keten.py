"""How long verifying the audit trail takes, beside reading the same rows and hashing the same bytes and nothing else.

Both go over the same 100,000 events in one SQLite file, in turns. The memory that a verification takes on top of what
was there is measured apart, on a short and on the long chain: it must not grow with it.
"""

from __future__ import annotations

import gc
import hashlib
import json
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import flask_migrate
from sqlalchemy import text

from bench import Meting, maak_meting
from subsidie import create_app
from subsidie.audit.controle import controleer
from subsidie.audit.keten import BEGIN, Schakel
from subsidie.audit.models import Gebeurtenis
from subsidie.kern.canoniek import canonieke_json
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens

AANTAL = 100_000
KORT = 5_000
GRENS = 2
GRENS_GEHEUGEN = 1.5
_RONDEN = 7
_PORTIE = 1_000
_BEGIN = datetime(2026, 1, 5, 8, tzinfo=UTC)
_RIJEN = (
    "SELECT volgnummer, moment, soort, object_soort, object_id, door_sleutel, gegevens, vorige_hash, hash"
    " FROM gebeurtenis ORDER BY volgnummer"
)


def meet(aantal: int = AANTAL, ronden: int = _RONDEN) -> list[Meting]:
    """``keten_100k`` in seconds, and ``keten_geheugen`` in MB: the long chain beside a short one."""
    with TemporaryDirectory() as map_:
        omgeving = {
            "SUBSIDIE_DATABASE_URL": f"sqlite:///{Path(map_) / 'bench.db'}",
            "SUBSIDIE_GEHEIME_SLEUTEL": "alleen-voor-deze-meting-en-nergens-anders",
        }
        with create_app(omgeving).app_context():
            flask_migrate.upgrade()
            _vul(1, KORT, BEGIN)
            kort = _geheugen(_verifieer)
            _vul(KORT + 1, aantal, None)
            assert _verifieer() == aantal
            lang = _geheugen(_verifieer)
            paren = [(_tijd(_kaal), _tijd(_verifieer)) for _ in range(ronden)]
            db.engine.dispose()
    referentie, waarde = sorted(paren, key=lambda paar: paar[1] / paar[0])[len(paren) // 2]
    return [
        maak_meting("keten_100k", waarde, referentie, eenheid="s", grens=GRENS),
        maak_meting("keten_geheugen", lang, kort, eenheid="MB", grens=GRENS_GEHEUGEN),
    ]


def _vul(van: int, tot: int, vorige: str | None) -> None:
    """Events ``van`` to ``tot`` as the program writes them: some hundred bytes of data each."""
    if vorige is None:
        vorige = str(db.session.scalar(text("SELECT hash FROM gebeurtenis ORDER BY volgnummer DESC LIMIT 1")))
    for begin in range(van, tot + 1, _PORTIE):
        rijen = []
        for nummer in range(begin, min(begin + _PORTIE, tot + 1)):
            waarden = {
                "volgnummer": nummer, "moment": _BEGIN + timedelta(seconds=nummer), "soort": "aanvraag:ontvangen",
                "object_soort": "aanvraag", "object_id": f"RHA-{nummer % 500:06d}", "door_sleutel": f"{nummer:032x}",
                "gegevens": canonieke_json(
                    {"versie": 1, "gevraagd_cent": nummer * 100, "sha256": f"{nummer:064x}"}
                ).decode(),
                "vorige_hash": vorige,
            }  # fmt: skip
            vorige = Schakel(**waarden).hash()  # type: ignore[arg-type]
            rijen.append({**waarden, "hash": vorige})
        with schrijfgrens():
            db.session.execute(Gebeurtenis.__table__.insert(), rijen)


def _verifieer() -> int:
    uitkomst = controleer(db.engine, None, ())
    assert uitkomst.goed, uitkomst.fouten
    return uitkomst.aantal


def _kaal() -> int:
    """The same rows fetched in the same portions, and a SHA-256 over as many bytes as the chain hashes."""
    aantal = 0
    with db.engine.connect() as verbinding:
        verbinding.begin()
        cursor = verbinding.connection.cursor()
        cursor.execute(_RIJEN)
        while rijen := cursor.fetchmany(_PORTIE):
            for rij in rijen:
                hashlib.sha256(
                    f'{{"door":"{rij[5]}","gegevens":"{rij[6]}","moment":"{rij[1]}+00:00","object_id":"{rij[4]}",'
                    f'"object_soort":"{rij[3]}","soort":"{rij[2]}","volgnummer":{rij[0]},"vorige":"{rij[7]}"}}'.encode()
                ).hexdigest()
                aantal += 1
        cursor.close()
    return aantal


def _tijd(doe: Callable[[], int]) -> float:
    gc.collect()
    begin = time.perf_counter()
    doe()
    return time.perf_counter() - begin


def _geheugen(doe: Callable[[], int]) -> float:
    """The most that Python had in use on top of the beginning, in MB."""
    gc.collect()
    tracemalloc.start()
    try:
        doe()
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


if __name__ == "__main__":
    for rij in meet():
        print(json.dumps(rij))
