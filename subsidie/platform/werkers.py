"""Work in processes of its own: results as they come, and a crash costs one task.

Text layout may never run in threads, and a process that dies takes its whole pool along in the
standard library. Here every worker is a plain new Python process (``python -m`` this module, so it
does not load the program that started it) with a pipe. A worker that dies gives a clear error for
the task it was on; a fresh one takes over and the other tasks go on.
"""

from __future__ import annotations

import importlib
import os
import signal
import socket
import subprocess
import sys
import traceback
from collections import deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from threading import Thread
from typing import Any, Final, Generic, TypeVar

from subsidie.kern.fouten import Domeinfout

In = TypeVar("In")
Uit = TypeVar("Uit")

VOORRANG: Final = 10
"""How far these processes stand back (``nice``): they take what the web server leaves."""

_VOORUIT: Final = 2
"""Tasks that a worker has at hand: it works on one while we store the result of the last."""


class WerkersStartenNiet(RuntimeError):
    """A worker process ended before it was ready; why stands on standard error."""


@dataclass(frozen=True, slots=True)
class Taakfout:
    """Why a task failed: ``melding`` for people, ``spoor`` (a traceback, or empty) for programmers.

    ``domein``: a rule of the domain refused it, rather than a fault in the program.
    """

    soort: str
    melding: str
    spoor: str = ""
    domein: bool = False


@dataclass(frozen=True, slots=True)
class Resultaat(Generic[Uit]):
    """What came of the task at position ``index`` in what was given: a value or a fault."""

    index: int
    waarde: Uit | None = None
    fout: Taakfout | None = None


@dataclass(eq=False)
class _Werker:
    proces: subprocess.Popen[bytes]
    verbinding: Connection
    klaar: bool = False
    bezig: deque[int] = field(default_factory=deque)


def werk_parallel(
    functie: Callable[[In], Uit],
    taken: Sequence[In],
    *,
    werkers: int = 2,
    opwarmen: Callable[[], object] | None = None,
) -> Generator[Resultaat[Uit], None, None]:
    """``functie(taak)`` for every task, in ``werkers`` processes; yields each result when it is there.

    ``functie`` and ``opwarmen`` (called once in each new process) are functions of a module; tasks and
    values can be pickled. Raises WerkersStartenNiet when a process cannot even start. Stopping the
    iteration ends the processes.
    """
    if werkers < 1:
        raise ValueError("at least one worker")
    wachtrij = deque(range(len(taken)))
    ploeg: list[_Werker] = []
    try:
        while wachtrij or any(werker.bezig for werker in ploeg):
            while len(ploeg) < min(werkers, len(ploeg) + len(wachtrij)):
                ploeg.append(_start(functie, opwarmen))
                _geef_werk(ploeg[-1], wachtrij, taken, werkers)
            for werker in ploeg:
                _geef_werk(werker, wachtrij, taken, werkers)
            for verbinding in wait([werker.verbinding for werker in ploeg]):
                werker = next(werker for werker in ploeg if werker.verbinding is verbinding)
                uitkomst = _ontvang(werker)
                if uitkomst is None:
                    continue
                if uitkomst.fout is not None and uitkomst.fout.soort == "werkproces":
                    ploeg.remove(werker)
                    wachtrij.extendleft(reversed(werker.bezig))
                else:
                    _geef_werk(werker, wachtrij, taken, werkers)
                yield uitkomst
    finally:
        for werker in ploeg:
            _stop(werker)


def _start(functie: Callable[..., object], opwarmen: Callable[[], object] | None) -> _Werker:
    namen = _naam(functie), _naam(opwarmen) if opwarmen else None
    hier, daar = socket.socketpair()
    with daar:
        proces = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no outside text
            [sys.executable, "-m", __spec__.name, str(daar.fileno())],
            stdin=subprocess.DEVNULL,
            pass_fds=[daar.fileno()],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(deel for deel in sys.path if deel)},
        )
    werker = _Werker(proces, Connection(hier.detach()))
    werker.verbinding.send(namen)
    return werker


