"""The annual report of the realisation of a tranche: figures for a page and a table, and frozen for a paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select

from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.documenten.models import Document
from subsidie.documenten.service import vraag_aan
from subsidie.documenten.waarden import naar_json, van_json
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.platform.tabel import Kolom, Kolomsoort, Tabel
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.service import regels, vergrendel_tranche
from subsidie.verantwoording.jaarvragen import Jaarregel, eerste_jaar, lees_jaarregels
from subsidie.verdeling.bestanden import let_op_van
from subsidie.web.db import db

VRAGERS: Final = (Rol.BEHANDELAAR, Rol.BESLISSER)
"""Who may ask for the paper."""


@dataclass(frozen=True, slots=True)
class Jaarbericht:
    """A year of a tranche. ``peildatum``: 31 December, or today in the year that runs."""

    jaar: int
    peildatum: date
    jaren: tuple[int, ...]
    regels: tuple[Jaarregel, ...]
    totaal: Jaarregel

    @property
    def loopt(self) -> bool:
        """Whether the year is not over."""
        return self.peildatum < date(self.jaar, 12, 31)


@dataclass(frozen=True, slots=True)
class JaarberichtGegevens:
    """What the paper states; ``peildatum`` and ``datum`` are days as text."""

    kenmerk: str
    datum: str
    organisatie: str
    regeling: str
    tranche: str
    jaar: int
    peildatum: str
    loopt: bool
    totaal: Jaarregel
    regels: tuple[Jaarregel, ...]
    voorbeeld: bool = False

    sjabloon = "verantwoording/jaarbericht_stuk"

    def als_json(self) -> dict[str, Any]:
        """The values as JSON knows them."""
        return dict(naar_json(self))

    @classmethod
    def van_json(cls, gegevens: Mapping[str, Any]) -> JaarberichtGegevens:
        """The paper that :meth:`als_json` wrote; OngeldigeInvoer names every fault."""
        return van_json(cls, gegevens)


def lees_jaarbericht(tranche: Tranche, jaar: str, *, vandaag: date) -> Jaarbericht | None:
    """The report of ``jaar`` (as typed; empty: the newest); ``None`` while nothing was awarded.

    Raises ``OngeldigeInvoer`` for a year that there is no report of.
    """
    begin = eerste_jaar(tranche)
    if begin is None or begin > vandaag.year:
        return None
    jaren = tuple(range(vandaag.year, begin - 1, -1))
    gekozen = next((een for een in jaren if str(een) == jaar), None) if jaar else jaren[0]
    if gekozen is None:
        raise OngeldigeInvoer.van("jaar", f"Kies een jaar van {begin} tot en met {vandaag.year}.")
    peildatum = min(date(gekozen, 12, 31), vandaag)
    rijen = tuple(lees_jaarregels(tranche, peildatum))
    return Jaarbericht(gekozen, peildatum, jaren, rijen, totaal_van(rijen))


def totaal_van(rijen: Sequence[Jaarregel]) -> Jaarregel:
    """All awards together."""
    velden = (
        "beloofd_permanent", "beloofd_flexibel", "geleverd_permanent", "geleverd_flexibel", "in_jaar", "in_gebruik",
        "niet_gehouden",
    )  # fmt: skip
    return Jaarregel("Totaal", "", "", *(sum(getattr(rij, veld) for rij in rijen) for veld in velden))


def vraag_jaarbericht_aan(tranche: Tranche, jaar: str, *, door: Gebruiker, nu: datetime) -> Document:
    """Ask for the paper with the figures of now; the one of before where nothing changed.

    Raises ``NietBevoegd``, ``OngeldigeInvoer`` for the year, ``Domeinfout`` while nothing was awarded.
    """
    vergrendel_tranche(tranche)
    vereis_rol(door, *VRAGERS, nu=nu)
    bericht = lees_jaarbericht(tranche, jaar, vandaag=dag_in_amsterdam(nu))
    if bericht is None:
        raise Domeinfout("Er is nog niets toegekend. Dan is er geen jaarbericht.")
    eerdere = list_stukken(tranche, bericht.jaar)
    if eerdere:
        zelfde = _gegevens(tranche, bericht, kenmerk=eerdere[0].kenmerk, nu=nu).als_json()
        if eerdere[0].gegevens_sha256 == sha256_hex(canonieke_json(zelfde)):
            return eerdere[0]
    kenmerk = f"{_begin(tranche, bericht.jaar)}{len(eerdere) + 1}"
    gegevens = _gegevens(tranche, bericht, kenmerk=kenmerk, nu=nu)
    return vraag_aan(
        kenmerk=kenmerk, titel=f"Jaarbericht {bericht.jaar} {tranche.naam}", sjabloon=gegevens.sjabloon,
        gegevens=gegevens.als_json(), peilmoment=nu, door=door, nu=nu,
    )  # fmt: skip


def list_stukken(tranche: Tranche, jaar: int) -> list[Document]:
    """The papers of this year, the newest first."""
    vraag = (
        select(Document)
        .where(Document.kenmerk.startswith(_begin(tranche, jaar), autoescape=True))
        .order_by(Document.id.desc())
    )
    return list(db.session.scalars(vraag))


def is_jaarbericht(tranche: Tranche, kenmerk: str) -> bool:
    """Whether this is the mark of an annual report of ``tranche``."""
    return kenmerk.startswith(f"{tranche.code}-jaarbericht-")


def _begin(tranche: Tranche, jaar: int) -> str:
    return f"{tranche.code}-jaarbericht-{jaar}-"


def _gegevens(tranche: Tranche, bericht: Jaarbericht, *, kenmerk: str, nu: datetime) -> JaarberichtGegevens:
    regelset = regels(tranche)
    return JaarberichtGegevens(
        kenmerk=kenmerk, datum=dag_in_amsterdam(nu).isoformat(), organisatie=regelset.uitvoerder.waarde or "",
        regeling=regelset.naam.eis(), tranche=tranche.naam, jaar=bericht.jaar, peildatum=bericht.peildatum.isoformat(),
        loopt=bericht.loopt, totaal=bericht.totaal, regels=bericht.regels,
        voorbeeld=tranche.aard is not Trancheaard.ECHT,
    )  # fmt: skip


KOLOMMEN: Final = (
    Kolom("aanvraag", "Aanvraag"),
    Kolom("gemeente", "Gemeente", breedte=24),
    Kolom("project", "Project", breedte=36),
    Kolom("beloofd_permanent", "Beloofd permanent", Kolomsoort.GETAL),
    Kolom("beloofd_flexibel", "Beloofd flexibel", Kolomsoort.GETAL),
    Kolom("geleverd_permanent", "Geleverd permanent", Kolomsoort.GETAL),
    Kolom("geleverd_flexibel", "Geleverd flexibel", Kolomsoort.GETAL),
    Kolom("in_jaar", "Daarvan in dit jaar", Kolomsoort.GETAL),
    Kolom("in_gebruik", "In gebruik", Kolomsoort.GETAL),
    Kolom("niet_gehouden", "Niet gehouden", Kolomsoort.GETAL),
)


def jaartabel(tranche: Tranche, bericht: Jaarbericht) -> Tabel:
    """The report as a table, the total last."""
    rijen = [
        (
            een.nummer, een.gemeente, een.project, een.beloofd_permanent, een.beloofd_flexibel, een.geleverd_permanent,
            een.geleverd_flexibel, een.in_jaar, een.in_gebruik, een.niet_gehouden,
        )
        for een in (*bericht.regels, bericht.totaal)
    ]  # fmt: skip
    return Tabel(f"Jaarbericht {bericht.jaar} {tranche.naam}", KOLOMMEN, rijen, let_op_van(tranche))
