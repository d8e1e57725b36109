"""What the law puts a day or a price on: notices of default, views, and decisions not to handle an application."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Final

from sqlalchemy import exists, or_, select

from subsidie.aanvragen.aanvulvragen import get_verzoeken, opschortingen_van
from subsidie.aanvragen.models import Aanvraag, Project
from subsidie.beoordeling.dwangsom import bereken_dwangsom
from subsidie.beoordeling.klokmodellen import Ingebrekestelling
from subsidie.beoordeling.klokvragen import GEEN, klokfeiten_van
from subsidie.beoordeling.zienswijze import VASTSTELLING
from subsidie.beoordeling.zienswijzemodellen import Zienswijze
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.dossier.vandaag.besluitvragen import kan_verder, zonder_besluit
from subsidie.dossier.vandaag.termijnen import termijnregels
from subsidie.dossier.vandaag.vorm import Naar, Post, Status, geld, klokstand
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl, lees_datum
from subsidie.register.models import Gemeente
from subsidie.web.db import db

HOOGSTENS: Final = 8


def posten_in_gebreke(nu: datetime) -> list[Post]:
    """Applications without a decision for which a notice of default came in (Awb 4:17), the oldest notice first.

    Four queries. Not where a person found that no penalty is due.
    """
    vandaag = dag_in_amsterdam(nu)
    gesteld = exists().where(
        Ingebrekestelling.aanvraag_id == Aanvraag.id, Ingebrekestelling.geen_dwangsom.is_(None)
    )
    rijen = db.session.execute(
        select(
            Aanvraag.id, Aanvraag.nummer, Aanvraag.tranche_id, Aanvraag.ontvangen_op, Gemeente.naam_kort,
            Project.naam,
        )
        .join(Gemeente, Aanvraag.gm_code == Gemeente.gm_code)
        .join(Project, Aanvraag.project_id == Project.id)
        .where(zonder_besluit(), gesteld)
    ).all()  # fmt: skip
    if not rijen:
        return []
    ids = [rij.id for rij in rijen]
    feiten, verzoeken = klokfeiten_van(ids), get_verzoeken(ids)
    regels = termijnregels({rij.tranche_id for rij in rijen}, nu)
    posten: list[tuple[date, str, Post]] = []
    for rij in rijen:
        feit, regel = feiten.get(rij.id, GEEN), regels.get(rij.tranche_id)
        if feit.in_gebreke is None:
            continue  # the query leaves those out
        op = feit.in_gebreke.ontvangen_op
        termijn = regel and regel.termijn(
            rij.ontvangen_op, (*opschortingen_van(verzoeken.get(rij.id, ())), *feit.stilstanden),
            vandaag=vandaag, verdaging_weken=feit.verdaging_weken,
        )  # fmt: skip
        tekst, status, klok = f"In gebreke gesteld op {datum_nl(op)}.", Status("beslis nu", "fout"), None
        if termijn:
            som = bereken_dwangsom(op, termijn.laatste_dag, vandaag=vandaag)
            if som.eerste_dag > vandaag:
                tekst += f" Is er dan geen besluit, dan begint de dwangsom op {datum_nl(som.eerste_dag)}."
                klok = klokstand(som.eerste_dag, vandaag, "eerste dag van de dwangsom")
            else:
                tekst += (
                    f" De dwangsom loopt sinds {datum_nl(som.eerste_dag)}: nu {geld(som.som_cent)}, hoogstens "
                    f"{geld(som.hoogstens_cent)}."
                )
                status = Status("dwangsom loopt", "fout")
            if som.te_vroeg:
                tekst += " Zij kwam voordat de termijn voorbij was: beoordeel wat zij waard is."
        posten.append(
            (
                op,
                rij.nummer,
                Post(
                    f"{rij.nummer} · {rij.naam_kort}", Naar("klokpagina.pagina", {"nummer": rij.nummer}),
                    f"{rij.naam}. {tekst}", status, klok,
                ),
            )
        )  # fmt: skip
    posten.sort(key=lambda drie: drie[:2])
    return [post for *_, post in posten[:HOOGSTENS]]


def posten_van_zienswijzen(vandaag: date) -> list[Post]:
    """Views that came in and terms for one that lapsed (Awb 4:7), as long as nobody dealt with them. One query."""
    rijen = db.session.execute(
        select(Aanvraag.nummer, Gemeente.naam_kort, Project.naam, Zienswijze)
        .join(Zienswijze, Zienswijze.aanvraag_id == Aanvraag.id)
        .join(Gemeente, Aanvraag.gm_code == Gemeente.gm_code)
        .join(Project, Aanvraag.project_id == Project.id)
        .where(
            or_(zonder_besluit(), Zienswijze.grond.startswith(VASTSTELLING)), ~Zienswijze.gesloten,
            or_(Zienswijze.ontvangen_op.is_not(None), Zienswijze.termijn_tot < vandaag),
        )
        .order_by(Zienswijze.termijn_tot, Aanvraag.nummer)
        .limit(HOOGSTENS)
    )  # fmt: skip
    posten = []
    for nummer, gemeente, project, zienswijze in rijen:
        if zienswijze.ontvangen_op is None:
            tekst = (
                f"Een zienswijze geven kon tot en met {datum_nl(zienswijze.termijn_tot)}. Er kwam er geen."
            )
            status = Status("termijn voorbij", "let_op")
        else:
            wat = (
                "De gemeente gaf haar zienswijze"
                if zienswijze.reactie
                else "De gemeente geeft geen zienswijze"
            )
            tekst = f"{wat}, op {datum_nl(dag_in_amsterdam(zienswijze.ontvangen_op))}."
            status = Status("te lezen en af te handelen", "info")
        posten.append(
            Post(
                f"{nummer} · {gemeente}", Naar("zienswijze.pagina", {"nummer": nummer}), f"{project}. {tekst}",
                status,
            )
        )  # fmt: skip
    return posten


def posten_niet_behandelen(vandaag: date, *, alleen_te_laat: bool = False) -> list[Post]:
    """Decisions not to handle an application that are not notified yet, with the last day to do so (Awb 4:5(4)).

    ``alleen_te_laat``: only drawn-up ones whose day passed: those must be taken back. One query.
    """
    vraag = (
        select(
            Aanvraag.nummer, Gemeente.naam_kort, Beschikking.kenmerk, Beschikking.status, Beschikking.gegevens,
        )
        .join(Aanvraag, Beschikking.aanvraag_id == Aanvraag.id)
        .join(Gemeente, Aanvraag.gm_code == Gemeente.gm_code)
        .where(
            Beschikking.soort == Besluitsoort.BUITEN_BEHANDELING, kan_verder(),
            Beschikking.status.in_((Besluitstatus.CONCEPT, Besluitstatus.GETEKEND)),
        )
    )  # fmt: skip
    posten: list[tuple[date, Post]] = []
    for rij in db.session.execute(vraag):
        uiterlijk = _uiterlijk(rij.gegevens)
        te_laat, concept = uiterlijk < vandaag, rij.status is Besluitstatus.CONCEPT
        if alleen_te_laat and not (te_laat and concept):
            continue
        naar = Naar("dossier.aanvraag", {"nummer": rij.nummer})
        if concept:
            naar = Naar(
                "terug.pagina" if alleen_te_laat else "besluiten.proefbrief", {"kenmerk": rij.kenmerk}
            )
        if te_laat:
            tekst = (
                "De vier weken zijn voorbij: dit besluit kan niet meer. De aanvraag moet worden beoordeeld."
            )
            status = Status("neem het terug" if alleen_te_laat else "te laat", "fout")
        else:
            tekst = f"Dit besluit moet bekend zijn op {datum_nl(uiterlijk)}."
            status = Status("te tekenen", "let_op") if concept else Status("bekend te maken", "let_op")
        klok = klokstand(uiterlijk, vandaag, "laatste dag om niet te behandelen")
        post = Post(f"Niet behandelen: {rij.nummer} · {rij.naam_kort}", naar, tekst, status, klok)
        posten.append((uiterlijk, post))
    posten.sort(key=lambda paar: (paar[0], paar[1].titel))
    return [post for _, post in posten[:HOOGSTENS]]


def _uiterlijk(gegevens: str) -> date:
    """The last day that stands in what was drawn up; ``date.max`` where it names none."""
    uiterlijk = json.loads(gegevens).get("uiterlijk")
    return lees_datum(uiterlijk) if isinstance(uiterlijk, str) else date.max
