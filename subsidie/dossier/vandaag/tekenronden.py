"""Home of who decides: the rounds of signing that are not finished."""

from __future__ import annotations

from sqlalchemy import case, func, select

from subsidie.accounts.models import Gebruiker
from subsidie.beschikkingen.ronde import LOPEND
from subsidie.beschikkingen.rondemodellen import Rondestatus, Tekenregel, Tekenronde, Tekenstand
from subsidie.dossier.vandaag.vorm import Naar, Post, Status
from subsidie.kern.tekst import getal
from subsidie.kern.tijd import moment_nl
from subsidie.tranches.models import Tranche
from subsidie.web.db import db


def posten_van_ronden(ik: Gebruiker) -> list[Post]:
    """A post for each round that runs, that rests, or of which something of mine failed; in one query."""
    mislukt = func.count(case((Tekenregel.stand == Tekenstand.MISLUKT, 1)))
    rijen = db.session.execute(
        select(
            Tekenronde, Tranche.naam, Gebruiker.naam, func.count(),
            func.count(case((Tekenregel.stand == Tekenstand.GETEKEND, 1))), mislukt,
        )
        .join(Tranche, Tekenronde.tranche_id == Tranche.id)
        .join(Gebruiker, Tekenronde.door_id == Gebruiker.id)
        .join(Tekenregel, Tekenregel.ronde_id == Tekenronde.id)
        .group_by(Tekenronde.id, Tranche.naam, Gebruiker.naam)
        .having(
            Tekenronde.status.in_(LOPEND)
            | ((Tekenronde.status == Rondestatus.AFGEROND) & (Tekenronde.door_id == ik.id) & (mislukt > 0))
        )
        .order_by(Tekenronde.id)
    ).all()  # fmt: skip
    return [_post(*rij) for rij in rijen]


def _post(ronde: Tekenronde, tranche: str, wie: str, hoeveel: int, getekend: int, mislukt: int) -> Post:
    niet = f", {getal(mislukt)} niet" if mislukt else ""
    if ronde.status is Rondestatus.LOOPT:
        status = Status("er wordt getekend", "info")
    elif ronde.status is Rondestatus.GEPAUZEERD:
        status = Status("gepauzeerd", "let_op")
    else:
        status = Status("niet alles is getekend", "let_op")
    return Post(
        f"Tekenronde {ronde.kenmerk}",
        Naar("tekenronde.ronde", {"kenmerk": ronde.kenmerk}),
        f"{tranche}. {getal(getekend)} van {getal(hoeveel)} getekend{niet}. Van {wie}, sinds "
        f"{moment_nl(ronde.gestart_op)}.",
        status,
    )
