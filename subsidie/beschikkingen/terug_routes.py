"""The page on which a behandelaar takes a drawn-up decision back, or draws it up once more from its allocation."""

from __future__ import annotations

import json

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.beschikkingen.besluiten_forms import Terugformulier
from subsidie.beschikkingen.models import Beschikking, Besluitsoort
from subsidie.beschikkingen.queries import soort_in_woorden
from subsidie.beschikkingen.ronde import get_concept
from subsidie.beschikkingen.terugnemen import neem_terug, stel_concept_opnieuw_op, waarom_niet_terug
from subsidie.kern.fouten import Domeinfout, NietBevoegd, NietGevonden
from subsidie.tranches.merk import markeer
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens

bp = Blueprint("terug", __name__, url_prefix="/besluiten")


@bp.route("/<kenmerk>/terugnemen", methods=["GET", "POST"])
@voor_rollen(Rol.BEHANDELAAR)
def pagina(kenmerk: str) -> str | Response | tuple[str, int]:
    """What it does and why it is done; then it is taken back, or a new one lies there."""
    ik, formulier = vereis_kijker().gebruiker, Terugformulier()
    besluit = get_concept(kenmerk)
    markeer(besluit.aanvraag.tranche)
    uit_verdeling = besluit.verdeling_id is not None
    if formulier.is_submitted() and formulier.validate():
        verder, reden = _verder(besluit), formulier.reden.data or ""
        try:
            with schrijfgrens():
                gekozen = get_concept(kenmerk)
                if uit_verdeling:
                    nieuw = stel_concept_opnieuw_op(gekozen, reden=reden, door=ik, nu=nu()).kenmerk
                else:
                    neem_terug(gekozen, reden=reden, door=ik, nu=nu())
        except (NietBevoegd, NietGevonden):
            raise
        except Domeinfout as fout:
            formulier.toon(fout)
        else:
            if uit_verdeling:
                flash(
                    f"Besluit {nieuw} is opgesteld in de plaats van {kenmerk}. Een beslisser tekent het.",
                    "goed",
                )
                return redirect(url_for("besluiten.proefbrief", kenmerk=nieuw))
            flash(f"Besluit {kenmerk} is teruggenomen. {verder[0]}", "goed")
            return redirect(verder[1])
        besluit = get_concept(kenmerk)
    return render_template(
        "besluiten/terugnemen.html", besluit=besluit, tranche=besluit.aanvraag.tranche, formulier=formulier,
        uit_verdeling=uit_verdeling, waarom_niet=waarom_niet_terug(besluit), soort=soort_in_woorden,
        terug=url_for("besluiten.proefbrief", kenmerk=kenmerk),
    ), 422 if formulier.is_submitted() else 200  # fmt: skip


def _verder(besluit: Beschikking) -> tuple[str, str]:
    """What can be done once this draft is taken back, and the page to do it on."""
    nummer, verzoek = besluit.aanvraag.nummer, json.loads(besluit.gegevens).get("verzoek")
    if besluit.soort is Besluitsoort.WIJZIGING and verzoek:
        return "Het verzoek wordt weer behandeld.", url_for("wijzigingen.behandelen", kenmerk=verzoek)
    if besluit.soort is Besluitsoort.VASTSTELLING:
        return "Er is niets vastgesteld.", url_for("vaststelling.pagina", nummer=nummer)
    if besluit.soort is Besluitsoort.TERUGVORDERING:
        return "Er wordt niets teruggevorderd.", url_for("vaststelling.pagina", nummer=nummer)
    return "De aanvraag wordt weer behandeld.", url_for("dossier.aanvraag", nummer=nummer)
