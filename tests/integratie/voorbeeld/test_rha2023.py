"""The example tranche gives the published outcome, because the rules give it and not because it is typed."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask

from subsidie.beschikkingen.models import Besluitsoort, Besluitstatus
from subsidie.beschikkingen.service import list_beschikkingen
from subsidie.dossier.cijfers import lees_cijfers
from subsidie.kern.fouten import Domeinfout
from subsidie.tranches.definitie import alle_tranches
from subsidie.tranches.models import Trancheaard
from subsidie.tranches.service import laad_tranche, list_tranches
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.samenvatting import Samenvatting, samenvatting
from subsidie.verdeling.service import list_regels, reken_na
from subsidie.voorbeeld.jaargang import Bestanden
from subsidie.voorbeeld.rha2023 import besluit, voorbeeldbestanden
from subsidie.voorbeeld.vergelijking import vergelijk
from subsidie.web.transactie import schrijfgrens
from tests.infra.werelden import begin_met


def pas_aan(bestanden: Bestanden, oud: str, nieuw: str) -> Bestanden:
    """The files of the example with one text replaced, which must stand in them exactly once."""
    assert sum(inhoud.decode().count(oud) for _, inhoud in bestanden) == 1
    return [(naam, inhoud.decode().replace(oud, nieuw).encode()) for naam, inhoud in bestanden]


def _besloten() -> Verdeling:
    """The example as it comes."""
    return besluit(voorbeeldbestanden())[0]


def test_het_voorbeeld_geeft_de_gepubliceerde_uitkomst_van_2023(app: Flask) -> None:
    verdeling = begin_met(_besloten)
    assert samenvatting(verdeling) == Samenvatting(
        aanvragen=131,
        gemeenten=85,
        gevraagd_cent=49_160_354_00,
        plafond_cent=34_705_000_00,
        toegekend=97,
        toegekende_gemeenten=66,
        toegekend_cent=34_621_480_00,
        restant_cent=83_520_00,
        permanent=1_432,
        flexibel=2_933,
        per_doelgroep={
            "arbeidsmigranten": 175,
            "dak_en_thuisloze_mensen": 103,
            "uitstroom_intramuraal_tot_27": 140,
            "uitstroom_intramuraal_vanaf_27": 118,
            "statushouders": 629,
            "uitwonende_studenten": 1_857,
            "woonwagenbewoners": 166,
            "sociale_urgentie": 671,
            "medische_urgentie": 186,
            "oekraiense_ontheemden": 320,
        },
    )
    cijfers = lees_cijfers(verdeling.tranche)
    assert cijfers is not None
    assert (len(cijfers.vergelijkingen), cijfers.verschillen) == (18, ())
    assert sum(een.toegekend_cent for een in cijfers.provincies) == 34_621_480_00
    rijen = vergelijk(samenvatting(verdeling), verdeling.tranche)
    assert all(rij.gelijk for rij in rijen)
    assert sum(rij.gepubliceerd is not None for rij in rijen) >= 17
    reken_na(verdeling)  # raises when the stored outcome is not what the rules give


def test_een_aanvraag_die_later_volledig_is_maakt_plaats_voor_de_eerste_van_de_reservelijst(
    app: Flask,
) -> None:
    ontvangen = "2023-05-30T09:29:48+02:00"
    bestanden = pas_aan(
        voorbeeldbestanden(),
        f"{ontvangen},{ontvangen},4192000",
        f"{ontvangen},2023-07-01T12:00:00+02:00,4192000",
    )
    verdeling, _ = besluit(bestanden)
    per_nummer = {regel.aanvraag.nummer: regel.uitkomst for regel in list_regels(verdeling)}
    assert (per_nummer["RHA23-0001"], per_nummer["RHA23-0100"]) == ("afgewezen", "toegekend")
    # What was left (€ 83.520), plus what RHA23-0001 no longer takes, less what RHA23-0100 now gets.
    assert samenvatting(verdeling).restant_cent == 83_520_00 + 261_042_00 - 333_435_00


def test_een_lager_gevraagd_bedrag_laat_meer_over(app: Flask) -> None:
    verdeling, _ = besluit(pas_aan(voorbeeldbestanden(), ",320670,", ",300000,"))
    cijfers = samenvatting(verdeling)
    assert cijfers.gevraagd_cent == 49_160_354_00 - 20_670_00
    assert cijfers.restant_cent == 83_520_00 + 20_670_00


@pytest.fixture
def besloten(app: Flask):
    return begin_met(_besloten)


def test_iedere_aanvraag_krijgt_een_getekend_besluit_dat_bij_de_verdeling_past(besloten) -> None:
    besluiten = {besluit.aanvraag_id: besluit for besluit in list_beschikkingen(besloten)}
    regels = list_regels(besloten)
    assert len(besluiten) == len(regels) == 131
    for regel in regels:
        besluit_ = besluiten[regel.aanvraag_id]
        assert besluit_.status is Besluitstatus.GETEKEND
        assert besluit_.verleend_cent == regel.bedrag_cent
        assert (besluit_.soort is Besluitsoort.VERLENING) == (regel.uitkomst == "toegekend")


def test_een_tweede_keer_draaien_verandert_niets(besloten) -> None:
    voor = [(b.kenmerk, b.gegevens_sha256, b.document.gegevens_sha256) for b in list_beschikkingen(besloten)]
    opnieuw, _ = besluit(voorbeeldbestanden())
    assert opnieuw.id == besloten.id
    assert [
        (b.kenmerk, b.gegevens_sha256, b.document.gegevens_sha256) for b in list_beschikkingen(opnieuw)
    ] == voor


def test_het_voorbeeld_laadt_alle_zes_tranches_als_voorbeeld(app: Flask) -> None:
    besluit(voorbeeldbestanden())
    geladen = {tranche.code: tranche.aard for tranche in list_tranches()}
    assert len(geladen) == 6
    assert set(geladen.values()) == {Trancheaard.VOORBEELD}


def test_het_voorbeeld_komt_niet_in_een_database_met_echte_tranches(app: Flask, nu: datetime) -> None:
    definitie = next(een for een in alle_tranches() if een.code == "rha-2022")
    with schrijfgrens():
        laad_tranche(definitie, aard=Trancheaard.ECHT, door=None, nu=nu)
    with pytest.raises(Domeinfout, match="echte tranches"):
        besluit(voorbeeldbestanden())
    assert [tranche.aard for tranche in list_tranches()] == [Trancheaard.ECHT]
