"""The form with which a municipality begins an application."""

from __future__ import annotations

from typing import Any

from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from subsidie.aanvragen.inhoud.soorten import keur_tekst
from subsidie.aanvragen.kolommen import LANGSTE_PROJECTNAAM
from subsidie.accounts.forms import Formulier
from subsidie.kern.fouten import OngeldigeInvoer


class Beginformulier(Formulier):
    """Tranche, municipality and pot where there is a choice, and the name of the project."""

    tranche = SelectField("Tranche", validators=[InputRequired("Kies een tranche.")])
    gemeente = SelectField("Gemeente", validators=[InputRequired("Kies een gemeente.")])
    pot = SelectField(
        "Voor wie vraagt u aan?",
        description="Een aanvraag hoort bij één pot. Vallen de woonruimten in twee potten, doe dan twee aanvragen.",
        validators=[InputRequired("Kies voor wie u aanvraagt.")],
    )
    projectnaam = StringField(
        "Naam van het project",
        description="Zo komt het in de brieven te staan. U kunt de naam later veranderen.",
        validators=[
            InputRequired("Vul een naam in."),
            Length(max=LANGSTE_PROJECTNAAM, message=f"Gebruik ten hoogste {LANGSTE_PROJECTNAAM} tekens."),
        ],
    )
    kopie = SelectField(
        "Een eerdere aanvraag kopiëren",
        description="Wat deze tranche niet vraagt, nemen wij niet over. Verklaringen en bijlagen geeft u opnieuw.",
        validators=[Optional()],
    )

    def validate_projectnaam(self, veld: Any) -> None:
        """The same characters as in the application itself."""
        veld.data = " ".join(veld.data.split())
        try:
            keur_tekst(veld.data, meer_regels=False)
        except OngeldigeInvoer as fout:
            raise ValidationError(fout.gebreken[0].melding) from None
        if not veld.data:
            raise ValidationError("Vul een naam in.")
