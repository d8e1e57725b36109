"""The advice of the committee on an objection (Awb 7:13): on which day, what it advises, its text."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from subsidie.accounts.models import Gebruiker
from subsidie.beschikkingen.bezwaar import noteer
from subsidie.beschikkingen.bezwaarbehandeling import lees_tekst, vereis_aan_zet
from subsidie.beschikkingen.bezwaarmodellen import Bezwaar, Commissieadvies
from subsidie.kern.fouten import Domeinfout, Gebrek
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.web.db import db

LANGSTE_ADVIES: Final = 40_000


def leg_advies_vast(
    bezwaar: Bezwaar,
    strekking: Commissieadvies,
    *,
    op: date | None,
    tekst: str,
    door: Gebruiker,
    nu: datetime,
) -> None:
    """Keep the advice of the day ``op``; it can be put right until the decision is drawn up.

    Raises ``NietBevoegd``; ``Domeinfout`` where no committee advises; ``OngeldigeInvoer`` at ``op`` (before the
    objection came in, or still to come) and ``tekst``.
    """
    vereis_aan_zet(bezwaar, door, nu=nu)
    if not bezwaar.commissie:
        raise Domeinfout("Bij dit bezwaar adviseert geen commissie.")
    eerste, vandaag = dag_in_amsterdam(bezwaar.ontvangen_op), dag_in_amsterdam(nu)
    gebreken = []
    if op is None:
        gebreken.append(Gebrek("op", "Vul de datum van het advies in."))
    elif not eerste <= op <= vandaag:
        gebreken.append(Gebrek("op", f"Kies een dag van {datum_nl(eerste)} tot en met vandaag."))
    tekst = lees_tekst(
        tekst, "tekst", leeg="Neem de tekst van het advies over.", hoogstens=LANGSTE_ADVIES, erbij=gebreken
    )
    bezwaar.advies_op, bezwaar.advies_strekking, bezwaar.advies = op, strekking, tekst
    db.session.flush()
    noteer(
        "aanvraag:bezwaar_advies", bezwaar, door=door, nu=nu, op=op.isoformat() if op else "",
        strekking=strekking.value,
    )  # fmt: skip
