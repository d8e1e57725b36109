"""The page of the clock of an application, and the steps of who handles it: each a form of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.toegang import get_aanvraag, niet_gevonden
from subsidie.accounts.forms import Formulier
from subsidie.accounts.groepen import HELE_TRANCHE
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.beoordeling.ingebrekestelling import (
    bepaal_geen_dwangsom,
    get_ingebrekestelling,
    leg_ingebrekestelling_vast,
)
from subsidie.beoordeling.klokformulieren import (
    Eindeformulier,
    Gebrekeformulier,
    Geendwangsomformulier,
    Opschortformulier,
    Uitstelformulier,
)
from subsidie.beoordeling.klokmodellen import GeenDwangsom, Opschortgrond
from subsidie.beoordeling.opschorting import beeindig, get_opschorting, schort_op
from subsidie.beoordeling.uitstel import bericht_uitstel, nog_te_verdagen
from subsidie.dossier.klokbeeld import grond_in_woorden, lees_klokbeeld
from subsidie.kern.fouten import Domeinfout, NietBevoegd, NietGevonden
from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.tranches.merk import markeer
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens

bp = Blueprint("klokpagina", __name__, url_prefix="/aanvragen")


@dataclass(frozen=True, slots=True)
class Stap:
    """A step: its heading, what it does in a sentence, its button, its form, and what does it."""

    titel: str
    uitleg: str
    knop: str
    gedaan: str
    formulier: type[Formulier]
    doe: Callable[[Aanvraag, int, Any, Gebruiker, datetime], None]


def _schort_op(aanvraag: Aanvraag, _: int, wat: Any, door: Gebruiker, moment: datetime) -> None:
    schort_op(
        aanvraag, grond=Opschortgrond(wat.grond.data), vanaf=wat.vanaf.data, toelichting=wat.toelichting.data or "",
        verwacht_tot=wat.verwacht_tot.data, door=door, nu=moment,
    )  # fmt: skip


def _beeindig(aanvraag: Aanvraag, id_: int, wat: Any, door: Gebruiker, moment: datetime) -> None:
    beeindig(
        get_opschorting(aanvraag, id_), tot=wat.tot.data, toelichting=wat.einde_toelichting.data or "", door=door,
        nu=moment,
    )  # fmt: skip


def _uitstel(aanvraag: Aanvraag, _: int, wat: Any, door: Gebruiker, moment: datetime) -> None:
    bericht_uitstel(
        aanvraag, uiterlijk=wat.uiterlijk.data, verlengt_weken=wat.verlengt_weken.data or 0,
        toelichting=wat.toelichting.data or "", door=door, nu=moment,
    )  # fmt: skip


def _gebreke(aanvraag: Aanvraag, _: int, wat: Any, door: Gebruiker, moment: datetime) -> None:
    leg_ingebrekestelling_vast(
        aanvraag,
        ontvangen_op=wat.ontvangen_op.data,
        toelichting=wat.toelichting.data or "",
        door=door,
        nu=moment,
    )


def _geen_dwangsom(aanvraag: Aanvraag, id_: int, wat: Any, door: Gebruiker, moment: datetime) -> None:
    bepaal_geen_dwangsom(
        get_ingebrekestelling(aanvraag, id_), reden=GeenDwangsom(wat.reden.data),
        toelichting=wat.toelichting.data or "", door=door, nu=moment,
    )  # fmt: skip


_NIEUW: Final = {
    "opschorten": Stap(
        "De beslistermijn opschorten",
        "De dagen die u opgeeft, tellen niet mee voor de beslistermijn (artikel 4:15 van de Algemene wet "
        "bestuursrecht). "
        "De gemeente krijgt bericht, met een brief als de wet dat vraagt. Voor een aanvulling is er een eigen verzoek.",
        "Opschorten", "De beslistermijn is opgeschort. De gemeente heeft bericht gekregen.", Opschortformulier,
        _schort_op,
    ),
    "uitstel": Stap(
        "Berichten dat het besluit later komt",
        "U noemt een zo kort mogelijke termijn (artikel 4:14 van de Algemene wet bestuursrecht). De wettelijke "
        "beslistermijn verandert niet door dit bericht. De gemeente krijgt een brief.",
        "Bericht versturen", "Het bericht is verstuurd.", Uitstelformulier, _uitstel,
    ),
    "ingebrekestelling": Stap(
        "Een ingebrekestelling vastleggen",
        "Twee weken nadat zij is ontvangen en de termijn voorbij is, begint een dwangsom te lopen (artikel 4:17 van de "
        "Algemene wet bestuursrecht). De gemeente krijgt een ontvangstbevestiging.",
        "Vastleggen", "De ingebrekestelling is vastgelegd.", Gebrekeformulier, _gebreke,
    ),
}  # fmt: skip
_BIJ_EEN: Final = {
    "einde": Stap(
        "De opschorting beëindigen",
        "De beslistermijn loopt weer na de dag die u opgeeft. De gemeente krijgt bericht, met de nieuwe laatste dag.",
        "Beëindigen", "De opschorting is beëindigd. De beslistermijn loopt weer.", Eindeformulier, _beeindig,
    ),
    "geen-dwangsom": Stap(
        "Bepalen dat er geen dwangsom is verschuldigd",
        "Dat kan alleen om een van deze redenen (artikel 4:17, zesde lid, van de Algemene wet bestuursrecht). Wat u "
        "vastlegt, verandert daarna niet meer.",
        "Vastleggen", "Vastgelegd: er is geen dwangsom verschuldigd.", Geendwangsomformulier, _geen_dwangsom,
    ),
}  # fmt: skip


@bp.get("/<nummer>/klok")
@voor_rollen(*HELE_TRANCHE)
def pagina(nummer: str) -> str:
    """The line of time with every pause, the sums, and where to go on."""
    ik = vereis_kijker()
    aanvraag = _aanvraag(nummer)
    beeld = lees_klokbeeld(aanvraag, voor=ik, nu=nu())
    return render_template(
        "klok/pagina.html", aanvraag=aanvraag, beeld=beeld, grond=grond_in_woorden,
        mag=ik.heeft(Rol.BEHANDELAAR) and beeld.klok.stand is not None and beeld.klok.besloten_op is None,
    )  # fmt: skip


@bp.route("/<nummer>/klok/<stap>", methods=["GET", "POST"])
@voor_rollen(Rol.BEHANDELAAR)
def nieuw(nummer: str, stap: str) -> str | Response | tuple[str, int]:
    """Suspend, tell that it comes later, or record a notice of default."""
    if stap not in _NIEUW:
        raise niet_gevonden()
    return _stap(_aanvraag(nummer), _NIEUW[stap], 0)


@bp.route("/<nummer>/klok/<int:id_>/<stap>", methods=["GET", "POST"])
@voor_rollen(Rol.BEHANDELAAR)
def bij_een(nummer: str, id_: int, stap: str) -> str | Response | tuple[str, int]:
    """End a suspension, or find that no penalty is due."""
    aanvraag = _aanvraag(nummer)
    if stap not in _BIJ_EEN or id_ > 2**31 - 1:
        raise niet_gevonden()
    (get_opschorting if stap == "einde" else get_ingebrekestelling)(aanvraag, id_)
    return _stap(aanvraag, _BIJ_EEN[stap], id_)


def _stap(aanvraag: Aanvraag, stap: Stap, id_: int) -> str | Response | tuple[str, int]:
    formulier: Any = stap.formulier()
    if formulier.is_submitted() and formulier.validate():
        try:
            with schrijfgrens():
                stap.doe(aanvraag, id_, formulier, vereis_kijker().gebruiker, nu())
        except (NietGevonden, NietBevoegd):
            raise
        except Domeinfout as fout:
            formulier.toon(fout)
        else:
            flash(stap.gedaan, "goed")
            return redirect(url_for("klokpagina.pagina", nummer=aanvraag.nummer))
    elif not formulier.is_submitted():
        _stel_voor(formulier, dag_in_amsterdam(nu()))
    if isinstance(formulier, Uitstelformulier):
        kan = nog_te_verdagen(aanvraag, nu=nu())
        formulier.verlengt_weken.description = (
            f"De regeling staat dit een keer toe, met hoogstens {aantal(kan, 'week', 'weken')}. Vul 0 in om de termijn "
            "niet te veranderen."
            if kan
            else "De termijn kan hier niet worden verdaagd. Laat dit op 0 staan."
        )
    return render_template(
        "klok/stap.html", aanvraag=aanvraag, formulier=formulier, stap=stap
    ), 422 if formulier.is_submitted() else 200


def _stel_voor(formulier: Any, vandaag: date) -> None:
    for naam in ("vanaf", "tot", "ontvangen_op"):
        if naam in formulier:
            formulier[naam].data = vandaag


def _aanvraag(nummer: str) -> Aanvraag:
    aanvraag = get_aanvraag(nummer, voor=vereis_kijker())
    if not aanvraag.huidige_versie:
        raise niet_gevonden()
    markeer(aanvraag.tranche)
    return aanvraag
