"""Answers that are a file."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response

SOORTEN = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
    "svg": "image/svg+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def download(inhoud: bytes, naam: str, soort: str) -> Response:
    """``inhoud`` as a file to save, never to show in the site; ``soort`` is a key of ``SOORTEN``."""
    return als_bijlage(Response(inhoud, content_type=SOORTEN[soort]), naam)


def als_bijlage(antwoord: Response, naam: str) -> Response:
    """Make ``antwoord`` a file that is saved as ``naam``, whatever is in it."""
    kaal = naam.encode("ascii", "ignore").decode().replace('"', "")
    antwoord.headers["Content-Disposition"] = (
        f"attachment; filename=\"{kaal}\"; filename*=UTF-8''{quote(naam)}"
    )
    antwoord.headers["Cache-Control"] = "no-store"
    return antwoord
