"""What a manager of accounts does: open, change, end and block; the register of interests is ``belangregister``.

Nothing is removed: an end is a day, and a blocked account keeps its history. See ``service`` for giving roles
and mandates.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from subsidie.accounts.aanmelden import beeindig_sessies, meld_overal_af
from subsidie.accounts.belangmodellen import Partijbelang
from subsidie.accounts.controle import (
    gebreken_van_einde,
    gebreken_van_nieuwe_rol,
    gebreken_van_persoon,
)
from subsidie.accounts.models import Belang, Gebruiker, Mandaat, Rol, Roltoekenning
from subsidie.accounts.namen import normaal_adres, normale_tekst
from subsidie.accounts.service import ken_rol_toe, maak_gebruiker, vereis_beheerder
from subsidie.accounts.uitnodigen import nodig_uit, trek_in
from subsidie.accounts.vervangen import vereis_naam
from subsidie.audit.service import leg_vast
from subsidie.kern.fouten import Domeinfout, Gebrek, NietBevoegd, NietGevonden, OngeldigeInvoer
from subsidie.kern.tijd import datum_nl
from subsidie.web.db import db


def open_account(
    *, naam: str, email: str, functie: str, rol: Rol, gm_code: str | None, vanaf: date, door: Gebruiker | None,
    nu: datetime, al_gevonden: Sequence[Gebrek] = (),
) -> tuple[Gebruiker, str]:  # fmt: skip
    """A new account with its first role; returns the user and the token of the link to choose a password.

    ``door``: a manager of accounts, or ``None`` for the program (first set-up). ``al_gevonden``: faults that
    the caller found. Raises ``NietBevoegd``, and ``OngeldigeInvoer`` with every fault, whoever found it.
    """
    gebreken = [
        *al_gevonden,
        *gebreken_van_persoon(normale_tekst(naam), normale_tekst(functie), normaal_adres(email)),
    ]
    if not any(gebrek.waar == "gemeente" for gebrek in al_gevonden):
        gebreken += gebreken_van_nieuwe_rol(rol, gm_code=gm_code, vanaf=vanaf, door=door, nu=nu)
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    gebruiker = maak_gebruiker(naam=naam, email=email, functie=functie, door=door, nu=nu)
    ken_rol_toe(gebruiker, rol, gm_code=gm_code, vanaf=vanaf, door=door, nu=nu)
    return gebruiker, nodig_uit(gebruiker, door=door, nu=nu)


def wijzig_gebruiker(
    gebruiker: Gebruiker, *, naam: str, email: str, functie: str, door: Gebruiker, nu: datetime
) -> tuple[str, ...]:
    """Correct who somebody is; returns the names of what changed. Documents that exist keep the old name.

    Raises ``NietBevoegd``, ``Domeinfout`` for an account of which the name was replaced, and ``OngeldigeInvoer`` at
    ``naam``, ``functie`` or ``email``.
    """
    vereis_beheerder(door, nu=nu)
    db.session.refresh(gebruiker, with_for_update=True)
    vereis_naam(gebruiker)
    nieuw = {"naam": normale_tekst(naam), "functie": normale_tekst(functie), "email": normaal_adres(email)}
    if gebreken := gebreken_van_persoon(**nieuw, behalve=gebruiker):
        raise OngeldigeInvoer(gebreken)
    gewijzigd = tuple(veld for veld, waarde in nieuw.items() if getattr(gebruiker, veld) != waarde)
    for veld in gewijzigd:
        setattr(gebruiker, veld, nieuw[veld])
    if gewijzigd:
        db.session.flush()
        leg_vast(
            "gebruiker:gewijzigd", object_soort="gebruiker", object_id=gebruiker.sleutel, door=door, nu=nu,
            gegevens={"gewijzigd": list(gewijzigd)},
        )  # fmt: skip
    return gewijzigd


def blokkeer(gebruiker: Gebruiker, *, door: Gebruiker, nu: datetime) -> None:
    """Nobody logs in as ``gebruiker`` any more, from this moment: sessions end, a link stops working.

    Raises ``NietBevoegd``, also for one's own account: then perhaps nobody could undo it.
    """
    vereis_beheerder(door, nu=nu)
    if door.id == gebruiker.id:
        raise NietBevoegd("U kunt uw eigen account niet blokkeren. Vraag het een andere beheerder.")
    if gebruiker.geblokkeerd_op is not None:
        raise Domeinfout("Dit account is al geblokkeerd.")
    gebruiker.geblokkeerd_op = nu
    beeindig_sessies(gebruiker, nu=nu)
    trek_in(gebruiker, nu=nu)
    db.session.flush()
    leg_vast("gebruiker:geblokkeerd", object_soort="gebruiker", object_id=gebruiker.sleutel, door=door, nu=nu)


def deblokkeer(gebruiker: Gebruiker, *, door: Gebruiker, nu: datetime) -> None:
    """``gebruiker`` can log in again, with the password and the roles there were.

    Raises ``NietBevoegd``, and ``Domeinfout`` for an account that is not blocked or of which the name was replaced.
    """
    vereis_beheerder(door, nu=nu)
    db.session.refresh(gebruiker, with_for_update=True)
    vereis_naam(gebruiker)
    if gebruiker.geblokkeerd_op is None:
        raise Domeinfout("Dit account is niet geblokkeerd.")
    gebruiker.geblokkeerd_op = None
    db.session.flush()
    leg_vast(
        "gebruiker:gedeblokkeerd", object_soort="gebruiker", object_id=gebruiker.sleutel, door=door, nu=nu
    )


def log_overal_uit(gebruiker: Gebruiker, *, door: Gebruiker, nu: datetime) -> int:
    """End every session of somebody else; returns how many there were. Raises ``NietBevoegd``."""
    vereis_beheerder(door, nu=nu)
    return meld_overal_af(gebruiker, door=door, nu=nu)


def get_roltoekenning(gebruiker: Gebruiker, id_: int) -> Roltoekenning:
    """One role of ``gebruiker``; raises ``NietGevonden``, also when it is of somebody else."""
    gevonden: Roltoekenning | None = db.session.scalar(
        select(Roltoekenning).where(Roltoekenning.id == id_, Roltoekenning.gebruiker_id == gebruiker.id)
    )
    if gevonden is None:
        raise NietGevonden("Deze rol is er niet.")
    return gevonden


def get_mandaat(id_: int) -> Mandaat:
    """One mandate of the register; raises ``NietGevonden``."""
    gevonden: Mandaat | None = db.session.get(Mandaat, id_)
    if gevonden is None:
        raise NietGevonden("Dit mandaat is er niet.")
    return gevonden


def beeindig_rol(toekenning: Roltoekenning, *, tot: date, door: Gebruiker, nu: datetime) -> None:
    """End a role; ``tot`` is the first day without it, today at the earliest.

    Raises ``NietBevoegd`` (nobody takes a role from themselves either: a manager always stays), and
    ``OngeldigeInvoer`` at ``tot``.
    """
    vereis_beheerder(door, nu=nu, ontvanger=toekenning.gebruiker)
    leg_einde_vast(toekenning, tot=tot, door=door, nu=nu)


def leg_einde_vast(toekenning: Roltoekenning, *, tot: date, door: Gebruiker, nu: datetime) -> None:
    """As ``beeindig_rol``, for a caller that has checked itself that ``door`` may do it."""
    zet_einde(toekenning, tot, nu=nu, wat="deze rol")
    leg_vast(
        "gebruiker:rol_beeindigd", object_soort="gebruiker", object_id=toekenning.gebruiker.sleutel, door=door,
        nu=nu,
        gegevens={"rol": toekenning.rol.value, "gm_code": toekenning.gm_code, "tot": tot.isoformat()},
    )  # fmt: skip


def beeindig_mandaat(mandaat: Mandaat, *, tot: date, door: Gebruiker, nu: datetime) -> None:
    """End a mandate (Awb 10:8); ``tot`` is the first day without it, today at the earliest.

    Raises ``NietBevoegd``, and ``OngeldigeInvoer`` at ``tot``.
    """
    vereis_beheerder(door, nu=nu, ontvanger=mandaat.gebruiker)
    zet_einde(mandaat, tot, nu=nu, wat="dit mandaat")
    leg_vast(
        "mandaat:beeindigd", object_soort="mandaat", object_id=mandaat.registernummer, door=door, nu=nu,
        gegevens={
            "gebruiker": mandaat.gebruiker.sleutel, "handeling": mandaat.handeling.value, "tot": tot.isoformat(),
        },
    )  # fmt: skip


def zet_einde(
    rij: Roltoekenning | Mandaat | Belang | Partijbelang,
    tot: date,
    *,
    nu: datetime,
    wat: str,
    ook_eerder: bool = False,
) -> None:
    """Give ``rij`` its end, once; ``tot`` is the first day without ``wat`` (``dit mandaat``).

    Raises ``Domeinfout`` when it has one, and ``OngeldigeInvoer`` at ``tot``. The caller records the event.
    """
    # Held until the commit: of two who end the same thing at once the second finds that it has an end.
    db.session.refresh(rij, with_for_update=True)
    if rij.tot is not None:
        raise Domeinfout(f"{wat.capitalize()} heeft al een einde: {datum_nl(rij.tot)}.")
    if gebreken := gebreken_van_einde(rij.vanaf, tot, nu=nu, wat=wat, ook_eerder=ook_eerder):
        raise OngeldigeInvoer(gebreken)
    rij.tot = tot
    db.session.flush()
