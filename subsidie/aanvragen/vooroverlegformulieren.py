"""Forms about vooroverleg. They read; the service says what is right."""

from __future__ import annotations

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from subsidie.accounts.forms import Formulier
from subsidie.tranches.vraagformulieren import MetGemeente


class Overlegformulier(MetGemeente):
    """A request to talk."""

    tranche = SelectField("Voor welke tranche", coerce=str, validate_choice=True)
    onderwerp = StringField(
        "Waarover wilt u praten?", validators=[InputRequired("Vul in waarover u wilt praten.")],
        description="In één regel, bijvoorbeeld: 40 flexwoningen op een tijdelijke plek.",
    )  # fmt: skip
    toelichting = TextAreaField(
        "Toelichting", validators=[InputRequired("Vul uw toelichting in.")],
        description="Wat is het plan en wat wilt u weten? Hoogstens 4.000 tekens.",
    )  # fmt: skip
    voorkeur = StringField(
        "Wanneer komt het u uit?",
        validators=[Optional()],
        description="Bijvoorbeeld: dinsdag of donderdag in de ochtend.",
    )


class Verslagformulier(Formulier):
    """What was said."""

    verslag = TextAreaField(
        "Verslag", validators=[InputRequired("Vul het verslag in.")],
        description="De gemeente leest dit ook. Hoogstens 9.000 tekens.",
    )  # fmt: skip
