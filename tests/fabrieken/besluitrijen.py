"""A valid row of the tables of scenarios, letters, rounds of signing and objections (see ``rijen``)."""

from __future__ import annotations

from datetime import timedelta

from subsidie.aanvragen.bijlagemodellen import Bijlagestand
from subsidie.aanvragen.models import Functiegroep
from subsidie.beschikkingen.bezwaarmodellen import (
    Bezwaar,
    Bezwaarstatus,
    Bezwaartermijn,
    Bezwaartermijnsoort,
    Bezwaaruitkomst,
    Bezwaarwijze,
    Herrekening,
)
from subsidie.beschikkingen.bezwaarstukmodellen import Bezwaarstuk, Bezwaarstuksoort
from subsidie.beschikkingen.models import Beschikking
from subsidie.beschikkingen.rondemodellen import Rondestatus, Tekenregel, Tekenronde, Tekenstand
from subsidie.kern.canoniek import sha256_hex
from subsidie.tranches.tekstmodellen import Brieftekst
from subsidie.verdeling.scenariomodellen import Scenario
from subsidie.web.db import db
from tests.fabrieken.beoordeelrijen import betrokkene
from tests.fabrieken.nummers import Nummers
from tests.fabrieken.rijen import (
    BEDRAG_CENT,
    DAG,
    LEEG,
    NU,
    Rij,
    beschikking,
    document,
    fabriek,
    gebruiker,
    tranche,
)

_nummers = Nummers()
_SHA256 = sha256_hex(LEEG.encode())


@fabriek(Scenario)
def scenario(rij: Rij) -> None:
    rij.vul(
        tranche_id=lambda: tranche().id, volgnummer=next(_nummers), naam="Hoger plafond", wijzigingen=LEEG
    )
    rij.vul(invoer=LEEG, invoer_sha256=_SHA256, engine_versie="1", uitkomst=LEEG, uitkomst_sha256=_SHA256)
    rij.vul(gemaakt_op=NU, gemaakt_door_id=lambda: gebruiker().id)


@fabriek(Brieftekst)
def brieftekst(rij: Rij) -> None:
    rij.vul(
        tranche_id=lambda: tranche().id, soort="verlening", volgnummer=next(_nummers), tekst="Geacht college,"
    )
    rij.vul(sha256=lambda: sha256_hex(rij["tekst"].encode()), toelichting="Korter.", gemaakt_op=NU)
    rij.vul(door_id=lambda: gebruiker().id)


@fabriek(Tekenronde)
def tekenronde(rij: Rij) -> None:
    """Runs; ``afgerond`` or ``gestopt`` by its status."""
    rij.vul(kenmerk=f"RONDE-{next(_nummers)}", tranche_id=lambda: tranche().id, status=Rondestatus.LOOPT)
    rij.vul(dagtekening=DAG, gestart_op=NU, door_id=lambda: gebruiker().id)
    if rij["status"] in ("afgerond", "gestopt"):
        rij.vul(afgerond_op=NU)


@fabriek(Tekenregel)
def tekenregel(rij: Rij) -> None:
    """Waits; ``getekend`` or ``mislukt`` by its state."""
    rij.vul(
        ronde_id=lambda: tekenronde().id, beschikking_id=lambda: beschikking().id, volgnummer=next(_nummers)
    )
    rij.vul(stand=Tekenstand.WACHT, fout="")
    if rij["stand"] != "wacht":
        rij.vul(klaar_op=NU)
    if rij["stand"] == "mislukt" and not rij["fout"]:
        rij["fout"] = "Het mandaat is te laag."


