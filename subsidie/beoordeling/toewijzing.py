"""Who handles an application: taking it, giving it to a colleague, replacing someone during leave, giving it back.

An application has one handler at most. Whoever handles it acts in the function ``behandeling``, so a colleague who
assesses it, decides on it or has an interest in it cannot be given it (product.md, "Who works with it"). Nothing is
overwritten: each step closes the row of before and adds one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from sqlalchemy import exists, or_, select

from subsidie.aanvragen.belang import vereis_vrij
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, Functiegroep
from subsidie.aanvragen.service import betrek, vergrendel
from subsidie.accounts.models import Gebruiker, Rol, Roltoekenning
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.beoordeling.behandelmodellen import Behandeltoewijzing, Toewijsreden
from subsidie.kern.fouten import Domeinfout, Gebrek, NietBevoegd, NietGevonden, OngeldigeInvoer
from subsidie.kern.tekst import verboden_tekens
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl, moment_in_amsterdam
from subsidie.web.db import db

LANGSTE_TOELICHTING: Final = 500
LANGSTE_VERLOF_DAGEN: Final = 366
"""No leave lasts longer than a year: a day that far off is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Behandelaar:
    """Who handles an application at a moment; ``vervangt``: whom they replace, until and including ``tot``.

    ``straks``: the replacement that was arranged for later, as the name and the days from and until.
    """

    gebruiker: Gebruiker
    vervangt: Gebruiker | None = None
    tot: date | None = None
    straks: tuple[str, date, date] | None = None


def list_behandelaars_nu(nu: datetime) -> list[Gebruiker]:
    """Everyone who can be given an application today, by name: the role, and not blocked. One query."""
    dag = dag_in_amsterdam(nu)
    rol = exists().where(
        Roltoekenning.gebruiker_id == Gebruiker.id, Roltoekenning.rol == Rol.BEHANDELAAR, Roltoekenning.vanaf <= dag,
        or_(Roltoekenning.tot.is_(None), Roltoekenning.tot > dag),
    )  # fmt: skip
    vraag = (
        select(Gebruiker)
        .where(rol, Gebruiker.geblokkeerd_op.is_(None))
        .order_by(Gebruiker.naam, Gebruiker.id)
    )
    return list(db.session.scalars(vraag))


def get_collega(sleutel: str, *, nu: datetime) -> Gebruiker:
    """The one of ``list_behandelaars_nu`` with this key; raises ``NietGevonden``."""
    for een in list_behandelaars_nu(nu):
        if een.sleutel == sleutel:
            return een
    raise NietGevonden("Deze collega is nu geen behandelaar.")


def zoek_toewijzing(aanvraag: Aanvraag) -> Behandeltoewijzing | None:
    """The row that is open; ``None`` while nobody handles the application."""
    vraag = select(Behandeltoewijzing).where(
        Behandeltoewijzing.aanvraag_id == aanvraag.id, Behandeltoewijzing.tot.is_(None)
    )
    return db.session.scalar(vraag)


def list_toewijzingen(aanvraag: Aanvraag) -> list[Behandeltoewijzing]:
    """Everyone who ever handled it, the newest first."""
    vraag = (
        select(Behandeltoewijzing)
        .where(Behandeltoewijzing.aanvraag_id == aanvraag.id)
        .order_by(Behandeltoewijzing.id.desc())
    )
    return list(db.session.scalars(vraag))


def behandelaars_van(aanvraag_ids: Collection[int], *, nu: datetime) -> Mapping[int, Behandelaar]:
    """Per application id who handles it at ``nu``; absent where nobody does. Two queries, however many there are."""
    if not aanvraag_ids:
        return {}
    rijen = db.session.scalars(
        select(Behandeltoewijzing).where(
            Behandeltoewijzing.aanvraag_id.in_(aanvraag_ids), Behandeltoewijzing.tot.is_(None)
        )
    ).all()
    wie = {een for rij in rijen for een in (rij.gebruiker_id, rij.vervangt_id) if een is not None}
    mensen = {een.id: een for een in db.session.scalars(select(Gebruiker).where(Gebruiker.id.in_(wie)))}
    return {rij.aanvraag_id: _behandelaar(rij, mensen, nu) for rij in rijen}


