"""What the monitor counts, asked of the database: homes and money, asked, awarded and delivered, all tranches at once.

A constant number of queries, summed by the database. Awarded is what was notified (as in the open data, one truth);
delivered is what the ministry accepted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import and_, case, func, select

from subsidie.aanvragen.models import Aanvraag, AanvraagVersie, Woonruimteregel
from subsidie.realisatie.leveringmodellen import Bestemmingseinde, Levering, Woonruimte
from subsidie.realisatie.planmodellen import Meldingstand, Planregel, Realisatieplan
from subsidie.register.models import Gemeente
from subsidie.tranches.keuzen import Woonruimteaard, Woonruimtesoort
from subsidie.tranches.lezen import als_instelling
from subsidie.tranches.models import InstellingWaarde, Tranche, Trancheaard
from subsidie.verantwoording.opendata_vragen import geldende_plannen, toekenningen
from subsidie.verantwoording.regiomodellen import Regiogemeente, Regioindeling
from subsidie.web.db import db

Wijze = tuple[int, str, str, str, str]
"""Tranche, municipality of the application, target group, permanent or flexible, kind of home."""


@dataclass(frozen=True, slots=True)
class Tranchekeuze:
    """A tranche that one can choose."""

    id: int
    code: str
    naam: str
    is_voorbeeld: bool
    is_oefening: bool = False
    """Made to practise: it counts only when it is chosen."""


@dataclass(slots=True)
class Tellingen:
    """What was counted. Homes by ``Wijze``: asked, promised, delivered, in use; money by tranche and municipality."""

    woonruimten: dict[Wijze, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0, 0]))
    geld: dict[tuple[int, str], list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0, 0]))
    """Applications, cents asked, awards, cents that hold now."""


GEVRAAGD, BELOOFD, GELEVERD, IN_GEBRUIK = range(4)


def list_tranches() -> list[Tranchekeuze]:
    """Every tranche, the newest first."""
    rijen = db.session.execute(
        select(Tranche.id, Tranche.code, Tranche.naam, Tranche.aard).order_by(Tranche.code.desc())
    )
    return [
        Tranchekeuze(id_, code, naam, aard is not Trancheaard.ECHT, aard is Trancheaard.OEFEN)
        for id_, code, naam, aard in rijen
    ]


def doelgroepnamen(ids: Sequence[int]) -> dict[str, str]:
    """Per code of a target group its name, of the newest tranche among ``ids`` that has it. One query."""
    vraag = (
        select(InstellingWaarde)
        .where(
            InstellingWaarde.tranche_id.in_(ids), InstellingWaarde.sleutel == "doelgroepen",
            InstellingWaarde.pot_id.is_(None),
        )
        .order_by(InstellingWaarde.tranche_id, InstellingWaarde.volgnummer, InstellingWaarde.id)
    )  # fmt: skip
    namen: dict[str, str] = {}
    for rij in db.session.scalars(vraag):
        namen |= {groep.code: groep.naam for groep in als_instelling(rij).waarde or ()}
    return namen


def lees_gemeenten() -> dict[str, Gemeente]:
    """The whole register by code."""
    return {een.gm_code: een for een in db.session.scalars(select(Gemeente))}


def list_indelingen() -> list[Regioindeling]:
    """The divisions into regions that hold, by name; of one name the newest year."""
    rijen = db.session.scalars(
        select(Regioindeling).where(~Regioindeling.vervallen).order_by(Regioindeling.naam, Regioindeling.jaar)
    )
    return list({een.naam: een for een in rijen}.values())


def lees_regios(indeling_id: int) -> dict[str, str]:
    """Per municipality its region."""
    vraag = select(Regiogemeente.gm_code, Regiogemeente.regio).where(Regiogemeente.indeling_id == indeling_id)
    return {rij.gm_code: rij.regio for rij in db.session.execute(vraag)}


def tel(ids: Sequence[int]) -> Tellingen:
    """Everything that is counted in these tranches."""
    gevonden = Tellingen()
    if ids:
        _tel_gevraagd(ids, gevonden)
        _tel_beloofd(ids, gevonden)
        _tel_geleverd(ids, gevonden)
        _tel_geld(ids, gevonden)
    return gevonden


def _tel_bij(gevonden: Tellingen, rijen: Iterable[Any], plekken: Sequence[int]) -> None:
    for tranche, gm_code, doelgroep, aard, soort, *aantallen in rijen:
        wijze = (tranche, gm_code, doelgroep, Woonruimteaard(aard).value, Woonruimtesoort(soort).value)
        for plek, aantal in zip(plekken, aantallen, strict=True):
            gevonden.woonruimten[wijze][plek] += int(aantal or 0)


_NIEUWSTE: Final = and_(
    AanvraagVersie.aanvraag_id == Aanvraag.id, AanvraagVersie.volgnummer == Aanvraag.huidige_versie
)


def _tel_gevraagd(ids: Sequence[int], gevonden: Tellingen) -> None:
    wijze = (
        Aanvraag.tranche_id, Aanvraag.gm_code, Woonruimteregel.doelgroep, Woonruimteregel.aard, Woonruimteregel.soort,
    )  # fmt: skip
    vraag = (
        select(*wijze, func.sum(Woonruimteregel.aantal))
        .join(AanvraagVersie, AanvraagVersie.id == Woonruimteregel.versie_id)
        .join(Aanvraag, _NIEUWSTE)
        .where(Aanvraag.tranche_id.in_(ids))
        .group_by(*wijze)
    )
    _tel_bij(gevonden, db.session.execute(vraag), (GEVRAAGD,))


def _tel_beloofd(ids: Sequence[int], gevonden: Tellingen) -> None:
    geldend = geldende_plannen()
    wijze = (Aanvraag.tranche_id, Aanvraag.gm_code, Planregel.doelgroep, Planregel.aard, Planregel.soort)
    vraag = (
        select(*wijze, func.sum(Planregel.aantal))
        .join(Realisatieplan, Realisatieplan.id == Planregel.plan_id)
        .join(
            geldend,
            and_(
                geldend.c.aanvraag_id == Realisatieplan.aanvraag_id,
                geldend.c.volgnummer == Realisatieplan.volgnummer,
            ),
        )
        .join(Aanvraag, Aanvraag.id == Realisatieplan.aanvraag_id)
        .where(Aanvraag.tranche_id.in_(ids))
        .group_by(*wijze)
    )
    _tel_bij(gevonden, db.session.execute(vraag), (BELOOFD,))


def _tel_geleverd(ids: Sequence[int], gevonden: Tellingen) -> None:
    """First per delivery, in the order of an index that holds all of it (``ix_woonruimte_telling``)."""
    groep = (
        Woonruimte.tranche_id, Woonruimte.levering_id, Woonruimte.doelgroep, Woonruimte.aard, Woonruimte.soort,
    )  # fmt: skip
    gebruikt = case((Woonruimte.in_gebruik_op.is_not(None), 1), else_=0)
    per_levering = (
        select(*groep, func.count().label("geleverd"), func.sum(gebruikt).label("in_gebruik"))
        .where(Woonruimte.tranche_id.in_(ids), ~Woonruimte.vervallen)
        .group_by(*groep)
        .subquery()
    )
    wijze = (
        per_levering.c.tranche_id, Aanvraag.gm_code, per_levering.c.doelgroep, per_levering.c.aard,
        per_levering.c.soort,
    )  # fmt: skip
    vraag = (
        select(*wijze, func.sum(per_levering.c.geleverd), func.sum(per_levering.c.in_gebruik))
        .join(Levering, Levering.id == per_levering.c.levering_id)
        .join(Aanvraag, Aanvraag.id == Levering.aanvraag_id)
        .where(Levering.stand == Meldingstand.AANVAARD)
        .group_by(*wijze)
    )
    _tel_bij(gevonden, db.session.execute(vraag), (GELEVERD, IN_GEBRUIK))
    weg = (
        select(
            Woonruimte.tranche_id, Aanvraag.gm_code, Woonruimte.doelgroep, Woonruimte.aard, Woonruimte.soort,
            -func.count(),
        )
        .join(Aanvraag, Aanvraag.id == Woonruimte.aanvraag_id)
        .where(
            Woonruimte.id.in_(select(Bestemmingseinde.woonruimte_id)), Aanvraag.tranche_id.in_(ids),
            Woonruimte.in_gebruik_op.is_not(None),
        )
        .group_by(
            Woonruimte.tranche_id, Aanvraag.gm_code, Woonruimte.doelgroep, Woonruimte.aard, Woonruimte.soort
        )
    )  # fmt: skip
    _tel_bij(gevonden, db.session.execute(weg), (IN_GEBRUIK,))


def _tel_geld(ids: Sequence[int], gevonden: Tellingen) -> None:
    gevraagd = (
        select(
            Aanvraag.tranche_id, Aanvraag.gm_code, func.count(), func.sum(AanvraagVersie.gevraagd_cent),
        )
        .join(AanvraagVersie, _NIEUWSTE)
        .where(Aanvraag.tranche_id.in_(ids))
        .group_by(Aanvraag.tranche_id, Aanvraag.gm_code)
    )  # fmt: skip
    for tranche, gm_code, aantal, cent in db.session.execute(gevraagd):
        rij = gevonden.geld[tranche, gm_code]
        rij[0], rij[1] = aantal, int(cent or 0)
    toegekend = toekenningen({}).where(Tranche.id.in_(ids)).order_by(None).subquery()
    kolommen = list(toegekend.c)
    code, gm_code_, cent_ = kolommen[1], kolommen[4], kolommen[11]
    som = (
        select(Tranche.id, gm_code_, func.count(), func.sum(cent_))
        .join(Tranche, Tranche.code == code)
        .group_by(Tranche.id, gm_code_)
    )
    for tranche, gm_code, aantal, cent in db.session.execute(som):
        rij = gevonden.geld[tranche, gm_code]
        rij[2], rij[3] = aantal, int(cent or 0)
