"""The outcome of a tranche in pictures and sums: money, homes per target group, and the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from subsidie.register.kaart import gemeentekaart
from subsidie.tranches.keuzen import Woonruimteaard
from subsidie.tranches.regels import Regels
from subsidie.verdeling.rangrijen import Rangrij, tel_woonruimten
from subsidie.verdeling.samenvatting import Samenvatting, vat_samen
from subsidie.verdeling.uitslag import Verdelingsuitslag
from subsidie.web.beeld import Kaart, Staaf, Staven, gebruik, staven


@dataclass(frozen=True, slots=True)
class Geldsom:
    """What became of the money, in eurocents, as three sums that hold: each part is counted, none is a rest."""

    gevraagd_cent: int
    telt_niet_mee_cent: int
    telt_mee_cent: int
    niet_toegekend_cent: int
    toegekend_cent: int
    over_cent: int
    plafond_cent: int

    @property
    def klopt(self) -> bool:
        """Whether the parts are together exactly the whole."""
        return (
            self.gevraagd_cent - self.telt_niet_mee_cent == self.telt_mee_cent
            and self.telt_mee_cent - self.niet_toegekend_cent == self.toegekend_cent
            and self.toegekend_cent + self.over_cent == self.plafond_cent
        )


@dataclass(frozen=True, slots=True)
class Uitkomstbeeld:
    """The outcome of an allocation as a whole."""

    cijfers: Samenvatting
    geld: Geldsom
    gebruik: Staven
    doelgroepen: Staven
    kaart: Kaart


def uitkomstbeeld(
    rijen: Sequence[Rangrij],
    uitslag: Verdelingsuitslag | None,
    regelset: Regels,
    *,
    over_cent: int | None = None,
) -> Uitkomstbeeld:
    """The outcome of these rows. ``over_cent``: what is left, by default what the allocation itself left."""
    potten = uitslag.potten if uitslag else ()
    plafonds = {
        pot.pot: pot.plafond_cent + pot.overgeheveld_cent + pot.ontvangen_cent - pot.doorgegeven_cent
        for pot in potten
    }
    over = sum(pot.restant_cent for pot in potten) if over_cent is None else over_cent
    cijfers = vat_samen(rijen, plafond_cent=sum(pot.plafond_cent for pot in potten), restant_cent=over)
    return Uitkomstbeeld(
        cijfers=cijfers,
        geld=_geldsom(rijen, cijfers),
        gebruik=_gebruik(rijen, plafonds, regelset),
        doelgroepen=_doelgroepen(rijen, regelset),
        kaart=_kaart(rijen),
    )  # fmt: skip


def _geldsom(rijen: Sequence[Rangrij], cijfers: Samenvatting) -> Geldsom:
    return Geldsom(
        gevraagd_cent=sum(rij.gevraagd_cent for rij in rijen),
        telt_niet_mee_cent=sum(rij.gevraagd_cent - rij.telt_mee_cent for rij in rijen),
        telt_mee_cent=sum(rij.telt_mee_cent for rij in rijen),
        niet_toegekend_cent=sum(rij.telt_mee_cent - rij.bedrag_cent for rij in rijen),
        toegekend_cent=cijfers.toegekend_cent,
        over_cent=cijfers.restant_cent,
        plafond_cent=cijfers.plafond_cent,
    )


def _gebruik(rijen: Sequence[Rangrij], plafonds: Mapping[str, int], regelset: Regels) -> Staven:
    som: Counter[str] = Counter()
    for rij in rijen:
        som[rij.pot] += rij.bedrag_cent
    namen = {pot.code: pot.naam.waarde or pot.code for pot in regelset.potten}
    return gebruik(
        "Toegekend, tegen het uitkeringsplafond",
        [(namen.get(code, code), som[code], plafond_cent) for code, plafond_cent in plafonds.items()],
        kenmerk="geld-gebruikt",
    )


def _doelgroepen(rijen: Sequence[Rangrij], regelset: Regels) -> Staven:
    telling = tel_woonruimten(rij for rij in rijen if rij.kreeg)
    namen = {groep.code: groep.naam for groep in regelset.doelgroepen.waarde or ()}
    codes = [*namen, *sorted({code for code, _ in telling} - namen.keys())]
    return staven(
        "Toegekende woonruimten per doelgroep",
        ("permanent", "flexibel"),
        [
            Staaf(
                namen.get(code, code),
                (telling[code, Woonruimteaard.PERMANENT], telling[code, Woonruimteaard.FLEXIBEL]),
            )
            for code in codes
        ],
        kenmerk="doelgroepen",
        categorie="Doelgroep",
    )


def _kaart(rijen: Sequence[Rangrij]) -> Kaart:
    per_gemeente: Counter[str] = Counter()
    for rij in rijen:
        if rij.kreeg:
            per_gemeente[rij.gm_code] += rij.permanent + rij.flexibel
    return gemeentekaart("Toegekende woonruimten per gemeente", per_gemeente, kenmerk="kaart")
