"""The rules of a tranche for a page and an export: grouped, with source, certainty and history."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from subsidie.kern.geld import euro_kort
from subsidie.kern.tijd import moment_nl
from subsidie.platform.lijst import Adres
from subsidie.platform.tabel import Kolom, Kolomsoort, Tabel
from subsidie.tranches.bronnen import Bron, alle_bronnen, verwijzingen
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.lezen import VERVALLEN, als_instelling, list_plafonds, list_tijdvakken, pots
from subsidie.tranches.models import InstellingWaarde, Plafond, Pot, Regelherkomst, Tijdvak, Tranche
from subsidie.tranches.schema import Niveau, label_van, sleutels, zoek
from subsidie.tranches.waardebeeld import Namen, Waardebeeld, waardebeeld
from subsidie.web.db import db

GROEPEN: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    ("regeling", "De regeling", ("volgnummer", "naam", "regelingen", "grondslag", "rechtsgrond.", "aanvrager",
                                 "uitvoerder", "ondertekenaar")),
    ("geld", "Het geld", ("budget", "eenheden", "maximum_per_eenheid", "bedragen_inclusief_btw_compensatie",
                          "gemeentemaximum", "gemeentemaximum_telt", "sluit_bij_plafond")),
    ("waarvoor", "Waarvoor", ("doelgroepen", "soorten", "aarden", "woningtypen", "bouwvormen", "voorwaarden",
                              "samenloop")),
    ("aanvraag", "De aanvraag", ("aanvraag.", "bijlagen", "bijlage.", "correctie.")),
    ("huur", "De huur", ("huur.",)),
    ("beoordeling", "De beoordeling", ("controlelijst", "beoordeling.", "afwijzingsgronden", "zienswijze.")),
    ("termijnen", "Termijnen", ("beslistermijn.", "aanvultermijn.")),
    ("verplichtingen", "Verplichtingen", ("verplichtingen", "wijziging.", "realisatie.")),
    ("betaling", "Betaling", ("betaling.",)),
    ("daarna", "Bezwaar, verantwoording en terugvordering", ("bezwaar.", "beroep.", "sisa.", "terugvordering.")),
    ("gepubliceerd", "Wat is gepubliceerd, om te vergelijken", ("gepubliceerde_uitkomst.",)),
    ("tegenstrijdig", "Bronnen die elkaar tegenspreken", ("tegenstrijdigheden",)),
)  # fmt: skip
"""The settings of a tranche as people look for them; what no group names comes in ``OVERIG``."""
OVERIG: Final = ("overig", "Overig")


@dataclass(frozen=True, slots=True)
class Eerder:
    """A value that a rule had before: when it was recorded, by whom (empty: the file of the tranche)."""

    vanaf: datetime
    door: str
    waarde: Waardebeeld
    zekerheid: Zekerheid
    bron: str


@dataclass(frozen=True, slots=True)
class Regelbeeld:
    """One rule as it holds now; ``anker`` names it on the page."""

    anker: str
    sleutel: str
    label: str
    waarde: Waardebeeld
    zekerheid: Zekerheid
    bron: str
    toelichting: str
    vanaf: datetime
    eerder: tuple[Eerder, ...] = ()


@dataclass(frozen=True, slots=True)
class Regelgroep:
    """Rules that belong together; ``pot`` is the name of a pot, empty for the tranche as a whole."""

    anker: str
    titel: str
    pot: str
    regels: tuple[Regelbeeld, ...]


@dataclass(frozen=True, slots=True)
class Regelpagina:
    """Every rule of a tranche. ``groepen`` hold those of the chosen certainties, ``tellingen`` count all."""

    groepen: tuple[Regelgroep, ...]
    tellingen: Mapping[Zekerheid, int]
    gekozen: tuple[Zekerheid, ...]
    bronnen: tuple[Bron, ...]
    uitvoer: str
    meldingen: tuple[str, ...]


def regelpagina(tranche: Tranche, adres: Adres, *, met_namen: bool) -> Regelpagina:
    """The rules of ``tranche``; ``met_namen`` tells who recorded a value (for the ministry only).

    ``?zekerheid=aanname&zekerheid=onbekend`` narrows, ``?uitvoer=xlsx`` or ``csv`` exports.
    """
    groepen = _alle_groepen(tranche, met_namen=met_namen)
    alle = [regel for groep in groepen for regel in groep.regels]
    gevraagd = set(adres.getlist("zekerheid")) - {""}
    gekozen = tuple(een for een in Zekerheid if een.value in gevraagd)
    uitvoer = next(iter(adres.getlist("uitvoer")), "")
    meldingen = []
    if len(gekozen) < len(gevraagd) or uitvoer not in ("", "xlsx", "csv"):
        meldingen.append("In het adres staat een keuze die er niet is. Die is overgeslagen.")
    over = [
        Regelgroep(groep.anker, groep.titel, groep.pot, regels)
        for groep in groepen
        if (regels := tuple(een for een in groep.regels if not gekozen or een.zekerheid in gekozen))
    ]
    return Regelpagina(
        groepen=tuple(over),
        tellingen={een: sum(1 for regel in alle if regel.zekerheid is een) for een in Zekerheid},
        gekozen=gekozen,
        bronnen=_aangehaald(regel for groep in over for regel in groep.regels),
        uitvoer=uitvoer if uitvoer in ("xlsx", "csv") else "",
        meldingen=tuple(meldingen),
    )


KOLOMMEN: Final = (
    Kolom("pot", "Pot", breedte=24),
    Kolom("groep", "Onderwerp", breedte=28),
    Kolom("sleutel", "Sleutel", breedte=30),
    Kolom("regel", "Regel", breedte=44),
    Kolom("waarde", "Waarde", breedte=60),
    Kolom("zekerheid", "Zekerheid", breedte=14),
    Kolom("bron", "Bron", breedte=40),
    Kolom("toelichting", "Toelichting", breedte=60),
    Kolom("vastgelegd_op", "Vastgelegd op", Kolomsoort.MOMENT, 26),
)


def regeltabel(pagina: Regelpagina, *, naam: str, let_op: str) -> Tabel:
    """The rules on the page as a table."""
    rijen = [
        (
            groep.pot, groep.titel, een.sleutel, een.label, een.waarde.in_een_regel, een.zekerheid.value, een.bron,
            een.toelichting, een.vanaf,
        )
        for groep in pagina.groepen
        for een in groep.regels
    ]  # fmt: skip
    return Tabel(f"Regels {naam}", KOLOMMEN, rijen, let_op)


def _alle_groepen(tranche: Tranche, *, met_namen: bool) -> list[Regelgroep]:
    historie = _historie(tranche)
    potten = pots(tranche)
    namen = _namen(historie, potten)
    per_groep: dict[tuple[str, str], list[Regelbeeld]] = {(anker, titel): [] for anker, titel, _ in GROEPEN}
    per_groep[OVERIG] = []
    for (pot_id, sleutel), rijen in _op_volgorde(historie, Niveau.TRANCHE):
        if pot_id is None:
            per_groep[_groep_van(sleutel)].append(
                _regel(Niveau.TRANCHE, "", sleutel, rijen, namen, met_namen=met_namen)
            )
    tijdvak = Regelgroep(
        "tijdvak", "Het tijdvak", "", _tijdvak(list_tijdvakken(tranche), met_namen=met_namen)
    )
    groepen = []
    for (anker, titel), gevonden in per_groep.items():
        groepen.append(Regelgroep(anker, titel, "", tuple(gevonden)))
        # The window comes after what the regeling is, and the pots after the money of all of them.
        if anker == "regeling":
            groepen.append(tijdvak)
        if anker == "geld":
            groepen += [
                _pot(pot, historie, namen, alleen=len(potten) == 1, met_namen=met_namen) for pot in potten
            ]
    return [groep for groep in groepen if groep.regels]


def _pot(pot: Pot, historie: Historie, namen: Namen, *, alleen: bool, met_namen: bool) -> Regelgroep:
    regels = [_plafond(pot, list_plafonds(pot), met_namen=met_namen)] + [
        _regel(Niveau.POT, pot.code, sleutel, rijen, namen, met_namen=met_namen)
        for (pot_id, sleutel), rijen in _op_volgorde(historie, Niveau.POT)
        if pot_id == pot.id
    ]
    naam = namen.potten[pot.code]
    return Regelgroep(f"pot-{pot.code}", "De verdeling" if alleen else f"Pot {naam}", naam, tuple(regels))


Historie = dict[tuple[int | None, str], list[InstellingWaarde]]


def _historie(tranche: Tranche) -> Historie:
    """Every value that each setting has had, oldest first, in one query; without what no longer belongs."""
    vraag = (
        select(InstellingWaarde)
        .where(InstellingWaarde.tranche_id == tranche.id)
        .options(joinedload(InstellingWaarde.door))
        .order_by(InstellingWaarde.volgnummer, InstellingWaarde.id)
    )
    gevonden: Historie = {}
    for rij in db.session.scalars(vraag):
        gevonden.setdefault((rij.pot_id, rij.sleutel), []).append(rij)
    return {sleutel: rijen for sleutel, rijen in gevonden.items() if rijen[-1].waarde != VERVALLEN}


def _op_volgorde(
    historie: Historie, niveau: Niveau
) -> list[tuple[tuple[int | None, str], list[InstellingWaarde]]]:
    """In the order of the registry; the members of a family in that of the file."""
    plaatsen = {naam: plaats for plaats, naam in enumerate(sleutels(niveau))}

    def plaats(sleutel: str) -> int:
        gevonden = zoek(niveau, sleutel)
        return plaatsen[gevonden.naam] if gevonden else len(plaatsen)

    return sorted(historie.items(), key=lambda paar: plaats(paar[0][1]))


def _namen(historie: Historie, potten: Sequence[Pot]) -> Namen:
    doelgroepen = historie.get((None, "doelgroepen"))
    waarde: Any = als_instelling(doelgroepen[-1]).waarde if doelgroepen else None
    potnamen = {}
    for pot in potten:
        naam = historie.get((pot.id, "naam"))
        ruw = naam[-1].waarde if naam else None
        potnamen[pot.code] = str(json.loads(ruw)) if ruw else pot.code
    return Namen({een.code: een.naam for een in waarde or ()}, potnamen)


def _groep_van(sleutel: str) -> tuple[str, str]:
    familie = sleutel.partition(".")[0]
    for anker, titel, leden in GROEPEN:
        if sleutel in leden or familie in leden or f"{familie}." in leden:
            return anker, titel
    return OVERIG


def _regel(
    niveau: Niveau,
    pot: str,
    sleutel: str,
    rijen: Sequence[InstellingWaarde],
    namen: Namen,
    *,
    met_namen: bool,
) -> Regelbeeld:
    def beeld(rij: InstellingWaarde) -> Waardebeeld:
        return waardebeeld(niveau, als_instelling(rij), namen)

    nu, eerdere = rijen[-1], [rij for rij in reversed(rijen[:-1]) if rij.waarde != VERVALLEN]
    return Regelbeeld(
        anker=f"{pot}-{sleutel}".lstrip("-"),
        sleutel=sleutel,
        label=label_van(niveau, sleutel).replace("_", " "),
        waarde=beeld(nu),
        zekerheid=nu.zekerheid,
        bron=nu.bron,
        toelichting=nu.toelichting,
        vanaf=nu.vanaf,
        eerder=tuple(
            Eerder(rij.vanaf, _door(rij, met_namen), beeld(rij), rij.zekerheid, rij.bron) for rij in eerdere
        ),
    )


def _door(rij: InstellingWaarde | Plafond | Tijdvak, met_namen: bool) -> str:
    if rij.herkomst is Regelherkomst.BESTAND:
        return ""
    return rij.door.naam if met_namen and rij.door is not None else "de beheerder"


def _tijdvak(rijen: Sequence[Tijdvak], *, met_namen: bool) -> tuple[Regelbeeld, ...]:
    if not rijen:
        return ()
    nu = rijen[-1]
    return (
        Regelbeeld(
            "tijdvak", "tijdvak", "Tijdvak om aan te vragen", _tijdvakbeeld(nu), nu.zekerheid, nu.bron, nu.toelichting,
            nu.vanaf,
            tuple(
                Eerder(rij.vanaf, _door(rij, met_namen), _tijdvakbeeld(rij), rij.zekerheid, rij.bron)
                for rij in reversed(rijen[:-1])
            ),
        ),
    )  # fmt: skip


def _tijdvakbeeld(rij: Tijdvak) -> Waardebeeld:
    if rij.opent is None or rij.sluit is None:
        return Waardebeeld("onbekend")
    return Waardebeeld(f"van {moment_nl(rij.opent)} tot en met {moment_nl(rij.sluit)}")


def _plafond(pot: Pot, rijen: Sequence[Plafond], *, met_namen: bool) -> Regelbeeld:
    nu = rijen[-1]
    return Regelbeeld(
        f"{pot.code}-plafond", "plafond", "Uitkeringsplafond", _plafondbeeld(nu), nu.zekerheid, nu.bron,
        nu.toelichting, nu.vanaf,
        tuple(
            Eerder(rij.vanaf, _door(rij, met_namen), _plafondbeeld(rij), rij.zekerheid, rij.bron)
            for rij in reversed(rijen[:-1])
        ),
    )  # fmt: skip


def _plafondbeeld(rij: Plafond) -> Waardebeeld:
    if rij.bedrag_cent is None:
        return Waardebeeld("onbekend")
    vanaf = f", vanaf {moment_nl(rij.geldt_vanaf)}" if rij.geldt_vanaf else ""
    return Waardebeeld(f"{euro_kort(rij.bedrag_cent)}{vanaf}".replace("€ ", "€\N{NO-BREAK SPACE}"))


def _aangehaald(regels: Iterable[Regelbeeld]) -> tuple[Bron, ...]:
    """The sources that these rules cite, by code."""
    bekend = alle_bronnen()
    codes = {code for regel in regels for code in verwijzingen(regel.bron)}
    return tuple(bekend[code] for code in bekend if code in codes)
