"""The list of payment orders: what it can filter, a page of it with its sums, and the whole of it as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select

from subsidie.aanvragen.lijstfilters import gemeente_heet, list_tranchekeuzen, tranchefilter
from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.kijker import Kijker
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
from subsidie.realisatie.betaalmodellen import Betaalbestand, Betaalopdracht, Betaalsoort, Opdrachtstatus
from subsidie.realisatie.betaalvoorstel import VERVALLEN
from subsidie.realisatie.betaalwoorden import OPEN, SOORTEN, STATUSSEN, op_tijd
from subsidie.register.models import Gemeente
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.web.db import db


@dataclass(frozen=True, slots=True)
class Opdrachtregel:
    """One order in the list; ``rij`` has the columns of ``_details``, ``vandaag`` is the day of looking."""

    rij: Row[Any]
    vandaag: date

    @property
    def status(self) -> tuple[str, str]:
        """Its state in words, with the colour."""
        return STATUSSEN[self.rij.status]

    @property
    def op_tijd(self) -> tuple[str, str]:
        """How late it is, with the colour; empty where nothing is to be paid any more and it was in time."""
        if self.rij.status in VERVALLEN:
            return "", "neutraal"
        return op_tijd(self.rij.uiterlijk, self.vandaag, betaald_op=self.rij.betaald_op)


@dataclass(frozen=True, slots=True)
class Betalingenlijst:
    """The list for one viewer on one day."""

    lijst: Lijst
    vandaag: date

    def pagina(self, staat: Staat) -> tuple[Pagina, int]:
        """The page that ``staat`` asks, with rows of ``Opdrachtregel``, and the sum of what counts (eurocents)."""
        telt = case((Betaalopdracht.status.in_(VERVALLEN), 0), else_=Betaalopdracht.bedrag_cent)
        sommen = beperk(self.lijst, staat, _bron(select(func.count(), func.sum(telt))))
        aantal, som = db.session.execute(sommen).one()
        sleutels = _bron(select(Betaalopdracht.id))
        pagina = pagina_van(db.session, self.lijst, staat, sleutels, totaal=aantal)
        gevraagd = [rij.id for rij in pagina.rijen]
        details = db.session.execute(_details().where(Betaalopdracht.id.in_(gevraagd)))
        regels = {rij.id: Opdrachtregel(rij, self.vandaag) for rij in details}
        return replace(pagina, rijen=[regels[een] for een in gevraagd if een in regels]), int(som or 0)

    def alles(self, staat: Staat) -> list[Opdrachtregel]:
        """Everything that ``staat`` filters, in its order."""
        vraag = bepaal(self.lijst, staat, _details())
        return [Opdrachtregel(rij, self.vandaag) for rij in db.session.execute(vraag)]


def betalingenlijst(ik: Kijker, vandaag: date) -> Betalingenlijst:
    """The list as ``ik`` may see it on ``vandaag``; what is to be paid first stands on top."""
    te_laat = and_(Betaalopdracht.status.in_(OPEN), Betaalopdracht.uiterlijk < vandaag)
    lijst = Lijst(
        titel="Betalingen",
        kolommen=tuple(kolom for kolom, _ in KOLOMMEN),
        uniek=Betaalopdracht.kenmerk,
        filters=(
            Filter(
                "status", "Stand", tuple((een.value, STATUSSEN[een][0].capitalize()) for een in Opdrachtstatus),
                lambda w: Betaalopdracht.status == Opdrachtstatus(w),
            ),
            tranchefilter(list_tranchekeuzen(ik)),
            Filter(
                "soort", "Aan wie", (("gemeente", "Gemeente"), ("bcf", SOORTEN[Betaalsoort.BCF])),
                lambda w: Betaalopdracht.soort == Betaalsoort(w),
            ),
            Filter(
                "te_laat", "Op tijd", (("ja", "Te laat"), ("nee", "Niet te laat")),
                lambda w: te_laat if w == "ja" else ~te_laat,
            ),
            Filter(
                "tot", "Betalen uiterlijk op of voor", (), lambda w: Betaalopdracht.uiterlijk <= lees_datum(w), "date",
                lijstinvoer.dag,
            ),
        ),
        zoek=_zoek,
        zoek_label="Zoek op opdracht, aanvraag, besluit of gemeente",
        standaard="uiterlijk",
    )  # fmt: skip
    return Betalingenlijst(lijst, vandaag)


def als_rijen(regels: Sequence[Opdrachtregel]) -> list[list[Cel]]:
    """``regels`` as rows of the export: a cell for each of ``lijst.in_uitvoer``."""
    lezers = [lees for kolom, lees in KOLOMMEN if kolom.in_uitvoer]
    return [[lees(regel) for lees in lezers] for regel in regels]


def toont_voorbeeld(regels: Sequence[Opdrachtregel]) -> bool:
    """Whether one of ``regels`` is of a tranche with invented data."""
    return any(regel.rij.aard is not Trancheaard.ECHT for regel in regels)


def _bron(vraag: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return vraag.select_from(Betaalopdracht).join(Aanvraag, Aanvraag.id == Betaalopdracht.aanvraag_id)


def _details() -> Select[*tuple[Any, ...]]:
    vraag = select(
        Betaalopdracht.id, Betaalopdracht.kenmerk, Betaalopdracht.soort, Betaalopdracht.status,
        Betaalopdracht.termijn, Betaalopdracht.bedrag_cent, Betaalopdracht.uiterlijk, Betaalopdracht.betaald_op,
        Betaalopdracht.opgesteld_op, Betaalopdracht.reden, Aanvraag.nummer, Aanvraag.gm_code,
        Gemeente.naam.label("gemeente"), Tranche.code.label("tranche"), Tranche.aard,
        Betaalbestand.kenmerk.label("bestand"),
    )  # fmt: skip
    return _bron(vraag).join(Aanvraag.gemeente).join(Aanvraag.tranche).outerjoin(Betaalopdracht.bestand)


def _zoek(tekst: str) -> ColumnElement[bool]:
    def een(woord: str) -> ColumnElement[bool]:
        # A mark of an order begins with the number of its application.
        return or_(Betaalopdracht.kenmerk.icontains(woord, autoescape=True), gemeente_heet(woord))

    return alle_woorden(tekst, een)


def _bij(kolom: Any, voorwaarde: ColumnElement[bool]) -> ColumnElement[Any]:
    return select(kolom).where(voorwaarde).correlate(Betaalopdracht, Aanvraag).scalar_subquery()


Lezer = Callable[[Opdrachtregel], Cel]


def _k(
    sleutel: str, kop: str, lees: Lezer, sorteer: Uitdrukking | None = None, soort: Kolomsoort = Kolomsoort.TEKST,
    breedte: int = 16, *, op_scherm: bool = True,
) -> tuple[Lijstkolom, Lezer]:  # fmt: skip
    return Lijstkolom(Kolom(sleutel, kop, soort, breedte), sorteer, op_scherm), lees


KOLOMMEN: Final[tuple[tuple[Lijstkolom, Lezer], ...]] = (
    _k("opdracht", "Opdracht", lambda r: r.rij.kenmerk, Betaalopdracht.kenmerk, breedte=22),
    _k("aanvraag", "Aanvraag", lambda r: r.rij.nummer, op_scherm=False),
    _k(
        "gemeente", "Gemeente", lambda r: r.rij.gemeente, _bij(Gemeente.naam, Gemeente.gm_code == Aanvraag.gm_code),
        breedte=24,
    ),
    _k("gemeentecode", "Gemeentecode", lambda r: r.rij.gm_code, op_scherm=False),
    _k("tranche", "Tranche", lambda r: r.rij.tranche, _bij(Tranche.code, Tranche.id == Aanvraag.tranche_id)),
    _k("soort", "Aan wie", lambda r: SOORTEN[r.rij.soort], Betaalopdracht.soort, breedte=22),
    _k("termijn", "Termijn", lambda r: r.rij.termijn, None, Kolomsoort.GETAL, op_scherm=False),
    _k("bedrag", "Bedrag", lambda r: r.rij.bedrag_cent, Betaalopdracht.bedrag_cent, Kolomsoort.EURO),
    _k("uiterlijk", "Uiterlijk op", lambda r: r.rij.uiterlijk, Betaalopdracht.uiterlijk, Kolomsoort.DAG),
    _k("stand", "Stand", lambda r: r.status[0], Betaalopdracht.status, breedte=34),
    _k("op_tijd", "Op tijd", lambda r: r.op_tijd[0], breedte=24),
    _k("bestand", "Bestand", lambda r: r.rij.bestand, op_scherm=False),
    _k("betaald_op", "Betaald op", lambda r: r.rij.betaald_op, Betaalopdracht.betaald_op, Kolomsoort.DAG),
    _k("reden", "Reden", lambda r: r.rij.reden, op_scherm=False, breedte=40),
)  # fmt: skip
"""Every column with what it holds in the export."""
