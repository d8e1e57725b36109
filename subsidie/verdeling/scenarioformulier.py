"""The form of a scenario: what can be another, per pot; an amount or a weight that is none is said at its field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from wtforms import Field, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from subsidie.accounts.forms import Formulier
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.geld import euro_kort, lees_euro
from subsidie.verdeling.scenario import LANGSTE_SEED, Potmogelijk, Potwens, Wens
from subsidie.verdeling.scenariowoorden import BINNEN_GROEP, GRENZEN, METHODEN, TELT

LANGSTE_NAAM: Final = 120
HOOGSTE_GEWICHT: Final = 1000
_GETAL: Final = re.compile(r"[0-9]{1,4}")
_SCORE: Final = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,15})?")


class Scenarioformulier(Formulier):
    """The fields that every tranche has; ``maak_formulier`` adds those of its pots."""

    naam = StringField(
        "Naam van het scenario",
        validators=[
            InputRequired("Geef het scenario een naam, bijvoorbeeld: plafond 10 procent hoger."),
            Length(max=LANGSTE_NAAM, message=f"Houd het korter: hoogstens {LANGSTE_NAAM} tekens."),
        ],
    )
    gemeentemaximum = StringField(
        "Maximum per gemeente",
        validators=[Optional(), Length(max=40, message="Dit is geen bedrag.")],
        description="Een bedrag, bijvoorbeeld € 2.000.000. Leeg: geen maximum.",
    )
    gemeentemaximum_telt = SelectField(
        "Wat telt voor dat maximum",
        choices=[SelectChoice(waarde, woord) for waarde, woord in TELT.items()],
        validate_choice=False,
        validators=[AnyOf(list(TELT), "Kies een van de twee.")],
    )
    zonder = TextAreaField(
        "Zonder deze aanvragen",
        validators=[Optional(), Length(max=20_000, message="Dit zijn te veel nummers.")],
        description="Nummers, met een komma of op een nieuwe regel.",
    )
    seed = StringField(
        "Tekst om mee te loten",
        validators=[
            Optional(),
            Length(max=LANGSTE_SEED, message=f"Houd het korter: hoogstens {LANGSTE_SEED} tekens."),
        ],
        description="Leeg: er wordt niet geloot, u ziet wie nog moet loten. Een eigen tekst is alleen om te proberen.",
    )

    potten: tuple[Potmogelijk, ...] = ()
    veldnamen: Mapping[str, tuple[str, ...]] = MappingProxyType({})

    def wens(self) -> Wens:
        """What was filled in. Raises ``OngeldigeInvoer`` with every fault, ``waar`` is a field."""
        gebreken: list[Gebrek] = []
        potten = {pot.code: self._potwens(pot, gebreken) for pot in self.potten}
        maximum = (
            self._bedrag("gemeentemaximum", gebreken) if (self.gemeentemaximum.data or "").strip() else None
        )
        if gebreken:
            raise OngeldigeInvoer(gebreken)
        return Wens(
            potten=potten,
            gemeentemaximum_cent=maximum,
            gemeentemaximum_telt=self.gemeentemaximum_telt.data,
            zonder=tuple(sorted(set(re.split(r"[\s,;]+", self.zonder.data or "")) - {""})),
            seed=(self.seed.data or "").strip() or None,
        )

    def _potwens(self, pot: Potmogelijk, gebreken: list[Gebrek]) -> Potwens:
        def waarde(naam: str) -> str:
            veld = f"{pot.code}-{naam}"
            return (self[veld].data or "").strip() if veld in self else ""

        drempel = waarde("drempelscore").replace(",", ".")
        if drempel and not _SCORE.fullmatch(drempel):
            gebreken.append(
                Gebrek(f"{pot.code}-drempelscore", "Schrijf een getal, bijvoorbeeld 250 of 62,5.")
            )
        gewichten = {}
        for code, _ in pot.criteria:
            tekst = waarde(f"gewicht-{code}")
            if self[f"{pot.code}-gewicht-{code}"].errors:
                continue  # said already
            if not _GETAL.fullmatch(tekst) or not 1 <= int(tekst) <= HOOGSTE_GEWICHT:
                gebreken.append(
                    Gebrek(
                        f"{pot.code}-gewicht-{code}",
                        f"Schrijf een heel getal van 1 tot en met {HOOGSTE_GEWICHT}.",
                    )
                )
            else:
                gewichten[code] = int(tekst)
        return Potwens(
            plafond_cent=self._bedrag(f"{pot.code}-plafond", gebreken),
            methode=waarde("methode") or pot.methoden[0],
            grens=waarde("grens") or "stop",
            binnen_groep=waarde("binnen_groep") or "tijdstip",
            drempelscore=drempel or None,
            gewichten=gewichten,
        )

    def _bedrag(self, naam: str, gebreken: list[Gebrek]) -> int:
        if self[naam].errors:
            return 0  # said already
        try:
            return lees_euro(self[naam].data or "", waar=naam)
        except OngeldigeInvoer as fout:
            gebreken.extend(fout.gebreken)
            return 0

    def bij_pot(self, pot: Potmogelijk) -> tuple[Any, ...]:
        """The fields of one pot, in order."""
        return tuple(self[naam] for naam in self.veldnamen[pot.code])

    def toon(self, fout: Any) -> None:
        """As ``Formulier``; a fault about the weights of a pot stands at the first of them."""
        if isinstance(fout, OngeldigeInvoer):
            fout = OngeldigeInvoer([Gebrek(self._veld(een.waar), een.melding) for een in fout.gebreken])
        super().toon(fout)

    def _veld(self, waar: str) -> str:
        pot, streep, wat = waar.rpartition("-")
        if streep and wat == "gewichten":
            return next((veld.name for veld in self if veld.name.startswith(f"{pot}-gewicht-")), waar)
        return waar


def maak_formulier(potten: Sequence[Potmogelijk], wens: Wens) -> Scenarioformulier:
    """The form of a tranche with these ``potten``, filled in as ``wens`` has it until something was sent."""
    velden: dict[str, Any] = {"potten": tuple(potten)}
    gegevens: dict[str, Any] = {
        "gemeentemaximum": "" if wens.gemeentemaximum_cent is None else euro_kort(wens.gemeentemaximum_cent),
        "gemeentemaximum_telt": wens.gemeentemaximum_telt,
        "zonder": "\n".join(wens.zonder),
        "seed": wens.seed or "",
    }
    veldnamen: dict[str, tuple[str, ...]] = {}
    for pot in potten:
        eigen = wens.potten[pot.code]
        veldnamen[pot.code] = ()
        for naam, veld, waarde in _potvelden(pot, eigen, meer=len(potten) > 1):
            velden[f"{pot.code}-{naam}"] = veld
            gegevens[f"{pot.code}-{naam}"] = waarde
            veldnamen[pot.code] += (f"{pot.code}-{naam}",)
    velden["veldnamen"] = veldnamen
    klasse = type("Scenarioformulier", (Scenarioformulier,), velden)
    formulier: Scenarioformulier = klasse(data=gegevens)
    return formulier


def _potvelden(pot: Potmogelijk, wens: Potwens, *, meer: bool) -> list[tuple[str, Field, str]]:
    bij = f" ({pot.naam})" if meer else ""
    velden: list[tuple[str, Field, str]] = [
        ("plafond", _tekst(f"Uitkeringsplafond{bij}", "Vul een bedrag in."), euro_kort(wens.plafond_cent))
    ]
    if pot.vast:
        return velden
    velden += [
        (
            "methode",
            _keuze(f"Wijze van verdelen{bij}", {een: METHODEN[een] for een in pot.methoden}),
            wens.methode,
        ),
        ("grens", _keuze(f"Wie niet meer past{bij}", GRENZEN), wens.grens),
        (
            "binnen_groep",
            _keuze(f"Volgorde in een groep die niet helemaal past{bij}", BINNEN_GROEP),
            wens.binnen_groep,
        ),
    ]
    if "score" in pot.methoden:
        drempel = StringField(
            f"Drempelscore{bij}",
            validators=[Optional()],
            description="Leeg: geen drempel. Telt alleen op score.",
        )
        velden.append(("drempelscore", drempel, (wens.drempelscore or "").replace(".", ",")))
    velden += [
        (
            f"gewicht-{code}",
            _tekst(f"Gewicht: {naam}{bij}", "Vul een gewicht in."),
            str(wens.gewichten.get(code, "")),
        )
        for code, naam in pot.criteria
    ]
    return velden


def _tekst(label: str, leeg: str) -> StringField:
    return StringField(label, validators=[InputRequired(leeg), Length(max=40, message="Dit is te lang.")])


def _keuze(label: str, keuzen: dict[str, str]) -> SelectField:
    return SelectField(
        label,
        choices=[SelectChoice(waarde, woord[0].upper() + woord[1:]) for waarde, woord in keuzen.items()],
        validate_choice=False,
        validators=[AnyOf(list(keuzen), "Kies een van de mogelijkheden.")],
    )
