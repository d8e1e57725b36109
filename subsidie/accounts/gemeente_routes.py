"""The page of a municipality, and what its own people change there: colleagues, address and account.

Which municipality is in the address (``?gm=GM0193``), for who works for more than one; one that somebody does not
work for does not exist for them (404). Files of a municipality that was taken over are seen; its people, address
and account are not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as Antwoord

from subsidie.accounts.beheer_accounts import EENMALIG
from subsidie.accounts.beheer_bp import voer_uit
from subsidie.accounts.forms import Formulier
from subsidie.accounts.gemeente_adres import get_postadres, wijzig_postadres
from subsidie.accounts.gemeente_collegas import (
    beeindig_rol_van_collega,
    geef_collega_rol,
    get_collega,
    get_rol_van_collega,
    maak_link_voor_collega,
    nodig_collega_uit,
    verwijder_collega,
    werkt_ook_elders,
)
from subsidie.accounts.gemeente_forms import (
    Adresformulier,
    Collegaformulier,
    Collegarolformulier,
    Rekeningformulier,
)
from subsidie.accounts.gemeente_queries import get_gemeentebeeld, list_collegas, list_gemeenten
from subsidie.accounts.gemeente_rekening import (
    NEDERLAND,
    bevestig,
    get_rekeningnummer,
    leesbaar,
    trek_wijziging_in,
    voer_rekening_in,
)
from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.links import adres_van_link
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.queries import eerste_einde
from subsidie.accounts.toegang import ANDERE_ROL, vereis_kijker, voor_rollen
from subsidie.accounts.woorden import REKENINGSTANDEN, ROLNAMEN, STANDEN
from subsidie.kern.fouten import NietBevoegd, NietGevonden
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.register.models import Gemeente
from subsidie.web.klok import nu
from subsidie.web.menu import Menukeuze

bp = Blueprint("gemeente", __name__, url_prefix="/gemeente")

MENU = (
    Menukeuze("Gemeente", "gemeente.overzicht", frozenset(rol.value for rol in GEMEENTE), 70, onder=("gemeente",)),
)  # fmt: skip

Pagina = str | Antwoord | tuple[str, int]


def _waar(ik: Kijker, *rollen: Rol) -> Gemeente:
    """The municipality of the address, or the only one; ``NietGevonden``, or ``NietBevoegd`` without the role."""
    eigen = list_gemeenten(ik.eigen_gemeenten)
    gevraagd = request.args.get("gm")
    gekozen = [een for een in eigen if gevraagd is None or een.gm_code == gevraagd]
    if not gekozen:
        raise NietGevonden("Deze gemeente is er niet.")
    if rollen and not ik.heeft_bij(gekozen[0].gm_code, *rollen):
        raise NietBevoegd(ANDERE_ROL)
    return gekozen[0]


def _toon(sjabloon: str, gemeente: Gemeente, formulier: Formulier, **ook: Any) -> tuple[str, int]:
    inhoud = render_template(
        f"accounts/{sjabloon}", gemeente=gemeente, formulier=formulier, namen=ROLNAMEN, **ook
    )
    return inhoud, 422 if formulier.is_submitted() else 200


def _terug(gemeente: Gemeente, anker: str = "") -> Antwoord:
    return redirect(url_for("gemeente.overzicht", gm=gemeente.gm_code, _anchor=anker or None))


@bp.get("")
@voor_rollen(*GEMEENTE)
def overzicht() -> str:
    """Colleagues, address, account, and whose files this municipality took over."""
    ik = vereis_kijker()
    gemeente = _waar(ik)
    return render_template(
        "accounts/gemeente.html",
        beeld=get_gemeentebeeld(gemeente, nu=nu()),
        andere=[een for een in list_gemeenten(ik.eigen_gemeenten) if een.gm_code != gemeente.gm_code],
        mag_tekenen=ik.heeft_bij(gemeente.gm_code, Rol.TEKENBEVOEGDE),
        mijn_id=ik.gebruiker.id,
        namen=ROLNAMEN,
        standen=STANDEN,
        rekeningstanden=REKENINGSTANDEN,
        leesbaar=leesbaar,
    )


@bp.route("/collegas/uitnodigen", methods=["GET", "POST"])
@voor_rollen(Rol.TEKENBEVOEGDE)
def uitnodigen() -> Pagina:
    """Invite a colleague; the link for them is on the next page."""
    ik, formulier = vereis_kijker(), Collegaformulier()
    gemeente = _waar(ik, Rol.TEKENBEVOEGDE)
    if formulier.validate_on_submit():
        gemaakt = voer_uit(
            formulier,
            lambda: nodig_collega_uit(
                gemeente.gm_code, naam=formulier.naam.data, functie=formulier.functie.data or "",
                email=formulier.email.data, rol=formulier.gekozen_rol, door=ik.gebruiker, nu=nu(),
            ),
        )  # fmt: skip
        if gemaakt is not None:
            collega, token = gemaakt
            flash(f"{collega.naam} heeft nu de rol {ROLNAMEN[formulier.gekozen_rol].lower()}.", "goed")
            return _naar_collega(gemeente, collega, token)
    return _toon("gemeente_uitnodigen.html", gemeente, formulier)


@bp.get("/collegas/<sleutel>")
@voor_rollen(Rol.TEKENBEVOEGDE)
def collega(sleutel: str) -> str:
    """One colleague: roles here, and what the tekenbevoegde can do about them."""
    ik = vereis_kijker()
    gemeente = _waar(ik, Rol.TEKENBEVOEGDE)
    wie = get_collega(gemeente.gm_code, sleutel)
    link = session.get(EENMALIG)
    if link is not None:
        session.pop(EENMALIG)
    beeld = list_collegas(gemeente.gm_code, nu=nu(), alleen=wie)[0]
    heeft = {regel.toekenning.rol for regel in beeld.nu}
    return render_template(
        "accounts/gemeente_collega.html",
        gemeente=gemeente,
        beeld=beeld,
        link=adres_van_link(link["token"]) if link and link["sleutel"] == sleutel else None,
        is_zelf=ik.gebruiker.id == wie.id,
        mag_link=bool(beeld.nu) and not werkt_ook_elders(wie, gemeente.gm_code, nu=nu()),
        mag_rol=wie.geblokkeerd_op is None and len(heeft) < len(GEMEENTE),
        namen=ROLNAMEN,
        standen=STANDEN,
    )


@bp.route("/collegas/<sleutel>/rol", methods=["GET", "POST"])
@voor_rollen(Rol.TEKENBEVOEGDE)
def collega_rol(sleutel: str) -> Pagina:
    """Give a colleague another role, from today."""
    formulier = Collegarolformulier()
    return _bij_collega(
        sleutel, "gemeente_rol.html", formulier,
        lambda gemeente, wie, door: geef_collega_rol(
            gemeente.gm_code, wie, formulier.gekozen_rol, door=door, nu=nu()
        ),
        lambda wie, gegeven: f"{wie.naam} heeft nu de rol {ROLNAMEN[gegeven.rol].lower()}.",
    )  # fmt: skip


@bp.route("/collegas/<sleutel>/rollen/<int(max=2147483647):nummer>/beeindigen", methods=["GET", "POST"])
@voor_rollen(Rol.TEKENBEVOEGDE)
def collega_rol_beeindigen(sleutel: str, nummer: int) -> Pagina:
    """End a role of a colleague."""
    gemeente = _waar(vereis_kijker(), Rol.TEKENBEVOEGDE)
    toekenning = get_rol_van_collega(gemeente.gm_code, get_collega(gemeente.gm_code, sleutel), nummer)
    return _bij_collega(
        sleutel, "gemeente_rol_beeindigen.html", Formulier(),
        lambda gemeente, _wie, door: beeindig_rol_van_collega(gemeente.gm_code, toekenning, door=door, nu=nu()),
        lambda wie, rol: f"De rol {ROLNAMEN[rol.rol].lower()} van {wie.naam} stopt op {datum_nl(rol.tot)}.",
        toekenning=toekenning, vandaag=(dag := dag_in_amsterdam(nu())), einde=eerste_einde(toekenning.vanaf, dag),
    )  # fmt: skip


@bp.route("/collegas/<sleutel>/verwijderen", methods=["GET", "POST"])
@voor_rollen(Rol.TEKENBEVOEGDE)
def collega_verwijderen(sleutel: str) -> Pagina:
    """Let a colleague go."""
    return _bij_collega(
        sleutel, "gemeente_verwijderen.html", Formulier(),
        lambda gemeente, wie, door: (verwijder_collega(gemeente.gm_code, wie, door=door, nu=nu()),),
        lambda wie, _: f"{wie.naam} is geen collega meer en is overal uitgelogd.",
    )  # fmt: skip


@bp.route("/collegas/<sleutel>/link", methods=["GET", "POST"])
@voor_rollen(Rol.TEKENBEVOEGDE)
def collega_link(sleutel: str) -> Pagina:
    """A new link for a colleague who forgot the password."""
    return _bij_collega(
        sleutel, "gemeente_link.html", Formulier(),
        lambda gemeente, wie, door: maak_link_voor_collega(gemeente.gm_code, wie, door=door, nu=nu()),
        None,
    )  # fmt: skip


def _bij_collega(
    sleutel: str, sjabloon: str, formulier: Formulier, stap: Callable[[Gemeente, Gebruiker, Gebruiker], Any],
    gelukt: Callable[[Gebruiker, Any], str] | None, **ook: Any,
) -> Pagina:  # fmt: skip
    """One step about a colleague: asks first, does it, and goes back to the page of the colleague.

    ``gelukt`` says what was done; without it the outcome is the token of a link.
    """
    ik = vereis_kijker()
    gemeente = _waar(ik, Rol.TEKENBEVOEGDE)
    wie = get_collega(gemeente.gm_code, sleutel)
    if formulier.validate_on_submit():
        gedaan = voer_uit(formulier, lambda: stap(gemeente, wie, ik.gebruiker))
        if gedaan is not None:
            if gelukt is None:
                return _naar_collega(gemeente, wie, gedaan)
            flash(gelukt(wie, gedaan), "goed")
            return _naar_collega(gemeente, wie, None)
    terug = url_for("gemeente.collega", sleutel=sleutel, gm=gemeente.gm_code)
    return _toon(sjabloon, gemeente, formulier, collega=wie, terug=terug, **ook)


def _naar_collega(gemeente: Gemeente, wie: Gebruiker, token: str | None) -> Antwoord:
    if token is not None:
        session[EENMALIG] = {"sleutel": wie.sleutel, "token": token}
    return redirect(url_for("gemeente.collega", sleutel=wie.sleutel, gm=gemeente.gm_code))


@bp.route("/adres", methods=["GET", "POST"])
@voor_rollen(Rol.TEKENBEVOEGDE)
def adres() -> Pagina:
    """Change where the municipality gets its post."""
    ik = vereis_kijker()
    gemeente = _waar(ik, Rol.TEKENBEVOEGDE)
    formulier = Adresformulier(obj=get_postadres(gemeente.gm_code))
    if formulier.validate_on_submit():
        velden = {
            naam: formulier[naam].data or "" for naam in ("ter_attentie", "adresregel", "postcode", "plaats")
        }
        gewijzigd = voer_uit(
            formulier,
            lambda: (wijzig_postadres(gemeente.gm_code, **velden, door=ik.gebruiker, nu=nu()),),
        )
        if gewijzigd is not None:
            flash("Het postadres is gewijzigd." if gewijzigd[0] else "Er is niets gewijzigd.", "goed")
            return _terug(gemeente, "adres")
    return _toon("gemeente_adres.html", gemeente, formulier)


@bp.route("/rekening", methods=["GET", "POST"])
@voor_rollen(*GEMEENTE)
def rekening() -> Pagina:
    """Enter another account; somebody else confirms it."""
    ik, formulier = vereis_kijker(), Rekeningformulier()
    gemeente = _waar(ik)
    if formulier.validate_on_submit():
        nieuw = voer_uit(
            formulier,
            lambda: voer_rekening_in(
                gemeente.gm_code, iban=formulier.iban.data, tenaamstelling=formulier.tenaamstelling.data,
                door=ik.gebruiker, nu=nu(),
            ),
        )  # fmt: skip
        if nieuw is not None:
            flash("Het rekeningnummer is ingevoerd. Nu moet een andere tekenbevoegde het bevestigen.", "goed")
            if nieuw.iban[:2] != NEDERLAND:
                flash(
                    "Let op: dit is geen Nederlandse rekening. Het ministerie kijkt dat extra na.", "let_op"
                )
            return _terug(gemeente, "rekening")
    return _toon("gemeente_rekening.html", gemeente, formulier)


@bp.route("/rekening/<int(max=2147483647):nummer>/bevestigen", methods=["GET", "POST"])
@voor_rollen(Rol.TEKENBEVOEGDE)
def rekening_bevestigen(nummer: int) -> Pagina:
    """A second person says that the number is right."""
    ik, formulier = vereis_kijker(), Formulier()
    gemeente = _waar(ik, Rol.TEKENBEVOEGDE)
    wijziging = get_rekeningnummer(nummer, gm_code=gemeente.gm_code)
    if formulier.validate_on_submit():
        voer_uit(formulier, lambda: bevestig(wijziging, door=ik.gebruiker, nu=nu()))
        if not formulier.errors:
            flash("U hebt het rekeningnummer bevestigd. Het ministerie kijkt het nu na.", "goed")
            return _terug(gemeente, "rekening")
    return _toon(
        "gemeente_rekening_bevestigen.html", gemeente, formulier, wijziging=wijziging, leesbaar=leesbaar,
        terug=url_for("gemeente.overzicht", gm=gemeente.gm_code),
    )  # fmt: skip


@bp.route("/rekening/<int(max=2147483647):nummer>/intrekken", methods=["GET", "POST"])
@voor_rollen(*GEMEENTE)
def rekening_intrekken(nummer: int) -> Pagina:
    """Take a change of the account back."""
    ik, formulier = vereis_kijker(), Formulier()
    gemeente = _waar(ik)
    wijziging = get_rekeningnummer(nummer, gm_code=gemeente.gm_code)
    if formulier.validate_on_submit():
        voer_uit(formulier, lambda: trek_wijziging_in(wijziging, door=ik.gebruiker, nu=nu()))
        if not formulier.errors:
            flash("De wijziging is ingetrokken. Er verandert niets.", "goed")
            return _terug(gemeente, "rekening")
    return _toon(
        "gemeente_rekening_intrekken.html", gemeente, formulier, wijziging=wijziging, leesbaar=leesbaar,
        terug=url_for("gemeente.overzicht", gm=gemeente.gm_code),
    )  # fmt: skip
