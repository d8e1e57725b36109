"""For each CHECK of plans, reports, homes and requests to change rows that break it (see ``pogingen``)."""

from __future__ import annotations

from tests.fabrieken.rijen import NU
from tests.integratie.databank.poging import EERDER, TE_KORT, Poging, Zelfde, poging

_VOLGNUMMER = {"volgnummer_vanaf_een": [poging({"volgnummer": 0})]}
_ADRES = {
    "bag_id_is_zestien_cijfers": [
        poging({"bag_id": bag_id})
        for bag_id in ("036301000000001", "036301000000000a", "0363100000000001", "0363 10000000001", "")
    ],
    "adres_is_heel": [poging({"postcode": "8011AB"}), poging({"huisnummer": 0})],
}
_OORDEEL = {
    "oordeel_geheel_of_niet": [
        *(
            poging({kolom: None}, stand="aanvaard")
            for kolom in ("beoordeeld_op", "beoordeeld_door_id", "als")
        ),
        *(poging({"stand": stand}, stand="aanvaard") for stand in ("gemeld", "ingetrokken")),
        poging({"stand": "aanvaard"}),
        poging({"beoordeeld_op": NU}),
        poging({"beoordeeld_door_id": 0}),
        poging({"als": "behandeling"}),
    ],
    "oordeel_heeft_reden": [poging({"oordeel": ""}, stand=stand) for stand in ("afgewezen", "vraag")],
    "als_behandelaar": [
        poging({"als": functie}, stand="aanvaard") for functie in ("beoordeling", "beslissing", "betaling")
    ],
    "vier_ogen": [poging({"gemeld_door_id": Zelfde("beoordeeld_door_id")}, stand="aanvaard")],
}
_BEHANDELD = ("in_behandeling", "voorgelegd", "ingewilligd", "afgewezen")
_BESLOTEN = ("voorgelegd", "ingewilligd", "afgewezen")

REALISATIE: dict[str, dict[str, list[Poging]]] = {
    "realisatieplan": _VOLGNUMMER,
    "planregel": {
        "aantal_positief": [poging({"aantal": 0}), poging({"aantal": -1})],
        "regel_vanaf_een": [poging({"regel": 0})],
        "heeft_doelgroep": [poging({"doelgroep": ""})],
    },
    "projectdeel": {
        **_VOLGNUMMER,
        "aantal_positief": [poging({"aantal": 0})],
        "heeft_naam": [poging({"naam": ""})],
        "vervallen_na_begin": [poging({"vervallen_op": EERDER}, toegevoegd_op=NU)],
    },
    "mijlpaalmelding": {**_OORDEEL, "heeft_toelichting": [poging({"toelichting": ""})]},
    "prognose": {},
    "levering": _OORDEEL,
    "bestemmingsbevestiging": {
        **_OORDEEL,
        "jaar_bestaat": [poging({"jaar": jaar}) for jaar in (2019, 2101)],
        "aantal_niet_negatief": [poging({"aantal": -1})],
    },
    "woonruimte": {
        **_ADRES,
        "regel_vanaf_een": [poging({"regel": 0})],
        "heeft_doelgroep": [poging({"doelgroep": ""})],
    },
    "vervolglocatie": {**_VOLGNUMMER, **_ADRES},
    "bestemmingseinde": {"heeft_toelichting": [poging({"toelichting": ""})]},
    "bewijsstuk": {
        "hash_is_sha256": [poging({"sha256": TE_KORT})],
        "bestand_heeft_inhoud": [poging({"grootte": 0})],
        "heeft_naam": [poging({"naam": ""})],
        "hoort_bij_een_melding": [
            poging({"levering_id": None}),
            poging({"mijlpaalmelding_id": 0}),
            poging({"bevestiging_id": 0}),
        ],
    },
    "wijzigingsverzoek": {
        "hash_is_sha256": [poging({"gegevens_sha256": TE_KORT})],
        "behandelaar_geheel_of_niet": [
            poging({"als": "behandeling"}),
            poging({"behandelaar_id": 0}),
            poging({"als": None}, status="in_behandeling"),
            poging({"behandelaar_id": None}, status="in_behandeling", ook=("behandeld_door_iemand",)),
        ],
        "als_behandelaar": [
            poging({"als": functie}, status="in_behandeling") for functie in ("beslissing", "bezwaar")
        ],
        "behandeld_door_iemand": [
            poging({"behandelaar_id": None, "als": None}, status=status) for status in _BEHANDELD
        ],
        "besluit_hoort_bij_status": [
            *(poging({"beschikking_id": None}, status=status) for status in _BESLOTEN),
            *(poging({"beschikking_id": 0}, status=status) for status in ("ingediend", "in_behandeling")),
        ],
    },
    "verplichtingtermijn": {**_VOLGNUMMER, "heeft_verplichting": [poging({"verplichting": ""})]},
    "waarschuwing": {"heeft_verplichting": [poging({"verplichting": ""})]},
}
