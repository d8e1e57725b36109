"""A draft as a whole: beginning it, its summary with what is missing, and throwing it away."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from subsidie.aanvragen.aftelling import tel_af
from subsidie.aanvragen.bijlagen import bijlagesoorten
from subsidie.aanvragen.concept import NietBewerkbaar, aanvragen_kan, begin_concept, verwijder_concept
from subsidie.aanvragen.conceptformulier import Beginformulier
from subsidie.aanvragen.conceptkopie import begininhoud, maak_kopie
from subsidie.aanvragen.conceptqueries import (
    get_werkkopie,
    list_gemeentenamen,
    list_kopieerbaar,
    list_open_tranches,
)
from subsidie.aanvragen.inhoud import samenvatting
from subsidie.aanvragen.inhoud.project import potten
from subsidie.aanvragen.invullen import lees_stand
from subsidie.aanvragen.invullen_routes import adres_van_deel
from subsidie.aanvragen.invullen_routes import bp as invullen
from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.kern.fouten import Domeinfout, NietBevoegd, NietGevonden
from subsidie.tranches.merk import markeer
from subsidie.tranches.models import Tranche
from subsidie.tranches.regels import Regels
from subsidie.tranches.service import als_definitie, get_tranche, regels
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijft

bp = Blueprint("concept", __name__)


@bp.route("/aanvragen/nieuw", methods=["GET", "POST"])
@voor_rollen(*GEMEENTE)
def nieuw() -> str | Response:
    """Choose a tranche and a name, or an earlier application to copy; then fill in."""
    ik, moment = vereis_kijker(), nu()
    tranches = [tranche for tranche in list_open_tranches() if aanvragen_kan(tranche, nu=moment)]
    gekozen = _gekozen(tranches)
    formulier = Beginformulier(formdata=request.form if request.method == "POST" else None)
    regelset = regels(gekozen) if gekozen else None
    _vul_keuzen(formulier, tranches, regelset, gekozen)
    if request.method == "POST" and regelset is not None and formulier.validate():
        try:
            nummer, vervallen = _begin(formulier, regelset)
        except (NietGevonden, NietBevoegd):
            raise
        except Domeinfout as fout:
            formulier.toon(fout)
        else:
            for tekst in vervallen[:20]:
                flash(
                    f"Niet gekopieerd, want deze tranche vraagt het niet of kent het niet: {tekst}.", "let_op"
                )
            return redirect(url_for("invullen.invullen", nummer=nummer))
    markeer(gekozen)
    inhoud = render_template(
        "invullen/nieuw.html", formulier=formulier, tranches=tranches, gekozen=gekozen,
        gemeenten=list_gemeentenamen(ik), regelset=regelset,
        aftelling=tel_af(als_definitie(gekozen), moment) if gekozen else None,
    )  # fmt: skip
    return make_response(inhoud, 422 if request.method == "POST" else 200)


@schrijft
def _begin(formulier: Beginformulier, regelset: Regels) -> tuple[str, tuple[str, ...]]:
    ik = vereis_kijker()
    kopie = maak_kopie(formulier.kopie.data, regelset, voor=ik) if formulier.kopie.data else None
    naam, pot = formulier.projectnaam.data, formulier.pot.data
    aanvraag = begin_concept(
        get_tranche(formulier.tranche.data), pot=pot, gm_code=formulier.gemeente.data, projectnaam=naam,
        delen=begininhoud(naam, pot, kopie), door=ik.gebruiker, nu=nu(),
    )  # fmt: skip
    return aanvraag.nummer, kopie.vervallen if kopie else ()


@invullen.get("/aanvragen/<nummer>/overzicht")
@voor_rollen(*GEMEENTE)
def overzicht(nummer: str) -> str | Response:
    """The whole application as it stands, with what is missing; of what was submitted the application itself."""
    moment = nu()
    werkkopie = get_werkkopie(nummer, voor=vereis_kijker(), nu=moment)
    if not werkkopie.open:
        return redirect(url_for("dossier.aanvraag", nummer=nummer))
    if werkkopie.is_aanvulling:  # answered and filed from the page of the request
        return redirect(url_for("aanvullen.pagina", nummer=nummer))
    stand = lees_stand(werkkopie, nu=moment)
    markeer(werkkopie.aanvraag.tranche)
    return render_template(
        "invullen/overzicht.html", stand=stand, aanvraag=werkkopie.aanvraag, adres_van_deel=adres_van_deel,
        mag_indienen=vereis_kijker().heeft_voor(werkkopie.aanvraag.gm_code, Rol.TEKENBEVOEGDE),
        bijlagesoorten={een.code: een.naam for een in bijlagesoorten(werkkopie.regels)},
        beelden={deel: samenvatting(inhoud) for deel, inhoud in stand.delen.inhoud.items()},
        indienen=url_for("indienen.pagina", nummer=nummer) if "indienen.pagina" in current_app.view_functions else "",
    )  # fmt: skip


@bp.route("/aanvragen/<nummer>/verwijderen", methods=["GET", "POST"])
@voor_rollen(*GEMEENTE)
def verwijderen(nummer: str) -> str | Response:
    """Throw a draft away, after a question."""
    werkkopie = get_werkkopie(nummer, voor=vereis_kijker(), nu=nu())
    if not werkkopie.is_concept:
        raise NietBewerkbaar("Deze aanvraag is ingediend. U kunt haar niet verwijderen, wel intrekken.")
    if request.method == "POST":
        _verwijder(nummer)
        flash(f"Concept {nummer} is verwijderd.", "goed")
        return redirect(url_for("dossier.aanvragen"))
    markeer(werkkopie.aanvraag.tranche)
    return render_template(
        "invullen/verwijderen.html", aanvraag=werkkopie.aanvraag,
        terug=url_for("invullen.overzicht", nummer=nummer), bijlagen=len(werkkopie.bijlagen),
    )  # fmt: skip


@schrijft
def _verwijder(nummer: str) -> None:
    verwijder_concept(nummer, door=vereis_kijker().gebruiker, nu=nu())


def _gekozen(tranches: list[Tranche]) -> Tranche | None:
    code = request.form.get("tranche") or request.args.get("tranche", "")
    gevonden = next((een for een in tranches if een.code == code), None)
    return tranches[0] if gevonden is None and len(tranches) == 1 and not code else gevonden


def _vul_keuzen(
    formulier: Beginformulier, tranches: list[Tranche], regelset: Regels | None, gekozen: Tranche | None
) -> None:
    ik = vereis_kijker()
    gemeenten = list_gemeentenamen(ik)
    formulier.tranche.choices = [(een.code, een.naam) for een in tranches]
    formulier.gemeente.choices = gemeenten if len(gemeenten) == 1 else [("", "Kies"), *gemeenten]
    keuzen = list(potten(regelset)) if regelset else []
    formulier.pot.choices = keuzen if len(keuzen) == 1 else [("", "Kies"), *keuzen]
    formulier.kopie.choices = [
        ("", "Nee, leeg beginnen"),
        *(
            (
                een.nummer,
                f"{een.nummer} · {een.project} ({een.tranche}{', concept' if een.is_concept else ''})",
            )
            for een in list_kopieerbaar(ik)
        ),
    ]
    if request.method != "POST":
        formulier.tranche.data = gekozen.code if gekozen else ""
        formulier.gemeente.data = gemeenten[0][0] if len(gemeenten) == 1 else ""
        formulier.pot.data = keuzen[0][0] if len(keuzen) == 1 else ""
        formulier.kopie.data = request.args.get("kopie", "")
