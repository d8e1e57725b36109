"""Search and choices for lists of what belongs to applications; a choice exists only where something is behind it.

Each choice asks an index once per tranche or municipality, never the whole list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import aliased

from subsidie.aanvragen.models import Aanvraag, AanvraagVersie, Woonruimteregel
from subsidie.aanvragen.toegang import zichtbaar_voor
from subsidie.accounts.kijker import Kijker
from subsidie.platform.lijst import Filter
from subsidie.platform.zoeken import bevat
from subsidie.register.models import Gemeente
from subsidie.tranches.definitie import PotDefinitie, TrancheDefinitie
from subsidie.tranches.keuzen import Bouwvorm
from subsidie.tranches.models import Pot, Tranche
from subsidie.tranches.onthouden import STAND, definitie_van
from subsidie.web.db import db

_Versie: Final = aliased(AanvraagVersie, name="huidige")
"""Another name than a list uses itself, so that the condition stays a question of its own."""


def _huidige_versie(*voorwaarden: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether ``voorwaarden`` hold for the newest version of the application."""
    return (
        select(_Versie.id)
        .where(
            _Versie.aanvraag_id == Aanvraag.id, _Versie.volgnummer == Aanvraag.huidige_versie, *voorwaarden
        )
        .correlate(Aanvraag)
        .exists()
    )


def gemeente_heet(woord: str) -> ColumnElement[bool]:
    """The applications of municipalities with ``woord`` in their name."""
    return Aanvraag.gm_code.in_(select(Gemeente.gm_code).where(bevat(Gemeente.naam, woord)))


@dataclass(frozen=True, slots=True)
class Tranchekeuze:
    """A tranche with its rules; ``heeft_aanvragen``: the viewer sees applications of it."""

    code: str
    naam: str
    heeft_aanvragen: bool
    definitie: TrancheDefinitie

    def potnamen(self) -> dict[str, str]:
        """The names of its pots by code; empty in a tranche with one pot, where nobody speaks of it."""
        potten = self.definitie.potten
        return {pot.code: _potnaam(pot) for pot in potten} if len(potten) > 1 else {}


def list_tranchekeuzen(ik: Kijker) -> list[Tranchekeuze]:
    """Every tranche, by code, with whether ``ik`` sees applications of it."""
    met_aanvragen = exists().where(Aanvraag.tranche_id == Tranche.id, zichtbaar_voor(ik))
    rijen = db.session.execute(
        select(Tranche.id, Tranche.code, Tranche.naam, met_aanvragen, *STAND).order_by(Tranche.code)
    ).all()
    return [Tranchekeuze(rij[1], rij[2], bool(rij[3]), definitie_van(rij[0], rij[4:])) for rij in rijen]


def _potnaam(pot: PotDefinitie) -> str:
    return pot.regels.naam.waarde or pot.code if pot.regels.heeft("naam") else pot.code


def tranchefilter(tranches: Sequence[Tranchekeuze]) -> Filter:
    """By tranche; also one without applications, since pages of a tranche link to its list."""
    return Filter(
        "tranche", "Tranche", tuple((een.code, een.naam) for een in tranches),
        lambda code: Aanvraag.tranche_id.in_(select(Tranche.id).where(Tranche.code == code)),
    )  # fmt: skip


def potfilter(tranches: Sequence[Tranchekeuze]) -> Filter:
    """By pot, as ``<tranche>.<pot>``; of the tranches that have more than one."""

    def voorwaarde(waarde: str) -> ColumnElement[bool]:
        tranche, _, pot = waarde.rpartition(".")
        return Aanvraag.pot_id.in_(
            select(Pot.id).join(Pot.tranche).where(and_(Tranche.code == tranche, Pot.code == pot))
        )

    opties = tuple(
        (f"{een.code}.{pot}", f"{een.code}: {naam}")
        for een in tranches
        if een.heeft_aanvragen
        for pot, naam in een.potnamen().items()
    )
    return Filter("pot", "Pot", opties, voorwaarde)


def doelgroepfilter(tranches: Sequence[Tranchekeuze]) -> Filter:
    """By target group: applications whose newest version has homes for it."""
    namen: dict[str, str] = {}
    for een in tranches:
        regels = een.definitie.regels
        if een.heeft_aanvragen and regels.heeft("doelgroepen"):
            namen |= {groep.code: groep.naam for groep in regels.doelgroepen.waarde or ()}

    def voorwaarde(code: str) -> ColumnElement[bool]:
        regel = exists().where(Woonruimteregel.versie_id == _Versie.id, Woonruimteregel.doelgroep == code)
        return _huidige_versie(regel)

    opties = sorted(namen.items(), key=lambda optie: optie[1])
    return Filter("doelgroep", "Doelgroep", tuple(opties), voorwaarde)


def bouwvormfilter() -> Filter:
    """By how homes are added, as the newest version says."""
    opties = tuple((vorm.value, vorm.value.capitalize()) for vorm in Bouwvorm)
    return Filter(
        "bouwvorm", "Bouwvorm", opties, lambda waarde: _huidige_versie(_Versie.bouwvorm == Bouwvorm(waarde))
    )


def tijdvakfilter() -> Filter:
    """By whether it was received within the window of its tranche."""
    opties = (("binnen", "Ontvangen binnen het tijdvak"), ("buiten", "Ontvangen buiten het tijdvak"))
    return Filter(
        "tijdvak", "Tijdvak", opties, lambda waarde: Aanvraag.buiten_tijdvak.is_(waarde == "buiten")
    )


def gemeentefilters(ik: Kijker) -> tuple[Filter, Filter]:
    """By province and by municipality; those of which ``ik`` sees applications."""
    rijen = db.session.execute(
        select(Gemeente.gm_code, Gemeente.naam, Gemeente.provincie)
        .where(exists().where(Aanvraag.gm_code == Gemeente.gm_code, zichtbaar_voor(ik)))
        .order_by(Gemeente.naam, Gemeente.gm_code)
    ).all()
    provincies = sorted({provincie for _, _, provincie in rijen})
    return (
        Filter(
            "provincie", "Provincie", tuple((naam, naam) for naam in provincies),
            lambda naam: Aanvraag.gm_code.in_(select(Gemeente.gm_code).where(Gemeente.provincie == naam)),
        ),
        Filter(
            "gemeente", "Gemeente", tuple((gm_code, naam) for gm_code, naam, _ in rijen),
            lambda gm_code: Aanvraag.gm_code == gm_code,
        ),
    )  # fmt: skip
