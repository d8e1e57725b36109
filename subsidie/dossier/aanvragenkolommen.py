"""What the list of applications has in its columns: on the page, in the export, and to sort by.

Statements and columns are the same for everyone who sees the same kind of things, so they are made once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute

from subsidie.aanvragen.models import Aanvraag, AanvraagVersie, Project, Woonruimteregel
from subsidie.beschikkingen.models import Besluitstatus
from subsidie.dossier.bouwvragen import Grenzen
from subsidie.dossier.stand import Stand
from subsidie.dossier.standvragen import Standkolommen, lees_stand, standkolommen
from subsidie.platform.lijst import Lijstkolom, Uitdrukking
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort
from subsidie.register.models import Gemeente
from subsidie.tranches.keuzen import Woonruimteaard
from subsidie.tranches.models import Pot, Tranche

HUIDIG: Final = and_(
    AanvraagVersie.aanvraag_id == Aanvraag.id, AanvraagVersie.volgnummer == Aanvraag.huidige_versie
)
"""The version that counts; a draft has none."""


@dataclass(frozen=True, slots=True)
class Aanvraagregel:
    """One application in the list; ``rij`` has the columns of ``Kolomset.details``, amounts in eurocents."""

    rij: Row[Any]
    stand: Stand
    pot: str
    """Name of the pot; empty in a tranche with one pot."""


Lezer = Callable[[Aanvraagregel], Cel]


@dataclass(frozen=True, slots=True)
class Kolomset:
    """Columns and the statement behind them, for one kind of viewer."""

    kolommen: tuple[Lijstkolom, ...]
    lezers: tuple[Lezer, ...]
    """What each column of the export holds."""
    stand: Standkolommen
    details: Select[*tuple[Any, ...]]
    """Everything that a row shows, of every application: to be narrowed."""

    def regel(self, rij: Row[Any], potnamen: Mapping[tuple[str, str], str]) -> Aanvraagregel:
        """A row of ``details`` with its state; ``potnamen`` by code of tranche and pot."""
        return Aanvraagregel(rij, lees_stand(rij), potnamen.get((rij.tranche, rij.potcode), ""))


@lru_cache(maxsize=128)
def kolomset(
    eigen: tuple[str, ...], statussen: frozenset[Besluitstatus], grenzen: Grenzen, *, gemeenten: bool
) -> Kolomset:
    """For who works for the municipalities ``eigen`` and sees decisions of others in ``statussen``.

    ``grenzen``: which homes must still be kept today (``bouwvragen``). ``gemeenten``: the names of municipality and
    province stand on the page.
    """
    stand = standkolommen(eigen, statussen, grenzen)
    kolommen = _kolommen(stand, gemeenten=gemeenten)
    return Kolomset(
        kolommen=tuple(kolom for kolom, _ in kolommen),
        lezers=tuple(lees for kolom, lees in kolommen if kolom.in_uitvoer),
        stand=stand,
        details=_details(stand),
    )


def _details(stand: Standkolommen) -> Select[*tuple[Any, ...]]:
    versie = AanvraagVersie
    return (
        select(
            Aanvraag.id, Aanvraag.nummer, Aanvraag.gm_code, Aanvraag.status, Aanvraag.ontvangen_op,
            Aanvraag.volledig_op, Aanvraag.buiten_tijdvak, Gemeente.naam.label("gemeente"), Gemeente.provincie,
            Project.naam.label("project"), Tranche.code.label("tranche"), Tranche.aard, Pot.code.label("potcode"),
            versie.bouwvorm, versie.eenheden, versie.gevraagd_cent, versie.subsidiabel_cent,
            _aantal(Woonruimteaard.PERMANENT), _aantal(Woonruimteaard.FLEXIBEL),
            stand.sleutel.label("sleutel"), stand.volgens_keten.label("volgens_keten"), stand.hoe.label("hoe"),
            stand.verleend_cent.label("verleend_cent"), stand.laatste_status.label("laatste_status"),
        )
        .select_from(Aanvraag)
        .outerjoin(versie, HUIDIG)
        .join(Aanvraag.gemeente)
        .join(Aanvraag.project)
        .join(Aanvraag.tranche)
        .join(Pot, Pot.id == Aanvraag.pot_id)
    )  # fmt: skip


def _aantal(aard: Woonruimteaard) -> ColumnElement[Any]:
    return (
        select(func.sum(Woonruimteregel.aantal))
        .where(Woonruimteregel.versie_id == AanvraagVersie.id, Woonruimteregel.aard == aard)
        .correlate(AanvraagVersie)
        .scalar_subquery()
        .label(aard.value)
    )


def _bij(kolom: InstrumentedAttribute[Any], *voorwaarden: ColumnElement[bool]) -> ColumnElement[Any]:
    """A column of what belongs to the application, to sort by."""
    return select(kolom).where(*voorwaarden).correlate(Aanvraag).scalar_subquery()


def _kolommen(stand: Standkolommen, *, gemeenten: bool) -> tuple[tuple[Lijstkolom, Lezer], ...]:
    """Every column with what it holds in the export; on the page some share a cell."""
    getal, euro, moment = Kolomsoort.GETAL, Kolomsoort.EURO, Kolomsoort.MOMENT
    versie = AanvraagVersie

    def k(
        sleutel: str, kop: str, lees: Lezer, sorteer: Uitdrukking | None = None, soort: Kolomsoort = Kolomsoort.TEKST,
        breedte: int = 14, *, op_scherm: bool = True,
    ) -> tuple[Lijstkolom, Lezer]:  # fmt: skip
        return Lijstkolom(Kolom(sleutel, kop, soort, breedte), sorteer, op_scherm=op_scherm), lees

    gemeente = _bij(Gemeente.naam, Gemeente.gm_code == Aanvraag.gm_code)
    provincie = _bij(Gemeente.provincie, Gemeente.gm_code == Aanvraag.gm_code)
    project = _bij(Project.naam, Project.id == Aanvraag.project_id)
    tranche = _bij(Tranche.code, Tranche.id == Aanvraag.tranche_id)
    return (
        k("nummer", "Aanvraag", lambda r: r.rij.nummer, Aanvraag.nummer),
        k("gemeente", "Gemeente", lambda r: r.rij.gemeente, gemeente, breedte=24, op_scherm=gemeenten),
        k("gemeentecode", "Gemeentecode", lambda r: r.rij.gm_code, op_scherm=False),
        k("provincie", "Provincie", lambda r: r.rij.provincie, provincie, breedte=16, op_scherm=gemeenten),
        k("project", "Project", lambda r: r.rij.project, project, breedte=32),
        k("tranche", "Tranche", lambda r: r.rij.tranche, tranche, breedte=18),
        k("pot", "Pot", lambda r: r.pot or r.rij.potcode, breedte=24, op_scherm=False),
        k("bouwvorm", "Bouwvorm", lambda r: r.rij.bouwvorm and r.rij.bouwvorm.value, op_scherm=False),
        k("woonruimten", "Woonruimten", lambda r: r.rij.eenheden, versie.eenheden, getal),
        k("permanent", "Permanent", lambda r: r.rij.permanent, soort=getal, op_scherm=False),
        k("flexibel", "Flexibel", lambda r: r.rij.flexibel, soort=getal, op_scherm=False),
        k("gevraagd", "Gevraagd", lambda r: r.rij.gevraagd_cent, versie.gevraagd_cent, euro),
        k("telt_mee", "Telt mee", lambda r: r.rij.subsidiabel_cent, versie.subsidiabel_cent, euro),
        k("ontvangen_op", "Ontvangen op", lambda r: r.rij.ontvangen_op, Aanvraag.ontvangen_op, moment, 24),
        k("volledig_op", "Volledig op", lambda r: r.rij.volledig_op, Aanvraag.volledig_op, moment, 24),
        k(
            "buiten_tijdvak",
            "Buiten het tijdvak",
            lambda r: "ja" if r.rij.buiten_tijdvak else "nee",
            op_scherm=False,
        ),
        k("stand", "Stand", lambda r: r.stand.tekst, stand.volgorde, breedte=24),
        k("verleend", "Verleend", lambda r: r.rij.verleend_cent, stand.verleend_cent, euro),
    )
