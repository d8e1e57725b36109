"""The style sheets, script and icon of every page, and their addresses.

Working out an address reads the file's date; a dozen of them on every page would be a good part of the time
that a simple page takes. So they are worked out once, except while someone is working on them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Flask, url_for

from subsidie.config import Omgeving

#: In this order: tokens, components of NL Design System, then the brand and what is our own.
STIJLBLADEN: Final = (
    "vendor/nlds/tokens.css",
    "vendor/nlds/componenten.css",
    "css/huisstijl.css",
    "css/basis.css",
    "css/pagina.css",
    "css/formulier.css",
    "css/onderdelen.css",
    "css/tabel.css",
    "css/datatabel.css",
    "css/beelden.css",
    "css/vandaag.css",
    "css/afdrukken.css",
)


@dataclass(frozen=True, slots=True)
class Adressen:
    """Where the browser finds the files of every page."""

    stijlbladen: tuple[str, ...]
    script: str
    merk: str


def registreer(app: Flask) -> None:
    """Give the templates of ``app`` the function ``paginabestanden()``; it needs a request."""
    instellingen = app.extensions.get("instellingen")
    onthoud = instellingen is not None and instellingen.omgeving is not Omgeving.ONTWIKKELING
    bewaard: list[Adressen] = []

    def paginabestanden() -> Adressen:
        if bewaard:
            return bewaard[0]
        adressen = Adressen(
            tuple(url_for("static", filename=naam) for naam in STIJLBLADEN),
            script=url_for("static", filename="js/pagina.js"),
            merk=url_for("static", filename="beeld/merk.svg"),
        )
        if onthoud:
            bewaard.append(adressen)
        return adressen

    app.jinja_env.globals["paginabestanden"] = paginabestanden
