"""The page inside a package: what happened, in words, and where every file is; opens without a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import Row

from subsidie.audit.gegevens import toelichting
from subsidie.audit.woorden import HET_PROGRAMMA, objectsoort_van, woord_van
from subsidie.verantwoording.dossierkop import Dossierkop
from subsidie.verantwoording.pakketschrijver import Pakketschrijver


@dataclass(frozen=True, slots=True)
class Gebeurd:
    """One event as the page shows it."""

    volgnummer: int
    moment: datetime
    titel: str
    tekst: str
    object_titel: str
    door: str
    hash: str


def maak_pagina(
    kop: Dossierkop,
    schrijver: Pakketschrijver,
    aantallen: Sequence[tuple[str, int]],
    namen: Mapping[str, str],
    gebeurtenissen: Sequence[Row[Any]],
) -> bytes:
    """The page of what ``schrijver`` holds so far; ``namen``: who the keys of users are."""
    gebeurd = [
        Gebeurd(
            rij.volgnummer, rij.moment, woord_van(rij.soort).titel, toelichting(rij.soort, rij.gegevens),
            f"{objectsoort_van(rij.object_soort)} {rij.object_id}",
            HET_PROGRAMMA if rij.door_sleutel is None else namen.get(rij.door_sleutel, rij.door_sleutel), rij.hash,
        )
        for rij in gebeurtenissen
    ]  # fmt: skip
    sjabloon = current_app.jinja_env.get_template("verantwoording/pakket.html")
    groepen = [
        (naam, [een for een in sorted(schrijver.bestanden, key=lambda een: een.pad) if een.pad.startswith(begin)])
        for naam, begin in (
            ("Versies, besluiten en berekeningen", "inhoud/"), ("Brieven", "documenten/"), ("Stukken", "stukken/"),
            ("Rijen van de database", "tabellen/"), ("Keten", "keten/"),
        )
    ]  # fmt: skip
    return sjabloon.render(
        kop=kop, groepen=[(naam, rijen) for naam, rijen in groepen if rijen], ontbrekend=schrijver.ontbrekend,
        aantallen=[(naam, aantal) for naam, aantal in aantallen if aantal], gebeurd=gebeurd,
    ).encode()  # fmt: skip
