"""Messages: the list, one message, its document, and about what one wants mail."""

from __future__ import annotations

from flask import (
    Blueprint,
    Request,
    Response,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as Antwoord

from subsidie.accounts.models import Rol
from subsidie.accounts.queries import naam_van_gemeente
from subsidie.accounts.toegang import ingelogd, vereis_kijker, voor_rollen
from subsidie.berichten.berichtenlijst import berichtenlijst
from subsidie.berichten.documentbij import NietTeGeven, get_bestand
from subsidie.berichten.forms import Voorkeurformulier
from subsidie.berichten.models import Bericht
from subsidie.berichten.queries import (
    heeft_geopend,
    list_bezorgingen,
    list_leesmomenten,
    list_teruggekomen,
)
from subsidie.berichten.service import get_voorkeuren, noteer_geopend, zet_voorkeuren
from subsidie.berichten.toegang import BERICHTEN_LEZEN, get_bericht, is_ontvanger
from subsidie.berichten.woorden import GROEPEN, STANDEN
from subsidie.kern.fouten import Domeinfout
from subsidie.platform.lijst import lees_staat
from subsidie.platform.lijstdownload import lijst_als_download
from subsidie.platform.opslag import LokaleOpslag
from subsidie.web.antwoord import download
from subsidie.web.app import instellingen_van
from subsidie.web.klok import nu
from subsidie.web.menu import Menukeuze
from subsidie.web.transactie import schrijfgrens
from subsidie.web.voorbeeld import markeer_voorbeeld

bp = Blueprint("berichten", __name__)

MENU = (
    Menukeuze(
        "Berichten", "berichten.lijst", frozenset(rol.value for rol in BERICHTEN_LEZEN), 25,
        onder=("berichten.bericht", "aanvraagberichten.nieuw"),
    ),
)  # fmt: skip


@bp.get("/berichten")
@voor_rollen(*BERICHTEN_LEZEN)
def lijst() -> str | Response:
    """The messages that the viewer may see, newest first."""
    ik = vereis_kijker()
    overzicht = berichtenlijst(ik)
    staat = lees_staat(overzicht.lijst, request.args)
    if staat.uitvoer:
        regels = overzicht.alles(staat)
        return lijst_als_download(
            overzicht.lijst, staat, overzicht.als_rijen(regels), naam="berichten",
            voorbeeld=any(een.voorbeeld for een in regels),
        )  # fmt: skip
    pagina = overzicht.pagina(staat)
    markeer_voorbeeld(any(een.voorbeeld for een in pagina.rijen))
    return render_template(
        "berichten/lijst.html", lijst=overzicht.lijst, staat=staat, pagina=pagina,
        teruggekomen=list_teruggekomen(ik),
    )  # fmt: skip


@bp.get("/berichten/<kenmerk>")
@voor_rollen(*BERICHTEN_LEZEN)
def bericht(kenmerk: str) -> str:
    """One message; that the receiving side opened it is kept, in a transaction of its own."""
    ik = vereis_kijker()
    gevonden = get_bericht(kenmerk, voor=ik)
    ontvangt = is_ontvanger(gevonden.richting, gevonden.gm_code, ik)
    if ontvangt and _kijkt_echt(request):
        _noteer(gevonden)
    markeer_voorbeeld(gevonden.voorbeeld)
    return render_template(
        "berichten/bericht.html",
        bericht=gevonden, gemeente=naam_van_gemeente(gevonden.gm_code), ontvangt=ontvangt,
        groep=GROEPEN[gevonden.groep], geopend=list_leesmomenten(gevonden, ik),
        bezorgingen=list_bezorgingen(gevonden, ik), standen=STANDEN,
        mag_antwoorden=gevonden.gm_code in ik.gemeenten or ik.heeft(Rol.BEHANDELAAR),
    )  # fmt: skip


def _kijkt_echt(verzoek: Request) -> bool:
    """Whether a person asked for this page: not a HEAD, nor a browser that fetches it in case they will."""
    doel = " ".join(verzoek.headers.get(kop, "") for kop in ("Sec-Purpose", "Purpose", "X-Moz"))
    return verzoek.method == "GET" and not any(
        woord in doel for woord in ("prefetch", "prerender", "preview")
    )


def _noteer(gevonden: Bericht) -> None:
    ik = vereis_kijker().gebruiker
    if heeft_geopend(gevonden, ik):
        return  # most of the time: then nothing waits for the lock
    with schrijfgrens():
        noteer_geopend(gevonden, door=ik, nu=nu())


@bp.get("/berichten/<kenmerk>/document")
@voor_rollen(*BERICHTEN_LEZEN)
def document(kenmerk: str) -> Response:
    """The document that came with a message, to save; a page that says why not when it cannot be given.

    Whoever opens it, opened the message.
    """
    ik = vereis_kijker()
    gevonden = get_bericht(kenmerk, voor=ik)
    ontvangt = is_ontvanger(gevonden.richting, gevonden.gm_code, ik)
    opslag = LokaleOpslag(instellingen_van(current_app).opslag)
    try:
        inhoud, naam = get_bestand(gevonden, opslag)
    except NietTeGeven as fout:
        if fout.oorzaak:
            current_app.logger.error("document bij bericht %s: %s", kenmerk, fout.oorzaak)
        pagina = render_template(
            "berichten/niet_te_geven.html", bericht=gevonden, wordt_gemaakt=fout.wordt_gemaakt
        )
        return make_response(pagina, 404)
    if ontvangt and _kijkt_echt(request):
        _noteer(gevonden)
    return download(inhoud, naam, "pdf")


@bp.route("/account/berichten", methods=["GET", "POST"])
@ingelogd
def voorkeuren() -> str | Antwoord | tuple[str, int]:
    """About which messages one wants mail."""
    ik, formulier = vereis_kijker(), Voorkeurformulier()
    if not formulier.is_submitted():
        formulier.vul(get_voorkeuren(ik.gebruiker))
    elif formulier.validate():
        try:
            with schrijfgrens():
                anders = zet_voorkeuren(ik.gebruiker, formulier.gekozen(), nu=nu())
        except Domeinfout as fout:
            formulier.toon(fout)
        else:
            flash("Uw keuze is bewaard." if anders else "Er is niets gewijzigd.", "goed")
            return redirect(url_for("berichten.voorkeuren"))
    return render_template(
        "berichten/voorkeuren.html", formulier=formulier, met_mail=_met_mail()
    ), 422 if formulier.is_submitted() else 200


def _met_mail() -> bool:
    return instellingen_van(current_app).smtp is not None
