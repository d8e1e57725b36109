"""The figures of a tranche as a paper: plain values, frozen when somebody asks for it, made by the worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.documenten.models import Document
from subsidie.documenten.service import vraag_aan
from subsidie.documenten.waarden import naar_json, van_json
from subsidie.dossier.cijfers import Cijfers, Deelcijfer, Groepcijfer, Vergelijking, lees_cijfers
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout
from subsidie.kern.tijd import als_utc, dag_in_amsterdam
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.service import regels, vergrendel_tranche
from subsidie.verdeling.queries import kenmerk_van
from subsidie.verdeling.stukken import Persoon
from subsidie.web.db import db

VRAGERS = (Rol.BEHANDELAAR, Rol.BESLISSER)
"""Who may ask for the paper."""


@dataclass(frozen=True, slots=True)
class CijferGegevens:
    """What the paper states. ``vastgesteld_op``: moment, ``None`` while the outcome can still change.

    ``uitkomst_sha256``: of the outcome that everything was counted from. ``van_plafond``: what was asked as a share of
    the ceiling, in words. ``gepubliceerd``: how many published figures it
    was held against. ``bezwaar_*``: what was granted on objections beside the allocation, in eurocents.
    """

    kenmerk: str
    datum: str
    organisatie: str
    regeling: str
    tranche: str
    totaal: Deelcijfer
    potten: tuple[Deelcijfer, ...]
    provincies: tuple[Deelcijfer, ...]
    doelgroepen: tuple[Groepcijfer, ...]
    over_cent: int
    uitkomst_sha256: str
    van_plafond: str = ""
    gepubliceerd: int = 0
    verschillen: tuple[Vergelijking, ...] = ()
    tegenstrijdigheden: tuple[str, ...] = ()
    bezwaren: int = 0
    bezwaar_erbij_cent: int = 0
    bezwaar_boven_cent: int = 0
    vastgesteld_op: str | None = None
    vastgesteld_door: tuple[Persoon, ...] = ()
    voorbeeld: bool = False

    sjabloon = "cijfers/stuk"

    def als_json(self) -> dict[str, Any]:
        """The values as JSON knows them."""
        return dict(naar_json(self))

    @classmethod
    def van_json(cls, gegevens: Mapping[str, Any]) -> CijferGegevens:
        """The paper that :meth:`als_json` wrote; OngeldigeInvoer names every fault."""
        return van_json(cls, gegevens)


def vraag_cijfers_aan(tranche: Tranche, *, door: Gebruiker, nu: datetime) -> Document:
    """Ask for the paper with the figures of now; the one of before where nothing changed and it is of the same day.

    Raises ``NietBevoegd``, and ``Domeinfout`` before a draw.
    """
    vergrendel_tranche(tranche)
    vereis_rol(door, *VRAGERS, nu=nu)
    cijfers = lees_cijfers(tranche)
    if cijfers is None:
        raise Domeinfout("Er is nog geen uitkomst. Zonder uitkomst zijn er geen cijfers.")
    eerdere = list_stukken(cijfers)
    if eerdere:
        zelfde = _gegevens(cijfers, kenmerk=eerdere[0].kenmerk, nu=nu).als_json()
        if eerdere[0].gegevens_sha256 == sha256_hex(canonieke_json(zelfde)):
            return eerdere[0]
    gegevens = _gegevens(cijfers, kenmerk=f"{_begin(cijfers)}{len(eerdere) + 1}", nu=nu)
    return vraag_aan(
        kenmerk=gegevens.kenmerk, titel=f"Cijfers {tranche.naam}", sjabloon=gegevens.sjabloon,
        gegevens=gegevens.als_json(), peilmoment=nu, door=door, nu=nu,
    )  # fmt: skip


def list_stukken(cijfers: Cijfers) -> list[Document]:
    """The papers with figures of this allocation, the newest first."""
    vraag = (
        select(Document)
        .where(Document.kenmerk.startswith(_begin(cijfers), autoescape=True))
        .order_by(Document.id.desc())
    )
    return list(db.session.scalars(vraag))


def _begin(cijfers: Cijfers) -> str:
    return f"{kenmerk_van(cijfers.verdeling)}-cijfers-"


def _gegevens(cijfers: Cijfers, *, kenmerk: str, nu: datetime) -> CijferGegevens:
    verdeling = cijfers.verdeling
    tranche = verdeling.tranche
    regelset = regels(tranche)
    akkoorden = (
        (verdeling.eerste_akkoord_door, verdeling.eerste_mandaat),
        (verdeling.tweede_akkoord_door, verdeling.tweede_mandaat),
    )
    return CijferGegevens(
        kenmerk=kenmerk,
        datum=dag_in_amsterdam(nu).isoformat(),
        organisatie=regelset.uitvoerder.waarde or "",
        regeling=regelset.naam.eis(),
        tranche=tranche.naam,
        totaal=cijfers.totaal,
        potten=cijfers.potten,
        provincies=cijfers.provincies,
        doelgroepen=cijfers.doelgroepen,
        over_cent=cijfers.beeld.cijfers.restant_cent,
        uitkomst_sha256=verdeling.uitkomst_sha256 or "",
        gepubliceerd=len(cijfers.vergelijkingen),
        van_plafond=cijfers.van_plafond,
        verschillen=cijfers.verschillen,
        tegenstrijdigheden=cijfers.tegenstrijdigheden,
        bezwaren=len(cijfers.na_bezwaar),
        bezwaar_erbij_cent=sum(een.erbij_cent for een in cijfers.na_bezwaar),
        bezwaar_boven_cent=sum(een.boven_cent for een in cijfers.na_bezwaar),
        vastgesteld_op=als_utc(verdeling.vastgesteld_op).isoformat() if verdeling.vastgesteld_op else None,
        vastgesteld_door=tuple(
            Persoon(wie.naam, wie.functie, mandaat.registernummer)
            for wie, mandaat in akkoorden
            if cijfers.vast and wie is not None and mandaat is not None
        ),
        voorbeeld=tranche.aard is not Trancheaard.ECHT,
    )
