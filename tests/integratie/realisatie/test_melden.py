"""A municipality reports in minutes, the ministry judges, and only what was accepted counts."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from subsidie.accounts.models import Gebruiker, Rol
from subsidie.berichten.models import Bericht
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.realisatie.leveringmodellen import Bestemmingsbevestiging, Bewijsstuk
from subsidie.realisatie.planmodellen import Meldingstand, Mijlpaal, Mijlpaalmelding, Projectdeel
from subsidie.realisatie.stand import lees_stand
from subsidie.web.db import db
from subsidie.web.klok import nu as nu_echt
from tests.fabrieken import realisatierijen, rijen
from tests.fabrieken.indieningen import PDF
from tests.fabrieken.inloggen import als
from tests.fabrieken.toekenningen import VERLEEND_OP, Toekenning, persoon, toekenning
from tests.fabrieken.verdelingen import lees

Schrijf = Callable[[], AbstractContextManager[None]]
STAP = "/mijlpalen/1/onomkeerbare_stap"
MELDING = {
    "bereikt_op": "2025-06-01",
    "toelichting": "De aanneemovereenkomst is getekend; opzeggen kan niet meer.",
}


@pytest.fixture
def t(app: Flask, schrijf: Schrijf, nu: datetime) -> Toekenning:
    app.config["WTF_CSRF_ENABLED"] = False
    with schrijf():
        return toekenning(nu)


def client(wie: Gebruiker) -> FlaskClient:
    from flask import current_app

    return als(current_app.test_client(), db.session.merge(wie), nu_echt())


def laatste() -> Mijlpaalmelding:
    db.session.expire_all()
    return db.session.scalars(select(Mijlpaalmelding).order_by(Mijlpaalmelding.id.desc())).first()  # type: ignore[return-value]


def oordeel(t: Toekenning, melding_id: int, uitkomst: str, tekst: str = "", soort: str = "mijlpaal") -> str:
    antwoord = client(t.behandelaar).post(
        f"/realisatie/meldingen/{soort}/{melding_id}/oordeel", data={"uitkomst": uitkomst, "oordeel": tekst},
        follow_redirects=True,
    )  # fmt: skip
    return lees(antwoord.text).tekst


def test_van_melding_via_vraag_en_antwoord_naar_aanvaard(t: Toekenning) -> None:
    bouwer = client(t.opsteller)
    pagina = lees(bouwer.get(t.adres).text).tekst
    assert "Meld de eerste onomkeerbare stap." in pagina
    assert "15 januari 2026" in pagina  # two years after the award
    assert bouwer.post(f"{t.adres}{STAP}", data=MELDING).status_code == 302
    melding = laatste()
    # Twice the same is the same report.
    assert bouwer.post(f"{t.adres}{STAP}", data=MELDING).status_code == 302
    assert laatste().id == melding.id
    assert not lees_stand(t.aanvraag.id).bereikt(Mijlpaal.ONOMKEERBARE_STAP)
    eigen = f"{t.adres}/melding/mijlpaal/{melding.id}"

    assert "Schrijf wat u wilt weten" in oordeel(t, melding.id, "vraag")
    assert "De vraag is gesteld" in oordeel(t, melding.id, "vraag", "Welke aannemer?")
    assert "Welke aannemer?" in lees(bouwer.get(eigen).text).tekst
    assert "Beantwoord de vraag over" in lees(bouwer.get(t.adres).text).tekst
    antwoord = {**MELDING, "bereikt_op": "2-6-2025", "toelichting": "Getekend met aannemer De Steiger."}
    assert bouwer.post(eigen, data=antwoord).status_code == 302
    assert (laatste().stand, laatste().bereikt_op) == (Meldingstand.GEMELD, date(2025, 6, 2))

    assert "aanvaard" in oordeel(t, melding.id, "aanvaard")
    assert lees_stand(t.aanvraag.id).bereikt(Mijlpaal.ONOMKEERBARE_STAP)
    assert "is al aanvaard door" in oordeel(t, melding.id, "afgewezen", "Toch niet.")
    onderwerpen = list(db.session.scalars(select(Bericht.onderwerp).order_by(Bericht.id)))
    assert [een.partition(":")[0] for een in onderwerpen if een.startswith(("Vraag", "Melding aan"))] == [
        "Vraag over uw melding", "Melding aanvaard",
    ]  # fmt: skip


def test_een_melding_die_niet_klopt_zegt_wat_er_mis_is_en_bewaart_niets(t: Toekenning) -> None:
    bouwer = client(t.opsteller)
    overmorgen = (dag_in_amsterdam(nu_echt()) + timedelta(days=2)).isoformat()
    for velden, zin in (
        ({"bereikt_op": overmorgen}, "moet nog komen"),
        ({"bereikt_op": "1925-06-01"}, "te lang geleden"),
        ({"bereikt_op": "31-31-2025"}, "Dit is geen dag"),
        ({"bereikt_op": ""}, "Kies de dag."),
        ({"toelichting": " "}, "Schrijf welke stap is gezet en waarom die onomkeerbaar is"),
    ):
        antwoord = bouwer.post(f"{t.adres}{STAP}", data={**MELDING, **velden})
        assert antwoord.status_code == 422, zin
        assert zin in lees(antwoord.text).tekst
    assert db.session.scalars(select(Mijlpaalmelding)).all() == []


def test_een_stap_na_de_uiterste_dag_wordt_aangenomen_en_valt_op(t: Toekenning) -> None:
    client(t.opsteller).post(f"{t.adres}{STAP}", data={**MELDING, "bereikt_op": "2026-02-01"})
    for adres, wie in (
        (t.adres, t.opsteller),
        (f"/realisatie/meldingen/mijlpaal/{laatste().id}", t.behandelaar),
    ):
        assert (
            "Dit is te laat: het moest uiterlijk op 15 januari 2026."
            in lees(client(wie).get(adres).text).tekst
        )


def test_de_oplevering_en_de_ingebruikname_volgen_uit_woonruimten(t: Toekenning) -> None:
    bouwer = client(t.opsteller)
    assert bouwer.get(f"{t.adres}/mijlpalen/1/oplevering").status_code == 404
    antwoord = bouwer.post(f"{t.adres}/mijlpalen/1/ingebruikname", data=MELDING)
    assert "Meld eerst de oplevering" in lees(antwoord.text).tekst


def test_een_ander_ziet_niets_en_zonder_verlening_is_er_niets(t: Toekenning, schrijf: Schrijf) -> None:
    with schrijf():
        vreemd = persoon(Rol.OPSTELLER, rijen.gemeente().gm_code)
        melding = realisatierijen.mijlpaal(
            aanvraag=t.aanvraag, deel=db.session.scalars(select(Projectdeel)).one()
        )
        kaal = rijen.aanvraag(status="beoordeeld", gm_code=t.aanvraag.gm_code)
        bewijs = realisatierijen.bewijsstuk(mijlpaalmelding_id=melding.id)
    eigen = f"{t.adres}/melding/mijlpaal/{melding.id}"
    buiten = client(vreemd)
    for adres in (
        t.adres,
        f"{t.adres}{STAP}",
        f"{t.adres}/delen",
        eigen,
        f"{eigen}/bewijs",
        f"{t.adres}/bewijs/{bewijs.kenmerk}",
    ):
        assert buiten.get(adres).status_code == 404, adres
    assert buiten.post(f"{eigen}/intrekken").status_code == 404
    antwoord = client(t.opsteller).get(f"/aanvragen/{kaal.nummer}/realisatie")
    assert antwoord.status_code == 404
    assert "geen subsidie verleend" in antwoord.text
    # A report of one application under the number of another.
    assert (
        client(t.opsteller)
        .get(f"/aanvragen/{kaal.nummer}/realisatie/melding/mijlpaal/{melding.id}")
        .status_code
        == 404
    )


def test_een_deel_splitsen_verkleinen_en_laten_vervallen(t: Toekenning) -> None:
    bouwer = client(t.opsteller)

    def delen(**velden: str) -> str:
        return lees(bouwer.post(f"{t.adres}/delen", data=velden, follow_redirects=True).text).tekst

    for aantal, zin in (
        ("1", "Er is niets meer over"), ("1e9", "geen heel getal"), ("2,5", "geen heel getal"), ("-3", "1 of meer"),
        ("999999999", "niets meer over"),
    ):  # fmt: skip
        assert zin in delen(naam="Fase 2", aantal=aantal), aantal
    assert "kunnen er 1 tot en met 24 af" in delen(naam="Fase 2", aantal="25", van="1")
    assert "Dit deel is er niet" in delen(naam="Fase 2", aantal="5", van="9")
    assert "toegevoegd" in delen(naam="Fase 2", aantal="10", van="1")
    assert "al een deel met deze naam" in delen(naam="fase 2", aantal="1", van="1")
    bouwer.post(f"{t.adres}{STAP}", data=MELDING)
    vast = bouwer.post(f"{t.adres}/delen/1", data={"naam": "Anders", "aantal": "16"})
    assert vast.status_code == 422
    assert "De naam blijft" in vast.text
    assert "kan alleen kleiner worden" in vast.text
    assert "al iets gemeld" in lees(bouwer.post(f"{t.adres}/delen/1/vervallen").text).tekst
    assert bouwer.post(f"{t.adres}/delen/2/vervallen").status_code == 302
    assert bouwer.post(f"{t.adres}/mijlpalen/2/vergunning", data=MELDING).status_code == 404
    assert (
        "10 van de 25 woonruimten in het plan staan nog in geen enkel deel"
        in lees(bouwer.get(t.adres).text).tekst
    )


def test_een_verwachting_na_de_uiterste_dag_vraagt_waarom(t: Toekenning) -> None:
    bouwer, adres = client(t.opsteller), f"{t.adres}/prognose/1/oplevering"
    assert "is al geweest" in bouwer.post(adres, data={"verwacht_op": "2024-05-01"}).text
    laat = {"verwacht_op": (VERLEEND_OP + timedelta(days=2200)).isoformat()}
    assert "Schrijf waardoor het later wordt" in bouwer.post(adres, data=laat).text
    assert (
        bouwer.post(adres, data={**laat, "toelichting": "De netaansluiting komt later."}).status_code == 302
    )
    assert "na de uiterste dag" in lees(bouwer.get(t.adres).text).tekst


def test_een_jaar_bevestigen_vraagt_uitleg_als_het_er_minder_zijn(t: Toekenning, schrijf: Schrijf) -> None:
    bouwer, adres = client(t.opsteller), f"{t.adres}/bevestiging/2025"
    assert bouwer.get(adres).status_code == 404  # nothing was delivered
    with schrijf():
        deel = db.session.scalars(select(Projectdeel)).one()
        realisatierijen.geleverd(t.aanvraag, aantal=3, deel=deel, opgeleverd_op=date(2025, 5, 1))
    bouwer = client(t.opsteller)
    assert "31 december 2025" in lees(bouwer.get(t.adres).text).tekst
    velden = {"peildatum": "2025-12-31", "aantal": "4"}
    assert "3 woonruimten opgeleverd" in bouwer.post(adres, data=velden).text
    assert "1 woonruimte minder" in bouwer.post(adres, data={**velden, "aantal": "2"}).text
    assert "Kies een dag in 2025" in bouwer.post(adres, data={"peildatum": "2024-12-31", "aantal": "3"}).text
    goed = {**velden, "aantal": "2", "toelichting": "Een woning staat leeg na brand."}
    assert bouwer.post(adres, data=goed).status_code == 302
    melding = db.session.scalars(select(Bestemmingsbevestiging)).one()
    assert "Het jaar" not in oordeel(t, melding.id, "aanvaard", soort="bevestiging")
    assert client(t.opsteller).get(f"{t.adres}/melding/bevestiging/{melding.id}").status_code == 200
    assert client(t.opsteller).get(f"{t.adres}/bevestiging/2050").status_code == 404


def test_bewijs_komt_bij_de_melding_en_is_door_beide_kanten_te_openen(t: Toekenning) -> None:
    bouwer = client(t.opsteller)
    bouwer.post(f"{t.adres}{STAP}", data=MELDING)
    adres = f"{t.adres}/melding/mijlpaal/{laatste().id}/bewijs"

    def stuur(naam: str, inhoud: bytes) -> str:
        velden = {"bestand": (io.BytesIO(inhoud), naam)}
        return lees(bouwer.post(adres, data=velden, follow_redirects=True).text).tekst

    assert "Kies eerst een bestand" in lees(bouwer.post(adres, data={}).text).tekst
    assert "Niet elk bestand is toegevoegd" in stuur("contract.pdf", b"geen pdf")
    assert "‘contract.pdf’ is toegevoegd" in stuur("contract.pdf", PDF)
    assert "stond er al" in stuur("nog eens.pdf", PDF)
    (stuk,) = db.session.scalars(select(Bewijsstuk)).all()
    for wie in (t.opsteller, t.behandelaar):
        antwoord = client(wie).get(f"{t.adres}/bewijs/{stuk.kenmerk}")
        assert antwoord.data == PDF
        assert antwoord.headers["Content-Disposition"].startswith("attachment")
    oordeel(t, laatste().id, "aanvaard")
    assert "er kan geen bewijs meer bij" in lees(bouwer.get(adres).text).tekst


def test_de_werklijst_toont_wat_wacht_en_alleen_een_behandelaar_oordeelt(
    t: Toekenning, schrijf: Schrijf
) -> None:
    client(t.opsteller).post(f"{t.adres}{STAP}", data=MELDING)
    with schrijf():
        auditor = persoon(Rol.AUDITOR)
    lijst = lees(client(t.behandelaar).get("/realisatie/meldingen?stand=gemeld&soort=mijlpaal").text).tekst
    assert t.aanvraag.nummer in lijst
    assert (
        t.aanvraag.nummer not in lees(client(t.behandelaar).get("/realisatie/meldingen?wacht=7").text).tekst
    )
    assert client(t.behandelaar).get("/realisatie/meldingen?uitvoer=csv").status_code == 200
    assert "Meldingen van gemeenten Te beoordelen 1" in lees(client(t.behandelaar).get("/vandaag").text).tekst
    thuis = lees(client(t.opsteller).get("/vandaag").text).tekst
    assert f"Melden {t.aanvraag.nummer}" in thuis
    assert "Nog niet aanvaard: de eerste onomkeerbare stap" in thuis
    adres = f"/realisatie/meldingen/mijlpaal/{laatste().id}"
    assert client(auditor).get(adres).status_code == 200
    assert client(auditor).post(f"{adres}/oordeel", data={"uitkomst": "aanvaard"}).status_code == 403
    bezwaar = client(t.behandelaar).post(
        f"{adres}/oordeel", data={"uitkomst": "aanvaard", "gezien": "gemeld 2020-01-01"}
    )
    assert "intussen iets aan deze melding veranderd" in bezwaar.text
    assert (
        "Kies wat u met de melding doet"
        in client(t.behandelaar).post(f"{adres}/oordeel", data={"uitkomst": "weg"}).text
    )


def test_ingetrokken_is_ingetrokken(t: Toekenning) -> None:
    bouwer = client(t.opsteller)
    bouwer.post(f"{t.adres}{STAP}", data=MELDING)
    eigen = f"{t.adres}/melding/mijlpaal/{laatste().id}"
    assert "Melding intrekken?" in bouwer.get(f"{eigen}/intrekken").text
    assert bouwer.post(f"{eigen}/intrekken").status_code == 302
    assert "is al ingetrokken" in bouwer.post(f"{eigen}/intrekken").text
    assert (
        "niets gevraagd" in bouwer.post(eigen, data=MELDING).text
        or "ingetrokken" in bouwer.post(eigen, data=MELDING).text
    )
    assert bouwer.post(f"{t.adres}{STAP}", data=MELDING).status_code == 302  # again is fine
