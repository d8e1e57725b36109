"""Signing many: each signature is checked by itself, and none is made twice or forgotten, whatever happens."""

from __future__ import annotations

import signal
from collections import Counter
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from subsidie.aanvragen.models import Aanvraagstatus
from subsidie.aanvragen.service import get_aanvraag, zet_status
from subsidie.accounts.models import Belang, Roltoekenning
from subsidie.audit.models import Gebeurtenis
from subsidie.beschikkingen import ronde as ronden
from subsidie.beschikkingen.models import Beschikking, Besluitstatus
from subsidie.beschikkingen.ronde import list_te_tekenen, start_ronde, tel_standen
from subsidie.beschikkingen.rondemodellen import Rondestatus, Tekenregel, Tekenronde, Tekenstand
from subsidie.beschikkingen.rondewerk import _doe_een, teken_wachtende
from subsidie.documenten.models import Document
from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeOvergang
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.besluiten import GEMEENTEN, MOMENT, begin_ronde, opgestelde_tranche, start_werker

VELE = {"sqlite": 131, "postgresql": 24}
"""A whole tranche where writers wait for each other anyway; fewer where the two workers really run side by side."""
STRAKS = MOMENT + timedelta(minutes=1)


def werk() -> int:
    return teken_wachtende(lambda: STRAKS)


def teken_er(ronde: Tekenronde, hoeveel: int) -> None:
    """As a worker that gets no further for now."""
    for _ in range(hoeveel):
        assert _doe_een(ronde.id, {}, lambda: STRAKS)


def standen(ronde: Tekenronde) -> tuple[int, int, int]:
    """How many wait, are signed, failed."""
    geteld = tel_standen(ronde)
    return geteld[Tekenstand.WACHT], geteld[Tekenstand.GETEKEND], geteld[Tekenstand.MISLUKT]


def fouten(ronde: Tekenronde) -> set[str]:
    vraag = select(Tekenregel.fout).where(Tekenregel.ronde_id == ronde.id, Tekenregel.fout != "")
    return set(db.session.scalars(vraag))


