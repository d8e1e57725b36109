"""Scoring: my cards, one card beside the application, handing in, moderation, and how an outcome came about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from subsidie.aanvragen.belang import heeft_verklaard
from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.service import get_aanvraag as get_elke_aanvraag
from subsidie.aanvragen.service import get_versie
from subsidie.aanvragen.toegang import get_aanvraag, niet_gevonden, vereis_nummer
from subsidie.accounts.forms import Formulier
from subsidie.accounts.groepen import HELE_TRANCHE
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.beoordeling.kaarten import inhoud_van, regels_van, zoek_kaart, zoek_moderatie
from subsidie.beoordeling.kaartformulier import (
    Kaartvelden,
    Verklaring,
    maak_kaartformulier,
    maak_moderatieformulier,
)
from subsidie.beoordeling.maatstaf import Oordeelbeeld, Oordeelstand, maatstaf_van
from subsidie.beoordeling.moderatie import Moderatieinvoer, modereer, open_moderatie, vereis_te_modereren
from subsidie.beoordeling.oordeel import lever_in, rond_af, waarom_niet
from subsidie.beoordeling.scorekaarten import bewaar, ontbreekt, open_kaart
from subsidie.beoordeling.scoremodellen import Scorekaart
from subsidie.beoordeling.spreiden import NIEUWE_VERSIE
from subsidie.beoordeling.totaal import als_decimaal, somregels, totaal
from subsidie.dossier.beoordeelpagina import (
    is_betrokken_als_beoordelaar,
    lees_links,
    lees_ontstaan,
    lees_werk,
    volgende_kaart,
)
from subsidie.kern.fouten import Domeinfout, NietBevoegd, NietGevonden
from subsidie.kern.tijd import moment_nl
from subsidie.tranches.merk import markeer
from subsidie.tranches.service import regels
from subsidie.web.klok import nu
from subsidie.web.menu import Menukeuze
from subsidie.web.transactie import schrijfgrens
from subsidie.web.voorbeeld import markeer_voorbeeld

T = TypeVar("T")
Antwoord = str | Response | tuple[str | Response, int]

bp = Blueprint("beoordelen", __name__)

MENU = (
    Menukeuze(
        "Beoordelen", "beoordelen.lijst", frozenset({Rol.BEOORDELAAR}), 30,
        onder=("beoordelen.kaart", "beoordelen.inleveren", "beoordelen.modereren"),
    ),
)  # fmt: skip


@bp.get("/beoordelen")
@voor_rollen(Rol.BEOORDELAAR)
def lijst() -> str:
    """My cards, and the moderations that I could lead."""
    werk = lees_werk(vereis_kijker(), nu=nu())
    markeer_voorbeeld(werk.is_voorbeeld)
    return render_template("beoordelen/lijst.html", werk=werk)


@bp.route("/beoordelen/<nummer>", methods=["GET", "POST"])
@voor_rollen(Rol.BEOORDELAAR)
def kaart(nummer: str) -> Antwoord:
    """My card on this application: declare, fill in beside what was filed, keep. Another's card has no address."""
    ik = vereis_kijker()
    aanvraag, mijn = _mijn_kaart(nummer, ik)
    markeer(aanvraag.tranche)
    if mijn.vervallen_op is not None or mijn.versie.volgnummer != aanvraag.huidige_versie:
        if request.method == "POST" and "stap" in request.form:
            reden = mijn.vervallen_reden or NIEUWE_VERSIE
            return _niet_bewaard(aanvraag, f"Uw kaart is vervallen. {reden}", "beoordelen.kaart")
        return render_template("beoordelen/vervallen.html", aanvraag=aanvraag, kaart=mijn)
    if mijn.als is None or not heeft_verklaard(aanvraag, ik.gebruiker):
        return _verklaring(aanvraag, ik, url_for("beoordelen.kaart", nummer=nummer), open_kaart)
    if mijn.ingeleverd_op is not None:
        if request.method == "POST":
            waarom = (
                f"U hebt deze kaart op {moment_nl(mijn.ingeleverd_op)} ingeleverd. Zij verandert niet meer."
            )
            return _niet_bewaard(aanvraag, waarom, "beoordelen.oordeel")
        return redirect(url_for("beoordelen.oordeel", nummer=nummer))
    regelset = regels(aanvraag.tranche)
    formulier = maak_kaartformulier(maatstaf_van(regelset, aanvraag.pot.code))
    stap = request.form.get("stap", "")
    if formulier.is_submitted():
        if formulier.validate() and _voer_uit(
            formulier, lambda: bewaar(aanvraag, formulier.als_invoer(), door=ik.gebruiker, nu=nu())
        ):
            if stap == "auto":
                return _stand_als_json(aanvraag, mijn, formulier)
            if stap == "inleveren":
                return redirect(url_for("beoordelen.inleveren", nummer=nummer))
            if stap == "volgende":
                return _naar_volgende(ik, nummer)
            flash("Uw kaart is bewaard.", "goed")
            plek = f"criterium-{stap}" if stap in formulier.CODES else None
            return redirect(url_for("beoordelen.kaart", nummer=nummer, _anchor=plek))
        if stap == "auto":
            return jsonify(bewaard=False, fouten=_fouten(formulier)), 422
    # What was kept in another tab is now known: keeping again is a choice.
    formulier.vul_met(mijn, regels_van([mijn])[mijn.id], alleen_revisies=formulier.is_submitted())
    return _kaartpagina(aanvraag, mijn, formulier, ik)


