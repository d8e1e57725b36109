"""What the living component page shows: invented values, each component in each of its states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any, Final

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    FileField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from subsidie.kern.fouten import Gebrek

PAGINAS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "formulier": "formulier",
        "bevestigen": "bevestigen",
        "melding": "melding",
        "zonder-band": "melding",
        "lijst": "lijst",
        "lijst-gekozen": "lijst",
        "lijst-niets": "lijst",
        "lijst-leeg": "lijst",
    }
)
"""The pages under the component page: the last part of the address, and the template."""

KLEUREN: Final = ("goed", "let_op", "fout", "info", "neutraal")
MELDINGEN: Final = ("info", "goed", "let_op", "fout")
KNOPPEN: Final = ("primair", "secundair", "stil", "gevaar")
LANG: Final = (
    "Herstructurering van het voormalige verzorgingshuis aan de Burgemeester-Voorbeeldstraat, tweede fase"
)


def _keuzen(*paren: tuple[str, str]) -> list[SelectChoice]:
    return [SelectChoice(waarde, label) for waarde, label in paren]


class Proefformulier(FlaskForm):
    """A field of every kind."""

    class Meta:
        csrf = False

    naam = StringField("Naam van het project", [InputRequired("Vul de naam van het project in.")])
    email = EmailField("E-mailadres", [Optional()], description="Alleen voor vragen over deze aanvraag.")
    wachtwoord = PasswordField("Wachtwoord", [InputRequired("Vul uw wachtwoord in.")])
    aantal = IntegerField(
        "Aantal woonruimten",
        [InputRequired("Vul een getal in."), NumberRange(1, 999, "Vul een getal van 1 tot en met 999 in.")],
    )
    datum = DateField("Datum waarop de bouw begint", [Optional()])
    toelichting = TextAreaField(
        "Toelichting",
        [Length(max=2000, message="De toelichting mag hoogstens 2.000 tekens lang zijn.")],
        description="In gewone woorden, hoogstens 2.000 tekens.",
    )
    gemeente = SelectField(
        "Gemeente",
        [InputRequired("Kies een gemeente.")],
        choices=_keuzen(
            ("", "Kies een gemeente"), ("GM9901", "Voorbeeldstad"), ("GM9902", "Verzonnen aan Zee")
        ),
    )
    soort = RadioField(
        "Wat voor woonruimten komen er?",
        [InputRequired("Kies wat voor woonruimten er komen.")],
        choices=_keuzen(("permanent", "Permanent"), ("flexibel", "Flexibel: ze staan er hoogstens 15 jaar")),
        description="Kies wat het meest voorkomt.",
    )
    groepen = SelectMultipleField(
        "Voor wie zijn de woonruimten?",
        [InputRequired("Kies ten minste een groep.")],
        choices=_keuzen(("a", "Ouderen"), ("b", "Studenten"), ("c", "Dak- en thuisloze mensen")),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    bijlage = FileField("Begroting", [Optional()], description="PDF of Excel, hoogstens 10 MB.")
    akkoord = BooleanField(
        "Ik heb de aanvraag nagelezen en alles is waar", [InputRequired("Bevestig dat alles waar is.")]
    )


def formulier(*, ingevuld: bool, voorvoegsel: str = "") -> Proefformulier:
    """The form untouched, or sent with nothing right in it; ``voorvoegsel`` keeps two on a page apart."""
    if not ingevuld:
        return Proefformulier(formdata=None, prefix=voorvoegsel)
    begin = f"{voorvoegsel}-" if voorvoegsel else ""
    form = Proefformulier(
        formdata=MultiDict({f"{begin}aantal": "1200", f"{begin}toelichting": "x" * 2001}), prefix=voorvoegsel
    )
    form.validate()
    form.toelichting.data = "Een te lange toelichting."
    return form


def _moment(dag: int, uur: int = 12) -> datetime:
    return datetime(2023, 6, dag, uur, 2, 11, tzinfo=UTC)


KERNCIJFERS: Final = (
    ("Aanvragen", "131", "van 85 gemeenten", "#kerncijfers"),
    ("Toegekend", "97", "in 66 gemeenten"),
    ("Woonruimten", "4.365", "1.432 permanent · 2.933 flexibel"),
    ("Over", "€\N{NO-BREAK SPACE}83.520"),
)

GEGEVENS: Final = (
    ("Nummer", "VB-0001"),
    ("Project", LANG),
    ("Gevraagd", "€\N{NO-BREAK SPACE}320.670", "41 woonruimten × € 8.062, lager dan het tekort"),
    ("Telefoon", None),
)

STAPPEN: Final = (
    ("Gemeente en contact", "gedaan", "#stappen"),
    ("Project", "gedaan", "#stappen"),
    ("Woonruimten", "nu", None),
    ("Kosten en dekking", "straks", None),
    ("Controleren en indienen", "straks", None),
)


def _gebeurtenis(dag: int, titel: str, tekst: str, door: str | None, soort: str) -> dict[str, Any]:
    return {"moment": _moment(dag), "titel": titel, "tekst": tekst, "door": door, "soort": soort}


GEBEURTENISSEN: Final = (
    _gebeurtenis(20, "Aanvraag compleet", "De behandeling kan beginnen.", "B. de Behandelaar", "goed"),
    _gebeurtenis(12, "Gevraagd om aan te vullen", LANG, "B. de Behandelaar", "let_op"),
    _gebeurtenis(9, "Bestand geweigerd", "Het bestand was beschadigd.", None, "fout"),
    _gebeurtenis(8, "Bericht van de gemeente", "", "O. de Opsteller", "info"),
    _gebeurtenis(7, "Aanvraag ontvangen", "", None, ""),
)


def _klok(toestand: str, dagen: int | None, eindigt: date | None = None, tekst: str = "") -> dict[str, Any]:
    return {"toestand": toestand, "dagen": dagen, "eindigt": eindigt, "tekst": tekst}


KLOKKEN: Final = (
    _klok("loopt", 34, date(2023, 10, 6), "10 dagen opgeschort"),
    _klok("bijna", 1, date(2023, 9, 3)),
    _klok("bijna", 0, date(2023, 9, 2)),
    _klok("te_laat", -12, date(2023, 8, 21), "in gebreke gesteld op 1 september 2023"),
    _klok("stil", 20, None, "de gemeente vult aan tot en met 14 juli 2023"),
    _klok("stil", None),
    _klok("klaar", None, date(2023, 12, 4), "besloten op 1 december 2023"),
)


def _bestand(naam: str, soort: str = "", grootte: int | None = None, **meer: object) -> dict[str, Any]:
    return {"naam": naam, "href": "#bestandenlijst", "soort": soort, "grootte": grootte, **meer}


BESTANDEN: Final = (
    _bestand("Beschikking VB-0001", "PDF", 84_311, sha256="3f2a" * 16, moment=_moment(20)),
    _bestand(f"Begroting {LANG}", "Excel", 1_240_000, moment=_moment(7)),
    _bestand("Foto van de locatie"),
)

GEBREKEN: Final = (
    Gebrek("regel 14, kolom D", "dit is geen geldig bedrag. Bedoelt u 1.234,56?"),
    Gebrek("regel 20, kolom A", "dit nummer komt twee keer voor"),
    Gebrek("", "het bestand heeft geen tabblad ‘Aanvragen’"),
)


# The list. The real one (subsidie.platform.lijst) stands above this layer, so these have its shape only.


@dataclass(frozen=True, slots=True)
class Proefkolom:
    """A column as the macro sees it."""

    sleutel: str
    kop: str
    is_getal: bool = False
    sorteer: object = True

    @property
    def kolom(self) -> Proefkolom:
        return self


@dataclass(frozen=True, slots=True)
class Proeffilter:
    """A filter as the macro sees it."""

    sleutel: str
    label: str
    opties: tuple[tuple[str, str], ...]

    def label_van(self, waarde: str) -> str:
        return dict(self.opties).get(waarde, waarde)


@dataclass(frozen=True, slots=True)
class Proeflijst:
    """A list as the macro sees it."""

    op_scherm: tuple[Proefkolom, ...]
    filters: tuple[Proeffilter, ...]
    zoek: bool = True
    zoek_label: str = "Zoek op nummer, project of gemeente"
    standaard: str = "nummer"


@dataclass(frozen=True, slots=True)
class Proefstaat:
    """A state of the list; every address stays on the page itself."""

    zoek: str = ""
    gekozen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    meldingen: tuple[str, ...] = ()
    sorteer: str = "nummer"

    @property
    def is_gefilterd(self) -> bool:
        return bool(self.zoek or self.gekozen)

    def richting(self, sleutel: str) -> str:
        return {sleutel: "ascending", f"-{sleutel}": "descending"}.get(self.sorteer, "")

    def adres(self, **anders: object) -> str:
        return "?" + "&".join(f"{naam}={waarde}" for naam, waarde in anders.items())

    def sorteeradres(self, sleutel: str) -> str:
        return self.adres(sorteer=sleutel)

    def schoon(self) -> str:
        return "?"

    def actief(self, lijst: Proeflijst) -> tuple[Mapping[str, str], ...]:
        keuzen = [(f.label, f.label_van(w)) for f in lijst.filters for w in self.gekozen.get(f.sleutel, ())]
        zoek = [(lijst.zoek_label, self.zoek)] if self.zoek else []
        return tuple({"label": label, "waarde": waarde, "zonder": "?"} for label, waarde in zoek + keuzen)


@dataclass(frozen=True, slots=True)
class Proefbladzijde:
    """A page of rows as the macro sees it."""

    rijen: tuple[Mapping[str, Any], ...]
    totaal: int
    pagina: int = 1
    paginas: int = 1
    nummers: tuple[int | None, ...] = ()
    is_laatste_gegeven: bool = False

    @property
    def van(self) -> int:
        return (self.pagina - 1) * 25 + 1 if self.rijen else 0

    @property
    def tot(self) -> int:
        return self.van + len(self.rijen) - 1 if self.rijen else 0


_STATUS = (("ingediend", "ingediend"), ("volledig", "volledig"), ("beoordeeld", "beoordeeld"))
_GEMEENTEN = tuple((f"GM99{n:02}", f"Voorbeeldgemeente {n}") for n in range(1, 21))
_LIJST = Proeflijst(
    (
        Proefkolom("nummer", "Nummer"),
        Proefkolom("gemeente", "Gemeente"),
        Proefkolom("project", "Project", sorteer=None),
        Proefkolom("bedrag", "Gevraagd", is_getal=True),
        Proefkolom("status", "Stand"),
    ),
    (Proeffilter("status", "Stand", _STATUS), Proeffilter("gemeente", "Gemeente", _GEMEENTEN)),
)
_RIJEN = tuple(
    {
        "nummer": f"VB-{n:04}",
        "gemeente": f"Voorbeeldgemeente {n}",
        "project": LANG if n % 4 == 0 else f"Project {n}",
        "bedrag_cent": n * n * 1_234_500,
        "status": _STATUS[n % 3][1],
        "kleur": ("neutraal", "info", "goed")[n % 3],
    }
    for n in range(1, 13)
)


def lijst(naam: str) -> dict[str, Any]:
    """The list in the state that the page ``naam`` shows, for its template."""
    keuze = {"status": ("volledig", "beoordeeld"), "gemeente": ("GM9904",)}
    staten = {
        "lijst": (Proefstaat(), Proefbladzijde(_RIJEN, 131, 3, 6, (1, 2, 3, 4, None, 6))),
        "lijst-gekozen": (
            Proefstaat(
                "dorp", keuze, ("Het adres vraagt een volgorde die deze lijst niet heeft.",), "-bedrag"
            ),
            Proefbladzijde(_RIJEN[:1], 1),
        ),
        "lijst-niets": (Proefstaat("onvindbaar"), Proefbladzijde((), 0)),
        "lijst-leeg": (Proefstaat(), Proefbladzijde((), 0)),
    }
    staat, bladzijde = staten[naam]
    return {"lijst": _LIJST, "staat": staat, "bladzijde": bladzijde}