def test_een_werker_die_halverwege_wordt_gedood_laat_niets_dubbel_en_niets_liggen(
    app: Flask, omgeving: dict[str, str], databasesoort: str
) -> None:
    vele = VELE[databasesoort]
    tranche, personen, _ = opgestelde_tranche(vele)
    ronde = begin_ronde(tranche, personen["beslisser"])
    gedood = start_werker(omgeving, sterf_na=vele // 2)
    assert gedood.wait(timeout=120) == -signal.SIGKILL
    db.session.rollback()
    # The last one was signed but not committed: it is as if nobody had touched it.
    over = vele // 2 - 1
    assert standen(ronde) == (vele - over, over, 0)
    twee = [start_werker(omgeving), start_werker(omgeving)]
    assert [werker.wait(timeout=120) for werker in twee] == [0, 0]
    db.session.rollback()
    db.session.expire_all()
    assert (standen(ronde), ronde.status) == ((0, vele, 0), Rondestatus.AFGEROND)
    getekend = Counter(
        db.session.scalars(select(Gebeurtenis.object_id).where(Gebeurtenis.soort == "beschikking:getekend"))
    )
    assert (len(getekend), set(getekend.values())) == (vele, {1})
    assert db.session.scalar(select(func.count()).select_from(Document)) == vele
    statussen = set(db.session.scalars(select(Beschikking.status)))
    assert statussen == {Besluitstatus.GETEKEND}


def test_wie_als_tweede_begint_leest_wie_het_eerst_was_en_wanneer(app: Flask) -> None:
    tranche, personen, _ = opgestelde_tranche()
    begin_ronde(tranche, personen["beslisser"])
    with pytest.raises(Domeinfout, match=r"A\. de Beslisser begon op 15 januari 2026"):
        begin_ronde(tranche, personen["tweede_beslisser"])


def test_een_ronde_wordt_gepauzeerd_hervat_en_gestopt(app: Flask) -> None:
    tranche, personen, _ = opgestelde_tranche()
    een, ander = personen["beslisser"], personen["tweede_beslisser"]
    ronde = begin_ronde(tranche, een)
    teken_er(ronde, 1)
    with schrijfgrens():
        ronden.pauzeer(ronde, door=ander, nu=STRAKS)
    assert (werk(), standen(ronde)) == (0, (3, 1, 0))
    with pytest.raises(NietBevoegd, match=r"van A\. de Beslisser"), schrijfgrens():
        ronden.hervat(ronde, door=ander, nu=STRAKS)
    with schrijfgrens():
        ronden.hervat(ronde, door=een, nu=STRAKS)
    teken_er(ronde, 1)
    with schrijfgrens():
        ronden.stop(ronde, door=ander, nu=STRAKS)
    assert (werk(), standen(ronde), ronde.status) == (0, (2, 2, 0), Rondestatus.GESTOPT)
    with pytest.raises(OngeldigeOvergang), schrijfgrens():
        ronden.hervat(ronde, door=een, nu=STRAKS)
    assert len(list_te_tekenen(tranche)) == 2
    begin_ronde(tranche, ander)


@pytest.mark.parametrize(
    ("wat", "waarom"),
    [("rol", "rol beslisser nodig"), ("mandaat", "geen mandaat"), ("belang", "geregistreerd belang in")],
)
def test_wie_halverwege_de_bevoegdheid_verliest_tekent_de_rest_niet(
    app: Flask, wat: str, waarom: str
) -> None:
    tranche, personen, _ = opgestelde_tranche()
    een = personen["beslisser"]
    ronde = begin_ronde(tranche, een)
    teken_er(ronde, 1)
    with schrijfgrens():
        if wat == "rol":
            for rol in db.session.scalars(select(Roltoekenning).where(Roltoekenning.gebruiker_id == een.id)):
                rol.tot = max(MOMENT.date(), rol.vanaf + timedelta(days=1))
        elif wat == "mandaat":
            db.session.execute(
                text("UPDATE mandaat SET tot = :dag WHERE gebruiker_id = :wie"),
                {"dag": MOMENT.date(), "wie": een.id},
            )
        else:
            db.session.add_all(
                Belang(gebruiker_id=een.id, gm_code=code, omschrijving="woont er", vanaf=date(2026, 1, 1))
                for code in GEMEENTEN
            )
    werk()
    assert standen(ronde) == (0, 1, 3)
    assert all(waarom in fout for fout in fouten(ronde))
    getekend = db.session.scalar(
        select(func.count()).select_from(Beschikking).where(Beschikking.status == Besluitstatus.GETEKEND)
    )
    assert getekend == 1


def test_wat_mislukte_wordt_opnieuw_geprobeerd_en_alleen_dat(app: Flask) -> None:
    tranche, personen, _ = opgestelde_tranche()
    ronde = begin_ronde(tranche, personen["beslisser"])
    _zet_versie("B003", 2)
    werk()
    assert (standen(ronde), ronde.status) == ((0, 3, 1), Rondestatus.AFGEROND)
    assert fouten(ronde) == {
        "Besluit B003-B1 past niet meer bij de gegevens waarop het rust; stel het opnieuw op."
    }
    _zet_versie("B003", 1)
    with schrijfgrens():
        assert ronden.probeer_opnieuw(ronde, door=personen["beslisser"], nu=STRAKS) == 1
    assert (werk(), standen(ronde), ronde.status) == (1, (0, 4, 0), Rondestatus.AFGEROND)
    with pytest.raises(Domeinfout, match="niets mislukt"), schrijfgrens():
        ronden.probeer_opnieuw(ronde, door=personen["beslisser"], nu=STRAKS)


def _zet_versie(nummer: str, versie: int) -> None:
    with schrijfgrens():
        db.session.execute(
            text("UPDATE aanvraag SET huidige_versie = :versie WHERE nummer = :nummer"),
            {"versie": versie, "nummer": nummer},
        )


def test_een_bedrag_dat_achter_iedereen_om_verandert_wordt_niet_getekend(
    app: Flask, databasesoort: str
) -> None:
    tranche, personen, _ = opgestelde_tranche()
    ronde = begin_ronde(tranche, personen["beslisser"])
    with schrijfgrens():
        waarvan = " ON beschikking" if databasesoort == "postgresql" else ""
        db.session.execute(text(f"DROP TRIGGER beschikking_inhoud_staat_vast{waarvan}"))
        db.session.execute(text("UPDATE beschikking SET verleend_cent = 1 WHERE kenmerk = 'B002-B1'"))
    werk()
    assert standen(ronde) == (0, 3, 1)
    assert fouten(ronde) == {
        "Besluit B002-B1 past niet meer bij de gegevens waarop het rust; stel het opnieuw op."
    }


def test_wie_iets_anders_zag_dan_er_ligt_begint_geen_ronde(app: Flask) -> None:
    tranche, personen, _ = opgestelde_tranche()
    kenmerken = [een.kenmerk for een in list_te_tekenen(tranche)]
    gezien = ronden.vingerafdruk(list_te_tekenen(tranche))
    with schrijfgrens():
        zet_status(get_aanvraag("B003"), Aanvraagstatus.INGETROKKEN)
    with pytest.raises(Domeinfout, match="veranderd sinds u ze bekeek"), schrijfgrens():
        start_ronde(
            tranche, kenmerken, gezien=gezien, dagtekening=MOMENT.date(), door=personen["beslisser"], nu=MOMENT
        )  # fmt: skip


def test_wie_geen_beslisser_is_begint_geen_ronde(app: Flask) -> None:
    tranche, personen, _ = opgestelde_tranche()
    with pytest.raises(NietBevoegd, match="rol beslisser"):
        begin_ronde(tranche, personen["behandelaar"])


def test_een_ronde_die_over_de_dag_heen_ligt_tekent_niet_met_een_oude_datum(app: Flask) -> None:
    tranche, personen, _ = opgestelde_tranche()
    ronde = begin_ronde(tranche, personen["beslisser"], dag=MOMENT.date())
    teken_wachtende(lambda: MOMENT + timedelta(days=1))
    assert standen(ronde) == (0, 0, 4)
    assert fouten(ronde) == {"De dagtekening 15 januari 2026 ligt voor de dag van ondertekening."}
