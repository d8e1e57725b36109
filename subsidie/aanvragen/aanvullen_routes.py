"""Pages with which a municipality supplements its application: the points, the answers, and filing it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from typing import Final

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from subsidie.aanvragen.aanvulantwoorden import Antwoordconflict, Antwoordinvoer, bewaar_antwoorden
from subsidie.aanvragen.aanvulbeeld import maak_beeld
from subsidie.aanvragen.aanvullen import Aanvulstuk, maak_aanvulklaar, maak_aanvulstuk, vul_aan
from subsidie.aanvragen.aanvulmodellen import Aanvulpunt, Aanvulverzoek
from subsidie.aanvragen.aanvulvragen import zoek_open_verzoek
from subsidie.aanvragen.conceptqueries import Werkkopie, get_werkkopie
from subsidie.aanvragen.indienen import IntussenVeranderd, zoek_indiening
from subsidie.aanvragen.inhoud import DEELNAMEN
from subsidie.aanvragen.invullen_routes import adres_van_deel
from subsidie.aanvragen.toegang import get_aanvraag
from subsidie.aanvragen.versielezer import groepeer
from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Domeinfout, Gebrek, NietBevoegd, NietGevonden, OngeldigeInvoer
from subsidie.kern.tijd import dag_in_amsterdam, moment_nl
from subsidie.tranches.merk import markeer
from subsidie.web.klok import nu, ontvangen_op
from subsidie.web.transactie import schrijfgrens

bp = Blueprint("aanvullen", __name__, url_prefix="/aanvragen")

_SLEUTEL: Final = re.compile(r"[0-9a-f]{32}")
_VERLOPEN: Final = "Open deze pagina opnieuw en probeer het nog een keer. Er is niets ingediend."


@bp.route("/<nummer>/aanvullen", methods=["GET", "POST"])
@voor_rollen(*GEMEENTE)
def pagina(nummer: str) -> str | Response:
    """The points with the term and the answers; each point leads to its part."""
    kopie, verzoek = _verzoek(nummer)
    beeld = maak_beeld(kopie.aanvraag, verzoek, vandaag=dag_in_amsterdam(nu()))
    if request.method != "POST":
        return render_template("aanvullen/pagina.html", beeld=beeld, fouten={}, getypt={}, anders={})
    getypt = {
        punt.volgnummer: request.form[f"antwoord-{punt.volgnummer}"]
        for punt in beeld.punten
        if f"antwoord-{punt.volgnummer}" in request.form
    }
    antwoorden = {nr: Antwoordinvoer(tekst, _revisie(nr)) for nr, tekst in getypt.items()}
    try:
        with schrijfgrens():
            bewaar_antwoorden(nummer, antwoorden, door=vereis_kijker().gebruiker, nu=nu())
    except NietGevonden:
        raise
    except Antwoordconflict as fout:
        anders = {punt.volgnummer: punt for punt in fout.punten}
        return _opnieuw(nummer, getypt, [Gebrek("", str(fout))], anders)
    except OngeldigeInvoer as fout:
        return _opnieuw(nummer, getypt, fout.gebreken, {})
    except Domeinfout as fout:
        return _opnieuw(nummer, getypt, [Gebrek("", str(fout))], {})
    if request.form.get("stap") == "verder":
        return redirect(url_for("aanvullen.indienen", nummer=nummer))
    flash("Uw antwoorden zijn bewaard. Er is nog niets ingediend.", "goed")
    return redirect(url_for("aanvullen.pagina", nummer=nummer))


def _opnieuw(
    nummer: str, getypt: Mapping[int, str], gebreken: Iterable[Gebrek], anders: Mapping[int, Aanvulpunt]
) -> Response:
    """The page again with what was typed, what is wrong with it and what a colleague saved."""
    kopie, verzoek = _verzoek(nummer)
    fouten: dict[str, list[str]] = {}
    for gebrek in gebreken:
        fouten.setdefault(gebrek.waar, []).append(gebrek.melding)
    beeld = maak_beeld(kopie.aanvraag, verzoek, vandaag=dag_in_amsterdam(nu()))
    inhoud = render_template(
        "aanvullen/pagina.html", beeld=beeld, fouten=fouten, getypt=getypt, anders=anders
    )
    return make_response(inhoud, 409 if anders else 422)


@bp.route("/<nummer>/aanvullen/indienen", methods=["GET", "POST"])
@voor_rollen(*GEMEENTE)
def indienen(nummer: str) -> str | Response:
    """What the supplement changes, exactly; filing it is for the tekenbevoegde."""
    ik = vereis_kijker()
    if request.method == "POST" and (eerder := _eerder_ingediend(nummer)):
        return eerder
    kopie, verzoek = _verzoek(nummer)
    stuk = maak_aanvulstuk(kopie, verzoek)
    if request.method != "POST":
        return _indienpagina(kopie, stuk)
    sleutel = request.form.get("sleutel", "")
    if _SLEUTEL.fullmatch(sleutel) is None:
        return make_response(_indienpagina(kopie, stuk, melding=_VERLOPEN), 422)
    try:
        klaar = maak_aanvulklaar(stuk)
        with schrijfgrens():
            indiening = vul_aan(
                klaar, sleutel=_gebonden(nummer, sleutel), gezien_sha256=request.form.get("gezien", ""),
                door=ik.gebruiker, ontvangen_op=ontvangen_op(), nu=nu(),
            )  # fmt: skip
            ontvangen = indiening.ontvangen_op
    except (NietGevonden, NietBevoegd):
        raise
    except IntussenVeranderd as fout:
        kopie, verzoek = _verzoek(nummer)
        stuk = maak_aanvulstuk(kopie, verzoek)
        return make_response(_indienpagina(kopie, stuk, melding=str(fout)), 409)
    except Domeinfout as fout:
        return make_response(_indienpagina(kopie, stuk, melding=str(fout)), 422)
    return _ontvangen(nummer, moment_nl(ontvangen))


def _eerder_ingediend(nummer: str) -> Response | None:
    """Sent before from this very page (a double click, the back button): to the application, nothing is done twice."""
    aanvraag = get_aanvraag(nummer, voor=vereis_kijker())
    gevonden = zoek_indiening(aanvraag.id, _gebonden(nummer, request.form.get("sleutel", "")))
    return None if gevonden is None else _ontvangen(nummer, moment_nl(gevonden.ontvangen_op))


def _ontvangen(nummer: str, wanneer: str) -> Response:
    flash(f"Wij hebben uw aanvulling ontvangen op {wanneer}. U krijgt een ontvangstbevestiging.", "goed")
    return redirect(url_for("dossier.aanvraag", nummer=nummer))


def _indienpagina(kopie: Werkkopie, stuk: Aanvulstuk, *, melding: str = "") -> str:
    ik, moment = vereis_kijker(), nu()
    return render_template(
        "aanvullen/indienen.html",
        beeld=maak_beeld(kopie.aanvraag, stuk.verzoek, vandaag=dag_in_amsterdam(moment)),
        stuk=stuk, groepen=groepeer(stuk.verschillen), melding=melding,
        mag_indienen=ik.heeft_voor(kopie.aanvraag.gm_code, Rol.TEKENBEVOEGDE), sleutel=secrets.token_hex(16),
        open_delen={punt.deel for punt in stuk.punten}, deelnamen=DEELNAMEN, adres_van_deel=adres_van_deel,
    )  # fmt: skip


def _gebonden(nummer: str, sleutel: str) -> str:
    """The mark of one page view of one person, for one application: another's is no use to anyone."""
    return sha256_hex(f"aanvulling|{nummer}|{vereis_kijker().gebruiker.sleutel}|{sleutel}".encode())


def _verzoek(nummer: str) -> tuple[Werkkopie, Aanvulverzoek]:
    """The working copy with the open request; raises ``NietGevonden`` when there is none."""
    kopie = get_werkkopie(nummer, voor=vereis_kijker(), nu=nu())
    markeer(kopie.aanvraag.tranche)
    verzoek = zoek_open_verzoek(kopie.aanvraag)
    if verzoek is None:
        raise NietGevonden("Op deze aanvraag loopt geen verzoek om aanvulling.")
    return kopie, verzoek


def _revisie(punt: int) -> int:
    getypt = request.form.get(f"revisie-{punt}", "")
    return int(getypt) if getypt.isascii() and getypt.isdecimal() and len(getypt) < 10 else 0
