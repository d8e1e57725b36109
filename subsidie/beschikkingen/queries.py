"""The list of decisions for one viewer: what it can filter, a page of it, its sums, and the whole of it as a table.

A decision that was replaced stays in the list and is not in the sum. It is replaced when its successor was notified
(Awb 3:40), or when it can go no further itself because there is a successor.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from subsidie.aanvragen.lijstfilters import gemeente_heet, list_tranchekeuzen, tranchefilter
from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.toegang import zichtbaar_voor
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Gebruiker
from subsidie.beschikkingen.models import NAAST_DE_KETEN, Beschikking, Besluitsoort, Besluitstatus
from subsidie.beschikkingen.schakels import is_bekende_opvolger
from subsidie.beschikkingen.toegang import zichtbaar_besluit_voor, zichtbare_statussen
from subsidie.documenten.models import Document
from subsidie.kern.tijd import lees_datum
from subsidie.platform import lijstinvoer
from subsidie.platform.lijst import (
    Filter,
    Lijst,
    Lijstkolom,
    Pagina,
    Staat,
    Uitdrukking,
    bepaal,
    beperk,
    pagina_van,
)
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort
from subsidie.platform.zoeken import alle_woorden
from subsidie.register.models import Gemeente
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.web.db import db

KLEUREN: Final = {
    Besluitstatus.CONCEPT: "neutraal",
    Besluitstatus.GETEKEND: "info",
    Besluitstatus.BEKENDGEMAAKT: "goed",
    Besluitstatus.TERUGGENOMEN: "neutraal",
}


@dataclass(frozen=True, slots=True)
class Besluitregel:
    """One decision in the list; ``rij`` has the columns of ``Besluitenlijst.details``, amounts in eurocents."""

    rij: Row[Any]

    @property
    def verleend_cent(self) -> int | None:
        """The award that holds after it (eurocents); ``None`` for a decision beside the chain: its letter says what."""
        return None if self.rij.soort in NAAST_DE_KETEN else self.rij.verleend_cent

    @property
    def soort(self) -> str:
        """``Beslissing op bezwaar``."""
        return soort_in_woorden(self.rij.soort)

    @property
    def kleur(self) -> str:
        """Colour of its state."""
        return "neutraal" if self.rij.vervangen else KLEUREN[self.rij.status]

    @property
    def status(self) -> str:
        """Its state, and that it was replaced."""
        status: str = self.rij.status.value
        return f"{status}, vervangen" if self.rij.vervangen else status


@dataclass(frozen=True, slots=True)
class Totalen:
    """Of everything that was found: how many, and what those that were not replaced award (eurocents)."""

    aantal: int
    verleend_cent: int


@dataclass(frozen=True, slots=True)
class Besluitenlijst:
    """The list for one viewer."""

    ik: Kijker
    lijst: Lijst
    vervangen: ColumnElement[bool]

    def pagina(self, staat: Staat) -> tuple[Pagina, Totalen]:
        """The page that ``staat`` asks, with rows of ``Besluitregel``, and the sums of the whole."""
        weg = or_(self.vervangen, Beschikking.status == Besluitstatus.TERUGGENOMEN)
        geldt = case((weg, 0), else_=Beschikking.verleend_cent)
        sommen = beperk(self.lijst, staat, self._zichtbaar(select(func.count(), func.sum(geldt))))
        aantal, verleend = db.session.execute(sommen).one()
        totalen = Totalen(aantal, int(verleend or 0))
        sleutels = self._zichtbaar(select(Beschikking.id))
        pagina = pagina_van(db.session, self.lijst, staat, sleutels, totaal=totalen.aantal)
        gevraagd = [rij.id for rij in pagina.rijen]
        details = db.session.execute(self._details().where(Beschikking.id.in_(gevraagd)))
        regels = {rij.id: Besluitregel(rij) for rij in details}
        return replace(pagina, rijen=[regels[een] for een in gevraagd if een in regels]), totalen

    def alles(self, staat: Staat) -> list[Besluitregel]:
        """Everything that ``staat`` filters, in its order."""
        return [Besluitregel(rij) for rij in db.session.execute(bepaal(self.lijst, staat, self._details()))]

    def als_rijen(self, regels: Sequence[Besluitregel]) -> list[list[Cel]]:
        """``regels`` as rows of the export: a cell for each of ``lijst.in_uitvoer``."""
        lezers = [lees for kolom, lees in KOLOMMEN if kolom.in_uitvoer]
        return [[lees(regel) for lees in lezers] for regel in regels]

    def _zichtbaar(self, vraag: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        return (
            vraag.select_from(Beschikking)
            .join(Aanvraag, Aanvraag.id == Beschikking.aanvraag_id)
            .where(zichtbaar_voor(self.ik), zichtbaar_besluit_voor(self.ik))
        )

    def _details(self) -> Select[*tuple[Any, ...]]:
        vraag = select(
            Beschikking.id, Beschikking.kenmerk, Beschikking.soort, Beschikking.status, Beschikking.verleend_cent,
            Beschikking.dagtekening, Beschikking.bekendgemaakt_op, self.vervangen.label("vervangen"), Aanvraag.nummer,
            Aanvraag.gm_code, Gemeente.naam.label("gemeente"), Tranche.code.label("tranche"), Tranche.aard,
            Gebruiker.naam.label("getekend_door"), Document.kenmerk.label("document"), Document.bestand_sha256,
        )  # fmt: skip
        return (
            self._zichtbaar(vraag)
            .join(Aanvraag.gemeente)
            .join(Aanvraag.tranche)
            .outerjoin(Beschikking.getekend_door)
            .outerjoin(Beschikking.document)
        )


def besluitenlijst(ik: Kijker) -> Besluitenlijst:
    """The list as ``ik`` may see it: choices that make sense to them."""
    vervangen = _vervangen(ik)
    statussen = [status for status in Besluitstatus if status in _statussen(ik)]
    lijst = Lijst(
        titel="Besluiten",
        kolommen=tuple(kolom for kolom, _ in KOLOMMEN),
        uniek=Beschikking.kenmerk,
        filters=(
            Filter("soort", "Soort", _opties(list(Besluitsoort)), lambda w: Beschikking.soort == Besluitsoort(w)),
            Filter("status", "Status", _opties(statussen), lambda w: Beschikking.status == Besluitstatus(w)),
            tranchefilter(list_tranchekeuzen(ik)),
            Filter(
                "vervangen", "Vervangen", (("nee", "Niet vervangen"), ("ja", "Vervangen door een later besluit")),
                lambda w: vervangen if w == "ja" else ~vervangen,
            ),
            Filter(
                "gedateerd", "Gedateerd op", (), lambda w: Beschikking.dagtekening == lees_datum(w), "date",
                lijstinvoer.dag,
            ),
            Filter(
                "bekend", "Bekendgemaakt op", (), lambda w: Beschikking.bekendgemaakt_op == lees_datum(w), "date",
                lijstinvoer.dag,
            ),
        ),
        zoek=_zoek,
        zoek_label="Zoek op besluit, aanvraag of gemeente",
        standaard="kenmerk",
    )  # fmt: skip
    return Besluitenlijst(ik, lijst, vervangen)


def toont_voorbeeld(regels: Sequence[Besluitregel]) -> bool:
    """Whether one of ``regels`` is of a tranche with invented data."""
    return any(regel.rij.aard is not Trancheaard.ECHT for regel in regels)


def soort_in_woorden(soort: Besluitsoort) -> str:
    """``beslissing_op_bezwaar`` as ``Beslissing op bezwaar``."""
    return soort.value.replace("_", " ").capitalize()


def _opties(soorten: Sequence[Besluitsoort | Besluitstatus]) -> tuple[tuple[str, str], ...]:
    return tuple((soort.value, soort.value.replace("_", " ").capitalize()) for soort in soorten)


def _statussen(ik: Kijker) -> frozenset[Besluitstatus]:
    """In which states ``ik`` can see any decision at all."""
    eigen = frozenset({Besluitstatus.BEKENDGEMAAKT}) if ik.gemeenten else frozenset()
    return eigen | zichtbare_statussen(ik, "")


def _vervangen(ik: Kijker) -> ColumnElement[bool]:
    """Whether a decision was replaced, as far as ``ik`` may know of what replaces it."""
    opvolger = aliased(Beschikking, name="opvolger")
    kan_niet_verder = and_(
        opvolger.vervangt_id == Beschikking.id,
        Beschikking.status != Besluitstatus.BEKENDGEMAAKT,
        opvolger.status.in_(sorted(zichtbare_statussen(ik, ""))),
    )
    return (
        select(opvolger.id)
        .where(or_(is_bekende_opvolger(opvolger, Beschikking), kan_niet_verder))
        .correlate(Beschikking)
        .exists()
    )


def _zoek(tekst: str) -> ColumnElement[bool]:
    def een(woord: str) -> ColumnElement[bool]:
        kenmerk = Beschikking.kenmerk.icontains(woord, autoescape=True)
        return or_(kenmerk, Aanvraag.nummer.icontains(woord, autoescape=True), gemeente_heet(woord))

    return alle_woorden(tekst, een)


def _bij(kolom: Any, voorwaarde: ColumnElement[bool]) -> ColumnElement[Any]:
    """A column of what belongs to the decision, to sort by."""
    return select(kolom).where(voorwaarde).correlate(Beschikking, Aanvraag).scalar_subquery()


Lezer = Callable[[Besluitregel], Cel]


def _k(
    sleutel: str, kop: str, lees: Lezer, sorteer: Uitdrukking | None = None, soort: Kolomsoort = Kolomsoort.TEKST,
    breedte: int = 16, *, op_scherm: bool = True, in_uitvoer: bool = True,
) -> tuple[Lijstkolom, Lezer]:  # fmt: skip
    return Lijstkolom(Kolom(sleutel, kop, soort, breedte), sorteer, op_scherm, in_uitvoer), lees


KOLOMMEN: Final[tuple[tuple[Lijstkolom, Lezer], ...]] = (
    _k("kenmerk", "Besluit", lambda r: r.rij.kenmerk, Beschikking.kenmerk),
    _k("nummer", "Aanvraag", lambda r: r.rij.nummer, Aanvraag.nummer),
    _k(
        "gemeente", "Gemeente", lambda r: r.rij.gemeente, _bij(Gemeente.naam, Gemeente.gm_code == Aanvraag.gm_code),
        breedte=24,
    ),
    _k("gemeentecode", "Gemeentecode", lambda r: r.rij.gm_code, op_scherm=False),
    _k("tranche", "Tranche", lambda r: r.rij.tranche, _bij(Tranche.code, Tranche.id == Aanvraag.tranche_id)),
    _k("soort", "Soort", lambda r: r.soort, Beschikking.soort, breedte=20),
    _k("status", "Status", lambda r: r.rij.status.value, Beschikking.status),
    _k("vervangen", "Vervangen", lambda r: "ja" if r.rij.vervangen else "nee", op_scherm=False),
    _k("bedrag", "Bedrag", lambda r: r.verleend_cent, Beschikking.verleend_cent, Kolomsoort.EURO),
    _k("dagtekening", "Dagtekening", lambda r: r.rij.dagtekening, Beschikking.dagtekening, Kolomsoort.DAG),
    _k(
        "getekend_door", "Getekend door", lambda r: r.rij.getekend_door,
        _bij(Gebruiker.naam, Gebruiker.id == Beschikking.getekend_door_id), breedte=24,
    ),
    _k(
        "bekendgemaakt_op", "Bekendgemaakt op", lambda r: r.rij.bekendgemaakt_op, Beschikking.bekendgemaakt_op,
        Kolomsoort.DAG,
    ),
    _k("brief", "Brief", lambda _: None, in_uitvoer=False),
)  # fmt: skip
"""Every column with what it holds in the export."""
