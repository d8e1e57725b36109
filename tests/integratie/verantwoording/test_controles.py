"""What the auditor has verified: asked and answered in the audit trail, and every kind finds what somebody broke."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from subsidie.aanvragen.service import list_aanvragen
from subsidie.accounts.models import Rol
from subsidie.audit.models import Gebeurtenis
from subsidie.audit.service import leg_vast
from subsidie.platform.opslag import LokaleOpslag
from subsidie.platform.taken import veeg
from subsidie.verantwoording.controlemodellen import Inzage
from subsidie.verantwoording.controles import Controle, list_controles, tussenstand_van
from subsidie.verantwoording.controlesoorten import controleer_bestanden
from subsidie.verantwoording.inzage import PLEKKEN
from subsidie.web.app import instellingen_van
from subsidie.web.db import db
from subsidie.web.klok import nu as echt_nu
from tests.fabrieken import geldrijen, indienrijen, rijen
from tests.fabrieken.aanvaller import verander_buiten_om
from tests.fabrieken.inloggen import als
from tests.fabrieken.vandaag import persoon
from tests.fabrieken.verdelingen import verdeelde_tranche

Schrijf = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def client(app: Flask, schrijf: Schrijf) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    with schrijf():
        auditor = persoon(Rol.AUDITOR)
    return als(app.test_client(), auditor, echt_nu())


def doe(client: FlaskClient, soort: str) -> Controle:
    """Ask for one on the page, let the worker do it, and give what came of it."""
    antwoord = client.post(f"/controle/uitvoeren/{soort}")
    assert antwoord.status_code == 302
    assert "De controle is gevraagd" in client.get(antwoord.location).text
    assert veeg("controles") == 1
    uitkomst = list_controles()[0]
    bladzijde = client.get(antwoord.location).text
    assert ("In orde" in bladzijde) == uitkomst.goed
    assert all(fout.split(":")[0] in bladzijde for fout in uitkomst.fouten)
    return uitkomst


def test_de_keten_wordt_door_de_werker_gecontroleerd_en_wat_iemand_veranderde_wordt_genoemd(
    client: FlaskClient, schrijf: Schrijf
) -> None:
    with schrijf():
        leg_vast("aanvraag:x", object_soort="aanvraag", object_id="A1", door=None, nu=rijen.NU)
    goed = doe(client, "keten")
    assert goed.goed
    assert goed.onderzocht >= 3
    assert goed.opmerkingen == ("Er is geen ijkpunt. Alleen de keten zelf is gecontroleerd.",)
    verander_buiten_om("UPDATE gebeurtenis SET object_id = 'A2' WHERE object_id = 'A1'", "gebeurtenis")
    fout = doe(client, "keten")
    assert not fout.goed
    assert any(een.startswith("Gebeurtenis ") for een in fout.fouten)
    assert any("wachter" in een for een in fout.fouten)


def test_elk_bestand_dat_weg_veranderd_of_te_veel_is_wordt_genoemd(
    app: Flask, client: FlaskClient, schrijf: Schrijf
) -> None:
    hoofd = LokaleOpslag(instellingen_van(app).opslag)
    stukken = LokaleOpslag(hoofd.map / "bijlagen")
    with schrijf():
        heel, kapot = (
            rijen.document(bestand_sha256=hoofd.bewaar(data), grootte=len(data))
            for data in (b"heel", b"brief")
        )
        weg = indienrijen.aanvraagbijlage(sha256="ab" * 32, naam="weg.pdf", stand="schoon")
    assert not doe(client, "bestanden").goed  # the upload that was never there
    stuk = stukken.bewaar(b"stuk")
    pad = hoofd.pad(str(kapot.bestand_sha256))
    pad.chmod(0o640)
    pad.write_bytes(b"anders")
    uitkomst = doe(client, "bestanden")
    assert uitkomst.onderzocht == 1  # the letter that is whole
    assert str(heel.bestand_sha256) not in "".join(uitkomst.fouten)
    assert sorted(een.split(":")[0] for een in uitkomst.fouten) == [
        f"Document {kapot.kenmerk}", f"aanvraagbijlage {weg.id}",
    ]  # fmt: skip
    assert uitkomst.opmerkingen == (
        f"Te veel in de opslag: bijlagen/{stuk[:2]}/{stuk} (geen bestand hoort erbij in de database).",
    )


def test_een_controle_wacht_niet_twee_keer_en_alleen_de_auditor_vraagt_haar(
    app: Flask, client: FlaskClient, schrijf: Schrijf
) -> None:
    with schrijf():
        behandelaar = persoon(Rol.BEHANDELAAR)
    for _ in range(2):
        client.post("/controle/uitvoeren/steekproeven")
    assert "Deze controle is al gevraagd." in client.get("/controle").text
    assert veeg("controles") == 1
    assert veeg("controles") == 0
    assert client.post("/controle/uitvoeren/iets").status_code == 404
    assert client.get("/controle/uitkomsten/123456789abc").status_code == 404
    assert als(app.test_client(), behandelaar, echt_nu()).post("/controle/uitvoeren/keten").status_code == 403
    soorten = list(
        db.session.scalars(select(Gebeurtenis.soort).where(Gebeurtenis.object_soort == "controle"))
    )
    assert sorted(soorten) == ["controle:gevraagd", "controle:uitgevoerd"]


def test_een_lopende_controle_zegt_hoe_ver_zij_is(app: Flask, client: FlaskClient, schrijf: Schrijf) -> None:
    with schrijf():
        for teken in "abc":
            rijen.document(bestand_sha256=teken * 64)
    gemeld: list[tuple[int, int]] = []
    list(controleer_bestanden(lambda gedaan, totaal: gemeld.append((gedaan, totaal))))
    assert gemeld == [(0, 3), (1, 3), (2, 3)]
    adres = client.post("/controle/uitvoeren/bestanden").location
    assert "bekeken" not in client.get(adres).text
    stand = tussenstand_van(adres.rpartition("/")[2], instellingen_van(app))
    stand.meld(2, 3)
    assert "2 van 3 bestanden bekeken" in client.get(adres).text
    assert "2 van 3 bekeken" in client.get("/controle").text
    veeg("controles")
    assert stand.lees() is None
    assert "Niet in orde" in client.get(adres).text


def test_wie_persoonsgegevens_kreeg_te_zien_staat_er_een_keer_per_dag(app: Flask, schrijf: Schrijf) -> None:
    tranche, personen, _ = verdeelde_tranche()
    een_aanvraag, behandelaar = list_aanvragen(tranche)[0], personen["behandelaar"]
    nummer = een_aanvraag.nummer
    with schrijf():
        auditor = persoon(Rol.AUDITOR)
        opsteller = persoon(Rol.OPSTELLER, gm_code=een_aanvraag.gm_code)
    van_ons = als(app.test_client(), behandelaar, echt_nu())
    gebeurd = db.session.scalar(select(func.count()).select_from(Gebeurtenis)) or 0
    for _ in range(3):
        assert van_ons.get(f"/aanvragen/{nummer}").status_code == 200
    assert van_ons.get("/aanvragen/BESTAAT-NIET").status_code == 404
    assert van_ons.get("/beheer/accounts").status_code == 403
    als(app.test_client(), opsteller, echt_nu()).get(f"/aanvragen/{nummer}")
    assert db.session.scalar(select(func.count()).select_from(Gebeurtenis)) == gebeurd + 1  # the last login
    (een,) = db.session.scalars(select(Inzage)).all()
    assert (een.gebruiker_id, een.object_id, een.soort.value) == (behandelaar.id, nummer, "contactpersoon")
    client = als(app.test_client(), auditor, echt_nu())
    bladzijde = client.get(f"/controle/inzage?object={nummer}").text
    assert f">{behandelaar.naam}</a>" in bladzijde
    assert f'href="/aanvragen/{nummer}"' in bladzijde
    assert f">{behandelaar.naam}</a>" not in client.get("/controle/inzage?object=BESTAAT-NIET").text
    assert nummer.encode() in client.get("/controle/inzage?uitvoer=csv").data


def test_elke_plek_met_inzage_bestaat_en_de_veldnamen_kloppen(app: Flask) -> None:
    regels = {rij.endpoint: rij for rij in app.url_map.iter_rules()}
    for eindpunt, plek in PLEKKEN.items():
        assert "GET" in (regels[eindpunt].methods or ()), eindpunt
        assert set(plek.velden) <= regels[eindpunt].arguments, eindpunt


def test_op_een_dag_is_te_zien_wie_wat_mocht(client: FlaskClient, schrijf: Schrijf) -> None:
    dag = date(2025, 3, 1)
    with schrijf():
        wie = rijen.gebruiker(naam="Van Toen")
        rijen.roltoekenning(gebruiker=wie, rol=Rol.BESLISSER, vanaf=dag, tot=dag + timedelta(days=10))
        rijen.mandaat(gebruiker=wie, registernummer="M-77", vanaf=dag + timedelta(days=5))
        rijen.belang(gebruiker=wie, vanaf=dag, omschrijving="Woont er.")

    def wat(op: date) -> set[str]:
        bladzijde = client.get(f"/controle/bevoegdheden?dag={op.isoformat()}&wie={wie.sleutel}").text
        return {een for een in ("Beslisser", "M-77", "Woont er.") if f">{een}<" in bladzijde}

    assert wat(dag - timedelta(days=1)) == set()
    assert wat(dag) == {"Beslisser", "Woont er."}
    assert wat(dag + timedelta(days=9)) == {"Beslisser", "M-77", "Woont er."}
    assert wat(dag + timedelta(days=10)) == {"M-77", "Woont er."}  # the first day without the role
    uitvoer = client.get(f"/controle/bevoegdheden?wie={wie.sleutel}&uitvoer=csv").text
    assert "2025-03-10" in uitvoer  # its last day


def test_een_verdeling_die_niet_meer_klopt_valt_op(client: FlaskClient) -> None:
    verdeelde_tranche()
    assert doe(client, "verdelingen").onderzocht == 1
    verander_buiten_om(
        "UPDATE verdelingsregel SET bedrag_cent = bedrag_cent + 1 WHERE bedrag_cent > 0", "verdelingsregel"
    )
    uitkomst = doe(client, "verdelingen")
    assert not uitkomst.goed
    assert uitkomst.fouten[0].startswith("Verdeling ")


def test_een_vaststelling_die_niet_uit_haar_gegevens_volgt_valt_op(
    client: FlaskClient, schrijf: Schrijf
) -> None:
    with schrijf():
        geldrijen.vaststellingsberekening()  # with an input that says nothing
    uitkomst = doe(client, "vaststellingen")
    assert not uitkomst.goed
    assert "de vastgelegde invoer is niet te lezen" in uitkomst.fouten[0]


def test_vandaag_noemt_de_auditor_een_controle_die_niet_in_orde_was(
    app: Flask, client: FlaskClient, schrijf: Schrijf
) -> None:
    assert "Uw controles en steekproeven" not in client.get("/vandaag").text
    with schrijf():
        rijen.document(bestand_sha256="cd" * 32)  # its file is not there
    doe(client, "bestanden")
    bladzijde = client.get("/vandaag").text
    assert "Controle: Brieven en stukken" in bladzijde
    assert "1 fout gevonden op" in bladzijde
