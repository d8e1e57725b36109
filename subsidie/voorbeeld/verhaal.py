"""Everything that ``subsidie demo`` tells, on one clock: two tranches of earlier years, and the practice tranches.

It is told once, in a database without tranches. A later run leaves it as the people who practise left it, and keeps
the window of the practice tranche open.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import select

from subsidie.accounts.aanmeldmodellen import Wachtwoord
from subsidie.config import Instellingen
from subsidie.kern.fouten import Domeinfout
from subsidie.kern.tijd import dag_in_amsterdam, moment_in_amsterdam
from subsidie.platform.opslag import LokaleOpslag
from subsidie.tranches.lezen import list_tranches
from subsidie.tranches.models import Trancheaard
from subsidie.voorbeeld import oefening, oefenrealisatie, oefenwerk, rha2022, rha2023, uitvoering
from subsidie.voorbeeld.agenda import Agenda, Draad
from subsidie.voorbeeld.gelezen import open_oude_berichten
from subsidie.voorbeeld.jaargang import Melder, Voortgang, stil
from subsidie.voorbeeld.oefenpersonen import laad_oefenpersonen
from subsidie.voorbeeld.personen import laad_personen
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens

EERSTE_OEFENDAG: Final = 130
"""So many days before today the first practice tranche has not begun yet."""


class NietAf(Domeinfout):
    """The story was told half, in a run that was cut short."""

    def __init__(self) -> None:
        super().__init__(
            "De vorige keer is de demo niet afgemaakt. Begin opnieuw met een lege database: verwijder de oude, of geef "
            "een andere SUBSIDIE_DATABASE_URL op."
        )


def is_verteld() -> bool:
    """Whether the story was told to the end before: only then its people got a password.

    Raises ``NietAf`` when it was told half, and ``Domeinfout`` when the database holds real tranches.
    """
    aarden = {tranche.aard for tranche in list_tranches()}
    if Trancheaard.ECHT in aarden:
        raise Domeinfout(
            "In deze database staan echte tranches. Het voorbeeld draait alleen in een eigen database: "
            "geef een andere SUBSIDIE_DATABASE_URL op."
        )
    klaar = db.session.scalar(select(Wachtwoord.gebruiker_id).limit(1)) is not None
    if aarden and not klaar:
        raise NietAf
    return klaar


def vertel(instellingen: Instellingen, *, nu: datetime, melden: Melder = stil) -> None:
    """Tell everything up to ``nu`` (aware), in an empty database with its tables."""
    opslag, werkers = LokaleOpslag(instellingen.opslag), instellingen.werkers
    agenda = Agenda(nu)
    agenda.volg(rha2022.stappen(opslag, werkers=werkers, melden=melden))
    agenda.volg(rha2023.stappen(opslag, werkers=werkers, melden=melden))
    for een in uitvoering.UITVOERINGEN:
        agenda.volg(uitvoering.stappen(een, agenda, opslag))
    agenda.volg(oefenrealisatie.stappen(agenda, instellingen, vandaag=dag_in_amsterdam(nu)))
    for jaar in range(rha2022.DAGTEKENING.year, nu.year + 1):
        agenda.volg(_jaar(jaar, melden))
    agenda.volg(_oefen(agenda, instellingen, nu=nu, melden=melden))
    agenda.draai()
    with schrijfgrens():
        open_oude_berichten({**laad_personen(nu=nu), **laad_oefenpersonen(nu=nu)}, nu=nu)


def houd_open(*, nu: datetime) -> None:
    """Move the window of the practice tranche to around ``nu``; everything else stays as it is."""
    with schrijfgrens():
        personen = laad_personen(nu=nu)
    oefening.houd_open(personen, nu=nu)


def _jaar(jaar: int, melden: Melder) -> Draad[None]:
    """Say that a year begins in which is paid, built and accounted for."""
    yield moment_in_amsterdam(date(jaar, 2, 1), time(0, 0))
    melden(Voortgang(f"{jaar}: betalen, bouwen, melden en verantwoorden"))


def _oefen(agenda: Agenda, instellingen: Instellingen, *, nu: datetime, melden: Melder) -> Draad[None]:
    """The practice tranches, each from the day on which it begins."""
    vandaag = dag_in_amsterdam(nu)
    yield moment_in_amsterdam(vandaag - timedelta(days=EERSTE_OEFENDAG), time(8, 0))
    melden(Voortgang("Oefentranches maken"))
    with schrijfgrens():
        personen = laad_personen(nu=nu)
    for een in oefenwerk.OEFENINGEN:
        agenda.volg(oefenwerk.stappen(een, personen, instellingen, vandaag=vandaag))
    agenda.volg(oefening.stappen(personen, instellingen, nu=nu))
