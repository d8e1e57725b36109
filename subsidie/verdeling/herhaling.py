"""A closed tranche once more under other rules: who would have had money, beside what was decided. Nothing is stored.

The applications are those that were decided on; the rules of dividing are those of a tranche file: ceilings, method,
order, boundary, municipal maximum, categories, weights and threshold. What of each application counts is as it was
decided on, unless the file has another maximum per unit: then it is computed again from the homes, the deficit and
the request of the version that was decided on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from subsidie.aanvragen.service import get_versies, get_woonruimteregels, list_aanvragen
from subsidie.kern.fouten import Domeinfout, Gebrek, OngeldigeInvoer, Rekenfout
from subsidie.kern.tekst import opsomming
from subsidie.tranches.bedragen import subsidiabel
from subsidie.tranches.categorie import categorie_van
from subsidie.tranches.definitie import TrancheDefinitie
from subsidie.tranches.models import Tranche
from subsidie.tranches.regels import PotRegels, Regels
from subsidie.tranches.service import regels
from subsidie.tranches.verdelingsregels import verdelingsregels_uit
from subsidie.verdeling.engine import verdeel
from subsidie.verdeling.invoer import Methode, lees_invoer
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.queries import kenmerk_van, list_regels
from subsidie.verdeling.rangpagina import Rangbasis, get_rangbasis
from subsidie.verdeling.samenstellen import invoer_van, zoek_vastgesteld
from subsidie.verdeling.scenario import met_gewichten
from subsidie.verdeling.scenarioservice import get_opbouw
from subsidie.verdeling.stand import GEEN_SCORE
from subsidie.verdeling.verschil import Verschil, verschil
from subsidie.verdeling.watals import basis_van


@dataclass(frozen=True, slots=True)
class Herhaling:
    """The same tranche twice: as decided (``was``, of the allocation ``kenmerk``) and under the rules of a file.

    ``herrekend``: what of each application counts was computed again, because the file has another maximum per unit.
    """

    kenmerk: str
    was: Rangbasis
    wordt: Rangbasis
    verschil: Verschil
    herrekend: bool = False


def herhaal(tranche: Tranche, definitie: TrancheDefinitie, *, seed: str | None = None) -> Herhaling:
    """Play ``tranche`` again under the rules of ``definitie``. ``seed``: by default that of the draw that was held.

    Raises ``Domeinfout`` when the tranche was not decided on, and ``OngeldigeInvoer`` with every fault when the
    file has other pots, leaves a rule unknown, or asks what is not recorded of an application.
    A maximum per unit that the file does not know is such a fault: nothing is left out in silence.
    """
    verdeling = zoek_vastgesteld(tranche)
    if verdeling is None:
        raise Domeinfout(
            f"{tranche.naam} is nog niet verdeeld: er is geen vastgestelde verdeling om mee te vergelijken."
        )
    herrekend = _maxima(regels(tranche)) != _maxima(definitie.regels)
    invoer = _invoer(tranche, verdeling, definitie, seed, herreken=herrekend)
    uitslag = verdeel(lees_invoer(invoer))
    was = get_rangbasis(verdeling)
    wordt = basis_van(tranche, uitslag, voorlopig=uitslag.is_tussenstand, titel="SIMULATIE")
    return Herhaling(kenmerk_van(verdeling), was, wordt, verschil(was.rijen, wordt.rijen), herrekend)


def _invoer(
    tranche: Tranche, verdeling: Verdeling, definitie: TrancheDefinitie, seed: str | None, *, herreken: bool
) -> dict[str, Any]:
    bevroren = invoer_van(verdeling)
    nieuw = verdelingsregels_uit(definitie)
    was, wordt = ([pot["pot"] for pot in een["potten"]] for een in (bevroren, nieuw))
    if sorted(was) != sorted(wordt):
        raise OngeldigeInvoer.van(
            "potten", f"{tranche.naam} heeft {opsomming(was)}, het bestand heeft {opsomming(wordt)}."
        )
    kandidaten = [dict(een) for een in bevroren["kandidaten"]]
    for een in kandidaten:
        een.pop("reeds_verleend_cent", None)  # played again from the beginning
    gebreken: list[Gebrek] = []
    if herreken:
        _herreken(tranche, verdeling, definitie.regels, kandidaten, gebreken)
    for pot in definitie.potten:
        eigen = [een for een in kandidaten if een["pot"] == pot.code]
        methode = next(een["regels"]["methode"] for een in nieuw["potten"] if een["pot"] == pot.code)
        if methode == Methode.CATEGORIE:
            _deel_in(tranche, pot.regels, eigen, gebreken)
        elif methode == Methode.SCORE:
            _weeg(tranche, pot.regels, eigen, gebreken)
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    gekozen = seed or bevroren.get("seed")
    return ({"seed": gekozen} if gekozen else {}) | nieuw | {"kandidaten": kandidaten}


def _maxima(regelset: Regels) -> tuple[object, ...]:
    """What decides how much of an application counts: the units, and the maximum of each."""
    per_eenheid = {code: een.waarde_cent for code, een in regelset.maximum_per_eenheid.items()}
    return tuple(sorted(per_eenheid.items(), key=itemgetter(0))), regelset.eenheden.waarde


def _herreken(
    tranche: Tranche, verdeling: Verdeling, nieuw: Regels, kandidaten: list[dict[str, Any]], gebreken: list[Gebrek]
) -> None:  # fmt: skip
    """Let of each count what it would under the units and maxima of the file. An amount of the annex has no homes."""
    onbekend = [code for code, een in sorted(nieuw.maximum_per_eenheid.items()) if een.waarde_cent is None]
    if onbekend or nieuw.eenheden.waarde is None:
        gebreken += [
            Gebrek(f"maximum_per_eenheid.{code}", "Dit maximum is niet bekend.") for code in onbekend
        ]
        if nieuw.eenheden.waarde is None:
            gebreken.append(Gebrek("eenheden", "De eenheden zijn niet bekend."))
        return
    woonruimten = get_woonruimteregels(tranche)
    versies = {een.aanvraag.nummer: een.versie for een in list_regels(verdeling)}
    for een in kandidaten:
        versie = versies[een["nummer"]]
        if not (regels_van := woonruimten.get(versie.id)):
            continue
        kosten, dekking = versie.totale_kosten_cent, versie.dekking_cent
        try:
            telt_cent = subsidiabel(
                regels_van, eenheden=nieuw.eenheden.waarde, maxima=nieuw.maximum_per_eenheid,
                tekort_cent=None if kosten is None or dekking is None else kosten - dekking,
                gevraagd_cent=versie.gevraagd_cent,
            ).subsidiabel_cent  # fmt: skip
        except OngeldigeInvoer as fout:
            gebreken += [Gebrek(f"aanvraag {een['nummer']}, {g.waar}", g.melding) for g in fout.gebreken]
            continue
        if telt_cent > 0:
            een["gevraagd_cent"] = telt_cent
            if een.get("minimum_cent", 0) > telt_cent:
                een.pop("minimum_cent")  # no part can be enough any more
        elif "afwijzingsgrond" not in een:
            gebreken.append(
                Gebrek(f"aanvraag {een['nummer']}, bedrag", "Onder deze regels telt er niets mee.")
            )


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
