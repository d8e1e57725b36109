"""The pages of a request to change: endpoint, address, state, roles and status."""

from __future__ import annotations

from typing import Final

from tests.browser.wereld_realisatie import GEBOUWD
from tests.browser.wereld_wijzigingen import VERZOEK

_TEKENT: Final = frozenset({"tekenbevoegde"})
_VERZOEK: Final = f"/aanvragen/{GEBOUWD}/wijziging/{VERZOEK}"

WIJZIGINGEN: Final[tuple[tuple[str, str, str, frozenset[str] | None, int], ...]] = (
    ("wijzigingen.vragen", f"/aanvragen/{GEBOUWD}/wijzigen", "er loopt een verzoek", _TEKENT, 200),
    ("wijzigingen.verzoek", _VERZOEK, "", _TEKENT, 200),
    ("wijzigingen.intrekken", f"{_VERZOEK}/intrekken", "", _TEKENT, 200),
    ("wijzigingen.lijst", "/wijzigingen", "", frozenset({"behandelaar"}), 200),
    ("wijzigingen.behandelen", f"/wijzigingen/{VERZOEK}", "", frozenset({"behandelaar"}), 200),
)
