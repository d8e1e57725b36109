"""The form of the test beforehand: its answers stand in the address, so that a colleague can be sent a link."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from types import MappingProxyType
from typing import Any, Final, cast

from wtforms import RadioField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from subsidie.aanvragen.voorafplan import ANDERS, GEEN, HOOGSTE_AANTAL, JA, NEE, VERBOUW, WEET_NIET, Plan
from subsidie.accounts.forms import Formulier
from subsidie.accounts.gemeentekeuze import lees_keuze
from subsidie.accounts.queries import naam_van_gemeente
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.geld import euro_kort, lees_euro
from subsidie.kern.tekst import getal, verboden_tekens
from subsidie.kern.tijd import lees_datum
from subsidie.tranches.keuzen import Bouwvorm, Woonruimteaard, Woonruimtesoort
from subsidie.tranches.regels import Regels
from subsidie.tranches.woorden import in_woorden

LANGST: Final = 120
HOOGSTE_BEWONERS: Final = 20
HOOGSTE_HUUR_CENT: Final = 10_000_00
HOOGSTE_TEKORT_CENT: Final = 1_000_000_000_00
_GETAL = re.compile(r"[0-9]{1,12}|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,3}", re.ASCII)
_JA_NEE: Final = [
    SelectChoice(JA, "Ja"),
    SelectChoice(NEE, "Nee"),
    SelectChoice(WEET_NIET, "Dat weet ik nog niet"),
]


def lees_aantal(tekst: str, *, hoogstens: int) -> int:
    """A whole number from 1, with or without dots between thousands. Raises ``OngeldigeInvoer``."""
    kern = tekst.strip()
    if not _GETAL.fullmatch(kern):
        raise OngeldigeInvoer.van("", "Vul een heel getal in, bijvoorbeeld 40.")
    aantal = int(kern.replace(".", ""))
    if aantal < 1:
        raise OngeldigeInvoer.van("", "Vul 1 of meer in, of laat het leeg.")
    if aantal > hoogstens:
        raise OngeldigeInvoer.van("", f"Vul hoogstens {getal(hoogstens)} in.")
    return aantal


def _bedrag(tekst: str, *, hoogstens: int) -> int:
    cent = lees_euro(tekst)
    if cent == 0:
        raise OngeldigeInvoer.van("", "€ 0 kan hier niet. Weet u het nog niet? Laat het dan leeg.")
    if cent > hoogstens:
        raise OngeldigeInvoer.van("", f"Vul hoogstens {euro_kort(hoogstens)} in.")
    return cent


def _gemeente(tekst: str) -> str | None:
    return naam_van_gemeente(lees_keuze(tekst))


def _dag(tekst: str) -> date:
    dag = lees_datum(tekst.strip())
    if not 2000 <= dag.year <= 2100:
        raise OngeldigeInvoer.van("", "Vul een dag in tussen 2000 en 2100.")
    return dag


class _Gelezen:
    """What was typed must be readable; the value is kept on the field as ``waarde``."""

    def __init__(self, lees: Callable[[str], Any]) -> None:
        self.lees = lees

    def __call__(self, _form: Any, field: Any) -> None:
        if len(field.data) > LANGST:
            raise ValidationError("Dit is te lang.")
        if verboden_tekens(field.data, hoogstens=1):
            raise ValidationError("Hierin staan tekens die niemand kan zien. Typ het opnieuw.")
        try:
            field.waarde = self.lees(field.data)
        except OngeldigeInvoer as fout:
            raise ValidationError(" ".join(gebrek.melding for gebrek in fout.gebreken)) from fout


class _Vakjes(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def _veld(label: str, lees: Callable[[str], Any], hulp: str = "") -> StringField:
    return StringField(label, validators=[Optional(), _Gelezen(lees)], description=hulp)


def _keuze(label: str, keuzen: list[SelectChoice], hulp: str = "") -> RadioField:
    return RadioField(label, choices=keuzen, validators=[Optional()], description=hulp)


def _vakjes(label: str, keuzen: list[SelectChoice], hulp: str = "") -> SelectMultipleField:
    return _Vakjes(label, choices=keuzen, validators=[Optional()], description=hulp)


class Voorafformulier(Formulier):
    """The questions that every tranche asks; ``formulier_voor`` adds those of one tranche."""

    class Meta(Formulier.Meta):
        """Nothing is stored, and the address can be shared: no token."""

        csrf = False

    def plan(self) -> Plan:
        """The answers, after ``validate`` said that they are right."""
        groepen, soorten, aarden, steun = (
            tuple(self[naam].data or ()) for naam in ("groepen", "soorten", "aarden", "steun")
        )
        return Plan(
            aanvrager=self["aanvrager"].data or "",
            gemeente=self._waarde("gemeente") or "",
            bouw=self["bouw"].data or "",
            groepen=groepen,
            soorten=tuple(Woonruimtesoort(een) for een in soorten),
            aarden=tuple(Woonruimteaard(een) for een in aarden),
            aantallen=MappingProxyType(
                {
                    veld.name.removeprefix("aantal_"): veld.waarde
                    for veld in cast(Any, self)
                    if veld.name.startswith("aantal_") and getattr(veld, "waarde", None) is not None
                }
            ),
            huur_cent=self._waarde("huur"),
            bewoners=self._waarde("bewoners"),
            prijs_week_cent=self._waarde("prijs_week"),
            start=self._waarde("start"),
            oplevering=self._waarde("oplevering"),
            bestemming=self["bestemming"].data or "",
            steun=steun,
            tekort=self["tekort"].data or "",
            tekort_cent=self._waarde("tekort_bedrag"),
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Each answer by itself, and then those that must fit each other."""
        goed = bool(super().validate(extra_validators))
        begin, einde = self._waarde("start"), self._waarde("oplevering")
        if begin is not None and einde is not None and einde < begin:
            goed = self._fout("oplevering", "De oplevering kan niet vóór de eerste onomkeerbare stap zijn.")
        steun = self["steun"].data or ()
        if GEEN in steun and len(steun) > 1:
            goed = self._fout("steun", "Kies ‘Geen’, of kies welke steun er wel is.")
        if self["tekort"].data == NEE and self._waarde("tekort_bedrag") is not None:
            goed = self._fout("tekort_bedrag", "U zegt dat er geen tekort is, maar vult wel een bedrag in.")
        return goed

    def _waarde(self, naam: str) -> Any:
        return getattr(self[naam], "waarde", None) if naam in self else None

    def _fout(self, naam: str, melding: str) -> bool:
        veld: Any = self[naam]
        veld.errors = [*veld.errors, melding]
        return False


