"""Moments: exact instants, and the calendar day in Amsterdam."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from subsidie.verdeling.moment import als_datetime, lees_moment


@pytest.mark.parametrize(
    ("tekst", "dag"),
    [
        ("2023-06-01T21:59:59Z", date(2023, 6, 1)),
        ("2023-06-01T22:00:00Z", date(2023, 6, 2)),
        ("2023-06-01T21:59:59.999999999999999999Z", date(2023, 6, 1)),
        ("2023-01-01T22:59:59Z", date(2023, 1, 1)),
        ("2023-01-01T23:00Z", date(2023, 1, 2)),
        ("2023-06-02T05:00+08:00", date(2023, 6, 1)),
        ("2023-06-01T00:00:00+02:00", date(2023, 6, 1)),
        ("2024-02-29T12:00-00:00", date(2024, 2, 29)),
        ("2023-12-31T23:30:00+00:00", date(2024, 1, 1)),
        ("0001-01-01T00:00Z", date(1, 1, 1)),
        ("9999-12-31T22:59:59Z", date(9999, 12, 31)),
    ],
)
def test_een_dag_is_de_kalenderdag_in_amsterdam(tekst: str, dag: date) -> None:
    assert lees_moment(tekst)[1] == dag


@pytest.mark.parametrize(
    ("eerder", "later"),
    [
        ("2023-06-01T10:00:00Z", "2023-06-01T10:00:00.0000000000000000001Z"),
        ("2023-06-01T10:00:00.45Z", "2023-06-01T10:00:00.5Z"),
        ("2023-06-01T10:00:00.0999Z", "2023-06-01T10:00:00.1Z"),
        ("2023-06-01T10:00:00.9999999999Z", "2023-06-01T10:00:01Z"),
        ("2023-06-01T10:00:00+02:00", "2023-06-01T10:00:00Z"),
        ("2023-10-29T02:30:00+02:00", "2023-10-29T02:30:00+01:00"),
        ("1969-12-31T23:59:59.5Z", "1970-01-01T00:00:00Z"),
        ("1969-12-31T23:59:58.9Z", "1969-12-31T23:59:59.1Z"),
    ],
)
def test_momenten_worden_als_exacte_ogenblikken_vergeleken(eerder: str, later: str) -> None:
    assert lees_moment(eerder)[0] < lees_moment(later)[0]


@pytest.mark.parametrize(
    ("een", "ander"),
    [
        ("2023-06-01T10:00:00.5Z", "2023-06-01T10:00:00.5000Z"),
        ("2023-06-01T10:00Z", "2023-06-01T10:00:00.000Z"),
        ("2023-06-01T10:00:00+02:00", "2023-06-01T08:00:00Z"),
        ("2023-06-01T00:15:00-09:30", "2023-06-01T11:45:00+02:00"),
    ],
)
def test_hetzelfde_ogenblik_is_hetzelfde_hoe_het_ook_geschreven_is(een: str, ander: str) -> None:
    assert lees_moment(een) == lees_moment(ander)


@pytest.mark.parametrize(
    "tekst",
    [
        "2023-06-01",
        "2023-06-01T10:00:00",
        "2023-06-01 10:00:00Z",
        "2023-06-01t10:00:00Z",
        "2023-06-01T10:00:00z",
        "2023-06-01T10:00:00+0200",
        "2023-06-01T10:00:00+02",
        "2023-06-01T10Z",
        "2023-06-01T10:00:00.Z",
        "2023-06-01T10:00.5Z",
        "2023-06-01T10:00:00,5Z",
        "2023-06-01T10:00:00Z ",
        "2023-06-01T10:00:00Z\n",
        " 2023-06-01T10:00:00Z",
        "23-06-01T10:00:00Z",
        "12023-06-01T10:00:00Z",
        "+2023-06-01T10:00:00Z",
        "2023-W22-4T10:00:00Z",
        "20230601T100000Z",
        "٢٠٢٣-06-01T10:00:00Z",
        "2023-06-01T10:00:00\u221202:00",
        "",
    ],
)
def test_een_andere_schrijfwijze_wordt_geweigerd(tekst: str) -> None:
    with pytest.raises(ValueError, match="moet een moment zijn in de vorm"):
        lees_moment(tekst)


@pytest.mark.parametrize(
    "tekst",
    [
        "2023-02-29T10:00:00Z",
        "2023-13-01T10:00:00Z",
        "2023-00-10T10:00:00Z",
        "2023-06-31T10:00:00Z",
        "2023-06-01T24:00:00Z",
        "2023-06-01T10:60:00Z",
        "2023-06-01T10:00:60Z",
        "2023-06-01T10:00:00+24:00",
        "2023-06-01T10:00:00-02:60",
    ],
)
def test_een_moment_dat_niet_bestaat_wordt_geweigerd(tekst: str) -> None:
    with pytest.raises(ValueError, match="dit moment bestaat niet"):
        lees_moment(tekst)


@pytest.mark.parametrize(
    "tekst",
    [
        "0000-01-01T00:00:00Z",
        "0000-12-31T23:30:00-02:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:00:00Z",
        "9999-12-31T23:59:59-23:59",
    ],
)
def test_een_jaar_buiten_de_kalender_is_een_gewone_fout(tekst: str) -> None:
    with pytest.raises(ValueError, match="buiten de kalender"):
        lees_moment(tekst)


def test_om_te_tonen_vallen_de_decimalen_weg() -> None:
    assert als_datetime(lees_moment("2023-06-01T10:00:01.999+02:00")[0]) == datetime(
        2023, 6, 1, 8, 0, 1, tzinfo=UTC
    )
    assert als_datetime(lees_moment("1969-12-31T23:59:59.5Z")[0]) == datetime(
        1969, 12, 31, 23, 59, 59, tzinfo=UTC
    )
