"""Filing at the same moment: nothing twice, nothing lost, and the moment of receipt is that of the request."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from subsidie.aanvragen.indienen import Klaar, NietInTeDienen, indienen
from subsidie.aanvragen.indieningmodellen import Indiening
from subsidie.aanvragen.models import Aanvraag, AanvraagVersie
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.audit.controle import controleer
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import vergrendel_tranche
from subsidie.web import klok
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.concepten import begin_vandaag, gemeentepersoon
from tests.fabrieken.indieningen import indienbaar, klaar_van
from tests.fabrieken.inloggen import als
from tests.integratie.web.test_gelijktijdig import tegelijk

Schrijf = Callable[[], AbstractContextManager[None]]
AANTAL = 12


@pytest.fixture
def tranche(app: Flask) -> Tranche:
    app.config["WTF_CSRF_ENABLED"] = False
    return begin_vandaag()


@pytest.fixture
def tess(tranche: Tranche, schrijf: Schrijf) -> Gebruiker:
    with schrijf():
        return gemeentepersoon("Tess", rol=Rol.TEKENBEVOEGDE)


def _stuur(klaar: Klaar, door_id: int, sleutel: str, uit: list[int | str]) -> Callable[[], None]:
    def stuur() -> None:
        nu = klok.nu()
        try:
            with schrijfgrens():
                door = db.session.get_one(Gebruiker, door_id)
                uit.append(
                    indienen(
                        klaar, sleutel=sleutel, gezien_sha256=klaar.sha256, door=door, ontvangen_op=nu, nu=nu
                    ).id
                )
        except NietInTeDienen as fout:
            uit.append(str(fout))

    return stuur


def _tel(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_twaalf_keer_dezelfde_pagina_tegelijk_is_een_indiening(
    app: Flask, tranche: Tranche, tess: Gebruiker, schrijf: Schrijf
) -> None:
    nu = klok.nu()
    with schrijf():
        aanvraag = indienbaar(tranche, tess, nu=nu)
    klaar, uit = klaar_van(aanvraag, tess, nu=nu), list[int | str]()
    assert tegelijk(app, *(_stuur(klaar, tess.id, "dezelfde", uit) for _ in range(AANTAL))) == []
    assert (len(uit), len(set(uit))) == (AANTAL, 1)
    db.session.rollback()
    assert (_tel(Indiening), _tel(AanvraagVersie)) == (1, 1)


def test_twaalf_paginas_van_een_aanvraag_tegelijk_is_een_indiening(
    app: Flask, tranche: Tranche, tess: Gebruiker, schrijf: Schrijf
) -> None:
    nu = klok.nu()
    with schrijf():
        aanvraag = indienbaar(tranche, tess, nu=nu)
    klaar, uit = klaar_van(aanvraag, tess, nu=nu), list[int | str]()
    assert tegelijk(app, *(_stuur(klaar, tess.id, f"pagina-{n}", uit) for n in range(AANTAL))) == []
    assert sorted(type(een).__name__ for een in uit) == ["int"] + ["str"] * (AANTAL - 1)
    db.session.rollback()
    assert (_tel(Indiening), _tel(AanvraagVersie)) == (1, 1)


def test_wie_een_seconde_later_hetzelfde_indient_maakt_geen_correctie(
    app: Flask, tranche: Tranche, tess: Gebruiker, schrijf: Schrijf
) -> None:
    """Each request was read before the other filed, and has a moment of receipt of its own."""
    nu = klok.nu()
    with schrijf():
        aanvraag = indienbaar(tranche, tess, nu=nu)
    klaren = [klaar_van(aanvraag, tess, nu=nu + timedelta(seconds=n)) for n in range(2)]
    uit = list[int | str]()
    for n, klaar in enumerate(klaren):
        _stuur(klaar, tess.id, f"pagina-{n}", uit)()
    assert [type(een) for een in uit] == [int, str]
    assert "Er is niets ingediend" in str(uit[1])
    db.session.rollback()
    assert (_tel(Indiening), _tel(AanvraagVersie)) == (1, 1)


def test_twaalf_aanvragen_tegelijk_komen_er_alle_twaalf(
    app: Flask, tranche: Tranche, tess: Gebruiker, schrijf: Schrijf
) -> None:
    nu, uit = klok.nu(), list[int | str]()
    with schrijf():
        aanvragen = [indienbaar(tranche, tess, nu=nu) for _ in range(AANTAL)]
    klaren = [klaar_van(aanvraag, tess, nu=nu) for aanvraag in aanvragen]
    assert tegelijk(app, *(_stuur(klaar, tess.id, str(n), uit) for n, klaar in enumerate(klaren))) == []
    db.session.rollback()
    assert (len(set(uit)), _tel(Indiening), _tel(AanvraagVersie)) == (AANTAL, AANTAL, AANTAL)
    db.session.remove()
    assert controleer(db.engine, None, []).goed


def test_wat_ons_bereikte_voor_een_slot_telt_vanaf_toen(
    app: Flask, tranche: Tranche, tess: Gebruiker, schrijf: Schrijf
) -> None:
    """While somebody freezes a list the submit waits; its moment of receipt is from before."""
    nu = klok.nu()
    with schrijf():
        aanvraag = indienbaar(tranche, tess, nu=nu)
    nummer, aanvraag_id = aanvraag.nummer, aanvraag.id
    client = als(app.test_client(), tess, nu)
    velden = _formulier(client.get(f"/aanvragen/{nummer}/indienen").text)
    antwoorden: list[int] = []

    def stuur() -> None:
        antwoorden.append(client.post(f"/aanvragen/{nummer}/indienen", data=velden).status_code)

    draad = threading.Thread(target=stuur)
    with schrijfgrens():
        vergrendel_tranche(db.session.get_one(Tranche, tranche.id))
        draad.start()
        draad.join(timeout=1.0)
        assert draad.is_alive(), "the submit must wait for whoever holds the tranche"
        losgelaten = klok.nu()
    draad.join(timeout=30)
    assert antwoorden == [302]
    db.session.rollback()
    indiening = db.session.scalars(select(Indiening).where(Indiening.aanvraag_id == aanvraag_id)).one()
    assert indiening.ontvangen_op < losgelaten
    assert db.session.get_one(Aanvraag, aanvraag_id).ontvangen_op == indiening.ontvangen_op


def _formulier(html: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html.partition("<main")[2]))
