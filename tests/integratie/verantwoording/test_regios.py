"""A division into regions is read whole or not at all; the monitor adds up over it."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeInvoer
from subsidie.realisatie.plan import maak_ontbrekende
from subsidie.verantwoording.monitorbeeld import ZONDER_REGIO, lees_monitor
from subsidie.verantwoording.regio_inlezen import lees_in, list_standen
from subsidie.verantwoording.regiomodellen import Regiogemeente
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.tranches import START
from tests.fabrieken.verdelingen import bekende_tranche

GOED = b"gm_code,regio\nGM0193,Regio Zwolle\nGM0200,Regio Zwolle\n"
FOUT = b"gm_code,regio\nGM0193,Regio Zwolle\nGM9999,Nergens\nGM0193,Nog eens\nGM0200,\nGM0344,Noord\0\n"


@pytest.fixture
def personen(app: Flask) -> dict:
    """A tranche that was decided, with plans."""
    _, gevonden, _ = bekende_tranche()
    with schrijfgrens():
        maak_ontbrekende(START)
    return gevonden


def _lees(door, inhoud: bytes = GOED):
    with schrijfgrens():
        return lees_in("woondealregio", 2025, "Brief van de provincie, 2025", inhoud, door=door, nu=START)


def test_de_monitor_telt_per_regio_op_en_noemt_wat_in_geen_regio_ligt(personen: dict) -> None:
    _lees(personen["beheerder"])
    beeld = lees_monitor(MultiDict([("niveau", "regio:woondealregio")]), dag=START.date())
    per_regio = {een.naam: een.beloofd for een in beeld.plaatsen}
    assert set(per_regio) == {"Regio Zwolle", ZONDER_REGIO}
    assert sum(per_regio.values()) == beeld.totaal.beloofd > 0
    assert beeld.zonder_regio == per_regio[ZONDER_REGIO]


def test_elke_fout_wordt_genoemd_en_er_blijft_niets_van_over(personen: dict) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        _lees(personen["beheerder"], FOUT)
    gemeld = str(fout.value)
    assert "rij 3" in gemeld
    assert "rij 4" in gemeld
    assert "rij 5" in gemeld
    assert "rij 6, kolom regio: Hierin staan tekens die niemand kan zien" in gemeld
    assert db.session.scalar(select(func.count()).select_from(Regiogemeente)) == 0


def test_een_nieuw_bestand_vervangt_het_vorige_en_dat_blijft_staan(personen: dict) -> None:
    _lees(personen["beheerder"])
    with pytest.raises(Domeinfout, match="geldt al"):
        _lees(personen["beheerder"])
    _lees(personen["beheerder"], GOED.replace(b"GM0200", b"GM0150"))
    assert [een.indeling.vervallen for een in list_standen()] == [False, True]


def test_alleen_de_beheerder_leest_in(personen: dict) -> None:
    with pytest.raises(NietBevoegd):
        _lees(personen["behandelaar"])
