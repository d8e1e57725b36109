"""Before anything is frozen the page shows where the money ends now, and what one application changes about it."""

from __future__ import annotations

import json
from datetime import timedelta

from flask import Flask

from subsidie.aanvragen.models import Aanvraagstatus, Versiesoort
from subsidie.aanvragen.service import get_aanvraag, neem_op
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.service import get_pot, verhoog_plafond
from subsidie.verdeling.engine import verdeel
from subsidie.verdeling.invoer import lees_invoer
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.rangrijen import list_rangrijen
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.inloggen import als
from tests.fabrieken.tranches import START, aanvraag, binnen_het_tijdvak, definitie, regel, richt_in
from tests.fabrieken.verdelingen import (
    GEMEENTEN,
    Gelezen,
    Vraag,
    Wereld,
    krappe_tranche,
    met_plafond,
    neem_op_en_beoordeel,
    tel_vragen,
)

NU = "/tranches/rha-2023/rangschikking"
EEN = "/tranches/rha-2023/verdelingen/1"


def uitkomsten(gelezen: Gelezen) -> dict[str, str]:
    tabel = gelezen.tabel("Alle doelgroepen: aanvragen in volgorde")
    return dict(zip(tabel.kolom("Aanvraag"), tabel.kolom("Uitkomst"), strict=True))


def test_voor_het_bevriezen_staat_er_wie_past_en_wie_nog_moet_loten(wereld: Wereld) -> None:
    gelezen = wereld.open(NU)
    assert uitkomsten(gelezen) == {
        "A-01": "past", "A-02": "past", **{f"B-{nr:02d}": "nog te loten" for nr in range(2, 7)},
        "C-01": "nog niet beslist",
    }  # fmt: skip
    assert "nog € 300.000 voor 5 aanvragen: hier beslist de loting" in gelezen.tekst
    buiten = gelezen.tabel("Alle doelgroepen: aanvragen buiten de rangschikking")
    assert sorted(buiten.kolom("Aanvraag")) == ["D-01", "E-01"]


def test_zonder_een_aanvraag_schuift_de_lijn_en_staat_er_wie_wint(wereld: Wereld) -> None:
    with schrijfgrens():
        verhoog_plafond(
            get_pot(wereld.tranche, "rha"), bedrag_cent=700_000_00, bron="proef", zekerheid=Zekerheid.AANNAME,
            toelichting="proef", door=wereld.personen["beheerder"], nu=START + timedelta(days=3),
        )  # fmt: skip
    assert uitkomsten(wereld.open(NU))["C-01"] == "past niet"
    gelezen = wereld.open(f"{NU}?zonder=A-01")
    assert "SIMULATIE Zo zou het nu staan zonder A-01" in gelezen.tekst
    assert "Krijgt hier wel geld (1) C-01" in gelezen.tekst
    assert "Krijgt hier geen geld (0)" in gelezen.tekst
    assert uitkomsten(gelezen)["C-01"] == "past erbij"
    assert "A-01" not in uitkomsten(gelezen)
    assert "Niet alles in het adres klopt" in wereld.open(f"{NU}?zonder=BESTAAT-NIET").tekst
    csv = wereld.client.get(f"{NU}?zonder=A-01&uitvoer=csv").data.decode()
    assert "SIMULATIE" in csv


