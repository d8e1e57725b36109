"""The same home twice is refused within a tranche, and a warning between tranches."""

from __future__ import annotations

import pytest

from subsidie.realisatie.dubbelen import Bestaand, Gevonden, zoek_dubbelen
from subsidie.realisatie.woonruimten import Adres, Opgave
from subsidie.tranches.keuzen import Woonruimteaard, Woonruimtesoort

WIJZE = ("statushouders", Woonruimteaard.PERMANENT, Woonruimtesoort.ONZELFSTANDIG)
BAG, ANDER_BAG = "0193010000000001", "0193010000000002"
EIGEN = ("GM0193",)


def opgaven(*adressen: Adres) -> list[Opgave]:
    return [
        Opgave(WIJZE, adres, lambda veld, nummer=nummer: f"{veld}-{nummer}", f"regel {nummer}")  # type: ignore[misc]
        for nummer, adres in enumerate(adressen, start=1)
    ]


def op(bag_id: str | None, ruimte: str = "", huisnummer: int = 12) -> Adres:
    return Adres(bag_id, "8011 AB", huisnummer, "", ruimte)


def zoek(*adressen: Adres, bestaande: tuple[Bestaand, ...] = ()) -> Gevonden:
    return zoek_dubbelen(opgaven(*adressen), bestaande, tranche_id=1, gemeenten=EIGEN)


def staat_er(adres: Adres, *, tranche_id: int = 1, gm_code: str = "GM0193") -> Bestaand:
    return Bestaand(adres, tranche_id, "RHA 2022", "RHA22-0007", gm_code, "RHA22-0007-L1", 4)


@pytest.mark.parametrize(
    ("eerste", "tweede", "waar"),
    [
        (op(BAG), op(BAG, huisnummer=14), "bag_id-2"),
        (op(BAG, "Kamer 1"), op(BAG, "kamer 1"), "ruimte-2"),
        (op(BAG), op(BAG, "kamer 1"), "ruimte-2"),
        (op(BAG, "kamer 1"), op(BAG), "ruimte-2"),
        (op(None), op(None), "postcode-2"),
        (op(BAG), op(None), "postcode-2"),
        (op(None), op(BAG), "postcode-2"),
        (op(None, "unit 3"), op(None, "UNIT 3"), "ruimte-2"),
    ],
)
def test_dezelfde_woonruimte_staat_er_een_keer_in(eerste: Adres, tweede: Adres, waar: str) -> None:
    (gebrek,) = zoek(eerste, tweede).gebreken
    assert gebrek.waar == waar
    assert "regel 1" in gebrek.melding


def test_kamers_delen_een_nummer_of_adres_met_elk_een_eigen_aanduiding() -> None:
    kamers = [op(BAG, f"kamer {nummer}") for nummer in range(1, 5)] + [
        op(None, f"unit {nummer}", 20) for nummer in (1, 2)
    ]
    assert zoek(*kamers) == Gevonden()


def test_twee_nummers_op_een_adres_is_een_waarschuwing() -> None:
    gevonden = zoek(op(BAG), op(ANDER_BAG))
    assert gevonden.gebreken == []
    assert "ander BAG-nummer" in gevonden.waarschuwingen[0].melding


def test_wat_eerder_is_gemeld_wordt_met_zijn_levering_genoemd() -> None:
    (gebrek,) = zoek(op(BAG), bestaande=(staat_er(op(BAG)),)).gebreken
    assert "levering RHA22-0007-L1, regel 4" in gebrek.melding


def test_van_een_andere_gemeente_leest_een_gemeente_alleen_dat_het_er_staat() -> None:
    (gebrek,) = zoek(op(BAG), bestaande=(staat_er(op(BAG), gm_code="GM0363"),)).gebreken
    assert "RHA22-0007" not in gebrek.melding
    elders = staat_er(op(BAG), tranche_id=2, gm_code="GM0363")
    (waarschuwing,) = zoek(op(BAG), bestaande=(elders,)).waarschuwingen
    assert "RHA 2022" in waarschuwing.melding
    assert "RHA22-0007" not in waarschuwing.melding
    (voor_ons,) = zoek_dubbelen(opgaven(op(BAG)), [elders], tranche_id=1, gemeenten=None).waarschuwingen
    assert "aanvraag RHA22-0007" in voor_ons.melding


def test_een_andere_tranche_is_een_waarschuwing_en_geen_fout() -> None:
    gevonden = zoek(op(BAG), bestaande=(staat_er(op(BAG), tranche_id=2),))
    assert gevonden.gebreken == []
    assert "aanvraag RHA22-0007" in gevonden.waarschuwingen[0].melding