def _naam(functie: Callable[..., object]) -> tuple[str, str]:
    """By name and not pickled: the module is then imported in the worker, after its start."""
    if "<" in functie.__qualname__ or "." in functie.__qualname__:
        raise ValueError("a worker can only be given a function of a module")
    return functie.__module__, functie.__qualname__


def _geef_werk(werker: _Werker, wachtrij: deque[int], taken: Sequence[Any], werkers: int) -> None:
    # Towards the end nobody takes a second task that an idle colleague could do.
    while wachtrij and len(werker.bezig) < (_VOORUIT if len(wachtrij) > werkers else 1):
        index = wachtrij.popleft()
        werker.bezig.append(index)
        try:
            werker.verbinding.send(taken[index])
        except OSError:
            return  # it died: the next receive says so and hands back what it had


def _ontvang(werker: _Werker) -> Resultaat[Any] | None:
    """One message of a worker: None when it only says that it is ready."""
    try:
        bericht = werker.verbinding.recv()
    except (EOFError, OSError):
        return _gestopt(werker)
    if not werker.klaar:
        werker.klaar = True
        return None
    gelukt, inhoud = bericht
    index = werker.bezig.popleft()
    return Resultaat(index, waarde=inhoud) if gelukt else Resultaat(index, fout=inhoud)


def _gestopt(werker: _Werker) -> Resultaat[Any]:
    code = werker.proces.wait()
    if not werker.klaar:
        raise WerkersStartenNiet(f"a worker process ended with code {code} before it was ready")
    oorzaak = f"signaal {signal.Signals(-code).name}" if code < 0 else f"code {code}"
    melding = f"Het werkproces stopte onverwacht ({oorzaak}). Deze taak is niet gelukt; probeer het opnieuw."
    return Resultaat(werker.bezig.popleft(), fout=Taakfout("werkproces", melding))


def _stop(werker: _Werker) -> None:
    werker.verbinding.close()
    if werker.bezig:
        werker.proces.terminate()
    try:
        werker.proces.wait(timeout=10)
    except subprocess.TimeoutExpired:
        werker.proces.kill()
        werker.proces.wait()


def _werk(verbinding: Connection) -> None:
    """The life of a worker: warm up, say so, then task after task until the pipe closes."""
    # Ctrl-C reaches the whole group; the parent decides what ends, by closing the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Asked to stop halfway: leave as at any end, so that temporary files go too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    # Who waits for a page goes first: in the last minute of a window every receipt is made beside it. Only here, where
    # nothing holds a lock that a page could wait for.
    os.nice(VOORRANG)
    functie_naam, opwarmen_naam = verbinding.recv()
    functie = _haal(functie_naam)
    if opwarmen_naam:
        _haal(opwarmen_naam)()
    verbinding.send("klaar")
    # Read beside the work, so that neither side ever waits for the other to make room.
    inbak: SimpleQueue[tuple[bool, Any]] = SimpleQueue()
    Thread(target=_lees, args=(verbinding, inbak), daemon=True).start()
    while True:
        meer, taak = inbak.get()
        if not meer:
            return
        verbinding.send(_probeer(functie, taak))


def _haal(naam: tuple[str, str]) -> Callable[..., Any]:
    module, functie = naam
    gevonden: Callable[..., Any] = getattr(importlib.import_module(module), functie)
    return gevonden


def _lees(verbinding: Connection, inbak: SimpleQueue[tuple[bool, Any]]) -> None:
    try:
        while True:
            inbak.put((True, verbinding.recv()))
    except (EOFError, OSError):
        inbak.put((False, None))


def _probeer(functie: Callable[[Any], Any], taak: object) -> tuple[bool, object]:
    try:
        return True, functie(taak)
    except Domeinfout as fout:
        return False, Taakfout(type(fout).__name__, str(fout), domein=True)
    except Exception as fout:
        melding = f"Er ging iets mis in het programma ({type(fout).__name__}: {fout})."
        return False, Taakfout(type(fout).__name__, melding, traceback.format_exc())


if __name__ == "__main__":
    # The objects that travel are those of the module as everyone else imports it, not of __main__.
    from subsidie.platform.werkers import _werk as _werk_van_module

    _werk_van_module(Connection(int(sys.argv[1])))
