"""Pages of accounts: the list, a new one, one account, its link, and blocking it."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, session, url_for
from werkzeug.wrappers import Response as Antwoord

from subsidie.accounts.beheer_bp import bp, toon_lijst, voer_uit
from subsidie.accounts.beheer_forms import Accountformulier, Persoonformulier
from subsidie.accounts.beheren import blokkeer, deblokkeer, log_overal_uit, open_account, wijzig_gebruiker
from subsidie.accounts.forms import Formulier
from subsidie.accounts.gemeentekeuze import lees_keuze, list_keuzen
from subsidie.accounts.groepen import ACCOUNTS_LEZEN, BEHEER
from subsidie.accounts.lijsten import cellen_accounts, lijst_accounts, vraag_accounts
from subsidie.accounts.links import adres_van_link
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.queries import get_accountbeeld, rollen_van
from subsidie.accounts.service import get_gebruiker
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.accounts.uitnodigen import nodig_uit
from subsidie.accounts.vervangen import is_vervangen
from subsidie.accounts.woorden import HANDELINGEN, ROLNAMEN, STANDEN
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.web.klok import nu

EENMALIG = "eenmalige_link"
"""Where the cookie of the manager keeps a link until the next page showed it."""


@bp.get("/accounts")
@voor_rollen(*ACCOUNTS_LEZEN)
def accounts() -> str | Response:
    """Everybody with an account."""
    moment = nu()
    return toon_lijst(
        "beheer/accounts.html", lijst_accounts(moment), vraag_accounts(moment), cellen_accounts, "accounts",
        bij=lambda pagina: {
            "rollen": rollen_van([rij.Gebruiker.id for rij in pagina.rijen], dag=dag_in_amsterdam(moment)),
            "standen": STANDEN, "namen": ROLNAMEN, "mag_beheren": vereis_kijker().heeft(Rol.BEHEERDER),
        },
    )  # fmt: skip


@bp.route("/accounts/nieuw", methods=["GET", "POST"])
@voor_rollen(*BEHEER)
def nieuw_account() -> str | Antwoord | tuple[str, int]:
    """A new account with its first role; the link for its owner is on the next page."""
    ik, formulier = vereis_kijker(), Accountformulier()
    if not formulier.is_submitted():
        formulier.vanaf.data = dag_in_amsterdam(nu())
    elif formulier.validate():
        gemaakt = voer_uit(formulier, lambda: _open(formulier, ik.gebruiker))
        if gemaakt is not None:
            gebruiker, token = gemaakt
            session[EENMALIG] = {"sleutel": gebruiker.sleutel, "token": token}
            flash(f"Het account van {gebruiker.naam} is gemaakt.", "goed")
            return redirect(url_for("beheer.account", sleutel=gebruiker.sleutel))
    return render_template(
        "beheer/account_nieuw.html", formulier=formulier, gemeenten=list_keuzen(dag_in_amsterdam(nu()))
    ), 422 if formulier.is_submitted() else 200


def _open(formulier: Accountformulier, door: Gebruiker) -> tuple[Gebruiker, str]:
    gm_code: str | None = None
    al_gevonden: list[Gebrek] = []
    try:
        gm_code = lees_keuze(formulier.gemeente.data or "")
    except OngeldigeInvoer as fout:
        al_gevonden += fout.gebreken
    return open_account(
        naam=formulier.naam.data, functie=formulier.functie.data or "", email=formulier.email.data,
        rol=formulier.gekozen_rol, gm_code=gm_code, vanaf=formulier.vanaf.data, door=door, nu=nu(),
        al_gevonden=al_gevonden,
    )  # fmt: skip


@bp.get("/accounts/<sleutel>")
@voor_rollen(*ACCOUNTS_LEZEN)
def account(sleutel: str) -> str:
    """One account: roles with their days, mandates, interests, sessions."""
    ik, gebruiker = vereis_kijker(), get_gebruiker(sleutel)
    link = session.get(EENMALIG)
    if link is not None:
        session.pop(EENMALIG)
    return render_template(
        "beheer/account.html",
        is_vervangen=is_vervangen(gebruiker),
        beeld=get_accountbeeld(gebruiker, nu=nu()),
        standen=STANDEN,
        namen=ROLNAMEN,
        handelingen=HANDELINGEN,
        link=adres_van_link(link["token"]) if link and link["sleutel"] == sleutel else None,
        mag_beheren=ik.heeft(Rol.BEHEERDER),
        is_zelf=ik.gebruiker.id == gebruiker.id,
    )


@bp.route("/accounts/<sleutel>/wijzigen", methods=["GET", "POST"])
@voor_rollen(*BEHEER)
def wijzig(sleutel: str) -> str | Antwoord | tuple[str, int]:
    """Correct a name, a function or an e-mail address."""
    ik, gebruiker = vereis_kijker(), get_gebruiker(sleutel)
    formulier = Persoonformulier(obj=gebruiker)
    if formulier.validate_on_submit():
        gewijzigd = voer_uit(
            formulier,
            lambda: wijzig_gebruiker(
                gebruiker, naam=formulier.naam.data, functie=formulier.functie.data or "",
                email=formulier.email.data, door=ik.gebruiker, nu=nu(),
            ),
        )  # fmt: skip
        if gewijzigd is not None:
            flash("De gegevens zijn gewijzigd." if gewijzigd else "Er is niets gewijzigd.", "goed")
            return _terug(sleutel)
    return render_template(
        "beheer/account_wijzigen.html", formulier=formulier, gebruiker=gebruiker
    ), 422 if formulier.is_submitted() else 200


@bp.route("/accounts/<sleutel>/link", methods=["GET", "POST"])
@voor_rollen(*BEHEER)
def nieuwe_link(sleutel: str) -> str | Antwoord | tuple[str, int]:
    """A new link with which somebody chooses a password."""
    ik, gebruiker, formulier = vereis_kijker(), get_gebruiker(sleutel), Formulier()
    if formulier.validate_on_submit():
        token = voer_uit(formulier, lambda: nodig_uit(gebruiker, door=ik.gebruiker, nu=nu()))
        if token is not None:
            session[EENMALIG] = {"sleutel": sleutel, "token": token}
            return _terug(sleutel)
    return _vraag("beheer/link.html", formulier, gebruiker)


@bp.route("/accounts/<sleutel>/blokkeren", methods=["GET", "POST"])
@voor_rollen(*BEHEER)
def blokkeren(sleutel: str) -> str | Antwoord | tuple[str, int]:
    """Nobody logs in with this account any more."""
    ik, gebruiker, formulier = vereis_kijker(), get_gebruiker(sleutel), Formulier()
    if formulier.validate_on_submit():
        voer_uit(formulier, lambda: blokkeer(gebruiker, door=ik.gebruiker, nu=nu()))
        if not formulier.form_errors:
            flash(f"Het account van {gebruiker.naam} is geblokkeerd.", "goed")
            return _terug(sleutel)
    return _vraag("beheer/blokkeren.html", formulier, gebruiker)


@bp.route("/accounts/<sleutel>/deblokkeren", methods=["GET", "POST"])
@voor_rollen(*BEHEER)
def deblokkeren(sleutel: str) -> str | Antwoord | tuple[str, int]:
    """Let somebody log in again."""
    ik, gebruiker, formulier = vereis_kijker(), get_gebruiker(sleutel), Formulier()
    if formulier.validate_on_submit():
        voer_uit(formulier, lambda: deblokkeer(gebruiker, door=ik.gebruiker, nu=nu()))
        if not formulier.form_errors:
            flash(f"{gebruiker.naam} kan weer inloggen.", "goed")
            return _terug(sleutel)
    return _vraag("beheer/deblokkeren.html", formulier, gebruiker)


@bp.post("/accounts/<sleutel>/uitloggen")
@voor_rollen(*BEHEER)
def overal_uitloggen(sleutel: str) -> Antwoord:
    """End every session of somebody."""
    ik, gebruiker, formulier = vereis_kijker(), get_gebruiker(sleutel), Formulier()
    hoeveel = voer_uit(formulier, lambda: log_overal_uit(gebruiker, door=ik.gebruiker, nu=nu()))
    if hoeveel is not None:
        flash(f"{gebruiker.naam} is uitgelogd: {aantal(hoeveel, 'sessie', 'sessies')} beëindigd.", "goed")
    return _terug(sleutel)


def _vraag(sjabloon: str, formulier: Formulier, gebruiker: Gebruiker) -> tuple[str, int]:
    """A page that asks once more before something happens."""
    return render_template(
        sjabloon, formulier=formulier, gebruiker=gebruiker, namen=ROLNAMEN, beeld=get_accountbeeld(gebruiker, nu=nu()),
        terug=url_for("beheer.account", sleutel=gebruiker.sleutel),
    ), 422 if formulier.is_submitted() else 200  # fmt: skip


def _terug(sleutel: str) -> Antwoord:
    return redirect(url_for("beheer.account", sleutel=sleutel))
