"""Home of who pays: what must be ordered, approved, offered and confirmed, and by when it must be paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, case, func, select

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.kijker import Kijker
from subsidie.beschikkingen.models import Beschikking, Besluitsoort
from subsidie.dossier.vandaag.besluitvragen import VERLENEND, geldend, naar_bekendgemaakt, verleent
from subsidie.dossier.vandaag.gemeentegegevens import blok_rekeningen
from subsidie.dossier.vandaag.termijnen import instellingen_van
from subsidie.dossier.vandaag.vorderingen import blok_vorderingen
from subsidie.dossier.vandaag.vorm import Blok, Cijfer, Deel, Naar, Post, Status, geld, klokstand
from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.realisatie import betaalplan
from subsidie.realisatie.betaalmodellen import Betaalopdracht, Opdrachtstatus
from subsidie.realisatie.betaalvoorstel import VERVALLEN
from subsidie.realisatie.betaalwoorden import OPEN
from subsidie.realisatie.vorderingmodellen import Ontvangst, Rentevaststelling, Vordering
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.web.db import db

WEKEN: Final = "betaling.binnen_weken"
UITERLIJK: Final = "betaling.uiterlijk"
AANDEEL: Final = "betaling.aandeel_bij_verlening"
ONBEKEND: Final = Status("betaaltermijn onbekend", "let_op")
IN_TERMIJNEN: Final = Status("in termijnen", "info")


def voor_financieel(ik: Kijker, nu: datetime) -> Deel:
    """The part for ``financieel``: what must be drawn up, approved, offered and confirmed, what is due first on top."""
    vandaag = dag_in_amsterdam(nu)
    rekeningen, te_betalen, onderweg = blok_rekeningen(), *_blokken(ik, vandaag)
    vorderingen, verzonnen = blok_vorderingen(vandaag)
    terug = () if vorderingen.is_leeg else (vorderingen,)
    return Deel(
        rol="Financieel", blokken=(rekeningen, onderweg.blok, te_betalen.blok, *terug),
        vraagt=not rekeningen.is_leeg or onderweg.vraagt or te_betalen.vraagt or bool(terug),
        straks="Nieuwe toekenningen staan hier zodra ze bekend zijn gemaakt, met de uiterste dag van betaling.",
        voorbeeld=onderweg.voorbeeld or te_betalen.voorbeeld or verzonnen,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Met:
    """A block, whether it asks for something, and whether something in it was invented."""

    blok: Blok
    vraagt: bool
    voorbeeld: bool


def _blokken(ik: Kijker, vandaag: date) -> tuple[_Met, _Met]:
    return _te_betalen(vandaag), _onderweg(ik, vandaag)


def _te_betalen(vandaag: date) -> _Met:
    """Notified awards of which something is due that no order was drawn up for, per tranche and day."""
    geordend = (
        select(func.coalesce(func.sum(Betaalopdracht.bedrag_cent), 0))
        .where(Betaalopdracht.aanvraag_id == Aanvraag.id, Betaalopdracht.status.not_in(VERVALLEN))
        .correlate(Aanvraag)
        .scalar_subquery()
    ) - _teruggekomen()
    open_cent = case((Beschikking.verleend_cent > geordend, Beschikking.verleend_cent - geordend), else_=0)
    rijen = db.session.execute(
        select(
            Tranche, Beschikking.bekendgemaakt_op, func.count(), func.sum(Beschikking.verleend_cent),
            func.sum(open_cent), func.sum(case((open_cent > 0, 1), else_=0)),
        )
        .join(Aanvraag, Beschikking.aanvraag_id == Aanvraag.id)
        .join(Tranche, Aanvraag.tranche_id == Tranche.id)
        .where(geldend(), verleent() | Beschikking.soort.in_(_LATER))
        .group_by(Tranche.id, Beschikking.bekendgemaakt_op)
        .order_by(Beschikking.bekendgemaakt_op, Tranche.code)
    ).all()  # fmt: skip
    regels = instellingen_van({tranche.id for tranche, *_ in rijen}, (WEKEN, UITERLIJK, AANDEEL))
    posten = tuple(
        _post(tranche, dag, int(hoeveel), int(cent), regels, vandaag)
        for tranche, dag, _, _, cent, hoeveel in rijen
        if dag is not None and cent
    )
    totaal = int(sum(rij[3] for rij in rijen))  # PostgreSQL answers a sum as a decimal
    blok = Blok(
        "Bekendgemaakt en te betalen",
        "Voor deze toekenningen is nog niet alles opgesteld." if posten else "",
        cijfers=(
            Cijfer(
                "Toegekend en bekendgemaakt", geld(totaal),
                aantal(sum(rij[2] for rij in rijen), "besluit", "besluiten"),
                naar_bekendgemaakt(soorten=(*VERLENEND, *_LATER, Besluitsoort.BESLISSING_OP_BEZWAAR)),
            ),
        ) if rijen else (),
        posten=posten,
        leeg="Er zijn nog geen besluiten bekendgemaakt waarin een bedrag is toegekend.",
    )  # fmt: skip
    vraagt = any(post.klok is not None or post.status == ONBEKEND for post in posten)
    return _Met(blok, vraagt, any(tranche.aard is not Trancheaard.ECHT for tranche, *_ in rijen))


_LATER: Final = (Besluitsoort.WIJZIGING, Besluitsoort.VASTSTELLING)
"""Later decisions on which something can be due: what changed, and what is left at the settlement."""


def _teruggekomen() -> ColumnElement[int]:
    """What came back on an application above the interest that was set: it no longer counts as paid."""

    def som(bedrag: Any, tabel: Any) -> ColumnElement[int]:
        vraag = select(func.coalesce(func.sum(bedrag), 0)).join(Vordering, Vordering.id == tabel.vordering_id)
        return vraag.where(Vordering.aanvraag_id == Aanvraag.id).correlate(Aanvraag).scalar_subquery()

    over = som(Ontvangst.bedrag_cent, Ontvangst) - som(Rentevaststelling.bedrag_cent, Rentevaststelling)
    return case((over > 0, over), else_=0)


def _onderweg(ik: Kijker, vandaag: date) -> _Met:
    """Orders that were drawn up and not paid yet, by what has to happen with them."""
    rijen = db.session.execute(
        select(
            Betaalopdracht.status, Betaalopdracht.opgesteld_door_id, func.count().label("hoeveel"),
            func.sum(Betaalopdracht.bedrag_cent).label("cent"), func.min(Betaalopdracht.uiterlijk).label("eerste"),
            func.max(case((Tranche.aard != Trancheaard.ECHT, 1), else_=0)).label("voorbeeld"),
        )
        .join(Aanvraag, Betaalopdracht.aanvraag_id == Aanvraag.id)
        .join(Tranche, Aanvraag.tranche_id == Tranche.id)
        .where(Betaalopdracht.status.in_(OPEN))
        .group_by(Betaalopdracht.status, Betaalopdracht.opgesteld_door_id)
    ).all()  # fmt: skip
    posten, vraagt = [], False
    for status, titel, eindpunt, van_mij in _STAPPEN:
        deel = [
            rij
            for rij in rijen
            if rij.status is status and van_mij in (None, rij.opgesteld_door_id == ik.gebruiker.id)
        ]
        if not deel:
            continue
        hoeveel, cent = sum(rij.hoeveel for rij in deel), sum(int(rij.cent) for rij in deel)
        eerste = min(rij.eerste for rij in deel)
        vraagt = vraagt or van_mij is not True or eerste < vandaag
        posten.append(
            Post(
                f"{aantal(hoeveel, 'opdracht', 'opdrachten')} {titel}", _naar(eindpunt, status), f"Samen {geld(cent)}.",
                klok=klokstand(eerste, vandaag, "betaaltermijn"),
            )
        )  # fmt: skip
    posten.sort(key=lambda post: post.klok.eindigt or date.max if post.klok is not None else date.max)
    blok = Blok("Betaalopdrachten onderweg", posten=tuple(posten))
    return _Met(blok, vraagt, any(rij.voorbeeld for rij in rijen))


_STAPPEN: Final = (
    (Opdrachtstatus.OPGESTELD, "om goed te keuren", "betalingen.goedkeuren", False),
    (Opdrachtstatus.OPGESTELD, "van u, een collega keurt ze goed", "betalingen.lijst", True),
    (Opdrachtstatus.GOEDGEKEURD, "goedgekeurd, nog in geen bestand", "betaalbestanden.nieuw", None),
    (Opdrachtstatus.AANGEBODEN, "aangeboden, nog niet teruggemeld", "betalingen.lijst", None),
)
"""What has to happen with an order: its state, the words, the page, and whether it is of those drawn up oneself."""


def _naar(eindpunt: str, status: Opdrachtstatus) -> Naar:
    return Naar(eindpunt, {"status": status.value} if eindpunt == "betalingen.lijst" else {})


def _post(
    tranche: Tranche, dag: date, hoeveel: int, cent: int, regels: Mapping[tuple[int, str], Instelling[Any]],
    vandaag: date,
) -> Post:  # fmt: skip
    titel = f"{tranche.naam}: {geld(cent)}"
    naar = Naar("betalingen.opstellen", {"code": tranche.code})
    tekst = f"{aantal(hoeveel, 'besluit', 'besluiten')}, bekendgemaakt op {datum_nl(dag)}."
    aandeel = regels.get((tranche.id, AANDEEL))
    if aandeel is not None and aandeel.waarde not in (None, 1):
        return Post(titel, naar, f"{tekst} Wat hiervan nu verschuldigd is, staat op de pagina.", IN_TERMIJNEN)
    uiterste = uiterste_betaaldag(dag, regels.get((tranche.id, WEKEN)), regels.get((tranche.id, UITERLIJK)))
    if uiterste is None:
        return Post(titel, naar, f"{tekst} De betaaltermijn is een regel van de tranche.", ONBEKEND)
    return Post(titel, naar, tekst, klok=klokstand(uiterste, vandaag, "betaaltermijn"))


def uiterste_betaaldag(
    bekendgemaakt_op: date, weken: Instelling[int] | None, uiterlijk: Instelling[date] | None
) -> date | None:
    """The last day to pay (``betaalplan``), of settings that a tranche may lack."""
    return betaalplan.uiterste_betaaldag(
        bekendgemaakt_op, weken.waarde if weken else None, uiterlijk.waarde if uiterlijk else None
    )
