"""Forms of a municipality: its people, its address and its account. They read; the services say what is right."""

from __future__ import annotations

from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from subsidie.accounts.beheer_forms import Persoonformulier
from subsidie.accounts.forms import Formulier
from subsidie.accounts.gemeente_adres import LANGSTE_PLAATS, LANGSTE_REGEL
from subsidie.accounts.gemeente_rekening import LANGSTE_NAAM, LANGSTE_REDEN
from subsidie.accounts.models import Rol
from subsidie.accounts.woorden import ROLNAMEN

_ROLUITLEG = {
    Rol.OPSTELLER: "maakt aanvragen en vult ze aan, maar dient niets in",
    Rol.TEKENBEVOEGDE: "doet dat ook, dient aanvragen in namens het college en beheert de collega’s",
}


def _hoogstens(tekens: int) -> Length:
    return Length(max=tekens, message=f"Gebruik hoogstens {tekens} tekens.")


class _MetRol(Formulier):
    rol = RadioField(
        "Rol",
        choices=[
            SelectChoice(rol.value, f"{ROLNAMEN[rol]} – {uitleg}") for rol, uitleg in _ROLUITLEG.items()
        ],
        coerce=str,
        validate_choice=True,
        validators=[InputRequired("Kies een rol.")],
    )

    @property
    def gekozen_rol(self) -> Rol:
        """The role that was chosen, after ``validate``."""
        return Rol(self.rol.data)


class Collegaformulier(Persoonformulier, _MetRol):
    """A colleague to invite."""


class Collegarolformulier(_MetRol):
    """A role for somebody who works here already."""


class Adresformulier(Formulier):
    """Where a municipality gets its post."""

    ter_attentie = StringField(
        "Ter attentie van", validators=[Optional(), _hoogstens(LANGSTE_REGEL)],
        description="Een afdeling of functie, liever geen naam: die verandert.",
    )  # fmt: skip
    adresregel = StringField(
        "Straat en nummer, of postbus",
        validators=[InputRequired("Vul straat en nummer of een postbus in."), _hoogstens(LANGSTE_REGEL)],
    )
    postcode = StringField(
        "Postcode", validators=[InputRequired("Vul een postcode in."), Length(max=20, message="Dit is te lang.")],
        description="Vier cijfers en twee letters, bijvoorbeeld 8000 GA.",
    )  # fmt: skip
    plaats = StringField(
        "Plaats", validators=[InputRequired("Vul een plaats in."), _hoogstens(LANGSTE_PLAATS)]
    )


class Rekeningformulier(Formulier):
    """Another account for a municipality."""

    iban = StringField(
        "IBAN",
        validators=[
            InputRequired("Vul een IBAN in."),
            Length(max=60, message="Dit is te lang voor een IBAN."),
        ],
        description="Met of zonder spaties, bijvoorbeeld NL91 ABNA 0417 1643 00.",
    )
    tenaamstelling = StringField(
        "Op welke naam staat de rekening?",
        validators=[InputRequired("Vul in op welke naam de rekening staat."), _hoogstens(LANGSTE_NAAM)],
        description="Precies zoals de bank die naam schrijft, bijvoorbeeld Gemeente Zwolle.",
    )


class Afwijsformulier(Formulier):
    """Why ``financieel`` rejects an account."""

    reden = TextAreaField(
        "Reden", validators=[InputRequired("Vul een reden in."), _hoogstens(LANGSTE_REDEN)],
        description="De gemeente leest dit. Schrijf wat er niet klopt en wat zij kan doen.",
    )  # fmt: skip
