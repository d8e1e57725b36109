"""Logging in as somebody of the example, without a password: the demo has this page, no other program does."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from subsidie.accounts.aanmelden import begin_sessie, meld_af
from subsidie.accounts.groepen import DEMODOMEIN
from subsidie.accounts.inlogsessie import veilig
from subsidie.accounts.queries import list_op_domein
from subsidie.accounts.routes import log_in
from subsidie.accounts.toegang import openbaar
from subsidie.kern.fouten import NietGevonden
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens

bp = Blueprint("demo", __name__)


@bp.post("/inloggen/demo")
@openbaar
def inloggen() -> Response:
    """Log in as the chosen person of the example; who was logged in before is logged out."""
    sleutel = request.form.get("sleutel", "")
    with schrijfgrens():
        gekozen = [
            persoon for persoon, _ in list_op_domein(DEMODOMEIN, nu=nu()) if persoon.sleutel == sleutel
        ]
        if not gekozen:
            raise NietGevonden("Dit demo-account is er niet.")
        if current_user.is_authenticated:
            meld_af(current_user.token, nu=nu())
        token = begin_sessie(gekozen[0], nu=nu())
    log_in(token)
    return redirect(veilig(request.form.get("volgende")) or url_for("dossier.vandaag"))
