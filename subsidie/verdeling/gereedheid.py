"""Whether a tranche can be frozen now: what is still open, and what exactly would be frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Domeinfout
from subsidie.tranches.models import Tranche, Trancheaard, Tranchestatus
from subsidie.tranches.service import onbekende, regels, vergrendel_tranche
from subsidie.verdeling.engine import verdeel
from subsidie.verdeling.invoer import bevroren, lees_invoer
from subsidie.verdeling.models import Verdeling, Verdelingstatus
from subsidie.verdeling.queries import list_verdelingen
from subsidie.verdeling.rangpagina import lees_rijen
from subsidie.verdeling.samenstellen import stel_invoer_samen
from subsidie.verdeling.service import bevriezen, zoek_seed_van
from subsidie.verdeling.uitslag import Afloop, Verdelingsuitslag
from subsidie.verdeling.verschil import Verschil, verschil
from subsidie.verdeling.woorden import groep_in_woorden
from subsidie.web.db import db


@dataclass(frozen=True, slots=True)
class Openpunt:
    """One thing that keeps the list from being frozen; ``nummers``: the applications that it is about.

    ``regels``: it is about the rules of the tranche.
    """

    tekst: str
    nummers: tuple[str, ...] = ()
    regels: bool = False


@dataclass(frozen=True, slots=True)
class Potinvoer:
    """One pot of what would be frozen, in eurocents. ``eerder_cent``: what was granted before and is kept."""

    naam: str
    plafond_cent: int
    aanvragen: int
    gevraagd_cent: int
    eerder: int
    eerder_cent: int


@dataclass(frozen=True, slots=True)
class Gereed:
    """What would be frozen now: its hash, per pot what is in it, and which groups would have to be drawn.

    ``seed_van``: the earlier allocation whose seed this one keeps.
    """

    sha256: str
    potten: tuple[Potinvoer, ...]
    te_loten: tuple[str, ...]
    seed_van: Verdeling | None

    @property
    def aanvragen(self) -> int:
        """All pots together."""
        return sum(pot.aanvragen for pot in self.potten)


@dataclass(frozen=True, slots=True)
class Gereedheid:
    """Either ``open`` names what is in the way, or ``gereed`` tells what would be frozen."""

    open: tuple[Openpunt, ...]
    gereed: Gereed | None


def lees_gereedheid(tranche: Tranche, *, nu: datetime) -> Gereedheid:
    """Whether ``tranche`` can be frozen at ``nu``; reads only, and never raises."""
    gevonden = _van_de_tranche(tranche)
    try:
        invoer = stel_invoer_samen(tranche, moment=nu)
        if not invoer["kandidaten"]:
            gevonden.append(Openpunt("Er zijn geen aanvragen om te verdelen."))
        if gevonden:
            return Gereedheid(tuple(gevonden), None)
        return Gereedheid((), _gereed(tranche, verdeel(lees_invoer(invoer))))
    except Domeinfout as fout:
        bekend = set(db.session.scalars(select(Aanvraag.nummer).where(Aanvraag.tranche_id == tranche.id)))
        gevonden.extend(_punt(regel, bekend) for regel in str(fout).splitlines())
        return Gereedheid(tuple(gevonden), None)


def bevries_gezien(
    tranche: Tranche,
    *,
    gezien: str,
    door: Gebruiker,
    nu: datetime,
    seed_bron: str | None = None,
    seed_verwacht_op: datetime | None = None,
) -> Verdeling:
    """Freeze, as ``bevriezen``, exactly what ``door`` looked at (its hash); raises ``Domeinfout`` when it changed."""
    vergrendel_tranche(tranche)
    verdeling = bevriezen(tranche, door=door, nu=nu, seed_bron=seed_bron, seed_verwacht_op=seed_verwacht_op)
    if verdeling.bevroren_sha256 != gezien:
        raise Domeinfout(
            "De lijst is veranderd sinds u haar bekeek. Bekijk haar hieronder opnieuw en bevries dan."
        )
    return verdeling


def verschil_met_vorige(verdeling: Verdeling) -> tuple[Verdeling, Verschil] | None:
    """The last allocation that was fixed before ``verdeling``, and what is different; ``None`` for the first."""
    eerdere = [
        een
        for een in list_verdelingen(verdeling.tranche)
        if een.volgnummer < verdeling.volgnummer and een.status is Verdelingstatus.VASTGESTELD
    ]
    if not eerdere:
        return None
    vorige = eerdere[-1]
    return vorige, verschil(lees_rijen(vorige)[0], lees_rijen(verdeling)[0])


def _van_de_tranche(tranche: Tranche) -> list[Openpunt]:
    gevonden = []
    if tranche.status is not Tranchestatus.GESLOTEN:
        gevonden.append(
            Openpunt(f"De tranche is {tranche.status}. Bevriezen kan pas als de tranche gesloten is.")
        )
    if tranche.aard is Trancheaard.ECHT and (open_regels := onbekende(tranche)):
        namen = ", ".join(een.label for een in open_regels)
        gevonden.append(Openpunt(f"Deze regels zijn nog onbekend: {namen}.", regels=True))
    return gevonden


def _punt(regel: str, bekend: set[str]) -> Openpunt:
    tekst, _, rest = regel.partition(": ")
    nummers = tuple(rest.rstrip(".").split(", ")) if rest else ()
    if nummers and bekend.issuperset(nummers):
        return Openpunt(tekst, nummers)
    return Openpunt(regel)


def _gereed(tranche: Tranche, uitslag: Verdelingsuitslag) -> Gereed:
    namen = {pot.code: pot.naam.waarde or pot.code for pot in regels(tranche).potten}
    potten = []
    for pot in uitslag.potten:
        in_pot = [een for een in uitslag.invoer.kandidaten if een.pot == pot.pot]
        eerder = [een.reeds_verleend_cent for een in in_pot if een.reeds_verleend_cent is not None]
        potten.append(
            Potinvoer(
                namen.get(pot.pot, pot.pot), pot.plafond_cent + pot.overgeheveld_cent, len(in_pot),
                sum(een.gevraagd_cent for een in in_pot), len(eerder), sum(eerder),
            )
        )  # fmt: skip
    sha256 = sha256_hex(bevroren(uitslag.invoer))
    return Gereed(
        sha256=sha256,
        potten=tuple(potten),
        te_loten=tuple(
            groep_in_woorden(groep) for groep in uitslag.groepen if groep.afloop is Afloop.TE_LOTEN
        ),
        seed_van=zoek_seed_van(tranche, sha256),
    )
