"""A part of an application as it was typed, and what was understood of it. Pure.

A draft may be incomplete and may hold slips: nothing that was typed is lost. So what is kept is the text
(``ruw``: names with text, and lists of lines), and the values are computed from it each time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud.opzet import Deelopzet, Lijst, Veld
from subsidie.kern.canoniek import canonieke_json
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.strikte_json import lees_json
from subsidie.kern.tekst import getal

Ruw = dict[str, Any]
"""Names with text, or with a list of lines (names with text). Only what is not empty."""

LANGSTE_RUW: Final = 20_000
"""Characters of one field that a draft keeps; far more than any field may have."""
MEESTE_RUWE_RIJEN: Final = 500
"""Lines that a draft keeps, more than any list may have."""

_RIJVELD: Final = re.compile(r"(?P<lijst>[a-z_]{1,40})-(?P<rij>[0-9]{1,6})-(?P<veld>[a-z0-9_]{1,80})")
_SURROGAAT: Final = re.compile("[\ud800-\udfff]")
_RANDEN: Final = " \t\r\n\u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Deelinhoud:
    """One part: as typed (``ruw``), what was understood (``waarden``) and what could not be (``gebreken``).

    ``waarden`` has every field that the part asks, ``None`` where nothing (readable) was typed; of a list a
    tuple of lines. ``waar`` of a fault is the name of a field in the form: ``naam``, ``plaatsen-0-postcode``,
    or the name of a list.
    """

    opzet: Deelopzet
    ruw: Mapping[str, Any]
    waarden: Mapping[str, Any]
    gebreken: tuple[Gebrek, ...] = ()

    @property
    def deel(self) -> Aanvraagdeel:
        """Which part it is."""
        return self.opzet.deel

    @property
    def is_leeg(self) -> bool:
        """Whether nothing was typed at all."""
        return not self.ruw

    def als_json(self) -> str:
        """What was typed as canonical JSON: for the working copy (``Conceptdeel.inhoud``)."""
        return canonieke_json(dict(self.ruw)).decode()

    def vast(self) -> Ruw:
        """What was understood, each value in its one text: for a version. Unknown names are left out."""
        uit: Ruw = {}
        for veld in self.opzet.velden:
            if self.waarden.get(veld.naam) is not None:
                uit[veld.naam] = veld.waardesoort.schrijf(self.waarden[veld.naam])
        for lijst in self.opzet.lijsten:
            rijen = [
                {
                    veld.naam: veld.waardesoort.schrijf(rij[veld.naam])
                    for veld in lijst.velden
                    if rij.get(veld.naam) is not None
                }
                for rij in self.waarden.get(lijst.naam, ())
            ]
            if rijen := [rij for rij in rijen if rij]:
                uit[lijst.naam] = rijen
        return uit

    def gebreken_bij(self, waar: str) -> tuple[str, ...]:
        """The messages at one field."""
        return tuple(gebrek.melding for gebrek in self.gebreken if gebrek.waar == waar)

    def getypt(self, waar: str) -> str:
        """What stands in the form at field ``waar``; empty when nothing does."""
        gevonden = _RIJVELD.fullmatch(waar) if "-" in waar else None
        if gevonden is None:
            tekst = self.ruw.get(waar, "")
        else:
            rijen = self.ruw.get(gevonden["lijst"], [])
            nummer = int(gevonden["rij"])
            rij = rijen[nummer] if isinstance(rijen, list) and nummer < len(rijen) else {}
            tekst = rij.get(gevonden["veld"], "")
        return tekst if isinstance(tekst, str) else ""


def gewoon(tekst: str) -> str:
    """Text as it is kept: NFC, newlines as ``\\n``, without spaces around it, and never half a character."""
    heel = tekst.replace("\r\n", "\n")
    if heel.isascii():  # nearly all of it: nothing to compose, and every character is whole
        return heel.strip(_RANDEN)[:LANGSTE_RUW]
    heel = _SURROGAAT.sub("\ufffd", heel)
    return unicodedata.normalize("NFC", heel).strip(_RANDEN)[:LANGSTE_RUW]


def uit_formulier(opzet: Deelopzet, formulier: Mapping[str, Sequence[str]]) -> Ruw:
    """What was typed in a form (``request.form.to_dict(flat=False)``); names that are not asked are ignored.

    Lines stand in the order of their numbers, which may have gaps; a line in which nothing was typed is gone.
    """
    ruw: Ruw = {}
    for veld in opzet.velden:
        if tekst := gewoon(_laatste(formulier.get(veld.naam))):
            ruw[veld.naam] = tekst
    rijen: dict[str, dict[int, dict[str, str]]] = {}
    for naam, waarden in formulier.items():
        gevonden = _RIJVELD.fullmatch(naam)
        lijst = opzet.lijst(gevonden["lijst"]) if gevonden else None
        if gevonden is None or lijst is None or lijst.veld(gevonden["veld"]) is None:
            continue
        if tekst := gewoon(_laatste(waarden)):
            rijen.setdefault(lijst.naam, {}).setdefault(int(gevonden["rij"]), {})[gevonden["veld"]] = tekst
    for naam, genummerd in rijen.items():
        ruw[naam] = [genummerd[nummer] for nummer in sorted(genummerd)][:MEESTE_RUWE_RIJEN]
    return ruw


def uit_json(opzet: Deelopzet, tekst: str | None) -> Ruw:
    """What a working copy or a version holds (``None``: nothing yet).

    Names that the part does not ask are left out: a tranche may ask less than it did. Raises
    ``OngeldigeInvoer`` for what is no JSON object of text.
    """
    if not tekst:
        return {}
    return uit_waarde(opzet, lees_json(tekst.encode("utf-8", "surrogatepass")))


def uit_waarde(opzet: Deelopzet, gelezen: object) -> Ruw:
    """As ``uit_json``, of JSON that was read already."""
    if not isinstance(gelezen, dict):
        raise OngeldigeInvoer.van(opzet.deel.value, "Dit deel van de aanvraag is niet leesbaar.")
    ruw = {
        veld.naam: tekst for veld in opzet.velden if (tekst := _tekst(gelezen.get(veld.naam, ""), opzet.deel))
    }
    uit: Ruw = dict(ruw)
    for lijst in opzet.lijsten:
        rijen = gelezen.get(lijst.naam, [])
        if not isinstance(rijen, list) or not all(isinstance(rij, dict) for rij in rijen):
            raise OngeldigeInvoer.van(opzet.deel.value, "Dit deel van de aanvraag is niet leesbaar.")
        over = [
            {
                veld.naam: tekst
                for veld in lijst.velden
                if (tekst := _tekst(rij.get(veld.naam, ""), opzet.deel))
            }
            for rij in rijen[:MEESTE_RUWE_RIJEN]
        ]
        if over := [rij for rij in over if rij]:
            uit[lijst.naam] = over
    return uit


def lees(opzet: Deelopzet, ruw: Mapping[str, Any]) -> Deelinhoud:
    """Read every field of ``ruw``; never raises: what cannot be read is a fault at its field."""
    gebreken: list[Gebrek] = []
    waarden: dict[str, Any] = {}
    for onderdeel in opzet.onderdelen:
        if isinstance(onderdeel, Veld):
            waarden[onderdeel.naam] = _lees(onderdeel, ruw.get(onderdeel.naam, ""), onderdeel.naam, gebreken)
        else:
            waarden[onderdeel.naam] = tuple(_lees_rijen(onderdeel, ruw.get(onderdeel.naam, ()), gebreken))
    return Deelinhoud(opzet, ruw, waarden, tuple(gebreken))


def _lees_rijen(
    lijst: Lijst, rijen: Sequence[Mapping[str, str]], gebreken: list[Gebrek]
) -> Iterable[dict[str, Any]]:
    if len(rijen) > lijst.hoogstens:
        gebreken.append(
            Gebrek(
                lijst.naam,
                f"Hier staan {getal(len(rijen))} regels. Gebruik er ten hoogste {getal(lijst.hoogstens)}.",
            )
        )
    for nummer, rij in enumerate(rijen):
        yield {
            veld.naam: _lees(veld, rij.get(veld.naam, ""), f"{lijst.naam}-{nummer}-{veld.naam}", gebreken)
            for veld in lijst.velden
        }


def _lees(veld: Veld, tekst: str, waar: str, gebreken: list[Gebrek]) -> Any:
    if not tekst:
        return None
    try:
        return veld.waardesoort.lees(tekst)
    except OngeldigeInvoer as fout:
        gebreken += [Gebrek(waar, gebrek.melding) for gebrek in fout.gebreken]
        return None


def _laatste(waarden: Sequence[str] | None) -> str:
    """Of a name that was sent more than once the last one, as a hidden field before a box to tick needs."""
    return waarden[-1] if waarden else ""


def _tekst(waarde: object, deel: Aanvraagdeel) -> str:
    if not isinstance(waarde, str):
        raise OngeldigeInvoer.van(deel.value, "Dit deel van de aanvraag is niet leesbaar.")
    return gewoon(waarde)
