"""To whom a letter goes on a day: the municipality itself, or the one that has its rights and obligations.

On the day that a municipality goes up in another, its rights and obligations pass to that one by law; where its area
goes to more than one, to the municipality that the regulation of the merger names (Wet algemene regels herindeling,
article 44, paragraph 1). The register keeps one successor for each: it is that municipality.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from subsidie.kern.fouten import Domeinfout
from subsidie.kern.tijd import datum_nl
from subsidie.register.gemeenten import Stand
from subsidie.register.models import Gemeente
from subsidie.register.service import gemeente_op, get_gemeente

VIA_LOKET: Final = "Verzonden via het loket"


@dataclass(frozen=True, slots=True)
class Adres:
    """``gemeente``: the name in a letter ("van de gemeente ..."); ``regels``: what stands under it, line by line.

    ``regels`` is empty where there is no postal address: the letter then says that it goes through the loket.
    """

    gemeente: str
    regels: tuple[str, ...]


def rechtsopvolger(gemeente: Gemeente, dag: date) -> Gemeente | None:
    """Who has the rights and obligations of ``gemeente`` on ``dag``; ``None`` while it exists itself.

    Raises ``Domeinfout`` when it is no more and the register knows nobody who exists and took over.
    """
    if gemeente.geldig_tot is None or gemeente.geldig_tot > dag:
        return None
    op_dag = gemeente_op(gemeente.gm_code, dag)
    if op_dag.stand is not Stand.OPGEHEVEN:
        return None
    if op_dag.opvolger is None:
        raise Domeinfout(
            f"De gemeente {gemeente.naam} ({gemeente.gm_code}) bestaat niet meer sinds "
            f"{datum_nl(gemeente.geldig_tot)}. Het register kent geen gemeente die haar rechten en verplichtingen "
            "heeft (artikel 44 van de Wet algemene regels herindeling). Laat die eerst vastleggen."
        )
    return get_gemeente(op_dag.opvolger.gm_code)


def adres_op(gemeente: Gemeente, dag: date) -> Adres:
    """To whom and where a letter about ``gemeente`` dated ``dag`` goes. Raises ``Domeinfout`` as ``rechtsopvolger``."""
    opvolger = rechtsopvolger(gemeente, dag)
    if opvolger is None:
        return Adres(gemeente.naam_kort, _regels(gemeente))
    namens = f"rechtsopvolger van de gemeente {gemeente.naam_kort}"
    return Adres(opvolger.naam_kort, (namens, *(_regels(opvolger) or (VIA_LOKET,))))


def _regels(gemeente: Gemeente) -> tuple[str, ...]:
    return tuple((gemeente.postadres or "").splitlines())
