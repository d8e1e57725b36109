"""The public papers are of a fixed allocation, agree with each other and name who fixed it on which mandate."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from subsidie.aanvragen.models import Aanvraagstatus, Versiesoort
from subsidie.aanvragen.service import get_aanvraag, neem_op, zet_status
from subsidie.accounts.models import Gebruiker, Mandaathandeling
from subsidie.accounts.service import geef_mandaat
from subsidie.documenten.service import get_document
from subsidie.documenten.sjablonen import maak_html
from subsidie.kern.fouten import NietBevoegd, OngeldigeOvergang
from subsidie.kern.verdeelwoorden import GemeentemaximumTelt
from subsidie.platform.tabel import als_csv
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.models import Tranche
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.publicatie import kenmerk_protocol, kenmerk_ranglijst, vraag_stukken_aan
from subsidie.verdeling.ranglijst import ranglijst_tabel
from subsidie.verdeling.samenvatting import samenvatting
from subsidie.verdeling.service import bevriezen, trekken
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.tranches import START, aanvraag, definitie, neem_alles_op, regel, richt_in, verdeel

LATER = START + timedelta(days=10)
Personen = dict[str, Gebruiker]


def stukken(verdeling: Verdeling, door: Gebruiker) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values of the protocol and of the ranking list."""
    with schrijfgrens():
        vraag_stukken_aan(verdeling, door=door, nu=LATER)
    protocol, ranglijst = (
        json.loads(get_document(kenmerk(verdeling)).gegevens)
        for kenmerk in (kenmerk_protocol, kenmerk_ranglijst)
    )
    return protocol, ranglijst


def onder_verleend() -> tuple[Tranche, Personen]:
    """A tranche in which the maximum of a municipality looks at what is awarded."""
    bron = definitie("rha-2023")
    telt = Instelling(
        "gemeentemaximum_telt", GemeentemaximumTelt.VERLEEND, "proef", Zekerheid.AANNAME, "test"
    )
    return richt_in(replace(bron, instellingen={**bron.instellingen, telt.sleutel: telt}))


def vier_van_een_gemeente() -> list[Any]:
    """Together € 3.200.000 of one municipality, whose maximum is € 2.000.000; and one of another."""
    vier = [aanvraag(f"A{nummer}", "rha", regel("statushouders", 100), euro=800_000) for nummer in range(4)]
    return [*vier, aanvraag("Z1", "rha", regel("statushouders", 100), euro=500_000, gm_code="GM0363")]


def test_stukken_zijn_van_een_vastgestelde_verdeling(app: Flask) -> None:
    tranche, personen = richt_in(definitie("rha-2023"))
    neem_alles_op(tranche, vier_van_een_gemeente(), personen)
    een = personen["beslisser"]
    with schrijfgrens():
        verdeling = bevriezen(
            tranche, seed_bron="proef", seed_verwacht_op=START + timedelta(days=4), door=een,
            nu=START + timedelta(days=3),
        )  # fmt: skip
    with schrijfgrens():
        trekken(
            verdeling, seed="proef", seed_bekend_op=START + timedelta(days=4), door=een,
            nu=START + timedelta(days=5),
        )  # fmt: skip
    with pytest.raises(OngeldigeOvergang, match="stukken"):
        stukken(verdeling, een)


def test_alleen_een_beslisser_vraagt_de_stukken_aan(app: Flask) -> None:
    tranche, personen = richt_in(definitie("rha-2023"))
    neem_alles_op(tranche, vier_van_een_gemeente(), personen)
    verdeling = verdeel(tranche, personen)
    with pytest.raises(NietBevoegd, match="beslisser"):
        stukken(verdeling, personen["behandelaar"])


