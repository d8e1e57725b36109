"""The steps of the practice tranches: what a person would do on a page, by the same services, on a day of choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import cycle
from typing import Final

from subsidie.aanvragen.aanvulantwoorden import Antwoordinvoer, bewaar_antwoorden
from subsidie.aanvragen.aanvullen import maak_aanvulklaar, maak_aanvulstuk, vul_aan
from subsidie.aanvragen.aanvulvragen import zoek_open_verzoek
from subsidie.aanvragen.bijlagen import Bestand, grenzen_van, voeg_toe
from subsidie.aanvragen.bijlagenopslag import bijlagenopslag
from subsidie.aanvragen.concept import begin_concept
from subsidie.aanvragen.conceptqueries import get_werkkopie
from subsidie.aanvragen.indienen import indienen, maak_klaar
from subsidie.aanvragen.indienstuk import maak_indienstuk
from subsidie.aanvragen.service import get_aanvraag, get_versie
from subsidie.accounts.kijker import kijker_van
from subsidie.accounts.models import Gebruiker
from subsidie.beoordeling.aanvulling_vragen import Puntinvoer, vraag_aanvulling
from subsidie.beoordeling.behandelmodellen import Controleoordeel
from subsidie.beoordeling.controlelijst import Puntoordeel, controlepunten, leg_controle_vast
from subsidie.beoordeling.kaarten import lopende_kaarten
from subsidie.beoordeling.oordeel import lever_in
from subsidie.beoordeling.scorekaarten import Kaartinvoer, Oordeelinvoer, Scoreinvoer, bewaar, open_kaart
from subsidie.beoordeling.spreiden import deel_uit, maak_voorstel
from subsidie.beoordeling.toewijzing import pak_op
from subsidie.beoordeling.volledigheid import verklaar_volledig
from subsidie.config import Instellingen
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Domeinfout
from subsidie.kern.tijd import moment_in_amsterdam
from subsidie.platform.bestandssoort import Bestandssoort
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import regels
from subsidie.voorbeeld.agenda import Draad
from subsidie.voorbeeld.oefenplannen import Plan
from subsidie.voorbeeld.oefenprojecten import Oefenproject, bijlage, inhoud_van
from subsidie.web.transactie import schrijfgrens

POT: Final = "A"
CRITERIA: Final = ("zekerheid", "behoefte", "kwaliteit", "samenwerking")
REDENEN: Final[Mapping[str, str]] = {
    "zekerheid": "Zie de planning en de stand van de vergunning.",
    "behoefte": "Zie de onderbouwing per doelgroep in de aanvraag.",
    "kwaliteit": "Zie de omschrijving van de woonruimten en de begeleiding.",
    "samenwerking": "Zie de partners en de afspraken in de regio.",
}
Scores = tuple[int, int, int, int]
"""On ``CRITERIA``, in that order."""


@dataclass(frozen=True, slots=True)
class Wereld:
    """What every step needs; ``vandaag`` is the day (Amsterdam) around which the practice is made."""

    tranche: Tranche
    personen: Mapping[str, Gebruiker]
    instellingen: Instellingen
    vandaag: date

    def dag(self, dagen_geleden: int) -> date:
        """The day so many days before today."""
        return self.vandaag - timedelta(days=dagen_geleden)

    def om(self, dagen_geleden: int, uur: int, minuut: int = 0) -> datetime:
        """A moment so many days before today, in Amsterdam."""
        return moment_in_amsterdam(self.dag(dagen_geleden), time(uur, minuut))


def begin(wereld: Wereld, project: Oefenproject, gm_code: str, door: Gebruiker, *, dagen: int) -> Draad[str]:
    """A draft with its attachments; its number comes back."""
    moment, regelset = wereld.om(dagen, 9, 30), regels(wereld.tranche)
    yield moment
    with schrijfgrens():
        aanvraag = begin_concept(
            wereld.tranche, pot=POT, gm_code=gm_code, projectnaam=project.naam,
            delen=inhoud_van(project, regelset, vandaag=wereld.dag(dagen)), door=door, nu=moment,
        )  # fmt: skip
        nummer: str = aanvraag.nummer
    opslag = bijlagenopslag(wereld.instellingen)
    grenzen = grenzen_van(
        regelset,
        per_bestand=wereld.instellingen.bijlage_bytes,
        totaal=wereld.instellingen.bijlagen_totaal_bytes,
    )
    with schrijfgrens():
        for soort in project.bijlagen:
            naam, inhoud = bijlage(project, soort)
            bestand = Bestand(naam, Bestandssoort.XLSX.mediatype, len(inhoud), opslag.bewaar(inhoud))
            voeg_toe(
                nummer, bestand, soort=soort, regelset=regelset, grenzen=grenzen, opslag=opslag, gescand=False,
                door=door, nu=moment,
            )  # fmt: skip
    return nummer


def dien_in(
    wereld: Wereld, project: Oefenproject, gm_code: str, door: Gebruiker, *, dagen: int
) -> Draad[str]:
    """An application that was begun and filed on one day; its number comes back."""
    nummer = yield from begin(wereld, project, gm_code, door, dagen=dagen)
    moment = wereld.om(dagen, 10, 15)
    yield moment
    kopie = get_werkkopie(nummer, voor=kijker_van(door, nu=moment), nu=moment)
    stuk = maak_indienstuk(kopie)
    klaar = maak_klaar(stuk, ontvangen_op=moment)
    with schrijfgrens():
        indienen(
            klaar, sleutel=sha256_hex(f"oefening:{nummer}".encode()), gezien_sha256=stuk.sha256, door=door,
            ontvangen_op=moment, nu=moment,
        )  # fmt: skip
    return nummer


def dien_alle_in(wereld: Wereld, plannen: Sequence[Plan], *, van: int, tot: int) -> Draad[list[str]]:
    """File these plans, evenly between ``van`` and ``tot`` days ago; their numbers come back, in the same order."""
    stap = (van - tot) / max(len(plannen) - 1, 1)
    nummers = []
    for plaats, plan in enumerate(plannen):
        nummer = yield from dien_in(
            wereld,
            plan.als_project(),
            plan.gm_code,
            wereld.personen[plan.gemeente],
            dagen=round(van - stap * plaats),
        )
        nummers.append(nummer)
    return nummers


def vraag_aan(
    wereld: Wereld,
    nummer: str,
    door: Gebruiker,
    *,
    dagen: int,
    punten: Sequence[Puntinvoer],
    termijn: date | None = None,
) -> Draad[None]:
    """Ask to supplement; without ``termijn`` the term of the tranche."""
    moment = wereld.om(dagen, 14)
    yield moment
    with schrijfgrens():
        vraag_aanvulling(
            get_aanvraag(nummer), punten=punten, toelichting="", termijn_tot=termijn, door=door, nu=moment
        )


def vul_open_aan(wereld: Wereld, nummer: str, door: Gebruiker, antwoord: str, *, dagen: int) -> Draad[None]:
    """Answer the first point of the request that is open, and file that."""
    moment = wereld.om(dagen, 11, 30)
    yield moment
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


def bevind_volledig(nummer: str, *, door: Gebruiker, nu: datetime) -> None:
    """Find every point of the checklist in order, and then the application complete; inside the commit boundary."""
    aanvraag = get_aanvraag(nummer)
    gevonden = {een.code: Puntoordeel(Controleoordeel.IN_ORDE) for een in controlepunten(aanvraag)}
    leg_controle_vast(aanvraag, gevonden, gezien_versie=aanvraag.huidige_versie, door=door, nu=nu)
    verklaar_volledig(aanvraag, gezien_versie=aanvraag.huidige_versie, door=door, nu=nu)


def neem_in_behandeling(
    wereld: Wereld, nummers: Sequence[str], *, opgepakt: int, volledig: int
) -> Draad[None]:
    """The two who handle applications take these in turn, and find them complete.

    ``opgepakt`` and ``volledig``: days ago.
    """
    behandelaars = wereld.personen["behandelaar"], wereld.personen["tweede_behandelaar"]
    yield wereld.om(opgepakt, 9)
    with schrijfgrens():
        for nummer, wie in zip(nummers, cycle(behandelaars)):
            pak_op(get_aanvraag(nummer), door=wie, nu=wereld.om(opgepakt, 9))
    yield wereld.om(volledig, 10)
    with schrijfgrens():
        for nummer, wie in zip(nummers, cycle(behandelaars)):
            bevind_volledig(nummer, door=wie, nu=wereld.om(volledig, 10))


def verdeel_kaarten(wereld: Wereld, *, door: Gebruiker, nu: datetime) -> Draad[None]:
    """Give every complete application its reviewers, as proposed."""
    yield nu
    with schrijfgrens():
        voorstel = maak_voorstel(wereld.tranche, nu=nu)
        deel_uit(wereld.tranche, gezien_sha256=voorstel.sha256, door=door, nu=nu)


def beoordelaars_van(nummer: str) -> list[Gebruiker]:
    """Who has a card on the newest version."""
    return [kaart.beoordelaar for kaart in lopende_kaarten(get_versie(get_aanvraag(nummer)))]


def scoor(nummer: str, wie: Gebruiker, scores: Scores, *, nu: datetime, inleveren: bool = True) -> None:
    """The card of ``wie``: no interest, these scores, and handed in unless they are not done yet.

    The last card with which they agree records the outcome. Inside the commit boundary.
    """
    invoer = Kaartinvoer(
        {code: Scoreinvoer(score, REDENEN[code]) for code, score in zip(CRITERIA, scores, strict=True)},
        Oordeelinvoer(voldoet=True if inleveren else None),
    )
    _vul_kaart(nummer, wie, invoer, nu=nu, inleveren=inleveren)


def wijs_af(nummer: str, wie: Gebruiker, grond: str, waarom: str, *, wijkt_af: bool, nu: datetime) -> None:
    """The card of ``wie``: it does not meet the conditions, on this ground of the tranche. Inside the boundary."""
    oordeel = Oordeelinvoer(voldoet=False, grond=grond, wijkt_af=wijkt_af, toelichting=waarom)
    _vul_kaart(nummer, wie, Kaartinvoer({}, oordeel), nu=nu, inleveren=True)


def _vul_kaart(nummer: str, wie: Gebruiker, invoer: Kaartinvoer, *, nu: datetime, inleveren: bool) -> None:
    aanvraag = get_aanvraag(nummer)
    open_kaart(aanvraag, heeft_belang=False, toelichting="", door=wie, nu=nu)
    bewaar(aanvraag, invoer, door=wie, nu=nu)
    if inleveren:
        lever_in(aanvraag, door=wie, nu=nu)
