"""The program under its own web server, for as long as a measurement takes, and the cookie of who is logged in."""

from __future__ import annotations

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

WACHT_S: Final = 60.0
TOEPASSING: Final = "subsidie:create_app()"


@dataclass(frozen=True, slots=True)
class Draaiend:
    """A server that answers."""

    poort: int
    proces: subprocess.Popen[bytes]
    luisteraar: socket.socket

    def sla_dood(self) -> None:
        """End it and all its workers at once, in the middle of whatever they do (SIGKILL)."""
        os.killpg(self.proces.pid, signal.SIGKILL)
        self.proces.wait(timeout=WACHT_S)
        # Who was not answered yet hears so at once, as when a machine goes down behind its proxy.
        self.luisteraar.close()


@contextmanager
def draai(toepassing: str, omgeving: Mapping[str, str], opties: Sequence[str]) -> Iterator[Draaiend]:
    """A gunicorn with one application, which answers."""
    gunicorn = Path(sys.executable).with_name("gunicorn")
    with socket.create_server(("127.0.0.1", 0), backlog=2048) as luisteraar:
        # As gunicorn does with a socket that it opens itself: otherwise every answer waits 40 ms for the network.
        luisteraar.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        poort = luisteraar.getsockname()[1]
        proces = subprocess.Popen(
            [str(gunicorn), "--bind", f"fd://{luisteraar.fileno()}", "--log-level", "error", *opties, toepassing],
            pass_fds=[luisteraar.fileno()], env={**os.environ, **omgeving}, start_new_session=True,
        )  # fmt: skip
    try:
        _wacht_op(poort)
        yield Draaiend(poort, proces, luisteraar)
    finally:
        proces.terminate()
        proces.wait(timeout=WACHT_S)


@contextmanager
def server(toepassing: str, omgeving: Mapping[str, str], opties: Sequence[str]) -> Iterator[int]:
    """As ``draai``, for who needs its port only."""
    with draai(toepassing, omgeving, opties) as draaiend:
        yield draaiend.poort


def koekje_van(app: Flask, token: str) -> str:
    """The header ``Cookie`` of a session that was begun with ``token``."""
    tekenaar = SecureCookieSessionInterface().get_signing_serializer(app)
    if tekenaar is None:
        raise RuntimeError("the application has no secret key")
    # With a secret for its forms already, so that a client need not keep what a page sets.
    inhoud = {
        "_user_id": token,
        "_permanent": True,
        "csrf_token": hashlib.sha256(token.encode()).hexdigest()[:40],
    }
    return f"{app.config['SESSION_COOKIE_NAME']}={tekenaar.dumps(inhoud)}"


def _wacht_op(poort: int) -> None:
    eind = time.monotonic() + WACHT_S
    while True:
        try:
            with socket.create_connection(("127.0.0.1", poort), timeout=WACHT_S) as verbinding:
                verbinding.sendall(b"GET /static/css/basis.css HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
                if verbinding.recv(16):
                    return
        except OSError:
            pass
        if time.monotonic() > eind:
            raise RuntimeError("the server does not answer")
        time.sleep(0.1)
