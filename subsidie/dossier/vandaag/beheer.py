"""Home of who manages tranches, accounts and mandates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import case, exists, func, or_, select

from subsidie.accounts.aanmeldmodellen import Sessie
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.lijsten import GEEN_ROL
from subsidie.accounts.models import Gebruiker, Mandaat, Roltoekenning
from subsidie.accounts.woorden import HANDELINGEN, STANDEN
from subsidie.documenten.service import tel_wachtende
from subsidie.dossier.vandaag.berichten import cijfer_mail
from subsidie.dossier.vandaag.vorm import Blok, Cijfer, Deel, Naar, Post, Status, geld, klokstand
from subsidie.kern.tekst import aantal, getal
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.lezen import VERVALLEN
from subsidie.tranches.models import (
    InstellingWaarde,
    Plafond,
    Pot,
    Tijdvak,
    Tranche,
    Trancheaard,
    Tranchestatus,
)
from subsidie.tranches.schema import Niveau, zoek
from subsidie.web.db import db

MANDAAT_BIJNA_DAGEN: Final = 60
GEBLOKKEERD: Final = "geblokkeerd"


def voor_beheerder(ik: Kijker, nu: datetime) -> Deel:
    """The part for ``beheerder``: rules that are not sure, accounts and mandates that ask for something."""
    vandaag = dag_in_amsterdam(nu)
    tranches = db.session.scalars(
        select(Tranche).where(Tranche.status == Tranchestatus.VOORBEREIDING).order_by(Tranche.code)
    ).all()
    onzeker = tel_onzeker(tranches)
    mandaten = _mandaten(vandaag)
    accounts = (*_accounts(vandaag), cijfer_mail())
    wachtend = tel_wachtende()
    return Deel(
        rol="Beheerder",
        blokken=(
            Blok(
                "Tranches in voorbereiding", "Een echte tranche met onbekende regels kan niet open.",
                posten=tuple(_tranche(een, onzeker[een.id]) for een in tranches),
                leeg="Er is geen tranche in voorbereiding.",
            ),
            Blok(
                "Mandaten die binnen 60 dagen eindigen", posten=tuple(mandaten),
                leeg="Er eindigt de komende 60 dagen geen mandaat.",
            ),
            Blok(
                "Accounts en documenten",
                cijfers=(
                    *accounts,
                    Cijfer("Documenten te maken", getal(wachtend), _bij_wachtend(wachtend)),
                ),
            ),
        ),
        vraagt=bool(tranches or mandaten or wachtend or any(cijfer.waarde != "0" for cijfer in accounts)),
        straks="Zodra een regel, een account of een mandaat iets van u vraagt, staat dat hier.",
        voorbeeld=any(een.aard is not Trancheaard.ECHT for een in tranches),
    )  # fmt: skip


def _bij_wachtend(wachtend: int) -> str:
    return "het programma maakt ze na elkaar" if wachtend else "alles is gemaakt"


def tel_onzeker(tranches: Sequence[Tranche]) -> Mapping[int, Counter[Zekerheid]]:
    """Per tranche how many rules there are of each certainty, as ``tranches.onzeker`` counts; in three queries."""
    ids = [tranche.id for tranche in tranches]
    nieuwste: dict[tuple[int, int | None, str], InstellingWaarde] = {}
    for rij in db.session.scalars(
        select(InstellingWaarde)
        .where(InstellingWaarde.tranche_id.in_(ids))
        .order_by(InstellingWaarde.volgnummer)
    ):
        nieuwste[rij.tranche_id, rij.pot_id, rij.sleutel] = rij
    aantallen: dict[int, Counter[Zekerheid]] = {tranche_id: Counter() for tranche_id in ids}
    for (tranche_id, pot_id, sleutel), rij in nieuwste.items():
        gevonden = zoek(Niveau.POT if pot_id else Niveau.TRANCHE, sleutel)
        if rij.waarde != VERVALLEN and gevonden is not None and gevonden.is_regel:
            aantallen[tranche_id][rij.zekerheid] += 1
    # Of a history only the last row counts.
    tijdvakken = select(
        Tijdvak.tranche_id, Tijdvak.tranche_id, Tijdvak.zekerheid, Tijdvak.volgnummer, Tijdvak.versie
    )
    plafonds = select(
        Plafond.pot_id, Pot.tranche_id, Plafond.zekerheid, Plafond.volgnummer, Plafond.versie
    ).join(Pot, Plafond.pot_id == Pot.id)
    for vraag, kolom in ((tijdvakken, Tijdvak.tranche_id), (plafonds, Pot.tranche_id)):
        laatste = {
            van: (tranche, zekerheid)
            for van, tranche, zekerheid, *_ in sorted(
                db.session.execute(vraag.where(kolom.in_(ids))), key=lambda rij: (rij[3], rij[4])
            )
        }
        for tranche, zekerheid in laatste.values():
            aantallen[tranche][zekerheid] += 1
    return aantallen


def _tranche(tranche: Tranche, aantallen: Counter[Zekerheid]) -> Post:
    onbekend, aanname = aantallen[Zekerheid.ONBEKEND], aantallen[Zekerheid.AANNAME]
    adres = {"code": tranche.code}
    links = tuple(
        (tekst, Naar("tranches.regels", {**adres, "zekerheid": zekerheid.value}))
        for zekerheid, hoeveel, tekst in (
            (Zekerheid.ONBEKEND, onbekend, f"{aantal(onbekend, 'regel', 'regels')} onbekend"),
            (Zekerheid.AANNAME, aanname, aantal(aanname, "aanname", "aannames")),
        )
        if hoeveel
    )
    if onbekend and tranche.aard is Trancheaard.ECHT:
        tekst = "Kan nog niet open: eerst moeten de onbekende regels worden ingevuld."
    else:
        tekst = "" if onbekend else "Alle regels hebben een waarde."
    status = Status("onbekende regels", "let_op") if onbekend else Status("in voorbereiding", "info")
    return Post(tranche.naam, Naar("dossier.tranche", adres), tekst, status, links=links)


def _accounts(vandaag: date) -> tuple[Cijfer, ...]:
    """How many accounts have no role today, never logged in, or are blocked; in one query."""
    geldig = exists().where(
        Roltoekenning.gebruiker_id == Gebruiker.id, Roltoekenning.vanaf <= vandaag,
        or_(Roltoekenning.tot.is_(None), Roltoekenning.tot > vandaag),
    )  # fmt: skip
    ooit = exists().where(Sessie.gebruiker_id == Gebruiker.id)
    open_account = Gebruiker.geblokkeerd_op.is_(None)
    zonder, nooit, geblokkeerd = db.session.execute(
        select(
            func.count(case((open_account & ~geldig, 1))),
            func.count(case((open_account & ~ooit, 1))),
            func.count(case((~open_account, 1))),
        ).select_from(Gebruiker)
    ).one()
    open_standen = [stand for stand in STANDEN if stand != GEBLOKKEERD]
    return (
        Cijfer(
            "Zonder rol vandaag", getal(zonder), "kunnen inloggen, maar niets doen",
            Naar("beheer.accounts", {"rol": GEEN_ROL, "stand": open_standen}),
        ),
        Cijfer(
            "Nooit ingelogd", getal(nooit), "uitnodiging verlopen of vergeten?",
            Naar("beheer.accounts", {"ingelogd": "nooit", "stand": open_standen}),
        ),
        Cijfer("Geblokkeerd", getal(geblokkeerd), naar=Naar("beheer.accounts", {"stand": GEBLOKKEERD})),
    )  # fmt: skip


def _mandaten(vandaag: date) -> list[Post]:
    """Mandates that hold today and end soon; ``tot`` is the first day without."""
    rijen = db.session.execute(
        select(Mandaat, Gebruiker.naam)
        .join(Gebruiker, Mandaat.gebruiker_id == Gebruiker.id)
        .where(
            Mandaat.vanaf <= vandaag, Mandaat.tot > vandaag,
            Mandaat.tot <= vandaag + timedelta(days=MANDAAT_BIJNA_DAGEN + 1),
        )
        .order_by(Mandaat.tot, Mandaat.registernummer)
    ).all()  # fmt: skip
    return [
        Post(
            f"{mandaat.registernummer} · {naam}", Naar("beheer.mandaten", {"zoek": mandaat.registernummer}),
            f"{HANDELINGEN[mandaat.handeling]}, tot en met {geld(mandaat.tot_bedrag_cent)}.",
            klok=klokstand(mandaat.tot - timedelta(days=1), vandaag, bijna=MANDAAT_BIJNA_DAGEN),
        )
        for mandaat, naam in rijen
        if mandaat.tot is not None
    ]  # fmt: skip
