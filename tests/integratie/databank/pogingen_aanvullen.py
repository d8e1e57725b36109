"""For each CHECK of requests to supplement and withdrawals rows that break it, and nothing else (see ``pogingen``)."""

from __future__ import annotations

from tests.fabrieken.rijen import NU, TEL
from tests.integratie.databank.poging import Poging, poging

AANVULLEN: dict[str, dict[str, list[Poging]]] = {
    "aanvulverzoek": {
        "als_behandelaar": [poging({"als": "aanvrager"})],
        "volgnummer_vanaf_een": [poging({"volgnummer": 0})],
        "aangevuld_na_verzoek": [poging({"aangevuld_op": NU - TEL})],
        "aangevuld_of_gesloten": [poging({"aangevuld_op": NU}, gesloten_op=NU)],
        "gesloten_geheel_of_niet": [
            poging({"gesloten_op": None}, gesloten_op=NU),
            poging({"gesloten_door_id": None}, gesloten_op=NU),
        ],
    },
    "aanvulpunt": {
        "volgnummer_vanaf_een": [poging({"volgnummer": 0})],
        "revisie_vanaf_een": [poging({"revisie": 0})],
        "heeft_vraag": [poging({"vraag": ""})],
    },
    "intrekking": {},
}
