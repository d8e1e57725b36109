"""The paper with the figures of a tranche, with made figures."""

from __future__ import annotations

from typing import Any

from subsidie.dossier.cijfers import Deelcijfer, Groepcijfer, Vergelijking
from subsidie.dossier.cijferstuk import CijferGegevens
from subsidie.verdeling.stukken import Persoon

_PROVINCIES = (
    Deelcijfer("Drenthe", 5, 4, 2_100_000_00, 2_000_000_00, 4, 3, 1_640_000_00, 90, 120),
    Deelcijfer("Noord-Holland", 31, 20, 12_400_000_00, 12_000_000_00, 22, 15, 8_100_000_00, 410, 690),
    Deelcijfer("Zuid-Holland", 40, 22, 15_000_000_00, 15_000_000_00, 30, 18, 11_260_000_00, 380, 1_210),
)
_TOTAAL = Deelcijfer(
    "Alle aanvragen", 76, 46, 29_500_000_00, 29_000_000_00, 56, 36, 21_000_000_00, 880, 2_020, 21_500_000_00
)


def cijferstuk(**velden: Any) -> CijferGegevens:
    """The paper as it is made of a fixed example."""
    gewoon: dict[str, Any] = {
        "kenmerk": "rha-proef-V1-cijfers-1",
        "datum": "2023-12-04",
        "organisatie": "Ministerie van Binnenlandse Zaken en Koninkrijksrelaties",
        "regeling": "Regeling huisvesting aandachtsgroepen",
        "tranche": "Proeftranche 2023",
        "totaal": _TOTAAL,
        "potten": (_TOTAAL,),
        "provincies": _PROVINCIES,
        "doelgroepen": (
            Groepcijfer("statushouders", 400, 900),
            Groepcijfer("uitwonende studenten", 480, 1_120),
        ),
        "over_cent": 500_000_00,
        "uitkomst_sha256": "5d" * 32,
        "van_plafond": "137%",
        "gepubliceerd": 18,
        "verschillen": (Vergelijking("Aanvragen", 76, 78, "Kamerbrief 32 847 nr. 1193"),),
        "tegenstrijdigheden": ("Eerst werd 20 miljoen genoemd; het werd € 21.500.000.",),
        "bezwaren": 2,
        "bezwaar_erbij_cent": 300_000_00,
        "bezwaar_boven_cent": 120_000_00,
        "vastgesteld_op": "2023-12-04T09:00:00+01:00",
        "vastgesteld_door": (Persoon("A. de Beslisser", "directeur", "M-1"),),
        "voorbeeld": True,
    }
    return CijferGegevens(**{**gewoon, **velden})
