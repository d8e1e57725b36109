"""Where the interests of people touch applications; reads only (see ``belang`` for what that means)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, exists, select, tuple_

from subsidie.aanvragen.belangmodellen import Belangverklaring
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.models import Aanvraag, AanvraagVersie
from subsidie.accounts.belangmodellen import Partijbelang
from subsidie.accounts.models import Belang, Gebruiker
from subsidie.accounts.partijen import partij_norm
from subsidie.accounts.queries import geldt_op
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.register.models import Gemeente
from subsidie.register.opvolging import ERFENIS
from subsidie.web.db import db

_PER_KEER = 400
"""SQLite takes a limited number of values in one statement."""


class Belangsoort(StrEnum):
    """Which kind of interest stands in the way."""

    GEMEENTE = "gemeente"
    PARTIJ = "partij"
    VERKLAARD = "verklaard"


@dataclass(frozen=True, slots=True)
class Raakvlak:
    """Why somebody does nothing with an application; ``waarin``: the municipality or the party, by name."""

    soort: Belangsoort
    waarin: str = ""

    def __str__(self) -> str:
        if self.soort is Belangsoort.VERKLAARD:
            return "een verklaard belang bij deze aanvraag"
        return f"een geregistreerd belang in {self.waarin}"


def raakvlakken(
    aanvragen: Iterable[Aanvraag], gebruikers: Iterable[Gebruiker], *, nu: datetime
) -> dict[tuple[int, int], Raakvlak]:
    """Per pair of an application id and a user id why that user does nothing with it; who is free is not in it.

    For spreading work and for lists: a constant number of queries, and versions are read only when one of
    ``gebruikers`` has an interest in a party. The day is that of ``nu`` in Amsterdam.
    """
    per_id = {aanvraag.id: aanvraag for aanvraag in aanvragen}
    wie = sorted({gebruiker.id for gebruiker in gebruikers})
    dag = dag_in_amsterdam(nu)
    gevonden: dict[tuple[int, int], Raakvlak] = {}
    if partijen := _partijen_van(wie, dag):
        namen = _partijnamen(per_id.values())
        for gebruiker_id, norm, naam in partijen:
            for aanvraag_id, normen in namen.items():
                if norm in normen:
                    gevonden[aanvraag_id, gebruiker_id] = Raakvlak(Belangsoort.PARTIJ, naam)
    gemeenten = _gemeenten_van(wie, dag)
    for aanvraag in per_id.values():
        for gebruiker_id, belangen in gemeenten.items():
            if (waarin := belangen.get(aanvraag.gm_code)) is not None:
                gevonden[aanvraag.id, gebruiker_id] = Raakvlak(Belangsoort.GEMEENTE, waarin)
    verklaard = select(Belangverklaring.aanvraag_id, Belangverklaring.gebruiker_id).where(
        Belangverklaring.gebruiker_id.in_(wie), Belangverklaring.heeft_belang
    )
    for aanvraag_id, gebruiker_id in db.session.execute(verklaard):
        if aanvraag_id in per_id:
            gevonden[aanvraag_id, gebruiker_id] = Raakvlak(Belangsoort.VERKLAARD)
    return gevonden


def heeft_enig_belang(gebruiker: Gebruiker, dag: date) -> bool:
    """Whether the user has any interest at all on ``dag``, in whatever: most have none. One query."""
    van: list[ColumnElement[bool]] = [
        exists().where(Belang.gebruiker_id == gebruiker.id, geldt_op(Belang, dag)),
        exists().where(Partijbelang.gebruiker_id == gebruiker.id, geldt_op(Partijbelang, dag)),
        exists().where(Belangverklaring.gebruiker_id == gebruiker.id, Belangverklaring.heeft_belang),
    ]
    return any(db.session.execute(select(*van)).one())


def partijen_in(versie: AanvraagVersie) -> tuple[str, ...]:
    """The names of the parties that a version names, as they were filled in."""
    return _partijen(versie.gegevens)


def _partijen(gegevens: str) -> tuple[str, ...]:
    delen = json.loads(gegevens).get("delen")
    samenhang = delen.get(Aanvraagdeel.SAMENHANG.value) if isinstance(delen, dict) else None
    rijen = samenhang.get("partners", ()) if isinstance(samenhang, dict) else ()
    return tuple(str(rij["naam"]) for rij in rijen if isinstance(rij, dict) and rij.get("naam"))


def _gemeenten_van(wie: list[int], dag: date) -> dict[int, dict[str, str]]:
    """Per user the codes whose applications they leave alone, with the name of the municipality of the interest.

    An interest in the municipality that took another over counts for the files of that other one too.
    """
    uit: dict[int, dict[str, str]] = {}
    rijen = db.session.execute(
        select(Belang.gebruiker_id, Belang.gm_code, Gemeente.naam)
        .join(Gemeente, Gemeente.gm_code == Belang.gm_code)
        .where(Belang.gebruiker_id.in_(wie), geldt_op(Belang, dag))
    ).all()
    if not rijen:
        return uit
    codes = sorted({code for _, code, _ in rijen})
    erfenis = db.session.execute(
        select(ERFENIS.c.gm_code, ERFENIS.c.voorganger).where(ERFENIS.c.gm_code.in_(codes)), {"dag": dag}
    ).all()
    for gebruiker_id, code, naam in rijen:
        van = uit.setdefault(gebruiker_id, {})
        for overgenomen in (voorganger for opvolger, voorganger in erfenis if opvolger == code):
            van.setdefault(overgenomen, naam)
        van[code] = naam
    return uit


def _partijen_van(wie: list[int], dag: date) -> list[tuple[int, str, str]]:
    """User, name as compared and name of every interest in a party."""
    rijen = db.session.execute(
        select(Partijbelang.gebruiker_id, Partijbelang.partij_norm, Partijbelang.partij).where(
            Partijbelang.gebruiker_id.in_(wie), geldt_op(Partijbelang, dag)
        )
    )
    return [(gebruiker_id, norm, naam) for gebruiker_id, norm, naam in rijen]


def _partijnamen(aanvragen: Iterable[Aanvraag]) -> dict[int, frozenset[str]]:
    """Per application id the parties of its newest version, as names are compared."""
    nieuwste = [(aanvraag.id, aanvraag.huidige_versie) for aanvraag in aanvragen if aanvraag.huidige_versie]
    uit: dict[int, frozenset[str]] = {}
    for begin in range(0, len(nieuwste), _PER_KEER):
        rijen = db.session.execute(
            select(AanvraagVersie.aanvraag_id, AanvraagVersie.gegevens).where(
                tuple_(AanvraagVersie.aanvraag_id, AanvraagVersie.volgnummer).in_(
                    nieuwste[begin : begin + _PER_KEER]
                ),
                AanvraagVersie.gegevens.contains('"partners"'),
            )
        )
        for aanvraag_id, gegevens in rijen:
            if normen := frozenset(partij_norm(naam) for naam in _partijen(gegevens)):
                uit[aanvraag_id] = normen
    return uit
