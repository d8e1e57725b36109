"""Who has an interest does nothing with an application (Awb 2:4): in a municipality, in a party, or declared."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from subsidie.aanvragen.belang import (
    heeft_verklaard,
    vereis_alle_vrij,
    vereis_vrij,
    verklaar,
    verklaringen_van,
)
from subsidie.aanvragen.models import Aanvraag, Betrokkenheid, Functiegroep
from subsidie.aanvragen.raakvlakken import Belangsoort, raakvlakken
from subsidie.aanvragen.service import betrek, get_aanvraag
from subsidie.accounts.belangregister import beeindig_eigen_belang, registreer_belang
from subsidie.accounts.models import Gebruiker
from subsidie.accounts.service import get_gebruiker
from subsidie.audit.models import Gebeurtenis
from subsidie.beoordeling.aanvulling_vragen import vereis_vraagbaar
from subsidie.beoordeling.service import beoordelen
from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeInvoer
from subsidie.register.models import Gemeente
from subsidie.verdeling.toegang import vereis_beslisser
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.belangen import DAG, NU, PARTNER, ZWOLLE, Belangwereld, belangwereld
from tests.fabrieken.vragentellen import geteld

MORGEN = DAG + timedelta(days=1)
SOORTEN: dict[str, Callable[[Belangwereld, Gebruiker], object]] = {
    "gemeente": lambda wereld, wie: wereld.in_gemeente(wie),
    "partij": lambda wereld, wie: wereld.in_partij(wie),
    "verklaard": lambda wereld, wie: wereld.verklaar(wie, heeft_belang=True),
}


@pytest.fixture
def wereld(app: Flask) -> Belangwereld:
    return belangwereld()


def _is_vrij(wereld: Belangwereld, wie: Gebruiker, *, nu: datetime = NU, nummer: str = "A1") -> bool:
    try:
        vereis_vrij(get_aanvraag(nummer), wie, nu=nu)
    except NietBevoegd:
        return False
    return True


@pytest.mark.parametrize("soort", SOORTEN)
def test_wie_een_belang_heeft_wordt_nergens_bij_betrokken(wereld: Belangwereld, soort: str) -> None:
    wie, ander = wereld.personen["beoordelaar"], wereld.personen["behandelaar"]
    SOORTEN[soort](wereld, wie)
    for groep in set(Functiegroep) - {Functiegroep.AANVRAGER}:
        with pytest.raises(NietBevoegd, match="belang"), schrijfgrens():
            betrek(wereld.aanvraag, wie, groep, nu=NU)
    with schrijfgrens():
        betrek(wereld.aanvraag, ander, Functiegroep.BEHANDELING, nu=NU)


@pytest.mark.parametrize("soort", SOORTEN)
def test_wie_al_betrokken_was_kan_niet_verder(wereld: Belangwereld, soort: str) -> None:
    """Registered between assignment and scoring: the judgement is refused, and nothing of it stays."""
    wie = wereld.personen["beoordelaar"]
    with schrijfgrens():
        betrek(wereld.aanvraag, wie, Functiegroep.BEOORDELING, nu=NU)
    SOORTEN[soort](wereld, wie)
    with pytest.raises(NietBevoegd, match="belang"), schrijfgrens():
        beoordelen(wereld.aanvraag, door=wie, nu=NU)
    with pytest.raises(NietBevoegd, match="belang"), schrijfgrens():
        betrek(wereld.aanvraag, wie, Functiegroep.BEOORDELING, nu=NU)
    assert wereld.aanvraag.status == "volledig"


@pytest.mark.parametrize("soort", SOORTEN)
def test_wie_bij_een_aanvraag_een_belang_heeft_stelt_de_verdeling_niet_vast(
    wereld: Belangwereld, soort: str
) -> None:
    wie = wereld.personen["beslisser"]
    vereis_beslisser(wereld.tranche, wie, nu=NU)
    SOORTEN[soort](wereld, wie)
    with pytest.raises(NietBevoegd, match="A1"):
        vereis_beslisser(wereld.tranche, wie, nu=NU)
    vereis_beslisser(wereld.tranche, wereld.personen["tweede_beslisser"], nu=NU)


def test_wie_een_belang_in_een_partij_heeft_vraagt_niet_om_een_aanvulling(wereld: Belangwereld) -> None:
    wie = wereld.personen["behandelaar"]
    wereld.in_partij(wie)
    with pytest.raises(NietBevoegd, match="Wonen-Zuid"):
        vereis_vraagbaar(wereld.aanvraag, door=wie, nu=NU)
    vereis_vraagbaar(get_aanvraag("A2"), door=wie, nu=NU)


def test_een_belang_in_een_partij_telt_in_de_nieuwste_versie(wereld: Belangwereld) -> None:
    wie = wereld.personen["beoordelaar"]
    wereld.in_partij(wie)
    assert _is_vrij(wereld, wie, nummer="A2")
    wereld.neem_op("A2", "Bouwbedrijf Jansen", "WONEN ZUID")
    wereld.neem_op("A1", "Bouwbedrijf Jansen")
    assert _is_vrij(wereld, wie, nummer="A1")
    assert not _is_vrij(wereld, wie, nummer="A2")


def test_een_belang_in_wie_de_gemeente_overnam_telt_ook(wereld: Belangwereld) -> None:
    wie = wereld.personen["beoordelaar"]
    with schrijfgrens():
        zwolle = db.session.get_one(Gemeente, ZWOLLE)
        zwolle.geldig_tot, zwolle.opvolger_gm_code = DAG, "GM0150"
    wereld.in_gemeente(wie, gm_code="GM0150")
    assert not _is_vrij(wereld, wie)


def test_een_belang_geldt_in_amsterdam_van_middernacht_tot_middernacht(wereld: Belangwereld) -> None:
    """In winter midnight is at 23:00 in UTC. Ended by its holder on the 4th, it is over from the 5th."""
    wie = wereld.personen["beoordelaar"]
    op_de_4e = datetime(2026, 2, 4, 12, 0, tzinfo=UTC)
    belang = wereld.in_gemeente(wie, vanaf=date(2026, 2, 4), nu=op_de_4e)
    with schrijfgrens():
        assert beeindig_eigen_belang(belang, door=wie, nu=op_de_4e) == date(2026, 2, 5)
    seconde = timedelta(seconds=1)
    begin, einde = (datetime(2026, 2, dag, 23, 0, tzinfo=UTC) for dag in (3, 4))
    vrij = [
        _is_vrij(wereld, wie, nu=moment)
        for moment in (begin - seconde, begin, op_de_4e, einde - seconde, einde)
    ]
    assert vrij == [True, False, False, False, True]


def test_een_ja_blijft_staan_en_een_nee_kan_later_een_ja_worden(wereld: Belangwereld) -> None:
    wie = wereld.personen["beoordelaar"]
    assert not heeft_verklaard(wereld.aanvraag, wie)
    eerste = wereld.verklaar(wie, heeft_belang=False)
    assert heeft_verklaard(wereld.aanvraag, wie)
    assert wereld.verklaar(wie, heeft_belang=False).id == eerste.id
    ja = wereld.verklaar(wie, heeft_belang=True)
    assert not heeft_verklaard(wereld.aanvraag, wie)
    with pytest.raises(NietBevoegd, match="blijft staan"):
        wereld.verklaar(wie, heeft_belang=False)
    assert wereld.verklaar(wie, heeft_belang=True).id == ja.id
    assert verklaringen_van(wie, [wereld.aanvraag.id, get_aanvraag("A2").id]) == {wereld.aanvraag.id: True}
    assert _is_vrij(wereld, wie, nummer="A2")


def test_wie_een_geregistreerd_belang_heeft_verklaart_niet_vrij_te_zijn(wereld: Belangwereld) -> None:
    wie = wereld.personen["beoordelaar"]
    wereld.in_partij(wie)
    with pytest.raises(NietBevoegd, match="Wonen-Zuid"):
        wereld.verklaar(wie, heeft_belang=False)
    assert not heeft_verklaard(wereld.aanvraag, wie)


def test_een_ja_zegt_welk_belang_en_het_spoor_houdt_daar_geen_woord_van(wereld: Belangwereld) -> None:
    wie = wereld.personen["beoordelaar"]
    with pytest.raises(OngeldigeInvoer) as fout:
        wereld.verklaar(wie, heeft_belang=True, toelichting=" ")
    assert [gebrek.waar for gebrek in fout.value.gebreken] == ["toelichting"]
    verklaring = wereld.verklaar(wie, heeft_belang=True)
    assert verklaring.toelichting == "mijn zus bouwt het"
    gebeurtenis = db.session.scalars(
        select(Gebeurtenis).where(Gebeurtenis.soort == "aanvraag:belang_verklaard")
    ).one()
    assert json.loads(gebeurtenis.gegevens) == {"heeft_belang": True}


@pytest.mark.parametrize("rol", ["beheerder", "auditor"])
def test_wie_geen_aanvragen_behandelt_verklaart_niets(wereld: Belangwereld, rol: str) -> None:
    with pytest.raises(NietBevoegd):
        wereld.verklaar(wereld.personen[rol], heeft_belang=False)


def test_over_een_concept_wordt_niets_verklaard(wereld: Belangwereld) -> None:
    with pytest.raises(Domeinfout, match="nog niet ingediend"), schrijfgrens():
        concept = Aanvraag(
            nummer="A3", tranche=wereld.tranche, pot=wereld.aanvraag.pot, project=wereld.aanvraag.project,
            gm_code=ZWOLLE, status="concept",
        )  # fmt: skip
        db.session.add(concept)
        db.session.flush()
        verklaar(concept, heeft_belang=False, toelichting="", door=wereld.personen["beoordelaar"], nu=NU)


def test_raakvlakken_van_velen_kosten_een_vast_aantal_vragen(wereld: Belangwereld) -> None:
    mensen = list(wereld.personen.values())
    een, twee, drie = (wereld.personen[naam] for naam in ("behandelaar", "beoordelaar", "beslisser"))
    wereld.in_gemeente(een)
    wereld.in_partij(twee)
    wereld.verklaar(drie, heeft_belang=True)
    assert wereld.aanvraag.gm_code == ZWOLLE  # read beforehand: only the question itself is counted
    assert all(een_.naam for een_ in mensen)
    with geteld() as vragen:
        weinig = raakvlakken([wereld.aanvraag], [een, twee, drie], nu=NU)
        voor = len(vragen)
    for nummer in range(3, 8):
        wereld.neem_op(f"A{nummer}", PARTNER)
    alle = [get_aanvraag(f"A{nummer}") for nummer in range(1, 8)]
    assert all(een_.gm_code and een_.huidige_versie for een_ in alle)
    assert all(een_.naam for een_ in mensen)
    with geteld() as vragen:
        veel = raakvlakken(alle, mensen, nu=NU)
        assert len(vragen) <= voor
    assert {soort: str(vlak) for soort, vlak in ((vlak.soort, vlak) for vlak in weinig.values())} == {
        Belangsoort.GEMEENTE: "een geregistreerd belang in Zwolle",
        Belangsoort.PARTIJ: "een geregistreerd belang in Wonen-Zuid B.V.",
        Belangsoort.VERKLAARD: "een verklaard belang bij deze aanvraag",
    }
    per_persoon = [sum(wie == een_.id for _, wie in veel) for een_ in (een, twee, drie)]
    assert per_persoon == [7, 6, 1]
    with pytest.raises(NietBevoegd, match="nog 2"):
        vereis_alle_vrij(alle, een, nu=NU)


def test_een_belang_komt_helemaal_voor_of_helemaal_na_een_stap(app: Flask, wereld: Belangwereld) -> None:
    """Whoever registers waits for a step that is being taken; the step rests on what it saw."""
    wie = wereld.personen["behandelaar"].sleutel
    db.session.rollback()
    betrokken, geregistreerd = threading.Event(), threading.Event()

    def registreer() -> None:
        with app.app_context():
            betrokken.wait(10)
            with schrijfgrens():
                zelf = get_gebruiker(wie)
                registreer_belang(zelf, gm_code=ZWOLLE, omschrijving="woont er", vanaf=DAG, door=zelf, nu=NU)
            geregistreerd.set()

    draad = threading.Thread(target=registreer)
    draad.start()
    with schrijfgrens():
        betrek(get_aanvraag("A1"), get_gebruiker(wie), Functiegroep.BEHANDELING, nu=NU)
        betrokken.set()
        te_vroeg = geregistreerd.wait(0.5)
    draad.join(10)
    assert not te_vroeg
    assert geregistreerd.is_set()
    assert db.session.scalars(select(Betrokkenheid.functiegroep)).all() == [Functiegroep.BEHANDELING]
    with pytest.raises(NietBevoegd), schrijfgrens():
        betrek(get_aanvraag("A1"), get_gebruiker(wie), Functiegroep.BEHANDELING, nu=NU)
