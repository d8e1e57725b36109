"""What a scenario changes, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from subsidie.kern.geld import euro_kort
from subsidie.kern.tekst import opsomming

METHODEN: Final = {
    "binnenkomst": "op volgorde van binnenkomst",
    "categorie": "op categorie",
    "score": "op score",
    "loting": "door loting onder iedereen",
    "naar_rato": "naar rato",
}
GRENZEN: Final = {
    "stop": "stoppen bij de eerste die niet past",
    "doorschuiven": "doorschuiven (een kleinere die later komt, kan nog passen)",
    "gedeeltelijk": "de eerste die niet past, kan krijgen wat er nog is",
}
BINNEN_GROEP: Final = {"loting": "loting", "tijdstip": "tijdstip"}
TELT: Final = {"gevraagd": "wat is gevraagd", "verleend": "wat wordt verleend"}

_WOORDEN: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "methode": ("Wijze van verdelen", METHODEN),
    "grens": ("Wie niet past", GRENZEN),
    "binnen_groep": ("Volgorde in een groep die niet helemaal past", BINNEN_GROEP),
    "drempelscore": ("Drempelscore", {}),
}


def in_woorden(wijzigingen: Mapping[str, Any], potnamen: Mapping[str, str]) -> tuple[str, ...]:
    """Every change as a sentence; none when nothing was changed. ``potnamen``: what people call a pot."""
    return tuple(_zinnen(wijzigingen, potnamen))


def _zinnen(wijzigingen: Mapping[str, Any], potnamen: Mapping[str, str]) -> Iterator[str]:
    for code, anders in wijzigingen.get("potten", {}).items():
        bij = f" van {potnamen.get(code, code)}" if len(potnamen) > 1 else ""
        if plafond := anders.get("plafond_cent"):
            yield f"Plafond{bij}: {_bedrag(plafond['naar'])} in plaats van {_bedrag(plafond['van'])}."
        for naam, (label, woorden) in _WOORDEN.items():
            if naam in anders:
                naar, van = (_woord(woorden, anders[naam][kant]) for kant in ("naar", "van"))
                yield f"{label}{bij}: {naar}, in plaats van {van}."
        if gewichten := anders.get("gewichten"):
            delen = [
                f"{criterium} {naar} in plaats van {gewichten['van'].get(criterium)}"
                for criterium, naar in gewichten["naar"].items()
                if naar != gewichten["van"].get(criterium)
            ]
            yield f"Gewichten{bij}: {opsomming(delen)}."
    if maximum := wijzigingen.get("gemeentemaximum_cent"):
        naar, van = (_bedrag(maximum[kant]) for kant in ("naar", "van"))
        yield f"Maximum per gemeente: {naar} in plaats van {van}."
    if telt := wijzigingen.get("gemeentemaximum_telt"):
        naar, van = (_woord(TELT, telt[kant]) for kant in ("naar", "van"))
        yield f"Voor het maximum per gemeente telt {naar}, in plaats van {van}."
    if zonder := wijzigingen.get("zonder"):
        yield f"Zonder {opsomming(zonder)}."
    if seed := wijzigingen.get("seed"):
        if seed["naar"]:
            yield f"Geloot met een tekst om mee te proberen: ‘{seed['naar']}’. Dit is niet de echte trekking."
        else:
            yield "Zonder de tekst van de trekking: er is niet geloot."


def _bedrag(cent: int | None) -> str:
    return "geen" if cent is None else euro_kort(cent).replace(" ", "\N{NO-BREAK SPACE}")


def _woord(woorden: Mapping[str, str], waarde: str | None) -> str:
    if waarde is None:
        return "geen"
    return woorden.get(waarde, waarde.replace(".", ","))
