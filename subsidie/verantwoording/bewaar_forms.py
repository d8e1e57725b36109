"""The form with which a second person decides on a list of what may be destroyed."""

from __future__ import annotations

from typing import Final

from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from subsidie.accounts.forms import Formulier
from subsidie.verantwoording.bewaarlijst import LANGSTE_REDEN

JA: Final = "ja"
NEE: Final = "nee"


class Besluitformulier(Formulier):
    """Yes or no, and why."""

    akkoord = RadioField(
        "Uw besluit", validate_choice=False,
        choices=[
            SelectChoice(JA, "Akkoord: wat op de lijst staat wordt vernietigd"),
            SelectChoice(NEE, "Niet akkoord: er wordt niets vernietigd"),
        ],
        validators=[InputRequired("Kies of u akkoord bent."), AnyOf([JA, NEE], "Kies een van de twee.")],
    )  # fmt: skip
    toelichting = TextAreaField(
        "Toelichting",
        validators=[
            Optional(),
            Length(max=LANGSTE_REDEN, message=f"Schrijf hoogstens {LANGSTE_REDEN} tekens."),
        ],
        description="Verplicht als u niet akkoord bent. Schrijf hier geen persoonsgegevens.",
    )
