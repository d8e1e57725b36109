"""The pages on which homes are reported, followed and judged: endpoint, address, state, roles and status."""

from __future__ import annotations

from typing import Final

from tests.browser.wereld_leveringen import AANVAARD, BEVRAAGD, WACHT
from tests.browser.wereld_realisatie import GEBOUWD

_OPSTELLER: Final = frozenset({"opsteller"})
_BEHANDELAAR: Final = frozenset({"behandelaar"})
_HIER: Final = f"/aanvragen/{GEBOUWD}/leveringen"
_FLEXIBEL: Final = f"{_HIER}/{AANVAARD}/1"

LEVERINGEN: Final[tuple[tuple[str, str, str, frozenset[str] | None, int], ...]] = (
    ("leveringen.lijst", _HIER, "", _OPSTELLER, 200),
    ("leveringen.nieuw", f"{_HIER}/nieuw", "", _OPSTELLER, 200),
    ("leveringen.verbeteren", f"{_HIER}/{BEVRAAGD}/verbeteren", "", _OPSTELLER, 200),
    ("leveringen.importeren", f"{_HIER}/importeren", "", _OPSTELLER, 200),
    ("leveringen.opnieuw_importeren", f"{_HIER}/{BEVRAAGD}/importeren", "", _OPSTELLER, 200),
    ("levering.pagina", f"{_HIER}/{BEVRAAGD}", "vraag gesteld", _OPSTELLER, 200),
    ("levering.pagina", f"{_HIER}/{WACHT}", "wacht op een oordeel", _BEHANDELAAR, 200),
    ("woonruimten.alle", "/woonruimten", "", _BEHANDELAAR, 200),
    ("woonruimten.lijst", f"/aanvragen/{GEBOUWD}/woonruimten", "", _OPSTELLER, 200),
    ("woonruimten.pagina", _FLEXIBEL, "verplaatst", _OPSTELLER, 200),
    ("woonruimten.gebruik", f"{_FLEXIBEL}/gebruik", "", _OPSTELLER, 200),
    ("woonruimten.vervolg", f"{_FLEXIBEL}/vervolg", "", _OPSTELLER, 200),
    ("woonruimten.einde", f"{_FLEXIBEL}/einde", "", _OPSTELLER, 200),
)

SJABLONEN: Final[tuple[tuple[str, str, str, frozenset[str]], ...]] = (
    ("leveringen.sjabloon", f"{_HIER}/sjabloon.xlsx", "", _OPSTELLER),
    ("leveringen.sjabloon_van", f"{_HIER}/{BEVRAAGD}/sjabloon.xlsx", "", _OPSTELLER),
)
"""Workbooks to fill in."""
