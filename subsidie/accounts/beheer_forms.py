"""Forms of the manager of accounts. They read; the services say what is right."""

from __future__ import annotations

from typing import Any

from wtforms import DateField, EmailField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, StopValidation

from subsidie.accounts.controle import LANGSTE_NUMMER, LANGSTE_OMSCHRIJVING
from subsidie.accounts.forms import Formulier
from subsidie.accounts.models import Mandaathandeling, Rol
from subsidie.accounts.namen import LANGSTE_ADRES, LANGSTE_NAAM
from subsidie.accounts.partijen import LANGSTE_PARTIJ
from subsidie.accounts.woorden import HANDELINGEN, ROLNAMEN, ROLUITLEG
from subsidie.kern.fouten import OngeldigeInvoer

_GEEN_DAG = "Dit is geen dag. Schrijf het zo: 2026-07-31."


def _dag(label: str, leeg: str, **opties: Any) -> DateField:
    return DateField(label, validators=[_Dag(leeg)], **opties)


class _Dag:
    """A day must be there; what the browser sent and is no day gets one sentence, in Dutch."""

    def __init__(self, leeg: str) -> None:
        self.leeg = leeg
        self.field_flags = {"required": True}

    def __call__(self, _form: Any, field: Any) -> None:
        if field.data is None:
            getypt = any(str(deel).strip() for deel in field.raw_data or ())
            field.errors.clear()
            raise StopValidation(_GEEN_DAG if getypt else self.leeg)


def _rolveld() -> RadioField:
    return RadioField(
        "Rol",
        choices=[SelectChoice(rol.value, f"{naam} – {ROLUITLEG[rol]}") for rol, naam in ROLNAMEN.items()],
        coerce=str,
        validate_choice=True,
        validators=[InputRequired("Kies een rol.")],
    )


def _gemeenteveld(label: str, *validators: Any, **opties: Any) -> StringField:
    return StringField(
        label,
        validators=[*validators, Length(max=120, message="Dit is te lang voor een gemeente.")],
        **opties,
    )


class Persoonformulier(Formulier):
    """Who somebody is."""

    naam = StringField(
        "Naam", validators=[InputRequired("Vul een naam in."), Length(max=LANGSTE_NAAM, message="Dit is te lang.")],
        description="Zoals de naam op brieven en in lijsten komt, bijvoorbeeld S. de Wit.",
    )  # fmt: skip
    functie = StringField(
        "Functie", validators=[Optional(), Length(max=LANGSTE_NAAM, message="Dit is te lang.")],
        description="Staat onder besluiten die deze persoon tekent.",
    )  # fmt: skip
    email = EmailField(
        "E-mailadres",
        validators=[
            InputRequired("Vul een e-mailadres in."),
            Length(max=LANGSTE_ADRES, message="Dit is te lang."),
        ],
        description="Hiermee logt deze persoon in.",
    )


class _MetRol(Formulier):
    rol = _rolveld()
    gemeente = _gemeenteveld(
        "Gemeente", Optional(),
        description="Alleen voor een opsteller of tekenbevoegde. Typ de naam en kies uit de lijst.",
    )  # fmt: skip
    vanaf = _dag("Vanaf", "Vul in vanaf welke dag.", description="Vandaag of later.")

    @property
    def gekozen_rol(self) -> Rol:
        """The role that was chosen, after ``validate``."""
        return Rol(self.rol.data)


class Rolformulier(_MetRol):
    """A role for somebody who has an account."""


class Accountformulier(Persoonformulier, _MetRol):
    """A new account with its first role."""


class Eindeformulier(Formulier):
    """The first day without a role, a mandate or an interest."""

    tot = _dag("Stopt op", "Vul in op welke dag dit stopt.")


class Mandaatformulier(Formulier):
    """A mandate for the register."""

    gebruiker = SelectField("Voor wie", coerce=str, validate_choice=True)
    handeling = RadioField(
        "Waarvoor",
        choices=[SelectChoice(een.value, woord) for een, woord in HANDELINGEN.items()],
        validators=[InputRequired("Kies waarvoor het mandaat is.")],
    )
    registernummer = StringField(
        "Nummer in het mandaatregister",
        validators=[
            InputRequired("Vul het nummer in."),
            Length(max=LANGSTE_NUMMER, message=f"Gebruik hoogstens {LANGSTE_NUMMER} tekens."),
        ],
    )
    tot_bedrag = StringField(
        "Tot en met bedrag", validators=[InputRequired("Vul een bedrag in.")],
        description="Het hoogste bedrag van één besluit of één verdeling, bijvoorbeeld 500.000.",
    )  # fmt: skip
    vanaf = _dag("Vanaf", "Vul in vanaf welke dag.", description="De dag die in het mandaatbesluit staat.")

    @property
    def gekozen_handeling(self) -> Mandaathandeling:
        """The act that was chosen, after ``validate``."""
        return Mandaathandeling(self.handeling.data)


class Eigenbelangformulier(Formulier):
    """An interest of one's own, in a municipality or in a party."""

    gemeente = _gemeenteveld(
        "Gemeente",
        Optional(),
        description="Typ de naam en kies uit de lijst. Leeg als het om een partij gaat.",
    )
    partij = StringField(
        "Of een partij",
        validators=[
            Optional(), Length(max=LANGSTE_PARTIJ, message=f"Gebruik hoogstens {LANGSTE_PARTIJ} tekens."),
        ],
        description="Bijvoorbeeld een woningcorporatie, een ontwikkelaar of een zorgorganisatie. Eén naam per keer.",
    )  # fmt: skip
    omschrijving = TextAreaField(
        "Welk belang",
        validators=[
            InputRequired("Vul in welk belang er is."),
            Length(max=LANGSTE_OMSCHRIJVING, message=f"Gebruik hoogstens {LANGSTE_OMSCHRIJVING} tekens."),
        ],
        description="Kort, en niet meer dan nodig: bijvoorbeeld ‘woont er’ of ‘partner is wethouder’.",
    )
    vanaf = _dag("Vanaf", "Vul in vanaf welke dag.", description="De dag waarop het belang begon.")

    @property
    def is_partij(self) -> bool:
        """Whether it is about a party; raises ``OngeldigeInvoer`` when both are given, or neither."""
        gemeente, partij = bool(self.gemeente.data), bool(self.partij.data)
        if gemeente == partij:
            melding = (
                "Vul één van de twee in: een gemeente of een partij. Beide? Registreer ze dan na elkaar."
            )
            raise OngeldigeInvoer.van(
                "gemeente", melding if gemeente else "Vul een gemeente in, of een partij."
            )
        return partij


class Belangformulier(Eigenbelangformulier):
    """An interest of somebody, entered by a manager of accounts."""

    gebruiker = SelectField("Van wie", coerce=str, validate_choice=True)
