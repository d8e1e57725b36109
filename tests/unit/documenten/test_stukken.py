"""The protocol of a draw proves, the ranking list shows: both are checked before they are made."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from subsidie.documenten.render import Gerenderd
from subsidie.documenten.sjablonen import maak_html
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.verdeling.stukken import plaats_van_de_lijn
from tests.fabrieken.pdf import tags, tekst, tekst_per_bladzijde
from tests.fabrieken.stukken import protocol, ranglijst


def test_het_protocol_toont_elke_uitkomst_van_de_beslissende_loting(
    gemaakt: Callable[[str], Gerenderd],
) -> None:
    inhoud = tekst(gemaakt("protocol").pdf)
    beslissend = next(trekking for trekking in protocol().trekkingen if trekking.beslissend)
    assert len(beslissend.loten) == 30
    assert all(f"{lot.nummer} " in inhoud and lot.sha256 in inhoud for lot in beslissend.loten)
    assert "subsidie narekenen verdeling verdeling.json" in inhoud


def test_het_protocol_houdt_de_reservelijst_apart() -> None:
    html = maak_html("verdeling/protocol", protocol().als_json())
    voor, na = html.split("De volgorde van de reservelijst")
    assert "RHA23-0107" in voor
    assert "RHA23-0107" not in na
    assert "RHA23-0131" in na


def test_een_verwisseld_lot_wordt_geweigerd() -> None:
    trekking = protocol().trekkingen[0]
    een, twee, *rest = trekking.loten
    verwisseld = replace(trekking, loten=(replace(twee, lotnummer=1), replace(een, lotnummer=2), *rest))
    with pytest.raises(OngeldigeInvoer, match="niet in de volgorde van hun uitkomst"):
        protocol(trekkingen=(verwisseld,))


def test_een_uitkomst_die_niet_bij_het_nummer_hoort_wordt_geweigerd() -> None:
    trekking = protocol().trekkingen[0]
    vals = replace(trekking, loten=(replace(trekking.loten[0], sha256="0" * 64), *trekking.loten[1:]))
    with pytest.raises(OngeldigeInvoer, match="niet de SHA-256"):
        protocol(trekkingen=(vals,))


def test_verleend_en_over_zijn_samen_het_plafond() -> None:
    (pot,) = protocol().uitkomst
    with pytest.raises(OngeldigeInvoer, match="niet het plafond"):
        protocol(uitkomst=(replace(pot, restant_cent=pot.restant_cent + 1),))


def test_de_lijn_staat_tussen_de_laatste_toekenning_en_de_eerste_afwijzing() -> None:
    html = maak_html("verdeling/ranglijst", ranglijst().als_json())
    rijen = re.findall(r"<tr.*?</tr>", html, re.DOTALL)
    lijn = next(i for i, rij in enumerate(rijen) if "plafondlijn" in rij)
    assert "RHA23-0107" in rijen[lijn - 1]
    assert "toegekend" in rijen[lijn - 1]
    assert "afgewezen" in rijen[lijn + 1]
    assert "nog €\N{NO-BREAK SPACE}83.520 over" in rijen[lijn]


def test_zonder_afwijzing_is_er_geen_lijn() -> None:
    (pot,) = ranglijst().potten
    alles_past = replace(pot, regels=pot.regels[:97], lijn_na=None, loting_van=None, loting_tot=None)
    assert 'class="plafondlijn"' not in maak_html(
        "verdeling/ranglijst", ranglijst(potten=(alles_past,)).als_json()
    )


def test_een_afwijzing_om_het_gemeentemaximum_trekt_geen_plafondlijn() -> None:
    (pot,) = ranglijst().potten
    af = replace(pot.regels[0], toegekend_cent=0, uitkomst="afgewezen", toelichting="maximum gemeente")
    assert plaats_van_de_lijn((af, *pot.regels[1:97])) is None
    assert plaats_van_de_lijn((af, *pot.regels[1:])) == pot.lijn_na


def test_het_protocol_zegt_waarom_er_is_geloot() -> None:
    trekking = next(een for een in protocol().trekkingen if een.beslissend)
    om_het_plafond = maak_html("verdeling/protocol", protocol(trekkingen=(trekking,)).als_json())
    assert "paste niet meer alles binnen het uitkeringsplafond" in om_het_plafond
    om_het_maximum = maak_html(
        "verdeling/protocol",
        protocol(trekkingen=(replace(trekking, afloop="gemeentemaximum"),)).als_json(),
    )
    assert "paste niet meer alles binnen het uitkeringsplafond" not in om_het_maximum
    assert "zou een gemeente boven het maximum per gemeente komen" in om_het_maximum


def test_een_groep_zonder_bekende_afloop_wordt_geweigerd() -> None:
    trekking = replace(protocol().trekkingen[0], afloop="iets")
    with pytest.raises(OngeldigeInvoer, match="afloop"):
        protocol(trekkingen=(trekking,))


def test_het_protocol_geeft_de_opdracht_om_zijn_hash_te_controleren() -> None:
    html = maak_html("verdeling/protocol", protocol().als_json())
    assert "<code>sha256sum bevroren-invoer.json</code>" in html


def test_een_seed_die_blijft_heet_niet_nieuw_getrokken() -> None:
    html = maak_html(
        "verdeling/protocol", protocol(seed=replace(protocol().seed, van="rha-2023-V1")).als_json()
    )
    assert "houdt de tekst die voor verdeling rha-2023-V1 is getrokken" in html
    assert "Alleen de te trekken tekst ontbrak nog" not in html


def test_de_tabel_herhaalt_haar_koppen_op_elke_bladzijde(gemaakt: Callable[[str], Gerenderd]) -> None:
    bladzijden = tekst_per_bladzijde(gemaakt("ranglijst").pdf)
    assert len(bladzijden) > 2
    assert all("Aanvraag Gemeente Permanent Flexibel Telt mee Cumulatief" in blad for blad in bladzijden)


def test_het_plaatje_heeft_een_beschrijving(gemaakt: Callable[[str], Gerenderd]) -> None:
    assert [tag.soort for tag in tags(gemaakt("ranglijst").pdf)].count("Figure") == 1


def test_een_tussenstand_zegt_dat_niets_vaststaat() -> None:
    html = maak_html("verdeling/ranglijst", ranglijst(vastgesteld_op=None, vastgesteld_door=()).als_json())
    assert "nog niet: dit is een tussenstand" in html
    assert "A. de Beslisser" not in html


def test_beide_stukken_zeggen_wie_de_uitkomst_heeft_vastgesteld(gemaakt: Callable[[str], Gerenderd]) -> None:
    for stuk in ("protocol", "ranglijst"):
        eerste = tekst_per_bladzijde(gemaakt(stuk).pdf)[0]
        assert "4 december 2023 om 09.00.00 uur" in eerste
        assert "A. de Beslisser, directeur mandaat M-2023-04" in eerste


def test_naar_rato_heeft_geen_rangen_maar_wel_bedragen() -> None:
    (pot,) = ranglijst().potten
    regels = tuple(
        replace(
            regel,
            rang=None,
            lotnummer=None,
            cumulatief_cent=None,
            uitkomst="gedeeltelijk",
            toegekend_cent=100_50,
        )
        for regel in pot.regels[:3]
    )
    html = maak_html(
        "verdeling/ranglijst",
        ranglijst(
            potten=(replace(pot, regels=regels, lijn_na=None, loting_van=None, loting_tot=None),)
        ).als_json(),
    )
    koppen = re.findall(r"<th scope=\"col\"[^>]*>(.*?)</th>", html)
    assert "Rang" not in koppen
    assert "Toegekend" in koppen
    assert "€\N{NO-BREAK SPACE}100,50" in html


@pytest.mark.parametrize("velden", [{"lijn_na": 999}, {"loting_van": 5}, {"loting_van": 9, "loting_tot": 8}])
def test_een_lijn_of_loting_buiten_de_lijst_wordt_geweigerd(velden: dict[str, Any]) -> None:
    (pot,) = ranglijst().potten
    leeg = replace(pot, loting_van=None, loting_tot=None)
    with pytest.raises(OngeldigeInvoer):
        ranglijst(potten=(replace(leeg, **velden),))
