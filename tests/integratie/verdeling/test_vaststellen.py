"""Nobody divides the money alone, and nothing changes between the freeze and the decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask

from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, Versiesoort
from subsidie.aanvragen.service import get_aanvraag, neem_op, zet_status
from subsidie.accounts.models import Belang, Gebruiker
from subsidie.kern.fouten import NietBevoegd, OngeldigeOvergang
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import aannames, get_pot, verhoog_plafond
from subsidie.verdeling.models import Verdeling, Verdelingstatus
from subsidie.verdeling.service import (
    NietTeVerdelen,
    bevestig_aanname,
    bevriezen,
    list_regels,
    trekken,
    vaststellen,
)
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.tranches import START, aanvraag, definitie, neem_alles_op, regel, richt_in, verdeel

DAG = [START + timedelta(days=3 + nummer) for nummer in range(8)]


@dataclass
class Opstelling:
    """A tranche of 2023 with three applications on one day of which two fit."""

    tranche: Tranche
    personen: dict[str, Gebruiker]

    def bevries(self) -> Verdeling:
        with schrijfgrens():
            return bevriezen(
                self.tranche,
                seed_bron="proef",
                seed_verwacht_op=DAG[1],
                door=self.personen["beslisser"],
                nu=DAG[0],
            )

    def trek(self, verdeling: Verdeling, seed: str | None = "proef") -> None:
        with schrijfgrens():
            trekken(
                verdeling,
                seed=seed,
                seed_bekend_op=DAG[1] if seed else None,
                door=self.personen["beslisser"],
                nu=DAG[2],
            )

    def bevestig(self, verdeling: Verdeling) -> None:
        with schrijfgrens():
            for aanname in aannames(self.tranche):
                bevestig_aanname(verdeling, aanname.sleutel, door=self.personen["beslisser"], nu=DAG[3])

    def akkoord(self, verdeling: Verdeling, wie: str = "beslisser") -> Verdeling:
        with schrijfgrens():
            return vaststellen(verdeling, door=self.personen[wie], nu=DAG[4])


MILJOENEN = [("A1", "GM0193", 1_900_000), ("A2", "GM0363", 1_900_000), ("A3", "GM0344", 1_900_000)]
VULLING = 17
"""Enough applications of € 1.9 million to pass the ceiling of € 34.705.000 together with the three."""


@pytest.fixture
def opstelling(app: Flask) -> Opstelling:
    tranche, personen = richt_in(definitie("rha-2023"))
    codes = ["GM0014", "GM0034", "GM0080", "GM0085", "GM0090", "GM0093", "GM0106", "GM0109", "GM0114", "GM0118",
             "GM0119", "GM0141", "GM0147", "GM0148", "GM0150", "GM0153", "GM0158"]  # fmt: skip
    aanvragen = [(f"B{plaats:02d}", code, 1_900_000) for plaats, code in enumerate(codes[:VULLING])]
    neem_alles_op(
        tranche,
        [
            aanvraag(nummer, "rha", regel("statushouders", 400), euro=euro, gm_code=gemeente)
            for nummer, gemeente, euro in MILJOENEN + aanvragen
        ],
        personen,
    )
    return Opstelling(tranche, personen)


def test_een_verdeling_wordt_door_twee_personen_vastgesteld(opstelling: Opstelling) -> None:
    verdeling = opstelling.bevries()
    opstelling.trek(verdeling)
    opstelling.bevestig(verdeling)
    assert opstelling.akkoord(verdeling).status is Verdelingstatus.GETROKKEN
    with pytest.raises(NietBevoegd, match="twee personen"):
        opstelling.akkoord(verdeling)
    assert opstelling.akkoord(verdeling, "tweede_beslisser").status is Verdelingstatus.VASTGESTELD
    with pytest.raises(OngeldigeOvergang):
        opstelling.akkoord(verdeling, "tweede_beslisser")


def test_wie_geen_beslisser_is_stelt_niets_vast(opstelling: Opstelling) -> None:
    verdeling = opstelling.bevries()
    opstelling.trek(verdeling)
    opstelling.bevestig(verdeling)
    for wie in ("behandelaar", "beoordelaar", "beheerder", "auditor"):
        with pytest.raises(NietBevoegd):
            opstelling.akkoord(verdeling, wie)


def test_wie_een_belang_heeft_in_een_gemeente_stelt_niets_vast(opstelling: Opstelling) -> None:
    verdeling = opstelling.bevries()
    opstelling.trek(verdeling)
    opstelling.bevestig(verdeling)
    with schrijfgrens():
        db.session.add(
            Belang(gebruiker_id=opstelling.personen["beslisser"].id, gm_code="GM0193", omschrijving="woont er",
                   vanaf=DAG[0].date())
        )  # fmt: skip
    with pytest.raises(NietBevoegd, match="belang"):
        opstelling.akkoord(verdeling)


def test_iedere_aanname_vraagt_een_bevestiging_met_naam(opstelling: Opstelling) -> None:
    verdeling = opstelling.bevries()
    opstelling.trek(verdeling)
    with pytest.raises(NietTeVerdelen, match="aannames"):
        opstelling.akkoord(verdeling)
    opstelling.bevestig(verdeling)
    opstelling.akkoord(verdeling)


def test_een_aanvraag_die_na_het_bevriezen_wijzigt_maakt_de_trekking_ongeldig(opstelling: Opstelling) -> None:
    verdeling = opstelling.bevries()
    opstelling.trek(verdeling)
    opstelling.bevestig(verdeling)
    with schrijfgrens():
        zet_status(get_aanvraag("A1"), Aanvraagstatus.INGETROKKEN)
    with pytest.raises(NietTeVerdelen, match="veranderd"):
        opstelling.akkoord(verdeling)


def test_een_seed_van_voor_het_bevriezen_telt_niet(opstelling: Opstelling) -> None:
    verdeling = opstelling.bevries()
    with pytest.raises(NietTeVerdelen, match="na het bevriezen"), schrijfgrens():
        trekken(
            verdeling, seed="proef", seed_bekend_op=DAG[0] - timedelta(seconds=1),
            door=opstelling.personen["beslisser"], nu=DAG[2],
        )  # fmt: skip


def test_zonder_seed_kan_niet_worden_vastgesteld_wat_moet_worden_geloot(opstelling: Opstelling) -> None:
    verdeling = opstelling.bevries()
    with pytest.raises(NietTeVerdelen, match="geloot"):
        opstelling.trek(verdeling, seed=None)


def test_er_loopt_een_verdeling_tegelijk(opstelling: Opstelling) -> None:
    opstelling.bevries()
    with pytest.raises(NietTeVerdelen, match="loopt al"):
        opstelling.bevries()


def test_wat_nog_niet_is_beoordeeld_houdt_de_verdeling_op(opstelling: Opstelling) -> None:
    with schrijfgrens():
        neem_op(
            opstelling.tranche, aanvraag("LAAT", "rha", regel("statushouders", 3), gm_code="GM0327"),
            soort=Versiesoort.IMPORT, door=None, nu=DAG[0],
        )  # fmt: skip
        get_aanvraag("LAAT").buiten_tijdvak = False
    with pytest.raises(NietTeVerdelen, match="LAAT"):
        opstelling.bevries()


def test_na_een_hoger_plafond_houdt_iedereen_wat_is_verleend(opstelling: Opstelling) -> None:
    eerste = verdeel(opstelling.tranche, opstelling.personen)
    kreeg = {rij.aanvraag.nummer for rij in list_regels(eerste) if rij.bedrag_cent}
    with schrijfgrens():
        verhoog_plafond(
            get_pot(opstelling.tranche, "rha"), bedrag_cent=36_605_000_00, geldt_vanaf=DAG[5], bron="proef",
            zekerheid=Zekerheid.AANNAME, toelichting="proef", door=opstelling.personen["beheerder"], nu=DAG[5],
        )  # fmt: skip
        tweede = bevriezen(
            opstelling.tranche, seed_bron="proef", seed_verwacht_op=DAG[6], door=opstelling.personen["beslisser"],
            nu=DAG[5],
        )  # fmt: skip
        trekken(tweede, seed="proef", seed_bekend_op=DAG[6], door=opstelling.personen["beslisser"], nu=DAG[7])
    uitkomsten = {rij.aanvraag.nummer: (rij.uitkomst, rij.bedrag_cent) for rij in list_regels(tweede)}
    assert {nummer for nummer, (uitkomst, _) in uitkomsten.items() if uitkomst == "reeds_verleend"} == kreeg
    assert sum(bedrag > 0 for _, bedrag in uitkomsten.values()) == len(kreeg) + 1


def test_een_aanvraag_van_buiten_het_tijdvak_doet_niet_mee(opstelling: Opstelling) -> None:
    with schrijfgrens():
        neem_op(
            opstelling.tranche, aanvraag("TELAAT", "rha", regel("statushouders", 3), gm_code="GM0327"),
            soort=Versiesoort.IMPORT, door=None, nu=DAG[0],
        )  # fmt: skip
    te_laat: Aanvraag = get_aanvraag("TELAAT")
    assert te_laat.buiten_tijdvak
    assert "TELAAT" not in opstelling.bevries().bevroren
