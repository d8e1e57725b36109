"""Forms of drawing up, signing and notifying decisions."""

from __future__ import annotations

from wtforms import DateField, HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length

from subsidie.accounts.forms import Formulier

GEEN_DAG = "Dit is geen dag. Schrijf het zo: 2026-07-31."


class _Dag(DateField):
    """A day; what is none gets one sentence, in Dutch."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(GEEN_DAG) from None


class Tekenformulier(Formulier):
    """The date that the letters will carry, and what the signer looked at."""

    dagtekening = _Dag(
        "Datum op de brieven",
        validators=[InputRequired("Kies een datum.")],
        description="Op deze dag moeten de besluiten ook bekend worden gemaakt. Hoogstens 30 dagen vooruit.",
    )
    gezien = HiddenField(
        validators=[Length(min=64, max=64, message="Open deze pagina opnieuw en probeer het nog eens.")]
    )


class Bekendmaakformulier(Formulier):
    """What was looked at on the page that asks once more."""

    gezien = HiddenField(
        validators=[Length(min=64, max=64, message="Open deze pagina opnieuw en probeer het nog eens.")]
    )


class Terugformulier(Formulier):
    """Why a drawn-up decision is taken back or drawn up once more."""

    reden = TextAreaField(
        "Waarom?",
        validators=[
            InputRequired("Schrijf waarom."), Length(max=500, message="Schrijf hoogstens 500 tekens."),
        ],
        description="Dit komt in het controlespoor. De gemeente ziet het niet.",
    )  # fmt: skip


class Redenformulier(Formulier):
    """Why a signed decision is drawn up once more."""

    reden = TextAreaField(
        "Waarom is een nieuwe brief nodig?",
        validators=[
            InputRequired("Schrijf waarom een nieuwe brief nodig is."),
            Length(max=500, message="Schrijf hoogstens 500 tekens."),
        ],
        description="Dit komt in het controlespoor en bij het nieuwe besluit. De gemeente ziet het niet.",
    )
