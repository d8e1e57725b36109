"""The list of payment orders of a file on paper: plain values, frozen when the file is made (product.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from subsidie.accounts.gemeente_rekening import leesbaar
from subsidie.accounts.models import Gebruiker
from subsidie.documenten.models import Document
from subsidie.documenten.service import vraag_aan
from subsidie.documenten.waarden import naar_json, van_json
from subsidie.kern.tijd import als_utc, dag_in_amsterdam
from subsidie.realisatie.betaalmodellen import Betaalbestand, Betaalopdracht, Betaalsoort
from subsidie.tranches.models import Trancheaard
from subsidie.tranches.service import regels

FONDS: Final = "BTW-compensatiefonds"


@dataclass(frozen=True, slots=True)
class Lijstregel:
    """One order; ``bedrag_cent`` in eurocents, ``uiterlijk`` and the two others days (ISO)."""

    kenmerk: str
    aanvraag: str
    gemeente: str
    begunstigde: str
    iban: str
    bedrag_cent: int
    uiterlijk: str
    besluit: str
    opgesteld: str
    opgesteld_op: str
    goedgekeurd: str
    goedgekeurd_op: str


@dataclass(frozen=True, slots=True)
class OpdrachtlijstGegevens:
    """What the paper states. ``sha256``: of the rows of the file, the same as in the XLSX and the CSV."""

    kenmerk: str
    bestand: str
    datum: str
    organisatie: str
    regeling: str
    tranche: str
    gemaakt_op: str
    gemaakt_door: str
    regels: tuple[Lijstregel, ...]
    totaal_cent: int
    gemeente_cent: int
    bcf_cent: int
    sha256: str
    voorbeeld: bool = False

    sjabloon = "betalingen/opdrachtlijst"

    def als_json(self) -> dict[str, Any]:
        """The values as JSON knows them."""
        return dict(naar_json(self))

    @classmethod
    def van_json(cls, gegevens: Mapping[str, Any]) -> OpdrachtlijstGegevens:
        """The paper that :meth:`als_json` wrote; OngeldigeInvoer names every fault."""
        return van_json(cls, gegevens)


def kenmerk_van_lijst(bestand: Betaalbestand) -> str:
    """The mark of the paper of a file: ``BETAAL-2026-003-lijst``."""
    return f"{bestand.kenmerk}-lijst"


def vraag_lijst_aan(
    bestand: Betaalbestand, opdrachten: Sequence[Betaalopdracht], *, door: Gebruiker, nu: datetime
) -> Document:
    """Ask for the paper of a file that was just made."""
    tranches = {een.aanvraag.tranche_id: een.aanvraag.tranche for een in opdrachten}
    eerste = regels(tranches[min(tranches)])
    gegevens = OpdrachtlijstGegevens(
        kenmerk=kenmerk_van_lijst(bestand), bestand=bestand.kenmerk, datum=dag_in_amsterdam(nu).isoformat(),
        organisatie=eerste.uitvoerder.waarde or "", regeling=eerste.naam.eis(),
        tranche=", ".join(tranches[id_].naam for id_ in sorted(tranches)),
        gemaakt_op=als_utc(nu).isoformat(), gemaakt_door=door.naam,
        regels=tuple(_regel(een) for een in sorted(opdrachten, key=lambda een: een.kenmerk)),
        totaal_cent=bestand.totaal_cent,
        gemeente_cent=_som(opdrachten, Betaalsoort.GEMEENTE), bcf_cent=_som(opdrachten, Betaalsoort.BCF),
        sha256=bestand.sha256, voorbeeld=any(een.aard is not Trancheaard.ECHT for een in tranches.values()),
    )  # fmt: skip
    return vraag_aan(
        kenmerk=gegevens.kenmerk, titel=f"Betaalopdrachten {bestand.kenmerk}", sjabloon=gegevens.sjabloon,
        gegevens=gegevens.als_json(), peilmoment=nu, door=door, nu=nu,
    )  # fmt: skip


def begunstigde(opdracht: Betaalopdracht) -> str:
    """Who is paid: the name of the account, or the fund."""
    return opdracht.rekening.tenaamstelling if opdracht.rekening is not None else FONDS


def omschrijving(opdracht: Betaalopdracht) -> str:
    """What stands with a payment, so that the municipality can place it."""
    wat = "btw-deel, " if opdracht.soort is Betaalsoort.BCF else ""
    return f"{opdracht.kenmerk}, {wat}besluit {opdracht.beschikking.kenmerk}, termijn {opdracht.termijn}"


def _som(opdrachten: Sequence[Betaalopdracht], soort: Betaalsoort) -> int:
    return sum(een.bedrag_cent for een in opdrachten if een.soort is soort)


def _regel(een: Betaalopdracht) -> Lijstregel:
    goedkeurder, goedgekeurd_op = een.goedgekeurd_door, een.goedgekeurd_op
    if goedkeurder is None or goedgekeurd_op is None:
        raise RuntimeError(f"{een.kenmerk} stands in a file and was not approved")
    return Lijstregel(
        een.kenmerk, een.aanvraag.nummer, een.aanvraag.gemeente.naam, begunstigde(een),
        leesbaar(een.rekening.iban) if een.rekening is not None else "", een.bedrag_cent, een.uiterlijk.isoformat(),
        een.beschikking.kenmerk, een.opgesteld_door.naam, dag_in_amsterdam(een.opgesteld_op).isoformat(),
        goedkeurder.naam, dag_in_amsterdam(goedgekeurd_op).isoformat(),
    )  # fmt: skip
