"""What must be there, what may occur once, and what must exist elsewhere: each rule is tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import ForeignKeyConstraint, Table, UniqueConstraint

from subsidie.aanvragen.models import Functiegroep
from subsidie.verdeling.models import Verdelingstatus
from subsidie.web.db import db
from tests.fabrieken import realisatierijen, rijen, voorrijen
from tests.fabrieken.rijen import DAG, FABRIEKEN, NU
from tests.integratie.databank.weigering import (
    TABELLEN,
    VERWIJZING,
    dubbel,
    geweigerd_door,
    leeg,
    voeg_toe,
    wordt_aangenomen,
)

pytestmark = pytest.mark.usefixtures("transactie")

NERGENS = {"gemeente": "GM2999"}
NERGENS_ID = 999_999_999

Basis = Callable[[], dict[str, Any]]
GEWOON: Basis = dict

UNIEK_IN: dict[str, Basis] = {
    # Not open: else the key that lets one be open breaks with it.
    "uq_aanvulverzoek_aanvraag_id_volgnummer": lambda: {"aangevuld_op": NU},
    "uq_verdeling_tranche_id_volgnummer": lambda: {"status": "vervallen"},
    "uq_instelling_waarde_pot": lambda: {"pot": rijen.pot()},
    "uq_beschikking_document_id": lambda: {"status": "getekend"},
    "uq_beschikking_vervangt_id": lambda: {"vervangt": rijen.beschikking()},
    "uq_tranchevraag_vervangt_id": lambda: {"vervangt": voorrijen.tranchevraag()},
    "uq_zienswijze_aanvraag_id_volgnummer": lambda: {"gesloten": True},
    "uq_termijnopschorting_einde_document_id": lambda: {"tot": DAG},
    "uq_bezwaar_beslissing_id": lambda: {"status": "beslist"},
    "uq_wijzigingsverzoek_beschikking_id": lambda: {"status": "ingewilligd"},
    "uq_vaststellingsberekening_beschikking_id": lambda: {
        "beschikking": rijen.beschikking(soort="vaststelling"),
    },
    "uq_woonruimte_adres": lambda: {"bag_id": None},
}
"""Rows in which the columns of a unique key are filled and only that key can be broken."""

VERWIJST_IN: dict[tuple[str, str], Basis] = {
    ("gemeente", "opvolger_gm_code"): lambda: {"geldig_tot": DAG},
    ("roltoekenning", "gm_code"): lambda: {"rol": "opsteller"},
    ("verdeling", "eerste_akkoord_door_id"): lambda: {"status": "vastgesteld"},
    ("verdeling", "eerste_mandaat_id"): lambda: {"status": "vastgesteld"},
    ("verdeling", "tweede_akkoord_door_id"): lambda: {"status": "vastgesteld"},
    ("verdeling", "tweede_mandaat_id"): lambda: {"status": "vastgesteld"},
    ("verdeling", "seed_van_id"): lambda: {"seed_van": rijen.verdeling(status="vastgesteld")},
    ("tranchevraag", "beantwoord_door_id"): lambda: {"beantwoord_op": NU},
    ("tranchevraag", "gepubliceerd_door_id"): lambda: {"gepubliceerd_op": NU},
    ("vooroverleg", "opgepakt_door_id"): lambda: {"stand": "opgepakt"},
    ("beschikking", "getekend_door_id"): lambda: {"status": "getekend"},
    ("beschikking", "mandaat_id"): lambda: {"status": "getekend"},
    ("beschikking", "document_id"): lambda: {"status": "getekend"},
    ("aanvulverzoek", "gesloten_door_id"): lambda: {"gesloten_op": NU},
    ("aanvraagbijlage", "verwijderd_door_id"): lambda: {"verwijderd_op": NU},
    ("rekeningnummer", "bevestigd_door_id"): lambda: {"bevestigd_op": NU},
    ("rekeningnummer", "goedgekeurd_door_id"): lambda: {"goedgekeurd_op": NU},
    ("rekeningnummer", "afgewezen_door_id"): lambda: {"afgewezen_op": NU},
    ("behandeltoewijzing", "vervangt_id"): lambda: {"reden": "vervanging"},
    ("ingebrekestelling", "geen_dwangsom_door_id"): lambda: {"geen_dwangsom": "onredelijk_laat"},
    ("termijnopschorting", "beeindigd_door_id"): lambda: {"tot": DAG},
    ("termijnopschorting", "einde_document_id"): lambda: {"tot": DAG},
    ("zienswijze", "ingediend_door_id"): lambda: {"reactie": ""},
    ("bezwaar", "ingediend_door_id"): lambda: {"wijze": "loket"},
    ("bezwaar", "behandelaar_id"): lambda: {"status": "in_behandeling"},
    ("bezwaar", "tijdigheid_door_id"): lambda: {"tijdigheid": "tijdig"},
    ("bezwaar", "beslissing_id"): lambda: {"status": "beslist"},
    ("mijlpaalmelding", "beoordeeld_door_id"): lambda: {"stand": "aanvaard"},
    ("levering", "beoordeeld_door_id"): lambda: {"stand": "aanvaard"},
    ("bestemmingsbevestiging", "beoordeeld_door_id"): lambda: {"stand": "aanvaard"},
    ("bewijsstuk", "mijlpaalmelding_id"): lambda: {"mijlpaalmelding": realisatierijen.mijlpaal()},
    ("rentepercentage", "bevestigd_door_id"): lambda: {"bevestigd_op": NU},
    ("bewijsstuk", "bevestiging_id"): lambda: {"bevestiging": realisatierijen.bevestiging()},
    ("wijzigingsverzoek", "behandelaar_id"): lambda: {"status": "in_behandeling"},
    ("wijzigingsverzoek", "beschikking_id"): lambda: {"status": "voorgelegd"},
    ("betaalopdracht", "goedgekeurd_door_id"): lambda: {"status": "goedgekeurd"},
    ("betaalopdracht", "bestand_id"): lambda: {"status": "aangeboden"},
    ("betaalopdracht", "inlezing_id"): lambda: {"status": "betaald"},
    ("vernietigingslijst", "besloten_door_id"): lambda: {"status": "vastgesteld"},
}
"""Rows in which a column that may be empty can be filled."""


@pytest.mark.parametrize("tabel", TABELLEN)
def test_een_verplichte_kolom_kan_niet_leeg_zijn(tabel: str) -> None:
    goed = FABRIEKEN[tabel].waarden()
    verplicht = [kolom.name for kolom in TABELLEN[tabel].columns if not (kolom.nullable or kolom.primary_key)]
    for kolom in verplicht:
        with geweigerd_door(leeg(tabel, kolom)):
            voeg_toe(TABELLEN[tabel], goed | {kolom: None})


def _uniek(tabel: Table) -> dict[str, tuple[str, ...]]:
    regels = [regel for regel in tabel.constraints if isinstance(regel, UniqueConstraint)]
    return {str(regel.name): tuple(regel.columns.keys()) for regel in regels}


def _uniek_soms(tabel: Table) -> dict[str, tuple[str, ...]]:
    """Unique among the rows of an index."""
    return {str(index.name): tuple(index.columns.keys()) for index in tabel.indexes if index.unique}


def _is_doel(tabel: Table, kolommen: tuple[str, ...]) -> bool:
    """Whether fewer columns are unique already: such a key is only there to be pointed at."""
    sleutels = [tuple(tabel.primary_key.columns.keys()), *_uniek(tabel).values()]
    return any(set(sleutel) < set(kolommen) for sleutel in sleutels)


SLEUTELS = [
    (tabel.name, naam, kolommen)
    for tabel in TABELLEN.values()
    for naam, kolommen in sorted((_uniek(tabel) | _uniek_soms(tabel)).items())
]
DOELEN = [sleutel for sleutel in SLEUTELS if _is_doel(TABELLEN[sleutel[0]], sleutel[2])]
EIGEN_SLEUTELS = [sleutel for sleutel in SLEUTELS if sleutel not in DOELEN]


@pytest.mark.parametrize(
    ("tabel", "naam", "kolommen"), EIGEN_SLEUTELS, ids=[naam for _, naam, _ in EIGEN_SLEUTELS]
)
def test_een_unieke_sleutel_komt_een_keer_voor(tabel: str, naam: str, kolommen: tuple[str, ...]) -> None:
    basis = UNIEK_IN.get(naam, GEWOON)()
    eerste = FABRIEKEN[tabel](**basis)
    zelfde = {kolom: getattr(eerste, kolom) for kolom in kolommen}
    assert None not in zelfde.values()
    tweede = FABRIEKEN[tabel].waarden(**(basis | zelfde))
    ook = [(doel, meer) for van, doel, meer in DOELEN if van == tabel and set(kolommen) < set(meer)]
    with geweigerd_door(*_namen(tabel, (naam, kolommen), *ook)):
        voeg_toe(TABELLEN[tabel], tweede)


def _namen(tabel: str, *sleutels: tuple[str, tuple[str, ...]]) -> Iterator[str]:
    """As PostgreSQL and as SQLite call these keys."""
    for naam, kolommen in sleutels:
        yield naam
        yield dubbel(tabel, kolommen)


def test_een_sleutel_die_vanzelf_uniek_is_wordt_aangewezen() -> None:
    aangewezen = {
        (fk.referred_table.name, tuple(een.column.name for een in fk.elements)) for fk in SAMENGESTELD
    }
    assert {(tabel, kolommen) for tabel, _, kolommen in DOELEN} == aangewezen


def test_een_tranche_heeft_een_lopende_verdeling_en_daarna_een_volgende() -> None:
    eerste = rijen.verdeling()
    volgende = FABRIEKEN["verdeling"].waarden(tranche=eerste.tranche)
    with geweigerd_door("uq_verdeling_lopend", dubbel("verdeling", ["tranche_id"])):
        voeg_toe(TABELLEN["verdeling"], volgende | {"status": "bevroren"})
    eerste.status = Verdelingstatus.VERVALLEN
    db.session.flush()
    wordt_aangenomen(TABELLEN["verdeling"], volgende)


def test_een_instelling_kan_voor_de_tranche_en_voor_elke_pot_gelden() -> None:
    pot = rijen.pot()
    rijen.instelling_waarde(tranche_id=pot.tranche_id)
    rijen.instelling_waarde(pot=pot)
    rijen.instelling_waarde(pot=rijen.pot(tranche_id=pot.tranche_id))


def test_een_mandaat_onder_een_nummer_kan_voor_twee_handelingen_gelden() -> None:
    tekenen = rijen.mandaat(handeling="beschikking_tekenen")
    rijen.mandaat(handeling="verdeling_vaststellen", registernummer=tekenen.registernummer)


VERWIJZINGEN = [
    (tabel.name, fk, kolom)
    for tabel in TABELLEN.values()
    for fk in sorted(tabel.foreign_key_constraints, key=lambda fk: str(fk.name))
    for kolom in fk.column_keys
    if len(fk.column_keys) == 1
]
SAMENGESTELD = [
    fk for tabel in TABELLEN.values() for fk in tabel.foreign_key_constraints if len(fk.column_keys) > 1
]


@pytest.mark.parametrize(
    ("tabel", "fk", "kolom"), VERWIJZINGEN, ids=[str(fk.name) for _, fk, _ in VERWIJZINGEN]
)
def test_een_verwijzing_naar_niets_wordt_geweigerd(tabel: str, fk: ForeignKeyConstraint, kolom: str) -> None:
    goed = FABRIEKEN[tabel].waarden(**VERWIJST_IN.get((tabel, kolom), GEWOON)())
    ook = [str(een.name) for een in SAMENGESTELD if een.table is fk.table and kolom in een.column_keys]
    wordt_aangenomen(TABELLEN[tabel], goed)
    with geweigerd_door(VERWIJZING, str(fk.name), *ook):
        voeg_toe(TABELLEN[tabel], goed | {kolom: NERGENS.get(fk.referred_table.name, NERGENS_ID)})


FUNCTIES: dict[str, tuple[str, str, Functiegroep, dict[str, Any]]] = {
    "fk_beoordeling_betrokkenheid": ("beoordeling", "door_id", Functiegroep.BEOORDELING, {}),
    "fk_beschikking_betrokkenheid": (
        "beschikking", "getekend_door_id", Functiegroep.BESLISSING, {"status": "getekend"},
    ),
    "fk_aanvulverzoek_betrokkenheid": ("aanvulverzoek", "gevraagd_door_id", Functiegroep.BEHANDELING, {}),
    "fk_indiening_betrokkenheid": ("indiening", "door_id", Functiegroep.AANVRAGER, {}),
    "fk_controleuitkomst_betrokkenheid": ("controleuitkomst", "door_id", Functiegroep.BEHANDELING, {}),
    "fk_notitie_betrokkenheid": ("notitie", "door_id", Functiegroep.BEHANDELING, {}),
    "fk_termijnopschorting_betrokkenheid": (
        "termijnopschorting", "vastgelegd_door_id", Functiegroep.BEHANDELING, {},
    ),
    "fk_uitstelbericht_betrokkenheid": ("uitstelbericht", "door_id", Functiegroep.BEHANDELING, {}),
    "fk_zienswijze_betrokkenheid": ("zienswijze", "gevraagd_door_id", Functiegroep.BEHANDELING, {}),
    "fk_scorekaart_betrokkenheid": (
        "scorekaart", "beoordelaar_id", Functiegroep.BEOORDELING, {"als": "beoordeling"},
    ),
    "fk_moderatie_betrokkenheid": ("moderatie", "voorzitter_id", Functiegroep.BEOORDELING, {}),
    "fk_bezwaar_betrokkenheid": (
        "bezwaar", "behandelaar_id", Functiegroep.BEZWAAR, {"status": "in_behandeling"},
    ),
    **{
        f"fk_{tabel}_betrokkenheid": (tabel, "beoordeeld_door_id", Functiegroep.BEHANDELING, {"stand": "aanvaard"})
        for tabel in ("mijlpaalmelding", "levering", "bestemmingsbevestiging")
    },
    "fk_wijzigingsverzoek_betrokkenheid": (
        "wijzigingsverzoek", "behandelaar_id", Functiegroep.BEHANDELING, {"status": "in_behandeling"},
    ),
    "fk_vaststellingsberekening_betrokkenheid": (
        "vaststellingsberekening", "door_id", Functiegroep.BEHANDELING, {},
    ),
    "fk_betaalopdracht_opsteller": ("betaalopdracht", "opgesteld_door_id", Functiegroep.BETALING, {}),
    "fk_betaalopdracht_goedkeurder": (
        "betaalopdracht", "goedgekeurd_door_id", Functiegroep.BETALING, {"status": "goedgekeurd"},
    ),
}  # fmt: skip
"""Who acts in a function: table, column, the function, and a row in which it is filled."""


def _gevuld(naam: str) -> tuple[Table, str, Functiegroep, dict[str, Any]]:
    tabel, kolom, functie, basis = FUNCTIES[naam]
    return TABELLEN[tabel], kolom, functie, FABRIEKEN[tabel].waarden(**basis)


def _voor(goed: dict[str, Any], kolom: str, wie: int) -> dict[str, Any]:
    """The row as if ``wie`` acted, on a mandate of their own where there is one."""
    mandaat = {"mandaat_id": rijen.mandaat(gebruiker_id=wie).id} if "mandaat_id" in goed else {}
    return goed | {kolom: wie} | mandaat


@pytest.mark.parametrize("naam", FUNCTIES)
def test_wie_als_functionaris_handelt_staat_als_die_functionaris_bij_de_aanvraag(naam: str) -> None:
    tabel, kolom, functie, goed = _gevuld(naam)
    wie = rijen.betrokkenheid(aanvraag_id=goed["aanvraag_id"], functiegroep=functie)
    wordt_aangenomen(tabel, _voor(goed, kolom, wie.gebruiker_id))


@pytest.mark.parametrize("naam", FUNCTIES)
def test_wie_niet_bij_de_aanvraag_staat_kan_er_niets_mee(naam: str) -> None:
    tabel, kolom, _, goed = _gevuld(naam)
    with geweigerd_door(naam, VERWIJZING):
        voeg_toe(tabel, goed | {kolom: rijen.gebruiker().id})


@pytest.mark.parametrize("naam", FUNCTIES)
def test_wie_bij_een_andere_aanvraag_staat_kan_met_deze_niets(naam: str) -> None:
    tabel, kolom, functie, goed = _gevuld(naam)
    with geweigerd_door(naam, VERWIJZING):
        voeg_toe(tabel, goed | {kolom: rijen.betrokkenheid(functiegroep=functie).gebruiker_id})


@pytest.mark.parametrize("andere", Functiegroep)
@pytest.mark.parametrize("naam", FUNCTIES)
def test_wie_in_een_andere_functie_bij_de_aanvraag_staat_kan_dit_niet(
    naam: str, andere: Functiegroep
) -> None:
    tabel, kolom, functie, goed = _gevuld(naam)
    wie = rijen.betrokkenheid(aanvraag_id=goed["aanvraag_id"], functiegroep=andere)
    if andere is functie:
        wordt_aangenomen(tabel, _voor(goed, kolom, wie.gebruiker_id))
    else:
        with geweigerd_door(naam, VERWIJZING):
            voeg_toe(tabel, goed | {kolom: wie.gebruiker_id})


@pytest.mark.parametrize("tweede", [functie for functie in Functiegroep if functie != "aanvrager"])
def test_niemand_heeft_twee_functies_bij_een_aanvraag(tweede: Functiegroep) -> None:
    eerste = rijen.betrokkenheid(functiegroep="aanvrager")
    wie = {"aanvraag_id": eerste.aanvraag_id, "gebruiker_id": eerste.gebruiker_id}
    with geweigerd_door("uq_betrokkenheid_aanvraag_id_gebruiker_id", dubbel("betrokkenheid", wie)):
        voeg_toe(TABELLEN["betrokkenheid"], FABRIEKEN["betrokkenheid"].waarden(**wie, functiegroep=tweede))


BINNEN: dict[str, tuple[str, str, Callable[[], int]]] = {
    "fk_instelling_waarde_pot": ("instelling_waarde", "pot_id", lambda: rijen.pot().id),
    "fk_aanvraag_pot_van_tranche": ("aanvraag", "pot_id", lambda: rijen.pot().id),
    "fk_beoordeling_versie_van_aanvraag": ("beoordeling", "versie_id", lambda: rijen.aanvraag_versie().id),
    "fk_verdelingsregel_versie_van_aanvraag": (
        "verdelingsregel", "versie_id", lambda: rijen.aanvraag_versie().id,
    ),
    "fk_beschikking_versie_van_aanvraag": ("beschikking", "versie_id", lambda: rijen.aanvraag_versie().id),
    "fk_indiening_versie_van_aanvraag": ("indiening", "versie_id", lambda: rijen.aanvraag_versie().id),
    "fk_controleuitkomst_versie_van_aanvraag": (
        "controleuitkomst", "versie_id", lambda: rijen.aanvraag_versie().id,
    ),
    "fk_scorekaart_versie_van_aanvraag": ("scorekaart", "versie_id", lambda: rijen.aanvraag_versie().id),
    "fk_moderatie_versie_van_aanvraag": ("moderatie", "versie_id", lambda: rijen.aanvraag_versie().id),
    "fk_mijlpaalmelding_deel_van_aanvraag": ("mijlpaalmelding", "deel_id", lambda: realisatierijen.deel().id),
    "fk_levering_deel_van_aanvraag": ("levering", "deel_id", lambda: realisatierijen.deel().id),
    "fk_woonruimte_levering_van_aanvraag": ("woonruimte", "levering_id", lambda: realisatierijen.levering().id),
}  # fmt: skip
"""What points at something of the same tranche or application: table, column, something of another."""


@pytest.mark.parametrize("naam", BINNEN)
def test_een_verwijzing_blijft_binnen_de_tranche_of_de_aanvraag(naam: str) -> None:
    tabel, kolom, van_een_ander = BINNEN[naam]
    goed = FABRIEKEN[tabel].waarden(**({kolom: van_een_ander()} if tabel == "instelling_waarde" else {}))
    wordt_aangenomen(TABELLEN[tabel], goed)
    with geweigerd_door(VERWIJZING, naam):
        voeg_toe(TABELLEN[tabel], goed | {kolom: van_een_ander()})


def test_elke_samengestelde_verwijzing_is_geprobeerd() -> None:
    assert sorted(str(fk.name) for fk in SAMENGESTELD) == sorted([*FUNCTIES, *BINNEN])
