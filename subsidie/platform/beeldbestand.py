"""Whether a PNG (ISO/IEC 15948) or a JPG (ITU-T T.81) is whole, and nothing stands behind its end."""

from __future__ import annotations

import struct
import zlib
from typing import BinaryIO, Final

from subsidie.platform.bestandsgebrek import Onbruikbaar

HOOGSTE_ZIJDE: Final = 30_000
HOOGSTE_OPPERVLAK: Final = 200_000_000
"""Pixels; a small file can claim a picture that no machine can show."""
HOOGSTENS_DELEN: Final = 100_000
"""Chunks or segments; a photo has tens."""

_LETTERS: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_ZONDER_LENGTE: Final = frozenset((0x01, *range(0xD0, 0xD8)))
_SOF: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _kapot(soort: str) -> Onbruikbaar:
    return Onbruikbaar(
        f"Deze {soort}-afbeelding is niet heel, of er staat iets achter. Open haar en sla haar opnieuw op als {soort}."
    )


def controleer_png(stroom: BinaryIO, grootte: int) -> None:
    """Raises ``Onbruikbaar`` unless this is one whole PNG: a header, data, an end, and then nothing."""
    plek, heeft_data = 8, False
    for nummer in range(HOOGSTENS_DELEN):
        stroom.seek(plek)
        kop = stroom.read(8)
        if len(kop) < 8:
            raise _kapot("PNG")
        lengte, soort = struct.unpack(">I4s", kop)
        einde = plek + 12 + lengte
        if einde > grootte or not _LETTERS.issuperset(soort) or (nummer == 0) != (soort == b"IHDR"):
            raise _kapot("PNG")
        if soort == b"IHDR":
            inhoud = stroom.read(lengte) if lengte == 13 else b""
            if stroom.read(4) != struct.pack(">I", zlib.crc32(soort + inhoud)) or not inhoud:
                raise _kapot("PNG")
            breedte, hoogte = struct.unpack(">II", inhoud[:8])
            _controleer_maat(breedte, hoogte, "PNG")
        heeft_data = heeft_data or soort == b"IDAT"
        if soort == b"IEND":
            if lengte or einde != grootte or not heeft_data:
                raise _kapot("PNG")
            return
        plek = einde
    raise _kapot("PNG")


def controleer_jpg(stroom: BinaryIO, grootte: int) -> None:
    """Raises ``Onbruikbaar`` unless this is a JPG with a size, a picture, and its end at the end of the file."""
    # Cameras fill up to a whole block with zeros; more than that does not belong there.
    stroom.seek(max(0, grootte - 512))
    if not stroom.read().rstrip(b"\0").endswith(b"\xff\xd9"):
        raise _kapot("JPG")
    plek, heeft_maat = 2, False
    for _ in range(HOOGSTENS_DELEN):
        stroom.seek(plek)
        kop = stroom.read(9)
        if len(kop) < 4 or kop[0] != 0xFF:
            raise _kapot("JPG")
        merk = kop[1]
        if merk == 0xFF or merk in _ZONDER_LENGTE:  # filling, or a mark without content
            plek += 1 if merk == 0xFF else 2
            continue
        lengte = int.from_bytes(kop[2:4])
        if lengte < 2 or merk < 0xC0 or plek + 2 + lengte > grootte:
            raise _kapot("JPG")
        if merk in _SOF and len(kop) == 9:
            _controleer_maat(int.from_bytes(kop[7:9]), int.from_bytes(kop[5:7]), "JPG")
            heeft_maat = True
        if merk == 0xDA:  # from here on it is the picture itself
            if not heeft_maat:
                raise _kapot("JPG")
            return
        plek += 2 + lengte
    raise _kapot("JPG")


def _controleer_maat(breedte: int, hoogte: int, soort: str) -> None:
    if not breedte or not hoogte:
        raise _kapot(soort)
    if max(breedte, hoogte) > HOOGSTE_ZIJDE or breedte * hoogte > HOOGSTE_OPPERVLAK:
        raise Onbruikbaar(
            "Deze afbeelding heeft te veel beeldpunten. Maak haar kleiner en sla haar opnieuw op."
        )
