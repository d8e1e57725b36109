"""Two people saved one part at once: what is asked, what is chosen beforehand, and what comes out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.aanvragen.conceptverschil import Kant, merken, open_punten, vergelijk, voeg_samen
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud import opzet_van
from subsidie.tranches.oefening import oefentranche

OPZET = opzet_van(Aanvraagdeel.KOSTEN, oefentranche(date(2026, 3, 10)).regels)
BEGIN = {
    "totale_kosten": "100", "gevraagd": "10", "kosten": [{"omschrijving": "grond"}, {"omschrijving": "bouw"}],
}  # fmt: skip


def met(**anders: Any) -> dict[str, Any]:
    return {**BEGIN, **anders}


def rijen(*namen: str) -> list[dict[str, str]]:
    return [{"omschrijving": naam} for naam in namen]


def kanten(
    mij: dict[str, Any], hen: dict[str, Any], begin: dict[str, Any] | None = BEGIN
) -> dict[str, Kant | None]:
    merk = merken(OPZET, begin) if begin is not None else ""
    return {punt.sleutel: punt.voorkeur for punt in vergelijk(OPZET, mij, hen, merk)}


def test_wat_gelijk_is_wordt_niet_gevraagd() -> None:
    assert kanten(met(gevraagd="20"), met(gevraagd="20")) == {}


def test_wat_maar_een_van_beiden_veranderde_is_al_gekozen() -> None:
    assert kanten(met(gevraagd="20"), met(totale_kosten="200")) == {
        "totale_kosten": Kant.HEN,
        "gevraagd": Kant.MIJ,
    }


def test_wat_allebei_veranderden_moet_iemand_kiezen() -> None:
    assert kanten(met(gevraagd="20"), met(gevraagd="30")) == {"gevraagd": None}


@pytest.mark.parametrize("merk", ["", "geen json", "[]", "[" * 9000, "{" + "x" * 30_000])
def test_zonder_leesbaar_begin_is_niets_vooraf_gekozen(merk: str) -> None:
    (punt,) = vergelijk(OPZET, met(gevraagd="20"), met(), merk)
    assert punt.voorkeur is None


def test_regels_worden_een_voor_een_vergeleken_zolang_er_geen_bij_of_af_is() -> None:
    mij, hen = met(kosten=rijen("grond", "sloop")), met(kosten=rijen("water", "bouw"))
    assert kanten(mij, hen) == {"kosten-0": Kant.HEN, "kosten-1": Kant.MIJ}
    keuzen = {"kosten-0": "hen", "kosten-1": "mij"}
    assert voeg_samen(OPZET, mij, hen, merken(OPZET, BEGIN), keuzen)["kosten"] == rijen("water", "sloop")


def test_kwam_er_een_regel_bij_dan_is_de_lijst_een_keuze_en_kan_allebei() -> None:
    mij, hen = met(kosten=rijen("grond", "bouw", "sloop")), met(kosten=rijen("grond", "tuin"))
    begin = merken(OPZET, BEGIN)
    (punt,) = vergelijk(OPZET, mij, hen, begin)
    assert (punt.sleutel, punt.voorkeur, punt.is_lijst) == ("kosten", None, True)
    samen = voeg_samen(OPZET, mij, hen, begin, {"kosten": "allebei"})
    assert samen["kosten"] == rijen("grond", "tuin", "bouw", "sloop")


def test_wat_leeg_wordt_gekozen_is_weg() -> None:
    mij, hen = met(gevraagd=""), met(gevraagd="20")
    assert "gevraagd" not in voeg_samen(OPZET, mij, hen, "", {"gevraagd": "mij"})


def test_een_keuze_die_niet_bestaat_is_geen_keuze() -> None:
    punten = vergelijk(OPZET, met(gevraagd="20"), met(), "")
    assert open_punten(punten, {"gevraagd": "allebei"}) == punten
    assert open_punten(punten, {"gevraagd": "hen"}) == ()


_ruw = st.fixed_dictionaries(
    {},
    optional={
        "gevraagd": st.sampled_from(["1", "2"]),
        "totale_kosten": st.sampled_from(["1", "2"]),
        "kosten": st.lists(st.sampled_from(rijen("a", "b", "c")), min_size=1, max_size=4),
    },
)


@given(_ruw, _ruw, _ruw)
def test_alles_van_een_kant_kiezen_geeft_precies_die_kant(
    begin: dict[str, Any], mij: dict[str, Any], hen: dict[str, Any]
) -> None:
    merk = merken(OPZET, begin)
    punten = vergelijk(OPZET, mij, hen, merk)
    for kant, verwacht in (("mij", mij), ("hen", hen)):
        keuzen = {punt.sleutel: kant for punt in punten}
        assert open_punten(punten, keuzen) == ()
        assert voeg_samen(OPZET, mij, hen, merk, keuzen) == verwacht
