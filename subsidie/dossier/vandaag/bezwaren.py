"""Objections that are open, on the home page of who handles them and of the municipality that filed them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from subsidie.accounts.kijker import Kijker
from subsidie.beschikkingen.bezwaarlijst import (
    Bezwaarregel,
    list_lopende,
    maak_regels,
    stand_voor_gemeente,
    toont_voorbeeld,
)
from subsidie.dossier.vandaag.vorm import Blok, Klokstand, Naar, Post, Status
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl

HOOGSTENS: Final = 10


@dataclass(frozen=True, slots=True)
class Bezwaarblok:
    """The block, whether something in it is for the viewer to do, and whether something in it was invented."""

    blok: Blok
    vraagt: bool
    voorbeeld: bool


def blok_ministerie(ik: Kijker, vandaag: date) -> Bezwaarblok:
    """Every open objection, what must be decided first on top."""
    regels = _op_klok(list_lopende_regels(ik, vandaag))
    mij = [een for een in regels if een.bezwaar.behandelaar_id in (None, ik.gebruiker.id)]
    posten = tuple(
        Post(
            f"{een.bezwaar.kenmerk} · {een.bezwaar.aanvraag.gemeente.naam_kort}",
            Naar("bezwaren.bezwaar", {"kenmerk": een.bezwaar.kenmerk}),
            f"{een.bezwaar.aanvraag.project.naam}. Wat nu: {een.wat_nu}."
            + (f" Van {een.bezwaar.behandelaar.naam}." if een.bezwaar.behandelaar else ""),
            Status(*een.stand), _klok(een),
        )
        for een in regels[:HOOGSTENS]
    )  # fmt: skip
    blok = Blok(
        "Bezwaren",
        posten=posten,
        meer=(f"Alle {len(regels)} bekijken", Naar("bezwaren.lijst")) if len(regels) > HOOGSTENS else None,
        leeg="Er zijn geen bezwaren die lopen.",
    )
    return Bezwaarblok(blok, bool(mij), toont_voorbeeld(regels))


def blok_gemeente(ik: Kijker, vandaag: date) -> Bezwaarblok:
    """The open objections of the municipalities of ``ik``, with nothing that is internal."""
    regels = _op_klok(list_lopende_regels(ik, vandaag))
    posten = []
    for een in regels[:HOOGSTENS]:
        b = een.bezwaar
        tekst = f"Ontvangen op {datum_nl(dag_in_amsterdam(b.ontvangen_op))}."
        if b.hoorzitting_op is not None and b.hoorzitting_op >= vandaag:
            tekst += f" U kunt het toelichten op {datum_nl(b.hoorzitting_op)}."
        naar = Naar("bezwaren.maken", {"nummer": b.aanvraag.nummer})
        titel = f"{b.kenmerk} · {b.aanvraag.project.naam}"
        posten.append(Post(titel, naar, tekst, Status(*stand_voor_gemeente(b)), _klok(een)))
    return Bezwaarblok(Blok("Bezwaren", posten=tuple(posten)), bool(posten), toont_voorbeeld(regels))


def list_lopende_regels(ik: Kijker, vandaag: date) -> list[Bezwaarregel]:
    """The open objections that ``ik`` may see, with their clocks: two queries."""
    return maak_regels(list_lopende(ik), vandaag=vandaag)


def _op_klok(regels: list[Bezwaarregel]) -> list[Bezwaarregel]:
    return sorted(regels, key=lambda een: (een.laatste_dag or date.max, een.bezwaar.kenmerk))


def _klok(regel: Bezwaarregel) -> Klokstand | None:
    if regel.klok is None:
        return None
    return Klokstand(regel.klok.toestand, regel.klok.dagen, regel.klok.eindigt, regel.klok.tekst)
