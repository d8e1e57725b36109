"""Forms about an objection: filing one, recording one that came in another way, and each step of handling it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional, StopValidation

from subsidie.accounts.forms import Formulier
from subsidie.beschikkingen.bezwaarherrekening import Correctie
from subsidie.beschikkingen.bezwaarinhoud import Beslispunten, Ontvankelijkheidsgrond
from subsidie.beschikkingen.bezwaarlijst import UITKOMSTEN
from subsidie.beschikkingen.bezwaarmodellen import Bezwaarwijze, Commissieadvies, Hoorgrond, Tijdigheid
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.geld import lees_euro
from subsidie.kern.tijd import moment_in_amsterdam

GEEN_DAG: Final = "Dit is geen dag. Schrijf het zo: 2026-07-31."
GEEN_MOMENT: Final = "Dit is geen dag met tijd. Schrijf het zo: 2026-07-31T14:05."
GEEN_GETAL: Final = "Dit is geen heel getal."
MOMENTEN: Final = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"]

WIJZEN: Final = {Bezwaarwijze.POST: "Per post", Bezwaarwijze.ANDERS: "Op een andere manier"}
TIJDIGHEDEN: Final = {
    Tijdigheid.TIJDIG: "Op tijd",
    Tijdigheid.VERSCHOONBAAR: "Te laat, maar verschoonbaar (artikel 6:11 Awb)",
    Tijdigheid.TE_LAAT: "Te laat",
}
GRONDEN: Final = {
    Ontvankelijkheidsgrond.TE_LAAT: "Het is te laat en niet verschoonbaar (6:7, 6:11)",
    Ontvankelijkheidsgrond.VERZUIM: "Wat ontbrak, is niet hersteld (6:6)",
    Ontvankelijkheidsgrond.GEEN_BELANGHEBBENDE: "De bezwaarmaker is geen belanghebbende (7:1, 8:1)",
    Ontvankelijkheidsgrond.GEEN_BELANG_MEER: "De bezwaarmaker heeft er geen belang meer bij",
}
HOORGRONDEN: Final = {
    Hoorgrond.KENNELIJK_NIET_ONTVANKELIJK: "Het bezwaar is kennelijk niet-ontvankelijk (7:3 a)",
    Hoorgrond.KENNELIJK_ONGEGROND: "Het bezwaar is kennelijk ongegrond (7:3 b)",
    Hoorgrond.AFGEZIEN: "De gemeente wil niet worden gehoord (7:3 c)",
    Hoorgrond.NIET_GEVRAAGD: "De gemeente liet niet op tijd weten dat zij wil worden gehoord (7:3 d)",
    Hoorgrond.VOLLEDIG_TEGEMOET: "Er wordt volledig aan het bezwaar tegemoetgekomen (7:3 e)",
}


class _Leesbaar(Optional):
    """A value that may be absent; what cannot be read gets one sentence, in Dutch."""

    def __init__(self, melding: str, *, verplicht: str = "") -> None:
        super().__init__()
        self.melding, self.verplicht = melding, verplicht
        if verplicht:
            self.field_flags: dict[str, bool] = {}

    def __call__(self, form: Any, field: Any) -> None:
        if field.data is None:
            field.errors = []
            if any(str(deel).strip() for deel in field.raw_data or ()):
                raise StopValidation(self.melding)
            if self.verplicht:
                raise StopValidation(self.verplicht)
        super().__call__(form, field)


def _dag(label: str, *, verplicht: str = "", hulp: str = "") -> DateField:
    return DateField(label, validators=[_Leesbaar(GEEN_DAG, verplicht=verplicht)], description=hulp)


def _tekst(label: str, leeg: str, hulp: str = "") -> TextAreaField:
    return TextAreaField(label, validators=[InputRequired(leeg)], description=hulp)


def _keuze(label: str, opties: dict[Any, str], leeg: str) -> RadioField:
    return RadioField(
        label, choices=[SelectChoice(een.value, woord) for een, woord in opties.items()],
        validators=[_Gekozen([een.value for een in opties], leeg)], validate_choice=False,
    )  # fmt: skip


class _Gekozen:
    """One of the options was chosen; that sentence is in English in the library."""

    field_flags: Final = {"required": True}

    def __init__(self, opties: Iterable[str], leeg: str) -> None:
        self.opties, self.leeg = frozenset(opties), leeg

    def __call__(self, _form: Any, field: Any) -> None:
        if field.data not in self.opties:
            raise StopValidation(self.leeg)


class Bezwaarformulier(Formulier):
    """An objection of a municipality."""

    besluit = SelectField("Tegen welk besluit?", validate_choice=False)
    gronden = _tekst(
        "Waarom bent u het niet eens met het besluit?",
        "Schrijf waarom u het niet eens bent met het besluit.",
        "Schrijf wat er volgens u niet klopt en wat het had moeten zijn. Stukken voegt u toe nadat u het bezwaar "
        "heeft ingediend.",
    )
    namens = BooleanField(
        "Ik dien dit bezwaar in namens het college van burgemeester en wethouders.",
        validators=[InputRequired("Zet hier een vinkje om het bezwaar te ondertekenen (artikel 6:5 Awb).")],
    )


class Vastlegformulier(Formulier):
    """An objection that came in by post or another way."""

    besluit = SelectField("Tegen welk besluit?", validate_choice=False)
    wijze = _keuze("Hoe kwam het binnen?", WIJZEN, "Kies hoe het bezwaar binnenkwam.")
    ontvangen = DateTimeLocalField(
        "Ontvangen op", format=MOMENTEN, description="De dag en de tijd in Nederland.",
        validators=[_Leesbaar(GEEN_MOMENT, verplicht="Vul in wanneer het bezwaar binnenkwam.")],
    )  # fmt: skip
    poststempel = _dag(
        "Datum van het poststempel",
        hulp="Alleen bij post, en alleen als u de datum kunt lezen (artikel 6:9 Awb).",
    )
    namens = StringField("Namens wie?", validators=[InputRequired("Vul in namens wie het bezwaar is.")])
    adres = TextAreaField(
        "Adres van de bezwaarmaker, als dat niet de gemeente is", validators=[Optional()],
        description="Brieven over dit bezwaar gaan dan naar dat adres, en niet naar de gemeente.",
    )  # fmt: skip
    gronden = _tekst(
        "De gronden van het bezwaar", "Schrijf wat er in het bezwaar staat.",
        "Neem de tekst over. Zijn er geen gronden? Schrijf dat; u kunt de gemeente vragen dat te herstellen.",
    )  # fmt: skip

    def moment(self) -> datetime:
        """When it came in (UTC); raises ``OngeldigeInvoer`` for a time that the clock skipped or showed twice."""
        gelezen: datetime | None = self.ontvangen.data
        if gelezen is None:
            raise OngeldigeInvoer.van("ontvangen", GEEN_MOMENT)
        return moment_in_amsterdam(gelezen.date(), gelezen.time(), waar="ontvangen")


class Leeg(Formulier):
    """Only a question to confirm."""


class Redenformulier(Formulier):
    """A reason."""

    reden = _tekst("Waarom?", "Schrijf waarom.")


class Tijdigheidsformulier(Formulier):
    """In time or not."""

    tijdigheid = _keuze("Uw oordeel", TIJDIGHEDEN, "Kies of het bezwaar op tijd is.")
    motivering = _tekst(
        "Waarop rust dit oordeel?", "Schrijf waarop dit oordeel rust.",
        "Is het te laat of verschoonbaar? Dan staat deze tekst in de beslissing.",
    )  # fmt: skip


class Verzuimformulier(Formulier):
    """Asking to repair an omission."""

    toelichting = _tekst("Wat ontbreekt er?", "Schrijf wat er ontbreekt.", "De gemeente leest deze tekst.")
    tot = _dag("Laatste dag om te herstellen", verplicht="Vul een laatste dag in.")


class Herstelformulier(Formulier):
    """An omission that was repaired."""

    hersteld_op = _dag("Hersteld op", verplicht="Vul de dag in waarop het herstel binnenkwam.")


class Verdaagformulier(Formulier):
    """Putting off."""

    weken = IntegerField(
        "Met hoeveel weken?", validators=[_Leesbaar(GEEN_GETAL, verplicht="Vul een aantal weken in.")]
    )
    toelichting = _tekst("Waarom?", "Schrijf waarom u verdaagt.", "De gemeente leest deze tekst.")


class Uitstelformulier(Formulier):
    """Further delay."""

    tot = _dag("Nieuwe laatste dag", verplicht="Vul de nieuwe laatste dag in.")
    toelichting = _tekst(
        "Wie stemt in, of welke procedure is nodig?",
        "Schrijf wie met het uitstel instemt, of welke procedure het nodig maakt.",
        "De gemeente leest deze tekst.",
    )


class Hoorformulier(Formulier):
    """Inviting to be heard."""

    hoorzitting_op = _dag("Dag van de hoorzitting", verplicht="Vul een dag in.")
    plaats = _tekst(
        "Hoe laat, waar en hoe?", "Schrijf hoe laat en waar, of hoe de gemeente kan meedoen.",
        "De gemeente leest deze tekst. Noem ook waar en wanneer de stukken ter inzage liggen (artikel 7:4 Awb).",
    )  # fmt: skip


class Verslagformulier(Formulier):
    """The report of a hearing."""

    verslag = _tekst("Verslag van de hoorzitting", "Schrijf het verslag.")


class NietHorenformulier(Formulier):
    """Not hearing anybody."""

    grond = _keuze("Waarom wordt er niet gehoord?", HOORGRONDEN, "Kies een grond.")
    toelichting = _tekst(
        "Waarom geldt deze grond?", "Schrijf waarom deze grond geldt.", "Deze tekst staat in de beslissing."
    )


class Herrekenformulier(Formulier):
    """What was wrong in the original input; only what changes is filled in."""

    toegelaten = BooleanField("De grond om af te wijzen vervalt")
    score = StringField("Score", validators=[Optional()], description="Bijvoorbeeld 7,25.")
    bedrag = StringField("Bedrag dat meetelt, in euro’s", validators=[Optional()])
    eenheden = IntegerField("Aantal woonruimten", validators=[_Leesbaar(GEEN_GETAL)])
    volledig_op = DateTimeLocalField(
        "Volledig op", format=MOMENTEN, validators=[_Leesbaar(GEEN_MOMENT)],
        description="De dag en de tijd in Nederland.",
    )  # fmt: skip
    categorie = StringField("Categorie", validators=[Optional()])
    toelichting = _tekst("Waarom zijn dit de juiste gegevens?", "Schrijf waarom dit de juiste gegevens zijn.")

    def laat_weg(self, *namen: str) -> None:
        """Take away what does not count in this pot, or what there is nothing to take away of."""
        for naam in namen:
            del self[naam]

    def correctie(self) -> Correctie:
        """What is filled in; raises ``OngeldigeInvoer`` with every fault at its field."""
        gebreken: list[Gebrek] = []
        cent = moment = None
        try:
            cent = lees_euro(self.bedrag.data, waar="bedrag") if self.bedrag.data else None
        except OngeldigeInvoer as fout:
            gebreken += fout.gebreken
        try:
            gelezen = self.volledig_op.data
            moment = (
                moment_in_amsterdam(gelezen.date(), gelezen.time(), waar="volledig_op") if gelezen else None
            )
        except OngeldigeInvoer as fout:
            gebreken += fout.gebreken
        if gebreken:
            raise OngeldigeInvoer(gebreken)
        return Correctie(
            toegelaten=bool("toegelaten" in self and self.toegelaten.data),
            score=self._tekst("score").replace(",", ".") or None,
            gevraagd_cent=cent, eenheden=self.eenheden.data, volledig_op=moment,
            categorie=self._tekst("categorie") or None,
        )  # fmt: skip

    def _tekst(self, naam: str) -> str:
        return (self[naam].data or "").strip() if naam in self else ""


class Adviesformulier(Formulier):
    """The advice of the committee."""

    op = _dag("Datum van het advies", verplicht="Vul de datum van het advies in.")
    strekking = _keuze(
        "Wat adviseert de commissie?",
        {Commissieadvies(een.value): woord.capitalize() for een, woord in UITKOMSTEN.items()},
        "Kies wat de commissie adviseert.",
    )
    tekst = _tekst(
        "Het advies", "Neem de tekst van het advies over.",
        "Deze tekst gaat als bijlage met de beslissing mee (artikel 7:13, zevende lid, Awb).",
    )  # fmt: skip


class Beslisformulier(Formulier):
    """The outcome and its reasons, and what is decided beside it."""

    uitkomst = _keuze(
        "Uw beslissing", {een: woord.capitalize() for een, woord in UITKOMSTEN.items()}, "Kies een uitkomst."
    )
    grond = SelectField(
        "Waarom is het bezwaar niet-ontvankelijk?", validate_choice=False,
        choices=[SelectChoice("", "Het is ontvankelijk"), *(SelectChoice(een.value, w) for een, w in GRONDEN.items())],
    )  # fmt: skip
    nieuw_bedrag = StringField(
        "Wat wordt het bedrag, in euro’s?", validators=[Optional()],
        description="Alleen bij (deels) gegrond: wat de vaststelling, de terugvordering of de rente wordt. Vul 0 in "
        "als er niets hoeft te worden betaald. Laat in uw overwegingen zien hoe u eraan komt.",
    )  # fmt: skip
    overwegingen = _tekst(
        "Waarom beslist u zo?", "Schrijf waarom u zo beslist (Awb 7:12).",
        "Deze tekst staat in de brief. Ga in op elke grond van het bezwaar.",
    )  # fmt: skip
    afwijking = TextAreaField(
        "Waarom wijkt u af van het advies?", validators=[Optional()],
        description="Alleen als u anders beslist dan de commissie adviseert. Deze tekst staat in de brief.",
    )  # fmt: skip
    beslissen_uiterlijk = _dag(
        "Uiterlijk beslissen op de aanvraag",
        hulp="Alleen bij gegrond: de aanvraag wordt dan alsnog behandeld. De gemeente leest deze dag in de brief.",
    )
    kosten_gevraagd = BooleanField("Er is gevraagd om vergoeding van de kosten (artikel 7:15 Awb)")
    kosten = StringField("Bedrag dat u vergoedt, in euro’s", validators=[Optional()])
    kosten_toelichting = TextAreaField(
        "Waarom vergoedt u de kosten wel of niet?",
        validators=[Optional()],
        description="Deze tekst staat in de brief.",
    )

    def laat_weg(self, *namen: str) -> None:
        """Take away what cannot play a part in this decision."""
        for naam in namen:
            del self[naam]

    def punten(self) -> Beslispunten:
        """What is filled in beside the outcome; raises ``OngeldigeInvoer`` at ``grond`` or ``kosten``."""
        gekozen = self.grond.data or ""
        if gekozen not in {"", *(een.value for een in GRONDEN)}:
            raise OngeldigeInvoer.van("grond", "Kies een grond uit de lijst.")
        return Beslispunten(
            grond=Ontvankelijkheidsgrond(gekozen) if gekozen else None,
            afwijking=(self.afwijking.data or "") if "afwijking" in self else "",
            kosten_gevraagd=bool(self.kosten_gevraagd.data),
            kosten_cent=lees_euro(self.kosten.data, waar="kosten") if (self.kosten.data or "").strip() else 0,
            kosten_toelichting=self.kosten_toelichting.data or "",
            beslissen_uiterlijk=self.beslissen_uiterlijk.data if "beslissen_uiterlijk" in self else None,
            nieuw_bedrag_cent=self._nieuw_bedrag(),
        )

    def _nieuw_bedrag(self) -> int | None:
        ingevuld = (self.nieuw_bedrag.data or "").strip() if "nieuw_bedrag" in self else ""
        return lees_euro(ingevuld, waar="nieuw_bedrag") if ingevuld else None


class Tekenformulier(Formulier):
    """The date that the letter carries."""

    dagtekening = _dag(
        "Dagtekening van de brief", verplicht="Vul de dagtekening in.",
        hulp="Bekendmaken kan alleen op deze dag.",
    )  # fmt: skip
