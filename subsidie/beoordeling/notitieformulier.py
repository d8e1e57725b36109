"""The forms of notes and of the advice to whoever decides."""

from __future__ import annotations

from typing import Final

from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, InputRequired, Length

from subsidie.accounts.forms import Formulier
from subsidie.beoordeling.behandelmodellen import Adviesstrekking
from subsidie.beoordeling.notities import LANGSTE_TEKST

STREKKINGEN: Final = {
    Adviesstrekking.TOEKENNEN: "Toekennen",
    Adviesstrekking.AFWIJZEN: "Afwijzen",
    Adviesstrekking.BUITEN_BEHANDELING: "Niet behandelen (artikel 4:5 Awb)",
}
_TE_LANG: Final = Length(max=LANGSTE_TEKST, message="Schrijf hoogstens 10.000 tekens.")


class Notitieformulier(Formulier):
    """A note among colleagues."""

    tekst = TextAreaField("Notitie", validators=[InputRequired("Schrijf hier iets."), _TE_LANG])


class Adviesformulier(Formulier):
    """The advice: what it comes to, and why."""

    strekking = RadioField(
        "Uw advies", choices=[SelectChoice(een.value, tekst) for een, tekst in STREKKINGEN.items()],
        validate_choice=False,
        validators=[InputRequired("Kies wat u adviseert."), AnyOf(list(STREKKINGEN), "Kies er een.")],
    )  # fmt: skip
    tekst = TextAreaField(
        "Waarom adviseert u dit?",
        validators=[InputRequired("Schrijf waarom u dit adviseert."), _TE_LANG],
        description="Wie het besluit tekent, leest dit.",
    )