def test_wat_niet_volledig_is_of_is_ingetrokken_telt_niet_mee_en_dat_staat_erbij(app: Flask) -> None:
    tranche, personen = richt_in(krappe_tranche())
    neem_op_en_beoordeel(tranche, [Vraag("A-1")], personen)
    with schrijfgrens():
        for nummer in ("B-1", "C-1"):
            invoer = binnen_het_tijdvak(tranche, aanvraag(nummer, "rha", regel("statushouders", 20)))
            neem_op(tranche, invoer, soort=Versiesoort.IMPORT, door=personen["behandelaar"], nu=START)
        get_aanvraag("C-1").status = Aanvraagstatus.INGETROKKEN
    wereld = Wereld(tranche, personen, als(app.test_client(), personen["behandelaar"], nu()))
    gelezen = wereld.open(NU)
    # Order of receipt needs no assessment: what is complete counts.
    assert set(uitkomsten(gelezen)) == {"A-1", "B-1"}
    weg = gelezen.tabel("Aanvragen die nu niet meetellen")
    assert list(zip(weg.kolom("Aanvraag"), weg.kolom("Waarom niet"), strict=True)) == [("C-1", "ingetrokken")]
    with schrijfgrens():
        get_aanvraag("B-1").status = Aanvraagstatus.AANVULLING_GEVRAAGD
    weg = wereld.open(NU).tabel("Aanvragen die nu niet meetellen")
    assert dict(zip(weg.kolom("Aanvraag"), weg.kolom("Waarom niet"), strict=True))["B-1"] == (
        "wacht op een aanvulling"
    )


def test_de_invoer_van_nu_geeft_dezelfde_stand(wereld: Wereld) -> None:
    invoer = json.loads(wereld.client.get(f"{NU}/invoer.json").data)["invoer"]
    assert "seed" not in invoer
    stand = {een.nummer: str(een.uitkomst) for een in verdeel(lees_invoer(invoer)).uitkomsten}
    getoond = uitkomsten(wereld.open(NU))
    assert {nummer for nummer, uitkomst in stand.items() if uitkomst == "te_loten"} == {
        nummer for nummer, uitkomst in getoond.items() if uitkomst == "nog te loten"
    }


def test_na_het_vaststellen_verandert_wat_als_niets_aan_de_verdeling(
    verdeeld: tuple[Wereld, Verdeling],
) -> None:
    wereld, verdeling = verdeeld
    gekregen = next(rij for rij in list_rangrijen(verdeling) if rij.kreeg and rij.nummer.startswith("B"))
    eerste_af = min(
        (rij for rij in list_rangrijen(verdeling) if rij.reden == "plafond"), key=lambda rij: rij.rang or 0
    )
    gelezen = wereld.open(f"{NU}?zonder={gekregen.nummer}")
    assert f"SIMULATIE Zo zou het zijn zonder {gekregen.nummer}" in gelezen.tekst
    assert f"Krijgt hier wel geld (1) {eerste_af.nummer}" in gelezen.tekst
    assert uitkomsten(gelezen)[eerste_af.nummer] == "toegekend erbij"
    gewoon = wereld.open(NU)
    assert "SIMULATIE" not in gewoon.tekst
    assert uitkomsten(gewoon)[eerste_af.nummer] == "afgewezen: plafond"


def test_een_lange_ranglijst_staat_op_bladen_met_de_lijn_waar_zij_hoort(app: Flask) -> None:
    tranche, personen = richt_in(met_plafond(definitie("rha-2023"), 120 * 60_000))
    vragen = [Vraag(f"L-{nr:03d}", 1 + nr // 100, 60_000, GEMEENTEN[nr % 10]) for nr in range(260)]
    neem_op_en_beoordeel(tranche, vragen, personen)
    wereld = Wereld(tranche, personen, als(app.test_client(), personen["behandelaar"], nu()))
    bladen = [wereld.open(f"{NU}?pagina={nr}") for nr in range(1, 7)]
    tabellen = [blad.tabel("Alle doelgroepen: aanvragen in volgorde") for blad in bladen]
    nummers = [nummer for tabel in tabellen for nummer in tabel.kolom("Aanvraag")]
    assert nummers == [vraag.nummer for vraag in vragen]
    met_lijn = [
        nr for nr, tabel in enumerate(tabellen, 1) if any(r.klasse == "plafondlijn" for r in tabel.rijen)
    ]
    assert met_lijn == [2, 3]  # it stands between them: at the foot of one and at the head of the other
    assert "Zo veel bladzijden heeft deze lijst niet." in wereld.open(f"{NU}?pagina=99").tekst
    with tel_vragen() as eerste:
        wereld.open(NU)
    with tel_vragen() as laatste:
        wereld.open(f"{NU}?pagina=6&zoek=L-2")
    assert len(eerste) == len(laatste) <= 30
