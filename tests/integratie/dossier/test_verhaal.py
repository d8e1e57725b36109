"""The whole of a small tranche, from eight drafts to the decision on an objection, on both databases.

The steps are in ``tests.verhaal``: people at their pages, who check at every step what they see and what they do not.
Here is what must be true of the whole when it is over, and on the way there.
"""

from __future__ import annotations

import hashlib

from flask import Flask

from subsidie.audit.controle import controleer
from subsidie.beoordeling.scoremodellen import Scorekaart
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.tranches.service import get_tranche
from subsidie.verdeling.queries import get_verdeling_nummer
from subsidie.web.db import db
from tests.verhaal.bladeraar import Bladeraar
from tests.verhaal.spel import speel
from tests.verhaal.stappen import controleren
from tests.verhaal.stappen.bezwaren import GEHEIM
from tests.verhaal.stappen.verdelen import SEED
from tests.verhaal.verloop import MOMENTEN, Stand, begin_na
from tests.verhaal.wereld import (
    AANVRAGEN,
    ANDERE_FEITEN,
    CODE,
    GELIJK,
    GEVRAAGD_EURO,
    PLAFOND_EURO,
    ZWOLS,
)

ALLEEN_MINISTERIE = (
    "behandeling",
    "oordeel",
    "moderatie",
    "naast",
    "volledigheid",
    "klok",
    "belang",
    "buiten-behandeling",
)
VAN_DE_TRANCHE = (
    "rangschikking",
    "verdelen",
    "beoordeling",
    "scenarios",
    "besluiten",
    "bekendmaken",
    "cijfers",
)


def besluiten() -> dict[str, Beschikking]:
    return {een.kenmerk: een for een in db.session.query(Beschikking)}


def test_na_het_hele_verhaal_klopt_het_geld_en_de_keten(app: Flask) -> None:
    begin_na(Stand.BESLIST)
    genomen = besluiten()
    soorten = {kenmerk: een.soort for kenmerk, een in genomen.items()}
    winnaar = next(nummer for nummer in GELIJK if genomen[f"{nummer}-B1"].verleend_cent)

    # Four under the ceiling, to the last euro; Zwolle after its objection above it; nobody lost anything by that.
    eerste = {nummer: genomen[f"{nummer}-B1"].verleend_cent // 100 for nummer in AANVRAGEN}
    assert eerste == dict.fromkeys(AANVRAGEN, 0) | dict.fromkeys(
        ("OEFEN-0002", "OEFEN-0003", "OEFEN-0004", winnaar), GEVRAAGD_EURO
    )
    assert sum(eerste.values()) == PLAFOND_EURO
    assert soorten[f"{ZWOLS}-B2"] is Besluitsoort.BESLISSING_OP_BEZWAAR
    assert genomen[f"{ZWOLS}-B2"].verleend_cent == GEVRAAGD_EURO * 100
    assert genomen[f"{ZWOLS}-B2"].vervangt_id == genomen[f"{ZWOLS}-B1"].id
    assert {een.status for een in genomen.values()} == {Besluitstatus.BEKENDGEMAAKT}

    # Nobody did two things that must be apart.
    for een in genomen.values():
        assert een.opgesteld_door_id != een.getekend_door_id
    gaf_scores = {kaart.beoordelaar_id for kaart in db.session.query(Scorekaart)}
    assert not gaf_scores & {een.getekend_door_id for een in genomen.values()}

    assert controleer(db.engine, None, ()).goed
    with speel(app, MOMENTEN[Stand.BESLIST]) as spel:
        controleren.controleer(spel.als("aad"))
        controleren.lees_cijfers(spel.als("otto"))


def test_wie_de_loting_wint_rekent_iedereen_na(app: Flask) -> None:
    begin_na(Stand.BEKEND)
    verdeling = get_verdeling_nummer(get_tranche(CODE), 1)
    laagste = min(GELIJK, key=lambda nummer: hashlib.sha256(f"{SEED}|{nummer}".encode()).hexdigest())
    assert [nummer for nummer in GELIJK if besluiten()[f"{nummer}-B1"].verleend_cent] == [laagste]
    # The list that was hashed before anyone knew the seed is public now, to the last byte.
    bevroren = app.test_client().get(f"/openbaar/{CODE}/bevroren-invoer.json")
    assert bevroren.status_code == 200
    assert hashlib.sha256(bevroren.data).hexdigest() == verdeling.bevroren_sha256


def test_de_gemeente_ziet_nergens_scores_namen_notities_of_advies(app: Flask) -> None:
    begin_na(Stand.BESLIST)
    with speel(app, MOMENTEN[Stand.BESLIST]) as spel:
        b = spel.als("tess").leest_niet(*GEHEIM)
        links = b.open(f"/aanvragen/{ZWOLS}").leest_niet(*GEHEIM).links
        assert len(links) > 20
        for link in dict.fromkeys(links):
            b.open(f"/aanvragen/{ZWOLS}").volg(link).leest_niet(*GEHEIM)
        for deel in ALLEEN_MINISTERIE:
            assert weigert(b, f"/aanvragen/{ZWOLS}/{deel}"), deel
        for deel in VAN_DE_TRANCHE:
            assert weigert(b, f"/tranches/{CODE}/{deel}"), deel
        # Of another municipality nothing exists.
        b.open("/aanvragen/OEFEN-0002", status=404).leest_niet("Deventer")
        b.open(f"/aanvragen/{ANDERE_FEITEN}/zienswijze", status=404)


def weigert(b: Bladeraar, pad: str) -> bool:
    """Whether the address is refused or does not exist."""
    for status in (403, 404):
        try:
            b.open(pad, status=status)
        except AssertionError:
            continue
        return True
    return False
