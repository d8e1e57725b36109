"""Reading JSON from outside without guessing (RFC 8259, within the limits of I-JSON, RFC 7493).

Python's own reader accepts what has no single meaning: a key that occurs twice (the last one wins), ``NaN``,
half a surrogate pair, numbers that a double cannot hold. Here each of those is a fault with its place, and a
number with a fraction or an exponent never silently becomes a float: it becomes :class:`GeenGeheelGetal`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from subsidie.kern.fouten import Gebrek, OngeldigeInvoer

MAX_GEHEEL = 2**53 - 1
"""The largest whole number that every JSON reader keeps exactly (RFC 7493, 2.2)."""

MAX_DIEPTE = 100
"""More levels than any form of this program has, and few enough for every reader."""

Pad = tuple[str | int, ...]
"""Where a value stands: keys and zero-based positions, from the outside in."""

_MAX_GETOOND = 60
_SURROGAAT = re.compile("[\ud800-\udfff]")
# Raw surrogates are not UTF-8; they can only come from an escape, which is quick to look for.
_SURROGAAT_ESCAPE = re.compile(rb"\\u[dD][89a-fA-F]")

_SYNTAXFOUTEN = {
    "Expecting value": "hier hoort een waarde te staan",
    "Expecting property name enclosed in double quotes": 'hier hoort een sleutel tussen " en "',
    "Expecting ':' delimiter": "hier hoort een dubbele punt",
    "Expecting ',' delimiter": "hier hoort een komma of een sluithaak",
    "Extra data": "hier staat nog iets na het einde",
    "Unterminated string starting at": "deze tekst wordt niet afgesloten",
    "Invalid control character at": "een stuurteken in een tekst moet als \\u00.. geschreven worden",
    "Invalid \\escape": "na een backslash staat een teken dat daar niet mag",
    "Invalid \\uXXXX escape": "na \\u horen vier hexadecimale cijfers",
    "Illegal trailing comma before end of object": "na het laatste veld hoort geen komma",
    "Illegal trailing comma before end of array": "na de laatste waarde hoort geen komma",
}


@dataclass(frozen=True, slots=True)
class GeenGeheelGetal:
    """A JSON number with a fraction or an exponent, as it was written; validation refuses it by field."""

    tekst: str

    def __str__(self) -> str:
        return self.tekst


@dataclass(frozen=True, slots=True)
class Vormfout:
    """A value that JSON readers do not agree on, and where it stands."""

    pad: Pad
    melding: str
    over_de_waarde: bool = True
    """Whether it is the value that is not usable (then its validation need not say so again)."""


@dataclass(frozen=True, slots=True)
class _NietEenduidig:
    """Stands in the tree for ``NaN``, ``Infinity`` and numbers that a double cannot hold."""

    melding: str


class _MetDubbeleSleutels(dict[str, object]):
    """An object in which a key occurred more than once (the last value is kept, the fault is reported)."""

    dubbel: tuple[str, ...] = ()


def lees_json(data: bytes) -> object:
    """The value of a JSON text in UTF-8: dict, list, str, int, bool, None or :class:`GeenGeheelGetal`.

    Raises ``OngeldigeInvoer`` with every fault of form in the text at once: a duplicate key, ``NaN`` or
    ``Infinity``, a number outside ±(2^53 - 1), half a surrogate pair. What stops the reading itself (not
    UTF-8, a byte order mark, empty, a syntax error, more than 100 levels) is reported alone.
    """
    waarde, vormfouten = ontleed_json(data)
    if vormfouten:
        raise OngeldigeInvoer([Gebrek(toon_pad(fout.pad), fout.melding) for fout in vormfouten])
    return waarde


def ontleed_json(data: bytes) -> tuple[object, list[Vormfout]]:
    """As ``lees_json``, but returns the faults of form beside the value.

    For a caller that wants to report them together with the faults that its own validation finds.
    """
    verdacht = _SURROGAAT_ESCAPE.search(data) is not None

    def paren(leden: list[tuple[str, object]]) -> dict[str, object]:
        nonlocal verdacht
        uniek = dict(leden)
        if len(uniek) == len(leden):
            return uniek
        verdacht = True
        return _met_dubbele_sleutels(leden)

    def geheel(tekst: str) -> object:
        nonlocal verdacht
        # Eighteen digits are always convertible; longer ones could exceed what int() accepts.
        if len(tekst) <= 18 and -MAX_GEHEEL <= (getal := int(tekst)) <= MAX_GEHEEL:
            return getal
        verdacht = True
        return _NietEenduidig(f"dit getal is te groot: hoogstens {MAX_GEHEEL} en minstens -{MAX_GEHEEL}")

    def gebroken(tekst: str) -> object:
        nonlocal verdacht
        if abs(float(tekst)) == float("inf"):
            verdacht = True
            return _NietEenduidig("dit getal is te groot")
        return GeenGeheelGetal(tekst)

    def constante(naam: str) -> object:
        nonlocal verdacht
        verdacht = True
        return _NietEenduidig(f"{naam} is geen JSON")

    waarde = _ontleed(
        _als_tekst(data),
        json.JSONDecoder(
            object_pairs_hook=paren, parse_int=geheel, parse_float=gebroken, parse_constant=constante
        ).decode,
    )
    _controleer_diepte(waarde)
    return waarde, list(_vormfouten((), waarde)) if verdacht else []


def toon_pad(pad: Pad) -> str:
    """A path as people write it: ``kandidaten[3].gevraagd_cent`` (positions count from zero)."""
    delen: list[str] = []
    for stap in pad:
        if isinstance(stap, int):
            delen.append(f"[{stap}]")
        else:
            delen.append(f".{leesbaar(stap)}" if delen else leesbaar(stap))
    return "".join(delen)


def leesbaar(tekst: str, *, hoogstens: int = _MAX_GETOOND) -> str:
    """A text from outside, fit for one line of a message: shortened, invisible characters as ``\\u...``."""
    kort = tekst if len(tekst) <= hoogstens else tekst[: hoogstens - 1] + "…"
    return "".join(teken if teken.isprintable() else _escape(teken) for teken in kort)


def heeft_los_surrogaat(tekst: str) -> bool:
    """Whether the text holds half a surrogate pair: such a text has no UTF-8 form, so no hash either."""
    return not tekst.isascii() and _SURROGAAT.search(tekst) is not None


def _escape(teken: str) -> str:
    punt = ord(teken)
    return f"\\u{punt:04x}" if punt < 0x10000 else f"\\U{punt:08x}"


def _als_tekst(data: bytes) -> str:
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise OngeldigeInvoer.van(
            "", "het bestand begint met een byte order mark; sla het op als UTF-8 zonder BOM"
        )
    try:
        tekst = data.decode("utf-8")
    except UnicodeDecodeError as fout:
        raise OngeldigeInvoer.van("", f"het bestand is geen UTF-8 (bij byte {fout.start + 1})") from None
    if not tekst.strip():
        raise OngeldigeInvoer.van("", "het bestand is leeg")
    return tekst


def _ontleed(tekst: str, decode: Callable[[str], object]) -> object:
    try:
        return decode(tekst)
    except json.JSONDecodeError as fout:
        uitleg = _SYNTAXFOUTEN.get(fout.msg.removesuffix(": "), "dit is geen JSON")
        raise OngeldigeInvoer.van(
            f"regel {fout.lineno}, kolom {fout.colno}", f"geen geldige JSON: {uitleg}"
        ) from None
    except RecursionError:
        raise _te_diep() from None


def _te_diep() -> OngeldigeInvoer:
    return OngeldigeInvoer.van("", f"de JSON is te diep genest: hoogstens {MAX_DIEPTE} niveaus")


def _controleer_diepte(waarde: object) -> None:
    # Level by level: no recursion, and one pass over the tree.
    niveau: list[object] = [waarde]
    for _ in range(MAX_DIEPTE):
        niveau = [kind for ouder in niveau for kind in _kinderen(ouder) if isinstance(kind, (dict, list))]
        if not niveau:
            return
    raise _te_diep()


def _kinderen(waarde: object) -> Iterable[object]:
    if isinstance(waarde, dict):
        return waarde.values()
    return waarde if isinstance(waarde, list) else ()


def _met_dubbele_sleutels(leden: list[tuple[str, object]]) -> _MetDubbeleSleutels:
    gezien: set[str] = set()
    dubbel: dict[str, None] = {}
    for sleutel, _ in leden:
        if sleutel in gezien:
            dubbel[sleutel] = None
        gezien.add(sleutel)
    resultaat = _MetDubbeleSleutels(leden)
    resultaat.dubbel = tuple(dubbel)
    return resultaat


def _vormfouten(pad: Pad, waarde: object) -> Iterator[Vormfout]:
    """Every fault of form in the tree, in the order of the text."""
    if isinstance(waarde, dict):
        if isinstance(waarde, _MetDubbeleSleutels):
            for sleutel in waarde.dubbel:
                yield Vormfout(
                    (*pad, sleutel), "deze sleutel staat er meer dan één keer", over_de_waarde=False
                )
        for sleutel, kind in waarde.items():
            if heeft_los_surrogaat(sleutel):
                yield Vormfout(
                    (*pad, sleutel), "de naam van deze sleutel bevat een half teken (los surrogaat)"
                )
            yield from _vormfouten((*pad, sleutel), kind)
    elif isinstance(waarde, list):
        for plek, kind in enumerate(waarde):
            yield from _vormfouten((*pad, plek), kind)
    elif isinstance(waarde, _NietEenduidig):
        yield Vormfout(pad, waarde.melding)
    elif isinstance(waarde, str) and heeft_los_surrogaat(waarde):
        yield Vormfout(pad, "deze tekst bevat een half teken (los surrogaat)")
