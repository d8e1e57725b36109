"""The pages on which decisions are made: endpoint, address, state, roles and status of each."""

from __future__ import annotations

from typing import Final

_BEHANDELAAR: Final = frozenset({"behandelaar"})
_BESLISSER: Final = frozenset({"beslisser"})
_TRANCHE: Final = "/tranches/rha-2022"

BESLUITEN: Final[tuple[tuple[str, str, str, frozenset[str] | None, int], ...]] = (
    ("besluiten.overzicht", f"{_TRANCHE}/besluiten", "", _BEHANDELAAR | _BESLISSER, 200),
    ("besluiten.overzicht", "/tranches/rha-2021/besluiten", "nog geen", _BEHANDELAAR, 200),
    ("besluiten.proefbrief", "/besluiten/RHA22-0001-B1/proef", "", _BESLISSER, 200),
    ("terug.pagina", "/besluiten/RHA22-0001-B1/terugnemen", "", None, 200),
    ("besluiten.tekenen", f"{_TRANCHE}/besluiten/tekenen", "", None, 200),
    ("tekenronde.ronde", "/tekenrondes/rha-2022-T1", "een mislukt", _BESLISSER | {"auditor"}, 200),
    ("tekenronde.stoppen", "/tekenrondes/rha-2022-T1/stoppen", "", None, 200),
    ("bekendmaken.overzicht", f"{_TRANCHE}/bekendmaken", "", _BEHANDELAAR | _BESLISSER, 200),
    ("bekendmaken.bevestigen", f"{_TRANCHE}/bekendmaken/bevestigen", "", None, 200),
    ("bekendmaken.opnieuw_opstellen", f"{_TRANCHE}/bekendmaken/opnieuw-opstellen", "", None, 200),
)
