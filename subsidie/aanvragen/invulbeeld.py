"""One step of filling in as a page shows it: inputs with what was typed, faults at their field, lines, steps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from subsidie.aanvragen.conceptqueries import Werkkopie
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud.geheel import DEELNAMEN, Delen
from subsidie.aanvragen.inhoud.meldingen import Ontbreekt, Opmerking
from subsidie.aanvragen.inhoud.opzet import Deelopzet, Eis, Lijst, Veld
from subsidie.aanvragen.inhoud.ruw import Deelinhoud
from subsidie.aanvragen.inhoud.soorten import Veldsoort
from subsidie.kern.fouten import Gebrek

STAPPEN: Final = tuple(Aanvraagdeel)
_JA_NEE: Final = (("ja", "ja"), ("nee", "nee"))
_KORT: Final = {
    Veldsoort.GETAL: 8, Veldsoort.BEDRAG: 16, Veldsoort.DATUM: 14, Veldsoort.MAAND: 12, Veldsoort.TELEFOON: 20,
}  # fmt: skip


_BREED: Final = 18  # characters of what can be chosen that fit in the narrowest column
_LANG: Final = 100  # of that many characters people write more than a word
_GEEN: Final = Markup("")


@dataclass(frozen=True, slots=True)
class Invoer:
    """One input. ``naam`` is its name and its id; ``opties`` is HTML, for a list to choose from."""

    veld: Veld
    naam: str
    waarde: str
    fouten: tuple[str, ...] = ()
    opmerkingen: tuple[str, ...] = ()
    opties: Markup = _GEEN

    @property
    def vorm(self) -> str:
        """Which input: ``lijst``, ``alinea``, ``vink`` or ``regel``."""
        soort = self.veld.soort
        if soort in (Veldsoort.KEUZE, Veldsoort.JA_NEE):
            return "lijst"
        return {Veldsoort.ALINEA: "alinea", Veldsoort.AANVINKEN: "vink"}.get(soort, "regel")

    @property
    def breedte(self) -> int | None:
        """How many characters wide an input for a short value is."""
        return _KORT.get(self.veld.soort)

    @property
    def toetsenbord(self) -> str:
        """Which keyboard a telephone shows."""
        return {
            Veldsoort.GETAL: "numeric", Veldsoort.BEDRAG: "decimal", Veldsoort.EMAIL: "email",
            Veldsoort.TELEFOON: "tel",
        }.get(self.veld.soort, "")  # fmt: skip

    @property
    def is_breed(self) -> bool:
        """Whether it needs the room of two short inputs beside it."""
        if self.vorm == "lijst":
            return any(len(naam) > _BREED for _, naam in self.veld.opties)
        return self.vorm == "alinea" or (self.vorm == "regel" and (self.veld.hoogstens or 0) >= _LANG)

    @property
    def is_vrij(self) -> bool:
        """Whether it may stay empty."""
        return self.veld.eis is Eis.OPTIONEEL


@dataclass(frozen=True, slots=True)
class Lijstbeeld:
    """A list with its lines, each with its number (from 0) and inputs; ``sjabloon`` is an empty line with number 0."""

    lijst: Lijst
    regels: tuple[tuple[int, tuple[Invoer, ...]], ...]
    fouten: tuple[str, ...]
    opmerkingen: tuple[str, ...]
    sjabloon: tuple[Invoer, ...]

    @property
    def kan_erbij(self) -> bool:
        """Whether another line fits."""
        return len(self.regels) < self.lijst.hoogstens


@dataclass(frozen=True, slots=True)
class Stap:
    """A part among the steps. ``stand``: ``leeg``, ``bezig`` or ``compleet``."""

    deel: Aanvraagdeel
    nummer: int
    naam: str
    stand: str
    ontbreekt: tuple[Ontbreekt, ...]

    @property
    def woord(self) -> str:
        """The state in words."""
        return {"leeg": "nog leeg", "bezig": "nog niet compleet", "compleet": "compleet"}[self.stand]


def onderdelen(
    inhoud: Deelinhoud, opmerkingen: Iterable[Opmerking], *, extra: Mapping[str, int] | None = None
) -> tuple[Invoer | Lijstbeeld, ...]:
    """The inputs of one part; ``extra`` are empty lines to add at the end of a list, by its name."""
    maker = _Maker(inhoud, opmerkingen)
    return tuple(
        maker.invoer(een, een.naam, _tekst(inhoud.ruw, een.naam))
        if isinstance(een, Veld)
        else maker.lijst(een, (extra or {}).get(een.naam, 0))
        for een in inhoud.opzet.onderdelen
    )


def stappen(werkkopie: Werkkopie, delen: Delen, ontbreekt: Sequence[Ontbreekt]) -> tuple[Stap, ...]:
    """All parts in order, each with what is missing in it."""
    per_deel: dict[Aanvraagdeel, list[Ontbreekt]] = defaultdict(list)
    for een in ontbreekt:
        per_deel[een.deel].append(een)
    uit = []
    for nummer, deel in enumerate(STAPPEN, start=1):
        leeg = not werkkopie.bijlagen if deel is Aanvraagdeel.BIJLAGEN else delen.inhoud[deel].is_leeg
        stand = "leeg" if leeg and per_deel[deel] else "bezig" if per_deel[deel] else "compleet"
        uit.append(Stap(deel, nummer, DEELNAMEN[deel], stand, tuple(per_deel[deel])))
    return tuple(uit)


def foutregels(opzet: Deelopzet, gebreken: Iterable[Gebrek]) -> list[tuple[str, str]]:
    """Per fault the id of its field and a sentence, for the list above a form."""
    return [(gebrek.waar, f"{opzet.label_van(gebrek.waar)}: {gebrek.melding}") for gebrek in gebreken]


class _Maker:
    """Makes the inputs of one part; the options of a field are written out once per value that occurs."""

    def __init__(self, inhoud: Deelinhoud, opmerkingen: Iterable[Opmerking]) -> None:
        self.inhoud = inhoud
        self.fouten: dict[str, list[str]] = defaultdict(list)
        for gebrek in inhoud.gebreken:
            self.fouten[gebrek.waar].append(gebrek.melding)
        self.opmerkingen: dict[str, list[str]] = defaultdict(list)
        for een in opmerkingen:
            if een.deel is inhoud.deel:
                self.opmerkingen[een.veld].append(een.melding)
        self._opties: dict[tuple[int, str], Markup] = {}

    def invoer(self, veld: Veld, naam: str, waarde: str) -> Invoer:
        return Invoer(
            veld, naam, waarde, tuple(self.fouten.get(naam, ())), tuple(self.opmerkingen.get(naam, ())),
            self.opties(veld, waarde),
        )  # fmt: skip

    def lijst(self, lijst: Lijst, extra: int) -> Lijstbeeld:
        gevuld = [rij for rij in self.inhoud.ruw.get(lijst.naam, ()) if isinstance(rij, dict)]
        leeg = extra if gevuld else max(extra, 1)
        rijen: list[Mapping[str, str]] = [*gevuld, *({} for _ in range(leeg))]
        return Lijstbeeld(
            lijst,
            tuple((nummer, self._rij(lijst, nummer, rij)) for nummer, rij in enumerate(rijen)),
            tuple(self.fouten.get(lijst.naam, ())),
            tuple(self.opmerkingen.get(lijst.naam, ())),
            tuple(Invoer(veld, f"{lijst.naam}-0-{veld.naam}", "", (), (), self.opties(veld, ""))
                  for veld in lijst.velden),
        )  # fmt: skip

    def _rij(self, lijst: Lijst, nummer: int, rij: Mapping[str, str]) -> tuple[Invoer, ...]:
        return tuple(
            self.invoer(veld, f"{lijst.naam}-{nummer}-{veld.naam}", rij.get(veld.naam, ""))
            for veld in lijst.velden
        )

    def opties(self, veld: Veld, waarde: str) -> Markup:
        if veld.soort not in (Veldsoort.KEUZE, Veldsoort.JA_NEE):
            return Markup("")
        sleutel = (id(veld), waarde)
        if sleutel not in self._opties:
            self._opties[sleutel] = _opties(veld, waarde)
        return self._opties[sleutel]


def _opties(veld: Veld, waarde: str) -> Markup:
    keuzen = veld.opties if veld.soort is Veldsoort.KEUZE else _JA_NEE
    # What cannot be chosen (any more) stays visible until somebody chooses something else.
    vreemd = [] if not waarde or waarde in dict(keuzen) else [(waarde, f"{waarde} (kan hier niet)")]
    delen = [Markup('<option value="">Kies</option>')]
    for code, naam in (*vreemd, *keuzen):
        gekozen = Markup(" selected") if code == waarde else ""
        delen.append(
            Markup('<option value="{}"{}>{}</option>').format(code, gekozen, naam[:1].upper() + naam[1:])
        )
    return Markup("").join(delen)


def _tekst(ruw: Mapping[str, Any], naam: str) -> str:
    waarde = ruw.get(naam, "")
    return waarde if isinstance(waarde, str) else ""
