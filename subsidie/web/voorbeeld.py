"""Pages made from invented data say so: the striped band at the top."""

from __future__ import annotations

from flask import g, has_request_context

VOORBEELD = "VOORBEELD – verzonnen gegevens"


def markeer_voorbeeld(is_voorbeeld: bool = True) -> None:
    """This page shows something of an example or practice tranche (when ``is_voorbeeld``)."""
    if is_voorbeeld:
        g.toont_voorbeeld = True


def toont_voorbeeld() -> bool:
    """Whether anything on this page was marked as an example."""
    return has_request_context() and bool(g.get("toont_voorbeeld"))
