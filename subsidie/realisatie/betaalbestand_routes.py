"""Pages about the files for the ledger: making one, what is in it, its downloads, and what comes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from subsidie.aanvragen.bronbestand import HOOGSTE_BESTAND
from subsidie.accounts.gemeente_rekening import leesbaar
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.documenten.service import get_document, lees_bestand
from subsidie.kern.fouten import Domeinfout, Gebrek, OngeldigeInvoer
from subsidie.kern.geld import euro_kort
from subsidie.kern.tekst import aantal, verboden_tekens
from subsidie.platform.opslag import LokaleOpslag
from subsidie.platform.tabel import als_csv, als_xlsx
from subsidie.realisatie import betaalbestand as bestanden
from subsidie.realisatie.betaal_forms import Gezienformulier, Inleesformulier
from subsidie.realisatie.betaalinlezen import leeg_formulier, lees_in
from subsidie.realisatie.betaalmodellen import Betaalbestand, Opdrachtstatus
from subsidie.realisatie.betaalstuk import kenmerk_van_lijst
from subsidie.realisatie.betaalwoorden import SOORTEN, STATUSSEN
from subsidie.tranches.models import Trancheaard
from subsidie.web.antwoord import download
from subsidie.web.app import instellingen_van
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens
from subsidie.web.uploads import controleer_grootte, neemt_bestanden
from subsidie.web.voorbeeld import markeer_voorbeeld

bp = Blueprint("betaalbestanden", __name__, url_prefix="/betalingen")

LEZEN: Final = (Rol.FINANCIEEL, Rol.AUDITOR)
"""A file holds account numbers in full: for who pays and who audits."""
MEESTE_GEBREKEN: Final = 200

Pagina = str | Response | tuple[str, int]


@bp.get("/bestanden")
@voor_rollen(*LEZEN)
def lijst() -> str:
    """Every file that was made, and every one that was read."""
    return render_template(
        "betalingen/bestanden.html", aangeboden=bestanden.list_bestanden(), inlezingen=bestanden.list_inlezingen(),
        mag=vereis_kijker().heeft(Rol.FINANCIEEL),
    )  # fmt: skip


@bp.route("/bestanden/nieuw", methods=["GET", "POST"])
@voor_rollen(Rol.FINANCIEEL)
def nieuw() -> Pagina:
    """What goes into the next file; then it is made, once."""
    formulier = Gezienformulier()
    if formulier.validate_on_submit():
        try:
            with schrijfgrens():
                kenmerk = bestanden.maak_bestand(
                    bestanden.list_aan_te_bieden(), vingerafdruk=formulier.gezien.data or "",
                    door=vereis_kijker().gebruiker, nu=nu(),
                ).kenmerk  # fmt: skip
        except Domeinfout as fout:
            formulier.toon(fout)
        else:
            flash(f"Bestand {kenmerk} is gemaakt. Download het en bied het aan de administratie aan.", "goed")
            return redirect(url_for("betaalbestanden.bestand", kenmerk=kenmerk))
    opdrachten = bestanden.list_aan_te_bieden()
    _markeer(opdrachten)
    pagina = render_template(
        "betalingen/bestand_nieuw.html", formulier=formulier, opdrachten=opdrachten,
        gezien=bestanden.gezien(opdrachten), soorten=SOORTEN, leesbaar=leesbaar, wat=None,
        terug=url_for("betalingen.lijst"),
    )  # fmt: skip
    return (pagina, 422) if formulier.is_submitted() else pagina


@bp.get("/bestanden/<kenmerk>")
@voor_rollen(*LEZEN)
def bestand(kenmerk: str) -> str:
    """What is in a file, what came of it, and its downloads."""
    gevonden, opdrachten = _lees(kenmerk)
    return render_template(
        "betalingen/bestand.html", bestand=gevonden, opdrachten=opdrachten,
        klopt=bestanden.klopt(gevonden, opdrachten), stuk=bestanden.zoek_stuk(gevonden), soorten=SOORTEN,
        standen=STATUSSEN, leesbaar=leesbaar, mag=vereis_kijker().heeft(Rol.FINANCIEEL),
        open_=any(een.status is Opdrachtstatus.AANGEBODEN for een in opdrachten),
    )  # fmt: skip


@bp.get("/bestanden/<kenmerk>/opdrachten.<any(xlsx, csv):vorm>")
@voor_rollen(*LEZEN)
def uitvoer(kenmerk: str, vorm: str) -> Response:
    """The rows of a file, checked against the hash of the day that it was made."""
    gevonden, opdrachten = _lees(kenmerk)
    tabel = bestanden.bestandstabel(gevonden, opdrachten)
    inhoud = als_csv(tabel) if vorm == "csv" else als_xlsx(tabel, moment=gevonden.gemaakt_op)
    return download(inhoud, f"{gevonden.kenmerk}.{vorm}", vorm)


@bp.get("/bestanden/<kenmerk>/opdrachtlijst.pdf")
@voor_rollen(*LEZEN)
def stuk(kenmerk: str) -> Response:
    """The list of orders on paper."""
    gevonden, _ = _lees(kenmerk)
    document = get_document(kenmerk_van_lijst(gevonden))
    inhoud = lees_bestand(document, LokaleOpslag(instellingen_van(current_app).opslag))
    return download(inhoud, f"{document.kenmerk}.pdf", "pdf")


@bp.get("/bestanden/<kenmerk>/terugmelding.xlsx")
@voor_rollen(Rol.FINANCIEEL)
def terugmelding(kenmerk: str) -> Response:
    """A workbook to fill in: what came of each order that was offered."""
    gevonden, opdrachten = _lees(kenmerk)
    open_ = [een for een in opdrachten if een.status is Opdrachtstatus.AANGEBODEN]
    return download(leeg_formulier(open_, moment=nu()), f"{gevonden.kenmerk}-terugmelding.xlsx", "xlsx")


@bp.route("/inlezen", methods=["GET", "POST"])
@neemt_bestanden(HOOGSTE_BESTAND, bestanden=1)
@voor_rollen(Rol.FINANCIEEL)
def inlezen() -> Pagina:
    """A file from the ledger with what came of the payments: read whole, or every fault is named."""
    formulier = Inleesformulier()
    gebreken: Sequence[Gebrek] = ()
    if formulier.validate_on_submit():
        bestand_ = formulier.bestand.data
        try:
            controleer_grootte(bestand_, waar="bestand")
            inhoud = bestand_.stream.read(HOOGSTE_BESTAND + 1)
            with schrijfgrens():
                gedaan = lees_in(bestand_.filename or "", inhoud, door=vereis_kijker().gebruiker, nu=nu())
        except OngeldigeInvoer as fout:
            formulier.bestand.errors = ["In dit bestand zijn fouten gevonden. Er is niets veranderd."]
            gebreken = fout.gebreken
        except Domeinfout as fout:
            formulier.bestand.errors = [str(fout)]
        else:
            flash(
                f"Ingelezen: {aantal(gedaan.betaald, 'betaling', 'betalingen')}, samen "
                f"{euro_kort(gedaan.betaald_cent)}.",
                "goed",
            )
            if gedaan.geweigerd:
                flash(f"Teruggekomen: {aantal(gedaan.geweigerd, 'opdracht', 'opdrachten')}.", "let_op")
            doel = Opdrachtstatus.GEWEIGERD if gedaan.geweigerd else Opdrachtstatus.BETAALD
            return redirect(url_for("betalingen.lijst", status=doel.value))
    pagina = render_template(
        "betalingen/inlezen.html", formulier=formulier, gebreken_=gebreken[:MEESTE_GEBREKEN],
        meer=max(0, len(gebreken) - MEESTE_GEBREKEN), open_=bestanden.list_open_bestanden(),
    )  # fmt: skip
    return (pagina, 422) if formulier.is_submitted() else pagina


def _lees(kenmerk: str) -> tuple[Betaalbestand, list[Any]]:
    gevonden = bestanden.get_bestand("" if verboden_tekens(kenmerk, hoogstens=1) else kenmerk[:60])
    opdrachten = bestanden.list_in_bestand(gevonden)
    _markeer(opdrachten)
    return gevonden, opdrachten


def _markeer(opdrachten: Sequence[Any]) -> None:
    markeer_voorbeeld(any(een.aanvraag.tranche.aard is not Trancheaard.ECHT for een in opdrachten))
