"""Accounts of municipalities for who checks them: the list, and what is odd about a change.

An oddity is a reason to look, never a refusal: a municipality may have an account abroad, and a small one has two
people who made each other's accounts.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select
from sqlalchemy.orm import joinedload

from subsidie.accounts.aanmeldmodellen import Uitnodiging
from subsidie.accounts.gemeente_rekening import (
    INGETROKKEN,
    NEDERLAND,
    Rekeningstand,
    gemaskeerd,
    leesbaar,
    stand_van,
)
from subsidie.accounts.gemeentemodellen import Rekeningnummer
from subsidie.accounts.woorden import REKENINGSTANDEN
from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.platform.lijst import Filter, Lijst, Lijstkolom
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort
from subsidie.register.models import Gemeente
from subsidie.web.db import db

KORT_DAGEN: Final = 90
"""A number that replaces one of fewer days ago is shown as odd; a matter of display, of no law."""


def _is(stand: Rekeningstand) -> ColumnElement[bool]:
    """The rows of a state, as ``stand_van`` says it of one."""
    rij = Rekeningnummer
    open_ = and_(rij.goedgekeurd_op.is_(None), rij.afgewezen_op.is_(None))
    afgewezen = rij.afgewezen_op.is_not(None)
    return {
        Rekeningstand.INGEVOERD: and_(open_, rij.bevestigd_op.is_(None)),
        Rekeningstand.BEVESTIGD: and_(open_, rij.bevestigd_op.is_not(None)),
        Rekeningstand.GOEDGEKEURD: rij.goedgekeurd_op.is_not(None),
        Rekeningstand.AFGEWEZEN: and_(afgewezen, rij.reden.not_like(f"{INGETROKKEN}%")),
        Rekeningstand.INGETROKKEN: and_(afgewezen, rij.reden.like(f"{INGETROKKEN}%")),
    }[stand]


WACHT_OP_FINANCIEEL: Final = _is(Rekeningstand.BEVESTIGD)
"""The changes that ``financieel`` accepts or rejects."""

_VOLGORDE: Final = (Rekeningstand.BEVESTIGD, Rekeningstand.INGEVOERD, Rekeningstand.GOEDGEKEURD)


def lijst_rekeningen() -> Lijst:
    """Every number that was ever entered; what waits for ``financieel`` first."""
    rang = case(*((_is(stand), plaats) for plaats, stand in enumerate(_VOLGORDE)), else_=len(_VOLGORDE))
    return Lijst(
        titel="Rekeningnummers",
        kolommen=(
            Lijstkolom(Kolom("gemeente", "Gemeente", breedte=26), Gemeente.naam),
            Lijstkolom(Kolom("iban", "IBAN", breedte=28)),
            Lijstkolom(
                Kolom("tenaamstelling", "Op naam van", breedte=30), func.lower(Rekeningnummer.tenaamstelling)
            ),
            Lijstkolom(Kolom("stand", "Stand", breedte=30), rang),
            Lijstkolom(
                Kolom("ingevoerd_op", "Ingevoerd op", Kolomsoort.MOMENT, 20), Rekeningnummer.ingevoerd_op
            ),
            Lijstkolom(Kolom("opvallend", "Valt op", breedte=60)),
        ),
        uniek=Rekeningnummer.id,
        filters=(
            Filter(
                "stand",
                "Stand",
                tuple((stand.value, woord) for stand, (woord, _) in REKENINGSTANDEN.items()),
                lambda waarde: _is(Rekeningstand(waarde)),
            ),
        ),
        zoek=lambda tekst: and_(
            *(
                or_(
                    func.lower(Gemeente.naam).contains(woord, autoescape=True),
                    func.lower(Rekeningnummer.tenaamstelling).contains(woord, autoescape=True),
                )
                for woord in tekst.lower().split()
            )
        ),
        zoek_label="Zoek op gemeente of naam van de rekening",
        standaard="stand",
    )


def vraag_rekeningen() -> Select[Rekeningnummer]:
    """Every number with its municipality and who had a part in it."""
    return (
        select(Rekeningnummer)
        .join(Gemeente, Gemeente.gm_code == Rekeningnummer.gm_code)
        .options(
            joinedload(Rekeningnummer.gemeente), joinedload(Rekeningnummer.ingevoerd_door),
            joinedload(Rekeningnummer.bevestigd_door), joinedload(Rekeningnummer.goedgekeurd_door),
            joinedload(Rekeningnummer.afgewezen_door),
        )
    )  # fmt: skip


def cellen_rekeningen(
    rijen: Sequence[Row[*tuple[Any, ...]]], nu: datetime, *, heel: bool
) -> Iterable[Sequence[Cel]]:
    """Rows of ``vraag_rekeningen`` as cells of ``lijst_rekeningen``; ``heel``: the number in full."""
    rekeningen = [rij.Rekeningnummer for rij in rijen]
    valt_op = opvallend(rekeningen, nu=nu)
    for een in rekeningen:
        yield (
            een.gemeente.naam, toon_iban(een.iban, heel=heel), een.tenaamstelling,
            REKENINGSTANDEN[stand_van(een)][0], een.ingevoerd_op, " ".join(valt_op[een.id]),
        )  # fmt: skip


def toon_iban(iban: str, *, heel: bool) -> str:
    """A number for who needs it in full, or only far enough to recognise it."""
    return leesbaar(iban) if heel else gemaskeerd(iban)


def opvallend(rekeningen: Sequence[Rekeningnummer], *, nu: datetime) -> dict[int, tuple[str, ...]]:
    """What is odd about each of these numbers, by id, in three queries; ``gemeente`` must be loaded."""
    elders = _elders([een.iban for een in rekeningen])
    eerder = _goedgekeurd([een.gm_code for een in rekeningen])
    personen = {een.ingevoerd_door_id for een in rekeningen}
    personen |= {een.bevestigd_door_id for een in rekeningen if een.bevestigd_door_id is not None}
    links = _links(personen)
    return {
        een.id: (
            *_aan_het_nummer(een, elders.get(een.iban, ())),
            *_aan_de_gemeente(een, eerder.get(een.gm_code, ()), nu),
            *_aan_de_mensen(een, links),
        )
        for een in rekeningen
    }


def _aan_het_nummer(een: Rekeningnummer, ook_van: Iterable[tuple[str, str]]) -> Iterable[str]:
    if een.iban[:2] != NEDERLAND:
        yield f"Geen Nederlandse rekening ({een.iban[:2]})."
    for naam in sorted({naam for gm_code, naam in ook_van if gm_code != een.gm_code}):
        yield f"De gemeente {naam} gaf dit nummer ook op."
    if _plat(een.gemeente.naam_kort) not in _plat(een.tenaamstelling):
        yield "De rekening staat op een naam waarin de gemeente niet voorkomt."


def _aan_de_gemeente(een: Rekeningnummer, eerder: Iterable[Rekeningnummer], nu: datetime) -> Iterable[str]:
    tot = een.gemeente.geldig_tot
    if tot is not None and tot <= dag_in_amsterdam(nu):
        yield f"Deze gemeente bestaat niet meer sinds {datum_nl(tot)}."
    vorige = [
        ander.goedgekeurd_op
        for ander in eerder
        if ander.goedgekeurd_op is not None
        and ander.id != een.id
        and ander.goedgekeurd_op <= een.ingevoerd_op
    ]
    if vorige and (dagen := (een.ingevoerd_op - max(vorige)).days) < KORT_DAGEN:
        yield f"Vervangt een nummer dat pas {aantal(dagen, 'dag', 'dagen')} eerder is goedgekeurd."


def _aan_de_mensen(een: Rekeningnummer, links: dict[tuple[int, int], datetime]) -> Iterable[str]:
    if een.bevestigd_door_id is None:
        return
    invoerder, bevestiger = een.ingevoerd_door_id, een.bevestigd_door_id
    for wie, maker, maakte, koos in (
        (invoerder, bevestiger, "bevestigde", "invoerder"), (bevestiger, invoerder, "invoerde", "bevestiger"),
    ):  # fmt: skip
        if (wie, maker) in links:
            dag = datum_nl(dag_in_amsterdam(links[wie, maker]))
            yield f"Wie het nummer {maakte}, maakte de link waarmee de {koos} op {dag} een wachtwoord koos."


def _elders(ibans: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """Which municipalities entered each of these numbers, and did not see it rejected."""
    per_iban: dict[str, list[tuple[str, str]]] = defaultdict(list)
    rijen = db.session.execute(
        select(Rekeningnummer.iban, Gemeente.gm_code, Gemeente.naam)
        .join(Gemeente, Gemeente.gm_code == Rekeningnummer.gm_code)
        .where(Rekeningnummer.iban.in_(ibans), Rekeningnummer.afgewezen_op.is_(None))
    )
    for iban, gm_code, naam in rijen:
        per_iban[iban].append((gm_code, naam))
    return per_iban


def _goedgekeurd(codes: Sequence[str]) -> dict[str, list[Rekeningnummer]]:
    per_gemeente: dict[str, list[Rekeningnummer]] = defaultdict(list)
    for een in db.session.scalars(
        select(Rekeningnummer).where(
            Rekeningnummer.gm_code.in_(codes), Rekeningnummer.goedgekeurd_op.is_not(None)
        )
    ):
        per_gemeente[een.gm_code].append(een)
    return per_gemeente


def _links(personen: set[int]) -> dict[tuple[int, int], datetime]:
    """Who chose a password with a link of whom, among these, and when for the last time."""
    wie = sorted(personen)
    rijen = db.session.execute(
        select(Uitnodiging.gebruiker_id, Uitnodiging.door_id, func.max(Uitnodiging.gebruikt_op))
        .where(
            Uitnodiging.gebruiker_id.in_(wie),
            Uitnodiging.door_id.in_(wie),
            Uitnodiging.gebruikt_op.is_not(None),
        )
        .group_by(Uitnodiging.gebruiker_id, Uitnodiging.door_id)
    )
    return {
        (gebruiker_id, door_id): gebruikt_op
        for gebruiker_id, door_id, gebruikt_op in rijen
        if door_id is not None and gebruikt_op is not None
    }


def _plat(tekst: str) -> str:
    """Letters only, without accents or capitals: ``Súdwest-Fryslân`` is ``sudwestfryslan``."""
    los = unicodedata.normalize("NFKD", tekst).casefold()
    return "".join(teken for teken in los if teken.isalnum())
