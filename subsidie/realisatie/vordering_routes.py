"""Pages about claims: the list, one claim with its receipts, arrangement and interest, and reading receipts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from subsidie.accounts.forms import Formulier
from subsidie.accounts.groepen import HELE_TRANCHE
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.kern.fouten import Domeinfout, Gebrek, NietBevoegd, NietGevonden, OngeldigeInvoer
from subsidie.kern.geld import euro_kort
from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort, Tabel, als_csv, als_xlsx
from subsidie.realisatie.afreken_forms import (
    Bestandformulier,
    Ontvangstformulier,
    Regelingformulier,
    Renteformulier,
    Terugneemformulier,
)
from subsidie.realisatie.ontvangsten import Boeking, boek, lees_in
from subsidie.realisatie.rentebeheer import lees_tabel
from subsidie.realisatie.vorderingbesluiten import neem_terug, stel_regeling_op, stel_rente_op, zoek_onderweg
from subsidie.realisatie.vorderingen import (
    Vorderingstand,
    bereken,
    get_vordering,
    lees_stand,
    list_alle,
    opbouw_van,
    rente_op_te_veel,
    restant_van,
)
from subsidie.realisatie.vorderingmodellen import Vordering
from subsidie.tranches.merk import markeer
from subsidie.tranches.models import Trancheaard
from subsidie.web.antwoord import download
from subsidie.web.klok import nu
from subsidie.web.menu import Menukeuze
from subsidie.web.transactie import schrijfgrens
from subsidie.web.uploads import controleer_grootte, neemt_bestanden
from subsidie.web.voorbeeld import VOORBEELD, markeer_voorbeeld

bp = Blueprint("vorderingen", __name__, url_prefix="/vorderingen")

MENU = (
    Menukeuze(
        "Vorderingen", "vorderingen.lijst", frozenset({Rol.FINANCIEEL.value, Rol.AUDITOR.value}), 77,
        onder=("vorderingen",),
    ),
)  # fmt: skip

Pagina = str | Response | tuple[str, int]
HOOGSTE_BESTAND: Final = 10_000_000
MEESTE_GEBREKEN: Final = 100
_KENMERK: Final = re.compile(r"[A-Za-z0-9._-]{1,60}")
VERDER: Final = "Een beslisser tekent het en maakt het bekend; dan geldt het en krijgt de gemeente de brief."
STANDEN: Final = (("te_laat", "Te laat"), ("open", "Open, op tijd"), ("voldaan", "Voldaan"))
KOLOMMEN: Final = (
    Kolom("vordering", "Vordering", breedte=22),
    Kolom("aanvraag", "Aanvraag", breedte=18),
    Kolom("gemeente", "Gemeente", breedte=24),
    Kolom("tranche", "Tranche"),
    Kolom("ontstaan_op", "Ontstaan op", Kolomsoort.DAG, 18),
    Kolom("hoofdsom", "Hoofdsom", Kolomsoort.EURO, 16),
    Kolom("ontvangen", "Ontvangen", Kolomsoort.EURO, 16),
    Kolom("open_hoofdsom", "Open hoofdsom", Kolomsoort.EURO, 16),
    Kolom("open_rente", "Open rente", Kolomsoort.EURO, 16),
    Kolom("te_laat", "Te laat", Kolomsoort.EURO, 16),
    Kolom("uiterlijk", "Uiterlijk", Kolomsoort.DAG, 18),
    Kolom("verjaart_op", "Verjaart op", Kolomsoort.DAG, 18),
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows the list: a state and a tranche, both empty for all."""

    stand: str
    tranche: str

    def past(self, een: Vorderingstand) -> bool:
        """Whether ``een`` is in the list."""
        staat = "voldaan" if not een.is_open else "te_laat" if een.is_te_laat else "open"
        return self.stand in ("", staat) and self.tranche in ("", een.vordering.aanvraag.tranche.code)


@bp.get("")
@voor_rollen(*HELE_TRANCHE)
def lijst() -> str | Response:
    """Every claim, what is overdue first; as XLSX or CSV too."""
    return _lijst(Bestandformulier(formdata=None), ())


