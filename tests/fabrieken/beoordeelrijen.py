"""A valid row of the tables of interests, handling, the clock and scores (see ``rijen``)."""

from __future__ import annotations

from datetime import timedelta

from subsidie.aanvragen.belangmodellen import Belangverklaring
from subsidie.aanvragen.models import AanvraagVersie, Functiegroep
from subsidie.accounts.belangmodellen import Partijbelang
from subsidie.beoordeling.behandelmodellen import (
    Adviesstrekking,
    Behandeltoewijzing,
    Controleoordeel,
    Controleuitkomst,
    Notitie,
    Notitiesoort,
    Toewijsreden,
)
from subsidie.beoordeling.klokmodellen import (
    Ingebrekestelling,
    Opschortgrond,
    Termijnopschorting,
    Uitstelbericht,
)
from subsidie.beoordeling.scoremodellen import Moderatie, Moderatieregel, Scorekaart, Scoreregel
from subsidie.beoordeling.zienswijzemodellen import Zienswijze
from subsidie.web.db import db
from tests.fabrieken.nummers import Nummers
from tests.fabrieken.rijen import (
    DAG,
    NU,
    Rij,
    aanvraag,
    aanvraag_versie,
    betrokkenheid,
    document,
    fabriek,
    gebruiker,
)

_nummers = Nummers()


def betrokkene(rij: Rij, functie: Functiegroep) -> int:
    """Id of a new user with this function on the application of ``rij``."""
    return int(betrokkenheid(aanvraag_id=rij["aanvraag_id"], functiegroep=functie).gebruiker_id)


def vul_versie(rij: Rij) -> None:
    """The application and the version that something is about, of each other."""
    if "versie_id" in rij:
        rij.vul(aanvraag_id=lambda: db.session.get_one(AanvraagVersie, rij["versie_id"]).aanvraag_id)
    rij.vul(aanvraag_id=lambda: aanvraag().id)
    rij.vul(versie_id=lambda: aanvraag_versie(aanvraag_id=rij["aanvraag_id"]).id)


@fabriek(Partijbelang)
def partijbelang(rij: Rij) -> None:
    rij.vul(gebruiker_id=lambda: gebruiker().id, partij="Stichting Proefwonen", partij_norm="proefwonen")
    rij.vul(omschrijving="Zit in de raad van toezicht.", vanaf=DAG, vastgelegd_op=NU)
    rij.vul(door_id=lambda: rij["gebruiker_id"])


@fabriek(Belangverklaring)
def belangverklaring(rij: Rij) -> None:
    """Without an interest; with ``heeft_belang=True`` with one."""
    rij.vul(aanvraag_id=lambda: aanvraag().id, gebruiker_id=lambda: gebruiker().id, heeft_belang=False, op=NU)
    rij.vul(toelichting="Mijn zus werkt eraan." if rij["heeft_belang"] else "")


@fabriek(Behandeltoewijzing)
def behandeltoewijzing(rij: Rij) -> None:
    """Runs; with ``tot`` ended."""
    rij.vul(
        aanvraag_id=lambda: aanvraag().id, gebruiker_id=lambda: gebruiker().id, reden=Toewijsreden.OPGEPAKT
    )
    rij.vul(toelichting="", vanaf=NU, door_id=lambda: rij["gebruiker_id"])
    if rij["reden"] == "vervanging":
        rij.vul(vervangt_id=lambda: gebruiker().id, vervanging_tot=DAG + timedelta(days=14))


@fabriek(Controleuitkomst)
def controleuitkomst(rij: Rij) -> None:
    vul_versie(rij)
    rij.vul(punt="begroting", oordeel=Controleoordeel.IN_ORDE, toelichting="", vastgelegd_op=NU)
    rij.vul(door_id=lambda: betrokkene(rij, Functiegroep.BEHANDELING), als=Functiegroep.BEHANDELING)


@fabriek(Notitie)
def notitie(rij: Rij) -> None:
    """A note; with ``soort="beslisadvies"`` or a ``strekking`` an advice."""
    strekking = rij.get("strekking")
    rij.vul(
        aanvraag_id=lambda: aanvraag().id,
        soort=Notitiesoort.BESLISADVIES if strekking else Notitiesoort.NOTITIE,
    )
    rij.vul(strekking=Adviesstrekking.TOEKENNEN if rij["soort"] == "beslisadvies" else None)
    rij.vul(als=Functiegroep.BEHANDELING, tekst="Gebeld met de gemeente.", op=NU)
    rij.vul(door_id=lambda: betrokkene(rij, rij["als"]))


