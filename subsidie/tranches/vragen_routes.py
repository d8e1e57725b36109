"""Questions and answers about a tranche: a municipality asks, the ministry answers, everyone reads."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Antwoord
from wtforms.fields.choices import SelectChoice

from subsidie.accounts.beheer_bp import voer_uit
from subsidie.accounts.forms import Formulier
from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.lijsten import alle_rijen
from subsidie.accounts.models import Rol
from subsidie.accounts.queries import naam_van_gemeente
from subsidie.accounts.toegang import kijker, openbaar, vereis_kijker, voor_rollen
from subsidie.kern.fouten import Domeinfout
from subsidie.platform.lijst import bestand_van, lees_staat, pagina_van
from subsidie.tranches.adres import tranche_op_adres
from subsidie.tranches.lezen import list_tranches, zoek_tranche
from subsidie.tranches.merk import markeer
from subsidie.tranches.vraagformulieren import Antwoordformulier, Publicatieformulier, Vraagformulier
from subsidie.tranches.vraaglijsten import (
    ONDERWERPEN,
    cellen_vragen,
    is_voorbeeld,
    lijst_openbaar,
    lijst_vragen,
    openbare_pagina,
    stand_in_woorden,
    vraag_vragen,
)
from subsidie.tranches.vraagmodellen import Tranchevraag
from subsidie.tranches.vraagservice import (
    beantwoord,
    begin_correctie,
    publiceer,
    staat_open_voor_vragen,
    stel_vraag,
    zoek_op_kenmerk,
    zoek_opvolger,
    zoek_voorganger,
)
from subsidie.web.antwoord import download
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.menu import Menukeuze
from subsidie.web.voorbeeld import VOORBEELD, markeer_voorbeeld

bp = Blueprint("vragen", __name__)

LEZEN: Final = (*sorted(GEMEENTE), Rol.BEHANDELAAR, Rol.AUDITOR)
STELLEN: Final = (*sorted(GEMEENTE), Rol.BEHANDELAAR)

MENU = (
    Menukeuze(
        "Vragen en overleg", "vragen.lijst", frozenset(rol.value for rol in LEZEN), 27, onder=("vragen", "vooroverleg")
    ),
)  # fmt: skip


@bp.get("/openbaar/<code>/vragen")
@openbaar
def openbare_lijst(code: str) -> str:
    """Every published answer of a tranche; who asked is never told."""
    tranche, lijst = tranche_op_adres(code), lijst_openbaar()
    staat = lees_staat(lijst, request.args)
    pagina, vragen = openbare_pagina(tranche, lijst, staat)
    markeer(tranche)
    ik = kijker()
    return render_template(
        "tranches/vragen_openbaar.html", tranche=tranche, lijst=lijst, staat=staat, pagina=pagina, vragen=vragen,
        onderwerpen=ONDERWERPEN, mag_vragen=ik is not None and ik.heeft(*STELLEN) and staat_open_voor_vragen(tranche),
        open=staat_open_voor_vragen(tranche),
    )  # fmt: skip


@bp.get("/vragen")
@voor_rollen(*LEZEN)
def lijst() -> str | Response:
    """What a municipality asked, or the work list of the ministry."""
    ik = vereis_kijker()
    overzicht, vraag = lijst_vragen(ik), vraag_vragen(ik)
    staat = lees_staat(overzicht, request.args)
    if staat.uitvoer:
        rijen = alle_rijen(overzicht, staat, vraag)
        let_op = VOORBEELD if is_voorbeeld(rijen) else ""
        inhoud = bestand_van(overzicht, staat, list(cellen_vragen(ik, rijen)), let_op=let_op, nu=nu())
        return download(inhoud, f"vragen.{staat.uitvoer}", staat.uitvoer)
    pagina = pagina_van(db.session, overzicht, staat, vraag)
    markeer_voorbeeld(is_voorbeeld(pagina.rijen))
    return render_template(
        "tranches/vragen_lijst.html", lijst=overzicht, staat=staat, pagina=pagina, onderwerpen=ONDERWERPEN,
        woord=lambda stand: stand_in_woorden(ik, stand), ministerie=ik.is_ministerie, mag_vragen=ik.heeft(*STELLEN),
    )  # fmt: skip


@bp.route("/vragen/stellen", methods=["GET", "POST"])
@voor_rollen(*STELLEN)
def stellen() -> str | Antwoord | tuple[str, int]:
    """Ask a question about a tranche."""
    ik, formulier = vereis_kijker(), Vraagformulier()
    tranches = [tranche for tranche in list_tranches() if staat_open_voor_vragen(tranche)]
    formulier.tranche.choices = [SelectChoice(een.code, een.naam) for een in tranches]
    eigen = (
        []
        if ik.heeft(Rol.BEHANDELAAR)
        else [(een, naam_van_gemeente(een) or een) for een in sorted(ik.gemeenten)]
    )
    formulier.bied_aan(eigen)
    if not formulier.is_submitted():
        formulier.tranche.data = request.args.get("tranche", "")
    elif formulier.validate():
        gevraagd = voer_uit(formulier, lambda: _stel(formulier, ik, [code for code, _ in eigen]))
        if gevraagd is not None:
            flash(
                "Uw vraag is verstuurd. Het antwoord komt voor iedereen tegelijk bij de openbare vragen.",
                "goed",
            )
            return redirect(url_for("vragen.vraag", kenmerk=gevraagd))
    return render_template(
        "tranches/vragen_stellen.html", formulier=formulier, kan=bool(tranches), ministerie=ik.is_ministerie
    ), 422 if formulier.is_submitted() else 200


def _stel(formulier: Vraagformulier, ik: Kijker, eigen: list[str]) -> str:
    tranche = zoek_tranche(formulier.tranche.data)
    if tranche is None:
        raise Domeinfout("Kies een tranche.")
    gm_code = formulier.gemeente.data if "gemeente" in formulier else (eigen[0] if eigen else None)
    return stel_vraag(
        tranche, onderwerp=formulier.gekozen_onderwerp, vraag=formulier.vraag.data or "", gm_code=gm_code,
        door=ik.gebruiker, nu=nu(),
    ).kenmerk  # fmt: skip


@bp.get("/vragen/<kenmerk>")
@voor_rollen(*LEZEN)
def vraag(kenmerk: str) -> str:
    """One question: a municipality sees its own words, and the answer when everyone does."""
    ik = vereis_kijker()
    gevonden = _op_kenmerk(kenmerk, ik)
    opvolger, voorganger = zoek_opvolger(gevonden), zoek_voorganger(gevonden)
    if not ik.is_ministerie and opvolger is not None and opvolger.gepubliceerd_op is None:
        opvolger = None  # a correction in the making is not known yet
    behandelaar = ik.heeft(Rol.BEHANDELAAR)
    open_ = gevonden.gepubliceerd_op is None
    geschreven = gevonden.beantwoord_op is not None
    return render_template(
        "tranches/vragen_een.html", vraag=gevonden, ministerie=ik.is_ministerie,
        onderwerp=ONDERWERPEN[gevonden.onderwerp],
        gemeente=naam_van_gemeente(gevonden.gm_code), opvolger=opvolger, voorganger=voorganger,
        stand=stand_in_woorden(ik, "gepubliceerd" if not open_ else "beantwoord" if geschreven else "nieuw"),
        toon_antwoord=not open_ or (ik.is_ministerie and geschreven),
        mag_beantwoorden=behandelaar and open_, is_schrijver=gevonden.beantwoord_door_id == ik.gebruiker.id,
        mag_publiceren=behandelaar and open_ and geschreven and gevonden.beantwoord_door_id != ik.gebruiker.id,
        mag_corrigeren=behandelaar and not open_ and opvolger is None,
    )  # fmt: skip


@bp.route("/vragen/<kenmerk>/beantwoorden", methods=["GET", "POST"])
@voor_rollen(Rol.BEHANDELAAR)
def beantwoorden(kenmerk: str) -> str | Antwoord | tuple[str, int]:
    """Write the public wording and the answer."""
    ik = vereis_kijker()
    gevonden, formulier = _op_kenmerk(kenmerk, ik), Antwoordformulier()
    if not formulier.is_submitted():
        formulier.vraag_openbaar.data = gevonden.vraag_openbaar or gevonden.vraag
        formulier.antwoord.data = gevonden.antwoord
        formulier.zet_gezien(gevonden.beantwoord_op)
    elif formulier.validate():

        def schrijf() -> bool:
            beantwoord(
                gevonden, vraag_openbaar=formulier.vraag_openbaar.data or "", antwoord=formulier.antwoord.data or "",
                gezien_op=formulier.gezien_op, door=ik.gebruiker, nu=nu(),
            )  # fmt: skip
            return True

        if voer_uit(formulier, schrijf):
            flash("Het antwoord is opgeslagen. Een collega leest het na en publiceert het.", "goed")
            return redirect(url_for("vragen.vraag", kenmerk=kenmerk))
    return render_template(
        "tranches/vragen_beantwoorden.html", formulier=formulier, vraag=gevonden,
        gemeente=naam_van_gemeente(gevonden.gm_code),
    ), 422 if formulier.is_submitted() else 200  # fmt: skip


@bp.route("/vragen/<kenmerk>/publiceren", methods=["GET", "POST"])
@voor_rollen(Rol.BEHANDELAAR)
def publiceren(kenmerk: str) -> str | Antwoord | tuple[str, int]:
    """Publish for everyone at once; somebody else than who wrote the answer."""
    ik = vereis_kijker()
    gevonden, formulier = _op_kenmerk(kenmerk, ik), Publicatieformulier()
    if not formulier.is_submitted():
        formulier.zet_gezien(gevonden.beantwoord_op)
    elif formulier.validate():

        def zet() -> bool:
            publiceer(gevonden, gezien_op=formulier.gezien_op, door=ik.gebruiker, nu=nu())
            return True

        if voer_uit(formulier, zet):
            flash("De vraag en het antwoord zijn nu voor iedereen te lezen.", "goed")
            return redirect(url_for("vragen.vraag", kenmerk=kenmerk))
    return render_template(
        "tranches/vragen_publiceren.html", formulier=formulier, vraag=gevonden, voorganger=zoek_voorganger(gevonden),
        terug=url_for("vragen.vraag", kenmerk=kenmerk),
    ), 422 if formulier.is_submitted() else 200  # fmt: skip


@bp.route("/vragen/<kenmerk>/verbeteren", methods=["GET", "POST"])
@voor_rollen(Rol.BEHANDELAAR)
def verbeteren(kenmerk: str) -> str | Antwoord | tuple[str, int]:
    """Begin an answer that comes in the place of a published one."""
    ik = vereis_kijker()
    gevonden, formulier = _op_kenmerk(kenmerk, ik), Formulier()
    if formulier.is_submitted() and formulier.validate():
        nieuw = voer_uit(formulier, lambda: begin_correctie(gevonden, door=ik.gebruiker, nu=nu()).kenmerk)
        if nieuw is not None:
            return redirect(url_for("vragen.beantwoorden", kenmerk=nieuw))
    return render_template(
        "tranches/vragen_verbeteren.html", formulier=formulier, vraag=gevonden,
        terug=url_for("vragen.vraag", kenmerk=kenmerk),
    ), 422 if formulier.is_submitted() else 200  # fmt: skip


def _op_kenmerk(kenmerk: str, ik: Kijker) -> Tranchevraag:
    gevonden = zoek_op_kenmerk(kenmerk, voor=ik)
    markeer(gevonden.tranche)
    return gevonden
