"""The closing minute of a window, under the shipped server command, on SQLite and on PostgreSQL.

342 municipalities with drafts of 30 lines and 3 attachments; 1,000 requests on their own clock over 60 seconds,
half of them in the last ten, of which 342 submits. The figure is p95 of a submit, from the moment that it came in
until the answer, beside the median of a submit when nothing else happens. Before it counts, it is checked that
nothing was lost, nothing came double and the order of receipt is that in which the proxy got the requests. After it
all 342 submit in the same moment, without one error.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Final

from sqlalchemy import select

from bench import Meting, maak_meting
from bench._klant import Verbindingen, formulier
from bench._server import TOEPASSING, server
from bench._sluitingsdruk import DUUR_S, Gang, Verloop, alles_tegelijk, sluitingsminuut, vraag
from bench._sluitingswereld import GEMEENTEN, RUST, SLUITEND, TEGELIJK, Concept, Wereld, wereld
from subsidie.aanvragen.indieningmodellen import Indiening
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, AanvraagVersie
from subsidie.tranches.models import Tranche
from subsidie.web.db import db
from tests.infra import postgres
from tests.infra.databases import Databases

GRENS: Final = 10
OPTIES: Final = ("--worker-class", "gthread", "--workers", "2", "--threads", "3")
"""As the README says to start it."""
AANLOOP_S: Final = 12.0
"""Between the last preparation and the minute: the first pages are looked at before it begins."""

SPELING_S: Final = 30


def meet() -> list[Meting]:
    """Milliseconds of a submit at p95 in the closing minute; the reference is its median in peace."""
    metingen = []
    for soort in ("sqlite", "postgresql"):
        with _database(soort) as (url, map_), wereld(url, map_) as de_wereld:
            metingen += _meet(de_wereld, "sluiting_sqlite" if soort == "sqlite" else "sluiting_postgres")
    return metingen


@contextmanager
def _database(soort: str) -> Iterator[tuple[str, Path]]:
    with TemporaryDirectory() as naam:
        map_ = Path(naam)
        if soort == "sqlite":
            yield f"sqlite:///{map_ / 'bench.db'}", map_
            return
        server_ = postgres.Postgres(map_)
        server_.start()
        try:
            with Databases(map_, lambda: server_.url).nieuw("postgresql", gemigreerd=False) as url:
                yield url, map_
        finally:
            server_.stop()


def _meet(de_wereld: Wereld, naam: str) -> list[Meting]:
    with server(TOEPASSING, de_wereld.omgeving, OPTIES) as poort, Verbindingen(poort) as klant:
        rust = _rustig(klant, de_wereld.concepten[RUST])
        for concept in de_wereld.concepten[SLUITEND]:
            _bereid_bewaren_voor(klant, concept)
        eind = float(int(time.time() + AANLOOP_S + DUUR_S))
        # A little later than the last request is planned: who waits for a slow page is slow, not late.
        de_wereld.sluit_op(datetime.fromtimestamp(eind + SPELING_S, UTC))
        verloop = sluitingsminuut(klant, de_wereld.concepten[SLUITEND], eind=eind)
        _controleer(de_wereld, SLUITEND, verloop)
        tegelijk = alles_tegelijk(klant, de_wereld.concepten[TEGELIJK])
        _controleer(de_wereld, TEGELIJK, tegelijk)
    druk = [gang.duur * 1000 for gang in verloop.van("dien_in")]
    _toon(naam, verloop, druk)
    _toon(
        f"{naam} (alle {GEMEENTEN} tegelijk)",
        tegelijk,
        [gang.duur * 1000 for gang in tegelijk.van("dien_in")],
    )
    return [maak_meting(naam, _deel(druk, 95), median(rust), eenheid="ms", grens=GRENS)]


def _rustig(klant: Verbindingen, concepten: Sequence[Concept]) -> list[float]:
    """Milliseconds of a submit while nothing else happens; the first ones warm the server and do not count."""
    duren = []
    for concept in concepten:
        _eis(vraag(klant, concept, "bekijk"))
        gang = vraag(klant, concept, "dien_in")
        _eis(gang)
        duren.append(gang.duur * 1000)
    return duren[len(duren) // 4 :]


def _bereid_bewaren_voor(klant: Verbindingen, concept: Concept) -> None:
    antwoord = klant.vraag("GET", concept.bewaarpad, koekje=concept.koekje)
    velden = dict(formulier(antwoord.tekst, concept.bewaarpad, vink_aan=False))
    concept.bewaarvelden = [*(velden | {"toelichting": "Nog een keer nagekeken."}).items()]


def _eis(gang: Gang) -> None:
    """A page is there, what was saved is kept, and who submitted is sent to the receipt."""
    goed = gang.antwoord.status == 200
    if gang.soort == "dien_in":
        goed = gang.antwoord.status in (302, 303) and gang.antwoord.naar.endswith("/ontvangst")
    elif gang.soort == "bewaar":
        goed = gang.antwoord.status in (200, 302, 303)
    if not goed:
        wat = f"{gang.antwoord.status} {gang.antwoord.naar} {_melding(gang.antwoord.tekst)}"
        raise RuntimeError(f"{gang.soort} of {gang.nummer}: {wat}")


def _melding(pagina: str) -> str:
    """The words of a page, so that an error says what it showed."""
    _, _, inhoud = pagina.rpartition("<main")
    return " ".join(re.sub(r"<[^>]*>", " ", inhoud).split())[:600]


def _controleer(de_wereld: Wereld, code: str, verloop: Verloop) -> None:
    """Nothing lost, nothing double, nothing late that was in time, and the order of receipt kept."""
    for gang in verloop.gangen:
        _eis(gang)
    verwacht = [gang.nummer for gang in verloop.van("dien_in")]
    with de_wereld.app.app_context():
        rijen = db.session.execute(
            select(Aanvraag.nummer, Aanvraag.ontvangen_op, Aanvraag.status, Aanvraag.buiten_tijdvak)
            .join(Indiening, Indiening.aanvraag_id == Aanvraag.id)
            .join(AanvraagVersie, Indiening.versie_id == AanvraagVersie.id)
            .join(Tranche, Aanvraag.tranche_id == Tranche.id)
            .where(Tranche.code == code, AanvraagVersie.volgnummer == Aanvraag.huidige_versie)
        ).all()
        db.session.remove()
    gevonden = [nummer for nummer, *_ in sorted(rijen, key=lambda rij: (rij[1], rij[0]))]
    if sorted(gevonden) != sorted(verwacht) or len(verwacht) != len(de_wereld.concepten[code]):
        raise RuntimeError(
            f"{len(verwacht)} submitted, {len(gevonden)} recorded, {len(set(gevonden))} of them different"
        )
    if any(status is not Aanvraagstatus.INGEDIEND or te_laat for _, _, status, te_laat in rijen):
        raise RuntimeError("what came in time was not recorded as such")
    moment = {gang.nummer: round(gang.aangekomen, 3) for gang in verloop.van("dien_in")}
    if gevonden != sorted(verwacht, key=lambda nummer: (moment[nummer], nummer)):
        raise RuntimeError("the order of receipt is not that in which the proxy got the requests")


def _deel(duren: Sequence[float], procent: int) -> float:
    return quantiles(duren, n=100)[procent - 1]


def _toon(naam: str, verloop: Verloop, duren: Sequence[float]) -> None:
    print(
        f"  {naam}: {len(verloop.gangen)} verzoeken in {verloop.duur_s:.1f} s"
        f" ({len(verloop.gangen) / verloop.duur_s:.1f}/s); indienen p50 {_deel(duren, 50):.0f} ms,"
        f" p95 {_deel(duren, 95):.0f} ms, p99 {_deel(duren, 99):.0f} ms",
        flush=True,
    )
