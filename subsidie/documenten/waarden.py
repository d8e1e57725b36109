"""Plain values to JSON and back: what a document states, written so that it can be read again.

A document is rendered from a frozen dataclass of plain values (text, whole numbers, yes/no, and
lists or dataclasses of these). The same values are stored beside the document and travel inside
it, so the way back has to be exact: an unknown, missing or differently typed field is refused,
never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from subsidie.kern.fouten import Gebrek, OngeldigeInvoer

T = TypeVar("T")

_NAMEN = {str: "een tekst", int: "een geheel getal", bool: "waar of onwaar", NoneType: "niets"}


def naar_json(waarde: object) -> Any:
    """Plain values as what JSON knows: dataclasses become objects, tuples become lists.

    Raises TypeError for anything that is not a plain value (a float, a datetime): a document
    may not rest on something that does not come back the same.
    """
    soort: type = type(waarde)
    if soort is str or soort is int or soort is bool or waarde is None:
        return waarde
    if soort is tuple or soort is list:
        return [deel if type(deel) is str else naar_json(deel) for deel in cast(list[object], waarde)]
    if is_dataclass(waarde) and not isinstance(waarde, type):
        return {naam: naar_json(getattr(waarde, naam)) for naam in _veldnamen(soort)}
    if isinstance(waarde, str):
        return str(waarde)
    if waarde is None or isinstance(waarde, (bool, int)):
        return waarde
    if isinstance(waarde, (tuple, list)):
        return [naar_json(deel) for deel in waarde]
    if isinstance(waarde, Mapping):
        return {str(naam): naar_json(deel) for naam, deel in waarde.items()}
    raise TypeError(f"not a plain value: {type(waarde).__name__}")


def van_json(soort: type[T], gegevens: object) -> T:
    """The dataclass ``soort`` from what :func:`naar_json` made of it.

    Raises OngeldigeInvoer with every fault at once: the field and what would be right.
    """
    gebreken: list[Gebrek] = []
    waarde: T = _lees(soort, gegevens, "", gebreken)
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    return waarde


@cache
def _veldnamen(soort: type) -> tuple[str, ...]:
    return tuple(veld.name for veld in fields(soort))


@cache
def _typen(soort: type) -> dict[str, Any]:
    return get_type_hints(soort)


def _lees(soort: Any, waarde: object, waar: str, gebreken: list[Gebrek]) -> Any:
    oorsprong = get_origin(soort)
    if oorsprong in (Union, UnionType):
        return _lees_keuze(get_args(soort), waarde, waar, gebreken)
    if oorsprong is tuple:
        return _lees_rij(get_args(soort)[0], waarde, waar, gebreken)
    if is_dataclass(soort) and isinstance(soort, type):
        return _lees_dataclass(soort, waarde, waar, gebreken)
    # bool is an int in Python, but "true" is not a number in a letter.
    past = isinstance(waarde, soort) and (soort is bool or not isinstance(waarde, bool))
    if not past:
        gebreken.append(Gebrek(waar, f"hier hoort {_NAMEN.get(soort, soort.__name__)} te staan."))
    return waarde


def _lees_keuze(keuzes: tuple[Any, ...], waarde: object, waar: str, gebreken: list[Gebrek]) -> Any:
    if waarde is None and NoneType in keuzes:
        return None
    (soort,) = [keuze for keuze in keuzes if keuze is not NoneType]
    return _lees(soort, waarde, waar, gebreken)


def _lees_rij(soort: Any, waarde: object, waar: str, gebreken: list[Gebrek]) -> Any:
    if not isinstance(waarde, (list, tuple)):
        gebreken.append(Gebrek(waar, "hier hoort een lijst te staan."))
        return ()
    return tuple(_lees(soort, deel, f"{waar}[{i}]", gebreken) for i, deel in enumerate(waarde))


def _lees_dataclass(soort: type, waarde: object, waar: str, gebreken: list[Gebrek]) -> Any:
    if not isinstance(waarde, Mapping):
        gebreken.append(Gebrek(waar, "hier horen meerdere velden te staan."))
        return None
    typen = _typen(soort)
    bekend = {veld.name: veld for veld in fields(soort)}
    begin = len(gebreken)
    for naam in waarde:
        if naam not in bekend:
            gebreken.append(Gebrek(_pad(waar, str(naam)), "dit veld is onbekend."))
    gelezen: dict[str, Any] = {}
    for naam, veld in bekend.items():
        if naam in waarde:
            gelezen[naam] = _lees(typen[naam], waarde[naam], _pad(waar, naam), gebreken)
        elif veld.default is MISSING and veld.default_factory is MISSING:
            gebreken.append(Gebrek(_pad(waar, naam), "dit veld ontbreekt."))
    if len(gebreken) > begin:
        return None
    try:
        return soort(**gelezen)
    except OngeldigeInvoer as fout:
        gebreken.extend(Gebrek(_pad(waar, gebrek.waar), gebrek.melding) for gebrek in fout.gebreken)
        return None


def _pad(waar: str, naam: str) -> str:
    return f"{waar}.{naam}" if waar and naam else waar or naam
