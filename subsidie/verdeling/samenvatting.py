"""The outcome of an allocation in figures, counted from the rows and never typed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from subsidie.aanvragen.service import get_versies, get_woonruimteregels, list_aanvragen
from subsidie.tranches.keuzen import Woonruimteaard
from subsidie.tranches.service import plafond_op, pots
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.service import list_regels, uitkomst_van

KREGEN = {"toegekend", "gedeeltelijk", "reeds_verleend"}


@dataclass(frozen=True, slots=True)
class Samenvatting:
    """Figures of one tranche; amounts in eurocents, ``per_doelgroep`` counts homes by code."""

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
    """Count asked and awarded for the tranche of ``verdeling``."""
    tranche = verdeling.tranche
    aanvragen, versies, woonruimten = (
        list_aanvragen(tranche),
        get_versies(tranche),
        get_woonruimteregels(tranche),
    )
    gehonoreerd = [regel for regel in list_regels(verdeling) if regel.uitkomst in KREGEN]
    per_aard: Counter[Woonruimteaard] = Counter()
    per_doelgroep: Counter[str] = Counter()
    for regel in gehonoreerd:
        for woonruimte in woonruimten.get(regel.versie_id, []):
            per_aard[woonruimte.aard] += woonruimte.aantal
            per_doelgroep[woonruimte.doelgroep] += woonruimte.aantal
    return Samenvatting(
        aanvragen=len(aanvragen),
        gemeenten=len({aanvraag.gm_code for aanvraag in aanvragen}),
        gevraagd_cent=sum(versie.gevraagd_cent for versie in versies.values()),
        plafond_cent=sum(plafond_op(pot, verdeling.bevroren_op).bedrag_cent or 0 for pot in pots(tranche)),
        toegekend=len(gehonoreerd),
        toegekende_gemeenten=len({regel.aanvraag.gm_code for regel in gehonoreerd}),
        toegekend_cent=sum(regel.bedrag_cent for regel in gehonoreerd),
        restant_cent=sum(uitkomst_van(verdeling)["restant_cent"].values()),
        permanent=per_aard[Woonruimteaard.PERMANENT],
        flexibel=per_aard[Woonruimteaard.FLEXIBEL],
        per_doelgroep=dict(per_doelgroep),
    )
