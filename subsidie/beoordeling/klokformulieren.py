"""Forms of the clock: a suspension and its end, a later decision, a notice of default, and that no penalty is due."""

from __future__ import annotations

from wtforms import DateField, IntegerField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, InputRequired, NumberRange, Optional

from subsidie.accounts.forms import Formulier
from subsidie.beoordeling.ingebrekestelling import REDENEN
from subsidie.beoordeling.klokmodellen import GeenDwangsom, Opschortgrond
from subsidie.beoordeling.klokvragen import GRONDEN

_DAG = InputRequired("Vul een dag in, zoals 6-11-2026.")


class Opschortformulier(Formulier):
    """Why the term stands still, from when, and until when as far as that is known."""

    grond = RadioField(
        "Waarom staat de termijn stil?",
        choices=[SelectChoice(een.value, GRONDEN[een].capitalize()) for een in Opschortgrond],
        validate_choice=False,
        validators=[
            InputRequired("Kies waarom."),
            AnyOf([een.value for een in Opschortgrond], "Kies er een."),
        ],
    )
    vanaf = DateField("Eerste dag die niet meetelt", validators=[_DAG])
    verwacht_tot = DateField(
        "Laatste dag die niet meetelt",
        validators=[Optional()],
        description="Bij instemming: de dag die is afgesproken. Bij overmacht: de dag die u verwacht. Anders mag u dit "
        "leeg laten.",
    )
    toelichting = TextAreaField(
        "De oorzaak, en waar het bewijs is",
        validators=[InputRequired("Schrijf de oorzaak op.")],
        description="De gemeente leest dit.",
    )


class Eindeformulier(Formulier):
    """With which day a suspension ended, and why."""

    tot = DateField("Laatste dag die niet meetelt", validators=[_DAG])
    einde_toelichting = TextAreaField(
        "Waarom eindigt de opschorting?",
        validators=[InputRequired("Schrijf waarom zij eindigt.")],
        description="De gemeente leest dit.",
    )


class Uitstelformulier(Formulier):
    """By when the decision comes; ``verlengt_weken`` only where the regeling gives that power."""

    uiterlijk = DateField("Uiterlijk op welke dag komt het besluit?", validators=[_DAG])
    verlengt_weken = IntegerField(
        "Met hoeveel weken verdaagt u de termijn?",
        default=0,
        validators=[Optional(), NumberRange(0, 52, "Kies 0 of meer weken.")],
        description="Alleen als de regeling dit toestaat, en een keer. Anders 0: dan verandert de termijn niet.",
    )
    toelichting = TextAreaField(
        "Waarom komt het besluit later?",
        validators=[InputRequired("Schrijf waarom het besluit later komt.")],
        description="De gemeente leest dit.",
    )


class Gebrekeformulier(Formulier):
    """When a notice of default came in."""

    ontvangen_op = DateField("Op welke dag is zij ontvangen?", validators=[_DAG])
    toelichting = TextAreaField(
        "Toelichting", validators=[Optional()], description="Alleen voor het ministerie. Mag leeg blijven."
    )


class Geendwangsomformulier(Formulier):
    """Why no penalty is due."""

    reden = RadioField(
        "Waarom is er geen dwangsom verschuldigd?",
        choices=[SelectChoice(een.value, REDENEN[een].capitalize()) for een in GeenDwangsom],
        validate_choice=False,
        validators=[
            InputRequired("Kies een reden."),
            AnyOf([een.value for een in GeenDwangsom], "Kies er een."),
        ],
    )
    toelichting = TextAreaField(
        "Licht dit toe",
        validators=[InputRequired("Schrijf waarom er geen dwangsom is verschuldigd.")],
        description="Alleen voor het ministerie.",
    )
