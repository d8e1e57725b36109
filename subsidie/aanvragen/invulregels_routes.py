"""The lines of woonruimten out of a spreadsheet: a template; paste or send, look first, then take over."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Antwoord

from subsidie.aanvragen.concept import (
    Bewerkconflict,
    NietBewerkbaar,
    TeBewaren,
    bewaar_deel,
    vereis_bewerkbaar,
)
from subsidie.aanvragen.conceptqueries import get_werkkopie
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud.geheel import lees_ruw
from subsidie.aanvragen.inhoud.regels_excel import (
    HOOGSTE_GEPLAKT,
    HOOGSTE_WERKMAP,
    lees_geplakt,
    lees_werkmap,
    met_regels,
    sjabloon,
)
from subsidie.aanvragen.inhoud.ruw import Deelinhoud, uit_waarde
from subsidie.aanvragen.inhoud.woonruimten import LIJST
from subsidie.aanvragen.invullen import Stand, lees_stand
from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.kern.fouten import Domeinfout, Gebrek, OngeldigeInvoer
from subsidie.tranches.merk import markeer
from subsidie.web.antwoord import download
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijft
from subsidie.web.uploads import controleer_grootte, neemt_bestanden

bp = Blueprint("invulregels", __name__)

DEEL: Final = Aanvraagdeel.WOONRUIMTEN
Rijen = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Gelezen:
    """Lines that were read without a fault, to look at before they are taken over."""

    rijen: Rijen
    aantal: int
    woonruimten: int
    met_fout: tuple[str, ...]

    @property
    def als_json(self) -> str:
        """For the form that takes them over: nothing is kept in between."""
        return json.dumps(self.rijen, ensure_ascii=False)


@bp.route("/aanvragen/<nummer>/invullen/woonruimten/importeren", methods=["GET", "POST"])
@neemt_bestanden(HOOGSTE_WERKMAP, bestanden=1)
@voor_rollen(*GEMEENTE)
def importeren(nummer: str) -> str | Antwoord:
    """Paste lines or send a workbook; look at what was read; put them in place of or after what is there."""
    stand = _stand(nummer)
    vereis_bewerkbaar(stand.werkkopie.aanvraag, DEEL, nu=nu())
    if request.method != "POST":
        return _pagina(stand)
    try:
        if request.form.get("stap") == "neem-over":
            return _neem_over(stand)
        rijen = _lees(stand)
        return _pagina(stand, gelezen=_bekijk(stand, rijen))
    except OngeldigeInvoer as fout:
        return make_response(_pagina(stand, gebreken=fout.gebreken), 422)
    except NietBewerkbaar:
        raise
    except Domeinfout as fout:
        return make_response(_pagina(_stand(nummer), gebreken=[Gebrek("", str(fout))]), 422)


@bp.get("/aanvragen/<nummer>/invullen/woonruimten/sjabloon.xlsx")
@voor_rollen(*GEMEENTE)
def werkmap(nummer: str) -> Response:
    """A workbook with the columns of this tranche, and the lines that are there already."""
    stand = _stand(nummer)
    titel = f"Woonruimten van {nummer}"
    inhoud = sjabloon(
        stand.werkkopie.regels, titel=titel, moment=nu(), pot=stand.delen.project.pot or "",
        inhoud=stand.delen.inhoud[DEEL],
    )  # fmt: skip
    return download(inhoud, f"woonruimten-{nummer}.xlsx", "xlsx")


def _lees(stand: Stand) -> Rijen:
    """What was sent or pasted; raises ``OngeldigeInvoer`` with every fault at its cell."""
    regels, pot = stand.werkkopie.regels, stand.delen.project.pot or ""
    bestand = request.files.get("bestand")
    geplakt = request.form.get("geplakt", "")
    if bestand is not None and bestand.filename:
        if geplakt.strip():
            raise OngeldigeInvoer.van("", "U plakte regels én koos een bestand. Doe één van de twee.")
        controleer_grootte(bestand, waar="")
        return lees_werkmap(bestand.stream.read(HOOGSTE_WERKMAP + 1), regels, pot=pot)
    return lees_geplakt(geplakt, regels, pot=pot)


def _bekijk(stand: Stand, rijen: Rijen) -> Gelezen:
    inhoud = _met(stand, rijen, vervang=True)
    return Gelezen(
        rijen, len(rijen), sum(rij["aantal"] or 0 for rij in inhoud.waarden[LIJST]),
        tuple(
            f"{inhoud.opzet.label_van(een.waar)}: {een.melding}"
            for een in inhoud.gebreken
            if een.waar.startswith(LIJST)
        ),
    )  # fmt: skip


def _neem_over(stand: Stand) -> Antwoord:
    """Store the lines that were looked at; read again, since they come from the browser."""
    inhoud = _met(stand, _rijen_uit_formulier(stand), vervang=request.form.get("hoe") == "vervang")
    revisie = request.form.get("revisie", "")
    try:
        _bewaar(
            stand,
            inhoud,
            int(revisie) if revisie.isascii() and revisie.isdigit() and len(revisie) < 10 else 0,
        )
    except Bewerkconflict:
        raise Domeinfout(
            "Een collega heeft de woonruimten intussen gewijzigd. Er is niets overgenomen. Kijk wat er nu staat en "
            "lees de regels opnieuw in."
        ) from None
    flash("De regels zijn overgenomen en bewaard.", "goed")
    return redirect(url_for("invullen.stap", nummer=stand.werkkopie.aanvraag.nummer, deel=DEEL.value))


@schrijft
def _bewaar(stand: Stand, inhoud: Deelinhoud, basis: int) -> None:
    bewaar_deel(
        stand.werkkopie.aanvraag.nummer, DEEL, TeBewaren(inhoud.als_json()), basis=basis,
        door=vereis_kijker().gebruiker, nu=nu(),
    )  # fmt: skip


def _met(stand: Stand, rijen: Rijen, *, vervang: bool) -> Deelinhoud:
    nu_er = stand.delen.inhoud[DEEL]
    return lees_ruw(nu_er.opzet, met_regels(nu_er, rijen, vervang=vervang))


def _rijen_uit_formulier(stand: Stand) -> Rijen:
    """The lines that the form holds, made as plain as anything that is typed: they come from a browser."""
    opzet = stand.delen.inhoud[DEEL].opzet
    try:
        rijen: Rijen = uit_waarde(opzet, {LIJST: json.loads(request.form.get("rijen", ""))}).get(LIJST, [])
    except (ValueError, RecursionError, OngeldigeInvoer):
        rijen = []
    if not rijen:
        raise OngeldigeInvoer.van("", "De regels zijn onderweg beschadigd. Lees ze opnieuw in.")
    return rijen


def _stand(nummer: str) -> Stand:
    return lees_stand(get_werkkopie(nummer, voor=vereis_kijker(), nu=nu()), nu=nu())


def _pagina(stand: Stand, *, gelezen: Gelezen | None = None, gebreken: Sequence[Gebrek] = ()) -> str:
    markeer(stand.werkkopie.aanvraag.tranche)
    opzet = stand.delen.inhoud[DEEL].opzet
    lijst = opzet.lijst(LIJST)
    return render_template(
        "invullen/importeren.html", stand=stand, aanvraag=stand.werkkopie.aanvraag, gelezen=gelezen,
        gebreken=gebreken, velden=lijst.velden if lijst else (), staat_er=len(stand.delen.woonruimten.regels),
        revisie=stand.werkkopie.delen[DEEL].revisie, geplakt=request.form.get("geplakt", "")[:HOOGSTE_GEPLAKT],
        grootste=HOOGSTE_WERKMAP,
    )  # fmt: skip
