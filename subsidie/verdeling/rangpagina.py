"""What the page of a ranking shows: read in a fixed number of queries, computed again, put into words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from subsidie.platform.lijst import Adres, Lijst, Pagina, Staat, lees_staat
from subsidie.tranches.keuzen import Verdeelwijze
from subsidie.tranches.regels import Regels
from subsidie.tranches.service import regels
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.narekening import Narekening, beoordeel
from subsidie.verdeling.rangbeeld import Potbasis, Potbeeld, beeld_van, potbasis
from subsidie.verdeling.rangfilter import filterlijst, kiezer, waarden_die_kregen, zoektekst
from subsidie.verdeling.rangrijen import Rangrij, list_rangrijen, list_tussenstand, uitkomstvraag
from subsidie.verdeling.samenvatting import Samenvatting, vat_samen
from subsidie.verdeling.stand import lees_regelstand
from subsidie.verdeling.uitslag import Verdelingsuitslag
from subsidie.verdeling.vingerafdruk import onthoud, vingerafdruk, wie
from subsidie.verdeling.woorden import VAST, Woord, methode_in_woorden

OP_EEN_BLAD: Final = 250
"""So many rows stand on one page; a longer ranking is cut into pages of ``PER_BLAD``."""
PER_BLAD: Final = 50


@dataclass(frozen=True, slots=True)
class Potdeel:
    """A pot on the page, with how it is divided where pots differ."""

    beeld: Potbeeld
    methode: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rangbasis:
    """A whole ranking, whatever of it is shown: made once for as long as nothing changes.

    ``potten`` with how each is divided, where they differ; else ``methode`` says it for all. ``voorlopig``:
    there is no outcome, this is how things stand without a seed.
    """

    titel: str
    rijen: tuple[Rangrij, ...]
    narekening: Narekening
    potten: tuple[tuple[Potbasis, tuple[str, ...]], ...]
    methode: tuple[str, ...]
    cijfers: Samenvatting
    lijst: Lijst
    voorlopig: bool
    geloot: bool
    toegekend_adres: str
    te_loten: int
    zoekbaar: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rangpagina:
    """Everything of one allocation that its page shows.

    ``getoond`` are the rows that the address asks for, ``cijfers`` count all; ``blad`` says which of them stand on
    this page. ``methode``: how is divided, where all pots do it the same way. ``getrokken``: there is an outcome;
    else this is how things stand without a seed; ``geloot``: somebody has a lot. ``toegekend_adres``: this list
    with everyone who got money.
    """

    rijen: tuple[Rangrij, ...]
    getoond: tuple[Rangrij, ...]
    blad: Pagina
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
    return toon(get_rangbasis(verdeling), adres)


def toon(basis: Rangbasis, adres: Adres, merken: Mapping[str, Woord] = MappingProxyType({})) -> Rangpagina:
    """The page of ``basis`` that ``adres`` asks for; ``merken``: words beside the outcome of an application."""
    staat = lees_staat(basis.lijst, adres)
    past = kiezer(staat, lambda rij: basis.zoekbaar[rij.nummer])
    gekozen_potten = staat.gekozen.get("pot", ())
    volgorde = [
        rij
        for pot, _ in basis.potten
        if not gekozen_potten or pot.code in gekozen_potten
        for rij in (*pot.geordend, *pot.zonder)
    ]
    getoond = [rij for rij in volgorde if past(rij)] if staat.is_gefilterd else volgorde
    nummers = frozenset(rij.nummer for rij in getoond) if staat.is_gefilterd else None
    blad = _blad(getoond, staat.pagina)
    op_blad = None if blad.paginas == 1 else frozenset(rij.nummer for rij in blad.rijen)
    return Rangpagina(
        rijen=basis.rijen,
        getoond=tuple(getoond),
        blad=blad,
        cijfers=basis.cijfers,
        gesteld=tuple(
            Potdeel(beeld_van(pot, gekozen=nummers, op_blad=op_blad, merken=merken), methode)
            for pot, methode in basis.potten
        ),
        methode=basis.methode,
        narekening=basis.narekening,
        lijst=basis.lijst,
        staat=staat,
        getrokken=not basis.voorlopig,
        geloot=basis.geloot,
        toegekend_adres=basis.toegekend_adres,
        te_loten=basis.te_loten,
    )


def _blad(rijen: Sequence[Rangrij], gevraagd: int) -> Pagina:
    totaal = len(rijen)
    per_blad = totaal if totaal <= OP_EEN_BLAD else PER_BLAD
    paginas = max(1, -(-totaal // max(per_blad, 1)))
    pagina = min(gevraagd, paginas)
    begin = (pagina - 1) * per_blad
    deel = rijen[begin : begin + per_blad]
    return Pagina(
        rijen=deel, totaal=totaal, pagina=pagina, paginas=paginas, van=begin + 1 if deel else 0,
        tot=begin + len(deel), is_laatste_gegeven=gevraagd > paginas,
    )  # fmt: skip


def get_rangbasis(verdeling: Verdeling) -> Rangbasis:
    """The whole ranking of ``verdeling``: computed again when anything it rests on is not what it was."""

    def maak() -> Rangbasis:
        rijen, narekening = _lees_rijen(verdeling)
        return rangbasis(
            f"Ranglijst {verdeling.tranche.naam}",
            rijen,
            regels(verdeling.tranche, op=verdeling.bevroren_op),
            narekening,
            voorlopig=verdeling.uitkomst is None,
        )

    vragen = wie(verdeling.tranche_id)
    if verdeling.uitkomst is not None:
        vragen = (uitkomstvraag(verdeling), *vragen)
    afdruk = vingerafdruk(
        vragen, verdeling.bevroren, verdeling.bevroren_sha256, verdeling.seed, verdeling.uitkomst,
        verdeling.tranche.naam, str(lees_regelstand()),
    )  # fmt: skip
    return onthoud(("verdeling", verdeling.id), afdruk, maak)


def rangbasis(
    titel: str,
    rijen: Sequence[Rangrij],
    regelset: Regels,
    narekening: Narekening,
    *,
    voorlopig: bool,
    nummers: frozenset[str] | None = None,
) -> Rangbasis:
    """All that the page of these rows needs, whatever part of it is asked for.

    ``nummers``: of whom one may ask how it would be without them (default: all).
    """
    namen = potnamen(rijen, regelset, narekening.uitslag)
    potten, methode = _potten(rijen, regelset, narekening, voorlopig=voorlopig)
    return Rangbasis(
        titel=titel,
        rijen=tuple(rijen),
        narekening=narekening,
        potten=potten,
        methode=methode,
        cijfers=cijfers_van(rijen, narekening.uitslag),
        lijst=filterlijst(titel, rijen, namen, voorlopig=voorlopig, nummers=nummers),
        voorlopig=voorlopig,
        geloot=any(rij.lotnummer is not None for rij in rijen),
        toegekend_adres=Staat(standaard="").adres(uitkomst=waarden_die_kregen(rijen)),
        te_loten=sum(1 for rij in rijen if rij.uitkomst == "te_loten"),
        zoekbaar={rij.nummer: zoektekst(rij) for rij in rijen},
    )


def potdelen(
    rijen: Sequence[Rangrij],
    regelset: Regels,
    narekening: Narekening,
    *,
    voorlopig: bool = False,
) -> tuple[tuple[Potdeel, ...], tuple[str, ...]]:
    """The pots of an allocation in order, and how is divided where all of them do it the same way."""
    potten, methode = _potten(rijen, regelset, narekening, voorlopig=voorlopig)
    return tuple(Potdeel(beeld_van(pot), eigen) for pot, eigen in potten), methode


def _potten(
    rijen: Sequence[Rangrij], regelset: Regels, narekening: Narekening, *, voorlopig: bool
) -> tuple[tuple[tuple[Potbasis, tuple[str, ...]], ...], tuple[str, ...]]:
    namen = potnamen(rijen, regelset, narekening.uitslag)
    methoden = {code: _methode(code, regelset, narekening) for code in namen}
    gelijk = len(set(methoden.values())) == 1
    potten = tuple(
        (
            potbasis(
                code, naam, [rij for rij in rijen if rij.pot == code], nummer=nummer, uitslag=narekening.uitslag,
                titel=f"{naam}: aanvragen in volgorde van rang" if len(namen) > 1 else "", voorlopig=voorlopig,
            ),
            () if gelijk else methoden[code],
        )
        for nummer, (code, naam) in enumerate(namen.items(), start=1)
    )  # fmt: skip
    return potten, next(iter(methoden.values())) if gelijk else ()


def lees_rijen(verdeling: Verdeling) -> tuple[Sequence[Rangrij], Narekening]:
    """The rows of ``verdeling`` (before the draw: how things stand without a seed) and its recomputation."""
    basis = get_rangbasis(verdeling)
    return basis.rijen, basis.narekening


def _lees_rijen(verdeling: Verdeling) -> tuple[list[Rangrij], Narekening]:
    rijen = list_rangrijen(verdeling)
    narekening = beoordeel(verdeling, rijen)
    if not rijen and verdeling.uitkomst is None and narekening.uitslag is not None:
        rijen = list_tussenstand(verdeling.tranche_id, narekening.uitslag)
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