@fabriek(Termijnopschorting)
def termijnopschorting(rij: Rij) -> None:
    """Runs; with ``tot`` ended."""
    rij.vul(aanvraag_id=lambda: aanvraag().id, grond=Opschortgrond.OVERMACHT, vanaf=DAG, toelichting="Brand.")
    if rij["grond"] == "instemming":
        rij.vul(verwacht_tot=DAG + timedelta(days=14))
    rij.vul(document_id=lambda: document().id, vastgelegd_op=NU, als=Functiegroep.BEHANDELING)
    rij.vul(vastgelegd_door_id=lambda: betrokkene(rij, Functiegroep.BEHANDELING))
    if rij.get("tot") is not None:
        rij.vul(beeindigd_op=NU, beeindigd_door_id=lambda: rij["vastgelegd_door_id"])
        rij.vul(einde_toelichting="Voorbij.", einde_document_id=lambda: document().id)


@fabriek(Uitstelbericht)
def uitstelbericht(rij: Rij) -> None:
    rij.vul(aanvraag_id=lambda: aanvraag().id, uiterlijk=DAG + timedelta(days=28), verlengt_weken=0)
    rij.vul(toelichting="Er kwamen veel aanvragen.", verstuurd_op=NU, document_id=lambda: document().id)
    rij.vul(door_id=lambda: betrokkene(rij, Functiegroep.BEHANDELING), als=Functiegroep.BEHANDELING)


@fabriek(Ingebrekestelling)
def ingebrekestelling(rij: Rij) -> None:
    """A penalty runs by the law; with ``geen_dwangsom`` none is due."""
    rij.vul(aanvraag_id=lambda: aanvraag().id, ontvangen_op=DAG, toelichting="", vastgelegd_op=NU)
    rij.vul(door_id=lambda: gebruiker().id)
    if rij.get("geen_dwangsom") is not None:
        rij.vul(geen_dwangsom_toelichting="Een jaar later.", geen_dwangsom_op=NU)
        rij.vul(geen_dwangsom_door_id=lambda: gebruiker().id)


@fabriek(Scorekaart)
def scorekaart(rij: Rij) -> None:
    """Assigned; with ``als`` declared to be free, with ``ingeleverd_op`` handed in, with ``vervallen_op`` lapsed."""
    vul_versie(rij)
    if rij.get("ingeleverd_op") is not None:
        rij.vul(als=Functiegroep.BEOORDELING, voldoet=True)
    if rij.get("als") is not None:
        rij.vul(beoordelaar_id=lambda: betrokkene(rij, Functiegroep.BEOORDELING))
    rij.vul(
        beoordelaar_id=lambda: gebruiker().id, toegewezen_op=NU, toegewezen_door_id=lambda: gebruiker().id
    )
    rij.vul(wijkt_af=False, toelichting="", revisie=1)
    if rij.get("voldoet") is False:
        rij.vul(afwijzingsgrond="Het project voegt geen woonruimten toe.")
    if rij.get("vervallen_op") is not None:
        rij.vul(vervallen_reden="Langdurig ziek.")


@fabriek(Scoreregel)
def scoreregel(rij: Rij) -> None:
    rij.vul(
        kaart_id=lambda: scorekaart(als=Functiegroep.BEOORDELING).id, criterium=f"criterium_{next(_nummers)}"
    )
    rij.vul(score=4, reden="Goed onderbouwd.", revisie=1, bewaard_op=NU)


@fabriek(Moderatie)
def moderatie(rij: Rij) -> None:
    vul_versie(rij)
    rij.vul(aanleiding="Verschil van 3 punten; de grens is 2.", verslag="Besproken en eens geworden.", op=NU)
    rij.vul(voorzitter_id=lambda: betrokkene(rij, Functiegroep.BEOORDELING), als=Functiegroep.BEOORDELING)
    rij.vul(voldoet=True)
    if not rij["voldoet"]:
        rij.vul(afwijzingsgrond="Het project voegt geen woonruimten toe.")


@fabriek(Moderatieregel)
def moderatieregel(rij: Rij) -> None:
    rij.vul(
        moderatie_id=lambda: moderatie().id, criterium=f"criterium_{next(_nummers)}", score=4, reden="Samen."
    )


@fabriek(Zienswijze)
def zienswijze(rij: Rij) -> None:
    """Asked; with ``reactie`` given, with ``gesloten=True`` dealt with."""
    rij.vul(
        aanvraag_id=lambda: aanvraag().id,
        volgnummer=next(_nummers),
        grond="",
        voornemen="Wij willen afwijzen.",
    )
    rij.vul(
        gevraagd_op=NU, termijn_tot=DAG + timedelta(days=14), als=Functiegroep.BEHANDELING, gesloten=False
    )
    rij.vul(
        gevraagd_door_id=lambda: betrokkene(rij, Functiegroep.BEHANDELING), document_id=lambda: document().id
    )
    if rij.get("reactie") is not None:
        rij.vul(ontvangen_op=NU, ingediend_door_id=lambda: gebruiker().id)
