"""Steps 5 to 7 of an allocation: one pot, its groups and its room.

Candidates are handled by their position in the list that is sorted by number; outcomes stand at the same one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from subsidie.verdeling.groepen import groepeer
from subsidie.verdeling.invoer import (
    BinnenGroep,
    GemeentemaximumTelt,
    Grens,
    Kandidaat,
    Methode,
    Pot,
    Verdelingsinvoer,
)
from subsidie.verdeling.loting import lotvolgorde
from subsidie.verdeling.uitslag import Afloop, Groep, Reden, Uitkomst, Uitkomstsoort

# Looked up once: an enum member costs an attribute look-up for each of what may be 100,000 candidates.
_TOEGEKEND = Uitkomstsoort.TOEGEKEND
_AFGEWEZEN = Uitkomstsoort.AFGEWEZEN
_PAST = Reden.PAST
_PLAFOND = Reden.PLAFOND


@dataclass(slots=True)
class Stand:
    """What is known while the pots are walked, over all pots."""

    invoer: Verdelingsinvoer
    kandidaten: Sequence[Kandidaat]
    """Sorted by number."""
    uitkomsten: list[Uitkomst | None]
    groepen: list[Groep] = field(default_factory=list)
    verleend_per_pot: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    """``reeds_verleend_cent`` only."""
    verleend_per_gemeente: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    """``reeds_verleend_cent`` and, under ``gemeentemaximum_telt: verleend``, what this run awarded so far."""

    @property
    def maximum_cent(self) -> int | None:
        """The maximum of one municipality as far as step 6 tests it, else ``None``."""
        if self.invoer.gemeentemaximum_telt is GemeentemaximumTelt.VERLEEND:
            return self.invoer.gemeentemaximum_cent
        return None

    def wijs_af(self, plek: int, reden: Reden, *, geteld_cent: int | None = None) -> None:
        """Reject someone who takes no part in the allocation of a pot: no rank, no lot."""
        nummer = self.kandidaten[plek].nummer
        self.uitkomsten[plek] = Uitkomst(nummer, _AFGEWEZEN, reden, 0, geteld_cent=geteld_cent)


def verdeel_pot(stand: Stand, pot: Pot, plekken: Sequence[int], ruimte_cent: int) -> tuple[int, bool]:
    """Allocate ``ruimte_cent`` over the candidates who are left in this pot after steps 1 to 4.

    Returns the room left in eurocents and whether it may be passed on: not while a draw is still needed.
    """
    if pot.regels.methode is Methode.NAAR_RATO:
        return _naar_rato(stand, plekken, ruimte_cent), True
    gang = _Gang(stand, pot, ruimte_cent)
    for leden in groepeer(pot.regels, stand.kandidaten, plekken):
        gang.groep(leden)
    return gang.ruimte_cent, not gang.wacht_op_loting


@dataclass(slots=True)
class _Gang:
    """The walk along the groups of one pot (step 6); a group is a list of positions."""

    stand: Stand
    pot: Pot
    ruimte_cent: int
    rang: int = 1
    gesloten: bool = False
    wacht_op_loting: bool = False
    geld_raakte_op: bool = False
    """The money ran out in an earlier group of this pot."""

    def groep(self, leden: list[int]) -> None:
        """Settle one group: award it whole, put it in order, or leave it for the draw."""
        kandidaten = self.stand.kandidaten
        gevraagd_cent = sum([kandidaten[plek].gevraagd_cent for plek in leden])
        volgorde: BinnenGroep | None = None
        gesloten_rang: int | None = None
        voor_cent, was_gesloten = self.ruimte_cent, self.gesloten
        if self.wacht_op_loting:
            afloop = Afloop.ONBESLIST
            self._stel_uit(leden, Uitkomstsoort.ONBESLIST)
        elif not self.gesloten and gevraagd_cent <= self.ruimte_cent and self._past_bij_gemeenten(leden):
            afloop = Afloop.GEHEEL
            self._ken_geheel_toe(leden, gevraagd_cent)
        elif self._loot(leden) and self.stand.invoer.seed is None:
            afloop = Afloop.TE_LOTEN
            self._stel_uit(leden, Uitkomstsoort.TE_LOTEN)
            self.wacht_op_loting = True
        else:
            volgorde = self.pot.regels.binnen_groep
            gesloten_rang = self._een_voor_een(self._op_volgorde(leden), self._loot(leden))
            afloop = self._afloop(leden, voor_cent, was_gesloten)
        eerste = kandidaten[leden[0]]
        methode = self.pot.regels.methode
        self.stand.groepen.append(
            Groep(
                pot=self.pot.pot,
                dag=eerste.dag if methode is Methode.BINNENKOMST else None,
                categorie=eerste.categorie if methode is Methode.CATEGORIE else None,
                score=eerste.score if methode is Methode.SCORE else None,
                eerste_rang=self.rang,
                omvang=len(leden),
                gevraagd_cent=gevraagd_cent,
                ruimte_voor_cent=voor_cent,
                ruimte_na_cent=self.ruimte_cent,
                afloop=afloop,
                volgorde=volgorde,
                pot_was_gesloten=was_gesloten,
                gesloten_rang=gesloten_rang,
            )
        )
        self.rang += len(leden)

    def _loot(self, leden: Sequence[int]) -> bool:
        """Whether putting this group in order takes a draw."""
        return self.pot.regels.binnen_groep is BinnenGroep.LOTING and len(leden) > 1

    def _past_bij_gemeenten(self, leden: Sequence[int]) -> bool:
        """Whether awarding all of them brings no municipality over its maximum."""
        maximum_cent = self.stand.maximum_cent
        if maximum_cent is None:
            return True
        samen_cent: defaultdict[str, int] = defaultdict(int)
        for plek in leden:
            een = self.stand.kandidaten[plek]
            samen_cent[een.gemeente] += een.gevraagd_cent
        verleend_cent = self.stand.verleend_per_gemeente
        return all(
            verleend_cent[gemeente] + bedrag_cent <= maximum_cent for gemeente, bedrag_cent in samen_cent.items()
        )

    def _stel_uit(self, leden: Sequence[int], soort: Uitkomstsoort) -> None:
        ruimte_cent, groep = self.ruimte_cent, len(self.stand.groepen)
        for plek in leden:
            nummer = self.stand.kandidaten[plek].nummer
            self.stand.uitkomsten[plek] = Uitkomst(
                nummer, soort, Reden.LOTING_NODIG, 0, None, None, ruimte_cent, ruimte_cent, groep
            )

    def _ken_geheel_toe(self, leden: Sequence[int], gevraagd_cent: int) -> None:
        kandidaten, uitkomsten = self.stand.kandidaten, self.stand.uitkomsten
        groep, rang, voor_cent = len(self.stand.groepen), self.rang, self.ruimte_cent
        na_cent = self.ruimte_cent = voor_cent - gevraagd_cent
        for plek in leden:
            een = kandidaten[plek]
            uitkomsten[plek] = Uitkomst(
                een.nummer, _TOEGEKEND, _PAST, een.gevraagd_cent, rang, None, voor_cent, na_cent, groep
            )
        if self.stand.maximum_cent is not None:
            for plek in leden:
                een = kandidaten[plek]
                self.stand.verleend_per_gemeente[een.gemeente] += een.gevraagd_cent

    def _op_volgorde(self, leden: list[int]) -> list[int]:
        kandidaten = self.stand.kandidaten
        if self._loot(leden):
            nummers = [kandidaten[plek].nummer for plek in leden]
            return [leden[getrokken] for getrokken in lotvolgorde(self.stand.invoer.seed or "", nummers)]
        # Positions follow the numbers, so they part equal instants.
        return sorted(leden, key=lambda plek: (kandidaten[plek].instant, plek))

    def _een_voor_een(self, volgorde: Sequence[int], geloot: bool) -> int | None:
        """Settle an ordered group; returns the rank at which the pot was closed, if it was here."""
        aan_de_beurt = 0
        gesloten_rang: int | None = None
        kandidaten, uitkomsten, groep = self.stand.kandidaten, self.stand.uitkomsten, len(self.stand.groepen)
        while not self.gesloten and aan_de_beurt < len(volgorde):
            plek = volgorde[aan_de_beurt]
            rang = self.rang + aan_de_beurt
            aan_de_beurt += 1
            self._beurt(plek, rang, aan_de_beurt if geloot else None)
            if self.gesloten:
                gesloten_rang = rang
        over_cent = self.ruimte_cent
        for lotnummer, plek in enumerate(volgorde[aan_de_beurt:], start=aan_de_beurt + 1):
            uitkomsten[plek] = Uitkomst(
                kandidaten[plek].nummer,
                _AFGEWEZEN,
                _PLAFOND,
                0,
                self.rang + lotnummer - 1,
                lotnummer if geloot else None,
                over_cent,
                over_cent,
                groep,
            )
        return gesloten_rang

    def _beurt(self, plek: int, rang: int, lotnummer: int | None) -> None:
        """The turn of one candidate while the pot is open."""
        een = self.stand.kandidaten[plek]
        voor_cent = self.ruimte_cent
        geteld_cent = self._geteld_boven_maximum(een)
        if geteld_cent is not None:
            soort, reden, bedrag_cent = _AFGEWEZEN, Reden.GEMEENTEMAXIMUM, 0
        elif een.gevraagd_cent <= voor_cent:
            soort, reden, bedrag_cent = _TOEGEKEND, _PAST, een.gevraagd_cent
        else:
            soort, reden, bedrag_cent = self._past_niet(een)
        self.ruimte_cent = voor_cent - bedrag_cent
        if self.stand.maximum_cent is not None:
            self.stand.verleend_per_gemeente[een.gemeente] += bedrag_cent
        self.stand.uitkomsten[plek] = Uitkomst(
            een.nummer,
            soort,
            reden,
            bedrag_cent,
            rang,
            lotnummer,
            voor_cent,
            self.ruimte_cent,
            len(self.stand.groepen),
            geteld_cent,
        )

    def _geteld_boven_maximum(self, een: Kandidaat) -> int | None:
        """What the municipality was awarded so far, if what is asked here would bring it over its maximum."""
        maximum_cent = self.stand.maximum_cent
        if maximum_cent is None:
            return None
        verleend_cent = self.stand.verleend_per_gemeente[een.gemeente]
        return verleend_cent if verleend_cent + een.gevraagd_cent > maximum_cent else None

    def _past_niet(self, een: Kandidaat) -> tuple[Uitkomstsoort, Reden, int]:
        grens = self.pot.regels.grens
        self.gesloten = grens is not Grens.DOORSCHUIVEN
        if grens is Grens.GEDEELTELIJK and een.minimum_cent is not None and een.minimum_cent <= self.ruimte_cent:
            return Uitkomstsoort.GEDEELTELIJK, Reden.RESTANT, self.ruimte_cent
        return _AFGEWEZEN, _PLAFOND, 0

    def _afloop(self, leden: Sequence[int], voor_cent: int, was_gesloten: bool) -> Afloop:
        """What the order of a group that was put in order decided."""
        if was_gesloten or voor_cent == 0:
            return Afloop.RESERVE
        redenen = {uitkomst.reden for plek in leden if (uitkomst := self.stand.uitkomsten[plek]) is not None}
        if redenen <= {_PAST, Reden.GEMEENTEMAXIMUM}:
            return Afloop.GEMEENTEMAXIMUM
        # Under ``doorschuiven`` the money can run out little by little; a later group in which nobody could
        # be awarded anything is only a part of the reserve list.
        if self.geld_raakte_op and _PAST not in redenen:
            return Afloop.RESERVE
        self.geld_raakte_op = True
        return Afloop.BESLISSEND


def _naar_rato(stand: Stand, plekken: Sequence[int], ruimte_cent: int) -> int:
    """Step 7: everyone the same share of what was asked, to the cent. Returns the room left."""
    gevraagd = [stand.kandidaten[plek].gevraagd_cent for plek in plekken]
    totaal_cent = sum(gevraagd)
    if totaal_cent <= ruimte_cent:
        soort, reden, bedragen = _TOEGEKEND, _PAST, gevraagd
    elif ruimte_cent == 0:
        soort, reden, bedragen = _AFGEWEZEN, _PLAFOND, [0] * len(plekken)
    else:
        soort, reden = Uitkomstsoort.GEDEELTELIJK, Reden.NAAR_RATO
        bedragen = naar_verhouding(gevraagd, ruimte_cent)
    over_cent = ruimte_cent - sum(bedragen)
    for plek, bedrag_cent in zip(plekken, bedragen, strict=True):
        stand.uitkomsten[plek] = Uitkomst(
            stand.kandidaten[plek].nummer,
            soort,
            reden,
            bedrag_cent,
            ruimte_voor_cent=ruimte_cent,
            ruimte_na_cent=over_cent,
        )
    return over_cent


def naar_verhouding(gevraagd: Sequence[int], ruimte_cent: int) -> list[int]:
    """Share out ``ruimte_cent`` in proportion to what was asked (more than there is), in whole eurocents.

    Each gets ``gevraagd × ruimte // totaal``; the cents left over go one by one to the largest remainders,
    equal remainders in the order of ``gevraagd`` (the order of the numbers).
    """
    totaal_cent = sum(gevraagd)
    delen = [divmod(gevraagd_cent * ruimte_cent, totaal_cent) for gevraagd_cent in gevraagd]
    bedragen = [aandeel_cent for aandeel_cent, _ in delen]
    grootste_rest_eerst = sorted(range(len(delen)), key=lambda plek: (-delen[plek][1], plek))
    for plek in grootste_rest_eerst[: ruimte_cent - sum(bedragen)]:
        bedragen[plek] += 1
    return bedragen
