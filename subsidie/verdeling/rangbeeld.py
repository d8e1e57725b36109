"""One pot of a ranking as a page shows it: the picture, the rows, and where the line of the ceiling stands."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from subsidie.kern.geld import euro
from subsidie.kern.tekst import aantal
from subsidie.verdeling.invoer import Methode, Pot
from subsidie.verdeling.rangbalk import Rangbalk, rangbalk
from subsidie.verdeling.rangrijen import Rangrij
from subsidie.verdeling.uitslag import Groep, Potuitslag, Verdelingsuitslag
from subsidie.verdeling.woorden import ONBESLIST, Woord, uitkomst_in_woorden
from subsidie.web.beeld import Balk, vast_geld

_VAST = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Rijbeeld:
    """A row with its outcome in words; ``bleek``: it got nothing, so it stands back.

    ``merk``: what is different here from what it is compared with (a simulation).
    """

    gegevens: Rangrij
    uitkomst: Woord
    bleek: bool
    score: str
    merk: Woord | None = None


@dataclass(frozen=True, slots=True)
class Lijn:
    """The line of the ceiling: after ``na`` of the rows that are shown, with its words."""

    na: int
    tekst: str


@dataclass(frozen=True, slots=True)
class Kolommen:
    """Which columns the rows of a pot need beside number, municipality, homes, amount and outcome."""

    rang: bool
    lot: bool
    categorie: bool
    score: bool
    toegekend: bool
    centen: bool

    @property
    def aantal(self) -> int:
        """How many columns a row of the ranking has, the one with the explanation left out."""
        return 5 + 2 * self.rang + self.lot + self.categorie + self.score + self.toegekend

    def bedrag(self, cent: int) -> str:
        """An amount as all others in its table: with cents where one of them has."""
        return euro(cent).replace(" ", _VAST) if self.centen else vast_geld(cent)


@dataclass(frozen=True, slots=True)
class Potbeeld:
    """One pot. ``plafond_cent``: the ceiling with what moved in or out, ``None`` where it cannot be read.

    ``rijen`` are in order, cut by ``lijn``; ``zonder_rang`` are those settled before the ranking. Both hold
    what was chosen; ``aantal`` counts all. ``elders``: all that was chosen is on another page. The line is there
    only on the page on which the money ends.
    """

    code: str
    naam: str
    plafond_cent: int | None
    over_cent: int | None
    toegekend_cent: int
    balk: Balk
    kolommen: Kolommen
    rijen: tuple[Rijbeeld, ...]
    lijn: Lijn | None
    zonder_rang: tuple[Rijbeeld, ...]
    aantal: int
    elders: bool = False


@dataclass(frozen=True, slots=True)
class Potbasis:
    """All of a pot that does not depend on what of it is shown: made once, and shared.

    ``geordend`` are the rows of the ranking, ``zonder`` those settled before it; the line stands after
    ``lijn_na`` of the first.
    """

    code: str
    naam: str
    voorlopig: bool
    plafond_cent: int | None
    over_cent: int | None
    toegekend_cent: int
    balk: Rangbalk
    kolommen: Kolommen
    geordend: tuple[Rangrij, ...]
    zonder: tuple[Rangrij, ...]
    scores: Mapping[str, str]
    lijn_na: int
    lijn_tekst: str

    @property
    def aantal(self) -> int:
        """How many applications asked something of this pot."""
        return len(self.geordend) + len(self.zonder)


def potbasis(
    pot: str,
    naam: str,
    rijen: Sequence[Rangrij],
    *,
    nummer: int,
    uitslag: Verdelingsuitslag | None,
    titel: str = "",
    voorlopig: bool = False,
) -> Potbasis:
    """The pot ``pot``, the ``nummer``-th of its allocation, from all of its ``rijen`` in order.

    ``uitslag`` is ``None`` where what was stored cannot be computed again; ``voorlopig``: before the draw.
    """
    potregels = _pot_van(uitslag, pot)
    naar_rato = potregels is not None and potregels.regels.methode is Methode.NAAR_RATO
    geordend = tuple(rij for rij in rijen if _staat_in_volgorde(rij, naar_rato=naar_rato))
    zonder = tuple(rij for rij in rijen if not _staat_in_volgorde(rij, naar_rato=naar_rato))
    geld = uitslag.potuitslag(pot) if uitslag is not None and potregels is not None else None
    plafond_cent = _plafond(geld)
    na, tekst = _lijn(geordend, geld, uitslag)
    return Potbasis(
        code=pot,
        naam=naam,
        voorlopig=voorlopig,
        plafond_cent=plafond_cent,
        over_cent=None if geld is None else geld.restant_cent + geld.doorgegeven_cent,
        toegekend_cent=sum(rij.bedrag_cent for rij in rijen),
        balk=rangbalk(
            geordend, zonder, plafond_cent, uitslag, pot, titel=titel, nummer=nummer, voorlopig=voorlopig
        ),
        kolommen=_kolommen(rijen, geordend, potregels),
        geordend=geordend,
        zonder=zonder,
        scores=_scores(uitslag, rijen) if potregels and potregels.regels.methode is Methode.SCORE else {},
        lijn_na=na,
        lijn_tekst=tekst,
    )


def beeld_van(
    basis: Potbasis,
    *,
    gekozen: Container[str] | None = None,
    op_blad: Container[str] | None = None,
    merken: Mapping[str, Woord] = MappingProxyType({}),
) -> Potbeeld:
    """The pot as a page shows it: of the rows that are ``gekozen`` those that are ``op_blad`` (numbers; default: all).

    Picture, line and running total are those of the whole pot. ``merken``: words beside the outcome of a row.
    """
    geordend, zonder = _houd(basis.geordend, gekozen), _houd(basis.zonder, gekozen)
    getoond, apart = _houd(geordend, op_blad), _houd(zonder, op_blad)
    eerste = next((plek for plek, rij in enumerate(geordend) if getoond and rij is getoond[0]), 0)
    na = len(_houd(basis.geordend[: basis.lijn_na], gekozen)) - eerste
    zichtbaar = {rij.nummer for rij in (*getoond, *apart)}
    return Potbeeld(
        code=basis.code,
        naam=basis.naam,
        plafond_cent=basis.plafond_cent,
        over_cent=basis.over_cent,
        toegekend_cent=basis.toegekend_cent,
        balk=basis.balk.teken(zichtbaar.__contains__),
        kolommen=basis.kolommen,
        rijen=tuple(_rijbeeld(rij, basis, merken) for rij in getoond),
        lijn=Lijn(na, basis.lijn_tekst) if basis.geordend and 0 <= na <= len(getoond) else None,
        zonder_rang=tuple(_rijbeeld(rij, basis, merken) for rij in apart),
        aantal=basis.aantal,
        elders=bool(geordend or zonder) and not zichtbaar,
    )


def _houd(rijen: Sequence[Rangrij], nummers: Container[str] | None) -> Sequence[Rangrij]:
    return rijen if nummers is None else [rij for rij in rijen if rij.nummer in nummers]


def potbeeld(
    pot: str,
    naam: str,
    rijen: Sequence[Rangrij],
    *,
    nummer: int,
    uitslag: Verdelingsuitslag | None,
    gekozen: Callable[[Rangrij], bool] = lambda _: True,
    titel: str = "",
    voorlopig: bool = False,
) -> Potbeeld:
    """Both at once, on one page: as ``potbasis`` and ``beeld_van``."""
    basis = potbasis(pot, naam, rijen, nummer=nummer, uitslag=uitslag, titel=titel, voorlopig=voorlopig)
    return beeld_van(basis, gekozen={rij.nummer for rij in rijen if gekozen(rij)})


def _staat_in_volgorde(rij: Rangrij, *, naar_rato: bool) -> bool:
    """Whether it belongs in the ranking itself; what is shared out in proportion has no ranks at all."""
    if naar_rato:
        return rij.reden in {"past", "naar_rato", "plafond"}
    return rij.rang is not None or rij.uitkomst in ONBESLIST


def _pot_van(uitslag: Verdelingsuitslag | None, pot: str) -> Pot | None:
    potten = uitslag.invoer.potten if uitslag is not None else ()
    return next((een for een in potten if een.pot == pot), None)


def _plafond(geld: Potuitslag | None) -> int | None:
    return None if geld is None else geld.plafond_cent + geld.overgeheveld_cent + geld.ontvangen_cent


def _groep_van(uitslag: Verdelingsuitslag | None, nummer: str) -> Groep | None:
    try:
        return uitslag.groep_van(uitslag.van(nummer)) if uitslag is not None else None
    except KeyError:
        return None  # the row shown is not one of the computation: the verdict on the page says so


def _lijn(
    geordend: Sequence[Rangrij], geld: Potuitslag | None, uitslag: Verdelingsuitslag | None
) -> tuple[int, str]:
    """After how many rows the money ends, and the words on that line."""
    begin = "uitkeringsplafond" if geld is None else f"uitkeringsplafond {vast_geld(_plafond(geld) or 0)}"
    for plaats, rij in enumerate(geordend):
        if rij.uitkomst == "te_loten":
            groep = _groep_van(uitslag, rij.nummer)
            if groep is not None and not groep.pot_was_gesloten and groep.ruimte_voor_cent:
                return plaats, (
                    f"{begin} · nog {vast_geld(groep.ruimte_voor_cent)} voor "
                    f"{aantal(groep.omvang, 'aanvraag', 'aanvragen')}: hier beslist de loting"
                )
        if rij.uitkomst in ONBESLIST or (rij.uitkomst == "afgewezen" and rij.reden == "plafond"):
            if any(later.kreeg for later in geordend[plaats:]):
                over = vast_geld(rij.ruimte_voor_cent or 0)
                return plaats, f"{begin} · hier paste voor het eerst een aanvraag niet meer, nog {over}"
            return plaats, _over(begin, geld)
    return len(geordend), _over(begin, geld)


def _over(begin: str, geld: Potuitslag | None) -> str:
    if geld is None:
        return begin
    if geld.doorgegeven_cent:
        return f"{begin} · {vast_geld(geld.doorgegeven_cent)} gaat naar een andere pot"
    return f"{begin} · " + (f"nog {vast_geld(geld.restant_cent)} over" if geld.restant_cent else "niets over")


def _kolommen(rijen: Sequence[Rangrij], geordend: Sequence[Rangrij], pot: Pot | None) -> Kolommen:
    methode = pot.regels.methode if pot is not None else None
    bedragen = [bedrag for rij in rijen for bedrag in (rij.telt_mee_cent, rij.bedrag_cent)]
    return Kolommen(
        rang=methode is not Methode.NAAR_RATO,
        lot=any(rij.lotnummer is not None for rij in geordend),
        categorie=methode is Methode.CATEGORIE,
        score=methode is Methode.SCORE,
        toegekend=any(rij.kreeg and rij.bedrag_cent != rij.telt_mee_cent for rij in rijen),
        centen=any(bedrag % 100 for bedrag in bedragen),
    )


def _scores(uitslag: Verdelingsuitslag | None, rijen: Sequence[Rangrij]) -> dict[str, str]:
    if uitslag is None:
        return {}
    per_nummer = {een.nummer: een.score for een in uitslag.invoer.kandidaten}
    return {rij.nummer: (per_nummer.get(rij.nummer) or "").replace(".", ",") for rij in rijen}


def _rijbeeld(rij: Rangrij, basis: Potbasis, merken: Mapping[str, Woord]) -> Rijbeeld:
    return Rijbeeld(
        gegevens=rij,
        uitkomst=uitkomst_in_woorden(rij.uitkomst, rij.reden, voorlopig=basis.voorlopig),
        bleek=not rij.kreeg and rij.uitkomst not in ONBESLIST,
        score=basis.scores.get(rij.nummer, ""),
        merk=merken.get(rij.nummer),
    )
