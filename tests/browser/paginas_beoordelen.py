"""The pages of scoring with an example address, as rows for ``paginas``: endpoint, address, state, and who of those."""

from __future__ import annotations

from typing import Final

from subsidie.accounts.models import Rol
from tests.browser.wereld import sleutel_van
from tests.browser.wereld_beoordelen import BEZIG, CODE, KLAAR, TE_MODEREREN, TE_VERKLAREN

_TRANCHE: Final = f"/tranches/{CODE}/beoordeling"

BEOORDELEN: Final[tuple[tuple[str, str, str, frozenset[str] | None], ...]] = (
    ("beoordelen.lijst", "/beoordelen", "", None),
    ("beoordelen.kaart", f"/beoordelen/{TE_VERKLAREN}", "eerst verklaren", None),
    ("beoordelen.kaart", f"/beoordelen/{BEZIG}", "bezig", None),
    ("beoordelen.inleveren", f"/beoordelen/{BEZIG}/inleveren", "nog niet compleet", None),
    ("beoordelen.modereren", f"/aanvragen/{TE_MODEREREN}/moderatie", "", None),
    ("beoordelen.oordeel", f"/aanvragen/{KLAAR}/oordeel", "", frozenset({Rol.BEOORDELAAR.value, Rol.AUDITOR.value})),
    ("beoordeling.overzicht", _TRANCHE, "", frozenset({Rol.BEHANDELAAR.value, Rol.AUDITOR.value})),
    ("beoordeling.verdelen", f"{_TRANCHE}/verdelen", "", None),
    (
        "beoordeling.overdragen", f"/aanvragen/{TE_VERKLAREN}/kaarten/{sleutel_van(Rol.BEOORDELAAR)}/overdragen", "",
        None,
    ),
)  # fmt: skip
