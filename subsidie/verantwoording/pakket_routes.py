"""The whole file of an application for the auditor: what is in it, and the ZIP itself."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import BinaryIO, Final

from flask import Blueprint, Response, current_app, render_template

from subsidie.accounts.groepen import CONTROLE
from subsidie.accounts.toegang import voor_rollen
from subsidie.verantwoording.dossierkop import get_kop, lees_omvang
from subsidie.verantwoording.dossierpakket import schrijf_pakket
from subsidie.verantwoording.opslagen import Opslagen
from subsidie.web.antwoord import als_bijlage
from subsidie.web.voorbeeld import markeer_voorbeeld

bp = Blueprint("pakket", __name__)

_STUK: Final = 256 * 1024


@bp.get("/aanvragen/<nummer>/dossier")
@voor_rollen(*CONTROLE)
def pagina(nummer: str) -> str:
    """What the package holds and how large it is."""
    kop = get_kop(nummer)
    markeer_voorbeeld(kop.voorbeeld)
    return render_template("verantwoording/dossier.html", kop=kop, omvang=lees_omvang(kop))


@bp.get("/aanvragen/<nummer>/dossier.zip")
@voor_rollen(*CONTROLE)
def zip_bestand(nummer: str) -> Response:
    """The package, made on the disk first: what goes wrong is a page that says so, never half a ZIP."""
    kop = get_kop(nummer)
    # Without a name, so gone when it is closed, whatever happens.
    bestand: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the answer is
    try:
        schrijf_pakket(kop, bestand, Opslagen(current_app.extensions["instellingen"].opslag))
        grootte = bestand.tell()
        bestand.seek(0)
    except BaseException:
        bestand.close()
        raise
    antwoord = Response(_stukken(bestand), content_type="application/zip", direct_passthrough=True)
    antwoord.content_length = grootte
    antwoord.call_on_close(bestand.close)
    return als_bijlage(antwoord, f"dossier-{kop.nummer}.zip")


def _stukken(bestand: BinaryIO) -> Iterator[bytes]:
    with bestand:
        while stuk := bestand.read(_STUK):
            yield stuk
