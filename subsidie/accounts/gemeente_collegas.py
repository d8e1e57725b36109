"""A municipality and its people: the tekenbevoegde invites colleagues, changes their roles, lets them go.

What a manager of accounts does for everyone (``beheren``), a tekenbevoegde does for the own municipality: only its
two roles, from today on, never for themselves, and never so that no tekenbevoegde is left. Nobody's password
can be taken over: a link is only made for who works here and nowhere else (product.md, "Who works with it").
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, or_, select

from subsidie.accounts.aanmelden import beeindig_sessies
from subsidie.accounts.aanmeldmodellen import Wachtwoord
from subsidie.accounts.beheren import get_roltoekenning, leg_einde_vast
from subsidie.accounts.controle import gebreken_van_persoon
from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.models import Gebruiker, Rol, Roltoekenning
from subsidie.accounts.namen import gebreken_van_adres, normaal_adres, normale_tekst
from subsidie.accounts.queries import eerste_einde
from subsidie.accounts.service import (
    get_gebruiker_op_email,
    leg_gebruiker_vast,
    leg_rol_vast,
    vereis_rol,
    wacht_op_beheer,
)
from subsidie.accounts.uitnodigen import maak_link, trek_in
from subsidie.audit.service import leg_vast
from subsidie.kern.fouten import Domeinfout, Gebrek, NietBevoegd, NietGevonden, OngeldigeInvoer
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.register.gemeenten import Stand
from subsidie.register.service import gemeente_op
from subsidie.web.db import db

VRAAG_HET_MINISTERIE: Final = (
    "Dit e-mailadres kunt u hier niet gebruiken. Vraag de beheerder bij het ministerie om hulp."
)
"""The same whatever is the matter with the account that has the address: it says nothing about whose it is."""


def get_collega(gm_code: str, sleutel: str) -> Gebruiker:
    """Who has, had or gets a role for ``gm_code``; raises ``NietGevonden`` for anyone else."""
    gevonden: Gebruiker | None = db.session.scalar(
        select(Gebruiker).where(
            Gebruiker.sleutel == sleutel,
            Gebruiker.id.in_(select(Roltoekenning.gebruiker_id).where(Roltoekenning.gm_code == gm_code)),
        )
    )
    if gevonden is None:
        raise NietGevonden("Deze collega is er niet.")
    return gevonden


def get_rol_van_collega(gm_code: str, collega: Gebruiker, id_: int) -> Roltoekenning:
    """One role of a colleague for ``gm_code``; raises ``NietGevonden``, also for a role elsewhere."""
    toekenning = get_roltoekenning(collega, id_)
    if toekenning.gm_code != gm_code:
        raise NietGevonden("Deze rol is er niet.")
    return toekenning


def nodig_collega_uit(
    gm_code: str, *, naam: str, functie: str, email: str, rol: Rol, door: Gebruiker, nu: datetime
) -> tuple[Gebruiker, str | None]:
    """Let somebody work for ``gm_code`` from today; returns the user and the token of a link, if one is needed.

    A new address gets an account and a link with which its owner chooses a password; who works here already gets
    the role, and a link only when there is no password. Raises ``NietBevoegd``, and ``OngeldigeInvoer`` at
    ``naam``, ``functie``, ``email`` or ``rol``: also when the address belongs to an account of another organisation.
    """
    vereis_tekenbevoegde(gm_code, door=door, nu=nu)
    _vereis_bestaand(gm_code, nu=nu)
    naam, functie, email = normale_tekst(naam), normale_tekst(functie), normaal_adres(email)
    gebruiker = get_gebruiker_op_email(email) if not gebreken_van_adres(email) else None
    if gebreken := gebreken_van_persoon(naam, functie, email, behalve=gebruiker) + _gebreken_van_rol(rol):
        raise OngeldigeInvoer(gebreken)
    dag = dag_in_amsterdam(nu)
    if gebruiker is None:
        gebruiker = leg_gebruiker_vast(naam=naam, email=email, functie=functie, door=door, nu=nu)
    else:
        if gebruiker.id == door.id:
            raise OngeldigeInvoer.van("email", "Dit is uw eigen e-mailadres. Een rol geeft u niet aan uzelf.")
        if gebruiker.geblokkeerd_op is not None or not _hoort_hier(gebruiker, gm_code, nu=nu):
            raise OngeldigeInvoer.van("email", VRAAG_HET_MINISTERIE)
    leg_rol_vast(gebruiker, rol, gm_code=gm_code, vanaf=dag, door=door, nu=nu)
    if db.session.get(Wachtwoord, gebruiker.id) is not None:
        return gebruiker, None
    return gebruiker, maak_link(gebruiker, door=door, nu=nu)


def geef_collega_rol(
    gm_code: str, collega: Gebruiker, rol: Rol, *, door: Gebruiker, nu: datetime
) -> Roltoekenning:
    """Give a colleague another role from today. Raises ``NietBevoegd`` and ``OngeldigeInvoer`` at ``rol``."""
    vereis_tekenbevoegde(gm_code, door=door, nu=nu, ontvanger=collega)
    _vereis_bestaand(gm_code, nu=nu)
    if gebreken := _gebreken_van_rol(rol):
        raise OngeldigeInvoer(gebreken)
    if collega.geblokkeerd_op is not None or not _hoort_hier(collega, gm_code, nu=nu):
        raise Domeinfout(
            "Deze persoon kunt u hier geen rol geven. Vraag het de beheerder bij het ministerie."
        )
    return leg_rol_vast(collega, rol, gm_code=gm_code, vanaf=dag_in_amsterdam(nu), door=door, nu=nu)


def beeindig_rol_van_collega(
    gm_code: str, toekenning: Roltoekenning, *, door: Gebruiker, nu: datetime
) -> Roltoekenning:
    """End a role of a colleague at once, or tomorrow when it began today.

    Raises ``NietBevoegd``, also for one's own role, and ``Domeinfout`` when no tekenbevoegde would be left.
    """
    vereis_tekenbevoegde(gm_code, door=door, nu=nu, ontvanger=toekenning.gebruiker)
    if toekenning.gm_code != gm_code:
        raise NietGevonden("Deze rol is er niet.")
    if toekenning.rol is Rol.TEKENBEVOEGDE:
        _vereis_andere_tekenbevoegde(gm_code, toekenning.gebruiker)
    leg_einde_vast(toekenning, tot=eerste_einde(toekenning.vanaf, dag_in_amsterdam(nu)), door=door, nu=nu)
    return toekenning


def verwijder_collega(gm_code: str, collega: Gebruiker, *, door: Gebruiker, nu: datetime) -> bool:
    """Let a colleague go: every role for ``gm_code`` ends, sessions end, and a link works no longer.

    Who works nowhere else loses the password too, so that nobody logs in any more, whatever the days of the
    roles say; an invitation later brings a new one. Returns whether that was done. Raises as
    ``beeindig_rol_van_collega``.
    """
    vereis_tekenbevoegde(gm_code, door=door, nu=nu, ontvanger=collega)
    dag = dag_in_amsterdam(nu)
    # Anew, after the lock: a colleague may have ended one of them meanwhile.
    rollen = db.session.scalars(
        select(Roltoekenning)
        .where(Roltoekenning.gebruiker_id == collega.id, Roltoekenning.gm_code == gm_code, _niet_voorbij(dag))
        .order_by(Roltoekenning.id)
        .execution_options(populate_existing=True)
    ).all()
    if not rollen:
        raise Domeinfout(f"{collega.naam} heeft bij uw gemeente geen rol meer.")
    if any(rol.rol is Rol.TEKENBEVOEGDE for rol in rollen):
        _vereis_andere_tekenbevoegde(gm_code, collega)
    alleen_hier = not werkt_ook_elders(collega, gm_code, nu=nu)
    for toekenning in rollen:
        if toekenning.tot is None:
            leg_einde_vast(toekenning, tot=eerste_einde(toekenning.vanaf, dag), door=door, nu=nu)
    trek_in(collega, nu=nu)
    beeindig_sessies(collega, nu=nu)
    if alleen_hier and (wachtwoord := db.session.get(Wachtwoord, collega.id)) is not None:
        db.session.delete(wachtwoord)
    db.session.flush()
    leg_vast(
        "gebruiker:verwijderd_bij_gemeente", object_soort="gebruiker", object_id=collega.sleutel, door=door, nu=nu,
        gegevens={"gm_code": gm_code, "wachtwoord_vervallen": alleen_hier},
    )  # fmt: skip
    return alleen_hier


def maak_link_voor_collega(gm_code: str, collega: Gebruiker, *, door: Gebruiker, nu: datetime) -> str:
    """A new link for a colleague who forgot the password; returns its token, which is not kept.

    Raises ``NietBevoegd``, and ``Domeinfout`` for who also works elsewhere: who makes a link could use it, and
    would then act for that other organisation.
    """
    vereis_tekenbevoegde(gm_code, door=door, nu=nu, ontvanger=collega)
    dag = dag_in_amsterdam(nu)
    hier = select(Roltoekenning.id).where(
        Roltoekenning.gebruiker_id == collega.id, Roltoekenning.gm_code == gm_code, _niet_voorbij(dag)
    )
    if db.session.scalar(hier.limit(1)) is None:
        raise Domeinfout(f"{collega.naam} heeft bij uw gemeente geen rol meer.")
    if werkt_ook_elders(collega, gm_code, nu=nu):
        raise Domeinfout(
            f"Voor {collega.naam} kunt u geen link maken. Vraag het de beheerder bij het ministerie."
        )
    return maak_link(collega, door=door, nu=nu)


def werkt_ook_elders(gebruiker: Gebruiker, gm_code: str, *, nu: datetime) -> bool:
    """Whether somebody has, or gets, a role that is not for ``gm_code``."""
    vraag = select(Roltoekenning.id).where(
        Roltoekenning.gebruiker_id == gebruiker.id,
        or_(Roltoekenning.gm_code.is_(None), Roltoekenning.gm_code != gm_code),
        _niet_voorbij(dag_in_amsterdam(nu)),
    )
    return db.session.scalar(vraag.limit(1)) is not None


def vereis_tekenbevoegde(
    gm_code: str, *, door: Gebruiker, nu: datetime, ontvanger: Gebruiker | None = None
) -> None:
    """``door`` signs for ``gm_code`` itself, and is not ``ontvanger``; raises ``NietBevoegd``.

    Whoever changes people waits for who else does: two who let each other go at once do not both succeed.
    """
    wacht_op_beheer()
    vereis_rol(door, Rol.TEKENBEVOEGDE, nu=nu, gm_code=gm_code, ook_als_opvolger=False)
    if ontvanger is not None and ontvanger.id == door.id:
        raise NietBevoegd(
            "Uw eigen rollen en uw eigen link regelt een andere tekenbevoegde, of het ministerie."
        )


def _niet_voorbij(dag: object) -> ColumnElement[bool]:
    return or_(Roltoekenning.tot.is_(None), Roltoekenning.tot > dag)


def _hoort_hier(gebruiker: Gebruiker, gm_code: str, *, nu: datetime) -> bool:
    """Whether this account is of ``gm_code``: it has a role here, or had one and has none elsewhere now."""
    codes = {
        (toekenning.gm_code, toekenning.tot is None or toekenning.tot > dag_in_amsterdam(nu))
        for toekenning in db.session.scalars(
            select(Roltoekenning).where(Roltoekenning.gebruiker_id == gebruiker.id)
        )
    }
    if (gm_code, True) in codes:
        return True
    return (gm_code, False) in codes and not any(loopt for _, loopt in codes)


def _gebreken_van_rol(rol: Rol) -> list[Gebrek]:
    if rol in GEMEENTE:
        return []
    return [Gebrek("rol", "Kies opsteller of tekenbevoegde. Een andere rol geeft het ministerie.")]


def _vereis_bestaand(gm_code: str, *, nu: datetime) -> None:
    op_dag = gemeente_op(gm_code, dag_in_amsterdam(nu))
    if op_dag.stand is Stand.OPGEHEVEN:
        raise Domeinfout(f"{op_dag} Rollen geeft u daar, of vraag het de beheerder bij het ministerie.")


def _vereis_andere_tekenbevoegde(gm_code: str, behalve: Gebruiker) -> None:
    """Somebody else signs for ``gm_code``, with no end in sight: else two ends set ahead could leave nobody."""
    vraag = (
        select(Roltoekenning.id)
        .join(Gebruiker, Gebruiker.id == Roltoekenning.gebruiker_id)
        .where(
            Roltoekenning.gm_code == gm_code,
            Roltoekenning.rol == Rol.TEKENBEVOEGDE,
            Roltoekenning.tot.is_(None),
            Roltoekenning.gebruiker_id != behalve.id,
            Gebruiker.geblokkeerd_op.is_(None),
        )
    )
    if db.session.scalar(vraag.limit(1)) is None:
        raise Domeinfout(
            "Dit is de laatste tekenbevoegde zonder einddatum van uw gemeente. Maak eerst een ander tekenbevoegde."
        )
