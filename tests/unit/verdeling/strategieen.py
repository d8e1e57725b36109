"""Hypothesis strategies: small allocations in which groups, ceilings and maxima meet often."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Rij = dict[str, Any]

# Around midnight in Amsterdam (winter and summer), with equal instants written in different ways.
MOMENTEN = [
    "2023-06-01T21:59:59Z",
    "2023-06-01T23:59:59.999999999+02:00",
    "2023-06-01T22:00:00Z",
    "2023-06-02T00:00+02:00",
    "2023-06-02T00:00:00.0000000001+02:00",
    "2023-06-02T08:00:00-05:30",
    "2023-06-02T15:30:00.5+02:00",
    "2023-06-02T15:30:00.50+02:00",
    "2023-06-02T15:30:00.45+02:00",
    "2023-06-03T10:00:00+02:00",
    "2023-01-01T22:59:59Z",
    "2023-01-01T23:00:00Z",
    "2023-10-29T02:30:00+02:00",
    "2023-10-29T02:30:00+01:00",
]
SCORES = [
    "8",
    "8.0",
    "7.25",
    "7.250",
    "7",
    "-1",
    "-1.0",
    "0",
    "-0",
    "10",
    "9.99999999999999999999999999999999",
    "10.0",
]
CATEGORIEEN = ["A", "B", "C"]
GELIJK = ["kosten_per_eenheid", "eenheden", "binnenkomst"]


@st.composite
def regels(draw: st.DrawFn, methodes: tuple[str, ...], grenzen: tuple[str, ...]) -> Rij:
    """The rules of one pot."""
    methode = draw(st.sampled_from(methodes))
    uit: Rij = {"methode": methode}
    if methode == "naar_rato":
        return uit
    if methode == "categorie":
        uit["categorieen"] = draw(st.permutations(CATEGORIEEN))
    if methode == "score":
        if draw(st.booleans()):
            uit["drempelscore"] = draw(st.sampled_from(SCORES))
        if draw(st.booleans()):
            uit["gelijke_stand"] = draw(st.permutations(GELIJK))[: draw(st.integers(0, 3))]
    if methode != "loting":
        uit["binnen_groep"] = draw(st.sampled_from(["loting", "tijdstip", None]))
    uit["grens"] = draw(st.sampled_from([*grenzen, *([None] if "stop" in grenzen else [])]))
    return {sleutel: waarde for sleutel, waarde in uit.items() if waarde is not None}


@st.composite
def invoeren(
    draw: st.DrawFn,
    *,
    methodes: tuple[str, ...] = ("binnenkomst", "categorie", "score", "loting", "naar_rato"),
    grenzen: tuple[str, ...] = ("stop", "doorschuiven", "gedeeltelijk"),
    met_seed: bool | None = None,
    maximum: bool = True,
    eerder: bool = True,
    aantal_potten: int = 3,
) -> Rij:
    """A whole input that keeps every rule of the tables (only step 1 may still turn out impossible)."""
    namen = ["O", "S", "T"][: draw(st.integers(1, aantal_potten))]
    potten: list[Rij] = []
    for plek, naam in enumerate(namen):
        pot: Rij = {
            "pot": naam,
            "plafond_cent": draw(st.integers(0, 40)),
            "regels": draw(regels(methodes, grenzen)),
        }
        if plek + 1 < len(namen) and draw(st.booleans()):
            pot["restant_naar"] = draw(st.sampled_from(namen[plek + 1 :]))
        if draw(st.booleans()):
            pot["overgeheveld_cent"] = draw(st.integers(-5, 10))
        potten.append(pot)
    nummers = draw(st.lists(st.sampled_from([f"R{i}" for i in range(20)]), unique=True, max_size=12))
    kandidaten = [draw(kandidaat(nummer, namen, eerder=eerder)) for nummer in nummers]
    uit: Rij = {"potten": potten, "kandidaten": kandidaten}
    if met_seed is not False and (met_seed or draw(st.booleans())):
        uit["seed"] = draw(st.sampled_from(["a", "zaad|1", "é\n"]))
    if maximum and draw(st.booleans()):
        uit["gemeentemaximum_cent"] = draw(st.integers(0, 40))
        if all(pot["regels"]["methode"] != "naar_rato" for pot in potten):
            uit["gemeentemaximum_telt"] = draw(st.sampled_from(["verleend", "verleend", "gevraagd", None]))
    return uit


@st.composite
def kandidaat(draw: st.DrawFn, nummer: str, potten: list[str], *, eerder: bool = True) -> Rij:
    """One candidate; it always has a category and a score, which most pots ignore."""
    gevraagd = draw(st.integers(1, 20))
    uit: Rij = {
        "nummer": nummer,
        "gemeente": draw(st.sampled_from(["GM0014", "GM0363", "GM0599"])),
        "pot": draw(st.sampled_from(potten)),
        "gevraagd_cent": gevraagd,
        "eenheden": draw(st.integers(1, 4)),
        "volledig_op": draw(st.sampled_from(MOMENTEN)),
        "categorie": draw(st.sampled_from(CATEGORIEEN)),
        "score": draw(st.sampled_from(SCORES)),
    }
    if draw(st.booleans()):
        uit["minimum_cent"] = draw(st.integers(1, gevraagd))
    bijzonder = draw(st.sampled_from(["", "", "", "", "grond", "verleend" if eerder else "grond"]))
    if bijzonder == "grond":
        uit["afwijzingsgrond"] = "huurprijs te hoog"
    if bijzonder == "verleend":
        uit["reeds_verleend_cent"] = draw(st.integers(1, gevraagd))
    return uit
