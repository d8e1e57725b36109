"""The page of the ministry's own work on an application: who handles it, the advice, notes among colleagues."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from subsidie.aanvragen.belang import vereis_vrij
from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.toegang import get_aanvraag
from subsidie.accounts.forms import Formulier
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.beoordeling.behandelmodellen import Adviesstrekking
from subsidie.beoordeling.naast import get_signalen
from subsidie.beoordeling.notitieformulier import STREKKINGEN, Adviesformulier, Notitieformulier
from subsidie.beoordeling.notities import SCHRIJVERS, advies_van, geef_advies, list_notities, schrijf_notitie
from subsidie.beoordeling.toewijzing import behandelaars_van, list_toewijzingen
from subsidie.dossier.aanvraaggegevens import MEELEZERS
from subsidie.dossier.werkwie import naam_van_behandelaar
from subsidie.kern.fouten import Domeinfout, NietBevoegd, NietGevonden
from subsidie.tranches.merk import markeer
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens

bp = Blueprint("behandelpagina", __name__, url_prefix="/aanvragen")


@bp.get("/<nummer>/behandeling")
@voor_rollen(*MEELEZERS)
def pagina(nummer: str) -> str:
    """Who handles it, the advice, and what was noted, the newest first."""
    ik = vereis_kijker()
    return _pagina(get_aanvraag(nummer, voor=ik), ik)


@bp.route("/<nummer>/behandeling/notitie", methods=["GET", "POST"])
@voor_rollen(*SCHRIJVERS)
def notitie(nummer: str) -> str | Response | tuple[str, int]:
    """Write a note."""
    ik = vereis_kijker()
    aanvraag = get_aanvraag(nummer, voor=ik)
    formulier = Notitieformulier()

    def stap() -> None:
        schrijf_notitie(aanvraag, tekst=formulier.tekst.data or "", door=ik.gebruiker, nu=nu())

    if _voer_uit(formulier, stap):
        flash("De notitie is bewaard.", "goed")
        return redirect(url_for("behandelpagina.pagina", nummer=nummer))
    return _formulierpagina(aanvraag, formulier, "Notitie schrijven", "Notitie bewaren")


@bp.route("/<nummer>/behandeling/advies", methods=["GET", "POST"])
@voor_rollen(Rol.BEHANDELAAR)
def advies(nummer: str) -> str | Response | tuple[str, int]:
    """Give the advice to whoever decides."""
    ik = vereis_kijker()
    aanvraag = get_aanvraag(nummer, voor=ik)
    formulier = Adviesformulier()

    def stap() -> None:
        geef_advies(
            aanvraag, strekking=Adviesstrekking(formulier.strekking.data), tekst=formulier.tekst.data or "",
            door=ik.gebruiker, nu=nu(),
        )  # fmt: skip

    if _voer_uit(formulier, stap):
        flash("Het beslisadvies is gegeven.", "goed")
        return redirect(url_for("behandelpagina.pagina", nummer=nummer))
    return _formulierpagina(aanvraag, formulier, "Beslisadvies geven", "Advies geven")


def _pagina(aanvraag: Aanvraag, ik: Kijker) -> str:
    moment = nu()
    markeer(aanvraag.tranche)
    wie = behandelaars_van([aanvraag.id], nu=moment).get(aanvraag.id)
    return render_template(
        "behandeling/pagina.html", aanvraag=aanvraag, behandelaar=wie, naam_van=naam_van_behandelaar,
        is_mij=wie is not None and wie.gebruiker.id == ik.gebruiker.id, toewijzingen=list_toewijzingen(aanvraag),
        notities=list_notities(aanvraag), advies=advies_van([aanvraag.id]).get(aanvraag.id), strekkingen=STREKKINGEN,
        signalen=get_signalen(aanvraag).aantal, belang=_belang(aanvraag, ik),
        mag_behandelen=ik.heeft(Rol.BEHANDELAAR), mag_noteren=ik.heeft(*SCHRIJVERS), nu=moment,
    )  # fmt: skip


def _belang(aanvraag: Aanvraag, ik: Kijker) -> str:
    """Why the viewer does nothing with it; empty when they may."""
    try:
        vereis_vrij(aanvraag, ik.gebruiker, nu=nu())
    except NietBevoegd as fout:
        return str(fout)
    return ""


def _formulierpagina(aanvraag: Aanvraag, formulier: Formulier, titel: str, knop: str) -> tuple[str, int]:
    markeer(aanvraag.tranche)
    return render_template(
        "behandeling/formulier.html", aanvraag=aanvraag, formulier=formulier, titel=titel, knop_tekst=knop,
    ), 422 if request.method == "POST" else 200  # fmt: skip


def _voer_uit(formulier: Formulier, stap: Callable[[], None]) -> bool:
    """Do ``stap`` in one transaction when the form is right; what the domain refuses is shown in the form."""
    if not (formulier.is_submitted() and formulier.validate()):
        return False
    try:
        with schrijfgrens():
            stap()
    except NietGevonden:
        raise
    except Domeinfout as fout:
        formulier.toon(fout)
        return False
    return True