def _behandelaar(rij: Behandeltoewijzing, mensen: Mapping[int, Gebruiker], nu: datetime) -> Behandelaar:
    nieuw = mensen[rij.gebruiker_id]
    if rij.vervangt_id is None or rij.vervanging_tot is None:
        return Behandelaar(nieuw)
    if rij.vanaf > nu:  # arranged for later: until then it is still whose it was
        straks = (nieuw.naam, dag_in_amsterdam(rij.vanaf), rij.vervanging_tot)
        return Behandelaar(mensen[rij.vervangt_id], straks=straks)
    return Behandelaar(nieuw, mensen[rij.vervangt_id], rij.vervanging_tot)


def pak_op(aanvraag: Aanvraag, *, door: Gebruiker, nu: datetime) -> Behandeltoewijzing:
    """Take an application that nobody handles.

    Raises ``NietBevoegd`` (role, interest, another function on it) and ``Domeinfout`` when someone handles it.
    """
    open_rij = _begin(aanvraag, door=door, nu=nu)
    _vereis_van_niemand(aanvraag, open_rij, door)
    return _geef(aanvraag, None, door, Toewijsreden.OPGEPAKT, "", door=door, nu=nu)


def wijs_toe(
    aanvraag: Aanvraag, aan: Gebruiker, *, toelichting: str, door: Gebruiker, nu: datetime
) -> Behandeltoewijzing:
    """Give an application that nobody handles to ``aan``, who may be oneself. Raises as ``pak_op``."""
    open_rij = _begin(aanvraag, door=door, nu=nu)
    _vereis_van_niemand(aanvraag, open_rij, door)
    return _geef(aanvraag, None, aan, Toewijsreden.TOEGEWEZEN, _tekst(toelichting), door=door, nu=nu)


def draag_over(
    aanvraag: Aanvraag, aan: Gebruiker, *, toelichting: str, door: Gebruiker, nu: datetime
) -> Behandeltoewijzing:
    """Give an application that someone handles to a colleague, with the reason, for good.

    Raises as ``pak_op``; ``OngeldigeInvoer`` at ``toelichting`` or ``collega``, and ``Domeinfout`` when nobody handles
    it or while a replacement is arranged.
    """
    open_rij = _begin(aanvraag, door=door, nu=nu)
    reden = _tekst(toelichting)
    if not reden:
        raise OngeldigeInvoer.van("toelichting", "Schrijf waarom u de aanvraag overdraagt.")
    if open_rij is None:
        raise Domeinfout(
            f"Aanvraag {aanvraag.nummer} is van niemand: wijs haar toe in plaats van over te dragen."
        )
    _vereis_geen_plan(aanvraag, open_rij, nu)
    if open_rij.gebruiker_id == aan.id:
        raise Domeinfout(f"Aanvraag {aanvraag.nummer} is al van {aan.naam}.")
    return _geef(aanvraag, open_rij, aan, Toewijsreden.OVERGEDRAGEN, reden, door=door, nu=nu)


def vervang(
    aanvraag: Aanvraag, aan: Gebruiker, *, vanaf: date | None, tot: date, toelichting: str, door: Gebruiker,
    nu: datetime,
) -> Behandeltoewijzing:  # fmt: skip
    """Let ``aan`` replace who handles it from the day ``vanaf`` (``None``: from now) up to and including ``tot``.

    The day after ``tot`` it goes back by itself (``geef_terug_na_verlof``). Raises as ``draag_over``, with faults at
    ``vanaf`` and ``tot``.
    """
    open_rij = _begin(aanvraag, door=door, nu=nu)
    vandaag = dag_in_amsterdam(nu)
    begin = vanaf or vandaag
    _controleer_verlof(begin, tot, vandaag)
    if open_rij is None:
        raise Domeinfout(f"Aanvraag {aanvraag.nummer} is van niemand: er is niemand om te vervangen.")
    if open_rij.reden is Toewijsreden.VERVANGING:
        raise Domeinfout(
            f"Voor aanvraag {aanvraag.nummer} is al een vervanging geregeld, tot en met "
            f"{datum_nl(open_rij.vervanging_tot or vandaag)}. Geef haar eerst terug."
        )
    if open_rij.gebruiker_id == aan.id:
        raise Domeinfout(
            f"{aan.naam} behandelt aanvraag {aanvraag.nummer} zelf. Kies een ander als vervanger."
        )
    moment = nu if begin == vandaag else moment_in_amsterdam(begin, time(0))
    return _geef(
        aanvraag, open_rij, aan, Toewijsreden.VERVANGING, _tekst(toelichting), door=door, nu=nu, vanaf=moment,
        vervangt_id=open_rij.gebruiker_id, tot=tot,
    )  # fmt: skip


