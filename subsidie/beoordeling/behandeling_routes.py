"""Pages of who handles an application: ask to supplement, take that back, find complete."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeVar

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from subsidie.aanvragen.aanvulvragen import list_punten, zoek_open_verzoek
from subsidie.aanvragen.inhoud.geheel import DEELNAMEN
from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.toegang import get_aanvraag
from subsidie.accounts.forms import Formulier
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.beoordeling.aanvulbrief import voorbeeld_van
from subsidie.beoordeling.aanvulling_vragen import (
    HOOGSTENS_PUNTEN,
    VRAAGBAAR,
    brief_voor,
    controleer,
    punten_uit_controlelijst,
    sluit_verzoek,
    standaardtermijn,
    vereis_vraagbaar,
    vraag_aanvulling,
)
from subsidie.beoordeling.controleformulier import OORDELEN, Controleformulier, maak
from subsidie.beoordeling.controlelijst import (
    CONTROLEERBAAR,
    Controlestand,
    controlestand,
    leg_controle_vast,
)
from subsidie.beoordeling.forms import Aanvulformulier, Volledigheidsformulier
from subsidie.beoordeling.volledigheid import verklaar_volledig, volledigheidsmoment
from subsidie.beoordeling.volledigheidslijst import controlelijst
from subsidie.kern.fouten import Domeinfout, NietGevonden
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl, moment_nl
from subsidie.tranches.merk import markeer
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens

T = TypeVar("T")

bp = Blueprint("behandeling", __name__, url_prefix="/aanvragen")

_CONTROLESTAPPEN: Final = ("controle", "controle_en_vraag")
_PLAATS: Final = re.compile(r"[0-9]{1,3}")


@bp.route("/<nummer>/aanvulling-vragen", methods=["GET", "POST"])
@voor_rollen(Rol.BEHANDELAAR)
def aanvulling_vragen(nummer: str) -> str | Response | tuple[str, int]:
    """Ask to supplement: write the points, see the letter, send it. Without JavaScript a point is added by a button."""
    aanvraag, ik = _aanvraag(nummer)
    formulier = Aanvulformulier()
    if request.method != "POST":
        formulier.termijn_tot.data = standaardtermijn(aanvraag, dag_in_amsterdam(nu()))
        if request.args.get("uit") == "controlelijst":
            formulier.vraag(punten_uit_controlelijst(aanvraag))
        return _vraagpagina(aanvraag, formulier)
    stap = request.form.get("stap", "bekijk")
    if _PLAATS.fullmatch(weg := request.form.get("weg", "")):
        formulier.verwijder(int(weg) - 1)
        return _vraagpagina(aanvraag, formulier)
    if stap == "erbij":
        if len(formulier.punten.entries) < HOOGSTENS_PUNTEN:
            formulier.punten.append_entry()
        return _vraagpagina(aanvraag, formulier)
    if stap == "wijzig" or not formulier.validate():
        return _vraagpagina(aanvraag, formulier), 200 if stap == "wijzig" else 422
    if stap == "verstuur":
        gedaan = _voer_uit(formulier, lambda: _verstuur(aanvraag, formulier, ik))
        if gedaan is None:
            return _vraagpagina(aanvraag, formulier), 422
        flash(f"Het verzoek is verstuurd. De gemeente kan aanvullen tot en met {datum_nl(gedaan)}.", "goed")
        return redirect(url_for("dossier.aanvraag", nummer=nummer))
    return _briefpagina(aanvraag, formulier, ik)


def _verstuur(aanvraag: Aanvraag, formulier: Aanvulformulier, ik: Gebruiker):  # type: ignore[no-untyped-def]
    verzoek = vraag_aanvulling(
        aanvraag, punten=formulier.als_punten(), toelichting=formulier.toelichting.data or "",
        termijn_tot=formulier.termijn_tot.data, door=ik, nu=nu(),
    )  # fmt: skip
    return verzoek.termijn_tot


def _briefpagina(
    aanvraag: Aanvraag, formulier: Aanvulformulier, ik: Gebruiker
) -> str | Response | tuple[str, int]:
    """The letter as it would go out, with a button to send it; the form again when it cannot."""
    moment, toelichting = nu(), formulier.toelichting.data or ""
    try:
        vereis_vraagbaar(aanvraag, door=ik, nu=moment)
        dag = controleer(
            aanvraag, formulier.als_punten(), toelichting=toelichting,
            termijn_tot=formulier.termijn_tot.data, nu=moment,
        )  # fmt: skip
        brief = brief_voor(
            aanvraag, formulier.als_punten(), toelichting=toelichting, termijn_tot=dag, door=ik, nu=moment
        )
    except Domeinfout as fout:
        formulier.toon(fout)
        return _vraagpagina(aanvraag, formulier), 422
    formulier.termijn_tot.data = dag
    return render_template(
        "volledigheid/brief.html", aanvraag=aanvraag, formulier=formulier, brief=voorbeeld_van(brief)
    )


def _vraagpagina(aanvraag: Aanvraag, formulier: Aanvulformulier) -> str:
    formulier.hernummer()
    return render_template(
        "volledigheid/vragen.html",
        aanvraag=aanvraag, formulier=formulier, open_verzoek=zoek_open_verzoek(aanvraag),
        vraagbaar=aanvraag.status in VRAAGBAAR, hoogstens=HOOGSTENS_PUNTEN,
    )  # fmt: skip


@bp.route("/<nummer>/aanvulling-vragen/sluiten", methods=["GET", "POST"])
@voor_rollen(Rol.BEHANDELAAR)
def verzoek_sluiten(nummer: str) -> str | Response | tuple[str, int]:
    """Take the open request back without a supplement, after one question more."""
    aanvraag, ik = _aanvraag(nummer)
    verzoek = zoek_open_verzoek(aanvraag)
    if verzoek is None:
        raise NietGevonden("Op deze aanvraag loopt geen verzoek om aanvulling.")
    formulier = Formulier()
    if formulier.is_submitted() and formulier.validate():

        def sluit() -> bool:
            sluit_verzoek(verzoek, door=ik, nu=nu())
            return True

        if _voer_uit(formulier, sluit):
            flash("Het verzoek om aanvulling is gesloten. De beslistermijn loopt weer.", "goed")
            return redirect(url_for("dossier.aanvraag", nummer=nummer))
    return render_template(
        "volledigheid/sluiten.html", aanvraag=aanvraag, verzoek=verzoek, formulier=formulier,
        terug=url_for("dossier.aanvraag", nummer=nummer),
    ), 422 if formulier.is_submitted() else 200  # fmt: skip


@bp.route("/<nummer>/volledigheid", methods=["GET", "POST"])
@voor_rollen(Rol.BEHANDELAAR)
def volledigheid(nummer: str) -> str | Response | tuple[str, int]:
    """Check whether the application is complete, and say so: what is missing, and which moment it becomes."""
    aanvraag, ik = _aanvraag(nummer)
    stap = request.form.get("stap", "")
    if stap in _CONTROLESTAPPEN:
        return _controleer(aanvraag, ik, vraag_daarna=stap == "controle_en_vraag")
    formulier = Volledigheidsformulier()
    if formulier.is_submitted() and formulier.validate():
        gezien = int(formulier.gezien_versie.data or 0)
        moment = _voer_uit(
            formulier, lambda: verklaar_volledig(aanvraag, gezien_versie=gezien, door=ik, nu=nu())
        )
        if moment is not None:
            flash(f"De aanvraag is volledig vanaf {moment_nl(moment)}.", "goed")
            return redirect(url_for("dossier.aanvraag", nummer=nummer))
    stand = controlestand(aanvraag)
    controle = maak(stand, versie=aanvraag.huidige_versie, ingestuurd=False)
    return _volledigheidspagina(
        aanvraag, formulier, controle, stand
    ), 422 if formulier.is_submitted() else 200


def _controleer(aanvraag: Aanvraag, ik: Gebruiker, *, vraag_daarna: bool) -> str | Response | tuple[str, int]:
    """Keep what was found on the points of the checklist; then here again, or on to ask for what is missing."""
    stand = controlestand(aanvraag)
    controle = maak(stand, versie=aanvraag.huidige_versie, ingestuurd=True)
    nummer = aanvraag.nummer
    if controle.validate():
        gezien, gevonden = int(controle.gezien_versie.data or 0), controle.gevonden()
        bewaard = _voer_uit(
            controle, lambda: leg_controle_vast(aanvraag, gevonden, gezien_versie=gezien, door=ik, nu=nu())
        )
        if bewaard is not None:
            if vraag_daarna:
                return redirect(url_for("behandeling.aanvulling_vragen", nummer=nummer, uit="controlelijst"))
            flash("De controlelijst is bewaard.", "goed")
            return redirect(url_for("behandeling.volledigheid", nummer=nummer, _anchor="controlelijst"))
    formulier = Volledigheidsformulier(formdata=None)
    return _volledigheidspagina(aanvraag, formulier, controle, stand), 422


def _volledigheidspagina(
    aanvraag: Aanvraag, formulier: Volledigheidsformulier, controle: Controleformulier, stand: Controlestand
) -> str:
    formulier.gezien_versie.data = aanvraag.huidige_versie
    controle.gezien_versie.data = aanvraag.huidige_versie
    verzoek = zoek_open_verzoek(aanvraag)
    return render_template(
        "volledigheid/volledigheid.html",
        aanvraag=aanvraag, formulier=formulier, moment=volledigheidsmoment(aanvraag),
        lijst=controlelijst(aanvraag), verzoek=verzoek, punten=list_punten(verzoek) if verzoek else [],
        deelnamen=DEELNAMEN, controle=controle, stand=stand, oordelen=OORDELEN,
        mag_controleren=aanvraag.status in CONTROLEERBAAR, vraagbaar=aanvraag.status in VRAAGBAAR and not verzoek,
    )  # fmt: skip


def _aanvraag(nummer: str) -> tuple[Aanvraag, Gebruiker]:
    """The application with who looks; raises ``NietGevonden``."""
    ik = vereis_kijker()
    aanvraag = get_aanvraag(nummer, voor=ik)
    markeer(aanvraag.tranche)
    return aanvraag, ik.gebruiker


def _voer_uit(formulier: Formulier, stap: Callable[[], T]) -> T | None:
    """Do ``stap`` in one transaction; what the domain refuses undoes it whole and is shown in the form."""
    try:
        with schrijfgrens():
            return stap()
    except NietGevonden:
        raise
    except Domeinfout as fout:
        formulier.toon(fout)
        return None
