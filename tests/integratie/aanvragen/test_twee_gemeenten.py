"""Who works for two municipalities has in each the role they have there, and no other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from subsidie.aanvragen.indienen import indienen
from subsidie.accounts.beheren import leg_einde_vast
from subsidie.accounts.gemeente_adres import wijzig_postadres
from subsidie.accounts.gemeente_collegas import geef_collega_rol, nodig_collega_uit
from subsidie.accounts.gemeente_rekening import bevestig, voer_rekening_in
from subsidie.accounts.models import Gebruiker, Rol, Roltoekenning
from subsidie.accounts.service import ken_rol_toe
from subsidie.dossier.intrekken import trek_in
from subsidie.kern.fouten import NietBevoegd
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.aanvullingen import DAG, GEVRAAGD, Aanvulwereld, richt_aanvulwereld_in
from tests.fabrieken.concepten import DEVENTER, NU, ZWOLLE, gemeentepersoon
from tests.fabrieken.indieningen import indienbaar, klaar_van

ADRES = {"ter_attentie": "", "adresregel": "Postbus 1", "postcode": "8000 AA", "plaats": "Zwolle"}


@pytest.fixture
def wereld(app: Flask) -> Aanvulwereld:
    return richt_aanvulwereld_in()


@pytest.fixture
def twee(wereld: Aanvulwereld) -> Gebruiker:
    """Signs for Deventer, and only drafts for Zwolle."""
    with schrijfgrens():
        wie = gemeentepersoon("Twee", gm_code=DEVENTER, rol=Rol.TEKENBEVOEGDE)
        ken_rol_toe(wie, Rol.OPSTELLER, gm_code=ZWOLLE, vanaf=date(2023, 1, 1), door=None, nu=NU)
    return wie


def _dien_in(wereld: Aanvulwereld, wie: Gebruiker) -> None:
    with schrijfgrens():
        klaar = klaar_van(indienbaar(wereld.tranche, wie, nu=NU), wie, nu=NU)
        indienen(klaar, sleutel="s", gezien_sha256=klaar.sha256, door=wie, ontvangen_op=NU, nu=NU)


def _vul_aan(wereld: Aanvulwereld, wie: Gebruiker) -> None:
    wereld.vraag()
    wereld.vul_aan(op=GEVRAAGD + DAG, door=wie)


def _bevestig(wereld: Aanvulwereld, wie: Gebruiker) -> None:
    with schrijfgrens():
        iban = "NL91ABNA0417164300"
        bevestig(
            voer_rekening_in(ZWOLLE, iban=iban, tenaamstelling="Zwolle", door=wereld.olaf, nu=NU),
            door=wie,
            nu=NU,
        )


def _doe(stap: Callable[[Aanvulwereld, Gebruiker], object]) -> Callable[[Aanvulwereld, Gebruiker], None]:
    def doe(wereld: Aanvulwereld, wie: Gebruiker) -> None:
        with schrijfgrens():
            stap(wereld, wie)

    return doe


STAPPEN = {
    "indienen": _dien_in,
    "aanvullen": _vul_aan,
    "rekening bevestigen": _bevestig,
    "intrekken": _doe(lambda w, wie: trek_in(w.aanvraag, reden="", door=wie, nu=GEVRAAGD)),
    "adres": _doe(lambda _, wie: wijzig_postadres(ZWOLLE, **ADRES, door=wie, nu=GEVRAAGD)),
    "rol geven": _doe(
        lambda w, wie: geef_collega_rol(ZWOLLE, w.olaf, Rol.TEKENBEVOEGDE, door=wie, nu=GEVRAAGD)
    ),
    "uitnodigen": _doe(
        lambda _, wie: nodig_collega_uit(
            ZWOLLE, naam="N", functie="", email="n@proef.invalid", rol=Rol.OPSTELLER, door=wie, nu=GEVRAAGD
        )
    ),
}


@pytest.mark.parametrize("stap", STAPPEN)
def test_wie_voor_de_ene_gemeente_tekent_doet_dat_niet_voor_de_andere(
    wereld: Aanvulwereld, twee: Gebruiker, stap: str
) -> None:
    with pytest.raises(NietBevoegd):
        STAPPEN[stap](wereld, twee)


@pytest.mark.parametrize("stap", ["indienen", "aanvullen", "intrekken", "adres"])
def test_op_de_dag_waarop_een_rol_eindigt_kan_het_niet_meer(wereld: Aanvulwereld, stap: str) -> None:
    with schrijfgrens():
        rol = db.session.query(Roltoekenning).filter_by(gebruiker_id=wereld.tess.id).one()
        leg_einde_vast(rol, tot=dag_in_amsterdam(NU), door=wereld.olaf, nu=NU)
        ken_rol_toe(wereld.tess, Rol.OPSTELLER, gm_code=ZWOLLE, vanaf=date(2023, 1, 1), door=None, nu=NU)
    with pytest.raises(NietBevoegd):
        STAPPEN[stap](wereld, wereld.tess)
