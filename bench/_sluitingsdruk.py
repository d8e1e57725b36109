"""The closing minute as requests on a clock: when each comes in does not depend on how the server is doing.

342 municipalities each look at the page to submit and submit; besides, their colleagues save parts of drafts. Half
of everything comes in the last ten of sixty seconds.
"""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final

from bench._klant import Antwoord, Verbindingen, formulier
from bench._sluitingswereld import Concept

DUUR_S: Final = 60.0
LAATSTE_S: Final = 10.0
VERZOEKEN: Final = 1000
LAAT: Final = 0.6
"""So many of the submits come in the last seconds; with what comes before them that is half of all requests."""
GELIJKTIJDIG: Final = 400
"""So many requests can be on their way at once: the client never waits for itself."""

_EERST: Final = {"bekijk": "bewaar", "dien_in": "bekijk"}
"""What is answered first, of the same draft."""


@dataclass(frozen=True, slots=True)
class Gang:
    """One request as it went: seconds since the start, and how long after its planned moment the answer was there."""

    soort: str
    nummer: str
    aangekomen: float
    """Seconds since 1970: what the proxy says."""
    duur: float
    antwoord: Antwoord


@dataclass(slots=True)
class Verloop:
    """What happened, in no order."""

    gangen: list[Gang] = field(default_factory=list)
    duur_s: float = 0.0

    def van(self, soort: str) -> list[Gang]:
        """The requests of one kind, in the order in which they came in."""
        return sorted((gang for gang in self.gangen if gang.soort == soort), key=lambda gang: gang.aangekomen)


def vraag(server: Verbindingen, concept: Concept, soort: str, *, aangekomen: float | None = None) -> Gang:
    """One request for one draft; a submit sends what its page gave, and that page must have been looked at."""
    moment = aangekomen or time.time()
    begin = time.time()
    if soort == "bekijk":
        antwoord = server.vraag("GET", concept.indienpad, koekje=concept.koekje, aangekomen=moment)
        if antwoord.status == 200:
            concept.formulier = formulier(antwoord.tekst, concept.indienpad)
    elif soort == "dien_in":
        antwoord = server.vraag(
            "POST", concept.indienpad, koekje=concept.koekje, velden=concept.formulier, aangekomen=moment
        )
    else:
        antwoord = server.vraag(
            "POST", concept.bewaarpad, koekje=concept.koekje, velden=concept.bewaarvelden, aangekomen=moment
        )
    return Gang(soort, concept.nummer, moment, time.time() - min(moment, begin), antwoord)


def sluitingsminuut(
    server: Verbindingen, concepten: Sequence[Concept], *, eind: float, zaad: int = 1
) -> Verloop:
    """The minute before ``eind`` (seconds since 1970), on its own clock. Waits until everything is answered."""
    toeval = random.Random(zaad)
    begin = eind - DUUR_S
    plan: list[tuple[float, str, Concept]] = []
    for concept in concepten:
        indienen = _moment(toeval, begin, eind)
        bekijken = indienen - toeval.uniform(0.8, 4.0)
        plan += [(bekijken, "bekijk", concept), (indienen, "dien_in", concept)]
    for concept in toeval.sample(list(concepten), VERZOEKEN - len(plan)):
        eerste = min(moment for moment, _, ander in plan if ander is concept)
        # Before the page to submit is looked at: what changes in between is another story (and refused).
        plan.append((eerste - toeval.uniform(0.3, 1.5), "bewaar", concept))
    plan.sort(key=lambda rij: rij[0])
    verloop, slot = Verloop(), threading.Lock()
    gedaan = {(soort, concept.nummer): threading.Event() for _, soort, concept in plan}

    def doe(moment: float, soort: str, concept: Concept) -> None:
        # A person sends a page that came, and looks at it after what was saved: who is early waits for that answer.
        eerder = gedaan.get((_EERST[soort], concept.nummer)) if soort in _EERST else None
        if eerder is not None and not eerder.is_set():
            eerder.wait(timeout=60.0)
            moment = max(moment, time.time())
        gang = _probeer(server, concept, soort, moment)
        gedaan[soort, concept.nummer].set()
        with slot:
            verloop.gangen.append(gang)

    _speel(plan, doe)
    verloop.duur_s = time.time() - plan[0][0]
    return verloop


def alles_tegelijk(server: Verbindingen, concepten: Sequence[Concept]) -> Verloop:
    """Everyone looks at the page first, one after another; then all submit in the same moment."""
    for concept in concepten:
        vraag(server, concept, "bekijk")
    verloop, slot = Verloop(), threading.Lock()
    moment = time.time() + 0.5

    def doe(moment: float, soort: str, concept: Concept) -> None:
        gang = _probeer(server, concept, soort, moment)
        with slot:
            verloop.gangen.append(gang)

    _speel([(moment, "dien_in", concept) for concept in concepten], doe)
    verloop.duur_s = time.time() - moment
    return verloop


def _probeer(server: Verbindingen, concept: Concept, soort: str, moment: float) -> Gang:
    """One request; no answer at all is an answer with status 0, to be told with the rest."""
    try:
        return vraag(server, concept, soort, aangekomen=moment)
    except (OSError, http.client.HTTPException) as fout:
        return Gang(soort, concept.nummer, moment, time.time() - moment, Antwoord(0, "", repr(fout)))


def _moment(toeval: random.Random, begin: float, eind: float) -> float:
    if toeval.random() < LAAT:
        return toeval.uniform(eind - LAATSTE_S, eind - 0.001)
    return toeval.uniform(begin + 6.0, eind - LAATSTE_S)


def _speel(plan: Sequence[tuple[float, str, Concept]], doe: Callable[[float, str, Concept], None]) -> None:
    with ThreadPoolExecutor(GELIJKTIJDIG) as ploeg:
        toekomst = []
        for moment, soort, concept in plan:
            wachten = moment - time.time()
            if wachten > 0:
                time.sleep(wachten)
            toekomst.append(ploeg.submit(doe, moment, soort, concept))
        for een in toekomst:
            een.result()
