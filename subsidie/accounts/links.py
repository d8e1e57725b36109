"""The address of an invitation, as somebody gets it."""

from __future__ import annotations

from flask import current_app, request

from subsidie.config import Instellingen

UITNODIGING = "/uitnodiging/"


def pad_van_link(token: str) -> str:
    """The path of an invitation, for who knows the host."""
    return f"{UITNODIGING}{token}"


def adres_van_link(token: str) -> str:
    """The whole address: on the host of the settings, else on the one that was asked now.

    In production always over HTTPS, also when a proxy in front forgot to say that it does that.
    """
    instellingen: Instellingen = current_app.extensions["instellingen"]
    schema = "https" if instellingen.https else request.scheme
    return f"{instellingen.adres or f'{schema}://{request.host}'}{pad_van_link(token)}"
