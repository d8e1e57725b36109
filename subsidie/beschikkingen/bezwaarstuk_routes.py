"""The documents with an objection: the municipality adds them, or who handles it; and fetching one."""

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
from subsidie.aanvragen.toegang import get_aanvraag, niet_gevonden
from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, vereis_vooraf, voor_rollen
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
from subsidie.kern.fouten import Domeinfout, NietGevonden
from subsidie.platform.bestandssoort import TOEGESTAAN
from subsidie.platform.taken import na_commit
from subsidie.tranches.merk import markeer
from subsidie.tranches.service import regels
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijft
from subsidie.web.uploads import neemt_bestanden, noem_grootte

bp = Blueprint("bezwaarstukken", __name__)

BESTANDEN_TEGELIJK: Final = 4


@bp.route("/aanvragen/<nummer>/bezwaar/<kenmerk>/stukken", methods=["GET", "POST"])
@neemt_bestanden(
    lambda i: i.bijlage_bytes, bestanden=BESTANDEN_TEGELIJK, mag=lambda: vereis_vooraf(Rol.TEKENBEVOEGDE)
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
    lambda i: i.bijlage_bytes, bestanden=BESTANDEN_TEGELIJK, mag=lambda: vereis_vooraf(Rol.BEZWAARBEHANDELAAR)
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
        dicht=waarom_geen_stuk(bezwaar), gescand=huidige_instellingen().clamd is not None,
    ), 422 if fouten else 200  # fmt: skip


def _neem_aan(
    bezwaar: Bezwaar, soort: Bezwaarstuksoort, bestanden: list[FileStorage], *, gemeentekant: bool
) -> list[str]:
    groottes = [een.grootte for een in list_stukken(bezwaar)]

    def vereis_open() -> None:
        if reden := waarom_geen_stuk(bezwaar):
            raise Domeinfout(reden)

    def neem_een_aan(een: FileStorage) -> bool:
        ontvangen = controleer_ontvangen(
            een, aanwezig=groottes, grenzen=_grenzen(bezwaar), vooraf=vereis_open
        )
        bestand = ontvangen.bewaar(stukkenopslag(huidige_instellingen()))
        return _leg_vast(bezwaar, bestand, soort, gemeentekant=gemeentekant)

    return neem_aan(bestanden, neem_een_aan, bij=bezwaar.kenmerk)


@schrijft
def _leg_vast(bezwaar: Bezwaar, bestand: Bestand, soort: Bezwaarstuksoort, *, gemeentekant: bool) -> bool:
    """The row, once the content is safe; nothing waits for a file while it comes in."""
    instellingen = huidige_instellingen()
    _, is_nieuw = voeg_stuk_toe(
        bezwaar, bestand, soort, grenzen=_grenzen(bezwaar), opslag=stukkenopslag(instellingen),
        gescand=instellingen.clamd is not None, gemeentekant=gemeentekant, door=vereis_kijker().gebruiker, nu=nu(),
    )  # fmt: skip
    if instellingen.clamd is not None:
        na_commit(VEGER)
    return is_nieuw


def _geef(bezwaar: Bezwaar, kenmerk: str, *, gemeentekant: bool) -> Response | tuple[str, int]:
    return geef_bestand(
        lambda: get_stuk(bezwaar, kenmerk, gemeentekant=gemeentekant),
        stukkenopslag(huidige_instellingen()), bezwaar.aanvraag,
    )  # fmt: skip


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
    return huidige_grenzen(regels(bezwaar.aanvraag.tranche))
