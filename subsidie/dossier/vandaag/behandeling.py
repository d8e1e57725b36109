"""Home of who handles applications."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from sqlalchemy import and_, case, exists, func, or_, select

from subsidie.aanvragen.aanvulmodellen import Aanvulverzoek
from subsidie.aanvragen.aanvulvragen import get_verzoeken
from subsidie.aanvragen.models import (
    Aanvraag,
    Aanvraagstatus,
    Project,
)
from subsidie.accounts.kijker import Kijker
from subsidie.beoordeling.klokmodellen import Ingebrekestelling
from subsidie.beoordeling.klokvragen import GEEN, klokfeiten_van
from subsidie.beschikkingen.models import Beschikking
from subsidie.dossier.stand import Standsoort, stand_van
from subsidie.dossier.termijn import klok_met_pauzes
from subsidie.dossier.vandaag.aanvulling import te_doen_bij_aanvulling
from subsidie.dossier.vandaag.berichten import blok_berichten
from subsidie.dossier.vandaag.besluitvragen import zonder_besluit
from subsidie.dossier.vandaag.dringend import (
    posten_in_gebreke,
    posten_niet_behandelen,
    posten_van_zienswijzen,
)
from subsidie.dossier.vandaag.meldingen import blok_te_beoordelen
from subsidie.dossier.vandaag.realisatie import blok_gevaar
from subsidie.dossier.vandaag.termijnen import termijnregels
from subsidie.dossier.vandaag.vooraf import blok_te_doen
from subsidie.dossier.vandaag.vorm import Blok, Cijfer, Deel, Naar, Post, Status
from subsidie.dossier.werkwie import MIJ, NIEMAND, van_niemand, van_wie
from subsidie.kern.tekst import getal
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.register.models import Gemeente
from subsidie.tranches.models import Tranche, Trancheaard, Tranchestatus
from subsidie.verdeling.models import Verdeling, Verdelingstatus
from subsidie.web.db import db

HOOGSTENS: Final = 8

S = Aanvraagstatus
TE_BEOORDELEN: Final = Naar("dossier.aanvragen", {"stand": [Standsoort.VOLLEDIG, Standsoort.IN_BEOORDELING]})
ZONDER_BESLUIT: Final = (
    Standsoort.INGEDIEND, Standsoort.AANVULLING_GEVRAAGD, Standsoort.VOLLEDIG, Standsoort.IN_BEOORDELING,
    Standsoort.BEOORDEELD, Standsoort.BESLUIT_IN_CONCEPT, Standsoort.BESLUIT_GETEKEND,
)  # fmt: skip
"""The states in which nothing has been notified yet; what the list of applications calls ``zonder_besluit``."""


def voor_behandelaar(ik: Kijker, nu: datetime) -> Deel:
    """The part for ``behandelaar``: what is not complete, which term ends first, what came outside the window."""
    vandaag = dag_in_amsterdam(nu)
    onvolledig, te_beoordelen, buiten, van_niemand_, lopend = db.session.execute(
        select(
            func.count(case((Aanvraag.status.in_((S.INGEDIEND, S.AANVULLING_GEVRAAGD)), 1))),
            func.count(case((Aanvraag.status.in_((S.VOLLEDIG, S.IN_BEOORDELING)), 1))),
            func.count(case((Aanvraag.buiten_tijdvak, 1))),
            func.count(case((van_niemand(), 1))),
            func.count(),
        ).where(zonder_besluit())
    ).one()
    mijn, klokken, voorbeeld = _eerste_klokken(ik, vandaag, nu)
    op_te_stellen = _op_te_stellen()
    bij_aanvulling = te_doen_bij_aanvulling(vandaag)
    blokken = [
        Blok(
            "Mijn werk dat het eerst moet", posten=tuple(mijn[:HOOGSTENS]),
            meer=(f"Mijn werklijst ({getal(len(mijn))})", Naar("werklijst.lijst", {"wie": MIJ})),
            leeg="Er is geen aanvraag van u.",
        ),
        Blok(
            "Aanvragen zonder besluit",
            cijfers=(
                Cijfer(
                    "Nog niet volledig", getal(onvolledig), "aanvullen of volledig verklaren",
                    Naar("dossier.aanvragen", {"stand": [Standsoort.INGEDIEND, Standsoort.AANVULLING_GEVRAAGD]}),
                ),
                Cijfer(
                    "Te beoordelen", getal(te_beoordelen), "volledig of in beoordeling",
                    TE_BEOORDELEN,
                ),
                Cijfer(
                    "Buiten het tijdvak", getal(buiten), "vragen ook een besluit",
                    Naar("dossier.aanvragen", {"tijdvak": "buiten", "stand": list(ZONDER_BESLUIT)}),
                ),
                Cijfer(
                    "Van niemand", getal(van_niemand_), "nog op te pakken", Naar("werklijst.lijst", {"wie": NIEMAND})
                ),
            ),
        ),
        Blok(
            "Klokken die het eerst aflopen", posten=tuple(klokken),
            leeg="Er loopt geen beslistermijn: op elke aanvraag die binnenkwam, is een besluit bekendgemaakt.",
        ),
    ]  # fmt: skip
    vooraf, berichten = blok_te_doen(), blok_berichten(ik)
    gevaar, gevaar_voorbeeld = blok_gevaar(vandaag)
    meldingen = blok_te_beoordelen(ik)
    blokken += [meldingen, gevaar, vooraf, berichten]
    zienswijzen = posten_van_zienswijzen(vandaag)
    dringend = [*posten_in_gebreke(nu), *posten_niet_behandelen(vandaag, alleen_te_laat=True)]
    if zienswijzen:
        blokken.insert(1, Blok("Zienswijzen", posten=tuple(zienswijzen)))
    if bij_aanvulling:
        blokken.insert(1, Blok("Aanvullingen", posten=tuple(bij_aanvulling)))
    if dringend:
        blokken.insert(0, Blok("Wat niet kan wachten", posten=tuple(dringend)))
    if op_te_stellen:
        blokken.append(Blok("Besluiten om op te stellen", posten=tuple(op_te_stellen)))
    return Deel(
        rol="Behandelaar", blokken=tuple(blokken), vraagt=bool(
            lopend or op_te_stellen or meldingen.cijfers or gevaar.posten or vooraf.cijfers or berichten.posten
        ),
        voorbeeld=voorbeeld or gevaar_voorbeeld,
        straks="Zodra er aanvragen binnenkomen, staan ze hier, met de klok die het eerst afloopt bovenaan.",
    )  # fmt: skip


def _eerste_klokken(ik: Kijker, vandaag: date, nu: datetime) -> tuple[list[Post], list[Post], bool]:
    """Everything of ``ik``, the applications of anyone whose decision term ends first, and whether one is an example.

    Within a tranche the order of receipt is the order in which terms end, so the first few of each will do, and with
    them whatever was asked to be supplemented: there the term may end later (Awb 4:15).
    """
    plaats = func.row_number().over(
        partition_by=Aanvraag.tranche_id, order_by=(Aanvraag.ontvangen_op, Aanvraag.nummer)
    )
    gevraagd = or_(
        exists().where(Aanvulverzoek.aanvraag_id == Aanvraag.id),
        exists().where(Ingebrekestelling.aanvraag_id == Aanvraag.id),
    )
    genummerd = select(Aanvraag.id, plaats.label("plaats")).where(zonder_besluit(), ~gevraagd).subquery()
    van_mij = van_wie(ik.gebruiker.id, nu)
    rijen = db.session.execute(
        select(Aanvraag, Project.naam, Gemeente.naam_kort, van_mij, Tranche.aard)
        .outerjoin(genummerd, genummerd.c.id == Aanvraag.id)
        .join(Project, Aanvraag.project_id == Project.id)
        .join(Gemeente, Aanvraag.gm_code == Gemeente.gm_code)
        .join(Tranche, Aanvraag.tranche_id == Tranche.id)
        .where(or_(genummerd.c.plaats <= HOOGSTENS, and_(zonder_besluit(), or_(gevraagd, van_mij))))
    ).all()
    regels = termijnregels({aanvraag.tranche_id for aanvraag, *_ in rijen}, nu)
    ids = [aanvraag.id for aanvraag, *_ in rijen]
    verzoeken, feiten = get_verzoeken(ids), klokfeiten_van(ids)
    posten: list[tuple[date, Post, bool]] = []
    for aanvraag, project, gemeente, is_mij, _ in rijen:
        if aanvraag.ontvangen_op is None:
            continue  # not received: the query leaves those out
        regel = regels.get(aanvraag.tranche_id)
        dag, klok = klok_met_pauzes(
            regel,
            aanvraag.ontvangen_op,
            verzoeken.get(aanvraag.id, ()),
            vandaag,
            feiten.get(aanvraag.id, GEEN),
        )
        onbekend = "" if klok else "; de beslistermijn van deze tranche is niet bekend"
        post = Post(
            titel=f"{aanvraag.nummer} · {gemeente}",
            naar=Naar("dossier.aanvraag", {"nummer": aanvraag.nummer}),
            tekst=f"{project}. Ontvangen op {datum_nl(dag_in_amsterdam(aanvraag.ontvangen_op))}{onbekend}.",
            status=_status(aanvraag.status),
            klok=klok,
        )
        in_gebreke = feiten.get(aanvraag.id, GEEN).in_gebreke
        posten.append((date.min if in_gebreke else dag or date.max, post, bool(is_mij)))
    posten.sort(key=lambda drie: (drie[0], drie[1].titel))
    voorbeeld = any(aard is not Trancheaard.ECHT for *_, aard in rijen)
    return (
        [post for _, post, is_mij in posten if is_mij],
        [post for _, post, _ in posten[:HOOGSTENS]],
        voorbeeld,
    )


def _status(status: Aanvraagstatus) -> Status:
    stand = stand_van(status)
    return Status(stand.tekst, stand.kleur)


def _op_te_stellen() -> list[Post]:
    """Fixed allocations on which nobody drew up decisions yet; drawing them up is the behandelaar's."""
    met_besluit = select(Beschikking.verdeling_id).where(Beschikking.verdeling_id.is_not(None))
    rijen = db.session.execute(
        select(Tranche.code, Tranche.naam, Verdeling.volgnummer, Verdeling.vastgesteld_op)
        .join(Verdeling, Verdeling.tranche_id == Tranche.id)
        .where(
            Verdeling.status == Verdelingstatus.VASTGESTELD,
            Tranche.status != Tranchestatus.AFGEROND,
            Verdeling.id.not_in(met_besluit),
        )
        .order_by(Verdeling.vastgesteld_op)
    ).all()
    return [
        Post(
            titel=f"Verdeling {code}-V{volgnummer}",
            naar=Naar("besluiten.overzicht", {"code": code}),
            tekst=f"{naam}. Vastgesteld op {datum_nl(dag_in_amsterdam(moment))}; er zijn nog geen besluiten.",
        )
        for code, naam, volgnummer, moment in rijen
        if moment is not None
    ]
