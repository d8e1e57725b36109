"""Addresses of static files carry their version, so that a browser may keep them for long."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask

from subsidie.kern.canoniek import sha256_hex

EEN_JAAR = 31_536_000


@lru_cache(maxsize=512)
def _merk(bestand: Path, gewijzigd_ns: int) -> str:
    return sha256_hex(bestand.read_bytes())[:12]


def registreer(app: Flask) -> None:
    """``url_for('static', ...)`` gets ``v=``, taken from the content of the file."""
    wortel = Path(app.static_folder or "")
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = EEN_JAAR

    @app.url_defaults
    def met_versie(eindpunt: str, waarden: dict[str, Any]) -> None:
        if eindpunt == "static" and "filename" in waarden and "v" not in waarden:
            bestand = wortel / waarden["filename"]
            if bestand.is_file():
                waarden["v"] = _merk(bestand, bestand.stat().st_mtime_ns)
