"""The moment of receipt (Awb 2:17): stamped at the entrance, before anything can make a request wait.

A threaded server lets requests queue where no program sees it. A proxy in front knows better: it says in
``X-Request-Start`` when the request reached it, and is believed only when the settings say so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from subsidie.web.klok import ONTVANGEN_OP, nu

HOOGSTENS_VOORUIT: Final = timedelta(seconds=2)
"""How far the clock of the proxy may be ahead of ours."""
HOOGSTENS_GEWACHT: Final = timedelta(minutes=10)
"""No request waits longer in front of us: an older moment is a mistake or a lie."""

_KOP: Final = "HTTP_X_REQUEST_START"
_SECONDEN: Final = re.compile(r"(?:t=)?([0-9]{10})(?:\.([0-9]{1,6}))?", re.ASCII)
_FIJNER: Final = re.compile(r"(?:t=)?([0-9]{13}|[0-9]{16})", re.ASCII)
_BEGIN: Final = datetime(1970, 1, 1, tzinfo=UTC)

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


def lees_kop(tekst: str) -> datetime | None:
    """The moment in an ``X-Request-Start``, aware UTC; ``None`` when it is none.

    Understood, with or without ``t=``: seconds with up to six decimals (``t=1700000000.123``, nginx), and whole
    milliseconds (13 digits) or microseconds (16 digits), as some platforms send them.
    """
    seconden = _SECONDEN.fullmatch(tekst)
    if seconden:
        heel, deel = seconden.groups()
        return _BEGIN + timedelta(seconds=int(heel), microseconds=int((deel or "").ljust(6, "0")))
    fijner = _FIJNER.fullmatch(tekst)
    if fijner:
        cijfers = fijner.group(1)
        return _BEGIN + timedelta(microseconds=int(cijfers.ljust(16, "0")))
    return None


def bepaal_ontvangst(kop: str | None, eigen: datetime) -> datetime:
    """When a request was received that reached us at ``eigen``, and the proxy at what ``kop`` says.

    What cannot be true (no moment, more than two seconds ahead, older than ten minutes) is left aside. Never
    later than ``eigen``: by then we certainly had it.
    """
    moment = lees_kop(kop.strip()) if kop else None
    if moment is None or moment > eigen + HOOGSTENS_VOORUIT or moment < eigen - HOOGSTENS_GEWACHT:
        return eigen
    return min(moment, eigen)


class Ontvangst:
    """WSGI middleware, the outermost: writes the moment of receipt in the environment of every request."""

    def __init__(self, app: Wsgi, *, vertrouw_kop: bool, klok: Callable[[], datetime] = nu) -> None:
        self.app, self.vertrouw_kop, self.klok = app, vertrouw_kop, klok

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        eigen = self.klok()
        environ[ONTVANGEN_OP] = bepaal_ontvangst(environ.get(_KOP) if self.vertrouw_kop else None, eigen)
        return self.app(environ, start_response)
