"""An objection through the pages: filed, handled, decided by another, notified; and who tries to go round it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from subsidie.aanvragen.service import get_aanvraag
from subsidie.accounts.models import Belang, Gebruiker
from subsidie.audit.models import Gebeurtenis
from subsidie.berichten.models import Bericht
from subsidie.beschikkingen import bezwaar_routes
from subsidie.beschikkingen.bezwaarbeslissing import geldend_besluit
from subsidie.beschikkingen.bezwaarmodellen import Bezwaar, Bezwaarstatus
from subsidie.beschikkingen.models import Beschikking, Besluitstatus
from subsidie.documenten.service import maak_wachtende
from subsidie.platform.opslag import LokaleOpslag
from subsidie.web.app import instellingen_van
from subsidie.web.db import db
from subsidie.web.klok import nu as echt_nu
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.bezwaren import AFGEWEZEN, DAG, GRONDEN, NU, Bezwaarwereld, bezwaarwereld
from tests.fabrieken.inloggen import als
from tests.fabrieken.verdelingen import lees

pytestmark = pytest.mark.usefixtures("papier_hier")
MAKEN = f"/aanvragen/{AFGEWEZEN}/bezwaar"
KENMERK = f"{AFGEWEZEN}-BZ1"
PAGINA = f"/bezwaren/{KENMERK}"


class Klok:
    """The moment that the pages think it is."""

    def __init__(self) -> None:
        self.moment = NU

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def klok(monkeypatch: pytest.MonkeyPatch) -> Klok:
    klok = Klok()
    monkeypatch.setattr(bezwaar_routes, "nu", klok)
    monkeypatch.setattr(bezwaar_routes, "ontvangen_op", klok)
    return klok


@pytest.fixture
def wereld(app: Flask, klok: Klok) -> Bezwaarwereld:
    app.config["WTF_CSRF_ENABLED"] = False
    return bezwaarwereld()


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    with app.test_client() as client:
        yield client


def met(client: FlaskClient, wie: Gebruiker) -> FlaskClient:
    return als(client, wie, echt_nu())


def stuur(client: FlaskClient, adres: str, status: int = 302, **velden: str) -> str:
    antwoord = client.post(adres, data=velden)
    assert antwoord.status_code == status, lees(antwoord.text).tekst
    return lees(antwoord.text).tekst


def dien_in(client: FlaskClient, wereld: Bezwaarwereld, gronden: str = GRONDEN) -> None:
    met(client, wereld.tess)
    stuur(client, MAKEN, gronden=gronden, namens="y")


def behandel(client: FlaskClient, wereld: Bezwaarwereld, klok: Klok) -> None:
    """Taken up, judged in time, heard, computed again and drawn up, each through its page."""
    met(client, wereld.bas)
    stuur(client, f"{PAGINA}/oppakken")
    klok.moment += DAG
    stuur(client, f"{PAGINA}/tijdigheid", tijdigheid="tijdig", motivering="Binnen zes weken.")
    stuur(client, f"{PAGINA}/horen", hoorzitting_op="2026-02-20", plaats="Om 10.00 uur, via beeldbellen.")
    klok.moment = datetime(2026, 2, 20, 12, tzinfo=UTC)
    stuur(client, f"{PAGINA}/verslag", verslag="De gemeente lichtte haar bezwaar toe.")
    stuur(client, f"{PAGINA}/herrekenen", toegelaten="y", toelichting="De grond klopte niet.")
    stuur(client, f"{PAGINA}/beslissen", uitkomst="gegrond", overwegingen="Het bezwaar treft doel.")


def test_een_bezwaar_gaat_de_hele_weg_en_wordt_een_verlening(
    app: Flask, client: FlaskClient, wereld: Bezwaarwereld, klok: Klok
) -> None:
    dien_in(client, wereld)
    ontvangen = lees(client.get(MAKEN).text).tekst
    assert KENMERK in ontvangen
    assert "10 februari 2026 om 14.05.07 uur" in ontvangen
    behandel(client, wereld, klok)
    # The municipality knows that it was invited, not what is drawn up.
    gemeente = lees(met(client, wereld.tess).get(MAKEN).text).tekst
    assert "20 februari 2026" in gemeente
    assert "gegrond" not in gemeente
    assert "mag" not in stuur(met(client, wereld.bo), f"{PAGINA}/tekenen", dagtekening="2026-02-20")
    opslag = LokaleOpslag(instellingen_van(app).opslag)
    maak_wachtende(opslag, werkers=1, klok=klok)
    stuur(client, f"{PAGINA}/bekendmaken")
    bezwaar = db.session.scalars(select(Bezwaar)).one()
    assert (bezwaar.status, bezwaar.boven_plafond_cent) == (Bezwaarstatus.BESLIST, 50_000_00)
    geldend = geldend_besluit(get_aanvraag(AFGEWEZEN))
    assert geldend is not None
    assert geldend.verleend_cent == 90_000_00
    gemeente = lees(met(client, wereld.tess).get(MAKEN).text).tekst
    assert "gegrond" in gemeente
    assert geldend.kenmerk in gemeente
    brief = client.get(f"/aanvragen/{AFGEWEZEN}/documenten/{geldend.kenmerk}")
    assert brief.status_code == 200
    aanvraag = lees(client.get(f"/aanvragen/{AFGEWEZEN}").text).tekst
    assert "Na bezwaar." in aanvraag
    assert "Op het bezwaar is beslist" in aanvraag
    assert "herrekend" not in aanvraag
    assert "op tijd is" not in aanvraag
    onderwerpen = set(db.session.scalars(select(Bericht.onderwerp).where(Bericht.object_id == AFGEWEZEN)))
    assert f"Uw bezwaar {KENMERK} is ontvangen" in onderwerpen
    assert f"Uitnodiging: licht uw bezwaar {KENMERK} toe" in onderwerpen


def test_wie_twee_keer_drukt_maakt_een_bezwaar(client: FlaskClient, wereld: Bezwaarwereld) -> None:
    dien_in(client, wereld)
    dien_in(client, wereld)
    assert db.session.scalar(select(func.count()).select_from(Bezwaar)) == 1
    dien_in(client, wereld, "Een ander bezwaar, met een andere grond.")
    assert db.session.scalar(select(func.count()).select_from(Bezwaar)) == 2


def test_een_opsteller_en_een_andere_gemeente_maken_geen_bezwaar(
    client: FlaskClient, wereld: Bezwaarwereld
) -> None:
    met(client, wereld.olga)
    assert "Alleen een tekenbevoegde" in lees(client.get(MAKEN).text).tekst
    stuur(client, MAKEN, 422, gronden=GRONDEN, namens="y")
    dien_in(client, wereld)
    met(client, wereld.personen["tekenbevoegde"])
    assert client.get(MAKEN).status_code == 404
    stuur(client, MAKEN, 404, gronden=GRONDEN, namens="y")
    stuur(client, f"{MAKEN}/{KENMERK}/intrekken", 404)
    # Under an application of one's own the objection of another does not exist either.
    stuur(client, f"/aanvragen/A-01/bezwaar/{KENMERK}/intrekken", 404)
    assert client.get(PAGINA).status_code == 403
    assert db.session.scalars(select(Bezwaar.status)).all() == [Bezwaarstatus.ONTVANGEN]


def test_wat_fout_is_staat_bij_het_veld_en_wat_getypt_is_blijft(
    client: FlaskClient, wereld: Bezwaarwereld
) -> None:
    met(client, wereld.tess)
    antwoord = client.post(MAKEN, data={"gronden": "Dit staat er al."})
    assert antwoord.status_code == 422
    assert "Dit staat er al." in antwoord.text
    assert "artikel 6:5" in antwoord.text
    assert stuur(client, MAKEN, 404, besluit="B-02-B1", gronden=GRONDEN, namens="y")


def test_een_te_laat_bezwaar_wordt_ontvangen_en_dan_beoordeeld(
    client: FlaskClient, wereld: Bezwaarwereld, klok: Klok
) -> None:
    klok.moment = datetime(2026, 3, 4, 8, tzinfo=UTC)
    dien_in(client, wereld)
    met(client, wereld.bas)
    stuur(client, f"{PAGINA}/oppakken")
    assert "1 dag na de termijn" in lees(client.get(PAGINA).text).tekst
    stuur(client, f"{PAGINA}/tijdigheid", tijdigheid="te_laat", motivering="Er is geen reden voor gegeven.")
    stuur(client, f"{PAGINA}/niet-horen", grond="kennelijk_niet_ontvankelijk", toelichting="Het is te laat.")
    assert "dan is het niet-ontvankelijk" in stuur(
        client, f"{PAGINA}/beslissen", 422, uitkomst="gegrond", overwegingen="Toch."
    )
    stuur(
        client,
        f"{PAGINA}/beslissen",
        uitkomst="niet_ontvankelijk",
        overwegingen="Het bezwaar is te laat.",
        grond="te_laat",
    )


def test_een_brief_per_post_krijgt_een_poststempel_en_een_bevestiging(
    client: FlaskClient, wereld: Bezwaarwereld, klok: Klok
) -> None:
    klok.moment = datetime(2026, 3, 9, 12, tzinfo=UTC)
    met(client, wereld.bas)
    adres = f"{MAKEN}/vastleggen"
    velden: dict[str, Any] = {
        "wijze": "post", "ontvangen": "2026-03-09T09:30", "poststempel": "2026-03-03", "namens": "het college",
        "gronden": "Wij zijn het er niet mee eens.",
    }  # fmt: skip
    assert "nog niet geweest" in stuur(client, adres, 422, **{**velden, "ontvangen": "2026-03-10T09:30"})
    assert "geen dag" in stuur(client, adres, 422, **{**velden, "poststempel": "3 maart"})
    stuur(client, adres, **velden)
    assert "al vastgelegd" in stuur(client, adres, 422, **velden)
    tekst = lees(client.get(PAGINA).text).tekst
    assert "is op tijd op de post gedaan" in tekst
    assert "10 maart 2026" in tekst


@pytest.mark.parametrize("wie", ["beslisser", "behandelaar", "beoordelaar"])
def test_wie_bij_het_besluit_was_betrokken_pakt_het_bezwaar_niet_op(
    client: FlaskClient, wereld: Bezwaarwereld, wie: str
) -> None:
    from datetime import date

    from subsidie.accounts.models import Rol
    from subsidie.accounts.service import ken_rol_toe
    from tests.fabrieken.tranches import START

    dien_in(client, wereld)
    with schrijfgrens():
        ken_rol_toe(wereld.personen[wie], Rol.BEZWAARBEHANDELAAR, vanaf=date(2026, 1, 1), door=None, nu=START)
    met(client, wereld.personen[wie])
    assert "al betrokken als" in stuur(client, f"{PAGINA}/oppakken", 422)


def test_de_opsteller_tekent_niet_en_een_belang_stopt_de_tekenaar(
    client: FlaskClient, wereld: Bezwaarwereld, klok: Klok
) -> None:
    dien_in(client, wereld)
    behandel(client, wereld, klok)
    assert "kan het niet ook tekenen" in stuur(client, f"{PAGINA}/tekenen", 422, dagtekening="2026-02-20")
    with schrijfgrens():
        db.session.add(
            Belang(
                gebruiker_id=wereld.bo.id,
                gm_code="GM0599",
                omschrijving="Woont er.",
                vanaf=NU.date() - 9 * DAG,
            )
        )
    met(client, wereld.bo)
    assert "belang" in stuur(client, f"{PAGINA}/tekenen", 422, dagtekening="2026-02-20")
    assert db.session.scalars(select(Beschikking.status).order_by(Beschikking.id.desc())).first() == (
        Besluitstatus.CONCEPT
    )


def test_na_het_opstellen_verandert_er_niets_tot_zij_is_teruggenomen(
    client: FlaskClient, wereld: Bezwaarwereld, klok: Klok
) -> None:
    dien_in(client, wereld)
    behandel(client, wereld, klok)
    assert "al opgesteld" in stuur(
        client, f"{PAGINA}/tijdigheid", 422, tijdigheid="te_laat", motivering="Toch te laat."
    )
    assert "al opgesteld" in stuur(
        client, f"{PAGINA}/beslissen", 422, uitkomst="ongegrond", overwegingen="Nee."
    )
    stuur(client, f"{PAGINA}/terugnemen", reden="Er staat een fout in.")
    stuur(client, f"{PAGINA}/beslissen", uitkomst="ongegrond", overwegingen="Bij nader inzien niet.")
    soorten = set(db.session.scalars(select(Gebeurtenis.soort).where(Gebeurtenis.object_id == AFGEWEZEN)))
    assert "aanvraag:bezwaar_beslissing_teruggenomen" in soorten
    # Signed: no way back, and a second signature says by whom and when.
    stuur(met(client, wereld.bo), f"{PAGINA}/tekenen", dagtekening="2026-02-20")
    assert "al getekend door B. Tweede Bezwaar" in stuur(
        client, f"{PAGINA}/tekenen", 422, dagtekening="2026-02-20"
    )
    stuur(met(client, wereld.bas), f"{PAGINA}/terugnemen", 422, reden="Toch niet.")
    stuur(met(client, wereld.tess), f"{MAKEN}/{KENMERK}/intrekken", 422)


def test_intrekken_laat_het_besluit_zoals_het_is(
    client: FlaskClient, wereld: Bezwaarwereld, klok: Klok
) -> None:
    dien_in(client, wereld)
    behandel(client, wereld, klok)
    stuur(met(client, wereld.tess), f"{MAKEN}/{KENMERK}/intrekken")
    bezwaar = db.session.scalars(select(Bezwaar)).one()
    assert (bezwaar.status, bezwaar.beslissing_id) == (Bezwaarstatus.INGETROKKEN, None)
    geldend = geldend_besluit(get_aanvraag(AFGEWEZEN))
    assert geldend is not None
    assert geldend.kenmerk == f"{AFGEWEZEN}-B1"
    stuur(met(client, wereld.bas), f"{PAGINA}/horen", 422, hoorzitting_op="2026-03-20", plaats="Hier.")


def test_de_klok_staat_stil_bij_herstel_en_verdagen_kan_een_keer(
    client: FlaskClient, wereld: Bezwaarwereld, klok: Klok
) -> None:
    dien_in(client, wereld)
    met(client, wereld.bas)
    stuur(client, f"{PAGINA}/oppakken")
    assert "eindigt 14 april 2026" in lees(client.get(PAGINA).text).tekst
    klok.moment = datetime(2026, 3, 9, 12, tzinfo=UTC)
    stuur(client, f"{PAGINA}/herstel-vragen", tot="2026-03-23", toelichting="De handtekening ontbreekt.")
    klok.moment += 3 * DAG
    assert "staat stil" in lees(client.get(PAGINA).text).tekst
    stuur(client, f"{PAGINA}/herstel-vragen", 422, tot="2026-03-30", toelichting="Nog iets.")
    klok.moment = datetime(2026, 3, 16, 12, tzinfo=UTC)
    stuur(client, f"{PAGINA}/hersteld", hersteld_op="2026-03-16")
    assert "eindigt 20 april 2026" in lees(client.get(PAGINA).text).tekst
    assert "1 tot en met 6" in stuur(client, f"{PAGINA}/verdagen", 422, weken="7", toelichting="Druk.")
    stuur(client, f"{PAGINA}/verdagen", weken="6", toelichting="Er is nog onderzoek nodig.")
    assert "al een keer verdaagd" in stuur(client, f"{PAGINA}/verdagen", 422, weken="1", toelichting="Weer.")
    assert "geen uitstel" in stuur(client, f"{PAGINA}/uitstellen", 422, tot="2026-05-01", toelichting="Ja.")
    stuur(client, f"{PAGINA}/uitstellen", tot="2026-06-10", toelichting="De gemeente stemt in.")
    assert "eindigt 10 juni 2026" in lees(client.get(PAGINA).text).tekst


def test_de_lijst_begint_met_wat_het_eerst_moet_en_kan_worden_bewaard(
    client: FlaskClient, wereld: Bezwaarwereld, klok: Klok
) -> None:
    dien_in(client, wereld)
    met(client, wereld.bo)
    assert KENMERK in lees(client.get("/bezwaren?stand=ontvangen").text).tekst
    assert KENMERK not in lees(client.get("/bezwaren?van=mij").text).tekst
    assert KENMERK in client.get("/bezwaren?uitvoer=csv").text
    assert client.get("/bezwaren/BESTAAT-NIET").status_code == 404
    assert client.get(f"{PAGINA}/bestaat-niet").status_code == 404
    met(client, wereld.personen["auditor"])
    assert client.get(PAGINA).status_code == 200
    stuur(client, f"{PAGINA}/oppakken", 403)


def test_wat_boven_het_plafond_kwam_staat_apart_bij_de_uitkomst(
    client: FlaskClient, wereld: Bezwaarwereld, tmp_path: Path
) -> None:
    wereld.beslis(tmp_path)
    adres = f"/tranches/{wereld.tranche.code}"
    openbaar = client.get(f"/openbaar/{wereld.tranche.code}")
    met(client, wereld.bo)
    paginas = [client.get(adres), client.get(f"{adres}/verdelingen/1")]
    for antwoord in (openbaar, *paginas):
        tabel = lees(antwoord.text).tabel("Toegekend na bezwaar")
        assert tabel.kolom("Boven het plafond door bezwaar")[0] == "€ 50.000"
        assert tabel.kolom("Verleend onder het plafond")[0] == "€ 40.000"


def test_de_startpagina_noemt_het_bezwaar_aan_beide_kanten(
    client: FlaskClient, wereld: Bezwaarwereld
) -> None:
    dien_in(client, wereld)
    gemeente = lees(client.get("/vandaag").text).tekst
    assert KENMERK in gemeente
    met(client, wereld.bo)
    assert "Wat nu: oppakken" in lees(client.get("/vandaag").text).tekst
    aanvraag = lees(client.get(f"/aanvragen/{AFGEWEZEN}").text)
    assert aanvraag.tabel("Bezwaren").kolom("Wat nu") == ["oppakken"]
    gemeente_pagina = lees(met(client, wereld.tess).get(f"/aanvragen/{AFGEWEZEN}").text)
    assert "Wat nu" not in gemeente_pagina.tabel("Bezwaren").kop
