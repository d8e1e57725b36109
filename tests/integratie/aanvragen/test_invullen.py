"""Filling in over HTTP: a step stores what was typed, says what is wrong, and never loses a letter."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from subsidie.aanvragen.concept import list_delen
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.tranches.models import Tranche
from subsidie.web import klok
from subsidie.web.db import db
from tests.fabrieken.concepten import DEVENTER, PROJECT, REGEL, begin_vandaag, concept, gemeentepersoon
from tests.fabrieken.inloggen import als
from tests.fabrieken.vandaag import persoon
from tests.fabrieken.vragentellen import geteld

Schrijf = Callable[[], AbstractContextManager[None]]
JSON = {"Accept": "application/json"}


@pytest.fixture
def tranche(app: Flask) -> Tranche:
    app.config["WTF_CSRF_ENABLED"] = False
    return begin_vandaag()


@pytest.fixture
def anna(tranche: Tranche, schrijf: Schrijf) -> Gebruiker:
    with schrijf():
        return gemeentepersoon("Anna")


@pytest.fixture
def aanvraag(tranche: Tranche, anna: Gebruiker, schrijf: Schrijf) -> Aanvraag:
    with schrijf():
        return concept(tranche, anna, nu=klok.nu())


@pytest.fixture
def client(app: Flask, anna: Gebruiker) -> FlaskClient:
    return als(app.test_client(), anna, klok.nu())


def tekst_van(antwoord: TestResponse) -> str:
    midden = antwoord.text.partition("<main")[2]
    return " ".join(re.sub(r"<[^>]*>", " ", midden).split())


def adres(aanvraag: Aanvraag, deel: str) -> str:
    return f"/aanvragen/{aanvraag.nummer}/invullen/{deel}"


def inhoud(aanvraag: Aanvraag, deel: str) -> dict[str, Any]:
    db.session.rollback()
    db.session.expire_all()
    gelezen: dict[str, Any] = json.loads(list_delen(aanvraag)[Aanvraagdeel(deel)].inhoud)
    return gelezen


def regels(*rijen: dict[str, str]) -> dict[str, str]:
    return {
        f"regels-{nummer}-{naam}": waarde for nummer, rij in enumerate(rijen) for naam, waarde in rij.items()
    }


def test_elke_stap_is_er_en_zegt_waar_u_bent(client: FlaskClient, aanvraag: Aanvraag) -> None:
    for nummer, deel in enumerate(Aanvraagdeel, start=1):
        antwoord = client.get(adres(aanvraag, deel.value))
        assert antwoord.status_code == 200, deel
        if deel is not Aanvraagdeel.BIJLAGEN:
            assert f"Stap {nummer} van 7" in tekst_van(antwoord)


def test_opslaan_bewaart_en_gaat_naar_de_volgende_stap(client: FlaskClient, aanvraag: Aanvraag) -> None:
    antwoord = client.post(
        adres(aanvraag, "planning"), data={"revisie": "1", "doe": "verder", "start_bouw": "1-7-2026"}
    )
    assert (antwoord.status_code, antwoord.location) == (302, adres(aanvraag, "kosten"))
    assert inhoud(aanvraag, "planning") == {"start_bouw": "1-7-2026"}


@pytest.mark.parametrize(
    ("deel", "veld", "getypt", "melding"),
    [
        ("kosten", "gevraagd", "1000.00", "Bedoelt u 1.000,00?"),
        ("kosten", "gevraagd", "-5", "niet lager zijn dan nul"),
        ("kosten", "gevraagd", "0", "hoger dan € 0"),
        ("kosten", "gevraagd", "9" * 40, "te hoog"),
        ("kosten", "gevraagd", "veel geld", "geen geldig bedrag"),
        ("planning", "start_bouw", "31-2-2027", "bestaat niet"),
        ("project", "bouwvorm", "kasteel", "kan hier niet"),
        ("project", "naam", "x" * 5000, "te lang"),
        ("project", "naam", "\u202eomgekeerd", "dat niet mag"),
        ("project", "naam", "feest \U0001f389", "kan niet in een brief"),
        ("project", "naam", "nul\0teken", "nulteken"),
        ("project", "contact_email", "geen adres", "geen e-mailadres"),
        ("woonruimten", "regels-0-aantal", "1000000000", "heel getal"),
        ("woonruimten", "regels-0-aantal", "-3", "heel getal"),
        ("woonruimten", "regels-0-huurprijs", "0", "hoger dan € 0"),
    ],
)
def test_wat_niet_klopt_blijft_staan_met_een_melding_bij_het_veld(
    client: FlaskClient, aanvraag: Aanvraag, deel: str, veld: str, getypt: str, melding: str
) -> None:
    anders = {"naam": "Woonhof"} if deel == "project" and veld != "naam" else {}
    antwoord = client.post(
        adres(aanvraag, deel),
        data={"revisie": "1", "doe": "verder", veld: getypt, **anders},
        follow_redirects=True,
    )
    assert antwoord.status_code == 200
    assert antwoord.request.path == adres(aanvraag, deel)
    vak = antwoord.text.partition(f'data-veld="{veld}"')[2].partition("data-veld=")[0]
    assert melding in re.sub(r"<[^>]*>", "", vak)
    zichtbaar = getypt.replace("\0", "\u2400")
    assert f'value="{zichtbaar}"' in vak


def test_html_en_formules_zijn_gewone_tekst(client: FlaskClient, aanvraag: Aanvraag) -> None:
    kwaad = '"><script>alert(1)</script>=cmd|calc'
    antwoord = client.post(
        adres(aanvraag, "project"),
        data={"revisie": "1", "doe": "bewaar", "naam": kwaad},
        follow_redirects=True,
    )
    assert "<script>alert" not in antwoord.text
    assert inhoud(aanvraag, "project")["naam"] == kwaad


def test_meer_dan_een_concept_bewaart_komt_heel_terug_en_wordt_niet_bewaard(
    client: FlaskClient, aanvraag: Aanvraag
) -> None:
    lang = "a" * 20_001
    antwoord = client.post(
        adres(aanvraag, "project"), data={"revisie": "1", "naam": "N", "omschrijving": lang}
    )
    assert antwoord.status_code == 422
    assert lang in antwoord.text
    assert "Dit is niet bewaard" in tekst_van(antwoord)
    assert inhoud(aanvraag, "project") == PROJECT | inhoud(aanvraag, "project") | PROJECT
    vele = regels(*([{"aantal": "1"}] * 600))
    assert client.post(adres(aanvraag, "woonruimten"), data={"revisie": "1", **vele}).status_code == 422


def test_vreemde_velden_en_een_vreemd_deel_doen_niets(client: FlaskClient, aanvraag: Aanvraag) -> None:
    client.post(
        adres(aanvraag, "planning"),
        data={
            "revisie": "1",
            "aanvraag_id": "9",
            "nummer": "X",
            "regels-0-aantal": "3",
            "toelichting": "goed",
        },
    )
    assert inhoud(aanvraag, "planning") == {"toelichting": "goed"}
    assert client.get(adres(aanvraag, "bestaat-niet")).status_code == 404
    assert client.post(adres(aanvraag, "bestaat-niet")).status_code == 404


def test_een_regel_erbij_en_eraf_zonder_javascript(client: FlaskClient, aanvraag: Aanvraag) -> None:
    plek = adres(aanvraag, "woonruimten")
    antwoord = client.post(plek, data={"revisie": "1", "doe": "erbij-regels", **regels(REGEL)})
    assert antwoord.location == f"{plek}?erbij=regels#regels-1-doelgroep"
    assert 'name="regels-1-doelgroep"' in client.get(f"{plek}?erbij=regels").text
    twee = regels(REGEL, {**REGEL, "aantal": "8"})
    client.post(plek, data={"revisie": "1", "doe": "weg-regels-0", **twee})
    assert inhoud(aanvraag, "woonruimten") == {"regels": [{**REGEL, "aantal": "8"}]}


def test_te_veel_gevraagd_mag_maar_staat_met_de_som_bij_het_veld(
    client: FlaskClient, aanvraag: Aanvraag
) -> None:
    antwoord = client.post(
        adres(aanvraag, "kosten"),
        data={
            "revisie": "1",
            "totale_kosten": "1.000.000",
            "totale_dekking": "900.000",
            "gevraagd": "250.000",
        },
        follow_redirects=True,
    )
    vak = antwoord.text.partition('data-veld="gevraagd"')[2].partition("data-veld=")[0]
    assert "€ 150.000 meer dan het tekort" in vak
    assert "het laagste bedrag telt" in vak


def test_vanzelf_bewaren_antwoordt_met_de_stand_en_laat_geen_gebeurtenis_na(
    client: FlaskClient, aanvraag: Aanvraag
) -> None:
    data = {"revisie": "1", "totale_kosten": "50", "totale_dekking": "veel"}
    antwoord = client.post(adres(aanvraag, "kosten"), data=data, headers=JSON)
    gekregen = antwoord.get_json()
    assert antwoord.status_code == 200
    assert gekregen["revisie"] == 2
    assert re.fullmatch(r"\d\d\.\d\d", gekregen["bewaard_op"])
    assert list(gekregen["meldingen"]) == ["totale_dekking"]
    assert "Tekort" in gekregen["totalen_html"]
    assert inhoud(aanvraag, "kosten") == {"totale_kosten": "50", "totale_dekking": "veel"}


def test_een_ander_bewaarde_intussen_en_niets_wordt_overschreven(
    app: Flask, client: FlaskClient, aanvraag: Aanvraag, schrijf: Schrijf
) -> None:
    with schrijf():
        bram = gemeentepersoon("Bram")
    pagina = client.get(adres(aanvraag, "kosten")).text
    begin = re.search(r'name="begin" value="([^"]*)"', pagina)[1].replace("&#34;", '"')  # type: ignore[index]
    anders = {"totale_kosten": "1.000.000", "totale_dekking": "900.000", "gevraagd": "90.000"}
    met_bram = als(app.test_client(), bram, klok.nu())
    met_bram.post(
        adres(aanvraag, "kosten"), data={"revisie": "1", **anders, "gevraagd": "80.000", "toelichting": "B"}
    )

    mijn = {"revisie": "1", "begin": begin, **anders, "gevraagd": "70.000", "totale_dekking": "910.000"}
    vanzelf = client.post(adres(aanvraag, "kosten"), data=mijn, headers=JSON)
    assert (vanzelf.status_code, vanzelf.get_json()["conflict"][:5]) == (409, "Bram ")
    botsing = client.post(adres(aanvraag, "kosten"), data=mijn)
    assert botsing.status_code == 409
    tekst = tekst_van(botsing)
    assert f"{bram.naam} bewaarde deze stap op" in tekst
    assert "Alleen u veranderde dit" in tekst
    assert "Alleen de ander veranderde dit" in tekst
    gekozen = re.findall(r'name="keuze-([a-z_]+)"[^>]*value="(\w+)" checked', botsing.text)
    assert sorted(gekozen) == [("toelichting", "hen"), ("totale_dekking", "mij")]
    assert inhoud(aanvraag, "kosten")["gevraagd"] == "80.000"

    typt = re.search(r'name="mijn" value="([^"]*)"', botsing.text)[1].replace("&#34;", '"')  # type: ignore[index]
    keuze = {
        "revisie": "2",
        "begin": begin,
        "mijn": typt,
        **{f"keuze-{veld}": kant for veld, kant in gekozen},
    }
    zonder = client.post(adres(aanvraag, "kosten"), data=keuze)
    assert zonder.status_code == 422
    assert "Kies nog bij elk punt" in tekst_van(zonder)
    assert client.post(adres(aanvraag, "kosten"), data={**keuze, "keuze-gevraagd": "mij"}).status_code == 302
    assert inhoud(aanvraag, "kosten") == {
        "totale_kosten": "1.000.000", "totale_dekking": "910.000", "gevraagd": "70.000", "toelichting": "B",
    }  # fmt: skip


def test_een_ander_ziet_een_404_en_het_ministerie_een_403(
    app: Flask, aanvraag: Aanvraag, schrijf: Schrijf
) -> None:
    with schrijf():
        vreemde = gemeentepersoon("Vera", gm_code=DEVENTER)
        behandelaar = persoon(Rol.BEHANDELAAR)
    for wie, status in ((vreemde, 404), (behandelaar, 403)):
        ander = als(app.test_client(), wie, klok.nu())
        for pad in (
            "invullen",
            "invullen/project",
            "overzicht",
            "verwijderen",
            "invullen/woonruimten/importeren",
        ):
            assert ander.get(f"/aanvragen/{aanvraag.nummer}/{pad}").status_code == status, pad
        assert (
            ander.post(adres(aanvraag, "project"), data={"revisie": "1", "naam": "gekaapt"}).status_code
            == status
        )
    als(app.test_client(), behandelaar, klok.nu())
    assert inhoud(aanvraag, "project")["naam"] == "Woonhof Noord"


def test_beginnen_en_verder_bij_de_eerste_stap(client: FlaskClient, tranche: Tranche) -> None:
    pagina = client.get("/aanvragen/nieuw?tranche=oefen")
    assert pagina.status_code == 200
    pot = re.search(r'name="pot" value="([^"]+)"', pagina.text)
    data = {
        "tranche": "oefen",
        "gemeente": "GM0193",
        "pot": pot[1] if pot else "",
        "projectnaam": "  Hof   Zuid ",
    }
    leeg = client.post("/aanvragen/nieuw", data={**data, "projectnaam": " "})
    assert (leeg.status_code, "Vul een naam in" in tekst_van(leeg)) == (422, True)
    antwoord = client.post("/aanvragen/nieuw", data=data, follow_redirects=True)
    assert antwoord.request.path == "/aanvragen/OEFEN-0001/invullen/project"
    assert 'value="Hof Zuid"' in antwoord.text
    vreemd = client.post("/aanvragen/nieuw", data={**data, "gemeente": DEVENTER})
    assert vreemd.status_code == 422
    assert client.post("/aanvragen/nieuw", data={**data, "tranche": "rha-2023"}).status_code == 422


def test_kopieren_neemt_alles_mee_behalve_de_verklaringen(client: FlaskClient, aanvraag: Aanvraag) -> None:
    pagina = client.get(f"/aanvragen/nieuw?tranche=oefen&kopie={aanvraag.nummer}")
    pot = re.search(r'name="pot" value="([^"]+)"', pagina.text)
    data = {
        "tranche": "oefen", "gemeente": "GM0193", "pot": pot[1] if pot else "", "projectnaam": "Kopie",
        "kopie": aanvraag.nummer,
    }  # fmt: skip
    antwoord = client.post("/aanvragen/nieuw", data=data)
    assert antwoord.status_code == 302
    kopie = client.get("/aanvragen/OEFEN-0002/overzicht")
    assert "Proefweg" in kopie.text
    assert "90.000" in kopie.text


def test_het_overzicht_zegt_wat_ontbreekt_met_een_link_naar_het_veld(
    client: FlaskClient, aanvraag: Aanvraag
) -> None:
    pagina = client.get(f"/aanvragen/{aanvraag.nummer}/overzicht")
    assert pagina.status_code == 200
    assert f'href="{adres(aanvraag, "planning")}#oplevering"' in pagina.text
    assert "nodig om in te dienen" in pagina.text
    verder = client.get(f"/aanvragen/{aanvraag.nummer}/invullen")
    assert verder.status_code == 302


def test_verwijderen_vraagt_eerst_en_dan_is_het_weg(client: FlaskClient, aanvraag: Aanvraag) -> None:
    pad = f"/aanvragen/{aanvraag.nummer}/verwijderen"
    assert "U kunt dit niet terugdraaien" in client.get(pad).text
    assert client.post(pad).status_code == 302
    assert client.get(adres(aanvraag, "project")).status_code == 404


def test_plakken_met_een_fout_noemt_de_cel_en_neemt_niets_over(
    client: FlaskClient, aanvraag: Aanvraag
) -> None:
    pad = adres(aanvraag, "woonruimten/importeren")
    kop = "Doelgroep\tAard\tSoort\tAantal\n"
    fout = client.post(pad, data={"geplakt": f"{kop}statushouders\tpermanent\tzelfstandig\tveel\n"})
    assert fout.status_code == 422
    assert "D2" in tekst_van(fout)
    goed = client.post(pad, data={"geplakt": f"{kop}statushouders\tpermanent\tzelfstandig\t7\n"})
    assert "Gelezen: 1 regel, samen 7 woonruimten" in tekst_van(goed)
    assert inhoud(aanvraag, "woonruimten") == {"regels": [REGEL]}
    rijen = re.search(r'name="rijen" value="([^"]*)"', goed.text)[1].replace("&#34;", '"')  # type: ignore[index]
    over = client.post(pad, data={"stap": "neem-over", "hoe": "erbij", "revisie": "1", "rijen": rijen})
    assert over.status_code == 302
    assert [rij["aantal"] for rij in inhoud(aanvraag, "woonruimten")["regels"]] == ["12", "7"]


@pytest.mark.parametrize(
    "rijen",
    ["", "{}", "[{}]", '[{"aantal": 1}]', "[[]]", "[" * 5000, '[{"gek": "x"}]', '[{"gek": "\\ud800"}]'],
)
def test_beschadigde_regels_worden_geweigerd_en_doen_niets(
    client: FlaskClient, aanvraag: Aanvraag, rijen: str
) -> None:
    pad = adres(aanvraag, "woonruimten/importeren")
    antwoord = client.post(pad, data={"stap": "neem-over", "hoe": "vervang", "revisie": "1", "rijen": rijen})
    assert antwoord.status_code == 422
    assert inhoud(aanvraag, "woonruimten") == {"regels": [REGEL]}


def test_van_regels_uit_de_browser_blijft_alleen_wat_men_kan_typen(
    client: FlaskClient, aanvraag: Aanvraag
) -> None:
    rijen = '[{"aantal": " 7\\ud800 ", "gek": "x", "aard": "' + "x" * 30_000 + '"}]'
    pad = adres(aanvraag, "woonruimten/importeren")
    client.post(pad, data={"stap": "neem-over", "hoe": "vervang", "revisie": "1", "rijen": rijen})
    (regel,) = inhoud(aanvraag, "woonruimten")["regels"]
    assert regel == {"aantal": "7\ufffd", "aard": "x" * 20_000}


def test_het_sjabloon_komt_gevuld_terug(client: FlaskClient, aanvraag: Aanvraag) -> None:
    from io import BytesIO

    werkmap = client.get(adres(aanvraag, "woonruimten/sjabloon.xlsx"))
    assert werkmap.status_code == 200
    gelezen = client.post(
        adres(aanvraag, "woonruimten/importeren"), data={"bestand": (BytesIO(werkmap.data), "w.xlsx")},
        content_type="multipart/form-data",
    )  # fmt: skip
    assert "samen 12 woonruimten" in tekst_van(gelezen)


def test_bewaren_kost_weinig_vragen_hoeveel_regels_er_ook_zijn(
    client: FlaskClient, aanvraag: Aanvraag
) -> None:
    aantallen = []
    for hoeveel, revisie in ((1, "1"), (30, "2")):
        data = {"revisie": revisie, **regels(*([{**REGEL, "aantal": str(hoeveel)}] * hoeveel))}
        with geteld() as vragen:
            client.post(adres(aanvraag, "woonruimten"), data=data, headers=JSON)
        aantallen.append(len(vragen))
    assert aantallen[1] <= aantallen[0] <= 16
