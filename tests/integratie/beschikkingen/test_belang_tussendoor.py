"""An interest that comes up halfway stops who has it: between two agreements, and before signing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask

from subsidie.aanvragen.service import list_aanvragen
from subsidie.accounts.belangregister import beeindig_eigen_belang
from subsidie.accounts.models import Gebruiker
from subsidie.beoordeling.service import beoordelen
from subsidie.beschikkingen.models import Besluitstatus
from subsidie.beschikkingen.service import list_beschikkingen, opstellen, tekenen
from subsidie.kern.fouten import NietBevoegd
from subsidie.tranches.service import aannames
from subsidie.verdeling.models import Verdeling, Verdelingstatus
from subsidie.verdeling.samenstellen import NietTeVerdelen
from subsidie.verdeling.service import bevestig_aanname, bevriezen, list_regels, trekken, vaststellen
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.belangen import NU, Belangwereld, belangwereld
from tests.fabrieken.tranches import START, verdeel

EERST, DAARNA = NU, NU + timedelta(hours=1)
Belang = Callable[[Belangwereld, Gebruiker], object]
BELANGEN: dict[str, Belang] = {
    "gemeente": lambda wereld, wie: wereld.in_gemeente(wie),
    "partij": lambda wereld, wie: wereld.in_partij(wie),
    "verklaard": lambda wereld, wie: wereld.verklaar(wie, heeft_belang=True),
}


@pytest.fixture
def wereld(app: Flask) -> Belangwereld:
    """A1 and A2, assessed."""
    gemaakt = belangwereld()
    with schrijfgrens():
        for aanvraag in list_aanvragen(gemaakt.tranche):
            beoordelen(aanvraag, door=gemaakt.personen["beoordelaar"], nu=START + timedelta(days=2))
    return gemaakt


def _eerste_akkoord(wereld: Belangwereld) -> Verdeling:
    een, dagen = wereld.personen["beslisser"], [START + timedelta(days=dag) for dag in range(3, 6)]
    with schrijfgrens():
        verdeling = bevriezen(
            wereld.tranche, seed_bron="proef", seed_verwacht_op=dagen[1], door=een, nu=dagen[0]
        )
    with schrijfgrens():
        trekken(verdeling, seed="proef", seed_bekend_op=dagen[1], door=een, nu=dagen[2])
    with schrijfgrens():
        for aanname in aannames(wereld.tranche):
            bevestig_aanname(verdeling, aanname.sleutel, door=een, nu=EERST)
        vaststellen(verdeling, door=een, nu=EERST)
    return verdeling


@pytest.mark.parametrize("belang", BELANGEN)
def test_wie_na_het_eerste_akkoord_een_belang_kreeg_geeft_het_tweede_niet(
    wereld: Belangwereld, belang: str
) -> None:
    verdeling, twee = _eerste_akkoord(wereld), wereld.personen["tweede_beslisser"]
    assert len(list_regels(verdeling)) == 2
    BELANGEN[belang](wereld, twee)
    with pytest.raises(NietBevoegd, match="A1"), schrijfgrens():
        vaststellen(verdeling, door=twee, nu=DAARNA)
    db.session.refresh(verdeling)
    assert verdeling.status is Verdelingstatus.GETROKKEN


@pytest.mark.parametrize("belang", BELANGEN)
def test_een_akkoord_telt_niet_meer_van_wie_daarna_een_belang_bleek_te_hebben(
    wereld: Belangwereld, belang: str
) -> None:
    verdeling = _eerste_akkoord(wereld)
    BELANGEN[belang](wereld, wereld.personen["beslisser"])
    with pytest.raises(NietTeVerdelen, match="eerste akkoord telt niet meer"), schrijfgrens():
        vaststellen(verdeling, door=wereld.personen["tweede_beslisser"], nu=DAARNA)


def test_wie_een_eigen_belang_beeindigt_stelt_pas_de_volgende_dag_vast(wereld: Belangwereld) -> None:
    verdeling, twee = _eerste_akkoord(wereld), wereld.personen["tweede_beslisser"]
    belang = wereld.in_gemeente(twee)
    with schrijfgrens():
        beeindig_eigen_belang(belang, door=twee, nu=DAARNA)
    with pytest.raises(NietBevoegd, match="Zwolle"), schrijfgrens():
        vaststellen(verdeling, door=twee, nu=DAARNA)
    with schrijfgrens():
        vaststellen(verdeling, door=twee, nu=DAARNA + timedelta(days=1))
    assert verdeling.status is Verdelingstatus.VASTGESTELD


@pytest.mark.parametrize("belang", BELANGEN)
def test_wie_na_het_opstellen_een_belang_kreeg_tekent_geen_enkel_besluit(
    wereld: Belangwereld, belang: str
) -> None:
    verdeling, tekenaar = verdeel(wereld.tranche, wereld.personen), wereld.personen["beslisser"]
    with schrijfgrens():
        opstellen(verdeling, door=wereld.personen["behandelaar"], nu=EERST)
    BELANGEN[belang](wereld, tekenaar)
    dagtekening = date(2026, 2, 10)
    with pytest.raises(NietBevoegd), schrijfgrens():
        tekenen(verdeling, dagtekening=dagtekening, door=tekenaar, nu=DAARNA)
    assert {een.status for een in list_beschikkingen(verdeling)} == {Besluitstatus.CONCEPT}
    with schrijfgrens():
        assert (
            tekenen(verdeling, dagtekening=dagtekening, door=wereld.personen["tweede_beslisser"], nu=DAARNA)
            == 2
        )
