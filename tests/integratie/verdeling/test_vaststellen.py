"""Nobody divides the money alone, and nothing changes between the freeze and the decision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from flask import Flask

from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, Versiesoort
from subsidie.aanvragen.service import get_aanvraag, neem_op, zet_status
from subsidie.accounts.models import Belang, Gebruiker, Mandaathandeling, Rol
from subsidie.accounts.service import geef_mandaat, ken_rol_toe
from subsidie.beoordeling.service import beoordelen
from subsidie.kern.fouten import NietBevoegd, OngeldigeInvoer, OngeldigeOvergang
from subsidie.register.service import laad_gemeenten
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.models import Tranche, Trancheaard, Tranchestatus
from subsidie.tranches.service import aannames, get_pot, laad_tranche, verhoog_plafond
from subsidie.verdeling.models import Verdeling, Verdelingstatus
from subsidie.verdeling.service import (
    NietTeVerdelen,
    bevriezen,
    invoer_van,
    laten_vervallen,
    list_regels,
    trekken,
    vaststellen,
)
from subsidie.voorbeeld.personen import laad_personen
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.bevestigen import bevestig_alle
from tests.fabrieken.tranches import (
    START,
    aanvraag,
    binnen_het_tijdvak,
    definitie,
    neem_alles_op,
    regel,
    richt_in,
    verdeel,
)
from tests.infra.werelden import begin_met

DAG = [START + timedelta(days=3 + nummer) for nummer in range(8)]


@dataclass
class Opstelling:
    """A tranche of 2023 with three applications on one day of which two fit."""

    tranche: Tranche
    personen: dict[str, Gebruiker]

    def neem_op(self, nummer: str) -> None:
        """One more application, received in the window and not assessed."""
        invoer = aanvraag(nummer, "rha", regel("statushouders", 3), gm_code="GM0327")
        with schrijfgrens():
            neem_op(
                self.tranche,
                binnen_het_tijdvak(self.tranche, invoer),
                soort=Versiesoort.IMPORT,
                door=None,
                nu=DAG[0],
            )

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
            bevestig_alle(verdeling, aannames(self.tranche), door=self.personen["beslisser"], nu=DAG[3])

    def akkoord(self, verdeling: Verdeling, wie: str = "beslisser") -> Verdeling:
        with schrijfgrens():
            return vaststellen(verdeling, door=self.personen[wie], nu=DAG[4])


MILJOENEN = [("A1", "GM0193", 1_900_000), ("A2", "GM0363", 1_900_000), ("A3", "GM0344", 1_900_000)]
VULLING = 17
"""Enough applications of € 1.9 million to pass the ceiling of € 34.705.000 together with the three."""


@pytest.fixture
def opstelling(app: Flask) -> Opstelling:
    return Opstelling(*begin_met(_beoordeeld))


def _beoordeeld() -> tuple[Tranche, dict[str, Gebruiker]]:
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
    return tranche, personen


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
    with pytest.raises(NietTeVerdelen, match="aangekondigde moment"), schrijfgrens():
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
    opstelling.neem_op("LAAT")
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
        tweede = bevriezen(opstelling.tranche, door=opstelling.personen["beslisser"], nu=DAG[5])
        trekken(tweede, door=opstelling.personen["beslisser"], nu=DAG[7])
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


def test_wie_een_aanvraag_beoordeelde_stelt_de_verdeling_niet_vast(opstelling: Opstelling) -> None:
    beoordelaar = opstelling.personen["beoordelaar"]
    with schrijfgrens():
        ken_rol_toe(beoordelaar, Rol.BESLISSER, vanaf=START.date(), door=None, nu=START)
        geef_mandaat(
            beoordelaar, Mandaathandeling.VERDELING_VASTSTELLEN, registernummer="PROEF", tot_bedrag_cent=10**15,
            vanaf=START.date(), door=None, nu=START,
        )  # fmt: skip
    verdeling = opstelling.bevries()
    opstelling.trek(verdeling)
    opstelling.bevestig(verdeling)
    with pytest.raises(NietBevoegd, match="beoordeling"):
        opstelling.akkoord(verdeling, "beoordelaar")


def test_wie_een_belang_heeft_bevriest_niet_en_trekt_niet(opstelling: Opstelling) -> None:
    verdeling = opstelling.bevries()
    with schrijfgrens():
        db.session.add(
            Belang(gebruiker_id=opstelling.personen["beslisser"].id, gm_code="GM0193", omschrijving="woont er",
                   vanaf=START.date())
        )  # fmt: skip
    with pytest.raises(NietBevoegd, match="belang"):
        opstelling.trek(verdeling)
    with pytest.raises(NietBevoegd, match="belang"):
        opstelling.bevestig(verdeling)


def test_een_volgende_verdeling_houdt_de_seed_en_dus_de_volgorde_van_de_reservelijst(
    opstelling: Opstelling,
) -> None:
    eerste = verdeel(opstelling.tranche, opstelling.personen)
    reserve = [rij.aanvraag.nummer for rij in list_regels(eerste) if rij.reden == "plafond"]
    with pytest.raises(OngeldigeInvoer, match="houdt de seed"):
        opstelling.bevries()
    with schrijfgrens():
        tweede = bevriezen(opstelling.tranche, door=opstelling.personen["beslisser"], nu=DAG[6])
    with pytest.raises(NietTeVerdelen, match="andere seed"):
        opstelling.trek(tweede, seed="anders")
    with schrijfgrens():
        trekken(tweede, door=opstelling.personen["beslisser"], nu=DAG[7])
    assert [rij.aanvraag.nummer for rij in list_regels(tweede) if rij.reden == "plafond"] == reserve


def test_na_een_vastgestelde_verdeling_sluit_niemand_meer_aan(opstelling: Opstelling) -> None:
    verdeel(opstelling.tranche, opstelling.personen)
    opstelling.neem_op("LAATKOMER")
    with schrijfgrens():
        beoordelen(get_aanvraag("LAATKOMER"), door=opstelling.personen["beoordelaar"], nu=DAG[5])
    with pytest.raises(NietTeVerdelen, match="deed daar niet aan mee: LAATKOMER"), schrijfgrens():
        bevriezen(opstelling.tranche, door=opstelling.personen["beslisser"], nu=DAG[6])


def test_een_verdeling_vervalt_na_de_trekking_alleen_als_er_iets_is_veranderd(opstelling: Opstelling) -> None:
    verdeling = opstelling.bevries()
    opstelling.trek(verdeling)

    def laat_vervallen() -> None:
        with schrijfgrens():
            laten_vervallen(verdeling, reden="proef", door=opstelling.personen["beslisser"], nu=DAG[3])

    with pytest.raises(NietTeVerdelen, match="alleen als"):
        laat_vervallen()
    with schrijfgrens():
        zet_status(get_aanvraag("A1"), Aanvraagstatus.INGETROKKEN)
    laat_vervallen()
    assert "A1" not in opstelling.bevries().bevroren


def test_een_plafond_dat_later_ingaat_telt_nog_niet(opstelling: Opstelling) -> None:
    with schrijfgrens():
        verhoog_plafond(
            get_pot(opstelling.tranche, "rha"), bedrag_cent=40_000_000_00, geldt_vanaf=DAG[7] + timedelta(days=365),
            bron="proef", zekerheid=Zekerheid.AANNAME, toelichting="proef", door=opstelling.personen["beheerder"],
            nu=START,
        )  # fmt: skip
    assert '"plafond_cent":3470500000' in opstelling.bevries().bevroren


def test_een_echte_tranche_met_onbekende_regels_wordt_niet_verdeeld(app: Flask) -> None:
    with schrijfgrens():
        laad_gemeenten(db.session())
        personen = laad_personen(nu=START)
        tranche = laad_tranche(
            definitie("rha-2023"), aard=Trancheaard.ECHT, door=personen["beheerder"], nu=START
        )
    with pytest.raises(NietTeVerdelen, match="gesloten"), schrijfgrens():
        bevriezen(tranche, seed_bron="proef", seed_verwacht_op=DAG[1], door=personen["beslisser"], nu=DAG[0])
    with schrijfgrens():
        tranche.status, tranche.opengesteld_op, tranche.gesloten_op = Tranchestatus.GESLOTEN, START, START
    with pytest.raises(NietTeVerdelen, match=r"onbekend.*bezwaar\.postadres"), schrijfgrens():
        bevriezen(tranche, seed_bron="proef", seed_verwacht_op=DAG[1], door=personen["beslisser"], nu=DAG[0])


def test_zonder_tekort_vraagt_de_verdeling_eerst_om_een_afwijzingsgrond(app: Flask) -> None:
    tranche, personen = richt_in(definitie("rha-2023"))
    zonder = aanvraag(
        "Z1", "rha", regel("statushouders", 3), totale_kosten_cent=100_000_00, dekking_cent=100_000_00
    )
    neem_alles_op(tranche, [zonder], personen)
    with pytest.raises(NietTeVerdelen, match=r"geen tekort.*Z1"), schrijfgrens():
        bevriezen(tranche, seed_bron="proef", seed_verwacht_op=DAG[1], door=personen["beslisser"], nu=DAG[0])


def test_wat_naar_een_andere_pot_ging_telt_daar_in_een_volgende_verdeling_nog(app: Flask) -> None:
    bron = definitie("rha-2025")
    eerste_pot, tweede_pot = bron.potten
    naar = Instelling("restant_naar", tweede_pot.code, "verzonnen", Zekerheid.AANNAME, "test")
    eerste_pot = replace(eerste_pot, instellingen={**eerste_pot.instellingen, "restant_naar": naar})
    tranche, personen = richt_in(replace(bron, potten=(eerste_pot, tweede_pot)))
    groot = aanvraag("O-1", "O", regel("statushouders", 9000), euro=4_900_000, gm_code="GM0363")
    neem_alles_op(
        tranche, [groot, aanvraag("S-1", "S", regel("uitwonende_studenten", 5, "onzelfstandig"))], personen
    )
    verdeel(tranche, personen)
    with schrijfgrens():
        tweede = bevriezen(tranche, door=personen["beslisser"], nu=DAG[6])
        trekken(tweede, door=personen["beslisser"], nu=DAG[7])
    assert sorted(rij.uitkomst for rij in list_regels(tweede)) == ["reeds_verleend", "reeds_verleend"]
    overgeheveld = [pot.get("overgeheveld_cent", 0) for pot in invoer_van(tweede)["potten"]]
    assert overgeheveld == [-29_900_000_00, 29_900_000_00]
