"""The state of an application in the database is the state in words, whatever was decided and built."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pytest
from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Rol
from subsidie.beschikkingen.models import Beschikking
from subsidie.dossier.aanvraagvragen import BESLUITEN
from subsidie.dossier.aanvragenlijst import aanvragenlijst
from subsidie.dossier.bouwvragen import bouw_van, laatst_behouden
from subsidie.dossier.stand import Stand, Standsoort, stand_van
from subsidie.kern.termijnen import jaren
from subsidie.realisatie.leveringmodellen import Woonruimte
from subsidie.realisatie.stand import lees_stand
from subsidie.tranches.keuzen import Woonruimteaard
from subsidie.web.db import db
from tests.fabrieken import realisatierijen, rijen
from tests.fabrieken.lijsten import EIGEN, aanvraag, keten, kijker, staat, zet_gemeenten
from tests.fabrieken.vandaag import persoon

Schrijf = Callable[[], AbstractContextManager[None]]
VANDAAG: Final = rijen.NU.date()
ELF_JAAR_TERUG, EEN_JAAR_TERUG = date(2012, 7, 7), date(2022, 7, 7)
PERMANENT, FLEXIBEL = Woonruimteaard.PERMANENT, Woonruimteaard.FLEXIBEL
MET_PLAN: Final = ("verlening", "deelverlening", "wijziging", "beslissing_op_bezwaar")
BESTEMMING = '{"tekst": "Tien jaar voor de doelgroep.", "vanaf": "oplevering", "jaren": 10}'


@dataclass(frozen=True)
class Gebouwd:
    """What is built of a plan of two permanent homes and a flexible one; ``op``: the day of delivery."""

    plan: bool = True
    stap: str = ""
    permanent: int = 0
    flexibel: int = 0
    gemeld: int = 0
    op: date = EEN_JAAR_TERUG
    weg: bool = False
    """All of it was not kept."""
    gekrompen: bool = False
    """A later plan, where there is a later decision, asks one permanent home."""


BOUW: Final = (
    Gebouwd(plan=False), Gebouwd(), Gebouwd(stap="vergunning"), Gebouwd(stap="start_bouw"), Gebouwd(gemeld=3),
    Gebouwd(permanent=2), Gebouwd(permanent=3), Gebouwd(permanent=2, flexibel=1, weg=True),
    Gebouwd(permanent=2, flexibel=1, op=ELF_JAAR_TERUG), Gebouwd(permanent=1, gekrompen=True),
)  # fmt: skip
VAAK: Final = (Gebouwd(stap="onomkeerbare_stap"), Gebouwd(permanent=2, flexibel=1))
KETENS: Final = (
    ("verlening:bekendgemaakt:9",),
    ("deelverlening:bekendgemaakt:7",),
    ("deelverlening:bekendgemaakt:7", "wijziging:bekendgemaakt:5"),
    ("deelverlening:bekendgemaakt:7", "wijziging:bekendgemaakt:7:geweigerd"),
    ("verlening:bekendgemaakt:9", "wijziging:bekendgemaakt:5", "wijziging:bekendgemaakt:5:geweigerd"),
    ("verlening:bekendgemaakt:9", "wijziging:bekendgemaakt:5", "beslissing_op_bezwaar:bekendgemaakt:6"),
    ("verlening:bekendgemaakt:9", "wijziging:concept:5"),
    ("afwijzing:bekendgemaakt", "beslissing_op_bezwaar:bekendgemaakt:6"),
    ("deelverlening:bekendgemaakt:7", "beslissing_op_bezwaar:bekendgemaakt:9", "wijziging:bekendgemaakt:8"),
    ("verlening:bekendgemaakt:9", "vaststelling:bekendgemaakt:7"),
    ("verlening:bekendgemaakt:9", "vaststelling:bekendgemaakt:7", "beslissing_op_bezwaar:bekendgemaakt:8"),
    ("verlening:bekendgemaakt:9", "vaststelling:bekendgemaakt:7", "terugvordering:bekendgemaakt:7"),
    ("verlening:bekendgemaakt:9", "intrekking:bekendgemaakt:0"),
    ("afwijzing:bekendgemaakt",),
)  # fmt: skip


def bouw(een: Aanvraag, wat: Gebouwd) -> None:
    """Make what ``wat`` says of ``een``; a plan needs a decision, so it comes after the chain."""
    besluiten = [een for een in _besluiten(een) if een.soort in MET_PLAN and een.status == "bekendgemaakt"]
    if not wat.plan or not besluiten:
        return
    plan = realisatierijen.plan(aanvraag=een, beschikking=besluiten[0])
    for aard, aantal in ((PERMANENT, 2), (FLEXIBEL, 1)):
        realisatierijen.planregel(plan=plan, aard=aard, aantal=aantal)
    deel = realisatierijen.deel(aanvraag=een, aantal=3)
    weg = realisatierijen.deel(aanvraag=een, aantal=3, vervallen_op=rijen.NU)
    realisatierijen.mijlpaal(
        deel=weg, mijlpaal="start_bouw", stand="aanvaard"
    )  # a part that lapsed counts no more
    if wat.stap:
        realisatierijen.mijlpaal(deel=deel, mijlpaal=wat.stap, stand="aanvaard")
    for aard, aantal in ((PERMANENT, wat.permanent), (FLEXIBEL, wat.flexibel)):
        if aantal:
            levering = realisatierijen.geleverd(
                een, aantal=aantal, deel=deel, aard=aard, opgeleverd_op=wat.op
            )
            for woonruimte in db.session.scalars(
                select(Woonruimte).where(Woonruimte.levering_id == levering.id)
            ):
                if wat.weg:
                    realisatierijen.bestemmingseinde(woonruimte_id=woonruimte.id)
    if wat.gemeld:
        gemeld = realisatierijen.levering(aanvraag=een, deel=deel)
        for _ in range(wat.gemeld):
            realisatierijen.woonruimte(levering=gemeld)
    if wat.gekrompen and len(besluiten) > 1:
        kleiner = realisatierijen.plan(aanvraag=een, beschikking=besluiten[-1])
        realisatierijen.planregel(plan=kleiner, aard=PERMANENT, aantal=1)


ALLES: Final = [(besluiten, wat) for besluiten in KETENS for wat in VAAK] + [
    (besluiten, wat)
    for besluiten in KETENS
    if besluiten in (KETENS[0], KETENS[1], KETENS[5], KETENS[9])
    for wat in BOUW
]
"""Every chain begun and whole, and what differs only in what was built with the chains where that matters."""


@pytest.fixture
def standen(schrijf: Schrijf) -> None:
    with schrijf():
        zet_gemeenten()
        tranche = rijen.tranche()
        rijen.instelling_waarde(tranche=tranche, sleutel="verplichtingen.bestemming", waarde=BESTEMMING)
        for besluiten, wat in ALLES:
            een = aanvraag(status="beoordeeld", tranche=tranche, cent=10)
            _keten(een, besluiten)
            bouw(een, wat)


def _keten(een: Aanvraag, besluiten: tuple[str, ...]) -> None:
    keten(een, *(besluit.removesuffix(":geweigerd") for besluit in besluiten))
    for tekst, besluit in zip(besluiten, _besluiten(een), strict=True):
        if tekst.endswith(":geweigerd"):
            realisatierijen.wijzigingsverzoek(aanvraag=een, status="afgewezen", beschikking=besluit)


def _besluiten(een: Aanvraag) -> list[Beschikking]:
    vraag = select(Beschikking).where(Beschikking.aanvraag_id == een.id).order_by(Beschikking.id)
    return list(db.session.scalars(vraag))


def in_woorden(een: Any, *, gemeentekant: bool) -> Stand:
    """The state from the whole chain and from what ``realisatie.stand`` counts."""
    besluiten: Sequence[Any] = db.session.execute(BESLUITEN, {"aanvraag_id": een.id}).all()
    if gemeentekant:
        besluiten = [besluit for besluit in besluiten if besluit.status == "bekendgemaakt"]
    dag = laatst_behouden(een.id)
    gebouwd = bouw_van(lees_stand(een.id), bestemd=dag is not None and jaren(dag, 10) >= VANDAAG)
    return stand_van(een.status, besluiten, gemeentekant=gemeentekant, bouw=gebouwd)


def test_wat_er_staat_en_waarop_wordt_gefilterd_volgt_uit_de_keten_en_uit_wat_is_gebouwd(
    schrijf: Schrijf, standen: None
) -> None:
    with schrijf():
        kanten = {False: persoon(Rol.BEHANDELAAR), True: persoon(Rol.OPSTELLER, gm_code=EIGEN)}
    for gemeentekant, wie in kanten.items():
        overzicht = aanvragenlijst(kijker(wie), vandaag=VANDAAG)
        regels = overzicht.alles(staat(overzicht.lijst))
        assert len(regels) == len(ALLES)
        verwacht = {een.rij.nummer: in_woorden(een.rij, gemeentekant=gemeentekant) for een in regels}
        assert {een.rij.nummer: een.stand for een in regels} == verwacht
        for soort in Standsoort:
            if soort in {stand.soort for stand in verwacht.values()}:
                gefilterd = overzicht.alles(staat(overzicht.lijst, stand=soort.value))
                assert {een.rij.nummer for een in gefilterd} == {
                    nummer for nummer, stand in verwacht.items() if stand.soort is soort
                }, soort
    gezien = {stand.soort for stand in verwacht.values()}
    assert gezien >= {
        Standsoort.VERLEEND, Standsoort.DEELS_VERLEEND, Standsoort.IN_UITVOERING, Standsoort.GEREALISEERD,
        Standsoort.VASTGESTELD, Standsoort.TERUGGEVORDERD, Standsoort.BESTEMMINGSTERMIJN, Standsoort.AFGEWEZEN,
    }  # fmt: skip
