"""The moments on which the order rests never change, and an application waits for the allocation."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from subsidie.aanvragen.invoer import Aanvraaginvoer
from subsidie.aanvragen.models import Aanvraagstatus, Versiesoort
from subsidie.aanvragen.service import Opname, get_aanvraag, neem_op, zet_status
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import get_tranche, vergrendel_tranche
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.tranches import START, aanvraag, definitie, regel, richt_in

INVOER = aanvraag("A1", "rha", regel("statushouders", 20))
NU = START + timedelta(days=1)


@pytest.fixture
def tranche(app: Flask) -> Tranche:
    return richt_in(definitie("rha-2023"))[0]


def _neem_op(tranche: Tranche, invoer: Aanvraaginvoer) -> Opname:
    with schrijfgrens():
        return neem_op(tranche, invoer, soort=Versiesoort.IMPORT, door=None, nu=NU)


@pytest.mark.parametrize("verschil", [timedelta(seconds=1), timedelta(seconds=-1), timedelta(days=3)])
def test_het_moment_waarop_een_aanvraag_volledig_was_staat_vast(
    tranche: Tranche, verschil: timedelta
) -> None:
    begin = replace(INVOER, volledig_op=NU)
    _neem_op(tranche, begin)
    with pytest.raises(OngeldigeInvoer, match="volledig was, staat vast"):
        _neem_op(tranche, replace(begin, volledig_op=NU + verschil))
    assert get_aanvraag("A1").volledig_op == NU


def test_een_nieuwe_versie_houdt_het_moment_waarop_zij_volledig_was(tranche: Tranche) -> None:
    _neem_op(tranche, INVOER)
    assert _neem_op(tranche, replace(INVOER, projectnaam="Andere naam")) is Opname.GEWIJZIGD
    assert get_aanvraag("A1").volledig_op == INVOER.volledig_op


def test_een_aanvulling_maakt_een_keer_volledig(tranche: Tranche) -> None:
    _neem_op(tranche, replace(INVOER, volledig_op=None))
    assert get_aanvraag("A1").status is Aanvraagstatus.INGEDIEND
    _neem_op(tranche, replace(INVOER, volledig_op=NU))
    assert (get_aanvraag("A1").status, get_aanvraag("A1").volledig_op) == (Aanvraagstatus.VOLLEDIG, NU)


def test_een_intrekking_wacht_tot_de_verdeling_is_opgeslagen(app: Flask, tranche: Tranche) -> None:
    _neem_op(tranche, INVOER)
    volgorde: list[str] = []
    begonnen = threading.Event()

    def trek_in() -> None:
        with app.app_context():
            begonnen.set()
            with schrijfgrens():
                zet_status(get_aanvraag("A1"), Aanvraagstatus.INGETROKKEN)
                volgorde.append("ingetrokken")

    ander = threading.Thread(target=trek_in)
    with schrijfgrens():
        vergrendel_tranche(get_tranche("rha-2023"))
        ander.start()
        begonnen.wait(10)
        ander.join(0.5)  # time to slip in between, if it could
        assert ander.is_alive()
        assert get_aanvraag("A1").status is Aanvraagstatus.VOLLEDIG
        volgorde.append("verdeeld")
    ander.join(30)
    assert volgorde == ["verdeeld", "ingetrokken"]
