"""What is not sure about a tranche: the rules that are unknown, and those that are assumed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from subsidie.tranches.definitie import TrancheDefinitie
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.lezen import als_definitie
from subsidie.tranches.models import Tranche
from subsidie.tranches.schema import Niveau, label_van, zoek

RAAKT_VERDELING = frozenset(
    {"gemeentemaximum", "gemeentemaximum_telt", "maximum_per_eenheid", "eenheden", "soorten"}
)
"""Besides every setting of a pot: the settings of a tranche on which the outcome of an allocation rests."""


@dataclass(frozen=True, slots=True)
class Onzeker:
    """One rule that is not certain. ``sleutel`` is unique within the tranche: ``S: grens`` is of pot S."""

    sleutel: str
    label: str
    zekerheid: Zekerheid
    bron: str
    toelichting: str
    raakt_verdeling: bool


def onbekende(tranche: Tranche) -> list[Onzeker]:
    """Every rule that is ``onbekend``: a real tranche with one of these cannot open (product.md)."""
    return [een for een in _alles(tranche) if een.zekerheid is Zekerheid.ONBEKEND]


def aannames(tranche: Tranche) -> list[Onzeker]:
    """Every rule that is assumed: fixing an allocation on one asks for a named confirmation (product.md)."""
    return [een for een in _alles(tranche) if een.zekerheid is Zekerheid.AANNAME]


def onzekere_regels(definitie: TrancheDefinitie) -> list[Onzeker]:
    """Every rule of ``definitie`` that is not certain, what is unknown first."""
    onzeker = [een for een in _van(definitie) if een.zekerheid is not Zekerheid.GEVERIFIEERD]
    return sorted(onzeker, key=lambda een: een.zekerheid is not Zekerheid.ONBEKEND)


def _alles(tranche: Tranche) -> Iterator[Onzeker]:
    return _van(als_definitie(tranche))


def _van(definitie: TrancheDefinitie) -> Iterator[Onzeker]:
    yield from _instellingen(Niveau.TRANCHE, "", "", definitie.instellingen)
    # Of a history only the last row counts: what came after an unknown amount makes it the past.
    for tijdvak in definitie.tijdvakken[-1:]:
        yield Onzeker("tijdvak", "Tijdvak", tijdvak.zekerheid, tijdvak.bron, tijdvak.toelichting, False)
    for pot in definitie.potten:
        naam = pot.instellingen["naam"].waarde if "naam" in pot.instellingen else None
        bij = f" (pot {naam or pot.code})" if len(definitie.potten) > 1 else ""
        yield from _instellingen(Niveau.POT, f"{pot.code}: ", bij, pot.instellingen)
        for plafond in pot.plafonds[-1:]:
            yield Onzeker(
                f"{pot.code}: plafond", f"Uitkeringsplafond{bij}", plafond.zekerheid, plafond.bron,
                plafond.toelichting, True,
            )  # fmt: skip


def _instellingen(
    niveau: Niveau, voor: str, bij: str, instellingen: Mapping[str, Instelling[Any]]
) -> Iterator[Onzeker]:
    for sleutel, een in instellingen.items():
        gevonden = zoek(niveau, sleutel)
        if gevonden is not None and gevonden.is_regel:
            raakt = niveau is Niveau.POT or gevonden.naam in RAAKT_VERDELING
            yield Onzeker(
                f"{voor}{sleutel}",
                f"{label_van(niveau, sleutel)}{bij}",
                een.zekerheid,
                een.bron,
                een.toelichting,
                raakt,
            )
