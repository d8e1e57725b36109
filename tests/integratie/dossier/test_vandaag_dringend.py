"""What cannot wait stands first on the home page: a notice of default, a view, a decision whose day nears."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import select

from subsidie.accounts.kijker import kijker_van
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.beoordeling.ingebrekestelling import bepaal_geen_dwangsom, leg_ingebrekestelling_vast
from subsidie.beoordeling.klokmodellen import GeenDwangsom, Ingebrekestelling
from subsidie.beoordeling.termijn import laatste_dag_van
from subsidie.beoordeling.zienswijze import geef_zienswijze, vraag_zienswijze
from subsidie.beschikkingen.buiten import Buitengrond, stel_buiten_behandeling
from subsidie.dossier.vandaag.samenstellen import stel_samen
from subsidie.dossier.vandaag.vorm import Blok
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.aanvullingen import DAG, GEVRAAGD, ministeriepersoon, richt_aanvulwereld_in


def blokken(wie: Gebruiker, nu: datetime) -> dict[str, Blok]:
    db.session.expire_all()
    return {
        blok.titel: blok for deel in stel_samen(kijker_van(wie, nu=nu), nu=nu).delen for blok in deel.gevuld
    }


def test_een_ingebrekestelling_staat_vooraan_met_de_dag_en_het_bedrag_van_de_dwangsom(app: Flask) -> None:
    wereld = richt_aanvulwereld_in()
    with schrijfgrens():
        bob = ministeriepersoon("Bob", Rol.BESLISSER)
    laatste = laatste_dag_van(wereld.aanvraag, nu=GEVRAAGD)
    assert laatste is not None
    op = GEVRAAGD + timedelta(days=(laatste - dag_in_amsterdam(GEVRAAGD)).days + 3)
    with schrijfgrens():
        leg_ingebrekestelling_vast(
            wereld.aanvraag, ontvangen_op=dag_in_amsterdam(op), toelichting="", door=wereld.bea, nu=op
        )
    for wie in (wereld.bea, bob):
        (post,) = blokken(wie, op)["Wat niet kan wachten"].posten
        assert post.klok is not None
        # Awb 4:17(3): the penalty starts on the day after two weeks.
        assert post.klok.dagen == 15
        (later,) = blokken(wie, op + 16 * DAG)["Wat niet kan wachten"].posten
        assert later.status is not None
        assert later.status.tekst == "dwangsom loopt"
        assert "nu €\N{NO-BREAK SPACE}40" in later.tekst
    with schrijfgrens():
        bepaal_geen_dwangsom(
            db.session.scalars(select(Ingebrekestelling)).one(), reden=GeenDwangsom.ONREDELIJK_LAAT,
            toelichting="Ruim een jaar later.", door=wereld.bea, nu=op + 16 * DAG,
        )  # fmt: skip
    assert "Wat niet kan wachten" not in blokken(wereld.bea, op + 16 * DAG)


def test_een_zienswijze_vraagt_de_behandelaar_als_zij_er_is_of_de_termijn_voorbij_is(app: Flask) -> None:
    wereld = richt_aanvulwereld_in()
    tot = dag_in_amsterdam(GEVRAAGD) + 14 * DAG
    with schrijfgrens():
        open_ = vraag_zienswijze(
            wereld.aanvraag, grond="", voornemen="De grond is van een ander.", termijn_tot=tot, door=wereld.bea,
            nu=GEVRAAGD,
        )  # fmt: skip
    assert "Zienswijzen" not in blokken(wereld.bea, GEVRAAGD + 14 * DAG)
    (voorbij,) = blokken(wereld.bea, GEVRAAGD + 15 * DAG)["Zienswijzen"].posten
    assert voorbij.status is not None
    assert voorbij.status.tekst == "termijn voorbij"
    with schrijfgrens():
        geef_zienswijze(
            open_, reactie="De grond is van ons.", geen=False, door=wereld.tess, ontvangen_op=GEVRAAGD + 16 * DAG,
            nu=GEVRAAGD + 16 * DAG,
        )  # fmt: skip
    (gegeven,) = blokken(wereld.bea, GEVRAAGD + 16 * DAG)["Zienswijzen"].posten
    assert "De gemeente gaf haar zienswijze" in gegeven.tekst


def test_niet_behandelen_heeft_een_laatste_dag_en_daarna_neemt_de_behandelaar_het_terug(app: Flask) -> None:
    wereld = richt_aanvulwereld_in()
    with schrijfgrens():
        bob = ministeriepersoon("Bob", Rol.BESLISSER)
    verzoek = wereld.vraag()
    na = GEVRAAGD + timedelta(days=(verzoek.termijn_tot - dag_in_amsterdam(GEVRAAGD)).days + 1)
    with schrijfgrens():
        stel_buiten_behandeling(
            wereld.aanvraag,
            grond=Buitengrond.GEGEVENS,
            motivering="De begroting ontbreekt.",
            door=wereld.bea,
            nu=na,
        )
    (te_tekenen,) = blokken(bob, na)["Wat niet kan wachten"].posten
    assert te_tekenen.klok is not None
    assert te_tekenen.klok.dagen == 27
    assert "Wat niet kan wachten" not in blokken(wereld.bea, na)
    (terug,) = blokken(wereld.bea, na + 28 * DAG)["Wat niet kan wachten"].posten
    assert terug.naar is not None
    assert terug.naar.eindpunt == "terug.pagina"
