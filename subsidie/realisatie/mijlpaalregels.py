"""What a reported day or a forecast must be, and what is remarkable about it. Pure.

Refused is only what cannot be: a day to come, or one so long ago that it is a slip of the pen. What is unusual (an
order of milestones, a step after its last day, a permit from before the award) is accepted and said to both sides:
the regeling forbids none of it, and a step that came too late is still a fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from subsidie.kern.fouten import Gebrek
from subsidie.kern.tijd import datum_nl
from subsidie.realisatie.planmodellen import Mijlpaal

JAREN_TERUG: Final = 10
"""Older than this before the award is taken for a typing error; a permit can well be some years old."""
JAREN_VOORUIT: Final = 30

ZELF_TE_MELDEN: Final = (
    Mijlpaal.VERGUNNING,
    Mijlpaal.ONOMKEERBARE_STAP,
    Mijlpaal.START_BOUW,
    Mijlpaal.INGEBRUIKNAME,
)
"""All but the delivery, which follows from the homes that were delivered."""

NA_WOORDEN: Final = {
    Mijlpaal.VERGUNNING: "de vergunning",
    Mijlpaal.ONOMKEERBARE_STAP: "de eerste onomkeerbare stap",
    Mijlpaal.START_BOUW: "de start van de bouw",
    Mijlpaal.OPLEVERING: "de oplevering",
    Mijlpaal.INGEBRUIKNAME: "de ingebruikname",
}
VRAGEN: Final = {
    Mijlpaal.VERGUNNING: ("Welke vergunning is het?", "Schrijf welke vergunning het is en het kenmerk ervan."),
    Mijlpaal.ONOMKEERBARE_STAP: (
        "Welke stap is gezet, en waarom is die onomkeerbaar?",
        "Schrijf welke stap is gezet en waarom die onomkeerbaar is.",
    ),
    Mijlpaal.START_BOUW: ("Waarmee is de bouw begonnen?", "Schrijf waarmee de bouw is begonnen."),
    Mijlpaal.INGEBRUIKNAME: (
        "Wie wonen er nu, en hoe weet u dat?",
        "Schrijf welke doelgroep er woont en hoe u dat weet.",
    ),
}  # fmt: skip
"""Per milestone the question for the explanation, and what to say when it is empty."""

_VOLGORDE: Final = list(Mijlpaal)


def daggebreken(
    mijlpaal: Mijlpaal, dag: date, *, vandaag: date, verleend_op: date, eerste_levering: date | None
) -> list[Gebrek]:
    """Why a milestone cannot have been passed on ``dag``; empty when it can.

    ``verleend_op``: the notification of the award; ``eerste_levering``: the first delivery that was reported for the
    part, without which nobody lives there.
    """
    waar = "bereikt_op"
    if dag > vandaag:
        return [
            Gebrek(
                waar,
                f"{datum_nl(dag)} moet nog komen. Meld een mijlpaal pas als die is bereikt. Verwacht u deze dag? Geef "
                "dan een verwachting.",
            )
        ]
    oudste = verleend_op.replace(year=verleend_op.year - JAREN_TERUG, day=min(verleend_op.day, 28))
    if dag < oudste:
        return [Gebrek(waar, f"{datum_nl(dag)} is te lang geleden. Kies {datum_nl(oudste)} of later.")]
    if mijlpaal is Mijlpaal.INGEBRUIKNAME:
        if eerste_levering is None:
            return [Gebrek(waar, "Van dit deel is nog niets opgeleverd. Meld eerst de oplevering.")]
        if dag < eerste_levering:
            return [
                Gebrek(
                    waar, f"De eerste oplevering was op {datum_nl(eerste_levering)}. Kies die dag of later."
                )
            ]
    return []


def opmerkingen(
    mijlpaal: Mijlpaal, dag: date, *, bereikt: Mapping[Mijlpaal, date], verleend_op: date | None,
    uiterlijk: date | None,
) -> list[str]:  # fmt: skip
    """What is remarkable about a report: sentences for both sides.

    ``bereikt``: the days of the other milestones of the part; ``uiterlijk``: the last day of the obligation.
    """
    zinnen = []
    if uiterlijk is not None and dag > uiterlijk:
        zinnen.append(f"Dit is te laat: het moest uiterlijk op {datum_nl(uiterlijk)}.")
    if verleend_op is not None and dag < verleend_op and mijlpaal is not Mijlpaal.VERGUNNING:
        zinnen.append(f"Deze dag ligt voor de verlening op {datum_nl(verleend_op)}.")
    plek = _VOLGORDE.index(mijlpaal)
    for ander, ander_op in bereikt.items():
        if _VOLGORDE.index(ander) < plek and dag < ander_op:
            zinnen.append(f"Deze dag ligt voor {NA_WOORDEN[ander]} ({datum_nl(ander_op)}).")
        elif _VOLGORDE.index(ander) > plek and dag > ander_op:
            zinnen.append(f"Deze dag ligt na {NA_WOORDEN[ander]} ({datum_nl(ander_op)}).")
    return zinnen


def prognosegebreken(
    dag: date, toelichting: str, *, vandaag: date, uiterlijk: date | None, vorige: date | None
) -> list[Gebrek]:
    """Why a forecast cannot be ``dag``: it is past, absurdly far, the one there is, or late without a reason."""
    if dag < vandaag:
        return [
            Gebrek(
                "verwacht_op",
                f"{datum_nl(dag)} is al geweest. Is de mijlpaal bereikt? Meld die dan. Anders: kies een dag vanaf "
                "vandaag.",
            )
        ]
    if dag.year > vandaag.year + JAREN_VOORUIT:
        return [Gebrek("verwacht_op", f"Kies een dag in {vandaag.year + JAREN_VOORUIT} of eerder.")]
    if dag == vorige:
        return [Gebrek("verwacht_op", f"Uw verwachting is al {datum_nl(dag)}.")]
    if uiterlijk is not None and dag > uiterlijk and not toelichting:
        return [
            Gebrek(
                "toelichting",
                f"U verwacht dit na de uiterste dag ({datum_nl(uiterlijk)}). Schrijf waardoor het later wordt.",
            )
        ]
    return []