def formulier_voor(regels: Regels, gegevens: Any) -> Voorafformulier:
    """The form with the choices of a tranche, filled from ``gegevens`` (``request.args``)."""
    velden: dict[str, Any] = {
        "aanvrager": _keuze(
            "Wie vraagt aan?",
            [
                SelectChoice("gemeente", "Een gemeente"),
                SelectChoice(ANDERS, "Een corporatie, een bedrijf of een andere organisatie"),
            ],
        ),
        "gemeente": _veld("Welke gemeente?", _gemeente, "Typ de naam en kies uit de lijst."),
        "bouw": _keuze(
            "Hoe komen de woonruimten er?",
            [
                SelectChoice(Bouwvorm.NIEUWBOUW.value, "Nieuwbouw"),
                SelectChoice(Bouwvorm.TRANSFORMATIE.value, "Een bestaand gebouw krijgt een woonfunctie"),
                SelectChoice(VERBOUW, "Bestaande woningen worden verbouwd of gesplitst"),
            ],
        ),
        "groepen": _vakjes(
            "Voor wie zijn de woonruimten?",
            [SelectChoice(een.code, een.naam) for een in regels.doelgroepen.waarde or ()]
            + [SelectChoice(ANDERS, "Anderen")],
        ),
        "soorten": _vakjes(
            "Welke soort woonruimte?",
            [SelectChoice(een.value, in_woorden(een).capitalize()) for een in Woonruimtesoort],
            "Onzelfstandig: met een gedeelde keuken, badkamer of toilet.",
        ),
        "aarden": _vakjes(
            "Permanent of flexibel?",
            [SelectChoice(een.value, in_woorden(een).capitalize()) for een in Woonruimteaard],
            "Flexibel: geschikt om te verplaatsen en ergens anders opnieuw te gebruiken.",
        ),
    }
    for eenheid in regels.eenheden.waarde or ():
        velden[f"aantal_{eenheid.code}"] = _veld(
            f"Hoeveel {eenheid.meervoud.lower()} voor deze groepen?",
            lambda tekst: lees_aantal(tekst, hoogstens=HOOGSTE_AANTAL),
        )
    velden |= {
        "huur": _veld(
            "Wat is de hoogste huur per maand?",
            lambda tekst: _bedrag(tekst, hoogstens=HOOGSTE_HUUR_CENT),
            "De rekenhuur van de duurste woonruimte, bijvoorbeeld 612,50.",
        ),
        "bewoners": _veld(
            "Voor hoeveel bewoners is die woonruimte?",
            lambda tekst: lees_aantal(tekst, hoogstens=HOOGSTE_BEWONERS),
        ),
    }
    if regels.huur_verblijfsruimte_per_week.waarde is not None:
        velden["prijs_week"] = _veld(
            "Wat kost een verblijfsruimte per persoon per week?",
            lambda tekst: _bedrag(tekst, hoogstens=HOOGSTE_HUUR_CENT),
        )
    velden |= {
        "start": _veld(
            "Wanneer is de eerste stap die u niet kunt terugdraaien?",
            _dag,
            "Bijvoorbeeld het contract met de bouwer. Schrijf de dag zo: 2026-07-31.",
        ),
        "oplevering": _veld(
            "Wanneer worden de woonruimten opgeleverd?", _dag, "Schrijf de dag zo: 2028-07-31."
        ),
        "bestemming": _keuze(_bestemmingsvraag(regels), _JA_NEE),
        "steun": _vakjes(
            "Krijgt u voor deze woonruimten andere steun van het Rijk?",
            [SelectChoice(een.code, een.naam) for een in regels.samenloop.waarde or ()]
            + [SelectChoice(ANDERS, "Andere steun"), SelectChoice(GEEN, "Geen")],
        ),
        "tekort": _keuze("Is er een tekort dat niemand anders betaalt?", _JA_NEE),
        "tekort_bedrag": _veld(
            "Hoe groot is dat tekort?",
            lambda tekst: _bedrag(tekst, hoogstens=HOOGSTE_TEKORT_CENT),
            "De kosten min wat anderen betalen, bijvoorbeeld 350.000.",
        ),
    }
    klasse = type("Voorafformulier", (Voorafformulier,), velden)
    return cast(Voorafformulier, klasse(formdata=gegevens))


def _bestemmingsvraag(regels: Regels) -> str:
    plicht = regels.verplichtingen.get("bestemming")
    aantal = plicht.waarde.jaren if plicht is not None and plicht.waarde is not None else None
    if aantal is None:
        return "Blijven de woonruimten na de oplevering voor deze groepen?"
    return f"Blijven de woonruimten na de oplevering ten minste {aantal} jaar voor deze groepen?"
