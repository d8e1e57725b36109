"""From a fixed allocation to a known decision through the pages, and what they say when something is odd."""

from __future__ import annotations

import sys
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraagstatus
from subsidie.aanvragen.service import get_aanvraag, zet_status
from subsidie.accounts.models import Belang, Gebruiker, Mandaat, Rol
from subsidie.accounts.service import ken_rol_toe, maak_gebruiker
from subsidie.beoordeling.behandelmodellen import Adviesstrekking
from subsidie.beoordeling.notities import geef_advies
from subsidie.berichten.models import Bericht, Berichtlezing, Bezorging
from subsidie.beschikkingen.models import Beschikking, Besluitstatus
from subsidie.beschikkingen.ronde import vingerafdruk
from subsidie.beschikkingen.rondewerk import teken_wachtende
from subsidie.documenten.service import maak_wachtende
from subsidie.platform.opslag import LokaleOpslag
from subsidie.web import klok
from subsidie.web.app import instellingen_van
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.besluiten import MOMENT, opgestelde_tranche
from tests.fabrieken.inloggen import als
from tests.fabrieken.verdelingen import lees, verdeelde_tranche

pytestmark = pytest.mark.usefixtures("papier_hier")


class Wereld:
    """The pages of one tranche, on a clock that a test moves."""

    def __init__(self, app: Flask) -> None:
        self.app, self.nu = app, MOMENT
        self.tranche, self.personen, self.verdeling = opgestelde_tranche()

    def client(self, wie: str | Gebruiker) -> FlaskClient:
        gebruiker = self.personen[wie] if isinstance(wie, str) else wie
        return als(self.app.test_client(), gebruiker, self.nu)

    def tekst(self, wie: str | Gebruiker, adres: str, status: int = 200) -> str:
        antwoord = self.client(wie).get(f"/tranches/{self.tranche.code}{adres}")
        assert antwoord.status_code == status, antwoord.text
        return lees(antwoord.text).tekst

    def post(self, wie: str, adres: str, **velden: str) -> tuple[int, str]:
        antwoord = self.client(wie).post(
            f"/tranches/{self.tranche.code}{adres}", data=velden, follow_redirects=True
        )
        return antwoord.status_code, lees(antwoord.text).tekst

    def besluiten(self, status: Besluitstatus) -> list[Beschikking]:
        db.session.expire_all()
        vraag = select(Beschikking).where(Beschikking.status == status).order_by(Beschikking.kenmerk)
        return list(db.session.scalars(vraag))

    def teken(self, dag: date, query: str = "") -> None:
        gekozen = self.besluiten(Besluitstatus.CONCEPT)
        gekozen = [een for een in gekozen if not query or een.kenmerk in query]
        status, tekst = self.post(
            "beslisser",
            f"/besluiten/tekenen{query}",
            dagtekening=dag.isoformat(),
            gezien=vingerafdruk(gekozen),
        )
        assert status == 200, tekst
        teken_wachtende(lambda: self.nu)
        maak_wachtende(self.opslag, werkers=1, klok=lambda: self.nu)

    @property
    def opslag(self) -> LokaleOpslag:
        return LokaleOpslag(instellingen_van(self.app).opslag)


