"""What a behandelaar sees of projects that may not be built in time: the worst first, with why and what it costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final

from subsidie.dossier.vandaag.vorm import Blok, Cijfer, Naar, Post, Status, geld
from subsidie.kern.tekst import aantal
from subsidie.realisatie.projecten import Projectstand, lees_projecten
from subsidie.realisatie.risicolijst import IN_GEVAAR, WOORDEN

HOOGSTENS: Final = 5


def blok_gevaar(vandaag: date) -> tuple[Blok, bool]:
    """Projects too late or with a high risk, by tranche and the worst of all; and whether one of them is invented.

    What the money is of homes that do not stand is for the ministry only.
    """
    gevaar = [een for een in lees_projecten(vandaag) if een.oordeel.risico in IN_GEVAAR]
    gevaar.sort(key=lambda een: (-een.oordeel.risico.ernst, -een.in_gevaar_cent, een.nummer))
    per_tranche: defaultdict[str, list[Projectstand]] = defaultdict(list)
    for een in gevaar:
        per_tranche[een.tranche].append(een)
    blok = Blok(
        "Lopen gevaar",
        "Projecten met een hoog risico, of waarvan een uiterste dag voorbij is.",
        cijfers=tuple(_cijfer(code, per_tranche[code]) for code in sorted(per_tranche)),
        posten=tuple(_post(een) for een in gevaar[:HOOGSTENS]),
    )
    return blok, any(een.voorbeeld for een in gevaar)


def _cijfer(code: str, projecten: Sequence[Projectstand]) -> Cijfer:
    return Cijfer(
        f"Tranche {code}",
        aantal(len(projecten), "project", "projecten"),
        f"{geld(sum(een.in_gevaar_cent for een in projecten))} voor woonruimten die er niet staan",
        Naar("trancherealisatie.pagina", {"code": code, "risico": [een.value for een in IN_GEVAAR]}),
    )


def _post(een: Projectstand) -> Post:
    reden = een.oordeel.redenen[0].tekst
    return Post(
        f"{een.nummer} · {een.gemeente}",
        Naar("realisatie.pagina", {"nummer": een.nummer}),
        f"{een.project}. {reden[:1].upper()}{reden[1:]}.",
        Status(*WOORDEN[een.oordeel.risico]),
    )
