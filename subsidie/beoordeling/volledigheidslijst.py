"""What the program itself finds missing in what was filed: a help for who judges, who alone decides."""

from __future__ import annotations

from dataclasses import dataclass

from subsidie.aanvragen.inhoud.geheel import DEELNAMEN
from subsidie.aanvragen.inhoud.ontbreekt import ontbreekt
from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.service import get_versie
from subsidie.aanvragen.versielezer import delen_van_versie, gegevens_van
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.tranches.service import regels


@dataclass(frozen=True, slots=True)
class Deelcontrole:
    """One part: its name and what is missing in it, in sentences."""

    naam: str
    meldingen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Controlelijst:
    """Every part in order; ``reden`` says what the list cannot know, or why there is none."""

    delen: tuple[Deelcontrole, ...]
    reden: str = ""

    @property
    def is_heel(self) -> bool:
        """Whether nothing was found missing."""
        return bool(self.delen) and not any(deel.meldingen for deel in self.delen)


def controlelijst(aanvraag: Aanvraag) -> Controlelijst:
    """What is missing in the newest version of ``aanvraag`` by the settings of its tranche."""
    regelset = regels(aanvraag.tranche)
    versie = get_versie(aanvraag)
    waarden = gegevens_van(versie)
    try:
        delen = delen_van_versie(versie, regelset)
    except OngeldigeInvoer:
        return Controlelijst((), "Wat is ingediend, heeft een vorm die het programma niet kan controleren.")
    bijlagen = {str(een["soort"]) for een in waarden.get("bijlagen", ())}
    mist = ontbreekt(delen, bijlagen, regelset)
    reden = ""
    if "delen" not in waarden:
        reden = (
            "Deze aanvraag is geïmporteerd. Het programma kent daarvan niet alles; wat hier ontbreekt, "
            "kan op papier wel zijn ingediend."
        )
    return Controlelijst(
        tuple(
            Deelcontrole(naam, tuple(een.melding for een in mist if een.deel is deel))
            for deel, naam in DEELNAMEN.items()
        ),
        reden,
    )
