"""Work that is done beside the web server: a queue that only wakes, and sweepers that look in the database.

The business database is the truth. A row there says what must exist: a document to make, a message to send.
A capability brings a *sweeper* (``registreer_veger("berichten", verstuur_wachtende)``, in its ``opzet.py``): a
function without arguments that does whatever waits, in transactions of its own, and says how many it did.
It can run twice, or stop halfway: what was done stays done, the rest is done the next time.

A service that makes work calls ``na_commit("berichten")`` inside its transaction: after the commit the worker
(``subsidie werk``) is woken. A wake-up that is lost costs at most a minute, for each minute a round runs every
sweeper. In tests nothing is woken (``SUBSIDIE_TAKEN=geen``): ``veeg_alles()`` does all that waits, there and then.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from flask import Flask, current_app

from subsidie.platform.wachtrij import Wachtrij
from subsidie.web.transactie import na_vastleggen

Veger = Callable[[], int]
"""Does what waits and gives how many it did; 0 when nothing waited. Called inside an application context."""

TE_LANG: Final = timedelta(minutes=5)
"""Without a round for this long something is wrong with the worker."""

HOOGSTENS_RONDEN: Final = 5

_VEGERS: dict[str, Veger] = {}
_log = logging.getLogger(__name__)


def registreer_veger(naam: str, functie: Veger) -> None:
    """Make ``functie`` the sweeper ``naam``; again with the same function changes nothing.

    Raises ``ValueError`` when another function has that name.
    """
    al = _VEGERS.get(naam)
    if al is not None and _plek(al) != _plek(functie):
        raise ValueError(f"there is a sweeper {naam} already: {_plek(al)}")
    _VEGERS[naam] = functie


def vegers() -> tuple[str, ...]:
    """The names of all sweepers, in the order of registration (that of the layers, lowest first)."""
    return tuple(_VEGERS)


def na_commit(naam: str) -> None:
    """Wake the worker for sweeper ``naam`` when the transaction of now is committed; once per transaction.

    Never fails the request: a queue that cannot be reached is logged, and the round of the minute finds the
    work. Raises ``ValueError`` for an unknown sweeper and ``RuntimeError`` outside the commit boundary.
    """
    if naam not in _VEGERS:
        raise ValueError(f"there is no sweeper {naam}")
    wachtrij = wachtrij_van(_app())
    na_vastleggen(("veger", naam), lambda: wachtrij.wek(naam))


def veeg(naam: str) -> int:
    """Run sweeper ``naam`` now, in the current application context; raises whatever it raises."""
    return _VEGERS[naam]()


def veeg_alles() -> dict[str, int]:
    """Run every sweeper until nothing waits any more (at most five rounds); per sweeper how many it did.

    For tests and for ``subsidie werk --eenmaal``; what goes wrong is raised.
    """
    gedaan = dict.fromkeys(_VEGERS, 0)
    for _ in range(HOOGSTENS_RONDEN):
        ronde = {naam: veeg(naam) for naam in gedaan}
        for naam, aantal in ronde.items():
            gedaan[naam] += aantal
        if not any(ronde.values()):
            break
    return gedaan


def laatste_ronde() -> datetime | None:
    """When a worker last began a round (aware, UTC); ``None`` when never, or when the queue is unreachable."""
    try:
        return wachtrij_van(_app()).laatste_ronde()
    except Exception:
        _log.exception("de wachtrij is niet te lezen")
        return None


def staat_stil(nu: datetime) -> bool:
    """Whether no worker has begun a round in the last five minutes: what waits then keeps waiting."""
    moment = laatste_ronde()
    return moment is None or nu - moment > TE_LANG


def wachtrij_van(app: Flask) -> Wachtrij:
    """The queue of ``app``, opened when it is first used."""
    wachtrij: Wachtrij = app.extensions.setdefault("wachtrij", Wachtrij(app.extensions["instellingen"].taken))
    return wachtrij


class Werker:
    """What runs in ``subsidie werk``: a sweeper never twice at the same time in one process.

    Two workers of huey take turns, so that a mail server that does not answer keeps no receipt waiting.
    """

    def __init__(self, app: Flask, klok: Callable[[], datetime]) -> None:
        self.app, self.klok = app, klok
        self.wachtrij = wachtrij_van(app)
        self._slot = threading.Lock()
        self._bezig: set[str] = set()
        self._nog_eens: set[str] = set()

    def veeg(self, naam: str) -> None:
        """Run one sweeper; asked again while it runs, it runs once more. Errors are logged, never raised."""
        with self._slot:
            if naam in self._bezig:
                self._nog_eens.add(naam)
                return
            self._bezig.add(naam)
        while True:
            self._veeg(naam)
            with self._slot:
                if naam not in self._nog_eens:
                    self._bezig.discard(naam)
                    return
                self._nog_eens.discard(naam)

    def _veeg(self, naam: str) -> None:
        try:
            with self.app.app_context():
                aantal = veeg(naam)
        except KeyError:
            _log.error("er is geen veger %s (een oudere versie van het programma?)", naam)
        except Exception:
            _log.exception("veger %s is niet klaar gekomen; over een minuut weer", naam)
        else:
            if aantal:
                _log.info("veger %s: %s gedaan", naam, aantal)

    def ronde(self) -> None:
        """Say that the worker is alive, and wake every sweeper."""
        self.wachtrij.noteer_ronde(self.klok())
        for naam in vegers():
            self.wachtrij.wek(naam)

    def draai(self) -> None:
        """Work until the process is told to stop (SIGTERM: finish what is being done; SIGINT: at once)."""
        self.wachtrij.draai(veeg=self.veeg, ronde=self.ronde)


def _plek(functie: Veger) -> str:
    return f"{functie.__module__}.{getattr(functie, '__qualname__', type(functie).__qualname__)}"


def _app() -> Flask:
    app: Any = current_app
    echte: Flask = app._get_current_object()
    return echte
