"""What asks for somebody about the municipality itself: no address, an account to confirm or to accept."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import joinedload

from subsidie.accounts.gemeente_rekening import gemaskeerd
from subsidie.accounts.gemeente_rekeningcontrole import WACHT_OP_FINANCIEEL
from subsidie.accounts.gemeentemodellen import Postadres, Rekeningnummer
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Rol
from subsidie.dossier.vandaag.vorm import Blok, Naar, Post, Status
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.register.models import Gemeente
from subsidie.web.db import db

HOOGSTENS: Final = 10
"""Posts in one list; the rest is a link further."""


def blok_gemeente(ik: Kijker, nu: datetime) -> Blok:
    """For who signs for a municipality: an address that is missing, an account that a colleague entered.

    For everyone of a municipality that went up in another: where its files are.
    """
    weg = tuple(gm_code for gm_code in ik.eigen_gemeenten if gm_code not in ik.gemeenten)
    tekent = [
        gm_code for gm_code in ik.eigen_gemeenten if gm_code not in weg and ik.heeft_bij(gm_code, Rol.TEKENBEVOEGDE)
    ]  # fmt: skip
    if not tekent and not weg:
        return Blok("Uw gemeente")
    zonder_adres = db.session.scalars(
        select(Gemeente)
        .where(
            Gemeente.gm_code.in_(tekent),
            or_(Gemeente.geldig_tot.is_(None), Gemeente.geldig_tot > dag_in_amsterdam(nu)),
            ~exists().where(Postadres.gm_code == Gemeente.gm_code),
        )
        .order_by(Gemeente.naam)
    )
    te_bevestigen = db.session.scalars(
        select(Rekeningnummer)
        .where(
            Rekeningnummer.gm_code.in_(tekent),
            Rekeningnummer.ingevoerd_door_id != ik.gebruiker.id,
            Rekeningnummer.bevestigd_op.is_(None),
            Rekeningnummer.afgewezen_op.is_(None),
        )
        .options(joinedload(Rekeningnummer.gemeente), joinedload(Rekeningnummer.ingevoerd_door))
        .order_by(Rekeningnummer.id)
    )
    return Blok(
        "Uw gemeente",
        posten=(
            *(
                Post(
                    "Uw gemeente bestaat niet meer",
                    Naar("gemeente.overzicht", {"gm": gm_code}),
                    "Lees welke gemeente de dossiers nu heeft, en hoe u daarmee verder kunt.",
                    Status("let op", "let_op"),
                )
                for gm_code in weg
            ),
            *(
                Post(
                    f"Rekeningnummer van {een.gemeente.naam} bevestigen",
                    Naar("gemeente.rekening_bevestigen", {"nummer": een.id, "gm": een.gm_code}),
                    f"{een.ingevoerd_door.naam} voerde op {_dag(een.ingevoerd_op)} een nummer in.",
                    Status("wacht op u", "let_op"),
                )
                for een in te_bevestigen
            ),
            *(
                Post(
                    f"Postadres van {een.naam} invoeren",
                    Naar("gemeente.adres", {"gm": een.gm_code}),
                    "Zonder adres staat op brieven alleen de naam van uw gemeente.",
                )
                for een in zonder_adres
            ),
        ),
    )


def blok_rekeningen() -> Blok:
    """For ``financieel``: accounts that a municipality entered and confirmed."""
    wachtend = db.session.scalars(
        select(Rekeningnummer)
        .where(WACHT_OP_FINANCIEEL)
        .options(joinedload(Rekeningnummer.gemeente))
        .order_by(Rekeningnummer.bevestigd_op, Rekeningnummer.id)
    ).all()
    return Blok(
        "Rekeningnummers om na te kijken",
        posten=tuple(
            Post(
                f"Rekeningnummer van {een.gemeente.naam}",
                Naar("rekeningen.rekening", {"nummer": een.id}),
                f"{gemaskeerd(een.iban)}, bevestigd op {_dag(een.bevestigd_op)}.",
                Status("wacht op u", "let_op"),
            )
            for een in wachtend[:HOOGSTENS]
        ),
        meer=(f"Alle {len(wachtend)} bekijken", Naar("rekeningen.lijst", {"stand": "bevestigd"}))
        if len(wachtend) > HOOGSTENS
        else None,
    )


def _dag(moment: datetime | None) -> str:
    return datum_nl(dag_in_amsterdam(moment)) if moment is not None else "onbekend"
