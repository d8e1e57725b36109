"""The answer with a whole list as a file; the one part of lists that knows of HTTP."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import Response

from subsidie.platform.lijst import Lijst, Staat, bestand_van
from subsidie.platform.tabel import Cel
from subsidie.web.antwoord import download
from subsidie.web.klok import nu
from subsidie.web.voorbeeld import VOORBEELD


def lijst_als_download(
    lijst: Lijst, staat: Staat, rijen: Iterable[Sequence[Cel]], *, naam: str, voorbeeld: bool
) -> Response:
    """``rijen`` (a cell for each of ``lijst.in_uitvoer``) as the XLSX or CSV that ``staat.uitvoer`` asks.

    ``naam`` is the name of the file without its extension; ``voorbeeld``: something in it was invented, so it says so.
    """
    inhoud = bestand_van(lijst, staat, rijen, let_op=VOORBEELD if voorbeeld else "", nu=nu())
    return download(inhoud, f"{naam}.{staat.uitvoer}", staat.uitvoer)
