"""The forms of scoring: a declaration, a card, a moderation. The fields of the criteria follow from the tranche."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, InputRequired, NumberRange, Optional

from subsidie.accounts.forms import Formulier
from subsidie.accounts.models import Gebruiker
from subsidie.beoordeling.maatstaf import Maatstaf
from subsidie.beoordeling.scorekaarten import (
    ANDERS,
    LANGSTE_ARTIKEL,
    LANGSTE_REDEN,
    LANGSTE_ZIN,
    Kaartinvoer,
    Oordeelinvoer,
    Scoreinvoer,
)
from subsidie.beoordeling.scoremodellen import Scorekaart, Scoreregel

JA, NEE = "ja", "nee"
MEESTE_TREDEN: Final = 10
"""Up to so many steps are buttons; a longer scale is a number to type."""
GROOTST: Final = 2**31 - 1


class Verklaring(Formulier):
    """Whether there is an interest, before anything of the application is seen."""

    belang = RadioField(
        "Hebt u een belang bij deze aanvraag?",
        choices=[
            SelectChoice(NEE, "Nee, ik heb geen belang bij deze aanvraag"),
            SelectChoice(JA, "Ja, ik heb een belang"),
        ],
        validators=[InputRequired("Kies of u een belang hebt.")],
        validate_choice=False,
    )
    toelichting = TextAreaField(
        "Welk belang is dat?", validators=[Optional()], description="Alleen bij ‘ja’."
    )

    def validate(self, extra_validators: Any = None) -> bool:
        goed = super().validate(extra_validators)
        if self.belang.data not in (JA, NEE) and not self.belang.errors:
            self.belang.errors = ["Kies of u een belang hebt."]
            return False
        return goed

    @property
    def heeft_belang(self) -> bool:
        """The answer, of a form that is valid."""
        return bool(self.belang.data == JA)


class Oordeelvelden(Formulier):
    """Does it meet the conditions, and if not on which ground."""

    CODES: tuple[str, ...] = ()

    voldoet = RadioField(
        "Voldoet de aanvraag aan de voorwaarden?",
        choices=[SelectChoice(JA, "Ja"), SelectChoice(NEE, "Nee, wijs de aanvraag af")],
        validate_choice=False,
    )  # fmt: skip
    grond = SelectField("Op welke grond?", validate_choice=False)
    zin = TextAreaField(
        "De zin voor de brief",
        description=f"Alleen bij een andere grond. Hoogstens {LANGSTE_ZIN} tekens.",
    )  # fmt: skip
    artikel = StringField(
        "Het artikel",
        description=f"Bijvoorbeeld: artikel 3, eerste lid, van de regeling. Hoogstens {LANGSTE_ARTIKEL} tekens.",
    )  # fmt: skip
    wijkt_af = RadioField(
        "Steunt de afwijzing op feiten die afwijken van wat de gemeente opgaf?",
        choices=[SelectChoice(JA, "Ja: de gemeente mag eerst haar zienswijze geven"), SelectChoice(NEE, "Nee")],
        validate_choice=False,
        description="Wijken de feiten af, dan hoort de gemeente dat eerst te kunnen tegenspreken (artikel 4:7 van de "
        "Algemene wet bestuursrecht).",
    )  # fmt: skip

    def als_oordeel(self, *, toelichting: str = "", revisie: int = 1) -> Oordeelinvoer:
        """The judgement as it was filled in."""
        return Oordeelinvoer(
            voldoet=_ja_nee(self.voldoet.data), grond=self.grond.data or "", zin=self.zin.data or "",
            artikel=self.artikel.data or "", wijkt_af=_ja_nee(self.wijkt_af.data), toelichting=toelichting,
            revisie=revisie,
        )  # fmt: skip

    def als_scores(self, met_revisie: bool = False) -> dict[str, Scoreinvoer]:
        """The scores as they were filled in; what is no number is none."""
        return {
            code: Scoreinvoer(
                _getal(self[f"score_{code}"].data), self[f"reden_{code}"].data or "",
                (_getal(self[f"revisie_{code}"].data) or 0) if met_revisie else 0,
            )
            for code in self.CODES
        }  # fmt: skip


class Kaartvelden(Oordeelvelden):
    """A card, without its criteria."""

    toelichting = TextAreaField(
        "Toelichting bij uw oordeel", validators=[Optional()],
        description=f"Voor collega’s; komt niet in de brief. Hoogstens {LANGSTE_REDEN} tekens.",
    )  # fmt: skip
    revisie = HiddenField()

    def vul_met(
        self, kaart: Scorekaart, regels: dict[str, Scoreregel], *, alleen_revisies: bool = False
    ) -> None:
        """Show what is stored; with ``alleen_revisies`` what was typed stays, with the revisions of now."""
        self.revisie.data = str(kaart.revisie)
        for code in self.CODES:
            self[f"revisie_{code}"].data = str(regels[code].revisie if code in regels else 0)
        if alleen_revisies:
            return
        for code in self.CODES:
            if (regel := regels.get(code)) is not None:
                self[f"score_{code}"].data = None if regel.score is None else str(regel.score)
                self[f"reden_{code}"].data = regel.reden
        self.toelichting.data = kaart.toelichting
        if kaart.voldoet is None:
            return
        self.voldoet.data = JA if kaart.voldoet else NEE
        if not kaart.voldoet:
            self.wijkt_af.data = JA if kaart.wijkt_af else NEE
            self.grond.data = kaart.grond_code or ANDERS
            if kaart.grond_code is None:
                self.zin.data, self.artikel.data = splits_grond(kaart.afwijzingsgrond or "")

    def als_invoer(self) -> Kaartinvoer:
        """The card as it was filled in."""
        return Kaartinvoer(
            self.als_scores(met_revisie=True),
            self.als_oordeel(toelichting=self.toelichting.data or "", revisie=_getal(self.revisie.data) or 0),
        )


class Moderatievelden(Oordeelvelden):
    """What was agreed, without its criteria."""

    verslag = TextAreaField(
        "Verslag van het overleg",
        description="Wie spraken elkaar, wanneer, waarover verschilden zij, en waarom kwam dit eruit?",
    )  # fmt: skip
    gezien_versie = HiddenField()


class Overdracht(Formulier):
    """To whom a card goes, and why."""

    aan = SelectField("Aan wie?", validate_choice=False)
    reden = StringField("Waarom?", validators=[InputRequired("Schrijf waarom de kaart naar een ander gaat.")])

    def bied_aan(self, wie: Iterable[Gebruiker]) -> None:
        """Whom one can choose."""
        keuzen = list(wie)
        self.aan.choices = [
            SelectChoice("", "Kies een beoordelaar"),
            *(SelectChoice(een.sleutel, een.naam) for een in keuzen),
        ]
        self.aan.validators = [AnyOf([een.sleutel for een in keuzen], "Kies een beoordelaar.")]


def maak_kaartformulier(maatstaf: Maatstaf) -> Kaartvelden:
    """The form of a card under these rules."""
    return _met_criteria(Kaartvelden, maatstaf, revisies=True)


def maak_moderatieformulier(maatstaf: Maatstaf) -> Moderatievelden:
    """The form of a moderation under these rules."""
    return _met_criteria(Moderatievelden, maatstaf, revisies=False)


def splits_grond(tekst: str) -> tuple[str, str]:
    """A ground as it was stored back into its sentence and its article."""
    diep = 0
    for plaats in range(len(tekst) - 2, -1, -1):
        diep += {")": 1, "(": -1}.get(tekst[plaats], 0)
        if diep == 0:
            return f"{tekst[:plaats].rstrip()}.", tekst[plaats + 1 : -2]
    return tekst, ""


def _met_criteria(basis: type[Any], maatstaf: Maatstaf, *, revisies: bool) -> Any:
    velden: dict[str, Any] = {"CODES": tuple(een.code for een in maatstaf.criteria)}
    for criterium in maatstaf.criteria:
        naam = f"Score op ‘{criterium.naam}’"
        if criterium.hoogste_score <= MEESTE_TREDEN:
            velden[f"score_{criterium.code}"] = RadioField(
                naam, validate_choice=False,
                choices=[
                    SelectChoice(str(trede), criterium.treden[trede] if trede < len(criterium.treden) else "")
                    for trede in range(criterium.hoogste_score + 1)
                ],
            )  # fmt: skip
        else:
            velden[f"score_{criterium.code}"] = IntegerField(
                naam, validators=[Optional(), NumberRange(-GROOTST, GROOTST)],
                description=f"Een heel getal van 0 tot en met {criterium.hoogste_score}.",
            )  # fmt: skip
        velden[f"reden_{criterium.code}"] = TextAreaField(f"Reden bij ‘{criterium.naam}’")
        if revisies:
            velden[f"revisie_{criterium.code}"] = HiddenField()
    formulier = type(basis.__name__, (basis,), velden)()
    formulier.grond.choices = [
        SelectChoice("", "Kies een grond"),
        *(SelectChoice(een.code, een.naam) for een in maatstaf.gronden),
        SelectChoice(ANDERS, "Een andere grond"),
    ]
    return formulier


def _ja_nee(gekozen: object) -> bool | None:
    return {JA: True, NEE: False}.get(str(gekozen))


def _getal(tekst: object) -> int | None:
    try:
        gelezen = int(str(tekst))
    except ValueError:
        return None
    return gelezen if abs(gelezen) <= GROOTST else GROOTST
