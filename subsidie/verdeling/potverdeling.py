"""Steps 5 to 7 of an allocation: one pot, its groups and its room.

Candidates are handled by their position in the list that is sorted by number; outcomes stand at the same one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from subsidie.kern.verdeelwoorden import BinnenGroep, GemeentemaximumTelt, Grens
from subsidie.verdeling.groepen import groepeer
from subsidie.verdeling.invoer import Kandidaat, Methode, Pot, Verdelingsinvoer
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
    nummers: list[str]
    gevraagd: list[int]
    """``gevraagd_cent`` of each candidate; a column of its own, as is ``nummers``, because that is quick."""
    uitkomsten: list[Uitkomst | None]
    groepen: list[Groep] = field(default_factory=list)
    verleend_per_pot: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    """``reeds_verleend_cent`` only."""
    verleend_per_gemeente: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    """``reeds_verleend_cent`` and, under ``gemeentemaximum_telt: verleend``, what this run awarded so far."""

    @classmethod
    def van(cls, invoer: Verdelingsinvoer) -> Stand:
        """The beginning: nothing settled yet."""
        kandidaten = invoer.kandidaten
        nummers = [een.nummer for een in kandidaten]
        return cls(invoer, nummers, [een.gevraagd_cent for een in kandidaten], [None] * len(nummers))

    @property
    def maximum_cent(self) -> int | None:
        """The maximum of one municipality as far as step 6 tests it, else ``None``."""
        if self.invoer.gemeentemaximum_telt is GemeentemaximumTelt.VERLEEND:
            return self.invoer.gemeentemaximum_cent
        return None

    def neem_over(self, plek: int, verleend_cent: int) -> None:
        """Step 1: what was granted before stays granted, and counts for its pot and its municipality."""
        een = self.invoer.kandidaten[plek]
        self.verleend_per_pot[een.pot] += verleend_cent
        self.verleend_per_gemeente[een.gemeente] += verleend_cent
        self.uitkomsten[plek] = Uitkomst(
            een.nummer, Uitkomstsoort.REEDS_VERLEEND, Reden.REEDS_VERLEEND, verleend_cent
        )

    def wijs_af(self, plek: int, reden: Reden, *, geteld_cent: int | None = None) -> None:
        """Reject someone who takes no part in the allocation of a pot: no rank, no lot."""
        nummer = self.nummers[plek]
        self.uitkomsten[plek] = Uitkomst(nummer, _AFGEWEZEN, reden, 0, geteld_cent=geteld_cent)


class Potgang(NamedTuple):
    """What the walk along one pot came to, in eurocents."""

    gevraagd_cent: int
    over_cent: int
    sluitende_groep: int | None = None
    te_loten_groep: int | None = None


def verdeel_pot(stand: Stand, pot: Pot, plekken: Sequence[int], ruimte_cent: int) -> Potgang:
    """Allocate ``ruimte_cent`` over the candidates who are left in this pot after steps 1 to 4."""
    if pot.regels.methode is Methode.NAAR_RATO:
        return _naar_rato(stand, plekken, ruimte_cent)
    gang = _Gang(stand, pot, ruimte_cent)
    gevraagd_cent = sum(
        [gang.groep(leden) for leden in groepeer(pot.regels, stand.invoer.kandidaten, plekken)]
    )
    return Potgang(gevraagd_cent, gang.ruimte_cent, gang.sluitende_groep, gang.te_loten_groep)


@dataclass(slots=True)
class _Gang:
    """The walk along the groups of one pot (step 6); a group is a list of positions."""

    stand: Stand
    pot: Pot
    ruimte_cent: int
    rang: int = 1
    gesloten: bool = False
    sluitende_groep: int | None = None
    te_loten_groep: int | None = None
    geld_raakte_op: bool = False
    """The money ran out in an earlier group of this pot."""

    def groep(self, leden: list[int]) -> int:
        """Settle one group: award it whole, put it in order or leave it for the draw.

        Returns the sum that it asked for, in eurocents.
        """
        kandidaten = self.stand.invoer.kandidaten
        gevraagd = self.stand.gevraagd
        gevraagd_cent = sum([gevraagd[plek] for plek in leden])
        volgorde: BinnenGroep | None = None
        gesloten_rang: int | None = None
        voor_cent, was_gesloten = self.ruimte_cent, self.gesloten
        if self.te_loten_groep is not None:
            afloop = Afloop.ONBESLIST
            self._stel_uit(leden, Uitkomstsoort.ONBESLIST)
        elif not self.gesloten and gevraagd_cent <= self.ruimte_cent and self._past_bij_gemeenten(leden):
            afloop = Afloop.GEHEEL
            self._ken_geheel_toe(leden, gevraagd_cent)
        elif self._loot(leden) and self.stand.invoer.seed is None:
            afloop = Afloop.TE_LOTEN
            self._stel_uit(leden, Uitkomstsoort.TE_LOTEN)
            self.te_loten_groep = len(self.stand.groepen)
        else:
            volgorde = self.pot.regels.binnen_groep
            gesloten_rang = self._een_voor_een(self._op_volgorde(leden), self._loot(leden))
            afloop = self._afloop(leden, voor_cent, was_gesloten)
            if gesloten_rang is not None:
                self.sluitende_groep = len(self.stand.groepen)
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
        return gevraagd_cent

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
            een = self.stand.invoer.kandidaten[plek]
            samen_cent[een.gemeente] += een.gevraagd_cent
        verleend_cent = self.stand.verleend_per_gemeente
        return all(
            verleend_cent[naam] + erbij_cent <= maximum_cent for naam, erbij_cent in samen_cent.items()
        )

    def _stel_uit(self, leden: Sequence[int], soort: Uitkomstsoort) -> None:
        ruimte_cent, groep = self.ruimte_cent, len(self.stand.groepen)
        for plek in leden:
            nummer = self.stand.invoer.kandidaten[plek].nummer
            self.stand.uitkomsten[plek] = Uitkomst(
                nummer, soort, Reden.LOTING_NODIG, 0, None, None, ruimte_cent, ruimte_cent, groep
            )

    def _ken_geheel_toe(self, leden: Sequence[int], gevraagd_cent: int) -> None:
        nummers, gevraagd, uitkomsten = self.stand.nummers, self.stand.gevraagd, self.stand.uitkomsten
        groep, rang, voor_cent = len(self.stand.groepen), self.rang, self.ruimte_cent
        na_cent = self.ruimte_cent = voor_cent - gevraagd_cent
        for plek in leden:
            uitkomsten[plek] = Uitkomst(
                nummers[plek], _TOEGEKEND, _PAST, gevraagd[plek], rang, None, voor_cent, na_cent, groep
            )
        if self.stand.maximum_cent is not None:
            for plek in leden:
                self.stand.verleend_per_gemeente[self.stand.invoer.kandidaten[plek].gemeente] += gevraagd[
                    plek
                ]

    def _op_volgorde(self, leden: list[int]) -> list[int]:
        if self._loot(leden):
            nummers = self.stand.nummers
            volgorde = lotvolgorde(self.stand.invoer.seed or "", [nummers[plek] for plek in leden])
            return [leden[getrokken] for getrokken in volgorde]
        kandidaten = self.stand.invoer.kandidaten
        # Positions follow the numbers, so they part equal instants.
        return sorted(leden, key=lambda plek: (kandidaten[plek].instant, plek))

    def _een_voor_een(self, volgorde: Sequence[int], geloot: bool) -> int | None:
        """Settle an ordered group; returns the rank at which the pot was closed, if it was here."""
        rang, eerste_dicht = self.rang, 0 if self.gesloten else len(volgorde)
        for beurt in range(eerste_dicht):
            self._beurt(volgorde[beurt], rang + beurt, beurt + 1 if geloot else None)
            if self.gesloten:
                eerste_dicht = beurt + 1
                break
        nummers, uitkomsten, groep = self.stand.nummers, self.stand.uitkomsten, len(self.stand.groepen)
        over_cent = self.ruimte_cent
        for beurt in range(eerste_dicht, len(volgorde)):
            plek = volgorde[beurt]
            uitkomsten[plek] = Uitkomst(
                nummers[plek],
                _AFGEWEZEN,
                _PLAFOND,
                0,
                rang + beurt,
                beurt + 1 if geloot else None,
                over_cent,
                over_cent,
                groep,
            )
        return rang + eerste_dicht - 1 if self.gesloten and eerste_dicht else None

    def _beurt(self, plek: int, rang: int, lotnummer: int | None) -> None:
        """The turn of one candidate while the pot is open."""
        een = self.stand.invoer.kandidaten[plek]
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
        grens, over_cent = self.pot.regels.grens, self.ruimte_cent
        self.gesloten = grens is not Grens.DOORSCHUIVEN
        if grens is Grens.GEDEELTELIJK and een.minimum_cent is not None and een.minimum_cent <= over_cent:
            return Uitkomstsoort.GEDEELTELIJK, Reden.RESTANT, over_cent
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


def _naar_rato(stand: Stand, plekken: Sequence[int], ruimte_cent: int) -> Potgang:
    """Step 7: everyone the same share of what was asked, to the cent."""
    gevraagd = [stand.invoer.kandidaten[plek].gevraagd_cent for plek in plekken]
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
            stand.invoer.kandidaten[plek].nummer,
            soort,
            reden,
            bedrag_cent,
            ruimte_voor_cent=ruimte_cent,
            ruimte_na_cent=over_cent,
        )
    return Potgang(totaal_cent, over_cent)


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
