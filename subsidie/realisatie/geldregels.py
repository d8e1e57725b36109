"""Where every euro of a ceiling is: in exactly one part, and the parts add up. Pure; amounts in whole eurocents.

The rules, per application. What was paid and did not come back is what is *out*. As far as it is within the award it
is paid (or settled, once the award was settled); as far as it is more, it has to come back. What the award has above it
still has to be paid. What came back is a part of its own, until the same money is granted once more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final


class Gelddeel(StrEnum):
    """The part that a euro of the ceiling is in."""

    VRIJ = "vrij"
    GERESERVEERD = "gereserveerd"
    TE_BETALEN = "te_betalen"
    BETAALD = "betaald"
    BCF = "bcf"
    VASTGESTELD = "vastgesteld"
    TERUG_OPEN = "terug_open"
    TERUG_ONTVANGEN = "terug_ontvangen"


@dataclass(frozen=True, slots=True)
class Aanvraaggeld:
    """What is known of the money of one application (eurocents).

    ``verleend_cent``: the award that holds, by decisions that were notified; after a settlement what was settled.
    ``hoogste_cent``: the highest award it ever had. ``boven_cent``: what of it was granted above the ceiling on an
    objection. ``besloten_cent``: what is decided beside that and was not notified yet; ``gevraagd_cent``: what it asks
    that counts, while nothing is decided. ``betaald_cent`` and ``bcf_cent``: paid to the municipality and to the fund.
    ``gevorderd_cent``: of claims together; ``ontvangen_cent``: what came back on their principal.
    """

    aanvraag_id: int
    verleend_cent: int = 0
    hoogste_cent: int = 0
    boven_cent: int = 0
    besloten_cent: int = 0
    gevraagd_cent: int = 0
    betaald_cent: int = 0
    bcf_cent: int = 0
    is_vastgesteld: bool = False
    gevorderd_cent: int = 0
    ontvangen_cent: int = 0


@dataclass(frozen=True, slots=True)
class Delen:
    """One application over the parts (eurocents); what it asks or may still get is not in here.

    ``nog_te_vorderen_cent``: what of ``terug_open_cent`` no claim was made of yet. ``verschil_cent``: what claims ask
    back above what was paid too much; anything but 0 is a fault in the data.
    """

    te_betalen_cent: int = 0
    betaald_cent: int = 0
    bcf_cent: int = 0
    vastgesteld_cent: int = 0
    terug_open_cent: int = 0
    terug_ontvangen_cent: int = 0
    boven_cent: int = 0
    nog_te_vorderen_cent: int = 0
    verschil_cent: int = 0

    @property
    def bezet_cent(self) -> int:
        """What of the ceiling (and above it) this application takes."""
        return (
            self.te_betalen_cent + self.betaald_cent + self.bcf_cent + self.vastgesteld_cent
            + self.terug_open_cent + self.terug_ontvangen_cent
        )  # fmt: skip


def verdeel_over_delen(geld: Aanvraaggeld) -> Delen:
    """Where the money of one application is. Raises ``ValueError`` for an amount below zero."""
    if any(getattr(geld, veld.name) < 0 for veld in fields(geld) if veld.name.endswith("_cent")):
        raise ValueError(f"an amount below zero: {geld}")
    terug = min(geld.ontvangen_cent, geld.betaald_cent + geld.bcf_cent)
    uit = geld.betaald_cent + geld.bcf_cent - terug
    te_veel, binnen = max(0, uit - geld.verleend_cent), min(uit, geld.verleend_cent)
    ontvangen = min(terug, max(0, geld.hoogste_cent - max(geld.verleend_cent, uit)))
    # What has to come back is asked of the municipality, so its part shrinks first.
    aan_gemeente = max(0, geld.betaald_cent - terug - te_veel)
    open_vordering = max(0, geld.gevorderd_cent - terug)
    bezet = max(geld.verleend_cent, uit) + ontvangen
    binnen_plafond = max(0, geld.hoogste_cent - geld.boven_cent)
    return Delen(
        te_betalen_cent=max(0, geld.verleend_cent - uit),
        betaald_cent=0 if geld.is_vastgesteld else aan_gemeente,
        bcf_cent=0 if geld.is_vastgesteld else binnen - aan_gemeente,
        vastgesteld_cent=binnen if geld.is_vastgesteld else 0,
        terug_open_cent=te_veel,
        terug_ontvangen_cent=ontvangen,
        boven_cent=min(geld.boven_cent, max(0, bezet - binnen_plafond)),
        nog_te_vorderen_cent=max(0, te_veel - open_vordering),
        verschil_cent=max(0, open_vordering - te_veel),
    )


@dataclass(frozen=True, slots=True)
class Geldstand:
    """The money of a tranche (eurocents): every part once, and what they have to add up to.

    ``boven_cent``: granted above the ceiling on objections, so the parts together are the ceiling and this.
    ``te_veel_gevraagd_cent``: what is asked above what is left; it is in no part. ``gevorderd_cent``: of claims that
    were made. ``tekort_cent``: how much more is taken than there is; ``vorderingverschil_cent``: how much more is
    claimed than was paid too much. Anything but 0 in these two is a fault that the page must show.
    """

    plafond_cent: int
    boven_cent: int
    vrij_cent: int
    gereserveerd_cent: int
    te_betalen_cent: int
    betaald_cent: int
    bcf_cent: int
    vastgesteld_cent: int
    terug_open_cent: int
    terug_ontvangen_cent: int
    nog_te_vorderen_cent: int
    te_veel_gevraagd_cent: int
    tekort_cent: int
    vorderingverschil_cent: int
    per_aanvraag: dict[int, Delen]

    @property
    def delen(self) -> tuple[tuple[Gelddeel, int], ...]:
        """Every part with its amount, in the order in which money goes."""
        return tuple((deel, getattr(self, f"{deel.value}_cent")) for deel in Gelddeel)

    @property
    def som_cent(self) -> int:
        """The parts together."""
        return sum(cent for _, cent in self.delen)

    @property
    def totaal_cent(self) -> int:
        """What the parts have to be together: the ceiling, and what was granted above it."""
        return self.plafond_cent + self.boven_cent

    @property
    def verschil_cent(self) -> int:
        """The parts less what they have to be; 0 when every euro is in one part."""
        return self.som_cent - self.totaal_cent

    @property
    def klopt(self) -> bool:
        """Whether the parts add up and no claim asks more than there is to ask."""
        return self.verschil_cent == 0 and self.vorderingverschil_cent == 0

    @property
    def verleend_cent(self) -> int:
        """Every award that was notified, whether it was paid or not."""
        return self.te_betalen_cent + self.betaald_cent + self.bcf_cent + self.vastgesteld_cent


_OPGETELD: Final = (
    "boven_cent", "te_betalen_cent", "betaald_cent", "bcf_cent", "vastgesteld_cent", "terug_open_cent",
    "terug_ontvangen_cent", "nog_te_vorderen_cent",
)  # fmt: skip


def tel_op(plafond_cent: int, aanvragen: Iterable[Aanvraaggeld]) -> Geldstand:
    """The money of a tranche with this ceiling.

    What is decided is reserved whole; what is asked is reserved as far as there is money left for it.
    """
    alle = list(aanvragen)
    delen = {geld.aanvraag_id: verdeel_over_delen(geld) for geld in alle}
    sommen = {naam: sum(getattr(een, naam) for een in delen.values()) for naam in _OPGETELD}
    besloten, gevraagd = sum(een.besloten_cent for een in alle), sum(een.gevraagd_cent for een in alle)
    bezet = sum(een.bezet_cent for een in delen.values())
    ruimte = plafond_cent + sommen["boven_cent"] - bezet - besloten
    gereserveerd_op_vraag = min(gevraagd, max(0, ruimte))
    return Geldstand(
        plafond_cent=plafond_cent,
        vrij_cent=max(0, ruimte) - gereserveerd_op_vraag,
        gereserveerd_cent=besloten + gereserveerd_op_vraag,
        te_veel_gevraagd_cent=gevraagd - gereserveerd_op_vraag,
        tekort_cent=max(0, -ruimte),
        vorderingverschil_cent=sum(een.verschil_cent for een in delen.values()),
        per_aanvraag=delen,
        **sommen,
    )
