"""The pages of supplementing, finding complete and withdrawing, as each side gets them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from subsidie.aanvragen.aanvulmodellen import Aanvulverzoek
from subsidie.aanvragen.aanvulvragen import zoek_open_verzoek
from subsidie.aanvragen.indieningmodellen import Indiening, Intrekking
from subsidie.aanvragen.models import Aanvraagstatus
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.berichten.models import Bericht
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.aanvullingen import (
    DAG,
    GEVRAAGD,
    KOSTENPUNT,
    Aanvulwereld,
    ministeriepersoon,
    richt_aanvulwereld_in,
)
from tests.fabrieken.behandelen import controleer_alles
from tests.fabrieken.concepten import DEVENTER, gemeentepersoon
from tests.fabrieken.inloggen import als
from tests.fabrieken.verdelingen import lees

TOEN = GEVRAAGD + DAG


@pytest.fixture
def wereld(app: Flask) -> Aanvulwereld:
    return richt_aanvulwereld_in()


def haal(app: Flask, wie: Gebruiker, pad: str, *, nu: datetime = TOEN, **velden: Any) -> Any:
    """GET, or with ``velden`` a POST with the token of the page itself."""
    with time_machine.travel(nu, tick=False):
        client = als(app.test_client(), wie, nu)
        if not velden:
            return client.get(pad)
        bladzijde = client.get(pad).text
        gevonden = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', bladzijde)
        verborgen = dict(re.findall(r'name="(sleutel|gezien)" value="([^"]+)"', bladzijde))
        token = gevonden.group(1) if gevonden else ""
        return client.post(pad, data={"csrf_token": token, **verborgen, **velden})


def pad(wereld: Aanvulwereld, rest: str = "") -> str:
    return f"/aanvragen/{wereld.aanvraag.nummer}{rest}"


def test_de_behandelaar_vraagt_bekijkt_de_brief_en_verstuurt(app: Flask, wereld: Aanvulwereld) -> None:
    vraag: dict[str, Any] = {
        "punten-0-deel": "kosten", "punten-0-vraag": "Waar rust het tekort op?", "punten-0-raakt_volledigheid": "y",
        "termijn_tot": "2026-04-01",
    }  # fmt: skip
    erbij = haal(app, wereld.bea, pad(wereld, "/aanvulling-vragen"), **vraag, stap="erbij")
    assert 'name="punten-1-vraag"' in erbij.text
    assert "Waar rust het tekort op?" in erbij.text
    brief = haal(app, wereld.bea, pad(wereld, "/aanvulling-vragen"), **vraag, stap="bekijk")
    assert brief.status_code == 200
    assert "1 april 2026" in lees(brief.text).tekst
    assert "artikel 4:15" in lees(brief.text).tekst
    assert zoek_open_verzoek(wereld.aanvraag) is None
    assert (
        haal(app, wereld.bea, pad(wereld, "/aanvulling-vragen"), **vraag, stap="verstuur").status_code == 302
    )
    verzoek = zoek_open_verzoek(wereld.aanvraag)
    assert verzoek is not None
    assert verzoek.termijn_tot == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("fout", "melding"),
    [
        ({"punten-0-vraag": ""}, "Schrijf wat u vraagt."),
        ({"punten-0-deel": "onzin"}, "Kies een onderdeel."),
        ({"termijn_tot": "31-02-2026"}, "Dit is geen dag."),
        ({"termijn_tot": "2020-01-01"}, "Dit is te vroeg"),
        ({"punten-0-vraag": "a\0b"}, "nulteken"),
    ],
)
def test_een_fout_staat_bij_het_veld_en_wat_u_typte_staat_er_nog(
    app: Flask, wereld: Aanvulwereld, fout: dict[str, Any], melding: str
) -> None:
    goed: dict[str, Any] = {
        "punten-0-deel": "kosten",
        "punten-0-vraag": "Waarom?",
        "toelichting": "Even nog dit.",
    }
    antwoord = haal(app, wereld.bea, pad(wereld, "/aanvulling-vragen"), **(goed | fout), stap="verstuur")
    assert antwoord.status_code == 422
    assert melding in antwoord.text
    assert "Even nog dit." in antwoord.text
    assert zoek_open_verzoek(wereld.aanvraag) is None


@pytest.mark.parametrize("plaats", ["9" * 5000, "²", "-1", "1000"])
def test_een_plaats_in_de_lijst_die_geen_plaats_is_doet_niets(
    app: Flask, wereld: Aanvulwereld, plaats: str
) -> None:
    velden: dict[str, Any] = {
        "punten-0-deel": "kosten",
        "punten-0-vraag": "Waarom?",
        f"punten-{plaats}-vraag": "Weg",
    }
    antwoord = haal(app, wereld.bea, pad(wereld, "/aanvulling-vragen"), **{**velden, "weg": plaats})
    assert antwoord.status_code in (200, 422)
    assert "Waarom?" in antwoord.text
    assert 'name="punten-1-vraag"' not in antwoord.text


def test_de_gemeente_ziet_de_vraag_bij_het_onderdeel_antwoordt_en_dient_in(
    app: Flask, wereld: Aanvulwereld
) -> None:
    wereld.vraag(KOSTENPUNT)
    assert KOSTENPUNT.vraag in haal(app, wereld.olaf, pad(wereld, "/invullen/kosten")).text
    bladzijde = lees(haal(app, wereld.tess, pad(wereld, "/aanvullen")).text).tekst
    assert "nog 27 dagen" in bladzijde or "nog 13 dagen" in bladzijde
    getypt: dict[str, Any] = {"antwoord-1": "Op het grondbod.", "revisie-1": "1", "stap": "verder"}
    bewaard = haal(app, wereld.tess, pad(wereld, "/aanvullen"), **getypt)
    assert bewaard.headers["Location"].endswith("/aanvullen/indienen")
    assert (
        "Vraag een tekenbevoegde collega" in haal(app, wereld.olaf, pad(wereld, "/aanvullen/indienen")).text
    )
    ingediend = haal(app, wereld.tess, pad(wereld, "/aanvullen/indienen"), stap="indienen")
    assert ingediend.status_code == 302
    indiening = db.session.scalars(select(Indiening).order_by(Indiening.id.desc())).first()
    assert indiening is not None
    assert (indiening.soort, indiening.ontvangen_op) == ("aanvulling", TOEN)
    pagina = lees(haal(app, wereld.tess, pad(wereld)).text).tekst
    for woord in ("Op het grondbod.", "Wat er veranderde in versie 2", "Aangevuld op"):
        assert woord in pagina, woord
    te_zien = haal(app, wereld.bea, pad(wereld, "/verschillen/2"))
    assert "Op het grondbod." in te_zien.text


def test_van_een_onderdeel_gaat_het_terug_naar_het_verzoek_en_niet_naar_een_dicht_deel(
    app: Flask, wereld: Aanvulwereld
) -> None:
    wereld.vraag(KOSTENPUNT)
    stap = haal(app, wereld.tess, pad(wereld, "/invullen/kosten")).text
    assert "Opslaan en naar het verzoek" in stap
    assert "Het tijdvak sluit" not in stap
    for rest in ("/overzicht", "/indienen"):
        antwoord = haal(app, wereld.tess, pad(wereld, rest))
        assert antwoord.status_code == 302
        assert antwoord.location.endswith("/aanvullen")


def test_een_formulier_van_een_ander_of_van_gisteren_dient_niets_in(app: Flask, wereld: Aanvulwereld) -> None:
    wereld.vraag(KOSTENPUNT)
    wereld.antwoord("Op het grondbod.", nu=TOEN)
    fouten: tuple[dict[str, Any], ...] = ({"sleutel": "x"}, {"gezien": "0" * 64}, {"sleutel": ""})
    for fout in fouten:
        antwoord = haal(app, wereld.tess, pad(wereld, "/aanvullen/indienen"), **fout)
        assert antwoord.status_code in (409, 422)
    assert wereld.aanvraag.huidige_versie == 1


def test_wat_een_collega_bewaarde_staat_naast_wat_u_typte(app: Flask, wereld: Aanvulwereld) -> None:
    wereld.vraag(KOSTENPUNT)
    wereld.antwoord("Van Olaf.", nu=TOEN)
    getypt: dict[str, Any] = {"antwoord-1": "Van Tess.", "revisie-1": "1"}
    antwoord = haal(app, wereld.tess, pad(wereld, "/aanvullen"), **getypt)
    assert antwoord.status_code == 409
    assert "Van Olaf." in antwoord.text
    assert "Van Tess." in antwoord.text


@pytest.mark.parametrize("rest", ["/aanvullen", "/aanvullen/indienen", "/intrekken", "/verschillen/1"])
def test_voor_een_andere_gemeente_bestaat_het_niet(app: Flask, wereld: Aanvulwereld, rest: str) -> None:
    wereld.vraag()
    with schrijfgrens():
        vreemd = gemeentepersoon("Vreemd", gm_code=DEVENTER, rol=Rol.TEKENBEVOEGDE)
    assert haal(app, vreemd, pad(wereld, rest)).status_code == 404
    assert haal(app, wereld.tess, pad(wereld, rest)).status_code == 200


def test_de_behandelaar_ziet_vanaf_wanneer_en_waarom_en_verklaart_volledig(
    app: Flask, wereld: Aanvulwereld
) -> None:
    wereld.vraag()
    wereld.vul_aan(op=TOEN)
    later = TOEN + DAG
    bladzijde = lees(haal(app, wereld.bea, pad(wereld, "/volledigheid"), nu=later).text).tekst
    assert "ja: dit is het moment" in bladzijde
    assert "Bijlagen er ontbreekt iets" in " ".join(bladzijde.split())
    zonder = haal(app, wereld.bea, pad(wereld, "/volledigheid"), nu=later, gezien_versie="2")
    assert zonder.status_code == 422
    oud = haal(app, wereld.bea, pad(wereld, "/volledigheid"), nu=later, gezien_versie="1", oordeel="y")
    assert (oud.status_code, wereld.aanvraag.volledig_op) == (422, None)
    with schrijfgrens():
        controleer_alles(wereld.aanvraag, wereld.bea, nu=later)
    goed = haal(app, wereld.bea, pad(wereld, "/volledigheid"), nu=later, gezien_versie="2", oordeel="y")
    assert goed.status_code == 302
    db.session.refresh(wereld.aanvraag)
    assert wereld.aanvraag.volledig_op == TOEN


def test_een_verlopen_termijn_staat_bij_de_behandelaar_en_bij_de_gemeente(
    app: Flask, wereld: Aanvulwereld
) -> None:
    wereld.vraag(tot=dag_in_amsterdam(GEVRAAGD) + 3 * DAG)
    later = GEVRAAGD + 5 * DAG
    assert "ongebruikt voorbij" in haal(app, wereld.bea, "/vandaag", nu=later).text
    assert "Het programma beslist niets" in haal(app, wereld.bea, pad(wereld), nu=later).text
    for adres in ("/vandaag", pad(wereld), pad(wereld, "/aanvullen")):
        assert haal(app, wereld.tess, adres, nu=later).status_code == 200
    assert "2 dagen te laat" in lees(haal(app, wereld.tess, "/vandaag", nu=later).text).tekst


def test_de_klok_op_de_bladzijde_staat_stil_en_telt_de_pauze(app: Flask, wereld: Aanvulwereld) -> None:
    wereld.vraag()
    wachtend = lees(haal(app, wereld.tess, pad(wereld), nu=GEVRAAGD + 4 * DAG).text).tekst
    assert "staat stil" in wachtend
    wereld.vul_aan(op=GEVRAAGD + 6 * DAG)
    # The window of the practice tranche is still open then: the term has yet to begin, so no day counts.
    assert "aangevuld op" in lees(haal(app, wereld.tess, pad(wereld), nu=GEVRAAGD + 7 * DAG).text).tekst


def test_intrekken_zegt_wat_het_betekent_en_gebeurt_een_keer(app: Flask, wereld: Aanvulwereld) -> None:
    wereld.vraag()
    assert "kan niet ongedaan" in haal(app, wereld.tess, pad(wereld, "/intrekken")).text
    assert haal(app, wereld.olaf, pad(wereld, "/intrekken")).status_code == 403
    assert haal(app, wereld.tess, pad(wereld, "/intrekken"), reden="Gaat niet door.").status_code == 302
    db.session.refresh(wereld.aanvraag)
    assert wereld.aanvraag.status is Aanvraagstatus.INGETROKKEN
    verzoek = db.session.scalars(select(Aanvulverzoek)).one()
    assert (verzoek.gesloten_op, verzoek.gesloten_door_id) == (TOEN, wereld.tess.id)
    assert haal(app, wereld.tess, pad(wereld, "/intrekken"), reden="Nog eens.").status_code == 422
    assert [een.reden for een in db.session.scalars(select(Intrekking))] == ["Gaat niet door."]
    richtingen = db.session.scalars(select(Bericht.richting).where(Bericht.sleutel.contains("intrekking")))
    assert sorted(richtingen) == ["in", "uit"]
    pagina = lees(haal(app, wereld.tess, pad(wereld)).text).tekst
    assert "Er komt geen besluit" in pagina


def test_de_gemeente_ziet_niet_wie_van_het_ministerie_vroeg_en_een_beoordelaar_niets(
    app: Flask, wereld: Aanvulwereld
) -> None:
    wereld.vraag()
    with schrijfgrens():
        bo = ministeriepersoon("Bo", Rol.BEOORDELAAR)
    assert "Bea" not in lees(haal(app, wereld.tess, pad(wereld)).text).tekst.replace("Beantwoord", "")
    assert haal(app, bo, pad(wereld)).status_code == 404
    assert haal(app, bo, pad(wereld, "/volledigheid")).status_code == 403


def test_de_brief_en_de_ontvangst_zijn_te_halen_bij_de_aanvraag(app: Flask, wereld: Aanvulwereld) -> None:
    verzoek = wereld.vraag()
    antwoord = haal(app, wereld.tess, pad(wereld, f"/documenten/{verzoek.document.kenmerk}"))
    assert antwoord.status_code == 404
    assert "wordt gemaakt" in antwoord.text or "nog gemaakt" in antwoord.text
    with schrijfgrens():
        vreemd = gemeentepersoon("Vreemd", gm_code=DEVENTER)
    ander = haal(app, vreemd, pad(wereld, f"/documenten/{verzoek.document.kenmerk}"))
    assert (ander.status_code, "wordt" in lees(ander.text).tekst.lower().split()) == (404, False)


def test_zonder_verzoek_is_er_niets_aan_te_vullen(app: Flask, wereld: Aanvulwereld) -> None:
    assert haal(app, wereld.tess, pad(wereld, "/aanvullen")).status_code == 404
    assert haal(app, wereld.bea, pad(wereld, "/aanvulling-vragen/sluiten")).status_code == 404
    later = TOEN + timedelta(days=400)
    assert haal(app, wereld.bea, pad(wereld), nu=later).status_code == 200