@fabriek(Bezwaar)
def bezwaar(rij: Rij) -> None:
    """Received by post; taken up, decided or withdrawn by its ``status``."""
    rij.vul(
        kenmerk=f"BEZWAAR-{next(_nummers)}", beschikking_id=lambda: beschikking(status="bekendgemaakt").id
    )
    rij.vul(aanvraag_id=lambda: db.session.get_one(Beschikking, rij["beschikking_id"]).aanvraag_id)
    rij.vul(
        wijze=Bezwaarwijze.POST, ontvangen_op=NU, namens="het college", gronden="De loting was oneerlijk."
    )
    if rij["wijze"] == "loket":
        rij.vul(ingediend_door_id=lambda: gebruiker().id)
    rij.vul(vastgelegd_op=NU, vastgelegd_door_id=lambda: gebruiker().id, document_id=lambda: document().id)
    rij.vul(status=Bezwaarstatus.ONTVANGEN, commissie=lambda: rij.get("advies_strekking") is not None)
    if rij["status"] in ("in_behandeling", "beslist"):
        rij.vul(behandelaar_als=Functiegroep.BEZWAAR)
    if rij.get("behandelaar_als") is not None:
        rij.vul(behandelaar_als=Functiegroep.BEZWAAR, opgepakt_op=NU)
        rij.vul(behandelaar_id=lambda: betrokkene(rij, Functiegroep.BEZWAAR))
    if rij.get("tijdigheid") is not None:
        rij.vul(
            tijdigheid_motivering="Binnen zes weken.",
            tijdigheid_op=NU,
            tijdigheid_door_id=lambda: gebruiker().id,
        )
    if rij.get("niet_gehoord") is not None:
        rij.vul(niet_gehoord_toelichting="De gemeente zag ervan af.")
    if rij.get("advies_strekking") is not None:
        rij.vul(commissie=True, advies_op=DAG, advies="De commissie adviseert zo.")
    if rij["status"] == "beslist":
        rij.vul(uitkomst=Bezwaaruitkomst.GEGROND)
    if rij.get("uitkomst") is not None:
        rij.vul(overwegingen="De aanvraag was wel volledig.")
        rij.vul(
            beslissing_id=lambda: (
                beschikking(aanvraag_id=rij["aanvraag_id"], soort="beslissing_op_bezwaar").id
            )
        )
    if rij["status"] == "ingetrokken":
        rij.vul(ingetrokken_op=NU)


@fabriek(Bezwaartermijn)
def bezwaartermijn(rij: Rij) -> None:
    """A repair of an omission, unless ``soort`` says otherwise."""
    rij.vul(
        bezwaar_id=lambda: bezwaar().id,
        soort=Bezwaartermijnsoort.VERZUIM,
        vanaf=DAG,
        toelichting="Zonder gronden.",
    )
    if rij["soort"] == "verdaging":
        rij.vul(weken=6)
    else:
        rij.vul(tot=DAG + timedelta(days=14))
    rij.vul(vastgelegd_op=NU, door_id=lambda: gebruiker().id)


@fabriek(Bezwaarstuk)
def bezwaarstuk(rij: Rij) -> None:
    nummer = next(_nummers)
    rij.vul(bezwaar_id=lambda: bezwaar().id, soort=Bezwaarstuksoort.BEZWAARMAKER, naam="plattegrond.pdf")
    rij.vul(kenmerk=sha256_hex(f"stuk {nummer}".encode())[:32], mediatype="application/pdf", grootte=1)
    rij.vul(sha256=sha256_hex(str(nummer).encode()), stand=Bijlagestand.SCHOON, toegevoegd_op=NU)
    rij.vul(door_id=lambda: gebruiker().id)


@fabriek(Herrekening)
def herrekening(rij: Rij) -> None:
    rij.vul(
        bezwaar_id=lambda: bezwaar().id,
        volgnummer=next(_nummers),
        correctie=LEEG,
        toelichting="Toch volledig.",
    )
    rij.vul(invoer=LEEG, invoer_sha256=_SHA256, engine_versie="1", uitkomst=LEEG, uitkomst_sha256=_SHA256)
    rij.vul(krijgt_cent=BEDRAG_CENT, gemaakt_op=NU, gemaakt_door_id=lambda: gebruiker().id)