def test_de_stukken_noemen_het_mandaat_waarop_is_vastgesteld(app: Flask) -> None:
    tranche, personen = richt_in(definitie("rha-2023"))
    neem_alles_op(tranche, vier_van_een_gemeente(), personen)
    verdeling = verdeel(tranche, personen)
    with schrijfgrens():
        geef_mandaat(
            personen["beslisser"], Mandaathandeling.VERDELING_VASTSTELLEN, registernummer="LATER-99",
            tot_bedrag_cent=10**14, vanaf=date(2026, 1, 14), door=None, nu=START + timedelta(days=9),
        )  # fmt: skip
    assert verdeling.eerste_mandaat is not None
    assert verdeling.tweede_mandaat is not None
    for stuk in stukken(verdeling, personen["beslisser"]):
        assert [een["mandaatnummer"] for een in stuk["vastgesteld_door"]] == [
            verdeling.eerste_mandaat.registernummer,
            verdeling.tweede_mandaat.registernummer,
        ]


def rijen(ranglijst: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """Every application on the list."""
    return [rij for pot in ranglijst["potten"] for rij in (*pot["regels"], *pot["zonder_rang"])]


def test_alle_stukken_tellen_wie_meedeed_en_niemand_anders(app: Flask) -> None:
    tranche, personen = richt_in(definitie("rha-2023"))
    neem_alles_op(tranche, vier_van_een_gemeente(), personen)
    with schrijfgrens():
        zet_status(get_aanvraag("A3"), Aanvraagstatus.INGETROKKEN)
        neem_op(
            tranche, aanvraag("LAAT", "rha", regel("statushouders", 9), gm_code="GM0014"),
            soort=Versiesoort.IMPORT, door=personen["behandelaar"], nu=START + timedelta(days=1),
        )  # fmt: skip
    assert get_aanvraag("LAAT").buiten_tijdvak
    verdeling = verdeel(tranche, personen)
    protocol, ranglijst = stukken(verdeling, personen["beslisser"])
    cijfers = samenvatting(verdeling)
    kop = {een["naam"]: een for een in ranglijst["kerncijfers"]}
    assert cijfers.aanvragen == 4
    assert kop["Aanvragen"]["waarde"] == "4"
    assert kop["Aanvragen"]["erbij"] == "van 2 gemeenten"
    assert {rij["nummer"] for rij in rijen(ranglijst)} == {"A0", "A1", "A2", "Z1"}
    assert protocol["vastlegging"]["deelnemers"] == 4
    assert protocol["vastlegging"]["gevraagd_cent"] == cijfers.gevraagd_cent == 2_900_000_00
    assert sum(pot["aanvragen"] for pot in protocol["uitkomst"]) == 4
    assert sum(pot["plafond_cent"] for pot in protocol["uitkomst"]) == cijfers.plafond_cent


def test_een_loting_om_het_gemeentemaximum_gaat_niet_over_het_plafond(app: Flask) -> None:
    tranche, personen = onder_verleend()
    neem_alles_op(tranche, vier_van_een_gemeente(), personen)
    protocol, ranglijst = stukken(verdeel(tranche, personen), personen["beslisser"])
    assert [een["afloop"] for een in protocol["trekkingen"]] == ["gemeentemaximum"]
    html = maak_html("verdeling/protocol", protocol)
    assert "paste niet meer alles binnen het uitkeringsplafond" not in html
    assert "maximum per gemeente" in html
    assert [rij["toelichting"] for rij in rijen(ranglijst)].count("maximum gemeente") == 2
    assert ranglijst["potten"][0]["lijn_na"] is None


def test_de_tabel_houdt_gevraagd_en_wat_meetelt_uit_elkaar(app: Flask) -> None:
    tranche, personen = richt_in(definitie("rha-2023"))
    # 10 × € 8.500 counts, not the € 100.000 that was asked.
    neem_alles_op(
        tranche,
        [aanvraag(f"A{nummer}", "rha", regel("statushouders", 10), euro=100_000) for nummer in (1, 2)],
        personen,
    )
    tabel = ranglijst_tabel(verdeel(tranche, personen))
    kop = [kolom.sleutel for kolom in tabel.kolommen]
    gelezen = [dict(zip(kop, rij, strict=True)) for rij in tabel.rijen]
    assert [(een["gevraagd_eur"], een["telt_mee_eur"], een["cumulatief_eur"]) for een in gelezen] == [
        (100_000_00, 85_000_00, 85_000_00),
        (100_000_00, 85_000_00, 170_000_00),
    ]
    assert b"telt_mee_eur" in als_csv(tabel)
