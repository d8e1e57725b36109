"""Valid receipts of each kind; the municipality exists, everything else is made up."""

from __future__ import annotations

from typing import Any

from subsidie.aanvragen.ontvangstbrief import (
    OntvangenBijlage,
    OntvangenDeel,
    OntvangenTabel,
    OntvangstGegevens,
    Vervolgstap,
)

_BASIS: dict[str, Any] = {
    "kenmerk": "OEFEN-0007-O1",
    "datum": "2023-12-04",
    "organisatie": "Rijksdienst voor Ondernemend Nederland (RVO)",
    "regeling": "Regeling huisvesting aandachtsgroepen",
    "gemeente": "Zwolle",
    "adresregels": (),
    "nummer": "OEFEN-0007",
    "project": "Woonhof Noord",
    "soort": "indiening",
    "ontvangen_op": "2023-12-04T16:59:59+01:00",
    "eerste_ontvangst": "2023-12-04T16:59:59+01:00",
    "versie": 1,
    "versie_sha256": "ab" * 32,
    "ingediend_door": "T. de Tekenbevoegde",
    "delen": (
        OntvangenDeel(
            "Woonruimten",
            (("Toelichting", "Veertig kleine woningen.\nRond een hof."),),
            (
                OntvangenTabel(
                    "Woonruimten", ("Doelgroep", "Aard", "Soort", "Aantal", "Huur"),
                    (("Statushouders", "permanent", "zelfstandig", "12", "€ 500"),), (3, 4),
                ),
            ),
        ),
        OntvangenDeel("Planning", (("Start van de bouw", "niet ingevuld"),)),
    ),
    "bijlagen": (OntvangenBijlage("Begroting", "begroting van het hele project.pdf", 123_456, "cd" * 32),),
    "vervolg": (
        Vervolgstap("Wij controleren of uw aanvraag volledig is."),
        Vervolgstap("Wij besluiten uiterlijk op 4 maart 2024.", "aanname", "Oefening"),
    ),
    "voorbeeld": True,
}  # fmt: skip


def ontvangst(**velden: Any) -> OntvangstGegevens:
    """The receipt of a first filing."""
    return OntvangstGegevens(**{**_BASIS, **velden})


def alle_ontvangsten() -> dict[str, OntvangstGegevens]:
    """A first filing, and a supplement that came after the window and without attachments."""
    return {
        "ontvangst": ontvangst(),
        "ontvangst_aanvulling": ontvangst(
            kenmerk="OEFEN-0007-O2", soort="aanvulling", versie=2, eerste_ontvangst="2023-11-01T09:00:00+01:00",
            wachtrij=("Voor de volgorde verandert er niets.",), buiten_tijdvak=True, bijlagen=(),
        ),
    }  # fmt: skip
