"""Questions as lists: what everyone reads, what a municipality asked, and what the ministry has to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, literal_column, or_, select
from sqlalchemy.orm import aliased

from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Rol
from subsidie.platform.lijst import Filter, Lijst, Lijstkolom, Pagina, Staat, pagina_van
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort
from subsidie.platform.zoeken import alle_woorden, bevat
from subsidie.register.models import Gemeente
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.vraagmodellen import Tranchevraag, Vraagonderwerp
from subsidie.web.db import db

ONDERWERPEN: Final[Mapping[Vraagonderwerp, str]] = {
    Vraagonderwerp.AANVRAGER: "Wie kan aanvragen",
    Vraagonderwerp.DOELGROEPEN: "Doelgroepen",
    Vraagonderwerp.WOONRUIMTEN: "Woonruimten en bouwvorm",
    Vraagonderwerp.GELD: "Geld, maximum en tekort",
    Vraagonderwerp.HUUR: "Huur",
    Vraagonderwerp.PLANNING: "Planning en verplichtingen",
    Vraagonderwerp.AANVRAAG: "De aanvraag en de bijlagen",
    Vraagonderwerp.VERDELING: "De verdeling van het geld",
    Vraagonderwerp.OVERIG: "Iets anders",
}
"""What people read for a subject, in the order of the list to choose from."""

STANDEN: Final[Mapping[str, tuple[str, str]]] = {
    "nieuw": ("wacht op een antwoord", "let_op"),
    "beantwoord": ("antwoord wacht op publicatie", "info"),
    "gepubliceerd": ("gepubliceerd", "goed"),
}
"""Where a question stands: the word, and the colour that repeats it."""
STAND_VOOR_GEMEENTE: Final = ("wacht op een antwoord", "info")
"""Until it is published the municipality does not see whether there is an answer already."""

_OPVOLGER = aliased(Tranchevraag)
_VOORGANGER = aliased(Tranchevraag)


@dataclass(frozen=True, slots=True)
class OpenbareVraag:
    """One published answer; ``vervangen_door`` and ``vervangt`` are keys of other published answers."""

    kenmerk: str
    onderwerp: str
    vraag: str
    antwoord: str
    gepubliceerd_op: datetime
    vervangen_door: str
    vervangt: str


def lijst_openbaar() -> Lijst:
    """Published answers: searched in what is published only, the newest first."""
    return Lijst(
        titel="Vragen en antwoorden",
        kolommen=(
            Lijstkolom(
                Kolom("gepubliceerd", "Gepubliceerd", Kolomsoort.MOMENT), Tranchevraag.gepubliceerd_op
            ),
        ),
        uniek=Tranchevraag.id,
        filters=(_op_onderwerp(),),
        zoek=lambda tekst: alle_woorden(
            tekst,
            lambda woord: or_(bevat(Tranchevraag.vraag_openbaar, woord), bevat(Tranchevraag.antwoord, woord)),
        ),
        zoek_label="Zoek in vragen en antwoorden",
        standaard="-gepubliceerd",
        per_pagina=20,
    )


def openbare_pagina(tranche: Tranche, lijst: Lijst, staat: Staat) -> tuple[Pagina, list[OpenbareVraag]]:
    """The page of published answers of ``tranche`` that ``staat`` asks."""
    vraag = (
        select(Tranchevraag, _OPVOLGER.kenmerk.label("opvolger"), _VOORGANGER.kenmerk.label("voorganger"))
        .outerjoin(
            _OPVOLGER,
            and_(_OPVOLGER.vervangt_id == Tranchevraag.id, _OPVOLGER.gepubliceerd_op.is_not(None)),
        )
        .outerjoin(_VOORGANGER, _VOORGANGER.id == Tranchevraag.vervangt_id)
        .where(Tranchevraag.tranche_id == tranche.id, Tranchevraag.gepubliceerd_op.is_not(None))
    )
    pagina = pagina_van(db.session, lijst, staat, vraag)
    return pagina, [
        OpenbareVraag(
            kenmerk=rij.kenmerk, onderwerp=ONDERWERPEN[rij.onderwerp], vraag=rij.vraag_openbaar, antwoord=rij.antwoord,
            gepubliceerd_op=rij.gepubliceerd_op, vervangen_door=opvolger or "", vervangt=voorganger or "",
        )
        for rij, opvolger, voorganger in pagina.rijen
    ]  # fmt: skip


def tel_openbaar(tranche: Tranche) -> int:
    """How many answers of ``tranche`` everyone can read now (replaced ones not counted)."""
    vervangen = (
        select(_OPVOLGER.id)
        .where(_OPVOLGER.vervangt_id == Tranchevraag.id, _OPVOLGER.gepubliceerd_op.is_not(None))
        .exists()
    )
    vraag = select(func.count()).where(
        Tranchevraag.tranche_id == tranche.id, Tranchevraag.gepubliceerd_op.is_not(None), ~vervangen
    )
    return db.session.scalar(vraag) or 0


def stand_van_vraag() -> ColumnElement[str]:
    """The key of ``STANDEN``, in SQL."""
    return case(
        (Tranchevraag.gepubliceerd_op.is_not(None), literal_column("'gepubliceerd'")),
        (Tranchevraag.beantwoord_op.is_not(None), literal_column("'beantwoord'")),
        else_=literal_column("'nieuw'"),
    )


def _op_onderwerp() -> Filter:
    return Filter(
        "onderwerp", "Onderwerp", tuple((een.value, woord) for een, woord in ONDERWERPEN.items()),
        lambda waarde: Tranchevraag.onderwerp == Vraagonderwerp(waarde),
    )  # fmt: skip


def lijst_vragen(ik: Kijker) -> Lijst:
    """The list for ``ik``: the work of the ministry with who asked, or the questions of the municipality itself."""
    ministerie = ik.is_ministerie
    tranches = db.session.execute(
        select(Tranche.code, Tranche.naam)
        .where(Tranche.id.in_(select(Tranchevraag.tranche_id).where(_zichtbaar(ik))))
        .order_by(Tranche.code)
    )
    standen = tuple((sleutel, woord.capitalize()) for sleutel, (woord, _) in STANDEN.items())
    if not ministerie:
        standen = (("wacht", "Wacht op een antwoord"), ("gepubliceerd", "Gepubliceerd"))
    return Lijst(
        titel="Vragen",
        kolommen=(
            Lijstkolom(Kolom("vraag", "Vraag", breedte=60)),
            Lijstkolom(Kolom("onderwerp", "Onderwerp", breedte=24), Tranchevraag.onderwerp),
            Lijstkolom(Kolom("tranche", "Tranche", breedte=30), Tranche.code),
            *((Lijstkolom(Kolom("gemeente", "Gemeente", breedte=24), Gemeente.naam),) if ministerie else ()),
            Lijstkolom(Kolom("gesteld", "Gesteld op", Kolomsoort.MOMENT, 22), Tranchevraag.gesteld_op),
            Lijstkolom(Kolom("stand", "Stand", breedte=26), stand_van_vraag() if ministerie else None),
        ),
        uniek=Tranchevraag.id,
        filters=(
            Filter(
                "stand", "Stand", standen,
                lambda waarde: (
                    Tranchevraag.gepubliceerd_op.is_(None) if waarde == "wacht" else stand_van_vraag() == waarde
                ),
            ),
            Filter(
                "tranche", "Tranche", tuple((code, naam) for code, naam in tranches),
                lambda waarde: Tranche.code == waarde,
            ),
            _op_onderwerp(),
        ),
        zoek=lambda tekst: alle_woorden(tekst, lambda woord: bevat(Tranchevraag.vraag, woord)),
        zoek_label="Zoek in de vragen",
        standaard="-gesteld",
    )  # fmt: skip


def vraag_vragen(ik: Kijker) -> Select[Tranchevraag, Tranche, str | None, str]:
    """The questions that ``ik`` may see, with tranche, municipality and state."""
    return (
        select(Tranchevraag, Tranche, Gemeente.naam.label("gemeente"), stand_van_vraag().label("stand"))
        .join(Tranche, Tranche.id == Tranchevraag.tranche_id)
        .outerjoin(Gemeente, Gemeente.gm_code == Tranchevraag.gm_code)
        .where(_zichtbaar(ik))
    )


def cellen_vragen(ik: Kijker, rijen: Iterable[Row[*tuple[Any, ...]]]) -> Iterable[Sequence[Cel]]:
    """Rows of ``vraag_vragen`` as cells of ``lijst_vragen``."""
    for vraag, tranche, gemeente, stand in rijen:
        yield (
            vraag.vraag, ONDERWERPEN[vraag.onderwerp], tranche.naam,
            *((gemeente or "het ministerie zelf",) if ik.is_ministerie else ()),
            vraag.gesteld_op, stand_in_woorden(ik, stand)[0],
        )  # fmt: skip


def stand_in_woorden(ik: Kijker, stand: str) -> tuple[str, str]:
    """Word and colour of a state, as ``ik`` may know it."""
    return STANDEN[stand] if ik.is_ministerie or stand == "gepubliceerd" else STAND_VOOR_GEMEENTE


def is_voorbeeld(rijen: Iterable[Row[*tuple[Any, ...]]]) -> bool:
    """Whether one of these rows is about a tranche with invented data."""
    return any(rij.Tranche.aard is not Trancheaard.ECHT for rij in rijen)


def tel_te_doen() -> tuple[int, int]:
    """How many questions wait for an answer, and how many answers wait for publication."""
    zonder, met = db.session.execute(
        select(
            func.count(case((Tranchevraag.beantwoord_op.is_(None), 1))),
            func.count(case((Tranchevraag.beantwoord_op.is_not(None), 1))),
        ).where(Tranchevraag.gepubliceerd_op.is_(None))
    ).one()
    return zonder, met


def _zichtbaar(ik: Kijker) -> ColumnElement[bool]:
    if ik.heeft(Rol.BEHANDELAAR, Rol.AUDITOR):
        return Tranchevraag.id.is_not(None)
    return Tranchevraag.gm_code.in_(sorted(ik.gemeenten))
