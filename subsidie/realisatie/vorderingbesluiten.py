"""Decisions about paying a claim: the statutory interest (Awb 4:99), an arrangement to pay later (Awb 4:94).

Who pays draws them up, a beslisser signs and notifies, as every decision (four eyes, mandate, letter). Only from the
notification do they work (Awb 3:40): then the instalments or the interest stand on the claim. Until then what they
rest on can change; that is looked at again when they are signed and when they are notified.

They leave every decision on the award as it is, so they are no link of its chain (``models.NAAST_DE_KETEN``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import select

from subsidie.aanvragen.aanvultekst import LANGSTE_ANTWOORD, schoon, tekstgebreken
from subsidie.aanvragen.belang import vereis_vrij
from subsidie.aanvragen.models import Functiegroep
from subsidie.aanvragen.service import betrek, vergrendel
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.beschikkingen.losse import stel_los_op
from subsidie.beschikkingen.models import NAAST_DE_KETEN, Beschikking, Besluitsoort, Besluitstatus
from subsidie.kern.canoniek import canonieke_json
from subsidie.kern.fouten import Domeinfout, Gebrek, NietGevonden, OngeldigeInvoer
from subsidie.kern.geld import euro_kort
from subsidie.kern.termijnen import jaren
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl, lees_datum
from subsidie.realisatie.rente import Rentesom
from subsidie.realisatie.rentetabel import Percentage, Rentetabel
from subsidie.realisatie.vorderingen import (
    Vorderingstand,
    bereken,
    get_vordering,
    lees_stand,
    opbouw_van,
    rente_vanaf,
)
from subsidie.realisatie.vorderingmodellen import Rentevaststelling, Vordering, Vorderingstermijn
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.models import Trancheaard
from subsidie.web.db import db

GEVOLG: Final = "vorderingsbesluiten"
MEESTE_TERMIJNEN: Final = 24
LANGSTE_REGELING: Final = 10
"""Years from the decision; later than this the claim could be barred while it is being paid."""
LANGSTE_REDEN: Final = 500
ONDERWEG: Final = (Besluitstatus.CONCEPT, Besluitstatus.GETEKEND)


def zoek_onderweg(vordering: Vordering) -> Beschikking | None:
    """The decision about paying this claim that was drawn up or signed and is not notified yet."""
    besluiten = list(
        db.session.scalars(
            select(Beschikking)
            .where(
                Beschikking.aanvraag_id == vordering.aanvraag_id,
                Beschikking.soort.in_(sorted(NAAST_DE_KETEN)),
                Beschikking.status != Besluitstatus.TERUGGENOMEN,
            )
            .order_by(Beschikking.id)
        )
    )
    vervangen = {een.vervangt_id for een in besluiten}
    open_ = [een for een in besluiten if een.status in ONDERWEG and een.id not in vervangen]
    return next((een for een in open_ if json.loads(een.gegevens)["vordering"] == vordering.kenmerk), None)


def stel_regeling_op(
    vordering: Vordering,
    termijnen: Sequence[tuple[int, date]],
    *,
    toelichting: str = "",
    door: Gebruiker,
    nu: datetime,
) -> Beschikking:
    """Draw up an arrangement (cents, last day of each instalment) for what is open of the principal (Awb 4:94).

    It takes the place of the arrangement before once it is notified; that one stays to be read. Raises
    ``NietBevoegd``, ``OngeldigeInvoer`` with every fault, and ``Domeinfout`` when nothing is open or another decision
    about this claim is on its way.
    """
    stand, vandaag = _begin(vordering, door, nu)
    if not stand.open.hoofdsom_cent:
        raise Domeinfout("Er staat niets meer open van de hoofdsom.")
    tekst = schoon(toelichting)
    gebreken = termijngebreken(termijnen, stand, vandaag)
    gebreken += tekstgebreken("toelichting", tekst, hoogstens=LANGSTE_ANTWOORD, leeg="")
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    inhoud = {
        "bedrag_cent": stand.open.hoofdsom_cent, "toelichting": tekst,
        "termijnen": [{"uiterlijk": dag.isoformat(), "bedrag_cent": cent} for cent, dag in termijnen],
    }  # fmt: skip
    return _stel_op(vordering, Besluitsoort.BETALINGSREGELING, inhoud, door=door, nu=nu)


def stel_rente_op(
    vordering: Vordering,
    tot: date,
    *,
    toelichting: str = "",
    door: Gebruiker,
    nu: datetime,
    tabel: Rentetabel | None = None,
) -> Beschikking:
    """Draw up the decision that sets the statutory interest up to and including ``tot`` (Awb 4:99), with its sum.

    Raises ``NietBevoegd``, ``OngeldigeInvoer`` at ``tot``, and ``Domeinfout`` when none is due (4:98(2): below € 20),
    the rate of a day is not known (in a real tranche: not verified), or another decision about it is on its way.
    """
    stand, vandaag = _begin(vordering, door, nu)
    begin, tekst = rente_vanaf(stand), schoon(toelichting)
    gebreken = tekstgebreken("toelichting", tekst, hoogstens=LANGSTE_ANTWOORD, leeg="")
    if tot > vandaag:
        gebreken.append(Gebrek("tot", "Rente over dagen die nog komen, stelt u later vast."))
    elif begin is None or tot < begin:
        gebreken.append(Gebrek("tot", "Tot en met die dag loopt er geen rente die nog niet is vastgesteld."))
    if gebreken or begin is None:
        raise OngeldigeInvoer(gebreken)
    som = bereken(stand, tot, tabel=tabel)
    if not som.verschuldigd_cent:
        raise Domeinfout(
            f"De rente is {euro_kort(som.berekend_cent)}. Onder de € 20 is geen rente verschuldigd (artikel 4:98, "
            "tweede lid, van de Algemene wet bestuursrecht)."
        )
    if vordering.aanvraag.tranche.aard is Trancheaard.ECHT:
        _vereis_geverifieerd(som)
    inhoud = {
        "bedrag_cent": som.verschuldigd_cent, "toelichting": tekst, "vanaf": begin.isoformat(),
        "tot": tot.isoformat(), "regels": regels_van(som),
    }  # fmt: skip
    return _stel_op(vordering, Besluitsoort.RENTE, inhoud, door=door, nu=nu)


def neem_terug(besluit: Beschikking, *, reden: str, door: Gebruiker, nu: datetime) -> None:
    """Take back what was drawn up about a claim and not signed: nothing was decided; its row stays.

    Raises ``NietBevoegd``, ``OngeldigeInvoer`` at ``reden``, and ``Domeinfout`` for what was signed.
    """
    vordering = vordering_van(besluit)
    _begin(vordering, door, nu)
    db.session.refresh(besluit)
    if besluit.status is not Besluitstatus.CONCEPT:
        raise Domeinfout(f"Besluit {besluit.kenmerk} is al getekend of teruggenomen.")
    tekst = schoon(reden)
    if gebreken := tekstgebreken("reden", tekst, hoogstens=LANGSTE_REDEN, leeg="Schrijf waarom."):
        raise OngeldigeInvoer(gebreken)
    betrek(vordering.aanvraag, door, Functiegroep.BETALING, nu=nu)
    besluit.status = Besluitstatus.TERUGGENOMEN
    db.session.flush()
    leg_vast(
        "beschikking:teruggenomen", object_soort="beschikking", object_id=besluit.kenmerk, door=door, nu=nu,
        gegevens={"reden": tekst, "gegevens_sha256": besluit.gegevens_sha256},
    )  # fmt: skip


def vordering_van(besluit: Beschikking) -> Vordering:
    """The claim that this decision is about; raises ``NietGevonden`` for another kind of decision."""
    if besluit.soort not in NAAST_DE_KETEN:
        raise NietGevonden("Dit besluit gaat niet over het betalen van een vordering.")
    return get_vordering(json.loads(besluit.gegevens)["vordering"])


def vereis_nog_zo(besluit: Beschikking, dag: date) -> None:
    """Raises ``Domeinfout`` when what was drawn up is not what the claim says on ``dag``."""
    inhoud, vordering = json.loads(besluit.gegevens), vordering_van(besluit)
    stand = lees_stand(vordering, dag)
    if besluit.soort is Besluitsoort.BETALINGSREGELING:
        eerste = lees_datum(inhoud["termijnen"][0]["uiterlijk"])
        klopt = stand.open.hoofdsom_cent == inhoud["bedrag_cent"] and eerste > dag
    else:
        begin = rente_vanaf(stand)
        tabel = tabel_uit(
            [*(regel for een in stand.renten for regel in opbouw_van(een)), *_met_dagen(inhoud)]
        )
        klopt = (
            begin == lees_datum(inhoud["vanaf"])
            and bereken(stand, lees_datum(inhoud["tot"]), tabel=tabel).berekend_cent == inhoud["bedrag_cent"]
        )
    if not klopt:
        raise Domeinfout(
            f"Besluit {besluit.kenmerk} past niet meer bij vordering {vordering.kenmerk}: er is intussen betaald of "
            "anders besloten, of de eerste betaaldag is voorbij. Financieel stelt het opnieuw op."
        )


def na_bekendmaking(besluit: Beschikking, door: Gebruiker, nu: datetime) -> None:
    """Put on the claim what a notified decision about it says. Raises ``Domeinfout`` when it no longer fits."""
    if besluit.soort not in NAAST_DE_KETEN:
        return
    vordering, inhoud = vordering_van(besluit), json.loads(besluit.gegevens)
    vereis_nog_zo(besluit, dag_in_amsterdam(nu))
    if besluit.soort is Besluitsoort.BETALINGSREGELING:
        regeling = lees_stand(vordering, dag_in_amsterdam(nu)).regelingen + 1
        delen = inhoud["termijnen"]
        db.session.add_all(
            Vorderingstermijn(
                vordering_id=vordering.id, regeling=regeling, volgnummer=nummer, bedrag_cent=deel["bedrag_cent"],
                uiterlijk=lees_datum(deel["uiterlijk"]), beschikking_id=besluit.id, vastgelegd_op=nu, door_id=door.id,
            )
            for nummer, deel in enumerate(delen, start=1)
        )  # fmt: skip
        soort, gegevens = "aanvraag:betalingsregeling", {
            "regeling": regeling, "termijnen": len(delen), "laatste": delen[-1]["uiterlijk"],
        }  # fmt: skip
    else:
        db.session.add(
            Rentevaststelling(
                vordering_id=vordering.id, vanaf=lees_datum(inhoud["vanaf"]), tot=lees_datum(inhoud["tot"]),
                bedrag_cent=inhoud["bedrag_cent"], opbouw=canonieke_json(inhoud["regels"]).decode(),
                beschikking_id=besluit.id, vastgesteld_op=nu, door_id=door.id,
            )
        )  # fmt: skip
        soort, gegevens = "aanvraag:rente_vastgesteld", {"vanaf": inhoud["vanaf"], "tot": inhoud["tot"]}
    db.session.flush()
    leg_vast(
        soort, object_soort="aanvraag", object_id=vordering.aanvraag.nummer, door=door, nu=nu,
        gegevens={
            "vordering": vordering.kenmerk, "besluit": besluit.kenmerk, "bedrag_cent": inhoud["bedrag_cent"],
            **gegevens,
        },
    )  # fmt: skip


def tabel_uit(regels: Iterable[Mapping[str, Any]]) -> Rentetabel:
    """The rates that lines of interest were computed with, as a table; days as ``date``."""
    alle = sorted(regels, key=lambda een: een["vanaf"])
    return Rentetabel(
        tuple(Percentage(een["vanaf"], een["procent"], een["bron"], een["zekerheid"]) for een in alle),
        max(een["tot"] for een in alle),
    )


def regels_van(som: Rentesom) -> list[dict[str, Any]]:
    """The lines of a sum as JSON values."""
    return [
        {
            "vanaf": een.vanaf.isoformat(), "tot": een.tot.isoformat(), "over_cent": een.over_cent,
            "procent": een.procent, "dagen": een.dagen, "rente_cent": een.rente_cent, "bron": een.bron,
            "zekerheid": een.zekerheid,
        }
        for een in som.regels
    ]  # fmt: skip


def termijngebreken(
    termijnen: Sequence[tuple[int, date]], stand: Vorderingstand, vandaag: date
) -> list[Gebrek]:
    """What is wrong with an arrangement (cents, last day), every fault."""
    gebreken = []
    if not 1 <= len(termijnen) <= MEESTE_TERMIJNEN:
        return [Gebrek("termijnen", f"Geef 1 tot en met {MEESTE_TERMIJNEN} termijnen op.")]
    if any(cent < 1 for cent, _ in termijnen):
        gebreken.append(Gebrek("termijnen", "Elke termijn is meer dan nul."))
    dagen = [dag for _, dag in termijnen]
    if dagen != sorted(set(dagen)):
        gebreken.append(Gebrek("termijnen", "Zet de termijnen op volgorde, elk op een eigen dag."))
    if dagen[0] <= vandaag:
        gebreken.append(
            Gebrek("termijnen", f"De eerste dag is {datum_nl(vandaag + timedelta(days=1))} of later.")
        )
    grens = jaren(stand.vordering.ontstaan_op, LANGSTE_REGELING)
    if dagen[-1] > grens:
        gebreken.append(Gebrek("termijnen", f"De laatste termijn is uiterlijk op {datum_nl(grens)}."))
    som = sum(cent for cent, _ in termijnen)
    if som != stand.open.hoofdsom_cent:
        gebreken.append(
            Gebrek(
                "termijnen",
                f"De termijnen zijn samen {euro_kort(som)}. Open staat {euro_kort(stand.open.hoofdsom_cent)}.",
            )
        )
    return gebreken


def _met_dagen(inhoud: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {**een, "vanaf": lees_datum(een["vanaf"]), "tot": lees_datum(een["tot"])} for een in inhoud["regels"]
    ]


def _vereis_geverifieerd(som: Rentesom) -> None:
    """A decision in a real tranche rests on no rate that somebody assumed (Awb 3:2, 3:46)."""
    onzeker = [een for een in som.regels if een.zekerheid != Zekerheid.GEVERIFIEERD]
    if onzeker:
        raise Domeinfout(
            f"Het percentage dat geldt op {datum_nl(onzeker[0].vanaf)} is een aanname. Een beheerder legt het eerst "
            "vast met de bron; een tweede beheerder bevestigt het."
        )


def _begin(vordering: Vordering, door: Gebruiker, nu: datetime) -> tuple[Vorderingstand, date]:
    vergrendel(vordering.aanvraag)
    vereis_rol(door, Rol.FINANCIEEL, nu=nu)
    vereis_vrij(vordering.aanvraag, door, nu=nu)
    vandaag = dag_in_amsterdam(nu)
    return lees_stand(vordering, vandaag), vandaag


def _stel_op(
    vordering: Vordering, soort: Besluitsoort, inhoud: dict[str, Any], *, door: Gebruiker, nu: datetime
) -> Beschikking:
    eerder = zoek_onderweg(vordering)
    if eerder is not None:
        _vereis_verlopen(eerder, dag_in_amsterdam(nu))
    return stel_los_op(
        vordering.aanvraag, soort=soort, verleend_cent=0, vervangt=eerder, als=Functiegroep.BETALING, door=door, nu=nu,
        inhoud={
            **inhoud, "vordering": vordering.kenmerk, "terugvordering": vordering.beschikking.kenmerk,
            "hoofdsom_cent": lees_stand(vordering, dag_in_amsterdam(nu)).hoofdsom_cent,
        },
    )  # fmt: skip


def _vereis_verlopen(eerder: Beschikking, dag: date) -> None:
    """A decision that is on its way is awaited, unless it was signed and can no longer be notified."""
    if eerder.status is Besluitstatus.CONCEPT:
        raise Domeinfout(
            f"Besluit {eerder.kenmerk} over deze vordering is al opgesteld. Een beslisser tekent het, of neem het "
            "eerst terug."
        )
    if eerder.dagtekening is not None and eerder.dagtekening < dag:
        return
    try:
        vereis_nog_zo(eerder, dag)
    except Domeinfout:
        return
    raise Domeinfout(
        f"Besluit {eerder.kenmerk} over deze vordering is getekend. Een beslisser maakt het bekend."
    )
