"""Which rows of the database belong to one application: found by following the keys, so that no table is forgotten.

A table that points at ``aanvraag``, or at a table that does, belongs to the application. A capability that adds such
a table need do nothing: its rows are in the package from then on. What is left out is named here, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Column, Connection, Row, Select, Table, select

from subsidie.accounts.models import Gebruiker
from subsidie.web.db import db

WORTEL: Final = "aanvraag"
OVERGESLAGEN: Final[Mapping[str, str]] = {
    "conceptdeel": "de werkkopie van de gemeente: wat niet is ingediend, is van haar alleen",
}
"""Tables about an application that are not in a package, with the reason."""

_EIGEN_WEG: Final = "aanvraag_id"
_HASHNAAM: Final = re.compile(r"([a-z_]+)_sha256")


@dataclass(frozen=True, slots=True)
class Dossiertabel:
    """A table with the condition that leaves the rows of one application: ``kolom`` points at ``ouder``."""

    tabel: Table
    kolom: str
    ouder: str

    @property
    def naam(self) -> str:
        """The name of the table in the database."""
        return str(self.tabel.name)

    @property
    def is_bestandstabel(self) -> bool:
        """Whether a row stands for a file that somebody uploaded."""
        return {"sha256", "naam", "mediatype", "grootte", "stand"} <= set(self.tabel.c.keys())

    @property
    def inhoudkolommen(self) -> tuple[tuple[str, str], ...]:
        """Columns with text of which the hash is kept in another column: (text, hash)."""
        paren = [
            (treffer[1], naam)
            for naam in self.tabel.columns.keys()  # noqa: SIM118 - not a dict
            if (treffer := _HASHNAAM.fullmatch(naam)) and treffer[1] in self.tabel.c
        ]
        if not self.is_bestandstabel and {"gegevens", "sha256"} <= set(self.tabel.c.keys()):
            paren.append(("gegevens", "sha256"))
        return tuple(paren)

    @property
    def documentkolommen(self) -> tuple[str, ...]:
        """Columns that point at a document."""
        return _kolommen_naar(self.tabel, "document")


@lru_cache(maxsize=1)
def dossiertabellen() -> tuple[Dossiertabel, ...]:
    """Every table that belongs to an application, each after the one that it hangs on."""
    gevonden: dict[str, Dossiertabel] = {}
    alle = db.metadata.sorted_tables
    gevonden[WORTEL] = Dossiertabel(db.metadata.tables[WORTEL], "id", "")
    veranderd = True
    while veranderd:  # a table can come before its parent in the list of all tables
        veranderd = False
        for tabel in alle:
            if tabel.name in gevonden or tabel.name in OVERGESLAGEN:
                continue
            weg = _weg(tabel, gevonden)
            if weg is not None:
                gevonden[tabel.name], veranderd = weg, True
    return tuple(gevonden.values())


def _weg(tabel: Table, gevonden: Mapping[str, Dossiertabel]) -> Dossiertabel | None:
    """How ``tabel`` hangs on the application: by its own key, else by the first key to what already does."""
    if _EIGEN_WEG in tabel.c and WORTEL in _ouders(tabel.c[_EIGEN_WEG]):
        return Dossiertabel(tabel, _EIGEN_WEG, WORTEL)
    for kolom in tabel.c:
        for ouder in _ouders(kolom):
            if ouder in gevonden and ouder != tabel.name:
                return Dossiertabel(tabel, kolom.name, ouder)
    return None


def _ouders(kolom: Column[Any]) -> list[str]:
    return [sleutel.column.table.name for sleutel in kolom.foreign_keys if sleutel.column.name == "id"]


def _kolommen_naar(tabel: Table, doel: str) -> tuple[str, ...]:
    return tuple(kolom.name for kolom in tabel.c if doel in _ouders(kolom))


def vraag(deel: Dossiertabel, aanvraag_id: int) -> Select[Any]:
    """The rows of ``deel`` that belong to this application, in the order in which they were made."""
    tabel = deel.tabel
    return select(tabel).where(_hoort_bij(deel, aanvraag_id)).order_by(tabel.c.id)


def _hoort_bij(deel: Dossiertabel, aanvraag_id: int) -> Any:
    if not deel.ouder:
        return deel.tabel.c.id == aanvraag_id
    if deel.ouder == WORTEL:
        return deel.tabel.c[deel.kolom] == aanvraag_id
    ouder = next(een for een in dossiertabellen() if een.naam == deel.ouder)
    return deel.tabel.c[deel.kolom].in_(select(ouder.tabel.c.id).where(_hoort_bij(ouder, aanvraag_id)))


def lees_rijen(verbinding: Connection, deel: Dossiertabel, aanvraag_id: int) -> Iterator[Row[Any]]:
    """The rows, a part at a time."""
    yield from verbinding.execution_options(yield_per=500).execute(vraag(deel, aanvraag_id))


def lees_personen(verbinding: Connection) -> dict[int, str]:
    """The key of every user by their number; in a package people are keys, as in the audit trail."""
    tabel = Gebruiker.__table__
    return {rij.id: rij.sleutel for rij in verbinding.execute(select(tabel.c.id, tabel.c.sleutel))}


def als_waarden(
    deel: Dossiertabel, rij: Row[Any], personen: Mapping[int, str], zonder: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """A row as JSON knows it: moments with their offset, users by their key (``door_id`` becomes ``door``)."""
    waarden: dict[str, Any] = {}
    for naam in deel.tabel.columns.keys():  # noqa: SIM118 - not a dict
        if naam in zonder:
            continue
        waarde = getattr(rij, naam)
        if isinstance(waarde, int) and "gebruiker" in _ouders(deel.tabel.c[naam]):
            waarden[naam.removesuffix("_id")] = personen.get(waarde, "")
        else:
            waarden[naam] = _json_waarde(waarde)
    return waarden


def _json_waarde(waarde: Any) -> Any:
    if isinstance(waarde, Enum):
        return waarde.value
    if isinstance(waarde, datetime | date):
        return waarde.isoformat()
    if waarde is None or isinstance(waarde, bool | int | str):
        return waarde
    return str(waarde)
