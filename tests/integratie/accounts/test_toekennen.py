"""Who gives roles and mandates, to whom, and which roles one person does not hold together."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from subsidie.accounts.models import Gebruiker, Mandaat, Mandaathandeling, Rol, Roltoekenning
from subsidie.accounts.service import geef_mandaat, ken_rol_toe, maak_gebruiker, rollen_op
from subsidie.kern.fouten import NietBevoegd
from subsidie.web.db import db

Schrijf = Callable[[], AbstractContextManager[None]]
Maak = Callable[..., Gebruiker]

NU = datetime(2023, 6, 1, 8, 0, tzinfo=UTC)
VANAF = date(2023, 1, 1)
BESLUITEND = (Rol.BEHANDELAAR, Rol.BEOORDELAAR, Rol.BESLISSER, Rol.BEZWAARBEHANDELAAR, Rol.FINANCIEEL)


@pytest.fixture
def maak(app: Flask, schrijf: Schrijf) -> Maak:
    """Make someone with these roles, as the program does at the first set-up."""

    def _maak(naam: str, *rollen: Rol) -> Gebruiker:
        with schrijf():
            gebruiker = maak_gebruiker(
                naam=naam, email=f"{naam}@voorbeeld.invalid", functie="", door=None, nu=NU
            )
            for rol in rollen:
                ken_rol_toe(gebruiker, rol, vanaf=VANAF, door=None, nu=NU)
        return gebruiker

    return _maak


def _mandaat(ontvanger: Gebruiker, door: Gebruiker) -> Mandaat:
    return geef_mandaat(
        ontvanger, Mandaathandeling.BESCHIKKING_TEKENEN, registernummer="PROEF-1", tot_bedrag_cent=100,
        vanaf=VANAF, door=door, nu=NU,
    )  # fmt: skip


def test_een_beheerder_geeft_een_ander_een_rol_en_een_mandaat(maak: Maak, schrijf: Schrijf) -> None:
    beheerder, ander = maak("beheerder", Rol.BEHEERDER), maak("ander")
    with schrijf():
        ken_rol_toe(ander, Rol.BESLISSER, vanaf=VANAF, door=beheerder, nu=NU)
        _mandaat(ander, beheerder)
    assert rollen_op(ander, date(2023, 6, 1)) == {Rol.BESLISSER}


def test_niemand_geeft_zichzelf_een_rol_of_een_mandaat(maak: Maak, schrijf: Schrijf) -> None:
    beheerder = maak("beheerder", Rol.BEHEERDER)
    with pytest.raises(NietBevoegd, match="Niemand geeft zichzelf"), schrijf():
        ken_rol_toe(beheerder, Rol.BEHEERDER, vanaf=VANAF, door=beheerder, nu=NU)
    with pytest.raises(NietBevoegd, match="Niemand geeft zichzelf"), schrijf():
        _mandaat(beheerder, beheerder)


@pytest.mark.parametrize("rol", [*BESLUITEND, Rol.AUDITOR])
def test_alleen_een_beheerder_geeft_rollen_mandaten_en_accounts(
    maak: Maak, schrijf: Schrijf, rol: Rol
) -> None:
    geen_beheerder, ander = maak("geen", rol), maak("ander")
    with pytest.raises(NietBevoegd, match="de rol beheerder nodig"), schrijf():
        ken_rol_toe(ander, Rol.BEHANDELAAR, vanaf=VANAF, door=geen_beheerder, nu=NU)
    with pytest.raises(NietBevoegd, match="de rol beheerder nodig"), schrijf():
        _mandaat(ander, geen_beheerder)
    with pytest.raises(NietBevoegd, match="de rol beheerder nodig"), schrijf():
        maak_gebruiker(naam="x", email="x@voorbeeld.invalid", functie="", door=geen_beheerder, nu=NU)
    assert db.session.query(Mandaat).count() == 0
    assert rollen_op(ander, date(2023, 6, 1)) == set()


def test_wie_nog_geen_beheerder_is_geeft_nog_niets(maak: Maak, schrijf: Schrijf) -> None:
    straks, ander = maak("straks"), maak("ander")
    with schrijf():
        ken_rol_toe(straks, Rol.BEHEERDER, vanaf=date(2023, 7, 1), door=None, nu=NU)
    with pytest.raises(NietBevoegd), schrijf():
        ken_rol_toe(ander, Rol.BEHANDELAAR, vanaf=VANAF, door=straks, nu=NU)


@pytest.mark.parametrize(
    ("eerst", "dan"),
    [
        *((Rol.BEHEERDER, rol) for rol in BESLUITEND),
        *((rol, Rol.BEHEERDER) for rol in BESLUITEND),
        *((Rol.AUDITOR, rol) for rol in (*BESLUITEND, Rol.BEHEERDER)),
        *((rol, Rol.AUDITOR) for rol in (*BESLUITEND, Rol.BEHEERDER)),
    ],
)
def test_wie_beheert_beslist_niet_en_wie_controleert_verandert_niets(
    maak: Maak, schrijf: Schrijf, eerst: Rol, dan: Rol
) -> None:
    iemand = maak("iemand", eerst)
    with pytest.raises(NietBevoegd, match=f"De rol {dan} gaat niet samen met de rol {eerst}"), schrijf():
        ken_rol_toe(iemand, dan, vanaf=date(2030, 1, 1), door=None, nu=NU)


def test_na_de_ene_rol_mag_de_andere_wel(maak: Maak, schrijf: Schrijf) -> None:
    iemand = maak("iemand", Rol.BEHEERDER)
    with schrijf():
        db.session.query(Roltoekenning).filter_by(gebruiker_id=iemand.id).one().tot = date(2023, 6, 1)
    with pytest.raises(NietBevoegd), schrijf():
        ken_rol_toe(iemand, Rol.BESLISSER, vanaf=date(2023, 5, 31), door=None, nu=NU)
    with schrijf():
        ken_rol_toe(iemand, Rol.BESLISSER, vanaf=date(2023, 6, 1), door=None, nu=NU)
    assert rollen_op(iemand, date(2023, 6, 1)) == {Rol.BESLISSER}


def test_uitvoerende_rollen_gaan_samen(maak: Maak) -> None:
    assert rollen_op(maak("iemand", *BESLUITEND), date(2023, 6, 1)) == set(BESLUITEND)
