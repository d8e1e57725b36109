"""Scenarios side by side: the figures of each, and everyone whose outcome is not the same everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from subsidie.kern.geld import euro_kort
from subsidie.kern.tekst import getal
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort, Tabel
from subsidie.register.models import Gemeente
from subsidie.tranches.regels import Regels
from subsidie.verdeling.rangpagina import Rangbasis
from subsidie.verdeling.rangrijen import Rangrij
from subsidie.verdeling.samenvatting import Samenvatting
from subsidie.verdeling.verschil import Verschil, verschil
from subsidie.verdeling.woorden import Woord, uitkomst_in_woorden
from subsidie.web.beeld import Staaf, Staven, staven
from subsidie.web.db import db

MEESTE: Final = 4
GETOOND: Final = 500
"""So many differences stand on the page; the export has every application."""


@dataclass(frozen=True, slots=True)
class Kant:
    """One side: what it is called, where it is, its ranking, and what it changes in words.

    ``is_simulatie`` is false of an allocation and of the running position.
    """

    label: str
    href: str
    basis: Rangbasis
    wijzigingen: tuple[str, ...]
    is_simulatie: bool


@dataclass(frozen=True, slots=True)
class Cijferrij:
    """A figure of every side, as people read it; ``verschil`` says for each how far it is from the first."""

    label: str
    waarden: tuple[str, ...]
    verschillen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Uitkomstrij:
    """An application with its outcome and its amount (eurocents) at every side; ``None`` where it takes no part.

    ``gelijk``: it fares the same everywhere, whatever the words (what fits is awarded once it is decided).
    """

    rij: Rangrij
    uitkomsten: tuple[Woord | None, ...]
    bedragen: tuple[int | None, ...]
    gelijk: bool


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """Everything of the page; ``verschillen`` are those of each side after the first with the first."""

    kanten: tuple[Kant, ...]
    cijfers: tuple[Cijferrij, ...]
    verschillen: tuple[Verschil, ...]
    anders: tuple[Uitkomstrij, ...]
    doelgroepen: Staven
    provincies: Staven


def vergelijk(kanten: Sequence[Kant], regelset: Regels) -> Vergelijking:
    """Two to ``MEESTE`` sides beside each other, the first is what the others are held against."""
    eerste = kanten[0]
    return Vergelijking(
        kanten=tuple(kanten),
        cijfers=tuple(_cijfers(kanten)),
        verschillen=tuple(
            verschil(eerste.basis.rijen, een.basis.rijen, voorlopig=eerste.basis.voorlopig)
            for een in kanten[1:]
        ),
        anders=tuple(een for een in _alle(kanten) if not een.gelijk),
        doelgroepen=_doelgroepen(kanten, regelset),
        provincies=_provincies(kanten),
    )


_FIGUREN: Final[tuple[tuple[str, Callable[[Samenvatting], int], Callable[[int], str]], ...]] = (
    ("Aanvragen die geld krijgen", lambda een: een.toegekend, getal),
    ("Gemeenten die geld krijgen", lambda een: een.toegekende_gemeenten, getal),
    ("Bedrag", lambda een: een.toegekend_cent, euro_kort),
    ("Woonruimten", lambda een: een.woonruimten, getal),
    ("waarvan permanent", lambda een: een.permanent, getal),
    ("waarvan flexibel", lambda een: een.flexibel, getal),
    ("Plafond", lambda een: een.plafond_cent, euro_kort),
    ("Over", lambda een: een.restant_cent, euro_kort),
)


def _cijfers(kanten: Sequence[Kant]) -> list[Cijferrij]:
    rijen = [
        _cijferrij(label, [lees(kant.basis.cijfers) for kant in kanten], schrijf)
        for label, lees, schrijf in _FIGUREN
    ]
    return [*rijen, _cijferrij("Nog te loten", [kant.basis.te_loten for kant in kanten], getal)]


def _cijferrij(label: str, waarden: Sequence[int], schrijf: Callable[[int], str]) -> Cijferrij:
    return Cijferrij(
        label,
        tuple(map(schrijf, waarden)),
        tuple(_meer_of_minder(waarde - waarden[0], schrijf) for waarde in waarden),
    )


def _meer_of_minder(anders: int, schrijf: Callable[[int], str]) -> str:
    if not anders:
        return ""
    return f"{schrijf(abs(anders))} {'meer' if anders > 0 else 'minder'}"


def _alle(kanten: Sequence[Kant]) -> list[Uitkomstrij]:
    """Every application of any side, in the order of the first in which it takes part."""
    per_kant = [{rij.nummer: rij for rij in kant.basis.rijen} for kant in kanten]
    nummers = dict.fromkeys(nummer for rijen in per_kant for nummer in rijen)
    gevonden = []
    for nummer in nummers:
        rijen = [rijen.get(nummer) for rijen in per_kant]
        gevonden.append(
            Uitkomstrij(
                rij=next(rij for rij in rijen if rij is not None),
                uitkomsten=tuple(
                    None
                    if rij is None
                    else uitkomst_in_woorden(rij.uitkomst, rij.reden, voorlopig=kant.basis.voorlopig)
                    for rij, kant in zip(rijen, kanten, strict=True)
                ),
                bedragen=tuple(None if rij is None else rij.bedrag_cent for rij in rijen),
                gelijk=len({rij and (rij.uitkomst, rij.reden, rij.bedrag_cent) for rij in rijen}) == 1,
            )
        )
    return gevonden


def _doelgroepen(kanten: Sequence[Kant], regelset: Regels) -> Staven:
    namen = {groep.code: groep.naam for groep in regelset.doelgroepen.waarde or ()}
    tellingen = [kant.basis.cijfers.per_doelgroep for kant in kanten]
    codes = [*namen, *sorted({code for telling in tellingen for code in telling} - namen.keys())]
    leesbaar = {code: namen.get(code, code) for code in codes}
    return _beeld("Woonruimten per doelgroep", "Doelgroep", "doelgroepen", kanten, leesbaar, tellingen)


def _provincies(kanten: Sequence[Kant]) -> Staven:
    waar = {
        rij.gm_code: rij.provincie for rij in db.session.execute(select(Gemeente.gm_code, Gemeente.provincie))
    }
    tellingen = []
    for kant in kanten:
        telling: Counter[str] = Counter()
        for rij in kant.basis.rijen:
            if rij.kreeg:
                telling[waar.get(rij.gm_code, "onbekend")] += rij.permanent + rij.flexibel
        tellingen.append(telling)
    namen = sorted({naam for telling in tellingen for naam in telling})
    return _beeld(
        "Woonruimten per provincie",
        "Provincie",
        "provincies",
        kanten,
        {naam: naam for naam in namen},
        tellingen,
    )


def _beeld(
    titel: str,
    categorie: str,
    kenmerk: str,
    kanten: Sequence[Kant],
    namen: Mapping[str, str],
    tellingen: Sequence[Mapping[str, int]],
) -> Staven:
    """Per category a bar for each side under the other, so that they can be compared."""
    return staven(
        titel,
        ("woonruimten",),
        [
            Staaf(f"{naam}: {letter_van(plek)}", (telling.get(code, 0),))
            for code, naam in namen.items()
            if any(telling.get(code) for telling in tellingen)
            for plek, telling in enumerate(tellingen)
        ],
        kenmerk=kenmerk,
        categorie=categorie,
        omschrijving=" · ".join(f"{letter_van(plek)}: {kant.label}" for plek, kant in enumerate(kanten)),
    )


def letter_van(plek: int) -> str:
    """What a side is called where there is little room: A, B, C or D."""
    return "ABCD"[plek]


def aanvragentabel(kanten: Sequence[Kant], titel: str, let_op: str) -> Tabel:
    """Every application with its outcome and amount at every side."""
    kolommen = [
        Kolom("aanvraag", "Aanvraag"), Kolom("gm_code", "Gemeentecode"), Kolom("gemeente", "Gemeente", breedte=28),
        Kolom("project", "Project", breedte=36), Kolom("woonruimten", "Woonruimten", Kolomsoort.GETAL, 13),
        Kolom("telt_mee_eur", "Telt mee", Kolomsoort.EURO, 16),
    ]  # fmt: skip
    for plek, kant in enumerate(kanten):
        letter = letter_van(plek)
        kolommen += [
            Kolom(f"uitkomst_{letter.lower()}", f"{letter}: {kant.label}", breedte=28),
            Kolom(f"bedrag_{letter.lower()}_eur", f"Bedrag {letter}", Kolomsoort.EURO, 16),
        ]
    rijen: list[tuple[Cel, ...]] = []
    for een in _alle(kanten):
        cellen: list[Cel] = [
            een.rij.nummer, een.rij.gm_code, een.rij.gemeente, een.rij.project, een.rij.eenheden, een.rij.telt_mee_cent
        ]  # fmt: skip
        for woord, bedrag in zip(een.uitkomsten, een.bedragen, strict=True):
            cellen += [woord.tekst if woord else "doet niet mee", bedrag]
        rijen.append(tuple(cellen))
    return Tabel(titel, tuple(kolommen), rijen, let_op)


def cijfertabel(kanten: Sequence[Kant], regelset: Regels, titel: str, let_op: str) -> Tabel:
    """The figures of every side, those per target group and province included."""
    gevonden = vergelijk(kanten, regelset)
    kolommen = (
        Kolom("soort", "Soort", breedte=16),
        Kolom("cijfer", "Cijfer", breedte=40),
        *(
            Kolom(letter_van(plek).lower(), f"{letter_van(plek)}: {kant.label}", breedte=26)
            for plek, kant in enumerate(kanten)
        ),
    )
    rijen: list[tuple[Cel, ...]] = [("geheel", rij.label, *rij.waarden) for rij in gevonden.cijfers]
    for soort, beeld in (("doelgroep", gevonden.doelgroepen), ("provincie", gevonden.provincies)):
        hoeveel = len(kanten)
        for begin in range(0, len(beeld.rijen), hoeveel):
            deel = beeld.rijen[begin : begin + hoeveel]
            rijen.append((soort, deel[0].label.rpartition(": ")[0], *(rij.waarde for rij in deel)))
    return Tabel(titel, kolommen, rijen, let_op)
