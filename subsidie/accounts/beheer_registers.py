"""The registers of mandates and of interests."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Antwoord
from wtforms.fields.choices import SelectChoice

from subsidie.accounts.beheer_bp import bp, toon_lijst, voer_uit
from subsidie.accounts.beheer_forms import Belangformulier, Eindeformulier, Mandaatformulier
from subsidie.accounts.beheren import beeindig_mandaat, get_mandaat
from subsidie.accounts.belanginvoer import registreer_uit
from subsidie.accounts.belangmodellen import Partijbelang
from subsidie.accounts.belangregister import beeindig_belang, get_belang, get_partijbelang
from subsidie.accounts.gemeentekeuze import list_keuzen
from subsidie.accounts.groepen import ACCOUNTS_LEZEN, BEHEER, MANDAATROL
from subsidie.accounts.lijsten import (
    BELANGSOORTEN,
    cellen_belangen,
    cellen_mandaten,
    lijst_belangen,
    lijst_mandaten,
    vraag_belangen,
    vraag_mandaten,
)
from subsidie.accounts.models import Belang, Gebruiker, Mandaat, Rol
from subsidie.accounts.queries import eerste_einde, get_gebruiker_van, list_personen, naam_van_gemeente
from subsidie.accounts.service import geef_mandaat, get_gebruiker
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.accounts.woorden import HANDELINGEN
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.geld import lees_euro
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.web.klok import nu


def _personen(*rollen: Rol) -> list[SelectChoice]:
    personen = list_personen(*rollen, dag=dag_in_amsterdam(nu()))
    return [
        SelectChoice("", "Kies een persoon"),
        *(SelectChoice(sleutel, naam) for sleutel, naam in personen),
    ]


@bp.get("/mandaten")
@voor_rollen(*ACCOUNTS_LEZEN)
def mandaten() -> str | Response:
    """Who may sign what, up to which amount and when."""
    return toon_lijst(
        "beheer/mandaten.html", lijst_mandaten(nu()), vraag_mandaten(), cellen_mandaten, "mandaten",
        bij=lambda _: {
            "handelingen": HANDELINGEN, "dag": dag_in_amsterdam(nu()),
            "mag_beheren": vereis_kijker().heeft(Rol.BEHEERDER),
        },
    )  # fmt: skip


@bp.route("/mandaten/nieuw", methods=["GET", "POST"])
@voor_rollen(*BEHEER)
def nieuw_mandaat() -> str | Antwoord | tuple[str, int]:
    """Enter a mandate."""
    ik, formulier = vereis_kijker(), Mandaatformulier()
    formulier.gebruiker.choices = _personen(*set(MANDAATROL.values()))
    if not formulier.is_submitted():
        formulier.vanaf.data = dag_in_amsterdam(nu())
        formulier.gebruiker.data = request.args.get("gebruiker", "")
    elif formulier.validate():
        mandaat = voer_uit(formulier, lambda: _geef_mandaat(formulier, ik.gebruiker))
        if mandaat is not None:
            flash(f"Mandaat {mandaat.registernummer} staat in het register.", "goed")
            return redirect(url_for("beheer.mandaten"))
    return render_template(
        "beheer/mandaat_nieuw.html", formulier=formulier
    ), 422 if formulier.is_submitted() else 200


def _geef_mandaat(formulier: Mandaatformulier, door: Gebruiker) -> Mandaat:
    bedrag = lees_euro(formulier.tot_bedrag.data or "", waar="tot_bedrag")
    return geef_mandaat(
        _persoon(formulier.gebruiker.data), formulier.gekozen_handeling, tot_bedrag_cent=bedrag,
        registernummer=formulier.registernummer.data, vanaf=formulier.vanaf.data, door=door, nu=nu(),
    )  # fmt: skip


@bp.route("/mandaten/<int(max=2147483647):nummer>/beeindigen", methods=["GET", "POST"])
@voor_rollen(*BEHEER)
def mandaat_beeindigen(nummer: int) -> str | Antwoord | tuple[str, int]:
    """End a mandate, from a day on."""
    ik, mandaat, formulier = vereis_kijker(), get_mandaat(nummer), Eindeformulier()
    if not formulier.is_submitted():
        formulier.tot.data = eerste_einde(mandaat.vanaf, dag_in_amsterdam(nu()))
    elif formulier.validate():
        voer_uit(
            formulier, lambda: beeindig_mandaat(mandaat, tot=formulier.tot.data, door=ik.gebruiker, nu=nu())
        )
        if not formulier.errors:
            flash(
                f"Mandaat {mandaat.registernummer} van {mandaat.gebruiker.naam} stopt op "
                f"{datum_nl(formulier.tot.data)}.",
                "goed",
            )
            return redirect(url_for("beheer.mandaten"))
    return render_template(
        "beheer/mandaat_beeindigen.html", formulier=formulier, mandaat=mandaat,
        handeling=HANDELINGEN[mandaat.handeling], terug=url_for("beheer.mandaten"),
    ), 422 if formulier.is_submitted() else 200  # fmt: skip


@bp.get("/belangen")
@voor_rollen(*ACCOUNTS_LEZEN)
def belangen() -> str | Response:
    """Who stays away from which municipality, and why."""
    return toon_lijst(
        "beheer/belangen.html", lijst_belangen(nu()), vraag_belangen(), cellen_belangen, "belangen",
        bij=lambda _: {
            "soorten": BELANGSOORTEN,
            "dag": dag_in_amsterdam(nu()), "mag_beheren": vereis_kijker().heeft(Rol.BEHEERDER),
        },
    )  # fmt: skip


@bp.route("/belangen/nieuw", methods=["GET", "POST"])
@voor_rollen(*BEHEER)
def nieuw_belang() -> str | Antwoord | tuple[str, int]:
    """Enter an interest."""
    ik, formulier = vereis_kijker(), Belangformulier()
    formulier.gebruiker.choices = _personen()
    if not formulier.is_submitted():
        formulier.vanaf.data = dag_in_amsterdam(nu())
        formulier.gebruiker.data = request.args.get("gebruiker", "")
    elif formulier.validate():
        belang = voer_uit(
            formulier,
            lambda: registreer_uit(formulier, _persoon(formulier.gebruiker.data), door=ik.gebruiker, nu=nu()),
        )
        if belang is not None:
            flash("Het belang staat in het register.", "goed")
            return redirect(url_for("beheer.belangen"))
    return render_template(
        "beheer/belang_nieuw.html", formulier=formulier, gemeenten=list_keuzen(dag_in_amsterdam(nu()))
    ), 422 if formulier.is_submitted() else 200


@bp.route("/belangen/<int(max=2147483647):nummer>/beeindigen", methods=["GET", "POST"])
@voor_rollen(*BEHEER)
def belang_beeindigen(nummer: int) -> str | Antwoord | tuple[str, int]:
    """An interest in a municipality is over, from a day on."""
    belang = get_belang(nummer)
    return _beeindig(belang, f"gemeente {naam_van_gemeente(belang.gm_code)}")


@bp.route("/partijbelangen/<int(max=2147483647):nummer>/beeindigen", methods=["GET", "POST"])
@voor_rollen(*BEHEER)
def partijbelang_beeindigen(nummer: int) -> str | Antwoord | tuple[str, int]:
    """An interest in a party is over, from a day on."""
    belang = get_partijbelang(nummer)
    return _beeindig(belang, belang.partij)


def _beeindig(belang: Belang | Partijbelang, waarin: str) -> str | Antwoord | tuple[str, int]:
    ik, formulier = vereis_kijker(), Eindeformulier()
    if not formulier.is_submitted():
        formulier.tot.data = eerste_einde(belang.vanaf, dag_in_amsterdam(nu()))
    elif formulier.validate():
        voer_uit(
            formulier, lambda: beeindig_belang(belang, tot=formulier.tot.data, door=ik.gebruiker, nu=nu())
        )
        if not formulier.errors:
            flash(f"Het belang stopt op {datum_nl(formulier.tot.data)}.", "goed")
            return redirect(url_for("beheer.belangen"))
    return render_template(
        "beheer/belang_beeindigen.html", formulier=formulier, belang=belang, waarin=waarin,
        gebruiker=get_gebruiker_van(belang), terug=url_for("beheer.belangen"),
    ), 422 if formulier.is_submitted() else 200  # fmt: skip


def _persoon(sleutel: str) -> Gebruiker:
    if not sleutel:
        raise OngeldigeInvoer.van("gebruiker", "Kies een persoon.")
    return get_gebruiker(sleutel)
