"""Who is logged in, as Flask-Login keeps it, and where to go after logging in."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from flask_login import UserMixin

from subsidie.accounts.kijker import Kijker

LANGSTE_ADRES: Final = 2000

# Spaces and control characters are left out by browsers, and what is left can be another site; so can \.
_ONVEILIG: Final = re.compile(r"[\x00-\x20\x7f-\xa0\\]")


class Aanmelding(UserMixin):
    """Who is logged in, as Flask-Login wants it: the id in the cookie is the token of the session."""

    def __init__(self, token: str, kijker: Kijker) -> None:
        self.token, self.kijker = token, kijker

    def get_id(self) -> str:
        return self.token


def veilig(adres: str | None) -> str | None:
    """``adres`` when it is a path within this site, else ``None``: a link to elsewhere is not followed."""
    if not adres or len(adres) > LANGSTE_ADRES or not adres.startswith("/") or adres.startswith("//"):
        return None
    if _ONVEILIG.search(adres):
        return None
    try:
        delen = urlsplit(adres)
    except ValueError:
        return None
    return adres if not delen.scheme and not delen.netloc else None
