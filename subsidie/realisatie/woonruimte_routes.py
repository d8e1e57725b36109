"""The homes of awards: as a list to search and take away, and one home with what became of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, stream_with_context, url_for
from werkzeug.wrappers import Response as Antwoord
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, InputRequired, Optional

from subsidie.aanvragen.inhoud.ruw import gewoon
from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.toegang import get_aanvraag, niet_gevonden
from subsidie.accounts.beheer_bp import voer_uit
from subsidie.accounts.forms import Formulier
from subsidie.accounts.groepen import GEMEENTE, HELE_TRANCHE
from subsidie.accounts.lijsten import alle_rijen
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.kern.fouten import Domeinfout
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.platform.lijst import Lijst, Staat, lees_staat, pagina_van
from subsidie.platform.lijstdownload import lijst_als_download
from subsidie.platform.tabelstroom import stroom_csv, stroom_xlsx
from subsidie.realisatie import einde as einden
from subsidie.realisatie import gebruik as gebruiken
from subsidie.realisatie import vervolg as vervolgen
from subsidie.realisatie.leveringmodellen import Eindereden, Woonruimte
from subsidie.realisatie.leveringqueries import adres_van, get_levering, get_woonruimte, groepsnamen_van
from subsidie.realisatie.oordelen import STANDWOORDEN
from subsidie.realisatie.planmodellen import Meldingstand
from subsidie.realisatie.realisatieformulieren import dagveld
from subsidie.realisatie.woonruimtelijst import (
    HOOGSTE_OPGEMAAKT,
    cellen,
    groepsnamen,
    is_voorbeeld,
    stroom,
    tel,
    vraag_woonruimten,
    woonruimtelijst,
)
from subsidie.realisatie.woonruimten import KOLOMMEN, noem_wijze
from subsidie.tranches.keuzen import Woonruimteaard
from subsidie.tranches.merk import markeer
from subsidie.web.antwoord import download
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.voorbeeld import markeer_voorbeeld

bp = Blueprint("woonruimten", __name__)

_EEN = "/aanvragen/<nummer>/leveringen/<kenmerk>/<int:regel>"
_HULP = {kolom.naam: (kolom.label, kolom.hulp) for kolom in KOLOMMEN}


class Einddagformulier(Formulier):
    """As of when a home is no longer for its target group, and why."""

    per = dagveld(
        "Niet meer voor de doelgroep sinds",
        "Vul in sinds wanneer dit zo is.",
        "De eerste dag waarop dit zo was.",
    )
    reden = RadioField(
        "Waarom?",
        choices=[SelectChoice(een.value, tekst) for een, tekst in einden.REDENEN.items()],
        validate_choice=False,
        validators=[
            InputRequired("Kies een reden."),
            AnyOf([een.value for een in Eindereden], "Kies een van deze redenen."),
        ],
    )
    toelichting = TextAreaField(
        "Wat is er met de woonruimte gebeurd?", validators=[InputRequired("Leg uit wat er is gebeurd.")]
    )


class Gebruiksdagformulier(Formulier):
    """Since when the target group lives in one home."""

    dag = dagveld("In gebruik sinds", "Vul in sinds wanneer de bewoner er woont.")


class Vervolgformulier(Formulier):
    """The next place of a flexible home."""

    vanaf = dagveld("Op de nieuwe plek sinds", "Vul in sinds wanneer de woonruimte daar staat.")
    bag_id = StringField(_HULP["bag_id"][0], validators=[Optional()], description=_HULP["bag_id"][1])
    postcode = StringField("Postcode", validators=[InputRequired("Vul de postcode in.")])
    huisnummer = StringField("Huisnummer", validators=[InputRequired("Vul het huisnummer in.")])
    toevoeging = StringField("Toevoeging", validators=[Optional()])
    ruimte = StringField(_HULP["ruimte"][0], validators=[Optional()], description=_HULP["ruimte"][1])

    def adresvelden(self) -> dict[str, str]:
        """What was typed of the address."""
        namen = ("bag_id", "postcode", "huisnummer", "toevoeging", "ruimte")
        return {naam: gewoon(self[naam].data or "")[:200] for naam in namen}


@bp.get("/woonruimten")
@voor_rollen(*GEMEENTE, *HELE_TRANCHE)
def alle() -> str | Response:
    """The homes of every application that the viewer may see."""
    return _lijst(None)


@bp.get("/aanvragen/<nummer>/woonruimten")
@voor_rollen(*GEMEENTE, *HELE_TRANCHE)
def lijst(nummer: str) -> str | Response:
    """The homes of one application."""
    return _lijst(get_aanvraag(nummer, voor=vereis_kijker()))


def _lijst(aanvraag: Aanvraag | None) -> str | Response:
    ik = vereis_kijker()
    overzicht, vraag = woonruimtelijst(ik, aanvraag), vraag_woonruimten(ik, aanvraag)
    staat, naam = lees_staat(overzicht, request.args), groepsnamen()
    if staat.uitvoer:
        return _bestand(
            overzicht, staat, vraag, "woonruimten" if aanvraag is None else f"woonruimten-{aanvraag.nummer}"
        )
    pagina = pagina_van(db.session, overzicht, staat, vraag)
    if aanvraag is not None:
        markeer(aanvraag.tranche)
    else:
        markeer_voorbeeld(is_voorbeeld(pagina.rijen))
    return render_template(
        "leveringen/woonruimten.html", aanvraag=aanvraag, lijst=overzicht, staat=staat, pagina=pagina,
        groepsnaam=naam, woorden=STANDWOORDEN, adres_van=adres_van,
    )  # fmt: skip


def _bestand(overzicht: Lijst, staat: Staat, vraag: Any, bestand: str) -> Response:
    """The whole list; a long one is sent while it is read, so that it is never held whole."""
    naam = groepsnamen()
    if staat.uitvoer == "xlsx" and tel(overzicht, staat, vraag) <= HOOGSTE_OPGEMAAKT:
        rijen = alle_rijen(overzicht, staat, vraag)
        return lijst_als_download(
            overzicht, staat, cellen(rijen, naam), naam=bestand, voorbeeld=is_voorbeeld(rijen)
        )
    tabel = stroom(overzicht, staat, vraag, naam)
    antwoord = download(b"", f"{bestand}.{staat.uitvoer}", staat.uitvoer)
    antwoord.response = stream_with_context(
        stroom_csv(tabel) if staat.uitvoer == "csv" else stroom_xlsx(tabel, moment=nu())
    )
    del antwoord.headers["Content-Length"]
    return antwoord


@bp.get(_EEN)
@voor_rollen(*GEMEENTE, *HELE_TRANCHE)
def pagina(nummer: str, kenmerk: str, regel: int) -> str:
    """One home: where it is and was, for whom, and what became of it."""
    ik = vereis_kijker()
    aanvraag = get_aanvraag(nummer, voor=ik)
    woonruimte = get_woonruimte(get_levering(aanvraag, kenmerk), regel)
    mag = ik.heeft_voor(aanvraag.gm_code, *GEMEENTE)
    einde = einden.zoek_einde(woonruimte)
    geldt = woonruimte.levering.stand is Meldingstand.AANVAARD and einde is None and not woonruimte.vervallen
    return _toon(
        "woonruimte.html", woonruimte, plekken=vervolgen.list_vervolglocaties(woonruimte), einde=einde,
        redenen=einden.REDENEN, mag=mag and geldt, mag_verhuizen=woonruimte.aard is Woonruimteaard.FLEXIBEL,
        bestemd_tot=einden.bestemd_tot(aanvraag.tranche, woonruimte.levering.opgeleverd_op),
    )  # fmt: skip


@bp.route(f"{_EEN}/gebruik", methods=["GET", "POST"])
@voor_rollen(*GEMEENTE)
def gebruik(nummer: str, kenmerk: str, regel: int) -> str | Antwoord | tuple[str, int]:
    """Say since when the target group lives in one home, or put that day right."""
    woonruimte, formulier = _eigen(nummer, kenmerk, regel), Gebruiksdagformulier()
    if not formulier.is_submitted():
        formulier.dag.data = woonruimte.in_gebruik_op
    return _stap(
        formulier, woonruimte, "gebruik.html", "De dag is vastgelegd.",
        lambda: gebruiken.meld_gebruik_van(
            woonruimte, formulier.dag.data, door=vereis_kijker().gebruiker, nu=nu()
        ),
    )  # fmt: skip


@bp.route(f"{_EEN}/vervolg", methods=["GET", "POST"])
@voor_rollen(*GEMEENTE)
def vervolg(nummer: str, kenmerk: str, regel: int) -> str | Antwoord | tuple[str, int]:
    """Report the next place of a flexible home."""
    woonruimte, formulier = _eigen(nummer, kenmerk, regel), Vervolgformulier()
    if bezwaar := vervolgen.waarom_niet_te_verhuizen(woonruimte):
        raise Domeinfout(bezwaar)
    return _stap(
        formulier, woonruimte, "vervolg.html", "De nieuwe plek is vastgelegd.",
        lambda: vervolgen.meld_vervolg(
            woonruimte, vervolgen.lees_plek(formulier.adresvelden()), formulier.vanaf.data,
            door=vereis_kijker().gebruiker, nu=nu(),
        ),
    )  # fmt: skip


@bp.route(f"{_EEN}/einde", methods=["GET", "POST"])
@voor_rollen(*GEMEENTE)
def einde(nummer: str, kenmerk: str, regel: int) -> str | Antwoord | tuple[str, int]:
    """Report that a home is no longer for its target group: what that means, then the step."""
    woonruimte, formulier = _eigen(nummer, kenmerk, regel), Einddagformulier()
    return _stap(
        formulier, woonruimte, "einde.html", "Gemeld dat deze woonruimte niet meer voor de doelgroep is.",
        lambda: einden.meld_einde(
            woonruimte, per=formulier.per.data, reden=Eindereden(formulier.reden.data),
            toelichting=formulier.toelichting.data or "", door=vereis_kijker().gebruiker, nu=nu(),
        ),
    )  # fmt: skip


def _eigen(nummer: str, kenmerk: str, regel: int) -> Woonruimte:
    """A home of the municipality of who looks; of another it does not exist."""
    ik = vereis_kijker()
    aanvraag = get_aanvraag(nummer, voor=ik)
    if not ik.heeft_voor(aanvraag.gm_code, *GEMEENTE):
        raise niet_gevonden()
    return get_woonruimte(get_levering(aanvraag, kenmerk), regel)


def _stap(
    formulier: Formulier, woonruimte: Woonruimte, sjabloon: str, gelukt: str, doe: Callable[[], object]
) -> str | Antwoord | tuple[str, int]:
    """The form, or the step and back to the home."""
    if (
        formulier.is_submitted()
        and formulier.validate()
        and voer_uit(formulier, lambda: (doe(),)) is not None
    ):
        flash(gelukt, "goed")
        return redirect(
            url_for(
                "woonruimten.pagina", nummer=woonruimte.aanvraag.nummer, kenmerk=woonruimte.levering.kenmerk,
                regel=woonruimte.regel,
            )
        )  # fmt: skip
    return _toon(sjabloon, woonruimte, formulier=formulier), 422 if formulier.is_submitted() else 200


def _toon(sjabloon: str, woonruimte: Woonruimte, **waarden: Any) -> str:
    aanvraag = woonruimte.aanvraag
    markeer(aanvraag.tranche)
    wijze = (woonruimte.doelgroep, woonruimte.aard, woonruimte.soort)
    return render_template(
        f"leveringen/{sjabloon}", aanvraag=aanvraag, levering=woonruimte.levering, woonruimte=woonruimte,
        adres=adres_van(woonruimte), adres_van=adres_van, wijze=noem_wijze(wijze, groepsnamen_van(aanvraag.tranche)),
        vandaag=dag_in_amsterdam(nu()), woorden=STANDWOORDEN, **waarden,
    )  # fmt: skip
