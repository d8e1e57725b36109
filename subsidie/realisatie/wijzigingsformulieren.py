"""The forms of a request to change: what a municipality asks, and what the ministry makes of it."""

from __future__ import annotations

from typing import Any, Final

from wtforms import DateField, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, InputRequired, Optional, StopValidation

from subsidie.accounts.forms import Formulier
from subsidie.realisatie.realisatieformulieren import DAGVORMEN, GEEN_DAG, GEEN_GETAL, Getalveld
from subsidie.realisatie.wijzigingsinhoud import Wijzigbaar, Wijzigingsvraag
from subsidie.realisatie.wijzigingsregels import Wijzigingslijn
from subsidie.tranches.keuzen import Woonruimteaard

NIEUWE_REGELS: Final = 3
"""Kinds of home that one form can add; more go in a next request."""
TOESTAAN, AFWIJZEN = "toestaan", "afwijzen"


class _Leesbaar:
    """What was typed must be read as a number; an empty place keeps what ``leeg`` says, if anything."""

    def __init__(self, leeg: str = "") -> None:
        self.leeg = leeg
        self.field_flags: dict[str, bool] = {"required": True} if leeg else {}

    def __call__(self, form: Any, field: Any) -> None:
        if field.data is None:
            field.errors = []
            getypt = any(str(deel).strip() for deel in field.raw_data or ())
            if getypt or self.leeg:
                raise StopValidation(GEEN_GETAL if getypt else self.leeg)


class _LeesbareDag:
    """A day, or nothing."""

    field_flags: Final[dict[str, bool]] = {"optional": True}

    def __call__(self, form: Any, field: Any) -> None:
        if field.data is None:
            field.errors = []
            if any(str(deel).strip() for deel in field.raw_data or ()):
                raise StopValidation(GEEN_DAG)


class Wijzigingsformulier(Formulier):
    """What is asked; the homes and the days are added by ``maak_formulier``. ``gezien``: which effect was shown."""

    locatie = TextAreaField(
        "Een andere plaats", validators=[Optional()],
        description="Waar komt het project nu? Schrijf het adres of de plek. Blijft de plaats gelijk? Laat dit leeg.",
    )  # fmt: skip
    partner = TextAreaField(
        "Een andere partner", validators=[Optional()],
        description="Met wie werkt u nu samen, en wie valt er af? Verandert er niets? Laat dit leeg.",
    )  # fmt: skip
    reden = TextAreaField(
        "Waarom wilt u het project veranderen?",
        validators=[InputRequired("Schrijf waarom u uw project wilt veranderen.")],
        description="Dit komt ook in de brief met het besluit.",
    )  # fmt: skip
    gezien = HiddenField()

    nu_geldend: Wijzigbaar

    @property
    def lijnvelden(self) -> list[Any]:
        """The number of each kind of home that holds now."""
        return [self[f"lijn_{plek}"] for plek in range(1, len(self.nu_geldend.lijnen) + 1)]

    @property
    def nieuwe(self) -> list[tuple[int, Any, Any, Any, Any]]:
        """Each kind that can be added: its number for people, target group, permanent or flexible, kind, number."""
        eerste = len(self.nu_geldend.lijnen) + 1
        return [
            (plek - eerste + 1, *(self[f"{naam}_{plek}"] for naam in ("groep", "aard", "soort", "lijn")))
            for plek in range(eerste, eerste + NIEUWE_REGELS)
        ]  # fmt: skip

    @property
    def heeft_nieuwe(self) -> bool:
        """Whether something was typed for a kind that is added."""
        return any(
            groep.data or (aantal.raw_data and aantal.raw_data[0]) for _, groep, _, _, aantal in self.nieuwe
        )

    @property
    def dagvelden(self) -> list[tuple[Any, Any]]:
        """Each obligation that can be moved, with its field."""
        return [(plicht, self[f"dag_{plicht.code}"]) for plicht in self.nu_geldend.plichten]

    def vraag(self) -> Wijzigingsvraag:
        """What was typed, of a form that was found right."""
        lijnen = [
            Wijzigingslijn(een.doelgroep, een.aard, een.soort, veld.heel, een.maximum_cent)
            for een, veld in zip(self.nu_geldend.lijnen, self.lijnvelden, strict=True)
        ]
        lijnen += [
            Wijzigingslijn(groep.data, aard.data, soort.data, aantal.heel)
            for _, groep, aard, soort, aantal in self.nieuwe
            if groep.data and aantal.heel
        ]
        return Wijzigingsvraag(
            tuple(lijnen), {plicht.code: veld.data for plicht, veld in self.dagvelden if veld.data},
            self.locatie.data or "", self.partner.data or "", self.reden.data or "",
        )  # fmt: skip

    def validate(self, extra_validators: Any = None) -> bool:
        """A kind that is added has a target group and a number, both or neither."""
        goed = bool(super().validate(extra_validators))
        for _, groep, _, _, aantal in self.nieuwe:
            if bool(groep.data) != bool(aantal.data) and not aantal.errors:
                veld = aantal if groep.data else groep
                veld.errors = ["Vul het aantal in." if groep.data else "Kies de doelgroep."]
                goed = False
        return goed


