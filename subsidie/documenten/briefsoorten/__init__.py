"""The kinds of letter of which a lawyer can write the text, each with its fields and its standard text."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from subsidie.documenten.briefsoorten.aanvulling import AANVULLING
from subsidie.documenten.briefsoorten.afrekenen import AFREKENEN
from subsidie.documenten.briefsoorten.afwijzingen import AFWIJZINGEN
from subsidie.documenten.briefsoorten.bezwaar import BEZWAAR
from subsidie.documenten.briefsoorten.buiten import BUITEN
from subsidie.documenten.briefsoorten.gekozen import STANDAARD, GekozenTekst
from subsidie.documenten.briefsoorten.verleningen import VERLENINGEN
from subsidie.documenten.briefsoorten.vorderingen import VORDERINGEN
from subsidie.documenten.briefsoorten.wijzigingen import WIJZIGINGEN
from subsidie.documenten.brieftaal.ontleed import schoon
from subsidie.documenten.brieftaal.soort import Briefsoort
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import NietGevonden

MAP: Final = Path(__file__).resolve().parents[3] / "templates" / "teksten"
"""The standard texts: ``<code>.txt``."""

BRIEFSOORTEN: Final[tuple[Briefsoort, ...]] = (
    *VERLENINGEN,
    *AFWIJZINGEN,
    *BUITEN,
    *BEZWAAR,
    *AANVULLING,
    *WIJZIGINGEN,
    *AFREKENEN,
    *VORDERINGEN,
)

_BIJ_CODE: Final = {soort.code: soort for soort in BRIEFSOORTEN}
_BIJ_SJABLOON: Final = {soort.sjabloon: soort for soort in BRIEFSOORTEN}


def get_soort(code: str) -> Briefsoort:
    """The kind with this code; raises ``NietGevonden``."""
    if code not in _BIJ_CODE:
        raise NietGevonden("Deze brief is er niet.")
    return _BIJ_CODE[code]


def bij_sjabloon(sjabloon: str) -> Briefsoort | None:
    """The kind of letter that this document shows; ``None`` where the program writes the text."""
    return _BIJ_SJABLOON.get(sjabloon)


@cache
def standaardtekst(soort: Briefsoort) -> GekozenTekst:
    """The text that counts until somebody writes another: it came with the program."""
    inhoud = schoon((MAP / f"{soort.code}.txt").read_text(encoding="utf-8"))
    return GekozenTekst(soort.code, STANDAARD, 0, sha256_hex(inhoud.encode()), inhoud)
