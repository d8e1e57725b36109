"""After the awards of the examples: paid, built, reported on and accounted for, until the day of the demo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from subsidie.accounts.models import Gebruiker
from subsidie.kern.tijd import moment_in_amsterdam
from subsidie.platform.opslag import Opslag
from subsidie.tranches.lezen import get_tranche
from subsidie.voorbeeld import afrekenen, betalen, rha2022, rha2023, verantwoorden
from subsidie.voorbeeld.agenda import Agenda, Draad
from subsidie.voorbeeld.bouwen import plan_bouw
from subsidie.voorbeeld.melders import laad_melders
from subsidie.voorbeeld.personen import laad_collegas, laad_personen
from subsidie.voorbeeld.rha2022plannen import PROJECTEN
from subsidie.web.transactie import schrijfgrens


@dataclass(frozen=True, slots=True)
class Uitvoering:
    """A tranche of which the awards are followed. ``vanaf``: how many projects of other tranches came before."""

    code: str
    bekendgemaakt_op: date
    vanaf: int
    rekent_af: bool
    """Whether one of its awards is settled."""


UITVOERINGEN: Final = (
    Uitvoering(rha2022.CODE, rha2022.DAGTEKENING, 0, rekent_af=True),
    Uitvoering(rha2023.CODE, rha2023.DAGTEKENING, PROJECTEN, rekent_af=False),
)


def stappen(een: Uitvoering, agenda: Agenda, opslag: Opslag) -> Draad[None]:
    """Pay, build and account for the awards of one tranche that were notified, and settle one of 2022."""
    begin = moment_in_amsterdam(een.bekendgemaakt_op, time(10, 0))
    yield begin
    with schrijfgrens():
        personen: Mapping[str, Gebruiker] = {**laad_personen(nu=begin), **laad_collegas(nu=begin)}
        tranche = get_tranche(een.code)
        projecten = plan_bouw(tranche, personen, agenda, vanaf=een.vanaf, nu=begin)
        gekozen = afrekenen.kies(projecten) if een.rekent_af else None
        if gekozen is not None:
            gekozen.is_klaar = True
            code = gekozen.aanvraag.gm_code
            wie = laad_melders({code}, personen, nu=begin)[code]
            agenda.volg(
                afrekenen.stappen(
                    gekozen.aanvraag.nummer, afrekenen.VAN_2022, personen, wie.tekenbevoegde, opslag
                )
            )
    yield from betalen.stappen(tranche, personen, opslag, bekendgemaakt_op=een.bekendgemaakt_op)
    yield from verantwoorden.stappen(
        tranche, personen, bekendgemaakt_op=een.bekendgemaakt_op, tot=agenda.tot,
        ook_klaar=gekozen.aanvraag.gm_code if gekozen is not None else "",
    )  # fmt: skip
