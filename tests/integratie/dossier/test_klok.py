"""The clock of an application: pauses, a later decision, a notice of default, a view, and what is not handled."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from subsidie.accounts.kijker import kijker_van
from subsidie.accounts.models import Gebruiker, Mandaathandeling, Rol
from subsidie.accounts.service import geef_mandaat
from subsidie.beoordeling.klokmodellen import Ingebrekestelling, Termijnopschorting
from subsidie.beoordeling.termijn import laatste_dag_van
from subsidie.beoordeling.zienswijze import (
    list_verstreken_zienswijzen,
    meld_zienswijze_verstreken,
    zienswijze_staat_open,
    zoek_open,
)
from subsidie.berichten.models import Bericht
from subsidie.beschikkingen.losse import maak_bekend, teken_los
from subsidie.beschikkingen.models import Beschikking, Besluitsoort
from subsidie.documenten.service import maak_wachtende
from subsidie.dossier.stand import Standsoort, stand_van
from subsidie.dossier.werklijst import werklijst
from subsidie.kern.fouten import Domeinfout
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.platform.opslag import LokaleOpslag
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.service import stel_in
from subsidie.verdeling.uitgezonderd import list_uitgezonderd
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.aanvullingen import (
    DAG,
    GEVRAAGD,
    Aanvulwereld,
    ministeriepersoon,
    richt_aanvulwereld_in,
)
from tests.fabrieken.indieningen import dien_in, indienbaar, sluiting
from tests.fabrieken.inloggen import als
from tests.fabrieken.lijsten import staat

VANDAAG = dag_in_amsterdam(GEVRAAGD)


@pytest.fixture
def wereld(app: Flask) -> Aanvulwereld:
    return richt_aanvulwereld_in()


def stuur(
    app: Flask, wie: Gebruiker, wereld: Aanvulwereld, pad: str, *, nu: datetime = GEVRAAGD, **velden: Any
) -> TestResponse:
    """Fill in the page ``pad`` of the application as ``wie`` at ``nu``."""
    with time_machine.travel(nu, tick=False):
        client = als(app.test_client(), wie, nu)
        adres = pad if pad.startswith("/") else f"/aanvragen/{wereld.aanvraag.nummer}/{pad}"
        token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(adres).text)
        assert token is not None, pad
        antwoord = client.post(adres, data={"csrf_token": token[1], **velden})
        db.session.rollback()
        db.session.expire_all()
        return antwoord


def lees(app: Flask, wie: Gebruiker, adres: str, *, nu: datetime = GEVRAAGD) -> str:
    with time_machine.travel(nu, tick=False):
        antwoord = als(app.test_client(), wie, nu).get(adres)
        assert antwoord.status_code == 200, adres
        return str(antwoord.text)


def laatste_dag(wereld: Aanvulwereld, nu: datetime = GEVRAAGD) -> date:
    dag = laatste_dag_van(wereld.aanvraag, nu=nu)
    assert dag is not None
    return dag


def berichten(wereld: Aanvulwereld, deel: str) -> list[str]:
    db.session.expire_all()
    alle = db.session.scalars(select(Bericht).where(Bericht.object_id == wereld.aanvraag.nummer))
    return [een.tekst for een in alle if deel in een.sleutel]


def na_sluiting(wereld: Aanvulwereld) -> datetime:
    """Two days after the window closed: from there the decision term of this tranche runs."""
    return sluiting(wereld.tranche, GEVRAAGD) + 2 * DAG


def test_overmacht_loopt_tot_iemand_haar_beeindigt_met_brief_en_bericht(
    app: Flask, wereld: Aanvulwereld
) -> None:
    nu = na_sluiting(wereld)
    vandaag, eerst = dag_in_amsterdam(nu), laatste_dag(wereld, nu)
    velden = {"grond": "overmacht", "vanaf": vandaag.isoformat(), "toelichting": "Het loket lag stil."}
    zonder = stuur(app, wereld.bea, wereld, "klok/opschorten", nu=nu, **velden)
    assert zonder.status_code == 422
    assert "Het loket lag stil." in zonder.text
    assert "4:15, derde lid" in zonder.text
    tot = (vandaag + 5 * DAG).isoformat()
    assert (
        stuur(app, wereld.bea, wereld, "klok/opschorten", nu=nu, verwacht_tot=tot, **velden).status_code
        == 302
    )
    opschorting = db.session.scalars(select(Termijnopschorting)).one()
    assert opschorting.document is not None
    assert berichten(wereld, ":begin")
    later = nu + 3 * DAG
    assert laatste_dag(wereld, later) == eerst + 4 * DAG
    pagina = lees(app, wereld.bea, f"/aanvragen/{wereld.aanvraag.nummer}/klok", nu=later)
    assert "staat stil" in pagina
    assert "loopt nog" in pagina
    gemeente = lees(app, wereld.olaf, f"/aanvragen/{wereld.aanvraag.nummer}", nu=later)
    assert "Overmacht bij het ministerie" in gemeente
    einde = stuur(
        app, wereld.bea, wereld, f"klok/{opschorting.id}/einde", nu=later, tot=(vandaag + DAG).isoformat(),
        einde_toelichting="Het loket werkt weer.",
    )  # fmt: skip
    assert einde.status_code == 302
    assert laatste_dag(wereld, later) == eerst + 2 * DAG
    (bericht,) = berichten(wereld, ":einde")
    assert "uiterlijk" in bericht
    nog_eens = stuur(
        app,
        wereld.bea,
        wereld,
        f"klok/{opschorting.id}/einde",
        nu=later,
        tot=vandaag.isoformat(),
        einde_toelichting="X",
    )
    assert nog_eens.status_code == 422
    assert "al beëindigd" in nog_eens.text


def test_met_instemming_telt_de_afgesproken_tijd_en_een_verzoek_dat_samenvalt_niet_dubbel(
    app: Flask, wereld: Aanvulwereld
) -> None:
    nu = na_sluiting(wereld)
    vandaag, eerst = dag_in_amsterdam(nu), laatste_dag(wereld, nu)
    stuur(
        app, wereld.bea, wereld, "klok/opschorten", nu=nu, grond="instemming", vanaf=(vandaag + DAG).isoformat(),
        verwacht_tot=(vandaag + 10 * DAG).isoformat(), toelichting="Brief van de gemeente van gisteren.",
    )  # fmt: skip
    assert laatste_dag(wereld, nu) == eerst + 10 * DAG
    wereld.vraag(nu=nu, tot=vandaag + 5 * DAG)
    assert laatste_dag(wereld, nu + 30 * DAG) == eerst + 10 * DAG


def test_een_bericht_van_uitstel_verschuift_de_wettelijke_termijn_niet(
    app: Flask, wereld: Aanvulwereld
) -> None:
    eerst, uiterlijk = laatste_dag(wereld), (VANDAAG + 200 * DAG).isoformat()
    velden: dict[str, Any] = {"uiterlijk": uiterlijk, "toelichting": "Er is meer tijd nodig."}
    geweigerd = stuur(app, wereld.bea, wereld, "klok/uitstel", verlengt_weken="2", **velden)
    assert geweigerd.status_code == 422
    assert "kan hier niet (meer) worden verdaagd" in geweigerd.text
    assert stuur(app, wereld.bea, wereld, "klok/uitstel", verlengt_weken="0", **velden).status_code == 302
    assert laatste_dag(wereld) == eerst
    assert berichten(wereld, ":uitstel:")
    assert "Het ministerie liet u weten" in lees(app, wereld.tess, f"/aanvragen/{wereld.aanvraag.nummer}")


def test_een_verdaging_kan_een_keer_en_staat_met_de_opschorting_in_de_volgende_ontvangst(
    app: Flask, wereld: Aanvulwereld
) -> None:
    """Awb 4:14 and 4:15: weeks that the regeling allows, and force majeure, both move the last day."""
    with schrijfgrens():
        stel_in(
            wereld.tranche, "beslistermijn.verdaging_weken", 4, bron="verzonnen voor een test",
            zekerheid=Zekerheid.AANNAME, toelichting="test", door=None, nu=GEVRAAGD,
        )  # fmt: skip
    was = laatste_dag_van(wereld.aanvraag, nu=GEVRAAGD)
    assert was is not None
    later = (was + 28 * DAG).isoformat()
    velden: dict[str, Any] = {
        "uiterlijk": later, "toelichting": "Er kwamen veel aanvragen.", "verlengt_weken": "5",
    }  # fmt: skip
    te_veel = stuur(app, wereld.bea, wereld, "klok/uitstel", **velden)
    assert (te_veel.status_code, "hoogstens 4 weken" in te_veel.text) == (422, True)
    assert (
        stuur(app, wereld.bea, wereld, "klok/uitstel", **velden | {"verlengt_weken": "4"}).status_code == 302
    )
    assert laatste_dag_van(wereld.aanvraag, nu=GEVRAAGD) == was + 28 * DAG
    nog_eens = stuur(app, wereld.bea, wereld, "klok/uitstel", **velden | {"verlengt_weken": "1"})
    assert "kan hier niet (meer) worden verdaagd" in nog_eens.text
    with schrijfgrens():
        vanaf = dag_in_amsterdam(sluiting(wereld.tranche, GEVRAAGD)) + DAG
    nu = GEVRAAGD + timedelta(days=(vanaf - VANDAAG).days + 2)
    stuur(
        app, wereld.bea, wereld, "klok/opschorten", nu=nu, grond="overmacht", vanaf=vanaf.isoformat(),
        verwacht_tot=(vanaf + 9 * DAG).isoformat(), toelichting="De systemen liggen plat.",
    )  # fmt: skip
    wereld.vraag(nu=nu)
    indiening = wereld.vul_aan(op=nu + DAG)
    (stap,) = [
        een["tekst"] for een in json.loads(indiening.document.gegevens)["vervolg"] if "stil" in een["tekst"]
    ]
    # It stood still on the four days up to and including that of the receipt.
    assert datum_nl(was + 32 * DAG) in stap


def test_na_een_ingebrekestelling_staat_de_aanvraag_bovenaan_met_de_som(
    app: Flask, wereld: Aanvulwereld
) -> None:
    laat = GEVRAAGD + timedelta(days=(laatste_dag(wereld) - VANDAAG).days + 3)
    dag = dag_in_amsterdam(laat)
    stuur(app, wereld.bea, wereld, "klok/ingebrekestelling", nu=laat, ontvangen_op=dag.isoformat())
    gevonden = db.session.scalars(select(Ingebrekestelling)).one()
    na = laat + 20 * DAG  # the first day is the fifteenth after it: six days
    adres = f"/aanvragen/{wereld.aanvraag.nummer}/klok"
    assert "€ 120" in lees(app, wereld.bea, adres, nu=na).replace("\xa0", " ")
    overzicht = werklijst(kijker_van(wereld.bea, nu=na), nu=na)
    (regel,) = overzicht.pagina(staat(overzicht.lijst)).rijen
    assert regel.klok is not None
    assert "in gebreke gesteld" in regel.klok.tekst
    stuur(
        app, wereld.bea, wereld, f"klok/{gevonden.id}/geen-dwangsom", nu=na, reden="onredelijk_laat",
        toelichting="Pas na een jaar.",
    )  # fmt: skip
    pagina = lees(app, wereld.bea, adres, nu=na)
    assert "onredelijk laat" in pagina
    assert "Eerste dag van de dwangsom" not in pagina


def test_een_zienswijze_wordt_gevraagd_gegeven_en_afgehandeld(app: Flask, wereld: Aanvulwereld) -> None:
    weg = stuur(app, wereld.bea, wereld, "zienswijze", grond="geen_toevoeging", voornemen="", termijn_tot="")
    assert weg.status_code == 422
    stuur(
        app, wereld.bea, wereld, "zienswijze", grond="geen_toevoeging", voornemen="De woningen staan er al.",
        termijn_tot=(VANDAAG + 14 * DAG).isoformat(),
    )  # fmt: skip
    assert zienswijze_staat_open(wereld.aanvraag)
    assert "Zienswijze geven" in lees(app, wereld.tess, f"/aanvragen/{wereld.aanvraag.nummer}")
    # Not before its term is over, as long as nothing came in.
    pagina = lees(app, wereld.bea, f"/aanvragen/{wereld.aanvraag.nummer}/zienswijze")
    assert "nog geven" in pagina
    beide = stuur(app, wereld.tess, wereld, "zienswijze", reactie="Zij zijn nieuw.", geen="y")
    assert beide.status_code == 422
    assert "Zij zijn nieuw." in beide.text
    assert stuur(app, wereld.tess, wereld, "zienswijze", reactie="Zij zijn nieuw.").status_code == 302
    assert berichten(wereld, ":zienswijze:1:in")
    assert stuur(app, wereld.bea, wereld, "zienswijze").status_code == 302
    assert not zienswijze_staat_open(wereld.aanvraag)


def test_een_termijn_voor_een_zienswijze_die_voorbijgaat_wordt_een_keer_gemeld(
    app: Flask, wereld: Aanvulwereld
) -> None:
    stuur(
        app, wereld.bea, wereld, "zienswijze", grond="anders", voornemen="De grond is van een ander.",
        termijn_tot=(VANDAAG + 14 * DAG).isoformat(),
    )  # fmt: skip
    open_ = zoek_open(wereld.aanvraag)
    assert open_ is not None
    assert open_.grond == ""
    assert list_verstreken_zienswijzen(VANDAAG + 14 * DAG) == []
    na = GEVRAAGD + 15 * DAG
    assert list_verstreken_zienswijzen(dag_in_amsterdam(na)) == [open_.id]
    for gemeld in (True, False):
        with schrijfgrens():
            assert meld_zienswijze_verstreken(open_.id, nu=na) is gemeld
    assert zienswijze_staat_open(wereld.aanvraag)
    assert stuur(app, wereld.bea, wereld, "zienswijze", nu=na).status_code == 302
    assert not zienswijze_staat_open(wereld.aanvraag)


def test_niet_behandelen_kan_pas_na_een_ongebruikte_termijn_en_binnen_vier_weken(
    app: Flask, wereld: Aanvulwereld, tmp_path: Path, papier_hier: None
) -> None:
    pagina = f"/aanvragen/{wereld.aanvraag.nummer}/buiten-behandeling"
    assert "Vraag eerst om een aanvulling" in lees(app, wereld.bea, pagina)
    verzoek = wereld.vraag()
    assert "kan nog aanvullen" in lees(app, wereld.bea, pagina)
    na = GEVRAAGD + timedelta(days=(verzoek.termijn_tot - VANDAAG).days + 1)
    assert "moest bekend zijn" in lees(app, wereld.bea, pagina, nu=na + 34 * DAG)
    stuur(
        app,
        wereld.bea,
        wereld,
        "buiten-behandeling",
        nu=na,
        grond="gegevens",
        motivering="De begroting ontbreekt.",
    )
    besluit = db.session.scalars(select(Beschikking)).one()
    assert (besluit.soort, besluit.verleend_cent) == (Besluitsoort.BUITEN_BEHANDELING, 0)
    assert list_uitgezonderd(wereld.tranche.id) == {wereld.aanvraag.id}
    with schrijfgrens():
        bob = ministeriepersoon("Bob", Rol.BESLISSER)
        geef_mandaat(
            bob, Mandaathandeling.BESCHIKKING_TEKENEN, registernummer="M-BOB", tot_bedrag_cent=10**12,
            vanaf=date(2023, 1, 1), door=None, nu=na,
        )  # fmt: skip
    te_laat = na + 28 * DAG
    with pytest.raises(Domeinfout, match="vierde lid"), schrijfgrens():
        teken_los(besluit, dagtekening=dag_in_amsterdam(te_laat), door=bob, nu=te_laat)
    with schrijfgrens():
        teken_los(besluit, dagtekening=dag_in_amsterdam(na), door=bob, nu=na)
    opslag = LokaleOpslag(tmp_path)
    maak_wachtende(opslag, werkers=1, klok=lambda: na)
    with schrijfgrens():
        maak_bekend([besluit], opslag=opslag, door=bob, nu=na)
    db.session.refresh(wereld.aanvraag)
    assert stand_van(wereld.aanvraag.status, [besluit]).soort is Standsoort.BUITEN_BEHANDELING


def test_een_besluit_dat_over_zijn_dag_is_wordt_teruggenomen_en_de_aanvraag_weer_behandeld(
    app: Flask, wereld: Aanvulwereld
) -> None:
    """Awb 4:5(4): after four weeks it must be assessed after all."""
    verzoek = wereld.vraag()
    na = GEVRAAGD + timedelta(days=(verzoek.termijn_tot - VANDAAG).days + 1)
    stuur(
        app, wereld.bea, wereld, "buiten-behandeling", nu=na, grond="gegevens", motivering="De begroting ontbreekt.",
    )  # fmt: skip
    besluit, te_laat = db.session.scalars(select(Beschikking)).one(), na + 28 * DAG
    assert "Neem het terug" in lees(app, wereld.bea, f"/besluiten/{besluit.kenmerk}/proef", nu=te_laat)
    pad = f"/besluiten/{besluit.kenmerk}/terugnemen"
    assert "weer behandeld" in lees(app, wereld.bea, pad, nu=te_laat)
    gedaan = stuur(app, wereld.bea, wereld, pad, nu=te_laat, reden="De vier weken zijn voorbij.")
    assert gedaan.location == f"/aanvragen/{wereld.aanvraag.nummer}"
    assert list_uitgezonderd(wereld.tranche.id) == frozenset()
    db.session.refresh(wereld.aanvraag)
    assert stand_van(wereld.aanvraag.status, [besluit]).soort is Standsoort.AANVULLING_GEVRAAGD
    assert "teruggenomen, nooit getekend" in lees(
        app, wereld.bea, f"/aanvragen/{wereld.aanvraag.nummer}", nu=te_laat
    )


def test_wat_buiten_het_tijdvak_kwam_wordt_apart_afgewezen(app: Flask, wereld: Aanvulwereld) -> None:
    nu = na_sluiting(wereld)
    with schrijfgrens():
        wereld.aanvraag = indienbaar(wereld.tranche, wereld.tess, nu=GEVRAAGD)
    dien_in(wereld.aanvraag, wereld.tess, ontvangen_op=nu, te_laat_begrepen=True)
    db.session.refresh(wereld.aanvraag)
    stuur(app, wereld.bea, wereld, "buiten-behandeling", nu=nu, motivering="")
    besluit = db.session.scalars(select(Beschikking)).one()
    assert besluit.soort is Besluitsoort.AFWIJZING
    assert besluit.verdeling is None
    with schrijfgrens():
        bob = ministeriepersoon("Bob", Rol.BESLISSER)
        geef_mandaat(
            bob, Mandaathandeling.BESCHIKKING_TEKENEN, registernummer="M-BOB", tot_bedrag_cent=10**12,
            vanaf=date(2023, 1, 1), door=None, nu=nu,
        )  # fmt: skip
    with schrijfgrens():
        teken_los(besluit, dagtekening=dag_in_amsterdam(nu), door=bob, nu=nu)
    assert besluit.document is not None
    assert besluit.document.sjabloon == "beschikkingen/buiten_tijdvak"


def test_een_ander_dan_de_behandelaar_leest_en_doet_niets(app: Flask, wereld: Aanvulwereld) -> None:
    with schrijfgrens():
        bob = ministeriepersoon("Bob", Rol.BESLISSER)
    assert "Opschorten" not in lees(app, bob, f"/aanvragen/{wereld.aanvraag.nummer}/klok")
    with time_machine.travel(GEVRAAGD, tick=False):
        client = als(app.test_client(), bob, GEVRAAGD)
        assert client.get(f"/aanvragen/{wereld.aanvraag.nummer}/klok/opschorten").status_code == 403
        gemeente = als(app.test_client(), wereld.tess, GEVRAAGD)
        assert gemeente.get(f"/aanvragen/{wereld.aanvraag.nummer}/klok").status_code == 403
        assert gemeente.get(f"/aanvragen/{wereld.aanvraag.nummer}/zienswijze").status_code == 404
