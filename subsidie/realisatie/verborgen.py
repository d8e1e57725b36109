"""Rows of a worksheet that nobody sees because a filter hides them: they are read like any other.

Only for a workbook that ``aanvragen.bronwerkmap`` read without a fault: its sizes were measured there.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Final
from xml.parsers import expat

from subsidie.aanvragen.werkmapdeel import lees_bladen, lees_relaties

_WAAR: Final = {"1", "true"}


def verborgen_rijen(inhoud: bytes, blad: str) -> list[int]:
    """The numbers of hidden rows of the sheet ``blad`` (capitals do not matter); none when they cannot be told."""
    with zipfile.ZipFile(io.BytesIO(inhoud)) as archief:
        leden = {lid.filename.casefold(): lid for lid in archief.infolist()}

        def pak(pad: str) -> bytes:
            return archief.read(leden[pad.casefold()])

        try:
            boek = next(
                een.pad
                for een in lees_relaties(pak("_rels/.rels"), "").values()
                if een.soort == "officeDocument"
            )
            map_, naam = posixpath.split(boek)
            relaties = lees_relaties(pak(posixpath.join(map_, "_rels", f"{naam}.rels")), map_)
            paden = [
                relaties[id_].pad
                for titel, id_ in lees_bladen(pak(boek))
                if titel.strip().casefold() == blad.casefold()
            ]
            return _verborgen(pak(paden[0])) if paden else []
        except (KeyError, StopIteration):
            return []


def _verborgen(deel: bytes) -> list[int]:
    gevonden: list[int] = []
    teller = 0

    def begin(naam: str, kenmerken: dict[str, str]) -> None:
        nonlocal teller
        if naam.rpartition(" ")[2] != "row":
            return
        teller = int(kenmerken["r"]) if "r" in kenmerken else teller + 1
        if kenmerken.get("hidden") in _WAAR:
            gevonden.append(teller)

    ontleder = expat.ParserCreate("UTF-8", namespace_separator=" ")
    ontleder.StartElementHandler = begin
    ontleder.Parse(deel, True)
    return gevonden
