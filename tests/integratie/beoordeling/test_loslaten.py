"""Work goes back from who turns out to have an interest in it, at once or with the next round of the worker."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from subsidie.aanvragen.models import Functiegroep
from subsidie.aanvragen.service import betrek, get_aanvraag, get_versie
from subsidie.accounts.models import Gebruiker
from subsidie.audit.models import Gebeurtenis
from subsidie.beoordeling.loslaten import laat_los_als_nodig, list_los_te_laten
from subsidie.beoordeling.scoremodellen import Scorekaart
from subsidie.beoordeling.service import beoordelen
from subsidie.beoordeling.toewijzing import pak_op, zoek_toewijzing
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.belangen import DAG, NU, Belangwereld, belangwereld

MORGEN = NU + timedelta(days=1)


@pytest.fixture
def wereld(app: Flask) -> Belangwereld:
    """A1 is handled by the behandelaar, and with a card at the beoordelaar; A2 too."""
    gemaakt = belangwereld()
    with schrijfgrens():
        for nummer in ("A1", "A2"):
            aanvraag = get_aanvraag(nummer)
            pak_op(aanvraag, door=gemaakt.personen["behandelaar"], nu=NU)
            betrek(aanvraag, gemaakt.personen["beoordelaar"], Functiegroep.BEOORDELING, nu=NU)
            db.session.add(
                Scorekaart(
                    aanvraag_id=aanvraag.id, versie=get_versie(aanvraag), beoordelaar=gemaakt.personen["beoordelaar"],
                    toegewezen_op=NU, toegewezen_door_id=gemaakt.personen["behandelaar"].id,
                    als=Functiegroep.BEOORDELING,
                )
            )  # fmt: skip
    return gemaakt


def _kaart(nummer: str) -> Scorekaart:
    kaart: Scorekaart = db.session.scalars(
        select(Scorekaart).where(Scorekaart.aanvraag_id == get_aanvraag(nummer).id)
    ).one()
    return kaart


def _veeg(nu: datetime) -> int:
    gevonden = list_los_te_laten(nu=nu)
    with schrijfgrens():
        return sum(laat_los_als_nodig(*paar, nu=nu) for paar in gevonden)


def _losgelaten() -> list[str]:
    return list(
        db.session.scalars(
            select(Gebeurtenis.object_id).where(Gebeurtenis.soort == "aanvraag:losgelaten_om_belang")
        )
    )


def test_wie_een_belang_verklaart_is_de_kaart_meteen_kwijt(wereld: Belangwereld) -> None:
    wereld.verklaar(wereld.personen["beoordelaar"], heeft_belang=True)
    assert _kaart("A1").vervallen_reden == "De beoordelaar heeft een belang bij deze aanvraag."
    assert _kaart("A2").vervallen_op is None
    assert zoek_toewijzing(get_aanvraag("A1")) is not None
    assert _losgelaten() == ["A1"]


def test_ook_een_ingeleverde_kaart_vervalt_zolang_er_geen_oordeel_is(wereld: Belangwereld) -> None:
    with schrijfgrens():
        kaart = _kaart("A1")
        kaart.voldoet, kaart.ingeleverd_op = True, NU
    wereld.verklaar(wereld.personen["beoordelaar"], heeft_belang=True)
    assert _kaart("A1").vervallen_op == NU


def test_een_kaart_waar_het_oordeel_al_op_rust_blijft(wereld: Belangwereld) -> None:
    wie = wereld.personen["beoordelaar"]
    with schrijfgrens():
        kaart = _kaart("A1")
        kaart.voldoet, kaart.ingeleverd_op = True, NU
    with schrijfgrens():
        beoordelen(wereld.aanvraag, door=wie, nu=NU)
    wereld.verklaar(wie, heeft_belang=True)
    assert _kaart("A1").vervallen_op is None
    assert _veeg(NU) == 0


def test_wie_een_belang_verklaart_behandelt_de_aanvraag_niet_meer(wereld: Belangwereld) -> None:
    wereld.verklaar(wereld.personen["behandelaar"], heeft_belang=True)
    assert zoek_toewijzing(get_aanvraag("A1")) is None
    assert zoek_toewijzing(get_aanvraag("A2")) is not None
    assert _kaart("A1").vervallen_op is None


def test_een_belang_in_een_partij_wordt_bij_de_volgende_ronde_gezien(wereld: Belangwereld) -> None:
    wereld.in_partij(wereld.personen["beoordelaar"])
    assert _kaart("A1").vervallen_op is None
    assert _veeg(NU) == 1
    assert (_kaart("A1").vervallen_op, _kaart("A2").vervallen_op) == (NU, None)
    assert _veeg(NU) == 0
    assert _losgelaten() == ["A1"]


def test_een_belang_dat_morgen_begint_werkt_morgen(wereld: Belangwereld) -> None:
    beoordelaar: Gebruiker = wereld.personen["beoordelaar"]
    wereld.in_gemeente(beoordelaar, vanaf=DAG + timedelta(days=1))
    assert _veeg(NU) == 0
    assert _veeg(MORGEN) == 2
    assert _kaart("A1").vervallen_op == MORGEN


def test_een_nieuwe_versie_met_een_andere_partij_telt(wereld: Belangwereld) -> None:
    wereld.in_partij(wereld.personen["behandelaar"], "Bouwbedrijf Jansen")
    assert _veeg(NU) == 0
    wereld.neem_op("A2", "Bouwbedrijf Jansen")
    assert _veeg(NU) == 1
    assert zoek_toewijzing(get_aanvraag("A2")) is None
