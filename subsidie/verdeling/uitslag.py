"""The outcome of an allocation (verdeling.md, "Output"), with the facts that an explanation needs."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from subsidie.kern.verdeelwoorden import BinnenGroep
from subsidie.verdeling.invoer import Verdelingsinvoer


class Uitkomstsoort(StrEnum):
    """What happened to a candidate; the last two only in a running position, without a seed."""

    TOEGEKEND = "toegekend"
    GEDEELTELIJK = "gedeeltelijk"
    AFGEWEZEN = "afgewezen"
    REEDS_VERLEEND = "reeds_verleend"
    TE_LOTEN = "te_loten"
    ONBESLIST = "onbeslist"


class Reden(StrEnum):
    """Why."""

    PAST = "past"
    RESTANT = "restant"
    NAAR_RATO = "naar_rato"
    PLAFOND = "plafond"
    INHOUDELIJK = "inhoudelijk"
    DREMPELSCORE = "drempelscore"
    GEMEENTEMAXIMUM = "gemeentemaximum"
    REEDS_VERLEEND = "reeds_verleend"
    LOTING_NODIG = "loting_nodig"


class Afloop(StrEnum):
    """How a group ended.

    ``geheel``: it fitted and was awarded whole, without an order. ``beslissend``: the money ran out in it, so
    the order in it decided who gets what. ``gemeentemaximum``: there was enough money, the order only decided
    what counts for the maximum of a municipality. ``reserve``: the money had run out before it; the order in
    it is only that of the reserve list. ``te_loten`` and ``onbeslist``: see ``Uitkomstsoort``.
    """

    GEHEEL = "geheel"
    BESLISSEND = "beslissend"
    GEMEENTEMAXIMUM = "gemeentemaximum"
    RESERVE = "reserve"
    TE_LOTEN = "te_loten"
    ONBESLIST = "onbeslist"


class Uitkomst(NamedTuple):
    """The outcome of one candidate, amounts in eurocents.

    ``ruimte_voor_cent`` and ``ruimte_na_cent``: the room in the pot before and after its turn (a group that
    is awarded whole has one turn); ``None`` for who had no turn (settled in steps 1 to 4). ``groep``: the
    position of its group in ``Verdelingsuitslag.groepen``. ``geteld_cent``: for a rejection by the maximum of
    the municipality, the sum that already counted.
    """

    nummer: str
    uitkomst: Uitkomstsoort
    reden: Reden
    bedrag_cent: int
    rang: int | None = None
    lotnummer: int | None = None
    ruimte_voor_cent: int | None = None
    ruimte_na_cent: int | None = None
    groep: int | None = None
    geteld_cent: int | None = None


@dataclass(frozen=True, slots=True)
class Groep:
    """A group with an equal key (step 5) and what happened to it (step 6), amounts in eurocents.

    Of ``dag``, ``categorie`` and ``score`` the one that the method of the pot uses is filled in (``score`` as
    one of its members wrote it); none for a draw over the whole pot. ``gesloten_rang``: the rank at which
    the pot was closed, if that was in this group. ``pot_was_gesloten``: it was closed before this group.
    ``volgorde``: what ordered the group, ``None`` when it was awarded whole or is still undecided.
    """

    pot: str
    dag: date | None
    categorie: str | None
    score: str | None
    eerste_rang: int
    omvang: int
    gevraagd_cent: int
    ruimte_voor_cent: int
    ruimte_na_cent: int
    afloop: Afloop
    volgorde: BinnenGroep | None = None
    pot_was_gesloten: bool = False
    gesloten_rang: int | None = None

    @property
    def geloot(self) -> bool:
        """Whether there was a draw: a group of one is not drawn."""
        return self.volgorde is BinnenGroep.LOTING and self.omvang > 1

    @property
    def beslissende_loting(self) -> bool:
        """Whether a draw in this group decided who gets money; else it only ordered the reserve list."""
        return self.geloot and self.afloop in {Afloop.BESLISSEND, Afloop.GEMEENTEMAXIMUM}


@dataclass(frozen=True, slots=True)
class Potuitslag:
    """The sum of one pot, in eurocents.

    ``plafond + overgeheveld + ontvangen = reeds_verleend + toegekend + restant + doorgegeven``, to the cent.
    ``ontvangen_cent``: what earlier pots passed on; ``gevraagd_cent``: the sum asked by those who took part
    after steps 1 to 4; ``ruimte_cent``: what they could be awarded together. ``sluitende_groep`` and
    ``te_loten_groep``: the position in ``Verdelingsuitslag.groepen`` of the group in which the pot was
    closed, and of the group that waits for a draw.
    """

    pot: str
    plafond_cent: int
    overgeheveld_cent: int
    ontvangen_cent: int
    reeds_verleend_cent: int
    ruimte_cent: int
    gevraagd_cent: int
    toegekend_cent: int
    restant_cent: int
    doorgegeven_cent: int
    sluitende_groep: int | None = None
    te_loten_groep: int | None = None


@dataclass(frozen=True, slots=True)
class Verdelingsuitslag:
    """All outcomes sorted by number, the groups in order of processing, and the sum of each pot."""

    invoer: Verdelingsinvoer
    uitkomsten: tuple[Uitkomst, ...]
    groepen: tuple[Groep, ...]
    potten: tuple[Potuitslag, ...]

    @property
    def restant_cent(self) -> dict[str, int]:
        """What is left per pot, in order of processing."""
        return {pot.pot: pot.restant_cent for pot in self.potten}

    @property
    def is_tussenstand(self) -> bool:
        """Whether something is still undecided for want of a draw."""
        return any(uitkomst.reden is Reden.LOTING_NODIG for uitkomst in self.uitkomsten)

    def van(self, nummer: str) -> Uitkomst:
        """The outcome of one candidate; ``KeyError`` when the number did not take part."""
        plek = bisect_left(self.uitkomsten, nummer, key=attrgetter("nummer"))
        if plek == len(self.uitkomsten) or self.uitkomsten[plek].nummer != nummer:
            raise KeyError(nummer)
        return self.uitkomsten[plek]

    def groep_van(self, uitkomst: Uitkomst) -> Groep | None:
        """The group of a candidate; ``None`` for who was settled outside one (steps 1 to 4, step 7)."""
        return None if uitkomst.groep is None else self.groepen[uitkomst.groep]

    def potuitslag(self, naam: str) -> Potuitslag:
        """The sum of one pot; ``KeyError`` when there is none of that name."""
        for een in self.potten:
            if een.pot == naam:
                return een
        raise KeyError(naam)
