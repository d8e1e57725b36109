"""Forms about messages. They read; the services say what is right."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from subsidie.accounts.forms import Formulier
from subsidie.berichten.models import Berichtgroep
from subsidie.berichten.service import LANGSTE_ONDERWERP, LANGSTE_TEKST
from subsidie.berichten.woorden import GROEPEN, GROEPUITLEG


class Berichtformulier(Formulier):
    """A message that a person writes. ``sleutel`` is made with the page, so that a double click sends one."""

    onderwerp = StringField(
        "Onderwerp",
        validators=[
            InputRequired("Vul een onderwerp in."),
            Length(max=LANGSTE_ONDERWERP, message=f"Gebruik hoogstens {LANGSTE_ONDERWERP} tekens."),
        ],
    )
    tekst = TextAreaField(
        "Uw bericht",
        validators=[
            InputRequired("Vul een bericht in."),
            # A newline comes in as two characters; the service counts it as one.
            Length(max=2 * LANGSTE_TEKST, message=f"Gebruik hoogstens {LANGSTE_TEKST} tekens."),
        ],
        description="Zet geen gegevens over personen in het bericht die er niet in hoeven te staan.",
    )
    sleutel = HiddenField("Formulier", validators=[Length(max=32)])


class Voorkeurformulier(Formulier):
    """About which messages somebody wants mail; what is formal is not a choice."""

    voortgang = BooleanField(GROEPEN[Berichtgroep.VOORTGANG], description=GROEPUITLEG[Berichtgroep.VOORTGANG])
    herinnering = BooleanField(
        GROEPEN[Berichtgroep.HERINNERING], description=GROEPUITLEG[Berichtgroep.HERINNERING]
    )
    vraag = BooleanField(GROEPEN[Berichtgroep.VRAAG], description=GROEPUITLEG[Berichtgroep.VRAAG])

    def gekozen(self) -> dict[Berichtgroep, bool]:
        """What was ticked, for each group that one can choose."""
        return {
            groep: bool(self._veld(groep).data) for groep in Berichtgroep if groep is not Berichtgroep.FORMEEL
        }

    def vul(self, mail: dict[Berichtgroep, bool]) -> None:
        """Show what holds now."""
        for groep, wil in mail.items():
            if groep is not Berichtgroep.FORMEEL:
                self._veld(groep).data = wil

    def _veld(self, groep: Berichtgroep) -> Any:
        return self[groep.value]
