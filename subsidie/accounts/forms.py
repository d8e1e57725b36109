"""Forms of logging in and of one's own account."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, StringField
from wtforms.meta import DefaultMeta
from wtforms.validators import InputRequired, Length

from subsidie.accounts.wachtwoorden import EISEN
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer
from subsidie.kern.tekst import verboden_tekens

ONZICHTBAAR = "Hierin staan tekens die niemand kan zien. Typ het opnieuw."
LANGSTE_WACHTWOORD = 1000
"""What is read at all; what is good is said by ``wachtwoorden``."""


class Formulier(FlaskForm):
    """A form that can show what a service found wrong, at the field where it stands."""

    class Meta(FlaskForm.Meta):
        """The few sentences that WTForms writes itself are in Dutch, whatever the browser asks."""

        locales = ("nl",)

        def get_translations(self, form: Any) -> Any:
            return DefaultMeta.get_translations(self, form)

    def validate(self, extra_validators: Any = None) -> bool:
        """As WTForms, and no field holds what nobody can see (a password may: nobody reads it)."""
        goed = bool(super().validate(extra_validators))
        for veld in self:
            tekst = (
                veld.data if isinstance(veld, StringField) and not isinstance(veld, PasswordField) else None
            )
            if tekst and not veld.errors and verboden_tekens(tekst, hoogstens=1):
                veld.errors = [ONZICHTBAAR]
                goed = False
        return goed

    def toon(self, fout: Domeinfout) -> None:
        """Add the faults of ``fout``; what belongs to no field stands above the form."""
        if not isinstance(fout, OngeldigeInvoer):
            self.form_errors.append(str(fout))
            return
        for gebrek in fout.gebreken:
            if gebrek.waar in self:
                veld: Any = self[gebrek.waar]
                veld.errors = [*veld.errors, gebrek.melding]
            else:
                self.form_errors.append(gebrek.melding)


def _wachtwoordveld(label: str, leeg: str, **opties: Any) -> PasswordField:
    return PasswordField(
        label,
        validators=[
            InputRequired(leeg),
            Length(max=LANGSTE_WACHTWOORD, message="Dit wachtwoord is te lang."),
        ],
        **opties,
    )


class Inlogformulier(Formulier):
    """Address and password; what is wrong with them is said only together."""

    email = EmailField(
        "E-mailadres",
        validators=[
            InputRequired("Vul uw e-mailadres in."),
            Length(max=254, message="Dit e-mailadres is te lang."),
        ],
    )
    wachtwoord = _wachtwoordveld("Wachtwoord", "Vul uw wachtwoord in.")


class _Tweemaal(Formulier):
    """A password that somebody chooses, typed twice: without JavaScript nobody can look whether it is right."""

    EERSTE = "wachtwoord"

    def validate(self, extra_validators: Any = None) -> bool:
        goed = bool(super().validate(extra_validators))
        eerste, nogmaals = self[self.EERSTE], self["nogmaals"]
        if eerste.data and nogmaals.data and eerste.data != nogmaals.data:
            nogmaals.errors = [*nogmaals.errors, "Dit is iets anders dan u hierboven typte. Typ het opnieuw."]
            return False
        return goed


class Uitnodigingsformulier(_Tweemaal):
    """The first password, or a new one for who forgot it."""

    wachtwoord = _wachtwoordveld("Kies een wachtwoord", "Kies een wachtwoord.", description=EISEN)
    nogmaals = _wachtwoordveld("Typ het wachtwoord nog een keer", "Typ het wachtwoord nog een keer.")


class Wachtwoordformulier(_Tweemaal):
    """Another password, by who knows the one of now."""

    EERSTE = "nieuw"

    huidig = _wachtwoordveld("Uw wachtwoord van nu", "Vul uw wachtwoord van nu in.")
    nieuw = _wachtwoordveld("Nieuw wachtwoord", "Kies een nieuw wachtwoord.", description=EISEN)
    nogmaals = _wachtwoordveld("Typ het nieuwe wachtwoord nog een keer", "Typ het wachtwoord nog een keer.")
