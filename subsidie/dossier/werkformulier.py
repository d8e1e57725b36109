"""The form with which applications get another handler: for each act only the fields that it needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from wtforms import DateField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.forms import Formulier
from subsidie.accounts.models import Gebruiker
from subsidie.beoordeling.toewijzing import (
    LANGSTE_TOELICHTING,
    draag_over,
    geef_terug,
    get_collega,
    pak_op,
    vervang,
    wijs_toe,
)
from subsidie.kern.tekst import aantal


class Werkactie(StrEnum):
    """What can be done with the applications that were ticked."""

    OPPAKKEN = "oppakken"
    TOEWIJZEN = "toewijzen"
    OVERDRAGEN = "overdragen"
    VERVANGEN = "vervangen"
    TERUGGEVEN = "teruggeven"


KNOPPEN: Final = {
    Werkactie.OPPAKKEN: "Zelf oppakken",
    Werkactie.TOEWIJZEN: "Toewijzen",
    Werkactie.OVERDRAGEN: "Overdragen",
    Werkactie.VERVANGEN: "Laten vervangen",
    Werkactie.TERUGGEVEN: "Teruggeven",
}
UITLEG: Final = {
    Werkactie.OPPAKKEN: "De aanvraag wordt van u. Dat kan als zij van niemand is.",
    Werkactie.TOEWIJZEN: "De aanvraag wordt van de collega die u kiest. Dat kan als zij van niemand is.",
    Werkactie.OVERDRAGEN: "De aanvraag gaat voorgoed van de behandelaar van nu naar een collega.",
    Werkactie.VERVANGEN: (
        "Een collega vervangt de behandelaar tijdens verlof. De dag na de laatste dag gaat de aanvraag vanzelf terug."
    ),
    Werkactie.TERUGGEVEN: (
        "Bij een vervanging gaat de aanvraag terug naar wie werd vervangen. Anders is zij daarna van niemand."
    ),
}
_GEDAAN: Final = {
    Werkactie.OPPAKKEN: "opgepakt",
    Werkactie.TOEWIJZEN: "toegewezen",
    Werkactie.OVERDRAGEN: "overgedragen",
    Werkactie.VERVANGEN: "met een vervanger",
    Werkactie.TERUGGEVEN: "teruggegeven",
}


class Werkformulier(Formulier):
    """The base; ``maak`` adds the fields of one act."""


def maak(
    actie: Werkactie, collegas: Sequence[Gebruiker], *, vandaag: date, ingestuurd: bool
) -> Werkformulier:
    """The form of this act: as it was sent, or empty."""
    velden: dict[str, Any] = {}
    if actie in (Werkactie.TOEWIJZEN, Werkactie.OVERDRAGEN, Werkactie.VERVANGEN):
        velden["collega"] = SelectField(
            "Vervanger" if actie is Werkactie.VERVANGEN else "Collega",
            choices=[
                SelectChoice("", "Kies een collega"),
                *(SelectChoice(een.sleutel, een.naam) for een in collegas),
            ],
            validate_choice=False,  # the service says so, in Dutch
            validators=[InputRequired("Kies een collega.")],
        )
    if actie is Werkactie.VERVANGEN:
        velden["vanaf"] = DateField("Eerste dag", validators=[InputRequired("Vul de eerste dag in.")])
        velden["tot"] = DateField("Laatste dag", validators=[InputRequired("Vul de laatste dag in.")])
    if actie is not Werkactie.OPPAKKEN:
        verplicht = actie is Werkactie.OVERDRAGEN
        velden["toelichting"] = TextAreaField(
            "Waarom draagt u over?" if verplicht else "Toelichting",
            validators=[
                InputRequired("Schrijf waarom u de aanvraag overdraagt.") if verplicht else Optional(),
                Length(max=LANGSTE_TOELICHTING, message=f"Schrijf hoogstens {LANGSTE_TOELICHTING} tekens."),
            ],
            description="Uw collega's kunnen dit lezen, de gemeente niet.",
        )
    soort: type[Werkformulier] = type("Actieformulier", (Werkformulier,), velden)
    return soort() if ingestuurd else soort(formdata=None, data={"vanaf": vandaag})


def voer_uit(
    actie: Werkactie, aanvraag: Aanvraag, formulier: Werkformulier, *, door: Gebruiker, nu: datetime
) -> None:
    """Do the act on one application, inside the commit boundary; raises what its service raises."""
    waarden = {veld.name: veld.data for veld in formulier}
    tekst = waarden.get("toelichting") or ""
    if actie is Werkactie.OPPAKKEN:
        pak_op(aanvraag, door=door, nu=nu)
    elif actie is Werkactie.TERUGGEVEN:
        geef_terug(aanvraag, toelichting=tekst, door=door, nu=nu)
    else:
        collega = get_collega(str(waarden["collega"]), nu=nu)
        if actie is Werkactie.TOEWIJZEN:
            wijs_toe(aanvraag, collega, toelichting=tekst, door=door, nu=nu)
        elif actie is Werkactie.OVERDRAGEN:
            draag_over(aanvraag, collega, toelichting=tekst, door=door, nu=nu)
        else:
            vervang(
                aanvraag,
                collega,
                vanaf=waarden["vanaf"],
                tot=waarden["tot"],
                toelichting=tekst,
                door=door,
                nu=nu,
            )


def gelukt(actie: Werkactie, hoeveel: int) -> str:
    """What was done, in a sentence."""
    return f"{aantal(hoeveel, 'aanvraag', 'aanvragen')} {_GEDAAN[actie]}."
