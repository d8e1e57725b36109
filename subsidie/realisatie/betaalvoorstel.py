"""What is to be paid now on which applications, and why something cannot be paid yet: read, never written.

For a list or a whole tranche at once: a constant number of queries, whatever the number of applications.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from subsidie.aanvragen.models import Aanvraag, AanvraagVersie
from subsidie.accounts.gemeentemodellen import Rekeningnummer
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.geld import lees_euro
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.realisatie.betaalmodellen import Betaalopdracht, Betaalsoort, Opdrachtstatus
from subsidie.realisatie.betaalplan import (
    Bedragen,
    Betaalregels,
    Betaalvoorstel,
    Geordend,
    maak_termijnen,
    splits_btw,
    stel_voor,
)
from subsidie.realisatie.geldstand import lees_terug
from subsidie.realisatie.leveringmodellen import Levering
from subsidie.realisatie.planmodellen import Meldingstand, Mijlpaal, Mijlpaalmelding
from subsidie.realisatie.stand import lees_standen
from subsidie.realisatie.verleend import Verleend, lees_verleend
from subsidie.register.models import Gemeente
from subsidie.register.opvolging import ERFENIS
from subsidie.tranches.keuzen import Betaalmoment
from subsidie.tranches.models import Tranche
from subsidie.tranches.regels import Regels
from subsidie.tranches.service import regels as regels_van
from subsidie.web.db import db

VERVALLEN = (Opdrachtstatus.GEWEIGERD, Opdrachtstatus.VERVALLEN)
"""These orders count no more: what they were for can be ordered again."""


class Beletsel(StrEnum):
    """Why an order cannot be drawn up (yet)."""

    GEEN_REKENING = "geen_rekening"
    BTW_ONBEKEND = "btw_onbekend"
    TERMIJN_ONBEKEND = "termijn_onbekend"
    GEEN_ONTVANGER = "geen_ontvanger"


@dataclass(frozen=True, slots=True)
class Voorstel:
    """What is due on one application; ``ontvanger`` is the municipality of today (a successor, say).

    ``beletsel``: why nothing can be drawn up; ``BTW_ONBEKEND`` stands in the way until a person says that nothing
    goes to the fund. ``te_veel_cent``: ordered above what is due (eurocents).
    """

    aanvraag: Aanvraag
    verleend: Verleend
    ontvanger: str
    ontvanger_naam: str
    rekening: Rekeningnummer | None
    plan: Betaalvoorstel
    beletsel: Beletsel | None

    @property
    def bedrag_cent(self) -> int:
        """What is due to both together."""
        return sum(een.bedrag_cent for een in self.plan.betalingen)

    @property
    def uiterlijk(self) -> date | None:
        """The first last day among what is due."""
        return min((een.uiterlijk for een in self.plan.betalingen), default=None)


def lees_betaalregels(regelset: Regels) -> Betaalregels | None:
    """How a tranche pays; ``None`` when it does not know which share, or whether VAT is left out."""
    aandeel = regelset.betaling_aandeel_bij_verlening.waarde
    zonder_btw = regelset.betaling_verminderd_met_compensabele_btw.waarde
    if aandeel is None or zonder_btw is None:
        return None
    later = regelset.betaling_termijnen.waarde if regelset.heeft("betaling.termijnen") else ()
    return Betaalregels(
        maak_termijnen(aandeel, later or ()), regelset.betaling_binnen_weken.waarde,
        regelset.betaling_uiterlijk.waarde, zonder_btw,
    )  # fmt: skip


def lees_voorstellen(
    tranche: Tranche, nu: datetime, *, alleen: Collection[int] | None = None
) -> list[Voorstel]:
    """What is due at ``nu`` (aware) in a tranche, by last day and number; ``alleen``: of these applications."""
    waar: ColumnElement[bool] = Aanvraag.tranche_id == tranche.id
    if alleen is not None:
        waar = waar & Aanvraag.id.in_(sorted(alleen))
    verleend = {id_: een for id_, een in lees_verleend(waar).items() if een.hoogste_cent}
    if not verleend:
        return []
    regelset = regels_van(tranche)
    lezer = _Lezer(
        lees_betaalregels(regelset), {id_: een.geldend.versie_id for id_, een in verleend.items() if een.geldend}, waar,
        dag_in_amsterdam(nu), nu,
    )  # fmt: skip
    aanvragen = db.session.scalars(
        select(Aanvraag)
        .options(joinedload(Aanvraag.gemeente), joinedload(Aanvraag.project), joinedload(Aanvraag.tranche))
        .where(Aanvraag.id.in_(sorted(verleend)))
    )
    alle = [lezer.voorstel(een, verleend[een.id]) for een in aanvragen]
    open_ = [een for een in alle if een.plan.betalingen or een.plan.te_veel_cent or een.beletsel]
    return sorted(open_, key=lambda een: (een.uiterlijk or date.max, een.aanvraag.nummer))


class _Lezer:
    """Everything of a set of applications that payments rest on, read once."""

    def __init__(
        self,
        regels: Betaalregels | None,
        versies: Mapping[int, int],
        waar: ColumnElement[bool],
        dag: date,
        nu: datetime,
    ) -> None:
        self.regels = regels
        self.versies = versies
        self.btw = _lees_btw(versies.values())
        self.momenten = _lees_momenten(waar, versies)
        self.geordend = lees_geordend(waar)
        self.terug = lees_terug(waar)
        self.opvolgers = _lees_opvolgers(dag)
        self.rekeningen = lees_rekeningen(nu)
        self.namen: dict[str, str] = {
            een.gm_code: een.naam for een in db.session.execute(select(Gemeente.gm_code, Gemeente.naam))
        }

    def voorstel(self, aanvraag: Aanvraag, verleend: Verleend) -> Voorstel:
        ontvangers = self.opvolgers.get(aanvraag.gm_code, (aanvraag.gm_code,))
        ontvanger = ontvangers[0] if len(ontvangers) == 1 else ""
        rekening = self.rekeningen.get(ontvanger)
        plan, beletsel = self._plan(aanvraag, verleend)
        if plan.betalingen and beletsel in (None, Beletsel.BTW_ONBEKEND):
            if not ontvanger:
                beletsel = Beletsel.GEEN_ONTVANGER
            elif rekening is None and any(een.soort is Betaalsoort.GEMEENTE for een in plan.betalingen):
                beletsel = Beletsel.GEEN_REKENING
        return Voorstel(
            aanvraag, verleend, ontvanger, self.namen.get(ontvanger, ""), rekening, plan, beletsel
        )

    def _plan(self, aanvraag: Aanvraag, verleend: Verleend) -> tuple[Betaalvoorstel, Beletsel | None]:
        besluit = verleend.geldend
        if besluit is None:
            return Betaalvoorstel(()), None
        if self.regels is None:
            return Betaalvoorstel(()), Beletsel.TERMIJN_ONBEKEND
        btw = self.btw[besluit.versie_id]
        bedragen = (
            splits_btw(
                besluit.verleend_cent, btw_in_kosten_cent=btw[0], kosten_cent=btw[1],
                zonder_btw=self.regels.zonder_btw,
            )
            if btw is not None
            else Bedragen(besluit.verleend_cent, 0)
        )  # fmt: skip
        momenten = dict(self.momenten.get(aanvraag.id, {}))
        if verleend.eerste is not None:
            momenten[Betaalmoment.VERLENING] = verleend.eerste.bekendgemaakt_op
        try:
            plan = stel_voor(
                self.regels, bedragen, momenten, self.geordend.get(aanvraag.id, ()), beschikking_id=besluit.id,
                bekendgemaakt_op=besluit.bekendgemaakt_op, is_vastgesteld=verleend.is_vastgesteld,
                terug_cent=self.terug.get(aanvraag.id, 0),
            )  # fmt: skip
        except ValueError:
            return Betaalvoorstel(()), Beletsel.TERMIJN_ONBEKEND
        onbekend = self.regels.zonder_btw and btw is None and bool(plan.betalingen)
        return plan, Beletsel.BTW_ONBEKEND if onbekend else None


def btw_in_kosten(gegevens: Mapping[str, Any]) -> tuple[int, int] | None:
    """The compensable VAT in the costs and the costs (eurocents) of a version; ``None`` when it does not say."""
    delen = gegevens.get("delen")
    kosten = delen.get("kosten") if isinstance(delen, dict) else None
    btw = kosten.get("compensabele_btw") if isinstance(kosten, dict) else None
    totaal = gegevens.get("totale_kosten_cent")
    if not isinstance(btw, str) or not isinstance(totaal, int):
        return None
    try:
        cent = lees_euro(btw)
    except OngeldigeInvoer:
        return None
    return (cent, totaal) if cent <= totaal else None


def _lees_btw(versie_ids: Collection[int]) -> dict[int, tuple[int, int] | None]:
    vraag = select(AanvraagVersie.id, AanvraagVersie.gegevens).where(AanvraagVersie.id.in_(set(versie_ids)))
    return {rij.id: btw_in_kosten(json.loads(rij.gegevens)) for rij in db.session.execute(vraag)}


def lees_geordend(waar: ColumnElement[bool]) -> dict[int, tuple[Geordend, ...]]:
    """By application the orders that count; ``waar`` is a condition on ``Aanvraag``."""
    per_aanvraag: dict[int, list[Geordend]] = defaultdict(list)
    for een in db.session.scalars(
        select(Betaalopdracht)
        .join(Aanvraag, Aanvraag.id == Betaalopdracht.aanvraag_id)
        .where(waar, Betaalopdracht.status.not_in(VERVALLEN))
        .order_by(Betaalopdracht.id)
    ):
        per_aanvraag[een.aanvraag_id].append(
            Geordend(een.beschikking_id, een.soort, een.termijn, een.bedrag_cent)
        )
    return {id_: tuple(rij) for id_, rij in per_aanvraag.items()}


_MOMENTEN: Mapping[Mijlpaal, Betaalmoment] = {
    Mijlpaal.ONOMKEERBARE_STAP: Betaalmoment.ONOMKEERBARE_STAP,
    Mijlpaal.START_BOUW: Betaalmoment.START_BOUW,
    Mijlpaal.OPLEVERING: Betaalmoment.OPLEVERING,
}


def _lees_momenten(waar: ColumnElement[bool], ids: Collection[int]) -> dict[int, dict[Betaalmoment, date]]:
    """By application the day on which the last that a milestone waited for was accepted, once all of it was."""
    standen = lees_standen(ids)
    laatste: dict[tuple[int, Mijlpaal], datetime | None] = {}
    for id_, mijlpaal, op in db.session.execute(
        select(Mijlpaalmelding.aanvraag_id, Mijlpaalmelding.mijlpaal, func.max(Mijlpaalmelding.beoordeeld_op))
        .join(Aanvraag, Aanvraag.id == Mijlpaalmelding.aanvraag_id)
        .where(waar, Mijlpaalmelding.stand == Meldingstand.AANVAARD)
        .group_by(Mijlpaalmelding.aanvraag_id, Mijlpaalmelding.mijlpaal)
    ):
        laatste[id_, mijlpaal] = op
    for id_, op in db.session.execute(
        select(Levering.aanvraag_id, func.max(Levering.beoordeeld_op))
        .join(Aanvraag, Aanvraag.id == Levering.aanvraag_id)
        .where(waar, Levering.stand == Meldingstand.AANVAARD)
        .group_by(Levering.aanvraag_id)
    ):
        laatste[id_, Mijlpaal.OPLEVERING] = op
    uit: dict[int, dict[Betaalmoment, date]] = defaultdict(dict)
    for (id_, mijlpaal), op in laatste.items():
        if op is not None and mijlpaal in _MOMENTEN and id_ in standen and standen[id_].bereikt(mijlpaal):
            uit[id_][_MOMENTEN[mijlpaal]] = dag_in_amsterdam(op)
    return uit


def _lees_opvolgers(dag: date) -> dict[str, Sequence[str]]:
    """By code of a municipality that ceased before or on ``dag`` who exists now and has its files."""
    rijen = db.session.execute(
        select(ERFENIS.c.voorganger, ERFENIS.c.gm_code)
        .join(Gemeente, Gemeente.gm_code == ERFENIS.c.gm_code)
        .where(Gemeente.geldig_tot.is_(None) | (Gemeente.geldig_tot > dag))
        .order_by(ERFENIS.c.gm_code),
        {"dag": dag},
    )
    uit: dict[str, list[str]] = defaultdict(list)
    for voorganger, gm_code in rijen:
        uit[voorganger].append(gm_code)
    return dict(uit)


def lees_rekeningen(nu: datetime) -> dict[str, Rekeningnummer]:
    """By municipality the account that holds at ``nu``: the newest that was accepted (``gemeente_rekening``)."""
    rijen = db.session.scalars(
        select(Rekeningnummer)
        .where(Rekeningnummer.goedgekeurd_op <= nu)
        .order_by(Rekeningnummer.goedgekeurd_op, Rekeningnummer.id)
    )
    return {een.gm_code: een for een in rijen}
