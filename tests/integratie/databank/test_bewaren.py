"""What is destroyed was decided on by another person first, and who looked at personal data stays as it was."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fabrieken import rijen
from tests.fabrieken.rijen import NU
from tests.fabrieken.verantwoordrijen import pseudonimisering, vernietigingslijst, vernietigingsregel
from tests.integratie.databank.test_onveranderlijk import Een
from tests.integratie.databank.weigering import TABELLEN, geweigerd_door, voeg_toe, wordt_aangenomen

pytestmark = pytest.mark.usefixtures("transactie")


def _besloten() -> dict[str, Any]:
    return {"besloten_op": NU, "besloten_door_id": rijen.gebruiker().id}


def test_een_lijst_wordt_voorgesteld_vastgesteld_en_uitgevoerd() -> None:
    een = Een("vernietigingslijst", {})
    with geweigerd_door("vernietigingslijst: deze stap kan nu niet"):
        een.wijzig(status="uitgevoerd", uitgevoerd_op=NU, **_besloten())
    een.wijzig(status="vastgesteld", **_besloten())
    for status in ("voorgesteld", "verworpen"):
        with geweigerd_door("vernietigingslijst: deze stap kan nu niet"):
            een.wijzig(status=status, toelichting="Toch niet.")
    een.wijzig(status="uitgevoerd", uitgevoerd_op=NU)


def test_een_lijst_kan_worden_verworpen() -> None:
    Een("vernietigingslijst", {}).wijzig(
        status="verworpen", toelichting="Er loopt nog een zaak.", **_besloten()
    )


@pytest.mark.parametrize("status", ["vastgesteld", "verworpen", "uitgevoerd"])
def test_na_het_besluit_komt_er_niets_op_de_lijst(status: str) -> None:
    goed = vernietigingsregel.waarden()
    wordt_aangenomen(TABELLEN["vernietigingsregel"], goed)
    with geweigerd_door("vernietigingsregel: over de lijst is al besloten"):
        voeg_toe(TABELLEN["vernietigingsregel"], goed | {"lijst_id": vernietigingslijst(status=status).id})


def test_wat_is_vernietigd_staat_er_na_het_besluit_en_verandert_niet_meer() -> None:
    lijst = Een("vernietigingslijst", {})
    regel = Een("vernietigingsregel", {"lijst": lijst.rij})
    with geweigerd_door("vernietigingsregel: er is nog niet besloten"):
        regel.wijzig(uitkomst="Twee bestanden.")
    lijst.wijzig(status="vastgesteld", **_besloten())
    regel.wijzig(uitkomst="Twee bestanden.")
    for anders in ("Een bestand.", ""):
        with geweigerd_door("vernietigingsregel: wat is ingevuld verandert niet"):
            regel.wijzig(uitkomst=anders)


def test_van_een_verworpen_lijst_wordt_niets_vernietigd() -> None:
    lijst = Een("vernietigingslijst", {})
    regel = Een("vernietigingsregel", {"lijst": lijst.rij})
    lijst.wijzig(status="verworpen", toelichting="Er loopt nog een zaak.", **_besloten())
    with geweigerd_door("vernietigingsregel: er is nog niet besloten"):
        regel.wijzig(uitkomst="Twee bestanden.")


def test_een_vervangen_naam_komt_niet_terug() -> None:
    wie = Een("gebruiker", {"geblokkeerd_op": NU})
    wie.wijzig(naam="Voor de vervanging")
    voeg_toe(TABELLEN["pseudonimisering"], pseudonimisering.waarden() | {"gebruiker_id": wie.rij.id})
    for anders in ({"naam": "Terug"}, {"email": "terug@voorbeeld.invalid"}, {"geblokkeerd_op": None}):
        with geweigerd_door("gebruiker: de naam is vervangen en komt niet terug"):
            wie.wijzig(**anders)


def test_wie_iets_inzag_blijft_staan_tot_de_bewaartermijn_voorbij_is() -> None:
    een = Een("inzage", {})
    for kolom in een.tabel.columns:
        with geweigerd_door("inzage: wat is vastgelegd verandert niet"):
            een.wijzig(**{kolom.name: een.anders(kolom.name)})
    een.verwijder()
