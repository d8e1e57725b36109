"""Vooroverleg: asked by a municipality, taken up by one behandelaar without an interest, with a report for both."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import select

from subsidie.aanvragen import vooroverlegservice as service
from subsidie.aanvragen.vooroverlegmodellen import Vooroverleg, Vooroverlegstand
from subsidie.accounts.models import Gebruiker
from subsidie.audit.models import Gebeurtenis
from subsidie.berichten.models import Bericht, Berichtrichting
from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeInvoer, OngeldigeOvergang
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.service import laad_tranche, openstellen
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken import rijen
from tests.fabrieken.inloggen import als
from tests.fabrieken.rijen import DAG
from tests.fabrieken.tranches import START, definitie
from tests.fabrieken.vragentellen import geteld

VERSLAG = "Transformatie kan.\nLet op de huur."
UUR = timedelta(hours=1)
VELDEN = {
    "tranche": "rha-2023",
    "onderwerp": "Een klooster",
    "toelichting": "Kan een klooster?",
    "voorkeur": "",
}


class Wereld:
    """An open tranche on the real rules, two municipalities and two behandelaars."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with schrijfgrens():
            self.eigen = rijen.gemeente(naam="Eigendam").gm_code
            self.vrager = self._wie("opsteller", self.eigen)
            self.buur = self._wie("tekenbevoegde", rijen.gemeente(naam="Anderveen").gm_code)
            self.een, self.twee = (self._wie("behandelaar") for _ in range(2))
            beheerder = self._wie("beheerder")
            self.tranche: Tranche = laad_tranche(
                definitie("rha-2023"), aard=Trancheaard.VOORBEELD, door=beheerder, nu=START
            )
            openstellen(self.tranche, door=beheerder, nu=START)

    def _wie(self, rol: str, gm_code: str | None = None) -> Gebruiker:
        gebruiker = rijen.gebruiker()
        rijen.roltoekenning(
            gebruiker=gebruiker, rol=rol, vanaf=DAG, **({"gm_code": gm_code} if gm_code else {})
        )
        return gebruiker

    def vraag(self, **anders: str) -> Vooroverleg:
        waarden = {
            "onderwerp": "Een klooster",
            "toelichting": "Kan een klooster?",
            "voorkeur": "dinsdag",
            **anders,
        }
        with schrijfgrens():
            return service.vraag_aan(self.tranche, gm_code=self.eigen, door=self.vrager, nu=START, **waarden)

    def pak_op(self, verzoek: Vooroverleg, door: Gebruiker | None = None) -> None:
        with schrijfgrens():
            service.pak_op(verzoek, door=door or self.een, nu=START + UUR)

    def rond_af(self, verzoek: Vooroverleg, door: Gebruiker | None = None, verslag: str = VERSLAG) -> None:
        with schrijfgrens():
            service.rond_af(verzoek, verslag=verslag, door=door or self.een, nu=START + 2 * UUR)

    def als(self, wie: Gebruiker) -> FlaskClient:
        client = als(self.app.test_client(), wie, nu())
        g.pop("_login_user", None)
        return client


@pytest.fixture
def wereld(app: Flask) -> Wereld:
    app.config["WTF_CSRF_ENABLED"] = False
    return Wereld(app)


def test_een_verzoek_wordt_opgepakt_en_afgerond_met_een_verslag_voor_de_gemeente(wereld: Wereld) -> None:
    verzoek = wereld.vraag()
    adres = f"/vooroverleg/{verzoek.kenmerk}"
    assert "Eigendam" in wereld.als(wereld.een).get("/vooroverleg?stand=aangevraagd").text
    wereld.pak_op(verzoek)
    assert "Let op de huur." not in wereld.als(wereld.vrager).get(adres).text
    wereld.rond_af(verzoek)
    assert "Let op de huur." in wereld.als(wereld.vrager).get(adres).text
    stappen = db.session.scalars(select(Gebeurtenis.soort).where(Gebeurtenis.object_id == verzoek.kenmerk))
    assert sorted(stappen) == ["vooroverleg:aangevraagd", "vooroverleg:afgerond", "vooroverleg:opgepakt"]


def test_bij_elke_stap_gaat_er_een_bericht(wereld: Wereld) -> None:
    verzoek = wereld.vraag()
    wereld.pak_op(verzoek)
    wereld.rond_af(verzoek)
    berichten = db.session.scalars(select(Bericht).order_by(Bericht.id)).all()
    assert [een.richting for een in berichten] == [
        Berichtrichting.IN, Berichtrichting.UIT, Berichtrichting.UIT,
    ]  # fmt: skip
    assert {(een.gm_code, een.object_id, een.voorbeeld) for een in berichten} == {
        (wereld.eigen, verzoek.kenmerk, True)
    }
    assert VERSLAG in berichten[-1].tekst


def test_een_lang_verslag_past_in_het_bericht(wereld: Wereld) -> None:
    verzoek = wereld.vraag(onderwerp="o" * service.LANGSTE_ONDERWERP)
    wereld.pak_op(verzoek)
    wereld.rond_af(verzoek, verslag="v" * service.LANGSTE_VERSLAG)
    assert verzoek.stand is Vooroverlegstand.AFGEROND


