"""The practice tranche: open now, everything known, everything said to be invented."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from subsidie.kern.tijd import in_amsterdam
from subsidie.tranches.controle import controleer
from subsidie.tranches.definitie import alle_tranches
from subsidie.tranches.keuzen import Verdeelwijze, Zekerheid
from subsidie.tranches.oefening import gesloten_oefentranche, oefentranche
from subsidie.tranches.onzeker import onzekere_regels
from tests.unit.tranches.hulp import tranche

VANDAAG = date(2026, 11, 21)


@pytest.mark.parametrize("vandaag", [VANDAAG, date(2027, 3, 28), date(2027, 10, 31), date(2028, 2, 29)])
def test_de_oefening_is_nu_open_op_de_klok_van_amsterdam(vandaag: date) -> None:
    [tijdvak] = oefentranche(vandaag).tijdvakken
    assert tijdvak.opent is not None
    assert tijdvak.sluit is not None
    opent, sluit = in_amsterdam(tijdvak.opent), in_amsterdam(tijdvak.sluit)
    assert ((vandaag - opent.date()).days, opent.hour) == (14, 9)
    assert ((sluit.date() - vandaag).days, sluit.hour) == (21, 17)


def test_dezelfde_dag_geeft_dezelfde_oefening() -> None:
    assert oefentranche(VANDAAG) == oefentranche(VANDAAG)
    assert oefentranche(VANDAAG).tijdvakken[0].opent == datetime(2026, 11, 7, 8, 0, tzinfo=UTC)


def test_de_oefening_is_heel_en_alles_is_verzonnen_en_dus_een_aanname() -> None:
    definitie = oefentranche(VANDAAG)
    assert controleer(definitie) == []
    alles = [*definitie.instellingen.values(), *definitie.potten[0].instellingen.values()]
    assert {een.zekerheid for een in alles} == {Zekerheid.AANNAME}
    assert all("[OEF]" in een.bron for een in alles)


def test_de_oefening_wordt_verdeeld_op_score_en_heeft_de_doelgroepen_van_2025() -> None:
    regels = oefentranche(VANDAAG).regels
    [pot] = regels.potten
    assert pot.methode.waarde is Verdeelwijze.SCORE
    assert sum(een.gewicht for een in pot.criteria.eis()) == 100
    assert regels.doelgroepen.waarde == tranche("rha-2025").regels.doelgroepen.waarde


def test_de_oefening_is_geen_van_de_echte_tranches() -> None:
    assert "oefen" not in {een.code for een in alle_tranches()}


def test_een_gesloten_oefening_heeft_een_eigen_plafond_en_weinig_aannames() -> None:
    definitie = gesloten_oefentranche(
        "oefen-x", "Oefening X", plafond_cent=1_000_00, opent=date(2026, 9, 1), sluit=date(2026, 10, 1)
    )
    [tijdvak], [pot] = definitie.tijdvakken, definitie.potten
    assert (tijdvak.opent, tijdvak.sluit) == (
        datetime(2026, 9, 1, 7, 0, tzinfo=UTC), datetime(2026, 10, 1, 15, 0, tzinfo=UTC)
    )  # fmt: skip
    assert (definitie.code, definitie.regels.naam.waarde, pot.plafonds[0].bedrag_cent) == (
        "oefen-x", "Oefening X", 1_000_00
    )  # fmt: skip
    assert {een.sleutel for een in onzekere_regels(definitie)} == {
        "bezwaar.boven_plafond", "beroep.bij", "A: drempelscore", "A: verschilgrens"
    }  # fmt: skip
