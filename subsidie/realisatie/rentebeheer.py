"""Which statutory rates count now, and adding one: with its source, by one beheerder, confirmed by another.

What came with the program counts until somebody enters the same day with a source. A day after the last that is known
has no rate: nobody guesses it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from subsidie.aanvragen.aanvultekst import schoon, tekstgebreken
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.kern.fouten import Domeinfout, Gebrek, NietBevoegd, NietGevonden, OngeldigeInvoer
from subsidie.kern.tijd import datum_nl, moment_nl
from subsidie.realisatie.rentemodellen import Rentepercentage
from subsidie.realisatie.rentetabel import Percentage, Rentetabel, wettelijke_rente
from subsidie.tranches.keuzen import Zekerheid
from subsidie.web.db import db

HOOGSTE_PROCENT: Final = 30
LANGSTE_BRON: Final = 300
HOOGSTE_ID: Final = 2**31 - 1
"""More than this a database does not take as a number of a row."""
LANGSTE_PERIODE: Final = timedelta(days=366)
"""A rate is fixed for half a year or a year; longer is a slip of the pen."""


def lees_tabel() -> Rentetabel:
    """The rates that count: of the program, and what was entered and confirmed since. One query."""
    basis = wettelijke_rente()
    bevestigd = db.session.scalars(
        select(Rentepercentage)
        .where(Rentepercentage.bevestigd_op.is_not(None))
        .order_by(Rentepercentage.bevestigd_op)
    ).all()
    per_dag = {een.vanaf: een for een in basis.percentages}
    per_dag |= {
        een.vanaf: Percentage(een.vanaf, een.procent, een.bron, Zekerheid.GEVERIFIEERD.value)
        for een in bevestigd
    }
    tot = max([basis.bekend_tot, *(een.tot for een in bevestigd)])
    return Rentetabel(tuple(per_dag[dag] for dag in sorted(per_dag)), tot)


def list_ingevoerd() -> list[Rentepercentage]:
    """What was ever entered here, newest first, with by whom."""
    vraag = (
        select(Rentepercentage)
        .options(joinedload(Rentepercentage.ingevoerd_door), joinedload(Rentepercentage.bevestigd_door))
        .order_by(Rentepercentage.id.desc())
    )
    return list(db.session.scalars(vraag))


def get_percentage(id_: int) -> Rentepercentage:
    """The rate with this number; raises ``NietGevonden``."""
    bestaat = id_ <= HOOGSTE_ID
    gevonden = db.session.get(Rentepercentage, id_, with_for_update=True) if bestaat else None
    if gevonden is None:
        raise NietGevonden("Dit percentage is er niet.")
    return gevonden


def voer_in(
    *, vanaf: date, tot: date, procent: int, bron: str, door: Gebruiker, nu: datetime
) -> Rentepercentage:
    """Enter a rate; it counts once another beheerder confirms it.

    Raises ``NietBevoegd`` and ``OngeldigeInvoer`` with every fault: a gap after what is known, a period that cannot be,
    no source.
    """
    vereis_rol(door, Rol.BEHEERDER, nu=nu)
    tabel, tekst = lees_tabel(), schoon(bron)
    gebreken = tekstgebreken(
        "bron",
        tekst,
        hoogstens=LANGSTE_BRON,
        leeg="Schrijf waar dit staat, bijvoorbeeld het Staatsblad met nummer.",
    )
    eerste, volgende = tabel.percentages[0].vanaf, tabel.bekend_tot + timedelta(days=1)
    if not eerste <= vanaf <= volgende:
        gebreken.append(
            Gebrek(
                "vanaf",
                f"Kies een dag van {datum_nl(eerste)} tot en met {datum_nl(volgende)}: er valt geen gat.",
            )
        )
    if not vanaf <= tot <= vanaf + LANGSTE_PERIODE:
        gebreken.append(Gebrek("tot", "De laatste dag ligt op of na de eerste, en hoogstens een jaar later."))
    if not 0 <= procent <= HOOGSTE_PROCENT:
        gebreken.append(Gebrek("procent", f"Vul een heel getal in van 0 tot en met {HOOGSTE_PROCENT}."))
    wacht = db.session.scalar(
        select(Rentepercentage.id).where(
            Rentepercentage.vanaf == vanaf, Rentepercentage.bevestigd_op.is_(None), ~Rentepercentage.vervallen
        )
    )
    if wacht is not None:
        gebreken.append(Gebrek("vanaf", "Voor deze dag wacht al een percentage op bevestiging."))
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    nieuw = Rentepercentage(
        vanaf=vanaf,
        tot=tot,
        procent=procent,
        bron=tekst,
        ingevoerd_op=nu,
        ingevoerd_door=door,
        vervallen=False,
    )
    db.session.add(nieuw)
    db.session.flush()
    _leg_vast("rentepercentage:ingevoerd", nieuw, door, nu)
    return nieuw


def bevestig(percentage: Rentepercentage, *, door: Gebruiker, nu: datetime) -> None:
    """Let a rate count. Raises ``NietBevoegd`` for who entered it, ``Domeinfout`` for one that is done with."""
    vereis_rol(door, Rol.BEHEERDER, nu=nu)
    _vereis_open(percentage)
    if percentage.ingevoerd_door_id == door.id:
        raise NietBevoegd(
            f"U hebt dit percentage zelf ingevoerd op {moment_nl(percentage.ingevoerd_op)}. Een andere beheerder "
            "bevestigt het."
        )
    percentage.bevestigd_op, percentage.bevestigd_door = nu, door
    db.session.flush()
    _leg_vast("rentepercentage:bevestigd", percentage, door, nu)


def laat_vervallen(percentage: Rentepercentage, *, door: Gebruiker, nu: datetime) -> None:
    """Take back a rate that nobody confirmed. Raises ``NietBevoegd`` and ``Domeinfout``."""
    vereis_rol(door, Rol.BEHEERDER, nu=nu)
    _vereis_open(percentage)
    percentage.vervallen = True
    db.session.flush()
    _leg_vast("rentepercentage:vervallen", percentage, door, nu)


def _vereis_open(percentage: Rentepercentage) -> None:
    if percentage.vervallen or percentage.bevestigd_op is not None:
        raise Domeinfout("Dit percentage is al bevestigd of teruggenomen.")


def _leg_vast(soort: str, percentage: Rentepercentage, door: Gebruiker, nu: datetime) -> None:
    leg_vast(
        soort, object_soort="rentepercentage", object_id=str(percentage.id), door=door, nu=nu,
        gegevens={
            "vanaf": percentage.vanaf.isoformat(), "tot": percentage.tot.isoformat(), "procent": percentage.procent,
            "bron": percentage.bron,
        },
    )  # fmt: skip
