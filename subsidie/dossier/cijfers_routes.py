"""The figures of a tranche: for the ministry, and once everything was notified for everyone."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from subsidie.accounts.forms import Formulier
from subsidie.accounts.groepen import HELE_TRANCHE
from subsidie.accounts.toegang import openbaar, vereis_kijker, voor_rollen
from subsidie.documenten.service import get_document, lees_bestand
from subsidie.dossier.cijfers import Cijfers, lees_cijfers, lees_openbare_cijfers
from subsidie.dossier.cijferstuk import VRAGERS, list_stukken, vraag_cijfers_aan
from subsidie.dossier.cijfertabel import cijfertabel
from subsidie.kern.fouten import Domeinfout, NietGevonden
from subsidie.platform.opslag import LokaleOpslag
from subsidie.platform.tabel import als_xlsx
from subsidie.tranches.adres import tranche_op_adres
from subsidie.tranches.merk import markeer
from subsidie.tranches.models import Tranche
from subsidie.verdeling.queries import kenmerk_van
from subsidie.verdeling.verloop import get_verloop, in_een_zin
from subsidie.web.antwoord import download
from subsidie.web.app import instellingen_van
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens

bp = Blueprint("cijfers", __name__)


@bp.get("/tranches/<code>/cijfers")
@voor_rollen(*HELE_TRANCHE)
def pagina(code: str) -> str | Response:
    """The figures of the newest outcome, also before it was notified."""
    tranche, ik = _tranche(code), vereis_kijker()
    cijfers = lees_cijfers(tranche)
    if cijfers is not None and request.args.get("uitvoer") == "xlsx":
        return _uitvoer(tranche, cijfers)
    return render_template(
        "cijfers/pagina.html",
        tranche=tranche,
        cijfers=cijfers,
        kenmerk=kenmerk_van(cijfers.verdeling) if cijfers else "",
        zin=in_een_zin(cijfers.verdeling, get_verloop(cijfers.verdeling)) if cijfers else "",
        openbaar=lees_openbare_cijfers(tranche) is not None,
        stukken=list_stukken(cijfers) if cijfers else (),
        mag_vragen=ik.heeft(*VRAGERS),
    )


@bp.post("/tranches/<code>/cijfers/pdf")
@voor_rollen(*VRAGERS)
def vraag(code: str) -> Response:
    """Freeze the figures of now and have a PDF made of them."""
    if not Formulier().validate_on_submit():
        flash("Dat ging niet goed. Probeer het nog eens.", "fout")
    else:
        try:
            with schrijfgrens():
                stuk = vraag_cijfers_aan(tranche_op_adres(code), door=vereis_kijker().gebruiker, nu=nu())
                klaar = stuk.bestand_sha256 is not None
        except Domeinfout as fout:
            flash(str(fout), "fout")
        else:
            flash(
                "De PDF met deze cijfers was er al."
                if klaar
                else "De cijfers zijn vastgelegd. De PDF wordt gemaakt en staat straks op deze pagina.",
                "info",
            )
    return redirect(url_for("cijfers.pagina", code=code, _anchor="stukken"))


@bp.get("/tranches/<code>/cijfers/<kenmerk>.pdf")
@voor_rollen(*HELE_TRANCHE)
def stuk(code: str, kenmerk: str) -> Response:
    """One of the papers of this tranche."""
    tranche = _tranche(code)
    if not kenmerk.startswith(f"{tranche.code}-V") or "-cijfers-" not in kenmerk:
        raise NietGevonden("Dit stuk is er niet.")
    document = get_document(kenmerk)
    inhoud = lees_bestand(document, LokaleOpslag(instellingen_van(current_app).opslag))
    return download(inhoud, f"{document.kenmerk}.pdf", "pdf")


@bp.get("/openbaar/<code>/cijfers")
@openbaar
def openbare_pagina(code: str) -> str | Response:
    """The figures that everyone may know; there are none before every decision was notified."""
    tranche = _tranche(code)
    cijfers = lees_openbare_cijfers(tranche)
    if cijfers is None:
        raise NietGevonden("Van deze tranche is nog geen uitkomst bekendgemaakt.")
    if request.args.get("uitvoer") == "xlsx":
        return _uitvoer(tranche, cijfers)
    return render_template("cijfers/openbaar.html", tranche=tranche, cijfers=cijfers)


def _uitvoer(tranche: Tranche, cijfers: Cijfers) -> Response:
    moment = cijfers.verdeling.vastgesteld_op or cijfers.verdeling.bevroren_op
    inhoud = als_xlsx(cijfertabel(tranche, cijfers), moment=moment)
    return download(inhoud, f"cijfers-{kenmerk_van(cijfers.verdeling)}.xlsx", "xlsx")


def _tranche(code: str) -> Tranche:
    tranche = tranche_op_adres(code)
    markeer(tranche)
    return tranche
