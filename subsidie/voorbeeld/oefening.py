"""The practice tranche of the demo: its window is open today, with applications in every state to begin with.

Its moments lie around the day on which it is made. A second run on the same database leaves everything as it is,
and only moves the window, so that there is always something to practise with.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.service import get_aanvraag, list_aanvragen
from subsidie.accounts.models import Gebruiker
from subsidie.beoordeling.aanvulling_vragen import Puntinvoer
from subsidie.beoordeling.service import beoordelen
from subsidie.config import Instellingen
from subsidie.dossier.intrekken import trek_in
from subsidie.kern.tijd import dag_in_amsterdam, moment_in_amsterdam
from subsidie.tranches.models import Tranche, Trancheaard, Tranchestatus
from subsidie.tranches.oefening import oefentranche
from subsidie.tranches.service import laad_tranche, openstellen
from subsidie.voorbeeld import oefenprojecten as projecten
from subsidie.voorbeeld.oefenpersonen import GRONINGEN, NIJMEGEN, TILBURG, laad_oefenpersonen
from subsidie.voorbeeld.oefenstappen import Wereld, begin, bevind_volledig, dien_in, vraag_aan, vul_open_aan
from subsidie.voorbeeld.personen import GEMEENTECODE
from subsidie.web.transactie import schrijfgrens


def richt_oefening_in(personen: dict[str, Gebruiker], *, instellingen: Instellingen, nu: datetime) -> Tranche:
    """The practice tranche, open, with its people and applications.

    ``personen`` are those of the example by key. On a database that has it already only the window moves.
    """
    vandaag = dag_in_amsterdam(nu)
    definitie = oefentranche(vandaag)
    ingericht = moment_in_amsterdam(vandaag - timedelta(days=15), time(9, 0))
    with schrijfgrens():
        tranche = laad_tranche(definitie, aard=Trancheaard.OEFEN, door=personen["beheerder"], nu=ingericht)
        if tranche.status is Tranchestatus.VOORBEREIDING:
            openstellen(tranche, door=personen["beheerder"], nu=ingericht)
        oefenpersonen = laad_oefenpersonen(nu=ingericht)
    if not list_aanvragen(tranche):
        _vul(Wereld(tranche, personen | oefenpersonen, instellingen, vandaag))
    return tranche


def _vul(wereld: Wereld) -> None:
    """Applications in every state, in the order of time."""
    zwolle, opsteller = wereld.personen["tekenbevoegde"], wereld.personen["opsteller"]
    tilburg, nijmegen = wereld.personen[TILBURG.sleutel], wereld.personen[NIJMEGEN.sleutel]
    groningen = wereld.personen[GRONINGEN.sleutel]
    behandelaar = wereld.personen["behandelaar"]

    zorg = dien_in(wereld, projecten.ZORGGESCHIKT, GRONINGEN.gm_code, groningen, dagen=13)
    ontheemden = dien_in(wereld, projecten.ONTHEEMDEN, NIJMEGEN.gm_code, nijmegen, dagen=12)
    with schrijfgrens():
        vraag_aan(
            wereld, ontheemden, behandelaar, dagen=11, termijn=wereld.vandaag - timedelta(days=2),
            punten=[
                Puntinvoer(Aanvraagdeel.BIJLAGEN, "Stuur een begroting waarin de fundering apart staat.", True),
            ],
        )  # fmt: skip
    campus = dien_in(wereld, projecten.CAMPUS, GRONINGEN.gm_code, groningen, dagen=10)
    spoorzone = dien_in(wereld, projecten.SPOORZONE, TILBURG.gm_code, tilburg, dagen=9)
    with schrijfgrens():
        bevind_volledig(zorg, door=behandelaar, nu=wereld.om(9, 10))
        trek_in(
            get_aanvraag(campus),
            reden="De grond blijkt niet op tijd beschikbaar.",
            door=groningen,
            nu=wereld.om(9, 11),
        )
    with schrijfgrens():
        beoordelen(get_aanvraag(zorg), score="7.4", door=wereld.personen["beoordelaar"], nu=wereld.om(8, 10))
        bevind_volledig(spoorzone, door=behandelaar, nu=wereld.om(8, 11))
    standplaatsen = dien_in(wereld, projecten.STANDPLAATSEN, GEMEENTECODE, zwolle, dagen=7)
    with schrijfgrens():
        vraag_aan(
            wereld, standplaatsen, behandelaar, dagen=5,
            punten=[
                Puntinvoer(
                    Aanvraagdeel.KOSTEN, "Waaruit bestaat de dekking van € 530.000? Vul de dekking in per bron.", True
                ),
                Puntinvoer(
                    Aanvraagdeel.PLANNING, "Kunt u toelichten waarom er nog geen vergunning is?", False
                ),
            ],
        )  # fmt: skip
    kamers = dien_in(wereld, projecten.ARBEIDSMIGRANTEN, TILBURG.gm_code, tilburg, dagen=6)
    with schrijfgrens():
        vraag_aan(
            wereld, kamers, behandelaar, dagen=5,
            punten=[
                Puntinvoer(Aanvraagdeel.SAMENHANG, "Wie doet het beheer, en is dat afgesproken?", True),
            ],
        )  # fmt: skip
    vul_open_aan(
        wereld,
        kamers,
        tilburg,
        "Woningstichting Voorbeeld doet het beheer; dat staat in een contract.",
        dagen=3,
    )
    dien_in(wereld, projecten.KAMERS, GEMEENTECODE, zwolle, dagen=1)
    begin(wereld, projecten.HALVERWEGE, GEMEENTECODE, opsteller, dagen=2)
    begin(wereld, projecten.STADSRAND, GEMEENTECODE, opsteller, dagen=1)
