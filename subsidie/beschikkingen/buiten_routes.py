"""The page on which a behandelaar draws up a decision that ends an application outside every allocation."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, InputRequired, Optional

from subsidie.aanvragen.toegang import get_aanvraag, niet_gevonden
from subsidie.accounts.forms import Formulier
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.beschikkingen.buiten import (
    Buitengrond,
    buitenstand,
    stel_buiten_behandeling,
    wijs_af_buiten_tijdvak,
)
from subsidie.kern.fouten import Domeinfout, NietBevoegd, NietGevonden
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.tranches.merk import markeer
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens

bp = Blueprint("buiten", __name__, url_prefix="/aanvragen")


class Buitenformulier(Formulier):
    """Why an application is not handled."""

    grond = RadioField(
        "Waarom behandelt u de aanvraag niet?",
        choices=[
            SelectChoice(Buitengrond.GEGEVENS.value, "De gegevens zijn niet genoeg om de aanvraag te beoordelen"),
            SelectChoice(Buitengrond.VOORSCHRIFT.value, "De aanvraag voldoet niet aan een wettelijk voorschrift"),
        ],
        validate_choice=False,
        validators=[InputRequired("Kies waarom."), AnyOf([een.value for een in Buitengrond], "Kies er een.")],
    )  # fmt: skip
    motivering = TextAreaField(
        "Wat ontbreekt er?", validators=[InputRequired("Schrijf wat er ontbreekt.")],
        description="Dit komt in de brief.",
    )  # fmt: skip


class Telaatformulier(Formulier):
    """What the letter says beside the moments."""

    motivering = TextAreaField(
        "Wat wilt u toevoegen?", validators=[Optional()],
        description="De brief noemt het moment van ontvangst en het tijdvak al. Dit mag leeg blijven.",
    )  # fmt: skip


@bp.route("/<nummer>/buiten-behandeling", methods=["GET", "POST"])
@voor_rollen(Rol.BEHANDELAAR)
def pagina(nummer: str) -> str | Response | tuple[str, int]:
    """Whether it can be, until when, and the form; what is drawn up is signed by somebody else."""
    ik = vereis_kijker()
    aanvraag = get_aanvraag(nummer, voor=ik)
    if not aanvraag.huidige_versie:
        raise niet_gevonden()
    markeer(aanvraag.tranche)
    formulier = Telaatformulier() if aanvraag.buiten_tijdvak else Buitenformulier()
    if formulier.is_submitted() and formulier.validate():
        tekst = formulier.motivering.data or ""
        try:
            with schrijfgrens():
                if isinstance(formulier, Buitenformulier):
                    besluit = stel_buiten_behandeling(
                        aanvraag,
                        grond=Buitengrond(formulier.grond.data),
                        motivering=tekst,
                        door=ik.gebruiker,
                        nu=nu(),
                    )
                else:
                    besluit = wijs_af_buiten_tijdvak(aanvraag, motivering=tekst, door=ik.gebruiker, nu=nu())
                kenmerk = besluit.kenmerk
        except (NietGevonden, NietBevoegd):
            raise
        except Domeinfout as fout:
            formulier.toon(fout)
        else:
            flash(f"Besluit {kenmerk} is opgesteld. Een beslisser tekent het.", "goed")
            return redirect(url_for("dossier.aanvraag", nummer=nummer))
    return render_template(
        "buiten/pagina.html", aanvraag=aanvraag, formulier=formulier,
        stand=buitenstand(aanvraag, dag_in_amsterdam(nu())),
        terug=url_for("dossier.aanvraag", nummer=nummer),
    ), 422 if formulier.is_submitted() else 200  # fmt: skip
