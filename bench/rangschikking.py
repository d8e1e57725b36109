"""The pages of a ranking with 5,000 applications beside the same pages with 100; and a scenario beside the bare engine.

Whole requests of a behandelaar through the test client. What is counted is the time of the processor: it says the same
on a busy machine. A page is asked for as people do, again and again while nothing changes; what the first one
costs after a change is for information.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from flask.testing import FlaskClient
from sqlalchemy import event, select

from bench import Meting, maak_meting
from bench._rangwereld import PROEF, VERDEELD, Rangwereld, wereld
from subsidie.accounts.models import Gebruiker
from subsidie.tranches.service import get_tranche
from subsidie.verdeling import vingerafdruk
from subsidie.verdeling.engine import verdeel
from subsidie.verdeling.invoer import lees_invoer
from subsidie.verdeling.scenario import Wens
from subsidie.verdeling.scenariomodellen import Scenario
from subsidie.verdeling.scenarioservice import get_uitgang, maak_scenario
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens

WEINIG, VEEL = 100, 5_000
ADRES = f"/tranches/{VERDEELD}/rangschikking"
ANDERS = {
    "rangschikking_5k_nu": f"/tranches/{PROEF}/rangschikking",
    "rangschikking_5k_blad": f"{ADRES}?pagina=1000",
    "rangschikking_5k_zoek": f"{ADRES}?zoek=00042",
}
"""The same limit: the running position, the last page, and a search."""
RONDES = 15
SCENARIOS = 5


def meet() -> list[Meting]:
    """Milliseconds of the processor, medians of requests that were asked in turns."""
    with TemporaryDirectory() as map_, ExitStack() as stapel:
        klein = _Bezoek(stapel.enter_context(wereld(Path(map_) / "klein", WEINIG)))
        groot = _Bezoek(stapel.enter_context(wereld(Path(map_) / "groot", VEEL)))
        vragen = maak_meting(
            "rangschikking_queries", groot.queries(ADRES), klein.queries(ADRES), eenheid="query", grens=1
        )
        metingen = [vragen, _tijden(klein, groot, ADRES, naam="rangschikking_5k", grens=2)]
        metingen += [_tijden(klein, groot, adres, naam=naam, grens=2) for naam, adres in ANDERS.items()]
        metingen.append(_eerste(klein, groot))
        metingen.append(_scenario(groot.wereld))
    return metingen


class _Bezoek:
    """Someone who is logged in and asks for pages."""

    def __init__(self, gevonden: Rangwereld) -> None:
        self.wereld = gevonden
        self.client: FlaskClient = gevonden.app.test_client()
        with self.client.session_transaction() as sessie:
            sessie["_user_id"] = gevonden.token

    def vraag(self, adres: str) -> float:
        """Seconds of the processor; the page is read to its end."""
        begin = process_time()
        antwoord = self.client.get(adres)
        seconden = process_time() - begin
        if antwoord.status_code != 200 or b"rangtabel" not in antwoord.data:
            raise RuntimeError(f"{adres}: {antwoord.status}")
        return seconden

    def queries(self, adres: str) -> int:
        """How many statements the page runs once the process is warm."""
        self.vraag(adres)
        geteld: list[str] = []

        def tel(_verbinding: object, _cursor: object, opdracht: str, *_rest: object) -> None:
            geteld.append(opdracht)

        with self.wereld.app.app_context():
            motor = db.engine
        event.listen(motor, "before_cursor_execute", tel)
        try:
            self.vraag(adres)
        finally:
            event.remove(motor, "before_cursor_execute", tel)
        return len(geteld)


def _tijden(klein: _Bezoek, groot: _Bezoek, adres: str, *, naam: str, grens: float | None) -> Meting:
    weinig, veel = [], []
    for bezoek in (klein, groot):
        bezoek.vraag(adres)
    for _ in range(RONDES):
        gc.collect()
        weinig.append(klein.vraag(adres))
        veel.append(groot.vraag(adres))
    return maak_meting(naam, 1000 * median(veel), 1000 * median(weinig), eenheid="ms", grens=grens)


def _eerste(klein: _Bezoek, groot: _Bezoek) -> Meting:
    """The page right after something changed: everything is read and computed again."""
    tijden: dict[int, list[float]] = {0: [], 1: []}
    for _ in range(3):
        for kant, bezoek in enumerate((klein, groot)):
            vingerafdruk.vergeet()
            tijden[kant].append(bezoek.vraag(ADRES))
    return maak_meting(
        "rangschikking_5k_eerste",
        1000 * median(tijden[1]),
        1000 * median(tijden[0]),
        eenheid="ms",
        grens=None,
    )


def _scenario(gevonden: Rangwereld) -> Meting:
    """A scenario from input to stored outcome, beside the engine on the same rows and nothing else."""
    with gevonden.app.app_context():
        kaal, heel = [], []
        for ronde in range(SCENARIOS):
            # Somebody filled in the form, and so looked at how it stands.
            wens = get_uitgang(get_tranche(PROEF), nu=nu()).wens
            db.session.remove()
            heel.append(_klok(partial(_bewaar, gevonden, ronde, wens)))
            db.session.remove()
            tekst = db.session.scalars(select(Scenario.invoer).order_by(Scenario.id.desc()).limit(1)).one()
            invoer = lees_invoer(json.loads(tekst))
            kaal.append(_klok(partial(verdeel, invoer)))
        db.session.remove()
    return maak_meting("scenario_5k", 1000 * median(heel), 1000 * median(kaal), eenheid="ms", grens=10)


def _bewaar(gevonden: Rangwereld, ronde: int, wens: Wens) -> None:
    with schrijfgrens():
        beslisser = db.session.get_one(Gebruiker, gevonden.beslisser)
        maak_scenario(get_tranche(PROEF), f"meting {ronde}", wens, door=beslisser, nu=nu())


def _klok(taak: Callable[[], object]) -> float:
    gc.collect()
    begin = process_time()
    uitkomst = taak()
    seconden = process_time() - begin
    del uitkomst
    return seconden


if __name__ == "__main__":
    for regel in meet():
        print(regel)
