"""One hash, computed in two ways: by the book, and fast for verifying a whole chain."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.audit.keten import BEGIN, Schakel
from subsidie.audit.ketenlezer import Rij, bereken_hash

# Everything that can be stored as text: no half surrogate pairs, and PostgreSQL knows no NUL.
TEKSTEN = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
MOMENTEN = st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=UTC)
)
HASHES = st.text("0123456789abcdef", min_size=64, max_size=64)


def _rij(schakel: Schakel) -> Rij:
    return Rij(
        schakel.volgnummer,
        schakel.moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds"),
        schakel.soort,
        schakel.object_soort,
        schakel.object_id,
        schakel.door_sleutel,
        schakel.gegevens,
        schakel.vorige_hash,
        "",
    )


@given(
    st.builds(
        Schakel,
        volgnummer=st.integers(1, 2**31 - 1),
        moment=MOMENTEN,
        soort=TEKSTEN,
        object_soort=TEKSTEN,
        object_id=TEKSTEN,
        door_sleutel=st.none() | TEKSTEN,
        gegevens=TEKSTEN,
        vorige_hash=HASHES,
    )
)
def test_de_snelle_hash_is_gelijk_aan_die_volgens_het_boek(schakel: Schakel) -> None:
    assert bereken_hash(_rij(schakel)) == schakel.hash()


def _schakel(**anders: object) -> Schakel:
    bekend = Schakel(
        volgnummer=1,
        moment=datetime(2023, 7, 7, 8, 0, tzinfo=UTC),
        soort="aanvraag:ingediend",
        object_soort="aanvraag",
        object_id="1",
        door_sleutel=None,
        gegevens="{}",
        vorige_hash=BEGIN,
    )
    return dataclasses.replace(bekend, **anders)  # type: ignore[arg-type]


def test_de_hash_van_een_bekende_gebeurtenis_verandert_nooit() -> None:
    """Worked out once with other tools; when this changes, no old chain can be verified any more."""
    assert _schakel().hash() == "b215749609c00e3d8b620a37c3da2f828d0be57292505c8db42b9e55ed1a1a8b"


@pytest.mark.parametrize(
    "anders",
    [
        {"volgnummer": 2},
        {"moment": datetime(2023, 7, 7, 8, 0, 0, 1, tzinfo=UTC)},
        {"soort": "aanvraag:ingetrokken"},
        {"object_soort": "tranche"},
        {"object_id": "2"},
        {"door_sleutel": ""},
        {"gegevens": '{"a":1}'},
        {"vorige_hash": "1" * 64},
    ],
)
def test_elke_waarde_telt_mee_in_de_hash(anders: dict[str, object]) -> None:
    assert _schakel(**anders).hash() != _schakel().hash()


def test_hetzelfde_moment_in_een_andere_tijdzone_geeft_dezelfde_hash() -> None:
    amsterdam = datetime(2023, 7, 7, 10, 0, tzinfo=timezone(timedelta(hours=2)))
    assert _schakel(moment=amsterdam).hash() == _schakel().hash()


@pytest.mark.parametrize(
    "moment",
    [
        "2023-07-07T08:00:00.000000", "2023-07-07 08:00:00", "2023-07-07 08:00:00.000000+00", "", None, 1.5,
        b"2023-07-07 08:00:00.000000",
    ],
)  # fmt: skip
def test_een_moment_in_een_andere_schrijfwijze_heeft_geen_hash(moment: object) -> None:
    rij = _rij(_schakel())._replace(moment=moment)  # type: ignore[arg-type]
    with pytest.raises((TypeError, ValueError)):
        bereken_hash(rij)
