"""Home of a municipality: where it can apply, what is being handled, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from subsidie.aanvragen.aanvulmodellen import Aanvulverzoek
from subsidie.aanvragen.aanvulvragen import get_verzoeken
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, AanvraagVersie, Project
from subsidie.accounts.kijker import Kijker
from subsidie.beoordeling.klokvragen import GEEN, Klokfeiten, klokfeiten_van
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.documenten.models import Document
from subsidie.dossier.bouwvragen import bestemmingsgrenzen
from subsidie.dossier.stand import Stand, Standsoort, als_stand
from subsidie.dossier.standvragen import standkolommen
from subsidie.dossier.termijn import klok_met_pauzes
from subsidie.dossier.vandaag.berichten import blok_berichten
from subsidie.dossier.vandaag.besluitvragen import geldend
from subsidie.dossier.vandaag.bezwaren import blok_gemeente as blok_bezwaren
from subsidie.dossier.vandaag.concepten import blok_concepten
from subsidie.dossier.vandaag.gemeentegegevens import blok_gemeente
from subsidie.dossier.vandaag.meldingen import blok_melden
from subsidie.dossier.vandaag.nadien import blokken_nadien
from subsidie.dossier.vandaag.termijnen import Termijnregels, termijnregels, tijdvakken_van
from subsidie.dossier.vandaag.vooraf import blok_eigen
from subsidie.dossier.vandaag.vorm import Blok, Deel, Naar, Post, Status, geld, klokstand
from subsidie.kern.termijnen import bezwaartermijn
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl, moment_nl
from subsidie.tranches.models import Tranche, Trancheaard, Tranchestatus
from subsidie.web.db import db

ECHT: Final = Trancheaard.ECHT
BEKEND_ALLEEN: Final = frozenset({Besluitstatus.BEKENDGEMAAKT})
HOOGSTENS: Final = 10
"""Posts in one list; the rest is a link further."""


@dataclass(frozen=True, slots=True)
class _Mijn:
    """One application of the municipality with the decision that holds, if there is one."""

    aanvraag: Aanvraag
    project: str
    gevraagd_cent: int | None
    besluit: Beschikking | None
    brief: str | None
    stand: Stand
    """As the municipality sees it: never what the ministry thinks before it is told (product.md)."""

    @property
    def status(self) -> Status:
        return Status(self.stand.tekst, self.stand.kleur)

    @property
    def naar(self) -> Naar:
        return Naar("dossier.aanvraag", {"nummer": self.aanvraag.nummer})

    @property
    def titel(self) -> str:
        return f"{self.aanvraag.nummer} · {self.project}"


def voor_gemeente(ik: Kijker, nu: datetime) -> Deel:
    """The part for ``opsteller`` and ``tekenbevoegde``: their own municipalities only, notified decisions only."""
    vandaag = dag_in_amsterdam(nu)
    tranches = db.session.scalars(select(Tranche).order_by(Tranche.code)).all()
    open_nu = _open_tranches(tranches, nu)
    alle = _aanvragen(ik, vandaag)
    concepten = [(een.aanvraag, een.project) for een in alle if een.aanvraag.status is Aanvraagstatus.CONCEPT]
    klaar = (Aanvraagstatus.CONCEPT, Aanvraagstatus.INGETROKKEN)
    lopend = [een for een in alle if een.besluit is None and een.aanvraag.status not in klaar]
    regels = termijnregels({een.aanvraag.tranche_id for een in lopend}, nu)
    ids = [een.aanvraag.id for een in lopend]
    verzoeken, feiten = get_verzoeken(ids), klokfeiten_van(ids)
    behandeling = [
        _in_behandeling(
            een, regels, verzoeken.get(een.aanvraag.id, ()), vandaag, feiten.get(een.aanvraag.id, GEEN)
        )
        for een in lopend
    ]
    aan_te_vullen = [
        post
        for een in lopend
        if (post := _aan_te_vullen(een, verzoeken.get(een.aanvraag.id, ()), vandaag)) is not None
    ]
    besluiten = [_besluit(een, een.besluit, vandaag) for een in alle if een.besluit is not None]
    eigen, berichten = blok_gemeente(ik, nu), blok_berichten(ik)
    bezwaren = blok_bezwaren(ik, vandaag)
    melden, melden_vraagt = blok_melden(ik, vandaag)
    nadien = blokken_nadien(ik.gemeenten, vandaag)
    blokken = (
        eigen,
        berichten,
        Blok(
            "Aanvragen kan nu bij", posten=tuple(open_nu),
            leeg="Er is nu geen tranche open. Gaat er een open, dan staat die hier en op de openbare pagina’s.",
        ),
        *((blok_concepten(concepten, nu),) if concepten else ()),
        *((_met_meer("Aanvullen", aan_te_vullen, leeg=""),) if aan_te_vullen else ()),
        _met_meer("In behandeling", behandeling, leeg="U hebt geen aanvragen in behandeling."),
        *((bezwaren.blok,) if bezwaren.blok.posten else ()),
        *((melden,) if melden.posten else ()),
        *nadien,
        _met_meer("Besluiten", besluiten, leeg="Er zijn nog geen besluiten op aanvragen van uw gemeente."),
        blok_eigen(ik, nu),
    )  # fmt: skip
    van_mij = {een.aanvraag.tranche_id for een in alle}
    return Deel(
        rol="Gemeente",
        blokken=blokken,
        vraagt=bool(open_nu)
        or melden_vraagt
        or bool(nadien)
        or any(post.status for post in (*eigen.posten, *berichten.posten))
        or any(_vraagt_iets(een, vandaag) for een in alle),
        straks="Zodra er een tranche opengaat, er een vraag is over een aanvraag of er een besluit is, staat dat hier.",
        voorbeeld=any(
            een.id in van_mij or een.status is Tranchestatus.OPEN for een in tranches if een.aard is not ECHT
        ),
    )


def _vraagt_iets(een: _Mijn, vandaag: date) -> bool:
    """Whether the municipality itself has something to do about it, or can still object."""
    besluit = een.besluit
    if besluit is not None:
        kan_bezwaar = besluit.soort is not Besluitsoort.BESLISSING_OP_BEZWAAR
        return (
            kan_bezwaar
            and besluit.bekendgemaakt_op is not None
            and vandaag <= bezwaartermijn(besluit.bekendgemaakt_op)
        )
    return een.aanvraag.status in (Aanvraagstatus.CONCEPT, Aanvraagstatus.AANVULLING_GEVRAAGD)


def _open_tranches(tranches: Sequence[Tranche], nu: datetime) -> list[Post]:
    """Tranches that were opened and whose window has not passed."""
    geopend = [tranche for tranche in tranches if tranche.status is Tranchestatus.OPEN]
    tijdvakken = tijdvakken_van([tranche.id for tranche in geopend], nu)
    posten = []
    for tranche in geopend:
        tijdvak = tijdvakken.get(tranche.id)
        naar = Naar("openbaar.tranche", {"code": tranche.code})
        if tijdvak is None or tijdvak.sluit is None:
            posten.append(Post(tranche.naam, naar, "Wanneer het tijdvak sluit, is nog niet bekend."))
        elif tijdvak.sluit < nu:
            continue
        elif tijdvak.opent is not None and tijdvak.opent > nu:
            posten.append(
                Post(
                    tranche.naam,
                    naar,
                    f"Aanvragen kan vanaf {moment_nl(tijdvak.opent)}.",
                    links=_begin(tranche),
                )
            )
        else:
            klok = klokstand(dag_in_amsterdam(tijdvak.sluit), dag_in_amsterdam(nu))
            posten.append(
                Post(
                    tranche.naam, naar, f"Sluit op {moment_nl(tijdvak.sluit)}.", klok=klok, links=_begin(tranche)
                )
            )  # fmt: skip
    return posten


def _begin(tranche: Tranche) -> tuple[tuple[str, Naar], ...]:
    return (("Een aanvraag beginnen", Naar("concept.nieuw", {"tranche": tranche.code})),)


def _aanvragen(ik: Kijker, vandaag: date) -> list[_Mijn]:
    stand = standkolommen(tuple(sorted(ik.gemeenten)), BEKEND_ALLEEN, bestemmingsgrenzen(vandaag))
    vraag = (
        select(
            Aanvraag,
            Project.naam,
            AanvraagVersie.gevraagd_cent,
            Beschikking,
            Document.bestand_sha256,
            stand.sleutel,
        )
        .join(Project, Aanvraag.project_id == Project.id)
        .outerjoin(
            AanvraagVersie,
            (AanvraagVersie.aanvraag_id == Aanvraag.id)
            & (AanvraagVersie.volgnummer == Aanvraag.huidige_versie),
        )
        .outerjoin(Beschikking, (Beschikking.aanvraag_id == Aanvraag.id) & geldend())
        .outerjoin(Document, Beschikking.document_id == Document.id)
        .where(Aanvraag.gm_code.in_(sorted(ik.gemeenten)))
        .order_by(Aanvraag.nummer, Beschikking.id)
    )
    # Of a chain in which nothing was replaced (an award, then its settlement) the last one is what counts.
    laatste: dict[int, _Mijn] = {}
    for aanvraag, project, gevraagd_cent, besluit, brief, sleutel in db.session.execute(vraag):
        laatste[aanvraag.id] = _Mijn(
            aanvraag, project, gevraagd_cent, besluit, brief, als_stand(Standsoort(sleutel))
        )
    return list(laatste.values())


def _in_behandeling(
    een: _Mijn, regels: Mapping[int, Termijnregels], verzoeken: Sequence[Aanvulverzoek], vandaag: date,
    feiten: Klokfeiten,
) -> Post:  # fmt: skip
    """An application without a decision, with the term of the ministry to decide and its pauses (Awb 4:15)."""
    if een.aanvraag.ontvangen_op is None:
        return Post(een.titel, een.naar, "Nog niet ingediend.", een.status)
    tekst = f"Ontvangen op {datum_nl(dag_in_amsterdam(een.aanvraag.ontvangen_op))}"
    if een.gevraagd_cent is not None:
        tekst += f", gevraagd {geld(een.gevraagd_cent)}"
    regel = regels.get(een.aanvraag.tranche_id)
    dag, klok = klok_met_pauzes(regel, een.aanvraag.ontvangen_op, verzoeken, vandaag, feiten)
    if dag is None or klok is None:
        return Post(een.titel, een.naar, f"{tekst}. De beslistermijn is nog niet bekend.", een.status)
    if klok.toestand != "stil":
        bij = f"termijn voor het besluit; {klok.tekst}" if klok.tekst else "termijn voor het besluit"
        klok = replace(klok, tekst=bij)
    return Post(een.titel, een.naar, f"{tekst}.", een.status, klok)


def _aan_te_vullen(een: _Mijn, verzoeken: Sequence[Aanvulverzoek], vandaag: date) -> Post | None:
    """The open request to supplement, with the days that are left for it; ``None`` when there is none."""
    verzoek = next((een for een in verzoeken if een.aangevuld_op is None and een.gesloten_op is None), None)
    if verzoek is None or een.aanvraag.status is not Aanvraagstatus.AANVULLING_GEVRAAGD:
        return None
    return Post(
        een.titel,
        Naar("aanvullen.pagina", {"nummer": een.aanvraag.nummer}),
        f"Gevraagd op {datum_nl(dag_in_amsterdam(verzoek.gevraagd_op))}.",
        een.status,
        klokstand(verzoek.termijn_tot, vandaag, "om aan te vullen"),
    )


def _besluit(een: _Mijn, besluit: Beschikking, vandaag: date) -> Post:
    delen = [geld(besluit.bedrag_cent)] if besluit.bedrag_cent else []
    links: tuple[tuple[str, Naar], ...] = ()
    klok = None
    if besluit.bekendgemaakt_op is not None:
        delen.append(f"bekendgemaakt op {datum_nl(besluit.bekendgemaakt_op)}")
        einde = bezwaartermijn(besluit.bekendgemaakt_op)
        if besluit.soort is Besluitsoort.BESLISSING_OP_BEZWAAR:
            delen.append("beslissing op uw bezwaar")
        elif vandaag <= einde:
            klok = klokstand(einde, vandaag, "bezwaartermijn")
        else:
            delen.append(f"bezwaar kon tot en met {datum_nl(einde)}")
    if een.brief is not None:
        document = Naar("dossier.document", {"nummer": een.aanvraag.nummer, "kenmerk": besluit.kenmerk})
        links = (("Brief (PDF)", document),)
    tekst = ", ".join(delen)
    return Post(een.titel, een.naar, f"{tekst[:1].upper()}{tekst[1:]}.", een.status, klok, links=links)


def _met_meer(titel: str, posten: list[Post], *, leeg: str) -> Blok:
    """The most urgent first; when there are more, a link to all of them."""
    op_volgorde = sorted(posten, key=lambda post: (post.klok and post.klok.eindigt) or date.max)
    meer = None
    if len(posten) > HOOGSTENS:
        meer = (f"Alle {len(posten)} bekijken", Naar("dossier.aanvragen"))
    return Blok(titel, posten=tuple(op_volgorde[:HOOGSTENS]), meer=meer, leeg=leeg)
