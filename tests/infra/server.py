"""The real program on a port of this machine: gunicorn in a process of its own, as ``make serve`` starts it.

The listening socket is made here and handed over, so that the port is free for certain and a request that
comes before the program is ready simply waits.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.infra.bestanden import WORTEL

STOPTIJD_S = 20


class Server:
    """Runs while the ``with`` block lasts; ``adres`` is where (``http://127.0.0.1:...``, no slash at the end)."""

    def __init__(self, omgeving: Mapping[str, str], log: Path, *, app: str = "subsidie:create_app()") -> None:
        self._omgeving, self._app = dict(omgeving), app
        self.log = log
        self.adres = ""
        self._proces: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        with socket.create_server(("127.0.0.1", 0), backlog=128) as ingang, self.log.open("wb") as uitvoer:
            self.adres = f"http://127.0.0.1:{ingang.getsockname()[1]}"
            self._proces = subprocess.Popen(
                [
                    sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--workers", "1", "--threads", "4",
                    "--no-control-socket", "--graceful-timeout", "1", "--bind", f"fd://{ingang.fileno()}", self._app,
                ],
                cwd=WORTEL, env={**os.environ, **self._omgeving}, pass_fds=(ingang.fileno(),),
                stdout=uitvoer, stderr=subprocess.STDOUT,
            )  # fmt: skip
        return self

    def __exit__(
        self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None
    ) -> None:
        if self._proces is None:
            return
        self._proces.terminate()
        try:
            self._proces.wait(STOPTIJD_S)
        except subprocess.TimeoutExpired:
            self._proces.kill()
            self._proces.wait()
        self._proces = None

    def laatste_fout(self) -> list[str]:
        """The end of the last traceback that the program logged, save those that a test asks for."""
        tekst = self.log.read_text(encoding="utf-8", errors="replace")
        sporen = [
            deel for deel in tekst.split("Traceback (most recent call last)")[1:] if "on purpose" not in deel
        ]
        if not sporen:
            return []
        regels = [regel for regel in sporen[-1].splitlines() if regel.strip() and not regel.startswith("[")]
        return ["laatste fout van het programma:", *regels[-8:]]
