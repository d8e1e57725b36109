"""Steps 5 to 7 of an allocation: one pot, its groups and its room."""

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
from subsidie.verdeling.loting import loot
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
    uitkomsten: dict[str, Uitkomst] = field(default_factory=dict)
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

    def wijs_af(self, een: Kandidaat, reden: Reden, *, geteld_cent: int | None = None) -> None:
        """Reject someone who takes no part in the allocation of a pot: no rank, no lot."""
        self.uitkomsten[een.nummer] = Uitkomst(een.nummer, _AFGEWEZEN, reden, 0, geteld_cent=geteld_cent)


def verdeel_pot(stand: Stand, pot: Pot, deelnemers: list[Kandidaat], ruimte_cent: int) -> tuple[int, bool]:
    """Allocate ``ruimte_cent`` over the candidates who are left in this pot after steps 1 to 4.

    Returns the room left in eurocents and whether it may be passed on: not while a draw is still needed.
    """
    if pot.regels.methode is Methode.NAAR_RATO:
        return _naar_rato(stand, deelnemers, ruimte_cent), True
    gang = _Gang(stand, pot, ruimte_cent)
    for leden in groepeer(pot.regels, deelnemers):
        gang.groep(leden)
    return gang.ruimte_cent, not gang.wacht_op_loting


