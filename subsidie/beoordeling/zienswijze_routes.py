"""The page of a view (Awb 4:7): the ministry asks and closes, who may sign for the municipality answers."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.toegang import get_aanvraag, niet_gevonden
from subsidie.accounts.forms import Formulier
from subsidie.accounts.groepen import GEMEENTE, HELE_TRANCHE
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.beoordeling.maatstaf import zin_van_grond
from subsidie.beoordeling.zienswijze import (
    VRAAGBAAR,
    geef_zienswijze,
    gronden_van,
    list_zienswijzen,
    sluit_zienswijze,
    standaarddag,
    termijn_weken,
    vraag_zienswijze,
    waarom_niet_te_sluiten,
    zoek_open,
)
from subsidie.beoordeling.zienswijzeformulieren import Reactieformulier, Vraagformulier
from subsidie.beoordeling.zienswijzemodellen import Zienswijze
from subsidie.kern.fouten import Domeinfout, NietBevoegd, NietGevonden
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.tranches.merk import markeer
from subsidie.web.klok import nu, ontvangen_op
from subsidie.web.transactie import schrijfgrens

bp = Blueprint("zienswijze", __name__, url_prefix="/aanvragen")

Antwoord = str | Response | tuple[str, int]


@bp.route("/<nummer>/zienswijze", methods=["GET", "POST"])
@voor_rollen(*GEMEENTE, *HELE_TRANCHE)
def pagina(nummer: str) -> Antwoord:
    """What was asked and answered; with, for who may, the form to ask, to answer, or to close."""
    ik = vereis_kijker()
    aanvraag = get_aanvraag(nummer, voor=ik)
    if not aanvraag.huidige_versie:
        raise niet_gevonden()
    markeer(aanvraag.tranche)
    if aanvraag.gm_code in ik.gemeenten:
        return _van_gemeente(aanvraag, ik)
    return _van_ministerie(aanvraag, ik)


def _van_gemeente(aanvraag: Aanvraag, ik: Kijker) -> Antwoord:
    alle, open_ = list_zienswijzen(aanvraag), zoek_open(aanvraag)
    if not alle:
        raise niet_gevonden()
    mag = open_ is not None and open_.ontvangen_op is None and ik.heeft(Rol.TEKENBEVOEGDE)
    formulier = Reactieformulier()
    if formulier.is_submitted():
        if not ik.heeft(Rol.TEKENBEVOEGDE):
            raise NietBevoegd("Alleen wie voor de gemeente mag tekenen, geeft een zienswijze.")
        if open_ is None:
            formulier.form_errors.append("Dit verzoek om een zienswijze is al gesloten.")
        elif formulier.validate() and _voer_uit(
            formulier,
            lambda: geef_zienswijze(
                open_, reactie=formulier.reactie.data or "", geen=bool(formulier.geen.data), door=ik.gebruiker,
                ontvangen_op=ontvangen_op(), nu=nu(),
            ),
        ):  # fmt: skip
            flash("Uw reactie is ontvangen.", "goed")
            return redirect(url_for("zienswijze.pagina", nummer=aanvraag.nummer))
    return _pagina(aanvraag, alle, formulier, gemeentekant=True, mag=mag)


def _van_ministerie(aanvraag: Aanvraag, ik: Kijker) -> Antwoord:
    open_ = zoek_open(aanvraag)
    mag = ik.heeft(Rol.BEHANDELAAR)
    if request.method == "POST" and not mag:
        raise NietBevoegd("Alleen een behandelaar vraagt om een zienswijze.")
    formulier: Formulier
    if open_ is not None:
        formulier = Formulier()
        klaar = formulier.is_submitted() and formulier.validate()
        if klaar and _voer_uit(formulier, lambda: sluit_zienswijze(open_, door=ik.gebruiker, nu=nu())):
            flash("De zienswijze is afgehandeld.", "goed")
            return redirect(url_for("zienswijze.pagina", nummer=aanvraag.nummer))
        return _pagina(aanvraag, list_zienswijzen(aanvraag), formulier, gemeentekant=False, mag=mag)
    vraag = Vraagformulier()
    vraag.toon_gronden(aanvraag)
    if not vraag.is_submitted():
        vraag.termijn_tot.data = standaarddag(aanvraag, dag_in_amsterdam(nu()))
    elif vraag.validate() and _voer_uit(
        vraag,
        lambda: vraag_zienswijze(
            aanvraag, grond=vraag.grond_code, voornemen=vraag.voornemen.data or "",
            termijn_tot=vraag.termijn_tot.data, door=ik.gebruiker, nu=nu(),
        ),
    ):  # fmt: skip
        flash("De zienswijze is gevraagd. De gemeente heeft een brief gekregen.", "goed")
        return redirect(url_for("zienswijze.pagina", nummer=aanvraag.nummer))
    mag = mag and aanvraag.status in VRAAGBAAR
    return _pagina(aanvraag, list_zienswijzen(aanvraag), vraag, gemeentekant=False, mag=mag)


def _pagina(
    aanvraag: Aanvraag,
    alle: list[Zienswijze],
    formulier: Formulier,
    *,
    gemeentekant: bool,
    mag: bool,
) -> tuple[str, int]:
    vandaag = dag_in_amsterdam(nu())
    open_ = next((een for een in alle if not een.gesloten), None)
    weken, aanname = termijn_weken(aanvraag)
    return render_template(
        "zienswijze/pagina.html", aanvraag=aanvraag, zienswijzen=alle, open_=open_, formulier=formulier,
        gemeentekant=gemeentekant, mag=mag, vandaag=vandaag, weken=weken, aanname=aanname,
        niet_sluiten=waarom_niet_te_sluiten(open_, vandaag) if open_ is not None else "",
        gronden={een.code: zin_van_grond(een.zin, een.artikel) for een in gronden_van(aanvraag)},
    ), 422 if formulier.is_submitted() else 200  # fmt: skip


def _voer_uit(formulier: Formulier, stap: Callable[[], object]) -> bool:
    """Do ``stap`` in one transaction; what the domain refuses is shown in the form."""
    try:
        with schrijfgrens():
            stap()
    except (NietGevonden, NietBevoegd):
        raise
    except Domeinfout as fout:
        formulier.toon(fout)
        return False
    return True
