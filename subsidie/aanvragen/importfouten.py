"""The faults of an import for people: taken apart by place, and as a file to work through."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from itsdangerous import BadData, URLSafeSerializer

from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.platform.tabel import Kolom, Kolomsoort, Tabel, als_csv, als_xlsx

OP_DE_PAGINA: Final = 25
"""Faults shown at once; the others are in the file."""

_WAAR: Final = re.compile(r"(?P<tabel>[^,]+?)(?:, rij (?P<rij>[0-9]+))?(?:, kolom (?P<kolom>.+))?")
_ZOUT: Final = "importfouten"

KOLOMMEN: Final = (
    Kolom("blad_of_bestand", "Blad of bestand", breedte=18),
    Kolom("rij", "Rij", Kolomsoort.GETAL, 8),
    Kolom("kolom", "Kolom", breedte=34),
    Kolom("wat_er_moet_veranderen", "Wat er moet veranderen", breedte=90),
)


@dataclass(frozen=True, slots=True)
class Importfout:
    """One fault: in which table, row and column (as far as it has one), and what would be right."""

    tabel: str
    rij: int | None
    kolom: str
    melding: str

    @classmethod
    def van(cls, gebrek: Gebrek) -> Importfout:
        """A fault as the importer gives it, its place taken apart."""
        plaats = _WAAR.fullmatch(gebrek.waar)
        if plaats is None:
            return cls(gebrek.waar, None, "", gebrek.melding)
        rij = int(plaats["rij"]) if plaats["rij"] else None
        return cls(plaats["tabel"], rij, plaats["kolom"] or "", gebrek.melding)


@dataclass(frozen=True, slots=True)
class Foutenlijst:
    """Every fault of an import; ``verzegeld`` is the whole list, signed, so that it can come back as a file."""

    fouten: tuple[Importfout, ...]
    verzegeld: str

    @property
    def getoond(self) -> tuple[Importfout, ...]:
        """The first ones, as many as a page can bear."""
        return self.fouten[:OP_DE_PAGINA]

    @property
    def per_tabel(self) -> tuple[tuple[str, int], ...]:
        """How many there are in each table, in the order in which they come."""
        return tuple(Counter(fout.tabel for fout in self.fouten).items())


def maak_foutenlijst(gebreken: Sequence[Gebrek], *, geheim: str) -> Foutenlijst:
    """The faults with a seal over them; ``geheim`` is the secret of the program.

    Nothing is kept on the server: what was wrong can hold personal data and is worth nothing afterwards.
    """
    fouten = tuple(Importfout.van(gebrek) for gebrek in gebreken)
    waarden = [[fout.tabel, fout.rij, fout.kolom, fout.melding] for fout in fouten]
    return Foutenlijst(fouten, _zegel(geheim).dumps(waarden))


def open_foutenlijst(verzegeld: str, *, geheim: str) -> tuple[Importfout, ...]:
    """The faults under the seal; raises ``OngeldigeInvoer`` when it was not made by this program."""
    try:
        waarden = _zegel(geheim).loads(verzegeld)
    except BadData as fout:
        raise OngeldigeInvoer.van(
            "fouten", "Deze lijst met fouten is niet van dit programma. Controleer het bestand opnieuw."
        ) from fout
    return tuple(Importfout(*rij) for rij in waarden)


def als_bestand(fouten: Sequence[Importfout], *, vorm: str, nu: datetime) -> bytes:
    """The faults as ``csv`` or ``xlsx``, one a row; ``nu`` (aware) dates the workbook."""
    rijen = [(fout.tabel, fout.rij, fout.kolom, fout.melding) for fout in fouten]
    tabel = Tabel("Fouten in de import", KOLOMMEN, rijen)
    return als_csv(tabel) if vorm == "csv" else als_xlsx(tabel, moment=nu)


def _zegel(geheim: str) -> URLSafeSerializer:
    return URLSafeSerializer(geheim, salt=_ZOUT)
