"""Who could do what on a day: roles, mandates, replacements and interests with their history, in one list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Date,
    String,
    and_,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import aliased

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.belangmodellen import Partijbelang
from subsidie.accounts.models import Belang, Gebruiker, Mandaat, Mandaathandeling, Rol, Roltoekenning
from subsidie.accounts.woorden import HANDELINGEN, ROLNAMEN
from subsidie.beoordeling.behandelmodellen import Behandeltoewijzing, Toewijsreden
from subsidie.kern.tijd import lees_datum
from subsidie.platform import lijstinvoer
from subsidie.platform.lijst import Filter, Lijst, Lijstkolom
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort
from subsidie.register.models import Gemeente
from subsidie.web.db import db
from subsidie.web.typen import Cent

SOORTEN: Final[Mapping[str, str]] = {
    "rol": "Rol",
    "mandaat": "Mandaat",
    "vervanging": "Vervanging van een behandelaar",
    "belang": "Belang bij een gemeente: mag niet meedoen",
    "partijbelang": "Belang in een partij: mag niet meedoen",
}

_B: Final = Behandeltoewijzing
_WEG: Final = aliased(Gebruiker)

_DELEN: Final = union_all(
    select(
        literal("rol").label("soort"), Roltoekenning.id.label("nummer"), Roltoekenning.gebruiker_id.label("wie"),
        cast(Roltoekenning.rol, String).label("wat"), Gemeente.naam_kort.label("waarvoor"),
        cast(null(), Cent).label("bedrag_cent"), Roltoekenning.vanaf.label("vanaf"), Roltoekenning.tot.label("tot"),
    ).outerjoin(Gemeente, Roltoekenning.gm_code == Gemeente.gm_code),
    select(
        literal("mandaat"), Mandaat.id, Mandaat.gebruiker_id, cast(Mandaat.handeling, String),
        Mandaat.registernummer, Mandaat.tot_bedrag_cent, Mandaat.vanaf, Mandaat.tot,
    ),
    select(
        literal("vervanging"), _B.id, _B.gebruiker_id, _WEG.naam, Aanvraag.nummer, cast(null(), Cent),
        # The day in UTC: a replacement is arranged by day, and both databases can say this one.
        type_coerce(func.date(_B.vanaf), Date),
        func.coalesce(type_coerce(func.date(_B.tot), Date), _B.vervanging_tot),
    )
    .join(Aanvraag, _B.aanvraag_id == Aanvraag.id)
    .join(_WEG, _B.vervangt_id == _WEG.id)
    .where(_B.reden == Toewijsreden.VERVANGING),
    select(
        literal("belang"), Belang.id, Belang.gebruiker_id, Belang.omschrijving, Gemeente.naam_kort,
        cast(null(), Cent), Belang.vanaf, Belang.tot,
    ).join(Gemeente, Belang.gm_code == Gemeente.gm_code),
    select(
        literal("partijbelang"), Partijbelang.id, Partijbelang.gebruiker_id, Partijbelang.omschrijving,
        Partijbelang.partij, cast(null(), Cent), Partijbelang.vanaf, Partijbelang.tot,
    ),
).subquery("bevoegdheid")  # fmt: skip
_C: Final = _DELEN.c


def _gold_op(dag: date) -> ColumnElement[bool]:
    """In force on ``dag``: ``tot`` is the first day without, but of a replacement the last day with."""
    return and_(
        _C.vanaf <= dag, or_(_C.tot.is_(None), _C.tot > dag, and_(_C.soort == "vervanging", _C.tot == dag))
    )


def bevoegdheidvraag() -> Any:
    """Every row with whose it is."""
    return select(
        _C.soort, _C.nummer, _C.wat, _C.waarvoor, _C.bedrag_cent, _C.vanaf, _C.tot, Gebruiker.naam, Gebruiker.sleutel
    ).join(Gebruiker, _C.wie == Gebruiker.id)  # fmt: skip


def bevoegdheidlijst() -> Lijst:
    """The list, by person; the filter ``dag`` leaves what was in force on that day."""
    personen = tuple(
        (rij.sleutel, rij.naam)
        for rij in db.session.execute(
            select(Gebruiker.sleutel, Gebruiker.naam).order_by(Gebruiker.naam, Gebruiker.id)
        )
    )
    return Lijst(
        titel="Bevoegdheden",
        kolommen=(
            Lijstkolom(Kolom("wie", "Wie", breedte=28), Gebruiker.naam),
            Lijstkolom(Kolom("soort", "Soort", breedte=20), _C.soort),
            Lijstkolom(Kolom("wat", "Wat", breedte=40)),
            Lijstkolom(Kolom("waarvoor", "Waarvoor", breedte=24), _C.waarvoor),
            Lijstkolom(Kolom("bedrag", "Tot en met", Kolomsoort.EURO, 18)),
            Lijstkolom(Kolom("vanaf", "Vanaf", Kolomsoort.DAG, 18), _C.vanaf),
            Lijstkolom(Kolom("tot", "Laatste dag", Kolomsoort.DAG, 18), _C.tot),
            Lijstkolom(Kolom("sleutel", "Sleutel van wie", breedte=34), op_scherm=False),
        ),
        uniek=_C.soort + literal("-") + cast(_C.nummer, String),
        filters=(
            Filter("dag", "Wat gold op (dag)", (), lambda dag: _gold_op(lees_datum(dag)), "date", lijstinvoer.dag),
            Filter("soort", "Soort", tuple(SOORTEN.items()), lambda soort: _C.soort == soort),
            Filter(
                "rol", "Rol", tuple((rol.value, naam) for rol, naam in ROLNAMEN.items()),
                lambda rol: and_(_C.soort == "rol", _C.wat == rol),
            ),
            Filter("wie", "Wie", personen, lambda sleutel: Gebruiker.sleutel == sleutel),
        ),
        zoek=lambda tekst: or_(
            Gebruiker.naam.icontains(tekst, autoescape=True), _C.waarvoor.icontains(tekst, autoescape=True)
        ),
        zoek_label="Zoek op naam, gemeente, partij of mandaat",
        standaard="wie",
        per_pagina=50,
    )  # fmt: skip


def in_woorden(rij: Any) -> str:
    """What someone could do, or may not take part in."""
    if rij.soort == "rol":
        return ROLNAMEN[Rol(rij.wat)]
    if rij.soort == "mandaat":
        return HANDELINGEN[Mandaathandeling(rij.wat)]
    return f"Voor {rij.wat}" if rij.soort == "vervanging" else str(rij.wat)


def laatste_dag(rij: Any) -> date | None:
    """The last day on which it holds; ``None`` while it has no end."""
    if rij.tot is None or rij.soort == "vervanging":
        return rij.tot
    return rij.tot - timedelta(days=1)


def als_cellen(rij: Any) -> Sequence[Cel]:
    """One row as cells of the export."""
    return (
        rij.naam, SOORTEN[rij.soort], in_woorden(rij), rij.waarvoor or "", rij.bedrag_cent, rij.vanaf,
        laatste_dag(rij), rij.sleutel,
    )  # fmt: skip
