"""Payments in plain Dutch: states, receivers, moments, and why something cannot be paid yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from subsidie.kern.tekst import aantal, opsomming
from subsidie.realisatie.betaalmodellen import Betaalsoort, Opdrachtstatus
from subsidie.realisatie.betaalplan import Betaling
from subsidie.realisatie.betaalvoorstel import Beletsel
from subsidie.tranches.keuzen import Betaalmoment

STATUSSEN: Final[Mapping[Opdrachtstatus, tuple[str, str]]] = {
    Opdrachtstatus.OPGESTELD: ("opgesteld, wacht op goedkeuring", "let_op"),
    Opdrachtstatus.GOEDGEKEURD: ("goedgekeurd, nog in geen bestand", "info"),
    Opdrachtstatus.AANGEBODEN: ("aangeboden aan de administratie", "info"),
    Opdrachtstatus.BETAALD: ("betaald", "goed"),
    Opdrachtstatus.GEWEIGERD: ("teruggekomen", "fout"),
    Opdrachtstatus.VERVALLEN: ("vervallen", "neutraal"),
}
"""The words and the colour of each state."""

SOORTEN: Final[Mapping[Betaalsoort, str]] = {
    Betaalsoort.GEMEENTE: "gemeente",
    Betaalsoort.BCF: "BTW-compensatiefonds",
}
MOMENTEN: Final[Mapping[Betaalmoment, str]] = {
    Betaalmoment.VERLENING: "na de verlening",
    Betaalmoment.ONOMKEERBARE_STAP: "na de onomkeerbare stap",
    Betaalmoment.START_BOUW: "na de start van de bouw",
    Betaalmoment.OPLEVERING: "na de oplevering",
    Betaalmoment.VASTSTELLING: "na de vaststelling",
}
BELETSELEN: Final[Mapping[Beletsel, str]] = {
    Beletsel.GEEN_REKENING: "Van de gemeente is geen goedgekeurd rekeningnummer bekend.",
    Beletsel.BTW_ONBEKEND: "In de aanvraag staat niet hoeveel compensabele btw in de kosten zit.",
    Beletsel.TERMIJN_ONBEKEND: "De tranche weet niet hoe en wanneer er wordt betaald (regels onder Betaling).",
    Beletsel.GEEN_ONTVANGER: "De gemeente bestaat niet meer en heeft niet precies één opvolger.",
}

OPEN: Final = (Opdrachtstatus.OPGESTELD, Opdrachtstatus.GOEDGEKEURD, Opdrachtstatus.AANGEBODEN)
"""States in which the money still has to go out."""


def wat(betaling: Betaling) -> str:
    """To whom a payment goes and after what: ``aan de gemeente, na de verlening``."""
    wie = "naar het BTW-compensatiefonds" if betaling.soort is Betaalsoort.BCF else "aan de gemeente"
    return f"{wie}, {opsomming([MOMENTEN[een] for een in betaling.na])}"


def op_tijd(uiterlijk: date, vandaag: date, *, betaald_op: date | None = None) -> tuple[str, str]:
    """How late a payment is on ``vandaag``, or was, with its colour; the words are empty when it was in time."""
    if betaald_op is not None:
        laat = (betaald_op - uiterlijk).days
        return (f"{aantal(laat, 'dag', 'dagen')} te laat betaald", "let_op") if laat > 0 else ("", "goed")
    over = (uiterlijk - vandaag).days
    if over < 0:
        return f"{aantal(-over, 'dag', 'dagen')} te laat", "fout"
    if over == 0:
        return "vandaag de laatste dag", "let_op"
    return f"nog {aantal(over, 'dag', 'dagen')}", "let_op" if over <= 7 else "neutraal"
