"""One pot of a ranking as a page shows it: the picture, the rows, and where the line of the ceiling stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from subsidie.kern.geld import euro
from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import datum_nl
from subsidie.verdeling.invoer import Methode, Pot
from subsidie.verdeling.rangrijen import Rangrij
from subsidie.verdeling.uitslag import Afloop, Groep, Potuitslag, Verdelingsuitslag
from subsidie.verdeling.woorden import Woord, loting_in_het_kort, uitkomst_in_woorden
from subsidie.web.beeld import Balk, Balkgegevens, Balksegment, balk, vast_geld

_ONBESLIST = frozenset({"te_loten", "onbeslist"})
_VAST = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Rijbeeld:
    """A row with its outcome in words; ``bleek``: it got nothing, so it stands back."""

    gegevens: Rangrij
    uitkomst: Woord
    bleek: bool
    score: str


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
    what was chosen; ``aantal`` counts all.
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
    """The pot ``pot``, the ``nummer``-th of its allocation, from all of its ``rijen`` in order.

    ``gekozen`` says which rows are shown; picture, line and running total are those of the whole pot.
    ``uitslag`` is ``None`` where what was stored cannot be computed again; ``voorlopig``: before the draw.
    """
    potregels = _pot_van(uitslag, pot)
    naar_rato = potregels is not None and potregels.regels.methode is Methode.NAAR_RATO
    geordend = [rij for rij in rijen if _staat_in_volgorde(rij, naar_rato=naar_rato)]
    zonder = [rij for rij in rijen if not _staat_in_volgorde(rij, naar_rato=naar_rato)]
    geld = uitslag.potuitslag(pot) if uitslag is not None and potregels is not None else None
    plafond_cent = _plafond(geld)
    na, tekst = _lijn(geordend, geld, uitslag)
    getoond = [rij for rij in geordend if gekozen(rij)]
    scores = _scores(uitslag, rijen) if potregels and potregels.regels.methode is Methode.SCORE else {}
    return Potbeeld(
        code=pot,
        naam=naam,
        plafond_cent=plafond_cent,
        over_cent=None if geld is None else geld.restant_cent + geld.doorgegeven_cent,
        toegekend_cent=sum(rij.bedrag_cent for rij in rijen),
        balk=_balk(
            geordend,
            zonder,
            plafond_cent,
            uitslag,
            pot,
            gekozen,
            titel=titel,
            nummer=nummer,
            voorlopig=voorlopig,
        ),
        kolommen=_kolommen(rijen, geordend, potregels),
        rijen=tuple(_rijbeeld(rij, scores, voorlopig) for rij in getoond),
        lijn=Lijn(sum(1 for rij in geordend[:na] if gekozen(rij)), tekst) if geordend else None,
        zonder_rang=tuple(_rijbeeld(rij, scores, voorlopig) for rij in zonder if gekozen(rij)),
        aantal=len(rijen),
    )


def _staat_in_volgorde(rij: Rangrij, *, naar_rato: bool) -> bool:
    """Whether it belongs in the ranking itself; what is shared out in proportion has no ranks at all."""
    if naar_rato:
        return rij.reden in {"past", "naar_rato", "plafond"}
    return rij.rang is not None or rij.uitkomst in _ONBESLIST


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
        if rij.uitkomst in _ONBESLIST or (rij.uitkomst == "afgewezen" and rij.reden == "plafond"):
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


def _rijbeeld(rij: Rangrij, scores: dict[str, str], voorlopig: bool) -> Rijbeeld:
    return Rijbeeld(
        gegevens=rij,
        uitkomst=uitkomst_in_woorden(rij.uitkomst, rij.reden, voorlopig=voorlopig),
        bleek=not rij.kreeg and rij.uitkomst not in _ONBESLIST,
        score=scores.get(rij.nummer, ""),
    )


def _balk(
    geordend: Sequence[Rangrij],
    zonder: Sequence[Rangrij],
    plafond_cent: int | None,
    uitslag: Verdelingsuitslag | None,
    pot: str,
    gekozen: Callable[[Rangrij], bool],
    *,
    titel: str,
    nummer: int,
    voorlopig: bool,
) -> Balk:
    """What was granted before comes first: it takes its part of the ceiling off before anything else."""
    groepen = [groep for groep in uitslag.groepen if groep.pot == pot] if uitslag is not None else []
    # At most one is pointed out: where the money ran out, rather than where only a municipality reached its maximum.
    loterijen = [groep for groep in groepen if groep.beslissende_loting or groep.afloop is Afloop.TE_LOTEN]
    geloot = min(loterijen, key=lambda groep: groep.afloop is Afloop.GEMEENTEMAXIMUM, default=None)
    dagen = [groep.dag for groep in groepen if groep.dag is not None]
    van, tot = (_kort(min(dagen)), _kort(max(dagen))) if dagen else ("", "")
    eerder = [rij for rij in zonder if rij.uitkomst == "reeds_verleend"]
    gegevens = Balkgegevens(
        segmenten=tuple(
            Balksegment(
                label=f"{rij.nummer} {rij.gemeente}",
                # A row that was tampered with must not keep anybody from seeing the page.
                bedrag_cent=max(rij.telt_mee_cent, rij.bedrag_cent, 0),
                toegekend_cent=None if voorlopig or rij.uitkomst in _ONBESLIST else max(rij.bedrag_cent, 0),
                href=f"#rij-{rij.nummer}" if gekozen(rij) else "",
                in_loting=geloot is not None and _groep_van(uitslag, rij.nummer) is geloot,
            )
            for rij in (*eerder, *geordend)
        ),
        plafond_cent=plafond_cent,
        titel=titel or "Aanvragen in volgorde van rang, tegen het uitkeringsplafond",
        van=van,
        tot=tot if tot != van else "",
        loting=loting_in_het_kort(geloot) if geloot is not None else "",
    )
    return balk(gegevens, kenmerk=f"balk-{nummer}")


def _kort(dag: date) -> str:
    """A day without its year, as there is little room under a picture."""
    return datum_nl(dag).rpartition(" ")[0]
