"""Messages and mails in plain Dutch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from subsidie.berichten.models import Berichtgroep, Berichtrichting, Bezorgstand

GROEPEN: Final[Mapping[Berichtgroep, str]] = {
    Berichtgroep.FORMEEL: "Formeel",
    Berichtgroep.VOORTGANG: "Voortgang",
    Berichtgroep.HERINNERING: "Herinnering",
    Berichtgroep.VRAAG: "Vraag of antwoord",
}

GROEPUITLEG: Final[Mapping[Berichtgroep, str]] = {
    Berichtgroep.FORMEEL: "Ontvangstbevestigingen, verzoeken om aan te vullen en besluiten.",
    Berichtgroep.VOORTGANG: "Stappen in de behandeling van een aanvraag waarbij u niets hoeft te doen.",
    Berichtgroep.HERINNERING: "Een termijn die bijna voorbij is, of iets wat nog op u wacht.",
    Berichtgroep.VRAAG: "Vragen, antwoorden en opmerkingen van mensen.",
}

RICHTINGEN: Final[Mapping[Berichtrichting, str]] = {
    Berichtrichting.UIT: "Aan een gemeente",
    Berichtrichting.IN: "Van een gemeente",
}

STANDEN: Final[Mapping[Bezorgstand, tuple[str, str]]] = {
    Bezorgstand.WACHT: ("Wacht", "neutraal"),
    Bezorgstand.VERZONDEN: ("Verzonden", "goed"),
    Bezorgstand.MISLUKT: ("Mislukt", "fout"),
    Bezorgstand.TERUGGEKOMEN: ("Teruggekomen", "let_op"),
}
"""Of a mail how far it is, with the colour of the macro ``status``."""

_OVER: Final = {
    "aanvraag": "aanvraag {}",
    "concept": "aanvraag {}",
    "vooroverleg": "een vooroverleg",
    "tranche": "tranche {}",
}


def over_in_woorden(object_soort: str, object_id: str) -> str:
    """What a message is about, in a sentence: ``aanvraag OEFEN-2026-0007``; empty for what has no name for people."""
    return _OVER.get(object_soort, "").format(object_id)
