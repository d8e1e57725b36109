"""The form of the checklist: for each point of the tranche what was found, and a note."""

from __future__ import annotations

from typing import Any, Final

from wtforms import IntegerField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional, ValidationError
from wtforms.widgets import HiddenInput

from subsidie.accounts.forms import Formulier
from subsidie.beoordeling.behandelmodellen import Controleoordeel
from subsidie.beoordeling.controlelijst import Controlestand, Puntoordeel, Puntstand

OORDELEN: Final = {
    Controleoordeel.IN_ORDE: "in orde",
    Controleoordeel.ONTBREEKT: "ontbreekt",
    Controleoordeel.NIET_VAN_TOEPASSING: "niet van toepassing",
}
_KEUZEN: Final = [SelectChoice(oordeel.value, tekst.capitalize()) for oordeel, tekst in OORDELEN.items()]


class Controleformulier(Formulier):
    """The checklist of one version; ``maak`` adds two fields for each point."""

    gezien_versie = IntegerField(
        widget=HiddenInput(), validators=[InputRequired("Open deze pagina opnieuw.")]
    )

    def gevonden(self) -> dict[str, Puntoordeel]:
        """What was filled in, by code of the point; a point without a choice is not in it."""
        uit = {}
        for veld in self:
            code = veld.name.removeprefix("oordeel_")
            if code != veld.name and veld.data:
                tekst = (self[f"toelichting_{code}"].data or "").strip()
                uit[code] = Puntoordeel(Controleoordeel(veld.data), tekst)
        return uit

    def velden(self, stand: Puntstand) -> tuple[Any, Any]:
        """The two fields of a point."""
        return self[f"oordeel_{stand.punt.code}"], self[f"toelichting_{stand.punt.code}"]


def _een_van_de_drie(_formulier: Any, veld: Any) -> None:
    """Nothing chosen yet is fine: a checklist is filled in bit by bit."""
    if veld.data and veld.data not in list(OORDELEN):
        raise ValidationError("Kies een van de drie.")


def maak(stand: Controlestand, *, versie: int, ingestuurd: bool) -> Controleformulier:
    """The form for this checklist: as it was sent, or filled with what was found before on ``versie``."""
    velden: dict[str, Any] = {}
    waarden: dict[str, Any] = {"gezien_versie": versie}
    for een in stand.punten:
        code = een.punt.code
        velden[f"oordeel_{code}"] = RadioField(
            een.punt.naam, choices=_KEUZEN, validate_choice=False,  # that sentence is in English here
            validators=[_een_van_de_drie],
        )  # fmt: skip
        velden[f"toelichting_{code}"] = TextAreaField("Aantekening", validators=[Optional()])
        if een.nu is not None:
            waarden |= {f"oordeel_{code}": een.nu.oordeel.value, f"toelichting_{code}": een.nu.toelichting}
    soort: type[Controleformulier] = type("Puntenformulier", (Controleformulier,), velden)
    return soort() if ingestuurd else soort(formdata=None, data=waarden)
