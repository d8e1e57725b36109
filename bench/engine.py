"""The speed of the allocation, beside a reference measured in the same run (ratios travel, seconds do not).

``meet()`` gives the rows for the table of ``make bench``; ``python -m bench.engine`` prints them.
"""

from __future__ import annotations

import gc
import json
import statistics
import time
from collections.abc import Callable
from hashlib import sha256

from subsidie.verdeling.engine import verdeel
from subsidie.verdeling.invoer import Verdelingsinvoer, lees_invoer

Meting = dict[str, str | float]

_SEED = "meting|1"
_DAGEN = 20
_RONDES = 9


def maak_invoer(aantal: int) -> dict[str, object]:
    """Made applications over twenty days; the ceiling falls in the eighth day, so that day is drawn.

    So is every later day, for the order of the reserve list. The same numbers every time.
    """
    kandidaten = [
        {
            "nummer": f"RHA-{plek:06d}",
            "gemeente": f"GM{plek % 342:04d}",
            "pot": "A",
            "gevraagd_cent": 100_000 + (plek * 7919) % 900_000,
            "eenheden": 1 + plek % 60,
            "volledig_op": f"2023-06-{1 + plek % _DAGEN:02d}T{8 + plek % 12:02d}:{plek % 60:02d}:00+02:00",
        }
        for plek in range(aantal)
    ]
    per_dag_cent = sum(100_000 + (plek * 7919) % 900_000 for plek in range(aantal)) // _DAGEN
    return {
        "seed": _SEED,
        "potten": [{"pot": "A", "plafond_cent": per_dag_cent * 15 // 2, "regels": {"methode": "binnenkomst"}}],
        "kandidaten": kandidaten,
    }


def meet() -> list[Meting]:
    """The measurements: seconds, and their ratio to the reference of the same run with its limit."""
    groot, klein = lees_invoer(maak_invoer(100_000)), lees_invoer(maak_invoer(10_000))
    nummers = [een.nummer for een in groot.kandidaten]
    referentie_s, groot_s, klein_s = _medianen(
        lambda: _hash_en_sorteer(nummers), lambda: _verdeel(groot), lambda: _verdeel(klein)
    )
    return [
        _meting("engine_100k", groot_s, referentie_s, grens=5),
        _meting("engine_groei", groot_s, klein_s, grens=12),
    ]


def meet_lezen() -> list[Meting]:
    """Reading and checking 100,000 candidates, from the bytes of a file; for information, without a limit."""
    from subsidie.kern.strikte_json import lees_json

    data = json.dumps(maak_invoer(100_000)).encode()
    (lezen_s,) = _medianen(lambda: lees_invoer(lees_json(data)), rondes=3)
    return [{"naam": "lees_invoer_100k", "waarde": round(lezen_s, 4), "eenheid": "s"}]


def _verdeel(invoer: Verdelingsinvoer) -> None:
    uitslag = verdeel(invoer)
    assert len(uitslag.uitkomsten) == len(invoer.kandidaten)
    assert any(groep.beslissende_loting for groep in uitslag.groepen)


def _hash_en_sorteer(nummers: list[str]) -> list[str]:
    return sorted([sha256(f"{_SEED}|{nummer}".encode()).hexdigest() for nummer in nummers])


def _medianen(*taken: Callable[[], object], rondes: int = _RONDES) -> list[float]:
    """The median of each task in seconds; in turns, so that a busy machine slows them all alike."""
    tijden: list[list[float]] = [[] for _ in taken]
    for _ in range(rondes):
        for taak, metingen in zip(taken, tijden, strict=True):
            gc.collect()
            begin = time.perf_counter()
            taak()
            metingen.append(time.perf_counter() - begin)
    return [statistics.median(metingen) for metingen in tijden]


def _meting(naam: str, waarde_s: float, referentie_s: float, *, grens: float) -> Meting:
    return {
        "naam": naam,
        "waarde": round(waarde_s, 4),
        "eenheid": "s",
        "referentie": round(referentie_s, 4),
        "verhouding": round(waarde_s / referentie_s, 2),
        "grens": grens,
    }


if __name__ == "__main__":
    for rij in meet() + meet_lezen():
        print(json.dumps(rij))