@pytest.fixture
def wereld(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Wereld:
    app.config["WTF_CSRF_ENABLED"] = False

    wereld, echt = Wereld(app), klok.nu
    for naam, module in list(sys.modules.items()):
        if naam.startswith("subsidie.") and getattr(module, "nu", None) is echt:
            monkeypatch.setattr(module, "nu", lambda: wereld.nu)
    return wereld


def gemeentepersoon(gm_code: str) -> Gebruiker:
    with schrijfgrens():
        persoon = maak_gebruiker(
            naam="G. Gemeente", email="g@gemeente.invalid", functie="proef", door=None, nu=MOMENT
        )
        ken_rol_toe(persoon, Rol.OPSTELLER, vanaf=date(2026, 1, 1), door=None, nu=MOMENT, gm_code=gm_code)
    return persoon


def test_van_concept_tot_bekend_met_bericht_mail_en_leesmoment(wereld: Wereld) -> None:
    gemeente = gemeentepersoon("GM0363")
    wereld.teken(MOMENT.date())
    assert len(wereld.besluiten(Besluitstatus.GETEKEND)) == 4
    # Signed is not notified: the municipality sees nothing.
    bij_gemeente = wereld.client(gemeente)
    assert "B001-B1" not in bij_gemeente.get("/aanvragen/B001").text
    assert bij_gemeente.get("/aanvragen/B001/documenten/B001-B1").status_code == 404
    vraag = wereld.tekst("beslisser", "/bekendmaken/bevestigen")
    assert "Wilt u 4 besluiten bekendmaken?" in vraag
    assert "Bezwaar maken kan tot en met 26 februari 2026" in vraag
    gezien = vingerafdruk(wereld.besluiten(Besluitstatus.GETEKEND))
    status, tekst = wereld.post("beslisser", "/bekendmaken/bevestigen", gezien=gezien)
    assert (status, "4 besluiten zijn bekendgemaakt" in tekst) == (200, True)
    assert len(wereld.besluiten(Besluitstatus.BEKENDGEMAAKT)) == 4
    bericht = db.session.scalars(select(Bericht).where(Bericht.object_id == "B001")).one()
    assert bericht.document is not None
    # The mail waits in the database: a mail server that is away delays it and loses nothing.
    aan = db.session.scalars(select(Bezorging).where(Bezorging.bericht_id == bericht.id)).one()
    assert aan.gebruiker_id == gemeente.id
    brief = bij_gemeente.get("/aanvragen/B001/documenten/B001-B1")
    assert (brief.status_code, brief.mimetype) == (200, "application/pdf")
    lezing = db.session.scalars(select(Berichtlezing).where(Berichtlezing.bericht_id == bericht.id)).one()
    assert (lezing.gebruiker_id, lezing.geopend_op) == (gemeente.id, MOMENT)


def test_twee_die_tegelijk_bekendmaken_doen_het_samen_eenmaal(wereld: Wereld) -> None:
    wereld.teken(MOMENT.date())
    gezien = vingerafdruk(wereld.besluiten(Besluitstatus.GETEKEND))
    assert wereld.post("beslisser", "/bekendmaken/bevestigen", gezien=gezien)[0] == 200
    status, tekst = wereld.post("tweede_beslisser", "/bekendmaken/bevestigen", gezien=gezien)
    assert (status, "Er is niets bekendgemaakt" in tekst) == (422, True)


def test_wat_niet_kan_wachten_gaat_alleen_en_eerst(wereld: Wereld) -> None:
    wereld.teken(MOMENT.date(), "?besluit=B002-B1")
    pagina = wereld.tekst("beslisser", "/bekendmaken")
    assert "3 besluiten zijn nog niet getekend en gaan niet mee" in pagina
    assert "Eerst: de beslistermijn loopt af" in pagina
    gezien = vingerafdruk(wereld.besluiten(Besluitstatus.GETEKEND))
    wereld.post("beslisser", "/bekendmaken/bevestigen?besluit=B002-B1", gezien=gezien)
    assert [een.kenmerk for een in wereld.besluiten(Besluitstatus.BEKENDGEMAAKT)] == ["B002-B1"]


def test_een_brief_waarvan_de_dag_voorbij_is_wordt_vervangen_en_opnieuw_getekend(wereld: Wereld) -> None:
    wereld.teken(MOMENT.date())
    wereld.nu = MOMENT + timedelta(days=1)
    assert "Van 4 besluiten is de dag voorbij" in wereld.tekst("behandelaar", "/bekendmaken")
    assert "niets dat nu bekend kan worden gemaakt" in wereld.tekst("beslisser", "/bekendmaken/bevestigen")
    adres = "/bekendmaken/opnieuw-opstellen"
    assert wereld.post("behandelaar", adres, reden="  ")[0] == 422
    status, tekst = wereld.post("behandelaar", adres, reden="De post was te laat.")
    assert (status, "Opnieuw opgesteld: 4 besluiten" in tekst) == (200, True)
    nieuw = wereld.besluiten(Besluitstatus.CONCEPT)
    assert [een.kenmerk for een in nieuw] == [f"B00{nummer}-B2" for nummer in range(1, 5)]
    oud = {een.id: een for een in wereld.besluiten(Besluitstatus.GETEKEND)}
    assert {oud[een.vervangt_id or 0].kenmerk for een in nieuw} == {
        f"B00{nummer}-B1" for nummer in range(1, 5)
    }
    assert '"vervangt_omdat":"De post was te laat."' in nieuw[0].gegevens
    wereld.teken(wereld.nu.date())
    gezien = vingerafdruk([een for een in wereld.besluiten(Besluitstatus.GETEKEND) if een.vervangt_id])
    assert wereld.post("beslisser", "/bekendmaken/bevestigen", gezien=gezien)[0] == 200
    bekend = wereld.besluiten(Besluitstatus.BEKENDGEMAAKT)
    assert {een.kenmerk[-3:] for een in bekend} == {"-B2"}


def test_de_proef_noemt_eerst_wat_de_beslisser_niet_kan_tekenen(wereld: Wereld) -> None:
    wie = wereld.personen["beslisser"]
    with schrijfgrens():
        db.session.add(
            Belang(gebruiker_id=wie.id, gm_code="GM0363", omschrijving="woont er", vanaf=date(2026, 1, 1))
        )
        zet_status(get_aanvraag("B004"), Aanvraagstatus.INGETROKKEN)
    pagina = wereld.tekst("beslisser", "/besluiten")
    assert "Niet voor u: een geregistreerd belang in Amsterdam" in pagina
    assert "worden er 1 tegengehouden" not in pagina
    assert "Op 1 aanvraag komt geen besluit" in pagina
    assert "B004-B1" not in pagina
    tekenen = wereld.tekst("beslisser", "/besluiten/tekenen")
    assert "Teken 2 besluiten" in tekenen
    # Whoever does not sign sees what goes for anybody.
    assert "Niet voor u" not in wereld.tekst("behandelaar", "/besluiten")


def test_de_proef_noemt_een_ander_beslisadvies_en_zegt_eenmaal_wat_voor_de_meeste_geldt(
    wereld: Wereld,
) -> None:
    with schrijfgrens():
        geef_advies(
            get_aanvraag("B002"), strekking=Adviesstrekking.AFWIJZEN, tekst="Dit project bestaat al.",
            door=wereld.personen["behandelaar"], nu=MOMENT,
        )  # fmt: skip
    besluiten = lees(wereld.client("behandelaar").get(f"/tranches/{wereld.tranche.code}/besluiten").text)
    tabel = besluiten.tabel("Besluiten die op een handtekening wachten")
    assert (
        "Het beslisadvies was: afwijzen."
        in dict(zip(tabel.kolom("Besluit"), tabel.kolom("Wat opvalt"), strict=True))[
            "Lees de brief van B002-B1"
        ]
    )
    # With four decisions nothing is "most" yet: each says for itself that there is no bank account.
    assert besluiten.tekst.count("heeft geen goedgekeurd rekeningnummer") == 4


def test_boven_elk_mandaat_kan_niemand_tekenen(wereld: Wereld) -> None:
    with schrijfgrens():
        for mandaat in db.session.scalars(select(Mandaat)):
            mandaat.tot = MOMENT.date()
    assert "Niemand kan dit tekenen" in wereld.tekst("behandelaar", "/besluiten")
    assert "U hebt geen mandaat" in wereld.tekst("beslisser", "/besluiten")


def test_een_proefbrief_zegt_concept_en_draagt_geen_naam_van_wie_niet_tekende(wereld: Wereld) -> None:
    brief = lees(wereld.client("behandelaar").get("/besluiten/B001-B1/proef").text).tekst
    assert "CONCEPT" in brief
    assert "U krijgt een specifieke uitkering van € 100.000" in brief
    assert "nog niet getekend" in brief
    eigen = lees(wereld.client("beslisser").get("/besluiten/B001-B1/proef").text).tekst
    assert "A. de Beslisser" in eigen
    wereld.teken(MOMENT.date())
    assert wereld.client("behandelaar").get("/besluiten/B001-B1/proef").status_code == 404


def test_een_datum_die_niet_kan_wordt_bij_het_veld_gezegd_en_er_begint_niets(wereld: Wereld) -> None:
    gezien = vingerafdruk(wereld.besluiten(Besluitstatus.CONCEPT))
    for dag, melding in (
        ("2026-01-14", "ligt voor de dag"),
        ("2026-03-01", "te ver vooruit"),
        ("x", "geen dag"),
    ):
        status, tekst = wereld.post("beslisser", "/besluiten/tekenen", dagtekening=dag, gezien=gezien)
        assert (status, melding in tekst) == (422, True), tekst
    assert not wereld.besluiten(Besluitstatus.GETEKEND)


def test_de_pagina_van_een_ronde_toont_hoe_ver_het_is(wereld: Wereld) -> None:
    gezien = vingerafdruk(wereld.besluiten(Besluitstatus.CONCEPT))
    status, tekst = wereld.post(
        "beslisser", "/besluiten/tekenen", dagtekening=MOMENT.date().isoformat(), gezien=gezien
    )
    assert (status, "0 van 4 besluiten gedaan: 0 getekend." in tekst) == (200, True)
    assert "A. de Beslisser is aan het tekenen" in wereld.tekst("tweede_beslisser", "/besluiten")
    kenmerk = f"/tekenrondes/{wereld.tranche.code}-T1"
    ander, eigen = wereld.client("tweede_beslisser"), wereld.client("beslisser")
    assert "gepauzeerd" in ander.post(f"{kenmerk}/pauze", follow_redirects=True).text
    assert "diens handtekening" in ander.post(f"{kenmerk}/hervat", follow_redirects=True).text
    eigen.post(f"{kenmerk}/hervat")
    teken_wachtende(lambda: MOMENT)
    stand = eigen.get(f"{kenmerk}/stand").text
    assert "4 van 4 besluiten gedaan: 4 getekend." in stand
    assert "data-loopt" not in stand
    assert eigen.post(f"{kenmerk}/stoppen").status_code == 422


def test_opstellen_laat_liggen_wat_niet_voor_deze_behandelaar_is(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    tranche, personen, _ = verdeelde_tranche()
    echt = klok.nu
    for naam, module in list(sys.modules.items()):
        if naam.startswith("subsidie.") and getattr(module, "nu", None) is echt:
            monkeypatch.setattr(module, "nu", lambda: MOMENT)
    with schrijfgrens():
        db.session.add(
            Belang(
                gebruiker_id=personen["behandelaar"].id, gm_code="GM0363", omschrijving="woont er",
                vanaf=date(2026, 1, 1),
            )
        )  # fmt: skip
    adres = f"/tranches/{tranche.code}/besluiten/opstellen"
    een = als(app.test_client(), personen["behandelaar"], MOMENT).post(adres, follow_redirects=True).text
    assert "Opgesteld: 9 besluiten" in een
    assert "1 besluit is niet voor u" in een
    ander = (
        als(app.test_client(), personen["tweede_behandelaar"], MOMENT).post(adres, follow_redirects=True).text
    )
    assert "Opgesteld: 1 besluit." in ander
