"""Filing: the page that shows exactly what is filed, sending it, correcting it, and the receipts."""

from __future__ import annotations

import secrets
from typing import Final

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.wrappers import Response as Antwoord

from subsidie.aanvragen.aftelling import tel_af
from subsidie.aanvragen.bijlagen import bijlagesoorten
from subsidie.aanvragen.concept import kan_corrigeren, waarom_dicht
from subsidie.aanvragen.conceptqueries import Werkkopie, get_werkkopie
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.indienen import (
    IntussenVeranderd,
    Klaar,
    NietInTeDienen,
    TeLaat,
    indienen,
    list_indieningen,
    maak_klaar,
    zoek_indiening,
)
from subsidie.aanvragen.indieningmodellen import Indiening
from subsidie.aanvragen.indienstuk import Indienstuk, maak_indienstuk, verschil_met_versie
from subsidie.aanvragen.indienuitleg import correctie_uitleg, onvolledig_uitleg, vervolgstappen
from subsidie.aanvragen.indienvenster import Venster, Vensterstand, venster_op, venster_van
from subsidie.aanvragen.indienverzoek import vraag_om_in_te_dienen
from subsidie.aanvragen.inhoud import DEELNAMEN, toon_grootte
from subsidie.aanvragen.invullen_routes import adres_van_deel
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus
from subsidie.aanvragen.toegang import get_aanvraag, niet_gevonden
from subsidie.aanvragen.verzet import NIETS, lees_verzet
from subsidie.accounts.groepen import AANVRAGEN_LEZEN, GEMEENTE
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.documenten.service import lees_bestand
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.platform.opslag import LokaleOpslag, Opslagfout
from subsidie.tranches.merk import markeer
from subsidie.web.antwoord import download
from subsidie.web.klok import nu, ontvangen_op
from subsidie.web.transactie import schrijft

bp = Blueprint("indienen", __name__)

_ZOUT: Final = "indienen"
_VERLOPEN: Final = (
    "Deze pagina is niet meer te gebruiken. Er is niets ingediend. Kijk na wat er nu staat, en dien dan in."
)


@bp.route("/aanvragen/<nummer>/indienen", methods=["GET", "POST"])
@voor_rollen(*GEMEENTE)
def pagina(nummer: str) -> str | Antwoord | tuple[str, int]:
    """Everything that would be filed, as it is now; sending it files exactly that."""
    werkkopie = get_werkkopie(nummer, voor=vereis_kijker(), nu=nu())
    if request.method == "POST":
        return _dien_in(werkkopie)
    aanvraag = werkkopie.aanvraag
    if werkkopie.is_aanvulling:  # a receipt here would look as if the supplement had been filed
        return redirect(url_for("aanvullen.pagina", nummer=nummer))
    if aanvraag.status is not Aanvraagstatus.CONCEPT and not kan_corrigeren(aanvraag, nu=nu()):
        return redirect(url_for("indienen.ontvangst", nummer=nummer))
    return _toon(werkkopie)


def _dien_in(werkkopie: Werkkopie) -> str | Antwoord | tuple[str, int]:
    nummer, moment = werkkopie.aanvraag.nummer, ontvangen_op()
    sleutel = _lees_sleutel(nummer)
    if sleutel is None:
        return _toon(werkkopie, melding=_VERLOPEN), 422
    if zoek_indiening(werkkopie.aanvraag.id, sleutel) is not None:
        return redirect(url_for("indienen.ontvangst", nummer=nummer))
    stuk = maak_indienstuk(werkkopie)
    try:
        # Before the lock: reading and adding up is most of the work.
        _leg_vast(maak_klaar(stuk, ontvangen_op=moment), sleutel)
    except TeLaat as fout:
        return _vraag_te_laat(werkkopie, fout.venster)
    except IntussenVeranderd as fout:
        anders = get_werkkopie(nummer, voor=vereis_kijker(), nu=nu())
        return _toon(anders, melding=str(fout), veranderd=_veranderd(anders)), 409
    except (NietInTeDienen, OngeldigeInvoer) as fout:
        anders = get_werkkopie(nummer, voor=vereis_kijker(), nu=nu())
        return _toon(anders, melding=str(fout)), 422
    return redirect(url_for("indienen.ontvangst", nummer=nummer))


@schrijft
def _leg_vast(klaar: Klaar, sleutel: str) -> Indiening:
    return indienen(
        klaar, sleutel=sleutel, gezien_sha256=request.form.get("gezien", ""), door=vereis_kijker().gebruiker,
        ontvangen_op=ontvangen_op(), nu=nu(), te_laat_begrepen=request.form.get("te_laat") == "ja",
    )  # fmt: skip


