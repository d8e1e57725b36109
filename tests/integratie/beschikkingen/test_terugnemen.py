"""A drawn-up decision that cannot be signed as it is: drawn up once more, and which decision holds after that."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Belang, Gebruiker
from subsidie.beschikkingen.besluitenbeeld import lees_stand
from subsidie.beschikkingen.models import Beschikking
from subsidie.beschikkingen.ronde import list_te_tekenen
from subsidie.beschikkingen.terugnemen import neem_terug, stel_concept_opnieuw_op
from subsidie.dossier.standvragen import som_verleend
from subsidie.dossier.vandaag.besluitvragen import geldend
from subsidie.kern.fouten import Domeinfout, NietBevoegd
from subsidie.tranches.models import Tranche
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken import rijen
from tests.fabrieken.besluiten import MOMENT, opgestelde_tranche
from tests.fabrieken.inloggen import als

Wereld = tuple[Tranche, dict[str, Gebruiker]]


@pytest.fixture
def wereld(app: Flask) -> Wereld:
    app.config["WTF_CSRF_ENABLED"] = False
    tranche, personen, _ = opgestelde_tranche()
    return tranche, personen


def concept(kenmerk: str = "B001-B1") -> Beschikking:
    return db.session.scalars(select(Beschikking).where(Beschikking.kenmerk == kenmerk)).one()


@time_machine.travel(MOMENT, tick=False)
def test_een_concept_wordt_uit_de_verdeling_opnieuw_opgesteld(app: Flask, wereld: Wereld) -> None:
    tranche, personen = wereld
    client = als(app.test_client(), personen["behandelaar"], MOMENT)
    adres = "/besluiten/B001-B1/terugnemen"
    assert "wie opstelt, tekent niet" in client.get(adres).text
    leeg = client.post(adres, data={"reden": "  "})
    assert (leeg.status_code, "Schrijf waarom." in leeg.text) == (422, True)
    assert client.post(adres, data={"reden": "De brief had een fout."}).location == "/besluiten/B001-B2/proef"
    oud, nieuw = concept(), concept("B001-B2")
    assert (nieuw.vervangt_id, nieuw.verleend_cent) == (oud.id, oud.verleend_cent)
    assert '"vervangt_omdat":"De brief had een fout."' in nieuw.gegevens
    assert [een.kenmerk for een in list_te_tekenen(tranche)] == ["B001-B2", "B002-B1", "B003-B1", "B004-B1"]
    assert (lees_stand(tranche).concept, lees_stand(tranche).wacht) == (4, 0)
    # The old one is done with: a second tab reads why.
    nog_eens = client.post(adres, data={"reden": "nog eens"})
    assert (nog_eens.status_code, "al vervangen door B001-B2" in nog_eens.text) == (422, True)
    assert als(app.test_client(), personen["beslisser"], MOMENT).get(adres).status_code == 403


def test_wat_uit_een_verdeling_komt_kan_niet_zomaar_weg(wereld: Wereld) -> None:
    _, personen = wereld
    with schrijfgrens(), pytest.raises(Domeinfout, match="komt uit een verdeling die vaststaat"):
        neem_terug(concept(), reden="weg ermee", door=personen["behandelaar"], nu=MOMENT)
    with schrijfgrens(), pytest.raises(NietBevoegd, match="rol behandelaar"):
        stel_concept_opnieuw_op(concept(), reden="anders", door=personen["beslisser"], nu=MOMENT)
    with schrijfgrens():
        db.session.add(
            Belang(
                gebruiker_id=personen["behandelaar"].id, gm_code=concept().aanvraag.gm_code,
                omschrijving="woont er", vanaf=date(2026, 1, 1),
            )
        )  # fmt: skip
    with schrijfgrens(), pytest.raises(NietBevoegd, match="belang"):
        stel_concept_opnieuw_op(concept(), reden="anders", door=personen["behandelaar"], nu=MOMENT)


def test_na_een_nieuwe_versie_komt_er_niets_anders_uit_dezelfde_verdeling(wereld: Wereld) -> None:
    _, personen = wereld
    with schrijfgrens():
        concept().aanvraag.huidige_versie += 1
    with schrijfgrens(), pytest.raises(Domeinfout, match="Opnieuw opstellen verandert dat niet"):
        stel_concept_opnieuw_op(concept(), reden="anders", door=personen["behandelaar"], nu=MOMENT)


def test_een_besluit_vervangt_ook_wat_voor_een_nooit_verzonden_brief_gold(app: Flask) -> None:
    """Awarded, then more, in a letter whose day passed, and then in one that was sent: the money counts once."""
    with app.app_context(), schrijfgrens():
        eerste = rijen.beschikking(status="bekendgemaakt", verleend_cent=100)
        tweede = rijen.beschikking(
            status="getekend", verleend_cent=300, vervangt_id=eerste.id, versie_id=eerste.versie_id,
            aanvraag_id=eerste.aanvraag_id,
        )  # fmt: skip
        derde = rijen.beschikking(
            status="bekendgemaakt", verleend_cent=300, vervangt_id=tweede.id, versie_id=eerste.versie_id,
            aanvraag_id=eerste.aanvraag_id,
        )  # fmt: skip
        rijen.beschikking(status="teruggenomen", verleend_cent=500)
    assert db.session.scalar(som_verleend(None)) == 300
    houdt = select(Beschikking.id).join(Aanvraag, Aanvraag.id == Beschikking.aanvraag_id).where(geldend())
    assert list(db.session.scalars(houdt)) == [derde.id]
