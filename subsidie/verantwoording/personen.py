"""The names that belong to keys of users, for pages that show events."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from subsidie.accounts.models import Gebruiker
from subsidie.web.db import db


def namen_van(sleutels: Collection[str]) -> dict[str, str]:
    """The name of each of these users by their key; a key that nobody has is left out."""
    vraag = select(Gebruiker.sleutel, Gebruiker.naam).where(Gebruiker.sleutel.in_(sorted(sleutels)))
    return {rij.sleutel: rij.naam for rij in db.session.execute(vraag)}
