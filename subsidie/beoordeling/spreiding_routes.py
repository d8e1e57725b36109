"""The work of assessing a tranche: how far it is, who has what, a proposal to spread it, and handing a card over."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from subsidie.aanvragen.toegang import get_aanvraag, niet_gevonden
from subsidie.accounts.beheer_bp import voer_uit
from subsidie.accounts.forms import Formulier
from subsidie.accounts.groepen import HELE_TRANCHE
from subsidie.accounts.lijsten import alle_rijen
from subsidie.accounts.models import Rol
from subsidie.accounts.service import get_gebruiker
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.beoordeling.kaartformulier import Overdracht
from subsidie.beoordeling.spreiden import deel_uit, draag_over, list_beoordelaars, maak_voorstel
from subsidie.beoordeling.voortgang import (
    FASEN,
    STANDWOORDEN,
    cellen_van,
    kaarten_bij,
    lasten_van,
    lijst_van,
    stand_bij,
    voortgang_van,
    vraag_van,
)
from subsidie.kern.tekst import aantal
from subsidie.platform.lijst import bestand_van, lees_staat, pagina_van
from subsidie.tranches.adres import tranche_op_adres
from subsidie.tranches.merk import markeer
from subsidie.tranches.models import Trancheaard
from subsidie.web.antwoord import download
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.voorbeeld import VOORBEELD

bp = Blueprint("beoordeling", __name__)


@bp.get("/tranches/<code>/beoordeling")
@voor_rollen(*HELE_TRANCHE)
def overzicht(code: str) -> str | Response:
    """Progress per application and reviewer; no score stands here."""
    tranche = tranche_op_adres(code)
    ik = vereis_kijker()
    lijst, vraag = lijst_van(tranche), vraag_van(tranche)
    staat = lees_staat(lijst, request.args)
    if staat.uitvoer:
        let_op = VOORBEELD if tranche.aard is not Trancheaard.ECHT else ""
        inhoud = bestand_van(
            lijst, staat, cellen_van(alle_rijen(lijst, staat, vraag)), let_op=let_op, nu=nu()
        )
        return download(inhoud, f"beoordeling-{tranche.code}.{staat.uitvoer}", staat.uitvoer)
    markeer(tranche)
    pagina = pagina_van(db.session, lijst, staat, vraag)
    aanvragen = [rij.Aanvraag for rij in pagina.rijen]
    return render_template(
        "beoordelen/voortgang.html", tranche=tranche, lijst=lijst, staat=staat, pagina=pagina,
        voortgang=voortgang_van(tranche), lasten=lasten_van(tranche, list_beoordelaars(nu())), fasen=FASEN,
        kaarten=kaarten_bij(aanvragen), standen=stand_bij(aanvragen), standwoorden=STANDWOORDEN,
        mag_verdelen=ik.heeft(Rol.BEHANDELAAR),
    )  # fmt: skip


@bp.route("/tranches/<code>/beoordeling/verdelen", methods=["GET", "POST"])
@voor_rollen(Rol.BEHANDELAAR)
def verdelen(code: str) -> str | Response | tuple[str, int]:
    """A proposal to spread what nobody has yet; giving it out."""
    tranche = tranche_op_adres(code)
    ik, formulier = vereis_kijker(), Formulier()
    if formulier.is_submitted() and formulier.validate():
        gezien = request.form.get("gezien", "")
        gemaakt = voer_uit(
            formulier, lambda: deel_uit(tranche, gezien_sha256=gezien, door=ik.gebruiker, nu=nu())
        )
        if gemaakt:
            flash(
                f"Er {'is' if gemaakt == 1 else 'zijn'} {aantal(gemaakt, 'kaart', 'kaarten')} uitgedeeld.",
                "goed",
            )
            return redirect(url_for("beoordeling.overzicht", code=code))
    markeer(tranche)
    voorstel = maak_voorstel(tranche, nu=nu())
    return render_template(
        "beoordelen/verdelen.html", tranche=tranche, voorstel=voorstel, formulier=formulier,
    ), 422 if formulier.is_submitted() else 200  # fmt: skip


@bp.route("/aanvragen/<nummer>/kaarten/<sleutel>/overdragen", methods=["GET", "POST"])
@voor_rollen(Rol.BEHANDELAAR)
def overdragen(nummer: str, sleutel: str) -> str | Response | tuple[str, int]:
    """Give the card of one reviewer to another, with the reason."""
    ik = vereis_kijker()
    aanvraag = get_aanvraag(nummer, voor=ik)
    markeer(aanvraag.tranche)
    lopend = {kaart.beoordelaar.sleutel: kaart for kaart in kaarten_bij([aanvraag]).get(aanvraag.id, [])}
    kaart = lopend.get(sleutel)
    if kaart is None or kaart.ingeleverd_op is not None:
        raise niet_gevonden()
    formulier = Overdracht()
    formulier.bied_aan(een for een in list_beoordelaars(nu()) if een.sleutel not in lopend)
    if formulier.is_submitted() and formulier.validate():

        def draag() -> bool:
            draag_over(
                aanvraag, kaart.beoordelaar, aan=get_gebruiker(formulier.aan.data), reden=formulier.reden.data or "",
                door=ik.gebruiker, nu=nu(),
            )  # fmt: skip
            return True

        if voer_uit(formulier, draag):
            flash("De kaart is overgedragen.", "goed")
            return redirect(url_for("beoordeling.overzicht", code=aanvraag.tranche.code))
    return render_template(
        "beoordelen/overdragen.html", aanvraag=aanvraag, kaart=kaart, formulier=formulier,
        terug=url_for("beoordeling.overzicht", code=aanvraag.tranche.code),
    ), 422 if formulier.is_submitted() else 200  # fmt: skip
