"""Declaring an interest in one application, and what was declared for who keeps the register."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as Antwoord
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from subsidie.aanvragen.belang import verklaar, zoek_verklaring
from subsidie.aanvragen.belanglijst import (
    UITKOMSTEN,
    cellen_verklaringen,
    lijst_verklaringen,
    vraag_verklaringen,
)
from subsidie.aanvragen.raakvlakken import partijen_in, raakvlakken
from subsidie.aanvragen.service import zoek_versie
from subsidie.aanvragen.toegang import get_aanvraag
from subsidie.accounts.beheer_bp import toon_lijst, voer_uit
from subsidie.accounts.controle import LANGSTE_OMSCHRIJVING
from subsidie.accounts.forms import Formulier
from subsidie.accounts.groepen import ACCOUNTS_LEZEN
from subsidie.accounts.queries import naam_van_gemeente
from subsidie.accounts.service import BESLUITROLLEN
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.tranches.merk import markeer
from subsidie.web.klok import nu

bp = Blueprint("belangverklaringen", __name__)

_JA: Final = "ja"


class Belangverklaringformulier(Formulier):
    """Whether there is an interest, and which."""

    heeft_belang = RadioField(
        "Hebt u een belang bij deze aanvraag?",
        choices=[
            SelectChoice("nee", "Nee, ik heb geen belang"),
            SelectChoice(_JA, "Ja. Ik doe niets met deze aanvraag"),
        ],
        validators=[InputRequired("Kies ja of nee.")],
    )
    toelichting = TextAreaField(
        "Welk belang",
        validators=[
            Optional(),
            Length(max=LANGSTE_OMSCHRIJVING, message=f"Gebruik hoogstens {LANGSTE_OMSCHRIJVING} tekens."),
        ],
        description="Alleen bij ja. Kort, en niet meer dan nodig: bijvoorbeeld ‘mijn zus werkt bij de ontwikkelaar’.",
    )


@bp.route("/aanvragen/<nummer>/belang", methods=["GET", "POST"])
@voor_rollen(*BESLUITROLLEN)
def pagina(nummer: str) -> str | Antwoord | tuple[str, int]:
    """Declare whether I have an interest in this application."""
    ik, formulier = vereis_kijker(), Belangverklaringformulier()
    aanvraag = get_aanvraag(nummer, voor=ik)
    if formulier.validate_on_submit():
        verklaard = voer_uit(
            formulier,
            lambda: verklaar(
                aanvraag, heeft_belang=formulier.heeft_belang.data == _JA,
                toelichting=formulier.toelichting.data or "", door=ik.gebruiker, nu=nu(),
            ),
        )  # fmt: skip
        if verklaard is not None:
            flash(
                f"U doet niets meer met aanvraag {nummer}. Wat u nog open had, is van niemand."
                if verklaard.heeft_belang
                else f"Vastgelegd: u hebt geen belang bij aanvraag {nummer}.",
                "goed",
            )
            return redirect(url_for("dossier.aanvraag", nummer=nummer))
    versie = zoek_versie(aanvraag)
    markeer(aanvraag.tranche)
    return render_template(
        "aanvragen/belang.html", formulier=formulier, aanvraag=aanvraag, gemeente=naam_van_gemeente(aanvraag.gm_code),
        partijen=partijen_in(versie) if versie is not None else (),
        eerder=zoek_verklaring(aanvraag, ik.gebruiker),
        vlak=raakvlakken((aanvraag,), (ik.gebruiker,), nu=nu()).get((aanvraag.id, ik.gebruiker.id)),
    ), 422 if formulier.is_submitted() else 200  # fmt: skip


@bp.get("/beheer/belangen/verklaringen")
@voor_rollen(*ACCOUNTS_LEZEN)
def lijst() -> str | Response:
    """What everybody declared about single applications."""
    return toon_lijst(
        "beheer/belangverklaringen.html", lijst_verklaringen(), vraag_verklaringen(), cellen_verklaringen,
        "verklaringen", bij=lambda _: {"uitkomsten": UITKOMSTEN},
    )  # fmt: skip
