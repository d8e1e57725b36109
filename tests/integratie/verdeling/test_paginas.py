"""The pages of an allocation show what was computed, cut by the line where the money ends."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook

from subsidie.aanvragen.bijlage import neem_bijlage_op
from subsidie.aanvragen.models import Versiesoort
from subsidie.aanvragen.service import neem_op
from subsidie.accounts.groepen import HELE_TRANCHE, MINISTERIE
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import ken_rol_toe, maak_gebruiker
from subsidie.kern.geld import euro_kort
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.service import get_pot, verhoog_plafond
from subsidie.tranches.waarden import VastBedrag
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.ranglijst import ranglijst_tabel
from subsidie.verdeling.rangrijen import list_rangrijen
from subsidie.verdeling.samenvatting import samenvatting
from subsidie.verdeling.service import bevriezen, laten_vervallen, trekken
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.inloggen import als
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
from tests.fabrieken.verdelingen import (
    DAG,
    GEMEENTEN,
    STANDAARD,
    Vraag,
    Wereld,
    krappe_tranche,
    met_plafond,
    neem_op_en_beoordeel,
    tel_vragen,
)

RANGSCHIKKING = "/tranches/rha-2023/rangschikking"
EEN = "/tranches/rha-2023/verdelingen/1"


def met_rol(rol: Rol) -> Gebruiker:
    with schrijfgrens():
        gebruiker = maak_gebruiker(
            naam=f"G. {rol.value}", email=f"g.{rol.value}@voorbeeld.invalid", functie="", door=None, nu=START
        )
        gm_code = "GM0193" if rol not in MINISTERIE else None
        ken_rol_toe(gebruiker, rol, vanaf=START.date(), gm_code=gm_code, door=None, nu=START)
    return gebruiker


ADRESSEN = (
    RANGSCHIKKING, EEN, f"{EEN}/loting", f"{EEN}/narekenen/A-01", f"{EEN}/invoer.json", f"{EEN}/bevroren-invoer.json",
    f"{EEN}/uitkomst.json", f"{EEN}/protocol.pdf", f"{EEN}/ranglijst.pdf", "/verdelingen",
)  # fmt: skip


@pytest.mark.parametrize("rol", sorted(set(Rol) - HELE_TRANCHE))
def test_wie_niet_de_hele_tranche_ziet_ziet_geen_enkele_bladzijde_van_de_verdeling(
    app: Flask, verdeeld: tuple[Wereld, Verdeling], rol: Rol
) -> None:
    client = als(app.test_client(), met_rol(rol), nu())
    assert {client.get(adres).status_code for adres in ADRESSEN} == {403}


@pytest.mark.parametrize("rol", sorted(HELE_TRANCHE))
def test_wie_de_hele_tranche_ziet_ziet_de_rangschikking(
    app: Flask, verdeeld: tuple[Wereld, Verdeling], rol: Rol
) -> None:
    assert als(app.test_client(), met_rol(rol), nu()).get(RANGSCHIKKING).status_code == 200


def test_wie_niet_is_ingelogd_logt_eerst_in(app: Flask, verdeeld: tuple[Wereld, Verdeling]) -> None:
    for adres in ADRESSEN:
        antwoord = app.test_client().get(adres)
        assert antwoord.status_code == 302
        assert antwoord.location.startswith("/inloggen?volgende=/")


def test_elke_rij_is_die_van_de_ranglijst(verdeeld: tuple[Wereld, Verdeling]) -> None:
    wereld, verdeling = verdeeld
    tabel = ranglijst_tabel(verdeling)
    sleutels = [kolom.sleutel for kolom in tabel.kolommen]
    verwacht = {
        str(rij[sleutels.index("aanvraag")]): dict(zip(sleutels, rij, strict=True)) for rij in tabel.rijen
    }
    gelezen = wereld.open(RANGSCHIKKING)
    getoond = gelezen.tabel("Alle doelgroepen: aanvragen in volgorde")
    in_volgorde = [nummer for nummer, rij in verwacht.items() if rij["rang"] is not None]
    assert getoond.kolom("Aanvraag") == in_volgorde
    for kop, sleutel in (("Telt mee", "telt_mee_eur"), ("Cumulatief", "cumulatief_eur")):
        assert getoond.kolom(kop) == [euro_kort(_cent(verwacht[nummer][sleutel])) for nummer in in_volgorde]
    assert getoond.kolom("Rang") == [str(verwacht[nummer]["rang"]) for nummer in in_volgorde]
    assert getoond.kolom("Lot") == [str(verwacht[nummer]["lotnummer"] or "–") for nummer in in_volgorde]
    zonder = gelezen.tabel("Alle doelgroepen: aanvragen buiten de rangschikking")
    assert sorted(zonder.kolom("Aanvraag")) == ["D-01", "E-01"]
    assert sorted(zonder.kolom("Uitkomst")) == ["afgewezen: maximum gemeente", "afgewezen: voldoet niet"]


def _cent(waarde: object) -> int:
    assert isinstance(waarde, int)
    return waarde


def test_de_kerncijfers_zijn_die_van_de_samenvatting(verdeeld: tuple[Wereld, Verdeling]) -> None:
    wereld, verdeling = verdeeld
    cijfers, tekst = samenvatting(verdeling), wereld.open(RANGSCHIKKING).tekst
    assert (cijfers.aanvragen, cijfers.toegekend) == (10, 5)
    assert "Aanvragen 10 van 10 gemeenten" in tekst
    assert "Toegekend 5 in 5 gemeenten" in tekst
    delen = f"{cijfers.permanent} permanent · {cijfers.flexibel} flexibel"
    assert f"Woonruimten {cijfers.woonruimten} {delen}" in tekst
    assert f"Over {euro_kort(cijfers.restant_cent)} van € 500.000" in tekst
    assert "Vastgesteld op" in tekst
    assert "door A. de Beslisser en E. van Besluiten." in tekst


def test_de_lijn_staat_voor_de_eerste_die_niet_past(verdeeld: tuple[Wereld, Verdeling]) -> None:
    wereld, verdeling = verdeeld
    rijen = wereld.open(RANGSCHIKKING).tabel("Alle doelgroepen: aanvragen in volgorde").rijen[1:]
    plek = next(plek for plek, rij in enumerate(rijen) if rij.klasse == "plafondlijn")
    assert all("toegekend" in rij.cellen for rij in rijen[:plek])
    assert all(rij.klasse == "bleek" and "afgewezen: plafond" in rij.cellen for rij in rijen[plek + 1 :])
    assert plek == sum(rij.bedrag_cent > 0 for rij in list_rangrijen(verdeling)) == 5
    over = euro_kort(samenvatting(verdeling).restant_cent)
    assert rijen[plek].cellen == [
        f"uitkeringsplafond € 500.000 · {'niets' if over == '€ 0' else f'nog {over}'} over"
    ]


def test_een_filter_houdt_de_lijn_op_haar_plaats(verdeeld: tuple[Wereld, Verdeling]) -> None:
    wereld, verdeling = verdeeld
    af = next(rij for rij in list_rangrijen(verdeling) if rij.reden == "plafond")
    rijen = wereld.open(f"{EEN}?gemeente=GM0193&gemeente={af.gm_code}").tabel("Alle doelgroepen").rijen[1:]
    assert [rij.anker for rij in rijen] == ["rij-A-01", "plafondlijn-1", f"rij-{af.nummer}"]
    alleen = wereld.open(f"{EEN}?uitkomst=afgewezen-plafond").tabel("Alle doelgroepen").rijen[1:]
    assert alleen[0].anker == "plafondlijn-1"
    assert len(alleen) == 4


def test_zoeken_vindt_nummer_gemeente_en_project_en_zegt_het_als_er_niets_is(
    verdeeld: tuple[Wereld, Verdeling],
) -> None:
    wereld, _ = verdeeld
    for zoek in ("c-01", "apeldoorn", "GM0200", "project c-01"):
        assert "C-01" in wereld.open(f"{EEN}?zoek={zoek}").tabel("Alle doelgroepen").kolom("Aanvraag")
    leeg = wereld.open(f"{EEN}?zoek=bestaatniet").tekst
    assert "Geen aanvragen in de rangschikking gevonden" in leeg
    assert "uitkeringsplafond € 500.000" in leeg


def test_een_vreemd_adres_wordt_genegeerd_en_dat_staat_er(verdeeld: tuple[Wereld, Verdeling]) -> None:
    wereld, _ = verdeeld
    gelezen = wereld.open(f"{EEN}?gemeente=GM9999&gek=1&uitvoer=exe")
    assert "Niet alles in het adres klopt" in gelezen.tekst
    assert len(gelezen.tabel("Alle doelgroepen").kolom("Aanvraag")) == 8


@pytest.mark.parametrize("keuze", ["", "uitkomst=toegekend", "gemeente=GM0193&gemeente=GM0599"])
def test_de_uitvoer_is_wat_op_het_scherm_staat(verdeeld: tuple[Wereld, Verdeling], keuze: str) -> None:
    wereld, _ = verdeeld
    scherm = [
        nummer
        for tabel in wereld.open(f"{EEN}?{keuze}").tabellen
        if tabel.bijschrift.startswith("Alle doelgroepen: aanvragen")
        for nummer in tabel.kolom("Aanvraag")
    ]
    inhoud = wereld.client.get(f"{EEN}?{keuze}&uitvoer=csv").data.decode("utf-8-sig")
    gelezen = list(
        csv.DictReader(io.StringIO(inhoud), delimiter=";" if ";" in inhoud.splitlines()[0] else ",")
    )
    assert [rij["aanvraag"] for rij in gelezen] == scherm
    assert {"VOORBEELD" in " ".join(rij.values()) for rij in gelezen} == {True}
    boek = CalamineWorkbook.from_object(io.BytesIO(wereld.client.get(f"{EEN}?{keuze}&uitvoer=xlsx").data))
    cellen = boek.get_sheet_by_index(0).to_python()
    assert [rij[3] for rij in cellen[4:]] == scherm
    assert "VOORBEELD" in str(cellen[1][0])


def test_een_bevroren_lijst_toont_de_stand_zonder_loting(wereld: Wereld) -> None:
    wereld.bevries()
    gelezen = wereld.open(RANGSCHIKKING)
    tabel = gelezen.tabel("Alle doelgroepen: aanvragen in volgorde")
    assert dict(zip(tabel.kolom("Aanvraag"), tabel.kolom("Uitkomst"), strict=True)) == {
        "A-01": "past", "A-02": "past", **{f"B-{nr:02d}": "nog te loten" for nr in range(2, 7)},
        "C-01": "nog niet beslist",
    }  # fmt: skip
    assert set(tabel.kolom("Rang")) == {"1", "–"}
    lijn = next(rij for rij in tabel.rijen if rij.klasse == "plafondlijn")
    assert tabel.rijen[tabel.rijen.index(lijn) + 1].anker == "rij-B-02"
    assert lijn.cellen == [
        "uitkeringsplafond € 500.000 · nog € 300.000 voor 5 aanvragen: hier beslist de loting"
    ]
    assert "Nog te loten 5" in gelezen.tekst
    assert "toegekend" not in tabel.kolom("Uitkomst")


def test_na_de_trekking_staat_er_wie_nog_akkoord_moet_gaan(wereld: Wereld) -> None:
    wereld.trek(wereld.bevries())
    tekst = wereld.open(RANGSCHIKKING).tekst
    assert "Twee beslissers moeten de uitkomst nog vaststellen." in tekst
    assert "Vaststellen door twee personen hier bent u nu" in tekst
    assert "nagerekend: gelijk" in tekst


def test_een_vervallen_verdeling_zegt_waarom_en_telt_niet_meer(wereld: Wereld) -> None:
    verdeling = wereld.bevries()
    with schrijfgrens():
        laten_vervallen(
            verdeling, reden="de trekking is uitgesteld", door=wereld.personen["beslisser"], nu=DAG[1]
        )
    tekst = wereld.open(EEN).tekst
    assert "Vervallen op 9 januari 2026: de trekking is uitgesteld. Deze verdeling telt niet meer." in tekst
    nieuwste = wereld.open(RANGSCHIKKING).tekst
    assert "Er is nog niets verdeeld." in nieuwste
    assert "Verdelingen die zijn vervallen" in nieuwste


def test_zonder_verdeling_staat_er_wat_is_gevraagd_en_wat_eerst_moet(wereld: Wereld) -> None:
    tekst = wereld.open(RANGSCHIKKING).tekst
    assert "De lijst kan worden bevroren" in tekst
    assert "Aanvragen 10" in tekst
    assert "Beoordeeld 10 van 10" in tekst
    gevraagd = sum(vraag.euro for vraag in STANDAARD) * 100
    assert f"Gevraagd {euro_kort(gevraagd)}" in tekst
    with schrijfgrens():
        wereld.tranche.status, wereld.tranche.gesloten_op = type(wereld.tranche.status).OPEN, None
        wereld.tranche.opengesteld_op = START
    open_tekst = wereld.open(RANGSCHIKKING).tekst
    assert "Aanvragen ontvangen hier bent u nu" in open_tekst
    assert "kan worden bevroren" not in open_tekst


def test_een_aanvraag_die_nog_niet_is_beoordeeld_houdt_het_bevriezen_tegen(app: Flask) -> None:
    tranche, personen = richt_in(krappe_tranche())
    with schrijfgrens():
        neem_op(
            tranche, binnen_het_tijdvak(tranche, aanvraag("Z-1", "rha", regel("statushouders", 20))),
            soort=Versiesoort.IMPORT, door=personen["behandelaar"], nu=START,
        )  # fmt: skip
    wereld = Wereld(tranche, personen, als(app.test_client(), personen["behandelaar"], nu()))
    tekst = wereld.open(RANGSCHIKKING).tekst
    assert "De lijst kan nog niet worden bevroren" in tekst
    assert "Nog niet beoordeeld: Z-1." in tekst


@pytest.mark.parametrize(
    "adres",
    [
        "/tranches/bestaat-niet/rangschikking", "/tranches/rha%20/rangschikking",
        f"/tranches/{'x' * 500}/rangschikking", "/tranches/rha-2023'%20OR%201=1/rangschikking",
        "/tranches/bestaat-niet/verdelingen/1", "/tranches/rha-2023/verdelingen/2",
        "/tranches/rha-2023/verdelingen/0", "/tranches/rha-2023/verdelingen/-1",
        "/tranches/rha-2023/verdelingen/99999999999999999999", "/tranches/rha-2023/verdelingen/een",
        f"{EEN}/narekenen/X-99", f"{EEN}/narekenen/%C3%A9", f"{EEN}/narekenen/a-01",
    ],
)  # fmt: skip
def test_een_adres_dat_nergens_op_slaat_is_een_404(verdeeld: tuple[Wereld, Verdeling], adres: str) -> None:
    wereld, _ = verdeeld
    assert wereld.client.get(adres).status_code == 404


def test_twee_potten_staan_elk_met_hun_eigen_regels_en_lijn(app: Flask) -> None:
    tranche, personen = richt_in(definitie("rha-2025"))
    studenten = regel("uitwonende_studenten", 8, "onzelfstandig")
    gemengd = [regel("uitwonende_studenten", 1, "onzelfstandig"), regel("uitwonende_studenten", 3)]
    neem_alles_op(
        tranche,
        [
            aanvraag("S-2", "S", *gemengd, euro=30_000, gm_code="GM0363"),
            aanvraag("S-1", "S", studenten, euro=30_000),
            aanvraag("O-1", "O", regel("statushouders", 5), euro=40_000),
        ],
        personen,
    )
    verdeel(tranche, personen)
    wereld = Wereld(tranche, personen, als(app.test_client(), personen["behandelaar"], nu()))
    gelezen = wereld.open("/tranches/rha-2025/rangschikking")
    tabel = gelezen.tabel("Uitwonende studenten: aanvragen in volgorde, met")
    assert (tabel.kolom("Aanvraag"), tabel.kolom("Categorie")) == (["S-1", "S-2"], ["A", "B"])
    assert gelezen.tabel("Overige aandachtsgroepen: aanvragen in volgorde, met").kolom("Aanvraag") == ["O-1"]
    assert "Aanvragen staan op volgorde van hun categorie." in gelezen.tekst
    assert "Aanvragen staan op volgorde van de dag waarop zij volledig waren." in gelezen.tekst
    assert gelezen.tekst.count("uitkeringsplafond € 30.000.000 · nog") == 2
    alleen = wereld.open("/tranches/rha-2025/rangschikking?pot=O")
    assert not any(een.bijschrift.startswith("Uitwonende studenten") for een in alleen.tabellen)


def test_vaste_bedragen_kennen_geen_rangschikking_en_geen_loting(app: Flask) -> None:
    bedragen = (VastBedrag("GM0193", 400_000_00), VastBedrag("GM0363", 1_250_000_00))
    tranche, personen = richt_in(definitie("rha-2020", pot={"vaste_bedragen": bedragen}))
    with schrijfgrens():
        neem_bijlage_op(tranche, door=personen["behandelaar"], nu=START)
    verdeel(tranche, personen, seed=None)
    wereld = Wereld(tranche, personen, als(app.test_client(), personen["behandelaar"], nu()))
    tekst = wereld.open("/tranches/rha-2020/rangschikking").tekst
    assert "De bedragen staan vast per gemeente." in tekst
    assert "Toegekend 2 in 2 gemeenten" in tekst
    loting = wereld.open("/tranches/rha-2020/verdelingen/1/loting").tekst
    assert "Er is niet geloot" in loting


def test_in_een_volgende_verdeling_staat_wat_eerder_is_verleend_apart(
    verdeeld: tuple[Wereld, Verdeling],
) -> None:
    wereld, eerste = verdeeld
    kreeg = sorted(rij.nummer for rij in list_rangrijen(eerste) if rij.kreeg)
    moment = START + timedelta(days=30)
    with schrijfgrens():
        verhoog_plafond(
            get_pot(wereld.tranche, "rha"), bedrag_cent=620_000_00, bron="proef", zekerheid=Zekerheid.AANNAME,
            toelichting="proef", door=wereld.personen["beheerder"], nu=moment,
        )  # fmt: skip
        tweede = bevriezen(wereld.tranche, door=wereld.personen["beslisser"], nu=moment)
        trekken(tweede, door=wereld.personen["beslisser"], nu=moment + timedelta(days=1))
    gelezen = wereld.open(RANGSCHIKKING)
    apart = gelezen.tabel("Alle doelgroepen: aanvragen buiten de rangschikking")
    eerder = [
        nummer
        for nummer, uitkomst in zip(apart.kolom("Aanvraag"), apart.kolom("Uitkomst"), strict=True)
        if uitkomst == "eerder verleend"
    ]
    assert sorted(eerder) == kreeg
    assert "Andere verdelingen van deze tranche Verdeling 1 , bevroren op 8 januari 2026" in gelezen.tekst
    loting = wereld.open("/tranches/rha-2023/verdelingen/2/loting").tekst
    assert "houdt de tekst die daarvoor is getrokken" in loting


def test_de_lijst_van_verdelingen_noemt_ze_allemaal(wereld: Wereld) -> None:
    assert "Er is nog niets verdeeld" in wereld.open("/verdelingen").tekst
    eerste = wereld.bevries()
    with schrijfgrens():
        laten_vervallen(eerste, reden="proef", door=wereld.personen["beslisser"], nu=DAG[1])
    verdeel(wereld.tranche, wereld.personen)
    tabel = wereld.open("/verdelingen?sorteer=volgnummer").tabel("Verdelingen")
    assert tabel.kolom("Nummer") == ["1", "2"]
    assert tabel.kolom("Stand") == ["vervallen", "vastgesteld"]
    assert tabel.kolom("Toegekend") == ["–", "5"]
    assert tabel.kolom("Bedrag") == ["–", "€ 500.000"]
    assert wereld.open("/verdelingen?status=vervallen").tabel("Verdelingen").kolom("Nummer") == ["1"]
    csv_ = wereld.client.get("/verdelingen?uitvoer=csv").data.decode("utf-8-sig")
    assert csv_.count("VOORBEELD") == 2


def test_de_bladzijden_stellen_evenveel_vragen_bij_tien_als_bij_honderd_rijen(app: Flask) -> None:
    vragen: dict[int, list[int]] = {}
    for code, aantal in (("rha-2022", 10), ("rha-2023", 100)):
        tranche, personen = richt_in(met_plafond(definitie(code), aantal * 36_000))
        neem_op_en_beoordeel(
            tranche,
            [
                Vraag(f"{code}-{plaats:03d}", 1 + plaats % 3, 60_000, GEMEENTEN[plaats % 10])
                for plaats in range(aantal)
            ],
            personen,
        )
        verdeel(tranche, personen)
        client = als(app.test_client(), personen["behandelaar"], nu())
        een = f"/tranches/{code}/verdelingen/1"
        vragen[aantal] = []
        for adres in (een, f"{een}?zoek=00", f"{een}/loting", f"{een}/narekenen/{code}-002"):
            with tel_vragen() as gesteld:
                assert client.get(adres).status_code == 200
            vragen[aantal].append(len(gesteld))
    assert vragen[10] == vragen[100]
    assert max(vragen[100]) <= 30
