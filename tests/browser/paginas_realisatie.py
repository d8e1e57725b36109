"""The pages on which awards are reported on and reports are judged: endpoint, address, state, roles and status."""

from __future__ import annotations

from typing import Final

from tests.browser.wereld_realisatie import BEVRAAGD, GEBOUWD, GEMELD

_OPSTELLER: Final = frozenset({"opsteller"})
_BEHANDELAAR: Final = frozenset({"behandelaar"})
_HIER: Final = f"/aanvragen/{GEBOUWD}/realisatie"
_MELDING: Final = f"{_HIER}/melding/mijlpaal/{BEVRAAGD}"

REALISATIE: Final[tuple[tuple[str, str, str, frozenset[str] | None, int], ...]] = (
    ("realisatie.pagina", _HIER, "", _OPSTELLER | _BEHANDELAAR, 200),
    ("realisatie.mijlpaal", f"{_HIER}/mijlpalen/1/start_bouw", "", _OPSTELLER, 200),
    ("realisatie.prognose", f"{_HIER}/prognose/2/oplevering", "", _OPSTELLER, 200),
    ("realisatie.bevestigen", f"{_HIER}/bevestiging/2026", "", _OPSTELLER, 200),
    ("realisatie.delen", f"{_HIER}/delen", "", _OPSTELLER, 200),
    ("realisatie.deel", f"{_HIER}/delen/1", "", _OPSTELLER, 200),
    ("realisatie.vervallen", f"{_HIER}/delen/2/vervallen", "", _OPSTELLER, 200),
    ("meldingen.melding", _MELDING, "vraag gesteld", _OPSTELLER, 200),
    ("meldingen.intrekken", f"{_MELDING}/intrekken", "", _OPSTELLER, 200),
    ("bewijs.toevoegen", f"{_MELDING}/bewijs", "", _OPSTELLER, 200),
    ("bewijs.bestand", f"{_HIER}/bewijs/bestaat-niet", "bestaat niet", _OPSTELLER, 404),
    ("meldingen.lijst", "/realisatie/meldingen", "", _BEHANDELAAR, 200),
    ("meldingen.beoordelen", f"/realisatie/meldingen/mijlpaal/{GEMELD}", "", _BEHANDELAAR | {"auditor"}, 200),
)
