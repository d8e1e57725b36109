"""The speed of the allocation, beside a reference measured in the same run (ratios travel, seconds do not).

``meet()`` gives the rows for the table of ``make bench``; ``python -m bench.engine`` prints them.
"""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable
from hashlib import sha256

from bench import Meting, maak_meting
from subsidie.verdeling.engine import Verdelingsuitslag, verdeel
from subsidie.verdeling.invoer import lees_invoer

_SEED = "meting|1"
_DAGEN = 20
_RONDES = 15


def maak_invoer(aantal: int) -> dict[str, object]:
    """Made applications over twenty days, the same ones every time.

    Numbers follow the order of receipt, as they do in practice; one in five was completed some days later.
    The ceiling falls in the eighth day: that day is drawn, and every later day for the order of the reserve
    list.
    """
    bedragen = [100_000 + (plek * 7919) % 900_000 for plek in range(aantal)]
    kandidaten = [
        {
            "nummer": f"RHA-{plek:06d}",
            "gemeente": f"GM{plek % 342:04d}",
            "pot": "A",
            "gevraagd_cent": bedragen[plek],
            "eenheden": 1 + plek % 60,
            "volledig_op": f"2023-06-{_dag(plek, aantal):02d}T{8 + plek % 12:02d}:{plek % 60:02d}:00+02:00",
        }
        for plek in range(aantal)
    ]
    pot = {"pot": "A", "plafond_cent": sum(bedragen) * 3 // 8, "regels": {"methode": "binnenkomst"}}
    return {"seed": _SEED, "potten": [pot], "kandidaten": kandidaten}


def _dag(plek: int, aantal: int) -> int:
    ontvangen = plek * _DAGEN // aantal
    later = plek % 4 if plek % 5 == 0 else 0
    return 1 + min(ontvangen + later, _DAGEN - 1)


def meet() -> list[Meting]:
    """The measurements: seconds, and their ratio to the reference of the same run with its limit.

    ``engine_groei`` sets one allocation of 100,000 against one of ten allocations of 10,000 that are kept, so
    that both sides take as much memory and the ratio tells of the algorithm, not of what fits in a cache.
    """
    groot = lees_invoer(maak_invoer(100_000))
    klein = [lees_invoer(maak_invoer(10_000)) for _ in range(10)]
    for invoer in (groot, klein[0]):
        _controleer(verdeel(invoer))
    nummers = [een.nummer for een in groot.kandidaten]
    referentie, op_groot, op_klein = _tijden(
        lambda: _hash_en_sorteer(nummers), lambda: verdeel(groot), lambda: [verdeel(een) for een in klein]
    )
    groot_s, referentie_s = _middelste(op_groot, referentie)
    groei_s, tien_s = _middelste(op_groot, op_klein)
    return [
        maak_meting("engine_100k", groot_s, referentie_s, eenheid="s", grens=5),
        maak_meting("engine_groei", groei_s, tien_s / len(klein), eenheid="s", grens=12),
    ]


def _controleer(uitslag: Verdelingsuitslag) -> None:
    """What was measured is what the name says: everyone has an outcome and a draw decided."""
    assert len(uitslag.uitkomsten) == len(uitslag.invoer.kandidaten)
    assert sum(groep.beslissende_loting for groep in uitslag.groepen) == 1


def _hash_en_sorteer(nummers: list[str]) -> list[str]:
    return sorted([sha256(f"{_SEED}|{nummer}".encode()).hexdigest() for nummer in nummers])


def _tijden(*taken: Callable[[], object], rondes: int = _RONDES) -> list[list[float]]:
    """The seconds of each task in each round; in turns, so that a busy machine slows them all alike."""
    tijden: list[list[float]] = [[] for _ in taken]
    for _ in range(rondes):
        for taak, metingen in zip(taken, tijden, strict=True):
            gc.collect()
            begin = time.perf_counter()
            resultaat = taak()
            metingen.append(time.perf_counter() - begin)
            del resultaat  # giving the memory back is not a part of the task
    return tijden


def _middelste(waarden: list[float], referenties: list[float]) -> tuple[float, float]:
    """The round with the median ratio: both figures of one moment, whatever else the machine was doing."""
    rondes = sorted(zip(waarden, referenties, strict=True), key=lambda ronde: ronde[0] / ronde[1])
    return rondes[len(rondes) // 2]


if __name__ == "__main__":
    for rij in meet():
        print(json.dumps(rij))
