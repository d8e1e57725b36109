"""The practice tranche of the demo: its window is open today, with applications in every state to begin with.

Its moments lie around the day on which it is made. A second run on the same database leaves everything as it is,
and only moves the window, so that there is always something to practise with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from subsidie.aanvragen.aanvulantwoorden import Antwoordinvoer, bewaar_antwoorden
from subsidie.aanvragen.aanvullen import maak_aanvulklaar, maak_aanvulstuk, vul_aan
from subsidie.aanvragen.aanvulvragen import zoek_open_verzoek
from subsidie.aanvragen.bijlagen import Bestand, grenzen_van, voeg_toe
from subsidie.aanvragen.bijlagenopslag import bijlagenopslag
from subsidie.aanvragen.concept import begin_concept
from subsidie.aanvragen.conceptqueries import get_werkkopie
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.indienen import indienen, maak_klaar
from subsidie.aanvragen.indienstuk import maak_indienstuk
from subsidie.aanvragen.service import get_aanvraag, list_aanvragen
from subsidie.accounts.kijker import kijker_van
from subsidie.accounts.models import Gebruiker
from subsidie.beoordeling.aanvulling_vragen import Puntinvoer, vraag_aanvulling
from subsidie.beoordeling.behandelmodellen import Controleoordeel
from subsidie.beoordeling.controlelijst import Puntoordeel, controlepunten, leg_controle_vast
from subsidie.beoordeling.service import beoordelen
from subsidie.beoordeling.volledigheid import verklaar_volledig
from subsidie.config import Instellingen
from subsidie.dossier.intrekken import trek_in
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Domeinfout
from subsidie.kern.tijd import dag_in_amsterdam, moment_in_amsterdam
from subsidie.platform.bestandssoort import Bestandssoort
from subsidie.tranches.models import Tranche, Trancheaard, Tranchestatus
from subsidie.tranches.oefening import oefentranche
from subsidie.tranches.service import laad_tranche, openstellen, regels
from subsidie.voorbeeld import oefenprojecten as projecten
from subsidie.voorbeeld.oefenpersonen import GRONINGEN, NIJMEGEN, TILBURG, laad_oefenpersonen
from subsidie.voorbeeld.oefenprojecten import Oefenproject, bijlage, inhoud_van
from subsidie.voorbeeld.personen import GEMEENTECODE
from subsidie.web.transactie import schrijfgrens

POT: Final = "A"


@dataclass(frozen=True, slots=True)
class _Wereld:
    """What every step needs."""

    tranche: Tranche
    personen: dict[str, Gebruiker]
    instellingen: Instellingen
    vandaag: date

    def om(self, dagen_geleden: int, uur: int, minuut: int = 0) -> datetime:
        """A moment so many days before today, in Amsterdam."""
        return moment_in_amsterdam(self.vandaag - timedelta(days=dagen_geleden), time(uur, minuut))


def richt_oefening_in(personen: dict[str, Gebruiker], *, instellingen: Instellingen, nu: datetime) -> Tranche:
    """The practice tranche, open, with its people and applications.

    ``personen`` are those of the example by key. On a database that has it already only the window moves.
    """
    vandaag = dag_in_amsterdam(nu)
    definitie = oefentranche(vandaag)
    begin = moment_in_amsterdam(vandaag - timedelta(days=15), time(9, 0))
    with schrijfgrens():
        tranche = laad_tranche(definitie, aard=Trancheaard.OEFEN, door=personen["beheerder"], nu=begin)
        if tranche.status is Tranchestatus.VOORBEREIDING:
            openstellen(tranche, door=personen["beheerder"], nu=begin)
        oefenpersonen = laad_oefenpersonen(nu=begin)
    if not list_aanvragen(tranche):
        _vul(_Wereld(tranche, personen | oefenpersonen, instellingen, vandaag))
    return tranche


def _bevind_volledig(nummer: str, *, door: Gebruiker, nu: datetime) -> None:
    """Find every point of the checklist in order, and then the application complete."""
    aanvraag = get_aanvraag(nummer)
    gevonden = {een.code: Puntoordeel(Controleoordeel.IN_ORDE) for een in controlepunten(aanvraag)}
    leg_controle_vast(aanvraag, gevonden, gezien_versie=1, door=door, nu=nu)
    verklaar_volledig(aanvraag, gezien_versie=1, door=door, nu=nu)


def _vul(wereld: _Wereld) -> None:
    """Applications in every state, in the order of time."""
    zwolle, opsteller = wereld.personen["tekenbevoegde"], wereld.personen["opsteller"]
    tilburg, nijmegen = wereld.personen[TILBURG.sleutel], wereld.personen[NIJMEGEN.sleutel]
    groningen = wereld.personen[GRONINGEN.sleutel]
    behandelaar = wereld.personen["behandelaar"]

    zorg = _ingediend(wereld, projecten.ZORGGESCHIKT, GRONINGEN.gm_code, groningen, dagen=13)
    ontheemden = _ingediend(wereld, projecten.ONTHEEMDEN, NIJMEGEN.gm_code, nijmegen, dagen=12)
    with schrijfgrens():
        _vraag_aan(
            wereld, ontheemden, behandelaar, dagen=11, termijn=wereld.vandaag - timedelta(days=2),
            punten=[
                Puntinvoer(Aanvraagdeel.BIJLAGEN, "Stuur een begroting waarin de fundering apart staat.", True),
            ],
        )  # fmt: skip
    campus = _ingediend(wereld, projecten.CAMPUS, GRONINGEN.gm_code, groningen, dagen=10)
    spoorzone = _ingediend(wereld, projecten.SPOORZONE, TILBURG.gm_code, tilburg, dagen=9)
    with schrijfgrens():
        _bevind_volledig(zorg, door=behandelaar, nu=wereld.om(9, 10))
        trek_in(
            get_aanvraag(campus),
            reden="De grond blijkt niet op tijd beschikbaar.",
            door=groningen,
            nu=wereld.om(9, 11),
        )
    with schrijfgrens():
        beoordelen(get_aanvraag(zorg), score="7.4", door=wereld.personen["beoordelaar"], nu=wereld.om(8, 10))
        _bevind_volledig(spoorzone, door=behandelaar, nu=wereld.om(8, 11))
    standplaatsen = _ingediend(wereld, projecten.STANDPLAATSEN, GEMEENTECODE, zwolle, dagen=7)
    with schrijfgrens():
        _vraag_aan(
            wereld, standplaatsen, behandelaar, dagen=5, termijn=None,
            punten=[
                Puntinvoer(
                    Aanvraagdeel.KOSTEN, "Waaruit bestaat de dekking van € 530.000? Vul de dekking in per bron.", True
                ),
                Puntinvoer(
                    Aanvraagdeel.PLANNING, "Kunt u toelichten waarom er nog geen vergunning is?", False
                ),
            ],
        )  # fmt: skip
    kamers = _ingediend(wereld, projecten.ARBEIDSMIGRANTEN, TILBURG.gm_code, tilburg, dagen=6)
    with schrijfgrens():
        _vraag_aan(
            wereld, kamers, behandelaar, dagen=5, termijn=None,
            punten=[
                Puntinvoer(Aanvraagdeel.SAMENHANG, "Wie doet het beheer, en is dat afgesproken?", True),
            ],
        )  # fmt: skip
    _vul_aan(
        wereld,
        kamers,
        tilburg,
        "Woningstichting Voorbeeld doet het beheer; dat staat in een contract.",
        dagen=3,
    )
    _ingediend(wereld, projecten.KAMERS, GEMEENTECODE, zwolle, dagen=1)
    _concept(wereld, projecten.HALVERWEGE, GEMEENTECODE, opsteller, dagen=2)
    _concept(wereld, projecten.STADSRAND, GEMEENTECODE, opsteller, dagen=1)


def _concept(wereld: _Wereld, project: Oefenproject, gm_code: str, door: Gebruiker, *, dagen: int) -> str:
    """A draft with its attachments; its number comes back."""
    moment, regelset = wereld.om(dagen, 9, 30), regels(wereld.tranche)
    with schrijfgrens():
        aanvraag = begin_concept(
            wereld.tranche, pot=POT, gm_code=gm_code, projectnaam=project.naam,
            delen=inhoud_van(project, regelset, vandaag=wereld.vandaag), door=door, nu=moment,
        )  # fmt: skip
        nummer: str = aanvraag.nummer
    opslag = bijlagenopslag(wereld.instellingen)
    grenzen = grenzen_van(
        regelset,
        per_bestand=wereld.instellingen.bijlage_bytes,
        totaal=wereld.instellingen.bijlagen_totaal_bytes,
    )
    for soort in project.bijlagen:
        naam, inhoud = bijlage(project, soort)
        bestand = Bestand(naam, Bestandssoort.XLSX.mediatype, len(inhoud), opslag.bewaar(inhoud))
        with schrijfgrens():
            voeg_toe(
                nummer, bestand, soort=soort, regelset=regelset, grenzen=grenzen, opslag=opslag, gescand=False,
                door=door, nu=moment,
            )  # fmt: skip
    return nummer


def _ingediend(wereld: _Wereld, project: Oefenproject, gm_code: str, door: Gebruiker, *, dagen: int) -> str:
    """An application that was filed; its number comes back."""
    nummer = _concept(wereld, project, gm_code, door, dagen=dagen + 1)
    moment = wereld.om(dagen, 10, 15)
    kopie = get_werkkopie(nummer, voor=kijker_van(door, nu=moment), nu=moment)
    stuk = maak_indienstuk(kopie)
    klaar = maak_klaar(stuk, ontvangen_op=moment)
    with schrijfgrens():
        indienen(
            klaar, sleutel=sha256_hex(f"oefening:{nummer}".encode()), gezien_sha256=stuk.sha256, door=door,
            ontvangen_op=moment, nu=moment,
        )  # fmt: skip
    return nummer


def _vraag_aan(
    wereld: _Wereld,
    nummer: str,
    door: Gebruiker,
    *,
    dagen: int,
    termijn: date | None,
    punten: Sequence[Puntinvoer],
) -> None:
    vraag_aanvulling(
        get_aanvraag(nummer), punten=punten, toelichting="", termijn_tot=termijn, door=door, nu=wereld.om(dagen, 14),
    )  # fmt: skip


def _vul_aan(wereld: _Wereld, nummer: str, door: Gebruiker, antwoord: str, *, dagen: int) -> None:
    """Answer the first point of the request that is open, and file that."""
    moment = wereld.om(dagen, 11, 30)
    with schrijfgrens():
        bewaar_antwoorden(nummer, {1: Antwoordinvoer(antwoord, basis=1)}, door=door, nu=moment)
    kopie = get_werkkopie(nummer, voor=kijker_van(door, nu=moment), nu=moment)
    verzoek = zoek_open_verzoek(kopie.aanvraag)
    if verzoek is None:
        raise Domeinfout(f"Er staat geen verzoek om aanvulling open bij aanvraag {nummer}.")
    stuk = maak_aanvulstuk(kopie, verzoek)
    klaar = maak_aanvulklaar(stuk)
    with schrijfgrens():
        vul_aan(
            klaar, sleutel=sha256_hex(f"oefening:aanvulling:{nummer}".encode()), gezien_sha256=stuk.sha256, door=door,
            ontvangen_op=moment, nu=moment,
        )  # fmt: skip
