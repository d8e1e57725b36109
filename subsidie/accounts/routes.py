"""Logging in and out, choosing a password, and one's own account."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from subsidie.accounts.aanmelden import (
    AanmeldenMislukt,
    kijker_van_sessie,
    meld_aan,
    meld_af,
    meld_overal_af,
    wijzig_wachtwoord,
)
from subsidie.accounts.forms import Inlogformulier, Uitnodigingsformulier, Wachtwoordformulier
from subsidie.accounts.groepen import DEMODOMEIN
from subsidie.accounts.inlogsessie import Aanmelding, veilig
from subsidie.accounts.lijsten import rol_in_woorden
from subsidie.accounts.models import Gebruiker
from subsidie.accounts.queries import get_accountbeeld, is_deze_sessie, list_op_domein
from subsidie.accounts.toegang import ingelogd, kijker, openbaar, vereis_kijker
from subsidie.accounts.uitnodigen import gebruik, get_uitgenodigde
from subsidie.accounts.woorden import HANDELINGEN, ROLNAMEN
from subsidie.config import Omgeving
from subsidie.kern.fouten import NietGevonden, OngeldigeInvoer
from subsidie.kern.tekst import aantal
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens, schrijft

bp = Blueprint("accounts", __name__)


@bp.route("/inloggen", methods=["GET", "POST"])
@openbaar
def inloggen() -> str | Response | tuple[str, int]:
    """The login page; back to where one came from afterwards."""
    if kijker() is not None:
        return redirect(_volgende())
    formulier = Inlogformulier()
    if formulier.validate_on_submit():
        try:
            token = meld_aan(
                formulier.email.data or "", formulier.wachtwoord.data or "", herkomst=request.remote_addr or "",
                sleutel=_sleutel(), nu=nu(), buiten=None if _is_demo() else DEMODOMEIN,
            )  # fmt: skip
        except AanmeldenMislukt as fout:
            formulier.toon(fout)
        else:
            log_in(token)
            return redirect(_volgende())
    return render_template(
        "accounts/inloggen.html",
        formulier=formulier,
        volgende=veilig(request.args.get("volgende")),
        demo=_demo_personen() if _is_demo() else (),
    ), 422 if formulier.is_submitted() else 200


@bp.post("/uitloggen")
@openbaar
@schrijft
def uitloggen() -> Response:
    """End the session, in the database too."""
    if current_user.is_authenticated:
        meld_af(current_user.token, nu=nu())
    log_uit()
    flash("U bent uitgelogd.", "goed")
    return redirect(url_for("accounts.inloggen"))


@bp.route("/uitnodiging/<token>", methods=["GET", "POST"])
@openbaar
def uitnodiging(token: str) -> str | Response | tuple[str, int]:
    """Choose a password with a link; a link that does not work says the same, whatever is wrong with it."""
    formulier = Uitnodigingsformulier()
    try:
        gebruiker = get_uitgenodigde(token, nu=nu())
        if formulier.validate_on_submit():
            with schrijfgrens():
                if current_user.is_authenticated:  # whoever uses this browser now is not who the link is for
                    meld_af(current_user.token, nu=nu())
                nieuw = gebruik(token, formulier.wachtwoord.data, nu=nu())
            log_in(nieuw)
            flash("Uw wachtwoord is gekozen en u bent ingelogd.", "goed")
            return redirect(url_for("dossier.vandaag"))
    except (NietGevonden, AanmeldenMislukt):
        return render_template("accounts/link_werkt_niet.html"), 404
    except OngeldigeInvoer as fout:
        formulier.toon(fout)
    return render_template(
        "accounts/uitnodiging.html", formulier=formulier, gebruiker=gebruiker
    ), 422 if formulier.is_submitted() else 200


@bp.get("/account")
@ingelogd
def account() -> str:
    """My account: roles, mandates, interests, sessions."""
    beeld = get_accountbeeld(vereis_kijker().gebruiker, nu=nu())
    return render_template(
        "accounts/account.html",
        beeld=beeld,
        deze=next(
            (sessie.id for sessie in beeld.sessies if is_deze_sessie(sessie, current_user.token)), None
        ),
        namen=ROLNAMEN,
        handelingen=HANDELINGEN,
    )


@bp.route("/account/wachtwoord", methods=["GET", "POST"])
@ingelogd
def wachtwoord() -> str | Response | tuple[str, int]:
    """Choose another password; every other session ends."""
    ik, formulier = vereis_kijker(), Wachtwoordformulier()
    if formulier.validate_on_submit():
        try:
            token = wijzig_wachtwoord(
                ik.gebruiker, formulier.huidig.data, formulier.nieuw.data, herkomst=request.remote_addr or "",
                sleutel=_sleutel(), nu=nu(),
            )  # fmt: skip
        except OngeldigeInvoer as fout:
            formulier.toon(fout)
        else:
            log_in(token)
            flash("Uw wachtwoord is gewijzigd. Op andere apparaten bent u uitgelogd.", "goed")
            return redirect(url_for("accounts.account"))
    return render_template(
        "accounts/wachtwoord.html", formulier=formulier
    ), 422 if formulier.is_submitted() else 200


@bp.post("/account/overal-uitloggen")
@ingelogd
@schrijft
def overal_uitloggen() -> Response:
    """End every session of mine, this one too."""
    ik = vereis_kijker().gebruiker
    hoeveel = meld_overal_af(ik, door=ik, nu=nu())
    log_uit()
    flash(f"U bent overal uitgelogd: {aantal(hoeveel, 'sessie', 'sessies')} beëindigd.", "goed")
    return redirect(url_for("accounts.inloggen"))


def _demo_personen() -> list[tuple[Gebruiker, str]]:
    return [
        (persoon, ", ".join(rol_in_woorden(*rol) for rol in rollen) or "zonder rol")
        for persoon, rollen in list_op_domein(DEMODOMEIN, nu=nu())
    ]


def log_in(token: str) -> None:
    """Put a session that was just begun in the cookie, and nothing of what was there before."""
    ik = kijker_van_sessie(token, nu=nu())
    if ik is None:
        raise AanmeldenMislukt
    session.clear()
    session.permanent = True
    login_user(Aanmelding(token, ik))


def log_uit() -> None:
    """Forget in the cookie who this was."""
    logout_user()
    session.clear()


def _volgende() -> str:
    return veilig(request.args.get("volgende")) or url_for("dossier.vandaag")


def _sleutel() -> str:
    return str(current_app.config["SECRET_KEY"])


def _is_demo() -> bool:
    return bool(current_app.extensions["instellingen"].omgeving is Omgeving.DEMO)
