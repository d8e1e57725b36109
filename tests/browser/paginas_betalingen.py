"""The pages about payments and the money of a tranche: endpoint, address, state, roles and status of each."""

from __future__ import annotations

from typing import Final

from tests.browser.wereld_betalingen import AANGEBODEN, BESTAND, OPGESTELD

_FINANCIEEL: Final = frozenset({"financieel"})
_AUDITOR: Final = frozenset({"auditor"})
_BESTAND: Final = f"/betalingen/bestanden/{BESTAND}"

BETALINGEN: Final[tuple[tuple[str, str, str, frozenset[str] | None, int], ...]] = (
    ("betalingen.lijst", "/betalingen", "", _FINANCIEEL, 200),
    ("betalingen.opstellen", "/tranches/rha-2023/betalingen/opstellen", "", None, 200),
    ("betalingen.goedkeuren", "/betalingen/goedkeuren", "", None, 200),
    ("betalingen.opdracht", f"/betalingen/{OPGESTELD}", "", _FINANCIEEL, 200),
    ("betalingen.opdracht", f"/betalingen/{AANGEBODEN}", "aangeboden", frozenset({"behandelaar"}), 200),
    ("betalingen.vervallen", f"/betalingen/{OPGESTELD}/vervallen", "", None, 200),
    ("betaalbestanden.lijst", "/betalingen/bestanden", "", _AUDITOR, 200),
    ("betaalbestanden.nieuw", "/betalingen/bestanden/nieuw", "", None, 200),
    ("betaalbestanden.bestand", _BESTAND, "", _FINANCIEEL, 200),
    ("betaalbestanden.inlezen", "/betalingen/inlezen", "", None, 200),
    ("geld.pagina", "/tranches/rha-2023/geld?deel=te_betalen", "", _FINANCIEEL, 200),
)  # fmt: skip

BETAALDOWNLOADS: Final = (
    ("betaalbestanden.uitvoer", f"{_BESTAND}/opdrachten.csv", "", _AUDITOR),
    ("betaalbestanden.stuk", f"{_BESTAND}/opdrachtlijst.pdf", "", _AUDITOR),
    ("betaalbestanden.terugmelding", f"{_BESTAND}/terugmelding.xlsx", "", None),
)
