"""What a ceiling bar is made from: the amounts of one pot, as plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Balksegment:
    """One application: what counts of its request, and what it got.

    ``toegekend_cent`` is ``None`` as long as nothing was decided. ``href`` is where a click leads, often the
    row in the table on the same page (``#rij-RHA23-0057``); empty for a segment that leads nowhere.
    """

    label: str
    bedrag_cent: int
    toegekend_cent: int | None = None
    href: str = ""
    in_loting: bool = False


@dataclass(frozen=True, slots=True)
class Balkgegevens:
    """One pot. ``segmenten`` in order of rank; ``plafond_cent`` is ``None`` when it is not known.

    ``van`` and ``tot`` are words under the two ends (``30 mei``, ``7 juli``), ``loting`` those under the
    segments of the draw (``15 juni 2023: loting onder 30 aanvragen``).
    """

    segmenten: tuple[Balksegment, ...]
    plafond_cent: int | None
    titel: str = "Aanvragen in volgorde van rang, tegen het uitkeringsplafond"
    van: str = ""
    tot: str = ""
    loting: str = ""

    @property
    def gevraagd_cent(self) -> int:
        """What counts of all requests together."""
        return sum(segment.bedrag_cent for segment in self.segmenten)

    @property
    def toegekend_cent(self) -> int:
        """What was awarded together."""
        return sum(segment.toegekend_cent or 0 for segment in self.segmenten)

    @property
    def beslist(self) -> bool:
        """Whether anything was decided."""
        return any(segment.toegekend_cent is not None for segment in self.segmenten)

    @property
    def schaal_cent(self) -> int:
        """What the full width stands for: everything asked or the ceiling, whichever is more."""
        return max(self.gevraagd_cent, self.plafond_cent or 0)
