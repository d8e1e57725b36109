"""What must be there of payments, homes and accounts after ``subsidie demo``, read from the database that it made."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from flask import Flask
from sqlalchemy import func, select

from subsidie import create_app
from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.service import get_gebruiker_op_email
from subsidie.audit.models import Gebeurtenis
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.realisatie.betaalmodellen import Betaalopdracht, Opdrachtstatus
from subsidie.realisatie.geldstand import lees_geld, plafond_van
from subsidie.realisatie.leveringmodellen import (
    Bestemmingsbevestiging,
    Bestemmingseinde,
    Levering,
    Woonruimte,
)
from subsidie.realisatie.planmodellen import Meldingstand, Planregel, Realisatieplan
from subsidie.realisatie.tranchebeeld import lees_tranchebeeld
from subsidie.realisatie.vorderingen import list_alle
from subsidie.realisatie.vorderingmodellen import Vaststellingsberekening
from subsidie.realisatie.wijzigingmodellen import Verzoekstatus, Wijzigingsverzoek
from subsidie.tranches.lezen import zoek_tranche
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import regels
from subsidie.verantwoording.sisamodellen import Sisaregel
from subsidie.voorbeeld.oefenrealisatie import CODE
from subsidie.web.db import db
from subsidie.web.klok import nu
from tests.fabrieken.inloggen import als

GEPUBLICEERD = {"rha-2022": ("2.959", "4.766"), "rha-2023": ("1.432", "2.933")}
"""Permanent and flexible homes, as the page writes them."""


def controleer_uitvoering(omgeving: dict[str, str]) -> dict[str, int | None]:
    """The figures of 2022 and 2023 on the pages are those that were published; returns how much there is."""
    app = create_app({**omgeving, "SUBSIDIE_OMGEVING": "demo"})
    with app.app_context():
        try:
            for code, getallen in GEPUBLICEERD.items():
                tranche = zoek_tranche(code)
                assert tranche is not None
                _is_wat_er_is_gepubliceerd(tranche)
                _is_betaald_en_telt_op(tranche)
                tekst = _pagina(app, f"/tranches/{code}/realisatie")
                assert all(getal in tekst for getal in getallen), code
            _is_er_een_lager_vastgesteld()
            _is_alles_na_de_verlening_te_zien()
            _is_op_volgorde_van_tijd()
            standen = set(db.session.scalars(select(Levering.stand)))
            assert {Meldingstand.AANVAARD, Meldingstand.GEMELD, Meldingstand.VRAAG} <= standen
            return {
                model.__name__: _tel(model)
                for model in (Levering, Woonruimte, Bestemmingseinde, Bestemmingsbevestiging, Sisaregel)
            }
        finally:
            db.session.remove()
            for motor in db.engines.values():
                motor.dispose()


def _is_wat_er_is_gepubliceerd(tranche: Tranche) -> None:
    beeld = lees_tranchebeeld(tranche, dag_in_amsterdam(nu()))
    assert len(beeld.publicaties) == 2
    assert all(een.klopt for een in beeld.publicaties)
    assert beeld.beloofd.totaal > beeld.geleverd.totaal > 0
    assert beeld.in_gevaar > 0
    gepubliceerd = regels(tranche).gepubliceerde_uitkomst
    assert len(beeld.projecten) == gepubliceerd["projecten"].waarde
    vraag = (
        select(Planregel.doelgroep, func.sum(Planregel.aantal))
        .join(Realisatieplan, Realisatieplan.id == Planregel.plan_id)
        .join(Aanvraag, Aanvraag.id == Realisatieplan.aanvraag_id)
        .where(Aanvraag.tranche_id == tranche.id, Realisatieplan.volgnummer == 1)
        .group_by(Planregel.doelgroep)
    )
    gepland = {groep: int(aantal) for groep, aantal in db.session.execute(vraag)}
    assert gepland == {een.doelgroep: een.aantal for een in gepubliceerd["doelgroepen"].waarde}


def _is_er_een_lager_vastgesteld() -> None:
    """Of 2022 one: a settlement and no claim, for its tranche does not say on which ground."""
    [(vast, berekening)] = [
        (een.beschikking, een)
        for een in db.session.scalars(select(Vaststellingsberekening))
        if een.aanvraag.tranche.code == "rha-2022"
    ]
    assert vast is not None
    assert vast.status is Besluitstatus.BEKENDGEMAAKT
    assert vast.verleend_cent == berekening.vastgesteld_cent < berekening.verleend_cent


def _is_alles_na_de_verlening_te_zien() -> None:
    """In the practice tranche of years ago: every kind of decision, a claim with interest, and an open instalment."""
    tranche = zoek_tranche(CODE)
    assert tranche is not None
    soorten = set(
        db.session.scalars(
            select(Beschikking.soort)
            .join(Aanvraag, Aanvraag.id == Beschikking.aanvraag_id)
            .where(Aanvraag.tranche_id == tranche.id, Beschikking.status == Besluitstatus.BEKENDGEMAAKT)
        )
    )
    assert soorten == {
        Besluitsoort.VERLENING, Besluitsoort.WIJZIGING, Besluitsoort.VASTSTELLING, Besluitsoort.TERUGVORDERING,
        Besluitsoort.RENTE, Besluitsoort.BETALINGSREGELING,
    }  # fmt: skip
    [stand] = list_alle(dag_in_amsterdam(nu()))
    assert stand.is_open
    assert not stand.is_te_laat
    assert stand.ontvangen_cent > stand.renten[0].bedrag_cent > 0
    assert {een.status for een in db.session.scalars(select(Wijzigingsverzoek))} == {
        Verzoekstatus.INGEWILLIGD,
        Verzoekstatus.INGEDIEND,
    }
    geld = lees_geld(tranche, nu())
    assert geld is not None
    assert (geld.som_cent, geld.tekort_cent) == (plafond_van(tranche, nu()), 0)


def _is_op_volgorde_van_tijd() -> None:
    """However many stories are told beside each other: what is further down the trail did not happen earlier."""
    momenten = db.session.scalars(select(Gebeurtenis.moment).order_by(Gebeurtenis.volgnummer)).all()
    assert len(momenten) > 9_000
    assert all(een <= volgende for een, volgende in pairwise(momenten))


def _is_betaald_en_telt_op(tranche: Tranche) -> None:
    statussen = Counter(
        db.session.scalars(
            select(Betaalopdracht.status)
            .join(Aanvraag, Aanvraag.id == Betaalopdracht.aanvraag_id)
            .where(Aanvraag.tranche_id == tranche.id)
        )
    )
    assert set(statussen) == {Opdrachtstatus.BETAALD}
    geld = lees_geld(tranche, nu())
    assert geld is not None
    assert (geld.som_cent, geld.tekort_cent) == (plafond_van(tranche, nu()), 0)


def _pagina(app: Flask, adres: str) -> str:
    auditor = get_gebruiker_op_email("auditor@voorbeeld.invalid")
    assert auditor is not None
    antwoord = als(app.test_client(), auditor, nu()).get(adres)
    assert antwoord.status_code == 200
    return antwoord.text


def _tel(model: type) -> int | None:
    return db.session.scalar(select(func.count()).select_from(model))
