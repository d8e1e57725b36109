"""Homes that the target group lives in: since when, for a whole delivery at once or for one home."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import exists, select, update

from subsidie.aanvragen.models import Functiegroep
from subsidie.aanvragen.service import betrek, vergrendel
from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.models import Gebruiker
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.realisatie.leveringmodellen import Bestemmingseinde, Levering, Woonruimte
from subsidie.realisatie.planmodellen import Meldingstand
from subsidie.web.db import db


def meld_gebruik(levering: Levering, dag: date, *, door: Gebruiker, nu: datetime) -> int:
    """The target group lives since ``dag`` in every home of this delivery of which that was not said yet; how many.

    Raises ``NietBevoegd``; ``OngeldigeInvoer`` at ``dag`` (before the delivery, in the future); ``Domeinfout`` while
    the delivery was not accepted, and when there is no such home.
    """
    vereis_aanvaard(levering, door=door, nu=nu)
    _vereis_dag(levering, dag, nu=nu)
    wachtend = list(
        db.session.scalars(
            select(Woonruimte.id).where(
                Woonruimte.levering_id == levering.id, ~Woonruimte.vervallen, Woonruimte.in_gebruik_op.is_(None),
                ~exists().where(Bestemmingseinde.woonruimte_id == Woonruimte.id),
            )
        )
    )  # fmt: skip
    if not wachtend:
        raise Domeinfout("Van alle woonruimten in deze levering is al gemeld dat zij in gebruik zijn.")
    db.session.execute(
        update(Woonruimte).where(Woonruimte.id.in_(wachtend)).values(in_gebruik_op=dag),
        execution_options={"synchronize_session": "fetch"},
    )
    _leg_vast(levering, dag, len(wachtend), door=door, nu=nu)
    return len(wachtend)


def meld_gebruik_van(woonruimte: Woonruimte, dag: date, *, door: Gebruiker, nu: datetime) -> None:
    """As ``meld_gebruik`` for one home; also to put the day right that was said before, which stays on record."""
    levering = woonruimte.levering
    vereis_aanvaard(levering, door=door, nu=nu)
    _vereis_dag(levering, dag, nu=nu)
    einde = vereis_geldend(woonruimte)
    if einde is not None and dag >= einde:
        raise OngeldigeInvoer.van(
            "dag",
            f"De woonruimte is sinds {datum_nl(einde)} niet meer voor de doelgroep. Kies een eerdere dag.",
        )
    was = woonruimte.in_gebruik_op
    if was == dag:
        return
    woonruimte.in_gebruik_op = dag
    _leg_vast(levering, dag, 1, regel=woonruimte.regel, was=was, door=door, nu=nu)


def vereis_aanvaard(levering: Levering, *, door: Gebruiker, nu: datetime) -> None:
    """Take the lock; ``door`` reports for the municipality on a delivery that was accepted.

    Raises ``NietBevoegd`` and ``Domeinfout``.
    """
    aanvraag = levering.aanvraag
    vergrendel(aanvraag)
    db.session.refresh(levering)
    vereis_rol(door, *GEMEENTE, nu=nu, gm_code=aanvraag.gm_code)
    if levering.stand is not Meldingstand.AANVAARD:
        raise Domeinfout("Dit kan pas als het ministerie de levering heeft aanvaard.")
    betrek(aanvraag, door, Functiegroep.AANVRAGER, nu=nu)


def vereis_geldend(woonruimte: Woonruimte) -> date | None:
    """The day as of which a home was lost to its target group, ``None`` when it serves it.

    Raises ``Domeinfout`` for a home that lapsed.
    """
    db.session.refresh(woonruimte)
    if woonruimte.vervallen:
        raise Domeinfout("Deze woonruimte telt niet meer mee: de melding is vervallen.")
    einde: date | None = db.session.scalar(
        select(Bestemmingseinde.per).where(Bestemmingseinde.woonruimte_id == woonruimte.id)
    )
    return einde


def _vereis_dag(levering: Levering, dag: date, *, nu: datetime) -> None:
    if dag > dag_in_amsterdam(nu):
        raise OngeldigeInvoer.van(
            "dag", f"{datum_nl(dag)} ligt in de toekomst. Meld dit als de bewoners er zijn."
        )
    if dag < levering.opgeleverd_op:
        raise OngeldigeInvoer.van(
            "dag", f"{datum_nl(dag)} ligt voor de oplevering ({datum_nl(levering.opgeleverd_op)})."
        )


def _leg_vast(
    levering: Levering, dag: date, hoeveel: int, *, regel: int | None = None, was: date | None = None,
    door: Gebruiker, nu: datetime,
) -> None:  # fmt: skip
    db.session.flush()
    gegevens: dict[str, object] = {
        "levering": levering.kenmerk,
        "woonruimten": hoeveel,
        "in_gebruik_op": dag.isoformat(),
    }
    if regel is not None:
        gegevens["regel"] = regel
    if was is not None:
        gegevens["was"] = was.isoformat()
    leg_vast(
        "aanvraag:woonruimten_in_gebruik", object_soort="aanvraag", object_id=levering.aanvraag.nummer, door=door,
        nu=nu, gegevens=gegevens,
    )  # fmt: skip
