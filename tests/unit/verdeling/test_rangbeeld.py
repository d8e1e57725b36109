"""Where the line of the ceiling stands, and what stands above and below it, under every kind of rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from subsidie.kern.verdeelwoorden import BinnenGroep, GelijkeStand, Grens
from subsidie.tranches.keuzen import Woonruimteaard
from subsidie.verdeling.engine import Verdelingsuitslag
from subsidie.verdeling.invoer import Methode, Regels
from subsidie.verdeling.rangbeeld import Potbeeld, potbeeld
from subsidie.verdeling.rangrijen import Rangrij, Woonruimtetelling
from subsidie.verdeling.uitslag import Reden, Uitkomstsoort
from subsidie.verdeling.woorden import methode_in_woorden, uitkomst_in_woorden
from tests.unit.verdeling.hulp import invoer, kandidaat, pot, reken

VAST = "\N{NO-BREAK SPACE}"


def rijen_van(uitslag: Verdelingsuitslag, code: str = "A") -> list[Rangrij]:
    """The rows of a pot as the database would give them: in order of group, rank and lot."""
    som, rijen = 0, []
    leden = [een for een in uitslag.uitkomsten if uitslag.invoer.kandidaat(een.nummer).pot == code]
    for een in sorted(
        leden, key=lambda een: (een.groep is None, een.groep or 0, een.rang or 0, een.lotnummer or 0)
    ):
        wie = uitslag.invoer.kandidaat(een.nummer)
        som += wie.gevraagd_cent if een.rang is not None else 0
        rijen.append(
            Rangrij(
                nummer=een.nummer, pot=code, gm_code=wie.gemeente, gemeente="Proefstad", project="Proefhof",
                volledig_op=None, eenheden=wie.eenheden, gevraagd_cent=wie.gevraagd_cent,
                telt_mee_cent=wie.gevraagd_cent, categorie=wie.categorie, ingetrokken=False,
                woonruimten=(Woonruimtetelling("studenten", Woonruimteaard.FLEXIBEL, wie.eenheden),),
                uitkomst=een.uitkomst.value, reden=een.reden.value, bedrag_cent=een.bedrag_cent, rang=een.rang,
                lotnummer=een.lotnummer, ruimte_voor_cent=een.ruimte_voor_cent, ruimte_na_cent=een.ruimte_na_cent,
                cumulatief_cent=som if een.rang is not None else None,
            )
        )  # fmt: skip
    return rijen


def beeld(gegevens: dict[str, Any], gekozen: Callable[[Rangrij], bool] = lambda _: True) -> Potbeeld:
    """The first pot of this input as a page shows it."""
    uitslag = reken(gegevens)
    code = uitslag.invoer.potten[0].pot
    return potbeeld(
        code, "Pot A", rijen_van(uitslag, code), nummer=1, uitslag=uitslag, gekozen=gekozen,
        voorlopig=uitslag.is_tussenstand,
    )  # fmt: skip


def nummers(pot_: Potbeeld) -> list[str]:
    return [rij.gegevens.nummer for rij in pot_.rijen]


def test_de_lijn_staat_voor_de_eerste_die_niet_past_en_wat_erna_komt_is_bleek() -> None:
    pot_ = beeld(invoer(*(kandidaat(f"K{dag}", 40, dag=dag) for dag in range(1, 5))))
    assert pot_.lijn is not None
    assert (pot_.lijn.na, [rij.bleek for rij in pot_.rijen]) == (2, [False, False, True, True])
    assert pot_.lijn.tekst == f"uitkeringsplafond €{VAST}1 · nog €{VAST}0,20 over"
    assert pot_.over_cent == 20


def test_past_alles_dan_staat_de_lijn_onderaan() -> None:
    pot_ = beeld(invoer(kandidaat("K1", 40), kandidaat("K2", 60, dag=2)))
    assert pot_.lijn is not None
    assert (pot_.lijn.na, pot_.lijn.tekst) == (2, f"uitkeringsplafond €{VAST}1 · niets over")


def test_bij_doorschuiven_zegt_de_lijn_dat_eronder_nog_is_toegekend() -> None:
    regels = {"methode": "binnenkomst", "grens": "doorschuiven"}
    pot_ = beeld(
        invoer(
            kandidaat("K1", 70),
            kandidaat("K2", 60, dag=2),
            kandidaat("K3", 30, dag=3),
            potten=[pot(regels=regels)],
        )
    )
    assert pot_.lijn is not None
    assert [rij.bleek for rij in pot_.rijen] == [False, True, False]
    assert (pot_.lijn.na, "paste voor het eerst een aanvraag niet meer" in pot_.lijn.tekst) == (1, True)
    assert "rechts van de lijn" in pot_.balk.noot


def test_wie_de_rest_krijgt_staat_boven_de_lijn_met_wat_is_toegekend() -> None:
    regels = {"methode": "binnenkomst", "grens": "gedeeltelijk"}
    pot_ = beeld(
        invoer(
            kandidaat("K1", 70), kandidaat("K2", 60, dag=2, minimum_cent=20), kandidaat("K3", 10, dag=3),
            potten=[pot(regels=regels)],
        )
    )  # fmt: skip
    assert pot_.lijn is not None
    assert (pot_.lijn.na, pot_.kolommen.toegekend) == (2, True)
    assert pot_.rijen[1].uitkomst.tekst == "deels toegekend: wat er nog was"
    assert pot_.rijen[1].gegevens.bedrag_cent == 30


def test_naar_rato_heeft_geen_rangen_en_wel_een_bedrag_per_aanvraag() -> None:
    pot_ = beeld(
        invoer(kandidaat("K1", 90), kandidaat("K2", 60), potten=[pot(regels={"methode": "naar_rato"})])
    )
    assert (pot_.kolommen.rang, pot_.kolommen.lot, pot_.kolommen.toegekend) == (False, False, True)
    assert [rij.gegevens.bedrag_cent for rij in pot_.rijen] == [60, 40]
    assert not pot_.zonder_rang


def test_een_score_staat_erbij_met_een_komma_en_wie_te_laag_scoort_staat_apart() -> None:
    regels = {"methode": "score", "drempelscore": "5.5", "gelijke_stand": []}
    pot_ = beeld(
        invoer(
            kandidaat("K1", 40, score="7.25"), kandidaat("K2", 40, score="5"), kandidaat("K3", 40, score="6"),
            potten=[pot(regels=regels)],
        )
    )  # fmt: skip
    assert (nummers(pot_), [rij.score for rij in pot_.rijen]) == (["K1", "K3"], ["7,25", "6"])
    assert [rij.uitkomst.tekst for rij in pot_.zonder_rang] == ["afgewezen: score te laag"]


def test_zonder_seed_staat_de_lijn_voor_de_groep_waaronder_moet_worden_geloot() -> None:
    pot_ = beeld(
        invoer(
            kandidaat("K1", 40),
            kandidaat("K2", 40, dag=2),
            kandidaat("K3", 40, dag=2),
            kandidaat("K4", 5, dag=3),
            seed=None,
        )
    )
    assert pot_.lijn is not None
    assert pot_.lijn.na == 1
    assert pot_.lijn.tekst.endswith(f"nog €{VAST}0,60 voor 2 aanvragen: hier beslist de loting")
    assert [rij.uitkomst.tekst for rij in pot_.rijen] == [
        "past", "nog te loten", "nog te loten", "nog niet beslist"
    ]  # fmt: skip
    assert not any(rij.bleek for rij in pot_.rijen)
    assert "toegekend" not in {regel.tekst for regel in pot_.balk.legenda}


def test_wat_eerder_is_verleend_staat_vooraan_in_de_balk_en_apart_in_de_tabel() -> None:
    pot_ = beeld(
        invoer(kandidaat("K9", 50, reeds_verleend_cent=50), kandidaat("K1", 40), kandidaat("K2", 30, dag=2))
    )
    assert [rij.gegevens.nummer for rij in pot_.zonder_rang] == ["K9"]
    assert pot_.zonder_rang[0].uitkomst.tekst == "eerder verleend"
    assert pot_.balk.tabel.rijen[0].cellen[0].startswith("K9")
    assert pot_.toegekend_cent == 90


def test_het_geld_dat_doorgaat_staat_op_de_lijn() -> None:
    pot_ = beeld(
        invoer(
            kandidaat("K1", 40), kandidaat("L1", 10, pot="B"),
            potten=[pot(100, "A", restant_naar="B"), pot(100, "B")],
        )
    )  # fmt: skip
    assert pot_.lijn is not None
    assert pot_.lijn.tekst.endswith(f"€{VAST}0,60 gaat naar een andere pot")
    assert pot_.over_cent == 60


def test_een_keuze_verplaatst_de_lijn_niet_en_maakt_geen_dode_verwijzing() -> None:
    gegevens = invoer(*(kandidaat(f"K{dag}", 40, dag=dag) for dag in range(1, 5)))
    pot_ = beeld(gegevens, gekozen=lambda rij: rij.nummer in ("K2", "K4"))
    assert pot_.lijn is not None
    assert (nummers(pot_), pot_.lijn.na, pot_.aantal) == (["K2", "K4"], 1, 4)
    assert [doel.href for doel in pot_.balk.doelen] == ["", "#rij-K2", "", "#rij-K4"]
    niets = beeld(gegevens, gekozen=lambda _: False)
    assert niets.lijn is not None
    assert (niets.rijen, niets.lijn.na) == ((), 0)


def test_zonder_herrekening_blijven_de_rijen_te_lezen() -> None:
    rijen = rijen_van(reken(invoer(kandidaat("K1", 40), kandidaat("K2", 90, dag=2))))
    vervalst = [replace(rijen[0], bedrag_cent=99), rijen[1]]
    pot_ = potbeeld("A", "Pot A", vervalst, nummer=1, uitslag=None)
    assert pot_.lijn is not None
    assert (nummers(pot_), pot_.lijn.na, pot_.lijn.tekst) == (["K1", "K2"], 1, "uitkeringsplafond")
    assert (pot_.plafond_cent, pot_.over_cent) == (None, None)


def test_bedragen_hebben_overal_centen_als_een_ervan_centen_heeft() -> None:
    assert beeld(invoer(kandidaat("K1", 40))).kolommen.bedrag(100) == f"€{VAST}1,00"
    heel = beeld(invoer(kandidaat("K1", 100), potten=[pot(10_000)]))
    assert heel.kolommen.bedrag(100) == f"€{VAST}1"


@pytest.mark.parametrize("methode", list(Methode))
def test_elke_wijze_van_verdelen_is_in_woorden_uit_te_leggen(methode: Methode) -> None:
    for grens in Grens:
        for binnen in BinnenGroep:
            zinnen = methode_in_woorden(
                Regels(methode, drempelscore="6.5", gelijke_stand=tuple(GelijkeStand), binnen_groep=binnen, grens=grens)
            )  # fmt: skip
            assert all(zin.endswith(".") for zin in zinnen)
            assert "6,5" in " ".join(zinnen)


def test_elke_uitkomst_heeft_een_woord() -> None:
    for soort in Uitkomstsoort:
        assert "_" not in uitkomst_in_woorden(soort.value, "past").tekst
    for reden in Reden:
        assert "_" not in uitkomst_in_woorden("afgewezen", reden.value).tekst
