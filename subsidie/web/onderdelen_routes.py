"""The living component page: every macro of ``templates/onderdelen/`` in all its states. For development only."""

from __future__ import annotations

from flask import Blueprint, abort, flash, render_template

from subsidie.web import onderdelen_voorbeelden as voorbeelden
from subsidie.web.beeld_voorbeelden import voorbeelden as beelden
from subsidie.web.toegang import OPENBAAR, merk
from subsidie.web.voorbeeld import markeer_voorbeeld

bp = Blueprint("onderdelen", __name__, url_prefix="/onderdelen")


@bp.get("")
def overzicht() -> str:
    """All components on one page, save what can be on a page once only."""
    markeer_voorbeeld()
    return render_template(
        "onderdelen_pagina/overzicht.html",
        v=voorbeelden,
        beelden=beelden(),
        formulier=voorbeelden.formulier(ingevuld=False),
        met_fouten=voorbeelden.formulier(ingevuld=True, voorvoegsel="fout"),
        paginas=voorbeelden.PAGINAS,
    )


@bp.get("/<naam>")
def pagina(naam: str) -> str:
    """A whole page as an example: a list in one of its states, a form with errors, a question to confirm."""
    if naam not in voorbeelden.PAGINAS:
        abort(404)
    markeer_voorbeeld(naam != "zonder-band")
    if naam == "melding":
        flash("De aanvraag is ingediend.", "goed")
        flash("De tekst is opgeslagen, maar nog niet verstuurd.", "let_op")
    if naam.startswith("lijst"):
        return render_template("onderdelen_pagina/lijst.html", **voorbeelden.lijst(naam))
    return render_template(
        f"onderdelen_pagina/{voorbeelden.PAGINAS[naam]}.html", form=voorbeelden.formulier(ingevuld=True)
    )


merk(overzicht, frozenset({OPENBAAR}))
merk(pagina, frozenset({OPENBAAR}))
