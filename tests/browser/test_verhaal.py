"""The small tranche in a browser, role by role: each plays their own part, from the world that the others left them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from subsidie import create_app
from subsidie.tranches.service import get_tranche, sluiten
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.browser.venster import venster
from tests.browser.verhaalvenster import Verhaalvenster, koekje
from tests.infra import werelden
from tests.infra.databases import Databases, omgeving_voor
from tests.infra.draadserver import draadserver
from tests.verhaal.spel import Spel, speel
from tests.verhaal.stappen import (
    aanvragen,
    behandelen,
    beoordelen,
    besluiten,
    bezwaren,
    controleren,
    verdelen,
)
from tests.verhaal.verloop import MOMENTEN, Stand, begin_na
from tests.verhaal.wereld import BEOORDELAARS, CODE, SLUITING, ZWOLS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Speelt = Callable[..., AbstractContextManager[Spel]]


@pytest.fixture
def speelt(browser: Browser, databases: Databases, tmp_path: Path) -> Speelt:
    """``speelt(stand, *wie)``: the world after the chapter ``stand``; ``wie`` sit at a browser, the others do not."""

    @contextmanager
    def begin(stand: Stand, *wie: str) -> Iterator[Spel]:
        huis, moment = tmp_path / stand.value, _daarna(stand)
        huis.mkdir()
        with ExitStack() as open_, databases.nieuw("sqlite") as url:
            omgeving = {**omgeving_voor(url, huis), "SUBSIDIE_OMGEVING": "ontwikkeling"}  # no https
            app = create_app(omgeving)
            app.extensions[werelden.DATABASES] = databases
            open_.enter_context(app.app_context())
            begin_na(stand)
            spel = open_.enter_context(speel(app, moment))
            adres = open_.enter_context(draadserver(app))
            spel.anders = {
                een: Verhaalvenster(
                    open_.enter_context(
                        venster(
                            browser,
                            adres,
                            breedte=1440,
                            staat={"cookies": [koekje(app, spel, een)], "origins": []},
                        )
                    )
                )
                for een in wie
            }
            yield spel
            db.session.remove()
            for motor in db.engines.values():
                motor.dispose()

    return begin


def _daarna(stand: Stand) -> datetime:
    """When the chapter after ``stand`` is played."""
    return next((moment for moment in MOMENTEN.values() if moment > MOMENTEN[stand]), MOMENTEN[stand])


def test_de_gemeente_van_concept_tot_bezwaar(speelt: Speelt) -> None:
    with speelt(Stand.KLAAR, "tess") as spel:
        aanvragen.dien_in(spel.als("tess"), ZWOLS)
    with speelt(Stand.GEVRAAGD, "tess", "olaf") as spel:
        aanvragen.bereid_aanvulling_voor(spel.als("olaf"))
        aanvragen.dien_aanvulling_in(spel.als("tess"))
    with speelt(Stand.BEKEND, "tess") as spel:
        bezwaren.open_besluit(spel.als("tess"))
        bezwaren.dien_bezwaar_in(spel.als("tess"))


def test_de_behandelaar_van_binnenkomst_tot_opgesteld_besluit(speelt: Speelt) -> None:
    with speelt(Stand.INGEDIEND, "bea") as spel:
        b = spel.als("bea")
        behandelen.pak_op(b)
        behandelen.vraag_aanvulling(b)
        behandelen.bevind_volledig(b, "OEFEN-0002")
        behandelen.schrijf_notitie(b)
    with speelt(Stand.AANGEVULD, "bea") as spel:
        behandelen.bevind_aangevuld(spel.als("bea"))
        with schrijfgrens():
            sluiten(get_tranche(CODE), door=spel.wie("beheer"), nu=SLUITING)
        behandelen.spreid(spel.als("bea"))
    with speelt(Stand.VASTGESTELD, "bea") as spel:
        besluiten.stel_besluiten_op(spel.als("bea"))


def test_de_beoordelaar_meldt_een_belang_en_scoort_de_rest(speelt: Speelt) -> None:
    with speelt(Stand.UITGEDEELD, *BEOORDELAARS) as spel:
        wie = next(een for een in BEOORDELAARS if beoordelen.MET_BELANG in beoordelen.te_doen(spel.als(een)))
        b = spel.als(wie)
        beoordelen.meld_belang(b)
        eerste, tweede, *_ = beoordelen.te_doen(b)
        beoordelen.beoordeel(b.volg(eerste), eerste, wie, als_eerste=True)
        # Handing in leads to the next card.
        beoordelen.beoordeel(b, tweede, wie, als_eerste=True)


def test_de_derde_beoordelaar_leidt_het_overleg_en_de_gemeente_wordt_gehoord(speelt: Speelt) -> None:
    with speelt(Stand.GESCOORD, *BEOORDELAARS, "bea", "breda") as spel:
        wie = next(een for een in BEOORDELAARS if beoordelen.leidt_overleg(spel.als(een)))
        beoordelen.modereer(spel.als(wie))
        beoordelen.vraag_zienswijze(spel.als("bea"))
        beoordelen.geef_geen_zienswijze(spel.als("breda"))
        beoordelen.sluit_zienswijze(spel.als("bea"))
        lezer = next(een for een in BEOORDELAARS if beoordelen.las_andere_feiten(spel.als(een)))
        beoordelen.leg_oordeel_vast(spel.als(lezer))


def test_de_eerste_beslisser_bekijkt_bevriest_tekent_en_maakt_bekend(speelt: Speelt) -> None:
    with speelt(Stand.BEOORDEELD, "ans") as spel:
        verdelen.bekijk_stand(spel.als("ans"))
        verdelen.vraag_wat_als(spel.als("ans"))
        verdelen.bevries_lijst(spel.als("ans"), spel)
    with speelt(Stand.OPGESTELD, "ans") as spel:
        besluiten.teken(spel.als("ans"))
        spel.nu += timedelta(minutes=1)
        spel.laat_werken(brieven=besluiten.BRIEVEN)
        besluiten.maak_bekend(spel.als("ans"))


def test_twee_beslissers_stellen_samen_de_verdeling_vast(speelt: Speelt) -> None:
    with speelt(Stand.BEVROREN, "ans", "otto") as spel:
        verdelen.trek(spel.als("ans"), spel)
        verdelen.geef_eerste_akkoord(spel.als("ans"))
        verdelen.geef_tweede_akkoord(spel.als("otto"))


def test_twee_bezwaarbehandelaars_beslissen_op_het_bezwaar(speelt: Speelt) -> None:
    with speelt(Stand.BEZWAAR, "bas", "bo") as spel:
        bezwaren.behandel(spel.als("bas"))
        bezwaren.teken(spel.als("bo"))
        spel.nu += timedelta(minutes=1)
        spel.laat_werken(brieven=(bezwaren.BESLISSING,))
        bezwaren.maak_bekend(spel.als("bo"))


def test_de_auditor_kijkt_alles_na_en_kan_niets_veranderen(speelt: Speelt) -> None:
    with speelt(Stand.BESLIST, "aad") as spel:
        controleren.controleer(spel.als("aad"))
        controleren.lees_cijfers(spel.als("aad"))
