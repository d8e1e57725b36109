"""The import page: check files with applications, and record them whole or not at all."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from subsidie.aanvragen.bronbestand import AANVRAGEN, HOOGSTE_BESTAND, WOONRUIMTEN, Bron
from subsidie.aanvragen.forms import Importformulier
from subsidie.aanvragen.importeren import Importuitkomst, controleer_bron, lees_bestanden, neem_bron_op
from subsidie.aanvragen.importfouten import Foutenlijst, als_bestand, maak_foutenlijst, open_foutenlijst
from subsidie.aanvragen.importqueries import list_eerdere, list_importeerbaar
from subsidie.aanvragen.importsjabloon import als_csv, als_xlsx, kolommen_van
from subsidie.accounts.groepen import BEHEER
from subsidie.accounts.toegang import vereis_kijker, vereis_vooraf, voor_rollen
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Domeinfout, Gebrek, NietGevonden, OngeldigeInvoer
from subsidie.tranches.merk import markeer
from subsidie.tranches.service import get_tranche, regels
from subsidie.web.antwoord import download
from subsidie.web.klok import nu
from subsidie.web.menu import Menukeuze
from subsidie.web.transactie import schrijft

bp = Blueprint("aanvragen", __name__)

MENU = (
    Menukeuze(
        "Importeren", "aanvragen.importeren", frozenset(rol.value for rol in BEHEER), 60, onder=("aanvragen",)
    ),
)

GROOTSTE_VERZOEK: Final = {
    "aanvragen.importeren": 2 * HOOGSTE_BESTAND + 64 * 1024,
    "aanvragen.fouten": 4 * 1024 * 1024,
}
"""Bytes of a request to these pages; two files of the largest size, or every fault that is ever listed."""

SJABLONEN: Final = {AANVRAGEN: "aanvragen.csv", WOONRUIMTEN: "woonruimten.csv"}


@bp.url_value_preprocessor
def _geef_ruimte(eindpunt: str | None, _waarden: dict[str, Any] | None) -> None:
    """Let a manager send more than other pages take.

    Here, since this comes before the check on CSRF, which reads the form; and only for who may use the page,
    so that nobody else can have the program take in millions of bytes.
    """
    if request.method != "POST" or eindpunt not in GROOTSTE_VERZOEK:
        return
    vereis_vooraf(*BEHEER)
    request.max_content_length = request.max_form_memory_size = GROOTSTE_VERZOEK[eindpunt]


@bp.errorhandler(RequestEntityTooLarge)
def _te_groot(_fout: RequestEntityTooLarge) -> tuple[str, int]:
    """The files are too large: said on the page itself, whose form is empty since nothing was read."""
    return _pagina(_leeg_formulier(), te_groot=True), 413


@bp.route("/importeren", methods=["GET", "POST"])
@voor_rollen(*BEHEER)
def importeren() -> str | Response | tuple[str, int]:
    """Check the files, which stores nothing, or import them."""
    if request.method != "POST":
        return _pagina(_leeg_formulier(request.args.get("tranche", "")))
    formulier = Importformulier()
    formulier.kies_uit(list_importeerbaar())
    bestanden = formulier.lees() if formulier.validate() else None
    if bestanden is None:
        return _pagina(formulier), 422
    importeert = request.form.get("stap") == "importeer"
    merk = _merk(formulier.tranche.data, bestanden)
    if importeert and formulier.gecontroleerd.data not in ("", None, merk):
        formulier.bestand.errors = [
            "Dit zijn niet de bestanden die u net controleerde, of u koos een andere tranche. Controleer ze eerst."
        ]
        return _pagina(formulier), 422
    try:
        bron = lees_bestanden(bestanden)  # before the lock: unpacking a workbook is most of the work
        if importeert:
            uitkomst = _neem_op(formulier.tranche.data, bron)
            session["import"] = {"tranche": formulier.tranche.data, **_aantallen(uitkomst)}
            return redirect(url_for("aanvragen.geimporteerd"))
        gecontroleerd = controleer_bron(get_tranche(formulier.tranche.data), bron, nu=nu())
    except OngeldigeInvoer as fout:
        return _pagina(formulier, fouten=_lijst(fout.gebreken)), 422
    except Domeinfout as fout:
        return _pagina(formulier, fouten=_lijst([Gebrek("", str(fout))])), 422
    formulier.gecontroleerd.data = merk
    return _pagina(formulier, gecontroleerd=gecontroleerd)


@schrijft
def _neem_op(code: str, bron: Bron) -> Importuitkomst:
    return neem_bron_op(get_tranche(code), bron, door=vereis_kijker().gebruiker, nu=nu())


@bp.get("/importeren/gelukt")
@voor_rollen(*BEHEER)
def geimporteerd() -> str | Response:
    """What the import of just now did; back to the form when there was none."""
    uitkomst = session.get("import")
    if uitkomst is None:
        return redirect(url_for("aanvragen.importeren"))
    tranche = get_tranche(uitkomst["tranche"])
    markeer(tranche)
    return render_template("aanvragen/geimporteerd.html", uitkomst=uitkomst, tranche=tranche)


@bp.post("/importeren/fouten")
@voor_rollen(*BEHEER)
def fouten() -> Response:
    """Every fault of a check as a file; they come from the page itself, nothing is kept."""
    gevonden = open_foutenlijst(request.form.get("fouten", ""), geheim=_geheim())
    vorm = "csv" if request.form.get("vorm") == "csv" else "xlsx"
    return download(als_bestand(gevonden, vorm=vorm, nu=nu()), f"fouten-in-de-import.{vorm}", vorm)


@bp.get("/importeren/sjabloon/<code>.xlsx")
@voor_rollen(*BEHEER)
def werkmap(code: str) -> Response:
    """An empty workbook with the columns and the words of one tranche."""
    tranche = get_tranche(code)
    titel = f"Aanvragen importeren: {tranche.naam}"
    inhoud = als_xlsx(kolommen_van(regels(tranche)), titel=titel, moment=nu())
    return download(inhoud, f"sjabloon-{tranche.code}.xlsx", "xlsx")


@bp.get("/importeren/sjabloon/<naam>.csv")
@voor_rollen(*BEHEER)
def kopregel(naam: str) -> Response:
    """An empty CSV file with the columns of one of the two tables."""
    if naam not in SJABLONEN:
        raise NietGevonden("Dit sjabloon is er niet.")
    return download(als_csv(kolommen_van(None)[naam]), SJABLONEN[naam], "csv")


def _leeg_formulier(tranche: str = "") -> Importformulier:
    formulier = Importformulier(formdata=None)
    formulier.kies_uit(list_importeerbaar())
    formulier.tranche.data = tranche
    return formulier


def _pagina(
    formulier: Importformulier, *, fouten: Foutenlijst | None = None, gecontroleerd: Importuitkomst | None = None,
    te_groot: bool = False,
) -> str:  # fmt: skip
    tranches = list_importeerbaar()
    gekozen = next((een for een in tranches if een.code == formulier.tranche.data), None)
    markeer(gekozen)
    return render_template(
        "aanvragen/importeren.html",
        formulier=formulier, fouten=fouten, gecontroleerd=gecontroleerd, te_groot=te_groot, gekozen=gekozen,
        tranches=tranches, kolommen=kolommen_van(regels(gekozen) if gekozen else None), eerdere=list_eerdere(),
        grootste_bestand=HOOGSTE_BESTAND,
    )  # fmt: skip


def _lijst(gebreken: Any) -> Foutenlijst:
    return maak_foutenlijst(gebreken, geheim=_geheim())


def _geheim() -> str:
    return str(current_app.config["SECRET_KEY"])


def _merk(tranche: str, bestanden: list[tuple[str, bytes]]) -> str:
    """What was checked: these contents for this tranche."""
    return sha256_hex("|".join([tranche, *(sha256_hex(inhoud) for _, inhoud in bestanden)]).encode())


def _aantallen(uitkomst: Importuitkomst) -> dict[str, int]:
    namen = ("aanvragen", "gemeenten", "gevraagd_cent", "nieuw", "gewijzigd", "ongewijzigd")
    return {naam: getattr(uitkomst, naam) for naam in namen}
