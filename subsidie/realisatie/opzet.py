"""What realisation does when a decision works, what the worker does for it, and who writes its letters."""

from __future__ import annotations

from flask import Flask, current_app

from subsidie.beschikkingen.bekend import registreer_gevolg
from subsidie.beschikkingen.losse import registreer_brief
from subsidie.beschikkingen.models import NAAST_DE_KETEN, Besluitsoort
from subsidie.beschikkingen.proef import registreer_proef
from subsidie.beschikkingen.terugnemen import registreer_terug
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.platform.taken import registreer_veger
from subsidie.realisatie import (
    afrekenschrijven,
    bewijs,
    bezwaargevolg,
    levering,
    plan,
    proefkijk,
    terugvorderen,
    vorderingbesluiten,
    vorderingschrijven,
    waarschuwen,
    wijzigingsbesluit,
)
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens


def maak_plannen() -> int:
    """Make the plans that are missing; how many."""
    if not plan.ontbreekt():
        return 0
    with schrijfgrens():
        return plan.maak_ontbrekende(nu())


def scan_bewijsstukken() -> int:
    """Scan the evidence that waits in quarantine; how many got an answer."""
    return bewijs.scan_bewijs(current_app.extensions["instellingen"], nu)


def waarschuw() -> int:
    """Send the warnings about obligations that are due, each in a transaction of its own; how many went out."""
    moment = nu()
    voorstellen = waarschuwen.list_voorstellen(dag_in_amsterdam(moment))
    db.session.rollback()
    adres = current_app.extensions["instellingen"].adres or ""
    verstuurd = 0
    for voorstel in voorstellen:
        with schrijfgrens():
            verstuurd += waarschuwen.verstuur(voorstel, adres=adres, nu=moment)
    return verstuurd


def waarschuw_dagelijks() -> int:
    """As ``waarschuw``, once a day in this process: what is due depends on the day and on nothing sooner."""
    vandaag = dag_in_amsterdam(nu())
    if current_app.extensions.get(waarschuwen.VEGER) == vandaag:
        return 0
    verstuurd = waarschuw()
    current_app.extensions[waarschuwen.VEGER] = vandaag
    return verstuurd


def registreer(_app: Flask) -> None:
    """Called when the application is built."""
    registreer_gevolg(plan.VEGER, plan.na_bekendmaking)
    registreer_veger(plan.VEGER, maak_plannen)
    registreer_veger(bewijs.VEGER, scan_bewijsstukken)
    registreer_veger(waarschuwen.VEGER, waarschuw_dagelijks)
    levering.registreer()
    registreer_gevolg(terugvorderen.GEVOLG, terugvorderen.na_bekendmaking)
    registreer_gevolg(bezwaargevolg.GEVOLG, bezwaargevolg.na_bekendmaking)
    registreer_gevolg(vorderingbesluiten.GEVOLG, vorderingbesluiten.na_bekendmaking)
    registreer_gevolg(wijzigingsbesluit.GEVOLG, wijzigingsbesluit.na_bekendmaking)
    registreer_brief(Besluitsoort.WIJZIGING, wijzigingsbesluit.schrijf)
    registreer_brief(Besluitsoort.VASTSTELLING, afrekenschrijven.schrijf_vaststelling)
    registreer_brief(Besluitsoort.TERUGVORDERING, afrekenschrijven.schrijf_terugvordering)
    for soort in sorted(NAAST_DE_KETEN):
        registreer_brief(soort, vorderingschrijven.schrijf)
    registreer_terug(Besluitsoort.WIJZIGING, wijzigingsbesluit.maak_weer_open)
    registreer_terug(Besluitsoort.VASTSTELLING)
    registreer_terug(Besluitsoort.TERUGVORDERING)
    registreer_proef(Besluitsoort.WIJZIGING, proefkijk.kijk_naar_wijzigingen)
    registreer_proef(Besluitsoort.VASTSTELLING, proefkijk.kijk_naar_vaststellingen)
    registreer_proef(Besluitsoort.TERUGVORDERING, proefkijk.kijk_naar_terugvorderingen)
