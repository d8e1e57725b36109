"""Notifying decisions that were signed (Awb 3:40-3:41): visible to the municipality, with a message about it.

Whatever is notified (a whole tranche, one decision before the rest, a decision on an objection) ends here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from subsidie.aanvragen.belang import vereis_alle_vrij
from subsidie.accounts.models import Gebruiker
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.berichten.models import Berichtgroep, Berichtrichting
from subsidie.berichten.service import stel_bericht
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.beschikkingen.ondertekenen import bevoegdheid_voor, waarom_niet_verder
from subsidie.documenten.service import lees_bestand
from subsidie.kern.fouten import Domeinfout, OngeldigeOvergang
from subsidie.kern.termijnen import bezwaartermijn
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.platform.opslag import Opslag
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.service import vergrendel_tranche
from subsidie.web.db import db

Gevolg = Callable[[Beschikking, Gebruiker, datetime], None]
"""What follows from a decision that works: the decision, who notified it, the moment (aware UTC)."""

_GEVOLGEN: dict[str, Gevolg] = {}


def registreer_gevolg(naam: str, gevolg: Gevolg) -> None:
    """Let ``gevolg`` run in the transaction of every notification, after its event.

    For packages above this one, in their ``opzet``: what they raise undoes the notification, so they raise only for
    what makes the decision itself impossible. Registering again under the same name replaces it.
    """
    _GEVOLGEN[naam] = gevolg


def maak_bekend(
    beschikkingen: Iterable[Beschikking], *, opslag: Opslag, door: Gebruiker, nu: datetime
) -> int:
    """Notify these signed decisions now, all of them or none; returns how many.

    The day of ``nu`` is the day of sending, from which the objection term runs (Awb 6:8). It is the day that the
    letters carry, because the obligations in them count from that day. ``opslag``: where the letters are read from
    first. Each municipality gets a message with the letter, in the same transaction; mail follows by the worker.
    Raises ``NietBevoegd``; ``OngeldigeOvergang`` for one that is not signed or notified before; ``Domeinfout`` on
    another day, for one that was replaced or withdrawn, and while a letter is not there or cannot be read.
    """
    gekozen = list(beschikkingen)
    if not gekozen:
        return 0
    for tranche in _tranches(gekozen):
        vergrendel_tranche(tranche)
    for beschikking in gekozen:
        db.session.refresh(beschikking)
        db.session.refresh(beschikking.aanvraag, ["status"])
    for rol in {bevoegdheid_voor(een.soort).rol for een in gekozen}:
        vereis_rol(door, rol, nu=nu)
    dag = dag_in_amsterdam(nu)
    _vereis_getekend(gekozen)
    vereis_alle_vrij([een.aanvraag for een in gekozen], door, nu=nu)
    _vereis_brief(gekozen)
    _vereis_dag(gekozen, dag)
    _vereis_leesbaar(gekozen, opslag)
    for beschikking in gekozen:
        beschikking.bekendgemaakt_op, beschikking.status = dag, Besluitstatus.BEKENDGEMAAKT
    db.session.flush()
    for beschikking in gekozen:
        leg_vast(
            "beschikking:bekendgemaakt", object_soort="beschikking", object_id=beschikking.kenmerk, door=door, nu=nu,
            gegevens={"op": dag.isoformat()},
        )  # fmt: skip
        _bericht(beschikking, dag, nu=nu)
        for gevolg in _GEVOLGEN.values():
            gevolg(beschikking, door, nu)
    return len(gekozen)


def _tranches(beschikkingen: Sequence[Beschikking]) -> list[Tranche]:
    """Of each decision its tranche, each once and always in the same order: nobody waits for one another."""
    tranches = {een.aanvraag.tranche_id: een.aanvraag.tranche for een in beschikkingen}
    return [tranches[id_] for id_ in sorted(tranches)]


def _vereis_getekend(beschikkingen: Sequence[Beschikking]) -> None:
    for een in beschikkingen:
        if een.status is not Besluitstatus.GETEKEND:
            raise OngeldigeOvergang(
                wat=f"Besluit {een.kenmerk}", van=een.status, naar=Besluitstatus.BEKENDGEMAAKT
            )
    redenen = waarom_niet_verder(beschikkingen)
    if genoemd := [f"{een.kenmerk} ({redenen[een.id]})" for een in beschikkingen if een.id in redenen]:
        raise Domeinfout(f"Deze besluiten kunt u niet meer bekendmaken: {', '.join(genoemd)}.")


def _vereis_brief(beschikkingen: Sequence[Beschikking]) -> None:
    if zonder := [
        b.kenmerk for b in beschikkingen if b.document is None or b.document.bestand_sha256 is None
    ]:
        raise Domeinfout(f"Van deze besluiten is de brief nog niet gemaakt: {', '.join(zonder)}.")


def _vereis_dag(beschikkingen: Sequence[Beschikking], dag: date) -> None:
    if andere := sorted({b.dagtekening for b in beschikkingen if b.dagtekening not in (None, dag)}):
        raise Domeinfout(
            f"De brieven zijn gedateerd op {' en '.join(datum_nl(een) for een in andere)}. Bekendmaken kan "
            f"alleen op die dag, niet op {datum_nl(dag)}: de termijnen in de brief tellen vanaf de dagtekening."
        )


def _vereis_leesbaar(beschikkingen: Sequence[Beschikking], opslag: Opslag) -> None:
    """Nothing is notified while the letter of one decision is missing or damaged; names each of them."""
    fouten = []
    for beschikking in beschikkingen:
        if beschikking.document is not None:
            try:
                lees_bestand(beschikking.document, opslag)
            except Domeinfout as fout:
                fouten.append(f"{beschikking.kenmerk}: {fout}")
    if fouten:
        raise Domeinfout("\n".join(["De brief van deze besluiten is niet te lezen.", *fouten]))


def _bericht(beschikking: Beschikking, dag: date, *, nu: datetime) -> None:
    aanvraag = beschikking.aanvraag
    wat = "op het bezwaar" if beschikking.soort is Besluitsoort.BESLISSING_OP_BEZWAAR else "op uw aanvraag"
    stel_bericht(
        sleutel=f"beschikking:{beschikking.kenmerk}:bekendgemaakt", groep=Berichtgroep.FORMEEL,
        richting=Berichtrichting.UIT, gm_code=aanvraag.gm_code, object_soort="aanvraag", object_id=aanvraag.nummer,
        onderwerp=f"Besluit {beschikking.kenmerk} {wat}", tekst=_tekst(beschikking, dag),
        document=beschikking.document, voorbeeld=aanvraag.tranche.aard is not Trancheaard.ECHT,
        door=None, nu=nu,
    )  # fmt: skip


def _tekst(beschikking: Beschikking, dag: date) -> str:
    """What a message says: where the decision is and until when something can be done against it, not the amount."""
    aanvraag = beschikking.aanvraag
    delen = [
        f"Er is een besluit genomen op {_waarop(beschikking)}. Het besluit is op {datum_nl(dag)} bekendgemaakt.",
        "De brief staat bij dit bericht en bij uw aanvraag. Lees de brief goed: daarin staat wat er is besloten, "
        "waarom, en wat u moet doen.",
    ]
    if beschikking.soort is not Besluitsoort.BESLISSING_OP_BEZWAAR:
        einde = bezwaartermijn(dag)
        delen.append(
            f"Bent u het niet eens met het besluit? U kunt bezwaar maken tot en met {datum_nl(einde)}. Hoe u dat "
            "doet, staat in de brief."
        )
    delen.append(f"Kenmerk: {beschikking.kenmerk}. Aanvraag: {aanvraag.nummer}.")
    return "\n\n".join(delen)


def _waarop(beschikking: Beschikking) -> str:
    project = f"aanvraag {beschikking.aanvraag.nummer} ({beschikking.aanvraag.project.naam})"
    if beschikking.soort is Besluitsoort.BESLISSING_OP_BEZWAAR:
        return f"het bezwaar bij {project}"
    return project
