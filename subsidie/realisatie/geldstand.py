"""Where the money of a tranche is, read from the decisions, the payments and the claims; the sums are in geldregels."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select

from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, AanvraagVersie
from subsidie.kern.fouten import NietGevonden
from subsidie.realisatie.betaalmodellen import Betaalopdracht, Betaalsoort, Opdrachtstatus
from subsidie.realisatie.geldregels import Aanvraaggeld, Delen, Geldstand, tel_op, verdeel_over_delen
from subsidie.realisatie.verleend import Verleend, lees_verleend
from subsidie.realisatie.vorderingen import lees_beweging
from subsidie.tranches.lezen import laatste_plafond, plafond_op, pots
from subsidie.tranches.models import Pot, Tranche
from subsidie.verdeling.models import Verdelingsregel
from subsidie.verdeling.samenstellen import zoek_vastgesteld
from subsidie.web.db import db


def lees_geld(tranche: Tranche, nu: datetime) -> Geldstand | None:
    """Every euro of the ceiling that holds at ``nu`` (aware), in one part; ``None`` while the ceiling is not known.

    A constant number of queries, and one for each pot.
    """
    plafond_cent = plafond_van(tranche, nu)
    if plafond_cent is None:
        return None
    return tel_op(plafond_cent, lees_aanvraaggeld(tranche))


def lees_delen(aanvraag_ids: Collection[int]) -> dict[int, Delen]:
    """By id where the money of these applications is; an application without an award is not in it."""
    waar = Aanvraag.id.in_(sorted(aanvraag_ids))
    verleend, uit = lees_verleend(waar), _lees_beweging(waar)
    return {
        id_: verdeel_over_delen(_geld(een, uit.get(id_))) for id_, een in verleend.items() if een.hoogste_cent
    }


def plafond_van(tranche: Tranche, nu: datetime) -> int | None:
    """The ceilings of all pots together (eurocents), as they hold at ``nu``; ``None`` when one is not known."""
    bedragen = [_plafond(pot, nu) for pot in pots(tranche)]
    return None if None in bedragen else sum(een for een in bedragen if een is not None)


def lees_aanvraaggeld(tranche: Tranche) -> list[Aanvraaggeld]:
    """Of each application of the tranche that was filed what is known of its money, by number."""
    waar = Aanvraag.tranche_id == tranche.id
    verleend, uit = lees_verleend(waar), _lees_beweging(waar)
    verdeeld = _lees_verdeeld(tranche)
    rijen = db.session.execute(
        select(Aanvraag.id, Aanvraag.status, AanvraagVersie.subsidiabel_cent)
        .join(
            AanvraagVersie,
            (AanvraagVersie.aanvraag_id == Aanvraag.id)
            & (AanvraagVersie.volgnummer == Aanvraag.huidige_versie),
        )
        .where(waar)
        .order_by(Aanvraag.nummer)
    )
    alle = []
    for rij in rijen:
        een = verleend.get(rij.id, Verleend(rij.id))
        besloten, gevraagd = 0, 0
        if rij.status not in (Aanvraagstatus.INGETROKKEN, Aanvraagstatus.CONCEPT):
            besloten, gevraagd = _verwacht(een, verdeeld.get(rij.id), rij.subsidiabel_cent)
        alle.append(_geld(een, uit.get(rij.id), besloten_cent=besloten, gevraagd_cent=gevraagd))
    return alle


def _plafond(pot: Pot, nu: datetime) -> int | None:
    try:
        return plafond_op(pot, nu).bedrag_cent
    except NietGevonden:
        return laatste_plafond(pot).bedrag_cent  # one that holds later only


def _verwacht(een: Verleend, verdeeld_cent: int | None, telt_cent: int) -> tuple[int, int]:
    """What is decided and not notified, and what is asked and undecided; not both (eurocents)."""
    if een.komt_cent is not None:
        erbij_boven = een.komt_boven_cent
        return max(0, een.komt_cent - een.verleend_cent - erbij_boven), 0
    if een.geldend is not None:
        return 0, 0
    return (verdeeld_cent, 0) if verdeeld_cent is not None else (0, telt_cent)


def _lees_verdeeld(tranche: Tranche) -> dict[int, int]:
    """What the last fixed allocation gave to each application, in eurocents."""
    verdeling = zoek_vastgesteld(tranche)
    if verdeling is None:
        return {}
    vraag = select(Verdelingsregel.aanvraag_id, Verdelingsregel.bedrag_cent).where(
        Verdelingsregel.verdeling_id == verdeling.id
    )
    return {rij.aanvraag_id: rij.bedrag_cent for rij in db.session.execute(vraag)}


Beweging = tuple[int, int, int, int]
"""Paid to the municipality, paid to the fund, claimed, and received on the principal (eurocents)."""


def _lees_beweging(waar: ColumnElement[bool]) -> dict[int, Beweging]:
    """What went out and what came back, by application: interest is no money of the ceiling."""

    def betaald(soort: Betaalsoort) -> ColumnElement[int]:
        return func.sum(case((Betaalopdracht.soort == soort, Betaalopdracht.bedrag_cent), else_=0))

    betalingen = db.session.execute(
        select(Betaalopdracht.aanvraag_id, betaald(Betaalsoort.GEMEENTE), betaald(Betaalsoort.BCF))
        .join(Aanvraag, Aanvraag.id == Betaalopdracht.aanvraag_id)
        .where(waar, Betaalopdracht.status == Opdrachtstatus.BETAALD)
        .group_by(Betaalopdracht.aanvraag_id)
    )
    # PostgreSQL answers a sum as a decimal.
    uit: dict[int, Beweging] = {id_: (int(gemeente), int(bcf), 0, 0) for id_, gemeente, bcf in betalingen}
    for id_, (gevorderd, terug) in lees_beweging(waar).items():
        gemeente, bcf, *_ = uit.get(id_, (0, 0, 0, 0))
        uit[id_] = (gemeente, bcf, gevorderd, terug)
    return uit


def lees_terug(waar: ColumnElement[bool]) -> dict[int, int]:
    """By application what came back on the principal of claims (eurocents); ``waar`` is a condition on ``Aanvraag``."""
    return {id_: terug for id_, (_, terug) in lees_beweging(waar).items()}


def _geld(
    een: Verleend, beweging: Beweging | None, *, besloten_cent: int = 0, gevraagd_cent: int = 0
) -> Aanvraaggeld:
    betaald, bcf, gevorderd, ontvangen = beweging or (0, 0, 0, 0)
    return Aanvraaggeld(
        een.aanvraag_id, een.verleend_cent, een.hoogste_cent, een.boven_cent, besloten_cent, gevraagd_cent,
        betaald, bcf, een.is_vastgesteld, gevorderd, ontvangen,
    )  # fmt: skip
