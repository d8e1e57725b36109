"""The realisation of one award: what stands, and what the municipality reports about it in minutes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.toegang import get_aanvraag, niet_gevonden
from subsidie.accounts.beheer_bp import voer_uit
from subsidie.accounts.forms import Formulier
from subsidie.accounts.groepen import GEMEENTE, HELE_TRANCHE
from subsidie.accounts.toegang import mag_openen, vereis_kijker, voor_rollen
from subsidie.kern.fouten import NietGevonden, OngeldigeInvoer
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.realisatie import bevestiging, mijlpalen, prognoses
from subsidie.realisatie import delen as deelservice
from subsidie.realisatie.mijlpaalregels import NA_WOORDEN, VRAGEN, ZELF_TE_MELDEN
from subsidie.realisatie.oordelen import MIJLPAALWOORDEN, STANDWOORDEN, Meldingsoort
from subsidie.realisatie.plan import eerste_plan, geldend_plan, totaal
from subsidie.realisatie.planmodellen import Mijlpaal, Projectdeel
from subsidie.realisatie.projectbeeld import lees_beeld
from subsidie.realisatie.realisatieformulieren import (
    Bevestigingsformulier,
    Deelformulier,
    Mijlpaalformulier,
    NieuwDeelformulier,
    Prognoseformulier,
)
from subsidie.realisatie.verplichtingen import uiterste_dagen
from subsidie.realisatie.wijzigingen import STATUSKLEUREN, list_verzoeken, waarom_niet, woorden_voor
from subsidie.tranches.merk import markeer
from subsidie.web.klok import nu

bp = Blueprint("realisatie", __name__, url_prefix="/aanvragen/<nummer>/realisatie")

STANDKLEUREN = {
    "gemeld": "info", "vraag": "let_op", "aanvaard": "goed", "afgewezen": "fout", "ingetrokken": "neutraal",
}  # fmt: skip


@bp.get("")
@voor_rollen(*GEMEENTE, *HELE_TRANCHE)
def pagina(nummer: str) -> str | tuple[str, int]:
    """What was promised and what stands, each part with its milestones, and what is to be done next."""
    ik = vereis_kijker()
    aanvraag = get_aanvraag(nummer, voor=ik)
    markeer(aanvraag.tranche)
    beeld = lees_beeld(aanvraag, dag_in_amsterdam(nu()))
    if beeld is None:
        return render_template("realisatie/zonder_plan.html", aanvraag=aanvraag), 404
    gemeentekant = aanvraag.gm_code in ik.gemeenten
    mag_melden = ik.heeft_voor(aanvraag.gm_code, *GEMEENTE)
    return render_template(
        "realisatie/pagina.html", aanvraag=aanvraag, beeld=beeld, vandaag=dag_in_amsterdam(nu()),
        gemeentekant=gemeentekant, mag_melden=mag_melden, verzoeken=list_verzoeken(aanvraag),
        verzoekwoorden=woorden_voor(gemeentekant=gemeentekant), verzoekkleuren=STATUSKLEUREN,
        mag_wijzigen=mag_melden and not waarom_niet(aanvraag),
        mag_lezen=gemeentekant or mag_openen("meldingen.beoordelen"),
        standwoorden=STANDWOORDEN, standkleuren=STANDKLEUREN, meldbaar=ZELF_TE_MELDEN, nawoorden=NA_WOORDEN,
    )  # fmt: skip


@bp.route("/mijlpalen/<int:deelnummer>/<mijlpaal>", methods=["GET", "POST"])
@voor_rollen(*GEMEENTE)
def mijlpaal(nummer: str, deelnummer: int, mijlpaal: str) -> str | Response | tuple[str, int]:
    """Report that a part passed a milestone."""
    aanvraag, gekozen = _eigen(nummer), _mijlpaal(mijlpaal)
    het_deel = deelservice.get_deel(aanvraag, deelnummer)
    if gekozen not in ZELF_TE_MELDEN:
        raise NietGevonden("De oplevering volgt uit de woonruimten die u meldt.")
    formulier = Mijlpaalformulier()
    formulier.toelichting.label.text = VRAGEN[gekozen][0]
    if formulier.is_submitted() and formulier.validate():
        melding = voer_uit(
            formulier,
            lambda: mijlpalen.meld_mijlpaal(
                het_deel, gekozen, bereikt_op=formulier.bereikt_op.data, toelichting=formulier.toelichting.data or "",
                door=vereis_kijker().gebruiker, nu=nu(),
            ),
        )  # fmt: skip
        if melding is not None:
            flash(
                "Uw melding is ontvangen. U kunt er hier nog bewijs bij doen. Zij telt mee zodra het ministerie haar "
                "aanvaardt.",
                "goed",
            )
            return _naar_melding(nummer, Meldingsoort.MIJLPAAL, melding.id)
    return _formulierpagina(
        "mijlpaal.html", formulier, aanvraag, deel=het_deel, mijlpaal=gekozen, naam=MIJLPAALWOORDEN[gekozen],
        uiterlijk=prognoses.uiterlijk_voor(gekozen, uiterste_dagen(aanvraag)),
    )  # fmt: skip


@bp.route("/prognose/<int:deelnummer>/<mijlpaal>", methods=["GET", "POST"])
@voor_rollen(*GEMEENTE)
def prognose(nummer: str, deelnummer: int, mijlpaal: str) -> str | Response | tuple[str, int]:
    """Say by when a milestone is expected."""
    aanvraag, gekozen = _eigen(nummer), _mijlpaal(mijlpaal)
    het_deel, formulier = deelservice.get_deel(aanvraag, deelnummer), Prognoseformulier()
    if formulier.is_submitted() and formulier.validate():
        gegeven = voer_uit(
            formulier,
            lambda: prognoses.geef_prognose(
                het_deel, gekozen, verwacht_op=formulier.verwacht_op.data,
                toelichting=formulier.toelichting.data or "", door=vereis_kijker().gebruiker, nu=nu(),
            ),
        )  # fmt: skip
        if gegeven is not None:
            flash("Uw verwachting is vastgelegd.", "goed")
            return redirect(url_for("realisatie.pagina", nummer=nummer, _anchor=f"deel-{deelnummer}"))
    vorige = prognoses.lees_prognoses([aanvraag.id]).get(aanvraag.id, {}).get(het_deel.id, {}).get(gekozen)
    return _formulierpagina(
        "prognose.html", formulier, aanvraag, deel=het_deel, mijlpaal=gekozen, naam=MIJLPAALWOORDEN[gekozen],
        vorige=vorige, uiterlijk=prognoses.uiterlijk_voor(gekozen, uiterste_dagen(aanvraag)),
    )  # fmt: skip


@bp.route("/bevestiging/<int:jaar>", methods=["GET", "POST"])
@voor_rollen(*GEMEENTE)
def bevestigen(nummer: str, jaar: int) -> str | Response | tuple[str, int]:
    """Confirm how many homes served their target group in a year."""
    aanvraag = _eigen(nummer)
    bevestiging.get_jaar(aanvraag, jaar)
    formulier, laatste = Bevestigingsformulier(), bevestiging.laatste_dag(jaar)
    if not formulier.is_submitted():
        formulier.peildatum.data = laatste
    elif formulier.validate():
        melding = voer_uit(
            formulier,
            lambda: bevestiging.bevestig(
                aanvraag, jaar, peildatum=formulier.peildatum.data, aantal=formulier.aantal.heel,
                toelichting=formulier.toelichting.data or "", door=vereis_kijker().gebruiker, nu=nu(),
            ),
        )  # fmt: skip
        if melding is not None:
            flash("Uw bevestiging is ontvangen. Zij telt mee zodra het ministerie haar aanvaardt.", "goed")
            return _naar_melding(nummer, Meldingsoort.BEVESTIGING, melding.id)
    return _formulierpagina(
        "bevestigen.html", formulier, aanvraag, jaar=jaar, geleverd=bevestiging.geleverd_op(aanvraag, laatste),
        verwacht=bevestiging.verwacht_op(aanvraag, laatste),
    )  # fmt: skip


@bp.route("/delen", methods=["GET", "POST"])
@voor_rollen(*GEMEENTE)
def delen(nummer: str) -> str | Response | tuple[str, int]:
    """The parts of the project, and adding one or splitting one off."""
    aanvraag = _eigen(nummer)
    alle, formulier = deelservice.list_delen(aanvraag), NieuwDeelformulier()
    formulier.bied_aan([(str(een.volgnummer), een.naam) for een in alle if een.aantal > 1])
    if formulier.is_submitted() and formulier.validate():
        nieuw = voer_uit(
            formulier,
            lambda: deelservice.voeg_deel_toe(
                aanvraag, naam=formulier.naam.data or "", aantal=formulier.aantal.heel,
                van=_gekozen(alle, formulier.van.data), door=vereis_kijker().gebruiker, nu=nu(),
            ),
        )  # fmt: skip
        if nieuw is not None:
            flash(f"Deel ‘{nieuw.naam}’ is toegevoegd.", "goed")
            return redirect(url_for("realisatie.delen", nummer=nummer))
    in_plan = totaal(geldend_plan(aanvraag))
    return _formulierpagina(
        "delen.html", formulier, aanvraag, delen=deelservice.list_delen(aanvraag), in_plan=in_plan,
    )  # fmt: skip


@bp.route("/delen/<int:deelnummer>", methods=["GET", "POST"])
@voor_rollen(*GEMEENTE)
def deel(nummer: str, deelnummer: int) -> str | Response | tuple[str, int]:
    """Rename a part or change how many homes it holds."""
    aanvraag = _eigen(nummer)
    het_deel = deelservice.get_deel(aanvraag, deelnummer)
    formulier = Deelformulier(obj=het_deel)
    if formulier.is_submitted() and formulier.validate():
        gelukt = voer_uit(
            formulier,
            lambda: deelservice.wijzig_deel(
                het_deel, naam=formulier.naam.data or "", aantal=formulier.aantal.heel,
                door=vereis_kijker().gebruiker, nu=nu(),
            ),
        )  # fmt: skip
        if gelukt is not None:
            flash(f"Deel ‘{het_deel.naam}’ is bewaard.", "goed")
            return redirect(url_for("realisatie.delen", nummer=nummer))
    return _formulierpagina(
        "deel.html", formulier, aanvraag, deel=het_deel, gemeld=deelservice.is_gemeld(het_deel)
    )


@bp.route("/delen/<int:deelnummer>/vervallen", methods=["GET", "POST"])
@voor_rollen(*GEMEENTE)
def vervallen(nummer: str, deelnummer: int) -> str | Response | tuple[str, int]:
    """Withdraw a part: first the question, then the step."""
    aanvraag = _eigen(nummer)
    het_deel, formulier = deelservice.get_deel(aanvraag, deelnummer), Formulier()
    if formulier.is_submitted() and formulier.validate():
        gelukt = voer_uit(
            formulier,
            lambda: deelservice.laat_vervallen(het_deel, door=vereis_kijker().gebruiker, nu=nu()),
        )
        if gelukt is not None:
            flash(f"Deel ‘{het_deel.naam}’ is vervallen.", "goed")
            return redirect(url_for("realisatie.delen", nummer=nummer))
    return _formulierpagina("vervallen.html", formulier, aanvraag, deel=het_deel)


def _eigen(nummer: str) -> Aanvraag:
    """An application of the municipality of who looks, with an award; of another it does not exist."""
    ik = vereis_kijker()
    aanvraag = get_aanvraag(nummer, voor=ik)
    if not ik.heeft_voor(aanvraag.gm_code, *GEMEENTE):
        raise niet_gevonden()
    markeer(aanvraag.tranche)
    if eerste_plan(aanvraag) is None:
        raise NietGevonden(
            f"Op aanvraag {aanvraag.nummer} is geen subsidie verleend. Daarom is er niets te melden."
        )
    return aanvraag


def _mijlpaal(woord: str) -> Mijlpaal:
    if woord not in list(Mijlpaal):
        raise NietGevonden("Deze mijlpaal is er niet.")
    return Mijlpaal(woord)


def _gekozen(alle: list[Projectdeel], nummer: str | None) -> Projectdeel | None:
    if not nummer:
        return None
    for een in alle:
        if str(een.volgnummer) == nummer:
            return een
    raise OngeldigeInvoer.van("van", "Dit deel is er niet (meer). Kies een ander deel.")


def _naar_melding(nummer: str, soort: Meldingsoort, melding_id: int) -> Response:
    return redirect(url_for("meldingen.melding", nummer=nummer, soort=soort.value, melding_id=melding_id))


def _formulierpagina(
    sjabloon: str, formulier: Formulier, aanvraag: Aanvraag, **waarden: Any
) -> tuple[str, int]:
    status = 422 if formulier.is_submitted() else 200
    return render_template(
        f"realisatie/{sjabloon}",
        formulier=formulier,
        aanvraag=aanvraag,
        vandaag=dag_in_amsterdam(nu()),
        **waarden,
    ), status
