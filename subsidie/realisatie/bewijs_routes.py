"""Evidence with a report: the municipality adds files, both sides fetch them."""

from __future__ import annotations

import os
from typing import Final

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as Antwoord

from subsidie.aanvragen.bijlagen import Bestand, Grenzen, InhoudWeg, NietTeLezen, grenzen_van, vereis_past
from subsidie.aanvragen.toegang import get_aanvraag
from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.toegang import ANDERE_ROL, kijker, vereis_kijker, voor_rollen
from subsidie.config import Instellingen
from subsidie.kern.fouten import Domeinfout, NietBevoegd, NietGevonden, OngeldigeInvoer
from subsidie.platform.bestandsnaam import veilige_bestandsnaam
from subsidie.platform.bestandssoort import TOEGESTAAN, bepaal_soort
from subsidie.platform.lettertypen import ontbrekende_tekens
from subsidie.platform.opslag import Opslagfout
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
from subsidie.web.antwoord import als_bijlage
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijft
from subsidie.web.uploads import controleer_grootte, neemt_bestanden, noem_grootte

bp = Blueprint("bewijs", __name__, url_prefix="/aanvragen/<nummer>/realisatie")

BESTANDEN_TEGELIJK: Final = 4


def _vereis_gemeente() -> None:
    """Before the files are read: only who can add something has them read at all."""
    ik = kijker()
    if ik is None:
        abort(current_app.login_manager.unauthorized())  # type: ignore[attr-defined]
    if not ik.heeft(*GEMEENTE):
        raise NietBevoegd(ANDERE_ROL)


@bp.route("/melding/<soort>/<int:melding_id>/bewijs", methods=["GET", "POST"])
@neemt_bestanden(lambda i: i.bijlage_bytes, bestanden=BESTANDEN_TEGELIJK, mag=_vereis_gemeente)
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
        gescand=_instellingen().clamd is not None,
        terug=url_for("meldingen.melding", nummer=nummer, soort=soort, melding_id=melding_id),
    ), 422 if fouten else 200  # fmt: skip


@bp.get("/bewijs/<kenmerk>")
@voor_rollen(*GEMEENTE, *LEZEN)
def bestand(nummer: str, kenmerk: str) -> Response | tuple[str, int]:
    """One file, for the municipality itself and for the ministry."""
    aanvraag = get_aanvraag(nummer, voor=vereis_kijker())
    markeer(aanvraag.tranche)
    try:
        stuk = get_bewijs(aanvraag, kenmerk)
    except NietTeLezen as fout:
        return render_template("bijlagen/niet_te_lezen.html", nummer=nummer, tekst=str(fout)), 409
    try:
        stroom = bewijsopslag(_instellingen()).open_lezen(stuk.sha256)
    except Opslagfout:
        current_app.logger.exception("bewijs %s van %s is niet te geven", kenmerk, nummer)
        tekst = f"‘{stuk.naam}’ is nu niet te openen. Geef dat door aan de beheerder."
        return render_template("bijlagen/niet_te_lezen.html", nummer=nummer, tekst=tekst), 500
    antwoord = Response(stroom, content_type=stuk.mediatype)
    antwoord.content_length = stroom.grootte
    antwoord.call_on_close(stroom.close)
    als_bijlage(antwoord, stuk.naam)
    return antwoord


def _neem_aan(melding: Melding, bestanden: list[FileStorage]) -> list[str]:
    """Keep these files; what is wrong with any of them. Those that are right are kept all the same."""
    if not bestanden:
        return ["Kies eerst een bestand."]
    fouten: list[str] = []
    groottes = [een.grootte for een in list_bewijs(melding)]
    for een in bestanden:
        naam = veilige_bestandsnaam(een.filename or "")
        try:
            is_nieuw = _neem_een_aan(melding, groottes, een)
        except OngeldigeInvoer as fout:
            fouten += [f"‘{naam}’: {gebrek.melding}" for gebrek in fout.gebreken]
        except (InhoudWeg, Opslagfout):
            current_app.logger.exception("bewijs bij %s is niet opgeslagen", melding.aanvraag.nummer)
            fouten.append(f"‘{naam}’: is niet opgeslagen. Probeer het nog eens.")
        except NietGevonden:
            raise
        except Domeinfout as fout:
            fouten.append(str(fout))
            break
        else:
            wat, kleur = ("is toegevoegd", "goed") if is_nieuw else ("stond er al", "info")
            flash(f"‘{naam}’ {wat}.", kleur)
    return fouten


def _neem_een_aan(melding: Melding, groottes: list[int], een: FileStorage) -> bool:
    naam = een.filename or ""
    controleer_grootte(een, waar="bestand")
    wat = bepaal_soort(een.stream, naam=naam)  # type: ignore[arg-type]
    veilig = veilige_bestandsnaam(naam, extensies=wat.extensies)
    for teken in ontbrekende_tekens(veilig):
        veilig = veilig.replace(teken, "_")
    grootte = een.stream.seek(0, os.SEEK_END)
    if grootte not in groottes:  # else it may be one that is there already
        vereis_past(veilig, grootte, groottes, _grenzen(melding))
    if reden := waarom_geen_bewijs(melding):
        raise Domeinfout(reden)
    een.stream.seek(0)
    sha256, grootte = bewijsopslag(_instellingen()).bewaar_stroom(een.stream)  # type: ignore[arg-type]
    return _leg_vast(melding, Bestand(veilig, wat.mediatype, grootte, sha256))


@schrijft
def _leg_vast(melding: Melding, bestand: Bestand) -> bool:
    """The row, once the content is safe; nothing waits for a file while it comes in."""
    instellingen = _instellingen()
    _, is_nieuw = voeg_bewijs_toe(
        melding, bestand, grenzen=_grenzen(melding), opslag=bewijsopslag(instellingen),
        gescand=instellingen.clamd is not None, door=vereis_kijker().gebruiker, nu=nu(),
    )  # fmt: skip
    if instellingen.clamd is not None:
        na_commit(VEGER)
    return is_nieuw


def _grenzen(melding: Melding) -> Grenzen:
    instellingen = _instellingen()
    return grenzen_van(
        regels(melding.aanvraag.tranche), per_bestand=instellingen.bijlage_bytes,
        totaal=instellingen.bijlagen_totaal_bytes,
    )  # fmt: skip


def _instellingen() -> Instellingen:
    instellingen: Instellingen = current_app.extensions["instellingen"]
    return instellingen
