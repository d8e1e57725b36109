"""Moments and days, with the two nights a year on which the clock of Amsterdam jumps."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.tijd import (
    AMSTERDAM,
    als_utc,
    dag_in_amsterdam,
    datum_nl,
    in_amsterdam,
    lees_datum,
    lees_moment,
    moment_in_amsterdam,
    moment_nl,
)

VOORJAAR = date(2023, 3, 26)  # 02:00 becomes 03:00
NAJAAR = date(2023, 10, 29)  # 03:00 becomes 02:00


def test_een_klok_zonder_zone_is_geen_moment() -> None:
    naief = datetime(2023, 6, 15, 14, 2)  # noqa: DTZ001 - a naive datetime is what this test is about
    for functie in (als_utc, dag_in_amsterdam, in_amsterdam, moment_nl):
        with pytest.raises(ValueError, match="naive"):
            functie(naief)


def test_utc_is_hetzelfde_moment() -> None:
    moment = datetime(2023, 6, 15, 14, 2, tzinfo=timezone(timedelta(hours=2)))
    assert als_utc(moment) == moment
    assert als_utc(moment).isoformat() == "2023-06-15T12:02:00+00:00"


@pytest.mark.parametrize(
    ("iso", "dag"),
    [
        ("2023-06-15T21:59:59Z", date(2023, 6, 15)),
        ("2023-06-15T22:00:00Z", date(2023, 6, 16)),  # summer: midnight in Amsterdam
        ("2023-12-15T22:59:59Z", date(2023, 12, 15)),
        ("2023-12-15T23:00:00Z", date(2023, 12, 16)),  # winter: an hour later in UTC
        ("2023-06-15T23:30:00-05:00", date(2023, 6, 16)),
    ],
)
def test_een_dag_begint_om_middernacht_in_amsterdam(iso: str, dag: date) -> None:
    assert dag_in_amsterdam(lees_moment(iso)) == dag


def test_datums_en_momenten_staan_er_zoals_in_een_brief() -> None:
    assert datum_nl(date(2023, 7, 7)) == "7 juli 2023"
    assert datum_nl(date(2024, 2, 29)) == "29 februari 2024"
    assert moment_nl(lees_moment("2023-06-15T12:02:11Z")) == "15 juni 2023 om 14.02.11 uur"
    assert moment_nl(lees_moment("2023-12-31T23:05:09Z")) == "1 januari 2024 om 00.05.09 uur"


def test_een_moment_wordt_nooit_naar_boven_afgerond() -> None:
    assert moment_nl(lees_moment("2023-06-15T14:59:59.999999Z")) == "15 juni 2023 om 16.59.59 uur"


def test_een_moment_heeft_geen_datum_zonder_zone() -> None:
    with pytest.raises(TypeError):
        datum_nl(datetime(2023, 6, 15, 23, 30, tzinfo=UTC))


def test_het_uur_dat_twee_keer_komt_zegt_welk_van_de_twee() -> None:
    assert moment_nl(lees_moment("2023-10-29T00:30:00Z")) == "29 oktober 2023 om 02.30.00 uur (zomertijd)"
    assert moment_nl(lees_moment("2023-10-29T01:30:00Z")) == "29 oktober 2023 om 02.30.00 uur (wintertijd)"
    assert moment_nl(lees_moment("2023-10-28T23:59:59Z")) == "29 oktober 2023 om 01.59.59 uur"
    assert moment_nl(lees_moment("2023-10-29T02:00:00Z")) == "29 oktober 2023 om 03.00.00 uur"
    assert moment_nl(lees_moment("2023-03-26T01:00:00Z")) == "26 maart 2023 om 03.00.00 uur"


@pytest.mark.parametrize(
    ("dag", "klok", "utc"),
    [
        (date(2023, 6, 15), time(9, 0), "2023-06-15T07:00:00+00:00"),
        (date(2023, 12, 15), time(17, 0), "2023-12-15T16:00:00+00:00"),
        (VOORJAAR, time(0, 0), "2023-03-25T23:00:00+00:00"),
        (VOORJAAR, time(1, 59, 59), "2023-03-26T00:59:59+00:00"),
        (VOORJAAR, time(3, 0), "2023-03-26T01:00:00+00:00"),
        (NAJAAR, time(0, 0), "2023-10-28T22:00:00+00:00"),
        (NAJAAR, time(1, 59, 59), "2023-10-28T23:59:59+00:00"),
        (NAJAAR, time(3, 0), "2023-10-29T02:00:00+00:00"),
        (NAJAAR, time(23, 59, 59), "2023-10-29T22:59:59+00:00"),
    ],
)
def test_de_klok_van_amsterdam_is_een_moment(dag: date, klok: time, utc: str) -> None:
    assert moment_in_amsterdam(dag, klok).isoformat() == utc


@pytest.mark.parametrize("klok", [time(2, 0), time(2, 30), time(2, 59, 59)])
def test_het_overgeslagen_uur_bestaat_niet(klok: time) -> None:
    with pytest.raises(OngeldigeInvoer, match="bestaat niet"):
        moment_in_amsterdam(VOORJAAR, klok, waar="opent_op")


@pytest.mark.parametrize("klok", [time(2, 0), time(2, 30), time(2, 59, 59)])
def test_het_dubbele_uur_wordt_niet_geraden(klok: time) -> None:
    with pytest.raises(OngeldigeInvoer, match="twee keer"):
        moment_in_amsterdam(NAJAAR, klok)
    eerste = moment_in_amsterdam(NAJAAR, klok, dubbel="eerste")
    assert moment_in_amsterdam(NAJAAR, klok, dubbel="tweede") - eerste == timedelta(hours=1)


def test_de_klok_van_amsterdam_heeft_zelf_geen_zone() -> None:
    with pytest.raises(ValueError, match="naive"):
        moment_in_amsterdam(NAJAAR, time(12, 0, tzinfo=UTC))


@pytest.mark.parametrize(("dag", "klok"), [(date(1, 1, 1), time(0, 0)), (date.min, time(0, 10))])
def test_een_moment_voor_het_begin_van_de_kalender_wordt_geweigerd(dag: date, klok: time) -> None:
    with pytest.raises(OngeldigeInvoer, match="buiten de kalender"):
        moment_in_amsterdam(dag, klok)


@pytest.mark.parametrize(
    ("tekst", "utc"),
    [
        ("2023-06-15T14:02Z", "2023-06-15T14:02:00+00:00"),
        ("2023-06-15T14:02:11Z", "2023-06-15T14:02:11+00:00"),
        ("2023-06-15T14:02:11.5Z", "2023-06-15T14:02:11.500000+00:00"),
        ("2023-06-15T14:02:11.123456Z", "2023-06-15T14:02:11.123456+00:00"),
        ("2023-06-15T14:02:11.12345600Z", "2023-06-15T14:02:11.123456+00:00"),
        ("2023-06-15T14:02+02:00", "2023-06-15T12:02:00+00:00"),
        ("2023-06-15T00:02:11-09:30", "2023-06-15T09:32:11+00:00"),
        ("2023-06-15T14:02+00:00", "2023-06-15T14:02:00+00:00"),
        ("2023-06-15T14:02-00:00", "2023-06-15T14:02:00+00:00"),
        ("2023-06-15T14:02+23:59", "2023-06-14T14:03:00+00:00"),
    ],
)
def test_een_moment_met_zone_wordt_gelezen(tekst: str, utc: str) -> None:
    moment = lees_moment(tekst)
    assert moment.tzinfo is UTC
    assert moment.isoformat() == utc


@pytest.mark.parametrize(
    "tekst",
    [
        "",
        "2023-06-15",
        "2023-06-15T14:02",
        "2023-06-15T14Z",
        "2023-06-15 14:02Z",
        "2023-06-15t14:02Z",
        "2023-06-15T14:02z",
        "2023-06-15T14:02:11.Z",
        "2023-06-15T14:02:11,5Z",
        "2023-06-15T14:02.5Z",
        "2023-06-15T1402Z",
        "20230615T14:02Z",
        "2023-W24-4T14:02Z",
        "2023-06-15T14:02+0200",
        "2023-06-15T14:02+02",
        "2023-06-15T14:02+02:00:00",
        "2023-06-15T14:02Z ",
        " 2023-06-15T14:02Z",
        "2023-06-15T14:02Z\n",
        "٢٠٢٣-06-15T14:02Z",
        "2023-06-15T14:02:11." + "0" * 100 + "Z",
        "2023-13-01T14:02Z",
        "2023-02-29T14:02Z",
        "0000-01-01T14:02Z",
        "2023-06-15T24:00Z",
        "2023-06-15T14:60Z",
        "2023-06-15T14:02:60Z",
        "2023-06-15T14:02+24:00",
        "2023-06-15T14:02+02:60",
        "2023-06-15T14:02:11.1234567Z",
        "0001-01-01T00:00+00:01",
        "9999-12-31T23:30Z",
        "9999-12-31T23:30-01:00",
    ],
)
def test_al_het_andere_is_geen_moment(tekst: str) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        lees_moment(tekst, waar="volledig_op")
    assert fout.value.gebreken[0].waar == "volledig_op"


def test_een_datum_is_jaar_maand_dag() -> None:
    assert lees_datum("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize(
    "tekst",
    ["2023-02-29", "2023-2-9", "20230209", "2023-W05", "09-02-2023", "2023-02-09T00:00", "2023-02-09\n", ""],
)
def test_al_het_andere_is_geen_datum(tekst: str) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        lees_datum(tekst, waar="start")
    assert fout.value.gebreken[0].waar == "start"


def test_de_zone_reist_mee_naar_een_ander_proces() -> None:
    moment = in_amsterdam(lees_moment("2023-06-15T12:02:11Z"))
    terug = pickle.loads(pickle.dumps(moment))  # noqa: S301 - made on this very line
    assert terug == moment
    assert terug.tzinfo is AMSTERDAM
    assert copy.deepcopy(AMSTERDAM) is AMSTERDAM
    assert str(AMSTERDAM) == "Europe/Amsterdam"


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2099, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001 - Hypothesis takes naive bounds
def test_de_klok_van_een_moment_wijst_het_moment_weer_aan(moment: datetime) -> None:
    plaatselijk = in_amsterdam(moment)
    klok = plaatselijk.time().replace(fold=0)
    dubbel = "tweede" if plaatselijk.fold else "eerste"
    assert moment_in_amsterdam(plaatselijk.date(), klok, dubbel=dubbel) == moment  # type: ignore[arg-type]
    assert lees_moment(plaatselijk.isoformat()) == moment
