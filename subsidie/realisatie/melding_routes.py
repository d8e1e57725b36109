"""One report: the municipality follows it, answers and adds evidence; the ministry accepts, asks or refuses."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Antwoord

from subsidie.aanvragen.toegang import niet_gevonden
from subsidie.accounts.beheer_bp import voer_uit
from subsidie.accounts.forms import Formulier
from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.lijsten import alle_rijen
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.platform.lijst import bestand_van, lees_staat, pagina_van
from subsidie.realisatie import bewijs
from subsidie.realisatie.bevestiging import beantwoord_bevestiging
from subsidie.realisatie.leveringmodellen import Bestemmingsbevestiging
from subsidie.realisatie.meldingbeeld import lees_meldingbeeld
from subsidie.realisatie.meldingenlijst import (
    STANDKLEUREN,
    TE_DOEN,
    cellen_meldingen,
    meldingenlijst,
    omschrijving,
    vraag_meldingen,
    wachttijd,
)
from subsidie.realisatie.mijlpaalregels import VRAGEN
from subsidie.realisatie.mijlpalen import beantwoord_mijlpaal
from subsidie.realisatie.oordelen import (
    STANDWOORDEN,
    Melding,
    beoordeel,
    get_melding,
    omschrijf,
    soort_van,
    trek_in,
    vingerafdruk,
)
from subsidie.realisatie.planmodellen import MELDING_OVERGANGEN, Meldingstand, Mijlpaalmelding
from subsidie.realisatie.realisatieformulieren import (
    OORDEELKEUZEN,
    Bevestigingsformulier,
    Mijlpaalformulier,
    Oordeelformulier,
)
from subsidie.tranches.merk import markeer
from subsidie.tranches.models import Trancheaard
from subsidie.web.antwoord import download
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.menu import Menukeuze
from subsidie.web.voorbeeld import VOORBEELD, markeer_voorbeeld

bp = Blueprint("meldingen", __name__)

LEZEN = (Rol.BEHANDELAAR, Rol.BESLISSER, Rol.FINANCIEEL, Rol.AUDITOR)
MENU = (Menukeuze("Meldingen", "meldingen.lijst", frozenset({Rol.BEHANDELAAR}), 45, ("meldingen",)),)

Antwoordformulier = Mijlpaalformulier | Bevestigingsformulier


@bp.get("/realisatie/meldingen")
@voor_rollen(*LEZEN)
def lijst() -> str | Response:
    """What municipalities reported; what waits for the ministry unless asked otherwise."""
    ik = vereis_kijker()
    overzicht, vraag = meldingenlijst(ik, nu()), vraag_meldingen(ik)
    staat = lees_staat(overzicht, request.args)
    if staat.uitvoer:
        rijen = alle_rijen(overzicht, staat, vraag)
        let_op = VOORBEELD if any(rij.aard is not Trancheaard.ECHT for rij in rijen) else ""
        inhoud = bestand_van(overzicht, staat, list(cellen_meldingen(rijen)), let_op=let_op, nu=nu())
        return download(inhoud, f"meldingen.{staat.uitvoer}", staat.uitvoer)
    pagina = pagina_van(db.session, overzicht, staat, vraag)
    markeer_voorbeeld(any(rij.aard is not Trancheaard.ECHT for rij in pagina.rijen))
    return render_template(
        "realisatie/meldingen.html", lijst=overzicht, staat=staat, pagina=pagina, standwoorden=STANDWOORDEN,
        standkleuren=STANDKLEUREN, omschrijving=omschrijving, wacht=lambda rij: wachttijd(rij, nu()),
        te_doen=[een.value for een in TE_DOEN],
    )  # fmt: skip


@bp.get("/realisatie/meldingen/<soort>/<int:melding_id>")
@voor_rollen(*LEZEN)
def beoordelen(soort: str, melding_id: int) -> tuple[str, int]:
    """One report for the ministry, with accept, ask and refuse for a behandelaar."""
    gekozen, formulier = get_melding(soort, melding_id, voor=vereis_kijker()), Oordeelformulier()
    return _beoordeelpagina(gekozen, formulier)


@bp.post("/realisatie/meldingen/<soort>/<int:melding_id>/oordeel")
@voor_rollen(Rol.BEHANDELAAR)
def oordeel(soort: str, melding_id: int) -> Antwoord | tuple[str, int]:
    """Accept, ask or refuse."""
    ik = vereis_kijker()
    gekozen, formulier = get_melding(soort, melding_id, voor=ik), Oordeelformulier()
    if formulier.validate():
        naar = Meldingstand(formulier.uitkomst.data)
        gelukt = voer_uit(
            formulier,
            lambda: beoordeel(
                gekozen, naar, oordeel=formulier.oordeel.data or "", gezien=formulier.gezien.data or "",
                door=ik.gebruiker, nu=nu(),
            ),
        )  # fmt: skip
        if gelukt is not None:
            vraagt = naar is Meldingstand.VRAAG
            gedaan = "De vraag is gesteld" if vraagt else f"De melding is {STANDWOORDEN[naar]}"
            flash(f"{gedaan}. De gemeente krijgt bericht.", "goed")
            return redirect(url_for("meldingen.lijst", stand=Meldingstand.GEMELD.value))
    return _beoordeelpagina(gekozen, formulier)


def _beoordeelpagina(gekozen: Melding, formulier: Oordeelformulier) -> tuple[str, int]:
    formulier.gezien.data = vingerafdruk(gekozen)
    formulier.uitkomst.choices = [
        een for een in OORDEELKEUZEN if Meldingstand(een.value) in MELDING_OVERGANGEN[gekozen.stand]
    ]
    return _toon("beoordelen.html", gekozen, formulier, mag=vereis_kijker().heeft(Rol.BEHANDELAAR))


@bp.route("/aanvragen/<nummer>/realisatie/melding/<soort>/<int:melding_id>", methods=["GET", "POST"])
@voor_rollen(*GEMEENTE)
def melding(nummer: str, soort: str, melding_id: int) -> str | Antwoord | tuple[str, int]:
    """One report for the municipality: how it stands, the question with the answer to it, and the evidence."""
    gekozen = eigen_melding(nummer, soort, melding_id)
    formulier = _antwoordformulier(gekozen)
    if formulier is not None and formulier.is_submitted() and formulier.validate():
        gelukt = voer_uit(formulier, lambda: _beantwoord(gekozen, formulier))
        if gelukt is not None:
            flash("Uw antwoord is ontvangen. Het ministerie kijkt opnieuw naar uw melding.", "goed")
            return redirect(url_for("meldingen.melding", nummer=nummer, soort=soort, melding_id=melding_id))
    return _toon("melding.html", gekozen, formulier, mag=True)


@bp.route(
    "/aanvragen/<nummer>/realisatie/melding/<soort>/<int:melding_id>/intrekken", methods=["GET", "POST"]
)
@voor_rollen(*GEMEENTE)
def intrekken(nummer: str, soort: str, melding_id: int) -> str | Antwoord | tuple[str, int]:
    """Take a report back: first the question, then the step."""
    gekozen, formulier = eigen_melding(nummer, soort, melding_id), Formulier()
    if formulier.is_submitted() and formulier.validate():
        gelukt = voer_uit(formulier, lambda: trek_in(gekozen, door=vereis_kijker().gebruiker, nu=nu()))
        if gelukt is not None:
            flash("Uw melding is ingetrokken.", "goed")
            return redirect(url_for("realisatie.pagina", nummer=nummer))
    return _toon("intrekken.html", gekozen, formulier, mag=True)


def eigen_melding(nummer: str, soort: str, melding_id: int) -> Melding:
    """A report of the municipality of who looks; of another it does not exist."""
    ik = vereis_kijker()
    gekozen = get_melding(soort, melding_id, voor=ik, nummer=nummer)
    if not ik.heeft_voor(gekozen.aanvraag.gm_code, *GEMEENTE):
        raise niet_gevonden()
    return gekozen


def _antwoordformulier(gekozen: Melding) -> Antwoordformulier | None:
    """The form to answer with, filled with what was reported; none while nothing is asked, or for a delivery."""
    if gekozen.stand is not Meldingstand.VRAAG and request.method != "POST":
        return None
    if isinstance(gekozen, Mijlpaalmelding):
        formulier = Mijlpaalformulier(obj=gekozen)
        formulier.toelichting.label.text = VRAGEN[gekozen.mijlpaal][0]
        return formulier
    return Bevestigingsformulier(obj=gekozen) if isinstance(gekozen, Bestemmingsbevestiging) else None


def _beantwoord(gekozen: Melding, formulier: Antwoordformulier) -> Melding:
    gegevens: dict[str, Any] = {
        "toelichting": formulier.toelichting.data or "", "door": vereis_kijker().gebruiker, "nu": nu(),
    }  # fmt: skip
    if isinstance(gekozen, Mijlpaalmelding) and isinstance(formulier, Mijlpaalformulier):
        beantwoord_mijlpaal(gekozen, bereikt_op=formulier.bereikt_op.data, **gegevens)
    elif isinstance(gekozen, Bestemmingsbevestiging) and isinstance(formulier, Bevestigingsformulier):
        beantwoord_bevestiging(
            gekozen, peildatum=formulier.peildatum.data, aantal=formulier.aantal.heel, **gegevens
        )
    return gekozen


def _toon(sjabloon: str, gekozen: Melding, formulier: Formulier | None, *, mag: bool) -> tuple[str, int]:
    markeer(gekozen.aanvraag.tranche)
    status = 422 if formulier is not None and formulier.is_submitted() else 200
    return render_template(
        f"realisatie/{sjabloon}", de_melding=gekozen, aanvraag=gekozen.aanvraag, soort=soort_van(gekozen),
        formulier=formulier, beeld=lees_meldingbeeld(gekozen), omschrijving=omschrijf(gekozen),
        standwoorden=STANDWOORDEN, standkleuren=STANDKLEUREN, mag=mag, kan=MELDING_OVERGANGEN[gekozen.stand],
        waarom_geen_bewijs=bewijs.waarom_geen_bewijs(gekozen), vandaag=dag_in_amsterdam(nu()),
    ), status  # fmt: skip
