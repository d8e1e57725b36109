"""Every home that was reported and counts, as one list: of an application, or of whatever the viewer may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, func, select

from subsidie.aanvragen.lijstfilters import gemeentefilters, list_tranchekeuzen, tranchefilter
from subsidie.aanvragen.models import Aanvraag, Project
from subsidie.aanvragen.toegang import zichtbaar_voor
from subsidie.accounts.kijker import Kijker
from subsidie.platform.lijst import Filter, Lijst, Lijstkolom, Staat, bepaal, beperk
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort
from subsidie.platform.tabelstroom import Stroomtabel
from subsidie.platform.zoeken import alle_woorden, bevat
from subsidie.realisatie.leveringmodellen import Bestemmingseinde, Levering, Vervolglocatie, Woonruimte
from subsidie.realisatie.leveringqueries import groepsnamen_van
from subsidie.realisatie.oordelen import STANDWOORDEN
from subsidie.realisatie.planmodellen import Meldingstand, Projectdeel
from subsidie.register.models import Gemeente
from subsidie.tranches.keuzen import Woonruimteaard, Woonruimtesoort
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.woorden import in_woorden
from subsidie.web.db import db
from subsidie.web.voorbeeld import VOORBEELD

PER_BLOK: Final = 1_000
"""Rows read at once for a file."""
HOOGSTE_OPGEMAAKT: Final = 20_000
"""Homes in a workbook with headings, filters and dates; a longer one is written row by row, as plain as a CSV."""

_STANDEN: Final = (Meldingstand.GEMELD, Meldingstand.VRAAG, Meldingstand.AANVAARD)
"""A home that counts belongs to a delivery in one of these."""

_VERHUISD: Final = (
    select(func.count())
    .where(Vervolglocatie.woonruimte_id == Woonruimte.id)
    .correlate(Woonruimte)
    .scalar_subquery()
)

Groepsnaam = Callable[[str, str], str]
"""The name of a target group: code of the tranche and of the group."""


def vraag_woonruimten(ik: Kijker, aanvraag: Aanvraag | None = None) -> Select[Any]:
    """The homes that count, of what ``ik`` may see; of one application when it is given."""
    vraag: Select[Any] = (
        select(  # type: ignore[assignment]
            Levering.kenmerk.label("levering"), Woonruimte.regel, Aanvraag.nummer, Project.naam.label("project"),
            Gemeente.naam.label("gemeente"), Tranche.code.label("tranche"), Tranche.aard.label("trancheaard"),
            Projectdeel.naam.label("deel"), Woonruimte.doelgroep, Woonruimte.aard, Woonruimte.soort, Woonruimte.bag_id,
            Woonruimte.postcode, Woonruimte.huisnummer, Woonruimte.toevoeging, Woonruimte.ruimte,
            Levering.opgeleverd_op, Levering.stand, Woonruimte.in_gebruik_op, Bestemmingseinde.per.label("einde"),
            _VERHUISD.label("verhuisd"),
        )
        .select_from(Woonruimte)
        .join(Levering, Levering.id == Woonruimte.levering_id)
        .join(Projectdeel, Projectdeel.id == Levering.deel_id)
        .join(Aanvraag, Aanvraag.id == Woonruimte.aanvraag_id)
        .join(Project, Project.id == Aanvraag.project_id)
        .join(Gemeente, Gemeente.gm_code == Aanvraag.gm_code)
        .join(Tranche, Tranche.id == Woonruimte.tranche_id)
        .outerjoin(Bestemmingseinde, Bestemmingseinde.woonruimte_id == Woonruimte.id)
        .where(~Woonruimte.vervallen, zichtbaar_voor(ik))
    )  # fmt: skip
    return vraag if aanvraag is None else vraag.where(Woonruimte.aanvraag_id == aanvraag.id)


def woonruimtelijst(ik: Kijker, aanvraag: Aanvraag | None = None) -> Lijst:
    """The list for ``ik``: with the application and its filters when it is not of one."""
    alle = aanvraag is None
    w = Woonruimte
    kolommen = [
        Lijstkolom(Kolom("adres", "Adres", breedte=28), w.postcode, in_uitvoer=False),
        Lijstkolom(Kolom("levering", "Levering", breedte=22), Levering.kenmerk, op_scherm=False),
        Lijstkolom(Kolom("regel", "Regel", Kolomsoort.GETAL, 8), op_scherm=False),
        Lijstkolom(Kolom("nummer", "Aanvraag", breedte=18), Aanvraag.nummer, op_scherm=alle),
        Lijstkolom(Kolom("project", "Project", breedte=30), op_scherm=False),
        Lijstkolom(Kolom("gemeente", "Gemeente", breedte=24), Gemeente.naam, op_scherm=alle),
        Lijstkolom(Kolom("tranche", "Tranche", breedte=16), op_scherm=False),
        Lijstkolom(Kolom("deel", "Deel", breedte=24), op_scherm=False),
        Lijstkolom(Kolom("doelgroep", "Doelgroep", breedte=28), w.doelgroep),
        Lijstkolom(Kolom("aard", "Aard", breedte=12), w.aard),
        Lijstkolom(Kolom("soort", "Soort", breedte=16), w.soort, op_scherm=False),
        Lijstkolom(Kolom("bag_id", "BAG-nummer", breedte=20), w.bag_id),
        Lijstkolom(Kolom("postcode", "Postcode", breedte=10), op_scherm=False),
        Lijstkolom(Kolom("huisnummer", "Huisnummer", Kolomsoort.GETAL, 10), op_scherm=False),
        Lijstkolom(Kolom("toevoeging", "Toevoeging", breedte=10), op_scherm=False),
        Lijstkolom(Kolom("ruimte", "Kamer of unit", breedte=16), op_scherm=False),
        Lijstkolom(Kolom("opgeleverd_op", "Opgeleverd op", Kolomsoort.DAG, 18), Levering.opgeleverd_op),
        Lijstkolom(Kolom("stand", "Stand", breedte=14), Levering.stand),
        Lijstkolom(Kolom("in_gebruik_op", "In gebruik sinds", Kolomsoort.DAG, 18), w.in_gebruik_op),
        Lijstkolom(Kolom("einde", "Niet meer voor de doelgroep sinds", Kolomsoort.DAG, 18), op_scherm=False),
        Lijstkolom(Kolom("verhuisd", "Keer verplaatst", Kolomsoort.GETAL, 10), op_scherm=False),
    ]
    return Lijst(
        titel="Woonruimten" if aanvraag is None else f"Woonruimten van {aanvraag.nummer}",
        kolommen=tuple(kolommen),
        uniek=w.id,
        filters=_filters(ik, aanvraag),
        zoek=lambda tekst: alle_woorden(tekst, _zoek),
        zoek_label="Zoek op postcode, BAG-nummer, levering of aanvraag",
        standaard="levering",
        per_pagina=50,
    )


def _filters(ik: Kijker, aanvraag: Aanvraag | None) -> tuple[Filter, ...]:
    eigen = (
        Filter(
            "stand", "Stand", tuple((een.value, STANDWOORDEN[een].capitalize()) for een in _STANDEN),
            lambda waarde: Levering.stand == Meldingstand(waarde),
        ),
        Filter(
            "aard", "Aard", tuple((een.value, in_woorden(een).capitalize()) for een in Woonruimteaard),
            lambda waarde: Woonruimte.aard == Woonruimteaard(waarde),
        ),
        Filter(
            "soort", "Soort", tuple((een.value, in_woorden(een).capitalize()) for een in Woonruimtesoort),
            lambda waarde: Woonruimte.soort == Woonruimtesoort(waarde),
        ),
        Filter("gebruik", "Gebruik", GEBRUIK, lambda waarde: _GEBRUIK[waarde]),
        Filter(
            "bag", "BAG-nummer", (("met", "Met nummer"), ("zonder", "Zonder nummer")),
            lambda waarde: Woonruimte.bag_id.is_(None) if waarde == "zonder" else Woonruimte.bag_id.is_not(None),
        ),
    )  # fmt: skip
    if aanvraag is None:
        return (tranchefilter(list_tranchekeuzen(ik)), *gemeentefilters(ik), *eigen)
    kenmerken = db.session.scalars(
        select(Levering.kenmerk)
        .where(Levering.aanvraag_id == aanvraag.id, Levering.stand.in_(_STANDEN))
        .order_by(Levering.id)
    )
    per_levering = Filter(
        "levering", "Levering", tuple((een, een) for een in kenmerken), lambda waarde: Levering.kenmerk == waarde
    )  # fmt: skip
    return (per_levering, *eigen)


_WEG: Final = Bestemmingseinde.id.is_not(None)
"""The list is read with what ended beside each home."""
GEBRUIK: Final = (
    ("ja", "In gebruik door de doelgroep"),
    ("nee", "Nog niet in gebruik"),
    ("weg", "Niet meer voor de doelgroep"),
)
_GEBRUIK: Final[dict[str, ColumnElement[bool]]] = {
    "ja": Woonruimte.in_gebruik_op.is_not(None) & ~_WEG,
    "nee": Woonruimte.in_gebruik_op.is_(None) & ~_WEG,
    "weg": _WEG,
}


def _zoek(woord: str) -> ColumnElement[bool]:
    aaneen = func.replace(Woonruimte.postcode, " ", "")
    kolommen = (
        aaneen,
        Woonruimte.postcode,
        Woonruimte.bag_id,
        Levering.kenmerk,
        Aanvraag.nummer,
        Woonruimte.ruimte,
    )
    voorwaarde: ColumnElement[bool] = bevat(kolommen[0], woord)
    for kolom in kolommen[1:]:
        voorwaarde = voorwaarde | bevat(kolom, woord)
    return voorwaarde


def groepsnamen() -> Groepsnaam:
    """Names of target groups, read once for each tranche that is asked."""
    gelezen: dict[str, dict[str, str]] = {}

    def naam(tranche: str, code: str) -> str:
        if tranche not in gelezen:
            gevonden = db.session.scalar(select(Tranche).where(Tranche.code == tranche))
            gelezen[tranche] = groepsnamen_van(gevonden) if gevonden is not None else {}
        return gelezen[tranche].get(code, code.replace("_", " "))

    return naam


def cellen(rijen: Iterable[Row[Any]], naam: Groepsnaam) -> Iterator[tuple[Cel, ...]]:
    """The rows of an export, one at a time."""
    for een in rijen:
        yield (
            een.levering, een.regel, een.nummer, een.project, een.gemeente, een.tranche, een.deel,
            naam(een.tranche, een.doelgroep), een.aard.value, een.soort.value, een.bag_id, een.postcode,
            een.huisnummer, een.toevoeging, een.ruimte, een.opgeleverd_op, STANDWOORDEN[een.stand],
            een.in_gebruik_op, een.einde, een.verhuisd,
        )  # fmt: skip


def stroom(lijst: Lijst, staat: Staat, vraag: Select[Any], naam: Groepsnaam) -> Stroomtabel:
    """The whole list as it was narrowed, read row by row; what was invented says so on its own row."""
    rijen = db.session.execute(bepaal(lijst, staat, vraag).execution_options(yield_per=PER_BLOK))
    met_merk = (
        (*cel, VOORBEELD if rij.trancheaard is not Trancheaard.ECHT else None)
        for rij in rijen
        for cel in cellen([rij], naam)
    )
    return Stroomtabel(lijst.titel, (*lijst.in_uitvoer, Kolom("let_op", "Let op", breedte=30)), met_merk)


def tel(lijst: Lijst, staat: Staat, vraag: Select[Any]) -> int:
    """How many homes the list holds as it was narrowed."""
    telling = beperk(lijst, staat, vraag).order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(telling)) or 0


def is_voorbeeld(rijen: Iterable[Row[Any]]) -> bool:
    """Whether one of the rows is of an example or practice tranche."""
    return any(een.trancheaard is not Trancheaard.ECHT for een in rijen)
