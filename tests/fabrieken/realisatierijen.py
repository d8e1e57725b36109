"""A valid row of the tables of what is built: plans, parts, reports, homes, requests to change (see ``rijen``).

``geleverd(aanvraag, aantal=3)`` makes an accepted delivery with its homes in one go: once accepted, a delivery takes
no further homes.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select

from subsidie.aanvragen.bijlagemodellen import Bijlagestand
from subsidie.aanvragen.models import Aanvraag, AanvraagVersie, Functiegroep
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.kern.canoniek import sha256_hex
from subsidie.realisatie.leveringmodellen import (
    Bestemmingsbevestiging,
    Bestemmingseinde,
    Bewijsstuk,
    Eindereden,
    Levering,
    Vervolglocatie,
    Woonruimte,
)
from subsidie.realisatie.planmodellen import (
    Meldingstand,
    Mijlpaal,
    Mijlpaalmelding,
    Planregel,
    Prognose,
    Projectdeel,
    Realisatieplan,
)
from subsidie.realisatie.wijzigingmodellen import (
    Verplichtingtermijn,
    Verzoekstatus,
    Waarschuwing,
    Waarschuwingsoort,
    Wijzigingsverzoek,
)
from subsidie.tranches.keuzen import Woonruimteaard, Woonruimtesoort
from subsidie.web.db import db
from tests.fabrieken.beoordeelrijen import betrokkene
from tests.fabrieken.nummers import Nummers
from tests.fabrieken.rijen import BEDRAG_CENT, DAG, LEEG, NU, Rij, aanvraag, beschikking, fabriek, gebruiker

_nummers = Nummers()
DOELGROEP = "dak- en thuisloze mensen"
POSTCODE = "8011 AB"
_SHA256 = sha256_hex(LEEG.encode())


def volgend(kolom: Any, *waar: Any) -> int:
    """One more than the highest value of ``kolom`` among the rows ``waar``."""
    return 1 + (db.session.scalar(select(func.max(kolom)).where(*waar)) or 0)


def besluit_op(aanvraag_id: int, **velden: Any) -> Beschikking:
    """A new decision on an application, on its newest version where there is one."""
    versies = select(AanvraagVersie.id).where(AanvraagVersie.aanvraag_id == aanvraag_id)
    versie_id = db.session.scalar(versies.order_by(AanvraagVersie.id.desc()).limit(1))
    versie = {} if versie_id is None else {"versie_id": versie_id}
    return beschikking(**{"aanvraag_id": aanvraag_id, "status": "bekendgemaakt"} | versie | velden)


def _besluit_voor_plan(aanvraag_id: int) -> Beschikking:
    """The notified award that has no plan yet; else a decision that changed the award."""
    vraag = select(Beschikking).where(
        Beschikking.aanvraag_id == aanvraag_id, Beschikking.verleend_cent > 0,
        Beschikking.status == Besluitstatus.BEKENDGEMAAKT,
        Beschikking.id.not_in(select(Realisatieplan.beschikking_id)),
        Beschikking.soort.not_in([Besluitsoort.VASTSTELLING, Besluitsoort.TERUGVORDERING]),
    )  # fmt: skip
    bestaand = db.session.scalars(vraag.order_by(Beschikking.id).limit(1)).first()
    if bestaand is not None:
        return bestaand
    heeft_plan = volgend(Realisatieplan.volgnummer, Realisatieplan.aanvraag_id == aanvraag_id) > 1
    soort = Besluitsoort.WIJZIGING if heeft_plan else Besluitsoort.VERLENING
    return besluit_op(aanvraag_id, soort=soort, verleend_cent=BEDRAG_CENT)


def zorg_voor_plan(aanvraag_id: int) -> None:
    """Nothing is reported on an application without a plan."""
    if volgend(Realisatieplan.volgnummer, Realisatieplan.aanvraag_id == aanvraag_id) == 1:
        plan(aanvraag_id=aanvraag_id)


def van_besluit(rij: Rij) -> None:
    """The application that the decision of ``rij`` is about."""
    if rij.get("beschikking_id") is not None:
        rij.vul(aanvraag_id=lambda: db.session.get_one(Beschikking, rij["beschikking_id"]).aanvraag_id)


@fabriek(Realisatieplan)
def plan(rij: Rij) -> None:
    """On the award of the application, which is made when there is none; lines are rows of their own."""
    van_besluit(rij)
    rij.vul(aanvraag_id=lambda: aanvraag(status="beoordeeld").id)
    rij.vul(beschikking_id=lambda: _besluit_voor_plan(rij["aanvraag_id"]).id, vastgelegd_op=NU)
    rij.vul(
        volgnummer=lambda: volgend(
            Realisatieplan.volgnummer, Realisatieplan.aanvraag_id == rij["aanvraag_id"]
        )
    )


@fabriek(Planregel)
def planregel(rij: Rij) -> None:
    """Twenty homes of a target group that has no line yet."""
    rij.vul(plan_id=lambda: plan().id)
    eerste = (volgende := volgend(Planregel.regel, Planregel.plan_id == rij["plan_id"])) == 1
    rij.vul(regel=volgende, doelgroep=DOELGROEP if eerste else f"{DOELGROEP} {next(_nummers)}")
    rij.vul(aard=Woonruimteaard.PERMANENT, soort=Woonruimtesoort.ZELFSTANDIG, aantal=20)


@fabriek(Projectdeel)
def deel(rij: Rij) -> None:
    rij.vul(aanvraag_id=lambda: plan().aanvraag_id, naam="Hele project", aantal=20, toegevoegd_op=NU)
    rij.vul(volgnummer=lambda: volgend(Projectdeel.volgnummer, Projectdeel.aanvraag_id == rij["aanvraag_id"]))


def _vul_deel(rij: Rij) -> None:
    """The part and the application that a report is about, of each other, with a plan."""
    if "deel_id" in rij:
        rij.vul(aanvraag_id=lambda: db.session.get_one(Projectdeel, rij["deel_id"]).aanvraag_id)
    rij.vul(aanvraag_id=lambda: plan().aanvraag_id)
    zorg_voor_plan(rij["aanvraag_id"])
    rij.vul(deel_id=lambda: deel(aanvraag_id=rij["aanvraag_id"]).id)


def _vul_melding(rij: Rij, dag_van: str) -> None:
    """Reported on the day itself; accepted, asked about or refused by its ``stand``."""
    rij.vul(**{dag_van: DAG})
    rij.vul(gemeld_op=max(NU, datetime.combine(rij[dag_van], time(12), UTC)), stand=Meldingstand.GEMELD)
    rij.vul(gemeld_door_id=lambda: gebruiker().id)
    if rij["stand"] in ("aanvaard", "afgewezen", "vraag"):
        rij.vul(als=Functiegroep.BEHANDELING, beoordeeld_op=rij["gemeld_op"])
        rij.vul(beoordeeld_door_id=lambda: betrokkene(rij, Functiegroep.BEHANDELING))
    rij.vul(oordeel="Op welke dag was dat?" if rij["stand"] in ("afgewezen", "vraag") else "")


@fabriek(Mijlpaalmelding)
def mijlpaal(rij: Rij) -> None:
    """Reported; accepted, asked about or refused by its ``stand``."""
    _vul_deel(rij)
    rij.vul(mijlpaal=Mijlpaal.VERGUNNING, toelichting="De vergunning is onherroepelijk.")
    _vul_melding(rij, "bereikt_op")


@fabriek(Prognose)
def prognose(rij: Rij) -> None:
    rij.vul(deel_id=lambda: deel().id, mijlpaal=Mijlpaal.OPLEVERING, verwacht_op=DAG + timedelta(days=700))
    rij.vul(toelichting="", gemeld_op=NU)


@fabriek(Levering)
def levering(rij: Rij) -> None:
    """Reported, without homes; accepted, asked about or refused by its ``stand`` (see ``geleverd``)."""
    _vul_deel(rij)
    rij.vul(kenmerk=lambda: f"LEVERING-{next(_nummers)}", toelichting="")
    _vul_melding(rij, "opgeleverd_op")


@fabriek(Woonruimte)
def woonruimte(rij: Rij) -> None:
    """With a BAG id of its own; with ``bag_id=None`` at an address of its own."""
    nummer = next(_nummers)
    if "levering_id" in rij:
        rij.vul(aanvraag_id=lambda: db.session.get_one(Levering, rij["levering_id"]).aanvraag_id)
    elif "tranche_id" in rij:
        rij.vul(aanvraag_id=lambda: aanvraag(tranche_id=rij["tranche_id"], status="beoordeeld").id)
    rij.vul(aanvraag_id=lambda: plan().aanvraag_id)
    rij.vul(levering_id=lambda: levering(aanvraag_id=rij["aanvraag_id"]).id)
    rij.vul(tranche_id=lambda: db.session.get_one(Aanvraag, rij["aanvraag_id"]).tranche_id)
    rij.vul(regel=lambda: volgend(Woonruimte.regel, Woonruimte.levering_id == rij["levering_id"]))
    rij.vul(doelgroep=DOELGROEP, aard=Woonruimteaard.PERMANENT, soort=Woonruimtesoort.ZELFSTANDIG)
    rij.vul(bag_id=f"036301{nummer:010}", postcode=POSTCODE, huisnummer=nummer, toevoeging="", ruimte="")
    rij.vul(vervallen=False)


def geleverd(aanvraag: Aanvraag, *, aantal: int = 1, **velden: Any) -> Levering:
    """An accepted delivery of ``aantal`` homes; ``velden`` of the delivery or of each of its homes."""
    van_levering = {
        naam: velden.pop(naam) for naam in ("deel", "deel_id", "gemeld_op", "opgeleverd_op") if naam in velden
    }
    nieuw = levering(aanvraag=aanvraag, **van_levering)
    for _ in range(aantal):
        woonruimte(levering=nieuw, **velden)
    # First who judges: making them writes the row as it is.
    nieuw.beoordeeld_door_id, nieuw.als, nieuw.beoordeeld_op, nieuw.stand = (
        betrokkene(Rij(aanvraag_id=aanvraag.id), Functiegroep.BEHANDELING),
        Functiegroep.BEHANDELING,
        nieuw.gemeld_op,
        Meldingstand.AANVAARD,
    )
    db.session.flush()
    return nieuw


@fabriek(Vervolglocatie)
def vervolglocatie(rij: Rij) -> None:
    rij.vul(woonruimte_id=lambda: woonruimte(aard=Woonruimteaard.FLEXIBEL).id, vanaf=DAG)
    rij.vul(
        volgnummer=lambda: volgend(
            Vervolglocatie.volgnummer, Vervolglocatie.woonruimte_id == rij["woonruimte_id"]
        )
    )
    rij.vul(postcode=POSTCODE, huisnummer=next(_nummers), toevoeging="", ruimte="", gemeld_op=NU)
    rij.vul(door_id=lambda: gebruiker().id)


@fabriek(Bestemmingseinde)
def bestemmingseinde(rij: Rij) -> None:
    rij.vul(woonruimte_id=lambda: woonruimte().id, per=DAG, reden=Eindereden.VERKOCHT, gemeld_op=NU)
    rij.vul(toelichting="De corporatie verkocht het pand.", door_id=lambda: gebruiker().id)


@fabriek(Bestemmingsbevestiging)
def bevestiging(rij: Rij) -> None:
    """Reported; accepted, asked about or refused by its ``stand``."""
    rij.vul(aanvraag_id=lambda: plan().aanvraag_id, jaar=DAG.year, aantal=20, toelichting="")
    zorg_voor_plan(rij["aanvraag_id"])
    _vul_melding(rij, "peildatum")


@fabriek(Bewijsstuk)
def bewijsstuk(rij: Rij) -> None:
    """Of a delivery, unless it is given another report."""
    nummer = next(_nummers)
    if rij.get("mijlpaalmelding_id") is None and rij.get("bevestiging_id") is None:
        rij.vul(
            levering_id=lambda: levering(**({"aanvraag_id": a} if (a := rij.get("aanvraag_id")) else {})).id
        )
    soorten: dict[str, Any] = {
        "levering_id": Levering, "mijlpaalmelding_id": Mijlpaalmelding, "bevestiging_id": Bestemmingsbevestiging,
    }  # fmt: skip
    for kolom, model in soorten.items():
        if rij.get(kolom) is not None:
            melding = db.session.get_one(model, rij[kolom])
            rij.vul(aanvraag_id=melding.aanvraag_id)
    rij.vul(kenmerk=sha256_hex(f"bewijs {nummer}".encode())[:32], naam="oplevering.pdf", grootte=1000)
    rij.vul(mediatype="application/pdf", sha256=sha256_hex(str(nummer).encode()), stand=Bijlagestand.SCHOON)
    rij.vul(geupload_op=NU, geupload_door_id=lambda: gebruiker().id)


@fabriek(Wijzigingsverzoek)
def wijzigingsverzoek(rij: Rij) -> None:
    """Filed; taken up, put forward, granted, refused or withdrawn by its ``status``."""
    van_besluit(rij)
    rij.vul(kenmerk=lambda: f"WIJZIGING-{next(_nummers)}", aanvraag_id=lambda: plan().aanvraag_id, advies="")
    rij.vul(gegevens=LEEG, gegevens_sha256=_SHA256, gevolg=LEEG, ingediend_op=NU)
    rij.vul(status=Verzoekstatus.INGEDIEND, ingediend_door_id=lambda: gebruiker().id)
    if rij["status"] not in ("ingediend", "ingetrokken"):
        rij.vul(
            als=Functiegroep.BEHANDELING, behandelaar_id=lambda: betrokkene(rij, Functiegroep.BEHANDELING)
        )
    if rij["status"] in ("voorgelegd", "ingewilligd", "afgewezen"):
        status = "concept" if rij["status"] == "voorgelegd" else "bekendgemaakt"
        rij.vul(beschikking_id=lambda: _wijziging(rij["aanvraag_id"], status).id)


def _wijziging(aanvraag_id: int, status: str = "bekendgemaakt") -> Beschikking:
    return besluit_op(aanvraag_id, soort=Besluitsoort.WIJZIGING, verleend_cent=BEDRAG_CENT, status=status)


@fabriek(Verplichtingtermijn)
def verplichtingtermijn(rij: Rij) -> None:
    van_besluit(rij)
    rij.vul(aanvraag_id=lambda: plan().aanvraag_id, verplichting="gereed", vastgelegd_op=NU)
    rij.vul(beschikking_id=lambda: _wijziging(rij["aanvraag_id"]).id, uiterlijk=DAG + timedelta(days=900))
    rij.vul(
        volgnummer=lambda: volgend(
            Verplichtingtermijn.volgnummer, Verplichtingtermijn.aanvraag_id == rij["aanvraag_id"],
            Verplichtingtermijn.verplichting == rij["verplichting"],
        )
    )  # fmt: skip


@fabriek(Waarschuwing)
def waarschuwing(rij: Rij) -> None:
    rij.vul(aanvraag_id=lambda: plan().aanvraag_id, soort=Waarschuwingsoort.HERINNERING, verplichting="begin")
    rij.vul(uiterlijk=DAG + timedelta(days=30), dagen=30, verstuurd_op=NU)
