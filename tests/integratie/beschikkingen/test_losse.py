"""A decision beside an allocation: drawn up, signed by who may, and notified with a message and a term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, Functiegroep
from subsidie.aanvragen.service import get_aanvraag, zet_status
from subsidie.accounts.models import Gebruiker, Mandaathandeling
from subsidie.accounts.service import geef_mandaat
from subsidie.berichten.models import Bericht
from subsidie.beschikkingen import losse
from subsidie.beschikkingen.brief import BeschikkingGegevens
from subsidie.beschikkingen.losse import maak_bekend, registreer_brief, stel_los_op, teken_los
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.documenten.service import maak_wachtende
from subsidie.kern.fouten import Domeinfout, NietBevoegd
from subsidie.platform.opslag import LokaleOpslag
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.brieven import alle_brieven
from tests.fabrieken.tranches import START, aanvraag, definitie, neem_alles_op, regel, richt_in
from tests.infra.werelden import begin_met

pytestmark = pytest.mark.usefixtures("papier_hier")
MOMENT = START + timedelta(days=10)
DAG = date(2026, 1, 15)
BUITEN = Besluitsoort.BUITEN_BEHANDELING
BEZWAAR = Besluitsoort.BESLISSING_OP_BEZWAAR


@dataclass
class Opstelling:
    personen: dict[str, Gebruiker]

    @property
    def aanvraag(self) -> Aanvraag:
        return get_aanvraag("A1")

    def stel_op(
        self, soort: Besluitsoort = BUITEN, wie: str = "behandelaar", als: Functiegroep = Functiegroep.BEHANDELING,
        vervangt: Beschikking | None = None,
    ) -> Beschikking:  # fmt: skip
        with schrijfgrens():
            return stel_los_op(
                self.aanvraag, soort=soort, verleend_cent=0, inhoud={"reden": "niet aangevuld"},
                door=self.personen[wie], nu=MOMENT, vervangt=vervangt, als=als,
            )  # fmt: skip

    def teken(self, besluit: Beschikking, wie: str = "beslisser") -> None:
        with schrijfgrens():
            teken_los(besluit, dagtekening=DAG, door=self.personen[wie], nu=MOMENT)


@pytest.fixture
def opstelling(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Opstelling:
    def schrijf(_beschikking: Beschikking, _mandaat: object, **_anders: object) -> BeschikkingGegevens:
        return alle_brieven()["afwijzing_inhoudelijk"]

    personen = begin_met(_een_aanvraag)
    monkeypatch.setattr(losse, "_SCHRIJVERS", {BUITEN: schrijf, BEZWAAR: schrijf})
    return Opstelling(personen)


def _een_aanvraag() -> dict[str, Gebruiker]:
    tranche, personen = richt_in(definitie("rha-2023"))
    neem_alles_op(tranche, [aanvraag("A1", "rha", regel("statushouders", 20), euro=100_000)], personen)
    with schrijfgrens():
        for wie, handeling in (
            ("bezwaarbehandelaar", Mandaathandeling.BEZWAAR_BESLISSEN),
            ("beoordelaar", Mandaathandeling.BESCHIKKING_TEKENEN),
        ):
            geef_mandaat(
                personen[wie], handeling, registernummer=f"PROEF-{wie}", tot_bedrag_cent=10**12,
                vanaf=date(2026, 1, 1), door=None, nu=START,
            )  # fmt: skip
    return personen


def test_een_los_besluit_gaat_met_bericht_en_bezwaartermijn_naar_de_gemeente(
    opstelling: Opstelling, tmp_path: Path
) -> None:
    besluit = opstelling.stel_op()
    assert besluit.kenmerk == "A1-B1"
    opstelling.teken(besluit)
    assert besluit.getekend_als is Functiegroep.BESLISSING
    assert not db.session.scalars(select(Bericht).where(Bericht.object_id == "A1")).all()
    opslag = LokaleOpslag(tmp_path)
    maak_wachtende(opslag, werkers=1, klok=lambda: MOMENT)
    with schrijfgrens():
        maak_bekend([besluit], opslag=opslag, door=opstelling.personen["beslisser"], nu=MOMENT)
    assert (besluit.status, besluit.bekendgemaakt_op) == (Besluitstatus.BEKENDGEMAAKT, DAG)
    (bericht,) = db.session.scalars(select(Bericht).where(Bericht.object_id == "A1"))
    assert bericht.document == besluit.document
    # Sent on 15 January: six weeks from the day after, Awb 6:7 and 6:8.
    assert "bezwaar maken tot en met 26 februari 2026" in bericht.tekst


def test_op_een_aanvraag_ligt_een_eerste_besluit_tegelijk(opstelling: Opstelling) -> None:
    eerste = opstelling.stel_op()
    with pytest.raises(Domeinfout, match="ligt al besluit A1-B1"):
        opstelling.stel_op()
    tweede = opstelling.stel_op(vervangt=eerste)
    assert (tweede.kenmerk, tweede.vervangt_id) == ("A1-B2", eerste.id)
    with pytest.raises(Domeinfout, match="A1-B1 is al vervangen door A1-B2"):
        opstelling.stel_op(vervangt=eerste)
    with pytest.raises(Domeinfout, match=r"niet meer tekenen: A1-B1 \(vervangen door A1-B2\)"):
        opstelling.teken(eerste)


def test_wie_als_tweede_tekent_leest_wie_het_eerst_was_en_wanneer(opstelling: Opstelling) -> None:
    besluit = opstelling.stel_op()
    opstelling.teken(besluit)
    with pytest.raises(Domeinfout, match=r"al getekend door .*, op 15 januari 2026"):
        opstelling.teken(besluit, "tweede_beslisser")


def test_op_een_ingetrokken_aanvraag_komt_geen_besluit(opstelling: Opstelling) -> None:
    besluit = opstelling.stel_op()
    with schrijfgrens():
        zet_status(opstelling.aanvraag, Aanvraagstatus.INGETROKKEN)
    with pytest.raises(Domeinfout, match="aanvraag ingetrokken"):
        opstelling.teken(besluit)
    with pytest.raises(Domeinfout, match="daarop komt geen besluit meer"):
        opstelling.stel_op(vervangt=besluit)


def test_op_bezwaar_beslist_een_ander_dan_over_de_aanvraag(opstelling: Opstelling) -> None:
    besluit = opstelling.stel_op(BEZWAAR, "bezwaarbehandelaar", Functiegroep.BEZWAAR)
    with pytest.raises(NietBevoegd, match="rol bezwaarbehandelaar"):
        opstelling.teken(besluit)
    with pytest.raises(NietBevoegd, match="opgesteld"):
        opstelling.teken(besluit, "bezwaarbehandelaar")


def test_alleen_een_behandelaar_stelt_op(opstelling: Opstelling) -> None:
    with pytest.raises(NietBevoegd, match="rol behandelaar"):
        opstelling.stel_op(wie="beslisser")


def test_een_nieuwe_versie_na_het_opstellen_houdt_het_tekenen_tegen(opstelling: Opstelling) -> None:
    besluit = opstelling.stel_op()
    with schrijfgrens():
        opstelling.aanvraag.huidige_versie += 1
    with pytest.raises(Domeinfout, match="stel het opnieuw op"):
        opstelling.teken(besluit)


def test_een_soort_heeft_een_schrijver() -> None:
    def ander(*_beschikking_en_mandaat: Any, **_anders: Any) -> Any:
        return alle_brieven()["afwijzing_inhoudelijk"]

    registreer_brief(Besluitsoort.DEELVERLENING, ander)
    registreer_brief(Besluitsoort.DEELVERLENING, ander)
    with pytest.raises(ValueError, match="deelverlening"):
        registreer_brief(Besluitsoort.DEELVERLENING, lambda *een, **_: ander(*een))
    del losse._SCHRIJVERS[Besluitsoort.DEELVERLENING]
