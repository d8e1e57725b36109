"""Asks clamd about a file (INSTREAM, as its manual describes); a setting, for not every machine has one."""

from __future__ import annotations

import socket
import struct
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, Final
from urllib.parse import urlsplit

VERBINDEN_S: Final = 5
ANTWOORD_S: Final = 60
"""A large file takes a scanner some seconds."""
_STUK: Final = 64 * 1024
_LANGSTE_ANTWOORD: Final = 4096


class Scanstand(StrEnum):
    """What came of a scan; ``onbereikbaar``: try again later, the file waits."""

    SCHOON = "schoon"
    BESMET = "besmet"
    ONBEREIKBAAR = "onbereikbaar"


@dataclass(frozen=True, slots=True)
class Scanuitslag:
    """``melding``: the name of the virus, or why there was no answer."""

    stand: Scanstand
    melding: str = ""


def scan(bestand: BinaryIO, clamd: str, *, wacht_s: float = ANTWOORD_S) -> Scanuitslag:
    """What the scanner at ``clamd`` (``unix:/path`` or ``tcp://host:port``) says of the rest of ``bestand``.

    Never raises for what goes wrong on the way to the scanner, nor calls a file clean that it did not see whole.
    """
    try:
        with _verbind(clamd) as verbinding:
            verbinding.settimeout(wacht_s)
            # A scanner that has had enough (a file above its own limit) answers and stops reading.
            with suppress(BrokenPipeError, ConnectionResetError):
                verbinding.sendall(b"zINSTREAM\0")
                while stuk := bestand.read(_STUK):
                    verbinding.sendall(struct.pack(">I", len(stuk)) + stuk)
                verbinding.sendall(struct.pack(">I", 0))
            return _lees(_ontvang(verbinding))
    except OSError as fout:
        return Scanuitslag(Scanstand.ONBEREIKBAAR, str(fout) or type(fout).__name__)


def _verbind(clamd: str) -> socket.socket:
    if clamd.startswith("unix:"):
        verbinding = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            verbinding.settimeout(VERBINDEN_S)
            verbinding.connect(clamd.removeprefix("unix:"))
        except BaseException:
            verbinding.close()
            raise
        return verbinding
    delen = urlsplit(clamd)
    return socket.create_connection((delen.hostname or "", delen.port or 0), timeout=VERBINDEN_S)


def _ontvang(verbinding: socket.socket) -> bytes:
    antwoord = b""
    while len(antwoord) < _LANGSTE_ANTWOORD and not antwoord.endswith(b"\0"):
        stuk = verbinding.recv(_LANGSTE_ANTWOORD)
        if not stuk:
            break
        antwoord += stuk
    return antwoord


def _lees(antwoord: bytes) -> Scanuitslag:
    tekst = antwoord.rstrip(b"\0\n").decode("ascii", "replace")
    inhoud = tekst.removeprefix("stream: ")
    if tekst == "stream: OK" and antwoord.endswith(b"\0"):
        return Scanuitslag(Scanstand.SCHOON)
    if inhoud != tekst and inhoud.endswith(" FOUND"):
        return Scanuitslag(Scanstand.BESMET, inhoud.removesuffix(" FOUND"))
    return Scanuitslag(Scanstand.ONBEREIKBAAR, tekst or "geen antwoord")