def _kaartpagina(aanvraag: Aanvraag, mijn: Scorekaart, formulier: Kaartvelden, ik: Kijker) -> tuple[str, int]:
    regelset = regels(aanvraag.tranche)
    maatstaf = maatstaf_van(regelset, aanvraag.pot.code)
    return render_template(
        "beoordelen/kaart.html", aanvraag=aanvraag, kaart=mijn, formulier=formulier, maatstaf=maatstaf,
        pagina=lees_links(aanvraag, regelset), volgende=volgende_kaart(ik, aanvraag.nummer, nu=nu()),
    ), 422 if formulier.is_submitted() else 200  # fmt: skip


@bp.route("/beoordelen/<nummer>/inleveren", methods=["GET", "POST"])
@voor_rollen(Rol.BEOORDELAAR)
def inleveren(nummer: str) -> Antwoord:
    """Hand the card in as it is stored, after one look more."""
    ik = vereis_kijker()
    aanvraag, mijn = _mijn_kaart(nummer, ik)
    markeer(aanvraag.tranche)
    if mijn.als is None or mijn.ingeleverd_op is not None or mijn.vervallen_op is not None:
        return redirect(url_for("beoordelen.kaart", nummer=nummer))
    maatstaf = maatstaf_van(regels(aanvraag.tranche), aanvraag.pot.code)
    formulier = Formulier()
    if formulier.is_submitted() and formulier.validate():
        beeld = _voer_uit(formulier, lambda: lever_in(aanvraag, door=ik.gebruiker, nu=nu()))
        if beeld is not None:
            flash(_na_inleveren(nummer, beeld), "goed")
            return _naar_volgende(ik, nummer)
    (inhoud,) = inhoud_van([mijn])
    compleet = maatstaf.op_score and inhoud.voldoet and len(inhoud.scores) == len(maatstaf.criteria)
    return render_template(
        "beoordelen/inleveren.html", aanvraag=aanvraag, kaart=mijn, formulier=formulier, maatstaf=maatstaf,
        regels=regels_van([mijn])[mijn.id], missen=ontbreekt(mijn, maatstaf),
        mijn_totaal=als_decimaal(totaal(maatstaf.criteria, [inhoud.scores]), maatstaf.decimalen) if compleet else "",
        terug=url_for("beoordelen.kaart", nummer=nummer),
    ), 422 if formulier.is_submitted() else 200  # fmt: skip


