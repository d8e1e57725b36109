"""What was typed in a form: nothing is lost, every slip has a message at its field, nothing else is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud import FORMULIERDELEN, lees_deel, lees_formulier, opzet_van
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.tranches.definitie import TrancheDefinitie, alle_tranches
from subsidie.tranches.keuzen import Aanvraagveld
from subsidie.tranches.regels import Regels
from tests.unit.aanvragen.inhoudhulp import HEEL, deel, delen, regels

P, W, L, K = (
    Aanvraagdeel.PROJECT,
    Aanvraagdeel.WOONRUIMTEN,
    Aanvraagdeel.PLANNING,
    Aanvraagdeel.KOSTEN,
)


def test_een_hele_aanvraag_heeft_geen_gebreken_en_wordt_begrepen() -> None:
    gelezen = delen()
    assert gelezen.gebreken == ()
    assert gelezen.project.naam == "Parkzicht"
    assert gelezen.project.pot == "A"
    assert gelezen.project.plaatsen[0].postcode == "8011 AB"
    assert gelezen.project.plaatsen[0].breedtegraad == Decimal("52.5168")
    assert [regel.aantal for regel in gelezen.woonruimten.regels] == [20, 10]
    assert gelezen.woonruimten.regels[0].huurprijs_cent == 650_00
    assert gelezen.woonruimten.regels[0].prijspeil == "2025-07"
    assert gelezen.planning.onomkeerbare_stap == date(2026, 9, 1)
    assert gelezen.planning.oplevering == date(2028, 7, 1)
    assert gelezen.kosten.totale_kosten_cent == 6_000_000_50
    assert gelezen.kosten.tekort_cent == 250_000_00


FOUTEN = [
    (P, "naam", "x" * 201, "te lang"),
    (P, "naam", "Park\x00zicht", "nulteken"),
    (P, "naam", "Park\u202ezicht", "leesrichting"),
    (P, "naam", "Park\u200bzicht", "onzichtbaar"),
    (P, "naam", "Park 😀", "brief"),
    (P, "omschrijving", "regel\nNUL\x00", "nulteken"),
    (P, "omschrijving", "huis 😀", "brief"),
    (P, "bouwvorm", "sloop", "Kies uit"),
    (P, "plaatsen-0-postcode", "80111", "postcode"),
    (P, "plaatsen-0-bag_id", "0193990000012345", "plaats 5 en 6"),
    (P, "plaatsen-0-bag_id", "123", "16 cijfers"),
    (P, "plaatsen-0-breedtegraad", "48,85", "Nederland"),
    (P, "plaatsen-0-breedtegraad", "", "allebei"),
    (P, "contact_email", "geen adres", "e-mailadres"),
    (P, "contact_telefoon", "bel maar", "telefoonnummer"),
    (P, "vraag_eigendom", "van mij", "Kies uit"),
    (W, "regels-1-doelgroep", "miljonairs", "Kies uit"),
    (W, "regels-0-aantal", "0", "heel getal"),
    (W, "regels-0-aantal", "-3", "heel getal"),
    (W, "regels-0-aantal", "1000000000", "heel getal"),
    (W, "regels-0-aantal", "tien", "heel getal"),
    (W, "regels-0-aantal", "2,5", "heel getal"),
    (W, "regels-0-huurprijs", "0", "hoger dan € 0"),
    (W, "regels-0-huurprijs", "650.00", "Bedoelt u 650,00"),
    (W, "regels-0-huurprijs", "99.999", "onwaarschijnlijk hoog"),
    (W, "regels-0-prijspeil", "13-2025", "bestaat niet"),
    (W, "regels-0-gemeenschappelijke_ruimte", "misschien", "ja of nee"),
    (L, "oplevering", "31-2-2028", "bestaat niet"),
    (L, "oplevering", "binnenkort", "geen datum"),
    (L, "oplevering", "1-1-20288", "geen datum"),
    (L, "oplevering", "1-1-1900", "Het jaar"),
    (L, "oplevering", "1-1-2026", "ligt vóór"),
    (L, "flexlocaties-0-jaren", "0", "heel getal"),
    (K, "gevraagd", "1000.00", "Bedoelt u 1.000,00"),
    (K, "gevraagd", "-5", "minteken"),
    (K, "gevraagd", "0", "hoger dan € 0"),
    (K, "gevraagd", "veel", "geen geldig bedrag"),
    (K, "gevraagd", "9" * 30, "te hoog"),
    (K, "gevraagd", "20.000.000.000", "onwaarschijnlijk hoog"),
    (K, "totale_kosten", "6.000.000", "samen € 6.000.000,50"),
    (K, "compensabele_btw", "7.000.000", "meer dan de totale kosten"),
    (K, "minimum", "200.001", "meer dan u vraagt"),
]


@pytest.mark.parametrize(("welk", "veld", "getypt", "woorden"), FOUTEN)
def test_een_vergissing_geeft_een_melding_bij_het_veld_en_wat_er_stond_blijft_staan(
    welk: Aanvraagdeel, veld: str, getypt: str, woorden: str
) -> None:
    inhoud = deel(welk, {veld: getypt})
    assert [gebrek.waar for gebrek in inhoud.gebreken] == [veld]
    assert woorden in inhoud.gebreken_bij(veld)[0]
    bewaard = lees_deel(welk, inhoud.als_json(), regels())
    assert bewaard.getypt(veld) == getypt
    assert bewaard.gebreken == inhoud.gebreken


@pytest.mark.parametrize("veld", ["naam", "omschrijving"])
def test_opmaak_en_formules_zijn_gewone_tekst(veld: str) -> None:
    for getypt in ("<script>alert(1)</script>", '=cmd|"/C calc"!A0', "Jan & Piet’s “hof”", "&#128512;"):
        assert deel(P, {veld: getypt}).waarden[veld] == getypt


def test_een_getal_mag_met_punten_tussen_duizendtallen() -> None:
    assert deel(W, {"regels-0-aantal": "1.200"}).waarden["regels"][0]["aantal"] == 1200


def test_regels_houden_hun_volgorde_en_lege_regels_vallen_weg() -> None:
    formulier = {
        "regels-7-aantal": ["3"], "regels-2-aantal": ["1"], "regels-3-aantal": ["  "], "regels-x-aantal": ["9"],
        "onbekend": ["?"], "regels-2-onbekend": ["?"], "csrf_token": ["geheim"],
    }  # fmt: skip
    inhoud = lees_formulier(W, formulier, regels())
    assert inhoud.ruw == {"regels": [{"aantal": "1"}, {"aantal": "3"}]}


def test_meer_dan_tweehonderd_regels_wordt_gezegd_en_blijft_staan() -> None:
    formulier = {f"regels-{nummer}-aantal": ["1"] for nummer in range(201)}
    inhoud = lees_formulier(W, formulier, regels())
    assert "201" in inhoud.gebreken_bij("regels")[0]
    assert len(inhoud.ruw["regels"]) == 201


def test_samen_te_veel_woonruimten_staat_bij_de_lijst() -> None:
    inhoud = deel(W, {"regels-0-aantal": "99999", "regels-1-aantal": "99999"})
    assert "Samen zijn dit 199.998" in inhoud.gebreken_bij("regels")[0]


def test_een_leeg_deel_is_leeg_en_heeft_geen_gebreken() -> None:
    for welk in FORMULIERDELEN:
        inhoud = lees_deel(welk, None, regels())
        assert inhoud.is_leeg
        assert inhoud.gebreken == ()


@pytest.mark.parametrize(
    "kapot", ["[]", "{", '{"naam": 3}', '{"plaatsen": "x"}', '{"naam": "a", "naam": "b"}']
)
def test_wat_dit_programma_nooit_schreef_wordt_geweigerd(kapot: str) -> None:
    with pytest.raises(OngeldigeInvoer):
        lees_deel(P, kapot, regels())


def test_een_veld_dat_niet_meer_wordt_gevraagd_stoort_niet() -> None:
    assert lees_deel(P, '{"naam": "Parkzicht", "vroeger": "iets"}', regels()).gebreken == ()


def test_de_doelgroepen_zijn_die_van_de_gekozen_pot() -> None:
    definitie = next(een for een in alle_tranches() if een.code == "rha-2025")
    veld = opzet_van(W, definitie.regels, pot="S").lijst("regels").veld("doelgroep")
    assert [code for code, _ in veld.opties] == ["uitwonende_studenten"]
    assert opzet_van(P, definitie.regels).veld("pot") is not None
    assert opzet_van(P, regels()).veld("pot") is None


@pytest.mark.parametrize(
    "tranche", [een for een in alle_tranches() if een.regels.kent_aanvragen], ids=lambda een: een.code
)
def test_wat_een_tranche_niet_noemt_wordt_niet_gevraagd(tranche: TrancheDefinitie) -> None:
    kaal = Regels(
        {
            **tranche.regels.instellingen,
            "aanvraag.velden": replace(tranche.regels.aanvraag_velden, waarde=()),
        },
        tranche.regels.potten,
    )
    gevraagd = {
        onderdeel.naam for welk in FORMULIERDELEN for onderdeel in opzet_van(welk, kaal).onderdelen
    } - {"pot"}
    verklaringen = {f"verklaring_{een.code}" for een in tranche.regels.aanvraag_verklaringen.eis()}
    assert gevraagd == verklaringen | {
        "naam", "bouwvorm", "regels", "toelichting", "totale_kosten", "totale_dekking", "gevraagd",
    }  # fmt: skip


def test_elk_standaardveld_leidt_tot_een_vraag() -> None:
    def aantal(zonder: Aanvraagveld | None) -> int:
        over = tuple(een for een in regels().aanvraag_velden.eis() if een.code is not zonder)
        andere = Regels(
            {**regels().instellingen, "aanvraag.velden": replace(regels().aanvraag_velden, waarde=over)},
            regels().potten,
        )
        opzetten = [opzet_van(welk, andere) for welk in FORMULIERDELEN]
        return sum(len(een.velden) + sum(len(lijst.velden) for lijst in een.lijsten) for een in opzetten)

    alles = aantal(None)
    assert {een.code for een in regels().aanvraag_velden.eis()} == set(Aanvraagveld)
    for veld in Aanvraagveld:
        assert aantal(veld) < alles, veld


def test_een_label_van_een_gebrek_is_nederlands() -> None:
    opzet = deel(P).opzet
    assert opzet.label_van("plaatsen-1-straat") == "Straat (locatie 2)"
    assert opzet.label_van("naam") == "Naam van het project"
    assert opzet.label_van("plaatsen") == "Locaties"
    assert set(HEEL) == set(FORMULIERDELEN)
