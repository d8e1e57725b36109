"""For each CHECK of the tables of messages rows that break it, and nothing else (see ``pogingen``)."""

from __future__ import annotations

from tests.fabrieken.rijen import NU
from tests.integratie.databank.poging import Poging, poging

BERICHTEN: dict[str, dict[str, list[Poging]]] = {
    "bericht": {
        "heeft_inhoud": [poging({"onderwerp": ""}), poging({"tekst": ""})],
        "heeft_sleutel": [poging({"sleutel": ""})],
        "inkomend_heeft_schrijver": [poging({"door_id": None}, richting="in")],
    },
    "berichtlezing": {},
    "bezorging": {
        "pogingen_niet_negatief": [poging({"pogingen": -1})],
        "verzonden_heeft_moment": [
            poging({"verzonden_op": NU}, stand="wacht"),
            poging({"verzonden_op": None}, stand="verzonden"),
        ],
        "fout_zegt_waarom": [
            poging({"melding": ""}, stand="mislukt"),
            poging({"melding": ""}, stand="teruggekomen"),
        ],
    },
    "berichtvoorkeur": {"formeel_komt_altijd": [poging({"mail": False}, groep="formeel")]},
}