def geef_terug(
    aanvraag: Aanvraag, *, toelichting: str, door: Gebruiker, nu: datetime
) -> Behandeltoewijzing | None:
    """Give back: a replacement ends and the application is again of whom was replaced; else it is nobody's (``None``).

    Raises ``NietBevoegd`` without the role, ``Domeinfout`` when nobody handles it.
    """
    open_rij = _begin(aanvraag, door=door, nu=nu)
    if open_rij is None:
        raise Domeinfout(f"Aanvraag {aanvraag.nummer} is van niemand. Er is niets terug te geven.")
    return _geef_terug(aanvraag, open_rij, _tekst(toelichting), door=door, nu=nu)


def list_verlof_voorbij(vandaag: date) -> list[int]:
    """Ids of applications of which the replacement ended before ``vandaag`` and that did not go back yet."""
    vraag = (
        select(Behandeltoewijzing.aanvraag_id)
        .where(Behandeltoewijzing.tot.is_(None), Behandeltoewijzing.vervanging_tot < vandaag)
        .order_by(Behandeltoewijzing.aanvraag_id)
    )
    return list(db.session.scalars(vraag))


def geef_terug_na_verlof(aanvraag_id: int, *, nu: datetime) -> bool:
    """The program gives an application back after the leave; whether it was this call that did.

    Looks again under the lock. When whoever was away is no behandelaar any more, or got an interest, the application
    is nobody's from then on: somebody must take it.
    """
    aanvraag = db.session.get_one(Aanvraag, aanvraag_id)
    vergrendel(aanvraag)
    open_rij = zoek_toewijzing(aanvraag)
    vandaag = dag_in_amsterdam(nu)
    if open_rij is None or open_rij.vervanging_tot is None or open_rij.vervanging_tot >= vandaag:
        return False
    _geef_terug(aanvraag, open_rij, "", door=None, nu=nu)
    return True


def _begin(aanvraag: Aanvraag, *, door: Gebruiker, nu: datetime) -> Behandeltoewijzing | None:
    """Take the lock, check who acts, and give the open row as it is now."""
    vergrendel(aanvraag)
    vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
    if aanvraag.status in (Aanvraagstatus.CONCEPT, Aanvraagstatus.INGETROKKEN):
        raise Domeinfout(f"Aanvraag {aanvraag.nummer} is niet in behandeling.")
    return zoek_toewijzing(aanvraag)


def _vereis_van_niemand(aanvraag: Aanvraag, open_rij: Behandeltoewijzing | None, door: Gebruiker) -> None:
    if open_rij is None:
        return
    if open_rij.gebruiker_id == door.id and open_rij.vervangt_id is None:
        raise Domeinfout(f"Aanvraag {aanvraag.nummer} is al van u.")
    raise Domeinfout(
        f"Aanvraag {aanvraag.nummer} is van {open_rij.gebruiker.naam}, sinds "
        f"{datum_nl(dag_in_amsterdam(open_rij.vanaf))}. Draag haar over als dat moet veranderen."
    )


def _vereis_geen_plan(aanvraag: Aanvraag, open_rij: Behandeltoewijzing, nu: datetime) -> None:
    if open_rij.reden is Toewijsreden.VERVANGING and open_rij.vanaf > nu:
        raise Domeinfout(
            f"Vanaf {datum_nl(dag_in_amsterdam(open_rij.vanaf))} vervangt {open_rij.gebruiker.naam} de behandelaar "
            f"van aanvraag {aanvraag.nummer}. Geef haar eerst terug: dan vervalt die vervanging."
        )


