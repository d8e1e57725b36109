"""A scenario: the input of an allocation with something else in it. Pure; what is refused says at which field.

Nothing but what was asked is changed, so a scenario that asks nothing is the input itself, to the byte.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from subsidie.beoordeling.totaal import herreken
from subsidie.kern.canoniek import canonieke_json
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer, Rekenfout
from subsidie.kern.tekst import aantal, opsomming
from subsidie.verdeling.invoer import Methode

LANGSTE_SEED: Final = 500
_GENOEMD: Final = 5


@dataclass(frozen=True, slots=True)
class Potmogelijk:
    """What one can choose in a pot. ``categorieen`` and ``gewichten`` (by criterion) are those of its rules.

    ``gelijke_stand`` and ``drempelscore`` belong to the method score. ``vast``: amounts per municipality, of which
    only the ceiling can be another.
    """

    code: str
    naam: str
    methoden: tuple[str, ...]
    categorieen: tuple[str, ...] = ()
    criteria: tuple[tuple[str, str], ...] = ()
    gewichten: Mapping[str, int] = field(default_factory=dict)
    gelijke_stand: tuple[str, ...] = ()
    vast: bool = False


@dataclass(frozen=True, slots=True)
class Potwens:
    """What is asked of one pot; ``plafond_cent`` in eurocents, without what moved in or out.

    ``grens`` and ``binnen_groep`` do not count where the method does not know them.
    """

    plafond_cent: int
    methode: str
    grens: str = "stop"
    binnen_groep: str = "loting"
    drempelscore: str | None = None
    gewichten: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wens:
    """What a scenario asks; ``zonder`` are numbers that do not take part, ``seed`` a text to draw with."""

    potten: Mapping[str, Potwens]
    gemeentemaximum_cent: int | None = None
    gemeentemaximum_telt: str = "gevraagd"
    zonder: tuple[str, ...] = ()
    seed: str | None = None


def wens_van(invoer: Mapping[str, Any], mogelijk: Sequence[Potmogelijk]) -> Wens:
    """What ``invoer`` itself asks: where a form begins."""
    gewichten = {een.code: een.gewichten for een in mogelijk}
    return Wens(
        potten={pot["pot"]: _potwens(pot, gewichten.get(pot["pot"], {})) for pot in invoer["potten"]},
        gemeentemaximum_cent=invoer.get("gemeentemaximum_cent"),
        gemeentemaximum_telt=invoer.get("gemeentemaximum_telt", "gevraagd"),
        seed=invoer.get("seed"),
    )


def _potwens(pot: Mapping[str, Any], gewichten: Mapping[str, int]) -> Potwens:
    regels = pot["regels"]
    return Potwens(
        plafond_cent=pot["plafond_cent"],
        methode=regels["methode"],
        grens=regels.get("grens", "stop"),
        binnen_groep=regels.get("binnen_groep", "loting"),
        drempelscore=regels.get("drempelscore"),
        gewichten=dict(gewichten),
    )


def bouw(
    invoer: Mapping[str, Any], wens: Wens, mogelijk: Sequence[Potmogelijk], opbouw: Mapping[str, str | None]
) -> dict[str, Any]:
    """``invoer`` with what ``wens`` asks. ``opbouw``: per number how its score was computed, where weights change.

    Raises ``OngeldigeInvoer`` with every fault; ``waar`` is a field of the form (``A-gewichten``, ``zonder``).
    """
    was = wens_van(invoer, mogelijk)
    gebreken: list[Gebrek] = []
    kandidaten = _kandidaten(invoer, wens, gebreken)
    per_pot = {een.code: een for een in mogelijk}
    potten = []
    for pot in invoer["potten"]:
        code = pot["pot"]
        nieuw, oud = wens.potten[code], was.potten[code]
        eigen = [een for een in kandidaten if een["pot"] == code]
        if dict(nieuw.gewichten) != dict(oud.gewichten) and nieuw.methode == Methode.SCORE:
            _herweeg(code, eigen, nieuw.gewichten, opbouw, gebreken)
        _vereis_bruikbaar(code, nieuw.methode, eigen, gebreken)
        gewijzigd = dict(pot, plafond_cent=nieuw.plafond_cent)
        if _regelwens(nieuw) != _regelwens(oud):
            gewijzigd["regels"] = _regels(nieuw, oud, pot["regels"], per_pot[code])
        potten.append(gewijzigd)
    if wens.gemeentemaximum_telt == "verleend" and any(
        een.methode == Methode.NAAR_RATO for een in wens.potten.values()
    ):
        gebreken.append(
            Gebrek("gemeentemaximum_telt", "Wat is verleend kan niet tellen bij verdelen naar rato.")
        )
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    uit = {
        sleutel: waarde
        for sleutel, waarde in invoer.items()
        if sleutel not in ("seed", "gemeentemaximum_cent", "gemeentemaximum_telt", "potten", "kandidaten")
    }
    if wens.seed:
        uit["seed"] = wens.seed
    if wens.gemeentemaximum_cent is not None:
        uit["gemeentemaximum_cent"] = wens.gemeentemaximum_cent
        if "gemeentemaximum_telt" in invoer or wens.gemeentemaximum_telt != "gevraagd":
            uit["gemeentemaximum_telt"] = wens.gemeentemaximum_telt
    return {**uit, "potten": potten, "kandidaten": kandidaten}


def _kandidaten(invoer: Mapping[str, Any], wens: Wens, gebreken: list[Gebrek]) -> list[dict[str, Any]]:
    weg, bekend = set(wens.zonder), {een["nummer"] for een in invoer["kandidaten"]}
    if vreemd := sorted(weg - bekend):
        genoemd = opsomming(vreemd[:_GENOEMD])
        gebreken.append(Gebrek("zonder", f"{genoemd} doet nu niet mee. Kijk het nummer na."))
    return [dict(een) for een in invoer["kandidaten"] if een["nummer"] not in weg]


def _herweeg(
    code: str,
    kandidaten: Sequence[dict[str, Any]],
    gewichten: Mapping[str, int],
    opbouw: Mapping[str, str | None],
    gebreken: list[Gebrek],
) -> None:
    """Give each its score under other weights, from the steps that the reviewers gave."""
    onbekend = []
    for een in kandidaten:
        if "afwijzingsgrond" in een:
            continue
        try:
            een["score"] = met_gewichten(opbouw.get(een["nummer"]), gewichten)
        except Rekenfout:
            onbekend.append(een["nummer"])
    if onbekend:
        genoemd = opsomming(onbekend[:_GENOEMD])
        gebreken.append(
            Gebrek(
                f"{code}-gewichten",
                f"Van {aantal(len(onbekend), 'aanvraag', 'aanvragen')} is niet per criterium vastgelegd hoe de score "
                f"is opgebouwd; met andere gewichten is die niet te berekenen. Het gaat om {genoemd}"
                + (" en andere." if len(onbekend) > _GENOEMD else "."),
            )
        )


def met_gewichten(opbouw: str | None, gewichten: Mapping[str, int]) -> str:
    """The score of ``opbouw`` under other weights (by criterion). Raises ``Rekenfout`` when it cannot be computed."""
    if opbouw is None:
        raise Rekenfout("De opbouw van deze score is niet vastgelegd.")
    inhoud = json.loads(opbouw)
    for criterium in inhoud["criteria"]:
        criterium["gewicht"] = gewichten.get(criterium["code"], criterium["gewicht"])
    return herreken(canonieke_json(inhoud).decode())


def _vereis_bruikbaar(
    code: str, methode: str, kandidaten: Sequence[Mapping[str, Any]], gebreken: list[Gebrek]
) -> None:
    """Everyone in the pot has what the method orders by."""
    nodig = {Methode.SCORE.value: "score", Methode.CATEGORIE.value: "categorie"}.get(methode)
    zonder = [een["nummer"] for een in kandidaten if nodig and nodig not in een]
    if zonder:
        genoemd = opsomming(zonder[:_GENOEMD]) + (" en andere" if len(zonder) > _GENOEMD else "")
        gebreken.append(
            Gebrek(f"{code}-methode", f"Dit kan niet: er is geen {nodig} vastgelegd van {genoemd}.")
        )


def _regelwens(wens: Potwens) -> tuple[Any, ...]:
    """What of a wish ends up in the rules, so that a field that does not count makes no difference."""
    if wens.methode == Methode.NAAR_RATO:
        return (wens.methode,)
    groep = "loting" if wens.methode == Methode.LOTING else wens.binnen_groep
    drempel = wens.drempelscore if wens.methode == Methode.SCORE else None
    return wens.methode, wens.grens, groep, drempel


def _regels(nieuw: Potwens, oud: Potwens, was: Mapping[str, Any], mogelijk: Potmogelijk) -> dict[str, Any]:
    methode, *rest = _regelwens(nieuw)
    regels: dict[str, Any] = {"methode": methode}
    if not rest:
        return regels
    zelfde = nieuw.methode == oud.methode
    if methode == Methode.CATEGORIE:
        regels["categorieen"] = was["categorieen"] if zelfde else list(mogelijk.categorieen)
    if methode == Methode.SCORE:
        gelijk = was.get("gelijke_stand") if zelfde else list(mogelijk.gelijke_stand)
        if gelijk:
            regels["gelijke_stand"] = gelijk
        if nieuw.drempelscore is not None:
            regels["drempelscore"] = nieuw.drempelscore
    if methode != Methode.LOTING:
        regels["binnen_groep"] = nieuw.binnen_groep
    regels["grens"] = nieuw.grens
    return regels


def wijzigingen(was: Wens, wordt: Wens) -> dict[str, Any]:
    """What is different between two wishes, as JSON: per setting ``van`` and ``naar``."""
    uit: dict[str, Any] = {}
    potten = {}
    for code, nieuw in wordt.potten.items():
        oud = was.potten[code]
        anders: dict[str, Any] = {}
        if nieuw.plafond_cent != oud.plafond_cent:
            anders["plafond_cent"] = {"van": oud.plafond_cent, "naar": nieuw.plafond_cent}
        if _regelwens(nieuw) != _regelwens(oud):
            for naam in ("methode", "grens", "binnen_groep", "drempelscore"):
                van, naar = getattr(oud, naam), getattr(nieuw, naam)
                telt = nieuw.methode == Methode.SCORE if naam == "drempelscore" else naar in _regelwens(nieuw)
                if van != naar and telt:
                    anders[naam] = {"van": van, "naar": naar}
        if nieuw.methode == Methode.SCORE and dict(nieuw.gewichten) != dict(oud.gewichten):
            anders["gewichten"] = {"van": dict(oud.gewichten), "naar": dict(nieuw.gewichten)}
        if anders:
            potten[code] = anders
    if potten:
        uit["potten"] = potten
    for naam in ("gemeentemaximum_cent", "gemeentemaximum_telt", "seed"):
        van, naar = getattr(was, naam), getattr(wordt, naam)
        if van != naar:
            uit[naam] = {"van": van, "naar": naar}
    if wordt.zonder:
        uit["zonder"] = sorted(wordt.zonder)
    return uit
