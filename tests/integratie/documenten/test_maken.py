"""A document that was asked for is made in the end, once, whatever goes wrong in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from subsidie.audit.models import Gebeurtenis
from subsidie.documenten.models import Document
from subsidie.documenten.service import (
    MakenMislukt,
    get_document,
    lees_bestand,
    maak_wachtende,
    tel_wachtende,
    vraag_aan,
)
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import NietGevonden
from subsidie.platform.opslag import LokaleOpslag
from subsidie.web.db import db
from tests.fabrieken.brieven import MOMENT, verlening

Schrijf = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def opslag(tmp_path: Path) -> LokaleOpslag:
    return LokaleOpslag(tmp_path / "documenten")


@pytest.fixture
def aangevraagd(app: Flask, schrijf: Schrijf, nu: datetime) -> list[str]:
    """Three letters that must exist and are not there yet."""
    kenmerken = [f"RHA23-{nummer:04d}-B1" for nummer in (1, 2, 3)]
    with schrijf():
        for kenmerk in kenmerken:
            brief = verlening(kenmerk=kenmerk)
            vraag_aan(
                kenmerk=kenmerk, titel=kenmerk, sjabloon=brief.sjabloon, gegevens=brief.als_json(), peilmoment=MOMENT,
                door=None, nu=nu,
            )  # fmt: skip
    return kenmerken


class StroomValtUit(Exception):
    """Stands in for the process that is gone."""


def maak(opslag: LokaleOpslag, nu: datetime, gemaakt: Callable[[str], None] = lambda _: None) -> int:
    return maak_wachtende(opslag, werkers=2, klok=lambda: nu, gemaakt=gemaakt)


def test_alles_wat_is_aangevraagd_wordt_gemaakt_en_bewaard(
    aangevraagd: list[str], opslag: LokaleOpslag, nu: datetime
) -> None:
    with pytest.raises(NietGevonden, match="nog niet gemaakt"):
        lees_bestand(get_document(aangevraagd[0]), opslag)
    assert maak(opslag, nu) == 3
    for kenmerk in aangevraagd:
        document = get_document(kenmerk)
        bestand = lees_bestand(document, opslag)
        assert bestand.startswith(b"%PDF-")
        assert (document.bestand_sha256, document.grootte) == (sha256_hex(bestand), len(bestand))
    assert (tel_wachtende(), maak(opslag, nu)) == (0, 0)


@pytest.mark.usefixtures("papier_hier")
def test_na_een_storing_tussen_besluit_en_brief_maakt_de_volgende_ronde_wat_ontbreekt(
    aangevraagd: list[str], opslag: LokaleOpslag, nu: datetime
) -> None:
    def val_uit(_: str) -> None:
        raise StroomValtUit

    with pytest.raises(StroomValtUit):
        maak(opslag, nu, gemaakt=val_uit)
    db.session.remove()
    # One file was stored and not recorded: the row still says that the letter must be made.
    assert tel_wachtende() == 3
    assert maak(opslag, nu) == 3
    gemaakt = db.session.scalar(select(func.count()).where(Gebeurtenis.soort == "document:gemaakt"))
    assert gemaakt == 3


@pytest.mark.usefixtures("papier_hier")
def test_twee_rondes_tegelijk_maken_geen_brief_dubbel(
    aangevraagd: list[str], opslag: LokaleOpslag, nu: datetime
) -> None:
    def nog_een_ronde() -> Iterator[None]:
        maak(opslag, nu)
        yield

    ronde = nog_een_ronde()
    # The second round runs while the first has its files but has not recorded them.
    maak(opslag, nu, gemaakt=lambda _: next(ronde, None))
    assert db.session.scalar(select(func.count()).where(Gebeurtenis.soort == "document:gemaakt")) == 3
    assert db.session.scalar(select(func.count()).where(Document.bestand_sha256.is_(None))) == 0


def test_wat_niet_lukt_wordt_genoemd_en_houdt_de_rest_niet_op(
    aangevraagd: list[str], opslag: LokaleOpslag, nu: datetime, schrijf: Schrijf
) -> None:
    with schrijf():
        vraag_aan(
            kenmerk="KAPOT",
            titel="?",
            sjabloon="bestaat/niet",
            gegevens={},
            peilmoment=MOMENT,
            door=None,
            nu=nu,
        )
    with pytest.raises(MakenMislukt, match="KAPOT") as fout:
        maak(opslag, nu)
    assert [kenmerk for kenmerk, _ in fout.value.fouten] == ["KAPOT"]
    assert tel_wachtende() == 1
