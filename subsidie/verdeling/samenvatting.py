"""The outcome of an allocation in figures, counted from the rows and never typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from subsidie.tranches.keuzen import Woonruimteaard
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.rangrijen import KREGEN, Rangrij, list_rangrijen, tel_woonruimten
from subsidie.verdeling.service import invoer_van, uitkomst_van

__all__ = ["KREGEN", "Samenvatting", "samenvatting", "vat_samen"]


@dataclass(frozen=True, slots=True)
class Samenvatting:
    """Figures of one allocation; amounts in eurocents, ``per_doelgroep`` counts homes by code."""

    aanvragen: int
    gemeenten: int
    gevraagd_cent: int
    plafond_cent: int
    toegekend: int
    toegekende_gemeenten: int
    toegekend_cent: int
    restant_cent: int
    permanent: int
    flexibel: int
    per_doelgroep: dict[str, int]

    @property
    def woonruimten(self) -> int:
        """Permanent and flexible together."""
        return self.permanent + self.flexibel


def samenvatting(verdeling: Verdeling) -> Samenvatting:
    """Count asked and awarded over those who took part in ``verdeling``.

    What came too late, was never handed in or was withdrawn before is not in it; the ceilings are those
    that were frozen. So these figures are those of the ranking list and the protocol. Raises
    ``NietGevonden`` before the draw.
    """
    restant_cent = sum(uitkomst_van(verdeling)["restant_cent"].values())
    plafond_cent = sum(pot["plafond_cent"] for pot in invoer_van(verdeling)["potten"])
    return vat_samen(list_rangrijen(verdeling), plafond_cent=plafond_cent, restant_cent=restant_cent)


def vat_samen(rijen: Sequence[Rangrij], *, plafond_cent: int, restant_cent: int) -> Samenvatting:
    """The figures of ``rijen``, under these ceilings and with so much left, all pots together."""
    kregen = [rij for rij in rijen if rij.kreeg]
    per_doelgroep: Counter[str] = Counter()
    for (doelgroep, _), aantal in tel_woonruimten(kregen).items():
        per_doelgroep[doelgroep] += aantal
    per_aard: Counter[Woonruimteaard] = Counter()
    for (_, aard), aantal in tel_woonruimten(kregen).items():
        per_aard[aard] += aantal
    return Samenvatting(
        aanvragen=len(rijen),
        gemeenten=len({rij.gm_code for rij in rijen}),
        gevraagd_cent=sum(rij.gevraagd_cent for rij in rijen),
        plafond_cent=plafond_cent,
        toegekend=len(kregen),
        toegekende_gemeenten=len({rij.gm_code for rij in kregen}),
        toegekend_cent=sum(rij.bedrag_cent for rij in kregen),
        restant_cent=restant_cent,
        permanent=per_aard[Woonruimteaard.PERMANENT],
        flexibel=per_aard[Woonruimteaard.FLEXIBEL],
        per_doelgroep=dict(per_doelgroep),
    )
