"""What if: scenarios of a tranche, stored and beside each other. Every page says SIMULATIE; nothing changes."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from subsidie.accounts.beheer_bp import voer_uit
from subsidie.accounts.groepen import HELE_TRANCHE
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer
from subsidie.platform.tabel import als_csv, als_xlsx
from subsidie.tranches.adres import tranche_op_adres
from subsidie.tranches.merk import markeer
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import regels
from subsidie.verdeling.bestanden import let_op_van
from subsidie.verdeling.ranglijst import tabel_van
from subsidie.verdeling.rangpagina import toon
from subsidie.verdeling.scenario import Wens
from subsidie.verdeling.scenarioformulier import Scenarioformulier, maak_formulier
from subsidie.verdeling.scenariomodellen import Scenario
from subsidie.verdeling.scenarioservice import (
    MAKEN,
    NU,
    get_scenario,
    get_scenariobasis,
    get_uitgang,
    get_vergelijking,
    get_wijzigingen,
    kenmerk_scenario,
    list_scenarios,
    maak_scenario,
    mag_maken,
)
from subsidie.verdeling.scenariovergelijking import (
    GETOOND,
    MEESTE,
    Kant,
    aanvragentabel,
    cijfertabel,
    letter_van,
    vergelijk,
)
from subsidie.verdeling.scenariowoorden import in_woorden
from subsidie.verdeling.verschil import verschil
from subsidie.verdeling.watals import SIMULATIE
from subsidie.web.antwoord import download
from subsidie.web.klok import nu

bp = Blueprint("scenarios", __name__)

_KANTEN: Final = ("een", "ander", "derde", "vierde")
_LIJST: Final = "/tranches/<code>/scenarios"


@bp.get(_LIJST)
@voor_rollen(*HELE_TRANCHE)
def lijst(code: str) -> str:
    """Every scenario of the tranche, and which of them one wants beside each other."""
    tranche = _tranche(code)
    return render_template(
        "verdeling/scenarios.html", tranche=tranche, scenarios=list_scenarios(tranche), namen=_potnamen(tranche),
        in_woorden=in_woorden, mag=mag_maken(vereis_kijker().rollen), nu_kan=get_vergelijking(tranche, nu=nu()),
        NU=NU, velden=_KANTEN,
    )  # fmt: skip


@bp.route(f"{_LIJST}/nieuw", methods=["GET", "POST"])
@voor_rollen(*MAKEN)
def nieuw(code: str) -> str | Response | tuple[str, int]:
    """What should be different; sent, it is computed and kept."""
    tranche, moment, ik = _tranche(code), nu(), vereis_kijker()
    try:
        uitgang = get_uitgang(tranche, nu=moment)
    except Domeinfout as fout:
        return render_template(
            "verdeling/scenario_kan_niet.html", tranche=tranche, bezwaren=str(fout).splitlines()
        )
    formulier = maak_formulier(uitgang.mogelijk, uitgang.wens)
    goed = formulier.validate_on_submit()
    wens = _wens(formulier) if request.method == "POST" else None
    if goed and wens is not None:
        gemaakt = voer_uit(
            formulier,
            lambda: (
                maak_scenario(
                    tranche_op_adres(code), formulier.naam.data.strip(), wens, door=ik.gebruiker, nu=moment
                ).volgnummer
            ),
        )
        if gemaakt:
            flash("Het scenario is doorgerekend en bewaard.", "goed")
            return redirect(url_for("scenarios.scenario", code=code, volgnummer=gemaakt))
    bladzijde = render_template(
        "verdeling/scenario_nieuw.html", tranche=_tranche(code), formulier=formulier, uitgang=uitgang
    )
    return (bladzijde, 422) if request.method == "POST" else bladzijde


def _wens(formulier: Scenarioformulier) -> Wens | None:
    try:
        return formulier.wens()
    except OngeldigeInvoer as fout:
        formulier.toon(fout)
        return None


@bp.get(f"{_LIJST}/<int(min=1, max=999999):volgnummer>")
@voor_rollen(*HELE_TRANCHE)
def scenario(code: str, volgnummer: int) -> str | Response:
    """The outcome of one scenario as a ranking, with what it changes and who gains and who loses."""
    tranche = _tranche(code)
    gevonden = get_scenario(tranche, volgnummer)
    basis = get_scenariobasis(gevonden)
    ijk = get_vergelijking(tranche, nu=nu())
    anders = ijk and verschil(ijk[1].rijen, basis.rijen, voorlopig=ijk[1].voorlopig)
    pagina = toon(basis, request.args, anders.merken if anders else {})
    kenmerk = kenmerk_scenario(gevonden)
    if soort := pagina.staat.uitvoer:
        tabel = tabel_van(pagina.getoond, naam=f"{kenmerk} {gevonden.naam}", let_op=_let_op(tranche))
        inhoud = als_csv(tabel) if soort == "csv" else als_xlsx(tabel, moment=gevonden.gemaakt_op)
        return download(inhoud, f"simulatie-{kenmerk}.{soort}", soort)
    return render_template(
        "verdeling/scenario.html", tranche=tranche, scenario=gevonden, kenmerk=kenmerk, pagina=pagina,
        wijzigingen=_in_woorden(gevonden, tranche), anders=anders, ijk=ijk[0] if ijk else "", NU=NU,
        doorschuiven=_schuift_door(basis.narekening.invoer),
    )  # fmt: skip


@bp.get(f"{_LIJST}/<int(min=1, max=999999):volgnummer>/invoer.json")
@voor_rollen(*HELE_TRANCHE)
def invoer(code: str, volgnummer: int) -> Response:
    """The whole input of a scenario: with which anyone computes it again."""
    gevonden = get_scenario(_tranche(code), volgnummer)
    return download(gevonden.invoer.encode(), f"simulatie-invoer-{kenmerk_scenario(gevonden)}.json", "json")


@bp.get(f"{_LIJST}/vergelijk")
@voor_rollen(*HELE_TRANCHE)
def vergelijking(code: str) -> str | Response:
    """Two to four beside each other; what is asked twice or does not exist is left out, and that is said."""
    tranche = _tranche(code)
    kanten, meldingen = _kanten(tranche)
    if len(kanten) < 2:
        return render_template(
            "verdeling/scenario_vergelijk.html", tranche=tranche, vergelijking=None, meldingen=meldingen
        )
    regelset, titel = regels(tranche), f"SIMULATIE {tranche.naam}"
    soort = request.args.get("uitvoer", "")
    if soort in ("aanvragen", "cijfers"):
        tabel = (
            aanvragentabel(kanten, titel, _let_op(tranche))
            if soort == "aanvragen"
            else cijfertabel(kanten, regelset, titel, _let_op(tranche))
        )
        return download(als_xlsx(tabel, moment=nu()), f"simulatie-{soort}-{tranche.code}.xlsx", "xlsx")
    return render_template(
        "verdeling/scenario_vergelijk.html", tranche=tranche, vergelijking=vergelijk(kanten, regelset),
        meldingen=meldingen, letter=letter_van, getoond=GETOOND, vraag=_vraag(),
        doorschuiven=any(_schuift_door(kant.basis.narekening.invoer) for kant in kanten),
    )  # fmt: skip


def _kanten(tranche: Tranche) -> tuple[list[Kant], list[str]]:
    gevraagd = list(dict.fromkeys(een for naam in _KANTEN if (een := request.args.get(naam, "").strip())))
    meldingen, kanten = [], []
    bestaat = {str(kop.volgnummer) for kop in list_scenarios(tranche)} if gevraagd else set()
    for een in gevraagd[:MEESTE]:
        if een == NU and (ijk := get_vergelijking(tranche, nu=nu())) is not None:
            href = url_for("verdeling.rangschikking", code=tranche.code)
            kanten.append(Kant(ijk[0][0].upper() + ijk[0][1:], href, ijk[1], (), is_simulatie=False))
        elif een in bestaat:
            gevonden = get_scenario(tranche, int(een))
            href = url_for("scenarios.scenario", code=tranche.code, volgnummer=gevonden.volgnummer)
            woorden = _in_woorden(gevonden, tranche)
            kanten.append(Kant(gevonden.naam, href, get_scenariobasis(gevonden), woorden, is_simulatie=True))
        else:
            meldingen.append("Het adres noemt een scenario dat er niet is. Dat is overgeslagen.")
    return kanten, meldingen


def _vraag() -> dict[str, str]:
    return {naam: waarde for naam in _KANTEN if (waarde := request.args.get(naam, ""))}


def _schuift_door(gelezen: Any) -> bool:
    return gelezen is not None and any(pot.regels.grens == "doorschuiven" for pot in gelezen.potten)


def _in_woorden(gevonden: Scenario, tranche: Tranche) -> tuple[str, ...]:
    return in_woorden(get_wijzigingen(gevonden), _potnamen(tranche))


def _potnamen(tranche: Tranche) -> dict[str, str]:
    return {pot.code: pot.naam.waarde or pot.code for pot in regels(tranche).potten}


def _let_op(tranche: Tranche) -> str:
    return " · ".join(deel for deel in (SIMULATIE, let_op_van(tranche)) if deel)


def _tranche(code: str) -> Tranche:
    tranche = tranche_op_adres(code)
    markeer(tranche)
    return tranche
