"""A small tranche that is divided, for the pages that show it; and a page taken apart into tables and text."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

from flask.testing import FlaskClient
from sqlalchemy import Connection, event

from subsidie.aanvragen.invoer import Aanvraaginvoer
from subsidie.aanvragen.models import Versiesoort
from subsidie.aanvragen.service import get_aanvraag, neem_op
from subsidie.accounts.models import Gebruiker
from subsidie.beoordeling.service import beoordelen
from subsidie.beschikkingen.models import Besluitstatus
from subsidie.beschikkingen.service import list_beschikkingen
from subsidie.tranches.definitie import PlafondDefinitie, TrancheDefinitie
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.models import Tranche
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.service import bevriezen, trekken
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.tranches import (
    START,
    aanvraag,
    besluit,
    binnen_het_tijdvak,
    definitie,
    regel,
    richt_in,
    verdeel,
)
from tests.infra.werelden import begin_met

DAG = [START + timedelta(days=3 + nummer) for nummer in range(5)]
"""The days on which ``tests.fabrieken.tranches.verdeel`` freezes, knows the seed, draws and agrees twice."""
BEKENDMAKING = datetime(2026, 1, 20, 9, 0, tzinfo=UTC)
"""The day that the letters of ``tests.fabrieken.tranches.besluit`` carry."""
GEMEENTEN = (
    "GM0193",
    "GM0363",
    "GM0344",
    "GM0014",
    "GM0034",
    "GM0080",
    "GM0153",
    "GM0168",
    "GM0200",
    "GM0599",
)


def met_plafond(bron: TrancheDefinitie, euro: int) -> TrancheDefinitie:
    """The same tranche with this ceiling for each of its pots."""
    plafond = PlafondDefinitie(euro * 100, None, "verzonnen voor een test", Zekerheid.AANNAME, "test")
    return replace(bron, potten=tuple(replace(pot, plafonds=(plafond,)) for pot in bron.potten))


def krappe_tranche(euro: int = 500_000) -> TrancheDefinitie:
    """The rules of 2023 with little money, so that a few applications go beyond the ceiling."""
    return met_plafond(definitie("rha-2023"), euro)


@dataclass(frozen=True, slots=True)
class Vraag:
    """One application of the made tranche: it asks ``euro``, and is complete on the ``dag``-th day of the window."""

    nummer: str
    dag: int = 1
    euro: int = 100_000
    gm_code: str = "GM0193"
    afwijzingsgrond: str | None = None


STANDAARD = (
    # Two that fit whole on the first day; five on the second, of which three fit; one later, when it is over.
    Vraag("A-01", 1, 100_000, "GM0193"),
    Vraag("A-02", 1, 100_000, "GM0363"),
    *(Vraag(f"B-{plaats:02d}", 2, 100_000, GEMEENTEN[plaats]) for plaats in range(2, 7)),
    Vraag("C-01", 3, 60_000, "GM0200"),
    Vraag("D-01", 1, 90_000, "GM0599", "De woonruimten zijn niet voor een aandachtsgroep."),
    Vraag("E-01", 1, 2_100_000, "GM0168"),
)
"""The ceiling of ``krappe_tranche`` falls in the draw of the second day; D is refused, E asks over the maximum."""


def beoordeelde_tranche() -> tuple[Tranche, dict[str, Gebruiker]]:
    """``krappe_tranche`` with the applications of ``STANDAARD``, received and assessed."""
    return begin_met(_beoordeeld)


def _beoordeeld() -> tuple[Tranche, dict[str, Gebruiker]]:
    tranche, personen = richt_in(krappe_tranche())
    neem_op_en_beoordeel(tranche, STANDAARD, personen)
    return tranche, personen


def verdeelde_tranche() -> tuple[Tranche, dict[str, Gebruiker], Verdeling]:
    """The same, divided: drawn, and agreed by two people."""
    return begin_met(_verdeeld)


def _verdeeld() -> tuple[Tranche, dict[str, Gebruiker], Verdeling]:
    tranche, personen = _beoordeeld()
    return tranche, personen, verdeel(tranche, personen)


def bekende_tranche() -> tuple[Tranche, dict[str, Gebruiker], Verdeling]:
    """The same, with every decision signed and, without its letter, notified."""
    return begin_met(_bekend)


def _bekend() -> tuple[Tranche, dict[str, Gebruiker], Verdeling]:
    tranche, personen, verdeling = _verdeeld()
    besluit(verdeling, personen)
    maak_bekend(verdeling)
    return tranche, personen, verdeling


def neem_op_en_beoordeel(tranche: Tranche, vragen: Sequence[Vraag], personen: dict[str, Gebruiker]) -> None:
    """Record as received on their day, and assess."""
    with schrijfgrens():
        for plaats, vraag in enumerate(vragen):
            invoer = _invoer(tranche, vraag, plaats)
            neem_op(
                tranche,
                invoer,
                soort=Versiesoort.IMPORT,
                door=personen["behandelaar"],
                nu=START + timedelta(days=1),
            )
            beoordelen(
                get_aanvraag(vraag.nummer), afwijzingsgrond=vraag.afwijzingsgrond, door=personen["beoordelaar"],
                nu=START + timedelta(days=2),
            )  # fmt: skip


def _invoer(tranche: Tranche, vraag: Vraag, plaats: int) -> Aanvraaginvoer:
    woonruimten = (
        regel("statushouders", max(vraag.euro // 8_500, 1) + 1),
        regel("uitwonende_studenten", 3, "onzelfstandig", aard="flexibel"),
    )
    invoer = binnen_het_tijdvak(
        tranche, aanvraag(vraag.nummer, "rha", *woonruimten, euro=vraag.euro, gm_code=vraag.gm_code)
    )
    moment = invoer.ontvangen_op + timedelta(days=vraag.dag - 1, seconds=plaats)
    return replace(invoer, ontvangen_op=moment, volledig_op=moment)


def maak_bekend(verdeling: Verdeling, *, behalve: Collection[str] = ()) -> None:
    """As if every signed decision was notified, without making a letter of each; ``behalve``: not these numbers."""
    with schrijfgrens():
        for genomen in list_beschikkingen(verdeling):
            if genomen.aanvraag.nummer not in behalve:
                genomen.status, genomen.bekendgemaakt_op = Besluitstatus.BEKENDGEMAAKT, BEKENDMAKING.date()


@dataclass
class Wereld:
    """A tranche, its people, and the browser of one of them."""

    tranche: Tranche
    personen: dict[str, Gebruiker]
    client: FlaskClient

    def open(self, adres: str, status: int = 200) -> Gelezen:
        """The page at ``adres`` as people read it."""
        antwoord = self.client.get(adres)
        assert antwoord.status_code == status, antwoord.text
        return lees(antwoord.text)

    def bevries(self) -> Verdeling:
        with schrijfgrens():
            return bevriezen(
                self.tranche, seed_bron="de trekking van de proef", seed_verwacht_op=DAG[1],
                door=self.personen["beslisser"], nu=DAG[0],
            )  # fmt: skip

    def trek(self, verdeling: Verdeling) -> None:
        with schrijfgrens():
            trekken(
                verdeling, seed="proef", seed_bekend_op=DAG[1], door=self.personen["beslisser"], nu=DAG[2]
            )


@dataclass
class Tabel:
    """A table of a page: its caption, and per row the id, the classes and the text of the cells."""

    bijschrift: str = ""
    rijen: list[Rij] = field(default_factory=list)

    @property
    def kop(self) -> list[str]:
        """The cells of the first row, without the sign of the order."""
        return [cel.rstrip(" ▲▼") for cel in self.rijen[0].cellen]

    def kolom(self, naam: str) -> list[str]:
        """The cells under this heading, of the rows that have as many cells as the head."""
        plek = self.kop.index(naam)
        return [rij.cellen[plek] for rij in self.rijen[1:] if len(rij.cellen) == len(self.kop)]


@dataclass
class Rij:
    """A row of a table."""

    anker: str
    klasse: str
    cellen: list[str] = field(default_factory=list)


class _Lezer(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tabellen: list[Tabel] = []
        self.stukken: list[str] = []
        self._doel: list[str] = []
        self._in: str = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        waarden = {naam: waarde or "" for naam, waarde in attrs}
        if tag == "table":
            self.tabellen.append(Tabel())
        elif tag == "tr" and self.tabellen:
            self.tabellen[-1].rijen.append(Rij(waarden.get("id", ""), waarden.get("class", "")))
        elif tag in ("td", "th", "caption"):
            self._doel, self._in = [], tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._in and self.tabellen:
            tekst = plat(" ".join(self._doel))
            if tag == "caption":
                self.tabellen[-1].bijschrift = tekst
            else:
                self.tabellen[-1].rijen[-1].cellen.append(tekst)
            self._in = ""

    def handle_data(self, data: str) -> None:
        self.stukken.append(data)
        self._doel.append(data)


def plat(tekst: str) -> str:
    """Text with single ordinary spaces."""
    return " ".join(tekst.split())


@dataclass(frozen=True)
class Gelezen:
    """A page as people read it."""

    tekst: str
    tabellen: tuple[Tabel, ...]

    def tabel(self, begin: str) -> Tabel:
        """The table whose caption begins so."""
        for tabel in self.tabellen:
            if tabel.bijschrift.startswith(begin):
                return tabel
        raise AssertionError(f"geen tabel {begin!r}; wel: {[een.bijschrift for een in self.tabellen]}")


def lees(html: str) -> Gelezen:
    """``html`` taken apart."""
    lezer = _Lezer()
    lezer.feed(html)
    return Gelezen(plat(" ".join(lezer.stukken)), tuple(lezer.tabellen))


@contextmanager
def tel_vragen() -> Iterator[list[str]]:
    """The statements that are sent to the database inside the block."""
    gesteld: list[str] = []

    def noteer(_verbinding: Connection, _cursor: object, opdracht: str, *_rest: object) -> None:
        if not opdracht.startswith(("PRAGMA", "BEGIN", "SET ")):
            gesteld.append(opdracht)

    event.listen(db.engine, "before_cursor_execute", noteer)
    try:
        yield gesteld
    finally:
        event.remove(db.engine, "before_cursor_execute", noteer)
