"""A version is assessed once, with a score exactly where the pot ranks by score."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from subsidie.aanvragen.models import Aanvraagstatus, Versiesoort
from subsidie.aanvragen.service import get_aanvraag, neem_op, zet_status
from subsidie.accounts.models import Gebruiker
from subsidie.beoordeling.models import Beoordeling
from subsidie.beoordeling.service import beoordelen
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer
from subsidie.tranches.keuzen import Verdeelwijze, Zekerheid
from subsidie.tranches.service import pots, stel_in
from subsidie.verdeling.invoer import lees_invoer
from subsidie.verdeling.samenstellen import stel_invoer_samen
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.tranches import START, aanvraag, binnen_het_tijdvak, definitie, regel, richt_in

NU = START + timedelta(days=2)


def _met_aanvraag(*, op_score: bool) -> dict[str, Gebruiker]:
    tranche, personen = richt_in(definitie("rha-2023"))
    with schrijfgrens():
        neem_op(
            tranche, binnen_het_tijdvak(tranche, aanvraag("A1", "rha", regel("statushouders", 20))),
            soort=Versiesoort.IMPORT,
            door=personen["behandelaar"], nu=START + timedelta(days=1),
        )  # fmt: skip
        if op_score:
            stel_in(
                tranche, "methode", Verdeelwijze.SCORE.value, bron="verzonnen voor een test",
                zekerheid=Zekerheid.AANNAME, toelichting="test", pot=pots(tranche)[0], door=None, nu=START,
            )  # fmt: skip
    return personen


def _beoordeel(personen: dict[str, Gebruiker], **anders: str | None) -> Beoordeling:
    with schrijfgrens():
        return beoordelen(get_aanvraag("A1"), door=personen["beoordelaar"], nu=NU, **anders)


@pytest.mark.parametrize("score", ["8", "8.5", "-0.25", "007.10"])
def test_een_score_is_een_exact_decimaal_getal(app: Flask, score: str) -> None:
    assert _beoordeel(_met_aanvraag(op_score=True), score=score).score == score


@pytest.mark.parametrize(
    "score", ["", "8,5", "8.", ".5", "+8", "1e3", "NaN", "8.5 ", "8\n", "\u0668", "tien", "9" * 41]
)
def test_een_andere_score_wordt_geweigerd(app: Flask, score: str) -> None:
    personen = _met_aanvraag(op_score=True)
    with pytest.raises(OngeldigeInvoer, match="Schrijf een getal"):
        _beoordeel(personen, score=score)
    assert get_aanvraag("A1").status is Aanvraagstatus.VOLLEDIG


def test_een_pot_op_score_vraagt_een_score_van_wie_voldoet(app: Flask) -> None:
    personen = _met_aanvraag(op_score=True)
    with pytest.raises(OngeldigeInvoer, match="vul de score in"):
        _beoordeel(personen)
    assert not _beoordeel(personen, afwijzingsgrond="De woonruimten zijn niet voor een doelgroep.").voldoet
    # Refused before it was scored: it stands in the frozen input and takes no part in the ranking.
    invoer = stel_invoer_samen(get_aanvraag("A1").tranche, moment=NU)
    assert lees_invoer(invoer).kandidaat("A1").score == "0"


def test_een_pot_zonder_score_weigert_een_score(app: Flask) -> None:
    personen = _met_aanvraag(op_score=False)
    with pytest.raises(OngeldigeInvoer, match="laat de score leeg"):
        _beoordeel(personen, score="8.5")


def test_een_versie_wordt_een_keer_beoordeeld(app: Flask) -> None:
    personen = _met_aanvraag(op_score=False)
    _beoordeel(personen)
    with pytest.raises(Domeinfout, match="Versie 1 van aanvraag A1 is al beoordeeld"):
        _beoordeel(personen)
    with schrijfgrens():
        zet_status(get_aanvraag("A1"), Aanvraagstatus.IN_BEOORDELING)
    with pytest.raises(Domeinfout, match="Versie 1 van aanvraag A1 is al beoordeeld"):
        _beoordeel(personen)
