"""The web server and the worker start together and stop together, whatever ends first."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest

from subsidie.cli import serveer
from subsidie.platform.wachtrij import Wachtrij
from subsidie.web.klok import nu
from tests.infra.bestanden import WORTEL

WACHT = "import signal; signal.pause()"
STOP_OUDER = "import os, signal; os.kill(os.getppid(), signal.SIGTERM); signal.pause()"
DOOF = (
    "import os, signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); os.kill(os.getppid(), signal.SIGTERM);"
    "signal.sigwait({signal.SIGUSR1})"
)


@pytest.fixture
def databasesoort() -> str:
    """It is about processes."""
    return "sqlite"


def _python(stukje: str) -> list[str]:
    return [sys.executable, "-c", stukje]


@pytest.mark.parametrize("ander", [serveer.WEBSERVER, serveer.WERKPROCES])
def test_stopt_de_een_dan_stopt_de_ander_en_er_staat_waarom(
    ander: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opdrachten = {naam: _python(WACHT) for naam in (serveer.WEBSERVER, serveer.WERKPROCES)}
    opdrachten[ander] = _python("raise SystemExit(3)")
    monkeypatch.setattr(serveer, "_opdrachten", lambda _adres: opdrachten)
    assert serveer.draai_samen({}, "127.0.0.1:1") == 1
    assert f"{ander} is gestopt (status 3)" in capsys.readouterr().err


def test_wie_het_programma_laat_stoppen_stopt_beide(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    voor = signal.getsignal(signal.SIGTERM)
    opdrachten = {"a": _python(WACHT), "b": _python(STOP_OUDER)}
    monkeypatch.setattr(serveer, "_opdrachten", lambda _adres: opdrachten)
    assert serveer.draai_samen({}, "127.0.0.1:1") == 0
    assert capsys.readouterr().err == ""
    assert signal.getsignal(signal.SIGTERM) is voor


def test_wie_niet_wil_stoppen_wordt_gestopt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serveer, "STOPTIJD_S", 0.1)
    monkeypatch.setattr(serveer, "_opdrachten", lambda _adres: {"a": _python(DOOF)})
    assert serveer.draai_samen({}, "127.0.0.1:1") == 0


@pytest.mark.skipif(sys.platform != "linux", reason="alleen Linux laat een proces met zijn ouder sterven")
def test_ook_een_hard_gestopt_programma_laat_niets_draaien() -> None:
    kind = "import os, signal; os.write(1, b'klaar\\n'); signal.pause()"
    code = (
        "from subsidie.cli import serveer\n"
        f"serveer._opdrachten = lambda _: {{'a': {_python(kind)!r}, 'b': {_python(kind)!r}}}\n"
        "serveer.draai_samen({}, 'x')\n"
    )
    with subprocess.Popen(_python(code), cwd=WORTEL, stdout=subprocess.PIPE) as proces:
        assert proces.stdout is not None
        try:
            assert [proces.stdout.readline() for _ in range(2)] == [b"klaar\n"] * 2
        finally:
            proces.kill()
        # The pipe closes when the last process that holds it has ended.
        assert proces.communicate(timeout=60)[0] == b""


def test_de_echte_twee_starten_werken_en_stoppen(omgeving: dict[str, str], tmp_path: Path) -> None:
    taken = f"sqlite:///{tmp_path / 'taken.db'}"
    with socket.create_server(("127.0.0.1", 0)) as ingang:
        poort = ingang.getsockname()[1]
    begin = nu()
    with subprocess.Popen(
        [sys.executable, "-m", "subsidie.cli", "serveer", "--adres", f"127.0.0.1:{poort}"],
        env={**os.environ, **omgeving, "SUBSIDIE_TAKEN": taken, "SUBSIDIE_OMGEVING": "ontwikkeling"},
        cwd=WORTEL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as proces:  # fmt: skip
        assert proces.stdout is not None
        wacht_op, gezegd = {"Het werkproces draait", "Listening at"}, ""
        while wacht_op:
            regel = proces.stdout.readline()
            gezegd += regel
            assert regel, f"het programma stopte: {gezegd}"
            wacht_op -= {wat for wat in wacht_op if wat in regel}
        with urlopen(f"http://127.0.0.1:{poort}/", timeout=30) as antwoord:
            assert antwoord.status == 200
        proces.terminate()
        _, _ = proces.communicate(timeout=60)
    assert proces.returncode == 0
    wachtrij = Wachtrij(taken)
    ronde = wachtrij.laatste_ronde()
    wachtrij.sluit()
    assert ronde is not None
    assert timedelta(0) <= ronde - begin < timedelta(minutes=5)
