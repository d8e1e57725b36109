"""The monitor adds up: nothing is lost between a municipality and its province, or between kinds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from subsidie.verantwoording.monitor import Som, behoefte, per_groep, per_plaats, totaal_van
from subsidie.verantwoording.monitor_vragen import Tellingen

AANTALLEN = st.lists(st.integers(0, 500), min_size=4, max_size=4)
WIJZEN = st.tuples(
    st.integers(1, 3), st.sampled_from(["GM0001", "GM0002", "GM0003"]), st.sampled_from(["a", "b"]),
    st.sampled_from(["permanent", "flexibel"]), st.sampled_from(["zelfstandig", "onzelfstandig", "standplaats"]),
)  # fmt: skip


def _alles(_groep: str, _aard: str) -> bool:
    return True


def _tellingen(woonruimten: dict, geld: dict) -> Tellingen:
    gevonden = Tellingen()
    gevonden.woonruimten.update(woonruimten)
    gevonden.geld.update(geld)
    return gevonden


@given(
    woonruimten=st.dictionaries(WIJZEN, AANTALLEN, max_size=12),
    geld=st.dictionaries(st.tuples(st.integers(1, 3), st.sampled_from(["GM0001", "GM0002"])), AANTALLEN),
)
def test_elke_optelling_komt_op_hetzelfde_uit(woonruimten: dict, geld: dict) -> None:
    tellingen = _tellingen(woonruimten, geld)
    per_gemeente = per_plaats(tellingen, lambda code: (code, code), _alles, {})
    per_land = per_plaats(tellingen, lambda _code: ("NL", "NL"), _alles, {})
    geheel = totaal_van(per_gemeente)
    assert geheel.beloofd == totaal_van(per_land).beloofd == sum(een[1] for een in woonruimten.values())
    assert (
        geheel.toegekend_cent == totaal_van(per_land).toegekend_cent == sum(een[3] for een in geld.values())
    )
    assert totaal_van(per_groep(tellingen, {}, _alles)).geleverd == geheel.geleverd
    permanent = totaal_van(per_groep(tellingen, {}, lambda _groep, aard: aard == "permanent"))
    flexibel = totaal_van(per_groep(tellingen, {}, lambda _groep, aard: aard == "flexibel"))
    assert permanent.gevraagd + flexibel.gevraagd == geheel.gevraagd


def test_een_eerlijk_deel_is_per_duizend_inwoners_en_zonder_inwoners_is_er_geen() -> None:
    assert Som("Zwolle", beloofd=123, inwoners=130_000).per_duizend == 95  # 0,946 and rounded: 0,95
    assert Som("Nergens", beloofd=5).per_duizend == 0


def test_van_wat_niet_te_herkennen_is_staat_er_geen_aantal() -> None:
    tellingen = _tellingen({(1, "GM0001", "a", "permanent", "onzelfstandig"): [9, 7, 3, 2]}, {})
    typen = {een.naam: een for een in behoefte(tellingen, _alles).typen}
    assert typen["Onzelfstandige woonruimten (kamers)"].beloofd == 7
    assert typen["Zorggeschikte woningen"].beloofd is None
