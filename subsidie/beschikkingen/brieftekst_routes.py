"""The texts of the letters of a tranche: read by the ministry, written by who manages texts."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from subsidie.aanvragen.toegang import get_aanvraag
from subsidie.accounts.groepen import HELE_TRANCHE
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.beschikkingen.brieftekst import bewaar_tekst, zet_terug
from subsidie.beschikkingen.brieftekst_forms import Tekstformulier, Terugformulier
from subsidie.beschikkingen.brieftekstbeeld import (
    Proefbrief,
    list_nummers,
    list_teksten,
    met_regel,
    proef_op,
    staat_bij,
    verschil,
)
from subsidie.beschikkingen.proefbrief import waarden_als_pagina
from subsidie.documenten.briefsoorten import get_soort, standaardtekst
from subsidie.documenten.brieftaal.keur import keur
from subsidie.documenten.brieftaal.ontleed import LANGSTE_TEKST, schoon
from subsidie.documenten.brieftaal.soort import Briefsoort
from subsidie.documenten.render import render
from subsidie.kern.fouten import Domeinfout, NietBevoegd, NietGevonden, OngeldigeInvoer
from subsidie.tranches.adres import tranche_op_adres
from subsidie.tranches.briefteksten import get_tekst, list_versies, zoek_nieuwste
from subsidie.tranches.merk import markeer
from subsidie.tranches.models import Tranche
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens

bp = Blueprint("brieven", __name__)

LEZERS: Final = HELE_TRANCHE - {Rol.FINANCIEEL}
"""A text is shown on real decisions, also on those that are not signed yet (``toegang.zichtbare_statussen``)."""
HOOGSTE_VERSIE: Final = 999_999


@bp.get("/tranches/<code>/brieven")
@voor_rollen(*LEZERS)
def lijst(code: str) -> str:
    """Every kind of letter of which the text can be written, and which text counts now."""
    tranche = _tranche(code)
    return render_template("brieven/lijst.html", tranche=tranche, regels=list_teksten(tranche))


@bp.get("/tranches/<code>/brieven/<soort>")
@voor_rollen(*LEZERS)
def tekst(code: str, soort: str) -> str:
    """The text that counts, and a letter made with it: of the application that the address names, or made up."""
    tranche, brief = _tranche(code), get_soort(soort)
    nieuwste = zoek_nieuwste(tranche, brief)
    inhoud = nieuwste.tekst if nieuwste else standaardtekst(brief).inhoud
    nummer = request.args.get("aanvraag", "").strip()
    fout, proef = "", None
    try:
        proef = _proef(tranche, brief, inhoud, nummer)
    except Domeinfout as oorzaak:
        fout = _melding(oorzaak)
    return render_template(
        "brieven/tekst.html", tranche=tranche, soort=brief, versie=nieuwste, inhoud=inhoud, proef=proef, fout=fout,
        blad=_blad(proef), nummer=nummer, nummers=list_nummers(tranche, brief),
        mag_schrijven=vereis_kijker().heeft(Rol.BEHEERDER),
    )  # fmt: skip


@bp.route("/tranches/<code>/brieven/<soort>/wijzigen", methods=["GET", "POST"])
@voor_rollen(Rol.BEHEERDER)
def wijzigen(code: str, soort: str) -> str | Response | tuple[str, int]:
    """Write another text: try it on an application as often as needed, as a page or as a PDF, then save it."""
    tranche, brief = _tranche(code), get_soort(soort)
    formulier = Tekstformulier()
    if not formulier.is_submitted():
        nieuwste = zoek_nieuwste(tranche, brief)
        formulier.tekst.data = nieuwste.tekst if nieuwste else standaardtekst(brief).inhoud
        formulier.gezien.data = str(nieuwste.volgnummer if nieuwste else 0)
        return _schrijfpagina(tranche, brief, formulier)
    goed = formulier.validate() and not keur(schoon(formulier.tekst.data or ""), brief)
    if goed and request.form.get("actie") == "bewaren":
        try:
            with schrijfgrens():
                versie = bewaar_tekst(
                    tranche_op_adres(code), brief, formulier.tekst.data or "", gezien=int(formulier.gezien.data or 0),
                    toelichting=formulier.toelichting.data or "", door=vereis_kijker().gebruiker, nu=nu(),
                ).volgnummer  # fmt: skip
        except NietBevoegd:
            raise
        except Domeinfout as fout:
            formulier.toon(fout)
            _vraag_nog_eens(tranche, brief, formulier)
            return _schrijfpagina(tranche, brief, formulier), 422
        flash(
            f"Versie {versie} is bewaard. Brieven die vanaf nu worden getekend, krijgen deze tekst.", "goed"
        )
        return redirect(url_for("brieven.tekst", code=code, soort=soort))
    proef = None
    if goed:
        try:
            proef = _proef(tranche, brief, schoon(formulier.tekst.data or ""), formulier.aanvraag.data or "")
        except Domeinfout as fout:
            formulier.toon(fout)
    if proef is not None and request.form.get("actie") == "pdf":
        return _pdf(proef, brief)
    antwoord = _schrijfpagina(tranche, brief, formulier, proef)
    return antwoord if proef is not None else (antwoord, 422)


@bp.get("/tranches/<code>/brieven/<soort>/versies")
@voor_rollen(*LEZERS)
def versies(code: str, soort: str) -> str:
    """Who wrote which version, when and why; and the difference between two of them."""
    tranche, brief = _tranche(code), get_soort(soort)
    alle = list_versies(tranche, brief)
    naar = _nummer("naar", alle[0].volgnummer if alle else 0)
    van = _nummer("van", max(naar - 1, 0))
    oud, nieuw = staat_bij(alle, brief, van), staat_bij(alle, brief, naar)
    if oud is None or nieuw is None:
        raise NietGevonden("Deze versie van de tekst is er niet.")
    return render_template(
        "brieven/versies.html", tranche=tranche, soort=brief, versies=alle, van=van, naar=naar,
        verschil=verschil(oud, nieuw), mag_schrijven=vereis_kijker().heeft(Rol.BEHEERDER),
    )  # fmt: skip


@bp.route("/tranches/<code>/brieven/<soort>/versies/<int:versie>/terugzetten", methods=["GET", "POST"])
@voor_rollen(Rol.BEHEERDER)
def terugzetten(code: str, soort: str, versie: int) -> str | Response | tuple[str, int]:
    """Ask once more, and why; then the earlier text counts again, as a new version."""
    tranche, brief = _tranche(code), get_soort(soort)
    nieuwste = zoek_nieuwste(tranche, brief)
    huidig = nieuwste.volgnummer if nieuwste else 0
    if versie == huidig or versie > HOOGSTE_VERSIE:
        raise NietGevonden("Deze versie van de tekst is er niet, of zij geldt al.")
    terug_te_zetten = get_tekst(tranche, brief, versie)
    formulier = Terugformulier()
    if formulier.validate_on_submit():
        try:
            with schrijfgrens():
                nieuw = zet_terug(
                    tranche_op_adres(code), brief, versie, toelichting=formulier.toelichting.data or "",
                    gezien=int(formulier.gezien.data or 0), door=vereis_kijker().gebruiker, nu=nu(),
                ).volgnummer  # fmt: skip
        except NietBevoegd:
            raise
        except Domeinfout as fout:
            formulier.toon(fout)
        else:
            flash(f"De tekst is teruggezet, als versie {nieuw}.", "goed")
            return redirect(url_for("brieven.tekst", code=code, soort=soort))
    if not formulier.is_submitted():
        formulier.gezien.data = str(huidig)
    inhoud = get_tekst(tranche, brief, huidig).inhoud
    return render_template(
        "brieven/terugzetten.html", tranche=tranche, soort=brief, versie=versie, huidig=huidig, formulier=formulier,
        verschil=verschil(inhoud, terug_te_zetten.inhoud),
        terug=url_for("brieven.versies", code=code, soort=soort),
    ), 422 if formulier.is_submitted() else 200  # fmt: skip


def _vraag_nog_eens(tranche: Tranche, soort: Briefsoort, formulier: Tekstformulier) -> None:
    """Who was told that somebody else saved a version meanwhile can save theirs over it, by pressing once more."""
    nieuwste = zoek_nieuwste(tranche, soort)
    if nieuwste is not None and formulier.gezien.data != str(nieuwste.volgnummer):
        formulier.gezien.data = str(nieuwste.volgnummer)
        formulier.form_errors.append(
            f"Bewaart u nog een keer, dan geldt uw tekst. Versie {nieuwste.volgnummer} blijft te lezen."
        )


def _schrijfpagina(
    tranche: Tranche, soort: Briefsoort, formulier: Tekstformulier, proef: Proefbrief | None = None
) -> str:
    getypt = formulier.tekst.data or ""
    inhoud = schoon(getypt) if len(getypt) <= 2 * LANGSTE_TEKST else getypt
    fouten = met_regel(keur(inhoud, soort), inhoud) if formulier.is_submitted() and getypt else []
    if fouten:
        # One list of faults, each with its line, instead of one sentence at the field for all of them.
        formulier.tekst.errors = [f"{len(fouten)} {'fout' if len(fouten) == 1 else 'fouten'} in de tekst."]
        formulier.tekst.data = inhoud
    return render_template(
        "brieven/wijzigen.html", tranche=tranche, soort=soort, formulier=formulier, fouten=fouten, proef=proef,
        blad=_blad(proef), nummers=list_nummers(tranche, soort), langste=LANGSTE_TEKST,
    )  # fmt: skip


def _proef(tranche: Tranche, soort: Briefsoort, inhoud: str, nummer: str) -> Proefbrief:
    nummer = nummer.strip()
    try:
        aanvraag = get_aanvraag(nummer, voor=vereis_kijker()) if nummer else None
    except NietGevonden:
        raise OngeldigeInvoer.van("aanvraag", "Er is geen aanvraag met dit nummer.") from None
    return proef_op(tranche, soort, inhoud, aanvraag, nu=nu())


def _blad(proef: Proefbrief | None) -> str:
    """The letter for on the page, which says itself that it is a trial."""
    if proef is None:
        return ""
    return waarden_als_pagina(proef.sjabloon, {**proef.waarden, "voorbeeld": False})


def _pdf(proef: Proefbrief, soort: Briefsoort) -> Response:
    antwoord = make_response(render(proef.sjabloon, proef.waarden, moment=nu()).pdf)
    antwoord.mimetype = "application/pdf"
    antwoord.headers["Content-Disposition"] = f'attachment; filename="proef-{soort.code}.pdf"'
    return antwoord


def _melding(fout: Domeinfout) -> str:
    if isinstance(fout, OngeldigeInvoer):
        return " ".join(
            gebrek.melding if gebrek.waar == "aanvraag" else str(gebrek) for gebrek in fout.gebreken
        )
    return str(fout)


def _nummer(naam: str, anders: int) -> int:
    ruw = request.args.get(naam, "")
    return int(ruw) if ruw.isascii() and ruw.isdecimal() and len(ruw) < 7 else anders


def _tranche(code: str) -> Tranche:
    tranche = tranche_op_adres(code)
    markeer(tranche)
    return tranche
