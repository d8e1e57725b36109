"""The pages of settling, reclaiming and SiSa: endpoint, address, state, roles and status of each."""

from __future__ import annotations

from typing import Final

from tests.browser.wereld_afrekenen import JAAR, VORDERING
from tests.browser.wereld_realisatie import GEBOUWD

_BEHANDELAAR: Final = frozenset({"behandelaar"})
_FINANCIEEL: Final = frozenset({"financieel"})
_HIER: Final = f"/aanvragen/{GEBOUWD}/vaststelling"

AFREKENEN: Final[tuple[tuple[str, str, str, frozenset[str] | None, int], ...]] = (
    ("vaststelling.pagina", _HIER, "te berekenen", _BEHANDELAAR, 200),
    ("vaststelling.pagina", _HIER, "nog niets vastgesteld", frozenset({"opsteller"}), 404),
    ("vorderingen.lijst", "/vorderingen", "", _FINANCIEEL, 200),
    ("vorderingen.vordering", f"/vorderingen/{VORDERING}", "te laat", _FINANCIEEL, 200),
    ("rentetabel.pagina", "/wettelijke-rente", "wacht", frozenset({"beheerder"}), 200),
    ("sisa.pagina", f"/tranches/rha-2023/sisa?jaar={JAAR}", "", _BEHANDELAAR, 200),
)

AFREKENSJABLONEN: Final = (("sisa.leeg_formulier", "/tranches/rha-2023/sisa/sjabloon.xlsx", "", _FINANCIEEL),)
"""Workbooks to fill in."""
