"""The rules of a tranche as the allocation engine takes them (verdeling.md, "Input")."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.tranches.definitie import TrancheDefinitie
from subsidie.tranches.keuzen import Verdeelwijze
from subsidie.tranches.lezen import laatste_plafond, plafond_op, pots, regels
from subsidie.tranches.models import Pot, Tranche, Trancheaard
from subsidie.tranches.regels import PotRegels

# Fixed amounts are awarded as they are. Together they fit under the ceiling (whoever allocates checks that),
# so this order never shows; it is the one that needs no draw.
_VAST = {"methode": "binnenkomst", "binnen_groep": "tijdstip", "grens": "stop"}


def verdelingsregels(tranche: Tranche, *, moment: datetime | None = None) -> dict[str, Any]:
    """``potten`` and ``gemeentemaximum_cent``/``gemeentemaximum_telt`` of the input, as JSON values.

    With ``moment`` the ceilings that held then, otherwise the last ones on record. A municipal maximum that
    is ``onbekend`` is left out of an example or a practice tranche. Raises ``OngeldigeInvoer`` naming every
    rule without which nothing can be divided.
    """
    regelset = regels(tranche)
    gebreken: list[Gebrek] = []
    invoer: dict[str, Any] = {}
    if regelset.heeft("gemeentemaximum"):
        maximum, telt = regelset.gemeentemaximum, regelset.gemeentemaximum_telt
        if maximum.waarde is not None:
            invoer["gemeentemaximum_cent"] = maximum.waarde_cent
            if telt.waarde is None:
                gebreken.append(Gebrek("gemeentemaximum_telt", "Deze regel is onbekend."))
            else:
                invoer["gemeentemaximum_telt"] = telt.waarde.value
        elif maximum.is_onbekend and tranche.aard is Trancheaard.ECHT:
            gebreken.append(Gebrek("gemeentemaximum", "Deze regel is onbekend."))
    invoer["potten"] = [
        _pot(pot, regelset.pot(pot.code), moment=moment, gebreken=gebreken) for pot in pots(tranche)
    ]
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    return invoer


def verdelingsregels_uit(definitie: TrancheDefinitie) -> dict[str, Any]:
    """As ``verdelingsregels``, of a file and not of the database, under the last ceilings that it knows.

    Raises ``OngeldigeInvoer`` naming every rule without which nothing can be divided.
    """
    regelset, gebreken = definitie.regels, list[Gebrek]()
    invoer: dict[str, Any] = {}
    if regelset.heeft("gemeentemaximum") and regelset.gemeentemaximum.waarde is not None:
        invoer["gemeentemaximum_cent"] = regelset.gemeentemaximum.waarde_cent
        telt = regelset.gemeentemaximum_telt.waarde
        if telt is None:
            gebreken.append(Gebrek("gemeentemaximum_telt", "Deze regel is onbekend."))
        else:
            invoer["gemeentemaximum_telt"] = telt.value
    invoer["potten"] = []
    for pot in definitie.potten:
        bedragen = [een.bedrag_cent for een in pot.plafonds if een.bedrag_cent is not None]
        if not bedragen:
            gebreken.append(Gebrek(f"pot {pot.code}", "Het uitkeringsplafond is onbekend."))
        uit: dict[str, Any] = {
            "pot": pot.code, "plafond_cent": bedragen[-1] if bedragen else None,
            "regels": _regels(pot.regels, gebreken),
        }  # fmt: skip
        if pot.regels.restant_naar.waarde is not None:
            uit["restant_naar"] = pot.regels.restant_naar.waarde
        invoer["potten"].append(uit)
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    return invoer


def _pot(pot: Pot, regelset: PotRegels, *, moment: datetime | None, gebreken: list[Gebrek]) -> dict[str, Any]:
    plafond = laatste_plafond(pot) if moment is None else plafond_op(pot, moment)
    if plafond.bedrag_cent is None:
        gebreken.append(Gebrek(f"pot {pot.code}", "Het uitkeringsplafond is onbekend."))
    invoer: dict[str, Any] = {
        "pot": pot.code, "plafond_cent": plafond.bedrag_cent, "regels": _regels(regelset, gebreken),
    }  # fmt: skip
    if regelset.restant_naar.waarde is not None:
        invoer["restant_naar"] = regelset.restant_naar.waarde
    elif regelset.restant_naar.is_onbekend:
        gebreken.append(Gebrek(f"pot {pot.code}", "Waar het restant naartoe gaat, is onbekend."))
    return invoer


def _regels(regelset: PotRegels, gebreken: list[Gebrek]) -> dict[str, Any]:
    methode = regelset.methode.waarde
    if methode is None:
        gebreken.append(Gebrek(f"pot {regelset.code}", "De wijze van verdelen is onbekend."))
        return {}
    if methode is Verdeelwijze.VAST:
        return dict(_VAST)
    invoer: dict[str, Any] = {"methode": methode.value}
    for sleutel in ("binnen_groep", "grens", "categorieen", "drempelscore", "gelijke_stand"):
        if not regelset.heeft(sleutel):
            continue
        een = regelset.instellingen[sleutel]
        if een.is_onbekend:
            gebreken.append(Gebrek(f"pot {regelset.code}, {sleutel}", "Deze regel is onbekend."))
        elif een.waarde is not None:
            invoer[sleutel] = _als_json(sleutel, een.waarde)
    return invoer


def _als_json(sleutel: str, waarde: Any) -> Any:
    match sleutel:
        case "categorieen":
            return [categorie.code for categorie in waarde]
        case "gelijke_stand":
            return [een.value for een in waarde]
        case "binnen_groep" | "grens":
            return waarde.value
        case _:
            return waarde
