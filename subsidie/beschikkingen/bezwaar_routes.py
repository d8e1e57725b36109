"""Objections: the municipality files and follows them; the ministry records, lists and handles them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Antwoord
from wtforms.fields.choices import SelectChoice

from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.toegang import get_aanvraag, niet_gevonden
from subsidie.accounts.beheer_bp import voer_uit
from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.beschikkingen.besluitwoorden import BESLUIT_MET_LIDWOORD
from subsidie.beschikkingen.bezwaar import leg_bezwaar_vast, maak_bezwaar, namens_gemeente, trek_bezwaar_in
from subsidie.beschikkingen.bezwaarbeeld import Bezwaarbeeld, geldbeeld, stel_samen
from subsidie.beschikkingen.bezwaarbehandeling import list_termijnen
from subsidie.beschikkingen.bezwaarbeslissing import niet_te_beslissen
from subsidie.beschikkingen.bezwaarforms import (
    Beslisformulier,
    Bezwaarformulier,
    Herrekenformulier,
    Leeg,
    Vastlegformulier,
)
from subsidie.beschikkingen.bezwaarherrekening import zonder_belang
from subsidie.beschikkingen.bezwaarlijst import (
    LEZEN,
    bezwarenlijst,
    get_bezwaar,
    list_bij_aanvraag,
    maak_regels,
    stand_voor_gemeente,
    toont_voorbeeld,
)
from subsidie.beschikkingen.bezwaarmodellen import Bezwaar, Bezwaarstatus, Bezwaarwijze
from subsidie.beschikkingen.bezwaarstappen import STAPPEN, Handeling, mogelijke_stappen
from subsidie.beschikkingen.bezwaarstukken import list_stukken, waarom_geen_stuk
from subsidie.beschikkingen.bezwaarvoorzet import voorzet
from subsidie.beschikkingen.bezwaarvragen import list_bezwaarbaar
from subsidie.beschikkingen.models import Beschikking
from subsidie.kern.fouten import NietGevonden
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl, moment_nl
from subsidie.platform.lijst import lees_staat
from subsidie.platform.lijstdownload import lijst_als_download
from subsidie.platform.opslag import LokaleOpslag
from subsidie.tranches.merk import markeer
from subsidie.web.klok import nu, ontvangen_op
from subsidie.web.menu import Menukeuze
from subsidie.web.voorbeeld import markeer_voorbeeld

bp = Blueprint("bezwaren", __name__)

MENU = (
    Menukeuze(
        "Bezwaren",
        "bezwaren.lijst",
        frozenset(LEZEN),
        45,
        onder=("bezwaren.bezwaar", "bezwaren.stap", "bezwaarstukken.ministerie"),
    ),
)
B: Final = Rol.BEZWAARBEHANDELAAR


@bp.get("/bezwaren")
@voor_rollen(*LEZEN)
def lijst() -> str | Response:
    """Every objection, what must be decided first on top."""
    overzicht = bezwarenlijst(vereis_kijker(), vandaag=dag_in_amsterdam(nu()))
    staat = lees_staat(overzicht.lijst, request.args)
    if staat.uitvoer:
        regels = overzicht.alles(staat)
        return lijst_als_download(
            overzicht.lijst,
            staat,
            overzicht.als_rijen(regels),
            naam="bezwaren",
            voorbeeld=toont_voorbeeld(regels),
        )
    pagina = overzicht.pagina(staat)
    markeer_voorbeeld(toont_voorbeeld(pagina.rijen))
    return render_template("bezwaar/lijst.html", lijst=overzicht.lijst, staat=staat, pagina=pagina)


@bp.get("/bezwaren/<kenmerk>")
@voor_rollen(*LEZEN)
def bezwaar(kenmerk: str) -> str:
    """One objection: what was received, its clock, what was done and decided, and what can be done now."""
    gevonden, beeld = _beeld(kenmerk)
    ik = vereis_kijker()
    vandaag = dag_in_amsterdam(nu())
    stappen = (
        mogelijke_stappen(gevonden, list_termijnen(gevonden), ik=ik.gebruiker, vandaag=vandaag)
        if ik.heeft(B)
        else []
    )
    return render_template(
        "bezwaar/pagina.html",
        beeld=beeld,
        stappen=[(naam, STAPPEN[naam]) for naam in stappen],
        mag_stukken=gevonden.behandelaar_id == ik.gebruiker.id and not waarom_geen_stuk(gevonden),
    )


@bp.route("/bezwaren/<kenmerk>/<naam>", methods=["GET", "POST"])
@voor_rollen(B)
def stap(kenmerk: str, naam: str) -> str | Antwoord | tuple[str, int]:
    """One step of handling an objection: its question, its form, and doing it."""
    gevonden, beeld = _beeld(kenmerk)
    if naam not in STAPPEN:
        raise NietGevonden("Deze stap is er niet.")
    deze, moment = STAPPEN[naam], nu()
    formulier = (
        deze.formulier() if request.method == "POST" else deze.formulier(data=voorzet(gevonden, naam, moment))
    )
    if isinstance(formulier, Herrekenformulier):
        formulier.laat_weg(*zonder_belang(gevonden))
    if isinstance(formulier, Beslisformulier):
        formulier.laat_weg(*niet_te_beslissen(gevonden))
    if formulier.is_submitted() and formulier.validate():
        wie = Handeling(
            vereis_kijker().gebruiker, moment, LokaleOpslag(current_app.extensions["instellingen"].opslag)
        )
        if voer_uit(formulier, lambda: _gedaan(deze.voer_uit, gevonden, formulier, wie)):
            flash(deze.gelukt, "goed")
            return redirect(url_for("bezwaren.bezwaar", kenmerk=kenmerk))
    return render_template(
        "bezwaar/stap.html", beeld=beeld, bezwaar=gevonden, stap=deze, naam=naam, formulier=formulier,
        geld=geldbeeld(gevonden, nu=moment) if naam in ("beslissen", "tekenen", "bekendmaken", "herrekenen") else None,
        terug=url_for("bezwaren.bezwaar", kenmerk=kenmerk),
    ), 422 if formulier.is_submitted() else 200  # fmt: skip


@bp.route("/aanvragen/<nummer>/bezwaar", methods=["GET", "POST"])
@voor_rollen(*GEMEENTE)
def maken(nummer: str) -> str | Antwoord | tuple[str, int]:
    """The municipality objects against a decision on its application, and follows what it filed."""
    aanvraag = _eigen(nummer)
    ik, moment = vereis_kijker(), nu()
    besluiten = list_bezwaarbaar(aanvraag)
    formulier = Bezwaarformulier()
    formulier.besluit.choices = _keuzen(besluiten)
    mag = ik.heeft(Rol.TEKENBEVOEGDE)
    if formulier.is_submitted() and mag and besluiten and formulier.validate():
        besluit = _gekozen(besluiten, formulier.besluit.data)
        gemaakt = voer_uit(
            formulier,
            lambda: maak_bezwaar(
                besluit,
                gronden=formulier.gronden.data or "",
                ontvangen_op=ontvangen_op(),
                door=ik.gebruiker,
                nu=nu(),
            ),
        )
        if gemaakt is not None:
            flash(
                f"Uw bezwaar {gemaakt.kenmerk} is ontvangen op {moment_nl(gemaakt.ontvangen_op)}. U krijgt een "
                "ontvangstbevestiging.",
                "goed",
            )
            return redirect(url_for("bezwaren.maken", nummer=nummer))
    regels = maak_regels(list_bij_aanvraag(aanvraag), vandaag=dag_in_amsterdam(moment))
    return render_template(
        "bezwaar/maken.html", aanvraag=aanvraag, besluiten=besluiten, formulier=formulier, regels=regels,
        mag=mag, stand_van=stand_voor_gemeente, stukken={
            een.bezwaar.id: list_stukken(een.bezwaar, gemeentekant=True) for een in regels
        }, open=(Bezwaarstatus.ONTVANGEN, Bezwaarstatus.IN_BEHANDELING),
        namens=namens_gemeente(aanvraag, dag_in_amsterdam(nu())), terug=url_for("dossier.aanvraag", nummer=nummer),
    ), 422 if formulier.is_submitted() else 200  # fmt: skip


@bp.route("/aanvragen/<nummer>/bezwaar/<kenmerk>/intrekken", methods=["GET", "POST"])
@voor_rollen(Rol.TEKENBEVOEGDE)
def intrekken(nummer: str, kenmerk: str) -> str | Antwoord | tuple[str, int]:
    """The municipality takes its objection back, after one question more."""
    aanvraag = _eigen(nummer)
    gevonden = next((een for een in list_bij_aanvraag(aanvraag) if een.kenmerk == kenmerk), None)
    if gevonden is None:
        raise NietGevonden("Dit bezwaar is er niet.")
    formulier = Leeg()
    if formulier.is_submitted() and formulier.validate():
        ik = vereis_kijker().gebruiker
        if voer_uit(formulier, lambda: _gedaan(trek_bezwaar_in, gevonden, door=ik, nu=nu())):
            flash(f"Bezwaar {kenmerk} is ingetrokken.", "goed")
            return redirect(url_for("bezwaren.maken", nummer=nummer))
    return render_template(
        "bezwaar/intrekken.html", aanvraag=aanvraag, bezwaar=gevonden, formulier=formulier,
        terug=url_for("bezwaren.maken", nummer=nummer),
    ), 422 if formulier.is_submitted() else 200  # fmt: skip


@bp.route("/aanvragen/<nummer>/bezwaar/vastleggen", methods=["GET", "POST"])
@voor_rollen(B)
def vastleggen(nummer: str) -> str | Antwoord | tuple[str, int]:
    """The ministry records an objection that came in by post or another way."""
    ik = vereis_kijker()
    aanvraag = get_aanvraag(nummer, voor=ik)
    markeer(aanvraag.tranche)
    besluiten = list_bezwaarbaar(aanvraag)
    namens = namens_gemeente(aanvraag, dag_in_amsterdam(nu()))
    formulier = Vastlegformulier() if request.method == "POST" else Vastlegformulier(namens=namens)
    formulier.besluit.choices = _keuzen(besluiten)
    if formulier.is_submitted() and besluiten and formulier.validate():
        besluit = _gekozen(besluiten, formulier.besluit.data)
        gemaakt = voer_uit(
            formulier,
            lambda: leg_bezwaar_vast(
                besluit, wijze=Bezwaarwijze(formulier.wijze.data), ontvangen=formulier.moment(),
                poststempel=formulier.poststempel.data, namens=formulier.namens.data or "",
                adres=formulier.adres.data or "", gronden=formulier.gronden.data or "", door=ik.gebruiker, nu=nu(),
            ),
        )  # fmt: skip
        if gemaakt is not None:
            flash(
                f"Bezwaar {gemaakt.kenmerk} is vastgelegd. De gemeente krijgt een ontvangstbevestiging.",
                "goed",
            )
            return redirect(url_for("bezwaren.bezwaar", kenmerk=gemaakt.kenmerk))
    return render_template(
        "bezwaar/vastleggen.html", aanvraag=aanvraag, besluiten=besluiten, formulier=formulier,
        bekend=list_bij_aanvraag(aanvraag), terug=url_for("dossier.aanvraag", nummer=nummer),
    ), 422 if formulier.is_submitted() else 200  # fmt: skip


def _gedaan(stap: Callable[..., object], *wat: Any, **hoe: Any) -> bool:
    """Do a step that gives nothing back; ``True``, so that it tells itself from one that was refused."""
    stap(*wat, **hoe)
    return True


def _beeld(kenmerk: str) -> tuple[Bezwaar, Bezwaarbeeld]:
    gevonden = get_bezwaar(kenmerk, voor=vereis_kijker())
    markeer(gevonden.aanvraag.tranche)
    return gevonden, stel_samen(gevonden, nu=nu())


def _eigen(nummer: str) -> Aanvraag:
    """An application of the municipality of who looks; of another it does not exist."""
    ik = vereis_kijker()
    aanvraag = get_aanvraag(nummer, voor=ik)
    if aanvraag.gm_code not in ik.gemeenten:
        raise niet_gevonden()
    markeer(aanvraag.tranche)
    return aanvraag


def _keuzen(besluiten: list[Beschikking]) -> list[SelectChoice]:
    return [
        SelectChoice(
            een.kenmerk,
            f"{een.kenmerk}: {BESLUIT_MET_LIDWOORD[een.soort]}, bekendgemaakt op "
            f"{datum_nl(een.bekendgemaakt_op) if een.bekendgemaakt_op else ''}",
        )
        for een in besluiten
    ]


def _gekozen(besluiten: list[Beschikking], kenmerk: str | None) -> Beschikking:
    """The decision that was chosen; the newest when the form did not ask."""
    for een in besluiten:
        if een.kenmerk == kenmerk:
            return een
    if kenmerk:
        raise NietGevonden("Dit besluit is er niet.")
    return besluiten[-1]
