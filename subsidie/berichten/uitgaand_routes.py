"""Pages about outgoing mail: what went, what waits, what came back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as Antwoord

from subsidie.accounts.beheer_bp import toon_lijst, voer_uit
from subsidie.accounts.forms import Formulier
from subsidie.accounts.groepen import ACCOUNTS_LEZEN, BEHEER
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.berichten.models import Bezorgstand
from subsidie.berichten.queries import tel_mails
from subsidie.berichten.uitgaand import (
    cellen_uitgaand,
    get_bezorging,
    lijst_uitgaand,
    mailbeeld,
    vraag_uitgaand,
)
from subsidie.berichten.verzenden import mag_opnieuw, probeer_opnieuw
from subsidie.berichten.woorden import GROEPEN, STANDEN
from subsidie.platform.lijst import Pagina
from subsidie.platform.taken import staat_stil
from subsidie.web.app import instellingen_van
from subsidie.web.klok import nu
from subsidie.web.menu import Menukeuze
from subsidie.web.voorbeeld import markeer_voorbeeld

bp = Blueprint("uitgaand", __name__, url_prefix="/beheer/berichten")

MENU = (
    Menukeuze(
        "Mail", "uitgaand.lijst", frozenset(rol.value for rol in ACCOUNTS_LEZEN), 86,
        onder=("uitgaand.mail", "uitgaand.opnieuw"),
    ),
)  # fmt: skip


@bp.get("")
@voor_rollen(*ACCOUNTS_LEZEN)
def lijst() -> str | Response:
    """Every mail about a message, newest first."""
    met_mail = instellingen_van(current_app).smtp is not None

    def bij(pagina: Pagina) -> dict[str, Any]:
        markeer_voorbeeld(any(rij.Bericht.voorbeeld for rij in pagina.rijen))
        return {
            "standen": STANDEN,
            "groepen": GROEPEN,
            "met_mail": met_mail,
            "staat_stil": met_mail and tel_mails(Bezorgstand.WACHT) > 0 and staat_stil(nu()),
        }

    return toon_lijst(
        "berichten/uitgaand.html",
        lijst_uitgaand(),
        vraag_uitgaand(),
        cellen_uitgaand,
        "verzonden-berichten",
        bij,
    )


@bp.get("/<int(max=2147483647):nummer>")
@voor_rollen(*ACCOUNTS_LEZEN)
def mail(nummer: int) -> str:
    """One mail, exactly as it went or would go."""
    bezorging = get_bezorging(nummer)
    markeer_voorbeeld(bezorging.bericht.voorbeeld)
    instellingen = instellingen_van(current_app)
    return render_template(
        "berichten/mail.html", bezorging=bezorging, beeld=mailbeeld(bezorging, instellingen), standen=STANDEN,
        met_mail=instellingen.smtp is not None,
        mag_opnieuw=mag_opnieuw(bezorging) and vereis_kijker().heeft(Rol.BEHEERDER),
    )  # fmt: skip


@bp.post("/<int(max=2147483647):nummer>/opnieuw")
@voor_rollen(*BEHEER)
def opnieuw(nummer: int) -> Antwoord:
    """Try a mail that failed once more."""
    ik, formulier = vereis_kijker(), Formulier()
    voer_uit(formulier, lambda: probeer_opnieuw(get_bezorging(nummer), door=ik.gebruiker, nu=nu()))
    if formulier.form_errors:
        flash(str(formulier.form_errors[0]), "fout")
    else:
        flash("De mail gaat nog een keer uit.", "goed")
    return redirect(url_for("uitgaand.mail", nummer=nummer))
