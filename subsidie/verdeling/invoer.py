"""The input of an allocation (verdeling.md, "Input"): its types, its validation and its frozen form.

``lees_invoer`` is the only way in: what it returns keeps every rule of the tables, and what does not is
refused with all faults at once. Nothing is guessed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from operator import attrgetter

from subsidie.kern.canoniek import canonieke_json
from subsidie.kern.strikte_json import Vormfout
from subsidie.kern.verdeelwoorden import BinnenGroep, GelijkeStand, GemeentemaximumTelt, Grens
from subsidie.verdeling.moment import Instant


class Methode(StrEnum):
    """How the candidates of a pot are put in groups (step 5), or that the money is shared out (step 7)."""

    BINNENKOMST = "binnenkomst"
    CATEGORIE = "categorie"
    SCORE = "score"
    LOTING = "loting"
    NAAR_RATO = "naar_rato"


@dataclass(frozen=True, slots=True)
class Regels:
    """The rules of one pot, defaults filled in; ``genoemd`` says which keys the input really had."""

    methode: Methode
    categorieen: tuple[str, ...] = ()
    drempelscore: str | None = None
    gelijke_stand: tuple[GelijkeStand, ...] = ()
    binnen_groep: BinnenGroep = BinnenGroep.LOTING
    grens: Grens = Grens.STOP
    genoemd: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def kan_loten(self) -> bool:
        """Whether a draw can be needed under these rules; if so an allocation needs a seed."""
        return self.methode is not Methode.NAAR_RATO and self.binnen_groep is BinnenGroep.LOTING


@dataclass(frozen=True, slots=True)
class Pot:
    """One pot with its ceiling, in eurocents. ``overgeheveld_cent`` may be negative (moved out)."""

    pot: str
    plafond_cent: int
    regels: Regels
    restant_naar: str | None = None
    overgeheveld_cent: int = 0
    genoemd: frozenset[str] = field(default=frozenset(), compare=False)


@dataclass(frozen=True, slots=True)
class Kandidaat:
    """One application that takes part, amounts in eurocents.

    ``volledig_op`` is the moment as it was written, ``instant`` what orders it, ``dag`` its day in Amsterdam.

    ``categorie`` and ``score`` hold the text that was offered, also in a pot that does not use it; only the
    method of the pot decides whether it counts. Anything else that was offered there stands in ``genegeerd``:
    it is ignored, but it belongs to the whole input that is frozen.
    """

    nummer: str
    gemeente: str
    pot: str
    gevraagd_cent: int
    eenheden: int
    volledig_op: str
    instant: Instant
    dag: date
    categorie: str | None = None
    score: str | None = None
    minimum_cent: int | None = None
    afwijzingsgrond: str | None = None
    reeds_verleend_cent: int | None = None
    genegeerd: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Verdelingsinvoer:
    """All that an allocation rests on: ``potten`` in order of processing, ``kandidaten`` sorted by number.

    The order in which the candidates are given changes nothing: they are sorted here. Without a ``seed`` it
    is the running position: nothing is drawn.
    """

    potten: tuple[Pot, ...]
    kandidaten: tuple[Kandidaat, ...]
    seed: str | None = None
    gemeentemaximum_cent: int | None = None
    gemeentemaximum_telt: GemeentemaximumTelt = GemeentemaximumTelt.GEVRAAGD
    genoemd: frozenset[str] = field(default=frozenset(), compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kandidaten", tuple(sorted(self.kandidaten, key=attrgetter("nummer"))))

    def pot(self, naam: str) -> Pot:
        """The pot with that name; ``KeyError`` when there is none."""
        for een in self.potten:
            if een.pot == naam:
                return een
        raise KeyError(naam)

    def kandidaat(self, nummer: str) -> Kandidaat:
        """The candidate with that number; ``KeyError`` when there is none."""
        plek = bisect_left(self.kandidaten, nummer, key=attrgetter("nummer"))
        if plek == len(self.kandidaten) or self.kandidaten[plek].nummer != nummer:
            raise KeyError(nummer)
        return self.kandidaten[plek]


def lees_invoer(gegevens: object, vormfouten: Sequence[Vormfout] = ()) -> Verdelingsinvoer:
    """Check everything and build the input. ``gegevens`` is what ``lees_json`` gives, or its equal in Python.

    Raises ``OngeldigeInvoer`` with every fault at once. ``waar`` names the candidate or the pot and the field
    (``kandidaat RHA-7, gevraagd_cent``; ``pot A, regels.grens``), or its position where it has no valid name
    (``kandidaten[3], nummer``). ``vormfouten`` (from ``ontleed_json``) are reported along.
    """
    # Imported here: the reader builds the types of this module.
    from subsidie.verdeling.lezen import lees

    return lees(gegevens, vormfouten)


def als_json(invoer: Verdelingsinvoer) -> dict[str, object]:
    """The input as JSON again: what was offered, without nulls, candidates sorted by number."""
    kop = {"seed": invoer.seed, "gemeentemaximum_cent": invoer.gemeentemaximum_cent}
    uit: dict[str, object] = {sleutel: waarde for sleutel, waarde in kop.items() if waarde is not None}
    if "gemeentemaximum_telt" in invoer.genoemd or invoer.gemeentemaximum_telt != "gevraagd":
        uit["gemeentemaximum_telt"] = invoer.gemeentemaximum_telt.value
    uit["potten"] = [_pot_als_json(pot) for pot in invoer.potten]
    uit["kandidaten"] = [kandidaat_als_json(een) for een in invoer.kandidaten]
    return uit


def bevroren(invoer: object) -> bytes:
    """What is frozen before the draw: the whole input without ``seed``, as canonical JSON (RFC 8785).

    Takes a ``Verdelingsinvoer``, or what ``lees_invoer`` takes (and is checked first). Nulls are dropped and
    candidates sorted by number, so the order of the rows does not change the hash that is published.
    """
    gelezen = invoer if isinstance(invoer, Verdelingsinvoer) else lees_invoer(invoer)
    uit = als_json(gelezen)
    uit.pop("seed", None)
    return canonieke_json(uit)


def _pot_als_json(pot: Pot) -> dict[str, object]:
    uit: dict[str, object] = {
        "pot": pot.pot,
        "plafond_cent": pot.plafond_cent,
        "regels": _regels_als_json(pot.regels),
    }
    if pot.restant_naar is not None:
        uit["restant_naar"] = pot.restant_naar
    if pot.overgeheveld_cent or "overgeheveld_cent" in pot.genoemd:
        uit["overgeheveld_cent"] = pot.overgeheveld_cent
    return uit


def _regels_als_json(regels: Regels) -> dict[str, object]:
    uit: dict[str, object] = {"methode": regels.methode.value}
    if regels.categorieen:
        uit["categorieen"] = list(regels.categorieen)
    if regels.drempelscore is not None:
        uit["drempelscore"] = regels.drempelscore
    if regels.gelijke_stand or "gelijke_stand" in regels.genoemd:
        uit["gelijke_stand"] = [sleutel.value for sleutel in regels.gelijke_stand]
    if regels.binnen_groep is not BinnenGroep.LOTING or "binnen_groep" in regels.genoemd:
        uit["binnen_groep"] = regels.binnen_groep.value
    if regels.grens is not Grens.STOP or "grens" in regels.genoemd:
        uit["grens"] = regels.grens.value
    return uit


def kandidaat_als_json(een: Kandidaat) -> dict[str, object]:
    """One candidate as in ``als_json``."""
    uit: dict[str, object] = {
        "nummer": een.nummer,
        "gemeente": een.gemeente,
        "pot": een.pot,
        "gevraagd_cent": een.gevraagd_cent,
        "eenheden": een.eenheden,
        "volledig_op": een.volledig_op,
    }
    optioneel = {
        "categorie": een.categorie,
        "score": een.score,
        "minimum_cent": een.minimum_cent,
        "afwijzingsgrond": een.afwijzingsgrond,
        "reeds_verleend_cent": een.reeds_verleend_cent,
    }
    uit.update((sleutel, waarde) for sleutel, waarde in optioneel.items() if waarde is not None)
    uit.update(een.genegeerd)
    return uit
