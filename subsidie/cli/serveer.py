"""``subsidie serveer``: the web server and the worker together, which stop together."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from queue import SimpleQueue
from typing import Final

import click

from subsidie.cli.nederlands import Opdracht

ADRES: Final = "127.0.0.1:8000"
DRADEN: Final = 3
"""As the README says, with what was measured."""
STOPTIJD_S: Final = 30
WEBSERVER: Final = "De webserver"
WERKPROCES: Final = "Het werkproces"
_STERF_MET_OUDER: Final = 1  # PR_SET_PDEATHSIG


@click.command(cls=Opdracht)
@click.option(
    "--adres", metavar="HOST:POORT", default=ADRES, show_default=True, help="Waarop de webserver luistert."
)
def serveer(adres: str) -> None:
    """Start de webserver en het werkproces samen; Ctrl-C stopt beide."""
    sys.exit(draai_samen(os.environ, adres))


def draai_samen(omgeving: Mapping[str, str], adres: str) -> int:
    """Run both until one ends or the program is told to stop; 0 when told, 1 when one ended by itself.

    Only what was started here is stopped, by its own process; and when this process is killed, both end too.
    """
    # Told to stop before both are there: then too nothing stays behind.
    einde: SimpleQueue[str | None] = SimpleQueue()
    oud = {
        teken: signal.signal(teken, lambda *_: einde.put(None)) for teken in (signal.SIGINT, signal.SIGTERM)
    }
    processen: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for naam, opdracht in _opdrachten(adres).items():
            processen[naam] = _start(opdracht, {**os.environ, **omgeving})
            threading.Thread(target=_meld_einde, args=(processen[naam], naam, einde), daemon=True).start()
        gestopt = einde.get()
        if gestopt is not None:
            code = processen[gestopt].returncode
            click.echo(f"{gestopt} is gestopt (status {code}); daarom stopt de rest ook.", err=True)
        return 0 if gestopt is None else 1
    finally:
        _stop(processen)
        for teken, functie in oud.items():
            signal.signal(teken, functie)


def _opdrachten(adres: str) -> dict[str, list[str]]:
    gunicorn = Path(sys.executable).with_name("gunicorn")
    return {
        WEBSERVER: [
            str(gunicorn), "--bind", adres, "--no-control-socket",
            "--worker-class", "gthread", "--threads", str(DRADEN), "subsidie:create_app()",
        ],
        WERKPROCES: [sys.executable, "-m", "subsidie.cli", "werk"],
    }  # fmt: skip


def _start(opdracht: list[str], omgeving: dict[str, str]) -> subprocess.Popen[bytes]:
    # Loaded here, not between fork and exec. No stdin: neither asks anything.
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None
    return subprocess.Popen(  # noqa: S603 - a fixed program with fixed arguments
        opdracht,
        env=omgeving,
        stdin=subprocess.DEVNULL,
        preexec_fn=(lambda: libc.prctl(_STERF_MET_OUDER, signal.SIGTERM)) if libc else None,  # noqa: PLW1509
    )


def _meld_einde(proces: subprocess.Popen[bytes], naam: str, einde: SimpleQueue[str | None]) -> None:
    proces.wait()
    einde.put(naam)


def _stop(processen: Mapping[str, subprocess.Popen[bytes]]) -> None:
    for proces in processen.values():
        proces.terminate()  # nothing when it has ended already
    for proces in processen.values():
        try:
            proces.wait(STOPTIJD_S)
        except subprocess.TimeoutExpired:
            proces.kill()
            proces.wait()
