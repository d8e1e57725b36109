"""The address of an invitation, as somebody gets it."""

from __future__ import annotations

from flask import current_app, request

from subsidie.config import Instellingen

UITNODIGING = "/uitnodiging/"


def pad_van_link(token: str) -> str:
    """The path of an invitation, for who knows the host."""
    return f"{UITNODIGING}{token}"


def adres_van_link(token: str) -> str:
    """The whole address: on the host of the settings, else on the one that was asked now."""
    instellingen: Instellingen = current_app.extensions["instellingen"]
    return f"{instellingen.adres or request.host_url.rstrip('/')}{pad_van_link(token)}"
