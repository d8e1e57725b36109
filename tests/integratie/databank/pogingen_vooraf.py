"""For each CHECK of questions and requests to talk rows that break it, and nothing else (see ``pogingen``)."""

from __future__ import annotations

from tests.fabrieken.rijen import NU
from tests.integratie.databank.poging import Poging, Zelfde, poging

VOORAF: dict[str, dict[str, list[Poging]]] = {
    "tranchevraag": {
        "heeft_vraag": [poging({"vraag": ""})],
        "antwoord_geheel_of_niet": [
            poging({"antwoord": ""}, beantwoord_op=NU),
            poging({"beantwoord_door_id": None}, beantwoord_op=NU),
            poging({"beantwoord_op": None}, beantwoord_op=NU),
            poging({"antwoord": "Zo hoog."}),
        ],
        "gepubliceerd_geheel_of_niet": [
            poging({"gepubliceerd_door_id": None}, gepubliceerd_op=NU),
            poging({"gepubliceerd_op": None}, gepubliceerd_op=NU),
        ],
        "gepubliceerd_heeft_antwoord": [
            poging({"vraag_openbaar": ""}, gepubliceerd_op=NU),
            poging({"beantwoord_op": None, "beantwoord_door_id": None, "antwoord": ""}, gepubliceerd_op=NU),
        ],
        "vier_ogen": [poging({"gepubliceerd_door_id": Zelfde("beantwoord_door_id")}, gepubliceerd_op=NU)],
    },
    "vooroverleg": {
        "heeft_inhoud": [poging({"onderwerp": ""}), poging({"toelichting": ""})],
        "opgepakt_geheel_of_niet": [
            poging({"opgepakt_door_id": None}, stand="opgepakt"),
            poging({"opgepakt_op": NU}),
        ],
        "opgepakt_heeft_moment": [
            poging({"opgepakt_op": None, "opgepakt_door_id": None}, stand=stand)
            for stand in ("opgepakt", "afgerond")
        ],
        "afgerond_heeft_moment": [
            poging({"afgerond_op": None}, stand="afgerond"),
            poging({"afgerond_op": None}, stand="ingetrokken"),
            poging({"afgerond_op": NU}, stand="opgepakt"),
        ],
        "afgerond_heeft_verslag": [poging({"verslag": ""}, stand="afgerond")],
    },
}
