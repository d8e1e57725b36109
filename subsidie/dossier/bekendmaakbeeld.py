"""What the page shows on which decisions are notified: each with its clock, and what stands in the way."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from subsidie.aanvragen.aanvulvragen import get_verzoeken
from subsidie.aanvragen.raakvlakken import Raakvlak, raakvlakken
from subsidie.accounts.models import Gebruiker
from subsidie.beoordeling.klokvragen import GEEN, klokfeiten_van
from subsidie.beschikkingen.models import Beschikking
from subsidie.beschikkingen.ondertekenen import PRIMAIR
from subsidie.beschikkingen.redateren import list_getekend
from subsidie.dossier.termijn import klok_met_pauzes
from subsidie.dossier.vandaag.termijnen import termijnregels
from subsidie.dossier.vandaag.vorm import Klokstand
from subsidie.kern.termijnen import bezwaartermijn
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.tranches.models import Tranche

BINNENKORT_DAGEN: Final = 14
"""A term that ends within this many days is listed first: it may not be able to wait for the rest."""


@dataclass(frozen=True, slots=True)
class Bekendregel:
    """One signed decision. ``klok``: of the decision term, if known; ``beletsel``: empty when it can go now."""

    besluit: Beschikking
    laatste_dag: date | None
    klok: Klokstand | None
    beletsel: str
    verlopen: bool

    @property
    def heeft_termijn(self) -> bool:
        """Whether the term of the application is about it (Awb 4:13): a change or a settlement comes long after."""
        return self.besluit.soort in PRIMAIR


@dataclass(frozen=True, slots=True)
class Bekendbeeld:
    """The decisions that are signed and not notified: what cannot wait first, each part by the end of its term."""

    eerst: tuple[Bekendregel, ...]
    rest: tuple[Bekendregel, ...]
    vandaag: date

    @property
    def regels(self) -> tuple[Bekendregel, ...]:
        """All of them."""
        return self.eerst + self.rest

    @property
    def kan_nu(self) -> list[Beschikking]:
        """What can be notified today."""
        return [regel.besluit for regel in self.regels if not regel.beletsel]

    @property
    def verlopen(self) -> int:
        """How many carry a date that has passed."""
        return sum(regel.verlopen for regel in self.regels)

    @property
    def zonder_brief(self) -> int:
        """Of how many the letter is still being made."""
        return sum(not heeft_brief(regel.besluit) for regel in self.regels)

    @property
    def bezwaar_tot(self) -> date:
        """The last day to object to what is notified today (Awb 6:7, 6:8)."""
        return bezwaartermijn(self.vandaag)


def lees_bekendbeeld(tranche: Tranche, *, voor: Gebruiker, nu: datetime) -> Bekendbeeld:
    """Everything of a tranche that is signed and not notified, in a constant number of queries.

    What ``voor`` has an interest in, somebody else notifies.
    """
    vandaag = dag_in_amsterdam(nu)
    besluiten = list_getekend(tranche)
    vlakken = raakvlakken([een.aanvraag for een in besluiten], (voor,), nu=nu)
    regels = termijnregels({tranche.id}, nu).get(tranche.id)
    ids = [een.aanvraag_id for een in besluiten]
    verzoeken, feiten = get_verzoeken(ids), klokfeiten_van(ids)
    alle = []
    for een in besluiten:
        laatste, klok = None, None
        if een.aanvraag.ontvangen_op is not None and een.soort in PRIMAIR:
            laatste, klok = klok_met_pauzes(
                regels, een.aanvraag.ontvangen_op, verzoeken.get(een.aanvraag_id, ()), vandaag,
                feiten.get(een.aanvraag_id, GEEN),
            )  # fmt: skip
        verlopen = een.dagtekening is not None and een.dagtekening < vandaag
        alle.append(
            Bekendregel(
                een, laatste, klok, _beletsel(een, vandaag, vlakken.get((een.aanvraag_id, voor.id))), verlopen
            )
        )
    alle.sort(key=lambda regel: (regel.laatste_dag or date.max, regel.besluit.aanvraag.nummer))
    eerst = [regel for regel in alle if _kan_niet_wachten(regel, vandaag)]
    rest = [regel for regel in alle if not _kan_niet_wachten(regel, vandaag)]
    return Bekendbeeld(tuple(eerst), tuple(rest), vandaag)


def kies(beeld: Bekendbeeld, kenmerken: Collection[str]) -> list[Beschikking]:
    """Of what can be notified today these, or everything when none is named."""
    return [een for een in beeld.kan_nu if not kenmerken or een.kenmerk in kenmerken]


def heeft_brief(besluit: Beschikking) -> bool:
    """Whether its letter was made."""
    return besluit.document is not None and besluit.document.bestand_sha256 is not None


def niet_gekozen(beeld: Bekendbeeld, gekozen: Sequence[Beschikking]) -> int:
    """How many signed decisions stay behind."""
    return len(beeld.regels) - len(gekozen)


def _kan_niet_wachten(regel: Bekendregel, vandaag: date) -> bool:
    return regel.laatste_dag is not None and (regel.laatste_dag - vandaag).days <= BINNENKORT_DAGEN


def _beletsel(besluit: Beschikking, vandaag: date, vlak: Raakvlak | None) -> str:
    dag = besluit.dagtekening
    if vlak is not None:
        return f"Niet voor u: {vlak}."
    if dag is not None and dag < vandaag:
        return f"De brief draagt {datum_nl(dag)}. Die dag is voorbij: er is een nieuwe brief nodig."
    if not heeft_brief(besluit):
        return "De brief wordt nog gemaakt."
    if dag is not None and dag > vandaag:
        return f"De brief draagt {datum_nl(dag)}. Bekendmaken kan op die dag."
    return ""
