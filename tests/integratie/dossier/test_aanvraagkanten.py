"""Each side sees its own part of an application: the municipality nothing of what goes on inside the ministry."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from subsidie.accounts.models import Rol
from subsidie.beschikkingen.service import opstellen, tekenen
from subsidie.verdeling.models import Verdeling, Verdelingsregel
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken import rijen
from tests.fabrieken.aanvraagpaginas import (
    AFGEWEZEN,
    NU,
    Wereld,
    richt_bekende_wereld_in,
    richt_wereld_in,
)
from tests.fabrieken.tranches import START
from tests.fabrieken.verdelingen import maak_bekend

TEL = timedelta(seconds=1)


@pytest.fixture
def wereld(app: Flask) -> Wereld:
    return richt_wereld_in(app)


@pytest.fixture
def besloten(app: Flask) -> Wereld:
    """The same, divided, signed and notified."""
    return richt_bekende_wereld_in(app)


INTERN = (
    "Beoordeling", "Wie eraan werken", "C. de Behandelaar", "D. Beoordelaar", "A. de Beslisser", "beoordeeld",
    "bevroren", "Reken deze uitkomst",
)  # fmt: skip
"""Words of the ministry's side only."""


def test_het_ministerie_ziet_wie_eraan_werkt_en_wat_er_intern_gebeurde(besloten: Wereld) -> None:
    gelezen = besloten.kijk(besloten.personen["auditor"])
    assert [woord for woord in INTERN if woord not in gelezen.tekst] == []
    assert gelezen.tabel("Wie aan deze aanvraag werkt").kolom("Werkt mee aan") == [
        "beoordeling",
        "beslissing",
        "beslissing",
        "behandeling",
    ]


@pytest.mark.parametrize("bekend", [True, False])
def test_een_gemeente_ziet_niets_van_binnen(wereld: Wereld, *, bekend: bool) -> None:
    wereld.besluit(bekend=bekend)
    tekst = wereld.kijk(wereld.gemeente()).tekst
    assert [woord for woord in INTERN if woord in tekst] == []


def test_een_gemeente_ziet_van_verdeling_en_besluit_niets_voor_de_bekendmaking(wereld: Wereld) -> None:
    verdeling = wereld.besluit(bekend=False)
    gemeente = wereld.gemeente()
    voor = wereld.kijk(gemeente).tekst
    for woord in ("A-01-B1", "Verdeling", "toegekend", "Rang", "getekend", "opgesteld", "verleend"):
        assert woord not in voor
    maak_bekend(verdeling)
    na = wereld.kijk(gemeente)
    assert na.tabel("Besluiten").kolom("Stand") == ["bekendgemaakt"]
    assert "Rang" in na.tekst
    assert "De hele uitkomst op de openbare pagina" in na.tekst


def test_een_nieuwe_verdeling_verandert_voor_de_gemeente_niets_voor_er_op_is_besloten(
    besloten: Wereld,
) -> None:
    gemeente, eerst = besloten.gemeente(), "verdelingen/1/narekenen"
    voor = besloten.kijk(gemeente).tekst
    assert eerst in besloten.haal(besloten.personen["behandelaar"]).text
    verdeel_opnieuw(besloten)
    assert besloten.kijk(gemeente).tekst == voor
    assert "verdelingen/2/narekenen" in besloten.haal(besloten.personen["behandelaar"]).text


def verdeel_opnieuw(wereld: Wereld) -> None:
    """A second allocation whose rows are those of the first: drawn after it, nothing decided on it."""
    with schrijfgrens():
        eerste = db.session.scalars(select(Verdeling)).one()
        tweede = rijen.verdeling(
            tranche=wereld.tranche, volgnummer=2, status="getrokken", bevroren_op=NU, seed_verwacht_op=NU + TEL,
            seed_bekend_op=NU + TEL, getrokken_op=NU + TEL,
        )  # fmt: skip
        for regel in db.session.scalars(
            select(Verdelingsregel).where(Verdelingsregel.verdeling_id == eerste.id)
        ):
            rijen.verdelingsregel(
                verdeling=tweede, aanvraag_id=regel.aanvraag_id, versie_id=regel.versie_id, uitkomst="afgewezen",
                rang=regel.rang,
            )  # fmt: skip


def test_financien_ziet_een_besluit_pas_als_het_is_getekend(wereld: Wereld) -> None:
    verdeling = wereld.verdeel()
    with schrijfgrens():
        opstellen(verdeling, door=wereld.personen["behandelaar"], nu=START + timedelta(days=10))
    financieel, behandelaar = wereld.met_rol(Rol.FINANCIEEL), wereld.personen["behandelaar"]
    assert "A-01-B1" in wereld.kijk(behandelaar).tekst
    assert "A-01-B1" not in wereld.kijk(financieel).tekst
    with schrijfgrens():
        tekenen(
            verdeling, dagtekening=date(2026, 1, 20), door=wereld.personen["beslisser"],
            nu=START + timedelta(days=10),
        )  # fmt: skip
    assert wereld.kijk(financieel).tabel("Besluiten").kolom("Stand") == ["getekend, nog niet bekendgemaakt"]


def test_wie_voor_de_gemeente_werkt_ziet_haar_kant_welke_rol_hij_verder_ook_heeft(wereld: Wereld) -> None:
    wereld.besluit(bekend=False)
    dubbel = wereld.gemeente()
    with schrijfgrens():
        # The service refuses the two together; the page does not rely on it.
        rijen.roltoekenning(gebruiker=dubbel, rol=Rol.BEHANDELAAR, vanaf=START.date())
    tekst = wereld.kijk(dubbel).tekst
    assert [woord for woord in (*INTERN, "A-01-B1") if woord in tekst] == []
    assert "Wie eraan werken" in wereld.kijk(dubbel, "A-02").tekst


def test_de_redenen_staan_er_zoals_in_de_brief(besloten: Wereld) -> None:
    tekst = besloten.kijk(besloten.met_rol(Rol.TEKENBEVOEGDE, "GM0200"), AFGEWEZEN).tekst
    assert "afgewezen: plafond" in tekst
    assert "Met deze rang staat uw aanvraag op de reservelijst." in tekst
