"""The pages of an allocation and of the figures: endpoint, address, state, roles and status of each."""

from __future__ import annotations

from typing import Final

_BESLISSER: Final = frozenset({"beslisser"})
_BEHANDELAAR: Final = frozenset({"behandelaar"})
_EEN: Final = "/tranches/rha-2023/verdelingen/1"
_IEMAND: Final = frozenset({"anoniem", "behandelaar"})

VERDELEN: Final[tuple[tuple[str, str, str, frozenset[str] | None, int], ...]] = (
    ("verdelen.overzicht", "/tranches/rha-2023/verdelen", "", _BESLISSER | _BEHANDELAAR, 200),
    ("verdelen.overzicht", "/tranches/rha-2024-studenten/verdelen", "bevroren", _BESLISSER, 200),
    ("verdelen.bevriezen", "/tranches/rha-2023/verdelen/bevriezen", "", None, 200),
    ("verdelen.trek", "/tranches/rha-2024-studenten/verdelingen/1/trekken", "", None, 200),
    ("verdelen.vervallen", "/tranches/rha-2024-studenten/verdelingen/1/vervallen", "", None, 200),
    ("akkoord.akkoord", f"{_EEN}/akkoord", "al vastgesteld", None, 200),
    ("cijfers.pagina", "/tranches/rha-2023/cijfers", "", frozenset({"beslisser", "auditor"}), 200),
    ("cijfers.pagina", "/tranches/rha-2021/cijfers", "nog geen", _BEHANDELAAR, 200),
    ("trancherealisatie.pagina", "/tranches/rha-2023/realisatie", "", _BEHANDELAAR, 200),
    ("cijfers.openbare_pagina", "/openbaar/rha-2023/cijfers", "", _IEMAND, 200),
    ("cijfers.stuk", "/tranches/rha-2023/cijfers/rha-2023-V1-cijfers-1.pdf", "is er niet", _BEHANDELAAR, 404),
    ("verdeling.verdeling", "/tranches/rha-2022/verdelingen/1", "zonder loting", None, 200),
    ("verdeling.loting", f"{_EEN}/loting", "", None, 200),
    ("verdeling.loting", "/tranches/rha-2022/verdelingen/1/loting", "niet geloot", _BEHANDELAAR, 200),
    ("verdeling.loting", "/tranches/rha-2024-studenten/verdelingen/1/loting", "bevroren", _BEHANDELAAR, 200),
    ("verdeling.narekenen", f"{_EEN}/narekenen/RHA23-0007", "afgewezen", None, 200),
    ("verdeling.narekenen", f"{_EEN}/narekenen/RHA23-0001", "zonder lot", _BEHANDELAAR, 200),
    ("verdeling.narekenen", f"{_EEN}/narekenen/RHA23-0011", "te veel gevraagd", _BEHANDELAAR, 200),
    (
        "verdeling.ranglijst_pdf", "/tranches/rha-2022/verdelingen/1/ranglijst.pdf", "is er niet", _BEHANDELAAR, 404,
    ),
)  # fmt: skip
