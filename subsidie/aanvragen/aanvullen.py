"""Filing a supplement (Awb 4:5): what it would be, what it changes, and recording it.

Only the parts that the request names can have changed; the rest is taken from the version that was filed. What was
received when never changes; whether the moment from which the application is complete can become that of the
supplement depends on what was asked (``raakt_volledigheid``). A supplement after the term is received all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from subsidie.aanvragen.aanvulmodellen import Aanvulpunt, Aanvulverzoek
from subsidie.aanvragen.aanvulvragen import (
    list_behandelaars,
    list_punten,
    status_na_aanvulling,
    zoek_open_verzoek,
)
from subsidie.aanvragen.conceptqueries import Werkkopie
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.indienen import (
    IntussenVeranderd,
    Klaar,
    NietInTeDienen,
    Onvolledig,
    leg_indiening_vast,
    vergrendel_om_in_te_dienen,
    zoek_indiening,
)
from subsidie.aanvragen.indieningmodellen import Indiening, Indieningsoort
from subsidie.aanvragen.indienstuk import Indienstuk, maak_indienstuk, stand_nu
from subsidie.aanvragen.indienvenster import venster_op
from subsidie.aanvragen.inhoud import Ontbreekt, Verschil, naar_invoer, verschillen
from subsidie.aanvragen.invoer import Aanvraaginvoer
from subsidie.aanvragen.models import OVERGANGEN, Aanvraag, Aanvraagstatus
from subsidie.aanvragen.ontvangst import maak_ontvangen
from subsidie.aanvragen.ontvangstbrief import OntvangenDeel
from subsidie.aanvragen.service import get_versie
from subsidie.aanvragen.versielezer import AANVULLING, gegevens_van
from subsidie.aanvragen.werkkopie import met_wat_dicht_is
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.berichten.models import Berichtgroep, Berichtrichting
from subsidie.berichten.service import stel_bericht
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout, OngeldigeOvergang
from subsidie.kern.tijd import als_utc, dag_in_amsterdam, datum_nl, moment_nl
from subsidie.tranches.models import Trancheaard
from subsidie.web.db import db

NIETS = "U hebt nog niets aangevuld: er is geen antwoord en geen onderdeel veranderd."


@dataclass(frozen=True, slots=True)
class Aanvulstuk:
    """A supplement as it would be filed. ``sha256`` is over all that the person sees, the answers included.

    ``dicht``: the parts that cannot be changed; what they lack does not stand in the way. ``verschillen``: with the
    version that counts now; empty while something hard is missing.
    """

    verzoek: Aanvulverzoek
    punten: tuple[Aanvulpunt, ...]
    stuk: Indienstuk
    dicht: frozenset[Aanvraagdeel]
    verschillen: tuple[Verschil, ...]
    sha256: str

    @property
    def hard(self) -> tuple[Ontbreekt, ...]:
        """What must be put right in the open parts before it can be filed."""
        return tuple(een for een in self.stuk.hard if een.deel not in self.dicht)

    @property
    def zonder_gevolg(self) -> tuple[Aanvulpunt, ...]:
        """Points without an answer whose part did not change: something may have been forgotten."""
        veranderd = {een.deel for een in self.verschillen}
        return tuple(punt for punt in self.punten if not punt.antwoord and punt.deel not in veranderd)

    @property
    def is_leeg(self) -> bool:
        """Whether nothing was supplemented at all."""
        return not self.verschillen and not any(punt.antwoord for punt in self.punten)

    @property
    def raakt_volledigheid(self) -> bool:
        """Whether the moment from which the application is complete can become that of this supplement."""
        return any(punt.raakt_volledigheid for punt in self.punten)

    def invoer(self) -> Aanvraaginvoer:
        """What the version freezes, with the answers. Raises ``Onvolledig``."""
        return _invoer(self.stuk, self.dicht, self.verzoek, self.punten, self.hard)


@dataclass(frozen=True, slots=True)
class Aanvulklaar:
    """A supplement made ready to write; ``revisies`` of the answers, by id of the point."""

    klaar: Klaar
    verzoek_id: int
    revisies: tuple[tuple[int, int], ...]
    raakt_volledigheid: bool
    leeg: bool


def maak_aanvulstuk(kopie: Werkkopie, verzoek: Aanvulverzoek) -> Aanvulstuk:
    """What would be filed as a supplement now; reads the points, the version and its attachments."""
    punten = tuple(list_punten(verzoek))
    versie = get_versie(kopie.aanvraag)
    # Compared under the lock is the working copy itself: what stands in it.
    stuk = replace(maak_indienstuk(met_wat_dicht_is(kopie, versie)), stand=maak_indienstuk(kopie).stand)
    dicht = frozenset(Aanvraagdeel) - kopie.open
    hard = tuple(een for een in stuk.hard if een.deel not in dicht)
    anders: tuple[Verschil, ...] = ()
    if not hard:
        nieuw = _invoer(stuk, dicht, verzoek, punten, hard).als_json()
        anders = tuple(verschillen(gegevens_van(versie), nieuw, stuk.regels))
    gezien = {"stuk": stuk.sha256, "antwoorden": [[punt.volgnummer, punt.antwoord] for punt in punten]}
    return Aanvulstuk(verzoek, punten, stuk, dicht, anders, sha256_hex(canonieke_json(gezien)))


def maak_aanvulklaar(aanvulstuk: Aanvulstuk) -> Aanvulklaar:
    """Make a supplement ready, outside the write transaction. Raises ``Onvolledig``."""
    stuk, invoer = aanvulstuk.stuk, aanvulstuk.invoer()
    ontvangen = maak_ontvangen(stuk)
    antwoorden = OntvangenDeel(
        "Antwoorden op het verzoek om aanvulling",
        tuple((punt.vraag, punt.antwoord or "geen antwoord in woorden") for punt in aanvulstuk.punten),
    )
    klaar = Klaar(
        aanvraag_id=stuk.aanvraag.id, tranche_id=stuk.aanvraag.tranche_id, invoer=invoer,
        inhoud=canonieke_json(invoer.als_json()), ontvangen=replace(ontvangen, delen=(antwoorden, *ontvangen.delen)),
        regels=stuk.regels, sha256=aanvulstuk.sha256, stand=stuk.stand,
    )  # fmt: skip
    return Aanvulklaar(
        klaar, aanvulstuk.verzoek.id, tuple((punt.id, punt.revisie) for punt in aanvulstuk.punten),
        aanvulstuk.raakt_volledigheid, aanvulstuk.is_leeg,
    )  # fmt: skip


def vul_aan(
    wat: Aanvulklaar,
    *,
    sleutel: str,
    gezien_sha256: str,
    door: Gebruiker,
    ontvangen_op: datetime,
    nu: datetime,
) -> Indiening:
    """File a supplement; the same ``sleutel`` again gives the same filing.

    ``ontvangen_op`` is when the request reached the server; ``nu`` when it is recorded. After the term it is received
    too. Raises ``NietGevonden``, ``NietBevoegd`` (not a tekenbevoegde of the municipality), ``IntussenVeranderd``, and
    ``NietInTeDienen`` when the request is not open any more or nothing was supplemented.
    """
    klaar = wat.klaar
    if (eerdere := zoek_indiening(klaar.aanvraag_id, sleutel)) is not None:
        return eerdere
    aanvraag = vergrendel_om_in_te_dienen(klaar.aanvraag_id, klaar.tranche_id)
    vereis_rol(door, Rol.TEKENBEVOEGDE, nu=nu, gm_code=aanvraag.gm_code)
    if (eerdere := zoek_indiening(klaar.aanvraag_id, sleutel)) is not None:
        return eerdere  # the other half of a double click had the row first
    verzoek = zoek_open_verzoek(aanvraag)
    if (
        verzoek is None
        or verzoek.id != wat.verzoek_id
        or aanvraag.status is not Aanvraagstatus.AANVULLING_GEVRAAGD
    ):
        raise NietInTeDienen("Dit verzoek om aanvulling is al afgehandeld. Er is niets ingediend.")
    db.session.refresh(verzoek)
    nu_geldend = tuple((punt.id, punt.revisie) for punt in list_punten(verzoek))
    if klaar.sha256 != gezien_sha256 or nu_geldend != wat.revisies or stand_nu(aanvraag) != klaar.stand:
        raise IntussenVeranderd
    if wat.leeg:
        raise NietInTeDienen(NIETS)
    if klaar.invoer.pot != aanvraag.pot.code:
        raise NietInTeDienen("Een aanvulling kan de pot waaruit u aanvraagt niet veranderen.")
    verzoek.aangevuld_op = als_utc(ontvangen_op)
    db.session.flush()
    indiening = leg_indiening_vast(
        aanvraag, klaar, soort=Indieningsoort.AANVULLING, sleutel=sleutel, door=door, ontvangen_op=ontvangen_op, nu=nu,
        sluit=venster_op(aanvraag.tranche, nu).sluit,
        raakt_volledigheid=wat.raakt_volledigheid and aanvraag.volledig_op is None,
    )  # fmt: skip
    _ga_verder(aanvraag)
    _meld(aanvraag, verzoek, indiening, door=door, nu=nu)
    return indiening


def _invoer(
    stuk: Indienstuk, dicht: frozenset[Aanvraagdeel], verzoek: Aanvulverzoek, punten: tuple[Aanvulpunt, ...],
    hard: tuple[Ontbreekt, ...],
) -> Aanvraaginvoer:  # fmt: skip
    aanvraag = stuk.aanvraag
    if hard:
        raise Onvolledig(hard)
    if aanvraag.ontvangen_op is None:
        raise Domeinfout(f"Aanvraag {aanvraag.nummer} is nog niet ingediend.")
    invoer = naar_invoer(
        aanvraag.nummer, aanvraag.gm_code, stuk.delen, stuk.verwijzingen, aanvraag.ontvangen_op, stuk.regels,
        volledig_op=aanvraag.volledig_op, dicht=dicht,
    )  # fmt: skip
    antwoorden = [
        {"punt": punt.volgnummer, "vraag": punt.vraag, "antwoord": punt.antwoord} for punt in punten
    ]
    return replace(
        invoer, delen={**invoer.delen, AANVULLING: {"verzoek": verzoek.volgnummer, "antwoorden": antwoorden}}
    )


def _ga_verder(aanvraag: Aanvraag) -> None:
    """Set the status, under the row that ``vul_aan`` holds (the tranche is shared, as for every filing)."""
    naar = status_na_aanvulling(aanvraag)
    if naar not in OVERGANGEN[aanvraag.status]:
        raise OngeldigeOvergang(wat=f"Aanvraag {aanvraag.nummer}", van=aanvraag.status, naar=naar)
    aanvraag.status = naar
    db.session.flush()


def _meld(
    aanvraag: Aanvraag, verzoek: Aanvulverzoek, indiening: Indiening, *, door: Gebruiker, nu: datetime
) -> None:
    """Tell who handles it; the receipt told the municipality."""
    te_laat = dag_in_amsterdam(indiening.ontvangen_op) > verzoek.termijn_tot
    stel_bericht(
        sleutel=f"aanvraag:{aanvraag.nummer}:aangevuld:{verzoek.volgnummer}", groep=Berichtgroep.VOORTGANG,
        richting=Berichtrichting.IN, gm_code=aanvraag.gm_code, object_soort="aanvraag", object_id=aanvraag.nummer,
        onderwerp=f"Aanvraag {aanvraag.nummer} is aangevuld",
        tekst=(
            f"De gemeente heeft aanvraag {aanvraag.nummer} ({aanvraag.project.naam}) aangevuld op "
            f"{moment_nl(indiening.ontvangen_op)}. Bekijk wat er is veranderd."
            + (f" Dat is na de termijn van {datum_nl(verzoek.termijn_tot)}." if te_laat else "")
        ),
        aan=list_behandelaars(aanvraag), voorbeeld=aanvraag.tranche.aard is not Trancheaard.ECHT, door=door, nu=nu,
    )  # fmt: skip
