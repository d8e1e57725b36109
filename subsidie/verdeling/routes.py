"""The pages of an allocation: ranking, draw, one row computed again, and everything to take home."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from flask import Blueprint, current_app, render_template, request
from werkzeug.wrappers import Response

from subsidie.accounts.groepen import HELE_TRANCHE
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.documenten.service import get_document, lees_bestand
from subsidie.kern.fouten import Domeinfout
from subsidie.platform.lijst import lees_staat
from subsidie.platform.opslag import LokaleOpslag
from subsidie.platform.tabel import als_csv, als_xlsx
from subsidie.tranches.adres import tranche_op_adres
from subsidie.tranches.merk import markeer
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.service import regels
from subsidie.verdeling.bestanden import bevroren_json, get_stukken, invoer_json, let_op_van, uitkomst_json
from subsidie.verdeling.lotingpagina import lotingpagina, opdracht_voor_lot
from subsidie.verdeling.models import Verdeling, Verdelingstatus
from subsidie.verdeling.nadien import toegekend_na_bezwaar
from subsidie.verdeling.narekenpagina import narekenpagina
from subsidie.verdeling.overzicht import bestand, pagina_van_verdelingen, verdelinglijst
from subsidie.verdeling.publicatie import kenmerk_protocol, kenmerk_ranglijst
from subsidie.verdeling.queries import get_verdeling_nummer, kenmerk_van, list_koppen, zoek_verdeling
from subsidie.verdeling.ranglijst import tabel_van
from subsidie.verdeling.rangpagina import Rangpagina
from subsidie.verdeling.scenarioservice import mag_maken
from subsidie.verdeling.stand import afdruk_van_nu
from subsidie.verdeling.verloop import get_verloop, in_een_zin
from subsidie.verdeling.voorstadium import stappen_van, voorstadium
from subsidie.verdeling.watals import SIMULATIE, lees_lopend, met_zonder, rangpagina_met_zonder
from subsidie.verdeling.watals import lopende_invoer as invoer_van_nu
from subsidie.verdeling.woorden import STATUSSEN
from subsidie.web.antwoord import download
from subsidie.web.app import instellingen_van
from subsidie.web.klok import nu
from subsidie.web.menu import Menukeuze
from subsidie.web.voorbeeld import markeer_voorbeeld

bp = Blueprint("verdeling", __name__)

MENU = (Menukeuze("Verdeling", "verdeling.lijst", HELE_TRANCHE, 30, onder=("verdeling",)),)

_EEN: Final = "/tranches/<code>/verdelingen/<int(min=1, max=999999):volgnummer>"


@bp.get("/verdelingen")
@voor_rollen(*HELE_TRANCHE)
def lijst() -> str | Response:
    """Every allocation, those that lapsed included."""
    gekozen = verdelinglijst()
    staat = lees_staat(gekozen, request.args)
    if staat.uitvoer:
        return download(bestand(gekozen, staat, nu=nu()), f"verdelingen.{staat.uitvoer}", staat.uitvoer)
    pagina = pagina_van_verdelingen(gekozen, staat)
    markeer_voorbeeld(any(rij.aard is not Trancheaard.ECHT for rij in pagina.rijen))
    return render_template(
        "verdeling/lijst.html", lijst=gekozen, staat=staat, pagina=pagina, statussen=STATUSSEN
    )


@bp.get("/tranches/<code>/rangschikking")
@voor_rollen(*HELE_TRANCHE)
def rangschikking(code: str) -> str | Response:
    """The ranking of the newest allocation that did not lapse; without one, what is asked and what comes first."""
    tranche = _tranche(code)
    gevonden = zoek_verdeling(tranche)
    if gevonden is not None:
        return _toon(gevonden, nieuwste=True)
    moment = nu()
    afdruk = afdruk_van_nu(tranche, nu=moment)
    lopend = lees_lopend(tranche, nu=moment, afdruk=afdruk)
    pagina, zonder = met_zonder(lopend.basis, request.args, tranche) if lopend else (None, None)
    if pagina is not None and pagina.staat.uitvoer:
        return _uitvoer(pagina, tranche, f"lopende-stand-{tranche.code}", SIMULATIE, moment)
    return render_template(
        "verdeling/nog_niet.html",
        tranche=tranche,
        stand=voorstadium(tranche, nu=moment, afdruk=afdruk),
        vervallen=list_koppen(tranche),
        pagina=pagina,
        simulatie=zonder,
        weggelaten=lopend.weggelaten if lopend else (),
        wat_als=pagina.staat.adres(zonder="NUMMER") if pagina else "",
        mag_scenario=mag_maken(vereis_kijker().rollen),
    )


@bp.get("/tranches/<code>/rangschikking/invoer.json")
@voor_rollen(*HELE_TRANCHE)
def lopende_invoer(code: str) -> Response:
    """The input of the running position: with which anyone computes it again."""
    tranche = _tranche(code)
    return download(invoer_van_nu(tranche, nu=nu()), f"lopende-invoer-{tranche.code}.json", "json")


@bp.get(_EEN)
@voor_rollen(*HELE_TRANCHE)
def verdeling(code: str, volgnummer: int) -> str | Response:
    """The ranking of this allocation."""
    return _toon(_verdeling(code, volgnummer))


def _toon(gevonden: Verdeling, *, nieuwste: bool = False) -> str | Response:
    pagina, zonder = rangpagina_met_zonder(gevonden, request.args)
    if pagina.staat.uitvoer:
        moment = gevonden.vastgesteld_op or gevonden.bevroren_op
        naam = f"ranglijst-{kenmerk_van(gevonden)}"
        return _uitvoer(pagina, gevonden.tranche, naam, SIMULATIE if zonder else "", moment)
    return render_template(
        "verdeling/rangschikking.html",
        verdeling=gevonden,
        tranche=gevonden.tranche,
        kenmerk=kenmerk_van(gevonden),
        nieuwste=nieuwste,
        pagina=pagina,
        simulatie=zonder,
        wat_als=pagina.staat.adres(zonder="NUMMER"),
        zin=in_een_zin(gevonden, get_verloop(gevonden)),
        status=STATUSSEN[gevonden.status],
        stappen=_stappen(gevonden),
        stukken=get_stukken(gevonden),
        andere=[kop for kop in list_koppen(gevonden.tranche) if kop.volgnummer != gevonden.volgnummer],
        na_bezwaar=toegekend_na_bezwaar(gevonden.tranche),
    )


def _uitvoer(pagina: Rangpagina, tranche: Tranche, naam: str, merk: str, moment: datetime) -> Response:
    """The rows that the address asks for, as the file that it asks for; ``merk`` stands on every row."""
    let_op = " · ".join(deel for deel in (merk, let_op_van(tranche)) if deel)
    tabel = tabel_van(pagina.getoond, naam=tranche.naam, let_op=let_op)
    soort = pagina.staat.uitvoer
    inhoud = als_csv(tabel) if soort == "csv" else als_xlsx(tabel, moment=moment)
    return download(inhoud, f"{naam}.{soort}", soort)


def _stappen(gevonden: Verdeling) -> tuple[tuple[str, str, str], ...]:
    if gevonden.status in (Verdelingstatus.VASTGESTELD, Verdelingstatus.VERVALLEN):
        return ()
    return stappen_van(
        gevonden.tranche.status, klaar=True, bevroren=True, getrokken=gevonden.uitkomst is not None
    )


@bp.get(f"{_EEN}/loting")
@voor_rollen(*HELE_TRANCHE)
def loting(code: str, volgnummer: int) -> str:
    """The draw: what was fixed before it, what was drawn, every lot, and how to check it."""
    gevonden = _verdeling(code, volgnummer)
    pagina = lotingpagina(gevonden, _potnamen(gevonden))
    return render_template(
        "verdeling/loting.html",
        verdeling=gevonden,
        tranche=gevonden.tranche,
        kenmerk=kenmerk_van(gevonden),
        pagina=pagina,
        verloop=get_verloop(gevonden),
        status=STATUSSEN[gevonden.status],
        stukken=get_stukken(gevonden),
        voorbeeldopdracht=opdracht_voor_lot(pagina.lotingen[0].loten[0].tekst) if pagina.lotingen else "",
    )


@bp.get(f"{_EEN}/narekenen/<nummer>")
@voor_rollen(*HELE_TRANCHE)
def narekenen(code: str, volgnummer: int, nummer: str) -> str:
    """The sum of one application in words, computed again now."""
    gevonden = _verdeling(code, volgnummer)
    return render_template(
        "verdeling/narekenen.html",
        verdeling=gevonden,
        tranche=gevonden.tranche,
        kenmerk=kenmerk_van(gevonden),
        pagina=narekenpagina(gevonden, nummer, _potnamen(gevonden)),
        nu=nu(),
    )


@bp.get(f"{_EEN}/protocol.pdf")
@voor_rollen(*HELE_TRANCHE)
def protocol_pdf(code: str, volgnummer: int) -> Any:
    """The protocol of the draw."""
    gevonden = _verdeling(code, volgnummer)
    return _stuk(gevonden, kenmerk_protocol(gevonden), "Het protocol van de trekking")


@bp.get(f"{_EEN}/ranglijst.pdf")
@voor_rollen(*HELE_TRANCHE)
def ranglijst_pdf(code: str, volgnummer: int) -> Any:
    """The ranking list on paper."""
    gevonden = _verdeling(code, volgnummer)
    return _stuk(gevonden, kenmerk_ranglijst(gevonden), "De ranglijst op papier")


@bp.get(f"{_EEN}/invoer.json")
@voor_rollen(*HELE_TRANCHE)
def invoer(code: str, volgnummer: int) -> Response:
    """The input with the seed where it is known: what anyone computes the outcome from."""
    gevonden = _verdeling(code, volgnummer)
    return download(invoer_json(gevonden), f"invoer-{kenmerk_van(gevonden)}.json", "json")


@bp.get(f"{_EEN}/bevroren-invoer.json")
@voor_rollen(*HELE_TRANCHE)
def bevroren(code: str, volgnummer: int) -> Response:
    """The text of which the hash was published before the draw, to the byte."""
    gevonden = _verdeling(code, volgnummer)
    return download(bevroren_json(gevonden), f"bevroren-invoer-{kenmerk_van(gevonden)}.json", "json")


@bp.get(f"{_EEN}/uitkomst.json")
@voor_rollen(*HELE_TRANCHE)
def uitkomst(code: str, volgnummer: int) -> Response:
    """The stored outcome."""
    gevonden = _verdeling(code, volgnummer)
    return download(uitkomst_json(gevonden), f"uitkomst-{kenmerk_van(gevonden)}.json", "json")


def _tranche(code: str) -> Tranche:
    tranche = tranche_op_adres(code)
    markeer(tranche)
    return tranche


def _verdeling(code: str, volgnummer: int) -> Verdeling:
    return get_verdeling_nummer(_tranche(code), volgnummer)


def _potnamen(gevonden: Verdeling) -> dict[str, str]:
    regelset = regels(gevonden.tranche, op=gevonden.bevroren_op)
    return {pot.code: pot.naam.waarde or pot.code for pot in regelset.potten}


def _stuk(gevonden: Verdeling, kenmerk: str, wat: str) -> Any:
    """The paper with this mark; while it cannot be given, a page with status 404 that says why."""
    gemaakt = False
    try:
        document = get_document(kenmerk)
        gemaakt = document.bestand_sha256 is not None
        inhoud = lees_bestand(document, LokaleOpslag(instellingen_van(current_app).opslag))
    except Domeinfout as fout:
        if gemaakt:
            current_app.logger.error("document %s: %s", kenmerk, fout)
        return render_template(
            "verdeling/stuk_ontbreekt.html", verdeling=gevonden, tranche=gevonden.tranche, wat=wat,
            kenmerk=kenmerk_van(gevonden), gemaakt=gemaakt,
        ), 404  # fmt: skip
    return download(inhoud, f"{document.kenmerk}.pdf", "pdf")
