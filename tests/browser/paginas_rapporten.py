"""The pages above all tranches: endpoint, address, state, who looks and status of each."""

from __future__ import annotations

from typing import Final

from tests.browser.wereld import sleutel_van

_BEHANDELAAR: Final = frozenset({"behandelaar"})
_ANONIEM: Final = frozenset({"anoniem"})
_BEHEERDER: Final = frozenset({"beheerder"})

RAPPORTEN: Final[tuple[tuple[str, str, str, frozenset[str], int], ...]] = (
    ("opendata.pagina", "/open-data", "", _ANONIEM, 200),
    ("monitor.pagina", "/monitor?tranche=rha-2023", "", _BEHANDELAAR, 200),
    ("rapporten.alles", "/voortgang", "", _BEHANDELAAR, 200),
    ("rapporten.alles_stuk", "/voortgang/VOORTGANG-9.pdf", "is er niet", _BEHANDELAAR, 404),
    ("rapporten.jaar", "/tranches/rha-2023/jaarbericht", "", _BEHANDELAAR, 200),
    ("rapporten.jaar_stuk", "/tranches/rha-2023/jaarbericht/rha-2023-jaarbericht-2023-9.pdf", "is er niet",
     _BEHANDELAAR, 404),
    ("regios.pagina", "/beheer/regios", "", _BEHEERDER, 200),
    ("archief.pagina", "/tranches/rha-2023/archief", "", _BEHEERDER, 200),
    ("archief.zip_bestand", "/tranches/rha-2023/archief/rha-2023-archief-9.zip", "is er niet", _BEHEERDER, 404),
    ("bewaren.overzicht", "/beheer/bewaren", "", _BEHEERDER, 200),
    ("bewaren.voorstellen", "/beheer/bewaren/voorstellen", "", _BEHEERDER, 200),
    ("bewaren.lijst", "/beheer/bewaren/lijsten/VERNIETIGING-9", "is er niet", _BEHEERDER, 404),
    ("bewaren.besluiten", "/beheer/bewaren/lijsten/VERNIETIGING-9/besluit", "is er niet", _BEHEERDER, 404),
    ("bewaren.accounts", "/beheer/bewaren/accounts", "", _BEHEERDER, 200),
    ("bewaren.naam_vervangen", f"/beheer/bewaren/accounts/{sleutel_van('behandelaar')}", "kan nog niet",
     _BEHEERDER, 200),
)  # fmt: skip
DATA: Final[tuple[tuple[str, str, str], ...]] = (
    ("opendata.lijst", "/api/v1/toekenningen?formaat=csv", "CSV"),
    ("monitor.pagina", "/monitor?uitvoer=xlsx", "XLSX"),
)
