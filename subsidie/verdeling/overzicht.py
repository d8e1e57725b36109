"""The list of all allocations: one row each, without what they hold."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, Select, cast, func, select

from subsidie.platform.lijst import (
    Filter,
    Lijst,
    Lijstkolom,
    Pagina,
    Staat,
    bepaal,
    bestand_van,
    pagina_van,
)
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.verdeling.models import Verdeling, Verdelingsregel, Verdelingstatus
from subsidie.verdeling.rangrijen import KREGEN
from subsidie.verdeling.woorden import STATUSSEN
from subsidie.web.db import db
from subsidie.web.typen import Cent
from subsidie.web.voorbeeld import VOORBEELD

_BEDRAG: Final = (
    # PostgreSQL sums to a number with decimals; money is whole.
    select(cast(func.coalesce(func.sum(Verdelingsregel.bedrag_cent), 0), Cent))
    .where(Verdelingsregel.verdeling_id == Verdeling.id)
    .correlate(Verdeling)
    .scalar_subquery()
)
_TOEGEKEND: Final = (
    select(func.count())
    .where(Verdelingsregel.verdeling_id == Verdeling.id, Verdelingsregel.uitkomst.in_(KREGEN))
    .correlate(Verdeling)
    .scalar_subquery()
)


def vraag() -> Select[*tuple[Any, ...]]:
    """Every allocation with its tranche; the large texts stay where they are."""
    return select(
        Tranche.code,
        Tranche.naam,
        Tranche.aard,
        Verdeling.volgnummer,
        Verdeling.status,
        Verdeling.bevroren_op,
        Verdeling.getrokken_op,
        Verdeling.vastgesteld_op,
        _TOEGEKEND.label("toegekend"),
        _BEDRAG.label("bedrag_cent"),
    ).join(Tranche, Verdeling.tranche_id == Tranche.id)


def verdelinglijst() -> Lijst:
    """What one can do with the list of allocations."""
    tranches = db.session.execute(
        select(Tranche.code, Tranche.naam)
        .where(select(Verdeling.id).where(Verdeling.tranche_id == Tranche.id).exists())
        .order_by(Tranche.naam)
    ).all()
    return Lijst(
        titel="Verdelingen",
        kolommen=(
            Lijstkolom(Kolom("tranche", "Tranche", breedte=44), Tranche.naam),
            Lijstkolom(Kolom("volgnummer", "Nummer", Kolomsoort.GETAL, 9), Verdeling.volgnummer),
            Lijstkolom(Kolom("status", "Stand", breedte=30), Verdeling.status),
            Lijstkolom(Kolom("bevroren_op", "Bevroren", Kolomsoort.MOMENT, 26), Verdeling.bevroren_op),
            Lijstkolom(Kolom("getrokken_op", "Getrokken", Kolomsoort.MOMENT, 26), Verdeling.getrokken_op),
            Lijstkolom(Kolom("vastgesteld_op", "Vastgesteld", Kolomsoort.MOMENT, 26), Verdeling.vastgesteld_op),
            Lijstkolom(Kolom("toegekend", "Toegekend", Kolomsoort.GETAL, 12), _TOEGEKEND),
            Lijstkolom(Kolom("toegekend_eur", "Bedrag", Kolomsoort.EURO, 18), _BEDRAG),
        ),
        filters=(
            Filter(
                "tranche", "Tranche", tuple((rij.code, rij.naam) for rij in tranches),
                lambda code: Tranche.code == code,
            ),
            Filter(
                "status", "Stand", tuple((status.value, woord.tekst) for status, woord in STATUSSEN.items()),
                lambda status: Verdeling.status == Verdelingstatus(status),
            ),
        ),
        uniek=Verdeling.id,
        standaard="-bevroren_op",
    )  # fmt: skip


def pagina_van_verdelingen(lijst: Lijst, staat: Staat) -> Pagina:
    """The page of the list that ``staat`` asks for."""
    return pagina_van(db.session, lijst, staat, vraag())


def bestand(lijst: Lijst, staat: Staat, *, nu: datetime) -> bytes:
    """The whole filtered list as the file that ``staat`` asks for; an example says so."""
    rijen = db.session.execute(bepaal(lijst, staat, vraag())).all()
    merk = VOORBEELD if any(rij.aard is not Trancheaard.ECHT for rij in rijen) else ""
    return bestand_van(lijst, staat, map(_cellen, rijen), let_op=merk, nu=nu)


def _cellen(rij: Row[Any]) -> tuple[Cel, ...]:
    return (
        rij.naam, rij.volgnummer, STATUSSEN[rij.status].tekst, rij.bevroren_op, rij.getrokken_op, rij.vastgesteld_op,
        rij.toegekend, rij.bedrag_cent,
    )  # fmt: skip
