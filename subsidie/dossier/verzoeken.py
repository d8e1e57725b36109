"""Requests to supplement as the page of an application shows them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from subsidie.aanvragen.inhoud import DEELNAMEN
from subsidie.dossier.aanvraagvragen import Rij


@dataclass(frozen=True, slots=True)
class Verzoekpunt:
    """One point: the name of its part, the question, and whether the application is incomplete without it."""

    deel: str
    vraag: str
    raakt_volledigheid: bool


@dataclass(frozen=True, slots=True)
class Verzoekregel:
    """One request with its points; ``document`` is its letter, ``gemaakt`` whether that can be fetched."""

    volgnummer: int
    gevraagd_op: datetime
    termijn_tot: date
    aangevuld_op: datetime | None
    gesloten_op: datetime | None
    verstreken_gemeld_op: datetime | None
    document: str
    grootte: int | None
    sha256: str | None
    gemaakt_op: datetime | None
    punten: tuple[Verzoekpunt, ...]

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a supplement."""
        return self.aangevuld_op is None and self.gesloten_op is None

    @property
    def naam(self) -> str:
        """What the letter is called in a list of files."""
        return f"Verzoek om aanvulling {self.volgnummer}"


def lees_verzoeken(rijen: Sequence[Rij]) -> tuple[Verzoekregel, ...]:
    """The requests in ``rijen`` (``aanvraagvragen.VERZOEKEN``), oldest first."""
    per_verzoek: dict[int, list[Rij]] = {}
    for rij in rijen:
        per_verzoek.setdefault(rij.id, []).append(rij)
    return tuple(
        Verzoekregel(
            volgnummer=punten[0].volgnummer,
            gevraagd_op=punten[0].gevraagd_op,
            termijn_tot=punten[0].termijn_tot,
            aangevuld_op=punten[0].aangevuld_op,
            gesloten_op=punten[0].gesloten_op,
            verstreken_gemeld_op=punten[0].verstreken_gemeld_op,
            document=punten[0].document,
            grootte=punten[0].grootte,
            sha256=punten[0].bestand_sha256,
            gemaakt_op=punten[0].gemaakt_op,
            punten=tuple(
                Verzoekpunt(DEELNAMEN[een.deel], een.vraag, een.raakt_volledigheid) for een in punten
            ),
        )
        for punten in per_verzoek.values()
    )