def _lijst(formulier: Bestandformulier, gebreken: Sequence[Gebrek]) -> str | Response:
    vandaag = dag_in_amsterdam(nu())
    alles = list_alle(vandaag)
    tranches = sorted({een.vordering.aanvraag.tranche.code for een in alles})
    stand, tranche = request.args.get("stand", ""), request.args.get("tranche", "")
    filters = Filters(stand if stand in dict(STANDEN) else "", tranche if tranche in tranches else "")
    gekozen = [een for een in alles if filters.past(een)]
    voorbeeld = any(een.vordering.aanvraag.tranche.aard is not Trancheaard.ECHT for een in gekozen)
    if (uitvoer := request.args.get("uitvoer")) in ("csv", "xlsx"):
        tabel = Tabel("Vorderingen", KOLOMMEN, [_rij(een) for een in gekozen], VOORBEELD if voorbeeld else "")
        inhoud = als_csv(tabel) if uitvoer == "csv" else als_xlsx(tabel, moment=nu())
        return download(inhoud, f"vorderingen.{uitvoer}", uitvoer)
    markeer_voorbeeld(voorbeeld)
    return render_template(
        "vorderingen/lijst.html", standen=gekozen, filters=filters, keuzen=STANDEN, tranches=tranches,
        vandaag=vandaag, formulier=formulier, gebreken=gebreken[:MEESTE_GEBREKEN], meer=len(gebreken) - MEESTE_GEBREKEN,
        mag=vereis_kijker().heeft(Rol.FINANCIEEL),
        te_laat_cent=sum(een.open.te_laat_cent for een in gekozen),
        open_cent=sum(een.open.totaal_cent for een in gekozen),
        ontvangen_cent=sum(een.ontvangen_cent for een in gekozen),
        rente_tot=tot if (tot := lees_tabel().bekend_tot) < vandaag and any(een.is_te_laat for een in alles) else None,
    )  # fmt: skip


def _rij(een: Vorderingstand) -> list[Cel]:
    aanvraag = een.vordering.aanvraag
    return [
        een.vordering.kenmerk, aanvraag.nummer, aanvraag.gemeente.naam, aanvraag.tranche.code,
        een.vordering.ontstaan_op, een.hoofdsom_cent, een.ontvangen_cent, een.open.hoofdsom_cent,
        een.open.rente_cent, een.open.te_laat_cent, een.uiterlijk if een.is_open else None, een.verjaart_op,
    ]  # fmt: skip


@bp.post("/ontvangsten/inlezen")
@voor_rollen(Rol.FINANCIEEL)
@neemt_bestanden(HOOGSTE_BESTAND, bestanden=1)
def inlezen() -> Pagina:
    """Book the receipts of a file: all of them, or none with every fault named."""
    formulier = Bestandformulier()
    gebreken: Sequence[Gebrek] = ()
    if formulier.validate():
        bestand = formulier.bestand.data
        try:
            controleer_grootte(bestand, waar="bestand")
            with schrijfgrens():
                gelezen = lees_in(
                    bestand.filename or "", bestand.read(), door=vereis_kijker().gebruiker, nu=nu()
                )
        except NietBevoegd:
            raise
        except OngeldigeInvoer as fout:
            gebreken = fout.gebreken
            formulier.form_errors.append("Er is niets geboekt. Verbeter wat hieronder staat.")
        except Domeinfout as fout:
            formulier.toon(fout)
        else:
            wat = aantal(gelezen.aantal, "ontvangst", "ontvangsten")
            flash(f"Geboekt: {wat}, samen {euro_kort(gelezen.totaal_cent)}.", "goed")
            return redirect(url_for("vorderingen.lijst"))
    antwoord = _lijst(formulier, gebreken)
    return antwoord if isinstance(antwoord, Response) else (antwoord, 422)


@bp.get("/<kenmerk>")
@voor_rollen(*HELE_TRANCHE)
def vordering(kenmerk: str) -> str:
    """One claim: what is open, when it must be paid, what came in, which interest ran; and the forms of who may act."""
    return _pagina(_vordering(kenmerk))


@bp.post("/<kenmerk>/ontvangst")
@voor_rollen(Rol.FINANCIEEL)
def ontvangst(kenmerk: str) -> Pagina:
    """Book one receipt."""
    formulier = Ontvangstformulier()

    def doe(gevonden: Vordering) -> None:
        dag = formulier.ontvangen_op.data
        if dag is None:
            raise OngeldigeInvoer.van("ontvangen_op", "Vul een datum in.")
        boeking = Boeking(formulier.cent, dag, formulier.omschrijving.data or "")
        boek(gevonden, boeking, door=vereis_kijker().gebruiker, nu=nu())

    return _doe(kenmerk, formulier, doe, "De ontvangst is geboekt.")


