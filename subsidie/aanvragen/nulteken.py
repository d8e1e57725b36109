"""A NUL in what was typed: shown at its field, instead of a request that is refused whole."""

from __future__ import annotations

from typing import Any

from flask import request
from werkzeug.datastructures import ImmutableMultiDict


def toon_nul(_eindpunt: str | None, _waarden: dict[str, Any] | None) -> None:
    """A NUL becomes its picture, so that it is a fault at its field and the rest is not lost.

    For ``url_value_preprocessor`` of a blueprint: what comes after that refuses the request (no database may ever
    see one).
    """
    if request.method != "POST" or not any("\0" in een for een in request.form.values()):
        return
    zichtbaar = [(naam, een.replace("\0", "\u2400")) for naam, een in request.form.items(multi=True)]
    request.__dict__["form"] = ImmutableMultiDict(zichtbaar)
