"""The projects of a tranche by risk: searched, filtered, sorted and exported by the address, as every list.

The risk is computed and not stored, so what the address asks is done on rows that are read anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, literal, true

from subsidie.platform.lijst import Filter, Lijst, Lijstkolom, Pagina, Staat
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort
from subsidie.realisatie.projecten import Projectstand
from subsidie.realisatie.risico import Risico
from subsidie.tranches.keuzen import Woonruimteaard

WOORDEN: Final[Mapping[Risico, tuple[str, str]]] = {
    Risico.TE_LAAT: ("te laat", "fout"),
    Risico.HOOG: ("hoog risico", "let_op"),
    Risico.VERHOOGD: ("verhoogd risico", "info"),
    Risico.LAAG: ("laag risico", "neutraal"),
}
"""What people read and in which colour, the most serious first."""
IN_GEVAAR: Final = (Risico.TE_LAAT, Risico.HOOG)

_Sleutel = Callable[[Projectstand], Any]
_SORTERINGEN: Final[Mapping[str, _Sleutel]] = {
    "nummer": lambda een: een.nummer,
    "gemeente": lambda een: een.gemeente.casefold(),
    "risico": lambda een: (een.oordeel.risico.ernst, een.in_gevaar_cent),
    "beloofd": lambda een: een.stand.beloofd.totaal,
    "geleverd": lambda een: een.stand.geleverd.totaal,
    "uiterlijk_klaar": lambda een: een.uiterlijk_klaar or date.max,
    "prognose": lambda een: een.prognose or date.max,
    "in_gevaar_eur": lambda een: een.in_gevaar_cent,
}
_KOLOMMEN: Final = (
    (Kolom("risico", "Risico", breedte=18), True),
    (Kolom("nummer", "Aanvraag", breedte=16), True),
    (Kolom("gemeente", "Gemeente", breedte=24), True),
    (Kolom("gm_code", "Gemeentecode"), False),
    (Kolom("project", "Project", breedte=32), False),
    (Kolom("redenen", "Waarom", breedte=80), True),
    (Kolom("beloofd", "Beloofd", Kolomsoort.GETAL, 10), True),
    (Kolom("beloofd_permanent", "Beloofd permanent", Kolomsoort.GETAL, 10), False),
    (Kolom("beloofd_flexibel", "Beloofd flexibel", Kolomsoort.GETAL, 10), False),
    (Kolom("geleverd", "Opgeleverd", Kolomsoort.GETAL, 12), True),
    (Kolom("geleverd_permanent", "Opgeleverd permanent", Kolomsoort.GETAL, 12), False),
    (Kolom("geleverd_flexibel", "Opgeleverd flexibel", Kolomsoort.GETAL, 12), False),
    (Kolom("gemeld", "Gemeld, nog niet aanvaard", Kolomsoort.GETAL, 12), False),
    (Kolom("in_gebruik", "In gebruik", Kolomsoort.GETAL, 12), False),
    (Kolom("niet_gehouden", "Niet behouden", Kolomsoort.GETAL, 12), False),
    (Kolom("uiterlijk_klaar", "Uiterlijk klaar", Kolomsoort.DAG, 16), True),
    (Kolom("prognose", "Eigen prognose", Kolomsoort.DAG, 16), True),
    (Kolom("verleend_eur", "Verleend", Kolomsoort.EURO, 16), False),
    (Kolom("in_gevaar_eur", "Voor wat er niet staat", Kolomsoort.EURO, 18), True),
)


def _in_het_geheugen(_: str) -> ColumnElement[bool]:
    return true()


def risicolijst(titel: str, projecten: Sequence[Projectstand]) -> Lijst:
    """What one can choose among ``projecten``: only what occurs in them."""
    gemeenten = sorted({een.gm_code: een.gemeente for een in projecten}.items(), key=lambda paar: paar[1])
    kwijt = literal(0)  # only says that one can sort on the column: the rows are sorted here
    return Lijst(
        titel=titel,
        kolommen=tuple(
            Lijstkolom(kolom, kwijt if kolom.sleutel in _SORTERINGEN else None, op_scherm=op_scherm)
            for kolom, op_scherm in _KOLOMMEN
        ),
        uniek=kwijt,
        filters=(
            Filter(
                "risico", "Risico",
                tuple((risico.value, tekst.capitalize()) for risico, (tekst, _) in WOORDEN.items()), _in_het_geheugen,
            ),
            Filter("gemeente", "Gemeente", tuple(gemeenten), _in_het_geheugen),
            Filter(
                "aard", "Permanent of flexibel",
                tuple((aard.value, aard.value.capitalize()) for aard in Woonruimteaard), _in_het_geheugen,
            ),
        ),
        zoek=_in_het_geheugen,
        zoek_label="Zoek op nummer, gemeente of project",
        standaard="-risico",
    )  # fmt: skip


def kies(projecten: Sequence[Projectstand], staat: Staat) -> list[Projectstand]:
    """What ``staat`` searches and filters, in its order; equals stay in order of number."""
    risicos, gemeenten, aarden = (
        frozenset(staat.gekozen.get(sleutel, ())) for sleutel in ("risico", "gemeente", "aard")
    )
    woorden = staat.zoek.casefold().split()
    gevonden = [
        een
        for een in projecten
        if (not risicos or een.oordeel.risico.value in risicos)
        and (not gemeenten or een.gm_code in gemeenten)
        and (not aarden or any(een.stand.beloofd.van(Woonruimteaard(aard)) for aard in aarden))
        and all(woord in f"{een.nummer} {een.gemeente} {een.project}".casefold() for woord in woorden)
    ]
    sleutel = _SORTERINGEN.get(staat.sorteer.removeprefix("-"), _SORTERINGEN["risico"])
    gevonden.sort(key=lambda een: een.nummer)
    gevonden.sort(key=sleutel, reverse=staat.sorteer.startswith("-"))
    return gevonden


def pagina_van(lijst: Lijst, staat: Staat, gevonden: Sequence[Projectstand]) -> Pagina:
    """The page of ``gevonden`` that ``staat`` asks; beyond the last it is the last."""
    paginas = max(1, -(-len(gevonden) // lijst.per_pagina))
    nummer = min(staat.pagina, paginas)
    begin = (nummer - 1) * lijst.per_pagina
    deze = gevonden[begin : begin + lijst.per_pagina]
    return Pagina(
        rijen=deze, totaal=len(gevonden), pagina=nummer, paginas=paginas, van=begin + 1 if deze else 0,
        tot=begin + len(deze), is_laatste_gegeven=staat.pagina > paginas,
    )  # fmt: skip


def als_rijen(gevonden: Sequence[Projectstand]) -> list[list[Cel]]:
    """Rows of the export: a cell for each column."""
    return [
        [
            WOORDEN[een.oordeel.risico][0], een.nummer, een.gemeente, een.gm_code, een.project,
            "; ".join(reden.tekst for reden in een.oordeel.redenen), een.stand.beloofd.totaal,
            een.stand.beloofd.permanent, een.stand.beloofd.flexibel, een.stand.geleverd.totaal,
            een.stand.geleverd.permanent, een.stand.geleverd.flexibel, een.stand.gemeld.totaal,
            een.stand.in_gebruik.totaal, een.stand.niet_gehouden.totaal, een.uiterlijk_klaar, een.prognose,
            een.verleend_cent, een.in_gevaar_cent,
        ]
        for een in gevonden
    ]  # fmt: skip