def _controleer_verlof(begin: date, tot: date, vandaag: date) -> None:
    gebreken = []
    if begin < vandaag:
        gebreken.append(Gebrek("vanaf", "Deze dag is voorbij. Kies vandaag of een latere dag."))
    if tot < begin:
        gebreken.append(Gebrek("tot", "De laatste dag ligt voor de eerste dag."))
    elif (tot - vandaag).days > LANGSTE_VERLOF_DAGEN:
        gebreken.append(Gebrek("tot", "Een vervanging duurt hoogstens een jaar."))
    if gebreken:
        raise OngeldigeInvoer(gebreken)


def _tekst(toelichting: str) -> str:
    tekst = " ".join(toelichting.split())
    if len(tekst) > LANGSTE_TOELICHTING or verboden_tekens(tekst, hoogstens=1):
        raise OngeldigeInvoer.van("toelichting", f"Schrijf hoogstens {LANGSTE_TOELICHTING} gewone tekens.")
    return tekst


def _geef(
    aanvraag: Aanvraag, vorige: Behandeltoewijzing | None, aan: Gebruiker, reden: Toewijsreden, toelichting: str, *,
    door: Gebruiker | None, nu: datetime, vanaf: datetime | None = None, vervangt_id: int | None = None,
    tot: date | None = None,
) -> Behandeltoewijzing:  # fmt: skip
    """Close ``vorige`` and add the row of ``aan``; who gets it must be able to handle it."""
    vereis_rol(aan, Rol.BEHANDELAAR, nu=nu)
    vereis_vrij(aanvraag, aan, nu=nu)
    betrek(aanvraag, aan, Functiegroep.BEHANDELING, nu=nu)
    begin = vanaf or nu
    if vorige is not None:
        vorige.tot = max(begin, vorige.vanaf)
        db.session.flush()  # one open row at a time, says the database
    rij = Behandeltoewijzing(
        aanvraag_id=aanvraag.id, gebruiker_id=aan.id, reden=reden, toelichting=toelichting, vanaf=begin,
        door_id=door.id if door is not None else None, vervangt_id=vervangt_id, vervanging_tot=tot,
    )  # fmt: skip
    db.session.add(rij)
    db.session.flush()
    gegevens = {"gebruiker": aan.sleutel, "reden": reden.value, "vanaf": dag_in_amsterdam(begin).isoformat()}
    if tot is not None:
        gegevens["termijn_tot"] = tot.isoformat()
    if toelichting:
        gegevens["toelichting"] = toelichting
    leg_vast(
        "aanvraag:toegewezen",
        object_soort="aanvraag",
        object_id=aanvraag.nummer,
        door=door,
        nu=nu,
        gegevens=gegevens,
    )
    return rij


def _geef_terug(
    aanvraag: Aanvraag,
    open_rij: Behandeltoewijzing,
    toelichting: str,
    *,
    door: Gebruiker | None,
    nu: datetime,
) -> Behandeltoewijzing | None:
    eerder = db.session.get(Gebruiker, open_rij.vervangt_id) if open_rij.vervangt_id is not None else None
    if eerder is not None and _kan_behandelen(aanvraag, eerder, nu=nu):
        # The row that was arranged for later ends where it would have begun; theirs is open again from now on.
        open_rij.tot = max(nu, open_rij.vanaf)
        db.session.flush()
        return _geef(aanvraag, None, eerder, Toewijsreden.TERUG, toelichting, door=door, nu=nu)
    open_rij.tot = max(nu, open_rij.vanaf)
    db.session.flush()
    gegevens = {"toelichting": toelichting} if toelichting else {}
    leg_vast(
        "aanvraag:behandelaar_weg", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens=gegevens,
    )  # fmt: skip
    return None


def _kan_behandelen(aanvraag: Aanvraag, wie: Gebruiker, *, nu: datetime) -> bool:
    try:
        vereis_rol(wie, Rol.BEHANDELAAR, nu=nu)
        vereis_vrij(aanvraag, wie, nu=nu)
        betrek(aanvraag, wie, Functiegroep.BEHANDELING, nu=nu)
    except NietBevoegd:
        return False
    return True
