"""What never changes in the tables of realisation, money and accounting (see ``vast``)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.fabrieken.rijen import DAG, NU

ALLEEN_TOEVOEGEN = (
    "realisatieplan", "planregel", "prognose", "vervolglocatie", "bestemmingseinde", "verplichtingtermijn",
    "waarschuwing", "betaalbestand", "betaalinlezing", "vordering", "vorderingstermijn", "ontvangst",
    "rentevaststelling", "vorderingherziening", "sisainlezing", "sisaregel", "steekproef", "steekproefbevinding",
    "pseudonimisering", "regiogemeente",
)  # fmt: skip

BLIJFT: dict[str, tuple[dict[str, Any], ...]] = {
    "projectdeel": ({}, {"vervallen_op": NU}),
    "mijlpaalmelding": ({}, {"stand": "aanvaard"}),
    "levering": ({}, {"stand": "aanvaard"}),
    "woonruimte": ({}, {"vervallen": True}),
    "bestemmingsbevestiging": ({}, {"stand": "aanvaard"}),
    "bewijsstuk": ({},),
    "wijzigingsverzoek": ({}, {"status": "ingewilligd"}),
    "betaalopdracht": ({}, {"status": "betaald"}),
    "vaststellingsberekening": ({},),
    "vernietigingslijst": ({}, {"status": "uitgevoerd"}),
    "vernietigingsregel": ({},),
    "regioindeling": ({},),
    "archiefpakket": ({},),
    "rentepercentage": ({}, {"vervallen": True}),
}

VAST = {
    "projectdeel": ("aanvraag_id", "volgnummer", "toegevoegd_op", "door_id"),
    "mijlpaalmelding": ("aanvraag_id", "deel_id", "mijlpaal"),
    "levering": ("kenmerk", "aanvraag_id", "deel_id"),
    "woonruimte": ("levering_id", "aanvraag_id", "tranche_id", "regel"),
    "bestemmingsbevestiging": ("aanvraag_id", "jaar"),
    "bewijsstuk": (
        "kenmerk", "aanvraag_id", "mijlpaalmelding_id", "levering_id", "bevestiging_id", "naam", "mediatype",
        "grootte", "sha256", "geupload_op", "geupload_door_id",
    ),
    "wijzigingsverzoek": (
        "kenmerk", "aanvraag_id", "gegevens", "gegevens_sha256", "gevolg", "ingediend_op", "ingediend_door_id",
    ),
    "betaalopdracht": (
        "kenmerk", "aanvraag_id", "beschikking_id", "soort", "termijn", "bedrag_cent", "uiterlijk", "rekening_id",
        "opgesteld_op", "opgesteld_door_id", "als",
    ),
    "vaststellingsberekening": (
        "aanvraag_id", "volgnummer", "invoer", "invoer_sha256", "regel_versie", "verleend_cent", "betaald_cent",
        "vastgesteld_cent", "terug_cent", "opbouw", "berekend_op", "door_id", "als",
    ),
    "vernietigingslijst": ("kenmerk", "peildatum", "opgesteld_op", "opgesteld_door_id"),
    "vernietigingsregel": (
        "lijst_id", "volgnummer", "soort", "object_soort", "object_id", "omschrijving", "bewaren_tot", "grond",
    ),
    "regioindeling": ("naam", "jaar", "bron", "sha256", "ingelezen_op", "door_id"),
    "archiefpakket": ("kenmerk", "tranche_id", "aangevraagd_op", "door_id"),
    "rentepercentage": ("vanaf", "tot", "procent", "bron", "ingevoerd_op", "ingevoerd_door_id"),
}  # fmt: skip

EENMAAL: dict[str, list[tuple[dict[str, Any], tuple[str, ...]]]] = {
    "projectdeel": [({"vervallen_op": NU}, ("vervallen_op",))],
    "betaalopdracht": [
        ({"status": "goedgekeurd"}, ("goedgekeurd_op", "goedgekeurd_door_id", "goedgekeurd_als")),
        ({"status": "aangeboden"}, ("bestand_id",)),
        ({"status": "betaald"}, ("inlezing_id", "betaald_op")),
    ],
    "vaststellingsberekening": [],  # its decision, in test_betalen
    "vernietigingslijst": [
        ({"status": "vastgesteld"}, ("besloten_op", "besloten_door_id")),
        ({"status": "uitgevoerd"}, ("uitgevoerd_op",)),
    ],
    "archiefpakket": [({"sha256": "a" * 64}, ("gemaakt_op", "sha256", "bestanden", "grootte"))],
    "rentepercentage": [({"bevestigd_op": NU}, ("bevestigd_op", "bevestigd_door_id"))],
}  # fmt: skip

VRIJ: dict[str, dict[str, Any]] = {
    "projectdeel": {"naam": "Noordvleugel", "aantal": 12},
    "mijlpaalmelding": {
        "bereikt_op": DAG - timedelta(days=1),
        "toelichting": "Het was een dag eerder.",
        "gemeld_op": NU + timedelta(days=1),
        "oordeel": "Gezien.",
    },
    "levering": {
        "opgeleverd_op": DAG - timedelta(days=1),
        "toelichting": "Het was een dag eerder.",
        "gemeld_op": NU + timedelta(days=1),
        "oordeel": "Gezien.",
    },
    "woonruimte": {
        "doelgroep": "statushouders",
        "aard": "flexibel",
        "soort": "onzelfstandig",
        "bag_id": None,
        "postcode": "8012 CD",
        "huisnummer": 5,
        "toevoeging": "a",
        "ruimte": "kamer 3",
        "in_gebruik_op": DAG,
        "vervallen": True,
    },
    "bestemmingsbevestiging": {
        "peildatum": DAG - timedelta(days=1),
        "aantal": 19,
        "toelichting": "Een woning is gesloopt.",
        "gemeld_op": NU + timedelta(days=1),
        "oordeel": "Gezien.",
    },
    "bewijsstuk": {"stand": "besmet"},
    "wijzigingsverzoek": {"advies": "Inwilligen."},
    "vernietigingslijst": {"toelichting": "Akkoord."},
    "regioindeling": {"vervallen": True},
    "rentepercentage": {"vervallen": True},
    "archiefpakket": {"fout": "De schijf is vol."},
}

_OORDEEL = ("gemeld_door_id", "stand", "beoordeeld_op", "beoordeeld_door_id", "als")
VIA_STAPPEN: dict[str, tuple[str, ...]] = {
    "mijlpaalmelding": _OORDEEL,
    "levering": _OORDEEL,
    "bestemmingsbevestiging": _OORDEEL,
    "wijzigingsverzoek": ("status", "beschikking_id", "behandelaar_id", "als"),
    "betaalopdracht": ("status", "reden"),
    "vaststellingsberekening": ("beschikking_id",),
    "vernietigingslijst": ("status",),
    "vernietigingsregel": ("uitkomst",),
}
"""Tried in ``test_realisatie``, ``test_betalen`` and ``test_bewaren``."""

AFGEROND: list[tuple[str, dict[str, Any]]] = [
    *(
        (tabel, {"stand": stand})
        for tabel in ("mijlpaalmelding", "levering", "bestemmingsbevestiging")
        for stand in ("aanvaard", "afgewezen", "ingetrokken")
    ),
    *(("wijzigingsverzoek", {"status": status}) for status in ("ingewilligd", "afgewezen", "ingetrokken")),
    *(("betaalopdracht", {"status": status}) for status in ("betaald", "geweigerd", "vervallen")),
    *(("vernietigingslijst", {"status": status}) for status in ("uitgevoerd", "verworpen")),
    ("woonruimte", {"vervallen": True}),
    ("regioindeling", {"vervallen": True}),
    ("rentepercentage", {"vervallen": True}),
]
AFGEROND_ZONDER_STATUS = {
    "mijlpaalmelding": "stand",
    "levering": "stand",
    "bestemmingsbevestiging": "stand",
    "woonruimte": "ruimte",
    "regioindeling": "vervallen",
    "rentepercentage": "vervallen",
}

MELDINGEN = ("mijlpaalmelding", "levering", "bestemmingsbevestiging")
BELANG = {
    **{f"{tabel}_zonder_belang{meer}": tabel for tabel in MELDINGEN for meer in ("", "_beoordelen")},
    "betaalopdracht_zonder_belang": "betaalopdracht",
    "betaalopdracht_zonder_belang_goedgekeurd": "betaalopdracht",
    "betaalopdracht_zonder_belang_goedkeuren": "betaalopdracht",
    "vaststellingsberekening_zonder_belang": "vaststellingsberekening",
}
"""Triggers that keep away who has an interest, with their table (tried in ``test_belangen``)."""
SAMENHANG = {
    **{f"{tabel}_niet_vooraf_{wanneer}": tabel for tabel in MELDINGEN for wanneer in ("insert", "update")},
    **{f"{tabel}_met_plan": tabel for tabel in MELDINGEN},
    **{
        f"{tabel}_op_bekend_besluit": tabel
        for tabel in ("realisatieplan", "verplichtingtermijn", "betaalopdracht", "vordering")
    },
    **{
        f"{tabel}_eigen_besluit{meer}": tabel
        for tabel in ("wijzigingsverzoek", "vaststellingsberekening")
        for meer in ("", "_later")
    },
    "betaalopdracht_naar_eigen_rekening": "betaalopdracht",
    "betaalopdracht_binnen_verlening": "betaalopdracht",
    "betaalopdracht_in_bestand": "betaalopdracht",
    "betaalopdracht_in_bestand_later": "betaalopdracht",
    "woonruimte_van_tranche": "woonruimte",
    "woonruimte_bij_open_levering": "woonruimte",
    "woonruimte_na_aanvaarding": "woonruimte",
    "bewijsstuk_van_aanvraag": "bewijsstuk",
    "vervolglocatie_van_flexibele": "vervolglocatie",
    "bestemmingseinde_van_geldende": "bestemmingseinde",
    "rentevaststelling_zonder_overlap": "rentevaststelling",
    **{
        f"{tabel}_op_eigen_besluit": tabel
        for tabel in ("vorderingstermijn", "rentevaststelling", "vorderingherziening")
    },
    "inzage_wijzigt_niet": "inzage",
    "vernietigingslijst_op_volgorde": "vernietigingslijst",
    "gebruiker_naam_blijft_weg": "gebruiker",
    "vernietigingsregel_bij_voorstel": "vernietigingsregel",
    "vernietigingsregel_uitkomst_na_besluit": "vernietigingsregel",
    "vernietigingsregel_uitkomst_staat_vast": "vernietigingsregel",
}
"""Triggers that keep rows in agreement (tried in ``test_realisatie``, ``test_betalen`` and ``test_bewaren``)."""
