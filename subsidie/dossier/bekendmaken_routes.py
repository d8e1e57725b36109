"""Notifying the decisions of a tranche: all at once, or some before the rest; and a new letter where a day passed."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.beschikkingen.bekend import maak_bekend
from subsidie.beschikkingen.besluiten_forms import Bekendmaakformulier, Redenformulier
from subsidie.beschikkingen.besluiten_routes import BESLUITEN_MAKEN
from subsidie.beschikkingen.besluitenbeeld import lees_stand, lopende_ronde
from subsidie.beschikkingen.queries import soort_in_woorden
from subsidie.beschikkingen.redateren import list_verlopen, stel_opnieuw_op
from subsidie.beschikkingen.ronde import vingerafdruk
from subsidie.dossier.bekendmaakbeeld import kies, lees_bekendbeeld, niet_gekozen
from subsidie.kern.fouten import Domeinfout
from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import datum_nl
from subsidie.platform.opslag import LokaleOpslag
from subsidie.platform.taken import staat_stil
from subsidie.tranches.adres import tranche_op_adres
from subsidie.tranches.merk import markeer
from subsidie.tranches.models import Tranche
from subsidie.web.app import instellingen_van
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens

bp = Blueprint("bekendmaken", __name__, url_prefix="/tranches")

VERANDERD = "De besluiten zijn veranderd sinds u ze bekeek. Er is niets bekendgemaakt. Bekijk ze opnieuw."


@bp.get("/<code>/bekendmaken")
@voor_rollen(*BESLUITEN_MAKEN)
def overzicht(code: str) -> str:
    """What is signed and not notified, with the clock of each."""
    tranche, ik, moment = _tranche(code), vereis_kijker(), nu()
    beeld = lees_bekendbeeld(tranche, voor=ik.gebruiker, nu=moment)
    return render_template(
        "besluiten/bekendmaken.html",
        tranche=tranche, beeld=beeld, stand=lees_stand(tranche), ronde=lopende_ronde(tranche),
        mag_bekendmaken=ik.heeft(Rol.BESLISSER), mag_opstellen=ik.heeft(Rol.BEHANDELAAR), soort=soort_in_woorden,
        staat_stil=bool(beeld.zonder_brief) and staat_stil(moment),
    )  # fmt: skip


@bp.route("/<code>/bekendmaken/bevestigen", methods=["GET", "POST"])
@voor_rollen(Rol.BESLISSER)
def bevestigen(code: str) -> str | Response | tuple[str, int]:
    """Once more: which, how many, and until when one can object; then they are known."""
    tranche, formulier = _tranche(code), Bekendmaakformulier()
    if not formulier.is_submitted():
        return _vraag(tranche, formulier)
    if formulier.validate():
        try:
            gedaan = _maak_bekend(code, formulier.gezien.data or "")
        except Domeinfout as fout:
            formulier.toon(fout)
        else:
            flash(
                f"{aantal(gedaan, 'besluit is', 'besluiten zijn')} bekendgemaakt. De gemeenten hebben een bericht; de "
                "mail daarover wordt verstuurd.",
                "goed",
            )
            return redirect(url_for("bekendmaken.overzicht", code=tranche.code))
    return _vraag(tranche, formulier), 422


def _maak_bekend(code: str, gezien: str) -> int:
    ik, moment = vereis_kijker().gebruiker, nu()
    with schrijfgrens():
        beeld = lees_bekendbeeld(tranche_op_adres(code), voor=ik, nu=moment)
        gekozen = kies(beeld, set(request.args.getlist("besluit")))
        if not gekozen or vingerafdruk(gekozen) != gezien:
            raise Domeinfout(VERANDERD)
        opslag = LokaleOpslag(instellingen_van(current_app).opslag)
        return maak_bekend(gekozen, opslag=opslag, door=ik, nu=moment)


def _vraag(tranche: Tranche, formulier: Bekendmaakformulier) -> str:
    beeld = lees_bekendbeeld(tranche, voor=vereis_kijker().gebruiker, nu=nu())
    gekozen = kies(beeld, set(request.args.getlist("besluit")))
    formulier.gezien.data = vingerafdruk(gekozen)
    return render_template(
        "besluiten/bekendmaken_bevestigen.html",
        tranche=tranche, formulier=formulier, beeld=beeld, gekozen=gekozen, over=niet_gekozen(beeld, gekozen),
        stand=lees_stand(tranche), alles=not request.args.getlist("besluit"),
        gemeenten=len({een.aanvraag.gm_code for een in gekozen}),
        terug=url_for("bekendmaken.overzicht", code=tranche.code),
    )  # fmt: skip


@bp.route("/<code>/bekendmaken/opnieuw-opstellen", methods=["GET", "POST"])
@voor_rollen(Rol.BEHANDELAAR)
def opnieuw_opstellen(code: str) -> str | Response | tuple[str, int]:
    """New decisions in the place of signed ones whose day passed, with the reason."""
    tranche, formulier = _tranche(code), Redenformulier()
    if formulier.is_submitted() and formulier.validate():
        moment = nu()
        try:
            with schrijfgrens():
                nieuw = stel_opnieuw_op(
                    list_verlopen(tranche_op_adres(code), nu=moment), reden=formulier.reden.data or "",
                    door=vereis_kijker().gebruiker, nu=moment,
                )  # fmt: skip
        except Domeinfout as fout:
            formulier.toon(fout)
        else:
            flash(
                f"Opnieuw opgesteld: {aantal(len(nieuw), 'besluit', 'besluiten')}. Een beslisser kan ze nu tekenen.",
                "goed",
            )
            return redirect(url_for("besluiten.overzicht", code=tranche.code))
    verlopen = list_verlopen(tranche, nu=nu())
    return render_template(
        "besluiten/opnieuw_opstellen.html", tranche=tranche, formulier=formulier, verlopen=verlopen,
        dagen=[datum_nl(dag) for dag in sorted({een.dagtekening for een in verlopen if een.dagtekening})],
        terug=url_for("bekendmaken.overzicht", code=tranche.code),
    ), 422 if formulier.is_submitted() else 200  # fmt: skip


def _tranche(code: str) -> Tranche:
    tranche = tranche_op_adres(code)
    markeer(tranche)
    return tranche
