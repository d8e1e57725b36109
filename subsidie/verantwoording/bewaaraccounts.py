"""People who left: their name and address are replaced, and the audit trail, which holds keys only, stays whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, delete, func, or_, select, update

from subsidie.accounts.aanmelden import beeindig_sessies
from subsidie.accounts.aanmeldmodellen import Sessie, Wachtwoord
from subsidie.accounts.models import Gebruiker, Mandaat, Rol, Roltoekenning
from subsidie.accounts.service import vereis_beheerder, vereis_rol
from subsidie.accounts.uitnodigen import trek_in
from subsidie.accounts.vervangen import adres_zonder_persoon
from subsidie.audit.service import leg_vast
from subsidie.berichten.models import Bezorging
from subsidie.kern.fouten import Domeinfout, NietBevoegd
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.verantwoording.bewaarlijst import WEG
from subsidie.verantwoording.bewaarmodellen import Pseudonimisering
from subsidie.verantwoording.bewaartermijnen import ACCOUNT, bewaartermijnen
from subsidie.web.db import db


@dataclass(frozen=True, slots=True)
class Vertrokken:
    """Someone without a role: the last day on which they had one or logged in, and until when the name is kept."""

    gebruiker: Gebruiker
    laatste_dag: date
    bewaren_tot: date


def list_vertrokken(dag: date) -> list[Vertrokken]:
    """Everybody without a role or a mandate on ``dag`` or later, not yet pseudonymised, who left longest ago first."""
    rollen = select(Roltoekenning.gebruiker_id).where(
        or_(Roltoekenning.tot.is_(None), Roltoekenning.tot > dag)
    )
    mandaten = select(Mandaat.gebruiker_id).where(or_(Mandaat.tot.is_(None), Mandaat.tot > dag))
    rol_tot = (
        select(func.max(Roltoekenning.tot))
        .where(Roltoekenning.gebruiker_id == Gebruiker.id)
        .scalar_subquery()
    )
    ingelogd = (
        select(func.max(Sessie.begonnen_op)).where(Sessie.gebruiker_id == Gebruiker.id).scalar_subquery()
    )
    vraag = select(Gebruiker, rol_tot, ingelogd).where(
        Gebruiker.id.not_in(rollen),
        Gebruiker.id.not_in(mandaten),
        Gebruiker.id.not_in(select(Pseudonimisering.gebruiker_id)),
    )
    termijn = bewaartermijnen()[ACCOUNT]
    gevonden = []
    for gebruiker, tot, laatst in db.session.execute(vraag):
        dagen = [dag_in_amsterdam(gebruiker.aangemaakt_op)]
        dagen += [tot] if tot is not None else []
        dagen += [dag_in_amsterdam(laatst)] if laatst is not None else []
        gevonden.append(Vertrokken(gebruiker, max(dagen), termijn.tot(max(dagen))))
    return sorted(gevonden, key=lambda een: (een.laatste_dag, een.gebruiker.sleutel))


def waarom_niet(gebruiker: Gebruiker, dag: date) -> str:
    """Why this name cannot be replaced yet, in plain Dutch; empty when it can."""
    if db.session.scalar(select(Pseudonimisering.id).where(Pseudonimisering.gebruiker_id == gebruiker.id)):
        return "De naam van dit account is al vervangen."
    een = next((een for een in list_vertrokken(dag) if een.gebruiker.id == gebruiker.id), None)
    if een is None:
        return "Dit account heeft nog een rol of een mandaat."
    if een.bewaren_tot > dag:
        return f"De bewaartermijn van dit account loopt tot {datum_nl(een.bewaren_tot)}."
    return ""


def pseudonimiseer(gebruiker: Gebruiker, *, door: Gebruiker, nu: datetime) -> Pseudonimisering:
    """Replace the name, the function and the address of someone who left; nobody can log in with it any more.

    Letters and decisions keep the name of who signed: they are records. Raises ``NietBevoegd``, also for oneself, and
    ``Domeinfout`` when the account is in use or its period (AVG art. 5(1)(e)) is not over.
    """
    vereis_beheerder(door, nu=nu)
    vereis_rol(door, Rol.BEHEERDER, nu=nu)
    if door.id == gebruiker.id:
        raise NietBevoegd("U kunt uw eigen naam niet vervangen. Vraag het een andere beheerder.")
    db.session.refresh(gebruiker, with_for_update=True)
    if reden := waarom_niet(gebruiker, dag_in_amsterdam(nu)):
        raise Domeinfout(reden)
    termijn = bewaartermijnen()[ACCOUNT]
    gebruiker.naam = f"Oud-gebruiker {gebruiker.sleutel[:8]}"
    gebruiker.functie = ""
    gebruiker.email = adres_zonder_persoon(gebruiker)
    if gebruiker.geblokkeerd_op is None:
        gebruiker.geblokkeerd_op = nu
    beeindig_sessies(gebruiker, nu=nu)
    trek_in(gebruiker, nu=nu)
    db.session.execute(delete(Wachtwoord).where(Wachtwoord.gebruiker_id == gebruiker.id))
    db.session.execute(
        update(Bezorging)
        .where(Bezorging.gebruiker_id == gebruiker.id)
        .values(adres=WEG, melding=case((Bezorging.melding == "", ""), else_=WEG))
        .execution_options(synchronize_session=False)
    )
    gedaan = Pseudonimisering(
        gebruiker_id=gebruiker.id, op=nu, door_id=door.id,
        grond=f"{termijn.jaren} jaar, {termijn.zekerheid.value}: {termijn.bron}"[:300],
    )  # fmt: skip
    db.session.add(gedaan)
    db.session.flush()
    leg_vast(
        "gebruiker:gepseudonimiseerd", object_soort="gebruiker", object_id=gebruiker.sleutel, door=door, nu=nu
    )
    return gedaan
