"""The forms of the auditor: drawing a sample, and what was found on an item."""

from __future__ import annotations

from typing import Final

from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Optional

from subsidie.accounts.forms import Formulier
from subsidie.verantwoording.controlemodellen import Bevindingoordeel, Steekproefwijze
from subsidie.verantwoording.steekproef import LANGSTE_DOEL, LANGSTE_TEKST
from subsidie.verantwoording.steekproef_regels import GROOTSTE_OMVANG, LANGSTE_ZAAD
from subsidie.verantwoording.steekproefpopulatie import SOORTEN

_WIJZEN: Final = {
    Steekproefwijze.GELDEENHEID: "Per eurocent: een groot bedrag heeft meer kans",
    Steekproefwijze.ASELECT: "Per item: elk item een even grote kans",
}


class Steekproefformulier(Formulier):
    """Out of what, how, how many, with which seed, and what for."""

    tranche = SelectField("Tranche", validate_choice=False, validators=[InputRequired("Kies een tranche.")])
    soort = SelectField(
        "Waaruit trekt u?", validate_choice=False,
        choices=[SelectChoice(code, f"{een.naam}: {een.wat}") for code, een in SOORTEN.items()],
        validators=[AnyOf(list(SOORTEN), "Kies waaruit u trekt.")],
    )  # fmt: skip
    wijze = RadioField(
        "Hoe trekt u?", choices=[SelectChoice(een.value, tekst) for een, tekst in _WIJZEN.items()],
        validate_choice=False,
        validators=[InputRequired("Kies hoe u trekt."), AnyOf(list(_WIJZEN), "Kies een van de twee.")],
    )  # fmt: skip
    omvang = IntegerField(
        "Hoeveel trekt u er?",
        validators=[
            InputRequired("Schrijf een heel getal."),
            NumberRange(1, GROOTSTE_OMVANG, f"Schrijf een heel getal van 1 tot en met {GROOTSTE_OMVANG}."),
        ],
        description="Per eurocent: hoe vaak er wordt geraakt. Een groot item kan vaker dan een keer geraakt worden.",
    )
    zaad = StringField(
        "Zaad",
        validators=[
            Optional(),
            Length(max=LANGSTE_ZAAD, message=f"Houd het korter: hoogstens {LANGSTE_ZAAD} tekens."),
        ],
        description="Een tekst waar de trekking uit volgt. Met hetzelfde zaad trekt iedereen hetzelfde. Leeg: het "
        "programma maakt er een.",
    )
    doel = TextAreaField(
        "Waarvoor trekt u?",
        validators=[
            InputRequired("Schrijf waarvoor u trekt."),
            Length(max=LANGSTE_DOEL, message=f"Schrijf hoogstens {LANGSTE_DOEL} tekens."),
        ],
        description="Dit staat op het werkpapier.",
    )


class Bevindingformulier(Formulier):
    """What was found on one item."""

    oordeel = RadioField(
        "Uw oordeel", validate_choice=False,
        choices=[
            SelectChoice(Bevindingoordeel.IN_ORDE.value, "In orde"),
            SelectChoice(Bevindingoordeel.FOUT.value, "Fout"),
            SelectChoice(Bevindingoordeel.ONZEKER.value, "Onzeker: niet na te gaan"),
        ],
        validators=[InputRequired("Kies een oordeel."), AnyOf(list(Bevindingoordeel), "Kies een oordeel.")],
    )  # fmt: skip
    tekst = TextAreaField(
        "Wat vond u?",
        validators=[
            Optional(),
            Length(max=LANGSTE_TEKST, message=f"Schrijf hoogstens {LANGSTE_TEKST} tekens."),
        ],
        description="Verplicht bij fout en onzeker.",
    )
