"""Objections as a work list, what is due first on top; and finding one for who may see it.

By when to decide is computed, not kept (it stands still while an omission is repaired), so that order is made here.
The list asks the same number of queries whatever its length.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import aliased, joinedload

from subsidie.aanvragen.lijstfilters import gemeente_heet, list_tranchekeuzen, tranchefilter
from subsidie.aanvragen.models import Aanvraag, Project
from subsidie.aanvragen.toegang import zichtbaar_voor
from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.beschikkingen.bezwaarklok import Bezwaarklok, klok_van, termijn_van
from subsidie.beschikkingen.bezwaarmodellen import Bezwaar, Bezwaarstatus, Bezwaartermijn, Bezwaaruitkomst
from subsidie.beschikkingen.models import Beschikking, Besluitstatus
from subsidie.kern.fouten import NietGevonden
from subsidie.platform.lijst import Filter, Lijst, Lijstkolom, Pagina, Staat, bepaal, beperk
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort
from subsidie.platform.zoeken import alle_woorden, bevat
from subsidie.register.models import Gemeente
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.web.db import db

LEZEN: Final = (Rol.BEZWAARBEHANDELAAR, Rol.BESLISSER, Rol.AUDITOR)
"""Who of the ministry sees objections as a list, with what is internal about them."""
KLOK: Final = "klok"
S = Bezwaarstatus
STANDEN: Final[Mapping[Bezwaarstatus, tuple[str, str]]] = {
    S.ONTVANGEN: ("ontvangen", "let_op"),
    S.IN_BEHANDELING: ("in behandeling", "info"),
    S.BESLIST: ("beslist", "goed"),
    S.INGETROKKEN: ("ingetrokken", "neutraal"),
}
UITKOMSTEN: Final[Mapping[Bezwaaruitkomst, str]] = {
    Bezwaaruitkomst.GEGROND: "gegrond",
    Bezwaaruitkomst.GEDEELTELIJK: "voor een deel gegrond",
    Bezwaaruitkomst.ONGEGROND: "ongegrond",
    Bezwaaruitkomst.NIET_ONTVANKELIJK: "niet-ontvankelijk",
}
VAN_MIJ, VAN_NIEMAND, VAN_ANDEREN = "mij", "niemand", "anderen"

_Behandelaar = aliased(Gebruiker, name="bezwaarbehandelaar")


@dataclass(frozen=True, slots=True)
class Bezwaarregel:
    """One objection in the list, with its clock; ``laatste_dag`` empty for what runs no more."""

    bezwaar: Bezwaar
    klok: Bezwaarklok | None
    laatste_dag: date | None

    @property
    def stand(self) -> tuple[str, str]:
        """Where it stands, and the colour that repeats it."""
        return stand_van(self.bezwaar)

    @property
    def wat_nu(self) -> str:
        """The next step, in a few words; empty when there is none."""
        return volgende_stap(self.bezwaar)


def stand_van(bezwaar: Bezwaar) -> tuple[str, str]:
    """Where an objection stands for the ministry, with the outcome once it was notified."""
    woord, kleur = STANDEN[bezwaar.status]
    if bezwaar.status is S.BESLIST and bezwaar.uitkomst is not None:
        return UITKOMSTEN[bezwaar.uitkomst], kleur
    if bezwaar.beslissing is not None and bezwaar.status is S.IN_BEHANDELING:
        getekend = bezwaar.beslissing.status is Besluitstatus.GETEKEND
        return ("beslissing getekend" if getekend else "beslissing opgesteld"), kleur
    return woord, kleur


def stand_voor_gemeente(bezwaar: Bezwaar) -> tuple[str, str]:
    """Where it stands as the municipality may know: nothing of a decision before it is notified (Awb 3:40)."""
    if bezwaar.status is S.BESLIST and bezwaar.uitkomst is not None:
        return UITKOMSTEN[bezwaar.uitkomst], "goed"
    return STANDEN[bezwaar.status]


def volgende_stap(bezwaar: Bezwaar) -> str:
    """What has to be done next by who handles it; empty when it is over."""
    if bezwaar.status in (S.BESLIST, S.INGETROKKEN):
        return ""
    if bezwaar.status is S.ONTVANGEN:
        return "oppakken"
    if bezwaar.beslissing is not None:
        concept = bezwaar.beslissing.status is Besluitstatus.CONCEPT
        return "tekenen, door een ander" if concept else "bekendmaken"
    if bezwaar.tijdigheid is None:
        return "beoordelen of het op tijd is"
    if bezwaar.niet_gehoord is None and bezwaar.hoorverslag is None:
        return "verslag van de hoorzitting" if bezwaar.hoorzitting_op else "horen, of daarvan afzien"
    if bezwaar.commissie and bezwaar.advies is None:
        return "advies van de commissie vastleggen"
    return "beslissen"


@dataclass(frozen=True, slots=True)
class Bezwarenlijst:
    """The list for one viewer on one day."""

    ik: Kijker
    lijst: Lijst
    vandaag: date

    def pagina(self, staat: Staat) -> Pagina:
        """The page that ``staat`` asks, with rows of ``Bezwaarregel``."""
        alle = self.alles(staat)
        paginas = max(1, -(-len(alle) // self.lijst.per_pagina))
        nummer = min(staat.pagina, paginas)
        begin = (nummer - 1) * self.lijst.per_pagina
        deze = alle[begin : begin + self.lijst.per_pagina]
        return Pagina(
            rijen=deze, totaal=len(alle), pagina=nummer, paginas=paginas, van=begin + 1 if deze else 0,
            tot=begin + len(deze), is_laatste_gegeven=staat.pagina > paginas,
        )  # fmt: skip

    def alles(self, staat: Staat) -> list[Bezwaarregel]:
        """Everything that ``staat`` filters, in its order; by clock what runs no more comes last, either way."""
        op_klok = staat.sorteer.removeprefix("-") == KLOK
        vraag = _vraag().where(zichtbaar_voor(self.ik))
        vraag = beperk(self.lijst, staat, vraag) if op_klok else bepaal(self.lijst, staat, vraag)
        regels = maak_regels(db.session.scalars(vraag).unique(), vandaag=self.vandaag)
        if not op_klok:
            return regels
        lopend = sorted(
            (een for een in regels if een.laatste_dag is not None),
            key=lambda een: (een.laatste_dag or date.max, een.bezwaar.kenmerk),
            reverse=staat.sorteer.startswith("-"),
        )
        klaar = [een for een in regels if een.laatste_dag is None]
        return lopend + sorted(klaar, key=lambda een: een.bezwaar.ontvangen_op, reverse=True)

    def als_rijen(self, regels: Sequence[Bezwaarregel]) -> list[list[Cel]]:
        """``regels`` as rows of the export: a cell for each of ``lijst.in_uitvoer``."""
        return [
            [
                een.bezwaar.kenmerk, een.bezwaar.aanvraag.gemeente.naam, een.bezwaar.aanvraag.nummer,
                een.bezwaar.beschikking.kenmerk, een.bezwaar.aanvraag.tranche.code, een.bezwaar.ontvangen_op,
                een.stand[0], een.laatste_dag, een.wat_nu,
                een.bezwaar.behandelaar.naam if een.bezwaar.behandelaar else "",
            ]
            for een in regels
        ]  # fmt: skip


def maak_regels(bezwaren: Iterable[Bezwaar], *, vandaag: date) -> list[Bezwaarregel]:
    """``bezwaren`` with their clocks, in one query more."""
    alle = list(bezwaren)
    termijnen: dict[int, list[Bezwaartermijn]] = defaultdict(list)
    if alle:
        vraag = (
            select(Bezwaartermijn)
            .where(Bezwaartermijn.bezwaar_id.in_([een.id for een in alle]))
            .order_by(Bezwaartermijn.id)
        )
        for termijn in db.session.scalars(vraag):
            termijnen[termijn.bezwaar_id].append(termijn)
    regels = []
    for een in alle:
        loopt = een.status in (S.ONTVANGEN, S.IN_BEHANDELING)
        laatste = termijn_van(een, termijnen[een.id], vandaag).laatste_dag if loopt else None
        regels.append(Bezwaarregel(een, klok_van(een, termijnen[een.id], vandaag), laatste))
    return regels


def bezwarenlijst(ik: Kijker, *, vandaag: date) -> Bezwarenlijst:
    """The list as ``ik`` may see it on ``vandaag``."""
    kolommen = (
        Lijstkolom(Kolom("kenmerk", "Bezwaar", breedte=24), Bezwaar.kenmerk),
        Lijstkolom(Kolom("gemeente", "Gemeente", breedte=24), Gemeente.naam),
        Lijstkolom(Kolom("aanvraag", "Aanvraag", breedte=20), Aanvraag.nummer, op_scherm=False),
        Lijstkolom(Kolom("besluit", "Tegen besluit", breedte=22), Beschikking.kenmerk),
        Lijstkolom(Kolom("tranche", "Tranche"), Tranche.code),
        Lijstkolom(Kolom("ontvangen", "Ontvangen", Kolomsoort.MOMENT, 22), Bezwaar.ontvangen_op),
        Lijstkolom(Kolom("stand", "Stand", breedte=20), Bezwaar.status),
        Lijstkolom(Kolom(KLOK, "Beslissen uiterlijk", Kolomsoort.DAG, 18), Bezwaar.ontvangen_op),
        Lijstkolom(Kolom("wat_nu", "Wat nu", breedte=28), None),
        Lijstkolom(Kolom("behandelaar", "Behandelaar", breedte=24), _Behandelaar.naam),
    )
    standen = tuple((een.value, woord.capitalize()) for een, (woord, _) in STANDEN.items())
    lijst = Lijst(
        titel="Bezwaren",
        kolommen=kolommen,
        uniek=Bezwaar.kenmerk,
        filters=(
            Filter("stand", "Stand", standen, lambda w: Bezwaar.status == Bezwaarstatus(w)),
            Filter(
                "van", "Behandelaar",
                ((VAN_MIJ, "Van mij"), (VAN_NIEMAND, "Van niemand"), (VAN_ANDEREN, "Van anderen")),
                lambda w: _van(w, ik),
            ),
            Filter(
                "uitkomst", "Uitkomst", tuple((een.value, woord.capitalize()) for een, woord in UITKOMSTEN.items()),
                lambda w: (Bezwaar.status == S.BESLIST) & (Bezwaar.uitkomst == Bezwaaruitkomst(w)),
            ),
            tranchefilter(list_tranchekeuzen(ik)),
        ),
        zoek=_zoek,
        zoek_label="Zoek op bezwaar, aanvraag, project of gemeente",
        standaard=KLOK,
    )  # fmt: skip
    return Bezwarenlijst(ik, lijst, vandaag)


def get_bezwaar(kenmerk: str, *, voor: Kijker) -> Bezwaar:
    """The objection with this mark, for who of the ministry sees objections; raises ``NietGevonden``."""
    gevonden = None
    if voor.heeft(*LEZEN):
        vraag = _vraag().where(Bezwaar.kenmerk == kenmerk[:80], zichtbaar_voor(voor))
        gevonden = db.session.scalars(vraag).unique().one_or_none() if "\0" not in kenmerk else None
    if gevonden is None:
        raise NietGevonden("Dit bezwaar is er niet.")
    return gevonden


def list_bij_aanvraag(aanvraag: Aanvraag) -> list[Bezwaar]:
    """Every objection against a decision on this application, oldest first."""
    vraag = _vraag().where(Bezwaar.aanvraag_id == aanvraag.id).order_by(Bezwaar.id)
    return list(db.session.scalars(vraag).unique())


class Bezwaarkop(NamedTuple):
    """One objection in a few values, for a page about its application."""

    kenmerk: str
    besluit: str
    ontvangen_op: datetime
    stand: tuple[str, str]
    klok: Bezwaarklok | None
    wat_nu: str
    hoorzitting_op: date | None


def list_koppen(aanvraag_id: int, *, gemeentekant: bool, vandaag: date) -> tuple[Bezwaarkop, ...]:
    """The objections against decisions on this application; ``gemeentekant``: only what a municipality may know."""
    vraag = _vraag().where(Bezwaar.aanvraag_id == aanvraag_id).order_by(Bezwaar.id)
    regels = maak_regels(db.session.scalars(vraag).unique(), vandaag=vandaag)
    return tuple(
        Bezwaarkop(
            een.bezwaar.kenmerk, een.bezwaar.beschikking.kenmerk, een.bezwaar.ontvangen_op,
            stand_voor_gemeente(een.bezwaar) if gemeentekant else een.stand, een.klok,
            "" if gemeentekant else een.wat_nu, een.bezwaar.hoorzitting_op,
        )
        for een in regels
    )  # fmt: skip


def list_lopende(ik: Kijker) -> list[Bezwaar]:
    """The objections that are open and that ``ik`` may see: of the whole ministry, or of their municipalities."""
    if not ik.heeft(*LEZEN, *GEMEENTE):
        return []
    vraag = _vraag().where(zichtbaar_voor(ik), Bezwaar.status.in_((S.ONTVANGEN, S.IN_BEHANDELING)))
    return list(db.session.scalars(vraag.order_by(Bezwaar.id)).unique())


def toont_voorbeeld(regels: Iterable[Bezwaarregel]) -> bool:
    """Whether one of ``regels`` is of a tranche with invented data."""
    return any(een.bezwaar.aanvraag.tranche.aard is not Trancheaard.ECHT for een in regels)


def _vraag() -> Select[Bezwaar]:
    return (
        select(Bezwaar)
        .join(Aanvraag, Aanvraag.id == Bezwaar.aanvraag_id)
        .join(Project, Project.id == Aanvraag.project_id)
        .join(Gemeente, Gemeente.gm_code == Aanvraag.gm_code)
        .join(Tranche, Tranche.id == Aanvraag.tranche_id)
        .join(Beschikking, Beschikking.id == Bezwaar.beschikking_id)
        .outerjoin(_Behandelaar, _Behandelaar.id == Bezwaar.behandelaar_id)
        .options(
            joinedload(Bezwaar.beschikking),
            joinedload(Bezwaar.beslissing),
            joinedload(Bezwaar.behandelaar),
            joinedload(Bezwaar.aanvraag).options(
                joinedload(Aanvraag.gemeente), joinedload(Aanvraag.tranche), joinedload(Aanvraag.project)
            ),
        )
    )


def _van(waarde: str, ik: Kijker) -> ColumnElement[bool]:
    if waarde == VAN_NIEMAND:
        return Bezwaar.behandelaar_id.is_(None)
    if waarde == VAN_MIJ:
        return Bezwaar.behandelaar_id == ik.gebruiker.id
    return Bezwaar.behandelaar_id.is_not(None) & (Bezwaar.behandelaar_id != ik.gebruiker.id)


def _zoek(tekst: str) -> ColumnElement[bool]:
    return alle_woorden(
        tekst,
        lambda woord: or_(
            Bezwaar.kenmerk.icontains(woord, autoescape=True),
            bevat(Project.naam, woord),
            gemeente_heet(woord),
        ),
    )
