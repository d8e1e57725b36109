"""Documents made in the process of the test, and each only once: for tests in which a document must simply be there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from subsidie.documenten.render import Gerenderd, Taak, Uitkomst, render
from subsidie.kern.canoniek import canonieke_json

_taken: dict[tuple[str, bytes, str], Taak] = {}


def render_hier(taken: Sequence[Taak], *, werkers: int = 2) -> Iterator[Uitkomst]:
    """What ``render_parallel`` gives, without starting ``werkers`` processes: the same values, the same bytes."""
    assert werkers >= 1
    for taak in taken:
        sleutel = (taak.sjabloon, canonieke_json(taak.gegevens), taak.moment.isoformat())
        _taken[sleutel] = taak
        yield Uitkomst(taak.kenmerk, gerenderd=_een_keer(sleutel))


@cache
def _een_keer(sleutel: tuple[str, bytes, str]) -> Gerenderd:
    taak = _taken[sleutel]
    return render(taak.sjabloon, taak.gegevens, moment=taak.moment)
