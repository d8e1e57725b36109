"""Ceilings go up, windows get longer, settings change: each by a source, and never by overwriting."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from subsidie.accounts.models import Gebruiker
from subsidie.audit.models import Gebeurtenis
from subsidie.kern.fouten import Domeinfout, NietBevoegd, NietGevonden, OngeldigeInvoer
from subsidie.tranches.definitie import lees_tranche
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.service import (
    get_instelling_tekst,
    get_pot,
    get_tranche,
    laad_tranche,
    laatste_plafond,
    list_historie,
    list_plafonds,
    list_tijdvakken,
    openstellen,
    plafond_op,
    pots,
    regels,
    sluiten,
    stel_in,
    tijdvak_op,
    verhoog_plafond,
    verleng_tijdvak,
)
from subsidie.web.db import db
from tests.unit.tranches.hulp import pas_aan, tranche

Grens = Callable[[], AbstractContextManager[None]]


def utc(jaar: int, maand: int, dag: int, uur: int = 0, minuut: int = 0) -> datetime:
    return datetime(jaar, maand, dag, uur, minuut, tzinfo=UTC)


def laad(schrijf: Grens, nu: datetime, code: str, aard: Trancheaard = Trancheaard.VOORBEELD) -> Tranche:
    with schrijf():
        return laad_tranche(tranche(code), aard=aard, door=None, nu=nu)


def soorten_gebeurtenis() -> list[str]:
    return list(db.session.scalars(select(Gebeurtenis.soort).order_by(Gebeurtenis.volgnummer)))


def plaatsen(fout: pytest.ExceptionInfo[OngeldigeInvoer]) -> list[str]:
    return [gebrek.waar for gebrek in fout.value.gebreken]


# Ceilings


def test_een_verhoging_geldt_vanaf_haar_dag_en_neemt_niets_weg(
    schrijf: Grens, nu: datetime, beheerder: Gebruiker
) -> None:
    (pot,) = pots(laad(schrijf, nu, "rha-2023"))
    dag = utc(2023, 9, 1)
    with schrijf():
        verhoog_plafond(
            pot, bedrag_cent=40_000_000_00, bron="Stcrt 2023, 1", geldt_vanaf=dag, door=beheerder, nu=nu
        )
    assert plafond_op(pot, dag - timedelta(seconds=1)).bedrag_cent == 34_705_000_00
    assert plafond_op(pot, dag).bedrag_cent == 40_000_000_00
    assert laatste_plafond(pot).bron == "Stcrt 2023, 1"
    assert len(list_plafonds(pot)) == 2
    assert soorten_gebeurtenis()[-1] == "tranche:plafond_verhoogd"


def test_een_verhoging_van_onbekende_datum_geldt_op_elk_moment(schrijf: Grens, nu: datetime) -> None:
    (pot,) = pots(laad(schrijf, nu, "rha-2022"))
    assert plafond_op(pot, utc(2022, 9, 19, 7)).bedrag_cent == 52_135_000_00


def test_een_verhoging_van_onbekende_omvang_verdringt_het_bekende_bedrag_niet(
    schrijf: Grens, nu: datetime
) -> None:
    (pot,) = pots(laad(schrijf, nu, "rha-2021"))
    assert plafond_op(pot, nu).bedrag_cent == 46_000_000_00
    assert [rij.zekerheid for rij in list_plafonds(pot)] == [Zekerheid.GEVERIFIEERD, Zekerheid.ONBEKEND]


def test_voor_het_eerste_plafond_geldt_er_geen(schrijf: Grens, nu: datetime) -> None:
    inhoud = pas_aan(
        "rha-2023", ('bedrag = "€ 34.705.000"', 'geldt_vanaf = 2023-05-22\nbedrag = "€ 34.705.000"')
    )
    with schrijf():
        (pot,) = pots(laad_tranche(lees_tranche(inhoud), aard=Trancheaard.VOORBEELD, door=None, nu=nu))
    assert plafond_op(pot, utc(2023, 5, 21, 22)).bedrag_cent == 34_705_000_00
    with pytest.raises(NietGevonden):
        plafond_op(pot, utc(2023, 5, 21, 21, 59))


def test_een_plafond_gaat_alleen_omhoog(schrijf: Grens, nu: datetime, beheerder: Gebruiker) -> None:
    (pot,) = pots(laad(schrijf, nu, "rha-2023"))
    for bedrag_cent in (34_704_999_99, 34_705_000_00):
        with pytest.raises(OngeldigeInvoer, match=r"34\.705\.000"), schrijf():
            verhoog_plafond(pot, bedrag_cent=bedrag_cent, bron="Stcrt 2023, 1", door=beheerder, nu=nu)
    assert len(list_plafonds(pot)) == 1
    with schrijf():
        verhoog_plafond(pot, bedrag_cent=34_705_000_01, bron="Stcrt 2023, 1", door=beheerder, nu=nu)
    assert len(list_plafonds(pot)) == 2


def test_een_verhoging_noemt_alles_wat_eraan_ontbreekt(
    schrijf: Grens, nu: datetime, beheerder: Gebruiker
) -> None:
    (pot,) = pots(laad(schrijf, nu, "rha-2023"))
    with schrijf():
        verhoog_plafond(
            pot, bedrag_cent=40_000_000_00, bron="Stcrt 2023, 1", geldt_vanaf=utc(2023, 9, 1),
            door=beheerder, nu=nu,
        )  # fmt: skip
    with pytest.raises(OngeldigeInvoer) as fout, schrijf():
        verhoog_plafond(
            pot, bedrag_cent=-1, bron=" ", geldt_vanaf=utc(2023, 8, 1), zekerheid=Zekerheid.AANNAME,
            door=beheerder, nu=nu,
        )  # fmt: skip
    assert plaatsen(fout) == ["bron", "toelichting", "bedrag", "bedrag", "geldt_vanaf"]


# Windows


def test_het_tijdvak_van_2022_liep_door_tot_28_november(schrijf: Grens, nu: datetime) -> None:
    tijdvak = tijdvak_op(laad(schrijf, nu, "rha-2022"), nu)
    assert tijdvak is not None
    assert tijdvak.sluit == utc(2022, 11, 28, 16)


def test_vaste_bedragen_hebben_geen_tijdvak(schrijf: Grens, nu: datetime) -> None:
    assert tijdvak_op(laad(schrijf, nu, "rha-2020"), nu) is None


def test_een_verlenging_laat_het_oude_einde_staan(schrijf: Grens, nu: datetime, beheerder: Gebruiker) -> None:
    geladen = laad(schrijf, nu, "rha-2023")
    besloten = nu + timedelta(hours=1)
    with schrijf():
        verleng_tijdvak(
            geladen, sluit=utc(2023, 7, 21, 15), bron="Stcrt 2023, 1", geldt_vanaf=besloten,
            door=beheerder, nu=nu,
        )  # fmt: skip
    voor, na = tijdvak_op(geladen, nu), tijdvak_op(geladen, besloten)
    assert voor is not None
    assert na is not None
    assert (voor.sluit, na.sluit) == (utc(2023, 7, 7, 15), utc(2023, 7, 21, 15))
    assert voor.opent == na.opent
    assert len(list_tijdvakken(geladen)) == 2
    assert soorten_gebeurtenis()[-1] == "tranche:tijdvak_verlengd"


def test_een_tijdvak_wordt_niet_korter(schrijf: Grens, nu: datetime, beheerder: Gebruiker) -> None:
    geladen = laad(schrijf, nu, "rha-2023")
    for sluit in (utc(2023, 7, 7, 15), utc(2023, 7, 7, 14, 59), utc(2023, 6, 1)):
        with pytest.raises(OngeldigeInvoer, match="geen verlenging"), schrijf():
            verleng_tijdvak(geladen, sluit=sluit, bron="Stcrt 2023, 1", door=beheerder, nu=nu)


def test_een_tijdvak_dat_voorbij_is_wordt_niet_verlengd(
    schrijf: Grens, nu: datetime, beheerder: Gebruiker
) -> None:
    geladen = laad(schrijf, nu, "rha-2023")
    with pytest.raises(OngeldigeInvoer, match="al voorbij"), schrijf():
        verleng_tijdvak(
            geladen, sluit=utc(2023, 7, 21, 15), bron="Stcrt 2023, 1",
            door=beheerder, nu=utc(2023, 7, 7, 15, 1),
        )  # fmt: skip
    with pytest.raises(OngeldigeInvoer, match="al voorbij"), schrijf():
        verleng_tijdvak(
            geladen, sluit=utc(2023, 7, 21, 15), bron="Stcrt 2023, 1", geldt_vanaf=utc(2023, 7, 8),
            door=beheerder, nu=nu,
        )  # fmt: skip


def test_een_onbekend_einde_kan_worden_ingevuld(schrijf: Grens, nu: datetime, beheerder: Gebruiker) -> None:
    geladen = laad(schrijf, nu, "rha-2021", Trancheaard.OEFEN)
    with schrijf():
        verleng_tijdvak(geladen, sluit=nu + timedelta(days=7), bron="oefening", door=beheerder, nu=nu)
    tijdvak = tijdvak_op(geladen, nu)
    assert tijdvak is not None
    assert tijdvak.zekerheid is Zekerheid.GEVERIFIEERD


def test_na_de_sluiting_verandert_het_tijdvak_niet_meer(
    schrijf: Grens, nu: datetime, beheerder: Gebruiker
) -> None:
    geladen = laad(schrijf, nu, "rha-2023")
    with schrijf():
        openstellen(geladen, door=beheerder, nu=nu)
        sluiten(geladen, door=beheerder, nu=utc(2023, 7, 10))
    with pytest.raises(Domeinfout, match="gesloten"), schrijf():
        verleng_tijdvak(
            geladen, sluit=utc(2023, 8, 1), bron="Stcrt 2023, 1", door=beheerder, nu=utc(2023, 7, 10)
        )


# Settings


def test_een_instelling_houdt_haar_geschiedenis_met_wie_en_wanneer(
    schrijf: Grens, nu: datetime, beheerder: Gebruiker
) -> None:
    geladen = laad(schrijf, nu, "rha-2025", Trancheaard.ECHT)
    with schrijf():
        for _ in range(2):  # the second time adds nothing
            stel_in(
                geladen, "maximum_per_eenheid.woonruimte", "€ 9.000", bron="Stcrt 2025, 1",
                zekerheid=Zekerheid.GEVERIFIEERD, door=beheerder, nu=nu,
            )  # fmt: skip
    historie = list_historie(geladen, "maximum_per_eenheid.woonruimte")
    assert [(rij.waarde, rij.zekerheid, rij.door_id) for rij in historie] == [
        (None, Zekerheid.ONBEKEND, None), ("900000", Zekerheid.GEVERIFIEERD, beheerder.id),
    ]  # fmt: skip
    assert regels(geladen).maximum_per_eenheid["woonruimte"].waarde_cent == 900_000
    assert soorten_gebeurtenis().count("tranche:ingesteld") == 1


def test_een_instelling_van_een_pot_geldt_alleen_daar(
    schrijf: Grens, nu: datetime, beheerder: Gebruiker
) -> None:
    geladen = laad(schrijf, nu, "rha-2025")
    with schrijf():
        stel_in(
            geladen, "grens", "doorschuiven", pot=get_pot(geladen, "O"), bron="Stcrt 2025, 1",
            zekerheid=Zekerheid.GEVERIFIEERD, door=beheerder, nu=nu,
        )  # fmt: skip
    grenzen = [pot.grens.waarde for pot in regels(geladen).potten]
    assert grenzen == ["stop", "doorschuiven"]


def test_geen_is_iets_anders_dan_onbekend(schrijf: Grens, nu: datetime, beheerder: Gebruiker) -> None:
    geladen = laad(schrijf, nu, "rha-2025")
    with schrijf():
        stel_in(
            geladen, "maximum_per_eenheid.woonruimte", "geen", bron="Stcrt 2025, 1",
            zekerheid=Zekerheid.GEVERIFIEERD, door=beheerder, nu=nu,
        )  # fmt: skip
    maximum = regels(geladen).maximum_per_eenheid["woonruimte"]
    assert (maximum.waarde, maximum.is_onbekend) == (None, False)
    assert list_historie(geladen, "maximum_per_eenheid.woonruimte")[-1].waarde == "null"


VERKEERD = [
    ("gemeentemaximumm", "€ 1", Zekerheid.GEVERIFIEERD, "gemeentemaximumm"),
    ("grens", "stop", Zekerheid.GEVERIFIEERD, "grens"),
    ("gemeentemaximum", 100, Zekerheid.GEVERIFIEERD, "Maximum per gemeente"),
    ("gemeentemaximum", None, Zekerheid.GEVERIFIEERD, "gemeentemaximum"),
    ("gemeentemaximum", "€ 1", Zekerheid.ONBEKEND, "gemeentemaximum"),
    ("beslistermijn.weken", "geen", Zekerheid.GEVERIFIEERD, "Beslistermijn in weken"),
]


def test_een_verkeerde_instelling_wordt_geweigerd(schrijf: Grens, nu: datetime, beheerder: Gebruiker) -> None:
    geladen = laad(schrijf, nu, "rha-2023")
    for sleutel, waarde, zekerheid, plaats in VERKEERD:
        with pytest.raises(OngeldigeInvoer) as fout, schrijf():
            stel_in(
                geladen, sleutel, waarde, bron="Stcrt 2023, 1", zekerheid=zekerheid, toelichting="proef",
                door=beheerder, nu=nu,
            )  # fmt: skip
        assert plaatsen(fout) == [plaats]
    assert soorten_gebeurtenis().count("tranche:ingesteld") == 0


def test_een_instelling_zonder_bron_of_reden_wordt_geweigerd(
    schrijf: Grens, nu: datetime, beheerder: Gebruiker
) -> None:
    geladen = laad(schrijf, nu, "rha-2023")
    with pytest.raises(OngeldigeInvoer) as fout, schrijf():
        stel_in(geladen, "naam", "RHA", bron="", zekerheid=Zekerheid.AANNAME, door=beheerder, nu=nu)
    assert plaatsen(fout) == ["bron", "toelichting"]


def test_een_andere_naam_staat_ook_in_de_lijst(schrijf: Grens, nu: datetime, beheerder: Gebruiker) -> None:
    geladen = laad(schrijf, nu, "rha-2023")
    with schrijf():
        stel_in(
            geladen, "naam", "RHA 2023", bron="Stcrt 2023, 1", zekerheid=Zekerheid.GEVERIFIEERD,
            door=beheerder, nu=nu,
        )  # fmt: skip
    assert get_tranche("rha-2023").naam == get_instelling_tekst(geladen, "naam") == "RHA 2023"


def test_een_tekst_die_onbekend_is_wordt_niet_verzonnen(schrijf: Grens, nu: datetime) -> None:
    geladen = laad(schrijf, nu, "rha-2023")
    for sleutel in ("sisa.code", "beslistermijn.weken", "bestaat.niet"):
        with pytest.raises(Domeinfout):
            get_instelling_tekst(geladen, sleutel)


def test_alleen_een_beheerder_wijzigt(schrijf: Grens, nu: datetime, behandelaar: Gebruiker) -> None:
    geladen = laad(schrijf, nu, "rha-2023")
    (pot,) = pots(geladen)
    with pytest.raises(NietBevoegd), schrijf():
        verhoog_plafond(pot, bedrag_cent=40_000_000_00, bron="x", door=behandelaar, nu=nu)
    with pytest.raises(NietBevoegd), schrijf():
        verleng_tijdvak(geladen, sluit=nu + timedelta(days=9), bron="x", door=behandelaar, nu=nu)
    with pytest.raises(NietBevoegd), schrijf():
        stel_in(geladen, "naam", "x", bron="x", zekerheid=Zekerheid.GEVERIFIEERD, door=behandelaar, nu=nu)
    with pytest.raises(NietBevoegd), schrijf():
        openstellen(geladen, door=behandelaar, nu=nu)


def test_wat_niet_bestaat_wordt_niet_gevonden(schrijf: Grens, nu: datetime) -> None:
    geladen = laad(schrijf, nu, "rha-2023")
    with pytest.raises(NietGevonden):
        get_tranche("rha-1999")
    with pytest.raises(NietGevonden):
        get_pot(geladen, "S")
    with pytest.raises(NietGevonden):
        regels(geladen).pot("S")
