"""Home of a municipality: the drafts, with what is missing in each and the time left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from subsidie.aanvragen.aftelling import tijdvak_van
from subsidie.aanvragen.conceptqueries import list_concepten
from subsidie.aanvragen.invullen import ontbreekt_in
from subsidie.aanvragen.models import Aanvraag
from subsidie.dossier.vandaag.vorm import Blok, Naar, Post, klokstand
from subsidie.kern.tekst import aantal, getal
from subsidie.kern.tijd import dag_in_amsterdam

HOOGSTENS: Final = 8
"""Drafts that are shown; what is missing is worked out for these only."""


def blok_concepten(concepten: Sequence[tuple[Aanvraag, str]], nu: datetime) -> Blok:
    """The drafts (each with the name of its project), the newest first."""
    nieuwste = sorted(concepten, key=lambda een: een[0].id, reverse=True)[:HOOGSTENS]
    werkkopieen = list_concepten([aanvraag.id for aanvraag, _ in nieuwste])
    posten = []
    for aanvraag, project in nieuwste:
        tekst, klok = "Nog niet ingediend.", None
        werkkopie = werkkopieen.get(aanvraag.id)
        if werkkopie is not None:
            punten = len(ontbreekt_in(werkkopie))
            tekst += (
                f" Er {'ontbreekt' if punten == 1 else 'ontbreken'} nog {aantal(punten, 'punt', 'punten')}."
                if punten
                else " Alles is ingevuld: een tekenbevoegde kan indienen."
            )
            tijdvak = tijdvak_van(werkkopie.regelstand.definitie, nu)
            if tijdvak is not None and tijdvak.sluit is not None:
                klok = klokstand(dag_in_amsterdam(tijdvak.sluit), dag_in_amsterdam(nu))
        posten.append(
            Post(
                f"{aanvraag.nummer} · {project}", Naar("invullen.overzicht", {"nummer": aanvraag.nummer}), tekst,
                klok=klok,
            )
        )  # fmt: skip
    meer = None
    if len(concepten) > HOOGSTENS:
        meer = (f"Alle {getal(len(concepten))} bekijken", Naar("dossier.aanvragen", {"stand": "concept"}))
    return Blok("Concepten", posten=tuple(posten), meer=meer)
