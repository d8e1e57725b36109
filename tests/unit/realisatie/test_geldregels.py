"""Every euro of a ceiling is in exactly one part, whatever happens: held against a ledger that moves euros."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.realisatie.geldregels import Aanvraaggeld, Gelddeel, Geldstand, tel_op, verdeel_over_delen

D = Gelddeel
PLAFOND = 1_000


def _stand(*aanvragen: Aanvraaggeld, plafond: int = PLAFOND) -> Geldstand:
    return tel_op(plafond, aanvragen)


def _bedragen(stand: Geldstand) -> dict[str, int]:
    return {deel.value: cent for deel, cent in stand.delen if cent}


def test_een_lege_tranche_is_helemaal_vrij() -> None:
    assert _bedragen(_stand()) == {"vrij": PLAFOND}


def test_wat_is_gevraagd_wordt_gereserveerd_zolang_er_geld_is() -> None:
    stand = _stand(Aanvraaggeld(1, gevraagd_cent=700), Aanvraaggeld(2, gevraagd_cent=500))

    assert _bedragen(stand) == {"gereserveerd": PLAFOND}
    assert stand.te_veel_gevraagd_cent == 200
    assert stand.klopt


def test_deels_betaald_deels_naar_het_fonds() -> None:
    stand = _stand(Aanvraaggeld(1, verleend_cent=600, hoogste_cent=600, betaald_cent=300, bcf_cent=100))

    assert _bedragen(stand) == {"vrij": 400, "te_betalen": 200, "betaald": 300, "bcf": 100}


def test_na_een_vaststelling_is_het_meerdere_terug_te_vorderen_of_weer_vrij() -> None:
    geld = Aanvraaggeld(
        1, verleend_cent=250, hoogste_cent=600, betaald_cent=300, bcf_cent=100, is_vastgesteld=True,
        gevorderd_cent=150, ontvangen_cent=50,
    )  # fmt: skip
    stand = _stand(geld)

    assert _bedragen(stand) == {"vrij": 600, "vastgesteld": 250, "terug_open": 100, "terug_ontvangen": 50}
    assert stand.nog_te_vorderen_cent == 0
    assert stand.klopt


def test_wat_boven_het_plafond_is_verleend_staat_aan_de_andere_kant_van_de_som() -> None:
    vol = Aanvraaggeld(1, verleend_cent=PLAFOND, hoogste_cent=PLAFOND)
    stand = _stand(vol, Aanvraaggeld(2, verleend_cent=80, hoogste_cent=80, boven_cent=80))

    assert (stand.som_cent, stand.boven_cent, stand.vrij_cent) == (PLAFOND + 80, 80, 0)
    # Lower again before it was paid: that euro was never of the ceiling, so nothing becomes free.
    lager = _stand(vol, Aanvraaggeld(2, verleend_cent=30, hoogste_cent=80, boven_cent=80))
    assert (lager.boven_cent, lager.vrij_cent, lager.klopt) == (30, 0, True)


def test_wat_terugkwam_en_opnieuw_wordt_verleend_telt_niet_dubbel() -> None:
    terug = Aanvraaggeld(
        1, verleend_cent=60, hoogste_cent=100, betaald_cent=100, gevorderd_cent=40, ontvangen_cent=40
    )
    assert _bedragen(_stand(terug, plafond=100)) == {"betaald": 60, "terug_ontvangen": 40}

    opnieuw = replace(terug, verleend_cent=100)
    assert _bedragen(_stand(opnieuw, plafond=100)) == {"betaald": 60, "te_betalen": 40}
    assert _bedragen(_stand(replace(opnieuw, betaald_cent=140), plafond=100)) == {"betaald": 100}


def test_een_fout_in_de_gegevens_wordt_genoemd_en_niet_weggepoetst() -> None:
    te_veel = _stand(Aanvraaggeld(1, verleend_cent=PLAFOND + 5, hoogste_cent=PLAFOND + 5))
    assert (te_veel.klopt, te_veel.verschil_cent, te_veel.tekort_cent) == (False, 5, 5)

    vordering = _stand(Aanvraaggeld(1, verleend_cent=50, hoogste_cent=80, betaald_cent=80, gevorderd_cent=31))
    assert (vordering.klopt, vordering.vorderingverschil_cent, vordering.verschil_cent) == (False, 1, 0)

    with pytest.raises(ValueError, match="below zero"):
        verdeel_over_delen(Aanvraaggeld(1, verleend_cent=-1))


@dataclass(slots=True)
class Grootboek:
    """One application in a ledger that moves euros, and beside it the facts that the program keeps of it."""

    vrij: Counter[str]
    nummer: int
    saldo: Counter[str] = field(default_factory=Counter)
    feiten: Aanvraaggeld = field(default_factory=lambda: Aanvraaggeld(0))

    def boek(self, van: str, naar: str, hoogstens: int) -> int:
        """Move what there is of ``hoogstens``; how much that was."""
        uit, in_ = (self.vrij if deel == "vrij" else self.saldo for deel in (van, naar))
        cent = max(0, min(hoogstens, uit[van]))
        uit[van] -= cent
        in_[naar] += cent
        return cent

    def tel(self, naam: str, cent: int) -> None:
        self.feiten = replace(self.feiten, **{naam: getattr(self.feiten, naam) + cent})

    def hoger(self, cent: int) -> None:
        """More by a decision: what was paid too much counts first, and a claim on it becomes lower.

        Money is claimed after a settlement, so after a claim this is an objection against that settlement. Next comes
        what of its own award became free, then what came back, then money that was never its own.
        """
        if self.feiten.gevorderd_cent and not self.feiten.is_vastgesteld:
            return
        if self.feiten.is_vastgesteld:
            erbij = self.boek("terug_open", "vastgesteld", cent)
        else:
            erbij = self.boek("terug_open", "bcf", min(cent, self.feiten.bcf_cent - self.saldo["bcf"]))
            erbij += self.boek("terug_open", "betaald", cent - erbij)
        open_vordering = self.feiten.gevorderd_cent - self.feiten.ontvangen_cent
        self.tel("gevorderd_cent", min(0, self.saldo["terug_open"] - open_vordering))
        eigen = min(cent - erbij, max(0, self.feiten.hoogste_cent - sum(self.saldo.values())))
        uit_vrij = self.boek("vrij", "te_betalen", eigen)
        erbij += uit_vrij
        if uit_vrij == eigen:
            erbij += self.boek("terug_ontvangen", "te_betalen", cent - erbij)
            erbij += self.boek("vrij", "te_betalen", cent - erbij)
        self.tel("verleend_cent", erbij)
        self.feiten = replace(
            self.feiten, hoogste_cent=max(self.feiten.hoogste_cent, self.feiten.verleend_cent)
        )

    def lager(self, cent: int) -> None:
        """Less by a decision: what was not paid becomes free, the rest has to come back."""
        cent = min(cent, self.feiten.verleend_cent)
        rest = cent - self.boek("te_betalen", "vrij", cent)
        for deel in ("betaald", "bcf", "vastgesteld"):
            rest -= self.boek(deel, "terug_open", rest)
        assert rest == 0
        self.tel("verleend_cent", -cent)

    def betaal(self, soort: str, cent: int) -> None:
        naar = "vastgesteld" if self.feiten.is_vastgesteld else soort
        self.tel(f"{soort}_cent", self.boek("te_betalen", naar, cent))

    def stel_vast(self, cent: int) -> None:
        self.lager(cent)
        for deel in ("betaald", "bcf"):
            self.boek(deel, "vastgesteld", self.saldo[deel])
        self.feiten = replace(self.feiten, is_vastgesteld=True)

    def vorder(self) -> None:
        open_vordering = self.feiten.gevorderd_cent - self.feiten.ontvangen_cent
        self.tel("gevorderd_cent", self.saldo["terug_open"] - open_vordering)

    def ontvang(self, cent: int) -> None:
        gevraagd = self.feiten.gevorderd_cent - self.feiten.ontvangen_cent
        self.tel("ontvangen_cent", self.boek("terug_open", "terug_ontvangen", min(cent, gevraagd)))

    def doe(self, stap: str, cent: int) -> None:
        if stap in ("betaald", "bcf"):
            self.betaal(stap, cent)
        elif stap == "vorder":
            self.vorder()
        else:
            getattr(self, stap)(cent)


STAP = st.tuples(
    st.sampled_from(("hoger", "hoger", "lager", "betaald", "bcf", "stel_vast", "vorder", "ontvang")),
    st.integers(0, 2),
    st.integers(0, 400),
)


@given(stappen=st.lists(STAP, max_size=25))
def test_elke_reeks_gebeurtenissen_laat_elke_euro_in_precies_een_deel(
    stappen: list[tuple[str, int, int]],
) -> None:
    vrij = Counter({"vrij": PLAFOND})
    boeken = [Grootboek(vrij, nummer) for nummer in range(3)]
    for stap, wie, cent in stappen:
        boeken[wie].doe(stap, cent)

        stand = _stand(*(replace(een.feiten, aanvraag_id=een.nummer) for een in boeken))

        verwacht = vrij + sum((een.saldo for een in boeken), Counter())
        assert _bedragen(stand) == dict(verwacht)
        assert stand.klopt
        assert stand.som_cent == PLAFOND


BEDRAG = st.integers(0, 2_000)


@given(
    st.lists(
        st.builds(
            Aanvraaggeld, st.integers(0, 10**6), BEDRAG, BEDRAG, BEDRAG, BEDRAG, BEDRAG, BEDRAG, BEDRAG,
            st.booleans(), BEDRAG, BEDRAG,
        ),
        max_size=4, unique_by=lambda een: een.aanvraag_id,
    )
)  # fmt: skip
def test_ook_onmogelijke_gegevens_geven_een_som_met_het_verschil_erbij(geld: list[Aanvraaggeld]) -> None:
    """Whatever stands in the database: no part below zero, and the sum is off by exactly what the page says."""
    stand = _stand(*geld)

    assert all(cent >= 0 for _, cent in stand.delen)
    assert stand.verschil_cent == stand.tekort_cent
    assert stand.som_cent == PLAFOND + stand.boven_cent + stand.tekort_cent
    assert stand.klopt is (stand.tekort_cent == 0 and stand.vorderingverschil_cent == 0)