@bp.route("/aanvragen/<nummer>/moderatie", methods=["GET", "POST"])
@voor_rollen(Rol.BEOORDELAAR)
def modereren(nummer: str) -> Antwoord:
    """Lead the talk of reviewers who differ: the cards side by side, what was agreed, and the minutes."""
    ik = vereis_kijker()
    aanvraag = _elke_aanvraag(nummer)
    try:
        maatstaf, beeld = vereis_te_modereren(aanvraag, door=ik.gebruiker, nu=nu())
    except NietBevoegd:
        raise
    except Domeinfout as fout:
        # Whoever has nothing to do with it does not learn that it exists.
        if not is_betrokken_als_beoordelaar(aanvraag, ik.gebruiker):
            raise niet_gevonden() from None
        markeer(aanvraag.tranche)
        gesloten = zoek_moderatie(get_versie(aanvraag))
        # The same form once more from who led it is no news; from somebody else it came too late.
        if request.method == "POST" and (gesloten is None or gesloten.voorzitter_id != ik.gebruiker.id):
            return _niet_bewaard(aanvraag, str(fout), "beoordelen.oordeel")
        return redirect(url_for("beoordelen.oordeel", nummer=nummer))
    markeer(aanvraag.tranche)
    if not is_betrokken_als_beoordelaar(aanvraag, ik.gebruiker) or not heeft_verklaard(
        aanvraag, ik.gebruiker
    ):
        return _verklaring(
            aanvraag, ik, url_for("beoordelen.modereren", nummer=nummer), open_moderatie, als_voorzitter=True
        )
    formulier = maak_moderatieformulier(maatstaf)
    if formulier.is_submitted() and formulier.validate():
        invoer = Moderatieinvoer(
            verslag=formulier.verslag.data or "", oordeel=formulier.als_oordeel(), scores=formulier.als_scores(),
            gezien_versie=_heel(formulier.gezien_versie.data),
        )  # fmt: skip
        if _voer_uit(formulier, lambda: modereer(aanvraag, invoer, door=ik.gebruiker, nu=nu())):
            flash(f"Het overleg over aanvraag {nummer} is vastgelegd, en daarmee het oordeel.", "goed")
            return redirect(url_for("beoordelen.oordeel", nummer=nummer))
    formulier.gezien_versie.data = str(aanvraag.huidige_versie)
    return render_template(
        "beoordelen/moderatie.html", aanvraag=aanvraag, formulier=formulier, maatstaf=maatstaf, beeld=beeld,
        pagina=lees_links(aanvraag, regels(aanvraag.tranche)), ontstaan=lees_ontstaan(aanvraag, ik),
    ), 422 if formulier.is_submitted() else 200  # fmt: skip


@bp.get("/aanvragen/<nummer>/oordeel")
@voor_rollen(*HELE_TRANCHE, Rol.BEOORDELAAR)
def oordeel(nummer: str) -> str:
    """How the outcome came about: cards, moderation, the sum. What stands on a card only once all are in."""
    ik = vereis_kijker()
    aanvraag = get_aanvraag(nummer, voor=ik)
    if not aanvraag.huidige_versie:
        raise niet_gevonden()
    markeer(aanvraag.tranche)
    ontstaan = lees_ontstaan(aanvraag, ik)
    zelf = ik.gebruiker.id in {beeld.kaart.beoordelaar_id for beeld in ontstaan.kaarten}
    klaar = ontstaan.beoordeling
    return render_template(
        "beoordelen/oordeel.html", aanvraag=aanvraag, ontstaan=ontstaan, waarom=waarom_niet(ontstaan.beeld),
        som=somregels(klaar.opbouw) if klaar and klaar.opbouw else (),
        mag_vastleggen=zelf and ontstaan.beeld.stand is Oordeelstand.GEREED and ik.heeft(Rol.BEOORDELAAR),
        formulier=Formulier(),
    )  # fmt: skip


@bp.post("/beoordelen/<nummer>/vastleggen")
@voor_rollen(Rol.BEOORDELAAR)
def vastleggen(nummer: str) -> Response:
    """Record the outcome that only waited for the view of the municipality."""
    ik = vereis_kijker()
    aanvraag, _ = _mijn_kaart(nummer, ik)
    try:
        with schrijfgrens():
            rond_af(aanvraag, door=ik.gebruiker, nu=nu())
    except (NietBevoegd, NietGevonden):
        raise
    except Domeinfout as fout:
        flash(str(fout), "fout")
    else:
        flash(f"Het oordeel over aanvraag {nummer} is vastgelegd.", "goed")
    return redirect(url_for("beoordelen.oordeel", nummer=nummer))


def _niet_bewaard(aanvraag: Aanvraag, waarom: str, eindpunt: str) -> Antwoord:
    """It came too late: why, and what was typed, so that nobody has to think it up again."""
    if request.form.get("stap") == "auto":
        return jsonify(bewaard=False, fouten=[waarom]), 422
    maatstaf = maatstaf_van(regels(aanvraag.tranche), aanvraag.pot.code)
    velden = [
        *((f"reden_{een.code}", f"Reden bij ‘{een.naam}’") for een in maatstaf.criteria),
        ("toelichting", "Toelichting"), ("zin", "Zin voor de brief"), ("artikel", "Artikel"), ("verslag", "Verslag"),
    ]  # fmt: skip
    getypt = [(label, request.form[veld]) for veld, label in velden if request.form.get(veld, "").strip()]
    return render_template(
        "beoordelen/niet_bewaard.html", aanvraag=aanvraag, waarom=waarom, getypt=getypt,
        verder=url_for(eindpunt, nummer=aanvraag.nummer),
    ), 422  # fmt: skip


