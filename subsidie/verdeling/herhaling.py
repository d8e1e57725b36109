"""A closed tranche once more under other rules: who would have had money, beside what was decided. Nothing is stored.

The applications and what of each counts are those that were decided on; the rules of dividing are those of a
tranche file: ceilings, method, order, boundary, municipal maximum, categories, weights and threshold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from subsidie.aanvragen.service import get_versies, get_woonruimteregels, list_aanvragen
from subsidie.kern.fouten import Domeinfout, Gebrek, OngeldigeInvoer, Rekenfout
from subsidie.kern.tekst import opsomming
from subsidie.tranches.categorie import categorie_van
from subsidie.tranches.definitie import TrancheDefinitie
from subsidie.tranches.models import Tranche
from subsidie.tranches.regels import PotRegels
from subsidie.tranches.verdelingsregels import verdelingsregels_uit
from subsidie.verdeling.engine import verdeel
from subsidie.verdeling.invoer import Methode, lees_invoer
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.queries import kenmerk_van
from subsidie.verdeling.rangpagina import Rangbasis, get_rangbasis
from subsidie.verdeling.samenstellen import invoer_van, zoek_vastgesteld
from subsidie.verdeling.scenario import met_gewichten
from subsidie.verdeling.scenarioservice import get_opbouw
from subsidie.verdeling.stand import GEEN_SCORE
from subsidie.verdeling.verschil import Verschil, verschil
from subsidie.verdeling.watals import basis_van


@dataclass(frozen=True, slots=True)
class Herhaling:
    """The same tranche twice: as decided (``was``, of the allocation ``kenmerk``) and under the rules of a file."""

    kenmerk: str
    was: Rangbasis
    wordt: Rangbasis
    verschil: Verschil


def herhaal(tranche: Tranche, definitie: TrancheDefinitie, *, seed: str | None = None) -> Herhaling:
    """Play ``tranche`` again under the rules of ``definitie``. ``seed``: by default that of the draw that was held.

    Raises ``Domeinfout`` when the tranche was not decided on, and ``OngeldigeInvoer`` with every fault when the
    file has other pots, leaves a rule unknown, or asks what is not recorded of an application.
    """
    verdeling = zoek_vastgesteld(tranche)
    if verdeling is None:
        raise Domeinfout(
            f"{tranche.naam} is nog niet verdeeld: er is geen vastgestelde verdeling om mee te vergelijken."
        )
    invoer = _invoer(tranche, verdeling, definitie, seed)
    uitslag = verdeel(lees_invoer(invoer))
    was = get_rangbasis(verdeling)
    wordt = basis_van(tranche, uitslag, voorlopig=uitslag.is_tussenstand, titel="SIMULATIE")
    return Herhaling(kenmerk_van(verdeling), was, wordt, verschil(was.rijen, wordt.rijen))


def _invoer(
    tranche: Tranche, verdeling: Verdeling, definitie: TrancheDefinitie, seed: str | None
) -> dict[str, Any]:
    bevroren = invoer_van(verdeling)
    regels = verdelingsregels_uit(definitie)
    was, wordt = ([pot["pot"] for pot in een["potten"]] for een in (bevroren, regels))
    if sorted(was) != sorted(wordt):
        raise OngeldigeInvoer.van(
            "potten", f"{tranche.naam} heeft {opsomming(was)}, het bestand heeft {opsomming(wordt)}."
        )
    kandidaten = [dict(een) for een in bevroren["kandidaten"]]
    for een in kandidaten:
        een.pop("reeds_verleend_cent", None)  # played again from the beginning
    gebreken: list[Gebrek] = []
    for pot in definitie.potten:
        eigen = [een for een in kandidaten if een["pot"] == pot.code]
        methode = next(een["regels"]["methode"] for een in regels["potten"] if een["pot"] == pot.code)
        if methode == Methode.CATEGORIE:
            _deel_in(tranche, pot.regels, eigen, gebreken)
        elif methode == Methode.SCORE:
            _weeg(tranche, pot.regels, eigen, gebreken)
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    gekozen = seed or bevroren.get("seed")
    return ({"seed": gekozen} if gekozen else {}) | regels | {"kandidaten": kandidaten}


def _deel_in(
    tranche: Tranche, regels: PotRegels, kandidaten: list[dict[str, Any]], gebreken: list[Gebrek]
) -> None:
    """Put each in a category of the file, from its homes."""
    woonruimten = get_woonruimteregels(tranche)
    per_aanvraag = get_versies(tranche)
    versies = {
        een.nummer: per_aanvraag[een.id].id for een in list_aanvragen(tranche) if een.id in per_aanvraag
    }
    for een in kandidaten:
        try:
            indeling = categorie_van(
                woonruimten.get(versies.get(een["nummer"], 0), ()), regels.categorieen.waarde or ()
            )
            een["categorie"] = indeling.categorie.code
        except Domeinfout as fout:
            gebreken.append(Gebrek(f"aanvraag {een['nummer']}, categorie", str(fout)))


def _weeg(
    tranche: Tranche, regels: PotRegels, kandidaten: list[dict[str, Any]], gebreken: list[Gebrek]
) -> None:
    """Give each its score under the weights of the file; without cards the score that was recorded."""
    gewichten = {een.code: een.gewicht for een in regels.criteria.waarde or ()}
    opbouw: Mapping[str, str | None] = get_opbouw(tranche)
    for een in kandidaten:
        if "afwijzingsgrond" in een:
            een.setdefault("score", GEEN_SCORE)
        elif opbouw.get(een["nummer"]) is not None:
            try:
                een["score"] = met_gewichten(opbouw[een["nummer"]], gewichten)
            except Rekenfout as fout:
                gebreken.append(Gebrek(f"aanvraag {een['nummer']}, score", str(fout)))
        elif "score" not in een:
            gebreken.append(Gebrek(f"aanvraag {een['nummer']}, score", "Er is geen score vastgelegd."))
