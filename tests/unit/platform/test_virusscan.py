"""What a scanner says of a file; without a clear answer a file is never called clean."""

from __future__ import annotations

import io
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from subsidie.config import Configuratiefout, lees_instellingen
from subsidie.platform.virusscan import Scanstand, Scanuitslag, scan

EICAR = b"X5O!P%@AP-proef"


def _lees_precies(verbinding: socket.socket, aantal: int) -> bytes:
    data = b""
    while len(data) < aantal:
        stuk = verbinding.recv(aantal - len(data))
        if not stuk:
            return data
        data += stuk
    return data


def _als_clamd(verbinding: socket.socket) -> None:
    """The other side of INSTREAM: pieces with their length, until one of nothing."""
    assert _lees_precies(verbinding, 10) == b"zINSTREAM\0"
    inhoud = b""
    while lengte := struct.unpack(">I", _lees_precies(verbinding, 4))[0]:
        inhoud += _lees_precies(verbinding, lengte)
    besmet = EICAR in inhoud
    verbinding.sendall(b"stream: Eicar-Test-Signature FOUND\0" if besmet else b"stream: OK\0")


@contextmanager
def scanner(gesprek: object = _als_clamd, *, unix: Path | None = None) -> Iterator[str]:
    """A scanner that holds one conversation, on a port or a socket of its own; gives its address."""
    ingang = socket.create_server(("127.0.0.1", 0)) if unix is None else socket.socket(socket.AF_UNIX)
    if unix is not None:
        ingang.bind(str(unix))
        ingang.listen()

    def luister() -> None:
        verbinding, _ = ingang.accept()
        with verbinding:
            gesprek(verbinding)  # type: ignore[operator]

    draad = threading.Thread(target=luister)
    draad.start()
    try:
        yield f"unix:{unix}" if unix else f"tcp://127.0.0.1:{ingang.getsockname()[1]}"
    finally:
        draad.join(10)
        ingang.close()


@pytest.mark.parametrize("met_socket", [True, False])
def test_schoon_en_besmet(met_socket: bool, tmp_path: Path) -> None:
    groot = b"x" * 300_000
    for nummer, (inhoud, uitslag) in enumerate(
        [
            (b"", Scanuitslag(Scanstand.SCHOON)),
            (groot, Scanuitslag(Scanstand.SCHOON)),
            (groot + EICAR, Scanuitslag(Scanstand.BESMET, "Eicar-Test-Signature")),
        ]
    ):
        with scanner(unix=tmp_path / f"s{nummer}" if met_socket else None) as adres:
            assert scan(io.BytesIO(inhoud), adres) == uitslag


@pytest.mark.parametrize(
    "antwoord",
    [b"", b"stream: OK", b"INSTREAM size limit exceeded. ERROR\0", b"stream: ERROR\0", b"OK\0", b"x" * 9999],
)
def test_een_ander_antwoord_is_geen_schoon_bestand(antwoord: bytes) -> None:
    def gesprek(verbinding: socket.socket) -> None:
        _lees_precies(verbinding, 10 + 4 + 3 + 4)
        verbinding.sendall(antwoord)

    with scanner(gesprek) as adres:
        assert scan(io.BytesIO(b"abc"), adres).stand is Scanstand.ONBEREIKBAAR


def test_een_scanner_die_halverwege_genoeg_heeft_maakt_het_bestand_niet_schoon() -> None:
    def gesprek(verbinding: socket.socket) -> None:
        _lees_precies(verbinding, 10)

    with scanner(gesprek) as adres:
        assert scan(io.BytesIO(b"x" * 20_000_000), adres).stand is Scanstand.ONBEREIKBAAR


def test_een_scanner_die_er_niet_is_of_niet_antwoordt(tmp_path: Path) -> None:
    assert scan(io.BytesIO(b"x"), f"unix:{tmp_path}/weg").stand is Scanstand.ONBEREIKBAAR
    klaar = threading.Event()
    with scanner(lambda _verbinding: klaar.wait(10)) as adres:
        assert scan(io.BytesIO(b"x"), adres, wacht_s=0.05).stand is Scanstand.ONBEREIKBAAR
        klaar.set()


def test_de_instelling_noemt_een_socket_of_een_poort() -> None:
    for goed in ("unix:/run/clamd.sock", "tcp://localhost:3310"):
        assert lees_instellingen({"SUBSIDIE_CLAMD": goed}).clamd == goed
    for fout in ("localhost", "tcp://localhost", "http://localhost:3310", "tcp://x:y"):
        with pytest.raises(Configuratiefout, match="SUBSIDIE_CLAMD"):
            lees_instellingen({"SUBSIDIE_CLAMD": fout})
