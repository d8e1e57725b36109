"""The questions that a tranche asks of its own (setting ``aanvraag.vragen``), as fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud.opzet import Eis, Veld
from subsidie.aanvragen.inhoud.soorten import Alinea, Bedrag, Dag, Geheel, JaNee, Keuze, Waardesoort
from subsidie.aanvragen.kolommen import HOOGSTE_PROJECTBEDRAG_CENT
from subsidie.tranches.keuzen import Vraagsoort
from subsidie.tranches.regels import Regels
from subsidie.tranches.waarden import Vraag

VOOR: Final = "vraag_"
"""In front of the code of a question: its name among the fields of a part."""


def eigen_vragen(regels: Regels, deel: Aanvraagdeel) -> Iterator[Veld]:
    """The fields for the tranche's own questions in ``deel``, in order."""
    vragen = regels.aanvraag_vragen.waarde or () if regels.heeft("aanvraag.vragen") else ()
    for vraag in vragen:
        if vraag.deel.value == deel.value:
            eis = Eis.VERPLICHT if vraag.verplicht else Eis.OPTIONEEL
            yield Veld(f"{VOOR}{vraag.code}", vraag.vraag, _soort(vraag), eis, vraag.hulp)


def _soort(vraag: Vraag) -> Waardesoort[Any]:
    match vraag.soort:
        case Vraagsoort.TEKST:
            return Alinea()
        case Vraagsoort.JA_NEE:
            return JaNee()
        case Vraagsoort.GETAL:
            return Geheel(0, 1_000_000)
        case Vraagsoort.BEDRAG:
            return Bedrag(0, HOOGSTE_PROJECTBEDRAG_CENT)
        case Vraagsoort.DATUM:
            return Dag()
        case Vraagsoort.KEUZE:
            # The option itself is kept: it says what was answered, whatever the setting says later.
            return Keuze(tuple((optie, optie) for optie in vraag.opties))
