"""The content of an application as plain values: what a version freezes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from subsidie.kern.tijd import als_utc
from subsidie.tranches.keuzen import Bouwvorm, Woonruimteaard, Woonruimtesoort


@dataclass(frozen=True, slots=True)
class Woonruimteinvoer:
    """One line: ``aantal`` homes of one kind for one target group, at ``huurprijs_cent`` a month."""

    doelgroep: str
    aard: Woonruimteaard
    soort: Woonruimtesoort
    aantal: int
    huurprijs_cent: int | None = None
    toegang_gemeenschappelijke_ruimte: bool = False


@dataclass(frozen=True, slots=True)
class Bijlageverwijzing:
    """A file with an application: its kind (code of the tranche, or ``overig``), name, size in bytes and hash."""

    soort: str
    naam: str
    grootte: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Aanvraaginvoer:
    """A whole application; moments are aware, amounts whole cents, ``pot`` is the code of a pot.

    ``delen`` are the parts as they were filled in (``subsidie.aanvragen.inhoud``), by name of the part, and
    ``bijlagen`` the files with it; an application that was imported has neither.
    """

    nummer: str
    gm_code: str
    pot: str
    projectnaam: str
    bouwvorm: Bouwvorm | None
    ontvangen_op: datetime
    volledig_op: datetime | None
    totale_kosten_cent: int | None
    dekking_cent: int | None
    gevraagd_cent: int
    start_bouw_gepland: date | None
    oplevering_gepland: date | None
    woonruimten: tuple[Woonruimteinvoer, ...]
    delen: Mapping[str, Any] = field(default_factory=dict)
    bijlagen: tuple[Bijlageverwijzing, ...] = ()
    verklaringen: Mapping[str, str] = field(default_factory=dict)
    """The words of each declaration that was given, by its code: those of the tranche may change later."""
    vragen: Mapping[str, str] = field(default_factory=dict)
    """The text of each question of the tranche itself as it was asked, by its code: what an answer answers."""

    @property
    def tekort_cent(self) -> int | None:
        """Costs less cover (the onrendabele top); ``None`` where the costs are not known."""
        if self.totale_kosten_cent is None or self.dekking_cent is None:
            return None
        return self.totale_kosten_cent - self.dekking_cent

    @property
    def eenheden(self) -> int:
        """The number of homes over all lines."""
        return sum(regel.aantal for regel in self.woonruimten)

    def als_json(self) -> dict[str, Any]:
        """The values in the form that is hashed: moments in UTC, dates as ISO text, no nulls.

        Without parts and files those are left out whole: what was imported before they existed keeps its hash.
        """
        waarden: dict[str, Any] = {
            "nummer": self.nummer,
            "gemeente": self.gm_code,
            "pot": self.pot,
            "project": self.projectnaam,
            "bouwvorm": self.bouwvorm and self.bouwvorm.value,
            "ontvangen_op": als_utc(self.ontvangen_op).isoformat(),
            "volledig_op": self.volledig_op and als_utc(self.volledig_op).isoformat(),
            "totale_kosten_cent": self.totale_kosten_cent,
            "dekking_cent": self.dekking_cent,
            "gevraagd_cent": self.gevraagd_cent,
            "start_bouw_gepland": self.start_bouw_gepland and self.start_bouw_gepland.isoformat(),
            "oplevering_gepland": self.oplevering_gepland and self.oplevering_gepland.isoformat(),
        }
        regels = [
            {
                "doelgroep": regel.doelgroep,
                "aard": regel.aard.value,
                "soort": regel.soort.value,
                "aantal": regel.aantal,
                "toegang_gemeenschappelijke_ruimte": regel.toegang_gemeenschappelijke_ruimte,
            }
            | ({} if regel.huurprijs_cent is None else {"huurprijs_cent": regel.huurprijs_cent})
            for regel in self.woonruimten
        ]
        uit = {sleutel: waarde for sleutel, waarde in waarden.items() if waarde is not None}
        uit["woonruimten"] = regels
        if self.delen:
            uit["delen"] = dict(self.delen)
        if self.bijlagen:
            uit["bijlagen"] = [
                {"soort": een.soort, "naam": een.naam, "grootte": een.grootte, "sha256": een.sha256}
                for een in self.bijlagen
            ]
        if self.verklaringen:
            uit["verklaringen"] = dict(self.verklaringen)
        if self.vragen:
            uit["vragen"] = dict(self.vragen)
        return uit
