"""From a table to rows by column name: the header is checked, and every fault is kept with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from subsidie.aanvragen.bronbestand import HOOGSTE_RIJEN, Celwaarde, Rij, Tabel, toon
from subsidie.aanvragen.kolommen import Lezer, bedoeld, toon_cel
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.tekst import getal, kolomletter, opsomming

T = TypeVar("T")

HOOGSTE_AANTAL_GEBREKEN: Final = 5_000
"""More faults than this are counted, not listed: the first ones explain the rest."""

LEEG: Final = "Deze cel is leeg. Vul de waarde in."

_RIJ_VAN_BESTAND: Final = 0
_GEEN_KOLOM: Final = -1


class Gebrekenlijst:
    """Faults of one table, given back in the order in which a person walks through it."""

    def __init__(self, tabel: str) -> None:
        self.tabel = tabel
        self.aantal = 0
        self._gebreken: list[tuple[int, int, Gebrek]] = []

    def meld(self, rij: int, plaats: int, kolom: str, melding: str) -> None:
        """A fault in row ``rij``; ``plaats`` orders the columns, ``kolom`` is what the column is called."""
        waar = f"{self.tabel}, rij {rij}" + (f", kolom {kolom}" if kolom else "")
        self._voeg_toe(rij, plaats, Gebrek(waar, melding))

    def meld_bestand(self, gebrek: Gebrek) -> None:
        """A fault of the table as a whole; these come first."""
        self._voeg_toe(_RIJ_VAN_BESTAND, _GEEN_KOLOM, gebrek)

    def lijst(self) -> list[Gebrek]:
        """Every fault, by row and column; at the end how many there were more, if so."""
        gebreken = [gebrek for _, _, gebrek in sorted(self._gebreken, key=lambda drietal: drietal[:2])]
        meer = self.aantal - len(gebreken)
        if meer:
            gebreken.append(Gebrek(self.tabel, f"En nog {getal(meer)} fouten."))
        return gebreken

    def _voeg_toe(self, rij: int, plaats: int, gebrek: Gebrek) -> None:
        self.aantal += 1
        if len(self._gebreken) < HOOGSTE_AANTAL_GEBREKEN:
            self._gebreken.append((rij, plaats, gebrek))


@dataclass(slots=True)
class Rijlezer:
    """One row under its header; ``foutloos`` turns False with the first fault in it.

    ``scheef``: it has another number of cells than the header, so what stands where is not certain.
    """

    rij: Rij
    kolommen: Mapping[str, int]
    gebreken: Gebrekenlijst
    foutloos: bool = True
    scheef: bool = False

    @property
    def nummer(self) -> int:
        """The number beside the row in a spreadsheet."""
        return self.rij.nummer

    def cel(self, kolom: str) -> Celwaarde:
        """The cell under ``kolom``; empty text when the column or the cell is not there."""
        plaats = self.kolommen.get(kolom)
        return "" if plaats is None or plaats >= len(self.rij.cellen) else self.rij.cellen[plaats]

    def is_leeg(self, kolom: str) -> bool:
        """Whether there is nothing to read under ``kolom``."""
        return self.cel(kolom) == ""

    def meld(self, kolom: str, melding: str) -> None:
        """A fault in this row under ``kolom`` (left out when there is no such column)."""
        self.foutloos = False
        plaats = self.kolommen.get(kolom)
        self.gebreken.meld(
            self.rij.nummer,
            _GEEN_KOLOM if plaats is None else plaats,
            "" if plaats is None else kolom,
            melding,
        )

    def lees(self, kolom: str, lezer: Lezer[T], *, leeg: str | None = LEEG) -> T | None:
        """The value under ``kolom``, or ``None`` when it is empty or faulty; faults are kept.

        ``leeg`` is the message for an empty cell; ``None`` where the cell may be empty.
        """
        if kolom not in self.kolommen:
            self.foutloos = self.foutloos and leeg is None  # the header was reported already
            return None
        waarde = self.cel(kolom)
        if waarde == "":
            if leeg is not None:
                self.meld(kolom, leeg)
            return None
        try:
            return lezer(waarde)
        except OngeldigeInvoer as fout:
            for gebrek in fout.gebreken:
                self.meld(kolom, gebrek.melding)
            return None


@dataclass(frozen=True, slots=True)
class Kolommen:
    """What a table must and may have, and what the other table has (to see that they were swapped).

    ``hoogstens``: rows below the header; of more none is read. Where a row asks something of the database this keeps
    the answer within seconds.
    """

    verplicht: tuple[str, ...]
    vrij: tuple[str, ...]
    andere_tabel: str
    in_andere: tuple[str, ...]
    hoogstens: int = HOOGSTE_RIJEN


def lees_rijen(tabel: Tabel, wat: Kolommen, gebreken: Gebrekenlijst) -> list[Rijlezer]:
    """The rows below the header. Faults in reading, in the header and in the shape of rows are kept."""
    for gebrek in tabel.gebreken:
        gebreken.meld_bestand(gebrek)
    if not tabel.rijen:
        if tabel.leesbaar:
            gebreken.meld_bestand(
                Gebrek(tabel.naam, f"Deze tabel is leeg. Zet in de eerste rij: {', '.join(wat.verplicht)}.")
            )
        return []
    kop, *rijen = tabel.rijen
    if len(rijen) > wat.hoogstens:
        gebreken.meld_bestand(
            Gebrek(
                tabel.naam,
                f"Onder de kopregel staan {getal(len(rijen))} rijen. Gebruik ten hoogste {getal(wat.hoogstens)} rijen, "
                "of verdeel ze over meer bestanden.",
            )
        )
        return []
    kolommen = _lees_kop(kop, wat, gebreken)
    if kolommen is None:
        return []
    if not rijen and tabel.leesbaar:
        gebreken.meld(
            kop.nummer, _GEEN_KOLOM, "", "Onder de kopregel staat niets. Vul de rijen daaronder in."
        )
    return list(_onder_de_kop(rijen, kop, kolommen, gebreken))


def _lees_kop(kop: Rij, wat: Kolommen, gebreken: Gebrekenlijst) -> dict[str, int] | None:
    namen = [toon_cel(cel) for cel in kop.cellen]
    if set(wat.in_andere) <= set(namen) and not set(wat.verplicht) <= set(namen):
        gebreken.meld(
            kop.nummer, _GEEN_KOLOM, "",
            f"Dit is de tabel {wat.andere_tabel}. Verwissel de twee bestanden of bladen.",
        )  # fmt: skip
        return None
    kolommen: dict[str, int] = {}
    bekend = (*wat.verplicht, *wat.vrij)
    for plaats, naam in enumerate(namen):
        if not naam:
            continue
        if naam in kolommen:
            eerste = kolomletter(kolommen[naam] + 1)
            melding = f"‘{toon(naam)}’ staat ook in kolom {eerste}. Haal er één weg."
        elif naam in bekend:
            kolommen[naam] = plaats
            continue
        else:
            melding = f"‘{toon(naam)}’ is geen kolom van deze tabel. Haal de kolom weg of verbeter de naam."
            melding += bedoeld(naam, [kolom for kolom in bekend if kolom not in namen])
        gebreken.meld(kop.nummer, plaats, kolomletter(plaats + 1), melding)
    ontbrekend = [f"‘{kolom}’" for kolom in wat.verplicht if kolom not in kolommen]
    if ontbrekend and not kolommen:
        gebreken.meld(
            kop.nummer, _GEEN_KOLOM, "",
            f"Dit is geen kopregel van deze tabel. Zet hier: {', '.join(wat.verplicht)}.",
        )  # fmt: skip
        return None
    for kolom in ontbrekend:
        gebreken.meld(kop.nummer, len(namen), "", f"De kolom {kolom} ontbreekt. Voeg hem toe.")
    return kolommen


def _onder_de_kop(
    rijen: Collection[Rij], kop: Rij, kolommen: Mapping[str, int], gebreken: Gebrekenlijst
) -> Iterator[Rijlezer]:
    breedte = len(kop.cellen)
    naamloos = [plaats for plaats, cel in enumerate(kop.cellen) if cel == ""]
    for rij in rijen:
        over = [plaats for plaats in range(breedte, len(rij.cellen)) if rij.cellen[plaats] != ""]
        if over or len(rij.cellen) < breedte:
            gebreken.meld(
                rij.nummer, _GEEN_KOLOM, "",
                f"Deze rij heeft {len(rij.cellen)} cellen, de kopregel heeft er {breedte}."
                ' Zet een tekst met een komma of puntkomma tussen aanhalingstekens ("...").',
            )  # fmt: skip
            yield Rijlezer(rij, kolommen, gebreken, foutloos=False, scheef=True)
            continue
        lezer = Rijlezer(rij, kolommen, gebreken)
        gevuld = [kolomletter(plaats + 1) for plaats in naamloos if rij.cellen[plaats] != ""]
        if gevuld:
            waar = opsomming(gevuld)
            lezer.foutloos = False
            gebreken.meld(
                rij.nummer, _GEEN_KOLOM, waar,
                "Hier staat iets, maar de kopregel heeft er geen naam. Haal het weg of vul de kopregel aan.",
            )  # fmt: skip
        yield lezer
