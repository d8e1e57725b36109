"""The document that came with a message: for who may see the message, and only as it was made."""

from __future__ import annotations

from subsidie.berichten.models import Bericht
from subsidie.documenten.service import lees_bestand
from subsidie.kern.fouten import Domeinfout, NietGevonden
from subsidie.platform.opslag import Opslag, Opslagfout


class NietTeGeven(Domeinfout):
    """The document is still to be made, or its file is not what it was (``oorzaak``, for the log)."""

    def __init__(self, *, oorzaak: str = "", wordt_gemaakt: bool = False) -> None:
        self.oorzaak, self.wordt_gemaakt = oorzaak, wordt_gemaakt
        super().__init__("Dit document is er nu niet.")


def get_bestand(bericht: Bericht, opslag: Opslag) -> tuple[bytes, str]:
    """The PDF that came with ``bericht`` and the name to save it under.

    Raises ``NietGevonden`` when nothing came with it, and ``NietTeGeven`` when it cannot be given.
    """
    document = bericht.document
    if document is None:
        raise NietGevonden("Bij dit bericht hoort geen document.")
    if document.bestand_sha256 is None:
        raise NietTeGeven(wordt_gemaakt=True)
    try:
        return lees_bestand(document, opslag), f"{document.kenmerk}.pdf"
    except Opslagfout as fout:
        raise NietTeGeven(oorzaak=f"{document.kenmerk}: {fout}") from fout
