"""The register of interests: everyone keeps their own, a manager sees it, nobody is free the same day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select

from subsidie.accounts.belangmodellen import Partijbelang
from subsidie.accounts.belangregister import (
    beeindig_belang,
    beeindig_eigen_belang,
    registreer_belang,
    registreer_partijbelang,
)
from subsidie.accounts.models import Belang, Gebruiker, Rol
from subsidie.audit.models import Gebeurtenis
from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeInvoer
from subsidie.web.db import db
from tests.integratie.accounts.conftest import NU, VANAF, Browser, MaakAccount, Schrijf

pytestmark = pytest.mark.usefixtures("gemeenten")

VANDAAG = NU.date()
MORGEN = VANDAAG + timedelta(days=1)
ZWOLLE = {"gemeente": "Zwolle (GM0193)", "omschrijving": "woont er", "vanaf": "2023-06-01"}
PARTIJ = {"partij": "Stichting Wonen Zuid", "omschrijving": "zit in het bestuur", "vanaf": "2023-06-01"}


@pytest.fixture
def beoordelaar(maak: MaakAccount) -> Gebruiker:
    return maak("beoordelaar", Rol.BEOORDELAAR)


@pytest.fixture
def beheerder(maak: MaakAccount) -> Gebruiker:
    return maak("beheerder", Rol.BEHEERDER)


@pytest.fixture
def mijn(browser: Callable[[], Browser], beoordelaar: Gebruiker) -> Browser:
    nieuw = browser()
    nieuw.log_in(beoordelaar.email)
    return nieuw


@pytest.fixture
def beheer(browser: Callable[[], Browser], beheerder: Gebruiker) -> Browser:
    nieuw = browser()
    nieuw.log_in(beheerder.email)
    return nieuw


def _partij(wie: Gebruiker, naam: str = "Wonen Zuid", *, door: Gebruiker | None = None) -> Partijbelang:
    return registreer_partijbelang(
        wie, partij=naam, omschrijving="zit in het bestuur", vanaf=VANAF, door=door or wie, nu=NU
    )


def _gemeente(wie: Gebruiker, *, vanaf: date = VANAF, door: Gebruiker | None = None) -> Belang:
    return registreer_belang(
        wie, gm_code="GM0193", omschrijving="woont er", vanaf=vanaf, door=door or wie, nu=NU
    )


@pytest.mark.parametrize("rol", [Rol.BEHANDELAAR, Rol.BESLISSER, Rol.AUDITOR, Rol.BEHEERDER, Rol.FINANCIEEL])
def test_iedereen_van_het_ministerie_registreert_een_eigen_belang(
    maak: MaakAccount, schrijf: Schrijf, rol: Rol
) -> None:
    wie = maak("wie", rol, wachtwoord=None)
    with schrijf():
        _gemeente(wie)
        _partij(wie)
    soorten = db.session.scalars(select(Gebeurtenis.soort).where(Gebeurtenis.soort.contains("belang")))
    assert sorted(soorten) == ["belang:geregistreerd", "partijbelang:geregistreerd"]
    gegevens = " ".join(db.session.scalars(select(Gebeurtenis.gegevens)))
    assert "woont er" not in gegevens
    assert "Zuid" not in gegevens


def test_wie_niet_bij_het_ministerie_werkt_of_het_voor_een_ander_doet_registreert_niets(
    maak: MaakAccount, schrijf: Schrijf, beoordelaar: Gebruiker
) -> None:
    gemeente = maak("gemeente", Rol.OPSTELLER, gm_code="GM0193", wachtwoord=None)
    ander = maak("ander", Rol.BEHANDELAAR, wachtwoord=None)
    for doe in (
        lambda: _gemeente(gemeente),
        lambda: _partij(gemeente),
        lambda: _gemeente(beoordelaar, door=ander),
        lambda: _partij(beoordelaar, door=ander),
    ):
        with pytest.raises(NietBevoegd), schrijf():
            doe()


def test_dezelfde_partij_staat_er_een_keer_hoe_de_naam_ook_is_geschreven(
    beoordelaar: Gebruiker, schrijf: Schrijf
) -> None:
    with schrijf():
        _partij(beoordelaar, "Stichting Wonen Zuid")
    with pytest.raises(OngeldigeInvoer, match="staat een belang in deze partij al"), schrijf():
        _partij(beoordelaar, "WONEN-ZUID B.V.")
    with schrijf():
        _partij(beoordelaar, "Wonen Noord")


@pytest.mark.parametrize("naam", ["", "   ", "–", "x" * 201])
def test_een_partij_heeft_een_naam(beoordelaar: Gebruiker, schrijf: Schrijf, naam: str) -> None:
    with pytest.raises(OngeldigeInvoer) as fout, schrijf():
        _partij(beoordelaar, naam)
    assert {gebrek.waar for gebrek in fout.value.gebreken} == {"partij"}


@pytest.mark.parametrize("maak_belang", [_gemeente, _partij])
def test_een_eigen_einde_werkt_de_volgende_dag_en_staat_dan_vast(
    maak_belang: Callable[[Gebruiker], Belang | Partijbelang], beoordelaar: Gebruiker, schrijf: Schrijf
) -> None:
    with schrijf():
        belang = maak_belang(beoordelaar)
    with schrijf():
        assert beeindig_eigen_belang(belang, door=beoordelaar, nu=NU) == MORGEN
    with pytest.raises(Domeinfout, match="heeft al een einde"), schrijf():
        beeindig_eigen_belang(belang, door=beoordelaar, nu=NU)
    assert belang.tot == MORGEN


def test_wat_morgen_begint_stopt_op_zijn_vroegst_overmorgen(beoordelaar: Gebruiker, schrijf: Schrijf) -> None:
    with schrijf():
        belang = _gemeente(beoordelaar, vanaf=MORGEN)
        assert beeindig_eigen_belang(belang, door=beoordelaar, nu=NU) == MORGEN + timedelta(days=1)


def test_niemand_beeindigt_het_belang_van_een_ander_zonder_beheerder_te_zijn(
    maak: MaakAccount, beoordelaar: Gebruiker, beheerder: Gebruiker, schrijf: Schrijf
) -> None:
    ander = maak("ander", Rol.BEHANDELAAR, wachtwoord=None)
    with schrijf():
        belang, van_beheerder = _partij(beoordelaar), _partij(beheerder)
    for doe in (
        lambda: beeindig_eigen_belang(belang, door=ander, nu=NU),
        lambda: beeindig_eigen_belang(belang, door=beheerder, nu=NU),
        lambda: beeindig_belang(belang, tot=VANDAAG, door=ander, nu=NU),
        lambda: beeindig_belang(belang, tot=VANDAAG, door=beoordelaar, nu=NU),
        lambda: beeindig_belang(van_beheerder, tot=VANDAAG, door=beheerder, nu=NU),
    ):
        with pytest.raises(NietBevoegd), schrijf():
            doe()
    with schrijf():
        beeindig_belang(belang, tot=VANDAAG, door=beheerder, nu=NU)


def test_op_de_pagina_registreren_en_beeindigen(mijn: Browser, beoordelaar: Gebruiker) -> None:
    assert mijn.verstuur("/account/belangen/nieuw", **ZWOLLE).location == "/account/belangen"
    assert mijn.verstuur("/account/belangen/nieuw", **PARTIJ).location == "/account/belangen"
    tekst = mijn.open("/account/belangen").text
    assert "Zwolle" in tekst
    assert "Stichting Wonen Zuid" in tekst
    belang = db.session.scalars(select(Partijbelang)).one()
    pad = f"/account/belangen/partij/{belang.id}/beeindigen"
    assert "2 juni 2023" in mijn.open(pad).text
    assert mijn.verstuur(pad).location == "/account/belangen"
    assert "stopt op 2 juni 2023" in mijn.open("/account/belangen").text
    nog_eens = mijn.verstuur(pad)
    assert nog_eens.status_code == 422
    assert "heeft al een einde" in nog_eens.text


@pytest.mark.parametrize(
    "fout",
    [
        {"gemeente": "", "partij": ""},
        {"gemeente": "Zwolle", "partij": "Wonen Zuid"},
        {"gemeente": "Nergens"},
        {"omschrijving": ""},
        {"vanaf": "gisteren"},
        {"vanaf": "2009-01-01"},
        {"partij": "–", "gemeente": ""},
    ],
)
def test_wat_niet_klopt_staat_bij_het_veld_en_wat_er_stond_blijft(
    mijn: Browser, fout: dict[str, str]
) -> None:
    antwoord = mijn.verstuur("/account/belangen/nieuw", **(ZWOLLE | fout))
    assert antwoord.status_code == 422
    assert "Er is nog iets niet goed ingevuld" in antwoord.text
    assert (fout.get("omschrijving", "woont er") or "vanaf") in antwoord.text
    assert db.session.query(Belang).count() + db.session.query(Partijbelang).count() == 0


def test_het_belang_van_een_ander_is_er_op_mijn_pagina_niet(
    mijn: Browser, beheerder: Gebruiker, schrijf: Schrijf
) -> None:
    with schrijf():
        gemeente, partij = _gemeente(beheerder), _partij(beheerder)
    for pad in (f"gemeente/{gemeente.id}", f"partij/{partij.id}", "partij/99999"):
        assert mijn.open(f"/account/belangen/{pad}/beeindigen").status_code == 404
    assert "Zwolle" not in mijn.open("/account/belangen").text


def test_de_beheerder_ziet_en_beeindigt_belangen_in_partijen(
    mijn: Browser, beheer: Browser, beoordelaar: Gebruiker, klok: time_machine.Traveller
) -> None:
    mijn.verstuur("/account/belangen/nieuw", **PARTIJ)
    lijst = beheer.open("/beheer/belangen?soort=partij").text
    assert "Stichting Wonen Zuid" in lijst
    assert "Stichting Wonen Zuid" in beheer.open(f"/beheer/accounts/{beoordelaar.sleutel}").text
    assert "Stichting Wonen Zuid" not in beheer.open("/beheer/belangen?soort=gemeente").text
    assert "Stichting Wonen Zuid" in beheer.open("/beheer/belangen?uitvoer=csv").text
    belang = db.session.scalars(select(Partijbelang)).one()
    antwoord = beheer.verstuur(f"/beheer/partijbelangen/{belang.id}/beeindigen", tot="2023-06-03")
    assert antwoord.location == "/beheer/belangen"
    velden = {"gebruiker": beoordelaar.sleutel, **PARTIJ, "partij": "Wonen Noord"}
    assert beheer.verstuur("/beheer/belangen/nieuw", **velden).location == "/beheer/belangen"
    for sorteer in ("naam", "-waarin", "soort", "vanaf", "tot"):
        assert beheer.open(f"/beheer/belangen?sorteer={sorteer}&zoek=wonen").status_code == 200


def test_een_belang_dat_er_niet_is_wordt_niet_gevonden(beheer: Browser) -> None:
    assert beheer.open("/beheer/partijbelangen/99999/beeindigen").status_code == 404
