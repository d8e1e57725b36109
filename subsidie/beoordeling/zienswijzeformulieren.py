"""Forms of asking for a view and of giving it (Awb 4:7)."""

from __future__ import annotations

from wtforms import BooleanField, DateField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.forms import Formulier
from subsidie.beoordeling.zienswijze import gronden_van

ANDERS = "anders"


class Vraagformulier(Formulier):
    """The intention: its ground, the facts that differ, and until when a view can be given."""

    grond = RadioField(
        "Op welke grond wilt u afwijzen?",
        validate_choice=False,
        validators=[InputRequired("Kies een grond.")],
    )
    voornemen = TextAreaField(
        "Op welke feiten rust het voornemen?",
        validators=[InputRequired("Schrijf op welke feiten het voornemen rust.")],
        description="Schrijf ook waar die afwijken van wat de gemeente opgaf. Dit komt in de brief.",
    )
    termijn_tot = DateField("Laatste dag voor de zienswijze", validators=[InputRequired("Vul een dag in.")])

    def toon_gronden(self, aanvraag: Aanvraag) -> None:
        """Offer the grounds of the tranche, and one that is not in the list."""
        self.grond.choices = [
            *(SelectChoice(een.code, een.naam) for een in gronden_van(aanvraag)),
            SelectChoice(ANDERS, "Een andere grond; ik schrijf haar hieronder"),
        ]

    @property
    def grond_code(self) -> str:
        """The code of the ground; empty for one that is not in the list."""
        return "" if self.grond.data == ANDERS else str(self.grond.data or "")


class Reactieformulier(Formulier):
    """What the municipality says, or that it has no view."""

    reactie = TextAreaField(
        "Uw zienswijze", validators=[Optional()], description="Ten hoogste 10.000 tekens."
    )
    geen = BooleanField("Wij geven geen zienswijze")
