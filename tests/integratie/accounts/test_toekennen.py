"""Who gives roles and mandates, to whom, and which roles one person does not hold together."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from subsidie.accounts.models import Gebruiker, Mandaat, Mandaathandeling, Rol, Roltoekenning
from subsidie.accounts.service import geef_mandaat, ken_rol_toe, maak_gebruiker, rollen_op
from subsidie.kern.fouten import NietBevoegd, OngeldigeInvoer
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
        ken_rol_toe(ander, Rol.BESLISSER, vanaf=NU.date(), door=beheerder, nu=NU)
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


@pytest.mark.parametrize("gemeenterol", [Rol.OPSTELLER, Rol.TEKENBEVOEGDE])
@pytest.mark.parametrize(
    "ministerierol", [rol for rol in Rol if rol not in (Rol.OPSTELLER, Rol.TEKENBEVOEGDE)]
)
@pytest.mark.usefixtures("gemeenten")
def test_niemand_werkt_voor_een_gemeente_en_voor_het_ministerie(
    maak: Maak, schrijf: Schrijf, gemeenterol: Rol, ministerierol: Rol
) -> None:
    iemand = maak("iemand", ministerierol)
    with pytest.raises(NietBevoegd, match=f"De rol {gemeenterol} gaat niet samen"), schrijf():
        ken_rol_toe(iemand, gemeenterol, gm_code="GM0193", vanaf=VANAF, door=None, nu=NU)


@pytest.mark.usefixtures("gemeenten")
def test_iemand_werkt_voor_twee_gemeenten_maar_krijgt_een_rol_niet_dubbel(
    maak: Maak, schrijf: Schrijf
) -> None:
    iemand = maak("iemand")
    with schrijf():
        ken_rol_toe(iemand, Rol.OPSTELLER, gm_code="GM0193", vanaf=VANAF, door=None, nu=NU)
        ken_rol_toe(iemand, Rol.OPSTELLER, gm_code="GM0166", vanaf=VANAF, door=None, nu=NU)
        ken_rol_toe(iemand, Rol.TEKENBEVOEGDE, gm_code="GM0193", vanaf=VANAF, door=None, nu=NU)
    with pytest.raises(OngeldigeInvoer, match="heeft deze rol op 1 juni 2023 al"), schrijf():
        ken_rol_toe(iemand, Rol.OPSTELLER, gm_code="GM0193", vanaf=NU.date(), door=None, nu=NU)


@pytest.mark.usefixtures("gemeenten")
@pytest.mark.parametrize(
    ("rol", "gm_code", "vanaf", "waar"),
    [
        (Rol.OPSTELLER, None, date(2023, 6, 1), "gemeente"),
        (Rol.OPSTELLER, "GM9999", date(2023, 6, 1), "gemeente"),
        (Rol.AUDITOR, "GM0193", date(2023, 6, 1), "gemeente"),
        (Rol.AUDITOR, None, date(2023, 5, 31), "vanaf"),
        (Rol.AUDITOR, None, date(2032, 6, 1), "vanaf"),
    ],
)
def test_een_rol_die_niet_kan_wordt_geweigerd_bij_het_veld(
    maak: Maak, schrijf: Schrijf, rol: Rol, gm_code: str | None, vanaf: date, waar: str
) -> None:
    beheerder, ander = maak("beheerder", Rol.BEHEERDER), maak("ander")
    with pytest.raises(OngeldigeInvoer) as fout, schrijf():
        ken_rol_toe(ander, rol, gm_code=gm_code, vanaf=vanaf, door=beheerder, nu=NU)
    assert [gebrek.waar for gebrek in fout.value.gebreken] == [waar]


@pytest.mark.parametrize(
    ("velden", "waar"),
    [
        ({"naam": "  "}, "naam"),
        ({"naam": "a" * 201}, "naam"),
        ({"naam": "Jan\u202eneJ"}, "naam"),
        ({"email": "geen adres"}, "email"),
        ({"email": "jan@"}, "email"),
        ({"email": "j\u0430n@voorbeeld.test"}, "email"),  # the а of another script
        ({"email": "a" * 65 + "@voorbeeld.test"}, "email"),
        ({"email": "Ander@Voorbeeld.Invalid "}, "email"),
    ],
)
def test_een_account_met_een_naam_of_adres_dat_niet_kan_komt_er_niet(
    maak: Maak, schrijf: Schrijf, velden: dict[str, str], waar: str
) -> None:
    maak("ander")
    with pytest.raises(OngeldigeInvoer) as fout, schrijf():
        maak_gebruiker(
            **{"naam": "Jan", "email": "jan@voorbeeld.test", "functie": "", **velden}, door=None, nu=NU
        )
    assert [gebrek.waar for gebrek in fout.value.gebreken] == [waar]


def test_alle_fouten_worden_ineens_gezegd(maak: Maak, schrijf: Schrijf) -> None:
    with pytest.raises(OngeldigeInvoer) as fout, schrijf():
        maak_gebruiker(naam="", email="x", functie="f" * 300, door=None, nu=NU)
    assert [gebrek.waar for gebrek in fout.value.gebreken] == ["naam", "functie", "email"]


def test_een_mandaat_staat_een_keer_in_het_register_en_is_voor_een_beslisser(
    maak: Maak, schrijf: Schrijf
) -> None:
    beheerder, beslisser = maak("beheerder", Rol.BEHEERDER), maak("beslisser", Rol.BESLISSER)
    with schrijf():
        _mandaat(beslisser, beheerder)
    ander = maak("ander")
    with pytest.raises(OngeldigeInvoer) as fout, schrijf():
        _mandaat(ander, beheerder)
    assert [gebrek.waar for gebrek in fout.value.gebreken] == ["registernummer", "gebruiker"]
