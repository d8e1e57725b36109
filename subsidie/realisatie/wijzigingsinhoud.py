"""What a municipality asks to change beside what holds now, what it would do, and what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from subsidie.aanvragen.aanvultekst import LANGSTE_TOELICHTING, schoon, tekstgebreken
from subsidie.aanvragen.models import Aanvraag
from subsidie.kern.canoniek import canonieke_json
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.tekst import getal
from subsidie.kern.tijd import datum_nl, lees_datum
from subsidie.realisatie.leveringqueries import groepsnamen_van, lees_leverstand
from subsidie.realisatie.plan import geldend_plan, list_planregels
from subsidie.realisatie.plichten import Bewijs, Verplichtingsdag
from subsidie.realisatie.verleend import Verleend, lees_verleend_van
from subsidie.realisatie.verplichtingen import uiterste_dagen
from subsidie.realisatie.wijzigingmodellen import Wijzigingsoort
from subsidie.realisatie.wijzigingsregels import (
    Bedraggevolg,
    Dagverschil,
    Wijzigingslijn,
    bereken_bedrag,
    soorten_van,
)
from subsidie.realisatie.woonruimten import noem_wijze
from subsidie.tranches.keuzen import Woonruimteaard, Woonruimtesoort
from subsidie.tranches.regels import Regels
from subsidie.tranches.service import regels
from subsidie.tranches.waarden import Eenheid

LANGSTE_UITSTEL: Final = timedelta(days=3660)
HOOGSTE_AANTAL: Final = 20_000
SOORTWOORDEN: Final = {
    Wijzigingsoort.AANTAL: "ander aantal woonruimten",
    Wijzigingsoort.DOELGROEP: "andere doelgroep",
    Wijzigingsoort.AARD: "andere soort woonruimten",
    Wijzigingsoort.LOCATIE: "andere plaats",
    Wijzigingsoort.PLANNING: "meer tijd",
    Wijzigingsoort.PARTNER: "andere partner",
}


@dataclass(frozen=True, slots=True)
class Wijzigingsvraag:
    """What is asked. ``lijnen``: all homes as they would be; ``dagen``: by code the new last day; empty: as it is."""

    lijnen: tuple[Wijzigingslijn, ...]
    dagen: Mapping[str, date]
    locatie: str = ""
    partner: str = ""
    reden: str = ""


@dataclass(frozen=True, slots=True)
class Wijzigbaar:
    """What holds now. ``plichten``: obligations that can get another day; ``bezet``: per kind homes that stand or were
    reported; ``soorten``: kinds of home that the tranche knows, ``maxima``: the most of one of those (eurocents);
    ``vast``: codes of days that the regulation names."""

    lijnen: tuple[Wijzigingslijn, ...]
    verleend: Verleend
    plichten: tuple[Verplichtingsdag, ...]
    bezet: Mapping[tuple[str, str, str], int]
    groepsnamen: Mapping[str, str]
    soorten: tuple[Woonruimtesoort, ...]
    maxima: Mapping[str, int | None]
    vast: frozenset[str]

    @property
    def eerste_cent(self) -> int:
        """The first award, in eurocents."""
        return self.verleend.eerste.verleend_cent if self.verleend.eerste is not None else 0

    def naam(self, lijn: Wijzigingslijn) -> str:
        """A kind of home in words."""
        wijze = (lijn.doelgroep, Woonruimteaard(lijn.aard), Woonruimtesoort(lijn.soort))
        return noem_wijze(wijze, self.groepsnamen)


@dataclass(frozen=True, slots=True)
class Gevolg:
    """What consent would do: the kinds of change, the amount, the days, the homes (name, before, after)."""

    soorten: tuple[Wijzigingsoort, ...]
    bedrag: Bedraggevolg
    dagen: tuple[Dagverschil, ...]
    rijen: tuple[tuple[str, int, int], ...]

    def als_json(self) -> dict[str, Any]:
        """The values as canonical JSON knows them."""
        return {
            "bedrag": self.bedrag.als_json(), "soorten": [een.value for een in self.soorten],
            "dagen": [
                {"code": een.code, "naam": een.naam, "was": een.was.isoformat(), "wordt": een.wordt.isoformat(),
                 "vast": een.vast}
                for een in self.dagen
            ],
            "rijen": [list(rij) for rij in self.rijen],
        }  # fmt: skip

    @classmethod
    def van_json(cls, tekst: str) -> Gevolg:
        """As it was frozen."""
        ruw = json.loads(tekst)
        bedrag = ruw["bedrag"]
        return cls(
            tuple(Wijzigingsoort(een) for een in ruw["soorten"]),
            Bedraggevolg(bedrag["was_cent"], bedrag["wordt_cent"], tuple(bedrag["stappen"])),
            tuple(
                Dagverschil(
                    een["code"], een["naam"], lees_datum(een["was"]), lees_datum(een["wordt"]), een["vast"]
                )
                for een in ruw["dagen"]
            ),
            tuple((naam, was, wordt) for naam, was, wordt in ruw["rijen"]),
        )


def lees_wijzigbaar(aanvraag: Aanvraag) -> Wijzigbaar:
    """What holds for one award, and what a request can be about."""
    regelset = regels(aanvraag.tranche)
    maxima = _maxima(regelset)
    plan = list_planregels(geldend_plan(aanvraag))
    bezet = {
        (wijze[0], wijze[1].value, wijze[2].value): sum(aantallen)
        for wijze, aantallen in lees_leverstand(aanvraag).bezet.items()
    }
    return Wijzigbaar(
        lijnen=tuple(
            Wijzigingslijn(een.doelgroep, een.aard.value, een.soort.value, een.aantal, maxima.get(een.soort))
            for een in plan
        ),
        verleend=lees_verleend_van([aanvraag.id]).get(aanvraag.id, Verleend(aanvraag.id)),
        plichten=tuple(
            een for een in uiterste_dagen(aanvraag) if een.uiterlijk is not None and een.bewijs is not Bewijs.BESTEMMING
        ),
        bezet=bezet, groepsnamen=groepsnamen_van(aanvraag.tranche), soorten=_soorten(regelset, plan), maxima=maxima,
        vast=frozenset(
            code
            for code, plicht in (regelset.verplichtingen or {}).items()
            if plicht.waarde is not None and plicht.waarde.uiterste_datum is not None
        ),
    )  # fmt: skip


def weeg(vraag: Wijzigingsvraag, nu_geldend: Wijzigbaar) -> tuple[Wijzigingsvraag, Gevolg]:
    """The request with its texts cleaned, and what consent would do. Raises ``OngeldigeInvoer`` with every fault."""
    vraag = replace(
        vraag, locatie=schoon(vraag.locatie), partner=schoon(vraag.partner), reden=schoon(vraag.reden),
        lijnen=tuple(replace(een, maximum_cent=nu_geldend.maxima.get(een.soort)) for een in vraag.lijnen),
    )  # fmt: skip
    gebreken = list(_gebreken(vraag, nu_geldend))
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    bedrag = bereken_bedrag(
        nu_geldend.lijnen, vraag.lijnen, verleend_cent=nu_geldend.verleend.verleend_cent,
        eerste_cent=nu_geldend.eerste_cent,
    )  # fmt: skip
    soorten = soorten_van(
        nu_geldend.lijnen, vraag.lijnen, dagen=bool(vraag.dagen), locatie=bool(vraag.locatie),
        partner=bool(vraag.partner),
    )  # fmt: skip
    if not soorten:
        raise OngeldigeInvoer.van("", "U heeft nog niets veranderd. Verander eerst wat u anders wilt.")
    oud = {een.wijze: een.aantal for een in nu_geldend.lijnen}
    nieuw = {een.wijze: een.aantal for een in vraag.lijnen}
    namen = {een.wijze: nu_geldend.naam(een) for een in (*nu_geldend.lijnen, *vraag.lijnen)}
    rijen = [(naam, oud.get(wijze, 0), nieuw.get(wijze, 0)) for wijze, naam in namen.items()]
    return vraag, Gevolg(
        tuple(soorten), bedrag, tuple(_verschillen(vraag, nu_geldend)),
        tuple(rij for rij in rijen if rij[1] or rij[2]) if any(was != wordt for _, was, wordt in rijen) else (),
    )  # fmt: skip


def bevries(vraag: Wijzigingsvraag, gevolg: Gevolg) -> bytes:
    """What is asked, as canonical JSON: the homes only where they change."""
    return canonieke_json(
        {
            "soorten": [een.value for een in gevolg.soorten],
            "woonruimten": [
                {"doelgroep": een.doelgroep, "aard": een.aard, "soort": een.soort, "aantal": een.aantal}
                for een in vraag.lijnen if een.aantal
            ] if gevolg.rijen else None,
            "dagen": {code: dag.isoformat() for code, dag in sorted(vraag.dagen.items())},
            "locatie": vraag.locatie, "partner": vraag.partner, "reden": vraag.reden,
        }
    )  # fmt: skip


def ontdooi(tekst: str, nu_geldend: Wijzigbaar) -> Wijzigingsvraag:
    """The request that was frozen, beside what holds now: what it did not ask stays as it is now."""
    ruw = json.loads(tekst)
    lijnen = nu_geldend.lijnen
    if ruw["woonruimten"] is not None:
        lijnen = tuple(Wijzigingslijn(**een) for een in ruw["woonruimten"])
    return Wijzigingsvraag(
        lijnen, {code: lees_datum(dag) for code, dag in ruw["dagen"].items()}, ruw["locatie"], ruw["partner"],
        ruw["reden"],
    )  # fmt: skip


def zinnen_van(gegevens: str, gevolg: Gevolg) -> tuple[str, ...]:
    """What is asked, in whole sentences: for the letter, a message and the pages."""
    ruw = json.loads(gegevens)
    zinnen = []
    if gevolg.rijen:
        was, wordt = sum(rij[1] for rij in gevolg.rijen), sum(rij[2] for rij in gevolg.rijen)
        zinnen += [
            f"{naam}: {getal(oud)} wordt {getal(nieuw)}." for naam, oud, nieuw in gevolg.rijen if oud != nieuw
        ]
        if was != wordt:
            zinnen.append(f"Samen {getal(wordt)} woonruimten in plaats van {getal(was)}.")
    zinnen += [
        f"Meer tijd voor de {een.naam}: uiterlijk {datum_nl(een.wordt)} in plaats van {datum_nl(een.was)}."
        for een in gevolg.dagen
    ]
    for sleutel, kop in (("locatie", "Een andere plaats"), ("partner", "Een andere partner")):
        if ruw[sleutel]:
            zinnen.append(f"{kop}: {' '.join(ruw[sleutel].split())}")
    return tuple(zinnen)


def _gebreken(vraag: Wijzigingsvraag, nu_geldend: Wijzigbaar) -> Iterator[Gebrek]:
    gezien: set[tuple[str, str, str]] = set()
    for plek, lijn in enumerate(vraag.lijnen, start=1):
        if lijn.wijze in gezien:
            yield Gebrek(f"lijn_{plek}", "Deze woonruimten staan er al. Verander daar het aantal.")
        gezien.add(lijn.wijze)
        bezet = nu_geldend.bezet.get(lijn.wijze, 0)
        if lijn.aantal < bezet:
            yield Gebrek(
                f"lijn_{plek}",
                f"Van deze woonruimten zijn er al {getal(bezet)} gemeld of opgeleverd. Minder kan niet meer.",
            )
        if lijn.aantal > HOOGSTE_AANTAL:
            yield Gebrek(f"lijn_{plek}", f"Vul hoogstens {getal(HOOGSTE_AANTAL)} in.")
        if lijn.soort not in nu_geldend.soorten or (
            lijn.doelgroep not in nu_geldend.groepsnamen
            and lijn.wijze not in {een.wijze for een in nu_geldend.lijnen}
        ):
            yield Gebrek(f"lijn_{plek}", "Deze doelgroep of soort is er niet in deze tranche.")
    if any(hoeveel for wijze, hoeveel in nu_geldend.bezet.items() if wijze not in gezien):
        yield Gebrek("", "Er zijn intussen woonruimten gemeld van een soort die in dit verzoek vervalt.")
    plichten = {een.code: een for een in nu_geldend.plichten}
    for code, dag in vraag.dagen.items():
        plicht = plichten.get(code)
        if plicht is None or plicht.uiterlijk is None:
            yield Gebrek("", "Een van de dagen hoort bij een verplichting die hier niet te verschuiven is.")
        elif dag <= plicht.uiterlijk:
            yield Gebrek(
                f"dag_{code}", f"Kies een dag na {datum_nl(plicht.uiterlijk)}: dat is de uiterste dag van nu."
            )
        elif dag > plicht.uiterlijk + LANGSTE_UITSTEL:
            yield Gebrek(f"dag_{code}", "Dit is meer dan tien jaar uitstel. Kies een eerdere dag.")
    yield from tekstgebreken("locatie", vraag.locatie, hoogstens=LANGSTE_TOELICHTING)
    yield from tekstgebreken("partner", vraag.partner, hoogstens=LANGSTE_TOELICHTING)
    yield from tekstgebreken(
        "reden",
        vraag.reden,
        hoogstens=LANGSTE_TOELICHTING,
        leeg="Schrijf waarom u uw project wilt veranderen.",
    )


def _verschillen(vraag: Wijzigingsvraag, nu_geldend: Wijzigbaar) -> Iterator[Dagverschil]:
    for plicht in nu_geldend.plichten:
        if plicht.code in vraag.dagen and plicht.uiterlijk is not None:
            vast = plicht.code in nu_geldend.vast
            yield Dagverschil(plicht.code, plicht.naam, plicht.uiterlijk, vraag.dagen[plicht.code], vast)


def _maxima(regelset: Regels) -> dict[str, int | None]:
    """Per kind of home the maximum of its unit, in eurocents."""
    maxima = {code: een.waarde_cent for code, een in regelset.maximum_per_eenheid.items()}
    return {soort: maxima.get(een.code) for een in _eenheden(regelset) for soort in een.soorten}


def _soorten(regelset: Regels, plan: Sequence[Any]) -> tuple[Woonruimtesoort, ...]:
    """The kinds of home of the tranche, else those of the plan."""
    bekend = {soort for een in _eenheden(regelset) for soort in een.soorten}
    return tuple(soort for soort in Woonruimtesoort if soort in (bekend | {een.soort for een in plan}))


def _eenheden(regelset: Regels) -> Sequence[Eenheid]:
    return (regelset.eenheden.waarde or ()) if regelset.heeft("eenheden") else ()
