"""The attachments of an application: the step in which they are added and removed, and fetching one."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as Antwoord

from subsidie.aanvragen.aanvulvragen import punten_voor
from subsidie.aanvragen.bestandsverkeer import (
    controleer_ontvangen,
    geef_bestand,
    huidige_grenzen,
    huidige_instellingen,
)
from subsidie.aanvragen.bijlagemodellen import Aanvraagbijlage
from subsidie.aanvragen.bijlagen import (
    Bestand,
    Grenzen,
    InhoudWeg,
    bijlagesoorten,
    get_bijlage,
    list_bijlagen,
    list_verwijderde,
    totale_grootte,
    vereis_soort,
    verwijder,
    voeg_toe,
    zet_terug,
)
from subsidie.aanvragen.bijlagen_vegen import VEGER
from subsidie.aanvragen.bijlagenopslag import bijlagenopslag
from subsidie.aanvragen.concept import NietBewerkbaar, waarom_dicht
from subsidie.aanvragen.conceptqueries import Werkkopie, get_werkkopie
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.invulbeeld import STAPPEN
from subsidie.aanvragen.invullen import lees_stand
from subsidie.aanvragen.invullen_routes import adres_van_deel
from subsidie.aanvragen.toegang import get_aanvraag
from subsidie.accounts.groepen import AANVRAGEN_LEZEN, GEMEENTE
from subsidie.accounts.toegang import kijker, vereis_kijker, vereis_vooraf, voor_rollen
from subsidie.kern.fouten import NietGevonden, OngeldigeInvoer
from subsidie.platform.bestandsnaam import veilige_bestandsnaam
from subsidie.platform.bestandssoort import TOEGESTAAN
from subsidie.platform.opslag import Opslagfout
from subsidie.platform.taken import na_commit
from subsidie.tranches.merk import markeer
from subsidie.web.foutpaginas import foutpagina
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijft
from subsidie.web.uploads import neemt_bestanden, noem_grootte

bp = Blueprint("bijlagen", __name__)

TERUG_TE_ZETTEN: Final = timedelta(hours=12)
"""How long the page offers to put back what was removed."""

HOOGSTENS_GENOEMD: Final = 5
"""Files that are named one by one in what is said afterwards."""

BESTANDEN_TEGELIJK: Final = 4
"""Files of the largest size in one request."""


@bp.errorhandler(RequestEntityTooLarge)
def _te_groot(_fout: RequestEntityTooLarge) -> Response | tuple[str, int]:
    """More than fits in one request: said on the page itself, of whose form nothing was read."""
    ik, nummer = kijker(), (request.view_args or {}).get("nummer", "")
    try:
        if ik is None or request.endpoint != "bijlagen.stap":
            return foutpagina(413)
        werkkopie = get_werkkopie(nummer, voor=ik, nu=nu())
    except NietGevonden:
        return foutpagina(413)
    grens = BESTANDEN_TEGELIJK * _grenzen(werkkopie).per_bestand
    melding = f"Dit is te veel tegelijk. Kies bestanden die samen niet groter zijn dan {noem_grootte(grens)}."
    return _pagina(werkkopie, fouten={"": [melding]}), 413


@bp.route("/aanvragen/<nummer>/invullen/bijlagen", methods=["GET", "POST"])
@neemt_bestanden(
    lambda i: i.bijlage_bytes, bestanden=BESTANDEN_TEGELIJK, mag=lambda: vereis_vooraf(*GEMEENTE)
)
@voor_rollen(*GEMEENTE)
def stap(nummer: str) -> str | Antwoord | tuple[str, int]:
    """What is there and what the tranche asks; sends files of one kind."""
    werkkopie = _werkkopie(nummer)
    if Aanvraagdeel.BIJLAGEN not in werkkopie.open:
        flash(waarom_dicht(werkkopie.aanvraag), "let_op")
        return redirect(url_for("invullen.overzicht", nummer=nummer))
    if request.method != "POST":
        return _pagina(werkkopie)
    soort = request.form.get("soort", "")
    bestanden = [een for een in request.files.getlist("bestand") if een.filename]
    fouten = _neem_aan(werkkopie, soort, bestanden)
    if fouten:
        return _pagina(_werkkopie(nummer), fouten={soort: fouten}), 422
    return redirect(url_for("bijlagen.stap", nummer=nummer, _anchor=f"soort-{soort}"))


@bp.post("/aanvragen/<nummer>/bijlagen/<kenmerk>/verwijderen")
@voor_rollen(*GEMEENTE)
@schrijft
def verwijderen(nummer: str, kenmerk: str) -> Antwoord:
    """Take an attachment out of the working copy; the page offers to put it back."""
    bijlage = verwijder(nummer, kenmerk, door=vereis_kijker().gebruiker, nu=nu())
    flash(f"‘{bijlage.naam}’ is verwijderd. Onderaan deze pagina kunt u het bestand terugzetten.", "goed")
    return redirect(url_for("bijlagen.stap", nummer=nummer, _anchor=f"soort-{bijlage.soort}"))


@bp.post("/aanvragen/<nummer>/bijlagen/<kenmerk>/terugzetten")
@voor_rollen(*GEMEENTE)
@schrijft
def terugzetten(nummer: str, kenmerk: str) -> Antwoord:
    """Undo the removal of an attachment."""
    werkkopie, instellingen = _werkkopie(nummer), huidige_instellingen()
    try:
        bijlage = zet_terug(
            nummer, kenmerk, regelset=werkkopie.regels, grenzen=_grenzen(werkkopie),
            opslag=bijlagenopslag(instellingen), gescand=instellingen.clamd is not None,
            door=vereis_kijker().gebruiker, nu=nu(),
        )  # fmt: skip
    except InhoudWeg:
        flash("Dit bestand is er niet meer. Voeg het opnieuw toe.", "let_op")
        return redirect(url_for("bijlagen.stap", nummer=nummer))
    except OngeldigeInvoer as fout:
        flash(" ".join(gebrek.melding for gebrek in fout.gebreken), "let_op")
        return redirect(url_for("bijlagen.stap", nummer=nummer))
    na_commit(VEGER)
    flash(f"‘{bijlage.naam}’ staat weer bij de aanvraag.", "goed")
    return redirect(url_for("bijlagen.stap", nummer=nummer, _anchor=f"soort-{bijlage.soort}"))


@bp.get("/aanvragen/<nummer>/bijlagen/<kenmerk>")
@voor_rollen(*AANVRAGEN_LEZEN)
def bestand(nummer: str, kenmerk: str) -> Response | tuple[str, int]:
    """One attachment to save, for who may see the application; in pieces, compared with its hash on the way."""
    aanvraag = get_aanvraag(nummer, voor=vereis_kijker())
    markeer(aanvraag.tranche)
    return geef_bestand(
        lambda: get_bijlage(aanvraag, kenmerk, voor=vereis_kijker()),
        bijlagenopslag(huidige_instellingen()), aanvraag,
    )  # fmt: skip


def _neem_aan(werkkopie: Werkkopie, soort: str, bestanden: list[FileStorage]) -> list[str]:
    """Keep these files; what is wrong with any of them. Those that are right are kept all the same."""
    if not bestanden:
        return ["Kies eerst een bestand."]
    fouten: list[str] = []
    # Read once: a colleague may throw the draft away while the files are being stored.
    nummer, groottes = werkkopie.aanvraag.nummer, [een.grootte for een in werkkopie.bijlagen]
    nieuw: list[str] = []
    al_aanwezig: list[str] = []
    for een in bestanden:
        naam = een.filename or ""
        try:
            bijlage, is_nieuw = _neem_een_aan(werkkopie, nummer, groottes, soort, een)
        except OngeldigeInvoer as fout:
            fouten += [
                f"{_noem(naam)}: {gebrek.melding}" if _noem(naam) not in gebrek.melding else gebrek.melding
                for gebrek in fout.gebreken
            ]
        except NietBewerkbaar as fout:
            fouten.append(str(fout))
            break
        except (InhoudWeg, Opslagfout) as fout:
            current_app.logger.exception("een bijlage bij %s is niet opgeslagen", nummer)
            fouten.append(
                f"{_noem(naam)}: {fout if isinstance(fout, InhoudWeg) else 'is niet opgeslagen. Probeer het nog eens.'}"
            )
        else:
            (nieuw if is_nieuw else al_aanwezig).append(bijlage.naam)
    _meld(nieuw, "is toegevoegd", "zijn toegevoegd", "goed")
    _meld(
        al_aanwezig, "stond er al; het is één keer bewaard", "stonden er al; elk is één keer bewaard", "info"
    )
    return fouten


def _meld(namen: list[str], enkelvoud: str, meervoud: str, soort: str) -> None:
    """Say what was done with these files: few by name, many by their number. It travels in a cookie, which is small."""
    if len(namen) > HOOGSTENS_GENOEMD:
        flash(f"{len(namen)} bestanden {meervoud}.", soort)
        return
    for naam in namen:
        flash(f"‘{naam}’ {enkelvoud}.", soort)


def _neem_een_aan(
    werkkopie: Werkkopie, nummer: str, aanwezig: list[int], soort: str, een: FileStorage
) -> tuple[Aanvraagbijlage, bool]:
    ontvangen = controleer_ontvangen(
        een,
        aanwezig=aanwezig,
        grenzen=_grenzen(werkkopie),
        vooraf=lambda: vereis_soort(soort, werkkopie.regels),
    )
    opslag = bijlagenopslag(huidige_instellingen())
    gescand = huidige_instellingen().clamd is not None
    try:
        return _leg_vast(werkkopie, nummer, ontvangen.bewaar(opslag), soort, gescand=gescand)
    except InhoudWeg:  # cleared up between the two: once more, and it is new
        return _leg_vast(werkkopie, nummer, ontvangen.bewaar(opslag), soort, gescand=gescand)


@schrijft
def _leg_vast(
    werkkopie: Werkkopie, nummer: str, bestand: Bestand, soort: str, *, gescand: bool
) -> tuple[Aanvraagbijlage, bool]:
    """The row, once the content is safe; nothing waits for a file while it comes in."""
    gevonden = voeg_toe(
        nummer, bestand, soort=soort, regelset=werkkopie.regels, grenzen=_grenzen(werkkopie),
        opslag=bijlagenopslag(huidige_instellingen()), gescand=gescand, door=vereis_kijker().gebruiker, nu=nu(),
    )  # fmt: skip
    if gescand:
        na_commit(VEGER)
    return gevonden


def _pagina(werkkopie: Werkkopie, *, fouten: dict[str, list[str]] | None = None) -> str:
    markeer(werkkopie.aanvraag.tranche)
    moment = nu()
    stand = lees_stand(werkkopie, nu=moment)
    stappen, plaats = stand.stappen, STAPPEN.index(Aanvraagdeel.BIJLAGEN)
    grenzen = _grenzen(werkkopie)
    per_soort: dict[str, list[Aanvraagbijlage]] = {}
    for een in list_bijlagen(werkkopie.aanvraag):
        per_soort.setdefault(een.soort, []).append(een)
    return render_template(
        "bijlagen/stap.html", stand=stand, aanvraag=werkkopie.aanvraag, soorten=bijlagesoorten(werkkopie.regels),
        per_soort=per_soort, fouten=fouten or {}, stappen=stappen, plaats=plaats, adres_van_deel=adres_van_deel,
        grens=noem_grootte(grenzen.per_bestand), totaalgrens=noem_grootte(grenzen.totaal),
        gebruikt=noem_grootte(totale_grootte(werkkopie.bijlagen)), toegestaan=TOEGESTAAN,
        verwijderd=list_verwijderde(werkkopie.aanvraag, sinds=moment - TERUG_TE_ZETTEN),
        namen={een.code: een.naam for een in bijlagesoorten(werkkopie.regels)},
        gescand=huidige_instellingen().clamd is not None,
        punten=punten_voor(werkkopie.aanvraag, Aanvraagdeel.BIJLAGEN),
    )  # fmt: skip


def _werkkopie(nummer: str) -> Werkkopie:
    return get_werkkopie(nummer, voor=vereis_kijker(), nu=nu())


def _grenzen(werkkopie: Werkkopie) -> Grenzen:
    return huidige_grenzen(werkkopie.regels)


def _noem(naam: str) -> str:
    return f"‘{veilige_bestandsnaam(naam)}’"
