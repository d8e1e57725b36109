"""Forms about questions. They read; the services say what is right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from wtforms import HiddenField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from subsidie.accounts.forms import Formulier
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.tijd import lees_moment
from subsidie.tranches.vraaglijsten import ONDERWERPEN
from subsidie.tranches.vraagmodellen import Vraagonderwerp


class MetGemeente(Formulier):
    """For which municipality; the field goes when there is only one to choose."""

    gemeente = SelectField("Voor welke gemeente", coerce=str, validate_choice=True)

    def bied_aan(self, gemeenten: Sequence[tuple[str, str]]) -> None:
        """Offer these municipalities, as code and name."""
        if len(gemeenten) < 2:
            del self.gemeente
        else:
            self.gemeente.choices = [SelectChoice(code, naam) for code, naam in gemeenten]


class Vraagformulier(MetGemeente):
    """A question about a tranche."""

    tranche = SelectField("Over welke tranche", coerce=str, validate_choice=True)
    onderwerp = RadioField(
        "Waarover gaat uw vraag?",
        choices=[SelectChoice(een.value, woord) for een, woord in ONDERWERPEN.items()],
        validators=[InputRequired("Kies waarover uw vraag gaat.")],
    )
    vraag = TextAreaField(
        "Uw vraag", validators=[InputRequired("Vul uw vraag in.")],
        description="Eén vraag per keer, hoogstens 2.000 tekens. Noem geen namen van personen.",
    )  # fmt: skip

    @property
    def gekozen_onderwerp(self) -> Vraagonderwerp:
        """The subject that was chosen, after ``validate``."""
        return Vraagonderwerp(self.onderwerp.data)


class _MetGezien(Formulier):
    gezien = HiddenField()

    def zet_gezien(self, moment: datetime | None) -> None:
        """Keep which answer this form was made with."""
        self.gezien.data = moment.isoformat() if moment else ""

    @property
    def gezien_op(self) -> datetime | None:
        """When the answer was written that the sender had before them; something impossible matches no answer."""
        if not self.gezien.data:
            return None
        try:
            return lees_moment(self.gezien.data)
        except OngeldigeInvoer:
            return datetime.min.replace(tzinfo=UTC)


class Antwoordformulier(_MetGezien):
    """The question as everyone will read it, and the answer."""

    vraag_openbaar = TextAreaField(
        "De vraag zoals iedereen die leest", validators=[InputRequired("Vul de vraag in zoals iedereen die leest.")],
        description="Laat weg waaraan u kunt zien wie het vroeg: namen, de gemeente, het project.",
    )  # fmt: skip
    antwoord = TextAreaField(
        "Het antwoord",
        validators=[InputRequired("Vul het antwoord in.")],
        description="Hoogstens 6.000 tekens.",
    )


class Publicatieformulier(_MetGezien):
    """Publishing what one just read."""
