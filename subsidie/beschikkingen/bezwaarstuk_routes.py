"""The documents with an objection: the municipality adds them, or who handles it; and fetching one."""

from __future__ import annotations

import os
from typing import Final

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as Antwoord

from subsidie.aanvragen.bijlagen import Bestand, Grenzen, InhoudWeg, NietTeLezen, grenzen_van, vereis_past
from subsidie.aanvragen.toegang import get_aanvraag, niet_gevonden
from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import ANDERE_ROL, kijker, vereis_kijker, voor_rollen
from subsidie.beschikkingen.bezwaarlijst import LEZEN, get_bezwaar, list_bij_aanvraag
from subsidie.beschikkingen.bezwaarmodellen import Bezwaar
from subsidie.beschikkingen.bezwaarstukken import (
    VEGER,
    get_stuk,
    list_stukken,
    stukkenopslag,
    voeg_stuk_toe,
    waarom_geen_stuk,
)
from subsidie.beschikkingen.bezwaarstukmodellen import Bezwaarstuksoort
from subsidie.config import Instellingen
from subsidie.kern.fouten import Domeinfout, NietBevoegd, NietGevonden, OngeldigeInvoer
from subsidie.platform.bestandsnaam import veilige_bestandsnaam
from subsidie.platform.bestandssoort import TOEGESTAAN, bepaal_soort
from subsidie.platform.lettertypen import ontbrekende_tekens
from subsidie.platform.opslag import Opslagfout
from subsidie.platform.taken import na_commit
from subsidie.tranches.merk import markeer
from subsidie.tranches.service import regels
from subsidie.web.antwoord import als_bijlage
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijft
from subsidie.web.uploads import controleer_grootte, neemt_bestanden, noem_grootte

bp = Blueprint("bezwaarstukken", __name__)

BESTANDEN_TEGELIJK: Final = 4


def _vereis(*rollen: Rol) -> None:
    """Before the files are read: only who can add something has them read at all."""
    ik = kijker()
    if ik is None:
        abort(current_app.login_manager.unauthorized())  # type: ignore[attr-defined]
    if not ik.heeft(*rollen):
        raise NietBevoegd(ANDERE_ROL)


@bp.route("/aanvragen/<nummer>/bezwaar/<kenmerk>/stukken", methods=["GET", "POST"])
@neemt_bestanden(
    lambda i: i.bijlage_bytes, bestanden=BESTANDEN_TEGELIJK, mag=lambda: _vereis(Rol.TEKENBEVOEGDE)
)
@voor_rollen(Rol.TEKENBEVOEGDE)
def gemeente(nummer: str, kenmerk: str) -> str | Antwoord | tuple[str, int]:
    """The municipality adds documents to its objection."""
    bezwaar = _eigen(nummer, kenmerk)
    return _pagina(
        bezwaar, url_for("bezwaarstukken.gemeente", nummer=nummer, kenmerk=kenmerk),
        url_for("bezwaren.maken", nummer=nummer, _anchor=kenmerk), gemeentekant=True,
    )  # fmt: skip


@bp.route("/bezwaren/<kenmerk>/stukken", methods=["GET", "POST"])
@neemt_bestanden(
    lambda i: i.bijlage_bytes, bestanden=BESTANDEN_TEGELIJK, mag=lambda: _vereis(Rol.BEZWAARBEHANDELAAR)
)
@voor_rollen(Rol.BEZWAARBEHANDELAAR)
def ministerie(kenmerk: str) -> str | Antwoord | tuple[str, int]:
    """Who handles the objection adds what came by post, or what the committee wrote."""
    bezwaar = _gezien(kenmerk)
    return _pagina(
        bezwaar, url_for("bezwaarstukken.ministerie", kenmerk=kenmerk),
        url_for("bezwaren.bezwaar", kenmerk=kenmerk), gemeentekant=False,
    )  # fmt: skip


@bp.get("/aanvragen/<nummer>/bezwaar/<kenmerk>/stukken/<stuk>")
@voor_rollen(*GEMEENTE)
def eigen_stuk(nummer: str, kenmerk: str, stuk: str) -> Response | tuple[str, int]:
    """One document, for the municipality."""
    return _geef(_eigen(nummer, kenmerk), stuk, gemeentekant=True)


@bp.get("/bezwaren/<kenmerk>/stukken/<stuk>")
@voor_rollen(*LEZEN)
def stuk(kenmerk: str, stuk: str) -> Response | tuple[str, int]:
    """One document, for the ministry."""
    return _geef(_gezien(kenmerk), stuk, gemeentekant=False)


def _pagina(
    bezwaar: Bezwaar, hier: str, terug: str, *, gemeentekant: bool
) -> str | Antwoord | tuple[str, int]:
    fouten: list[str] = []
    soort = Bezwaarstuksoort.BEZWAARMAKER
    if request.method == "POST":
        if not gemeentekant and request.form.get("soort") == Bezwaarstuksoort.COMMISSIE:
            soort = Bezwaarstuksoort.COMMISSIE
        bestanden = [een for een in request.files.getlist("bestand") if een.filename]
        fouten = _neem_aan(bezwaar, soort, bestanden, gemeentekant=gemeentekant)
        if not fouten:
            return redirect(hier)
    grenzen = _grenzen(bezwaar)
    return render_template(
        "bezwaar/stukken.html", bezwaar=bezwaar, stukken=list_stukken(bezwaar, gemeentekant=gemeentekant),
        fouten=fouten, soort=soort.value, hier=hier, terug=terug, gemeentekant=gemeentekant, toegestaan=TOEGESTAAN,
        grens=noem_grootte(grenzen.per_bestand), totaalgrens=noem_grootte(grenzen.totaal),
        dicht=waarom_geen_stuk(bezwaar), gescand=_instellingen().clamd is not None,
    ), 422 if fouten else 200  # fmt: skip


