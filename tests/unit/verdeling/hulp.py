"""Short ways to write an input and to look at its outcome."""

from __future__ import annotations

from typing import Any

import pytest

from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.strikte_json import GeenGeheelGetal
from subsidie.verdeling.engine import Verdelingsuitslag, verdeel
from subsidie.verdeling.invoer import lees_invoer
from subsidie.verdeling.uitleg import toelichting

Rij = dict[str, Any]

GEHEEL = "moet een geheel getal zijn, zonder aanhalingstekens, punt of exponent"
MIST = "dit veld ontbreekt"
HALF = "deze tekst bevat een half teken (los surrogaat)"
GEEN_GETALLEN = [True, False, "1", 1.0, GeenGeheelGetal("1.0"), GeenGeheelGetal("1e3"), [], {}]
GEEN_TEKSTEN = [True, 1, GeenGeheelGetal("1.0"), [], {}]


def kandidaat(nummer: str, gevraagd_cent: int = 10, **anders: Any) -> Rij:
    """A candidate that is right; ``anders`` replaces fields, ``None`` leaves one out, ``dag`` sets the day."""
    dag = anders.pop("dag", 1)
    rij: Rij = {
        "nummer": nummer,
        "gemeente": "GM0363",
        "pot": "A",
        "gevraagd_cent": gevraagd_cent,
        "eenheden": 1,
        "volledig_op": f"2023-06-{dag:02d}T10:00:00+02:00",
    } | anders
    return {sleutel: waarde for sleutel, waarde in rij.items() if waarde is not None}


def pot(plafond_cent: int = 100, naam: str = "A", **anders: Any) -> Rij:
    """A pot on order of receipt, unless ``regels`` says otherwise."""
    return {"pot": naam, "plafond_cent": plafond_cent, "regels": {"methode": "binnenkomst"}} | anders


def invoer(*kandidaten: Rij, potten: list[Rij] | None = None, seed: str | None = "zaad", **kop: Any) -> Rij:
    """A whole input with one pot of 100 cents, unless ``potten`` says otherwise."""
    uit: Rij = {"potten": potten or [pot()], "kandidaten": list(kandidaten)} | kop
    return uit if seed is None else uit | {"seed": seed}


def reken(gegevens: Rij) -> Verdelingsuitslag:
    """Read and allocate."""
    return verdeel(lees_invoer(gegevens))


def kort(uitslag: Verdelingsuitslag) -> dict[str, tuple[str, str, int]]:
    """Per number: outcome, reason and amount."""
    return {een.nummer: (een.uitkomst.value, een.reden.value, een.bedrag_cent) for een in uitslag.uitkomsten}


def rangen(uitslag: Verdelingsuitslag) -> dict[str, tuple[int | None, int | None]]:
    """Per number: rank and lot."""
    return {een.nummer: (een.rang, een.lotnummer) for een in uitslag.uitkomsten}


def fouten(gegevens: object) -> list[str]:
    """The faults in an input that must be refused, one line each."""
    with pytest.raises(OngeldigeInvoer) as gevangen:
        lees_invoer(gegevens)
    regels = [str(gebrek) for gebrek in gevangen.value.gebreken]
    assert all(regel.isprintable() for regel in regels), "a fault is one line without invisible characters"
    return regels


def met_regels(**regels: Any) -> Rij:
    """An input whose only pot has exactly these rules."""
    return invoer(kandidaat("R1", categorie="X", score="1"), potten=[pot(regels=regels)])


def op_tijdstip(**regels: str) -> Rij:
    """Rules on order of receipt, to the instant: no draw."""
    return {"methode": "binnenkomst", "binnen_groep": "tijdstip"} | regels


def brief(gegevens: Rij, nummer: str, **anders: Any) -> str:
    """The explanation of one outcome as running text."""
    uitslag = reken(gegevens)
    return " ".join(toelichting(uitslag.invoer, uitslag, nummer, **anders))


def nummer_met_lot(gegevens: Rij, lotnummer: int, groep: int = 0) -> str:
    """Who drew that lot in that group."""
    uitslag = reken(gegevens)
    return next(een.nummer for een in uitslag.uitkomsten if (een.lotnummer, een.groep) == (lotnummer, groep))