@bp.post("/aanvragen/<nummer>/indienen/vragen")
@voor_rollen(*GEMEENTE)
@schrijft
def vragen(nummer: str) -> Antwoord:
    """Ask the people who may sign to file it: a message to each of them."""
    werkkopie = get_werkkopie(nummer, voor=vereis_kijker(), nu=nu())
    if not werkkopie.open:
        raise NietInTeDienen(waarom_dicht(werkkopie.aanvraag))
    stuk = maak_indienstuk(werkkopie)
    aantal = vraag_om_in_te_dienen(stuk, door=vereis_kijker().gebruiker, nu=nu())
    if aantal:
        flash("Uw tekenbevoegde krijgt bericht dat de aanvraag klaar is om in te dienen.", "goed")
    else:
        flash(
            "Uw gemeente heeft niemand die mag indienen. Vraag de beheerder om een tekenbevoegde.", "let_op"
        )
    return redirect(url_for("indienen.pagina", nummer=nummer))


@bp.get("/aanvragen/<nummer>/corrigeren")
@voor_rollen(*GEMEENTE)
def corrigeren(nummer: str) -> str | Antwoord:
    """What a correction does to the place in the queue, before anything is changed."""
    werkkopie = get_werkkopie(nummer, voor=vereis_kijker(), nu=nu())
    aanvraag = werkkopie.aanvraag
    if aanvraag.status is Aanvraagstatus.CONCEPT:
        return redirect(url_for("indienen.pagina", nummer=nummer))
    markeer(werkkopie.aanvraag.tranche)
    kan = kan_corrigeren(aanvraag, nu=nu()) and aanvraag.ontvangen_op is not None
    uitleg = (
        correctie_uitleg(werkkopie.regels, aanvraag.pot.code, ontvangen_op=aanvraag.ontvangen_op)
        if kan and aanvraag.ontvangen_op is not None
        else ()
    )
    return render_template(
        "indienen/corrigeren.html", aanvraag=aanvraag, kan=kan, uitleg=uitleg,
        venster=venster_op(aanvraag.tranche, nu()), aanname=werkkopie.regels.correctie_wachtrij,
    )  # fmt: skip


@bp.get("/aanvragen/<nummer>/ontvangst")
@voor_rollen(*AANVRAGEN_LEZEN)
def ontvangst(nummer: str) -> str:
    """Every filing of an application, each with its moment, its hash and its receipt."""
    ik = vereis_kijker()
    aanvraag = get_aanvraag(nummer, voor=ik)
    indieningen = list_indieningen(aanvraag)
    if not indieningen:
        raise niet_gevonden()
    markeer(aanvraag.tranche)
    return render_template(
        "indienen/ontvangst.html", aanvraag=aanvraag, indieningen=indieningen[::-1],
        eigen=aanvraag.gm_code in ik.gemeenten,
        kan_corrigeren=aanvraag.gm_code in ik.gemeenten and kan_corrigeren(aanvraag, nu=nu()),
        venster=venster_op(aanvraag.tranche, nu()),
    )  # fmt: skip


@bp.get("/aanvragen/<nummer>/ontvangst/<int(min=1, max=99999):versie>.pdf")
@voor_rollen(*AANVRAGEN_LEZEN)
def bevestiging(nummer: str, versie: int) -> Response | Antwoord:
    """The receipt of one version as PDF; back to the page while it is being made."""
    aanvraag = get_aanvraag(nummer, voor=vereis_kijker())
    gevonden = next((een for een in list_indieningen(aanvraag) if een.versie.volgnummer == versie), None)
    if gevonden is None:
        raise niet_gevonden()
    document = gevonden.document
    terug = redirect(url_for("indienen.ontvangst", nummer=nummer))
    if document.bestand_sha256 is None:
        return terug
    try:
        inhoud = lees_bestand(document, LokaleOpslag(current_app.extensions["instellingen"].opslag))
    except Opslagfout:
        current_app.logger.exception("ontvangstbevestiging %s is niet te geven", document.kenmerk)
        flash("De ontvangstbevestiging is nu niet te openen. Geef dat door aan de beheerder.", "fout")
        return terug
    return download(inhoud, f"{document.kenmerk}.pdf", "pdf")


