"""The decision term of one application as a step needs it, with everything that moves it."""

from __future__ import annotations

from datetime import date, datetime

from subsidie.aanvragen.aanvulvragen import get_verzoeken, opschortingen_van
from subsidie.aanvragen.models import Aanvraag
from subsidie.beoordeling.klokvragen import Klokfeiten, klokfeiten
from subsidie.kern.termijnen import Beslistermijn, bereken_beslistermijn
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.tranches.keuzen import Termijnbegin
from subsidie.tranches.regels import Regels
from subsidie.tranches.service import regels, tijdvak_op


def hoogste_verdaging(regelset: Regels) -> int:
    """By how many weeks the regeling lets the term be moved; 0 where it gives no such power, or it is not known."""
    if not regelset.heeft("beslistermijn.verdaging_weken"):
        return 0
    return regelset.beslistermijn_verdaging_weken.waarde or 0


def termijn_van(
    aanvraag: Aanvraag, *, nu: datetime, feiten: Klokfeiten | None = None, extra_weken: int = 0
) -> Beslistermijn | None:
    """The decision term on the day of ``nu``; ``None`` where a rule it rests on is not known (Awb 4:13-4:15).

    ``feiten``: what moves it, when that was read already; ``extra_weken``: by how much more it would be moved.
    """
    regelset = regels(aanvraag.tranche)
    if aanvraag.ontvangen_op is None or not regelset.heeft("beslistermijn.weken"):
        return None
    weken, begin, atw = (
        regelset.beslistermijn_weken.waarde,
        regelset.beslistermijn_begin.waarde,
        regelset.beslistermijn_atw.waarde,
    )
    start = dag_in_amsterdam(aanvraag.ontvangen_op)
    if weken is None or begin is None or atw is None:
        return None
    if begin is Termijnbegin.SLUITING:
        tijdvak = tijdvak_op(aanvraag.tranche, nu)
        if tijdvak is None or tijdvak.sluit is None:
            return None
        start = max(start, dag_in_amsterdam(tijdvak.sluit))
    weegt = klokfeiten(aanvraag) if feiten is None else feiten
    verzoeken = get_verzoeken([aanvraag.id]).get(aanvraag.id, ())
    return bereken_beslistermijn(
        start, weken, opschortingen=(*opschortingen_van(verzoeken), *weegt.stilstanden),
        verdaging_weken=weegt.verdaging_weken + extra_weken, atw=atw, vandaag=dag_in_amsterdam(nu),
    )  # fmt: skip


def laatste_dag_van(aanvraag: Aanvraag, *, nu: datetime) -> date | None:
    """The last day of ``termijn_van``."""
    termijn = termijn_van(aanvraag, nu=nu)
    return None if termijn is None else termijn.laatste_dag
