"""What the page of a ranking shows: read in a fixed number of queries, computed again, put into words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from subsidie.platform.lijst import Adres, Lijst, Staat, lees_staat
from subsidie.tranches.keuzen import Verdeelwijze
from subsidie.tranches.regels import Regels
from subsidie.tranches.service import regels
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.narekening import Narekening, beoordeel
from subsidie.verdeling.rangbeeld import Potbeeld, potbeeld
from subsidie.verdeling.rangfilter import filterlijst, kiezer, waarden_die_kregen
from subsidie.verdeling.rangrijen import Rangrij, list_rangrijen, list_tussenstand
from subsidie.verdeling.samenvatting import Samenvatting, vat_samen
from subsidie.verdeling.uitslag import Verdelingsuitslag
from subsidie.verdeling.woorden import VAST, methode_in_woorden


@dataclass(frozen=True, slots=True)
class Potdeel:
    """A pot on the page, with how it is divided where pots differ."""

    beeld: Potbeeld
    methode: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rangpagina:
    """Everything of one allocation that its page shows.

    ``getoond`` are the rows that the address asks for, ``cijfers`` count all. ``methode``: how is divided,
    where all pots do it the same way. ``getrokken``: there is an outcome; else this is how things stand
    without a seed; ``geloot``: somebody has a lot. ``toegekend_adres``: this list with everyone who got money.
    """

    rijen: tuple[Rangrij, ...]
    getoond: tuple[Rangrij, ...]
    cijfers: Samenvatting
    gesteld: tuple[Potdeel, ...]
    methode: tuple[str, ...]
    narekening: Narekening
    lijst: Lijst
    staat: Staat
    getrokken: bool
    geloot: bool
    toegekend_adres: str
    te_loten: int

    @property
    def potten(self) -> tuple[Potdeel, ...]:
        """The pots that the address asks for."""
        gekozen = self.staat.gekozen.get("pot", ())
        return tuple(deel for deel in self.gesteld if not gekozen or deel.beeld.code in gekozen)


def rangpagina(verdeling: Verdeling, adres: Adres) -> Rangpagina:
    """The page of ``verdeling``, with what the query string ``adres`` asks of it."""
    rijen, narekening = lees_rijen(verdeling)
    regelset = regels(verdeling.tranche, op=verdeling.bevroren_op)
    namen = potnamen(rijen, regelset, narekening.uitslag)
    voorlopig = verdeling.uitkomst is None
    lijst = filterlijst(f"Ranglijst {verdeling.tranche.naam}", rijen, namen, voorlopig=voorlopig)
    staat = lees_staat(lijst, adres)
    past = kiezer(staat)
    delen, methode = potdelen(rijen, regelset, narekening, gekozen=past, voorlopig=voorlopig)
    return Rangpagina(
        rijen=tuple(rijen),
        getoond=tuple(rij for rij in rijen if past(rij)),
        cijfers=cijfers_van(rijen, narekening.uitslag),
        gesteld=delen,
        methode=methode,
        narekening=narekening,
        lijst=lijst,
        staat=staat,
        getrokken=not voorlopig,
        geloot=any(rij.lotnummer is not None for rij in rijen),
        toegekend_adres=Staat(standaard="").adres(uitkomst=waarden_die_kregen(rijen)),
        te_loten=sum(1 for rij in rijen if rij.uitkomst == "te_loten"),
    )


def potdelen(
    rijen: Sequence[Rangrij],
    regelset: Regels,
    narekening: Narekening,
    *,
    gekozen: Callable[[Rangrij], bool] = lambda _: True,
    voorlopig: bool = False,
) -> tuple[tuple[Potdeel, ...], tuple[str, ...]]:
    """The pots of an allocation in order, and how is divided where all of them do it the same way."""
    namen = potnamen(rijen, regelset, narekening.uitslag)
    methoden = {code: _methode(code, regelset, narekening) for code in namen}
    gelijk = len(set(methoden.values())) == 1
    delen = tuple(
        Potdeel(
            beeld=potbeeld(
                code, naam, [rij for rij in rijen if rij.pot == code], nummer=nummer, uitslag=narekening.uitslag,
                gekozen=gekozen, titel=f"{naam}: aanvragen in volgorde van rang" if len(namen) > 1 else "",
                voorlopig=voorlopig,
            ),
            methode=() if gelijk else methoden[code],
        )
        for nummer, (code, naam) in enumerate(namen.items(), start=1)
    )  # fmt: skip
    return delen, next(iter(methoden.values())) if gelijk else ()


def lees_rijen(verdeling: Verdeling) -> tuple[list[Rangrij], Narekening]:
    """The rows of ``verdeling`` (before the draw: how things stand without a seed) and its recomputation."""
    rijen = list_rangrijen(verdeling)
    narekening = beoordeel(verdeling, rijen)
    if not rijen and verdeling.uitkomst is None and narekening.uitslag is not None:
        rijen = list_tussenstand(verdeling, narekening.uitslag)
    return rijen, narekening


def potnamen(
    rijen: Sequence[Rangrij], regelset: Regels, uitslag: Verdelingsuitslag | None
) -> Mapping[str, str]:
    """The pots of an allocation in order, with what people call them."""
    codes = [een.pot for een in uitslag.invoer.potten] if uitslag else [een.pot for een in rijen]
    bekend = {pot.code: pot.naam.waarde for pot in regelset.potten}
    return {code: bekend.get(code) or code for code in dict.fromkeys(codes)}


def cijfers_van(rijen: Sequence[Rangrij], uitslag: Verdelingsuitslag | None) -> Samenvatting:
    """The figures of these rows, with the ceilings that were frozen."""
    potten = uitslag.potten if uitslag else ()
    return vat_samen(
        rijen,
        plafond_cent=sum(pot.plafond_cent for pot in potten),
        restant_cent=sum(pot.restant_cent for pot in potten),
    )


def _methode(code: str, regelset: Regels, narekening: Narekening) -> tuple[str, ...]:
    pot = next((een for een in regelset.potten if een.code == code), None)
    if pot is not None and pot.methode.waarde is Verdeelwijze.VAST:
        return VAST
    if narekening.invoer is None:
        return ()
    return methode_in_woorden(narekening.invoer.pot(code).regels)
