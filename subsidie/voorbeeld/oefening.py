"""The practice tranche of the demo: its window is open today, with applications in every state to begin with.

Its moments lie around the day on which it is made. A later run leaves everything as it is and only moves the window, so
that there is always something to practise with.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.service import get_aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.beoordeling.aanvulling_vragen import Puntinvoer
from subsidie.beoordeling.service import beoordelen
from subsidie.config import Instellingen
from subsidie.dossier.intrekken import trek_in
from subsidie.kern.tijd import dag_in_amsterdam, moment_in_amsterdam
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.oefening import oefentranche
from subsidie.tranches.service import laad_tranche, openstellen
from subsidie.voorbeeld import oefenprojecten as projecten
from subsidie.voorbeeld.agenda import Draad
from subsidie.voorbeeld.oefenpersonen import GRONINGEN, NIJMEGEN, TILBURG, laad_oefenpersonen
from subsidie.voorbeeld.oefenstappen import Wereld, begin, bevind_volledig, dien_in, vraag_aan, vul_open_aan
from subsidie.voorbeeld.personen import GEMEENTECODE
from subsidie.web.transactie import schrijfgrens


def houd_open(personen: Mapping[str, Gebruiker], *, nu: datetime) -> Tranche:
    """The practice tranche that is there, with its window moved to around ``nu``."""
    with schrijfgrens():
        return _laad(personen, nu=nu, vandaag=dag_in_amsterdam(nu))


def stappen(personen: Mapping[str, Gebruiker], instellingen: Instellingen, *, nu: datetime) -> Draad[None]:
    """The practice tranche, open, with its people, and applications in every state.

    ``personen`` are those of the example by key, in a database with the register of municipalities.
    """
    vandaag = dag_in_amsterdam(nu)
    ingericht = moment_in_amsterdam(vandaag - timedelta(days=15), time(9, 0))
    yield ingericht
    with schrijfgrens():
        tranche = _laad(personen, nu=ingericht, vandaag=vandaag)
        openstellen(tranche, door=personen["beheerder"], nu=ingericht)
        erbij = laad_oefenpersonen(nu=ingericht)
    yield from _vul(Wereld(tranche, {**personen, **erbij}, instellingen, vandaag))


def _laad(personen: Mapping[str, Gebruiker], *, nu: datetime, vandaag: date) -> Tranche:
    return laad_tranche(oefentranche(vandaag), aard=Trancheaard.OEFEN, door=personen["beheerder"], nu=nu)


def _vul(wereld: Wereld) -> Draad[None]:
    """Applications in every state, in the order of time."""
    zwolle, opsteller = wereld.personen["tekenbevoegde"], wereld.personen["opsteller"]
    tilburg, nijmegen = wereld.personen[TILBURG.sleutel], wereld.personen[NIJMEGEN.sleutel]
    groningen = wereld.personen[GRONINGEN.sleutel]
    behandelaar = wereld.personen["behandelaar"]

    zorg = yield from dien_in(wereld, projecten.ZORGGESCHIKT, GRONINGEN.gm_code, groningen, dagen=13)
    ontheemden = yield from dien_in(wereld, projecten.ONTHEEMDEN, NIJMEGEN.gm_code, nijmegen, dagen=12)
    begroting = Puntinvoer(
        Aanvraagdeel.BIJLAGEN, "Stuur een begroting waarin de fundering apart staat.", True
    )
    yield from vraag_aan(wereld, ontheemden, behandelaar, dagen=11, termijn=wereld.dag(2), punten=[begroting])
    campus = yield from dien_in(wereld, projecten.CAMPUS, GRONINGEN.gm_code, groningen, dagen=10)
    spoorzone = yield from dien_in(wereld, projecten.SPOORZONE, TILBURG.gm_code, tilburg, dagen=9)
    yield wereld.om(9, 11)
    with schrijfgrens():
        bevind_volledig(zorg, door=behandelaar, nu=wereld.om(9, 11))
        trek_in(
            get_aanvraag(campus),
            reden="De grond blijkt niet op tijd beschikbaar.",
            door=groningen,
            nu=wereld.om(9, 11),
        )
    yield wereld.om(8, 10)
    with schrijfgrens():
        beoordelen(get_aanvraag(zorg), score="7.4", door=wereld.personen["beoordelaar"], nu=wereld.om(8, 10))
    yield wereld.om(8, 11)
    with schrijfgrens():
        bevind_volledig(spoorzone, door=behandelaar, nu=wereld.om(8, 11))
    standplaatsen = yield from dien_in(wereld, projecten.STANDPLAATSEN, GEMEENTECODE, zwolle, dagen=7)
    kamers = yield from dien_in(wereld, projecten.ARBEIDSMIGRANTEN, TILBURG.gm_code, tilburg, dagen=6)
    dekking = "Waaruit bestaat de dekking van € 530.000? Vul de dekking in per bron."
    vergunning = "Kunt u toelichten waarom er nog geen vergunning is?"
    yield from vraag_aan(
        wereld, standplaatsen, behandelaar, dagen=5,
        punten=[
            Puntinvoer(Aanvraagdeel.KOSTEN, dekking, True),
            Puntinvoer(Aanvraagdeel.PLANNING, vergunning, False),
        ],
    )  # fmt: skip
    beheer = Puntinvoer(Aanvraagdeel.SAMENHANG, "Wie doet het beheer, en is dat afgesproken?", True)
    yield from vraag_aan(wereld, kamers, behandelaar, dagen=5, punten=[beheer])
    antwoord = "Woningstichting Voorbeeld doet het beheer; dat staat in een contract."
    yield from vul_open_aan(wereld, kamers, tilburg, antwoord, dagen=3)
    yield from begin(wereld, projecten.HALVERWEGE, GEMEENTECODE, opsteller, dagen=2)
    yield from begin(wereld, projecten.STADSRAND, GEMEENTECODE, opsteller, dagen=1)
    yield from dien_in(wereld, projecten.KAMERS, GEMEENTECODE, zwolle, dagen=1)