@bp.post("/<kenmerk>/regeling")
@voor_rollen(Rol.FINANCIEEL)
def regeling(kenmerk: str) -> Pagina:
    """Draw up an arrangement to pay in instalments (Awb 4:94); a beslisser signs it."""
    formulier = Regelingformulier()

    def doe(gevonden: Vordering) -> None:
        stel_regeling_op(
            gevonden, formulier.lees(), toelichting=formulier.toelichting.data or "", door=vereis_kijker().gebruiker,
            nu=nu(),
        )  # fmt: skip

    return _doe(kenmerk, formulier, doe, f"De betalingsregeling is opgesteld. {VERDER}")


@bp.post("/<kenmerk>/rente")
@voor_rollen(Rol.FINANCIEEL)
def rente(kenmerk: str) -> Pagina:
    """Draw up the decision that sets the statutory interest (Awb 4:99); a beslisser signs it."""
    formulier = Renteformulier()

    def doe(gevonden: Vordering) -> None:
        tot = formulier.tot.data
        if tot is None:
            raise OngeldigeInvoer.van("tot", "Vul een datum in.")
        stel_rente_op(
            gevonden,
            tot,
            toelichting=formulier.toelichting.data or "",
            door=vereis_kijker().gebruiker,
            nu=nu(),
        )

    return _doe(kenmerk, formulier, doe, f"Het rentebesluit is opgesteld. {VERDER}")


@bp.post("/<kenmerk>/terugnemen")
@voor_rollen(Rol.FINANCIEEL)
def terugnemen(kenmerk: str) -> Pagina:
    """Take back a decision about this claim that was drawn up and not signed."""
    formulier = Terugneemformulier()

    def doe(gevonden: Vordering) -> None:
        besluit = zoek_onderweg(gevonden)
        if besluit is None:
            raise Domeinfout("Er is niets opgesteld om terug te nemen.")
        neem_terug(besluit, reden=formulier.reden.data or "", door=vereis_kijker().gebruiker, nu=nu())

    return _doe(kenmerk, formulier, doe, "Het besluit is teruggenomen. Er is niets besloten.")


def _doe(kenmerk: str, formulier: Formulier, stap: Callable[[Vordering], None], gedaan: str) -> Pagina:
    """One step in one transaction; what is refused stands at its field, with everything typed still there."""
    gevonden = _vordering(kenmerk)
    if formulier.validate():
        try:
            with schrijfgrens():
                stap(get_vordering(kenmerk))
        except (NietBevoegd, NietGevonden):
            raise
        except Domeinfout as fout:
            formulier.toon(fout)
        else:
            flash(gedaan, "goed")
            return redirect(url_for("vorderingen.vordering", kenmerk=kenmerk))
        gevonden = _vordering(kenmerk)
    return _pagina(gevonden, formulier), 422


def _vordering(kenmerk: str) -> Vordering:
    if _KENMERK.fullmatch(kenmerk) is None:
        raise NietGevonden("Deze vordering is er niet.")
    gevonden = get_vordering(kenmerk)
    markeer(gevonden.aanvraag.tranche)
    return gevonden


def _pagina(gevonden: Vordering, gebonden: Formulier | None = None) -> str:
    vandaag = dag_in_amsterdam(nu())
    stand = lees_stand(gevonden, vandaag)
    formulieren = {
        soort: gebonden if isinstance(gebonden, soort) else soort(formdata=None)
        for soort in (Ontvangstformulier, Regelingformulier, Renteformulier, Terugneemformulier)
    }
    rentefout, loopt, rente_terug = "", None, None
    try:
        loopt = bereken(stand, vandaag - timedelta(days=1))
        rente_terug = rente_op_te_veel(stand, vandaag - timedelta(days=1))
    except Domeinfout as fout:
        rentefout = str(fout)
    return render_template(
        "vorderingen/vordering.html", stand=stand, vordering=gevonden, aanvraag=gevonden.aanvraag, vandaag=vandaag,
        ontvangst=formulieren[Ontvangstformulier], regeling=formulieren[Regelingformulier],
        rente=formulieren[Renteformulier], terugnemen=formulieren[Terugneemformulier], gebonden=gebonden, loopt=loopt,
        rentefout=rentefout, opbouw_van=opbouw_van, restant_van=restant_van, onderweg=zoek_onderweg(gevonden),
        rente_terug=rente_terug, mag=vereis_kijker().heeft(Rol.FINANCIEEL),
    )  # fmt: skip
