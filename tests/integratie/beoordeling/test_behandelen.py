"""The checklist, notes, the advice and what stands beside an application: as the ministry works with it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from subsidie.accounts.models import Rol
from subsidie.beoordeling.aanvulling_vragen import punten_uit_controlelijst
from subsidie.beoordeling.behandelmodellen import Adviesstrekking, Controleoordeel, Controleuitkomst, Notitie
from subsidie.beoordeling.controlelijst import Puntoordeel, controlestand, leg_controle_vast
from subsidie.beoordeling.notities import advies_van, geef_advies, schrijf_notitie
from subsidie.beoordeling.volledigheid import verklaar_volledig
from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeInvoer
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.aanvullingen import (
    DAG,
    GEVRAAGD,
    INGEDIEND,
    Aanvulwereld,
    ministeriepersoon,
    richt_aanvulwereld_in,
)
from tests.fabrieken.behandelen import controleer_alles
from tests.fabrieken.concepten import DEVENTER, PROJECT, gemeentepersoon
from tests.fabrieken.indieningen import dien_in, indienbaar
from tests.integratie.dossier.test_aanvullen_paginas import TOEN, haal, pad

GOED = Puntoordeel(Controleoordeel.IN_ORDE)
WEG = Puntoordeel(Controleoordeel.ONTBREEKT, "Alleen het totaal staat er.")
NVT = Controleoordeel.NIET_VAN_TOEPASSING


@pytest.fixture
def wereld(app: Flask) -> Aanvulwereld:
    return richt_aanvulwereld_in()


def controleer(wereld: Aanvulwereld, gevonden: dict[str, Puntoordeel], *, versie: int = 1) -> int:
    with schrijfgrens():
        return leg_controle_vast(
            wereld.aanvraag, gevonden, gezien_versie=versie, door=wereld.bea, nu=GEVRAAGD
        )


def test_volledig_is_zij_pas_als_elk_punt_van_deze_versie_in_orde_is(wereld: Aanvulwereld) -> None:
    def verklaar() -> None:
        with schrijfgrens():
            verklaar_volledig(wereld.aanvraag, gezien_versie=1, door=wereld.bea, nu=GEVRAAGD)

    with pytest.raises(Domeinfout, match="5 punten niet bekeken"):
        verklaar()
    assert controleer(wereld, {"project": GOED, "woonruimten": GOED, "planning": GOED, "bijlagen": GOED}) == 4
    controleer(wereld, {"begroting": WEG})
    with pytest.raises(Domeinfout, match="ontbreekt nog: De begroting klopt"):
        verklaar()
    assert controleer(wereld, {"project": GOED, "begroting": Puntoordeel(NVT, "Er zijn geen kosten.")}) == 1
    verklaar()
    assert wereld.aanvraag.volledig_op == INGEDIEND
    bewaard = db.session.scalars(select(Controleuitkomst.oordeel).where(Controleuitkomst.punt == "begroting"))
    assert list(bewaard) == ["ontbreekt", "niet_van_toepassing"]


def test_op_een_nieuwe_versie_wordt_alles_opnieuw_bekeken(wereld: Aanvulwereld) -> None:
    with schrijfgrens():
        controleer_alles(wereld.aanvraag, wereld.bea, nu=GEVRAAGD, ontbreekt=("begroting",))
    wereld.vraag()
    wereld.vul_aan(op=GEVRAAGD + DAG)
    stand = controlestand(wereld.aanvraag)
    assert (stand.te_doen, {een.eerder.oordeel for een in stand.punten if een.eerder}) == (
        5,
        {Controleoordeel.IN_ORDE, Controleoordeel.ONTBREEKT},
    )
    with pytest.raises(Domeinfout, match="versie 2 binnengekomen"):
        controleer(wereld, {"project": GOED})


@pytest.mark.parametrize(
    ("gevonden", "waar"),
    [
        ({"begroting": Puntoordeel(NVT)}, "toelichting_begroting"),
        ({"begroting": Puntoordeel(Controleoordeel.IN_ORDE, "x" * 2001)}, "toelichting_begroting"),
        ({"bestaat_niet": GOED}, ""),
    ],
)
def test_een_oordeel_dat_niet_klopt_wordt_niet_bewaard(
    wereld: Aanvulwereld, gevonden: dict[str, Puntoordeel], waar: str
) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        controleer(wereld, {"project": GOED} | gevonden)
    assert [een.waar for een in fout.value.gebreken] == [waar]
    assert controlestand(wereld.aanvraag).te_doen == 5


def test_wat_ontbreekt_staat_klaar_in_het_verzoek_om_aanvulling(app: Flask, wereld: Aanvulwereld) -> None:
    velden: dict[str, Any] = {
        "gezien_versie": "1", "oordeel_project": "in_orde", "oordeel_begroting": "ontbreekt",
        "toelichting_begroting": "Alleen een totaal.", "oordeel_bijlagen": "ontbreekt",
    }  # fmt: skip
    fout = haal(
        app, wereld.bea, pad(wereld, "/volledigheid"), **velden, oordeel_planning="gek", stap="controle"
    )
    assert (fout.status_code, "Alleen een totaal." in fout.text) == (422, True)
    bewaard = haal(app, wereld.bea, pad(wereld, "/volledigheid"), **velden, stap="controle_en_vraag")
    assert (bewaard.status_code, "aanvulling-vragen?uit=controlelijst" in bewaard.location) == (302, True)
    bladzijde = haal(app, wereld.bea, bewaard.location).text
    assert "De begroting en de bedragen in de aanvraag verschillen" in bladzijde
    assert "Voeg de bijlage die ontbreekt toe." in bladzijde
    assert "Alleen een totaal." not in bladzijde
    assert [(punt.deel, punt.raakt_volledigheid) for punt in punten_uit_controlelijst(wereld.aanvraag)] == [
        ("kosten", False),
        ("bijlagen", True),
    ]


def test_een_nieuw_advies_gaat_voor_en_het_oude_blijft(wereld: Aanvulwereld) -> None:
    with schrijfgrens():
        for strekking in (Adviesstrekking.AFWIJZEN, Adviesstrekking.TOEKENNEN):
            geef_advies(wereld.aanvraag, strekking=strekking, tekst="Omdat.", door=wereld.bea, nu=GEVRAAGD)
        schrijf_notitie(wereld.aanvraag, tekst="Gebeld.", door=wereld.bea, nu=GEVRAAGD)
    assert advies_van([wereld.aanvraag.id])[wereld.aanvraag.id].strekking is Adviesstrekking.TOEKENNEN
    assert len(db.session.scalars(select(Notitie)).all()) == 3
    assert advies_van([]) == {}


def test_adviseren_doet_alleen_wie_behandelt(wereld: Aanvulwereld) -> None:
    with schrijfgrens():
        bo, ben = ministeriepersoon("Bo", Rol.BESLISSER), ministeriepersoon("Ben", Rol.BEOORDELAAR)
        schrijf_notitie(wereld.aanvraag, tekst="Klopt het bedrag?", door=bo, nu=GEVRAAGD)
    with pytest.raises(NietBevoegd, match="rol"), schrijfgrens():
        geef_advies(wereld.aanvraag, strekking=Adviesstrekking.AFWIJZEN, tekst="Nee.", door=bo, nu=GEVRAAGD)
    for wie in (ben, wereld.tess):
        with pytest.raises(NietBevoegd), schrijfgrens():
            schrijf_notitie(wereld.aanvraag, tekst="Mag ik?", door=wie, nu=GEVRAAGD)
    with pytest.raises(OngeldigeInvoer), schrijfgrens():
        schrijf_notitie(wereld.aanvraag, tekst=" \n ", door=bo, nu=GEVRAAGD)


def test_de_gemeente_en_de_beoordelaar_lezen_geen_notities(app: Flask, wereld: Aanvulwereld) -> None:
    geheim = "Tussen ons: de wethouder twijfelt."
    stappen: dict[str, dict[str, Any]] = {
        "/behandeling/notitie": {"tekst": geheim},
        "/behandeling/advies": {"strekking": "afwijzen", "tekst": geheim},
    }
    for rest, velden in stappen.items():
        assert haal(app, wereld.bea, pad(wereld, rest), **velden).status_code == 302
    assert geheim in haal(app, wereld.bea, pad(wereld, "/behandeling")).text
    with schrijfgrens():
        ben, auditor = ministeriepersoon("Ben", Rol.BEOORDELAAR), ministeriepersoon("Aad", Rol.AUDITOR)
    assert geheim in haal(app, auditor, pad(wereld, "/behandeling")).text
    for wie in (wereld.tess, ben):
        assert haal(app, wie, pad(wereld, "/behandeling")).status_code == 403
        assert haal(app, wie, pad(wereld, "/naast")).status_code == 403
    bladzijde = haal(app, wereld.tess, pad(wereld)).text
    versie = haal(app, wereld.tess, pad(wereld, "/documenten/versie-1")).text
    for tekst in ("twijfelt", "advies", "notitie", "Controlelijst"):
        assert tekst not in bladzijde + versie


def test_dezelfde_plek_in_een_andere_gemeente_en_andere_steun_zijn_signalen(
    app: Flask, wereld: Aanvulwereld
) -> None:
    with schrijfgrens():
        dirk = gemeentepersoon("Dirk", gm_code=DEVENTER, rol=Rol.TEKENBEVOEGDE)
        elders = PROJECT | {"plaatsen": [{"straat": "PROEFWEG", "huisnummer": "1", "woonplaats": "zwolle"}]}
        ander = indienbaar(wereld.tranche, dirk, nu=INGEDIEND, gm_code=DEVENTER, project=elders)
        zelf = indienbaar(
            wereld.tranche, wereld.tess, nu=INGEDIEND,
            project=PROJECT | {"plaatsen": [{"straat": "Verweg", "huisnummer": "9", "woonplaats": "Zwolle"}]},
        )  # fmt: skip
    dien_in(ander, dirk, ontvangen_op=INGEDIEND)
    dien_in(zelf, wereld.tess, ontvangen_op=INGEDIEND)
    bladzijde = haal(app, wereld.bea, pad(wereld, "/naast"), nu=TOEN).text
    elders_tabel, _, rest = bladzijde.partition('id="steun"')
    assert ander.nummer in elders_tabel
    assert "Zelfde adres: Proefweg 1, Zwolle" in elders_tabel
    assert zelf.nummer not in elders_tabel
    assert zelf.nummer in rest
    for adres in (pad(wereld), "/werklijst", pad(wereld, "/behandeling")):
        assert "1 signaal" in haal(app, wereld.bea, adres).text
    assert "signaal" not in haal(app, wereld.tess, pad(wereld)).text
    assert "1 signaal" not in haal(app, wereld.bea, f"/aanvragen/{zelf.nummer}").text
