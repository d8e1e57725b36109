"""After the awards of the examples: paid, built, reported on and accounted for, until the day of the demo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Final

from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.documenten.models import Document
from subsidie.documenten.service import maak_wachtende
from subsidie.platform.opslag import Opslag
from subsidie.realisatie.betaalstuk import OpdrachtlijstGegevens
from subsidie.realisatie.plan import maak_ontbrekende
from subsidie.realisatie.planmodellen import Realisatieplan
from subsidie.tranches.lezen import zoek_tranche
from subsidie.tranches.models import Tranche
from subsidie.voorbeeld import rha2022, rha2023
from subsidie.voorbeeld.afrekenen import kies, reken_af
from subsidie.voorbeeld.betalen import betaal
from subsidie.voorbeeld.bouwen import bouw
from subsidie.voorbeeld.jaargang import Voortgang, stil
from subsidie.voorbeeld.melders import laad_melders
from subsidie.voorbeeld.personen import laad_collegas
from subsidie.voorbeeld.verantwoorden import verantwoord
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens

BEKENDGEMAAKT: Final[dict[str, date]] = {
    rha2022.CODE: rha2022.DAGTEKENING,
    rha2023.CODE: rha2023.DAGTEKENING,
}


def richt_uitvoering_in(
    personen: dict[str, Gebruiker],
    opslag: Opslag,
    *,
    werkers: int,
    nu: datetime,
    melden: Callable[[Voortgang], None] = stil,
) -> None:
    """Pay, build and account for the awards of the examples that were notified, and settle one.

    What is there already stays as it is. ``personen``: those of the example by key; ``nu``: aware, the last moment.
    """
    tranches = [een for code in BEKENDGEMAAKT if (een := zoek_tranche(code)) is not None]
    with schrijfgrens():
        maak_ontbrekende(nu)  # of a database from before there were plans
        iedereen = {**personen, **laad_collegas(nu=rha2022.JAARGANG.bekendgemaakt)}
        gemeenten = {een.code: _gemeenten_met_plan(een) for een in tranches}
        melders = laad_melders(set().union(*gemeenten.values()), iedereen, nu=rha2022.JAARGANG.bekendgemaakt)
    melden(Voortgang("Betalen"))
    for tranche in (een for een in tranches if gemeenten[een.code]):
        van_tranche = {code: melders[code] for code in sorted(gemeenten[tranche.code])}
        betaal(tranche, van_tranche, iedereen, bekendgemaakt_op=BEKENDGEMAAKT[tranche.code])
    _maak_lijsten(opslag, werkers)
    melden(Voortgang("Bouwen en melden"))
    bouw(tranches, melders, iedereen, nu=nu)
    melden(Voortgang("Verantwoorden via SiSa"))
    for tranche in (een for een in tranches if gemeenten[een.code]):
        te_rekenen = kies(tranche) if tranche.code == rha2022.CODE else None
        verantwoord(
            tranche, iedereen, bekendgemaakt_op=BEKENDGEMAAKT[tranche.code], nu=nu,
            ook_klaar=te_rekenen.gm_code if te_rekenen is not None else "",
        )  # fmt: skip
        if te_rekenen is not None:
            reken_af(te_rekenen, iedereen, opslag, werkers=werkers, nu=nu)


def _maak_lijsten(opslag: Opslag, werkers: int) -> None:
    """The papers with payment orders, each at the moment it was asked for, so that none waits for a worker of now."""
    vraag = (
        select(Document.kenmerk, Document.aangevraagd_op)
        .where(Document.bestand_sha256.is_(None), Document.sjabloon == OpdrachtlijstGegevens.sjabloon)
        .order_by(Document.id)
    )
    for kenmerk, gevraagd in db.session.execute(vraag).all():
        maak_wachtende(opslag, werkers=werkers, klok=partial(_toen, gevraagd), kenmerken=[kenmerk])


def _toen(moment: datetime) -> datetime:
    return moment


def _gemeenten_met_plan(tranche: Tranche) -> set[str]:
    return set(
        db.session.scalars(
            select(Aanvraag.gm_code)
            .join(Realisatieplan, Realisatieplan.aanvraag_id == Aanvraag.id)
            .where(Aanvraag.tranche_id == tranche.id)
        )
    )
