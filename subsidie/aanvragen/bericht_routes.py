"""The page on which somebody writes a message about an application."""

from __future__ import annotations

import re
import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from subsidie.aanvragen.berichtservice import schrijf_over
from subsidie.aanvragen.toegang import get_aanvraag
from subsidie.accounts.beheer_bp import voer_uit
from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.berichten.forms import Berichtformulier
from subsidie.berichten.service import LANGSTE_ONDERWERP
from subsidie.berichten.toegang import get_bericht
from subsidie.kern.fouten import NietGevonden
from subsidie.tranches.merk import markeer
from subsidie.web.klok import nu

bp = Blueprint("aanvraagberichten", __name__)

_SLEUTEL = re.compile(r"[0-9a-f]{32}")
_ANTWOORD = "Antwoord: "


@bp.route("/aanvragen/<nummer>/berichten/nieuw", methods=["GET", "POST"])
@voor_rollen(Rol.BEHANDELAAR, *GEMEENTE)
def nieuw(nummer: str) -> str | Response | tuple[str, int]:
    """A new message, or with ``op`` in the address an answer to one."""
    ik = vereis_kijker()
    aanvraag = get_aanvraag(nummer, voor=ik)
    van_gemeente = aanvraag.gm_code in ik.gemeenten
    formulier = Berichtformulier()
    if not formulier.is_submitted():
        formulier.onderwerp.data = _onderwerp(request.args.get("op", ""))
    if _SLEUTEL.fullmatch(formulier.sleutel.data or "") is None:
        formulier.sleutel.data = uuid.uuid4().hex
    if formulier.validate_on_submit():
        geschreven = voer_uit(
            formulier,
            lambda: schrijf_over(
                nummer, onderwerp=formulier.onderwerp.data or "", tekst=formulier.tekst.data or "",
                sleutel=formulier.sleutel.data or "", door=ik.gebruiker, nu=nu(),
            ),
        )  # fmt: skip
        if geschreven is not None:
            flash("Uw bericht is verstuurd.", "goed")
            return redirect(url_for("berichten.bericht", kenmerk=geschreven.kenmerk))
    markeer(aanvraag.tranche)
    return render_template(
        "berichten/nieuw.html", formulier=formulier, aanvraag=aanvraag, van_gemeente=van_gemeente,
        mag=aanvraag.ontvangen_op is not None,
    ), 422 if formulier.is_submitted() else 200  # fmt: skip


def _onderwerp(op: str) -> str:
    """The subject of an answer to the message ``op``; empty when that is none for the viewer."""
    if not op:
        return ""
    try:
        onderwerp: str = get_bericht(op, voor=vereis_kijker()).onderwerp
    except NietGevonden:
        return ""
    return f"{_ANTWOORD}{onderwerp.removeprefix(_ANTWOORD)}"[:LANGSTE_ONDERWERP]
