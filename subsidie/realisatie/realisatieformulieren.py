"""Forms with which a municipality reports, and with which the ministry judges what was reported."""

from __future__ import annotations

import re
from typing import Any, Final

from wtforms import DateField, HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, InputRequired, StopValidation

from subsidie.accounts.forms import Formulier
from subsidie.realisatie.planmodellen import Meldingstand

OORDELEN: Final = (Meldingstand.AANVAARD, Meldingstand.VRAAG, Meldingstand.AFGEWEZEN)
OORDEELKEUZEN: Final = [
    SelectChoice(Meldingstand.AANVAARD.value, "Aanvaarden: de melding telt mee"),
    SelectChoice(Meldingstand.VRAAG.value, "Een vraag stellen aan de gemeente"),
    SelectChoice(Meldingstand.AFGEWEZEN.value, "Afwijzen: de melding telt niet mee"),
]
GEEN_DAG: Final = "Dit is geen dag. Schrijf het zo: 31-7-2026."
GEEN_GETAL: Final = "Dit is geen heel getal. Schrijf alleen cijfers, zoals 12."
_GETAL: Final = re.compile(r"\s*(-?[0-9]{1,9}|[0-9]{1,3}(?:\.[0-9]{3}){1,2})\s*")
DAGVORMEN: Final = ["%Y-%m-%d", "%d-%m-%Y"]


class _Nodig:
    """A value that must be there and be read; each gets its own sentence."""

    field_flags: Final[dict[str, bool]] = {"required": True}

    def __init__(self, leeg: str, onleesbaar: str) -> None:
        self.leeg, self.onleesbaar = leeg, onleesbaar

    def __call__(self, form: Any, field: Any) -> None:
        if field.data is None:
            field.errors = []
            getypt = any(str(deel).strip() for deel in field.raw_data or ())
            raise StopValidation(self.onleesbaar if getypt else self.leeg)


class Getalveld(IntegerField):
    """A whole number as people write it (``1.200`` too); no fraction, no exponent, no other digits."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if valuelist and (gevonden := _GETAL.fullmatch(valuelist[0])):
            self.data = int(gevonden[1].replace(".", ""))

    @property
    def heel(self) -> int:
        """The number of a form that was found right."""
        return int(self.data or 0)


def dagveld(label: str, leeg: str, hulp: str = "") -> DateField:
    """A day that must be given."""
    return DateField(label, format=DAGVORMEN, validators=[_Nodig(leeg, GEEN_DAG)], description=hulp)


def getalveld(label: str, leeg: str, hulp: str = "") -> Getalveld:
    """A whole number that must be given."""
    return Getalveld(label, validators=[_Nodig(leeg, GEEN_GETAL)], description=hulp)


class Mijlpaalformulier(Formulier):
    """That a part passed a milestone; the question of ``toelichting`` is that of the milestone."""

    bereikt_op = dagveld("Op welke dag?", "Kies de dag.")
    toelichting = TextAreaField("Toelichting")


class Prognoseformulier(Formulier):
    """By when a municipality expects a milestone."""

    verwacht_op = dagveld("Wanneer verwacht u dit?", "Kies de dag.")
    toelichting = TextAreaField(
        "Toelichting",
        description="Verplicht als u de dag na de uiterste dag verwacht: schrijf dan waardoor het later wordt.",
    )  # fmt: skip


class Bevestigingsformulier(Formulier):
    """How many homes serve their target group on a day of a year."""

    peildatum = dagveld("Peildatum", "Kies de dag.", "Meestal 31 december.")
    aantal = getalveld(
        "Hoeveel woonruimten waren toen in gebruik bij de doelgroep?",
        "Vul het aantal in. Geen? Vul dan 0 in.",
    )
    toelichting = TextAreaField(
        "Toelichting",
        description="Verplicht als het er minder zijn dan er zijn opgeleverd: schrijf dan hoe dat komt.",
    )  # fmt: skip


class Deelformulier(Formulier):
    """The name of a part, how many homes it holds, and from which other part those are taken."""

    naam = StringField("Naam van het deel", validators=[InputRequired("Geef het deel een naam.")])
    aantal = getalveld("Aantal woonruimten", "Vul het aantal in.")


class NieuwDeelformulier(Deelformulier):
    """A new part, possibly split off from one that is there."""

    van = SelectField(
        "Waar komen deze woonruimten vandaan?", validate_choice=False,
        description="Splitst u een deel? Dan wordt dat deel zoveel kleiner.",
    )  # fmt: skip

    def bied_aan(self, delen: list[tuple[str, str]]) -> None:
        """``delen``: number and words of each part that can give homes."""
        self.van.choices = [SelectChoice("", "Uit het plan: nog niet verdeeld")] + [
            SelectChoice(nummer, f"Van deel ‘{naam}’") for nummer, naam in delen
        ]


class Oordeelformulier(Formulier):
    """What the ministry makes of a report. ``gezien``: the state that was looked at."""

    uitkomst = RadioField(
        "Wat is uw oordeel?",
        choices=OORDEELKEUZEN,
        validate_choice=False,
        validators=[
            InputRequired("Kies wat u met de melding doet."),
            AnyOf([een.value for een in OORDELEN], "Kies wat u met de melding doet."),
        ],
    )  # fmt: skip
    oordeel = TextAreaField(
        "Vraag of toelichting",
        description="Verplicht bij een vraag en bij afwijzen. De gemeente leest dit.",
    )  # fmt: skip
    gezien = HiddenField()