def _mijn_kaart(nummer: str, ik: Kijker) -> tuple[Aanvraag, Scorekaart]:
    """The application with my card on it; raises ``NietGevonden`` where I have none."""
    aanvraag = _elke_aanvraag(nummer)
    mijn = zoek_kaart(aanvraag, ik.gebruiker)
    if mijn is None:
        raise niet_gevonden()
    return aanvraag, mijn


def _elke_aanvraag(nummer: str) -> Aanvraag:
    try:
        return get_elke_aanvraag(vereis_nummer(nummer))
    except NietGevonden:
        raise niet_gevonden() from None


def _verklaring(
    aanvraag: Aanvraag, ik: Kijker, terug: str, stap: Callable[..., None], *, als_voorzitter: bool = False
) -> Antwoord:
    """Declare an interest or none; only the number, the municipality and the parties are told before."""
    formulier = Verklaring()
    if formulier.is_submitted() and formulier.validate():

        def verklaar() -> bool:
            stap(
                aanvraag, heeft_belang=formulier.heeft_belang, toelichting=formulier.toelichting.data or "",
                door=ik.gebruiker, nu=nu(),
            )  # fmt: skip
            return True

        if _voer_uit(formulier, verklaar):
            if not formulier.heeft_belang:
                return redirect(terug)
            flash("Uw belang is vastgelegd. Een ander beoordeelt deze aanvraag.", "goed")
            return redirect(url_for("beoordelen.lijst"))
    return render_template(
        "beoordelen/verklaring.html", aanvraag=aanvraag, formulier=formulier, als_voorzitter=als_voorzitter
    ), 422 if formulier.is_submitted() else 200


def _naar_volgende(ik: Kijker, nummer: str) -> Response:
    volgende = volgende_kaart(ik, nummer, nu=nu())
    if volgende is None:
        return redirect(url_for("beoordelen.lijst"))
    return redirect(url_for("beoordelen.kaart", nummer=volgende))


def _na_inleveren(nummer: str, beeld: Oordeelbeeld) -> str:
    gevolg = {
        Oordeelstand.VASTGELEGD: "Alle kaarten zijn binnen: het oordeel is vastgelegd.",
        Oordeelstand.OVERLEG: f"Alle kaarten zijn binnen. Er is overleg nodig. {beeld.aanleiding}",
        Oordeelstand.ZIENSWIJZE: "Alle kaarten zijn binnen. Eerst geeft de gemeente haar zienswijze.",
    }.get(beeld.stand, "Er zijn nog andere beoordelaars bezig.")
    return f"Uw kaart van aanvraag {nummer} is ingeleverd. {gevolg}"


def _stand_als_json(aanvraag: Aanvraag, mijn: Scorekaart, formulier: Kaartvelden) -> Response:
    """For the script that keeps while one types: the revisions of now, of my own card only."""
    formulier.vul_met(mijn, regels_van([mijn])[mijn.id], alleen_revisies=True)
    revisies = {f"revisie_{code}": formulier[f"revisie_{code}"].data for code in formulier.CODES}
    return jsonify(bewaard=True, om=moment_nl(nu()), revisies=revisies | {"revisie": formulier.revisie.data})


def _fouten(formulier: Formulier) -> list[str]:
    return [
        *formulier.form_errors,
        *(melding for veld in formulier for melding in veld.errors),
    ]


def _heel(tekst: Any) -> int:
    return int(tekst) if str(tekst).isascii() and str(tekst).isdecimal() and len(str(tekst)) < 10 else 0


def _voer_uit(formulier: Formulier, stap: Callable[[], T]) -> T | None:
    """Do ``stap`` in one transaction; what the domain refuses undoes it whole and is shown in the form."""
    try:
        with schrijfgrens():
            return stap()
    except (NietGevonden, NietBevoegd):
        raise
    except Domeinfout as fout:
        formulier.toon(fout)
        return None
