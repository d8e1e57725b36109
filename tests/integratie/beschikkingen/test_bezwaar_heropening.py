"""An objection against a decision not to handle an application (Awb 4:5, 7:11): taken up again, with a new term."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from subsidie.aanvragen.aanvulvragen import zoek_open_verzoek
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus
from subsidie.accounts.models import Gebruiker, Mandaathandeling, Rol
from subsidie.accounts.service import geef_mandaat
from subsidie.beoordeling.aanvulling_vragen import sluit_verzoek
from subsidie.beoordeling.klokvragen import klokfeiten
from subsidie.beschikkingen.bekend import maak_bekend
from subsidie.beschikkingen.bezwaar import maak_bezwaar
from subsidie.beschikkingen.bezwaarbehandeling import oordeel_tijdigheid, pak_op
from subsidie.beschikkingen.bezwaarbeslissing import (
    maak_beslissing_bekend,
    stel_beslissing_op,
    teken_beslissing,
)
from subsidie.beschikkingen.bezwaarhoren import zie_af_van_horen
from subsidie.beschikkingen.bezwaarinhoud import Beslispunten
from subsidie.beschikkingen.bezwaarmodellen import Bezwaar, Bezwaaruitkomst, Hoorgrond, Tijdigheid
from subsidie.beschikkingen.buiten import Buitengrond, list_buiten_behandeling, stel_buiten_behandeling
from subsidie.beschikkingen.losse import teken_los
from subsidie.beschikkingen.models import Beschikking
from subsidie.documenten.service import maak_wachtende
from subsidie.dossier.vandaag.besluitvragen import zonder_besluit
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.platform.opslag import LokaleOpslag
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.aanvullingen import DAG, GEVRAAGD, Aanvulwereld, ministeriepersoon, richt_aanvulwereld_in
from tests.fabrieken.inloggen import als
from tests.fabrieken.verdelingen import lees

pytestmark = pytest.mark.usefixtures("papier_hier")
LAATSTE = date(2099, 12, 31)
BINNEN_DE_TERMIJN = Beslispunten(beslissen_uiterlijk=LAATSTE)


@dataclass
class Buitenwereld:
    """An application that was not handled, notified; who objects and who decides on that."""

    wereld: Aanvulwereld
    opslag: LokaleOpslag
    bas: Gebruiker
    bo: Gebruiker
    bekend: datetime

    def bezwaar(self) -> Bezwaar:
        """Filed, in time, nobody heard: ready to be decided."""
        aanvraag = self.wereld.aanvraag
        (buiten,) = aanvraag_besluiten(aanvraag.id)
        moment = self.bekend + DAG
        with schrijfgrens():
            bezwaar = maak_bezwaar(
                buiten,
                gronden="De begroting zat erbij.",
                ontvangen_op=moment,
                door=self.wereld.tess,
                nu=moment,
            )
            pak_op(bezwaar, door=self.bas, nu=moment)
            oordeel_tijdigheid(bezwaar, Tijdigheid.TIJDIG, motivering="Zie de som.", door=self.bas, nu=moment)
            zie_af_van_horen(
                bezwaar, Hoorgrond.AFGEZIEN, toelichting="Zo afgesproken.", door=self.bas, nu=moment
            )
        return bezwaar

    def beslis(self, bezwaar: Bezwaar, punten: Beslispunten = BINNEN_DE_TERMIJN) -> None:
        with schrijfgrens():
            stel_beslissing_op(
                bezwaar, Bezwaaruitkomst.GEGROND, overwegingen="De begroting zat erbij.", door=self.bas,
                nu=self.bekend + 2 * DAG, punten=punten,
            )  # fmt: skip

    def maak_bekend(self, bezwaar: Bezwaar) -> None:
        moment = self.bekend + 3 * DAG
        with schrijfgrens():
            teken_beslissing(bezwaar, dagtekening=dag_in_amsterdam(moment), door=self.bo, nu=moment)
        maak_wachtende(self.opslag, werkers=1, klok=lambda: moment)
        with schrijfgrens():
            maak_beslissing_bekend(bezwaar, opslag=self.opslag, door=self.bo, nu=moment)


def aanvraag_besluiten(aanvraag_id: int) -> list[Beschikking]:
    return list(
        db.session.scalars(
            select(Beschikking).where(Beschikking.aanvraag_id == aanvraag_id).order_by(Beschikking.id)
        )
    )


@pytest.fixture
def buiten(app: Flask, tmp_path: Path) -> Buitenwereld:
    wereld, opslag = richt_aanvulwereld_in(), LokaleOpslag(tmp_path)
    verzoek = wereld.vraag()
    moment = GEVRAAGD + timedelta(days=(verzoek.termijn_tot - dag_in_amsterdam(GEVRAAGD)).days + 1)
    with schrijfgrens():
        bob = ministeriepersoon("Bob", Rol.BESLISSER)
        bas, bo = (ministeriepersoon(naam, Rol.BEZWAARBEHANDELAAR) for naam in ("Bas", "Bo"))
        for wie, wat in (
            (bob, Mandaathandeling.BESCHIKKING_TEKENEN), (bas, Mandaathandeling.BEZWAAR_BESLISSEN),
            (bo, Mandaathandeling.BEZWAAR_BESLISSEN),
        ):  # fmt: skip
            geef_mandaat(
                wie, wat, registernummer=f"PROEF-{wie.naam}", tot_bedrag_cent=10**12, vanaf=date(2023, 1, 1),
                door=None, nu=moment,
            )  # fmt: skip
        besluit = stel_buiten_behandeling(
            wereld.aanvraag,
            grond=Buitengrond.GEGEVENS,
            motivering="De begroting ontbreekt.",
            door=wereld.bea,
            nu=moment,
        )
    with schrijfgrens():
        teken_los(besluit, dagtekening=dag_in_amsterdam(moment), door=bob, nu=moment)
    maak_wachtende(opslag, werkers=1, klok=lambda: moment)
    with schrijfgrens():
        maak_bekend([besluit], opslag=opslag, door=bob, nu=moment)
    return Buitenwereld(wereld, opslag, bas, bo, moment)


def test_na_een_gegrond_bezwaar_wordt_de_aanvraag_weer_behandeld(buiten: Buitenwereld) -> None:
    aanvraag = buiten.wereld.aanvraag
    bezwaar = buiten.bezwaar()
    with pytest.raises(OngeldigeInvoer) as fout:
        buiten.beslis(bezwaar, Beslispunten())
    assert [een.waar for een in fout.value.gebreken] == ["beslissen_uiterlijk"]
    buiten.beslis(bezwaar)
    # What is only drawn up changes nothing: it takes no part, and its term does not run.
    assert aanvraag.id in list_buiten_behandeling(aanvraag.tranche_id)
    assert _loopt(aanvraag.id) is False

    buiten.maak_bekend(bezwaar)
    assert aanvraag.id not in list_buiten_behandeling(aanvraag.tranche_id)
    assert _loopt(aanvraag.id) is True
    assert klokfeiten(aanvraag).nieuwe_dag == LAATSTE
    brief = json.loads(bezwaar.beslissing.document.gegevens)
    assert brief["geld"] is None
    assert any("uiterlijk op 31 december 2099" in zin for zin in brief["opnieuw"])
    # From here it is an application as any other: what was asked is closed, and the next step is open.
    moment = buiten.bekend + 4 * DAG
    verzoek = zoek_open_verzoek(aanvraag)
    assert verzoek is not None
    with schrijfgrens():
        sluit_verzoek(verzoek, door=buiten.wereld.bea, nu=moment)
    assert aanvraag.status is Aanvraagstatus.INGEDIEND


def test_de_gemeente_ziet_weer_de_stap_en_de_nieuwe_dag(app: Flask, buiten: Buitenwereld) -> None:
    bezwaar = buiten.bezwaar()
    buiten.beslis(bezwaar)
    buiten.maak_bekend(bezwaar)
    client = als(app.test_client(), buiten.wereld.tess, nu())
    pagina = lees(client.get(f"/aanvragen/{buiten.wereld.aanvraag.nummer}").text).tekst
    assert "na een gegrond bezwaar" in pagina
    assert "Buiten behandeling gesteld" not in pagina.split("Besluiten")[0]


def _loopt(aanvraag_id: int) -> bool:
    return (
        db.session.scalar(select(Aanvraag.id).where(Aanvraag.id == aanvraag_id, zonder_besluit())) is not None
    )
