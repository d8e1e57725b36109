"""Vooroverleg: the municipality asks to talk about a plan, a behandelaar takes it up and reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Antwoord
from wtforms.fields.choices import SelectChoice

from subsidie.aanvragen.vooroverlegformulieren import Overlegformulier, Verslagformulier
from subsidie.aanvragen.vooroverleglijst import (
    STANDEN,
    cellen_vooroverleg,
    lijst_vooroverleg,
    vraag_vooroverleg,
)
from subsidie.aanvragen.vooroverlegmodellen import Vooroverleg, Vooroverlegstand
from subsidie.aanvragen.vooroverlegservice import (
    pak_op,
    rond_af,
    staat_open_voor_overleg,
    trek_in,
    vraag_aan,
    zoek_vooroverleg,
)
from subsidie.accounts.beheer_bp import voer_uit
from subsidie.accounts.forms import Formulier
from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.lijsten import alle_rijen
from subsidie.accounts.models import Rol
from subsidie.accounts.queries import naam_van_gemeente
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.kern.fouten import Domeinfout
from subsidie.platform.lijst import bestand_van, lees_staat, pagina_van
from subsidie.tranches.lezen import list_tranches, zoek_tranche
from subsidie.tranches.merk import markeer
from subsidie.tranches.vraaglijsten import is_voorbeeld
from subsidie.web.antwoord import download
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.voorbeeld import VOORBEELD, markeer_voorbeeld

bp = Blueprint("vooroverleg", __name__)

LEZEN: Final = (*sorted(GEMEENTE), Rol.BEHANDELAAR, Rol.AUDITOR)
S = Vooroverlegstand


@bp.get("/vooroverleg")
@voor_rollen(*LEZEN)
def lijst() -> str | Response:
    """What a municipality asked, or the work list of the ministry."""
    ik = vereis_kijker()
    overzicht, vraag = lijst_vooroverleg(ik), vraag_vooroverleg(ik)
    staat = lees_staat(overzicht, request.args)
    if staat.uitvoer:
        rijen = alle_rijen(overzicht, staat, vraag)
        let_op = VOORBEELD if is_voorbeeld(rijen) else ""
        inhoud = bestand_van(overzicht, staat, list(cellen_vooroverleg(ik, rijen)), let_op=let_op, nu=nu())
        return download(inhoud, f"vooroverleg.{staat.uitvoer}", staat.uitvoer)
    pagina = pagina_van(db.session, overzicht, staat, vraag)
    markeer_voorbeeld(is_voorbeeld(pagina.rijen))
    return render_template(
        "vooroverleg/lijst.html", lijst=overzicht, staat=staat, pagina=pagina, standen=STANDEN,
        ministerie=ik.is_ministerie, mag_vragen=ik.is_gemeente,
    )  # fmt: skip


@bp.route("/vooroverleg/nieuw", methods=["GET", "POST"])
@voor_rollen(*sorted(GEMEENTE))
def nieuw() -> str | Antwoord | tuple[str, int]:
    """Ask to talk about a plan."""
    ik, formulier = vereis_kijker(), Overlegformulier()
    tranches = [tranche for tranche in list_tranches() if staat_open_voor_overleg(tranche)]
    formulier.tranche.choices = [SelectChoice(een.code, een.naam) for een in tranches]
    eigen = [(een, naam_van_gemeente(een) or een) for een in sorted(ik.gemeenten)]
    formulier.bied_aan(eigen)
    if not formulier.is_submitted():
        formulier.tranche.data = request.args.get("tranche", "")
    elif formulier.validate():
        kenmerk = voer_uit(formulier, lambda: _vraag(formulier, ik, eigen[0][0]))
        if kenmerk is not None:
            flash("Uw verzoek is verstuurd. U krijgt bericht als iemand het oppakt.", "goed")
            return redirect(url_for("vooroverleg.verzoek", kenmerk=kenmerk))
    return render_template(
        "vooroverleg/nieuw.html", formulier=formulier, kan=bool(tranches)
    ), 422 if formulier.is_submitted() else 200


def _vraag(formulier: Overlegformulier, ik: Kijker, enige: str) -> str:
    tranche = zoek_tranche(formulier.tranche.data)
    if tranche is None:
        raise Domeinfout("Kies een tranche.")
    return vraag_aan(
        tranche, gm_code=formulier.gemeente.data if "gemeente" in formulier else enige,
        onderwerp=formulier.onderwerp.data or "", toelichting=formulier.toelichting.data or "",
        voorkeur=formulier.voorkeur.data or "", door=ik.gebruiker, nu=nu(),
    ).kenmerk  # fmt: skip


@bp.get("/vooroverleg/<kenmerk>")
@voor_rollen(*LEZEN)
def verzoek(kenmerk: str) -> str:
    """One request, with the report when there is one."""
    ik = vereis_kijker()
    gevonden = _op_kenmerk(kenmerk, ik)
    is_van_mij = gevonden.opgepakt_door_id == ik.gebruiker.id
    loopt = gevonden.stand in (S.AANGEVRAAGD, S.OPGEPAKT)
    behandelaar = ik.heeft(Rol.BEHANDELAAR)
    return render_template(
        "vooroverleg/verzoek.html", verzoek=gevonden, stand=STANDEN[gevonden.stand], ministerie=ik.is_ministerie,
        mag_oppakken=behandelaar and loopt and not is_van_mij, neemt_over=gevonden.stand is S.OPGEPAKT,
        mag_afronden=behandelaar and gevonden.stand is S.OPGEPAKT and is_van_mij,
        mag_intrekken=loopt and gevonden.gm_code in ik.gemeenten,
    )  # fmt: skip


@bp.route("/vooroverleg/<kenmerk>/oppakken", methods=["GET", "POST"])
@voor_rollen(Rol.BEHANDELAAR)
def oppakken(kenmerk: str) -> str | Antwoord | tuple[str, int]:
    """Take up a request, or take it over."""
    return _bevestig(kenmerk, "vooroverleg/oppakken.html", pak_op, "U hebt het vooroverleg opgepakt.")


@bp.route("/vooroverleg/<kenmerk>/intrekken", methods=["GET", "POST"])
@voor_rollen(*sorted(GEMEENTE))
def intrekken(kenmerk: str) -> str | Antwoord | tuple[str, int]:
    """The municipality does not need it any more."""
    return _bevestig(kenmerk, "vooroverleg/intrekken.html", trek_in, "Uw verzoek is ingetrokken.")


def _bevestig(
    kenmerk: str, sjabloon: str, stap: Callable[..., Any], gelukt: str
) -> str | Antwoord | tuple[str, int]:
    ik, formulier = vereis_kijker(), Formulier()
    gevonden = _op_kenmerk(kenmerk, ik)
    if formulier.is_submitted() and formulier.validate():
        voer_uit(formulier, lambda: stap(gevonden, door=ik.gebruiker, nu=nu()))
        if not formulier.errors:
            flash(gelukt, "goed")
            return redirect(url_for("vooroverleg.verzoek", kenmerk=kenmerk))
    return render_template(
        sjabloon, formulier=formulier, verzoek=gevonden, terug=url_for("vooroverleg.verzoek", kenmerk=kenmerk)
    ), 422 if formulier.is_submitted() else 200


@bp.route("/vooroverleg/<kenmerk>/afronden", methods=["GET", "POST"])
@voor_rollen(Rol.BEHANDELAAR)
def afronden(kenmerk: str) -> str | Antwoord | tuple[str, int]:
    """Finish with a report that the municipality reads."""
    ik, formulier = vereis_kijker(), Verslagformulier()
    gevonden = _op_kenmerk(kenmerk, ik)
    if formulier.is_submitted() and formulier.validate():
        verslag = formulier.verslag.data or ""
        voer_uit(formulier, lambda: rond_af(gevonden, verslag=verslag, door=ik.gebruiker, nu=nu()))
        if not formulier.errors:
            flash("Het vooroverleg is afgerond. De gemeente kan het verslag lezen.", "goed")
            return redirect(url_for("vooroverleg.verzoek", kenmerk=kenmerk))
    return render_template(
        "vooroverleg/afronden.html", formulier=formulier, verzoek=gevonden
    ), 422 if formulier.is_submitted() else 200


def _op_kenmerk(kenmerk: str, ik: Kijker) -> Vooroverleg:
    gevonden = zoek_vooroverleg(kenmerk, voor=ik)
    markeer(gevonden.tranche)
    return gevonden
