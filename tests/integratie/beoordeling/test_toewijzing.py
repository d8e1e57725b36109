"""Who handles an application: one person, given by steps that are kept, and back by itself after a leave."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.aanvragen.service import betrek
from subsidie.accounts.models import Belang, Gebruiker, Rol
from subsidie.audit.models import Gebeurtenis
from subsidie.beoordeling.behandelmodellen import Behandeltoewijzing
from subsidie.beoordeling.opzet import veeg_verlof
from subsidie.beoordeling.toewijzing import (
    behandelaars_van,
    draag_over,
    geef_terug,
    geef_terug_na_verlof,
    list_behandelaars_nu,
    list_verlof_voorbij,
    pak_op,
    vervang,
    wijs_toe,
)
from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeInvoer
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken import rijen
from tests.fabrieken.rijen import DAG, NU
from tests.fabrieken.vandaag import persoon

EEN_DAG = timedelta(days=1)


@pytest.fixture
def mensen(app: Flask) -> tuple[Gebruiker, Gebruiker, Aanvraag]:
    """Two behandelaars and an application."""
    with schrijfgrens():
        een, ander = persoon(Rol.BEHANDELAAR), persoon(Rol.BEHANDELAAR)
        aanvraag = rijen.aanvraag()
        rijen.aanvraag_versie(aanvraag=aanvraag)
    return een, ander, aanvraag


def van_wie(aanvraag: Aanvraag, nu: datetime = NU) -> Gebruiker | None:
    gevonden = behandelaars_van([aanvraag.id], nu=nu).get(aanvraag.id)
    return gevonden.gebruiker if gevonden else None


def test_wie_oppakt_is_behandelaar_en_een_ander_kan_dat_dan_niet_meer(
    mensen: tuple[Gebruiker, Gebruiker, Aanvraag],
) -> None:
    een, ander, aanvraag = mensen
    assert van_wie(aanvraag) is None
    with schrijfgrens():
        pak_op(aanvraag, door=een, nu=NU)
    assert van_wie(aanvraag) == een
    for wie, melding in ((ander, f"is van {een.naam}"), (een, "al van u")):
        with pytest.raises(Domeinfout, match=melding), schrijfgrens():
            pak_op(aanvraag, door=wie, nu=NU)
    with pytest.raises(Domeinfout, match=f"is van {een.naam}"), schrijfgrens():
        wijs_toe(aanvraag, ander, toelichting="", door=ander, nu=NU)
    gebeurd = db.session.scalars(select(Gebeurtenis).where(Gebeurtenis.soort == "aanvraag:toegewezen")).one()
    assert (gebeurd.object_id, gebeurd.door_sleutel) == (aanvraag.nummer, een.sleutel)


def test_overdragen_vraagt_een_reden_en_laat_de_vorige_staan(
    mensen: tuple[Gebruiker, Gebruiker, Aanvraag],
) -> None:
    een, ander, aanvraag = mensen
    with pytest.raises(Domeinfout, match="van niemand"), schrijfgrens():
        draag_over(aanvraag, ander, toelichting="Druk.", door=een, nu=NU)
    with schrijfgrens():
        pak_op(aanvraag, door=een, nu=NU)
    with pytest.raises(OngeldigeInvoer), schrijfgrens():
        draag_over(aanvraag, ander, toelichting="  ", door=een, nu=NU)
    with schrijfgrens():
        draag_over(aanvraag, ander, toelichting="Druk.", door=een, nu=NU + EEN_DAG)
    assert van_wie(aanvraag, NU + EEN_DAG) == ander
    rij = db.session.scalars(select(Behandeltoewijzing).order_by(Behandeltoewijzing.id)).all()
    assert [(een_.reden, een_.tot) for een_ in rij] == [("opgepakt", NU + EEN_DAG), ("overgedragen", None)]
    with pytest.raises(Domeinfout, match="al van"), schrijfgrens():
        draag_over(aanvraag, ander, toelichting="Nog eens.", door=een, nu=NU + EEN_DAG)


def test_wie_een_belang_heeft_of_de_aanvraag_beoordeelt_krijgt_haar_niet(
    mensen: tuple[Gebruiker, Gebruiker, Aanvraag],
) -> None:
    een, ander, aanvraag = mensen
    with schrijfgrens():
        db.session.add(
            Belang(gebruiker_id=ander.id, gm_code=aanvraag.gm_code, omschrijving="Woont er.", vanaf=DAG)
        )
        beoordelaar = persoon(Rol.BEOORDELAAR)
        rijen.roltoekenning(gebruiker_id=beoordelaar.id, rol=Rol.BEHANDELAAR, vanaf=DAG)
        betrek(aanvraag, beoordelaar, Functiegroep.BEOORDELING, nu=NU)
        beslisser = persoon(Rol.BESLISSER)
    for wie, melding in ((ander, "belang"), (beoordelaar, "al betrokken"), (beslisser, "rol")):
        with pytest.raises(NietBevoegd, match=melding), schrijfgrens():
            wijs_toe(aanvraag, wie, toelichting="", door=een, nu=NU)
    assert van_wie(aanvraag) is None
    assert beslisser not in list_behandelaars_nu(NU)


def test_na_het_verlof_gaat_de_aanvraag_vanzelf_terug(
    mensen: tuple[Gebruiker, Gebruiker, Aanvraag],
) -> None:
    een, ander, aanvraag = mensen
    with schrijfgrens():
        pak_op(aanvraag, door=een, nu=NU)
        vervang(
            aanvraag, ander, vanaf=DAG + 3 * EEN_DAG, tot=DAG + 10 * EEN_DAG, toelichting="", door=een, nu=NU
        )
    assert van_wie(aanvraag, NU) == een
    assert van_wie(aanvraag, NU + 3 * EEN_DAG) == ander
    with pytest.raises(Domeinfout, match="vervangt"), schrijfgrens():
        draag_over(aanvraag, ander, toelichting="Toch.", door=een, nu=NU)
    with pytest.raises(Domeinfout, match="al een vervanging"), schrijfgrens():
        vervang(aanvraag, ander, vanaf=None, tot=DAG, toelichting="", door=een, nu=NU)
    assert list_verlof_voorbij(DAG + 10 * EEN_DAG) == []
    assert list_verlof_voorbij(DAG + 11 * EEN_DAG) == [aanvraag.id]
    with schrijfgrens():
        assert not geef_terug_na_verlof(aanvraag.id, nu=NU + 10 * EEN_DAG)
    with schrijfgrens():
        assert geef_terug_na_verlof(aanvraag.id, nu=NU + 11 * EEN_DAG)
    with schrijfgrens():
        assert not geef_terug_na_verlof(aanvraag.id, nu=NU + 11 * EEN_DAG)
    assert van_wie(aanvraag, NU + 11 * EEN_DAG) == een


def test_een_vervanging_die_nog_niet_begon_kan_worden_afgezegd(
    mensen: tuple[Gebruiker, Gebruiker, Aanvraag],
) -> None:
    een, ander, aanvraag = mensen
    with schrijfgrens():
        pak_op(aanvraag, door=een, nu=NU)
        vervang(
            aanvraag, ander, vanaf=DAG + 3 * EEN_DAG, tot=DAG + 10 * EEN_DAG, toelichting="", door=een, nu=NU
        )
    with schrijfgrens():
        geef_terug(aanvraag, toelichting="Verlof gaat niet door.", door=een, nu=NU + EEN_DAG)
    for dagen in (1, 4, 12):
        assert van_wie(aanvraag, NU + dagen * EEN_DAG) == een


def test_wie_bij_terugkeer_geen_behandelaar_meer_is_krijgt_niets_terug(
    mensen: tuple[Gebruiker, Gebruiker, Aanvraag],
) -> None:
    een, ander, aanvraag = mensen
    with schrijfgrens():
        pak_op(aanvraag, door=een, nu=NU)
        vervang(aanvraag, ander, vanaf=None, tot=DAG, toelichting="", door=ander, nu=NU)
        db.session.add(
            Belang(gebruiker_id=een.id, gm_code=aanvraag.gm_code, omschrijving="Verhuisd.", vanaf=DAG)
        )
    assert veeg_verlof() == 1  # the clock of the sweeper is far beyond the last day
    assert van_wie(aanvraag) is None
    assert veeg_verlof() == 0


def test_teruggeven_zonder_vervanging_maakt_haar_van_niemand(
    mensen: tuple[Gebruiker, Gebruiker, Aanvraag],
) -> None:
    een, ander, aanvraag = mensen
    with schrijfgrens():
        pak_op(aanvraag, door=een, nu=NU)
        geef_terug(aanvraag, toelichting="", door=ander, nu=NU)
    assert van_wie(aanvraag) is None
    with pytest.raises(Domeinfout, match="niets terug"), schrijfgrens():
        geef_terug(aanvraag, toelichting="", door=een, nu=NU)


@pytest.mark.parametrize(
    ("vanaf", "tot", "waar"),
    [(-1, 3, "vanaf"), (3, 2, "tot"), (0, 400, "tot")],
)
def test_een_verlof_dat_niet_kan_wordt_geweigerd(
    mensen: tuple[Gebruiker, Gebruiker, Aanvraag], vanaf: int, tot: int, waar: str
) -> None:
    een, ander, aanvraag = mensen
    with schrijfgrens():
        pak_op(aanvraag, door=een, nu=NU)

    def dag(na: int) -> date:
        return DAG + na * EEN_DAG

    with pytest.raises(OngeldigeInvoer) as fout, schrijfgrens():
        vervang(aanvraag, ander, vanaf=dag(vanaf), tot=dag(tot), toelichting="", door=een, nu=NU)
    assert [een_.waar for een_ in fout.value.gebreken] == [waar]
