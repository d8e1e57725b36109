"""The part ``planning``: the first irreversible step, the start and the delivery."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud.opzet import Deelopzet, Lijst, Veld, Vraagstelling
from subsidie.aanvragen.inhoud.ruw import Deelinhoud
from subsidie.aanvragen.inhoud.soorten import Alinea, Dag, Geheel, Tekst
from subsidie.kern.fouten import Gebrek
from subsidie.kern.tijd import datum_nl
from subsidie.tranches.keuzen import Aanvraagveld

MEESTE_FLEXLOCATIES: Final = 20
_VOLGORDE: Final = (
    ("start_bouw", "oplevering", "de start van de bouw"),
    ("onomkeerbare_stap", "oplevering", "de eerste onomkeerbare stap"),
)


@dataclass(frozen=True, slots=True)
class Flexlocatie:
    """Where flexible homes stand, and for how many years."""

    plek: str | None = None
    jaren: int | None = None


@dataclass(frozen=True, slots=True)
class Planning:
    """What was understood of the part."""

    onomkeerbare_stap: date | None
    start_bouw: date | None
    oplevering: date | None
    toelichting: str | None
    flexlocaties: tuple[Flexlocatie, ...]


def opzet(vraag: Vraagstelling) -> Deelopzet:
    """What this part asks."""
    onderdelen: list[Veld | Lijst] = []
    for code, label, hulp in (
        (Aanvraagveld.ONOMKEERBARE_STAP, "Eerste onomkeerbare stap",
         "Bijvoorbeeld de opdracht aan de aannemer of het tekenen van de koop."),
        (Aanvraagveld.START_BOUW, "Start van de bouw", ""),
        (Aanvraagveld.OPLEVERING, "Oplevering van de laatste woonruimte", ""),
    ):  # fmt: skip
        if (eis := vraag.eis(code)) is not None:
            onderdelen.append(Veld(code.value, label, Dag(), eis, hulp))
    onderdelen.append(
        Veld("toelichting", "Toelichting op de planning", Alinea(2_000),
             hulp="Bijvoorbeeld waar de planning van afhangt.")
    )  # fmt: skip
    if (eis := vraag.eis(Aanvraagveld.FLEXLOCATIES)) is not None:
        velden = (Veld("plek", "Plek", Tekst(160), eis), Veld("jaren", "Aantal jaren", Geheel(1, 100), eis))
        onderdelen.append(
            Lijst("flexlocaties", "Waar flexibele woonruimten staan", "plek", velden, MEESTE_FLEXLOCATIES,
                  hulp="Alleen bij flexibele woonruimten: de opeenvolgende plekken, en hoe lang op elke plek.")
        )  # fmt: skip
    onderdelen += vraag.vragen(Aanvraagdeel.PLANNING)
    return Deelopzet(Aanvraagdeel.PLANNING, "Planning", "Wanneer gebeurt het?", tuple(onderdelen))


def controleer(inhoud: Deelinhoud) -> list[Gebrek]:
    """Faults between dates: delivered before it began."""
    gebreken = []
    for eerst, daarna, wat in _VOLGORDE:
        een, twee = inhoud.waarden.get(eerst), inhoud.waarden.get(daarna)
        if een is not None and twee is not None and twee < een:
            melding = f"{datum_nl(twee)} ligt vóór {wat} ({datum_nl(een)}). Verbeter één van de twee."
            gebreken.append(Gebrek(daarna, melding[:1].upper() + melding[1:]))
            break
    return gebreken


def waarde(inhoud: Deelinhoud) -> Planning:
    """The part as values."""
    gelezen = inhoud.waarden
    return Planning(
        onomkeerbare_stap=gelezen.get("onomkeerbare_stap"),
        start_bouw=gelezen.get("start_bouw"),
        oplevering=gelezen.get("oplevering"),
        toelichting=gelezen.get("toelichting"),
        flexlocaties=tuple(Flexlocatie(**rij) for rij in gelezen.get("flexlocaties", ())),
    )
