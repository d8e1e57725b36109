"""Runs every measurement, prints a table, writes ``build/bench.json``; exit 1 when a ratio is over its limit.

``python -m bench engine`` measures one module only (and still writes the file).
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
from pathlib import Path

import bench
from bench import Meting

UITVOER = Path(__file__).resolve().parent.parent / "build" / "bench.json"


def _modules(gekozen: list[str]) -> list[str]:
    alle = sorted(info.name for info in pkgutil.iter_modules(bench.__path__) if not info.name.startswith("_"))
    onbekend = sorted(set(gekozen) - set(alle))
    if onbekend:
        raise SystemExit(f"Onbekend: {', '.join(onbekend)}. Er is: {', '.join(alle)}.")
    return gekozen or alle


def _is_te_traag(meting: Meting) -> bool:
    return meting["grens"] is not None and meting["verhouding"] > meting["grens"]


def _regel(meting: Meting) -> str:
    grens = "-" if meting["grens"] is None else f"{meting['grens']:.2f}"
    oordeel = "TE TRAAG" if _is_te_traag(meting) else "goed"
    return (
        f"{meting['naam']:<24}{meting['waarde']:>12.3f}{meting['referentie']:>12.3f} {meting['eenheid']:<6}"
        f"{meting['verhouding']:>11.2f}{grens:>8}  {oordeel}"
    )


def main(argumenten: list[str]) -> int:
    """Measure and report; the exit status."""
    metingen: list[Meting] = []
    print(f"{'meting':<24}{'waarde':>12}{'referentie':>12} {'':<6}{'verhouding':>11}{'grens':>8}")
    for naam in _modules(argumenten):
        meet = getattr(importlib.import_module(f"bench.{naam}"), "meet", None)
        if meet is None:
            continue
        for meting in meet():
            metingen.append(meting)
            print(_regel(meting), flush=True)
    UITVOER.parent.mkdir(exist_ok=True)
    UITVOER.write_text(json.dumps(metingen, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"Geschreven: {UITVOER.relative_to(UITVOER.parent.parent)}")
    return 1 if not metingen or any(map(_is_te_traag, metingen)) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
