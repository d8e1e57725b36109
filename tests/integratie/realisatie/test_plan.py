"""A plan follows from what was decided, once, and the first one stays beside what changed it."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime

import pytest
from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag
from subsidie.beschikkingen.models import Beschikking, Besluitsoort
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Domeinfout
from subsidie.realisatie import plan
from subsidie.realisatie.delen import list_delen
from subsidie.realisatie.leveringmodellen import Woonruimte
from subsidie.realisatie.planmodellen import Mijlpaal
from subsidie.realisatie.prognoses import lees_prognoses
from subsidie.realisatie.stand import PerAard, lees_stand, lees_standen
from subsidie.tranches.keuzen import Woonruimteaard, Woonruimtesoort
from subsidie.web.db import db
from tests.fabrieken import realisatierijen, rijen
from tests.fabrieken.vragentellen import geteld

Schrijf = Callable[[], AbstractContextManager[None]]


def verlening(soort: Besluitsoort = Besluitsoort.VERLENING) -> Beschikking:
    """A notified award on three lines, of which two differ in rent only: 12 + 8 permanent, and flexible ones."""
    planning = {"delen": {"planning": {"onomkeerbare_stap": "2024-02-01"}}}
    versie = rijen.aanvraag_versie(
        aanvraag=rijen.aanvraag(status="beoordeeld"), gegevens=json.dumps(planning),
        start_bouw_gepland=date(2024, 3, 1), oplevering_gepland=date(2025, 9, 1),
    )  # fmt: skip
    regels = ((12, 500_00, "permanent"), (8, 600_00, "permanent"), (5, 400_00, "flexibel"))
    for regel, (aantal, huur, aard) in enumerate(regels, start=1):
        rijen.woonruimteregel(
            versie=versie, regel=regel, doelgroep="statushouders", aard=Woonruimteaard(aard),
            soort=Woonruimtesoort.ZELFSTANDIG, aantal=aantal, huurprijs_cent=huur,
        )  # fmt: skip
    return rijen.beschikking(
        aanvraag_id=versie.aanvraag_id, versie_id=versie.id, soort=soort, status="bekendgemaakt"
    )


def volgende(
    eerste: Beschikking, soort: Besluitsoort, inhoud: dict[str, object], **velden: object
) -> Beschikking:
    tekst = json.dumps(inhoud)
    return rijen.beschikking(
        aanvraag_id=eerste.aanvraag_id, versie_id=eerste.versie_id, soort=soort, status="bekendgemaakt",
        gegevens=tekst, gegevens_sha256=sha256_hex(tekst.encode()), **velden,
    )  # fmt: skip


def aantallen(aanvraag: Aanvraag) -> list[tuple[str, int]]:
    return [(een.aard.value, een.aantal) for een in plan.list_planregels(plan.geldend_plan(aanvraag))]


def test_een_verlening_wordt_een_plan_met_een_deel_en_de_planning_van_de_aanvraag(
    schrijf: Schrijf, nu: datetime
) -> None:
    with schrijf():
        besluit = verlening()
        plan.na_bekendmaking(besluit, None, nu)
        plan.na_bekendmaking(besluit, None, nu)  # twice changes nothing
    aanvraag = besluit.aanvraag
    assert aantallen(aanvraag) == [("permanent", 20), ("flexibel", 5)]
    assert plan.geldend_plan(aanvraag) == plan.eerste_plan(aanvraag)
    (deel,) = list_delen(aanvraag)
    assert (deel.naam, deel.aantal, deel.door) == (aanvraag.project.naam, 25, None)
    gepland = lees_prognoses([aanvraag.id])[aanvraag.id][deel.id]
    assert {mijlpaal: een.verwacht_op for mijlpaal, een in gepland.items()} == {
        Mijlpaal.ONOMKEERBARE_STAP: date(2024, 2, 1), Mijlpaal.START_BOUW: date(2024, 3, 1),
        Mijlpaal.OPLEVERING: date(2025, 9, 1),
    }  # fmt: skip


def test_een_wijziging_geeft_een_nieuw_plan_en_het_enige_deel_groeit_of_krimpt_mee(
    schrijf: Schrijf, nu: datetime
) -> None:
    with schrijf():
        eerste = verlening()
        minder = [{"doelgroep": "statushouders", "aard": "permanent", "soort": "zelfstandig", "aantal": 9}]
        wijziging = volgende(eerste, Besluitsoort.WIJZIGING, {"woonruimten": minder}, verleend_cent=1)
        # The award was from before there were plans: it gets its own first.
        plan.na_bekendmaking(wijziging, None, nu)
    aanvraag = eerste.aanvraag
    assert aantallen(aanvraag) == [("permanent", 9)]
    assert [een.aantal for een in list_delen(aanvraag)] == [9]
    stand = lees_stand(aanvraag.id)
    assert (stand.plannen, stand.oorspronkelijk, stand.beloofd) == (2, PerAard(20, 5), PerAard(9, 0))


def test_een_wijziging_van_alleen_een_datum_en_een_ongegrond_bezwaar_laten_het_plan_staan(
    schrijf: Schrijf, nu: datetime
) -> None:
    with schrijf():
        eerste = verlening()
        plan.na_bekendmaking(eerste, None, nu)
        datum = volgende(eerste, Besluitsoort.WIJZIGING, {"uiterlijk": "2027-01-01"}, verleend_cent=1)
        ongegrond = volgende(eerste, Besluitsoort.BESLISSING_OP_BEZWAAR, {})
        for besluit in (datum, ongegrond):
            plan.na_bekendmaking(besluit, None, nu)
    assert lees_stand(eerste.aanvraag_id).plannen == 1


def test_een_intrekking_laat_een_leeg_plan(schrijf: Schrijf, nu: datetime) -> None:
    with schrijf():
        eerste = verlening()
        plan.na_bekendmaking(volgende(eerste, Besluitsoort.INTREKKING, {}), None, nu)
    assert aantallen(eerste.aanvraag) == []
    assert lees_stand(eerste.aanvraag_id).oorspronkelijk == PerAard(20, 5)


def test_een_besluit_met_een_onleesbare_lijst_gaat_niet_door(schrijf: Schrijf, nu: datetime) -> None:
    with pytest.raises(Domeinfout, match="geen leesbare lijst"), schrijf():
        stuk = volgende(
            verlening(), Besluitsoort.WIJZIGING, {"woonruimten": [{"aantal": -1}]}, verleend_cent=1
        )
        plan.na_bekendmaking(stuk, None, nu)


def test_ontbrekende_plannen_komen_er_een_keer(schrijf: Schrijf, nu: datetime) -> None:
    with schrijf():
        verlening()
        verlening()
    assert plan.ontbreekt()
    with schrijf():
        assert plan.maak_ontbrekende(nu) == 2
    with schrijf():
        assert plan.maak_ontbrekende(nu) == 0
    assert not plan.ontbreekt()


def test_alleen_wat_is_aanvaard_telt_en_wat_niet_bleef_staat_apart(schrijf: Schrijf, nu: datetime) -> None:
    with schrijf():
        aanvraag, kaal = verlening().aanvraag, rijen.aanvraag(status="beoordeeld")
        plan.maak_ontbrekende(nu)
        (deel,) = list_delen(aanvraag)
        realisatierijen.geleverd(
            aanvraag, aantal=2, deel=deel, opgeleverd_op=date(2024, 5, 1), in_gebruik_op=date(2024, 6, 1)
        )
        latere = realisatierijen.geleverd(
            aanvraag, aantal=1, deel=deel, opgeleverd_op=date(2025, 5, 1), aard=Woonruimteaard.FLEXIBEL
        )
        gemeld = realisatierijen.levering(aanvraag=aanvraag, deel=deel, opgeleverd_op=date(2025, 6, 1))
        realisatierijen.woonruimte(levering=gemeld)
        realisatierijen.woonruimte(levering=gemeld, vervallen=True)
        realisatierijen.woonruimte(levering=gemeld)
        realisatierijen.mijlpaal(aanvraag=aanvraag, deel=deel, stand="aanvaard", bereikt_op=date(2024, 1, 5))
        realisatierijen.mijlpaal(aanvraag=aanvraag, deel=deel, mijlpaal=Mijlpaal.START_BOUW)
        verloren = db.session.scalars(select(Woonruimte).where(Woonruimte.levering_id == latere.id)).one()
        realisatierijen.bestemmingseinde(woonruimte_id=verloren.id)
    standen = lees_standen([aanvraag.id, kaal.id])
    stand = standen[aanvraag.id]
    assert (stand.geleverd, stand.gemeld) == (PerAard(2, 1), PerAard(2, 0))
    assert (stand.in_gebruik, stand.niet_gehouden, stand.staat) == (PerAard(2), PerAard(0, 1), PerAard(2, 0))
    assert (stand.eerste_levering, stand.laatste_levering) == (date(2024, 5, 1), date(2025, 5, 1))
    assert set(stand.mijlpalen) == {Mijlpaal.VERGUNNING}
    assert stand.te_leveren == 22
    assert standen[kaal.id].plannen == 0


def test_de_stand_van_veel_aanvragen_kost_evenveel_vragen_als_die_van_een(
    schrijf: Schrijf, nu: datetime
) -> None:
    with schrijf():
        ids = [verlening().aanvraag_id for _ in range(3)]
        plan.maak_ontbrekende(nu)
    with geteld() as een:
        lees_standen(ids[:1])
    with geteld() as alle:
        lees_standen(ids)
    assert len(een) == len(alle) == 4


def test_een_deelverlening_verplicht_tot_alle_woonruimten_want_alleen_het_bedrag_is_lager(
    schrijf: Schrijf, nu: datetime
) -> None:
    with schrijf():
        heel, deel = verlening(), verlening(Besluitsoort.DEELVERLENING)
        plan.maak_ontbrekende(nu)
    assert aantallen(deel.aanvraag) == aantallen(heel.aanvraag) == [("permanent", 20), ("flexibel", 5)]
