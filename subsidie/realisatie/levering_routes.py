"""Reporting deliveries: typed or from a worksheet, looked at before they are sent, and corrected when asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Antwoord

from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.toegang import get_aanvraag, niet_gevonden
from subsidie.accounts.groepen import GEMEENTE, HELE_TRANCHE
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.kern.fouten import Domeinfout, Gebrek, NietBevoegd, NietGevonden, OngeldigeInvoer
from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.realisatie.levering import Controle, controleer, meld, verbeter
from subsidie.realisatie.leveringformulier import EERST, Leveringformulier, kies_vooraf, plaats_in_formulier
from subsidie.realisatie.leveringimport import HOOGSTE_BESTAND, KOPPEN, MEESTE_GEBREKEN, lees_bestand
from subsidie.realisatie.leveringinvoer import (
    DAG,
    DEEL,
    MEESTE_IN_FORMULIER,
    MEESTE_WOONRUIMTEN,
    Gelezen,
    Plaats,
    Ruwerij,
    lees_meldingen,
    met_codes,
    pak_in,
    pak_uit,
)
from subsidie.realisatie.leveringmodellen import Levering
from subsidie.realisatie.leveringqueries import (
    Leverstand,
    adres_van,
    get_levering,
    lees_leverstand,
    list_leveringen,
    list_woonruimten,
)
from subsidie.realisatie.leveringregels import planstanden
from subsidie.realisatie.leveringsjabloon import Regel, maak_sjabloon, open_regels
from subsidie.realisatie.oordelen import STANDWOORDEN
from subsidie.realisatie.planmodellen import Meldingstand
from subsidie.realisatie.woonruimten import noem_wijze
from subsidie.tranches.merk import markeer
from subsidie.tranches.models import Trancheaard
from subsidie.web.antwoord import download
from subsidie.web.klok import nu, ontvangen_op
from subsidie.web.transactie import schrijfgrens
from subsidie.web.uploads import controleer_grootte, neemt_bestanden
from subsidie.web.voorbeeld import VOORBEELD

bp = Blueprint("leveringen", __name__, url_prefix="/aanvragen/<nummer>/leveringen")

GETOOND = 100
"""Homes that the page before sending shows; their number and sums are of all of them."""
STANDKLEUREN = {
    "gemeld": "info", "vraag": "let_op", "aanvaard": "goed", "afgewezen": "fout", "ingetrokken": "neutraal",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Blad:
    """What the pages of reporting have in common: who reports, on what, and instead of which delivery (if any)."""

    ik: Kijker
    aanvraag: Aanvraag
    levering: Levering | None
    stand: Leverstand

    def lees(self, rijen: Sequence[Ruwerij], plaats: Plaats, woord: str) -> Gelezen:
        """The rows as reports."""
        return lees_meldingen(rijen, self.stand.delen, self.stand.keuzen, plaats=plaats, woord=woord)

    def controleer(self, gelezen: Gelezen) -> Controle:
        """What was read, held against what holds now."""
        return controleer(
            self.aanvraag, gelezen.meldingen, nu=ontvangen_op(), gemeenten_van=self.ik.gemeenten,
            zonder=self.levering, stand=self.stand,
        )  # fmt: skip


@bp.get("")
@voor_rollen(*GEMEENTE, *HELE_TRANCHE)
def lijst(nummer: str) -> str:
    """The deliveries of an application, and how many homes of each kind are still to come."""
    ik = vereis_kijker()
    aanvraag = get_aanvraag(nummer, voor=ik)
    markeer(aanvraag.tranche)
    stand = lees_leverstand(aanvraag)
    return render_template(
        "leveringen/lijst.html", aanvraag=aanvraag, leveringen=list_leveringen(aanvraag), stand=stand,
        standen=planstanden(stand.plan, stand.bezet, (), stand.namen), woorden=STANDWOORDEN, kleuren=STANDKLEUREN,
        mag_melden=ik.heeft_voor(aanvraag.gm_code, *GEMEENTE) and not stand.dicht,
    )  # fmt: skip


@bp.route("/nieuw", methods=["GET", "POST"])
@bp.route("/<kenmerk>/verbeteren", methods=["GET", "POST"], endpoint="verbeteren")
@voor_rollen(*GEMEENTE)
def nieuw(nummer: str, kenmerk: str = "") -> str | Antwoord | tuple[str, int]:
    """Type the homes of a delivery, look at what it would do, and report it; or correct one that was asked about."""
    blad = _blad(nummer, kenmerk)
    if request.method != "POST":
        formulier = _begin(blad)
        return _formulierpagina(blad, formulier)
    doe = request.form.get("doe", "")
    try:
        if doe in ("meld", "terug"):
            rijen = pak_uit(request.form.get("rijen", ""))
            formulier = Leveringformulier.van_rijen(rijen, request.form.get("toelichting", ""))
            if doe == "terug":
                return _formulierpagina(blad, formulier)
        else:
            formulier = Leveringformulier.uit(request.form)
            if doe == "meer" or doe.startswith("weg-"):
                return _formulierpagina(blad, _met_regels(formulier, doe))
            rijen = formulier.gevuld()
    except OngeldigeInvoer as fout:
        formulier = _begin(blad)
        formulier.toon(fout.gebreken)
        return _formulierpagina(blad, formulier), 422
    gelezen = blad.lees(rijen, plaats_in_formulier, "regel")
    try:
        if gelezen.gebreken:
            raise OngeldigeInvoer(gelezen.gebreken)
        if doe == "meld":
            return _meld(blad, gelezen, formulier.toelichting)
        controle = blad.controleer(gelezen)
        if controle.gebreken:
            raise OngeldigeInvoer(controle.gebreken)
    except (NietBevoegd, NietGevonden):
        raise
    except OngeldigeInvoer as fout:
        formulier.toon(fout.gebreken)
        return _formulierpagina(blad, formulier), 422
    except Domeinfout as fout:
        formulier.algemeen.append(str(fout))
        return _formulierpagina(blad, formulier), 422
    return _controlepagina(blad, controle, rijen, formulier.toelichting)


@bp.route("/importeren", methods=["GET", "POST"])
@bp.route("/<kenmerk>/importeren", methods=["GET", "POST"], endpoint="opnieuw_importeren")
@neemt_bestanden(HOOGSTE_BESTAND, bestanden=1)
@voor_rollen(*GEMEENTE)
def importeren(nummer: str, kenmerk: str = "") -> str | Antwoord | tuple[str, int]:
    """Homes out of a worksheet: every fault with its cell, then a look at what it would do, then reporting it."""
    blad = _blad(nummer, kenmerk)
    if request.method != "POST":
        return _importpagina(blad)
    toelichting = request.form.get("toelichting", "")
    try:
        if request.form.get("doe") == "meld":
            rijen: Sequence[Ruwerij] = pak_uit(request.form.get("rijen", ""))
            gelezen = blad.lees(rijen, lambda rij, veld: f"rij {rij}, {KOPPEN[veld].lower()}", "rij")
            if gelezen.gebreken:
                raise OngeldigeInvoer(gelezen.gebreken)
            return _meld(blad, gelezen, toelichting)
        bestand = request.files.get("bestand")
        if bestand is None or not bestand.filename:
            raise OngeldigeInvoer.van("", "Kies eerst een bestand.")
        controleer_grootte(bestand, waar="")
        inhoud = lees_bestand(bestand.stream.read(HOOGSTE_BESTAND + 1))
        rijen, gelezen = inhoud.rijen, blad.lees(inhoud.rijen, inhoud.plaats, "rij")
        gebreken = [*inhoud.gebreken, *(gelezen.gebreken if inhoud.rijen else ())]
        if gebreken:
            raise OngeldigeInvoer(gebreken)
        controle = blad.controleer(gelezen)
        if controle.gebreken:
            raise OngeldigeInvoer(controle.gebreken)
    except (NietBevoegd, NietGevonden):
        raise
    except OngeldigeInvoer as fout:
        return _importpagina(blad, fout.gebreken, toelichting), 422
    except Domeinfout as fout:
        return _importpagina(blad, [Gebrek("", str(fout))], toelichting), 422
    return _controlepagina(blad, controle, rijen, toelichting, inhoud.opmerkingen, uit_bestand=True)


@bp.get("/sjabloon.xlsx")
@bp.get("/<kenmerk>/sjabloon.xlsx", endpoint="sjabloon_van")
@voor_rollen(*GEMEENTE)
def sjabloon(nummer: str, kenmerk: str = "") -> Response:
    """A workbook with a row for each home that is still to be reported; or with the homes of a delivery."""
    blad = _blad(nummer, kenmerk)
    standen = planstanden(blad.stand.plan, blad.stand.bezet, (), blad.stand.namen)
    regels = (
        open_regels(standen, blad.stand.delen)
        if blad.levering is None
        else [_als_regel(rij) for rij in _rijen_van(blad, blad.levering, leesbaar=True)]
    )
    inhoud = maak_sjabloon(
        regels, blad.stand.delen, blad.stand.keuzen, titel=f"Opgeleverde woonruimten van {nummer}", moment=nu(),
        let_op="" if blad.aanvraag.tranche.aard is Trancheaard.ECHT else VOORBEELD,
    )  # fmt: skip
    return download(inhoud, f"woonruimten-{kenmerk or nummer}.xlsx", "xlsx")


def _blad(nummer: str, kenmerk: str) -> Blad:
    """The award of the municipality of who looks, and the delivery that was asked about; else it is not there."""
    ik = vereis_kijker()
    aanvraag = get_aanvraag(nummer, voor=ik)
    if not ik.heeft_voor(aanvraag.gm_code, *GEMEENTE):
        raise niet_gevonden()
    markeer(aanvraag.tranche)
    levering = get_levering(aanvraag, kenmerk) if kenmerk else None
    stand = lees_leverstand(aanvraag, zonder=levering)
    if stand.dicht and request.method != "POST":
        abort(redirect(url_for("leveringen.lijst", nummer=nummer)))  # which says why
    if stand.dicht:
        raise Domeinfout(stand.dicht)
    if levering is not None and levering.stand is not Meldingstand.VRAAG:
        if request.method != "POST":
            abort(redirect(url_for("levering.pagina", nummer=nummer, kenmerk=kenmerk)))
        raise Domeinfout("Over deze levering is niets gevraagd. U kunt haar nu niet veranderen.")
    return Blad(ik, aanvraag, levering, stand)


def _meld(blad: Blad, gelezen: Gelezen, toelichting: str) -> Antwoord:
    """Report in one transaction, and show what was reported. Raises what the services raise."""
    door, moment = blad.ik.gebruiker, ontvangen_op()
    with schrijfgrens():
        if blad.levering is not None:
            if len(gelezen.meldingen) != 1:
                raise OngeldigeInvoer.van("", "Een levering heeft één deel en één dag. Meld de rest apart.")
            verbeter(blad.levering, gelezen.meldingen[0], toelichting=toelichting, door=door, nu=moment)
            leveringen = [blad.levering]
        else:
            leveringen = meld(blad.aanvraag, gelezen.meldingen, toelichting=toelichting, door=door, nu=moment)
    hoeveel = aantal(len(gelezen.opgaven), "woonruimte is", "woonruimten zijn")
    flash(f"{hoeveel} gemeld. De melding telt zodra het ministerie haar heeft aanvaard.", "goed")
    if len(leveringen) == 1:
        return redirect(
            url_for("levering.pagina", nummer=blad.aanvraag.nummer, kenmerk=leveringen[0].kenmerk)
        )
    return redirect(url_for("leveringen.lijst", nummer=blad.aanvraag.nummer))


def _begin(blad: Blad) -> Leveringformulier:
    if blad.levering is None:
        return Leveringformulier()
    rijen = _rijen_van(blad, blad.levering)
    return Leveringformulier.van_rijen(rijen, blad.levering.toelichting)


def _rijen_van(blad: Blad, levering: Levering, *, leesbaar: bool = False) -> list[Ruwerij]:
    """The homes of a delivery as they would be typed; ``leesbaar``: with words in place of codes."""
    keuzen = {een.wijze: een.code for een in blad.stand.keuzen}
    delen = {een.id: een.volledig if leesbaar else een.code for een in blad.stand.delen}
    rijen = []
    for nummer, een in enumerate(list_woonruimten(levering), start=1):
        wijze, adres = (een.doelgroep, een.aard, een.soort), adres_van(een)
        naam = noem_wijze(wijze, blad.stand.groepsnamen)
        waarden = {
            DEEL: delen.get(levering.deel_id, ""), DAG: levering.opgeleverd_op.isoformat(),
            "wijze": naam if leesbaar else keuzen.get(wijze, naam), "bag_id": adres.bag_id or "",
            "postcode": adres.postcode, "huisnummer": str(adres.huisnummer), "toevoeging": adres.toevoeging,
            "ruimte": adres.ruimte,
        }  # fmt: skip
        rijen.append(Ruwerij(nummer, waarden))
    return rijen


def _als_regel(rij: Ruwerij) -> Regel:
    return dict(rij.waarden)


def _met_regels(formulier: Leveringformulier, doe: str) -> Leveringformulier:
    if doe == "meer":
        formulier.maak_ruimte(erbij=EERST)
        return formulier
    plek = doe.removeprefix("weg-")
    if plek.isascii() and plek.isdigit() and len(plek) < 4 and 1 <= int(plek) <= len(formulier.regels):
        del formulier.regels[int(plek) - 1]
    return formulier


def _formulierpagina(blad: Blad, formulier: Leveringformulier) -> str:
    formulier.maak_ruimte()
    kies_vooraf(formulier, blad.stand.delen, blad.stand.keuzen)
    standen = {een.wijze: een for een in planstanden(blad.stand.plan, blad.stand.bezet, (), blad.stand.namen)}
    return render_template(
        "leveringen/formulier.html", aanvraag=blad.aanvraag, levering=blad.levering, stand=blad.stand,
        formulier=formulier, standen=standen, fouten=formulier.foutregels(KOPPEN), meeste=MEESTE_IN_FORMULIER,
        vandaag=dag_in_amsterdam(nu()), past=_past_in_formulier(blad),
    )  # fmt: skip


def _past_in_formulier(blad: Blad) -> bool:
    return blad.levering is None or len(list_woonruimten(blad.levering)) <= MEESTE_IN_FORMULIER


def _importpagina(blad: Blad, gebreken: Sequence[Gebrek] = (), toelichting: str = "") -> str:
    return render_template(
        "leveringen/importeren.html", aanvraag=blad.aanvraag, levering=blad.levering,
        gebreken=gebreken[:MEESTE_GEBREKEN], meer=max(0, len(gebreken) - MEESTE_GEBREKEN), koppen=KOPPEN,
        toelichting=toelichting, grootste=HOOGSTE_BESTAND, meeste=MEESTE_WOONRUIMTEN,
    )  # fmt: skip


def _controlepagina(
    blad: Blad, controle: Controle, rijen: Sequence[Ruwerij], toelichting: str,
    opmerkingen: Sequence[Gebrek] = (), *, uit_bestand: bool = False,
) -> str:  # fmt: skip
    opgaven = [(melding, opgave) for melding in controle.meldingen for opgave in melding.opgaven]
    kort = met_codes(rijen, blad.stand.delen, blad.stand.keuzen)
    return render_template(
        "leveringen/controle.html", aanvraag=blad.aanvraag, levering=blad.levering, controle=controle,
        opgaven=opgaven[:GETOOND], meer=max(0, len(opgaven) - GETOOND), namen=blad.stand.namen,
        opmerkingen=[*opmerkingen, *controle.waarschuwingen], rijen=pak_in(kort), toelichting=toelichting,
        uit_bestand=uit_bestand,
    )  # fmt: skip
