"""A decision is signed on a mandate, by someone who had no other part in it, and works once it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask

from subsidie.accounts.models import Gebruiker, Mandaathandeling, Rol
from subsidie.accounts.service import geef_mandaat, ken_rol_toe, maak_gebruiker
from subsidie.beschikkingen.models import Besluitstatus
from subsidie.beschikkingen.service import bekendmaken, list_beschikkingen, opstellen, tekenen
from subsidie.documenten.service import maak_wachtende
from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeOvergang
from subsidie.platform.opslag import LokaleOpslag
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.service import bevriezen
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.tranches import START, aanvraag, definitie, neem_alles_op, regel, richt_in, verdeel

MOMENT = START + timedelta(days=10)
DAGTEKENING = date(2026, 1, 20)


@dataclass
class Opstelling:
    verdeling: Verdeling
    personen: dict[str, Gebruiker]

    def stel_op(self, wie: str = "behandelaar") -> None:
        with schrijfgrens():
            opstellen(self.verdeling, door=self.personen[wie], nu=MOMENT)

    def teken(self, wie: str = "beslisser", dagtekening: date = DAGTEKENING) -> int:
        with schrijfgrens():
            return tekenen(self.verdeling, dagtekening=dagtekening, door=self.personen[wie], nu=MOMENT)

    def maak_beslisser(self, wie: str, *, tot_bedrag_cent: int = 10**12, tot: date | None = None) -> None:
        with schrijfgrens():
            ken_rol_toe(self.personen[wie], Rol.BESLISSER, vanaf=date(2026, 1, 1), door=None, nu=START)
            mandaat = geef_mandaat(
                self.personen[wie], Mandaathandeling.BESCHIKKING_TEKENEN, registernummer=f"PROEF-{wie}",
                tot_bedrag_cent=tot_bedrag_cent, vanaf=date(2026, 1, 1), door=None, nu=START,
            )  # fmt: skip
            mandaat.tot = tot


@pytest.fixture
def opstelling(app: Flask) -> Opstelling:
    tranche, personen = richt_in(definitie("rha-2023"))
    neem_alles_op(tranche, [aanvraag("A1", "rha", regel("statushouders", 20), euro=100_000)], personen)
    with schrijfgrens():
        personen["nieuw"] = maak_gebruiker(
            naam="N. Nieuw", email="nieuw@voorbeeld.invalid", functie="proef", door=None, nu=START
        )
    return Opstelling(verdeel(tranche, personen), personen)


def test_een_besluit_wordt_opgesteld_getekend_en_bekendgemaakt(
    opstelling: Opstelling, tmp_path: Path
) -> None:
    opstelling.stel_op()
    assert opstelling.teken() == 1
    assert opstelling.teken() == 0
    with pytest.raises(Domeinfout, match="brief nog niet gemaakt"), schrijfgrens():
        bekendmaken(
            opstelling.verdeling, door=opstelling.personen["beslisser"], nu=MOMENT + timedelta(days=5)
        )
    maak_wachtende(LokaleOpslag(tmp_path), werkers=1, klok=lambda: MOMENT)
    with pytest.raises(Domeinfout, match="gedateerd op 20 januari 2026"), schrijfgrens():
        bekendmaken(opstelling.verdeling, door=opstelling.personen["beslisser"], nu=MOMENT)
    with schrijfgrens():
        assert (
            bekendmaken(
                opstelling.verdeling, door=opstelling.personen["beslisser"], nu=MOMENT + timedelta(days=5)
            )
            == 1
        )
    besluit = list_beschikkingen(opstelling.verdeling)[0]
    assert (besluit.status, besluit.bekendgemaakt_op) == (Besluitstatus.BEKENDGEMAAKT, DAGTEKENING)


def test_wie_de_aanvraag_beoordeelde_tekent_het_besluit_niet(opstelling: Opstelling) -> None:
    opstelling.stel_op()
    opstelling.maak_beslisser("beoordelaar")
    with pytest.raises(NietBevoegd, match="al betrokken als ‘beoordeling’"):
        opstelling.teken("beoordelaar")
    assert list_beschikkingen(opstelling.verdeling)[0].status is Besluitstatus.CONCEPT


def test_wie_het_besluit_opstelde_tekent_het_niet(opstelling: Opstelling) -> None:
    opstelling.stel_op()
    opstelling.maak_beslisser("behandelaar")
    with pytest.raises(NietBevoegd, match="opgesteld"):
        opstelling.teken("behandelaar")


def test_boven_het_mandaat_wordt_niet_getekend(opstelling: Opstelling) -> None:
    opstelling.stel_op()
    opstelling.maak_beslisser("nieuw", tot_bedrag_cent=99_999_99)
    with pytest.raises(NietBevoegd, match=r"gaat tot € 99\.999,99"):
        opstelling.teken("nieuw")


def test_een_mandaat_dat_is_afgelopen_geeft_geen_bevoegdheid(opstelling: Opstelling) -> None:
    opstelling.stel_op()
    opstelling.maak_beslisser("nieuw", tot=date(2026, 1, 10))
    with pytest.raises(NietBevoegd, match="geen mandaat"):
        opstelling.teken("nieuw")


def test_een_brief_draagt_geen_dag_die_al_voorbij_is(opstelling: Opstelling) -> None:
    opstelling.stel_op()
    with pytest.raises(Domeinfout, match="dagtekening"):
        opstelling.teken(dagtekening=date(2026, 1, 1))


def test_zonder_vastgestelde_verdeling_geen_besluiten(opstelling: Opstelling) -> None:
    with schrijfgrens():
        lopend = bevriezen(
            opstelling.verdeling.tranche, seed_bron="proef", seed_verwacht_op=MOMENT + timedelta(days=1),
            door=opstelling.personen["beslisser"], nu=MOMENT,
        )  # fmt: skip
    with pytest.raises(OngeldigeOvergang), schrijfgrens():
        opstellen(lopend, door=opstelling.personen["behandelaar"], nu=MOMENT)
