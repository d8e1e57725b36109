"""The same home twice: within one report, beside what was reported before, or in another tranche. Pure.

Homes of one tranche may not meet: that is refused, with the other place named. What another tranche paid for is a
warning, since a home may have been moved or lost there. Rooms share a number in the BAG, or an address, as long as
each has a designation of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from subsidie.kern.fouten import Gebrek
from subsidie.realisatie.woonruimten import Adres, Opgave


@dataclass(frozen=True, slots=True)
class Bestaand:
    """A home that was reported before and was not taken back or refused, at its place of now or of then."""

    adres: Adres
    tranche_id: int
    tranche: str
    """What people call the tranche."""
    aanvraag: str
    gm_code: str
    levering: str
    regel: int

    def noem(self, gemeenten: Collection[str] | None) -> str:
        """Where it stands, in words; ``gemeenten``: of which the reader may know it (``None``: the ministry)."""
        if gemeenten is None or self.gm_code in gemeenten:
            return f"levering {self.levering}, regel {self.regel}"
        return "een melding van een andere aanvraag"


@dataclass(frozen=True, slots=True)
class Gevonden:
    """What is wrong (``gebreken``, at the field) and what is remarkable (``waarschuwingen``, at the line)."""

    gebreken: list[Gebrek] = field(default_factory=list)
    waarschuwingen: list[Gebrek] = field(default_factory=list)


@dataclass(slots=True)
class _Groep:
    """Homes at one number or one address, by the designation of the room; each with what it is called."""

    per_ruimte: dict[str, str] = field(default_factory=dict)

    def botst_met(self, ruimte: str) -> tuple[str, bool] | None:
        """What a room here meets, and whether that is the very same; a home without a room is all of the place."""
        sleutel = ruimte.casefold()
        if sleutel in self.per_ruimte:
            return self.per_ruimte[sleutel], True
        if not sleutel and self.per_ruimte:
            return next(iter(self.per_ruimte.values())), False
        if "" in self.per_ruimte:
            return self.per_ruimte[""], False
        return None


class _Kaart:
    """Homes by their number and by their address."""

    def __init__(self) -> None:
        self._bag: dict[Hashable, _Groep] = {}
        self._zonder_bag: dict[Hashable, _Groep] = {}
        self._met_bag: dict[Hashable, _Groep] = {}

    def voeg_toe(self, adres: Adres, noem: str) -> None:
        ruimte = adres.ruimte.casefold()
        if adres.bag_id is not None:
            self._bag.setdefault(adres.bag_id, _Groep()).per_ruimte.setdefault(ruimte, noem)
        op_adres = self._zonder_bag if adres.bag_id is None else self._met_bag
        op_adres.setdefault(adres.plek, _Groep()).per_ruimte.setdefault(ruimte, noem)

    def zelfde(self, adres: Adres) -> tuple[str, bool, str] | None:
        """What this home meets, whether it is the very same, and by which field (``bag_id`` or ``postcode``)."""
        op_nummer = self._bag.get(adres.bag_id) if adres.bag_id is not None else None
        if op_nummer is not None and (botst := op_nummer.botst_met(adres.ruimte)):
            return (*botst, "bag_id")
        # Without a number on either side the address must tell them apart.
        for kaart in (self._zonder_bag,) if adres.bag_id is not None else (self._zonder_bag, self._met_bag):
            groep = kaart.get(adres.plek)
            if groep is not None and (botst := groep.botst_met(adres.ruimte)):
                return (*botst, "postcode")
        return None

    def zelfde_adres(self, adres: Adres) -> str:
        """Another home with a number of its own that has this very address; empty when there is none."""
        groep = self._met_bag.get(adres.plek)
        return groep.per_ruimte.get(adres.ruimte.casefold(), "") if groep is not None else ""


def zoek_dubbelen(
    opgaven: Sequence[Opgave], bestaande: Iterable[Bestaand], *, tranche_id: int,
    gemeenten: Collection[str] | None,
) -> Gevonden:  # fmt: skip
    """What in ``opgaven`` meets each other or ``bestaande``; ``tranche_id``: of the application.

    ``gemeenten``: the codes of which the reader may know applications, ``None`` for the ministry: of another
    municipality one reads only in which tranche a home stands.
    """
    hier, elders, uit = _Kaart(), _Kaart(), Gevonden()
    for een in bestaande:
        if een.tranche_id == tranche_id:
            hier.voeg_toe(een.adres, een.noem(gemeenten))
        else:
            wie = f" (aanvraag {een.aanvraag})" if gemeenten is None or een.gm_code in gemeenten else ""
            elders.voeg_toe(een.adres, f"tranche {een.tranche}{wie}")
    for opgave in opgaven:
        adres = opgave.adres
        if botst := hier.zelfde(adres):
            uit.gebreken.append(_gebrek(opgave, *botst))
        elif adres.bag_id is not None and (ander := hier.zelfde_adres(adres)):
            uit.waarschuwingen.append(
                Gebrek(opgave.noem, f"Op dit adres staat ook {ander}, met een ander BAG-nummer.")
            )
        if over := elders.zelfde(adres):
            uit.waarschuwingen.append(
                Gebrek(opgave.noem, f"Deze woonruimte ({adres}) staat ook in {over[0]}.")
            )
        hier.voeg_toe(adres, opgave.noem)
    return uit


def _gebrek(opgave: Opgave, ander: str, is_zelfde: bool, veld: str) -> Gebrek:
    wat = "dit BAG-nummer" if veld == "bag_id" else "dit adres"
    if is_zelfde and opgave.adres.ruimte:
        melding = (
            f"Deze woonruimte staat er al: {ander} heeft {wat} met dezelfde kamer of unit. Haal er één weg."
        )
        return Gebrek(opgave.waar("ruimte"), melding)
    if is_zelfde:
        melding = (
            f"Deze woonruimte staat er al: {ander} heeft {wat}. Haal er één weg. Zijn het kamers, geef elke kamer dan "
            "een eigen aanduiding."
        )
        return Gebrek(opgave.waar(veld), melding)
    melding = (
        f"Op {wat} staat ook {ander}. Geef elke woonruimte daar een eigen aanduiding, bijvoorbeeld kamer 1."
    )
    return Gebrek(opgave.waar("ruimte"), melding)