def test_wie_een_belang_heeft_pakt_het_niet_op(wereld: Wereld) -> None:
    verzoek = wereld.vraag()
    with schrijfgrens():
        rijen.belang(gebruiker=wereld.een, gm_code=wereld.eigen, vanaf=DAG)
    with pytest.raises(NietBevoegd, match="belang"):
        wereld.pak_op(verzoek)
    antwoord = wereld.als(wereld.een).post(f"/vooroverleg/{verzoek.kenmerk}/oppakken")
    assert (antwoord.status_code, "belang" in antwoord.text) == (422, True)
    wereld.pak_op(verzoek, wereld.twee)


def test_een_collega_neemt_het_over_en_rondt_dan_pas_af(wereld: Wereld) -> None:
    verzoek = wereld.vraag()
    wereld.pak_op(verzoek)
    with pytest.raises(Domeinfout, match="al opgepakt"):
        wereld.pak_op(verzoek)
    with pytest.raises(NietBevoegd, match="Neem het eerst over"):
        wereld.rond_af(verzoek, wereld.twee)
    wereld.pak_op(verzoek, wereld.twee)
    wereld.rond_af(verzoek, wereld.twee)
    overname = db.session.scalars(
        select(Gebeurtenis.gegevens).where(Gebeurtenis.soort == "vooroverleg:overgenomen")
    ).one()
    assert wereld.een.sleutel in overname


def test_een_afgerond_of_ingetrokken_verzoek_gaat_nergens_meer_heen(wereld: Wereld) -> None:
    ingetrokken, afgerond = wereld.vraag(), wereld.vraag(onderwerp="Een school")
    with schrijfgrens():
        service.trek_in(ingetrokken, door=wereld.vrager, nu=START + UUR)
    wereld.pak_op(afgerond)
    wereld.rond_af(afgerond)
    for verzoek in (ingetrokken, afgerond):
        with pytest.raises(OngeldigeOvergang):
            wereld.pak_op(verzoek, wereld.twee)
        with pytest.raises(OngeldigeOvergang):
            wereld.rond_af(verzoek)
        with pytest.raises(OngeldigeOvergang), schrijfgrens():
            service.trek_in(verzoek, door=wereld.vrager, nu=START + 3 * UUR)


def test_niet_opgepakt_wordt_niet_afgerond(wereld: Wereld) -> None:
    verzoek = wereld.vraag()
    with pytest.raises(OngeldigeOvergang):
        wereld.rond_af(verzoek)


def test_een_andere_gemeente_ziet_een_404_en_trekt_niets_in(wereld: Wereld) -> None:
    verzoek = wereld.vraag()
    client = wereld.als(wereld.buur)
    adressen = [f"/vooroverleg/{een}" for een in (verzoek.kenmerk, "0" * 32, "bestaat-niet", "%07")]
    assert {client.get(adres).status_code for adres in adressen} == {404}
    assert client.post(f"/vooroverleg/{verzoek.kenmerk}/intrekken").status_code == 404
    assert "Een klooster" not in client.get("/vooroverleg").text
    with pytest.raises(NietBevoegd), schrijfgrens():
        service.trek_in(verzoek, door=wereld.buur, nu=START)
    db.session.expire_all()
    assert verzoek.stand is Vooroverlegstand.AANGEVRAAGD


def test_tweemaal_versturen_is_een_verzoek(wereld: Wereld) -> None:
    client = wereld.als(wereld.vrager)
    assert client.post("/vooroverleg/nieuw", data=VELDEN).status_code == 302
    nogmaals = client.post("/vooroverleg/nieuw", data=VELDEN)
    assert (nogmaals.status_code, "staat er al" in nogmaals.text) == (422, True)
    assert len(db.session.scalars(select(Vooroverleg)).all()) == 1


SLECHT = (
    {"onderwerp": ""}, {"onderwerp": "\N{ZERO WIDTH SPACE}"}, {"onderwerp": "x" * 201}, {"toelichting": "  "},
    {"toelichting": "om\N{RIGHT-TO-LEFT OVERRIDE}"}, {"toelichting": "x" * 4001}, {"voorkeur": "x" * 301},
    {"voorkeur": "bel\a"},
)  # fmt: skip


def test_slechte_invoer_krijgt_een_melding_bij_het_veld_en_bewaart_niets(wereld: Wereld) -> None:
    client = wereld.als(wereld.vrager)
    for fout in SLECHT:
        (veld,) = fout
        antwoord = client.post("/vooroverleg/nieuw", data=VELDEN | fout)
        assert (antwoord.status_code, f'id="{veld}-fout"' in antwoord.text) == (422, True), fout
        with pytest.raises(OngeldigeInvoer):
            wereld.vraag(**fout)
    assert db.session.scalars(select(Vooroverleg)).all() == []


def test_een_tranche_waar_niets_is_aan_te_vragen_staat_er_niet_bij(wereld: Wereld) -> None:
    assert "rha-2023" in wereld.als(wereld.vrager).get("/vooroverleg/nieuw").text
    antwoord = wereld.als(wereld.vrager).post("/vooroverleg/nieuw", data=VELDEN | {"tranche": "rha-2020"})
    assert antwoord.status_code == 422


@pytest.mark.parametrize("wie", ["vrager", "een"])
def test_een_langere_lijst_vraagt_niet_meer_van_de_database(wereld: Wereld, wie: str) -> None:
    client = wereld.als(getattr(wereld, wie))
    wereld.vraag()

    def hoeveel() -> int:
        with geteld() as vragen:
            assert client.get("/vooroverleg").status_code == 200
        return len(vragen)

    eerst = hoeveel()
    for nummer in range(5):
        wereld.pak_op(wereld.vraag(onderwerp=f"Plan {nummer}"))
    assert hoeveel() == eerst
