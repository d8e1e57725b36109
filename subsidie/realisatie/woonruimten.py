"""One home as a municipality reports it: what was typed, what was understood of it, and every fault. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from subsidie.aanvragen.bronbestand import toon as citeer
from subsidie.aanvragen.inhoud.plaatssoorten import Postcode
from subsidie.aanvragen.inhoud.soorten import Geheel, Tekst
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.tekst import opsomming
from subsidie.realisatie.bag import lees_bag_id, past_bij
from subsidie.realisatie.plan import Planwijze
from subsidie.tranches.woorden import in_woorden

LANGSTE_TOEVOEGING: Final = 12
LANGSTE_RUIMTE: Final = 40
HOOGSTE_HUISNUMMER: Final = 99_999

_POSTCODE, _HUISNUMMER, _RUIMTE = Postcode(), Geheel(1, HOOGSTE_HUISNUMMER), Tekst(LANGSTE_RUIMTE)
_TOEVOEGING: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./-]{0,11}")


@dataclass(frozen=True, slots=True)
class Kolom:
    """One thing that is asked of a home: its name in a form, what people read, and a word of help."""

    naam: str
    label: str
    hulp: str
    verplicht: bool = True


KOLOMMEN: Final = (
    Kolom("wijze", "Soort woonruimte", "Een van de soorten woonruimte in uw besluit."),
    Kolom("bag_id", "BAG-nummer", "16 cijfers. Leeg als er nog geen nummer is.", False),
    Kolom("postcode", "Postcode", "Bijvoorbeeld 1234 AB."),
    Kolom("huisnummer", "Huisnummer", "Alleen het getal."),
    Kolom("toevoeging", "Toevoeging", "Huisletter of toevoeging, als die er is.", False),
    Kolom("ruimte", "Kamer of unit", "Nodig als meer woonruimten één adres of BAG-nummer delen.", False),
)  # fmt: skip
"""What is asked of every home, in the order of the form and of a worksheet."""

NAMEN: Final = tuple(kolom.naam for kolom in KOLOMMEN)


@dataclass(frozen=True, slots=True)
class Wijzekeuze:
    """A kind of home that can be delivered: its code in a form, and how people call it."""

    code: str
    wijze: Planwijze
    naam: str


def keuzen_van(wijzen: Sequence[Planwijze], groepsnamen: Mapping[str, str]) -> tuple[Wijzekeuze, ...]:
    """The kinds to choose from, numbered from 1; ``groepsnamen``: names of target groups by code."""
    return tuple(
        Wijzekeuze(str(nummer), wijze, noem_wijze(wijze, groepsnamen))
        for nummer, wijze in enumerate(wijzen, start=1)
    )


def noem_wijze(wijze: Planwijze, groepsnamen: Mapping[str, str]) -> str:
    """A kind of home in words: ``Statushouders, permanent, zelfstandig``."""
    doelgroep, aard, soort = wijze
    naam = groepsnamen.get(doelgroep, doelgroep.replace("_", " "))
    return f"{naam[:1].upper()}{naam[1:]}, {in_woorden(aard)}, {in_woorden(soort)}"


@dataclass(frozen=True, slots=True)
class Adres:
    """Where a home is. ``postcode`` as ``1234 AB``; ``bag_id`` ``None`` while there is none."""

    bag_id: str | None
    postcode: str
    huisnummer: int
    toevoeging: str = ""
    ruimte: str = ""

    def __str__(self) -> str:
        nummer = f"{self.huisnummer}{f' {self.toevoeging}' if self.toevoeging else ''}"
        return f"{self.postcode} {nummer}{f', {self.ruimte}' if self.ruimte else ''}"

    @property
    def plek(self) -> tuple[str, int, str]:
        """The address without the room."""
        return (self.postcode, self.huisnummer, self.toevoeging)


@dataclass(frozen=True, slots=True)
class Opgave:
    """A home that was read whole. ``waar``: says the place of a field, for a fault that shows later."""

    wijze: Planwijze
    adres: Adres
    waar: Callable[[str], str]
    noem: str
    """What people call its place: ``regel 3`` or ``rij 7``."""


def lees_woonruimte(
    ruw: Mapping[str, str], keuzen: Sequence[Wijzekeuze], *, waar: Callable[[str], str], noem: str,
    gebreken: list[Gebrek],
) -> Opgave | None:  # fmt: skip
    """The home in ``ruw`` (names of ``KOLOMMEN`` with text); ``None`` with its faults added to ``gebreken``.

    ``waar`` gives the place of a field. With one kind to choose from, none needs to be said.
    """
    eerder = len(gebreken)
    wijze = _wijze(ruw.get("wijze", ""), keuzen, waar, gebreken)
    adres = lees_adres(ruw, waar=waar, gebreken=gebreken)
    if adres is not None and wijze is not None and adres.bag_id is not None:
        bezwaar = past_bij(adres.bag_id, wijze[2])
        if bezwaar:
            gebreken.append(Gebrek(waar("bag_id"), bezwaar))
    if len(gebreken) > eerder or wijze is None or adres is None:
        return None
    return Opgave(wijze, adres, waar, noem)


def lees_adres(ruw: Mapping[str, str], *, waar: Callable[[str], str], gebreken: list[Gebrek]) -> Adres | None:
    """The place in ``ruw``; ``None`` with its faults added to ``gebreken``."""
    eerder = len(gebreken)

    def een(naam: str, lees: Callable[[str], object], leeg: str = "") -> object:
        tekst = ruw.get(naam, "")
        if not tekst:
            if leeg:
                gebreken.append(Gebrek(waar(naam), leeg))
            return None
        try:
            return lees(tekst)
        except OngeldigeInvoer as fout:
            gebreken.extend(Gebrek(waar(naam), gebrek.melding) for gebrek in fout.gebreken)
            return None

    bag_id = een("bag_id", lees_bag_id)
    postcode = een("postcode", _POSTCODE.lees, "Vul de postcode in.")
    huisnummer = een("huisnummer", _lees_huisnummer, "Vul het huisnummer in.")
    toevoeging = een("toevoeging", _lees_toevoeging) or ""
    ruimte = een("ruimte", _lees_ruimte) or ""
    if len(gebreken) > eerder:
        return None
    return Adres(
        str(bag_id) if bag_id else None, str(postcode), int(str(huisnummer)), str(toevoeging), str(ruimte)
    )


def _wijze(
    tekst: str, keuzen: Sequence[Wijzekeuze], waar: Callable[[str], str], gebreken: list[Gebrek]
) -> Planwijze | None:
    if not tekst and len(keuzen) == 1:
        return keuzen[0].wijze
    gelijk = " ".join(tekst.casefold().split())
    for keuze in keuzen:
        if gelijk in (keuze.code, keuze.naam.casefold()):
            return keuze.wijze
    namen = opsomming([f"‘{keuze.naam}’" for keuze in keuzen], voegwoord="of")
    wat = f"‘{citeer(tekst)}’ staat niet in het besluit." if tekst else "Kies wat voor woonruimte dit is."
    gebreken.append(Gebrek(waar("wijze"), f"{wat} Kies uit: {namen}." if keuzen else wat))
    return None


def _lees_huisnummer(tekst: str) -> int:
    if re.fullmatch(r"[0-9]{1,5} ?[A-Za-z].*", tekst):
        raise OngeldigeInvoer.van(
            "", f"‘{citeer(tekst)}’ is meer dan een getal. Zet de letter of toevoeging in de kolom daarnaast."
        )
    return _HUISNUMMER.lees(tekst)


def _lees_toevoeging(tekst: str) -> str:
    gewoon = " ".join(tekst.split())
    if _TOEVOEGING.fullmatch(gewoon) is None:
        raise OngeldigeInvoer.van(
            "",
            f"‘{citeer(tekst)}’ kan geen toevoeging zijn. Gebruik letters en cijfers, ten hoogste"
            f" {LANGSTE_TOEVOEGING} tekens.",
        )
    return gewoon.upper()


def _lees_ruimte(tekst: str) -> str:
    return _RUIMTE.lees(" ".join(tekst.split()))
