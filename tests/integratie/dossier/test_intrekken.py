"""Withdrawing before the decision: what it does to an allocation, and until when it can."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraagstatus
from subsidie.aanvragen.service import get_aanvraag
from subsidie.accounts.models import Rol
from subsidie.berichten.models import Bericht
from subsidie.dossier.intrekken import trek_in
from subsidie.kern.fouten import Domeinfout, NietBevoegd
from subsidie.verdeling.service import bevriezen
from subsidie.verdeling.vaststellen import is_gewijzigd
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.aanvraagpaginas import ANDER, EIGEN, NU, TOEGEKEND, Wereld, richt_wereld_in
from tests.fabrieken.tranches import START


@pytest.fixture
def wereld(app: Flask) -> Wereld:
    return richt_wereld_in(app)


def test_een_bevroren_lijst_kan_na_een_intrekking_niet_meer_worden_vastgesteld(wereld: Wereld) -> None:
    toen = START + timedelta(days=3)
    tess = wereld.met_rol(Rol.TEKENBEVOEGDE, EIGEN)
    with schrijfgrens():
        verdeling = bevriezen(
            wereld.tranche, seed_bron="proef", seed_verwacht_op=toen + timedelta(days=1),
            door=wereld.personen["beslisser"], nu=toen,
        )  # fmt: skip
    assert not is_gewijzigd(verdeling)
    with schrijfgrens():
        trek_in(get_aanvraag(TOEGEKEND), reden="", door=tess, nu=toen + timedelta(hours=1))
    assert get_aanvraag(TOEGEKEND).status is Aanvraagstatus.INGETROKKEN
    assert is_gewijzigd(verdeling)
    tekst = db.session.scalars(select(Bericht.tekst).where(Bericht.sleutel.endswith("intrekking:in"))).one()
    assert "kan zo niet meer worden vastgesteld" in tekst


def test_na_de_bekendmaking_van_een_besluit_kan_intrekken_niet_meer(wereld: Wereld) -> None:
    wereld.besluit(bekend=True)
    tess = wereld.met_rol(Rol.TEKENBEVOEGDE, EIGEN)
    with pytest.raises(Domeinfout, match="al een besluit bekendgemaakt"), schrijfgrens():
        trek_in(get_aanvraag(TOEGEKEND), reden="", door=tess, nu=NU)


def test_een_getekend_besluit_dat_nog_niet_bekend_is_houdt_het_niet_tegen(wereld: Wereld) -> None:
    """The municipality cannot know of it (Awb 3:40), and it is not notified any more."""
    wereld.besluit(bekend=False)
    tess = wereld.met_rol(Rol.TEKENBEVOEGDE, EIGEN)
    with schrijfgrens():
        trek_in(get_aanvraag(TOEGEKEND), reden="", door=tess, nu=NU)
    assert get_aanvraag(TOEGEKEND).status is Aanvraagstatus.INGETROKKEN


def test_alleen_een_tekenbevoegde_van_de_eigen_gemeente_trekt_in(wereld: Wereld) -> None:
    for wie in (wereld.gemeente(EIGEN), wereld.met_rol(Rol.TEKENBEVOEGDE, ANDER)):
        with pytest.raises(NietBevoegd), schrijfgrens():
            trek_in(get_aanvraag(TOEGEKEND), reden="", door=wie, nu=NU)
