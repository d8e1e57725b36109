"""What was built on an application, as far as its state needs it: as conditions on ``Aanvraag``, and read of one.

Only what the ministry accepted counts. The same as ``realisatie.stand`` counts, of which a test holds it to the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select

from subsidie.aanvragen.models import Aanvraag
from subsidie.dossier.stand import Bouw
from subsidie.realisatie.einde import laatste_bestemmingsdag
from subsidie.realisatie.leveringmodellen import Bestemmingseinde, Levering, Woonruimte
from subsidie.realisatie.planmodellen import (
    Meldingstand,
    Mijlpaal,
    Mijlpaalmelding,
    Planregel,
    Projectdeel,
    Realisatieplan,
)
from subsidie.realisatie.plichten import BEWIJS, Bewijs
from subsidie.realisatie.stand import Realisatiestand
from subsidie.tranches.lezen import VERVALLEN, als_instelling
from subsidie.tranches.models import InstellingWaarde
from subsidie.tranches.sleutels.uitvoering import VERPLICHTINGEN
from subsidie.tranches.waarden import Verplichting
from subsidie.web.db import db

Grenzen = tuple[tuple[int, date], ...]
"""Per tranche (its id) the first day of delivery of homes that must still be kept today."""

BEGIN: Final = (Mijlpaal.ONOMKEERBARE_STAP, Mijlpaal.START_BOUW, Mijlpaal.OPLEVERING, Mijlpaal.INGEBRUIKNAME)
"""From any of these on a project is being carried out; a permit alone is no step that cannot be taken back."""

_ALTIJD: Final = date(1, 1, 1)


def bouw_van(stand: Realisatiestand, *, bestemd: bool) -> Bouw:
    """What the state needs, of what ``realisatie.stand`` counted; ``bestemd``: a home is still within its years."""
    return Bouw(
        begonnen=bool(stand.geleverd.totaal) or any(een in stand.mijlpalen for een in BEGIN),
        gerealiseerd=stand.beloofd.totaal > 0 and stand.te_leveren == 0,
        bestemd=bestemd,
    )


def laatst_behouden(aanvraag_id: int) -> date | None:
    """The day of the last accepted delivery with a home in it that was kept."""
    return db.session.scalar(
        select(func.max(Levering.opgeleverd_op))
        .join(Woonruimte, Woonruimte.levering_id == Levering.id)
        .where(Levering.aanvraag_id == aanvraag_id, _BEHOUDEN)
    )


def bestemmingsgrenzen(vandaag: date) -> Grenzen:
    """From which day of delivery on homes must still be kept on ``vandaag``, per tranche; in one query.

    By the rules of the tranche as they are on record now. A tranche without that obligation is not in it.
    """
    codes = sorted(code for code, bewijs in BEWIJS.items() if bewijs is Bewijs.BESTEMMING)
    vraag = (
        select(InstellingWaarde)
        .where(
            InstellingWaarde.pot_id.is_(None),
            InstellingWaarde.sleutel.in_([f"{VERPLICHTINGEN.naam}.{code}" for code in codes]),
        )
        .order_by(InstellingWaarde.volgnummer, InstellingWaarde.id)
    )
    nieuwste: dict[tuple[int, str], Verplichting | None] = {}
    for rij in db.session.scalars(vraag):
        waarde = als_instelling(rij).waarde if rij.waarde != VERVALLEN else None
        code = rij.sleutel.rpartition(".")[2]
        nieuwste[rij.tranche_id, code] = waarde if isinstance(waarde, Verplichting) else None
    gevonden = {}
    for tranche_id in sorted({tranche_id for tranche_id, _ in nieuwste}):
        plichten = {code: een for (van, code), een in nieuwste.items() if van == tranche_id}
        if (grens := oudste_in_termijn(plichten, vandaag)) is not None:
            gevonden[tranche_id] = grens
    return tuple(gevonden.items())


def oudste_in_termijn(plichten: Mapping[str, Verplichting | None], vandaag: date) -> date | None:
    """The first day of delivery of homes that must still be kept on ``vandaag``; ``None`` when there is none. Pure.

    ``plichten``: the obligations by code (``realisatie.plichten``).
    """

    def in_termijn(opgeleverd_op: date) -> bool:
        laatste = laatste_bestemmingsdag(opgeleverd_op, plichten)
        return laatste is not None and laatste >= vandaag

    if not in_termijn(vandaag):
        return None
    # A later delivery never ends earlier, so halving finds the first day.
    laag, hoog = _ALTIJD, vandaag
    if in_termijn(laag):
        return laag
    while (hoog - laag).days > 1:
        midden = laag + timedelta(days=(hoog - laag).days // 2)
        laag, hoog = (laag, midden) if in_termijn(midden) else (midden, hoog)
    return hoog


def is_begonnen() -> ColumnElement[bool]:
    """A part that was not withdrawn passed a milestone of ``BEGIN``, or homes were delivered."""
    mijlpaal = exists().where(
        Mijlpaalmelding.aanvraag_id == Aanvraag.id, Mijlpaalmelding.stand == Meldingstand.AANVAARD,
        Mijlpaalmelding.mijlpaal.in_(BEGIN), Projectdeel.id == Mijlpaalmelding.deel_id,
        Projectdeel.vervallen_op.is_(None),
    ).correlate(Aanvraag)  # fmt: skip
    levering = exists().where(
        Levering.aanvraag_id == Aanvraag.id, _AANVAARD, Woonruimte.levering_id == Levering.id
    ).correlate(Aanvraag)  # fmt: skip
    return or_(mijlpaal, levering)


def is_gerealiseerd() -> ColumnElement[bool]:
    """The newest plan promises homes, and as many were accepted, permanent and flexible each."""
    nieuwste = (
        select(func.max(Realisatieplan.volgnummer))
        .where(Realisatieplan.aanvraag_id == Aanvraag.id)
        .correlate(Aanvraag)
        .scalar_subquery()
    )
    beloofd = (
        select(Planregel.aard)
        .join(Realisatieplan, Realisatieplan.id == Planregel.plan_id)
        .where(Realisatieplan.aanvraag_id == Aanvraag.id, Realisatieplan.volgnummer == nieuwste)
    )
    geleverd = (
        select(func.count())
        .select_from(Woonruimte)
        .join(Levering, Levering.id == Woonruimte.levering_id)
        .where(Woonruimte.aanvraag_id == Aanvraag.id, Woonruimte.aard == Planregel.aard, _AANVAARD)
        .correlate(Aanvraag, Planregel)
        .scalar_subquery()
    )
    tekort = beloofd.group_by(Planregel.aard).having(func.sum(Planregel.aantal) > geleverd)
    return and_(beloofd.correlate(Aanvraag).exists(), ~tekort.correlate(Aanvraag).exists())


def is_bestemd(grenzen: Grenzen) -> ColumnElement[bool]:
    """A home that was kept was delivered on or after the day that ``grenzen`` gives for the tranche."""
    grens: Any = case(dict(grenzen), value=Aanvraag.tranche_id)
    return exists().where(
        Levering.aanvraag_id == Aanvraag.id, Woonruimte.levering_id == Levering.id, _BEHOUDEN,
        Levering.opgeleverd_op >= grens,
    ).correlate(Aanvraag)  # fmt: skip


_AANVAARD: Final[ColumnElement[bool]] = and_(Levering.stand == Meldingstand.AANVAARD, ~Woonruimte.vervallen)
_BEHOUDEN: Final[ColumnElement[bool]] = and_(
    _AANVAARD, ~exists().where(Bestemmingseinde.woonruimte_id == Woonruimte.id)
)
