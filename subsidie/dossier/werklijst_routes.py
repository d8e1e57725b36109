"""The work list, and giving what was ticked on it to someone."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qs

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as Antwoord

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.beoordeling.toewijzing import behandelaars_van, list_behandelaars_nu
from subsidie.dossier.werkformulier import KNOPPEN, UITLEG, Werkactie, Werkformulier, gelukt, maak, voer_uit
from subsidie.dossier.werkkeuze import list_gekozen
from subsidie.dossier.werklijst import toont_voorbeeld, werklijst
from subsidie.dossier.werkwie import naam_van_behandelaar
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.platform.lijst import lees_staat
from subsidie.platform.lijstdownload import lijst_als_download
from subsidie.tranches.models import Trancheaard
from subsidie.web.klok import nu
from subsidie.web.menu import Menukeuze
from subsidie.web.transactie import schrijfgrens
from subsidie.web.voorbeeld import markeer_voorbeeld

bp = Blueprint("werklijst", __name__, url_prefix="/werklijst")

LEZEN: Final = (Rol.BEHANDELAAR, Rol.BESLISSER, Rol.AUDITOR)

MENU = (Menukeuze("Werklijst", "werklijst.lijst", frozenset(LEZEN), 15, onder=("werklijst.toewijzen",)),)


@bp.get("")
@voor_rollen(*LEZEN)
def lijst() -> str | Response:
    """Everything without a decision, what is due first on top; who handles applications can tick rows."""
    ik = vereis_kijker()
    overzicht = werklijst(ik, nu=nu())
    staat = lees_staat(overzicht.lijst, request.args)
    if staat.uitvoer:
        regels = overzicht.alles(staat)
        rijen = overzicht.als_rijen(regels)
        return lijst_als_download(
            overzicht.lijst, staat, rijen, naam="werklijst", voorbeeld=toont_voorbeeld(regels)
        )
    pagina = overzicht.pagina(staat)
    markeer_voorbeeld(toont_voorbeeld(pagina.rijen))
    return render_template(
        "werklijst/lijst.html", lijst=overzicht.lijst, staat=staat, pagina=pagina, knoppen=KNOPPEN,
        naam_van=naam_van_behandelaar, mag_kiezen=ik.heeft(Rol.BEHANDELAAR),
    )  # fmt: skip


@bp.route("/toewijzen", methods=["GET", "POST"])
@voor_rollen(Rol.BEHANDELAAR)
def toewijzen() -> str | Antwoord | tuple[str, int]:
    """Take, assign, hand over, replace or give back what was ticked; what cannot is named, the rest goes on."""
    ik, moment = vereis_kijker(), nu()
    terug = _terug(request.values.get("lijst", ""))
    gevraagd = request.values.get("actie", "")
    aanvragen = list_gekozen(request.values.getlist("nummer"), ik)
    if not aanvragen or gevraagd not in list(Werkactie):
        flash("Kruis eerst een of meer aanvragen aan, en kies dan wat u wilt doen.", "let_op")
        return redirect(terug)
    actie = Werkactie(gevraagd)
    ingestuurd = request.method == "POST" and ("bevestig" in request.form or actie is Werkactie.OPPAKKEN)
    formulier = maak(
        actie, list_behandelaars_nu(moment), vandaag=dag_in_amsterdam(moment), ingestuurd=ingestuurd
    )
    klaar = 0
    geweigerd: dict[str, str] = {}
    if ingestuurd and formulier.validate():
        klaar, geweigerd = _doe(actie, aanvragen, formulier)
        if klaar and not geweigerd:
            flash(gelukt(actie, klaar), "goed")
            return redirect(terug)
        aanvragen = [een for een in aanvragen if een.nummer in geweigerd] or aanvragen
    markeer_voorbeeld(any(een.tranche.aard is not Trancheaard.ECHT for een in aanvragen))
    mensen = behandelaars_van([een.id for een in aanvragen], nu=moment)
    return render_template(
        "werklijst/toewijzen.html", actie=actie, knop_tekst=KNOPPEN[actie], uitleg=UITLEG[actie], formulier=formulier,
        gekozen=[(een, naam_van_behandelaar(mensen.get(een.id)), geweigerd.get(een.nummer, "")) for een in aanvragen],
        gelukt=gelukt(actie, klaar) if klaar else "", geweigerd=geweigerd, terug=terug,
        lijst=request.values.get("lijst", ""),
    ), 422 if ingestuurd else 200  # fmt: skip


def _doe(actie: Werkactie, aanvragen: list[Aanvraag], formulier: Werkformulier) -> tuple[int, dict[str, str]]:
    """Each application in a transaction of its own: how many went well, and why the others did not.

    What is wrong in the form itself is wrong for all of them: it is said there, and nothing is done.
    """
    ik = vereis_kijker().gebruiker
    klaar = 0
    geweigerd: dict[str, str] = {}
    for aanvraag in aanvragen:
        nummer = aanvraag.nummer
        try:
            with schrijfgrens():
                voer_uit(actie, aanvraag, formulier, door=ik, nu=nu())
        except OngeldigeInvoer as fout:
            formulier.toon(fout)
            return klaar, geweigerd
        except Domeinfout as fout:
            geweigerd[nummer] = str(fout)
        else:
            klaar += 1
    return klaar, geweigerd


def _terug(adres: str) -> str:
    """The list as it was left; ``adres`` comes from a browser, so only what the list itself understands is kept."""
    overzicht = werklijst(vereis_kijker(), nu=nu())
    staat = lees_staat(overzicht.lijst, MultiDict(parse_qs(adres[:2_000])))
    return url_for("werklijst.lijst", **staat.args())
