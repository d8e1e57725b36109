"""The work list: what is due first, whose it is, what waits; and giving what was ticked to someone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from subsidie.accounts.kijker import kijker_van
from subsidie.accounts.models import Belang, Gebruiker, Rol
from subsidie.beoordeling.toewijzing import behandelaars_van, pak_op, vervang
from subsidie.dossier.werklijst import werklijst
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken import aanvulrijen, beoordeelrijen, rijen
from tests.fabrieken.inloggen import als
from tests.fabrieken.lijsten import staat
from tests.fabrieken.vandaag import NU, VANDAAG, ontvangen, persoon, tranche_met_termijn
from tests.fabrieken.vragentellen import geteld

EEN_DAG = timedelta(days=1)


@pytest.fixture
def bea(app: Flask) -> Gebruiker:
    with schrijfgrens():
        return persoon(Rol.BEHANDELAAR)


def nummers(wie: Gebruiker, /, *, nu: datetime = NU, **args: Any) -> list[str]:
    db.session.expire_all()
    overzicht = werklijst(kijker_van(wie, nu=nu), nu=nu)
    gevonden = overzicht.pagina(staat(overzicht.lijst, **args))
    assert gevonden.totaal == len(overzicht.alles(staat(overzicht.lijst, **args)))
    return [regel.rij.nummer for regel in gevonden.rijen]


def doe(app: Flask, wie: Gebruiker, actie: str, gekozen: Sequence[str], **velden: Any) -> TestResponse:
    """Tick ``gekozen`` on the list and do ``actie``, the page in between included."""
    with time_machine.travel(NU, tick=False):
        client = als(app.test_client(), wie, NU)
        token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/werklijst").text)
        assert token is not None
        wat = {
            "csrf_token": token[1],
            "actie": actie,
            "nummer": list(gekozen),
            "lijst": "wie=niemand",
            **velden,
        }
        return client.post("/werklijst/toewijzen", data=wat)


def test_bovenaan_staat_wat_het_eerst_moet_ook_als_de_termijn_heeft_stilgestaan(bea: Gebruiker) -> None:
    with schrijfgrens():
        kort, lang = tranche_met_termijn(4), tranche_met_termijn(13)
        vroeg, laat, ver = ontvangen(kort, 20), ontvangen(kort, 11), ontvangen(lang, 30)
        aanvulrijen.aanvulverzoek(
            aanvraag=vroeg, gevraagd_op=NU - 19 * EEN_DAG, termijn_tot=VANDAAG - 9 * EEN_DAG,
            aangevuld_op=NU - 6 * EEN_DAG,
        )  # fmt: skip
        onbekend = ontvangen(rijen.tranche(), 90)
    # Of the first that came in, the ten days up to and including the last day of the request do not count.
    verwacht = [laat.nummer, vroeg.nummer, ver.nummer, onbekend.nummer]
    assert nummers(bea) == verwacht
    assert nummers(bea, sorteer="-klok")[-1] == onbekend.nummer
    assert nummers(bea, sorteer="nummer") == sorted(verwacht)


def test_wat_is_besloten_of_ingetrokken_staat_er_niet(bea: Gebruiker) -> None:
    with schrijfgrens():
        tranche = tranche_met_termijn()
        open_ = ontvangen(tranche, 5)
        ontvangen(tranche, 5, status="ingetrokken")
        rijen.beschikking(aanvraag=ontvangen(tranche, 5, status="beoordeeld"), status="bekendgemaakt")
        getekend = ontvangen(tranche, 6, status="beoordeeld")
        rijen.beschikking(aanvraag=getekend, status="getekend")
    assert nummers(bea) == [getekend.nummer, open_.nummer]
    assert nummers(bea, stand="besluit_getekend") == [getekend.nummer]
    assert nummers(bea, stand="ingediend") == [open_.nummer]


def test_de_filters_op_wie_tellen_een_vervanging_vanaf_haar_eerste_dag(bea: Gebruiker) -> None:
    with schrijfgrens():
        ander = persoon(Rol.BEHANDELAAR)
        tranche = tranche_met_termijn()
        mijn, vrij = ontvangen(tranche, 5), ontvangen(tranche, 4)
        pak_op(mijn, door=bea, nu=NU)
        vervang(
            mijn, ander, vanaf=VANDAAG + EEN_DAG, tot=VANDAAG + 9 * EEN_DAG, toelichting="", door=bea, nu=NU
        )
    assert nummers(bea, wie="mij") == [mijn.nummer]
    assert nummers(bea, wie="niemand") == [vrij.nummer]
    assert nummers(bea, wie=ander.sleutel) == []
    assert nummers(ander, wie="mij", nu=NU + EEN_DAG) == [mijn.nummer]
    assert nummers(bea, wie="mij", nu=NU + EEN_DAG) == []


def test_wat_wacht_is_te_filteren_en_staat_op_de_rij(bea: Gebruiker) -> None:
    with schrijfgrens():
        tranche = tranche_met_termijn()
        aangevuld, voorbij, loopt = ontvangen(tranche, 30), ontvangen(tranche, 30), ontvangen(tranche, 30)
        voorbij.status = loopt.status = "aanvulling_gevraagd"
        gevraagd = NU - 20 * EEN_DAG
        aanvulrijen.aanvulverzoek(aanvraag=aangevuld, gevraagd_op=gevraagd, aangevuld_op=NU - EEN_DAG)
        aanvulrijen.aanvulverzoek(aanvraag=voorbij, gevraagd_op=gevraagd, termijn_tot=VANDAAG - EEN_DAG)
        aanvulrijen.aanvulverzoek(aanvraag=loopt, gevraagd_op=gevraagd, termijn_tot=VANDAAG)
        gaf, zweeg = ontvangen(tranche, 30), ontvangen(tranche, 30)
        gaf.status = zweeg.status = "volledig"
        gaf.volledig_op = zweeg.volledig_op = gevraagd
        beoordeelrijen.zienswijze(aanvraag=gaf, gevraagd_op=gevraagd, reactie="", ontvangen_op=NU - EEN_DAG)
        beoordeelrijen.zienswijze(aanvraag=zweeg, gevraagd_op=gevraagd, termijn_tot=VANDAAG - EEN_DAG)
    assert nummers(bea, wacht="zienswijze") == [gaf.nummer]
    assert nummers(bea, wacht="zienswijze_voorbij") == [zweeg.nummer]
    assert nummers(bea, wacht="aangevuld") == [aangevuld.nummer]
    assert nummers(bea, wacht="aanvulling_voorbij") == [voorbij.nummer]
    overzicht = werklijst(kijker_van(bea, nu=NU), nu=NU)
    op_rij = {een.rij.nummer: een.wacht for een in overzicht.alles(staat(overzicht.lijst))}
    assert op_rij == {
        aangevuld.nummer: ("aangevuld",),
        voorbij.nummer: ("aanvulling_voorbij",),
        loopt.nummer: (),
        gaf.nummer: ("zienswijze",),
        zweeg.nummer: ("zienswijze_voorbij",),
    }


def test_de_lijst_vraagt_evenveel_hoeveel_aanvragen_er_ook_zijn(bea: Gebruiker) -> None:
    with schrijfgrens():
        tranche = tranche_met_termijn()
        pak_op(ontvangen(tranche, 3), door=bea, nu=NU)
    nummers(bea)  # what the process remembers of rules is not what this counts
    with geteld() as weinig:
        nummers(bea)
    with schrijfgrens():
        for _ in range(12):
            pak_op(ontvangen(tranche, 3), door=bea, nu=NU)
    with geteld() as veel:
        nummers(bea)
    assert len(weinig) == len(veel)


def test_samen_oppakken_noemt_wat_niet_kan_en_gaat_met_de_rest_door(app: Flask, bea: Gebruiker) -> None:
    with schrijfgrens():
        ander = persoon(Rol.BEHANDELAAR)
        tranche = tranche_met_termijn()
        een, van_ander, met_belang = (ontvangen(tranche, 3) for _ in range(3))
        pak_op(van_ander, door=ander, nu=NU)
        db.session.add(
            Belang(gebruiker_id=bea.id, gm_code=met_belang.gm_code, omschrijving="Woont er.", vanaf=VANDAAG)
        )
    alle = [een, van_ander, met_belang]
    gekozen = [rij.nummer for rij in alle]
    antwoord = doe(app, bea, "oppakken", gekozen)
    assert antwoord.status_code == 422
    assert "1 aanvraag opgepakt" in antwoord.text
    assert f"is van {ander.naam}" in antwoord.text
    assert "belang" in antwoord.text
    assert f'value="{gekozen[0]}"' not in antwoord.text
    wie = behandelaars_van([rij.id for rij in alle], nu=NU)
    assert {id_: een_.gebruiker for id_, een_ in wie.items()} == {een.id: bea, van_ander.id: ander}


def test_overdragen_gaat_via_een_pagina_met_collega_en_reden(app: Flask, bea: Gebruiker) -> None:
    with schrijfgrens():
        ander = persoon(Rol.BEHANDELAAR)
        tranche = tranche_met_termijn()
        werk = [ontvangen(tranche, 3) for _ in range(2)]
        for rij in werk:
            pak_op(rij, door=bea, nu=NU)
    gekozen = [rij.nummer for rij in werk]
    eerst = doe(app, bea, "overdragen", gekozen)
    assert (eerst.status_code, ander.naam in eerst.text) == (200, True)
    zonder = doe(app, bea, "overdragen", gekozen, bevestig="ja", collega=ander.sleutel)
    assert zonder.status_code == 422
    assert "Schrijf waarom" in zonder.text
    goed = doe(
        app, bea, "overdragen", gekozen, bevestig="ja", collega=ander.sleutel, toelichting="Andere regio."
    )
    assert (goed.status_code, goed.location) == (302, "/werklijst?wie=niemand")
    wie = behandelaars_van([rij.id for rij in werk], nu=NU)
    assert {een.gebruiker for een in wie.values()} == {ander}
    onbekend = doe(app, bea, "overdragen", gekozen, bevestig="ja", collega="0" * 32, toelichting="Zomaar.")
    assert onbekend.status_code == 422


def test_een_verlof_in_het_verleden_staat_bij_het_veld_en_verandert_niets(app: Flask, bea: Gebruiker) -> None:
    with schrijfgrens():
        ander = persoon(Rol.BEHANDELAAR)
        werk = ontvangen(tranche_met_termijn(), 3)
        pak_op(werk, door=bea, nu=NU)
    velden = {"bevestig": "ja", "collega": ander.sleutel, "vanaf": "2023-07-01", "tot": "2023-07-20"}
    antwoord = doe(app, bea, "vervangen", [werk.nummer], **velden)
    assert antwoord.status_code == 422
    assert "Deze dag is voorbij" in antwoord.text
    goed = doe(app, bea, "vervangen", [werk.nummer], **(velden | {"vanaf": "2023-07-07"}))
    assert goed.status_code == 302
    assert behandelaars_van([werk.id], nu=NU)[werk.id].vervangt == bea


def test_wie_alleen_leest_ziet_de_lijst_zonder_iets_te_kunnen_doen(app: Flask, bea: Gebruiker) -> None:
    with schrijfgrens():
        auditor = persoon(Rol.AUDITOR)
        werk = ontvangen(tranche_met_termijn(), 3)
    with time_machine.travel(NU, tick=False):
        client = als(app.test_client(), auditor, NU)
        bladzijde = client.get("/werklijst").text
        csv = client.get("/werklijst?uitvoer=csv").text
        geweigerd = client.get(f"/werklijst/toewijzen?actie=oppakken&nummer={werk.nummer}")
    assert werk.nummer in bladzijde
    assert 'type="checkbox" name="nummer"' not in bladzijde
    assert "nog 88 dagen" in csv
    assert geweigerd.status_code == 403
