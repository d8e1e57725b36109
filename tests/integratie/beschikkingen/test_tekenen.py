"""A decision is signed on a mandate, by someone who had no other part in it, and works once it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask

from subsidie.accounts.models import Belang, Gebruiker, Mandaathandeling, Rol
from subsidie.accounts.service import geef_mandaat, ken_rol_toe, maak_gebruiker
from subsidie.beschikkingen.models import Besluitstatus
from subsidie.beschikkingen.service import bekendmaken, list_beschikkingen, opstellen, tekenen
from subsidie.documenten.service import maak_wachtende
from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeOvergang
from subsidie.platform.opslag import LokaleOpslag
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.service import bevriezen
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.tranches import START, aanvraag, definitie, neem_alles_op, regel, richt_in, verdeel
from tests.infra.werelden import begin_met

pytestmark = pytest.mark.usefixtures("papier_hier")
MOMENT = START + timedelta(days=10)
DAGTEKENING = date(2026, 1, 20)
VERZONDEN = MOMENT + timedelta(days=5)


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

    def maak_bekend(self, opslag: LokaleOpslag, *, na: timedelta = timedelta()) -> int:
        """By the decider, ``na`` the day that the letters carry."""
        with schrijfgrens():
            return bekendmaken(
                self.verdeling, opslag=opslag, door=self.personen["beslisser"], nu=VERZONDEN + na
            )

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
    return Opstelling(*begin_met(_verdeeld))


def _verdeeld() -> tuple[Verdeling, dict[str, Gebruiker]]:
    tranche, personen = richt_in(definitie("rha-2023"))
    neem_alles_op(tranche, [aanvraag("A1", "rha", regel("statushouders", 20), euro=100_000)], personen)
    with schrijfgrens():
        personen["nieuw"] = maak_gebruiker(
            naam="N. Nieuw", email="nieuw@voorbeeld.invalid", functie="proef", door=None, nu=START
        )
    return verdeel(tranche, personen), personen


def test_een_besluit_wordt_opgesteld_getekend_en_bekendgemaakt(
    opstelling: Opstelling, tmp_path: Path
) -> None:
    opstelling.stel_op()
    assert opstelling.teken() == 1
    assert opstelling.teken() == 0
    opslag = LokaleOpslag(tmp_path)
    with pytest.raises(Domeinfout, match="brief nog niet gemaakt"):
        opstelling.maak_bekend(opslag)
    maak_wachtende(opslag, werkers=1, klok=lambda: MOMENT)
    assert opstelling.maak_bekend(opslag) == 1
    besluit = list_beschikkingen(opstelling.verdeling)[0]
    assert (besluit.status, besluit.bekendgemaakt_op) == (Besluitstatus.BEKENDGEMAAKT, DAGTEKENING)


@pytest.mark.parametrize("dagen", [-1, 1, 145])
def test_een_besluit_wordt_verzonden_op_de_dag_van_zijn_dagtekening(
    opstelling: Opstelling, tmp_path: Path, dagen: int
) -> None:
    opstelling.stel_op()
    opstelling.teken()
    opslag = LokaleOpslag(tmp_path)
    maak_wachtende(opslag, werkers=1, klok=lambda: MOMENT)
    with pytest.raises(Domeinfout, match=r"gedateerd op 20 januari 2026\. Bekendmaken kan alleen op die dag"):
        opstelling.maak_bekend(opslag, na=timedelta(days=dagen))
    assert list_beschikkingen(opstelling.verdeling)[0].status is Besluitstatus.GETEKEND


def test_zonder_leesbare_brief_wordt_niets_bekendgemaakt(opstelling: Opstelling, tmp_path: Path) -> None:
    opstelling.stel_op()
    opstelling.teken()
    maak_wachtende(LokaleOpslag(tmp_path / "weg"), werkers=1, klok=lambda: MOMENT)
    with pytest.raises(Domeinfout, match=r"A1-B1: Het opgeslagen bestand .* ontbreekt"):
        opstelling.maak_bekend(LokaleOpslag(tmp_path / "leeg"))
    assert list_beschikkingen(opstelling.verdeling)[0].status is Besluitstatus.GETEKEND


def test_wie_een_belang_heeft_maakt_niet_bekend(opstelling: Opstelling, tmp_path: Path) -> None:
    opstelling.stel_op()
    opstelling.teken()
    opslag = LokaleOpslag(tmp_path)
    maak_wachtende(opslag, werkers=1, klok=lambda: MOMENT)
    with schrijfgrens():
        db.session.add(
            Belang(
                gebruiker_id=opstelling.personen["beslisser"].id, gm_code="GM0193", omschrijving="woont er",
                vanaf=date(2026, 1, 1),
            )
        )  # fmt: skip
    with pytest.raises(NietBevoegd, match="belang in "):
        opstelling.maak_bekend(opslag)


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


def test_het_mandaat_geldt_ook_op_de_dag_die_de_brief_draagt(opstelling: Opstelling) -> None:
    opstelling.stel_op()
    opstelling.maak_beslisser("nieuw", tot=DAGTEKENING)
    with pytest.raises(NietBevoegd, match="op 20 januari 2026 geen mandaat"):
        opstelling.teken("nieuw")
    assert opstelling.teken("nieuw", dagtekening=DAGTEKENING - timedelta(days=1)) == 1


def test_een_brief_is_hoogstens_dertig_dagen_vooruit_gedateerd(opstelling: Opstelling) -> None:
    opstelling.stel_op()
    vandaag = date(2026, 1, 15)
    with pytest.raises(Domeinfout, match="hoogstens 30 dagen"):
        opstelling.teken(dagtekening=vandaag + timedelta(days=31))
    assert opstelling.teken(dagtekening=vandaag + timedelta(days=30)) == 1


def test_een_brief_draagt_geen_dag_die_al_voorbij_is(opstelling: Opstelling) -> None:
    opstelling.stel_op()
    with pytest.raises(Domeinfout, match="dagtekening"):
        opstelling.teken(dagtekening=date(2026, 1, 1))


def test_zonder_vastgestelde_verdeling_geen_besluiten(opstelling: Opstelling) -> None:
    with schrijfgrens():
        lopend = bevriezen(opstelling.verdeling.tranche, door=opstelling.personen["beslisser"], nu=MOMENT)
    with pytest.raises(OngeldigeOvergang), schrijfgrens():
        opstellen(lopend, door=opstelling.personen["behandelaar"], nu=MOMENT)
