"""Requests to talk as a list: the work of the ministry, or what a municipality asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.orm import aliased

from subsidie.aanvragen.vooroverlegmodellen import Vooroverleg, Vooroverlegstand
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.platform.lijst import Filter, Lijst, Lijstkolom
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort
from subsidie.platform.zoeken import alle_woorden, bevat
from subsidie.register.models import Gemeente
from subsidie.tranches.models import Tranche
from subsidie.web.db import db

S = Vooroverlegstand
STANDEN: Final[Mapping[Vooroverlegstand, tuple[str, str]]] = {
    S.AANGEVRAAGD: ("aangevraagd", "let_op"),
    S.OPGEPAKT: ("opgepakt", "info"),
    S.AFGEROND: ("afgerond", "goed"),
    S.INGETROKKEN: ("ingetrokken", "neutraal"),
}
"""Where a request stands: the word, and the colour that repeats it."""

_DOOR = aliased(Gebruiker)


def lijst_vooroverleg(ik: Kijker) -> Lijst:
    """The list for ``ik``; for a municipality without the column of municipalities and who took it up."""
    tranches = db.session.execute(
        select(Tranche.code, Tranche.naam)
        .where(Tranche.id.in_(select(Vooroverleg.tranche_id).where(_zichtbaar(ik))))
        .order_by(Tranche.code)
    )
    ministerie = ik.is_ministerie
    return Lijst(
        titel="Vooroverleg",
        kolommen=(
            Lijstkolom(Kolom("onderwerp", "Onderwerp", breedte=50), func.lower(Vooroverleg.onderwerp)),
            *((Lijstkolom(Kolom("gemeente", "Gemeente", breedte=24), Gemeente.naam),) if ministerie else ()),
            Lijstkolom(Kolom("tranche", "Tranche", breedte=30), Tranche.code),
            Lijstkolom(Kolom("gevraagd", "Gevraagd op", Kolomsoort.MOMENT, 22), Vooroverleg.gevraagd_op),
            Lijstkolom(Kolom("stand", "Stand", breedte=18), Vooroverleg.stand),
            *((Lijstkolom(Kolom("door", "Opgepakt door", breedte=24), _DOOR.naam),) if ministerie else ()),
        ),
        uniek=Vooroverleg.id,
        filters=(
            Filter(
                "stand", "Stand", tuple((een.value, woord.capitalize()) for een, (woord, _) in STANDEN.items()),
                lambda waarde: Vooroverleg.stand == Vooroverlegstand(waarde),
            ),
            Filter(
                "tranche", "Tranche", tuple((code, naam) for code, naam in tranches),
                lambda waarde: Tranche.code == waarde,
            ),
        ),
        zoek=lambda tekst: alle_woorden(
            tekst, lambda woord: or_(bevat(Vooroverleg.onderwerp, woord), bevat(Gemeente.naam, woord))
        ),
        zoek_label="Zoek op onderwerp of gemeente" if ministerie else "Zoek op onderwerp",
        standaard="-gevraagd",
    )  # fmt: skip


def vraag_vooroverleg(ik: Kijker) -> Select[Vooroverleg, Tranche, str, str | None]:
    """The requests that ``ik`` may see, with tranche, municipality and who took it up."""
    return (
        select(Vooroverleg, Tranche, Gemeente.naam.label("gemeente"), _DOOR.naam.label("door"))
        .join(Tranche, Tranche.id == Vooroverleg.tranche_id)
        .join(Gemeente, Gemeente.gm_code == Vooroverleg.gm_code)
        .outerjoin(_DOOR, _DOOR.id == Vooroverleg.opgepakt_door_id)
        .where(_zichtbaar(ik))
    )


def cellen_vooroverleg(ik: Kijker, rijen: Iterable[Row[*tuple[Any, ...]]]) -> Iterable[Sequence[Cel]]:
    """Rows of ``vraag_vooroverleg`` as cells of ``lijst_vooroverleg``."""
    ministerie = ik.is_ministerie
    for verzoek, tranche, gemeente, door in rijen:
        yield (
            verzoek.onderwerp, *((gemeente,) if ministerie else ()), tranche.naam, verzoek.gevraagd_op,
            STANDEN[verzoek.stand][0], *((door or "",) if ministerie else ()),
        )  # fmt: skip


def tel_op_te_pakken() -> int:
    """How many requests nobody has taken up."""
    vraag = select(func.count()).where(Vooroverleg.stand == Vooroverlegstand.AANGEVRAAGD)
    return db.session.scalar(vraag) or 0


def _zichtbaar(ik: Kijker) -> ColumnElement[bool]:
    if ik.heeft(Rol.BEHANDELAAR, Rol.AUDITOR):
        return Vooroverleg.id.is_not(None)
    return Vooroverleg.gm_code.in_(sorted(ik.gemeenten))
