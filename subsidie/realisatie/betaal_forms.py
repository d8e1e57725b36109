"""Forms about payments."""

from __future__ import annotations

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length

from subsidie.accounts.forms import Formulier
from subsidie.realisatie.betaalopdrachten import LANGSTE_REDEN

OPNIEUW = "Open deze pagina opnieuw en probeer het nog eens."


class Gezienformulier(Formulier):
    """What was looked at, so that nothing else is done."""

    gezien = HiddenField(validators=[Length(min=64, max=64, message=OPNIEUW)])


class Btwformulier(Gezienformulier):
    """Drawing up where the application does not tell the VAT: only when somebody looked at it."""

    zonder_btw = BooleanField(
        "Ik heb nagegaan dat bij deze aanvragen geen btw-deel naar het BTW-compensatiefonds gaat",
        validators=[InputRequired("Zonder dit vinkje kunt u deze opdrachten niet opstellen.")],
    )


class Vervalformulier(Formulier):
    """Why an order is withdrawn."""

    reden = TextAreaField(
        "Waarom vervalt deze opdracht?",
        validators=[
            InputRequired("Schrijf waarom deze opdracht vervalt."),
            Length(max=LANGSTE_REDEN, message=f"Schrijf hoogstens {LANGSTE_REDEN} tekens."),
        ],
        description="De gemeente ziet dit niet.",
    )


class Inleesformulier(Formulier):
    """A file with what came of the payments."""

    bestand = FileField(
        "Bestand met de terugmelding",
        validators=[FileRequired("Kies een bestand.")],
        description="Een werkmap (XLSX) met een blad ‘terugmelding’, of een CSV-bestand.",
    )
