"""What the page of a settlement shows: the sum of now, what is fixed of it, the view, the claims, and the next step."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from subsidie.aanvragen.models import Aanvraag
from subsidie.beschikkingen.models import Beschikking, Besluitstatus
from subsidie.kern.fouten import Domeinfout
from subsidie.realisatie.afrekenketen import Keten, lees_keten
from subsidie.realisatie.terugvorderen import Terugstand, terugstand
from subsidie.realisatie.vaststelgegevens import Vaststelgegevens, verzamel
from subsidie.realisatie.vaststellen import (
    Zienswijzestand,
    is_van_nu,
    list_berekeningen,
    referentie_cent,
    waarom_niet,
    zienswijzestand,
)
from subsidie.realisatie.vaststelregels import Vaststeluitkomst, bereken
from subsidie.realisatie.vorderingen import Vorderingstand, list_van
from subsidie.realisatie.vorderingmodellen import Vaststellingsberekening


class Stap(StrEnum):
    """What is to be done next on a settlement."""

    NIETS_VERLEEND = "niets_verleend"
    ONBEKENDE_REGEL = "onbekende_regel"
    BEREKENEN = "berekenen"
    ZIENSWIJZE_VRAGEN = "zienswijze_vragen"
    ZIENSWIJZE_LOOPT = "zienswijze_loopt"
    BESLUIT = "besluit"
    ONDERWEG = "onderweg"
    TERUGVORDEREN = "terugvorderen"
    GEEN_GROND = "geen_grond"
    KLAAR = "klaar"


@dataclass(frozen=True, slots=True)
class Vaststelbeeld:
    """Everything that the page of the ministry needs; amounts in eurocents. ``melding``: why nothing can be done."""

    stap: Stap
    melding: str
    keten: Keten | None = None
    gegevens: Vaststelgegevens | None = None
    uitkomst: Vaststeluitkomst | None = None
    berekening: Vaststellingsberekening | None = None
    zonder_sisa: str = ""
    referentie_cent: int = 0
    zienswijze: Zienswijzestand | None = None
    terug: Terugstand | None = None
    vorderingen: Sequence[Vorderingstand] = ()
    berekeningen: Sequence[Vaststellingsberekening] = ()

    @property
    def teruggenomen(self) -> str:
        """The mark of the draft that rested on the newest calculation and was taken back; empty without one."""
        besluit = self.berekening.beschikking if self.berekening is not None else None
        return besluit.kenmerk if besluit is not None and besluit.status is Besluitstatus.TERUGGENOMEN else ""

    @property
    def is_lager(self) -> bool:
        """Whether the sum of now is lower than what the municipality expects."""
        return self.uitkomst is not None and self.uitkomst.vastgesteld_cent < self.referentie_cent


def lees_beeld(aanvraag: Aanvraag, vandaag: date) -> Vaststelbeeld:
    """The page as it is on ``vandaag``."""
    keten, vorderingen = lees_keten(aanvraag), list_van(aanvraag, vandaag)
    berekeningen = list_berekeningen(aanvraag)
    if keten is None:
        return Vaststelbeeld(Stap.NIETS_VERLEEND, waarom_niet(None), vorderingen=vorderingen)
    try:
        gegevens = verzamel(aanvraag, keten)
        uitkomst = bereken(gegevens.invoer)
    except Domeinfout as fout:
        return Vaststelbeeld(Stap.ONBEKENDE_REGEL, str(fout), keten, vorderingen=vorderingen)
    berekening = next(iter(berekeningen), None)
    vers = berekening is not None and is_van_nu(berekening, gegevens) and _is_vrij(berekening)
    referentie = referentie_cent(keten)
    zienswijze = zienswijzestand(aanvraag, keten, berekening) if berekening is not None and vers else None
    terug = terugstand(aanvraag, keten)
    stap, melding = _stap(keten, uitkomst, zienswijze if vers else None, terug, referentie, vers=vers)
    return Vaststelbeeld(
        stap, melding, keten, gegevens, uitkomst, berekening,
        json.loads(berekening.invoer)["zonder_sisa"] if berekening is not None else "", referentie, zienswijze,
        terug, vorderingen, berekeningen,
    )  # fmt: skip


def _is_vrij(berekening: Vaststellingsberekening) -> bool:
    """Whether no decision rests on it (any more): one that was taken back asks for a new calculation too."""
    return berekening.beschikking_id is None


def _stap(
    keten: Keten, uitkomst: Vaststeluitkomst, zienswijze: Zienswijzestand | None, terug: Terugstand, referentie: int,
    *, vers: bool,
) -> tuple[Stap, str]:  # fmt: skip
    if waarom := waarom_niet(keten):
        return Stap.ONDERWEG, waarom
    if keten.vaststelling is not None and uitkomst.vastgesteld_cent >= referentie:
        if terug.te_vorderen_cent:
            return (Stap.GEEN_GROND, terug.waarom_niet) if terug.waarom_niet else (Stap.TERUGVORDEREN, "")
        return Stap.KLAAR, ""
    if not vers or zienswijze is None:
        return Stap.BEREKENEN, ""
    if zienswijze.nodig and zienswijze.vraag is None:
        return Stap.ZIENSWIJZE_VRAGEN, ""
    if zienswijze.waarom_niet:
        return Stap.ZIENSWIJZE_LOOPT, zienswijze.waarom_niet
    return Stap.BESLUIT, ""


@dataclass(frozen=True, slots=True)
class Gemeentebeeld:
    """What a municipality sees: the settlement that was notified, its sum, and what it has to pay back."""

    vaststelling: Beschikking | None
    uitkomst: dict[str, Any] | None
    vorderingen: Sequence[Vorderingstand]


def lees_gemeentebeeld(aanvraag: Aanvraag, vandaag: date) -> Gemeentebeeld | None:
    """The page of the municipality; ``None`` while nothing was settled or claimed."""
    keten, vorderingen = lees_keten(aanvraag), list_van(aanvraag, vandaag)
    besluit = keten.vaststelling if keten is not None else None
    if besluit is None and not vorderingen:
        return None
    bekend = besluit is not None and besluit.status is Besluitstatus.BEKENDGEMAAKT
    inhoud = json.loads(besluit.gegevens) if besluit is not None and bekend else {}
    return Gemeentebeeld(besluit if bekend else None, inhoud.get("uitkomst"), vorderingen)
