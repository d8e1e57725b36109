"""What is due: proposed by one person, decided by another; the worker carries it out (``bewaaruitvoering``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import extract, func, select

from subsidie.aanvragen.conceptmodellen import Conceptdeel
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol, wacht_op_beheer
from subsidie.audit.service import leg_vast
from subsidie.berichten.models import Bezorging, Bezorgstand
from subsidie.kern.fouten import Domeinfout, Gebrek, NietBevoegd, NietGevonden, OngeldigeInvoer
from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl, moment_nl
from subsidie.platform.taken import na_commit
from subsidie.tranches.models import Tranche, Tranchestatus
from subsidie.verantwoording.bewaareinde import lees_sluitingen
from subsidie.verantwoording.bewaarmodellen import Vernietigingslijst, Vernietigingsregel, Vernietigingstatus
from subsidie.verantwoording.bewaarstukken import NIET, tel_stukken
from subsidie.verantwoording.bewaartermijnen import CONCEPT, MAILADRESSEN, OP_LIJST, bewaartermijnen
from subsidie.web.db import db

VEGER: Final = "vernietiging"
HOOGSTENS_REGELS: Final = 2000
"""What is left comes on the next list."""
LANGSTE_REDEN: Final = 1000
WEG: Final = "vernietigd"
"""What stands where an address was."""
BESLISSERS: Final = (Rol.BEHEERDER, Rol.BESLISSER)
_GESLOTEN: Final = (Tranchestatus.GESLOTEN, Tranchestatus.AFGEROND)
_OPEN: Final = (Vernietigingstatus.VOORGESTELD, Vernietigingstatus.VASTGESTELD)
MOMENT: Final = func.coalesce(Bezorging.verzonden_op, Bezorging.volgende_poging_op)


@dataclass(frozen=True, slots=True)
class Rijp:
    """One thing that need not be kept any more: its kind, what it is, and since which day."""

    soort: str
    object_soort: str
    object_id: str
    omschrijving: str
    bewaren_tot: date


def list_rijp(dag: date) -> list[Rijp]:
    """Everything that is due on ``dag`` and on no list yet; a constant number of queries."""
    al = _al_op_lijst()
    return [
        een
        for een in (*_stukken(dag), *_concepten(dag), *_mailadressen(dag))
        if (een.object_soort, een.object_id) not in al
    ]


def _al_op_lijst() -> set[tuple[str, str]]:
    """What is on an open list, or was destroyed; what was rejected or could not go can be proposed again."""
    rijen = db.session.execute(
        select(
            Vernietigingsregel.object_soort, Vernietigingsregel.object_id, Vernietigingsregel.uitkomst,
            Vernietigingslijst.status,
        ).join(Vernietigingslijst, Vernietigingsregel.lijst_id == Vernietigingslijst.id)
    )  # fmt: skip
    return {
        (rij.object_soort, rij.object_id)
        for rij in rijen
        if rij.status in _OPEN
        or (
            rij.status is Vernietigingstatus.UITGEVOERD
            and not rij.uitkomst.startswith(NIET)
            and rij.object_soort != MAILADRESSEN  # what the row says decides there
        )
    }


def _stukken(dag: date) -> Iterator[Rijp]:
    geteld = tel_stukken()
    for een in lees_sluitingen():
        bestanden, grootte = geteld.get(een.aanvraag_id, (0, 0))
        if bestanden and een.bewaren_tot <= dag:
            yield Rijp(
                een.soort, "stukken", een.nummer,
                f"{aantal(bestanden, 'bestand', 'bestanden')} ({-(-grootte // 1024)} kB) bij aanvraag {een.nummer}",
                een.bewaren_tot,
            )  # fmt: skip


def _concepten(dag: date) -> Iterator[Rijp]:
    """Drafts that nobody can file any more. What is in them is the municipality's: the list holds the number only."""
    termijn = bewaartermijnen()[CONCEPT]
    vraag = (
        select(Aanvraag.nummer, func.max(Conceptdeel.gewijzigd_op).label("laatst"))
        .join(Conceptdeel, Conceptdeel.aanvraag_id == Aanvraag.id)
        .join(Tranche, Aanvraag.tranche_id == Tranche.id)
        .where(Aanvraag.status == Aanvraagstatus.CONCEPT, Tranche.status.in_(_GESLOTEN))
        .group_by(Aanvraag.nummer)
        .order_by(Aanvraag.nummer)
    )
    for nummer, laatst in db.session.execute(vraag):
        laatste_dag = dag_in_amsterdam(laatst)
        tot = termijn.tot(laatste_dag)
        if tot <= dag:
            yield Rijp(
                CONCEPT,
                CONCEPT,
                nummer,
                f"Concept {nummer}, laatst gewijzigd op {datum_nl(laatste_dag)}",
                tot,
            )


