"""Ending, blocking and the register of interests: dated, recorded, and never by someone for themselves."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from subsidie.accounts.beheren import (
    beeindig_mandaat,
    beeindig_rol,
    blokkeer,
    deblokkeer,
    wijzig_gebruiker,
)
from subsidie.accounts.belangregister import beeindig_belang, registreer_belang
from subsidie.accounts.models import Belang, Gebruiker, Mandaathandeling, Rol, Roltoekenning
from subsidie.accounts.service import (
    geef_mandaat,
    ken_rol_toe,
    rollen_op,
    vereis_geen_belang,
    vereis_mandaat,
    vereis_rol,
)
from subsidie.audit.controle import controleer
from subsidie.audit.models import Gebeurtenis
from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeInvoer
from subsidie.web.db import db
from tests.integratie.accounts.conftest import NU, VANAF, MaakAccount, Schrijf

VANDAAG = NU.date()
MORGEN = VANDAAG + timedelta(days=1)
GISTEREN = VANDAAG - timedelta(days=1)
pytestmark = pytest.mark.usefixtures("gemeenten")


@pytest.fixture
def beheerder(maak: MaakAccount) -> Gebruiker:
    return maak("beheerder", Rol.BEHEERDER, wachtwoord=None)


@pytest.fixture
def beslisser(maak: MaakAccount) -> Gebruiker:
    return maak("beslisser", Rol.BESLISSER, wachtwoord=None)


def _rol(gebruiker: Gebruiker) -> Roltoekenning:
    return db.session.scalars(select(Roltoekenning).where(Roltoekenning.gebruiker_id == gebruiker.id)).one()


def _laatste() -> Gebeurtenis:
    laatste = db.session.scalars(select(Gebeurtenis).order_by(Gebeurtenis.volgnummer.desc())).first()
    assert laatste is not None
    return laatste


def test_een_rol_stopt_vanaf_de_gekozen_dag(
    beheerder: Gebruiker, beslisser: Gebruiker, schrijf: Schrijf
) -> None:
    with schrijf():
        beeindig_rol(_rol(beslisser), tot=MORGEN, door=beheerder, nu=NU)
    assert rollen_op(beslisser, VANDAAG) == {Rol.BESLISSER}
    assert rollen_op(beslisser, MORGEN) == set()
    gebeurtenis = _laatste()
    assert (gebeurtenis.soort, gebeurtenis.door_sleutel) == ("gebruiker:rol_beeindigd", beheerder.sleutel)
    assert json.loads(gebeurtenis.gegevens) == {"rol": "beslisser", "gm_code": None, "tot": "2023-06-02"}


def test_een_rol_van_vandaag_stopt_op_zijn_vroegst_morgen_en_de_melding_zegt_wat_dan_wel_kan(
    beheerder: Gebruiker, maak: MaakAccount, schrijf: Schrijf
) -> None:
    ander = maak("ander", wachtwoord=None)
    with schrijf():
        rol = ken_rol_toe(ander, Rol.AUDITOR, vanaf=VANDAAG, door=beheerder, nu=NU)
    with pytest.raises(OngeldigeInvoer, match=r"Op zijn vroegst 2 juni 2023.*Blokkeer"), schrijf():
        beeindig_rol(rol, tot=VANDAAG, door=beheerder, nu=NU)


@pytest.mark.parametrize("tot", [GISTEREN, date(2032, 1, 1)])
def test_een_rol_stopt_niet_met_terugwerkende_kracht_en_niet_over_jaren(
    beheerder: Gebruiker, beslisser: Gebruiker, schrijf: Schrijf, tot: date
) -> None:
    with pytest.raises(OngeldigeInvoer), schrijf():
        beeindig_rol(_rol(beslisser), tot=tot, door=beheerder, nu=NU)
    assert _rol(beslisser).tot is None


def test_een_einde_verandert_niet_meer(beheerder: Gebruiker, beslisser: Gebruiker, schrijf: Schrijf) -> None:
    with schrijf():
        beeindig_rol(_rol(beslisser), tot=MORGEN, door=beheerder, nu=NU)
    with pytest.raises(Domeinfout, match="heeft al een einde: 2 juni 2023"), schrijf():
        beeindig_rol(_rol(beslisser), tot=VANDAAG, door=beheerder, nu=NU)


def test_na_het_einde_kan_dezelfde_rol_opnieuw(
    beheerder: Gebruiker, beslisser: Gebruiker, schrijf: Schrijf
) -> None:
    with schrijf():
        beeindig_rol(_rol(beslisser), tot=VANDAAG, door=beheerder, nu=NU)
        ken_rol_toe(beslisser, Rol.BESLISSER, vanaf=VANDAAG, door=beheerder, nu=NU)
    assert rollen_op(beslisser, VANDAAG) == {Rol.BESLISSER}


def test_een_mandaat_stopt_en_is_daarna_niets_meer_waard(
    beheerder: Gebruiker, beslisser: Gebruiker, schrijf: Schrijf
) -> None:
    tekenen = Mandaathandeling.BESCHIKKING_TEKENEN
    with schrijf():
        mandaat = geef_mandaat(
            beslisser, tekenen, registernummer="M-1", tot_bedrag_cent=100, vanaf=VANAF, door=beheerder, nu=NU
        )
    vereis_mandaat(beslisser, tekenen, bedrag_cent=100, nu=NU)
    with schrijf():
        beeindig_mandaat(mandaat, tot=VANDAAG, door=beheerder, nu=NU)
    with pytest.raises(NietBevoegd):
        vereis_mandaat(beslisser, tekenen, bedrag_cent=100, nu=NU)
    assert _laatste().soort == "mandaat:beeindigd"


def test_wie_een_belang_heeft_doet_niets_met_die_gemeente_tot_het_voorbij_is(
    beheerder: Gebruiker, beslisser: Gebruiker, schrijf: Schrijf
) -> None:
    with schrijf():
        belang = registreer_belang(
            beslisser, gm_code="GM0193", omschrijving="woont er", vanaf=VANAF, door=beheerder, nu=NU
        )
    with pytest.raises(NietBevoegd):
        vereis_geen_belang(beslisser, {"GM0193"}, nu=NU)
    with schrijf():
        beeindig_belang(belang, tot=GISTEREN, door=beheerder, nu=NU)
    vereis_geen_belang(beslisser, {"GM0193"}, nu=NU)
    gegevens = " ".join(db.session.scalars(select(Gebeurtenis.gegevens)))
    assert "woont er" not in gegevens


def test_hetzelfde_belang_staat_er_een_keer(
    beheerder: Gebruiker, beslisser: Gebruiker, schrijf: Schrijf
) -> None:
    for verwacht in ([], ["gemeente"]):
        try:
            with schrijf():
                registreer_belang(
                    beslisser, gm_code="GM0193", omschrijving="x", vanaf=VANAF, door=beheerder, nu=NU
                )
            waar: list[str] = []
        except OngeldigeInvoer as fout:
            waar = [gebrek.waar for gebrek in fout.gebreken]
        assert waar == verwacht
    assert db.session.query(Belang).count() == 1


def test_niemand_neemt_zichzelf_iets_af_of_sluit_zichzelf_buiten(
    beheerder: Gebruiker, maak: MaakAccount, schrijf: Schrijf
) -> None:
    """So there is always a manager left."""
    with pytest.raises(NietBevoegd), schrijf():
        beeindig_rol(_rol(beheerder), tot=MORGEN, door=beheerder, nu=NU)
    with pytest.raises(NietBevoegd), schrijf():
        blokkeer(beheerder, door=beheerder, nu=NU)
    with schrijf():
        belang = registreer_belang(
            beheerder, gm_code="GM0193", omschrijving="x", vanaf=VANAF, door=beheerder, nu=NU
        )
    with pytest.raises(NietBevoegd), schrijf():
        beeindig_belang(belang, tot=VANDAAG, door=beheerder, nu=NU)


@pytest.mark.parametrize(
    "rol", [rol for rol in Rol if rol not in (Rol.BEHEERDER, Rol.OPSTELLER, Rol.TEKENBEVOEGDE)]
)
def test_alleen_een_beheerder_beheert(
    maak: MaakAccount, beheerder: Gebruiker, schrijf: Schrijf, rol: Rol
) -> None:
    ander = maak("ander", rol, wachtwoord=None)
    for doe in (
        lambda: blokkeer(beheerder, door=ander, nu=NU),
        lambda: deblokkeer(beheerder, door=ander, nu=NU),
        lambda: beeindig_rol(_rol(beheerder), tot=MORGEN, door=ander, nu=NU),
        lambda: wijzig_gebruiker(
            beheerder, naam="x", email="x@voorbeeld.test", functie="", door=ander, nu=NU
        ),
        lambda: registreer_belang(
            beheerder, gm_code="GM0193", omschrijving="x", vanaf=VANAF, door=ander, nu=NU
        ),
    ):
        with pytest.raises(NietBevoegd, match="de rol beheerder nodig"), schrijf():
            doe()


def test_van_twee_beheerders_die_elkaar_blokkeren_blijft_er_een_over(
    beheerder: Gebruiker, maak: MaakAccount, schrijf: Schrijf
) -> None:
    ander = maak("ander", Rol.BEHEERDER, wachtwoord=None)
    with schrijf():
        blokkeer(ander, door=beheerder, nu=NU)
    with pytest.raises(NietBevoegd, match="geblokkeerd"), schrijf():
        blokkeer(beheerder, door=ander, nu=NU)
    assert db.session.get_one(Gebruiker, beheerder.id).geblokkeerd_op is None


def test_wie_intussen_is_geblokkeerd_maakt_niets_meer_af(
    beheerder: Gebruiker, beslisser: Gebruiker, schrijf: Schrijf
) -> None:
    with schrijf():
        blokkeer(beslisser, door=beheerder, nu=NU)
    with pytest.raises(NietBevoegd, match="geblokkeerd"):
        vereis_rol(beslisser, Rol.BESLISSER, nu=NU)


def test_gegevens_wijzigen_zegt_welke_maar_niet_wat(
    beheerder: Gebruiker, beslisser: Gebruiker, schrijf: Schrijf
) -> None:
    with schrijf():
        assert wijzig_gebruiker(
            beslisser, naam="B. Nieuw", email="Nieuw@voorbeeld.test", functie="", door=beheerder, nu=NU
        ) == ("naam", "email")
    assert (beslisser.naam, beslisser.email) == ("B. Nieuw", "nieuw@voorbeeld.test")
    assert json.loads(_laatste().gegevens) == {"gewijzigd": ["naam", "email"]}
    with pytest.raises(OngeldigeInvoer, match="al een account"), schrijf():
        wijzig_gebruiker(beslisser, naam="B. Nieuw", email=beheerder.email, functie="", door=beheerder, nu=NU)


def test_het_spoor_van_alles_klopt(beheerder: Gebruiker, beslisser: Gebruiker, schrijf: Schrijf) -> None:
    with schrijf():
        blokkeer(beslisser, door=beheerder, nu=NU)
        deblokkeer(beslisser, door=beheerder, nu=NU)
    db.session.remove()
    assert controleer(db.engine, None, []).goed
