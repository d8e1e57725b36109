"""One award of the example of 2022 that was settled lower than it was granted: not every home was built.

It stops at the settlement. A claim needs a ground, and that of this tranche was not found (``terugvordering.grond``):
the page says so, and no ground is invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Final

from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.beoordeling.zienswijze import sluit_zienswijze, zoek_open
from subsidie.beschikkingen.losse import maak_bekend, teken_los
from subsidie.documenten.service import maak_wachtende
from subsidie.kern.tijd import dag_in_amsterdam, moment_in_amsterdam
from subsidie.platform.opslag import Opslag
from subsidie.realisatie.stand import lees_standen
from subsidie.realisatie.vaststellen import (
    leg_berekening_vast,
    list_berekeningen,
    stel_vaststelling_op,
    vraag_zienswijze,
)
from subsidie.tranches.models import Tranche
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens

VOOR: Final = date(2026, 1, 1)
"""What was delivered last before this day can be settled."""


def _om(dag: date, uur: int) -> datetime:
    return moment_in_amsterdam(dag, time(uur, 0))


GEVRAAGD: Final = _om(date(2026, 9, 14), 10)
GESLOTEN: Final = _om(date(2026, 10, 20), 10)
OPGESTELD: Final = _om(date(2026, 10, 21), 10)
BEKEND: Final = _om(date(2026, 10, 26), 10)


def kies(tranche: Tranche) -> Aanvraag | None:
    """The first award of which the building ended with fewer homes, of a municipality with no other; ``None``: none."""
    aanvragen = db.session.scalars(
        select(Aanvraag).where(Aanvraag.tranche_id == tranche.id).order_by(Aanvraag.nummer)
    ).all()
    standen = lees_standen([een.id for een in aanvragen])
    codes = [een.gm_code for een in aanvragen]
    for een in aanvragen:
        stand = standen[een.id]
        af = stand.laatste_levering is not None and stand.laatste_levering < VOOR and not stand.gemeld.totaal
        if af and stand.te_leveren and stand.delen == 1 and codes.count(een.gm_code) == 1:
            return een
    return None


def reken_af(
    aanvraag: Aanvraag, personen: Mapping[str, Gebruiker], opslag: Opslag, *, werkers: int, nu: datetime
) -> None:
    """Compute, ask the view, settle and notify, as far as ``nu`` allows; again, or where somebody began: nothing."""
    if nu <= BEKEND or list_berekeningen(aanvraag):
        return
    behandelaar, beslisser = personen["behandelaar"], personen["beslisser"]
    with schrijfgrens():
        leg_berekening_vast(aanvraag, door=behandelaar, nu=GEVRAAGD)
        vraag_zienswijze(aanvraag, toelichting="", termijn_tot=None, door=behandelaar, nu=GEVRAAGD)
    with schrijfgrens():
        open_ = zoek_open(aanvraag)
        if open_ is not None:
            sluit_zienswijze(open_, door=behandelaar, nu=GESLOTEN)
        besluit = stel_vaststelling_op(aanvraag, toelichting="", reactie="", door=behandelaar, nu=OPGESTELD)
        teken_los(besluit, dagtekening=dag_in_amsterdam(BEKEND), door=beslisser, nu=BEKEND)
        brief = besluit.document.kenmerk if besluit.document is not None else ""
    maak_wachtende(opslag, werkers=werkers, klok=lambda: BEKEND, kenmerken=[brief])
    with schrijfgrens():
        maak_bekend([besluit], opslag=opslag, door=beslisser, nu=BEKEND)
