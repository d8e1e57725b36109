"""A small client for measurements: open connections to a server, forms as a browser would send them back.

It plays the proxy too: every request says when it arrived (``X-Request-Start``), which is what the moment of
receipt is taken from when the program runs behind one (Awb 2:17).
"""

from __future__ import annotations

import html
import http.client
import re
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import urlencode

WACHT_S: Final = 120.0
OPEN_S: Final = 1.0
"""A connection is used again within so many seconds: the server closes one that is silent for two."""
_VELD: Final = re.compile(r"<input\b[^>]*>|<textarea\b[^>]*>.*?</textarea>|<select\b.*?</select>", re.S)
_KEUZE: Final = re.compile(r"<option\b([^>]*)>")
_KENMERK: Final = re.compile(r'\b([a-z-]+)(?:="([^"]*)")?')


@dataclass(frozen=True, slots=True)
class Antwoord:
    """What came back: ``naar`` is where it redirects to, empty when it does not."""

    status: int
    naar: str
    tekst: str


class Verbindingen:
    """Connections to one server, lent to whoever asks: as many as are in use at once."""

    def __init__(self, poort: int) -> None:
        self.poort = poort
        self._vrij: list[tuple[float, http.client.HTTPConnection]] = []
        self._slot = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fout: object) -> None:
        self.sluit()

    def vraag(
        self, methode: str, pad: str, *, koekje: str, velden: Iterable[tuple[str, str]] | None = None,
        bestand: tuple[str, str, bytes] | None = None, aangekomen: float | None = None,
    ) -> Antwoord:  # fmt: skip
        """One request. ``bestand``: name of the field, name of the file, content.

        ``aangekomen``: seconds since 1970 at which the proxy got it; now when left out. Raises ``OSError`` or
        ``HTTPException`` when there is no answer.
        """
        koppen = {
            "Cookie": koekje,
            "Host": "loket.example.nl",
            "X-Forwarded-For": "192.0.2.7",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-Host": "loket.example.nl",
            "X-Request-Start": f"t={aangekomen or time.time():.3f}",
        }
        inhoud: bytes | None = None
        if velden is not None:
            koppen["Referer"] = f"https://loket.example.nl{pad}"
            inhoud, koppen["Content-Type"] = _als_inhoud(list(velden), bestand)
        verbinding = self._leen()
        try:
            verbinding.request(methode, pad, body=inhoud, headers=koppen)
            antwoord = verbinding.getresponse()
            gelezen = Antwoord(
                antwoord.status,
                antwoord.getheader("Location") or "",
                antwoord.read().decode("utf-8", "replace"),
            )
        except BaseException:
            verbinding.close()
            raise
        with self._slot:
            self._vrij.append((time.monotonic(), verbinding))
        return gelezen

    def sluit(self) -> None:
        """Close every connection that is not in use."""
        with self._slot:
            for _, verbinding in self._vrij:
                verbinding.close()
            self._vrij.clear()

    def _leen(self) -> http.client.HTTPConnection:
        with self._slot:
            while self._vrij:
                laatst, verbinding = self._vrij.pop()
                if time.monotonic() - laatst < OPEN_S:
                    return verbinding
                verbinding.close()
        return http.client.HTTPConnection("127.0.0.1", self.poort, timeout=WACHT_S)


def _als_inhoud(velden: list[tuple[str, str]], bestand: tuple[str, str, bytes] | None) -> tuple[bytes, str]:
    if bestand is None:
        return urlencode(velden).encode(), "application/x-www-form-urlencoded"
    grens = b"een-grens-die-nergens-in-staat"
    delen = [(f'name="{naam}"', waarde.encode()) for naam, waarde in velden]
    delen.append((f'name="{bestand[0]}"; filename="{bestand[1]}"', bestand[2]))
    stukken = [
        b"--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (grens, kop.encode(), inhoud)
        for kop, inhoud in delen
    ]
    return b"".join(stukken) + b"--%s--\r\n" % grens, f"multipart/form-data; boundary={grens.decode()}"


def formulier(tekst: str, actie: str, *, vink_aan: bool = True) -> list[tuple[str, str]]:
    """The fields of the form on the page that posts to ``actie``, as a browser would send them.

    ``vink_aan``: boxes that are required are ticked. Raises ``ValueError`` when there is no such form.
    """
    for stuk in re.findall(r"<form\b[^>]*>.*?</form>", tekst, re.S):
        kop = dict(_KENMERK.findall(stuk[5 : stuk.index(">")]))
        if (
            html.unescape(kop.get("action", actie)).split("#")[0] == actie
            and kop.get("method", "get") == "post"
        ):
            return [veld for deel in _VELD.findall(stuk) for veld in _waarde(deel, vink_aan=vink_aan)]
    raise ValueError(f"no form that posts to {actie}")


def _waarde(deel: str, *, vink_aan: bool) -> list[tuple[str, str]]:
    kenmerken: Mapping[str, str] = dict(_KENMERK.findall(deel[: deel.index(">")]))
    naam = kenmerken.get("name")
    if not naam or "disabled" in kenmerken:
        return []
    if deel.startswith("<textarea"):
        return [(naam, html.unescape(deel[deel.index(">") + 1 : deel.rindex("<")]).removeprefix("\n"))]
    if deel.startswith("<select"):
        opties = [dict(_KENMERK.findall(optie)) for optie in _KEUZE.findall(deel)]
        gekozen = [optie for optie in opties if "selected" in optie] or opties[:1]
        return [(naam, html.unescape(optie.get("value", ""))) for optie in gekozen]
    soort = kenmerken.get("type", "text")
    if soort in {"submit", "button", "file", "image", "reset"}:
        return []
    if (
        soort in {"checkbox", "radio"}
        and "checked" not in kenmerken
        and not (vink_aan and "required" in kenmerken)
    ):
        return []
    standaard = "on" if soort == "checkbox" else ""
    return [(naam, html.unescape(kenmerken.get("value", standaard)))]
