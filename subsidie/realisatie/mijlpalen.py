"""Reporting that a part passed a milestone, and answering what the ministry asked about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import func, select

from subsidie.aanvragen.aanvultekst import LANGSTE_TOELICHTING, schoon, tekstgebreken
from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.aanvragen.service import betrek, vergrendel
from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.models import Gebruiker
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.realisatie.delen import TELT, vereis_levend
from subsidie.realisatie.leveringmodellen import Levering
from subsidie.realisatie.mijlpaalregels import NA_WOORDEN, VRAGEN, ZELF_TE_MELDEN, daggebreken, opmerkingen
from subsidie.realisatie.oordelen import STANDWOORDEN, beantwoord, meld_aan_ministerie, omschrijf
from subsidie.realisatie.plan import eerste_plan, geldend_plan, totaal
from subsidie.realisatie.planmodellen import Meldingstand, Mijlpaal, Mijlpaalmelding, Projectdeel
from subsidie.realisatie.plichten import Verplichtingsdag
from subsidie.realisatie.prognoses import uiterlijk_voor
from subsidie.web.db import db


def list_mijlpaalmeldingen(aanvraag: Aanvraag) -> list[Mijlpaalmelding]:
    """Every report on an application, refused and taken back too, in the order in which they came."""
    return list(
        db.session.scalars(
            select(Mijlpaalmelding)
            .where(Mijlpaalmelding.aanvraag_id == aanvraag.id)
            .order_by(Mijlpaalmelding.id)
        )
    )


def bereikte_dagen(meldingen: Iterable[Mijlpaalmelding], deel_id: int) -> dict[Mijlpaal, date]:
    """Of one part the days of the milestones that were reported and not refused or taken back."""
    return {een.mijlpaal: een.bereikt_op for een in meldingen if een.deel_id == deel_id and een.stand in TELT}


def eerste_levering_van(deel: Projectdeel) -> date | None:
    """The first delivery that was reported for this part, if any."""
    dag: date | None = db.session.scalar(
        select(func.min(Levering.opgeleverd_op)).where(Levering.deel_id == deel.id, Levering.stand.in_(TELT))
    )
    return dag


def verleend_op(aanvraag: Aanvraag) -> date | None:
    """The day on which the first award was notified."""
    plan = eerste_plan(aanvraag)
    return plan.beschikking.bekendgemaakt_op if plan is not None else None


def opmerkingen_bij(melding: Mijlpaalmelding, dagen: Iterable[Verplichtingsdag]) -> list[str]:
    """What is remarkable about a report, given the obligations of its award."""
    bereikt = bereikte_dagen(list_mijlpaalmeldingen(melding.aanvraag), melding.deel_id)
    bereikt.pop(melding.mijlpaal, None)
    return opmerkingen(
        melding.mijlpaal, melding.bereikt_op, bereikt=bereikt, verleend_op=verleend_op(melding.aanvraag),
        uiterlijk=uiterlijk_voor(melding.mijlpaal, dagen),
    )  # fmt: skip


def meld_mijlpaal(
    deel: Projectdeel,
    mijlpaal: Mijlpaal,
    *,
    bereikt_op: date,
    toelichting: str,
    door: Gebruiker,
    nu: datetime,
) -> Mijlpaalmelding:
    """Report that ``deel`` passed ``mijlpaal`` on ``bereikt_op``; it counts once it was accepted.

    The same day and text once more give the report that is there. Raises ``NietBevoegd``; ``OngeldigeInvoer`` at
    ``bereikt_op`` or ``toelichting``; ``Domeinfout`` without an award, for a part that was withdrawn, for the delivery
    (which follows from the homes), and while another report on the same milestone stands.
    """
    aanvraag = deel.aanvraag
    vergrendel(aanvraag)
    db.session.refresh(deel)
    vereis_rol(door, *GEMEENTE, nu=nu, gm_code=aanvraag.gm_code)
    vereis_levend(deel)
    if mijlpaal not in ZELF_TE_MELDEN:
        raise Domeinfout("De oplevering volgt uit de woonruimten die u meldt. Meld daarom een oplevering.")
    tekst = schoon(toelichting)
    bestaand = _lopende(deel, mijlpaal)
    if bestaand is not None:
        if (bestaand.bereikt_op, bestaand.toelichting) == (bereikt_op, tekst):
            return bestaand
        raise Domeinfout(
            f"Van deel ‘{deel.naam}’ is {NA_WOORDEN[mijlpaal]} al gemeld, op {datum_nl(bestaand.bereikt_op)} (stand: "
            f"{STANDWOORDEN[bestaand.stand]}). Klopt die melding niet? Trek haar dan eerst in."
        )
    _vereis_goed(deel, mijlpaal, bereikt_op, tekst, nu=nu)
    betrek(aanvraag, door, Functiegroep.AANVRAGER, nu=nu)
    melding = Mijlpaalmelding(
        aanvraag_id=aanvraag.id, deel_id=deel.id, mijlpaal=mijlpaal, bereikt_op=bereikt_op, toelichting=tekst,
        gemeld_op=nu, gemeld_door_id=door.id, stand=Meldingstand.GEMELD, oordeel="",
    )  # fmt: skip
    db.session.add(melding)
    db.session.flush()
    leg_vast(
        "aanvraag:mijlpaal_gemeld", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={
            "melding": omschrijf(melding), "nummer": melding.id, "mijlpaal": mijlpaal.value,
            "bereikt_op": bereikt_op.isoformat(),
        },
    )  # fmt: skip
    meld_aan_ministerie(melding, door, nu)
    return melding


def beantwoord_mijlpaal(
    melding: Mijlpaalmelding, *, bereikt_op: date, toelichting: str, door: Gebruiker, nu: datetime
) -> None:
    """Answer what was asked about a report, with the day and the text as they are now; it waits again.

    What it said before stays in the event. Raises as ``meld_mijlpaal``, and ``Domeinfout`` when nothing is asked.
    """
    vergrendel(melding.aanvraag)
    db.session.refresh(melding)
    vereis_levend(melding.deel)
    tekst, was_op, was = schoon(toelichting), melding.bereikt_op, melding.toelichting
    if melding.stand is Meldingstand.VRAAG:
        _vereis_goed(melding.deel, melding.mijlpaal, bereikt_op, tekst, nu=nu)
        melding.bereikt_op, melding.toelichting = bereikt_op, tekst
    beantwoord(
        melding,
        door=door,
        nu=nu,
        bereikt_op=bereikt_op.isoformat(),
        van=was_op.isoformat(),
        toelichting_was=was,
    )


def _vereis_goed(deel: Projectdeel, mijlpaal: Mijlpaal, dag: date, tekst: str, *, nu: datetime) -> None:
    verleend = verleend_op(deel.aanvraag)
    if verleend is None:
        raise Domeinfout(f"Op aanvraag {deel.aanvraag.nummer} is geen subsidie verleend.")
    if not totaal(geldend_plan(deel.aanvraag)):
        raise Domeinfout("De subsidie is ingetrokken. Er valt niets meer te bouwen of te melden.")
    gebreken = daggebreken(
        mijlpaal,
        dag,
        vandaag=dag_in_amsterdam(nu),
        verleend_op=verleend,
        eerste_levering=eerste_levering_van(deel),
    )
    gebreken += tekstgebreken("toelichting", tekst, hoogstens=LANGSTE_TOELICHTING, leeg=VRAGEN[mijlpaal][1])
    if gebreken:
        raise OngeldigeInvoer(gebreken)


def _lopende(deel: Projectdeel, mijlpaal: Mijlpaal) -> Mijlpaalmelding | None:
    gevonden: Mijlpaalmelding | None = db.session.scalar(
        select(Mijlpaalmelding).where(
            Mijlpaalmelding.deel_id == deel.id, Mijlpaalmelding.mijlpaal == mijlpaal,
            Mijlpaalmelding.stand.in_(TELT),
        )
    )  # fmt: skip
    return gevonden
