"""Money out and back: on a decision that works, to the account of the municipality, and never more than was awarded."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from subsidie.aanvragen.models import Aanvraag
from subsidie.realisatie.vorderingmodellen import Vordering
from subsidie.web.db import db
from tests.fabrieken import geldrijen, rijen
from tests.fabrieken.geldrijen import (
    OPDRACHT_CENT,
    TERUG_CENT,
    betaalopdracht,
    vaststellingsberekening,
    vordering,
)
from tests.fabrieken.gemeenterijen import rekeningnummer
from tests.fabrieken.realisatierijen import besluit_op
from tests.fabrieken.rijen import BEDRAG_CENT, DAG, NU
from tests.integratie.databank.test_onveranderlijk import Een
from tests.integratie.databank.weigering import TABELLEN, geweigerd_door, voeg_toe, wordt_aangenomen

pytestmark = pytest.mark.usefixtures("transactie")

PAST_NIET = "het besluit past niet"


def _probeer(tabel: str, melding: str, goed: dict[str, Any], fout: dict[str, Any]) -> None:
    """The row gets in; with the fault in it not, and that is what the database says."""
    wordt_aangenomen(TABELLEN[tabel], goed)
    with geweigerd_door(f"{tabel}: {melding}"):
        voeg_toe(TABELLEN[tabel], goed | fout)


@pytest.mark.parametrize(
    "besluit",
    [
        {"status": "concept"},
        {"status": "getekend"},
        {"soort": "afwijzing"},
        {"soort": "intrekking"},
        {"soort": "terugvordering", "verleend_cent": BEDRAG_CENT},
    ],
)
def test_er_wordt_betaald_op_een_toekenning_die_is_bekendgemaakt(besluit: dict[str, Any]) -> None:
    goed = betaalopdracht.waarden()
    ander = besluit_op(goed["aanvraag_id"], **besluit)
    # With nothing awarded the amount is too much as well.
    wordt_aangenomen(TABELLEN["betaalopdracht"], goed)
    with geweigerd_door(f"betaalopdracht: {PAST_NIET}", "betaalopdracht: het is meer dan is verleend"):
        voeg_toe(TABELLEN["betaalopdracht"], goed | {"beschikking_id": ander.id})


def test_er_wordt_niet_betaald_op_een_besluit_over_een_andere_aanvraag() -> None:
    ander = rijen.beschikking(status="bekendgemaakt")
    _probeer("betaalopdracht", PAST_NIET, betaalopdracht.waarden(), {"beschikking_id": ander.id})


@pytest.mark.parametrize("soort", ["wijziging", "vaststelling"])
def test_ook_op_wat_de_toekenning_later_veranderde_wordt_betaald(soort: str) -> None:
    besluit = rijen.beschikking(status="bekendgemaakt", soort=soort, verleend_cent=BEDRAG_CENT)
    betaalopdracht(beschikking=besluit)


@pytest.mark.parametrize("stap", [{}, {"bevestigd_op": NU}, {"afgewezen_op": NU}])
def test_er_wordt_betaald_op_een_rekening_die_is_goedgekeurd(stap: dict[str, Any]) -> None:
    goed = betaalopdracht.waarden()
    aanvraag = db.session.get_one(Aanvraag, goed["aanvraag_id"])
    ander = rekeningnummer(gm_code=aanvraag.gm_code, **stap)
    melding = "de rekening is niet van deze gemeente of niet goedgekeurd"
    _probeer("betaalopdracht", melding, goed, {"rekening_id": ander.id})


def test_er_wordt_niet_betaald_op_de_rekening_van_een_andere_gemeente() -> None:
    melding = "de rekening is niet van deze gemeente of niet goedgekeurd"
    ander = rekeningnummer(goedgekeurd_op=NU)
    _probeer("betaalopdracht", melding, betaalopdracht.waarden(), {"rekening_id": ander.id})


def test_een_gemeente_die_opging_in_een_andere_krijgt_haar_geld_daar() -> None:
    nu_is = rijen.gemeente()
    tussen = rijen.gemeente(geldig_tot=DAG, opvolger_gm_code=nu_is.gm_code)
    eerst = rijen.gemeente(geldig_tot=DAG, opvolger_gm_code=tussen.gm_code)
    rekening = rekeningnummer(gemeente=nu_is, goedgekeurd_op=NU)
    for gemeente in (nu_is, tussen, eerst):
        aanvraag = rijen.aanvraag(gemeente=gemeente, status="beoordeeld")
        betaalopdracht(aanvraag=aanvraag, rekening=rekening)


def test_er_wordt_niet_meer_betaald_dan_is_verleend() -> None:
    eerste = betaalopdracht(bedrag_cent=BEDRAG_CENT - OPDRACHT_CENT)
    rest = betaalopdracht.waarden(beschikking=eerste.beschikking, soort="bcf")
    _probeer("betaalopdracht", "het is meer dan is verleend", rest, {"bedrag_cent": OPDRACHT_CENT + 1})
    ander = besluit_op(eerste.aanvraag_id, soort="wijziging", verleend_cent=BEDRAG_CENT)
    _probeer(
        "betaalopdracht", "het is meer dan is verleend", rest | {"beschikking_id": ander.id},
        {"bedrag_cent": OPDRACHT_CENT + 1},
    )  # fmt: skip


@pytest.mark.parametrize("status", ["geweigerd", "vervallen"])
def test_wat_niet_doorging_telt_niet_mee(status: str) -> None:
    eerste = betaalopdracht(bedrag_cent=BEDRAG_CENT, status=status)
    betaalopdracht(beschikking=eerste.beschikking, termijn=eerste.termijn, bedrag_cent=BEDRAG_CENT)


def test_wat_terugkwam_kan_na_een_nieuw_besluit_weer_worden_betaald() -> None:
    eerste = betaalopdracht(bedrag_cent=BEDRAG_CENT)
    meer = betaalopdracht.waarden(beschikking=eerste.beschikking, bedrag_cent=TERUG_CENT)
    with geweigerd_door("betaalopdracht: het is meer dan is verleend"):
        voeg_toe(TABELLEN["betaalopdracht"], meer)
    geldrijen.ontvangst(vordering=vordering(aanvraag=eerste.aanvraag), bedrag_cent=TERUG_CENT)
    voeg_toe(TABELLEN["betaalopdracht"], meer)


def test_een_opdracht_wordt_goedgekeurd_aangeboden_en_betaald() -> None:
    een = Een("betaalopdracht", {})
    with geweigerd_door("fk_betaalopdracht_goedkeurder", "FOREIGN KEY constraint failed"):
        een.wijzig(status="goedgekeurd", **_akkoord(rijen.gebruiker().id))
    wie = rijen.betrokkenheid(aanvraag=een.rij.aanvraag, functiegroep="betaling").gebruiker_id
    een.wijzig(status="goedgekeurd", **_akkoord(wie))
    with geweigerd_door("ck_betaalopdracht_opgesteld_nog_niet_goedgekeurd"):
        een.wijzig(status="opgesteld")
    een.wijzig(status="aangeboden", bestand_id=geldrijen.betaalbestand().id)
    with geweigerd_door("ck_betaalopdracht_staat_in_bestand"):
        een.wijzig(status="vervallen", reden="Toch niet.")
    een.wijzig(status="betaald", betaald_op=DAG, inlezing_id=geldrijen.betaalinlezing().id)


@pytest.mark.parametrize("meer", [{"aantal": 2}, {"totaal_cent": 2 * OPDRACHT_CENT}])
def test_bij_een_bestand_komt_later_geen_opdracht(meer: dict[str, int]) -> None:
    bestand = geldrijen.betaalbestand(**meer)
    betaalopdracht(status="aangeboden", bestand=bestand)
    melding = "betaalopdracht: het bestand is met andere opdrachten gemaakt"
    with geweigerd_door(melding):
        Een("betaalopdracht", {"status": "goedgekeurd"}).wijzig(status="aangeboden", bestand_id=bestand.id)
    with geweigerd_door(melding):
        voeg_toe(TABELLEN["betaalopdracht"], betaalopdracht.waarden(status="aangeboden", bestand=bestand))
    vol = geldrijen.betaalbestand(aantal=2, totaal_cent=2 * OPDRACHT_CENT)
    for _ in range(2):
        betaalopdracht(status="aangeboden", bestand=vol)


def _akkoord(wie: int) -> dict[str, Any]:
    return {"goedgekeurd_op": NU, "goedgekeurd_door_id": wie, "goedgekeurd_als": "betaling"}


def test_een_opdracht_vervalt_of_komt_terug_en_zegt_waarom() -> None:
    Een("betaalopdracht", {}).wijzig(status="vervallen", reden="Dubbel.")
    inlezing = geldrijen.betaalinlezing()
    terug = Een("betaalopdracht", {"status": "aangeboden"})
    terug.wijzig(status="geweigerd", reden="De rekening is opgeheven.", inlezing_id=inlezing.id)


def test_een_berekening_krijgt_eenmaal_een_besluit_dat_vaststelt_wat_zij_zegt() -> None:
    een = Een("vaststellingsberekening", {})
    eigen = {"soort": "vaststelling", "status": "concept"}
    besluit, nog_een = (
        besluit_op(een.rij.aanvraag_id, verleend_cent=een.rij.vastgesteld_cent, **eigen) for _ in range(2)
    )
    ander_bedrag = besluit_op(een.rij.aanvraag_id, verleend_cent=een.rij.vastgesteld_cent + 1, **eigen)
    andere_aanvraag = rijen.beschikking(verleend_cent=een.rij.vastgesteld_cent, **eigen)
    for fout in (ander_bedrag, andere_aanvraag):
        with geweigerd_door(f"vaststellingsberekening: {PAST_NIET}"):
            een.wijzig(beschikking_id=fout.id)
        goed = vaststellingsberekening.waarden(aanvraag_id=een.rij.aanvraag_id)
        _probeer("vaststellingsberekening", PAST_NIET, goed, {"beschikking_id": fout.id})
    een.wijzig(beschikking_id=besluit.id)
    for later in (nog_een.id, None):
        with geweigerd_door("vaststellingsberekening: wat is ingevuld verandert niet"):
            een.wijzig(beschikking_id=later)


@pytest.mark.parametrize(
    "besluit",
    [
        {"status": "concept"},
        {"status": "getekend"},
        {"soort": "verlening", "verleend_cent": BEDRAG_CENT},
        {"soort": "vaststelling"},
        {"soort": "beslissing_op_bezwaar"},
        {"bekendgemaakt_op": DAG + timedelta(days=1)},
    ],
)
def test_er_wordt_gevorderd_op_de_dag_dat_de_terugvordering_is_bekendgemaakt(besluit: dict[str, Any]) -> None:
    goed = vordering.waarden()
    ander = besluit_op(goed["aanvraag_id"], **{"soort": "terugvordering"} | besluit)
    _probeer("vordering", PAST_NIET, goed, {"beschikking_id": ander.id})


def test_er_wordt_niet_gevorderd_op_een_besluit_over_een_andere_aanvraag() -> None:
    ander = rijen.beschikking(status="bekendgemaakt", soort="terugvordering")
    _probeer("vordering", PAST_NIET, vordering.waarden(), {"beschikking_id": ander.id})


def test_op_een_vaststelling_wordt_gevorderd_wat_haar_berekening_zegt() -> None:
    besluit = rijen.beschikking(
        status="bekendgemaakt", soort="vaststelling", verleend_cent=BEDRAG_CENT - TERUG_CENT
    )
    vaststellingsberekening(beschikking=besluit)
    goed = vordering.waarden(beschikking=besluit, hoofdsom_cent=TERUG_CENT)
    _probeer("vordering", PAST_NIET, goed, {"hoofdsom_cent": TERUG_CENT + 1})


def test_een_terugvordering_die_in_bezwaar_is_veranderd_vordert_ook() -> None:
    eerder = rijen.beschikking(status="bekendgemaakt", soort="terugvordering")
    velden = {"soort": "beslissing_op_bezwaar", "vervangt": eerder}
    vordering(beschikking=besluit_op(eerder.aanvraag_id, **velden))


@pytest.mark.parametrize(
    ("tabel", "anders"),
    [
        ("vorderingstermijn", {"soort": "terugvordering"}),
        ("rentevaststelling", {"soort": "betalingsregeling"}),
        ("rentevaststelling", {"soort": "rente", "status": "getekend"}),
        ("vorderingherziening", {"soort": "rente"}),
    ],
)
def test_wat_op_een_vordering_komt_rust_op_een_eigen_besluit_dat_is_bekendgemaakt(
    tabel: str, anders: dict[str, Any]
) -> None:
    goed = getattr(geldrijen, tabel).waarden()
    aanvraag_id = db.session.get_one(Vordering, goed["vordering_id"]).aanvraag_id
    _probeer(tabel, PAST_NIET, goed, {"beschikking_id": besluit_op(aanvraag_id, **anders).id})


def test_een_bezwaar_maakt_een_vordering_nooit_hoger() -> None:
    goed = geldrijen.vorderingherziening.waarden(hoofdsom_cent=TERUG_CENT)
    _probeer("vorderingherziening", PAST_NIET, goed, {"hoofdsom_cent": TERUG_CENT + 1})


def test_over_een_dag_wordt_eenmaal_rente_vastgesteld() -> None:
    eerste = geldrijen.rentevaststelling()
    volgende = {"vanaf": eerste.tot + timedelta(days=1), "tot": eerste.tot + timedelta(days=10)}
    goed = geldrijen.rentevaststelling.waarden(vordering=eerste.vordering, **volgende)
    melding = "over deze dagen is al rente vastgesteld"
    _probeer("rentevaststelling", melding, goed, {"vanaf": eerste.tot})
    eerder = {"vanaf": DAG - timedelta(days=9), "tot": DAG - timedelta(days=1)}
    _probeer("rentevaststelling", melding, goed | eerder, {"tot": DAG})
    geldrijen.rentevaststelling()
