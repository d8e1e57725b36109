"""The open data: a page for people and an interface for programs, for anyone, without an account.

Programs may ask from any other site (CORS) and keep an answer for a minute; with its ETag they ask whether anything
changed. Every answer says of which version of the interface it is.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Final
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, abort, jsonify, render_template, request, stream_with_context

from subsidie.accounts.toegang import openbaar
from subsidie.kern.fouten import NietGevonden
from subsidie.platform.tabelstroom import Stroomtabel, stroom_csv, stroom_xlsx
from subsidie.verantwoording.opendata import BASIS, FILTERS, VERSIE, VERZAMELINGEN, Verzameling, als_cel
from subsidie.verantwoording.opendata_spec import openapi
from subsidie.verantwoording.opendata_vraag import MEDIATYPEN, Dataformaat, Vraag, lees_vraag
from subsidie.verantwoording.opendata_vragen import Stempel, lees_blad, lees_stempel, stroom, tel, zoek_een
from subsidie.web.klok import nu

bp = Blueprint("opendata", __name__)
BEWAREN: Final = 60
"""Seconds that a cache may keep an answer without asking."""


@bp.get("/open-data")
@openbaar
def pagina() -> str:
    """What is open, what each field means, and how to get it."""
    return render_template(
        "openbaar/opendata.html", verzamelingen=VERZAMELINGEN.values(), filters=FILTERS, basis=BASIS,
        versie=VERSIE, stempel=lees_stempel(),
    )  # fmt: skip


@bp.after_request
def zet_koppen(antwoord: Response) -> Response:
    """Version, CORS and caching; the page for people is as every page."""
    if not request.path.startswith(BASIS):
        return antwoord
    antwoord.headers["API-Version"] = VERSIE
    antwoord.headers["Access-Control-Allow-Origin"] = "*"
    antwoord.headers["Access-Control-Expose-Headers"] = "API-Version, ETag, Link"
    antwoord.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    antwoord.headers["Vary"] = "Accept"
    if antwoord.status_code in (200, 304):
        antwoord.headers["Cache-Control"] = f"public, max-age={BEWAREN}"
    return antwoord


@bp.get(f"{BASIS}/openapi.json")
@openbaar
def beschrijving() -> Response:
    """The OpenAPI document."""
    antwoord = jsonify(openapi())
    antwoord.add_etag()
    return antwoord.make_conditional(request)  # type: ignore[return-value]


@bp.get(f"{BASIS}/<verzameling>")
@openbaar
def lijst(verzameling: str) -> Response:
    """A collection: a page of it as JSON, or the whole as CSV or XLSX."""
    gevraagd = _verzameling(verzameling)
    vraag = lees_vraag(gevraagd, request.args, voorkeur=_voorkeur())
    stempel = lees_stempel()
    antwoord = _lege(stempel, vraag.formaat.value)
    if antwoord.status_code == 304:
        return antwoord
    if vraag.formaat is Dataformaat.JSON:
        return _blad(gevraagd, vraag, antwoord)
    return _bestand(gevraagd, vraag, stempel, antwoord)


@bp.get(f"{BASIS}/<verzameling>/<sleutel>")
@openbaar
def een(verzameling: str, sleutel: str) -> Response:
    """One record, by the key that never changes."""
    gevraagd = _verzameling(verzameling)
    if not gevraagd.sleutel:
        raise NietGevonden(sleutel)
    if request.args:
        lees_vraag(replace(gevraagd, filters=()), request.args, voorkeur=Dataformaat.JSON)
    antwoord = _lege(lees_stempel(), "een")
    if antwoord.status_code == 304:
        return antwoord
    rij = zoek_een(verzameling, sleutel, nu=nu())
    if rij is None:
        raise NietGevonden(sleutel)
    antwoord.set_data(jsonify(gevraagd.als_json(rij)).get_data())
    antwoord.content_type = "application/json"
    return antwoord


def _verzameling(naam: str) -> Verzameling:
    if naam not in VERZAMELINGEN:
        raise NietGevonden(naam)
    return VERZAMELINGEN[naam]


def _voorkeur() -> Dataformaat:
    """The form that the Accept header asks; 406 when none of ours will do."""
    if "formaat" in request.args or not request.accept_mimetypes:
        return Dataformaat.JSON
    beste = request.accept_mimetypes.best_match(list(MEDIATYPEN.values()))
    if beste is None:
        abort(406)
    return next(formaat for formaat, soort in MEDIATYPEN.items() if soort == beste)


def _lege(stempel: Stempel, vorm: str) -> Response:
    """An answer with the ETag of this question at this moment; 304 when the asker has it already."""
    vraag = "\n".join(
        (VERSIE, stempel.merk, request.path, vorm, urlencode(sorted(request.args.items(multi=True))))
    )
    antwoord = Response(status=200)
    antwoord.set_etag(hashlib.sha256(vraag.encode()).hexdigest()[:32])
    antwoord.make_conditional(request)
    return antwoord


def _blad(verzameling: Verzameling, vraag: Vraag, antwoord: Response) -> Response:
    moment = nu()
    totaal = tel(verzameling.naam, vraag.filters, nu=moment)
    rijen = lees_blad(
        verzameling.naam, vraag.filters, eerste=vraag.eerste, aantal=vraag.per_pagina, nu=moment
    )
    laatste = max(1, -(-totaal // vraag.per_pagina))
    paginas = {"self": vraag.pagina, "first": 1, "last": laatste}
    if vraag.pagina > 1:
        paginas["prev"] = min(vraag.pagina - 1, laatste)
    if vraag.pagina < laatste:
        paginas["next"] = vraag.pagina + 1
    links = {naam: f"{request.path}?{urlencode(vraag.adres(pagina))}" for naam, pagina in paginas.items()}
    inhoud = {
        "totaal": totaal, "pagina": vraag.pagina, "perPagina": vraag.per_pagina,
        "items": [verzameling.als_json(rij) for rij in rijen],
        "_links": {naam: {"href": adres} for naam, adres in links.items()},
    }  # fmt: skip
    antwoord.set_data(jsonify(inhoud).get_data())
    antwoord.content_type = "application/json"
    antwoord.headers["Link"] = ", ".join(
        f'<{adres}>; rel="{naam}"' for naam, adres in links.items() if naam != "self"
    )
    return antwoord


def _bestand(verzameling: Verzameling, vraag: Vraag, stempel: Stempel, antwoord: Response) -> Response:
    rijen = (
        tuple(als_cel(waarde) for waarde in rij) for rij in stroom(verzameling.naam, vraag.filters, nu=nu())
    )
    tabel = Stroomtabel(
        verzameling.titel, tuple(veld.kolom for veld in verzameling.velden), rijen,
        tuple((veld.naam, veld.betekenis) for veld in verzameling.velden),
    )  # fmt: skip
    blokken = (
        stroom_csv(tabel) if vraag.formaat is Dataformaat.CSV else stroom_xlsx(tabel, moment=stempel.moment)
    )
    antwoord.response = stream_with_context(blokken)
    soort = MEDIATYPEN[vraag.formaat]
    antwoord.content_type = f"{soort}; charset=utf-8" if vraag.formaat is Dataformaat.CSV else soort
    naam = "-".join((verzameling.naam, *vraag.filters.values()))
    antwoord.headers["Content-Disposition"] = f'attachment; filename="{quote(naam)}.{vraag.formaat}"'
    return antwoord
