"""A valid row of the tables of money: payment orders, files, settlements and claims (see ``rijen``)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.accounts.gemeentemodellen import Rekeningnummer
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.kern.canoniek import sha256_hex
from subsidie.realisatie.betaalmodellen import (
    Betaalbestand,
    Betaalinlezing,
    Betaalopdracht,
    Betaalsoort,
    Opdrachtstatus,
)
from subsidie.realisatie.rentemodellen import Rentepercentage
from subsidie.realisatie.vorderingmodellen import (
    Ontvangst,
    Rentevaststelling,
    Vaststellingsberekening,
    Vordering,
    Vorderingherziening,
    Vorderingstermijn,
)
from subsidie.web.db import db
from tests.fabrieken.beoordeelrijen import betrokkene
from tests.fabrieken.gemeenterijen import rekeningnummer
from tests.fabrieken.nummers import Nummers
from tests.fabrieken.realisatierijen import besluit_op, van_besluit, volgend
from tests.fabrieken.rijen import BEDRAG_CENT, DAG, LEEG, NU, Rij, aanvraag, beschikking, fabriek, gebruiker

_nummers = Nummers()
_SHA256 = sha256_hex(LEEG.encode())
OPDRACHT_CENT = 10_000_00
TERUG_CENT = 20_000_00


@fabriek(Betaalbestand)
def betaalbestand(rij: Rij) -> None:
    rij.vul(kenmerk=lambda: f"BETAAL-{next(_nummers)}", aantal=1, totaal_cent=OPDRACHT_CENT, sha256=_SHA256)
    rij.vul(gemaakt_op=NU, door_id=lambda: gebruiker().id)


@fabriek(Betaalinlezing)
def betaalinlezing(rij: Rij) -> None:
    rij.vul(naam="betaald.csv", sha256=lambda: sha256_hex(f"betaald {next(_nummers)}".encode()), aantal=1)
    rij.vul(ingelezen_op=NU, door_id=lambda: gebruiker().id)


def toegekend(aanvraag_id: int) -> Beschikking:
    """The newest notified award of an application, made when there is none."""
    vraag = select(Beschikking).where(
        Beschikking.aanvraag_id == aanvraag_id, Beschikking.verleend_cent > 0,
        Beschikking.status == Besluitstatus.BEKENDGEMAAKT, Beschikking.soort != Besluitsoort.TERUGVORDERING,
    )  # fmt: skip
    bestaand = db.session.scalars(vraag.order_by(Beschikking.id.desc()).limit(1)).first()
    return bestaand or besluit_op(aanvraag_id)


def rekening_van(aanvraag_id: int) -> Rekeningnummer:
    """The account of the municipality that was accepted, made when there is none."""
    gm_code = db.session.get_one(Aanvraag, aanvraag_id).gm_code
    vraag = select(Rekeningnummer).where(
        Rekeningnummer.gm_code == gm_code, Rekeningnummer.goedgekeurd_op.is_not(None)
    )
    bestaand = db.session.scalars(vraag.order_by(Rekeningnummer.id.desc()).limit(1)).first()
    return bestaand or rekeningnummer(gm_code=gm_code, goedgekeurd_op=NU)


@fabriek(Betaalopdracht)
def betaalopdracht(rij: Rij) -> None:
    """Drawn up; approved, in a file, paid, sent back or withdrawn by its ``status``."""
    van_besluit(rij)
    rij.vul(aanvraag_id=lambda: beschikking(status="bekendgemaakt").aanvraag_id)
    rij.vul(beschikking_id=lambda: toegekend(rij["aanvraag_id"]).id, soort=Betaalsoort.GEMEENTE)
    rij.vul(kenmerk=lambda: f"OPDRACHT-{next(_nummers)}", bedrag_cent=OPDRACHT_CENT)
    rij.vul(
        termijn=lambda: volgend(
            Betaalopdracht.termijn, Betaalopdracht.beschikking_id == rij["beschikking_id"],
            Betaalopdracht.soort == rij["soort"],
        ),
        uiterlijk=DAG + timedelta(days=42),
        rekening_id=lambda: rekening_van(rij["aanvraag_id"]).id if rij["soort"] == "gemeente" else None,
    )  # fmt: skip
    rij.vul(als=Functiegroep.BETALING, opgesteld_op=NU, status=Opdrachtstatus.OPGESTELD)
    rij.vul(opgesteld_door_id=lambda: betrokkene(rij, Functiegroep.BETALING))
    if rij["status"] not in ("opgesteld", "vervallen"):
        rij.vul(goedgekeurd_op=NU)
    if rij.get("goedgekeurd_op") is not None:
        rij.vul(goedgekeurd_als=Functiegroep.BETALING)
        rij.vul(goedgekeurd_door_id=lambda: betrokkene(rij, Functiegroep.BETALING))
    if rij["status"] in ("aangeboden", "betaald", "geweigerd"):
        rij.vul(bestand_id=lambda: betaalbestand(totaal_cent=max(1, rij["bedrag_cent"])).id)
    if rij["status"] in ("betaald", "geweigerd"):
        rij.vul(inlezing_id=lambda: betaalinlezing().id)
    if rij["status"] == "betaald":
        rij.vul(betaald_op=DAG)
    rij.vul(reden="De rekening bestaat niet." if rij["status"] in ("geweigerd", "vervallen") else "")


@fabriek(Vaststellingsberekening)
def vaststellingsberekening(rij: Rij) -> None:
    """All was paid and a part goes back; with ``beschikking`` it settles what that decision says."""
    van_besluit(rij)
    rij.vul(aanvraag_id=lambda: aanvraag(status="beoordeeld").id)
    rij.vul(
        volgnummer=lambda: volgend(
            Vaststellingsberekening.volgnummer, Vaststellingsberekening.aanvraag_id == rij["aanvraag_id"]
        )
    )
    if rij.get("beschikking_id") is not None:
        rij.vul(vastgesteld_cent=db.session.get_one(Beschikking, rij["beschikking_id"]).verleend_cent)
    rij.vul(verleend_cent=BEDRAG_CENT, betaald_cent=BEDRAG_CENT, vastgesteld_cent=BEDRAG_CENT - TERUG_CENT)
    rij.vul(terug_cent=lambda: max(0, rij["betaald_cent"] - rij["vastgesteld_cent"]), regel_versie="1")
    rij.vul(invoer=LEEG, invoer_sha256=_SHA256, opbouw=LEEG, berekend_op=NU, als=Functiegroep.BEHANDELING)
    rij.vul(door_id=lambda: betrokkene(rij, Functiegroep.BEHANDELING))


@fabriek(Vordering)
def vordering(rij: Rij) -> None:
    """On a notified decision to reclaim."""
    van_besluit(rij)
    rij.vul(aanvraag_id=lambda: aanvraag(status="beoordeeld").id)
    rij.vul(beschikking_id=lambda: besluit_op(rij["aanvraag_id"], soort=Besluitsoort.TERUGVORDERING).id)
    rij.vul(kenmerk=lambda: f"VORDERING-{next(_nummers)}", hoofdsom_cent=TERUG_CENT)
    rij.vul(ontstaan_op=lambda: db.session.get_one(Beschikking, rij["beschikking_id"]).bekendgemaakt_op)


@fabriek(Vorderingstermijn)
def vorderingstermijn(rij: Rij) -> None:
    rij.vul(vordering_id=lambda: vordering().id, regeling=1, vastgelegd_op=NU)
    rij.vul(
        volgnummer=lambda: volgend(
            Vorderingstermijn.volgnummer, Vorderingstermijn.vordering_id == rij["vordering_id"],
            Vorderingstermijn.regeling == rij["regeling"],
        )
    )  # fmt: skip
    rij.vul(bedrag_cent=TERUG_CENT, uiterlijk=DAG + timedelta(days=42), door_id=lambda: gebruiker().id)
    rij.vul(beschikking_id=lambda: _regelbesluit(rij).id)


def _regelbesluit(rij: Rij) -> Beschikking:
    vordering_ = db.session.get_one(Vordering, rij["vordering_id"])
    if rij["regeling"] == 1:
        return vordering_.beschikking
    return besluit_op(vordering_.aanvraag_id, soort=Besluitsoort.BETALINGSREGELING, verleend_cent=0)


@fabriek(Ontvangst)
def ontvangst(rij: Rij) -> None:
    rij.vul(vordering_id=lambda: vordering().id, bedrag_cent=TERUG_CENT, ontvangen_op=DAG, geboekt_op=NU)
    rij.vul(omschrijving="Terugbetaling", door_id=lambda: gebruiker().id)


@fabriek(Rentevaststelling)
def rentevaststelling(rij: Rij) -> None:
    rij.vul(vordering_id=lambda: vordering().id, vanaf=DAG, tot=DAG + timedelta(days=30), bedrag_cent=100_00)
    rij.vul(opbouw="[]", vastgesteld_op=NU, door_id=lambda: gebruiker().id)
    rij.vul(beschikking_id=lambda: _besluit_bij(rij, Besluitsoort.RENTE).id)


@fabriek(Rentepercentage)
def rentepercentage(rij: Rij) -> None:
    """Entered; with ``bevestigd_op`` confirmed by another."""
    rij.vul(vanaf=DAG, tot=DAG + timedelta(days=180), procent=4, bron="Stb. 2026, 1", ingevoerd_op=NU)
    rij.vul(ingevoerd_door_id=lambda: gebruiker().id, vervallen=False)
    if rij.get("bevestigd_op") is not None:
        rij.vul(bevestigd_door_id=lambda: gebruiker().id)


@fabriek(Vorderingherziening)
def vorderingherziening(rij: Rij) -> None:
    rij.vul(vordering_id=lambda: vordering().id, hoofdsom_cent=0, renten="{}", herzien_op=NU)
    rij.vul(beschikking_id=lambda: _besluit_bij(rij, Besluitsoort.BESLISSING_OP_BEZWAAR).id)
    rij.vul(door_id=lambda: gebruiker().id)


def _besluit_bij(rij: Rij, soort: Besluitsoort) -> Beschikking:
    """A notified decision of this kind on the application of the claim."""
    aanvraag_id = db.session.get_one(Vordering, rij["vordering_id"]).aanvraag_id
    return besluit_op(aanvraag_id, soort=soort, verleend_cent=0)
