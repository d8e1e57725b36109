"""Evidence with a report: the municipality adds files, both sides fetch them."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as Antwoord

from subsidie.aanvragen.bestandsverkeer import (
    controleer_ontvangen,
    geef_bestand,
    huidige_grenzen,
    huidige_instellingen,
    neem_aan,
)
from subsidie.aanvragen.bijlagen import Bestand, Grenzen
from subsidie.aanvragen.toegang import get_aanvraag
from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.toegang import vereis_kijker, vereis_vooraf, voor_rollen
from subsidie.kern.fouten import Domeinfout
from subsidie.platform.bestandssoort import TOEGESTAAN
from subsidie.platform.taken import na_commit
from subsidie.realisatie.bewijs import (
    VEGER,
    bewijsopslag,
    get_bewijs,
    list_bewijs,
    voeg_bewijs_toe,
    waarom_geen_bewijs,
)
from subsidie.realisatie.melding_routes import LEZEN, eigen_melding
from subsidie.realisatie.oordelen import Melding, omschrijf
from subsidie.tranches.merk import markeer
from subsidie.tranches.service import regels
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijft
from subsidie.web.uploads import neemt_bestanden, noem_grootte

bp = Blueprint("bewijs", __name__, url_prefix="/aanvragen/<nummer>/realisatie")

BESTANDEN_TEGELIJK: Final = 4


@bp.route("/melding/<soort>/<int:melding_id>/bewijs", methods=["GET", "POST"])
@neemt_bestanden(
    lambda i: i.bijlage_bytes, bestanden=BESTANDEN_TEGELIJK, mag=lambda: vereis_vooraf(*GEMEENTE)
)
@voor_rollen(*GEMEENTE)
def toevoegen(nummer: str, soort: str, melding_id: int) -> str | Antwoord | tuple[str, int]:
    """Add evidence to a report of one's own municipality."""
    melding = eigen_melding(nummer, soort, melding_id)
    markeer(melding.aanvraag.tranche)
    fouten: list[str] = []
    if request.method == "POST":
        bestanden = [een for een in request.files.getlist("bestand") if een.filename]
        fouten = _neem_aan(melding, bestanden)
        if not fouten:
            return redirect(url_for("bewijs.toevoegen", nummer=nummer, soort=soort, melding_id=melding_id))
    grenzen = _grenzen(melding)
    return render_template(
        "realisatie/bewijs.html", aanvraag=melding.aanvraag, omschrijving=omschrijf(melding),
        stukken=list_bewijs(melding), fouten=fouten, toegestaan=TOEGESTAAN, grens=noem_grootte(grenzen.per_bestand),
        totaalgrens=noem_grootte(grenzen.totaal), dicht=waarom_geen_bewijs(melding),
        gescand=huidige_instellingen().clamd is not None,
        terug=url_for("meldingen.melding", nummer=nummer, soort=soort, melding_id=melding_id),
    ), 422 if fouten else 200  # fmt: skip


@bp.get("/bewijs/<kenmerk>")
@voor_rollen(*GEMEENTE, *LEZEN)
def bestand(nummer: str, kenmerk: str) -> Response | tuple[str, int]:
    """One file, for the municipality itself and for the ministry."""
    aanvraag = get_aanvraag(nummer, voor=vereis_kijker())
    markeer(aanvraag.tranche)
    return geef_bestand(lambda: get_bewijs(aanvraag, kenmerk), bewijsopslag(huidige_instellingen()), aanvraag)


def _neem_aan(melding: Melding, bestanden: list[FileStorage]) -> list[str]:
    groottes = [een.grootte for een in list_bewijs(melding)]

    def vereis_open() -> None:
        if reden := waarom_geen_bewijs(melding):
            raise Domeinfout(reden)

    def neem_een_aan(een: FileStorage) -> bool:
        ontvangen = controleer_ontvangen(
            een, aanwezig=groottes, grenzen=_grenzen(melding), vooraf=vereis_open
        )
        return _leg_vast(melding, ontvangen.bewaar(bewijsopslag(huidige_instellingen())))

    return neem_aan(bestanden, neem_een_aan, bij=melding.aanvraag.nummer)


@schrijft
def _leg_vast(melding: Melding, bestand: Bestand) -> bool:
    """The row, once the content is safe; nothing waits for a file while it comes in."""
    instellingen = huidige_instellingen()
    _, is_nieuw = voeg_bewijs_toe(
        melding, bestand, grenzen=_grenzen(melding), opslag=bewijsopslag(instellingen),
        gescand=instellingen.clamd is not None, door=vereis_kijker().gebruiker, nu=nu(),
    )  # fmt: skip
    if instellingen.clamd is not None:
        na_commit(VEGER)
    return is_nieuw


def _grenzen(melding: Melding) -> Grenzen:
    return huidige_grenzen(regels(melding.aanvraag.tranche))
