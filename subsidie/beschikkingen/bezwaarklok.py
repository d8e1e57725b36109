"""The clock of an objection: its sum, in time or not, and by when to decide, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from subsidie.beschikkingen.bezwaarmodellen import (
    Bezwaar,
    Bezwaarstatus,
    Bezwaartermijn,
    Bezwaartermijnsoort,
    Bezwaarwijze,
)
from subsidie.kern.bezwaartermijnen import (
    Bezwaarbeslistermijn,
    Tijdigheidssom,
    bereken_bezwaarbeslistermijn,
    bereken_tijdigheid,
)
from subsidie.kern.fouten import Domeinfout
from subsidie.kern.tekst import aantal
from subsidie.kern.termijnen import Opschorting
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl

BIJNA_DAGEN = 14
"""From this many days before the end a term is shown as nearly over; a matter of display, of no law."""


@dataclass(frozen=True, slots=True)
class Bezwaarklok:
    """A term as the macro ``klok`` shows it; ``dagen`` are left, or too late."""

    toestand: str
    dagen: int | None
    eindigt: date | None
    tekst: str = ""


@dataclass(frozen=True, slots=True)
class Somregel:
    """One step of a sum over days: what it is, the day it gives, and why."""

    wat: str
    dag: date
    uitleg: str = ""


def bekendgemaakt_op(bezwaar: Bezwaar) -> date:
    """The day on which the decision it is against was notified; raises ``Domeinfout`` while there is none."""
    dag = bezwaar.beschikking.bekendgemaakt_op
    if dag is None:
        raise Domeinfout(f"Besluit {bezwaar.beschikking.kenmerk} is nog niet bekendgemaakt.")
    return dag


def tijdigheid_van(bezwaar: Bezwaar) -> Tijdigheidssom:
    """Whether it is in time by the days alone (Awb 6:7-6:9)."""
    return bereken_tijdigheid(
        bekendgemaakt_op(bezwaar), dag_in_amsterdam(bezwaar.ontvangen_op),
        per_post=bezwaar.wijze is Bezwaarwijze.POST, poststempel=bezwaar.poststempel,
    )  # fmt: skip


def termijn_van(
    bezwaar: Bezwaar, termijnen: Iterable[Bezwaartermijn], vandaag: date | None
) -> Bezwaarbeslistermijn:
    """By when to decide on it (Awb 7:10), with what moved that."""
    alle = list(termijnen)
    return bereken_bezwaarbeslistermijn(
        bekendgemaakt_op(bezwaar),
        commissie=bezwaar.commissie,
        verzuimen=[
            Opschorting(een.vanaf, een.tot, een.hersteld_op)
            for een in alle
            if een.soort is Bezwaartermijnsoort.VERZUIM and een.tot is not None
        ],
        verdaging_weken=sum(een.weken or 0 for een in alle if een.soort is Bezwaartermijnsoort.VERDAGING),
        uitstel_tot=[
            een.tot for een in alle if een.soort is Bezwaartermijnsoort.UITSTEL and een.tot is not None
        ],
        vandaag=vandaag,
    )


def klok_van(bezwaar: Bezwaar, termijnen: Sequence[Bezwaartermijn], vandaag: date) -> Bezwaarklok | None:
    """How the term stands on ``vandaag``; ``None`` for one that was withdrawn."""
    if bezwaar.status is Bezwaarstatus.INGETROKKEN:
        return None
    beslist_op = bezwaar.beslissing.bekendgemaakt_op if bezwaar.beslissing is not None else None
    termijn = termijn_van(bezwaar, termijnen, min(vandaag, beslist_op) if beslist_op else vandaag)
    laatste = termijn.laatste_dag
    if beslist_op is not None:
        na = (beslist_op - laatste).days
        hoe = "binnen de termijn" if na <= 0 else f"{aantal(na, 'dag', 'dagen')} na de termijn"
        return Bezwaarklok("klaar", None, laatste, f"beslist op {datum_nl(beslist_op)}, {hoe}")
    over = (laatste - vandaag).days
    opgeschort = termijn.opgeschorte_dagen
    tekst = f"{aantal(opgeschort, 'dag', 'dagen')} opgeschort" if opgeschort else ""
    if termijn.loopt_nog and over >= 0 and opgeschort:
        return Bezwaarklok("stil", over, None, f"wacht op herstel; {tekst}")
    toestand = "te_laat" if over < 0 else "bijna" if over <= BIJNA_DAGEN else "loopt"
    return Bezwaarklok(toestand, abs(over), laatste, tekst)


def som_tijdigheid(som: Tijdigheidssom) -> list[Somregel]:
    """The sum behind ``som`` as it is shown."""
    regels = [
        Somregel("Het besluit is bekendgemaakt", som.bekendgemaakt_op, "de termijn begint de dag erna (6:8 Awb)"),
        Somregel("Zes weken later", som.zonder_atw, "artikel 6:7 Awb"),
    ]  # fmt: skip
    if som.laatste_dag != som.zonder_atw:
        regels.append(
            Somregel("De eerste werkdag daarna", som.laatste_dag, "artikel 1 van de Algemene termijnenwet")
        )
    if som.per_post:
        regels.append(
            Somregel(
                "Per post uiterlijk binnen",
                som.post_tot,
                "een week na de termijn (artikel 6:9, tweede lid, Awb)",
            )
        )
        if som.poststempel is not None:
            regels.append(Somregel("Het poststempel", som.poststempel))
    regels.append(Somregel("Ontvangen", som.ontvangen))
    return regels


def oordeel_van_som(som: Tijdigheidssom) -> str:
    """What the days alone say, in a sentence; a person decides."""
    if som.op_tijd is None:
        return (
            "Het bezwaar kwam binnen in de week na de termijn. Het is op tijd als het uiterlijk op "
            f"{datum_nl(som.laatste_dag)} op de post is gedaan; dat is nog niet bekend."
        )
    if not som.op_tijd:
        dagen = aantal(som.dagen_te_laat, "dag", "dagen")
        return f"Volgens de dagen kwam het bezwaar {dagen} na de termijn binnen."
    if som.dagen_te_laat:
        return (
            "Het kwam na de termijn binnen, maar is op tijd op de post gedaan en binnen een week ontvangen."
        )
    return "Volgens de dagen is het bezwaar op tijd."


def som_beslistermijn(termijn: Bezwaarbeslistermijn) -> list[Somregel]:
    """The sum behind the term to decide as it is shown."""
    weken = aantal(termijn.weken + termijn.verdaging_weken, "week", "weken")
    uitleg = "artikel 7:10 Awb"
    if termijn.weken > 6:
        uitleg += ", met een adviescommissie"
    if termijn.verdaging_weken:
        uitleg += f", waarvan {aantal(termijn.verdaging_weken, 'week', 'weken')} verdaagd"
    if termijn.opgeschorte_dagen:
        uitleg += f", en {aantal(termijn.opgeschorte_dagen, 'dag', 'dagen')} opgeschort"
    regels = [
        Somregel("De bezwaartermijn eindigt", termijn.einde_bezwaartermijn, "de termijn begint de dag erna"),
        Somregel(f"{weken.capitalize()} later", termijn.zonder_atw, uitleg),
    ]
    if termijn.wettelijk != termijn.zonder_atw:
        regels.append(
            Somregel("De eerste werkdag daarna", termijn.wettelijk, "artikel 1 van de Algemene termijnenwet")
        )
    if termijn.uitgesteld_tot is not None:
        regels.append(
            Somregel("Uitgesteld tot en met", termijn.uitgesteld_tot, "artikel 7:10, vierde lid, Awb")
        )
    return regels
