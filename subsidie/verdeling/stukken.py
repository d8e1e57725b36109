"""What the protocol of a draw and a ranking list state, as plain values (verdeling.md, "The draw").

As with the letters: text, whole numbers and yes/no only, amounts in eurocents (``_cent``), days as
``YYYY-MM-DD``, moments as ISO 8601 with an offset. The values travel inside the PDF as an attachment.
Values that contradict each other (an order that is not the order of the hashes, a sum that does not
hold) raise OngeldigeInvoer with every fault at once: a protocol is proof, so it is checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from subsidie.documenten.waarden import naar_json, van_json
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.tijd import lees_datum, lees_moment
from subsidie.verdeling.engine import Afloop

PLAFOND = "plafond"
"""The words beside a rejection because the money ran out; the line of the ceiling comes before the first."""


@dataclass(frozen=True, slots=True)
class Persoon:
    """Who fixed the outcome: ``naam``, ``functie`` and the number of the mandate (may be empty)."""

    naam: str
    functie: str
    mandaatnummer: str = ""


@dataclass(frozen=True, slots=True)
class Vastlegging:
    """The commitment before the draw: the whole input without the seed, frozen.

    ``invoer_sha256``: SHA-256 of its canonical JSON (RFC 8785). ``bevroren_op``: moment.
    ``gepubliceerd_op``: moment (None: not published), ``gepubliceerd_in``: where.
    """

    invoer_sha256: str
    bevroren_op: str
    deelnemers: int
    gevraagd_cent: int
    gepubliceerd_op: str | None = None
    gepubliceerd_in: str = ""


@dataclass(frozen=True, slots=True)
class SeedGegevens:
    """The text that was drawn. ``bron``: where it comes from, in words; ``aangekondigd_op``: when that
    source was made known; ``getrokken_op``: when the seed itself became known (moments).
    ``van``: the mark of the earlier allocation whose seed this one keeps; empty for a seed of its own."""

    seed: str
    bron: str
    getrokken_op: str
    aangekondigd_op: str | None = None
    van: str = ""


@dataclass(frozen=True, slots=True)
class Lot:
    """One lot: its number in this draw, the application, its hash (``seed|nummer``) and outcome.

    ``gevraagd_cent``: what of it counts in the allocation.
    ``ruimte_cent``: what was left when its turn came (None after the pot was closed).
    """

    lotnummer: int
    nummer: str
    gemeente: str
    gevraagd_cent: int
    sha256: str
    uitkomst: str
    ruimte_cent: int | None = None


@dataclass(frozen=True, slots=True)
class Trekking:
    """The order of one group. ``beslissend``: the money ran out in this group; otherwise the draw only
    orders the reserve list. ``omschrijving``: the group in words; ``eerste_rang``: rank of lot 1.
    ``afloop``: how the group ended (a value of :class:`~subsidie.verdeling.uitslag.Afloop`)."""

    omschrijving: str
    beslissend: bool
    eerste_rang: int
    loten: tuple[Lot, ...]
    pot: str = ""
    afloop: str = Afloop.BESLISSEND.value


@dataclass(frozen=True, slots=True)
class PotUitkomst:
    """The outcome of one pot; ``verleend_cent`` plus ``restant_cent`` is ``plafond_cent`` plus what
    earlier runs moved in or out (``overgeheveld_cent``) and what was passed on (``doorgegeven_cent``)."""

    pot: str
    plafond_cent: int
    verleend_cent: int
    restant_cent: int
    aanvragen: int
    toegekend: int
    overgeheveld_cent: int = 0
    doorgegeven_cent: int = 0


@dataclass(frozen=True, slots=True)
class ProtocolGegevens:
    """The protocol of a draw. ``bestand``: name of the published file with input and seed, with which
    anyone can recompute the outcome; ``bevroren_bestand``: that of the text whose hash was published;
    ``vastgesteld_op``: moment."""

    kenmerk: str
    datum: str
    organisatie: str
    regeling: str
    tranche: str
    vastlegging: Vastlegging
    seed: SeedGegevens
    trekkingen: tuple[Trekking, ...]
    uitkomst: tuple[PotUitkomst, ...]
    vastgesteld_op: str
    vastgesteld_door: tuple[Persoon, ...]
    bestand: str = "verdeling.json"
    bevroren_bestand: str = "bevroren-invoer.json"
    opmerkingen: tuple[str, ...] = ()
    voorbeeld: bool = False

    sjabloon = "verdeling/protocol"

    def __post_init__(self) -> None:
        gebreken = _momenten(
            datum=self.datum,
            vastgesteld_op=self.vastgesteld_op,
            bevroren_op=self.vastlegging.bevroren_op,
            gepubliceerd_op=self.vastlegging.gepubliceerd_op,
            aangekondigd_op=self.seed.aangekondigd_op,
            getrokken_op=self.seed.getrokken_op,
        )
        for i, trekking in enumerate(self.trekkingen):
            gebreken += _gebreken_trekking(f"trekkingen[{i}]", trekking, self.seed.seed)
        for i, pot in enumerate(self.uitkomst):
            gebreken += _gebreken_pot(f"uitkomst[{i}]", pot)
        if gebreken:
            raise OngeldigeInvoer(gebreken)

    def als_json(self) -> dict[str, Any]:
        """The values as JSON knows them."""
        return dict(naar_json(self))

    @classmethod
    def van_json(cls, gegevens: Mapping[str, Any]) -> ProtocolGegevens:
        """The protocol that :meth:`als_json` wrote; OngeldigeInvoer names every fault."""
        return van_json(cls, gegevens)


@dataclass(frozen=True, slots=True)
class Ranglijstregel:
    """One application on the list. ``uitkomst``: a value of the engine (``toegekend``, ``gedeeltelijk``,
    ``afgewezen``, ``reeds_verleend``); ``toelichting``: the reason for people (may be empty).
    ``gevraagd_cent``: what of the application counts (subsidiabel); ``cumulatief_cent``: that up to and
    including this rank; None without a rank."""

    nummer: str
    gemeente: str
    permanent: int
    flexibel: int
    gevraagd_cent: int
    toegekend_cent: int
    uitkomst: str
    rang: int | None = None
    lotnummer: int | None = None
    cumulatief_cent: int | None = None
    toelichting: str = ""


@dataclass(frozen=True, slots=True)
class PotRanglijst:
    """The list of one pot, in order. ``plafond_cent``: the ceiling with what moved in or out.

    ``lijn_na``: after how many rows the line of the ceiling is drawn (None: nobody was rejected for
    it). ``zonder_rang``: those settled before the ranking. ``loting_van`` to ``loting_tot``: the rows
    (from 1) of the deciding draw, described by ``loting``; None when there was none. ``van_label`` and
    ``tot_label``: what stands at both ends of the picture (the first and the last day).
    """

    naam: str
    plafond_cent: int
    restant_cent: int
    regels: tuple[Ranglijstregel, ...]
    zonder_rang: tuple[Ranglijstregel, ...] = ()
    lijn_na: int | None = None
    loting: str = ""
    loting_van: int | None = None
    loting_tot: int | None = None
    van_label: str = ""
    tot_label: str = ""


@dataclass(frozen=True, slots=True)
class Kerncijfer:
    """A figure at the top of the list: ``naam``, ``waarde`` and a few words beside it, as text."""

    naam: str
    waarde: str
    erbij: str = ""


@dataclass(frozen=True, slots=True)
class Doelgroepregel:
    """Awarded woonruimten of one target group."""

    doelgroep: str
    permanent: int
    flexibel: int


@dataclass(frozen=True, slots=True)
class RanglijstGegevens:
    """The ranking list of an allocation. ``vastgesteld_op``: moment, None for a simulation or a running
    position (then the list says so). ``toelichting``: how was ranked, whole sentences."""

    kenmerk: str
    datum: str
    organisatie: str
    regeling: str
    tranche: str
    potten: tuple[PotRanglijst, ...]
    kerncijfers: tuple[Kerncijfer, ...] = ()
    doelgroepen: tuple[Doelgroepregel, ...] = ()
    toelichting: tuple[str, ...] = ()
    vastgesteld_op: str | None = None
    vastgesteld_door: tuple[Persoon, ...] = ()
    voorbeeld: bool = False

    sjabloon = "verdeling/ranglijst"

    def __post_init__(self) -> None:
        gebreken = _momenten(datum=self.datum, vastgesteld_op=self.vastgesteld_op)
        for i, pot in enumerate(self.potten):
            gebreken += _gebreken_ranglijst(f"potten[{i}]", pot)
        if gebreken:
            raise OngeldigeInvoer(gebreken)

    def als_json(self) -> dict[str, Any]:
        """The values as JSON knows them."""
        return dict(naar_json(self))

    @classmethod
    def van_json(cls, gegevens: Mapping[str, Any]) -> RanglijstGegevens:
        """The list that :meth:`als_json` wrote; OngeldigeInvoer names every fault."""
        return van_json(cls, gegevens)


def plaats_van_de_lijn(regels: tuple[Ranglijstregel, ...]) -> int | None:
    """After how many rows the ceiling line comes: before the first rejection for the ceiling; None when
    there is none. A rejection by the maximum of a municipality says nothing about the money that is left.

    Under ``doorschuiven`` smaller applications below that line can still have been awarded.
    """
    for plaats, regel in enumerate(regels):
        if regel.uitkomst == "afgewezen" and regel.toelichting == PLAFOND:
            return plaats
    return None


def _momenten(**waarden: str | None) -> list[Gebrek]:
    gebreken: list[Gebrek] = []
    for waar, waarde in waarden.items():
        if waarde is None:
            continue
        try:
            lees_datum(waarde, waar=waar) if waar == "datum" else lees_moment(waarde, waar=waar)
        except OngeldigeInvoer as fout:
            gebreken.extend(fout.gebreken)
    return gebreken


def _gebreken_trekking(waar: str, trekking: Trekking, seed: str) -> list[Gebrek]:
    gebreken = []
    for plaats, lot in enumerate(trekking.loten, start=1):
        if lot.lotnummer != plaats:
            gebreken.append(Gebrek(f"{waar}.loten[{plaats - 1}].lotnummer", f"moet {plaats} zijn."))
        if sha256_hex(f"{seed}|{lot.nummer}".encode()) != lot.sha256:
            gebreken.append(
                Gebrek(f"{waar}.loten[{plaats - 1}].sha256", "is niet de SHA-256 van seed en nummer.")
            )
    if trekking.afloop not in set(Afloop):
        gebreken.append(Gebrek(f"{waar}.afloop", "is geen bekende afloop van een groep."))
    uitkomsten = [lot.sha256 for lot in trekking.loten]
    if uitkomsten != sorted(uitkomsten):
        gebreken.append(Gebrek(f"{waar}.loten", "staan niet in de volgorde van hun uitkomst."))
    return gebreken


def _gebreken_pot(waar: str, pot: PotUitkomst) -> list[Gebrek]:
    erin = pot.plafond_cent + pot.overgeheveld_cent
    if pot.verleend_cent + pot.restant_cent + pot.doorgegeven_cent != erin:
        return [Gebrek(waar, "verleend en over zijn samen niet het plafond.")]
    return []


def _gebreken_ranglijst(waar: str, pot: PotRanglijst) -> list[Gebrek]:
    gebreken = []
    if pot.lijn_na is not None and not 0 <= pot.lijn_na <= len(pot.regels):
        gebreken.append(Gebrek(f"{waar}.lijn_na", "valt buiten de lijst."))
    if (pot.loting_van is None) != (pot.loting_tot is None):
        gebreken.append(Gebrek(f"{waar}.loting_van", "begin en eind van de loting horen bij elkaar."))
    elif (
        pot.loting_van is not None
        and pot.loting_tot is not None
        and not 1 <= pot.loting_van <= pot.loting_tot <= len(pot.regels)
    ):
        gebreken.append(Gebrek(f"{waar}.loting_van", "de loting valt buiten de lijst."))
    return gebreken
