"""What looks odd about a change, a settlement or a recovery before it is signed: for the dry run.

Each looks at what was frozen when the decision was drawn up beside what the data say now. All of it is for a person to
weigh; what cannot be is refused by who writes the letter (``afrekenschrijven``, ``wijzigingsbesluit``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select

from subsidie.beschikkingen.models import Beschikking
from subsidie.beschikkingen.proef import TERUG, Opvallend, Plek
from subsidie.kern.fouten import Domeinfout
from subsidie.kern.geld import euro_kort
from subsidie.kern.termijnen import bezwaartermijn
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.realisatie.afrekenketen import lees_keten
from subsidie.realisatie.betaalmodellen import Betaalopdracht, Opdrachtstatus
from subsidie.realisatie.vaststelgegevens import verzamel
from subsidie.realisatie.vaststellen import is_van_nu
from subsidie.realisatie.vorderingmodellen import Vaststellingsberekening
from subsidie.realisatie.wijzigingen import LOPEND
from subsidie.realisatie.wijzigingmodellen import Wijzigingsverzoek
from subsidie.tranches.service import regels
from subsidie.web.db import db

_ONDERWEG: Final = (Opdrachtstatus.OPGESTELD, Opdrachtstatus.GOEDGEKEURD, Opdrachtstatus.AANGEBODEN)
"""A payment order of which nobody knows yet whether it was paid."""

ZONDER_REKENING: Final = "De brief noemt geen rekening om op te betalen: de tranche kent die niet."
Gevonden = Mapping[int, Sequence[Opvallend]]


def kijk_naar_vaststellingen(besluiten: Sequence[Beschikking], nu: datetime) -> Gevonden:
    """What is odd about settlements: no homes, no SiSa, what is on its way, and what changed since the sum."""
    ids = [een.aanvraag_id for een in besluiten]
    sommen = {
        een.beschikking_id: een
        for een in db.session.scalars(
            select(Vaststellingsberekening).where(
                Vaststellingsberekening.beschikking_id.in_([een.id for een in besluiten])
            )
        )
    }
    betaald, onderweg = _som_van(ids, (Opdrachtstatus.BETAALD,)), _som_van(ids, _ONDERWEG)
    verzoeken = _lopende_verzoeken(ids)
    uit: dict[int, Sequence[Opvallend]] = {}
    for een in besluiten:
        odd = [
            *_woonruimten(een),
            *_sisa(een, sommen.get(een.id)),
            *_sinds_de_som(een, sommen.get(een.id), nu),
        ]
        if kenmerk := verzoeken.get(een.aanvraag_id):
            odd.append(
                Opvallend(
                    f"Er loopt verzoek {kenmerk} om het project te wijzigen. Na de vaststelling kan dat niet meer.",
                    plek=("wijzigingen.behandelen", {"kenmerk": kenmerk}), doe="Bekijk het verzoek",
                )
            )  # fmt: skip
        if bedrag := onderweg.get(een.aanvraag_id):
            odd.append(_bij_de_som(een, f"Van {euro_kort(bedrag)} is nog niet bekend of het is betaald."))
        if een.verleend_cent and not betaald.get(een.aanvraag_id):
            odd.append(_bij_de_som(een, "Er is nog niets betaald."))
        uit[een.id] = odd
    return uit


def kijk_naar_wijzigingen(besluiten: Sequence[Beschikking], nu: datetime) -> Gevonden:
    """What is odd about changes: more was paid than is left of the award."""
    betaald = _som_van([een.aanvraag_id for een in besluiten], (Opdrachtstatus.BETAALD,))
    uit: dict[int, Sequence[Opvallend]] = {}
    for een in besluiten:
        te_veel = betaald.get(een.aanvraag_id, 0) - een.verleend_cent
        if te_veel > 0:
            tekst = f"Er is {euro_kort(te_veel)} meer betaald dan er overblijft. Dat komt terug bij de vaststelling."
            uit[een.id] = (_bij_de_som(een, tekst),)
    return uit


def kijk_naar_terugvorderingen(besluiten: Sequence[Beschikking], nu: datetime) -> Gevonden:
    """What is odd about recoveries: no account to pay to, and a settlement that can still be objected to."""
    vandaag = dag_in_amsterdam(nu)
    uit: dict[int, Sequence[Opvallend]] = {}
    for een in besluiten:
        keten, odd = lees_keten(een.aanvraag), list[Opvallend]()
        vaststelling = keten.vaststelling if keten is not None else None
        regelset = regels(een.aanvraag.tranche)
        if not (regelset.heeft("terugvordering.rekening") and regelset.terugvordering_rekening.waarde):
            odd.append(
                Opvallend(
                    ZONDER_REKENING, plek=("tranches.regels", {"code": een.aanvraag.tranche.code}),
                    doe="Bekijk de regels", vaak=ZONDER_REKENING,
                )
            )  # fmt: skip
        bekend = vaststelling.bekendgemaakt_op if vaststelling is not None else None
        if bekend is not None and (einde := bezwaartermijn(bekend)) >= vandaag:
            odd.append(
                Opvallend(
                    f"Tegen de vaststelling kan de gemeente nog bezwaar maken tot en met {datum_nl(einde)}.",
                    plek=("dossier.aanvraag", _nummer(een)), doe="Bekijk de aanvraag",
                )
            )  # fmt: skip
        uit[een.id] = odd
    return uit


def _woonruimten(een: Beschikking) -> Iterable[Opvallend]:
    lijnen = json.loads(een.gegevens)["uitkomst"]["lijnen"]
    if lijnen and not any(lijn["telt"] for lijn in lijnen):
        yield _bij_de_som(een, "Er telt geen enkele woonruimte mee.")


def _sisa(een: Beschikking, som: Vaststellingsberekening | None) -> Iterable[Opvallend]:
    if som is not None and (reden := json.loads(som.invoer)["zonder_sisa"]):
        yield _bij_de_som(een, f"Er is geen eindverantwoording via SiSa. De reden: {reden}")


def _sinds_de_som(een: Beschikking, som: Vaststellingsberekening | None, nu: datetime) -> Iterable[Opvallend]:
    """What is otherwise than when the sum was fixed, and whether there is time left to build."""
    keten = lees_keten(een.aanvraag)
    if som is None or keten is None:
        return
    try:
        gegevens = verzamel(een.aanvraag, keten)
    except Domeinfout as fout:
        yield _bij_de_som(een, str(fout))
        return
    if not is_van_nu(som, gegevens):
        plek: Plek = (TERUG, {"kenmerk": een.kenmerk})
        yield Opvallend(
            "De gegevens zijn veranderd sinds de berekening. Kijk of de uitkomst nog klopt.",
            plek=plek, doe="Neem het terug",
        )  # fmt: skip
    lager = een.verleend_cent < gegevens.invoer.verleend_cent
    if lager and gegevens.uiterlijk is not None and gegevens.uiterlijk >= dag_in_amsterdam(nu):
        yield _bij_de_som(
            een, f"De gemeente heeft nog tijd om op te leveren, tot en met {datum_nl(gegevens.uiterlijk)}."
        )


def _nummer(een: Beschikking) -> dict[str, Any]:
    return {"nummer": een.aanvraag.nummer}


def _bij_de_som(een: Beschikking, tekst: str) -> Opvallend:
    return Opvallend(tekst, plek=("vaststelling.pagina", _nummer(een)), doe="Bekijk de som")


def _som_van(ids: Sequence[int], statussen: Sequence[Opdrachtstatus]) -> dict[int, int]:
    rijen = db.session.execute(
        select(Betaalopdracht.aanvraag_id, func.sum(Betaalopdracht.bedrag_cent))
        .where(Betaalopdracht.aanvraag_id.in_(ids), Betaalopdracht.status.in_(statussen))
        .group_by(Betaalopdracht.aanvraag_id)
    )
    return {id_: int(som) for id_, som in rijen}


def _lopende_verzoeken(ids: Sequence[int]) -> dict[int, str]:
    rijen = db.session.execute(
        select(Wijzigingsverzoek.aanvraag_id, Wijzigingsverzoek.kenmerk).where(
            Wijzigingsverzoek.aanvraag_id.in_(ids), Wijzigingsverzoek.status.in_(LOPEND)
        )
    )
    return dict(rijen.all())
