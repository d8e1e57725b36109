"""Whether what is stored is what the rules give: computed again each time somebody looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Domeinfout
from subsidie.kern.tekst import aantal, opsomming
from subsidie.verdeling.engine import Verdelingsuitslag, verdeel
from subsidie.verdeling.invoer import Verdelingsinvoer, lees_invoer
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.queries import Herrekening, reken_na
from subsidie.verdeling.rangrijen import Rangrij
from subsidie.verdeling.samenstellen import invoer_van

_HOOGSTENS_GENOEMD = 5


@dataclass(frozen=True, slots=True)
class Narekening:
    """The verdict of computing an allocation again.

    ``gelijk`` is ``None`` while there is no outcome to compare with: then only the hash of what was frozen was
    checked. ``bezwaar`` says what differs. ``herrekening`` is ``None`` where nothing can be computed at all.
    """

    gelijk: bool | None
    bezwaar: str
    sha256: str
    herrekening: Herrekening | None

    @property
    def invoer(self) -> Verdelingsinvoer | None:
        """The frozen input as it was read."""
        return self.herrekening.invoer if self.herrekening else None

    @property
    def uitslag(self) -> Verdelingsuitslag | None:
        """The outcome as it was computed now."""
        return self.herrekening.uitslag if self.herrekening else None


def beoordeel(verdeling: Verdeling, rijen: Sequence[Rangrij]) -> Narekening:
    """Compute ``verdeling`` again and compare: the hash of the input, the stored outcome, and every row shown.

    ``rijen`` are those of ``list_rangrijen``. Never raises: a difference is an answer, and a page that shows
    it must not fail on it.
    """
    sha256 = sha256_hex(verdeling.bevroren.encode())
    try:
        herrekening = reken_na(verdeling)
    except (Domeinfout, ValueError) as fout:
        return Narekening(False, _als_zin(fout), sha256, _toch(verdeling))
    if verdeling.uitkomst is None:
        return Narekening(None, "", sha256, herrekening)
    bezwaar = _verschil(rijen, herrekening.uitslag)
    return Narekening(not bezwaar, bezwaar, sha256, herrekening)


def _als_zin(fout: Exception) -> str:
    if isinstance(fout, Domeinfout):
        return str(fout)
    return "De opgeslagen invoer is niet te lezen."


def _toch(verdeling: Verdeling) -> Herrekening | None:
    """What the stored input gives, although it is not what was stored as the outcome."""
    try:
        invoer = lees_invoer(invoer_van(verdeling))
        return Herrekening(invoer, verdeel(invoer))
    except (Domeinfout, ValueError):
        return None


def _verschil(rijen: Sequence[Rangrij], uitslag: Verdelingsuitslag) -> str:
    getoond = {
        rij.nummer: (rij.uitkomst, rij.reden, rij.bedrag_cent, rij.rang, rij.lotnummer) for rij in rijen
    }
    berekend = {
        een.nummer: (str(een.uitkomst), str(een.reden), een.bedrag_cent, een.rang, een.lotnummer)
        for een in uitslag.uitkomsten
    }
    anders = sorted(
        nummer for nummer in getoond.keys() | berekend.keys() if getoond.get(nummer) != berekend.get(nummer)
    )
    if not anders:
        return ""
    genoemd = opsomming(anders[:_HOOGSTENS_GENOEMD])
    rest = len(anders) - _HOOGSTENS_GENOEMD
    if rest > 0:
        genoemd += f" en nog {aantal(rest, 'andere', 'andere')}"
    return (
        f"Van {aantal(len(anders), 'aanvraag', 'aanvragen')} staat er iets anders dan is berekend: {genoemd}."
    )
