"""What never changes in the tables of assessing and deciding (see ``vast``)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.fabrieken.rijen import DAG, NU

ALLEEN_TOEVOEGEN = (
    "controleuitkomst", "notitie", "uitstelbericht", "belangverklaring", "moderatie", "moderatieregel", "scenario",
    "brieftekst", "herrekening",
)  # fmt: skip

BLIJFT: dict[str, tuple[dict[str, Any], ...]] = {
    "partijbelang": ({},),
    "behandeltoewijzing": ({}, {"tot": NU}),
    "termijnopschorting": ({},),
    "ingebrekestelling": ({},),
    "scorekaart": ({}, {"ingeleverd_op": NU}),
    "scoreregel": ({},),
    "zienswijze": ({}, {"gesloten": True}),
    "tekenronde": ({}, {"status": "afgerond"}),
    "tekenregel": ({}, {"stand": "getekend"}),
    "bezwaar": ({}, {"status": "beslist"}),
    "bezwaartermijn": ({},),
    "bezwaarstuk": ({},),
}

VAST = {
    "partijbelang": ("gebruiker_id", "partij", "partij_norm", "omschrijving", "vanaf", "vastgelegd_op", "door_id"),
    "behandeltoewijzing": (
        "aanvraag_id", "gebruiker_id", "reden", "toelichting", "vanaf", "door_id", "vervangt_id", "vervanging_tot",
    ),
    "termijnopschorting": (
        "aanvraag_id", "grond", "vanaf", "toelichting", "verwacht_tot", "document_id", "vastgelegd_op",
        "vastgelegd_door_id", "als",
    ),
    "ingebrekestelling": ("aanvraag_id", "ontvangen_op", "toelichting", "vastgelegd_op", "door_id"),
    "scorekaart": ("aanvraag_id", "versie_id", "beoordelaar_id", "toegewezen_op", "toegewezen_door_id"),
    "scoreregel": ("kaart_id", "criterium"),
    "zienswijze": (
        "aanvraag_id", "volgnummer", "grond", "voornemen", "gevraagd_op", "termijn_tot", "gevraagd_door_id", "als",
        "document_id",
    ),
    "tekenronde": ("kenmerk", "tranche_id", "dagtekening", "gestart_op", "door_id"),
    "tekenregel": ("ronde_id", "beschikking_id", "volgnummer"),
    "bezwaar": (
        "kenmerk", "aanvraag_id", "beschikking_id", "wijze", "ontvangen_op", "poststempel", "namens", "adres",
        "gronden",
        "ingediend_door_id", "vastgelegd_op", "vastgelegd_door_id", "document_id",
    ),
    "bezwaartermijn": ("bezwaar_id", "soort", "vanaf", "weken", "tot", "toelichting", "vastgelegd_op", "door_id"),
    "bezwaarstuk": (
        "kenmerk", "bezwaar_id", "soort", "naam", "mediatype", "grootte", "sha256", "toegevoegd_op", "door_id",
    ),
}  # fmt: skip

INGELEVERD = {"ingeleverd_op": NU}
EENMAAL: dict[str, list[tuple[dict[str, Any], tuple[str, ...]]]] = {
    "partijbelang": [({"tot": DAG + timedelta(days=1)}, ("tot",))],
    "behandeltoewijzing": [({"tot": NU}, ("tot",))],
    "termijnopschorting": [
        ({"tot": DAG}, ("tot", "beeindigd_op", "beeindigd_door_id", "einde_toelichting", "einde_document_id"))
    ],
    "ingebrekestelling": [
        ({"geen_dwangsom": "onredelijk_laat"}, (
            "geen_dwangsom", "geen_dwangsom_toelichting", "geen_dwangsom_door_id", "geen_dwangsom_op",
        )),
    ],
    "scorekaart": [
        ({"als": "beoordeling"}, ("als",)),
        (INGELEVERD, ("ingeleverd_op",)),
        ({"vervallen_op": NU}, ("vervallen_op", "vervallen_reden")),
    ],
    "zienswijze": [({"reactie": "Nee."}, ("reactie", "ontvangen_op", "ingediend_door_id"))],
    "bezwaartermijn": [({"hersteld_op": DAG}, ("hersteld_op",))],
}  # fmt: skip

VRIJ: dict[str, dict[str, Any]] = {
    "scorekaart": {"voldoet": True, "toelichting": "Nog eens lezen.", "revisie": 2},
    "scoreregel": {
        "score": 2,
        "reden": "Bij nader inzien.",
        "revisie": 2,
        "bewaard_op": NU + timedelta(hours=1),
    },
    "zienswijze": {"gesloten": True},
    "tekenronde": {"status": "gepauzeerd"},
    "bezwaar": {"commissie": True, "hoorzitting_op": DAG},
    "bezwaarstuk": {"stand": "besmet"},
}

VIA_STAPPEN: dict[str, tuple[str, ...]] = {
    "scorekaart": ("grond_code", "afwijzingsgrond", "wijkt_af"),
    "tekenronde": ("afgerond_op",),
    "tekenregel": ("stand", "fout", "klaar_op"),
    "bezwaar": (
        "status", "behandelaar_id", "behandelaar_als", "opgepakt_op", "tijdigheid", "tijdigheid_motivering",
        "tijdigheid_op", "tijdigheid_door_id", "hoorverslag", "niet_gehoord", "niet_gehoord_toelichting", "advies_op",
        "advies_strekking", "advies", "uitkomst",
        "overwegingen", "boven_plafond_cent", "beslissing_id", "ingetrokken_op",
    ),
}  # fmt: skip

AFGEROND: list[tuple[str, dict[str, Any]]] = [
    ("zienswijze", {"gesloten": True}),
    ("tekenronde", {"status": "gestopt"}),
    ("tekenregel", {"stand": "getekend"}),
    ("bezwaar", {"status": "beslist"}),
    ("bezwaar", {"status": "ingetrokken"}),
]
AFGEROND_ZONDER_STATUS = {"zienswijze": "reactie", "tekenregel": "stand"}

KAART_DICHT = "scorekaart: de kaart is ingeleverd of vervallen"
BELANG = {
    "betrokkenheid_zonder_belang": "betrokkenheid",
    "behandeltoewijzing_zonder_belang": "behandeltoewijzing",
    "scorekaart_zonder_belang": "scorekaart",
    "scorekaart_zonder_belang_inleveren": "scorekaart",
    "moderatie_zonder_belang": "moderatie",
    "beoordeling_zonder_belang": "beoordeling",
    "beschikking_zonder_belang": "beschikking",
    "beschikking_zonder_belang_tekenen": "beschikking",
    "beschikking_zonder_belang_opstellen": "beschikking",
    "controleuitkomst_zonder_belang": "controleuitkomst",
    "notitie_zonder_belang": "notitie",
    "termijnopschorting_zonder_belang": "termijnopschorting",
    "uitstelbericht_zonder_belang": "uitstelbericht",
    "zienswijze_zonder_belang": "zienswijze",
    "bezwaar_zonder_belang": "bezwaar",
}
"""Triggers that keep away who has an interest, with their table."""
SCHEIDING = {
    "moderatie_door_een_derde": "moderatie",
    "moderatie_na_alle_kaarten": "moderatie",
    "beoordeling_na_alle_kaarten": "beoordeling",
    "beschikking_opgesteld_in_functie": "beschikking",
    "beschikking_op_mandaat": "beschikking",
    "beschikking_op_mandaat_tekenen": "beschikking",
    "verdelingsregel_voor_het_akkoord": "verdelingsregel",
    "roltoekenning_gaat_samen": "roltoekenning",
    **{
        f"verdeling_{welk}_{wat}": "verdeling"
        for welk in ("eerste", "tweede")
        for wat in ("mandaat", "mandaat_akkoord", "belang_akkoord", "functie_akkoord")
    },
}
"""Triggers that keep functions apart, with their table (tried in ``test_akkoord`` and ``scheiding``)."""
KAART = {
    "sqlite": {
        "scoreregel_na_inleveren_insert": "scoreregel",
        "scoreregel_na_inleveren_update": "scoreregel",
    },
    "postgresql": {"scoreregel_na_inleveren": "scoreregel"},
}
"""Triggers that keep scores as they were handed in, per kind of database."""
