"""On the home page: questions about tranches and requests to talk, before anybody applies."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import or_, select

from subsidie.aanvragen.vooroverleglijst import STANDEN as OVERLEGSTANDEN
from subsidie.aanvragen.vooroverleglijst import tel_op_te_pakken
from subsidie.aanvragen.vooroverlegmodellen import Vooroverleg
from subsidie.accounts.kijker import Kijker
from subsidie.dossier.vandaag.vorm import Blok, Cijfer, Naar, Post, Status
from subsidie.kern.tekst import getal
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.tranches.models import Tranche
from subsidie.tranches.vraaglijsten import ONDERWERPEN, STAND_VOOR_GEMEENTE, STANDEN, tel_te_doen
from subsidie.tranches.vraagmodellen import Tranchevraag
from subsidie.web.db import db

KORT_GELEDEN: Final = timedelta(days=14)
"""How long an answer or a report stays on the home page; a matter of display, of no law."""
HOOGSTENS: Final = 5


def blok_te_doen() -> Blok:
    """For the behandelaar: what waits for an answer, for publication and for somebody to take it up."""
    zonder_antwoord, ongepubliceerd = tel_te_doen()
    overleg = tel_op_te_pakken()
    if not (zonder_antwoord or ongepubliceerd or overleg):
        return Blok("Vragen en vooroverleg", leeg="Er wacht geen vraag en geen verzoek om vooroverleg.")
    return Blok(
        "Vragen en vooroverleg",
        cijfers=(
            Cijfer(
                "Vragen zonder antwoord", getal(zonder_antwoord), naar=Naar("vragen.lijst", {"stand": "nieuw"})
            ),
            Cijfer(
                "Antwoorden na te lezen", getal(ongepubliceerd), "een ander publiceert dan wie het schreef",
                Naar("vragen.lijst", {"stand": "beantwoord"}),
            ),
            Cijfer(
                "Vooroverleg op te pakken", getal(overleg), naar=Naar("vooroverleg.lijst", {"stand": "aangevraagd"})
            ),
        ),
    )  # fmt: skip


def blok_eigen(ik: Kijker, nu: datetime) -> Blok:
    """For a municipality: its questions and requests that wait, or were answered in the last two weeks."""
    sinds, gemeenten = nu - KORT_GELEDEN, sorted(ik.gemeenten)
    vragen = db.session.execute(
        select(Tranchevraag, Tranche.naam)
        .join(Tranche, Tranche.id == Tranchevraag.tranche_id)
        .where(
            Tranchevraag.gm_code.in_(gemeenten),
            or_(Tranchevraag.gepubliceerd_op.is_(None), Tranchevraag.gepubliceerd_op >= sinds),
        )
        .order_by(Tranchevraag.gepubliceerd_op.desc().nulls_last(), Tranchevraag.id.desc())
        .limit(HOOGSTENS)
    ).all()
    overleg = db.session.execute(
        select(Vooroverleg, Tranche.naam)
        .join(Tranche, Tranche.id == Vooroverleg.tranche_id)
        .where(
            Vooroverleg.gm_code.in_(gemeenten),
            or_(Vooroverleg.afgerond_op.is_(None), Vooroverleg.afgerond_op >= sinds),
        )
        .order_by(Vooroverleg.id.desc())
        .limit(HOOGSTENS)
    ).all()
    posten = [
        Post(
            f"Vraag: {ONDERWERPEN[vraag.onderwerp]}", Naar("vragen.vraag", {"kenmerk": vraag.kenmerk}),
            f"{tranche}. Gesteld op {datum_nl(dag_in_amsterdam(vraag.gesteld_op))}.",
            Status(*(STANDEN["gepubliceerd"] if vraag.gepubliceerd_op else STAND_VOOR_GEMEENTE)),
        )
        for vraag, tranche in vragen
    ] + [
        Post(
            f"Vooroverleg: {een.onderwerp}", Naar("vooroverleg.verzoek", {"kenmerk": een.kenmerk}),
            f"{tranche}. Gevraagd op {datum_nl(dag_in_amsterdam(een.gevraagd_op))}.",
            Status(*OVERLEGSTANDEN[een.stand]),
        )
        for een, tranche in overleg
    ]  # fmt: skip
    return Blok(
        "Vragen en vooroverleg", posten=tuple(posten),
        leeg="U hebt geen vraag over een tranche en geen vooroverleg lopen.",
    )  # fmt: skip
