"""The practice tranche that was granted years ago: from the payment of six awards to the last instalment of a claim.

Its moments are fixed up to the year before; what waits for somebody lies around the day on which the demo is made. It
is made so that every step after an award can be seen, by the services that a page calls.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Final

from subsidie.accounts.models import Gebruiker
from subsidie.config import Instellingen
from subsidie.documenten.service import maak_wachtende
from subsidie.kern.tijd import moment_in_amsterdam
from subsidie.platform.opslag import LokaleOpslag
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.oefening import gesloten_oefentranche
from subsidie.tranches.service import laad_tranche, openstellen
from subsidie.verantwoording.sisa_inlezen import lees_in
from subsidie.voorbeeld import afrekenen, betalen, oefenterug
from subsidie.voorbeeld.afrekenen import Afrekening
from subsidie.voorbeeld.agenda import Agenda, Draad
from subsidie.voorbeeld.bouwen import plan_bouw
from subsidie.voorbeeld.bouwverloop import Bijzonder, Verloop
from subsidie.voorbeeld.oefenbesluiten import besluit, tot_en_met_beoordeling, verdeel
from subsidie.voorbeeld.oefenpersonen import laad_oefenpersonen
from subsidie.voorbeeld.oefenplannen import (
    FLEXWONINGEN,
    GRACHT,
    HAVEN,
    HOF,
    KLOOSTER,
    POORT,
    REALISEREN,
    Plan,
)
from subsidie.voorbeeld.oefenstappen import Scores, Wereld, dien_alle_in
from subsidie.voorbeeld.personen import laad_collegas, laad_personen
from subsidie.voorbeeld.verantwoorden import als_bestand, betaald_per_gemeente, ingelezen_op, rij
from subsidie.web.transactie import schrijfgrens

CODE: Final = "oefen-realiseren"
NAAM: Final = "Oefentranche bouwen en afrekenen"
WAARVOOR: Final = "wijzigen, vaststellen, terugvorderen en betalen"
PLAFOND_CENT: Final = 1_500_000_00
ANKER: Final = date(2024, 2, 6)
"""The day from which the days of the award count back."""
OPEN, DICHT = ANKER - timedelta(days=125), ANKER - timedelta(days=85)
BEKENDGEMAAKT: Final = ANKER - timedelta(days=21)
GOED: Final[Scores] = (4, 4, 4, 3)
"""For every plan: there is enough for all."""

BESTEED: Final[Mapping[str, tuple[int, int]]] = {
    FLEXWONINGEN.gm_code: (2024, 88),
    KLOOSTER.gm_code: (2025, 86),
    POORT.gm_code: (2025, 95),
    HOF.gm_code: (2025, 84),
}
"""By municipality the year of its final account, and how many per cent of what was paid it spent then."""
NA_SISA: Final = date(2026, 9, 14)
"""From then on an award can be settled of which the final account is over 2025."""


def stappen(agenda: Agenda, instellingen: Instellingen, *, vandaag: date) -> Draad[None]:
    """All of it around ``vandaag`` (Amsterdam), in a database with the register of municipalities."""
    begin = moment_in_amsterdam(OPEN - timedelta(days=1), time(9, 0))
    definitie = gesloten_oefentranche(CODE, NAAM, plafond_cent=PLAFOND_CENT, opent=OPEN, sluit=DICHT)
    yield begin
    with schrijfgrens():
        personen = {
            **laad_personen(nu=begin),
            **laad_collegas(nu=begin),
            **laad_oefenpersonen(nu=begin),
        }
        tranche = laad_tranche(definitie, aard=Trancheaard.OEFEN, door=personen["beheerder"], nu=begin)
        openstellen(tranche, door=personen["beheerder"], nu=begin)
    wereld = Wereld(tranche, personen, instellingen, ANKER)
    nummers = yield from dien_alle_in(wereld, REALISEREN, van=120, tot=95)
    yield from tot_en_met_beoordeling(wereld, dict.fromkeys(nummers, GOED), sluit=84)
    verdeling = yield from verdeel(wereld, vanaf=56)
    yield from besluit(wereld, verdeling, vanaf=45)
    opslag = LokaleOpslag(instellingen.opslag)
    bekend = moment_in_amsterdam(BEKENDGEMAAKT, time(10, 0))
    yield bekend
    with schrijfgrens():
        projecten = plan_bouw(tranche, personen, agenda, verlopen=_verlopen(vandaag), nu=bekend)
        for een in projecten:
            een.is_klaar = een.aanvraag.gm_code in BESTEED
    # Of the other practice tranches the papers wait for the worker of the server; of this one they are of years ago.
    maak_wachtende(opslag, werkers=0, klok=lambda: bekend)
    _volg(agenda, dict(zip(REALISEREN, nummers, strict=True)), personen, opslag, vandaag)
    yield from betalen.stappen(tranche, personen, opslag, bekendgemaakt_op=BEKENDGEMAAKT)
    yield from _sisa(tranche, personen, agenda)


def _volg(
    agenda: Agenda, nummers: Mapping[Plan, str], personen: Mapping[str, Gebruiker], opslag: LokaleOpslag,
    vandaag: date,
) -> None:  # fmt: skip
    """What becomes of each award besides building."""

    def wie(plan: Plan) -> Gebruiker:
        return personen[plan.gemeente]

    for plan, verzoek in (
        (KLOOSTER, oefenterug.MINDER),
        (GRACHT, oefenterug.UITSTEL),
        (HAVEN, oefenterug.andere_partner(vandaag - timedelta(days=5))),
    ):
        agenda.volg(oefenterug.verzoek(nummers[plan], verzoek, personen, wie(plan), opslag))
    hof = _zonder_zienswijze(max(vandaag - timedelta(days=68), NA_SISA))
    poort = _zonder_zienswijze(max(vandaag - timedelta(days=6), NA_SISA))
    for plan, hoe in ((FLEXWONINGEN, oefenterug.EERSTE_AFREKENING), (HOF, hof), (POORT, poort)):
        agenda.volg(afrekenen.stappen(nummers[plan], hoe, personen, wie(plan), opslag))
    agenda.volg(oefenterug.vordering(nummers[FLEXWONINGEN], personen, opslag, vandaag=vandaag))
    voorgesteld = max(vandaag - timedelta(days=3), NA_SISA + timedelta(days=30))
    agenda.volg(oefenterug.stel_op(nummers[HOF], personen, dag=voorgesteld))


def _zonder_zienswijze(vanaf: date) -> Afrekening:
    """A settlement from ``vanaf`` on, of a municipality that gives no view; what lies ahead does not happen."""
    gevraagd, gesloten, opgesteld, bekend = (
        oefenterug.om(vanaf + timedelta(days=dagen), 10) for dagen in (0, 16, 18, 23)
    )
    return Afrekening(gevraagd, None, gesloten, opgesteld, bekend)


def _verlopen(vandaag: date) -> Mapping[str, Verloop]:
    """By the name of a project: the days on which everything happened, and still will."""

    def over(dagen: int) -> date:
        return vandaag + timedelta(days=dagen)

    gewoon = Bijzonder.GEWOON
    return {
        FLEXWONINGEN.naam: Verloop(
            gewoon, date(2024, 2, 12), date(2024, 3, 4), date(2024, 4, 8),
            ((date(2024, 7, 15), 12), (date(2024, 10, 14), 8)),
        ),
        KLOOSTER.naam: Verloop(
            gewoon, date(2024, 4, 9), date(2024, 6, 10), date(2024, 7, 15),
            ((date(2025, 5, 19), 18), (date(2025, 9, 15), 12)),
        ),
        GRACHT.naam: Verloop(
            gewoon, date(2025, 3, 18), date(2026, 6, 15), date(2026, 7, 6), ((over(380), 40),)
        ),
        HAVEN.naam: Verloop(
            Bijzonder.WACHT, None, date(2025, 5, 12), date(2025, 6, 16),
            ((over(-120), 14), (over(-12), 8), (over(95), 6)),
        ),
        POORT.naam: Verloop(
            gewoon, date(2024, 5, 21), date(2024, 6, 24), date(2024, 8, 19), ((date(2025, 6, 2), 20),)
        ),
        HOF.naam: Verloop(
            gewoon, date(2024, 5, 14), date(2024, 7, 1), date(2024, 9, 2), ((date(2025, 4, 7), 16),)
        ),
    }  # fmt: skip


def _sisa(tranche: Tranche, personen: Mapping[str, Gebruiker], agenda: Agenda) -> Draad[None]:
    """The accounts of the years since the award; a municipality that is done does so once."""
    for plaats, jaar in enumerate(range(BEKENDGEMAAKT.year, agenda.tot.year)):
        moment = ingelezen_op(jaar)
        yield moment
        rijen = []
        for code, cent in betaald_per_gemeente(tranche).items():
            laatste, deel = BESTEED.get(code, (9999, 100))
            if jaar <= laatste:
                rijen.append(rij(code, cent, plaats, is_eind=jaar == laatste, deel=deel))
        with schrijfgrens():
            lees_in(
                tranche,
                jaar,
                f"sisa-{CODE}-{jaar}.csv",
                als_bestand(rijen),
                door=personen["financieel"],
                nu=moment,
            )
