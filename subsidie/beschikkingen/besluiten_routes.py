"""Drawing up, trying out and signing the decisions of a tranche."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.routing import BuildError
from werkzeug.wrappers import Response

from subsidie.accounts.forms import Formulier
from subsidie.accounts.groepen import HELE_TRANCHE
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import mag_openen, vereis_kijker, voor_rollen
from subsidie.beschikkingen.besluiten_forms import Tekenformulier
from subsidie.beschikkingen.besluitenbeeld import lees_stand, list_op_te_stellen, list_ronden, lopende_ronde
from subsidie.beschikkingen.brieftekstbeeld import eigen_teksten
from subsidie.beschikkingen.models import Beschikking
from subsidie.beschikkingen.proef import Proef, doe_proef
from subsidie.beschikkingen.proefbrief import als_pagina, proefwaarden
from subsidie.beschikkingen.queries import soort_in_woorden
from subsidie.beschikkingen.ronde import get_concept, list_te_tekenen, start_ronde, vingerafdruk
from subsidie.beschikkingen.service import opstellen
from subsidie.beschikkingen.terugnemen import kan_terug
from subsidie.kern.fouten import Domeinfout
from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.tranches.adres import tranche_op_adres
from subsidie.tranches.merk import markeer
from subsidie.tranches.models import Tranche
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens

bp = Blueprint("besluiten", __name__)

BESLUITEN_MAKEN: Final = HELE_TRANCHE - {Rol.FINANCIEEL}
"""Who sees decisions before they are notified (``toegang.zichtbare_statussen``)."""

PER_BLADZIJDE: Final = 200


@bp.get("/tranches/<code>/besluiten")
@voor_rollen(*BESLUITEN_MAKEN)
def overzicht(code: str) -> str:
    """How far the decisions are, and a dry run over those that wait for a signature: what looks odd first."""
    tranche, ik = _tranche(code), vereis_kijker()
    wachtend = list_te_tekenen(tranche)
    proef = _proef(tranche, wachtend, ik)
    getoond, bladzijden, bladzijde = _bladzijde(proef.regels)
    return render_template(
        "besluiten/overzicht.html",
        tranche=tranche, stand=lees_stand(tranche), proef=proef, regels=getoond, bladzijde=bladzijde,
        bladzijden=bladzijden, ronde=lopende_ronde(tranche), ronden=list_ronden(tranche), formulier=Formulier(),
        mag_opstellen=ik.heeft(Rol.BEHANDELAAR), mag_tekenen=ik.heeft(Rol.BESLISSER), som_cent=_som(wachtend),
        plek=_adres, soort=soort_in_woorden,
    )  # fmt: skip


@bp.post("/tranches/<code>/besluiten/opstellen")
@voor_rollen(Rol.BEHANDELAAR)
def stel_op(code: str) -> Response | tuple[str, int]:
    """Draw up what can be drawn up from the fixed allocations; what is not for this person stays for a colleague."""
    tranche, ik = _tranche(code), vereis_kijker().gebruiker
    formulier = Formulier()
    if not formulier.validate_on_submit():
        flash("Dat ging niet goed. Probeer het nog eens.", "fout")
        return redirect(url_for("besluiten.overzicht", code=tranche.code))
    moment, gedaan = nu(), 0
    try:
        with schrijfgrens():
            for verdeling in list_op_te_stellen(tranche):
                gedaan += len(opstellen(verdeling, door=ik, nu=moment, wat_kan=True))
    except Domeinfout as fout:
        flash(str(fout), "fout")
        return redirect(url_for("besluiten.overzicht", code=code))
    over = lees_stand(tranche).wacht
    if gedaan:
        flash(f"Opgesteld: {aantal(gedaan, 'besluit', 'besluiten')}. Getekend is er nog niets.", "goed")
    if over:
        flash(
            f"{aantal(over, 'besluit is', 'besluiten zijn')} niet voor u: door een belang of een andere functie bij "
            "die aanvraag. Vraag het een collega.",
            "let_op",
        )
    elif not gedaan:
        flash("Er was niets meer op te stellen. Misschien was een collega u voor.", "info")
    return redirect(url_for("besluiten.overzicht", code=tranche.code))


@bp.route("/tranches/<code>/besluiten/tekenen", methods=["GET", "POST"])
@voor_rollen(Rol.BESLISSER)
def tekenen(code: str) -> str | Response | tuple[str, int]:
    """What goes into a round and what does not, and the date on the letters; then the round begins."""
    tranche, ik = _tranche(code), vereis_kijker()
    formulier = Tekenformulier()
    if not formulier.is_submitted():
        formulier.dagtekening.data = dag_in_amsterdam(nu())
        return _tekenpagina(tranche, ik, formulier)
    if formulier.validate():
        gekozen = [regel.beschikking.kenmerk for regel in _proef(tranche, _gekozen(tranche), ik).te_tekenen]
        try:
            with schrijfgrens():
                kenmerk = start_ronde(
                    tranche_op_adres(code), gekozen, gezien=formulier.gezien.data or "",
                    dagtekening=formulier.dagtekening.data, door=vereis_kijker().gebruiker, nu=nu(),
                ).kenmerk  # fmt: skip
        except Domeinfout as fout:
            formulier.toon(fout)
        else:
            return redirect(url_for("tekenronde.ronde", kenmerk=kenmerk))
    return _tekenpagina(tranche, ik, formulier), 422


@bp.get("/besluiten/<kenmerk>/proef")
@voor_rollen(*BESLUITEN_MAKEN)
def proefbrief(kenmerk: str) -> str:
    """One letter before it is signed, and beside it what looks odd."""
    ik, moment = vereis_kijker(), nu()
    besluit = get_concept(kenmerk)
    tranche = besluit.aanvraag.tranche
    markeer(tranche)
    brief, fout = None, ""
    try:
        waarden = proefwaarden(besluit, dagtekening=dag_in_amsterdam(moment), kijker=ik.gebruiker, nu=moment)
        brief = als_pagina(waarden)
    except Domeinfout as oorzaak:
        fout = str(oorzaak)
    (regel,) = _proef(tranche, [besluit], ik).regels
    return render_template(
        "besluiten/proef.html", besluit=besluit, tranche=tranche, brief=brief, fout=fout, regel=regel, plek=_adres,
        soort=soort_in_woorden, mag_tekenen=ik.heeft(Rol.BESLISSER),
        mag_terugnemen=ik.heeft(Rol.BEHANDELAAR) and kan_terug(besluit.soort),
    )  # fmt: skip


def _tekenpagina(tranche: Tranche, ik: Kijker, formulier: Tekenformulier) -> str:
    gekozen = _gekozen(tranche)
    proef = _proef(tranche, gekozen, ik)
    besluiten = [regel.beschikking for regel in proef.te_tekenen]
    formulier.gezien.data = vingerafdruk(besluiten)
    return render_template(
        "besluiten/tekenen.html",
        tranche=tranche, formulier=formulier, proef=proef, som_cent=_som(besluiten), ronde=lopende_ronde(tranche),
        alleen=request.args.getlist("besluit"), plek=_adres, soort=soort_in_woorden, teksten=eigen_teksten(tranche),
    )  # fmt: skip


def _gekozen(tranche: Tranche) -> list[Beschikking]:
    """What waits for a signature, or of it what the address names."""
    namen = set(request.args.getlist("besluit"))
    return [een for een in list_te_tekenen(tranche) if not namen or een.kenmerk in namen]


def _proef(tranche: Tranche, wachtend: Sequence[Beschikking], ik: Kijker) -> Proef:
    moment = nu()
    wie = ik.gebruiker if ik.heeft(Rol.BESLISSER) else None
    return doe_proef(tranche, wachtend, ondertekenaar=wie, dagtekening=dag_in_amsterdam(moment), nu=moment)


def _bladzijde(regels: Sequence[Any]) -> tuple[Sequence[Any], int, int]:
    """The rows of the page that is asked for, how many pages there are, and which this is."""
    bladzijden = max(1, -(-len(regels) // PER_BLADZIJDE))
    gevraagd = request.args.get("pagina", "1")
    nummer = int(gevraagd) if gevraagd.isascii() and gevraagd.isdecimal() and len(gevraagd) < 5 else 1
    nummer = min(max(nummer, 1), bladzijden)
    return regels[(nummer - 1) * PER_BLADZIJDE : nummer * PER_BLADZIJDE], bladzijden, nummer


def _som(besluiten: Sequence[Beschikking]) -> int:
    return sum(een.verleend_cent for een in besluiten)


def _adres(eindpunt: str, waarden: dict[str, Any]) -> str:
    """The address of a place to put something right; the page of today where it is not there.

    Empty where it is not for who looks: then another has to do it.
    """
    if not mag_openen(eindpunt):
        return ""
    try:
        return url_for(eindpunt, **waarden)
    except BuildError:
        return url_for("dossier.aanvraag", **waarden) if "nummer" in waarden else url_for("dossier.vandaag")


def _tranche(code: str) -> Tranche:
    tranche = tranche_op_adres(code)
    markeer(tranche)
    return tranche
