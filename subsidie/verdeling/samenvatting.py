"""The outcome of an allocation in figures, counted from the rows and never typed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from subsidie.aanvragen.service import get_woonruimteregels
from subsidie.tranches.keuzen import Woonruimteaard
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.service import invoer_van, list_regels, uitkomst_van

KREGEN = {"toegekend", "gedeeltelijk", "reeds_verleend"}


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
    that were frozen. So these figures are those of the ranking list and the protocol.
    """
    regels, woonruimten = list_regels(verdeling), get_woonruimteregels(verdeling.tranche)
    gehonoreerd = [regel for regel in regels if regel.uitkomst in KREGEN]
    per_aard: Counter[Woonruimteaard] = Counter()
    per_doelgroep: Counter[str] = Counter()
    for regel in gehonoreerd:
        for woonruimte in woonruimten.get(regel.versie_id, []):
            per_aard[woonruimte.aard] += woonruimte.aantal
            per_doelgroep[woonruimte.doelgroep] += woonruimte.aantal
    return Samenvatting(
        aanvragen=len(regels),
        gemeenten=len({regel.aanvraag.gm_code for regel in regels}),
        gevraagd_cent=sum(regel.versie.gevraagd_cent for regel in regels),
        plafond_cent=sum(pot["plafond_cent"] for pot in invoer_van(verdeling)["potten"]),
        toegekend=len(gehonoreerd),
        toegekende_gemeenten=len({regel.aanvraag.gm_code for regel in gehonoreerd}),
        toegekend_cent=sum(regel.bedrag_cent for regel in gehonoreerd),
        restant_cent=sum(uitkomst_van(verdeling)["restant_cent"].values()),
        permanent=per_aard[Woonruimteaard.PERMANENT],
        flexibel=per_aard[Woonruimteaard.FLEXIBEL],
        per_doelgroep=dict(per_doelgroep),
    )
