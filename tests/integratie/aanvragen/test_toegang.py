"""Who may see which application: the owner is in the query, and another's does not exist."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.aanvragen.toegang import get_aanvraag, zicht_van, zichtbaar_als, zichtbaar_voor
from subsidie.accounts.groepen import GEMEENTE, HELE_TRANCHE
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.kern.fouten import NietGevonden
from subsidie.web.db import db
from tests.fabrieken import rijen

Schrijf = Callable[[], AbstractContextManager[None]]
EIGEN, ANDER = "GM0193", "GM0363"
ALLES = {"E-1", "E-CONCEPT", "A-1", "A-CONCEPT", "A-WEG", "A-MIJN", "A-ANDERS"}
ONTVANGEN = ALLES - {"E-CONCEPT", "A-CONCEPT"}


@pytest.fixture
def wie(app: Flask, schrijf: Schrijf) -> Gebruiker:
    """Someone who reviews A-MIJN, and decides on A-ANDERS; applications of two municipalities around them."""
    with schrijf():
        for gm_code in (EIGEN, ANDER):
            rijen.gemeente(gm_code=gm_code)
        ik = rijen.gebruiker()
        aanvragen = {
            nummer: rijen.aanvraag(
                nummer=nummer, gm_code=EIGEN if nummer.startswith("E") else ANDER,
                status={"CONCEPT": "concept", "WEG": "ingetrokken"}.get(nummer[2:], "volledig"),
            )
            for nummer in sorted(ALLES)
        }  # fmt: skip
        for nummer, groep in (("A-MIJN", Functiegroep.BEOORDELING), ("A-ANDERS", Functiegroep.BESLISSING)):
            rijen.betrokkenheid(aanvraag=aanvragen[nummer], gebruiker=ik, functiegroep=groep)
        rijen.betrokkenheid(aanvraag=aanvragen["A-1"], functiegroep=Functiegroep.BEOORDELING)
    return ik


def kijker(wie: Gebruiker, *rollen: Rol, gemeenten: tuple[str, ...] = ()) -> Kijker:
    return Kijker(wie, frozenset(rollen), frozenset(gemeenten))


def gezien(ik: Kijker) -> set[str]:
    return set(db.session.scalars(select(Aanvraag.nummer).where(zichtbaar_voor(ik))))


@pytest.mark.parametrize("rol", sorted(GEMEENTE))
def test_een_gemeente_ziet_haar_eigen_aanvragen_met_haar_concepten(wie: Gebruiker, rol: Rol) -> None:
    assert gezien(kijker(wie, rol, gemeenten=(EIGEN,))) == {"E-1", "E-CONCEPT"}


def test_wie_voor_twee_gemeenten_werkt_ziet_die_van_beide(wie: Gebruiker) -> None:
    assert gezien(kijker(wie, Rol.OPSTELLER, gemeenten=(EIGEN, ANDER))) == ALLES


@pytest.mark.parametrize("rol", sorted(HELE_TRANCHE))
def test_het_ministerie_ziet_alles_wat_is_ontvangen_en_geen_concept(wie: Gebruiker, rol: Rol) -> None:
    assert gezien(kijker(wie, rol)) == ONTVANGEN


def test_een_beoordelaar_ziet_alleen_wat_hem_is_toegewezen(wie: Gebruiker) -> None:
    assert gezien(kijker(wie, Rol.BEOORDELAAR)) == {"A-MIJN"}


def test_wie_geen_rol_heeft_ziet_niets(wie: Gebruiker) -> None:
    assert gezien(kijker(wie)) == set()


def test_rechten_tellen_op(wie: Gebruiker) -> None:
    assert gezien(kijker(wie, Rol.BEOORDELAAR, Rol.OPSTELLER, gemeenten=(EIGEN,))) == {
        "E-1",
        "E-CONCEPT",
        "A-MIJN",
    }


@pytest.mark.parametrize("gemeenten", [(), (EIGEN,), (EIGEN, ANDER)])
@pytest.mark.parametrize("rollen", [(), *((rol,) for rol in Rol), (Rol.BEOORDELAAR, Rol.FINANCIEEL)])
def test_een_vaste_vraag_laat_hetzelfde_zien_als_een_lijst(
    wie: Gebruiker, rollen: tuple[Rol, ...], gemeenten: tuple[str, ...]
) -> None:
    ik = kijker(wie, *rollen, gemeenten=gemeenten)
    soort, waarden = zicht_van(ik)
    vast = db.session.scalars(select(Aanvraag.nummer).where(zichtbaar_als(soort)), dict(waarden))
    assert set(vast) == gezien(ik)


def test_wat_van_een_ander_is_bestaat_niet(wie: Gebruiker) -> None:
    ik = kijker(wie, Rol.OPSTELLER, gemeenten=(EIGEN,))
    assert get_aanvraag("E-1", voor=ik).nummer == "E-1"
    meldingen = []
    for nummer in ("A-1", "BESTAAT-NIET"):
        with pytest.raises(NietGevonden) as fout:
            get_aanvraag(nummer, voor=ik)
        meldingen.append(str(fout.value))
    assert len(set(meldingen)) == 1


@pytest.mark.parametrize(
    "nummer",
    ["", "e-1", " E-1", "E-1 ", "E-1\x00", "\x00", "E-1'--", "E/1", "é-1", "\ud800", "E" * 41, "%", "E_1%"],
)
def test_een_nummer_dat_niet_kan_bestaat_niet(wie: Gebruiker, nummer: Any) -> None:
    with pytest.raises(NietGevonden):
        get_aanvraag(nummer, voor=kijker(wie, Rol.AUDITOR))
