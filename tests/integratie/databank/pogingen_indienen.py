"""For each CHECK of attachments and filings rows that break it, and nothing else (see ``pogingen``)."""

from __future__ import annotations

from tests.fabrieken.rijen import NU
from tests.integratie.databank.poging import TE_KORT, Poging, poging

INDIENEN: dict[str, dict[str, list[Poging]]] = {
    "aanvraagbijlage": {
        "hash_is_sha256": [poging({"sha256": TE_KORT})],
        "bestand_heeft_inhoud": [poging({"grootte": 0})],
        "heeft_naam_en_soort": [poging({"naam": ""}), poging({"soort": ""})],
        "verwijderd_geheel_of_niet": [
            poging({"verwijderd_op": None}, verwijderd_op=NU),
            poging({"verwijderd_door_id": None}, verwijderd_op=NU),
        ],
    },
    "indiening": {
        "als_aanvrager": [poging({"als": "behandeling"})],
        "heeft_sleutel": [poging({"sleutel": ""})],
        "eerste_raakt_volledigheid": [poging({"raakt_volledigheid": False})],
    },
}
