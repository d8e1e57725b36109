"""Terms as JSON: read, check everything, compute (for ``subsidie narekenen termijn``).

One object or a list of ``{"soort": ..., "invoer": {...}}``; ``titel`` and ``verwacht`` beside them are
allowed and ignored. In ``invoer`` absent and ``null`` are the same; an unknown field is refused whatever its
value.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from subsidie.kern import termijnen
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.strikte_json import leesbaar, ontleed_json, toon_pad
from subsidie.kern.tekst import opsomming
from subsidie.kern.tijd import lees_datum

_BUITENSTE_VELDEN: Final = ("soort", "invoer", "titel", "verwacht")


def bereken(gegevens: object) -> list[str]:
    """The answer to every term in ``gegevens``, in order, as ISO dates (``YYYY-MM-DD``).

    ``gegevens`` is what ``strikte_json.lees_json`` gives. Raises ``OngeldigeInvoer`` with every fault in all
    terms at once; ``waar`` reads as ``termijn 3, opschortingen[0].termijn_tot`` (counted from 1), or only the
    field when one object was offered.
    """
    gebreken: list[Gebrek] = []
    antwoorden = _bereken_alle(gegevens, gebreken)
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    return antwoorden


def lees_en_bereken(data: bytes) -> list[str]:
    """As ``bereken``, from the bytes of a JSON file: faults of form and of content together."""
    gegevens, vormfouten = ontleed_json(data)
    gebreken = [Gebrek(_plaats_van_pad(fout.pad), fout.melding) for fout in vormfouten]
    inhoudelijk: list[Gebrek] = []
    antwoorden = _bereken_alle(gegevens, inhoudelijk)
    # A value that is not even JSON needs no second line about the same field.
    gemeld = {gebrek.waar for gebrek in gebreken}
    gebreken += [gebrek for gebrek in inhoudelijk if gebrek.waar not in gemeld]
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    return antwoorden


def _plaats_van_pad(pad: tuple[str | int, ...]) -> str:
    termijn = ""
    if pad and isinstance(pad[0], int):
        termijn, pad = f"termijn {pad[0] + 1}", pad[1:]
    veld = toon_pad(pad[1:] if len(pad) > 1 and pad[0] == "invoer" else pad)
    return ", ".join(deel for deel in (termijn, veld) if deel)


def _bereken_alle(gegevens: object, gebreken: list[Gebrek]) -> list[str]:
    if isinstance(gegevens, list):
        genummerd = [(f"termijn {nummer}", een) for nummer, een in enumerate(gegevens, start=1)]
    else:
        genummerd = [("", gegevens)]
    dagen = [_bereken_een(een, termijn, gebreken) for termijn, een in genummerd]
    return [dag.isoformat() for dag in dagen if dag is not None]


def _bereken_een(gegevens: object, termijn: str, gebreken: list[Gebrek]) -> date | None:
    if not isinstance(gegevens, dict):
        gebreken.append(Gebrek(termijn, "dit moet een object zijn met soort en invoer"))
        return None
    buiten = _Velden(gegevens, f"{termijn}, " if termijn else "", gebreken)
    buiten.weiger_onbekende(_BUITENSTE_VELDEN)
    soort = buiten.tekst("soort")
    lees = None
    if soort is not None:
        lees = _SOORTEN.get(soort)
        if lees is None:
            keuzes = opsomming(list(_SOORTEN), voegwoord="of")
            buiten.meld("soort", f"‘{leesbaar(soort)}’ bestaat niet; kies {keuzes}")
    invoer = buiten.samengesteld("invoer")
    if lees is None or invoer is None:
        return None

    van_deze: list[Gebrek] = []
    reken = lees(_Velden(invoer, buiten.prefix, van_deze))
    dag = None
    if not van_deze:
        try:
            dag = reken()
        except OngeldigeInvoer as fout:
            # Only the calendar is left to be exceeded: the fields themselves were checked.
            van_deze += [
                Gebrek(f"{buiten.prefix}{een.waar}" if een.waar else termijn, een.melding)
                for een in fout.gebreken
            ]
    gebreken += van_deze
    return dag


@dataclass(frozen=True, slots=True)
class _Velden:
    """The fields of one object; what is wrong with them is added to ``gebreken``.

    A reader returns ``None`` for a field that is absent, ``null`` or wrong.
    """

    waarden: Mapping[str, object]
    prefix: str
    gebreken: list[Gebrek]

    def meld(self, veld: str, melding: str) -> None:
        self.gebreken.append(Gebrek(f"{self.prefix}{veld}", melding))

    def weiger_onbekende(self, bekend: Collection[str]) -> None:
        for veld in self.waarden:
            if veld not in bekend:
                self.meld(leesbaar(veld), f"dit veld bestaat hier niet; wel: {', '.join(bekend)}")

    def _waarde(self, veld: str, *, verplicht: bool) -> object:
        waarde = self.waarden.get(veld)
        if waarde is None and verplicht:
            self.meld(veld, "dit veld ontbreekt")
        return waarde

    def tekst(self, veld: str) -> str | None:
        waarde = self._waarde(veld, verplicht=True)
        if waarde is None or isinstance(waarde, str):
            return waarde
        self.meld(veld, "moet een tekst zijn")
        return None

    def samengesteld(self, veld: str) -> Mapping[str, object] | None:
        waarde = self._waarde(veld, verplicht=True)
        if waarde is None or isinstance(waarde, dict):
            return waarde
        self.meld(veld, "moet een object zijn")
        return None

    def datum(self, veld: str, *, verplicht: bool = True) -> date | None:
        waarde = self._waarde(veld, verplicht=verplicht)
        return None if waarde is None else self.als_datum(veld, waarde)

    def als_datum(self, veld: str, waarde: object) -> date | None:
        try:
            # What is no text cannot be a date either; the message is the same.
            return lees_datum(waarde if isinstance(waarde, str) else "", waar=f"{self.prefix}{veld}")
        except OngeldigeInvoer as fout:
            self.gebreken.extend(fout.gebreken)
            return None

    def geheel(self, veld: str, *, minimum: int, verplicht: bool = True) -> int | None:
        waarde = self._waarde(veld, verplicht=verplicht)
        if waarde is None:
            return None
        if not isinstance(waarde, int) or isinstance(waarde, bool):
            self.meld(veld, "moet een heel getal zijn, zonder aanhalingstekens, punt of exponent")
            return None
        if waarde < minimum:
            self.meld(veld, f"moet {minimum} of meer zijn")
            return None
        return waarde

    def ja_nee(self, veld: str, *, standaard: bool) -> bool:
        waarde = self._waarde(veld, verplicht=False)
        if waarde is None:
            return standaard
        if isinstance(waarde, bool):
            return waarde
        self.meld(veld, "moet true of false zijn")
        return standaard

    def lijst(self, veld: str) -> list[object]:
        waarde = self._waarde(veld, verplicht=False)
        if waarde is None:
            return []
        if isinstance(waarde, list):
            return waarde
        self.meld(veld, "moet een lijst zijn")
        return []

    def datums(self, veld: str) -> frozenset[date]:
        gelezen = (self.als_datum(f"{veld}[{plek}]", een) for plek, een in enumerate(self.lijst(veld)))
        return frozenset(dag for dag in gelezen if dag is not None)


def _lees_opschortingen(velden: _Velden) -> list[termijnen.Opschorting]:
    gelezen = []
    for plek, een in enumerate(velden.lijst("opschortingen")):
        naam = f"opschortingen[{plek}]"
        if not isinstance(een, dict):
            velden.meld(naam, "moet een object zijn")
            continue
        binnen = _Velden(een, f"{velden.prefix}{naam}.", velden.gebreken)
        binnen.weiger_onbekende(("uitgenodigd_op", "termijn_tot", "aangevuld_op"))
        uitgenodigd_op = binnen.datum("uitgenodigd_op")
        termijn_tot = binnen.datum("termijn_tot")
        aangevuld_op = binnen.datum("aangevuld_op", verplicht=False)
        if uitgenodigd_op is None:
            continue
        try:
            # Without a (valid) termijn_tot the other date can still be checked against the invitation.
            gelezen.append(termijnen.Opschorting(uitgenodigd_op, termijn_tot or uitgenodigd_op, aangevuld_op))
        except OngeldigeInvoer as fout:
            for gebrek in fout.gebreken:
                binnen.meld(gebrek.waar, gebrek.melding)
    return gelezen


_Reken = Callable[[], date]


def _niet_berekend() -> date:
    raise AssertionError("a term with faults is never computed")


def _lees_beslistermijn(velden: _Velden) -> _Reken:
    velden.weiger_onbekende(
        ("start", "weken", "opschortingen", "verdaging_weken", "atw", "vandaag", "gelijkgestelde_dagen")
    )
    start = velden.datum("start")
    weken = velden.geheel("weken", minimum=1)
    opschortingen = _lees_opschortingen(velden)
    verdaging_weken = velden.geheel("verdaging_weken", minimum=0, verplicht=False)
    atw = velden.ja_nee("atw", standaard=True)
    vandaag = velden.datum("vandaag", verplicht=False)
    gelijkgestelde_dagen = velden.datums("gelijkgestelde_dagen")
    if start is None or weken is None:
        return _niet_berekend
    return lambda: termijnen.beslistermijn(
        start,
        weken,
        opschortingen=opschortingen,
        verdaging_weken=verdaging_weken or 0,
        atw=atw,
        vandaag=vandaag,
        gelijkgestelde_dagen=gelijkgestelde_dagen,
    )


def _lees_vanaf_bekendmaking(bereken_dag: Callable[..., date]) -> Callable[[_Velden], _Reken]:
    def lees(velden: _Velden) -> _Reken:
        velden.weiger_onbekende(("bekendgemaakt_op", "gelijkgestelde_dagen"))
        bekendgemaakt_op = velden.datum("bekendgemaakt_op")
        gelijkgestelde_dagen = velden.datums("gelijkgestelde_dagen")
        if bekendgemaakt_op is None:
            return _niet_berekend
        return lambda: bereken_dag(bekendgemaakt_op, gelijkgestelde_dagen=gelijkgestelde_dagen)

    return lees


def _lees_jaren(velden: _Velden) -> _Reken:
    velden.weiger_onbekende(("vanaf", "jaren"))
    vanaf = velden.datum("vanaf")
    jaren = velden.geheel("jaren", minimum=1)
    if vanaf is None or jaren is None:
        return _niet_berekend
    return lambda: termijnen.jaren(vanaf, jaren)


_SOORTEN: Final[Mapping[str, Callable[[_Velden], _Reken]]] = {
    "beslistermijn": _lees_beslistermijn,
    "bezwaartermijn": _lees_vanaf_bekendmaking(termijnen.bezwaartermijn),
    "betaaltermijn": _lees_vanaf_bekendmaking(termijnen.betaaltermijn),
    "jaren": _lees_jaren,
}
