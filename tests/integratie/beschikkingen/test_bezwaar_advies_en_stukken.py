"""An objection with a committee (Awb 7:13), with documents (7:4), by somebody else (7:1), with costs (7:15)."""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from subsidie.berichten.models import Bericht
from subsidie.beschikkingen.bezwaar import leg_bezwaar_vast, leg_intrekking_vast, trek_bezwaar_in
from subsidie.beschikkingen.bezwaaradvies import leg_advies_vast
from subsidie.beschikkingen.bezwaarbeslissing import stel_beslissing_op, teken_beslissing
from subsidie.beschikkingen.bezwaarinhoud import Beslispunten, Ontvankelijkheidsgrond
from subsidie.beschikkingen.bezwaarmodellen import (
    Bezwaar,
    Bezwaarstatus,
    Bezwaaruitkomst,
    Bezwaarwijze,
    Commissieadvies,
    Hoorgrond,
    Tijdigheid,
)
from subsidie.beschikkingen.bezwaarstukken import list_stukken
from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeInvoer
from subsidie.web.db import db
from subsidie.web.klok import nu as echt_nu
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.bezwaren import AFGEWEZEN, DAG, NU, Bezwaarwereld, bezwaarwereld, mislukt
from tests.fabrieken.indieningen import PDF
from tests.fabrieken.inloggen import als
from tests.fabrieken.verdelingen import lees

pytestmark = pytest.mark.usefixtures("papier_hier")
STUKKEN = f"/aanvragen/{AFGEWEZEN}/bezwaar/{AFGEWEZEN}-BZ1/stukken"


@pytest.fixture
def wereld(app: Flask) -> Bezwaarwereld:
    app.config["WTF_CSRF_ENABLED"] = False
    return bezwaarwereld()


def met_commissie(wereld: Bezwaarwereld) -> Bezwaar:
    bezwaar = wereld.bereid_voor()
    with schrijfgrens():
        bezwaar.commissie = True
    return bezwaar


def gebreken(
    wereld: Bezwaarwereld, bezwaar: Bezwaar, uitkomst: Bezwaaruitkomst, punten: Beslispunten
) -> list[str]:
    """The fields at which the decision is refused."""
    with pytest.raises(OngeldigeInvoer) as fout, schrijfgrens():
        stel_beslissing_op(
            bezwaar, uitkomst, overwegingen="Zo.", door=wereld.bas, nu=NU + 3 * DAG, punten=punten
        )
    return [een.waar for een in fout.value.gebreken]


def test_zonder_advies_geen_beslissing_en_wie_afwijkt_zegt_waarom(wereld: Bezwaarwereld) -> None:
    bezwaar, nu = met_commissie(wereld), NU + 2 * DAG
    assert gebreken(wereld, bezwaar, Bezwaaruitkomst.ONGEGROND, Beslispunten()) == ["uitkomst"]
    for dag in (date(2026, 2, 9), date(2026, 2, 13)):  # before it came in, and tomorrow
        with pytest.raises(OngeldigeInvoer), schrijfgrens():
            leg_advies_vast(
                bezwaar, Commissieadvies.GEGROND, op=dag, tekst="Gegrond.", door=wereld.bas, nu=nu
            )
    with schrijfgrens():
        leg_advies_vast(
            bezwaar, Commissieadvies.GEGROND, op=date(2026, 2, 12), tekst="De commissie hoorde de gemeente.",
            door=wereld.bas, nu=nu,
        )  # fmt: skip
    assert gebreken(wereld, bezwaar, Bezwaaruitkomst.ONGEGROND, Beslispunten()) == ["afwijking"]
    with schrijfgrens():
        beslissing = stel_beslissing_op(
            bezwaar, Bezwaaruitkomst.ONGEGROND, overwegingen="Zo.", door=wereld.bas, nu=NU + 3 * DAG,
            punten=Beslispunten(afwijking="De commissie las artikel 3 niet."),
        )  # fmt: skip
    advies = json.loads(beslissing.gegevens)["advies"]
    assert (advies["strekking"], advies["afwijking"]) == ("gegrond", "De commissie las artikel 3 niet.")
    wereld.teken(bezwaar)
    brief = json.loads(bezwaar.beslissing.document.gegevens)
    assert brief["advies"]["tekst"] == ["De commissie hoorde de gemeente."]  # sent along (7:13(7))


