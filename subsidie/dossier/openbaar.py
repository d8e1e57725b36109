"""What anyone may know of the tranches: ceilings, window, the commitment before a draw, the outcome.

No personal data, no name of an official, and nothing of an outcome before every decision of it was notified.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import select

from subsidie.dossier.bekendheid import Kerncijfers, kerncijfers_per_tranche, zoek_bekende
from subsidie.dossier.uitkomstbeeld import Uitkomstbeeld, uitkomstbeeld
from subsidie.kern.fouten import NietGevonden
from subsidie.platform.tabel import Tabel
from subsidie.tranches.adres import tranche_op_adres
from subsidie.tranches.definitie import TrancheDefinitie
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.lezen import als_definitie
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.overzicht import Stand, Trancheoverzicht, list_overzicht, stand_van
from subsidie.tranches.vraaglijsten import tel_openbaar
from subsidie.verdeling.bestanden import let_op
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.nadien import NaBezwaar, toegekend_na_bezwaar
from subsidie.verdeling.narekening import Narekening, beoordeel
from subsidie.verdeling.ranglijst import tabel_van
from subsidie.verdeling.rangpagina import Potdeel, potdelen
from subsidie.verdeling.rangrijen import Rangrij, list_rangrijen
from subsidie.verdeling.woorden import STATUSSEN, Woord
from subsidie.web.db import db

INGETROKKEN = "ingetrokken"
"""What stands instead of an outcome that was never notified, because the application was withdrawn first."""


@dataclass(frozen=True, slots=True)
class OpenbaarPlafond:
    """One ceiling in the history of a pot; the amount is empty where it is not known."""

    pot: str
    bedrag_cent: int | None
    geldt_vanaf: datetime | None
    bron: str
    zekerheid: Zekerheid
    toelichting: str


@dataclass(frozen=True, slots=True)
class Vastlegging:
    """The commitment before a draw (verdeling.md): published when the list is frozen, and kept when it lapsed."""

    kenmerk: str
    status: Woord
    sha256: str
    bevroren_op: datetime
    seed_bron: str
    seed_verwacht_op: datetime


@dataclass(frozen=True, slots=True)
class OpenbareUitkomst:
    """The outcome that everyone may know. ``ingetrokken_cent``: what was kept for those who withdrew since."""

    verdeling: Verdeling
    rijen: tuple[Rangrij, ...]
    beeld: Uitkomstbeeld
    potten: tuple[Potdeel, ...]
    methode: tuple[str, ...]
    narekening: Narekening
    ingetrokken: int
    ingetrokken_cent: int
    na_bezwaar: tuple[NaBezwaar, ...] = ()
    """What was granted on objections since, as far as it was notified."""


@dataclass(frozen=True, slots=True)
class OpenbareTranche:
    """A tranche as anyone may see it; ``uitkomst`` only when every decision has been notified."""

    code: str
    naam: str
    is_voorbeeld: bool
    is_oefening: bool
    stand: Stand
    opent: datetime | None
    sluit: datetime | None
    plafonds: tuple[OpenbaarPlafond, ...]
    vastleggingen: tuple[Vastlegging, ...]
    uitkomst: OpenbareUitkomst | None
    kent_aanvragen: bool
    antwoorden: int
    """How many answers to questions everyone can read."""


def list_openbaar(*, nu: datetime) -> list[tuple[Trancheoverzicht, Kerncijfers | None]]:
    """Every tranche, the newest code first, with its outcome where that is known to all."""
    bekend = kerncijfers_per_tranche()
    return [(een, bekend.get(een.id)) for een in list_overzicht(nu=nu)]


def get_openbaar(code: str, *, nu: datetime) -> OpenbareTranche:
    """The tranche with this code as anyone may see it; raises ``NietGevonden``."""
    tranche = tranche_op_adres(code)
    definitie = als_definitie(tranche)
    opent, sluit = venster(definitie)
    return OpenbareTranche(
        code=tranche.code,
        naam=tranche.naam,
        is_voorbeeld=tranche.aard is not Trancheaard.ECHT,
        is_oefening=tranche.aard is Trancheaard.OEFEN,
        stand=stand_van(tranche.status, opent, sluit, nu=nu),
        opent=opent,
        sluit=sluit,
        plafonds=plafonds_van(definitie),
        vastleggingen=_vastleggingen(tranche),
        uitkomst=openbare_uitkomst(tranche, definitie),
        kent_aanvragen=definitie.regels.kent_aanvragen,
        antwoorden=tel_openbaar(tranche),
    )


def get_bekende_verdeling(code: str) -> Verdeling:
    """The allocation of this tranche that everyone may compute again; raises ``NietGevonden`` while there is none."""
    verdeling = zoek_bekende(tranche_op_adres(code))
    if verdeling is None:
        raise NietGevonden("Van deze tranche is nog geen uitkomst bekendgemaakt.")
    return verdeling


def venster(definitie: TrancheDefinitie) -> tuple[datetime | None, datetime | None]:
    """The window as it was last set: first and last second, empty where it is unknown or there is none."""
    if not definitie.tijdvakken:
        return None, None
    laatste = definitie.tijdvakken[-1]
    return laatste.opent, laatste.sluit


def plafonds_van(definitie: TrancheDefinitie) -> tuple[OpenbaarPlafond, ...]:
    """The history of the ceilings, pot by pot."""
    return tuple(
        OpenbaarPlafond(
            pot.regels.naam.waarde or pot.code, een.bedrag_cent, een.geldt_vanaf, een.bron, een.zekerheid,
            een.toelichting,
        )
        for pot in definitie.potten
        for een in pot.plafonds
    )  # fmt: skip


def _vastleggingen(tranche: Tranche) -> tuple[Vastlegging, ...]:
    """What was committed to. Of what came after the freeze only that it lapsed: the rest is not known yet."""
    rijen = db.session.execute(
        select(
            Verdeling.volgnummer, Verdeling.status, Verdeling.bevroren_sha256, Verdeling.bevroren_op,
            Verdeling.seed_bron, Verdeling.seed_verwacht_op,
        )
        .where(Verdeling.tranche_id == tranche.id)
        .order_by(Verdeling.volgnummer)
    )  # fmt: skip
    return tuple(
        Vastlegging(
            f"{tranche.code}-V{rij.volgnummer}", STATUSSEN[rij.status], rij.bevroren_sha256, rij.bevroren_op,
            rij.seed_bron, rij.seed_verwacht_op,
        )
        for rij in rijen
    )  # fmt: skip


def openbare_uitkomst(tranche: Tranche, definitie: TrancheDefinitie) -> OpenbareUitkomst | None:
    """The outcome of ``tranche`` that everyone may know, if any."""
    verdeling = zoek_bekende(tranche)
    if verdeling is None:
        return None
    alle = list_rangrijen(verdeling)
    narekening = beoordeel(verdeling, alle)
    rijen = [_openbaar(rij) for rij in alle]
    ingetrokken_cent = sum(rij.bedrag_cent for rij in alle if rij.ingetrokken)
    restant_cent = sum(narekening.uitslag.restant_cent.values()) if narekening.uitslag else 0
    potten, methode = potdelen(rijen, definitie.regels, narekening)
    return OpenbareUitkomst(
        verdeling=verdeling,
        rijen=tuple(rijen),
        beeld=uitkomstbeeld(
            rijen, narekening.uitslag, definitie.regels, over_cent=restant_cent + ingetrokken_cent
        ),
        potten=potten,
        methode=methode,
        narekening=narekening,
        ingetrokken=sum(rij.ingetrokken for rij in alle),
        ingetrokken_cent=ingetrokken_cent,
        na_bezwaar=toegekend_na_bezwaar(tranche, alleen_bekend=True),
    )


def _openbaar(rij: Rangrij) -> Rangrij:
    """Without the name of the project, and without an outcome that its municipality was never told."""
    if not rij.ingetrokken or rij.uitkomst == "reeds_verleend":
        return replace(rij, project="")
    return replace(rij, project="", uitkomst=INGETROKKEN, reden="", bedrag_cent=0)


KOLOMMEN: Final = (
    "pot", "rang", "lotnummer", "aanvraag", "gm_code", "gemeente", "woonruimten", "permanent", "flexibel",
    "telt_mee_eur", "cumulatief_eur", "uitkomst", "reden", "toegekend_eur",
)  # fmt: skip
"""The columns of the ranking that are for everyone, by key: one that is added there is not public by itself."""


def openbare_tabel(tranche: OpenbareTranche, uitkomst: OpenbareUitkomst) -> Tabel:
    """The ranking on the page as a table."""
    heel = tabel_van(uitkomst.rijen, naam=tranche.naam)
    plekken = [plek for plek, kolom in enumerate(heel.kolommen) if kolom.sleutel in KOLOMMEN]
    return Tabel(
        f"Uitkomst {tranche.naam}",
        tuple(heel.kolommen[plek] for plek in plekken),
        [tuple(rij[plek] for plek in plekken) for rij in heel.rijen],
        let_op(uitkomst.verdeling),
    )
