"""Supplementing (Awb 4:5, 4:15): what is asked and refused, what comes of it, and from when it is complete."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from subsidie.aanvragen.aanvulantwoorden import Antwoordconflict, Antwoordinvoer, bewaar_antwoorden
from subsidie.aanvragen.aanvullen import vul_aan
from subsidie.aanvragen.aanvulvragen import list_punten, zoek_open_verzoek
from subsidie.aanvragen.concept import NietBewerkbaar, TeBewaren, bewaar_deel, list_delen
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.indienen import IntussenVeranderd, NietInTeDienen
from subsidie.aanvragen.indieningmodellen import Indieningsoort
from subsidie.aanvragen.models import Aanvraagstatus, AanvraagVersie, Functiegroep, Versiesoort
from subsidie.aanvragen.service import betrek, get_aanvraag, get_versie, neem_op
from subsidie.aanvragen.versielezer import vergelijk
from subsidie.accounts.models import Belang, Gebruiker, Rol
from subsidie.beoordeling.aanvulling_vragen import Puntinvoer, sluit_verzoek, standaardtermijn
from subsidie.beoordeling.verstreken import list_verstreken, meld_verstreken
from subsidie.beoordeling.volledigheid import verklaar_volledig
from subsidie.berichten.models import Bericht
from subsidie.kern.fouten import Domeinfout, NietBevoegd, NietGevonden, OngeldigeInvoer, OngeldigeOvergang
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.tranches.service import regels
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.aanvullingen import (
    DAG,
    GEVRAAGD,
    INGEDIEND,
    KOSTENPUNT,
    VRAAGPUNT,
    Aanvulwereld,
    richt_aanvulwereld_in,
)
from tests.fabrieken.behandelen import controleer_alles
from tests.fabrieken.concepten import DEVENTER, gemeentepersoon
from tests.fabrieken.indieningen import sluiting
from tests.fabrieken.tranches import START, binnen_het_tijdvak, definitie, regel, richt_in
from tests.fabrieken.tranches import aanvraag as invoer_van

VANDAAG = dag_in_amsterdam(GEVRAAGD)


@pytest.fixture
def wereld(app: Flask) -> Aanvulwereld:
    return richt_aanvulwereld_in()


def volledig(wereld: Aanvulwereld, *, door: Gebruiker | None = None) -> None:
    with schrijfgrens():
        if wereld.aanvraag.status is Aanvraagstatus.INGEDIEND:
            controleer_alles(wereld.aanvraag, door or wereld.bea, nu=GEVRAAGD + 30 * DAG)
        verklaar_volledig(
            wereld.aanvraag, gezien_versie=wereld.aanvraag.huidige_versie, door=door or wereld.bea,
            nu=GEVRAAGD + 30 * DAG,
        )  # fmt: skip


def test_een_verzoek_opent_alleen_het_gevraagde_en_gaat_als_brief_met_bericht(wereld: Aanvulwereld) -> None:
    verzoek = wereld.vraag(KOSTENPUNT)
    aanvraag = wereld.aanvraag
    assert aanvraag.status is Aanvraagstatus.AANVULLING_GEVRAAGD
    assert verzoek.termijn_tot == standaardtermijn(aanvraag, VANDAAG)
    brief = json.loads(verzoek.document.gegevens)
    assert (brief["kenmerk"], brief["termijn_tot"]) == (
        f"{aanvraag.nummer}-A1",
        verzoek.termijn_tot.isoformat(),
    )
    assert brief["punten"] == [
        {"deel": "Kosten en dekking", "vraag": KOSTENPUNT.vraag, "raakt_volledigheid": True}
    ]
    bericht = db.session.scalars(select(Bericht).where(Bericht.document_id == verzoek.document_id)).one()
    assert (bericht.groep, bericht.object_id) == ("formeel", aanvraag.nummer)
    wereld.wijzig_kosten("80.000", nu=GEVRAAGD + DAG)
    delen = list_delen(aanvraag)
    with pytest.raises(NietBewerkbaar), schrijfgrens():
        bewaar_deel(
            aanvraag.nummer, Aanvraagdeel.PLANNING, TeBewaren('{"start_bouw":"2027-01-01"}'),
            basis=delen[Aanvraagdeel.PLANNING].revisie, door=wereld.olaf, nu=GEVRAAGD + DAG,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("punten", "dagen", "waar"),
    [
        ((), 14, "punt-1"),
        ((Puntinvoer(Aanvraagdeel.KOSTEN, "  ", raakt_volledigheid=True),), 14, "punt-1"),
        ((KOSTENPUNT, Puntinvoer(Aanvraagdeel.PROJECT, "a\0b", raakt_volledigheid=False)), 14, "punt-2"),
        ((Puntinvoer(Aanvraagdeel.PROJECT, "Wat is 😀?", raakt_volledigheid=False),), 14, "punt-1"),
        ((KOSTENPUNT,), 0, "termijn_tot"),
        ((KOSTENPUNT,), -3, "termijn_tot"),
        ((KOSTENPUNT,), 400, "termijn_tot"),
        ((KOSTENPUNT,) * 21, 14, ""),
    ],
)
def test_een_verzoek_dat_niet_klopt_wordt_geweigerd(
    wereld: Aanvulwereld, punten: tuple[Puntinvoer, ...], dagen: int, waar: str
) -> None:
    from subsidie.beoordeling.aanvulling_vragen import vraag_aanvulling

    with pytest.raises(OngeldigeInvoer) as fout, schrijfgrens():
        vraag_aanvulling(
            wereld.aanvraag, punten=punten, toelichting="", termijn_tot=VANDAAG + dagen * DAG, door=wereld.bea,
            nu=GEVRAAGD,
        )  # fmt: skip
    assert [gebrek.waar for gebrek in fout.value.gebreken] == [waar]


def test_er_loopt_nooit_meer_dan_een_verzoek(wereld: Aanvulwereld) -> None:
    wereld.vraag()
    with pytest.raises(Domeinfout, match="loopt al een verzoek"):
        wereld.vraag(nu=GEVRAAGD + DAG)


def test_wie_een_belang_heeft_of_al_beoordeelt_kan_niet_om_een_aanvulling_vragen(
    wereld: Aanvulwereld,
) -> None:
    with schrijfgrens():
        db.session.add(
            Belang(
                gebruiker_id=wereld.bea.id, gm_code=wereld.aanvraag.gm_code, omschrijving="Woont er.", vanaf=VANDAAG
            )
        )  # fmt: skip
    with pytest.raises(NietBevoegd, match="belang"):
        wereld.vraag()
    with pytest.raises(NietBevoegd, match="rol"):
        wereld.vraag(door=wereld.tess)


def test_wie_de_aanvraag_beoordeelt_verklaart_haar_niet_volledig(wereld: Aanvulwereld) -> None:
    with schrijfgrens():
        betrek(wereld.aanvraag, wereld.bea, Functiegroep.BEOORDELING, nu=GEVRAAGD)
    with pytest.raises(NietBevoegd, match="al betrokken"):
        volledig(wereld)


def test_volledig_is_zij_vanaf_de_ontvangst_als_er_niets_ontbrak(wereld: Aanvulwereld) -> None:
    volledig(wereld)
    assert (wereld.aanvraag.status, wereld.aanvraag.volledig_op) == (Aanvraagstatus.VOLLEDIG, INGEDIEND)
    with pytest.raises(OngeldigeOvergang):
        volledig(wereld)


def test_een_vraag_om_verduidelijking_kost_geen_plaats(wereld: Aanvulwereld) -> None:
    wereld.vraag(VRAAGPUNT)
    indiening = wereld.vul_aan(op=GEVRAAGD + 3 * DAG)
    assert not indiening.raakt_volledigheid
    volledig(wereld)
    assert wereld.aanvraag.volledig_op == INGEDIEND


def test_volledig_is_zij_vanaf_de_laatste_aanvulling_die_nodig_was(wereld: Aanvulwereld) -> None:
    nodig, later = GEVRAAGD + 3 * DAG, GEVRAAGD + 9 * DAG
    wereld.vraag(VRAAGPUNT, KOSTENPUNT)
    assert wereld.vul_aan(op=nodig).raakt_volledigheid
    wereld.vraag(VRAAGPUNT, nu=nodig + DAG)
    wereld.vul_aan(op=later, antwoord="Zonder btw.")
    volledig(wereld)
    assert (wereld.aanvraag.ontvangen_op, wereld.aanvraag.volledig_op) == (INGEDIEND, nodig)


def test_na_volledigheid_kan_alleen_nog_verduidelijking_worden_gevraagd_en_blijft_het_moment_staan(
    wereld: Aanvulwereld,
) -> None:
    volledig(wereld)
    toen = GEVRAAGD + 40 * DAG
    with pytest.raises(OngeldigeInvoer, match="verandert niet meer"):
        wereld.vraag(KOSTENPUNT, nu=toen)
    wereld.vraag(VRAAGPUNT, nu=toen)
    wereld.vul_aan(op=toen + DAG)
    assert (wereld.aanvraag.status, wereld.aanvraag.volledig_op) == (Aanvraagstatus.VOLLEDIG, INGEDIEND)


def test_wie_een_oudere_versie_bekeek_verklaart_de_nieuwe_niet_volledig(wereld: Aanvulwereld) -> None:
    wereld.vraag()
    wereld.vul_aan(op=GEVRAAGD + DAG)
    with pytest.raises(Domeinfout, match="versie 2 binnengekomen"), schrijfgrens():
        verklaar_volledig(wereld.aanvraag, gezien_versie=1, door=wereld.bea, nu=GEVRAAGD + 2 * DAG)


def test_een_aanvulling_is_een_nieuwe_versie_met_de_antwoorden_en_de_verschillen(
    wereld: Aanvulwereld,
) -> None:
    wereld.vraag(KOSTENPUNT)
    toen = GEVRAAGD + DAG
    wereld.wijzig_kosten("80.000", nu=toen)
    indiening = wereld.vul_aan(op=toen)
    aanvraag = wereld.aanvraag
    assert (aanvraag.status, aanvraag.huidige_versie) == (Aanvraagstatus.INGEDIEND, 2)
    assert (indiening.soort, indiening.ontvangen_op) == (Indieningsoort.AANVULLING, toen)
    verzoek = zoek_open_verzoek(aanvraag)
    assert verzoek is None
    vergelijking = vergelijk(aanvraag, 2, regels(wereld.tranche))
    assert [
        (groep.naam, een.oud, een.nieuw) for groep in vergelijking.groepen for een in groep.verschillen
    ] == [("Kosten en dekking", "€ 90.000", "€ 80.000")]
    assert [(een.vraag, een.antwoord) for een in vergelijking.antwoorden] == [
        (KOSTENPUNT.vraag, "Op het grondbod.")
    ]
    with pytest.raises(NietGevonden):
        vergelijk(aanvraag, 3, regels(wereld.tranche))


def test_wat_dicht_is_glipt_niet_mee_met_een_aanvulling(wereld: Aanvulwereld) -> None:
    """A correction that was begun before the request and never filed."""
    wereld.wijzig_kosten("70.000", nu=INGEDIEND + timedelta(hours=1))
    wereld.vraag(Puntinvoer(Aanvraagdeel.PLANNING, "Wanneer begint u?", raakt_volledigheid=False))
    wereld.vul_aan(op=GEVRAAGD + DAG, antwoord="In 2027.")
    assert get_versie(wereld.aanvraag).gevraagd_cent == 90_000_00


def test_twee_keer_versturen_is_een_aanvulling(wereld: Aanvulwereld) -> None:
    wereld.vraag()
    wereld.antwoord("Op het grondbod.", nu=GEVRAAGD)
    klaar = wereld.klaar(nu=GEVRAAGD + DAG)
    keren = []
    for _ in range(2):
        with schrijfgrens():
            keren.append(
                vul_aan(
                    klaar, sleutel="een", gezien_sha256=klaar.klaar.sha256, door=wereld.tess,
                    ontvangen_op=GEVRAAGD + DAG, nu=GEVRAAGD + DAG,
                ).id
            )  # fmt: skip
    assert keren[0] == keren[1]
    assert db.session.scalars(select(AanvraagVersie.volgnummer)).all() == [1, 2]


def test_wat_een_collega_intussen_bewaarde_wordt_niet_ongezien_ingediend(wereld: Aanvulwereld) -> None:
    wereld.vraag()
    wereld.antwoord("Op het grondbod.", nu=GEVRAAGD)
    klaar = wereld.klaar(nu=GEVRAAGD + DAG)
    wereld.antwoord("Op de bouwkosten.", nu=GEVRAAGD + DAG)
    with pytest.raises(IntussenVeranderd), schrijfgrens():
        vul_aan(
            klaar, sleutel="een", gezien_sha256=klaar.klaar.sha256, door=wereld.tess, ontvangen_op=GEVRAAGD + DAG,
            nu=GEVRAAGD + DAG,
        )  # fmt: skip
    assert wereld.aanvraag.huidige_versie == 1


def test_twee_collegas_die_tegelijk_antwoorden_zien_elkaars_antwoord(wereld: Aanvulwereld) -> None:
    verzoek = wereld.vraag()
    wereld.antwoord("Van Olaf.", nu=GEVRAAGD)
    oud = {1: Antwoordinvoer("Van Tess.", 1)}
    with pytest.raises(Antwoordconflict) as fout, schrijfgrens():
        bewaar_antwoorden(wereld.aanvraag.nummer, oud, door=wereld.tess, nu=GEVRAAGD)
    assert [punt.antwoord for punt in fout.value.punten] == ["Van Olaf."]
    assert [punt.antwoord for punt in list_punten(verzoek)] == ["Van Olaf."]


def test_alleen_de_eigen_gemeente_antwoordt_en_alleen_een_tekenbevoegde_dient_in(
    wereld: Aanvulwereld,
) -> None:
    wereld.vraag()
    with schrijfgrens():
        vreemd = gemeentepersoon("Vreemd", gm_code=DEVENTER)
    with pytest.raises(NietGevonden):
        wereld.antwoord("Wij weten het.", nu=GEVRAAGD, door=vreemd)
    with pytest.raises(NietBevoegd):
        wereld.vul_aan(op=GEVRAAGD + DAG, door=wereld.olaf)
    assert wereld.aanvraag.huidige_versie == 1


def test_een_lege_aanvulling_wordt_niet_ingediend(wereld: Aanvulwereld) -> None:
    wereld.vraag()
    with pytest.raises(NietInTeDienen, match="nog niets aangevuld"):
        wereld.vul_aan(op=GEVRAAGD + DAG, antwoord="")


def test_een_termijn_die_verloopt_wordt_een_keer_gemeld_en_beslist_niets(wereld: Aanvulwereld) -> None:
    verzoek = wereld.vraag(tot=VANDAAG + 7 * DAG)
    assert list_verstreken(VANDAAG + 7 * DAG) == []
    daarna = GEVRAAGD + 8 * DAG
    assert list_verstreken(dag_in_amsterdam(daarna)) == [verzoek.id]
    for verwacht in (True, False):
        with schrijfgrens():
            assert meld_verstreken(verzoek.id, nu=daarna) is verwacht
    assert list_verstreken(dag_in_amsterdam(daarna)) == []
    assert wereld.aanvraag.status is Aanvraagstatus.AANVULLING_GEVRAAGD
    over = select(Bericht.onderwerp).where(Bericht.sleutel.contains("aanvultermijn"))
    assert len(db.session.scalars(over).all()) == 1


def test_een_aanvulling_na_de_termijn_wordt_ontvangen(wereld: Aanvulwereld) -> None:
    verzoek = wereld.vraag(tot=VANDAAG + 7 * DAG)
    indiening = wereld.vul_aan(op=GEVRAAGD + 20 * DAG)
    db.session.refresh(verzoek)
    assert (verzoek.aangevuld_op, indiening.raakt_volledigheid) == (GEVRAAGD + 20 * DAG, True)
    melding = db.session.scalars(select(Bericht.tekst).where(Bericht.sleutel.contains("aangevuld"))).one()
    assert "na de termijn" in melding


def test_de_ontvangstbevestiging_rekent_met_de_dagen_dat_de_termijn_stilstond(wereld: Aanvulwereld) -> None:
    """The term runs from the closing of the window, on 31 March; it stood still until the day before 11 April."""
    wereld.vraag(tot=VANDAAG + 40 * DAG)
    indiening = wereld.vul_aan(op=GEVRAAGD + 30 * DAG)
    weken = regels(wereld.tranche).beslistermijn_weken.eis()
    dicht = dag_in_amsterdam(sluiting(wereld.tranche, GEVRAAGD))
    assert (dicht, dag_in_amsterdam(indiening.ontvangen_op)) == (date(2026, 3, 31), date(2026, 4, 11))
    verwacht = dicht + timedelta(weeks=weken, days=10)
    stappen = json.loads(indiening.document.gegevens)["vervolg"]
    assert any(datum_nl(verwacht) in stap["tekst"] for stap in stappen), stappen


def test_een_gesloten_verzoek_doet_de_onderdelen_dicht_en_kan_niet_nog_eens(wereld: Aanvulwereld) -> None:
    verzoek = wereld.vraag()
    with schrijfgrens():
        sluit_verzoek(verzoek, door=wereld.bea, nu=GEVRAAGD + 2 * DAG)
    assert wereld.aanvraag.status is Aanvraagstatus.INGEDIEND
    with pytest.raises(Domeinfout, match="al afgehandeld"), schrijfgrens():
        sluit_verzoek(verzoek, door=wereld.bea, nu=GEVRAAGD + 3 * DAG)
    wereld.vraag(nu=GEVRAAGD + 3 * DAG)
    assert zoek_open_verzoek(wereld.aanvraag) is not None


def test_ook_een_geimporteerde_aanvraag_kan_worden_aangevuld(app: Flask) -> None:
    """It has no working copy, and no declarations: neither stands in the way of what is asked."""
    bron = definitie("rha-2023")
    tranche, personen = richt_in(bron)
    invoer = replace(
        binnen_het_tijdvak(tranche, invoer_van("A-1", bron.potten[0].code, regel("statushouders", 10))),
        volledig_op=None,
    )
    with schrijfgrens():
        neem_op(tranche, invoer, soort=Versiesoort.IMPORT, door=personen["behandelaar"], nu=START)
        tess = gemeentepersoon("Tess", rol=Rol.TEKENBEVOEGDE)
    wereld = Aanvulwereld(tranche, get_aanvraag("A-1"), tess, tess, personen["behandelaar"])
    wereld.vraag(KOSTENPUNT)
    indiening = wereld.vul_aan(op=GEVRAAGD + DAG)
    versie = get_versie(wereld.aanvraag)
    assert (indiening.raakt_volledigheid, versie.volgnummer, versie.gevraagd_cent) == (True, 2, 100_000_00)
    assert vergelijk(wereld.aanvraag, 2, regels(tranche)).groepen == ()
