"""A small tranche of which the awards were notified and their plans made: what is watched from then on."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.realisatie import plan
from subsidie.realisatie.planmodellen import Meldingstand, Mijlpaal, Projectdeel
from subsidie.tranches.models import Tranche
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken import realisatierijen
from tests.fabrieken.verdelingen import BEKENDMAKING, bekende_tranche
from tests.infra.werelden import begin_met


def tranche_in_aanbouw() -> tuple[Tranche, dict[str, Gebruiker]]:
    """``bekende_tranche`` with the plan of every award."""
    return begin_met(_in_aanbouw)


def _in_aanbouw() -> tuple[Tranche, dict[str, Gebruiker]]:
    tranche, personen, _ = bekende_tranche()
    with schrijfgrens():
        plan.maak_ontbrekende(BEKENDMAKING)
    return tranche, personen


def toegekend(nummer: str) -> Aanvraag:
    """The application with this number."""
    return db.session.scalars(select(Aanvraag).where(Aanvraag.nummer == nummer)).one()


def deel_van(nummer: str) -> Projectdeel:
    """The part that came with its award."""
    return db.session.scalars(
        select(Projectdeel).where(Projectdeel.aanvraag_id == toegekend(nummer).id)
    ).one()


def meld_stap(nummer: str, op: date, *, stand: Meldingstand = Meldingstand.AANVAARD) -> None:
    """The irreversible step of its part on the day ``op``."""
    realisatierijen.mijlpaal(
        deel_id=deel_van(nummer).id, mijlpaal=Mijlpaal.ONOMKEERBARE_STAP, bereikt_op=op, stand=stand
    )
