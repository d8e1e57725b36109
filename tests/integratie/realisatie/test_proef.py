"""What looks odd before a change, a settlement or a recovery is signed; the advice on the application is of then."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from subsidie.beschikkingen.bezwaar import maak_bezwaar
from subsidie.beschikkingen.models import Beschikking
from subsidie.beschikkingen.proef import Proefregel, doe_proef
from subsidie.kern.fouten import Domeinfout
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.realisatie.afrekenketen import lees_keten
from subsidie.realisatie.terugvorderen import stel_terugvordering_op
from subsidie.realisatie.vaststellen import stel_vaststelling_op
from subsidie.realisatie.wijzigingen import pak_op
from subsidie.realisatie.wijzigingsbesluit import stel_besluit_op
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken import beoordeelrijen
from tests.fabrieken.afrekenen import GELEVERD, NU, Afrekenwereld, afrekenwereld
from tests.fabrieken.realisatierijen import geleverd
from tests.fabrieken.wijzigingen import ingediend, tekenbevoegde

pytestmark = pytest.mark.usefixtures("papier_hier")


@pytest.fixture
def wereld(app: Flask) -> Afrekenwereld:
    wereld = afrekenwereld()
    with schrijfgrens():  # whoever advised against the application was not heeded, years ago
        beoordeelrijen.notitie(
            aanvraag_id=wereld.aanvraag.id, soort="beslisadvies", strekking="afwijzen",
            door_id=wereld.personen["behandelaar"].id,
        )  # fmt: skip
    return wereld


def kijk(wereld: Afrekenwereld, besluit: Beschikking, nu: datetime) -> tuple[Proefregel, str]:
    """The one decision in a dry run by the beslisser, and all that is odd about it as one text."""
    (regel,) = doe_proef(
        wereld.tranche, [besluit], ondertekenaar=wereld.personen["beslisser"], dagtekening=dag_in_amsterdam(nu),
        nu=nu,
    ).regels  # fmt: skip
    tekst = " ".join(een.tekst for een in regel.opvallend)
    assert "beslisadvies" not in tekst
    return regel, tekst


def test_een_vaststelling_zonder_sisa_en_met_andere_gegevens_dan_toen_valt_op(
    wereld: Afrekenwereld, tmp_path: Path
) -> None:
    behandelaar = wereld.personen["behandelaar"]
    wereld.bereken(zonder_sisa="Het project is gestopt.")
    later = wereld.zienswijze_voorbij()
    with schrijfgrens():
        besluit = stel_vaststelling_op(
            wereld.aanvraag, toelichting="", reactie="", door=behandelaar, nu=later
        )
    regel, tekst = kijk(wereld, besluit, later)
    assert not regel.geblokkeerd
    assert "Er is geen eindverantwoording via SiSa. De reden: Het project is gestopt." in tekst
    assert "De gemeente heeft nog tijd om op te leveren, tot en met 20 januari 2031." in tekst
    assert "veranderd sinds" not in tekst
    with schrijfgrens():
        geleverd(wereld.aanvraag, aantal=5, doelgroep="statushouders", opgeleverd_op=GELEVERD)
    assert "De gegevens zijn veranderd sinds de berekening." in kijk(wereld, besluit, later)[1]
    wereld.maak_bekend(besluit, nu=later, opslag=tmp_path)
    tess = tekenbevoegde(wereld)
    with schrijfgrens():
        maak_bezwaar(besluit, gronden="Het zijn er meer.", ontvangen_op=later, door=tess, nu=later)
        terug = stel_terugvordering_op(wereld.aanvraag, toelichting="", door=behandelaar, nu=later)
    regel, tekst = kijk(wereld, terug, later)
    assert not regel.geblokkeerd
    assert "kan de gemeente nog bezwaar maken tot en met" in tekst
    assert "Tegen besluit A1-B2 loopt bezwaar A1-BZ1." in tekst
    assert "geen rekening om op te betalen" in tekst


def test_zolang_de_gemeente_nog_kan_reageren_wordt_er_niet_getekend(
    wereld: Afrekenwereld, tmp_path: Path
) -> None:
    behandelaar = wereld.personen["behandelaar"]
    wereld.bereken(zonder_sisa="Het project is gestopt.")
    later = wereld.zienswijze_voorbij()
    with schrijfgrens():
        besluit = stel_vaststelling_op(
            wereld.aanvraag, toelichting="", reactie="", door=behandelaar, nu=later
        )
        beoordeelrijen.zienswijze(
            aanvraag_id=wereld.aanvraag.id, gevraagd_door_id=behandelaar.id, gevraagd_op=later,
            termijn_tot=dag_in_amsterdam(later) + timedelta(days=14), volgnummer=2,
        )  # fmt: skip
    regel, tekst = kijk(wereld, besluit, later)
    assert regel.geblokkeerd
    assert "nog niet afgehandeld (artikel 4:8 Awb)" in tekst
    with pytest.raises(Domeinfout, match="4:8 Awb"):
        wereld.maak_bekend(besluit, nu=later, opslag=tmp_path)


def test_een_inwilliging_hoeft_geen_reden_en_zegt_wat_er_al_is_betaald(wereld: Afrekenwereld) -> None:
    behandelaar = wereld.personen["behandelaar"]
    verzoek = ingediend(wereld, tekenbevoegde(wereld))
    with schrijfgrens():
        pak_op(verzoek, door=behandelaar, nu=NU)
        besluit = stel_besluit_op(
            verzoek, toestaan=True, motivering="", voorwaarden="", door=behandelaar, nu=NU
        )
    regel, tekst = kijk(wereld, besluit, NU)
    assert not regel.geblokkeerd
    assert "De reden in de brief is leeg" not in tekst
    assert "Er is € 20.000 meer betaald dan er overblijft." in tekst
    # Meanwhile more was built than the request leaves room for.
    with schrijfgrens():
        geleverd(wereld.aanvraag, aantal=3, doelgroep="statushouders", opgeleverd_op=GELEVERD)
    regel, tekst = kijk(wereld, besluit, NU)
    assert regel.geblokkeerd
    assert "Sinds dit verzoek is er iets veranderd" in tekst
    keten = lees_keten(wereld.aanvraag)
    assert keten is not None
    assert keten.onderweg is besluit
