"""What was built of the awards of the examples, as their municipalities reported it and the ministry judged it.

Every step is taken by the service that a page calls, in the order of time, up to the day on which the demo is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Final

from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.kern.tijd import dag_in_amsterdam, moment_in_amsterdam
from subsidie.realisatie.bevestiging import bevestig, geleverd_op
from subsidie.realisatie.delen import list_delen
from subsidie.realisatie.einde import meld_einde
from subsidie.realisatie.gebruik import meld_gebruik
from subsidie.realisatie.levering import meld
from subsidie.realisatie.leveringinvoer import Deelkeuze, Leveringsmelding
from subsidie.realisatie.leveringmodellen import Eindereden, Levering
from subsidie.realisatie.leveringqueries import list_woonruimten
from subsidie.realisatie.mijlpalen import meld_mijlpaal
from subsidie.realisatie.oordelen import Melding, beoordeel
from subsidie.realisatie.plan import Planwijze, list_planregels
from subsidie.realisatie.planmodellen import (
    Meldingstand,
    Mijlpaal,
    Projectdeel,
    Realisatieplan,
)
from subsidie.realisatie.prognoses import geef_prognose, lees_prognoses
from subsidie.realisatie.woonruimten import Adres, Opgave
from subsidie.tranches.keuzen import Woonruimtesoort
from subsidie.tranches.models import Tranche
from subsidie.voorbeeld.agenda import Agenda
from subsidie.voorbeeld.bouwverloop import Bijzonder, Verloop, maak_verloop
from subsidie.voorbeeld.melders import Melders, laad_melders
from subsidie.web.db import db

KAMERS_PER_ADRES: Final = 12
NIET_BEHOUDEN: Final = 3
VRAAG: Final = "Van enkele woonruimten lijkt het adres niet te kloppen. Wilt u de adressen nakijken?"
TEKSTEN: Final = {
    Mijlpaal.VERGUNNING: "De omgevingsvergunning is verleend (verzonnen kenmerk OV-{nummer}).",
    Mijlpaal.ONOMKEERBARE_STAP: "De aannemingsovereenkomst is getekend.",
    Mijlpaal.START_BOUW: "De aannemer is begonnen met het werk op het terrein.",
}


@dataclass(slots=True)
class Bouw:
    """One project under way: who is at it, how it goes, and which homes still have to come."""

    aanvraag: Aanvraag
    deel: Projectdeel
    verleend_op: date
    verloop: Verloop
    wie: Gebruiker
    behandelaar: Gebruiker
    agenda: Agenda
    te_komen: list[Opgave]
    is_klaar: bool = False
    """Whether its municipality builds no more, though not everything stands."""

    @property
    def vandaag(self) -> date:
        """The day on which the demo is made."""
        return dag_in_amsterdam(self.agenda.tot)


def plan_bouw(
    tranche: Tranche,
    personen: Mapping[str, Gebruiker],
    agenda: Agenda,
    *,
    vanaf: int = 0,
    verlopen: Mapping[str, Verloop] | None = None,
    nu: datetime,
) -> list[Bouw]:
    """Put in the agenda what becomes of every award of ``tranche``; inside the commit boundary.

    ``vanaf``: how many projects of other tranches went before, which tells what is special about each. ``verlopen``:
    by the name of a project how it goes, instead.
    """
    plannen = _eerste_plannen(tranche)
    melders = laad_melders({een.aanvraag.gm_code for een in plannen}, personen, nu=nu)
    projecten = [
        _begin(plan, plaats, melders, personen["behandelaar"], agenda, verlopen or {})
        for plaats, plan in enumerate(plannen, start=vanaf)
    ]
    for een in projecten:
        _plan_in(een)
    return projecten


def _eerste_plannen(tranche: Tranche) -> list[Realisatieplan]:
    return list(
        db.session.scalars(
            select(Realisatieplan)
            .join(Aanvraag, Aanvraag.id == Realisatieplan.aanvraag_id)
            .where(Aanvraag.tranche_id == tranche.id, Realisatieplan.volgnummer == 1)
            .order_by(Aanvraag.nummer)
        )
    )


def _begin(
    plan: Realisatieplan, plaats: int, melders: Mapping[str, Melders], behandelaar: Gebruiker, agenda: Agenda,
    verlopen: Mapping[str, Verloop],
) -> Bouw:  # fmt: skip
    aanvraag, versie, verleend_op = plan.aanvraag, plan.beschikking.versie, plan.beschikking.bekendgemaakt_op
    if verleend_op is None:
        raise RuntimeError(f"a plan without a notified award: {aanvraag.nummer}")
    te_komen = list(_opgaven(plan))
    verloop = verlopen.get(aanvraag.project.naam) or maak_verloop(
        aanvraag.nummer, plaats, verleend_op=verleend_op,
        start_gepland=versie.start_bouw_gepland or verleend_op + timedelta(days=240),
        klaar_gepland=versie.oplevering_gepland or verleend_op + timedelta(days=800), aantal=len(te_komen),
    )  # fmt: skip
    wie = melders[aanvraag.gm_code].opsteller
    return Bouw(aanvraag, list_delen(aanvraag)[0], verleend_op, verloop, wie, behandelaar, agenda, te_komen)


def _om(dag: date, uur: int) -> datetime:
    return moment_in_amsterdam(dag, time(uur, 0))


def _plan_in(een: Bouw) -> None:
    """Put in the agenda what happens in this project of itself."""
    verloop, zet = een.verloop, een.agenda.zet
    if verloop.bijzonder is Bijzonder.STIL:
        return
    dagen = {
        Mijlpaal.VERGUNNING: verloop.vergunning,
        Mijlpaal.ONOMKEERBARE_STAP: verloop.stap,
        Mijlpaal.START_BOUW: verloop.start,
    }
    for mijlpaal, dag in dagen.items():
        if dag is not None:
            zet(
                _om(max(dag, een.verleend_op) + timedelta(days=6), 10), partial(_mijlpaal, een, mijlpaal, dag)
            )
    for nummer, (dag, aantal) in enumerate(verloop.leveringen, start=1):
        bijzonder = verloop.bijzonder if nummer == len(verloop.leveringen) else Bijzonder.GEWOON
        zet(_om(_gemeld_op(een, dag, bijzonder), 11), partial(_levering, een, dag, aantal, bijzonder))
    geleden = timedelta(days=200 if verloop.bijzonder is Bijzonder.MINDER else 45)
    zet(_om(een.vandaag - geleden, 15), partial(_verwacht, een))
    for jaar in range(een.verleend_op.year, een.vandaag.year):
        zet(_om(date(jaar + 1, 1, 20), 10), partial(_bevestiging, een, jaar))


def _gemeld_op(een: Bouw, dag: date, bijzonder: Bijzonder) -> date:
    """A week after the delivery; late where it has to wait for the ministry today."""
    laat = {Bijzonder.WACHT: 4, Bijzonder.VRAAG: 18}.get(bijzonder)
    gewoon = dag + timedelta(days=8)
    return gewoon if laat is None else max(gewoon, een.vandaag - timedelta(days=laat))


def _mijlpaal(een: Bouw, mijlpaal: Mijlpaal, dag: date, nu: datetime) -> None:
    melding = meld_mijlpaal(
        een.deel, mijlpaal, bereikt_op=dag, toelichting=TEKSTEN[mijlpaal].format(nummer=een.aanvraag.nummer),
        door=een.wie, nu=nu,
    )  # fmt: skip
    een.agenda.zet(nu + timedelta(days=5, hours=3), partial(_zeg, een, melding, Meldingstand.AANVAARD, ""))


def _levering(een: Bouw, dag: date, aantal: int, bijzonder: Bijzonder, nu: datetime) -> None:
    opgaven, een.te_komen = een.te_komen[:aantal], een.te_komen[aantal:]
    deel = Deelkeuze(een.deel.id, str(een.deel.volgnummer), een.deel.naam)
    levering = meld(
        een.aanvraag, [Leveringsmelding(deel, dag, tuple(opgaven), "opgeleverd_op")],
        toelichting="De sleutels zijn overgedragen aan de verhuurder.", door=een.wie, nu=nu,
    )[0]  # fmt: skip
    later = nu + timedelta(days=6, hours=3)
    if bijzonder is Bijzonder.VRAAG:
        een.agenda.zet(later, partial(_zeg, een, levering, Meldingstand.VRAAG, VRAAG))
    elif bijzonder is not Bijzonder.WACHT:
        een.agenda.zet(later, partial(_aanvaard, een, levering, bijzonder))


def _aanvaard(een: Bouw, levering: Levering, bijzonder: Bijzonder, nu: datetime) -> None:
    """Accept a delivery; after that people move in, and in some homes others."""
    _zeg(een, levering, Meldingstand.AANVAARD, "", nu)
    een.agenda.zet(nu + timedelta(days=21), partial(_in_gebruik, een, levering))
    if bijzonder is Bijzonder.BEEINDIGD:
        een.agenda.zet(nu + timedelta(days=190), partial(_einde, een, levering))


def _in_gebruik(een: Bouw, levering: Levering, nu: datetime) -> None:
    meld_gebruik(levering, dag_in_amsterdam(nu) - timedelta(days=7), door=een.wie, nu=nu)


def _zeg(een: Bouw, melding: Melding, naar: Meldingstand, oordeel: str, nu: datetime) -> None:
    beoordeel(melding, naar, oordeel=oordeel, door=een.behandelaar, nu=nu)


def _einde(een: Bouw, levering: Levering, nu: datetime) -> None:
    for woonruimte in list_woonruimten(levering)[:NIET_BEHOUDEN]:
        meld_einde(
            woonruimte, per=dag_in_amsterdam(nu) - timedelta(days=9), reden=Eindereden.ANDER_GEBRUIK,
            toelichting="De verhuurder heeft deze woonruimte aan anderen verhuurd.", door=een.wie, nu=nu,
        )  # fmt: skip


def _verwacht(een: Bouw, nu: datetime) -> None:
    """The municipality says anew when the rest comes, where something is still to come."""
    komend = [dag for dag, _ in een.verloop.leveringen if dag > dag_in_amsterdam(nu)]
    if een.verloop.bijzonder is Bijzonder.MINDER and not een.is_klaar:
        komend = [een.vandaag + timedelta(days=240)]
    gezegd = lees_prognoses([een.aanvraag.id]).get(een.aanvraag.id, {}).get(een.deel.id, {})
    vorige = gezegd.get(Mijlpaal.OPLEVERING)
    if komend and (vorige is None or vorige.verwacht_op != max(komend)):
        geef_prognose(
            een.deel, Mijlpaal.OPLEVERING, verwacht_op=max(komend),
            toelichting="De aannemer heeft een nieuwe planning gegeven.", door=een.wie, nu=nu,
        )  # fmt: skip


def _bevestiging(een: Bouw, jaar: int, nu: datetime) -> None:
    """The yearly confirmation: how many homes still serve their target group."""
    slot = date(jaar, 12, 31)
    geleverd = geleverd_op(een.aanvraag, slot)
    if not geleverd:
        return
    minder = een.verloop.bijzonder is Bijzonder.BEEINDIGD
    melding = bevestig(
        een.aanvraag, jaar, peildatum=slot, aantal=geleverd - NIET_BEHOUDEN * minder,
        toelichting="Enkele woonruimten zijn aan anderen verhuurd." if minder else "", door=een.wie, nu=nu,
    )  # fmt: skip
    een.agenda.zet(nu + timedelta(days=9), partial(_zeg, een, melding, Meldingstand.AANVAARD, ""))


def _opgaven(plan: Realisatieplan) -> Iterator[Opgave]:
    """Every promised home at an invented place: a number in the BAG of its kind, an address that does not exist."""
    aanvraag = plan.aanvraag
    postcode = f"{1000 + aanvraag.id % 9000} XZ"
    for nummer, (wijze, hoeveelste) in enumerate(_wijzen(plan), start=1):
        kamer = wijze[2] is Woonruimtesoort.ONZELFSTANDIG
        plek = 5_000 + hoeveelste // KAMERS_PER_ADRES if kamer else nummer
        soort = "03" if wijze[2] is Woonruimtesoort.STANDPLAATS else "01"
        adres = Adres(
            f"{aanvraag.gm_code[2:]}{soort}9{aanvraag.id % 10_000:04}{plek:05}", postcode, plek, "",
            f"kamer {hoeveelste % KAMERS_PER_ADRES + 1}" if kamer else "",
        )  # fmt: skip
        yield Opgave(wijze, adres, lambda veld: veld, f"regel {nummer}")


def _wijzen(plan: Realisatieplan) -> Iterator[tuple[Planwijze, int]]:
    kamers = 0
    for regel in list_planregels(plan):
        for _ in range(regel.aantal):
            yield (regel.doelgroep, regel.aard, regel.soort), kamers
            kamers += regel.soort is Woonruimtesoort.ONZELFSTANDIG