def maak_formulier(nu_geldend: Wijzigbaar) -> Wijzigingsformulier:
    """The form for one award: a number for every kind of home, and a day for every obligation that can be moved."""
    velden: dict[str, Any] = {}
    for plek, lijn in enumerate(nu_geldend.lijnen, start=1):
        velden[f"lijn_{plek}"] = Getalveld(
            nu_geldend.naam(lijn),
            default=lijn.aantal,
            validators=[_Leesbaar("Vul het aantal in. Geen? Vul dan 0 in.")],
        )
    groepen = [
        SelectChoice("", "Kies een doelgroep"),
        *(SelectChoice(*een) for een in nu_geldend.groepsnamen.items()),
    ]
    aarden = [SelectChoice(een.value, een.value) for een in Woonruimteaard]
    soorten = [SelectChoice(een.value, een.value) for een in nu_geldend.soorten]
    for plek in range(len(nu_geldend.lijnen) + 1, len(nu_geldend.lijnen) + 1 + NIEUWE_REGELS):
        for naam, label, keuzen, fout in (
            ("groep", "Doelgroep", groepen, "Kies een doelgroep uit de lijst."),
            ("aard", "Permanent of flexibel", aarden, "Kies permanent of flexibel."),
            ("soort", "Soort", soorten, "Kies een soort uit de lijst."),
        ):
            waarden = [een.value for een in keuzen]
            velden[f"{naam}_{plek}"] = SelectField(
                label,
                choices=keuzen,
                default=waarden[0],
                validate_choice=False,
                validators=[AnyOf(waarden, fout)],
            )
        velden[f"lijn_{plek}"] = Getalveld("Aantal", validators=[_Leesbaar()])
    for plicht in nu_geldend.plichten:
        naam = plicht.naam
        velden[f"dag_{plicht.code}"] = DateField(
            f"Nieuwe uiterste dag: {naam}", format=DAGVORMEN, validators=[_LeesbareDag()]
        )
    formulier: Wijzigingsformulier = type("Wijzigingsformulier", (Wijzigingsformulier,), velden)()
    formulier.nu_geldend = nu_geldend
    return formulier


class Adviesformulier(Formulier):
    """What who handles a request advises."""

    advies = TextAreaField(
        "Uw advies", validators=[InputRequired("Schrijf uw advies.")],
        description="Voor de beslisser. De gemeente ziet dit nooit.",
    )  # fmt: skip


class Wijzigingsbesluitformulier(Formulier):
    """Consent or refusal."""

    uitkomst = RadioField(
        "Wat besluit u?",
        choices=[SelectChoice(TOESTAAN, "De wijziging toestaan"), SelectChoice(AFWIJZEN, "Het verzoek afwijzen")],
        validate_choice=False,
        validators=[InputRequired("Kies wat u besluit."), AnyOf([TOESTAAN, AFWIJZEN], "Kies wat u besluit.")],
    )  # fmt: skip
    motivering = TextAreaField(
        "Uw overwegingen", validators=[Optional()],
        description="Dit komt in de brief. Verplicht als u het verzoek afwijst.",
    )  # fmt: skip
    voorwaarden = TextAreaField(
        "Voorwaarden", validators=[Optional()],
        description="Elke voorwaarde op een eigen regel. Alleen als u de wijziging toestaat.",
    )  # fmt: skip
