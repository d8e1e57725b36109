"""Loading a tranche file: everything is recorded once, and only what changed becomes history."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from subsidie.accounts.models import Gebruiker
from subsidie.audit.models import Gebeurtenis
from subsidie.kern.fouten import Domeinfout, NietBevoegd
from subsidie.tranches.definitie import lees_tranche
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.models import InstellingWaarde, Plafond, Tijdvak, Trancheaard
from subsidie.tranches.service import (
    afronden,
    als_definitie,
    get_tranche,
    laad_tranche,
    list_historie,
    list_plafonds,
    list_tijdvakken,
    list_tranches,
    openstellen,
    pots,
    regels,
    sluiten,
    stel_in,
    verhoog_plafond,
)
from subsidie.web.db import db
from tests.unit.tranches.hulp import CODES, pas_aan, tranche, zonder

Grens = Callable[[], AbstractContextManager[None]]
LATER = timedelta(days=30)


def aantal_rijen() -> list[int | None]:
    return [
        db.session.scalar(select(func.count()).select_from(model))
        for model in (InstellingWaarde, Plafond, Tijdvak, Gebeurtenis)
    ]


def test_wat_geladen_is_is_wat_in_het_bestand_staat(schrijf: Grens, nu: datetime) -> None:
    for code in CODES:
        with schrijf():
            laad_tranche(tranche(code), aard=Trancheaard.VOORBEELD, door=None, nu=nu)
        db.session.expire_all()
        assert als_definitie(get_tranche(code)) == tranche(code)
        assert get_tranche(code).naam == tranche(code).regels.naam.waarde


def test_hetzelfde_bestand_nog_eens_verandert_niets(schrijf: Grens, nu: datetime) -> None:
    with schrijf():
        for code in CODES:
            laad_tranche(tranche(code), aard=Trancheaard.VOORBEELD, door=None, nu=nu)
    eerst = aantal_rijen()
    with schrijf():
        for code in CODES:
            laad_tranche(tranche(code), aard=Trancheaard.VOORBEELD, door=None, nu=nu + LATER)
    assert aantal_rijen() == eerst
    assert [een.code for een in list_tranches()] == sorted(CODES)


def test_een_gewijzigde_waarde_komt_in_de_geschiedenis_en_de_nieuwste_geldt(
    schrijf: Grens, nu: datetime
) -> None:
    ander = lees_tranche(pas_aan("rha-2023", ('waarde = "€ 2.000.000"', 'waarde = "€ 2.500.000"')))
    with schrijf():
        geladen = laad_tranche(tranche("rha-2023"), aard=Trancheaard.VOORBEELD, door=None, nu=nu)
    eerst = aantal_rijen()
    with schrijf():
        laad_tranche(ander, aard=Trancheaard.VOORBEELD, door=None, nu=nu + LATER)
    assert [(rij.volgnummer, rij.waarde) for rij in list_historie(geladen, "gemeentemaximum")] == [
        (1, "200000000"), (2, "250000000"),
    ]  # fmt: skip
    assert regels(geladen).gemeentemaximum.waarde_cent == 250_000_000
    assert regels(geladen, op=nu + LATER / 2).gemeentemaximum.waarde_cent == 200_000_000
    assert aantal_rijen() == [(voor or 0) + erbij for voor, erbij in zip(eerst, (1, 0, 0, 1), strict=True)]
    laatste = db.session.scalars(select(Gebeurtenis).order_by(Gebeurtenis.volgnummer.desc())).first()
    assert laatste is not None
    assert (laatste.soort, laatste.object_id) == ("tranche:bijgewerkt", "rha-2023")
    assert '"gemeentemaximum"' in laatste.gegevens


def test_een_nieuwe_bron_van_dezelfde_waarde_is_ook_geschiedenis(schrijf: Grens, nu: datetime) -> None:
    oud = 'waarde = "€ 2.000.000"\nbron = "volkshuisvestingnederland.nl, 22 mei 2023 [W38]"'
    ander = lees_tranche(
        pas_aan("rha-2023", (oud, 'waarde = "€ 2.000.000"\nbron = "vvg.nl [W8]; vvg.nl [W19]"'))
    )
    with schrijf():
        geladen = laad_tranche(tranche("rha-2023"), aard=Trancheaard.VOORBEELD, door=None, nu=nu)
    with schrijf():
        laad_tranche(ander, aard=Trancheaard.VOORBEELD, door=None, nu=nu + LATER)
    assert regels(geladen).gemeentemaximum.bron == "vvg.nl [W8]; vvg.nl [W19]"
    assert len(list_historie(geladen, "gemeentemaximum")) == 2


def test_wat_iemand_heeft_ingesteld_blijft_tot_het_bestand_zelf_iets_anders_zegt(
    schrijf: Grens, nu: datetime, beheerder: Gebruiker
) -> None:
    ander = lees_tranche(pas_aan("rha-2023", ('waarde = "€ 2.000.000"', 'waarde = "€ 2.500.000"')))
    with schrijf():
        geladen = laad_tranche(tranche("rha-2023"), aard=Trancheaard.VOORBEELD, door=None, nu=nu)
    with schrijf():
        stel_in(
            geladen, "gemeentemaximum", "€ 1.750.000", bron="Stcrt 2023, 1", zekerheid=Zekerheid.GEVERIFIEERD,
            door=beheerder, nu=nu,
        )  # fmt: skip
    with schrijf():
        laad_tranche(tranche("rha-2023"), aard=Trancheaard.VOORBEELD, door=None, nu=nu + LATER)
    assert regels(geladen).gemeentemaximum.waarde_cent == 175_000_000
    with schrijf():
        laad_tranche(ander, aard=Trancheaard.VOORBEELD, door=None, nu=nu + LATER)
    assert regels(geladen).gemeentemaximum.waarde_cent == 250_000_000
    with schrijf():
        laad_tranche(tranche("rha-2023"), aard=Trancheaard.VOORBEELD, door=None, nu=nu + 2 * LATER)
    assert regels(geladen).gemeentemaximum.waarde_cent == 200_000_000


def test_een_sleutel_die_uit_het_bestand_verdwijnt_geldt_niet_meer(schrijf: Grens, nu: datetime) -> None:
    # As long as it is unknown in the file, it blocks the opening; once gone, it must not.
    korter = lees_tranche(zonder("rha-2022", "voorwaarden.aannemelijk"))
    with schrijf():
        geladen = laad_tranche(tranche("rha-2022"), aard=Trancheaard.VOORBEELD, door=None, nu=nu)
    assert "aannemelijk" in regels(geladen).voorwaarden
    with schrijf():
        laad_tranche(korter, aard=Trancheaard.VOORBEELD, door=None, nu=nu + LATER)
    assert als_definitie(geladen) == korter
    assert "aannemelijk" in regels(geladen, op=nu).voorwaarden
    eerst = aantal_rijen()
    with schrijf():
        laad_tranche(korter, aard=Trancheaard.VOORBEELD, door=None, nu=nu + 2 * LATER)
    assert aantal_rijen() == eerst
    with schrijf():
        laad_tranche(tranche("rha-2022"), aard=Trancheaard.VOORBEELD, door=None, nu=nu + 2 * LATER)
    assert "aannemelijk" in regels(geladen).voorwaarden


def test_een_datum_die_alsnog_is_gevonden_verbetert_het_plafond_zonder_iets_te_overschrijven(
    schrijf: Grens, nu: datetime
) -> None:
    oud = 'bedrag = "€ 52.135.000"\n'
    ander = lees_tranche(pas_aan("rha-2022", (oud, f"{oud}geldt_vanaf = 2022-10-01\n")))
    with schrijf():
        geladen = laad_tranche(tranche("rha-2022"), aard=Trancheaard.VOORBEELD, door=None, nu=nu)
    with schrijf():
        laad_tranche(ander, aard=Trancheaard.VOORBEELD, door=None, nu=nu + LATER)
    (pot,) = pots(geladen)
    assert [rij.bedrag_cent for rij in list_plafonds(pot)] == [37_100_000_00, 52_135_000_00]
    assert list_plafonds(pot)[1].geldt_vanaf == datetime(2022, 9, 30, 22, 0, tzinfo=UTC)
    alle = db.session.scalars(select(Plafond).order_by(Plafond.volgnummer, Plafond.versie)).all()
    assert [(rij.volgnummer, rij.versie) for rij in alle] == [(1, 1), (2, 1), (2, 2)]


def test_een_verhoging_door_de_beheerder_blijft_staan_bij_het_herladen(
    schrijf: Grens, nu: datetime, beheerder: Gebruiker
) -> None:
    with schrijf():
        geladen = laad_tranche(tranche("rha-2023"), aard=Trancheaard.VOORBEELD, door=beheerder, nu=nu)
        (pot,) = pots(geladen)
        verhoog_plafond(pot, bedrag_cent=40_000_000_00, bron="Stcrt 2023, 2", door=beheerder, nu=nu)
    with schrijf():
        laad_tranche(tranche("rha-2023"), aard=Trancheaard.VOORBEELD, door=beheerder, nu=nu + LATER)
    assert [rij.bedrag_cent for rij in list_plafonds(pot)] == [34_705_000_00, 40_000_000_00]


def test_een_nieuw_tijdvak_in_het_bestand_komt_erbij(schrijf: Grens, nu: datetime) -> None:
    extra = (
        "[[tijdvakken]]\nopent = 2023-05-30T09:00:00\nsluit = 2023-07-14T17:00:00\n"
        'bron = "proef [W38]"\nzekerheid = "geverifieerd"\n\n# Waarvoor'
    )
    ander = lees_tranche(pas_aan("rha-2023", ("# Waarvoor", extra)))
    with schrijf():
        geladen = laad_tranche(tranche("rha-2023"), aard=Trancheaard.VOORBEELD, door=None, nu=nu)
    with schrijf():
        laad_tranche(ander, aard=Trancheaard.VOORBEELD, door=None, nu=nu)
    assert [rij.sluit for rij in list_tijdvakken(geladen)] == [
        datetime(2023, 7, 7, 15, 0, tzinfo=UTC), datetime(2023, 7, 14, 15, 0, tzinfo=UTC),
    ]  # fmt: skip


def test_een_voorbeeld_wordt_nooit_een_echte_tranche(schrijf: Grens, nu: datetime) -> None:
    with schrijf():
        laad_tranche(tranche("rha-2023"), aard=Trancheaard.VOORBEELD, door=None, nu=nu)
    with pytest.raises(Domeinfout, match="bestaat al als ‘voorbeeld’"), schrijf():
        laad_tranche(tranche("rha-2023"), aard=Trancheaard.ECHT, door=None, nu=nu)


def test_potten_veranderen_niet(schrijf: Grens, nu: datetime) -> None:
    with schrijf():
        laad_tranche(tranche("rha-2023"), aard=Trancheaard.VOORBEELD, door=None, nu=nu)
    ander = lees_tranche(pas_aan("rha-2023", ('[[potten]]\ncode = "rha"', '[[potten]]\ncode = "alles"')))
    with pytest.raises(Domeinfout, match="Potten veranderen niet meer"), schrijf():
        laad_tranche(ander, aard=Trancheaard.VOORBEELD, door=None, nu=nu)


def test_een_afgeronde_tranche_verandert_niet_meer(
    schrijf: Grens, nu: datetime, beheerder: Gebruiker
) -> None:
    ander = lees_tranche(pas_aan("rha-2023", ('waarde = "€ 2.000.000"', 'waarde = "€ 2.500.000"')))
    with schrijf():
        geladen = laad_tranche(tranche("rha-2023"), aard=Trancheaard.VOORBEELD, door=None, nu=nu)
        openstellen(geladen, door=beheerder, nu=nu)
        sluiten(geladen, door=beheerder, nu=nu + LATER)
        afronden(geladen, door=beheerder, nu=nu + LATER)
    with schrijf():
        laad_tranche(tranche("rha-2023"), aard=Trancheaard.VOORBEELD, door=None, nu=nu + LATER)
    with pytest.raises(Domeinfout, match="afgerond"), schrijf():
        laad_tranche(ander, aard=Trancheaard.VOORBEELD, door=None, nu=nu + LATER)
    assert regels(geladen).gemeentemaximum.waarde_cent == 200_000_000


def test_alleen_een_beheerder_laadt_een_tranche(schrijf: Grens, nu: datetime, behandelaar: Gebruiker) -> None:
    with pytest.raises(NietBevoegd), schrijf():
        laad_tranche(tranche("rha-2023"), aard=Trancheaard.VOORBEELD, door=behandelaar, nu=nu)
