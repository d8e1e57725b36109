"""The working copy: its number, its parts, who may change it and when."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from subsidie.aanvragen.concept import (
    HOOGSTENS_CONCEPTEN,
    Bewerkconflict,
    NietBewerkbaar,
    TeBewaren,
    bewaar_deel,
    list_delen,
    open_delen,
    verwijder_concept,
)
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.audit.models import Gebeurtenis
from subsidie.kern.fouten import Domeinfout, NietBevoegd, NietGevonden, OngeldigeInvoer
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import tijdvak_op
from subsidie.web.db import db
from tests.fabrieken import rijen
from tests.fabrieken.concepten import DEVENTER, NU, begin_met_oefentranche, concept, gemeentepersoon
from tests.fabrieken.vandaag import persoon

Schrijf = Callable[[], AbstractContextManager[None]]
PLANNING = Aanvraagdeel.PLANNING


@pytest.fixture
def tranche(app: Flask) -> Tranche:
    return begin_met_oefentranche()


@pytest.fixture
def anna(tranche: Tranche, schrijf: Schrijf) -> Gebruiker:
    with schrijf():
        return gemeentepersoon("Anna")


@pytest.fixture
def aanvraag(tranche: Tranche, anna: Gebruiker, schrijf: Schrijf) -> Aanvraag:
    with schrijf():
        return concept(tranche, anna)


def bewaar(
    aanvraag: Aanvraag, door: Gebruiker, tekst: str, *, basis: int = 1, automatisch: bool = False
) -> int:
    inhoud = json.dumps({"toelichting": tekst})
    return bewaar_deel(
        aanvraag.nummer, PLANNING, TeBewaren(inhoud), basis=basis, door=door, nu=NU, automatisch=automatisch
    )


def soorten() -> list[str]:
    vraag = (
        select(Gebeurtenis.soort)
        .where(Gebeurtenis.object_soort == "aanvraag")
        .order_by(Gebeurtenis.volgnummer)
    )
    return list(db.session.scalars(vraag))


def test_een_concept_krijgt_het_volgende_nummer_en_alle_delen(
    tranche: Tranche, anna: Gebruiker, schrijf: Schrijf
) -> None:
    with schrijf():
        nummers = [concept(tranche, anna).nummer for _ in range(2)]
        aanvraag = concept(tranche, anna)
    code = tranche.code.upper()
    assert [*nummers, aanvraag.nummer] == [f"{code}-0001", f"{code}-0002", f"{code}-0003"]
    assert aanvraag.status is Aanvraagstatus.CONCEPT
    assert aanvraag.ontvangen_op is None
    delen = list_delen(aanvraag)
    assert set(delen) == set(Aanvraagdeel)
    assert {deel.revisie for deel in delen.values()} == {1}
    assert soorten() == ["aanvraag:concept_begonnen"] * 3


def test_het_nummer_van_een_verwijderd_concept_komt_nooit_terug(
    tranche: Tranche, anna: Gebruiker, schrijf: Schrijf
) -> None:
    with schrijf():
        eerste = concept(tranche, anna).nummer
    with schrijf():
        verwijder_concept(eerste, door=anna, nu=NU)
    with schrijf():
        tweede = concept(tranche, anna).nummer
    assert (eerste[-4:], tweede[-4:]) == ("0001", "0002")
    assert soorten() == [
        "aanvraag:concept_begonnen",
        "aanvraag:concept_verwijderd",
        "aanvraag:concept_begonnen",
    ]


def test_verwijderen_laat_geen_rij_achter(aanvraag: Aanvraag, anna: Gebruiker, schrijf: Schrijf) -> None:
    from subsidie.aanvragen.bijlagemodellen import Aanvraagbijlage
    from subsidie.aanvragen.conceptmodellen import Conceptdeel
    from subsidie.aanvragen.models import Project

    with schrijf():
        verwijder_concept(aanvraag.nummer, door=anna, nu=NU)
    for model in (Aanvraag, Conceptdeel, Aanvraagbijlage, Project):
        assert db.session.scalars(select(model)).all() == []


def test_bewaren_telt_de_revisie_op_en_zegt_wie(
    aanvraag: Aanvraag, anna: Gebruiker, schrijf: Schrijf
) -> None:
    with schrijf():
        assert bewaar(aanvraag, anna, "een") == 2
    with schrijf():
        assert bewaar(aanvraag, anna, "twee", basis=2, automatisch=True) == 3
    deel = list_delen(aanvraag)[PLANNING]
    assert (json.loads(deel.inhoud), deel.gewijzigd_door_id) == ({"toelichting": "twee"}, anna.id)
    assert soorten() == ["aanvraag:concept_begonnen", "aanvraag:deel_bewaard"]


def test_wat_gelijk_is_wordt_niet_nog_eens_bewaard(
    aanvraag: Aanvraag, anna: Gebruiker, schrijf: Schrijf
) -> None:
    with schrijf():
        bewaar(aanvraag, anna, "een")
    with schrijf():
        assert bewaar(aanvraag, anna, "een") == 2  # from an old page, yet nothing differs
    assert soorten() == ["aanvraag:concept_begonnen", "aanvraag:deel_bewaard"]


def test_wie_op_een_oude_revisie_rust_overschrijft_niets(
    aanvraag: Aanvraag, anna: Gebruiker, schrijf: Schrijf
) -> None:
    with schrijf():
        bram = gemeentepersoon("Bram")
        bewaar(aanvraag, anna, "van Anna")
    with pytest.raises(Bewerkconflict) as fout, schrijf():
        bewaar(aanvraag, bram, "van Bram")
    assert fout.value.huidig.revisie == 2
    assert json.loads(list_delen(aanvraag)[PLANNING].inhoud) == {"toelichting": "van Anna"}


def test_een_andere_gemeente_en_het_ministerie_vinden_het_concept_niet(
    aanvraag: Aanvraag, schrijf: Schrijf
) -> None:
    with schrijf():
        vreemde = gemeentepersoon("Vera", gm_code=DEVENTER)
        behandelaar = persoon(Rol.BEHANDELAAR)
    with pytest.raises(NietGevonden), schrijf():
        bewaar(aanvraag, vreemde, "van een ander")
    with pytest.raises(NietGevonden), schrijf():
        verwijder_concept(aanvraag.nummer, door=vreemde, nu=NU)
    with pytest.raises(NietBevoegd), schrijf():
        bewaar(aanvraag, behandelaar, "van het ministerie")
    assert list_delen(aanvraag)[PLANNING].revisie == 1


def test_beginnen_kan_alleen_voor_de_eigen_gemeente(
    tranche: Tranche, anna: Gebruiker, schrijf: Schrijf
) -> None:
    with pytest.raises(NietBevoegd), schrijf():
        concept(tranche, anna, gm_code=DEVENTER)


def test_na_de_sluiting_kan_er_geen_concept_meer_bij_maar_wel_verder_worden_gewerkt(
    tranche: Tranche, aanvraag: Aanvraag, anna: Gebruiker, schrijf: Schrijf
) -> None:
    tijdvak = tijdvak_op(tranche, NU)
    assert tijdvak is not None
    assert tijdvak.sluit is not None
    later = tijdvak.sluit + timedelta(seconds=1)
    with pytest.raises(OngeldigeInvoer), schrijf():
        concept(tranche, anna, nu=later)
    assert open_delen(aanvraag, nu=later) == frozenset(Aanvraagdeel)


def test_een_gemeente_heeft_ten_hoogste_vijftig_concepten_in_een_tranche(
    tranche: Tranche, anna: Gebruiker, schrijf: Schrijf
) -> None:
    with schrijf():
        for _ in range(HOOGSTENS_CONCEPTEN):
            concept(tranche, anna)
    with pytest.raises(Domeinfout, match="50 concepten"), schrijf():
        concept(tranche, anna)


def _ingediend(tranche: Tranche, schrijf: Schrijf, **anders: object) -> Aanvraag:
    with schrijf():
        pot = rijen.pot(tranche=tranche)
        rij = rijen.aanvraag(tranche=tranche, pot=pot, gm_code="GM0193", ontvangen_op=NU, **anders)
    db.session.refresh(rij)
    return rij


def test_een_ingediende_aanvraag_is_te_verbeteren_tot_het_tijdvak_sluit(
    tranche: Tranche, schrijf: Schrijf
) -> None:
    aanvraag = _ingediend(tranche, schrijf, status="ingediend", volledig_op=None)
    tijdvak = tijdvak_op(tranche, NU)
    assert tijdvak is not None
    assert tijdvak.sluit is not None
    assert open_delen(aanvraag, nu=tijdvak.sluit) == frozenset(Aanvraagdeel)
    assert open_delen(aanvraag, nu=tijdvak.sluit + timedelta(seconds=1)) == frozenset()


def test_een_volledige_aanvraag_is_niet_meer_te_veranderen(tranche: Tranche, schrijf: Schrijf) -> None:
    assert open_delen(_ingediend(tranche, schrijf, status="volledig"), nu=NU) == frozenset()


def test_wat_ingediend_is_kan_niet_worden_verwijderd(
    tranche: Tranche, anna: Gebruiker, schrijf: Schrijf
) -> None:
    aanvraag = _ingediend(tranche, schrijf, status="ingediend", volledig_op=None)
    with pytest.raises(NietBewerkbaar), schrijf():
        verwijder_concept(aanvraag.nummer, door=anna, nu=NU)
