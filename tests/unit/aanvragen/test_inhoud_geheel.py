"""What is missing, what it adds up to, what is said at a field, and what a version freezes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud import (
    FORMULIERDELEN,
    delen_uit_versie,
    kopieer,
    lees_delen,
    lees_versie,
    naar_invoer,
    ontbreekt,
    opmerkingen,
    samenvatting,
    totalen,
)
from subsidie.aanvragen.inhoud.tekst import bijlagenbeeld, toon_grootte
from subsidie.kern.canoniek import canonieke_json
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.tranches.regels import Regels
from tests.fabrieken.tranches import aanvraag, regel
from tests.unit.aanvragen.inhoudhulp import BIJLAGEN, ONTVANGEN, SLUIT, delen, regels
from tests.unit.tranches.hulp import tranche

SOORTEN = {een.soort for een in BIJLAGEN}


def mist(**anders: dict[str, str]) -> dict[str, bool]:
    """What is missing by field, and whether it is hard."""
    return mist_bij(SOORTEN, **anders)


def mist_bij(soorten: set[str], **anders: dict[str, str]) -> dict[str, bool]:
    """As ``mist``, with these kinds of attachments only."""
    return {een.veld: een.hard for een in ontbreekt(delen(**anders), soorten, regels())}


def test_aan_een_hele_aanvraag_ontbreekt_niets() -> None:
    assert mist() == {}


@pytest.mark.parametrize(
    ("welk", "veld"),
    [
        ("project", "naam"),
        ("woonruimten", "regels-0-aantal"),
        ("woonruimten", "regels-1-doelgroep"),
        ("kosten", "gevraagd"),
        ("verklaringen", "verklaring_bevoegd"),
    ],
)
def test_zonder_dit_is_het_geen_aanvraag(welk: str, veld: str) -> None:
    assert mist(**{welk: {veld: ""}}) == {veld: True}
    with pytest.raises(OngeldigeInvoer):
        naar_invoer("OEFEN-0001", "GM0193", delen(**{welk: {veld: ""}}), BIJLAGEN, ONTVANGEN, regels())


@pytest.mark.parametrize(
    ("welk", "veld"),
    [
        ("project", "omschrijving"),
        ("project", "vraag_eigendom"),
        ("project", "plaatsen-0-straat"),
        ("woonruimten", "regels-1-huurprijs"),
        ("planning", "oplevering"),
        ("planning", "vraag_vergunning"),
        ("kosten", "compensabele_btw"),
        ("kosten", "totale_dekking"),
        ("samenhang", "samenloop_woningbouwimpuls"),
    ],
)
def test_zonder_dit_is_de_aanvraag_nog_niet_volledig_maar_wel_een_aanvraag(welk: str, veld: str) -> None:
    assert mist(**{welk: {veld: ""}}) == {veld: False}
    naar_invoer("OEFEN-0001", "GM0193", delen(**{welk: {veld: ""}}), BIJLAGEN, ONTVANGEN, regels())


def test_een_verplichte_bijlage_die_er_niet_is_maakt_de_aanvraag_onvolledig() -> None:
    assert mist_bij({"begroting"}) == {"planning": False}


def test_wat_niet_leesbaar_is_kan_niet_worden_ingediend() -> None:
    assert mist(planning={"oplevering": "ooit"}) == {"oplevering": True}


def test_bij_geld_uit_een_andere_regeling_hoort_uitleg_en_een_opmerking() -> None:
    samenhang = {"samenloop_realisatiestimulans": "aangevraagd"}
    assert mist(samenhang=samenhang) == {"samenloop_realisatiestimulans_toelichting": False}
    gezegd = opmerkingen(delen(samenhang=samenhang), regels(), sluit=SLUIT)
    assert [een.veld for een in gezegd] == ["samenloop_realisatiestimulans"]
    assert "Realisatiestimulans" in gezegd[0].melding


def test_wie_flexibel_bouwt_zegt_waar_het_komt_te_staan() -> None:
    leeg = {"flexlocaties-0-plek": "", "flexlocaties-0-jaren": ""}
    assert mist(planning=leeg) == {"flexlocaties": False}
    assert mist(planning=leeg, woonruimten={"regels-1-aard": "permanent"}) == {}


def test_het_laagste_bedrag_telt_en_de_som_staat_erbij() -> None:
    som = totalen(delen(), regels(), 150_000_00)
    assert (som.aantal, som.permanent, som.flexibel) == (30, 20, 10)
    assert [(een.code, een.samen) for een in som.per_doelgroep] == [
        ("uitwonende_studenten", 10), ("statushouders", 20),
    ]  # fmt: skip
    assert som.maximum_cent == 30 * 8_500_00
    assert som.tekort_cent == 250_000_00
    assert som.telt_cent == 150_000_00
    assert som.subsidiabel.subsidiabel_cent == 200_000_00  # the room is for the allocation
    assert som.som == (
        "30 woonruimten × € 8.500 = € 255.000",
        "tekort € 250.000",
        "gevraagd € 200.000",
        "nog ruimte onder het maximum per gemeente € 150.000",
        "het laagste bedrag telt: € 150.000",
    )


def test_ook_een_half_concept_heeft_totalen() -> None:
    half = delen(kosten={"gevraagd": "", "totale_dekking": "veel"}, woonruimten={"regels-0-aantal": "x"})
    som = totalen(half, regels())
    assert (som.aantal, som.telt_cent, som.tekort_cent, som.gevraagd_cent) == (10, None, None, None)
    assert som.maximum_cent == 85_000_00
    assert som.som == ("10 woonruimten × € 8.500 = € 85.000",)
    leeg = totalen(lees_delen({}, regels()), regels())
    assert (leeg.aantal, leeg.maximum_cent, leeg.som) == (0, None, ())


def gezegd(
    ruimte_cent: int | None = None, sluit: date | None = SLUIT, **anders: dict[str, str]
) -> dict[str, str]:
    """What is said, by field (the last one at a field)."""
    alles = opmerkingen(delen(**anders), regels(), gemeente_ruimte_cent=ruimte_cent, sluit=sluit)
    return {een.veld: een.melding for een in alles}


def test_bij_een_gewone_aanvraag_valt_niets_te_zeggen() -> None:
    assert gezegd() == {}


@pytest.mark.parametrize(
    ("gevraagd", "ruimte_cent", "woorden"),
    [
        ("255.000,01", None, ["€ 0,01 meer dan het aantal", "€ 5.000,01 meer dan het tekort"]),
        ("250.000,01", None, ["€ 0,01 meer dan het tekort (€ 250.000)"]),
        ("250.000", None, []),
        ("200.000", 199_999_99, ["€ 0,01 meer dan wat uw gemeente nog mag vragen"]),
        ("200.000", -5, ["nog mag vragen (€ 0)"]),
    ],
)
def test_meer_vragen_mag_en_wordt_gezegd(gevraagd: str, ruimte_cent: int | None, woorden: list[str]) -> None:
    alles = opmerkingen(
        delen(kosten={"gevraagd": gevraagd}), regels(), gemeente_ruimte_cent=ruimte_cent, sluit=SLUIT
    )
    assert len(alles) == len(woorden)
    for een, woord in zip(alles, woorden, strict=True):
        assert een.veld == "gevraagd"
        assert woord in een.melding
        assert "Dat mag" in een.melding


def test_meer_dekking_dan_kosten_is_geen_tekort() -> None:
    assert "geen tekort" in gezegd(kosten={"totale_dekking": "6.000.000,50"})["totale_dekking"]


def test_een_huur_boven_de_grens_van_het_jaar_wordt_gezegd() -> None:
    boven = gezegd(woonruimten={"regels-0-huurprijs": "682,97"})
    assert "aftoppingsgrens van 2025: € 682,96 (voor één of twee bewoners)" in boven["regels-0-huurprijs"]
    assert "aanname" in boven["regels-0-huurprijs"]
    assert gezegd(woonruimten={"regels-0-huurprijs": "682,96"}) == {}
    assert gezegd(woonruimten={"regels-0-huurprijs": "731,93", "regels-0-bewoners": "3"}) == {}
    onbekend = gezegd(woonruimten={"regels-0-huurprijs": "700", "regels-0-bewoners": ""})
    assert "laagste grens" in onbekend["regels-0-huurprijs"]


def test_van_een_jaar_zonder_bekende_grenzen_wordt_dat_gezegd() -> None:
    zonder = {"regels-0-prijspeil": "", "regels-1-prijspeil": ""}
    assert "2026 zijn nog niet bekend" in gezegd(woonruimten=zonder)["regels"]
    assert gezegd(sluit=date(2025, 9, 19), woonruimten=zonder) == {}
    assert "niet bekend" in gezegd(sluit=None, woonruimten=zonder)["regels"]


def test_een_prijs_per_week_geldt_alleen_voor_een_verblijfsruimte() -> None:
    regels_2021 = tranche("rha-2021").regels

    def verblijf(euro: str) -> list[str]:
        ruw = {
            Aanvraagdeel.WOONRUIMTEN: json.dumps({"regels": [{
                "doelgroep": "arbeidsmigranten", "aard": "flexibel", "soort": "verblijfsruimte",
                "aantal": "4", "bewoners": "2", "huurprijs": euro,
            }]}),
        }  # fmt: skip
        return [een.melding for een in opmerkingen(lees_delen(ruw, regels_2021), regels_2021)]

    assert verblijf("866,66") == []  # 2 people x € 100 x 52 / 12 = € 866,67
    assert "€ 100" in verblijf("866,67")[0]


def test_later_dan_de_verplichting_wordt_gezegd() -> None:
    # The window closes on 9 February 2026 and the decision takes at most 13 weeks: 11 May 2026.
    assert gezegd(planning={"oplevering": "11-5-2031"}) == {}
    laat = gezegd(planning={"oplevering": "12-5-2031", "onomkeerbare_stap": "12-5-2028", "start_bouw": ""})
    assert "5 jaar na een besluit op 11 mei 2026" in laat["oplevering"]
    assert "2 jaar" in laat["onomkeerbare_stap"]


def invoer(**anders: dict[str, str]):
    return naar_invoer("OEFEN-0001", "GM0193", delen(**anders), BIJLAGEN, ONTVANGEN, regels())


def test_wat_wordt_ingediend_is_wat_er_staat() -> None:
    gemaakt = invoer()
    assert (gemaakt.pot, gemaakt.projectnaam, gemaakt.gevraagd_cent) == ("A", "Parkzicht", 200_000_00)
    assert (gemaakt.totale_kosten_cent, gemaakt.dekking_cent) == (6_000_000_50, 5_750_000_50)
    assert [(een.doelgroep, een.aantal) for een in gemaakt.woonruimten] == [
        ("statushouders", 20), ("uitwonende_studenten", 10),
    ]  # fmt: skip
    json_ = gemaakt.als_json()
    assert json_["bijlagen"][0] == {
        "soort": "begroting", "naam": "begroting.xlsx", "grootte": 12_345, "sha256": "a" * 64,
    }  # fmt: skip
    assert set(json_["delen"]) == {deel.value for deel in FORMULIERDELEN}
    assert json_["verklaringen"]["naar_waarheid"] == "De aanvraag is naar waarheid ingevuld."
    assert len(json_["verklaringen"]) == 3
    canonieke_json(json_)  # raises for what has no canonical form


def test_anders_getypt_is_dezelfde_aanvraag() -> None:
    anders = invoer(
        kosten={"gevraagd": "€ 200000,00"}, planning={"start_bouw": "1 oktober 2026"},
        woonruimten={"regels-0-prijspeil": "juli 2025"}, project={"plaatsen-0-postcode": "8011AB"},
    )  # fmt: skip
    assert canonieke_json(anders.als_json()) == canonieke_json(invoer().als_json())


def test_een_versie_komt_ongewijzigd_terug_als_werkkopie() -> None:
    eerste = invoer().als_json()
    terug = delen_uit_versie(json.loads(canonieke_json(eerste)), regels())
    opnieuw = naar_invoer("OEFEN-0001", "GM0193", lees_delen(terug, regels()), BIJLAGEN, ONTVANGEN, regels())
    assert canonieke_json(opnieuw.als_json()) == canonieke_json(eerste)


def test_wat_zonder_delen_werd_geimporteerd_houdt_zijn_hash_en_kan_worden_aangevuld() -> None:
    ingelezen = aanvraag("RHA23-0001", "A", regel("statushouders", 4, toegang=True))
    gegevens = ingelezen.als_json()
    assert "delen" not in gegevens
    assert "bijlagen" not in gegevens
    assert "verklaringen" not in gegevens
    delen_ = lees_versie(gegevens, tranche("rha-2023").regels)
    assert delen_.project.naam == "Project RHA23-0001"
    assert delen_.kosten.gevraagd_cent == ingelezen.gevraagd_cent
    assert delen_.kosten.tekort_cent == ingelezen.tekort_cent
    assert delen_.woonruimten.regels[0].gemeenschappelijke_ruimte is True
    assert delen_.planning.oplevering == ingelezen.oplevering_gepland


def test_een_versie_toont_ook_wat_de_tranche_niet_meer_vraagt() -> None:
    gegevens = invoer().als_json()
    nu_kaal = Regels(
        {**regels().instellingen, "aanvraag.velden": replace(regels().aanvraag_velden, waarde=())},
        regels().potten,
    )
    assert lees_versie(gegevens, nu_kaal).samenhang.partners[0].naam == "Woningcorporatie"
    assert lees_delen(delen_uit_versie(gegevens, nu_kaal), nu_kaal).samenhang.partners == ()


def test_een_eerdere_aanvraag_kan_worden_gekopieerd_zonder_verklaringen_en_zonder_vreemde_keuzes() -> None:
    oud = delen_uit_versie(invoer().als_json(), regels())
    elders = tranche("rha-2024-studenten").regels
    nieuw = lees_delen(kopieer(oud, elders), elders)
    assert nieuw.gebreken == ()
    assert nieuw.project.naam == "Parkzicht"
    assert nieuw.verklaringen.gegeven == frozenset()
    assert [een.doelgroep for een in nieuw.woonruimten.regels] == [None, "uitwonende_studenten"]


def test_een_samenvatting_leest_als_nederlands() -> None:
    beeld = samenvatting(delen().inhoud[Aanvraagdeel.PLANNING])
    assert ("Start van de bouw", "1 oktober 2026") in beeld.rijen
    assert beeld.tabellen[0].rijen == (("Parkweg", "10"),)
    woonruimten = samenvatting(delen().inhoud[Aanvraagdeel.WOONRUIMTEN]).tabellen[0]
    assert woonruimten.koppen[0] == "Doelgroep"
    assert woonruimten.rijen[0] == (
        "Statushouders", "permanent", "zelfstandig", "Reguliere woning", "20", "2", "€ 650", "juli 2025", "nee",
    )  # fmt: skip


def test_een_samenvatting_toont_wat_niet_leesbaar_is_zoals_het_is_getypt() -> None:
    beeld = samenvatting(delen(kosten={"gevraagd": "veel"}).inhoud[Aanvraagdeel.KOSTEN])
    assert ("Gevraagd bedrag", "veel") in beeld.rijen


def test_een_lege_toelichting_staat_er_niet_bij_een_regeling_waar_geen_geld_van_komt() -> None:
    def lege(stand: str) -> list[str]:
        deel = delen(samenhang={"samenloop_woningbouwimpuls": stand}).inhoud[Aanvraagdeel.SAMENHANG]
        return [
            label
            for label, tekst in samenvatting(deel, ook_leeg=True).rijen
            if not tekst and "Toelichting" in label
        ]

    assert len(lege("ja")) == len(lege("nee")) + 1


def test_bijlagen_als_tabel() -> None:
    tabel = bijlagenbeeld(BIJLAGEN, regels())
    assert tabel.rijen[0][:3] == (
        "Begroting met de kosten, de dekking en het tekort", "begroting.xlsx", "12 kB",
    )  # fmt: skip
    assert [toon_grootte(grootte) for grootte in (1, 9_999, 10_000, 2_345_678, 25_000_000)] == [
        "1 byte", "9.999 bytes", "10 kB", "2,3 MB", "25,0 MB",
    ]  # fmt: skip
