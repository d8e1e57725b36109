"""Taking in files: more room for the pages that ask for it, kept within while reading, and nothing left behind.

Any other page takes as little as it always does (``beveiliging.GROOTSTE_VERZOEK``). The room is given before the
form is read, which is before the view is called: so a view says beforehand what it takes (``neemt_bestanden``).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final, TypeVar

from flask import Flask, Request, request, session
from werkzeug.datastructures import FileStorage

from subsidie.config import MEGABYTE, Instellingen
from subsidie.kern.fouten import OngeldigeInvoer

F = TypeVar("F", bound=Callable[..., Any])
Grens = int | Callable[[Instellingen], int]

_IN_GEHEUGEN: Final = 512 * 1024
_RUIMTE_VOOR_DE_REST: Final = MEGABYTE
_MERK: Final = "_neemt_bestanden"


def neemt_bestanden(
    max_bytes: Grens, *, bestanden: int = 2, mag: Callable[[], object] | None = None
) -> Callable[[F], F]:
    """Decorator, the outermost under the route: this view takes files of at most ``max_bytes`` each.

    ``max_bytes`` is a number, or what gives one from the settings (``lambda i: i.bijlage_bytes``). A file that is
    larger is thrown away while it comes in, and the rest of the form is still there: ``controleer_grootte`` then
    says so at the field. The whole request may be ``bestanden`` times that large; above it the answer is a 413.
    Only who is logged in gets the room; ``mag`` is called first and may refuse (raise) more precisely.
    """

    def merk(view: F) -> F:
        setattr(view, _MERK, (max_bytes, bestanden, mag))
        return view

    return merk


def is_te_groot(bestand: FileStorage) -> bool:
    """Whether this file was larger than its page takes; its content is then empty."""
    return bool(getattr(bestand.stream, "te_groot", False))


def controleer_grootte(bestand: FileStorage, *, waar: str) -> None:
    """Raises ``OngeldigeInvoer`` at ``waar`` when the file was larger than its page takes."""
    if is_te_groot(bestand):
        grens = getattr(bestand.stream, "grens", 0)
        raise OngeldigeInvoer.van(
            waar, f"Dit bestand is groter dan {noem_grootte(grens)}. Maak het kleiner of splits het."
        )


def noem_grootte(aantal: int) -> str:
    """A size in bytes for people: ``25 MB``, ``1,5 MB``, ``340 kB``."""
    if aantal < MEGABYTE:
        return f"{-(-aantal // 1024)} kB"
    tienden = -(-aantal * 10 // MEGABYTE)
    return f"{tienden // 10}{f',{tienden % 10}' if tienden % 10 else ''} MB"


class Begrensd(SpooledTemporaryFile[bytes]):
    """Where a file comes in: small in memory, larger on the disk without a name, never above ``grens`` bytes."""

    def __init__(self, grens: int) -> None:
        super().__init__(max_size=_IN_GEHEUGEN, mode="w+b")
        self.grens, self.te_groot, self._aantal = grens, False, 0

    def write(self, s: Any) -> int:
        """Keep ``s``, or from the first byte too many on nothing; the sender is never told to stop halfway."""
        self._aantal += len(s)
        if self._aantal > self.grens and not self.te_groot:
            self.te_groot = True
            self.seek(0)
            self.truncate()
        return len(s) if self.te_groot else super().write(s)


class Verzoek(Request):
    """A request that keeps each file within the bounds of its page, and lets go of all of them at its end."""

    grootste_bestand: int | None = None

    def _get_file_stream(
        self, total_content_length: int | None, content_type: str | None, filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:  # fmt: skip
        # Held on to: a sender that goes away halfway leaves a file that nobody else knows of.
        stroom = Begrensd(self.grootste_bestand or self.max_content_length or sys.maxsize)
        self.__dict__.setdefault("_stromen", []).append(stroom)
        return stroom

    def close(self) -> None:
        """Close every file, also of a form that never came in whole."""
        super().close()
        for stroom in self.__dict__.get("_stromen", ()):
            stroom.close()


def registreer(app: Flask) -> None:
    """Make ``app`` read requests this way; before anything that reads a form."""
    app.request_class = Verzoek

    @app.before_request
    def geef_ruimte() -> None:
        gevraagd = getattr(app.view_functions.get(request.endpoint or ""), _MERK, None)
        if gevraagd is None or request.method != "POST" or "_user_id" not in session:
            return
        grens, bestanden, mag = gevraagd
        if mag is not None:
            mag()
        verzoek: Any = request
        verzoek.grootste_bestand = grens(app.extensions["instellingen"]) if callable(grens) else grens
        verzoek.max_content_length = bestanden * verzoek.grootste_bestand + _RUIMTE_VOOR_DE_REST