def _neem_aan(
    bezwaar: Bezwaar, soort: Bezwaarstuksoort, bestanden: list[FileStorage], *, gemeentekant: bool
) -> list[str]:
    """Keep these files; what is wrong with any of them. Those that are right are kept all the same."""
    if not bestanden:
        return ["Kies eerst een bestand."]
    fouten: list[str] = []
    groottes = [een.grootte for een in list_stukken(bezwaar)]
    for een in bestanden:
        naam = veilige_bestandsnaam(een.filename or "")
        try:
            is_nieuw = _neem_een_aan(bezwaar, soort, groottes, een, gemeentekant=gemeentekant)
        except OngeldigeInvoer as fout:
            fouten += [f"‘{naam}’: {gebrek.melding}" for gebrek in fout.gebreken]
        except (InhoudWeg, Opslagfout):
            current_app.logger.exception("een stuk bij %s is niet opgeslagen", bezwaar.kenmerk)
            fouten.append(f"‘{naam}’: is niet opgeslagen. Probeer het nog eens.")
        except Domeinfout as fout:
            fouten.append(str(fout))
            break
        else:
            flash(
                f"‘{naam}’ is toegevoegd." if is_nieuw else f"‘{naam}’ stond er al.",
                "goed" if is_nieuw else "info",
            )
    return fouten


def _neem_een_aan(
    bezwaar: Bezwaar, soort: Bezwaarstuksoort, groottes: list[int], een: FileStorage, *, gemeentekant: bool
) -> bool:
    naam, instellingen = een.filename or "", _instellingen()
    controleer_grootte(een, waar="bestand")
    wat = bepaal_soort(een.stream, naam=naam)  # type: ignore[arg-type]
    veilig = veilige_bestandsnaam(naam, extensies=wat.extensies)
    for teken in ontbrekende_tekens(veilig):
        veilig = veilig.replace(teken, "_")
    grootte = een.stream.seek(0, os.SEEK_END)
    if grootte not in groottes:  # else it may be one that is there already
        vereis_past(veilig, grootte, groottes, _grenzen(bezwaar))
    if reden := waarom_geen_stuk(bezwaar):
        raise Domeinfout(reden)
    een.stream.seek(0)
    opslag = stukkenopslag(instellingen)
    sha256, grootte = opslag.bewaar_stroom(een.stream)  # type: ignore[arg-type]
    return _leg_vast(
        bezwaar, Bestand(veilig, wat.mediatype, grootte, sha256), soort, gemeentekant=gemeentekant
    )


@schrijft
def _leg_vast(bezwaar: Bezwaar, bestand: Bestand, soort: Bezwaarstuksoort, *, gemeentekant: bool) -> bool:
    """The row, once the content is safe; nothing waits for a file while it comes in."""
    instellingen = _instellingen()
    _, is_nieuw = voeg_stuk_toe(
        bezwaar, bestand, soort, grenzen=_grenzen(bezwaar), opslag=stukkenopslag(instellingen),
        gescand=instellingen.clamd is not None, gemeentekant=gemeentekant, door=vereis_kijker().gebruiker, nu=nu(),
    )  # fmt: skip
    if instellingen.clamd is not None:
        na_commit(VEGER)
    return is_nieuw


def _geef(bezwaar: Bezwaar, kenmerk: str, *, gemeentekant: bool) -> Response | tuple[str, int]:
    nummer = bezwaar.aanvraag.nummer
    try:
        gevonden = get_stuk(bezwaar, kenmerk, gemeentekant=gemeentekant)
    except NietTeLezen as fout:
        return render_template("bijlagen/niet_te_lezen.html", nummer=nummer, tekst=str(fout)), 409
    try:
        stroom = stukkenopslag(_instellingen()).open_lezen(gevonden.sha256)
    except Opslagfout:
        current_app.logger.exception("stuk %s van %s is niet te geven", kenmerk, bezwaar.kenmerk)
        tekst = f"‘{gevonden.naam}’ is nu niet te openen. Geef dat door aan de beheerder."
        return render_template("bijlagen/niet_te_lezen.html", nummer=nummer, tekst=tekst), 500
    antwoord = Response(stroom, content_type=gevonden.mediatype)
    antwoord.content_length = stroom.grootte
    antwoord.call_on_close(stroom.close)
    als_bijlage(antwoord, gevonden.naam)
    return antwoord


def _eigen(nummer: str, kenmerk: str) -> Bezwaar:
    """An objection of the municipality of who looks; of another it does not exist."""
    ik = vereis_kijker()
    aanvraag = get_aanvraag(nummer, voor=ik)
    if aanvraag.gm_code not in ik.gemeenten:
        raise niet_gevonden()
    markeer(aanvraag.tranche)
    for een in list_bij_aanvraag(aanvraag):
        if een.kenmerk == kenmerk and een.adres is None:
            return een
    raise NietGevonden("Dit bezwaar is er niet.")


def _gezien(kenmerk: str) -> Bezwaar:
    gevonden = get_bezwaar(kenmerk, voor=vereis_kijker())
    markeer(gevonden.aanvraag.tranche)
    return gevonden


def _grenzen(bezwaar: Bezwaar) -> Grenzen:
    instellingen = _instellingen()
    return grenzen_van(
        regels(bezwaar.aanvraag.tranche), per_bestand=instellingen.bijlage_bytes,
        totaal=instellingen.bijlagen_totaal_bytes,
    )  # fmt: skip


def _instellingen() -> Instellingen:
    instellingen: Instellingen = current_app.extensions["instellingen"]
    return instellingen
