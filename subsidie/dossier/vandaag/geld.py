"""Home of who pays: what was awarded and notified, and by when it must be paid."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, select

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.kijker import Kijker
from subsidie.beschikkingen.models import Beschikking, Besluitsoort
from subsidie.dossier.vandaag.besluitvragen import VERLENEND, geldend, naar_bekendgemaakt, verleent
from subsidie.dossier.vandaag.gemeentegegevens import blok_rekeningen
from subsidie.dossier.vandaag.termijnen import instellingen_van
from subsidie.dossier.vandaag.vorm import Blok, Cijfer, Deel, Post, Status, geld, klokstand
from subsidie.kern.tekst import aantal
from subsidie.kern.termijnen import BETAALTERMIJN_WEKEN, betaaltermijn
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.web.db import db

WEKEN: Final = "betaling.binnen_weken"
UITERLIJK: Final = "betaling.uiterlijk"
ONBEKEND: Final = Status("betaaltermijn onbekend", "let_op")


def voor_financieel(ik: Kijker, nu: datetime) -> Deel:
    """The part for ``financieel``: notified awards per tranche and day, with the last day to pay."""
    vandaag = dag_in_amsterdam(nu)
    rijen = db.session.execute(
        select(Tranche, Beschikking.bekendgemaakt_op, func.count(), func.sum(Beschikking.verleend_cent))
        .join(Aanvraag, Beschikking.aanvraag_id == Aanvraag.id)
        .join(Tranche, Aanvraag.tranche_id == Tranche.id)
        .where(geldend(), verleent())
        .group_by(Tranche.id, Beschikking.bekendgemaakt_op)
        .order_by(Beschikking.bekendgemaakt_op.desc(), Tranche.code)
    ).all()
    regels = instellingen_van({tranche.id for tranche, *_ in rijen}, (WEKEN, UITERLIJK))
    posten = tuple(
        _post(tranche, dag, hoeveel, int(cent), regels, vandaag)
        for tranche, dag, hoeveel, cent in rijen
        if dag is not None
    )
    totaal = int(sum(cent for *_, cent in rijen))  # PostgreSQL answers a sum as a decimal
    blok = Blok(
        "Bekendgemaakt en te betalen",
        "Of een bedrag is betaald, wordt in dit programma nog niet bijgehouden.",
        cijfers=(
            Cijfer(
                "Toegekend en bekendgemaakt", geld(totaal),
                aantal(sum(rij[2] for rij in rijen), "besluit", "besluiten"),
                naar_bekendgemaakt(soorten=(*VERLENEND, Besluitsoort.BESLISSING_OP_BEZWAAR)),
            ),
        ) if rijen else (),
        posten=posten,
        leeg="Er zijn nog geen besluiten bekendgemaakt waarin een bedrag is toegekend.",
    )  # fmt: skip
    rekeningen = blok_rekeningen()
    return Deel(
        rol="Financieel", blokken=(rekeningen, blok),
        vraagt=not rekeningen.is_leeg or any(post.klok is not None or post.status == ONBEKEND for post in posten),
        straks="Nieuwe toekenningen staan hier zodra ze bekend zijn gemaakt, met de uiterste dag van betaling.",
        voorbeeld=any(tranche.aard is not Trancheaard.ECHT for tranche, *_ in rijen),
    )  # fmt: skip


def _post(
    tranche: Tranche, dag: date, hoeveel: int, cent: int, regels: Mapping[tuple[int, str], Instelling[Any]],
    vandaag: date,
) -> Post:  # fmt: skip
    titel = f"{tranche.naam}: {geld(cent)}"
    naar = naar_bekendgemaakt(tranche.code, dag, VERLENEND)
    tekst = f"{aantal(hoeveel, 'besluit', 'besluiten')}, bekendgemaakt op {datum_nl(dag)}."
    uiterste = uiterste_betaaldag(dag, regels.get((tranche.id, WEKEN)), regels.get((tranche.id, UITERLIJK)))
    if uiterste is None:
        return Post(
            titel,
            naar,
            f"{tekst} De betaaltermijn is een regel van de tranche.",
            ONBEKEND,
        )
    if uiterste < vandaag:
        return Post(
            titel,
            naar,
            f"{tekst} Betalen moest uiterlijk op {datum_nl(uiterste)}.",
            Status("termijn voorbij"),
        )
    return Post(titel, naar, tekst, klok=klokstand(uiterste, vandaag, "betaaltermijn"))


def uiterste_betaaldag(
    bekendgemaakt_op: date, weken: Instelling[int] | None, uiterlijk: Instelling[date] | None
) -> date | None:
    """The last day to pay: so many weeks after notification, or the fixed day when that comes first.

    Six weeks is the term of Awb 4:87, which the Atw can move; another number is of the regeling itself, which
    the Atw does not cover (Atw 1, 5). ``None`` when the tranche does not know its term.
    """
    dagen = []
    if weken is not None and weken.waarde is not None:
        if weken.waarde == BETAALTERMIJN_WEKEN:
            dagen.append(betaaltermijn(bekendgemaakt_op))
        else:
            dagen.append(bekendgemaakt_op + timedelta(weeks=weken.waarde))
    if uiterlijk is not None and uiterlijk.waarde is not None:
        dagen.append(uiterlijk.waarde)
    return min(dagen, default=None)
