"""When a request was received (Awb 2:17): what the proxy says, if it may be believed, else our own entrance."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.config import Configuratiefout, lees_instellingen
from subsidie.web.klok import ONTVANGEN_OP
from subsidie.web.ontvangst import Ontvangst, bepaal_ontvangst, lees_kop

EIGEN = datetime(2023, 11, 14, 22, 13, 25, tzinfo=UTC)
MOMENT = datetime(2023, 11, 14, 22, 13, 20, 123_000, tzinfo=UTC)


@pytest.mark.parametrize(
    "kop", ["t=1700000000.123", "1700000000.123", "t=1700000000123", "1700000000123", "t=1700000000123000"]
)
def test_seconden_milliseconden_en_microseconden_worden_begrepen(kop: str) -> None:
    assert lees_kop(kop) == MOMENT
    assert bepaal_ontvangst(f" {kop} ", EIGEN) == MOMENT


@pytest.mark.parametrize(
    "kop",
    [
        None, "", "t=", "nu", "t=-1700000000.123", "t=1700000000,123", "t=170000000", "t=17000000001", "1e9",
        "t=١٧٠٠٠٠٠٠٠٠",
        "t=1700000000.123, t=1700000001.123", "t=1700000000.1234567", "t=1700000000.", "T=1700000000.1",
        "t=9999999999999999",
    ],
)  # fmt: skip
def test_wat_geen_moment_is_telt_niet(kop: str | None) -> None:
    assert bepaal_ontvangst(kop, EIGEN) == EIGEN


@pytest.mark.parametrize(
    ("verschil", "ontvangen"),
    [
        (timedelta(minutes=-10), EIGEN - timedelta(minutes=10)),
        (timedelta(minutes=-10, seconds=-1), EIGEN),
        (timedelta(0), EIGEN),
        (timedelta(seconds=2), EIGEN),
        (timedelta(seconds=3), EIGEN),
    ],
)
def test_een_moment_dat_niet_kan_telt_niet_en_later_dan_het_eigen_moment_wordt_het_nooit(
    verschil: timedelta, ontvangen: datetime
) -> None:
    assert bepaal_ontvangst(f"t={(EIGEN + verschil).timestamp():.0f}", EIGEN) == ontvangen


@given(st.text(max_size=40) | st.from_regex(r"t=[0-9]{8,18}(\.[0-9]{0,7})?", fullmatch=True))
def test_geen_enkele_kop_geeft_een_fout_of_een_moment_buiten_de_grenzen(kop: str) -> None:
    assert EIGEN - timedelta(minutes=10) <= bepaal_ontvangst(kop, EIGEN) <= EIGEN


@pytest.mark.parametrize(("vertrouw", "verwacht"), [(True, MOMENT), (False, EIGEN)])
def test_alleen_wie_wordt_vertrouwd_bepaalt_het_moment(vertrouw: bool, verwacht: datetime) -> None:
    gezien: dict[str, Any] = {}

    def app(environ: dict[str, Any], _begin: Any) -> list[bytes]:
        gezien.update(environ)
        return []

    kop = {"HTTP_X_REQUEST_START": "t=1700000000.123", ONTVANGEN_OP: "van de afzender"}
    Ontvangst(app, vertrouw_kop=vertrouw, klok=lambda: EIGEN)(kop, None)
    assert gezien[ONTVANGEN_OP] == verwacht


def test_zonder_webserver_ervoor_is_er_niemand_om_te_vertrouwen() -> None:
    naam = "SUBSIDIE_VERTROUW_X_REQUEST_START"
    assert lees_instellingen({}).vertrouw_x_request_start is False
    assert lees_instellingen({naam: "ja", "SUBSIDIE_PROXIES": "1"}).vertrouw_x_request_start is True
    for fout in ({naam: "ja"}, {naam: "true", "SUBSIDIE_PROXIES": "1"}):
        with pytest.raises(Configuratiefout, match=naam):
            lees_instellingen(fout)
