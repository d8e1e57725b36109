"""Giving and checking roles, mandates and interests. A check that fails raises ``NietBevoegd``."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import func, or_, select

from subsidie.accounts.controle import gebreken_van_mandaat, gebreken_van_persoon, gebreken_van_rol
from subsidie.accounts.groepen import GEMEENTE, MINISTERIE
from subsidie.accounts.kijker import kijker_van
from subsidie.accounts.models import Belang, Gebruiker, Mandaat, Mandaathandeling, Rol, Roltoekenning
from subsidie.accounts.namen import normaal_adres, normale_tekst
from subsidie.accounts.vervangen import vereis_naam
from subsidie.audit.service import leg_vast
from subsidie.kern.fouten import NietBevoegd, NietGevonden, OngeldigeInvoer
from subsidie.kern.geld import euro_kort
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.web.db import db, schrijvend

BEHEERSLOT = 7_203_002
"""Advisory lock of the acts of managers; any constant does that nothing else in the database uses."""

BESLUITROLLEN = {
    Rol.BEHANDELAAR, Rol.BEOORDELAAR, Rol.BESLISSER, Rol.BEZWAARBEHANDELAAR, Rol.FINANCIEEL,
}  # fmt: skip
"""Roles that handle an application; not together with ``beheerder``."""


def get_gebruiker_op_email(email: str) -> Gebruiker | None:
    """The user with this address, however it is written, if any."""
    gevonden: Gebruiker | None = db.session.scalar(
        select(Gebruiker).where(Gebruiker.email == normaal_adres(email))
    )
    return gevonden


def get_gebruiker(sleutel: str) -> Gebruiker:
    """The user with this key; raises ``NietGevonden``."""
    gevonden: Gebruiker | None = db.session.scalar(select(Gebruiker).where(Gebruiker.sleutel == sleutel))
    if gevonden is None:
        raise NietGevonden("Dit account is er niet.")
    return gevonden


def maak_gebruiker(*, naam: str, email: str, functie: str, door: Gebruiker | None, nu: datetime) -> Gebruiker:
    """A new user without any role. The audit trail knows the key, not the name.

    ``door``: a manager of accounts, or ``None`` for the program (first set-up). Raises ``NietBevoegd``, and
    ``OngeldigeInvoer`` at ``naam``, ``functie`` or ``email``.
    """
    vereis_beheerder(door, nu=nu)
    return leg_gebruiker_vast(naam=naam, email=email, functie=functie, door=door, nu=nu)


def leg_gebruiker_vast(
    *, naam: str, email: str, functie: str, door: Gebruiker | None, nu: datetime
) -> Gebruiker:
    """As ``maak_gebruiker``, for a caller that has checked itself that ``door`` may do it."""
    naam, functie, email = normale_tekst(naam), normale_tekst(functie), normaal_adres(email)
    if gebreken := gebreken_van_persoon(naam, functie, email):
        raise OngeldigeInvoer(gebreken)
    gebruiker = Gebruiker(naam=naam, email=email, functie=functie, aangemaakt_op=nu)
    db.session.add(gebruiker)
    db.session.flush()
    leg_vast("gebruiker:aangemaakt", object_soort="gebruiker", object_id=gebruiker.sleutel, door=door, nu=nu)
    return gebruiker


def ken_rol_toe(
    gebruiker: Gebruiker,
    rol: Rol,
    *,
    vanaf: date,
    door: Gebruiker | None,
    nu: datetime,
    gm_code: str | None = None,
) -> Roltoekenning:
    """Give ``rol`` from the day ``vanaf``; a role of a municipality names that municipality.

    ``door``: a manager of accounts, never the receiver; ``None`` for the program (first set-up). Raises
    ``NietBevoegd``, also for roles that one person does not hold at the same time (product.md): a manager
    never decides on an application, an auditor sees everything and changes nothing, and nobody works for a
    municipality and the ministry both. Raises ``OngeldigeInvoer`` at ``rol``, ``gemeente`` or ``vanaf``.
    """
    vereis_beheerder(door, nu=nu, ontvanger=gebruiker)
    return leg_rol_vast(gebruiker, rol, gm_code=gm_code, vanaf=vanaf, door=door, nu=nu)


def leg_rol_vast(
    gebruiker: Gebruiker, rol: Rol, *, gm_code: str | None, vanaf: date, door: Gebruiker | None, nu: datetime
) -> Roltoekenning:
    """As ``ken_rol_toe``, for a caller that has checked itself that ``door`` may do it."""
    vereis_naam(gebruiker)
    if gebreken := gebreken_van_rol(gebruiker, rol, gm_code=gm_code, vanaf=vanaf, door=door, nu=nu):
        raise OngeldigeInvoer(gebreken)
    _vereis_verenigbaar(gebruiker, rol, vanaf=vanaf)
    toekenning = Roltoekenning(gebruiker=gebruiker, rol=rol, gm_code=gm_code, vanaf=vanaf)
    db.session.add(toekenning)
    db.session.flush()
    leg_vast(
        "gebruiker:rol_toegekend", object_soort="gebruiker", object_id=gebruiker.sleutel, door=door, nu=nu,
        gegevens={"rol": rol.value, "gm_code": gm_code, "vanaf": vanaf.isoformat()},
    )  # fmt: skip
    return toekenning


def geef_mandaat(
    gebruiker: Gebruiker, handeling: Mandaathandeling, *, registernummer: str, tot_bedrag_cent: int, vanaf: date,
    door: Gebruiker | None, nu: datetime,
) -> Mandaat:  # fmt: skip
    """Enter a mandate in the register (Awb 10:3): for one act, up to ``tot_bedrag_cent``.

    ``door``: a manager of accounts, never the receiver; ``None`` for the program (first set-up). Raises
    ``NietBevoegd``, and ``OngeldigeInvoer`` at ``registernummer``, ``vanaf``, ``tot_bedrag`` or ``gebruiker``.
    """
    vereis_beheerder(door, nu=nu, ontvanger=gebruiker)
    vereis_naam(gebruiker)
    registernummer = normale_tekst(registernummer)
    if gebreken := gebreken_van_mandaat(
        gebruiker, handeling, registernummer=registernummer, tot_bedrag_cent=tot_bedrag_cent, vanaf=vanaf,
        door=door, nu=nu,
    ):  # fmt: skip
        raise OngeldigeInvoer(gebreken)
    mandaat = Mandaat(
        gebruiker=gebruiker, handeling=handeling, registernummer=registernummer, tot_bedrag_cent=tot_bedrag_cent,
        vanaf=vanaf,
    )  # fmt: skip
    db.session.add(mandaat)
    db.session.flush()
    leg_vast(
        "mandaat:verleend", object_soort="mandaat", object_id=registernummer, door=door, nu=nu,
        gegevens={
            "gebruiker": gebruiker.sleutel, "handeling": handeling.value, "tot_bedrag_cent": tot_bedrag_cent,
            "vanaf": vanaf.isoformat(),
        },
    )  # fmt: skip
    return mandaat


def _geldig(model: type[Roltoekenning] | type[Mandaat] | type[Belang], dag: date):  # type: ignore[no-untyped-def]
    return (model.vanaf <= dag) & or_(model.tot.is_(None), model.tot > dag)


def rollen_op(gebruiker: Gebruiker, dag: date) -> set[Rol]:
    """The roles that ``gebruiker`` has on ``dag``."""
    vraag = select(Roltoekenning.rol).where(
        Roltoekenning.gebruiker_id == gebruiker.id, _geldig(Roltoekenning, dag)
    )
    return set(db.session.scalars(vraag))


def vereis_rol(
    gebruiker: Gebruiker,
    *rollen: Rol,
    nu: datetime,
    gm_code: str | None = None,
    ook_als_opvolger: bool = True,
) -> None:
    """Raises ``NietBevoegd`` unless the user has one of ``rollen`` at ``nu`` and is not blocked.

    ``gm_code``: then it must be a role for that municipality or, unless ``ook_als_opvolger`` is False, for who
    took over its files: give it with every role of a municipality, else one of another would do. All is read
    anew: who was let in may have been blocked while waiting for the lock.
    """
    wie = kijker_van(gebruiker, nu=nu)
    if wie.gebruiker.geblokkeerd_op is not None:
        raise NietBevoegd("Dit account is geblokkeerd.")
    if gm_code is None:
        heeft = wie.heeft(*rollen)
    elif ook_als_opvolger:
        heeft = wie.heeft_voor(gm_code, *rollen)
    else:
        heeft = wie.heeft_bij(gm_code, *rollen)
    if not heeft:
        raise NietBevoegd(
            f"Voor deze stap is de rol {' of '.join(rollen)} nodig; die heeft {gebruiker.naam} nu niet."
        )


def vereis_beheerder(door: Gebruiker | None, *, nu: datetime, ontvanger: Gebruiker | None = None) -> None:
    """``door`` is the program, or a manager who is not ``ontvanger``; raises ``NietBevoegd``.

    Acts of managers wait for each other: else two could block each other at once, and nobody be left.
    """
    if door is None:
        return
    wacht_op_beheer()
    vereis_rol(door, Rol.BEHEERDER, nu=nu)
    if ontvanger is not None and door.id == ontvanger.id:
        raise NietBevoegd(
            "Niemand geeft zichzelf een rol of een mandaat, of neemt er zelf een af. Vraag het een andere beheerder."
        )


def wacht_op_beheer() -> None:
    """Wait for who changes accounts or roles now; from here until the commit nobody else does."""
    if schrijvend.get() and db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(BEHEERSLOT)))


def _gaat_samen(een: Rol, ander: Rol) -> bool:
    if een is ander:
        return True
    paar = {een, ander}
    if paar & GEMEENTE and paar & MINISTERIE:
        return False
    return Rol.AUDITOR not in paar and not (Rol.BEHEERDER in paar and paar & BESLUITROLLEN)


def _vereis_verenigbaar(gebruiker: Gebruiker, rol: Rol, *, vanaf: date) -> None:
    """``rol`` from ``vanaf`` on goes with every role the user has on a day from then on."""
    # Held until the commit: two grants at once would otherwise not see each other.
    db.session.execute(
        select(Gebruiker.id).where(Gebruiker.id == gebruiker.id).with_for_update(key_share=True)
    )
    vraag = select(Roltoekenning.rol).where(
        Roltoekenning.gebruiker_id == gebruiker.id,
        or_(Roltoekenning.tot.is_(None), Roltoekenning.tot > vanaf),
    )
    botsend = sorted({ander for ander in db.session.scalars(vraag) if not _gaat_samen(rol, ander)})
    if botsend:
        raise NietBevoegd(
            f"De rol {rol} gaat niet samen met de rol {' en '.join(botsend)}, die {gebruiker.naam} al heeft."
        )


def vereis_mandaat(
    gebruiker: Gebruiker, handeling: Mandaathandeling, *, bedrag_cent: int, nu: datetime
) -> Mandaat:
    """The mandate on which the user may do this, up to ``bedrag_cent``, on the day of ``nu``.

    Raises ``NietBevoegd`` when there is none or when the amount goes beyond it (Awb 10:1-10:3).
    """
    dag = dag_in_amsterdam(nu)
    mandaten = db.session.scalars(
        select(Mandaat)
        .where(Mandaat.gebruiker_id == gebruiker.id, Mandaat.handeling == handeling, _geldig(Mandaat, dag))
        .order_by(Mandaat.tot_bedrag_cent.desc(), Mandaat.id)
    ).all()
    if not mandaten:
        raise NietBevoegd(f"{gebruiker.naam} heeft op {datum_nl(dag)} geen mandaat voor ‘{handeling}’.")
    mandaat: Mandaat = mandaten[0]
    if bedrag_cent > mandaat.tot_bedrag_cent:
        raise NietBevoegd(
            f"Het mandaat {mandaat.registernummer} van {gebruiker.naam} gaat tot {euro_kort(mandaat.tot_bedrag_cent)}; "
            f"dit is {euro_kort(bedrag_cent)}."
        )
    return mandaat


def vereis_geen_belang(gebruiker: Gebruiker, gm_codes: set[str], *, nu: datetime) -> None:
    """Raises ``NietBevoegd`` when the user has an interest in one of these municipalities (Awb 2:4)."""
    dag = dag_in_amsterdam(nu)
    geraakt = sorted(
        set(
            db.session.scalars(
                select(Belang.gm_code).where(Belang.gebruiker_id == gebruiker.id, _geldig(Belang, dag))
            )
        )
        & gm_codes
    )
    if geraakt:
        raise NietBevoegd(
            f"{gebruiker.naam} heeft een geregistreerd belang in {', '.join(geraakt)} en kan dit niet doen."
        )
