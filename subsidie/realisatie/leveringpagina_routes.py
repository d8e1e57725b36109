"""One delivery: its homes, what is remarkable about them, the evidence, the judgement, and since when they are used."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.toegang import get_aanvraag, niet_gevonden
from subsidie.accounts.beheer_bp import voer_uit
from subsidie.accounts.forms import Formulier
from subsidie.accounts.groepen import GEMEENTE, HELE_TRANCHE
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import mag_openen, vereis_kijker, voor_rollen
from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.realisatie import bewijs
from subsidie.realisatie.einde import bestemd_tot
from subsidie.realisatie.gebruik import meld_gebruik
from subsidie.realisatie.levering import waarschuwingen_van
from subsidie.realisatie.leveringmodellen import Levering
from subsidie.realisatie.leveringqueries import (
    adres_van,
    get_levering,
    groepsnamen_van,
    list_woonruimten,
    tel_woonruimten,
)
from subsidie.realisatie.oordelen import STANDWOORDEN, vingerafdruk
from subsidie.realisatie.planmodellen import MELDING_OVERGANGEN, Meldingstand
from subsidie.realisatie.realisatieformulieren import Oordeelformulier, dagveld
from subsidie.realisatie.woonruimten import noem_wijze
from subsidie.tranches.merk import markeer
from subsidie.web.klok import nu

bp = Blueprint("levering", __name__, url_prefix="/aanvragen/<nummer>/leveringen/<kenmerk>")

GETOOND = 100
"""Homes that the page of a delivery shows; the list has all of them."""


class Gebruikformulier(Formulier):
    """Since when the target group lives in the homes."""

    dag = dagveld("In gebruik sinds", "Vul in sinds wanneer de bewoners er wonen.")


@bp.get("")
@voor_rollen(*GEMEENTE, *HELE_TRANCHE)
def pagina(nummer: str, kenmerk: str) -> str:
    """The delivery, for the municipality and for the ministry."""
    aanvraag = get_aanvraag(nummer, voor=vereis_kijker())
    return _toon(aanvraag, get_levering(aanvraag, kenmerk), Gebruikformulier(formdata=None))


@bp.post("/gebruik")
@voor_rollen(*GEMEENTE)
def gebruik(nummer: str, kenmerk: str) -> Response | tuple[str, int]:
    """Report that the target group lives in every home of a delivery of which that was not said yet."""
    ik = vereis_kijker()
    aanvraag = get_aanvraag(nummer, voor=ik)
    if not ik.heeft_voor(aanvraag.gm_code, *GEMEENTE):
        raise niet_gevonden()
    levering = get_levering(aanvraag, kenmerk)
    formulier = Gebruikformulier()
    if formulier.validate():
        hoeveel = voer_uit(
            formulier, lambda: meld_gebruik(levering, formulier.dag.data, door=ik.gebruiker, nu=nu())
        )
        if hoeveel is not None:
            flash(f"{aantal(hoeveel, 'woonruimte is', 'woonruimten zijn')} nu in gebruik.", "goed")
            return redirect(url_for("levering.pagina", nummer=nummer, kenmerk=kenmerk))
    return _toon(aanvraag, levering, formulier), 422


def _toon(aanvraag: Aanvraag, levering: Levering, formulier: Gebruikformulier) -> str:
    ik = vereis_kijker()
    markeer(aanvraag.tranche)
    mag_melden = ik.heeft_voor(aanvraag.gm_code, *GEMEENTE)
    kan = MELDING_OVERGANGEN[levering.stand]
    # What the ministry looks at: of doubles it names applications that a municipality may not know of.
    opvallend = (
        waarschuwingen_van(levering, nu=nu()) if ik.heeft(*HELE_TRANCHE) and kan and not mag_melden else ()
    )
    oordeel = None
    if ik.heeft(Rol.BEHANDELAAR) and levering.stand is Meldingstand.GEMELD and not mag_melden:
        oordeel = Oordeelformulier(formdata=None)
        oordeel.gezien.data = vingerafdruk(levering)
    woonruimten = list_woonruimten(levering, hoogstens=GETOOND, ook_vervallen=not kan and not _telt(levering))
    namen = groepsnamen_van(aanvraag.tranche)
    return render_template(
        "leveringen/levering.html", aanvraag=aanvraag, levering=levering, woonruimten=woonruimten, adres_van=adres_van,
        tellingen=tel_woonruimten(levering), noem=lambda een: noem_wijze((een.doelgroep, een.aard, een.soort), namen),
        bewijs=bewijs.list_bewijs(levering), geen_bewijs=bewijs.waarom_geen_bewijs(levering), opvallend=opvallend,
        formulier=formulier, oordeel=oordeel, kan=kan, mag_melden=mag_melden, woorden=STANDWOORDEN,
        mag_bewijs=mag_openen("bewijs.bestand"),
        bestemd_tot=bestemd_tot(aanvraag.tranche, levering.opgeleverd_op), vandaag=dag_in_amsterdam(nu()),
    )  # fmt: skip


def _telt(levering: Levering) -> bool:
    return levering.stand is Meldingstand.AANVAARD
