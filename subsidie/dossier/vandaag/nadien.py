"""Of a municipality: what it still has to do after homes were accepted or money was claimed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, func, select

from subsidie.aanvragen.models import Aanvraag
from subsidie.beoordeling.zienswijze import VASTSTELLING
from subsidie.beoordeling.zienswijzemodellen import Zienswijze
from subsidie.dossier.vandaag.vorm import Blok, Naar, Post, Status, geld, klokstand
from subsidie.kern.tekst import aantal
from subsidie.realisatie.leveringmodellen import Bestemmingseinde, Levering, Woonruimte
from subsidie.realisatie.planmodellen import Meldingstand
from subsidie.realisatie.vorderingen import Vorderingstand, lees_standen
from subsidie.realisatie.vorderingmodellen import Vordering
from subsidie.web.db import db

MEESTE: Final = 8


def blokken_nadien(gm_codes: Collection[str], vandaag: date) -> tuple[Blok, ...]:
    """What these municipalities say about a settlement, pay back and report after the delivery, as far as there is any;
    one query, one more when a view was asked and five more when there are claims."""
    eigen = Aanvraag.gm_code.in_(sorted(gm_codes))
    te_melden = (
        select(func.count())
        .select_from(Woonruimte)
        .join(Levering, Levering.id == Woonruimte.levering_id)
        .join(Aanvraag, Aanvraag.id == Woonruimte.aanvraag_id)
        .where(
            eigen, Levering.stand == Meldingstand.AANVAARD, ~Woonruimte.vervallen, Woonruimte.in_gebruik_op.is_(None),
            ~exists().where(Bestemmingseinde.woonruimte_id == Woonruimte.id),
        )
    )  # fmt: skip
    gevorderd = exists().where(Vordering.aanvraag_id == Aanvraag.id, eigen)
    gevraagd = exists().where(Zienswijze.aanvraag_id == Aanvraag.id, eigen, _te_geven(vandaag))
    hoeveel, is_gevorderd, is_gevraagd = db.session.execute(
        select(te_melden.scalar_subquery(), gevorderd, gevraagd)
    ).one()
    blokken = (
        *((_zienswijzen(eigen, vandaag),) if is_gevraagd else ()),
        *((_terugbetalen(eigen, vandaag),) if is_gevorderd else ()),
        *((_in_gebruik(int(hoeveel)),) if hoeveel else ()),
    )
    return tuple(een for een in blokken if een.posten)


def _te_geven(vandaag: date) -> ColumnElement[bool]:
    """A view on a lower settlement that can still be given (Awb 4:8); one on a rejection stands with the handling."""
    return and_(
        Zienswijze.grond.startswith(VASTSTELLING), ~Zienswijze.gesloten, Zienswijze.ontvangen_op.is_(None),
        Zienswijze.termijn_tot >= vandaag,
    )  # fmt: skip


def _zienswijzen(eigen: ColumnElement[bool], vandaag: date) -> Blok:
    vraag = (
        select(Aanvraag.nummer, Zienswijze.termijn_tot)
        .join(Zienswijze, Zienswijze.aanvraag_id == Aanvraag.id)
        .where(eigen, _te_geven(vandaag))
        .order_by(Zienswijze.termijn_tot, Aanvraag.nummer)
        .limit(MEESTE)
    )
    tekst = "Het ministerie wil de uitkering lager vaststellen. Zeg wat u daarvan vindt."
    return Blok(
        "Zienswijze",
        posten=tuple(
            Post(
                nummer, Naar("zienswijze.pagina", {"nummer": nummer}), tekst,
                Status("zienswijze gevraagd", "let_op"), klokstand(tot, vandaag, "om te reageren"),
            )
            for nummer, tot in db.session.execute(vraag)
        ),
    )  # fmt: skip


def _terugbetalen(eigen: ColumnElement[bool], vandaag: date) -> Blok:
    """The open claims, what must be paid first on top."""
    vraag = select(Vordering).join(Aanvraag, Aanvraag.id == Vordering.aanvraag_id).where(eigen)
    open_ = [een for een in lees_standen(list(db.session.scalars(vraag)), vandaag) if een.is_open]
    open_.sort(key=lambda een: (een.uiterlijk, een.vordering.kenmerk))
    return Blok("Terugbetalen", posten=tuple(_vordering(een, vandaag) for een in open_[:MEESTE]))


def _vordering(een: Vorderingstand, vandaag: date) -> Post:
    te_laat = f"Waarvan te laat {geld(een.open.te_laat_cent)}: daarover loopt wettelijke rente."
    return Post(
        f"{een.vordering.kenmerk}: {geld(een.open.totaal_cent)} open",
        Naar("vaststelling.pagina", {"nummer": een.vordering.aanvraag.nummer}),
        te_laat if een.is_te_laat else "",
        klok=klokstand(een.uiterlijk, vandaag, "betaaltermijn"),
    )


def _in_gebruik(hoeveel: int) -> Blok:
    """Accepted homes of which nobody said that their target group lives there."""
    naar = Naar("woonruimten.alle", {"gebruik": "nee", "stand": Meldingstand.AANVAARD.value})
    tekst = "Aanvaard, en nog niet gemeld dat de doelgroep er woont. Meld per woonruimte sinds wanneer."
    titel = aantal(hoeveel, "woonruimte", "woonruimten")
    return Blok("In gebruik melden", posten=(Post(titel, naar, tekst, Status("te melden", "let_op")),))