def test_niet_ontvankelijk_noemt_een_grond_die_klopt(wereld: Bezwaarwereld) -> None:
    bezwaar = wereld.bereid_voor(grond=Hoorgrond.KENNELIJK_NIET_ONTVANKELIJK)
    niet = Bezwaaruitkomst.NIET_ONTVANKELIJK
    for grond in (None, Ontvankelijkheidsgrond.TE_LAAT, Ontvankelijkheidsgrond.VERZUIM):
        assert gebreken(wereld, bezwaar, niet, Beslispunten(grond=grond)) == ["grond"]


@pytest.mark.parametrize(
    ("punten", "waar"),
    [
        (Beslispunten(kosten_cent=500_00), ["kosten_gevraagd"]),
        (Beslispunten(kosten_gevraagd=True), ["kosten_toelichting"]),
        (Beslispunten(kosten_gevraagd=True, kosten_cent=500_00, kosten_toelichting="Redelijk."), ["kosten"]),
    ],
)
def test_kosten_alleen_op_verzoek_en_als_het_besluit_wordt_herroepen(
    wereld: Bezwaarwereld, punten: Beslispunten, waar: list[str]
) -> None:
    assert gebreken(wereld, wereld.bereid_voor(), Bezwaaruitkomst.ONGEGROND, punten) == waar


def test_voor_een_deel_gegrond_telt_als_toekenning(wereld: Bezwaarwereld) -> None:
    bezwaar = wereld.bereid_voor()
    wereld.herreken(bezwaar)
    with schrijfgrens():
        beslissing = stel_beslissing_op(
            bezwaar, Bezwaaruitkomst.GEDEELTELIJK, overwegingen="Eén grond treft doel.", door=wereld.bas,
            nu=NU + 3 * DAG,
            punten=Beslispunten(kosten_gevraagd=True, kosten_cent=500_00, kosten_toelichting="Redelijk."),
        )  # fmt: skip
    assert beslissing.verleend_cent == 90_000_00
    wereld.teken(bezwaar)
    brief = json.loads(bezwaar.beslissing.document.gegevens)
    assert (brief["uitkomst"], brief["geld"]["wordt_cent"]) == ("gedeeltelijk", 90_000_00)
    assert "Ik vergoed € 500." in " ".join(brief["kosten"]).replace("\N{NO-BREAK SPACE}", " ")


def van_een_ander(wereld: Bezwaarwereld) -> Bezwaar:
    with schrijfgrens():
        return leg_bezwaar_vast(
            wereld.besluit(), wijze=Bezwaarwijze.POST, ontvangen=NU, poststempel=None, namens="Stichting Woonhof",
            gronden="Wij wonen ernaast.", adres="Dorpsstraat 1\n3011 AA Rotterdam", door=wereld.bas, nu=NU,
        )  # fmt: skip


def test_een_bezwaar_van_een_ander_gaat_niet_als_uw_bezwaar_naar_de_gemeente(wereld: Bezwaarwereld) -> None:
    bezwaar = van_een_ander(wereld)
    ontvangst = json.loads(bezwaar.document.gegevens)
    assert (ontvangst["derde"], ontvangst["adresregels"][0]) == ("Stichting Woonhof", "Dorpsstraat 1")
    wereld.pak_op(bezwaar)
    over = [een.onderwerp for een in db.session.query(Bericht) if bezwaar.kenmerk in een.tekst]
    assert over == [f"Iemand anders maakt bezwaar tegen besluit {bezwaar.beschikking.kenmerk}"]
    with pytest.raises(NietBevoegd), schrijfgrens():
        trek_bezwaar_in(bezwaar, door=wereld.tess, nu=NU + DAG)
    with schrijfgrens():
        leg_intrekking_vast(bezwaar, reden="Per brief van gisteren.", door=wereld.bo, nu=NU + 2 * DAG)
    assert bezwaar.status is Bezwaarstatus.INGETROKKEN


