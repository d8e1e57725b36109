"""The page with which a municipality withdraws an application, after one question more."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import TextAreaField
from wtforms.validators import Optional

from subsidie.aanvragen.toegang import get_aanvraag, niet_gevonden
from subsidie.accounts.forms import Formulier
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.dossier.intrekken import trek_in, waarom_niet_in_te_trekken
from subsidie.kern.fouten import Domeinfout, NietBevoegd, NietGevonden
from subsidie.tranches.merk import markeer
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens

bp = Blueprint("intrekken", __name__, url_prefix="/aanvragen")


class Intrekformulier(Formulier):
    """The reason, which may stay empty."""

    reden = TextAreaField(
        "Waarom trekt u de aanvraag in?",
        validators=[Optional()],
        description="De behandelaar kan dit lezen.",
    )


@bp.route("/<nummer>/intrekken", methods=["GET", "POST"])
@voor_rollen(Rol.TEKENBEVOEGDE)
def pagina(nummer: str) -> str | Response | tuple[str, int]:
    """Say what withdrawing means; withdraw."""
    ik = vereis_kijker()
    aanvraag = get_aanvraag(nummer, voor=ik)
    if aanvraag.gm_code not in ik.gemeenten:
        raise niet_gevonden()
    markeer(aanvraag.tranche)
    formulier = Intrekformulier()
    if formulier.is_submitted() and formulier.validate():
        try:
            with schrijfgrens():
                trek_in(aanvraag, reden=formulier.reden.data or "", door=ik.gebruiker, nu=nu())
        except (NietGevonden, NietBevoegd):
            raise
        except Domeinfout as fout:
            formulier.toon(fout)
        else:
            flash(f"Aanvraag {nummer} is ingetrokken.", "goed")
            return redirect(url_for("dossier.aanvraag", nummer=nummer))
    return render_template(
        "intrekken/pagina.html", aanvraag=aanvraag, formulier=formulier, bezwaar=waarom_niet_in_te_trekken(aanvraag),
        terug=url_for("dossier.aanvraag", nummer=nummer),
    ), 422 if formulier.is_submitted() else 200  # fmt: skip
