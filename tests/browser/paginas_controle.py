"""The pages of the auditor: endpoint, address, state, roles and status of each."""

from __future__ import annotations

from typing import Final

from tests.browser.wereld_controle import CONTROLE, ITEM, STEEKPROEF

_SP: Final = f"/controle/steekproeven/{STEEKPROEF}"

VAN_DE_AUDITOR: Final[tuple[tuple[str, str, str], ...]] = (
    ("controles.overzicht", "/controle", ""),
    ("controles.uitkomst", f"/controle/uitkomsten/{CONTROLE}", "in orde"),
    ("bevoegdheden.lijst", "/controle/bevoegdheden", ""),
    ("inzage.lijst", "/controle/inzage", ""),
    ("pakket.pagina", "/aanvragen/RHA23-0002/dossier", ""),
    ("steekproeven.lijst", "/controle/steekproeven", ""),
    ("steekproeven.trekken", "/controle/steekproeven/trekken", ""),
    ("steekproeven.steekproef", _SP, ""),
    ("steekproeven.item", f"{_SP}/items/{ITEM}", ""),
)
DOWNLOADS_VAN_DE_AUDITOR: Final[tuple[tuple[str, str, str], ...]] = (
    ("bevoegdheden.lijst", "/controle/bevoegdheden?uitvoer=xlsx", "XLSX"),
    ("pakket.zip_bestand", "/aanvragen/RHA23-0002/dossier.zip", ""),
    ("steekproeven.bestand", f"{_SP}.json", ""),
    ("steekproeven.steekproef", f"{_SP}?uitvoer=xlsx", "XLSX"),
    ("steekproeven.werkpapier_pdf", f"{_SP}/werkpapier/{STEEKPROEF}-werkpapier-1.pdf", ""),
)
