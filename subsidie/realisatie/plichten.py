"""What each obligation of an award asks, and its last day. Pure.

An obligation is a setting of its tranche; its code is all that ties it to what a municipality reports. That tie is
``BEWIJS`` and nothing else: an obligation under another code still has its day, a reminder before it and a remark for
the ministry, only no report can fulfil it, so nobody is ever told that it is too late.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import datum_nl
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Verplichtingsbegin, Zekerheid
from subsidie.tranches.plichtdag import laatste_dag
from subsidie.tranches.waarden import Verplichting


class Bewijs(StrEnum):
    """What shows that an obligation was met."""

    ONOMKEERBARE_STAP = "onomkeerbare_stap"
    """Every part passed its first irreversible step."""
    OPLEVERING = "oplevering"
    """As many homes were accepted as the plan promises."""
    BESTEMMING = "bestemming"
    """The homes serve their target group, confirmed every year."""
    GEEN = "geen"
    """Nothing that the program can see."""


BEWIJS: Final[Mapping[str, Bewijs]] = {
    "begin": Bewijs.ONOMKEERBARE_STAP,
    "gereed": Bewijs.OPLEVERING,
    "bestemming": Bewijs.BESTEMMING,
}
"""By the code of the obligation: the three that the tranches of 2021 and later have (domein 2.2 and 2.3: begin within
two years, ready within five, ten years for the target groups). 2020 has ``besteding`` and ``overige``: neither."""

NAMEN: Final[Mapping[Bewijs, str]] = {
    Bewijs.ONOMKEERBARE_STAP: "eerste onomkeerbare stap",
    Bewijs.OPLEVERING: "oplevering van alle woonruimten",
    Bewijs.BESTEMMING: "woonruimten behouden voor de doelgroep",
}

_GEBEURTENIS: Final[Mapping[Verplichtingsbegin, str]] = {
    Verplichtingsbegin.VERLENING: "de verlening",
    Verplichtingsbegin.BEKENDMAKING: "de bekendmaking",
    Verplichtingsbegin.BETALING: "de betaling",
    Verplichtingsbegin.OPLEVERING: "de oplevering",
}


@dataclass(frozen=True, slots=True)
class Ankerdagen:
    """The days from which obligations of one award count; ``None`` for what did not happen.

    ``verleend_op``: the notification of the award that holds. ``betaald_op``: the first payment to the municipality.
    ``geleverd_op``: the last accepted delivery.
    """

    verleend_op: date | None = None
    betaald_op: date | None = None
    geleverd_op: date | None = None

    def van(self, begin: Verplichtingsbegin | None) -> date | None:
        """The day of one event."""
        match begin:
            case Verplichtingsbegin.VERLENING | Verplichtingsbegin.BEKENDMAKING:
                return self.verleend_op
            case Verplichtingsbegin.BETALING:
                return self.betaald_op
            case Verplichtingsbegin.OPLEVERING:
                return self.geleverd_op
        return None


@dataclass(frozen=True, slots=True)
class Verplichtingsdag:
    """One obligation of one award.

    ``uiterlijk``: its last day, ``None`` when it has none or none that is known; ``waarop``: which rule and from which
    day, in words. ``oorspronkelijk``: the day before it was moved by a decision, ``None`` when it was not.
    """

    code: str
    tekst: str
    uiterlijk: date | None
    waarop: str
    zekerheid: Zekerheid
    bewijs: Bewijs = Bewijs.GEEN
    oorspronkelijk: date | None = None

    @property
    def naam(self) -> str:
        """Short, for a sentence about it: ``eerste onomkeerbare stap``."""
        return NAMEN.get(self.bewijs, f"verplichting ‘{self.code}’")


def bereken(
    code: str, instelling: Instelling[Any], ankers: Ankerdagen, verlengd_tot: date | None = None
) -> Verplichtingsdag:
    """The last day of the obligation ``code`` of an award; ``verlengd_tot``: another day, by decision.

    A home that was delivered must be kept for its years: the day given is that of the last home.
    """
    bewijs = BEWIJS.get(code, Bewijs.GEEN)
    plicht = instelling.waarde
    if not isinstance(plicht, Verplichting):
        tekst = (
            "Deze verplichting is niet bekend." if instelling.is_onbekend else "Deze verplichting is er niet."
        )
        return Verplichtingsdag(code, tekst, verlengd_tot, tekst, instelling.zekerheid, bewijs)
    vanaf = ankers.van(plicht.vanaf)
    dag = laatste_dag(plicht, vanaf)
    waarop = _waarop(plicht, vanaf, dag)
    if verlengd_tot is None:
        return Verplichtingsdag(code, plicht.tekst, dag, waarop, instelling.zekerheid, bewijs)
    eerst = f"; eerst {datum_nl(dag)} ({waarop})" if dag else ""
    return Verplichtingsdag(
        code, plicht.tekst, verlengd_tot, f"door een besluit gesteld op {datum_nl(verlengd_tot)}{eerst}",
        instelling.zekerheid, bewijs, dag,
    )  # fmt: skip


def _waarop(plicht: Verplichting, vanaf: date | None, dag: date | None) -> str:
    vast = f"vaste uiterste dag {datum_nl(plicht.uiterste_datum)}" if plicht.uiterste_datum else ""
    if plicht.jaren is None or plicht.vanaf is None:
        return vast or "zonder uiterste dag: steeds"
    termijn = f"{aantal(plicht.jaren, 'jaar', 'jaar')} na {_GEBEURTENIS[plicht.vanaf]}"
    if vanaf is None:
        nog_niet = f"{termijn}; die dag is nog niet bekend"
        return f"{nog_niet}, {vast}" if vast else nog_niet
    if vast and dag == plicht.uiterste_datum:
        return f"{vast}, eerder dan {termijn} van {datum_nl(vanaf)}"
    per_woonruimte = " van de laatste woonruimte" if plicht.vanaf is Verplichtingsbegin.OPLEVERING else ""
    return f"{termijn}{per_woonruimte} op {datum_nl(vanaf)}"
