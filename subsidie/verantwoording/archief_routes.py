"""The archive of a tranche: asking for it, how far it is, and the ZIP."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as Antwoord

from subsidie.accounts.beheer_bp import voer_uit
from subsidie.accounts.forms import Formulier
from subsidie.accounts.groepen import ACCOUNTS_LEZEN, BEHEER
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.kern.fouten import NietGevonden
from subsidie.platform.taken import staat_stil
from subsidie.tranches.adres import tranche_op_adres
from subsidie.tranches.merk import markeer
from subsidie.verantwoording.archief import (
    archiefopslag,
    get_pakket,
    lees_voortgang,
    list_pakketten,
    vraag_archief,
)
from subsidie.web.antwoord import als_bijlage
from subsidie.web.klok import nu

bp = Blueprint("archief", __name__, url_prefix="/tranches/<code>/archief")


@bp.get("")
@voor_rollen(*ACCOUNTS_LEZEN)
def pagina(code: str) -> str:
    """The archives that were made, and the one that is being made."""
    tranche = tranche_op_adres(code)
    markeer(tranche)
    pakketten = list_pakketten(tranche)
    bezig = next((een for een in pakketten if een.gemaakt_op is None and not een.fout), None)
    voortgang = lees_voortgang(bezig, current_app.extensions["instellingen"]) if bezig else None
    return render_template(
        "bewaren/archief.html", tranche=tranche, pakketten=pakketten, bezig=bezig, voortgang=voortgang,
        stil=bezig is not None and staat_stil(nu()), mag=vereis_kijker().heeft(Rol.BEHEERDER),
    )  # fmt: skip


@bp.post("/maken")
@voor_rollen(*BEHEER)
def vraag(code: str) -> Antwoord:
    """Ask for an archive of what is there now."""
    formulier = Formulier()
    if formulier.validate_on_submit():
        pakket = voer_uit(
            formulier, lambda: vraag_archief(tranche_op_adres(code), door=vereis_kijker().gebruiker, nu=nu())
        )
        if pakket is not None:
            flash("Het archief is gevraagd. U kunt deze pagina sluiten; het maken gaat door.", "info")
            return redirect(url_for("archief.pagina", code=code))
    else:
        tranche_op_adres(code)
    flash(" ".join(formulier.form_errors) or "Dat ging niet goed. Probeer het nog eens.", "fout")
    return redirect(url_for("archief.pagina", code=code))


@bp.get("/<kenmerk>.zip")
@voor_rollen(*ACCOUNTS_LEZEN)
def zip_bestand(code: str, kenmerk: str) -> Response:
    """The archive, a piece at a time; a file that was altered breaks off before its end."""
    pakket = get_pakket(tranche_op_adres(code), kenmerk)
    if pakket.sha256 is None:
        raise NietGevonden("Dit archief is er nog niet.")
    stroom = archiefopslag(current_app.extensions["instellingen"]).open_lezen(pakket.sha256)
    antwoord = Response(iter(stroom), content_type="application/zip", direct_passthrough=True)
    antwoord.content_length = stroom.grootte
    antwoord.call_on_close(stroom.close)
    return als_bijlage(antwoord, f"{pakket.kenmerk}.zip")
