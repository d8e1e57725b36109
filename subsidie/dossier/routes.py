"""What is composed of everything: home per role, applications."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Antwoord

from subsidie.accounts.groepen import AANVRAGEN_LEZEN
from subsidie.accounts.toegang import ingelogd, mag_openen, vereis_kijker, voor_rollen
from subsidie.berichten.service import noteer_geopend
from subsidie.dossier.aanvraagbeeld import inhoud_van
from subsidie.dossier.aanvraagdocument import NietTeGeven, get_download
from subsidie.dossier.aanvraaggegevens import lees_gegevens
from subsidie.dossier.aanvraagpagina import stel_samen as stel_aanvraag_samen
from subsidie.dossier.aanvragenlijst import aanvragenlijst, toont_voorbeeld
from subsidie.dossier.briefgeopend import list_ongeopend
from subsidie.dossier.tranchepagina import get_tranchepagina
from subsidie.dossier.vandaag.samenstellen import stel_samen
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.platform.lijst import lees_staat
from subsidie.platform.lijstdownload import lijst_als_download
from subsidie.platform.opslag import LokaleOpslag
from subsidie.tranches.woorden import ZEKERHEDEN
from subsidie.web.antwoord import download
from subsidie.web.klok import nu
from subsidie.web.menu import Menukeuze
from subsidie.web.toegang import INGELOGD
from subsidie.web.transactie import schrijfgrens
from subsidie.web.voorbeeld import markeer_voorbeeld

bp = Blueprint("dossier", __name__)

MENU = (
    Menukeuze("Vandaag", "dossier.vandaag", frozenset({INGELOGD}), 10),
    Menukeuze("Aanvragen", "dossier.aanvragen", AANVRAGEN_LEZEN, 20, onder=("dossier.aanvraag",)),
)


@bp.get("/vandaag")
@ingelogd
def vandaag() -> str:
    """What asks for me today."""
    moment = nu()
    mijn_dag = stel_samen(vereis_kijker(), nu=moment)
    markeer_voorbeeld(mijn_dag.voorbeeld)
    return render_template("dossier/vandaag.html", vandaag=mijn_dag, nu=moment)


@bp.get("/tranches/<code>")
@ingelogd
def tranche(code: str) -> str:
    """One tranche: window, money, what came of it, and what is not sure; a municipality sees what all may know."""
    pagina = get_tranchepagina(code, voor=vereis_kijker(), nu=nu())
    markeer_voorbeeld(pagina.is_voorbeeld, oefening=pagina.is_oefening)
    return render_template(
        "dossier/tranche.html", pagina=pagina, tranche=pagina.tranche, zekerheden=ZEKERHEDEN
    )


@bp.get("/aanvragen")
@voor_rollen(*AANVRAGEN_LEZEN)
def aanvragen() -> str | Response:
    """The applications that the viewer may see: filtered, sorted, a page at a time, or all of them as a file."""
    overzicht = aanvragenlijst(vereis_kijker(), vandaag=dag_in_amsterdam(nu()))
    staat = lees_staat(overzicht.lijst, request.args)
    if staat.uitvoer:
        regels = overzicht.alles(staat)
        rijen = overzicht.als_rijen(regels)
        return lijst_als_download(
            overzicht.lijst, staat, rijen, naam="aanvragen", voorbeeld=toont_voorbeeld(regels)
        )
    pagina, totalen = overzicht.pagina(staat)
    markeer_voorbeeld(toont_voorbeeld(pagina.rijen))
    return render_template(
        "dossier/aanvragen.html", lijst=overzicht.lijst, staat=staat, pagina=pagina, totalen=totalen
    )


@bp.get("/aanvragen/<nummer>")
@voor_rollen(*AANVRAGEN_LEZEN)
def aanvraag(nummer: str) -> str | Antwoord:
    """One application: what is asked, what was decided on it and what happened, as far as the viewer may know.

    A draft is shown where it is filled in.
    """
    pagina = stel_aanvraag_samen(lees_gegevens(nummer, voor=vereis_kijker(), nu=nu(), opent=mag_openen))
    if pagina.is_concept:
        return redirect(url_for("invullen.overzicht", nummer=nummer))
    markeer_voorbeeld(pagina.voorbeeld, oefening=pagina.oefening)
    return render_template("dossier/aanvraag.html", pagina=pagina, inhoud=inhoud_van(pagina))


@bp.get("/aanvragen/<nummer>/documenten/<kenmerk>")
@voor_rollen(*AANVRAGEN_LEZEN)
def document(nummer: str, kenmerk: str) -> Response:
    """A file of an application, to save; a page that says why not when it cannot be given as it was made."""
    opslag = LokaleOpslag(current_app.extensions["instellingen"].opslag)
    try:
        bestand = get_download(nummer, kenmerk, voor=vereis_kijker(), opslag=opslag)
    except NietTeGeven as fout:
        if fout.oorzaak:
            current_app.logger.error("document %s: %s", fout.kenmerk, fout.oorzaak)
        inhoud = render_template(
            "dossier/aanvraag/niet_te_geven.html", nummer=nummer, kenmerk=fout.kenmerk,
            wordt_gemaakt=fout.wordt_gemaakt,
        )  # fmt: skip
        return make_response(inhoud, 404)
    _noteer_geopend(nummer, kenmerk)
    return download(bestand.inhoud, bestand.naam, bestand.soort)


def _noteer_geopend(nummer: str, kenmerk: str) -> None:
    """Keep that who asked for a letter opened the message that brought it, in a transaction of its own.

    Not for a HEAD, nor for a browser that fetches a page in case somebody will look.
    """
    ik = vereis_kijker()
    doel = " ".join(request.headers.get(kop, "") for kop in ("Sec-Purpose", "Purpose", "X-Moz"))
    if request.method != "GET" or any(woord in doel for woord in ("prefetch", "prerender", "preview")):
        return
    if not ik.gemeenten or not list_ongeopend(nummer, kenmerk, ik):
        return  # most of the time: then nothing waits for the lock
    moment = nu()
    with schrijfgrens():
        for bericht in list_ongeopend(nummer, kenmerk, ik):
            noteer_geopend(bericht, door=ik.gebruiker, nu=moment)
