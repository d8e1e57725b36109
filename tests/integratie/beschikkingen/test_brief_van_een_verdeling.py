"""What a letter says of the allocation is what the allocation did, and names every rule it rests on."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from subsidie.beschikkingen.models import Beschikking
from subsidie.kern.verdeelwoorden import BinnenGroep, GemeentemaximumTelt
from subsidie.tranches.definitie import TrancheDefinitie
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.schema import Niveau, label_van
from subsidie.tranches.service import regels
from subsidie.verdeling.service import list_regels
from tests.fabrieken.tranches import aanvraag, besluit, definitie, neem_alles_op, regel, richt_in, verdeel

GEMEENTEN = [
    f"GM{code:04d}"
    for code in (14, 34, 80, 85, 90, 93, 106, 109, 114, 118, 119, 141, 147, 148, 150, 153, 158, 160, 163, 164)
]


def brief_van(beschikking: Beschikking) -> dict[str, Any]:
    """The values of the letter."""
    assert beschikking.document is not None
    gegevens: dict[str, Any] = json.loads(beschikking.document.gegevens)
    return gegevens


def met(bron: TrancheDefinitie, **waarden: object) -> TrancheDefinitie:
    """The tranche with other, assumed settings."""
    gemaakt = {
        sleutel: Instelling(sleutel, waarde, "proef", Zekerheid.AANNAME, "test")
        for sleutel, waarde in waarden.items()
    }
    return replace(bron, instellingen={**bron.instellingen, **gemaakt})


@pytest.mark.parametrize("volgorde", [BinnenGroep.LOTING, BinnenGroep.TIJDSTIP])
def test_wie_na_het_stoppen_komt_leest_wat_er_toen_over_was(app: Flask, volgorde: BinnenGroep) -> None:
    tranche, personen = richt_in(definitie("rha-2023", pot={"binnen_groep": volgorde}))
    neem_alles_op(
        tranche,
        [
            aanvraag(f"B{nummer:02d}", "rha", regel("statushouders", 400), euro=1_900_000, gm_code=code)
            for nummer, code in enumerate(GEMEENTEN)
        ],
        personen,
    )
    verdeling = verdeel(tranche, personen, seed="proef" if volgorde is BinnenGroep.LOTING else None)
    op_rang = {rij.rang: rij.aanvraag.nummer for rij in list_regels(verdeling)}
    besluiten = besluit(verdeling, personen)
    brieven = {rang: brief_van(besluiten[op_rang[rang]])["verdeling"] for rang in (18, 19, 20)}
    assert {rang: brief["na_sluiting"] for rang, brief in brieven.items()} == {
        18: False,
        19: False,
        20: True,
    }
    assert brieven[20]["ruimte_cent"] == 34_705_000_00 - 18 * 1_900_000_00


def test_het_plafond_in_de_brief_telt_mee_wat_een_andere_pot_doorgaf(app: Flask) -> None:
    bron = definitie("rha-2025")
    naar_o = Instelling("restant_naar", "O", "proef", Zekerheid.AANNAME, "test")
    bron = replace(
        bron,
        potten=tuple(
            replace(pot, instellingen={**pot.instellingen, "restant_naar": naar_o}) if pot.code == "S" else pot
            for pot in bron.potten
        ),
    )  # fmt: skip
    tranche, personen = richt_in(bron)
    neem_alles_op(tranche, [aanvraag("O1", "O", regel("statushouders", 20), euro=100_000)], personen)
    verdeling = verdeel(tranche, personen)
    brief = brief_van(besluit(verdeling, personen)["O1"])
    plafonds = {een["pot"]: een["plafond_cent"] for een in json.loads(verdeling.bevroren)["potten"]}
    assert brief["verdeling"]["verschoven_cent"] == plafonds["S"]
    assert brief["verdeling"]["plafond_cent"] == plafonds["S"] + plafonds["O"]
    assert brief["verdeling"]["ruimte_cent"] <= brief["verdeling"]["plafond_cent"]
    assert "Pot waar het restant naartoe gaat" in voorlopig(brief)


def voorlopig(brief: dict[str, Any]) -> set[str]:
    """The settings that the letter calls provisional."""
    return {een["tekst"] for een in brief["voorlopig"]}


def test_de_brief_noemt_elke_onzekere_regel_waarop_hij_rust(app: Flask) -> None:
    tranche, personen = richt_in(
        met(definitie("rha-2023"), gemeentemaximum_telt=GemeentemaximumTelt.VERLEEND)
    )
    neem_alles_op(
        tranche,
        [aanvraag(f"A{nummer}", "rha", regel("statushouders", 100), euro=800_000) for nummer in range(4)],
        personen,
    )
    besluiten = besluit(verdeel(tranche, personen), personen)

    onzeker = regels(tranche)
    pot = onzeker.pot("rha")
    verwacht = {
        label_van(Niveau.TRANCHE, sleutel)
        for sleutel in ("eenheden", "soorten", "gemeentemaximum", "gemeentemaximum_telt")
        if onzeker.instellingen[sleutel].is_aanname or onzeker.instellingen[sleutel].is_onbekend
    } | {
        label_van(Niveau.POT, sleutel)
        for sleutel, een in pot.instellingen.items()
        if sleutel not in ("naam", "restant_naar") and (een.is_aanname or een.is_onbekend)
    }
    assert {
        label_van(Niveau.TRANCHE, "eenheden"),
        label_van(Niveau.TRANCHE, "gemeentemaximum_telt"),
    } <= verwacht
    grond = {brief_van(een)["grond"]: voorlopig(brief_van(een)) for een in besluiten.values()}
    assert set(grond) == {None, "gemeentemaximum"}
    assert all(verwacht <= genoemd for genoemd in grond.values())
    # Nothing moved between pots, so no letter rests on where the rest would go.
    assert all("Pot waar het restant naartoe gaat" not in genoemd for genoemd in grond.values())
