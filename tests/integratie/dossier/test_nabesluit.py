"""After an award the application's page says how far everything is, and what was awarded beside what holds now."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from subsidie.accounts.models import Gebruiker
from subsidie.realisatie.wijzigingen import pak_op
from subsidie.realisatie.wijzigingsbesluit import stel_besluit_op
from subsidie.realisatie.wijzigingsinhoud import Wijzigingsvraag
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.afrekenen import NU, Afrekenwereld, afrekenwereld
from tests.fabrieken.inloggen import als
from tests.fabrieken.verdelingen import Gelezen, lees
from tests.fabrieken.wijzigingen import LATER, ingediend, tekenbevoegde, vraag

pytestmark = pytest.mark.usefixtures("papier_hier")
STRAKS = NU + timedelta(days=1)


@pytest.fixture
def wereld(app: Flask) -> Afrekenwereld:
    return afrekenwereld()


def beslis(
    wereld: Afrekenwereld, wat: Wijzigingsvraag, door: Gebruiker, opslag: Path, *, toestaan: bool
) -> None:
    """``wat`` is asked by ``door``, decided and notified."""
    behandelaar = wereld.personen["behandelaar"]
    verzoek = ingediend(wereld, door, lambda _: wat)
    with schrijfgrens():
        pak_op(verzoek, door=behandelaar, nu=NU)
        stel_besluit_op(
            verzoek, toestaan=toestaan, motivering="Het past niet bij het doel.", voorwaarden="",
            door=behandelaar, nu=NU,
        )  # fmt: skip
    assert verzoek.beschikking is not None
    wereld.maak_bekend(verzoek.beschikking, nu=NU, opslag=opslag)


def kijk(app: Flask, wie: Gebruiker) -> tuple[Gelezen, str]:
    with time_machine.travel(STRAKS, tick=False):
        antwoord = als(app.test_client(), wie, STRAKS).get("/aanvragen/A1")
    assert antwoord.status_code == 200, antwoord.text
    return lees(antwoord.text), antwoord.text


def test_zonder_wijziging_staat_er_een_keer_wat_is_verleend(app: Flask, wereld: Afrekenwereld) -> None:
    gezien, bron = kijk(app, wereld.personen["behandelaar"])
    rijen = {rij.cellen[0]: rij.cellen[1:] for rij in gezien.tabel("Wat is verleend").rijen}
    assert rijen["Verleend"] == ["€ 100.000"]
    assert "Deze verlening is sindsdien niet veranderd" in gezien.tekst
    delen = {rij.cellen[0]: rij.cellen[1:] for rij in gezien.tabel("Per onderdeel hoe ver het is").rijen}
    assert delen["Realisatie"] == ["in uitvoering", "15 van 20 woonruimten opgeleverd en aanvaard."]
    assert delen["Wijzigingen"][0] == "geen"
    assert delen["Vaststelling"][0] == "nog niet vastgesteld"
    for adres in ("/betalingen?zoek=A1", "/aanvragen/A1/realisatie", "/aanvragen/A1/vaststelling"):
        assert f'href="{adres}"' in bron


def test_na_een_wijziging_staat_wat_toen_is_verleend_naast_wat_nu_geldt(
    app: Flask, wereld: Afrekenwereld, tmp_path: Path
) -> None:
    gemeente = tekenbevoegde(wereld)
    wat = vraag(
        wereld, aantal=16, dagen={"gereed": LATER}, locatie="Noorderlaan 5, Zwolle", partner="Stichting Thuis"
    )
    beslis(wereld, wat, gemeente, tmp_path, toestaan=True)
    beslis(wereld, vraag(wereld, aantal=15), gemeente, tmp_path, toestaan=False)
    gezien, bron = kijk(app, gemeente)
    rijen = {rij.cellen[0]: rij.cellen[1:] for rij in gezien.tabel("Wat toen is verleend").rijen}
    assert rijen["Verleend"] == ["€ 100.000", "€ 80.000"]
    assert next(cellen for naam, cellen in rijen.items() if "zelfstandig" in naam) == ["20", "16"]
    assert rijen["Plaats"][1] == "Noorderlaan 5, Zwolle"
    assert rijen["Partner"][1] == "Stichting Thuis"
    assert rijen["Oplevering van alle woonruimten"][1] == "31 december 2034"
    # The refusal came last and changed nothing.
    assert "na een wijziging" in gezien.tekst.lower()
    assert "A1-B2" in gezien.tekst.split("Nu: besluit", 1)[1][:20]
    delen = {rij.cellen[0]: rij.cellen[1:] for rij in gezien.tabel("Per onderdeel hoe ver het is").rijen}
    assert delen["Wijzigingen"] == ["afgewezen", "2 verzoeken: 1 afgewezen, 1 toegestaan."]
    assert "/betalingen" not in bron


def test_alleen_een_afgewezen_wijziging_is_geen_wijziging(
    app: Flask, wereld: Afrekenwereld, tmp_path: Path
) -> None:
    gemeente = tekenbevoegde(wereld)
    beslis(wereld, vraag(wereld, aantal=16), gemeente, tmp_path, toestaan=False)
    gezien, _ = kijk(app, wereld.personen["behandelaar"])
    assert "na een wijziging" not in gezien.tekst.lower()
    assert "Deze verlening is sindsdien niet veranderd" in gezien.tekst
