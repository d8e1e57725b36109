"""By when a municipality itself expects a milestone of a part: the newest counts, none is changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Select, func, select

from subsidie.aanvragen.aanvultekst import LANGSTE_REDEN, schoon, tekstgebreken
from subsidie.aanvragen.models import Functiegroep
from subsidie.aanvragen.service import betrek, vergrendel
from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.models import Gebruiker
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.realisatie.delen import vereis_levend
from subsidie.realisatie.mijlpaalregels import NA_WOORDEN, prognosegebreken
from subsidie.realisatie.planmodellen import Meldingstand, Mijlpaal, Mijlpaalmelding, Prognose, Projectdeel
from subsidie.realisatie.plichten import Bewijs, Verplichtingsdag
from subsidie.realisatie.verplichtingen import uiterste_dagen
from subsidie.web.db import db

_BEWIJS: Final = {
    Mijlpaal.ONOMKEERBARE_STAP: Bewijs.ONOMKEERBARE_STAP,
    Mijlpaal.OPLEVERING: Bewijs.OPLEVERING,
}
"""The milestones that an obligation asks for."""

Prognoses = dict[int, dict[Mijlpaal, Prognose]]
"""Per part (its id) the newest forecast of each milestone."""


def lees_prognoses(welke: Iterable[int] | Select[tuple[int]]) -> dict[int, Prognoses]:
    """Per application id the newest forecasts of its parts, withdrawn parts left out; one query."""
    waar: Any = welke if isinstance(welke, Select) else list(welke)
    if not isinstance(welke, Select) and not waar:
        return {}
    nieuwste = (
        select(func.max(Prognose.id))
        .join(Projectdeel, Projectdeel.id == Prognose.deel_id)
        .where(Projectdeel.aanvraag_id.in_(waar), Projectdeel.vervallen_op.is_(None))
        .group_by(Prognose.deel_id, Prognose.mijlpaal)
    )
    vraag = (
        select(Prognose, Projectdeel.aanvraag_id)
        .join(Projectdeel, Projectdeel.id == Prognose.deel_id)
        .where(Prognose.id.in_(nieuwste))
        .order_by(Prognose.id)
    )
    gevonden: dict[int, Prognoses] = defaultdict(dict)
    for prognose, aanvraag_id in db.session.execute(vraag):
        gevonden[aanvraag_id].setdefault(prognose.deel_id, {})[prognose.mijlpaal] = prognose
    return dict(gevonden)


def uiterlijk_voor(mijlpaal: Mijlpaal, dagen: Iterable[Verplichtingsdag]) -> date | None:
    """The last day of the obligation that a milestone fulfils, if there is one and its day is known."""
    bewijs = _BEWIJS.get(mijlpaal)
    return next((een.uiterlijk for een in dagen if een.bewijs is bewijs), None)


def geef_prognose(
    deel: Projectdeel,
    mijlpaal: Mijlpaal,
    *,
    verwacht_op: date,
    toelichting: str,
    door: Gebruiker,
    nu: datetime,
) -> Prognose:
    """Record by when a municipality expects a milestone of a part.

    Raises ``NietBevoegd``; ``OngeldigeInvoer`` at ``verwacht_op`` or ``toelichting`` (needed after the last day of
    the obligation); ``Domeinfout`` for a part that was withdrawn or a milestone that was reached.
    """
    aanvraag = deel.aanvraag
    vergrendel(aanvraag)
    db.session.refresh(deel)
    vereis_rol(door, *GEMEENTE, nu=nu, gm_code=aanvraag.gm_code)
    vereis_levend(deel)
    if _is_bereikt(deel, mijlpaal):
        raise Domeinfout(f"Deel ‘{deel.naam}’ heeft {NA_WOORDEN[mijlpaal]} al bereikt.")
    tekst = schoon(toelichting)
    vorige = lees_prognoses([aanvraag.id]).get(aanvraag.id, {}).get(deel.id, {}).get(mijlpaal)
    gebreken = prognosegebreken(
        verwacht_op, tekst, vandaag=dag_in_amsterdam(nu),
        uiterlijk=uiterlijk_voor(mijlpaal, uiterste_dagen(aanvraag)),
        vorige=vorige.verwacht_op if vorige else None,
    )  # fmt: skip
    gebreken += tekstgebreken("toelichting", tekst, hoogstens=LANGSTE_REDEN)
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    betrek(aanvraag, door, Functiegroep.AANVRAGER, nu=nu)
    prognose = Prognose(
        deel_id=deel.id,
        mijlpaal=mijlpaal,
        verwacht_op=verwacht_op,
        toelichting=tekst,
        gemeld_op=nu,
        door_id=door.id,
    )
    db.session.add(prognose)
    db.session.flush()
    leg_vast(
        "aanvraag:prognose_gegeven", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={
            "melding": f"{NA_WOORDEN[mijlpaal][3:].capitalize()} van deel ‘{deel.naam}’: {datum_nl(verwacht_op)}",
            "nummer": deel.volgnummer, "mijlpaal": mijlpaal.value, "verwacht_op": verwacht_op.isoformat(),
        },
    )  # fmt: skip
    return prognose


def _is_bereikt(deel: Projectdeel, mijlpaal: Mijlpaal) -> bool:
    return (
        db.session.scalar(
            select(Mijlpaalmelding.id).where(
                Mijlpaalmelding.deel_id == deel.id, Mijlpaalmelding.mijlpaal == mijlpaal,
                Mijlpaalmelding.stand == Meldingstand.AANVAARD,
            )
        )
        is not None
    )  # fmt: skip
