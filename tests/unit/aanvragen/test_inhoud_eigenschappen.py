"""Whatever anybody types: nothing crashes, nothing is lost, and sums add up."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud import (
    FORMULIERDELEN,
    deel_verschillen,
    lees_deel,
    lees_delen,
    lees_formulier,
    ontbreekt,
    opmerkingen,
    opzet_van,
    samenvatting,
    totalen,
)
from subsidie.aanvragen.inhoud.regels_excel import lees_geplakt
from subsidie.kern.fouten import OngeldigeInvoer
from tests.unit.aanvragen.inhoudhulp import HEEL, SLUIT, regels

GEGEVEN = sorted({waarde for deel in HEEL.values() for waarde in deel.values()})
WAARDE = st.one_of(
    st.sampled_from(
        [*GEGEVEN, "0", "-1", "1.000,00", "1000.00", "9" * 40, "2027-02-30", "€", "=1+1", "\x00"]
    ),
    st.text(max_size=30),
    st.characters(min_codepoint=0xD800, max_codepoint=0xDFFF, categories=["Cs"]),
)


def _namen() -> list[str]:
    namen = []
    for deel in FORMULIERDELEN:
        opzet = opzet_van(deel, regels())
        namen += [veld.naam for veld in opzet.velden]
        for lijst in opzet.lijsten:
            namen += [f"{lijst.naam}-{rij}-{veld.naam}" for veld in lijst.velden for rij in (0, 3, 12)]
    return namen


FORMULIER = st.dictionaries(st.sampled_from(_namen()), st.lists(WAARDE, min_size=1, max_size=2), max_size=40)


@settings(max_examples=150, deadline=None)
@given(FORMULIER)
def test_lezen_loopt_nooit_vast_en_wat_is_bewaard_komt_hetzelfde_terug(
    formulier: dict[str, list[str]],
) -> None:
    bewaard: dict[Aanvraagdeel, str] = {}
    for deel in FORMULIERDELEN:
        inhoud = lees_formulier(deel, formulier, regels(), pot="A")
        bewaard[deel] = inhoud.als_json()
        terug = lees_deel(deel, bewaard[deel], regels(), pot="A")
        assert terug == inhoud
        assert terug.als_json() == bewaard[deel]
        assert list(deel_verschillen(inhoud, terug)) == []
        for gebrek in inhoud.gebreken:
            assert inhoud.opzet.label_van(gebrek.waar) != gebrek.waar or gebrek.waar in inhoud.ruw
            assert gebrek.melding.endswith((".", "?"))
        samenvatting(inhoud, ook_leeg=True)
    delen = lees_delen(bewaard, regels())
    som = totalen(delen, regels(), 1_000_00)
    assert som.permanent + som.flexibel <= som.aantal
    assert sum(aantal for _, aantal in som.per_soort) == som.aantal
    assert sum(groep.samen for groep in som.per_doelgroep) <= som.aantal
    if som.telt_cent is not None:
        assert 0 <= som.telt_cent <= min(som.gevraagd_cent or 0, 1_000_00)
    opmerkingen(delen, regels(), sluit=SLUIT)
    ontbreekt(delen, set(), regels())


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 400), min_size=1, max_size=20), st.integers(1, 10**9), st.integers(0, 10**9))
def test_totalen_tellen_op(aantallen: list[int], gevraagd: int, tekort: int) -> None:
    formulier: dict[str, list[str]] = {"gevraagd": [f"{gevraagd}"], "totale_kosten": [f"{tekort}"]}
    formulier["totale_dekking"] = ["0"]
    for nummer, aantal in enumerate(aantallen):
        velden = {
            "doelgroep": "statushouders",
            "aard": "permanent",
            "soort": "zelfstandig",
            "aantal": f"{aantal}",
        }
        formulier |= {f"regels-{nummer}-{veld}": [waarde] for veld, waarde in velden.items()}
    delen = lees_delen(
        {deel: lees_formulier(deel, formulier, regels()).als_json() for deel in FORMULIERDELEN}, regels()
    )
    som = totalen(delen, regels())
    assert som.aantal == som.permanent == som.per_doelgroep[0].samen == sum(aantallen)
    assert som.telt_cent == min(sum(aantallen) * 8_500_00, tekort * 100, gevraagd * 100)


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(WAARDE, max_size=12).map("\t".join)))
def test_plakken_loopt_nooit_vast(tekst: str) -> None:
    try:
        gelezen: list[dict[str, Any]] = lees_geplakt(tekst, regels())
    except OngeldigeInvoer as fout:
        assert all(gebrek.melding.endswith((".", "?")) for gebrek in fout.gebreken)
    else:
        assert all(set(rij) >= {"doelgroep", "aard", "soort", "aantal"} for rij in gelezen)
