"""Error pages that help: what happened, what it means for what was typed, and where to go on.

A 403 says only that the role does not fit; it is answered before anything is loaded, so it never
reveals that something exists. What is another's is a 404. A page about a fault of the program asks
nothing of the database, which may be what is broken.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass

from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import HTTPException, SecurityError

from subsidie.kern.fouten import (
    Domeinfout,
    Gebrek,
    NietBevoegd,
    NietGevonden,
    OngeldigeInvoer,
    TeVeelPogingen,
)
from subsidie.web.db import db


@dataclass(frozen=True, slots=True)
class Foutpagina:
    """What an error page says."""

    titel: str
    tekst: str


PAGINAS = {
    400: Foutpagina(
        "Dit verzoek begrijpen we niet",
        "Er is niets opgeslagen. Ga terug, laad de pagina opnieuw en probeer het nog een keer.",
    ),
    403: Foutpagina(
        "Hier kunt u niet bij",
        "Deze pagina hoort bij een andere rol dan u nu hebt. Denkt u dat dat niet klopt? Vraag het de beheerder.",
    ),
    404: Foutpagina(
        "Deze pagina is er niet",
        "Misschien is het adres niet goed overgenomen, of hoort wat u zoekt bij een ander. Kijk het adres na, "
        "of begin opnieuw.",
    ),
    405: Foutpagina(
        "Dit kan hier niet",
        "Dit adres hoort bij een formulier. Ga terug naar de pagina met het formulier en verstuur het daar.",
    ),
    409: Foutpagina(
        "Iemand was u voor",
        "Een ander deed dit tegelijk, of het is al gedaan. Van wat u verstuurde is niets opgeslagen. Ga terug, "
        "laad de pagina opnieuw en kijk hoe het er nu voor staat.",
    ),
    406: Foutpagina(
        "In die vorm kan het niet",
        "Wat u vraagt is er niet in de vorm die uw programma aankan. Kies een van de vormen in de beschrijving.",
    ),
    413: Foutpagina(
        "Dit is te groot",
        "Er is niets opgeslagen. Verstuurt u een bestand? Maak het kleiner of splits het, en probeer het dan nog "
        "een keer.",
    ),
    422: Foutpagina("Dit lukt niet", "Er is niets opgeslagen."),
    429: Foutpagina("Even wachten", "U hebt het in korte tijd te vaak geprobeerd."),
    500: Foutpagina(
        "Er ging iets mis",
        "Dat ligt aan het programma, niet aan u. Er is niets half opgeslagen: probeer het nog een keer. "
        "Blijft het misgaan? Geef dan het kenmerk hieronder door aan de beheerder.",
    ),
}

VOOR_PROGRAMMAS = "/api/"
"""What begins with this is asked by programs: they get problem details instead of a page."""

NOODPAGINA = (
    '<!doctype html>\n<html lang="nl">\n<head><meta charset="utf-8"><title>{titel}</title></head>\n'
    "<body><main><h1>{titel}</h1>\n<p>{tekst}</p>\n{kenmerk}</main></body>\n</html>\n"
)
"""When even the page of the house cannot be made."""


def is_zonder_databank() -> bool:
    """Whether this page may ask nothing of the database any more."""
    return bool(g.get("zonder_databank"))


def registreer(app: Flask) -> None:
    """Answer every error of ``app`` with a page."""

    @app.errorhandler(NietGevonden)
    def niet_gevonden(_fout: NietGevonden) -> Response:
        return _pagina(404)

    @app.errorhandler(NietBevoegd)
    def niet_bevoegd(fout: NietBevoegd) -> Response:
        return _pagina(403, tekst=str(fout))

    @app.errorhandler(TeVeelPogingen)
    def te_veel(fout: TeVeelPogingen) -> Response:
        antwoord = _pagina(429, tekst=str(fout))
        antwoord.headers["Retry-After"] = str(fout.seconden)
        return antwoord

    @app.errorhandler(OngeldigeInvoer)
    def ongeldig(fout: OngeldigeInvoer) -> Response:
        return _pagina(422, gebreken=fout.gebreken)

    @app.errorhandler(Domeinfout)
    def domeinfout(fout: Domeinfout) -> Response:
        return _pagina(422, tekst=str(fout))

    @app.errorhandler(IntegrityError)
    def gelijktijdig(fout: IntegrityError) -> Response:
        _maak_los()
        # Not the error itself: PostgreSQL says in it which value was there already, and that may be an address.
        regel = getattr(getattr(fout.orig, "diag", None), "constraint_name", None) or type(fout.orig).__name__
        return _pagina(409, kenmerk=_meld(None, bij=f" ({regel})"))

    @app.errorhandler(HTTPException)
    def http(fout: HTTPException) -> Response:
        code = fout.code or 500
        if fout.response is not None or code < 400:  # a redirect is not a mistake
            return make_response(fout.get_response())
        # For a host that is not ours no address can be made, so neither can a page with links.
        antwoord = _noodpagina(code) if isinstance(fout, SecurityError) else _pagina(code)
        for naam, waarde in fout.get_headers(request.environ):
            if naam not in {"Content-Type", "Content-Length"}:
                antwoord.headers[naam] = waarde
        return antwoord

    @app.errorhandler(Exception)
    def onverwacht(fout: Exception) -> Response:
        propageert = current_app.config["PROPAGATE_EXCEPTIONS"]
        if current_app.testing or current_app.debug if propageert is None else propageert:
            raise fout
        kenmerk = _meld(fout)
        _maak_los()
        g.zonder_databank = True
        return _pagina(500, kenmerk=kenmerk)


def foutpagina(code: int) -> Response:
    """The page of an error, for a handler of one capability that has nothing better to say."""
    return _pagina(code)


def _pagina(code: int, *, tekst: str = "", gebreken: tuple[Gebrek, ...] = (), kenmerk: str = "") -> Response:
    """The page of an error: without asking the database when that fails, and without the house when that fails."""
    fout = _tekst_bij(code)
    if request.path.startswith(VOOR_PROGRAMMAS):
        return _probleem(400 if code == 422 else code, fout, tekst, gebreken, kenmerk)
    nummer = ""
    for _ in range(2):
        try:
            inhoud = render_template(
                "fouten/fout.html",
                code=code,
                fout=fout,
                tekst=tekst or fout.tekst,
                gebreken=gebreken,
                kenmerk=kenmerk,
            )
            return make_response(inhoud, code)
        except Exception as nog_een:
            _maak_los()
            g.zonder_databank = True
            nummer = _meld(nog_een)
    return _noodpagina(code, kenmerk=kenmerk or nummer)


def _probleem(
    code: int, fout: Foutpagina, tekst: str, gebreken: tuple[Gebrek, ...], kenmerk: str
) -> Response:
    """The same for a program: problem details (RFC 9457), never a page."""
    inhoud: dict[str, object] = {"title": fout.titel, "status": code, "detail": tekst or fout.tekst}
    if gebreken and not tekst:
        inhoud["detail"] = "Er klopt iets niet in wat u vraagt. Per onderdeel staat hieronder wat."
    if gebreken:
        inhoud["errors"] = [{"in": "query", "name": een.waar, "detail": een.melding} for een in gebreken]
    if kenmerk:
        inhoud["instance"] = f"urn:fout:{kenmerk}"
    antwoord = make_response(jsonify(inhoud), code)
    antwoord.content_type = "application/problem+json"
    return antwoord


def _noodpagina(code: int, *, kenmerk: str = "") -> Response:
    fout = _tekst_bij(code)
    kenmerkregel = f"<p>Kenmerk: {kenmerk}</p>\n" if kenmerk else ""
    return make_response(NOODPAGINA.format(titel=fout.titel, tekst=fout.tekst, kenmerk=kenmerkregel), code)


def _tekst_bij(code: int) -> Foutpagina:
    return PAGINAS.get(code) or PAGINAS[500 if code >= 500 else 400]


def _maak_los() -> None:
    """Let go of the transaction; a database that is gone cannot even do that."""
    with suppress(Exception):
        db.session.rollback()


def _meld(fout: Exception | None, *, bij: str = "") -> str:
    """Log the error under a mark that the page shows too; no data of the request, which may be personal."""
    kenmerk = secrets.token_hex(4)
    current_app.logger.error(
        "fout %s op %s %s%s", kenmerk, request.method, request.endpoint, bij, exc_info=fout
    )
    return kenmerk
