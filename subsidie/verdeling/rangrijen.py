"""The applications of an allocation as people read them: all at once, whatever their number.

Two queries, of columns and not of whole rows: a ranking is read by many people, often, and whole. Everything
that shows an allocation (page, export, figures) counts from these rows, so that they agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, func, select

from subsidie.aanvragen.models import (
    Aanvraag,
    Aanvraagstatus,
    AanvraagVersie,
    Project,
    Woonruimteregel,
)
from subsidie.register.models import Gemeente
from subsidie.tranches.keuzen import Woonruimteaard
from subsidie.tranches.models import Pot
from subsidie.verdeling.models import Verdeling, Verdelingsregel
from subsidie.verdeling.uitslag import Uitkomst, Verdelingsuitslag
from subsidie.web.db import db

KREGEN: Final = frozenset({"toegekend", "gedeeltelijk", "reeds_verleend"})
"""The outcomes that give money."""

_NOOIT: Final = datetime.max.replace(tzinfo=UTC)
_UITKOMST: Final = (
    Verdelingsregel.uitkomst, Verdelingsregel.reden, Verdelingsregel.bedrag_cent, Verdelingsregel.rang,
    Verdelingsregel.lotnummer, Verdelingsregel.ruimte_voor_cent, Verdelingsregel.ruimte_na_cent,
)  # fmt: skip
_GEGEVENS: Final = (
    Aanvraag.nummer,
    Aanvraag.gm_code,
    Aanvraag.volledig_op,
    Aanvraag.status,
    Gemeente.naam.label("gemeente"),
    Project.naam.label("project"),
    Pot.code.label("pot"),
    Pot.volgorde,
    AanvraagVersie.id.label("versie_id"),
    AanvraagVersie.gevraagd_cent,
    AanvraagVersie.subsidiabel_cent,
    AanvraagVersie.eenheden,
    AanvraagVersie.categorie,
)


@dataclass(frozen=True, slots=True)
class Woonruimtetelling:
    """So many homes of one kind for one target group (its code) in an application."""

    doelgroep: str
    aard: Woonruimteaard
    aantal: int


@dataclass(frozen=True, slots=True)
class Rangrij:
    """One application of an allocation, amounts in eurocents.

    ``gevraagd_cent`` is what was asked, ``telt_mee_cent`` what of it counts, ``cumulatief_cent`` that of its
    pot up to and including this rank (``None`` without a rank). ``uitkomst`` and ``reden`` are words of
    verdeling.md; ``ruimte_voor_cent`` is what was left at its turn. ``ingetrokken``: withdrawn since.
    """

    nummer: str
    pot: str
    gm_code: str
    gemeente: str
    project: str
    volledig_op: datetime | None
    eenheden: int
    gevraagd_cent: int
    telt_mee_cent: int
    categorie: str | None
    ingetrokken: bool
    woonruimten: tuple[Woonruimtetelling, ...]
    uitkomst: str
    reden: str
    bedrag_cent: int
    rang: int | None
    lotnummer: int | None
    ruimte_voor_cent: int | None
    ruimte_na_cent: int | None
    cumulatief_cent: int | None

    @property
    def permanent(self) -> int:
        """Permanent homes."""
        return sum(een.aantal for een in self.woonruimten if een.aard is Woonruimteaard.PERMANENT)

    @property
    def flexibel(self) -> int:
        """Flexible homes."""
        return sum(een.aantal for een in self.woonruimten if een.aard is Woonruimteaard.FLEXIBEL)

    @property
    def kreeg(self) -> bool:
        """Whether it got money."""
        return self.uitkomst in KREGEN


def list_rangrijen(verdeling: Verdeling) -> list[Rangrij]:
    """The outcome per application, pot by pot and in order of rank; without a rank last, then by number.

    Empty before the draw: then ``list_tussenstand`` tells how things stand.
    """
    vraag = _met_gegevens(
        select(*_UITKOMST, *_GEGEVENS)
        .join(Aanvraag, Verdelingsregel.aanvraag_id == Aanvraag.id)
        .join(AanvraagVersie, Verdelingsregel.versie_id == AanvraagVersie.id)
    ).where(Verdelingsregel.verdeling_id == verdeling.id)
    gelezen = sorted(db.session.execute(vraag).all(), key=_volgorde)
    if not gelezen:
        return []
    woonruimten = _woonruimten(
        select(Woonruimteregel).join(Verdelingsregel, Woonruimteregel.versie_id == Verdelingsregel.versie_id),
        Verdelingsregel.verdeling_id == verdeling.id,
    )
    return _rijen(
        gelezen, woonruimten, uitkomst_van=lambda rij: rij, telt_mee=lambda rij: rij.subsidiabel_cent
    )


def uitkomstvraag(verdeling: Verdeling) -> Select[*tuple[Any, ...]]:
    """The stored outcome, row by row, without who it is."""
    return (
        select(Verdelingsregel.aanvraag_id, Verdelingsregel.versie_id, *_UITKOMST)
        .where(Verdelingsregel.verdeling_id == verdeling.id)
        .order_by(Verdelingsregel.aanvraag_id)
    )


def list_tussenstand(tranche_id: int, uitslag: Verdelingsuitslag) -> list[Rangrij]:
    """The rows of an outcome that is not stored row by row, in the order of the groups of ``uitslag``.

    What counts is what ``uitslag`` rests on; who it is, is read from the applications as they are now.
    """
    vraag = _met_gegevens(
        select(*_GEGEVENS).join(AanvraagVersie, AanvraagVersie.aanvraag_id == Aanvraag.id)
    ).where(Aanvraag.tranche_id == tranche_id, AanvraagVersie.volgnummer == Aanvraag.huidige_versie)
    uitkomsten = {een.nummer: een for een in uitslag.uitkomsten}
    gelezen = [rij for rij in db.session.execute(vraag).all() if rij.nummer in uitkomsten]
    woonruimten = _woonruimten(
        select(Woonruimteregel)
        .join(AanvraagVersie, Woonruimteregel.versie_id == AanvraagVersie.id)
        .join(Aanvraag, AanvraagVersie.aanvraag_id == Aanvraag.id),
        Aanvraag.tranche_id == tranche_id,
        AanvraagVersie.volgnummer == Aanvraag.huidige_versie,
    )
    eind = len(uitslag.groepen)

    def plek(rij: Row[Any]) -> tuple[Any, ...]:
        een = uitkomsten[rij.nummer]
        groep = eind if een.groep is None else een.groep
        return rij.volgorde, groep, een.rang or 0, een.lotnummer or 0, rij.nummer

    return _rijen(
        sorted(gelezen, key=plek),
        woonruimten,
        uitkomst_van=lambda rij: uitkomsten[rij.nummer],
        telt_mee=lambda rij: uitslag.invoer.kandidaat(rij.nummer).gevraagd_cent,
    )


def tel_woonruimten(rijen: Iterable[Rangrij]) -> Counter[tuple[str, Woonruimteaard]]:
    """How many homes per target group and kind these applications have together."""
    telling: Counter[tuple[str, Woonruimteaard]] = Counter()
    for rij in rijen:
        for een in rij.woonruimten:
            telling[een.doelgroep, een.aard] += een.aantal
    return telling


def _met_gegevens(vraag: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        vraag.join(Gemeente, Aanvraag.gm_code == Gemeente.gm_code)
        .join(Project, Aanvraag.project_id == Project.id)
        .join(Pot, Aanvraag.pot_id == Pot.id)
    )


def _volgorde(rij: Row[Any]) -> tuple[Any, ...]:
    return rij.volgorde, rij.rang is None, rij.rang or 0, rij.volledig_op or _NOOIT, rij.nummer


def _woonruimten(
    vraag: Select[*tuple[Any, ...]], *voorwaarden: ColumnElement[bool]
) -> dict[int, tuple[Woonruimtetelling, ...]]:
    """Per version its homes per target group and kind, in the order in which they stand in it."""
    sleutel = (Woonruimteregel.versie_id, Woonruimteregel.doelgroep, Woonruimteregel.aard)
    telling = (
        vraag.with_only_columns(*sleutel, func.sum(Woonruimteregel.aantal).label("aantal"))
        .where(*voorwaarden)
        .group_by(*sleutel)
        .order_by(func.min(Woonruimteregel.regel))
    )
    gevonden: dict[int, tuple[Woonruimtetelling, ...]] = {}
    for versie_id, doelgroep, aard, aantal in db.session.execute(telling):
        gevonden[versie_id] = (
            *gevonden.get(versie_id, ()),
            Woonruimtetelling(doelgroep, aard, int(aantal)),
        )
    return gevonden


def _rijen(
    gelezen: Iterable[Row[Any]],
    woonruimten: Mapping[int, tuple[Woonruimtetelling, ...]],
    *,
    uitkomst_van: Callable[[Row[Any]], Row[Any] | Uitkomst],
    telt_mee: Callable[[Row[Any]], int],
) -> list[Rangrij]:
    som: Counter[str] = Counter()
    rijen = []
    for rij in gelezen:
        uitkomst = uitkomst_van(rij)
        if uitkomst.rang is not None:
            som[rij.pot] += telt_mee(rij)
        rijen.append(
            Rangrij(
                nummer=rij.nummer, pot=rij.pot, gm_code=rij.gm_code, gemeente=rij.gemeente, project=rij.project,
                volledig_op=rij.volledig_op, eenheden=rij.eenheden, gevraagd_cent=rij.gevraagd_cent,
                telt_mee_cent=telt_mee(rij), categorie=rij.categorie,
                ingetrokken=rij.status is Aanvraagstatus.INGETROKKEN,
                woonruimten=woonruimten.get(rij.versie_id, ()), uitkomst=str(uitkomst.uitkomst),
                reden=str(uitkomst.reden), bedrag_cent=uitkomst.bedrag_cent, rang=uitkomst.rang,
                lotnummer=uitkomst.lotnummer, ruimte_voor_cent=uitkomst.ruimte_voor_cent,
                ruimte_na_cent=uitkomst.ruimte_na_cent,
                cumulatief_cent=som[rij.pot] if uitkomst.rang is not None else None,
            )
        )  # fmt: skip
    return rijen
