"""Later instalments, settlement and claims: what becomes due, and that every euro stays in one part."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from subsidie.aanvragen.service import get_aanvraag
from subsidie.beschikkingen.models import Beschikking, Besluitsoort
from subsidie.realisatie.betaalvoorstel import lees_voorstellen
from subsidie.realisatie.geldregels import Geldstand
from subsidie.realisatie.geldstand import lees_geld
from subsidie.realisatie.planmodellen import Meldingstand, Mijlpaalmelding, Projectdeel
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.service import stel_in
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken import geldrijen, realisatierijen
from tests.fabrieken.betalingen import MOMENT, VANDAAG, Betaalwereld, betaalwereld, wijzig


@pytest.fixture
def wereld(app: Flask) -> Betaalwereld:
    return betaalwereld()


def test_een_latere_termijn_komt_als_elk_deel_zover_is_en_dat_is_aanvaard(wereld: Betaalwereld) -> None:
    """Half at the award, a third when the building of every part began; the rest waits for the settlement."""
    with schrijfgrens():
        for sleutel, waarde in (
            ("betaling.aandeel_bij_verlening", "50 %"),
            ("betaling.termijnen", [{"deel": "30 %", "na": "start_bouw"}]),
        ):
            stel_in(
                wereld.tranche, sleutel, waarde, bron="een proef", zekerheid=Zekerheid.AANNAME, toelichting="proef",
                door=wereld.personen["beheerder"], nu=MOMENT,
            )  # fmt: skip
    wereld.betaal()
    assert {een.bedrag_cent for een in wereld.opdrachten()} == {50_000_00}

    aanvraag = get_aanvraag("A-01")
    with schrijfgrens():
        een, twee = realisatierijen.deel(aanvraag=aanvraag), realisatierijen.deel(aanvraag=aanvraag)
        _begonnen(een)
    assert lees_voorstellen(wereld.tranche, MOMENT, alleen=[aanvraag.id]) == []

    with schrijfgrens():
        _begonnen(twee, stand="gemeld")
    assert lees_voorstellen(wereld.tranche, MOMENT, alleen=[aanvraag.id]) == []

    with schrijfgrens():
        eerste, gemeld = db.session.scalars(
            select(Mijlpaalmelding)
            .where(Mijlpaalmelding.aanvraag_id == aanvraag.id)
            .order_by(Mijlpaalmelding.id)
        )
        gemeld.beoordeeld_door_id, gemeld.als = eerste.beoordeeld_door_id, eerste.als
        gemeld.stand, gemeld.beoordeeld_op = Meldingstand.AANVAARD, MOMENT
    (voorstel,) = lees_voorstellen(wereld.tranche, MOMENT, alleen=[aanvraag.id])
    assert [(deel.termijn, deel.bedrag_cent) for deel in voorstel.plan.betalingen] == [(2, 30_000_00)]


def _begonnen(deel: Projectdeel, *, stand: str = "aanvaard") -> None:
    op = {"beoordeeld_op": MOMENT} if stand == "aanvaard" else {}
    realisatierijen.mijlpaal(
        deel_id=deel.id, aanvraag_id=deel.aanvraag_id, mijlpaal="start_bouw", stand=stand,
        bereikt_op=MOMENT.date(), gemeld_op=MOMENT, **op,
    )  # fmt: skip


def test_na_een_vaststelling_en_een_vordering_zit_elke_euro_nog_in_een_deel(wereld: Betaalwereld) -> None:
    wereld.betaal()
    wijzig("A-01", 70_000_00, soort=Besluitsoort.VASTSTELLING)
    wijzig("A-01", 70_000_00, soort=Besluitsoort.TERUGVORDERING)
    stand = _geld(wereld)
    assert (stand.vastgesteld_cent, stand.terug_open_cent, stand.nog_te_vorderen_cent) == (
        70_000_00,
        30_000_00,
        30_000_00,
    )

    with schrijfgrens():
        besluit = db.session.scalars(
            select(Beschikking).where(Beschikking.soort == Besluitsoort.TERUGVORDERING)
        ).one()
        vordering = geldrijen.vordering(
            aanvraag_id=besluit.aanvraag_id, beschikking_id=besluit.id, hoofdsom_cent=30_000_00,
            ontstaan_op=besluit.bekendgemaakt_op,
        )  # fmt: skip
        geldrijen.ontvangst(vordering_id=vordering.id, bedrag_cent=12_000_00, ontvangen_op=VANDAAG)
    stand = _geld(wereld)
    assert (stand.terug_open_cent, stand.terug_ontvangen_cent, stand.nog_te_vorderen_cent) == (
        18_000_00,
        12_000_00,
        0,
    )
    assert stand.klopt
    assert (
        lees_voorstellen(wereld.tranche, MOMENT, alleen=[get_aanvraag("A-01").id])[0].plan.te_veel_cent
        == 18_000_00
    )


def _geld(wereld: Betaalwereld) -> Geldstand:
    stand = lees_geld(wereld.tranche, MOMENT)
    assert stand is not None
    return stand
