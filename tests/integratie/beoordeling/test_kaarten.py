"""Cards: given out evenly, blind, handed in once; together they make the outcome or ask for a moderation."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraagstatus, AanvraagVersie, Versiesoort
from subsidie.aanvragen.service import get_aanvraag, get_versie, neem_op, zet_status
from subsidie.accounts.belangregister import registreer_belang
from subsidie.accounts.models import Gebruiker
from subsidie.beoordeling.kaarten import lopende_kaarten, zoek_beoordeling, zoek_kaart
from subsidie.beoordeling.maatstaf import Oordeelstand
from subsidie.beoordeling.moderatie import Moderatieinvoer, modereer, open_moderatie
from subsidie.beoordeling.oordeel import lever_in, rond_af
from subsidie.beoordeling.opzet import veeg_kaarten
from subsidie.beoordeling.scorekaarten import Oordeelinvoer, Scoreinvoer, bewaar, open_kaart
from subsidie.beoordeling.scoremodellen import Scorekaart
from subsidie.beoordeling.spreiden import deel_uit, draag_over, maak_voorstel
from subsidie.beoordeling.totaal import herreken
from subsidie.kern.fouten import Domeinfout, NietBevoegd, NietGevonden, OngeldigeInvoer
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.kaarten import (
    AFGEWEZEN,
    HOOG,
    LAAG,
    NU,
    beoordeel,
    invoer,
    verdeel_werk,
    verklaar_vrij,
    vul,
    wereld,
)
from tests.fabrieken.tranches import aanvraag, binnen_het_tijdvak, definitie, regel


def _scorers(nummer: str) -> list[Gebruiker]:
    return [kaart.beoordelaar for kaart in lopende_kaarten(get_versie(get_aanvraag(nummer)))]


def _derde(nummer: str, personen: dict[str, Gebruiker]) -> Gebruiker:
    zelf = {een.id for een in _scorers(nummer)}
    return next(
        een
        for naam, een in personen.items()
        if naam.startswith("b") and naam[1:].isdigit() and een.id not in zelf
    )


def test_het_werk_wordt_gelijk_verdeeld_en_wie_een_belang_heeft_krijgt_het_niet(app: Flask) -> None:
    tranche, personen = wereld(aantal=6, beoordelaars=3)
    with schrijfgrens():
        registreer_belang(
            personen["b1"],
            gm_code="GM0193",
            omschrijving="woont er",
            vanaf=NU.date(),
            door=personen["beheerder"],
            nu=NU,
        )
    assert verdeel_werk(tranche, personen) == 12
    verdeeld = [een.id for nummer in range(1, 7) for een in _scorers(f"A{nummer}")]
    assert personen["b1"].id not in verdeeld
    assert max(verdeeld.count(een) for een in verdeeld) <= 4
    with pytest.raises(Domeinfout, match="niets te verdelen"):
        verdeel_werk(tranche, personen)


def test_een_voorstel_dat_niet_meer_klopt_wordt_niet_uitgevoerd(app: Flask) -> None:
    tranche, personen = wereld()
    gezien = maak_voorstel(tranche, nu=NU).sha256
    verdeel_werk(tranche, personen)
    with schrijfgrens(), pytest.raises(Domeinfout, match="intussen iets veranderd"):
        deel_uit(tranche, gezien_sha256=gezien, door=personen["behandelaar"], nu=NU)


def test_de_laatste_die_inlevert_legt_het_oordeel_vast(app: Flask) -> None:
    tranche, personen = wereld()
    verdeel_werk(tranche, personen)
    een, twee = _scorers("A1")
    assert beoordeel("A1", een, invoer(HOOG)).stand is Oordeelstand.KAARTEN
    assert get_aanvraag("A1").status is Aanvraagstatus.IN_BEOORDELING
    assert beoordeel("A1", twee, invoer(HOOG | {"zekerheid": 4})).stand is Oordeelstand.VASTGELEGD
    oordeel = zoek_beoordeling(get_versie(get_aanvraag("A1")))
    assert oordeel is not None
    assert (oordeel.score, oordeel.voldoet) == ("400.00", True)
    assert herreken(oordeel.opbouw or "") == oordeel.score
    assert get_aanvraag("A1").status is Aanvraagstatus.BEOORDEELD


def test_een_kaart_vraagt_eerst_een_verklaring_en_daarna_alles(app: Flask) -> None:
    tranche, personen = wereld()
    verdeel_werk(tranche, personen)
    een = _scorers("A1")[0]
    with pytest.raises(NietBevoegd, match="Verklaar eerst"):
        vul("A1", een, invoer(HOOG))
    verklaar_vrij("A1", een)
    vul("A1", een, invoer({"zekerheid": 3}))
    with schrijfgrens(), pytest.raises(OngeldigeInvoer) as fout:
        lever_in(get_aanvraag("A1"), door=een, nu=NU)
    assert {gebrek.waar for gebrek in fout.value.gebreken} == {
        f"{wat}_{code}" for wat in ("score", "reden") for code in ("behoefte", "kwaliteit", "samenwerking")
    }


@pytest.mark.parametrize("score", [-1, 6, 10**12])
def test_een_score_blijft_binnen_de_schaal(app: Flask, score: int) -> None:
    tranche, personen = wereld()
    verdeel_werk(tranche, personen)
    een = _scorers("A1")[0]
    verklaar_vrij("A1", een)
    with pytest.raises(OngeldigeInvoer, match="van 0 tot en met 5"):
        vul("A1", een, invoer({"zekerheid": score}))


def test_twee_vensters_overschrijven_elkaar_niet_ongezien(app: Flask) -> None:
    tranche, personen = wereld()
    verdeel_werk(tranche, personen)
    een = _scorers("A1")[0]
    verklaar_vrij("A1", een)
    vul("A1", een, invoer({"zekerheid": 3}))
    with pytest.raises(OngeldigeInvoer, match="in een ander venster bewaard"):
        vul("A1", een, invoer({"zekerheid": 5}))
    with pytest.raises(OngeldigeInvoer, match="in een ander venster bewaard"):
        vul("A1", een, invoer({"zekerheid": 3}, 1, revisie=1, toelichting="Anders."))
    vul("A1", een, invoer({"zekerheid": 5}, 1))


def test_wat_is_ingeleverd_verandert_niet_meer(app: Flask) -> None:
    tranche, personen = wereld()
    verdeel_werk(tranche, personen)
    een = _scorers("A1")[0]
    beoordeel("A1", een, invoer(HOOG))
    with schrijfgrens(), pytest.raises(Domeinfout, match="verandert niet meer"):
        lever_in(get_aanvraag("A1"), door=een, nu=NU)
    with pytest.raises(Domeinfout, match="verandert niet meer"):
        vul("A1", een, invoer(LAAG, 1))


def test_een_ander_komt_niet_aan_een_kaart(app: Flask) -> None:
    tranche, personen = wereld()
    verdeel_werk(tranche, personen)
    derde = _derde("A1", personen)
    with pytest.raises(NietGevonden):
        vul("A1", derde, invoer(HOOG))
    with pytest.raises(NietGevonden):
        verklaar_vrij("A1", derde)
    for rol in ("behandelaar", "beslisser", "auditor"):
        with pytest.raises(NietBevoegd):
            verklaar_vrij("A1", personen[rol])


def test_wie_tussendoor_een_belang_krijgt_scoort_niet(app: Flask) -> None:
    tranche, personen = wereld()
    verdeel_werk(tranche, personen)
    een = _scorers("A1")[0]
    verklaar_vrij("A1", een)
    with schrijfgrens():
        registreer_belang(
            een, gm_code="GM0193", omschrijving="partner", vanaf=NU.date(), door=personen["beheerder"], nu=NU
        )
    with pytest.raises(NietBevoegd, match="belang"):
        vul("A1", een, invoer(HOOG))


def test_wie_een_belang_verklaart_geeft_de_kaart_terug_en_een_ander_krijgt_haar(app: Flask) -> None:
    tranche, personen = wereld()
    verdeel_werk(tranche, personen)
    een = _scorers("A1")[0]
    with schrijfgrens():
        open_kaart(
            get_aanvraag("A1"), heeft_belang=True, toelichting="Mijn broer bouwt daar.", door=een, nu=NU
        )
    assert een.id not in {wie.id for wie in _scorers("A1")}
    assert verdeel_werk(tranche, personen) == 1
    assert een.id not in {wie.id for wie in _scorers("A1")}


def test_een_groot_verschil_vraagt_overleg_onder_leiding_van_een_derde(app: Flask) -> None:
    tranche, personen = wereld()
    verdeel_werk(tranche, personen)
    een, twee = _scorers("A1")
    beoordeel("A1", een, invoer(HOOG))
    beeld = beoordeel("A1", twee, invoer(LAAG))
    assert beeld.stand is Oordeelstand.OVERLEG
    assert beeld.aanleiding == "De totalen verschillen 290,00; de grens is 100."
    derde = _derde("A1", personen)
    wat = Moderatieinvoer(
        "Besproken op 7 januari.", Oordeelinvoer(voldoet=True),
        {code: Scoreinvoer(3, "Samen bepaald.") for code in HOOG}, gezien_versie=1,
    )  # fmt: skip
    for wie in (een, twee):
        with schrijfgrens(), pytest.raises(NietBevoegd, match="zelf beoordeeld"):
            modereer(get_aanvraag("A1"), wat, door=wie, nu=NU)
    with schrijfgrens():
        open_moderatie(get_aanvraag("A1"), heeft_belang=False, toelichting="", door=derde, nu=NU)
    with schrijfgrens(), pytest.raises(OngeldigeInvoer) as fout:
        modereer(
            get_aanvraag("A1"), Moderatieinvoer("", Oordeelinvoer(voldoet=True), {}, 1), door=derde, nu=NU
        )
    assert len(fout.value.gebreken) == 9
    with schrijfgrens():
        oordeel = modereer(get_aanvraag("A1"), wat, door=derde, nu=NU)
    assert oordeel.score == "300.00"
    opbouw = json.loads(oordeel.opbouw or "")
    assert (opbouw["telt"], opbouw["verschil"]) == ("moderatie", "290")
    assert len(opbouw["kaarten"]) == 2


def test_een_verschil_op_de_grens_vraagt_geen_overleg(app: Flask) -> None:
    tranche, personen = wereld()
    verdeel_werk(tranche, personen)
    een, twee = _scorers("A1")
    beoordeel("A1", een, invoer({"zekerheid": 4, "behoefte": 3, "kwaliteit": 3, "samenwerking": 3}))
    beeld = beoordeel("A1", twee, invoer({"zekerheid": 3, "behoefte": 2, "kwaliteit": 2, "samenwerking": 2}))
    assert beeld.stand is Oordeelstand.VASTGELEGD


def test_eens_over_een_afwijzing_is_een_afwijzing_met_artikel(app: Flask) -> None:
    tranche, personen = wereld()
    verdeel_werk(tranche, personen)
    een, twee = _scorers("A1")
    beoordeel("A1", een, invoer({}, **AFGEWEZEN))
    assert beoordeel("A1", twee, invoer({}, **AFGEWEZEN)).stand is Oordeelstand.VASTGELEGD
    oordeel = zoek_beoordeling(get_versie(get_aanvraag("A1")))
    assert oordeel is not None
    assert (oordeel.grond_code, oordeel.score, oordeel.opbouw) == ("geen_doelgroep", None, None)
    assert oordeel.afwijzingsgrond == (
        "De woonruimten zijn niet bestemd voor een van de doelgroepen van de regeling "
        "(artikel 3, tweede lid, van de oefenregeling (verzonnen))."
    )


@pytest.mark.parametrize(
    "ander",
    [
        {"voldoet": True},
        AFGEWEZEN | {"grond": "niet_haalbaar"},
        AFGEWEZEN | {"grond": "anders", "zin": "Geen grond.", "artikel": "artikel 9"},
    ],
)
def test_oneens_over_een_afwijzing_vraagt_overleg(app: Flask, ander: dict[str, Any]) -> None:
    tranche, personen = wereld()
    verdeel_werk(tranche, personen)
    een, twee = _scorers("A1")
    beoordeel("A1", een, invoer({}, **AFGEWEZEN))
    assert beoordeel("A1", twee, invoer(HOOG, **ander)).stand is Oordeelstand.OVERLEG


def test_feiten_die_afwijken_vragen_eerst_een_zienswijze(app: Flask) -> None:
    tranche, personen = wereld()
    verdeel_werk(tranche, personen)
    een, twee = _scorers("A1")
    beoordeel("A1", een, invoer({}, **AFGEWEZEN))
    assert (
        beoordeel("A1", twee, invoer({}, **AFGEWEZEN | {"wijkt_af": True})).stand is Oordeelstand.ZIENSWIJZE
    )
    with schrijfgrens(), pytest.raises(Domeinfout, match="zienswijze"):
        rond_af(get_aanvraag("A1"), door=een, nu=NU)
    assert zoek_beoordeling(get_versie(get_aanvraag("A1"))) is None


def test_een_nieuwe_versie_laat_de_kaarten_vervallen(app: Flask) -> None:
    tranche, personen = wereld()
    verdeel_werk(tranche, personen)
    een = _scorers("A1")[0]
    beoordeel("A1", een, invoer(HOOG))
    with schrijfgrens():
        zet_status(get_aanvraag("A1"), Aanvraagstatus.AANVULLING_GEVRAAGD)
        anders = binnen_het_tijdvak(tranche, aanvraag("A1", "A", regel("statushouders", 25)))
        neem_op(tranche, anders, soort=Versiesoort.IMPORT, door=personen["behandelaar"], nu=NU)
    assert get_versie(get_aanvraag("A1")).volgnummer == 2
    with schrijfgrens(), pytest.raises(Domeinfout, match="nieuwe versie"):
        bewaar(get_aanvraag("A1"), invoer(LAAG), door=_ander_met_kaart("A1", een), nu=NU)
    assert veeg_kaarten() == 2
    assert veeg_kaarten() == 0
    oud = zoek_kaart(get_aanvraag("A1"), een)
    assert oud is not None
    assert oud.vervallen_reden == "Er is een nieuwe versie van de aanvraag."
    verdeel_werk(tranche, personen, NU + timedelta(hours=1))
    assert een.id in {wie.id for wie in _scorers("A1")}


def _ander_met_kaart(nummer: str, een: Gebruiker) -> Gebruiker:
    kaarten = db.session.scalars(
        select(Scorekaart).join(AanvraagVersie, AanvraagVersie.id == Scorekaart.versie_id)
        .where(Scorekaart.aanvraag_id == get_aanvraag(nummer).id, Scorekaart.beoordelaar_id != een.id)
    )  # fmt: skip
    return next(iter(kaarten)).beoordelaar


def test_een_kaart_gaat_met_reden_naar_een_ander(app: Flask) -> None:
    tranche, personen = wereld()
    verdeel_werk(tranche, personen)
    een, twee = _scorers("A1")
    derde = _derde("A1", personen)
    behandelaar = personen["behandelaar"]
    for aan, melding in ((twee, "al een kaart"), (behandelaar, "rol")):
        with schrijfgrens(), pytest.raises(OngeldigeInvoer, match=melding):
            draag_over(get_aanvraag("A1"), een, aan=aan, reden="ziek", door=behandelaar, nu=NU)
    with schrijfgrens(), pytest.raises(OngeldigeInvoer, match="reden"):
        draag_over(get_aanvraag("A1"), een, aan=derde, reden=" ", door=behandelaar, nu=NU)
    with schrijfgrens():
        draag_over(get_aanvraag("A1"), een, aan=derde, reden="ziek", door=behandelaar, nu=NU)
    assert {wie.id for wie in _scorers("A1")} == {twee.id, derde.id}
    beoordeel("A1", twee, invoer(HOOG))
    with schrijfgrens(), pytest.raises(Domeinfout, match="al ingeleverd"):
        draag_over(get_aanvraag("A1"), twee, aan=een, reden="ziek", door=behandelaar, nu=NU)


def test_een_tranche_zonder_scores_kent_dezelfde_kaart(app: Flask) -> None:
    tranche, personen = wereld(definitie("rha-2023"), pot="rha")
    verdeel_werk(tranche, personen)
    (een,) = _scorers("A1")
    assert beoordeel("A1", een, invoer({})).stand is Oordeelstand.VASTGELEGD
    oordeel = zoek_beoordeling(get_versie(get_aanvraag("A1")))
    assert oordeel is not None
    assert (oordeel.voldoet, oordeel.score) == (True, None)
