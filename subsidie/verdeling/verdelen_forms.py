"""Forms of freezing, drawing, agreeing and letting lapse."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from wtforms import DateTimeLocalField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from subsidie.accounts.forms import Formulier
from subsidie.kern.tijd import moment_in_amsterdam

GEEN_MOMENT: Final = "Dit is geen dag met tijd. Schrijf het zo: 2026-07-31T14:05."
MOMENTEN: Final = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"]


class _Moment(DateTimeLocalField):  # type: ignore[misc]  # WTForms has no types
    """A day and a time of the clock in the Netherlands; what is none gets one sentence, in Dutch."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(GEEN_MOMENT) from None

    def als_moment(self) -> datetime | None:
        """The aware moment in UTC; raises ``OngeldigeInvoer`` at this field for an hour that does not exist."""
        if self.data is None:
            return None
        return moment_in_amsterdam(self.data.date(), self.data.time(), waar=self.name)


def _kaal(tekst: str | None) -> str | None:
    return tekst.strip() if tekst else tekst


class Bevriesformulier(Formulier):
    """The public source of the seed and the moment of the draw; ``gezien``: the hash of the input that was shown."""

    gezien = HiddenField()
    seed_bron = StringField(
        "Uit welke openbare bron komt de tekst voor de loting?",
        filters=[_kaal],
        validators=[InputRequired("Noem de openbare bron."), Length(max=500, message="Schrijf hoogstens 500 tekens.")],
        description="Bijvoorbeeld: de trekking door een notaris, of een getal dat een ander op dat moment "
        "openbaar maakt. Niemand bij het ministerie mag de tekst kunnen kiezen.",
    )  # fmt: skip
    seed_verwacht_op = _Moment(
        "Wanneer wordt die tekst bekend?",
        format=MOMENTEN,
        validators=[InputRequired("Kies een dag en een tijd.")],
        description="De tijd in Nederland. Dit moment ligt na het bevriezen. Eerder kan niemand trekken.",
    )


class Houdformulier(Formulier):
    """Freezing again with the seed of an earlier allocation: only what was looked at."""

    gezien = HiddenField()


class Trekformulier(Formulier):
    """The text that was drawn and when it became known; both stay empty where nothing has to be drawn.

    The page asks for them only where there is a draw, so it never says that they may stay empty.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seed.flags.optional = self.seed_bekend_op.flags.optional = False

    seed = StringField(
        "De tekst van de trekking (seed)",
        filters=[_kaal],
        validators=[Optional(), Length(max=500, message="Schrijf hoogstens 500 tekens.")],
        description="Neem de tekst precies over. Hoofdletters, spaties en leestekens tellen mee.",
    )
    seed_bekend_op = _Moment(
        "Wanneer werd deze tekst bekend?",
        format=MOMENTEN,
        validators=[Optional()],
        description="De tijd in Nederland: niet eerder dan het aangekondigde moment, en niet later dan nu.",
    )

    def eis_seed(self) -> bool:
        """Whether both are filled in; says at the field what is missing."""
        for veld, melding in (
            (self.seed, "Vul de tekst van de trekking in."),
            (self.seed_bekend_op, "Kies de dag en de tijd."),
        ):
            if not veld.data:
                fouten: Any = [*veld.errors, melding]
                veld.errors = fouten
        return not self.seed.errors and not self.seed_bekend_op.errors


class Akkoordformulier(Formulier):
    """Which agreement was asked, and of which outcome (its hash)."""

    stap = HiddenField()
    gezien = HiddenField()


class Aannameformulier(Formulier):
    """Which assumption somebody accepts."""

    sleutel = HiddenField(validators=[InputRequired("Kies een aanname."), Length(max=120)])
    plek = HiddenField()

    @property
    def anker(self) -> str:
        """Where on the page it stands, so that who accepts one goes on with the next."""
        plek = str(self.plek.data or "")
        return f"aanname-{plek}" if plek.isascii() and plek.isdecimal() and len(plek) < 4 else "aannames"


class Vervalformulier(Formulier):
    """Why an allocation lapses: everyone reads it on the page of the allocation."""

    reden = TextAreaField(
        "Waarom vervalt deze verdeling?",
        validators=[
            InputRequired("Schrijf waarom deze verdeling vervalt."),
            Length(max=500, message="Schrijf hoogstens 500 tekens."),
        ],
        description="Dit komt in het controlespoor en bij de verdeling te staan. Noem geen personen.",
    )
