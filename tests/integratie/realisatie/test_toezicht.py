"""Watch on obligations: their last day is that of the letter, each warning goes out once and only while needed."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from subsidie.audit.models import Gebeurtenis
from subsidie.berichten.models import Bericht
from subsidie.beschikkingen.models import Beschikking, Besluitsoort
from subsidie.cli import herinneren
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.termijnen import jaren
from subsidie.kern.tijd import datum_nl
from subsidie.realisatie.planmodellen import Meldingstand
from subsidie.realisatie.projecten import lees_projecten
from subsidie.realisatie.verplichtingen import uiterste_dagen, uiterste_dagen_van
from subsidie.realisatie.waarschuwen import list_voorstellen, verstuur
from subsidie.realisatie.wijzigingmodellen import Waarschuwing, Waarschuwingsoort
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.service import stel_in
from subsidie.web.db import db
from tests.fabrieken import geldrijen, realisatierijen
from tests.fabrieken.opdrachten import in_dit_proces, roep_aan
from tests.fabrieken.toezicht import meld_stap, toegekend, tranche_in_aanbouw
from tests.fabrieken.verdelingen import BEKENDMAKING
from tests.fabrieken.vragentellen import geteld

pytestmark = pytest.mark.usefixtures("app")
Schrijf = Callable[[], AbstractContextManager[None]]

VERLEEND = BEKENDMAKING.date()
BEGIN = VERLEEND.replace(year=VERLEEND.year + 2)
KLAAR = VERLEEND.replace(year=VERLEEND.year + 5)
ADRES = "https://loket.example.nl"


def dagen(nummer: str) -> dict[str, date | None]:
    return {een.code: een.uiterlijk for een in uiterste_dagen(toegekend(nummer))}


def op(dag: date) -> datetime:
    return datetime.combine(dag, time(9), UTC)


def verstuur_alles(dag: date, schrijf: Schrijf) -> list[tuple[str, Waarschuwingsoort, str, int]]:
    """What goes out on ``dag``: the application, the kind, the obligation and the step."""
    uit = []
    for voorstel in list_voorstellen(dag):
        with schrijf():
            if verstuur(voorstel, adres=ADRES, nu=op(dag)):
                uit.append(
                    (
                        voorstel.project.nummer,
                        voorstel.wat.soort,
                        voorstel.wat.plicht.code,
                        voorstel.wat.dagen,
                    )
                )
    return uit


def test_de_uiterste_dagen_zijn_die_van_de_brief() -> None:
    tranche_in_aanbouw()
    besluit = db.session.scalars(
        select(Beschikking).where(Beschikking.aanvraag_id == toegekend("A-01").id)
    ).one()
    assert besluit.document is not None
    in_de_brief = [een["uiterlijk"] for een in json.loads(besluit.document.gegevens)["verplichtingen"]]
    hier = [een.uiterlijk.isoformat() if een.uiterlijk else None for een in uiterste_dagen(toegekend("A-01"))]
    assert hier == in_de_brief == [BEGIN.isoformat(), KLAAR.isoformat(), None]


def test_een_regel_die_later_verandert_verandert_een_besluit_niet(schrijf: Schrijf) -> None:
    tranche, personen = tranche_in_aanbouw()
    with schrijf():
        stel_in(
            tranche, "verplichtingen.begin", {"tekst": "U begint.", "vanaf": "verlening", "jaren": 1}, bron="proef",
            zekerheid=Zekerheid.GEVERIFIEERD, door=personen["beheerder"], nu=op(VERLEEND),
        )  # fmt: skip
    assert dagen("A-01")["begin"] == BEGIN


def test_een_besluit_zet_een_andere_dag_en_een_ingetrokken_verlening_heeft_er_geen(schrijf: Schrijf) -> None:
    tranche_in_aanbouw()
    later = BEGIN + timedelta(days=90)
    with schrijf():
        realisatierijen.verplichtingtermijn(aanvraag=toegekend("A-01"), verplichting="begin", uiterlijk=later)
        realisatierijen.besluit_op(toegekend("A-02").id, soort=Besluitsoort.INTREKKING, verleend_cent=0)
    assert dagen("A-01")["begin"] == later
    assert uiterste_dagen(toegekend("A-01"))[0].oorspronkelijk == BEGIN
    assert dagen("A-02") == {}
    # Rejected: nothing was ever promised.
    assert dagen("D-01") == {}


@pytest.mark.parametrize(("erbij_cent", "verschuift"), [(1_000_00, True), (0, False)])
def test_alleen_een_bezwaar_dat_meer_geld_geeft_laat_de_jaren_opnieuw_beginnen(
    schrijf: Schrijf, erbij_cent: int, verschuift: bool
) -> None:
    tranche_in_aanbouw()
    later = VERLEEND + timedelta(days=120)
    eerder = db.session.scalars(
        select(Beschikking).where(Beschikking.aanvraag_id == toegekend("A-01").id)
    ).one()
    inhoud = json.dumps({"erbij_cent": erbij_cent})
    with schrijf():
        realisatierijen.besluit_op(
            eerder.aanvraag_id, soort=Besluitsoort.BESLISSING_OP_BEZWAAR, vervangt_id=eerder.id, gegevens=inhoud,
            gegevens_sha256=sha256_hex(inhoud.encode()), verleend_cent=eerder.verleend_cent + erbij_cent,
            opgesteld_op=op(later), dagtekening=later, bekendgemaakt_op=later,
        )  # fmt: skip
    vanaf = later if verschuift else VERLEEND
    assert dagen("A-01")["begin"] == jaren(vanaf, 2)


def test_de_jaren_van_een_woonruimte_beginnen_bij_haar_oplevering(schrijf: Schrijf) -> None:
    tranche_in_aanbouw()
    with schrijf():
        realisatierijen.geleverd(toegekend("A-01"), aantal=1, opgeleverd_op=date(2026, 5, 9))
    assert dagen("A-01")["bestemming"] == date(2036, 5, 9)


def test_vanaf_de_betaling_telt_de_eerste_dag_waarop_de_gemeente_geld_kreeg(schrijf: Schrijf) -> None:
    with schrijf():
        opdracht = geldrijen.betaalopdracht(status="betaald", betaald_op=date(2023, 9, 1))
        aanvraag = opdracht.aanvraag
        stel_in(
            aanvraag.tranche, "verplichtingen.begin", {"tekst": "U begint.", "vanaf": "betaling", "jaren": 2},
            bron="proef", zekerheid=Zekerheid.GEVERIFIEERD, door=None, nu=op(date(2023, 1, 1)),
        )  # fmt: skip
    assert [(een.code, een.uiterlijk) for een in uiterste_dagen(aanvraag)] == [("begin", date(2025, 9, 1))]


def test_elke_herinnering_gaat_een_keer_uit_en_zegt_de_dag_en_geen_bedrag(schrijf: Schrijf) -> None:
    tranche_in_aanbouw()
    assert list_voorstellen(BEGIN - timedelta(days=181)) == []
    zestig = BEGIN - timedelta(days=60)
    uit = verstuur_alles(zestig, schrijf)
    assert ("A-01", Waarschuwingsoort.HERINNERING, "begin", 60) in uit
    assert len(uit) == len(lees_projecten(zestig))
    assert verstuur_alles(zestig, schrijf) == []
    assert verstuur_alles(zestig + timedelta(days=1), schrijf) == []
    bericht = db.session.scalars(select(Bericht).where(Bericht.object_id == "A-01")).one()
    assert bericht.onderwerp == f"Aanvraag A-01: eerste onomkeerbare stap uiterlijk {datum_nl(BEGIN)}"
    assert f"{ADRES}/aanvragen/A-01/realisatie" in bericht.tekst
    assert "€" not in bericht.tekst
    gebeurtenis = db.session.scalars(
        select(Gebeurtenis).where(
            Gebeurtenis.soort == "aanvraag:gewaarschuwd", Gebeurtenis.object_id == "A-01"
        )
    ).one()
    assert "60 dagen voor de uiterste dag" in gebeurtenis.gegevens


def test_wie_meldde_wordt_niet_herinnerd_en_wie_zweeg_wordt_aangesproken(schrijf: Schrijf) -> None:
    tranche_in_aanbouw()
    with schrijf():
        meld_stap("A-01", BEGIN - timedelta(days=30))
        meld_stap("A-02", BEGIN - timedelta(days=30), stand=Meldingstand.GEMELD)
    uit = verstuur_alles(BEGIN + timedelta(days=1), schrijf)
    assert {nummer for nummer, *_ in uit}.isdisjoint({"A-01", "A-02"})
    assert {(soort, code, dagen) for _, soort, code, dagen in uit} == {
        (Waarschuwingsoort.ESCALATIE, "begin", -1)
    }
    assert uit


def test_een_melding_die_net_binnenkwam_houdt_de_herinnering_tegen(schrijf: Schrijf) -> None:
    tranche_in_aanbouw()
    dag = BEGIN - timedelta(days=14)
    voorstel = next(een for een in list_voorstellen(dag) if een.project.nummer == "A-01")
    with schrijf():
        meld_stap("A-01", dag - timedelta(days=1), stand=Meldingstand.GEMELD)
    with schrijf():
        assert verstuur(voorstel, adres="", nu=op(dag)) is False
    assert db.session.scalars(select(Waarschuwing)).all() == []


def test_een_bevestiging_die_ontbreekt_wordt_gevraagd_na_afloop_van_het_jaar(schrijf: Schrijf) -> None:
    tranche_in_aanbouw()
    with schrijf():
        meld_stap("A-01", VERLEEND + timedelta(days=30))
        realisatierijen.geleverd(toegekend("A-01"), aantal=1, opgeleverd_op=date(2026, 5, 9))
        realisatierijen.bevestiging(
            aanvraag=toegekend("A-01"), jaar=2026, aantal=1, peildatum=date(2026, 12, 31)
        )
    assert verstuur_alles(date(2027, 1, 15), schrijf) == []
    rapportage = [een for een in verstuur_alles(date(2028, 1, 1), schrijf) if een[1] == "rapportage"]
    assert rapportage == [("A-01", Waarschuwingsoort.RAPPORTAGE, "bestemming", -1)]


def test_het_aantal_vragen_groeit_niet_met_het_aantal_projecten() -> None:
    tranche_in_aanbouw()
    dag = BEGIN - timedelta(days=60)
    with geteld() as alle:
        lees_projecten(dag)
    with geteld() as een:
        lees_projecten(dag, nummer="A-01")
    assert len(alle) == len(een) < 20
    with geteld() as vragen:
        uiterste_dagen_van([toegekend("A-01").id, toegekend("A-02").id])
    assert len(vragen) <= 7


def test_de_opdracht_toont_droog_wat_er_uit_zou_gaan(
    app: Flask, omgeving: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tranche_in_aanbouw()
    for sleutel, waarde in omgeving.items():
        monkeypatch.setenv(sleutel, waarde)
    dag = BEGIN - timedelta(days=60)
    with in_dit_proces(herinneren):
        assert roep_aan("herinneren", "--droog", "--op", dag.isoformat()) == 0
        uit = capsys.readouterr().out
        assert "A-01: eerste onomkeerbare stap uiterlijk" in uit
        assert "Er is niets verstuurd." in uit
        assert roep_aan("herinneren", "--op", dag.isoformat()) == 2
        assert "samen met --droog" in capsys.readouterr().err
        assert roep_aan("herinneren", "--droog", "--op", "morgen") == 2
    assert db.session.scalars(select(Waarschuwing)).all() == []