def _toon(werkkopie: Werkkopie, *, melding: str = "", veranderd: tuple[str, ...] = ()) -> str:
    """The page with all that would be filed; its hidden fields say what was shown."""
    moment, aanvraag, ik = nu(), werkkopie.aanvraag, vereis_kijker()
    markeer(werkkopie.aanvraag.tranche)
    stuk = maak_indienstuk(werkkopie)
    venster = venster_van(aanvraag.tranche, werkkopie.regelstand.definitie, moment)
    correctie = aanvraag.status is not Aanvraagstatus.CONCEPT
    verschillen = verschil_met_versie(stuk) if correctie else ()
    # A correction must change something, and counts in the window only; a first filing is taken after it too.
    zin = bool(verschillen) and venster.is_open if correctie else venster.stand is not Vensterstand.NOG_NIET
    return render_template(
        "indienen/pagina.html", aanvraag=aanvraag, stuk=stuk, beelden=stuk.beelden(), totalen=stuk.totalen(),
        opmerkingen=stuk.opmerkingen(), venster=venster, aftelling=tel_af(werkkopie.regelstand.definitie, moment),
        correctie=correctie, verschillen=verschillen, niet_ingediend=melding, veranderd=veranderd,
        kan_sturen=not stuk.hard and zin,
        mag_sturen=ik.heeft_voor(aanvraag.gm_code, Rol.TEKENBEVOEGDE), sleutel=_maak_sleutel(aanvraag.nummer),
        revisies=_revisies(werkkopie), deelnamen=DEELNAMEN, adres_van_deel=adres_van_deel, toon_grootte=toon_grootte,
        namen={een.code: een.naam for een in bijlagesoorten(stuk.regels)},
        uitleg=_uitleg(stuk, venster, correctie=correctie),
    )  # fmt: skip


def _uitleg(stuk: Indienstuk, venster: Venster, *, correctie: bool) -> dict[str, object]:
    """The sentences of the page that rest on rules of the tranche."""
    eerste = stuk.aanvraag.ontvangen_op
    return {
        "onvolledig": onvolledig_uitleg(stuk.regels, stuk.pot) if stuk.zacht else "",
        "correctie": correctie_uitleg(stuk.regels, stuk.pot, ontvangen_op=eerste)
        if correctie and eerste
        else (),
        "vervolg": vervolgstappen(
            stuk.regels,
            stuk.pot,
            ontvangen_op=eerste or nu(),
            sluit=venster.sluit,
            verzet=lees_verzet(stuk.aanvraag) if eerste else NIETS,
            vandaag=dag_in_amsterdam(nu()),
        ),
    }


def _vraag_te_laat(werkkopie: Werkkopie, venster: Venster) -> tuple[str, int]:
    """What it means to file after the window, and whether that is what is wanted; what was shown stays with it."""
    markeer(werkkopie.aanvraag.tranche)
    aanvraag: Aanvraag = get_werkkopie(werkkopie.aanvraag.nummer, voor=vereis_kijker(), nu=nu()).aanvraag
    return (
        render_template(
            "indienen/te_laat.html", aanvraag=aanvraag, venster=venster, sleutel=request.form.get("sleutel", ""),
            gezien=request.form.get("gezien", ""), revisies=request.form.get("revisies", ""),
            ontvangen_op=ontvangen_op(), opnieuw="te_laat_gezien" in request.form,
        ),
        422,
    )  # fmt: skip


def _veranderd(werkkopie: Werkkopie) -> tuple[str, ...]:
    """Which parts are not as they were shown, and who changed them; from the hidden field of the page."""
    getoond = set(request.form.get("revisies", "").split())
    uit = []
    if _versiemerk(werkkopie) not in getoond:
        uit.append("De aanvraag is intussen ingediend. Dat blijft gelden.")
    for deel in Aanvraagdeel:
        rij = werkkopie.delen[deel]
        if f"{deel.value}:{rij.revisie}" not in getoond:
            wie = f" door {rij.gewijzigd_door.naam}" if rij.gewijzigd_door else ""
            uit.append(f"{DEELNAMEN[deel]}: gewijzigd{wie}.")
    if _bijlagenmerk(werkkopie) not in getoond:
        uit.append(f"{DEELNAMEN[Aanvraagdeel.BIJLAGEN]}: er kwam een bestand bij of er ging er een weg.")
    return tuple(uit)


def _revisies(werkkopie: Werkkopie) -> str:
    delen = [f"{deel.value}:{rij.revisie}" for deel, rij in sorted(werkkopie.delen.items())]
    return " ".join([_versiemerk(werkkopie), *delen, _bijlagenmerk(werkkopie)])


def _versiemerk(werkkopie: Werkkopie) -> str:
    return f"versie:{werkkopie.aanvraag.huidige_versie}"


def _bijlagenmerk(werkkopie: Werkkopie) -> str:
    return "bestanden:" + "-".join(str(een.id) for een in werkkopie.bijlagen)


def _maak_sleutel(nummer: str) -> str:
    """A new key for one page view, tied to the application and to who looks: another's is worth nothing."""
    return _tekenaar().dumps([nummer, vereis_kijker().gebruiker.sleutel, secrets.token_hex(16)])


def _lees_sleutel(nummer: str) -> str | None:
    """The key of the page that was sent; ``None`` when it is no page of this application and this person."""
    try:
        gelezen = _tekenaar().loads(request.form.get("sleutel", ""))
    except BadData:
        return None
    if not isinstance(gelezen, list) or gelezen[:2] != [nummer, vereis_kijker().gebruiker.sleutel]:
        return None
    return str(gelezen[2])


def _tekenaar() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt=_ZOUT)