def _mailadressen(dag: date) -> Iterator[Rijp]:
    termijn = bewaartermijnen()[MAILADRESSEN]
    jaar, maand = extract("year", MOMENT), extract("month", MOMENT)
    vraag = (
        select(jaar, maand, func.count())
        .where(Bezorging.stand != Bezorgstand.WACHT, Bezorging.adres != WEG)
        .group_by(jaar, maand)
        .order_by(jaar, maand)
    )
    for van_jaar, van_maand, hoeveel in db.session.execute(vraag):
        na = date(int(van_jaar) + int(van_maand) // 12, int(van_maand) % 12 + 1, 1)
        tot = termijn.tot(na)
        if tot <= dag:
            naam = f"{int(van_jaar)}-{int(van_maand):02d}"
            wat = f"{aantal(hoeveel, 'mailadres', 'mailadressen')} van verzonden mail uit {naam}"
            yield Rijp(MAILADRESSEN, MAILADRESSEN, naam, wat, tot)


def list_lijsten() -> list[tuple[Vernietigingslijst, int]]:
    """Every list with its number of lines, the newest first."""
    vraag = (
        select(Vernietigingslijst, func.count(Vernietigingsregel.id))
        .outerjoin(Vernietigingsregel, Vernietigingsregel.lijst_id == Vernietigingslijst.id)
        .group_by(Vernietigingslijst)
        .order_by(Vernietigingslijst.id.desc())
    )
    return [(lijst, regels) for lijst, regels in db.session.execute(vraag)]


def get_lijst(kenmerk: str) -> Vernietigingslijst:
    """One list; raises ``NietGevonden``, also for what can be no mark."""
    gevonden: Vernietigingslijst | None = None
    if len(kenmerk) <= 60 and kenmerk.isascii() and kenmerk.isprintable():
        gevonden = db.session.scalar(select(Vernietigingslijst).where(Vernietigingslijst.kenmerk == kenmerk))
    if gevonden is None:
        raise NietGevonden("Er is geen vernietigingslijst met dit kenmerk.")
    return gevonden


def list_regels(lijst: Vernietigingslijst) -> list[Vernietigingsregel]:
    """The lines of a list, in order."""
    return list(
        db.session.scalars(
            select(Vernietigingsregel)
            .where(Vernietigingsregel.lijst_id == lijst.id)
            .order_by(Vernietigingsregel.volgnummer)
        )
    )


def stel_voor(*, door: Gebruiker, nu: datetime) -> Vernietigingslijst:
    """Put everything that is due on a new list (Archiefwet 1995, art. 3 and 5).

    Raises ``NietBevoegd``, and ``Domeinfout`` while another list waits for its decision or when nothing is due.
    """
    wacht_op_beheer()
    vereis_rol(door, Rol.BEHEERDER, nu=nu)
    wacht = db.session.scalar(
        select(Vernietigingslijst).where(Vernietigingslijst.status == Vernietigingstatus.VOORGESTELD)
    )
    if wacht is not None:
        raise Domeinfout(f"Over lijst {wacht.kenmerk} is nog niet besloten. Daarna kunt u een nieuwe maken.")
    dag = dag_in_amsterdam(nu)
    rijp = list_rijp(dag)[:HOOGSTENS_REGELS]
    if not rijp:
        raise Domeinfout("Er is niets waarvan de bewaartermijn voorbij is.")
    volgnummer = 1 + (db.session.scalar(select(func.count()).select_from(Vernietigingslijst)) or 0)
    lijst = Vernietigingslijst(
        kenmerk=f"VERNIETIGING-{volgnummer}", peildatum=dag, opgesteld_op=nu, opgesteld_door_id=door.id,
        status=Vernietigingstatus.VOORGESTELD, toelichting="",
    )  # fmt: skip
    db.session.add(lijst)
    db.session.flush()
    termijnen = bewaartermijnen()
    for nummer, een in enumerate(rijp, start=1):
        termijn = termijnen[een.soort]
        db.session.add(
            Vernietigingsregel(
                lijst_id=lijst.id, volgnummer=nummer, soort=een.soort, object_soort=een.object_soort,
                object_id=een.object_id, omschrijving=een.omschrijving, bewaren_tot=een.bewaren_tot,
                grond=f"{termijn.jaren} jaar, {termijn.zekerheid.value}: {termijn.bron}"[:300], uitkomst="",
            )
        )  # fmt: skip
    db.session.flush()
    leg_vast(
        "vernietiging:voorgesteld", object_soort="vernietiging", object_id=lijst.kenmerk, door=door, nu=nu,
        gegevens={"regels": len(rijp), "peildatum": dag.isoformat()},
    )  # fmt: skip
    return lijst


def waarom_niet_besluiten(lijst: Vernietigingslijst, wie: Gebruiker) -> str:
    """Why ``wie`` cannot decide on this list, in plain Dutch with who and when; empty when they can."""
    if lijst.besloten_op is not None and lijst.besloten_door is not None:
        return f"Over deze lijst is al besloten, door {lijst.besloten_door.naam} op {moment_nl(lijst.besloten_op)}."
    if lijst.opgesteld_door_id == wie.id:
        return (
            f"U hebt deze lijst zelf gemaakt, op {moment_nl(lijst.opgesteld_op)}. "
            "Een andere beheerder of een beslisser besluit erover."
        )
    return ""


def besluit(
    lijst: Vernietigingslijst, *, akkoord: bool, toelichting: str, door: Gebruiker, nu: datetime
) -> Vernietigingslijst:
    """Decide on a list, once and for all, and give it back; a rejection needs its reason.

    Raises ``NietBevoegd`` (also for who made the list), ``Domeinfout`` when it was decided, ``OngeldigeInvoer``
    at ``toelichting``.
    """
    wacht_op_beheer()
    db.session.refresh(lijst, with_for_update=True)
    vereis_rol(door, *BESLISSERS, nu=nu)
    if reden := waarom_niet_besluiten(lijst, door):
        raise (NietBevoegd if lijst.besloten_op is None else Domeinfout)(reden)
    tekst = toelichting.strip()
    if len(tekst) > LANGSTE_REDEN:
        raise OngeldigeInvoer([Gebrek("toelichting", f"Schrijf hoogstens {LANGSTE_REDEN} tekens.")])
    if not akkoord and not tekst:
        raise OngeldigeInvoer([Gebrek("toelichting", "Schrijf waarom de lijst niet doorgaat.")])
    lijst.status = Vernietigingstatus.VASTGESTELD if akkoord else Vernietigingstatus.VERWORPEN
    lijst.besloten_op, lijst.besloten_door_id, lijst.toelichting = nu, door.id, tekst
    db.session.flush()
    leg_vast(
        "vernietiging:vastgesteld" if akkoord else "vernietiging:verworpen",
        object_soort="vernietiging", object_id=lijst.kenmerk, door=door, nu=nu,
        gegevens={} if akkoord else {"reden": tekst},
    )  # fmt: skip
    if akkoord:
        na_commit(VEGER)
    return lijst


def tel_rijp(rijp: list[Rijp]) -> dict[str, int]:
    """Per kind how many are due."""
    return {code: sum(een.soort == code for een in rijp) for code in OP_LIJST}
