"""The pages on the texts of letters: endpoint, address, state, roles and status of each."""

from __future__ import annotations

from typing import Final

_BRIEVEN: Final = "/tranches/rha-2023/brieven"
_LEZERS: Final = frozenset({"beheerder", "behandelaar"})

BRIEVEN: Final[tuple[tuple[str, str, str, frozenset[str] | None, int], ...]] = (
    ("brieven.lijst", _BRIEVEN, "", _LEZERS, 200),
    ("brieven.tekst", f"{_BRIEVEN}/verlening", "", _LEZERS, 200),
    ("brieven.wijzigen", f"{_BRIEVEN}/verlening/wijzigen", "", None, 200),
    ("brieven.versies", f"{_BRIEVEN}/verlening/versies", "", _LEZERS, 200),
    ("brieven.terugzetten", f"{_BRIEVEN}/verlening/versies/1/terugzetten", "", None, 200),
)