def stuur(
    client: FlaskClient, inhoud: bytes = PDF, adres: str = STUKKEN, status: int = 302, **velden: str
) -> str:
    antwoord = client.post(
        adres,
        data={"bestand": (io.BytesIO(inhoud), "plattegrond.pdf"), **velden},
        content_type="multipart/form-data",
    )
    assert antwoord.status_code == status, lees(antwoord.text).tekst
    return lees(antwoord.text).tekst


def test_de_gemeente_voegt_stukken_toe_en_alleen_zij_en_het_ministerie_lezen_ze(
    app: Flask, wereld: Bezwaarwereld, tmp_path: Path
) -> None:
    bezwaar = wereld.maak()
    tess = als(app.test_client(), wereld.tess, echt_nu())
    stuur(tess)
    stuur(tess)  # the same content again is the one that is there
    assert "Kies eerst een bestand" in lees(tess.post(STUKKEN, data={}).text).tekst
    stuur(tess, b"MZ een programma", status=422)
    (stuk,) = list_stukken(bezwaar)
    assert tess.get(f"{STUKKEN}/{stuk.kenmerk}").data == PDF
    bas = als(app.test_client(), wereld.bas, echt_nu())
    assert bas.get(f"/bezwaren/{bezwaar.kenmerk}/stukken/{stuk.kenmerk}").data == PDF
    vreemd = als(app.test_client(), wereld.personen["tekenbevoegde"], echt_nu())
    assert vreemd.get(f"{STUKKEN}/{stuk.kenmerk}").status_code == 404
    # What the committee wrote the municipality sees with the decision, not before.
    wereld.pak_op(bezwaar)
    with schrijfgrens():
        bezwaar.commissie = True
    stuur(bas, PDF.replace(b"<<>>", b"<</A 1>>"), f"/bezwaren/{bezwaar.kenmerk}/stukken", soort="commissie")
    _, advies = list_stukken(bezwaar)
    assert tess.get(f"{STUKKEN}/{advies.kenmerk}").status_code == 404
    assert list_stukken(bezwaar, gemeentekant=True) == [stuk]


def test_een_stuk_dat_na_het_opstellen_komt_houdt_het_tekenen_tegen(
    app: Flask, wereld: Bezwaarwereld
) -> None:
    bezwaar = wereld.bereid_voor()
    wereld.stel_op(bezwaar, Bezwaaruitkomst.ONGEGROND)
    stuur(als(app.test_client(), wereld.tess, echt_nu()))
    moment: datetime = NU + 4 * DAG
    reden = mislukt(lambda: teken_beslissing(bezwaar, dagtekening=moment.date(), door=wereld.bo, nu=moment))
    assert "Na het opstellen is het stuk ‘plattegrond.pdf’ toegevoegd" in reden


def test_een_afgerond_bezwaar_neemt_niets_meer_aan(app: Flask, wereld: Bezwaarwereld) -> None:
    bezwaar = wereld.maak()
    with schrijfgrens():
        trek_bezwaar_in(bezwaar, door=wereld.tess, nu=NU + DAG)
    assert "er kan niets meer bij" in stuur(als(app.test_client(), wereld.tess, echt_nu()), status=422)


def test_een_commissie_hoort_bij_een_bezwaar_dat_er_een_heeft(wereld: Bezwaarwereld) -> None:
    bezwaar = wereld.bereid_voor(tijdigheid=Tijdigheid.TIJDIG)
    with pytest.raises(Domeinfout, match="adviseert geen commissie"), schrijfgrens():
        leg_advies_vast(
            bezwaar, Commissieadvies.GEGROND, op=NU.date(), tekst="Gegrond.", door=wereld.bas, nu=NU + DAG
        )
