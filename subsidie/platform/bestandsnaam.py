"""Names of files as people send them, made safe to keep, to show and to download under."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

HOOGSTE_LENGTE: Final = 120
"""Characters; with at most four bytes each well within what file systems take (255 bytes is checked too)."""
_HOOGSTE_BYTES: Final = 240
_EXTENSIE: Final = re.compile(r"\.([A-Za-z0-9]{0,8}[A-Za-z][A-Za-z0-9]{0,8})\s*$")
_GERESERVEERD: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)
_ONZICHTBAAR: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def extensie_van(naam: str) -> str:
    """The ending of ``naam`` in small letters, without its dot; empty when there is none (``verslag v1.2``)."""
    treffer = _EXTENSIE.search(naam)
    return treffer.group(1).lower() if treffer else ""


def veilige_bestandsnaam(naam: str, *, extensies: tuple[str, ...] = ()) -> str:
    """``naam`` without anything that misleads or does harm, never empty, at most 120 characters.

    Gone are folders, NUL and other control characters, characters that one cannot see or that turn the reading
    direction, and what Windows does not take in a name (its reserved names get an underscore in front).
    ``extensies``: how a name of this kind may end, the first being added when it ends otherwise.
    """
    naam = unicodedata.normalize("NFC", naam.encode("utf-8", "ignore").decode())
    naam = re.split(r"[/\\]", naam)[-1]
    naam = re.sub(r"\s", " ", naam)
    naam = "".join(teken for teken in naam if unicodedata.category(teken) not in _ONZICHTBAAR)
    naam = re.sub(r'[<>:"|?*]', "_", naam)
    naam = re.sub(" {2,}", " ", naam).lstrip(" ").rstrip(" .")
    einde = extensie_van(naam)
    if extensies and einde not in extensies:
        einde = extensies[0]
        stam = naam
    else:
        stam = naam[: -len(einde) - 1] if einde else naam
    einde = f".{einde}" if einde else ""
    stam = stam[: HOOGSTE_LENGTE - len(einde)]
    stam = stam.encode()[: _HOOGSTE_BYTES - len(einde)].decode("utf-8", "ignore").strip(" .") or "bestand"
    if _GERESERVEERD.match(stam):
        stam = f"_{stam}"[: HOOGSTE_LENGTE - len(einde)]
    return f"{stam}{einde}"
