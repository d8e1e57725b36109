"""Which rows never change, which columns stay what they were, and what may still become something else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.fabrieken import rijen
from tests.fabrieken.rijen import DAG, GETROKKEN_OP, NU
from tests.integratie.databank import vast_besluiten, vast_realisatie

ALLEEN_TOEVOEGEN = (
    "gebeurtenis", "betrokkenheid", "aanvraag_versie", "woonruimteregel", "beoordeling", "verdelingsregel",
    "bevestigde_aanname", "plafond", "tijdvak", "instelling_waarde", "bericht", "berichtlezing",
    "postadres", "indiening", "intrekking", *vast_besluiten.ALLEEN_TOEVOEGEN,
    *vast_realisatie.ALLEEN_TOEVOEGEN,
)  # fmt: skip

BLIJFT: dict[str, tuple[dict[str, Any], ...]] = {
    "document": ({}, {"bestand_sha256": "a" * 64}),
    "verdeling": tuple(
        {"status": status} for status in ("bevroren", "getrokken", "vastgesteld", "vervallen")
    ),
    "beschikking": ({"status": "getekend"}, {"status": "bekendgemaakt"}),
    "aanvraag": ({"status": "ingediend"}, {"status": "ingetrokken"}),
    "aanvulverzoek": ({}, {"aangevuld_op": NU}),
    "aanvulpunt": ({},),
    "mandaat": ({},),
    "roltoekenning": ({},),
    "gebruiker": ({},),
    "belang": ({},),
    "bezorging": ({}, {"stand": "verzonden"}),
    "rekeningnummer": ({}, {"goedgekeurd_op": NU}),
    "tranchevraag": ({}, {"gepubliceerd_op": NU}),
    "vooroverleg": ({}, {"stand": "afgerond"}),
    "tranche": tuple({"status": status} for status in ("voorbereiding", "open", "gesloten", "afgerond")),
    **vast_besluiten.BLIJFT,
    **vast_realisatie.BLIJFT,
}
"""Rows that cannot be removed."""

MAG_WEG: dict[str, dict[str, Any]] = {"beschikking": {"status": "concept"}, "aanvraag": {"status": "concept"}}
"""What nobody outside ever saw."""

VAST = {
    "document": (
        "kenmerk", "titel", "sjabloon", "gegevens", "gegevens_sha256", "peilmoment", "aangevraagd_op",
    ),
    "verdeling": (
        "tranche_id", "volgnummer", "bevroren", "bevroren_sha256", "bevroren_op", "bevroren_door_id",
        "seed_bron", "seed_verwacht_op", "seed_van_id",
    ),
    "beschikking": (
        "kenmerk", "aanvraag_id", "versie_id", "verdeling_id", "vervangt_id", "soort", "verleend_cent",
        "gegevens", "gegevens_sha256", "opgesteld_op", "opgesteld_door_id",
    ),
    "aanvraag": ("nummer", "tranche_id", "gm_code", "herkomst", "buiten_tijdvak"),
    "aanvraagbijlage": (
        "kenmerk", "aanvraag_id", "soort", "naam", "mediatype", "grootte", "sha256", "geupload_op", "geupload_door_id",
    ),
    "conceptdeel": ("aanvraag_id", "deel"),
    "aanvulverzoek": (
        "aanvraag_id", "volgnummer", "toelichting", "gevraagd_op", "termijn_tot", "gevraagd_door_id", "als",
        "document_id",
    ),
    "aanvulpunt": ("verzoek_id", "volgnummer", "deel", "vraag", "raakt_volledigheid"),
    "mandaat": ("registernummer", "gebruiker_id", "handeling", "tot_bedrag_cent", "vanaf"),
    "roltoekenning": ("gebruiker_id", "rol", "gm_code", "vanaf"),
    "gebruiker": ("sleutel",),
    "belang": ("gebruiker_id", "gm_code", "vanaf"),
    "bezorging": ("bericht_id", "gebruiker_id", "message_id"),
    "rekeningnummer": ("gm_code", "iban", "tenaamstelling", "ingevoerd_op", "ingevoerd_door_id"),
    "tranche": ("code", "aard"),
    "tranchevraag": (
        "kenmerk", "tranche_id", "onderwerp", "vraag", "gesteld_op", "gesteld_door_id", "gm_code", "vervangt_id",
    ),
    "vooroverleg": (
        "kenmerk", "tranche_id", "gm_code", "onderwerp", "toelichting", "voorkeur", "gevraagd_op", "gevraagd_door_id",
    ),
    "sessie": ("gebruiker_id", "token_sha256", "begonnen_op", "verloopt_op"),
    "uitnodiging": ("gebruiker_id", "token_sha256", "aangemaakt_op", "verloopt_op", "door_id"),
    **vast_besluiten.VAST,
    **vast_realisatie.VAST,
}  # fmt: skip
"""Columns that stay what they were from the first."""

GEMAAKT = {"bestand_sha256": "a" * 64}
AKKOORD = {"status": "getrokken", "eerste_akkoord_op": GETROKKEN_OP}
GOEDGEKEURD, AFGEWEZEN = {"goedgekeurd_op": NU}, {"afgewezen_op": NU}
EINDE = {"tot": DAG + timedelta(days=1)}
EENMAAL: dict[str, list[tuple[dict[str, Any], tuple[str, ...]]]] = {
    "document": [
        (GEMAAKT, ("bestand_sha256", "grootte", "sjabloon_versie", "toolchain", "gemaakt_op")),
    ],
    "verdeling": [
        (AKKOORD, (
            "seed", "seed_bekend_op", "engine_versie", "uitkomst", "uitkomst_sha256", "getrokken_op",
            "getrokken_door_id", "eerste_akkoord_door_id", "eerste_akkoord_op", "eerste_mandaat_id",
        )),
        ({"status": "vastgesteld"}, ("tweede_akkoord_door_id", "tweede_mandaat_id", "vastgesteld_op")),
    ],
    "beschikking": [
        ({"status": "getekend"}, (
            "dagtekening", "getekend_op", "getekend_door_id", "getekend_als", "mandaat_id", "document_id",
        )),
        ({"status": "bekendgemaakt"}, ("bekendgemaakt_op",)),
    ],
    "aanvraag": [
        ({"status": "ingediend"}, ("ontvangen_op",)),
        ({"status": "volledig"}, ("volledig_op",)),
    ],
    "aanvraagbijlage": [({"verwijderd_op": NU}, ("verwijderd_op", "verwijderd_door_id"))],
    "aanvulverzoek": [
        ({"aangevuld_op": NU}, ("aangevuld_op",)),
        ({"verstreken_gemeld_op": NU}, ("verstreken_gemeld_op",)),
        ({"gesloten_op": NU}, ("gesloten_op", "gesloten_door_id")),
    ],
    "mandaat": [(EINDE, ("tot",))],
    "roltoekenning": [(EINDE, ("tot",))],
    "belang": [(EINDE, ("tot",))],
    "bezorging": [({"stand": "verzonden"}, ("verzonden_op",))],
    "rekeningnummer": [
        ({"bevestigd_op": NU}, ("bevestigd_op", "bevestigd_door_id")),
        (GOEDGEKEURD, ("goedgekeurd_op", "goedgekeurd_door_id")),
        (AFGEWEZEN, ("afgewezen_op", "afgewezen_door_id")),
    ],
    "tranchevraag": [({"gepubliceerd_op": NU}, ("gepubliceerd_op", "gepubliceerd_door_id"))],
    "vooroverleg": [({"stand": "afgerond"}, ("afgerond_op",))],
    "sessie": [({"beeindigd_op": NU}, ("beeindigd_op",))],
    "uitnodiging": [({"gebruikt_op": NU}, ("gebruikt_op",)), ({"ingetrokken_op": NU}, ("ingetrokken_op",))],
    **vast_besluiten.EENMAAL,
    **vast_realisatie.EENMAAL,
}  # fmt: skip
"""Columns that are filled once, with a row in which they are filled."""

VRIJ: dict[str, dict[str, Any]] = {
    "document": {},
    "verdeling": {"status": "vervallen"},
    "aanvraag": {
        "pot_id": lambda rij: rijen.pot(tranche_id=rij.tranche_id).id,
        "project_id": lambda rij: rijen.project(gm_code=rij.gm_code).id,
        "status": "ingetrokken", "huidige_versie": 2,
    },
    "aanvraagbijlage": {"stand": "schoon"},
    "conceptdeel": {
        "revisie": 2, "inhoud": '{"naam":"Hof"}', "gewijzigd_op": NU + timedelta(days=1), "gewijzigd_door_id": None,
    },
    "aanvulpunt": {"antwoord": "Op het grondbod.", "revisie": 2},
    "gebruiker": {
        "naam": "Nieuwe naam", "functie": "directeur", "email": "nieuw@voorbeeld.test", "aangemaakt_op": NU,
        "geblokkeerd_op": NU,
    },
    "belang": {"omschrijving": "Woont er en zat in de gemeenteraad."},
    "bezorging": {
        "adres": "nieuw@voorbeeld.test", "pogingen": 1, "volgende_poging_op": NU + timedelta(minutes=5),
        "melding": "451 later",
    },
    "rekeningnummer": {"reden": "Nog niet zeker."},
    "tranchevraag": {"vraag_openbaar": "Hoe hoog mag het?"},
    "vooroverleg": {"verslag": "Het kan misschien."},
    "tranche": {
        "naam": "Nieuwe naam", "aangemaakt_op": NU + timedelta(days=1),
        "opengesteld_op": NU + timedelta(days=1),
    },
    **vast_besluiten.VRIJ,
    **vast_realisatie.VRIJ,
}  # fmt: skip
"""The columns that do change, each with what it can become."""

VIA_STAPPEN = {
    "tranchevraag": ("antwoord", "beantwoord_op", "beantwoord_door_id"),
    "vooroverleg": ("stand", "opgepakt_op", "opgepakt_door_id"),
    "beschikking": ("status",), "bezorging": ("stand",), "tranche": ("status", "gesloten_op"),
    **vast_besluiten.VIA_STAPPEN,
    **vast_realisatie.VIA_STAPPEN,
}  # fmt: skip
"""Columns that change only together with others (see the steps below)."""

AFGEROND = [
    ("tranchevraag", {"gepubliceerd_op": NU}), ("vooroverleg", {"stand": "afgerond"}),
    ("vooroverleg", {"stand": "ingetrokken"}),
    ("verdeling", {"status": "vastgesteld"}), ("verdeling", {"status": "vervallen"}),
    ("beschikking", {"status": "bekendgemaakt"}), ("rekeningnummer", GOEDGEKEURD),
    ("rekeningnummer", AFGEWEZEN), *vast_besluiten.AFGEROND, *vast_realisatie.AFGEROND,
]  # fmt: skip

AFGEROND_ZONDER_STATUS = {
    "tranchevraag": "antwoord", "vooroverleg": "verslag", "rekeningnummer": "reden",
    **vast_besluiten.AFGEROND_ZONDER_STATUS, **vast_realisatie.AFGEROND_ZONDER_STATUS,
}  # fmt: skip
"""Of what has no ``status``: a column that could change before it was done."""

TRUNCATE_GAAT_DOOR_NAAR = ("gemeente", "pot", "project")
"""Tables without triggers that cannot be emptied either: what points at them would go along."""
