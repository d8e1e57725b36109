"""The practice tranche: open today, with applications in every state, and nothing real in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from subsidie.aanvragen.aanvulmodellen import Aanvulverzoek
from subsidie.aanvragen.conceptqueries import get_werkkopie
from subsidie.aanvragen.indieningmodellen import Indiening
from subsidie.aanvragen.indienstuk import maak_indienstuk
from subsidie.aanvragen.indienvenster import venster_op
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus
from subsidie.accounts.kijker import kijker_van
from subsidie.accounts.models import Gebruiker
from subsidie.audit.models import Gebeurtenis
from subsidie.berichten.models import Bericht
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.register.service import laad_gemeenten
from subsidie.tranches.lezen import get_tranche
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.oefening import CODE
from subsidie.voorbeeld import oefening
from subsidie.voorbeeld.agenda import loop_af
from subsidie.voorbeeld.personen import geef_wachtwoorden, laad_personen
from subsidie.voorbeeld.verhaal import NietAf, is_verteld
from subsidie.web.app import instellingen_van
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens

VANDAAG = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
STANDEN = {
    Aanvraagstatus.CONCEPT: 2,
    Aanvraagstatus.INGEDIEND: 2,
    Aanvraagstatus.AANVULLING_GEVRAAGD: 2,
    Aanvraagstatus.VOLLEDIG: 1,
    Aanvraagstatus.BEOORDEELD: 1,
    Aanvraagstatus.INGETROKKEN: 1,
}


@pytest.fixture
def personen(app: Flask) -> dict[str, Gebruiker]:
    with schrijfgrens():
        laad_gemeenten(db.session())
        return laad_personen(nu=VANDAAG)


def _richt_in(app: Flask, personen: dict[str, Gebruiker]) -> Tranche:
    loop_af(oefening.stappen(personen, instellingen_van(app), nu=VANDAAG))
    return get_tranche(CODE)


def test_de_oefening_is_open_en_heeft_aanvragen_in_elke_stand(
    app: Flask, personen: dict[str, Gebruiker]
) -> None:
    tranche = _richt_in(app, personen)
    assert tranche.aard is Trancheaard.OEFEN
    assert venster_op(tranche, VANDAAG).is_open
    standen = db.session.execute(select(Aanvraag.status, func.count()).group_by(Aanvraag.status)).all()
    assert {rij[0]: rij[1] for rij in standen} == STANDEN
    assert len(set(db.session.scalars(select(Aanvraag.gm_code)))) == 4
    assert db.session.scalar(select(func.count()).select_from(Bericht).where(~Bericht.voorbeeld)) == 0


def test_een_concept_is_klaar_om_in_te_dienen_en_een_ander_niet(
    app: Flask, personen: dict[str, Gebruiker]
) -> None:
    _richt_in(app, personen)
    ik = kijker_van(personen["opsteller"], nu=VANDAAG)
    concepten = db.session.scalars(
        select(Aanvraag.nummer).where(Aanvraag.status == Aanvraagstatus.CONCEPT).order_by(Aanvraag.id)
    ).all()
    half, klaar = (maak_indienstuk(get_werkkopie(nummer, voor=ik, nu=VANDAAG)) for nummer in concepten)
    assert half.hard
    assert not klaar.hard
    assert not klaar.zacht


def test_een_termijn_om_aan_te_vullen_is_verstreken_en_een_ander_loopt(
    app: Flask, personen: dict[str, Gebruiker]
) -> None:
    _richt_in(app, personen)
    open_ = (
        select(Aanvulverzoek).where(Aanvulverzoek.aangevuld_op.is_(None)).order_by(Aanvulverzoek.termijn_tot)
    )
    verstreken, loopt = db.session.scalars(open_).all()
    assert verstreken.termijn_tot < dag_in_amsterdam(VANDAAG) <= loopt.termijn_tot


def test_nog_een_keer_verandert_geen_aanvraag_en_houdt_het_tijdvak_open(
    app: Flask, personen: dict[str, Gebruiker]
) -> None:
    tranche = _richt_in(app, personen)
    eerst = _aantallen()
    oefening.houd_open(personen, nu=VANDAAG)
    assert _aantallen() == eerst
    later = VANDAAG + timedelta(days=40)
    assert not venster_op(tranche, later).is_open
    oefening.houd_open(personen, nu=later)
    assert venster_op(tranche, later).is_open
    assert _aantallen()[:2] == eerst[:2]


def test_een_demo_die_is_afgebroken_wordt_niet_voor_af_gehouden(
    app: Flask, personen: dict[str, Gebruiker]
) -> None:
    assert not is_verteld()
    _richt_in(app, personen)
    with pytest.raises(NietAf, match="niet afgemaakt"):
        is_verteld()
    with schrijfgrens():
        geef_wachtwoorden(nu=VANDAAG)
    assert is_verteld()


def _aantallen() -> tuple[int, int, int]:
    return tuple(  # type: ignore[return-value]
        db.session.scalar(select(func.count()).select_from(model))
        for model in (Aanvraag, Indiening, Gebeurtenis)
    )
