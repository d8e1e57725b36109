"""The statutory rates: entered with a source by one beheerder, confirmed by another, never with a gap."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import ken_rol_toe, maak_gebruiker
from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeInvoer
from subsidie.realisatie.rentebeheer import bevestig, laat_vervallen, lees_tabel, list_ingevoerd, voer_in
from subsidie.realisatie.rentemodellen import Rentepercentage
from subsidie.realisatie.rentetabel import wettelijke_rente
from subsidie.web.klok import nu as echt_nu
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.inloggen import als
from tests.integratie.realisatie.test_afrekenpaginas import stuur

BEGIN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
NU = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
VOLGENDE = wettelijke_rente().bekend_tot + timedelta(days=1)
TOT = date(2026, 12, 31)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def beheerders(app: Flask) -> tuple[Gebruiker, Gebruiker]:
    def beheerder(naam: str) -> Gebruiker:
        wie = maak_gebruiker(
            naam=naam, email=f"{naam}@voorbeeld.invalid", functie="beheerder", door=None, nu=BEGIN
        )
        ken_rol_toe(wie, Rol.BEHEERDER, vanaf=BEGIN.date(), door=None, nu=BEGIN)
        return wie

    with schrijfgrens():
        return beheerder("een"), beheerder("twee")


def _voer_in(door: Gebruiker, **anders: object) -> Rentepercentage:
    waarden = {"vanaf": VOLGENDE, "tot": TOT, "procent": 4, "bron": "Stb. 2026, 1", **anders}
    with schrijfgrens():
        return voer_in(**waarden, door=door, nu=NU)  # type: ignore[arg-type]


def test_een_percentage_telt_pas_als_een_ander_het_bevestigt(
    beheerders: tuple[Gebruiker, Gebruiker],
) -> None:
    een, twee = beheerders
    nieuw = _voer_in(een)
    with pytest.raises(Domeinfout, match="niet bekend"):
        lees_tabel().op(VOLGENDE)
    with pytest.raises(NietBevoegd, match="zelf ingevoerd"), schrijfgrens():
        bevestig(nieuw, door=een, nu=NU)
    with schrijfgrens():
        bevestig(nieuw, door=twee, nu=NU)
    tabel = lees_tabel()
    assert (tabel.op(VOLGENDE).procent, tabel.op(VOLGENDE).zekerheid) == (4, "geverifieerd")
    assert tabel.bekend_tot == TOT
    # Wrong after all: entered once more for the same day, and both stay to be read.
    beter = _voer_in(twee, procent=5)
    with schrijfgrens():
        bevestig(beter, door=een, nu=NU + timedelta(days=1))
    assert lees_tabel().op(VOLGENDE).procent == 5
    assert len(list_ingevoerd()) == 2
    with pytest.raises(Domeinfout, match="al bevestigd"), schrijfgrens():
        laat_vervallen(beter, door=twee, nu=NU)


@pytest.mark.parametrize(
    ("anders", "waar"),
    [
        ({"vanaf": VOLGENDE + timedelta(days=1)}, "vanaf"),
        ({"tot": VOLGENDE - timedelta(days=1)}, "tot"),
        ({"tot": VOLGENDE + timedelta(days=400)}, "tot"),
        ({"procent": 31}, "procent"),
        ({"procent": -1}, "procent"),
        ({"bron": "  "}, "bron"),
    ],
)
def test_zonder_bron_of_met_een_gat_telt_er_niets(
    beheerders: tuple[Gebruiker, Gebruiker], anders: dict[str, object], waar: str
) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        _voer_in(beheerders[0], **anders)
    assert [een.waar for een in fout.value.gebreken] == [waar]


def test_op_de_pagina_voert_de_een_in_en_bevestigt_de_ander(
    beheerders: tuple[Gebruiker, Gebruiker], client: FlaskClient
) -> None:
    een, twee = beheerders
    als(client, een, echt_nu())
    adres = "/wettelijke-rente"
    fout = stuur(
        client, f"{adres}/invoeren", adres, vanaf="2026-07-01", tot="2026-12-31", procent="vier", bron="Stb."
    )
    assert fout.status_code == 422
    assert "heel getal" in fout.text
    stuur(
        client,
        f"{adres}/invoeren",
        adres,
        vanaf="2026-07-01",
        tot="2026-12-31",
        procent="4",
        bron="Stb. 2026, 1",
    )
    pagina = client.get(adres).text
    assert "Wacht op een tweede beheerder" in pagina
    assert "/bevestigen" not in pagina, "who entered it does not get the button"
    (rij,) = list_ingevoerd()
    assert stuur(client, f"{adres}/{rij.id}/bevestigen", adres).status_code == 422
    assert stuur(client, f"{adres}/{10**20}/bevestigen", adres).status_code == 404
    als(client, twee, echt_nu())
    stuur(client, f"{adres}/{rij.id}/bevestigen", adres)
    assert lees_tabel().bekend_tot == TOT
