"""A request to change: frozen when filed, one at a time, decided by others, and working from the notification."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from subsidie.accounts.models import Gebruiker, Rol
from subsidie.audit.models import Gebeurtenis
from subsidie.beschikkingen.models import Besluitstatus
from subsidie.beschikkingen.terugnemen import neem_terug
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeInvoer
from subsidie.realisatie.afrekenketen import lees_keten
from subsidie.realisatie.plan import eerste_plan, geldend_plan, totaal
from subsidie.realisatie.stand import lees_stand
from subsidie.realisatie.verleend import lees_verleend_van
from subsidie.realisatie.verplichtingen import uiterste_dagen
from subsidie.realisatie.wijzigingen import bewaar_advies, dien_in, pak_op, trek_in, waarom_niet
from subsidie.realisatie.wijzigingmodellen import Verzoekstatus, Wijzigingsverzoek
from subsidie.realisatie.wijzigingsbesluit import stel_besluit_op
from subsidie.realisatie.wijzigingsinhoud import Gevolg, lees_wijzigbaar, weeg
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.afrekenen import NU, Afrekenwereld, afrekenwereld
from tests.fabrieken.realisatierijen import geleverd
from tests.fabrieken.toekenningen import persoon
from tests.fabrieken.wijzigingen import LATER, ingediend, minder_en_later, tekenbevoegde, vraag

pytestmark = pytest.mark.usefixtures("papier_hier")


@pytest.fixture
def wereld(app: Flask) -> Afrekenwereld:
    return afrekenwereld()


@pytest.fixture
def gemeente(wereld: Afrekenwereld) -> Gebruiker:
    return tekenbevoegde(wereld)


def pak(verzoek: Wijzigingsverzoek, wie: Gebruiker) -> None:
    with schrijfgrens():
        pak_op(verzoek, door=wie, nu=NU)


def stel_op(wereld: Afrekenwereld, verzoek: Wijzigingsverzoek, *, toestaan: bool = True) -> None:
    with schrijfgrens():
        stel_besluit_op(
            verzoek, toestaan=toestaan, motivering="Het past niet bij het doel.", voorwaarden="Meld elk half jaar.",
            door=wereld.personen["behandelaar"], nu=NU,
        )  # fmt: skip


def test_een_verzoek_ligt_vast_met_zijn_hash_en_het_gevolg(
    wereld: Afrekenwereld, gemeente: Gebruiker
) -> None:
    verzoek = ingediend(wereld, gemeente)
    assert (verzoek.kenmerk, verzoek.status) == ("A1-W1", Verzoekstatus.INGEDIEND)
    assert verzoek.gegevens_sha256 == sha256_hex(verzoek.gegevens.encode())
    assert json.loads(verzoek.gegevens)["soorten"] == ["aantal", "planning"]
    gevolg = Gevolg.van_json(verzoek.gevolg)
    assert (gevolg.bedrag.was_cent, gevolg.bedrag.wordt_cent) == (100_000_00, 80_000_00)
    assert gevolg.dagen[0].wordt == LATER
    # Nothing changes before a decision is notified.
    assert totaal(geldend_plan(wereld.aanvraag)) == 20


def test_er_loopt_een_verzoek_tegelijk_en_intrekken_maakt_plaats(
    wereld: Afrekenwereld, gemeente: Gebruiker
) -> None:
    verzoek = ingediend(wereld, gemeente)
    assert "Er loopt al een verzoek (A1-W1" in waarom_niet(wereld.aanvraag)
    with pytest.raises(Domeinfout, match="Er loopt al een verzoek"):
        ingediend(wereld, gemeente)
    with schrijfgrens():
        trek_in(verzoek, door=gemeente, nu=NU)
    assert waarom_niet(wereld.aanvraag) == ""
    assert ingediend(wereld, gemeente).kenmerk == "A1-W2"


def test_wie_iets_anders_zag_dan_wat_hij_indient_krijgt_dat_te_horen(
    wereld: Afrekenwereld, gemeente: Gebruiker
) -> None:
    with schrijfgrens(), pytest.raises(Domeinfout, match="Dit is niet meer wat u zag"):
        dien_in(wereld.aanvraag, minder_en_later(wereld), gezien="", door=gemeente, nu=NU)
    with schrijfgrens():
        opsteller = persoon(Rol.OPSTELLER, wereld.aanvraag.gm_code)
    with pytest.raises(NietBevoegd):
        ingediend(wereld, opsteller)


def test_elk_gebrek_staat_op_zijn_plek(wereld: Afrekenwereld) -> None:
    nu_geldend = lees_wijzigbaar(wereld.aanvraag)
    gereed = next(een for een in nu_geldend.plichten if een.code == "gereed")
    assert gereed.uiterlijk is not None
    with pytest.raises(OngeldigeInvoer) as fout:
        weeg(
            vraag(wereld, aantal=14, dagen={"gereed": gereed.uiterlijk, "bestemming": LATER}, reden=" "),
            nu_geldend,
        )
    assert {een.waar for een in fout.value.gebreken} == {"lijn_1", "dag_gereed", "", "reden"}
    assert "al 15 gemeld of opgeleverd" in fout.value.gebreken[0].melding
    with pytest.raises(OngeldigeInvoer, match="U heeft nog niets veranderd"):
        weeg(vraag(wereld), nu_geldend)


def test_een_toegestane_wijziging_verandert_plan_bedrag_en_dag_en_laat_de_eerste_verlening_staan(
    wereld: Afrekenwereld, gemeente: Gebruiker, tmp_path: Path
) -> None:
    verzoek = ingediend(wereld, gemeente)
    pak(verzoek, wereld.personen["behandelaar"])
    stel_op(wereld, verzoek)
    assert verzoek.status == "voorgelegd"
    with schrijfgrens(), pytest.raises(Domeinfout, match="Intrekken kan niet meer"):
        trek_in(verzoek, door=gemeente, nu=NU)
    assert verzoek.beschikking is not None
    wereld.maak_bekend(verzoek.beschikking, nu=NU, opslag=tmp_path)
    db.session.refresh(verzoek)
    assert verzoek.status is Verzoekstatus.INGEWILLIGD
    aanvraag = wereld.aanvraag
    assert (totaal(eerste_plan(aanvraag)), totaal(geldend_plan(aanvraag))) == (20, 16)
    stand = lees_stand(aanvraag.id)
    assert (stand.oorspronkelijk.totaal, stand.beloofd.totaal) == (20, 16)
    verleend = lees_verleend_van([aanvraag.id])[aanvraag.id]
    assert verleend.eerste is not None
    assert (verleend.eerste.verleend_cent, verleend.verleend_cent) == (100_000_00, 80_000_00)
    gereed = next(een for een in uiterste_dagen(aanvraag) if een.code == "gereed")
    assert gereed.uiterlijk == LATER
    assert gereed.oorspronkelijk is not None
    brief = json.loads(verzoek.beschikking.document.gegevens) if verzoek.beschikking.document else {}
    assert (brief["soort"], brief["wordt_cent"], brief["voorwaarden"]) == (
        "inwilliging", 80_000_00, ["Meld elk half jaar."],
    )  # fmt: skip


def test_een_afwijzing_laat_alles_zoals_het_was(
    wereld: Afrekenwereld, gemeente: Gebruiker, tmp_path: Path
) -> None:
    verzoek = ingediend(wereld, gemeente)
    pak(verzoek, wereld.personen["behandelaar"])
    stel_op(wereld, verzoek, toestaan=False)
    assert verzoek.beschikking is not None
    voor = uiterste_dagen(wereld.aanvraag)
    wereld.maak_bekend(verzoek.beschikking, nu=NU, opslag=tmp_path)
    db.session.refresh(verzoek)
    assert verzoek.status is Verzoekstatus.AFGEWEZEN
    assert geldend_plan(wereld.aanvraag) == eerste_plan(wereld.aanvraag)
    assert uiterste_dagen(wereld.aanvraag) == voor
    assert verzoek.beschikking.verleend_cent == 100_000_00
    # A settlement still speaks of the award, not of the refusal.
    keten = lees_keten(wereld.aanvraag)
    assert keten is not None
    assert (keten.verlening.kenmerk, keten.geldend.kenmerk) == ("A1-B1", "A1-B2")
    # And a next request is possible.
    assert ingediend(wereld, gemeente, nu=NU + timedelta(days=1)).kenmerk == "A1-W2"


def test_een_collega_kan_het_overnemen_en_dat_staat_in_het_spoor(
    wereld: Afrekenwereld, gemeente: Gebruiker
) -> None:
    verzoek = ingediend(wereld, gemeente)
    pak(verzoek, wereld.personen["behandelaar"])
    with schrijfgrens():
        collega = persoon(Rol.BEHANDELAAR)
    with schrijfgrens(), pytest.raises(Domeinfout, match="Neem het eerst over"):
        bewaar_advies(verzoek, advies="Inwilligen.", door=collega, nu=NU)
    pak(verzoek, collega)
    with schrijfgrens():
        bewaar_advies(verzoek, advies="Inwilligen.", door=collega, nu=NU)
    assert (verzoek.behandelaar_id, verzoek.advies) == (collega.id, "Inwilligen.")
    soorten = [een.soort for een in db.session.query(Gebeurtenis).order_by(Gebeurtenis.volgnummer)]
    assert soorten[-3:] == [
        "aanvraag:wijziging_opgepakt",
        "aanvraag:wijziging_overgenomen",
        "aanvraag:wijziging_advies",
    ]


def test_wat_intussen_is_opgeleverd_maakt_toestaan_onmogelijk_maar_afwijzen_niet(
    wereld: Afrekenwereld, gemeente: Gebruiker
) -> None:
    verzoek = ingediend(wereld, gemeente)
    pak(verzoek, wereld.personen["behandelaar"])
    with schrijfgrens():
        geleverd(wereld.aanvraag, aantal=3, doelgroep="statushouders")
    with pytest.raises(Domeinfout, match="Sinds dit verzoek is er iets veranderd"):
        stel_op(wereld, verzoek)
    stel_op(wereld, verzoek, toestaan=False)


def test_wat_niet_is_getekend_kan_terug_en_maakt_plaats_voor_een_ander_besluit(
    wereld: Afrekenwereld, gemeente: Gebruiker
) -> None:
    verzoek = ingediend(wereld, gemeente)
    behandelaar = wereld.personen["behandelaar"]
    pak(verzoek, behandelaar)
    stel_op(wereld, verzoek)
    besluit = verzoek.beschikking
    assert besluit is not None
    bevroren = besluit.gegevens
    with schrijfgrens():
        collega = persoon(Rol.BEHANDELAAR)
    with pytest.raises(Domeinfout, match="Neem het eerst over"), schrijfgrens():
        neem_terug(besluit, reden="Er staat een fout in.", door=collega, nu=NU)
    with pytest.raises(NietBevoegd, match="rol behandelaar"), schrijfgrens():
        neem_terug(besluit, reden="Er staat een fout in.", door=wereld.personen["beslisser"], nu=NU)
    with schrijfgrens():
        neem_terug(besluit, reden="Er staat een fout in.", door=behandelaar, nu=NU)
    assert (besluit.gegevens, besluit.opgesteld_door_id) == (bevroren, behandelaar.id)
    spoor = db.session.scalars(
        select(Gebeurtenis).where(Gebeurtenis.soort == "beschikking:teruggenomen")
    ).one()
    assert json.loads(spoor.gegevens) == {
        "gegevens_sha256": besluit.gegevens_sha256, "reden": "Er staat een fout in.", "verzoek": verzoek.kenmerk,
    }  # fmt: skip
    assert (besluit.status, verzoek.status) == (Besluitstatus.TERUGGENOMEN, Verzoekstatus.IN_BEHANDELING)
    stel_op(wereld, verzoek, toestaan=False)
    assert verzoek.beschikking is not None
    assert verzoek.beschikking.kenmerk == "A1-B3"
