"""Opening and closing: nothing real opens on what nobody knows."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest

from subsidie.accounts.models import Gebruiker
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer, OngeldigeOvergang
from subsidie.tranches.definitie import lees_tranche
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.models import OVERGANGEN, Tranche, Trancheaard, Tranchestatus
from subsidie.tranches.service import (
    aannames,
    afronden,
    get_pot,
    laad_tranche,
    onbekende,
    openstellen,
    pots,
    regels,
    sluiten,
    stel_in,
    verhoog_plafond,
    verleng_tijdvak,
)
from tests.unit.tranches.hulp import CODES, pas_aan, tranche

Grens = Callable[[], AbstractContextManager[None]]
OVERAL_ONBEKEND = {"bezwaar.postadres", "sisa.code", "terugvordering.grond"}
NA_SLUITING = datetime(2023, 7, 7, 15, 0, 1, tzinfo=UTC)


def laad(schrijf: Grens, nu: datetime, code: str, aard: Trancheaard) -> Tranche:
    with schrijf():
        return laad_tranche(tranche(code), aard=aard, door=None, nu=nu)


def vul_in(geladen: Tranche, beheerder: Gebruiker, nu: datetime) -> None:
    """Find out, at last, what was unknown about 2023."""
    for sleutel, waarde in {
        "regelingen": ["Stcrt 2023, 1"], "bezwaar.postadres": "Postbus 1, Den Haag", "sisa.code": "X1",
        "terugvordering.grond": "artikel 9 van de regeling",
    }.items():  # fmt: skip
        stel_in(
            geladen, sleutel, waarde, bron="proef", zekerheid=Zekerheid.GEVERIFIEERD, door=beheerder, nu=nu
        )


ONBEKEND = {
    "rha-2021": {"tijdvak", "rha: plafond"},
    "rha-2022": {"voorwaarden.aannemelijk"},
    "rha-2023": {"regelingen"},
    "rha-2024-studenten": {"regelingen"},
    "rha-2025": {"regelingen", "maximum_per_eenheid.woonruimte"},
}


def test_een_echte_tranche_opent_niet_zolang_iets_onbekend_is(schrijf: Grens, beheerder: Gebruiker) -> None:
    voor_alle_tijdvakken = datetime(2021, 1, 4, 9, 0, tzinfo=UTC)
    for code, verwacht in ONBEKEND.items():
        geladen = laad(schrijf, voor_alle_tijdvakken, code, Trancheaard.ECHT)
        with pytest.raises(OngeldigeInvoer) as fout, schrijf():
            openstellen(geladen, door=beheerder, nu=voor_alle_tijdvakken)
        assert {gebrek.waar for gebrek in fout.value.gebreken} == verwacht | OVERAL_ONBEKEND
        assert geladen.status is Tranchestatus.VOORBEREIDING


@pytest.mark.parametrize("aard", [Trancheaard.VOORBEELD, Trancheaard.OEFEN])
def test_een_voorbeeld_of_oefening_opent_wel(
    schrijf: Grens, nu: datetime, beheerder: Gebruiker, aard: Trancheaard
) -> None:
    for code in CODES[1:]:
        geladen = laad(schrijf, nu, code, aard)
        with schrijf():
            openstellen(geladen, door=beheerder, nu=nu)
        assert (geladen.status, geladen.opengesteld_op) == (Tranchestatus.OPEN, nu)


def test_is_alles_bekend_dan_opent_een_echte_tranche(
    schrijf: Grens, nu: datetime, beheerder: Gebruiker
) -> None:
    geladen = laad(schrijf, nu, "rha-2023", Trancheaard.ECHT)
    with schrijf():
        vul_in(geladen, beheerder, nu)
        openstellen(geladen, door=beheerder, nu=nu)
    assert onbekende(geladen) == []
    assert geladen.status is Tranchestatus.OPEN


def test_na_het_tijdvak_opent_een_echte_tranche_niet_meer(
    schrijf: Grens, nu: datetime, beheerder: Gebruiker
) -> None:
    geladen = laad(schrijf, nu, "rha-2023", Trancheaard.ECHT)
    with schrijf():
        vul_in(geladen, beheerder, nu)
    with pytest.raises(OngeldigeInvoer, match="Het tijdvak is voorbij"), schrijf():
        openstellen(geladen, door=beheerder, nu=NA_SLUITING)


def test_een_onbekende_verhoging_telt_niet_meer_zodra_een_latere_bekend_is(
    schrijf: Grens, nu: datetime, beheerder: Gebruiker
) -> None:
    geladen = laad(schrijf, nu, "rha-2021", Trancheaard.ECHT)
    (pot,) = pots(geladen)
    with schrijf():
        verhoog_plafond(pot, bedrag_cent=52_000_000_00, bron="proef", door=beheerder, nu=nu)
        verleng_tijdvak(geladen, sluit=NA_SLUITING, bron="proef", door=beheerder, nu=nu)
    assert {een.sleutel for een in onbekende(geladen)} == OVERAL_ONBEKEND


def test_regels_die_niet_samengaan_openen_ook_een_oefening_niet(
    schrijf: Grens, nu: datetime, beheerder: Gebruiker
) -> None:
    geladen = laad(schrijf, nu, "rha-2023", Trancheaard.OEFEN)
    with schrijf():
        stel_in(
            geladen, "methode", "score", pot=get_pot(geladen, "rha"), bron="proef",
            zekerheid=Zekerheid.GEVERIFIEERD, door=beheerder, nu=nu,
        )  # fmt: skip
    with pytest.raises(OngeldigeInvoer, match="criteria"), schrijf():
        openstellen(geladen, door=beheerder, nu=nu)


def test_voor_vaste_bedragen_valt_niets_open_te_stellen(
    schrijf: Grens, nu: datetime, beheerder: Gebruiker
) -> None:
    geladen = laad(schrijf, nu, "rha-2020", Trancheaard.VOORBEELD)
    with pytest.raises(Domeinfout, match="kent geen aanvragen"), schrijf():
        openstellen(geladen, door=beheerder, nu=nu)
    with schrijf():
        sluiten(geladen, door=beheerder, nu=nu)
    assert (geladen.status, geladen.opengesteld_op) == (Tranchestatus.GESLOTEN, None)


def test_een_tranche_sluit_pas_na_het_tijdvak(schrijf: Grens, nu: datetime, beheerder: Gebruiker) -> None:
    inhoud = pas_aan(
        "rha-2023", ("[sluit_bij_plafond]\nwaarde = true", "[sluit_bij_plafond]\nwaarde = false")
    )
    with schrijf():
        geladen = laad_tranche(lees_tranche(inhoud), aard=Trancheaard.VOORBEELD, door=None, nu=nu)
        openstellen(geladen, door=beheerder, nu=nu)
    laatste_seconde = datetime(2023, 7, 7, 15, 0, tzinfo=UTC)
    with pytest.raises(Domeinfout, match=r"7 juli 2023 om 17\.00\.00 uur"), schrijf():
        sluiten(geladen, door=beheerder, nu=laatste_seconde)
    with schrijf():
        sluiten(geladen, door=beheerder, nu=NA_SLUITING)
    assert (geladen.status, geladen.gesloten_op) == (Tranchestatus.GESLOTEN, NA_SLUITING)


def test_in_2023_sluit_de_regeling_als_het_plafond_is_bereikt(
    schrijf: Grens, nu: datetime, beheerder: Gebruiker
) -> None:
    geladen = laad(schrijf, nu, "rha-2023", Trancheaard.VOORBEELD)
    with schrijf():
        openstellen(geladen, door=beheerder, nu=nu)
        sluiten(geladen, door=beheerder, nu=nu)
    assert geladen.status is Tranchestatus.GESLOTEN


def test_wie_aanvragen_kent_sluit_niet_zonder_open_te_zijn_geweest(
    schrijf: Grens, nu: datetime, beheerder: Gebruiker
) -> None:
    geladen = laad(schrijf, nu, "rha-2023", Trancheaard.VOORBEELD)
    with pytest.raises(OngeldigeOvergang), schrijf():
        sluiten(geladen, door=beheerder, nu=NA_SLUITING)


STAPPEN = {Tranchestatus.OPEN: openstellen, Tranchestatus.GESLOTEN: sluiten, Tranchestatus.AFGEROND: afronden}


def test_elke_overgang_die_niet_in_de_tabel_staat_wordt_geweigerd(
    schrijf: Grens, nu: datetime, beheerder: Gebruiker
) -> None:
    geladen = laad(schrijf, nu, "rha-2023", Trancheaard.VOORBEELD)
    for stand in Tranchestatus:
        with schrijf():
            if stand in STAPPEN:
                STAPPEN[stand](geladen, door=beheerder, nu=NA_SLUITING)
        for naar in set(STAPPEN) - OVERGANGEN[stand]:
            with pytest.raises(OngeldigeOvergang), schrijf():
                STAPPEN[naar](geladen, door=beheerder, nu=NA_SLUITING)
        assert geladen.status is stand


def test_aannames_worden_per_pot_genoemd_met_hun_reden(schrijf: Grens, nu: datetime) -> None:
    gevonden = {een.sleutel: een for een in aannames(laad(schrijf, nu, "rha-2025", Trancheaard.VOORBEELD))}
    assert {"S: grens", "O: grens", "O: methode", "gemeentemaximum", "tijdvak"} <= gevonden.keys()
    assert gevonden["O: methode"].label == "Wijze van verdelen (pot Overige aandachtsgroepen)"
    assert gevonden["O: methode"].raakt_verdeling
    assert not gevonden["tijdvak"].raakt_verdeling
    assert all(een.toelichting and een.bron for een in gevonden.values())


def test_een_gepubliceerde_uitkomst_is_geen_regel(schrijf: Grens, nu: datetime) -> None:
    geladen = laad(schrijf, nu, "rha-2025", Trancheaard.VOORBEELD)
    assert regels(geladen).gepubliceerde_uitkomst["projecten"].is_onbekend
    assert not [een for een in onbekende(geladen) if een.sleutel.startswith("gepubliceerde_uitkomst")]
