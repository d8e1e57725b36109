"""The clocks of the law, rule by rule (Awb 4:5, 4:13-4:15, 4:87, 6:7-6:9; Algemene termijnenwet)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.termijnen import (
    Opschorting,
    Tijdvak,
    bereken_beslistermijn,
    beslistermijn,
    betaaltermijn,
    bezwaartermijn,
    jaren,
    opgeschorte_dagen,
    posttermijn,
)

START = date(2023, 6, 1)  # a Thursday
ZONDER = date(2023, 8, 31)  # thirteen weeks later, no Atw
UITGENODIGD = date(2023, 6, 20)
TERMIJN_TOT = date(2023, 7, 4)


def later(dagen: int) -> date:
    return ZONDER + timedelta(days=dagen)


def met(aangevuld_op: date | None = None, *, vandaag: date | None = None) -> date:
    """Thirteen weeks from START, with one invitation of a fortnight."""
    opschorting = Opschorting(UITGENODIGD, TERMIJN_TOT, aangevuld_op)
    return beslistermijn(START, 13, opschortingen=[opschorting], vandaag=vandaag)


# In weeks from an event


def test_de_dag_erna_is_dag_een() -> None:
    assert beslistermijn(START, 1, atw=False) == date(2023, 6, 8)
    assert beslistermijn(START, 13) == ZONDER


def test_een_termijn_loopt_door_over_schrikkeldag_en_jaarwisseling() -> None:
    assert beslistermijn(date(2023, 12, 1), 13) == date(2024, 3, 1)


# Algemene termijnenwet


@pytest.mark.parametrize(
    ("start", "laatste_dag"),
    [
        (date(2023, 6, 3), date(2023, 7, 31)),  # Saturday 29 July
        (date(2023, 6, 4), date(2023, 7, 31)),  # Sunday 30 July
        (date(2023, 6, 5), date(2023, 7, 31)),  # Monday itself
    ],
)
def test_een_termijn_eindigt_niet_in_het_weekend(start: date, laatste_dag: date) -> None:
    assert beslistermijn(start, 8) == laatste_dag


def test_precies_twaalf_weken_is_niet_meer_dan_twaalf() -> None:
    zaterdag = date(2023, 6, 3)
    assert beslistermijn(zaterdag, 12) == date(2023, 8, 28)  # Saturday 26 August goes to Monday
    assert beslistermijn(zaterdag, 13) == date(2023, 9, 2)  # a Saturday, and it stays


def test_verdaging_telt_mee_voor_de_grens_van_twaalf_weken() -> None:
    zaterdag = date(2023, 6, 3)
    assert beslistermijn(zaterdag, 8, verdaging_weken=4) == date(2023, 8, 28)
    assert beslistermijn(zaterdag, 8, verdaging_weken=5) == date(2023, 9, 2)


def test_een_opschorting_telt_niet_mee_voor_de_grens_van_twaalf_weken() -> None:
    # Twelve weeks and 14 suspended days: Saturday 9 September is 14 weeks on, and still goes to Monday.
    lang = Opschorting(UITGENODIGD, TERMIJN_TOT)
    assert beslistermijn(date(2023, 6, 3), 12, opschortingen=[lang]) == date(2023, 9, 11)


def test_een_termijn_van_een_ministeriele_regeling_kan_op_zondag_eindigen() -> None:
    assert beslistermijn(date(2023, 6, 4), 8, atw=False) == date(2023, 7, 30)


def test_goede_vrijdag_schuift_tot_na_pasen() -> None:
    assert beslistermijn(date(2024, 2, 2), 8) == date(2024, 4, 2)


def test_koningsdag_is_in_2025_op_zaterdag_de_26e() -> None:
    # The 26th is a Saturday anyway; on Monday 28 April the term ends.
    assert bezwaartermijn(date(2025, 3, 15)) == date(2025, 4, 28)
    assert bezwaartermijn(date(2026, 3, 16)) == date(2026, 4, 28)  # Monday 27 April 2026 is King's Day


def test_gelijkgestelde_dagen_sluiten_aan_op_feestdag_en_weekend() -> None:
    hemelvaart = date(2024, 5, 9)
    assert beslistermijn(date(2024, 3, 14), 8) == date(2024, 5, 10)
    dagen = [date(2024, 5, 10), date(2024, 5, 13)]
    assert beslistermijn(date(2024, 3, 14), 8, gelijkgestelde_dagen=dagen) == date(2024, 5, 14)
    assert hemelvaart == date(2024, 3, 14) + timedelta(weeks=8)


def test_een_gelijkgestelde_dag_elders_verandert_niets() -> None:
    assert bezwaartermijn(date(2023, 12, 1), gelijkgestelde_dagen=[date(2024, 1, 11)]) == date(2024, 1, 12)


# Suspension: Awb 4:15(1)(a)


def test_opgeschort_wordt_van_de_dag_na_de_uitnodiging_tot_de_dag_van_aanvulling() -> None:
    assert met(date(2023, 6, 30)) == later(9)
    opschorting = Opschorting(UITGENODIGD, TERMIJN_TOT, date(2023, 6, 30))
    assert opschorting.tijdvak() == Tijdvak(date(2023, 6, 21), date(2023, 6, 29))


def test_aangevuld_op_de_laatste_dag_telt_die_dag_niet_mee() -> None:
    assert met(TERMIJN_TOT) == later(13)


def test_niet_aangevuld_schort_op_tot_en_met_het_einde_van_de_termijn() -> None:
    assert met() == later(14)


@pytest.mark.parametrize("te_laat", [date(2023, 7, 5), date(2023, 12, 1)])
def test_te_laat_aanvullen_verandert_niets(te_laat: date) -> None:
    assert met(te_laat) == later(14)


@pytest.mark.parametrize("snel", [UITGENODIGD, date(2023, 6, 21)])
def test_aangevuld_op_de_dag_van_de_uitnodiging_of_de_dag_erna_is_geen_dag(snel: date) -> None:
    assert met(snel) == ZONDER
    assert Opschorting(UITGENODIGD, TERMIJN_TOT, snel).tijdvak() is None


def test_een_termijn_die_op_de_dag_van_de_uitnodiging_eindigt_is_geen_dag() -> None:
    assert Opschorting(UITGENODIGD, UITGENODIGD).tijdvak() is None


@pytest.mark.parametrize(
    ("vandaag", "dagen"),
    [
        (date(2023, 6, 19), 0),  # before the invitation
        (UITGENODIGD, 0),
        (date(2023, 6, 21), 1),
        (date(2023, 7, 3), 13),  # the day before termijn_tot: still running
        (TERMIJN_TOT, 14),
        (date(2023, 7, 5), 14),  # lapsed
    ],
)
def test_zolang_de_aanvulling_uitblijft_telt_de_klok_tot_en_met_vandaag(vandaag: date, dagen: int) -> None:
    assert met(vandaag=vandaag) == later(dagen)


@pytest.mark.parametrize(
    ("vandaag", "loopt"), [(date(2023, 7, 3), True), (TERMIJN_TOT, False), (date(2023, 7, 5), False)]
)
def test_het_scherm_zegt_of_de_opschorting_nog_loopt(vandaag: date, loopt: bool) -> None:
    opschorting = Opschorting(UITGENODIGD, TERMIJN_TOT)
    assert opschorting.loopt_nog(vandaag) is loopt
    assert bereken_beslistermijn(START, 13, opschortingen=[opschorting], vandaag=vandaag).loopt_nog is loopt


def test_wat_is_aangevuld_loopt_niet_meer_wat_vandaag_ook_is() -> None:
    assert met(date(2023, 6, 30), vandaag=date(2023, 6, 25)) == met(date(2023, 6, 30))
    assert not Opschorting(UITGENODIGD, TERMIJN_TOT, date(2023, 6, 30)).loopt_nog(date(2023, 6, 25))


def test_dagen_die_overlappen_tellen_een_keer() -> None:
    opschortingen = [
        Opschorting(date(2023, 6, 25), date(2023, 7, 9), date(2023, 7, 5)),
        Opschorting(UITGENODIGD, TERMIJN_TOT, date(2023, 7, 1)),
    ]
    assert opgeschorte_dagen(opschortingen) == (Tijdvak(date(2023, 6, 21), date(2023, 7, 4)),)
    assert beslistermijn(START, 13, opschortingen=opschortingen) == later(14)


def test_een_opschorting_binnen_een_andere_voegt_niets_toe() -> None:
    binnen = Opschorting(date(2023, 6, 22), date(2023, 6, 24))
    assert opgeschorte_dagen([Opschorting(UITGENODIGD, TERMIJN_TOT), binnen]) == (
        Tijdvak(date(2023, 6, 21), TERMIJN_TOT),
    )


def test_twee_losse_opschortingen_tellen_op() -> None:
    tweede = Opschorting(date(2023, 8, 1), date(2023, 8, 8))
    termijn = bereken_beslistermijn(START, 13, opschortingen=[tweede, Opschorting(UITGENODIGD, TERMIJN_TOT)])
    assert termijn.laatste_dag == later(14 + 7)
    assert termijn.opgeschort == (
        Tijdvak(date(2023, 6, 21), TERMIJN_TOT),
        Tijdvak(date(2023, 8, 2), date(2023, 8, 8)),
    )
    assert termijn.opgeschorte_dagen == 21


def test_een_opschorting_die_pas_dankzij_een_eerdere_binnen_de_termijn_valt_telt_mee() -> None:
    # Invited on 31 August, the last day without the first suspension.
    tweede = Opschorting(ZONDER, date(2023, 9, 7))
    assert beslistermijn(START, 13, opschortingen=[tweede]) == ZONDER
    assert beslistermijn(START, 13, opschortingen=[Opschorting(UITGENODIGD, TERMIJN_TOT), tweede]) == later(
        21
    )


def test_uitgenodigd_op_de_dag_voor_de_laatste_schort_de_laatste_dag_op() -> None:
    laat = Opschorting(date(2023, 8, 30), date(2023, 9, 6))
    assert beslistermijn(START, 13, opschortingen=[laat]) == later(7)


def test_een_opschorting_na_het_einde_doet_niets() -> None:
    termijn = bereken_beslistermijn(START, 2, opschortingen=[Opschorting(UITGENODIGD, TERMIJN_TOT)])
    assert termijn.laatste_dag == date(2023, 6, 15)
    assert termijn.opgeschort == ()


def test_alleen_de_dagen_na_het_begin_tellen_van_een_opschorting_die_al_liep() -> None:
    # The window closes on 1 June; the applicant was invited in May.
    eerder = Opschorting(date(2023, 5, 20), date(2023, 6, 5))
    termijn = bereken_beslistermijn(START, 13, opschortingen=[eerder])
    assert termijn.laatste_dag == later(4)
    assert termijn.opgeschort == (Tijdvak(date(2023, 6, 2), date(2023, 6, 5)),)
    voorbij = bereken_beslistermijn(START, 13, opschortingen=[Opschorting(date(2023, 5, 1), START)])
    assert (voorbij.laatste_dag, voorbij.opgeschort) == (ZONDER, ())


def test_verschoven_dagen_van_de_atw_worden_niet_opgeschort() -> None:
    # Ends on Saturday 29 July; invited on that Saturday: the Monday of the Atw stays.
    opschorting = Opschorting(date(2023, 7, 29), date(2023, 8, 12))
    termijn = bereken_beslistermijn(date(2023, 6, 3), 8, opschortingen=[opschorting])
    assert (termijn.zonder_atw, termijn.laatste_dag) == (date(2023, 7, 29), date(2023, 7, 31))


def test_een_termijn_of_aanvulling_voor_de_uitnodiging_wordt_geweigerd() -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        Opschorting(UITGENODIGD, date(2023, 6, 19), date(2023, 6, 18))
    assert [gebrek.waar for gebrek in fout.value.gebreken] == ["termijn_tot", "aangevuld_op"]


# Objection, post and payment


def test_bezwaar_kan_zes_weken_vanaf_de_dag_na_bekendmaking() -> None:
    assert bezwaartermijn(date(2023, 12, 1)) == date(2024, 1, 12)


@pytest.mark.parametrize("bekendgemaakt_op", [date(2023, 11, 18), date(2023, 11, 19), date(2023, 11, 20)])
def test_bezwaar_eindigt_niet_op_oudejaarsweekend_of_nieuwjaar(bekendgemaakt_op: date) -> None:
    assert bezwaartermijn(bekendgemaakt_op) == date(2024, 1, 2)


def test_een_brief_mag_een_week_later_binnenkomen_ook_op_een_vrije_dag() -> None:
    einde = bezwaartermijn(date(2024, 3, 15))
    assert einde == date(2024, 4, 26)
    assert posttermijn(einde) == date(2024, 5, 3)
    # No second Atw: the week ends on Christmas Day.
    assert posttermijn(date(2024, 12, 18)) == date(2024, 12, 25)


def test_betalen_moet_binnen_zes_weken_na_bekendmaking() -> None:
    assert betaaltermijn(date(2023, 12, 4)) == date(2024, 1, 15)
    assert betaaltermijn(date(2023, 11, 20)) == date(2024, 1, 2)
    assert betaaltermijn(date(2023, 12, 4), gelijkgestelde_dagen=[date(2024, 1, 15)]) == date(2024, 1, 16)


# Obligations in years


@pytest.mark.parametrize(
    ("vanaf", "aantal", "dag"),
    [
        (date(2023, 12, 1), 2, date(2025, 12, 1)),
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2096, 2, 29), 4, date(2100, 2, 28)),  # 2100 is no leap year
        (date(2024, 2, 28), 5, date(2029, 2, 28)),
        (date(2023, 2, 28), 1, date(2024, 2, 28)),
        (date(2023, 4, 29), 1, date(2024, 4, 29)),
    ],
)
def test_zoveel_jaar_later_is_dezelfde_dag_en_maand(vanaf: date, aantal: int, dag: date) -> None:
    assert jaren(vanaf, aantal) == dag


def test_een_termijn_in_jaren_kan_op_zondag_eindigen() -> None:
    assert jaren(date(2023, 12, 24), 1).isoweekday() == 2
    assert jaren(date(2018, 12, 1), 6) == date(2024, 12, 1)  # a Sunday


# Bounds


@pytest.mark.parametrize(
    ("weken", "verdaging", "waar"), [(0, 0, ["weken"]), (-1, -1, ["weken", "verdaging_weken"])]
)
def test_een_termijn_duurt_ten_minste_een_week(weken: int, verdaging: int, waar: list[str]) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        beslistermijn(START, weken, verdaging_weken=verdaging)
    assert [gebrek.waar for gebrek in fout.value.gebreken] == waar


def test_een_termijn_in_jaren_duurt_ten_minste_een_jaar() -> None:
    with pytest.raises(OngeldigeInvoer, match="1 of meer"):
        jaren(START, 0)


@pytest.mark.parametrize("weken", [500_000, 2**53, 10**400])
def test_een_termijn_voorbij_de_kalender_is_een_duidelijke_fout(weken: int) -> None:
    with pytest.raises(OngeldigeInvoer, match="9999"):
        beslistermijn(START, weken)
    with pytest.raises(OngeldigeInvoer, match="9999"):
        jaren(START, weken)


def test_andere_termijnen_houden_ook_op_bij_het_einde_van_de_kalender() -> None:
    for termijn in (bezwaartermijn, betaaltermijn, posttermijn):
        with pytest.raises(OngeldigeInvoer, match="9999"):
            termijn(date(9999, 12, 28))
    assert bezwaartermijn(date(9999, 11, 19)) == date.max
    assert jaren(date(9998, 12, 31), 1) == date.max


def test_een_opschorting_op_de_laatste_dag_van_de_kalender_breekt_niets() -> None:
    assert beslistermijn(START, 13, opschortingen=[Opschorting(date.max, date.max)]) == ZONDER
    lang = Opschorting(UITGENODIGD, date.max)
    with pytest.raises(OngeldigeInvoer, match="9999"):
        beslistermijn(START, 13, opschortingen=[lang])


def test_een_termijn_van_eeuwen_met_veel_opschortingen_is_zo_berekend() -> None:
    dagen = [START + timedelta(days=20 * nummer) for nummer in range(1, 50_001)]
    opschortingen = [Opschorting(dag, dag + timedelta(days=10)) for dag in dagen]
    # Half of the days is suspended, for as long as the invitations go on.
    assert beslistermijn(START, 52_000, opschortingen=opschortingen) > date(3990, 1, 1)
