"""Forms of writing the text of a letter."""

from __future__ import annotations

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from subsidie.accounts.forms import Formulier
from subsidie.beschikkingen.brieftekst import LANGSTE_TOELICHTING

_GEZIEN = Regexp(r"[0-9]{1,6}\Z", message="Open deze pagina opnieuw en probeer het nog eens.")


class Tekstformulier(Formulier):
    """The text, why it changed, and the application to try it on; ``gezien``: the version it was begun from."""

    tekst = TextAreaField("Tekst", validators=[InputRequired("Schrijf een tekst.")])
    toelichting = TextAreaField(
        "Wat verandert u, en waarom?",
        validators=[Length(max=LANGSTE_TOELICHTING, message="Schrijf hoogstens 500 tekens.")],
        description="Vul dit in als u bewaart. Uw collega’s en de auditor lezen het bij de versie.",
    )
    aanvraag = StringField(
        "Probeer de tekst op een aanvraag",
        validators=[Optional(), Length(max=60, message="Dit is geen nummer van een aanvraag.")],
        description="Het nummer van een aanvraag met deze brief. Laat het leeg voor een verzonnen voorbeeld.",
    )
    gezien = HiddenField(validators=[_GEZIEN])


class Terugformulier(Formulier):
    """Why an earlier text counts again."""

    toelichting = TextAreaField(
        "Waarom zet u deze tekst terug?",
        validators=[
            InputRequired("Schrijf waarom u deze tekst terugzet."),
            Length(max=LANGSTE_TOELICHTING, message="Schrijf hoogstens 500 tekens."),
        ],
        description="Uw collega’s en de auditor lezen dit bij de versie.",
    )
    gezien = HiddenField(validators=[_GEZIEN])