@dataclass(slots=True)
class _Gang:
    """The walk along the groups of one pot (step 6)."""

    stand: Stand
    pot: Pot
    ruimte_cent: int
    rang: int = 1
    gesloten: bool = False
    wacht_op_loting: bool = False
    al_overtekend: bool = False
    """Someone in an earlier group of this pot was rejected by the ceiling or got only the room left."""

    def groep(self, leden: list[Kandidaat]) -> None:
        """Settle one group: award it whole, put it in order, or leave it for the draw."""
        gevraagd_cent = sum([een.gevraagd_cent for een in leden])
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
        eerste = leden[0]
        methode = self.pot.regels.methode
        self.stand.groepen.append(
            Groep(
                pot=self.pot.pot,
                dag=eerste.volledig_op.dag if methode is Methode.BINNENKOMST else None,
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

    def _loot(self, leden: Sequence[Kandidaat]) -> bool:
        """Whether putting this group in order takes a draw."""
        return self.pot.regels.binnen_groep is BinnenGroep.LOTING and len(leden) > 1

    def _past_bij_gemeenten(self, leden: Sequence[Kandidaat]) -> bool:
        """Whether awarding all of them brings no municipality over its maximum."""
        maximum_cent = self.stand.maximum_cent
        if maximum_cent is None:
            return True
        samen_cent: defaultdict[str, int] = defaultdict(int)
        for een in leden:
            samen_cent[een.gemeente] += een.gevraagd_cent
        verleend_cent = self.stand.verleend_per_gemeente
        return all(
            verleend_cent[gemeente] + bedrag_cent <= maximum_cent for gemeente, bedrag_cent in samen_cent.items()
        )

    def _stel_uit(self, leden: Sequence[Kandidaat], soort: Uitkomstsoort) -> None:
        ruimte_cent, groep = self.ruimte_cent, len(self.stand.groepen)
        for een in leden:
            self.stand.uitkomsten[een.nummer] = Uitkomst(
                een.nummer, soort, Reden.LOTING_NODIG, 0, None, None, ruimte_cent, ruimte_cent, groep
            )

    def _ken_geheel_toe(self, leden: Sequence[Kandidaat], gevraagd_cent: int) -> None:
        uitkomsten, groep, rang = self.stand.uitkomsten, len(self.stand.groepen), self.rang
        voor_cent = self.ruimte_cent
        na_cent = self.ruimte_cent = voor_cent - gevraagd_cent
        for een in leden:
            uitkomsten[een.nummer] = Uitkomst(
                een.nummer, _TOEGEKEND, _PAST, een.gevraagd_cent, rang, None, voor_cent, na_cent, groep
            )
        if self.stand.maximum_cent is not None:
            for een in leden:
                self.stand.verleend_per_gemeente[een.gemeente] += een.gevraagd_cent

    def _op_volgorde(self, leden: list[Kandidaat]) -> list[Kandidaat]:
        if not self._loot(leden):
            return sorted(leden, key=lambda een: (een.volledig_op.instant, een.nummer))
        op_nummer = {een.nummer: een for een in leden}
        return [op_nummer[nummer] for nummer in loot(self.stand.invoer.seed or "", op_nummer)]

    def _een_voor_een(self, volgorde: Sequence[Kandidaat], geloot: bool) -> int | None:
        """Settle an ordered group; returns the rank at which the pot was closed, if it was here."""
        uitkomsten, groep = self.stand.uitkomsten, len(self.stand.groepen)
        gesloten_rang: int | None = None
        for plek, een in enumerate(volgorde):
            rang = self.rang + plek
            lotnummer = plek + 1 if geloot else None
            voor_cent = self.ruimte_cent
            if self.gesloten:
                soort, reden, bedrag_cent, geteld_cent = _AFGEWEZEN, _PLAFOND, 0, None
            else:
                soort, reden, bedrag_cent, geteld_cent = self._beurt(een)
                self.ruimte_cent -= bedrag_cent
                if self.gesloten:
                    gesloten_rang = rang
            uitkomsten[een.nummer] = Uitkomst(
                een.nummer,
                soort,
                reden,
                bedrag_cent,
                rang,
                lotnummer,
                voor_cent,
                self.ruimte_cent,
                groep,
                geteld_cent,
            )
        return gesloten_rang

    def _beurt(self, een: Kandidaat) -> tuple[Uitkomstsoort, Reden, int, int | None]:
        """The turn of one candidate while the pot is open: outcome, reason, amount, sum that counted."""
        maximum_cent = self.stand.maximum_cent
        gevraagd_cent = een.gevraagd_cent
        if maximum_cent is not None:
            verleend_cent = self.stand.verleend_per_gemeente[een.gemeente]
            if verleend_cent + gevraagd_cent > maximum_cent:
                return _AFGEWEZEN, Reden.GEMEENTEMAXIMUM, 0, verleend_cent
        soort, reden, bedrag_cent = _TOEGEKEND, _PAST, gevraagd_cent
        if gevraagd_cent > self.ruimte_cent:
            soort, reden, bedrag_cent = self._past_niet(een)
        if maximum_cent is not None:
            self.stand.verleend_per_gemeente[een.gemeente] += bedrag_cent
        return soort, reden, bedrag_cent, None

    def _past_niet(self, een: Kandidaat) -> tuple[Uitkomstsoort, Reden, int]:
        grens = self.pot.regels.grens
        self.gesloten = grens is not Grens.DOORSCHUIVEN
        if grens is Grens.GEDEELTELIJK and een.minimum_cent is not None and een.minimum_cent <= self.ruimte_cent:
            return Uitkomstsoort.GEDEELTELIJK, Reden.RESTANT, self.ruimte_cent
        return _AFGEWEZEN, _PLAFOND, 0

    def _afloop(self, leden: Sequence[Kandidaat], voor_cent: int, was_gesloten: bool) -> Afloop:
        """What the order of a group that was put in order decided."""
        if was_gesloten or voor_cent == 0:
            return Afloop.RESERVE
        if all(self.stand.uitkomsten[een.nummer].reden in (_PAST, Reden.GEMEENTEMAXIMUM) for een in leden):
            return Afloop.GEMEENTEMAXIMUM
        # Under ``doorschuiven`` the money can run out little by little; a later group in which nobody could
        # be awarded anything is only a part of the reserve list.
        if self.al_overtekend and all(een.gevraagd_cent > voor_cent for een in leden):
            return Afloop.RESERVE
        self.al_overtekend = True
        return Afloop.BESLISSEND


def _naar_rato(stand: Stand, deelnemers: Sequence[Kandidaat], ruimte_cent: int) -> int:
    """Step 7: everyone the same share of what was asked, to the cent. Returns the room left."""
    totaal_cent = sum(een.gevraagd_cent for een in deelnemers)
    if totaal_cent <= ruimte_cent:
        soort, reden = _TOEGEKEND, _PAST
        bedragen = {een.nummer: een.gevraagd_cent for een in deelnemers}
    elif ruimte_cent == 0:
        soort, reden = _AFGEWEZEN, _PLAFOND
        bedragen = {een.nummer: 0 for een in deelnemers}
    else:
        soort, reden = Uitkomstsoort.GEDEELTELIJK, Reden.NAAR_RATO
        bedragen = _aandelen(deelnemers, ruimte_cent, totaal_cent)
    over_cent = ruimte_cent - sum(bedragen.values())
    for nummer, bedrag_cent in bedragen.items():
        stand.uitkomsten[nummer] = Uitkomst(
            nummer, soort, reden, bedrag_cent, ruimte_voor_cent=ruimte_cent, ruimte_na_cent=over_cent
        )
    return over_cent


def _aandelen(deelnemers: Sequence[Kandidaat], ruimte_cent: int, totaal_cent: int) -> dict[str, int]:
    """``gevraagd × ruimte // totaal``, and the cents left over one by one to the largest remainders."""
    aandelen: dict[str, int] = {}
    resten: list[tuple[int, str]] = []
    for een in deelnemers:
        aandelen[een.nummer], rest = divmod(een.gevraagd_cent * ruimte_cent, totaal_cent)
        resten.append((-rest, een.nummer))
    over_cent = ruimte_cent - sum(aandelen.values())
    for _, nummer in sorted(resten)[:over_cent]:
        aandelen[nummer] += 1
    return aandelen
