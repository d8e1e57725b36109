"""What was filed as the page of an application shows it: each part in words, its attachments, the answers. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from subsidie.aanvragen.bijlagemodellen import Bijlagestand
from subsidie.aanvragen.inhoud import FORMULIERDELEN, Deelbeeld, lees_versie, samenvatting
from subsidie.aanvragen.versielezer import Antwoord, antwoorden_van
from subsidie.dossier.aanvraagvragen import Rij
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.tranches.regels import Regels

_STANDEN = {
    Bijlagestand.QUARANTAINE: "wordt nog op virussen gecontroleerd",
    Bijlagestand.BESMET: "bevat een virus en is niet te openen",
    Bijlagestand.NIET_GESCAND: "niet op virussen gecontroleerd",
}


@dataclass(frozen=True, slots=True)
class Bijlage:
    """An attachment that the version cites. ``kenmerk`` to fetch it by; empty when it cannot be opened."""

    soort: str
    naam: str
    grootte: int
    sha256: str
    kenmerk: str
    bij: str


@dataclass(frozen=True, slots=True)
class Ingediend:
    """The newest version: its parts as they were filled in, its attachments, and the answers that came with it."""

    delen: tuple[Deelbeeld, ...]
    bijlagen: tuple[Bijlage, ...]
    antwoorden: tuple[Antwoord, ...]


def lees_ingediend(gegevens: str, bijlagen: Iterable[Rij], regels: Regels) -> Ingediend | None:
    """The content of a version (its JSON) with the rows of its attachments; ``None`` when it cannot be shown."""
    if not gegevens:
        return None
    waarden: dict[str, Any] = json.loads(gegevens)
    try:
        delen = lees_versie(waarden, regels)
    except OngeldigeInvoer:
        return None
    beelden = tuple(samenvatting(delen.inhoud[deel]) for deel in FORMULIERDELEN)
    namen = {een.code: een.naam for een in (regels.bijlagen.waarde or ())} if regels.heeft("bijlagen") else {}
    rijen = {(rij.soort, rij.naam, rij.sha256): rij for rij in bijlagen}
    return Ingediend(
        delen=tuple(beeld for beeld in beelden if beeld.rijen or beeld.tabellen),
        bijlagen=tuple(_bijlage(een, rijen, namen) for een in waarden.get("bijlagen", ())),
        antwoorden=antwoorden_van(waarden),
    )


def _bijlage(een: dict[str, Any], rijen: dict[tuple[str, str, str], Rij], namen: dict[str, str]) -> Bijlage:
    rij = rijen.get((een["soort"], een["naam"], een["sha256"]))
    te_openen = rij is not None and rij.stand in (Bijlagestand.SCHOON, Bijlagestand.NIET_GESCAND)
    return Bijlage(
        soort=namen.get(een["soort"], "Overige bijlage"),
        naam=een["naam"],
        grootte=een["grootte"],
        sha256=een["sha256"],
        kenmerk=rij.kenmerk if rij is not None and te_openen else "",
        bij="" if rij is None else _STANDEN.get(rij.stand, ""),
    )
