"""The working paper of a sample, with made findings."""

from __future__ import annotations

from typing import Any

from subsidie.verantwoording.steekproefstuk import WerkpapierGegevens, Werkregel


def werkpapier(**velden: Any) -> WerkpapierGegevens:
    """The paper as it is made of a fixed example: one item of each judgement, and one that waits."""
    gewoon: dict[str, Any] = {
        "kenmerk": "rha-proef-SP1-werkpapier-1",
        "steekproef": "rha-proef-SP1",
        "datum": "2026-01-07",
        "organisatie": "Ministerie van Binnenlandse Zaken en Koninkrijksrelaties",
        "regeling": "Regeling huisvesting aandachtsgroepen",
        "tranche": "Proeftranche 2023",
        "doel": "Nagaan of de verleningen volgen uit de aanvragen.",
        "populatie": "Verleningen",
        "wat": "aanvraag met het bedrag dat nu is verleend",
        "items": 97,
        "totaal_cent": 34_621_480_00,
        "wijze": "geldeenheid: elke eurocent een even grote kans, met een vast interval",
        "omvang": 5,
        "zaad": "0f3c9a6b2d4e8f70a1b2c3d4e5f60718",
        "getrokken_op": "2026-01-05T10:00:00+00:00",
        "getrokken_door": "F. Auditor",
        "populatie_sha256": "ab" * 32,
        "uitkomst_sha256": "cd" * 32,
        "versie": "steekproef-1",
        "regels": (
            Werkregel("P-0002", 206_651_00, "41.936.941", "in orde", "", "2026-01-06T10:00:00+00:00"),
            Werkregel("P-0011", 423_790_00, "330.449.274", "fout", "Te hoog bedrag.", "2026-01-06T11:00:00+00:00"),
            Werkregel("P-0020", 1_200_000_00, "611.000.000; 890.000.000", "onzeker", "De begroting ontbreekt.",
                      "2026-01-06T12:00:00+00:00"),
            Werkregel("P-0031", 90_000_00, "1.100.000.000", "", ""),
        ),
        "begin": "209.684.705",
        "interval": "3.462.148.000 / 5",
        "voorbeeld": True,
    }  # fmt: skip
    return WerkpapierGegevens(**{**gewoon, **velden})
