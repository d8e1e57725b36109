"""Pages made from invented data say so: the striped band at the top."""

from __future__ import annotations

from typing import Final

from flask import g, has_request_context

VOORBEELD = "VOORBEELD – verzonnen gegevens"
BANDWOORDEN: Final = ("VOORBEELD", "OEFENING")
"""What the band begins with: of an example, and of a page that is about practice alone."""


def markeer_voorbeeld(is_voorbeeld: bool = True, *, oefening: bool = False) -> None:
    """This page shows something of an example or, when ``oefening``, of practice (when ``is_voorbeeld``)."""
    if is_voorbeeld:
        g.bandwoord = BANDWOORDEN[oefening]


def bandwoord() -> str:
    """What the band of this page begins with; empty when nothing on it was marked."""
    return g.get("bandwoord", "") if has_request_context() else ""
